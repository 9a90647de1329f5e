/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/agreement/vb-node-window.h"

#include <glib/gi18n.h>

#include "app/agreement/vb-agreement-words.h"
#include "app/people/vb-party-field.h"
#include "app/people/vb-person-choice.h"
#include "app/people/vb-person-field.h"
#include "app/referral/vb-compose-text.h"
#include "app/referral/vb-referral-words.h"
#include "app/vb-call.h"
#include "app/vb-error-text.h"
#include "app/vb-words.h"
#include "app/widgets/vb-form.h"
#include "app/widgets/vb-form-part.h"
#include "app/widgets/vb-wrap-button.h"
#include "app/widgets/vb-wrap-layout.h"
#include "core/model/vb-referral-state.h"
#include "core/store/vb-agreements.h"
#include "core/store/vb-search.h"

#define NEW_QUESTION "+question"
#define NEW_OUTCOME "+outcome"

struct _VbNodeWindow
{
  AdwWindow parent_instance;

  GtkWidget *save_button;
  GtkRevealer *banner;
  GtkLabel *banner_label;
  GtkWidget *question_part;
  GtkWidget *outcome_part;
  VbPartyField *contact_field;
  VbPersonChoice *need_choice;
  VbPersonChoice *kind_choice;
  VbPersonChoice *next_1;
  VbPersonChoice *next_2;
  VbPersonChoice *next_3;
  VbPersonChoice *next_4;
  VbPersonChoice *next_5;
  VbPersonChoice *next_6;
  GtkLabel *answers_error;
  GtkWidget *remove_button;

  VbStore *store;
  VbForm *form;
  char *agreement_id;
  char *node_id;
  VbAgreement *base; /* (nullable) */
  VbAgreement *agreement;
  VbAgreementNode *node; /* borrowed from @agreement */
  gboolean saving;
  GCancellable *cancellable;
};

enum
{
  SAVED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (VbNodeWindow, vb_node_window, ADW_TYPE_WINDOW)

static void
say (VbNodeWindow *self,
     const char   *text)
{
  gtk_label_set_label (self->banner_label, text != NULL ? text : "");
  gtk_revealer_set_reveal_child (self->banner, text != NULL);
}

static void
say_error (VbNodeWindow *self,
           const GError *error)
{
  g_autofree char *text = vb_error_dup_text (error);

  say (self, text);
}

static void
recalled_cb (VbNodeWindow *self)
{
  say (self, _("What you typed before is here again. Discard throws it away."));
}

/* ------------------------------------------------------------------ where answers lead */

static VbPersonChoice *
get_next (VbNodeWindow *self,
          guint         nth)
{
  VbPersonChoice *all[] = { self->next_1, self->next_2, self->next_3, self->next_4, self->next_5,
                            self->next_6 };

  return all[nth];
}

static void
fill_next (VbNodeWindow *self)
{
  g_autoptr(GPtrArray) values = g_ptr_array_new ();
  g_autoptr(GPtrArray) labels = g_ptr_array_new_with_free_func (g_free);

  g_ptr_array_add (values, (char *) "");
  g_ptr_array_add (labels, g_strdup (_("Not chosen yet")));
  g_ptr_array_add (values, (char *) NEW_QUESTION);
  g_ptr_array_add (labels, g_strdup (_("A new question")));
  g_ptr_array_add (values, (char *) NEW_OUTCOME);
  g_ptr_array_add (labels, g_strdup (_("A new outcome")));
  for (guint i = 0; i < self->agreement->nodes->len; i++)
    {
      const VbAgreementNode *node = g_ptr_array_index (self->agreement->nodes, i);

      if (node == self->node)
        continue;
      g_ptr_array_add (values, node->id);
      g_ptr_array_add (labels, vb_agreement_node_dup_name (self->agreement, node));
    }
  g_ptr_array_add (values, NULL);
  g_ptr_array_add (labels, NULL);
  for (guint i = 0; i < VB_AGREEMENT_ANSWERS_MAX; i++)
    vb_person_choice_set_list (get_next (self, i), (const char *const *) values->pdata,
                               (const char *const *) labels->pdata);
}

static void
show_answers (VbNodeWindow *self)
{
  for (guint i = 0; i < self->node->answers->len && i < VB_AGREEMENT_ANSWERS_MAX; i++)
    {
      const VbAgreementAnswer *answer = g_ptr_array_index (self->node->answers, i);
      g_autofree char *words = g_strdup_printf ("answer_%u", i + 1);
      g_autofree char *next = g_strdup_printf ("next_%u", i + 1);

      vb_form_set_value (self->form, words, answer->words != NULL ? answer->words : "");
      vb_form_set_value (self->form, next, answer->next_id != NULL ? answer->next_id : "");
    }
}

/* ------------------------------------------------------------------ showing */

static void
show (VbNodeWindow *self)
{
  gboolean outcome = vb_agreement_node_is_outcome (self->node);

  gtk_window_set_title (GTK_WINDOW (self), outcome ? _("Outcome") : _("Question"));
  gtk_widget_set_visible (self->question_part, !outcome);
  gtk_widget_set_visible (self->outcome_part, outcome);
  fill_next (self);
  vb_form_show (self->form, &vb_agreement_node_shape, self->node);
  show_answers (self);
  if (self->node->contact_id != NULL)
    {
      g_autofree char *value = g_strdup_printf ("%s\t%s", self->node->contact_id,
                                                self->node->function != NULL ? self->node->function
                                                                             : "");

      vb_form_set_value (self->form, "contact", value);
    }
  vb_form_begin (self->form);
  vb_form_find_draft (self->form);
}

static void
opened_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(VbCall) call = user_data;
  VbNodeWindow *self = call->owner;
  g_autoptr(GError) error = NULL;
  g_autoptr(VbAgreement) agreement = vb_agreements_open_finish (VB_STORE (source), result, &error);

  if (vb_call_is_over (call))
    return;
  if (agreement == NULL)
    {
      say_error (self, error);
      return;
    }
  self->agreement = vb_agreement_copy (agreement);
  self->base = g_steal_pointer (&agreement);
  self->node = vb_agreement_find_node (self->agreement, self->node_id);
  if (self->node != NULL)
    show (self);
  else
    say (self, _("This is not in the agreement any more."));
  gtk_widget_set_sensitive (self->save_button, self->node != NULL);
}

static void
fill_kinds (VbNodeWindow *self)
{
  const char *values[VB_N_KINDS + 2] = { "" };
  const char *labels[VB_N_KINDS + 2] = { _("The person goes, or you call") };

  for (guint kind = 0; kind < VB_N_KINDS; kind++)
    {
      values[kind + 1] = vb_referral_kind_get_code (kind);
      labels[kind + 1] = vb_referral_kind_words (values[kind + 1]);
    }
  vb_person_choice_set_list (self->kind_choice, values, labels);
}

static void
needs_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(VbCall) call = user_data;
  VbNodeWindow *self = call->owner;
  g_autoptr(GPtrArray) needs = vb_search_list_facet_finish (VB_STORE (source), result, NULL);
  g_autoptr(GPtrArray) values = g_ptr_array_new (), labels = g_ptr_array_new ();

  if (vb_call_is_over (call))
    return;
  g_ptr_array_add (values, (char *) "");
  g_ptr_array_add (labels, (char *) _("None"));
  for (guint i = 0; needs != NULL && i < needs->len; i++)
    {
      const VbFacetValue *need = g_ptr_array_index (needs, i);

      g_ptr_array_add (values, need->value);
      g_ptr_array_add (labels, (char *) vb_words_term (need->name, need->name_en));
    }
  g_ptr_array_add (values, NULL);
  g_ptr_array_add (labels, NULL);
  vb_person_choice_set_list (self->need_choice, (const char *const *) values->pdata,
                             (const char *const *) labels->pdata);
  vb_agreements_open_async (self->store, self->agreement_id, self->cancellable, opened_cb,
                            vb_call_new (self, self->cancellable));
}

/* ------------------------------------------------------------------ saving */

static void
saved_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(VbCall) call = user_data;
  VbNodeWindow *self = call->owner;
  g_autoptr(GError) error = NULL;
  gboolean saved = vb_agreements_save_finish (VB_STORE (source), result, &error);

  if (vb_call_is_over (call))
    return;
  self->saving = FALSE;
  gtk_widget_set_sensitive (self->save_button, TRUE);
  if (!saved)
    {
      say_error (self, error);
      return;
    }
  vb_form_forget (self->form);
  g_signal_emit (self, signals[SAVED], 0);
  gtk_window_destroy (GTK_WINDOW (self));
}

static void
start_saving (VbNodeWindow *self)
{
  self->saving = TRUE;
  gtk_widget_set_sensitive (self->save_button, FALSE);
  vb_form_keep (self->form);
  vb_agreements_save_async (self->store, self->base, self->agreement, self->cancellable, saved_cb,
                            vb_call_new (self, self->cancellable));
}

/* (nullable): where an answer goes, made when it is new */
static const VbAgreementNode *
find_or_make (VbNodeWindow *self,
              const char   *next)
{
  if (g_str_equal (next, NEW_QUESTION) || g_str_equal (next, NEW_OUTCOME))
    return vb_agreement_add_node (self->agreement, next + 1, NULL);
  return vb_agreement_find_node (self->agreement, next);
}

/* An answer keeps its id by its place, so that only what changed is written. */
static void
collect_answers (VbNodeWindow *self)
{
  guint n = 0;

  for (guint i = 0; i < VB_AGREEMENT_ANSWERS_MAX; i++)
    {
      g_autofree char *words_name = g_strdup_printf ("answer_%u", i + 1);
      g_autofree char *next_name = g_strdup_printf ("next_%u", i + 1);
      g_autofree char *words = vb_form_dup_value (self->form, words_name);
      g_autofree char *next = vb_form_dup_value (self->form, next_name);
      VbAgreementAnswer *answer;
      const VbAgreementNode *to;

      g_strstrip (words);
      if (*words == '\0' && *next == '\0')
        continue;
      answer = n < self->node->answers->len
                 ? g_ptr_array_index (self->node->answers, n)
                 : vb_agreement_add_answer (self->node, NULL, NULL);
      to = find_or_make (self, next);
      g_free (answer->words);
      g_free (answer->next_id);
      answer->words = *words != '\0' ? g_strdup (words) : NULL;
      answer->next_id = to != NULL ? g_strdup (to->id) : NULL;
      n++;
    }
  if (n < self->node->answers->len)
    g_ptr_array_set_size (self->node->answers, n);
}

static void
collect_outcome (VbNodeWindow *self)
{
  g_autofree char *id = vb_party_field_dup_id (self->contact_field);
  g_autofree char *name = vb_party_field_dup_name (self->contact_field);

  g_free (self->node->contact_id);
  self->node->contact_id = g_steal_pointer (&id);
  if (self->node->function == NULL && self->node->contact_id != NULL)
    self->node->function = g_steal_pointer (&name);
}

static gboolean
show_wrong (VbNodeWindow *self,
            const GArray *errors)
{
  guint place = 0;
  const char *answers = NULL;

  g_ptr_array_find (self->agreement->nodes, self->node, &place);
  for (guint i = 0; i < errors->len; i++)
    {
      const VbShapeError *error = &g_array_index (errors, VbShapeError, i);

      if (error->shape == &vb_agreement_node_shape && g_str_equal (error->column, "answers"))
        answers = error->message;
    }
  gtk_label_set_label (self->answers_error, answers != NULL ? _(answers) : "");
  gtk_widget_set_visible (GTK_WIDGET (self->answers_error), answers != NULL);
  if (errors->len == 0)
    return FALSE;
  if (!vb_form_show_errors (self->form, &vb_agreement_node_shape, place, errors)
      && answers == NULL)
    say (self, _(g_array_index (errors, VbShapeError, 0).message));
  return TRUE;
}

/* What was made for an answer stays only when the whole is right. */
static void
save_cb (VbNodeWindow *self)
{
  g_autoptr(GArray) errors = NULL;

  if (self->saving || self->node == NULL)
    return;
  vb_agreement_free (self->agreement);
  self->agreement = vb_agreement_copy (self->base);
  self->node = vb_agreement_find_node (self->agreement, self->node_id);
  vb_form_collect (self->form, &vb_agreement_node_shape, self->node);
  if (vb_agreement_node_is_outcome (self->node))
    collect_outcome (self);
  else
    collect_answers (self);
  vb_agreement_tidy (self->agreement);
  errors = vb_agreement_validate (self->agreement);
  if (!show_wrong (self, errors))
    start_saving (self);
}

static void
start_cb (VbNodeWindow *self)
{
  if (self->saving || self->node == NULL)
    return;
  g_free (self->base->start_id);
  self->base->start_id = g_strdup (self->node_id);
  save_cb (self);
}

static void
remove_cb (VbNodeWindow *self)
{
  if (self->saving || self->node == NULL)
    return;
  vb_agreement_free (self->agreement);
  self->agreement = vb_agreement_copy (self->base);
  self->node = NULL;
  vb_agreement_remove_node (self->agreement,
                            vb_agreement_find_node (self->agreement, self->node_id));
  start_saving (self);
}

/* ------------------------------------------------------------------ object */

static gboolean
vb_node_window_close_request (GtkWindow *window)
{
  VbNodeWindow *self = VB_NODE_WINDOW (window);

  if (self->saving || !vb_form_may_close (self->form, window))
    return GDK_EVENT_STOP;
  return GTK_WINDOW_CLASS (vb_node_window_parent_class)->close_request (window);
}

static void
vb_node_window_dispose (GObject *object)
{
  VbNodeWindow *self = VB_NODE_WINDOW (object);

  if (self->form != NULL)
    vb_form_leave (self->form);
  g_clear_object (&self->form);
  g_cancellable_cancel (self->cancellable);
  gtk_widget_dispose_template (GTK_WIDGET (self), VB_TYPE_NODE_WINDOW);
  g_clear_object (&self->store);

  G_OBJECT_CLASS (vb_node_window_parent_class)->dispose (object);
}

static void
vb_node_window_finalize (GObject *object)
{
  VbNodeWindow *self = VB_NODE_WINDOW (object);

  g_object_unref (self->cancellable);
  vb_agreement_free (self->base);
  vb_agreement_free (self->agreement);
  g_free (self->agreement_id);
  g_free (self->node_id);

  G_OBJECT_CLASS (vb_node_window_parent_class)->finalize (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, VbNodeWindow, save_button);
  gtk_widget_class_bind_template_child (widget_class, VbNodeWindow, banner);
  gtk_widget_class_bind_template_child (widget_class, VbNodeWindow, banner_label);
  gtk_widget_class_bind_template_child (widget_class, VbNodeWindow, question_part);
  gtk_widget_class_bind_template_child (widget_class, VbNodeWindow, outcome_part);
  gtk_widget_class_bind_template_child (widget_class, VbNodeWindow, contact_field);
  gtk_widget_class_bind_template_child (widget_class, VbNodeWindow, need_choice);
  gtk_widget_class_bind_template_child (widget_class, VbNodeWindow, kind_choice);
  gtk_widget_class_bind_template_child (widget_class, VbNodeWindow, next_1);
  gtk_widget_class_bind_template_child (widget_class, VbNodeWindow, next_2);
  gtk_widget_class_bind_template_child (widget_class, VbNodeWindow, next_3);
  gtk_widget_class_bind_template_child (widget_class, VbNodeWindow, next_4);
  gtk_widget_class_bind_template_child (widget_class, VbNodeWindow, next_5);
  gtk_widget_class_bind_template_child (widget_class, VbNodeWindow, next_6);
  gtk_widget_class_bind_template_child (widget_class, VbNodeWindow, answers_error);
  gtk_widget_class_bind_template_child (widget_class, VbNodeWindow, remove_button);
}

static void
vb_node_window_class_init (VbNodeWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vb_node_window_dispose;
  G_OBJECT_CLASS (klass)->finalize = vb_node_window_finalize;
  GTK_WINDOW_CLASS (klass)->close_request = vb_node_window_close_request;

  signals[SAVED] = g_signal_new ("saved", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                 NULL, NULL, G_TYPE_NONE, 0);
  g_type_ensure (VB_TYPE_COMPOSE_TEXT);
  g_type_ensure (VB_TYPE_PARTY_FIELD);
  g_type_ensure (VB_TYPE_PERSON_CHOICE);
  g_type_ensure (VB_TYPE_PERSON_FIELD);
  g_type_ensure (VB_TYPE_WRAP_BUTTON);
  g_type_ensure (VB_TYPE_WRAP_LAYOUT);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/nl/verbinder/Verbinder/agreement/vb-node-window.ui");
  bind_children (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, save_cb);
  gtk_widget_class_bind_template_callback (widget_class, start_cb);
  gtk_widget_class_bind_template_callback (widget_class, remove_cb);
}

static void
vb_node_window_init (VbNodeWindow *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWindow *
vb_node_window_new (GtkWindow  *parent,
                    VbStore    *store,
                    const char *agreement_id,
                    const char *node_id)
{
  VbNodeWindow *self;

  g_return_val_if_fail (VB_IS_STORE (store) && agreement_id != NULL && node_id != NULL, NULL);

  self = g_object_new (VB_TYPE_NODE_WINDOW, "transient-for", parent, NULL);
  self->store = g_object_ref (store);
  self->agreement_id = g_strdup (agreement_id);
  self->node_id = g_strdup (node_id);
  vb_party_field_set_store (self->contact_field, store);
  fill_kinds (self);
  gtk_widget_set_sensitive (self->save_button, FALSE);
  self->form = vb_form_new (store, "agreement-node", node_id, GTK_WIDGET (self));
  g_signal_connect_object (self->form, "recalled", G_CALLBACK (recalled_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->form, "save", G_CALLBACK (save_cb), self, G_CONNECT_SWAPPED);
  vb_search_list_known_async (store, VB_FACET_NEED, self->cancellable, needs_cb,
                              vb_call_new (self, self->cancellable));
  return GTK_WINDOW (self);
}
