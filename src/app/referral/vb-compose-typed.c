/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What is typed to go along with a referral, and what it is checked against. */

#include "config.h"

#include "app/referral/vb-compose-private.h"

#include "core/model/vb-working-days.h"

/* ------------------------------------------------------------------ what does not stay */

static gboolean
is_typed (const VbReferralItem *item)
{
  VbDataCategory category = vb_data_category_find (item->category);

  return category == VB_DATA_LIMITS || category == VB_DATA_DIAGNOSIS
         || category == VB_DATA_MEDICATION;
}

/* What came from a record goes; what somebody typed here stays. */
void
_vb_compose_forget_known (VbReferral *draft)
{
  for (guint i = draft->items->len; i > 0; i--)
    if (!is_typed (g_ptr_array_index (draft->items, i - 1)))
      g_ptr_array_remove_index (draft->items, i - 1);
}

void
_vb_compose_forget_topic (VbReferral *draft,
                          const char *detail)
{
  for (guint i = draft->items->len; i > 0; i--)
    {
      const VbReferralItem *item = g_ptr_array_index (draft->items, i - 1);

      if (vb_data_category_find (item->category) == VB_DATA_TOPIC
          && g_strcmp0 (item->detail, detail) == 0)
        g_ptr_array_remove_index (draft->items, i - 1);
    }
}

/* What is asked without a name, or is about nobody, takes nobody's name along. */
void
_vb_compose_forget_who (VbReferral *draft)
{
  gboolean nobody = vb_referral_get_kind (draft) == VB_KIND_COLLECTIVE;

  _vb_compose_replace (&draft->ground, vb_ground_get_code (VB_GROUND_ANONYMOUS));
  _vb_compose_replace (&draft->subject, nobody ? NULL : draft->code);
  for (guint i = 0; i < draft->items->len; i++)
    ((VbReferralItem *) g_ptr_array_index (draft->items, i))->included = FALSE;
  if (!nobody)
    return;
  g_clear_pointer (&draft->person_id, g_free);
  g_clear_pointer (&draft->safe_contact, g_free);
  g_ptr_array_set_size (draft->items, 0);
}

/* Its fields are not there for this kind: what stands in them nobody would see go. */
void
_vb_compose_forget_handover (VbReferral *draft)
{
  g_clear_pointer (&draft->handover, g_free);
  g_clear_pointer (&draft->handover_on, g_free);
  g_clear_pointer (&draft->handover_words, g_free);
}

/* ------------------------------------------------------------------ who gets it */

/* As it is called in lists and letters: the function, and where. */
void
_vb_compose_name_recipient (VbReferral        *draft,
                            const VbRecipient *recipient)
{
  VbParty party;
  const char *name;

  name = vb_entity_get_name (recipient->contact);
  g_free (draft->recipient_name);
  draft->recipient_name = recipient->organization_name != NULL && name != NULL
    ? g_strdup_printf ("%s, %s", name, recipient->organization_name)
    : g_strdup (name != NULL ? name : recipient->organization_name);
  _vb_compose_replace (&draft->recipient_organization_id, recipient->organization_id);
  party = vb_party_of_function (vb_entity_get (recipient->contact, "vb_type"));
  if (draft->recipient_party == NULL && party < VB_N_PARTIES)
    draft->recipient_party = g_strdup (vb_party_get_code (party));
}

/* ------------------------------------------------------------------ what is typed to go along */

static VbReferralItem *
find_typed (VbCompose      *self,
            VbDataCategory  category)
{
  for (guint i = 0; i < vb_compose_get (self)->items->len; i++)
    {
      VbReferralItem *item = g_ptr_array_index (vb_compose_get (self)->items, i);

      if (vb_data_category_find (item->category) == category)
        return item;
    }
  return NULL;
}

const char *
vb_compose_get_typed (VbCompose      *self,
                      VbDataCategory  category)
{
  VbReferralItem *item;

  g_return_val_if_fail (VB_IS_COMPOSE (self) && vb_compose_get (self) != NULL, NULL);

  item = find_typed (self, category);
  return item != NULL ? item->words : NULL;
}

gboolean
vb_compose_set_typed (VbCompose      *self,
                      VbDataCategory  category,
                      const char     *label,
                      const char     *words,
                      gboolean        ticked)
{
  VbReferralItem *item;
  gboolean named = category == VB_DATA_DIAGNOSIS;

  g_return_val_if_fail (VB_IS_COMPOSE (self) && vb_compose_get (self) != NULL, FALSE);

  item = find_typed (self, category);
  if (g_strcmp0 (item != NULL ? item->words : NULL, *words != '\0' ? words : NULL) == 0)
    return FALSE;
  if (*words == '\0')
    g_ptr_array_remove (vb_compose_get (self)->items, item);
  else if (item == NULL)
    vb_referral_add_item (vb_compose_get (self), category, named ? words : NULL, label,
                          words)->included = ticked;
  else
    {
      _vb_compose_replace (&item->words, words);
      _vb_compose_replace (&item->detail, named ? words : NULL);
    }
  return TRUE;
}

/* ------------------------------------------------------------------ checking */

VbReferralFacts
vb_compose_get_facts (VbCompose *self)
{
  const VbRecipient *recipient = vb_compose_get_recipient (self);
  const VbPerson *person = vb_compose_get_person (self);
  const char *today = self->today;
  VbReferralFacts facts = { .today = today, .consents = vb_compose_get_consents (self) };

  if (recipient != NULL)
    {
      facts.recipient_present = vb_entity_get_holder (recipient->contact, today, NULL)
                                == VB_HOLDER_PRESENT;
      facts.recipient_organization_id = recipient->organization_id;
    }
  if (person != NULL)
    {
      facts.birth_date = person->birth_date;
      facts.address_secret = person->address_secret;
      facts.contact_note = person->contact_note;
      facts.contact_through = person->contact_through;
    }
  return facts;
}

GArray *
vb_compose_check (VbCompose *self)
{
  VbReferralFacts facts;

  g_return_val_if_fail (VB_IS_COMPOSE (self) && vb_compose_get (self) != NULL, NULL);

  facts = vb_compose_get_facts (self);
  return vb_referral_check_send (vb_compose_get (self), &facts);
}

static guint
weekdays_of (const VbRecipient *recipient)
{
  GListModel *hours = vb_entity_get_children (recipient->contact, VB_TABLE_AVAILABILITY);
  guint weekdays = 0;

  for (guint i = 0; i < g_list_model_get_n_items (hours); i++)
    {
      g_autoptr(VbEntity) hour = g_list_model_get_item (hours, i);

      weekdays |= vb_working_days_read (vb_entity_get (hour, "byday"));
    }
  return weekdays;
}

char *
vb_compose_dup_due (VbCompose *self)
{
  const VbRecipient *recipient;
  g_autoptr(VbReferral) copy = NULL;

  g_return_val_if_fail (VB_IS_COMPOSE (self) && vb_compose_get (self) != NULL, NULL);

  recipient = vb_compose_get_recipient (self);
  if (recipient == NULL)
    return NULL;
  copy = vb_referral_copy (vb_compose_get (self));
  _vb_compose_replace (&copy->state, vb_referral_state_get_code (VB_REFERRAL_SENT));
  vb_referral_set_due (copy, self->today, weekdays_of (recipient));
  return g_steal_pointer (&copy->due_on);
}
