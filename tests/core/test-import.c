/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "search-fixture.h"

#include "core/store/vb-directory.h"
#include "core/store/vb-trust.h"

/* ------------------------------------------------------------------ the same, and newer */

static void
test_first_time (void)
{
  Fixture f = { 0 };
  g_autoptr(VbReport) report = NULL;
  VbCounts sum;

  fixture_open (&f);
  report = import_small (&f);
  sum = sum_counts (report);
  g_assert_cmpuint (sum.read, ==, 10);
  g_assert_cmpuint (sum.added, ==, 10);
  g_assert_cmpuint (sum.updated + sum.unchanged + sum.refused + sum.duplicate, ==, 0);
  g_assert_cmpint (fixture_int (&f, "SELECT count(*) FROM service"), ==, 3);
  g_assert_cmpint (fixture_int (&f, "SELECT n FROM tally WHERE table_name = 'service'"), ==, 3);
  g_assert_cmpint (fixture_int (&f, "SELECT count(*) FROM change WHERE action = 'insert' "
                                    "AND table_name = 'service'"), ==, 3);
  g_assert_cmpint (fixture_int (&f, "SELECT count(*) FROM access_log WHERE event = 'import'"),
                   ==, 1);
  fixture_close (&f);
}

static void
test_same_again (void)
{
  Fixture f = { 0 };
  g_autoptr(VbReport) first = NULL;
  g_autoptr(VbReport) second = NULL;
  gint64 changes;

  fixture_open (&f);
  first = import_small (&f);
  changes = fixture_int (&f, "SELECT max(seq) FROM change");
  second = import_small (&f);
  g_assert_cmpuint (sum_counts (second).unchanged, ==, 10);
  g_assert_cmpuint (sum_counts (second).added + sum_counts (second).updated, ==, 0);
  g_assert_cmpint (fixture_int (&f, "SELECT max(seq) FROM change"), ==, changes);
  g_assert_cmpint (fixture_int (&f, "SELECT count(*) FROM source"), ==, 1);
  fixture_close (&f);
}

static VbBatch *
newer_batch (void)
{
  VbBatch *batch = small_batch ();
  GPtrArray *services = batch->records[VB_TABLE_SERVICE];

  vb_record_set (batch, services->pdata[0], "description", "Elke donderdag");
  vb_record_set (batch, services->pdata[0], "name", "Aanschuiven");
  /* Post is no longer offered, and there is something new. */
  g_ptr_array_remove_index (services, 1);
  batch->report->counts[VB_TABLE_SERVICE].read--;
  add_record (batch, VB_TABLE_SERVICE, "id", "taal", "organization_id", "steun", "name",
              "Taalcafé", "status", "active", NULL);
  return batch;
}

static void
test_newer_version (void)
{
  Fixture f = { 0 };
  g_autoptr(VbBatch) batch = newer_batch ();
  g_autoptr(VbReport) first = NULL;
  g_autoptr(VbReport) second = NULL;
  g_autofree char *description = NULL;
  g_autofree char *key = NULL;
  VbCounts *services;

  fixture_open (&f);
  first = import_small (&f);
  second = import_as (&f, batch, "test", "r2");
  services = &second->counts[VB_TABLE_SERVICE];
  g_assert_cmpuint (services->added, ==, 1);
  g_assert_cmpuint (services->updated, ==, 1);
  g_assert_cmpuint (services->unchanged, ==, 1);
  g_assert_cmpuint (services->gone, ==, 1);
  g_assert_cmpuint (services->read, ==, services->added + services->updated + services->unchanged);
  description = fixture_text (&f, "SELECT description FROM service WHERE name = 'Aanschuiven'");
  g_assert_cmpstr (description, ==, "Elke donderdag");
  key = fixture_text (&f, "SELECT name_key FROM service WHERE name = 'Aanschuiven'");
  g_assert_cmpstr (key, ==, "aanschuiven");
  /* What is gone from the source stays. */
  g_assert_cmpint (fixture_int (&f, "SELECT count(*) FROM service WHERE name = 'Hulp bij post'"),
                   ==, 1);
  /* Column by column: two columns changed, so two rows in the log. */
  g_assert_cmpint (fixture_int (&f, "SELECT count(*) FROM change WHERE action = 'update' "
                                    "AND table_name = 'service'"), ==, 2);
  fixture_close (&f);
}

/* ------------------------------------------------------------------ corrections */

static void
correct (Fixture    *f,
         const char *word,
         const char *column,
         const char *value)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(VbEntity) service = vb_directory_load_sync (f->store, VB_TABLE_SERVICE, id_of (word),
                                                        NULL, &error);
  g_autoptr(VbUndo) undo = NULL;

  g_assert_no_error (error);
  vb_entity_set (service, column, value);
  undo = vb_directory_save_sync (f->store, service, NULL, &error);
  g_assert_no_error (error);
  g_assert_nonnull (undo);
}

static void
test_correction_survives (void)
{
  Fixture f = { 0 };
  g_autoptr(VbBatch) newer = newer_batch ();
  g_autoptr(VbReport) first = NULL;
  g_autoptr(VbReport) again = NULL;
  g_autoptr(VbReport) second = NULL;
  g_autoptr(VbReport) third = NULL;
  g_autofree char *here = NULL;
  g_autofree char *theirs = NULL;
  gint64 changes;

  fixture_open (&f);
  first = import_small (&f);
  correct (&f, "eten", "description", "Elke woensdag");
  again = import_small (&f);
  g_assert_cmpuint (sum_counts (again).conflict, ==, 0);

  second = import_as (&f, newer, "test", "r2");
  here = fixture_text (&f, "SELECT description FROM service WHERE name = 'Aanschuiven'");
  g_assert_cmpstr (here, ==, "Elke woensdag");
  theirs = fixture_text (&f, "SELECT source_value FROM correction WHERE conflict = 1");
  g_assert_cmpstr (theirs, ==, "Elke donderdag");
  g_assert_cmpuint (second->counts[VB_TABLE_SERVICE].conflict, ==, 1);
  g_assert_cmpuint (vb_report_count (second, VB_ISSUE_NOTICE), ==, 1);

  changes = fixture_int (&f, "SELECT max(seq) FROM change");
  third = import_as (&f, newer, "test", "r2");
  g_assert_cmpuint (sum_counts (third).updated, ==, 0);
  g_assert_cmpint (fixture_int (&f, "SELECT max(seq) FROM change"), ==, changes);
  fixture_close (&f);
}

static void
test_source_comes_round (void)
{
  Fixture f = { 0 };
  g_autoptr(VbBatch) newer = newer_batch ();
  g_autoptr(VbReport) first = NULL;
  g_autoptr(VbReport) second = NULL;

  fixture_open (&f);
  first = import_small (&f);
  correct (&f, "eten", "description", "Elke donderdag");
  g_assert_cmpint (fixture_int (&f, "SELECT count(*) FROM correction"), ==, 1);
  second = import_as (&f, newer, "test", "r2");
  g_assert_cmpuint (sum_counts (second).conflict, ==, 0);
  g_assert_cmpint (fixture_int (&f, "SELECT count(*) FROM correction"), ==, 0);
  fixture_close (&f);
}

static void
test_deleted_stays_away (void)
{
  Fixture f = { 0 };
  g_autoptr(GError) error = NULL;
  g_autoptr(VbReport) first = NULL;
  g_autoptr(VbReport) second = NULL;
  g_autoptr(VbUndo) undo = NULL;
  g_autoptr(VbUndo) redo = NULL;

  fixture_open (&f);
  first = import_small (&f);
  undo = vb_directory_delete_sync (f.store, VB_TABLE_SERVICE, id_of ("eten"), NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (fixture_int (&f, "SELECT count(*) FROM contact"), ==, 0);
  g_assert_cmpint (fixture_int (&f, "SELECT count(*) FROM phone"), ==, 0);
  second = import_small (&f);
  g_assert_cmpuint (sum_counts (second).unchanged, ==, 10);
  g_assert_cmpint (fixture_int (&f, "SELECT count(*) FROM service"), ==, 2);

  redo = vb_directory_revert_sync (f.store, undo, NULL, &error);
  g_assert_no_error (error);
  g_assert_nonnull (redo);
  g_assert_cmpint (fixture_int (&f, "SELECT count(*) FROM service"), ==, 3);
  g_assert_cmpint (fixture_int (&f, "SELECT count(*) FROM phone"), ==, 1);
  g_assert_cmpint (fixture_int (&f, "SELECT count(*) FROM removal"), ==, 0);
  fixture_close (&f);
}

/* ------------------------------------------------------------------ another source */

static void
test_other_source (void)
{
  Fixture f = { 0 };
  g_autoptr(VbBatch) other = small_batch ();
  g_autoptr(VbReport) first = NULL;
  g_autoptr(VbReport) second = NULL;
  g_autoptr(VbReport) third = NULL;
  g_autofree char *here = NULL;
  g_autofree char *theirs = NULL;
  gint64 changes;

  fixture_open (&f);
  first = import_small (&f);
  vb_record_set (other, other->records[VB_TABLE_SERVICE]->pdata[0], "description", "Elke dag");
  vb_record_set (other, other->records[VB_TABLE_SERVICE]->pdata[0], "status", NULL);
  second = import_as (&f, other, "another", "x1");
  g_assert_cmpuint (sum_counts (second).unchanged, ==, 10);
  g_assert_cmpuint (sum_counts (second).conflict, ==, 1);
  here = fixture_text (&f, "SELECT description FROM service WHERE name = 'Samen eten'");
  g_assert_cmpstr (here, ==, "Elke dinsdag");
  theirs = fixture_text (&f, "SELECT value FROM other_value WHERE state = 'open'");
  g_assert_cmpstr (theirs, ==, "Elke dag");

  changes = fixture_int (&f, "SELECT max(seq) FROM change");
  third = import_as (&f, other, "another", "x1");
  g_assert_cmpuint (sum_counts (third).conflict, ==, 1);
  g_assert_cmpint (fixture_int (&f, "SELECT max(seq) FROM change"), ==, changes);
  fixture_close (&f);
}

/* ------------------------------------------------------------------ preview and refusals */

static void
test_preview_changes_nothing (void)
{
  Fixture f = { 0 };
  VbImportSource source = { NULL, "test", "hsds-json", NULL, "r2" };
  g_autoptr(VbBatch) newer = newer_batch ();
  g_autoptr(VbReport) first = NULL;
  g_autoptr(VbReport) preview = NULL;
  g_autoptr(VbReport) applied = NULL;
  g_autoptr(GError) error = NULL;
  gint64 changes;

  fixture_open (&f);
  first = import_small (&f);
  changes = fixture_int (&f, "SELECT max(seq) FROM change");
  preview = vb_import_preview_sync (f.store, newer, &source, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (fixture_int (&f, "SELECT max(seq) FROM change"), ==, changes);
  applied = import_as (&f, newer, "test", "r2");
  g_assert_cmpmem (preview->counts, sizeof preview->counts, applied->counts,
                   sizeof applied->counts);
  g_assert_cmpuint (newer->report->counts[VB_TABLE_SERVICE].added, ==, 0);
  fixture_close (&f);
}

static void
test_duplicate_in_package (void)
{
  Fixture f = { 0 };
  g_autoptr(VbBatch) batch = small_batch ();
  g_autoptr(VbReport) report = NULL;

  fixture_open (&f);
  add_record (batch, VB_TABLE_SERVICE, "id", "eten", "name", "Iets anders", NULL);
  report = import_as (&f, batch, "test", "r1");
  g_assert_cmpuint (report->counts[VB_TABLE_SERVICE].read, ==, 4);
  g_assert_cmpuint (report->counts[VB_TABLE_SERVICE].added, ==, 3);
  g_assert_cmpuint (report->counts[VB_TABLE_SERVICE].duplicate, ==, 1);
  g_assert_cmpint (fixture_int (&f, "SELECT count(*) FROM service WHERE name = 'Iets anders'"),
                   ==, 0);
  fixture_close (&f);
}

static void
test_all_or_nothing (void)
{
  Fixture f = { 0 };
  VbImportSource source = { NULL, "test", "hsds-json", NULL, "r1" };
  VbImportSource nameless = { NULL, "", "hsds-json", NULL, "r1" };
  g_autoptr(VbBatch) batch = small_batch ();
  g_autoptr(VbReport) report = NULL;
  g_autoptr(GError) error = NULL;

  fixture_open (&f);
  vb_record_set (batch, batch->records[VB_TABLE_PHONE]->pdata[0], "id", "17");
  report = vb_import_apply_sync (f.store, batch, &source, NULL, NULL, NULL, &error);
  g_assert_error (error, VB_ERROR, VB_ERROR_INVALID_INPUT);
  g_assert_null (report);
  g_clear_error (&error);
  g_assert_cmpint (fixture_int (&f, "SELECT count(*) FROM service"), ==, 0);
  g_assert_cmpint (fixture_int (&f, "SELECT count(*) FROM source"), ==, 0);
  g_assert_cmpint (fixture_int (&f, "SELECT count(*) FROM change WHERE table_name = 'service'"),
                   ==, 0);

  report = vb_import_apply_sync (f.store, batch, &nameless, NULL, NULL, NULL, &error);
  g_assert_error (error, VB_ERROR, VB_ERROR_INVALID_INPUT);
  fixture_close (&f);
}

/* ------------------------------------------------------------------ progress and cancel */

static VbBatch *
large_batch (guint n)
{
  VbBatch *batch = vb_batch_new ();

  add_record (batch, VB_TABLE_ORGANIZATION, "id", "huis", "name", "Huis", NULL);
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *word = g_strdup_printf ("dienst %u", i);

      add_record (batch, VB_TABLE_SERVICE, "id", word, "organization_id", "huis", "name", word,
                  "status", "active", "description", "Een dienst onder vele", NULL);
    }
  return batch;
}

typedef struct
{
  GMainLoop *loop;
  GCancellable *cancellable;
  GThread *thread;
  double last;
  guint n_calls;
  VbReport *report;
  GError *error;
} Running;

static void
progress_cb (double   fraction,
             gpointer data)
{
  Running *running = data;

  g_assert_true (g_thread_self () == running->thread);
  g_assert_cmpfloat (fraction, >=, running->last);
  g_assert_cmpfloat (fraction, <=, 1.0);
  running->last = fraction;
  running->n_calls++;
  if (running->cancellable != NULL)
    g_cancellable_cancel (running->cancellable);
}

static void
applied_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      data)
{
  Running *running = data;

  running->report = vb_import_apply_finish (VB_STORE (object), result, &running->error);
  g_main_loop_quit (running->loop);
}

/* Each row that comes, changes or goes after an import stands in the index at once. */
static void
assert_rows_are_noted (Fixture *f)
{
  search_add (f, "leeszaal", "Leeszaal", "Bieb", "Kranten");
  assert_finds (f, "leeszaal ", "leeszaal");
  fixture_exec (f, "UPDATE service SET name = 'Weefzolder' WHERE id = 'leeszaal'");
  assert_finds (f, "leeszaal ", "");
  assert_finds (f, "weefzolder ", "leeszaal");
  fixture_exec (f, "DELETE FROM service WHERE id = 'leeszaal'");
  assert_finds (f, "weefzolder ", "");
  assert_in_step (f);
}

static void
run_large (Fixture *f,
           Running *running)
{
  VbImportSource source = { NULL, "large", "csv", NULL, "r1" };
  VbBatch *batch = large_batch (20000);

  running->loop = g_main_loop_new (NULL, FALSE);
  running->thread = g_thread_self ();
  vb_import_apply_async (f->store, batch, &source, progress_cb, running, running->cancellable,
                         applied_cb, running);
  /* The store keeps the batch as long as it needs it. */
  vb_batch_unref (batch);
  g_main_loop_run (running->loop);
  g_main_loop_unref (running->loop);
}

/* Those of a table that many rows go into are taken away while they do. */
static char *
list_indexes (Fixture *f)
{
  return fixture_text (f, "SELECT group_concat (name || sql, char (10)) FROM "
                          "(SELECT name, sql FROM sqlite_schema "
                          "WHERE type = 'index' AND sql IS NOT NULL ORDER BY name)");
}

static void
test_progress (void)
{
  g_autofree char *indexes = NULL;
  g_autofree char *indexes_after = NULL;
  Fixture f = { 0 };
  Running running = { 0 };

  fixture_open (&f);
  indexes = list_indexes (&f);
  run_large (&f, &running);
  indexes_after = list_indexes (&f);
  g_assert_cmpstr (indexes, ==, indexes_after);
  g_assert_no_error (running.error);
  g_assert_cmpfloat (running.last, ==, 1.0);
  g_assert_cmpuint (running.n_calls, >, 1);
  g_assert_cmpuint (sum_counts (running.report).added, ==, 20001);
  vb_report_free (running.report);
  fixture_close (&f);
}

/* Into an empty map, rows are not noted for the index one by one; afterwards they are again. */
static void
test_large_is_indexed (void)
{
  VbImportSource source = { NULL, "large", "csv", NULL, "r1" };
  VbImportSource other = { NULL, "other", "csv", NULL, "r1" };
  g_autoptr(VbBatch) batch = large_batch (2000);
  g_autoptr(VbBatch) more = vb_batch_new ();
  g_autoptr(VbReport) first = NULL;
  g_autoptr(VbReport) second = NULL;
  g_autoptr(GError) error = NULL;
  Fixture f = { 0 };

  fixture_open (&f);
  first = vb_import_apply_sync (f.store, batch, &source, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (fixture_int (&f, "SELECT count(*) FROM search_doc"), ==, 2001);
  assert_rows_are_noted (&f);

  add_record (more, VB_TABLE_ORGANIZATION, "id", "bad", "name", "Bad", NULL);
  for (guint i = 0; i < 1500; i++)
    {
      g_autofree char *name = g_strdup_printf ("zwemles %u", i);

      add_record (more, VB_TABLE_SERVICE, "id", name, "organization_id", "bad", "name", name,
                  "status", "active", NULL);
    }
  second = vb_import_apply_sync (f.store, more, &other, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  /* And the organization of the row that came and went. */
  g_assert_cmpint (fixture_int (&f, "SELECT count(*) FROM search_doc"), ==, 2001 + 1 + 1501);
  assert_rows_are_noted (&f);
  fixture_close (&f);
}

static void
test_cancel (void)
{
  g_autofree char *indexes = NULL;
  g_autofree char *indexes_after = NULL;
  Fixture f = { 0 };
  Running running = { 0 };

  fixture_open (&f);
  indexes = list_indexes (&f);
  running.cancellable = g_cancellable_new ();
  run_large (&f, &running);
  indexes_after = list_indexes (&f);
  g_assert_cmpstr (indexes, ==, indexes_after);
  g_assert_error (running.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_null (running.report);
  g_assert_cmpint (fixture_int (&f, "SELECT count(*) FROM service"), ==, 0);
  g_assert_cmpint (fixture_int (&f, "SELECT n FROM tally WHERE table_name = 'service'"), ==, 0);
  assert_rows_are_noted (&f);
  g_clear_error (&running.error);
  g_object_unref (running.cancellable);
  fixture_close (&f);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/import/first-time-adds-all", test_first_time);
  g_test_add_func ("/import/same-again-changes-nothing", test_same_again);
  g_test_add_func ("/import/newer-version-updates", test_newer_version);
  g_test_add_func ("/import/correction-survives", test_correction_survives);
  g_test_add_func ("/import/source-comes-round", test_source_comes_round);
  g_test_add_func ("/import/deleted-stays-away", test_deleted_stays_away);
  g_test_add_func ("/import/other-source-stays-beside", test_other_source);
  g_test_add_func ("/import/preview-changes-nothing", test_preview_changes_nothing);
  g_test_add_func ("/import/duplicate-in-package", test_duplicate_in_package);
  g_test_add_func ("/import/all-or-nothing", test_all_or_nothing);
  g_test_add_func ("/import/progress", test_progress);
  g_test_add_func ("/import/large-is-indexed", test_large_is_indexed);
  g_test_add_func ("/import/cancel", test_cancel);
  return g_test_run ();
}
