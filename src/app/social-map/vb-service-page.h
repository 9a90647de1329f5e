/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "core/store/vb-trust.h"

G_BEGIN_DECLS

/**
 * VbServicePage:
 *
 * All there is to know about one service.
 */
#define VB_TYPE_SERVICE_PAGE (vb_service_page_get_type ())
G_DECLARE_FINAL_TYPE (VbServicePage, vb_service_page, VB, SERVICE_PAGE, GtkWidget)

/* @store, @service: (nullable): %NULL empties the page. */
void     vb_service_page_show     (VbServicePage *self, VbStore *store, VbEntity *service);
/* What waits for a decision; (element-type VbFieldReport), (element-type VbConflict). */
void     vb_service_page_show_decisions (VbServicePage *self, GPtrArray *reports,
                                         GPtrArray *conflicts);
/* The partner called @name took it back. @at: microseconds UTC */
void     vb_service_page_show_withdrawn (VbServicePage *self, const char *name, gint64 at);
/* @sources: (element-type VbSource) (nullable) */
void     vb_service_page_show_sources (VbServicePage *self, GPtrArray *sources);
/* Goes to a function and to how it can be reached. */
void     vb_service_page_point_at (VbServicePage *self, const char *contact_id);
/* Whether somebody is writing something on it. */
gboolean vb_service_page_is_busy  (VbServicePage *self);
/* Opens the place to write what is wrong with it. */
void     vb_service_page_report   (VbServicePage *self);
GtkAdjustment *vb_service_page_get_position (VbServicePage *self);

/* (transfer full): name, where, when and whom to ask, as text to paste elsewhere */
char    *vb_service_dup_contact_text (VbEntity *service);

G_END_DECLS
