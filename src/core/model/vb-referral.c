/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "core/model/vb-referral.h"

#include "core/base/vb-uuid.h"

#define TEXT(member) VB_SHAPE_TEXT_OF (VbReferral, member)
#define NUMBER(member) VB_SHAPE_NUMBER_OF (VbReferral, member)

VB_SHAPE_DEFINE_PLAIN (vb_referral_item, VbReferralItem, "referral_item", 1,
  VB_SHAPE_TEXT_OF (VbReferralItem, id), VB_SHAPE_TEXT_OF (VbReferralItem, referral_id),
  VB_SHAPE_NUMBER_OF (VbReferralItem, position), VB_SHAPE_TEXT_OF (VbReferralItem, category),
  VB_SHAPE_TEXT_OF (VbReferralItem, detail), VB_SHAPE_TEXT_OF (VbReferralItem, label),
  VB_SHAPE_TEXT_OF (VbReferralItem, words), VB_SHAPE_FLAG_OF (VbReferralItem, included))

VB_SHAPE_DEFINE_PLAIN (vb_referral_event, VbReferralEvent, "referral_event", 2,
  VB_SHAPE_TEXT_OF (VbReferralEvent, referral_id), VB_SHAPE_TEXT_OF (VbReferralEvent, id),
  VB_SHAPE_NUMBER_OF (VbReferralEvent, number), VB_SHAPE_TEXT_OF (VbReferralEvent, step),
  VB_SHAPE_TEXT_OF (VbReferralEvent, state), VB_SHAPE_TEXT_OF (VbReferralEvent, side),
  VB_SHAPE_NUMBER_OF (VbReferralEvent, at), VB_SHAPE_TEXT_OF (VbReferralEvent, actor),
  VB_SHAPE_TEXT_OF (VbReferralEvent, on_behalf_of),
  VB_SHAPE_TEXT_OF (VbReferralEvent, way), VB_SHAPE_TEXT_OF (VbReferralEvent, day),
  VB_SHAPE_TEXT_OF (VbReferralEvent, reason), VB_SHAPE_TEXT_OF (VbReferralEvent, outcome),
  VB_SHAPE_TEXT_OF (VbReferralEvent, words), VB_SHAPE_FLAG_OF (VbReferralEvent, agreed))

VB_SHAPE_DEFINE (vb_referral, VbReferral, "referral", 1,
  TEXT (id), TEXT (letter_id), TEXT (side), TEXT (kind), TEXT (state), TEXT (code),
  TEXT (person_id), TEXT (subject), TEXT (sender_id), TEXT (sender_organization_id),
  TEXT (sender_name), TEXT (sender_phone), TEXT (recipient_id), TEXT (recipient_organization_id),
  TEXT (recipient_name), TEXT (worker), TEXT (conversation_id), TEXT (priority_id),
  TEXT (service_id), TEXT (need_code), TEXT (question), TEXT (triage_nature),
  TEXT (triage_words), NUMBER (urgency_felt), NUMBER (urgency_medical), NUMBER (urgency_social),
  TEXT (handover), TEXT (handover_on), TEXT (handover_words), TEXT (ground), TEXT (law),
  TEXT (sender_party), TEXT (recipient_party), VB_SHAPE_FLAG_OF (VbReferral, emergency),
  VB_SHAPE_FLAG_OF (VbReferral, no_other_way), VB_SHAPE_FLAG_OF (VbReferral, colleague_consulted),
  VB_SHAPE_FLAG_OF (VbReferral, minimum_only), TEXT (consent_tried), TEXT (person_informed),
  TEXT (necessity), TEXT (proportionality), TEXT (subsidiarity), TEXT (safe_contact),
  VB_SHAPE_FLAG_OF (VbReferral, no_contact), TEXT (feedback), TEXT (due_on), TEXT (due_side),
  TEXT (sent_on), TEXT (ended_on), TEXT (outcome), TEXT (reason), NUMBER (attempts),
  NUMBER (heard_at), NUMBER (acknowledged_at), TEXT (replaced_by),
  TEXT (remind_on), VB_SHAPE_STAMP_OF (VbReferral, changed_at))

VbReferral *
vb_referral_adopt (gpointer record)
{
  VbReferral *self = record;

  self->items = vb_shape_new_list (&vb_referral_item_shape);
  self->events = vb_shape_new_list (&vb_referral_event_shape);
  return self;
}

/* Letters and digits that cannot be mistaken for each other, on paper or by telephone. */
static char *
make_code (const char *id)
{
  static const char signs[] = "BCDFGHJKLMNPQRSTVWXZ23456789";
  guint8 digest[32];
  gsize length = sizeof digest;
  g_autoptr(GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  char code[8];

  g_checksum_update (checksum, (const guchar *) id, -1);
  g_checksum_get_digest (checksum, digest, &length);
  for (guint i = 0; i < 7; i++)
    code[i] = signs[digest[i] % (sizeof signs - 1)];
  return g_strdup_printf ("%.3s-%.4s", code, code + 3);
}

VbReferral *
vb_referral_new (VbReferralKind kind,
                 const char    *person_id)
{
  VbReferral *self;

  g_return_val_if_fail (kind < VB_N_KINDS, NULL);

  self = vb_referral_adopt (vb_shape_new (&vb_referral_shape));
  self->letter_id = vb_uuid_new ();
  self->code = make_code (self->letter_id);
  self->side = g_strdup ("sender");
  self->kind = g_strdup (vb_referral_kind_get_code (kind));
  self->state = g_strdup (vb_referral_state_get_code (VB_REFERRAL_DRAFT));
  self->person_id = vb_referral_kind_has_person (kind) ? g_strdup (person_id) : NULL;
  self->ground = g_strdup (vb_ground_get_code (kind == VB_KIND_CONSULTATION
                                                   || kind == VB_KIND_COLLECTIVE
                                                 ? VB_GROUND_ANONYMOUS
                                                 : VB_GROUND_CONSENT));
  self->feedback = g_strdup ("process");
  self->attempts = 0;
  return self;
}

VbReferral *
vb_referral_copy (const VbReferral *self)
{
  VbReferral *copy = vb_shape_copy (&vb_referral_shape, self);

  copy->items = vb_shape_copy_list (&vb_referral_item_shape, self->items);
  copy->events = vb_shape_copy_list (&vb_referral_event_shape, self->events);
  copy->weekdays = self->weekdays;
  copy->on_paper = self->on_paper;
  return copy;
}

void
vb_referral_free (VbReferral *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->items, g_ptr_array_unref);
  g_clear_pointer (&self->events, g_ptr_array_unref);
  vb_shape_free (&vb_referral_shape, self);
}

VbReferralItem *
vb_referral_add_item (VbReferral     *self,
                      VbDataCategory  category,
                      const char     *detail,
                      const char     *label,
                      const char     *words)
{
  VbReferralItem *item = vb_shape_new (&vb_referral_item_shape);

  item->referral_id = g_strdup (self->id);
  item->position = self->items->len;
  item->category = g_strdup (vb_data_category_get_code (category));
  item->detail = g_strdup (detail);
  item->label = g_strdup (label);
  item->words = g_strdup (words);
  g_ptr_array_add (self->items, item);
  return item;
}

VbReferralKind
vb_referral_get_kind (const VbReferral *self)
{
  return vb_referral_kind_find (self->kind);
}

VbReferralState
vb_referral_get_state (const VbReferral *self)
{
  return vb_referral_state_find (self->state);
}

gboolean
vb_referral_kind_has_person (VbReferralKind kind)
{
  return kind != VB_KIND_COLLECTIVE;
}

/* ------------------------------------------------------------------ what the receiver gets */

/* Links into the sender's own records, and what the sender weighed. */
static void
forget_own (VbReferral *copy)
{
  char **texts[] = { &copy->person_id, &copy->subject, &copy->worker, &copy->conversation_id,
                     &copy->priority_id, &copy->triage_words, &copy->necessity,
                     &copy->proportionality, &copy->subsidiarity, &copy->consent_tried,
                     &copy->person_informed, &copy->due_on, &copy->due_side,
                     &copy->replaced_by, &copy->remind_on };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    g_clear_pointer (texts[i], g_free);
  copy->emergency = copy->no_other_way = FALSE;
  copy->colleague_consulted = copy->minimum_only = FALSE;
}

static const VbReferralItem *
find_item (const VbReferral *self,
           VbDataCategory    category)
{
  for (guint i = 0; i < self->items->len; i++)
    {
      const VbReferralItem *item = g_ptr_array_index (self->items, i);

      if (vb_data_category_find (item->category) == category)
        return item;
    }
  return NULL;
}

static gboolean
has_topic (const VbReferral *self,
           const char       *detail)
{
  for (guint i = 0; detail != NULL && i < self->items->len; i++)
    {
      const VbReferralItem *item = g_ptr_array_index (self->items, i);

      if (vb_data_category_find (item->category) == VB_DATA_TOPIC
          && g_strcmp0 (item->detail, detail) == 0)
        return TRUE;
    }
  return FALSE;
}

/* What has a place of its own in the record goes only with the ticked item that it belongs to. */
static void
forget_unticked (VbReferral *copy)
{
  const VbReferralItem *name = find_item (copy, VB_DATA_NAME);

  if (find_item (copy, VB_DATA_TRIAGE) == NULL)
    {
      g_clear_pointer (&copy->triage_nature, g_free);
      copy->urgency_felt = copy->urgency_medical = copy->urgency_social = VB_NO_NUMBER;
    }
  if (find_item (copy, VB_DATA_CONTACT) == NULL)
    g_clear_pointer (&copy->safe_contact, g_free);
  /* A code says as much as its words: addiction, shelter. */
  if (!has_topic (copy, copy->need_code))
    g_clear_pointer (&copy->need_code, g_free);
  if (!has_topic (copy, copy->service_id))
    g_clear_pointer (&copy->service_id, g_free);
  copy->subject = g_strdup (name != NULL ? name->words : copy->code);
}

VbReferral *
vb_referral_dup_shared (const VbReferral *self)
{
  VbReferral *copy = vb_referral_copy (self);

  forget_own (copy);
  for (guint i = copy->items->len; i > 0; i--)
    if (!((VbReferralItem *) g_ptr_array_index (copy->items, i - 1))->included)
      g_ptr_array_remove_index (copy->items, i - 1);
  forget_unticked (copy);
  vb_referral_forget_untold (copy, NULL);
  return copy;
}

VbReferral *
vb_referral_dup_for_receiver (const VbReferral *self)
{
  VbReferral *copy = vb_referral_dup_shared (self);

  g_free (copy->id);
  copy->id = vb_uuid_new ();
  g_free (copy->side);
  copy->side = g_strdup ("receiver");
  for (guint i = 0; i < copy->items->len; i++)
    {
      VbReferralItem *item = g_ptr_array_index (copy->items, i);

      g_free (item->id);
      item->id = vb_uuid_new ();
      g_free (item->referral_id);
      item->referral_id = g_strdup (copy->id);
    }
  g_ptr_array_set_size (copy->events, 0);
  return copy;
}

static void
forget_what_happened (VbReferral *copy)
{
  char **texts[] = { &copy->due_on, &copy->due_side, &copy->sent_on, &copy->ended_on,
                     &copy->outcome, &copy->reason, &copy->replaced_by, &copy->remind_on };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    g_clear_pointer (texts[i], g_free);
  copy->attempts = 0;
  copy->heard_at = copy->acknowledged_at = VB_NO_NUMBER;
  g_ptr_array_set_size (copy->events, 0);
}

VbReferral *
vb_referral_dup_as_draft (const VbReferral *self)
{
  VbReferral *copy;

  g_return_val_if_fail (g_strcmp0 (self->side, "sender") == 0, NULL);

  copy = vb_referral_copy (self);
  forget_what_happened (copy);
  g_free (copy->id);
  copy->id = vb_uuid_new ();
  g_free (copy->letter_id);
  copy->letter_id = vb_uuid_new ();
  g_free (copy->code);
  copy->code = make_code (copy->letter_id);
  g_free (copy->state);
  copy->state = g_strdup (vb_referral_state_get_code (VB_REFERRAL_DRAFT));
  for (guint i = 0; i < copy->items->len; i++)
    {
      VbReferralItem *item = g_ptr_array_index (copy->items, i);

      g_free (item->id);
      item->id = vb_uuid_new ();
      g_free (item->referral_id);
      item->referral_id = g_strdup (copy->id);
    }
  return copy;
}
