/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/widgets/vb-ask-dialog.h"

#include <glib/gi18n.h>

#include "app/widgets/vb-entry-focus.h"
#include "app/widgets/vb-wrap-layout.h"

struct _VbAskDialog
{
  AdwMessageDialog parent_instance;

  AdwEntryRow *row;
  GtkWidget *suggestions;
};

enum
{
  ANSWERED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (VbAskDialog, vb_ask_dialog, ADW_TYPE_MESSAGE_DIALOG)

static char *
dup_text (VbAskDialog *self)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->row))));
}

static void
changed_cb (VbAskDialog *self)
{
  g_autofree char *text = dup_text (self);

  adw_message_dialog_set_response_enabled (ADW_MESSAGE_DIALOG (self), "accept", *text != '\0');
}

static void
suggested_cb (VbAskDialog *self,
              GtkButton   *button)
{
  vb_ask_dialog_set_text (self, gtk_button_get_label (button));
  gtk_widget_grab_focus (GTK_WIDGET (self->row));
  gtk_editable_set_position (GTK_EDITABLE (self->row), -1);
}

static void
vb_ask_dialog_response (AdwMessageDialog *dialog,
                        const char       *response)
{
  VbAskDialog *self = VB_ASK_DIALOG (dialog);
  g_autofree char *text = dup_text (self);

  if (g_str_equal (response, "accept") && *text != '\0')
    g_signal_emit (self, signals[ANSWERED], 0, text);
}

/* ------------------------------------------------------------------ object */

static void
vb_ask_dialog_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), VB_TYPE_ASK_DIALOG);

  G_OBJECT_CLASS (vb_ask_dialog_parent_class)->dispose (object);
}

static void
vb_ask_dialog_class_init (VbAskDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vb_ask_dialog_dispose;
  ADW_MESSAGE_DIALOG_CLASS (klass)->response = vb_ask_dialog_response;

  signals[ANSWERED] = g_signal_new ("answered", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                    NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  g_type_ensure (VB_TYPE_WRAP_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/nl/verbinder/Verbinder/widgets/vb-ask-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, VbAskDialog, row);
  gtk_widget_class_bind_template_child (widget_class, VbAskDialog, suggestions);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
}

static void
vb_ask_dialog_init (VbAskDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  vb_entry_focus_tell (GTK_WIDGET (self));
}

VbAskDialog *
vb_ask_dialog_new (GtkWindow  *parent,
                   const char *heading,
                   const char *body,
                   const char *title,
                   const char *accept)
{
  VbAskDialog *self = g_object_new (VB_TYPE_ASK_DIALOG, "transient-for", parent, "modal", TRUE,
                                    "destroy-with-parent", TRUE, "heading", heading,
                                    "body", body == NULL ? "" : body, NULL);
  AdwMessageDialog *dialog = ADW_MESSAGE_DIALOG (self);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->row), title);
  adw_message_dialog_add_responses (dialog, "cancel", _("_Cancel"), "accept", accept, NULL);
  adw_message_dialog_set_response_appearance (dialog, "accept", ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (dialog, "accept");
  adw_message_dialog_set_response_enabled (dialog, "accept", FALSE);
  gtk_window_set_focus (GTK_WINDOW (self), GTK_WIDGET (self->row));
  return self;
}

void
vb_ask_dialog_set_text (VbAskDialog *self,
                        const char  *text)
{
  g_return_if_fail (VB_IS_ASK_DIALOG (self));

  gtk_editable_set_text (GTK_EDITABLE (self->row), text);
  gtk_editable_select_region (GTK_EDITABLE (self->row), 0, -1);
}

void
vb_ask_dialog_add_suggestion (VbAskDialog *self,
                              const char  *text)
{
  GtkWidget *button;

  g_return_if_fail (VB_IS_ASK_DIALOG (self));

  button = gtk_button_new_with_label (text);
  gtk_widget_add_css_class (button, "chip");
  g_signal_connect_object (button, "clicked", G_CALLBACK (suggested_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (self->suggestions), button);
  gtk_widget_set_visible (self->suggestions, TRUE);
}
