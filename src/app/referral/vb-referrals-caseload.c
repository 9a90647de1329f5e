/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/referral/vb-referrals-caseload.h"

#include <glib/gi18n.h>

#include "app/people/vb-person-choice.h"
#include "app/people/vb-person-field.h"
#include "app/vb-call.h"
#include "app/vb-error-text.h"
#include "app/widgets/vb-form-part.h"
#include "app/window/vb-window.h"
#include "core/store/vb-referrals-team.h"

struct _VbReferralsCaseload
{
  AdwMessageDialog parent_instance;

  VbPersonChoice *from_choice;
  VbPersonField *to_field;
  GtkLabel *message_label;

  VbStore *store;
  GCancellable *loading;
};

G_DEFINE_FINAL_TYPE (VbReferralsCaseload, vb_referrals_caseload, ADW_TYPE_MESSAGE_DIALOG)

static void
say (VbReferralsCaseload *self,
     const char          *message)
{
  gtk_label_set_label (self->message_label, message);
  gtk_widget_set_visible (GTK_WIDGET (self->message_label), TRUE);
}

/* ------------------------------------------------------------------ handing over */

/* The dialog is gone by then: the window says how it went. */
static void
moved_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(VbWindow) window = user_data;
  g_autoptr(GError) error = NULL;
  int n = vb_referrals_move_caseload_finish (VB_STORE (source), result, &error);
  g_autofree char *text = NULL;

  if (vb_window_get_store (window) != VB_STORE (source))
    return;
  if (n < 0)
    {
      vb_window_say_error (window, _("Not handed over"), error);
      return;
    }
  text = g_strdup_printf (ngettext ("%d referral handed over", "%d referrals handed over", n), n);
  vb_window_say (window, text);
}

static void
vb_referrals_caseload_response (AdwMessageDialog *dialog,
                                const char       *response)
{
  VbReferralsCaseload *self = VB_REFERRALS_CASELOAD (dialog);
  VbWindow *window = vb_window_of (dialog);
  g_autofree char *from = vb_form_part_dup_value (VB_FORM_PART (self->from_choice));
  g_autofree char *to = vb_form_part_dup_value (VB_FORM_PART (self->to_field));

  if (g_strcmp0 (response, "move") == 0 && window != NULL)
    vb_referrals_move_caseload_async (self->store, from, to, NULL, moved_cb,
                                      g_object_ref (window));
}

static void
update (VbReferralsCaseload *self)
{
  g_autofree char *from = vb_form_part_dup_value (VB_FORM_PART (self->from_choice));
  g_autofree char *to = g_strstrip (vb_form_part_dup_value (VB_FORM_PART (self->to_field)));
  gboolean same = g_strcmp0 (from, to) == 0 && *to != '\0';

  vb_form_part_set_error (VB_FORM_PART (self->to_field), same ? _("Choose somebody else.") : NULL);
  adw_message_dialog_set_response_enabled (ADW_MESSAGE_DIALOG (self), "move",
                                           *from != '\0' && *to != '\0' && !same);
}

/* ------------------------------------------------------------------ who has what */

static void
fill (VbReferralsCaseload *self,
      GPtrArray           *workers)
{
  g_autoptr(GPtrArray) values = g_ptr_array_new ();
  g_autoptr(GPtrArray) labels = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < workers->len; i++)
    {
      const VbReferralWorker *worker = g_ptr_array_index (workers, i);

      g_ptr_array_add (values, worker->name);
      /* Translators: the name of a colleague, and how many referrals are with them */
      g_ptr_array_add (labels, g_strdup_printf (ngettext ("%s, %u referral", "%s, %u referrals",
                                                          worker->n), worker->name, worker->n));
    }
  g_ptr_array_add (values, NULL);
  g_ptr_array_add (labels, NULL);
  vb_person_choice_set_list (self->from_choice, (const char *const *) values->pdata,
                             (const char *const *) labels->pdata);
  if (workers->len == 0)
    say (self, _("No referral that runs is with somebody by name."));
  update (self);
}

static void
loaded_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(VbCall) call = user_data;
  VbReferralsCaseload *self = call->owner;
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) workers =
    vb_referrals_list_workers_finish (VB_STORE (source), result, &error);
  g_autofree char *text = NULL;

  if (vb_call_is_over (call))
    return;
  if (workers != NULL)
    {
      fill (self, workers);
      return;
    }
  text = vb_error_dup_text (error);
  say (self, text);
}

/* ------------------------------------------------------------------ object */

static void
vb_referrals_caseload_dispose (GObject *object)
{
  VbReferralsCaseload *self = VB_REFERRALS_CASELOAD (object);

  g_cancellable_cancel (self->loading);
  g_clear_object (&self->store);
  gtk_widget_dispose_template (GTK_WIDGET (self), VB_TYPE_REFERRALS_CASELOAD);

  G_OBJECT_CLASS (vb_referrals_caseload_parent_class)->dispose (object);
}

static void
vb_referrals_caseload_finalize (GObject *object)
{
  g_clear_object (&VB_REFERRALS_CASELOAD (object)->loading);

  G_OBJECT_CLASS (vb_referrals_caseload_parent_class)->finalize (object);
}

static void
vb_referrals_caseload_class_init (VbReferralsCaseloadClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vb_referrals_caseload_dispose;
  G_OBJECT_CLASS (klass)->finalize = vb_referrals_caseload_finalize;
  ADW_MESSAGE_DIALOG_CLASS (klass)->response = vb_referrals_caseload_response;

  g_type_ensure (VB_TYPE_PERSON_CHOICE);
  g_type_ensure (VB_TYPE_PERSON_FIELD);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/nl/verbinder/Verbinder/referral/vb-referrals-caseload.ui");
  gtk_widget_class_bind_template_child (widget_class, VbReferralsCaseload, from_choice);
  gtk_widget_class_bind_template_child (widget_class, VbReferralsCaseload, to_field);
  gtk_widget_class_bind_template_child (widget_class, VbReferralsCaseload, message_label);
}

static void
vb_referrals_caseload_init (VbReferralsCaseload *self)
{
  self->loading = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_swapped (self->from_choice, "edited", G_CALLBACK (update), self);
  g_signal_connect_swapped (self->to_field, "edited", G_CALLBACK (update), self);
  update (self);
}

GtkWindow *
vb_referrals_caseload_new (GtkWindow *parent,
                           VbStore   *store)
{
  VbReferralsCaseload *self = g_object_new (VB_TYPE_REFERRALS_CASELOAD, "transient-for", parent,
                                            NULL);

  self->store = g_object_ref (store);
  vb_referrals_list_workers_async (store, self->loading, loaded_cb,
                                   vb_call_new (self, self->loading));
  return GTK_WINDOW (self);
}
