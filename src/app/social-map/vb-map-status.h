/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * VbMapStatus:
 *
 * What stands in the place of the list of services when there is no list: that it is being read,
 * that there is nothing and what to do then, or what went wrong.
 *
 * Signal "retry": somebody wants to try again.
 */
#define VB_TYPE_MAP_STATUS (vb_map_status_get_type ())
G_DECLARE_FINAL_TYPE (VbMapStatus, vb_map_status, VB, MAP_STATUS, AdwBin)

/* @progress: (nullable) */
void vb_map_status_show_busy    (VbMapStatus *self, const char *progress);
/* Whether it turns: a wait that is shorter than one notices needs no spinner. */
void vb_map_status_set_turning  (VbMapStatus *self, gboolean turning);
/* @view: "all", "favourites" or "recheck" */
void vb_map_status_show_empty   (VbMapStatus *self, const char *view);
/* @text: what was searched for. @filtered: whether filters narrow it */
void vb_map_status_show_nothing (VbMapStatus *self, const char *text, gboolean filtered,
                                 gboolean whole_map);
void vb_map_status_show_error   (VbMapStatus *self, const GError *error);

G_END_DECLS
