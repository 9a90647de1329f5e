/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/crypto/vb-secret.h"
#include "exchange/vb-carrier.h"
#include "exchange/webdav/vb-webdav-wire.h"

G_BEGIN_DECLS

/**
 * VbWebdav:
 *
 * A folder on a WebDAV server that letters are carried in. The network is not here: a process of
 * its own has it, that sees sealed letters and neither keys nor store. It begins with the first
 * thing that is asked, and again after it failed.
 */
#define VB_TYPE_WEBDAV (vb_webdav_get_type ())
G_DECLARE_FINAL_TYPE (VbWebdav, vb_webdav, VB, WEBDAV, GObject)

/**
 * vb_webdav_check_address:
 *
 * Errors: %VB_ERROR_INVALID_INPUT for what is not the address of a folder by https without a name
 * or password in it.
 *
 * Returns: (transfer full): it, as it is kept: there is one way to write it
 */
char      *vb_webdav_check_address (const char *address, GError **error);

/**
 * vb_webdav_new:
 * @address: of vb_webdav_check_address()
 * @authority: (nullable): certificates (PEM) that are trusted for this server, in the place of
 *   those of the system
 */
VbCarrier *vb_webdav_new           (const char *address, const char *user, VbSecret *password,
                                    const char *authority);
/* Instead of the usual. */
void       vb_webdav_set_patience  (VbWebdav *self, VbWebdavPatience patience);
/* The process that has the network: @program in the place of the one that was installed. */
void       vb_webdav_set_helper    (VbWebdav *self, const char *program);

G_END_DECLS
