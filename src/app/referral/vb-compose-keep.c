/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What is typed is kept as a draft, and what is shown is sent. */

#include "config.h"

#include "app/referral/vb-compose-private.h"

#include "core/store/vb-referrals.h"

#define KEEP_AFTER 400 /* milliseconds after the last key */

static void save (VbCompose *self);

/* It did not go. What was typed meanwhile is kept after all. */
static void
stop_sending (VbCompose *self)
{
  gboolean late = self->late;

  self->sending = self->late = FALSE;
  g_clear_pointer (&self->shown, vb_referral_free);
  if (late)
    vb_compose_type (self);
}

static void
taken_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(VbCompose) self = user_data;
  g_autoptr(GError) error = NULL;

  if (!vb_referrals_take_finish (VB_STORE (source), result, &error))
    {
      stop_sending (self);
      _vb_compose_tell_error (self, VB_COMPOSE_NOT_KEPT, error);
      return;
    }
  self->sending = FALSE;
  self->over = TRUE;
  _vb_compose_tell (self, VB_COMPOSE_SENT);
}

static void
send_now (VbCompose *self)
{
  g_autofree char *checksum = vb_referral_dup_checksum (self->shown);
  const VbReferralAct act = { .step = VB_STEP_SEND, .id = self->draft->id, .checksum = checksum };

  vb_referrals_take_async (self->store, &act, NULL, taken_cb, g_object_ref (self));
}

static void
saved_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(VbCompose) self = user_data;
  g_autoptr(GError) error = NULL;

  g_clear_error (&self->refusal);
  if (!vb_referrals_save_finish (VB_STORE (source), result, &error))
    {
      g_clear_pointer (&self->sent, vb_referral_free);
      self->refusal = g_error_copy (error);
      stop_sending (self);
      _vb_compose_tell_error (self, VB_COMPOSE_NOT_KEPT, error);
      return;
    }
  g_clear_pointer (&self->base, vb_referral_free);
  self->base = g_steal_pointer (&self->sent);
  if (self->again)
    save (self);
  else if (self->sending)
    send_now (self);
  else
    _vb_compose_tell (self, VB_COMPOSE_KEPT);
}

static void
save (VbCompose *self)
{
  g_clear_handle_id (&self->keep_id, g_source_remove);
  if (self->sent != NULL)
    {
      self->again = TRUE;
      return;
    }
  self->again = FALSE;
  self->sent = vb_referral_copy (self->shown != NULL ? self->shown : self->draft);
  vb_referrals_save_async (self->store, self->base, self->sent, NULL, saved_cb,
                           g_object_ref (self));
}

static gboolean
keep_cb (gpointer data)
{
  VbCompose *self = data;

  self->keep_id = 0;
  save (self);
  return G_SOURCE_REMOVE;
}

void
vb_compose_type (VbCompose *self)
{
  g_return_if_fail (VB_IS_COMPOSE (self));

  self->late = self->sending;
  if (self->over || self->sending)
    return;
  g_clear_handle_id (&self->keep_id, g_source_remove);
  self->keep_id = g_timeout_add (KEEP_AFTER, keep_cb, self);
}

/* There is nobody to wait for the save before it: both are on their way, one after the other. */
void
vb_compose_keep (VbCompose *self)
{
  g_return_if_fail (VB_IS_COMPOSE (self));

  if (self->keep_id != 0 && !self->over)
    save (self);
  if (self->sent == NULL || !self->again)
    return;
  self->again = FALSE;
  vb_referrals_save_async (self->store, self->sent, self->draft, NULL, NULL, NULL);
}

gboolean
vb_compose_is_kept (VbCompose *self)
{
  g_return_val_if_fail (VB_IS_COMPOSE (self), FALSE);

  return !self->over && self->refusal == NULL
         && (self->base != NULL || self->sent != NULL || self->keep_id != 0);
}

gboolean
vb_compose_settle (VbCompose *self)
{
  g_return_val_if_fail (VB_IS_COMPOSE (self), FALSE);

  if (self->keep_id != 0 && !self->over)
    save (self);
  return !self->over && self->sent != NULL;
}

const GError *
vb_compose_get_refusal (VbCompose *self)
{
  g_return_val_if_fail (VB_IS_COMPOSE (self), NULL);

  return self->refusal;
}

void
vb_compose_send (VbCompose *self)
{
  g_return_if_fail (VB_IS_COMPOSE (self) && self->draft != NULL);

  if (self->over || self->sending)
    return;
  self->sending = TRUE;
  self->shown = vb_referral_copy (self->draft);
  save (self);
}

gboolean
vb_compose_is_sending (VbCompose *self)
{
  g_return_val_if_fail (VB_IS_COMPOSE (self), FALSE);

  return self->sending;
}

void
vb_compose_discard (VbCompose *self)
{
  g_return_if_fail (VB_IS_COMPOSE (self));

  g_clear_handle_id (&self->keep_id, g_source_remove);
  self->again = FALSE;
  if (!self->over && (self->base != NULL || self->sent != NULL))
    {
      const VbReferralAct act = { .step = VB_STEP_WITHDRAW, .id = self->draft->id };

      vb_referrals_take_async (self->store, &act, NULL, NULL, NULL);
    }
  self->over = TRUE;
}
