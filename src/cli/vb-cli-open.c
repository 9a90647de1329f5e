/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

/* How a command comes by the key of its store: a key file, a passphrase or recovery code from a
 * file or the terminal, or the keyring. */

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <termios.h>
#include <unistd.h>

#include "cli/vb-cli.h"
#include "core/vault/vb-anchor.h"
#include "core/vault/vb-recovery-code.h"
#include "core/vault/vb-rotation.h"

#define MAX_SECRET 4096

void
vb_cli_free_secret (char *text)
{
  if (text == NULL)
    return;
  explicit_bzero (text, strlen (text));
  g_free (text);
}

VbStoreFlags
vb_cli_store_flags (VbCli *cli)
{
  return cli->any_place ? VB_STORE_ALLOW_ANY_PLACE : VB_STORE_OPEN_EXISTING;
}

static gboolean
is_same_file (const char *path,
              const char *other)
{
  struct stat one, two;

  return other != NULL && stat (path, &one) == 0 && stat (other, &two) == 0
         && one.st_dev == two.st_dev && one.st_ino == two.st_ino;
}

/**
 * vb_cli_check_target:
 * @path: what is to be written
 * @overwrite: whether a file that stands there may go
 *
 * Whether it can be written: the store and what opens it never give way.
 *
 * Errors: %VB_ERROR_EXISTS, %VB_ERROR_OWN_FILE.
 */
gboolean
vb_cli_check_target (VbCli       *cli,
                     const char  *path,
                     gboolean     overwrite,
                     GError     **error)
{
  g_autofree char *header = vb_vault_path_for_store (cli->store);

  if (is_same_file (path, cli->store) || is_same_file (path, header)
      || is_same_file (path, cli->key_file))
    g_set_error_literal (error, VB_ERROR, VB_ERROR_OWN_FILE, "The program needs this file");
  else if (!overwrite && g_file_test (path, G_FILE_TEST_EXISTS))
    g_set_error_literal (error, VB_ERROR, VB_ERROR_EXISTS,
                         _("There is a file of that name. Choose another, or use --overwrite."));
  else
    return TRUE;
  return FALSE;
}

VbVault *
vb_cli_vault_for (const char *store_path)
{
  g_autofree char *path = vb_vault_path_for_store (store_path);

  return vb_vault_new (path);
}

/* A secret in a file is one line. */
static char *
read_line (int       fd,
           GError  **error)
{
  char *text = g_malloc0 (MAX_SECRET + 1);
  gsize length = 0;
  gssize n = 1;

  while (n > 0 && length < MAX_SECRET && memchr (text, '\n', length) == NULL)
    {
      n = read (fd, text + length, MAX_SECRET - length);
      if (n < 0 && errno == EINTR)
        n = 1;
      else if (n > 0)
        length += n;
    }
  text[strcspn (text, "\r\n")] = '\0';
  if (*text != '\0')
    return text;
  vb_cli_free_secret (text);
  g_set_error_literal (error, VB_ERROR, VB_ERROR_INVALID_INPUT,
                       _("There is no passphrase or code in the file."));
  return NULL;
}

static gboolean
check_private (int      fd,
               GError **error)
{
  struct stat about;

  if (fstat (fd, &about) == 0 && (!S_ISREG (about.st_mode) || (about.st_mode & 077) == 0))
    return TRUE;
  g_set_error_literal (error, VB_ERROR, VB_ERROR_INVALID_INPUT,
                       _("Others can read the file with the passphrase or code; “chmod 600” "
                         "makes it yours alone."));
  return FALSE;
}

/**
 * vb_cli_read_secret:
 * @path: of a file that nobody else may read, or "-" for standard input
 *
 * Returns: (transfer full): its first line; free it with vb_cli_free_secret()
 */
char *
vb_cli_read_secret (const char  *path,
                    GError     **error)
{
  char *text = NULL;
  int fd;

  if (g_str_equal (path, "-"))
    return read_line (STDIN_FILENO, error);
  fd = open (path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
  if (fd < 0)
    {
      g_set_error (error, VB_ERROR, errno == ENOENT ? VB_ERROR_NOT_FOUND : VB_ERROR_READ_ONLY,
                   _("The file with the passphrase or code cannot be opened: %s"),
                   g_strerror (errno));
      return NULL;
    }
  if (check_private (fd, error))
    text = read_line (fd, error);
  close (fd);
  return text;
}

gboolean
vb_cli_can_ask (VbCli *cli)
{
  return isatty (STDIN_FILENO) && isatty (STDERR_FILENO);
}

/**
 * vb_cli_ask_secret:
 *
 * Asks on the terminal, without showing what is typed.
 *
 * Returns: (transfer full) (nullable): the answer; free it with vb_cli_free_secret()
 */
char *
vb_cli_ask_secret (const char *question)
{
  struct termios as_it_was, silent;
  char *text;

  fprintf (stderr, "%s ", question);
  fflush (stderr);
  if (tcgetattr (STDIN_FILENO, &as_it_was) != 0)
    return NULL;
  silent = as_it_was;
  silent.c_lflag &= ~(tcflag_t) ECHO;
  tcsetattr (STDIN_FILENO, TCSAFLUSH, &silent);
  text = read_line (STDIN_FILENO, NULL);
  tcsetattr (STDIN_FILENO, TCSAFLUSH, &as_it_was);
  fputc ('\n', stderr);
  return text;
}

/* What a person gave is kept for as long as the command runs, and no longer. */
static void
keep_secret (VbCli *cli,
             char  *text)
{
  vb_cli_free_secret (cli->secret);
  cli->secret = text;
}

static gboolean
check_slot (VbVault     *vault,
            VbSlotType   slot,
            GError     **error)
{
  if (vb_vault_has_slot (vault, slot))
    return TRUE;
  g_set_error_literal (error, VB_ERROR, VB_ERROR_NOT_FOUND, slot == VB_SLOT_PASSPHRASE
                       ? _("No passphrase was set here, or not yet when this was made. Use the "
                           "recovery code: --recovery-file.")
                       : _("No recovery code opens this. Use the passphrase: --passphrase-file."));
  return FALSE;
}

/**
 * vb_cli_unlock_with_text:
 * @text: a passphrase or a recovery code
 *
 * Returns: (transfer full): the key, or %NULL with an error
 */
VbSecret *
vb_cli_unlock_with_text (VbVault     *vault,
                         const char  *text,
                         GError     **error)
{
  /* no passphrase has eight groups with the right check characters */
  if (vb_recovery_code_is_whole (text))
    return vb_vault_unlock_with_recovery_sync (vault, text, NULL, error);
  return vb_vault_unlock_with_passphrase_sync (vault, text, NULL, error);
}

static VbSecret *
unlock_with_file (VbCli    *cli,
                  VbVault  *vault,
                  GError  **error)
{
  gboolean is_code = cli->passphrase_file == NULL;

  if (!check_slot (vault, is_code ? VB_SLOT_RECOVERY : VB_SLOT_PASSPHRASE, error))
    return NULL;
  if (cli->secret == NULL)
    keep_secret (cli, vb_cli_read_secret (is_code ? cli->recovery_file : cli->passphrase_file,
                                          error));
  if (cli->secret == NULL)
    return NULL;
  if (is_code)
    return vb_vault_unlock_with_recovery_sync (vault, cli->secret, NULL, error);
  return vb_vault_unlock_with_passphrase_sync (vault, cli->secret, NULL, error);
}

static VbSecret *
unlock_with_keyring (VbCli    *cli,
                     VbVault  *vault,
                     GError  **error)
{
  gboolean at_desktop = g_getenv ("DISPLAY") != NULL || g_getenv ("WAYLAND_DISPLAY") != NULL;

  if (!vb_vault_has_keyring (vault))
    {
      g_set_error_literal (error, VB_ERROR, VB_ERROR_KEYRING_NO_ITEM,
                           "The keyring is no way to open this store");
      return NULL;
    }
  return vb_vault_unlock_with_keyring_sync (vault, at_desktop && vb_cli_can_ask (cli)
                                                   ? VB_KEYRING_MAY_PROMPT : VB_KEYRING_QUIET,
                                            NULL, error);
}

/**
 * vb_cli_unlock:
 * @vault: with what --passphrase-file or --recovery-file give, else with the keyring, else with
 *   what is typed at the terminal
 *
 * Returns: (transfer full): the key, or %NULL with an error
 */
VbSecret *
vb_cli_unlock (VbCli    *cli,
               VbVault  *vault,
               GError  **error)
{
  g_autoptr(GError) keyring_error = NULL;
  VbSecret *key;

  if (!vb_vault_load (vault, error))
    return NULL;
  if (cli->passphrase_file != NULL || cli->recovery_file != NULL)
    return unlock_with_file (cli, vault, error);
  key = unlock_with_keyring (cli, vault, &keyring_error);
  if (key != NULL)
    return key;
  if (cli->secret == NULL && vb_cli_can_ask (cli))
    keep_secret (cli, vb_cli_ask_secret (_("Passphrase or recovery code:")));
  if (cli->secret != NULL)
    return vb_cli_unlock_with_text (vault, cli->secret, error);
  g_propagate_error (error, g_steal_pointer (&keyring_error));
  return NULL;
}

/**
 * vb_cli_read_key:
 *
 * Returns: (transfer full): the key that --key-file gives, which may be standard input
 */
VbSecret *
vb_cli_read_key (VbCli   *cli,
                 GError **error)
{
  VbSecret *key;
  char *text;

  if (!g_str_equal (cli->key_file, "-"))
    return vb_vault_key_from_file (cli->key_file, error);
  text = vb_cli_read_secret ("-", error);
  if (text == NULL)
    return NULL;
  key = vb_secret_from_hex (text, VB_KEY_SIZE, error);
  g_prefix_error (error, "The key file is not one: ");
  vb_cli_free_secret (text);
  return key;
}

/**
 * vb_cli_watch_store:
 * @vault: unlocked
 *
 * When the store is closed it is noted how far it was.
 */
void
vb_cli_watch_store (VbCli   *cli,
                    VbVault *vault)
{
  g_set_object (&cli->vault, vault);
}

/**
 * vb_cli_find_key:
 *
 * Returns: (transfer full): the key of the store that the command is about
 */
VbSecret *
vb_cli_find_key (VbCli   *cli,
                 GError **error)
{
  g_autoptr(VbVault) vault = NULL;

  if (cli->key_file != NULL)
    return vb_cli_read_key (cli, error);
  vault = vb_cli_vault_for (cli->store);
  if (vb_vault_exists (vault))
    {
      VbSecret *key = vb_cli_unlock (cli, vault, error);

      if (key != NULL)
        vb_cli_watch_store (cli, vault);
      return key;
    }
  if (g_file_test (cli->store, G_FILE_TEST_EXISTS))
    g_set_error (error, VB_ERROR, VB_ERROR_NOT_FOUND,
                 /* Translators: %s is the path of a file. */
                 _("The vault file that belongs to this store is missing: %s. Put it back, or use "
                   "--key-file."),
                 vb_vault_get_path (vault));
  else
    g_set_error_literal (error, VB_ERROR, VB_ERROR_NOT_A_STORE,
                         "The store is missing: there is no file at this place");
  return NULL;
}

/* Says so when the store is older than it was when it was last used on this device. What the
 * keyring does not tell now, it tells the next time. */
static void
check_anchor (VbCli   *cli,
              VbStore *store)
{
  g_autoptr(GError) error = NULL;
  VbAnchorState state = VB_ANCHOR_UNKNOWN;

  if (!vb_anchor_check_sync (cli->vault, store, &state, NULL, &error))
    cli->put_back = g_error_matches (error, VB_ERROR, VB_ERROR_CORRUPT);
  else
    cli->put_back = state == VB_ANCHOR_PUT_BACK;
  if (cli->put_back)
    g_printerr ("verbinderctl: %s\n",
                _("This store is older than when it was last used on this device, or its access "
                  "log was cut. Was a backup put back?"));
}

/* While the key was being changed, the store may have the one before. */
static VbStore *
open_with_either_key (VbCli     *cli,
                      VbSecret  *key,
                      GError   **error)
{
  VbSecret *previous = cli->vault != NULL ? vb_vault_get_previous_key (cli->vault) : NULL;
  g_autoptr(GError) failure = NULL;
  VbStore *store =
    vb_store_open_sync (cli->store, key, vb_cli_store_flags (cli), NULL, &failure);

  if (previous != NULL && g_error_matches (failure, VB_ERROR, VB_ERROR_WRONG_KEY))
    return vb_store_open_sync (cli->store, previous, vb_cli_store_flags (cli), NULL, error);
  if (store == NULL)
    g_propagate_error (error, g_steal_pointer (&failure));
  return store;
}

/* A change of the key that was broken off is finished first. Where that does not work, the store
 * serves with the key that it has. */
static void
settle (VbCli   *cli,
        VbStore *store)
{
  g_autoptr(GError) error = NULL;

  if (!vb_rotation_settle_sync (cli->vault, store, NULL, &error))
    g_printerr ("verbinderctl: %s %s\n",
                _("A change of the key is not finished yet; it is tried again the next time."),
                error->message);
}

VbStore *
vb_cli_open_store (VbCli   *cli,
                   GError **error)
{
  g_autoptr(VbSecret) key = vb_cli_find_key (cli, error);
  VbStore *store;

  if (key == NULL)
    return NULL;
  store = open_with_either_key (cli, key, error);
  if (store != NULL && cli->vault != NULL)
    {
      check_anchor (cli, store);
      settle (cli, store);
    }
  return store;
}

/**
 * vb_cli_confirm:
 *
 * Before everything about somebody goes out or is destroyed: where the store has a passphrase, it
 * is not enough that the keyring opened it. After vb_cli_open_store(). Who gave a passphrase, a
 * recovery code or a key file has said who they are.
 */
gboolean
vb_cli_confirm (VbCli   *cli,
                GError **error)
{
  g_autoptr(VbVault) vault = NULL;
  g_autoptr(VbSecret) key = NULL;

  if (cli->vault == NULL || cli->secret != NULL
      || !vb_vault_has_slot (cli->vault, VB_SLOT_PASSPHRASE))
    return TRUE;
  if (!vb_cli_can_ask (cli))
    {
      g_set_error_literal (error, VB_ERROR, VB_ERROR_INVALID_INPUT,
                           _("For this the passphrase is asked once more: give it with "
                             "--passphrase-file, or run this in a terminal."));
      return FALSE;
    }
  keep_secret (cli, vb_cli_ask_secret (_("Passphrase or recovery code, once more for this:")));
  vault = vb_vault_new (vb_vault_get_path (cli->vault));
  if (cli->secret != NULL && vb_vault_load (vault, error))
    key = vb_cli_unlock_with_text (vault, cli->secret, error);
  vb_vault_lock (vault);
  if (key == NULL && error != NULL && *error == NULL)
    g_set_error_literal (error, VB_ERROR, VB_ERROR_WRONG_PASSPHRASE, "No passphrase was given");
  return key != NULL;
}

/**
 * vb_cli_close_store:
 *
 * Takes @store. A command is done only when this is.
 */
gboolean
vb_cli_close_store (VbCli    *cli,
                    VbStore  *store,
                    GError  **error)
{
  g_autoptr(GError) failure = NULL;
  gboolean ok;

  /* a store that was put back keeps saying so, until somebody restores it on purpose */
  if (cli->vault != NULL && !cli->put_back
      && !vb_anchor_note_sync (cli->vault, store, &failure))
    g_debug ("The state of the access log was not noted (%d)", failure->code);
  g_clear_object (&cli->vault);
  ok = vb_store_close_sync (store, error);
  g_object_unref (store);
  return ok;
}
