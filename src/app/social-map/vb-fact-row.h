/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "core/model/vb-entity.h"

G_BEGIN_DECLS

/**
 * VbFactRow:
 *
 * One fact of an entry: what it is called, what it says, whether it was corrected here, and a flag
 * to report it as wrong.
 */
#define VB_TYPE_FACT_ROW (vb_fact_row_get_type ())
G_DECLARE_FINAL_TYPE (VbFactRow, vb_fact_row, VB, FACT_ROW, GtkListBoxRow)

/* @icon_name: (nullable), decoration. @title: (nullable) for text that speaks for itself */
GtkWidget *vb_fact_row_new    (const char *icon_name, const char *title, const char *value);
/* The record and (nullable) column that the fact is from. */
void       vb_fact_row_set_source (VbFactRow *self, VbEntity *entity, const char *column);
/* Says beside the fact what was reported as wrong about it, if anything was.
 * @reports: (element-type VbFieldReport) */
void       vb_fact_row_mark (VbFactRow *self, GPtrArray *reports);
/* (nullable): the record that the fact is from; in @column (nullable) which of its facts it is. */
const char *vb_fact_row_get_record (VbFactRow *self, const char **column);
/* Smaller text under the value. @text: (nullable) */
void       vb_fact_row_set_detail (VbFactRow *self, const char *text);
/* A widget under the value, or behind it. */
void       vb_fact_row_add    (VbFactRow *self, GtkWidget *widget);
void       vb_fact_row_add_suffix (VbFactRow *self, GtkWidget *widget);
gboolean   vb_fact_row_is_busy (VbFactRow *self);

G_END_DECLS
