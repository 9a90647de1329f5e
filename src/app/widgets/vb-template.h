/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* For the dispose of a direct child of GtkWidget that has a template: lets go of the template's
 * children, those without a name included, which gtk_widget_dispose_template() leaves behind. */
static inline void
vb_template_dispose (GtkWidget *widget,
                     GType      type)
{
  GtkWidget *child;

  gtk_widget_dispose_template (widget, type);
  while ((child = gtk_widget_get_first_child (widget)) != NULL)
    gtk_widget_unparent (child);
}

G_END_DECLS
