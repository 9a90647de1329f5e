/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/window/vb-window-warnings.h"

#include <glib/gi18n.h>

#include "app/preferences/vb-drill-row.h"
#include "app/vb-words.h"

static void
put_back_answered_cb (VbSession *session)
{
  vb_session_accept_put_back (session);
}

/* Somebody may have put a backup back; or hides what was looked up since. */
static void
put_back_cb (VbWindow *self)
{
  GtkWidget *dialog;

  dialog = adw_message_dialog_new (GTK_WINDOW (self), _("The Store Is Older Than Expected"),
                                   _("This store is older than when it was last used on this "
                                     "device, or its access log was cut. Was a backup put back?"));
  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "use", _("Keep Using It"));
  g_signal_connect_object (dialog, "response::use", G_CALLBACK (put_back_answered_cb),
                           vb_window_get_session (self), G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
abandon_damaged_cb (VbSession *session)
{
  vb_session_abandon_damaged (session);
}

/* Found by the check in the background; it does no harm to look on, but to go on working does. */
static void
damaged_cb (VbWindow *self)
{
  GtkWidget *dialog;

  dialog = adw_message_dialog_new (GTK_WINDOW (self), _("The Store Is Damaged"),
                                   _("Parts of the file are not as they were written; the disk "
                                     "may be failing. Put the last backup back. What stands there "
                                     "now is kept under another name."));
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "later", _("Look On for Now"),
                                    "restore", _("Put a Backup Back…"), NULL);
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "later");
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "restore");
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "restore",
                                              ADW_RESPONSE_SUGGESTED);
  g_signal_connect_object (dialog, "response::restore", G_CALLBACK (abandon_damaged_cb),
                           vb_window_get_session (self), G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
restored_cb (VbWindow *self,
             gint64    written_at)
{
  g_autofree char *moment = vb_words_moment_exactly (written_at);
  /* Translators: %s is a date and a time */
  g_autofree char *text = g_strdup_printf (_("The backup is back: everything is as it was on %s"),
                                           moment);

  vb_window_say (self, text);
}

static void
no_backup_cb (VbWindow     *self,
              const GError *error)
{
  vb_window_say_error (self, _("Today’s backup was not made"), error);
}

static void
try_sheet (VbWindow   *self,
           VbStore    *store,
           const char *subject)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.safety", NULL);
}

/* Every three months, and once in a run: a sheet that nobody can find or read is found out in time.
 */
static void
remind_cb (VbWindow *self)
{
  VbSession *session = vb_window_get_session (self);

  if (vb_session_get_state (session) != VB_SESSION_OPEN || !vb_drill_is_due (session))
    return;
  g_signal_handlers_disconnect_by_func (session, remind_cb, self);
  vb_window_say_action (self, _("Do you still have the recovery sheet, and does it work?"),
                        _("Try It"), try_sheet, NULL);
}

void
_vb_window_watch_warnings (VbWindow  *self,
                           VbSession *session)
{
  g_signal_connect_object (session, "notify::state", G_CALLBACK (remind_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "damaged", G_CALLBACK (damaged_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "no-backup", G_CALLBACK (no_backup_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "restored", G_CALLBACK (restored_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "put-back", G_CALLBACK (put_back_cb), self,
                           G_CONNECT_SWAPPED);
}
