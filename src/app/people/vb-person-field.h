/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * VbPersonField:
 *
 * One value that is typed, with its name above it and what is wrong with it below.
 *
 * Properties: "title", "column" (of the record it stands for), "hint". Signal "edited".
 */
#define VB_TYPE_PERSON_FIELD (vb_person_field_get_type ())
G_DECLARE_FINAL_TYPE (VbPersonField, vb_person_field, VB, PERSON_FIELD, GtkBox)

const char *vb_person_field_get_column (VbPersonField *self);
const char *vb_person_field_get_text   (VbPersonField *self);
/* @text: (nullable) */
void        vb_person_field_set_text   (VbPersonField *self, const char *text);
/* @message: (nullable): translated; %NULL: nothing is wrong */
void        vb_person_field_set_error  (VbPersonField *self, const char *message);

G_END_DECLS
