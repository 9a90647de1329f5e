/* SPDX-License-Identifier: GPL-3.0-or-later */

/* One connection: opened in a fixed order of checks, used by one thread, with its statements
 * kept ready. */

#define G_LOG_DOMAIN "vb-store"
#include "config.h"

#include "core/store/vb-connection-private.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>

#include "core/crypto/vb-box.h"
#include "core/store/vb-engine.h"

#define BUSY_MS 5000
#define STEPS_BETWEEN_LOOKS 2000 /* virtual machine steps, some tens of microseconds */
/* Pages in memory, in negative kilobytes as the engine wants it. */
#define CACHE "-16384"
#define LARGE_CACHE "-65536"
#define WAL_PAGES 256            /* before the log is written into the file */
#define PAGE_SIZE 4096           /* SQLCipher's own default */
#define CLIENT "vb-database"
/* Numbers 1 to 4 are the vault's; see its FORMAT.md. */
#define SEAL_NUMBER 5
#define SEAL_CONTEXT "VBvault1"
#define KEY_TEXT (2 + 2 * VB_KEY_SIZE + 1)

struct _VbDatabase
{
  sqlite3 *handle;
  GThread *owner;
  VbSecret *seal_key;
  GHashTable *statements; /* address of the SQL literal to sqlite3_stmt */
  GCancellable *cancellable;
  VbActor *actor;
  VbClock clock;
  guint64 touched;
  gboolean large_cache;
  gboolean forgets_pages;
  gboolean in_transaction;
  int pending_failure; /* of a value; SQLITE_OK for none */
  gboolean damaged; /* a page did not open; SQLCipher then fails all that follows */
};

VbActor *
_vb_actor_new (const char *user_id,
               const char *user_name,
               const char *role)
{
  VbActor *self = g_new0 (VbActor, 1);

  g_atomic_ref_count_init (&self->refs);
  self->user_id = g_strdup (user_id);
  self->user_name = g_strdup (user_name);
  self->role = g_strdup (role);
  return self;
}

VbActor *
_vb_actor_ref (VbActor *self)
{
  g_atomic_ref_count_inc (&self->refs);
  return self;
}

void
_vb_actor_unref (VbActor *self)
{
  if (!g_atomic_ref_count_dec (&self->refs))
    return;
  g_free (self->user_id);
  g_free (self->user_name);
  g_free (self->role);
  g_free (self);
}

/* ---------------------------------------------------------------- errors */

static gboolean
is_disk_full (sqlite3 *handle,
              int      code)
{
  int number = sqlite3_system_errno (handle);

  return code == SQLITE_FULL ||
         (code == SQLITE_IOERR && (number == ENOSPC || number == EDQUOT || number == EFBIG));
}

static VbError
meaning_of (sqlite3 *handle,
            int      extended)
{
  if (is_disk_full (handle, extended & 0xff))
    return VB_ERROR_DISK_FULL;

  switch (extended & 0xff)
    {
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      return VB_ERROR_CORRUPT;
    case SQLITE_READONLY:
    case SQLITE_PERM:
    case SQLITE_CANTOPEN: /* the file was looked at before: its log or journal cannot be made */
    case SQLITE_AUTH:
      return VB_ERROR_READ_ONLY;
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return VB_ERROR_IN_USE;
    case SQLITE_TOOBIG:
      return VB_ERROR_TOO_LARGE;
    case SQLITE_CONSTRAINT:
      return extended == SQLITE_CONSTRAINT_UNIQUE || extended == SQLITE_CONSTRAINT_PRIMARYKEY
               ? VB_ERROR_EXISTS : VB_ERROR_INVALID_INPUT;
    default:
      return VB_ERROR_FAILED;
    }
}

static const char *
advice_for (VbError meaning)
{
  switch (meaning)
    {
    case VB_ERROR_DISK_FULL:
      return "The disk is full; nothing was changed";
    case VB_ERROR_CORRUPT:
      return "The store is damaged";
    case VB_ERROR_READ_ONLY:
      return "The store cannot be written";
    case VB_ERROR_IN_USE:
      return "The store is in use by another program";
    default:
      return NULL;
    }
}

void
_vb_database_set_error (VbDatabase  *self,
                        int          code,
                        const char  *what,
                        GError     **error)
{
  int extended = sqlite3_extended_errcode (self->handle);
  VbError meaning;
  const char *advice;

  if ((extended & 0xff) != (code & 0xff))
    extended = code;
  if ((extended & 0xff) == SQLITE_INTERRUPT)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CANCELLED, "Stopped");
      return;
    }
  meaning = meaning_of (self->handle, extended);
  if (self->damaged && (extended & 0xff) == SQLITE_ERROR)
    meaning = VB_ERROR_CORRUPT;
  self->damaged |= meaning == VB_ERROR_CORRUPT;
  advice = advice_for (meaning);
  /* A constraint names tables and columns; other messages of the engine may quote what a person
   * typed, so they stay out. */
  g_set_error (error, VB_ERROR, meaning, "%s%s%s: %s (%d)",
               advice != NULL ? advice : "", advice != NULL ? ". " : "", what,
               (extended & 0xff) == SQLITE_CONSTRAINT ? sqlite3_errmsg (self->handle)
                                                      : sqlite3_errstr (extended),
               extended);
}

/* ---------------------------------------------------------------- statements */

static void
assert_own_thread (VbDatabase *self)
{
  g_assert (self->owner == g_thread_self ());
}

static VbStatement *
compile (VbDatabase  *self,
         const char  *sql,
         guint        flags,
         GError     **error)
{
  sqlite3_stmt *statement = NULL;
  int code = sqlite3_prepare_v3 (self->handle, sql, -1, flags, &statement, NULL);

  if (code == SQLITE_OK && statement != NULL)
    return statement;
  if ((code & 0xff) == SQLITE_ERROR && !self->damaged)
    /* A mistake in our own SQL: there is no data in it. */
    g_set_error (error, VB_ERROR, VB_ERROR_FAILED, "Preparing a statement: %s",
                 sqlite3_errmsg (self->handle));
  else
    _vb_database_set_error (self, code == SQLITE_OK ? SQLITE_MISUSE : code, "Preparing a statement",
                            error);
  return NULL;
}

VbStatement *
_vb_database_prepare (VbDatabase  *self,
                      const char  *sql,
                      GError     **error)
{
  VbStatement *statement;

  assert_own_thread (self);

  statement = g_hash_table_lookup (self->statements, sql);
  if (statement == NULL)
    {
      statement = compile (self, sql, SQLITE_PREPARE_PERSISTENT, error);
      if (statement != NULL)
        g_hash_table_insert (self->statements, (gpointer) sql, statement);
    }
  else if (sqlite3_stmt_busy (statement))
    {
      g_critical ("A statement was asked for while it is still running: %s", sql);
      g_set_error_literal (error, VB_ERROR, VB_ERROR_FAILED, "A statement is still running");
      return NULL;
    }
  return statement;
}

VbStatement *
_vb_database_prepare_once (VbDatabase  *self,
                           const char  *sql,
                           GError     **error)
{
  assert_own_thread (self);
  return compile (self, sql, 0, error);
}

/* SQLite ends a transaction by itself after some failures. What a job does after that would
 * stand alone and stay, although the job as a whole failed. */
static gboolean
transaction_lives (VbDatabase  *self,
                   GError     **error)
{
  if (self->pending_failure != SQLITE_OK)
    {
      _vb_database_set_error (self, self->pending_failure, "Handing over a value", error);
      return FALSE;
    }
  if (!self->in_transaction || !sqlite3_get_autocommit (self->handle))
    return TRUE;
  g_set_error_literal (error, VB_ERROR, VB_ERROR_FAILED,
                       "An earlier failure has already undone this change");
  return FALSE;
}

int
_vb_database_step (VbDatabase   *self,
                   VbStatement  *statement,
                   GError      **error)
{
  int code;

  assert_own_thread (self);

  if (!transaction_lives (self, error))
    return -1;
  code = sqlite3_step (statement);
  if (code == SQLITE_ROW || code == SQLITE_DONE)
    return code;
  _vb_database_set_error (self, code, "Running a statement", error);
  return -1;
}

gboolean
_vb_database_run (VbDatabase   *self,
                  VbStatement  *statement,
                  GError      **error)
{
  int code = _vb_database_step (self, statement, error);

  if (code == SQLITE_ROW)
    {
      sqlite3_reset (statement);
      g_set_error_literal (error, VB_ERROR, VB_ERROR_FAILED,
                           "A statement gave rows that nobody reads");
      return FALSE;
    }
  return code == SQLITE_DONE;
}

gboolean
_vb_database_exec (VbDatabase  *self,
                   const char  *sql,
                   GError     **error)
{
  int code;

  assert_own_thread (self);

  if (!transaction_lives (self, error))
    return FALSE;
  code = sqlite3_exec (self->handle, sql, NULL, NULL, NULL);
  if (code == SQLITE_OK)
    return TRUE;
  if ((code & 0xff) == SQLITE_ERROR && !self->damaged)
    g_set_error (error, VB_ERROR, VB_ERROR_FAILED, "Running fixed SQL: %s",
                 sqlite3_errmsg (self->handle));
  else
    _vb_database_set_error (self, code, "Running fixed SQL", error);
  return FALSE;
}

gboolean
_vb_database_query_text (VbDatabase  *self,
                         const char  *sql,
                         char       **value,
                         GError     **error)
{
  VbStatement *statement = _vb_database_prepare_once (self, sql, error);
  int code;

  *value = NULL;
  if (statement == NULL)
    return FALSE;
  code = _vb_database_step (self, statement, error);
  if (code == SQLITE_ROW)
    *value = g_strdup (_vb_column_text (statement, 0));
  sqlite3_finalize (statement);
  return code >= 0;
}

gboolean
_vb_database_query_int (VbDatabase  *self,
                        const char  *sql,
                        gint64      *value,
                        GError     **error)
{
  VbStatement *statement = _vb_database_prepare_once (self, sql, error);
  int code;

  *value = 0;
  if (statement == NULL)
    return FALSE;
  code = _vb_database_step (self, statement, error);
  if (code == SQLITE_ROW)
    *value = sqlite3_column_int64 (statement, 0);
  sqlite3_finalize (statement);
  return code >= 0;
}

gboolean
_vb_database_get_setting (VbDatabase  *self,
                          const char  *name,
                          char       **value,
                          GError     **error)
{
  g_autoptr(VbStatement) statement =
    _vb_database_prepare (self, "SELECT value FROM setting WHERE name = ?", error);
  int code;

  *value = NULL;
  if (statement == NULL)
    return FALSE;
  _vb_bind_text (statement, 1, name);
  code = _vb_database_step (self, statement, error);
  if (code == SQLITE_ROW)
    *value = g_strdup (_vb_column_text (statement, 0));
  return code >= 0;
}

gboolean
_vb_database_set_setting (VbDatabase  *self,
                          const char  *name,
                          const char  *value,
                          GError     **error)
{
  g_autoptr(VbStatement) statement = NULL;

  if (value == NULL)
    statement = _vb_database_prepare (self, "DELETE FROM setting WHERE name = ?1", error);
  else
    statement = _vb_database_prepare (self,
                                      "INSERT INTO setting (name, value) VALUES (?1, ?2) "
                                      "ON CONFLICT (name) DO UPDATE SET value = excluded.value",
                                      error);
  if (statement == NULL)
    return FALSE;
  _vb_bind_text (statement, 1, name);
  if (value != NULL)
    _vb_bind_text (statement, 2, value);
  return _vb_database_run (self, statement, error);
}

sqlite3 *
_vb_database_handle (VbDatabase *self)
{
  assert_own_thread (self);
  return self->handle;
}

gint64
_vb_database_changes (VbDatabase *self)
{
  assert_own_thread (self);
  return sqlite3_changes64 (self->handle);
}

void
_vb_database_touch (VbDatabase *self,
                    guint64     tables)
{
  assert_own_thread (self);
  self->touched |= tables;
}

void
_vb_database_enlarge_cache (VbDatabase *self)
{
  assert_own_thread (self);
  /* Where the engine says no, the job is slower and nothing else. */
  self->large_cache = sqlite3_exec (self->handle, "PRAGMA cache_size = " LARGE_CACHE, NULL, NULL,
                                    NULL) == SQLITE_OK;
}

void
_vb_database_forget_pages (VbDatabase *self)
{
  assert_own_thread (self);
  self->forgets_pages = TRUE;
}

gboolean
_vb_database_restore_cache (VbDatabase *self)
{
  assert_own_thread (self);
  if (!self->large_cache && !self->forgets_pages)
    return FALSE;
  if (self->large_cache)
    sqlite3_exec (self->handle, "PRAGMA cache_size = " CACHE, NULL, NULL, NULL);
  sqlite3_db_release_memory (self->handle);
  self->large_cache = FALSE;
  self->forgets_pages = FALSE;
  return TRUE;
}

guint64
_vb_database_take_touched (VbDatabase *self)
{
  guint64 touched = self->touched;

  self->touched = 0;
  return touched;
}

/* What binding and reading cannot report, the next step of any statement does: a value that did
 * not fit into memory must not become NULL. */
static void
remember_failure (VbStatement *statement,
                  int          code)
{
  VbDatabase *self = sqlite3_get_clientdata (sqlite3_db_handle (statement), CLIENT);

  self->pending_failure = code;
}

static void
check_bound (VbStatement *statement,
             int          code)
{
  if (code == SQLITE_OK)
    return;
  /* A wrong index or a running statement is a mistake in the program. */
  g_assert (code == SQLITE_NOMEM || code == SQLITE_TOOBIG);
  remember_failure (statement, code);
}

void
_vb_bind_text (VbStatement *statement,
               int          index,
               const char  *text)
{
  check_bound (statement, sqlite3_bind_text (statement, index, text, -1, SQLITE_TRANSIENT));
}

void
_vb_bind_borrowed (VbStatement *statement,
                   int          index,
                   const char  *text)
{
  check_bound (statement, sqlite3_bind_text (statement, index, text, -1, SQLITE_STATIC));
}

void
_vb_bind_int (VbStatement *statement,
              int          index,
              gint64       value)
{
  check_bound (statement, sqlite3_bind_int64 (statement, index, value));
}

const char *
_vb_column_text (VbStatement *statement,
                 int          index)
{
  const char *text = (const char *) sqlite3_column_text (statement, index);

  if (text == NULL && sqlite3_column_type (statement, index) != SQLITE_NULL)
    remember_failure (statement, SQLITE_NOMEM);
  return text;
}

/* ---------------------------------------------------------------- transactions */

gboolean
_vb_database_begin (VbDatabase  *self,
                    gboolean     immediate,
                    GError     **error)
{
  g_assert (!self->in_transaction);

  if (!_vb_database_exec (self, immediate ? "BEGIN IMMEDIATE" : "BEGIN", error))
    return FALSE;
  self->in_transaction = TRUE;
  return TRUE;
}

gboolean
_vb_database_commit (VbDatabase  *self,
                     GError     **error)
{
  int code;

  assert_own_thread (self);
  g_assert (self->in_transaction);

  if (!transaction_lives (self, error) || !_vb_search_commit (self, error) ||
      !_vb_change_log_commit (self, error))
    return FALSE;
  code = sqlite3_exec (self->handle, "COMMIT", NULL, NULL, NULL);
  if (code != SQLITE_OK)
    {
      _vb_database_set_error (self, code, "Writing the change", error);
      return FALSE;
    }
  self->in_transaction = FALSE;
  _vb_change_log_committed (self);
  return TRUE;
}

void
_vb_database_rollback (VbDatabase *self)
{
  assert_own_thread (self);

  self->in_transaction = FALSE;
  self->pending_failure = SQLITE_OK;
  self->touched = 0;
  if (!sqlite3_get_autocommit (self->handle))
    sqlite3_exec (self->handle, "ROLLBACK", NULL, NULL, NULL);
}

static int
look_for_cancel_cb (void *data)
{
  VbDatabase *self = data;

  return self->cancellable != NULL && g_cancellable_is_cancelled (self->cancellable);
}

void
_vb_database_watch (VbDatabase   *self,
                    GCancellable *cancellable)
{
  assert_own_thread (self);
  g_set_object (&self->cancellable, cancellable);
}

void
_vb_database_set_actor (VbDatabase *self,
                        VbActor    *actor)
{
  assert_own_thread (self);
  g_clear_pointer (&self->actor, _vb_actor_unref);
  self->actor = actor != NULL ? _vb_actor_ref (actor) : NULL;
}

VbActor *
_vb_database_get_actor (VbDatabase *self)
{
  assert_own_thread (self);
  return self->actor;
}

VbClock *
_vb_database_get_clock (VbDatabase *self)
{
  assert_own_thread (self);
  return &self->clock;
}

void
_vb_database_adopt (VbDatabase *self)
{
  self->owner = g_thread_self ();
}

gboolean
_vb_database_checkpoint (VbDatabase  *self,
                         GError     **error)
{
  int code;

  assert_own_thread (self);

  sqlite3_busy_timeout (self->handle, 0);
  code = sqlite3_wal_checkpoint_v2 (self->handle, NULL, SQLITE_CHECKPOINT_TRUNCATE, NULL, NULL);
  sqlite3_busy_timeout (self->handle, BUSY_MS);
  if (code != SQLITE_OK && code != SQLITE_BUSY && code != SQLITE_LOCKED)
    _vb_database_set_error (self, code, "Writing the log into the file", error);
  return code == SQLITE_OK;
}

/* ---------------------------------------------------------------- opening */

static gboolean
open_file (VbDatabase        *self,
           const char        *path,
           VbConnectionKind   kind,
           GError           **error)
{
  g_autofree char *escaped = g_uri_escape_string (path, "/", FALSE);
  g_autofree char *uri =
      g_strconcat ("file:", escaped, kind == VB_CONNECTION_IMMUTABLE ? "?immutable=1" : NULL, NULL);
  int flags =
      SQLITE_OPEN_URI | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_PRIVATECACHE | SQLITE_OPEN_EXRESCODE;
  int code;

  if (kind == VB_CONNECTION_IMMUTABLE)
    flags |= SQLITE_OPEN_READONLY;
  else
    flags |= SQLITE_OPEN_READWRITE;
  if (kind == VB_CONNECTION_CREATE || kind == VB_CONNECTION_COPY)
    flags |= SQLITE_OPEN_CREATE;

  code = sqlite3_open_v2 (uri, &self->handle, flags, NULL);
  if (code == SQLITE_OK && (flags & SQLITE_OPEN_READWRITE) &&
      sqlite3_db_readonly (self->handle, "main") == 1)
    code = SQLITE_READONLY; /* the engine makes do with less than was asked */
  if (code == SQLITE_OK)
    return TRUE;
  if (self->handle == NULL)
    g_set_error_literal (error, VB_ERROR, VB_ERROR_FAILED, "No memory to open the store");
  else
    _vb_database_set_error (self, code, "Opening the file", error);
  return FALSE;
}

static gboolean
introduce (VbDatabase  *self,
           GError     **error)
{
  int code = sqlite3_set_clientdata (self->handle, CLIENT, self, NULL);

  if (code == SQLITE_OK)
    return TRUE;
  _vb_database_set_error (self, code, "Opening the file", error);
  return FALSE;
}

/* SQLCipher has a log of its own, on the error stream unless told otherwise, and it forgets what it
 * was told when its last connection closes. */
static void
silence (VbDatabase *self)
{
  sqlite3_exec (self->handle, "PRAGMA cipher_log_level = NONE", NULL, NULL, NULL);
}

static gboolean
hand_over_key (VbDatabase  *self,
               VbSecret    *key,
               GError     **error)
{
  static const char digits[] = "0123456789abcdef";
  const guint8 *bytes = vb_secret_peek (key);
  char text[KEY_TEXT];
  int code;

  text[0] = 'x';
  text[1] = '\'';
  for (int i = 0; i < VB_KEY_SIZE; i++)
    {
      text[2 + 2 * i] = digits[bytes[i] >> 4];
      text[3 + 2 * i] = digits[bytes[i] & 15];
    }
  text[KEY_TEXT - 1] = '\'';
  silence (self);
  code = sqlite3_key_v2 (self->handle, "main", text, sizeof text);
  explicit_bzero (text, sizeof text);
  silence (self);
  if (code == SQLITE_OK)
    return TRUE;
  _vb_database_set_error (self, code, "Handing the key over", error);
  return FALSE;
}

/* The first page does not open: the wrong key, or the right one and a damaged page. With the right
 * key other pages are sound. SQLCipher does not look whether it was told how long the file is: from
 * a disk that tells nothing any more it would read for ever. */
static gboolean
any_page_opens (VbDatabase *self)
{
  g_autoptr(GError) error = NULL;
  VbStatement *statement;
  sqlite3_file *file = NULL;
  sqlite3_int64 size = 0;
  gint64 bad = 0, pages;

  if (sqlite3_file_control (self->handle, "main", SQLITE_FCNTL_FILE_POINTER, &file) != SQLITE_OK
      || file == NULL || file->pMethods == NULL
      || file->pMethods->xFileSize (file, &size) != SQLITE_OK)
    return FALSE;
  statement = compile (self, "PRAGMA cipher_integrity_check", 0, &error);
  if (statement == NULL)
    return FALSE;
  while (sqlite3_step (statement) == SQLITE_ROW)
    bad++;
  sqlite3_finalize (statement);
  pages = size / PAGE_SIZE;
  return pages > 1 && bad < pages;
}

static gboolean
check_reads (VbDatabase  *self,
             GError     **error)
{
  int code = sqlite3_exec (self->handle, "SELECT count(*) FROM sqlite_master", NULL, NULL, NULL);

  if (code == SQLITE_OK)
    return TRUE;
  if ((code & 0xff) == SQLITE_NOTADB && any_page_opens (self))
    g_set_error_literal (error, VB_ERROR, VB_ERROR_CORRUPT,
                         "The store is damaged: the key fits, but its first page does not open");
  else if ((code & 0xff) == SQLITE_NOTADB)
    g_set_error_literal (error, VB_ERROR, VB_ERROR_WRONG_KEY, "The key does not open this store");
  else
    {
      /* There is no mistake in this SQL: a later page of the schema does not open. */
      self->damaged |= (code & 0xff) == SQLITE_ERROR;
      _vb_database_set_error (self, code, "Reading the store", error);
    }
  return FALSE;
}

static gboolean
check_pragma (VbDatabase  *self,
              const char  *set,
              const char  *get,
              const char  *want,
              GError     **error)
{
  g_autofree char *value = NULL;

  if ((set != NULL && !_vb_database_exec (self, set, error)) ||
      !_vb_database_query_text (self, get, &value, error))
    return FALSE;
  if (value != NULL && (want == NULL ? *value != '\0' : strcmp (value, want) == 0))
    return TRUE;
  g_set_error (error, VB_ERROR, VB_ERROR_UNSAFE_ENGINE,
               "The database engine refuses a setting (%s)", get);
  return FALSE;
}

static void
harden (VbDatabase *self)
{
  sqlite3 *handle = self->handle;

  sqlite3_db_config (handle, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
  sqlite3_db_config (handle, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
  sqlite3_db_config (handle, SQLITE_DBCONFIG_DQS_DML, 0, NULL);
  sqlite3_db_config (handle, SQLITE_DBCONFIG_DQS_DDL, 0, NULL);
  sqlite3_db_config (handle, SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0, NULL);
  /* ATTACH with an empty key would make a readable copy of everything. */
  sqlite3_limit (handle, SQLITE_LIMIT_ATTACHED, 0);
  sqlite3_busy_timeout (handle, BUSY_MS);
}

static gboolean
configure (VbDatabase        *self,
           VbConnectionKind   kind,
           GError           **error)
{
  /* The cheap ones in one go; all are read back by a test. */
  if (!_vb_database_exec (
          self,
          "PRAGMA synchronous = FULL;"
          "PRAGMA temp_store = MEMORY;"
          "PRAGMA mmap_size = 0;"
          "PRAGMA cell_size_check = ON;"
          "PRAGMA secure_delete = ON;"
          "PRAGMA recursive_triggers = ON;" /* a row that REPLACE removes counts too */
          "PRAGMA cache_size = " CACHE ";"
          "PRAGMA foreign_keys = ON",
          error))
    return FALSE;
  if (kind != VB_CONNECTION_IMMUTABLE && kind != VB_CONNECTION_COPY &&
      !check_pragma (self, "PRAGMA journal_mode = WAL", "PRAGMA journal_mode", "wal", error))
    return FALSE;
  sqlite3_wal_autocheckpoint (self->handle, WAL_PAGES);
  if (kind == VB_CONNECTION_READ || kind == VB_CONNECTION_IMMUTABLE)
    return check_pragma (self, "PRAGMA query_only = ON", "PRAGMA query_only", "1", error);
  return TRUE;
}

/* Called before the first statement that may need them. */
static gboolean
register_functions (VbDatabase        *self,
                    VbConnectionKind   kind,
                    GError           **error)
{
  if (!_vb_search_prepare (self, error))
    return FALSE;
  if (kind == VB_CONNECTION_READ || kind == VB_CONNECTION_IMMUTABLE)
    return TRUE;
  return _vb_change_log_register (self, error);
}

static void
finalize_statement (gpointer statement)
{
  sqlite3_finalize (statement);
}

VbDatabase *
_vb_database_open (const char        *path,
                   VbSecret          *key,
                   VbConnectionKind   kind,
                   GError           **error)
{
  g_autoptr(VbDatabase) self = NULL;

  g_return_val_if_fail (vb_secret_get_length (key) == VB_KEY_SIZE, NULL);

  if (!_vb_engine_start (error))
    return NULL;
  self = g_new0 (VbDatabase, 1);
  self->owner = g_thread_self ();
  self->statements = g_hash_table_new_full (NULL, NULL, NULL, finalize_statement);

  if (!open_file (self, path, kind, error) ||
      !introduce (self, error) ||
      !hand_over_key (self, key, error))
    return NULL;
  harden (self);
  /* With a wrong key nothing may be written, not even the log into the file at closing. */
  sqlite3_db_config (self->handle, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);
  if (!check_pragma (self, NULL, "PRAGMA cipher_version", NULL, error) ||
      !check_reads (self, error))
    return NULL;
  sqlite3_db_config (self->handle, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 0, NULL);
  if (!configure (self, kind, error) ||
      !register_functions (self, kind, error))
    return NULL;
  sqlite3_progress_handler (self->handle, STEPS_BETWEEN_LOOKS, look_for_cancel_cb, self);
  self->seal_key = vb_secret_derive (key, SEAL_NUMBER, SEAL_CONTEXT);
  return g_steal_pointer (&self);
}

VbSecret *
_vb_database_get_seal_key (VbDatabase *self)
{
  return self->seal_key;
}

void
_vb_database_close (VbDatabase *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->statements, g_hash_table_unref);
  if (self->handle != NULL && sqlite3_close (self->handle) != SQLITE_OK)
    {
      g_critical ("A statement was left open when the store closed");
      sqlite3_close_v2 (self->handle);
    }
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->actor, _vb_actor_unref);
  g_clear_pointer (&self->seal_key, vb_secret_unref);
  g_free (self->clock.device);
  g_free (self);
}
