/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/transfer/vb-report-text.h"

#include <glib/gi18n.h>
#include <string.h>

/* ------------------------------------------------------------------ sentences */

static const char *
kind_text (VbIssueKind kind)
{
  switch (kind)
    {
    case VB_ISSUE_REFUSED:
      return _("Refused");
    case VB_ISSUE_REPAIRED:
      return _("Repaired");
    case VB_ISSUE_NOTICE:
    default:
      return _("Notice");
    }
}

char *
vb_report_text_title (const VbIssueGroup *group)
{
  if (group->field == NULL)
    /* Translators: whether rows were refused, how many, and why */
    return g_strdup_printf (_("%s, %'u×: %s"), kind_text (group->kind), group->n, _(group->reason));
  /* Translators: whether rows were refused, how many, the field, and why */
  return g_strdup_printf (_("%s, %'u×: %s: %s"), kind_text (group->kind), group->n, group->field,
                          _(group->reason));
}

static const char *
file_name (const VbReport *report,
           guint           file)
{
  return file < report->files->len ? g_ptr_array_index (report->files, file) : "";
}

char *
vb_report_text_place (const VbReport     *report,
                      const VbIssueGroup *group)
{
  const VbIssue *first = group->first;
  const char *file = file_name (report, first->file);

  if (first->row == 0 && first->detail == NULL)
    return g_strdup (file);
  if (first->row == 0)
    /* Translators: a file, and what stands in it */
    return g_strdup_printf (_("%s: “%s”"), file, first->detail);
  if (first->detail == NULL)
    /* Translators: a file and the first of its rows that has this problem */
    return g_strdup_printf (_("First in %s, row %u"), file, first->row);
  /* Translators: a file, the first of its rows that has this problem, and what stands there */
  return g_strdup_printf (_("First in %s, row %u: “%s”"), file, first->row, first->detail);
}

static void
add_count (GString    *text,
           guint       n,
           const char *format)
{
  if (n == 0)
    return;
  if (text->len > 0)
    g_string_append (text, " · ");
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
  g_string_append_printf (text, format, n);
#pragma GCC diagnostic pop
}

char *
vb_report_text_counts (const VbCounts *counts)
{
  g_autoptr(GString) text = g_string_new (NULL);

  add_count (text, counts->added, _("%'u new"));
  add_count (text, counts->updated, _("%'u changed"));
  add_count (text, counts->unchanged, _("%'u the same"));
  add_count (text, counts->conflict, _("%'u corrected here, both kept"));
  add_count (text, counts->refused, _("%'u refused"));
  add_count (text, counts->duplicate, _("%'u double"));
  add_count (text, counts->gone, _("%'u no longer in the file, kept"));
  return text->len > 0 ? g_string_free (g_steal_pointer (&text), FALSE) : NULL;
}

/* ------------------------------------------------------------------ file */

/* A spreadsheet takes a cell that begins like this for a formula. */
static void
add_cell (GString    *csv,
          const char *value)
{
  g_string_append_c (csv, '"');
  if (value != NULL && value[0] != '\0' && strchr ("=+-@\t\r", value[0]) != NULL)
    g_string_append_c (csv, '\'');
  for (const char *p = value; p != NULL && *p != '\0'; p++)
    {
      if (*p == '"')
        g_string_append_c (csv, '"');
      g_string_append_c (csv, *p);
    }
  g_string_append (csv, "\",");
}

char *
vb_report_text_csv (const VbReport *report)
{
  GString *csv = g_string_new (NULL);

  g_string_append_printf (csv, "%s,%s,%s,%s,%s,%s\r\n", _("File"), _("Row"), _("Field"),
                          _("What happened"), _("Why"), _("Value"));
  for (guint i = 0; i < report->issues->len; i++)
    {
      const VbIssue *issue = &g_array_index (report->issues, VbIssue, i);

      add_cell (csv, file_name (report, issue->file));
      g_string_append_printf (csv, "%u,", issue->row);
      add_cell (csv, issue->field);
      add_cell (csv, kind_text (issue->kind));
      add_cell (csv, _(issue->reason));
      add_cell (csv, issue->detail);
      g_string_truncate (csv, csv->len - 1);
      g_string_append (csv, "\r\n");
    }
  return g_string_free (csv, FALSE);
}
