/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "core/model/vb-letter.h"
#include "core/store/vb-store.h"

G_BEGIN_DECLS

/**
 * VbLetterWindow:
 *
 * One standard letter, to be changed: what is wrong with it is told while it is typed, and the
 * preview is drawn as it will be on paper, about nobody. Emits "saved" when the practice's own
 * version was kept, or went.
 */
#define VB_TYPE_LETTER_WINDOW (vb_letter_window_get_type ())
G_DECLARE_FINAL_TYPE (VbLetterWindow, vb_letter_window, VB, LETTER_WINDOW, AdwWindow)

/* @own: (nullable): the practice's version, when it has one */
GtkWindow *vb_letter_window_new (GtkWindow *parent, VbStore *store, VbLetterKind kind,
                                 const char *language, const char *own);

G_END_DECLS
