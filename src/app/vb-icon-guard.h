/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* In the main thread, before the first icon is shown; a second time does nothing. */
void vb_icon_guard_start (void);

G_END_DECLS
