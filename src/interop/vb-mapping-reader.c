/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Applies a mapping to the rows of a CSV file or the items of a JSON list. */

#include "config.h"

#include <string.h>

#include "core/base/vb-error.h"
#include "interop/vb-csv-reader.h"
#include "interop/vb-json.h"
#include "interop/vb-mapping-json.h"
#include "interop/vb-mapping-private.h"
#include "interop/vb-read-job.h"
#include "interop/vb-values.h"

typedef struct
{
  VbReadJob *job;
  const VbMapping *mapping;
  guint file;
  guint row;
  GHashTable *used;       /* columns that the mapping reads or leaves out on purpose */
  GHashTable *unknown;    /* columns that it does neither with */
  gboolean has_rest;

  /* The row at hand: one of these. */
  VbCsvReader *csv;
  GHashTable *columns;    /* name → index + 1 */
  GPtrArray *names;
  json_t *object;

  const char *item;
  VbRecord **made;        /* by record of the mapping; NULL when the row had none */
  char *row_key;          /* (nullable): every value of it */
  GHashTable *first_rows; /* what rows are known by → the first one that was */
} Applier;

static json_t *
json_at (json_t     *root,
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
    text = vb_mapping_json_text (json_at (self->object, name));
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

static char *
change_case (const char *text)
{
  GString *out = g_string_new (NULL);
  gboolean start = TRUE;

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      g_string_append_unichar (out, start ? g_unichar_toupper (c) : g_unichar_tolower (c));
      start = !g_unichar_isalnum (c) && c != '\'';
    }
  return g_string_free (out, FALSE);
}

static char *
order_date (const char *text,
            VbMapDate   order)
{
  guint n[3] = { 0 };
  guint k = 0;
  char date[VB_DATE_SIZE];
  g_autofree char *iso = NULL;
  static const guint year[] = { 0, 2, 2, 0 };
  static const guint month[] = { 0, 1, 0, 1 };
  static const guint day[] = { 0, 0, 1, 2 };

  for (const char *p = text; *p != '\0' && *p != ' ' && *p != 'T' && k < 3; p++)
    if (g_ascii_isdigit (*p) && n[k] < 10000)
      n[k] = n[k] * 10 + g_ascii_digit_value (*p);
    else
      k++;
  if (n[year[order]] < 100)
    n[year[order]] += n[year[order]] < 70 ? 2000 : 1900;
  iso = g_strdup_printf ("%04u-%02u-%02u", n[year[order]] % 10000, n[month[order]] % 100,
                         n[day[order]] % 100);
  return k >= 2 && vb_value_parse_date (iso, date) ? g_strdup (date) : g_strdup (text);
}

static char *
slice (const char *text,
       guint       from,
       guint       length)
{
  glong n = g_utf8_strlen (text, -1);

  if ((glong) from >= n)
    return g_strdup ("");
  return g_utf8_substring (text, from, MIN ((glong) from + (glong) length, n));
}

static void
replace (char **text,
         char  *by)
{
  g_free (*text);
  *text = by;
}

/* Takes @text. */
static char *
modify (const VbMapValue *value,
        char             *text)
{
  g_autofree char *old = text;

  if (*old == '\0' && value->map == NULL)
    return g_steal_pointer (&old);
  if (value->html)
    replace (&old, vb_html_to_text (old));
  if (value->slice_length > 0)
    replace (&old, slice (old, value->slice_from, value->slice_length));
  if (value->title_case)
    replace (&old, change_case (old));
  if (value->date != VB_MAP_DATE_AS_IS)
    replace (&old, order_date (old, value->date));
  if (value->decimal_comma)
    g_strdelimit (old, ",", '.');
  for (guint i = 0; value->map != NULL && i + 1 < value->map->len; i += 2)
    if (strcmp (g_ptr_array_index (value->map, i), old) == 0)
      return g_strdup (g_ptr_array_index (value->map, i + 1));
  if (value->otherwise != NULL && *old != '\0')
    return g_strdup (value->otherwise);
  return g_steal_pointer (&old);
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
      return modify (value, get_column (self, value->text));
    case VB_MAP_TEXT:
      return g_strdup (value->text);
    case VB_MAP_TEMPLATE:
      return modify (value, fill_template (self, value->text));
    case VB_MAP_JOIN:
      return modify (value, join (self, value));
    case VB_MAP_FIRST:
      return modify (value, first_of (self, value));
    case VB_MAP_RECORD:
      return record_id (self, value->text);
    case VB_MAP_ITEM:
      return modify (value, g_strdup (self->item != NULL ? self->item : ""));
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
      vb_intake_set (self->job->intake, draft, field->column, text, -1);
    }
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
  if (!filled && !is_pair (record, &draft) && record->table != VB_TABLE_LOCATION)
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

static void
apply_row (Applier *self)
{
  VbIntake *intake = self->job->intake;
  VbReport *report = vb_intake_get_report (intake);
  guint n = self->mapping->records->len;
  VbTable table = ((VbMapRecord *) g_ptr_array_index (self->mapping->records, 0))->table;
  guint duplicates = report->counts[table].duplicate;
  gboolean any = FALSE;

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
      make_records (self, g_ptr_array_index (self->mapping->records, i), i);
      any |= self->made[i] != NULL;
    }
  if (!any)
    {
      vb_intake_get_counts (intake, self->file)->refused++;
      vb_intake_report (intake, VB_ISSUE_REFUSED, self->file, self->row, NULL,
                        N_("Nothing in it that the mapping uses"), NULL);
    }
  else if (report->counts[table].duplicate > duplicates)
    vb_intake_get_counts (intake, self->file)->duplicate++;
}

static void
note_unknown (Applier    *self,
              const char *name)
{
  if (!self->has_rest && !g_hash_table_contains (self->used, name)
      && g_hash_table_size (self->unknown) < self->job->limits->columns
      && g_hash_table_add (self->unknown, g_strdup (name)))
    vb_intake_report (self->job->intake, VB_ISSUE_NOTICE, self->file, 0, g_intern_string (name),
                      N_("The mapping does nothing with this column"), NULL);
}

static gboolean
applier_init (Applier         *self,
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
  self->first_rows = g_hash_table_new (g_str_hash, g_str_equal);
  return TRUE;
}

static void
applier_clear (Applier *self)
{
  g_clear_pointer (&self->used, g_hash_table_unref);
  g_clear_pointer (&self->unknown, g_hash_table_unref);
  g_clear_pointer (&self->columns, g_hash_table_unref);
  g_clear_pointer (&self->names, g_ptr_array_unref);
  g_clear_pointer (&self->csv, vb_csv_reader_free);
  g_clear_pointer (&self->made, g_free);
  g_clear_pointer (&self->first_rows, g_hash_table_unref);
  g_clear_pointer (&self->row_key, g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Applier, applier_clear)

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
    note_unknown (self, g_ptr_array_index (self->names, i));
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
      apply_row (self);
      more = vb_csv_reader_next (self->csv, &local);
    }
  vb_intake_get_counts (self->job->intake, self->file)->rows = self->row;
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

  if (!applier_init (&self, job, mapping, name, error))
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

static gboolean
read_items (Applier     *self,
            VbJsonList  *list,
            GError     **error)
{
  for (;;)
    {
      g_autoptr(GError) local = NULL;
      g_autoptr(json_t) item = vb_json_list_next (list, &local);
      const char *name;
      json_t *value;

      if (local != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&local));
          return FALSE;
        }
      if (item == NULL)
        return TRUE;
      self->row = list->record;
      vb_intake_get_counts (self->job->intake, self->file)->rows = self->row;
      if (!vb_read_job_tick (self->job, list->position, self->row, error))
        return FALSE;
      if (!json_is_object (item))
        {
          vb_intake_get_counts (self->job->intake, self->file)->refused++;
          vb_intake_report (self->job->intake, VB_ISSUE_REFUSED, self->file, self->row, NULL,
                            N_("Not an object"), NULL);
          continue;
        }
      json_object_foreach (item, name, value)
        note_unknown (self, name);
      self->object = item;
      apply_row (self);
      self->object = NULL;
    }
}

/* A list that lies deeper than the root has to be loaded as a whole. */
static gboolean
read_deep_list (Applier            *self,
                const VbJsonIndex  *index,
                GError            **error)
{
  g_autoptr(json_t) root = vb_json_index_load (index, index->start, index->end, error);
  json_t *list;

  if (root == NULL)
    return FALSE;
  list = json_at (root, self->mapping->records_path);
  if (!json_is_array (list))
    {
      g_set_error (error, VB_ERROR, VB_ERROR_INVALID_INPUT,
                   "there is no list called “%s” in it", self->mapping->records_path);
      return FALSE;
    }
  for (gsize i = 0; i < json_array_size (list); i++)
    {
      json_t *item = json_array_get (list, i);

      self->row = i + 1;
      vb_intake_get_counts (self->job->intake, self->file)->rows = self->row;
      if (!vb_read_job_tick (self->job, 0, self->row, error))
        return FALSE;
      self->object = item;
      if (json_is_object (item))
        apply_row (self);
      else
        vb_intake_get_counts (self->job->intake, self->file)->refused++;
      self->object = NULL;
    }
  return TRUE;
}

static gboolean
read_document (Applier            *self,
               const VbJsonIndex  *index,
               GError            **error)
{
  const char *path = self->mapping->records_path;
  const VbJsonMember *member = NULL;
  VbJsonList list;

  if (index->type == '{' && path != NULL)
    {
      member = vb_json_index_find (index, path);
      if (member == NULL || member->type != '[')
        return read_deep_list (self, index, error);
    }
  else if (index->type == '{' || (index->type != '[' && index->type != 'l'))
    {
      g_set_error (error, VB_ERROR, VB_ERROR_INVALID_INPUT,
                   "it is no list, and the mapping does not say where the list is");
      return FALSE;
    }
  vb_json_list_init (&list, index, member);
  return read_items (self, &list, error);
}

/**
 * vb_mapping_read_json:
 *
 * Reads a list of JSON records the way @mapping says.
 */
gboolean
vb_mapping_read_json (VbReadJob        *job,
                      const VbMapping  *mapping,
                      const char       *name,
                      GBytes           *bytes,
                      GError          **error)
{
  g_auto(Applier) self = { NULL };
  g_autoptr(GBytes) text = NULL;
  g_autoptr(VbJsonIndex) index = NULL;
  const char *data;
  gsize size;

  if (!applier_init (&self, job, mapping, name, error))
    return FALSE;
  text = vb_read_job_decode (job, self.file, bytes, "utf-8", error);
  if (text == NULL)
    return FALSE;
  data = g_bytes_get_data (text, &size);
  index = vb_json_index_new (data != NULL ? data : "", size, job->limits, error);
  if (index == NULL || !read_document (&self, index, error))
    {
      g_prefix_error (error, "%s: ", name);
      return FALSE;
    }
  job->done += size;
  return TRUE;
}
