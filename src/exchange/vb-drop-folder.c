/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "exchange/vb-drop-folder.h"

#include <errno.h>
#include <fcntl.h>
#include <gio/gio.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/base/vb-error.h"
#include "exchange/vb-carrier-names.h"

#define TRIES 8

struct _VbDropFolder
{
  GObject parent_instance;

  char *path;
};

static void carrier_iface_init (VbCarrierInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (VbDropFolder, vb_drop_folder, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (VB_TYPE_CARRIER, carrier_iface_init))

/* The box of somebody in this folder. */
static char *
box_path (VbDropFolder *self,
          const char   *box)
{
  return g_build_filename (self->path, box, NULL);
}

/* ------------------------------------------------------------------ what may go wrong */

static gboolean
fail (int          number,
      const char  *what,
      GError     **error)
{
  VbError code = number == ENOENT || number == ENOTDIR ? VB_ERROR_NOT_FOUND
                 : number == ENOSPC || number == EDQUOT ? VB_ERROR_DISK_FULL
                 : number == EACCES || number == EPERM || number == EROFS ? VB_ERROR_READ_ONLY
                                                                          : VB_ERROR_FAILED;

  g_set_error (error, VB_ERROR, code, "%s: %s", what, g_strerror (number));
  return FALSE;
}

/* What was made lies there also after the power failed; some places cannot promise that. */
static void
keep_folder (const char *path)
{
  int fd = g_open (path, O_RDONLY | O_DIRECTORY | O_CLOEXEC, 0);

  if (fd < 0)
    return;
  if (fsync (fd) < 0)
    g_debug ("This place does not keep its folders: %s", g_strerror (errno));
  close (fd);
}

/* ------------------------------------------------------------------ putting */

/* Whoever finds the root is not there must not make it: it may be where a stick is to come. */
static gboolean
make_box (VbDropFolder  *self,
          const char    *box,
          GError       **error)
{
  if (!g_file_test (self->path, G_FILE_TEST_IS_DIR))
    return fail (ENOENT, "The folder for letters", error);
  if (g_mkdir (box, 0770) < 0 && errno != EEXIST)
    return fail (errno, "Making a box for letters", error);
  keep_folder (self->path);
  return TRUE;
}

static gboolean
write_whole (int      fd,
             GBytes  *bytes)
{
  gsize length;
  const char *rest = g_bytes_get_data (bytes, &length);

  while (length > 0)
    {
      gssize n = write (fd, rest, length);

      if (n < 0 && errno == EINTR)
        continue;
      if (n <= 0)
        return FALSE;
      rest += n;
      length -= n;
    }
  return fsync (fd) == 0;
}

static gboolean
write_part (const char  *path,
            GBytes      *bytes,
            GError     **error)
{
  int fd = g_open (path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0660);
  int number;

  if (fd < 0)
    return fail (errno, "Writing a letter", error);
  number = write_whole (fd, bytes) ? 0 : errno;
  if (close (fd) < 0 && number == 0)
    number = errno;
  if (number == 0)
    return TRUE;
  g_unlink (path);
  return fail (number, "Writing a letter", error);
}

/* Never over something that is there: where a second name can be given, that tells; elsewhere the
 * name itself is enough. */
static gboolean
give_name (const char *part,
           const char *path,
           int        *number)
{
  gboolean given = link (part, path) == 0;

  *number = given ? 0 : errno;
  if (given || *number == EEXIST)
    {
      g_unlink (part);
      return given;
    }
  if (g_file_test (path, G_FILE_TEST_EXISTS))
    {
      *number = EEXIST;
      g_unlink (part);
      return FALSE;
    }
  given = g_rename (part, path) == 0;
  *number = given ? 0 : errno;
  if (!given)
    g_unlink (part);
  return given;
}

/* (transfer full) (nullable): %NULL with @number: EEXIST when the name is taken */
static char *
put_once (const char  *box,
          GBytes      *bytes,
          VbRandom    *random,
          int         *number,
          GError     **error)
{
  g_autofree char *name = vb_carrier_make_name (random);
  g_autofree char *hidden = g_strdup_printf (".%.*s.part", VB_CARRIER_BOX_LENGTH, name);
  g_autofree char *part = g_build_filename (box, hidden, NULL);
  g_autofree char *path = g_build_filename (box, name, NULL);

  *number = 0;
  if (!write_part (part, bytes, error))
    return NULL;
  if (give_name (part, path, number))
    return g_steal_pointer (&name);
  if (*number != EEXIST)
    fail (*number, "Naming a letter", error);
  return NULL;
}

static char *
put (VbCarrier     *carrier,
     const char    *box_name,
     GBytes        *bytes,
     VbRandom      *random,
     GCancellable  *cancellable,
     GError       **error)
{
  VbDropFolder *self = VB_DROP_FOLDER (carrier);
  g_autofree char *box = box_path (self, box_name);
  int number = EEXIST;

  if (!make_box (self, box, error))
    return NULL;
  for (guint i = 0; i < TRIES && number == EEXIST; i++)
    {
      char *name = put_once (box, bytes, random, &number, error);

      if (name != NULL)
        {
          keep_folder (box);
          return name;
        }
      if (number == 0)
        return NULL;
    }
  if (number == EEXIST)
    fail (EEXIST, "Naming a letter", error);
  return NULL;
}

/* ------------------------------------------------------------------ what lies there */

/* All names are looked at, in whatever order the folder has them: whoever may write there cannot
 * hide a letter behind a heap of others. */
static GPtrArray *
list (VbCarrier     *carrier,
      const char    *box_name,
      const char    *after,
      guint         *n_others,
      GCancellable  *cancellable,
      GError       **error)
{
  VbDropFolder *self = VB_DROP_FOLDER (carrier);
  g_autofree char *box = box_path (self, box_name);
  g_autoptr(GDir) dir = NULL;
  VbCarrierPage page;
  const char *name;

  *n_others = 0;
  if (!g_file_test (self->path, G_FILE_TEST_IS_DIR))
    {
      fail (ENOENT, "The folder for letters", error);
      return NULL;
    }
  if (!g_file_test (box, G_FILE_TEST_IS_DIR))
    return g_ptr_array_new_with_free_func (g_free);
  errno = 0;
  dir = g_dir_open (box, 0, NULL);
  if (dir == NULL)
    {
      fail (errno != 0 ? errno : EACCES, "Looking for letters", error);
      return NULL;
    }
  vb_carrier_page_init (&page, after, VB_CARRIER_MOST_NAMES);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      if (vb_carrier_is_name (name))
        vb_carrier_page_add (&page, name);
      else
        (*n_others)++;
    }
  return vb_carrier_page_finish (&page);
}

/* ------------------------------------------------------------------ getting */

static GBytes *
read_whole (int      fd,
            gsize    length,
            int     *number)
{
  g_autofree char *text = g_malloc (length + 1);
  gsize n_read = 0;

  *number = 0;
  while (n_read < length)
    {
      gssize n = read (fd, text + n_read, length - n_read);

      if (n < 0 && errno == EINTR)
        continue;
      if (n < 0)
        {
          *number = errno;
          return NULL;
        }
      if (n == 0) /* it became shorter: not whole */
        break;
      n_read += n;
    }
  return g_bytes_new_take (g_steal_pointer (&text), n_read);
}

static GBytes *
read_letter (int      fd,
             GError **error)
{
  GBytes *bytes;
  struct stat about;
  int number;

  if (fstat (fd, &about) < 0 || !S_ISREG (about.st_mode))
    {
      fail (EINVAL, "Reading a letter", error);
      return NULL;
    }
  if (about.st_size > VB_CARRIER_MOST_BYTES)
    {
      g_set_error_literal (error, VB_ERROR, VB_ERROR_TOO_LARGE, "A letter is too large");
      return NULL;
    }
  bytes = read_whole (fd, about.st_size, &number);
  if (bytes == NULL)
    fail (number, "Reading a letter", error);
  return bytes;
}

/* A pipe that somebody put there must not keep us waiting. */
static GBytes *
open_letter (const char  *path,
             int          flags,
             GError     **error)
{
  int fd = g_open (path, O_RDONLY | O_NONBLOCK | O_CLOEXEC | flags, 0);
  GBytes *bytes;

  if (fd < 0)
    {
      fail (errno, "Reading a letter", error);
      return NULL;
    }
  bytes = read_letter (fd, error);
  close (fd);
  return bytes;
}

/**
 * vb_drop_folder_read:
 * @path: of a file that somebody chose
 *
 * What is in it, with the limits of what lies in a folder for letters.
 */
GBytes *
vb_drop_folder_read (const char  *path,
                     GError     **error)
{
  return open_letter (path, 0, error);
}

static GBytes *
get (VbCarrier     *carrier,
     const char    *box_name,
     const char    *name,
     GCancellable  *cancellable,
     GError       **error)
{
  g_autofree char *box = box_path (VB_DROP_FOLDER (carrier), box_name);
  g_autofree char *path = g_build_filename (box, name, NULL);

  /* A link must not lead elsewhere. */
  return open_letter (path, O_NOFOLLOW, error);
}

static gboolean
delete (VbCarrier     *carrier,
        const char    *box_name,
        const char    *name,
        GCancellable  *cancellable,
        GError       **error)
{
  g_autofree char *box = box_path (VB_DROP_FOLDER (carrier), box_name);
  g_autofree char *path = g_build_filename (box, name, NULL);

  if (g_unlink (path) == 0 || errno == ENOENT)
    return TRUE;
  return fail (errno, "Taking a letter away", error);
}

/* ------------------------------------------------------------------ the object */

static void
carrier_iface_init (VbCarrierInterface *iface)
{
  iface->code = "folder";
  iface->put = put;
  iface->list = list;
  iface->get = get;
  iface->delete = delete;
}

static void
vb_drop_folder_finalize (GObject *object)
{
  VbDropFolder *self = VB_DROP_FOLDER (object);

  g_free (self->path);
  G_OBJECT_CLASS (vb_drop_folder_parent_class)->finalize (object);
}

static void
vb_drop_folder_class_init (VbDropFolderClass *class)
{
  G_OBJECT_CLASS (class)->finalize = vb_drop_folder_finalize;
}

static void
vb_drop_folder_init (VbDropFolder *self)
{
}

/**
 * vb_drop_folder_new:
 * @path: of a folder that is there
 */
VbCarrier *
vb_drop_folder_new (const char *path)
{
  VbDropFolder *self = g_object_new (VB_TYPE_DROP_FOLDER, NULL);

  self->path = g_strdup (path);
  return VB_CARRIER (self);
}
