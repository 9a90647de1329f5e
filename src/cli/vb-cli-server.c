/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli/vb-cli-server.h"

#include <glib/gi18n.h>
#include <string.h>

#include "core/store/vb-servers.h"
#include "core/vault/vb-server-password.h"
#include "exchange/vb-drop-folder.h"
#include "exchange/webdav/vb-webdav.h"
#include "post/vb-post-server.h"

/* ---------------------------------------------------------------- what to do */

static const struct
{
  const char *code;
  const char *words;
} words[] = {
  { "server-unreachable", N_("The server cannot be reached. Is there a network, and is the address "
                             "right?") },
  { "carrier-certificate", N_("The server does not prove that it is the right one, so nothing was "
                              "sent. Ask whoever keeps it; a certificate of your own organization "
                              "goes with --authority.") },
  { "carrier-login", N_("The server does not take the name or the password. Set them again with "
                        "“exchange webdav set”.") },
  { "carrier-proxy", N_("The proxy of this network does not let it through. Ask whoever keeps the "
                        "network.") },
  { "carrier-refused", N_("The server does not allow it there. Is it a WebDAV folder, and may you "
                          "write in it?") },
  { "carrier-missing", N_("The folder is not on the server. Make it there, or correct the "
                          "address.") },
  { "carrier-elsewhere", N_("The server points to another address, where nothing is sent. Ask for "
                            "the right address and set that.") },
  { "carrier-full", N_("There is no room on the server. Ask whoever keeps it.") },
  { "carrier-locked", N_("Somebody locked it on the server. It is tried again later.") },
  { "carrier-busy", N_("The server cannot do it now. It is tried again later.") },
  { "carrier-slow", N_("The server takes too long. It is tried again later.") },
  { "carrier-broken-off", N_("The connection broke off. It is tried again later.") },
  { "carrier-nonsense", N_("What the server answers cannot be understood. Is it a WebDAV "
                           "folder?") },
  { "carrier-too-much", N_("The server answers more than is taken in. Ask whoever keeps it.") },
  { "carrier-not-kept", N_("The server said that it has the letter, and does not. It is tried "
                           "again later; ask whoever keeps it.") },
  { "carrier-helper", N_("The part of Verbinder that has the network stopped. Try again; if it "
                         "stays, install Verbinder again.") },
  { "carrier-failed", N_("It could not be carried. It is tried again later.") },
};

/* A Flatpak has the network only when somebody gave it that; the manifest does not ask for it. */
static gboolean
is_shut_off (void)
{
  g_autoptr(GKeyFile) sandbox = g_key_file_new ();
  g_auto(GStrv) shared = NULL;

  if (!g_key_file_load_from_file (sandbox, "/.flatpak-info", G_KEY_FILE_NONE, NULL))
    return FALSE;
  shared = g_key_file_get_string_list (sandbox, "Context", "shared", NULL, NULL);
  return shared == NULL || !g_strv_contains ((const char *const *) shared, "network");
}

const char *
vb_cli_carrier_words (const char *code)
{
  if ((g_str_equal (code, "server-unreachable") || g_str_equal (code, "carrier-proxy"))
      && is_shut_off ())
    return _("This Verbinder is a Flatpak, which has no network until you give it that with "
             "“flatpak override --user --share=network nl.verbinder.Verbinder”. Over a folder it "
             "needs none.");
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (g_str_equal (words[i].code, code))
      return _(words[i].words);
  return NULL;
}

/* ---------------------------------------------------------------- the password */

static VbKeyringFlags
keyring_flags (VbCli *cli)
{
  gboolean at_desktop = g_getenv ("DISPLAY") != NULL || g_getenv ("WAYLAND_DISPLAY") != NULL;

  return at_desktop && vb_cli_can_ask (cli) ? VB_KEYRING_MAY_PROMPT : VB_KEYRING_QUIET;
}

/* (transfer full) (nullable): what stands in the file or was typed; %NULL with an error */
static VbSecret *
read_password (VbCli             *cli,
               const VbCliPlace  *place,
               GError           **error)
{
  VbSecret *password;
  char *text = NULL;

  if (place->password_file != NULL)
    text = vb_cli_read_secret (place->password_file, error);
  else if (vb_cli_can_ask (cli))
    {
      text = vb_cli_ask_secret (_("Password of the server:"));
      if (text == NULL)
        g_set_error_literal (error, VB_ERROR, VB_ERROR_INVALID_INPUT, _("No password was given."));
    }
  else
    text = vb_cli_read_secret ("-", error);
  if (text == NULL)
    return NULL;
  password = vb_secret_new (text, strlen (text));
  vb_cli_free_secret (text);
  return password;
}

/* In the keyring of the desktop, or for this once in a file. */
static VbSecret *
find_password (VbCli             *cli,
               const VbCliPlace  *place,
               const VbServer    *server,
               GError           **error)
{
  g_autoptr(GError) failure = NULL;
  VbSecret *password;

  if (place->password_file != NULL)
    return read_password (cli, place, error);
  password = vb_server_password_find_sync (server->address, server->user, keyring_flags (cli),
                                           NULL, &failure);
  if (password != NULL)
    return password;
  g_debug ("%s", failure->message);
  g_set_error_literal (error, VB_ERROR, VB_ERROR_INVALID_INPUT,
                       _("The keyring does not give the password of the server: it is locked, not "
                         "there, or does not know it. Set it with “exchange webdav set”, or give "
                         "it with --password-file."));
  return NULL;
}

/* ---------------------------------------------------------------- servers */

static gboolean
read_authority (const VbCliPlace  *place,
                VbServer          *server,
                GError           **error)
{
  gsize length;

  if (place->authority == NULL)
    return TRUE;
  if (!g_file_get_contents (place->authority, &server->authority, &length, error))
    return FALSE;
  if (length < VB_WEBDAV_MOST_TEXT && memchr (server->authority, '\0', length) == NULL
      && strstr (server->authority, "-----BEGIN CERTIFICATE-----") != NULL)
    return TRUE;
  g_set_error_literal (error, VB_ERROR, VB_ERROR_INVALID_INPUT,
                       _("There is no certificate in the file for --authority (PEM is needed)."));
  return FALSE;
}

static void
tell_server (VbCli          *cli,
             const VbServer *server)
{
  g_autofree char *user = vb_cli_clean (server->user);

  vb_cli_json_string (cli->out, "address", server->address);
  vb_cli_json_string (cli->out, "user", server->user);
  vb_cli_json_bool (cli->out, "own_authority", server->authority != NULL);
  /* Translators: the address of a server, and the name that is used there. */
  vb_cli_say (cli, _("%s as %s"), server->address, user);
}

/* Whether it works is said at once: the first letter would be late to find out. */
static void
tell_whether_it_works (VbCli          *cli,
                       const VbDesk   *desk,
                       const VbServer *server,
                       VbSecret       *password)
{
  g_autoptr(GError) failure = NULL;
  gboolean works = vb_post_server_try_sync (desk, server, password, NULL, &failure);
  const char *code = works ? NULL : vb_carrier_error_get_code (failure);

  vb_cli_json_bool (cli->out, "works", works);
  vb_cli_json_string (cli->out, "why", code);
  if (code == NULL)
    vb_cli_say (cli, "%s", _("  It works."));
  else
    vb_cli_say (cli, "  %s", vb_cli_carrier_words (code));
}

/* Where there is no keyring, the address is kept all the same: a file gives the password then. */
static gboolean
keep (VbCli           *cli,
      VbDesk          *desk,
      const VbServer  *server,
      VbSecret        *password,
      GError         **error)
{
  /* Translators: what stands in the list of a keyring program; %s is an address. */
  g_autofree char *label = g_strdup_printf (_("Verbinder: letters at %s"), server->address);
  g_autoptr(GError) unkept = NULL;

  if (!vb_post_server_keep_sync (desk->store, server, label, password, keyring_flags (cli),
                                 &unkept, NULL, error))
    return FALSE;
  tell_server (cli, server);
  vb_cli_json_bool (cli->out, "password_kept", unkept == NULL);
  if (unkept != NULL)
    vb_cli_say (cli, "%s", _("  The keyring does not keep the password: give it each time with "
                             "--password-file."));
  return TRUE;
}

gboolean
vb_cli_server_set (VbCli             *cli,
                   VbDesk            *desk,
                   const VbCliPlace  *place,
                   const char        *address,
                   GError           **error)
{
  g_autoptr(VbServer) server = g_new0 (VbServer, 1);
  g_autoptr(VbSecret) password = NULL;

  if (place->user == NULL)
    {
      vb_cli_set_wrong_use (error, _("With which name? Give it with --user."));
      return FALSE;
    }
  server->address = vb_webdav_check_address (address, error);
  server->user = g_strdup (place->user);
  if (server->address == NULL || !read_authority (place, server, error))
    return FALSE;
  password = read_password (cli, place, error);
  if (password == NULL || !keep (cli, desk, server, password, error))
    return FALSE;
  tell_whether_it_works (cli, desk, server, password);
  return TRUE;
}

gboolean
vb_cli_server_list (VbCli   *cli,
                    VbDesk  *desk,
                    GError **error)
{
  g_autoptr(GPtrArray) servers = vb_servers_list_sync (desk->store, NULL, error);

  if (servers == NULL)
    return FALSE;
  vb_cli_json_begin_array (cli->out, "servers");
  for (guint i = 0; i < servers->len; i++)
    {
      vb_cli_json_begin_object (cli->out, NULL);
      tell_server (cli, servers->pdata[i]);
      vb_cli_json_end_object (cli->out);
    }
  vb_cli_json_end_array (cli->out);
  if (servers->len == 0)
    vb_cli_say (cli, "%s", _("There are no servers yet. “verbinderctl exchange webdav set” takes "
                             "the address of one."));
  return TRUE;
}

gboolean
vb_cli_server_remove (VbCli       *cli,
                      VbDesk      *desk,
                      const char  *address,
                      GError     **error)
{
  g_autofree char *clean = vb_webdav_check_address (address, error);
  g_autoptr(VbServer) server =
    clean != NULL ? vb_servers_find_sync (desk->store, clean, NULL, error) : NULL;

  g_autoptr(GError) failure = NULL;
  gboolean forgotten;

  if (server == NULL || !vb_servers_remove_sync (desk->store, server->address, NULL, error))
    return FALSE;
  forgotten = vb_server_password_forget_sync (server->address, server->user, NULL, &failure);
  tell_server (cli, server);
  vb_cli_json_bool (cli->out, "password_forgotten", forgotten);
  vb_cli_say (cli, "%s", forgotten ? _("  Nothing is exchanged there any more, and the password is "
                                       "gone.")
                                   : _("  Nothing is exchanged there any more. The keyring was not "
                                       "reached: if the password is in it, remove it there."));
  return TRUE;
}

/* ---------------------------------------------------------------- what carries */

static VbCarrier *
find_server (VbCli             *cli,
             VbDesk            *desk,
             const VbCliPlace  *place,
             GError           **error)
{
  g_autofree char *address = vb_webdav_check_address (place->address, error);
  g_autoptr(VbServer) server =
    address != NULL ? vb_servers_find_sync (desk->store, address, NULL, error) : NULL;
  g_autoptr(VbSecret) password =
    server != NULL ? find_password (cli, place, server, error) : NULL;

  return password != NULL ? vb_webdav_new (server->address, server->user, password,
                                           server->authority) : NULL;
}

VbCarrier *
vb_cli_find_carrier (VbCli             *cli,
                     VbDesk            *desk,
                     const VbCliPlace  *place,
                     const char        *folder,
                     GError           **error)
{
  guint n = (folder != NULL) + (place->folder != NULL) + (place->address != NULL);

  if (n != 1)
    {
      vb_cli_set_wrong_use (error, _("Give one of: a folder, or a server with --webdav."));
      return NULL;
    }
  return place->address != NULL ? find_server (cli, desk, place, error)
                                : vb_drop_folder_new (folder != NULL ? folder : place->folder);
}
