/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>

#include "cli/vb-cli-server.h"
#include "core/store/vb-backup.h"
#include "exchange/vb-exchange-error.h"

/* Errors as a program reads them (the code, which never changes) and as a person does. */
static const struct
{
  VbError error;
  const char *code;
  const char *text; /* (nullable): the message of the error says it better */
  gboolean more;    /* the message of the error says more than @text */
} table[] = {
  { VB_ERROR_FAILED, "failed", NULL },
  { VB_ERROR_WRONG_KEY, "wrong-key",
    N_("This key does not open the store. Nothing was changed.") },
  { VB_ERROR_NEWER_SCHEMA, "newer-schema",
    N_("A newer version of Verbinder wrote this file. Update Verbinder."), TRUE },
  { VB_ERROR_CORRUPT, "corrupt",
    N_("The file is damaged. Leave it where it is and restore the latest backup."), TRUE },
  { VB_ERROR_NOT_A_STORE, "not-a-store",
    N_("There is no store at this place. Put its file back, or restore a backup. Where there is "
       "no file at all, “verbinderctl init” makes a new store."), TRUE },
  { VB_ERROR_DISK_FULL, "disk-full",
    N_("The disk is full. Free some space and try again. What was saved before is safe. Beside "
       "the store lies a file of 16 MB that ends in “.reserve” and may be thrown away for "
       "this."), TRUE },
  { VB_ERROR_READ_ONLY, "read-only",
    N_("The file or its folder may not be used. Check its permissions."), TRUE },
  { VB_ERROR_IN_USE, "in-use",
    N_("Another copy of Verbinder has this store open. Close it and try again.") },
  { VB_ERROR_UNSAFE_PLACE, "unsafe-place",
    N_("A store cannot live on a network drive or in a synchronised folder."), TRUE },
  { VB_ERROR_UNSAFE_ENGINE, "unsafe-engine",
    N_("The database of this program cannot encrypt. Install Verbinder again; nothing was "
       "written."), TRUE },
  { VB_ERROR_NOT_FOUND, "not-found", NULL },
  { VB_ERROR_EXISTS, "exists", NULL },
  { VB_ERROR_INVALID_INPUT, "invalid-input", NULL },
  { VB_ERROR_CONFLICT, "conflict", N_("This was changed in the meantime.") },
  { VB_ERROR_UNSUPPORTED, "unsupported", N_("Verbinder does not read this kind of file."), TRUE },
  { VB_ERROR_TOO_LARGE, "too-large", N_("This is more than Verbinder takes in at once."), TRUE },
  { VB_ERROR_KEYRING_LOCKED, "keyring-locked",
    N_("The keyring is locked. Unlock it, or use the passphrase or the recovery sheet.") },
  { VB_ERROR_KEYRING_REFUSED, "keyring-refused",
    N_("The keyring did not give the key. Use the passphrase or the recovery sheet."), TRUE },
  { VB_ERROR_KEYRING_UNAVAILABLE, "keyring-unavailable",
    N_("There is no keyring here. Use a passphrase, the recovery sheet or a key file.") },
  { VB_ERROR_KEYRING_NO_ITEM, "keyring-no-item",
    N_("The keyring does not know this store. Use the passphrase or the recovery sheet.") },
  { VB_ERROR_KEYRING_WRONG_ITEM, "keyring-wrong-item",
    N_("The keyring has another key. Use the passphrase or the recovery sheet.") },
  { VB_ERROR_TIMED_OUT, "timed-out", N_("It took too long. Try again."), TRUE },
  { VB_ERROR_WRONG_PASSPHRASE, "wrong-passphrase",
    N_("That is not the passphrase of this store.") },
  { VB_ERROR_WRONG_RECOVERY_CODE, "wrong-recovery-code",
    N_("That is not the recovery code of this store.") },
  { VB_ERROR_TOO_EARLY, "too-early", NULL },
  { VB_ERROR_OWN_FILE, "own-file",
    N_("This file is the store, or what opens it. Nothing was changed. Choose another name.") },
};

static int
find (const GError *error)
{
  for (int i = 0; error->domain == VB_ERROR && i < (int) G_N_ELEMENTS (table); i++)
    if ((int) table[i].error == error->code)
      return i;
  return -1;
}

/**
 * vb_cli_error_code:
 *
 * Returns: (transfer none): one word for programs
 */
const char *
vb_cli_error_code (const GError *error)
{
  int i = find (error);

  if (error->domain == G_OPTION_ERROR)
    return "wrong-use";
  if (vb_exchange_error_get_code (error) != NULL)
    return vb_exchange_error_get_code (error);
  if (error->domain == VB_CARRIER_ERROR)
    return vb_carrier_error_get_code (error);
  if (g_error_matches (error, VB_RESTORE_ERROR, VB_RESTORE_ERROR_OLD_UNREAD))
    return "old-unread";
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return "cancelled";
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND)
      || g_error_matches (error, G_FILE_ERROR, G_FILE_ERROR_NOENT))
    return "not-found";
  return i < 0 ? "failed" : table[i].code;
}

/**
 * vb_cli_error_text:
 *
 * Returns: (transfer full): what went wrong and what to do, in the person's language
 */
char *
vb_cli_error_text (const GError *error)
{
  int i = find (error);

  if (g_error_matches (error, VB_RESTORE_ERROR, VB_RESTORE_ERROR_OLD_UNREAD))
    return g_strdup (_("The store that stands there cannot be opened with what you gave, so "
                       "Verbinder cannot see what was destroyed in it after this backup. Nothing "
                       "was changed. Give its passphrase or recovery code with --store-secret "
                       "FILE; or, when nothing opens it any more, use --unread: then what was "
                       "destroyed comes back, and must be destroyed again."));
  if (error->domain == VB_CARRIER_ERROR)
    return g_strdup (vb_cli_carrier_words (vb_carrier_error_get_code (error)));
  if (i < 0 || table[i].text == NULL)
    return vb_cli_reason (error->message);
  return g_strdup (_(table[i].text));
}

/**
 * vb_cli_error_detail:
 *
 * Returns: (transfer full) (nullable): what there is to say beside that, for whoever helps out
 */
char *
vb_cli_error_detail (const GError *error)
{
  int i = find (error);

  return i >= 0 && table[i].text != NULL && table[i].more ? vb_cli_reason (error->message) : NULL;
}
