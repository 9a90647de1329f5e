/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "vb-store"
#include "config.h"

#include "core/store/vb-consents.h"

#include "core/base/vb-time.h"
#include "core/model/vb-bsn.h"
#include "core/store/vb-access-log.h"
#include "core/store/vb-messages-private.h"
#include "core/store/vb-shape-rows-private.h"

/* ------------------------------------------------------------------ reading */

gboolean
_vb_function_find_organization (VbDatabase  *db,
                                const char  *contact_id,
                                char       **organization_id,
                                GError     **error)
{
  g_autoptr(VbStatement) statement = _vb_database_prepare (db,
    "SELECT coalesce (c.organization_id, s.organization_id) FROM contact AS c "
    "LEFT JOIN service AS s ON s.id = c.service_id WHERE c.id = ?1", error);
  int code;

  *organization_id = NULL;
  if (statement == NULL)
    return FALSE;
  _vb_bind_text (statement, 1, contact_id);
  code = _vb_database_step (db, statement, error);
  if (code == SQLITE_ROW)
    *organization_id = g_strdup (_vb_column_text (statement, 0));
  return code >= 0;
}

gboolean
_vb_consents_load (VbDatabase  *db,
                   const char  *person_id,
                   GPtrArray   *consents,
                   GError     **error)
{
  if (!_vb_shape_load (db, &vb_consent_shape, "person_id", person_id, "given_on DESC, id DESC",
                       consents, error))
    return FALSE;
  for (guint i = 0; i < consents->len; i++)
    {
      VbConsent *consent = g_ptr_array_index (consents, i);

      consent->scope = vb_shape_new_list (&vb_consent_scope_shape);
      if (!_vb_shape_load (db, &vb_consent_scope_shape, "consent_id", consent->id,
                           "category, detail", consent->scope, error)
          || !_vb_function_find_organization (db, consent->recipient_id,
                                              &consent->recipient_organization_id, error))
        return FALSE;
    }
  return TRUE;
}

static gpointer
list_job (VbDatabase    *db,
          gpointer       data,
          GCancellable  *cancellable,
          GError       **error)
{
  VbArgs *args = data;
  g_autoptr(GPtrArray) consents = vb_shape_new_list (&vb_consent_shape);

  if (!_vb_consents_load (db, args->text[0], consents, error)
      || !_vb_people_log (db, VB_EVENT_READ, 'R', "consent", NULL, args->text[0], NULL, error))
    return NULL;
  return g_steal_pointer (&consents);
}

GPtrArray *
vb_consents_list_sync (VbStore       *store,
                       const char    *person_id,
                       GCancellable  *cancellable,
                       GError       **error)
{
  g_return_val_if_fail (VB_IS_STORE (store) && person_id != NULL, NULL);

  return _vb_args_run (store, VB_LANE_WRITE, list_job, _vb_args_new (VB_N_TABLES, 1, person_id),
                       cancellable, error);
}

void
vb_consents_list_async (VbStore             *store,
                        const char          *person_id,
                        GCancellable        *cancellable,
                        GAsyncReadyCallback  callback,
                        gpointer             user_data)
{
  g_return_if_fail (VB_IS_STORE (store) && person_id != NULL);

  _vb_args_start (store, VB_LANE_WRITE, list_job, _vb_args_new (VB_N_TABLES, 1, person_id),
                  (GDestroyNotify) g_ptr_array_unref, cancellable, callback, user_data);
}

GPtrArray *
vb_consents_list_finish (VbStore       *store,
                         GAsyncResult  *result,
                         GError       **error)
{
  return vb_store_run_finish (store, result, error);
}

/* ------------------------------------------------------------------ writing */

static gboolean
refuse_second (VbDatabase       *db,
               const VbConsent  *consent,
               GError          **error)
{
  g_autoptr(VbStatement) statement =
    _vb_database_prepare (db, "SELECT 1 FROM consent WHERE id = ?1", error);
  int code;

  if (statement == NULL)
    return FALSE;
  _vb_bind_text (statement, 1, consent->id);
  code = _vb_database_step (db, statement, error);
  if (code == SQLITE_ROW)
    g_set_error_literal (error, VB_ERROR, VB_ERROR_EXISTS,
                         "This consent was kept already and cannot be changed: withdraw it and "
                         "ask again");
  return code == SQLITE_DONE;
}

static gpointer
save_job (VbDatabase    *db,
          gpointer       data,
          GCancellable  *cancellable,
          GError       **error)
{
  VbPair *pair = data;
  const VbConsent *consent = pair->mine;
  g_autofree char *now = _vb_rows_now ();
  const VbCell added[] = { { "recorded_at", now }, { "recorded_by", _vb_rows_actor (db) } };
  const VbShapeStamps stamps = { added, G_N_ELEMENTS (added), NULL, 0 };
  guint n = 0;

  if (!refuse_second (db, consent, error)
      || !_vb_people_stamp (db, consent->person_id, error)
      || !_vb_shape_save (db, &vb_consent_shape, NULL, consent, &stamps, &n, error)
      || !_vb_shape_save_list (db, &vb_consent_scope_shape, NULL, consent->scope, &n, error)
      || !_vb_people_log (db, VB_EVENT_CREATE, 'C', "consent", consent->id, consent->person_id,
                          consent->kind, error))
    return NULL;
  return VB_DONE;
}

static gpointer
copy_consent (gconstpointer consent)
{
  return vb_consent_copy (consent);
}

static void
free_consent (gpointer consent)
{
  vb_consent_free (consent);
}

gboolean
vb_consents_save_sync (VbStore          *store,
                       const VbConsent  *consent,
                       GCancellable     *cancellable,
                       GError          **error)
{
  g_return_val_if_fail (VB_IS_STORE (store) && consent != NULL, FALSE);

  return _vb_pair_run (store, save_job, NULL, consent, copy_consent, free_consent,
                       vb_consent_validate (consent), cancellable, error) != NULL;
}

void
vb_consents_save_async (VbStore             *store,
                        const VbConsent     *consent,
                        GCancellable        *cancellable,
                        GAsyncReadyCallback  callback,
                        gpointer             user_data)
{
  g_return_if_fail (VB_IS_STORE (store) && consent != NULL);

  _vb_pair_start (store, save_job, NULL, consent, copy_consent, free_consent,
                  vb_consent_validate (consent), cancellable, callback, user_data);
}

gboolean
vb_consents_save_finish (VbStore       *store,
                         GAsyncResult  *result,
                         GError       **error)
{
  return _vb_pair_finish (store, result, error);
}

/* ------------------------------------------------------------------ withdrawing */

static gboolean
find_person (VbDatabase  *db,
             const char  *id,
             char       **person_id,
             GError     **error)
{
  VbCell key = { "id", id };
  gboolean found;

  if (!_vb_rows_read (db, "consent", &key, 1, "person_id", &found, person_id, error))
    return FALSE;
  if (found)
    return TRUE;
  g_set_error_literal (error, VB_ERROR, VB_ERROR_NOT_FOUND, "There is no such consent any more");
  return FALSE;
}

static gboolean
write_today (VbDatabase  *db,
             const char  *sql,
             VbArgs      *args,
             GError     **error)
{
  g_autoptr(VbStatement) statement = _vb_database_prepare (db, sql, error);
  g_autofree char *today = vb_time_today ();

  if (statement == NULL)
    return FALSE;
  _vb_bind_text (statement, 1, args->text[0]);
  _vb_bind_text (statement, 2, today);
  if (args->text[1] != NULL)
    {
      _vb_bind_text (statement, 3, args->text[1]);
      _vb_bind_text (statement, 4, args->text[2]);
    }
  _vb_database_touch (db, VB_CHANGED_PEOPLE);
  return _vb_database_run (db, statement, error);
}

static gpointer
withdraw_job (VbDatabase    *db,
              gpointer       data,
              GCancellable  *cancellable,
              GError       **error)
{
  VbArgs *args = data;
  const char *refusal = vb_bsn_get_refusal (args->text[2]);
  g_autofree char *person_id = NULL;

  if (refusal != NULL)
    return _vb_refuse_input (refusal, error);
  if (!find_person (db, args->text[0], &person_id, error)
      || !write_today (db, "UPDATE consent SET withdrawn_on = ?2, withdrawn_by = ?3, "
                           "withdrawn_how = ?4 WHERE id = ?1 AND withdrawn_on IS NULL", args,
                       error)
      || !_vb_people_stamp (db, person_id, error)
      || !_vb_messages_tell_withdrawn (db, args->text[0], error)
      || !_vb_people_log (db, VB_EVENT_CHANGE, 'U', "consent", args->text[0], person_id,
                          "withdrawn", error))
    return NULL;
  return VB_DONE;
}

static gpointer
note_told_job (VbDatabase    *db,
               gpointer       data,
               GCancellable  *cancellable,
               GError       **error)
{
  VbArgs *args = data;
  g_autofree char *person_id = NULL;

  if (!find_person (db, args->text[0], &person_id, error)
      || !write_today (db, "UPDATE consent SET withdrawal_told_on = ?2 WHERE id = ?1 "
                           "AND withdrawn_on IS NOT NULL AND withdrawal_told_on IS NULL", args,
                       error)
      || !_vb_people_log (db, VB_EVENT_CHANGE, 'U', "consent", args->text[0], person_id, "told",
                          error))
    return NULL;
  return VB_DONE;
}

gboolean
vb_consents_withdraw_sync (VbStore       *store,
                           const char    *id,
                           const char    *by,
                           const char    *how,
                           GCancellable  *cancellable,
                           GError       **error)
{
  g_return_val_if_fail (VB_IS_STORE (store) && id != NULL && by != NULL, FALSE);

  return _vb_args_run (store, VB_LANE_WRITE, withdraw_job,
                       _vb_args_new (VB_N_TABLES, 3, id, by, how), cancellable, error) != NULL;
}

void
vb_consents_withdraw_async (VbStore             *store,
                            const char          *id,
                            const char          *by,
                            const char          *how,
                            GCancellable        *cancellable,
                            GAsyncReadyCallback  callback,
                            gpointer             user_data)
{
  g_return_if_fail (VB_IS_STORE (store) && id != NULL && by != NULL);

  _vb_args_start (store, VB_LANE_WRITE, withdraw_job, _vb_args_new (VB_N_TABLES, 3, id, by, how),
                  NULL, cancellable, callback, user_data);
}

gboolean
vb_consents_withdraw_finish (VbStore       *store,
                             GAsyncResult  *result,
                             GError       **error)
{
  return vb_store_run_finish (store, result, error) != NULL;
}

gboolean
vb_consents_note_told_sync (VbStore       *store,
                            const char    *id,
                            GCancellable  *cancellable,
                            GError       **error)
{
  g_return_val_if_fail (VB_IS_STORE (store) && id != NULL, FALSE);

  return _vb_args_run (store, VB_LANE_WRITE, note_told_job, _vb_args_new (VB_N_TABLES, 1, id),
                       cancellable, error) != NULL;
}

void
vb_consents_note_told_async (VbStore             *store,
                             const char          *id,
                             GCancellable        *cancellable,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data)
{
  g_return_if_fail (VB_IS_STORE (store) && id != NULL);

  _vb_args_start (store, VB_LANE_WRITE, note_told_job, _vb_args_new (VB_N_TABLES, 1, id), NULL,
                  cancellable, callback, user_data);
}

gboolean
vb_consents_note_told_finish (VbStore       *store,
                              GAsyncResult  *result,
                              GError       **error)
{
  return vb_store_run_finish (store, result, error) != NULL;
}
