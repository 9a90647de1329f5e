/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/agreement/vb-agreement-reader.h"

#include <glib/gi18n.h>

#include "app/agreement/vb-agreement-editor.h"
#include "app/referral/vb-referral-window.h"
#include "app/vb-call.h"
#include "app/vb-error-text.h"
#include "app/vb-words.h"
#include "app/widgets/vb-wrap-button.h"
#include "app/window/vb-window.h"
#include "core/store/vb-agreements.h"

struct _VbAgreementReader
{
  AdwWindow parent_instance;

  GtkWidget *back_button;
  GtkWidget *edit_button;
  GtkLabel *way_label;
  GtkLabel *words_label;
  GtkLabel *function_label;
  GtkLabel *note_label;
  GtkWidget *answers;
  GtkWidget *refer_button;
  GtkWidget *again_button;
  GtkLabel *state_label;

  VbStore *store;
  char *id;
  VbAgreement *agreement; /* (nullable) */
  GPtrArray *way;         /* of VbAgreementAnswer, borrowed: what was answered */
  GCancellable *cancellable;
};

G_DEFINE_FINAL_TYPE (VbAgreementReader, vb_agreement_reader, ADW_TYPE_WINDOW)

/* ------------------------------------------------------------------ where one is */

/* (nullable) */
static const VbAgreementNode *
get_node (VbAgreementReader *self)
{
  const VbAgreementAnswer *last;

  if (self->agreement == NULL)
    return NULL;
  if (self->way->len == 0)
    return vb_agreement_find_node (self->agreement, self->agreement->start_id);
  last = g_ptr_array_index (self->way, self->way->len - 1);
  return vb_agreement_find_node (self->agreement, last->next_id);
}

/* "Is there danger? No › Is it money? Yes" */
static char *
dup_way (VbAgreementReader *self)
{
  g_autoptr(GString) text = g_string_new (NULL);

  for (guint i = 0; i < self->way->len; i++)
    {
      const VbAgreementAnswer *answer = g_ptr_array_index (self->way, i);
      const VbAgreementNode *node = vb_agreement_find_node (self->agreement, answer->node_id);

      g_string_append_printf (text, "%s%s %s", i > 0 ? " › " : "",
                              node != NULL && node->words != NULL ? node->words : "",
                              answer->words != NULL ? answer->words : "");
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* ------------------------------------------------------------------ showing */

static void show (VbAgreementReader *self);

static void
set_label (GtkLabel   *label,
           const char *text)
{
  gtk_label_set_label (label, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (label), text != NULL && *text != '\0');
}

static void
answer_cb (GtkWidget         *button,
           VbAgreementReader *self)
{
  const VbAgreementNode *node = get_node (self);
  guint nth = 0;

  for (GtkWidget *before = gtk_widget_get_prev_sibling (button); before != NULL;
       before = gtk_widget_get_prev_sibling (before))
    nth++;
  if (node == NULL || nth >= node->answers->len)
    return;
  g_ptr_array_add (self->way, g_ptr_array_index (node->answers, nth));
  show (self);
}

static void
show_answers (VbAgreementReader     *self,
              const VbAgreementNode *node)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (self->answers)) != NULL)
    gtk_box_remove (GTK_BOX (self->answers), child);
  for (guint i = 0; node != NULL && i < node->answers->len; i++)
    {
      const VbAgreementAnswer *answer = g_ptr_array_index (node->answers, i);
      GtkWidget *button = g_object_new (VB_TYPE_WRAP_BUTTON, "label",
                                        answer->words != NULL ? answer->words : "…", "sensitive",
                                        answer->next_id != NULL, NULL);

      g_signal_connect_object (button, "clicked", G_CALLBACK (answer_cb), self, 0);
      gtk_box_append (GTK_BOX (self->answers), button);
    }
}

/* From the composer itself there is no second one. */
static gboolean
can_refer (VbAgreementReader *self)
{
  for (GtkWindow *window = GTK_WINDOW (self); window != NULL;
       window = gtk_window_get_transient_for (window))
    if (VB_IS_REFERRAL_WINDOW (window))
      return FALSE;
  return vb_window_of (GTK_WIDGET (self)) != NULL;
}

static gboolean
is_to_refer (const VbAgreementNode *node)
{
  return node != NULL && vb_agreement_node_is_outcome (node)
         && (node->contact_id != NULL || node->service_id != NULL || node->referral_kind != NULL);
}

static void
show (VbAgreementReader *self)
{
  const VbAgreementNode *node = get_node (self);
  gboolean outcome = node != NULL && vb_agreement_node_is_outcome (node);
  g_autofree char *way = self->agreement != NULL ? dup_way (self) : NULL;
  g_autofree char *to = outcome && node->function != NULL
                          ? g_strdup_printf (_("To: %s"), node->function)
                          : NULL;

  set_label (self->way_label, way);
  set_label (self->words_label, node != NULL ? node->words
                                             : _("This agreement stops here. Go back, or ask who "
                                                 "keeps it to finish it."));
  set_label (self->function_label, to);
  set_label (self->note_label, node != NULL ? node->note : NULL);
  show_answers (self, node);
  gtk_widget_set_sensitive (self->back_button, self->way->len > 0);
  gtk_widget_set_visible (self->again_button, outcome);
  gtk_widget_set_visible (self->refer_button, is_to_refer (node) && can_refer (self));
  if (node != NULL && node->answers->len > 0)
    gtk_widget_grab_focus (gtk_widget_get_first_child (self->answers));
}

static void
opened_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(VbCall) call = user_data;
  VbAgreementReader *self = call->owner;
  g_autoptr(GError) error = NULL;
  g_autoptr(VbAgreement) agreement = vb_agreements_open_finish (VB_STORE (source), result, &error);
  g_autofree char *wrong = NULL;
  g_autofree char *day = NULL;
  g_autofree char *state = NULL;

  if (vb_call_is_over (call))
    return;
  if (agreement == NULL)
    {
      wrong = vb_error_dup_text (error);
      set_label (self->state_label, wrong);
      return;
    }
  g_ptr_array_set_size (self->way, 0);
  vb_agreement_free (self->agreement);
  self->agreement = g_steal_pointer (&agreement);
  gtk_window_set_title (GTK_WINDOW (self), self->agreement->title);
  day = self->agreement->agreed_on != NULL ? vb_words_date (self->agreement->agreed_on) : NULL;
  if (g_strcmp0 (self->agreement->state, "active") == 0)
    state = g_strdup_printf (_("Agreed on %s. Kept by %s."), day, self->agreement->owner);
  else
    state = g_strdup (_("This is not in force."));
  set_label (self->state_label, state);
  show (self);
}

static void
load (VbAgreementReader *self)
{
  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  vb_agreements_open_async (self->store, self->id, self->cancellable, opened_cb,
                            vb_call_new (self, self->cancellable));
}

/* ------------------------------------------------------------------ what can be done */

static void
back_cb (VbAgreementReader *self)
{
  if (self->way->len > 0)
    g_ptr_array_set_size (self->way, self->way->len - 1);
  show (self);
}

static void
again_cb (VbAgreementReader *self)
{
  g_ptr_array_set_size (self->way, 0);
  show (self);
}

static void
edit_cb (VbAgreementReader *self)
{
  GtkWindow *editor = vb_agreement_editor_new (GTK_WINDOW (self), self->store, self->id);

  g_signal_connect_object (editor, "destroy", G_CALLBACK (load), self, G_CONNECT_SWAPPED);
  gtk_window_present (editor);
}

static void
refer_cb (VbAgreementReader *self)
{
  const VbAgreementNode *node = get_node (self);
  VbWindow *window = vb_window_of (GTK_WIDGET (self));
  VbReferralStart start = { .kind = VB_KIND_REFERRAL };

  if (node == NULL || window == NULL)
    return;
  start.contact_id = node->contact_id;
  start.service_id = node->service_id;
  start.need_code = node->need_code;
  if (vb_referral_kind_find (node->referral_kind) < VB_N_KINDS)
    start.kind = vb_referral_kind_find (node->referral_kind);
  vb_referral_window_open (GTK_WINDOW (self), vb_window_get_session (window), &start);
}

/* ------------------------------------------------------------------ object */

static void
vb_agreement_reader_dispose (GObject *object)
{
  VbAgreementReader *self = VB_AGREEMENT_READER (object);

  g_cancellable_cancel (self->cancellable);
  gtk_widget_dispose_template (GTK_WIDGET (self), VB_TYPE_AGREEMENT_READER);
  g_clear_object (&self->store);

  G_OBJECT_CLASS (vb_agreement_reader_parent_class)->dispose (object);
}

static void
vb_agreement_reader_finalize (GObject *object)
{
  VbAgreementReader *self = VB_AGREEMENT_READER (object);

  g_object_unref (self->cancellable);
  g_ptr_array_unref (self->way);
  vb_agreement_free (self->agreement);
  g_free (self->id);

  G_OBJECT_CLASS (vb_agreement_reader_parent_class)->finalize (object);
}

static void
vb_agreement_reader_class_init (VbAgreementReaderClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vb_agreement_reader_dispose;
  G_OBJECT_CLASS (klass)->finalize = vb_agreement_reader_finalize;

  g_type_ensure (VB_TYPE_WRAP_BUTTON);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/nl/verbinder/Verbinder/agreement/vb-agreement-reader.ui");
  gtk_widget_class_bind_template_child (widget_class, VbAgreementReader, back_button);
  gtk_widget_class_bind_template_child (widget_class, VbAgreementReader, edit_button);
  gtk_widget_class_bind_template_child (widget_class, VbAgreementReader, way_label);
  gtk_widget_class_bind_template_child (widget_class, VbAgreementReader, words_label);
  gtk_widget_class_bind_template_child (widget_class, VbAgreementReader, function_label);
  gtk_widget_class_bind_template_child (widget_class, VbAgreementReader, note_label);
  gtk_widget_class_bind_template_child (widget_class, VbAgreementReader, answers);
  gtk_widget_class_bind_template_child (widget_class, VbAgreementReader, refer_button);
  gtk_widget_class_bind_template_child (widget_class, VbAgreementReader, again_button);
  gtk_widget_class_bind_template_child (widget_class, VbAgreementReader, state_label);
  gtk_widget_class_bind_template_callback (widget_class, back_cb);
  gtk_widget_class_bind_template_callback (widget_class, again_cb);
  gtk_widget_class_bind_template_callback (widget_class, edit_cb);
  gtk_widget_class_bind_template_callback (widget_class, refer_cb);
}

static void
vb_agreement_reader_init (VbAgreementReader *self)
{
  self->cancellable = g_cancellable_new ();
  self->way = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWindow *
vb_agreement_reader_new (GtkWindow  *parent,
                         VbStore    *store,
                         const char *id)
{
  VbAgreementReader *self;

  g_return_val_if_fail (VB_IS_STORE (store) && id != NULL, NULL);

  self = g_object_new (VB_TYPE_AGREEMENT_READER, "transient-for", parent, NULL);
  self->store = g_object_ref (store);
  self->id = g_strdup (id);
  gtk_widget_set_visible (self->edit_button, !VB_IS_REFERRAL_WINDOW (parent));
  load (self);
  return GTK_WINDOW (self);
}
