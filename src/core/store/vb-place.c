/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What is checked about a file and its folder before the engine touches it. */

#define G_LOG_DOMAIN "vb-store"
#define _GNU_SOURCE /* renameat2 */
#include "config.h"

#include "core/store/vb-place.h"

#include <errno.h>
#include <fcntl.h>
#include <gio/gunixmounts.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include "core/base/vb-error.h"
#include "core/store/vb-store.h"

#define PAGE 4096
#define RESERVE (16 * 1024 * 1024) /* bytes */

/* File systems of other machines, by the kernel's names. What lies on a disk of this machine,
 * encrypted overlays included, keeps its locks. */
static const char *const remote_types[] = {
  "nfs", "nfs4", "cifs", "smb3", "smbfs", "ncpfs", "afs", "ceph", "lustre", "glusterfs", "davfs",
  "fuse.portal", "fuse.gvfsd-fuse", "fuse.sshfs", "fuse.rclone", "fuse.davfs2", "fuse.glusterfs",
  "fuse.ceph", "fuse.s3fs", "fuse.google-drive-ocamlfuse", "fuse.onedriver", "fuse.curlftpfs",
  "fuse.smbnetfs", "fuse.juicefs", "fuse.pcloud", NULL
};

/* What synchronising programs leave at the root of the folder they look after. */
static const char *const sync_marks[] = { ".stfolder",
                                          ".dropbox",
                                          ".dropbox.cache",
                                          ".nextcloudsync.log",
                                          ".owncloudsync.log",
                                          ".sync_journal.db",
                                          ".insync",
                                          ".megaignore",
                                          ".seafile-data",
                                          ".tresorit",
                                          NULL };

static const char *const sync_names[] = {
  "Dropbox", "OneDrive", "Nextcloud", "ownCloud", "Google Drive", "pCloudDrive", "MEGA", "MEGAsync",
  "Seafile", "Tresorit", "Insync", NULL
};

gboolean
_vb_place_is_remote (const char *type)
{
  return g_strv_contains (remote_types, type);
}

static gboolean
is_looked_after (const char *folder)
{
  g_autofree char *name = g_path_get_basename (folder);
  g_autoptr(GDir) dir = NULL;

  if (g_strv_contains (sync_names, name))
    return TRUE;
  for (guint i = 0; sync_marks[i] != NULL; i++)
    {
      g_autofree char *mark = g_build_filename (folder, sync_marks[i], NULL);

      if (g_file_test (mark, G_FILE_TEST_EXISTS))
        return TRUE;
    }
  /* Nextcloud and ownCloud: .sync_<random>.db, ._sync_<random>.db */
  dir = g_dir_open (folder, 0, NULL);
  for (const char *entry; dir != NULL && (entry = g_dir_read_name (dir)) != NULL;)
    if ((g_str_has_prefix (entry, ".sync_") || g_str_has_prefix (entry, "._sync_")) &&
        g_str_has_suffix (entry, ".db"))
      return TRUE;
  return FALSE;
}

gboolean
_vb_place_check (const char  *path,
                 GError     **error)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *real = realpath (folder, NULL);
  GUnixMountEntry *mount;

  if (real == NULL)
    return TRUE; /* no such folder: opening says so */

  mount = g_unix_mount_for (real, NULL);
  if (mount != NULL)
    {
      gboolean remote = _vb_place_is_remote (g_unix_mount_get_fs_type (mount));

      g_unix_mount_free (mount);
      if (remote)
        {
          g_set_error_literal (error, VB_ERROR, VB_ERROR_UNSAFE_PLACE,
                               "A store cannot stand on a network drive or behind the document "
                               "portal: "
                               "its locks do not hold there");
          return FALSE;
        }
    }

  for (;;)
    {
      char *slash;

      if (is_looked_after (real))
        {
          g_set_error_literal (error, VB_ERROR, VB_ERROR_UNSAFE_PLACE,
                               "A store cannot stand in a folder that another program "
                               "synchronises: "
                               "copies made halfway a change damage it");
          return FALSE;
        }
      slash = strrchr (real, '/');
      if (slash == NULL || slash == real)
        return TRUE;
      *slash = '\0';
    }
}

static gboolean
no_store (GError    **error,
          const char *what)
{
  g_set_error_literal (error, VB_ERROR, VB_ERROR_NOT_A_STORE, what);
  return FALSE;
}

static gboolean
check_open_file (int       fd,
                 GError  **error)
{
  struct stat status;
  char start[16];

  if (fstat (fd, &status) != 0 || !S_ISREG (status.st_mode))
    return no_store (error, "There is no file but something else where the store should be");
  if (status.st_size == 0)
    return no_store (error, "The file where the store should be is empty");
  if (status.st_size < PAGE)
    return no_store (error, "The file where the store should be is too short to be one");
  if (pread (fd, start, sizeof start, 0) != sizeof start)
    return no_store (error, "The file where the store should be cannot be read");
  if (memcmp (start, "SQLite format 3", 16) == 0)
    return no_store (error, "The file where the store should be is a database without encryption");
  return TRUE;
}

gboolean
_vb_place_check_file (const char  *path,
                      GError     **error)
{
  int fd = open (path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  int number = errno;
  gboolean fine;

  if (fd < 0 && (number == ENOENT || number == ENOTDIR))
    return no_store (error, "The store is missing: there is no file at this place");
  if (fd < 0)
    {
      g_set_error (error, VB_ERROR, VB_ERROR_READ_ONLY, "The store cannot be read: %s",
                   g_strerror (number));
      return FALSE;
    }
  fine = check_open_file (fd, error);
  close (fd);
  return fine;
}

/**
 * _vb_place_check_there:
 *
 * Whether something stands at @path; without opening it, so that nothing is let go.
 */
gboolean
_vb_place_check_there (const char  *path,
                       GError     **error)
{
  if (faccessat (AT_FDCWD, path, F_OK, AT_EACCESS) == 0
      || (errno != ENOENT && errno != ENOTDIR))
    return TRUE;
  return no_store (error, "The store is missing: there is no file at this place");
}

char *
_vb_place_resolve (const char *path)
{
  g_autofree char *whole = g_canonicalize_filename (path, NULL);
  g_autofree char *real = realpath (whole, NULL);
  g_autofree char *folder = NULL;
  g_autofree char *real_folder = NULL;
  g_autofree char *name = NULL;

  if (real != NULL)
    return g_strdup (real);
  /* Not there yet. */
  folder = g_path_get_dirname (whole);
  real_folder = realpath (folder, NULL);
  if (real_folder == NULL)
    return g_steal_pointer (&whole);
  name = g_path_get_basename (whole);
  return g_build_filename (real_folder, name, NULL);
}

static gboolean
take_lock (int      fd,
           GError **error)
{
  int number;

  if (flock (fd, LOCK_EX | LOCK_NB) == 0)
    return TRUE;
  number = errno;
  if (number == EWOULDBLOCK)
    g_set_error_literal (error, VB_ERROR, VB_ERROR_IN_USE,
                         "Another copy of the program has this store open");
  else
    g_set_error (error, VB_ERROR, VB_ERROR_UNSAFE_PLACE, "The store cannot be locked here: %s",
                 g_strerror (number));
  return FALSE;
}

gboolean
_vb_place_lock (const char   *path,
                VbPlaceLock  *lock,
                GError      **error)
{
  g_autofree char *beside = g_strconcat (path, ".lock", NULL);
  int number;

  lock->beside = open (beside, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
  number = errno;
  if (lock->beside < 0)
    {
      VbError code = number == ENOSPC || number == EDQUOT    ? VB_ERROR_DISK_FULL
                     : number == ENOENT || number == ENOTDIR ? VB_ERROR_NOT_A_STORE
                                                             : VB_ERROR_READ_ONLY;

      g_set_error (error, VB_ERROR, code, "The folder of the store cannot be written: %s",
                   g_strerror (number));
      return FALSE;
    }
  return take_lock (lock->beside, error);
}

gboolean
_vb_place_lock_file (const char   *path,
                     VbPlaceLock  *lock,
                     GError      **error)
{
  lock->file = open (path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  if (lock->file >= 0)
    return take_lock (lock->file, error);
  g_set_error (error, VB_ERROR, VB_ERROR_READ_ONLY, "The store cannot be read: %s",
               g_strerror (errno));
  return FALSE;
}

void
_vb_place_unlock (VbPlaceLock *lock)
{
  if (lock->file >= 0)
    close (lock->file);
  if (lock->beside >= 0)
    close (lock->beside);
  lock->file = lock->beside = -1;
}

static gboolean
is_taken (const char *path)
{
  g_autofree char *log = g_strconcat (path, "-wal", NULL);

  return g_file_test (path, G_FILE_TEST_EXISTS) || g_file_test (log, G_FILE_TEST_EXISTS);
}

char *
_vb_place_name_kept (const char *path)
{
  g_autoptr(GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *stamp = g_date_time_format (now, "%Y%m%dT%H%M%S");
  const char *dot = strrchr (path, '.');
  g_autofree char *stem = NULL;

  if (dot == NULL || strchr (dot, '/') != NULL)
    dot = path + strlen (path);
  stem = g_strndup (path, dot - path);
  for (int i = 0;; i++)
    {
      g_autofree char *number = i > 0 ? g_strdup_printf ("-%d", i) : g_strdup ("");
      char *kept = g_strdup_printf ("%s-replaced-%s%s%s", stem, stamp, number, dot);

      if (!is_taken (kept))
        return kept;
      g_free (kept);
    }
}

gboolean
_vb_place_move_log (const char  *path,
                    const char  *kept,
                    GError     **error)
{
  g_autofree char *log = g_strconcat (path, "-wal", NULL);
  g_autofree char *kept_log = g_strconcat (kept, "-wal", NULL);
  g_autofree char *index = g_strconcat (path, "-shm", NULL);

  if (rename (log, kept_log) != 0 && errno != ENOENT)
    {
      g_set_error (error, VB_ERROR, VB_ERROR_READ_ONLY,
                   "The log of the old store cannot be put aside: %s", g_strerror (errno));
      return FALSE;
    }
  g_unlink (index);
  return TRUE;
}

static gboolean
sync_path (const char *path,
           int         flags)
{
  int fd = open (path, O_RDONLY | O_CLOEXEC | flags);
  gboolean done = fd >= 0 && fsync (fd) == 0;

  if (fd >= 0)
    close (fd);
  return done;
}

static gboolean
move (const char    *draft,
      const char    *path,
      unsigned int   flags,
      GError       **error)
{
  g_autofree char *folder = g_path_get_dirname (path);
  int number;

  if (sync_path (draft, 0) &&
      renameat2 (AT_FDCWD, draft, AT_FDCWD, path, flags) == 0 &&
      sync_path (folder, O_DIRECTORY))
    return TRUE;
  number = errno;
  g_set_error (error, VB_ERROR, number == ENOSPC || number == EDQUOT ? VB_ERROR_DISK_FULL :
                                number == EEXIST ? VB_ERROR_EXISTS : VB_ERROR_FAILED,
               "The new file cannot be put in its place: %s", g_strerror (number));
  return FALSE;
}

/* Not every file system knows how to refuse; then a look just before has to do. */
static gboolean
knows_noreplace (const char *draft)
{
  return renameat2 (AT_FDCWD, draft, AT_FDCWD, draft, RENAME_NOREPLACE) == 0 || errno != EINVAL;
}

gboolean
_vb_place_put (const char  *draft,
               const char  *path,
               GError     **error)
{
  if (knows_noreplace (draft))
    return move (draft, path, RENAME_NOREPLACE, error);
  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    return move (draft, path, 0, error);
  g_set_error_literal (error, VB_ERROR, VB_ERROR_EXISTS,
                       "There is a file already at the place of the new one");
  return FALSE;
}

gboolean
_vb_place_replace (const char  *draft,
                   const char  *path,
                   GError     **error)
{
  return move (draft, path, 0, error);
}

/* ---------------------------------------------------------------- the reserve */

static char *
name_reserve (const char *path)
{
  return g_strconcat (path, ".reserve", NULL);
}

void
_vb_place_keep_reserve (const char *path)
{
  g_autofree char *reserve = name_reserve (path);
  struct statvfs space;
  GStatBuf status;
  int fd;

  if (g_stat (reserve, &status) == 0 && status.st_size >= RESERVE)
    return;
  /* One whose making was broken off is of no use to anybody. */
  g_unlink (reserve);
  if (statvfs (path, &space) != 0 ||
      (guint64) space.f_bavail * space.f_frsize < 4 * (guint64) RESERVE)
    return;
  fd = open (reserve, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (fd < 0)
    return;
  if (posix_fallocate (fd, 0, RESERVE) != 0)
    g_unlink (reserve);
  close (fd);
}

/**
 * vb_store_free_reserve:
 * @path: of the store
 *
 * Gives back the space that was kept for a full disk, enough to open the store, delete and close
 * it; even deleting needs some. When there is plenty again the store keeps it again.
 *
 * Returns: whether there was any
 */
gboolean
vb_store_free_reserve (const char *path)
{
  g_autofree char *reserve = NULL;

  g_return_val_if_fail (path != NULL, FALSE);

  reserve = name_reserve (path);
  return g_unlink (reserve) == 0;
}
