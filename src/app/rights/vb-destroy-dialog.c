/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/rights/vb-destroy-dialog.h"

#include <glib/gi18n.h>

#include "app/rights/vb-working.h"

#include "app/window/vb-window.h"
#include "core/store/vb-destruction.h"

struct _VbDestroyDialog
{
  AdwMessageDialog parent_instance;

  GtkWidget *term_row;
  GtkCheckButton *term;
  GtkCheckButton *request;
  GtkCheckButton *mistake;
  GtkCheckButton *elsewhere;
  GtkEditable *note_row;

  VbStore *store;
  char *person_id;
};

enum
{
  PROPOSED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (VbDestroyDialog, vb_destroy_dialog, ADW_TYPE_MESSAGE_DIALOG)

static const char *
get_reason (VbDestroyDialog *self)
{
  if (gtk_check_button_get_active (self->term))
    return VB_DESTROY_TERM;
  if (gtk_check_button_get_active (self->mistake))
    return "mistake";
  return gtk_check_button_get_active (self->elsewhere) ? "elsewhere" : "request";
}

static void
proposed_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(VbDestroyDialog) self = user_data;
  g_autoptr(GError) error = NULL;
  GtkWindow *parent = gtk_window_get_transient_for (GTK_WINDOW (self));

  while (parent != NULL && !VB_IS_WINDOW (parent))
    parent = gtk_window_get_transient_for (parent);
  if (vb_destructions_propose_finish (VB_STORE (source), result, &error))
    {
      if (parent != NULL)
        vb_window_say (VB_WINDOW (parent), _("Proposed. It stands under What Must Go."));
      g_signal_emit (self, signals[PROPOSED], 0);
    }
  else if (parent != NULL)
    vb_window_say_error (VB_WINDOW (parent), _("Could not be proposed"), error);
}

static void
vb_destroy_dialog_response (AdwMessageDialog *dialog,
                            const char       *response)
{
  VbDestroyDialog *self = VB_DESTROY_DIALOG (dialog);

  if (g_str_equal (response, "propose"))
    vb_destructions_propose_async (self->store, VB_DESTROY_PERSON, self->person_id,
                                   get_reason (self), gtk_editable_get_text (self->note_row), NULL,
                                   proposed_cb, g_object_ref (self));
}

/* ------------------------------------------------------------------ object */

static void
vb_destroy_dialog_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), VB_TYPE_DESTROY_DIALOG);

  G_OBJECT_CLASS (vb_destroy_dialog_parent_class)->dispose (object);
}

static void
vb_destroy_dialog_finalize (GObject *object)
{
  VbDestroyDialog *self = VB_DESTROY_DIALOG (object);

  g_clear_object (&self->store);
  g_free (self->person_id);

  G_OBJECT_CLASS (vb_destroy_dialog_parent_class)->finalize (object);
}

static void
vb_destroy_dialog_class_init (VbDestroyDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vb_destroy_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = vb_destroy_dialog_finalize;
  ADW_MESSAGE_DIALOG_CLASS (klass)->response = vb_destroy_dialog_response;

  signals[PROPOSED] = g_signal_new ("proposed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                    NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (
    widget_class, "/nl/verbinder/Verbinder/rights/vb-destroy-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, VbDestroyDialog, term_row);
  gtk_widget_class_bind_template_child (widget_class, VbDestroyDialog, term);
  gtk_widget_class_bind_template_child (widget_class, VbDestroyDialog, request);
  gtk_widget_class_bind_template_child (widget_class, VbDestroyDialog, mistake);
  gtk_widget_class_bind_template_child (widget_class, VbDestroyDialog, elsewhere);
  gtk_widget_class_bind_template_child (widget_class, VbDestroyDialog, note_row);
}

static void
vb_destroy_dialog_init (VbDestroyDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

VbDestroyDialog *
vb_destroy_dialog_new (GtkWindow  *parent,
                       VbStore    *store,
                       const char *person_id,
                       const char *name,
                       gboolean    due)
{
  VbDestroyDialog *self = g_object_new (VB_TYPE_DESTROY_DIALOG, "transient-for", parent, "modal",
                                        TRUE, "destroy-with-parent", TRUE, NULL);
  AdwMessageDialog *dialog = ADW_MESSAGE_DIALOG (self);
  g_autofree char *working = vb_working_dup_words (parent);
  g_autofree char *body = NULL;

  self->store = g_object_ref (store);
  self->person_id = g_strdup (person_id);
  adw_message_dialog_format_heading (dialog, _("Propose to Destroy the Record of %s?"), name);
  body = g_strdup_printf (
    _("Somebody else confirms it; you can do so yourself after %d days. Until then it can "
      "be taken back. Then everything about this person is gone. Backups from before hold "
      "it until they expire, at most a year."), VB_DESTROY_WAIT_DAYS);
  adw_message_dialog_format_body (dialog, "%s%s%s", body, *working != '\0' ? "\n\n" : "", working);
  adw_message_dialog_add_responses (dialog, "cancel", _("_Cancel"), "propose", _("_Propose"), NULL);
  adw_message_dialog_set_response_appearance (dialog, "propose", ADW_RESPONSE_DESTRUCTIVE);
  gtk_widget_set_visible (self->term_row, due);
  gtk_check_button_set_active (due ? self->term : self->request, TRUE);
  return self;
}
