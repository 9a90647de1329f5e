/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/edit/vb-name-chooser.h"

#include <glib/gi18n.h>

#include "app/vb-error-text.h"
#include "app/widgets/vb-wrap-button.h"

#define N_SHOWN 50

struct _VbNameChooser
{
  GtkBox parent_instance;

  GtkSearchEntry *entry;
  GtkLabel *nothing;
  GtkWidget *scroller;
  GtkListBox *list;
  GtkButton *new_button;

  VbStore *store;
  VbTable table;
  char *new_label;  /* (nullable) */
  GPtrArray *names; /* (nullable): of VbName, as listed */
  GCancellable *searching;
};

enum
{
  CHOSEN,
  NEW,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (VbNameChooser, vb_name_chooser, GTK_TYPE_BOX)

static void
add_row (VbNameChooser *self,
         const VbName  *name)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), name->name != NULL ? name->name : "");
  if (name->detail != NULL)
    {
      g_autofree char *detail = g_markup_escape_text (name->detail, -1);

      adw_action_row_set_subtitle (ADW_ACTION_ROW (row), detail);
    }
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  gtk_list_box_append (self->list, row);
}

static void
show_names (VbNameChooser *self)
{
  GtkWidget *row;

  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL)
    gtk_list_box_remove (self->list, row);
  for (guint i = 0; i < self->names->len; i++)
    add_row (self, g_ptr_array_index (self->names, i));
  gtk_label_set_label (self->nothing, self->table == VB_TABLE_ORGANIZATION
                                        ? _("No organisation has this name.")
                                        : self->table == VB_TABLE_LOCATION
                                        ? _("No place has this name.")
                                        : _("Nothing has this name."));
  gtk_widget_set_visible (GTK_WIDGET (self->nothing), self->names->len == 0);
  gtk_widget_set_visible (self->scroller, self->names->len > 0);
}

static void
found_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(VbNameChooser) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) names = vb_directory_find_names_finish (VB_STORE (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->list == NULL)
    return;
  if (names == NULL)
    {
      gtk_label_set_label (self->nothing, vb_error_title (error));
      gtk_widget_set_visible (GTK_WIDGET (self->nothing), TRUE);
      return;
    }
  g_clear_pointer (&self->names, g_ptr_array_unref);
  self->names = g_steal_pointer (&names);
  show_names (self);
}

/* What would be made says how it would be called. */
static void
name_new (VbNameChooser *self)
{
  g_autofree char *text =
      g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->entry))));
  g_autofree char *label = self->new_label == NULL || *text == '\0'
                             ? g_strdup (self->new_label)
                             /* Translators: "New Organisation", then the name it will have */
                             : g_strdup_printf (_("%s “%s”"), self->new_label, text);

  gtk_button_set_label (self->new_button, label != NULL ? label : "");
}

static void
search_cb (VbNameChooser *self)
{
  if (self->store == NULL)
    return;
  name_new (self);
  g_cancellable_cancel (self->searching);
  g_clear_object (&self->searching);
  self->searching = g_cancellable_new ();
  vb_directory_find_names_async (self->store, self->table,
                                 gtk_editable_get_text (GTK_EDITABLE (self->entry)), N_SHOWN,
                                 self->searching, found_cb, g_object_ref (self));
}

static void
choose (VbNameChooser *self,
        guint          position)
{
  if (self->names != NULL && position < self->names->len)
    g_signal_emit (self, signals[CHOSEN], 0, g_ptr_array_index (self->names, position));
}

static void
activated_cb (VbNameChooser *self)
{
  if (self->names != NULL && self->names->len > 0)
    choose (self, 0);
}

/* From the words straight to the hits: by direction alone the focus would pass them by. */
static gboolean
pressed_cb (VbNameChooser   *self,
            guint            key,
            guint            code,
            GdkModifierType  state)
{
  GtkListBoxRow *first = gtk_list_box_get_row_at_index (self->list, 0);

  if ((key != GDK_KEY_Down && key != GDK_KEY_KP_Down) || first == NULL
      || !gtk_widget_get_visible (self->scroller))
    return GDK_EVENT_PROPAGATE;
  gtk_widget_grab_focus (GTK_WIDGET (first));
  return GDK_EVENT_STOP;
}

static void
stopped_cb (VbNameChooser *self)
{
  GtkWidget *popover = gtk_widget_get_ancestor (GTK_WIDGET (self), GTK_TYPE_POPOVER);

  if (popover != NULL)
    gtk_popover_popdown (GTK_POPOVER (popover));
}

static void
row_activated_cb (VbNameChooser *self,
                  GtkListBoxRow *row)
{
  choose (self, gtk_list_box_row_get_index (row));
}

static void
new_cb (VbNameChooser *self)
{
  g_autofree char *text =
      g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->entry))));

  g_signal_emit (self, signals[NEW], 0, text);
}

/* ------------------------------------------------------------------ object */

static void
vb_name_chooser_dispose (GObject *object)
{
  VbNameChooser *self = VB_NAME_CHOOSER (object);

  g_cancellable_cancel (self->searching);
  g_clear_object (&self->searching);
  g_clear_object (&self->store);
  gtk_widget_dispose_template (GTK_WIDGET (self), VB_TYPE_NAME_CHOOSER);
  g_clear_pointer (&self->names, g_ptr_array_unref);

  G_OBJECT_CLASS (vb_name_chooser_parent_class)->dispose (object);
}

static void
vb_name_chooser_finalize (GObject *object)
{
  g_free (VB_NAME_CHOOSER (object)->new_label);

  G_OBJECT_CLASS (vb_name_chooser_parent_class)->finalize (object);
}

static void
vb_name_chooser_class_init (VbNameChooserClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vb_name_chooser_dispose;
  G_OBJECT_CLASS (klass)->finalize = vb_name_chooser_finalize;

  signals[CHOSEN] = g_signal_new ("chosen", VB_TYPE_NAME_CHOOSER, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                  NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);
  signals[NEW] = g_signal_new ("new", VB_TYPE_NAME_CHOOSER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                               G_TYPE_NONE, 1, G_TYPE_STRING);
  g_type_ensure (VB_TYPE_WRAP_BUTTON);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/nl/verbinder/Verbinder/edit/vb-name-chooser.ui");
  gtk_widget_class_bind_template_child (widget_class, VbNameChooser, entry);
  gtk_widget_class_bind_template_child (widget_class, VbNameChooser, nothing);
  gtk_widget_class_bind_template_child (widget_class, VbNameChooser, scroller);
  gtk_widget_class_bind_template_child (widget_class, VbNameChooser, list);
  gtk_widget_class_bind_template_child (widget_class, VbNameChooser, new_button);
  gtk_widget_class_bind_template_callback (widget_class, search_cb);
  gtk_widget_class_bind_template_callback (widget_class, activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, pressed_cb);
  gtk_widget_class_bind_template_callback (widget_class, stopped_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, new_cb);
}

static void
vb_name_chooser_init (VbNameChooser *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
vb_name_chooser_open (VbNameChooser *self,
                      VbStore       *store,
                      VbTable        table,
                      const char    *new_label)
{
  g_return_if_fail (VB_IS_NAME_CHOOSER (self));
  g_return_if_fail (VB_IS_STORE (store));

  g_set_object (&self->store, store);
  self->table = table;
  gtk_widget_set_visible (GTK_WIDGET (self->new_button), new_label != NULL);
  g_free (self->new_label);
  self->new_label = g_strdup (new_label);
  gtk_editable_set_text (GTK_EDITABLE (self->entry), "");
  search_cb (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
}
