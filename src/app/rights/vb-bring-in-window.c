/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/rights/vb-bring-in-window.h"

#include <glib/gi18n.h>

#include "app/vb-call.h"
#include "app/vb-error-text.h"
#include "app/vb-words.h"
#include "app/widgets/vb-plain-row.h"
#include "app/widgets/vb-wrap-button.h"
#include "app/widgets/vb-wrap-layout.h"
#include "core/base/vb-error.h"
#include "core/store/vb-dossiers.h"
#include "interop/vb-fhir.h"

struct _VbBringInWindow
{
  AdwWindow parent_instance;

  GtkLabel *state_label;
  GtkListBox *list;
  GtkWidget *keep_button;
  GtkWidget *choose_button;

  VbStore *store;
  VbDossier *dossier; /* (nullable): what would be kept */
  char *person_id;    /* (nullable): of it */
  GtkFileChooserNative *chooser; /* (nullable): while it is open */
  GCancellable *cancellable;
};

enum
{
  BROUGHT_IN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (VbBringInWindow, vb_bring_in_window, ADW_TYPE_WINDOW)

static void
say (VbBringInWindow *self,
     const char      *text,
     gboolean         wrong)
{
  gtk_label_set_label (self->state_label, text);
  if (wrong)
    gtk_widget_add_css_class (GTK_WIDGET (self->state_label), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->state_label), "error");
}

static void
say_error (VbBringInWindow *self,
           const GError    *error)
{
  g_autofree char *text = vb_error_dup_text (error);

  say (self, text, TRUE);
}

static void
forget (VbBringInWindow *self)
{
  GtkWidget *row;

  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL)
    gtk_list_box_remove (self->list, row);
  gtk_widget_set_visible (GTK_WIDGET (self->list), FALSE);
  gtk_widget_set_visible (self->keep_button, FALSE);
  g_clear_pointer (&self->dossier, vb_dossier_free);
  g_clear_pointer (&self->person_id, g_free);
}

/* ------------------------------------------------------------------ what is in it */

static void
add_row (VbBringInWindow *self,
         const char      *title,
         const char      *subtitle)
{
  gtk_list_box_append (self->list, vb_plain_row (ADW_TYPE_ACTION_ROW, "title",
                                                 title, "title-lines", 0, "subtitle", subtitle,
                                                 "subtitle-lines", 0, NULL));
}

static void
add_count (VbBringInWindow *self,
           const char      *title,
           guint            n)
{
  g_autofree char *number = g_strdup_printf ("%u", n);

  add_row (self, title, number);
}

/* What came from elsewhere was not agreed to here, and what runs elsewhere is answered there. */
static void
add_left_out (VbBringInWindow *self,
              gboolean         complete)
{
  guint n_disowned = vb_dossier_disown_consents (self->dossier);
  guint n_running = vb_dossier_leave_running (self->dossier);
  guint n_open = vb_dossier_leave_open_cases (self->dossier);

  if (n_disowned > 0)
    add_row (self, _("Consents to ask for again"),
             _("They were given to whoever wrote the file, and do not let you tell anything."));
  if (n_running > 0)
    add_row (self, _("Referrals that are left out"),
             _("They still run where they were written down. Make a new one if it has to run "
               "here."));
  if (n_open > 0)
    add_row (self, _("Case meetings that are left out"),
             _("They are still to be held where they were written down."));
  if (!complete)
    add_row (self, _("Not all of it can be kept"),
             _("There is something in the file that Verbinder has no place for. Keep the file."));
}

static void
show (VbBringInWindow *self,
      gboolean         complete)
{
  const VbPerson *person = self->dossier->person;
  g_autofree char *name = vb_person_dup_name (person);
  g_autofree char *day = person->birth_date != NULL ? vb_words_date (person->birth_date) : NULL;

  add_row (self, name, day);
  add_left_out (self, complete);
  add_count (self, _("Conversations"), self->dossier->conversations->len);
  add_count (self, _("Consents and refusals"), self->dossier->consents->len);
  add_count (self, _("Plans"), self->dossier->plans->len);
  add_count (self, _("Referrals"), self->dossier->referrals->len);
  say (self, _("This is in the file. Nothing is kept yet."), FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->list), TRUE);
  gtk_widget_set_visible (self->keep_button, TRUE);
  gtk_widget_grab_focus (self->keep_button);
}

/* ------------------------------------------------------------------ reading */

typedef struct
{
  VbDossier *dossier;
  gboolean complete;
} Found;

static void
found_free (gpointer data)
{
  Found *self = data;

  g_clear_pointer (&self->dossier, vb_dossier_free);
  g_free (self);
}

static void
parse (GTask        *task,
       gpointer      source,
       gpointer      data,
       GCancellable *cancellable)
{
  GError *error = NULL;
  Found *found = g_new0 (Found, 1);

  found->dossier = vb_fhir_read (data, &found->complete, &error);
  if (found->dossier != NULL && found->dossier->person == NULL)
    g_set_error_literal (&error, VB_ERROR, VB_ERROR_INVALID_INPUT,
                         _("There is no person in the file"));
  if (error == NULL)
    {
      g_task_return_pointer (task, found, found_free);
      return;
    }
  found_free (found);
  g_task_return_error (task, error);
}

static void
parsed_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(VbCall) call = user_data;
  VbBringInWindow *self = call->owner;
  g_autoptr(GError) error = NULL;
  Found *found = g_task_propagate_pointer (G_TASK (result), &error);

  if (!vb_call_is_over (call) && found == NULL)
    say_error (self, error);
  else if (!vb_call_is_over (call))
    {
      self->dossier = g_steal_pointer (&found->dossier);
      self->person_id = g_strdup (self->dossier->person->id);
      show (self, found->complete);
    }
  g_clear_pointer (&found, found_free);
}

static void
loaded_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(VbCall) call = user_data;
  VbBringInWindow *self = call->owner;
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) bytes = g_file_load_bytes_finish (G_FILE (source), result, NULL, &error);
  g_autoptr(GTask) task = NULL;

  if (vb_call_is_over (call))
    return;
  if (bytes == NULL)
    {
      say_error (self, error);
      return;
    }
  task = g_task_new (NULL, self->cancellable, parsed_cb, vb_call_new (self, self->cancellable));
  g_task_set_source_tag (task, vb_bring_in_window_read);
  g_task_set_task_data (task, g_steal_pointer (&bytes), (GDestroyNotify) g_bytes_unref);
  g_task_run_in_thread (task, parse);
}

void
vb_bring_in_window_read (VbBringInWindow *self,
                         GFile           *file)
{
  g_return_if_fail (VB_IS_BRING_IN_WINDOW (self) && G_IS_FILE (file));

  forget (self);
  say (self, _("Looking what is in the file…"), FALSE);
  g_file_load_bytes_async (file, self->cancellable, loaded_cb,
                           vb_call_new (self, self->cancellable));
}

/* ------------------------------------------------------------------ choosing */

static void
chosen_cb (VbBringInWindow      *self,
           int                   response,
           GtkFileChooserNative *chooser)
{
  g_autoptr(GFile) file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (chooser));

  if (response == GTK_RESPONSE_ACCEPT && file != NULL)
    vb_bring_in_window_read (self, file);
  g_clear_object (&self->chooser);
}

static void
choose_cb (VbBringInWindow *self)
{
  if (self->chooser != NULL)
    return;
  self->chooser = gtk_file_chooser_native_new (_("Bring In a Person"), GTK_WINDOW (self),
                                               GTK_FILE_CHOOSER_ACTION_OPEN, NULL, NULL);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (self->chooser), TRUE);
  g_signal_connect_object (self->chooser, "response", G_CALLBACK (chosen_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
}

/* ------------------------------------------------------------------ keeping */

static void
kept_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr(VbCall) call = user_data;
  VbBringInWindow *self = call->owner;
  g_autoptr(GError) error = NULL;
  gboolean kept = vb_dossiers_import_finish (VB_STORE (source), result, &error);
  g_autofree char *id = NULL;

  if (vb_call_is_over (call))
    return;
  gtk_widget_set_sensitive (self->choose_button, TRUE);
  if (!kept)
    {
      forget (self);
      if (g_error_matches (error, VB_ERROR, VB_ERROR_EXISTS))
        say (self, _("This person, or part of this record, is here already. Nothing was kept: "
                     "what is here stays as it is."), TRUE);
      else
        say_error (self, error);
      return;
    }
  id = g_steal_pointer (&self->person_id);
  g_signal_emit (self, signals[BROUGHT_IN], 0, id);
  gtk_window_destroy (GTK_WINDOW (self));
}

static void
keep_cb (VbBringInWindow *self)
{
  if (self->dossier == NULL)
    return;
  gtk_widget_set_visible (self->keep_button, FALSE);
  gtk_widget_set_sensitive (self->choose_button, FALSE);
  vb_dossiers_import_async (self->store, g_steal_pointer (&self->dossier), self->cancellable,
                            kept_cb, vb_call_new (self, self->cancellable));
}

/* ------------------------------------------------------------------ object */

static void
vb_bring_in_window_unrealize (GtkWidget *widget)
{
  VbBringInWindow *self = VB_BRING_IN_WINDOW (widget);

  /* An answer that is under way may keep the object longer than the window behind it lives. */
  g_cancellable_cancel (self->cancellable);
  gtk_window_set_transient_for (GTK_WINDOW (widget), NULL);

  GTK_WIDGET_CLASS (vb_bring_in_window_parent_class)->unrealize (widget);
}

static void
vb_bring_in_window_dispose (GObject *object)
{
  VbBringInWindow *self = VB_BRING_IN_WINDOW (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->chooser);
  gtk_widget_dispose_template (GTK_WIDGET (self), VB_TYPE_BRING_IN_WINDOW);
  g_clear_object (&self->store);

  G_OBJECT_CLASS (vb_bring_in_window_parent_class)->dispose (object);
}

static void
vb_bring_in_window_finalize (GObject *object)
{
  VbBringInWindow *self = VB_BRING_IN_WINDOW (object);

  g_clear_pointer (&self->dossier, vb_dossier_free);
  g_free (self->person_id);
  g_clear_object (&self->cancellable);

  G_OBJECT_CLASS (vb_bring_in_window_parent_class)->finalize (object);
}

static void
vb_bring_in_window_class_init (VbBringInWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vb_bring_in_window_dispose;
  G_OBJECT_CLASS (klass)->finalize = vb_bring_in_window_finalize;
  widget_class->unrealize = vb_bring_in_window_unrealize;

  signals[BROUGHT_IN] = g_signal_new ("brought-in", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                      0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  g_type_ensure (VB_TYPE_WRAP_BUTTON);
  g_type_ensure (VB_TYPE_WRAP_LAYOUT);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/nl/verbinder/Verbinder/rights/vb-bring-in-window.ui");
  gtk_widget_class_bind_template_child (widget_class, VbBringInWindow, state_label);
  gtk_widget_class_bind_template_child (widget_class, VbBringInWindow, list);
  gtk_widget_class_bind_template_child (widget_class, VbBringInWindow, keep_button);
  gtk_widget_class_bind_template_child (widget_class, VbBringInWindow, choose_button);
  gtk_widget_class_bind_template_callback (widget_class, choose_cb);
  gtk_widget_class_bind_template_callback (widget_class, keep_cb);
}

static void
vb_bring_in_window_init (VbBringInWindow *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWindow *
vb_bring_in_window_new (GtkWindow *parent,
                        VbStore   *store)
{
  VbBringInWindow *self = g_object_new (VB_TYPE_BRING_IN_WINDOW, "transient-for", parent, NULL);

  self->store = g_object_ref (store);
  return GTK_WINDOW (self);
}
