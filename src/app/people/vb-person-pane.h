/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * VbPersonPane:
 *
 * One person: how contact is safe, what is known, and what happened. Opening somebody stands in
 * the access log, and so does looking at a secret address.
 *
 * Properties: "session", "folded". Signal "opened": somebody is shown.
 */
#define VB_TYPE_PERSON_PANE (vb_person_pane_get_type ())
G_DECLARE_FINAL_TYPE (VbPersonPane, vb_person_pane, VB, PERSON_PANE, GtkWidget)

void        vb_person_pane_show   (VbPersonPane *self, const char *id);
/* (nullable): who is shown */
const char *vb_person_pane_get_id (VbPersonPane *self);

G_END_DECLS
