/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/access/vb-restore-view.h"

#include <glib/gi18n.h>

#include "app/vb-error-text.h"
#include "app/vb-recent.h"
#include "app/widgets/vb-wrap-button.h"
#include "core/base/vb-error.h"
#include "core/store/vb-backup.h"
#include "core/vault/vb-daily-backup.h"
#include "core/vault/vb-vault.h"

struct _VbRestoreView
{
  GtkWidget parent_instance;

  AdwComboRow *backup_row;
  GtkEditable *secret_row;
  GtkLabel *message;
  GtkProgressBar *progress;
  GtkWidget *restore_button;

  VbSession *session;
  GFile *folder;              /* (nullable) */
  GtkFileChooserNative *chooser; /* (nullable): while it is open */
  GCancellable *cancellable;
};

enum
{
  PROP_0,
  PROP_SESSION,
  PROP_FOLDER_NAME,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (VbRestoreView, vb_restore_view, GTK_TYPE_WIDGET)

/* ------------------------------------------------------------------ which backup */

static char *
dup_backup_path (VbRestoreView *self)
{
  GtkStringObject *chosen = adw_combo_row_get_selected_item (self->backup_row);
  g_autoptr(GFile) file = NULL;

  if (self->folder == NULL || chosen == NULL)
    return NULL;
  file = g_file_get_child (self->folder, gtk_string_object_get_string (chosen));
  return g_file_get_path (file);
}

static void
check_cb (VbRestoreView *self)
{
  g_autofree char *path = dup_backup_path (self);

  gtk_label_set_label (self->message, "");
  gtk_widget_set_sensitive (self->restore_button,
                            path != NULL &&
                            gtk_editable_get_text (self->secret_row)[0] != '\0');
}

static int
newest_first (gconstpointer a,
              gconstpointer b)
{
  return -g_strcmp0 (*(const char *const *) a, *(const char *const *) b);
}

/* The names of backups begin with their date. */
static void
list_thread (GTask        *task,
             gpointer      source,
             gpointer      data,
             GCancellable *cancellable)
{
  g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(GFileEnumerator) files = NULL;
  GError *error = NULL;
  GFileInfo *info;

  files = g_file_enumerate_children (data, G_FILE_ATTRIBUTE_STANDARD_NAME, G_FILE_QUERY_INFO_NONE,
                                     cancellable, &error);
  while (files != NULL && g_file_enumerator_iterate (files, &info, NULL, cancellable, &error) &&
         info != NULL)
    if (g_str_has_suffix (g_file_info_get_name (info), ".db") &&
        g_utf8_validate (g_file_info_get_name (info), -1, NULL))
      g_ptr_array_add (names, g_strdup (g_file_info_get_name (info)));
  if (error != NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  g_ptr_array_sort (names, newest_first);
  g_ptr_array_add (names, NULL);
  g_task_return_pointer (task, g_ptr_array_free (g_steal_pointer (&names), FALSE),
                         (GDestroyNotify) g_strfreev);
}

static void
listed_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(VbRestoreView) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GtkStringList) list = NULL;
  g_auto(GStrv) names = g_task_propagate_pointer (G_TASK (result), &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  list = gtk_string_list_new ((const char *const *) names);
  adw_combo_row_set_model (self->backup_row, G_LIST_MODEL (list));
  gtk_widget_set_sensitive (GTK_WIDGET (self->backup_row), names != NULL && names[0] != NULL);
  check_cb (self);
  if (names == NULL || names[0] == NULL)
    gtk_label_set_label (self->message, _("There are no backups in this folder."));
}

static void
list_backups (VbRestoreView *self)
{
  g_autoptr(GTask) task = g_task_new (NULL, self->cancellable, listed_cb, g_object_ref (self));

  g_task_set_source_tag (task, list_backups);
  g_task_set_task_data (task, g_object_ref (self->folder), g_object_unref);
  g_task_run_in_thread (task, list_thread);
}

static void
take_folder (VbRestoreView *self,
             GFile         *folder)
{
  g_set_object (&self->folder, folder);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FOLDER_NAME]);
  list_backups (self);
}

/* Where the program itself keeps one of each day. */
static void
suggest_folder (VbRestoreView *self)
{
  g_autofree char *store = vb_vault_default_store_path ();
  g_autofree char *path = vb_daily_backup_folder (store);
  g_autoptr(GFile) folder = g_file_new_for_path (path);

  if (self->folder == NULL && g_file_test (path, G_FILE_TEST_IS_DIR))
    take_folder (self, folder);
}

static void
folder_chosen_cb (VbRestoreView        *self,
                  int                   response,
                  GtkFileChooserNative *chooser)
{
  g_autoptr(GFile) folder = NULL;

  if (response == GTK_RESPONSE_ACCEPT)
    {
      folder = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (chooser));
      take_folder (self, folder);
    }
  g_clear_object (&self->chooser);
}

static void
choose_folder_cb (VbRestoreView *self)
{
  if (self->chooser != NULL)
    return;
  vb_recent_keep_out ();
  self->chooser = gtk_file_chooser_native_new (_("Folder with Backups"),
                                               GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))),
                                               GTK_FILE_CHOOSER_ACTION_SELECT_FOLDER, NULL, NULL);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (self->chooser), TRUE);
  g_signal_connect_object (self->chooser, "response", G_CALLBACK (folder_chosen_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
}

/* ------------------------------------------------------------------ putting it back */

static void
set_busy (VbRestoreView *self,
          gboolean       busy)
{
  gtk_widget_set_visible (GTK_WIDGET (self->progress), busy);
  gtk_progress_bar_set_fraction (self->progress, 0);
  gtk_widget_set_sensitive (self->restore_button, !busy);
  gtk_widget_set_sensitive (GTK_WIDGET (self->secret_row), !busy);
}

static void
restored_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(VbRestoreView) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autofree char *text = NULL;

  if (vb_session_restore_finish (VB_SESSION (source), result, &error))
    {
      set_busy (self, FALSE);
      gtk_editable_set_text (self->secret_row, "");
      return;
    }
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  set_busy (self, FALSE);
  text = vb_error_dup_text (error);
  gtk_label_set_label (self->message, text);
  gtk_widget_grab_focus (GTK_WIDGET (self->secret_row));
}

static void
progress_cb (double   fraction,
             gpointer user_data)
{
  gtk_progress_bar_set_fraction (VB_RESTORE_VIEW (user_data)->progress, fraction);
}

static void
restore_cb (VbRestoreView *self)
{
  g_autofree char *path = dup_backup_path (self);

  if (path == NULL || !gtk_widget_get_sensitive (self->restore_button))
    return;
  gtk_label_set_label (self->message, "");
  set_busy (self, TRUE);
  vb_session_restore_async (self->session, path, gtk_editable_get_text (self->secret_row),
                            progress_cb, self, self->cancellable, restored_cb,
                            g_object_ref (self));
}

/* ------------------------------------------------------------------ object */

static void
vb_restore_view_get_property (GObject    *object,
                              guint       id,
                              GValue     *value,
                              GParamSpec *pspec)
{
  VbRestoreView *self = VB_RESTORE_VIEW (object);

  switch (id)
    {
    case PROP_SESSION:
      g_value_set_object (value, self->session);
      break;
    case PROP_FOLDER_NAME:
      g_value_take_string (value, self->folder != NULL ? g_file_get_basename (self->folder)
                                                       : g_strdup (_("None chosen yet")));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
vb_restore_view_set_property (GObject      *object,
                              guint         id,
                              const GValue *value,
                              GParamSpec   *pspec)
{
  if (id != PROP_SESSION)
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  else if (g_set_object (&VB_RESTORE_VIEW (object)->session, g_value_get_object (value)))
    {
      suggest_folder (VB_RESTORE_VIEW (object));
      g_object_notify_by_pspec (object, pspec);
    }
}

static void
vb_restore_view_dispose (GObject *object)
{
  VbRestoreView *self = VB_RESTORE_VIEW (object);
  GtkWidget *child;

  g_cancellable_cancel (self->cancellable);
  gtk_widget_dispose_template (GTK_WIDGET (self), VB_TYPE_RESTORE_VIEW);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_clear_object (&self->session);
  g_clear_object (&self->folder);
  g_clear_object (&self->chooser);
  g_clear_object (&self->cancellable);

  G_OBJECT_CLASS (vb_restore_view_parent_class)->dispose (object);
}

static void
vb_restore_view_class_init (VbRestoreViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = vb_restore_view_get_property;
  object_class->set_property = vb_restore_view_set_property;
  object_class->dispose = vb_restore_view_dispose;

  properties[PROP_SESSION] =
    g_param_spec_object ("session", NULL, NULL, VB_TYPE_SESSION,
                         G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[PROP_FOLDER_NAME] =
    g_param_spec_string ("folder-name", NULL, NULL, NULL,
                         G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  g_type_ensure (VB_TYPE_WRAP_BUTTON);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/nl/verbinder/Verbinder/access/vb-restore-view.ui");
  gtk_widget_class_bind_template_child (widget_class, VbRestoreView, backup_row);
  gtk_widget_class_bind_template_child (widget_class, VbRestoreView, secret_row);
  gtk_widget_class_bind_template_child (widget_class, VbRestoreView, message);
  gtk_widget_class_bind_template_child (widget_class, VbRestoreView, progress);
  gtk_widget_class_bind_template_child (widget_class, VbRestoreView, restore_button);
  gtk_widget_class_bind_template_callback (widget_class, choose_folder_cb);
  gtk_widget_class_bind_template_callback (widget_class, check_cb);
  gtk_widget_class_bind_template_callback (widget_class, restore_cb);
}

static void
vb_restore_view_init (VbRestoreView *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}
