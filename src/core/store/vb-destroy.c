/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What hangs under a record is found in the schema, so that a table that is added later goes along:
 * every reference that cascades is followed. Pages that become free are overwritten by the
 * connection's secure_delete. */

#define G_LOG_DOMAIN "vb-store"
#include "config.h"

#include "core/store/vb-destroy-private.h"

#include "core/store/vb-connection-private.h"

/* ------------------------------------------------------------------ what goes */

/* A reference that takes the row with it. */
typedef struct
{
  char *child;
  char *column;
  char *parent;
} Reference;

static void
reference_free (gpointer data)
{
  Reference *self = data;

  g_free (self->child);
  g_free (self->column);
  g_free (self->parent);
  g_free (self);
}

static GPtrArray *
list_references (VbDatabase  *db,
                 GError     **error)
{
  g_autoptr(GPtrArray) references = g_ptr_array_new_with_free_func (reference_free);
  g_autoptr(VbStatement) statement = _vb_database_prepare (db,
    "SELECT t.name, f.\"from\", f.\"table\" FROM pragma_table_list AS t, "
    "pragma_foreign_key_list (t.name) AS f "
    "WHERE t.schema = 'main' AND t.type = 'table' AND f.on_delete = 'CASCADE'", error);
  int code;

  if (statement == NULL)
    return NULL;
  while ((code = _vb_database_step (db, statement, error)) == SQLITE_ROW)
    {
      Reference *reference = g_new0 (Reference, 1);

      reference->child = g_strdup (_vb_column_text (statement, 0));
      reference->column = g_strdup (_vb_column_text (statement, 1));
      reference->parent = g_strdup (_vb_column_text (statement, 2));
      g_ptr_array_add (references, reference);
    }
  return code == SQLITE_DONE ? g_steal_pointer (&references) : NULL;
}

static gboolean
run_with (VbDatabase   *db,
          const char   *sql,
          const char   *first,
          const char   *second,
          gint64       *n_changed,
          GError      **error)
{
  VbStatement *statement = _vb_database_prepare_once (db, sql, error);
  gboolean done;

  if (statement == NULL)
    return FALSE;
  if (first != NULL)
    _vb_bind_text (statement, 1, first);
  if (second != NULL)
    _vb_bind_text (statement, 2, second);
  done = _vb_database_run (db, statement, error);
  if (done && n_changed != NULL)
    *n_changed = _vb_database_changes (db);
  sqlite3_finalize (statement);
  return done;
}

/* Adds the rows that go with those of the parent. Gives how many were new. */
static gboolean
add_children (VbDatabase       *db,
              const Reference  *reference,
              gint64           *n_added,
              GError          **error)
{
  g_autofree char *key = NULL, *sql = NULL;

  *n_added = 0;
  if (_vb_change_log_is_local (reference->child))
    return TRUE;
  key = _vb_change_log_key_sql (db, reference->child, "c", error);
  if (key == NULL)
    return FALSE;
  sql = g_strdup_printf ("INSERT OR IGNORE INTO temp.doomed SELECT '%s', %s FROM main.\"%s\" AS c "
                         "WHERE c.\"%s\" IN (SELECT row_id FROM temp.doomed WHERE table_name = ?1)",
                         reference->child, key, reference->child, reference->column);
  return run_with (db, sql, reference->parent, NULL, n_added, error);
}

static gboolean
collect_children (VbDatabase  *db,
                  GError     **error)
{
  g_autoptr(GPtrArray) references = list_references (db, error);
  gboolean again = TRUE;

  if (references == NULL)
    return FALSE;
  while (again)
    {
      again = FALSE;
      for (guint i = 0; i < references->len; i++)
        {
          gint64 n_added;

          if (!add_children (db, g_ptr_array_index (references, i), &n_added, error))
            return FALSE;
          again = again || n_added > 0;
        }
    }
  return TRUE;
}

/* A household that would be left without anybody. */
#define LAST_IN_HOUSEHOLD                                                                          \
  "INSERT OR IGNORE INTO temp.doomed SELECT 'household', h.id FROM household AS h "                \
  "WHERE EXISTS (SELECT 1 FROM household_member AS m JOIN temp.doomed AS d "                       \
  "ON d.table_name = 'person' AND d.row_id = m.person_id WHERE m.household_id = h.id) "            \
  "AND NOT EXISTS (SELECT 1 FROM household_member AS m WHERE m.household_id = h.id "               \
  "AND m.person_id NOT IN (SELECT row_id FROM temp.doomed WHERE table_name = 'person'))"

/* What was sent from this store to this store: the other side's row of it, which knows the person
 * by what was sent. */
#define OTHER_SIDE                                                                                 \
  "INSERT OR IGNORE INTO temp.doomed SELECT 'referral', r.id FROM referral AS r "                  \
  "WHERE r.person_id IS NULL AND r.letter_id IN (SELECT s.letter_id FROM referral AS s "           \
  "JOIN temp.doomed AS d ON d.table_name = 'referral' AND d.row_id = s.id)"

static gboolean
collect (VbDatabase  *db,
         const char  *table,
         const char  *id,
         GError     **error)
{
  return _vb_database_exec (db,
                            "CREATE TEMP TABLE IF NOT EXISTS doomed (table_name TEXT NOT NULL, "
                            "row_id TEXT NOT NULL, PRIMARY KEY (table_name, row_id)) "
                            "WITHOUT ROWID; DELETE FROM temp.doomed;", error)
         && run_with (db, "INSERT INTO temp.doomed VALUES (?1, ?2)", table, id, NULL, error)
         && run_with (db, LAST_IN_HOUSEHOLD, NULL, NULL, NULL, error)
         && collect_children (db, error)
         && run_with (db, OTHER_SIDE, NULL, NULL, NULL, error)
         && collect_children (db, error);
}

/* ------------------------------------------------------------------ it goes */

/* Forms that are being filled in: by the id they are about, and by what stands in them. */
#define DRAFTS                                                                                     \
  "DELETE FROM setting WHERE name GLOB 'draft/*' AND EXISTS (SELECT 1 FROM temp.doomed "           \
  "WHERE length (row_id) >= 36 AND (instr (setting.name, row_id) OR "                              \
  "instr (setting.value, row_id)))"

/* What was only proposed; of what is done, only that it is done is kept. */
#define PROPOSALS                                                                                  \
  "DELETE FROM destruction WHERE done_at IS NULL "                                                 \
  "AND object_id IN (SELECT row_id FROM temp.doomed)"

/* What was written to the change log, and that it went, except of the record itself. */
#define CHANGES                                                                                    \
  "DELETE FROM change WHERE EXISTS (SELECT 1 FROM temp.doomed AS d "                               \
  "WHERE d.table_name = change.table_name AND d.row_id = change.row_id) "                          \
  "AND NOT (action = 'delete' AND row_id = ?1)"

static gboolean
delete_root (VbDatabase  *db,
             const char  *table,
             const char  *id,
             gint64      *n_deleted,
             GError     **error)
{
  g_autofree char *sql = g_strdup_printf ("DELETE FROM \"%s\" WHERE id = ?1", table);

  return run_with (db, sql, id, NULL, n_deleted, error);
}

/* What goes although no reference takes it along. */
static gboolean
delete_beside (VbDatabase  *db,
               const char  *table,
               GError     **error)
{
  g_autofree char *sql = g_strdup_printf ("DELETE FROM \"%s\" WHERE id IN (SELECT row_id FROM "
                                          "temp.doomed WHERE table_name = ?1)", table);

  return run_with (db, sql, table, NULL, NULL, error);
}

gboolean
_vb_destroy (VbDatabase  *db,
             const char  *table,
             const char  *id,
             gint64      *n_rows,
             GError     **error)
{
  gint64 n_deleted = 0, n_collected = 0;

  g_return_val_if_fail (g_str_equal (table, "person") || g_str_equal (table, "conversation")
                          || g_str_equal (table, "referral")
                          || g_str_equal (table, "meeting_case"), FALSE);

  if (!collect (db, table, id, error)
      || !_vb_database_query_int (db, "SELECT count(*) FROM temp.doomed", &n_collected, error)
      || !run_with (db, DRAFTS, NULL, NULL, NULL, error)
      || !run_with (db, PROPOSALS, NULL, NULL, NULL, error)
      || !delete_root (db, table, id, &n_deleted, error)
      || !delete_beside (db, "household", error)
      || !delete_beside (db, "referral", error)
      || !run_with (db, CHANGES, id, NULL, NULL, error)
      || !_vb_database_exec (db, "DROP TABLE temp.doomed", error))
    return FALSE;
  _vb_database_touch (db, VB_CHANGED_PEOPLE);
  if (n_rows != NULL)
    *n_rows = n_deleted > 0 ? n_collected : 0;
  return TRUE;
}

/* ------------------------------------------------------------------ once more */

GPtrArray *
_vb_destroy_list_done (VbDatabase  *db,
                       GError     **error)
{
  g_autoptr(GPtrArray) done = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(VbStatement) statement = NULL;
  gint64 has_table;
  int code;

  if (!_vb_database_query_int (db, "SELECT count(*) FROM sqlite_schema WHERE name = 'destruction'",
                               &has_table, error))
    return NULL;
  if (has_table == 0) /* from before anything could be destroyed */
    return g_steal_pointer (&done);
  statement = _vb_database_prepare (db,
    "SELECT id, object_type, object_id, person_id, reason, proposed_at, proposed_by, proposer_id, "
    "done_at, done_by FROM destruction WHERE done_at IS NOT NULL ORDER BY done_at, id", error);

  if (statement == NULL)
    return NULL;
  while ((code = _vb_database_step (db, statement, error)) == SQLITE_ROW)
    for (int i = 0; i < VB_DESTROYED_FIELDS; i++)
      g_ptr_array_add (done, g_strdup (_vb_column_text (statement, i)));
  return code == SQLITE_DONE ? g_steal_pointer (&done) : NULL;
}

gboolean
_vb_destroy_keep_done (VbDatabase         *db,
                       const char *const  *fields,
                       GError            **error)
{
  g_autoptr(VbStatement) statement = _vb_database_prepare (db,
    "INSERT OR REPLACE INTO destruction (id, object_type, object_id, person_id, reason, "
    "proposed_at, proposed_by, proposer_id, done_at, done_by) "
    "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)", error);

  if (statement == NULL)
    return FALSE;
  for (int i = 0; i < VB_DESTROYED_FIELDS; i++)
    _vb_bind_text (statement, i + 1, fields[i]);
  return _vb_database_run (db, statement, error);
}

gboolean
_vb_destroy_again (VbDatabase       *db,
                   const GPtrArray  *done,
                   guint            *n,
                   GError          **error)
{
  *n = 0;
  for (guint i = 0; i + VB_DESTROYED_FIELDS <= done->len; i += VB_DESTROYED_FIELDS)
    {
      const char *const *fields = (const char *const *) done->pdata + i;
      gint64 n_rows;

      if (!_vb_destroy (db, fields[1], fields[2], &n_rows, error)
          || !_vb_destroy_keep_done (db, fields, error))
        return FALSE;
      *n += n_rows > 0;
    }
  return TRUE;
}
