/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "core/model/vb-entity.h"

G_BEGIN_DECLS

/**
 * VbMergeView:
 *
 * Two entries side by side: of each field on which they differ, one value is chosen. It says as
 * well what the one that is made of them keeps of both.
 */
#define VB_TYPE_MERGE_VIEW (vb_merge_view_get_type ())
G_DECLARE_FINAL_TYPE (VbMergeView, vb_merge_view, VB, MERGE_VIEW, AdwBin)

/* @first_detail, @second_detail: (nullable): their organization or place, in words */
VbMergeView *vb_merge_view_new      (VbEntity *first, const char *first_detail, VbEntity *second,
                                     const char *second_detail);
/* (transfer full): the columns of which the second's value was chosen */
char       **vb_merge_view_dup_take (VbMergeView *self);

G_END_DECLS
