/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/people/vb-contact-words.h"

#include <glib/gi18n.h>

static void
append_line (GString    *text,
             gboolean    applies,
             const char *line)
{
  if (applies)
    g_string_append_printf (text, "%s%s", text->len > 0 ? "\n" : "", line);
}

static void
append_hours (GString        *text,
              const VbPerson *person)
{
  g_autofree char *line = NULL;

  if (person->contact_from != NULL && person->contact_until != NULL)
    line = g_strdup_printf (_("Only between %s and %s"), person->contact_from,
                            person->contact_until);
  else if (person->contact_from != NULL)
    line = g_strdup_printf (_("Not before %s"), person->contact_from);
  else if (person->contact_until != NULL)
    line = g_strdup_printf (_("Not after %s"), person->contact_until);
  append_line (text, line != NULL, line);
}

static void
append_way (GString        *text,
            const VbPerson *person)
{
  static const struct
  {
    const char *way;
    const char *words;
  } ways[] = {
    { "phone", N_("Call, rather than anything else") },
    { "text", N_("Send a text message, rather than anything else") },
    { "email", N_("Send an e-mail, rather than anything else") },
    { "letter", N_("Send a letter, rather than anything else") },
    { "visit", N_("Visit, rather than anything else") },
  };

  for (guint i = 0; i < G_N_ELEMENTS (ways); i++)
    append_line (text, g_strcmp0 (person->contact_way, ways[i].way) == 0, _(ways[i].words));
}

static gboolean
goes_through (const VbPerson *person)
{
  return g_strcmp0 (person->contact_way, "through") == 0 && person->contact_through != NULL;
}

static void
append_through (GString        *text,
                const VbPerson *person)
{
  g_autofree char *through = goes_through (person)
                             /* Translators: %s is a name */
                             ? g_strdup_printf (_("Only by way of %s"), person->contact_through)
                             : NULL;

  append_line (text, through != NULL, through);
}

static void
append_plain (GString        *text,
              const VbPerson *person)
{
  append_line (text, person->no_phone, _("Do not call"));
  append_line (text, person->no_voicemail && !person->no_phone, _("Leave no voicemail"));
  append_line (text, person->no_text, _("Send no text messages"));
  append_line (text, person->no_email, _("Send no e-mail"));
  append_line (text, person->no_letter, _("Send no letters"));
  append_line (text, person->no_visit, _("Do not visit"));
  append_hours (text, person);
}

static char *
finish (GString *text)
{
  gboolean empty = text->len == 0;
  char *words = g_string_free (text, empty);

  return empty ? NULL : words;
}

char *
vb_contact_dup_rules (const VbPerson *person)
{
  GString *text = g_string_new (NULL);

  append_way (text, person);
  append_through (text, person);
  append_plain (text, person);
  append_line (text, person->contact_note != NULL, person->contact_note);
  return finish (text);
}

char *
vb_contact_dup_plain (const VbPerson *person)
{
  GString *text = g_string_new (NULL);

  append_line (text, goes_through (person) || person->contact_note != NULL,
               _("There is more to know about safe contact: call the sender before you make "
                 "contact."));
  append_way (text, person);
  append_plain (text, person);
  return finish (text);
}

char *
vb_contact_dup_careful (const VbPerson *person)
{
  GString *text = g_string_new (NULL);

  append_through (text, person);
  append_line (text, person->contact_note != NULL, person->contact_note);
  return finish (text);
}
