/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "core/model/vb-referral.h"

#include <string.h>

/* Whose item it is, and at which place it stands, says nothing. */
static const char *const left_out[] = { "id", "referral_id", "position", NULL };

/* Where one value ends and the next one begins: signs that nobody types. */
#define BETWEEN "\x1f"
#define END "\x1e"

static void
add_record (GString       *text,
            const VbShape *shape,
            gconstpointer  record)
{
  for (guint i = 0; i < shape->n_fields; i++)
    {
      g_autofree char *value = vb_shape_dup_text (shape, record, i);

      if (value != NULL && *value != '\0' && !vb_shape_is_own (shape, i)
          && !g_strv_contains (left_out, shape->fields[i].column))
        g_string_append_printf (text, "%s" BETWEEN "%s" BETWEEN, shape->fields[i].column, value);
    }
  g_string_append (text, END);
}

static int
compare_text (gconstpointer a,
              gconstpointer b)
{
  return strcmp (*(char *const *) a, *(char *const *) b);
}

/* In an order of their own. */
static void
add_items (GString         *text,
           const GPtrArray *items)
{
  g_autoptr(GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < items->len; i++)
    {
      g_autoptr(GString) line = g_string_new (NULL);

      add_record (line, &vb_referral_item_shape, g_ptr_array_index (items, i));
      g_ptr_array_add (lines, g_string_free (g_steal_pointer (&line), FALSE));
    }
  g_ptr_array_sort (lines, compare_text);
  for (guint i = 0; i < lines->len; i++)
    g_string_append (text, g_ptr_array_index (lines, i));
}

char *
vb_referral_dup_checksum (const VbReferral *self)
{
  g_autoptr(VbReferral) shared = vb_referral_dup_shared (self);
  g_autoptr(GString) text = g_string_new (NULL);

  add_record (text, &vb_referral_shape, shared);
  add_items (text, shared->items);
  return g_compute_checksum_for_string (G_CHECKSUM_SHA256, text->str, text->len);
}
