/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/access/vb-welcome-view.h"

#include <glib/gi18n.h>

#include "app/access/vb-recovery-view.h"
#include "app/access/vb-restore-view.h"
#include "app/preferences/vb-party-row.h"
#include "app/vb-error-text.h"
#include "app/widgets/vb-entry-focus.h"
#include "app/widgets/vb-secret-text.h"
#include "app/widgets/vb-switch-row.h"
#include "app/widgets/vb-wrap-button.h"
#include "core/base/vb-error.h"
#include "core/vault/vb-recovery-code.h"
#include "core/vault/vb-vault.h"

struct _VbWelcomeView
{
  GtkWidget parent_instance;

  GtkWidget *back_button;
  GtkStack *steps;
  GtkWidget *start_button;
  VbSwitchRow *keyring_row;
  VbSwitchRow *passphrase_switch;
  GtkEditable *passphrase_row;
  GtkEditable *repeat_row;
  GtkLabel *protect_message;
  GtkWidget *make_button;
  VbRecoveryView *recovery;
  GtkEditable *name_row;
  GtkEditable *role_row;
  VbPartyRow *party_row;
  GtkWidget *finish_button;

  VbSession *session;
  GCancellable *cancellable;
};

enum
{
  PROP_0,
  PROP_SESSION,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (VbWelcomeView, vb_welcome_view, GTK_TYPE_WIDGET)

/* ------------------------------------------------------------------ steps */

static void
go_to (VbWelcomeView *self,
       const char    *step)
{
  gtk_stack_set_visible_child_name (self->steps, step);
}

/* Going back is possible until there is a store. */
static void
step_changed_cb (VbWelcomeView *self)
{
  const char *step = gtk_stack_get_visible_child_name (self->steps);

  gtk_widget_set_visible (self->back_button,
                          g_strcmp0 (step, "protect") == 0 || g_strcmp0 (step, "restore") == 0);
}

static void
back_cb (VbWelcomeView *self)
{
  go_to (self, "start");
  gtk_widget_grab_focus (self->start_button);
}

static void
demo_cb (VbWelcomeView *self)
{
  vb_session_open_demo (self->session);
}

static void
restore_cb (VbWelcomeView *self)
{
  go_to (self, "restore");
}

/* ------------------------------------------------------------------ protection */

/* A battery means a laptop, and a laptop gets lost: there the passphrase is on until it is
 * switched off. */
static gboolean
has_battery (void)
{
  g_autoptr(GDir) supplies = g_dir_open ("/sys/class/power_supply", 0, NULL);
  const char *name;

  while (supplies != NULL && (name = g_dir_read_name (supplies)) != NULL)
    if (g_str_has_prefix (name, "BAT"))
      return TRUE;
  return FALSE;
}

static void
begin_cb (VbWelcomeView *self)
{
  vb_switch_row_set_active (self->keyring_row, TRUE);
  vb_switch_row_set_active (self->passphrase_switch, has_battery ());
  go_to (self, "protect");
  gtk_widget_grab_focus (GTK_WIDGET (self->keyring_row));
}

/* Returns: (nullable): what is still wrong, in words; "" when nothing is to be said yet. */
static const char *
find_objection (VbWelcomeView *self)
{
  const char *passphrase = vb_secret_text_get (self->passphrase_row);
  const char *repeat = vb_secret_text_get (self->repeat_row);

  if (!vb_switch_row_get_active (self->passphrase_switch))
    return vb_switch_row_get_active (self->keyring_row)
             ? NULL : _("Choose at least one way to open the store.");
  if (passphrase[0] == '\0')
    return "";
  if (!vb_vault_check_passphrase (passphrase, NULL))
    return _("The passphrase is too short.");
  if (repeat[0] == '\0')
    return "";
  return g_str_equal (passphrase, repeat) ? NULL : _("The two are not the same.");
}

static void
check_protection_cb (VbWelcomeView *self)
{
  const char *objection = find_objection (self);

  gtk_label_set_label (self->protect_message, objection != NULL ? objection : "");
  gtk_widget_set_sensitive (self->make_button, objection == NULL);
}

/* ------------------------------------------------------------------ making the store */

static void
wipe_passphrase (VbWelcomeView *self)
{
  gtk_editable_set_text (self->passphrase_row, "");
  gtk_editable_set_text (self->repeat_row, "");
}

static void
show_failure (VbWelcomeView *self,
              const GError  *error)
{
  g_autofree char *text = vb_error_dup_text (error);

  go_to (self, "protect");
  if (error->domain == VB_ERROR && error->code >= VB_ERROR_KEYRING_LOCKED &&
      error->code <= VB_ERROR_TIMED_OUT)
    {
      /* The keyring cannot do it: a passphrase can. */
      vb_switch_row_set_active (self->keyring_row, FALSE);
      vb_switch_row_set_active (self->passphrase_switch, TRUE);
      g_free (text);
      text = g_strdup_printf (_("%s. Use a passphrase instead, or try the keyring again."),
                              vb_error_title (error));
    }
  gtk_label_set_label (self->protect_message, text);
}

static void
created_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(VbWelcomeView) self = user_data;
  g_autoptr(GError) error = NULL;
  char *code = vb_session_create_finish (VB_SESSION (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (code == NULL)
    {
      show_failure (self, error);
      return;
    }
  wipe_passphrase (self);
  vb_recovery_view_set_code (self->recovery, code,
                             vb_vault_get_id (vb_session_get_vault (self->session)));
  vb_recovery_code_free (code);
  go_to (self, "recovery");
}

static void
make_cb (VbWelcomeView *self)
{
  gboolean with_passphrase = vb_switch_row_get_active (self->passphrase_switch);

  if (!gtk_widget_get_sensitive (self->make_button))
    return;
  go_to (self, "busy");
  vb_session_create_async (self->session, vb_switch_row_get_active (self->keyring_row),
                           with_passphrase ? vb_secret_text_get (self->passphrase_row) : NULL,
                           self->cancellable, created_cb, g_object_ref (self));
}

/* ------------------------------------------------------------------ paper, person */

static void
paper_cb (VbWelcomeView *self)
{
  vb_recovery_view_set_code (self->recovery, NULL, NULL);
  gtk_editable_set_text (self->name_row, vb_session_get_user_name (self->session));
  vb_party_row_set_store (self->party_row, vb_session_get_store (self->session));
  go_to (self, "person");
  gtk_widget_grab_focus (GTK_WIDGET (self->name_row));
}

static void
check_person_cb (VbWelcomeView *self)
{
  g_autofree char *name = g_strstrip (g_strdup (gtk_editable_get_text (self->name_row)));

  gtk_widget_set_sensitive (self->finish_button, name[0] != '\0');
}

static void
finish_cb (VbWelcomeView *self)
{
  g_autofree char *name = g_strstrip (g_strdup (gtk_editable_get_text (self->name_row)));
  g_autofree char *role = g_strstrip (g_strdup (gtk_editable_get_text (self->role_row)));

  if (name[0] == '\0')
    return;
  vb_session_set_user (self->session, name, role);
  vb_session_end_welcome (self->session);
  go_to (self, "start");
}

/* ------------------------------------------------------------------ object */

static void
vb_welcome_view_get_property (GObject    *object,
                              guint       id,
                              GValue     *value,
                              GParamSpec *pspec)
{
  if (id == PROP_SESSION)
    g_value_set_object (value, VB_WELCOME_VIEW (object)->session);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
vb_welcome_view_set_property (GObject      *object,
                              guint         id,
                              const GValue *value,
                              GParamSpec   *pspec)
{
  if (id != PROP_SESSION)
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  else if (g_set_object (&VB_WELCOME_VIEW (object)->session, g_value_get_object (value)))
    g_object_notify_by_pspec (object, pspec);
}

static void
vb_welcome_view_dispose (GObject *object)
{
  VbWelcomeView *self = VB_WELCOME_VIEW (object);
  GtkWidget *child;

  g_cancellable_cancel (self->cancellable);
  gtk_widget_dispose_template (GTK_WIDGET (self), VB_TYPE_WELCOME_VIEW);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_clear_object (&self->session);
  g_clear_object (&self->cancellable);

  G_OBJECT_CLASS (vb_welcome_view_parent_class)->dispose (object);
}

static void
vb_welcome_view_class_init (VbWelcomeViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = vb_welcome_view_get_property;
  object_class->set_property = vb_welcome_view_set_property;
  object_class->dispose = vb_welcome_view_dispose;

  properties[PROP_SESSION] =
    g_param_spec_object ("session", NULL, NULL, VB_TYPE_SESSION,
                         G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  g_type_ensure (VB_TYPE_SWITCH_ROW);
  g_type_ensure (VB_TYPE_RECOVERY_VIEW);
  g_type_ensure (VB_TYPE_RESTORE_VIEW);
  g_type_ensure (VB_TYPE_PARTY_ROW);
  g_type_ensure (VB_TYPE_WRAP_BUTTON);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/nl/verbinder/Verbinder/access/vb-welcome-view.ui");
  gtk_widget_class_bind_template_child (widget_class, VbWelcomeView, back_button);
  gtk_widget_class_bind_template_child (widget_class, VbWelcomeView, steps);
  gtk_widget_class_bind_template_child (widget_class, VbWelcomeView, start_button);
  gtk_widget_class_bind_template_child (widget_class, VbWelcomeView, keyring_row);
  gtk_widget_class_bind_template_child (widget_class, VbWelcomeView, passphrase_switch);
  gtk_widget_class_bind_template_child (widget_class, VbWelcomeView, passphrase_row);
  gtk_widget_class_bind_template_child (widget_class, VbWelcomeView, repeat_row);
  gtk_widget_class_bind_template_child (widget_class, VbWelcomeView, protect_message);
  gtk_widget_class_bind_template_child (widget_class, VbWelcomeView, make_button);
  gtk_widget_class_bind_template_child (widget_class, VbWelcomeView, recovery);
  gtk_widget_class_bind_template_child (widget_class, VbWelcomeView, name_row);
  gtk_widget_class_bind_template_child (widget_class, VbWelcomeView, role_row);
  gtk_widget_class_bind_template_child (widget_class, VbWelcomeView, party_row);
  gtk_widget_class_bind_template_child (widget_class, VbWelcomeView, finish_button);
  gtk_widget_class_bind_template_callback (widget_class, step_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, back_cb);
  gtk_widget_class_bind_template_callback (widget_class, begin_cb);
  gtk_widget_class_bind_template_callback (widget_class, demo_cb);
  gtk_widget_class_bind_template_callback (widget_class, restore_cb);
  gtk_widget_class_bind_template_callback (widget_class, check_protection_cb);
  gtk_widget_class_bind_template_callback (widget_class, make_cb);
  gtk_widget_class_bind_template_callback (widget_class, paper_cb);
  gtk_widget_class_bind_template_callback (widget_class, check_person_cb);
  gtk_widget_class_bind_template_callback (widget_class, finish_cb);
}

static void
vb_welcome_view_init (VbWelcomeView *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  vb_secret_text_guard (self->passphrase_row);
  vb_secret_text_guard (self->repeat_row);
  vb_entry_focus_tell (GTK_WIDGET (self));
  check_protection_cb (self);
  check_person_cb (self);
}
