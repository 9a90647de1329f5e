/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/social-map/vb-saved-searches.h"

#include "app/social-map/vb-saved-search-row.h"
#include "app/vb-call.h"

struct _VbSavedSearches
{
  AdwBin parent_instance;

  GtkListBox *list;

  VbStore *store;
  GSignalGroup *store_signals;
  GCancellable *cancellable;
  char *shown; /* (nullable): what the list holds, to leave it alone when nothing changed */
  guint refresh;
};

G_DEFINE_FINAL_TYPE (VbSavedSearches, vb_saved_searches, ADW_TYPE_BIN)

static void
row_activated_cb (VbSavedSearches *self,
                  GtkListBoxRow   *row)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.open-search", "s",
                              vb_saved_search_row_get_query (VB_SAVED_SEARCH_ROW (row)));
}

/* ------------------------------------------------------------------ reading */

static char *
summarize (GPtrArray *searches)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < searches->len; i++)
    {
      const VbSavedSearch *search = searches->pdata[i];

      g_string_append_printf (text, "%s\n%s\n%s\n", search->id, search->name, search->query);
    }
  return g_string_free (text, FALSE);
}

/* @searches: (nullable) */
static void
show_searches (VbSavedSearches *self,
               GPtrArray       *searches)
{
  g_autofree char *summary = searches == NULL ? NULL : summarize (searches);
  GtkWidget *row;

  if (g_strcmp0 (self->shown, summary) == 0)
    return;
  g_free (self->shown);
  self->shown = g_steal_pointer (&summary);
  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL)
    gtk_list_box_remove (self->list, row);
  for (guint i = 0; searches != NULL && i < searches->len; i++)
    gtk_list_box_append (self->list, vb_saved_search_row_new (searches->pdata[i]));
  gtk_widget_set_visible (GTK_WIDGET (self), searches != NULL && searches->len > 0);
}

static void
listed_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(VbCall) call = user_data;
  g_autoptr(GPtrArray) searches = vb_personal_list_searches_finish (VB_STORE (source), result,
                                                                    NULL);

  /* What cannot be read now stays as it was; the map beside it says what the trouble is. */
  if (searches != NULL && !vb_call_is_over (call))
    show_searches (call->owner, searches);
}

static void
cancel (VbSavedSearches *self)
{
  g_clear_handle_id (&self->refresh, g_source_remove);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
}

static gboolean
refresh_cb (gpointer user_data)
{
  VbSavedSearches *self = user_data;

  self->refresh = 0;
  cancel (self);
  self->cancellable = g_cancellable_new ();
  vb_personal_list_searches_async (self->store, self->cancellable, listed_cb,
                                   vb_call_new (self, self->cancellable));
  return G_SOURCE_REMOVE;
}

static void
store_changed_cb (VbSavedSearches *self)
{
  if (self->refresh == 0)
    self->refresh = g_timeout_add (100, refresh_cb, self);
}

void
vb_saved_searches_set_store (VbSavedSearches *self,
                             VbStore         *store)
{
  g_return_if_fail (VB_IS_SAVED_SEARCHES (self));

  if (!g_set_object (&self->store, store))
    return;
  cancel (self);
  g_signal_group_set_target (self->store_signals, store);
  if (store != NULL)
    store_changed_cb (self);
  else
    show_searches (self, NULL);
}

/* ------------------------------------------------------------------ object */

static void
vb_saved_searches_dispose (GObject *object)
{
  VbSavedSearches *self = VB_SAVED_SEARCHES (object);

  cancel (self);
  g_clear_object (&self->store_signals);
  g_clear_object (&self->store);

  G_OBJECT_CLASS (vb_saved_searches_parent_class)->dispose (object);
}

static void
vb_saved_searches_finalize (GObject *object)
{
  g_free (VB_SAVED_SEARCHES (object)->shown);

  G_OBJECT_CLASS (vb_saved_searches_parent_class)->finalize (object);
}

static void
vb_saved_searches_class_init (VbSavedSearchesClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = vb_saved_searches_dispose;
  object_class->finalize = vb_saved_searches_finalize;

  gtk_widget_class_set_template_from_resource (
    widget_class, "/nl/verbinder/Verbinder/social-map/vb-saved-searches.ui");
  gtk_widget_class_bind_template_child (widget_class, VbSavedSearches, list);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
}

static void
vb_saved_searches_init (VbSavedSearches *self)
{
  self->store_signals = g_signal_group_new (VB_TYPE_STORE);
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_group_connect_swapped (self->store_signals, "changed", G_CALLBACK (store_changed_cb),
                                  self);
}
