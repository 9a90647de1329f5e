/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* How the store itself opens and drives a connection; jobs see vb-database-private.h only. */

#include "core/store/vb-access-log.h"
#include "core/store/vb-database-private.h"

G_BEGIN_DECLS

typedef enum
{
  VB_CONNECTION_WRITE,     /* the one that changes things */
  VB_CONNECTION_READ,      /* beside it: refuses to change anything */
  VB_CONNECTION_CREATE,    /* as WRITE, and makes the file */
  VB_CONNECTION_IMMUTABLE, /* for a file in a place that cannot be written: no lock, no log */
  VB_CONNECTION_COPY       /* makes a file that is one file, without a log beside it: a backup */
} VbConnectionKind;

/* Who is working; immutable, shared between threads. */
typedef struct
{
  gatomicrefcount refs;
  char *user_id;
  char *user_name;
  char *role;
} VbActor;

VbActor *_vb_actor_new   (const char *user_id, const char *user_name, const char *role);
VbActor *_vb_actor_ref   (VbActor *self);
void     _vb_actor_unref (VbActor *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VbActor, _vb_actor_unref)

/* Opens @path with @key and checks that it can be read. The connection belongs to the calling
 * thread until _vb_database_adopt(). */
VbDatabase *_vb_database_open  (const char *path, VbSecret *key, VbConnectionKind kind,
                                GError **error) G_GNUC_WARN_UNUSED_RESULT;
void        _vb_database_close (VbDatabase *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VbDatabase, _vb_database_close)

/* The tables of @db that stand on every device of an organisation get the triggers that write their
 * changes to the table "change"; part of every migration. */
gboolean    _vb_change_log_generate (VbDatabase *db, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* (transfer none): seals the secret keys of the organization; other than what the file has */
VbSecret   *_vb_database_get_seal_key (VbDatabase *self);
/* vb-exchange-keys.c: after @from was copied to @to, which may have another key. */
gboolean    _vb_exchange_keys_reseal (VbDatabase *from, VbDatabase *to,
                                      GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Gives a connection that writes the function by which the access log guards itself. */
gboolean    _vb_change_log_register (VbDatabase *db, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* Reads the clock and the device from the file (makes the latter, the first time). */
gboolean    _vb_change_log_start    (VbDatabase *db, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* Just before the commit: gives the changes of the transaction their clock and device. */
gboolean    _vb_change_log_commit   (VbDatabase *db, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* Just after it. */
void        _vb_change_log_committed (VbDatabase *db);
/* Whether table @name stays on this device: indexes, tallies, logs. */
gboolean    _vb_change_log_is_local (const char *name);

/* (transfer full) (nullable): SQL for what the change log calls a row of table @name that goes by
 * @row in a statement. */
char       *_vb_change_log_key_sql  (VbDatabase *db, const char *name, const char *row,
                                     GError **error);

/* State of the clock, part of a connection. */
typedef struct
{
  gint64 last;
  gint64 logged;    /* last seq of the change log that has its clock */
  gint64 pending;   /* the same, once the running transaction is committed */
  char *device;     /* 16 hexadecimal digits; NULL: not started */
  gboolean prune;   /* the access log's own pruning is at work */
} VbClock;
VbClock    *_vb_database_get_clock (VbDatabase *self);

/* As vb_access_log_append(), at a given time (microseconds UTC). */
gboolean _vb_access_log_append_at (VbDatabase *db, const VbAccessEntry *entry, gint64 at,
                                   GError **error);

/* The calling thread takes the connection over. */
void        _vb_database_adopt (VbDatabase *self);
/* (nullable): statements stop with G_IO_ERROR_CANCELLED once it is cancelled. */
void        _vb_database_watch (VbDatabase *self, GCancellable *cancellable);
/* (nullable): in whose name the running job works. */
void        _vb_database_set_actor (VbDatabase *self, VbActor *actor);
/* (nullable) (transfer none) */
VbActor    *_vb_database_get_actor (VbDatabase *self);

/* A write job is between IMMEDIATE and COMMIT; once SQLite gave the transaction up of its own
 * accord (full disk, no memory) no further statement of the job runs. */
gboolean _vb_database_begin (VbDatabase *self, gboolean immediate,
                             GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean    _vb_database_commit   (VbDatabase *self, GError **error) G_GNUC_WARN_UNUSED_RESULT;
void        _vb_database_rollback (VbDatabase *self);
/* The tables touched since the last time. */
guint64     _vb_database_take_touched (VbDatabase *self);
/* Back to the ordinary cache, when the job wanted another one. TRUE: memory was let go of. */
gboolean    _vb_database_restore_cache (VbDatabase *self);

/* Writes the log into the file and empties it. FALSE without @error: a reader is in the way. */
gboolean    _vb_database_checkpoint (VbDatabase *self, GError **error);

/* Keeps the search index in step with the records; see vb-search-marks.c. Prepare comes on every
 * connection; open once, on the one that writes, and brings the index of another version of the
 * program up to date. */
gboolean    _vb_search_prepare  (VbDatabase *db, GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean    _vb_search_open     (VbDatabase *db, GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean    _vb_search_commit   (VbDatabase *db, GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
