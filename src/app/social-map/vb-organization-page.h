/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "core/store/vb-directory.h"

G_BEGIN_DECLS

/**
 * VbOrganizationPage:
 *
 * An organization: how to reach it, who works there, and what it offers.
 */
#define VB_TYPE_ORGANIZATION_PAGE (vb_organization_page_get_type ())
G_DECLARE_FINAL_TYPE (VbOrganizationPage, vb_organization_page, VB, ORGANIZATION_PAGE, GtkWidget)

/* @store, @organization: (nullable): %NULL empties the page. */
void           vb_organization_page_show         (VbOrganizationPage *self, VbStore *store,
                                                  VbEntity *organization);
/* Goes to a function and to how it can be reached. */
void           vb_organization_page_point_at     (VbOrganizationPage *self,
                                                  const char *contact_id);
gboolean       vb_organization_page_is_busy      (VbOrganizationPage *self);
GtkAdjustment *vb_organization_page_get_position (VbOrganizationPage *self);

/* What somebody has to decide about it. @reports: (element-type VbFieldReport), @conflicts:
 * (element-type VbConflict) */
void           vb_organization_page_show_decisions (VbOrganizationPage *self, GPtrArray *reports,
                                                    GPtrArray *conflicts);

G_END_DECLS
