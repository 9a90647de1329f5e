/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * vb_secret_text_guard:
 * @entry: a row or an entry for a passphrase
 *
 * An entry of GTK 4.8 gives what is typed in it to whoever asks over the accessibility bus, letter
 * by letter, also when it shows dots. From now on this one holds dots itself, for as long as it
 * shows them; what was typed is had by vb_secret_text_get().
 */
void        vb_secret_text_guard (GtkEditable *entry);

/* (transfer none): what was typed in @entry, until something else is typed */
const char *vb_secret_text_get   (GtkEditable *entry);

G_END_DECLS
