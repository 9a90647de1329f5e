/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "app/vb-session.h"
#include "post/vb-post-book.h"

G_BEGIN_DECLS

/**
 * VbMailPane:
 *
 * One letter between organizations: where it is, and what to do. Properties: "session"; "folded".
 */
#define VB_TYPE_MAIL_PANE (vb_mail_pane_get_type ())
G_DECLARE_FINAL_TYPE (VbMailPane, vb_mail_pane, VB, MAIL_PANE, GtkWidget)

/* @line: of the book of the exchange; is not kept, only which one it is */
void vb_mail_pane_show (VbMailPane *self, const VbMessageLine *line);

G_END_DECLS
