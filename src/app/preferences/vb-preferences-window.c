/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/preferences/vb-preferences-window.h"

#include <glib/gi18n.h>

#include "app/access/vb-confirm-window.h"
#include "app/access/vb-device-paper.h"
#include "app/access/vb-recovery-view.h"
#include "app/exchange/vb-exchange-page.h"
#include "app/preferences/vb-drill-row.h"
#include "app/preferences/vb-key-group.h"
#include "app/preferences/vb-letter-page.h"
#include "app/preferences/vb-party-row.h"
#include "app/preferences/vb-preferences-say.h"
#include "app/preferences/vb-source-page.h"
#include "app/preferences/vb-synonym-page.h"
#include "app/referral/vb-referrals-functions.h"
#include "app/vb-backup-task.h"
#include "app/vb-error-text.h"
#include "app/vb-recent.h"
#include "app/vb-settings.h"
#include "app/vb-words.h"
#include "app/widgets/vb-accessible.h"
#include "app/widgets/vb-entry-focus.h"
#include "app/widgets/vb-secret-text.h"
#include "app/widgets/vb-wrap-button.h"
#include "core/store/vb-check.h"
#include "core/vault/vb-recovery-code.h"
#include "core/vault/vb-vault.h"

struct _VbPreferencesWindow
{
  AdwPreferencesWindow parent_instance;

  GtkEditable *name_row;
  GtkEditable *role_row;
  VbPartyRow *party_row;
  GtkSpinButton *minutes;
  AdwPreferencesGroup *lock_group;
  GtkWidget *keys_group;
  AdwActionRow *keyring_row;
  GtkButton *keyring_button;
  AdwExpanderRow *passphrase_expander;
  GtkEditable *passphrase_row;
  GtkEditable *repeat_row;
  GtkWidget *remove_passphrase_button;
  GtkWidget *set_passphrase_button;
  AdwActionRow *recovery_row;
  GtkWidget *recovery_button;
  GtkWidget *recovery_group;
  VbRecoveryView *recovery;
  VbDrillRow *drill_row;
  VbKeyGroup *key_group;
  AdwActionRow *backup_row;
  GtkWidget *backup_button;
  GtkWidget *lost_button;
  GtkWidget *put_back_row;
  GtkWidget *put_back_button;
  AdwActionRow *check_row;
  GtkSpinner *check_spinner;
  GtkWidget *check_button;
  VbSynonymPage *synonyms;
  VbLetterPage *letters;
  VbSourcePage *sources;
  VbExchangePage *exchange;

  VbSession *session;
  GSettings *settings;
  GtkFileChooserNative *chooser; /* (nullable): while it is open */
  GCancellable *cancellable;
};

G_DEFINE_FINAL_TYPE (VbPreferencesWindow, vb_preferences_window, ADW_TYPE_PREFERENCES_WINDOW)

static void
say_error (VbPreferencesWindow *self,
           const char          *what,
           const GError        *error)
{
  /* Translators: what did not happen ("Not saved"), then why ("The Disk Is Full") */
  g_autofree char *text = g_strdup_printf (_("%s: %s"), what, vb_error_title (error));

  vb_preferences_say (self, text);
}

/* ------------------------------------------------------------------ who is working */

static void
save_profile_cb (VbPreferencesWindow *self)
{
  g_autofree char *name = g_strstrip (g_strdup (gtk_editable_get_text (self->name_row)));
  g_autofree char *role = g_strstrip (g_strdup (gtk_editable_get_text (self->role_row)));

  if (name[0] == '\0')
    {
      gtk_widget_add_css_class (GTK_WIDGET (self->name_row), "error");
      vb_preferences_say (self, _("Fill in a name"));
      return;
    }
  gtk_widget_remove_css_class (GTK_WIDGET (self->name_row), "error");
  vb_session_set_user (self->session, name, role);
}

/* ------------------------------------------------------------------ ways to open */

static void
update_keys (VbPreferencesWindow *self)
{
  VbVault *vault = vb_session_get_vault (self->session);
  g_autofree char *date = NULL;
  g_autofree char *made = NULL;
  gboolean passphrase;

  gtk_widget_set_visible (self->keys_group, vault != NULL);
  gtk_widget_set_visible (self->put_back_row, vault != NULL);
  if (vault == NULL)
    return;
  passphrase = vb_vault_has_slot (vault, VB_SLOT_PASSPHRASE);
  adw_preferences_group_set_description (self->lock_group, vb_vault_has_keyring (vault)
    ? _("As long as you are logged in, the keyring opens it for whoever presses “Unlock”. To be "
        "asked a passphrase instead, set one under Safety and stop using the keyring.") : NULL);
  adw_action_row_set_subtitle (self->keyring_row, vb_vault_has_keyring (vault)
                                                    ? _("Opens by itself when you are logged in")
                                                    : _("Not used"));
  gtk_button_set_label (self->keyring_button,
                        vb_vault_has_keyring (vault) ? _ ("Stop Using") : _ ("Use"));
  adw_expander_row_set_subtitle (self->passphrase_expander, passphrase ? _("Set") : _("Not set"));
  gtk_widget_set_visible (self->remove_passphrase_button, passphrase);
  date = vb_words_moment (vb_vault_get_slot_created (vault, VB_SLOT_RECOVERY));
  /* Translators: %s is a date */
  made = g_strdup_printf (_("Made on %s"), date);
  adw_action_row_set_subtitle (self->recovery_row, vb_vault_has_slot (vault, VB_SLOT_RECOVERY)
                                                     ? made : _("There is none"));
}

static void
keys_changed_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  g_autoptr(VbPreferencesWindow) self = user_data;
  g_autoptr(GError) error = NULL;

  if (vb_vault_change_finish (VB_VAULT (source), result, &error))
    vb_preferences_say (self, _("Saved"));
  else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  else
    say_error (self, _("Not changed"), error);
  gtk_widget_set_sensitive (self->keys_group, TRUE);
  update_keys (self);
}

static VbVault *
begin_change (VbPreferencesWindow *self)
{
  gtk_widget_set_sensitive (self->keys_group, FALSE);
  return vb_session_get_vault (self->session);
}

static void
change_keyring (VbPreferencesWindow *self)
{
  VbVault *vault = begin_change (self);

  if (!vb_vault_has_keyring (vault))
    vb_vault_set_keyring_async (vault, VB_KEYRING_MAY_PROMPT, self->cancellable, keys_changed_cb,
                                g_object_ref (self));
  else
    vb_vault_remove_slot_async (vault, vb_vault_has_slot (vault, VB_SLOT_PORTAL) ? VB_SLOT_PORTAL
                                                                                : VB_SLOT_KEYRING,
                                self->cancellable, keys_changed_cb, g_object_ref (self));
}

static const char only_sheet[] =
  N_("From then on only the recovery sheet opens the store. Keep another way in: a passphrase, or "
     "the keyring.");

/* Who may open the store changes: whoever is at the screen is asked who they are. */
static void
ask_who (VbPreferencesWindow *self,
         const char          *heading,
         const char          *body,
         const char          *accept,
         GCallback            change)
{
  VbConfirmQuestion question = { heading, body, accept, FALSE };

  vb_confirm (GTK_WINDOW (self), &question, change, self);
}

static void
keyring_cb (VbPreferencesWindow *self)
{
  VbVault *vault = vb_session_get_vault (self->session);

  if (vb_vault_has_keyring (vault))
    ask_who (self, _("Stop Using the Keyring?"), vb_vault_has_slot (vault, VB_SLOT_PASSPHRASE)
               ? _("From then on the store asks for the passphrase every time it opens.")
               : _(only_sheet), _("Stop Using"), G_CALLBACK (change_keyring));
  else
    ask_who (self, _("Let the Keyring Open the Store?"),
             _("From then on the store opens for whoever is logged in on this computer."),
             _("Use the Keyring"), G_CALLBACK (change_keyring));
}

static void
check_passphrase_cb (VbPreferencesWindow *self)
{
  const char *passphrase = vb_secret_text_get (self->passphrase_row);
  const char *repeat = vb_secret_text_get (self->repeat_row);
  gboolean differs = repeat[0] != '\0' && !g_str_has_prefix (passphrase, repeat);

  if (differs)
    gtk_widget_add_css_class (GTK_WIDGET (self->repeat_row), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->repeat_row), "error");
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->repeat_row),
                                 differs ? _("Not the same as above") : _("The same once more"));
  gtk_widget_set_sensitive (self->set_passphrase_button,
                            vb_vault_check_passphrase (passphrase, NULL) &&
                            g_str_equal (passphrase, repeat));
}

static void
set_passphrase (VbPreferencesWindow *self)
{
  vb_vault_set_passphrase_async (begin_change (self), vb_secret_text_get (self->passphrase_row),
                                 self->cancellable, keys_changed_cb, g_object_ref (self));
  gtk_editable_set_text (self->passphrase_row, "");
  gtk_editable_set_text (self->repeat_row, "");
  adw_expander_row_set_expanded (self->passphrase_expander, FALSE);
}

static void
set_passphrase_cb (VbPreferencesWindow *self)
{
  ask_who (self, _("Set This Passphrase?"),
           _("From then on it opens the store. A passphrase of before does not any more."),
           _("Set the Passphrase"), G_CALLBACK (set_passphrase));
}

static void
remove_passphrase (VbPreferencesWindow *self)
{
  vb_vault_remove_slot_async (begin_change (self), VB_SLOT_PASSPHRASE, self->cancellable,
                              keys_changed_cb, g_object_ref (self));
}

static void
remove_passphrase_cb (VbPreferencesWindow *self)
{
  ask_who (self, _("Remove the Passphrase?"),
           vb_vault_has_keyring (vb_session_get_vault (self->session))
             ? _("From then on the store opens for whoever is logged in on this computer.")
             : _(only_sheet), _("Remove the Passphrase"), G_CALLBACK (remove_passphrase));
}

static void
recovery_renewed_cb (GObject      *source,
                     GAsyncResult *result,
                     gpointer      user_data)
{
  g_autoptr(VbPreferencesWindow) self = user_data;
  g_autoptr(GError) error = NULL;
  char *code = vb_vault_renew_recovery_finish (VB_VAULT (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  gtk_widget_set_sensitive (self->keys_group, TRUE);
  if (code == NULL)
    {
      say_error (self, _("No new sheet was made"), error);
      return;
    }
  vb_recovery_view_set_code (self->recovery, code, vb_vault_get_id (VB_VAULT (source)));
  vb_recovery_code_free (code);
  gtk_widget_set_visible (self->recovery_group, TRUE);
  gtk_widget_set_sensitive (self->recovery_button, FALSE);
  update_keys (self);
}

static void
renew_recovery (VbPreferencesWindow *self)
{
  vb_vault_renew_recovery_async (begin_change (self), self->cancellable, recovery_renewed_cb,
                                 g_object_ref (self));
}

static void
renew_recovery_cb (VbPreferencesWindow *self)
{
  ask_who (self, _("Make a New Recovery Sheet?"),
           _("The sheet that you have now stops working. Have a printer or a pen at hand."),
           _("Make a New One"), G_CALLBACK (renew_recovery));
}

static void
recovery_confirmed_cb (VbPreferencesWindow *self)
{
  if (!vb_recovery_view_get_confirmed (self->recovery))
    return;
  gtk_widget_set_visible (self->recovery_group, FALSE);
  vb_recovery_view_set_code (self->recovery, NULL, NULL);
  gtk_widget_set_sensitive (self->recovery_button, TRUE);
  vb_preferences_say (self, _("Keep the sheet in a safe place"));
}

/* While the store gets another key, its ways in are made anew, and nothing else works beside it. */
static void
key_busy_cb (VbPreferencesWindow *self)
{
  gboolean busy = vb_key_group_get_busy (self->key_group);

  gtk_widget_set_sensitive (self->keys_group, !busy);
  gtk_widget_set_sensitive (self->backup_button, !busy);
  gtk_widget_set_sensitive (self->put_back_row, !busy);
  gtk_widget_set_sensitive (self->check_button, !busy);
  update_keys (self);
}

/* ------------------------------------------------------------------ backup and check */

static void
backed_up_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr(VbPreferencesWindow) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autofree char *name = vb_backup_task_finish (result, &error);
  g_autofree char *header = NULL;
  g_autofree char *text = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  gtk_widget_set_sensitive (self->backup_button, TRUE);
  if (name == NULL)
    {
      say_error (self, _("No backup was made"), error);
      return;
    }
  header = vb_vault_path_for_store (name);
  /* Translators: names of files */
  text = g_strdup_printf (_("Made and checked: %s and %s. Always keep the two together: one "
                            "without the other does not open."),
                          name, header);
  adw_action_row_set_subtitle (self->backup_row, text);
}

static void
backup_progress_cb (double   fraction,
                    gpointer user_data)
{
  VbPreferencesWindow *self = user_data;
  /* Translators: how far a backup is, in per cent */
  g_autofree char *text = g_strdup_printf (_("Busy: %d %%"), (int) (fraction * 100));

  if (!g_cancellable_is_cancelled (self->cancellable))
    adw_action_row_set_subtitle (self->backup_row, text);
}

static void
backup_folder_cb (VbPreferencesWindow  *self,
                  int                   response,
                  GtkFileChooserNative *chooser)
{
  g_autoptr(GFile) folder = NULL;

  if (response == GTK_RESPONSE_ACCEPT && vb_session_get_store (self->session) != NULL)
    {
      folder = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (chooser));
      gtk_widget_set_sensitive (self->backup_button, FALSE);
      vb_backup_task_run_async (self->session, folder, backup_progress_cb, self,
                                self->cancellable, backed_up_cb, g_object_ref (self));
    }
  g_clear_object (&self->chooser);
}

static void
backup_cb (VbPreferencesWindow *self)
{
  if (self->chooser != NULL)
    return;
  vb_recent_keep_out ();
  self->chooser = gtk_file_chooser_native_new (_("Folder for the Backup"), GTK_WINDOW (self),
                                               GTK_FILE_CHOOSER_ACTION_SELECT_FOLDER, NULL, NULL);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (self->chooser), TRUE);
  g_signal_connect_object (self->chooser, "response", G_CALLBACK (backup_folder_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
}

static void
sheet_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(VbPreferencesWindow) self = user_data;
  g_autoptr(GError) error = NULL;
  VbDeviceSheet *sheet = vb_device_sheet_make_finish (result, &error);

  if (g_cancellable_is_cancelled (self->cancellable))
    {
      g_clear_pointer (&sheet, vb_device_sheet_free);
      return;
    }
  gtk_widget_set_sensitive (self->lost_button, TRUE);
  if (sheet == NULL)
    {
      say_error (self, _("The sheet could not be made"), error);
      return;
    }
  gtk_window_present (GTK_WINDOW (vb_device_paper_new (GTK_WINDOW (self), VB_STORE (source),
                                                       sheet)));
}

static void
lost_cb (VbPreferencesWindow *self)
{
  gtk_widget_set_sensitive (self->lost_button, FALSE);
  vb_device_sheet_make_async (vb_session_get_store (self->session),
                              vb_session_get_vault (self->session),
                              g_settings_get_uint (self->settings, "auto-lock-minutes"),
                              self->cancellable, sheet_cb, g_object_ref (self));
}

/* In the place of these preferences, which are of the store that it replaces. */
static void
put_back_cb (VbPreferencesWindow *self)
{
  g_autoptr(GtkWindow) window = g_object_ref (gtk_window_get_transient_for (GTK_WINDOW (self)));

  gtk_window_close (GTK_WINDOW (self));
  gtk_widget_activate_action (GTK_WIDGET (window), "win.put-back", NULL);
}

static void
checked_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(VbPreferencesWindow) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(VbCheckReport) report = vb_store_check_finish (VB_STORE (source), result, &error);
  g_autofree char *text = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  gtk_spinner_stop (self->check_spinner);
  gtk_widget_set_sensitive (self->check_button, TRUE);
  if (report == NULL)
    {
      say_error (self, _("Not checked"), error);
      return;
    }
  if (!vb_check_report_is_clean (report))
    text = g_strdup (_("Something is damaged. Make a backup now and restore the last good one."));
  else
    /* Translators: pages of the file, and entries of the access log */
    text = g_strdup_printf (_("All is well: %u pages and %u log entries read"),
                            (guint) report->n_pages, (guint) report->n_log_entries);
  adw_action_row_set_subtitle (self->check_row, text);
}

static void
check_store_cb (VbPreferencesWindow *self)
{
  VbStore *store = vb_session_get_store (self->session);

  if (store == NULL)
    return;
  gtk_spinner_start (self->check_spinner);
  gtk_widget_set_sensitive (self->check_button, FALSE);
  vb_store_check_async (store, self->cancellable, checked_cb, g_object_ref (self));
}

/* ------------------------------------------------------------------ object */

static void
vb_preferences_window_dispose (GObject *object)
{
  VbPreferencesWindow *self = VB_PREFERENCES_WINDOW (object);

  g_cancellable_cancel (self->cancellable);
  gtk_widget_dispose_template (GTK_WIDGET (self), VB_TYPE_PREFERENCES_WINDOW);
  g_clear_object (&self->session);
  g_clear_object (&self->settings);
  g_clear_object (&self->chooser);
  g_clear_object (&self->cancellable);

  G_OBJECT_CLASS (vb_preferences_window_parent_class)->dispose (object);
}

static void
functions_cb (VbPreferencesWindow *self)
{
  VbStore *store = vb_session_get_store (self->session);

  if (store != NULL)
    gtk_window_present (vb_referrals_functions_new (GTK_WINDOW (self), store));
}

static void
vb_preferences_window_class_init (VbPreferencesWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vb_preferences_window_dispose;

  g_type_ensure (VB_TYPE_RECOVERY_VIEW);
  g_type_ensure (VB_TYPE_DRILL_ROW);
  g_type_ensure (VB_TYPE_KEY_GROUP);
  g_type_ensure (VB_TYPE_PARTY_ROW);
  g_type_ensure (VB_TYPE_SYNONYM_PAGE);
  g_type_ensure (VB_TYPE_LETTER_PAGE);
  g_type_ensure (VB_TYPE_SOURCE_PAGE);
  g_type_ensure (VB_TYPE_EXCHANGE_PAGE);
  g_type_ensure (VB_TYPE_WRAP_BUTTON);

  gtk_widget_class_set_template_from_resource (
    widget_class, "/nl/verbinder/Verbinder/preferences/vb-preferences-window.ui");
  gtk_widget_class_bind_template_child (widget_class, VbPreferencesWindow, name_row);
  gtk_widget_class_bind_template_child (widget_class, VbPreferencesWindow, role_row);
  gtk_widget_class_bind_template_child (widget_class, VbPreferencesWindow, party_row);
  gtk_widget_class_bind_template_child (widget_class, VbPreferencesWindow, minutes);
  gtk_widget_class_bind_template_child (widget_class, VbPreferencesWindow, lock_group);
  gtk_widget_class_bind_template_child (widget_class, VbPreferencesWindow, keys_group);
  gtk_widget_class_bind_template_child (widget_class, VbPreferencesWindow, keyring_row);
  gtk_widget_class_bind_template_child (widget_class, VbPreferencesWindow, keyring_button);
  gtk_widget_class_bind_template_child (widget_class, VbPreferencesWindow, passphrase_expander);
  gtk_widget_class_bind_template_child (widget_class, VbPreferencesWindow, passphrase_row);
  gtk_widget_class_bind_template_child (widget_class, VbPreferencesWindow, repeat_row);
  gtk_widget_class_bind_template_child (widget_class, VbPreferencesWindow,
                                        remove_passphrase_button);
  gtk_widget_class_bind_template_child (widget_class, VbPreferencesWindow, set_passphrase_button);
  gtk_widget_class_bind_template_child (widget_class, VbPreferencesWindow, recovery_row);
  gtk_widget_class_bind_template_child (widget_class, VbPreferencesWindow, recovery_button);
  gtk_widget_class_bind_template_child (widget_class, VbPreferencesWindow, recovery_group);
  gtk_widget_class_bind_template_child (widget_class, VbPreferencesWindow, recovery);
  gtk_widget_class_bind_template_child (widget_class, VbPreferencesWindow, drill_row);
  gtk_widget_class_bind_template_child (widget_class, VbPreferencesWindow, key_group);
  gtk_widget_class_bind_template_child (widget_class, VbPreferencesWindow, backup_row);
  gtk_widget_class_bind_template_child (widget_class, VbPreferencesWindow, backup_button);
  gtk_widget_class_bind_template_child (widget_class, VbPreferencesWindow, lost_button);
  gtk_widget_class_bind_template_child (widget_class, VbPreferencesWindow, put_back_row);
  gtk_widget_class_bind_template_child (widget_class, VbPreferencesWindow, put_back_button);
  gtk_widget_class_bind_template_child (widget_class, VbPreferencesWindow, check_row);
  gtk_widget_class_bind_template_child (widget_class, VbPreferencesWindow, check_spinner);
  gtk_widget_class_bind_template_child (widget_class, VbPreferencesWindow, check_button);
  gtk_widget_class_bind_template_child (widget_class, VbPreferencesWindow, synonyms);
  gtk_widget_class_bind_template_child (widget_class, VbPreferencesWindow, letters);
  gtk_widget_class_bind_template_child (widget_class, VbPreferencesWindow, sources);
  gtk_widget_class_bind_template_child (widget_class, VbPreferencesWindow, exchange);
  gtk_widget_class_bind_template_callback (widget_class, functions_cb);
  gtk_widget_class_bind_template_callback (widget_class, save_profile_cb);
  gtk_widget_class_bind_template_callback (widget_class, keyring_cb);
  gtk_widget_class_bind_template_callback (widget_class, check_passphrase_cb);
  gtk_widget_class_bind_template_callback (widget_class, set_passphrase_cb);
  gtk_widget_class_bind_template_callback (widget_class, remove_passphrase_cb);
  gtk_widget_class_bind_template_callback (widget_class, renew_recovery_cb);
  gtk_widget_class_bind_template_callback (widget_class, recovery_confirmed_cb);
  gtk_widget_class_bind_template_callback (widget_class, key_busy_cb);
  gtk_widget_class_bind_template_callback (widget_class, backup_cb);
  gtk_widget_class_bind_template_callback (widget_class, lost_cb);
  gtk_widget_class_bind_template_callback (widget_class, put_back_cb);
  gtk_widget_class_bind_template_callback (widget_class, check_store_cb);
}

static void
vb_preferences_window_init (VbPreferencesWindow *self)
{
  self->cancellable = g_cancellable_new ();
  self->settings = vb_settings_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  vb_secret_text_guard (self->passphrase_row);
  vb_secret_text_guard (self->repeat_row);
  vb_accessible_set_label (self->put_back_button, _("Choose a backup to put back"));
  vb_accessible_set_label (self->lost_button, _("Show what to do if this computer is lost"));
  vb_entry_focus_tell (GTK_WIDGET (self));
  g_settings_bind (self->settings, "auto-lock-minutes", self->minutes, "value",
                   G_SETTINGS_BIND_DEFAULT);
}

static void
state_changed_cb (VbPreferencesWindow *self)
{
  if (vb_session_get_state (self->session) != VB_SESSION_OPEN)
    gtk_window_close (GTK_WINDOW (self));
}

GtkWindow *
vb_preferences_window_new (GtkWindow *parent,
                           VbSession *session)
{
  VbPreferencesWindow *self =
      g_object_new (VB_TYPE_PREFERENCES_WINDOW, "transient-for", parent, NULL);
  const char *role = vb_session_get_user_role (session);

  self->session = g_object_ref (session);
  gtk_editable_set_text (self->name_row, vb_session_get_user_name (session));
  gtk_editable_set_text (self->role_row, role != NULL ? role : "");
  vb_party_row_set_store (self->party_row, vb_session_get_store (session));
  vb_exchange_page_set_session (self->exchange, session);
  update_keys (self);
  vb_drill_row_set_session (self->drill_row, session);
  vb_key_group_set_session (self->key_group, session);
  vb_synonym_page_set_store (self->synonyms, vb_session_get_store (session));
  vb_letter_page_set_store (self->letters, vb_session_get_store (session));
  vb_source_page_set_store (self->sources, vb_session_get_store (session));
  g_signal_connect_object (session, "notify::state", G_CALLBACK (state_changed_cb), self,
                           G_CONNECT_SWAPPED);
  return GTK_WINDOW (self);
}

void
vb_preferences_window_show_passphrase (VbPreferencesWindow *self)
{
  g_return_if_fail (VB_IS_PREFERENCES_WINDOW (self));

  adw_preferences_window_set_visible_page_name (ADW_PREFERENCES_WINDOW (self), "safety");
  adw_expander_row_set_expanded (self->passphrase_expander, TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (self->passphrase_row));
}
