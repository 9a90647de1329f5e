/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/social-map/vb-star-button.h"

#include <glib/gi18n.h>

#include "app/vb-call.h"
#include "app/widgets/vb-accessible.h"
#include "app/widgets/vb-ask-dialog.h"
#include "app/window/vb-window.h"
#include "core/store/vb-personal.h"

struct _VbStarButton
{
  AdwBin parent_instance;

  GtkToggleButton *button;

  VbStore *store;
  GCancellable *cancellable;
  char *id;           /* (nullable): of the service */
  char *folder;       /* (nullable): "" for a favourite without one */
  gboolean following; /* the button follows the store, not a press */
};

G_DEFINE_FINAL_TYPE (VbStarButton, vb_star_button, ADW_TYPE_BIN)

static void
show_folder (VbStarButton *self,
             const char   *folder)
{
  GtkWidget *button = GTK_WIDGET (self->button);
  g_autofree char *tip = NULL;
  g_autofree char *label = NULL;

  if (folder != self->folder)
    {
      g_free (self->folder);
      self->folder = g_strdup (folder);
    }
  self->following = TRUE;
  gtk_toggle_button_set_active (self->button, folder != NULL);
  self->following = FALSE;
  gtk_button_set_icon_name (GTK_BUTTON (self->button),
                            folder != NULL ? "starred-symbolic" : "non-starred-symbolic");
  if (folder != NULL && *folder != '\0')
    {
      /* Translators: the name of a folder of favourites */
      label = g_strdup_printf (_("Favourite, in the folder “%s”"), folder);
      tip = g_strdup_printf ("%s (Ctrl+D)", label);
    }
  if (tip == NULL)
    tip = g_strdup (_("Favourite (Ctrl+D)"));
  if (g_strcmp0 (gtk_widget_get_tooltip_text (button), tip) != 0)
    gtk_widget_set_tooltip_text (button, tip);
  vb_accessible_set_label (GTK_WIDGET (button), label != NULL ? label : _("Favourite"));
}

/* ------------------------------------------------------------------ changing */

/* A change that was asked for. */
typedef struct
{
  VbStarButton *button;
  VbWindow *window;
  gboolean favourite;
  char *folder; /* (nullable) */
} Change;

static void
change_free (Change *self)
{
  g_object_unref (self->button);
  g_object_unref (self->window);
  g_free (self->folder);
  g_free (self);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Change, change_free)

static void
changed_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(Change) change = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(VbUndo) undo = vb_personal_set_favourite_finish (VB_STORE (source), result, &error);
  g_autofree char *text = NULL;

  if (undo == NULL)
    {
      show_folder (change->button, change->button->folder);
      vb_window_say_error (change->window, _("The favourite was not kept"), error);
    }
  else if (!change->favourite)
    vb_window_say_undo (change->window, _("No favourite any more"), undo);
  else if (change->folder != NULL)
    {
      /* Translators: the name of a folder of favourites */
      text = g_strdup_printf (_("Put in the folder “%s”"), change->folder);
      vb_window_say_undo (change->window, text, undo);
    }
}

/* @folder: (nullable) */
static void
change (VbStarButton *self,
        gboolean      favourite,
        const char   *folder)
{
  Change *data;

  if (self->store == NULL || self->id == NULL || vb_window_of (self) == NULL)
    return;
  data = g_new0 (Change, 1);
  data->button = g_object_ref (self);
  data->window = g_object_ref (vb_window_of (self));
  data->favourite = favourite;
  data->folder = g_strdup (folder);
  vb_personal_set_favourite_async (self->store, self->id, favourite, folder, NULL, changed_cb,
                                   data);
}

static void
toggled_cb (VbStarButton *self)
{
  gboolean active = gtk_toggle_button_get_active (self->button);

  if (self->following)
    return;
  gtk_button_set_icon_name (GTK_BUTTON (self->button),
                            active ? "starred-symbolic" : "non-starred-symbolic");
  change (self, active, NULL);
}

void
vb_star_button_toggle (VbStarButton *self)
{
  g_return_if_fail (VB_IS_STAR_BUTTON (self));

  gtk_toggle_button_set_active (self->button, !gtk_toggle_button_get_active (self->button));
}

/* ------------------------------------------------------------------ folders */

static void
folder_named_cb (VbStarButton *self,
                 const char   *name)
{
  change (self, TRUE, name);
}

static void
folders_listed_cb (GObject      *source,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  g_autoptr(VbCall) call = user_data;
  VbStarButton *self = call->owner;
  g_autoptr(GError) error = NULL;
  g_auto(GStrv) folders = vb_personal_list_folders_finish (VB_STORE (source), result, &error);
  VbAskDialog *dialog;

  if (vb_call_is_over (call) || vb_window_of (self) == NULL)
    return;
  if (folders == NULL)
    {
      vb_window_say_error (vb_window_of (self), _("The folders could not be read"), error);
      return;
    }
  dialog = vb_ask_dialog_new (GTK_WINDOW (vb_window_of (self)), _("Put in a Folder"),
                              _("Type the name of a new folder, or choose one."), _("Folder"),
                              _("_Put in Folder"));
  if (self->folder != NULL)
    vb_ask_dialog_set_text (dialog, self->folder);
  for (char **folder = folders; *folder != NULL; folder++)
    vb_ask_dialog_add_suggestion (dialog, *folder);
  g_signal_connect_object (dialog, "answered", G_CALLBACK (folder_named_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

void
vb_star_button_ask_folder (VbStarButton *self)
{
  g_return_if_fail (VB_IS_STAR_BUTTON (self));

  if (self->store != NULL && self->id != NULL)
    vb_personal_list_folders_async (self->store, self->cancellable, folders_listed_cb,
                                    vb_call_new (self, self->cancellable));
}

/* ------------------------------------------------------------------ following the store */

static void
found_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(VbCall) call = user_data;
  g_autoptr(GError) error = NULL;
  g_autofree char *folder = vb_personal_find_favourite_finish (VB_STORE (source), result, &error);

  if (error == NULL && !vb_call_is_over (call))
    show_folder (call->owner, folder);
}

void
vb_star_button_show (VbStarButton *self,
                     VbStore      *store,
                     const char   *service_id)
{
  g_return_if_fail (VB_IS_STAR_BUTTON (self));

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  g_set_object (&self->store, store);
  /* Of the same service, the star stays until the store says something else. */
  if (g_strcmp0 (self->id, service_id) != 0)
    {
      g_free (self->id);
      self->id = g_strdup (service_id);
      /* Without a service it is not seen, and a window that goes takes no new tooltip. */
      if (service_id != NULL)
        show_folder (self, NULL);
    }
  if (store != NULL && service_id != NULL)
    vb_personal_find_favourite_async (store, service_id, self->cancellable, found_cb,
                                      vb_call_new (self, self->cancellable));
}

/* ------------------------------------------------------------------ object */

static void
vb_star_button_dispose (GObject *object)
{
  VbStarButton *self = VB_STAR_BUTTON (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->store);

  G_OBJECT_CLASS (vb_star_button_parent_class)->dispose (object);
}

static void
vb_star_button_finalize (GObject *object)
{
  VbStarButton *self = VB_STAR_BUTTON (object);

  g_free (self->id);
  g_free (self->folder);

  G_OBJECT_CLASS (vb_star_button_parent_class)->finalize (object);
}

static void
vb_star_button_class_init (VbStarButtonClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = vb_star_button_dispose;
  object_class->finalize = vb_star_button_finalize;

  gtk_widget_class_set_template_from_resource (
    widget_class, "/nl/verbinder/Verbinder/social-map/vb-star-button.ui");
  gtk_widget_class_bind_template_child (widget_class, VbStarButton, button);
  gtk_widget_class_bind_template_callback (widget_class, toggled_cb);
}

static void
vb_star_button_init (VbStarButton *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  show_folder (self, NULL);
}
