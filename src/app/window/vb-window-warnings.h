/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/window/vb-window.h"

G_BEGIN_DECLS

/* What the session finds out about its store and the person must know. */
void _vb_window_watch_warnings (VbWindow *self, VbSession *session);

G_END_DECLS
