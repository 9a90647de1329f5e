/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What people looked for and did not find, and what became of that. */

#define G_LOG_DOMAIN "vb-store"
#include "config.h"

#include "core/store/vb-personal.h"

#include "core/base/vb-uuid.h"
#include "core/store/vb-access-log.h"
#include "core/store/vb-rows-private.h"

void
vb_gap_free (VbGap *self)
{
  g_free (self->id);
  g_free (self->query);
  g_free (self->search);
  g_free (self->need_code);
  g_free (self->area_code);
  g_free (self->remark);
  g_free (self->noted_by);
  g_free (self->outcome);
  g_free (self->closed_by);
  g_free (self);
}

/* ------------------------------------------------------------------ adding */

static gpointer
add_gap_job (VbDatabase    *db,
             gpointer       data,
             GCancellable  *cancellable,
             GError       **error)
{
  VbArgs *args = data;
  g_autoptr(VbUndo) undo = _vb_undo_new ();
  g_autofree char *id = vb_uuid_new ();
  g_autofree char *now = _vb_rows_now ();
  VbCell cells[] = {
    { "id", id }, { "query", args->text[0] != NULL ? args->text[0] : "" },
    { "search", args->text[1] }, { "need_code", args->text[2] }, { "area_code", args->text[3] },
    { "remark", args->text[4] }, { "noted_at", now }, { "noted_by", _vb_rows_actor (db) },
  };

  if (_vb_text_is_blank (args->text[0]) && _vb_text_is_blank (args->text[2]) &&
      _vb_text_is_blank (args->text[4]))
    return _vb_refuse_input ("Say what was missing: words, a need or a remark", error);
  return _vb_rows_insert (db, undo, "gap", 1, cells, G_N_ELEMENTS (cells), error)
         && _vb_rows_log (db, VB_EVENT_CREATE, 'C', "gap", id, NULL, error)
         ? g_steal_pointer (&undo) : NULL;
}

VbUndo *
vb_personal_add_gap_sync (VbStore       *store,
                          const char    *query,
                          const char    *search,
                          const char    *need_code,
                          const char    *area_code,
                          const char    *remark,
                          GCancellable  *cancellable,
                          GError       **error)
{
  g_return_val_if_fail (VB_IS_STORE (store), NULL);

  return _vb_args_run (store, VB_LANE_WRITE, add_gap_job,
                       _vb_args_new (VB_N_TABLES, 5, query, search, need_code, area_code, remark),
                       cancellable, error);
}

void
vb_personal_add_gap_async (VbStore             *store,
                           const char          *query,
                           const char          *search,
                           const char          *need_code,
                           const char          *area_code,
                           const char          *remark,
                           GCancellable        *cancellable,
                           GAsyncReadyCallback  callback,
                           gpointer             user_data)
{
  g_return_if_fail (VB_IS_STORE (store));

  _vb_args_start (store, VB_LANE_WRITE, add_gap_job,
                  _vb_args_new (VB_N_TABLES, 5, query, search, need_code, area_code, remark),
                  (GDestroyNotify) vb_undo_unref, cancellable, callback, user_data);
}

VbUndo *
vb_personal_add_gap_finish (VbStore       *store,
                            GAsyncResult  *result,
                            GError       **error)
{
  return vb_store_run_finish (store, result, error);
}

/* ------------------------------------------------------------------ listing */

static VbGap *
read_gap (VbStatement *statement)
{
  VbGap *gap = g_new0 (VbGap, 1);

  gap->id = g_strdup (_vb_column_text (statement, 0));
  gap->query = g_strdup (_vb_column_text (statement, 1));
  gap->search = g_strdup (_vb_column_text (statement, 2));
  gap->need_code = g_strdup (_vb_column_text (statement, 3));
  gap->area_code = g_strdup (_vb_column_text (statement, 4));
  gap->remark = g_strdup (_vb_column_text (statement, 5));
  gap->noted_at = sqlite3_column_int64 (statement, 6);
  gap->noted_by = g_strdup (_vb_column_text (statement, 7));
  gap->outcome = g_strdup (_vb_column_text (statement, 8));
  gap->closed_at = sqlite3_column_int64 (statement, 9);
  gap->closed_by = g_strdup (_vb_column_text (statement, 10));
  gap->times = 1;
  return gap;
}

/* SAME in list_same() says it to the database. */
static gboolean
is_same (const VbGap *a,
         const VbGap *b)
{
  return g_ascii_strcasecmp (a->query, b->query) == 0 && g_strcmp0 (a->search, b->search) == 0
         && g_strcmp0 (a->need_code, b->need_code) == 0
         && g_strcmp0 (a->area_code, b->area_code) == 0
         && g_strcmp0 (a->remark, b->remark) == 0 && g_strcmp0 (a->outcome, b->outcome) == 0;
}

/* Takes @gap. */
static void
add_once (GPtrArray *gaps,
          VbGap     *gap)
{
  for (guint i = 0; i < gaps->len; i++)
    if (is_same (gaps->pdata[i], gap))
      {
        ((VbGap *) gaps->pdata[i])->times++;
        vb_gap_free (gap);
        return;
      }
  g_ptr_array_add (gaps, gap);
}

static gpointer
list_gaps_job (VbDatabase    *db,
               gpointer       data,
               GCancellable  *cancellable,
               GError       **error)
{
  g_autoptr(GPtrArray) gaps = g_ptr_array_new_with_free_func ((GDestroyNotify) vb_gap_free);
  g_autoptr(VbStatement) statement =
    _vb_database_prepare (db,
                          "SELECT id, query, search, need_code, area_code, remark, noted_at, "
                          "noted_by, outcome, closed_at, closed_by FROM gap "
                          "ORDER BY outcome IS NOT NULL, noted_at DESC, id", error);
  int code;

  if (statement == NULL)
    return NULL;
  while ((code = _vb_database_step (db, statement, error)) == SQLITE_ROW)
    add_once (gaps, read_gap (statement));
  return code == SQLITE_DONE ? g_steal_pointer (&gaps) : NULL;
}

GPtrArray *
vb_personal_list_gaps_sync (VbStore       *store,
                            GCancellable  *cancellable,
                            GError       **error)
{
  g_return_val_if_fail (VB_IS_STORE (store), NULL);

  return _vb_args_run (store, VB_LANE_READ, list_gaps_job, _vb_args_new (VB_N_TABLES, 0),
                       cancellable, error);
}

void
vb_personal_list_gaps_async (VbStore             *store,
                             GCancellable        *cancellable,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data)
{
  g_return_if_fail (VB_IS_STORE (store));

  _vb_args_start (store, VB_LANE_READ, list_gaps_job, _vb_args_new (VB_N_TABLES, 0),
                  (GDestroyNotify) g_ptr_array_unref, cancellable, callback, user_data);
}

GPtrArray *
vb_personal_list_gaps_finish (VbStore       *store,
                              GAsyncResult  *result,
                              GError       **error)
{
  return vb_store_run_finish (store, result, error);
}

/* ------------------------------------------------------------------ closing */

#define SAME \
  "lower (g.query) = lower (o.query) AND g.search IS o.search " \
  "AND g.need_code IS o.need_code AND g.area_code IS o.area_code " \
  "AND g.remark IS o.remark AND g.outcome IS o.outcome"

/* (transfer full) (element-type utf8): the ids of the gap and of those that stand in the list as
 * one with it; never empty. */
static GPtrArray *
list_same (VbDatabase  *db,
           const char  *id,
           GError     **error)
{
  g_autoptr(GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(VbStatement) statement =
    _vb_database_prepare (db, "SELECT g.id FROM gap o JOIN gap g ON " SAME
                              " WHERE o.id = ?1 ORDER BY g.noted_at, g.id", error);
  int code;

  if (statement == NULL)
    return NULL;
  _vb_bind_text (statement, 1, id);
  while ((code = _vb_database_step (db, statement, error)) == SQLITE_ROW)
    g_ptr_array_add (ids, g_strdup (_vb_column_text (statement, 0)));
  if (code != SQLITE_DONE)
    return NULL;
  if (ids->len > 0)
    return g_steal_pointer (&ids);
  g_set_error_literal (error, VB_ERROR, VB_ERROR_NOT_FOUND, "There is no such gap any more");
  return NULL;
}

static gboolean
close_one (VbDatabase  *db,
           VbUndo      *undo,
           const char  *id,
           const char  *outcome,
           GError     **error)
{
  g_autofree char *now = _vb_rows_now ();
  VbCell key = { "id", id };

  return _vb_rows_update (db, undo, "gap", &key, 1, "outcome", outcome, error)
         && _vb_rows_update (db, undo, "gap", &key, 1, "closed_at", outcome != NULL ? now : NULL,
                             error)
         && _vb_rows_update (db, undo, "gap", &key, 1, "closed_by",
                             outcome != NULL ? _vb_rows_actor (db) : NULL, error);
}

static gpointer
close_gap_job (VbDatabase    *db,
               gpointer       data,
               GCancellable  *cancellable,
               GError       **error)
{
  VbArgs *args = data;
  g_autoptr(VbUndo) undo = _vb_undo_new ();
  g_autoptr(GPtrArray) same = NULL;
  const char *outcome = args->text[1];

  if (outcome != NULL && _vb_text_is_blank (outcome))
    return _vb_refuse_input ("Say what became of it", error);
  same = list_same (db, args->text[0], error);
  if (same == NULL)
    return NULL;
  for (guint i = 0; i < same->len; i++)
    if (!close_one (db, undo, same->pdata[i], outcome, error))
      return NULL;
  if (!_vb_rows_log (db, VB_EVENT_CHANGE, 'U', "gap", args->text[0],
                     outcome != NULL ? "closed" : "opened", error))
    return NULL;
  return g_steal_pointer (&undo);
}

VbUndo *
vb_personal_close_gap_sync (VbStore       *store,
                            const char    *id,
                            const char    *outcome,
                            GCancellable  *cancellable,
                            GError       **error)
{
  g_return_val_if_fail (VB_IS_STORE (store) && id != NULL, NULL);

  return _vb_args_run (store, VB_LANE_WRITE, close_gap_job,
                       _vb_args_new (VB_N_TABLES, 2, id, outcome), cancellable, error);
}

void
vb_personal_close_gap_async (VbStore             *store,
                             const char          *id,
                             const char          *outcome,
                             GCancellable        *cancellable,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data)
{
  g_return_if_fail (VB_IS_STORE (store) && id != NULL);

  _vb_args_start (store, VB_LANE_WRITE, close_gap_job, _vb_args_new (VB_N_TABLES, 2, id, outcome),
                  (GDestroyNotify) vb_undo_unref, cancellable, callback, user_data);
}

VbUndo *
vb_personal_close_gap_finish (VbStore       *store,
                              GAsyncResult  *result,
                              GError       **error)
{
  return vb_store_run_finish (store, result, error);
}

/* ------------------------------------------------------------------ removing */

static gpointer
remove_gap_job (VbDatabase    *db,
                gpointer       data,
                GCancellable  *cancellable,
                GError       **error)
{
  VbArgs *args = data;
  g_autoptr(VbUndo) undo = _vb_undo_new ();
  g_autoptr(GPtrArray) same = list_same (db, args->text[0], error);

  if (same == NULL)
    return NULL;
  for (guint i = 0; i < same->len; i++)
    {
      VbCell key = { "id", same->pdata[i] };

      if (!_vb_rows_delete (db, undo, "gap", &key, 1, error))
        return NULL;
    }
  if (!_vb_rows_log (db, VB_EVENT_DELETE, 'D', "gap", args->text[0], NULL, error))
    return NULL;
  return g_steal_pointer (&undo);
}

VbUndo *
vb_personal_remove_gap_sync (VbStore       *store,
                             const char    *id,
                             GCancellable  *cancellable,
                             GError       **error)
{
  g_return_val_if_fail (VB_IS_STORE (store) && id != NULL, NULL);

  return _vb_args_run (store, VB_LANE_WRITE, remove_gap_job, _vb_args_new (VB_N_TABLES, 1, id),
                       cancellable, error);
}

void
vb_personal_remove_gap_async (VbStore             *store,
                              const char          *id,
                              GCancellable        *cancellable,
                              GAsyncReadyCallback  callback,
                              gpointer             user_data)
{
  g_return_if_fail (VB_IS_STORE (store) && id != NULL);

  _vb_args_start (store, VB_LANE_WRITE, remove_gap_job, _vb_args_new (VB_N_TABLES, 1, id),
                  (GDestroyNotify) vb_undo_unref, cancellable, callback, user_data);
}

VbUndo *
vb_personal_remove_gap_finish (VbStore       *store,
                               GAsyncResult  *result,
                               GError       **error)
{
  return vb_store_run_finish (store, result, error);
}
