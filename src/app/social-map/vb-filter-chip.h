/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "app/social-map/vb-map-filter.h"

G_BEGIN_DECLS

/**
 * VbFilterChip:
 *
 * One part of the filter; a press takes it away.
 */
#define VB_TYPE_FILTER_CHIP (vb_filter_chip_get_type ())
G_DECLARE_FINAL_TYPE (VbFilterChip, vb_filter_chip, VB, FILTER_CHIP, GtkWidget)

/* @part: (transfer full) */
GtkWidget *vb_filter_chip_new (VbMapFilter *filter, VbMapFilterPart *part);

G_END_DECLS
