/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/rights/vb-rights-button.h"

#include <string.h>

#include "app/rights/vb-copy-window.h"
#include "app/rights/vb-destroy-dialog.h"
#include "app/window/vb-window.h"
#include "core/base/vb-time.h"

struct _VbRightsButton
{
  GtkWidget parent_instance;

  GtkWidget *button;

  char *person_id; /* (nullable) */
  char *name;      /* (nullable) */
  gboolean due;
};

G_DEFINE_FINAL_TYPE (VbRightsButton, vb_rights_button, GTK_TYPE_WIDGET)

static void
copy_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  VbRightsButton *self = VB_RIGHTS_BUTTON (widget);
  VbWindow *window = vb_window_of (self);
  VbStore *store = vb_window_get_store (window);

  if (store != NULL && self->person_id != NULL)
    gtk_window_present (vb_copy_window_new (GTK_WINDOW (window), store, self->person_id,
                                            self->name));
}

static void
destroy_action (GtkWidget  *widget,
                const char *name,
                GVariant   *parameter)
{
  VbRightsButton *self = VB_RIGHTS_BUTTON (widget);
  VbWindow *window = vb_window_of (self);
  VbStore *store = vb_window_get_store (window);

  if (store != NULL && self->person_id != NULL)
    gtk_window_present (GTK_WINDOW (vb_destroy_dialog_new (GTK_WINDOW (window), store,
                                                           self->person_id, self->name,
                                                           self->due)));
}

/* ------------------------------------------------------------------ object */

static void
vb_rights_button_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), VB_TYPE_RIGHTS_BUTTON);

  G_OBJECT_CLASS (vb_rights_button_parent_class)->dispose (object);
}

static void
vb_rights_button_finalize (GObject *object)
{
  VbRightsButton *self = VB_RIGHTS_BUTTON (object);

  g_free (self->person_id);
  g_free (self->name);

  G_OBJECT_CLASS (vb_rights_button_parent_class)->finalize (object);
}

static void
vb_rights_button_class_init (VbRightsButtonClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vb_rights_button_dispose;
  G_OBJECT_CLASS (klass)->finalize = vb_rights_button_finalize;
  gtk_widget_class_set_template_from_resource (
    widget_class, "/nl/verbinder/Verbinder/rights/vb-rights-button.ui");
  gtk_widget_class_bind_template_child (widget_class, VbRightsButton, button);
  gtk_widget_class_install_action (widget_class, "rights.copy", NULL, copy_action);
  gtk_widget_class_install_action (widget_class, "rights.destroy", NULL, destroy_action);
}

static void
vb_rights_button_init (VbRightsButton *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

void
vb_rights_button_set_person (VbRightsButton *self,
                             const char     *person_id,
                             const char     *name,
                             const char     *destroy_from)
{
  g_autofree char *today = vb_time_today ();

  g_return_if_fail (VB_IS_RIGHTS_BUTTON (self));

  g_free (self->person_id);
  self->person_id = g_strdup (person_id);
  g_free (self->name);
  self->name = g_strdup (name);
  self->due = destroy_from != NULL && strcmp (destroy_from, today) <= 0;
  gtk_widget_set_visible (GTK_WIDGET (self), person_id != NULL);
}
