/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "core/model/vb-service-row.h"
#include "core/store/vb-store.h"

G_BEGIN_DECLS

/**
 * VbStoreModel:
 *
 * A list of services by name as a GListModel of #VbServiceRow, of any length at the cost of what
 * is looked at. It knows its length first; rows come by the page when asked for, as objects that
 * stand there at once and fill in (notify) when the page is read. A row keeps its object as long
 * as anyone holds it, wherever it moves. After a change in the store, items-changed covers what
 * came, went or moved, and rows that stayed are refreshed in place.
 *
 * Properties: "n-items"; "ready" (the length is known); "error" (GError or NULL: reading failed,
 * the rows shown are those of before; vb_store_model_retry() tries again).
 *
 * Belongs to the main thread.
 */
#define VB_TYPE_STORE_MODEL (vb_store_model_get_type ())
G_DECLARE_FINAL_TYPE (VbStoreModel, vb_store_model, VB, STORE_MODEL, GObject)

typedef enum
{
  VB_LIST_ALL,          /* every service */
  VB_LIST_FAVOURITES,   /* @argument: a folder, or NULL for all */
  VB_LIST_STALE,        /* to check again: never, or longer ago than VB_FRESH_MONTHS */
  VB_LIST_ORGANIZATION, /* @argument: id of the organization */
  VB_LIST_SOURCE,       /* @argument: id of the source */
  VB_LIST_OFFERED       /* every service but those that closed for good */
} VbListKind;

VbStoreModel *vb_store_model_new   (VbStore *store, VbListKind kind, const char *argument);
gboolean      vb_store_model_get_ready (VbStoreModel *self);
const GError *vb_store_model_get_error (VbStoreModel *self);
void          vb_store_model_retry (VbStoreModel *self);

G_END_DECLS
