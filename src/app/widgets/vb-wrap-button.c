/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/widgets/vb-wrap-button.h"

struct _VbWrapButton
{
  GtkButton parent_instance;
};

/* Up to how many characters a button keeps its words on one line. */
#define FEW_CHARS 9

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
  /* Few words stay together: beside a long text a row would give them the least they take. */
  gtk_label_set_width_chars (GTK_LABEL (child),
                             MIN (g_utf8_strlen (gtk_label_get_label (GTK_LABEL (child)), -1),
                                  FEW_CHARS));
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
