/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "core/vault/vb-vault-file.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#define LOCK_WAIT_MS 5000
#define LOCK_STEP_MS 20

struct _VbVaultLock
{
  int fd;
};

/* Sets @error from errno, with a code that says what the person can do. */
static gboolean
set_errno (GError     **error,
           int          code,
           const char  *what)
{
  int ours = VB_ERROR_FAILED;

  if (code == ENOSPC || code == EDQUOT)
    ours = VB_ERROR_DISK_FULL;
  else if (code == EROFS || code == EACCES || code == EPERM)
    ours = VB_ERROR_READ_ONLY;
  else if (code == ENOENT)
    ours = VB_ERROR_NOT_FOUND;
  g_set_error (error, VB_ERROR, ours, "%s: %s", what, g_strerror (code));
  return FALSE;
}

/**
 * vb_vault_file_lock:
 *
 * Waits at most five seconds for another program that is replacing the file.
 *
 * Returns: (transfer full): the lock, or %NULL with %VB_ERROR_IN_USE or what opening the folder
 *   failed with
 */
VbVaultLock *
vb_vault_file_lock (const char  *path,
                    GError     **error)
{
  g_autofree char *folder = g_path_get_dirname (path);
  VbVaultLock *lock;
  int fd = open (folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

  if (fd < 0)
    {
      set_errno (error, errno, "The folder of the vault file cannot be opened");
      return NULL;
    }
  for (int waited = 0; flock (fd, LOCK_EX | LOCK_NB) != 0; waited += LOCK_STEP_MS)
    {
      if ((errno != EWOULDBLOCK && errno != EINTR) || waited >= LOCK_WAIT_MS)
        {
          g_set_error_literal (error, VB_ERROR, VB_ERROR_IN_USE,
                               "Another program is changing the vault file");
          close (fd);
          return NULL;
        }
      g_usleep (LOCK_STEP_MS * 1000);
    }
  lock = g_new0 (VbVaultLock, 1);
  lock->fd = fd;
  return lock;
}

void
vb_vault_file_unlock (VbVaultLock *lock)
{
  close (lock->fd);
  g_free (lock);
}

gboolean
vb_vault_file_exists (const char *path)
{
  return g_file_test (path, G_FILE_TEST_EXISTS);
}

/**
 * vb_vault_file_backup:
 *
 * Returns: (transfer full): the name under which the previous file is kept
 */
char *
vb_vault_file_backup (const char *path)
{
  return g_strconcat (path, ".bak", NULL);
}

static gssize
read_all (int     fd,
          guint8 *out,
          gsize   room)
{
  gsize got = 0;

  while (got < room)
    {
      gssize n = read (fd, out + got, room - got);

      if (n < 0 && errno == EINTR)
        continue;
      if (n < 0)
        return -1;
      if (n == 0)
        break;
      got += n;
    }
  return got;
}

/**
 * vb_vault_file_read:
 *
 * Returns: (transfer full): the header, or %NULL with %VB_ERROR_NOT_FOUND, %VB_ERROR_READ_ONLY
 *   (may not be read) or the errors of vb_vault_header_parse()
 */
VbVaultHeader *
vb_vault_file_read (const char  *path,
                    GError     **error)
{
  guint8 bytes[VB_VAULT_MAX_FILE + 1];
  gssize length;
  int fd = open (path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);

  if (fd < 0)
    {
      set_errno (error, errno, "The vault file cannot be opened");
      return NULL;
    }
  length = read_all (fd, bytes, sizeof bytes);
  if (length < 0)
    set_errno (error, errno, "The vault file cannot be read");
  close (fd);
  if (length < 0)
    return NULL;
  return vb_vault_header_parse (bytes, length, error);
}

static gboolean
write_all (int           fd,
           const guint8 *bytes,
           gsize         length)
{
  while (length > 0)
    {
      gssize n = write (fd, bytes, length);

      if (n < 0 && errno == EINTR)
        continue;
      if (n < 0)
        return FALSE;
      bytes += n;
      length -= n;
    }
  return TRUE;
}

/* Writes @bytes under a temporary name and gives it the real one once they are on the disk. */
static gboolean
replace (const char  *path,
         GBytes      *bytes,
         GError     **error)
{
  g_autofree char *temporary = g_strconcat (path, ".tmp", NULL);
  gsize length;
  const guint8 *data = g_bytes_get_data (bytes, &length);
  gboolean ok;
  int code, fd;

  /* left behind by a program that was killed; the lock is ours */
  g_unlink (temporary);
  fd = open (temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
  if (fd < 0)
    return set_errno (error, errno, "The vault file cannot be written");
  ok = write_all (fd, data, length) && fsync (fd) == 0;
  code = errno;
  if (close (fd) != 0 && ok)
    {
      ok = FALSE;
      code = errno;
    }
  if (ok && g_rename (temporary, path) != 0)
    {
      ok = FALSE;
      code = errno;
    }
  if (ok)
    return TRUE;
  g_unlink (temporary);
  return set_errno (error, code, "The vault file cannot be written");
}

static gboolean
sync_folder (const char  *path,
             GError     **error)
{
  g_autofree char *folder = g_path_get_dirname (path);
  int fd = open (folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  gboolean ok = fd >= 0 && fsync (fd) == 0;
  int code = errno;

  if (fd >= 0)
    close (fd);
  return ok ? TRUE : set_errno (error, code, "The folder of the vault file cannot be written");
}

static gboolean
keep_previous (const char  *path,
               GError     **error)
{
  g_autofree char *backup = vb_vault_file_backup (path);
  g_autofree char *contents = NULL;
  g_autoptr(GBytes) bytes = NULL;
  gsize length;

  if (!g_file_get_contents (path, &contents, &length, NULL))
    return TRUE; /* there is none */
  bytes = g_bytes_new_take (g_steal_pointer (&contents), length);
  return replace (backup, bytes, error) && sync_folder (path, error);
}

/**
 * vb_vault_file_write_new:
 *
 * Writes a file where there was none, without a copy beside it.
 */
gboolean
vb_vault_file_write_new (const char  *path,
                         GBytes      *bytes,
                         GError     **error)
{
  return replace (path, bytes, error) && sync_folder (path, error);
}

/**
 * vb_vault_file_take_name:
 * @coming: a file that vb_vault_file_write_new() wrote in the same folder
 *
 * Gives it the name @path, in the place of what stood there.
 */
gboolean
vb_vault_file_take_name (const char  *coming,
                         const char  *path,
                         GError     **error)
{
  if (g_rename (coming, path) != 0)
    return set_errno (error, errno, "The vault file cannot be put in its place");
  return sync_folder (path, error);
}

/**
 * vb_vault_file_write:
 * @forget_previous: the previous file is damaged, or a way in was taken away that it may not keep
 *
 * Replaces the file. When the power fails at any moment either the old or the new one is there,
 * whole. The caller holds the lock.
 */
gboolean
vb_vault_file_write (const char  *path,
                     GBytes      *bytes,
                     gboolean     forget_previous,
                     GError     **error)
{
  g_autofree char *backup = vb_vault_file_backup (path);

  if (!forget_previous && !keep_previous (path, error))
    return FALSE;
  if (!replace (path, bytes, error) || !sync_folder (path, error))
    return FALSE;
  if (forget_previous || !vb_vault_file_exists (backup))
    return replace (backup, bytes, error) && sync_folder (path, error);
  return TRUE;
}
