/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/social-map/vb-duplicates-page.h"

#include <glib/gi18n.h>

#include "app/social-map/vb-duplicate-row.h"
#include "app/social-map/vb-fact-group.h"
#include "app/vb-call.h"
#include "app/vb-error-text.h"
#include "app/widgets/vb-wrap-button.h"
#include "core/store/vb-duplicates.h"

/* More than this at once nobody reads; the rest comes when these are done. */
#define MAX_ROWS 100

struct _VbDuplicatesPage
{
  AdwBin parent_instance;

  GtkStack *stack;
  AdwStatusPage *error_page;
  VbFactGroup *services;
  VbFactGroup *organizations;
  GtkLabel *more_label;

  VbStore *store;
  GSignalGroup *store_signals;
  GCancellable *loading;
  GPtrArray *found; /* (nullable): pairs of services, until the organizations are there */
  char *shown;      /* (nullable): what the lists hold, to leave them alone while it is the same */
  guint refresh;
};

G_DEFINE_FINAL_TYPE (VbDuplicatesPage, vb_duplicates_page, ADW_TYPE_BIN)

/* ------------------------------------------------------------------ showing */

static void
show_more (VbDuplicatesPage *self,
           guint             n)
{
  g_autofree char *text =
    g_strdup_printf (ngettext ("%u more comes when these are done.",
                               "%u more come when these are done.", n), n);

  gtk_label_set_label (self->more_label, text);
  gtk_widget_set_visible (GTK_WIDGET (self->more_label), n > 0);
}

static void
clear (VbDuplicatesPage *self)
{
  vb_fact_group_clear (self->services);
  vb_fact_group_clear (self->organizations);
  g_clear_pointer (&self->found, g_ptr_array_unref);
  g_clear_pointer (&self->shown, g_free);
}

static void
append_pairs (GString   *text,
              GPtrArray *pairs)
{
  for (guint i = 0; i < pairs->len; i++)
    {
      const VbDuplicate *pair = pairs->pdata[i];

      g_string_append_printf (text, "%s %s %s %s\n", pair->first_id, pair->second_id,
                              pair->first_name, pair->second_name);
    }
}

static guint
show_pairs (VbFactGroup *group,
            GPtrArray   *pairs)
{
  for (guint i = 0; i < MIN (pairs->len, MAX_ROWS); i++)
    vb_fact_group_append (group, vb_duplicate_row_new (pairs->pdata[i]));
  return pairs->len - MIN (pairs->len, MAX_ROWS);
}

/* A pair that somebody is comparing stays open as long as the pairs are the same. */
static void
show_all (VbDuplicatesPage *self,
          GPtrArray        *services,
          GPtrArray        *organizations)
{
  g_autoptr(GString) text = g_string_new (NULL);

  append_pairs (text, services);
  append_pairs (text, organizations);
  if (g_strcmp0 (self->shown, text->str) != 0)
    {
      clear (self);
      self->shown = g_strdup (text->str);
      show_more (self, show_pairs (self->services, services) +
                         show_pairs (self->organizations, organizations));
    }
  gtk_stack_set_visible_child_name (self->stack, text->len > 0 ? "list" : "none");
}

static void
show_error (VbDuplicatesPage *self,
            const GError     *error)
{
  adw_status_page_set_title (self->error_page, vb_error_title (error));
  adw_status_page_set_description (self->error_page, vb_error_advice (error));
  gtk_stack_set_visible_child_name (self->stack, "error");
}

/* ------------------------------------------------------------------ reading */

static void
organizations_cb (GObject      *source,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autoptr(VbCall) call = user_data;
  VbDuplicatesPage *self = call->owner;
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) pairs = vb_duplicates_find_finish (VB_STORE (source), result, &error);
  g_autoptr(GPtrArray) services = NULL;

  if (vb_call_is_over (call))
    return;
  services = g_steal_pointer (&self->found);
  if (pairs == NULL)
    show_error (self, error);
  else
    show_all (self, services, pairs);
}

static void
services_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(VbCall) call = user_data;
  VbDuplicatesPage *self = call->owner;
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) pairs = vb_duplicates_find_finish (VB_STORE (source), result, &error);

  if (vb_call_is_over (call))
    return;
  if (pairs == NULL)
    {
      show_error (self, error);
      return;
    }
  g_clear_pointer (&self->found, g_ptr_array_unref);
  self->found = g_steal_pointer (&pairs);
  vb_duplicates_find_async (self->store, VB_TABLE_ORGANIZATION, 10 * MAX_ROWS, self->loading,
                            organizations_cb, vb_call_new (self, self->loading));
}

static void
cancel (VbDuplicatesPage *self)
{
  g_clear_handle_id (&self->refresh, g_source_remove);
  g_cancellable_cancel (self->loading);
  g_clear_object (&self->loading);
}

static void
load (VbDuplicatesPage *self)
{
  cancel (self);
  self->loading = g_cancellable_new ();
  if (self->store != NULL)
    vb_duplicates_find_async (self->store, VB_TABLE_SERVICE, 10 * MAX_ROWS, self->loading,
                              services_cb, vb_call_new (self, self->loading));
}

static void
retry_cb (VbDuplicatesPage *self)
{
  load (self);
}

static gboolean
refresh_cb (gpointer user_data)
{
  VbDuplicatesPage *self = user_data;

  self->refresh = 0;
  load (self);
  return G_SOURCE_REMOVE;
}

static void
store_changed_cb (VbDuplicatesPage *self)
{
  if (self->refresh == 0)
    self->refresh = g_timeout_add (150, refresh_cb, self);
}

void
vb_duplicates_page_set_store (VbDuplicatesPage *self,
                              VbStore          *store)
{
  g_return_if_fail (VB_IS_DUPLICATES_PAGE (self));

  if (!g_set_object (&self->store, store))
    return;
  g_signal_group_set_target (self->store_signals, store);
  load (self);
  if (store == NULL)
    {
      clear (self);
      gtk_stack_set_visible_child_name (self->stack, "busy");
    }
}

/* ------------------------------------------------------------------ object */

static void
vb_duplicates_page_dispose (GObject *object)
{
  VbDuplicatesPage *self = VB_DUPLICATES_PAGE (object);

  cancel (self);
  g_clear_object (&self->store_signals);
  g_clear_object (&self->store);

  G_OBJECT_CLASS (vb_duplicates_page_parent_class)->dispose (object);
}

static void
vb_duplicates_page_finalize (GObject *object)
{
  VbDuplicatesPage *self = VB_DUPLICATES_PAGE (object);

  g_clear_pointer (&self->found, g_ptr_array_unref);
  g_free (self->shown);

  G_OBJECT_CLASS (vb_duplicates_page_parent_class)->finalize (object);
}

static void
vb_duplicates_page_class_init (VbDuplicatesPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = vb_duplicates_page_dispose;
  object_class->finalize = vb_duplicates_page_finalize;

  g_type_ensure (VB_TYPE_FACT_GROUP);
  g_type_ensure (VB_TYPE_WRAP_BUTTON);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/nl/verbinder/Verbinder/social-map/vb-duplicates-page.ui");
  gtk_widget_class_bind_template_child (widget_class, VbDuplicatesPage, stack);
  gtk_widget_class_bind_template_child (widget_class, VbDuplicatesPage, error_page);
  gtk_widget_class_bind_template_child (widget_class, VbDuplicatesPage, services);
  gtk_widget_class_bind_template_child (widget_class, VbDuplicatesPage, organizations);
  gtk_widget_class_bind_template_child (widget_class, VbDuplicatesPage, more_label);
  gtk_widget_class_bind_template_callback (widget_class, retry_cb);
}

static void
vb_duplicates_page_init (VbDuplicatesPage *self)
{
  self->store_signals = g_signal_group_new (VB_TYPE_STORE);
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_group_connect_swapped (self->store_signals, "changed", G_CALLBACK (store_changed_cb),
                                  self);
}
