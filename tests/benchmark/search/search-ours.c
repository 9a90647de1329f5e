/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Keystroke to results in a made-up map: fills a store, types, and writes one line per keystroke
 * (typed text, milliseconds, rows, milliseconds of processor, tabs between) to a file. Prints what
 * filling took as JSON.
 *
 *   search-ours SERVICES PERSONS FOLDER
 *
 * FOLDER gets rows.tsv and typed.tsv for the others to use, and ours.tsv. */

#include "config.h"

#include <glib/gstdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "core/store/vb-database-private.h"
#include "core/store/vb-search.h"
#include "corpus.h"

typedef struct
{
  unsigned n;
  FILE *rows;
} Filling;

static gboolean
insert (VbDatabase *db, const char *sql, const char *first, ...)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(VbStatement) statement = _vb_database_prepare (db, sql, &error);
  const char *value = first;
  int index = 1;
  va_list values;

  g_assert_no_error (error);
  va_start (values, first);
  for (; value != NULL; value = va_arg (values, const char *))
    _vb_bind_text (statement, index++, value);
  va_end (values);
  if (!_vb_database_run (db, statement, &error))
    g_error ("%s", error->message);
  return TRUE;
}

static void
insert_row (VbDatabase *db, unsigned number, const CorpusRow *row)
{
  g_autofree char *id = g_strdup_printf ("00000000-0000-4000-8000-%012u", number);
  g_autofree char *organization =
    g_strdup_printf ("00000000-0000-4000-9000-%012u", row->organization_number);
  g_autofree char *checked = NULL;
  g_autofree char *area = g_strdup_printf ("BU%08u", number % 40000);
  char y[G_ASCII_DTOSTR_BUF_SIZE], x[G_ASCII_DTOSTR_BUF_SIZE];
  guint i;

  if (row->day >= 0)
    {
      g_autoptr(GDateTime) now = g_date_time_new_now_local ();
      g_autoptr(GDateTime) then = g_date_time_add_days (now, -row->day);

      checked = g_date_time_format (then, "%Y-%m-%d");
    }
  insert (db, "INSERT OR IGNORE INTO organization (id, name, name_key) VALUES (?1, ?2, lower (?2))",
          organization, row->organization, NULL);
  insert (db, "INSERT INTO service (id, organization_id, name, description, assured_date, status, "
              "name_key) VALUES (?1, ?2, ?3, ?4, nullif (?5, ''), 'active', lower (?3))",
          id, organization, row->name, row->description, checked != NULL ? checked : "", NULL);
  insert (db, "INSERT INTO location (id, name, latitude, longitude) VALUES (?1, NULL, ?2, ?3)", id,
          g_ascii_formatd (y, sizeof y, "%.5f", row->latitude),
          g_ascii_formatd (x, sizeof x, "%.5f", row->longitude), NULL);
  insert (db, "INSERT INTO service_at_location (id, service_id, location_id) VALUES (?1, ?1, ?1)",
          id, NULL);
  insert (db, "INSERT INTO address (id, location_id, city) VALUES (?1, ?1, ?2)", id, row->city,
          NULL);
  insert (db, "INSERT INTO service_area (id, service_id, extent) VALUES (?1, ?1, ?2)", id, area,
          NULL);
  for (i = 0; i < 2; i++)
    {
      g_autofree char *link = g_strdup_printf ("%s-%u", id, i);

      insert (db,
              "INSERT OR IGNORE INTO taxonomy_term (id, name, taxonomy) VALUES (?1, ?1, 'tags')",
              row->tags[i], NULL);
      insert (db, "INSERT INTO attribute (id, link_id, link_entity, taxonomy_term_id) "
                  "VALUES (?1, ?2, 'service', ?3)", link, id, row->tags[i], NULL);
    }
}

static gpointer
fill_job (VbDatabase *db, gpointer data, GCancellable *cancellable, GError **error)
{
  Filling *filling = data;
  unsigned i;

  for (i = 0; i < filling->n; i++)
    {
      CorpusRow row;

      corpus_row (i, filling->n, &row);
      insert_row (db, i, &row);
      fprintf (filling->rows, "%u\t%s\t%s\t%s %s %s\t%s\n", i + 1, row.name, row.organization,
               row.tags[0], row.tags[1], row.city, row.description);
    }
  return NULL;
}

static double
since (gint64 start)
{
  return (double) (g_get_monotonic_time () - start) / 1000.0;
}

static gboolean
is_encrypted (const char *path)
{
  FILE *file = g_fopen (path, "r");
  char start[16] = "";

  g_assert_nonnull (file);
  g_assert_cmpuint (fread (start, 1, sizeof start, file), ==, sizeof start);
  fclose (file);
  return memcmp (start, "SQLite format 3", sizeof start) != 0;
}

/* A store that an earlier run left in the folder is used as it is. */
static VbStore *
make_store (const char *folder, unsigned n)
{
  g_autofree char *path = g_build_filename (folder, "ours.db", NULL);
  g_autofree char *rows = g_build_filename (folder, "rows.tsv", NULL);
  static const guint8 bytes[VB_KEY_SIZE] = { 1, 2, 3 };
  g_autoptr(VbSecret) key = vb_secret_new (bytes, sizeof bytes);
  g_autoptr(GError) error = NULL;
  Filling filling = { .n = n };
  VbStore *store;
  gint64 start;
  double records, index;
  GStatBuf status;

  if (g_file_test (path, G_FILE_TEST_EXISTS))
    {
      store = vb_store_open_sync (path, key, VB_STORE_ALLOW_ANY_PLACE, NULL, &error);
      g_assert_no_error (error);
      return store;
    }
  filling.rows = g_fopen (rows, "w");
  g_assert_nonnull (filling.rows);
  store = vb_store_open_sync (path, key, VB_STORE_CREATE | VB_STORE_ALLOW_ANY_PLACE, NULL, &error);
  g_assert_no_error (error);
  start = g_get_monotonic_time ();
  vb_store_run_sync (store, VB_LANE_WRITE, fill_job, &filling, NULL, &error);
  g_assert_no_error (error);
  records = since (start);
  fclose (filling.rows);

  start = g_get_monotonic_time ();
  if (!vb_search_rebuild_sync (store, NULL, &error))
    g_error ("%s", error->message);
  index = since (start);
  g_stat (path, &status);
  g_print ("{\"benchmark\": \"search-fill\", \"encrypted\": %s, \"services\": %u, "
           "\"records_and_index_ms\": %.0f, "
           "\"rebuild_ms\": %.0f, \"file_mb\": %.0f}\n", is_encrypted (path) ? "true" : "false", n,
           records, index, (double) status.st_size / 1e6);
  return store;
}

/* Of all threads: what the search itself takes, whatever else the machine is doing. */
static double
cpu_time (void)
{
  struct timespec t;

  clock_gettime (CLOCK_PROCESS_CPUTIME_ID, &t);
  return (double) t.tv_sec * 1e3 + (double) t.tv_nsec / 1e6;
}

static void
type_all (VbStore *store, unsigned n, unsigned persons, const char *folder)
{
  g_autofree char *typed_path = g_build_filename (folder, "typed.tsv", NULL);
  g_autofree char *ours_path = g_build_filename (folder, "ours.tsv", NULL);
  FILE *typed = g_fopen (typed_path, "w");
  FILE *ours = g_fopen (ours_path, "w");
  unsigned person;

  g_assert_true (typed != NULL && ours != NULL);
  for (person = 0; person < persons; person++)
    {
      char line[160];
      int kind = corpus_typed (person, n, line);
      gsize length = strlen (line);
      gsize i;

      for (i = 1; i <= length; i++)
        {
          g_autofree char *text = g_strndup (line, i);
          g_autoptr(VbSearchQuery) query = vb_search_query_new (text);
          g_autoptr(VbSearchResult) result = NULL;
          g_autoptr(GError) error = NULL;
          gint64 start;
          double cpu, wall;

          query->limit = 50;
          cpu = cpu_time ();
          start = g_get_monotonic_time ();
          result = vb_search_sync (store, query, NULL, &error);
          g_assert_no_error (error);
          wall = since (start);
          fprintf (ours, "%s\t%.3f\t%u\t%.3f\n", text, wall, result->rows->len,
                   cpu_time () - cpu);
          fprintf (typed, "%d\t%s\n", kind, text);
        }
    }
  fclose (typed);
  fclose (ours);
}

int
main (int argc, char *argv[])
{
  g_autoptr(VbStore) store = NULL;
  g_autoptr(GError) error = NULL;
  unsigned n, persons;

  if (argc != 4)
    {
      g_printerr ("usage: %s SERVICES PERSONS FOLDER\n", argv[0]);
      return 2;
    }
  n = (unsigned) atoi (argv[1]);
  persons = (unsigned) atoi (argv[2]);
  store = make_store (argv[3], n);
  type_all (store, n, MIN (persons, 20), argv[3]); /* warm */
  type_all (store, n, persons, argv[3]);
  if (!vb_store_close_sync (store, &error))
    g_error ("%s", error->message);
  return 0;
}
