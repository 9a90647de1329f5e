/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/store/vb-store.h"

G_BEGIN_DECLS

/**
 * VbServer:
 *
 * A server that letters are carried by. The password is not here: it is in the keyring of the
 * desktop. These block: for the command line and for threads.
 */
typedef struct
{
  char *address;
  char *user;
  char *authority; /* (nullable): certificates (PEM) that are trusted for it, instead of those of
                    * the system */
} VbServer;

void       vb_server_free         (VbServer *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VbServer, vb_server_free)

/* In the place of what was kept of this address. Errors: %VB_ERROR_INVALID_INPUT */
gboolean   vb_servers_keep_sync   (VbStore *store, const VbServer *server,
                                   GCancellable *cancellable, GError **error);
/* Errors: %VB_ERROR_NOT_FOUND */
gboolean   vb_servers_remove_sync (VbStore *store, const char *address, GCancellable *cancellable,
                                   GError **error);
/* (transfer full): Errors: %VB_ERROR_NOT_FOUND */
VbServer  *vb_servers_find_sync   (VbStore *store, const char *address, GCancellable *cancellable,
                                   GError **error);
/* (transfer full) (element-type VbServer): by address */
GPtrArray *vb_servers_list_sync   (VbStore *store, GCancellable *cancellable, GError **error);

G_END_DECLS
