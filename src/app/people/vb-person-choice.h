/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * VbPersonChoice:
 *
 * One of a list of values, with its name and what is wrong with it: a part of a form.
 *
 * Properties: "title"; "column"; "hint"; "values", with commas between them, an empty one for
 * nothing; "labels", a GtkStringList with what people call them; or "languages", for all languages
 * by name. A value that is not on the list joins it, so that it is not lost.
 */
#define VB_TYPE_PERSON_CHOICE (vb_person_choice_get_type ())
G_DECLARE_FINAL_TYPE (VbPersonChoice, vb_person_choice, VB, PERSON_CHOICE, GtkBox)

/* The list as code makes it. */
void     vb_person_choice_set_list (VbPersonChoice *self, const char *const *values,
                                    const char *const *labels);

G_END_DECLS
