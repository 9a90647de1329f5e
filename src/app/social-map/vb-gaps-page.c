/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/social-map/vb-gaps-page.h"

#include <glib/gi18n.h>

#include "app/social-map/vb-fact-group.h"
#include "app/social-map/vb-gap-row.h"
#include "app/vb-call.h"
#include "app/vb-error-text.h"
#include "app/widgets/vb-wrap-button.h"
#include "core/store/vb-personal.h"

/* More than this at once nobody reads; the rest comes when these are done. */
#define MAX_ROWS 200

struct _VbGapsPage
{
  AdwBin parent_instance;

  GtkStack *stack;
  AdwStatusPage *error_page;
  VbFactGroup *open;
  VbFactGroup *closed;
  GtkLabel *more_label;

  VbStore *store;
  GSignalGroup *store_signals;
  GCancellable *loading;
  guint refresh;
};

G_DEFINE_FINAL_TYPE (VbGapsPage, vb_gaps_page, ADW_TYPE_BIN)

/* ------------------------------------------------------------------ showing */

static void
show_more (VbGapsPage *self,
           guint       n)
{
  g_autofree char *text =
    g_strdup_printf (ngettext ("%u more comes when these are done.",
                               "%u more come when these are done.", n), n);

  gtk_label_set_label (self->more_label, text);
  gtk_widget_set_visible (GTK_WIDGET (self->more_label), n > 0);
}

static void
clear (VbGapsPage *self)
{
  vb_fact_group_clear (self->open);
  vb_fact_group_clear (self->closed);
}

static void
show_gaps (VbGapsPage *self,
           GPtrArray  *gaps)
{
  clear (self);
  for (guint i = 0; i < MIN (gaps->len, MAX_ROWS); i++)
    {
      const VbGap *gap = gaps->pdata[i];

      vb_fact_group_append (gap->outcome == NULL ? self->open : self->closed,
                            vb_gap_row_new (gap));
    }
  show_more (self, gaps->len - MIN (gaps->len, MAX_ROWS));
  gtk_stack_set_visible_child_name (self->stack, gaps->len > 0 ? "list" : "none");
}

static void
show_error (VbGapsPage *self,
            const GError *error)
{
  adw_status_page_set_title (self->error_page, vb_error_title (error));
  adw_status_page_set_description (self->error_page, vb_error_advice (error));
  gtk_stack_set_visible_child_name (self->stack, "error");
}

/* ------------------------------------------------------------------ reading */

static void
listed_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(VbCall) call = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) gaps = vb_personal_list_gaps_finish (VB_STORE (source), result, &error);

  if (vb_call_is_over (call))
    return;
  if (gaps == NULL)
    show_error (call->owner, error);
  else
    show_gaps (call->owner, gaps);
}

static void
cancel (VbGapsPage *self)
{
  g_clear_handle_id (&self->refresh, g_source_remove);
  g_cancellable_cancel (self->loading);
  g_clear_object (&self->loading);
}

static void
load (VbGapsPage *self)
{
  cancel (self);
  self->loading = g_cancellable_new ();
  if (self->store != NULL)
    vb_personal_list_gaps_async (self->store, self->loading, listed_cb,
                                 vb_call_new (self, self->loading));
}

static void
retry_cb (VbGapsPage *self)
{
  load (self);
}

static gboolean
refresh_cb (gpointer user_data)
{
  VbGapsPage *self = user_data;

  self->refresh = 0;
  load (self);
  return G_SOURCE_REMOVE;
}

static void
store_changed_cb (VbGapsPage *self)
{
  if (self->refresh == 0)
    self->refresh = g_timeout_add (150, refresh_cb, self);
}

void
vb_gaps_page_set_store (VbGapsPage *self,
                        VbStore    *store)
{
  g_return_if_fail (VB_IS_GAPS_PAGE (self));

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
vb_gaps_page_dispose (GObject *object)
{
  VbGapsPage *self = VB_GAPS_PAGE (object);

  cancel (self);
  g_clear_object (&self->store_signals);
  g_clear_object (&self->store);

  G_OBJECT_CLASS (vb_gaps_page_parent_class)->dispose (object);
}

static void
vb_gaps_page_class_init (VbGapsPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = vb_gaps_page_dispose;

  g_type_ensure (VB_TYPE_FACT_GROUP);
  g_type_ensure (VB_TYPE_WRAP_BUTTON);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/nl/verbinder/Verbinder/social-map/vb-gaps-page.ui");
  gtk_widget_class_bind_template_child (widget_class, VbGapsPage, stack);
  gtk_widget_class_bind_template_child (widget_class, VbGapsPage, error_page);
  gtk_widget_class_bind_template_child (widget_class, VbGapsPage, open);
  gtk_widget_class_bind_template_child (widget_class, VbGapsPage, closed);
  gtk_widget_class_bind_template_child (widget_class, VbGapsPage, more_label);
  gtk_widget_class_bind_template_callback (widget_class, retry_cb);
}

static void
vb_gaps_page_init (VbGapsPage *self)
{
  self->store_signals = g_signal_group_new (VB_TYPE_STORE);
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_group_connect_swapped (self->store_signals, "changed", G_CALLBACK (store_changed_cb),
                                  self);
}
