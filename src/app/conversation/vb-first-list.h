/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "app/conversation/vb-talk.h"

G_BEGIN_DECLS

/**
 * VbFirstList:
 *
 * What comes first, as the person chose, and apart from it what the professional worries about.
 */
#define VB_TYPE_FIRST_LIST (vb_first_list_get_type ())
G_DECLARE_FINAL_TYPE (VbFirstList, vb_first_list, VB, FIRST_LIST, GtkBox)

/* @talk: that is there */
void vb_first_list_set_talk (VbFirstList *self, VbTalk *talk);

G_END_DECLS
