/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "core/store/vb-store.h"

G_BEGIN_DECLS

/**
 * vb_access_paper_new:
 * @person_id: whose record it is; that it was printed or saved stands in the access log
 * @name: of that person
 * @records: (element-type VbAccessRecord): all there are, the newest first; kept
 *
 * Who saw a record, for the person whose it is: to print, or to save as a PDF.
 *
 * Returns: the window; it is in the language of the program, and in no other
 */
GtkWindow *vb_access_paper_new (GtkWindow *parent, VbStore *store, const char *person_id,
                                const char *name, GPtrArray *records);

G_END_DECLS
