/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Notes, favourites and the searches people keep: for this practice only. */

#define G_LOG_DOMAIN "vb-store"
#include "config.h"

#include "core/store/vb-personal.h"

#include <string.h>

#include "core/base/vb-uuid.h"
#include "core/store/vb-access-log.h"
#include "core/store/vb-rows-private.h"

/* ------------------------------------------------------------------ notes */

void
vb_note_free (VbNote *self)
{
  g_free (self->id);
  g_free (self->record_id);
  g_free (self->body);
  g_free (self->written_by);
  g_free (self);
}

static gpointer
list_notes_job (VbDatabase    *db,
                gpointer       data,
                GCancellable  *cancellable,
                GError       **error)
{
  VbArgs *args = data;
  g_autoptr(GPtrArray) notes = g_ptr_array_new_with_free_func ((GDestroyNotify) vb_note_free);
  g_autoptr (VbStatement) statement = _vb_database_prepare (db,
                                                            "SELECT id, record_table, record_id, "
                                                            "body, written_at, written_by FROM "
                                                            "note "
                                                            "WHERE record_id = ?1 ORDER BY "
                                                            "written_at, id",
                                                            error);
  int code;

  if (statement == NULL)
    return NULL;
  _vb_bind_text (statement, 1, args->text[0]);
  while ((code = _vb_database_step (db, statement, error)) == SQLITE_ROW)
    {
      VbNote *note = g_new0 (VbNote, 1);

      note->id = g_strdup (_vb_column_text (statement, 0));
      note->table = vb_schema_find (_vb_column_text (statement, 1));
      note->record_id = g_strdup (_vb_column_text (statement, 2));
      note->body = g_strdup (_vb_column_text (statement, 3));
      note->written_at = sqlite3_column_int64 (statement, 4);
      note->written_by = g_strdup (_vb_column_text (statement, 5));
      g_ptr_array_add (notes, note);
    }
  return code == SQLITE_DONE ? g_steal_pointer (&notes) : NULL;
}

static gpointer
add_note (VbDatabase  *db,
          VbArgs      *args,
          const char  *id,
          GError     **error)
{
  g_autofree char *now = _vb_rows_now ();
  VbCell cells[] = {
    { "id", id }, { "record_table", vb_schema_get (args->table)->name },
    { "record_id", args->text[0] }, { "body", args->text[2] }, { "written_at", now },
    { "written_by", _vb_rows_actor (db) },
  };

  if (_vb_text_is_blank (args->text[2]))
    return _vb_refuse_input ("A note needs some text", error);
  if (!_vb_rows_require (db, args->table, args->text[0], error)
      || !_vb_rows_insert (db, NULL, "note", 1, cells, G_N_ELEMENTS (cells), error)
      || !_vb_rows_log (db, VB_EVENT_CREATE, 'C', "note", id, NULL, error))
    return NULL;
  return VB_DONE;
}

static gpointer
save_note_job (VbDatabase    *db,
               gpointer       data,
               GCancellable  *cancellable,
               GError       **error)
{
  VbArgs *args = data;
  VbCell key = { "id", args->text[1] };
  g_autofree char *now = _vb_rows_now ();
  g_autofree char *made = NULL;
  gboolean found;

  if (args->text[1] == NULL)
    {
      made = vb_uuid_new ();
      return add_note (db, args, made, error);
    }
  if (!_vb_rows_read (db, "note", &key, 1, "id", &found, NULL, error))
    return NULL;
  if (!found && !vb_uuid_is_valid (args->text[1]))
    {
      g_set_error_literal (error, VB_ERROR, VB_ERROR_NOT_FOUND, "There is no such note any more");
      return NULL;
    }
  /* Somebody may have emptied it meanwhile: what is written now is not lost with it. */
  if (!found)
    return _vb_text_is_blank (args->text[2]) ? VB_DONE : add_note (db, args, args->text[1], error);
  if (_vb_text_is_blank (args->text[2]))
    return _vb_rows_delete (db, NULL, "note", &key, 1, error)
           && _vb_rows_log (db, VB_EVENT_DELETE, 'D', "note", args->text[1], NULL, error)
           ? VB_DONE : NULL;
  if (!_vb_rows_update (db, NULL, "note", &key, 1, "body", args->text[2], error)
      || !_vb_rows_update (db, NULL, "note", &key, 1, "written_at", now, error)
      || !_vb_rows_update (db, NULL, "note", &key, 1, "written_by", _vb_rows_actor (db), error)
      || !_vb_rows_log (db, VB_EVENT_CHANGE, 'U', "note", args->text[1], NULL, error))
    return NULL;
  return VB_DONE;
}

GPtrArray *
vb_personal_list_notes_sync (VbStore       *store,
                             const char    *record_id,
                             GCancellable  *cancellable,
                             GError       **error)
{
  g_return_val_if_fail (VB_IS_STORE (store) && record_id != NULL, NULL);

  return _vb_args_run (store, VB_LANE_READ, list_notes_job,
                       _vb_args_new (VB_N_TABLES, 1, record_id), cancellable, error);
}

void
vb_personal_list_notes_async (VbStore             *store,
                              const char          *record_id,
                              GCancellable        *cancellable,
                              GAsyncReadyCallback  callback,
                              gpointer             user_data)
{
  g_return_if_fail (VB_IS_STORE (store) && record_id != NULL);

  _vb_args_start (store, VB_LANE_READ, list_notes_job, _vb_args_new (VB_N_TABLES, 1, record_id),
                  (GDestroyNotify)g_ptr_array_unref, cancellable, callback, user_data);
}

GPtrArray *
vb_personal_list_notes_finish (VbStore       *store,
                               GAsyncResult  *result,
                               GError       **error)
{
  return vb_store_run_finish (store, result, error);
}

gboolean
vb_personal_save_note_sync (VbStore       *store,
                            VbTable        table,
                            const char    *record_id,
                            const char    *note_id,
                            const char    *body,
                            GCancellable  *cancellable,
                            GError       **error)
{
  g_return_val_if_fail (VB_IS_STORE (store) && record_id != NULL, FALSE);

  return _vb_args_run (store, VB_LANE_WRITE, save_note_job,
                       _vb_args_new (table, 3, record_id, note_id, body), cancellable,
                       error) != NULL;
}

void
vb_personal_save_note_async (VbStore             *store,
                             VbTable              table,
                             const char          *record_id,
                             const char          *note_id,
                             const char          *body,
                             GCancellable        *cancellable,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data)
{
  g_return_if_fail (VB_IS_STORE (store) && record_id != NULL);

  _vb_args_start (store, VB_LANE_WRITE, save_note_job,
                  _vb_args_new (table, 3, record_id, note_id, body), NULL, cancellable, callback,
                  user_data);
}

gboolean
vb_personal_save_note_finish (VbStore       *store,
                              GAsyncResult  *result,
                              GError       **error)
{
  return vb_store_run_finish (store, result, error) != NULL;
}

/* ------------------------------------------------------------------ favourites */

static gpointer
set_favourite_job (VbDatabase    *db,
                   gpointer       data,
                   GCancellable  *cancellable,
                   GError       **error)
{
  VbArgs *args = data;
  g_autofree char *now = _vb_rows_now ();
  VbCell cells[] = {
    { "service_id", args->text[0] },
    { "folder", args->text[1] != NULL ? args->text[1] : "" },
    { "added_at", now },
  };
  g_autoptr(VbUndo) undo = _vb_undo_new ();
  gboolean found, done;

  if (!_vb_rows_require (db, VB_TABLE_SERVICE, args->text[0], error)
      || !_vb_rows_read (db, "favourite", cells, 1, "service_id", &found, NULL, error))
    return NULL;
  if (!args->flag)
    done = _vb_rows_delete (db, undo, "favourite", cells, 1, error);
  else if (found)
    done = _vb_rows_update (db, undo, "favourite", cells, 1, "folder", cells[1].value, error);
  else
    done = _vb_rows_insert (db, undo, "favourite", 1, cells, G_N_ELEMENTS (cells), error);
  return done ? g_steal_pointer (&undo) : NULL;
}

static VbArgs *
favourite_args (const char *service_id,
                gboolean    favourite,
                const char *folder)
{
  VbArgs *args = _vb_args_new (VB_TABLE_SERVICE, 2, service_id, folder);

  args->flag = favourite;
  return args;
}

static gpointer
find_favourite_job (VbDatabase    *db,
                    gpointer       data,
                    GCancellable  *cancellable,
                    GError       **error)
{
  VbArgs *args = data;
  g_autoptr(VbStatement) statement =
    _vb_database_prepare (db, "SELECT folder FROM favourite WHERE service_id = ?1", error);

  if (statement == NULL)
    return NULL;
  _vb_bind_text (statement, 1, args->text[0]);
  if (_vb_database_step (db, statement, error) != SQLITE_ROW)
    return NULL;
  return g_strdup (_vb_column_text (statement, 0));
}

static gpointer
list_folders_job (VbDatabase    *db,
                  gpointer       data,
                  GCancellable  *cancellable,
                  GError       **error)
{
  g_autoptr(GStrvBuilder) folders = g_strv_builder_new ();
  g_autoptr(VbStatement) statement =
    _vb_database_prepare (db,
                          "SELECT DISTINCT folder FROM favourite WHERE folder <> '' "
                          "ORDER BY folder COLLATE NOCASE", error);
  int code;

  if (statement == NULL)
    return NULL;
  while ((code = _vb_database_step (db, statement, error)) == SQLITE_ROW)
    g_strv_builder_add (folders, _vb_column_text (statement, 0));
  return code == SQLITE_DONE ? g_strv_builder_end (folders) : NULL;
}

VbUndo *
vb_personal_set_favourite_sync (VbStore       *store,
                                const char    *service_id,
                                gboolean       favourite,
                                const char    *folder,
                                GCancellable  *cancellable,
                                GError       **error)
{
  g_return_val_if_fail (VB_IS_STORE (store) && service_id != NULL, NULL);

  return _vb_args_run (store, VB_LANE_WRITE, set_favourite_job,
                       favourite_args (service_id, favourite, folder), cancellable, error);
}

void
vb_personal_set_favourite_async (VbStore             *store,
                                 const char          *service_id,
                                 gboolean             favourite,
                                 const char          *folder,
                                 GCancellable        *cancellable,
                                 GAsyncReadyCallback  callback,
                                 gpointer             user_data)
{
  g_return_if_fail (VB_IS_STORE (store) && service_id != NULL);

  _vb_args_start (store, VB_LANE_WRITE, set_favourite_job,
                  favourite_args (service_id, favourite, folder),
                  (GDestroyNotify) vb_undo_unref, cancellable, callback, user_data);
}

VbUndo *
vb_personal_set_favourite_finish (VbStore       *store,
                                  GAsyncResult  *result,
                                  GError       **error)
{
  return vb_store_run_finish (store, result, error);
}

char *
vb_personal_find_favourite_sync (VbStore       *store,
                                 const char    *service_id,
                                 GCancellable  *cancellable,
                                 GError       **error)
{
  g_return_val_if_fail (VB_IS_STORE (store) && service_id != NULL, NULL);

  return _vb_args_run (store, VB_LANE_READ, find_favourite_job,
                       favourite_args (service_id, FALSE, NULL), cancellable, error);
}

void
vb_personal_find_favourite_async (VbStore             *store,
                                  const char          *service_id,
                                  GCancellable        *cancellable,
                                  GAsyncReadyCallback  callback,
                                  gpointer             user_data)
{
  g_return_if_fail (VB_IS_STORE (store) && service_id != NULL);

  _vb_args_start (store, VB_LANE_READ, find_favourite_job,
                  favourite_args (service_id, FALSE, NULL), g_free, cancellable, callback,
                  user_data);
}

char *
vb_personal_find_favourite_finish (VbStore       *store,
                                   GAsyncResult  *result,
                                   GError       **error)
{
  return vb_store_run_finish (store, result, error);
}

char **
vb_personal_list_folders_sync (VbStore       *store,
                               GCancellable  *cancellable,
                               GError       **error)
{
  g_return_val_if_fail (VB_IS_STORE (store), NULL);

  return _vb_args_run (store, VB_LANE_READ, list_folders_job, _vb_args_new (VB_N_TABLES, 0),
                       cancellable, error);
}

void
vb_personal_list_folders_async (VbStore             *store,
                                GCancellable        *cancellable,
                                GAsyncReadyCallback  callback,
                                gpointer             user_data)
{
  g_return_if_fail (VB_IS_STORE (store));

  _vb_args_start (store, VB_LANE_READ, list_folders_job, _vb_args_new (VB_N_TABLES, 0),
                  (GDestroyNotify)g_strfreev, cancellable, callback, user_data);
}

char **
vb_personal_list_folders_finish (VbStore       *store,
                                 GAsyncResult  *result,
                                 GError       **error)
{
  return vb_store_run_finish (store, result, error);
}

/* ------------------------------------------------------------------ folders */

static char **
list_in_folder (VbDatabase  *db,
                const char  *folder,
                GError     **error)
{
  g_autoptr(GStrvBuilder) ids = g_strv_builder_new ();
  g_autoptr(VbStatement) statement =
    _vb_database_prepare (db, "SELECT service_id FROM favourite WHERE folder = ?1", error);
  int code;

  if (statement == NULL)
    return NULL;
  _vb_bind_text (statement, 1, folder);
  while ((code = _vb_database_step (db, statement, error)) == SQLITE_ROW)
    g_strv_builder_add (ids, _vb_column_text (statement, 0));
  return code == SQLITE_DONE ? g_strv_builder_end (ids) : NULL;
}

static gpointer
rename_folder_job (VbDatabase    *db,
                   gpointer       data,
                   GCancellable  *cancellable,
                   GError       **error)
{
  VbArgs *args = data;
  g_autoptr(VbUndo) undo = _vb_undo_new ();
  g_autofree char *name = g_strstrip (g_strdup (args->text[1] != NULL ? args->text[1] : ""));
  g_auto(GStrv) ids = list_in_folder (db, args->text[0], error);

  if (ids == NULL)
    return NULL;
  if (ids[0] == NULL)
    {
      g_set_error_literal (error, VB_ERROR, VB_ERROR_NOT_FOUND, "There is no such folder any more");
      return NULL;
    }
  for (char **id = ids; *id != NULL; id++)
    {
      VbCell key = { "service_id", *id };

      if (!_vb_rows_update (db, undo, "favourite", &key, 1, "folder", name, error))
        return NULL;
    }
  return g_steal_pointer (&undo);
}

VbUndo *
vb_personal_rename_folder_sync (VbStore       *store,
                                const char    *folder,
                                const char    *name,
                                GCancellable  *cancellable,
                                GError       **error)
{
  g_return_val_if_fail (VB_IS_STORE (store) && folder != NULL && *folder != '\0', NULL);

  return _vb_args_run (store, VB_LANE_WRITE, rename_folder_job,
                       _vb_args_new (VB_N_TABLES, 2, folder, name), cancellable, error);
}

void
vb_personal_rename_folder_async (VbStore             *store,
                                 const char          *folder,
                                 const char          *name,
                                 GCancellable        *cancellable,
                                 GAsyncReadyCallback  callback,
                                 gpointer             user_data)
{
  g_return_if_fail (VB_IS_STORE (store) && folder != NULL && *folder != '\0');

  _vb_args_start (store, VB_LANE_WRITE, rename_folder_job,
                  _vb_args_new (VB_N_TABLES, 2, folder, name), (GDestroyNotify) vb_undo_unref,
                  cancellable, callback, user_data);
}

VbUndo *
vb_personal_rename_folder_finish (VbStore       *store,
                                  GAsyncResult  *result,
                                  GError       **error)
{
  return vb_store_run_finish (store, result, error);
}
