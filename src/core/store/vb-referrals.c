/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "vb-store"
#include "config.h"

#include "core/store/vb-referrals.h"

#include "core/base/vb-time.h"
#include "core/store/vb-access-log.h"
#include "core/store/vb-referrals-private.h"

/* ------------------------------------------------------------------ opening */

static void
set_not_found (GError **error)
{
  g_set_error_literal (error, VB_ERROR, VB_ERROR_NOT_FOUND,
                       "There is no such referral any more");
}

VbReferral *
_vb_referrals_read (VbDatabase  *db,
                    const char  *id,
                    GError     **error)
{
  g_autoptr(VbReferral) self = NULL;
  gpointer found;

  if (!_vb_shape_find (db, &vb_referral_shape, id, &found, error))
    return NULL;
  if (found == NULL)
    {
      set_not_found (error);
      return NULL;
    }
  self = vb_referral_adopt (found);
  if (!_vb_shape_load (db, &vb_referral_item_shape, "referral_id", id, "position, id", self->items,
                       error)
      || !_vb_shape_load (db, &vb_referral_event_shape, "referral_id", id, "number", self->events,
                          error))
    return NULL;
  return g_steal_pointer (&self);
}

/* What the map and the partners say of the other side now. */
static gboolean
add_other_side (VbDatabase  *db,
                VbReferral  *self,
                GError     **error)
{
  g_autofree char *today = vb_time_today ();
  g_auto(VbStepRecipient) recipient = { FALSE };

  if (!_vb_step_recipient_find (db, self->recipient_id, today, &recipient, error))
    return FALSE;
  self->weekdays = recipient.weekdays;
  return _vb_referrals_is_on_paper (db, self, &self->on_paper, error);
}

static gpointer
open_job (VbDatabase    *db,
          gpointer       data,
          GCancellable  *cancellable,
          GError       **error)
{
  VbArgs *args = data;
  g_autoptr(VbReferral) self = _vb_referrals_read (db, args->text[0], error);

  if (self == NULL || !add_other_side (db, self, error)
      || !_vb_people_log (db, VB_EVENT_READ, 'R', "referral", self->id, self->person_id, NULL,
                          error))
    return NULL;
  return g_steal_pointer (&self);
}

static gpointer
export_job (VbDatabase    *db,
            gpointer       data,
            GCancellable  *cancellable,
            GError       **error)
{
  VbArgs *args = data;
  g_autoptr(VbReferral) self = _vb_referrals_read (db, args->text[0], error);
  VbAccessEntry entry = { VB_EVENT_EXPORT, 'E', VB_OUTCOME_SUCCESS, .purpose = args->text[1],
                          .object_type = "referral", .object_id = args->text[0],
                          .detail = "fhir" };

  if (self == NULL)
    return NULL;
  entry.person_id = self->person_id;
  return vb_access_log_append (db, &entry, error) ? g_steal_pointer (&self) : NULL;
}

VbReferral *
vb_referrals_export_sync (VbStore       *store,
                          const char    *id,
                          const char    *reason,
                          GCancellable  *cancellable,
                          GError       **error)
{
  g_return_val_if_fail (VB_IS_STORE (store) && id != NULL && reason != NULL, NULL);

  return _vb_args_run (store, VB_LANE_WRITE, export_job,
                       _vb_args_new (VB_N_TABLES, 2, id, reason), cancellable, error);
}

VbReferral *
vb_referrals_open_sync (VbStore       *store,
                        const char    *id,
                        GCancellable  *cancellable,
                        GError       **error)
{
  g_return_val_if_fail (VB_IS_STORE (store) && id != NULL, NULL);

  return _vb_args_run (store, VB_LANE_WRITE, open_job, _vb_args_new (VB_N_TABLES, 1, id),
                       cancellable, error);
}

void
vb_referrals_open_async (VbStore             *store,
                         const char          *id,
                         GCancellable        *cancellable,
                         GAsyncReadyCallback  callback,
                         gpointer             user_data)
{
  g_return_if_fail (VB_IS_STORE (store) && id != NULL);

  _vb_args_start (store, VB_LANE_WRITE, open_job, _vb_args_new (VB_N_TABLES, 1, id),
                  (GDestroyNotify) vb_referral_free, cancellable, callback, user_data);
}

VbReferral *
vb_referrals_open_finish (VbStore       *store,
                          GAsyncResult  *result,
                          GError       **error)
{
  return vb_store_run_finish (store, result, error);
}

/* ------------------------------------------------------------------ whether it changed */

#define UNCHANGED 1
#define CHANGED 2

static gpointer
changed_job (VbDatabase    *db,
             gpointer       data,
             GCancellable  *cancellable,
             GError       **error)
{
  VbArgs *args = data;
  VbCell key = { "id", args->text[0] };
  g_autofree char *at = NULL;
  gboolean found;

  if (!_vb_rows_read (db, "referral", &key, 1, "changed_at", &found, &at, error))
    return NULL;
  return GUINT_TO_POINTER (found && g_strcmp0 (at, args->text[1]) == 0 ? UNCHANGED : CHANGED);
}

static VbArgs *
changed_args (const char *id,
              gint64      changed_at)
{
  g_autofree char *at = g_strdup_printf ("%" G_GINT64_FORMAT, changed_at);

  return _vb_args_new (VB_N_TABLES, 2, id, at);
}

static gboolean
read_changed (gpointer  answer,
              gboolean *changed)
{
  *changed = GPOINTER_TO_UINT (answer) == CHANGED;
  return answer != NULL;
}

gboolean
vb_referrals_has_changed_sync (VbStore       *store,
                               const char    *id,
                               gint64         changed_at,
                               GCancellable  *cancellable,
                               gboolean      *changed,
                               GError       **error)
{
  g_return_val_if_fail (VB_IS_STORE (store) && id != NULL && changed != NULL, FALSE);

  return read_changed (_vb_args_run (store, VB_LANE_READ, changed_job,
                                     changed_args (id, changed_at), cancellable, error), changed);
}

void
vb_referrals_has_changed_async (VbStore             *store,
                                const char          *id,
                                gint64               changed_at,
                                GCancellable        *cancellable,
                                GAsyncReadyCallback  callback,
                                gpointer             user_data)
{
  g_return_if_fail (VB_IS_STORE (store) && id != NULL);

  _vb_args_start (store, VB_LANE_READ, changed_job, changed_args (id, changed_at), NULL,
                  cancellable, callback, user_data);
}

gboolean
vb_referrals_has_changed_finish (VbStore       *store,
                                 GAsyncResult  *result,
                                 gboolean      *changed,
                                 GError       **error)
{
  return read_changed (vb_store_run_finish (store, result, error), changed);
}

/* ------------------------------------------------------------------ saving a draft */

gboolean
_vb_referrals_write (VbDatabase        *db,
                     const VbReferral  *base,
                     const VbReferral  *mine,
                     guint             *n_changes,
                     GError           **error)
{
  g_autofree char *now = _vb_rows_now ();
  g_autofree char *key = _vb_referrals_make_key (mine);
  const VbCell stamp[] = { { "changed_at", now }, { "list_key", key } };
  const VbShapeStamps stamps = { stamp, G_N_ELEMENTS (stamp), stamp, G_N_ELEMENTS (stamp) };

  return _vb_shape_save (db, &vb_referral_shape, base, mine, &stamps, n_changes, error)
         && _vb_shape_save_list (db, &vb_referral_item_shape, base != NULL ? base->items : NULL,
                                 mine->items, n_changes, error)
         && _vb_shape_save_list (db, &vb_referral_event_shape,
                                 base != NULL ? base->events : NULL, mine->events, n_changes,
                                 error);
}

static gboolean
is_draft (VbDatabase        *db,
          const VbReferral  *referral,
          gboolean           is_new,
          GError           **error)
{
  VbCell key = { "id", referral->id };
  g_autofree char *state = NULL;
  gboolean found;

  if (!_vb_rows_read (db, "referral", &key, 1, "state", &found, &state, error))
    return FALSE;
  if (vb_referral_get_state (referral) == VB_REFERRAL_DRAFT
      && (is_new ? !found : found && g_str_equal (state, referral->state)))
    return TRUE;
  if (!is_new && !found)
    set_not_found (error);
  else
    _vb_refuse_input ("This was sent already", error);
  return FALSE;
}

static gboolean
save (VbDatabase        *db,
      const VbReferral  *base,
      const VbReferral  *mine,
      GError           **error)
{
  guint n = 0;

  if (!is_draft (db, mine, base == NULL, error)
      || !_vb_referrals_write (db, base, mine, &n, error))
    return FALSE;
  if (n == 0)
    return TRUE;
  return _vb_people_stamp (db, mine->person_id, error)
         && _vb_people_log (db, base == NULL ? VB_EVENT_CREATE : VB_EVENT_CHANGE,
                            base == NULL ? 'C' : 'U', "referral", mine->id, mine->person_id,
                            mine->kind, error);
}

gboolean
_vb_referrals_add (VbDatabase        *db,
                   const VbReferral  *draft,
                   GError           **error)
{
  return save (db, NULL, draft, error);
}

static gpointer
save_job (VbDatabase    *db,
          gpointer       data,
          GCancellable  *cancellable,
          GError       **error)
{
  VbPair *pair = data;

  return save (db, pair->base, pair->mine, error) ? VB_DONE : NULL;
}

static gpointer
copy_referral (gconstpointer referral)
{
  return vb_referral_copy (referral);
}

static void
free_referral (gpointer referral)
{
  vb_referral_free (referral);
}

gboolean
vb_referrals_save_sync (VbStore           *store,
                        const VbReferral  *base,
                        const VbReferral  *referral,
                        GCancellable      *cancellable,
                        GError           **error)
{
  g_return_val_if_fail (VB_IS_STORE (store) && referral != NULL, FALSE);

  return _vb_pair_run (store, save_job, base, referral, copy_referral, free_referral,
                       vb_referral_validate (referral), cancellable, error) != NULL;
}

void
vb_referrals_save_async (VbStore             *store,
                         const VbReferral    *base,
                         const VbReferral    *referral,
                         GCancellable        *cancellable,
                         GAsyncReadyCallback  callback,
                         gpointer             user_data)
{
  g_return_if_fail (VB_IS_STORE (store) && referral != NULL);

  _vb_pair_start (store, save_job, base, referral, copy_referral, free_referral,
                  vb_referral_validate (referral), cancellable, callback, user_data);
}

gboolean
vb_referrals_save_finish (VbStore       *store,
                          GAsyncResult  *result,
                          GError       **error)
{
  return _vb_pair_finish (store, result, error);
}

/* ------------------------------------------------------------------ whose letters arrive here */

gboolean
_vb_referrals_own (VbDatabase  *db,
                   const char  *contact_id,
                   gboolean     own,
                   GError     **error)
{
  g_autofree char *now = _vb_rows_now ();
  VbCell cells[] = { { "contact_id", contact_id }, { "since", now } };
  VbCell key = { "contact_id", contact_id };
  gboolean found;
  g_autofree char *since = NULL;

  if (!_vb_rows_read (db, "own_function", &key, 1, "since", &found, &since, error))
    return FALSE;
  if (found == own)
    return TRUE;
  return (own ? _vb_rows_insert (db, NULL, "own_function", 1, cells, 2, error)
              : _vb_rows_delete (db, NULL, "own_function", &key, 1, error))
         && _vb_rows_log (db, VB_EVENT_CHANGE, 'U', "own_function", contact_id,
                          own ? "own" : "not-own", error);
}

static gpointer
own_function_job (VbDatabase    *db,
                  gpointer       data,
                  GCancellable  *cancellable,
                  GError       **error)
{
  VbArgs *args = data;

  return _vb_referrals_own (db, args->text[0], args->flag, error) ? VB_DONE : NULL;
}

static VbArgs *
own_function_args (const char *contact_id,
                   gboolean    own)
{
  VbArgs *args = _vb_args_new (VB_N_TABLES, 1, contact_id);

  args->flag = own;
  return args;
}

gboolean
vb_referrals_set_own_function_sync (VbStore       *store,
                                    const char    *contact_id,
                                    gboolean       own,
                                    GCancellable  *cancellable,
                                    GError       **error)
{
  g_return_val_if_fail (VB_IS_STORE (store) && contact_id != NULL, FALSE);

  return _vb_args_run (store, VB_LANE_WRITE, own_function_job, own_function_args (contact_id, own),
                       cancellable, error) != NULL;
}

void
vb_referrals_set_own_function_async (VbStore             *store,
                                     const char          *contact_id,
                                     gboolean             own,
                                     GCancellable        *cancellable,
                                     GAsyncReadyCallback  callback,
                                     gpointer             user_data)
{
  g_return_if_fail (VB_IS_STORE (store) && contact_id != NULL);

  _vb_args_start (store, VB_LANE_WRITE, own_function_job, own_function_args (contact_id, own),
                  NULL, cancellable, callback, user_data);
}

gboolean
vb_referrals_set_own_function_finish (VbStore       *store,
                                      GAsyncResult  *result,
                                      GError       **error)
{
  return vb_store_run_finish (store, result, error) != NULL;
}
