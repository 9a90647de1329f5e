/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/transfer/vb-report-text.h"

#include <glib/gi18n.h>
#include <string.h>

/* ------------------------------------------------------------------ groups */

static gboolean
belongs (const VbIssueGroup *group,
         const VbIssue      *issue)
{
  return group->kind == issue->kind && group->field == issue->field &&
         g_str_equal (group->reason, issue->reason);
}

static VbIssueGroup *
find_group (GArray        *groups,
            const VbIssue *issue)
{
  for (guint i = 0; i < groups->len; i++)
    if (belongs (&g_array_index (groups, VbIssueGroup, i), issue))
      return &g_array_index (groups, VbIssueGroup, i);
  return NULL;
}

static int
compare_groups (gconstpointer a,
                gconstpointer b)
{
  const VbIssueGroup *left = a;
  const VbIssueGroup *right = b;

  if (left->kind != right->kind)
    return (int) left->kind - (int) right->kind;
  return left->n < right->n ? 1 : left->n > right->n ? -1 : 0;
}

GArray *
vb_report_text_group_issues (const VbReport *report)
{
  GArray *groups = g_array_new (FALSE, FALSE, sizeof (VbIssueGroup));

  for (guint i = 0; i < report->issues->len; i++)
    {
      const VbIssue *issue = &g_array_index (report->issues, VbIssue, i);
      VbIssueGroup *group = find_group (groups, issue);
      VbIssueGroup fresh = { issue->kind, issue->reason, issue->field, 1, issue };

      if (group != NULL)
        group->n++;
      else
        g_array_append_val (groups, fresh);
    }
  g_array_sort (groups, compare_groups);
  return groups;
}

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
    return g_strdup_printf (_("%s, %u×: %s"), kind_text (group->kind), group->n, _(group->reason));
  /* Translators: whether rows were refused, how many, the field, and why */
  return g_strdup_printf (_("%s, %u×: %s: %s"), kind_text (group->kind), group->n, group->field,
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

  if (first->row == 0)
    return g_strdup (file);
  if (first->detail == NULL)
    /* Translators: a file and the first of its rows that has this problem */
    return g_strdup_printf (_("First in %s, row %u"), file, first->row);
  /* Translators: a file, the first of its rows that has this problem, and what stands there */
  return g_strdup_printf (_("First in %s, row %u: “%s”"), file, first->row, first->detail);
}

const char *
vb_report_text_table (VbTable table)
{
  static const char *const names[VB_N_TABLES] = {
    [VB_TABLE_ORGANIZATION] = N_("Organisations"),
    [VB_TABLE_PROGRAM] = N_("Programmes"),
    [VB_TABLE_SERVICE] = N_("Services"),
    [VB_TABLE_LOCATION] = N_("Locations"),
    [VB_TABLE_SERVICE_AT_LOCATION] = N_("Services at a location"),
    [VB_TABLE_ADDRESS] = N_("Addresses"),
    [VB_TABLE_CONTACT] = N_("Functions"),
    [VB_TABLE_PHONE] = N_("Phone numbers"),
    [VB_TABLE_SCHEDULE] = N_("Opening hours"),
    [VB_TABLE_SERVICE_AREA] = N_("Areas served"),
    [VB_TABLE_LANGUAGE] = N_("Languages"),
    [VB_TABLE_ACCESSIBILITY] = N_("Accessibility"),
    [VB_TABLE_COST_OPTION] = N_("Costs"),
    [VB_TABLE_REQUIRED_DOCUMENT] = N_("What to bring"),
    [VB_TABLE_FUNDING] = N_("Funding"),
    [VB_TABLE_ORGANIZATION_IDENTIFIER] = N_("Identifiers of organisations"),
    [VB_TABLE_TAXONOMY] = N_("Lists of terms"),
    [VB_TABLE_TAXONOMY_TERM] = N_("Terms"),
    [VB_TABLE_ATTRIBUTE] = N_("Terms at entries"),
    [VB_TABLE_METADATA] = N_("History"),
    [VB_TABLE_URL] = N_("Web addresses"),
    [VB_TABLE_UNIT] = N_("Units"),
    [VB_TABLE_SERVICE_CAPACITY] = N_("Places free"),
    [VB_TABLE_META_TABLE_DESCRIPTION] = N_("Descriptions of tables"),
    [VB_TABLE_HOLDER] = N_("Holders"),
    [VB_TABLE_AVAILABILITY] = N_("Availability"),
    [VB_TABLE_VERIFICATION] = N_("Checks"),
  };

  return names[table] != NULL ? _(names[table]) : vb_schema_get (table)->name;
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

  add_count (text, counts->added, _("%u new"));
  add_count (text, counts->updated, _("%u changed"));
  add_count (text, counts->unchanged, _("%u the same"));
  add_count (text, counts->conflict, _("%u corrected here, both kept"));
  add_count (text, counts->refused, _("%u refused"));
  add_count (text, counts->duplicate, _("%u double"));
  add_count (text, counts->gone, _("%u no longer in the file, kept"));
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
