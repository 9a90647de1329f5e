/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Import against bare inserts: the same records of real directories, once through the import
 * (comparing, logging, indexing) and once as prepared inserts into the same tables of the same
 * encrypted file, without a trigger, a log or an index to search in; beside it the same in a file
 * that is not encrypted, to see what encryption costs. Prints one line of JSON per package; fails
 * when the import falls under its share of the bare speed. */

#include "config.h"

#include <glib/gstdio.h>
#include <sys/resource.h>

#include "core/store/vb-database-private.h"
#include "core/store/vb-import.h"
#include "interop/vb-package-reader.h"

#define ROUNDS 3
#define LEAST_SHARE 0.4

typedef struct
{
  char *folder;
  char *path;
  VbSecret *key;
  VbStore *store;
} Place;

static void
place_open (Place *self)
{
  g_autoptr(GError) error = NULL;

  self->folder = g_dir_make_tmp ("vb-import-XXXXXX", NULL);
  self->path = g_build_filename (self->folder, "store.db", NULL);
  self->key = vb_secret_random (VB_KEY_SIZE);
  self->store = vb_store_open_sync (self->path, self->key,
                                    VB_STORE_CREATE | VB_STORE_ALLOW_ANY_PLACE, NULL, &error);
  if (self->store == NULL)
    g_error ("%s", error->message);
}

static void
place_close (Place *self)
{
  g_autoptr(GDir) dir = NULL;
  const char *name;

  while (g_main_context_iteration (NULL, FALSE))
    ;
  vb_store_close_sync (self->store, NULL);
  g_object_unref (self->store);
  dir = g_dir_open (self->folder, 0, NULL);
  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (self->folder, name, NULL);

      g_unlink (path);
    }
  g_rmdir (self->folder);
  vb_secret_unref (self->key);
  g_free (self->path);
  g_free (self->folder);
}

/* What a run took on the clock, and of the processor: on a busy machine the second says more. */
typedef struct
{
  double wall;
  double cpu;
} Took;

static double
cpu_now (void)
{
  struct rusage usage;

  getrusage (RUSAGE_SELF, &usage);
  return (usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) * 1000.0
         + (usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1000.0;
}

static Took
start_clock (void)
{
  return (Took) { g_get_monotonic_time () / 1000.0, cpu_now () };
}

static void
stop_clock (Took  start,
            Took *best)
{
  best->wall = MIN (best->wall, g_get_monotonic_time () / 1000.0 - start.wall);
  best->cpu = MIN (best->cpu, cpu_now () - start.cpu);
}

/* ------------------------------------------------------------------ bare */

static gboolean
drop_triggers (VbDatabase *db,
               GError    **error)
{
  for (;;)
    {
      g_autofree char *name = NULL;
      g_autofree char *sql = NULL;

      /* The search marks what is to be indexed by triggers of the connection. */
      if (!_vb_database_query_text (db,
                                    "SELECT 'main.\"' || name || '\"' FROM main.sqlite_schema "
                                    "WHERE type = 'trigger' "
                                    "UNION ALL SELECT 'temp.\"' || name || '\"' FROM "
                                    "temp.sqlite_schema "
                                    "WHERE type = 'trigger' LIMIT 1",
                                    &name, error))
        return FALSE;
      if (name == NULL)
        return TRUE;
      sql = g_strdup_printf ("DROP TRIGGER %s", name);
      if (!_vb_database_exec (db, sql, error))
        return FALSE;
    }
}

static gpointer
drop_triggers_job (VbDatabase    *db,
                   gpointer       data,
                   GCancellable  *cancellable,
                   GError       **error)
{
  (void) !drop_triggers (db, error);
  return NULL;
}

static gboolean
insert_table (sqlite3   *handle,
              GPtrArray *records,
              VbTable    table)
{
  const VbTableSpec *spec = vb_schema_get (table);
  g_autoptr(GString) sql = g_string_new (NULL);
  sqlite3_stmt *statement;
  gboolean done = TRUE;

  g_string_append_printf (sql, "INSERT OR IGNORE INTO %s (", spec->name);
  for (guint i = 0; i < spec->n_columns; i++)
    g_string_append_printf (sql, "\"%s\", ", spec->columns[i].name);
  g_string_append (sql, "extra) VALUES (");
  for (guint i = 0; i < spec->n_columns; i++)
    g_string_append (sql, "?, ");
  g_string_append (sql, "?)");
  if (sqlite3_prepare_v2 (handle, sql->str, -1, &statement, NULL) != SQLITE_OK)
    return FALSE;
  for (guint r = 0; done && r < records->len; r++)
    {
      const VbRecord *record = records->pdata[r];

      for (guint i = 0; i < spec->n_columns; i++)
        sqlite3_bind_text (statement, i + 1, record->values[i], -1, SQLITE_STATIC);
      sqlite3_bind_text (statement, spec->n_columns + 1, record->extra, -1, SQLITE_STATIC);
      done = sqlite3_step (statement) == SQLITE_DONE;
      sqlite3_reset (statement);
    }
  sqlite3_finalize (statement);
  return done;
}

static gboolean
insert_all (sqlite3 *handle,
            VbBatch *batch)
{
  gboolean done = TRUE;

  for (VbTable table = 0; done && table < VB_N_TABLES; table++)
    done = insert_table (handle, batch->records[table], table);
  return done;
}

static gpointer
insert_job (VbDatabase    *db,
            gpointer       data,
            GCancellable  *cancellable,
            GError       **error)
{
  _vb_database_enlarge_cache (db);
  if (!insert_all (_vb_database_handle (db), data))
    g_set_error_literal (error, VB_ERROR, VB_ERROR_FAILED, "A bare insert failed");
  return NULL;
}

/* The same tables and indexes, as SQL. */
static gpointer
read_schema_job (VbDatabase    *db,
                 gpointer       data,
                 GCancellable  *cancellable,
                 GError       **error)
{
  char *sql;

  return _vb_database_query_text (db,
                                  "SELECT group_concat (sql, ';') FROM (SELECT sql FROM "
                                  "sqlite_schema "
                                  "WHERE sql IS NOT NULL AND type IN ('table', 'index') "
                                  "AND name NOT GLOB 'search*' AND tbl_name NOT GLOB 'search*' "
                                  "AND name NOT GLOB 'sqlite_*' ORDER BY rowid)",
                                  &sql, error)
             ? sql
             : NULL;
}

/* The same bare inserts into a file that is not encrypted. */
static void
run_plain (VbBatch    *batch,
           const char *schema,
           Took       *best)
{
  g_autofree char *folder = g_dir_make_tmp ("vb-plain-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "plain.db", NULL);
  sqlite3 *handle;
  gboolean done;
  Took start;

  g_assert_cmpint (sqlite3_open (path, &handle), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (handle,
                                 "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;"
                                 "PRAGMA temp_store = MEMORY; PRAGMA cell_size_check = ON;"
                                 "PRAGMA secure_delete = ON; PRAGMA cache_size = -65536;"
                                 "PRAGMA wal_autocheckpoint = 256",
                                 NULL, NULL, NULL),
                   ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (handle, schema, NULL, NULL, NULL), ==, SQLITE_OK);
  start = start_clock ();
  done = sqlite3_exec (handle, "BEGIN IMMEDIATE", NULL, NULL, NULL) == SQLITE_OK
         && insert_all (handle, batch)
         && sqlite3_exec (handle, "COMMIT", NULL, NULL, NULL) == SQLITE_OK;
  stop_clock (start, best);
  g_assert_true (done);
  sqlite3_close (handle);
  g_unlink (path);
  g_rmdir (folder);
}

static void
run_bare (VbBatch *batch,
          char   **schema,
          Took    *best)
{
  g_autoptr(GError) error = NULL;
  Place place;
  Took start;

  place_open (&place);
  g_free (*schema);
  *schema = vb_store_run_sync (place.store, VB_LANE_READ, read_schema_job, NULL, NULL, &error);
  g_assert_no_error (error);
  vb_store_run_sync (place.store, VB_LANE_WRITE, drop_triggers_job, NULL, NULL, &error);
  g_assert_no_error (error);
  start = start_clock ();
  vb_store_run_sync (place.store, VB_LANE_WRITE, insert_job, batch, NULL, &error);
  stop_clock (start, best);
  g_assert_no_error (error);
  place_close (&place);
}

/* ------------------------------------------------------------------ the import */

static void
run_import (VbBatch *batch,
            Took    *first,
            Took    *again)
{
  VbImportSource source = { NULL, "benchmark", "csv", NULL, "r1" };
  Took *best[] = { first, again };
  Place place;

  place_open (&place);
  for (guint i = 0; i < G_N_ELEMENTS (best); i++)
    {
      g_autoptr(GError) error = NULL;
      Took start = start_clock ();
      g_autoptr(VbReport) report = vb_import_apply_sync (place.store, batch, &source, NULL, NULL,
                                                         NULL, &error);

      stop_clock (start, best[i]);
      g_assert_no_error (error);
    }
  place_close (&place);
}

/* Kilobytes resident at most so far. */
static long
peak_memory (void)
{
  struct rusage usage;

  getrusage (RUSAGE_SELF, &usage);
  return usage.ru_maxrss;
}

static VbBatch *
read_package (const char *path,
              const char *mapping_name,
              GError    **error)
{
  g_autofree char *mapping_path = NULL;
  g_autoptr(VbMapping) mapping = NULL;
  VbReadOptions options = { 0 };

  if (mapping_name != NULL)
    {
      mapping_path = g_build_filename (SOURCE_DATADIR, "mappings", mapping_name, NULL);
      mapping = vb_mapping_load (mapping_path, error);
      if (mapping == NULL)
        return NULL;
    }
  options.mapping = mapping;
  return vb_package_read (path, &options, NULL, error);
}

static gboolean
measure (const char *path,
         const char *mapping)
{
  g_autofree char *name = g_path_get_basename (path);
  g_autoptr(GError) error = NULL;
  g_autoptr(VbBatch) batch = read_package (path, mapping, &error);
  g_autofree char *schema = NULL;
  Took bare = { G_MAXDOUBLE, G_MAXDOUBLE };
  Took plain = bare, ours = bare, same = bare;
  double share;
  long before, after;

  if (batch == NULL)
    g_error ("%s: %s", name, error->message);
  before = peak_memory ();
  for (guint i = 0; i < ROUNDS; i++)
    {
      run_bare (batch, &schema, &bare);
      run_plain (batch, schema, &plain);
      run_import (batch, &ours, &same);
    }
  after = peak_memory ();
  share = bare.wall / ours.wall;
  g_print ("{\"benchmark\": \"import\", \"package\": \"%s\", \"records\": %u, "
           "\"bare_ms\": %.0f, \"import_ms\": %.0f, \"same_again_ms\": %.0f, "
           "\"bare_cpu_ms\": %.0f, \"import_cpu_ms\": %.0f, \"same_again_cpu_ms\": %.0f, "
           "\"bare_not_encrypted_ms\": %.0f, \"bare_not_encrypted_cpu_ms\": %.0f, "
           "\"share\": %.2f, \"share_cpu\": %.2f, \"limit\": %.2f, "
           "\"parsed_peak_kb\": %ld, \"import_adds_kb\": %ld, \"pass\": %s}\n",
           name, vb_batch_count (batch), bare.wall, ours.wall, same.wall, bare.cpu, ours.cpu,
           same.cpu, plain.wall, plain.cpu, share, bare.cpu / ours.cpu, LEAST_SHARE, before,
           after - before, share >= LEAST_SHARE ? "true" : "false");
  return share >= LEAST_SHARE;
}

int
main (int   argc,
      char *argv[])
{
  static const struct
  {
    const char *path;
    const char *mapping; /* (nullable) */
  } packages[] = {
    { "directories/miami-open211-hsds/datapackage-1566177582.zip", NULL },
    { "directories/nhs-ods-epraccur/epraccur.csv", "uk-nhs-epraccur.json" },
    { "directories/nl-duo-po-vestigingen/po_addresses.csv", "nl-duo-po.json" },
  };
  const char *data = g_getenv ("VB_DATA");
  gboolean good = TRUE;

  if (argc > 1)
    {
      for (int i = 1; i < argc; i++)
        good = measure (argv[i], NULL) && good;
      return good ? 0 : 1;
    }
  if (data == NULL)
    {
      g_print ("VB_DATA names no folder with real directories: skipped\n");
      return 77;
    }
  for (guint i = 0; i < G_N_ELEMENTS (packages); i++)
    {
      g_autofree char *path = g_build_filename (data, packages[i].path, NULL);

      good = measure (path, packages[i].mapping) && good;
    }
  return good ? 0 : 1;
}
