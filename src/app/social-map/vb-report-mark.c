/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/social-map/vb-report-mark.h"

#include <glib/gi18n.h>

#include "app/vb-words.h"

struct _VbReportMark
{
  AdwBin parent_instance;

  GtkLabel *label;
};

G_DEFINE_FINAL_TYPE (VbReportMark, vb_report_mark, ADW_TYPE_BIN)

static void
vb_report_mark_class_init (VbReportMarkClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (
    widget_class, "/nl/verbinder/Verbinder/social-map/vb-report-mark.ui");
  gtk_widget_class_bind_template_child (widget_class, VbReportMark, label);
}

static void
vb_report_mark_init (VbReportMark *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* What has no field of its own says in the remark what it is about: "Area: also Westhaven". */
static gboolean
is_about (const VbFieldReport *report,
          const char          *record_id,
          const char          *column,
          const char          *topic)
{
  g_autofree char *start = topic == NULL ? NULL : g_strconcat (topic, ": ", NULL);

  if (g_strcmp0 (report->record_id, record_id) != 0)
    return FALSE;
  if (topic != NULL)
    return report->column == NULL && report->remark != NULL
           && g_str_has_prefix (report->remark, start);
  return column == NULL || g_strcmp0 (report->column, column) == 0;
}

char *
vb_report_mark_dup_words (const VbFieldReport *report)
{
  g_autofree char *date = vb_words_moment (report->reported_at);
  const char *words = report->remark != NULL ? report->remark : "";
  g_autofree char *value = report->suggestion == NULL || report->column == NULL ? NULL
                           : vb_words_value (report->table, report->column, report->suggestion);

  /* Translators: who reported something as wrong, when, and what it should be */
  return g_strdup_printf (_("Reported by %s on %s: %s"), report->reported_by, date,
                          value != NULL ? value : words);
}

void
vb_report_mark_show (VbReportMark *self,
                     GPtrArray    *reports,
                     const char   *record_id,
                     const char   *column,
                     const char   *topic)
{
  g_autoptr(GString) text = g_string_new (NULL);

  g_return_if_fail (VB_IS_REPORT_MARK (self));

  for (guint i = 0; i < reports->len; i++)
    {
      const VbFieldReport *report = reports->pdata[i];
      g_autofree char *words = NULL;

      if (!is_about (report, record_id, column, topic))
        continue;
      words = vb_report_mark_dup_words (report);
      g_string_append_printf (text, "%s%s", text->len > 0 ? "\n" : "", words);
    }
  gtk_label_set_text (self->label, text->str);
  gtk_widget_set_visible (GTK_WIDGET (self), text->len > 0);
}
