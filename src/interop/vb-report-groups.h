/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/model/vb-record.h"

G_BEGIN_DECLS

/**
 * VbIssueGroup:
 *
 * Issues of one kind: the same thing wrong in the same field. A directory can have tens of
 * thousands of them, and a person can read a dozen lines.
 */
typedef struct
{
  VbIssueKind kind;
  const char *reason; /* msgid */
  const char *field;  /* (nullable) */
  guint n;
  const VbIssue *first;
} VbIssueGroup;

/* (transfer full) (element-type VbIssueGroup): the worst kind first, then the most frequent; as
 * long-lived as @report */
GArray     *vb_report_group_issues (const VbReport *report);

/* (transfer none): the plural of what is in @table, as a msgid */
const char *vb_report_table_title  (VbTable table);

G_END_DECLS
