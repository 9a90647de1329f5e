/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "app/vb-session.h"

G_BEGIN_DECLS

/**
 * VbWelcomeView:
 *
 * The first start: makes the store of this person and the ways to open it, sees to it that the
 * recovery sheet is on paper, and asks who is working. Or puts a backup back, or shows the
 * demonstration.
 */
#define VB_TYPE_WELCOME_VIEW (vb_welcome_view_get_type ())
G_DECLARE_FINAL_TYPE (VbWelcomeView, vb_welcome_view, VB, WELCOME_VIEW, GtkWidget)

G_END_DECLS
