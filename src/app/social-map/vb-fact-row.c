/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/social-map/vb-fact-row.h"

#include <glib/gi18n.h>

#include "app/social-map/vb-report-button.h"
#include "app/social-map/vb-report-mark.h"
#include "app/vb-words.h"
#include "app/widgets/vb-accessible.h"

struct _VbFactRow
{
  GtkListBoxRow parent_instance;

  GtkImage *icon;
  GtkBox *box;
  GtkLabel *title_label;
  GtkLabel *value_label;
  GtkLabel *detail_label;
  GtkLabel *correction_label;
  VbReportMark *mark;
  GtkBox *suffixes;
  VbReportButton *report;

  char *record_id; /* (nullable) */
  char *column;    /* (nullable) */
  char *topic;     /* (nullable) */
};

G_DEFINE_FINAL_TYPE (VbFactRow, vb_fact_row, GTK_TYPE_LIST_BOX_ROW)

static void
vb_fact_row_finalize (GObject *object)
{
  VbFactRow *self = VB_FACT_ROW (object);

  g_free (self->record_id);
  g_free (self->column);
  g_free (self->topic);

  G_OBJECT_CLASS (vb_fact_row_parent_class)->finalize (object);
}

static void
vb_fact_row_class_init (VbFactRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = vb_fact_row_finalize;

  g_type_ensure (VB_TYPE_REPORT_MARK);
  g_type_ensure (VB_TYPE_REPORT_BUTTON);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/nl/verbinder/Verbinder/social-map/vb-fact-row.ui");
  gtk_widget_class_bind_template_child (widget_class, VbFactRow, icon);
  gtk_widget_class_bind_template_child (widget_class, VbFactRow, box);
  gtk_widget_class_bind_template_child (widget_class, VbFactRow, title_label);
  gtk_widget_class_bind_template_child (widget_class, VbFactRow, value_label);
  gtk_widget_class_bind_template_child (widget_class, VbFactRow, detail_label);
  gtk_widget_class_bind_template_child (widget_class, VbFactRow, correction_label);
  gtk_widget_class_bind_template_child (widget_class, VbFactRow, mark);
  gtk_widget_class_bind_template_child (widget_class, VbFactRow, suffixes);
  gtk_widget_class_bind_template_child (widget_class, VbFactRow, report);
}

static void
vb_fact_row_init (VbFactRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
vb_fact_row_new (const char *icon_name,
                 const char *title,
                 const char *value)
{
  VbFactRow *self = g_object_new (VB_TYPE_FACT_ROW, NULL);
  g_autofree char *label = NULL;

  gtk_image_set_from_icon_name (self->icon, icon_name);
  gtk_widget_set_visible (GTK_WIDGET (self->icon), icon_name != NULL);
  gtk_label_set_text (self->title_label, title == NULL ? "" : title);
  gtk_widget_set_visible (GTK_WIDGET (self->title_label), title != NULL);
  gtk_label_set_text (self->value_label, value == NULL ? "" : value);
  gtk_widget_set_visible (GTK_WIDGET (self->value_label), value != NULL);
  if (title != NULL && value != NULL)
    /* Translators: the name of a fact, then what it is: "Costs: free" */
    label = g_strdup_printf (_("%s: %s"), title, value);
  if (label == NULL)
    label = g_strdup (title != NULL ? title : value != NULL ? value : "");
  vb_accessible_set_label (GTK_WIDGET (self), label);
  return GTK_WIDGET (self);
}

static void
show_correction (VbFactRow  *self,
                 VbEntity   *entity,
                 const char *column)
{
  const VbCorrection *correction = column == NULL ? NULL
                                                  : vb_entity_get_correction (entity, column);
  g_autofree char *date = NULL;
  g_autofree char *text = NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->correction_label), correction != NULL);
  if (correction == NULL)
    return;
  date = vb_words_moment (correction->corrected_at);
  /* Translators: who, then a date, then what the source says */
  text = g_strdup_printf (_("Corrected here by %s, %s. The source says: %s"),
                          correction->corrected_by, date,
                          correction->source_value == NULL ? _("nothing")
                                                           : correction->source_value);
  gtk_label_set_text (self->correction_label, text);
}

void
vb_fact_row_set_source (VbFactRow  *self,
                        VbEntity   *entity,
                        const char *column)
{
  const char *what;
  VbTable table;

  g_return_if_fail (VB_IS_FACT_ROW (self));

  table = vb_entity_get_table (entity);

  what = gtk_label_get_text (self->title_label);
  if (what[0] == '\0')
    what = gtk_label_get_text (self->value_label);
  vb_report_button_set_target (self->report, entity, column, what);
  gtk_widget_set_visible (GTK_WIDGET (self->report), TRUE);
  self->record_id = g_strdup (vb_entity_get_id (entity));
  self->column = g_strdup (column);
  /* What is gathered from several records, such as the labels, has no field of its own. */
  if (column == NULL && (table == VB_TABLE_SERVICE || table == VB_TABLE_ORGANIZATION))
    self->topic = g_strdup (what);
  vb_report_button_set_topic (self->report, self->topic);
  show_correction (self, entity, column);
}

void
vb_fact_row_mark (VbFactRow *self,
                  GPtrArray *reports)
{
  g_return_if_fail (VB_IS_FACT_ROW (self));

  if (self->record_id != NULL)
    vb_report_mark_show (self->mark, reports, self->record_id, self->column, self->topic);
}

const char *
vb_fact_row_get_record (VbFactRow   *self,
                        const char **column)
{
  g_return_val_if_fail (VB_IS_FACT_ROW (self), NULL);

  *column = self->column != NULL ? self->column : self->topic;
  return self->record_id;
}

void
vb_fact_row_set_detail (VbFactRow  *self,
                        const char *text)
{
  g_return_if_fail (VB_IS_FACT_ROW (self));

  gtk_label_set_text (self->detail_label, text == NULL ? "" : text);
  gtk_widget_set_visible (GTK_WIDGET (self->detail_label), text != NULL);
}

void
vb_fact_row_add (VbFactRow *self,
                 GtkWidget *widget)
{
  g_return_if_fail (VB_IS_FACT_ROW (self));

  gtk_box_append (self->box, widget);
}

void
vb_fact_row_add_suffix (VbFactRow *self,
                        GtkWidget *widget)
{
  g_return_if_fail (VB_IS_FACT_ROW (self));

  gtk_box_append (self->suffixes, widget);
}

/**
 * vb_fact_row_is_busy:
 *
 * Returns: whether somebody is writing in the row, so that it must stay where it is
 */
gboolean
vb_fact_row_is_busy (VbFactRow *self)
{
  g_return_val_if_fail (VB_IS_FACT_ROW (self), FALSE);

  return vb_report_button_is_open (self->report);
}
