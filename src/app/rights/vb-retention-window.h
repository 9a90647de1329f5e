/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "core/store/vb-store.h"

G_BEGIN_DECLS

/**
 * VbRetentionWindow:
 *
 * What must go: whose record, since when and by which rule, what was proposed, and the second step
 * that carries it out.
 */
#define VB_TYPE_RETENTION_WINDOW (vb_retention_window_get_type ())
G_DECLARE_FINAL_TYPE (VbRetentionWindow, vb_retention_window, VB, RETENTION_WINDOW, AdwWindow)

GtkWindow *vb_retention_window_new (GtkWindow *parent, VbStore *store);

G_END_DECLS
