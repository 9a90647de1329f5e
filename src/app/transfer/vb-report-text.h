/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/model/vb-report.h"

G_BEGIN_DECLS

/**
 * VbIssueGroup:
 *
 * All issues of a report with the same reason at the same field.
 */
typedef struct
{
  VbIssueKind kind;
  const char *reason; /* a msgid */
  const char *field;  /* (nullable) */
  guint n;
  const VbIssue *first;
} VbIssueGroup;

/* (transfer full): of VbIssueGroup; refused ones first, then by how many there are */
GArray     *vb_report_text_group_issues (const VbReport *report);
/* "3 refused: No name (services.csv, row 12)" in parts. (transfer full) */
char       *vb_report_text_title        (const VbIssueGroup *group);
char       *vb_report_text_place        (const VbReport *report, const VbIssueGroup *group);
/* What a table is called in a sentence. */
const char *vb_report_text_table        (VbTable table);
/* "12 new · 3 changed · 40 the same"; (nullable): nothing of this table was read */
char       *vb_report_text_counts       (const VbCounts *counts);
/* The whole report as CSV that is safe to open in a spreadsheet. (transfer full) */
char       *vb_report_text_csv          (const VbReport *report);

G_END_DECLS
