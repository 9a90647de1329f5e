/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/rights/vb-copy-window.h"

#include <glib/gi18n.h>

#include "app/access/vb-confirm-window.h"
#include "app/rights/vb-dossier-paper.h"
#include "app/rights/vb-working.h"
#include "app/vb-call.h"
#include "app/vb-error-text.h"
#include "app/vb-recent.h"
#include "app/widgets/vb-wrap-button.h"
#include "core/store/vb-dossiers.h"
#include "interop/vb-fhir.h"
#include "interop/vb-write-file.h"

#define PAGE_WIDTH 595 /* A4, in points */
#define PAGE_HEIGHT 842
#define PAGE_MARGIN 57

struct _VbCopyWindow
{
  AdwWindow parent_instance;

  GtkCheckButton *pdf;
  GtkCheckButton *fhir;
  GtkSwitch *protected_switch;
  GtkWidget *formats;
  GtkLabel *message;
  GtkWidget *write_button;

  VbStore *store;
  char *person_id;
  char *name;
  GtkFileChooserNative *chooser; /* (nullable): while it is open */
  GCancellable *cancellable;
};

G_DEFINE_FINAL_TYPE (VbCopyWindow, vb_copy_window, ADW_TYPE_WINDOW)

/* ------------------------------------------------------------------ writing */

typedef struct
{
  char *path;
  gboolean is_pdf;
  gboolean with_protected;
  VbKeptBack kept; /* what does not go along */
  VbDossier *dossier; /* (nullable): once it was read */
} Writing;

static void
writing_free (gpointer data)
{
  Writing *self = data;

  g_free (self->path);
  vb_dossier_free (self->dossier);
  g_free (self);
}

static GBytes *
make_pdf (const VbDossier *dossier)
{
  g_autoptr(VbPaper) paper = vb_paper_dossier (dossier);

  return vb_paper_to_pdf (paper, PAGE_WIDTH, PAGE_HEIGHT, PAGE_MARGIN);
}

static void
write_thread (GTask        *task,
              gpointer      source,
              gpointer      data,
              GCancellable *cancellable)
{
  Writing *writing = data;
  g_autoptr(GDateTime) now = g_date_time_new_now_utc ();
  GError *error = NULL;
  g_autoptr(GBytes) bytes = writing->is_pdf ? make_pdf (writing->dossier)
                                            : vb_fhir_write (writing->dossier, now, &error);

  if (bytes == NULL
      || !vb_write_file (writing->path, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes),
                         &error))
    g_task_return_error (task, error);
  else
    g_task_return_boolean (task, TRUE);
}

static void
set_busy (VbCopyWindow *self,
          gboolean      busy)
{
  gtk_widget_set_sensitive (self->write_button, !busy);
  gtk_widget_set_sensitive (self->formats, !busy);
}

static void
say_failure (VbCopyWindow *self,
             const GError *error)
{
  g_autofree char *text = g_strdup_printf ("%s. %s", vb_error_title (error),
                                           vb_error_advice (error));

  set_busy (self, FALSE);
  gtk_label_set_label (self->message, text);
}

static void
written_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(VbCall) call = user_data;
  VbCopyWindow *self = call->owner;
  const Writing *writing = g_task_get_task_data (G_TASK (result));
  g_autoptr(GError) error = NULL;
  gboolean done = g_task_propagate_boolean (G_TASK (result), &error);
  g_autofree char *text = NULL;

  if (vb_call_is_over (call))
    return;
  if (!done)
    {
      say_failure (self, error);
      return;
    }
  set_busy (self, FALSE);
  /* Translators: %s is the path of a file */
  text = g_strdup_printf (writing->kept == VB_KEPT_BACK_NOTHING
                          ? _("Written, not encrypted: %s")
                          : _("Written, not encrypted, and without what is protected: %s"),
                          writing->path);
  gtk_label_set_label (self->message, text);
}

static void
read_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  Writing *writing = g_task_get_task_data (task);
  GError *error = NULL;

  writing->dossier = vb_dossiers_export_finish (VB_STORE (source), result, &error);
  if (writing->dossier == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  if (!writing->with_protected)
    writing->kept = vb_dossier_keep_back (writing->dossier);
  g_task_run_in_thread (task, write_thread);
}

void
vb_copy_window_write (VbCopyWindow *self,
                      const char   *path)
{
  Writing *writing = g_new0 (Writing, 1);
  GTask *task;

  g_return_if_fail (VB_IS_COPY_WINDOW (self) && path != NULL);

  writing->path = g_strdup (path);
  writing->is_pdf = gtk_check_button_get_active (self->pdf);
  /* The PDF is the person's own. */
  writing->with_protected = writing->is_pdf || gtk_switch_get_active (self->protected_switch);
  task = g_task_new (NULL, self->cancellable, written_cb, vb_call_new (self, self->cancellable));
  g_task_set_source_tag (task, vb_copy_window_write);
  g_task_set_task_data (task, writing, writing_free);
  gtk_label_set_label (self->message, "");
  set_busy (self, TRUE);
  vb_dossiers_export_async (self->store, self->person_id,
                            writing->is_pdf ? "copy-for-person" : "other-system",
                            self->cancellable, read_cb, task);
}

/* ------------------------------------------------------------------ choosing */

static void
chosen_cb (VbCopyWindow         *self,
           int                   response,
           GtkFileChooserNative *chooser)
{
  if (response == GTK_RESPONSE_ACCEPT)
    {
      g_autoptr(GFile) file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (chooser));
      g_autofree char *path = g_file_get_path (file);

      if (path == NULL)
        gtk_label_set_label (self->message, _("Choose a place on this computer."));
      else
        vb_copy_window_write (self, path);
    }
  g_clear_object (&self->chooser);
}

static void
choose (VbCopyWindow *self)
{
  gboolean is_pdf = gtk_check_button_get_active (self->pdf);
  g_autofree char *name = NULL;

  if (self->chooser != NULL)
    return;
  /* The name of a file is read by more programs than the file: it says nothing of whom. */
  name = g_strconcat (_("Copy"), is_pdf ? ".pdf" : ".json", NULL);
  vb_recent_keep_out ();
  self->chooser = gtk_file_chooser_native_new (_("A Copy of Everything"), GTK_WINDOW (self),
                                               GTK_FILE_CHOOSER_ACTION_SAVE, NULL, NULL);
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (self->chooser), name);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (self->chooser), TRUE);
  g_signal_connect_object (self->chooser, "response", G_CALLBACK (chosen_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
}

/* Everything about somebody leaves the store, readable to who has the file: whoever is at the
 * screen is asked who they are. Where there is nothing to ask, nobody is held up. */
static void
choose_cb (VbCopyWindow *self)
{
  /* Translators: %s is somebody's name */
  g_autofree char *heading = g_strdup_printf (_("A Copy of Everything about %s"), self->name);
  VbConfirmQuestion question = {
    .heading = heading, .accept = _("Go On"),
    .body = _("All that is kept about this person leaves the store, in a file that is not "
              "encrypted.")
  };

  vb_confirm (GTK_WINDOW (self), &question, G_CALLBACK (choose), self);
}

/* ------------------------------------------------------------------ object */

static void
vb_copy_window_dispose (GObject *object)
{
  VbCopyWindow *self = VB_COPY_WINDOW (object);

  g_cancellable_cancel (self->cancellable);
  gtk_widget_dispose_template (GTK_WIDGET (self), VB_TYPE_COPY_WINDOW);
  g_clear_object (&self->store);
  g_clear_object (&self->chooser);

  G_OBJECT_CLASS (vb_copy_window_parent_class)->dispose (object);
}

static void
vb_copy_window_finalize (GObject *object)
{
  VbCopyWindow *self = VB_COPY_WINDOW (object);

  g_object_unref (self->cancellable);
  g_free (self->person_id);
  g_free (self->name);

  G_OBJECT_CLASS (vb_copy_window_parent_class)->finalize (object);
}

static void
vb_copy_window_class_init (VbCopyWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vb_copy_window_dispose;
  G_OBJECT_CLASS (klass)->finalize = vb_copy_window_finalize;

  g_type_ensure (VB_TYPE_WRAP_BUTTON);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/nl/verbinder/Verbinder/rights/vb-copy-window.ui");
  gtk_widget_class_bind_template_child (widget_class, VbCopyWindow, pdf);
  gtk_widget_class_bind_template_child (widget_class, VbCopyWindow, fhir);
  gtk_widget_class_bind_template_child (widget_class, VbCopyWindow, protected_switch);
  gtk_widget_class_bind_template_child (widget_class, VbCopyWindow, formats);
  gtk_widget_class_bind_template_child (widget_class, VbCopyWindow, message);
  gtk_widget_class_bind_template_child (widget_class, VbCopyWindow, write_button);
  gtk_widget_class_bind_template_callback (widget_class, choose_cb);
}

static void
vb_copy_window_init (VbCopyWindow *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWindow *
vb_copy_window_new (GtkWindow  *parent,
                    VbStore    *store,
                    const char *person_id,
                    const char *name)
{
  g_autofree char *working = vb_working_dup_words (parent);
  g_autofree char *escaped = g_markup_escape_text (working, -1);
  VbCopyWindow *self;

  g_return_val_if_fail (VB_IS_STORE (store) && person_id != NULL, NULL);

  self = g_object_new (VB_TYPE_COPY_WINDOW, "transient-for", parent, NULL);
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (self->formats), escaped);
  self->store = g_object_ref (store);
  self->person_id = g_strdup (person_id);
  self->name = g_strdup (name);
  return GTK_WINDOW (self);
}
