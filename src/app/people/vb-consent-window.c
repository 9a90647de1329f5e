/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/people/vb-consent-window.h"

#include <glib/gi18n.h>
#include <string.h>

#include "app/people/vb-consent-words.h"
#include "app/people/vb-party-field.h"
#include "app/people/vb-person-choice.h"
#include "app/people/vb-person-field.h"
#include "app/people/vb-topics-field.h"
#include "app/vb-call.h"
#include "app/vb-error-text.h"
#include "app/vb-words.h"
#include "app/widgets/vb-check-row.h"
#include "app/widgets/vb-close-button.h"
#include "app/widgets/vb-form.h"
#include "app/widgets/vb-plain-row.h"
#include "app/widgets/vb-switch-row.h"
#include "core/base/vb-time.h"
#include "core/store/vb-consents.h"

#define SCOPE "scope-" /* before the code of a category: the name of its row in the form */

struct _VbConsentWindow
{
  AdwWindow parent_instance;

  GtkWidget *save_button;
  GtkRevealer *banner;
  GtkLabel *banner_label;
  GtkWidget *kind_choice;
  GtkLabel *rule_label;
  GtkWidget *parents_box;
  GtkWidget *capacity_note_field;
  VbPersonChoice *purpose_choice;
  GtkWidget *alternative_field;
  VbPartyField *recipient_field;
  AdwPreferencesGroup *scope_group;
  GtkListBox *scope_list;
  GtkLabel *scope_error;
  GtkWidget *topic_field;
  GtkWidget *diagnosis_field;
  GtkWidget *explained_box;
  GtkWidget *until_field;

  VbStore *store;
  VbForm *form;
  VbPerson *person;
  GCancellable *cancellable;
};

G_DEFINE_FINAL_TYPE (VbConsentWindow, vb_consent_window, ADW_TYPE_WINDOW)

static void
say (VbConsentWindow *self,
     const char      *text)
{
  gtk_label_set_label (self->banner_label, text);
  gtk_revealer_set_reveal_child (self->banner, TRUE);
}

static gboolean
is_refusal (VbConsentWindow *self)
{
  return vb_form_has_value (self->form, "kind", "refusal");
}

static gboolean
has_parents (VbConsentWindow *self)
{
  return vb_form_has_value (self->form, "giver", "parents")
         || vb_form_has_value (self->form, "giver", "both");
}

static int
age_of (VbConsentWindow *self)
{
  g_autofree char *today = vb_time_today ();

  return vb_person_get_age (self->person->birth_date, today);
}

/* ------------------------------------------------------------------ what shows */

static void
update (VbConsentWindow *self)
{
  gboolean refusal = is_refusal (self);

  gtk_widget_set_visible (self->parents_box, has_parents (self));
  gtk_widget_set_visible (self->capacity_note_field,
                          vb_form_has_value (self->form, "capacity", "no")
                          || vb_form_has_value (self->form, "capacity", "doubt"));
  gtk_widget_set_visible (self->alternative_field, refusal);
  gtk_widget_set_visible (self->explained_box, !refusal);
  gtk_widget_set_visible (self->until_field, !refusal);
  gtk_widget_set_visible (self->topic_field, vb_form_has_value (self->form, SCOPE "topic", "1"));
  gtk_widget_set_visible (self->diagnosis_field,
                          vb_form_has_value (self->form, SCOPE "diagnosis", "1"));
  adw_preferences_group_set_title (self->scope_group, refusal ? _("What Must Not Be Told")
                                                              : _("What May Be Told"));
  adw_preferences_group_set_description (self->scope_group,
                                         refusal ? _("Nothing ticked: the refusal is about "
                                                     "everything.")
                                                 : _("No more than is needed. Nothing else goes."));
  gtk_widget_set_visible (GTK_WIDGET (self->scope_error), FALSE);
}

static void
recalled_cb (VbConsentWindow *self)
{
  update (self);
  say (self, _("What you typed before is here again. Cancel throws it away."));
}

static void
add_categories (VbConsentWindow *self)
{
  for (guint i = 0; i < VB_N_DATA; i++)
    {
      g_autofree char *column = g_strconcat (SCOPE, vb_data_category_get_code (i), NULL);
      gboolean secret = i == VB_DATA_ADDRESS && self->person->address_secret;
      GtkWidget *row = vb_plain_row (VB_TYPE_CHECK_ROW, "title-lines", 0,
                                     "column", column, "title",
                                     secret ? _("The secret address") : vb_data_category_words (i),
                                     NULL);

      if (i == VB_DATA_SAFETY)
        adw_action_row_set_subtitle (ADW_ACTION_ROW (row),
                                     _("That there was violence, and how contact is safe"));
      gtk_list_box_append (self->scope_list, row);
    }
}

static void
add_purposes (VbConsentWindow *self)
{
  const char *values[VB_N_PURPOSES + 2] = { "", NULL };
  const char *labels[VB_N_PURPOSES + 2] = { _("Not chosen"), NULL };

  for (guint i = 0; i < VB_N_PURPOSES; i++)
    {
      values[i + 1] = vb_purpose_get_code (i);
      labels[i + 1] = vb_purpose_words (i);
    }
  vb_person_choice_set_list (self->purpose_choice, values, labels);
}

/* ------------------------------------------------------------------ form to consent */

static void
collect_giver (VbConsentWindow *self,
               VbConsent       *consent)
{
  g_autofree char *giver = vb_form_dup_value (self->form, "giver");

  consent->by_person = g_str_equal (giver, "person") || g_str_equal (giver, "both");
  if (!has_parents (self) || consent->by_parents < 0)
    consent->by_parents = 0;
  g_clear_pointer (&consent->by_representative, g_free);
  if (*giver != '\0' && !consent->by_person && !g_str_equal (giver, "parents"))
    consent->by_representative = g_steal_pointer (&giver);
}

/* What was named, one by one; all of the category when nothing was. */
static void
add_named (VbConsent  *consent,
           const char *category,
           const char *typed)
{
  g_auto(GStrv) names = g_strsplit (typed, ",", -1);
  gboolean any = FALSE;

  for (char **name = names; *name != NULL; name++)
    if (*g_strstrip (*name) != '\0')
      {
        vb_consent_add_scope (consent, category, *name);
        any = TRUE;
      }
  if (!any)
    vb_consent_add_scope (consent, category, NULL);
}

static void
collect_scope (VbConsentWindow *self,
               VbConsent       *consent)
{
  for (guint i = 0; i < VB_N_DATA; i++)
    {
      const char *code = vb_data_category_get_code (i);
      g_autofree char *column = g_strconcat (SCOPE, code, NULL);
      g_autofree char *named = i == VB_DATA_TOPIC || i == VB_DATA_DIAGNOSIS
                               ? g_strconcat (code, "-names", NULL) : NULL;
      g_autofree char *typed = named != NULL ? vb_form_dup_value (self->form, named) : NULL;

      if (!vb_form_has_value (self->form, column, "1"))
        continue;
      if (typed != NULL)
        add_named (consent, code, typed);
      else if (i == VB_DATA_ADDRESS && self->person->address_secret && !is_refusal (self))
        vb_consent_add_scope (consent, code, VB_SCOPE_SECRET);
      else
        vb_consent_add_scope (consent, code, NULL);
    }
}

static VbConsent *
collect (VbConsentWindow *self)
{
  g_autofree char *today = vb_time_today ();
  VbConsent *consent = vb_consent_new (self->person->id, today);

  vb_form_collect (self->form, &vb_consent_shape, consent);
  collect_giver (self, consent);
  g_free (consent->recipient_id);
  g_free (consent->recipient_name);
  consent->recipient_id = vb_party_field_dup_id (self->recipient_field);
  consent->recipient_name = vb_party_field_dup_name (self->recipient_field);
  collect_scope (self, consent);
  vb_consent_tidy (consent);
  return consent;
}

/* ------------------------------------------------------------------ what is wrong */

static void
add_error (GArray     *errors,
           gboolean    wrong,
           const char *column,
           const char *message)
{
  if (wrong)
    vb_shape_errors_add (errors, &vb_consent_shape, 0, column, message);
}

/* A consent that would never count is not kept: it cannot be changed afterwards. */
static void
check_counts (VbConsentWindow *self,
              const VbConsent *consent,
              GArray          *errors)
{
  VbReason reason = vb_disclosure_check_giver (consent, age_of (self));
  const char *message = vb_reason_get_message (reason);

  if (reason == VB_REASON_CONSENT || reason == VB_REASON_AGE_UNKNOWN
      || vb_form_has_value (self->form, "giver", ""))
    return;
  add_error (errors, TRUE, reason == VB_REASON_PARENTS_MISSING && has_parents (self)
                           ? "by_parents" : reason == VB_REASON_CAPACITY_DOUBT ? "capacity_note"
                                                                               : "giver", message);
}

static void
check_explained (VbConsentWindow *self,
                 const VbConsent *consent,
                 GArray          *errors)
{
  add_error (errors, !consent->explained, "explained",
             N_("Explain it first in words the person understands: without that a consent does "
                "not count"));
  add_error (errors, vb_form_has_value (self->form, "teach_back", ""), "teach_back",
             N_("Choose whether the person told it back"));
}

/* Those of the model stand under the names of the form. */
static GArray *
check (VbConsentWindow *self,
       const VbConsent *consent)
{
  GArray *errors = vb_consent_validate (consent);

  for (guint i = 0; i < errors->len; i++)
    {
      VbShapeError *error = &g_array_index (errors, VbShapeError, i);

      if (g_str_equal (error->column, "by_person"))
        error->column = "giver";
      if (g_str_equal (error->column, "recipient_id"))
        error->column = "recipient";
    }
  add_error (errors, has_parents (self) && vb_form_has_value (self->form, "by_parents", ""),
             "by_parents", N_("Choose how many parents agreed"));
  add_error (errors, vb_form_has_value (self->form, SCOPE "diagnosis", "1")
                     && vb_form_has_value (self->form, "diagnosis-names", ""), "diagnosis-names",
             N_("Name each diagnosis, with a comma between them"));
  if (!is_refusal (self))
    {
      check_counts (self, consent, errors);
      check_explained (self, consent, errors);
    }
  return errors;
}

static gboolean
show_scope_error (VbConsentWindow *self,
                  const GArray    *errors)
{
  for (guint i = 0; i < errors->len; i++)
    {
      const VbShapeError *error = &g_array_index (errors, VbShapeError, i);

      if (!g_str_equal (error->column, "scope"))
        continue;
      gtk_label_set_label (self->scope_error, _(error->message));
      gtk_widget_set_visible (GTK_WIDGET (self->scope_error), TRUE);
      return TRUE;
    }
  gtk_widget_set_visible (GTK_WIDGET (self->scope_error), FALSE);
  return FALSE;
}

/* ------------------------------------------------------------------ saving */

static void
saved_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(VbCall) call = user_data;
  VbConsentWindow *self = call->owner;
  g_autoptr(GError) error = NULL;
  gboolean saved = vb_consents_save_finish (VB_STORE (source), result, &error);

  if (vb_call_is_over (call))
    return;
  gtk_widget_set_sensitive (self->save_button, TRUE);
  if (!saved)
    {
      g_autofree char *text = vb_error_dup_text (error);

      say (self, text);
      return;
    }
  vb_form_forget (self->form);
  gtk_window_destroy (GTK_WINDOW (self));
}

static void
save_cb (VbConsentWindow *self)
{
  g_autoptr(VbConsent) consent = NULL;
  g_autoptr(GArray) errors = NULL;
  gboolean wrong;

  if (!gtk_widget_get_sensitive (self->save_button))
    return;
  gtk_revealer_set_reveal_child (self->banner, FALSE);
  consent = collect (self);
  errors = check (self, consent);
  wrong = vb_form_show_errors (self->form, &vb_consent_shape, 0, errors);
  if (show_scope_error (self, errors) && !wrong)
    gtk_widget_child_focus (GTK_WIDGET (self->scope_list), GTK_DIR_TAB_FORWARD);
  if (errors->len > 0)
    return;
  gtk_widget_set_sensitive (self->save_button, FALSE);
  vb_form_keep (self->form);
  vb_consents_save_async (self->store, consent, self->cancellable, saved_cb,
                          vb_call_new (self, self->cancellable));
}

/* ------------------------------------------------------------------ object */

static gboolean
vb_consent_window_close_request (GtkWindow *window)
{
  VbConsentWindow *self = VB_CONSENT_WINDOW (window);

  if (!vb_form_may_close (self->form, window))
    return GDK_EVENT_STOP;
  return GTK_WINDOW_CLASS (vb_consent_window_parent_class)->close_request (window);
}

static void
vb_consent_window_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (vb_consent_window_parent_class)->map (widget);

  gtk_widget_grab_focus (VB_CONSENT_WINDOW (widget)->kind_choice);
}

static void
vb_consent_window_dispose (GObject *object)
{
  VbConsentWindow *self = VB_CONSENT_WINDOW (object);

  if (self->form != NULL)
    vb_form_leave (self->form);
  g_clear_object (&self->form);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  gtk_widget_dispose_template (GTK_WIDGET (self), VB_TYPE_CONSENT_WINDOW);
  g_clear_object (&self->store);

  G_OBJECT_CLASS (vb_consent_window_parent_class)->dispose (object);
}

static void
vb_consent_window_finalize (GObject *object)
{
  g_clear_pointer (&VB_CONSENT_WINDOW (object)->person, vb_person_free);

  G_OBJECT_CLASS (vb_consent_window_parent_class)->finalize (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, VbConsentWindow, save_button);
  gtk_widget_class_bind_template_child (widget_class, VbConsentWindow, banner);
  gtk_widget_class_bind_template_child (widget_class, VbConsentWindow, banner_label);
  gtk_widget_class_bind_template_child (widget_class, VbConsentWindow, kind_choice);
  gtk_widget_class_bind_template_child (widget_class, VbConsentWindow, rule_label);
  gtk_widget_class_bind_template_child (widget_class, VbConsentWindow, parents_box);
  gtk_widget_class_bind_template_child (widget_class, VbConsentWindow, capacity_note_field);
  gtk_widget_class_bind_template_child (widget_class, VbConsentWindow, purpose_choice);
  gtk_widget_class_bind_template_child (widget_class, VbConsentWindow, alternative_field);
  gtk_widget_class_bind_template_child (widget_class, VbConsentWindow, recipient_field);
  gtk_widget_class_bind_template_child (widget_class, VbConsentWindow, scope_group);
  gtk_widget_class_bind_template_child (widget_class, VbConsentWindow, scope_list);
  gtk_widget_class_bind_template_child (widget_class, VbConsentWindow, scope_error);
  gtk_widget_class_bind_template_child (widget_class, VbConsentWindow, topic_field);
  gtk_widget_class_bind_template_child (widget_class, VbConsentWindow, diagnosis_field);
  gtk_widget_class_bind_template_child (widget_class, VbConsentWindow, explained_box);
  gtk_widget_class_bind_template_child (widget_class, VbConsentWindow, until_field);
}

static void
vb_consent_window_class_init (VbConsentWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vb_consent_window_dispose;
  G_OBJECT_CLASS (klass)->finalize = vb_consent_window_finalize;
  GTK_WINDOW_CLASS (klass)->close_request = vb_consent_window_close_request;
  widget_class->map = vb_consent_window_map;

  g_type_ensure (VB_TYPE_CLOSE_BUTTON);
  g_type_ensure (VB_TYPE_PARTY_FIELD);
  g_type_ensure (VB_TYPE_PERSON_CHOICE);
  g_type_ensure (VB_TYPE_PERSON_FIELD);
  g_type_ensure (VB_TYPE_TOPICS_FIELD);
  g_type_ensure (VB_TYPE_SWITCH_ROW);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/nl/verbinder/Verbinder/people/vb-consent-window.ui");
  bind_children (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, save_cb);
}

static void
vb_consent_window_init (VbConsentWindow *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* Who decides at this age is there already; that they did is not. */
static void
begin (VbConsentWindow *self)
{
  static const char *const dates[] = { "given_on", "valid_from", "valid_until" };
  static const char *const empty[] = { "by_parents", "explained", "teach_back" };
  g_autofree char *today = vb_time_today ();
  g_autoptr(VbConsent) consent = vb_consent_new (self->person->id, today);
  int age = age_of (self);

  consent->explained_language = g_strdup (self->person->language);
  vb_form_show (self->form, &vb_consent_shape, consent);
  for (guint i = 0; i < G_N_ELEMENTS (dates); i++)
    {
      g_autofree char *date = vb_form_dup_value (self->form, dates[i]);
      g_autofree char *words = vb_words_short_date (date);

      vb_form_set_value (self->form, dates[i], words);
    }
  for (guint i = 0; i < G_N_ELEMENTS (empty); i++)
    vb_form_set_value (self->form, empty[i], "");
  vb_form_set_value (self->form, "giver",
                     age < 0 || age >= 16 ? "person" : age < 12 ? "parents" : "both");
  gtk_label_set_label (self->rule_label, vb_consent_age_rule (age));
  update (self);
  vb_form_begin (self->form);
}

GtkWindow *
vb_consent_window_new (GtkWindow      *parent,
                       VbStore        *store,
                       const VbPerson *person)
{
  VbConsentWindow *self = g_object_new (VB_TYPE_CONSENT_WINDOW, "transient-for", parent, NULL);

  self->store = g_object_ref (store);
  self->person = vb_person_copy (person);
  vb_party_field_set_store (self->recipient_field, store);
  add_purposes (self);
  add_categories (self);
  self->form = vb_form_new (store, "consent", person->id, GTK_WIDGET (self));
  g_signal_connect_object (self->form, "edited", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->form, "recalled", G_CALLBACK (recalled_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->form, "save", G_CALLBACK (save_cb), self, G_CONNECT_SWAPPED);
  begin (self);
  vb_form_find_draft (self->form);
  return GTK_WINDOW (self);
}
