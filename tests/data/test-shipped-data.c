/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What we ship comes in through the ordinary reader, whole and without a remark. */

#include "config.h"

#include <string.h>

#include "interop/vb-package-reader.h"

static void
say_issues (const VbReport *report)
{
  for (guint i = 0; i < report->issues->len; i++)
    {
      const VbIssue *issue = &g_array_index (report->issues, VbIssue, i);

      g_test_message ("%s:%u: %s: %s (%s)",
                      (const char *) g_ptr_array_index (report->files, issue->file), issue->row,
                      issue->field != NULL ? issue->field : "-", issue->reason,
                      issue->detail != NULL ? issue->detail : "");
    }
}

static VbBatch *
read_shipped (const char *name)
{
  g_autofree char *path = g_build_filename (SOURCE_DATADIR, name, NULL);
  g_autoptr(GError) error = NULL;
  VbBatch *batch = vb_package_read (path, NULL, NULL, &error);

  g_assert_no_error (error);
  say_issues (batch->report);
  return batch;
}

static void
test_taxonomies_come_in (void)
{
  g_autoptr(VbBatch) batch = read_shipped ("taxonomy");
  GPtrArray *terms = batch->records[VB_TABLE_TAXONOMY_TERM];
  guint translated = 0;

  g_assert_cmpuint (batch->report->issues->len, ==, 0);
  g_assert_cmpuint (batch->records[VB_TABLE_TAXONOMY]->len, ==, 7);
  for (guint i = 0; i < terms->len; i++)
    {
      const VbRecord *term = g_ptr_array_index (terms, i);

      /* The English name is no column of the standard: it must not get lost. */
      translated += term->extra != NULL && strstr (term->extra, "name_en") != NULL;
    }
  g_assert_cmpuint (terms->len, >, 100);
  g_assert_cmpuint (translated, ==, terms->len);
}

static void
test_demo_comes_in (void)
{
  g_autoptr(VbBatch) batch = read_shipped ("demo");

  g_assert_cmpuint (batch->report->issues->len, ==, 0);
  for (VbTable table = 0; table < VB_N_TABLES; table++)
    g_assert_cmpuint (batch->records[table]->len, ==, batch->report->counts[table].read);
  g_assert_cmpuint (batch->records[VB_TABLE_SERVICE]->len, >=, 180);
  g_assert_cmpuint (batch->records[VB_TABLE_HOLDER]->len, >=, 200);
  g_assert_cmpuint (batch->records[VB_TABLE_AVAILABILITY]->len, >=, 100);
  g_assert_cmpuint (batch->records[VB_TABLE_VERIFICATION]->len, >=, 180);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/shipped-data/taxonomies-come-in", test_taxonomies_come_in);
  g_test_add_func ("/shipped-data/demo-comes-in", test_demo_comes_in);
  return g_test_run ();
}
