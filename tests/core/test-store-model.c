/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store-fixture.h"

#include "core/model/vb-name-key.h"
#include "core/model/vb-row-list.h"
#include "core/store/vb-directory.h"
#include "core/store/vb-personal.h"
#include "core/store/vb-store-model.h"
#include "core/store/vb-trust.h"

/* ------------------------------------------------------------------ a store with many services */

static gpointer
exec_and_touch_job (VbDatabase    *db,
                    gpointer       data,
                    GCancellable  *cancellable,
                    GError       **error)
{
  if (_vb_database_exec (db, data, error))
    _vb_database_touch (db, G_GUINT64_CONSTANT (1) << VB_TABLE_SERVICE);
  return NULL;
}

static void
change (Fixture    *f,
        const char *sql)
{
  g_autoptr(GError) error = NULL;

  vb_store_run_sync (f->store, VB_LANE_WRITE, exec_and_touch_job, (gpointer) sql, NULL, &error);
  g_assert_no_error (error);
}

#define ADD_ROWS                                                                                   \
  "WITH RECURSIVE n (i) AS (SELECT %u UNION ALL SELECT i + 1 FROM n WHERE i + 1 < %u) "            \
  "INSERT INTO service (id, name, name_key, status) "                                              \
  "SELECT 'id-' || i, printf ('%%08d', i * 7919 %% 1000003), printf ('%%08d', i * 7919 %% "        \
  "1000003), "                                                                                     \
  "'active' FROM n"

static void
add_rows (Fixture *f,
          guint    from,
          guint    to)
{
  g_autofree char *sql = g_strdup_printf (ADD_ROWS, from, to);

  change (f, sql);
}

static gpointer
nothing_job (VbDatabase    *db,
             gpointer       data,
             GCancellable  *cancellable,
             GError       **error)
{
  return data;
}

static void
came_back_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  gboolean *back = user_data;

  /* A closed store answers too. */
  vb_store_run_finish (VB_STORE (source), result, NULL);
  *back = TRUE;
}

/* The list reads in this lane, one job after the other: when ours is done, so is what the list had
 * asked. More than once, since what it reads can make it ask again. */
static void
settle (VbStore *store)
{
  for (guint i = 0; i < 5; i++)
    {
      gboolean back = FALSE;

      while (g_main_context_iteration (NULL, FALSE))
        ;
      vb_store_run_async (store, VB_LANE_READ, nothing_job, store, NULL, NULL, NULL, came_back_cb,
                          &back);
      while (!back)
        g_main_context_iteration (NULL, TRUE);
    }
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

/* What the reading connection had of the file so far, from its memory or from the disk. */
static gpointer
count_pages_job (VbDatabase    *db,
                 gpointer       data,
                 GCancellable  *cancellable,
                 GError       **error)
{
  int hits = 0, misses = 0, most;

  sqlite3_db_status (_vb_database_handle (db), SQLITE_DBSTATUS_CACHE_HIT, &hits, &most, FALSE);
  sqlite3_db_status (_vb_database_handle (db), SQLITE_DBSTATUS_CACHE_MISS, &misses, &most, FALSE);
  *(guint *) data = hits + misses;
  return NULL;
}

static guint
count_pages (VbStore *store)
{
  guint n = 0;

  vb_store_run_sync (store, VB_LANE_READ, count_pages_job, &n, NULL, NULL);
  return n;
}

static void
wait_ready (VbStoreModel *model)
{
  while (!vb_store_model_get_ready (model))
    g_main_context_iteration (NULL, TRUE);
}

static VbServiceRow *
wait_row (VbStoreModel *model,
          guint         position)
{
  VbServiceRow *row = g_list_model_get_item (G_LIST_MODEL (model), position);

  g_assert_nonnull (row);
  while (!vb_service_row_get_loaded (row))
    g_main_context_iteration (NULL, TRUE);
  return row;
}

static char *
expected_id (Fixture *f,
             guint    position)
{
  g_autofree char *sql = g_strdup_printf (
    "SELECT id FROM service ORDER BY name_key, seq LIMIT 1 OFFSET %u", position);

  return fixture_text (f, sql);
}

/* ------------------------------------------------------------------ a mirror
 *
 * What a view does: it knows the list only by what items-changed tells. */

typedef struct
{
  VbStore *store;
  VbStoreModel *model;
  GPtrArray *rows; /* of VbServiceRow, NULL where nobody looked */
  gboolean greedy; /* looks at everything */
  guint n_signals;
  guint n_removed;
  guint n_added;
} Mirror;

static void
unref_row (gpointer row)
{
  g_clear_object ((GObject **) &row);
}

static void
mirror_changed_cb (GListModel *model,
                   guint       position,
                   guint       removed,
                   guint       added,
                   Mirror     *mirror)
{
  mirror->n_signals++;
  mirror->n_removed += removed;
  mirror->n_added += added;
  g_assert_cmpuint (position + removed, <=, mirror->rows->len);
  if (removed > 0)
    g_ptr_array_remove_range (mirror->rows, position, removed);
  for (guint i = 0; i < added; i++)
    g_ptr_array_insert (mirror->rows, position + i,
                        mirror->greedy ? g_list_model_get_item (model, position + i) : NULL);
  g_assert_cmpuint (mirror->rows->len, ==, g_list_model_get_n_items (model));
}

static void
mirror_check (Mirror  *mirror,
              Fixture *f)
{
  g_assert_cmpuint (mirror->rows->len, ==,
                    g_list_model_get_n_items (G_LIST_MODEL (mirror->model)));
  g_assert_cmpint (mirror->rows->len, ==, fixture_int (f, "SELECT count(*) FROM service"));
  for (guint i = 0; i < mirror->rows->len; i++)
    {
      VbServiceRow *row = mirror->rows->pdata[i];
      g_autoptr(VbServiceRow) now = NULL;
      g_autofree char *id = NULL;

      if (row == NULL)
        continue;
      now = g_list_model_get_item (G_LIST_MODEL (mirror->model), i);
      g_assert_true (now == row);
      g_assert_true (vb_service_row_get_loaded (row));
      id = expected_id (f, i);
      g_assert_cmpstr (vb_service_row_get_id (row), ==, id);
    }
}

static void
mirror_open (Mirror  *mirror,
             Fixture *f,
             gboolean greedy)
{
  mirror->store = f->store;
  mirror->model = vb_store_model_new (f->store, VB_LIST_ALL, NULL);
  mirror->rows = g_ptr_array_new_with_free_func (unref_row);
  mirror->greedy = greedy;
  g_signal_connect (mirror->model, "items-changed", G_CALLBACK (mirror_changed_cb), mirror);
  wait_ready (mirror->model);
}

static void
mirror_close (Mirror *mirror)
{
  g_ptr_array_unref (mirror->rows);
  g_clear_object (&mirror->model);
}

static void
mirror_wait (Mirror *mirror)
{
  settle (mirror->store);
  for (guint i = 0; i < mirror->rows->len; i++)
    if (mirror->rows->pdata[i] != NULL)
      {
        g_autoptr(VbServiceRow) row = g_object_ref (mirror->rows->pdata[i]);

        while (!vb_service_row_get_loaded (row))
          g_main_context_iteration (NULL, TRUE);
      }
  settle (mirror->store);
}

/* For a change that is to be seen in the list, however long that takes. */
static void
mirror_change (Mirror     *mirror,
               Fixture    *f,
               const char *sql)
{
  mirror->n_signals = mirror->n_removed = mirror->n_added = 0;
  change (f, sql);
  while (mirror->n_signals == 0)
    g_main_context_iteration (NULL, TRUE);
  mirror_wait (mirror);
}

/* ------------------------------------------------------------------ tests */

static void
test_empty (void)
{
  Fixture f = { 0 };
  VbStoreModel *model;

  fixture_open (&f);
  model = vb_store_model_new (f.store, VB_LIST_ALL, NULL);
  wait_ready (model);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (model)), ==, 0);
  g_assert_null (g_list_model_get_item (G_LIST_MODEL (model), 0));
  g_object_unref (model);
  fixture_close (&f);
}

static void
test_pages (void)
{
  static const guint positions[] = { 0, 63, 64, 2500, 4999, 2436, 1, 4000 };
  Fixture f = { 0 };
  VbStoreModel *model;

  fixture_open (&f);
  add_rows (&f, 0, 5000);
  model = vb_store_model_new (f.store, VB_LIST_ALL, NULL);
  wait_ready (model);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (model)), ==, 5000);
  for (guint i = 0; i < G_N_ELEMENTS (positions); i++)
    {
      g_autoptr(VbServiceRow) row = wait_row (model, positions[i]);
      g_autoptr(VbServiceRow) again = g_list_model_get_item (G_LIST_MODEL (model), positions[i]);
      g_autofree char *id = expected_id (&f, positions[i]);

      g_assert_cmpstr (vb_service_row_get_id (row), ==, id);
      g_assert_true (row == again);
    }
  g_object_unref (model);
  fixture_close (&f);
}

static void
test_first_page_comes_along (void)
{
  Fixture f = { 0 };
  VbStoreModel *model;
  g_autoptr(VbServiceRow) row = NULL;

  fixture_open (&f);
  add_rows (&f, 0, 500);
  model = vb_store_model_new (f.store, VB_LIST_ALL, NULL);
  wait_ready (model);
  row = g_list_model_get_item (G_LIST_MODEL (model), 20);
  g_assert_true (vb_service_row_get_loaded (row));
  g_object_unref (model);
  fixture_close (&f);
}

static void
test_exact_ranges (void)
{
  Fixture f = { 0 };
  Mirror mirror = { 0 };
  VbServiceRow *kept;
  g_autofree char *second = NULL;
  g_autofree char *sql = NULL;

  fixture_open (&f);
  add_rows (&f, 0, 300);
  mirror_open (&mirror, &f, TRUE);
  mirror_wait (&mirror);
  kept = mirror.rows->pdata[5];

  mirror_change (&mirror, &f,
                 "INSERT INTO service (id, name, name_key) VALUES ('new', '0', '00000001')");
  g_assert_cmpuint (mirror.n_signals, ==, 1);
  g_assert_cmpuint (mirror.n_added, ==, 1);
  g_assert_cmpuint (mirror.n_removed, ==, 0);
  g_assert_true (kept == mirror.rows->pdata[6]);
  mirror_check (&mirror, &f);

  second = expected_id (&f, 2);
  sql = g_strdup_printf ("DELETE FROM service WHERE id = '%s'", second);
  mirror_change (&mirror, &f, sql);
  g_assert_cmpuint (mirror.n_signals, ==, 1);
  g_assert_cmpuint (mirror.n_removed, ==, 1);
  g_assert_true (kept == mirror.rows->pdata[5]);
  mirror_check (&mirror, &f);
  mirror_close (&mirror);
  fixture_close (&f);
}

static void
test_rename_keeps_object (void)
{
  Fixture f = { 0 };
  Mirror mirror = { 0 };
  g_autoptr(VbServiceRow) moved = NULL;
  g_autofree char *sql = NULL;

  fixture_open (&f);
  add_rows (&f, 0, 300);
  mirror_open (&mirror, &f, TRUE);
  mirror_wait (&mirror);
  moved = g_object_ref (mirror.rows->pdata[10]);
  sql = g_strdup_printf ("UPDATE service SET name = 'zzz', name_key = 'zzz' WHERE id = '%s'",
                         vb_service_row_get_id (moved));
  mirror_change (&mirror, &f, sql);
  g_assert_cmpuint (mirror.n_removed, ==, 1);
  g_assert_cmpuint (mirror.n_added, ==, 1);
  g_assert_true (moved == mirror.rows->pdata[299]);
  g_assert_cmpstr (vb_service_row_get_name (moved), ==, "zzz");
  mirror_check (&mirror, &f);
  mirror_close (&mirror);
  fixture_close (&f);
}

static void
notify_cb (GObject    *object,
           GParamSpec *pspec,
           guint      *n)
{
  (*n)++;
}

static void
test_content_in_place (void)
{
  Fixture f = { 0 };
  Mirror mirror = { 0 };
  g_autofree char *sql = NULL;
  VbServiceRow *row;
  guint n = 0;

  fixture_open (&f);
  add_rows (&f, 0, 100);
  mirror_open (&mirror, &f, TRUE);
  mirror_wait (&mirror);
  row = mirror.rows->pdata[3];
  g_signal_connect (row, "notify::summary", G_CALLBACK (notify_cb), &n);
  sql = g_strdup_printf ("UPDATE service SET description = 'Nieuw' WHERE id = '%s'",
                         vb_service_row_get_id (row));
  mirror.n_signals = 0;
  change (&f, sql);
  mirror_wait (&mirror);
  g_assert_cmpuint (mirror.n_signals, ==, 0);
  g_assert_cmpuint (n, ==, 1);
  g_assert_cmpstr (vb_service_row_get_summary (row), ==, "Nieuw");
  mirror_close (&mirror);
  fixture_close (&f);
}

/* One statement that changes something at random. */
static char *
random_change (GRand *random,
               guint *next)
{
  switch (g_rand_int_range (random, 0, 5))
    {
    case 0:
    case 1:
      *next += 1;
      return g_strdup_printf ("INSERT INTO service (id, name, name_key) VALUES ('new-%u', 'x', "
                              "'%08d')",
                              *next, g_rand_int_range (random, 0, 1000003));
    case 2:
      return g_strdup_printf ("DELETE FROM service WHERE seq = (SELECT seq FROM service "
                              "ORDER BY name_key, seq LIMIT 1 OFFSET %d)",
                              g_rand_int_range (random, 0, 200));
    case 3:
      return g_strdup_printf ("UPDATE service SET name = '%08d', name_key = '%08d' WHERE seq = "
                              "(SELECT seq FROM service ORDER BY name_key, seq LIMIT 1 OFFSET %d)",
                              *next, g_rand_int_range (random, 0, 1000003),
                              g_rand_int_range (random, 0, 200));
    default:
      return g_strdup_printf ("DELETE FROM service WHERE seq IN (SELECT seq FROM service "
                              "ORDER BY name_key, seq LIMIT %d OFFSET %d)",
                              g_rand_int_range (random, 0, 5), g_rand_int_range (random, 0, 200));
    }
}

/* Moves with and without waiting between: the list must come out the same. */
static void
random_walk (gboolean greedy,
             guint    n_rows)
{
  Fixture f = { 0 };
  Mirror mirror = { 0 };
  g_autoptr(GRand) random = g_rand_new_with_seed (20260101);
  guint next = 0;

  fixture_open (&f);
  add_rows (&f, 0, n_rows);
  mirror_open (&mirror, &f, greedy);
  for (guint i = 0; i < 60; i++)
    {
      g_autofree char *sql = random_change (random, &next);

      /* A window somewhere, as a view that was scrolled holds it. */
      if (!greedy)
        {
          guint start = g_rand_int_range (random, 0, MAX (1, (int) mirror.rows->len - 40));

          for (guint p = start; p < start + 20 && p < mirror.rows->len; p++)
            if (mirror.rows->pdata[p] == NULL)
              mirror.rows->pdata[p] = g_list_model_get_item (G_LIST_MODEL (mirror.model), p);
        }
      change (&f, sql);
      if (g_rand_boolean (random))
        g_main_context_iteration (NULL, FALSE);
      if (i % 10 == 9)
        {
          mirror_wait (&mirror);
          mirror_check (&mirror, &f);
        }
    }
  mirror_close (&mirror);
  fixture_close (&f);
}

static void
test_random_all (void)
{
  random_walk (TRUE, 250);
}

static void
test_random_windows (void)
{
  random_walk (FALSE, 3000);
}

static void
test_import_while_looking (void)
{
  Fixture f = { 0 };
  Mirror mirror = { 0 };

  fixture_open (&f);
  add_rows (&f, 0, 1000);
  mirror_open (&mirror, &f, FALSE);
  for (guint p = 400; p < 440; p++)
    mirror.rows->pdata[p] = g_list_model_get_item (G_LIST_MODEL (mirror.model), p);
  mirror_wait (&mirror);
  add_rows (&f, 1000, 4000);
  mirror_wait (&mirror);
  mirror_check (&mirror, &f);
  change (&f, "DELETE FROM service");
  mirror_wait (&mirror);
  g_assert_cmpuint (mirror.rows->len, ==, 0);
  mirror_close (&mirror);
  fixture_close (&f);
}

static void
test_rows_are_let_go (void)
{
  Fixture f = { 0 };
  VbStoreModel *model;
  gpointer first;

  fixture_open (&f);
  add_rows (&f, 0, 5000);
  model = vb_store_model_new (f.store, VB_LIST_ALL, NULL);
  wait_ready (model);
  first = wait_row (model, 0);
  g_object_add_weak_pointer (first, &first);
  g_object_unref (first);
  g_assert_nonnull (first);
  for (guint p = 64; p < 2000; p += 64)
    g_object_unref (wait_row (model, p));
  g_assert_null (first);
  g_object_unref (model);
  fixture_close (&f);
}

static gpointer
cache_used_job (VbDatabase    *db,
                gpointer       data,
                GCancellable  *cancellable,
                GError       **error)
{
  int most;

  sqlite3_db_status (_vb_database_handle (db), SQLITE_DBSTATUS_CACHE_USED, data, &most, FALSE);
  return NULL;
}

/* Without that this reader holds more than a megabyte of them. */
static void
test_pages_are_let_go (void)
{
  Fixture f = { 0 };
  VbStoreModel *model;
  int used = 0;

  fixture_open (&f);
  add_rows (&f, 0, 20000);
  model = vb_store_model_new (f.store, VB_LIST_ALL, NULL);
  wait_ready (model);
  for (guint p = 0; p < 2000; p += 64)
    g_object_unref (wait_row (model, p));
  vb_store_run_sync (f.store, VB_LANE_READ, cache_used_job, &used, NULL, NULL);
  g_assert_cmpint (used, >, 0);
  g_assert_cmpint (used, <, 256 * 1024);
  g_object_unref (model);
  fixture_close (&f);
}

static void
test_gone_while_reading (void)
{
  Fixture f = { 0 };
  VbStoreModel *model;
  VbServiceRow *row;

  fixture_open (&f);
  add_rows (&f, 0, 5000);
  model = vb_store_model_new (f.store, VB_LIST_ALL, NULL);
  g_object_unref (model);
  model = vb_store_model_new (f.store, VB_LIST_ALL, NULL);
  wait_ready (model);
  row = g_list_model_get_item (G_LIST_MODEL (model), 3000);
  g_object_unref (model);
  settle (f.store);
  g_assert_false (vb_service_row_get_loaded (row));
  g_object_unref (row);
  fixture_close (&f);
}

static void
test_kinds (void)
{
  Fixture f = { 0 };
  g_autoptr(VbReport) report = NULL;
  g_autoptr(VbStoreModel) favourites = NULL;
  g_autoptr(VbStoreModel) stale = NULL;
  g_autoptr(VbStoreModel) organization = NULL;
  g_autoptr(VbServiceRow) row = NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(VbUndo) undo = NULL;

  fixture_open (&f);
  report = import_small (&f);
  favourites = vb_store_model_new (f.store, VB_LIST_FAVOURITES, NULL);
  stale = vb_store_model_new (f.store, VB_LIST_STALE, NULL);
  organization = vb_store_model_new (f.store, VB_LIST_ORGANIZATION, id_of ("huis"));
  wait_ready (favourites);
  wait_ready (stale);
  wait_ready (organization);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (favourites)), ==, 0);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (stale)), ==, 3);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (organization)), ==, 2);

  fixture_done (vb_personal_set_favourite_sync (f.store, id_of ("koffie"), TRUE, "Vaak", NULL,
                                                &error));
  undo = vb_trust_verify_sync (f.store, VB_TABLE_SERVICE, id_of ("post"), "phone", NULL, NULL,
                               &error);
  g_assert_no_error (error);
  settle (f.store);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (favourites)), ==, 1);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (stale)), ==, 2);
  row = wait_row (favourites, 0);
  g_assert_cmpstr (vb_service_row_get_name (row), ==, "'t Koffie-uur");
  g_assert_cmpstr (vb_service_row_get_organization_name (row), ==, "Huis van de Wijk");
  g_assert_true (vb_service_row_get_favourite (row));
  g_assert_true (vb_service_row_get_stale (row));
  g_clear_object (&favourites);
  g_clear_object (&stale);
  g_clear_object (&organization);
  fixture_close (&f);
}

static void
test_error_and_retry (void)
{
  Fixture f = { 0 };
  g_autoptr(VbStoreModel) model = NULL;
  g_autoptr(GError) error = NULL;

  fixture_open (&f);
  add_rows (&f, 0, 10);
  settle (f.store);
  g_assert_true (vb_store_close_sync (f.store, &error));
  model = vb_store_model_new (f.store, VB_LIST_ALL, NULL);
  settle (f.store);
  g_assert_false (vb_store_model_get_ready (model));
  g_assert_error (vb_store_model_get_error (model), G_IO_ERROR, G_IO_ERROR_CLOSED);
  vb_store_model_retry (model);
  settle (f.store);
  g_assert_nonnull (vb_store_model_get_error (model));
  g_clear_object (&model);
  fixture_close (&f);
}

/* ------------------------------------------------------------------ results that are there */

static VbServiceRow *
make_row (const char *id,
          const char *name)
{
  VbServiceRow *row = vb_service_row_new ();
  VbServiceRowData data = VB_SERVICE_ROW_DATA_INIT;

  data.id = id;
  data.name = name;
  vb_service_row_update (row, &data);
  return row;
}

static void
row_list_changed_cb (GListModel *model,
                     guint       position,
                     guint       removed,
                     guint       added,
                     guint      *seen)
{
  seen[0] = position;
  seen[1] = removed;
  seen[2] = added;
}

static void
test_row_list (void)
{
  g_autoptr(VbRowList) list = vb_row_list_new ();
  g_autoptr(GPtrArray) first = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr(GPtrArray) second = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr(VbServiceRow) b = NULL;
  guint seen[3] = { 9, 9, 9 };

  g_ptr_array_add (first, make_row ("a", "A"));
  g_ptr_array_add (first, make_row ("b", "B"));
  g_ptr_array_add (first, make_row ("c", "C"));
  vb_row_list_set_rows (list, first);
  b = g_list_model_get_item (G_LIST_MODEL (list), 1);
  g_signal_connect (list, "items-changed", G_CALLBACK (row_list_changed_cb), seen);
  g_ptr_array_add (second, make_row ("a", "A"));
  g_ptr_array_add (second, make_row ("x", "X"));
  g_ptr_array_add (second, make_row ("b", "Beter"));
  g_ptr_array_add (second, make_row ("b", "Dubbel"));
  g_ptr_array_add (second, make_row ("c", "C"));
  vb_row_list_set_rows (list, second);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, 4);
  g_assert_cmpuint (seen[0], ==, 1);
  g_assert_cmpuint (seen[1], ==, 0);
  g_assert_cmpuint (seen[2], ==, 1);
  g_assert_cmpstr (vb_service_row_get_name (b), ==, "Beter");
  vb_row_list_set_rows (list, NULL);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, 0);
}

/* The pages of the file that opening the list of what is offered asks for. */
static guint
pages_to_open (Fixture *f,
               guint    n_items)
{
  g_autoptr(VbStoreModel) model = NULL;
  guint before;

  /* The list before this one may still look at what changed. */
  settle (f->store);
  before = count_pages (f->store);
  model = vb_store_model_new (f->store, VB_LIST_OFFERED, NULL);
  wait_ready (model);
  settle (f->store);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (model)), ==, n_items);
  return count_pages (f->store) - before;
}

static void
test_offered_costs_no_more (void)
{
  Fixture f = { 0 };
  guint few, many;

  fixture_open (&f);
  add_rows (&f, 0, 5000);
  change (&f, "UPDATE service SET status = 'defunct' WHERE id IN ('id-7', 'id-8')");
  pages_to_open (&f, 4998);
  few = pages_to_open (&f, 4998);
  add_rows (&f, 5000, 30000);
  many = pages_to_open (&f, 29998);
  g_test_message ("%u pages of a map of 5000, %u of one of 30000", few, many);
  g_assert_cmpuint (many, <, few + few / 4);
  fixture_close (&f);
}

/* What closes for good goes out of the list, and comes back when it opens again; what changes
 * beside that moves nothing. */
static void
test_offered_follows_status (void)
{
  g_autoptr(VbStoreModel) model = NULL;
  g_autoptr(VbServiceRow) first = NULL;
  g_autoptr(VbServiceRow) next = NULL;
  g_autofree char *sql = NULL;
  Fixture f = { 0 };
  guint all;

  fixture_open (&f);
  add_rows (&f, 0, 300);
  model = vb_store_model_new (f.store, VB_LIST_OFFERED, NULL);
  wait_ready (model);
  all = g_list_model_get_n_items (G_LIST_MODEL (model));
  g_assert_cmpuint (all, ==, 300);
  first = g_list_model_get_item (G_LIST_MODEL (model), 0);
  settle (f.store);
  sql = g_strdup_printf ("UPDATE service SET status = 'defunct' WHERE id = '%s'",
                         vb_service_row_get_id (first));
  change (&f, sql);
  settle (f.store);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (model)), ==, all - 1);
  next = g_list_model_get_item (G_LIST_MODEL (model), 0);
  g_assert_true (next != first);
  change (&f, "UPDATE service SET status = 'active'");
  settle (f.store);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (model)), ==, all);
  fixture_close (&f);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store-model/empty", test_empty);
  g_test_add_func ("/store-model/pages", test_pages);
  g_test_add_func ("/store-model/first-page-comes-along", test_first_page_comes_along);
  g_test_add_func ("/store-model/exact-ranges", test_exact_ranges);
  g_test_add_func ("/store-model/rename-keeps-object", test_rename_keeps_object);
  g_test_add_func ("/store-model/content-in-place", test_content_in_place);
  g_test_add_func ("/store-model/random-all", test_random_all);
  g_test_add_func ("/store-model/random-windows", test_random_windows);
  g_test_add_func ("/store-model/import-while-looking", test_import_while_looking);
  g_test_add_func ("/store-model/rows-are-let-go", test_rows_are_let_go);
  g_test_add_func ("/store-model/pages-are-let-go", test_pages_are_let_go);
  g_test_add_func ("/store-model/gone-while-reading", test_gone_while_reading);
  g_test_add_func ("/store-model/kinds", test_kinds);
  g_test_add_func ("/store-model/error-and-retry", test_error_and_retry);
  g_test_add_func ("/row-list/stays-and-moves", test_row_list);
  g_test_add_func ("/store-model/offered-costs-no-more", test_offered_costs_no_more);
  g_test_add_func ("/store-model/offered-follows-status", test_offered_follows_status);
  return g_test_run ();
}
