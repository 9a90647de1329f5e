/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Bringing records in, table by table. Most records of most imports are new or the same as the
 * last time; both are decided by one look at the index, without reading the row. */

#define G_LOG_DOMAIN "vb-store"
#include "config.h"

#include "core/store/vb-import-private.h"

#include <glib/gi18n.h>

#include "core/base/vb-uuid.h"
#include "core/crypto/vb-hash.h"
#include "core/model/vb-name-key.h"
#include "core/store/vb-rows-private.h"

#define TICK 256 /* records between two looks at the clock and at cancel */
#define MANY 1000 /* records of one table for which it pays to make its indexes at the end */

/* ------------------------------------------------------------------ what stands beside records */

static gboolean
read_ids (VbDatabase  *db,
          const char  *sql,
          GHashTable **ids,
          GError     **error)
{
  g_autoptr(VbStatement) statement = _vb_database_prepare (db, sql, error);
  g_autoptr(GHashTable) found = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  int code;

  if (statement == NULL)
    return FALSE;
  while ((code = _vb_database_step (db, statement, error)) == SQLITE_ROW)
    {
      const char *other = _vb_column_text (statement, 1);

      g_hash_table_replace (found, g_strdup (_vb_column_text (statement, 0)),
                            g_strdup (other != NULL ? other : ""));
    }
  if (code == SQLITE_DONE && g_hash_table_size (found) > 0)
    *ids = g_steal_pointer (&found);
  return code == SQLITE_DONE;
}

static gboolean
read_surroundings (VbImportRun  *self,
                   GError      **error)
{
  return read_ids (self->db, "SELECT DISTINCT record_id, NULL FROM correction", &self->corrected,
                   error)
         && read_ids (self->db, "SELECT DISTINCT record_id, NULL FROM other_value",
                      &self->disputed, error)
         && read_ids (self->db, "SELECT record_id, merged_into FROM removal", &self->removed,
                      error);
}

void
_vb_import_clear (VbImportRun *self)
{
  g_clear_pointer (&self->corrected, g_hash_table_unref);
  g_clear_pointer (&self->disputed, g_hash_table_unref);
  g_clear_pointer (&self->removed, g_hash_table_unref);
  g_clear_pointer (&self->message, g_byte_array_unref);
}

/* ------------------------------------------------------------------ one table */

typedef struct
{
  VbImportRun *run;
  VbTable table;
  const VbTableSpec *spec;
  gboolean sorted;      /* has a sort key */
  gboolean was_empty;
  VbCounts *counts;
  GHashTable *seen;     /* ids in this package */
  const char **values;  /* of the record at hand, with what went up in another re-pointed */
  gint64 hash;
  gboolean wrote;
  GPtrArray *indexes;   /* (nullable): what makes them again */

  VbStatement *find;
  VbStatement *read;
  VbStatement *insert;
  VbStatement *update;
  VbStatement *rehash;
} Table;

static void
table_clear (Table *self)
{
  g_clear_pointer (&self->seen, g_hash_table_unref);
  g_clear_pointer (&self->values, g_free);
  g_clear_pointer (&self->indexes, g_ptr_array_unref);
  if (self->find != NULL)
    _vb_statement_reset (self->find);
  if (self->read != NULL)
    _vb_statement_reset (self->read);
  if (self->insert != NULL)
    _vb_statement_reset (self->insert);
  if (self->update != NULL)
    _vb_statement_reset (self->update);
  if (self->rehash != NULL)
    _vb_statement_reset (self->rehash);
}

static const char *
insert_sql (const VbTableSpec *spec,
            VbTable            table,
            gboolean           sorted)
{
  g_autoptr(GString) sql = g_string_new (NULL);

  g_string_append_printf (sql,
                          "INSERT OR ROLLBACK INTO %s (%s, extra, source_id, source_hash%s) VALUES "
                          "(",
                          spec->name, _vb_rows_columns (table), sorted ? ", name_key" : "");
  for (guint i = 0; i < spec->n_columns + 3 + (sorted ? 1 : 0); i++)
    g_string_append_printf (sql, "%s?%u", i > 0 ? ", " : "", i + 1);
  g_string_append_c (sql, ')');
  return g_intern_string (sql->str);
}

/* All columns, each at the number it has in the insert: the triggers log only what differs. */
static const char *
update_sql (const VbTableSpec *spec,
            gboolean           sorted)
{
  g_autoptr(GString) sql = g_string_new (NULL);
  guint n = spec->n_columns;

  g_string_append_printf (sql, "UPDATE %s SET ", spec->name);
  for (guint i = 1; i < n; i++)
    g_string_append_printf (sql, "\"%s\" = ?%u, ", spec->columns[i].name, i + 1);
  g_string_append_printf (sql, "extra = ?%u, source_hash = ?%u", n + 1, n + 3);
  if (sorted)
    g_string_append_printf (sql, ", name_key = ?%u", n + 4);
  g_string_append (sql, " WHERE id = ?1");
  return g_intern_string (sql->str);
}

static gboolean
table_prepare (Table   *self,
               GError **error)
{
  VbDatabase *db = self->run->db;
  const char *name = self->spec->name;
  gint64 any;

  self->sorted = self->table == VB_TABLE_SERVICE || self->table == VB_TABLE_ORGANIZATION;
  self->seen = g_hash_table_new (g_str_hash, g_str_equal);
  self->values = g_new0 (const char *, self->spec->n_columns);
  if (!_vb_database_query_int (db, _vb_rows_sql ("SELECT count(*) FROM (SELECT 1 FROM %s LIMIT 1)",
                                                 name), &any, error))
    return FALSE;
  self->was_empty = any == 0;
  if (self->was_empty && !self->run->dry && self->run->batch->records[self->table]->len >= MANY)
    {
      self->indexes = _vb_indexes_pause (db, name, error);
      if (self->indexes == NULL)
        return FALSE;
    }

  self->find = _vb_database_prepare (db, _vb_rows_sql (
    "SELECT source_id, source_hash FROM %s WHERE id = ?1", name), error);
  if (self->find == NULL)
    return FALSE;
  self->read = _vb_database_prepare (db, _vb_rows_sql (
    "SELECT %s, extra FROM %s WHERE id = ?1", _vb_rows_columns (self->table), name), error);
  if (self->read == NULL || self->run->dry)
    return self->read != NULL;
  self->insert = _vb_database_prepare (db, insert_sql (self->spec, self->table, self->sorted),
                                       error);
  if (self->insert == NULL)
    return FALSE;
  self->update = _vb_database_prepare (db, update_sql (self->spec, self->sorted), error);
  if (self->update == NULL)
    return FALSE;
  self->rehash = _vb_database_prepare (db, _vb_rows_sql (
    "UPDATE %s SET source_hash = ?2 WHERE id = ?1", name), error);
  return self->rehash != NULL;
}

/* Binds a whole record the way insert_sql() and update_sql() number it. The texts live as long as
 * the batch, and the statement is done with them before the next. */
static gboolean
write_record (Table        *self,
              VbStatement  *statement,
              const char   *extra,
              GError      **error)
{
  guint n = self->spec->n_columns;
  g_autofree char *name_key = NULL;
  gboolean done;

  for (guint i = 0; i < n; i++)
    _vb_bind_borrowed (statement, i + 1, self->values[i]);
  _vb_bind_borrowed (statement, n + 1, extra);
  if (statement == self->insert)
    _vb_bind_borrowed (statement, n + 2, self->run->source_id);
  _vb_bind_int (statement, n + 3, self->hash);
  if (self->sorted)
    {
      name_key = vb_name_key (self->values[vb_schema_find_column (self->table, "name")]);
      _vb_bind_borrowed (statement, n + 4, name_key);
    }
  done = _vb_database_run (self->run->db, statement, error);
  sqlite3_reset (statement);
  if (self->sorted)
    /* The one text that goes before the next binding comes. */
    sqlite3_bind_null (statement, n + 4);
  self->wrote = TRUE;
  self->run->n_written++;
  return done;
}

static gboolean
write_hash (Table        *self,
            GError      **error)
{
  gboolean done;

  if (self->run->dry)
    return TRUE;
  _vb_bind_borrowed (self->rehash, 1, self->values[0]);
  _vb_bind_int (self->rehash, 2, self->hash);
  done = _vb_database_run (self->run->db, self->rehash, error);
  sqlite3_reset (self->rehash);
  return done;
}

static void
add_notice (Table          *self,
            const VbRecord *record,
            const char     *field,
            const char     *reason,
            const char     *detail)
{
  vb_report_add (self->run->report, VB_ISSUE_NOTICE, record->file, record->row, field, reason,
                 detail);
}

/* ------------------------------------------------------------------ a record of this source */

/* Column to what the source said, of what was corrected here. */
static gboolean
read_corrections (Table        *self,
                  GHashTable  **corrections,
                  GError      **error)
{
  g_autoptr(VbStatement) statement = NULL;
  int code;

  *corrections = NULL;
  if (self->run->corrected == NULL
      || !g_hash_table_contains (self->run->corrected, self->values[0]))
    return TRUE;
  statement = _vb_database_prepare (self->run->db,
                                    "SELECT column_name, source_value FROM correction "
                                    "WHERE record_table = ?1 AND record_id = ?2", error);
  if (statement == NULL)
    return FALSE;
  _vb_bind_text (statement, 1, self->spec->name);
  _vb_bind_text (statement, 2, self->values[0]);
  *corrections = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  while ((code = _vb_database_step (self->run->db, statement, error)) == SQLITE_ROW)
    g_hash_table_insert (*corrections, g_strdup (_vb_column_text (statement, 0)),
                         g_strdup (_vb_column_text (statement, 1)));
  return code == SQLITE_DONE;
}

/* The source said something new of a column that was corrected here. */
static gboolean
meet_correction (Table           *self,
                 const VbRecord  *record,
                 const char      *column,
                 const char      *here,
                 const char      *theirs,
                 GError         **error)
{
  VbCell key[] = {
    { "record_table", self->spec->name }, { "record_id", self->values[0] },
    { "column_name", column },
  };
  gboolean agrees = g_strcmp0 (here, theirs) == 0;

  if (!agrees)
    {
      self->counts->conflict++;
      add_notice (self, record, column,
                  N_("Corrected here, and changed by the source since: both values are kept"),
                  theirs);
    }
  if (self->run->dry)
    return TRUE;
  self->run->n_written++;
  if (agrees)
    return _vb_rows_delete (self->run->db, NULL, "correction", key, 3, error);
  return _vb_rows_update (self->run->db, NULL, "correction", key, 3, "source_value", theirs, error)
         && _vb_rows_update (self->run->db, NULL, "correction", key, 3, "conflict", "1", error);
}

/* Compares with the row as it is. Where a correction stands, the value here goes on standing. */
static gboolean
compare_columns (Table           *self,
                 const VbRecord  *record,
                 GHashTable      *corrections,
                 gboolean        *differs,
                 GError         **error)
{
  guint n = self->spec->n_columns;

  *differs = g_strcmp0 (_vb_column_text (self->read, n), record->extra) != 0;
  for (guint i = 1; i < n; i++)
    {
      const char *column = self->spec->columns[i].name;
      const char *here = _vb_column_text (self->read, i);
      gpointer said = NULL;

      if (corrections == NULL
          || !g_hash_table_lookup_extended (corrections, column, NULL, &said))
        {
          *differs |= g_strcmp0 (here, self->values[i]) != 0;
          continue;
        }
      if (g_strcmp0 (said, self->values[i]) != 0
          && !meet_correction (self, record, column, here, self->values[i], error))
        return FALSE;
      /* Lives until the row is let go of, after the update. */
      self->values[i] = here;
    }
  return TRUE;
}

static gboolean
update_own (Table           *self,
            const VbRecord  *record,
            GError         **error)
{
  g_autoptr(GHashTable) corrections = NULL;
  gboolean differs = FALSE;
  gboolean done;

  if (!read_corrections (self, &corrections, error))
    return FALSE;
  _vb_bind_borrowed (self->read, 1, self->values[0]);
  done = _vb_database_step (self->run->db, self->read, error) == SQLITE_ROW
         && compare_columns (self, record, corrections, &differs, error);
  if (done && differs)
    {
      self->counts->updated++;
      done = self->run->dry || write_record (self, self->update, record->extra, error);
    }
  else if (done)
    {
      self->counts->unchanged++;
      done = write_hash (self, error);
    }
  sqlite3_reset (self->read);
  return done;
}

/* ------------------------------------------------------------------ a record of someone else */

/* Keeps what this source says of @column beside what the record holds, once. */
static gboolean
keep_other_value (Table           *self,
                  const VbRecord  *record,
                  const char      *column,
                  const char      *theirs,
                  GError         **error)
{
  g_autofree char *known = NULL;
  g_autofree char *state = NULL;
  g_autofree char *now = _vb_rows_now ();
  VbCell cells[] = {
    { "record_table", self->spec->name }, { "record_id", self->values[0] },
    { "column_name", column }, { "source_id", self->run->source_id }, { "value", theirs },
    { "noted_at", now },
  };
  gboolean found;

  if (!_vb_rows_read (self->run->db, "other_value", cells, 4, "value", &found, &known, error)
      || !_vb_rows_read (self->run->db, "other_value", cells, 4, "state", &found, &state, error))
    return FALSE;
  if (found && g_strcmp0 (known, theirs) == 0)
    {
      self->counts->conflict += g_str_equal (state, "open");
      return TRUE;
    }
  self->counts->conflict++;
  add_notice (self, record, column,
              N_("Another source, or someone here, has a different value: both are kept"), theirs);
  if (self->run->dry)
    return TRUE;
  self->run->n_written++;
  return _vb_rows_delete (self->run->db, NULL, "other_value", cells, 4, error)
         && _vb_rows_insert (self->run->db, NULL, "other_value", 4, cells, G_N_ELEMENTS (cells),
                             error);
}

static gboolean
drop_other_value (Table        *self,
                  const char   *column,
                  GError      **error)
{
  VbCell key[] = {
    { "record_table", self->spec->name }, { "record_id", self->values[0] },
    { "column_name", column }, { "source_id", self->run->source_id },
  };

  if (self->run->dry || self->run->disputed == NULL
      || !g_hash_table_contains (self->run->disputed, self->values[0]))
    return TRUE;
  return _vb_rows_delete (self->run->db, NULL, "other_value", key, 4, error);
}

/* The record stays as it is. What this source does not say is no difference. */
static gboolean
compare_other (Table           *self,
               const VbRecord  *record,
               GError         **error)
{
  gboolean done;

  self->counts->unchanged++;
  _vb_bind_borrowed (self->read, 1, self->values[0]);
  done = _vb_database_step (self->run->db, self->read, error) == SQLITE_ROW;
  for (guint i = 1; done && i < self->spec->n_columns; i++)
    {
      const char *column = self->spec->columns[i].name;
      const char *here = _vb_column_text (self->read, i);

      if (self->values[i] != NULL && g_strcmp0 (here, self->values[i]) != 0)
        done = keep_other_value (self, record, column, self->values[i], error);
      else
        done = drop_other_value (self, column, error);
    }
  sqlite3_reset (self->read);
  return done;
}

/* ------------------------------------------------------------------ each record */

static void
take_values (Table          *self,
             const VbRecord *record)
{
  GByteArray *message = self->run->message;

  for (guint i = 0; i < self->spec->n_columns; i++)
    {
      const char *value = record->values[i];

      vb_short_hash_add (message, value);
      if (value != NULL && self->run->removed != NULL
          && (self->spec->columns[i].refers_to < VB_N_TABLES
              || g_str_equal (self->spec->columns[i].name, "link_id")
              || g_str_equal (self->spec->columns[i].name, "resource_id")))
        {
          /* What went up in another may itself have gone up in a third. */
          const char *into = g_hash_table_lookup (self->run->removed, value);

          for (guint hops = 0; into != NULL && *into != '\0' && hops < 16; hops++)
            {
              value = into;
              into = g_hash_table_lookup (self->run->removed, value);
            }
        }
      self->values[i] = value;
    }
  vb_short_hash_add (message, record->extra);
  self->hash = (gint64) vb_short_hash_finish (message);
}

/* Looks the id up. @found: there is such a row; @own: of this source; @same: with this hash. */
static gboolean
find_record (Table     *self,
             gboolean  *found,
             gboolean  *own,
             gboolean  *same,
             GError   **error)
{
  int code;

  *found = *own = *same = FALSE;
  if (self->was_empty)
    return TRUE;
  _vb_bind_borrowed (self->find, 1, self->values[0]);
  code = _vb_database_step (self->run->db, self->find, error);
  if (code == SQLITE_ROW)
    {
      *found = TRUE;
      *own = g_strcmp0 (_vb_column_text (self->find, 0), self->run->source_id) == 0;
      *same = sqlite3_column_type (self->find, 1) != SQLITE_NULL
              && sqlite3_column_int64 (self->find, 1) == self->hash;
    }
  sqlite3_reset (self->find);
  return code >= 0;
}

static gboolean
take_record (Table           *self,
             const VbRecord  *record,
             GError         **error)
{
  gboolean found, own, same;

  if (record->values[0] == NULL || !vb_uuid_is_valid (record->values[0]))
    {
      g_set_error (error, VB_ERROR, VB_ERROR_INVALID_INPUT,
                   "A record of %s has no id (file %u, row %u)", self->spec->name, record->file,
                   record->row);
      return FALSE;
    }
  if (!g_hash_table_add (self->seen, (char *) record->values[0]))
    {
      self->counts->duplicate++;
      add_notice (self, record, "id", N_("The same id as an earlier row: the first one counts"),
                  record->values[0]);
      return TRUE;
    }
  take_values (self, record);
  if (!find_record (self, &found, &own, &same, error))
    return FALSE;
  if (!found && self->run->removed != NULL
      && g_hash_table_contains (self->run->removed, record->values[0]))
    {
      self->counts->unchanged++;
      return TRUE;
    }
  if (!found)
    {
      self->counts->added++;
      return self->run->dry || write_record (self, self->insert, record->extra, error);
    }
  if (same && (own || self->run->disputed == NULL))
    {
      self->counts->unchanged++;
      return TRUE;
    }
  return own ? update_own (self, record, error) : compare_other (self, record, error);
}

/* Records of this source that were there before and are not in the package. */
static gboolean
count_gone (Table   *self,
            GError **error)
{
  g_autoptr(VbStatement) statement = NULL;
  int code;

  if (self->run->source_is_new || self->was_empty)
    return TRUE;
  statement = _vb_database_prepare (self->run->db,
                                    _vb_rows_sql ("SELECT id FROM %s WHERE source_id = ?1",
                                                  self->spec->name), error);
  if (statement == NULL)
    return FALSE;
  _vb_bind_text (statement, 1, self->run->source_id);
  while ((code = _vb_database_step (self->run->db, statement, error)) == SQLITE_ROW)
    if (!g_hash_table_contains (self->seen, _vb_column_text (statement, 0)))
      self->counts->gone++;
  return code == SQLITE_DONE;
}

static gboolean
run_table (VbImportRun  *run,
           VbTable       table,
           GError      **error)
{
  GPtrArray *records = run->batch->records[table];
  Table self = {
    .run = run,
    .table = table,
    .spec = vb_schema_get (table),
    .counts = &run->report->counts[table],
  };
  gboolean done = table_prepare (&self, error);

  for (guint i = 0; done && i < records->len; i++)
    {
      done = take_record (&self, g_ptr_array_index (records, i), error);
      if (++run->n_done % TICK == 0)
        {
          run->tick (run->n_done, run->tick_data);
          done = done && !g_cancellable_set_error_if_cancelled (run->cancellable, error);
        }
    }
  done = done && (self.indexes == NULL || _vb_indexes_resume (run->db, self.indexes, error))
         && count_gone (&self, error);
  if (self.wrote)
    _vb_database_touch (run->db, G_GUINT64_CONSTANT (1) << table);
  table_clear (&self);
  return done;
}

gboolean
_vb_import_run (VbImportRun  *self,
                GError      **error)
{
  if (!read_surroundings (self, error))
    return FALSE;
  self->message = g_byte_array_new ();
  for (VbTable table = 0; table < VB_N_TABLES; table++)
    if (!run_table (self, table, error))
      return FALSE;
  return TRUE;
}
