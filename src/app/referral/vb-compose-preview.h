/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "core/model/vb-referral.h"

G_BEGIN_DECLS

/**
 * VbComposePreview:
 *
 * A referral as the receiver gets it, line by line. It is made of vb_referral_dup_for_receiver(),
 * of which the letter itself is made.
 */
#define VB_TYPE_COMPOSE_PREVIEW (vb_compose_preview_get_type ())
G_DECLARE_FINAL_TYPE (VbComposePreview, vb_compose_preview, VB, COMPOSE_PREVIEW, GtkBox)

/* @draft: of the sender */
void  vb_compose_preview_show     (VbComposePreview *self, const VbReferral *draft);

/* (transfer full): the same as text, a line for each thing. @received: of the receiver */
char *vb_compose_preview_dup_text (const VbReferral *received);

G_END_DECLS
