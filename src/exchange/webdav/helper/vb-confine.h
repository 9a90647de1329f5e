/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Takes from this process what it does not need, for good: files of the user, other programs, the
 * buses and sockets of the desktop, memory and time without end. What the kernel does not know is
 * left out; what it knows and refuses ends the process. */
void vb_confine (void);

G_END_DECLS
