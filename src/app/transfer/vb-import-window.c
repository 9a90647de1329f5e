/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/transfer/vb-import-window.h"

#include <glib/gi18n.h>
#include <string.h>

#include "app/transfer/vb-column-row.h"
#include "app/transfer/vb-import-job.h"
#include "app/transfer/vb-report-text.h"
#include "app/vb-error-text.h"
#include "app/vb-recent.h"
#include "app/vb-save-file.h"
#include "app/vb-words.h"
#include "app/widgets/vb-entry-focus.h"
#include "app/widgets/vb-plain-row.h"
#include "app/widgets/vb-wrap-button.h"
#include "app/window/vb-window.h"
#include "core/base/vb-error.h"

#define ISSUES_MAX 200 /* groups shown; the saved report has every row */

struct _VbImportWindow
{
  AdwWindow parent_instance;

  AdwToastOverlay *toasts;
  GtkStack *steps;
  AdwStatusPage *busy_page;
  GtkProgressBar *progress;
  GtkWidget *stop_button;
  AdwStatusPage *failed_page;
  GtkLabel *failed_details;
  GtkEditable *mapping_name_row;
  AdwComboRow *mapping_source_row;
  GtkWidget *known_group;
  GtkWidget *columns_group;
  GtkListBox *columns;
  GtkLabel *mapping_message;
  GtkWidget *mapping_button;
  GtkLabel *summary;
  GtkEditable *name_row;
  AdwComboRow *source_row;
  GtkWidget *like_group;
  GtkWidget *like_row;
  GtkWidget *backup_note;
  GtkWidget *like_button;
  GtkListBox *counts;
  GtkWidget *issues_group;
  GtkListBox *issues;
  GtkWidget *apply_button;
  GtkWidget *done_button;

  VbImportJob *job;
  GtkFileChooserNative *chooser; /* (nullable): while it is open */
  GtkStringList *sources; /* that were imported before, after one that says it is none of them */
  gboolean showing;       /* a source is shown, not chosen */
  GCancellable *cancellable;
};

G_DEFINE_FINAL_TYPE (VbImportWindow, vb_import_window, ADW_TYPE_WINDOW)

/* ------------------------------------------------------------------ choosing */

static void
chosen_cb (VbImportWindow       *self,
           int                   response,
           GtkFileChooserNative *chooser)
{
  g_autoptr(GFile) file = NULL;
  g_autofree char *path = NULL;

  if (response == GTK_RESPONSE_ACCEPT)
    {
      file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (chooser));
      path = g_file_get_path (file);
      if (path != NULL)
        vb_import_job_choose (self->job, path);
      else
        adw_toast_overlay_add_toast (self->toasts,
                                     adw_toast_new (_("Choose a file on this computer")));
    }
  g_clear_object (&self->chooser);
}

static void
choose (VbImportWindow       *self,
        const char           *title,
        GtkFileChooserAction  action)
{
  if (self->chooser != NULL)
    return;
  vb_recent_keep_out ();
  self->chooser = gtk_file_chooser_native_new (title, GTK_WINDOW (self), action, NULL, NULL);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (self->chooser), TRUE);
  g_signal_connect_object (self->chooser, "response", G_CALLBACK (chosen_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
}

static void
choose_file_cb (VbImportWindow *self)
{
  choose (self, _("File with a Directory"), GTK_FILE_CHOOSER_ACTION_OPEN);
}

static void
choose_folder_cb (VbImportWindow *self)
{
  choose (self, _("Folder with a Directory"), GTK_FILE_CHOOSER_ACTION_SELECT_FOLDER);
}

static void
stop_cb (VbImportWindow *self)
{
  vb_import_job_stop (self->job);
}

/* ------------------------------------------------------------------ a plain list */

static void
clear_list (GtkListBox *list)
{
  GtkWidget *row;

  while ((row = gtk_widget_get_first_child (GTK_WIDGET (list))) != NULL)
    gtk_list_box_remove (list, row);
}

static void
check_mapping (VbImportWindow *self)
{
  g_autoptr(GPtrArray) problems =
    vb_mapping_validate (vb_import_job_get_mapping (self->job),
                         vb_import_job_get_columns (self->job));
  const VbMappingProblem *first = problems->len > 0 ? g_ptr_array_index (problems, 0) : NULL;
  g_autofree char *text = NULL;

  if (first != NULL && first->detail != NULL)
    text = g_strdup_printf ("%s: %s", _(first->reason), first->detail);
  gtk_label_set_label (self->mapping_message,
                       first == NULL ? "" : text != NULL ? text : _(first->reason));
  gtk_widget_set_sensitive (self->mapping_button, first == NULL);
}

static gboolean
stands_above (GPtrArray *samples,
              guint      row,
              guint      column)
{
  char **one = g_ptr_array_index (samples, row);

  for (guint i = 0; i < row; i++)
    {
      char **other = g_ptr_array_index (samples, i);

      if (g_strv_length (other) > column && strcmp (other[column], one[column]) == 0)
        return TRUE;
    }
  return FALSE;
}

/* What stands in a column, from the first rows that have something else there. */
static char *
dup_sample (VbImportWindow *self,
            guint           column)
{
  GPtrArray *samples = vb_import_job_get_samples (self->job);
  g_autoptr(GString) text = g_string_new (NULL);

  for (guint i = 0; samples != NULL && i < samples->len && text->len < 80; i++)
    {
      char **row = g_ptr_array_index (samples, i);

      if (g_strv_length (row) <= column || row[column][0] == '\0'
          || stands_above (samples, i, column))
        continue;
      if (text->len > 0)
        g_string_append (text, " · ");
      g_string_append (text, row[column]);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
show_columns (VbImportWindow *self)
{
  g_autoptr(GListModel) choices = vb_column_row_list_choices ();
  const char *const *columns = vb_import_job_get_columns (self->job);
  VbMapping *mapping = vb_import_job_get_mapping (self->job);

  clear_list (self->columns);
  for (guint i = 0; columns[i] != NULL; i++)
    {
      g_autofree char *sample = dup_sample (self, i);
      GtkWidget *row = vb_column_row_new (mapping, columns[i], sample, choices);

      g_signal_connect_object (row, "changed", G_CALLBACK (check_mapping), self,
                               G_CONNECT_SWAPPED);
      gtk_list_box_append (self->columns, row);
    }
}

static void show_source (VbImportWindow *self, AdwComboRow *row, const char *name);

static void
show_mapping (VbImportWindow *self)
{
  VbMapping *mapping = vb_import_job_get_mapping (self->job);
  const char *source = vb_mapping_get_source (mapping);
  gboolean known = vb_mapping_get_name (mapping) != NULL && source != NULL;

  gtk_editable_set_text (self->mapping_name_row,
                         source != NULL ? source : vb_import_job_get_name (self->job));
  show_source (self, self->mapping_source_row, gtk_editable_get_text (self->mapping_name_row));
  gtk_widget_set_visible (self->known_group, known);
  gtk_widget_set_visible (self->columns_group, !known);
  if (!known)
    show_columns (self);
  check_mapping (self);
}

static void
mapping_done_cb (VbImportWindow *self)
{
  g_autofree char *name =
    g_strstrip (g_strdup (gtk_editable_get_text (self->mapping_name_row)));

  if (name[0] == '\0')
    {
      gtk_widget_add_css_class (GTK_WIDGET (self->mapping_name_row), "error");
      gtk_widget_grab_focus (GTK_WIDGET (self->mapping_name_row));
      return;
    }
  gtk_widget_remove_css_class (GTK_WIDGET (self->mapping_name_row), "error");
  vb_import_job_set_name (self->job, name);
  vb_import_job_read (self->job);
}

/* ------------------------------------------------------------------ the report */

static void
add_row (GtkListBox *list,
         const char *title,
         const char *subtitle)
{
  GtkWidget *row = vb_plain_row (ADW_TYPE_ACTION_ROW, "title", title,
                                 "subtitle", subtitle, NULL);

  gtk_list_box_append (list, row);
}

static void
show_counts (VbImportWindow *self,
             const VbReport *report)
{
  clear_list (self->counts);
  for (VbTable table = 0; table < VB_N_TABLES; table++)
    {
      g_autofree char *text = vb_report_text_counts (&report->counts[table]);

      if (text != NULL)
        add_row (self->counts, _(vb_report_table_title (table)), text);
    }
}

static void
show_issues (VbImportWindow *self,
             const VbReport *report)
{
  g_autoptr(GArray) groups = vb_report_group_issues (report);

  clear_list (self->issues);
  for (guint i = 0; i < groups->len && i < ISSUES_MAX; i++)
    {
      const VbIssueGroup *group = &g_array_index (groups, VbIssueGroup, i);
      g_autofree char *title = vb_report_text_title (group);
      g_autofree char *place = vb_report_text_place (report, group);

      add_row (self->issues, title, place);
    }
  gtk_widget_set_visible (self->issues_group, groups->len > 0);
}

static char *
summarise (const VbReport *report,
           gboolean        done)
{
  guint added = 0, changed = 0;

  for (VbTable table = 0; table < VB_N_TABLES; table++)
    {
      added += report->counts[table].added;
      changed += report->counts[table].updated;
    }
  if (added == 0 && changed == 0)
    return g_strdup (done ? _("Everything was here already.")
                          : _("Everything in this file is here already."));
  if (changed == 0)
    /* Translators: a number of records */
    return g_strdup_printf (done ? _("%'u new came in, nothing else changed.")
                                 : _("%'u new would come in, nothing else changes."), added);
  if (added == 0)
    /* Translators: a number of records */
    return g_strdup_printf (done ? _("%'u changed, nothing new came in.")
                                 : _("%'u would change, nothing new comes in."), changed);
  /* Translators: numbers of records */
  return g_strdup_printf (done ? _("%'u new came in, %'u changed.")
                               : _("%'u new would come in, %'u would change."),
                          added, changed);
}

/* ------------------------------------------------------------------ a newer version */

static guint
find_source (VbImportWindow *self,
             const char     *name)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->sources));

  for (guint i = 1; i < n; i++)
    if (g_strcmp0 (gtk_string_list_get_string (self->sources, i), name) == 0)
      return i;
  return 0;
}

/* Shows which source of before the name at hand is, without taking that for a choice. */
static void
show_source (VbImportWindow *self,
             AdwComboRow    *row,
             const char     *name)
{
  self->showing = TRUE;
  gtk_widget_set_visible (GTK_WIDGET (row),
                          g_list_model_get_n_items (G_LIST_MODEL (self->sources)) > 1);
  adw_combo_row_set_selected (row, find_source (self, name));
  self->showing = FALSE;
}

static const char *
get_chosen (VbImportWindow *self,
            AdwComboRow    *row)
{
  guint i = adw_combo_row_get_selected (row);

  if (self->showing || i == 0 || i == GTK_INVALID_LIST_POSITION)
    return NULL;
  return gtk_string_list_get_string (self->sources, i);
}

static void
update (VbImportWindow *self,
        const char     *name)
{
  g_autofree char *copy = g_strdup (name);

  vb_import_job_set_name (self->job, copy);
  vb_import_job_read (self->job);
}

static void
mapping_source_cb (VbImportWindow *self)
{
  const char *name = get_chosen (self, self->mapping_source_row);

  if (name != NULL)
    gtk_editable_set_text (self->mapping_name_row, name);
}

static void
source_cb (VbImportWindow *self)
{
  const char *name = get_chosen (self, self->source_row);

  if (name != NULL && g_strcmp0 (name, vb_import_job_get_name (self->job)) != 0)
    update (self, name);
}

static void
like_cb (VbImportWindow *self)
{
  const VbSource *like = vb_import_job_get_like (self->job);

  if (like != NULL)
    update (self, like->name);
}

static void
show_like (VbImportWindow *self,
           gboolean        done)
{
  const VbSource *like = done ? NULL : vb_import_job_get_like (self->job);
  g_autofree char *date = NULL;
  g_autofree char *title = NULL;

  gtk_widget_set_visible (self->like_group, like != NULL);
  if (like == NULL)
    return;
  date = vb_words_moment (like->last_imported_at);
  /* Translators: the name of a source and the date on which it was imported */
  title = g_strdup_printf (_("Looks like “%s” of %s"), like->name, date);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->like_row), title);
}

static void
sources_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(VbImportWindow) self = user_data;
  g_autoptr(GPtrArray) sources = vb_sources_list_finish (VB_STORE (source), result, NULL);

  if (sources == NULL || g_cancellable_is_cancelled (self->cancellable))
    return;
  for (guint i = 0; i < sources->len; i++)
    gtk_string_list_append (self->sources, ((VbSource *) sources->pdata[i])->name);
  if (vb_import_job_get_step (self->job) == VB_IMPORT_MAPPING)
    show_source (self, self->mapping_source_row, gtk_editable_get_text (self->mapping_name_row));
  else if (vb_import_job_get_step (self->job) == VB_IMPORT_PREVIEW)
    show_source (self, self->source_row, vb_import_job_get_name (self->job));
}

static guint
count_changes (const VbReport *report)
{
  guint n = 0;

  for (VbTable table = 0; table < VB_N_TABLES; table++)
    n += report->counts[table].added + report->counts[table].updated;
  return n;
}

static void
show_report (VbImportWindow *self,
             gboolean        done)
{
  const VbReport *report = vb_import_job_get_report (self->job);
  g_autofree char *text = summarise (report, done);

  gtk_label_set_label (self->summary, text);
  gtk_editable_set_text (self->name_row, vb_import_job_get_name (self->job));
  gtk_widget_set_sensitive (GTK_WIDGET (self->name_row), !done);
  show_source (self, self->source_row, vb_import_job_get_name (self->job));
  gtk_widget_set_sensitive (GTK_WIDGET (self->source_row), !done);
  show_like (self, done);
  show_counts (self, report);
  show_issues (self, report);
  gtk_widget_set_visible (self->apply_button, !done);
  gtk_widget_set_visible (self->done_button, done);
  gtk_stack_set_visible_child_name (self->steps, "report");
  gtk_widget_grab_focus (done ? self->done_button : self->apply_button);
}

/* Ids that are not UUIDs are made within the name, so another name means reading again. */
static void
renamed_cb (VbImportWindow *self)
{
  g_autofree char *name = g_strstrip (g_strdup (gtk_editable_get_text (self->name_row)));

  if (name[0] == '\0' || g_strcmp0 (name, vb_import_job_get_name (self->job)) == 0)
    return;
  vb_import_job_set_name (self->job, name);
  vb_import_job_read (self->job);
}

static void
apply_cb (VbImportWindow *self)
{
  vb_import_job_apply (self->job);
}

static void
done_cb (VbImportWindow *self)
{
  gtk_window_close (GTK_WINDOW (self));
}

static void
report_saved_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  g_autoptr(VbImportWindow) self = user_data;
  g_autoptr(GError) error = NULL;

  if (vb_save_file_finish (G_FILE (source), result, &error))
    adw_toast_overlay_add_toast (self->toasts, adw_toast_new (_("Saved")));
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    adw_toast_overlay_add_toast (self->toasts, adw_toast_new (_("The report could not be saved")));
}

static void
report_place_cb (VbImportWindow       *self,
                 int                   response,
                 GtkFileChooserNative *chooser)
{
  const VbReport *report = vb_import_job_get_report (self->job);
  g_autoptr(GFile) file = NULL;
  g_autoptr(GBytes) bytes = NULL;
  char *text;

  if (response == GTK_RESPONSE_ACCEPT && report != NULL)
    {
      file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (chooser));
      text = vb_report_text_csv (report);
      bytes = g_bytes_new_take (text, strlen (text));
      vb_save_file_async (file, bytes, G_FILE_CREATE_PRIVATE, self->cancellable, report_saved_cb,
                          g_object_ref (self));
    }
  g_clear_object (&self->chooser);
}

static void
save_report_cb (VbImportWindow *self)
{
  if (self->chooser != NULL)
    return;
  vb_recent_keep_out ();
  self->chooser = gtk_file_chooser_native_new (_("Save the Report"), GTK_WINDOW (self),
                                               GTK_FILE_CHOOSER_ACTION_SAVE, NULL, NULL);
  /* Translators: a file name */
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (self->chooser), _("Import report.csv"));
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (self->chooser), TRUE);
  g_signal_connect_object (self->chooser, "response", G_CALLBACK (report_place_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
}

/* ------------------------------------------------------------------ steps */

static void
show_busy (VbImportWindow *self,
           const char     *title,
           const char     *description)
{
  adw_status_page_set_title (self->busy_page, title);
  adw_status_page_set_description (self->busy_page, description);
  gtk_stack_set_visible_child_name (self->steps, "busy");
}

/* What is wrong here is a file that somebody else made, not something that was filled in. */
static const char *
advise (const GError *error)
{
  if (g_error_matches (error, VB_ERROR, VB_ERROR_INVALID_INPUT))
    return _("The file is damaged or not complete. Fetch it again, or ask who made it. The details "
             "say where it goes wrong.");
  if (g_error_matches (error, VB_ERROR, VB_ERROR_UNSUPPORTED))
    return _("This is not a directory that Verbinder can read. It reads HSDS and Open Referral UK "
             "(JSON, a folder or a zip) and plain lists as CSV: a spreadsheet can be saved as "
             "that.");
  if (g_error_matches (error, G_FILE_ERROR, G_FILE_ERROR_NOENT) ||
      g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND))
    return _("The file is not there any more. Choose it again.");
  if (g_error_matches (error, G_FILE_ERROR, G_FILE_ERROR_ACCES) ||
      g_error_matches (error, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED))
    return _("You are not allowed to read this file. Copy it to a folder of your own, or ask who "
             "owns it.");
  return vb_error_advice (error);
}

static void
show_failure (VbImportWindow *self)
{
  const GError *error = vb_import_job_get_error (self->job);

  adw_status_page_set_description (self->failed_page, advise (error));
  gtk_label_set_label (self->failed_details, error->message);
  gtk_stack_set_visible_child_name (self->steps, "failed");
}

/* Work of hours may just have come in; the backup of this morning is from before it. */
static void
keep_safe (VbImportWindow *self)
{
  VbWindow *window = vb_window_of (self);
  VbSession *session = window != NULL ? vb_window_get_session (window) : NULL;
  gboolean own = session != NULL && vb_session_get_vault (session) != NULL
                 && count_changes (vb_import_job_get_report (self->job)) > 0;

  if (own)
    vb_session_renew_backup (session);
  gtk_widget_set_visible (self->backup_note, own);
}

static void
step_changed_cb (VbImportWindow *self)
{
  switch (vb_import_job_get_step (self->job))
    {
    case VB_IMPORT_CHOOSING: /* comes after a stop only */
      gtk_stack_set_visible_child_name (self->steps, "choose");
      gtk_widget_child_focus (GTK_WIDGET (self->steps), GTK_DIR_TAB_FORWARD);
      adw_toast_overlay_add_toast (self->toasts,
                                   adw_toast_new (_("Stopped. Nothing changed.")));
      break;
    case VB_IMPORT_MAPPING:
      show_mapping (self);
      gtk_stack_set_visible_child_name (self->steps, "mapping");
      break;
    case VB_IMPORT_READING:
      show_busy (self, _("Reading"), _("Nothing changes yet."));
      break;
    case VB_IMPORT_PREVIEW:
      show_report (self, FALSE);
      break;
    case VB_IMPORT_APPLYING:
      show_busy (self, _("Bringing It In"), _("All of it comes in, or nothing does."));
      break;
    case VB_IMPORT_DONE:
      show_report (self, TRUE);
      keep_safe (self);
      break;
    case VB_IMPORT_FAILED:
      show_failure (self);
      break;
    }
}

static void
fraction_changed_cb (VbImportWindow *self)
{
  gtk_progress_bar_set_fraction (self->progress, vb_import_job_get_fraction (self->job));
}

/* ------------------------------------------------------------------ object */

/* Who closes the window, or locks, stops what it was doing: that is said where one is then. */
static void
say_stopped (VbImportWindow *self)
{
  VbWindow *window = vb_window_of (self);
  VbImportStep step = vb_import_job_get_step (self->job);

  if (window != NULL && (step == VB_IMPORT_READING || step == VB_IMPORT_APPLYING))
    vb_window_say (window, _("The import was stopped before it was done"));
}

static void
vb_import_window_dispose (GObject *object)
{
  VbImportWindow *self = VB_IMPORT_WINDOW (object);

  if (self->job != NULL)
    say_stopped (self);
  g_cancellable_cancel (self->cancellable);
  if (self->job != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->job, self);
      vb_import_job_stop (self->job);
    }
  gtk_widget_dispose_template (GTK_WIDGET (self), VB_TYPE_IMPORT_WINDOW);
  g_clear_object (&self->job);
  g_clear_object (&self->chooser);
  g_clear_object (&self->cancellable);

  G_OBJECT_CLASS (vb_import_window_parent_class)->dispose (object);
}

static void
vb_import_window_class_init (VbImportWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vb_import_window_dispose;
  g_type_ensure (VB_TYPE_WRAP_BUTTON);

  gtk_widget_class_set_template_from_resource (
    widget_class, "/nl/verbinder/Verbinder/transfer/vb-import-window.ui");
  gtk_widget_class_bind_template_child (widget_class, VbImportWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, VbImportWindow, steps);
  gtk_widget_class_bind_template_child (widget_class, VbImportWindow, busy_page);
  gtk_widget_class_bind_template_child (widget_class, VbImportWindow, progress);
  gtk_widget_class_bind_template_child (widget_class, VbImportWindow, stop_button);
  gtk_widget_class_bind_template_child (widget_class, VbImportWindow, failed_page);
  gtk_widget_class_bind_template_child (widget_class, VbImportWindow, failed_details);
  gtk_widget_class_bind_template_child (widget_class, VbImportWindow, mapping_name_row);
  gtk_widget_class_bind_template_child (widget_class, VbImportWindow, known_group);
  gtk_widget_class_bind_template_child (widget_class, VbImportWindow, columns_group);
  gtk_widget_class_bind_template_child (widget_class, VbImportWindow, columns);
  gtk_widget_class_bind_template_child (widget_class, VbImportWindow, mapping_message);
  gtk_widget_class_bind_template_child (widget_class, VbImportWindow, mapping_button);
  gtk_widget_class_bind_template_child (widget_class, VbImportWindow, summary);
  gtk_widget_class_bind_template_child (widget_class, VbImportWindow, name_row);
  gtk_widget_class_bind_template_child (widget_class, VbImportWindow, sources);
  gtk_widget_class_bind_template_child (widget_class, VbImportWindow, like_row);
  gtk_widget_class_bind_template_child (widget_class, VbImportWindow, backup_note);
  gtk_widget_class_bind_template_child (widget_class, VbImportWindow, like_button);
  gtk_widget_class_bind_template_child (widget_class, VbImportWindow, like_group);
  gtk_widget_class_bind_template_child (widget_class, VbImportWindow, source_row);
  gtk_widget_class_bind_template_child (widget_class, VbImportWindow, mapping_source_row);
  gtk_widget_class_bind_template_child (widget_class, VbImportWindow, counts);
  gtk_widget_class_bind_template_child (widget_class, VbImportWindow, issues_group);
  gtk_widget_class_bind_template_child (widget_class, VbImportWindow, issues);
  gtk_widget_class_bind_template_child (widget_class, VbImportWindow, apply_button);
  gtk_widget_class_bind_template_child (widget_class, VbImportWindow, done_button);
  gtk_widget_class_bind_template_callback (widget_class, choose_file_cb);
  gtk_widget_class_bind_template_callback (widget_class, choose_folder_cb);
  gtk_widget_class_bind_template_callback (widget_class, stop_cb);
  gtk_widget_class_bind_template_callback (widget_class, mapping_done_cb);
  gtk_widget_class_bind_template_callback (widget_class, renamed_cb);
  gtk_widget_class_bind_template_callback (widget_class, apply_cb);
  gtk_widget_class_bind_template_callback (widget_class, like_cb);
  gtk_widget_class_bind_template_callback (widget_class, source_cb);
  gtk_widget_class_bind_template_callback (widget_class, mapping_source_cb);
  gtk_widget_class_bind_template_callback (widget_class, done_cb);
  gtk_widget_class_bind_template_callback (widget_class, save_report_cb);
}

static void
vb_import_window_init (VbImportWindow *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  vb_entry_focus_tell (GTK_WIDGET (self));
}

GtkWindow *
vb_import_window_new (GtkWindow *parent,
                      VbStore   *store)
{
  VbImportWindow *self;

  g_return_val_if_fail (VB_IS_STORE (store), NULL);

  self = g_object_new (VB_TYPE_IMPORT_WINDOW, "transient-for", parent, NULL);
  self->job = vb_import_job_new (store);
  g_signal_connect_object (self->job, "notify::step", G_CALLBACK (step_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->job, "notify::fraction", G_CALLBACK (fraction_changed_cb), self,
                           G_CONNECT_SWAPPED);
  vb_sources_list_async (store, self->cancellable, sources_cb, g_object_ref (self));
  return GTK_WINDOW (self);
}

void
vb_import_window_open (VbImportWindow *self,
                       const char     *path)
{
  g_return_if_fail (VB_IS_IMPORT_WINDOW (self));
  g_return_if_fail (path != NULL);

  vb_import_job_choose (self->job, path);
}
