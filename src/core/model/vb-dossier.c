/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "core/model/vb-dossier.h"

#include "core/base/vb-uuid.h"

VB_SHAPE_DEFINE_PLAIN (vb_membership, VbMembership, "household_member", 1,
  VB_SHAPE_TEXT_OF (VbMembership, id), VB_SHAPE_TEXT_OF (VbMembership, household_id),
  VB_SHAPE_TEXT_OF (VbMembership, person_id), VB_SHAPE_TEXT_OF (VbMembership, role),
  VB_SHAPE_FLAG_OF (VbMembership, shares), VB_SHAPE_TEXT_OF (VbMembership, valid_from),
  VB_SHAPE_TEXT_OF (VbMembership, valid_to))

VbDossier *
vb_dossier_new (void)
{
  VbDossier *self = g_new0 (VbDossier, 1);

  self->memberships = vb_shape_new_list (&vb_membership_shape);
  self->consents = vb_shape_new_list (&vb_consent_shape);
  self->conversations = vb_shape_new_list (&vb_conversation_shape);
  self->plans = vb_shape_new_list (&vb_plan_shape);
  self->referrals = vb_shape_new_list (&vb_referral_shape);
  self->cases = vb_shape_new_list (&vb_meeting_case_shape);
  self->meetings = vb_shape_new_list (&vb_meeting_shape);
  return self;
}

void
vb_dossier_free (VbDossier *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->person, vb_person_free);
  g_clear_pointer (&self->memberships, g_ptr_array_unref);
  g_clear_pointer (&self->consents, g_ptr_array_unref);
  g_clear_pointer (&self->conversations, g_ptr_array_unref);
  g_clear_pointer (&self->plans, g_ptr_array_unref);
  g_clear_pointer (&self->referrals, g_ptr_array_unref);
  g_clear_pointer (&self->cases, g_ptr_array_unref);
  g_clear_pointer (&self->meetings, g_ptr_array_unref);
  g_free (self);
}

const VbMeeting *
vb_dossier_find_meeting (const VbDossier *self,
                         const char      *id)
{
  for (guint i = 0; i < self->meetings->len; i++)
    {
      const VbMeeting *meeting = g_ptr_array_index (self->meetings, i);

      if (g_strcmp0 (meeting->id, id) == 0)
        return meeting;
    }
  return NULL;
}

/* ------------------------------------------------------------------ what does not leave */

static gboolean
clear_text (char **text)
{
  gboolean was_there = *text != NULL && **text != '\0';

  g_clear_pointer (text, g_free);
  return was_there;
}

static gboolean
clear_texts (char  **texts[],
             guint   n)
{
  gboolean cleared = FALSE;

  for (guint i = 0; i < n; i++)
    cleared = clear_text (texts[i]) || cleared;
  return cleared;
}

static gboolean
clear_address (VbPerson *person)
{
  char **texts[] = { &person->address_1, &person->postal_code, &person->city };

  return clear_texts (texts, G_N_ELEMENTS (texts));
}

static gboolean
clear_contact (VbPerson *person)
{
  char **texts[] = { &person->phone, &person->email };
  gboolean cleared = clear_texts (texts, G_N_ELEMENTS (texts));

  for (guint i = 0; i < person->relations->len; i++)
    {
      VbRelation *relation = g_ptr_array_index (person->relations, i);

      cleared = clear_text (&relation->phone) || cleared;
    }
  for (guint i = 0; i < person->representatives->len; i++)
    {
      VbRepresentative *one = g_ptr_array_index (person->representatives, i);
      char **theirs[] = { &one->phone, &one->email };

      cleared = clear_texts (theirs, G_N_ELEMENTS (theirs)) || cleared;
    }
  return cleared;
}

static void
clear_safety (VbPerson *person)
{
  char **texts[] = { &person->contact_way, &person->contact_from, &person->contact_until,
                     &person->contact_through, &person->contact_note };

  clear_texts (texts, G_N_ELEMENTS (texts));
  person->unsafe = FALSE;
}

/* What of this kind was written down to go along with a referral. */
static gboolean
clear_items (VbDossier      *self,
             VbDataCategory  category)
{
  gboolean cleared = FALSE;

  for (guint i = 0; i < self->referrals->len; i++)
    {
      VbReferral *referral = g_ptr_array_index (self->referrals, i);

      if (category == VB_DATA_CONTACT || category == VB_DATA_SAFETY)
        cleared = clear_text (&referral->safe_contact) || cleared;
      for (guint n = 0; n < referral->items->len; n++)
        {
          VbReferralItem *item = g_ptr_array_index (referral->items, n);

          if (vb_data_category_find (item->category) == category)
            cleared = clear_text (&item->words) || cleared;
        }
    }
  return cleared;
}

static gboolean
stays (const VbPerson *person,
       VbPersonPart    part)
{
  return vb_person_shows (person, part, VB_AUDIENCE_EXPORT) == VB_SHOW_NOT;
}

VbKeptBack
vb_dossier_keep_back (VbDossier *self)
{
  VbPerson *person = self->person;
  VbKeptBack kept = VB_KEPT_BACK_NOTHING;

  g_return_val_if_fail (person != NULL, kept);

  if (stays (person, VB_PART_ADDRESS)
      && (clear_address (person) | clear_items (self, VB_DATA_ADDRESS)))
    kept |= VB_KEPT_BACK_ADDRESS;
  if (stays (person, VB_PART_CONTACT)
      && (clear_contact (person) | clear_items (self, VB_DATA_CONTACT)))
    kept |= VB_KEPT_BACK_CONTACT;
  /* Last: whether contact may show hangs on it. */
  if (person->unsafe && stays (person, VB_PART_SAFETY))
    {
      clear_safety (person);
      clear_items (self, VB_DATA_SAFETY);
      kept |= VB_KEPT_BACK_SAFETY;
    }
  return kept;
}

/* ------------------------------------------------------------------ what comes from elsewhere */

guint
vb_dossier_disown_consents (VbDossier *self)
{
  guint n = 0;

  for (guint i = 0; i < self->consents->len; i++)
    {
      VbConsent *consent = g_ptr_array_index (self->consents, i);

      if (g_strcmp0 (consent->kind, "refusal") == 0 || consent->sender_id != NULL)
        continue;
      consent->sender_id = vb_uuid_from_name (consent->person_id, "sender elsewhere");
      n++;
    }
  return n;
}

guint
vb_dossier_leave_running (VbDossier *self)
{
  guint n = 0;

  for (guint i = self->referrals->len; i > 0; i--)
    {
      const VbReferral *referral = g_ptr_array_index (self->referrals, i - 1);

      if (vb_referral_state_is_end (vb_referral_get_state (referral)))
        continue;
      g_ptr_array_remove_index (self->referrals, i - 1);
      n++;
    }
  return n;
}

guint
vb_dossier_leave_open_cases (VbDossier *self)
{
  guint n = 0;

  for (guint i = self->cases->len; i > 0; i--)
    {
      const VbMeetingCase *item = g_ptr_array_index (self->cases, i - 1);

      if (g_strcmp0 (item->state, "open") != 0)
        continue;
      g_ptr_array_remove_index (self->cases, i - 1);
      n++;
    }
  /* What is left of a meeting is over, whatever is still to come there. */
  for (guint i = 0; i < self->meetings->len; i++)
    {
      VbMeeting *meeting = g_ptr_array_index (self->meetings, i);

      if (g_strcmp0 (meeting->state, "planned") != 0)
        continue;
      g_free (meeting->state);
      meeting->state = g_strdup ("held");
    }
  return n;
}
