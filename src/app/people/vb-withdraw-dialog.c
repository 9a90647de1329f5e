/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/people/vb-withdraw-dialog.h"

#include <glib/gi18n.h>

#include "app/people/vb-consent-words.h"
#include "app/people/vb-person-choice.h"
#include "app/people/vb-person-field.h"
#include "app/widgets/vb-form-part.h"

struct _VbWithdrawDialog
{
  AdwMessageDialog parent_instance;

  VbPersonChoice *by_choice;
  VbPersonField *how_field;
};

enum
{
  WITHDRAWN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (VbWithdrawDialog, vb_withdraw_dialog, ADW_TYPE_MESSAGE_DIALOG)

static void
vb_withdraw_dialog_response (AdwMessageDialog *dialog,
                             const char       *response)
{
  VbWithdrawDialog *self = VB_WITHDRAW_DIALOG (dialog);
  g_autofree char *by = NULL;
  g_autofree char *how = NULL;

  if (g_strcmp0 (response, "withdraw") != 0)
    return;
  by = vb_form_part_dup_value (VB_FORM_PART (self->by_choice));
  how = g_strstrip (vb_form_part_dup_value (VB_FORM_PART (self->how_field)));
  g_signal_emit (self, signals[WITHDRAWN], 0, by, how);
}

static void
vb_withdraw_dialog_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), VB_TYPE_WITHDRAW_DIALOG);

  G_OBJECT_CLASS (vb_withdraw_dialog_parent_class)->dispose (object);
}

static void
vb_withdraw_dialog_class_init (VbWithdrawDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vb_withdraw_dialog_dispose;
  ADW_MESSAGE_DIALOG_CLASS (klass)->response = vb_withdraw_dialog_response;

  signals[WITHDRAWN] = g_signal_new ("withdrawn", VB_TYPE_WITHDRAW_DIALOG, G_SIGNAL_RUN_LAST, 0,
                                     NULL, NULL, NULL, G_TYPE_NONE, 2, G_TYPE_STRING,
                                     G_TYPE_STRING);

  g_type_ensure (VB_TYPE_PERSON_CHOICE);
  g_type_ensure (VB_TYPE_PERSON_FIELD);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/nl/verbinder/Verbinder/people/vb-withdraw-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, VbWithdrawDialog, by_choice);
  gtk_widget_class_bind_template_child (widget_class, VbWithdrawDialog, how_field);
}

static void
vb_withdraw_dialog_init (VbWithdrawDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static char *
dup_effect (const VbConsent *consent)
{
  g_autofree char *purpose = vb_consent_dup_purpose (consent);
  const char *name = consent->recipient_name != NULL ? consent->recipient_name
                                                     : _("the recipient");

  if (g_strcmp0 (consent->kind, "refusal") == 0)
    /* Translators: a recipient, then a purpose */
    return g_strdup_printf (_("From today on the refusal no longer stops what may go to %s for "
                              "“%s”. That needs a consent of its own, or another ground."),
                            name, purpose);
  /* Translators: a recipient, then a purpose, then the recipient again */
  return g_strdup_printf (_("From today on nothing goes to %s any more for “%s”. What went before "
                            "cannot be called back: tell %s that it was withdrawn. Help goes on. "
                            "It cannot be undone; a new consent can be given at any time."),
                          name, purpose, name);
}

GtkWindow *
vb_withdraw_dialog_new (GtkWindow       *parent,
                        const VbConsent *consent)
{
  g_autofree char *effect = dup_effect (consent);
  VbWithdrawDialog *self = g_object_new (VB_TYPE_WITHDRAW_DIALOG, "transient-for", parent, "modal",
                                         TRUE, "destroy-with-parent", TRUE, "body", effect, NULL);
  AdwMessageDialog *dialog = ADW_MESSAGE_DIALOG (self);

  adw_message_dialog_set_heading (dialog, g_strcmp0 (consent->kind, "refusal") == 0
                                          ? _("Withdraw This Refusal?")
                                          : _("Withdraw This Consent?"));
  adw_message_dialog_add_responses (dialog, "cancel", _("_Cancel"), "withdraw", _("_Withdraw"),
                                    NULL);
  adw_message_dialog_set_response_appearance (dialog, "withdraw", ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_default_response (dialog, "withdraw");
  return GTK_WINDOW (self);
}
