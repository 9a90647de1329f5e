/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "interop/vb-report-groups.h"

#ifndef N_
#define N_(String) (String)
#endif

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
vb_report_group_issues (const VbReport *report)
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

const char *
vb_report_table_title (VbTable table)
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

  return names[table] != NULL ? names[table] : vb_schema_get (table)->name;
}
