/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "core/model/vb-person.h"
#include "core/store/vb-store.h"

G_BEGIN_DECLS

/**
 * VbPersonWindow:
 *
 * The form for a person. What is typed is kept as an encrypted draft within a second, and stands
 * there again when the form is opened the next time.
 *
 * Signal "saved" (char *id).
 */
#define VB_TYPE_PERSON_WINDOW (vb_person_window_get_type ())
G_DECLARE_FINAL_TYPE (VbPersonWindow, vb_person_window, VB, PERSON_WINDOW, AdwWindow)

/* @person: (nullable): as it was opened; %NULL for a new one */
GtkWindow *vb_person_window_new      (GtkWindow *parent, VbStore *store, const VbPerson *person);
/* A new one that begins with what is known in @like. @draft: under which id it is kept while it is
 * being typed */
GtkWindow *vb_person_window_new_like (GtkWindow *parent, VbStore *store, const VbPerson *like,
                                      const char *draft);

G_END_DECLS
