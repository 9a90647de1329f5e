/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "app/vb-session.h"
#include "core/model/vb-entity.h"

G_BEGIN_DECLS

/**
 * VbDetailPane:
 *
 * What was chosen: a service, an organization, or something that keeps the map healthy. It reads it
 * from the store, keeps it up to date, and knows the way back.
 *
 * Properties: "session", "folded" (the pane stands alone), "service" (the id of the one that is
 * shown, if any).
 */
#define VB_TYPE_DETAIL_PANE (vb_detail_pane_get_type ())
G_DECLARE_FINAL_TYPE (VbDetailPane, vb_detail_pane, VB, DETAIL_PANE, GtkWidget)

typedef enum
{
  VB_UPKEEP_NONE,
  VB_UPKEEP_DECISIONS,  /* what was reported wrong, and where sources disagree */
  VB_UPKEEP_DUPLICATES, /* entries that may be the same */
  VB_UPKEEP_GAPS        /* what was looked for and not found */
} VbUpkeep;

/* @push: keep what is shown now to go back to; otherwise a new trail begins */
void        vb_detail_pane_show           (VbDetailPane *self, VbTable table, const char *id,
                                           gboolean push);
void        vb_detail_pane_show_upkeep    (VbDetailPane *self, VbUpkeep what);
/* Returns: whether there was something to go back to */
gboolean    vb_detail_pane_go_back        (VbDetailPane *self);
/* (nullable) the record that is shown; %NULL when there is none or it is not read yet */
VbEntity   *vb_detail_pane_get_entity     (VbDetailPane *self);

/* On the page that is being opened: goes to a function, and to how it can be reached. */
void        vb_detail_pane_point_at       (VbDetailPane *self, const char *contact_id);

G_END_DECLS
