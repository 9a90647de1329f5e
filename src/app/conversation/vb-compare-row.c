/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/conversation/vb-compare-row.h"

#include <glib/gi18n.h>

#include "app/widgets/vb-accessible.h"

struct _VbCompareRow
{
  GtkListBoxRow parent_instance;

  GtkLabel *sign_label;
  GtkLabel *subject_label;
  GtkLabel *before_label;
  GtkLabel *after_label;
};

G_DEFINE_FINAL_TYPE (VbCompareRow, vb_compare_row, GTK_TYPE_LIST_BOX_ROW)

static const struct
{
  const char *sign;
  const char *word;
} kinds[] = {
  [VB_DIFFERENCE_SAME] = { "=", N_("the same") },
  [VB_DIFFERENCE_ADDED] = { "+", N_("added") },
  [VB_DIFFERENCE_GONE] = { "−", N_("gone") },
  [VB_DIFFERENCE_CHANGED] = { "≠", N_("changed") },
};

static void
vb_compare_row_class_init (VbCompareRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (
    widget_class, "/nl/verbinder/Verbinder/conversation/vb-compare-row.ui");
  gtk_widget_class_bind_template_child (widget_class, VbCompareRow, sign_label);
  gtk_widget_class_bind_template_child (widget_class, VbCompareRow, subject_label);
  gtk_widget_class_bind_template_child (widget_class, VbCompareRow, before_label);
  gtk_widget_class_bind_template_child (widget_class, VbCompareRow, after_label);
}

static void
vb_compare_row_init (VbCompareRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
vb_compare_row_new (VbDifferenceKind  kind,
                    const char       *subject,
                    const char       *before,
                    const char       *after)
{
  VbCompareRow *self = g_object_new (VB_TYPE_COMPARE_ROW, NULL);
  const char *word = _(kinds[kind].word);
  g_autofree char *sign = g_strdup_printf ("%s %s", kinds[kind].sign, word);
  g_autofree char *label = NULL;

  if (before == NULL)
    before = "–";
  if (after == NULL)
    after = "–";
  /* Translators: what it is about, what became of it (added, gone), what was said then, and now */
  label = g_strdup_printf (_("%s, %s. Then: %s. Now: %s."), subject, word, before, after);
  gtk_label_set_label (self->sign_label, sign);
  gtk_label_set_label (self->subject_label, subject);
  gtk_label_set_label (self->before_label, before);
  gtk_label_set_label (self->after_label, after);
  vb_accessible_set_label (GTK_WIDGET (self), label);
  return GTK_WIDGET (self);
}
