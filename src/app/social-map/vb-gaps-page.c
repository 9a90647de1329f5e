/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/social-map/vb-gaps-page.h"

#include "app/social-map/vb-gap-row.h"
#include "app/vb-call.h"
#include "core/store/vb-personal.h"

struct _VbGapsPage
{
  VbUpkeepPage parent_instance;
};

G_DEFINE_FINAL_TYPE (VbGapsPage, vb_gaps_page, VB_TYPE_UPKEEP_PAGE)

static GtkWidget *
make_row (gpointer gap)
{
  return vb_gap_row_new (gap);
}

static void
listed_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(VbCall) call = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) gaps = vb_personal_list_gaps_finish (VB_STORE (source), result, &error);
  g_autoptr(GPtrArray) open = g_ptr_array_new ();
  g_autoptr(GPtrArray) closed = g_ptr_array_new ();

  if (vb_call_is_over (call))
    return;
  if (gaps == NULL)
    {
      vb_upkeep_page_show_error (call->owner, error);
      return;
    }
  for (guint i = 0; i < gaps->len; i++)
    {
      const VbGap *gap = gaps->pdata[i];

      g_ptr_array_add (gap->outcome == NULL ? open : closed, gaps->pdata[i]);
    }
  vb_upkeep_page_show (call->owner, open, make_row, closed, make_row);
}

static void
vb_gaps_page_load (VbUpkeepPage *self,
                   VbStore      *store,
                   GCancellable *cancellable)
{
  vb_personal_list_gaps_async (store, cancellable, listed_cb, vb_call_new (self, cancellable));
}

static void
vb_gaps_page_class_init (VbGapsPageClass *klass)
{
  VB_UPKEEP_PAGE_CLASS (klass)->load = vb_gaps_page_load;

  gtk_widget_class_set_template_from_resource (
    GTK_WIDGET_CLASS (klass), "/nl/verbinder/Verbinder/social-map/vb-gaps-page.ui");
}

static void
vb_gaps_page_init (VbGapsPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
