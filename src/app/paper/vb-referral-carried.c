/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/paper/vb-referral-carried.h"

#include <glib/gi18n.h>

#include "app/people/vb-person-field.h"
#include "app/vb-call.h"
#include "app/vb-error-text.h"
#include "app/vb-words.h"
#include "app/widgets/vb-wrap-button.h"
#include "core/base/vb-error.h"
#include "core/base/vb-time.h"
#include "core/base/vb-uuid.h"
#include "core/store/vb-referrals.h"

struct _VbReferralCarried
{
  GtkBox parent_instance;

  GtkLabel *ask_label;
  GtkWidget *day_box;
  VbPersonField *day_field;
  GtkWidget *take_button;

  VbStore *store;
  char *id;
  char *message_id; /* tried twice, it is taken once */
  char *day;        /* (nullable): that is being kept */
  GCancellable *cancellable;
};

G_DEFINE_FINAL_TYPE (VbReferralCarried, vb_referral_carried, GTK_TYPE_BOX)

static void
say_kept (VbReferralCarried *self)
{
  g_autofree char *day = vb_words_date (self->day);
  /* Translators: a date, as "3 May 2025" */
  g_autofree char *text = g_strdup_printf (_("The letter left on %s. The days for an answer count "
                                             "from then."), day);

  gtk_label_set_label (self->ask_label, text);
  gtk_widget_set_visible (self->day_box, FALSE);
}

static void
taken_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(VbCall) call = user_data;
  VbReferralCarried *self = call->owner;
  g_autoptr(GError) error = NULL;
  g_autofree char *text = NULL;
  gboolean taken = vb_referrals_take_finish (VB_STORE (source), result, &error);

  if (vb_call_is_over (call))
    return;
  gtk_widget_set_sensitive (self->take_button, TRUE);
  if (taken)
    {
      say_kept (self);
      return;
    }
  text = g_error_matches (error, VB_ERROR, VB_ERROR_INVALID_INPUT) ? g_strdup (_(error->message))
                                                                   : vb_error_dup_text (error);
  vb_person_field_set_error (self->day_field, text);
}

static void
take_cb (VbReferralCarried *self)
{
  g_autofree char *typed = g_strstrip (g_strdup (vb_person_field_get_text (self->day_field)));
  VbReferralAct act = { .step = VB_STEP_CARRY, .id = self->id, .message_id = self->message_id };

  g_free (self->day);
  self->day = vb_time_dup_date (typed);
  if (self->day == NULL)
    {
      vb_person_field_set_error (self->day_field, _("Write the date as 31-12-2026"));
      gtk_widget_grab_focus (GTK_WIDGET (self->day_field));
      return;
    }
  vb_person_field_set_error (self->day_field, NULL);
  gtk_widget_set_sensitive (self->take_button, FALSE);
  act.day = self->day;
  vb_referrals_take_async (self->store, &act, self->cancellable, taken_cb,
                           vb_call_new (self, self->cancellable));
}

static void
vb_referral_carried_dispose (GObject *object)
{
  VbReferralCarried *self = VB_REFERRAL_CARRIED (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->store);
  gtk_widget_dispose_template (GTK_WIDGET (self), VB_TYPE_REFERRAL_CARRIED);

  G_OBJECT_CLASS (vb_referral_carried_parent_class)->dispose (object);
}

static void
vb_referral_carried_finalize (GObject *object)
{
  VbReferralCarried *self = VB_REFERRAL_CARRIED (object);

  g_object_unref (self->cancellable);
  g_free (self->id);
  g_free (self->message_id);
  g_free (self->day);

  G_OBJECT_CLASS (vb_referral_carried_parent_class)->finalize (object);
}

static gboolean
vb_referral_carried_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (VB_REFERRAL_CARRIED (widget)->take_button);
}

static void
vb_referral_carried_class_init (VbReferralCarriedClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vb_referral_carried_dispose;
  G_OBJECT_CLASS (klass)->finalize = vb_referral_carried_finalize;
  widget_class->grab_focus = vb_referral_carried_grab_focus;

  g_type_ensure (VB_TYPE_PERSON_FIELD);
  g_type_ensure (VB_TYPE_WRAP_BUTTON);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/nl/verbinder/Verbinder/paper/vb-referral-carried.ui");
  gtk_widget_class_bind_template_child (widget_class, VbReferralCarried, ask_label);
  gtk_widget_class_bind_template_child (widget_class, VbReferralCarried, day_box);
  gtk_widget_class_bind_template_child (widget_class, VbReferralCarried, day_field);
  gtk_widget_class_bind_template_child (widget_class, VbReferralCarried, take_button);
  gtk_widget_class_bind_template_callback (widget_class, take_cb);
}

static void
vb_referral_carried_init (VbReferralCarried *self)
{
  g_autofree char *today = vb_time_today ();
  g_autofree char *words = vb_words_short_date (today);

  self->cancellable = g_cancellable_new ();
  self->message_id = vb_uuid_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  vb_person_field_set_text (self->day_field, words);
}

GtkWidget *
vb_referral_carried_new (VbStore    *store,
                         const char *referral_id)
{
  VbReferralCarried *self = g_object_new (VB_TYPE_REFERRAL_CARRIED, NULL);

  self->store = g_object_ref (store);
  self->id = g_strdup (referral_id);
  return GTK_WIDGET (self);
}
