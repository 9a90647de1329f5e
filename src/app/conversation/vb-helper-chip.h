/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "app/conversation/vb-talk.h"

G_BEGIN_DECLS

/**
 * VbHelperChip:
 *
 * Somebody who helps already, on the canvas: small, with what the person finds of it.
 */
#define VB_TYPE_HELPER_CHIP (vb_helper_chip_get_type ())
G_DECLARE_FINAL_TYPE (VbHelperChip, vb_helper_chip, VB, HELPER_CHIP, GtkWidget)

GtkWidget  *vb_helper_chip_new    (const char *helper_id);
const char *vb_helper_chip_get_id (VbHelperChip *self);
void        vb_helper_chip_show   (VbHelperChip *self, VbTalk *talk, const VbHelper *helper);

G_END_DECLS
