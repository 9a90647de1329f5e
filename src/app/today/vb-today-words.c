/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/today/vb-today-words.h"

#include <glib/gi18n.h>

#include "app/referral/vb-referral-words.h"
#include "app/referral/vb-referrals-words.h"
#include "app/vb-words.h"
#include "core/base/vb-time.h"

const char *
vb_today_group_words (VbTodayGroup group)
{
  static const char *const words[VB_N_TODAY] = {
    [VB_TODAY_OVERDUE] = N_("Overdue"),
    [VB_TODAY_WITHDRAWN] = N_("Consents Withdrawn, Not Told Yet"),
    [VB_TODAY_NEW] = N_("Came In"),
    [VB_TODAY_MEETING] = N_("Handed Over Today"),
    [VB_TODAY_CASES] = N_("Case Meetings"),
    [VB_TODAY_DUE] = N_("To Do Today"),
    [VB_TODAY_AGREED] = N_("Agreed in a Case Meeting"),
    [VB_TODAY_REMINDER] = N_("To Look at Again"),
    [VB_TODAY_EVALUATION] = N_("Plans to Look Back On"),
    [VB_TODAY_LOOK_BACK] = N_("Cases to Look Back On"),
    [VB_TODAY_SILENT] = N_("Nothing Heard"),
    [VB_TODAY_UNREAD] = N_("Ended, Not Read Yet"),
    [VB_TODAY_COMING] = N_("Case Meetings to Come"),
    [VB_TODAY_CONSENT] = N_("Consents That End"),
    [VB_TODAY_VACANT] = N_("Functions That Nobody Has"),
    [VB_TODAY_RETENTION] = N_("To Keep in Order"),
  };

  g_return_val_if_fail (group < VB_N_TODAY, NULL);

  return _(words[group]);
}

/* ------------------------------------------------------------------ a row */

static gboolean
is_referral (const VbTodayItem *item)
{
  switch (item->group)
    {
    case VB_TODAY_OVERDUE:
    case VB_TODAY_NEW:
    case VB_TODAY_MEETING:
    case VB_TODAY_DUE:
    case VB_TODAY_REMINDER:
    case VB_TODAY_SILENT:
    case VB_TODAY_UNREAD:
      return TRUE;
    default:
      return FALSE;
    }
}

/* (transfer full) (nullable) */
static char *
dup_other (const VbTodayItem *item)
{
  if (item->other == NULL)
    return NULL;
  if (item->group == VB_TODAY_WITHDRAWN)
    /* Translators: whom consent was withdrawn for, who must hear that */
    return g_strdup_printf (C_("consent", "Tell %s"), item->other);
  if (!is_referral (item))
    return g_strdup (item->other);
  return item->side == VB_SIDE_RECEIVER
           /* Translators: who sent a referral */
           ? g_strdup_printf (C_("referral", "From %s"), item->other)
           /* Translators: whom a referral was sent to */
           : g_strdup_printf (C_("referral", "To %s"), item->other);
}

static char *
dup_when (const VbTodayItem *item)
{
  g_autofree char *day = vb_words_day (item->day);
  g_autofree char *heard = NULL;

  switch (item->group)
    {
    case VB_TODAY_OVERDUE:
      /* Translators: a day, as "on 3 May 2025" */
      return g_strdup_printf (_("Was due %s"), day);
    case VB_TODAY_NEW:
      /* Translators: a day, as "today" or "on Monday" */
      return g_strdup_printf (_("Answer due %s"), day);
    case VB_TODAY_SILENT:
      heard = vb_words_moment (item->heard_at);
      /* Translators: a date, as "3 May 2025" */
      return g_strdup_printf (_("Nothing heard since %s"), heard);
    case VB_TODAY_UNREAD:
      /* Translators: a day, as "today" or "on 3 May 2025" */
      return g_strdup_printf (_("Ended %s"), day);
    case VB_TODAY_AGREED:
      /* Translators: a day, as "today" or "on 3 May 2025" */
      return item->title == NULL ? g_strdup_printf (_("Discussed %s"), day)
                                 : g_strdup_printf (_("To be done %s"), day);
    case VB_TODAY_CASES:
    case VB_TODAY_COMING:
    case VB_TODAY_EVALUATION:
    case VB_TODAY_LOOK_BACK:
      /* Translators: a day, as "today" or "on 3 May 2025" */
      return g_strdup_printf (_("Planned %s"), day);
    case VB_TODAY_CONSENT:
      /* Translators: a day, as "tomorrow" or "on 3 May 2025" */
      return g_strdup_printf (_("Ends %s"), day);
    case VB_TODAY_WITHDRAWN:
      /* Translators: a day, as "today" or "on 3 May 2025" */
      return g_strdup_printf (_("Withdrawn %s"), day);
    case VB_TODAY_VACANT:
      /* Translators: a day, as "on 3 May 2025" */
      return g_strdup_printf (_("The last one left %s"), day);
    case VB_TODAY_MEETING:
    case VB_TODAY_DUE:
    case VB_TODAY_REMINDER:
    case VB_TODAY_RETENTION:
    default:
      return NULL;
    }
}

static gboolean
has_state (const VbTodayItem *item)
{
  return is_referral (item) && item->group != VB_TODAY_MEETING
         && (item->group != VB_TODAY_NEW || item->state == VB_REFERRAL_ASKED);
}

/* What came in without a name has only its code. */
char *
vb_today_title_words (const VbTodayItem *item)
{
  if (item->group == VB_TODAY_LOOK_BACK)
    /* Translators: the number of a case that was discussed, as D-0102 */
    return g_strdup_printf (_("Case %s"), item->title);
  if (item->title != NULL && g_strcmp0 (item->title, item->code) != 0)
    return g_strdup (item->title);
  if (item->group == VB_TODAY_AGREED)
    return g_strdup (_("Tell the person what was agreed"));
  return g_strjoin (" ", vb_referral_kind_words (vb_referral_kind_get_code (item->kind)),
                    item->code, NULL);
}

char *
vb_today_item_words (const VbTodayItem *item)
{
  g_autoptr(GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);
  char *other = dup_other (item);
  char *when = item->day != NULL ? dup_when (item) : NULL;

  if (when != NULL)
    g_ptr_array_add (parts, when);
  if (has_state (item))
    g_ptr_array_add (parts, vb_referrals_words_state (item->kind, item->side, item->state, NULL,
                                                      NULL));
  if (other != NULL)
    g_ptr_array_add (parts, other);
  g_ptr_array_add (parts, NULL);
  return g_strjoinv (" · ", (char **) parts->pdata);
}

char *
vb_today_more_words (guint n)
{
  return n > VB_TODAY_MOST ? g_strdup_printf (_("Show all, more than %u"), VB_TODAY_MOST)
                           : g_strdup_printf (_("Show all %u"), n);
}

char *
vb_today_rest_words (guint n)
{
  return g_strdup_printf (ngettext ("And %u more", "And %u more", n), n);
}

/* ------------------------------------------------------------------ the day */

char *
vb_today_summary_words (const VbToday *today)
{
  guint n = vb_today_get_waiting (today);
  guint late = today->n[VB_TODAY_OVERDUE];
  g_autofree char *all = NULL;
  g_autofree char *overdue = NULL;

  if (n == 0)
    return g_strdup (_("Nobody is waiting for you."));
  all = g_strdup_printf (ngettext ("%u thing asks for you.", "%u things ask for you.", n), n);
  if (late == 0)
    return g_steal_pointer (&all);
  overdue = g_strdup_printf (ngettext ("%u of them is overdue.", "%u of them are overdue.", late),
                             late);
  return g_strjoin (" ", all, overdue, NULL);
}

char *
vb_today_date_words (const char *day)
{
  g_autofree char *moment = g_strconcat (day, "T12:00:00", NULL);
  g_autoptr(GTimeZone) zone = g_time_zone_new_local ();
  g_autoptr(GDateTime) time = g_date_time_new_from_iso8601 (moment, zone);
  g_autofree char *words = NULL;
  g_autofree char *first = NULL;

  if (time == NULL)
    return g_strdup (day);
  /* Translators: a day without its year, as g_date_time_format() takes it: Sunday 3 May */
  words = g_date_time_format (time, _("%A %-e %B"));
  first = g_utf8_strup (words, g_utf8_next_char (words) - words);
  return g_strconcat (first, g_utf8_next_char (words), NULL);
}
