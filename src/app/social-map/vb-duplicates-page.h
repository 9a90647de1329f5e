/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/social-map/vb-upkeep-page.h"

G_BEGIN_DECLS

/**
 * VbDuplicatesPage:
 *
 * Entries that may be the same, in pairs: to make one of them, or to say that they are two. It
 * keeps itself up to date.
 */
#define VB_TYPE_DUPLICATES_PAGE (vb_duplicates_page_get_type ())
G_DECLARE_FINAL_TYPE (VbDuplicatesPage, vb_duplicates_page, VB, DUPLICATES_PAGE, VbUpkeepPage)

G_END_DECLS
