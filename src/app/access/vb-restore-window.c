/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/access/vb-restore-window.h"

#include "app/access/vb-restore-view.h"

struct _VbRestoreWindow
{
  AdwWindow parent_instance;

  VbRestoreView *view;
};

G_DEFINE_FINAL_TYPE (VbRestoreWindow, vb_restore_window, ADW_TYPE_WINDOW)

static void
vb_restore_window_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), VB_TYPE_RESTORE_WINDOW);

  G_OBJECT_CLASS (vb_restore_window_parent_class)->dispose (object);
}

static void
vb_restore_window_class_init (VbRestoreWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vb_restore_window_dispose;

  g_type_ensure (VB_TYPE_RESTORE_VIEW);

  gtk_widget_class_set_template_from_resource (
    widget_class, "/nl/verbinder/Verbinder/access/vb-restore-window.ui");
  gtk_widget_class_bind_template_child (widget_class, VbRestoreWindow, view);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
vb_restore_window_init (VbRestoreWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWindow *
vb_restore_window_new (GtkWindow *parent,
                       VbSession *session)
{
  VbRestoreWindow *self = g_object_new (VB_TYPE_RESTORE_WINDOW, "transient-for", parent, NULL);

  g_object_set (self->view, "session", session, NULL);
  g_signal_connect_object (session, "restored", G_CALLBACK (gtk_window_close), self,
                           G_CONNECT_SWAPPED);
  return GTK_WINDOW (self);
}
