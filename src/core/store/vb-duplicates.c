/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Records that look like one another, and what people say of them. */

#define G_LOG_DOMAIN "vb-store"
#include "config.h"

#include "core/store/vb-duplicates.h"

#include <string.h>

#include "core/store/vb-access-log.h"
#include "core/store/vb-rows-private.h"

void
vb_duplicate_free (VbDuplicate *self)
{
  g_free (self->first_id);
  g_free (self->first_name);
  g_free (self->first_detail);
  g_free (self->second_id);
  g_free (self->second_name);
  g_free (self->second_detail);
  g_free (self);
}

/* ------------------------------------------------------------------ finding */

/* "06-12 34 56 78" and "+31 6 1234 5678" are the same number: the last nine digits tell. */
#define DIGITS(column)                                                                             \
  "substr (replace (replace (replace (replace (replace (" column ", ' ', ''), '-', ''), '(', "     \
                                                                 "''), "                           \
  "')', ''), '.', ''), -9)"
#define POSTCODE(column) "upper (replace (" column ", ' ', ''))"

#define SERVICE_POSTCODES(service) \
  "(SELECT " POSTCODE ("d.postal_code") " FROM service_at_location p " \
  "JOIN address d ON d.location_id = p.location_id " \
  "WHERE p.service_id = " service " AND d.postal_code IS NOT NULL)"
#define SERVICE_PHONES(service) \
  "(SELECT " DIGITS ("t.number") " FROM phone t WHERE t.service_id = " service \
  " AND length (" DIGITS ("t.number") ") = 9 UNION ALL " \
  "SELECT " DIGITS ("t.number") " FROM phone t JOIN contact c ON c.id = t.contact_id " \
  "WHERE c.service_id = " service " AND length (" DIGITS ("t.number") ") = 9)"
#define ORGANIZATION_POSTCODES(organization) \
  "(SELECT " POSTCODE ("d.postal_code") " FROM location l JOIN address d ON d.location_id = l.id " \
  "WHERE l.organization_id = " organization " AND d.postal_code IS NOT NULL)"
#define ORGANIZATION_PHONES(organization) \
  "(SELECT " DIGITS ("t.number") " FROM phone t WHERE t.organization_id = " organization \
  " AND length (" DIGITS ("t.number") ") = 9 UNION ALL " \
  "SELECT " DIGITS ("t.number") " FROM phone t JOIN contact c ON c.id = t.contact_id " \
  "WHERE c.organization_id = " organization " AND length (" DIGITS ("t.number") ") = 9)"

#define NOT_DISTINCT \
  "AND NOT EXISTS (SELECT 1 FROM distinct_pair x " \
  "WHERE x.first_id = min (a.id, b.id) AND x.second_id = max (a.id, b.id)) "

/* Pairs of the same sort key, with the number of VbAlike or NULL. */
static const char service_pairs[] =
  "SELECT a.id, a.name, o.name, b.id, b.name, q.name, CASE "
  "WHEN a.organization_id = b.organization_id THEN 2 "
  "WHEN EXISTS (SELECT * FROM " SERVICE_POSTCODES ("a.id") " INTERSECT SELECT * FROM "
  SERVICE_POSTCODES ("b.id") ") THEN 0 "
  "WHEN EXISTS (SELECT * FROM " SERVICE_PHONES ("a.id") " INTERSECT SELECT * FROM "
  SERVICE_PHONES ("b.id") ") THEN 1 END "
  "FROM service a JOIN service b ON b.name_key = a.name_key AND b.seq > a.seq "
  "LEFT JOIN organization o ON o.id = a.organization_id "
  "LEFT JOIN organization q ON q.id = b.organization_id "
  "WHERE a.name IS NOT NULL " NOT_DISTINCT "ORDER BY a.name_key, a.seq, b.seq";

static const char organization_pairs[] =
  "SELECT a.id, a.name, (SELECT d.city FROM location l JOIN address d ON d.location_id = l.id "
  "WHERE l.organization_id = a.id LIMIT 1), b.id, b.name, "
  "(SELECT d.city FROM location l JOIN address d ON d.location_id = l.id "
  "WHERE l.organization_id = b.id LIMIT 1), CASE "
  "WHEN EXISTS (SELECT * FROM " ORGANIZATION_POSTCODES ("a.id") " INTERSECT SELECT * FROM "
  ORGANIZATION_POSTCODES ("b.id") ") THEN 0 "
  "WHEN EXISTS (SELECT * FROM " ORGANIZATION_PHONES ("a.id") " INTERSECT SELECT * FROM "
  ORGANIZATION_PHONES ("b.id") ") THEN 1 END "
  "FROM organization a JOIN organization b ON b.name_key = a.name_key AND b.seq > a.seq "
  "WHERE a.name IS NOT NULL " NOT_DISTINCT "ORDER BY a.name_key, a.seq, b.seq";

static VbDuplicate *
read_pair (VbDatabase  *db,
           VbTable      table,
           VbStatement *statement)
{
  VbDuplicate *pair = g_new0 (VbDuplicate, 1);

  pair->table = table;
  pair->first_id = g_strdup (_vb_column_text (statement, 0));
  pair->first_name = g_strdup (_vb_column_text (statement, 1));
  pair->first_detail = g_strdup (_vb_column_text (statement, 2));
  pair->second_id = g_strdup (_vb_column_text (statement, 3));
  pair->second_name = g_strdup (_vb_column_text (statement, 4));
  pair->second_detail = g_strdup (_vb_column_text (statement, 5));
  pair->why = sqlite3_column_int (statement, 6);
  return pair;
}

static gpointer
find_job (VbDatabase    *db,
          gpointer       data,
          GCancellable  *cancellable,
          GError       **error)
{
  VbArgs *args = data;
  g_autoptr(GPtrArray) pairs = g_ptr_array_new_with_free_func ((GDestroyNotify) vb_duplicate_free);
  g_autoptr(VbStatement) statement =
    _vb_database_prepare (db, args->table == VB_TABLE_SERVICE ? service_pairs : organization_pairs,
                          error);
  int code = SQLITE_DONE;

  if (statement == NULL)
    return NULL;
  while (pairs->len < args->number
         && (code = _vb_database_step (db, statement, error)) == SQLITE_ROW)
    if (sqlite3_column_type (statement, 6) != SQLITE_NULL)
      g_ptr_array_add (pairs, read_pair (db, args->table, statement));
  return code >= 0 ? g_steal_pointer (&pairs) : NULL;
}

static VbArgs *
find_args (VbTable table,
           guint   limit)
{
  VbArgs *args = _vb_args_new (table, 0);

  args->number = limit;
  return args;
}

GPtrArray *
vb_duplicates_find_sync (VbStore       *store,
                         VbTable        table,
                         guint          limit,
                         GCancellable  *cancellable,
                         GError       **error)
{
  g_return_val_if_fail (VB_IS_STORE (store), NULL);
  g_return_val_if_fail (table == VB_TABLE_SERVICE || table == VB_TABLE_ORGANIZATION, NULL);

  return _vb_args_run (store, VB_LANE_READ, find_job, find_args (table, limit), cancellable, error);
}

void
vb_duplicates_find_async (VbStore             *store,
                          VbTable              table,
                          guint                limit,
                          GCancellable        *cancellable,
                          GAsyncReadyCallback  callback,
                          gpointer             user_data)
{
  g_return_if_fail (VB_IS_STORE (store));
  g_return_if_fail (table == VB_TABLE_SERVICE || table == VB_TABLE_ORGANIZATION);

  _vb_args_start (store, VB_LANE_READ, find_job, find_args (table, limit),
                  (GDestroyNotify) g_ptr_array_unref, cancellable, callback, user_data);
}

GPtrArray *
vb_duplicates_find_finish (VbStore       *store,
                           GAsyncResult  *result,
                           GError       **error)
{
  return vb_store_run_finish (store, result, error);
}

/* ------------------------------------------------------------------ they are two */

static gpointer
dismiss_job (VbDatabase    *db,
             gpointer       data,
             GCancellable  *cancellable,
             GError       **error)
{
  VbArgs *args = data;
  g_autoptr(VbUndo) undo = _vb_undo_new ();
  gboolean swap = strcmp (args->text[0], args->text[1]) > 0;
  g_autofree char *now = _vb_rows_now ();
  VbCell cells[] = {
    { "first_id", args->text[swap ? 1 : 0] }, { "second_id", args->text[swap ? 0 : 1] },
    { "noted_at", now },
  };
  gboolean found;

  if (!_vb_rows_read (db, "distinct_pair", cells, 2, "first_id", &found, NULL, error)
      || (!found && !_vb_rows_insert (db, undo, "distinct_pair", 2, cells, G_N_ELEMENTS (cells),
                                      error))
      || !_vb_rows_log (db, VB_EVENT_CREATE, 'C', "distinct_pair", cells[0].value, NULL, error))
    return NULL;
  return g_steal_pointer (&undo);
}

VbUndo *
vb_duplicates_dismiss_sync (VbStore       *store,
                            const char    *first_id,
                            const char    *second_id,
                            GCancellable  *cancellable,
                            GError       **error)
{
  g_return_val_if_fail (VB_IS_STORE (store) && first_id != NULL && second_id != NULL, NULL);

  return _vb_args_run (store, VB_LANE_WRITE, dismiss_job,
                       _vb_args_new (VB_N_TABLES, 2, first_id, second_id), cancellable, error);
}

void
vb_duplicates_dismiss_async (VbStore             *store,
                             const char          *first_id,
                             const char          *second_id,
                             GCancellable        *cancellable,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data)
{
  g_return_if_fail (VB_IS_STORE (store) && first_id != NULL && second_id != NULL);

  _vb_args_start (store, VB_LANE_WRITE, dismiss_job,
                  _vb_args_new (VB_N_TABLES, 2, first_id, second_id),
                  (GDestroyNotify) vb_undo_unref, cancellable, callback, user_data);
}

VbUndo *
vb_duplicates_dismiss_finish (VbStore       *store,
                              GAsyncResult  *result,
                              GError       **error)
{
  return vb_store_run_finish (store, result, error);
}
