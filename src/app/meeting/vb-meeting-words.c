/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/meeting/vb-meeting-words.h"

#include <glib/gi18n.h>

#include "app/vb-words.h"

static void
add (GString    *text,
     const char *part)
{
  if (part != NULL && *part != '\0')
    g_string_append_printf (text, "%s%s", text->len > 0 ? " · " : "", part);
}

const char *
vb_meeting_state_words (const char *state)
{
  static const char *const words[][2] = {
    { "planned", N_("Planned") },       { "held", N_("Closed") },
    { "cancelled", N_("Called off") },  { "open", N_("Still to be discussed") },
    { "closed", N_("Discussed") },      { "dropped", N_("Not discussed") },
  };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (g_strcmp0 (words[i][0], state) == 0)
      return _(words[i][1]);
  return "";
}

char *
vb_meeting_line_dup_words (const VbMeetingLine *line)
{
  g_autoptr(GString) text = g_string_new (NULL);
  g_autofree char *day = vb_words_date (line->held_on);
  g_autofree char *when = line->starts_at != NULL
                            ? g_strdup_printf ("%s, %s", day, line->starts_at)
                            : g_strdup (day);
  g_autofree char *cases = g_strdup_printf (ngettext ("%u case", "%u cases", line->n_cases),
                                            line->n_cases);
  g_autofree char *todo = g_strdup_printf (ngettext ("%u action to do", "%u actions to do",
                                                     line->n_todo), line->n_todo);

  add (text, when);
  add (text, line->place);
  if (g_strcmp0 (line->state, "planned") != 0)
    add (text, vb_meeting_state_words (line->state));
  add (text, line->n_cases > 0 ? cases : _("no cases yet"));
  add (text, line->n_todo > 0 ? todo : NULL);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

char *
vb_meeting_seat_dup_words (const VbMeetingCase   *item,
                           const VbMeetingMember *member,
                           VbParty                sender,
                           const char            *today)
{
  VbDisclosure why;
  VbStanding standing = vb_meeting_decide_seat (item, member, sender, today, &why);
  const char *reason = _(vb_reason_get_message (why.reason));

  if (!member->present)
    return g_strdup (_("Is not there."));
  if (standing == VB_STANDING_LEAVES)
    return why.allowed ? g_strdup (_("Leaves the room for this case."))
                       : g_strdup_printf (_("Leaves the room for this case. %s"), reason);
  if (standing == VB_STANDING_ANONYMOUS)
    return why.allowed || g_strcmp0 (item->mode, "named") != 0
             ? g_strdup (_("Hears it without the name."))
             : g_strdup_printf (_("May hear it only without the name. %s"), reason);
  return member->own ? g_strdup (_("Hears it with the name: a colleague here."))
                     : g_strdup_printf (_("Hears it with the name. %s"), reason);
}

char *
vb_meeting_member_dup_words (const VbMeetingMember *member)
{
  g_autofree char *who = member->holder != NULL
                           ? g_strdup_printf ("%s (%s)", member->function, member->holder)
                           : g_strdup (member->function);

  return member->organization != NULL ? g_strdup_printf ("%s, %s", who, member->organization)
                                      : g_steal_pointer (&who);
}

char *
vb_meeting_case_dup_who (const VbMeetingCase *item,
                         gboolean             named,
                         const char          *today)
{
  const VbMeetingPerson *person = item->person;
  int decade = vb_meeting_case_get_decade (item, today);

  if (person != NULL && named)
    {
      const char *parts[] = { person->given_name, person->prefix, person->family_name };
      g_autoptr(GString) name = g_string_new (NULL);

      for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
        if (parts[i] != NULL)
          g_string_append_printf (name, "%s%s", name->len > 0 ? " " : "", parts[i]);
      return g_string_free (g_steal_pointer (&name), FALSE);
    }
  if (decade < 0)
    return g_strdup (_("Somebody"));
  return g_strdup_printf (_("Somebody of %d to %d years"), decade, decade + 9);
}

char *
vb_meeting_time_dup_words (gint64 begun_at,
                           gint64 minutes,
                           gint64 now)
{
  gint64 gone = (now - begun_at) / G_TIME_SPAN_MINUTE;
  guint left = MAX (minutes - gone, 0);

  if (begun_at == VB_NO_NUMBER)
    return g_strdup_printf (ngettext ("%u minute is set for this case.",
                                      "%u minutes are set for this case.", (guint) minutes),
                            (guint) minutes);
  if (gone >= minutes + 1)
    return g_strdup_printf (ngettext ("The time for this case is over since %u minute.",
                                      "The time for this case is over since %u minutes.",
                                      (guint) (gone - minutes)), (guint) (gone - minutes));
  if (left == 0)
    return g_strdup (_("The time for this case is over now. Round off."));
  return g_strdup_printf (ngettext ("About %u minute left.", "About %u minutes left.", left), left);
}
