/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "core/model/vb-service-row.h"

G_BEGIN_DECLS

/**
 * VbServiceItem:
 *
 * A service as one row of a list. Property "row": the #VbServiceRow to show.
 */
#define VB_TYPE_SERVICE_ITEM (vb_service_item_get_type ())
G_DECLARE_FINAL_TYPE (VbServiceItem, vb_service_item, VB, SERVICE_ITEM, GtkWidget)

/* To be called when an item that holds it was put in its place in a list. */
void       vb_service_item_update_label (VbServiceItem *self);
GtkWidget *vb_service_item_new (void);

/* (transfer full) (nullable): why @row is in the results, in the person's language */
char *vb_service_item_dup_reason (VbServiceRow *row);

G_END_DECLS
