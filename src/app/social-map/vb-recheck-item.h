/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "core/model/vb-service-row.h"

G_BEGIN_DECLS

/**
 * VbRecheckItem:
 *
 * A service in the list of what to check again, with a menu to say that it was checked today.
 */
#define VB_TYPE_RECHECK_ITEM (vb_recheck_item_get_type ())
G_DECLARE_FINAL_TYPE (VbRecheckItem, vb_recheck_item, VB, RECHECK_ITEM, GtkWidget)

G_END_DECLS
