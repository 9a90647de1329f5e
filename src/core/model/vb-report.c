/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "core/model/vb-report.h"

#include <string.h>

#define DETAIL_MAX 80 /* characters of a foreign value that a report may quote */

static void
clear_issue (gpointer data)
{
  g_free (((VbIssue *) data)->detail);
}

VbReport *
vb_report_new (void)
{
  VbReport *self = g_new0 (VbReport, 1);

  self->files = g_ptr_array_new_with_free_func (g_free);
  self->file_counts = g_array_new (FALSE, TRUE, sizeof (VbFileCounts));
  self->issues = g_array_new (FALSE, FALSE, sizeof (VbIssue));
  g_array_set_clear_func (self->issues, clear_issue);
  return self;
}

/**
 * vb_report_copy:
 *
 * Returns: (transfer full): a report of its own with the same files, issues and counts
 */
VbReport *
vb_report_copy (const VbReport *self)
{
  VbReport *copy = vb_report_new ();

  for (guint i = 0; i < self->files->len; i++)
    g_ptr_array_add (copy->files, g_strdup (g_ptr_array_index (self->files, i)));
  g_array_append_vals (copy->file_counts, self->file_counts->data, self->file_counts->len);
  for (guint i = 0; i < self->issues->len; i++)
    {
      VbIssue issue = g_array_index (self->issues, VbIssue, i);

      issue.detail = g_strdup (issue.detail);
      g_array_append_val (copy->issues, issue);
    }
  memcpy (copy->counts, self->counts, sizeof (copy->counts));
  return copy;
}

void
vb_report_free (VbReport *self)
{
  g_ptr_array_unref (self->files);
  g_array_unref (self->file_counts);
  g_array_unref (self->issues);
  g_free (self);
}

guint
vb_report_add_file (VbReport   *self,
                    const char *name)
{
  g_ptr_array_add (self->files, g_strdup (name));
  g_array_set_size (self->file_counts, self->files->len);
  return self->files->len - 1;
}

/**
 * vb_report_get_file_counts:
 * @file: an index given by vb_report_add_file()
 *
 * Returns: (transfer none): what became of its rows; valid until the next file is added
 */
VbFileCounts *
vb_report_get_file_counts (VbReport *self,
                           guint     file)
{
  g_return_val_if_fail (file < self->file_counts->len, NULL);

  return &g_array_index (self->file_counts, VbFileCounts, file);
}

static char *
quote (const char *value)
{
  g_autofree char *valid = value != NULL ? g_utf8_make_valid (value, -1) : NULL;

  if (valid == NULL)
    return NULL;
  if (g_utf8_strlen (valid, -1) <= DETAIL_MAX)
    return g_steal_pointer (&valid);
  *g_utf8_offset_to_pointer (valid, DETAIL_MAX) = '\0';
  return g_strconcat (valid, "…", NULL);
}

/**
 * vb_report_add:
 * @row: 1 is the first row of data; 0 when the whole file is meant
 */
void
vb_report_add (VbReport    *self,
               VbIssueKind  kind,
               guint        file,
               guint        row,
               const char  *field,
               const char  *reason,
               const char  *detail)
{
  guint heads = file < self->file_counts->len ? vb_report_get_file_counts (self, file)->heads : 0;
  VbIssue issue = {
    kind, file, row > 0 ? row + heads : 0, g_intern_string (field), reason, quote (detail)
  };

  g_array_append_val (self->issues, issue);
}

guint
vb_report_count (const VbReport *self,
                 VbIssueKind     kind)
{
  guint n = 0;

  for (guint i = 0; i < self->issues->len; i++)
    n += g_array_index (self->issues, VbIssue, i).kind == kind;
  return n;
}
