/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Only in builds that look for mistakes. Half a second after the pointer came to a popover GTK 4.8
 * asks where the pointer is in it, also when it has gone in the meantime, and warns that it has no
 * surface. Whoever is that quick sees nothing of it; a test, to which a warning is a mistake, ends
 * when the machine is busy. No test waits for a tooltip: here none comes by itself. */

#define _GNU_SOURCE
#include "config.h"

#include <dlfcn.h>
#include <glib.h>

#define TOOLTIP "[gtk] tooltip_popup_timeout"

/* In the place of GLib's. */
void
(g_source_set_static_name) (GSource    *source,
                            const char *name)
{
  void (*set) (GSource *, const char *) =
    (void (*) (GSource *, const char *)) dlsym (RTLD_NEXT, "g_source_set_static_name");

  set (source, name);
  if (g_strcmp0 (name, TOOLTIP) == 0)
    g_source_set_ready_time (source, -1);
}
