/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/window/vb-shortcuts-window.h"

#include "app/window/vb-shortcut-row.h"

struct _VbShortcutsWindow
{
  AdwWindow parent_instance;
};

G_DEFINE_FINAL_TYPE (VbShortcutsWindow, vb_shortcuts_window, ADW_TYPE_WINDOW)

static void
vb_shortcuts_window_class_init (VbShortcutsWindowClass *klass)
{
  g_type_ensure (VB_TYPE_SHORTCUT_ROW);

  gtk_widget_class_set_template_from_resource (
    GTK_WIDGET_CLASS (klass), "/nl/verbinder/Verbinder/window/vb-shortcuts-window.ui");
}

static void
vb_shortcuts_window_init (VbShortcutsWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWindow *
vb_shortcuts_window_new (GtkWindow *parent)
{
  return g_object_new (VB_TYPE_SHORTCUTS_WINDOW, "transient-for", parent, NULL);
}
