/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/social-map/vb-upkeep-page.h"

G_BEGIN_DECLS

/**
 * VbDecisionsPage:
 *
 * All that waits for somebody to choose: what was reported as wrong, and fields on which sources
 * disagree. It keeps itself up to date.
 */
#define VB_TYPE_DECISIONS_PAGE (vb_decisions_page_get_type ())
G_DECLARE_FINAL_TYPE (VbDecisionsPage, vb_decisions_page, VB, DECISIONS_PAGE, VbUpkeepPage)

G_END_DECLS
