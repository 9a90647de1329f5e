/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/social-map/vb-decisions-page.h"

#include "app/social-map/vb-decision-row.h"
#include "app/vb-call.h"
#include "core/store/vb-trust.h"

struct _VbDecisionsPage
{
  VbUpkeepPage parent_instance;

  GPtrArray *found; /* (nullable): the reports, until the conflicts are there */
};

G_DEFINE_FINAL_TYPE (VbDecisionsPage, vb_decisions_page, VB_TYPE_UPKEEP_PAGE)

static GtkWidget *
make_report_row (gpointer report)
{
  return vb_decision_row_new_report (report, TRUE);
}

static GtkWidget *
make_conflict_row (gpointer conflict)
{
  return vb_decision_row_new_conflict (conflict, TRUE);
}

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
    vb_upkeep_page_show_error (VB_UPKEEP_PAGE (self), error);
  else
    vb_upkeep_page_show (VB_UPKEEP_PAGE (self), reports, make_report_row, conflicts,
                         make_conflict_row);
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
      vb_upkeep_page_show_error (VB_UPKEEP_PAGE (self), error);
      return;
    }
  g_clear_pointer (&self->found, g_ptr_array_unref);
  self->found = g_steal_pointer (&reports);
  vb_trust_list_conflicts_async (VB_STORE (source), NULL, call->cancellable, conflicts_cb,
                                 vb_call_new (self, call->cancellable));
}

static void
vb_decisions_page_load (VbUpkeepPage *self,
                        VbStore      *store,
                        GCancellable *cancellable)
{
  vb_trust_list_reports_async (store, NULL, cancellable, reports_cb,
                               vb_call_new (self, cancellable));
}

static void
vb_decisions_page_clear (VbUpkeepPage *self)
{
  g_clear_pointer (&VB_DECISIONS_PAGE (self)->found, g_ptr_array_unref);
}

static void
vb_decisions_page_finalize (GObject *object)
{
  vb_decisions_page_clear (VB_UPKEEP_PAGE (object));

  G_OBJECT_CLASS (vb_decisions_page_parent_class)->finalize (object);
}

static void
vb_decisions_page_class_init (VbDecisionsPageClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = vb_decisions_page_finalize;
  VB_UPKEEP_PAGE_CLASS (klass)->load = vb_decisions_page_load;
  VB_UPKEEP_PAGE_CLASS (klass)->clear = vb_decisions_page_clear;

  gtk_widget_class_set_template_from_resource (
    GTK_WIDGET_CLASS (klass), "/nl/verbinder/Verbinder/social-map/vb-decisions-page.ui");
}

static void
vb_decisions_page_init (VbDecisionsPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
