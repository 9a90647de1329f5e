/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Rows of the social map and of what stands beside it: reading them by the schema's own column
 * names, and writing them so that every write can be taken back. Private to this folder. */

#include <string.h>

#include "core/model/vb-entity.h"
#include "core/store/vb-database-private.h"
#include "core/store/vb-directory.h"

G_BEGIN_DECLS

/* ------------------------------------------------------------------ what people typed */

static inline gboolean
_vb_text_is_blank (const char *text)
{
  return text == NULL || text[strspn (text, " \t\r\n")] == '\0';
}

/* Always %NULL, with %VB_ERROR_INVALID_INPUT: for a job to return. */
static inline gpointer
_vb_refuse_input (const char  *message,
                  GError     **error)
{
  g_set_error_literal (error, VB_ERROR, VB_ERROR_INVALID_INPUT, message);
  return NULL;
}

/* ------------------------------------------------------------------ SQL from the schema
 *
 * All text is made once and stays, so that the statement cache knows it by address. */

/* The table's own columns, quoted, with commas. */
const char *_vb_rows_columns (VbTable table);
/* SELECT columns, extra, source_id ... WHERE @column = ?1, in the order of arrival. */
const char *_vb_rows_select  (VbTable table, const char *column);
/* An identifier of this program as SQL: made from two parts, remembered. */
const char *_vb_rows_sql     (const char *format, ...) G_GNUC_PRINTF (1, 2);

/* Appends the records of @table with @column = @value to @entities. */
gboolean    _vb_rows_load    (VbDatabase *db, VbTable table, const char *column, const char *value,
                              GPtrArray *entities, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* (transfer full): one record with all that hangs under it; in vb-directory-load.c */
VbEntity   *_vb_directory_load (VbDatabase *db, VbTable table, const char *id,
                                GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* Whether there is such a record; the name when @name is asked for. */
gboolean    _vb_rows_exists  (VbDatabase *db, VbTable table, const char *id, gboolean *exists,
                              char **name, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* As _vb_rows_exists(), with VB_ERROR_NOT_FOUND when it is not there. */
gboolean _vb_rows_require (VbDatabase *db, VbTable table, const char *id,
                           GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* A record with all that hangs under it, as vb_directory_load() gives it. */
VbEntity   *_vb_directory_load (VbDatabase *db, VbTable table, const char *id, GError **error);

/* ------------------------------------------------------------------ writing with a way back
 *
 * A row is named by the values of its key. Each function writes, marks the table as changed and
 * adds to @undo (nullable) what takes the write back. */

typedef struct
{
  const char *column; /* literal or interned */
  const char *value;  /* (nullable) */
} VbCell;

VbUndo  *_vb_undo_new  (void);

gboolean _vb_rows_insert (VbDatabase *db, VbUndo *undo, const char *table, guint n_key,
                          const VbCell *cells, guint n_cells,
                          GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean _vb_rows_update (VbDatabase *db, VbUndo *undo, const char *table, const VbCell *key,
                          guint n_key, const char *column, const char *value,
                          GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* A row that is not there is nothing to delete. */
gboolean _vb_rows_delete (VbDatabase *db, VbUndo *undo, const char *table, const VbCell *key,
                          guint n_key, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* @found FALSE: no such row. */
gboolean _vb_rows_read   (VbDatabase *db, const char *table, const VbCell *key, guint n_key,
                          const char *column, gboolean *found, char **value,
                          GError **error) G_GNUC_WARN_UNUSED_RESULT;
VbUndo  *_vb_rows_revert (VbDatabase *db, VbUndo *undo, GError **error);

/* Writes one column of a record by hand: of a record that came from a source, it becomes a
 * correction; back to what the source says, the correction goes. */
gboolean _vb_rows_correct (VbDatabase *db, VbUndo *undo, VbTable table, const char *id,
                           const char *column, const char *value,
                           GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* Deletes a record by hand, with what hangs only under it: what came from a source stays away. */
gboolean _vb_rows_remove  (VbDatabase *db, VbUndo *undo, VbTable table, const char *id,
                           GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Who is working, by name. Never NULL. */
const char *_vb_rows_actor (VbDatabase *db);
/* Now in microseconds UTC, as text. */
char       *_vb_rows_now   (void);
gboolean _vb_rows_log (VbDatabase *db, const char *event, char action, const char *type,
                       const char *id, const char *detail,
                       GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* ------------------------------------------------------------------ arguments of a job */

#define VB_ARGS_MAX 6

typedef struct
{
  VbTable table;
  char *text[VB_ARGS_MAX]; /* owned, each nullable */
  guint number;
  gboolean flag;
  gpointer pointer;
  GDestroyNotify free_pointer;
} VbArgs;

VbArgs  *_vb_args_new   (VbTable table, guint n_texts, ...);
/* Both take @args. */
gpointer _vb_args_run   (VbStore *store, VbLane lane, VbStoreFunc func, VbArgs *args,
                         GCancellable *cancellable, GError **error);
void     _vb_args_start (VbStore *store, VbLane lane, VbStoreFunc func, VbArgs *args,
                         GDestroyNotify free_result, GCancellable *cancellable,
                         GAsyncReadyCallback callback, gpointer user_data);

#define VB_DONE GINT_TO_POINTER (TRUE)

G_END_DECLS
