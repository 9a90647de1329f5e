/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "exchange/vb-carrier-error.h"
#include "exchange/vb-carrier-names.h"
#include "exchange/webdav/vb-webdav-wire.h"

G_BEGIN_DECLS

/**
 * VbDav:
 *
 * A folder on a WebDAV server. Relies on nothing but: what is put lies there whole or not at all; a
 * box is made once, whoever makes it. Each call gives what the answer is: %VB_WEBDAV_DONE,
 * %VB_WEBDAV_GONE, or one more than a VbCarrierError.
 */
typedef struct _VbDav VbDav;

typedef struct
{
  char *address;   /* ends in a slash */
  char *user;
  char *password;
  char *proxy;     /* empty: what the surroundings say */
  char *authority; /* empty: the system's */
  VbWebdavPatience patience;
} VbDavAccount;

/* @account: stays as long as this does; @parent: a socket; when it ends all is broken off */
VbDav  *vb_dav_new    (const VbDavAccount *account, int parent);
void    vb_dav_free   (VbDav *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VbDav, vb_dav_free)

guint8  vb_dav_put    (VbDav *self, const char *box, const char *name, GBytes *bytes);
/* @page: where the names go */
guint8  vb_dav_list   (VbDav *self, const char *box, VbCarrierPage *page, guint *n_others);
guint8  vb_dav_get    (VbDav *self, const char *box, const char *name, GBytes **bytes);
guint8  vb_dav_delete (VbDav *self, const char *box, const char *name);

G_END_DECLS
