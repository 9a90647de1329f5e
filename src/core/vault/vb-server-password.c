/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "core/vault/vb-server-password.h"

#include "core/base/vb-error.h"
#include "core/vault/vb-vault-private.h"

#define OF_SERVERS "server" /* where the id of a vault stands with the others */

static guint
timeout (VbKeyringFlags flags)
{
  return flags & VB_KEYRING_MAY_PROMPT ? VB_KEYRING_PROMPT_TIMEOUT_MS : VB_KEYRING_TIMEOUT_MS;
}

/* (transfer full): no name has a space in front that is part of it, and no address has one */
static char *
make_item (const char *address,
           const char *user)
{
  return g_strconcat (address, " ", user, NULL);
}

VbSecret *
vb_server_password_find_sync (const char      *address,
                              const char      *user,
                              VbKeyringFlags   flags,
                              GCancellable    *cancellable,
                              GError         **error)
{
  g_autofree char *item = make_item (address, user);
  VbVaultWait wait;
  VbSecret *password;

  _vb_vault_wait_begin (&wait);
  vb_keyring_lookup_async (OF_SERVERS, item, flags, timeout (flags), cancellable,
                           _vb_vault_wait_cb, &wait);
  password = vb_keyring_lookup_finish (_vb_vault_wait (&wait), error);
  _vb_vault_wait_end (&wait);
  return password;
}

gboolean
vb_server_password_keep_sync (const char      *address,
                              const char      *user,
                              const char      *label,
                              VbSecret        *password,
                              VbKeyringFlags   flags,
                              GCancellable    *cancellable,
                              GError         **error)
{
  g_autofree char *item = make_item (address, user);
  VbVaultWait wait;
  gboolean kept;

  if (vb_secret_get_length (password) > VB_SERVER_PASSWORD_MOST)
    {
      g_set_error (error, VB_ERROR, VB_ERROR_INVALID_INPUT,
                   "A password for a server has at most %d bytes", VB_SERVER_PASSWORD_MOST);
      return FALSE;
    }
  _vb_vault_wait_begin (&wait);
  vb_keyring_store_async (OF_SERVERS, item, label, password, flags, timeout (flags), cancellable,
                          _vb_vault_wait_cb, &wait);
  kept = vb_keyring_store_finish (_vb_vault_wait (&wait), error);
  _vb_vault_wait_end (&wait);
  return kept;
}

gboolean
vb_server_password_forget_sync (const char    *address,
                                const char    *user,
                                GCancellable  *cancellable,
                                GError       **error)
{
  g_autofree char *item = make_item (address, user);
  VbVaultWait wait;
  gboolean forgotten;

  _vb_vault_wait_begin (&wait);
  vb_keyring_remove_async (OF_SERVERS, item, VB_KEYRING_TIMEOUT_MS, cancellable, _vb_vault_wait_cb,
                           &wait);
  forgotten = vb_keyring_remove_finish (_vb_vault_wait (&wait), error);
  _vb_vault_wait_end (&wait);
  return forgotten;
}
