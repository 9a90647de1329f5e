/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/access/vb-confirm-window.h"

#include <glib/gi18n.h>

#include "app/vb-call.h"
#include "app/vb-error-text.h"
#include "app/widgets/vb-accessible.h"
#include "app/widgets/vb-secret-text.h"
#include "app/widgets/vb-wrap-button.h"
#include "app/widgets/vb-wrap-layout.h"
#include "app/window/vb-window.h"
#include "core/vault/vb-recovery-code.h"

#define WIDTH 440
#define HIGHEST 720
#define SPARE 60 /* for a line that says what is wrong */

struct _VbConfirmWindow
{
  AdwWindow parent_instance;

  GtkWidget *column;
  GtkLabel *heading;
  GtkLabel *body;
  GtkWidget *passphrase_group;
  GtkEditable *passphrase_row;
  GtkWidget *keyring_box;
  GtkCheckButton *myself_check;
  GtkLabel *myself_label;
  GtkLabel *message;
  GtkWidget *busy;
  GtkButton *accept_button;

  VbVault *vault; /* (nullable): of its own: that of the session stays as it is */
  GCancellable *cancellable;
  gboolean asking;
};

enum
{
  CONFIRMED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (VbConfirmWindow, vb_confirm_window, ADW_TYPE_WINDOW)

/* (nullable): of the program that @window belongs to */
static VbSession *
find_session (GtkWindow *window)
{
  while (window != NULL && !VB_IS_WINDOW (window))
    window = gtk_window_get_transient_for (window);
  return window != NULL ? vb_window_get_session (VB_WINDOW (window)) : NULL;
}

static void
say (VbConfirmWindow *self,
     const char      *text)
{
  gtk_label_set_label (self->message, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->message), text != NULL);
}

static void
set_asking (VbConfirmWindow *self,
            gboolean         asking)
{
  self->asking = asking;
  gtk_widget_set_visible (self->busy, asking);
  gtk_widget_set_sensitive (GTK_WIDGET (self->accept_button), !asking);
  gtk_widget_set_sensitive (self->passphrase_group, !asking);
  gtk_widget_set_sensitive (self->keyring_box, !asking);
}

static void
confirm (VbConfirmWindow *self)
{
  g_autoptr(VbConfirmWindow) alive = g_object_ref (self);

  g_signal_emit (self, signals[CONFIRMED], 0);
  gtk_window_destroy (GTK_WINDOW (self));
}

/* A keyring that is open asks nobody anything: only where there is nothing else does it do. */
static gboolean
asks_secret (VbVault *vault)
{
  return vb_vault_has_slot (vault, VB_SLOT_PASSPHRASE) || !vb_vault_has_keyring (vault);
}

static void
say_failure (VbConfirmWindow *self,
             const GError    *error)
{
  g_autofree char *text = NULL;

  if (g_error_matches (error, VB_ERROR, VB_ERROR_WRONG_PASSPHRASE)
      || g_error_matches (error, VB_ERROR, VB_ERROR_WRONG_RECOVERY_CODE))
    {
      gtk_widget_add_css_class (GTK_WIDGET (self->passphrase_row), "error");
      say (self, _("That opens nothing here. Nothing was done."));
      gtk_widget_grab_focus (GTK_WIDGET (self->passphrase_row));
      return;
    }
  text = vb_error_dup_text (error);
  say (self, text);
}

static void
unlocked_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(VbCall) call = user_data;
  VbConfirmWindow *self = call->owner;
  g_autoptr(GError) error = NULL;
  g_autoptr(VbSecret) key = vb_vault_unlock_finish (VB_VAULT (source), result, &error);

  vb_vault_lock (VB_VAULT (source));
  if (vb_call_is_over (call))
    return;
  set_asking (self, FALSE);
  if (key == NULL)
    {
      say_failure (self, error);
      return;
    }
  gtk_editable_set_text (self->passphrase_row, "");
  confirm (self);
}

static void
unlock (VbConfirmWindow *self)
{
  const char *secret = vb_secret_text_get (self->passphrase_row);
  VbCall *call = vb_call_new (self, self->cancellable);

  set_asking (self, TRUE);
  if (!asks_secret (self->vault))
    vb_vault_unlock_with_keyring_async (self->vault, VB_KEYRING_MAY_PROMPT, self->cancellable,
                                        unlocked_cb, call);
  else if (vb_recovery_code_is_whole (secret))
    vb_vault_unlock_with_recovery_async (self->vault, secret, self->cancellable, unlocked_cb, call);
  else
    vb_vault_unlock_with_passphrase_async (self->vault, secret, self->cancellable, unlocked_cb,
                                           call);
}

static void
accept_cb (VbConfirmWindow *self)
{
  gboolean secret = self->vault != NULL && asks_secret (self->vault);

  if (self->asking)
    return;
  say (self, NULL);
  if (self->vault == NULL)
    {
      confirm (self);
      return;
    }
  if (secret && *vb_secret_text_get (self->passphrase_row) == '\0')
    {
      gtk_widget_grab_focus (GTK_WIDGET (self->passphrase_row));
      return;
    }
  if (!secret && !gtk_check_button_get_active (self->myself_check))
    {
      say (self, _("Tick that it is you who asks for this. Nothing was done yet."));
      gtk_widget_grab_focus (GTK_WIDGET (self->myself_check));
      return;
    }
  unlock (self);
}

static void
typed_cb (VbConfirmWindow *self)
{
  gtk_widget_remove_css_class (GTK_WIDGET (self->passphrase_row), "error");
  say (self, NULL);
}

/* ------------------------------------------------------------------ object */

static void
vb_confirm_window_map (GtkWidget *widget)
{
  VbConfirmWindow *self = VB_CONFIRM_WINDOW (widget);

  GTK_WIDGET_CLASS (vb_confirm_window_parent_class)->map (widget);

  if (gtk_widget_get_visible (self->passphrase_group))
    gtk_widget_grab_focus (GTK_WIDGET (self->passphrase_row));
}

/* An answer that comes when nobody waits for it any more says nothing. */
static void
vb_confirm_window_unmap (GtkWidget *widget)
{
  g_cancellable_cancel (VB_CONFIRM_WINDOW (widget)->cancellable);

  GTK_WIDGET_CLASS (vb_confirm_window_parent_class)->unmap (widget);
}

static void
vb_confirm_window_dispose (GObject *object)
{
  VbConfirmWindow *self = VB_CONFIRM_WINDOW (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->vault);
  gtk_widget_dispose_template (GTK_WIDGET (self), VB_TYPE_CONFIRM_WINDOW);

  G_OBJECT_CLASS (vb_confirm_window_parent_class)->dispose (object);
}

static void
vb_confirm_window_finalize (GObject *object)
{
  g_object_unref (VB_CONFIRM_WINDOW (object)->cancellable);

  G_OBJECT_CLASS (vb_confirm_window_parent_class)->finalize (object);
}

static void
vb_confirm_window_class_init (VbConfirmWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vb_confirm_window_dispose;
  G_OBJECT_CLASS (klass)->finalize = vb_confirm_window_finalize;
  widget_class->map = vb_confirm_window_map;
  widget_class->unmap = vb_confirm_window_unmap;

  signals[CONFIRMED] = g_signal_new ("confirmed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                     NULL, NULL, NULL, G_TYPE_NONE, 0);

  g_type_ensure (VB_TYPE_WRAP_BUTTON);
  g_type_ensure (VB_TYPE_WRAP_LAYOUT);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/nl/verbinder/Verbinder/access/vb-confirm-window.ui");
  gtk_widget_class_bind_template_child (widget_class, VbConfirmWindow, column);
  gtk_widget_class_bind_template_child (widget_class, VbConfirmWindow, heading);
  gtk_widget_class_bind_template_child (widget_class, VbConfirmWindow, body);
  gtk_widget_class_bind_template_child (widget_class, VbConfirmWindow, passphrase_group);
  gtk_widget_class_bind_template_child (widget_class, VbConfirmWindow, passphrase_row);
  gtk_widget_class_bind_template_child (widget_class, VbConfirmWindow, keyring_box);
  gtk_widget_class_bind_template_child (widget_class, VbConfirmWindow, myself_check);
  gtk_widget_class_bind_template_child (widget_class, VbConfirmWindow, myself_label);
  gtk_widget_class_bind_template_child (widget_class, VbConfirmWindow, message);
  gtk_widget_class_bind_template_child (widget_class, VbConfirmWindow, busy);
  gtk_widget_class_bind_template_child (widget_class, VbConfirmWindow, accept_button);
  gtk_widget_class_bind_template_callback (widget_class, accept_cb);
  gtk_widget_class_bind_template_callback (widget_class, typed_cb);
}

static void
vb_confirm_window_init (VbConfirmWindow *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  vb_secret_text_guard (self->passphrase_row);
}

/* What cannot be read cannot say yes: the button stays off, and the reason stands there. */
static void
take_vault (VbConfirmWindow *self,
            VbVault         *vault)
{
  g_autoptr(GError) error = NULL;
  gboolean loaded;

  self->vault = vb_vault_new (vb_vault_get_path (vault));
  loaded = vb_vault_load (self->vault, &error);
  gtk_widget_set_visible (self->passphrase_group, loaded && asks_secret (self->vault));
  gtk_widget_set_visible (self->keyring_box, loaded && !asks_secret (self->vault));
  gtk_widget_set_sensitive (GTK_WIDGET (self->accept_button), loaded);
  if (!loaded)
    say_failure (self, error);
}

/* An open keyring says yes to whoever is at the screen: then it is said by name who that is. */
static void
name_user (VbConfirmWindow *self,
           VbSession       *session)
{
  const char *name = session != NULL ? vb_session_get_user_name (session) : g_get_user_name ();
  /* Translators: %s is the name of who works here */
  g_autofree char *text = g_strdup_printf (_("I am %s, and I ask for this"), name);

  gtk_label_set_label (self->myself_label, text);
  vb_accessible_set_label (GTK_WIDGET (self->myself_check), text);
}

/* As high as what stands in it: a list that scrolls asks for the height of a text in one line, and
 * the answer would lie below the edge. */
static void
fit (VbConfirmWindow *self,
     GtkWindow       *parent)
{
  int room = parent != NULL ? gtk_widget_get_width (GTK_WIDGET (parent)) : 0;
  int width = room > 0 ? CLAMP (room, 320, WIDTH) : WIDTH;
  int height;

  gtk_widget_measure (self->column, GTK_ORIENTATION_VERTICAL, width, NULL, &height, NULL, NULL);
  gtk_window_set_default_size (GTK_WINDOW (self), width, MIN (height + SPARE, HIGHEST));
}

GtkWindow *
vb_confirm_window_new (GtkWindow               *parent,
                       VbVault                 *vault,
                       const VbConfirmQuestion *question)
{
  VbConfirmWindow *self = g_object_new (VB_TYPE_CONFIRM_WINDOW, "transient-for", parent, "title",
                                        question->heading, NULL);

  gtk_label_set_label (self->heading, question->heading);
  gtk_label_set_label (self->body, question->body);
  gtk_button_set_label (self->accept_button, question->accept);
  gtk_widget_add_css_class (GTK_WIDGET (self->accept_button),
                            question->destroys ? "destructive-action" : "suggested-action");
  name_user (self, find_session (parent));
  if (vault != NULL)
    take_vault (self, vault);
  fit (self, parent);
  return GTK_WINDOW (self);
}

void
vb_confirm (GtkWindow               *window,
            const VbConfirmQuestion *question,
            GCallback                confirmed,
            gpointer                 object)
{
  VbSession *session = find_session (window);
  VbVault *vault = session != NULL ? vb_session_get_vault (session) : NULL;
  GtkWindow *asking;

  if (vault == NULL && !question->destroys)
    {
      ((void (*) (gpointer, gpointer)) confirmed) (object, NULL);
      return;
    }
  asking = vb_confirm_window_new (window, vault, question);
  g_signal_connect_object (asking, "confirmed", confirmed, object, G_CONNECT_SWAPPED);
  gtk_window_present (asking);
}
