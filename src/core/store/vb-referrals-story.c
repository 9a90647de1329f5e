/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Referrals with their history, told step by step. */

#define G_LOG_DOMAIN "vb-store"
#include "config.h"

#include "core/store/vb-referrals-story.h"

#include "core/store/vb-connection-private.h"
#include "core/store/vb-referrals-private.h"

typedef struct
{
  GPtrArray *own;
  GPtrArray *stories;
} Tale;

static Tale *
tale_new (GPtrArray *own,
          GPtrArray *stories)
{
  Tale *tale = g_new (Tale, 1);

  tale->own = g_ptr_array_ref (own);
  tale->stories = g_ptr_array_ref (stories);
  return tale;
}

static void
tale_free (gpointer data)
{
  Tale *tale = data;

  g_ptr_array_unref (tale->own);
  g_ptr_array_unref (tale->stories);
  g_free (tale);
}

/* (out) (nullable) @id: of the referral at the side that takes the step */
static gboolean
find_side (VbDatabase             *db,
           const VbReferral       *story,
           const VbReferralEvent  *event,
           char                  **id,
           GError                **error)
{
  VbCell key[] = { { "letter_id", story->letter_id }, { "side", "receiver" } };
  gboolean found;

  *id = NULL;
  if (g_strcmp0 (event->side, "receiver") != 0)
    *id = g_strdup (story->id);
  else if (!_vb_rows_read (db, "referral", key, G_N_ELEMENTS (key), "id", &found, id, error))
    return FALSE;
  return TRUE;
}

static gboolean
take_as (VbDatabase           *db,
         const char           *name,
         const VbReferralAct  *act,
         GError              **error)
{
  VbActor *before = _vb_database_get_actor (db);
  VbActor *actor = NULL;
  gboolean done;

  if (before != NULL)
    _vb_actor_ref (before);
  if (name != NULL)
    {
      actor = _vb_actor_new (before != NULL && before->user_id != NULL ? before->user_id
                                                                       : g_get_user_name (),
                             name, NULL);
      _vb_database_set_actor (db, actor);
      _vb_actor_unref (actor);
    }
  done = _vb_referrals_take (db, act, error);
  _vb_database_set_actor (db, before);
  if (before != NULL)
    _vb_actor_unref (before);
  return done;
}

/* Somebody whose letters do not arrive here answered by telephone. */
static gboolean
take_step (VbDatabase             *db,
           const VbReferral       *story,
           const VbReferralEvent  *event,
           GError                **error)
{
  g_autofree char *id = NULL;
  VbReferralAct act = {
    .step = vb_referral_step_find (event->step), .words = event->words, .reason = event->reason,
    .outcome = event->outcome, .day = event->day, .at = MAX (event->at, 0),
  };

  if (act.step >= VB_N_STEPS)
    {
      _vb_refuse_input ("There is no such step", error);
      return FALSE;
    }
  if (!find_side (db, story, event, &id, error))
    return FALSE;
  act.id = id != NULL ? id : story->id;
  if (id == NULL)
    {
      act.on_behalf_of = event->on_behalf_of != NULL ? event->on_behalf_of : story->recipient_name;
      act.way = "phone";
    }
  return take_as (db, event->actor, &act, error);
}

static gboolean
tell (VbDatabase        *db,
      const VbReferral  *story,
      GError           **error)
{
  g_autoptr(VbReferral) draft = vb_referral_copy (story);

  g_ptr_array_set_size (draft->events, 0);
  if (!_vb_referrals_add (db, draft, error))
    return FALSE;
  for (guint i = 0; i < story->events->len; i++)
    {
      const VbReferralEvent *event = g_ptr_array_index (story->events, i);

      if (!take_step (db, story, event, error))
        {
          g_prefix_error (error, "%s, %s: ", story->id, event->step);
          return FALSE;
        }
    }
  return TRUE;
}

/* Whoever sent all this is known by now; who said it before is right. */
static gboolean
know_party (VbDatabase       *db,
            const GPtrArray  *stories,
            GError          **error)
{
  const VbReferral *first = stories->len > 0 ? g_ptr_array_index (stories, 0) : NULL;
  g_autofree char *party = NULL;

  if (!_vb_database_get_setting (db, VB_SETTING_PARTY, &party, error))
    return FALSE;
  return party != NULL || first == NULL || first->sender_party == NULL
         || _vb_database_set_setting (db, VB_SETTING_PARTY, first->sender_party, error);
}

static gpointer
retell_job (VbDatabase    *db,
            gpointer       data,
            GCancellable  *cancellable,
            GError       **error)
{
  const Tale *tale = data;

  for (guint i = 0; i < tale->own->len; i++)
    if (!_vb_referrals_own (db, g_ptr_array_index (tale->own, i), TRUE, error))
      return NULL;
  for (guint i = 0; i < tale->stories->len; i++)
    if (!tell (db, g_ptr_array_index (tale->stories, i), error))
      return NULL;
  return know_party (db, tale->stories, error) ? VB_DONE : NULL;
}

static gboolean
accept_all (const GPtrArray  *stories,
            GError          **error)
{
  for (guint i = 0; i < stories->len; i++)
    if (!_vb_shape_accept (vb_referral_validate (g_ptr_array_index (stories, i)), error))
      return FALSE;
  return TRUE;
}

gboolean
vb_referrals_retell_sync (VbStore       *store,
                          GPtrArray     *own,
                          GPtrArray     *stories,
                          GCancellable  *cancellable,
                          GError       **error)
{
  Tale *tale;
  gboolean done;

  g_return_val_if_fail (VB_IS_STORE (store) && own != NULL && stories != NULL, FALSE);

  if (!accept_all (stories, error))
    return FALSE;
  tale = tale_new (own, stories);
  done = vb_store_run_sync (store, VB_LANE_WRITE, retell_job, tale, cancellable, error) != NULL;
  tale_free (tale);
  return done;
}

void
vb_referrals_retell_async (VbStore             *store,
                           GPtrArray           *own,
                           GPtrArray           *stories,
                           GCancellable        *cancellable,
                           GAsyncReadyCallback  callback,
                           gpointer             user_data)
{
  GError *error = NULL;

  g_return_if_fail (VB_IS_STORE (store) && own != NULL && stories != NULL);

  if (accept_all (stories, &error))
    vb_store_run_async (store, VB_LANE_WRITE, retell_job, tale_new (own, stories), tale_free, NULL,
                        cancellable, callback, user_data);
  else
    g_task_report_error (store, callback, user_data, vb_referrals_retell_async, error);
}

gboolean
vb_referrals_retell_finish (VbStore       *store,
                            GAsyncResult  *result,
                            GError       **error)
{
  return vb_store_run_finish (store, result, error) != NULL;
}
