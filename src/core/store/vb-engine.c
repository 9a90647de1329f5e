/* SPDX-License-Identifier: GPL-3.0-or-later */

/* When another library brings its own SQLite into the process, calls can land there: everything
 * seems to work and the file is written unencrypted. So before the first byte: is this engine
 * the one this program was compiled for, does it live in this very program, does it encrypt? */

#define _GNU_SOURCE /* dladdr, fallocate */
#include "config.h"

#include "core/store/vb-engine.h"

#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <sqlite3.h>
#include <string.h>
#include <sys/mman.h>

#include "core/base/vb-error.h"

static gboolean
refuse (GError    **error,
        const char *why)
{
  g_set_error (error, VB_ERROR, VB_ERROR_UNSAFE_ENGINE,
               "The database engine is not the one that encrypts (%s); nothing was opened", why);
  return FALSE;
}

static gboolean
is_inside_this_program (void)
{
  Dl_info engine = { 0 }, own = { 0 };

  return dladdr ((void *) sqlite3_open_v2, &engine) != 0 &&
         dladdr ((void *) _vb_engine_start, &own) != 0 &&
         engine.dli_fbase == own.dli_fbase;
}

static void
swallow_log (void       *data,
             int         code,
             const char *message)
{
  /* The engine's own log can quote SQL and file names: failures reach people through GError. */
}

static gboolean
answers_as_cipher (void)
{
  sqlite3 *handle = NULL;
  sqlite3_stmt *statement = NULL;
  gboolean found;

  found = sqlite3_open_v2 (":memory:", &handle, SQLITE_OPEN_READWRITE | SQLITE_OPEN_MEMORY, NULL) ==
              SQLITE_OK &&
          sqlite3_prepare_v2 (handle, "PRAGMA cipher_version", -1, &statement, NULL) == SQLITE_OK &&
          sqlite3_step (statement) == SQLITE_ROW && sqlite3_column_bytes (statement, 0) > 0;
  sqlite3_finalize (statement);
  sqlite3_close (handle);
  return found;
}

/* The index of the log is the one file that is written as memory. The engine touches it once in
 * every 4 KiB, so in a file system of smaller blocks it has holes, and writing into one of those on
 * a full disk ends the program (SIGBUS). Here its room is asked for first: the disk is then full
 * where that can still be said. A file system that cannot give room ahead is taken as it is. */
static void *
map_with_room (void   *address,
               size_t  length,
               int     protection,
               int     flags,
               int     file,
               off_t   offset)
{
  int failed;

  if ((protection & PROT_WRITE) && (flags & MAP_SHARED))
    {
      do
        failed = fallocate (file, 0, offset, length);
      while (failed != 0 && errno == EINTR);
      if (failed != 0 && (errno == ENOSPC || errno == EDQUOT))
        return MAP_FAILED;
    }
  return mmap (address, length, protection, flags, file, offset);
}

static gboolean
ask_for_room_before_mapping (void)
{
  sqlite3_vfs *files = sqlite3_vfs_find (NULL);

  return files != NULL && files->iVersion >= 3 && files->xSetSystemCall != NULL &&
         files->xSetSystemCall (files, "mmap", (sqlite3_syscall_ptr) map_with_room) == SQLITE_OK;
}

static gboolean
start (GError **error)
{
  if (strcmp (sqlite3_sourceid (), SQLITE_SOURCE_ID) != 0)
    return refuse (error, "another version answers");
  if (!is_inside_this_program ())
    return refuse (error, "it lies outside this program");
  /* Nobody asks how much memory the engine has; to keep count it would take a lock each time. */
  sqlite3_config (SQLITE_CONFIG_MEMSTATUS, 0);
  if (!sqlite3_threadsafe () || sqlite3_config (SQLITE_CONFIG_LOG, swallow_log, NULL) != SQLITE_OK)
    return refuse (error, "it was started by something else");
  if (!ask_for_room_before_mapping ())
    return refuse (error, "its files are not those of this system");
  if (!answers_as_cipher ())
    return refuse (error, "it does not encrypt");
  return TRUE;
}

gboolean
_vb_engine_start (GError **error)
{
  static GMutex lock;
  static gboolean started;
  g_autoptr(GMutexLocker) locker = g_mutex_locker_new (&lock);

  if (!started)
    started = start (error);
  return started;
}
