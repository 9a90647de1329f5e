/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Who gets it, and whether what is asked for fits who it is about. */

#include "config.h"

#include "app/referral/vb-compose-private.h"

#include "app/vb-call.h"
#include "core/store/vb-directory.h"
#include "core/store/vb-fits.h"

static VbRecipient *
find_suggestion (VbCompose  *self,
                 const char *id)
{
  GPtrArray *all = vb_compose_get_suggestions (self);

  for (guint i = 0; i < all->len; i++)
    {
      VbRecipient *recipient = g_ptr_array_index (all, i);

      if (g_strcmp0 (vb_entity_get_id (recipient->contact), id) == 0)
        return recipient;
    }
  return NULL;
}

/* (nullable): of those for @why, one that somebody has, or else the first */
static const char *
find_first (VbCompose      *self,
            VbRecipientWhy  why)
{
  GPtrArray *all = vb_compose_get_suggestions (self);
  const char *first = NULL;

  for (guint i = 0; i < all->len; i++)
    {
      const VbRecipient *recipient = g_ptr_array_index (all, i);

      if (recipient->why != why)
        continue;
      if (vb_entity_get_holder (recipient->contact, self->today, NULL) == VB_HOLDER_PRESENT)
        return vb_entity_get_id (recipient->contact);
      if (first == NULL)
        first = vb_entity_get_id (recipient->contact);
    }
  return first;
}

/* Who is asked about the service, or else works for its organization. That nobody has the function
 * now is said where it stands. */
void
_vb_compose_choose_first (VbCompose *self)
{
  const char *id = find_first (self, VB_RECIPIENT_SERVICE);

  if (id == NULL)
    id = find_first (self, VB_RECIPIENT_ORGANIZATION);
  if (self->draft->recipient_id == NULL)
    self->draft->recipient_id = g_strdup (id);
}

void
_vb_compose_name_chosen (VbCompose *self)
{
  const VbRecipient *recipient = vb_compose_get_recipient (self);

  if (recipient != NULL)
    _vb_compose_name_recipient (self->draft, recipient);
}

static void
chosen_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(VbCall) call = user_data;
  VbCompose *self = call->owner;
  g_autoptr(GError) error = NULL;
  g_autoptr(VbRecipients) found = vb_recipients_suggest_finish (VB_STORE (source), result,
                                                                &error);

  if (vb_call_is_over (call))
    return;
  if (found == NULL)
    {
      _vb_compose_tell_error (self, VB_COMPOSE_NOT_KEPT, error);
      return;
    }
  g_clear_pointer (&self->chosen, vb_recipient_free);
  if (found->recipients->len > 0)
    self->chosen = g_ptr_array_steal_index (found->recipients, 0);
  _vb_compose_name_chosen (self);
  _vb_compose_tell (self, VB_COMPOSE_RECIPIENT);
}

/* The service that was offered before is in it no more, nor as something that may go along. */
static void
forget_service (VbCompose *self)
{
  _vb_compose_forget_topic (self->draft, self->draft->service_id);
  g_clear_pointer (&self->draft->service_id, g_free);
  g_clear_object (&self->service);
  self->offered = FALSE;
}

void
_vb_compose_forget_offer (VbCompose *self)
{
  if (self->offered)
    forget_service (self);
  if (self->need_offered)
    g_clear_pointer (&self->draft->need_code, g_free);
  self->need_offered = FALSE;
  g_clear_pointer (&self->need, g_free);
  g_clear_pointer (&self->fits, g_free);
  g_cancellable_cancel (self->judging);
  g_clear_pointer (&self->fit, vb_fit_free);
}

static void
offered_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(VbCall) call = user_data;
  VbCompose *self = call->owner;
  g_autoptr(VbEntity) found = vb_directory_load_finish (VB_STORE (source), result, NULL);

  if (vb_call_is_over (call) || found == NULL || self->over
      || g_strcmp0 (vb_entity_get_id (found), self->draft->service_id) != 0)
    return;
  g_set_object (&self->service, found);
  _vb_compose_fill_items (self);
  _vb_compose_judge (self);
  _vb_compose_tell (self, VB_COMPOSE_PERSON);
}

/* Whoever is asked about something that fits is chosen for that; who chose a service is not
 * changed in it. */
static void
take_service (VbCompose *self)
{
  const VbRecipient *recipient = vb_compose_get_recipient (self);
  const char *id = recipient != NULL ? recipient->service_id : NULL;

  /* What is suggested may still be for who was chosen before. */
  if (self->waiting > 0)
    return;
  if (self->offered && g_strcmp0 (id, self->draft->service_id) != 0)
    forget_service (self);
  if (id == NULL || self->draft->service_id != NULL)
    return;
  self->offered = TRUE;
  self->draft->service_id = g_strdup (id);
  if (self->draft->need_code == NULL && self->need != NULL)
    {
      self->need_offered = TRUE;
      self->draft->need_code = g_strdup (self->need);
    }
  vb_directory_load_async (self->store, VB_TABLE_SERVICE, id, self->cancellable, offered_cb,
                           vb_call_new (self, self->cancellable));
}

void
vb_compose_choose (VbCompose  *self,
                   const char *contact_id)
{
  const VbRecipientWish wish = { contact_id, NULL, NULL };

  g_return_if_fail (VB_IS_COMPOSE (self) && self->ready && contact_id != NULL);

  _vb_compose_replace (&self->draft->recipient_id, contact_id);
  g_clear_pointer (&self->draft->recipient_party, g_free);
  g_cancellable_cancel (self->choosing);
  g_clear_object (&self->choosing);
  g_clear_pointer (&self->chosen, vb_recipient_free);
  vb_compose_type (self);
  take_service (self);
  _vb_compose_name_chosen (self);
  if (vb_compose_get_recipient (self) != NULL)
    {
      _vb_compose_tell (self, VB_COMPOSE_RECIPIENT);
      return;
    }
  self->choosing = g_cancellable_new ();
  vb_recipients_suggest_async (self->store, &wish, self->choosing, chosen_cb,
                               vb_call_new (self, self->choosing));
}

const VbRecipient *
vb_compose_get_recipient (VbCompose *self)
{
  const char *id;

  g_return_val_if_fail (VB_IS_COMPOSE (self), NULL);

  id = self->draft != NULL ? self->draft->recipient_id : NULL;
  if (id == NULL)
    return NULL;
  if (self->chosen != NULL && g_str_equal (vb_entity_get_id (self->chosen->contact), id))
    return self->chosen;
  return find_suggestion (self, id);
}

GPtrArray *
vb_compose_get_suggestions (VbCompose *self)
{
  g_return_val_if_fail (VB_IS_COMPOSE (self) && self->suggestions != NULL, NULL);

  return self->suggestions->recipients;
}

/* ------------------------------------------------------------------ whether it fits */

static void
judged_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(VbCall) call = user_data;
  VbCompose *self = call->owner;
  g_autoptr(VbFit) fit = vb_fits_judge_finish (VB_STORE (source), result, NULL);

  if (vb_call_is_over (call))
    return;
  g_clear_pointer (&self->fit, vb_fit_free);
  self->fit = g_steal_pointer (&fit);
  _vb_compose_tell (self, VB_COMPOSE_RECIPIENT);
}

/* Asked of the map in this store: nobody hears of it. */
void
_vb_compose_judge (VbCompose *self)
{
  g_autoptr(GDateTime) now = g_date_time_new_now_local ();
  g_autoptr(VbWish) wish = vb_wish_new (self->today, g_date_time_get_hour (now) * 60
                                                     + g_date_time_get_minute (now));

  g_cancellable_cancel (self->judging);
  g_clear_object (&self->judging);
  g_clear_pointer (&self->fit, vb_fit_free);
  if (self->service == NULL)
    return;
  vb_wish_be_for (wish, self->person);
  self->judging = g_cancellable_new ();
  vb_fits_judge_async (self->store, wish, vb_entity_get_id (self->service), self->judging,
                       judged_cb, vb_call_new (self, self->judging));
}

const VbFit *
vb_compose_get_fit (VbCompose *self)
{
  g_return_val_if_fail (VB_IS_COMPOSE (self), NULL);

  return self->fit;
}
