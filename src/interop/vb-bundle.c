/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "interop/vb-bundle.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>

#include "core/base/vb-error.h"

#define CHUNK (256 * 1024)

static void
clear_file (gpointer data)
{
  VbBundleFile *file = data;

  g_free (file->name);
  g_bytes_unref (file->bytes);
}

static VbBundle *
bundle_new (const char *name)
{
  VbBundle *self = g_new0 (VbBundle, 1);

  self->name = g_strdup (name);
  self->files = g_array_new (FALSE, FALSE, sizeof (VbBundleFile));
  g_array_set_clear_func (self->files, clear_file);
  return self;
}

void
vb_bundle_free (VbBundle *self)
{
  g_free (self->name);
  g_array_unref (self->files);
  g_free (self);
}

static void
add (VbBundle   *self,
     const char *name,
     GBytes     *bytes)
{
  VbBundleFile file = { g_strdup (name), g_bytes_ref (bytes) };

  g_array_append_val (self->files, file);
}

/* A file of JSON is read record by record, and may be larger than another. */
static gsize
find_limit (const guint8       *data,
            gsize               size,
            const VbReadLimits *limits)
{
  for (gsize i = size >= 3 && memcmp (data, "\xef\xbb\xbf", 3) == 0 ? 3 : 0; i < size; i++)
    if (!g_ascii_isspace (data[i]))
      return data[i] == '{' || data[i] == '[' ? limits->json_bytes : limits->file_bytes;
  return limits->file_bytes;
}

static void
fail_size (const char  *name,
           gsize        limit,
           GError     **error)
{
  g_set_error (error, VB_ERROR, VB_ERROR_TOO_LARGE, "%s is larger than %u MiB", name,
               (guint) (limit / (1024 * 1024)));
}

/* Room for what the file says it has, so that a large one is not copied while it grows. */
static GByteArray *
make_room (GFileInputStream   *stream,
           const VbReadLimits *limits)
{
  g_autoptr(GFileInfo) info = g_file_input_stream_query_info (stream,
                                                              G_FILE_ATTRIBUTE_STANDARD_SIZE,
                                                              NULL, NULL);
  goffset size = info != NULL ? g_file_info_get_size (info) : 0;

  return g_byte_array_sized_new (CLAMP (size, 0, (goffset) limits->json_bytes) + CHUNK);
}

/* Reads no more than the limit, whatever size the file claims to have. */
static GBytes *
read_file (GFile               *file,
           const VbReadLimits  *limits,
           GCancellable        *cancellable,
           GError             **error)
{
  g_autoptr(GFileInputStream) stream = g_file_read (file, cancellable, error);
  g_autoptr(GByteArray) data = NULL;
  gsize limit = limits->file_bytes;
  gsize n;

  if (stream == NULL)
    return NULL;
  data = make_room (stream, limits);
  do
    {
      guint old = data->len;

      g_byte_array_set_size (data, old + CHUNK);
      if (!g_input_stream_read_all (G_INPUT_STREAM (stream), data->data + old, CHUNK, &n,
                                    cancellable, error))
        return NULL;
      g_byte_array_set_size (data, old + n);
      if (old == 0)
        limit = find_limit (data->data, data->len, limits);
      if (data->len > limit)
        {
          g_autofree char *name = g_file_get_basename (file);

          fail_size (name, limit, error);
          return NULL;
        }
    }
  while (n == CHUNK);
  return g_byte_array_free_to_bytes (g_steal_pointer (&data));
}

static gboolean
add_child (VbBundle            *self,
           GFile               *child,
           const char          *name,
           gsize               *total,
           const VbReadLimits  *limits,
           GCancellable        *cancellable,
           GError             **error)
{
  g_autoptr(GBytes) bytes = NULL;

  if (self->files->len >= limits->entries)
    {
      g_set_error (error, VB_ERROR, VB_ERROR_TOO_LARGE, "more than %u files in the folder",
                   limits->entries);
      return FALSE;
    }
  bytes = read_file (child, limits, cancellable, error);
  if (bytes == NULL)
    return FALSE;
  *total += g_bytes_get_size (bytes);
  if (*total > limits->total_bytes)
    {
      g_set_error (error, VB_ERROR, VB_ERROR_TOO_LARGE, "the folder is larger than %u MiB",
                   (guint) (limits->total_bytes / (1024 * 1024)));
      return FALSE;
    }
  add (self, name, bytes);
  return TRUE;
}

static gboolean
is_wanted (const char *name)
{
  static const char * const ends[] = { ".csv", ".tsv", ".txt", ".json", ".ndjson", ".jsonl" };
  g_autofree char *lower = g_ascii_strdown (name, -1);

  if (name[0] == '.')
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (ends); i++)
    if (g_str_has_suffix (lower, ends[i]))
      return TRUE;
  return FALSE;
}

/* A folder, and its folder "data" where packages keep their tables. Links are not followed. */
static gboolean
add_folder (VbBundle            *self,
            GFile               *folder,
            const char          *prefix,
            gsize               *total,
            const VbReadLimits  *limits,
            GCancellable        *cancellable,
            GError             **error)
{
  g_autoptr(GFileEnumerator) children = NULL;
  g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  gboolean has_data = FALSE;
  GFileInfo *info;

  children = g_file_enumerate_children (folder, G_FILE_ATTRIBUTE_STANDARD_NAME ","
                                        G_FILE_ATTRIBUTE_STANDARD_TYPE,
                                        G_FILE_QUERY_INFO_NOFOLLOW_SYMLINKS, cancellable, error);
  if (children == NULL)
    return FALSE;
  for (;;)
    {
      if (!g_file_enumerator_iterate (children, &info, NULL, cancellable, error))
        return FALSE;
      if (info == NULL)
        break;
      if (g_file_info_get_file_type (info) == G_FILE_TYPE_REGULAR
          && is_wanted (g_file_info_get_name (info)))
        g_ptr_array_add (names, g_strdup (g_file_info_get_name (info)));
      else if (g_file_info_get_file_type (info) == G_FILE_TYPE_DIRECTORY)
        has_data |= strcmp (g_file_info_get_name (info), "data") == 0;
    }
  g_ptr_array_sort (names, (GCompareFunc) g_strcmp0);
  for (guint i = 0; i < names->len; i++)
    {
      const char *name = g_ptr_array_index (names, i);
      g_autoptr(GFile) child = g_file_get_child (folder, name);
      g_autofree char *path = g_strconcat (prefix, name, NULL);

      if (!add_child (self, child, path, total, limits, cancellable, error))
        return FALSE;
    }
  if (has_data && prefix[0] == '\0')
    {
      g_autoptr(GFile) data = g_file_get_child (folder, "data");

      return add_folder (self, data, "data/", total, limits, cancellable, error);
    }
  return TRUE;
}

/**
 * vb_bundle_open_bytes:
 * @name: of the file
 *
 * Returns: (transfer full): what is in @bytes: the files of a zip, or one file
 */
VbBundle *
vb_bundle_open_bytes (const char          *name,
                      GBytes              *bytes,
                      const VbReadLimits  *limits,
                      GCancellable        *cancellable,
                      GError             **error)
{
  g_autoptr(VbBundle) self = bundle_new (name);
  gsize size;
  const char *data = g_bytes_get_data (bytes, &size);
  gsize limit = find_limit ((const guint8 *) data, size, limits);

  if (size > limit)
    {
      fail_size (name, limit, error);
      return NULL;
    }
  if (size >= 4 && (memcmp (data, "PK\003\004", 4) == 0 || memcmp (data, "PK\005\006", 4) == 0))
    {
      if (!vb_unzip (bytes, self->files, limits, cancellable, error))
        return NULL;
      return g_steal_pointer (&self);
    }
  self->single = TRUE;
  add (self, name, bytes);
  return g_steal_pointer (&self);
}

/* A pipe or a device may have no end, or never begin; what is not there is told by whoever opens
 * it. */
static gboolean
check_kind (const char  *path,
            const char  *name,
            GError     **error)
{
  GStatBuf status;

  if (g_stat (path, &status) != 0 || S_ISREG (status.st_mode) || S_ISDIR (status.st_mode))
    return TRUE;
  g_set_error (error, VB_ERROR, VB_ERROR_UNSUPPORTED, "%s: it is a device or a pipe and no file",
               name);
  return FALSE;
}

/**
 * vb_bundle_open:
 *
 * Returns: (transfer full): the files at @path, in memory; %NULL on error
 */
VbBundle *
vb_bundle_open (const char          *path,
                const VbReadLimits  *limits,
                GCancellable        *cancellable,
                GError             **error)
{
  g_autoptr(GFile) file = g_file_new_for_path (path);
  g_autofree char *name = g_file_get_basename (file);
  g_autoptr(GBytes) bytes = NULL;

  if (!check_kind (path, name, error))
    return NULL;
  if (g_file_test (path, G_FILE_TEST_IS_DIR))
    {
      g_autoptr(VbBundle) self = bundle_new (name);
      gsize total = 0;

      if (!add_folder (self, file, "", &total, limits, cancellable, error))
        return NULL;
      return g_steal_pointer (&self);
    }
  bytes = read_file (file, limits, cancellable, error);
  if (bytes == NULL)
    return NULL;
  return vb_bundle_open_bytes (name, bytes, limits, cancellable, error);
}

/**
 * vb_bundle_find:
 * @base_name: without folders
 *
 * Returns: (transfer none) (nullable): the first file called so, in any folder
 */
VbBundleFile *
vb_bundle_find (VbBundle   *self,
                const char *base_name)
{
  for (guint i = 0; i < self->files->len; i++)
    {
      VbBundleFile *file = &g_array_index (self->files, VbBundleFile, i);
      const char *slash = strrchr (file->name, '/');

      if (g_ascii_strcasecmp (slash != NULL ? slash + 1 : file->name, base_name) == 0)
        return file;
    }
  return NULL;
}
