/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Searches that people keep. */

#define G_LOG_DOMAIN "vb-store"
#include "config.h"

#include "core/store/vb-personal.h"

#include <string.h>

#include "core/base/vb-uuid.h"
#include "core/store/vb-access-log.h"
#include "core/store/vb-rows-private.h"

/* ------------------------------------------------------------------ saved searches */

void
vb_saved_search_free (VbSavedSearch *self)
{
  g_free (self->id);
  g_free (self->name);
  g_free (self->query);
  g_free (self);
}

static gpointer
list_searches_job (VbDatabase    *db,
                   gpointer       data,
                   GCancellable  *cancellable,
                   GError       **error)
{
  g_autoptr(GPtrArray) searches =
    g_ptr_array_new_with_free_func ((GDestroyNotify) vb_saved_search_free);
  g_autoptr(VbStatement) statement =
    _vb_database_prepare (db,
                          "SELECT id, name, query, saved_at FROM saved_search "
                          "ORDER BY name COLLATE NOCASE, id", error);
  int code;

  if (statement == NULL)
    return NULL;
  while ((code = _vb_database_step (db, statement, error)) == SQLITE_ROW)
    {
      VbSavedSearch *search = g_new0 (VbSavedSearch, 1);

      search->id = g_strdup (_vb_column_text (statement, 0));
      search->name = g_strdup (_vb_column_text (statement, 1));
      search->query = g_strdup (_vb_column_text (statement, 2));
      search->saved_at = sqlite3_column_int64 (statement, 3);
      g_ptr_array_add (searches, search);
    }
  return code == SQLITE_DONE ? g_steal_pointer (&searches) : NULL;
}

static gboolean
change_search (VbDatabase  *db,
               VbUndo      *undo,
               VbArgs      *args,
               GError     **error)
{
  VbCell key = { "id", args->text[0] };
  gboolean found;

  if (!_vb_rows_read (db, "saved_search", &key, 1, "id", &found, NULL, error))
    return FALSE;
  if (!found)
    {
      g_set_error_literal (error, VB_ERROR, VB_ERROR_NOT_FOUND,
                           "There is no such search any more");
      return FALSE;
    }
  if (args->text[1] == NULL)
    return _vb_rows_delete (db, undo, "saved_search", &key, 1, error);
  return _vb_rows_update (db, undo, "saved_search", &key, 1, "name", args->text[1], error)
         && (args->text[2] == NULL
             || _vb_rows_update (db, undo, "saved_search", &key, 1, "query", args->text[2],
                                 error));
}

static gpointer
save_search_job (VbDatabase    *db,
                 gpointer       data,
                 GCancellable  *cancellable,
                 GError       **error)
{
  VbArgs *args = data;
  g_autoptr(VbUndo) undo = _vb_undo_new ();
  g_autofree char *id = vb_uuid_new ();
  g_autofree char *now = _vb_rows_now ();
  VbCell cells[] = {
    { "id", id }, { "name", args->text[1] }, { "query", args->text[2] }, { "saved_at", now },
  };

  if (args->text[1] != NULL && _vb_text_is_blank (args->text[1]))
    return _vb_refuse_input ("A saved search needs a name", error);
  if (args->text[0] != NULL)
    return change_search (db, undo, args, error) ? g_steal_pointer (&undo) : NULL;
  if (args->text[1] == NULL || args->text[2] == NULL)
    return _vb_refuse_input ("A saved search needs a name and a question", error);
  return _vb_rows_insert (db, undo, "saved_search", 1, cells, G_N_ELEMENTS (cells), error)
         ? g_steal_pointer (&undo) : NULL;
}

GPtrArray *
vb_personal_list_searches_sync (VbStore       *store,
                                GCancellable  *cancellable,
                                GError       **error)
{
  g_return_val_if_fail (VB_IS_STORE (store), NULL);

  return _vb_args_run (store, VB_LANE_READ, list_searches_job, _vb_args_new (VB_N_TABLES, 0),
                       cancellable, error);
}

void
vb_personal_list_searches_async (VbStore             *store,
                                 GCancellable        *cancellable,
                                 GAsyncReadyCallback  callback,
                                 gpointer             user_data)
{
  g_return_if_fail (VB_IS_STORE (store));

  _vb_args_start (store, VB_LANE_READ, list_searches_job, _vb_args_new (VB_N_TABLES, 0),
                  (GDestroyNotify)g_ptr_array_unref, cancellable, callback, user_data);
}

GPtrArray *
vb_personal_list_searches_finish (VbStore       *store,
                                  GAsyncResult  *result,
                                  GError       **error)
{
  return vb_store_run_finish (store, result, error);
}

VbUndo *
vb_personal_save_search_sync (VbStore       *store,
                              const char    *id,
                              const char    *name,
                              const char    *query,
                              GCancellable  *cancellable,
                              GError       **error)
{
  g_return_val_if_fail (VB_IS_STORE (store), NULL);

  return _vb_args_run (store, VB_LANE_WRITE, save_search_job,
                       _vb_args_new (VB_N_TABLES, 3, id, name, query), cancellable, error);
}

void
vb_personal_save_search_async (VbStore             *store,
                               const char          *id,
                               const char          *name,
                               const char          *query,
                               GCancellable        *cancellable,
                               GAsyncReadyCallback  callback,
                               gpointer             user_data)
{
  g_return_if_fail (VB_IS_STORE (store));

  _vb_args_start (store, VB_LANE_WRITE, save_search_job,
                  _vb_args_new (VB_N_TABLES, 3, id, name, query), (GDestroyNotify) vb_undo_unref,
                  cancellable, callback, user_data);
}

VbUndo *
vb_personal_save_search_finish (VbStore       *store,
                                GAsyncResult  *result,
                                GError       **error)
{
  return vb_store_run_finish (store, result, error);
}
