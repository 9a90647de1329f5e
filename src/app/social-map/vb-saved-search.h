/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/window/vb-window.h"
#include "core/store/vb-personal.h"

G_BEGIN_DECLS

/**
 * vb_saved_search_ask:
 * @name: what the search may be called
 * @query: the question, as vb_search_query_to_string() writes it
 *
 * Asks for a name and keeps the search under it. One that has this name already gets the new
 * question.
 */
void vb_saved_search_ask    (VbWindow *window, const char *name, const char *query);
void vb_saved_search_rename (VbWindow *window, const VbSavedSearch *search);
/* Deletes it, says so, and offers to take it back. */
void vb_saved_search_delete (VbWindow *window, const VbSavedSearch *search);

G_END_DECLS
