/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "app/vb-session.h"

G_BEGIN_DECLS

/**
 * VbMapPage:
 *
 * The list of services: all of them, the favourites, or those to check again; narrowed while one
 * types and by filters.
 *
 * Properties: "session", "folded" (the list stands alone), "sidebar-folded", "n-decisions" (what
 * waits for a choice, read-only). Signal "chosen"
 * (const char *id): a service is to be shown.
 */
#define VB_TYPE_MAP_PAGE (vb_map_page_get_type ())
G_DECLARE_FINAL_TYPE (VbMapPage, vb_map_page, VB, MAP_PAGE, GtkWidget)

/* @view: "all", "favourites" or "recheck" */
void vb_map_page_set_view     (VbMapPage *self, const char *view);
void vb_map_page_focus_search (VbMapPage *self);
/* Asks the question that @search is, as a saved search writes it. */
void vb_map_page_open_search  (VbMapPage *self, const char *search);

G_END_DECLS
