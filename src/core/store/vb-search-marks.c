/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a write job changes is noted while it runs, by triggers that live as long as the connection
 * and write to a table in memory; before the job commits, what was noted is worked into the index.
 * So no feature can forget the index, and an import pays some hundred nanoseconds per row for it.
 * (A trigger that calls a function costs ten times that: the engine then keeps a journal of its
 * own for every single statement.) */

#define G_LOG_DOMAIN "vb-search"
#include "config.h"

#include "core/store/vb-search-private.h"

#include <string.h>

#define STATE_NAME "vb-search"

/* ---------------------------------------------------------------- state */

static void
state_free (gpointer data)
{
  VbSearchState *self = data;

  vb_stemmer_free (self->stemmer);
  g_free (self);
}

gboolean
_vb_search_prepare (VbDatabase *db, GError **error)
{
  VbSearchState *self = g_new0 (VbSearchState, 1);
  int code;

  self->stemmer = vb_stemmer_new ();
  code = sqlite3_set_clientdata (_vb_database_handle (db), STATE_NAME, self, state_free);
  if (code == SQLITE_OK)
    return TRUE;
  _vb_database_set_error (db, code, "Preparing the search", error); /* the state is free already */
  return FALSE;
}

VbSearchState *
_vb_search_state (VbDatabase *db)
{
  VbSearchState *self = sqlite3_get_clientdata (_vb_database_handle (db), STATE_NAME);

  g_assert (self != NULL);
  return self;
}

/* ---------------------------------------------------------------- triggers */

typedef struct
{
  VbMark mark;
  const char *column;
} Watch;

/* Which columns lead from a changed row to what shows it. */
static const struct
{
  const char *table;
  Watch watches[4];
  Watch last[3]; /* for a row that goes, as well: what hangs on it may be gone by then */
} watched[] = {
  { "service", { { VB_MARK_SERVICE, "id" } } },
  { "organization", { { VB_MARK_ORGANIZATION, "id" } } },
  { "program", { { VB_MARK_PROGRAM, "id" } } },
  { "location", { { VB_MARK_LOCATION, "id" } } },
  { "service_at_location", { { VB_MARK_SERVICE, "service_id" } } },
  { "address", { { VB_MARK_LOCATION, "location_id" } } },
  { "contact", { { VB_MARK_CONTACT, "id" }, { VB_MARK_SERVICE, "service_id" } },
               { { VB_MARK_SERVICES_OF, "organization_id" } } },
  { "holder", { { VB_MARK_CONTACT, "contact_id" } } },
  { "phone", { { VB_MARK_SERVICE, "service_id" },
               { VB_MARK_CONTACT, "contact_id" },
               { VB_MARK_ORGANIZATION, "organization_id" } } },
  { "availability", { { VB_MARK_AVAILABILITY, "contact_id" } } },
  { "schedule", { { VB_MARK_SERVICE, "service_id" },
                  { VB_MARK_LOCATION, "location_id" },
                  { VB_MARK_SERVICE_AT_LOCATION, "service_at_location_id" } } },
  { "service_area", { { VB_MARK_SERVICE, "service_id" },
                      { VB_MARK_SERVICE_AT_LOCATION, "service_at_location_id" } } },
  { "language", { { VB_MARK_SERVICE, "service_id" },
                  { VB_MARK_LOCATION, "location_id" },
                  { VB_MARK_PHONE, "phone_id" } } },
  { "accessibility", { { VB_MARK_LOCATION, "location_id" } } },
  { "cost_option", { { VB_MARK_SERVICE, "service_id" } } },
  { "attribute", { { VB_MARK_ANY, "link_id" } } },
  { "taxonomy_term", { { VB_MARK_TERM, "id" } } },
  { "service_capacity", { { VB_MARK_SERVICE, "service_id" } } },
  { "verification", { { VB_MARK_ANY, "resource_id" } } },
  { "synonym", { { VB_MARK_SYNONYM, "id" } } },
};

static void
append_calls (GString *sql, const Watch *watches, guint n, const char *row)
{
  guint i;

  /* Of several most are NULL, and are not worth a row. */
  for (i = 0; i < n && watches[i].column != NULL; i++)
    g_string_append_printf (sql,
                            watches[1].column == NULL
                              ? "INSERT INTO search_mark VALUES (%1$d, %2$s.%3$s); "
                              : "INSERT INTO search_mark SELECT %1$d, %2$s.%3$s "
                                "WHERE %2$s.%3$s IS NOT NULL; ",
                            watches[i].mark, row, watches[i].column);
}

/* For a new row. */
static void
append_insert_trigger (GString *sql, guint i)
{
  const char *table = watched[i].table;

  g_string_append_printf (sql, "CREATE TEMP TRIGGER search_%s_insert AFTER INSERT ON main.%s "
                               "BEGIN ", table, table);
  append_calls (sql, watched[i].watches, 4, "new");
  g_string_append (sql, "END; ");
}

static char *
make_triggers (void)
{
  GString *sql = g_string_new (NULL);
  guint i;

  for (i = 0; i < G_N_ELEMENTS (watched); i++)
    {
      const char *table = watched[i].table;

      append_insert_trigger (sql, i);
      g_string_append_printf (sql, "CREATE TEMP TRIGGER search_%s_update AFTER UPDATE ON "
                                   "main.%s BEGIN ", table, table);
      append_calls (sql, watched[i].watches, 4, "old");
      append_calls (sql, watched[i].watches, 4, "new");
      g_string_append_printf (sql, "END; CREATE TEMP TRIGGER search_%s_delete AFTER DELETE ON "
                                   "main.%s BEGIN ", table, table);
      append_calls (sql, watched[i].watches, 4, "old");
      append_calls (sql, watched[i].last, 3, "old");
      g_string_append (sql, "END; ");
    }
  return g_string_free (sql, FALSE);
}

gboolean
_vb_search_watch (VbDatabase *db, GError **error)
{
  g_autofree char *triggers = make_triggers ();

  if (!_vb_sweep_prepare (db, error)
      || !_vb_database_exec (db, "CREATE TEMP TABLE search_mark (mark, id)", error)
      || !_vb_database_exec (db, triggers, error))
    return FALSE;
  _vb_search_state (db)->watching = TRUE;
  return TRUE;
}

static gboolean
is_marked_all (VbDatabase *db, gboolean *all, GError **error)
{
  g_autoptr(VbStatement) statement =
    _vb_database_prepare (db, "SELECT 1 FROM temp.search_mark WHERE mark = ?1 LIMIT 1", error);
  int code;

  if (statement == NULL)
    return FALSE;
  _vb_bind_int (statement, 1, VB_MARK_ALL);
  code = _vb_database_step (db, statement, error);
  *all = code == SQLITE_ROW;
  return code >= 0;
}

gboolean
_vb_search_mark_all (VbDatabase *db, GError **error)
{
  g_autoptr(GString) sql = g_string_new (NULL);
  gboolean all;
  gint64 any;
  guint i;

  if (!_vb_search_state (db)->watching)
    return TRUE;
  if (!is_marked_all (db, &all, error)
      || !_vb_database_query_int (db, "SELECT EXISTS (SELECT 1 FROM search_doc)", &any, error))
    return FALSE;
  if (all || any)
    return TRUE;
  for (i = 0; i < G_N_ELEMENTS (watched); i++)
    g_string_append_printf (sql, "DROP TRIGGER temp.search_%s_insert; ", watched[i].table);
  g_string_append_printf (sql, "INSERT INTO temp.search_mark VALUES (%d, '')", VB_MARK_ALL);
  return _vb_database_exec (db, sql->str, error);
}

/* Notes new rows again. */
static gboolean
watch_inserts (VbDatabase *db, GError **error)
{
  g_autoptr(GString) sql = g_string_new (NULL);
  guint i;

  for (i = 0; i < G_N_ELEMENTS (watched); i++)
    append_insert_trigger (sql, i);
  return _vb_database_exec (db, sql->str, error);
}

gboolean
_vb_search_forget_marks (VbDatabase *db, GError **error)
{
  g_autoptr(VbStatement) statement =
    _vb_database_prepare (db, "DELETE FROM temp.search_mark", error);

  return statement != NULL && _vb_database_run (db, statement, error);
}

gboolean
_vb_search_commit (VbDatabase *db, GError **error)
{
  g_autoptr(VbStatement) statement = NULL;
  int code;

  if (!_vb_search_state (db)->watching)
    return TRUE;
  statement = _vb_database_prepare (db, "SELECT 1 FROM temp.search_mark LIMIT 1", error);
  if (statement == NULL)
    return FALSE;
  code = _vb_database_step (db, statement, error);
  _vb_statement_reset (statement);
  return code == SQLITE_DONE || (code == SQLITE_ROW && _vb_search_index_marked (db, error));
}

/* ---------------------------------------------------------------- from marks to ids */

void
_vb_ids_init (VbIds *self)
{
  self->text = g_string_chunk_new (4096);
  self->known = g_hash_table_new (g_str_hash, g_str_equal);
  self->list = g_ptr_array_new ();
}

void
_vb_ids_clear (VbIds *self)
{
  g_string_chunk_free (self->text);
  g_hash_table_unref (self->known);
  g_ptr_array_unref (self->list);
}

void
_vb_ids_add (VbIds *self, const char *id)
{
  guint n = self->list->len;
  char *copy;

  /* Rows that hang on the same record often follow each other. */
  if ((n > 0 && strcmp (self->list->pdata[n - 1], id) == 0)
      || g_hash_table_contains (self->known, id))
    return;
  copy = g_string_chunk_insert (self->text, id);
  g_hash_table_add (self->known, copy);
  g_ptr_array_add (self->list, copy);
}

static void
add_all (VbIds *self, const VbIds *others)
{
  guint i;

  for (i = 0; i < others->list->len; i++)
    _vb_ids_add (self, others->list->pdata[i]);
}

/* Adds what @sql finds for each of @ids; the statement has one value and gives one column. */
static gboolean
follow (VbDatabase *db, const VbIds *ids, const char *sql, VbIds *found, GError **error)
{
  g_autoptr(VbStatement) statement = NULL;
  guint i;
  int code;

  if (ids->list->len == 0)
    return TRUE;
  statement = _vb_database_prepare (db, sql, error);
  if (statement == NULL)
    return FALSE;
  for (i = 0; i < ids->list->len; i++)
    {
      _vb_bind_borrowed (statement, 1, ids->list->pdata[i]);
      while ((code = _vb_database_step (db, statement, error)) == SQLITE_ROW)
        {
          const char *other = _vb_column_text (statement, 0);

          if (other != NULL)
            _vb_ids_add (found, other);
        }
      if (code < 0)
        return FALSE;
      sqlite3_reset (statement);
    }
  return TRUE;
}

static gboolean
follow_to_services (VbDatabase *db, const VbIds *marks, VbIds *services, GError **error)
{
  return follow (db, &marks[VB_MARK_ORGANIZATION],
                 "SELECT id FROM service WHERE organization_id = ?", services, error) &&
         follow (db, &marks[VB_MARK_SERVICES_OF],
                 "SELECT id FROM service WHERE organization_id = ? ", services, error) &&
         follow (db, &marks[VB_MARK_LOCATION],
                 "SELECT service_id FROM service_at_location WHERE location_id = ?", services,
                 error) &&
         follow (db, &marks[VB_MARK_SERVICE_AT_LOCATION],
                 "SELECT service_id FROM service_at_location WHERE id = ?", services, error) &&
         follow (db, &marks[VB_MARK_ANY], "SELECT service_id FROM service_at_location WHERE id = ?",
                 services, error) &&
         follow (db, &marks[VB_MARK_PROGRAM], "SELECT id FROM service WHERE program_id = ?",
                 services, error) &&
         follow (db, &marks[VB_MARK_TERM],
                 "SELECT link_id FROM attribute WHERE taxonomy_term_id = ?", services, error) &&
         follow (db, &marks[VB_MARK_PHONE], "SELECT service_id FROM phone WHERE id = ?", services,
                 error);
}

/* A function and who fills it are words of its service; the hours at which it can be reached count
 * for its service, or for all services of its organization. */
static gboolean
follow_functions (VbDatabase *db, const VbIds *contacts, VbIds *services, GError **error)
{
  gint64 hours;

  return follow (db, contacts,
                 "SELECT service_id FROM contact WHERE id = ? AND service_id IS NOT NULL",
                 services, error) &&
         _vb_database_query_int (db, "SELECT EXISTS (SELECT 1 FROM availability)", &hours,
                                 error) &&
         (!hours ||
          follow (db, contacts,
                  "SELECT s.id FROM contact c JOIN service s ON s.organization_id = "
                  "c.organization_id "
                  "WHERE c.id = ? AND c.service_id IS NULL "
                  "AND EXISTS (SELECT 1 FROM availability a WHERE a.contact_id = c.id)",
                  services, error));
}

/* An hour that was the only one of its function. */
static gboolean
follow_last_hour (VbDatabase *db, const VbIds *contacts, VbIds *services, GError **error)
{
  return follow (db, contacts, "SELECT service_id FROM contact WHERE id = ?", services, error) &&
         follow (db, contacts,
                 "SELECT s.id FROM contact c JOIN service s ON s.organization_id = "
                 "c.organization_id "
                 "WHERE c.id = ? AND c.service_id IS NULL",
                 services, error);
}

static gboolean
follow_to_contacts (VbDatabase *db, const VbIds *marks, VbIds *contacts, GError **error)
{
  gint64 any;

  if (!_vb_database_query_int (db, "SELECT EXISTS (SELECT 1 FROM contact)", &any, error))
    return FALSE;
  return any == 0
    || (follow (db, &marks[VB_MARK_ORGANIZATION],
                "SELECT id FROM contact WHERE organization_id = ?", contacts, error)
        && follow (db, &marks[VB_MARK_ORGANIZATION],
                   "SELECT c.id FROM service s JOIN contact c ON c.service_id = s.id "
                   "WHERE s.organization_id = ? AND c.organization_id IS NULL", contacts, error)
        && follow (db, &marks[VB_MARK_SERVICE],
                   "SELECT id FROM contact WHERE service_id = ? AND organization_id IS NULL",
                   contacts, error));
}

/* The marks as sets of ids, emptied where they stood. */
static gboolean
read_marks (VbDatabase *db, VbIds *marks, GError **error)
{
  g_autoptr(VbStatement) statement =
    _vb_database_prepare (db, "SELECT mark, id FROM temp.search_mark WHERE id IS NOT NULL", error);
  int code;

  if (statement == NULL)
    return FALSE;
  while ((code = _vb_database_step (db, statement, error)) == SQLITE_ROW)
    {
      const char *id = _vb_column_text (statement, 1);

      if (id != NULL)
        _vb_ids_add (&marks[sqlite3_column_int (statement, 0)], id);
    }
  _vb_statement_reset (statement);
  return code == SQLITE_DONE && _vb_search_forget_marks (db, error);
}

/* What is marked itself comes first: of an import in the order of its rows, so that all that hangs
 * on them is read and written in that order too. */
static gboolean
follow_marks (VbDatabase *db, const VbIds *marks, VbMarked *marked, GError **error)
{
  gint64 any = 0;

  marked->synonyms = marks[VB_MARK_SYNONYM].list->len > 0;
  marked->all = marks[VB_MARK_ALL].list->len > 0;
  if (marked->all)
    return watch_inserts (db, error);
  add_all (&marked->services, &marks[VB_MARK_SERVICE]);
  add_all (&marked->services, &marks[VB_MARK_ANY]);
  add_all (&marked->organizations, &marks[VB_MARK_ORGANIZATION]);
  add_all (&marked->contacts, &marks[VB_MARK_CONTACT]);

  /* As long as nothing was ever indexed, all that there is came with this job, and is marked
   * itself. */
  return _vb_database_query_int (db, "SELECT EXISTS (SELECT 1 FROM search_doc)", &any, error)
    && (!any
        || (follow_to_services (db, marks, &marked->services, error)
            && follow_functions (db, &marks[VB_MARK_CONTACT], &marked->services, error)
            && follow_last_hour (db, &marks[VB_MARK_AVAILABILITY], &marked->services, error)
            && follow_to_contacts (db, marks, &marked->contacts, error)));
}

gboolean
_vb_search_take_marks (VbDatabase *db, VbMarked *marked, GError **error)
{
  VbIds marks[VB_N_MARKS];
  gboolean ok;
  guint i;

  for (i = 0; i < VB_N_MARKS; i++)
    _vb_ids_init (&marks[i]);
  ok = read_marks (db, marks, error) && follow_marks (db, marks, marked, error);
  for (i = 0; i < VB_N_MARKS; i++)
    _vb_ids_clear (&marks[i]);
  return ok;
}
