/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * VbPeoplePage:
 *
 * Finds persons: those opened last, or those whose name, birth date or case number was typed. Each
 * search stands in the access log, so one is made when the typing pauses.
 *
 * Properties: "session", "folded", "sidebar-folded". Signal "chosen" (char *id).
 */
#define VB_TYPE_PEOPLE_PAGE (vb_people_page_get_type ())
G_DECLARE_FINAL_TYPE (VbPeoplePage, vb_people_page, VB, PEOPLE_PAGE, GtkWidget)

void vb_people_page_focus_search (VbPeoplePage *self);
/* Somebody was opened: where nothing was typed, they stand at the top of the list. */
void vb_people_page_note_opened  (VbPeoplePage *self);

G_END_DECLS
