/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/exchange/vb-verify-window.h"

#include <glib/gi18n.h>
#include <string.h>

#include "app/access/vb-confirm-window.h"
#include "app/vb-error-text.h"
#include "app/widgets/vb-accessible.h"
#include "app/widgets/vb-close-button.h"
#include "app/widgets/vb-entry-focus.h"
#include "app/widgets/vb-wrap-button.h"
#include "core/base/vb-error.h"
#include "post/vb-post-task.h"

#define LEAST 20 /* of what is typed, before it can be all of it */

static const char *const ways[] = { "phone", "meeting", "video" };

struct _VbVerifyWindow
{
  AdwWindow parent_instance;

  GtkLabel *call_label;
  GtkLabel *words_label;
  GtkLabel *digits_label;
  GtkEditable *heard_row;
  AdwComboRow *how_row;
  AdwActionRow *who_row;
  GtkLabel *verdict_label;
  GtkWidget *verify_button;

  VbSession *session;
  char *id;
  char *root;
  char *name;
  GCancellable *cancellable;
};

static guint verified_signal;

G_DEFINE_FINAL_TYPE (VbVerifyWindow, vb_verify_window, ADW_TYPE_WINDOW)

/* @text: (nullable) */
static void
say (VbVerifyWindow *self,
     const char     *text)
{
  gtk_label_set_label (self->verdict_label, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->verdict_label), text != NULL);
}

static void
changed_cb (VbVerifyWindow *self)
{
  gtk_widget_set_sensitive (self->verify_button,
                            strlen (gtk_editable_get_text (self->heard_row)) >= LEAST);
  say (self, NULL);
}

static void
verified_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(VbVerifyWindow) self = user_data;
  g_autoptr(GError) error = NULL;
  gboolean done = vb_post_change_finish (result, &error);

  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  changed_cb (self);
  if (done)
    {
      g_signal_emit (self, verified_signal, 0);
      gtk_window_close (GTK_WINDOW (self));
    }
  else if (g_error_matches (error, VB_ERROR, VB_ERROR_INVALID_INPUT))
    say (self, _("That is not what stands here, so nothing was verified. Let them read it once "
                 "more. If it stays different, somebody is in between: send nothing, and call them "
                 "with another number."));
  else if (g_error_matches (error, VB_ERROR, VB_ERROR_CONFLICT))
    say (self, _("Their card changed meanwhile. Close this and compare again."));
  else
    say (self, vb_error_title (error));
}

static void
verify (VbVerifyWindow *self)
{
  VbPartner partner = { .id = self->id, .root = self->root };
  VbStore *store = vb_session_get_store (self->session);

  if (store == NULL)
    return;
  gtk_widget_set_sensitive (self->verify_button, FALSE);
  vb_post_verify_async (store, &partner, gtk_editable_get_text (self->heard_row),
                        ways[adw_combo_row_get_selected (self->how_row)], self->cancellable,
                        verified_cb, g_object_ref (self));
}

/* From now on what is about people goes there: whoever is at the screen is asked who they are. */
static void
verify_cb (VbVerifyWindow *self)
{
  /* Translators: %s is an organisation */
  g_autofree char *heading = g_strdup_printf (_("Send Letters to %s?"), self->name);
  VbConfirmQuestion question = {
    .heading = heading, .accept = _("Go On"),
    .body = _("If the words are the same, letters about people may go there from now on.")
  };

  if (gtk_widget_get_sensitive (self->verify_button))
    vb_confirm (GTK_WINDOW (self), &question, G_CALLBACK (verify), self);
}

static void
state_changed_cb (VbVerifyWindow *self)
{
  if (vb_session_get_state (self->session) != VB_SESSION_OPEN)
    gtk_window_close (GTK_WINDOW (self));
}

static void
vb_verify_window_dispose (GObject *object)
{
  VbVerifyWindow *self = VB_VERIFY_WINDOW (object);

  g_cancellable_cancel (self->cancellable);
  gtk_widget_dispose_template (GTK_WIDGET (self), VB_TYPE_VERIFY_WINDOW);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (vb_verify_window_parent_class)->dispose (object);
}

static void
vb_verify_window_finalize (GObject *object)
{
  VbVerifyWindow *self = VB_VERIFY_WINDOW (object);

  g_free (self->id);
  g_free (self->root);
  g_free (self->name);
  g_clear_object (&self->cancellable);

  G_OBJECT_CLASS (vb_verify_window_parent_class)->finalize (object);
}

static void
vb_verify_window_class_init (VbVerifyWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vb_verify_window_dispose;
  G_OBJECT_CLASS (klass)->finalize = vb_verify_window_finalize;
  verified_signal = g_signal_new ("verified", VB_TYPE_VERIFY_WINDOW, G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 0);

  g_type_ensure (VB_TYPE_CLOSE_BUTTON);
  g_type_ensure (VB_TYPE_WRAP_BUTTON);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/nl/verbinder/Verbinder/exchange/vb-verify-window.ui");
  gtk_widget_class_bind_template_child (widget_class, VbVerifyWindow, call_label);
  gtk_widget_class_bind_template_child (widget_class, VbVerifyWindow, words_label);
  gtk_widget_class_bind_template_child (widget_class, VbVerifyWindow, digits_label);
  gtk_widget_class_bind_template_child (widget_class, VbVerifyWindow, heard_row);
  gtk_widget_class_bind_template_child (widget_class, VbVerifyWindow, how_row);
  gtk_widget_class_bind_template_child (widget_class, VbVerifyWindow, who_row);
  gtk_widget_class_bind_template_child (widget_class, VbVerifyWindow, verdict_label);
  gtk_widget_class_bind_template_child (widget_class, VbVerifyWindow, verify_button);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, verify_cb);
}

static void
vb_verify_window_init (VbVerifyWindow *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  vb_entry_focus_tell (GTK_WIDGET (self));
}

GtkWindow *
vb_verify_window_new (GtkWindow           *parent,
                      VbSession           *session,
                      const VbPostPartner *partner)
{
  VbVerifyWindow *self = g_object_new (VB_TYPE_VERIFY_WINDOW, "transient-for", parent, NULL);
  /* Translators: %s is an organisation */
  g_autofree char *call = g_strdup_printf (_("Call %s with a number that you know, not one from "
                                             "their card, or sit down together."),
                                           partner->partner->name);

  self->session = g_object_ref (session);
  self->id = g_strdup (partner->partner->id);
  self->root = g_strdup (partner->partner->root);
  self->name = g_strdup (partner->partner->name);
  gtk_label_set_label (self->call_label, call);
  gtk_label_set_label (self->words_label, partner->phrase);
  gtk_label_set_label (self->digits_label, partner->digits);
  adw_action_row_set_subtitle (self->who_row, vb_session_get_user_name (session));
  g_signal_connect_object (session, "notify::state", G_CALLBACK (state_changed_cb), self,
                           G_CONNECT_SWAPPED);
  return GTK_WINDOW (self);
}
