/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/people/vb-access-lines.h"

#include <glib/gi18n.h>

#include "app/vb-words.h"
#include "core/store/vb-access-overview.h"

/* The same person did the same on the same day. */
static gboolean
is_same (const VbAccessRecord *one,
         const VbAccessRecord *other)
{
  g_autofree char *day = vb_words_moment (one->at);
  g_autofree char *other_day = vb_words_moment (other->at);

  return g_strcmp0 (day, other_day) == 0
         && g_strcmp0 (one->user_name, other->user_name) == 0
         && g_strcmp0 (one->role, other->role) == 0
         && g_strcmp0 (one->purpose, other->purpose) == 0
         && g_strcmp0 (vb_access_record_get_words (one), vb_access_record_get_words (other)) == 0;
}

static char *
dup_what (const VbAccessRecord *record)
{
  const char *words = _(vb_access_record_get_words (record));
  const char *known = vb_access_record_get_purpose (record);
  const char *why = known != NULL ? _(known) : record->purpose;
  g_autofree char *who = record->role != NULL && *record->role != '\0'
                         ? g_strdup_printf ("%s (%s)", record->user_name, record->role)
                         : g_strdup (record->user_name);

  if (why == NULL || *why == '\0')
    /* Translators: who, and what they did: “M. Jansen opened the record of a person” */
    return g_strdup_printf (C_("access log", "%s %s"), who, words);
  /* Translators: who, what they did, and why */
  return g_strdup_printf (C_("access log", "%s %s: %s"), who, words, why);
}

static char *
dup_when (const VbAccessRecord *record,
          guint                 n)
{
  g_autofree char *moment = vb_words_moment_exactly (record->at);

  if (n == 1)
    return g_steal_pointer (&moment);
  /* Translators: %s is the date and time of the last time */
  return g_strdup_printf (ngettext ("%s, %u time that day", "%s, %u times that day", n), moment, n);
}

void
vb_access_lines_foreach (GPtrArray        *records,
                         VbAccessLineFunc  func,
                         gpointer          data)
{
  guint first = 0;

  g_return_if_fail (records != NULL && func != NULL);

  for (guint i = 1; i <= records->len; i++)
    if (i == records->len || !is_same (records->pdata[first], records->pdata[i]))
      {
        g_autofree char *what = dup_what (records->pdata[first]);
        g_autofree char *when = dup_when (records->pdata[first], i - first);

        func (what, when, data);
        first = i;
      }
}
