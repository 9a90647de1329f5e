/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/exchange/vb-server-words.h"

#include <glib/gi18n.h>

#include "app/vb-error-text.h"
#include "core/base/vb-error.h"
#include "exchange/vb-carrier-error.h"

static const struct
{
  const char *code;
  const char *words;
} words[] = {
  { "server-unreachable", N_("The server cannot be reached. Is there a network, and is the address "
                             "right?") },
  { "carrier-certificate", N_("The server does not prove that it is the right one, so nothing was "
                              "sent. Ask whoever keeps it whether its certificate is good. When "
                              "it is one of your own organisation, “verbinderctl exchange webdav "
                              "set” takes it with --authority.") },
  { "carrier-login", N_("The server does not take the name or the password. Give them again under "
                        "Preferences, Exchange.") },
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
};

const char *
vb_server_words (const char *code)
{
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (g_str_equal (words[i].code, code))
      return _(words[i].words);
  return NULL;
}

const char *
vb_server_why_words (const GError *error)
{
  if (error->domain == VB_CARRIER_ERROR)
    return vb_server_words (vb_carrier_error_get_code (error));
  switch (error->domain == VB_ERROR ? error->code : -1)
    {
    case VB_ERROR_INVALID_INPUT:
      return _("This is not the address of a folder. It begins with https:// and has no name, "
               "password or question mark in it; the name has no colon.");
    case VB_ERROR_KEYRING_NO_ITEM:
    case VB_ERROR_KEYRING_WRONG_ITEM:
      return _("Give the password: the keyring does not know the one for this address and name.");
    case VB_ERROR_KEYRING_LOCKED:
    case VB_ERROR_KEYRING_REFUSED:
    case VB_ERROR_TIMED_OUT:
      return _("The keyring stayed locked, so the password is not kept. Unlock it, and try again.");
    case VB_ERROR_KEYRING_UNAVAILABLE:
      return _("This desktop has no keyring to keep the password in. Ask whoever looks after this "
               "computer, or exchange through a folder.");
    default:
      return vb_error_title (error);
    }
}
