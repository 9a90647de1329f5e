/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "exchange/vb-exchange-error.h"

G_BEGIN_DECLS

#define VB_MAP_HEAD_PART "map.json"
#define VB_MAP_HEAD_TYPE "application/json"
#define VB_MAP_PACKAGE_PART "hsds.json"
#define VB_MAP_PACKAGE_TYPE "application/json"
#define VB_MAP_MOST_WITHDRAWN 10000

/* A service that was published and is not any more. */
typedef struct
{
  char *id;  /* as it was published: a UUID in lower case */
  gint64 at; /* seconds since 1970 UTC */
} VbMapWithdrawal;

/**
 * VbMapHead:
 *
 * The first part of a map that is sent to a partner; the second is the map itself, an HSDS package.
 */
typedef struct
{
  gint64 number;        /* of the edition: each one of a publisher has a higher one */
  char *title;          /* (nullable): for people */
  GPtrArray *withdrawn; /* of VbMapWithdrawal */
} VbMapHead;

VbMapHead *vb_map_head_new   (gint64 number, const char *title);
void       vb_map_head_free  (VbMapHead *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VbMapHead, vb_map_head_free)

void       vb_map_head_withdraw (VbMapHead *self, const char *id, gint64 at);

/* (transfer full): in the one way it can be written */
GBytes    *vb_map_head_write (const VbMapHead *self);
/* @bytes: any. Errors: %VB_EXCHANGE_ERROR_JSON and the others of what is written in this way. */
VbMapHead *vb_map_head_read  (GBytes *bytes, GError **error);

G_END_DECLS
