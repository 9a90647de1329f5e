/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "interop/vb-intake-private.h"

#include <string.h>

#include "core/base/vb-uuid.h"
#include "interop/vb-json-text.h"
#include "interop/vb-json.h"

/* The namespace in which the names of sources become namespaces themselves. */
#define SOURCES_SPACE "6f1d3a52-7c1e-5b0e-9a53-2f5f0d8a7c11"

VbIntake *
vb_intake_new (VbBatch    *batch,
               const char *source)
{
  VbIntake *self = g_new0 (VbIntake, 1);

  self->batch = batch;
  self->space = vb_uuid_from_name (SOURCES_SPACE, source);
  for (VbTable table = 0; table < VB_N_TABLES; table++)
    self->records[table] = g_hash_table_new (g_str_hash, g_str_equal);
  self->derived = g_hash_table_new (g_str_hash, g_str_equal);
  self->raw_ids = g_hash_table_new (g_str_hash, g_str_equal);
  self->scratch = g_string_sized_new (1024);
  self->key = g_string_sized_new (256);
  return self;
}

void
vb_intake_free (VbIntake *self)
{
  for (VbTable table = 0; table < VB_N_TABLES; table++)
    g_hash_table_unref (self->records[table]);
  g_hash_table_unref (self->derived);
  g_hash_table_unref (self->raw_ids);
  g_string_free (self->scratch, TRUE);
  g_string_free (self->key, TRUE);
  g_free (self->space);
  g_free (self);
}

/**
 * vb_intake_set_source:
 *
 * Names the source after all; once there are records it is too late, and nothing happens.
 */
void
vb_intake_set_source (VbIntake   *self,
                      const char *source)
{
  if (vb_batch_count (self->batch) > 0 || g_hash_table_size (self->derived) > 0)
    return;
  g_free (self->space);
  self->space = vb_uuid_from_name (SOURCES_SPACE, source);
}

VbBatch *
vb_intake_get_batch (VbIntake *self)
{
  return self->batch;
}

VbReport *
vb_intake_get_report (VbIntake *self)
{
  return self->batch->report;
}

VbFileCounts *
vb_intake_get_counts (VbIntake *self,
                      guint     file)
{
  return vb_report_get_file_counts (self->batch->report, file);
}

void
vb_intake_report (VbIntake   *self,
                  VbIssueKind kind,
                  guint       file,
                  guint       row,
                  const char *field,
                  const char *reason,
                  const char *detail)
{
  vb_report_add (self->batch->report, kind, file, row, field, reason, detail);
}

/**
 * vb_intake_begin:
 * @draft: (out caller-allocates):
 */
void
vb_intake_begin (VbIntake *self,
                 VbDraft  *draft,
                 VbTable   table,
                 guint     file,
                 guint     row)
{
  g_assert (vb_schema_get (table)->n_columns <= VB_INTAKE_MAX_COLUMNS);

  memset (draft, 0, sizeof *draft);
  draft->table = table;
  draft->file = file;
  draft->row = row;
}

/**
 * vb_intake_set_extra:
 *
 * Keeps a field that HSDS does not know; an empty one is nothing.
 */
void
vb_intake_set_extra (VbIntake   *self,
                     VbDraft    *draft,
                     const char *name,
                     const char *text,
                     gssize      length)
{
  const char *value = vb_intake_clean (self, draft->file, draft->row, name, text, length);

  if (value == NULL)
    return;
  g_string_truncate (self->scratch, 0);
  vb_json_append_string (self->scratch, value);
  vb_intake_set_extra_json (self, draft, name, self->scratch->str);
}

static gboolean
has_member (GPtrArray  *members,
            const char *start)
{
  for (guint i = 0; i < members->len; i++)
    if (g_str_has_prefix (g_ptr_array_index (members, i), start))
      return TRUE;
  return FALSE;
}

/**
 * vb_intake_set_extra_json:
 * @json: a valid JSON value
 */
void
vb_intake_set_extra_json (VbIntake   *self,
                          VbDraft    *draft,
                          const char *name,
                          const char *json)
{
  g_string_truncate (self->key, 0);
  vb_json_append_string (self->key, name);
  g_string_append_c (self->key, ':');
  if (draft->extra == NULL)
    draft->extra = g_ptr_array_new_with_free_func (g_free);
  /* Two fields of one name: the later gets another. */
  while (has_member (draft->extra, self->key->str))
    g_string_insert (self->key, self->key->len - 2, "_");
  g_ptr_array_add (draft->extra, g_strconcat (self->key->str, json, NULL));
}

/**
 * vb_intake_set:
 * @column: index in the draft's table; 0 is the id, and references are ids as the source has them
 * @text: (nullable): what the source has
 * @length: in bytes, or -1
 *
 * Cleans and checks a value and puts it in the draft. A second value for a column takes the place
 * of the first.
 */
void
vb_intake_set (VbIntake   *self,
               VbDraft    *draft,
               int         column,
               const char *text,
               gssize      length)
{
  const VbTableSpec *spec = vb_schema_get (draft->table);
  const VbColumn *c;
  const char *value;

  g_return_if_fail (column >= 0 && (guint) column < spec->n_columns);

  c = &spec->columns[column];
  value = vb_intake_clean (self, draft->file, draft->row,
                           draft->field != NULL ? draft->field : c->name, text, length);
  if (value == NULL)
    return;
  if (column == 0)
    {
      draft->raw_id = value;
      return;
    }
  if (c->refers_to != VB_N_TABLES)
    value = vb_intake_resolve (self, c->refers_to, value);
  else if (c->type == VB_TYPE_TEXT)
    value = _vb_intake_check_text (self, draft, c, value);
  else
    value = _vb_intake_check_typed (self, draft, c, value);
  if (c->type == VB_TYPE_NUMBER && value != NULL)
    _vb_intake_check_range (self, draft, c, value);
  draft->values[column] = value;
  draft->soft &= ~(1u << column);
}

/**
 * vb_intake_set_name:
 * @column: name of a column of the draft's table
 */
void
vb_intake_set_name (VbIntake   *self,
                    VbDraft    *draft,
                    const char *column,
                    const char *text)
{
  vb_intake_set (self, draft, vb_schema_find_column (draft->table, column), text, -1);
}

/**
 * vb_intake_set_soft:
 * @uuid: id of a record of this batch, which must live as long as the batch
 *
 * Says under which record this one was found, unless the record itself said otherwise.
 */
void
vb_intake_set_soft (VbIntake   *self,
                    VbDraft    *draft,
                    int         column,
                    const char *uuid)
{
  if (draft->values[column] != NULL)
    return;
  draft->values[column] = uuid;
  draft->soft |= 1u << column;
}

static const char *
derive (VbIntake   *self,
        const char *space_name,
        const char *raw_id)
{
  g_autofree char *uuid = NULL;
  const char *kept, *name;

  g_string_assign (self->key, space_name);
  g_string_append_c (self->key, ':');
  g_string_append (self->key, raw_id);
  kept = g_hash_table_lookup (self->derived, self->key->str);
  if (kept != NULL)
    return kept;
  uuid = vb_uuid_from_name (self->space, self->key->str);
  kept = vb_batch_insert (self->batch, uuid, 36);
  name = vb_batch_insert (self->batch, self->key->str, self->key->len);
  g_hash_table_insert (self->derived, (gpointer) name, (gpointer) kept);
  g_hash_table_insert (self->raw_ids, (gpointer) kept, (gpointer) (name + strlen (space_name) + 1));
  return kept;
}

static gboolean
has_upper (const char *text)
{
  for (; *text != '\0'; text++)
    if (g_ascii_isupper (*text))
      return TRUE;
  return FALSE;
}

static const char *
resolve_in (VbIntake   *self,
            const char *space_name,
            const char *raw_id)
{
  if (vb_uuid_is_valid (raw_id))
    {
      g_autofree char *lower = has_upper (raw_id) ? g_ascii_strdown (raw_id, -1) : NULL;

      return lower != NULL ? vb_batch_insert (self->batch, lower, 36) : raw_id;
    }
  return derive (self, space_name, raw_id);
}

/**
 * vb_intake_resolve:
 * @raw_id: as the source wrote it, living as long as the batch
 *
 * Returns: (transfer none): the id that a record of @table with this id has or would have
 */
const char *
vb_intake_resolve (VbIntake   *self,
                   VbTable     table,
                   const char *raw_id)
{
  return resolve_in (self, vb_schema_get (table)->name, raw_id);
}

/* Everything a record says, in one string: the same content gives the same id. */
static const char *
content_id (VbIntake   *self,
            VbDraft    *draft,
            const char *extra,
            const char *prefix)
{
  const VbTableSpec *spec = vb_schema_get (draft->table);
  g_autofree char *uuid = NULL;

  g_string_assign (self->scratch, spec->name);
  g_string_append_c (self->scratch, '#');
  g_string_append (self->scratch, prefix);
  for (guint i = 1; i < spec->n_columns; i++)
    if (draft->values[i] != NULL)
      {
        g_string_append_c (self->scratch, '\x1f');
        g_string_append (self->scratch, spec->columns[i].name);
        g_string_append_c (self->scratch, '\x1e');
        g_string_append (self->scratch, draft->values[i]);
      }
  if (extra != NULL)
    {
      g_string_append_c (self->scratch, '\x1f');
      g_string_append (self->scratch, extra);
    }
  uuid = vb_uuid_from_name (self->space, self->scratch->str);
  return vb_batch_insert (self->batch, uuid, 36);
}

/* References that only say where a record hung may differ: a location that two organisations
 * share hangs below both. */
static gboolean
contradicts (const VbDraft  *draft,
             const VbRecord *record)
{
  guint n = vb_schema_get (draft->table)->n_columns;

  for (guint i = 1; i < n; i++)
    if (draft->values[i] != NULL && record->values[i] != NULL
        && draft->values[i] != record->values[i]
        && strcmp (draft->values[i], record->values[i]) != 0
        && (draft->soft & (1u << i)) == 0)
      return TRUE;
  return FALSE;
}

static guint32
soft_conflicts (const VbDraft  *draft,
                const VbRecord *record)
{
  guint32 found = 0;
  guint n = vb_schema_get (draft->table)->n_columns;

  for (guint i = 1; i < n; i++)
    if ((draft->soft & (1u << i)) != 0 && record->values[i] != NULL
        && strcmp (draft->values[i], record->values[i]) != 0)
      found |= 1u << i;
  return found;
}

/* A thing that exists by itself; the others are details that hang on one. */
static gboolean
stands_alone (VbTable table)
{
  return table == VB_TABLE_ORGANIZATION || table == VB_TABLE_PROGRAM || table == VB_TABLE_SERVICE
         || table == VB_TABLE_LOCATION || table == VB_TABLE_SERVICE_AT_LOCATION
         || table == VB_TABLE_TAXONOMY || table == VB_TABLE_TAXONOMY_TERM
         || table == VB_TABLE_UNIT;
}

static gboolean
merge_extra (VbIntake   *self,
             VbRecord   *record,
             const char *extra,
             gboolean   *added)
{
  g_autofree char *both = NULL;

  if (extra == NULL || g_strcmp0 (extra, record->extra) == 0)
    return TRUE;
  if (record->extra == NULL)
    both = g_strdup (extra);
  else
    both = vb_json_merge_objects (record->extra, extra);
  if (both == NULL)
    return FALSE;
  *added = strcmp (both, record->extra != NULL ? record->extra : "") != 0;
  record->extra = vb_batch_insert (self->batch, both, -1);
  return TRUE;
}

/* Returns whether the draft was the same as @record or could be added to it. */
static gboolean
merge (VbIntake   *self,
       VbDraft    *draft,
       const char *extra,
       VbRecord   *record)
{
  guint n = vb_schema_get (draft->table)->n_columns;
  guint32 elsewhere = soft_conflicts (draft, record);
  gboolean added = FALSE;

  if (contradicts (draft, record) || (elsewhere != 0 && !stands_alone (draft->table)))
    return FALSE;
  if (!merge_extra (self, record, extra, &added))
    return FALSE;
  for (guint i = 1; i < n; i++)
    if (record->values[i] == NULL && draft->values[i] != NULL)
      {
        record->values[i] = draft->values[i];
        added = TRUE;
      }
  for (guint i = 1; i < n; i++)
    if ((elsewhere & (1u << i)) != 0)
      vb_intake_report (self, VB_ISSUE_NOTICE, draft->file, draft->row,
                        vb_schema_get (draft->table)->columns[i].name,
                        N_("Also found below another record; it stays with the first"),
                        draft->raw_id);
  if (added && draft->soft == 0)
    vb_intake_report (self, VB_ISSUE_NOTICE, draft->file, draft->row, "id",
                      N_("Has the id of an earlier record and was merged with it"), draft->raw_id);
  return TRUE;
}

static VbRecord *
store (VbIntake   *self,
       VbDraft    *draft,
       const char *id,
       const char *extra)
{
  VbRecord *record = vb_batch_add (self->batch, draft->table, draft->file, draft->row);
  guint n = vb_schema_get (draft->table)->n_columns;

  for (guint i = 1; i < n; i++)
    record->values[i] = draft->values[i];
  record->values[0] = id;
  record->extra = extra;
  g_hash_table_insert (self->records[draft->table], (gpointer) id, record);
  return record;
}

static int
compare_members (gconstpointer a,
                 gconstpointer b)
{
  return strcmp (*(const char * const *) a, *(const char * const *) b);
}

/* One object, its members sorted, so that the order of columns makes no difference. */
static const char *
close_extra (VbIntake *self,
             VbDraft  *draft)
{
  if (draft->extra == NULL)
    return NULL;
  g_ptr_array_sort (draft->extra, compare_members);
  g_string_assign (self->scratch, "{");
  for (guint i = 0; i < draft->extra->len; i++)
    {
      if (i > 0)
        g_string_append_c (self->scratch, ',');
      g_string_append (self->scratch, g_ptr_array_index (draft->extra, i));
    }
  g_string_append_c (self->scratch, '}');
  g_clear_pointer (&draft->extra, g_ptr_array_unref);
  return vb_batch_insert (self->batch, self->scratch->str, self->scratch->len);
}

static const char *
own_id (VbIntake    *self,
        VbDraft     *draft,
        const char **extra)
{
  const char *name = draft->id_table != NULL ? draft->id_table : vb_schema_get (draft->table)->name;

  if (draft->raw_id == NULL)
    {
      *extra = close_extra (self, draft);
      return content_id (self, draft, *extra, "");
    }
  if (!draft->made && !vb_uuid_is_valid (draft->raw_id))
    vb_intake_set_extra (self, draft, "_id", draft->raw_id, -1);
  *extra = close_extra (self, draft);
  return resolve_in (self, name, draft->raw_id);
}

/* An id that is no UUID is in extra already. */
static const char *
with_original_id (VbIntake   *self,
                  VbDraft    *draft,
                  const char *extra)
{
  g_autoptr(GString) id = g_string_new (NULL);
  g_autofree char *both = NULL;

  if (!vb_uuid_is_valid (draft->raw_id))
    return extra;
  vb_json_append_member (id, "_id", draft->raw_id);
  g_string_prepend_c (id, '{');
  g_string_append_c (id, '}');
  both = vb_json_merge_objects (extra != NULL ? extra : "{}", id->str);
  return both != NULL ? vb_batch_insert (self->batch, both, -1) : extra;
}

static VbRecord *
meet (VbIntake   *self,
      VbDraft    *draft,
      const char *id,
      const char *extra,
      VbRecord   *earlier)
{
  VbCounts *counts = &self->batch->report->counts[draft->table];
  const char *other;
  VbRecord *again;

  if (merge (self, draft, extra, earlier))
    {
      counts->duplicate++;
      return earlier;
    }
  if (draft->keep_first)
    {
      counts->duplicate++;
      vb_intake_report (self, VB_ISSUE_NOTICE, draft->file, draft->row, "id",
                        N_("Differs from an earlier row with the same key; the first is kept"),
                        draft->raw_id);
      return earlier;
    }
  other = content_id (self, draft, extra, id);
  again = g_hash_table_lookup (self->records[draft->table], other);
  if (again != NULL)
    {
      counts->duplicate++;
      return again;
    }
  vb_intake_report (self, VB_ISSUE_REPAIRED, draft->file, draft->row, "id",
                    N_("Another record has this id; kept under an id of its own"), draft->raw_id);
  return store (self, draft, other, with_original_id (self, draft, extra));
}

/* An id that nobody wrote: a detail of a thing on several lines, the same each time or another. */
static VbRecord *
meet_made (VbIntake   *self,
           VbDraft    *draft,
           const char *id,
           const char *extra,
           VbRecord   *earlier)
{
  const char *other = id;

  if (contradicts (draft, earlier) || (extra != NULL && g_strcmp0 (extra, earlier->extra) != 0)
      || soft_conflicts (draft, earlier) != 0)
    other = content_id (self, draft, extra, id);
  earlier = g_hash_table_lookup (self->records[draft->table], other);
  if (earlier == NULL)
    return store (self, draft, other, extra);
  self->batch->report->counts[draft->table].duplicate++;
  return earlier;
}

/**
 * vb_intake_get_link:
 *
 * Returns: (transfer none) (nullable): how records of @table point at one of any table
 */
const VbLink *
vb_intake_get_link (VbTable table)
{
  static const VbLink attribute = { "link_id", "link_entity" };
  static const VbLink metadata = { "resource_id", "resource_type" };

  if (table == VB_TABLE_ATTRIBUTE)
    return &attribute;
  if (table == VB_TABLE_METADATA || table == VB_TABLE_VERIFICATION)
    return &metadata;
  return NULL;
}

/* The id a link points at becomes a UUID by the table that it names. */
static void
resolve_link (VbIntake *self,
              VbDraft  *draft)
{
  const VbLink *link = vb_intake_get_link (draft->table);
  const char *id, *name;
  VbTable table;
  int i;

  if (link == NULL)
    return;
  i = vb_schema_find_column (draft->table, link->id_column);
  id = draft->values[i];
  name = draft->values[vb_schema_find_column (draft->table, link->table_column)];
  table = name != NULL ? vb_schema_find (name) : VB_N_TABLES;
  if (id != NULL && table != VB_N_TABLES)
    draft->values[i] = vb_intake_resolve (self, table, id);
}

/**
 * vb_intake_commit:
 *
 * Brings the draft in.
 *
 * Returns: (transfer none): its record, or the earlier one that it was the same as
 */
VbRecord *
vb_intake_commit (VbIntake *self,
                  VbDraft  *draft)
{
  VbCounts *counts = &self->batch->report->counts[draft->table];
  const char *extra = NULL;
  const char *id;
  VbRecord *earlier;

  resolve_link (self, draft);
  id = own_id (self, draft, &extra);
  earlier = g_hash_table_lookup (self->records[draft->table], id);

  counts->read++;
  if (draft->made)
    return earlier == NULL ? store (self, draft, id, extra)
                           : meet_made (self, draft, id, extra, earlier);
  if (draft->raw_id == NULL && earlier != NULL)
    {
      counts->duplicate++;
      return earlier;
    }
  if (draft->raw_id == NULL)
    vb_intake_report (self, VB_ISSUE_REPAIRED, draft->file, draft->row, "id",
                      N_("Has no id; one was made from its content"), NULL);
  if (earlier != NULL)
    return meet (self, draft, id, extra, earlier);
  return store (self, draft, id, extra);
}

/**
 * vb_intake_abandon:
 *
 * Lets a draft go that will not be committed.
 */
void
vb_intake_abandon (VbIntake *self,
                   VbDraft  *draft)
{
  g_clear_pointer (&draft->extra, g_ptr_array_unref);
}

/**
 * vb_intake_find:
 * @id: a UUID
 *
 * Returns: (transfer none) (nullable): the record that has it
 */
VbRecord *
vb_intake_find (VbIntake   *self,
                VbTable     table,
                const char *id)
{
  return g_hash_table_lookup (self->records[table], id);
}

/**
 * vb_intake_fold:
 * @text: cleaned
 *
 * Adds a line to a text of a record, unless it is there already.
 */
void
vb_intake_fold (VbIntake   *self,
                VbRecord   *record,
                const char *column,
                const char *text)
{
  const char *old = vb_record_get (record, column);
  g_autofree char *both = NULL;

  if (old != NULL && strstr (old, text) != NULL)
    return;
  both = old != NULL ? g_strconcat (old, "\n", text, NULL) : g_strdup (text);
  vb_record_set (self->batch, record, column, both);
}

/* One line per file and column, with the number of rows: a directory that has no status anywhere
 * is one thing to know, not four thousand. */
static void
report_missing (VbIntake *self,
                VbTable   table,
                guint     column)
{
  const VbTableSpec *spec = vb_schema_get (table);
  GPtrArray *records = self->batch->records[table];
  guint n_files = self->batch->report->files->len;
  g_autofree guint *empty = g_new0 (guint, n_files + 1);

  for (guint i = 0; i < records->len; i++)
    {
      const VbRecord *record = g_ptr_array_index (records, i);

      if (record->values[column] == NULL && record->file < n_files)
        empty[record->file]++;
    }
  for (guint file = 0; file < n_files; file++)
    if (empty[file] > 0 && !vb_report_get_file_counts (self->batch->report, file)->plain)
      {
        g_autofree char *detail = g_strdup_printf ("%u × %s", empty[file], spec->name);

        vb_intake_report (self, VB_ISSUE_NOTICE, file, 0, spec->columns[column].name,
                          N_("The standard wants a value here; empty in the rows counted"),
                          detail);
      }
}

static void
report_orphan (VbIntake   *self,
               VbRecord   *record,
               const char *column,
               VbTable     table,
               const char *id)
{
  const char *raw;

  if (id == NULL || g_hash_table_contains (self->records[table], id))
    return;
  raw = g_hash_table_lookup (self->raw_ids, id);
  vb_intake_report (self, VB_ISSUE_NOTICE, record->file, record->row, column,
                    N_("Points at a record that is not in this package; kept"),
                    raw != NULL ? raw : id);
}

static void
report_orphans (VbIntake *self,
                VbRecord *record)
{
  const VbTableSpec *spec = vb_schema_get (record->table);
  const VbLink *link = vb_intake_get_link (record->table);

  for (guint i = 1; i < spec->n_columns; i++)
    if (spec->columns[i].refers_to != VB_N_TABLES)
      report_orphan (self, record, spec->columns[i].name, spec->columns[i].refers_to,
                     record->values[i]);
  if (link != NULL && vb_record_get (record, link->table_column) != NULL)
    {
      VbTable table = vb_schema_find (vb_record_get (record, link->table_column));

      if (table != VB_N_TABLES)
        report_orphan (self, record, link->id_column, table,
                       vb_record_get (record, link->id_column));
    }
}

/* HSDS 1.1 and 2.0 say which record was changed, not in what table it is. */
static void
complete_metadata (VbIntake *self)
{
  GPtrArray *records = self->batch->records[VB_TABLE_METADATA];

  for (guint i = 0; i < records->len; i++)
    {
      VbRecord *record = g_ptr_array_index (records, i);
      const char *id = vb_record_get (record, "resource_id");

      if (id == NULL || vb_record_get (record, "resource_type") != NULL)
        continue;
      for (VbTable table = 0; table < VB_N_TABLES; table++)
        if (g_hash_table_contains (self->records[table], id))
          {
            vb_record_set (self->batch, record, "resource_type", vb_schema_get (table)->name);
            break;
          }
    }
}

/**
 * vb_intake_finish:
 *
 * After the last file: reports what can only be known then.
 */
void
vb_intake_finish (VbIntake *self)
{
  complete_metadata (self);
  for (VbTable table = 0; table < VB_N_TABLES; table++)
    for (guint i = 0; i < self->batch->records[table]->len; i++)
      report_orphans (self, g_ptr_array_index (self->batch->records[table], i));
  for (VbTable table = 0; table < VB_N_TABLES; table++)
    for (guint i = 1; i < vb_schema_get (table)->n_columns; i++)
      if ((vb_schema_get (table)->columns[i].flags & VB_COLUMN_REQUIRED) != 0)
        report_missing (self, table, i);
}
