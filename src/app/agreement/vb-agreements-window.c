/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/agreement/vb-agreements-window.h"

#include <glib/gi18n.h>

#include "app/agreement/vb-agreement-editor.h"
#include "app/agreement/vb-agreement-reader.h"
#include "app/vb-call.h"
#include "app/vb-error-text.h"
#include "app/vb-words.h"
#include "app/widgets/vb-plain-row.h"
#include "app/widgets/vb-wrap-button.h"
#include "core/store/vb-agreements.h"
#include "interop/vb-agreement-json.h"

#define LARGEST (1024 * 1024)

struct _VbAgreementsWindow
{
  AdwWindow parent_instance;

  GtkStack *stack;
  AdwStatusPage *failed_page;
  GtkListBox *list;
  GtkLabel *state_label;

  VbStore *store;
  GPtrArray *lines; /* (nullable): of VbAgreementLine */
  GtkFileChooserNative *chooser;
  GCancellable *cancellable;
};

G_DEFINE_FINAL_TYPE (VbAgreementsWindow, vb_agreements_window, ADW_TYPE_WINDOW)

static void load (VbAgreementsWindow *self);

static void
say (VbAgreementsWindow *self,
     const char         *text)
{
  gtk_label_set_label (self->state_label, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->state_label), text != NULL);
}

static void
say_error (VbAgreementsWindow *self,
           const GError       *error)
{
  g_autofree char *text = vb_error_dup_text (error);

  say (self, text);
}

/* ------------------------------------------------------------------ the list */

static char *
dup_words (const VbAgreementLine *line)
{
  g_autofree char *agreed = line->agreed_on != NULL ? vb_words_date (line->agreed_on) : NULL;
  g_autofree char *review = line->review_on != NULL ? vb_words_date (line->review_on) : NULL;
  g_autoptr(GString) text = g_string_new (NULL);

  if (g_str_equal (line->state, "active"))
    g_string_append_printf (text, _("In force since %s"), agreed != NULL ? agreed : "…");
  else
    g_string_append (text, g_str_equal (line->state, "draft") ? _("Being made, not in force yet")
                                                              : _("Not in force any more"));
  if (line->owner != NULL)
    g_string_append_printf (text, " · %s", line->owner);
  if (review != NULL)
    {
      g_string_append (text, " · ");
      g_string_append_printf (text, _("to look at again on %s"), review);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
add_line (VbAgreementsWindow    *self,
          const VbAgreementLine *line)
{
  g_autofree char *words = dup_words (line);
  GtkWidget *row = vb_plain_row (ADW_TYPE_ACTION_ROW, "title", line->title,
                                 "title-lines", 0, "subtitle", words, "subtitle-lines", 0,
                                 "activatable", TRUE, NULL);

  gtk_list_box_append (self->list, row);
}

static void
listed_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(VbCall) call = user_data;
  VbAgreementsWindow *self = call->owner;
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) lines = vb_agreements_list_finish (VB_STORE (source), result, &error);
  GtkWidget *row;

  if (vb_call_is_over (call))
    return;
  if (lines == NULL)
    {
      adw_status_page_set_title (self->failed_page, vb_error_title (error));
      adw_status_page_set_description (self->failed_page, vb_error_advice (error));
      gtk_stack_set_visible_child_name (self->stack, "failed");
      return;
    }
  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL)
    gtk_list_box_remove (self->list, row);
  for (guint i = 0; i < lines->len; i++)
    add_line (self, g_ptr_array_index (lines, i));
  g_clear_pointer (&self->lines, g_ptr_array_unref);
  self->lines = g_ptr_array_ref (lines);
  gtk_stack_set_visible_child_name (self->stack, lines->len > 0 ? "list" : "nothing");
}

static void
load (VbAgreementsWindow *self)
{
  vb_agreements_list_async (self->store, NULL, self->cancellable, listed_cb,
                            vb_call_new (self, self->cancellable));
}

static void
changed_cb (VbAgreementsWindow *self,
            guint64             tables)
{
  if ((tables & VB_CHANGED_PEOPLE) != 0)
    load (self);
}

/* What is in force is read first; what is being made is changed. */
static void
row_cb (VbAgreementsWindow *self,
        GtkListBoxRow      *row)
{
  guint position = gtk_list_box_row_get_index (row);
  const VbAgreementLine *line;

  if (self->lines == NULL || position >= self->lines->len)
    return;
  line = g_ptr_array_index (self->lines, position);
  gtk_window_present (g_str_equal (line->state, "active")
                        ? vb_agreement_reader_new (GTK_WINDOW (self), self->store, line->id)
                        : vb_agreement_editor_new (GTK_WINDOW (self), self->store, line->id));
}

/* ------------------------------------------------------------------ new ones */

static void
saved_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(VbCall) call = user_data;
  g_autoptr(GError) error = NULL;
  gboolean saved = vb_agreements_save_finish (VB_STORE (source), result, &error);

  if (vb_call_is_over (call))
    return;
  say (call->owner, NULL);
  if (!saved)
    say_error (call->owner, error);
}

static void
add (VbAgreementsWindow *self,
     const VbAgreement  *agreement)
{
  vb_agreements_save_async (self->store, NULL, agreement, self->cancellable, saved_cb,
                            vb_call_new (self, self->cancellable));
}

static void
new_cb (VbAgreementsWindow *self)
{
  g_autoptr(VbAgreement) agreement = vb_agreement_new (_("New agreement"));

  vb_agreement_add_node (agreement, "question", NULL);
  add (self, agreement);
}

static void
shipped_cb (VbAgreementsWindow *self)
{
  g_autoptr(GPtrArray) shipped = vb_agreement_list_shipped ();

  for (guint i = 0; i < shipped->len; i++)
    add (self, g_ptr_array_index (shipped, i));
  if (shipped->len == 0)
    say (self, _("No agreement came along with the program. Begin a new one."));
}

static void
read_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr(VbCall) call = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) bytes = g_input_stream_read_bytes_finish (G_INPUT_STREAM (source), result,
                                                              &error);
  g_autoptr(VbAgreement) agreement = bytes != NULL ? vb_agreement_read (bytes, &error) : NULL;

  if (vb_call_is_over (call))
    return;
  if (agreement != NULL)
    add (call->owner, agreement);
  else
    say_error (call->owner, error);
}

/* One byte more than is taken: what is larger is refused by its reader. */
static void
opened_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(VbCall) call = user_data;
  VbAgreementsWindow *self = call->owner;
  g_autoptr(GError) error = NULL;
  g_autoptr(GFileInputStream) stream = g_file_read_finish (G_FILE (source), result, &error);

  if (vb_call_is_over (call))
    return;
  if (stream != NULL)
    g_input_stream_read_bytes_async (G_INPUT_STREAM (stream), LARGEST, G_PRIORITY_DEFAULT,
                                     self->cancellable, read_cb,
                                     vb_call_new (self, self->cancellable));
  else
    say_error (self, error);
}

static void
file_cb (VbAgreementsWindow *self,
         int                 response)
{
  g_autoptr(GFile) file = response == GTK_RESPONSE_ACCEPT
                            ? gtk_file_chooser_get_file (GTK_FILE_CHOOSER (self->chooser))
                            : NULL;

  g_clear_object (&self->chooser);
  if (file != NULL)
    g_file_read_async (file, G_PRIORITY_DEFAULT, self->cancellable, opened_cb,
                       vb_call_new (self, self->cancellable));
}

static void
import_cb (VbAgreementsWindow *self)
{
  g_clear_object (&self->chooser);
  self->chooser = gtk_file_chooser_native_new (_("Bring an Agreement In"), GTK_WINDOW (self),
                                               GTK_FILE_CHOOSER_ACTION_OPEN, NULL, NULL);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (self->chooser), TRUE);
  g_signal_connect_object (self->chooser, "response", G_CALLBACK (file_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
}

/* ------------------------------------------------------------------ object */

static void
vb_agreements_window_dispose (GObject *object)
{
  VbAgreementsWindow *self = VB_AGREEMENTS_WINDOW (object);

  g_cancellable_cancel (self->cancellable);
  gtk_widget_dispose_template (GTK_WIDGET (self), VB_TYPE_AGREEMENTS_WINDOW);
  g_clear_object (&self->chooser);
  g_clear_object (&self->store);

  G_OBJECT_CLASS (vb_agreements_window_parent_class)->dispose (object);
}

static void
vb_agreements_window_finalize (GObject *object)
{
  VbAgreementsWindow *self = VB_AGREEMENTS_WINDOW (object);

  g_object_unref (self->cancellable);
  g_clear_pointer (&self->lines, g_ptr_array_unref);

  G_OBJECT_CLASS (vb_agreements_window_parent_class)->finalize (object);
}

static void
vb_agreements_window_class_init (VbAgreementsWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vb_agreements_window_dispose;
  G_OBJECT_CLASS (klass)->finalize = vb_agreements_window_finalize;

  g_type_ensure (VB_TYPE_WRAP_BUTTON);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/nl/verbinder/Verbinder/agreement/vb-agreements-window.ui");
  gtk_widget_class_bind_template_child (widget_class, VbAgreementsWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, VbAgreementsWindow, failed_page);
  gtk_widget_class_bind_template_child (widget_class, VbAgreementsWindow, list);
  gtk_widget_class_bind_template_child (widget_class, VbAgreementsWindow, state_label);
  gtk_widget_class_bind_template_callback (widget_class, load);
  gtk_widget_class_bind_template_callback (widget_class, row_cb);
  gtk_widget_class_bind_template_callback (widget_class, new_cb);
  gtk_widget_class_bind_template_callback (widget_class, shipped_cb);
  gtk_widget_class_bind_template_callback (widget_class, import_cb);
}

static void
vb_agreements_window_init (VbAgreementsWindow *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWindow *
vb_agreements_window_new (GtkWindow *parent,
                          VbStore   *store)
{
  VbAgreementsWindow *self;

  g_return_val_if_fail (VB_IS_STORE (store), NULL);

  self = g_object_new (VB_TYPE_AGREEMENTS_WINDOW, "transient-for", parent, NULL);
  self->store = g_object_ref (store);
  g_signal_connect_object (store, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  load (self);
  return GTK_WINDOW (self);
}
