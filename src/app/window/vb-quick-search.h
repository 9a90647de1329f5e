/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "app/vb-session.h"

G_BEGIN_DECLS

/**
 * VbQuickSearch:
 *
 * Finds a service, an organization, a function or a command from everywhere. It closes itself.
 */
#define VB_TYPE_QUICK_SEARCH (vb_quick_search_get_type ())
G_DECLARE_FINAL_TYPE (VbQuickSearch, vb_quick_search, VB, QUICK_SEARCH, AdwWindow)

GtkWidget *vb_quick_search_new (VbSession *session, GtkWindow *parent);

G_END_DECLS
