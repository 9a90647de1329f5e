/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/model/vb-schema.h"

G_BEGIN_DECLS

typedef enum
{
  VB_ISSUE_REFUSED, /* the row did not come in */
  VB_ISSUE_REPAIRED, /* it came in, with something changed or made up; the original is kept */
  VB_ISSUE_NOTICE   /* it came in as it was, and something about it is odd */
} VbIssueKind;

/**
 * VbIssue:
 *
 * Something wrong in a file: where, and what. @reason is a msgid (marked with N_() where it is
 * written), translated when shown; it holds no data. @detail may quote the offending value, cut
 * to 80 characters, and is never logged.
 */
typedef struct
{
  VbIssueKind kind;
  guint16 file;       /* index in the report's files */
  guint32 row;        /* as a spreadsheet numbers it; 0 when the whole file is meant */
  const char *field;  /* (nullable): static or interned */
  const char *reason; /* static */
  char *detail;       /* (nullable): owned */
} VbIssue;

typedef struct
{
  guint read;      /* rows or objects found in the files */
  guint refused;
  guint duplicate; /* read, and the same as another in the same package */
  guint added;     /* filled in when the records are applied to a store */
  guint updated;
  guint unchanged;
  guint gone;      /* in the store from an earlier version of this source, not in this one */
  guint conflict;  /* changed by the source and corrected here: both values are kept */
} VbCounts;

/**
 * VbFileCounts:
 *
 * What became of the rows of one file. A row can be the source of more than one record (a contact
 * with its phone number) or become part of one (a line of eligibility of its service).
 */
typedef struct
{
  guint rows;      /* rows, or objects at the top of a JSON file */
  guint refused;
  guint duplicate; /* the same as, or merged into, an earlier one */
  guint folded;    /* came in as part of a record of another file */
  guint skipped;   /* left out because the mapping says so, or because there is nothing in it */
  guint heads;     /* rows above the first row of data */
  gboolean plain;  /* a list that somebody keeps: what the standard demands it cannot have */
} VbFileCounts;

/**
 * VbReport:
 *
 * What came of reading and applying a package. read = refused + duplicate + added + updated +
 * unchanged, per table: nothing is dropped in silence.
 */
typedef struct
{
  GPtrArray *files;  /* of char *, as named in the package */
  GArray *file_counts; /* of VbFileCounts, by the same index */
  GArray *issues;    /* of VbIssue, in order of reading */
  VbCounts counts[VB_N_TABLES];
} VbReport;

VbReport *vb_report_new       (void);
VbReport *vb_report_copy      (const VbReport *self);
void      vb_report_free      (VbReport *self);
guint     vb_report_add_file  (VbReport *self, const char *name);
VbFileCounts *vb_report_get_file_counts (VbReport *self, guint file);
void      vb_report_add       (VbReport *self, VbIssueKind kind, guint file, guint row,
                               const char *field, const char *reason, const char *detail);
guint     vb_report_count     (const VbReport *self, VbIssueKind kind);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VbReport, vb_report_free)

G_END_DECLS
