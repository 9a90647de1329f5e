/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/preferences/vb-key-group.h"

#include <glib/gi18n.h>

#include "app/access/vb-confirm-window.h"
#include "app/access/vb-recovery-view.h"
#include "app/preferences/vb-preferences-say.h"
#include "app/vb-error-text.h"
#include "app/widgets/vb-accessible.h"
#include "app/widgets/vb-secret-text.h"
#include "app/widgets/vb-wrap-button.h"
#include "core/base/vb-error.h"
#include "core/vault/vb-recovery-code.h"
#include "core/vault/vb-rotation.h"

struct _VbKeyGroup
{
  AdwPreferencesGroup parent_instance;

  GtkWidget *begin_button;
  GtkWidget *panel;
  VbRecoveryView *recovery;
  GtkWidget *passphrase_group;
  GtkEditable *passphrase_row;
  GtkProgressBar *progress;
  GtkLabel *verdict;
  GtkWidget *cancel_button;
  GtkWidget *change_button;

  VbSession *session;
  char *code; /* (nullable): of the new sheet */
  gboolean busy;
};

enum
{
  PROP_0,
  PROP_BUSY,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (VbKeyGroup, vb_key_group, ADW_TYPE_PREFERENCES_GROUP)

static gboolean
needs_passphrase (VbKeyGroup *self)
{
  VbVault *vault = vb_session_get_vault (self->session);

  return vault != NULL && vb_vault_has_slot (vault, VB_SLOT_PASSPHRASE);
}

static void
say (VbKeyGroup *self,
     const char *text)
{
  gtk_label_set_label (self->verdict, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->verdict), text != NULL);
}

static void
update_cb (VbKeyGroup *self)
{
  gboolean typed = vb_secret_text_get (self->passphrase_row)[0] != '\0';

  gtk_widget_remove_css_class (GTK_WIDGET (self->passphrase_row), "error");
  gtk_widget_set_sensitive (self->change_button,
                            !self->busy && self->code != NULL &&
                            vb_recovery_view_get_confirmed (self->recovery) &&
                            (typed || !needs_passphrase (self)));
}

static void
set_busy (VbKeyGroup *self,
          gboolean    busy)
{
  self->busy = busy;
  gtk_progress_bar_set_fraction (self->progress, 0);
  gtk_widget_set_visible (GTK_WIDGET (self->progress), busy);
  gtk_widget_set_sensitive (GTK_WIDGET (self->recovery), !busy);
  gtk_widget_set_sensitive (self->passphrase_group, !busy);
  gtk_widget_set_sensitive (self->cancel_button, !busy);
  update_cb (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_BUSY]);
}

static void
begin (VbKeyGroup *self)
{
  VbVault *vault = vb_session_get_vault (self->session);

  g_clear_pointer (&self->code, vb_recovery_code_free);
  self->code = vb_recovery_code_new ();
  vb_recovery_view_set_code (self->recovery, self->code, vb_vault_get_id (vault));
  gtk_widget_set_visible (self->passphrase_group, needs_passphrase (self));
  gtk_widget_set_sensitive (self->begin_button, FALSE);
  gtk_widget_set_visible (self->panel, TRUE);
  say (self, NULL);
  update_cb (self);
}

/* Where there is a passphrase it is asked with the sheet: the new key is locked with it too. */
static void
begin_cb (VbKeyGroup *self)
{
  VbConfirmQuestion question = {
    .heading = _("Change the Key of the Store?"), .accept = _("Go On"),
    .body = _("You get a new recovery sheet. What opened the store before does not open it "
              "afterwards.")
  };

  if (needs_passphrase (self))
    begin (self);
  else
    vb_confirm (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), &question,
                G_CALLBACK (begin), self);
}

static void
end_cb (VbKeyGroup *self)
{
  vb_recovery_view_set_code (self->recovery, NULL, NULL);
  g_clear_pointer (&self->code, vb_recovery_code_free);
  gtk_editable_set_text (self->passphrase_row, "");
  gtk_widget_set_visible (self->panel, FALSE);
  gtk_widget_set_sensitive (self->begin_button, TRUE);
}

static void
progress_cb (double   fraction,
             gpointer user_data)
{
  VbKeyGroup *self = user_data;

  if (self->session != NULL)
    gtk_progress_bar_set_fraction (self->progress, fraction);
}

static void
say_failure (VbKeyGroup   *self,
             const GError *error)
{
  g_autofree char *text = NULL;

  if (g_error_matches (error, VB_ERROR, VB_ERROR_WRONG_PASSPHRASE))
    {
      gtk_widget_add_css_class (GTK_WIDGET (self->passphrase_row), "error");
      say (self, _("That is not your passphrase. Nothing was changed. If you forgot it, first "
                   "set a new one above, under “Passphrase”. The keyring or the recovery sheet "
                   "is enough for that."));
      return;
    }
  /* Translators: %s is why: “The Disk Is Full” */
  text = g_strdup_printf (_("The key was not changed: %s. The store opens as before; keep both "
                            "sheets and try again."), vb_error_title (error));
  say (self, text);
}

static void
changed_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(VbKeyGroup) self = user_data;
  g_autoptr(GError) error = NULL;
  gboolean done = vb_session_change_key_finish (VB_SESSION (source), result, &error);

  /* The window was closed meanwhile: what was done is done. */
  if (self->session == NULL)
    return;
  set_busy (self, FALSE);
  if (!done)
    {
      say_failure (self, error);
      return;
    }
  end_cb (self);
  vb_preferences_say (self, _("The store has another key"));
}

/* Goes on when the window is closed: the sheet is on paper already. */
static void
change_cb (VbKeyGroup *self)
{
  VbStore *store = vb_session_get_store (self->session);
  const char *passphrase = vb_secret_text_get (self->passphrase_row);
  VbRotation rotation = {
    .passphrase = needs_passphrase (self) ? passphrase : NULL, .code = self->code,
    .flags = VB_KEYRING_MAY_PROMPT, .progress = progress_cb, .progress_data = self
  };

  if (store == NULL || !gtk_widget_get_sensitive (self->change_button))
    return;
  say (self, NULL);
  set_busy (self, TRUE);
  vb_session_change_key_async (self->session, &rotation, changed_cb, g_object_ref (self));
}

/* ------------------------------------------------------------------ object */

static void
vb_key_group_get_property (GObject    *object,
                           guint       id,
                           GValue     *value,
                           GParamSpec *pspec)
{
  if (id == PROP_BUSY)
    g_value_set_boolean (value, VB_KEY_GROUP (object)->busy);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
vb_key_group_dispose (GObject *object)
{
  VbKeyGroup *self = VB_KEY_GROUP (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), VB_TYPE_KEY_GROUP);
  g_clear_object (&self->session);
  g_clear_pointer (&self->code, vb_recovery_code_free);

  G_OBJECT_CLASS (vb_key_group_parent_class)->dispose (object);
}

static void
vb_key_group_class_init (VbKeyGroupClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->get_property = vb_key_group_get_property;
  G_OBJECT_CLASS (klass)->dispose = vb_key_group_dispose;

  properties[PROP_BUSY] =
    g_param_spec_boolean ("busy", NULL, NULL, FALSE,
                          G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (G_OBJECT_CLASS (klass), N_PROPS, properties);

  g_type_ensure (VB_TYPE_RECOVERY_VIEW);
  g_type_ensure (VB_TYPE_WRAP_BUTTON);

  gtk_widget_class_set_template_from_resource (
    widget_class, "/nl/verbinder/Verbinder/preferences/vb-key-group.ui");
  gtk_widget_class_bind_template_child (widget_class, VbKeyGroup, begin_button);
  gtk_widget_class_bind_template_child (widget_class, VbKeyGroup, panel);
  gtk_widget_class_bind_template_child (widget_class, VbKeyGroup, recovery);
  gtk_widget_class_bind_template_child (widget_class, VbKeyGroup, passphrase_group);
  gtk_widget_class_bind_template_child (widget_class, VbKeyGroup, passphrase_row);
  gtk_widget_class_bind_template_child (widget_class, VbKeyGroup, progress);
  gtk_widget_class_bind_template_child (widget_class, VbKeyGroup, verdict);
  gtk_widget_class_bind_template_child (widget_class, VbKeyGroup, cancel_button);
  gtk_widget_class_bind_template_child (widget_class, VbKeyGroup, change_button);
  gtk_widget_class_bind_template_callback (widget_class, begin_cb);
  gtk_widget_class_bind_template_callback (widget_class, end_cb);
  gtk_widget_class_bind_template_callback (widget_class, update_cb);
  gtk_widget_class_bind_template_callback (widget_class, change_cb);
}

static void
vb_key_group_init (VbKeyGroup *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  vb_secret_text_guard (self->passphrase_row);
  vb_accessible_set_label (self->begin_button, _("Change the key of the store"));
}

/**
 * vb_key_group_set_session:
 *
 * Is shown for the person's own store only; another one has its key in a file.
 */
void
vb_key_group_set_session (VbKeyGroup *self,
                          VbSession  *session)
{
  VbStore *store;

  g_return_if_fail (VB_IS_KEY_GROUP (self));

  g_set_object (&self->session, session);
  store = vb_session_get_store (session);
  gtk_widget_set_visible (GTK_WIDGET (self), vb_session_get_vault (session) != NULL &&
                                             store != NULL && !vb_store_is_read_only (store));
}

gboolean
vb_key_group_get_busy (VbKeyGroup *self)
{
  g_return_val_if_fail (VB_IS_KEY_GROUP (self), FALSE);

  return self->busy;
}
