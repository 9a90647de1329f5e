/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* From now on the title of a group of rows goes on in a next line where there is no room for it.
 * The libadwaita of Debian 12 cuts it off, and with large text little of it is left. */
void vb_whole_titles_install (void);

G_END_DECLS
