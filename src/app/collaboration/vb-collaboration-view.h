/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/window/vb-view.h"

G_BEGIN_DECLS

/* What people in the neighbourhood do together: case meetings, agreements and signals about the
 * neighbourhood, from one place. Each opens in a window of its own. */
#define VB_TYPE_COLLABORATION_VIEW (vb_collaboration_view_get_type ())
G_DECLARE_FINAL_TYPE (VbCollaborationView, vb_collaboration_view, VB, COLLABORATION_VIEW, VbView)

G_END_DECLS
