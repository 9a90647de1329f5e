/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/social-map/vb-upkeep-page.h"

G_BEGIN_DECLS

/**
 * VbGapsPage:
 *
 * What people looked for and did not find: what is still missing, and what was solved. It keeps
 * itself up to date.
 */
#define VB_TYPE_GAPS_PAGE (vb_gaps_page_get_type ())
G_DECLARE_FINAL_TYPE (VbGapsPage, vb_gaps_page, VB, GAPS_PAGE, VbUpkeepPage)

G_END_DECLS
