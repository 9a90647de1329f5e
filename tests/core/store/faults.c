/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "faults.h"

#include <sqlite3.h>
#include <string.h>

static GMutex lock; /* guards what follows: both lanes come here */
static FaultKind armed;
static int nth, seen, failed;
static gboolean for_ever;
static _Thread_local gboolean spared; /* this thread is where memory does not fail */

static gboolean
fails (FaultKind kind)
{
  gboolean now = FALSE;

  g_mutex_lock (&lock);
  if (armed == kind)
    {
      seen++;
      now = seen == nth || (for_ever && seen > nth);
      failed += now;
    }
  g_mutex_unlock (&lock);
  return now;
}

void
faults_arm (FaultKind kind,
            int       n,
            gboolean  persistent)
{
  g_mutex_lock (&lock);
  armed = kind;
  nth = n;
  for_ever = persistent;
  seen = failed = 0;
  g_mutex_unlock (&lock);
}

int
faults_disarm (void)
{
  int n;

  g_mutex_lock (&lock);
  armed = FAULT_NONE;
  n = failed;
  g_mutex_unlock (&lock);
  return n;
}

int
faults_count (void)
{
  int n;

  g_mutex_lock (&lock);
  n = seen;
  g_mutex_unlock (&lock);
  return n;
}

/* ---------------------------------------------------------------- disk */

typedef struct
{
  sqlite3_file base;
  sqlite3_io_methods methods;
  sqlite3_file *real; /* directly behind this struct */
} File;

static sqlite3_vfs *real_vfs;

#define REAL(file) (((File *) (file))->real)

static int
close_file (sqlite3_file *file)
{
  return REAL (file)->pMethods->xClose (REAL (file));
}

static int
read_file (sqlite3_file  *file,
           void          *bytes,
           int            n,
           sqlite3_int64  offset)
{
  return fails (FAULT_DISK_ERROR) ? SQLITE_IOERR_READ
                                  : REAL (file)->pMethods->xRead (REAL (file), bytes, n, offset);
}

static int
write_file (sqlite3_file  *file,
            const void    *bytes,
            int            n,
            sqlite3_int64  offset)
{
  if (fails (FAULT_DISK_FULL))
    {
      /* Half of it still fits. */
      REAL (file)->pMethods->xWrite (REAL (file), bytes, n / 2, offset);
      return SQLITE_FULL;
    }
  if (fails (FAULT_DISK_ERROR))
    return SQLITE_IOERR_WRITE;
  return REAL (file)->pMethods->xWrite (REAL (file), bytes, n, offset);
}

static int
truncate_file (sqlite3_file  *file,
               sqlite3_int64  size)
{
  return fails (FAULT_DISK_ERROR) ? SQLITE_IOERR_TRUNCATE
                                  : REAL (file)->pMethods->xTruncate (REAL (file), size);
}

static int
sync_file (sqlite3_file *file,
           int           flags)
{
  return fails (FAULT_DISK_ERROR) ? SQLITE_IOERR_FSYNC
                                  : REAL (file)->pMethods->xSync (REAL (file), flags);
}

static int
size_of_file (sqlite3_file  *file,
              sqlite3_int64 *size)
{
  return fails (FAULT_DISK_ERROR) ? SQLITE_IOERR_FSTAT
                                  : REAL (file)->pMethods->xFileSize (REAL (file), size);
}

static int
lock_file (sqlite3_file *file,
           int           level)
{
  return REAL (file)->pMethods->xLock (REAL (file), level);
}

static int
unlock_file (sqlite3_file *file,
             int           level)
{
  return REAL (file)->pMethods->xUnlock (REAL (file), level);
}

static int
is_reserved (sqlite3_file *file,
             int          *reserved)
{
  return REAL (file)->pMethods->xCheckReservedLock (REAL (file), reserved);
}

static int
control_file (sqlite3_file *file,
              int           operation,
              void         *argument)
{
  return REAL (file)->pMethods->xFileControl (REAL (file), operation, argument);
}

static int
sector_size (sqlite3_file *file)
{
  return REAL (file)->pMethods->xSectorSize (REAL (file));
}

static int
characteristics (sqlite3_file *file)
{
  return REAL (file)->pMethods->xDeviceCharacteristics (REAL (file));
}

static int
map_index (sqlite3_file   *file,
           int             page,
           int             size,
           int             extend,
           void volatile **memory)
{
  if (fails (FAULT_DISK_ERROR))
    return SQLITE_IOERR_SHMMAP;
  return REAL (file)->pMethods->xShmMap (REAL (file), page, size, extend, memory);
}

static int
lock_index (sqlite3_file *file,
            int           offset,
            int           n,
            int           flags)
{
  return REAL (file)->pMethods->xShmLock (REAL (file), offset, n, flags);
}

static void
barrier (sqlite3_file *file)
{
  REAL (file)->pMethods->xShmBarrier (REAL (file));
}

static int
unmap_index (sqlite3_file *file,
             int           remove)
{
  return REAL (file)->pMethods->xShmUnmap (REAL (file), remove);
}

static int
open_file (sqlite3_vfs  *vfs,
           const char   *name,
           sqlite3_file *base,
           int           flags,
           int          *flags_out)
{
  static const sqlite3_io_methods methods = {
    .iVersion = 2, .xClose = close_file, .xRead = read_file, .xWrite = write_file,
    .xTruncate = truncate_file, .xSync = sync_file, .xFileSize = size_of_file, .xLock = lock_file,
    .xUnlock = unlock_file, .xCheckReservedLock = is_reserved, .xFileControl = control_file,
    .xSectorSize = sector_size, .xDeviceCharacteristics = characteristics, .xShmMap = map_index,
    .xShmLock = lock_index, .xShmBarrier = barrier, .xShmUnmap = unmap_index
  };
  File *file = (File *) base;
  int code;

  base->pMethods = NULL;
  if (fails (FAULT_DISK_ERROR))
    return SQLITE_CANTOPEN;
  file->real = (sqlite3_file *) (file + 1);
  code = real_vfs->xOpen (real_vfs, name, file->real, flags, flags_out);
  if (file->real->pMethods != NULL)
    base->pMethods = &methods;
  return code;
}

static int
delete_file (sqlite3_vfs *vfs,
             const char  *name,
             int          sync)
{
  return fails (FAULT_DISK_ERROR) ? SQLITE_IOERR_DELETE : real_vfs->xDelete (real_vfs, name, sync);
}

/* ---------------------------------------------------------------- memory */

static sqlite3_mem_methods real_memory;
static int held; /* blocks of memory that the engine did not give back yet; atomic */

int
faults_count_held (void)
{
  return g_atomic_int_get (&held);
}

static gboolean
has_none (void)
{
  return !spared && fails (FAULT_MEMORY);
}

static void *
allocate (int size)
{
  void *memory = has_none () ? NULL : real_memory.xMalloc (size);

  if (memory != NULL)
    g_atomic_int_inc (&held);
  return memory;
}

static void
release (void *memory)
{
  if (memory != NULL)
    g_atomic_int_add (&held, -1);
  real_memory.xFree (memory);
}

static void *
reallocate (void *memory,
            int   size)
{
  return has_none () ? NULL : real_memory.xRealloc (memory, size);
}

int __real_sqlite3_key_v2 (sqlite3 *handle, const char *name, const void *key, int n);
int __wrap_sqlite3_key_v2 (sqlite3 *handle, const char *name, const void *key, int n);

/* Stands in for sqlite3_key_v2(): the cipher's own preparations lose what they took when memory
 * runs out in the middle, and read through a null pointer when it does not come back. That is the
 * library's, and all that is before and after it is tried here. */
int
__wrap_sqlite3_key_v2 (sqlite3    *handle,
                       const char *name,
                       const void *key,
                       int         n)
{
  int code;

  spared = TRUE;
  code = __real_sqlite3_key_v2 (handle, name, key, n);
  spared = FALSE;
  return code;
}

void
faults_install (void)
{
  static sqlite3_vfs vfs;
  sqlite3_mem_methods memory;

  g_assert_cmpint (sqlite3_config (SQLITE_CONFIG_GETMALLOC, &real_memory), ==, SQLITE_OK);
  memory = real_memory;
  memory.xMalloc = allocate;
  memory.xFree = release;
  memory.xRealloc = reallocate;
  g_assert_cmpint (sqlite3_config (SQLITE_CONFIG_MALLOC, &memory), ==, SQLITE_OK);

  real_vfs = sqlite3_vfs_find (NULL);
  vfs = *real_vfs;
  vfs.zName = "faults";
  vfs.szOsFile = sizeof (File) + real_vfs->szOsFile;
  vfs.xOpen = open_file;
  vfs.xDelete = delete_file;
  g_assert_cmpint (sqlite3_vfs_register (&vfs, 1), ==, SQLITE_OK);
}
