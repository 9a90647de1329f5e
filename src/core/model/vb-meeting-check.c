/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What may be kept of a meeting, and what must be there before something of it is closed. */

#include "config.h"

#include "core/model/vb-meeting.h"

#include <glib/gi18n.h>
#include <string.h>

#include "core/base/vb-time.h"
#include "core/model/vb-bsn.h"

static const char *const not_words[] = { "number", NULL };

static void
want (GArray        *errors,
      gboolean       fine,
      const VbShape *shape,
      guint          record,
      const char    *column,
      const char    *message)
{
  if (!fine)
    vb_shape_errors_add (errors, shape, record, column, message);
}

static gboolean
is_one_of (const char *code,
           const char *codes)
{
  g_auto(GStrv) all = g_strsplit (codes, " ", -1);

  return code == NULL || g_strv_contains ((const char *const *) all, code);
}

/* ------------------------------------------------------------------ what may be kept */

/* Capitals, digits and lines, with a digit among them: no name. */
static gboolean
is_number (const char *number)
{
  gboolean digit = FALSE;

  if (number == NULL || *number == '\0' || strlen (number) > 20)
    return FALSE;
  for (const char *at = number; *at != '\0'; at++)
    {
      if (!g_ascii_isupper (*at) && !g_ascii_isdigit (*at) && *at != '-')
        return FALSE;
      digit = digit || g_ascii_isdigit (*at);
    }
  return digit;
}

static gboolean
is_only (const VbMeeting     *self,
         const VbMeetingCase *item)
{
  for (guint i = 0; i < self->cases->len; i++)
    {
      const VbMeetingCase *other = g_ptr_array_index (self->cases, i);

      if (other != item && g_strcmp0 (other->number, item->number) == 0)
        return FALSE;
    }
  return TRUE;
}

static void
check_action (GArray                *errors,
              guint                  index,
              const VbMeetingAction *action)
{
  const VbShape *shape = &vb_meeting_action_shape;

  want (errors, action->what != NULL, shape, index, "what", N_("Write what will be done"));
  want (errors, action->who != NULL, shape, index, "who", N_("Write who does it"));
  want (errors, action->due_on != NULL && vb_time_is_date (action->due_on), shape, index, "due_on",
        N_("Write before which day"));
  want (errors, action->state != NULL && is_one_of (action->state, "open done dropped"), shape,
        index, "state", N_("Choose one of the list"));
  vb_bsn_check (errors, shape, index, action, NULL);
}

static void
check_case (GArray              *errors,
            const VbMeeting     *self,
            guint                index,
            const VbMeetingCase *item)
{
  const VbShape *shape = &vb_meeting_case_shape;
  const char *choose = N_("Choose one of the list");
  gboolean named = g_strcmp0 (item->mode, "named") == 0;

  want (errors, is_number (item->number), shape, index, "number",
        N_("A case has a number, never a name: capitals and digits, as AB-123"));
  want (errors, is_only (self, item), shape, index, "number",
        N_("Another case has this number. Choose another one."));
  want (errors, item->question != NULL, shape, index, "question",
        N_("Write what is asked of the meeting"));
  want (errors, !vb_meeting_names_person (item, item->question), shape, index, "question",
        N_("This says who it is about, and everybody gets the agenda. Leave the name out."));
  want (errors, item->minutes >= 1 && item->minutes <= 120, shape, index, "minutes",
        N_("Write 1 to 120 minutes"));
  want (errors, item->mode != NULL && is_one_of (item->mode, "named anonymous"), shape, index,
        "mode", choose);
  want (errors, !named || item->person_id != NULL, shape, index, "mode",
        N_("Nobody knows who it is about. Discuss it without a name."));
  want (errors, item->state != NULL && is_one_of (item->state, "open closed dropped"), shape,
        index, "state", choose);
  want (errors, g_strcmp0 (item->state, "dropped") != 0 || item->drop_note != NULL, shape, index,
        "drop_note", N_("Write in a few words why"));
  want (errors, item->ground == NULL || vb_ground_find (item->ground) < VB_N_GROUNDS, shape, index,
        "ground", choose);
  want (errors, is_one_of (item->informed, "yes no"), shape, index, "informed", choose);
  want (errors, is_one_of (item->presence, "present represented absent"), shape, index,
        "presence", choose);
  want (errors, item->evaluate_on == NULL || vb_time_is_date (item->evaluate_on), shape, index,
        "evaluate_on", N_("Write the date as 2026-12-31"));
  want (errors, item->informed_on == NULL || vb_time_is_date (item->informed_on), shape, index,
        "informed_on", N_("Write the date as 2026-12-31"));
  want (errors, item->evaluated_on == NULL || vb_time_is_date (item->evaluated_on), shape, index,
        "evaluated_on", N_("Write the date as 2026-12-31"));
  vb_bsn_check (errors, shape, index, item, not_words);
  for (guint i = 0; i < item->actions->len; i++)
    check_action (errors, i, g_ptr_array_index (item->actions, i));
}

GArray *
vb_meeting_validate (const VbMeeting *self)
{
  GArray *errors = vb_shape_errors_new ();
  int minutes;

  want (errors, self->title != NULL, &vb_meeting_shape, 0, "title",
        N_("Give the meeting a name, as Monthly meeting"));
  want (errors, self->held_on != NULL && vb_time_is_date (self->held_on), &vb_meeting_shape, 0,
        "held_on", N_("Write the date as 2026-12-31"));
  want (errors, self->starts_at == NULL || vb_time_parse_clock (self->starts_at, &minutes),
        &vb_meeting_shape, 0, "starts_at", N_("Write the time as 13:30"));
  want (errors, self->state != NULL && is_one_of (self->state, "planned held cancelled"),
        &vb_meeting_shape, 0, "state", N_("Choose one of the list"));
  vb_bsn_check (errors, &vb_meeting_shape, 0, self, NULL);
  for (guint i = 0; i < self->members->len; i++)
    {
      const VbMeetingMember *member = g_ptr_array_index (self->members, i);

      want (errors, member->function != NULL, &vb_meeting_member_shape, i, "function",
            N_("Write the function"));
      vb_bsn_check (errors, &vb_meeting_member_shape, i, member, NULL);
    }
  for (guint i = 0; i < self->cases->len; i++)
    check_case (errors, self, i, g_ptr_array_index (self->cases, i));
  return errors;
}

/* ------------------------------------------------------------------ closing a case */

static guint
place_of (const VbMeeting     *self,
          const VbMeetingCase *item)
{
  guint index = 0;

  g_ptr_array_find (self->cases, item, &index);
  return index;
}

/* The room: who hears a name must be allowed to. Gives why somebody is not, in their own words. */
static const char *
check_room (const VbMeeting     *self,
            const VbMeetingCase *item,
            VbParty              sender,
            const char          *today,
            const char         **column)
{
  *column = "mode";
  for (guint i = 0; i < self->members->len; i++)
    {
      const VbMeetingMember *member = g_ptr_array_index (self->members, i);
      VbDisclosure why;
      VbStanding standing = vb_meeting_decide_seat (item, member, sender, today, &why);

      if (standing != VB_STANDING_ANONYMOUS || g_strcmp0 (item->mode, "named") != 0)
        continue;
      if (why.reason == VB_REASON_CHECK_INCOMPLETE)
        {
          *column = "necessity";
          return vb_reason_get_message (why.reason);
        }
      return N_("Somebody in the room may not know who it is about. Discuss it without a name, or "
                "let them leave the room.");
    }
  return NULL;
}

static void
check_person (GArray              *errors,
              guint                index,
              const VbMeetingCase *item)
{
  const VbShape *shape = &vb_meeting_case_shape;

  want (errors, item->informed != NULL, shape, index, "informed",
        N_("Say whether the person knows that it is discussed."));
  want (errors, g_strcmp0 (item->informed, "no") != 0 || item->informed_note != NULL, shape,
        index, "informed_note", N_("Write why the person does not know."));
  want (errors, item->presence != NULL, shape, index, "presence",
        N_("Say whether the person is there."));
  want (errors, g_strcmp0 (item->presence, "absent") != 0 || item->presence_note != NULL, shape,
        index, "presence_note", N_("Write why the person is not there."));
}

static void
check_outcome (GArray              *errors,
               guint                index,
               const VbMeeting     *self,
               const VbMeetingCase *item)
{
  const VbShape *shape = &vb_meeting_case_shape;

  want (errors, item->decision != NULL, shape, index, "decision",
        N_("Write what was decided, also when nothing changes."));
  for (guint i = 0; i < item->actions->len; i++)
    check_action (errors, i, g_ptr_array_index (item->actions, i));
  want (errors, item->director != NULL, shape, index, "director",
        N_("Choose who keeps the overview."));
  want (errors, item->evaluate_on != NULL, shape, index, "evaluate_on",
        N_("Choose a day to look back."));
  want (errors, item->evaluate_on == NULL
                || g_strcmp0 (item->evaluate_on, self->held_on) > 0, shape, index, "evaluate_on",
        N_("Look back on a day after the meeting."));
  want (errors, item->inform_by != NULL, shape, index, "inform_by",
        N_("Choose who tells the person what was agreed."));
}

GArray *
vb_meeting_check_close_case (const VbMeeting     *self,
                             const VbMeetingCase *item,
                             VbParty              sender,
                             const char          *today)
{
  GArray *errors = vb_meeting_validate (self);
  guint index = place_of (self, item);
  const char *column;
  const char *room = check_room (self, item, sender, today, &column);

  want (errors, g_strcmp0 (item->state, "open") == 0, &vb_meeting_case_shape, index, "state",
        N_("This case was closed already."));
  want (errors, g_strcmp0 (self->held_on, today) <= 0, &vb_meeting_case_shape, index, "state",
        N_("The meeting is on a later day."));
  check_person (errors, index, item);
  want (errors, room == NULL, &vb_meeting_case_shape, index, column, room);
  check_outcome (errors, index, self, item);
  return errors;
}

GArray *
vb_meeting_check_close (const VbMeeting *self)
{
  GArray *errors = vb_meeting_validate (self);

  want (errors, g_strcmp0 (self->state, "planned") == 0, &vb_meeting_shape, 0, "state",
        N_("This meeting was closed already."));
  want (errors, self->members->len > 0, &vb_meeting_shape, 0, "members",
        N_("Add who took part first."));
  for (guint i = 0; i < self->cases->len; i++)
    {
      const VbMeetingCase *item = g_ptr_array_index (self->cases, i);

      want (errors, g_strcmp0 (item->state, "open") != 0, &vb_meeting_case_shape, i, "state",
            N_("This case is still open. Close it, or say why it was not discussed."));
    }
  return errors;
}

/* ------------------------------------------------------------------ what stays */

/* But for whether the person was told, whether somebody looked back, and how the actions stand. */
static gboolean
is_same_but_for_aftercare (const VbMeetingCase *base,
                           const VbMeetingCase *mine)
{
  g_autofree VbMeetingCase *like = g_memdup2 (mine, sizeof *mine);

  like->informed_on = base->informed_on;
  like->evaluated_on = base->evaluated_on;
  if (!vb_shape_equal (&vb_meeting_case_shape, base, like)
      || base->actions->len != mine->actions->len || base->seats->len != mine->seats->len)
    return FALSE;
  for (guint i = 0; i < base->seats->len; i++)
    if (!vb_shape_equal (&vb_meeting_seat_shape, g_ptr_array_index (base->seats, i),
                         g_ptr_array_index (mine->seats, i)))
      return FALSE;
  for (guint i = 0; i < base->actions->len; i++)
    {
      const VbMeetingAction *was = g_ptr_array_index (base->actions, i);
      g_autofree VbMeetingAction *is = g_memdup2 (g_ptr_array_index (mine->actions, i),
                                                  sizeof *is);

      is->state = was->state;
      if (!vb_shape_equal (&vb_meeting_action_shape, was, is))
        return FALSE;
    }
  return TRUE;
}

static gboolean
has_same_lists (const VbMeeting *base,
                const VbMeeting *mine)
{
  if (base->members->len != mine->members->len || base->cases->len != mine->cases->len)
    return FALSE;
  for (guint i = 0; i < base->members->len; i++)
    if (!vb_shape_equal (&vb_meeting_member_shape, g_ptr_array_index (base->members, i),
                         g_ptr_array_index (mine->members, i)))
      return FALSE;
  return vb_shape_equal (&vb_meeting_shape, base, mine);
}

static gboolean
is_closed (const VbMeetingCase *item)
{
  return g_strcmp0 (item->state, "closed") == 0;
}

/* Closing is a step of its own, with its own conditions. */
static gboolean
closes_something (const VbMeeting *base,
                  const VbMeeting *mine)
{
  if (g_strcmp0 (mine->state, "held") == 0
      && (base == NULL || g_strcmp0 (base->state, "held") != 0))
    return TRUE;
  for (guint i = 0; i < mine->cases->len; i++)
    {
      const VbMeetingCase *item = g_ptr_array_index (mine->cases, i);
      const VbMeetingCase *was = base != NULL ? vb_meeting_find_case (base, item->id) : NULL;

      if (is_closed (item) && (was == NULL || !is_closed (was)))
        return TRUE;
    }
  return FALSE;
}

const char *
vb_meeting_check_change (const VbMeeting *base,
                         const VbMeeting *mine)
{
  if (closes_something (base, mine))
    return N_("Close a case or a meeting with its own button");
  if (base == NULL)
    return NULL;
  if (g_strcmp0 (base->state, "held") == 0 && !has_same_lists (base, mine))
    return N_("This meeting was closed and does not change any more");
  for (guint i = 0; i < base->cases->len; i++)
    {
      const VbMeetingCase *was = g_ptr_array_index (base->cases, i);
      const VbMeetingCase *is = vb_meeting_find_case (mine, was->id);

      if ((is_closed (was) || g_strcmp0 (base->state, "held") == 0)
          && (is == NULL || !is_same_but_for_aftercare (was, is)))
        return N_("This case was closed and does not change any more");
    }
  return NULL;
}
