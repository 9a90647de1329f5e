/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "app/social-map/vb-fact-row.h"

G_BEGIN_DECLS

/**
 * VbFactGroup:
 *
 * A titled group of facts. It is not shown while it holds none.
 */
#define VB_TYPE_FACT_GROUP (vb_fact_group_get_type ())
G_DECLARE_FINAL_TYPE (VbFactGroup, vb_fact_group, VB, FACT_GROUP, AdwBin)

void       vb_fact_group_clear   (VbFactGroup *self);
/* @row: a GtkListBoxRow */
void       vb_fact_group_append  (VbFactGroup *self, GtkWidget *row);
/* Adds a fact when @value is there. @icon_name, @title: (nullable). Returns: (nullable): the row */
VbFactRow *vb_fact_group_add     (VbFactGroup *self, const char *icon_name, const char *title,
                                  const char *value, VbEntity *entity, const char *column);
/* The same for a column as it stands in @entity. */
VbFactRow *vb_fact_group_add_column (VbFactGroup *self, const char *icon_name, const char *title,
                                     VbEntity *entity, const char *column);
guint      vb_fact_group_get_n   (VbFactGroup *self);
/* Marks the facts that were reported as wrong. @reports: (element-type VbFieldReport) */
void       vb_fact_group_mark    (VbFactGroup *self, GPtrArray *reports);
gboolean   vb_fact_group_is_busy (VbFactGroup *self);

/* Goes to the row of a function, when there is one: the focus to the first way to reach it. */
void       vb_fact_group_point_at   (VbFactGroup *self, const char *contact_id);

G_END_DECLS
