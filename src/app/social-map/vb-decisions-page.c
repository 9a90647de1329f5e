/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/social-map/vb-decisions-page.h"

#include "app/social-map/vb-decision-row.h"
#include "app/social-map/vb-fact-group.h"
#include "app/widgets/vb-template.h"

/* More than this at once nobody reads; the rest comes when these are decided. */
#define MAX_ROWS 200

struct _VbDecisionsPage
{
  GtkWidget parent_instance;

  GtkStack *stack;
  VbFactGroup *reports;
  VbFactGroup *conflicts;
};

G_DEFINE_FINAL_TYPE (VbDecisionsPage, vb_decisions_page, GTK_TYPE_WIDGET)

void
vb_decisions_page_show (VbDecisionsPage *self,
                        GPtrArray       *reports,
                        GPtrArray       *conflicts)
{
  g_return_if_fail (VB_IS_DECISIONS_PAGE (self));

  vb_fact_group_clear (self->reports);
  vb_fact_group_clear (self->conflicts);
  for (guint i = 0; reports != NULL && i < MIN (reports->len, MAX_ROWS); i++)
    vb_fact_group_append (self->reports, vb_decision_row_new_report (reports->pdata[i], TRUE));
  for (guint i = 0; conflicts != NULL && i < MIN (conflicts->len, MAX_ROWS); i++)
    vb_fact_group_append (self->conflicts,
                          vb_decision_row_new_conflict (conflicts->pdata[i], TRUE));
  gtk_stack_set_visible_child_name (self->stack, vb_fact_group_get_n (self->reports) +
                                                       vb_fact_group_get_n (self->conflicts) > 0
                                                   ? "list" : "none");
}

static void
vb_decisions_page_dispose (GObject *object)
{
  vb_template_dispose (GTK_WIDGET (object), VB_TYPE_DECISIONS_PAGE);

  G_OBJECT_CLASS (vb_decisions_page_parent_class)->dispose (object);
}

static void
vb_decisions_page_class_init (VbDecisionsPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vb_decisions_page_dispose;

  g_type_ensure (VB_TYPE_FACT_GROUP);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/nl/verbinder/Verbinder/social-map/vb-decisions-page.ui");
  gtk_widget_class_bind_template_child (widget_class, VbDecisionsPage, stack);
  gtk_widget_class_bind_template_child (widget_class, VbDecisionsPage, reports);
  gtk_widget_class_bind_template_child (widget_class, VbDecisionsPage, conflicts);
}

static void
vb_decisions_page_init (VbDecisionsPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
