/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/vb-save-file.h"

#include "interop/vb-write-file.h"

typedef struct
{
  GBytes *bytes;
  GFileCreateFlags flags;
} Saving;

static void
saving_free (Saving *self)
{
  g_bytes_unref (self->bytes);
  g_free (self);
}

static void
save_thread (GTask        *task,
             gpointer      source,
             gpointer      task_data,
             GCancellable *cancellable)
{
  const Saving *self = task_data;
  g_autofree char *path = g_file_get_path (source);
  GError *error = NULL;
  gsize size;
  const char *data = g_bytes_get_data (self->bytes, &size);

  if ((path == NULL || vb_may_replace (path, &error))
      && g_file_replace_contents (source, data, size, NULL, FALSE, self->flags, NULL, cancellable,
                                  &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/**
 * vb_save_file_async:
 * @file: what the person chose in a file chooser
 * @bytes: what is to stand in it, instead of what stood there
 * @flags: %G_FILE_CREATE_PRIVATE for what tells of people
 *
 * Writes what a person takes out of Verbinder; not over the store, whoever points at that. A link
 * that stands there gives way to the file itself.
 */
void
vb_save_file_async (GFile               *file,
                    GBytes              *bytes,
                    GFileCreateFlags     flags,
                    GCancellable        *cancellable,
                    GAsyncReadyCallback  callback,
                    gpointer             user_data)
{
  g_autoptr(GTask) task = g_task_new (file, cancellable, callback, user_data);
  Saving *self = g_new (Saving, 1);

  self->bytes = g_bytes_ref (bytes);
  self->flags = flags | G_FILE_CREATE_REPLACE_DESTINATION;
  g_task_set_source_tag (task, vb_save_file_async);
  g_task_set_task_data (task, self, (GDestroyNotify) saving_free);
  g_task_run_in_thread (task, save_thread);
}

/**
 * vb_save_file_finish:
 *
 * Ends vb_save_file_async(): whether all of it is there.
 *
 * Returns: %FALSE with %VB_ERROR_OWN_FILE (vb_may_replace()) or a #GIOErrorEnum
 */
gboolean
vb_save_file_finish (GFile         *file,
                     GAsyncResult  *result,
                     GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, file), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
