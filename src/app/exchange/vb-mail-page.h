/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "app/vb-session.h"

G_BEGIN_DECLS

/**
 * VbMailPage:
 *
 * Where each letter is, how the exchange itself stands, and a button to exchange now.
 *
 * Properties: "session"; "folded"; "sidebar-folded". Signal "chosen" (const VbMessageLine *).
 */
#define VB_TYPE_MAIL_PAGE (vb_mail_page_get_type ())
G_DECLARE_FINAL_TYPE (VbMailPage, vb_mail_page, VB, MAIL_PAGE, GtkWidget)

void vb_mail_page_focus_first (VbMailPage *self);

G_END_DECLS
