/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/window/vb-window.h"

G_BEGIN_DECLS

/**
 * VbToasts:
 *
 * What a window says in passing: the newest is seen at once, what went wrong stays until somebody
 * has seen it, and an offer (to undo) holds only for the store it was made about. Pages say things
 * through their window.
 */
#define VB_TYPE_TOASTS (vb_toasts_get_type ())
G_DECLARE_FINAL_TYPE (VbToasts, vb_toasts, VB, TOASTS, GObject)

VbToasts *vb_toasts_new         (AdwToastOverlay *overlay);

/* As the functions of the window that are called so. */
void      vb_toasts_say         (VbToasts *self, const char *text);
void      vb_toasts_say_undo    (VbToasts *self, const char *text, VbUndo *undo);
void      vb_toasts_say_action  (VbToasts *self, const char *text, const char *button,
                                 VbToastFunc func, const char *subject);
void      vb_toasts_say_error   (VbToasts *self, const char *what, const GError *error);

/* Takes away all that is said and waits to be said. */
void      vb_toasts_dismiss_all (VbToasts *self);

/* Gives @toast the lines that its words need in a window that is as wide as @over. */
void      vb_toast_fit          (AdwToast *toast, GtkWidget *over);

G_END_DECLS
