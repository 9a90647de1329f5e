/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A zip from outside, unpacked into memory and never onto a disk. Sizes are counted while
 * inflating, because what the zip says about itself may be a lie. */

#include "config.h"

#include <archive.h>
#include <archive_entry.h>
#include <string.h>

#include "core/base/vb-error.h"
#include "interop/vb-bundle.h"

/* Below this an entry may be packed as tightly as it likes: it can do no harm. */
#define RATIO_FREE_BYTES (1024 * 1024)
#define CHUNK (64 * 1024)

typedef struct archive Archive;
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Archive, archive_read_free)

static gboolean
refuse (GError    **error,
        VbError     code,
        const char *what)
{
  g_set_error (error, VB_ERROR, code, "zip: %s", what);
  return FALSE;
}

static gboolean
is_safe_name (const char *name)
{
  g_auto(GStrv) parts = NULL;

  if (name[0] == '/' || strchr (name, '\\') != NULL || strchr (name, ':') != NULL
      || !g_utf8_validate (name, -1, NULL) || strlen (name) > 255)
    return FALSE;
  parts = g_strsplit (name, "/", -1);
  for (guint i = 0; parts[i] != NULL; i++)
    if (strcmp (parts[i], "..") == 0)
      return FALSE;
  for (const guchar *p = (const guchar *) name; *p != '\0'; p++)
    if (*p < 0x20 || *p == 0x7f)
      return FALSE;
  return TRUE;
}

static gboolean
check_entry (Archive              *archive,
             struct archive_entry *entry,
             GHashTable           *names,
             GError              **error)
{
  const char *name = archive_entry_pathname_utf8 (entry);
  const char *method = archive_format_name (archive);
  g_autofree char *folded = NULL;

  if (name == NULL)
    name = archive_entry_pathname (entry);
  if (name == NULL || !is_safe_name (name))
    return refuse (error, VB_ERROR_INVALID_INPUT, "a file in it has a name that is not allowed");
  if (archive_entry_is_encrypted (entry))
    return refuse (error, VB_ERROR_UNSUPPORTED, "it is locked with a password");
  if (archive_entry_filetype (entry) != AE_IFREG && archive_entry_filetype (entry) != AE_IFDIR)
    return refuse (error, VB_ERROR_INVALID_INPUT, "it holds a link or another special file");
  if (archive_entry_filetype (entry) == AE_IFREG && method != NULL
      && strstr (method, "(uncompressed)") == NULL && strstr (method, "(deflation)") == NULL)
    return refuse (error, VB_ERROR_UNSUPPORTED, "it is packed in a way that is not read");
  folded = g_utf8_casefold (name, -1);
  if (!g_hash_table_add (names, g_steal_pointer (&folded)))
    return refuse (error, VB_ERROR_INVALID_INPUT, "two files in it have the same name");
  return TRUE;
}

static gboolean
is_archive_name (const char *name)
{
  static const char * const ends[] = { ".zip", ".gz", ".tgz", ".tar", ".bz2", ".xz", ".7z", ".rar",
                                       ".zst" };
  g_autofree char *lower = g_ascii_strdown (name, -1);

  for (guint i = 0; i < G_N_ELEMENTS (ends); i++)
    if (g_str_has_suffix (lower, ends[i]))
      return TRUE;
  return FALSE;
}

static GBytes *
read_data (Archive             *archive,
           gsize               *total,
           const VbReadLimits  *limits,
           GCancellable        *cancellable,
           GError             **error)
{
  g_autoptr(GByteArray) data = g_byte_array_new ();
  g_autofree guint8 *buffer = g_malloc (CHUNK);
  gint64 before = archive_filter_bytes (archive, -1);

  for (;;)
    {
      la_ssize_t n = archive_read_data (archive, buffer, CHUNK);
      gint64 packed = archive_filter_bytes (archive, -1) - before;

      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return NULL;
      if (n < 0)
        {
          refuse (error, VB_ERROR_INVALID_INPUT, "a file in it is damaged; fetch it again");
          return NULL;
        }
      if (n == 0)
        break;
      g_byte_array_append (data, buffer, n);
      *total += n;
      if (*total > limits->total_bytes)
        {
          refuse (error, VB_ERROR_TOO_LARGE, "it is too large when unpacked");
          return NULL;
        }
      if (data->len > RATIO_FREE_BYTES && data->len / limits->zip_ratio > (gsize) MAX (packed, 1))
        {
          refuse (error, VB_ERROR_TOO_LARGE, "a file in it unpacks to far more than it says");
          return NULL;
        }
    }
  return g_byte_array_free_to_bytes (g_steal_pointer (&data));
}

/* Files that the systems of other people leave behind. */
static gboolean
is_litter (const char *name)
{
  g_autofree char *base = g_path_get_basename (name);

  return g_str_has_prefix (name, "__MACOSX/") || base[0] == '.' || strcmp (base, "Thumbs.db") == 0;
}

/**
 * vb_unzip:
 * @files: of #VbBundleFile, added to
 *
 * Unpacks a zip in memory. Refuses: more entries or bytes than the limits, links, passwords, ways
 * of packing other than stored and deflate, zips within zips, and names that are absolute, hold
 * "..", a backslash or a colon, or differ only in case.
 */
gboolean
vb_unzip (GBytes             *bytes,
          GArray             *files,
          const VbReadLimits *limits,
          GCancellable       *cancellable,
          GError            **error)
{
  g_autoptr(Archive) archive = archive_read_new ();
  g_autoptr(GHashTable) names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  struct archive_entry *entry;
  gsize total = 0;
  guint n = 0;
  int result;

  if (archive == NULL || archive_read_support_format_zip (archive) != ARCHIVE_OK
      || archive_read_open_memory (archive, g_bytes_get_data (bytes, NULL),
                                   g_bytes_get_size (bytes)) != ARCHIVE_OK)
    return refuse (error, VB_ERROR_INVALID_INPUT, "it is damaged; fetch it again");
  while ((result = archive_read_next_header (archive, &entry)) == ARCHIVE_OK
         || result == ARCHIVE_WARN)
    {
      VbBundleFile file;
      const char *name;

      if (++n > limits->entries)
        return refuse (error, VB_ERROR_TOO_LARGE, "there are too many files in it");
      if (!check_entry (archive, entry, names, error))
        return FALSE;
      name = archive_entry_pathname_utf8 (entry);
      if (name == NULL)
        name = archive_entry_pathname (entry);
      if (archive_entry_filetype (entry) == AE_IFDIR || is_litter (name))
        continue;
      if (is_archive_name (name))
        return refuse (error, VB_ERROR_UNSUPPORTED, "there is another archive in it");
      file.name = g_strdup (name);
      file.bytes = read_data (archive, &total, limits, cancellable, error);
      if (file.bytes == NULL)
        {
          g_free (file.name);
          return FALSE;
        }
      g_array_append_val (files, file);
    }
  if (result != ARCHIVE_EOF)
    return refuse (error, VB_ERROR_INVALID_INPUT, "it is damaged; fetch it again");
  return TRUE;
}
