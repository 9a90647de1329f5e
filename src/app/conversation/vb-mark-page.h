/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "app/conversation/vb-talk.h"

G_BEGIN_DECLS

/**
 * VbMarkPage:
 *
 * The questions of a health web, one under the other.
 */
#define VB_TYPE_MARK_PAGE (vb_mark_page_get_type ())
G_DECLARE_FINAL_TYPE (VbMarkPage, vb_mark_page, VB, MARK_PAGE, GtkBox)

/* @talk: that is there */
void vb_mark_page_set_talk   (VbMarkPage *self, VbTalk *talk);
void vb_mark_page_focus_item (VbMarkPage *self, const char *item);

G_END_DECLS
