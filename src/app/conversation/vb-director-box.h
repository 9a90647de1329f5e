/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "app/conversation/vb-planning.h"

G_BEGIN_DECLS

/**
 * VbDirectorBox:
 *
 * Asks who keeps the overview from now on, where a second one is named in a household: one ends
 * when the other begins, or it is said why there are two. It shows itself only then.
 *
 * Signals: "settled", the plan says who it is.
 */
#define VB_TYPE_DIRECTOR_BOX (vb_director_box_get_type ())
G_DECLARE_FINAL_TYPE (VbDirectorBox, vb_director_box, VB, DIRECTOR_BOX, GtkBox)

/* @named: (nullable): who is named here, and not in the plan yet */
void     vb_director_box_ask       (VbDirectorBox *self, VbPlanning *planning, const char *named);
/* Somebody was named who is not in the plan, as long as the question is open. */
gboolean vb_director_box_is_asking (VbDirectorBox *self);

G_END_DECLS
