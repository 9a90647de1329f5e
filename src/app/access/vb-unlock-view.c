/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/access/vb-unlock-view.h"

#include <glib/gi18n.h>

#include "app/vb-error-text.h"
#include "app/widgets/vb-entry-focus.h"
#include "app/widgets/vb-secret-text.h"
#include "app/widgets/vb-wrap-button.h"
#include "core/base/vb-error.h"
#include "core/vault/vb-recovery-code.h"
#include "core/vault/vb-vault.h"

struct _VbUnlockView
{
  GtkWidget parent_instance;

  GtkLabel *message;
  GtkWidget *keyring_button;
  GtkWidget *passphrase_group;
  GtkEditable *passphrase_row;
  AdwExpanderRow *recovery_expander;
  GtkEditable *recovery_row;
  GtkWidget *busy;
  GtkLabel *busy_label;

  VbSession *session;
  GCancellable *cancellable; /* of the attempt that runs; (nullable) when none does */
  gboolean keyring_lost;     /* the keyring is there and does not have the key */
  gboolean by_recovery;      /* the attempt that runs is made with the sheet */
};

enum
{
  PROP_0,
  PROP_SESSION,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (VbUnlockView, vb_unlock_view, GTK_TYPE_WIDGET)

/* ------------------------------------------------------------------ what is shown */

static void
show_message (VbUnlockView *self,
              const char   *text)
{
  gtk_label_set_label (self->message, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->message), text != NULL);
}

static void
show_busy (VbUnlockView *self,
           const char   *text)
{
  gtk_label_set_label (self->busy_label, text != NULL ? text : "");
  gtk_widget_set_visible (self->busy, text != NULL);
  gtk_widget_set_sensitive (self->keyring_button, text == NULL);
  gtk_widget_set_sensitive (self->passphrase_group, text == NULL);
  gtk_widget_set_sensitive (GTK_WIDGET (self->recovery_expander), text == NULL);
}

/* Which ways in there are may have changed since the last time. Without a vault the store was
 * opened with a key of its own, and opening it again needs no question. */
static void
update_ways (VbUnlockView *self)
{
  VbVault *vault = self->session != NULL ? vb_session_get_vault (self->session) : NULL;
  gboolean recovery = vault != NULL && vb_vault_has_slot (vault, VB_SLOT_RECOVERY);

  gtk_widget_set_visible (self->keyring_button, vault == NULL || vb_vault_has_keyring (vault));
  gtk_widget_set_visible (self->passphrase_group,
                          vault != NULL && vb_vault_has_slot (vault, VB_SLOT_PASSPHRASE));
  gtk_widget_set_visible (GTK_WIDGET (self->recovery_expander), recovery);
}

static void
show_failure (VbUnlockView *self,
              const GError *error)
{
  g_autofree char *text = vb_error_dup_text (error);

  show_message (self, text);
  if (g_error_matches (error, VB_ERROR, VB_ERROR_KEYRING_NO_ITEM) ||
      g_error_matches (error, VB_ERROR, VB_ERROR_KEYRING_WRONG_ITEM))
    self->keyring_lost = TRUE;
  if (g_error_matches (error, VB_ERROR, VB_ERROR_WRONG_PASSPHRASE))
    gtk_widget_grab_focus (GTK_WIDGET (self->passphrase_row));
  else if (g_error_matches (error, VB_ERROR, VB_ERROR_WRONG_RECOVERY_CODE))
    gtk_widget_grab_focus (GTK_WIDGET (self->recovery_row));
  else if (!gtk_widget_get_visible (self->passphrase_group))
    /* The keyring was the only other way: lead to the paper. */
    adw_expander_row_set_expanded (self->recovery_expander, TRUE);
}

/* ------------------------------------------------------------------ trying */

static void
wipe_entries (VbUnlockView *self)
{
  gtk_editable_set_text (self->passphrase_row, "");
  gtk_editable_set_text (self->recovery_row, "");
}

static GCancellable *
begin (VbUnlockView *self,
       const char   *text)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  self->by_recovery = FALSE;
  show_message (self, NULL);
  show_busy (self, text);
  return self->cancellable;
}

static void
unlocked_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(VbUnlockView) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(VbSecret) key = vb_vault_unlock_finish (VB_VAULT (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->session == NULL)
    return;
  g_clear_object (&self->cancellable);
  show_busy (self, NULL);
  if (key == NULL)
    {
      show_failure (self, error);
      return;
    }
  wipe_entries (self);
  adw_expander_row_set_expanded (self->recovery_expander, FALSE);
  if (self->by_recovery)
    gtk_widget_activate_action (GTK_WIDGET (self), "win.recovered", NULL);
  vb_session_unlock (self->session, key, self->keyring_lost);
  self->keyring_lost = FALSE;
}

static void
try_keyring (VbUnlockView   *self,
             VbKeyringFlags  flags)
{
  VbVault *vault = vb_session_get_vault (self->session);

  if (vault == NULL)
    vb_session_retry (self->session);
  else
    vb_vault_unlock_with_keyring_async (vault, flags, begin (self, _("Asking the keyring…")),
                                        unlocked_cb, g_object_ref (self));
}

static void
keyring_clicked_cb (VbUnlockView *self)
{
  try_keyring (self, VB_KEYRING_MAY_PROMPT);
}

static void
passphrase_entered_cb (VbUnlockView *self)
{
  const char *passphrase = vb_secret_text_get (self->passphrase_row);

  if (passphrase[0] == '\0')
    {
      gtk_widget_grab_focus (GTK_WIDGET (self->passphrase_row));
      return;
    }
  vb_vault_unlock_with_passphrase_async (vb_session_get_vault (self->session), passphrase,
                                         begin (self, _("Checking the passphrase…")),
                                         unlocked_cb, g_object_ref (self));
}

/* Says which group to look at again while there is still paper in hand. */
static void
recovery_changed_cb (VbUnlockView *self)
{
  guint8 bytes[VB_RECOVERY_SIZE];
  g_autofree char *text = NULL;
  int group = -1;
  const char *typed = gtk_editable_get_text (self->recovery_row);

  gtk_widget_remove_css_class (GTK_WIDGET (self->recovery_row), "error");
  show_message (self, NULL);
  if (typed[0] == '\0' || vb_recovery_code_parse (typed, bytes, &group, NULL) || group < 0)
    return;
  gtk_widget_add_css_class (GTK_WIDGET (self->recovery_row), "error");
  /* Translators: the recovery code is written in eight groups; this is the number of one */
  text = g_strdup_printf (_("Group %d is not right. Compare it with the sheet."), group + 1);
  show_message (self, text);
}

static void
recovery_entered_cb (VbUnlockView *self)
{
  GCancellable *cancellable = begin (self, _("Checking the recovery code…"));

  self->by_recovery = TRUE;
  vb_vault_unlock_with_recovery_async (vb_session_get_vault (self->session),
                                       gtk_editable_get_text (self->recovery_row), cancellable,
                                       unlocked_cb, g_object_ref (self));
}

/* The code is typed in what was just unfolded, which may lie below the edge of the window. */
static void
recovery_unfolded_cb (VbUnlockView *self)
{
  if (adw_expander_row_get_expanded (self->recovery_expander))
    gtk_widget_grab_focus (GTK_WIDGET (self->recovery_row));
}

static void
stop (VbUnlockView *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  show_busy (self, NULL);
}

static void
stop_cb (VbUnlockView *self)
{
  stop (self);
  vb_unlock_view_focus (self);
}

/* ------------------------------------------------------------------ object */

static void
state_changed_cb (VbUnlockView *self)
{
  if (vb_session_get_state (self->session) != VB_SESSION_LOCKED)
    return;
  show_message (self, NULL);
  show_busy (self, NULL);
  wipe_entries (self);
  update_ways (self);
  /* At the start the keyring may simply have the key. After a person locked the store it must
   * not open again by itself. */
  if (vb_session_is_starting (self->session) && vb_session_get_vault (self->session) != NULL &&
      vb_vault_has_keyring (vb_session_get_vault (self->session)))
    try_keyring (self, VB_KEYRING_MAY_PROMPT);
}

static void
set_session (VbUnlockView *self,
             VbSession    *session)
{
  if (!g_set_object (&self->session, session))
    return;
  if (session != NULL)
    {
      g_signal_connect_object (session, "notify::state", G_CALLBACK (state_changed_cb), self,
                               G_CONNECT_SWAPPED);
      state_changed_cb (self);
    }
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SESSION]);
}

static void
vb_unlock_view_get_property (GObject    *object,
                             guint       id,
                             GValue     *value,
                             GParamSpec *pspec)
{
  if (id == PROP_SESSION)
    g_value_set_object (value, VB_UNLOCK_VIEW (object)->session);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
vb_unlock_view_set_property (GObject      *object,
                             guint         id,
                             const GValue *value,
                             GParamSpec   *pspec)
{
  if (id == PROP_SESSION)
    set_session (VB_UNLOCK_VIEW (object), g_value_get_object (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
vb_unlock_view_dispose (GObject *object)
{
  VbUnlockView *self = VB_UNLOCK_VIEW (object);
  GtkWidget *child;

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  gtk_widget_dispose_template (GTK_WIDGET (self), VB_TYPE_UNLOCK_VIEW);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (vb_unlock_view_parent_class)->dispose (object);
}

static void
vb_unlock_view_class_init (VbUnlockViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = vb_unlock_view_get_property;
  object_class->set_property = vb_unlock_view_set_property;
  object_class->dispose = vb_unlock_view_dispose;

  properties[PROP_SESSION] =
    g_param_spec_object ("session", NULL, NULL, VB_TYPE_SESSION,
                         G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  g_type_ensure (VB_TYPE_WRAP_BUTTON);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/nl/verbinder/Verbinder/access/vb-unlock-view.ui");
  gtk_widget_class_bind_template_child (widget_class, VbUnlockView, message);
  gtk_widget_class_bind_template_child (widget_class, VbUnlockView, keyring_button);
  gtk_widget_class_bind_template_child (widget_class, VbUnlockView, passphrase_group);
  gtk_widget_class_bind_template_child (widget_class, VbUnlockView, passphrase_row);
  gtk_widget_class_bind_template_child (widget_class, VbUnlockView, recovery_expander);
  gtk_widget_class_bind_template_child (widget_class, VbUnlockView, recovery_row);
  gtk_widget_class_bind_template_child (widget_class, VbUnlockView, busy);
  gtk_widget_class_bind_template_child (widget_class, VbUnlockView, busy_label);
  gtk_widget_class_bind_template_callback (widget_class, keyring_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, passphrase_entered_cb);
  gtk_widget_class_bind_template_callback (widget_class, recovery_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, recovery_entered_cb);
  gtk_widget_class_bind_template_callback (widget_class, recovery_unfolded_cb);
  gtk_widget_class_bind_template_callback (widget_class, stop_cb);
}

static void
vb_unlock_view_init (VbUnlockView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  vb_secret_text_guard (self->passphrase_row);
  vb_entry_focus_tell (GTK_WIDGET (self));
}

void
vb_unlock_view_focus (VbUnlockView *self)
{
  g_return_if_fail (VB_IS_UNLOCK_VIEW (self));

  if (gtk_widget_get_visible (self->keyring_button))
    gtk_widget_grab_focus (self->keyring_button);
  else if (gtk_widget_get_visible (self->passphrase_group))
    gtk_widget_grab_focus (GTK_WIDGET (self->passphrase_row));
  else
    gtk_widget_grab_focus (GTK_WIDGET (self->recovery_expander));
}
