/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/access/vb-restore-view.h"

#include <glib/gi18n.h>

#include "app/access/vb-backup-item.h"
#include "app/vb-error-text.h"
#include "app/vb-recent.h"
#include "app/widgets/vb-entry-focus.h"
#include "app/widgets/vb-secret-text.h"
#include "app/widgets/vb-wrap-button.h"
#include "core/base/vb-error.h"
#include "core/store/vb-backup.h"
#include "core/vault/vb-daily-backup.h"
#include "core/vault/vb-vault.h"

struct _VbRestoreView
{
  GtkWidget parent_instance;

  AdwStatusPage *page;
  GtkWidget *choice;
  AdwComboRow *backup_row;
  GtkEditable *secret_row;
  GtkLabel *message;
  GtkProgressBar *progress;
  GtkWidget *restore_button;

  VbSession *session;
  gboolean in_use; /* there is a store that is open, and that this replaces */
  GFile *folder;   /* (nullable) */
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

static VbBackupItem *
get_chosen (VbRestoreView *self)
{
  return adw_combo_row_get_selected_item (self->backup_row);
}

/* The key of what is open opens most backups; for others, and without it, it is on paper. */
static gboolean
needs_secret (VbRestoreView *self)
{
  VbBackupItem *chosen = get_chosen (self);

  return chosen == NULL ? !self->in_use
                        : !vb_session_has_key_of (self->session,
                                                  vb_backup_item_get_vault_id (chosen),
                                                  vb_backup_item_get_key_number (chosen));
}

static void
check_cb (VbRestoreView *self)
{
  VbBackupItem *chosen = get_chosen (self);
  gboolean secret = needs_secret (self);

  gtk_label_set_label (self->message, chosen == NULL || vb_backup_item_get_vault_id (chosen) != NULL
                       ? "" : _("The key file that belongs to this backup is not in the folder. It "
                                "has the same name and ends in .hdr: put it there too."));
  gtk_widget_set_visible (GTK_WIDGET (self->secret_row), secret);
  gtk_widget_set_sensitive (self->restore_button, chosen != NULL
                            && vb_backup_item_get_vault_id (chosen) != NULL
                            && (!secret || vb_secret_text_get (self->secret_row)[0] != '\0'));
}

static void
listed_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(VbRestoreView) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GListModel) list = vb_backup_item_list_finish (result, &error);
  gboolean any = list != NULL && g_list_model_get_n_items (list) > 0;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  adw_combo_row_set_model (self->backup_row, list);
  gtk_widget_set_sensitive (GTK_WIDGET (self->backup_row), any);
  check_cb (self);
  if (!any)
    gtk_label_set_label (self->message, _("There are no backups in this folder."));
}

static void
list_backups (VbRestoreView *self)
{
  vb_backup_item_list_async (self->folder, self->cancellable, listed_cb, g_object_ref (self));
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
  gtk_widget_set_sensitive (self->choice, !busy);
}

/* In the words of here: it is the backup that the error speaks of, not the store. */
static char *
dup_failure (const GError *error)
{
  if (g_error_matches (error, VB_ERROR, VB_ERROR_CORRUPT))
    return g_strdup (_("This backup is damaged. Nothing was changed; choose another one."));
  if (g_error_matches (error, VB_ERROR, VB_ERROR_CONFLICT))
    return g_strdup (_("The key of the store is being changed. Nothing was put back; try it again "
                       "when that is done."));
  return vb_error_dup_text (error);
}

static void ask_unread (VbRestoreView *self);

static void
restored_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(VbRestoreView) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autofree char *text = NULL;

  vb_session_restore_finish (VB_SESSION (source), result, &error);
  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  set_busy (self, FALSE);
  if (error == NULL)
    {
      gtk_editable_set_text (self->secret_row, "");
      return;
    }
  if (g_error_matches (error, VB_RESTORE_ERROR, VB_RESTORE_ERROR_OLD_UNREAD))
    {
      ask_unread (self);
      return;
    }
  text = dup_failure (error);
  gtk_label_set_label (self->message, text);
  gtk_widget_grab_focus (gtk_widget_get_visible (GTK_WIDGET (self->secret_row))
                           ? GTK_WIDGET (self->secret_row) : GTK_WIDGET (self->backup_row));
}

static void
progress_cb (double   fraction,
             gpointer user_data)
{
  VbRestoreView *self = user_data;

  if (!g_cancellable_is_cancelled (self->cancellable))
    gtk_progress_bar_set_fraction (self->progress, fraction);
}

static void
put_back (VbRestoreView *self,
          gboolean       even_unread)
{
  VbBackupItem *chosen = get_chosen (self);

  if (chosen == NULL)
    return;
  gtk_label_set_label (self->message, "");
  set_busy (self, TRUE);
  vb_session_restore_async (self->session, vb_backup_item_get_path (chosen),
                            needs_secret (self) ? vb_secret_text_get (self->secret_row) : NULL,
                            even_unread, progress_cb, self, self->cancellable, restored_cb,
                            g_object_ref (self));
}

static void
put_back_cb (VbRestoreView *self)
{
  put_back (self, FALSE);
}

static void
put_back_unread_cb (VbRestoreView *self)
{
  put_back (self, TRUE);
}

/* Who was destroyed for good is in the backup still: that is for a person to know. */
static void
ask_unread (VbRestoreView *self)
{
  GtkWindow *window = GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self)));
  GtkWidget *dialog =
    adw_message_dialog_new (window, _("Put It Back All the Same?"),
                            _("The store that stands here cannot be read, so Verbinder cannot see "
                              "who was destroyed after this backup was made. They come back with "
                              "it. Put it back only if you will look for them afterwards and let "
                              "them go again."));

  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _("Cancel"),
                                    "restore", _("Put It Back"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "restore",
                                              ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  g_signal_connect_object (dialog, "response::restore", G_CALLBACK (put_back_unread_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

/* Work that somebody can see disappears: that is asked. */
static void
ask (VbRestoreView *self)
{
  GtkWindow *window = GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self)));
  /* Translators: %s is a date and a time, or the name of a file */
  g_autofree char *text = g_strdup_printf (
    _("Verbinder goes back to the backup of %s. What was added or changed after that is not in "
      "it; the store as it is now is kept beside it."),
    vb_backup_item_get_label (get_chosen (self)));
  GtkWidget *dialog = adw_message_dialog_new (window, _("Put This Backup Back?"), text);

  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _("Cancel"),
                                    "restore", _("Put It Back"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "restore",
                                              ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  g_signal_connect_object (dialog, "response::restore", G_CALLBACK (put_back_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
restore_cb (VbRestoreView *self)
{
  if (get_chosen (self) == NULL || !gtk_widget_get_sensitive (self->restore_button))
    return;
  if (self->in_use)
    ask (self);
  else
    put_back_cb (self);
}

/* ------------------------------------------------------------------ object */

static void
begin (VbRestoreView *self)
{
  self->in_use = self->session != NULL && vb_session_get_store (self->session) != NULL;
  if (self->in_use)
    adw_status_page_set_description (self->page, _("Verbinder makes a backup each day. Choose the "
                                                   "one to go back to, or a folder with your "
                                                   "own."));
  suggest_folder (self);
  check_cb (self);
}

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
      begin (VB_RESTORE_VIEW (object));
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

  G_OBJECT_CLASS (vb_restore_view_parent_class)->dispose (object);
}

/* Answers that come after the view went still look whether they are wanted. */
static void
vb_restore_view_finalize (GObject *object)
{
  g_clear_object (&VB_RESTORE_VIEW (object)->cancellable);

  G_OBJECT_CLASS (vb_restore_view_parent_class)->finalize (object);
}

static void
vb_restore_view_class_init (VbRestoreViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = vb_restore_view_get_property;
  object_class->set_property = vb_restore_view_set_property;
  object_class->dispose = vb_restore_view_dispose;
  object_class->finalize = vb_restore_view_finalize;

  properties[PROP_SESSION] =
    g_param_spec_object ("session", NULL, NULL, VB_TYPE_SESSION,
                         G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[PROP_FOLDER_NAME] =
    g_param_spec_string ("folder-name", NULL, NULL, NULL,
                         G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  g_type_ensure (VB_TYPE_BACKUP_ITEM);
  g_type_ensure (VB_TYPE_WRAP_BUTTON);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/nl/verbinder/Verbinder/access/vb-restore-view.ui");
  gtk_widget_class_bind_template_child (widget_class, VbRestoreView, page);
  gtk_widget_class_bind_template_child (widget_class, VbRestoreView, choice);
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
  vb_secret_text_guard (self->secret_row);
  vb_entry_focus_tell (GTK_WIDGET (self));
}
