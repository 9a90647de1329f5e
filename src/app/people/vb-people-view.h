/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/window/vb-view.h"

G_BEGIN_DECLS

/* The people, and the record of one of them. */
#define VB_TYPE_PEOPLE_VIEW (vb_people_view_get_type ())
G_DECLARE_FINAL_TYPE (VbPeopleView, vb_people_view, VB, PEOPLE_VIEW, VbView)

void vb_people_view_add_person (VbPeopleView *self, GtkWindow *parent);

G_END_DECLS
