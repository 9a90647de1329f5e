/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/transfer/vb-export-window.h"

#include <glib/gi18n.h>
#include <string.h>

#include "app/vb-error-text.h"
#include "app/vb-recent.h"
#include "app/widgets/vb-wrap-button.h"
#include "core/base/vb-error.h"
#include "core/store/vb-directory.h"
#include "interop/vb-package-writer.h"

#define PULSE_MS 100

struct _VbExportWindow
{
  AdwWindow parent_instance;

  GtkCheckButton *zip;
  GtkCheckButton *json;
  GtkCheckButton *csv;
  GtkWidget *formats;
  GtkLabel *message;
  GtkProgressBar *progress;
  GtkWidget *export_button;

  VbStore *store;
  char *path; /* (nullable): chosen */
  GtkFileChooserNative *chooser; /* (nullable): while it is open */
  GCancellable *cancellable;
  guint pulse;
};

G_DEFINE_FINAL_TYPE (VbExportWindow, vb_export_window, ADW_TYPE_WINDOW)

static VbPackageFormat
get_format (VbExportWindow *self)
{
  if (gtk_check_button_get_active (self->json))
    return VB_PACKAGE_JSON;
  return gtk_check_button_get_active (self->csv) ? VB_PACKAGE_SERVICES_CSV
                                                 : VB_PACKAGE_TABULAR_ZIP;
}

static const char *
get_ending (VbPackageFormat format)
{
  return format == VB_PACKAGE_JSON ? ".json"
         : format == VB_PACKAGE_SERVICES_CSV ? ".csv" : ".zip";
}

/* ------------------------------------------------------------------ writing */

static gboolean
pulse_cb (gpointer user_data)
{
  gtk_progress_bar_pulse (VB_EXPORT_WINDOW (user_data)->progress);
  return G_SOURCE_CONTINUE;
}

static void
set_busy (VbExportWindow *self,
          gboolean        busy)
{
  gtk_widget_set_visible (GTK_WIDGET (self->progress), busy);
  gtk_widget_set_sensitive (self->export_button, !busy);
  gtk_widget_set_sensitive (self->formats, !busy);
  if (busy && self->pulse == 0)
    self->pulse = g_timeout_add (PULSE_MS, pulse_cb, self);
  else if (!busy)
    g_clear_handle_id (&self->pulse, g_source_remove);
}

/* What could not be brought in again is not taken out: another form may hold more. */
static const char *
advise (VbExportWindow *self,
        const GError   *error)
{
  if (!g_error_matches (error, VB_ERROR, VB_ERROR_TOO_LARGE))
    return vb_error_advice (error);
  if (get_format (self) == VB_PACKAGE_JSON)
    return _("This map is too large for one file that can be imported again. Nothing was written. "
             "Make a backup to keep or move it.");
  return _("This map is too large to be imported again in this form. Nothing was written. Choose "
           "one JSON file, which holds the most.");
}

static void
show_failure (VbExportWindow *self,
              const GError   *error)
{
  g_autofree char *text = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  set_busy (self, FALSE);
  text = g_strdup_printf ("%s. %s", vb_error_title (error), advise (self, error));
  gtk_label_set_label (self->message, text);
}

typedef struct
{
  VbBatch *batch;
  VbPackageFormat format;
  char *path;
} Writing;

static void
writing_free (gpointer data)
{
  Writing *writing = data;

  vb_batch_unref (writing->batch);
  g_free (writing->path);
  g_free (writing);
}

static const char *
translate (const char *msgid)
{
  return _(msgid);
}

static void
write_thread (GTask        *task,
              gpointer      source,
              gpointer      data,
              GCancellable *cancellable)
{
  Writing *writing = data;
  VbWriteOptions options = {
    .translate = translate, .separator = vb_spreadsheet_separator (),
  };
  GError *error = NULL;

  if (vb_package_write (writing->batch, writing->format, writing->path, &options, cancellable,
                        &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
written_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(VbExportWindow) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autofree char *name = NULL;
  g_autofree char *text = NULL;

  if (!g_task_propagate_boolean (G_TASK (result), &error))
    {
      show_failure (self, error);
      return;
    }
  set_busy (self, FALSE);
  name = g_path_get_basename (self->path);
  /* Translators: %s is a file name */
  text = g_strdup_printf (_("Written: %s"), name);
  gtk_label_set_label (self->message, text);
}

static void
read_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr(VbExportWindow) self = user_data;
  g_autoptr(GTask) task = NULL;
  g_autoptr(GError) error = NULL;
  VbBatch *batch = vb_directory_read_all_finish (VB_STORE (source), result, &error);
  Writing *writing;

  if (batch == NULL)
    {
      show_failure (self, error);
      return;
    }
  writing = g_new0 (Writing, 1);
  writing->batch = batch;
  writing->format = get_format (self);
  writing->path = g_strdup (self->path);
  task = g_task_new (NULL, self->cancellable, written_cb, g_object_ref (self));
  g_task_set_source_tag (task, read_cb);
  g_task_set_task_data (task, writing, writing_free);
  g_task_run_in_thread (task, write_thread);
}

/* ------------------------------------------------------------------ choosing */

/* Without its ending nothing opens the file. A place that the portal gave has one name only. */
static void
add_ending (VbExportWindow *self)
{
  const char *ending = get_ending (get_format (self));
  g_autofree char *lower = g_ascii_strdown (self->path, -1);
  char *whole;

  if (g_str_has_suffix (lower, ending) || g_str_has_prefix (self->path, "/run/"))
    return;
  whole = g_strconcat (self->path, ending, NULL);
  g_free (self->path);
  self->path = whole;
}

static void
start (VbExportWindow *self)
{
  g_autofree char *chosen = g_strdup (self->path);

  add_ending (self);
  /* About the name as it was typed the file chooser has asked; not about this one. */
  if (strcmp (chosen, self->path) != 0 && g_file_test (self->path, G_FILE_TEST_EXISTS))
    {
      g_autofree char *name = g_path_get_basename (self->path);
      g_autofree char *text = NULL;

      /* Translators: %s is a file name */
      text = g_strdup_printf (_("%s is there already. Choose another name."), name);

      gtk_label_set_label (self->message, text);
      return;
    }
  gtk_label_set_label (self->message, "");
  set_busy (self, TRUE);
  vb_directory_read_all_async (self->store, self->cancellable, read_cb, g_object_ref (self));
}

static void
chosen_cb (VbExportWindow       *self,
           int                   response,
           GtkFileChooserNative *chooser)
{
  g_autoptr(GFile) file = NULL;

  if (response == GTK_RESPONSE_ACCEPT)
    {
      file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (chooser));
      g_free (self->path);
      self->path = g_file_get_path (file);
      if (self->path == NULL)
        gtk_label_set_label (self->message, _("Choose a place on this computer."));
      else
        start (self);
    }
  g_clear_object (&self->chooser);
}

static void
export_cb (VbExportWindow *self)
{
  g_autoptr(GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *date = g_date_time_format (now, "%Y-%m-%d");
  g_autofree char *name = NULL;

  if (self->chooser != NULL)
    return;
  /* Translators: a file name; %s is a date, the second %s its ending */
  name = g_strdup_printf (_("Social map %s%s"), date, get_ending (get_format (self)));
  vb_recent_keep_out ();
  self->chooser = gtk_file_chooser_native_new (_("Export the Map"), GTK_WINDOW (self),
                                               GTK_FILE_CHOOSER_ACTION_SAVE, NULL, NULL);
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (self->chooser), name);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (self->chooser), TRUE);
  g_signal_connect_object (self->chooser, "response", G_CALLBACK (chosen_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
}

/* ------------------------------------------------------------------ object */

static void
vb_export_window_dispose (GObject *object)
{
  VbExportWindow *self = VB_EXPORT_WINDOW (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->pulse, g_source_remove);
  gtk_widget_dispose_template (GTK_WIDGET (self), VB_TYPE_EXPORT_WINDOW);
  g_clear_object (&self->store);
  g_clear_object (&self->chooser);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->path, g_free);

  G_OBJECT_CLASS (vb_export_window_parent_class)->dispose (object);
}

static void
vb_export_window_class_init (VbExportWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vb_export_window_dispose;
  g_type_ensure (VB_TYPE_WRAP_BUTTON);

  gtk_widget_class_set_template_from_resource (
    widget_class, "/nl/verbinder/Verbinder/transfer/vb-export-window.ui");
  gtk_widget_class_bind_template_child (widget_class, VbExportWindow, zip);
  gtk_widget_class_bind_template_child (widget_class, VbExportWindow, json);
  gtk_widget_class_bind_template_child (widget_class, VbExportWindow, csv);
  gtk_widget_class_bind_template_child (widget_class, VbExportWindow, formats);
  gtk_widget_class_bind_template_child (widget_class, VbExportWindow, message);
  gtk_widget_class_bind_template_child (widget_class, VbExportWindow, progress);
  gtk_widget_class_bind_template_child (widget_class, VbExportWindow, export_button);
  gtk_widget_class_bind_template_callback (widget_class, export_cb);
}

static void
vb_export_window_init (VbExportWindow *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWindow *
vb_export_window_new (GtkWindow *parent,
                      VbStore   *store)
{
  VbExportWindow *self;

  g_return_val_if_fail (VB_IS_STORE (store), NULL);

  self = g_object_new (VB_TYPE_EXPORT_WINDOW, "transient-for", parent, NULL);
  self->store = g_object_ref (store);
  return GTK_WINDOW (self);
}
