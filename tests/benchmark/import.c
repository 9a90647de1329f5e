/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Import against bare inserts: the same records of real directories, once through the import
 * (comparing, logging, indexing) and once as prepared inserts into the same tables of the same
 * encrypted file, without a trigger, a log or an index to search in. Beside it, each in a process
 * of its own, the same import into a file that is encrypted and into one that is not; and the
 * memory it takes. Prints one line of JSON per package; fails when something is over its limit.
 *
 *   benchmark-import [PACKAGE [MAPPING]]
 *   benchmark-import --once PACKAGE [MAPPING]
 *
 * The second form imports once and prints what that took; benchmark-import-plain is the same
 * program with an engine that is given no key. */

#include "config.h"

#include <glib/gstdio.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

#include "core/store/vb-database-private.h"
#include "core/store/vb-import.h"
#include "interop/vb-package-reader.h"

#define ROUNDS 5
#define LEAST_SHARE 0.4
#define MOST_FOR_ENCRYPTION 1.5

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
remove_folder (const char *folder)
{
  g_autoptr(GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      /* A folder in it holds no others. */
      if (g_file_test (path, G_FILE_TEST_IS_DIR))
        remove_folder (path);
      else
        g_unlink (path);
    }
  g_rmdir (folder);
}

static void
place_close (Place *self)
{
  while (g_main_context_iteration (NULL, FALSE))
    ;
  vb_store_close_sync (self->store, NULL);
  g_object_unref (self->store);
  remove_folder (self->folder);
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

static void
run_bare (VbBatch *batch,
          Took    *best)
{
  g_autoptr(GError) error = NULL;
  Place place;
  Took start;

  place_open (&place);
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
import_into (Place   *place,
             VbBatch *batch,
             Took    *best)
{
  VbImportSource source = { NULL, "benchmark", "csv", NULL, "r1" };
  g_autoptr(GError) error = NULL;
  Took start = start_clock ();
  g_autoptr(VbReport) report = vb_import_apply_sync (place->store, batch, &source, NULL, NULL,
                                                     NULL, &error);

  stop_clock (start, best);
  g_assert_no_error (error);
}

static void
run_import (VbBatch *batch,
            Took    *first,
            Took    *again)
{
  Place place;

  place_open (&place);
  import_into (&place, batch, first);
  import_into (&place, batch, again);
  place_close (&place);
}

/* Kilobytes resident at most so far. What getrusage() says would hold the parent's too. */
static long
peak_memory (void)
{
  g_autofree char *status = NULL;
  const char *peak;

  g_assert_true (g_file_get_contents ("/proc/self/status", &status, NULL, NULL));
  peak = strstr (status, "VmHWM:");
  g_assert_nonnull (peak);
  return strtol (peak + strlen ("VmHWM:"), NULL, 10);
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

/* ------------------------------------------------------------------ in a process of its own */

typedef struct
{
  double cpu;
  double wall;
  long parsed_kb; /* resident at most before the import, and what the import adds to that */
  long adds_kb;
} Once;

static const Took not_yet = { G_MAXDOUBLE, G_MAXDOUBLE };

static gboolean
is_encrypted (const char *path)
{
  g_autofree char *bytes = NULL;

  g_assert_true (g_file_get_contents (path, &bytes, NULL, NULL));
  return !g_str_has_prefix (bytes, "SQLite format 3");
}

static void
import_once (const char *path,
             const char *mapping)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(VbBatch) batch = read_package (path, mapping, &error);
  Took took = not_yet;
  Place place;
  long before;

  if (batch == NULL)
    g_error ("%s: %s", path, error->message);
  place_open (&place);
  before = peak_memory ();
  import_into (&place, batch, &took);
  g_print ("%d %.0f %.0f %ld %ld\n", is_encrypted (place.path), took.cpu, took.wall, before,
           peak_memory () - before);
  place_close (&place);
}

static void
spawn_once (const char *program,
            const char *path,
            const char *mapping,
            gboolean    encrypted,
            Once       *best)
{
  const char *argv[] = { program, "--once", path, mapping, NULL };
  g_autofree char *out = NULL;
  g_autoptr(GError) error = NULL;
  int status, was_encrypted;
  Once once;

  if (!g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_DEFAULT, NULL, NULL, &out, NULL, &status,
                     &error)
      || !g_spawn_check_wait_status (status, &error))
    g_error ("%s: %s", program, error->message);
  if (sscanf (out, "%d %lf %lf %ld %ld", &was_encrypted, &once.cpu, &once.wall, &once.parsed_kb,
              &once.adds_kb) != 5)
    g_error ("%s printed: %s", program, out);
  g_assert_cmpint (was_encrypted, ==, encrypted);
  if (best->cpu == 0 || once.cpu < best->cpu)
    *best = once;
}

/* ------------------------------------------------------------------ a package */

static gboolean
measure (const char *path,
         const char *mapping)
{
  g_autofree char *own = g_file_read_link ("/proc/self/exe", NULL);
  g_autofree char *other = g_strconcat (own, "-plain", NULL);
  g_autofree char *name = g_path_get_basename (path);
  g_autoptr(GError) error = NULL;
  g_autoptr(VbBatch) batch = read_package (path, mapping, &error);
  Took bare = not_yet, ours = not_yet, same = not_yet;
  Once encrypted = { 0 }, plain = { 0 };
  double share, for_encryption;
  gboolean pass;

  if (batch == NULL)
    g_error ("%s: %s", name, error->message);
  for (guint i = 0; i < ROUNDS; i++)
    {
      run_bare (batch, &bare);
      run_import (batch, &ours, &same);
      spawn_once (own, path, mapping, TRUE, &encrypted);
      spawn_once (other, path, mapping, FALSE, &plain);
    }
  share = bare.wall / ours.wall;
  for_encryption = encrypted.cpu / plain.cpu;
  pass = share >= LEAST_SHARE && for_encryption <= MOST_FOR_ENCRYPTION;
  g_print ("{\"benchmark\": \"import\", \"package\": \"%s\", \"records\": %u, "
           "\"bare_ms\": %.0f, \"import_ms\": %.0f, \"same_again_ms\": %.0f, "
           "\"bare_cpu_ms\": %.0f, \"import_cpu_ms\": %.0f, \"same_again_cpu_ms\": %.0f, "
           "\"share\": %.2f, \"share_cpu\": %.2f, \"share_limit\": %.2f, "
           "\"plain_file_cpu_ms\": %.0f, \"encrypted_over_plain\": %.2f, "
           "\"encrypted_over_plain_limit\": %.1f, "
           "\"parsed_peak_kb\": %ld, \"import_adds_kb\": %ld, \"pass\": %s}\n",
           name, vb_batch_count (batch), bare.wall, ours.wall, same.wall, bare.cpu, ours.cpu,
           same.cpu, share, bare.cpu / ours.cpu, LEAST_SHARE, plain.cpu, for_encryption,
           MOST_FOR_ENCRYPTION, encrypted.parsed_kb, encrypted.adds_kb, pass ? "true" : "false");
  return pass;
}

/* ------------------------------------------------------------------ memory */

/* A package four times as large may take that much more to hold, and the import no more than that
 * on top of it: pages and words are let go of while it runs. */
static gboolean
measure_memory (void)
{
  static const char *const services[] = { "10000", "40000" };
  g_autofree char *own = g_file_read_link ("/proc/self/exe", NULL);
  g_autofree char *folder = g_dir_make_tmp ("vb-memory-XXXXXX", NULL);
  Once sizes[G_N_ELEMENTS (services)] = { { 0 } };
  gboolean pass;

  for (guint i = 0; i < G_N_ELEMENTS (services); i++)
    {
      const char *make[] = { "python3", SOURCE_DATADIR "/../tests/benchmark/make-map.py",
                             services[i], folder, NULL };
      g_autoptr(GError) error = NULL;
      int status;

      if (!g_spawn_sync (NULL, (char **) make, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL,
                         &status, &error)
          || !g_spawn_check_wait_status (status, &error))
        g_error ("make-map.py: %s", error->message);
      spawn_once (own, folder, NULL, TRUE, &sizes[i]);
    }
  remove_folder (folder);
  pass = sizes[1].adds_kb - sizes[0].adds_kb <= sizes[1].parsed_kb - sizes[0].parsed_kb;
  g_print ("{\"benchmark\": \"import-memory\", \"services\": [%s, %s], "
           "\"parsed_peak_kb\": [%ld, %ld], \"import_adds_kb\": [%ld, %ld], "
           "\"limit\": \"the import grows no more than the package\", \"pass\": %s}\n",
           services[0], services[1], sizes[0].parsed_kb, sizes[1].parsed_kb, sizes[0].adds_kb,
           sizes[1].adds_kb, pass ? "true" : "false");
  return pass;
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
    { "directories/dc-211-icarol/211.csv", "us-dc-211-icarol.json" },
  };
  const char *data = g_getenv ("VB_DATA");
  gboolean good;

  if (argc > 2 && g_str_equal (argv[1], "--once"))
    {
      import_once (argv[2], argv[3]);
      return 0;
    }
  if (argc > 1)
    return measure (argv[1], argv[2]) ? 0 : 1;

  good = measure_memory ();
  if (data == NULL)
    {
      g_print ("VB_DATA names no folder with real directories: their imports are skipped\n");
      return good ? 77 : 1;
    }
  for (guint i = 0; i < G_N_ELEMENTS (packages); i++)
    {
      g_autofree char *path = g_build_filename (data, packages[i].path, NULL);

      good = measure (path, packages[i].mapping) && good;
    }
  return good ? 0 : 1;
}
