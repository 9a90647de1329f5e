/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "core/store/vb-store.h"

G_BEGIN_DECLS

/**
 * VbNodeWindow:
 *
 * One question with its answers, or one outcome, of an agreement that is being made. An answer can
 * lead to a new question or outcome, which is made then.
 *
 * Signal "saved".
 */
#define VB_TYPE_NODE_WINDOW (vb_node_window_get_type ())
G_DECLARE_FINAL_TYPE (VbNodeWindow, vb_node_window, VB, NODE_WINDOW, AdwWindow)

GtkWindow *vb_node_window_new (GtkWindow *parent, VbStore *store, const char *agreement_id,
                               const char *node_id);

G_END_DECLS
