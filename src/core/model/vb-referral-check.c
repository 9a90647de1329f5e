/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What may be kept of a referral, and what must be there before it goes. */

#include "config.h"

#include "core/model/vb-referral.h"

#include <glib/gi18n.h>
#include <string.h>

#include "core/base/vb-time.h"
#include "core/model/vb-bsn.h"
#include "core/model/vb-plain.h"

static void
want (GArray     *errors,
      gboolean    fine,
      const char *column,
      const char *message)
{
  if (!fine)
    vb_shape_errors_add (errors, &vb_referral_shape, 0, column, message);
}

static gboolean
is_one_of (const char        *code,
           const char *const *codes)
{
  return code == NULL || g_strv_contains (codes, code);
}

static gboolean
is_urgency (gint64 urgency)
{
  return urgency == VB_NO_NUMBER || (urgency >= 1 && urgency <= 4);
}

/* ------------------------------------------------------------------ what may be kept */

static void
check_choices (const VbReferral *self,
               GArray           *errors)
{
  static const char *const natures[] = { "single", "multiple", "complex", NULL };
  static const char *const handovers[] = { "together", "called", "announced", "cold", NULL };
  static const char *const feedback[] = { "none", "process", "goals", "more", NULL };
  const char *message = N_("Choose one of the list");

  want (errors, vb_referral_get_kind (self) < VB_N_KINDS, "kind", message);
  want (errors, vb_referral_get_state (self) < VB_N_REFERRAL_STATES, "state", message);
  want (errors, is_one_of (self->triage_nature, natures), "triage_nature", message);
  want (errors, is_one_of (self->handover, handovers), "handover", message);
  want (errors, is_one_of (self->feedback, feedback), "feedback", message);
  want (errors, is_urgency (self->urgency_felt), "urgency_felt", message);
  want (errors, is_urgency (self->urgency_medical), "urgency_medical", message);
  want (errors, is_urgency (self->urgency_social), "urgency_social", message);
  want (errors, self->sender_party == NULL || vb_party_find (self->sender_party) < VB_N_PARTIES,
        "sender_party", message);
  want (errors, self->recipient_party == NULL
                  || vb_party_find (self->recipient_party) < VB_N_PARTIES,
        "recipient_party", message);
  want (errors, self->ground == NULL || vb_ground_find (self->ground) < VB_N_GROUNDS, "ground",
        message);
}

GArray *
vb_referral_validate (const VbReferral *self)
{
  static const char *const not_words[] = { "code", "sender_phone", NULL };
  static const char *const names[] = { "subject", "sender_name", "sender_phone", "recipient_name",
                                       "worker", "code", NULL };
  static const char *const labels[] = { "label", "detail", NULL };
  GArray *errors = vb_shape_errors_new ();

  check_choices (self, errors);
  want (errors, self->handover_on == NULL || vb_time_is_date (self->handover_on), "handover_on",
        N_("Write the date as 2026-12-31"));
  vb_bsn_check (errors, &vb_referral_shape, 0, self, not_words);
  vb_plain_check (errors, &vb_referral_shape, 0, self, names);
  for (guint i = 0; i < self->items->len; i++)
    {
      const VbReferralItem *item = g_ptr_array_index (self->items, i);

      vb_bsn_check (errors, &vb_referral_item_shape, i, item, not_words);
      vb_plain_check (errors, &vb_referral_item_shape, i, item, labels);
      if (vb_data_category_find (item->category) >= VB_N_DATA)
        vb_shape_errors_add (errors, &vb_referral_item_shape, i, "category",
                             N_("Choose one of the list"));
    }
  return errors;
}

/* ------------------------------------------------------------------ what may go */

/* A report to who guards against violence and abuse is a signal on the ground of that law. */
static VbPurpose
purpose_of (const VbReferral *self)
{
  VbReferralKind kind = vb_referral_get_kind (self);

  if (kind == VB_KIND_SIGNAL && self->ground != NULL
      && vb_ground_find (self->ground) == VB_GROUND_REPORT)
    return VB_PURPOSE_REPORT;
  return kind == VB_KIND_INFORMATION ? VB_PURPOSE_INFORMATION : VB_PURPOSE_REFERRAL;
}

VbDisclosure
vb_referral_decide_item (const VbReferral      *self,
                         const VbReferralItem  *item,
                         const VbReferralFacts *facts)
{
  VbDisclosureCase question = {
    .category = vb_data_category_find (item->category),
    .detail = item->detail,
    .purpose = purpose_of (self),
    .sender = vb_party_find (self->sender_party),
    .recipient = vb_party_find (self->recipient_party),
    .recipient_id = self->recipient_id,
    .recipient_organization_id = facts->recipient_organization_id,
    .today = facts->today,
    .birth_date = facts->birth_date,
    .address_secret = facts->address_secret,
    .consents = facts->consents,
    .ground = self->ground != NULL ? vb_ground_find (self->ground) : VB_GROUND_CONSENT,
    .law = self->law,
    .emergency = self->emergency,
    .no_other_way = self->no_other_way,
    .colleague_consulted = self->colleague_consulted,
    .minimum_only = self->minimum_only,
    .consent_tried = self->consent_tried,
    .person_informed = self->person_informed,
    .question = self->question,
    .necessity = self->necessity,
    .proportionality = self->proportionality,
    .subsidiarity = self->subsidiarity,
  };

  return vb_disclosure_decide (&question);
}

/* Of what a refusal or a consent that was taken back says, within the organization too. */
static gboolean
stops_inside (VbReason reason)
{
  return reason == VB_REASON_REFUSED || reason == VB_REASON_WITHDRAWN;
}

const char *
vb_referral_check_forward (const VbReferral      *self,
                           const char            *recipient_id,
                           gboolean               inside,
                           const VbReferralFacts *facts)
{
  gboolean anonymous = self->ground != NULL
                       && vb_ground_find (self->ground) == VB_GROUND_ANONYMOUS;
  /* The ground of the sender was for the sender's letter. That the person agreed to this one
   * stands for the four questions. */
  VbReferral next = *self;

  next.recipient_id = (char *) recipient_id;
  next.sender_party = self->recipient_party;
  next.recipient_party = NULL;
  next.ground = (char *) vb_ground_get_code (anonymous ? VB_GROUND_ANONYMOUS : VB_GROUND_CONSENT);
  next.question = next.necessity = next.proportionality = next.subsidiarity = (char *) "-";
  if (!inside && !anonymous && self->person_id == NULL
      && vb_referral_kind_has_person (vb_referral_get_kind (self)))
    return N_("This goes to another organisation. Write down first who it is about, with their "
              "consent to that; or decline it, so that the sender can send it there.");
  for (guint i = 0; i < self->items->len; i++)
    {
      const VbReferralItem *item = g_ptr_array_index (self->items, i);
      VbDisclosure decision = vb_referral_decide_item (&next, item, facts);

      if (item->included && !decision.allowed && (!inside || stops_inside (decision.reason)))
        return vb_reason_get_message (decision.reason);
    }
  return NULL;
}

static void
check_recipient (const VbReferral      *self,
                 const VbReferralFacts *facts,
                 GArray                *errors)
{
  if (self->recipient_id == NULL)
    want (errors, FALSE, "recipient_id", N_("Choose who it goes to."));
  else
    want (errors, facts->recipient_present, "recipient_id",
          N_("Nobody has this function now. Choose who stands in, or the front door of the "
             "organisation."));
}

static void
check_handover (const VbReferral      *self,
                const VbReferralFacts *facts,
                GArray                *errors)
{
  gboolean spoken = g_strcmp0 (self->handover, "called") == 0;

  want (errors, self->handover != NULL, "handover", N_("Choose how you hand over."));
  want (errors, !spoken || self->handover_words != NULL, "handover_words",
        N_("Write whom you spoke with and what you agreed."));
  want (errors, self->handover_on == NULL || spoken
                  || g_strcmp0 (self->handover_on, facts->today) >= 0,
        "handover_on", N_("This day is over. Choose today or a later day."));
}

static void
check_person (const VbReferral      *self,
              const VbReferralFacts *facts,
              GArray                *errors)
{
  VbReferralKind kind = vb_referral_get_kind (self);
  gboolean meets = vb_referral_move_find (kind, VB_REFERRAL_ACCEPTED, VB_STEP_CONTACT) != NULL
                   && kind != VB_KIND_SIGNAL;

  if (!meets)
    return;
  want (errors, self->person_id != NULL, "person_id", N_("Choose who it is about."));
  want (errors, self->safe_contact != NULL, "safe_contact",
        N_("Write how the person can be reached safely, or that every way is fine."));
  check_handover (self, facts, errors);
}

static void
check_items (const VbReferral      *self,
             const VbReferralFacts *facts,
             GArray                *errors)
{
  for (guint i = 0; i < self->items->len; i++)
    {
      const VbReferralItem *item = g_ptr_array_index (self->items, i);
      VbDisclosure decision;

      if (!item->included)
        continue;
      decision = vb_referral_decide_item (self, item, facts);
      if (!decision.allowed)
        vb_shape_errors_add (errors, &vb_referral_item_shape, i, "included",
                             vb_reason_get_message (decision.reason));
    }
}

static gboolean
begins_a_word (const char *text,
               const char *at)
{
  return at == text || !g_unichar_isalnum (g_utf8_get_char (g_utf8_prev_char (at)));
}

/* By itself, and not within a longer word. */
static gboolean
names (const char *text,
       const char *words)
{
  gsize length = strlen (words);

  for (const char *at = strstr (text, words); at != NULL; at = strstr (at + 1, words))
    if (begins_a_word (text, at) && !g_unichar_isalnum (g_utf8_get_char (at + length)))
      return TRUE;
  return FALSE;
}

/* The plain rules of safe contact go with the phone number; the note and who stands between do not:
 * they say what somebody is afraid of, and go as what is about safety does, or not at all. */
static gboolean
tells_safety (const VbReferral      *self,
              const VbReferralFacts *facts)
{
  const char *notes[] = { facts->contact_note, facts->contact_through };

  for (guint i = 0; self->safe_contact != NULL && i < G_N_ELEMENTS (notes); i++)
    if (notes[i] != NULL && *notes[i] != '\0' && names (self->safe_contact, notes[i]))
      return TRUE;
  return FALSE;
}

static void
check_safe_contact (const VbReferral      *self,
                    const VbReferralFacts *facts,
                    GArray                *errors)
{
  gboolean safety = FALSE, contact = FALSE;

  for (guint i = 0; i < self->items->len; i++)
    {
      const VbReferralItem *item = g_ptr_array_index (self->items, i);
      VbDataCategory category = vb_data_category_find (item->category);

      safety = safety || (item->included && category == VB_DATA_SAFETY);
      contact = contact || (item->included && category == VB_DATA_CONTACT);
    }
  want (errors, safety || !contact || !tells_safety (self, facts), "safe_contact",
        N_("This tells what is about safety. Take the note and the name out of it, or tick "
           "safety, for which there has to be consent."));
}

/* A referral that names nobody cannot be acted on, unless that is its purpose. */
static gboolean
says_who (const VbReferral *self)
{
  if (self->ground != NULL && vb_ground_find (self->ground) == VB_GROUND_ANONYMOUS)
    return TRUE;
  for (guint i = 0; i < self->items->len; i++)
    {
      const VbReferralItem *item = g_ptr_array_index (self->items, i);

      if (item->included && vb_data_category_find (item->category) == VB_DATA_NAME)
        return TRUE;
    }
  return FALSE;
}

GArray *
vb_referral_check_send (const VbReferral      *self,
                        const VbReferralFacts *facts)
{
  GArray *errors = vb_referral_validate (self);
  gboolean anonymous = self->ground != NULL
                       && vb_ground_find (self->ground) == VB_GROUND_ANONYMOUS;

  want (errors, vb_referral_get_state (self) == VB_REFERRAL_DRAFT, "state",
        N_("This was sent already."));
  check_recipient (self, facts, errors);
  want (errors, self->question != NULL, "question", N_("Write what you ask of the receiver."));
  check_person (self, facts, errors);
  want (errors, self->ground != NULL, "ground", N_("Choose the ground on which it may be sent."));
  want (errors, says_who (self), "items",
        N_("Nothing says who it is about. Tick the name, or ask for advice without a name."));
  if (!anonymous)
    {
      want (errors, self->necessity != NULL, "necessity", N_("Write why this is needed."));
      want (errors, self->proportionality != NULL, "proportionality",
            N_("Write why this much is not too much."));
      want (errors, self->subsidiarity != NULL, "subsidiarity",
            N_("Write why it cannot be done with less, or by the person."));
    }
  check_safe_contact (self, facts, errors);
  check_items (self, facts, errors);
  return errors;
}
