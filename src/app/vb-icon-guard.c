/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Works round a fault of GTK (seen in 4.8.3): it reads the picture of an icon in a thread, and when
 * the icon is taken away meanwhile, that thread lets go of it last and ends it. Between that and
 * its leaving GTK's cache, the main thread can still find it there and take a reference to what is
 * being freed: "g_object_ref: assertion '!object_already_finalized' failed", and sometimes a crash.
 * It takes an icon that was pushed out of the hundred that GTK holds on to, so many widgets that
 * come and go quickly, on a busy machine.
 *
 * Here the thread hands its last reference to the main thread. That is the only one that looks in
 * the cache, so there an icon ends either before or after it is looked for. */

#include "config.h"

#include "app/vb-icon-guard.h"

#include <gtk/gtk.h>

static GThread *main_thread;
static void (*parent_dispose) (GObject *object);

static gboolean
let_go_cb (gpointer icon)
{
  g_object_unref (icon);
  return G_SOURCE_REMOVE;
}

/* Taken up again while it is being disposed of, it lives on until the main thread has time. */
static void
icon_dispose (GObject *icon)
{
  if (g_thread_self () == main_thread)
    parent_dispose (icon);
  else
    g_idle_add_full (G_PRIORITY_DEFAULT, let_go_cb, g_object_ref (icon), NULL);
}

void
vb_icon_guard_start (void)
{
  GObjectClass *klass;

  if (main_thread != NULL)
    return;
  main_thread = g_thread_self ();
  klass = g_type_class_ref (GTK_TYPE_ICON_PAINTABLE);
  parent_dispose = klass->dispose;
  klass->dispose = icon_dispose;
}
