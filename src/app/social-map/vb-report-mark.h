/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "core/store/vb-trust.h"

G_BEGIN_DECLS

/**
 * VbReportMark:
 *
 * Says beside a fact that somebody reported it as wrong, and what it should be, so that the next
 * one to read it does not rely on it before that is decided.
 */
#define VB_TYPE_REPORT_MARK (vb_report_mark_get_type ())
G_DECLARE_FINAL_TYPE (VbReportMark, vb_report_mark, VB, REPORT_MARK, AdwBin)

/* @reports: (element-type VbFieldReport). @column, @topic: (nullable): with neither, whatever was
 * reported about the record. */
void  vb_report_mark_show      (VbReportMark *self, GPtrArray *reports, const char *record_id,
                                const char *column, const char *topic);

/* "Reported by Ans on 3 May 2025: every Wednesday and Friday" */
char *vb_report_mark_dup_words (const VbFieldReport *report);

G_END_DECLS
