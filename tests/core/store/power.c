/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "power.h"

#include <glib/gstdio.h>
#include <sqlite3.h>
#include <string.h>

#define SECTOR 512 /* what a disk writes whole */

typedef enum
{
  WRITE,
  TRUNCATE,
  SYNC
} Kind;

typedef enum
{
  STORE,
  LOG,
  N_FILES
} Which;

typedef struct
{
  Kind kind;
  Which which;
  gint64 offset; /* or the new size */
  GBytes *bytes;
} Deed;

static GMutex lock; /* guards what follows: both lanes come here */
static GPtrArray *deeds;
static GHashTable *watched; /* sqlite3_file to Which + 1 */
static char *recorded;
static gboolean recording;

static sqlite3_vfs *real_vfs;
static const sqlite3_io_methods *real[N_FILES]; /* they differ: only the store has locks */

/* On the disk for certain, and what came after that, in the order it was done. */
static GByteArray *safe[N_FILES];
static GPtrArray *under_way[N_FILES];
static guint done;

static void
deed_free (gpointer data)
{
  Deed *deed = data;

  g_clear_pointer (&deed->bytes, g_bytes_unref);
  g_free (deed);
}

/* Gives what really does it. */
static const sqlite3_io_methods *
note (sqlite3_file *file,
      Kind          kind,
      gint64        offset,
      const void   *bytes,
      int           length)
{
  Which which;

  g_mutex_lock (&lock);
  which = GPOINTER_TO_INT (g_hash_table_lookup (watched, file)) - 1;
  if (recording)
    {
      Deed *deed = g_new0 (Deed, 1);

      deed->kind = kind;
      deed->which = which;
      deed->offset = offset;
      if (bytes != NULL)
        deed->bytes = g_bytes_new (bytes, length);
      g_ptr_array_add (deeds, deed);
    }
  g_mutex_unlock (&lock);
  return real[which];
}

/* ---------------------------------------------------------------- the engine's side */

static int
write_file (sqlite3_file  *file,
            const void    *bytes,
            int            n,
            sqlite3_int64  offset)
{
  return note (file, WRITE, offset, bytes, n)->xWrite (file, bytes, n, offset);
}

static int
truncate_file (sqlite3_file  *file,
               sqlite3_int64  size)
{
  return note (file, TRUNCATE, size, NULL, 0)->xTruncate (file, size);
}

static int
sync_file (sqlite3_file *file,
           int           flags)
{
  return note (file, SYNC, 0, NULL, 0)->xSync (file, flags);
}

static int
close_file (sqlite3_file *file)
{
  Which which;

  g_mutex_lock (&lock);
  which = GPOINTER_TO_INT (g_hash_table_lookup (watched, file)) - 1;
  g_hash_table_remove (watched, file);
  g_mutex_unlock (&lock);
  return real[which]->xClose (file);
}

static gboolean
is_recorded (const char *name)
{
  gsize length = recorded != NULL ? strlen (recorded) : 0;

  return length > 0 && name != NULL && strncmp (name, recorded, length) == 0 &&
         (name[length] == '\0' || strcmp (name + length, "-wal") == 0);
}

static int
open_file (sqlite3_vfs  *vfs,
           const char   *name,
           sqlite3_file *file,
           int           flags,
           int          *flags_out)
{
  static sqlite3_io_methods methods[N_FILES];
  Which which = flags & SQLITE_OPEN_WAL ? LOG : STORE;
  int code = real_vfs->xOpen (real_vfs, name, file, flags, flags_out);

  if (file->pMethods == NULL || !is_recorded (name))
    return code;
  g_mutex_lock (&lock);
  if (real[which] == NULL)
    {
      real[which] = file->pMethods;
      methods[which] = *file->pMethods;
      methods[which].xWrite = write_file;
      methods[which].xTruncate = truncate_file;
      methods[which].xSync = sync_file;
      methods[which].xClose = close_file;
    }
  g_assert_true (file->pMethods == real[which]);
  file->pMethods = &methods[which];
  g_hash_table_insert (watched, file, GINT_TO_POINTER (which + 1));
  g_mutex_unlock (&lock);
  return code;
}

void
power_install (void)
{
  static sqlite3_vfs vfs;

  watched = g_hash_table_new (NULL, NULL);
  real_vfs = sqlite3_vfs_find (NULL);
  vfs = *real_vfs;
  vfs.zName = "power";
  vfs.xOpen = open_file;
  g_assert_cmpint (sqlite3_vfs_register (&vfs, 1), ==, SQLITE_OK);
}

void
power_record (const char *path)
{
  char *bytes;
  gsize length;

  g_assert_true (g_file_get_contents (path, &bytes, &length, NULL));
  recorded = g_strdup (path);
  deeds = g_ptr_array_new_with_free_func (deed_free);
  for (int i = 0; i < N_FILES; i++)
    {
      safe[i] = g_byte_array_new ();
      under_way[i] = g_ptr_array_new ();
    }
  g_byte_array_append (safe[STORE], (guint8 *) bytes, length);
  g_free (bytes);
  done = 0;
  recording = TRUE;
}

guint
power_moment (void)
{
  guint moment;

  g_mutex_lock (&lock);
  moment = deeds->len;
  g_mutex_unlock (&lock);
  return moment;
}

void
power_stop (void)
{
  g_mutex_lock (&lock);
  recording = FALSE;
  g_mutex_unlock (&lock);
}

void
power_forget (void)
{
  g_clear_pointer (&recorded, g_free);
  for (int i = 0; i < N_FILES; i++)
    {
      g_clear_pointer (&safe[i], g_byte_array_unref);
      g_clear_pointer (&under_way[i], g_ptr_array_unref);
    }
  g_clear_pointer (&deeds, g_ptr_array_unref);
}

/* ---------------------------------------------------------------- the disk's side */

static void
put (GByteArray   *image,
     gint64        offset,
     const guint8 *bytes,
     gsize         length)
{
  guint before = image->len;

  if (offset + length > before)
    {
      g_byte_array_set_size (image, offset + length);
      memset (image->data + before, 0, image->len - before);
    }
  memcpy (image->data + offset, bytes, length);
}

static void
carry_out (GByteArray *image,
           const Deed *deed)
{
  gsize length;
  const guint8 *bytes;

  if (deed->kind == TRUNCATE)
    {
      if (deed->offset < image->len)
        g_byte_array_set_size (image, deed->offset);
      return;
    }
  bytes = g_bytes_get_data (deed->bytes, &length);
  put (image, deed->offset, bytes, length);
}

/* Each sector by itself. */
static void
carry_out_in_part (GByteArray *image,
                   const Deed *deed,
                   GRand      *chance)
{
  gsize length;
  const guint8 *bytes = g_bytes_get_data (deed->bytes, &length);

  for (gsize at = 0, n; at < length; at += n)
    {
      n = MIN (length - at, SECTOR - (gsize) (deed->offset + at) % SECTOR);
      if (g_rand_boolean (chance))
        put (image, deed->offset + at, bytes + at, n);
    }
}

static void
let_chance_decide (GByteArray *image,
                   GPtrArray  *pending,
                   GRand      *chance,
                   PowerCut   *cut)
{
  /* Mostly lost in one cut, mostly kept in another. */
  double lost = g_rand_double (chance);

  for (guint i = 0; i < pending->len; i++)
    {
      const Deed *deed = pending->pdata[i];

      if (deed->kind == WRITE && g_rand_int_range (chance, 0, 4) == 0)
        {
          carry_out_in_part (image, deed, chance);
          cut->torn++;
        }
      else if (g_rand_double (chance) < lost)
        cut->dropped++;
      else
        {
          carry_out (image, deed);
          cut->kept++;
        }
    }
}

static void
go_on_to (guint moment)
{
  for (; done < moment; done++)
    {
      Deed *deed = deeds->pdata[done];
      GPtrArray *pending = under_way[deed->which];

      if (deed->kind != SYNC)
        {
          g_ptr_array_add (pending, deed);
          continue;
        }
      for (guint i = 0; i < pending->len; i++)
        carry_out (safe[deed->which], pending->pdata[i]);
      g_ptr_array_set_size (pending, 0);
    }
}

PowerCut
power_cut (guint       moment,
           GRand      *chance,
           const char *path)
{
  static const char *const ends[] = { "", "-wal", "-shm" };
  PowerCut cut = { 0 };

  g_assert_cmpuint (moment, >=, done);
  go_on_to (moment);
  for (guint i = 0; i < G_N_ELEMENTS (ends); i++)
    {
      g_autofree char *name = g_strconcat (path, ends[i], NULL);
      g_autoptr(GByteArray) image = g_byte_array_new ();

      g_unlink (name);
      if (i >= N_FILES)
        continue;
      g_byte_array_append (image, safe[i]->data, safe[i]->len);
      let_chance_decide (image, under_way[i], chance, &cut);
      if (image->len > 0)
        g_assert_true (g_file_set_contents_full (name, (char *) image->data, image->len,
                                                 G_FILE_SET_CONTENTS_NONE, 0600, NULL));
    }
  return cut;
}
