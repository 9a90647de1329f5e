/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <archive.h>
#include <archive_entry.h>

#include "core/base/vb-error.h"
#include "interop/vb-write-job.h"

static la_ssize_t
append_cb (struct archive *archive,
           void           *data,
           const void     *buffer,
           size_t          length)
{
  g_byte_array_append (data, buffer, length);
  return length;
}

static gboolean
add_file (struct archive      *archive,
          const VbWrittenFile *file)
{
  struct archive_entry *entry = archive_entry_new ();
  gsize size;
  const void *data = g_bytes_get_data (file->bytes, &size);
  gboolean done;

  archive_entry_set_pathname (entry, file->name);
  archive_entry_set_filetype (entry, AE_IFREG);
  archive_entry_set_perm (entry, 0600);
  archive_entry_set_size (entry, size);
  archive_entry_set_mtime (entry, g_get_real_time () / G_USEC_PER_SEC, 0);
  done = archive_write_header (archive, entry) == ARCHIVE_OK
         && archive_write_data (archive, data, size) == (la_ssize_t) size
         && archive_write_finish_entry (archive) == ARCHIVE_OK;
  archive_entry_free (entry);
  return done;
}

/**
 * vb_zip_write:
 * @files: (element-type VbWrittenFile):
 *
 * Returns: (transfer full): a zip of them
 */
GBytes *
vb_zip_write (GPtrArray *files,
              GError   **error)
{
  g_autoptr(GByteArray) out = g_byte_array_new ();
  struct archive *archive = archive_write_new ();
  gboolean done = archive_write_set_format_zip (archive) == ARCHIVE_OK
                  && archive_write_set_bytes_per_block (archive, 0) == ARCHIVE_OK
                  && archive_write_open (archive, out, NULL, append_cb, NULL) == ARCHIVE_OK;

  for (guint i = 0; done && i < files->len; i++)
    done = add_file (archive, g_ptr_array_index (files, i));
  done = archive_write_close (archive) == ARCHIVE_OK && done;
  archive_write_free (archive);
  if (done)
    return g_byte_array_free_to_bytes (g_steal_pointer (&out));
  g_set_error (error, VB_ERROR, VB_ERROR_FAILED, "the zip could not be made");
  return NULL;
}
