/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* What begins a referral from anywhere in the window: "win.refer"; "win.refer-person" (id),
 * "win.refer-service" (id), "win.refer-contact" (id): to or about that; "win.consult": asking
 * advice without a name; "win.signal-neighbourhood": about nobody in person. */
extern const char *const vb_refer_actions[]; /* %NULL at the end */

void vb_refer_install_actions (GtkWidgetClass *widget_class);

G_END_DECLS
