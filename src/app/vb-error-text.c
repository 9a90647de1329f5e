/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/vb-error-text.h"

#include <gio/gio.h>
#include <glib/gi18n.h>

#include "core/base/vb-error.h"

/* The one place where errors become words for a person. The message inside a GError is for the
 * details, never the headline: it is English and written for whoever helps out. */
static const struct
{
  VbError code;
  const char *title;
  const char *advice;
} texts[] = {
  { VB_ERROR_WRONG_KEY, N_("This Key Does Not Open the Store"),
    N_("The file was made with another key. Use the recovery sheet that belongs to it, or restore "
       "a backup. Nothing was changed.") },
  { VB_ERROR_NEWER_SCHEMA, N_("Made by a Newer Version"),
    N_("A newer version of Verbinder wrote this file. Update Verbinder and open it again. Nothing "
       "was changed.") },
  { VB_ERROR_CORRUPT, N_("The Store Is Damaged"),
    N_("Part of the file cannot be read. Leave it where it is and restore the latest backup.") },
  { VB_ERROR_NOT_A_STORE, N_("The Store Is Missing"),
    N_("There is no Verbinder store at this place. Put the file back, or restore a backup.") },
  { VB_ERROR_DISK_FULL, N_("The Disk Is Full"),
    N_("Free some space and try again. What was saved before is safe. Beside the store lies a file "
       "of 16 MB that ends in “.reserve” and may be thrown away for this.") },
  { VB_ERROR_READ_ONLY, N_("The File Cannot Be Written"),
    N_("The store or its folder is read-only. Check its permissions and try again.") },
  { VB_ERROR_IN_USE, N_("Already Open"),
    N_("Another copy of Verbinder has this store open. Close it there and try again.") },
  { VB_ERROR_UNSAFE_PLACE, N_("Not a Safe Place"),
    N_("The store cannot live on a network drive, in a synchronised folder, or where others can "
       "read its key. Move it to a folder of your own on this computer.") },
  { VB_ERROR_UNSAFE_ENGINE, N_("Encryption Is Not Available"),
    N_("The database on this computer cannot encrypt. Install Verbinder again; nothing was "
       "written.") },
  { VB_ERROR_NOT_FOUND, N_("Not Found"),
    N_("It is not there, or not there any more.") },
  { VB_ERROR_EXISTS, N_("It Exists Already"),
    N_("Choose another name or place.") },
  { VB_ERROR_INVALID_INPUT, N_("This Is Not Valid"),
    N_("Check what was filled in. The details say what is wrong.") },
  { VB_ERROR_CONFLICT, N_("Changed in the Meantime"),
    N_("Somebody else changed this. Look at it again before you save.") },
  { VB_ERROR_UNSUPPORTED, N_("Unknown Format"),
    N_("Verbinder does not read this kind of file.") },
  { VB_ERROR_TOO_LARGE, N_("Too Large"),
    N_("This is more than Verbinder takes in at once.") },
  { VB_ERROR_KEYRING_LOCKED, N_("The Keyring Is Locked"),
    N_("Unlock the keyring of your desktop and try again, or use your passphrase or recovery "
       "sheet.") },
  { VB_ERROR_KEYRING_REFUSED, N_("The Keyring Did Not Give the Key"),
    N_("Try again and allow it, or use your passphrase or recovery sheet.") },
  { VB_ERROR_KEYRING_UNAVAILABLE, N_("There Is No Keyring"),
    N_("This desktop has no keyring running. Use your passphrase or recovery sheet.") },
  { VB_ERROR_KEYRING_NO_ITEM, N_("The Keyring Does Not Know This Store"),
    N_("Use your passphrase or recovery sheet; the key is put in the keyring again.") },
  { VB_ERROR_KEYRING_WRONG_ITEM, N_("The Keyring Has Another Key"),
    N_("Use your passphrase or recovery sheet; the right key is put in the keyring again.") },
  { VB_ERROR_TIMED_OUT, N_("No Answer"),
    N_("It took too long. Try again.") },
  { VB_ERROR_WRONG_PASSPHRASE, N_("Wrong Passphrase"),
    N_("Try again. Capitals and spaces count.") },
  { VB_ERROR_WRONG_RECOVERY_CODE, N_("Wrong Recovery Code"),
    N_("Compare each group with the sheet and try again.") },
  { VB_ERROR_TOO_EARLY, N_("Not Yet"),
    N_("Whoever proposed it can confirm it after seven days; somebody else can do so now. What is "
       "still in use stays.") },
  { VB_ERROR_OWN_FILE, N_("Verbinder Needs This File"),
    N_("It is your store, or what opens it. Nothing was changed. Choose another name or place.") },
};

static int
find (const GError *error)
{
  if (error == NULL || error->domain != VB_ERROR)
    return -1;
  for (int i = 0; i < (int) G_N_ELEMENTS (texts); i++)
    if ((int) texts[i].code == error->code)
      return i;
  return -1;
}

const char *
vb_error_title (const GError *error)
{
  int i = find (error);

  return i < 0 ? _("Something Went Wrong") : _(texts[i].title);
}

const char *
vb_error_advice (const GError *error)
{
  int i = find (error);

  return i < 0 ? _("Try again. If it keeps happening, the details below help to find out why.")
               : _(texts[i].advice);
}

char *
vb_error_dup_text (const GError *error)
{
  return g_strconcat (vb_error_title (error), "\n", vb_error_advice (error), NULL);
}
