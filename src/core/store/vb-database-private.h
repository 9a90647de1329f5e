/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* A thin layer over SQLite for the files in this folder, the only place where sqlite3.h is
 * included. Every function belongs to the lane's thread and asserts that it runs there. */

#include <gio/gio.h>
#include <sqlite3.h>

#include "core/base/vb-error.h"
#include "core/store/vb-store.h"

G_BEGIN_DECLS

typedef sqlite3_stmt VbStatement;

static inline void
_vb_statement_reset (VbStatement *statement)
{
  sqlite3_reset (statement);
  sqlite3_clear_bindings (statement);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VbStatement, _vb_statement_reset)

/* A statement from the connection's cache, ready to bind; it goes back with g_autoptr, which
 * resets it. @sql must be a literal: the cache knows it by address. */
VbStatement *_vb_database_prepare (VbDatabase *self, const char *sql,
                                   GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* A statement made for this one use (SQL put together from the schema's own names); the caller
 * finalizes it. */
VbStatement *_vb_database_prepare_once (VbDatabase *self, const char *sql,
                                        GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* One or more statements without values and without rows. */
gboolean _vb_database_exec (VbDatabase *self, const char *sql,
                            GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* Steps: SQLITE_ROW or SQLITE_DONE, or -1 with @error set (interrupted: G_IO_ERROR_CANCELLED). */
int _vb_database_step (VbDatabase *self, VbStatement *statement,
                       GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* Steps a statement that gives no rows. */
gboolean _vb_database_run (VbDatabase *self, VbStatement *statement,
                           GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* For SQL with a value or two: gives the first column of the first row, or %NULL when there is no
 * row. Use g_free(). Failure is %FALSE. */
gboolean _vb_database_query_text (VbDatabase *self, const char *sql, char **value,
                                  GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean _vb_database_query_int (VbDatabase *self, const char *sql, gint64 *value,
                                 GError **error) G_GNUC_WARN_UNUSED_RESULT;

sqlite3     *_vb_database_handle  (VbDatabase *self);
/* Rows changed by the last statement. */
gint64       _vb_database_changes (VbDatabase *self);
/* Marks a table as changed by the running job, for the "changed" signal. */
void         _vb_database_touch   (VbDatabase *self, guint64 tables);
/* For a job that writes all over the file: lets the connection keep more of it in memory until the
 * job is done, so that a page is encrypted once and not each time it makes room for another. */
void         _vb_database_enlarge_cache (VbDatabase *self);
/* For a job whose reader keeps what was read: the connection does not keep the pages as well once
 * the job is done. */
void         _vb_database_forget_pages (VbDatabase *self);
/* Sets @error from the state of the connection, with one of our codes; never quotes data. */
void         _vb_database_set_error (VbDatabase *self, int code, const char *what, GError **error);

/* A time that is later than every other one this file has seen, from this or another device:
 * milliseconds since 1970 << 16 | counter. Only where things are written. */
gint64       _vb_database_tick    (VbDatabase *self);
/* (transfer none): this device, 16 hexadecimal digits. */
const char  *_vb_database_get_device (VbDatabase *self);

/* What the organization is in law: a code of VbParty. */
#define VB_SETTING_PARTY "profile-party"

/* Small values about this file, kept in the table "setting". (nullable) value: removes it. */
gboolean _vb_database_get_setting (VbDatabase *self, const char *name, char **value,
                                   GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean _vb_database_set_setting (VbDatabase *self, const char *name, const char *value,
                                   GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* (nullable): the text is copied. */
void         _vb_bind_text        (VbStatement *statement, int index, const char *text);
/* (nullable): the text must stay as it is until the statement has other values. */
void         _vb_bind_borrowed    (VbStatement *statement, int index, const char *text);
void         _vb_bind_int         (VbStatement *statement, int index, gint64 value);
/* (transfer none) (nullable): valid until the next step. */
const char  *_vb_column_text      (VbStatement *statement, int index);

G_END_DECLS
