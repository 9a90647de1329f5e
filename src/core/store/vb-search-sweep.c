/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Reading much about many records. The records of a batch stand in a table in memory, numbered.
 * Each query joins that table to one kind of rows and gives them in the order of the numbers, so
 * that all queries can be read side by side, record after record, as lists are merged: a statement
 * is run once for the batch instead of once for each record. */

#define G_LOG_DOMAIN "vb-search"
#include "config.h"

#include "core/store/vb-search-private.h"

#define NONE_LEFT G_MAXINT64

gboolean
_vb_sweep_prepare (VbDatabase *db, GError **error)
{
  return _vb_database_exec (db,
    "CREATE TEMP TABLE search_batch (n INTEGER PRIMARY KEY, id TEXT);"
    "CREATE TEMP TABLE search_place (place INTEGER PRIMARY KEY, n INTEGER, id TEXT, "
    "location_id TEXT)", error);
}

static gboolean
run (VbDatabase *db, const char *sql, GError **error)
{
  g_autoptr(VbStatement) statement = _vb_database_prepare (db, sql, error);

  return statement != NULL && _vb_database_run (db, statement, error);
}

gboolean
_vb_sweep_fill (VbDatabase *db, VbFoundKind kind, const char *const *ids, guint n, GError **error)
{
  g_autoptr(VbStatement) insert = NULL;
  guint i;

  if (!run (db, "DELETE FROM temp.search_batch", error)
      || !run (db, "DELETE FROM temp.search_place", error))
    return FALSE;
  insert = _vb_database_prepare (db, "INSERT INTO temp.search_batch (n, id) VALUES (?1, ?2)",
                                 error);
  if (insert == NULL)
    return FALSE;
  for (i = 0; i < n; i++)
    {
      _vb_bind_int (insert, 1, i);
      _vb_bind_borrowed (insert, 2, ids[i]);
      if (!_vb_database_run (db, insert, error))
        return FALSE;
      sqlite3_reset (insert);
    }
  return kind != VB_FOUND_SERVICE
    || run (db, "INSERT INTO temp.search_place (n, id, location_id) "
                "SELECT b.n, p.id, p.location_id FROM temp.search_batch b "
                "CROSS JOIN service_at_location p ON p.service_id = b.id ORDER BY b.n", error);
}

static gboolean
advance (VbSweep *self, GError **error)
{
  int code = _vb_database_step (self->db, self->statement, error);

  self->at = code == SQLITE_ROW ? sqlite3_column_int64 (self->statement, 0) : NONE_LEFT;
  return code >= 0;
}

gboolean
_vb_sweep_start (VbSweep *self, VbDatabase *db, const char *sql, const char *today, GError **error)
{
  self->db = db;
  self->statement = _vb_database_prepare (db, sql, error);
  if (self->statement == NULL)
    return FALSE;
  if (sqlite3_bind_parameter_count (self->statement) > 0)
    _vb_bind_text (self->statement, 1, today);
  return advance (self, error);
}

gboolean
_vb_sweep_take (VbSweep *self, gint64 n, VbSweepTake take, gpointer data, GError **error)
{
  while (self->at <= n)
    {
      if (self->at == n && take != NULL)
        take (self->statement, data);
      if (!advance (self, error))
        return FALSE;
    }
  return TRUE;
}

void
_vb_sweep_end (VbSweep *self)
{
  g_clear_pointer (&self->statement, _vb_statement_reset);
}
