/* SPDX-License-Identifier: GPL-3.0-or-later */

/* An open store: how its connections are set, what lanes and jobs promise. */

#define _GNU_SOURCE /* memmem */
#include "config.h"

#include <glib/gstdio.h>
#include <string.h>

#include "throwaway-store.h"

/* ---------------------------------------------------------------- settings */

static const struct
{
  const char *pragma;
  const char *write;
  const char *read;
} pragmas[] = {
  { "journal_mode", "wal", "wal" },
  { "synchronous", "2", "2" },
  { "foreign_keys", "1", "1" },
  { "temp_store", "2", "2" },
  { "mmap_size", "0", "0" },
  { "trusted_schema", "0", "0" },
  { "cell_size_check", "1", "1" },
  { "secure_delete", "1", "1" },
  { "recursive_triggers", "1", "1" },
  { "query_only", "0", "1" },
  { "page_size", "4096", "4096" },
  { "cipher_memory_security", "0", "0" },
  { "cipher_hmac_algorithm", "HMAC_SHA512", "HMAC_SHA512" },
  { "encoding", "UTF-8", "UTF-8" },
};

static void
test_settings (Fixture       *fixture,
               gconstpointer  unused)
{
  for (guint i = 0; i < G_N_ELEMENTS (pragmas); i++)
    {
      g_autofree char *sql = g_strconcat ("PRAGMA ", pragmas[i].pragma, NULL);
      g_autofree char *write = store_text (fixture->store, VB_LANE_WRITE, sql);
      g_autofree char *read = store_text (fixture->store, VB_LANE_READ, sql);

      g_test_message ("%s: %s, %s", pragmas[i].pragma, write, read);
      /* Some pragmas give no row for zero. */
      g_assert_cmpstr (write != NULL ? write : "0", ==, pragmas[i].write);
      g_assert_cmpstr (read != NULL ? read : "0", ==, pragmas[i].read);
    }
}

static gpointer
limits_job (VbDatabase    *db,
            gpointer       data,
            GCancellable  *cancellable,
            GError       **error)
{
  sqlite3 *handle = _vb_database_handle (db);
  int defensive = -1, trusted = -1, quotes_in_data = -1, quotes_in_schema = -1, extensions = -1;
  int on_close = -1;

  sqlite3_db_config (handle, SQLITE_DBCONFIG_DEFENSIVE, -1, &defensive);
  sqlite3_db_config (handle, SQLITE_DBCONFIG_TRUSTED_SCHEMA, -1, &trusted);
  sqlite3_db_config (handle, SQLITE_DBCONFIG_DQS_DML, -1, &quotes_in_data);
  sqlite3_db_config (handle, SQLITE_DBCONFIG_DQS_DDL, -1, &quotes_in_schema);
  sqlite3_db_config (handle, SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, -1, &extensions);
  sqlite3_db_config (handle, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, -1, &on_close);
  g_assert_cmpint (defensive, ==, 1);
  g_assert_cmpint (trusted, ==, 0);
  g_assert_cmpint (quotes_in_data, ==, 0);
  g_assert_cmpint (quotes_in_schema, ==, 0);
  g_assert_cmpint (extensions, ==, 0);
  g_assert_cmpint (on_close, ==, 0);
  g_assert_cmpint (sqlite3_limit (handle, SQLITE_LIMIT_ATTACHED, -1), ==, 0);
  return NULL;
}

static void
test_limits (Fixture       *fixture,
             gconstpointer  unused)
{
  g_autoptr(GError) error = NULL;

  vb_store_run_sync (fixture->store, VB_LANE_WRITE, limits_job, NULL, NULL, &error);
  g_assert_no_error (error);
  vb_store_run_sync (fixture->store, VB_LANE_READ, limits_job, NULL, NULL, &error);
  g_assert_no_error (error);
}

static void
test_no_plain_copy (Fixture       *fixture,
                    gconstpointer  unused)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *copy = fixture_beside (fixture, "copy.db");
  g_autofree char *attach = g_strdup_printf ("ATTACH '%s' AS plain KEY ''", copy);

  g_assert_false (store_try_exec (fixture->store, attach, &error));
  g_assert_nonnull (error);
  g_assert_false (g_file_test (copy, G_FILE_TEST_EXISTS));
}

static void
test_file_is_encrypted (Fixture       *fixture,
                        gconstpointer  unused)
{
  static const char *const marks[] = { "SQLite format 3", "Buurthuis", "CREATE TABLE",
                                       "organization", NULL };
  g_autofree char *log = g_strconcat (fixture->path, "-wal", NULL);
  const char *paths[] = { fixture->path, log, NULL };

  store_fill (fixture->store, 200);
  for (int i = 0; paths[i] != NULL; i++)
    {
      g_autofree char *bytes = NULL;
      gsize length;

      g_assert_true (g_file_get_contents (paths[i], &bytes, &length, NULL));
      g_assert_cmpuint (length, >, 4096);
      for (int j = 0; marks[j] != NULL; j++)
        g_assert_null (memmem (bytes, length, marks[j], strlen (marks[j])));
    }
}

/* ---------------------------------------------------------------- jobs */

static gpointer
fail_after_writing (VbDatabase    *db,
                    gpointer       data,
                    GCancellable  *cancellable,
                    GError       **error)
{
  if (_vb_database_exec (db, "INSERT INTO note VALUES ('n1', 'service', 's', 'x', 1, 'me')", error))
    g_set_error_literal (error, VB_ERROR, VB_ERROR_CONFLICT, "no");
  return NULL;
}

static void
test_failed_job_leaves_nothing (Fixture       *fixture,
                                gconstpointer  unused)
{
  g_autoptr(GError) error = NULL;

  vb_store_run_sync (fixture->store, VB_LANE_WRITE, fail_after_writing, NULL, NULL, &error);
  g_assert_error (error, VB_ERROR, VB_ERROR_CONFLICT);
  g_assert_cmpint (store_count (fixture->store, "SELECT count(*) FROM note"), ==, 0);
  g_assert_cmpint (store_count (fixture->store, "SELECT count(*) FROM change"), ==, 0);
}

static gpointer
write_setting (VbDatabase    *db,
               gpointer       data,
               GCancellable  *cancellable,
               GError       **error)
{
  return GINT_TO_POINTER (_vb_database_set_setting (db, "test", "x", error));
}

static void
test_read_lane_cannot_write (Fixture       *fixture,
                             gconstpointer  unused)
{
  g_autoptr(GError) error = NULL;

  vb_store_run_sync (fixture->store, VB_LANE_READ, write_setting, NULL, NULL, &error);
  g_assert_error (error, VB_ERROR, VB_ERROR_READ_ONLY);
}

typedef struct
{
  GMutex lock;
  GCond cond;
  gboolean inside;
  gboolean go_on;
} Gate;

static void
gate_wait_inside (Gate *gate)
{
  g_mutex_lock (&gate->lock);
  while (!gate->inside)
    g_cond_wait (&gate->cond, &gate->lock);
  g_mutex_unlock (&gate->lock);
}

static void
gate_open (Gate *gate)
{
  g_mutex_lock (&gate->lock);
  gate->go_on = TRUE;
  g_cond_broadcast (&gate->cond);
  g_mutex_unlock (&gate->lock);
}

/* Writes a row and then stands still until it may go on. */
static gpointer
slow_write (VbDatabase    *db,
            gpointer       data,
            GCancellable  *cancellable,
            GError       **error)
{
  Gate *gate = data;

  if (!_vb_database_exec (db, "INSERT INTO note VALUES ('slow', 'service', 's', 'x', 1, 'me')",
                          error))
    return NULL;
  g_mutex_lock (&gate->lock);
  gate->inside = TRUE;
  g_cond_broadcast (&gate->cond);
  while (!gate->go_on)
    g_cond_wait (&gate->cond, &gate->lock);
  g_mutex_unlock (&gate->lock);
  return NULL;
}

static void
finished_cb (GObject      *store,
             GAsyncResult *result,
             gpointer      user_data)
{
  GError **error = user_data;
  g_autoptr(GError) none = NULL;

  vb_store_run_finish (VB_STORE (store), result, error);
  if (*error == NULL)
    *error = g_error_new_literal (VB_ERROR, VB_ERROR_FAILED, "fine");
}

static void
wait_for (GError **error)
{
  while (*error == NULL)
    g_main_context_iteration (NULL, TRUE);
}

static void
test_reading_goes_on_while_writing (Fixture       *fixture,
                                    gconstpointer  unused)
{
  g_autoptr(GError) error = NULL;
  Gate gate = { 0 };

  vb_store_run_async (fixture->store, VB_LANE_WRITE, slow_write, &gate, NULL, NULL, NULL,
                      finished_cb, &error);
  gate_wait_inside (&gate);
  g_assert_cmpint (store_count (fixture->store, "SELECT count(*) FROM note"), ==, 0);
  gate_open (&gate);
  wait_for (&error);
  g_assert_cmpstr (error->message, ==, "fine");
  g_assert_cmpint (store_count (fixture->store, "SELECT count(*) FROM note"), ==, 1);
}

static void
test_cancelled_write_leaves_nothing (Fixture       *fixture,
                                     gconstpointer  unused)
{
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GError) error = NULL;
  Gate gate = { 0 };

  vb_store_run_async (fixture->store, VB_LANE_WRITE, slow_write, &gate, NULL, NULL, cancellable,
                      finished_cb, &error);
  gate_wait_inside (&gate);
  g_cancellable_cancel (cancellable);
  gate_open (&gate);
  wait_for (&error);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpint (store_count (fixture->store, "SELECT count(*) FROM note"), ==, 0);
}

static void
count_freed (gpointer data)
{
  (*(guint *) data)++;
}

/* Stopped when it was as good as done. */
static gpointer
stop_at_the_end (VbDatabase    *db,
                 gpointer       data,
                 GCancellable  *cancellable,
                 GError       **error)
{
  g_cancellable_cancel (cancellable);
  return data;
}

static void
test_result_that_nobody_gets_is_freed (Fixture       *fixture,
                                       gconstpointer  unused)
{
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GError) error = NULL;
  guint freed = 0;

  g_assert_null (vb_store_run_sync_full (fixture->store, VB_LANE_WRITE, stop_at_the_end, &freed,
                                         count_freed, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (freed, ==, 1);
}

#define ENDLESS                                                                                    \
  "WITH RECURSIVE c (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM c) SELECT count(*) FROM c"

static gpointer
endless_read (VbDatabase    *db,
              gpointer       data,
              GCancellable  *cancellable,
              GError       **error)
{
  Gate *gate = data;
  gint64 value;

  g_mutex_lock (&gate->lock);
  gate->inside = TRUE;
  g_cond_broadcast (&gate->cond);
  g_mutex_unlock (&gate->lock);
  return GINT_TO_POINTER (_vb_database_query_int (db, ENDLESS, &value, error));
}

static void
test_long_read_can_be_stopped (Fixture       *fixture,
                               gconstpointer  unused)
{
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GError) error = NULL;
  Gate gate = { 0 };
  gint64 begin;

  vb_store_run_async (fixture->store, VB_LANE_READ, endless_read, &gate, NULL, NULL, cancellable,
                      finished_cb, &error);
  gate_wait_inside (&gate);
  g_usleep (20 * 1000);
  begin = g_get_monotonic_time ();
  g_cancellable_cancel (cancellable);
  wait_for (&error);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  /* In truth well under a millisecond; a busy machine may be slow to wake us. */
  g_assert_cmpint (g_get_monotonic_time () - begin, <, G_USEC_PER_SEC);
  /* The lane is ready for the next. */
  g_assert_cmpint (store_count (fixture->store, "SELECT 7"), ==, 7);
}

static void
test_cancelled_before_it_began (Fixture       *fixture,
                                gconstpointer  unused)
{
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GError) error = NULL;

  g_cancellable_cancel (cancellable);
  vb_store_run_sync (fixture->store, VB_LANE_WRITE, slow_write, NULL, cancellable, &error);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* A statement fails half way a job, the engine has undone everything, and the job goes on as if
 * nothing happened. */
static gpointer
careless_job (VbDatabase    *db,
              gpointer       data,
              GCancellable  *cancellable,
              GError       **error)
{
  g_autoptr(GError) ignored = NULL;

  if (!_vb_database_exec (db, "INSERT INTO note VALUES ('before', 'service', 's', 'x', 1, 'me')",
                          error))
    return NULL;
  if (_vb_database_exec (db,
                         "INSERT OR ROLLBACK INTO note VALUES ('before', 'service', 's', 'x', 1, "
                         "'me')",
                         &ignored))
    g_assert_not_reached ();
  return GINT_TO_POINTER (_vb_database_exec (
      db, "INSERT INTO note VALUES ('after', 'service', 's', 'x', 1, 'me')", error));
}

static void
test_nothing_stands_alone_after_a_failure (Fixture       *fixture,
                                           gconstpointer  unused)
{
  g_autoptr(GError) error = NULL;

  vb_store_run_sync (fixture->store, VB_LANE_WRITE, careless_job, NULL, NULL, &error);
  g_assert_error (error, VB_ERROR, VB_ERROR_FAILED);
  g_assert_cmpint (store_count (fixture->store, "SELECT count(*) FROM note"), ==, 0);
}

static void
test_errors_quote_no_data (Fixture       *fixture,
                           gconstpointer  unused)
{
  g_autoptr(GError) error = NULL;

  store_exec (fixture->store, "INSERT INTO note VALUES ('1', 'service', 's', 'Mevrouw Jansen', 1, "
                              "'me')");
  g_assert_false (store_try_exec (fixture->store,
                                  "INSERT INTO note VALUES ('1', 'service', 's', 'Mevrouw Jansen', "
                                  "1, 'me')",
                                  &error));
  g_assert_error (error, VB_ERROR, VB_ERROR_EXISTS);
  g_assert_null (strstr (error->message, "Jansen"));
}

/* ---------------------------------------------------------------- "changed" */

static gpointer
touching_job (VbDatabase    *db,
              gpointer       data,
              GCancellable  *cancellable,
              GError       **error)
{
  _vb_database_touch (db, 1 << VB_TABLE_SERVICE);
  _vb_database_touch (db, VB_CHANGED_LOCAL);
  if (data != NULL)
    g_set_error_literal (error, VB_ERROR, VB_ERROR_CONFLICT, "no");
  return NULL;
}

static void
changed_cb (VbStore *store,
            guint64  tables,
            gpointer user_data)
{
  guint64 *seen = user_data;

  g_assert_true (g_main_context_is_owner (g_main_context_default ()));
  g_assert_cmpuint (*seen, ==, 0);
  *seen = tables;
}

static void
test_changed_after_commit (Fixture       *fixture,
                           gconstpointer  unused)
{
  g_autoptr(GError) error = NULL;
  guint64 seen = 0;

  g_signal_connect (fixture->store, "changed", G_CALLBACK (changed_cb), &seen);

  vb_store_run_sync (fixture->store, VB_LANE_WRITE, touching_job, GINT_TO_POINTER (1), NULL,
                     &error);
  g_assert_error (error, VB_ERROR, VB_ERROR_CONFLICT);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_cmpuint (seen, ==, 0);
  g_clear_error (&error);

  vb_store_run_async (fixture->store, VB_LANE_WRITE, touching_job, NULL, NULL, NULL, NULL,
                      finished_cb, &error);
  wait_for (&error);
  /* Whoever hears that the job is done has heard of the change. */
  g_assert_cmpuint (seen, ==, 1 << VB_TABLE_SERVICE | VB_CHANGED_LOCAL);
}

/* ---------------------------------------------------------------- closing */

static void
closed_cb (GObject      *store,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(GError) error = NULL;

  g_assert_true (vb_store_close_finish (VB_STORE (store), result, &error));
  g_assert_no_error (error);
  *(gboolean *) user_data = TRUE;
}

static void
test_close_finishes_the_queue (Fixture       *fixture,
                               gconstpointer  unused)
{
  g_autofree char *log = g_strconcat (fixture->path, "-wal", NULL);
  GError *done[20] = { NULL };
  g_autoptr(GError) error = NULL;
  gboolean closed = FALSE;
  Gate gate = { .go_on = TRUE };

  vb_store_run_async (fixture->store, VB_LANE_WRITE, slow_write, &gate, NULL, NULL, NULL,
                      finished_cb, &done[0]);
  for (int i = 1; i < 20; i++)
    vb_store_run_async (fixture->store, VB_LANE_WRITE, touching_job, NULL, NULL, NULL, NULL,
                        finished_cb, &done[i]);
  vb_store_close_async (fixture->store, closed_cb, &closed);
  while (!closed)
    g_main_context_iteration (NULL, TRUE);
  for (int i = 0; i < 20; i++)
    {
      g_assert_nonnull (done[i]);
      g_assert_cmpstr (done[i]->message, ==, "fine");
      g_clear_error (&done[i]);
    }

  g_assert_false (g_file_test (log, G_FILE_TEST_EXISTS));
  g_assert_false (store_try_exec (fixture->store, "SELECT 1", &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CLOSED);
  g_clear_error (&error);
  vb_store_run_async (fixture->store, VB_LANE_READ, touching_job, NULL, NULL, NULL, NULL,
                      finished_cb, &error);
  wait_for (&error);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CLOSED);

  g_clear_object (&fixture->store);
  fixture_open (fixture);
  g_assert_cmpint (store_count (fixture->store, "SELECT count(*) FROM note"), ==, 1);
}

static void
opened_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(GError) error = NULL;

  *(VbStore **) user_data = vb_store_open_finish (result, &error);
  g_assert_no_error (error);
}

static void
test_open_async_and_let_go (Fixture       *fixture,
                            gconstpointer  unused)
{
  g_autoptr(GError) error = NULL;
  VbStore *store = NULL;

  fixture_close (fixture);
  vb_store_open_async (fixture->path, fixture->key, 0, NULL, opened_cb, &store);
  while (store == NULL)
    g_main_context_iteration (NULL, TRUE);
  /* The last reference goes with the answer to the last job. */
  vb_store_run_async (store, VB_LANE_WRITE, touching_job, NULL, NULL, NULL, NULL, finished_cb,
                      &error);
  g_object_unref (store);
  wait_for (&error);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  fixture_open (fixture);
}

static void
test_log_is_emptied_in_the_quiet (Fixture       *fixture,
                                  gconstpointer  unused)
{
  g_autofree char *log = g_strconcat (fixture->path, "-wal", NULL);
  gint64 begin = g_get_monotonic_time ();
  GStatBuf status;

  store_fill (fixture->store, 10);
  g_assert_cmpint (g_stat (log, &status), ==, 0);
  g_assert_cmpint (status.st_size, >, 0);
  while (status.st_size > 0 && g_get_monotonic_time () - begin < 30 * G_USEC_PER_SEC)
    {
      g_usleep (100 * 1000);
      g_assert_cmpint (g_stat (log, &status), ==, 0);
    }
  g_assert_cmpint (status.st_size, ==, 0);
  g_assert_cmpint (g_get_monotonic_time () - begin, >, 4 * G_USEC_PER_SEC);
}

#define ADD(path, function) \
  g_test_add ("/store/" path, Fixture, NULL, fixture_set_up, function, fixture_tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("every-setting-reads-back", test_settings);
  ADD ("limits-hold", test_limits);
  ADD ("no-copy-without-encryption", test_no_plain_copy);
  ADD ("file-and-log-are-encrypted", test_file_is_encrypted);
  ADD ("failed-job-leaves-nothing", test_failed_job_leaves_nothing);
  ADD ("read-lane-cannot-write", test_read_lane_cannot_write);
  ADD ("reading-goes-on-while-writing", test_reading_goes_on_while_writing);
  ADD ("cancelled-write-leaves-nothing", test_cancelled_write_leaves_nothing);
  ADD ("result-that-nobody-gets-is-freed", test_result_that_nobody_gets_is_freed);
  ADD ("long-read-can-be-stopped", test_long_read_can_be_stopped);
  ADD ("cancelled-before-it-began", test_cancelled_before_it_began);
  ADD ("nothing-stands-alone-after-a-failure", test_nothing_stands_alone_after_a_failure);
  ADD ("errors-quote-no-data", test_errors_quote_no_data);
  ADD ("changed-after-commit", test_changed_after_commit);
  ADD ("close-finishes-the-queue", test_close_finishes_the_queue);
  ADD ("open-async-and-let-go", test_open_async_and_let_go);
  ADD ("log-is-emptied-in-the-quiet", test_log_is_emptied_in_the_quiet);
  return g_test_run ();
}
