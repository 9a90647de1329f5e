/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "core/vault/vb-device-sheet.h"

#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/sysmacros.h>

#include "core/store/vb-access-overview.h"

void
vb_device_sheet_free (VbDeviceSheet *self)
{
  g_free (self->store_id);
  g_free (self->device);
  g_free (self);
}

/* ---------------------------------------------------------------- what is known */

/* The kernel says of what a disk below an encrypted one is made. Not seeing it proves nothing. */
static gboolean
disk_is_encrypted (const char *path)
{
  g_autofree char *file = NULL;
  g_autofree char *uuid = NULL;
  GStatBuf status;

  if (path == NULL || g_stat (path, &status) != 0)
    return FALSE;
  file = g_strdup_printf ("/sys/dev/block/%u:%u/dm/uuid", major (status.st_dev),
                          minor (status.st_dev));
  return g_file_get_contents (file, &uuid, NULL, NULL) && g_str_has_prefix (uuid, "CRYPT-");
}

static gpointer
make_job (VbDatabase    *db,
          gpointer       data,
          GCancellable  *cancellable,
          GError       **error)
{
  g_autoptr(VbDeviceSheet) self = g_new0 (VbDeviceSheet, 1);

  return vb_access_read_use (db, &self->device, &self->used_at, &self->locked_at, error)
         ? g_steal_pointer (&self) : NULL;
}

static void
complete (VbDeviceSheet *self,
          VbStore       *store,
          VbVault       *vault,
          guint          lock_minutes)
{
  /* On the command line the key may have come from elsewhere, and the file was not read yet. */
  if (vault != NULL && (vb_vault_get_id (vault) != NULL || vb_vault_load (vault, NULL)))
    {
      self->store_id = g_strdup (vb_vault_get_id (vault));
      self->has_keyring = vb_vault_has_keyring (vault);
      self->has_passphrase = vb_vault_has_slot (vault, VB_SLOT_PASSPHRASE);
      self->has_recovery = vb_vault_has_slot (vault, VB_SLOT_RECOVERY);
    }
  self->lock_minutes = lock_minutes;
  self->disk_is_encrypted = disk_is_encrypted (vb_store_get_path (store));
  self->made_at = g_get_real_time ();
}

/**
 * vb_device_sheet_make_sync:
 *
 * Returns: (transfer full): what is known of this computer now
 */
VbDeviceSheet *
vb_device_sheet_make_sync (VbStore       *store,
                           VbVault       *vault,
                           guint          lock_minutes,
                           GCancellable  *cancellable,
                           GError       **error)
{
  VbDeviceSheet *self;

  g_return_val_if_fail (VB_IS_STORE (store), NULL);

  self = vb_store_run_sync_full (store, VB_LANE_READ, make_job, NULL,
                                 (GDestroyNotify) vb_device_sheet_free, cancellable, error);
  if (self != NULL)
    complete (self, store, vault, lock_minutes);
  return self;
}

typedef struct
{
  VbVault *vault; /* (nullable) */
  guint lock_minutes;
} Asking;

static void
asking_free (gpointer data)
{
  Asking *self = data;

  g_clear_object (&self->vault);
  g_free (self);
}

static void
read_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  Asking *asking = g_task_get_task_data (task);
  GError *error = NULL;
  VbDeviceSheet *self = vb_store_run_finish (VB_STORE (source), result, &error);

  if (self == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  complete (self, VB_STORE (source), asking->vault, asking->lock_minutes);
  g_task_return_pointer (task, self, (GDestroyNotify) vb_device_sheet_free);
}

void
vb_device_sheet_make_async (VbStore             *store,
                            VbVault             *vault,
                            guint                lock_minutes,
                            GCancellable        *cancellable,
                            GAsyncReadyCallback  callback,
                            gpointer             user_data)
{
  GTask *task;
  Asking *asking;

  g_return_if_fail (VB_IS_STORE (store));

  task = g_task_new (store, cancellable, callback, user_data);
  g_task_set_source_tag (task, vb_device_sheet_make_async);
  asking = g_new0 (Asking, 1);
  g_set_object (&asking->vault, vault);
  asking->lock_minutes = lock_minutes;
  g_task_set_task_data (task, asking, asking_free);
  vb_store_run_async (store, VB_LANE_READ, make_job, NULL, NULL,
                      (GDestroyNotify) vb_device_sheet_free, cancellable, read_cb, task);
}

VbDeviceSheet *
vb_device_sheet_make_finish (GAsyncResult  *result,
                             GError       **error)
{
  g_return_val_if_fail (G_IS_TASK (result), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/* ---------------------------------------------------------------- in words */

static char *
moment (gint64 at)
{
  g_autoptr(GDateTime) utc = g_date_time_new_from_unix_utc (at / G_USEC_PER_SEC);
  g_autoptr(GDateTime) local = g_date_time_to_local (utc);

  /* Translators: a day and a time, as g_date_time_format() takes it: 3 May 2026, 14:05 */
  return g_date_time_format (local, _("%-e %B %Y, %H:%M"));
}

static const char *
ways_in (const VbDeviceSheet *self)
{
  if (self->store_id == NULL)
    return _("A file with the key. Whoever has that file and the store reads everything: find out "
             "where it was.");
  if (self->has_keyring && self->has_passphrase)
    return _("The login of this computer, or a passphrase. Whoever can log in with the password of "
             "the computer can open the store.");
  if (self->has_keyring)
    return _("The login of this computer. Whoever can log in with the password of the computer can "
             "open the store.");
  if (self->has_passphrase)
    return _("Only a passphrase. Logging in to the computer is not enough.");
  return _("Only the recovery sheet.");
}

static char *
when_it_locks (const VbDeviceSheet *self)
{
  if (self->lock_minutes == 0)
    return g_strdup (_("After the minutes that are set in Verbinder, with the screen, and when the "
                       "computer sleeps"));
  return g_strdup_printf (ngettext ("After %u minute without use, with the screen, and when the "
                                    "computer sleeps",
                                    "After %u minutes without use, with the screen, and when the "
                                    "computer sleeps", self->lock_minutes),
                          self->lock_minutes);
}

static void
tell_steps (VbSheetFunc func,
            gpointer    data)
{
  static const char *const steps[] = {
    N_("1. Write down at once when you noticed it. From then on there are 72 hours."),
    N_("2. Tell the person who leads your organisation, and the one who looks after privacy. Is it "
       "stolen? Then report it to the police as well."),
    N_("3. The organisation reports a data breach to the Dutch Data Protection Authority within 72 "
       "hours (autoriteitpersoonsgegevens.nl), also when not everything is known yet. This sheet "
       "gives what it asks about the computer."),
    N_("4. Change the password of the computer, of your mail, and of what else was open on it."),
    N_("5. On another computer: put the last backup back with the recovery sheet. Then choose "
       "another key and a new recovery sheet in Preferences, Safety."),
    N_("6. Must the people it is about be told? Usually not when the computer was off or locked "
       "and nobody has the password. The organisation decides, and writes down why."),
  };

  func (VB_SHEET_HEADING, NULL, _("What to Do"), data);
  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    func (VB_SHEET_TEXT, NULL, _(steps[i]), data);
}

static void
tell_facts (const VbDeviceSheet *self,
            VbSheetFunc          func,
            gpointer             data)
{
  g_autofree char *made = moment (self->made_at);
  g_autofree char *used = self->used_at != 0 ? moment (self->used_at) : NULL;
  g_autofree char *locked = self->locked_at != 0 ? moment (self->locked_at) : NULL;
  g_autofree char *locks = when_it_locks (self);

  func (VB_SHEET_HEADING, NULL, _("What Is Known of the Computer"), data);
  func (VB_SHEET_FACT, _("This sheet is of"), made, data);
  func (VB_SHEET_FACT, _("Last use that Verbinder noted"), used != NULL ? used : _("none"), data);
  func (VB_SHEET_FACT, _("Last locked or closed"), locked != NULL ? locked : _("not noted"), data);
  func (VB_SHEET_FACT, _("It locks by itself"), locks, data);
  func (VB_SHEET_FACT, _("What opens the store"), ways_in (self), data);
  func (VB_SHEET_FACT, _("Is the store encrypted?"),
        _("Yes: every page with AES-256 and a seal on it (SQLCipher). Without the key it tells "
          "its size, and nothing more."), data);
  func (VB_SHEET_FACT, _("Is the disk encrypted as well?"),
        self->disk_is_encrypted ? _("Yes") : _("Verbinder cannot see that. Ask who looks after "
                                               "the computers."), data);
  func (VB_SHEET_FACT, _("Version"), "Verbinder " PACKAGE_VERSION, data);
  func (VB_SHEET_FACT, _("Number of the computer in the access log"), self->device, data);
  func (VB_SHEET_FACT, _("Store"), self->store_id, data);
}

void
vb_device_sheet_foreach (const VbDeviceSheet *self,
                         VbSheetFunc          func,
                         gpointer             data)
{
  g_return_if_fail (self != NULL && func != NULL);

  func (VB_SHEET_TITLE, NULL, _("If This Computer Is Lost or Stolen"), data);
  func (VB_SHEET_TEXT, NULL, _("Keep this sheet away from the computer. It names nobody and opens "
                               "nothing."), data);
  tell_steps (func, data);
  tell_facts (self, func, data);
  func (VB_SHEET_HEADING, NULL, _("To Fill In"), data);
  func (VB_SHEET_BLANK, _("Last seen on, and where"), NULL, data);
  func (VB_SHEET_BLANK, _("Noticed on"), NULL, data);
  func (VB_SHEET_BLANK, _("Was it off, locked or open?"), NULL, data);
  func (VB_SHEET_BLANK, _("Told to whom, and when"), NULL, data);
}

static void
append_piece (VbSheetKind kind,
              const char *name,
              const char *value,
              gpointer    data)
{
  GString *text = data;

  switch (kind)
    {
    case VB_SHEET_TITLE:
      g_string_append_printf (text, "%s\n\n", value);
      break;
    case VB_SHEET_HEADING:
      g_string_append_printf (text, "\n%s\n\n", value);
      break;
    case VB_SHEET_FACT:
      if (value != NULL)
        g_string_append_printf (text, "%s%s %s\n", name, g_str_has_suffix (name, "?") ? "" : ":",
                                value);
      break;
    case VB_SHEET_BLANK:
      g_string_append_printf (text, "%s%s ______________________________\n\n", name,
                              g_str_has_suffix (name, "?") ? "" : ":");
      break;
    case VB_SHEET_TEXT:
    default:
      g_string_append_printf (text, "%s\n", value);
      break;
    }
}

char *
vb_device_sheet_to_text (const VbDeviceSheet *self)
{
  GString *text = g_string_new (NULL);

  g_return_val_if_fail (self != NULL, g_string_free (text, FALSE));

  vb_device_sheet_foreach (self, append_piece, text);
  return g_string_free (text, FALSE);
}

gboolean
vb_device_sheet_save (const VbDeviceSheet  *self,
                      const char           *folder,
                      GError              **error)
{
  g_autofree char *text = NULL;
  g_autofree char *path = NULL;

  g_return_val_if_fail (self != NULL && folder != NULL, FALSE);

  text = vb_device_sheet_to_text (self);
  path = g_build_filename (folder, VB_DEVICE_SHEET_NAME, NULL);
  return g_file_set_contents_full (path, text, -1,
                                   G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE,
                                   0600, error);
}
