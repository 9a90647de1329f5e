/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Applies a mapping to the rows of a CSV file. */

#include "config.h"

#include <string.h>

#include "core/base/vb-error.h"
#include "interop/vb-csv-reader.h"
#include "interop/vb-json.h"
#include "interop/vb-mapping-applier.h"
#include "interop/vb-mapping-json.h"
#include "interop/vb-values.h"

json_t *
vb_applier_json_at (json_t     *root,
                    const char *path)
{
  g_auto(GStrv) parts = NULL;

  if (json_object_get (root, path) != NULL)
    return json_object_get (root, path);
  parts = g_strsplit (path, ".", 16);
  for (guint i = 0; parts[i] != NULL && root != NULL; i++)
    root = json_object_get (root, parts[i]);
  return root;
}

/* The value of a column in this row, without blanks around it. Free it. */
static char *
get_column (Applier    *self,
            const char *name)
{
  char *text;

  if (self->object != NULL)
    text = vb_mapping_json_text (vb_applier_json_at (self->object, name));
  else
    {
      guint i = GPOINTER_TO_UINT (g_hash_table_lookup (self->columns, name));

      text = i > 0 ? g_strdup (vb_csv_reader_get (self->csv, i - 1)) : NULL;
    }
  return text != NULL ? g_strstrip (text) : g_strdup ("");
}

static char *
fill_template (Applier    *self,
               const char *template)
{
  GString *out = g_string_new (NULL);
  gboolean filled = FALSE;
  const char *p = template;

  while (*p != '\0')
    {
      const char *end = *p == '{' ? strchr (p, '}') : NULL;

      if (end != NULL)
        {
          g_autofree char *name = g_strndup (p + 1, end - p - 1);
          g_autofree char *text = get_column (self, name);

          filled |= *text != '\0';
          g_string_append (out, text);
          p = end + 1;
        }
      else
        g_string_append_c (out, *p++);
    }
  if (!filled)
    g_string_truncate (out, 0);
  return g_strstrip (g_string_free (out, FALSE));
}

static char *evaluate (Applier *self, const VbMapValue *value);

static char *
join (Applier          *self,
      const VbMapValue *value)
{
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < value->parts->len; i++)
    {
      g_autofree char *part = evaluate (self, g_ptr_array_index (value->parts, i));

      if (*part == '\0')
        continue;
      if (out->len > 0)
        g_string_append (out, value->text);
      g_string_append (out, part);
    }
  return g_string_free (out, FALSE);
}

static char *
first_of (Applier          *self,
          const VbMapValue *value)
{
  for (guint i = 0; i < value->parts->len; i++)
    {
      g_autofree char *part = evaluate (self, g_ptr_array_index (value->parts, i));

      if (*part != '\0')
        return g_steal_pointer (&part);
    }
  return g_strdup ("");
}

static char *
record_id (Applier    *self,
           const char *name)
{
  for (guint i = 0; i < self->mapping->records->len; i++)
    {
      VbMapRecord *record = g_ptr_array_index (self->mapping->records, i);

      if (g_strcmp0 (record->name, name) == 0 && self->made[i] != NULL)
        return g_strdup (self->made[i]->values[0]);
    }
  return g_strdup ("");
}

/* Returns: (transfer full): what the value is in this row; empty when there is nothing. */
static char *
evaluate (Applier          *self,
          const VbMapValue *value)
{
  switch (value->kind)
    {
    case VB_MAP_COLUMN:
      return vb_map_value_modify (value, get_column (self, value->text));
    case VB_MAP_TEXT:
      return g_strdup (value->text);
    case VB_MAP_TEMPLATE:
      return vb_map_value_modify (value, fill_template (self, value->text));
    case VB_MAP_JOIN:
      return vb_map_value_modify (value, join (self, value));
    case VB_MAP_FIRST:
      return vb_map_value_modify (value, first_of (self, value));
    case VB_MAP_RECORD:
      return record_id (self, value->text);
    case VB_MAP_ITEM:
      return vb_map_value_modify (value, g_strdup (self->item != NULL ? self->item : ""));
    default:
      g_assert_not_reached ();
    }
}

static gboolean
holds (Applier              *self,
       const VbMapCondition *condition)
{
  g_autofree char *text = get_column (self, condition->column);
  gboolean found = FALSE;

  for (guint i = 0; i < condition->values->len && !found; i++)
    found = strcmp (g_ptr_array_index (condition->values, i), text) == 0;
  switch (condition->test)
    {
    case VB_MAP_IN:
      return found;
    case VB_MAP_NOT_IN:
      return !found;
    case VB_MAP_EMPTY:
      return *text == '\0';
    case VB_MAP_FILLED:
    default:
      return *text != '\0';
    }
}

static gboolean
is_wanted (Applier           *self,
           const VbMapRecord *record)
{
  for (guint i = 0; i < record->when->len; i++)
    if (!holds (self, g_ptr_array_index (record->when, i)))
      return FALSE;
  return TRUE;
}

static char *
key_of (Applier           *self,
        const VbMapRecord *record)
{
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < record->key->len; i++)
    {
      g_autofree char *part = evaluate (self, g_ptr_array_index (record->key, i));

      if (i > 0)
        g_string_append_c (out, '|');
      g_string_append (out, part);
    }
  return g_string_free (out, FALSE);
}

static gboolean
is_empty_key (const char *key)
{
  return strspn (key, "|") == strlen (key);
}

/* Every value of the row: all that is left to tell rows without a key apart. */
static char *
whole_row (Applier *self)
{
  GString *out = g_string_new (NULL);

  if (self->object != NULL)
    vb_json_dump (out, self->object);
  for (guint i = 0; self->object == NULL && i < vb_csv_reader_get_n_fields (self->csv); i++)
    {
      g_string_append (out, vb_csv_reader_get (self->csv, i));
      g_string_append_c (out, '\x1f');
    }
  return g_string_free (out, FALSE);
}

static const char *
get_whole_row (Applier *self)
{
  if (self->row_key == NULL)
    self->row_key = whole_row (self);
  return self->row_key;
}

/* A second line about the same service is about another place. */
static gboolean
is_known_by (Applier    *self,
             const char *id)
{
  guint first = GPOINTER_TO_UINT (g_hash_table_lookup (self->first_rows, id));

  if (first == 0)
    g_hash_table_insert (self->first_rows, (gpointer) id, GUINT_TO_POINTER (self->row + 1));
  return first == 0 || first == self->row + 1;
}

/* What a record without a key of its own is known by: the first record of the row that has one, or
 * all of the row. The key of what many rows share says nothing about this row. */
static const char *
get_row_key (Applier *self,
             VbTable  table,
             guint    place)
{
  for (guint i = 0; i < place; i++)
    {
      const VbMapRecord *record = g_ptr_array_index (self->mapping->records, i);

      if (self->made[i] != NULL && record->key->len > 0 && !record->keep_first
          && record->each == NULL)
        {
          const char *id = self->made[i]->values[0];
          gboolean known = is_known_by (self, id);

          return known || table != VB_TABLE_LOCATION ? id : get_whole_row (self);
        }
    }
  return get_whole_row (self);
}

static void
keep_rest (Applier *self,
           VbDraft *draft)
{
  VbIntake *intake = self->job->intake;

  if (self->object != NULL)
    {
      const char *name;
      json_t *value;

      json_object_foreach (self->object, name, value)
        {
          g_autoptr(GString) text = NULL;

          if (g_hash_table_contains (self->used, name) || json_is_null (value))
            continue;
          if (json_is_string (value) && !vb_json_is_number (value))
            {
              vb_intake_set_extra (intake, draft, name, vb_json_get_text (value), -1);
              continue;
            }
          text = g_string_new (NULL);
          vb_json_dump (text, value);
          vb_intake_set_extra_json (intake, draft, name, text->str);
        }
      return;
    }
  for (guint i = 0; i < self->names->len; i++)
    if (!g_hash_table_contains (self->used, g_ptr_array_index (self->names, i)))
      vb_intake_set_extra (intake, draft, g_ptr_array_index (self->names, i),
                           vb_csv_reader_get (self->csv, i), -1);
}

static gboolean
says_something (const VbMapValue *value)
{
  return value->kind != VB_MAP_TEXT && value->kind != VB_MAP_RECORD;
}

/* The column of the list that a value comes from, the first of several. */
static const char *
find_source (const VbMapRecord *record,
             const VbMapValue  *value)
{
  if (value->kind == VB_MAP_COLUMN)
    return g_intern_string (value->text);
  if (value->kind == VB_MAP_ITEM)
    return g_intern_string (record->each);
  for (guint i = 0; value->parts != NULL && i < value->parts->len; i++)
    {
      const char *column = find_source (record, g_ptr_array_index (value->parts, i));

      if (column != NULL)
        return column;
    }
  return NULL;
}

static gboolean
fill_fields (Applier           *self,
             const VbMapRecord *record,
             VbDraft           *draft)
{
  gboolean filled = FALSE;

  for (guint i = 0; i < record->fields->len; i++)
    {
      VbMapField *field = g_ptr_array_index (record->fields, i);
      g_autofree char *text = evaluate (self, field->value);

      if (*text == '\0')
        continue;
      filled |= says_something (field->value);
      draft->field = find_source (record, field->value);
      vb_intake_set (self->job->intake, draft, field->column, text, -1);
      if (self->check != NULL)
        vb_list_check_value (self->check, draft, field->column, text);
    }
  draft->field = NULL;
  return filled;
}

/* A pair of links, such as service at location, says something by what it ties together. */
static gboolean
is_pair (const VbMapRecord *record,
         const VbDraft     *draft)
{
  const VbTableSpec *spec = vb_schema_get (record->table);
  guint n = 0, links = 0;

  for (guint i = 1; i < spec->n_columns; i++)
    if (spec->columns[i].refers_to != VB_N_TABLES
        && (spec->columns[i].flags & VB_COLUMN_REQUIRED) != 0)
      {
        links++;
        n += draft->values[i] != NULL;
      }
  return links >= 2 && n == links;
}

static VbRecord *
find_made (Applier *self,
           VbTable  table)
{
  for (guint i = 0; i < self->mapping->records->len; i++)
    if (self->made[i] != NULL && self->made[i]->table == table)
      return self->made[i];
  return NULL;
}

/* A detail hangs on what the mapping says, or, when the row has no such thing, on another that it
 * can hang on: the number of an organisation without a service is a number of the organisation. */
static gboolean
hang_on (Applier           *self,
         const VbMapRecord *record,
         VbDraft           *draft)
{
  const VbTableSpec *spec = vb_schema_get (record->table);
  gboolean wanted = FALSE;

  for (guint i = 0; i < record->fields->len; i++)
    {
      const VbMapField *field = g_ptr_array_index (record->fields, i);

      if (field->value->kind == VB_MAP_RECORD && draft->values[field->column] != NULL)
        return TRUE;
      wanted |= field->value->kind == VB_MAP_RECORD;
    }
  /* tables stand in the order of what belongs to what: the organisation first */
  for (VbTable table = 0; wanted && table < record->table; table++)
    for (guint i = 1; i < spec->n_columns; i++)
      {
        VbRecord *owner = spec->columns[i].refers_to == table ? find_made (self, table) : NULL;

        if (owner != NULL)
          {
            vb_intake_set (self->job->intake, draft, i, owner->values[0], -1);
            return TRUE;
          }
      }
  return !wanted;
}

static gboolean
is_named (VbTable table)
{
  return table == VB_TABLE_ORGANIZATION || table == VB_TABLE_SERVICE;
}

/* In a list that somebody keeps: nothing without a name, and nothing that hangs on nothing. */
static gboolean
belongs (Applier           *self,
         const VbMapRecord *record,
         VbDraft           *draft)
{
  int name = vb_schema_find_column (record->table, "name");
  VbRecord *organization;

  if (self->check == NULL || record->table == VB_TABLE_LOCATION
      || record->table == VB_TABLE_TAXONOMY_TERM)
    return TRUE;
  if (!is_named (record->table))
    return hang_on (self, record, draft);
  if (draft->values[name] == NULL && vb_map_record_find (record, name) == NULL)
    {
      /* the list says what an organisation does, and has no name for it */
      organization = find_made (self, VB_TABLE_ORGANIZATION);
      if (organization != NULL)
        vb_intake_set (self->job->intake, draft, name, vb_record_get (organization, "name"), -1);
    }
  return draft->values[name] != NULL;
}

static VbRecord *
make_record (Applier           *self,
             const VbMapRecord *record,
             guint              place)
{
  VbIntake *intake = self->job->intake;
  g_autofree char *key = record->key->len > 0 ? key_of (self, record) : NULL;
  gboolean filled;
  VbDraft draft;

  vb_intake_begin (intake, &draft, record->table, self->file, self->row);
  filled = fill_fields (self, record, &draft);
  /* A place is a place by what hangs on it. */
  if ((!filled && !is_pair (record, &draft) && record->table != VB_TABLE_LOCATION)
      || !belongs (self, record, &draft))
    {
      vb_intake_abandon (intake, &draft);
      return NULL;
    }
  if (record->rest)
    keep_rest (self, &draft);
  if (key != NULL && !is_empty_key (key))
    {
      vb_intake_set (intake, &draft, 0, key, -1);
      draft.keep_first = record->keep_first;
    }
  else
    {
      g_autofree char *made = g_strdup_printf ("%u/%s/%s", place,
                                               self->item != NULL ? self->item : "",
                                               get_row_key (self, record->table, place));

      draft.made = TRUE;
      draft.id_table = vb_schema_get (record->table)->name;
      draft.raw_id = vb_batch_insert (vb_intake_get_batch (intake), made, -1);
    }
  return vb_intake_commit (intake, &draft);
}

static void
make_records (Applier           *self,
              const VbMapRecord *record,
              guint              place)
{
  g_autofree char *list = NULL;
  g_auto(GStrv) items = NULL;

  if (!is_wanted (self, record))
    return;
  if (record->each == NULL)
    {
      self->made[place] = make_record (self, record, place);
      return;
    }
  list = get_column (self, record->each);
  items = g_strsplit_set (list, record->split, -1);
  for (guint i = 0; items[i] != NULL; i++)
    {
      self->item = g_strstrip (items[i]);
      if (*self->item != '\0')
        self->made[place] = make_record (self, record, place);
    }
  self->item = NULL;
}

/* The column of the list that names what is in @table. */
static const char *
name_column (Applier *self,
             VbTable  table)
{
  VbMapRecord *record = vb_mapping_find_table (self->mapping, table);
  const VbMapField *name = record != NULL
    ? vb_map_record_find (record, vb_schema_find_column (table, "name")) : NULL;

  return name != NULL ? find_source (record, name->value) : NULL;
}

/* Whether the row may go on, once it is known what it is about. */
static gboolean
check_names (Applier *self)
{
  VbRecord *organization = find_made (self, VB_TABLE_ORGANIZATION);
  VbRecord *service = find_made (self, VB_TABLE_SERVICE);
  const char *for_organization = name_column (self, VB_TABLE_ORGANIZATION);
  const char *for_service = name_column (self, VB_TABLE_SERVICE);

  if (organization == NULL && service == NULL)
    vb_list_check_names (self->check, self->row, NULL, VB_N_TABLES, NULL);
  else if (service == NULL && for_service != NULL)
    vb_list_check_names (self->check, self->row, for_service, VB_TABLE_SERVICE,
                         vb_record_get (organization, "name"));
  else if (organization == NULL && for_organization != NULL)
    vb_list_check_names (self->check, self->row, for_organization, VB_TABLE_ORGANIZATION,
                         vb_record_get (service, "name"));
  return organization != NULL || service != NULL;
}

/* Spreadsheets leave lines of nothing but commas at the end of a list. */
static gboolean
is_blank (Applier *self)
{
  for (guint i = 0; self->csv != NULL && i < vb_csv_reader_get_n_fields (self->csv); i++)
    {
      const char *text = vb_csv_reader_get (self->csv, i);

      if (text[strspn (text, " \t\r\n")] != '\0')
        return FALSE;
    }
  return self->csv != NULL;
}

void
vb_applier_apply (Applier *self)
{
  VbIntake *intake = self->job->intake;
  VbReport *report = vb_intake_get_report (intake);
  guint n = self->mapping->records->len;
  VbTable table = ((VbMapRecord *) g_ptr_array_index (self->mapping->records, 0))->table;
  guint duplicates = report->counts[table].duplicate;
  gboolean any = FALSE;
  gboolean named = self->check == NULL;

  if (self->check != NULL && is_blank (self))
    {
      vb_intake_get_counts (intake, self->file)->skipped++;
      return;
    }
  for (guint i = 0; i < self->mapping->skip->len; i++)
    if (holds (self, g_ptr_array_index (self->mapping->skip, i)))
      {
        vb_intake_get_counts (intake, self->file)->skipped++;
        return;
      }
  memset (self->made, 0, n * sizeof *self->made);
  g_clear_pointer (&self->row_key, g_free);
  for (guint i = 0; i < n; i++)
    {
      const VbMapRecord *record = g_ptr_array_index (self->mapping->records, i);

      if (!named && record->table > VB_TABLE_SERVICE && !(named = check_names (self)))
        {
          vb_intake_get_counts (intake, self->file)->refused++;
          return;
        }
      make_records (self, record, i);
      any |= self->made[i] != NULL;
    }
  if (!named && !check_names (self))
    vb_intake_get_counts (intake, self->file)->refused++;
  else if (!any)
    {
      vb_intake_get_counts (intake, self->file)->refused++;
      vb_intake_report (intake, VB_ISSUE_REFUSED, self->file, self->row, NULL,
                        N_("Nothing in it that the mapping uses"), NULL);
    }
  else if (report->counts[table].duplicate > duplicates)
    vb_intake_get_counts (intake, self->file)->duplicate++;
}

void
vb_applier_note_unknown (Applier    *self,
                         const char *name)
{
  if (!self->has_rest && !g_hash_table_contains (self->used, name)
      && g_hash_table_size (self->unknown) < self->job->limits->columns
      && g_hash_table_add (self->unknown, g_strdup (name)))
    vb_intake_report (self->job->intake, VB_ISSUE_NOTICE, self->file, 0, g_intern_string (name),
                      N_("The mapping does nothing with this column"), NULL);
}

gboolean
vb_applier_init (Applier         *self,
                 VbReadJob       *job,
                 const VbMapping *mapping,
                 const char      *name,
                 GError         **error)
{
  g_autoptr(GPtrArray) problems = vb_mapping_validate (mapping, NULL);

  memset (self, 0, sizeof *self);
  if (problems->len > 0)
    {
      VbMappingProblem *problem = g_ptr_array_index (problems, 0);

      g_set_error (error, VB_ERROR, VB_ERROR_INVALID_INPUT, "mapping: %s%s%s", problem->reason,
                   problem->detail != NULL ? ": " : "",
                   problem->detail != NULL ? problem->detail : "");
      return FALSE;
    }
  self->job = job;
  self->mapping = mapping;
  self->file = vb_report_add_file (vb_intake_get_report (job->intake), name);
  self->used = vb_mapping_list_used (mapping);
  for (guint i = 0; mapping->ignore != NULL && mapping->ignore[i] != NULL; i++)
    g_hash_table_add (self->used, g_strdup (mapping->ignore[i]));
  self->unknown = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; i < mapping->records->len; i++)
    self->has_rest |= ((VbMapRecord *) g_ptr_array_index (mapping->records, i))->rest;
  self->made = g_new0 (VbRecord *, mapping->records->len);
  if (mapping->by_name)
    self->check = vb_list_check_new (job->intake, self->file);
  vb_intake_get_counts (job->intake, self->file)->plain = mapping->by_name;
  self->first_rows = g_hash_table_new (g_str_hash, g_str_equal);
  return TRUE;
}

void
vb_applier_clear (Applier *self)
{
  g_clear_pointer (&self->used, g_hash_table_unref);
  g_clear_pointer (&self->unknown, g_hash_table_unref);
  g_clear_pointer (&self->columns, g_hash_table_unref);
  g_clear_pointer (&self->names, g_ptr_array_unref);
  g_clear_pointer (&self->csv, vb_csv_reader_free);
  g_clear_pointer (&self->made, g_free);
  g_clear_pointer (&self->check, vb_list_check_free);
  g_clear_pointer (&self->first_rows, g_hash_table_unref);
  g_clear_pointer (&self->row_key, g_free);
}

static void
add_column (Applier    *self,
            const char *name)
{
  g_autofree char *plain = g_strstrip (g_strdup (name));

  if (*plain == '\0' || g_hash_table_contains (self->columns, plain))
    {
      g_free (plain);
      plain = g_strdup_printf ("%s (%u)", name, self->names->len + 1);
    }
  g_ptr_array_add (self->names, g_strdup (plain));
  g_hash_table_insert (self->columns, g_ptr_array_index (self->names, self->names->len - 1),
                       GUINT_TO_POINTER (self->names->len));
}

/* The name of column @i of a file without a header. */
char *
vb_mapping_dup_column (const VbMapping *mapping,
                       guint            i)
{
  if (mapping->columns != NULL && i < g_strv_length (mapping->columns))
    return g_strdup (mapping->columns[i]);
  return g_strdup_printf ("%u", i + 1);
}

static void
name_columns (Applier *self)
{
  guint n = vb_csv_reader_get_n_fields (self->csv);

  self->names = g_ptr_array_new_with_free_func (g_free);
  self->columns = g_hash_table_new (g_str_hash, g_str_equal);
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *given = vb_mapping_dup_column (self->mapping, i);

      add_column (self, self->mapping->header ? vb_csv_reader_get (self->csv, i) : given);
    }
  for (guint i = 0; i < self->names->len; i++)
    vb_applier_note_unknown (self, g_ptr_array_index (self->names, i));
}

static gboolean
check_columns (Applier  *self,
               GError  **error)
{
  g_autoptr(GHashTable) used = vb_mapping_list_used (self->mapping);
  GHashTableIter iter;
  gpointer name;

  g_hash_table_iter_init (&iter, used);
  while (g_hash_table_iter_next (&iter, &name, NULL))
    if (!g_hash_table_contains (self->columns, name))
      {
        g_set_error (error, VB_ERROR, VB_ERROR_INVALID_INPUT,
                     "the mapping wants a column “%s”, which the file does not have",
                     (char *) name);
        return FALSE;
      }
  return TRUE;
}

static gboolean
read_rows (Applier  *self,
           GError  **error)
{
  g_autoptr(GError) local = NULL;
  gboolean more = vb_csv_reader_next (self->csv, &local);

  if (more)
    {
      name_columns (self);
      if (!check_columns (self, error))
        return FALSE;
      vb_intake_get_counts (self->job->intake, self->file)->heads = self->mapping->header ? 1 : 0;
      if (self->mapping->header)
        more = vb_csv_reader_next (self->csv, &local);
    }
  while (more)
    {
      self->row++;
      if (!vb_read_job_tick (self->job, vb_csv_reader_get_position (self->csv), self->row, error))
        return FALSE;
      if (vb_csv_reader_get_n_fields (self->csv) != self->names->len)
        vb_intake_report (self->job->intake, VB_ISSUE_NOTICE, self->file, self->row, NULL,
                          N_("Another number of fields than the first row has"), NULL);
      vb_applier_apply (self);
      more = vb_csv_reader_next (self->csv, &local);
    }
  vb_intake_get_counts (self->job->intake, self->file)->rows = self->row;
  if (self->check != NULL)
    vb_list_check_finish (self->check);
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

/**
 * vb_mapping_read_csv:
 *
 * Reads a plain CSV file the way @mapping says.
 */
gboolean
vb_mapping_read_csv (VbReadJob        *job,
                     const VbMapping  *mapping,
                     const char       *name,
                     GBytes           *bytes,
                     GError          **error)
{
  g_auto(Applier) self = { NULL };
  g_autoptr(GBytes) text = NULL;
  const char *data;
  char delimiter;
  gsize size;

  if (!vb_applier_init (&self, job, mapping, name, error))
    return FALSE;
  text = vb_read_job_decode (job, self.file, bytes, mapping->charset, error);
  if (text == NULL)
    return FALSE;
  data = g_bytes_get_data (text, &size);
  data = data != NULL ? data : "";
  delimiter = mapping->delimiter != 0 ? mapping->delimiter : vb_csv_guess_delimiter (data, size);
  self.csv = vb_csv_reader_new (data, size, delimiter, job->limits);
  if (!read_rows (&self, error))
    {
      g_prefix_error (error, "%s: ", name);
      return FALSE;
    }
  job->done += size;
  return TRUE;
}
