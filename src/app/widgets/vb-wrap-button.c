/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/widgets/vb-wrap-button.h"

struct _VbWrapButton
{
  GtkButton parent_instance;
};

G_DEFINE_FINAL_TYPE (VbWrapButton, vb_wrap_button, GTK_TYPE_BUTTON)

void
vb_wrap_button_wrap (GtkButton *button)
{
  GtkWidget *child = gtk_button_get_child (button);

  if (!GTK_IS_LABEL (child))
    return;
  gtk_label_set_wrap (GTK_LABEL (child), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (child), PANGO_WRAP_WORD);
  gtk_label_set_justify (GTK_LABEL (child), GTK_JUSTIFY_CENTER);
}

static void
vb_wrap_button_class_init (VbWrapButtonClass *klass)
{
}

static void
vb_wrap_button_init (VbWrapButton *self)
{
  g_signal_connect (self, "notify::label", G_CALLBACK (vb_wrap_button_wrap), NULL);
}
