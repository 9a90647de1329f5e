/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "app/vb-session.h"

G_BEGIN_DECLS

/**
 * VbUnlockView:
 *
 * What a locked store shows: the ways in that its vault has, each with what to do when it does
 * not work. Nothing of the store is on the screen.
 */
#define VB_TYPE_UNLOCK_VIEW (vb_unlock_view_get_type ())
G_DECLARE_FINAL_TYPE (VbUnlockView, vb_unlock_view, VB, UNLOCK_VIEW, GtkWidget)

/* Puts the cursor where the person most likely begins. */
void vb_unlock_view_focus (VbUnlockView *self);

G_END_DECLS
