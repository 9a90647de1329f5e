/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/people/vb-consent-view.h"

#include <glib/gi18n.h>

#include "app/people/vb-consent-words.h"
#include "app/people/vb-withdraw-dialog.h"
#include "app/vb-call.h"
#include "app/vb-error-text.h"
#include "app/vb-words.h"
#include "app/widgets/vb-plain-row.h"
#include "app/widgets/vb-wrap-button.h"
#include "core/base/vb-time.h"
#include "core/store/vb-consents.h"

struct _VbConsentView
{
  AdwWindow parent_instance;

  GtkStack *stack;
  AdwStatusPage *failed_page;
  GtkRevealer *banner;
  GtkLabel *banner_label;
  GtkLabel *heading;
  GtkLabel *state_label;
  GtkListBox *facts;
  GtkWidget *withdraw_button;
  GtkLabel *told_label;
  GtkWidget *told_button;

  VbStore *store;
  char *person_id;
  char *birth_date;
  char *consent_id;
  VbConsent *consent; /* (nullable) */
  GCancellable *cancellable;
};

G_DEFINE_FINAL_TYPE (VbConsentView, vb_consent_view, ADW_TYPE_WINDOW)

/* ------------------------------------------------------------------ facts */

static void
add_fact (VbConsentView *self,
          const char    *title,
          const char    *value)
{
  if (value != NULL && *value != '\0')
    gtk_list_box_append (self->facts,
                         vb_plain_row (ADW_TYPE_ACTION_ROW, "title", title,
                                       "subtitle", value, "subtitle-lines", 0, NULL));
}

static void
add_note (VbConsentView *self,
          const char    *title,
          const char    *value,
          const char    *note)
{
  g_autofree char *both = note != NULL ? g_strdup_printf ("%s: %s", value, note)
                                       : g_strdup (value);

  add_fact (self, title, both);
}

static const char *
form_words (const char *form)
{
  return g_strcmp0 (form, "oral") == 0 ? _("Out loud")
         : g_strcmp0 (form, "written") == 0 ? _("On paper, signed") : _("Digitally");
}

static const char *
direction_words (const char *direction)
{
  return g_strcmp0 (direction, "send") == 0 ? _("We may tell")
         : g_strcmp0 (direction, "receive") == 0 ? _("We may ask") : _("We may tell and ask");
}

static const char *
capacity_words (const char *capacity)
{
  return g_strcmp0 (capacity, "yes") == 0 ? _("Yes")
         : g_strcmp0 (capacity, "no") == 0 ? _("No") : _("In doubt");
}

static void
add_explained (VbConsentView   *self,
               const VbConsent *consent)
{
  g_autofree char *language = consent->explained_language != NULL
                              ? vb_words_language (consent->explained_language, NULL) : NULL;

  add_note (self, _("In words the person understands"),
            consent->explained ? _("Yes") : _("No"), language);
  add_fact (self, _("Told back in own words"),
            consent->teach_back ? C_("told back", "Done") : _("Not done"));
}

static void
add_period (VbConsentView   *self,
            const VbConsent *consent)
{
  g_autofree char *from = vb_words_date (consent->valid_from);
  g_autofree char *until = vb_words_date (consent->valid_until);
  g_autofree char *period = g_strdup_printf (_("From %s until %s"), from, until);

  add_fact (self, _("How Long"), period);
}

static void
show_facts (VbConsentView   *self,
            const VbConsent *consent,
            gboolean         refusal)
{
  g_autofree char *given = vb_words_date (consent->given_on);
  g_autofree char *giver = vb_consent_dup_giver (consent);
  g_autofree char *purpose = vb_consent_dup_purpose (consent);
  g_autofree char *scope = vb_consent_dup_scope (consent);
  g_autofree char *recorded = vb_words_moment (consent->recorded_at);
  GtkWidget *row;

  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->facts))) != NULL)
    gtk_list_box_remove (self->facts, row);
  add_fact (self, _("To whom"), consent->recipient_name != NULL
                                ? consent->recipient_name : _("One that is not in this map"));
  add_fact (self, _("Purpose"), purpose);
  add_fact (self, refusal ? _("What Must Not Be Told") : _("What May Be Told"), scope);
  add_fact (self, _("Which way"), direction_words (consent->direction));
  add_note (self, _("Said by"), giver, given);
  add_note (self, _("Can the person decide about this?"), capacity_words (consent->capacity),
            consent->capacity_note);
  add_note (self, _("How it was said"), form_words (consent->form), consent->form_note);
  if (!refusal)
    {
      add_explained (self, consent);
      add_period (self, consent);
    }
  if (consent->given_freely)
    add_fact (self, _("On the person's own question"), _("Yes"));
  add_fact (self, _("What was agreed instead"), consent->alternative);
  add_note (self, _("Recorded"), recorded, consent->recorded_by);
}

/* ------------------------------------------------------------------ withdrawn */

static void
show_withdrawn (VbConsentView   *self,
                const VbConsent *consent,
                gboolean         refusal)
{
  gboolean withdrawn = consent->withdrawn_on != NULL;
  gboolean tell = withdrawn && !refusal && consent->withdrawal_told_on == NULL;
  g_autofree char *told = vb_words_date (consent->withdrawal_told_on);
  g_autofree char *text = NULL;

  if (tell)
    text = g_strdup_printf (_("%s does not know yet that it was withdrawn. Tell them, and what "
                              "they must do with what they have."),
                            consent->recipient_name != NULL ? consent->recipient_name
                                                            : _("The recipient"));
  else if (withdrawn && told != NULL)
    /* Translators: %s is a date */
    text = g_strdup_printf (_("The recipient was told on %s."), told);
  if (withdrawn)
    add_note (self, _("Withdrawn by"), vb_consent_by_words (consent->withdrawn_by),
              consent->withdrawn_how);
  gtk_label_set_label (self->told_label, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->told_label), text != NULL);
  gtk_widget_set_visible (self->told_button, tell);
  gtk_widget_set_visible (self->withdraw_button, !withdrawn);
}

static void
show (VbConsentView *self)
{
  const VbConsent *consent = self->consent;
  gboolean refusal = g_strcmp0 (consent->kind, "refusal") == 0;
  g_autofree char *today = vb_time_today ();
  g_autofree char *state = vb_consent_dup_state (consent, self->birth_date, today);
  const char *title = refusal ? _("Refusal") : _("Consent");

  gtk_window_set_title (GTK_WINDOW (self), title);
  gtk_label_set_label (self->heading, title);
  gtk_label_set_label (self->state_label, state);
  show_facts (self, consent, refusal);
  show_withdrawn (self, consent, refusal);
  gtk_stack_set_visible_child_name (self->stack, "consent");
}

/* ------------------------------------------------------------------ loading */

static void
say_failed (VbConsentView *self,
            const char    *title,
            const char    *advice)
{
  adw_status_page_set_title (self->failed_page, title);
  adw_status_page_set_description (self->failed_page, advice);
  gtk_stack_set_visible_child_name (self->stack, "failed");
}

static const VbConsent *
find (const GPtrArray *consents,
      const char      *id)
{
  for (guint i = 0; i < consents->len; i++)
    {
      const VbConsent *consent = g_ptr_array_index (consents, i);

      if (g_strcmp0 (consent->id, id) == 0)
        return consent;
    }
  return NULL;
}

static void
listed_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(VbCall) call = user_data;
  VbConsentView *self = call->owner;
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) consents = vb_consents_list_finish (VB_STORE (source), result, &error);
  const VbConsent *consent;

  if (vb_call_is_over (call))
    return;
  if (consents == NULL)
    {
      say_failed (self, vb_error_title (error), vb_error_advice (error));
      return;
    }
  consent = find (consents, self->consent_id);
  if (consent == NULL)
    {
      say_failed (self, _("It Is Not There Any More"),
                  _("It went with the record. Close this window."));
      return;
    }
  g_clear_pointer (&self->consent, vb_consent_free);
  self->consent = vb_consent_copy (consent);
  show (self);
}

static void
load (VbConsentView *self)
{
  vb_consents_list_async (self->store, self->person_id, self->cancellable, listed_cb,
                          vb_call_new (self, self->cancellable));
}

/* ------------------------------------------------------------------ doing */

static void
say_error (VbConsentView *self,
           const GError  *error)
{
  g_autofree char *text = vb_error_dup_text (error);

  gtk_label_set_label (self->banner_label, text);
  gtk_revealer_set_reveal_child (self->banner, TRUE);
}

static void
done_cb (VbConsentView *self,
         gboolean       done,
         const GError  *error)
{
  gtk_widget_set_sensitive (self->withdraw_button, TRUE);
  gtk_widget_set_sensitive (self->told_button, TRUE);
  gtk_revealer_set_reveal_child (self->banner, FALSE);
  if (done)
    load (self);
  else
    say_error (self, error);
}

static void
withdrawn_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr(VbCall) call = user_data;
  g_autoptr(GError) error = NULL;
  gboolean done = vb_consents_withdraw_finish (VB_STORE (source), result, &error);

  if (!vb_call_is_over (call))
    done_cb (call->owner, done, error);
}

static void
withdraw (VbConsentView *self,
          const char    *by,
          const char    *how)
{
  gtk_widget_set_sensitive (self->withdraw_button, FALSE);
  vb_consents_withdraw_async (self->store, self->consent_id, by, *how != '\0' ? how : NULL,
                              self->cancellable, withdrawn_cb,
                              vb_call_new (self, self->cancellable));
}

static void
withdraw_cb (VbConsentView *self)
{
  GtkWindow *dialog;

  if (self->consent == NULL)
    return;
  dialog = vb_withdraw_dialog_new (GTK_WINDOW (self), self->consent);
  g_signal_connect_object (dialog, "withdrawn", G_CALLBACK (withdraw), self, G_CONNECT_SWAPPED);
  gtk_window_present (dialog);
}

static void
told_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr(VbCall) call = user_data;
  g_autoptr(GError) error = NULL;
  gboolean done = vb_consents_note_told_finish (VB_STORE (source), result, &error);

  if (!vb_call_is_over (call))
    done_cb (call->owner, done, error);
}

static void
note_told_cb (VbConsentView *self)
{
  gtk_widget_set_sensitive (self->told_button, FALSE);
  vb_consents_note_told_async (self->store, self->consent_id, self->cancellable, told_cb,
                               vb_call_new (self, self->cancellable));
}

/* ------------------------------------------------------------------ object */

static void
vb_consent_view_dispose (GObject *object)
{
  VbConsentView *self = VB_CONSENT_VIEW (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  gtk_widget_dispose_template (GTK_WIDGET (self), VB_TYPE_CONSENT_VIEW);
  g_clear_object (&self->store);

  G_OBJECT_CLASS (vb_consent_view_parent_class)->dispose (object);
}

static void
vb_consent_view_finalize (GObject *object)
{
  VbConsentView *self = VB_CONSENT_VIEW (object);

  g_free (self->person_id);
  g_free (self->birth_date);
  g_free (self->consent_id);
  g_clear_pointer (&self->consent, vb_consent_free);

  G_OBJECT_CLASS (vb_consent_view_parent_class)->finalize (object);
}

static void
vb_consent_view_class_init (VbConsentViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vb_consent_view_dispose;
  G_OBJECT_CLASS (klass)->finalize = vb_consent_view_finalize;

  g_type_ensure (VB_TYPE_WRAP_BUTTON);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/nl/verbinder/Verbinder/people/vb-consent-view.ui");
  gtk_widget_class_bind_template_child (widget_class, VbConsentView, stack);
  gtk_widget_class_bind_template_child (widget_class, VbConsentView, failed_page);
  gtk_widget_class_bind_template_child (widget_class, VbConsentView, banner);
  gtk_widget_class_bind_template_child (widget_class, VbConsentView, banner_label);
  gtk_widget_class_bind_template_child (widget_class, VbConsentView, heading);
  gtk_widget_class_bind_template_child (widget_class, VbConsentView, state_label);
  gtk_widget_class_bind_template_child (widget_class, VbConsentView, facts);
  gtk_widget_class_bind_template_child (widget_class, VbConsentView, withdraw_button);
  gtk_widget_class_bind_template_child (widget_class, VbConsentView, told_label);
  gtk_widget_class_bind_template_child (widget_class, VbConsentView, told_button);
  gtk_widget_class_bind_template_callback (widget_class, load);
  gtk_widget_class_bind_template_callback (widget_class, withdraw_cb);
  gtk_widget_class_bind_template_callback (widget_class, note_told_cb);
}

static void
vb_consent_view_init (VbConsentView *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWindow *
vb_consent_view_new (GtkWindow  *parent,
                     VbStore    *store,
                     const char *person_id,
                     const char *birth_date,
                     const char *consent_id)
{
  VbConsentView *self = g_object_new (VB_TYPE_CONSENT_VIEW, "transient-for", parent, NULL);

  self->store = g_object_ref (store);
  self->person_id = g_strdup (person_id);
  self->birth_date = g_strdup (birth_date);
  self->consent_id = g_strdup (consent_id);
  load (self);
  return GTK_WINDOW (self);
}
