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
#include "core/crypto/vb-hash.h"

#define NAME_LENGTH 26 /* signs of five bits: more than anybody can guess or meet twice */
#define SUFFIX ".vbz"
#define BOX_LABEL "verbinder/box/v1"
#define TRIES 8

static const char signs[] = "abcdefghijklmnopqrstuvwxyz234567";

struct _VbDropFolder
{
  char *path;
};

VbDropFolder *
vb_drop_folder_new (const char *path)
{
  VbDropFolder *self = g_new0 (VbDropFolder, 1);

  self->path = g_strdup (path);
  return self;
}

void
vb_drop_folder_free (VbDropFolder *self)
{
  if (self == NULL)
    return;
  g_free (self->path);
  g_free (self);
}

/* ------------------------------------------------------------------ names */

static char *
make_name (VbRandom *random)
{
  guint8 bytes[NAME_LENGTH];
  char *name = g_malloc0 (NAME_LENGTH + 1);

  vb_random_fill (random, bytes, sizeof bytes);
  for (guint i = 0; i < NAME_LENGTH; i++)
    name[i] = signs[bytes[i] % 32];
  return name;
}

/* Only what put() gives: no copies, no halves, no way out of the box. */
static gboolean
is_letter_name (const char *name)
{
  if (strlen (name) != NAME_LENGTH + strlen (SUFFIX) || !g_str_has_suffix (name, SUFFIX))
    return FALSE;
  return strspn (name, signs) == NAME_LENGTH;
}

/* The box of an organization does not say to others whose it is. */
static char *
box_path (VbDropFolder *self,
          const guint8 *organization)
{
  guint8 digest[VB_HASH_SIZE];
  char name[NAME_LENGTH + 1] = { 0 };
  VbHash hash;

  vb_hash_init (&hash, sizeof digest);
  vb_hash_update (&hash, BOX_LABEL, sizeof BOX_LABEL);
  vb_hash_update (&hash, organization, VB_EXCHANGE_KEY_SIZE);
  vb_hash_finish (&hash, digest, sizeof digest);
  for (guint i = 0; i < NAME_LENGTH; i++)
    name[i] = signs[digest[i] % 32];
  return g_build_filename (self->path, name, NULL);
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
  g_autofree char *stem = make_name (random);
  g_autofree char *name = g_strconcat (stem, SUFFIX, NULL);
  g_autofree char *hidden = g_strconcat (".", stem, ".part", NULL);
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

char *
vb_drop_folder_put (VbDropFolder  *self,
                    const guint8  *organization,
                    GBytes        *bytes,
                    VbRandom      *random,
                    GError       **error)
{
  g_autofree char *box = NULL;
  int number = EEXIST;

  g_return_val_if_fail (self != NULL && organization != NULL && bytes != NULL, NULL);

  box = box_path (self, organization);
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

static int
by_name (gconstpointer a,
         gconstpointer b)
{
  return strcmp (*(char *const *) a, *(char *const *) b);
}

GPtrArray *
vb_drop_folder_list (VbDropFolder  *self,
                     const guint8  *organization,
                     guint         *n_others,
                     GError       **error)
{
  g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *box = NULL;
  g_autoptr(GDir) dir = NULL;
  const char *name;

  g_return_val_if_fail (self != NULL && organization != NULL, NULL);

  if (n_others != NULL)
    *n_others = 0;
  box = box_path (self, organization);
  if (!g_file_test (self->path, G_FILE_TEST_IS_DIR))
    {
      fail (ENOENT, "The folder for letters", error);
      return NULL;
    }
  if (!g_file_test (box, G_FILE_TEST_IS_DIR))
    return g_steal_pointer (&names);
  errno = 0;
  dir = g_dir_open (box, 0, NULL);
  if (dir == NULL)
    {
      fail (errno != 0 ? errno : EACCES, "Looking for letters", error);
      return NULL;
    }
  while (names->len < VB_DROP_FOLDER_MOST_NAMES && (name = g_dir_read_name (dir)) != NULL)
    {
      if (is_letter_name (name))
        g_ptr_array_add (names, g_strdup (name));
      else if (n_others != NULL)
        (*n_others)++;
    }
  g_ptr_array_sort (names, by_name);
  return g_steal_pointer (&names);
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
  if (about.st_size > VB_DROP_FOLDER_MOST_BYTES)
    {
      g_set_error_literal (error, VB_ERROR, VB_ERROR_TOO_LARGE, "A letter is too large");
      return NULL;
    }
  bytes = read_whole (fd, about.st_size, &number);
  if (bytes == NULL)
    fail (number, "Reading a letter", error);
  return bytes;
}

GBytes *
vb_drop_folder_get (VbDropFolder  *self,
                    const guint8  *organization,
                    const char    *name,
                    GError       **error)
{
  g_autofree char *box = NULL;
  g_autofree char *path = NULL;
  GBytes *bytes;
  int fd;

  g_return_val_if_fail (self != NULL && organization != NULL && is_letter_name (name), NULL);

  box = box_path (self, organization);
  path = g_build_filename (box, name, NULL);
  /* A pipe that somebody put there must not keep us waiting, nor a link lead elsewhere. */
  fd = g_open (path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC, 0);
  if (fd < 0)
    {
      fail (errno, "Reading a letter", error);
      return NULL;
    }
  bytes = read_letter (fd, error);
  close (fd);
  return bytes;
}

gboolean
vb_drop_folder_delete (VbDropFolder  *self,
                       const guint8  *organization,
                       const char    *name,
                       GError       **error)
{
  g_autofree char *box = NULL;
  g_autofree char *path = NULL;

  g_return_val_if_fail (self != NULL && organization != NULL && is_letter_name (name), FALSE);

  box = box_path (self, organization);
  path = g_build_filename (box, name, NULL);
  if (g_unlink (path) == 0 || errno == ENOENT)
    return TRUE;
  return fail (errno, "Taking a letter away", error);
}
