/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A short fact with an icon, several of which stand in a row. */
#define VB_TYPE_BADGE (vb_badge_get_type ())
G_DECLARE_FINAL_TYPE (VbBadge, vb_badge, VB, BADGE, GtkWidget)

GtkWidget *vb_badge_new (const char *icon_name, const char *text);

G_END_DECLS
