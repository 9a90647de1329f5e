/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "core/model/vb-plain.h"

#include <glib/gi18n.h>
#include <string.h>

static const char in_text[] =
  N_("There are marks in this that cannot be seen and make it read as something else. Type it "
     "again.");
static const char in_name[] =
  N_("Write this in one line, without marks that cannot be seen.");

/* Embedding, override and isolates. */
static gboolean
turns_text (gunichar c)
{
  return (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069);
}

static gboolean
is_fine_in_text (gunichar c)
{
  return c == '\n' || c == '\t' || c == '\r' || (!g_unichar_iscntrl (c) && !turns_text (c));
}

/* Some scripts join letters with marks of their own. */
static gboolean
is_fine_in_name (gunichar c)
{
  GUnicodeType type = g_unichar_type (c);

  return c == 0x200c || c == 0x200d
         || (!g_unichar_iscntrl (c) && type != G_UNICODE_FORMAT
             && type != G_UNICODE_LINE_SEPARATOR && type != G_UNICODE_PARAGRAPH_SEPARATOR);
}

static gboolean
is_all (const char *text,
        gboolean  (*is_fine) (gunichar c))
{
  for (const char *p = text; p != NULL && *p != '\0'; p = g_utf8_next_char (p))
    if (!is_fine (g_utf8_get_char (p)))
      return FALSE;
  return TRUE;
}

const char *
vb_plain_get_refusal (const char *text)
{
  return is_all (text, is_fine_in_text) ? NULL : in_text;
}

const char *
vb_plain_get_refusal_of_name (const char *name)
{
  return is_all (name, is_fine_in_name) ? NULL : in_name;
}

gboolean
vb_plain_is_refusal (const char *message)
{
  return g_strcmp0 (message, in_text) == 0 || g_strcmp0 (message, in_name) == 0;
}

void
vb_plain_check (GArray            *errors,
                const VbShape     *shape,
                guint              index,
                gconstpointer      record,
                const char *const *names)
{
  for (guint i = 0; i < shape->n_fields; i++)
    {
      const char *column = shape->fields[i].column;
      gboolean name = names != NULL && g_strv_contains (names, column);
      g_autofree char *text = NULL;
      const char *refusal;

      if (shape->fields[i].type != VB_SHAPE_TEXT)
        continue;
      text = vb_shape_dup_text (shape, record, i);
      refusal = name ? vb_plain_get_refusal_of_name (text) : vb_plain_get_refusal (text);
      if (refusal != NULL)
        vb_shape_errors_add (errors, shape, index, column, refusal);
    }
}
