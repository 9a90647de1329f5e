/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/social-map/vb-folder-bar.h"

#include <glib/gi18n.h>

#include "app/vb-call.h"
#include "app/widgets/vb-accessible.h"
#include "app/widgets/vb-ask-dialog.h"
#include "app/window/vb-window.h"
#include "core/store/vb-personal.h"

struct _VbFolderBar
{
  AdwBin parent_instance;

  GtkDropDown *chooser;
  GtkStringList *names; /* the first means all of them */
  GtkWidget *menu_button;

  VbStore *store;
  GSignalGroup *store_signals;
  GCancellable *cancellable;
  char *folder; /* (nullable) */
  guint refresh;
  gboolean wanted;
  gboolean filling;
};

enum
{
  PROP_0,
  PROP_FOLDER,
  PROP_WANTED,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (VbFolderBar, vb_folder_bar, ADW_TYPE_BIN)

static void
set_folder (VbFolderBar *self,
            const char  *folder)
{
  gtk_widget_set_visible (self->menu_button, folder != NULL);
  if (g_strcmp0 (self->folder, folder) == 0)
    return;
  g_free (self->folder);
  self->folder = g_strdup (folder);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FOLDER]);
}

static void
selected_cb (VbFolderBar *self)
{
  guint n = gtk_drop_down_get_selected (self->chooser);

  if (!self->filling && n != GTK_INVALID_LIST_POSITION)
    set_folder (self, n == 0 ? NULL : gtk_string_list_get_string (self->names, n));
}

static void
update_visible (VbFolderBar *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self),
                          self->wanted &&
                            g_list_model_get_n_items (G_LIST_MODEL (self->names)) > 1);
}

/* ------------------------------------------------------------------ reading */

/* @folders: (nullable). A folder that is gone is not chosen any more. */
static void
show_folders (VbFolderBar *self,
              char       **folders)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->names));
  guint chosen = 0;

  self->filling = TRUE;
  gtk_string_list_splice (self->names, 0, n, NULL);
  gtk_string_list_append (self->names, _("All Favourites"));
  for (guint i = 0; folders != NULL && folders[i] != NULL; i++)
    {
      gtk_string_list_append (self->names, folders[i]);
      if (g_strcmp0 (self->folder, folders[i]) == 0)
        chosen = i + 1;
    }
  gtk_drop_down_set_selected (self->chooser, chosen);
  self->filling = FALSE;
  selected_cb (self);
  update_visible (self);
}

static void
listed_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(VbCall) call = user_data;
  g_auto(GStrv) folders = vb_personal_list_folders_finish (VB_STORE (source), result, NULL);

  /* What cannot be read now stays as it was; the list below it says what the trouble is. */
  if (folders != NULL && !vb_call_is_over (call))
    show_folders (call->owner, folders);
}

static void
cancel (VbFolderBar *self)
{
  g_clear_handle_id (&self->refresh, g_source_remove);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
}

static gboolean
refresh_cb (gpointer user_data)
{
  VbFolderBar *self = user_data;

  self->refresh = 0;
  cancel (self);
  self->cancellable = g_cancellable_new ();
  vb_personal_list_folders_async (self->store, self->cancellable, listed_cb,
                                  vb_call_new (self, self->cancellable));
  return G_SOURCE_REMOVE;
}

static void
store_changed_cb (VbFolderBar *self)
{
  if (self->wanted && self->store != NULL && self->refresh == 0)
    self->refresh = g_timeout_add (100, refresh_cb, self);
}

void
vb_folder_bar_set_store (VbFolderBar *self,
                         VbStore     *store)
{
  g_return_if_fail (VB_IS_FOLDER_BAR (self));

  if (!g_set_object (&self->store, store))
    return;
  cancel (self);
  g_signal_group_set_target (self->store_signals, store);
  show_folders (self, NULL);
  store_changed_cb (self);
}

const char *
vb_folder_bar_get_folder (VbFolderBar *self)
{
  g_return_val_if_fail (VB_IS_FOLDER_BAR (self), NULL);

  return self->wanted ? self->folder : NULL;
}

/* ------------------------------------------------------------------ changing */

typedef struct
{
  VbFolderBar *bar;
  VbWindow *window;
  char *name; /* (nullable): dissolved */
} Change;

static void
change_free (Change *self)
{
  g_object_unref (self->bar);
  g_object_unref (self->window);
  g_free (self->name);
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
  g_autoptr(VbUndo) undo = vb_personal_rename_folder_finish (VB_STORE (source), result, &error);

  if (undo == NULL)
    {
      vb_window_say_error (change->window, _("The folder was not changed"), error);
      return;
    }
  /* The choice goes with the folder. */
  set_folder (change->bar, change->name);
  store_changed_cb (change->bar);
  vb_window_say_undo (change->window,
                      change->name != NULL ? _("Folder renamed")
                                           : _("Folder dissolved; its favourites stay"),
                      undo);
}

static void
change_folder (VbFolderBar *self,
               const char  *name)
{
  Change *change;

  if (self->store == NULL || self->folder == NULL || vb_window_of (self) == NULL)
    return;
  change = g_new0 (Change, 1);
  change->bar = g_object_ref (self);
  change->window = g_object_ref (vb_window_of (self));
  change->name = g_strdup (name);
  vb_personal_rename_folder_async (self->store, self->folder, name, NULL, changed_cb, change);
}

static void
rename_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  VbFolderBar *self = VB_FOLDER_BAR (widget);
  VbAskDialog *dialog;

  if (self->folder == NULL)
    return;
  dialog = vb_ask_dialog_new (GTK_WINDOW (vb_window_of (self)), _("Rename Folder"), NULL,
                              _("Name"), _("_Rename"));
  vb_ask_dialog_set_text (dialog, self->folder);
  g_signal_connect_object (dialog, "answered", G_CALLBACK (change_folder), self,
                           G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
dissolve_action (GtkWidget  *widget,
                 const char *name,
                 GVariant   *parameter)
{
  change_folder (VB_FOLDER_BAR (widget), NULL);
}

/* ------------------------------------------------------------------ object */

static void
set_wanted (VbFolderBar *self,
            gboolean     wanted)
{
  if (self->wanted == wanted)
    return;
  self->wanted = wanted;
  store_changed_cb (self);
  update_visible (self);
}

static void
vb_folder_bar_get_property (GObject    *object,
                            guint       id,
                            GValue     *value,
                            GParamSpec *pspec)
{
  VbFolderBar *self = VB_FOLDER_BAR (object);

  switch (id)
    {
    case PROP_FOLDER:
      g_value_set_string (value, self->folder);
      break;
    case PROP_WANTED:
      g_value_set_boolean (value, self->wanted);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
vb_folder_bar_set_property (GObject      *object,
                            guint         id,
                            const GValue *value,
                            GParamSpec   *pspec)
{
  switch (id)
    {
    case PROP_WANTED:
      set_wanted (VB_FOLDER_BAR (object), g_value_get_boolean (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
vb_folder_bar_dispose (GObject *object)
{
  VbFolderBar *self = VB_FOLDER_BAR (object);

  cancel (self);
  self->filling = TRUE;
  g_clear_object (&self->store_signals);
  g_clear_object (&self->store);

  G_OBJECT_CLASS (vb_folder_bar_parent_class)->dispose (object);
}

static void
vb_folder_bar_finalize (GObject *object)
{
  g_free (VB_FOLDER_BAR (object)->folder);

  G_OBJECT_CLASS (vb_folder_bar_parent_class)->finalize (object);
}

static void
vb_folder_bar_class_init (VbFolderBarClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = vb_folder_bar_get_property;
  object_class->set_property = vb_folder_bar_set_property;
  object_class->dispose = vb_folder_bar_dispose;
  object_class->finalize = vb_folder_bar_finalize;

  properties[PROP_FOLDER] = g_param_spec_string ("folder", NULL, NULL, NULL,
                                                 G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_WANTED] = g_param_spec_boolean ("wanted", NULL, NULL, FALSE,
                                                  G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_template_from_resource (
    widget_class, "/nl/verbinder/Verbinder/social-map/vb-folder-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, VbFolderBar, chooser);
  gtk_widget_class_bind_template_child (widget_class, VbFolderBar, names);
  gtk_widget_class_bind_template_child (widget_class, VbFolderBar, menu_button);
  gtk_widget_class_bind_template_callback (widget_class, selected_cb);
  gtk_widget_class_install_action (widget_class, "folder.rename", NULL, rename_action);
  gtk_widget_class_install_action (widget_class, "folder.dissolve", NULL, dissolve_action);
}

static void
vb_folder_bar_init (VbFolderBar *self)
{
  self->store_signals = g_signal_group_new (VB_TYPE_STORE);
  gtk_widget_init_template (GTK_WIDGET (self));
  vb_accessible_set_label (self->menu_button, _("Change this folder"));
  show_folders (self, NULL);
  g_signal_group_connect_swapped (self->store_signals, "changed", G_CALLBACK (store_changed_cb),
                                  self);
}
