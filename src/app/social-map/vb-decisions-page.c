/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/social-map/vb-decisions-page.h"

#include <glib/gi18n.h>

#include "app/social-map/vb-decision-row.h"
#include "app/social-map/vb-fact-group.h"
#include "app/vb-call.h"
#include "app/vb-error-text.h"
#include "app/widgets/vb-wrap-button.h"
#include "core/store/vb-trust.h"

/* More than this at once nobody reads; the rest comes when these are done. */
#define MAX_ROWS 200

struct _VbDecisionsPage
{
  AdwBin parent_instance;

  GtkStack *stack;
  AdwStatusPage *error_page;
  VbFactGroup *reports;
  VbFactGroup *conflicts;
  GtkLabel *more_label;

  VbStore *store;
  GSignalGroup *store_signals;
  GCancellable *loading;
  GPtrArray *found; /* (nullable): the reports, until the conflicts are there */
  guint refresh;
};

G_DEFINE_FINAL_TYPE (VbDecisionsPage, vb_decisions_page, ADW_TYPE_BIN)

/* ------------------------------------------------------------------ showing */

static void
show_more (VbDecisionsPage *self,
           guint             n)
{
  g_autofree char *text =
    g_strdup_printf (ngettext ("%u more comes when these are done.",
                               "%u more come when these are done.", n), n);

  gtk_label_set_label (self->more_label, text);
  gtk_widget_set_visible (GTK_WIDGET (self->more_label), n > 0);
}

static void
clear (VbDecisionsPage *self)
{
  vb_fact_group_clear (self->reports);
  vb_fact_group_clear (self->conflicts);
  g_clear_pointer (&self->found, g_ptr_array_unref);
}

static void
show_all (VbDecisionsPage *self,
          GPtrArray       *reports,
          GPtrArray       *conflicts)
{
  guint n_reports = MIN (reports->len, MAX_ROWS);
  guint n_conflicts = MIN (conflicts->len, MAX_ROWS);

  clear (self);
  for (guint i = 0; i < n_reports; i++)
    vb_fact_group_append (self->reports, vb_decision_row_new_report (reports->pdata[i], TRUE));
  for (guint i = 0; i < n_conflicts; i++)
    vb_fact_group_append (self->conflicts,
                          vb_decision_row_new_conflict (conflicts->pdata[i], TRUE));
  show_more (self, reports->len - n_reports + conflicts->len - n_conflicts);
  gtk_stack_set_visible_child_name (self->stack, n_reports + n_conflicts > 0 ? "list" : "none");
}

static void
show_error (VbDecisionsPage *self,
            const GError     *error)
{
  adw_status_page_set_title (self->error_page, vb_error_title (error));
  adw_status_page_set_description (self->error_page, vb_error_advice (error));
  gtk_stack_set_visible_child_name (self->stack, "error");
}

/* ------------------------------------------------------------------ reading */

static void
conflicts_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr(VbCall) call = user_data;
  VbDecisionsPage *self = call->owner;
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) conflicts = vb_trust_list_conflicts_finish (VB_STORE (source), result,
                                                                   &error);
  g_autoptr(GPtrArray) reports = NULL;

  if (vb_call_is_over (call))
    return;
  reports = g_steal_pointer (&self->found);
  if (conflicts == NULL)
    show_error (self, error);
  else
    show_all (self, reports, conflicts);
}

static void
reports_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(VbCall) call = user_data;
  VbDecisionsPage *self = call->owner;
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) reports = vb_trust_list_reports_finish (VB_STORE (source), result, &error);

  if (vb_call_is_over (call))
    return;
  if (reports == NULL)
    {
      show_error (self, error);
      return;
    }
  g_clear_pointer (&self->found, g_ptr_array_unref);
  self->found = g_steal_pointer (&reports);
  vb_trust_list_conflicts_async (self->store, NULL, self->loading, conflicts_cb,
                                 vb_call_new (self, self->loading));
}

static void
cancel (VbDecisionsPage *self)
{
  g_clear_handle_id (&self->refresh, g_source_remove);
  g_cancellable_cancel (self->loading);
  g_clear_object (&self->loading);
}

static void
load (VbDecisionsPage *self)
{
  cancel (self);
  self->loading = g_cancellable_new ();
  if (self->store != NULL)
    vb_trust_list_reports_async (self->store, NULL, self->loading, reports_cb,
                                 vb_call_new (self, self->loading));
}

static void
retry_cb (VbDecisionsPage *self)
{
  load (self);
}

static gboolean
refresh_cb (gpointer user_data)
{
  VbDecisionsPage *self = user_data;

  self->refresh = 0;
  load (self);
  return G_SOURCE_REMOVE;
}

static void
store_changed_cb (VbDecisionsPage *self)
{
  if (self->refresh == 0)
    self->refresh = g_timeout_add (150, refresh_cb, self);
}

void
vb_decisions_page_set_store (VbDecisionsPage *self,
                              VbStore          *store)
{
  g_return_if_fail (VB_IS_DECISIONS_PAGE (self));

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
vb_decisions_page_dispose (GObject *object)
{
  VbDecisionsPage *self = VB_DECISIONS_PAGE (object);

  cancel (self);
  g_clear_object (&self->store_signals);
  g_clear_object (&self->store);

  G_OBJECT_CLASS (vb_decisions_page_parent_class)->dispose (object);
}

static void
vb_decisions_page_finalize (GObject *object)
{
  VbDecisionsPage *self = VB_DECISIONS_PAGE (object);

  g_clear_pointer (&self->found, g_ptr_array_unref);

  G_OBJECT_CLASS (vb_decisions_page_parent_class)->finalize (object);
}

static void
vb_decisions_page_class_init (VbDecisionsPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = vb_decisions_page_dispose;
  object_class->finalize = vb_decisions_page_finalize;

  g_type_ensure (VB_TYPE_FACT_GROUP);
  g_type_ensure (VB_TYPE_WRAP_BUTTON);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/nl/verbinder/Verbinder/social-map/vb-decisions-page.ui");
  gtk_widget_class_bind_template_child (widget_class, VbDecisionsPage, stack);
  gtk_widget_class_bind_template_child (widget_class, VbDecisionsPage, error_page);
  gtk_widget_class_bind_template_child (widget_class, VbDecisionsPage, reports);
  gtk_widget_class_bind_template_child (widget_class, VbDecisionsPage, conflicts);
  gtk_widget_class_bind_template_child (widget_class, VbDecisionsPage, more_label);
  gtk_widget_class_bind_template_callback (widget_class, retry_cb);
}

static void
vb_decisions_page_init (VbDecisionsPage *self)
{
  self->store_signals = g_signal_group_new (VB_TYPE_STORE);
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_group_connect_swapped (self->store_signals, "changed", G_CALLBACK (store_changed_cb),
                                  self);
}
