/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * VbAskDialog:
 *
 * Asks for one short text: a name, a folder, a reason. What people often answer can be offered as
 * buttons that fill it in. It cannot be accepted while it is blank.
 *
 * Signal "answered" (char *text, without blanks around it): the text was accepted.
 */
#define VB_TYPE_ASK_DIALOG (vb_ask_dialog_get_type ())
G_DECLARE_FINAL_TYPE (VbAskDialog, vb_ask_dialog, VB, ASK_DIALOG, AdwMessageDialog)

/* @body: (nullable). @title: of the entry. @accept: the label of the button that accepts */
VbAskDialog *vb_ask_dialog_new            (GtkWindow *parent, const char *heading,
                                           const char *body, const char *title,
                                           const char *accept);
void         vb_ask_dialog_set_text       (VbAskDialog *self, const char *text);
void         vb_ask_dialog_add_suggestion (VbAskDialog *self, const char *text);

G_END_DECLS
