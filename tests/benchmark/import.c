/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Import against bare inserts: the same records of real directories, once through the import
 * (comparing, logging, indexing) and once as prepared inserts into the same tables of the same
 * encrypted file, without a trigger, a log or an index to search in. Prints one line of JSON per
 * package; fails when the import falls under its share of the bare speed. */

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

/* ------------------------------------------------------------------ bare */

static gboolean
drop_triggers (VbDatabase *db,
               GError    **error)
{
  for (;;)
    {
      g_autofree char *name = NULL;
      g_autofree char *sql = NULL;

      if (!_vb_database_query_text (db, "SELECT name FROM sqlite_schema WHERE type = 'trigger' LIMIT 1",
                                    &name, error))
        return FALSE;
      if (name == NULL)
        return TRUE;
      sql = g_strdup_printf ("DROP TRIGGER \"%s\"", name);
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
insert_table (VbDatabase *db,
              GPtrArray  *records,
              VbTable     table,
              GError    **error)
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
  statement = _vb_database_prepare_once (db, sql->str, error);
  if (statement == NULL)
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
  if (!done)
    g_set_error_literal (error, VB_ERROR, VB_ERROR_FAILED, "A bare insert failed");
  return done;
}

static gpointer
insert_job (VbDatabase    *db,
            gpointer       data,
            GCancellable  *cancellable,
            GError       **error)
{
  VbBatch *batch = data;

  for (VbTable table = 0; table < VB_N_TABLES; table++)
    if (!insert_table (db, batch->records[table], table, error))
      return NULL;
  return NULL;
}

static double
run_bare (VbBatch *batch)
{
  g_autoptr(GError) error = NULL;
  Place place;
  gint64 start, end;

  place_open (&place);
  vb_store_run_sync (place.store, VB_LANE_WRITE, drop_triggers_job, NULL, NULL, &error);
  g_assert_no_error (error);
  start = g_get_monotonic_time ();
  vb_store_run_sync (place.store, VB_LANE_WRITE, insert_job, batch, NULL, &error);
  end = g_get_monotonic_time ();
  g_assert_no_error (error);
  place_close (&place);
  return (end - start) / 1000.0;
}

/* ------------------------------------------------------------------ the import */

static void
run_import (VbBatch *batch,
            double  *first,
            double  *again)
{
  VbImportSource source = { NULL, "benchmark", "csv", NULL, "r1" };
  g_autoptr(GError) error = NULL;
  Place place;
  gint64 times[3];

  place_open (&place);
  times[0] = g_get_monotonic_time ();
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr(VbReport) report = vb_import_apply_sync (place.store, batch, &source, NULL, NULL,
                                                         NULL, &error);

      g_assert_no_error (error);
      times[i + 1] = g_get_monotonic_time ();
    }
  *first = (times[1] - times[0]) / 1000.0;
  *again = (times[2] - times[1]) / 1000.0;
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
  double bare = G_MAXDOUBLE, ours = G_MAXDOUBLE, same = G_MAXDOUBLE;
  long before, after;

  if (batch == NULL)
    g_error ("%s: %s", name, error->message);
  before = peak_memory ();
  for (guint i = 0; i < ROUNDS; i++)
    {
      double first, again;

      bare = MIN (bare, run_bare (batch));
      run_import (batch, &first, &again);
      ours = MIN (ours, first);
      same = MIN (same, again);
    }
  after = peak_memory ();
  g_print ("{\"benchmark\": \"import\", \"package\": \"%s\", \"records\": %u, \"bare_ms\": %.1f, "
           "\"import_ms\": %.1f, \"same_again_ms\": %.1f, \"share\": %.2f, \"limit\": %.2f, "
           "\"parsed_peak_kb\": %ld, \"import_adds_kb\": %ld, \"pass\": %s}\n",
           name, vb_batch_count (batch), bare, ours, same, bare / ours, LEAST_SHARE, before,
           after - before, bare / ours >= LEAST_SHARE ? "true" : "false");
  return bare / ours >= LEAST_SHARE;
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
