/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "core/model/vb-person.h"
#include "core/store/vb-store.h"

G_BEGIN_DECLS

/**
 * VbWebWindow:
 *
 * A conversation by the health web: marks, what comes first, a first small step. Every answer is
 * kept at once; closing the window leaves the conversation where it was. It shows no name.
 */
#define VB_TYPE_WEB_WINDOW (vb_web_window_get_type ())
G_DECLARE_FINAL_TYPE (VbWebWindow, vb_web_window, VB, WEB_WINDOW, AdwWindow)

/* @person: with whom; the card is in their language. @conversation_id: (nullable): %NULL for a new
 * one */
GtkWindow *vb_web_window_new (GtkWindow *parent, VbStore *store, const VbPerson *person,
                              const char *conversation_id);

G_END_DECLS
