/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/people/vb-sharing-window.h"

#include <glib/gi18n.h>
#include <stdlib.h>

#include "app/people/vb-consent-view.h"
#include "app/people/vb-consent-words.h"
#include "app/people/vb-person-choice.h"
#include "app/people/vb-person-field.h"
#include "app/vb-call.h"
#include "app/vb-words.h"
#include "app/widgets/vb-form.h"
#include "app/widgets/vb-plain-row.h"
#include "app/widgets/vb-switch-row.h"
#include "core/base/vb-time.h"
#include "core/store/vb-directory.h"
#include "core/store/vb-profile.h"

struct _VbSharingWindow
{
  AdwWindow parent_instance;

  VbPersonChoice *sharing_choice;
  VbPersonChoice *ground_choice;
  VbPersonChoice *sender_choice;
  VbPersonChoice *recipient_choice;
  VbPersonChoice *task_choice;
  GtkWidget *choose_label;
  GtkWidget *law_field;
  GtkWidget *conflict_group;
  GtkListBox *answers;
  GtkListBox *rests_on;

  VbStore *store;
  GCancellable *cancellable;
  GCancellable *looking; /* at what the recipient is */
  VbForm *form;
  VbPerson *person;
  GPtrArray *consents;
  GPtrArray *sharings;
  guint shown; /* the sharing that "They are" was chosen for */
};

G_DEFINE_FINAL_TYPE (VbSharingWindow, vb_sharing_window, ADW_TYPE_WINDOW)

/* ------------------------------------------------------------------ what is asked */

static guint
number_of (VbSharingWindow *self,
           const char      *column)
{
  g_autofree char *value = vb_form_dup_value (self->form, column);

  return atoi (value);
}

static gboolean
is_on (VbSharingWindow *self,
       const char      *column)
{
  return vb_form_has_value (self->form, column, "1");
}

/* Nobody is taken for a care provider who was not said to be one. @column: sender, recipient */
static VbParty
party_of (VbSharingWindow *self,
          const char      *column)
{
  return vb_form_has_value (self->form, column, "") ? VB_PARTY_UNKNOWN : number_of (self, column);
}

static GPtrArray *
ask (VbSharingWindow *self)
{
  VbDisclosureCase question = { .sender = party_of (self, "sender"),
                                .recipient = party_of (self, "recipient"),
                                .ground = number_of (self, "ground") };
  g_autofree char *law = vb_form_dup_value (self->form, question.ground == VB_GROUND_PUBLIC_TASK
                                                        ? "task" : "law");
  g_autofree char *tried = vb_form_dup_value (self->form, "consent_tried");
  g_autofree char *informed = vb_form_dup_value (self->form, "person_informed");

  question.law = law;
  question.emergency = is_on (self, "emergency");
  question.no_other_way = is_on (self, "no_other_way");
  question.colleague_consulted = is_on (self, "colleague_consulted");
  question.minimum_only = is_on (self, "minimum_only");
  question.consent_tried = tried;
  question.person_informed = informed;
  return vb_sharing_decide (g_ptr_array_index (self->sharings, number_of (self, "sharing")),
                            self->person, self->consents, &question);
}

/* ------------------------------------------------------------------ what is answered */

static void
add_answer (VbSharingWindow *self,
            const VbShared  *answer)
{
  const VbDisclosure *decision = &answer->decision;
  g_autofree char *title = vb_shared_dup_words (answer);
  g_autofree char *why = g_strdup_printf (
    "%s %s%s%s", decision->allowed ? _("May be told.") : _("May not be told."),
    _(vb_reason_get_message (decision->reason)), decision->despite_refusal ? " " : "",
    decision->despite_refusal ? _("The person refused it: say to them that it goes.") : "");
  GtkWidget *row = vb_plain_row (ADW_TYPE_ACTION_ROW, "title", title,
                                 "title-lines", 0, "subtitle", why, "subtitle-lines", 0,
                                 "icon-name", decision->allowed ? "object-select-symbolic"
                                                                : "action-unavailable-symbolic",
                                 NULL);

  gtk_list_box_append (self->answers, row);
}

static void show_answers (VbSharingWindow *self);
static void show_consents (VbSharingWindow *self);

/* ------------------------------------------------------------------ who tells, and whom */

/* @party: %VB_N_PARTIES when that is not known; then nothing is chosen for anybody */
static void
choose_party (VbSharingWindow *self,
              const char      *column,
              VbParty          party)
{
  g_autofree char *value = g_strdup_printf ("%d", party);

  if (party == VB_N_PARTIES)
    return;
  vb_form_set_value (self->form, column, value);
  show_answers (self);
}

static void
profile_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(VbCall) call = user_data;
  VbSharingWindow *self = call->owner;
  g_autoptr(VbProfile) profile = vb_profile_load_finish (VB_STORE (source), result, NULL);

  if (!vb_call_is_over (call) && profile != NULL && vb_form_has_value (self->form, "sender", ""))
    choose_party (self, "sender", vb_party_find (profile->party));
}

static void
recipient_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr(VbCall) call = user_data;
  VbSharingWindow *self = call->owner;
  g_autoptr(VbEntity) contact = vb_directory_load_finish (VB_STORE (source), result, NULL);

  if (!vb_call_is_over (call) && contact != NULL
      && vb_form_has_value (self->form, "recipient", ""))
    choose_party (self, "recipient", vb_party_of_function (vb_entity_get (contact, "vb_type")));
}

/* What the social map says of the function that was chosen; of an organization it does not say. */
static void
look_at_recipient (VbSharingWindow *self)
{
  const VbSharing *sharing = g_ptr_array_index (self->sharings, self->shown);

  g_cancellable_cancel (self->looking);
  g_clear_object (&self->looking);
  if (sharing->recipient_id == NULL)
    return;
  self->looking = g_cancellable_new ();
  vb_directory_load_async (self->store, VB_TABLE_CONTACT, sharing->recipient_id, self->looking,
                           recipient_cb, vb_call_new (self, self->looking));
}

/* What one is says nothing of the next. */
static void
forget_recipient (VbSharingWindow *self)
{
  guint sharing = number_of (self, "sharing");

  if (self->shown == sharing)
    return;
  self->shown = sharing;
  vb_form_set_value (self->form, "recipient", "");
  show_consents (self);
  look_at_recipient (self);
}

/* ------------------------------------------------------------------ showing */

static void
update (VbSharingWindow *self)
{
  forget_recipient (self);
  show_answers (self);
}

static void
show_answers (VbSharingWindow *self)
{
  guint ground = number_of (self, "ground");
  g_autoptr(GPtrArray) answers = NULL;
  GtkWidget *row;

  answers = ask (self);
  gtk_widget_set_visible (self->choose_label, vb_form_has_value (self->form, "recipient", "")
                                                || vb_form_has_value (self->form, "sender", ""));
  gtk_widget_set_visible (self->law_field,
                          ground == VB_GROUND_DUTY || ground == VB_GROUND_REPORT);
  gtk_widget_set_visible (GTK_WIDGET (self->task_choice), ground == VB_GROUND_PUBLIC_TASK);
  gtk_widget_set_visible (self->conflict_group, ground == VB_GROUND_CONFLICT);
  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->answers))) != NULL)
    gtk_list_box_remove (self->answers, row);
  for (guint i = 0; i < answers->len; i++)
    add_answer (self, g_ptr_array_index (answers, i));
}

/* ------------------------------------------------------------------ the consents themselves */

static void
add_consent (VbSharingWindow *self,
             const VbConsent *consent)
{
  g_autofree char *today = vb_time_today ();
  g_autofree char *day = vb_words_date (consent->given_on);
  g_autofree char *title = g_strdup_printf (g_str_equal (consent->kind, "refusal")
                                            /* Translators: %s is a date */
                                            ? _("Refusal of %s") : _("Consent of %s"), day);
  g_autofree char *state = vb_consent_dup_state (consent, self->person->birth_date, today);
  GtkWidget *row = vb_plain_row (ADW_TYPE_ACTION_ROW, "title", title,
                                 "title-lines", 0, "subtitle", state, "subtitle-lines", 0,
                                 "activatable", TRUE, "name", consent->id, NULL);

  adw_action_row_add_suffix (ADW_ACTION_ROW (row),
                             gtk_image_new_from_icon_name ("go-next-symbolic"));
  gtk_list_box_append (self->rests_on, row);
}

/* Those for the same purpose to the same recipient. */
static void
show_consents (VbSharingWindow *self)
{
  const VbSharing *sharing = g_ptr_array_index (self->sharings, number_of (self, "sharing"));
  GtkWidget *row;

  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->rests_on))) != NULL)
    gtk_list_box_remove (self->rests_on, row);
  for (guint i = 0; i < self->consents->len; i++)
    {
      const VbConsent *consent = g_ptr_array_index (self->consents, i);

      if (vb_sharing_is_about (sharing, consent))
        add_consent (self, consent);
    }
}

/* What is answered here may be otherwise after it: this window makes room. */
static void
consent_cb (VbSharingWindow *self,
            GtkListBoxRow   *row)
{
  GtkWindow *parent = gtk_window_get_transient_for (GTK_WINDOW (self));

  gtk_window_present (vb_consent_view_new (parent, self->store, self->person->id,
                                           self->person->birth_date,
                                           gtk_widget_get_name (GTK_WIDGET (row))));
  gtk_window_destroy (GTK_WINDOW (self));
}

/* ------------------------------------------------------------------ lists to choose from */

typedef char *(*DupLabel) (VbSharingWindow *self, guint i);

/* @none: (nullable): what stands first, for nothing */
static void
fill_choice (VbSharingWindow *self,
             VbPersonChoice  *choice,
             const char      *none,
             guint            n,
             DupLabel         dup_label)
{
  g_autoptr(GStrvBuilder) values = g_strv_builder_new ();
  g_autoptr(GStrvBuilder) labels = g_strv_builder_new ();
  g_auto(GStrv) all_values = NULL;
  g_auto(GStrv) all_labels = NULL;

  if (none != NULL)
    {
      g_strv_builder_add (values, "");
      g_strv_builder_add (labels, none);
    }
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *value = g_strdup_printf ("%u", i);
      g_autofree char *label = dup_label (self, i);

      g_strv_builder_add (values, value);
      g_strv_builder_add (labels, label);
    }
  all_values = g_strv_builder_end (values);
  all_labels = g_strv_builder_end (labels);
  vb_person_choice_set_list (choice, (const char *const *) all_values,
                             (const char *const *) all_labels);
}

static char *
dup_sharing (VbSharingWindow *self,
             guint            i)
{
  const VbSharing *sharing = g_ptr_array_index (self->sharings, i);

  return g_strdup_printf ("%s: %s", sharing->recipient_name != NULL
                                    ? sharing->recipient_name : _("One that is not in this map"),
                          vb_purpose_words (sharing->purpose));
}

static char *
dup_ground (VbSharingWindow *self,
            guint            i)
{
  return g_strdup (vb_ground_words (i));
}

static char *
dup_party (VbSharingWindow *self,
           guint            i)
{
  return g_strdup (vb_party_words (i));
}

static void
fill (VbSharingWindow *self)
{
  const char *const *laws = vb_law_list ();
  const char *words[8] = { NULL };

  for (guint i = 0; laws[i] != NULL && i + 1 < G_N_ELEMENTS (words); i++)
    words[i] = vb_law_words (laws[i]);
  fill_choice (self, self->sharing_choice, NULL, self->sharings->len, dup_sharing);
  fill_choice (self, self->ground_choice, NULL, VB_N_GROUNDS, dup_ground);
  fill_choice (self, self->sender_choice, _("Not chosen"), VB_PARTY_PERSON, dup_party);
  fill_choice (self, self->recipient_choice, _("Not chosen"), VB_N_PARTIES,
               dup_party);
  vb_person_choice_set_list (self->task_choice, laws, words);
}

/* ------------------------------------------------------------------ object */

static void
vb_sharing_window_dispose (GObject *object)
{
  VbSharingWindow *self = VB_SHARING_WINDOW (object);

  if (self->form != NULL)
    vb_form_leave (self->form);
  g_clear_object (&self->form);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_cancellable_cancel (self->looking);
  g_clear_object (&self->looking);
  g_clear_object (&self->store);
  gtk_widget_dispose_template (GTK_WIDGET (self), VB_TYPE_SHARING_WINDOW);

  G_OBJECT_CLASS (vb_sharing_window_parent_class)->dispose (object);
}

static void
vb_sharing_window_finalize (GObject *object)
{
  VbSharingWindow *self = VB_SHARING_WINDOW (object);

  g_clear_pointer (&self->person, vb_person_free);
  g_clear_pointer (&self->consents, g_ptr_array_unref);
  g_clear_pointer (&self->sharings, g_ptr_array_unref);

  G_OBJECT_CLASS (vb_sharing_window_parent_class)->finalize (object);
}

/* The window goes. An answer that is under way may keep the object longer than the window behind
 * it lives. */
static void
vb_sharing_window_unrealize (GtkWidget *widget)
{
  gtk_window_set_transient_for (GTK_WINDOW (widget), NULL);

  GTK_WIDGET_CLASS (vb_sharing_window_parent_class)->unrealize (widget);
}

static void
vb_sharing_window_class_init (VbSharingWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vb_sharing_window_dispose;
  G_OBJECT_CLASS (klass)->finalize = vb_sharing_window_finalize;
  widget_class->unrealize = vb_sharing_window_unrealize;

  g_type_ensure (VB_TYPE_PERSON_CHOICE);
  g_type_ensure (VB_TYPE_PERSON_FIELD);
  g_type_ensure (VB_TYPE_SWITCH_ROW);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/nl/verbinder/Verbinder/people/vb-sharing-window.ui");
  gtk_widget_class_bind_template_child (widget_class, VbSharingWindow, sharing_choice);
  gtk_widget_class_bind_template_child (widget_class, VbSharingWindow, ground_choice);
  gtk_widget_class_bind_template_child (widget_class, VbSharingWindow, sender_choice);
  gtk_widget_class_bind_template_child (widget_class, VbSharingWindow, recipient_choice);
  gtk_widget_class_bind_template_child (widget_class, VbSharingWindow, task_choice);
  gtk_widget_class_bind_template_child (widget_class, VbSharingWindow, choose_label);
  gtk_widget_class_bind_template_child (widget_class, VbSharingWindow, law_field);
  gtk_widget_class_bind_template_child (widget_class, VbSharingWindow, conflict_group);
  gtk_widget_class_bind_template_child (widget_class, VbSharingWindow, answers);
  gtk_widget_class_bind_template_child (widget_class, VbSharingWindow, rests_on);
  gtk_widget_class_bind_template_callback (widget_class, consent_cb);
}

static void
vb_sharing_window_init (VbSharingWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWindow *
vb_sharing_window_new (GtkWindow      *parent,
                       VbStore        *store,
                       const VbPerson *person,
                       GPtrArray      *consents,
                       guint           chosen)
{
  VbSharingWindow *self;
  g_autofree char *position = g_strdup_printf ("%u", chosen);

  self = g_object_new (VB_TYPE_SHARING_WINDOW, "transient-for", parent, NULL);
  self->person = vb_person_copy (person);
  self->consents = g_ptr_array_ref (consents);
  self->sharings = vb_sharing_list (consents);
  self->shown = chosen;
  g_assert (chosen < self->sharings->len);
  fill (self);
  self->form = vb_form_new (store, NULL, NULL, GTK_WIDGET (self));
  vb_form_set_value (self->form, "sharing", position);
  g_signal_connect_object (self->form, "edited", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
  self->store = g_object_ref (store);
  self->cancellable = g_cancellable_new ();
  vb_profile_load_async (store, self->cancellable, profile_cb,
                         vb_call_new (self, self->cancellable));
  show_consents (self);
  look_at_recipient (self);
  return GTK_WINDOW (self);
}
