/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "core/vault/vb-vault-private.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "core/base/vb-folder.h"
#include "core/vault/vb-vault-file.h"

void
_vb_vault_files_free (VbVaultFiles *files)
{
  g_clear_pointer (&files->main, vb_vault_header_free);
  g_clear_pointer (&files->backup, vb_vault_header_free);
  g_free (files);
}

/* The id may be what is damaged in one of them; two vaults never have a slot in common. */
static gboolean
same_vault (const VbVaultHeader *a,
            const VbVaultHeader *b)
{
  if (memcmp (a->id, b->id, VB_VAULT_ID_SIZE) == 0)
    return TRUE;
  for (guint i = 0; i < a->n_slots; i++)
    if (vb_vault_header_has_slot_id (b, a->slots[i].id))
      return TRUE;
  return FALSE;
}

/* Reads the vault file and the copy beside it. The copy only counts for the same vault; a file of
 * a newer version is never passed over for an older copy. */
VbVaultFiles *
_vb_vault_files_read (const char  *path,
                      GError     **error)
{
  g_autofree char *backup_path = vb_vault_file_backup (path);
  g_autoptr(VbVaultFiles) files = g_new0 (VbVaultFiles, 1);
  g_autoptr(GError) main_error = NULL;
  g_autoptr(GError) backup_error = NULL;

  files->main = vb_vault_file_read (path, &main_error);
  if (g_error_matches (main_error, VB_ERROR, VB_ERROR_NEWER_SCHEMA))
    {
      g_propagate_error (error, g_steal_pointer (&main_error));
      return NULL;
    }
  files->backup = vb_vault_file_read (backup_path, &backup_error);
  if (files->main != NULL && files->backup != NULL
      && !same_vault (files->main, files->backup))
    g_clear_pointer (&files->backup, vb_vault_header_free);
  if (files->main == NULL && files->backup == NULL)
    {
      gboolean only_backup = g_error_matches (main_error, VB_ERROR, VB_ERROR_NOT_FOUND)
        && !g_error_matches (backup_error, VB_ERROR, VB_ERROR_NOT_FOUND);

      g_propagate_error (error, only_backup ? g_steal_pointer (&backup_error)
                                            : g_steal_pointer (&main_error));
      return NULL;
    }
  return g_steal_pointer (&files);
}

/* Chooses the file that is whole, now that the key is known: the main one if it is, the copy
 * otherwise.
 *
 * Returns: (transfer none): or %NULL with %VB_ERROR_CORRUPT */
VbVaultHeader *
_vb_vault_files_choose (const VbVaultFiles  *files,
                        VbSecret            *dek,
                        GError             **error)
{
  if (files->main != NULL && vb_vault_header_verify (files->main, dek))
    return files->main;
  if (files->backup != NULL && vb_vault_header_verify (files->backup, dek))
    return files->backup;
  g_set_error_literal (error, VB_ERROR, VB_ERROR_CORRUPT,
                       "The vault file is damaged: it is not as it was written");
  return NULL;
}

/**
 * vb_vault_copy_to:
 * @path: where nothing may be yet; vb_vault_path_for_store() of a backup
 *
 * Writes the vault file once more, with all ways in, beside a backup of the store. On another
 * machine it opens with the passphrase or the recovery sheet. The vault need not be unlocked.
 *
 * Returns: %FALSE with %VB_ERROR_EXISTS, %VB_ERROR_NOT_FOUND, %VB_ERROR_CORRUPT,
 *   %VB_ERROR_READ_ONLY or %VB_ERROR_DISK_FULL
 */
gboolean
vb_vault_copy_to (VbVault     *self,
                  const char  *path,
                  GError     **error)
{
  g_autofree char *backup = NULL;
  g_autoptr(VbVaultFiles) files = NULL;
  g_autoptr(GBytes) bytes = NULL;

  g_return_val_if_fail (VB_IS_VAULT (self), FALSE);
  g_return_val_if_fail (path != NULL, FALSE);

  backup = vb_vault_file_backup (path);
  if (vb_vault_file_exists (path) || vb_vault_file_exists (backup))
    {
      g_set_error_literal (error, VB_ERROR, VB_ERROR_EXISTS, "There is a vault file already");
      return FALSE;
    }
  files = _vb_vault_files_read (self->path, error);
  if (files == NULL)
    return FALSE;
  if (files->main != NULL && vb_vault_header_find (files->main, VB_SLOT_PREVIOUS) != NULL)
    {
      /* it could not be told which of the two keys the backup has */
      g_set_error_literal (error, VB_ERROR, VB_ERROR_CONFLICT,
                           "The key of the store is being changed; make the backup afterwards");
      return FALSE;
    }
  bytes = vb_vault_header_to_bytes (files->main != NULL ? files->main : files->backup);
  return vb_vault_file_write_new (path, bytes, error);
}

static gboolean
put_file_aside (const char  *path,
                GError     **error)
{
  g_autofree char *aside = g_strconcat (path, ".unfinished", NULL);

  if (g_rename (path, aside) == 0 || errno == ENOENT)
    return TRUE;
  g_set_error_literal (error, VB_ERROR, VB_ERROR_READ_ONLY, "The vault file cannot be put aside");
  return FALSE;
}

static gboolean
move_file (const char  *path,
           const char  *aside,
           GError     **error)
{
  if (g_file_test (path, G_FILE_TEST_EXISTS) && g_file_test (aside, G_FILE_TEST_EXISTS))
    g_set_error_literal (error, VB_ERROR, VB_ERROR_EXISTS, "There is a vault file already");
  else if (g_rename (path, aside) != 0 && errno != ENOENT)
    g_set_error_literal (error, VB_ERROR, VB_ERROR_READ_ONLY, "The vault file cannot be put aside");
  else
    return TRUE;
  return FALSE;
}

/* A second name for the vault file, so that at no moment there is none under the first. Where a
 * file system has no second names, it moves. */
static gboolean
keep_file (const char  *path,
           const char  *aside,
           GError     **error)
{
  if (link (path, aside) == 0 || errno == ENOENT)
    return TRUE;
  return move_file (path, aside, error);
}

/* Keeps the vault file and its copy under another name, as they are, damaged or not. */
static gboolean
keep_as (VbVault     *self,
         const char  *path,
         GError     **error)
{
  g_autofree char *backup = vb_vault_file_backup (self->path);
  g_autofree char *aside = vb_vault_file_backup (path);

  return keep_file (self->path, path, error) && move_file (backup, aside, error);
}

static char *
name_coming (VbVault *self)
{
  return g_strconcat (self->path, ".coming", NULL);
}

/**
 * vb_vault_prepare_replace:
 * @from: the vault of a backup that is going to be put back; need not be unlocked
 *
 * Writes the vault file of @from beside this one under a name of its own. Done before the store is
 * replaced, so that a full disk or a folder that cannot be written is found in time;
 * vb_vault_replace() then only gives it its name.
 *
 * Returns: %FALSE with an error as vb_vault_copy_to(); then nothing was changed
 */
gboolean
vb_vault_prepare_replace (VbVault  *self,
                          VbVault  *from,
                          GError  **error)
{
  g_autofree char *coming = NULL;

  g_return_val_if_fail (VB_IS_VAULT (self) && VB_IS_VAULT (from), FALSE);

  vb_vault_abandon_replace (self);
  coming = name_coming (self);
  return vb_folder_make_for (self->path, "The folder of the store cannot be made", error)
         && vb_vault_copy_to (from, coming, error);
}

/**
 * vb_vault_abandon_replace:
 *
 * Takes away what vb_vault_prepare_replace() wrote: the store was not replaced.
 */
void
vb_vault_abandon_replace (VbVault *self)
{
  g_autofree char *coming = NULL;

  g_return_if_fail (VB_IS_VAULT (self));

  coming = name_coming (self);
  g_unlink (coming);
}

/**
 * vb_vault_replace:
 * @from: the vault of a backup that was put back; need not be unlocked
 * @store: the path of the store that both vaults are for
 * @kept: (nullable): where the store of before stands now; %NULL when there was none
 *
 * Puts the vault file of @from in the place of this one, which stays with the store that it opens.
 * Without a store it gets a name as such a store would have had: a key is never thrown away.
 * The vault file of the backup comes last: a store without its own cannot be opened by mistake, and
 * doing it again mends it. Where vb_vault_prepare_replace() was called before, that file is used.
 *
 * Returns: %FALSE with %VB_ERROR_EXISTS, %VB_ERROR_NOT_FOUND, %VB_ERROR_CORRUPT,
 *   %VB_ERROR_CONFLICT, %VB_ERROR_READ_ONLY or %VB_ERROR_DISK_FULL
 */
gboolean
vb_vault_replace (VbVault     *self,
                  VbVault     *from,
                  const char  *store,
                  const char  *kept,
                  GError     **error)
{
  g_autoptr(GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *stamp = g_date_time_format (now, "-replaced-%Y%m%dT%H%M%S.db");
  g_autofree char *coming = NULL;
  g_autofree char *lost = NULL;
  g_autofree char *header = NULL;

  g_return_val_if_fail (VB_IS_VAULT (self) && VB_IS_VAULT (from), FALSE);
  g_return_val_if_fail (store != NULL, FALSE);

  coming = name_coming (self);
  lost = g_strconcat (store, stamp, NULL);
  header = vb_vault_path_for_store (kept != NULL ? kept : lost);
  if ((!vb_vault_file_exists (coming) && !vb_vault_prepare_replace (self, from, error))
      || !keep_as (self, header, error))
    return FALSE;
  if (!vb_vault_file_take_name (coming, self->path, error))
    return FALSE;
  _vb_vault_forget (self);
  return TRUE;
}

/**
 * vb_vault_put_aside:
 *
 * Gives the vault file and its copy another name, so that a first start that was broken off can
 * be done again. Only for a vault whose store was never made.
 *
 * Returns: %FALSE with %VB_ERROR_READ_ONLY
 */
gboolean
vb_vault_put_aside (VbVault  *self,
                    GError  **error)
{
  g_autofree char *backup = NULL;

  g_return_val_if_fail (VB_IS_VAULT (self), FALSE);

  backup = vb_vault_file_backup (self->path);
  if (!put_file_aside (self->path, error) || !put_file_aside (backup, error))
    return FALSE;
  _vb_vault_forget (self);
  return TRUE;
}
