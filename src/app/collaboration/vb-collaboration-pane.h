/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * VbCollaborationPane:
 *
 * Beside the list of what people do together: what it is for.
 *
 * Properties: "folded".
 */
#define VB_TYPE_COLLABORATION_PANE (vb_collaboration_pane_get_type ())
G_DECLARE_FINAL_TYPE (VbCollaborationPane, vb_collaboration_pane, VB, COLLABORATION_PANE,
                      GtkWidget)

G_END_DECLS
