/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Opening a list of a million services against opening one of a hundred: until the first rows are
 * there, with the time to any place in it after. Prints one line of JSON; fails when the long list
 * costs more to open than the short one by more than a few milliseconds. */

#include "config.h"

#include <glib/gstdio.h>

#include "core/store/vb-database-private.h"
#include "core/store/vb-store-model.h"

#define FEW 100
#define MANY 1000000
#define ROUNDS 7
#define MORE_MS 3.0

typedef struct
{
  char *folder;
  char *path;
  VbSecret *key;
  VbStore *store;
} Place;

static gpointer
fill_job (VbDatabase    *db,
          gpointer       data,
          GCancellable  *cancellable,
          GError       **error)
{
  g_autofree char *sql = g_strdup_printf (
    "DROP TRIGGER service_tally_insert;"
    "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < %u) "
    "INSERT INTO service (id, name, description, name_key, status) "
    "SELECT 'id-' || i, 'Dienst ' || printf ('%%08d', i), 'Een dienst onder vele', "
    "'dienst ' || printf ('%%08d', i), 'active' FROM n;"
    "UPDATE tally SET n = %u WHERE table_name = 'service';",
    GPOINTER_TO_UINT (data), GPOINTER_TO_UINT (data));
  g_autofree char *trigger = NULL;

  /* The lists are measured, not the writing: nothing listens while the rows go in. */
  while (_vb_database_query_text (db, "SELECT name FROM sqlite_schema WHERE type = 'trigger' "
                                      "AND tbl_name = 'service' AND name <> 'service_tally_insert' "
                                      "LIMIT 1", &trigger, error) && trigger != NULL)
    {
      g_autofree char *drop = g_strdup_printf ("DROP TRIGGER \"%s\"", trigger);

      if (!_vb_database_exec (db, drop, error))
        return NULL;
      g_clear_pointer (&trigger, g_free);
    }
  if (error == NULL || *error == NULL)
    (void) !_vb_database_exec (db, sql, error);
  return NULL;
}

static void
place_open (Place *self,
            guint  n)
{
  g_autoptr(GError) error = NULL;

  self->folder = g_dir_make_tmp ("vb-list-XXXXXX", NULL);
  self->path = g_build_filename (self->folder, "store.db", NULL);
  self->key = vb_secret_random (VB_KEY_SIZE);
  self->store = vb_store_open_sync (self->path, self->key,
                                    VB_STORE_CREATE | VB_STORE_ALLOW_ANY_PLACE, NULL, &error);
  if (self->store != NULL)
    vb_store_run_sync (self->store, VB_LANE_WRITE, fill_job, GUINT_TO_POINTER (n), NULL, &error);
  if (error != NULL)
    g_error ("%s", error->message);
  /* As after a start: nothing of the file is in memory. */
  vb_store_close_sync (self->store, NULL);
  g_object_unref (self->store);
}

static void
place_start (Place *self)
{
  g_autoptr(GError) error = NULL;

  self->store = vb_store_open_sync (self->path, self->key, VB_STORE_ALLOW_ANY_PLACE, NULL, &error);
  if (self->store == NULL)
    g_error ("%s", error->message);
}

static void
place_stop (Place *self)
{
  while (g_main_context_iteration (NULL, FALSE))
    ;
  vb_store_close_sync (self->store, NULL);
  g_clear_object (&self->store);
}

static void
place_remove (Place *self)
{
  g_unlink (self->path);
  g_rmdir (self->folder);
  vb_secret_unref (self->key);
  g_free (self->path);
  g_free (self->folder);
}

static double
wait_row (VbStoreModel *model,
          guint         position)
{
  gint64 start = g_get_monotonic_time ();
  g_autoptr(VbServiceRow) row = g_list_model_get_item (G_LIST_MODEL (model), position);

  while (!vb_service_row_get_loaded (row))
    g_main_context_iteration (NULL, TRUE);
  return (g_get_monotonic_time () - start) / 1000.0;
}

static VbStoreModel *
open_list (Place  *place,
           double *milliseconds)
{
  gint64 start = g_get_monotonic_time ();
  VbStoreModel *model = vb_store_model_new (place->store, VB_LIST_ALL, NULL);

  while (!vb_store_model_get_ready (model))
    g_main_context_iteration (NULL, TRUE);
  wait_row (model, 0);
  wait_row (model, 30);
  *milliseconds = (g_get_monotonic_time () - start) / 1000.0;
  return model;
}

/* The quickest of some openings, each of a store that was just started. */
static double
measure_opening (Place *place)
{
  double best = G_MAXDOUBLE;

  for (guint i = 0; i < ROUNDS; i++)
    {
      VbStoreModel *model;
      double time;

      place_start (place);
      model = open_list (place, &time);
      best = MIN (best, time);
      g_object_unref (model);
      place_stop (place);
    }
  return best;
}

int
main (int   argc,
      char *argv[])
{
  Place few, many;
  VbStoreModel *model;
  double few_ms, many_ms, middle_ms, beside_ms, last_ms, quarter_ms;

  place_open (&few, FEW);
  place_open (&many, MANY);
  few_ms = measure_opening (&few);
  many_ms = measure_opening (&many);

  place_start (&many);
  model = open_list (&many, &(double) { 0 });
  middle_ms = wait_row (model, MANY / 2);
  beside_ms = wait_row (model, MANY / 2 + 200);
  last_ms = wait_row (model, MANY - 1);
  quarter_ms = wait_row (model, MANY / 4);
  g_object_unref (model);
  place_stop (&many);
  place_remove (&few);
  place_remove (&many);

  g_print ("{\"benchmark\": \"list\", \"few\": %d, \"many\": %d, \"open_few_ms\": %.2f, "
           "\"open_many_ms\": %.2f, \"jump_to_middle_ms\": %.1f, \"beside_it_ms\": %.2f, "
           "\"jump_to_end_ms\": %.2f, \"jump_to_quarter_after_ms\": %.2f, \"limit_ms\": %.2f, "
           "\"pass\": %s}\n",
           FEW, MANY, few_ms, many_ms, middle_ms, beside_ms, last_ms, quarter_ms, few_ms + MORE_MS,
           many_ms <= few_ms + MORE_MS ? "true" : "false");
  return many_ms <= few_ms + MORE_MS ? 0 : 1;
}
