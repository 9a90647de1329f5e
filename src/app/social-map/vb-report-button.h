/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "core/model/vb-entity.h"

G_BEGIN_DECLS

/**
 * VbReportButton:
 *
 * "This is wrong": a flag beside a fact. A press opens a line to write what it should be; Enter
 * sends it. Somebody decides about it later.
 */
#define VB_TYPE_REPORT_BUTTON (vb_report_button_get_type ())
G_DECLARE_FINAL_TYPE (VbReportButton, vb_report_button, VB, REPORT_BUTTON, GtkWidget)

/* @column: (nullable): the field; %NULL for the whole record. @what: what people call it */
void     vb_report_button_set_target (VbReportButton *self, VbEntity *entity, const char *column,
                                      const char *what);
/* A label instead of the flag alone. */
void     vb_report_button_set_label  (VbReportButton *self, const char *label);
/* Brings it into sight first. */
void     vb_report_button_open       (VbReportButton *self);
/* Whether somebody is writing in it. */
gboolean vb_report_button_is_open    (VbReportButton *self);

/* One of several facts of the same record that have no field: what the words are about. */
void       vb_report_button_set_topic  (VbReportButton *self, const char *topic);

G_END_DECLS
