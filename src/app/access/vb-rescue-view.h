/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "app/vb-session.h"

G_BEGIN_DECLS

/**
 * VbRescueView:
 *
 * When the store is damaged or gone: a backup can be put in its place, or one goes back to what
 * went wrong. Activates the action win.show-failure for that.
 */
#define VB_TYPE_RESCUE_VIEW (vb_rescue_view_get_type ())
G_DECLARE_FINAL_TYPE (VbRescueView, vb_rescue_view, VB, RESCUE_VIEW, GtkWidget)

G_END_DECLS
