/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "core/base/vb-folder.h"

#include <errno.h>
#include <glib/gstdio.h>

#include "core/base/vb-error.h"

/**
 * vb_folder_make:
 * @failure: what could not be made, as a sentence without a full stop; the reason follows it
 *
 * Makes @folder, and the ones it stands in, for this user alone; one that is there stays as it is.
 *
 * Returns: %FALSE with %VB_ERROR_DISK_FULL or %VB_ERROR_READ_ONLY
 */
gboolean
vb_folder_make (const char  *folder,
                const char  *failure,
                GError     **error)
{
  int number;

  g_return_val_if_fail (folder != NULL && failure != NULL, FALSE);

  if (g_mkdir_with_parents (folder, 0700) == 0)
    return TRUE;
  number = errno;
  g_set_error (error, VB_ERROR,
               number == ENOSPC || number == EDQUOT ? VB_ERROR_DISK_FULL : VB_ERROR_READ_ONLY,
               "%s: %s", failure, g_strerror (number));
  return FALSE;
}

/**
 * vb_folder_make_for:
 * @path: a file that is going to be written
 *
 * As vb_folder_make(), for the folder that @path stands in.
 */
gboolean
vb_folder_make_for (const char  *path,
                    const char  *failure,
                    GError     **error)
{
  g_autofree char *folder = NULL;

  g_return_val_if_fail (path != NULL, FALSE);

  folder = g_path_get_dirname (path);
  return vb_folder_make (folder, failure, error);
}
