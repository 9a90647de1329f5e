/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Who may hear what of a case, in the room and on paper. */

#include "config.h"

#include "core/model/vb-meeting.h"

#include <string.h>

#include "core/model/vb-name-key.h"
#include "core/model/vb-person.h"

static const char *const standings[VB_N_STANDINGS] = { "covered", "anonymous", "leaves" };

const char *
vb_standing_get_code (VbStanding standing)
{
  g_return_val_if_fail (standing < VB_N_STANDINGS, NULL);

  return standings[standing];
}

VbStanding
vb_standing_find (const char *code)
{
  VbStanding standing = 0;

  while (standing < VB_N_STANDINGS && g_strcmp0 (standings[standing], code) != 0)
    standing++;
  return standing;
}

/* ------------------------------------------------------------------ deciding */

static VbDisclosure
decide (const VbMeetingCase   *self,
        const VbMeetingMember *member,
        VbDataCategory         category,
        VbParty                sender,
        const char            *today)
{
  gboolean named = g_strcmp0 (self->mode, "named") == 0;
  VbGround ground = self->ground != NULL ? vb_ground_find (self->ground) : VB_GROUND_CONSENT;
  VbDisclosureCase question = {
    .category = category,
    .purpose = VB_PURPOSE_MEETING,
    .sender = sender,
    .recipient = VB_PARTY_OTHER,
    .recipient_id = member->contact_id,
    .recipient_organization_id = member->organization_id,
    .today = today,
    .birth_date = self->person != NULL ? self->person->birth_date : NULL,
    .address_secret = self->person == NULL || self->person->address_secret,
    .consents = self->person != NULL ? self->person->consents : NULL,
    .ground = named && ground < VB_N_GROUNDS ? ground : VB_GROUND_ANONYMOUS,
    .law = self->law,
    .question = self->question,
    .necessity = self->necessity,
    .proportionality = self->proportionality,
    .subsidiarity = self->subsidiarity,
  };

  return vb_disclosure_decide (&question);
}

/* What is told in a meeting: who it is about, what is asked, what is agreed. */
static VbStanding
decide_fresh (const VbMeetingCase   *self,
              const VbMeetingMember *member,
              VbParty                sender,
              const char            *today,
              VbDisclosure          *why)
{
  static const VbDataCategory told[] = { VB_DATA_NAME, VB_DATA_WISH, VB_DATA_PLAN };

  /* Nothing leaves the organization. */
  if (member->own && g_strcmp0 (self->mode, "named") == 0)
    {
      *why = (VbDisclosure) { TRUE, VB_REASON_CONSENT, NULL, FALSE };
      return VB_STANDING_COVERED;
    }
  for (guint i = 0; i < G_N_ELEMENTS (told); i++)
    {
      *why = decide (self, member, told[i], sender, today);
      if (!why->allowed)
        return why->reason == VB_REASON_REFUSED || why->reason == VB_REASON_WITHDRAWN
                 ? VB_STANDING_LEAVES
                 : VB_STANDING_ANONYMOUS;
    }
  return VB_STANDING_COVERED;
}

static VbStanding
stricter (VbStanding  standing,
          const char *code)
{
  VbStanding other = vb_standing_find (code);

  return other < VB_N_STANDINGS ? MAX (standing, other) : standing;
}

VbStanding
vb_meeting_decide_seat (const VbMeetingCase   *self,
                        const VbMeetingMember *member,
                        VbParty                sender,
                        const char            *today,
                        VbDisclosure          *why)
{
  const VbMeetingSeat *seat = vb_meeting_find_seat (self, member);
  VbDisclosure decision;
  VbStanding standing = decide_fresh (self, member, sender, today, &decision);

  if (why != NULL)
    *why = decision;
  if (!member->present)
    return VB_STANDING_LEAVES;
  if (seat == NULL)
    return standing;
  return stricter (stricter (standing, seat->choice), seat->standing);
}

/* ------------------------------------------------------------------ without a name */

/* Whether the words of @name stand together in @folded; capitals and accents hide nothing. */
static gboolean
says (const char *folded,
      const char *name)
{
  g_autofree char *words = name != NULL ? vb_name_fold (name) : NULL;
  g_autofree char *whole = g_strdup_printf (" %s ", folded);
  g_autofree char *part = g_strdup_printf (" %s ", words);

  return words != NULL && g_utf8_strlen (words, -1) > 1 && strstr (whole, part) != NULL;
}

gboolean
vb_meeting_names_person (const VbMeetingCase *self,
                         const char          *text)
{
  g_autofree char *folded = text != NULL ? vb_name_fold (text) : NULL;

  return folded != NULL && self->person != NULL
         && (says (folded, self->person->given_name) || says (folded, self->person->family_name));
}

int
vb_meeting_case_get_decade (const VbMeetingCase *self,
                            const char          *today)
{
  int age = self->person != NULL ? vb_person_get_age (self->person->birth_date, today) : -1;

  return age < 0 ? -1 : age / 10 * 10;
}

/* ------------------------------------------------------------------ on paper */

static void
clear_texts (char  **texts[],
             guint   n_texts)
{
  for (guint i = 0; i < n_texts; i++)
    g_clear_pointer (texts[i], g_free);
}

/* What is for those who bring it in only. */
static void
forget_grounds (VbMeetingCase *self)
{
  char **texts[] = { &self->ground, &self->law, &self->necessity, &self->proportionality,
                     &self->subsidiarity, &self->informed_note, &self->presence_note,
                     &self->drop_note };

  clear_texts (texts, G_N_ELEMENTS (texts));
  g_ptr_array_set_size (self->seats, 0);
}

gboolean
vb_meeting_case_tells_name (const VbMeetingCase *self)
{
  const char *texts[] = { self->question, self->own_view, self->medical_view, self->social_view,
                          self->decision, self->director, self->inform_by };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    if (vb_meeting_names_person (self, texts[i]))
      return TRUE;
  for (guint i = 0; i < self->actions->len; i++)
    {
      const VbMeetingAction *action = g_ptr_array_index (self->actions, i);

      if (vb_meeting_names_person (self, action->what)
          || vb_meeting_names_person (self, action->who))
        return TRUE;
    }
  return FALSE;
}

static void
forget_who (VbMeetingCase *self)
{
  char **texts[] = { &self->person_id, &self->own_view, &self->medical_view, &self->social_view };
  char **told[] = { &self->question, &self->decision, &self->director, &self->inform_by };

  clear_texts (texts, G_N_ELEMENTS (texts));
  for (guint i = 0; i < G_N_ELEMENTS (told); i++)
    if (vb_meeting_names_person (self, *told[i]))
      g_clear_pointer (told[i], g_free);
  for (guint i = self->actions->len; i > 0; i--)
    {
      const VbMeetingAction *action = g_ptr_array_index (self->actions, i - 1);

      if (vb_meeting_names_person (self, action->what)
          || vb_meeting_names_person (self, action->who))
        g_ptr_array_remove_index (self->actions, i - 1);
    }
  g_clear_pointer (&self->person, vb_meeting_person_free);
}

/* Of what each side adds, each has its own kind of data. */
static void
forget_uncovered (VbMeetingCase         *self,
                  const VbMeetingCase   *whole,
                  const VbMeetingMember *member,
                  VbParty                sender,
                  const char            *today)
{
  if (!member->own && !decide (whole, member, VB_DATA_LIMITS, sender, today).allowed)
    g_clear_pointer (&self->medical_view, g_free);
  if (!member->own && !decide (whole, member, VB_DATA_PROGRESS, sender, today).allowed)
    g_clear_pointer (&self->social_view, g_free);
  if (self->person == NULL)
    return;
  g_clear_pointer (&self->person->birth_date, g_free);
  g_clear_pointer (&self->person->postal_code, g_free);
  g_clear_pointer (&self->person->consents, g_ptr_array_unref);
}

/* The person did not want it, or nobody came: paper has the number and no more. */
static gboolean
was_dropped (const VbMeeting     *meeting,
             const VbMeetingCase *self)
{
  return g_strcmp0 (self->state, "dropped") == 0
         || g_strcmp0 (meeting->state, "cancelled") == 0;
}

static void
forget_all (VbMeetingCase *self)
{
  char **texts[] = { &self->question, &self->decision, &self->director, &self->inform_by,
                     &self->evaluate_on };

  forget_who (self);
  clear_texts (texts, G_N_ELEMENTS (texts));
  g_ptr_array_set_size (self->actions, 0);
}

VbMeeting *
vb_meeting_dup_for_member (const VbMeeting       *self,
                           const VbMeetingMember *member,
                           VbParty                sender,
                           const char            *today)
{
  VbMeeting *copy = vb_meeting_copy (self);

  for (guint i = self->cases->len; i > 0; i--)
    {
      const VbMeetingCase *whole = g_ptr_array_index (self->cases, i - 1);
      VbMeetingCase *item = g_ptr_array_index (copy->cases, i - 1);
      VbStanding standing = vb_meeting_decide_seat (whole, member, sender, today, NULL);

      if (standing == VB_STANDING_LEAVES)
        {
          g_ptr_array_remove_index (copy->cases, i - 1);
          continue;
        }
      if (was_dropped (self, whole))
        forget_all (item);
      else if (standing == VB_STANDING_ANONYMOUS)
        forget_who (item);
      else
        forget_uncovered (item, whole, member, sender, today);
      forget_grounds (item);
    }
  return copy;
}

VbMeeting *
vb_meeting_dup_agenda (const VbMeeting *self)
{
  VbMeeting *copy = vb_meeting_copy (self);

  for (guint i = 0; i < copy->cases->len; i++)
    {
      VbMeetingCase *item = g_ptr_array_index (copy->cases, i);
      char **texts[] = { &item->decision, &item->director, &item->inform_by };

      if (was_dropped (self, item))
        forget_all (item);
      else
        forget_who (item);
      forget_grounds (item);
      clear_texts (texts, G_N_ELEMENTS (texts));
      g_ptr_array_set_size (item->actions, 0);
    }
  return copy;
}

/* ------------------------------------------------------------------ the same */

static gboolean
has_same_rows (const VbShape   *shape,
               const GPtrArray *ours,
               const GPtrArray *theirs)
{
  if (ours->len != theirs->len)
    return FALSE;
  for (guint i = 0; i < ours->len; i++)
    if (!vb_shape_equal (shape, g_ptr_array_index (ours, i), g_ptr_array_index (theirs, i)))
      return FALSE;
  return TRUE;
}

/* Paper has no more of somebody than the name. */
static gboolean
has_same_name (const VbMeetingPerson *ours,
               const VbMeetingPerson *theirs)
{
  if (ours == NULL || theirs == NULL)
    return ours == theirs;
  return g_strcmp0 (ours->given_name, theirs->given_name) == 0
         && g_strcmp0 (ours->prefix, theirs->prefix) == 0
         && g_strcmp0 (ours->family_name, theirs->family_name) == 0;
}

gboolean
vb_meeting_is_same_paper (const VbMeeting *self,
                          const VbMeeting *other)
{
  if (!vb_shape_equal (&vb_meeting_shape, self, other)
      || !has_same_rows (&vb_meeting_member_shape, self->members, other->members)
      || !has_same_rows (&vb_meeting_case_shape, self->cases, other->cases))
    return FALSE;
  for (guint i = 0; i < self->cases->len; i++)
    {
      const VbMeetingCase *ours = g_ptr_array_index (self->cases, i);
      const VbMeetingCase *theirs = g_ptr_array_index (other->cases, i);

      if (!has_same_rows (&vb_meeting_action_shape, ours->actions, theirs->actions)
          || !has_same_name (ours->person, theirs->person))
        return FALSE;
    }
  return TRUE;
}
