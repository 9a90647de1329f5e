/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/referral/vb-referrals-own.h"

#include <glib/gi18n.h>

#include "app/referral/vb-referrals-moves.h"
#include "app/referral/vb-referrals-person.h"
#include "app/vb-words.h"
#include "app/widgets/vb-ask-dialog.h"
#include "app/window/vb-window.h"
#include "core/base/vb-error.h"
#include "core/base/vb-time.h"
#include "core/store/vb-referrals-team.h"

struct _VbReferralsOwn
{
  AdwPreferencesGroup parent_instance;

  AdwActionRow *worker_row;
  GtkWidget *mine_button;
  AdwActionRow *remind_row;
  GtkWidget *forget_button;
  AdwActionRow *person_row;
  GtkWidget *link_button;

  VbSession *session;   /* (nullable) */
  VbReferral *referral; /* (nullable): what is shown, and acted on */
  char *asked;          /* (nullable): the one that a dialog is open for */
};

G_DEFINE_FINAL_TYPE (VbReferralsOwn, vb_referrals_own, ADW_TYPE_PREFERENCES_GROUP)

/* (nullable) */
static VbStore *
get_store (VbReferralsOwn *self)
{
  return self->session != NULL ? vb_session_get_store (self->session) : NULL;
}

static void
show (VbReferralsOwn *self)
{
  const VbReferral *referral = self->referral;
  gboolean receives = vb_referrals_moves_own_side (referral) == VB_SIDE_RECEIVER;
  gboolean runs = referral->ended_on == NULL;
  g_autofree char *day = vb_words_date (referral->remind_on);

  adw_action_row_set_subtitle (self->worker_row, referral->worker != NULL
                                                   ? referral->worker : _("Nobody in person"));
  gtk_widget_set_visible (GTK_WIDGET (self->worker_row), runs);
  gtk_widget_set_visible (self->mine_button,
                          g_strcmp0 (referral->worker, vb_session_get_user_name (self->session))
                            != 0);
  gtk_widget_set_visible (GTK_WIDGET (self->remind_row), runs);
  adw_action_row_set_subtitle (self->remind_row, day != NULL ? day : _("No day chosen"));
  gtk_widget_set_visible (self->forget_button, day != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->person_row), referral->person_id != NULL
                                                           || (receives && runs));
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->person_row),
                                 referral->person_id != NULL ? _("Open the record of this person")
                                                             : _("Write this person down"));
  adw_action_row_set_subtitle (self->person_row,
                               referral->person_id == NULL
                                 ? _("Finds who is here already, or makes a record of your own, "
                                     "for conversations and plans")
                                 : "");
  gtk_widget_set_visible (self->link_button, referral->person_id != NULL && receives && runs);
  gtk_widget_set_visible (GTK_WIDGET (self), runs || referral->person_id != NULL);
}

/* ------------------------------------------------------------------ arranging */

static void
arranged_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(VbReferralsOwn) self = user_data;
  g_autoptr(GError) error = NULL;
  VbWindow *window;

  vb_referrals_arrange_finish (VB_STORE (source), result, &error);
  window = vb_window_of (self);
  if (error != NULL && window != NULL && get_store (self) == VB_STORE (source))
    vb_window_say_error (window, g_error_matches (error, VB_ERROR, VB_ERROR_INVALID_INPUT)
                                   ? _(error->message) : _("Not saved"), error);
}

/* @id, @value: (nullable) */
static void
arrange (VbReferralsOwn        *self,
         const char            *id,
         VbReferralArrangement  what,
         const char            *value)
{
  if (get_store (self) != NULL && id != NULL)
    vb_referrals_arrange_async (get_store (self), id, what, value, NULL, arranged_cb,
                                g_object_ref (self));
}

/* A dialog opens: its answer is about what is shown now. */
static void
ask_for_shown (VbReferralsOwn *self)
{
  g_free (self->asked);
  self->asked = g_strdup (self->referral->id);
}

static void
mine_cb (VbReferralsOwn *self)
{
  if (self->referral != NULL)
    arrange (self, self->referral->id, VB_REFERRAL_WORKER,
             vb_session_get_user_name (self->session));
}

static void
given_cb (VbReferralsOwn *self,
          const char     *name)
{
  arrange (self, self->asked, VB_REFERRAL_WORKER, name);
}

static void
workers_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(VbReferralsOwn) self = user_data;
  g_autoptr(GPtrArray) workers =
    vb_referrals_list_workers_finish (VB_STORE (source), result, NULL);
  VbWindow *window = vb_window_of (self);
  VbAskDialog *dialog;

  if (window == NULL || get_store (self) != VB_STORE (source))
    return;
  dialog = vb_ask_dialog_new (GTK_WINDOW (window), _("Give to a Colleague"),
                              _("The name as it stands under who is working."), _("Name"),
                              _("_Give"));
  for (guint i = 0; workers != NULL && i < MIN (workers->len, 5); i++)
    vb_ask_dialog_add_suggestion (dialog, ((VbReferralWorker *) workers->pdata[i])->name);
  g_signal_connect_object (dialog, "answered", G_CALLBACK (given_cb), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
give_cb (VbReferralsOwn *self)
{
  if (get_store (self) == NULL || self->referral == NULL)
    return;
  ask_for_shown (self);
  vb_referrals_list_workers_async (get_store (self), NULL, workers_cb, g_object_ref (self));
}

static void
day_cb (VbReferralsOwn *self,
        const char     *typed)
{
  g_autofree char *day = vb_time_dup_date (typed);

  arrange (self, self->asked, VB_REFERRAL_REMIND_ON, day != NULL ? day : typed);
}

static void
remind_cb (VbReferralsOwn *self)
{
  static const int ahead[] = { 1, 7, 14 };
  VbWindow *window = vb_window_of (self);
  g_autoptr(GDateTime) now = g_date_time_new_now_local ();
  VbAskDialog *dialog;

  if (window == NULL || self->referral == NULL)
    return;
  ask_for_shown (self);
  dialog = vb_ask_dialog_new (GTK_WINDOW (window), _("Look at It Again"),
                              _("On this day it stands in the list to look at again."),
                              _("Day, as 31-12-2026"), _("_Save"));
  for (guint i = 0; i < G_N_ELEMENTS (ahead); i++)
    {
      g_autoptr(GDateTime) then = g_date_time_add_days (now, ahead[i]);
      g_autofree char *date = g_date_time_format (then, "%Y-%m-%d");
      g_autofree char *words = vb_words_short_date (date);

      vb_ask_dialog_add_suggestion (dialog, words);
    }
  g_signal_connect_object (dialog, "answered", G_CALLBACK (day_cb), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
forget_day_cb (VbReferralsOwn *self)
{
  if (self->referral != NULL)
    arrange (self, self->referral->id, VB_REFERRAL_REMIND_ON, NULL);
}

static void
person_chosen_cb (VbReferralsOwn *self,
                  const char     *person_id)
{
  arrange (self, self->asked, VB_REFERRAL_PERSON, person_id);
}

static void
link_cb (VbReferralsOwn *self)
{
  VbWindow *window = vb_window_of (self);
  GtkWindow *form;

  if (window == NULL || self->referral == NULL || get_store (self) == NULL)
    return;
  ask_for_shown (self);
  form = vb_referrals_person_new (GTK_WINDOW (window), get_store (self), self->referral);
  g_signal_connect_object (form, "chosen", G_CALLBACK (person_chosen_cb), self, G_CONNECT_SWAPPED);
  gtk_window_present (form);
}

static void
person_cb (VbReferralsOwn *self)
{
  VbWindow *window = vb_window_of (self);

  if (self->referral != NULL && self->referral->person_id == NULL)
    link_cb (self);
  else if (window != NULL && self->referral != NULL)
    vb_window_show_item (window, "people", self->referral->person_id);
}

/* ------------------------------------------------------------------ object */

static void
vb_referrals_own_dispose (GObject *object)
{
  VbReferralsOwn *self = VB_REFERRALS_OWN (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), VB_TYPE_REFERRALS_OWN);
  g_clear_object (&self->session);
  g_clear_pointer (&self->referral, vb_referral_free);

  G_OBJECT_CLASS (vb_referrals_own_parent_class)->dispose (object);
}

static void
vb_referrals_own_finalize (GObject *object)
{
  g_free (VB_REFERRALS_OWN (object)->asked);

  G_OBJECT_CLASS (vb_referrals_own_parent_class)->finalize (object);
}

static void
vb_referrals_own_class_init (VbReferralsOwnClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vb_referrals_own_dispose;
  G_OBJECT_CLASS (klass)->finalize = vb_referrals_own_finalize;

  gtk_widget_class_set_template_from_resource (
    widget_class, "/nl/verbinder/Verbinder/referral/vb-referrals-own.ui");
  gtk_widget_class_bind_template_child (widget_class, VbReferralsOwn, worker_row);
  gtk_widget_class_bind_template_child (widget_class, VbReferralsOwn, mine_button);
  gtk_widget_class_bind_template_child (widget_class, VbReferralsOwn, remind_row);
  gtk_widget_class_bind_template_child (widget_class, VbReferralsOwn, forget_button);
  gtk_widget_class_bind_template_child (widget_class, VbReferralsOwn, person_row);
  gtk_widget_class_bind_template_child (widget_class, VbReferralsOwn, link_button);
  gtk_widget_class_bind_template_callback (widget_class, mine_cb);
  gtk_widget_class_bind_template_callback (widget_class, give_cb);
  gtk_widget_class_bind_template_callback (widget_class, remind_cb);
  gtk_widget_class_bind_template_callback (widget_class, forget_day_cb);
  gtk_widget_class_bind_template_callback (widget_class, person_cb);
  gtk_widget_class_bind_template_callback (widget_class, link_cb);
}

static void
vb_referrals_own_init (VbReferralsOwn *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
vb_referrals_own_show (VbReferralsOwn   *self,
                       VbSession        *session,
                       const VbReferral *referral)
{
  g_return_if_fail (VB_IS_REFERRALS_OWN (self));

  g_set_object (&self->session, session);
  g_clear_pointer (&self->referral, vb_referral_free);
  self->referral = referral != NULL ? vb_referral_copy (referral) : NULL;
  if (referral != NULL)
    show (self);
}
