/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/transfer/vb-column-row.h"

#include <glib/gi18n.h>

#include "app/widgets/vb-accessible.h"

struct _VbColumnRow
{
  AdwActionRow parent_instance;

  GtkDropDown *choice;

  VbMapping *mapping;
  char *column;
};

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (VbColumnRow, vb_column_row, ADW_TYPE_ACTION_ROW)

/* The place of the column's target among the choices; 0 is "not used". */
static guint
find_choice (VbColumnRow *self)
{
  const VbMappingTarget *target = vb_mapping_get_target (self->mapping, self->column);
  const VbMappingTarget *targets;
  guint n;

  targets = vb_mapping_list_targets (&n);
  for (guint i = 0; target != NULL && i < n; i++)
    if (targets[i].table == target->table && g_str_equal (targets[i].column, target->column))
      return i + 1;
  return 0;
}

static void
selected_cb (VbColumnRow *self)
{
  guint selected = gtk_drop_down_get_selected (self->choice);
  const VbMappingTarget *targets;
  guint n;

  if (self->mapping == NULL || selected == GTK_INVALID_LIST_POSITION)
    return;
  targets = vb_mapping_list_targets (&n);
  if (selected == 0)
    vb_mapping_clear_target (self->mapping, self->column);
  else if (!vb_mapping_set_target (self->mapping, self->column, targets[selected - 1].table,
                                   targets[selected - 1].column, NULL))
    gtk_drop_down_set_selected (self->choice, find_choice (self));
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
vb_column_row_dispose (GObject *object)
{
  VbColumnRow *self = VB_COLUMN_ROW (object);

  g_clear_pointer (&self->mapping, vb_mapping_unref);
  gtk_widget_dispose_template (GTK_WIDGET (self), VB_TYPE_COLUMN_ROW);
  g_clear_pointer (&self->column, g_free);

  G_OBJECT_CLASS (vb_column_row_parent_class)->dispose (object);
}

static void
vb_column_row_class_init (VbColumnRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vb_column_row_dispose;
  signals[CHANGED] = g_signal_new ("changed", VB_TYPE_COLUMN_ROW, G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/nl/verbinder/Verbinder/transfer/vb-column-row.ui");
  gtk_widget_class_bind_template_child (widget_class, VbColumnRow, choice);
  gtk_widget_class_bind_template_callback (widget_class, selected_cb);
}

static void
vb_column_row_init (VbColumnRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GListModel *
vb_column_row_list_choices (void)
{
  GtkStringList *choices = gtk_string_list_new (NULL);
  const VbMappingTarget *targets;
  guint n;

  gtk_string_list_append (choices, _("Not used"));
  targets = vb_mapping_list_targets (&n);
  for (guint i = 0; i < n; i++)
    gtk_string_list_append (choices, _(targets[i].label));
  return G_LIST_MODEL (choices);
}

GtkWidget *
vb_column_row_new (VbMapping  *mapping,
                   const char *column,
                   const char *sample,
                   GListModel *choices)
{
  VbColumnRow *self = g_object_new (VB_TYPE_COLUMN_ROW, "title", column,
                                    "subtitle", sample != NULL ? sample : "", NULL);
  /* Translators: %s is the name of a column */
  g_autofree char *name = g_strdup_printf (_("What is in column %s"), column);

  vb_accessible_set_label (GTK_WIDGET (self->choice), name);
  self->column = g_strdup (column);
  gtk_drop_down_set_model (self->choice, choices);
  self->mapping = vb_mapping_ref (mapping);
  gtk_drop_down_set_selected (self->choice, find_choice (self));
  return GTK_WIDGET (self);
}
