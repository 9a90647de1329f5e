/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Every change of a row that is to stand on all devices of an organisation is written to the table
 * "change" in the same transaction, by triggers made from the schema, so that no feature can
 * forget it. An insert stands as one row without values (they are in the row itself), an update
 * as one row per column that changed, a delete as one row.
 *
 * A table is replicated unless it is named here: forgetting to think about a new one costs some
 * space, not data. */

#define G_LOG_DOMAIN "vb-store"
#include "config.h"

#include <stdlib.h>
#include <string.h>
#include <sys/random.h>

#include "core/store/vb-connection-private.h"

/* Stay on this device; so does every table whose name begins with "search" or "local_". */
static const char *const local_tables[] = { "access_log", "change", "change_batch",
                                            "setting",    "tally",  NULL };

/* Columns that mean something in this file only. */
static const char *const local_columns[] = { "seq", "name_key", "list_key", "source_hash", NULL };

gboolean
_vb_change_log_is_local (const char *name)
{
  return g_strv_contains (local_tables, name) ||
         g_str_has_prefix (name, "sqlite_") ||
         g_str_has_prefix (name, "search") ||
         g_str_has_prefix (name, "local_");
}

/* ---------------------------------------------------------------- clock and device */

/* Hybrid logical clock: the time of day as long as that moves forward, and otherwise just after
 * what was there last. */
gint64
_vb_database_tick (VbDatabase *db)
{
  VbClock *clock = _vb_database_get_clock (db);
  gint64 now = (g_get_real_time () / 1000) << 16;

  clock->last = MAX (clock->last + 1, now);
  return clock->last;
}

const char *
_vb_database_get_device (VbDatabase *db)
{
  return _vb_database_get_clock (db)->device;
}

static char *
make_device (void)
{
  guint64 number = 0;

  while (number == 0)
    if (getrandom (&number, sizeof number, 0) != sizeof number)
      number = (guint64) g_random_int () << 32 | g_random_int ();
  return g_strdup_printf ("%016" G_GINT64_MODIFIER "x", number);
}

/* The clock goes on from the last change of the log and from what was noted of other devices. */
static gboolean
read_clock (VbDatabase  *db,
            GError     **error)
{
  VbClock *clock = _vb_database_get_clock (db);
  g_autofree char *seen = NULL;
  gint64 logged;

  if (!_vb_database_get_setting (db, "clock", &seen, error) ||
      !_vb_database_query_int (db,
                               "SELECT clock + last_seq - first_seq FROM change_batch "
                               "ORDER BY first_seq DESC LIMIT 1",
                               &logged, error) ||
      !_vb_database_query_int (db,
                               "SELECT last_seq FROM change_batch ORDER BY first_seq DESC LIMIT 1",
                               &clock->logged, error))
    return FALSE;
  clock->last =
      MAX (clock->last, MAX (logged, seen != NULL ? g_ascii_strtoll (seen, NULL, 10) : 0));
  return TRUE;
}

gboolean
_vb_change_log_start (VbDatabase  *db,
                      GError     **error)
{
  VbClock *clock = _vb_database_get_clock (db);
  g_autofree char *device = NULL;

  if (!read_clock (db, error) || !_vb_database_get_setting (db, "device", &device, error))
    return FALSE;
  if (device == NULL)
    {
      device = make_device ();
      if (!_vb_database_set_setting (db, "device", device, error))
        return FALSE;
    }
  g_free (clock->device);
  clock->device = g_steal_pointer (&device);
  return TRUE;
}

static gboolean
insert_batch (VbDatabase  *db,
              gint64       last_seq,
              GError     **error)
{
  VbClock *clock = _vb_database_get_clock (db);
  g_autoptr (VbStatement) statement = _vb_database_prepare (db,
                                                            "INSERT INTO change_batch (first_seq, "
                                                            "last_seq, clock, device) VALUES (?, "
                                                            "?, ?, ?)",
                                                            error);

  if (statement == NULL)
    return FALSE;
  _vb_bind_int (statement, 1, clock->logged + 1);
  _vb_bind_int (statement, 2, last_seq);
  _vb_bind_int (statement, 3, _vb_database_tick (db));
  _vb_bind_text (statement, 4, clock->device);
  if (!_vb_database_run (db, statement, error))
    return FALSE;
  clock->last += last_seq - clock->logged - 1;
  clock->pending = last_seq;
  return TRUE;
}

/* The changes of this transaction are all that no batch covers yet. */
gboolean
_vb_change_log_commit (VbDatabase  *db,
                       GError     **error)
{
  VbClock *clock = _vb_database_get_clock (db);
  g_autoptr(VbStatement) statement = NULL;
  gint64 last_seq;

  if (clock->device == NULL) /* a connection that only reads, or no schema yet */
    return TRUE;
  statement = _vb_database_prepare (db, "SELECT max (seq) FROM change", error);
  if (statement == NULL || _vb_database_step (db, statement, error) < 0)
    return FALSE;
  last_seq = sqlite3_column_int64 (statement, 0);
  return last_seq <= clock->logged || insert_batch (db, last_seq, error);
}

void
_vb_change_log_committed (VbDatabase *db)
{
  VbClock *clock = _vb_database_get_clock (db);

  clock->logged = MAX (clock->logged, clock->pending);
}

static void
may_prune_cb (sqlite3_context  *context,
              int               n,
              sqlite3_value   **values)
{
  sqlite3_result_int (context, _vb_database_get_clock (sqlite3_user_data (context))->prune);
}

gboolean
_vb_change_log_register (VbDatabase  *db,
                         GError     **error)
{
  /* Triggers may call what is marked innocuous and nothing else. */
  int code = sqlite3_create_function_v2 (_vb_database_handle (db), "vb_may_prune", 0,
                                         SQLITE_UTF8 | SQLITE_INNOCUOUS, db, may_prune_cb, NULL,
                                         NULL, NULL);

  if (code == SQLITE_OK)
    return TRUE;
  _vb_database_set_error (db, code, "Preparing the access log", error);
  return FALSE;
}

/* ---------------------------------------------------------------- triggers */

typedef struct
{
  const char *name;
  GPtrArray *key;     /* columns of the primary key, or "id" */
  GPtrArray *columns; /* what is logged, the key left out */
} Table;

static void
append_key (GString    *sql,
            const Table *table,
            const char *row)
{
  for (guint i = 0; i < table->key->len; i++)
    g_string_append_printf (sql, "%s%s.\"%s\"", i > 0 ? " || '/' || " : "", row,
                            (const char *) table->key->pdata[i]);
}

/* What comes with the program is on every device already; what was done to it is not. */
static const struct
{
  const char *table;
  const char *is_own; /* SQL, for a row */
} shipped[] = {
  { "synonym", "%s.shipped = 0" },
  { "taxonomy", "coalesce (%s.uri, '') NOT LIKE 'urn:verbinder:%'" },
  { "taxonomy_term", "coalesce (%s.term_uri, '') NOT LIKE 'urn:verbinder:%'" },
};

static void
append_is_own (GString    *sql,
               const char *table,
               const char *row)
{
  for (guint i = 0; i < G_N_ELEMENTS (shipped); i++)
    if (strcmp (shipped[i].table, table) == 0)
      {
        g_auto(GStrv) parts = g_strsplit (shipped[i].is_own, "%s", 2);

        g_string_append_printf (sql, " WHEN %s%s%s", parts[0], row, parts[1]);
      }
}

static void
append_trigger (GString     *sql,
                const Table *table,
                const char  *action,
                const char  *row)
{
  g_string_append_printf (sql, "CREATE TRIGGER \"change_%s_%s\" AFTER %s ON \"%s\"", action,
                          table->name, action, table->name);
  if (strcmp (action, "update") != 0)
    append_is_own (sql, table->name, row);
  g_string_append (sql, " BEGIN INSERT INTO change (table_name, row_id, action, column_name, "
                        "value) ");
}

/* Values are logged as text, as they would stand in a file. */
static void
append_update (GString     *sql,
               const Table *table)
{
  append_trigger (sql, table, "update", "NEW");
  g_string_append_printf (sql, "SELECT '%s', ", table->name);
  append_key (sql, table, "NEW");
  /* As a chain of SELECTs: inside a trigger, VALUES has no columns that can be named. */
  g_string_append (sql, ", 'update', name, CAST (after AS TEXT) FROM (");
  for (guint i = 0; i < table->columns->len; i++)
    {
      const char *column = table->columns->pdata[i];

      g_string_append_printf (sql,
                              i == 0 ? "SELECT '%s' AS name, OLD.\"%s\" AS before, NEW.\"%s\" AS "
                                       "after"
                                     : " UNION ALL SELECT '%s', OLD.\"%s\", NEW.\"%s\"",
                              column, column, column);
    }
  g_string_append (sql, ") WHERE before IS NOT after; END;\n");
}

static void
append_row (GString     *sql,
            const Table *table,
            const char  *action,
            const char  *row)
{
  append_trigger (sql, table, action, row);
  g_string_append_printf (sql, "VALUES ('%s', ", table->name);
  append_key (sql, table, row);
  g_string_append_printf (sql, ", '%s', NULL, NULL); END;\n", action);
}

static gboolean
read_columns (VbDatabase  *db,
              Table       *table,
              GError     **error)
{
  VbStatement *statement = _vb_database_prepare_once (
      db, "SELECT name, pk FROM pragma_table_info (?) ORDER BY pk, cid", error);
  gboolean has_id = FALSE;
  int code = -1;

  if (statement == NULL)
    return FALSE;
  _vb_bind_text (statement, 1, table->name);
  while ((code = _vb_database_step (db, statement, error)) == SQLITE_ROW)
    {
      const char *column = _vb_column_text (statement, 0);

      if (strcmp (column, "id") == 0)
        has_id = TRUE;
      else if (g_strv_contains (local_columns, column))
        continue;
      else if (sqlite3_column_int (statement, 1) > 0)
        g_ptr_array_add (table->key, g_strdup (column));
      else
        g_ptr_array_add (table->columns, g_strdup (column));
    }
  sqlite3_finalize (statement);
  if (code < 0)
    return FALSE;
  if (has_id)
    g_ptr_array_insert (table->key, 0, g_strdup ("id"));
  if (table->key->len > 0)
    return TRUE;
  g_set_error (error, VB_ERROR, VB_ERROR_FAILED, "Table %s has no key that holds on other devices",
               table->name);
  return FALSE;
}

/* How a row of @name is called in the log, as SQL for a row that is called @row. */
char *
_vb_change_log_key_sql (VbDatabase  *db,
                        const char  *name,
                        const char  *row,
                        GError     **error)
{
  g_autoptr(GPtrArray) key = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(GPtrArray) columns = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(GString) sql = g_string_new (NULL);
  Table table = { name, key, columns };

  if (!read_columns (db, &table, error))
    return NULL;
  append_key (sql, &table, row);
  return g_string_free (g_steal_pointer (&sql), FALSE);
}

static gboolean
generate_for (VbDatabase  *db,
              const char  *name,
              GError     **error)
{
  g_autoptr(GPtrArray) key = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(GPtrArray) columns = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(GString) sql = g_string_new (NULL);
  Table table = { name, key, columns };

  if (!read_columns (db, &table, error))
    return FALSE;
  append_row (sql, &table, "insert", "NEW");
  if (columns->len > 0)
    append_update (sql, &table);
  append_row (sql, &table, "delete", "OLD");
  return _vb_database_exec (db, sql->str, error);
}

static gboolean
collect (VbDatabase  *db,
         const char  *sql,
         GPtrArray   *names,
         GError     **error)
{
  VbStatement *statement = _vb_database_prepare_once (db, sql, error);
  int code = -1;

  if (statement == NULL)
    return FALSE;
  while ((code = _vb_database_step (db, statement, error)) == SQLITE_ROW)
    g_ptr_array_add (names, g_strdup (_vb_column_text (statement, 0)));
  sqlite3_finalize (statement);
  return code == SQLITE_DONE;
}

gboolean
_vb_change_log_generate (VbDatabase  *db,
                         GError     **error)
{
  g_autoptr(GPtrArray) old = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(GPtrArray) tables = g_ptr_array_new_with_free_func (g_free);

  if (!collect (db,
                "SELECT name FROM sqlite_schema WHERE type = 'trigger' AND name GLOB 'change_*'",
                old, error) ||
      !collect (db,
                "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' ORDER "
                "BY name",
                tables, error))
    return FALSE;
  for (guint i = 0; i < old->len; i++)
    {
      g_autofree char *sql = g_strdup_printf ("DROP TRIGGER \"%s\"", (char *) old->pdata[i]);

      if (!_vb_database_exec (db, sql, error))
        return FALSE;
    }
  for (guint i = 0; i < tables->len; i++)
    if (!_vb_change_log_is_local (tables->pdata[i]) && !generate_for (db, tables->pdata[i], error))
      return FALSE;
  return TRUE;
}
