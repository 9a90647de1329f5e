/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "interop/vb-write-file.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <gio/gio.h>
#include <glib/gstdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/base/vb-error.h"

static gboolean
fail (GError    **error,
      int         number)
{
  VbError code = VB_ERROR_FAILED;

  if (number == ENOSPC || number == EDQUOT || number == EFBIG)
    code = VB_ERROR_DISK_FULL;
  else if (number == EROFS || number == EACCES || number == EPERM)
    code = VB_ERROR_READ_ONLY;
  else if (number == ENOENT || number == ENOTDIR)
    code = VB_ERROR_NOT_FOUND;
  g_set_error (error, VB_ERROR, code, "the file could not be written: %s", g_strerror (number));
  return FALSE;
}

static int
write_all (int         fd,
           const char *data,
           gsize       size)
{
  while (size > 0)
    {
      gssize n = write (fd, data, MIN (size, 1024 * 1024));

      if (n < 0 && errno == EINTR)
        continue;
      if (n < 0)
        return errno;
      data += n;
      size -= n;
    }
  return fsync (fd) == 0 ? 0 : errno;
}

static void
sync_folder (const char *path)
{
  g_autofree char *folder = g_path_get_dirname (path);
  int fd = open (folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

  if (fd < 0)
    return;
  (void) fsync (fd);
  close (fd);
}

/* Whether this program has the file at @path open, under whatever name. */
static gboolean
is_open_here (const char *path)
{
  g_autoptr(GDir) open_files = g_dir_open ("/proc/self/fd", 0, NULL);
  const char *number;
  struct stat wanted, one;

  if (open_files == NULL || stat (path, &wanted) != 0)
    return FALSE;
  while ((number = g_dir_read_name (open_files)) != NULL)
    {
      g_autofree char *name = g_build_filename ("/proc/self/fd", number, NULL);

      if (stat (name, &one) == 0 && one.st_dev == wanted.st_dev && one.st_ino == wanted.st_ino)
        return TRUE;
    }
  return FALSE;
}

/* What opens a store, as core/vault/vb-vault-header.c writes it: it is not held open. */
static gboolean
is_vault (const char *path)
{
  static const char magic[8] = "VBVAULT";
  char start[sizeof magic];
  int fd = open (path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  gssize n = fd >= 0 ? read (fd, start, sizeof start) : -1;

  if (fd >= 0)
    close (fd);
  return n == sizeof start && memcmp (start, magic, sizeof magic) == 0;
}

/**
 * vb_may_replace:
 * @path: where something is to be written
 *
 * A person who is asked for a file name can point at the store itself, or at what opens it. What
 * this program has open, and the vault of any store, is never replaced.
 *
 * Returns: %FALSE with %VB_ERROR_OWN_FILE
 */
gboolean
vb_may_replace (const char  *path,
                GError     **error)
{
  if (!is_open_here (path) && !is_vault (path))
    return TRUE;
  g_set_error_literal (error, VB_ERROR, VB_ERROR_OWN_FILE, "The program needs this file");
  return FALSE;
}

/**
 * vb_write_file:
 *
 * Writes a file that only its owner can read: beside @path first, then renamed, so that there is
 * either the whole new file or the old one.
 *
 * Errors: %VB_ERROR_OWN_FILE (see vb_may_replace()), %VB_ERROR_DISK_FULL,
 * %VB_ERROR_READ_ONLY, %VB_ERROR_NOT_FOUND, %VB_ERROR_FAILED.
 */
gboolean
vb_write_file (const char *path,
               const char *data,
               gsize       size,
               GError    **error)
{
  g_autofree char *beside = g_strconcat (path, ".XXXXXX", NULL);
  int fd, number;

  if (!vb_may_replace (path, error))
    return FALSE;
  fd = g_mkstemp_full (beside, O_WRONLY | O_CLOEXEC, 0600);
  if (fd < 0)
    return fail (error, errno);
  number = write_all (fd, data, size);
  if (close (fd) != 0 && number == 0)
    number = errno;
  if (number == 0 && g_rename (beside, path) != 0)
    number = errno;
  if (number != 0)
    {
      g_unlink (beside);
      return fail (error, number);
    }
  sync_folder (path);
  return TRUE;
}
