/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/social-map/vb-duplicates-page.h"

#include "app/social-map/vb-duplicate-row.h"
#include "app/vb-call.h"
#include "core/store/vb-duplicates.h"

/* How many pairs of a kind are looked for: enough to say how much there is to do. */
#define MAX_PAIRS (5 * VB_UPKEEP_PAGE_MAX_ROWS)

struct _VbDuplicatesPage
{
  VbUpkeepPage parent_instance;

  GPtrArray *found; /* (nullable): pairs of services, until the organizations are there */
  char *shown;      /* (nullable): what the lists hold, to leave them alone while it is the same */
};

G_DEFINE_FINAL_TYPE (VbDuplicatesPage, vb_duplicates_page, VB_TYPE_UPKEEP_PAGE)

static GtkWidget *
make_row (gpointer pair)
{
  return vb_duplicate_row_new (pair);
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

/* A pair that somebody is comparing stays open as long as the pairs are the same. */
static void
show_all (VbDuplicatesPage *self,
          GPtrArray        *services,
          GPtrArray        *organizations)
{
  g_autoptr(GString) text = g_string_new (NULL);

  append_pairs (text, services);
  append_pairs (text, organizations);
  if (g_strcmp0 (self->shown, text->str) == 0)
    return;
  g_free (self->shown);
  self->shown = g_strdup (text->str);
  vb_upkeep_page_show (VB_UPKEEP_PAGE (self), services, make_row, organizations, make_row);
}

static void
show_error (VbDuplicatesPage *self,
            const GError     *error)
{
  g_clear_pointer (&self->shown, g_free);
  vb_upkeep_page_show_error (VB_UPKEEP_PAGE (self), error);
}

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
  vb_duplicates_find_async (VB_STORE (source), VB_TABLE_ORGANIZATION, MAX_PAIRS,
                            call->cancellable, organizations_cb,
                            vb_call_new (self, call->cancellable));
}

static void
vb_duplicates_page_load (VbUpkeepPage *self,
                         VbStore      *store,
                         GCancellable *cancellable)
{
  vb_duplicates_find_async (store, VB_TABLE_SERVICE, MAX_PAIRS, cancellable, services_cb,
                            vb_call_new (self, cancellable));
}

static void
vb_duplicates_page_clear (VbUpkeepPage *page)
{
  VbDuplicatesPage *self = VB_DUPLICATES_PAGE (page);

  g_clear_pointer (&self->found, g_ptr_array_unref);
  g_clear_pointer (&self->shown, g_free);
}

static void
vb_duplicates_page_finalize (GObject *object)
{
  vb_duplicates_page_clear (VB_UPKEEP_PAGE (object));

  G_OBJECT_CLASS (vb_duplicates_page_parent_class)->finalize (object);
}

static void
vb_duplicates_page_class_init (VbDuplicatesPageClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = vb_duplicates_page_finalize;
  VB_UPKEEP_PAGE_CLASS (klass)->load = vb_duplicates_page_load;
  VB_UPKEEP_PAGE_CLASS (klass)->clear = vb_duplicates_page_clear;

  gtk_widget_class_set_template_from_resource (
    GTK_WIDGET_CLASS (klass), "/nl/verbinder/Verbinder/social-map/vb-duplicates-page.ui");
}

static void
vb_duplicates_page_init (VbDuplicatesPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
