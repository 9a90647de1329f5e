/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/social-map/vb-saved-search-row.h"

#include <glib/gi18n.h>

#include "app/social-map/vb-saved-search.h"
#include "app/widgets/vb-accessible.h"

struct _VbSavedSearchRow
{
  GtkListBoxRow parent_instance;

  GtkLabel *label;
  GtkWidget *menu_button;

  VbSavedSearch *search;
};

G_DEFINE_FINAL_TYPE (VbSavedSearchRow, vb_saved_search_row, GTK_TYPE_LIST_BOX_ROW)

static void
open_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  gtk_widget_activate_action (widget, "win.open-search", "s",
                              VB_SAVED_SEARCH_ROW (widget)->search->query);
}

static void
rename_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  vb_saved_search_rename (vb_window_of (widget), VB_SAVED_SEARCH_ROW (widget)->search);
}

static void
delete_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  vb_saved_search_delete (vb_window_of (widget), VB_SAVED_SEARCH_ROW (widget)->search);
}

static void
vb_saved_search_row_finalize (GObject *object)
{
  g_clear_pointer (&VB_SAVED_SEARCH_ROW (object)->search, vb_saved_search_free);

  G_OBJECT_CLASS (vb_saved_search_row_parent_class)->finalize (object);
}

static void
vb_saved_search_row_class_init (VbSavedSearchRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = vb_saved_search_row_finalize;

  gtk_widget_class_set_template_from_resource (
    widget_class, "/nl/verbinder/Verbinder/social-map/vb-saved-search-row.ui");
  gtk_widget_class_bind_template_child (widget_class, VbSavedSearchRow, label);
  gtk_widget_class_bind_template_child (widget_class, VbSavedSearchRow, menu_button);
  gtk_widget_class_install_action (widget_class, "search.open", NULL, open_action);
  gtk_widget_class_install_action (widget_class, "search.rename", NULL, rename_action);
  gtk_widget_class_install_action (widget_class, "search.delete", NULL, delete_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F2, 0, "search.rename", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Delete, 0, "search.delete", NULL);
}

static void
vb_saved_search_row_init (VbSavedSearchRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
vb_saved_search_row_new (const VbSavedSearch *search)
{
  VbSavedSearchRow *self = g_object_new (VB_TYPE_SAVED_SEARCH_ROW, NULL);
  g_autofree char *label = NULL;
  g_autofree char *menu = NULL;

  self->search = g_new0 (VbSavedSearch, 1);
  self->search->id = g_strdup (search->id);
  self->search->name = g_strdup (search->name);
  self->search->query = g_strdup (search->query);
  self->search->saved_at = search->saved_at;
  gtk_label_set_text (self->label, search->name);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), search->name);
  /* Translators: the name of a saved search */
  label = g_strdup_printf (_("Saved search: %s"), search->name);
  vb_accessible_set_label (GTK_WIDGET (self), label);
  /* Translators: the name of a saved search */
  menu = g_strdup_printf (_("Menu of %s"), search->name);
  vb_accessible_set_label (self->menu_button, menu);
  return GTK_WIDGET (self);
}

const char *
vb_saved_search_row_get_query (VbSavedSearchRow *self)
{
  g_return_val_if_fail (VB_IS_SAVED_SEARCH_ROW (self), NULL);

  return self->search->query;
}
