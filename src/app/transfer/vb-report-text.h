/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "interop/vb-report-groups.h"

G_BEGIN_DECLS

/* "3 refused: No name (services.csv, row 12)" in parts. (transfer full) */
char       *vb_report_text_title        (const VbIssueGroup *group);
char       *vb_report_text_place        (const VbReport *report, const VbIssueGroup *group);
/* "12 new · 3 changed · 40 the same"; (nullable): nothing of this table was read */
char       *vb_report_text_counts       (const VbCounts *counts);
/* The whole report as CSV that is safe to open in a spreadsheet. (transfer full) */
char       *vb_report_text_csv          (const VbReport *report);

G_END_DECLS
