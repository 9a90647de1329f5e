/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/preferences/vb-source-page.h"

#include <glib/gi18n.h>

#include "app/preferences/vb-preferences-say.h"
#include "app/preferences/vb-removable-row.h"
#include "app/vb-error-text.h"
#include "app/vb-words.h"
#include "core/store/vb-sources.h"

struct _VbSourcePage
{
  AdwPreferencesPage parent_instance;

  GtkListBox *list;
  GtkLabel *empty;

  VbStore *store;
  char *removing; /* (nullable): id that the open question is about */
  GCancellable *cancellable;
};

G_DEFINE_FINAL_TYPE (VbSourcePage, vb_source_page, ADW_TYPE_PREFERENCES_PAGE)

static void load (VbSourcePage *self);

/* ------------------------------------------------------------------ removing */

static void
removed_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(VbSourcePage) self = user_data;
  g_autoptr(GError) error = NULL;
  gint64 n = vb_sources_remove_finish (VB_STORE (source), result, &error);
  g_autofree char *text = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  gtk_widget_set_sensitive (GTK_WIDGET (self->list), TRUE);
  if (n < 0)
    {
      vb_preferences_say (self, vb_error_title (error));
      return;
    }
  text = g_strdup_printf (ngettext ("%u record removed", "%u records removed", n), (guint) n);
  vb_preferences_say (self, text);
  load (self);
}

static void
confirmed_cb (VbSourcePage *self)
{
  g_autofree char *id = g_steal_pointer (&self->removing);

  gtk_widget_set_sensitive (GTK_WIDGET (self->list), FALSE);
  vb_sources_remove_async (self->store, id, self->cancellable, removed_cb, g_object_ref (self));
}

static void
remove_cb (VbSourcePage   *self,
           VbRemovableRow *row)
{
  g_autofree char *heading = NULL;
  GtkWidget *dialog;

  g_free (self->removing);
  self->removing = g_strdup (vb_removable_row_get_id (row));
  /* Translators: %s is the name of a source */
  heading = g_strdup_printf (_("Remove What Came from “%s”?"),
                             adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)));
  dialog = adw_message_dialog_new (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), heading,
                                   _("Its organisations and services leave the map. What was "
                                     "corrected or added here stays. This cannot be undone."));
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _("Cancel"),
                                    "remove", _("Remove"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "remove",
                                              ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  g_signal_connect_object (dialog, "response::remove", G_CALLBACK (confirmed_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

/* ------------------------------------------------------------------ showing */

static void
add_row (VbSourcePage   *self,
         const VbSource *source)
{
  g_autofree char *date = vb_words_moment (source->last_imported_at);
  g_autofree char *text = NULL;
  GtkWidget *row;

  /* Translators: how much came from a source, and the date it last came in */
  text = g_strdup_printf (ngettext ("%u service · brought in on %s",
                                    "%u services · brought in on %s", source->n_services),
                          source->n_services, date);
  row = vb_removable_row_new (source->id, source->name, text);
  g_signal_connect_object (row, "remove", G_CALLBACK (remove_cb), self, G_CONNECT_SWAPPED);
  gtk_list_box_append (self->list, row);
}

static void
loaded_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(VbSourcePage) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) sources = vb_sources_list_finish (VB_STORE (object), result, &error);
  GtkWidget *row;

  if (sources == NULL)
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        vb_preferences_say (self, vb_error_title (error));
      return;
    }
  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL)
    gtk_list_box_remove (self->list, row);
  for (guint i = 0; i < sources->len; i++)
    add_row (self, g_ptr_array_index (sources, i));
  gtk_label_set_label (self->empty, _("Nothing was brought in yet. Use Import in the menu."));
  gtk_widget_set_visible (GTK_WIDGET (self->empty), sources->len == 0);
  gtk_widget_set_visible (GTK_WIDGET (self->list), sources->len > 0);
}

static void
load (VbSourcePage *self)
{
  vb_sources_list_async (self->store, self->cancellable, loaded_cb, g_object_ref (self));
}

/* ------------------------------------------------------------------ object */

static void
vb_source_page_dispose (GObject *object)
{
  VbSourcePage *self = VB_SOURCE_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  gtk_widget_dispose_template (GTK_WIDGET (self), VB_TYPE_SOURCE_PAGE);
  g_clear_object (&self->store);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->removing, g_free);

  G_OBJECT_CLASS (vb_source_page_parent_class)->dispose (object);
}

static void
vb_source_page_class_init (VbSourcePageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vb_source_page_dispose;
  gtk_widget_class_set_template_from_resource (
    widget_class, "/nl/verbinder/Verbinder/preferences/vb-source-page.ui");
  gtk_widget_class_bind_template_child (widget_class, VbSourcePage, list);
  gtk_widget_class_bind_template_child (widget_class, VbSourcePage, empty);
}

static void
vb_source_page_init (VbSourcePage *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
vb_source_page_set_store (VbSourcePage *self,
                          VbStore      *store)
{
  g_return_if_fail (VB_IS_SOURCE_PAGE (self));
  g_return_if_fail (VB_IS_STORE (store));

  if (g_set_object (&self->store, store))
    load (self);
}
