/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * VbCollaborationPage:
 *
 * The list of what people do together; a row opens the window for it.
 *
 * Properties: "folded", "sidebar-folded".
 */
#define VB_TYPE_COLLABORATION_PAGE (vb_collaboration_page_get_type ())
G_DECLARE_FINAL_TYPE (VbCollaborationPage, vb_collaboration_page, VB, COLLABORATION_PAGE,
                      GtkWidget)

G_END_DECLS
