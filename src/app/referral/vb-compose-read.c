/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a referral is checked against, and what its suggestions go by: it is read when the window
 * opens, and what is about the person anew for each who is chosen. */

#include "config.h"

#include "app/referral/vb-compose-private.h"

#include "app/vb-call.h"
#include "core/base/vb-error.h"
#include "core/store/vb-consents.h"
#include "core/store/vb-conversations.h"
#include "core/store/vb-directory.h"
#include "core/store/vb-people.h"
#include "core/store/vb-plans.h"
#include "core/store/vb-profile.h"

/* What left the map, or was thrown away, in the meantime is no reason not to refer. */
static gboolean
is_gone (const GError *error)
{
  return g_error_matches (error, VB_ERROR, VB_ERROR_NOT_FOUND);
}

static void
took (VbCompose    *self,
      gboolean      there,
      const GError *error)
{
  if (there || is_gone (error))
    _vb_compose_arrived (self);
  else
    _vb_compose_fail (self, error);
}

static void
suggested_cb (GObject      *source,
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
  g_clear_pointer (&self->suggestions, vb_recipients_free);
  self->suggestions = g_steal_pointer (&found);
  took (self, self->suggestions != NULL, error);
}

static void
suggest (VbCompose *self)
{
  const VbRecipientWish wish = { self->draft->recipient_id, self->draft->service_id,
                                 self->draft->need_code != NULL ? self->draft->need_code
                                                                : self->need, self->fits };

  self->waiting++;
  vb_recipients_suggest_async (self->store, &wish, self->reading, suggested_cb,
                               vb_call_new (self, self->reading));
}

static void
fits_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr(VbCall) call = user_data;
  VbCompose *self = call->owner;
  g_auto(GStrv) found = _vb_compose_fits_finish (result, NULL);

  if (vb_call_is_over (call))
    return;
  if (found != NULL)
    {
      self->need = *found[0] != '\0' ? g_strdup (found[0]) : NULL;
      self->fits = *found[1] != '\0' ? g_strdup (found[1]) : NULL;
    }
  suggest (self);
  _vb_compose_arrived (self);
}

/* (nullable): the conversation that the suggestions go by */
static const char *
find_conversation (VbCompose            *self,
                   const VbPersonRecord *record)
{
  if (self->draft->conversation_id != NULL)
    return self->draft->conversation_id;
  for (guint i = 0; i < record->timeline->len; i++)
    {
      const VbMoment *moment = g_ptr_array_index (record->timeline, i);

      if (moment->kind == VB_MOMENT_CONVERSATION
          && g_strcmp0 (moment->state, "entered-in-error") != 0)
        return moment->id;
    }
  return NULL;
}

/* What was said last decides who is suggested, where nobody chose a service yet. */
static void
look_what_fits (VbCompose            *self,
                const VbPersonRecord *record)
{
  const char *id = self->draft->service_id == NULL ? find_conversation (self, record) : NULL;

  g_clear_pointer (&self->need, g_free);
  g_clear_pointer (&self->fits, g_free);
  if (id == NULL)
    {
      suggest (self);
      return;
    }
  self->waiting++;
  _vb_compose_fits_async (self->store, self->person, id, self->reading, fits_cb,
                          vb_call_new (self, self->reading));
}

static void
person_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(VbCall) call = user_data;
  VbCompose *self = call->owner;
  g_autoptr(GError) error = NULL;
  g_autoptr(VbPersonRecord) record = vb_people_open_finish (VB_STORE (source), result, &error);

  if (vb_call_is_over (call))
    return;
  if (record == NULL)
    {
      _vb_compose_fail (self, error);
      return;
    }
  g_clear_pointer (&self->person, vb_person_free);
  self->person = vb_person_copy (record->person);
  look_what_fits (self, record);
  _vb_compose_arrived (self);
}

/* Gives whether they are there. */
static gboolean
take_consents (VbCompose    *self,
               VbStore      *store,
               GAsyncResult *result)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) consents = vb_consents_list_finish (store, result, &error);

  if (consents == NULL)
    {
      _vb_compose_fail (self, error);
      return FALSE;
    }
  g_ptr_array_unref (self->consents);
  self->consents = g_steal_pointer (&consents);
  return TRUE;
}

static void
consents_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(VbCall) call = user_data;

  if (!vb_call_is_over (call) && take_consents (call->owner, VB_STORE (source), result))
    _vb_compose_arrived (call->owner);
}

static void
consents_anew_cb (GObject      *source,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autoptr(VbCall) call = user_data;
  VbCompose *self = call->owner;

  /* While more is waited for, "ready" or "person" comes after it. */
  if (!vb_call_is_over (call) && take_consents (self, VB_STORE (source), result)
      && self->waiting == 0)
    _vb_compose_tell (self, VB_COMPOSE_CONSENTS);
}

void
vb_compose_read_consents (VbCompose *self)
{
  g_return_if_fail (VB_IS_COMPOSE (self));

  if (self->draft == NULL || self->draft->person_id == NULL)
    return;
  vb_consents_list_async (self->store, self->draft->person_id, self->reading, consents_anew_cb,
                          vb_call_new (self, self->reading));
}

static void
conversation_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  g_autoptr(VbCall) call = user_data;
  VbCompose *self = call->owner;
  g_autoptr(GError) error = NULL;
  g_autoptr(VbConversation) found = vb_conversations_open_finish (VB_STORE (source), result,
                                                                  &error);

  if (vb_call_is_over (call))
    return;
  self->conversation = g_steal_pointer (&found);
  took (self, self->conversation != NULL, error);
}

static void
plans_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(VbCall) call = user_data;
  VbCompose *self = call->owner;
  g_autoptr(GError) error = NULL;
  g_autoptr(VbPlansAtHand) found = vb_plans_look_up_finish (VB_STORE (source), result, &error);

  if (vb_call_is_over (call))
    return;
  g_clear_pointer (&self->plans, vb_plans_at_hand_free);
  self->plans = g_steal_pointer (&found);
  took (self, self->plans != NULL, error);
}

static void
service_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(VbCall) call = user_data;
  VbCompose *self = call->owner;
  g_autoptr(GError) error = NULL;
  g_autoptr(VbEntity) found = vb_directory_load_finish (VB_STORE (source), result, &error);

  if (vb_call_is_over (call))
    return;
  self->service = g_steal_pointer (&found);
  took (self, self->service != NULL, error);
}

static void
profile_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(VbCall) call = user_data;
  VbCompose *self = call->owner;
  g_autoptr(GError) error = NULL;
  g_autoptr(VbProfile) profile = vb_profile_load_finish (VB_STORE (source), result, &error);

  if (vb_call_is_over (call))
    return;
  self->party = profile != NULL ? g_strdup (profile->party) : NULL;
  took (self, profile != NULL, error);
}

void
_vb_compose_stop_reading (VbCompose *self)
{
  g_cancellable_cancel (self->reading);
  g_object_unref (self->reading);
  self->reading = g_cancellable_new ();
  /* Once all the rest is there, only this was waited for. */
  if (self->ready)
    self->waiting = 0;
}

void
_vb_compose_read_person (VbCompose *self)
{
  const VbReferral *draft = self->draft;

  if (draft->person_id == NULL)
    return;
  self->waiting += 3;
  vb_people_open_async (self->store, draft->person_id, "referral", self->reading, person_cb,
                        vb_call_new (self, self->reading));
  vb_consents_list_async (self->store, draft->person_id, self->reading, consents_cb,
                          vb_call_new (self, self->reading));
  vb_plans_look_up_async (self->store, draft->person_id, self->reading, plans_cb,
                          vb_call_new (self, self->reading));
}

void
vb_compose_read_person (VbCompose *self)
{
  g_return_if_fail (VB_IS_COMPOSE (self));

  if (self->ready && self->waiting == 0)
    _vb_compose_read_person (self);
}

void
_vb_compose_read_all (VbCompose *self)
{
  const VbReferral *draft = self->draft;

  _vb_compose_read_person (self);
  if (draft->person_id == NULL)
    suggest (self);
  if (draft->conversation_id != NULL)
    {
      self->waiting++;
      vb_conversations_open_async (self->store, draft->conversation_id, self->cancellable,
                                   conversation_cb, vb_call_new (self, self->cancellable));
    }
  if (draft->service_id != NULL)
    {
      self->waiting++;
      vb_directory_load_async (self->store, VB_TABLE_SERVICE, draft->service_id,
                               self->cancellable, service_cb,
                               vb_call_new (self, self->cancellable));
    }
  self->waiting++;
  vb_profile_load_async (self->store, self->cancellable, profile_cb,
                         vb_call_new (self, self->cancellable));
}
