/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/agreement/vb-agreement-editor.h"

#include <glib/gi18n.h>

#include "app/agreement/vb-agreement-reader.h"
#include "app/agreement/vb-agreement-words.h"
#include "app/agreement/vb-node-window.h"
#include "app/people/vb-person-choice.h"
#include "app/people/vb-person-field.h"
#include "app/vb-call.h"
#include "app/vb-error-text.h"
#include "app/vb-save-file.h"
#include "app/vb-words.h"
#include "app/widgets/vb-form.h"
#include "app/widgets/vb-plain-row.h"
#include "app/widgets/vb-wrap-button.h"
#include "app/widgets/vb-wrap-layout.h"
#include "core/base/vb-time.h"
#include "core/store/vb-agreements.h"
#include "core/store/vb-search.h"
#include "interop/vb-agreement-json.h"

struct _VbAgreementEditor
{
  AdwWindow parent_instance;

  GtkWidget *save_button;
  GtkRevealer *banner;
  GtkLabel *banner_label;
  GtkWidget *fields;
  VbPersonChoice *about_choice;
  GtkListBox *nodes;
  GtkWidget *add_part;
  GtkWidget *activate_button;
  GtkWidget *draft_button;
  GtkWidget *retire_button;
  GtkListBox *history;
  GtkWidget *history_group;

  VbStore *store;
  VbForm *form;
  char *id;
  VbAgreement *base; /* (nullable): as it stands in the store */
  VbAgreement *agreement;
  GtkFileChooserNative *chooser;
  gboolean saving;
  GCancellable *cancellable;
};

G_DEFINE_FINAL_TYPE (VbAgreementEditor, vb_agreement_editor, ADW_TYPE_WINDOW)

static void load (VbAgreementEditor *self);

static void
say (VbAgreementEditor *self,
     const char        *text)
{
  gtk_label_set_label (self->banner_label, text != NULL ? text : "");
  gtk_revealer_set_reveal_child (self->banner, text != NULL);
}

static void
say_error (VbAgreementEditor *self,
           const GError      *error)
{
  g_autofree char *text = vb_error_dup_text (error);

  say (self, text);
}

static void
recalled_cb (VbAgreementEditor *self)
{
  say (self, _("What you typed before is here again. Discard throws it away."));
}

static gboolean
is_state (VbAgreementEditor *self,
          const char        *state)
{
  return g_strcmp0 (self->agreement->state, state) == 0;
}

/* ------------------------------------------------------------------ showing */

static void
empty (GtkListBox *list)
{
  GtkWidget *row;

  while ((row = gtk_widget_get_first_child (GTK_WIDGET (list))) != NULL)
    gtk_list_box_remove (list, row);
}

static void
add_row (GtkListBox *list,
         const char *title,
         const char *subtitle,
         gboolean    can_open)
{
  GtkWidget *row = vb_plain_row (ADW_TYPE_ACTION_ROW, "title", title,
                                 "title-lines", 0, "subtitle", subtitle, "subtitle-lines", 0,
                                 "activatable", can_open, NULL);

  gtk_list_box_append (list, row);
}

static void
show_nodes (VbAgreementEditor *self)
{
  empty (self->nodes);
  for (guint i = 0; i < self->agreement->nodes->len; i++)
    {
      const VbAgreementNode *node = g_ptr_array_index (self->agreement->nodes, i);
      g_autofree char *name = vb_agreement_node_dup_name (self->agreement, node);
      g_autofree char *words = vb_agreement_node_dup_words (self->agreement, node);

      add_row (self->nodes, name, words, is_state (self, "draft"));
    }
}

static void
show (VbAgreementEditor *self)
{
  gboolean draft = is_state (self, "draft");

  gtk_window_set_title (GTK_WINDOW (self), self->agreement->title);
  gtk_widget_set_sensitive (self->fields, draft);
  gtk_widget_set_visible (self->add_part, draft);
  gtk_widget_set_visible (self->save_button, draft);
  gtk_widget_set_visible (self->activate_button, draft);
  gtk_widget_set_visible (self->draft_button, !draft);
  gtk_widget_set_visible (self->retire_button, !is_state (self, "retired"));
  show_nodes (self);
}

/* The form shows days as people write them. */
static void
show_day (VbAgreementEditor *self,
          const char        *column,
          const char        *day)
{
  g_autofree char *words = day != NULL ? vb_words_short_date (day) : NULL;

  vb_form_set_value (self->form, column, words != NULL ? words : "");
}

static void
show_form (VbAgreementEditor *self)
{
  vb_form_show (self->form, &vb_agreement_shape, self->agreement);
  show_day (self, "agreed_on", self->agreement->agreed_on);
  show_day (self, "review_on", self->agreement->review_on);
  vb_form_begin (self->form);
}

static void
history_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(VbCall) call = user_data;
  VbAgreementEditor *self = call->owner;
  g_autoptr(GPtrArray) changes = vb_agreements_history_finish (VB_STORE (source), result, NULL);

  if (vb_call_is_over (call) || changes == NULL)
    return;
  empty (self->history);
  for (guint i = 0; i < changes->len; i++)
    {
      const VbAgreementChange *change = g_ptr_array_index (changes, i);
      g_autofree char *words = vb_agreement_change_dup_words (change);
      g_autofree char *day = vb_words_moment_exactly (change->at);
      g_autofree char *who = g_strdup_printf ("%s, %s", change->actor, day);

      add_row (self->history, words, who, FALSE);
    }
  gtk_widget_set_visible (self->history_group, changes->len > 0);
}

static void
opened_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(VbCall) call = user_data;
  VbAgreementEditor *self = call->owner;
  g_autoptr(GError) error = NULL;
  g_autoptr(VbAgreement) agreement = vb_agreements_open_finish (VB_STORE (source), result, &error);
  gboolean first = self->base == NULL;

  if (vb_call_is_over (call))
    return;
  if (agreement == NULL)
    {
      say_error (self, error);
      return;
    }
  vb_agreement_free (self->base);
  vb_agreement_free (self->agreement);
  self->agreement = vb_agreement_copy (agreement);
  self->base = g_steal_pointer (&agreement);
  if (first || !vb_form_has_changes (self->form))
    show_form (self);
  if (first)
    vb_form_find_draft (self->form);
  show (self);
  vb_agreements_history_async (self->store, self->id, self->cancellable, history_cb,
                               vb_call_new (self, self->cancellable));
}

static void
load (VbAgreementEditor *self)
{
  vb_agreements_open_async (self->store, self->id, self->cancellable, opened_cb,
                            vb_call_new (self, self->cancellable));
}

/* ------------------------------------------------------------------ what it is about */

static void
needs_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(VbCall) call = user_data;
  VbAgreementEditor *self = call->owner;
  g_autoptr(GPtrArray) needs = vb_search_list_facet_finish (VB_STORE (source), result, NULL);
  g_autoptr(GPtrArray) values = g_ptr_array_new (), labels = g_ptr_array_new ();

  if (vb_call_is_over (call))
    return;
  g_ptr_array_add (values, (char *) "");
  g_ptr_array_add (labels, (char *) _("Whatever it is"));
  for (guint i = 0; needs != NULL && i < needs->len; i++)
    {
      const VbFacetValue *need = g_ptr_array_index (needs, i);

      g_ptr_array_add (values, need->value);
      g_ptr_array_add (labels, (char *) vb_words_term (need->name, need->name_en));
    }
  g_ptr_array_add (values, NULL);
  g_ptr_array_add (labels, NULL);
  vb_person_choice_set_list (self->about_choice, (const char *const *) values->pdata,
                             (const char *const *) labels->pdata);
  load (self);
}

/* ------------------------------------------------------------------ saving */

static void
saved_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(VbCall) call = user_data;
  VbAgreementEditor *self = call->owner;
  g_autoptr(GError) error = NULL;
  gboolean saved = vb_agreements_save_finish (VB_STORE (source), result, &error);

  if (vb_call_is_over (call))
    return;
  self->saving = FALSE;
  gtk_widget_set_sensitive (self->save_button, TRUE);
  if (saved)
    {
      vb_form_settle (self->form);
      say (self, is_state (self, "active") ? _("This is in force now.") : NULL);
    }
  else
    say_error (self, error);
  load (self);
}

/* A list of several needs came from a file, and is no choice of the form. */
static void
collect (VbAgreementEditor *self)
{
  g_autofree char *several = self->base->about != NULL && strchr (self->base->about, ' ') != NULL
                               ? g_strdup (self->base->about)
                               : NULL;

  vb_form_collect (self->form, &vb_agreement_shape, self->agreement);
  vb_agreement_tidy (self->agreement);
  if (several != NULL && self->agreement->about == NULL)
    self->agreement->about = g_steal_pointer (&several);
}

/* What is wrong with a question is said at the top, with which one it is. */
static gboolean
show_wrong (VbAgreementEditor *self,
            const GArray      *errors)
{
  g_autofree char *text = NULL;
  const VbShapeError *first;

  if (errors->len == 0)
    return FALSE;
  vb_form_show_errors (self->form, &vb_agreement_shape, 0, errors);
  first = &g_array_index (errors, VbShapeError, 0);
  if (first->shape == &vb_agreement_node_shape)
    {
      g_autofree char *name =
        vb_agreement_node_dup_name (self->agreement,
                                    g_ptr_array_index (self->agreement->nodes, first->record));

      text = g_strdup_printf ("%s: %s", name, _(first->message));
    }
  say (self, text != NULL ? text : _(first->message));
  return TRUE;
}

static void
save_as (VbAgreementEditor *self,
         const char        *state)
{
  g_autofree char *before = NULL;
  g_autoptr(GArray) errors = NULL;

  if (self->saving || self->base == NULL)
    return;
  if (is_state (self, "draft"))
    collect (self);
  before = g_strdup (self->agreement->state);
  g_free (self->agreement->state);
  self->agreement->state = g_strdup (state);
  errors = g_str_equal (state, "active") ? vb_agreement_check_active (self->agreement)
                                         : vb_agreement_validate (self->agreement);
  if (show_wrong (self, errors))
    {
      g_free (self->agreement->state);
      self->agreement->state = g_steal_pointer (&before);
      return;
    }
  self->saving = TRUE;
  gtk_widget_set_sensitive (self->save_button, FALSE);
  vb_form_keep (self->form);
  vb_agreements_save_async (self->store, self->base, self->agreement, self->cancellable, saved_cb,
                            vb_call_new (self, self->cancellable));
}

static void
save_cb (VbAgreementEditor *self)
{
  save_as (self, self->agreement->state);
}

static void
activate_cb (VbAgreementEditor *self)
{
  save_as (self, "active");
}

static void
draft_cb (VbAgreementEditor *self)
{
  save_as (self, "draft");
}

static void
retire_cb (VbAgreementEditor *self)
{
  save_as (self, "retired");
}

/* ------------------------------------------------------------------ questions and outcomes */

static void
open_node (VbAgreementEditor *self,
           const char        *id)
{
  GtkWindow *window = vb_node_window_new (GTK_WINDOW (self), self->store, self->id, id);

  g_signal_connect_object (window, "saved", G_CALLBACK (load), self, G_CONNECT_SWAPPED);
  gtk_window_present (window);
}

static void
node_cb (VbAgreementEditor *self,
         GtkListBoxRow     *row)
{
  guint position = gtk_list_box_row_get_index (row);

  if (position < self->agreement->nodes->len)
    open_node (self,
               ((VbAgreementNode *) g_ptr_array_index (self->agreement->nodes, position))->id);
}

static void
add_question_cb (VbAgreementEditor *self)
{
  vb_agreement_add_node (self->agreement, "question", NULL);
  save_cb (self);
}

static void
add_outcome_cb (VbAgreementEditor *self)
{
  vb_agreement_add_node (self->agreement, "outcome", NULL);
  save_cb (self);
}

static void
try_cb (VbAgreementEditor *self)
{
  gtk_window_present (vb_agreement_reader_new (GTK_WINDOW (self), self->store, self->id));
}

/* ------------------------------------------------------------------ taking it out */

static void
written_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(VbCall) call = user_data;
  g_autoptr(GError) error = NULL;
  gboolean written = vb_save_file_finish (G_FILE (source), result, &error);

  if (vb_call_is_over (call))
    return;
  if (written)
    say (call->owner, _("Written. Another neighbourhood can begin with it."));
  else
    say_error (call->owner, error);
}

static void
file_cb (VbAgreementEditor *self,
         int                response)
{
  g_autoptr(GFile) file = response == GTK_RESPONSE_ACCEPT
                            ? gtk_file_chooser_get_file (GTK_FILE_CHOOSER (self->chooser))
                            : NULL;
  g_autoptr(GBytes) bytes = file != NULL ? vb_agreement_write (self->agreement) : NULL;

  g_clear_object (&self->chooser);
  if (file != NULL)
    vb_save_file_async (file, bytes, G_FILE_CREATE_NONE, self->cancellable, written_cb,
                        vb_call_new (self, self->cancellable));
}

static void
export_cb (VbAgreementEditor *self)
{
  g_clear_object (&self->chooser);
  self->chooser = gtk_file_chooser_native_new (_("Take the Agreement Out"), GTK_WINDOW (self),
                                               GTK_FILE_CHOOSER_ACTION_SAVE, NULL, NULL);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (self->chooser), TRUE);
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (self->chooser), _("agreement.json"));
  g_signal_connect_object (self->chooser, "response", G_CALLBACK (file_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
}

/* ------------------------------------------------------------------ object */

static gboolean
vb_agreement_editor_close_request (GtkWindow *window)
{
  VbAgreementEditor *self = VB_AGREEMENT_EDITOR (window);

  if (self->saving || !vb_form_may_close (self->form, window))
    return GDK_EVENT_STOP;
  return GTK_WINDOW_CLASS (vb_agreement_editor_parent_class)->close_request (window);
}

static void
vb_agreement_editor_dispose (GObject *object)
{
  VbAgreementEditor *self = VB_AGREEMENT_EDITOR (object);

  if (self->form != NULL)
    vb_form_leave (self->form);
  g_clear_object (&self->form);
  g_cancellable_cancel (self->cancellable);
  gtk_widget_dispose_template (GTK_WIDGET (self), VB_TYPE_AGREEMENT_EDITOR);
  g_clear_object (&self->chooser);
  g_clear_object (&self->store);

  G_OBJECT_CLASS (vb_agreement_editor_parent_class)->dispose (object);
}

static void
vb_agreement_editor_finalize (GObject *object)
{
  VbAgreementEditor *self = VB_AGREEMENT_EDITOR (object);

  g_object_unref (self->cancellable);
  vb_agreement_free (self->base);
  vb_agreement_free (self->agreement);
  g_free (self->id);

  G_OBJECT_CLASS (vb_agreement_editor_parent_class)->finalize (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, VbAgreementEditor, save_button);
  gtk_widget_class_bind_template_child (widget_class, VbAgreementEditor, banner);
  gtk_widget_class_bind_template_child (widget_class, VbAgreementEditor, banner_label);
  gtk_widget_class_bind_template_child (widget_class, VbAgreementEditor, fields);
  gtk_widget_class_bind_template_child (widget_class, VbAgreementEditor, about_choice);
  gtk_widget_class_bind_template_child (widget_class, VbAgreementEditor, nodes);
  gtk_widget_class_bind_template_child (widget_class, VbAgreementEditor, add_part);
  gtk_widget_class_bind_template_child (widget_class, VbAgreementEditor, activate_button);
  gtk_widget_class_bind_template_child (widget_class, VbAgreementEditor, draft_button);
  gtk_widget_class_bind_template_child (widget_class, VbAgreementEditor, retire_button);
  gtk_widget_class_bind_template_child (widget_class, VbAgreementEditor, history);
  gtk_widget_class_bind_template_child (widget_class, VbAgreementEditor, history_group);
}

static void
bind_callbacks (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_callback (widget_class, save_cb);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, draft_cb);
  gtk_widget_class_bind_template_callback (widget_class, retire_cb);
  gtk_widget_class_bind_template_callback (widget_class, node_cb);
  gtk_widget_class_bind_template_callback (widget_class, add_question_cb);
  gtk_widget_class_bind_template_callback (widget_class, add_outcome_cb);
  gtk_widget_class_bind_template_callback (widget_class, try_cb);
  gtk_widget_class_bind_template_callback (widget_class, export_cb);
}

static void
vb_agreement_editor_class_init (VbAgreementEditorClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vb_agreement_editor_dispose;
  G_OBJECT_CLASS (klass)->finalize = vb_agreement_editor_finalize;
  GTK_WINDOW_CLASS (klass)->close_request = vb_agreement_editor_close_request;

  g_type_ensure (VB_TYPE_PERSON_CHOICE);
  g_type_ensure (VB_TYPE_PERSON_FIELD);
  g_type_ensure (VB_TYPE_WRAP_BUTTON);
  g_type_ensure (VB_TYPE_WRAP_LAYOUT);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/nl/verbinder/Verbinder/agreement/vb-agreement-editor.ui");
  bind_children (widget_class);
  bind_callbacks (widget_class);
}

static void
vb_agreement_editor_init (VbAgreementEditor *self)
{
  self->cancellable = g_cancellable_new ();
  self->agreement = vb_agreement_new (NULL);
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWindow *
vb_agreement_editor_new (GtkWindow  *parent,
                         VbStore    *store,
                         const char *id)
{
  VbAgreementEditor *self;

  g_return_val_if_fail (VB_IS_STORE (store) && id != NULL, NULL);

  self = g_object_new (VB_TYPE_AGREEMENT_EDITOR, "transient-for", parent, NULL);
  self->store = g_object_ref (store);
  self->id = g_strdup (id);
  self->form = vb_form_new (store, "agreement", id, GTK_WIDGET (self));
  g_signal_connect_object (self->form, "recalled", G_CALLBACK (recalled_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->form, "save", G_CALLBACK (save_cb), self, G_CONNECT_SWAPPED);
  vb_search_list_known_async (store, VB_FACET_NEED, self->cancellable, needs_cb,
                              vb_call_new (self, self->cancellable));
  return GTK_WINDOW (self);
}
