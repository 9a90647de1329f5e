/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "core/model/vb-meeting.h"

#include "core/base/vb-time.h"

#define TIMEBOX 10 /* minutes */

VB_SHAPE_DEFINE (vb_meeting_member, VbMeetingMember, "meeting_member", 1,
  VB_SHAPE_TEXT_OF (VbMeetingMember, id), VB_SHAPE_TEXT_OF (VbMeetingMember, meeting_id),
  VB_SHAPE_NUMBER_OF (VbMeetingMember, position), VB_SHAPE_TEXT_OF (VbMeetingMember, contact_id),
  VB_SHAPE_TEXT_OF (VbMeetingMember, function), VB_SHAPE_TEXT_OF (VbMeetingMember, holder),
  VB_SHAPE_TEXT_OF (VbMeetingMember, organization), VB_SHAPE_FLAG_OF (VbMeetingMember, own),
  VB_SHAPE_FLAG_OF (VbMeetingMember, present))

VB_SHAPE_DEFINE_PLAIN (vb_meeting_seat, VbMeetingSeat, "meeting_seat", 1,
  VB_SHAPE_TEXT_OF (VbMeetingSeat, id), VB_SHAPE_TEXT_OF (VbMeetingSeat, case_id),
  VB_SHAPE_TEXT_OF (VbMeetingSeat, member_id), VB_SHAPE_TEXT_OF (VbMeetingSeat, choice),
  VB_SHAPE_TEXT_OF (VbMeetingSeat, standing), VB_SHAPE_TEXT_OF (VbMeetingSeat, consent_id))

VB_SHAPE_DEFINE_PLAIN (vb_meeting_action, VbMeetingAction, "meeting_action", 1,
  VB_SHAPE_TEXT_OF (VbMeetingAction, id), VB_SHAPE_TEXT_OF (VbMeetingAction, case_id),
  VB_SHAPE_NUMBER_OF (VbMeetingAction, position), VB_SHAPE_TEXT_OF (VbMeetingAction, what),
  VB_SHAPE_TEXT_OF (VbMeetingAction, who), VB_SHAPE_TEXT_OF (VbMeetingAction, due_on),
  VB_SHAPE_TEXT_OF (VbMeetingAction, state))

#define CASE_TEXT(column) VB_SHAPE_TEXT_OF (VbMeetingCase, column)

VB_SHAPE_DEFINE (vb_meeting_case, VbMeetingCase, "meeting_case", 1,
  CASE_TEXT (id), CASE_TEXT (meeting_id), VB_SHAPE_NUMBER_OF (VbMeetingCase, position),
  CASE_TEXT (number), CASE_TEXT (person_id), CASE_TEXT (state), CASE_TEXT (drop_note),
  CASE_TEXT (brought_by), CASE_TEXT (question), VB_SHAPE_NUMBER_OF (VbMeetingCase, minutes),
  CASE_TEXT (mode), CASE_TEXT (ground), CASE_TEXT (law), CASE_TEXT (necessity),
  CASE_TEXT (proportionality), CASE_TEXT (subsidiarity), CASE_TEXT (informed),
  CASE_TEXT (informed_note), CASE_TEXT (presence), CASE_TEXT (presence_note),
  CASE_TEXT (own_view), CASE_TEXT (medical_view), CASE_TEXT (social_view), CASE_TEXT (decision),
  CASE_TEXT (director), CASE_TEXT (evaluate_on), CASE_TEXT (inform_by), CASE_TEXT (informed_on),
  CASE_TEXT (evaluated_on),
  VB_SHAPE_NUMBER_OF (VbMeetingCase, begun_at))

VB_SHAPE_DEFINE (vb_meeting, VbMeeting, "meeting", 1,
  VB_SHAPE_TEXT_OF (VbMeeting, id), VB_SHAPE_TEXT_OF (VbMeeting, title),
  VB_SHAPE_TEXT_OF (VbMeeting, held_on), VB_SHAPE_TEXT_OF (VbMeeting, starts_at),
  VB_SHAPE_TEXT_OF (VbMeeting, place), VB_SHAPE_TEXT_OF (VbMeeting, chair),
  VB_SHAPE_TEXT_OF (VbMeeting, state), VB_SHAPE_STAMP_OF (VbMeeting, changed_at))

/* ------------------------------------------------------------------ parts */

void
vb_meeting_member_free (VbMeetingMember *self)
{
  if (self != NULL)
    g_clear_pointer (&self->organization_id, g_free);
  vb_shape_free (&vb_meeting_member_shape, self);
}

void
vb_meeting_person_free (VbMeetingPerson *self)
{
  if (self == NULL)
    return;
  g_free (self->given_name);
  g_free (self->prefix);
  g_free (self->family_name);
  g_free (self->birth_date);
  g_free (self->postal_code);
  g_clear_pointer (&self->consents, g_ptr_array_unref);
  g_free (self);
}

static VbMeetingPerson *
copy_person (const VbMeetingPerson *self)
{
  VbMeetingPerson *copy;

  if (self == NULL)
    return NULL;
  copy = g_new0 (VbMeetingPerson, 1);
  copy->given_name = g_strdup (self->given_name);
  copy->prefix = g_strdup (self->prefix);
  copy->family_name = g_strdup (self->family_name);
  copy->birth_date = g_strdup (self->birth_date);
  copy->postal_code = g_strdup (self->postal_code);
  copy->address_secret = self->address_secret;
  copy->consents = self->consents != NULL ? g_ptr_array_ref (self->consents) : NULL;
  return copy;
}

VbMeetingCase *
vb_meeting_case_adopt (gpointer record)
{
  VbMeetingCase *self = record;

  self->seats = vb_shape_new_list (&vb_meeting_seat_shape);
  self->actions = vb_shape_new_list (&vb_meeting_action_shape);
  return self;
}

void
vb_meeting_case_free (VbMeetingCase *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->seats, g_ptr_array_unref);
  g_clear_pointer (&self->actions, g_ptr_array_unref);
  g_clear_pointer (&self->person, vb_meeting_person_free);
  g_clear_pointer (&self->held_on, g_free);
  vb_shape_free (&vb_meeting_case_shape, self);
}

static VbMeetingCase *
copy_case (const VbMeetingCase *self)
{
  VbMeetingCase *copy = vb_shape_copy (&vb_meeting_case_shape, self);

  copy->seats = vb_shape_copy_list (&vb_meeting_seat_shape, self->seats);
  copy->actions = vb_shape_copy_list (&vb_meeting_action_shape, self->actions);
  copy->person = copy_person (self->person);
  copy->held_on = g_strdup (self->held_on);
  return copy;
}

/* ------------------------------------------------------------------ a meeting */

VbMeeting *
vb_meeting_adopt (gpointer record)
{
  VbMeeting *self = record;

  self->members = vb_shape_new_list (&vb_meeting_member_shape);
  self->cases = vb_shape_new_list (&vb_meeting_case_shape);
  return self;
}

VbMeeting *
vb_meeting_new (const char *title,
                const char *held_on)
{
  VbMeeting *self = vb_meeting_adopt (vb_shape_new (&vb_meeting_shape));

  self->title = g_strdup (title);
  self->held_on = g_strdup (held_on);
  self->state = g_strdup ("planned");
  return self;
}

VbMeeting *
vb_meeting_copy (const VbMeeting *self)
{
  VbMeeting *copy = vb_meeting_adopt (vb_shape_copy (&vb_meeting_shape, self));

  for (guint i = 0; i < self->members->len; i++)
    {
      const VbMeetingMember *member = g_ptr_array_index (self->members, i);
      VbMeetingMember *other = vb_shape_copy (&vb_meeting_member_shape, member);

      other->organization_id = g_strdup (member->organization_id);
      g_ptr_array_add (copy->members, other);
    }
  for (guint i = 0; i < self->cases->len; i++)
    g_ptr_array_add (copy->cases, copy_case (g_ptr_array_index (self->cases, i)));
  copy->sender = self->sender;
  return copy;
}

void
vb_meeting_free (VbMeeting *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->members, g_ptr_array_unref);
  g_clear_pointer (&self->cases, g_ptr_array_unref);
  vb_shape_free (&vb_meeting_shape, self);
}

VbMeetingMember *
vb_meeting_add_member (VbMeeting  *self,
                       const char *contact_id,
                       const char *function,
                       const char *holder)
{
  VbMeetingMember *member = vb_shape_new (&vb_meeting_member_shape);

  member->meeting_id = g_strdup (self->id);
  member->position = self->members->len;
  member->contact_id = g_strdup (contact_id);
  member->function = g_strdup (function);
  member->holder = g_strdup (holder);
  member->present = TRUE;
  g_ptr_array_add (self->members, member);
  return member;
}

/* Letters that make no words and signs that cannot be mistaken for each other. */
static char *
make_number (const char *id)
{
  static const char letters[] = "BCDFGHJKLMNPQRSTVWXZ";
  guint hash = g_str_hash (id);

  return g_strdup_printf ("%c%c-%03u", letters[hash % 20], letters[hash / 20 % 20],
                          hash / 400 % 1000);
}

VbMeetingCase *
vb_meeting_add_case (VbMeeting  *self,
                     const char *person_id,
                     const char *question)
{
  VbMeetingCase *item = vb_meeting_case_adopt (vb_shape_new (&vb_meeting_case_shape));

  item->meeting_id = g_strdup (self->id);
  item->position = self->cases->len;
  item->number = make_number (item->id);
  item->person_id = g_strdup (person_id);
  item->question = g_strdup (question);
  item->state = g_strdup ("open");
  item->mode = g_strdup ("anonymous");
  item->ground = g_strdup (vb_ground_get_code (VB_GROUND_CONSENT));
  item->minutes = TIMEBOX;
  g_ptr_array_add (self->cases, item);
  return item;
}

VbMeetingAction *
vb_meeting_add_action (VbMeetingCase *self,
                       const char    *what,
                       const char    *who,
                       const char    *due_on)
{
  VbMeetingAction *action = vb_shape_new (&vb_meeting_action_shape);

  action->case_id = g_strdup (self->id);
  action->position = self->actions->len;
  action->what = g_strdup (what);
  action->who = g_strdup (who);
  action->due_on = g_strdup (due_on);
  action->state = g_strdup ("open");
  g_ptr_array_add (self->actions, action);
  return action;
}

VbMeetingCase *
vb_meeting_find_case (const VbMeeting *self,
                      const char      *id)
{
  for (guint i = 0; i < self->cases->len; i++)
    {
      VbMeetingCase *item = g_ptr_array_index (self->cases, i);

      if (g_strcmp0 (item->id, id) == 0)
        return item;
    }
  return NULL;
}

VbMeetingMember *
vb_meeting_find_member (const VbMeeting *self,
                        const char      *id)
{
  for (guint i = 0; i < self->members->len; i++)
    {
      VbMeetingMember *member = g_ptr_array_index (self->members, i);

      if (g_strcmp0 (member->id, id) == 0)
        return member;
    }
  return NULL;
}

static VbMeetingSeat *
find_seat (const VbMeetingCase   *self,
           const VbMeetingMember *member)
{
  for (guint i = 0; i < self->seats->len; i++)
    {
      VbMeetingSeat *seat = g_ptr_array_index (self->seats, i);

      if (g_strcmp0 (seat->member_id, member->id) == 0)
        return seat;
    }
  return NULL;
}

const VbMeetingSeat *
vb_meeting_find_seat (const VbMeetingCase   *self,
                      const VbMeetingMember *member)
{
  return find_seat (self, member);
}

void
vb_meeting_choose_seat (VbMeetingCase         *self,
                        const VbMeetingMember *member,
                        const char            *choice)
{
  VbMeetingSeat *seat = find_seat (self, member);
  char *chosen = g_strdup (choice); /* may be the seat's own */

  if (seat == NULL)
    {
      seat = vb_shape_new (&vb_meeting_seat_shape);
      seat->case_id = g_strdup (self->id);
      seat->member_id = g_strdup (member->id);
      g_ptr_array_add (self->seats, seat);
    }
  g_free (seat->choice);
  seat->choice = chosen;
}

void
vb_meeting_remove_member (VbMeeting       *self,
                          VbMeetingMember *member)
{
  for (guint i = 0; i < self->cases->len; i++)
    {
      VbMeetingCase *item = g_ptr_array_index (self->cases, i);
      VbMeetingSeat *seat = find_seat (item, member);

      if (seat != NULL)
        g_ptr_array_remove (item->seats, seat);
    }
  g_ptr_array_remove (self->members, member);
}

/* ------------------------------------------------------------------ as it was typed */

/* What is no date stays, and is refused where it stands. */
static void
tidy_date (char **text)
{
  char *date = *text != NULL ? vb_time_dup_date (*text) : NULL;

  if (date != NULL)
    {
      g_free (*text);
      *text = date;
    }
}

static void
tidy_time (char **text)
{
  int minutes;

  if (*text == NULL || !vb_time_read_clock (*text, &minutes))
    return;
  g_free (*text);
  *text = g_strdup_printf ("%02d:%02d", minutes / 60, minutes % 60);
}

static void
tidy_number (char **text)
{
  char *capitals = *text != NULL ? g_ascii_strup (*text, -1) : NULL;

  g_free (*text);
  *text = capitals;
}

static void
tidy_case (VbMeetingCase *self)
{
  vb_shape_tidy (&vb_meeting_case_shape, self);
  tidy_number (&self->number);
  tidy_date (&self->evaluate_on);
  tidy_date (&self->informed_on);
  tidy_date (&self->evaluated_on);
  for (guint i = 0; i < self->actions->len; i++)
    {
      VbMeetingAction *action = g_ptr_array_index (self->actions, i);

      vb_shape_tidy (&vb_meeting_action_shape, action);
      tidy_date (&action->due_on);
    }
}

void
vb_meeting_tidy (VbMeeting *self)
{
  vb_shape_tidy (&vb_meeting_shape, self);
  tidy_date (&self->held_on);
  tidy_time (&self->starts_at);
  for (guint i = 0; i < self->members->len; i++)
    vb_shape_tidy (&vb_meeting_member_shape, g_ptr_array_index (self->members, i));
  for (guint i = 0; i < self->cases->len; i++)
    tidy_case (g_ptr_array_index (self->cases, i));
}
