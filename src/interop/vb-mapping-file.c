/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Reading and writing mapping files; the format is described in data/mappings/README.md. */

#include "config.h"

#include <string.h>

#include "core/base/vb-error.h"
#include "interop/vb-json-text.h"
#include "interop/vb-json.h"
#include "interop/vb-mapping-private.h"
#include "interop/vb-write-file.h"

#define FORMAT "verbinder-mapping"
#define VERSION 1
#define MAX_BYTES (1024 * 1024)
#define MAX_PARTS 64

static gboolean
fail (GError    **error,
      const char *where,
      const char *what)
{
  g_set_error (error, VB_ERROR, VB_ERROR_INVALID_INPUT, "mapping: %s: %s", where, what);
  return FALSE;
}

/* Every member must be one that is known: a misspelt one would silently do nothing. */
static gboolean
check_members (json_t             *object,
               const char * const *known,
               const char         *where,
               GError            **error)
{
  const char *name;
  json_t *value;

  if (!json_is_object (object))
    return fail (error, where, "is not an object");
  json_object_foreach (object, name, value)
    if (!g_strv_contains (known, name) && name[0] != '_')
      {
        g_set_error (error, VB_ERROR, VB_ERROR_INVALID_INPUT, "mapping: %s: “%s” is not known",
                     where, name);
        return FALSE;
      }
  return TRUE;
}

static const char *
get_string (json_t     *object,
            const char *name)
{
  json_t *value = json_object_get (object, name);

  return json_is_string (value) && !vb_json_is_number (value) ? vb_json_get_text (value) : NULL;
}

static gboolean
take_string (json_t      *object,
             const char  *name,
             char       **out,
             const char  *where,
             GError     **error)
{
  json_t *value = json_object_get (object, name);

  if (value == NULL || json_is_null (value))
    return TRUE;
  if (get_string (object, name) == NULL)
    return fail (error, where, name);
  g_free (*out);
  *out = g_strdup (get_string (object, name));
  return TRUE;
}

static gboolean
take_strings (json_t      *object,
              const char  *name,
              char      ***out,
              const char  *where,
              GError     **error)
{
  json_t *list = json_object_get (object, name);
  g_autoptr(GPtrArray) strings = g_ptr_array_new_with_free_func (g_free);

  if (list == NULL)
    return TRUE;
  if (!json_is_array (list))
    return fail (error, where, "is not a list");
  for (gsize i = 0; i < json_array_size (list); i++)
    {
      json_t *item = json_array_get (list, i);

      if (!json_is_string (item))
        return fail (error, where, "holds something other than text");
      g_ptr_array_add (strings, g_strdup (vb_json_get_text (item)));
    }
  g_ptr_array_add (strings, NULL);
  *out = (char **) g_ptr_array_free (g_steal_pointer (&strings), FALSE);
  return TRUE;
}

static VbMapValue *read_value (json_t *json, const char *where, GError **error);

static gboolean
read_parts (VbMapValue  *value,
            json_t      *list,
            const char  *where,
            GError     **error)
{
  if (!json_is_array (list) || json_array_size (list) == 0 || json_array_size (list) > MAX_PARTS)
    return fail (error, where, "wants a list of columns");
  value->parts = g_ptr_array_new_with_free_func ((GDestroyNotify) vb_map_value_free);
  for (gsize i = 0; i < json_array_size (list); i++)
    {
      VbMapValue *part = read_value (json_array_get (list, i), where, error);

      if (part == NULL)
        return FALSE;
      g_ptr_array_add (value->parts, part);
    }
  return TRUE;
}

static gboolean
read_map (VbMapValue  *value,
          json_t      *object,
          const char  *where,
          GError     **error)
{
  const char *from;
  json_t *to;

  if (object == NULL)
    return TRUE;
  if (!json_is_object (object))
    return fail (error, where, "“map” is not an object");
  value->map = g_ptr_array_new_with_free_func (g_free);
  json_object_foreach (object, from, to)
    {
      if (!json_is_string (to))
        return fail (error, where, "“map” holds something other than text");
      g_ptr_array_add (value->map, g_strdup (from));
      g_ptr_array_add (value->map, g_strdup (vb_json_get_text (to)));
    }
  return TRUE;
}

static gboolean
read_small_number (const json_t *value,
                   guint        *out)
{
  const char *text = vb_json_is_number (value) ? vb_json_get_text (value) : NULL;
  guint64 number;

  if (text == NULL || !g_ascii_string_to_unsigned (text, 10, 0, 10000, &number, NULL))
    return FALSE;
  *out = number;
  return TRUE;
}

static gboolean
read_modifiers (VbMapValue  *value,
                json_t      *json,
                const char  *where,
                GError     **error)
{
  static const char * const orders[] = { "", "dmy", "mdy", "ymd" };
  json_t *slice = json_object_get (json, "slice");
  const char *date = get_string (json, "date");
  const char *decimal = get_string (json, "decimal");

  value->html = json_is_true (json_object_get (json, "html"));
  value->title_case = g_strcmp0 (get_string (json, "case"), "title") == 0;
  value->decimal_comma = g_strcmp0 (decimal, ",") == 0;
  for (guint i = 1; date != NULL && i < G_N_ELEMENTS (orders); i++)
    if (strcmp (date, orders[i]) == 0)
      value->date = i;
  if (date != NULL && value->date == VB_MAP_DATE_AS_IS)
    return fail (error, where, "“date” is dmy, mdy or ymd");
  if (slice != NULL && (json_array_size (slice) != 2
                        || !read_small_number (json_array_get (slice, 0), &value->slice_from)
                        || !read_small_number (json_array_get (slice, 1), &value->slice_length)
                        || value->slice_length == 0))
    return fail (error, where, "“slice” is two numbers: where it begins and how long it is");
  return take_string (json, "otherwise", &value->otherwise, where, error)
         && read_map (value, json_object_get (json, "map"), where, error);
}

static gboolean
read_value_kind (VbMapValue  *value,
                 json_t      *json,
                 const char  *where,
                 GError     **error)
{
  static const struct
  {
    const char *name;
    VbMapKind kind;
  } kinds[] = {
    { "column", VB_MAP_COLUMN }, { "text", VB_MAP_TEXT }, { "template", VB_MAP_TEMPLATE },
    { "record", VB_MAP_RECORD }, { "columns", VB_MAP_JOIN }, { "first", VB_MAP_FIRST },
    { "item", VB_MAP_ITEM },
  };
  guint found = 0;

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (json_object_get (json, kinds[i].name) != NULL)
      {
        found++;
        value->kind = kinds[i].kind;
        g_free (value->text);
        value->text = g_strdup (get_string (json, kinds[i].name));
      }
  if (found != 1)
    return fail (error, where,
                 "wants one of column, columns, text, template, first, record, item");
  if (value->kind == VB_MAP_ITEM)
    return TRUE;
  if (value->kind == VB_MAP_JOIN)
    {
      g_free (value->text);
      value->text = g_strdup (get_string (json, "join") != NULL ? get_string (json, "join") : " ");
      return read_parts (value, json_object_get (json, "columns"), where, error);
    }
  if (value->kind == VB_MAP_FIRST)
    return read_parts (value, json_object_get (json, "first"), where, error);
  if (value->text == NULL)
    return fail (error, where, "is not text");
  return TRUE;
}

static VbMapValue *
read_value (json_t      *json,
            const char  *where,
            GError     **error)
{
  static const char * const known[] = { "column", "text", "template", "record", "columns", "join",
                                        "first", "item", "html", "case", "decimal", "date", "map",
                                        "otherwise", "slice", NULL };
  g_autoptr(VbMapValue) value = NULL;

  if (json_is_string (json) && !vb_json_is_number (json))
    return vb_map_value_new (VB_MAP_COLUMN, vb_json_get_text (json));
  value = vb_map_value_new (VB_MAP_COLUMN, NULL);
  if (!check_members (json, known, where, error) || !read_value_kind (value, json, where, error)
      || !read_modifiers (value, json, where, error))
    return NULL;
  return g_steal_pointer (&value);
}

static gboolean
read_condition (GPtrArray   *conditions,
                json_t      *json,
                const char  *where,
                GError     **error)
{
  static const char * const known[] = { "column", "in", "not", "empty", NULL };
  const char *column;
  VbMapCondition *condition;
  json_t *list;

  if (!check_members (json, known, where, error))
    return FALSE;
  column = get_string (json, "column");
  if (column == NULL)
    return fail (error, where, "wants a column");
  condition = vb_map_condition_new (column, VB_MAP_FILLED);
  g_ptr_array_add (conditions, condition);
  list = json_object_get (json, "in");
  if (list != NULL)
    condition->test = VB_MAP_IN;
  else if ((list = json_object_get (json, "not")) != NULL)
    condition->test = VB_MAP_NOT_IN;
  else if (json_is_true (json_object_get (json, "empty")))
    condition->test = VB_MAP_EMPTY;
  else if (!json_is_false (json_object_get (json, "empty")))
    return fail (error, where, "wants one of in, not, empty");
  if (list != NULL && !json_is_array (list))
    return fail (error, where, "wants a list of values");
  for (gsize i = 0; i < json_array_size (list); i++)
    {
      const char *text = vb_json_get_text (json_array_get (list, i));

      if (text == NULL)
        return fail (error, where, "wants a list of values");
      g_ptr_array_add (condition->values, g_strdup (text));
    }
  return TRUE;
}

static gboolean
read_conditions (GPtrArray   *conditions,
                 json_t      *list,
                 const char  *where,
                 GError     **error)
{
  if (list == NULL)
    return TRUE;
  if (json_is_object (list))
    return read_condition (conditions, list, where, error);
  if (!json_is_array (list))
    return fail (error, where, "is not a list");
  for (gsize i = 0; i < json_array_size (list); i++)
    if (!read_condition (conditions, json_array_get (list, i), where, error))
      return FALSE;
  return TRUE;
}

static gboolean
read_fields (VbMapRecord  *record,
             json_t       *fields,
             GError      **error)
{
  const char *table = vb_schema_get (record->table)->name;
  const char *name;
  json_t *json;

  if (!json_is_object (fields))
    return fail (error, table, "“fields” is not an object");
  json_object_foreach (fields, name, json)
    {
      g_autofree char *where = g_strdup_printf ("%s.%s", table, name);
      int column = vb_schema_find_column (record->table, name);
      VbMapValue *value;

      if (column < 1)
        return fail (error, where, "there is no such field");
      value = read_value (json, where, error);
      if (value == NULL)
        return FALSE;
      vb_map_record_set (record, column, value);
    }
  return TRUE;
}

static gboolean
read_key (VbMapRecord  *record,
          json_t       *key,
          GError      **error)
{
  gsize n = json_is_array (key) ? json_array_size (key) : key != NULL;

  for (gsize i = 0; i < n; i++)
    {
      VbMapValue *value = read_value (json_is_array (key) ? json_array_get (key, i) : key, "key",
                                      error);

      if (value == NULL)
        return FALSE;
      g_ptr_array_add (record->key, value);
    }
  return TRUE;
}

static gboolean
read_each (VbMapRecord  *record,
           json_t       *each,
           GError      **error)
{
  static const char * const known[] = { "column", "split", NULL };

  if (each == NULL)
    return TRUE;
  if (!check_members (each, known, "each", error))
    return FALSE;
  record->each = g_strdup (get_string (each, "column"));
  record->split = g_strdup (get_string (each, "split"));
  if (record->split == NULL)
    record->split = g_strdup (",;\n");
  return record->each != NULL || fail (error, "each", "wants a column");
}

static gboolean
read_record (VbMapping  *self,
             json_t     *json,
             GError    **error)
{
  static const char * const known[] = { "table", "as", "key", "when", "each", "repeat", "rest",
                                        "fields", NULL };
  const char *name;
  VbMapRecord *record;

  if (!check_members (json, known, "records", error))
    return FALSE;
  name = get_string (json, "table");
  if (name == NULL || vb_schema_find (name) == VB_N_TABLES)
    return fail (error, name != NULL ? name : "records", "there is no such table");
  record = vb_map_record_new (vb_schema_find (name), get_string (json, "as"));
  g_ptr_array_add (self->records, record);
  record->keep_first = g_strcmp0 (get_string (json, "repeat"), "first") == 0;
  record->rest = json_is_true (json_object_get (json, "rest"));
  return read_key (record, json_object_get (json, "key"), error)
         && read_conditions (record->when, json_object_get (json, "when"), "when", error)
         && read_each (record, json_object_get (json, "each"), error)
         && read_fields (record, json_object_get (json, "fields"), error);
}

static gboolean
read_input (VbMapping  *self,
            json_t     *json,
            GError    **error)
{
  static const char * const known[] = { "kind", "charset", "delimiter", "header", "columns",
                                        "records", NULL };
  const char *delimiter, *kind;

  if (json == NULL)
    return TRUE;
  if (!check_members (json, known, "input", error))
    return FALSE;
  kind = get_string (json, "kind");
  if (kind != NULL && strcmp (kind, "csv") != 0 && strcmp (kind, "json") != 0)
    return fail (error, "input.kind", "is csv or json");
  self->json = g_strcmp0 (kind, "json") == 0;
  delimiter = get_string (json, "delimiter");
  if (delimiter != NULL && (strlen (delimiter) != 1 || strchr ("\"\r\n", delimiter[0]) != NULL))
    return fail (error, "input.delimiter", "is one character");
  self->delimiter = delimiter != NULL ? delimiter[0] : 0;
  self->header = !json_is_false (json_object_get (json, "header"));
  return take_string (json, "charset", &self->charset, "input.charset", error)
         && take_string (json, "records", &self->records_path, "input.records", error)
         && take_strings (json, "columns", &self->columns, "input.columns", error);
}

static gboolean
read_mapping (VbMapping  *self,
              json_t     *json,
              GError    **error)
{
  static const char * const known[] = { "format", "version", "name", "description", "source",
                                        "input", "recognise", "ignore", "skip", "records", NULL };
  json_t *records;
  const char *version;

  if (!check_members (json, known, "file", error))
    return FALSE;
  if (g_strcmp0 (get_string (json, "format"), FORMAT) != 0)
    return fail (error, "format", "is not " FORMAT);
  version = vb_json_get_text (json_object_get (json, "version"));
  if (g_strcmp0 (version, G_STRINGIFY (VERSION)) != 0)
    {
      g_set_error (error, VB_ERROR, VB_ERROR_UNSUPPORTED,
                   "mapping: written by a newer version of the program");
      return FALSE;
    }
  records = json_object_get (json, "records");
  if (!json_is_array (records) || json_array_size (records) == 0
      || json_array_size (records) > MAX_PARTS)
    return fail (error, "records", "wants a list of what a row becomes");
  for (gsize i = 0; i < json_array_size (records); i++)
    if (!read_record (self, json_array_get (records, i), error))
      return FALSE;
  return take_string (json, "name", &self->name, "name", error)
         && take_string (json, "description", &self->description, "description", error)
         && take_string (json, "source", &self->source, "source", error)
         && read_input (self, json_object_get (json, "input"), error)
         && take_strings (json, "recognise", &self->recognise, "recognise", error)
         && take_strings (json, "ignore", &self->ignore, "ignore", error)
         && read_conditions (self->skip, json_object_get (json, "skip"), "skip", error);
}

/**
 * vb_mapping_load_bytes:
 *
 * Reads a mapping. Anything in it that is not known is an error, except members whose name begins
 * with an underscore, which are remarks.
 *
 * Returns: (transfer full): %NULL on error
 */
VbMapping *
vb_mapping_load_bytes (GBytes  *bytes,
                       GError **error)
{
  VbReadLimits limits = *vb_read_limits_default ();
  g_autoptr(VbMapping) self = vb_mapping_new ();
  g_autoptr(json_t) json = NULL;
  gsize size;
  const char *data = g_bytes_get_data (bytes, &size);

  limits.json_depth = 16;
  if (size > MAX_BYTES)
    {
      g_set_error (error, VB_ERROR, VB_ERROR_TOO_LARGE, "mapping: larger than 1 MiB");
      return NULL;
    }
  json = vb_json_load (data != NULL ? data : "", size, &limits, error);
  if (json == NULL)
    {
      g_prefix_error (error, "mapping: ");
      return NULL;
    }
  return read_mapping (self, json, error) ? g_steal_pointer (&self) : NULL;
}

/**
 * vb_mapping_load:
 *
 * Returns: (transfer full): the mapping in the file at @path; %NULL on error
 */
VbMapping *
vb_mapping_load (const char  *path,
                 GError     **error)
{
  g_autoptr(GBytes) bytes = NULL;
  char *data;
  gsize size;

  if (!g_file_get_contents (path, &data, &size, error))
    return NULL;
  bytes = g_bytes_new_take (data, size);
  return vb_mapping_load_bytes (bytes, error);
}

static void
indent (GString *out,
        guint    depth)
{
  g_string_append_c (out, '\n');
  for (guint i = 0; i < depth; i++)
    g_string_append (out, "  ");
}

static void
name_member (GString    *out,
             guint       depth,
             const char *name)
{
  char last = out->len > 0 ? out->str[out->len - 1] : '{';

  if (last != '{' && last != '[')
    g_string_append_c (out, ',');
  indent (out, depth);
  if (name != NULL)
    {
      vb_json_append_string (out, name);
      g_string_append (out, ": ");
    }
}

static void
put_string (GString    *out,
            guint       depth,
            const char *name,
            const char *text)
{
  if (text == NULL)
    return;
  name_member (out, depth, name);
  vb_json_append_string (out, text);
}

static void
put_strings (GString            *out,
             guint               depth,
             const char         *name,
             const char * const *texts)
{
  if (texts == NULL)
    return;
  name_member (out, depth, name);
  g_string_append_c (out, '[');
  for (guint i = 0; texts[i] != NULL; i++)
    {
      if (i > 0)
        g_string_append (out, ", ");
      vb_json_append_string (out, texts[i]);
    }
  g_string_append_c (out, ']');
}

static void write_value (GString *out, const VbMapValue *value);

static void
write_parts (GString          *out,
             const VbMapValue *value)
{
  g_string_append_c (out, '[');
  for (guint i = 0; i < value->parts->len; i++)
    {
      if (i > 0)
        g_string_append (out, ", ");
      write_value (out, g_ptr_array_index (value->parts, i));
    }
  g_string_append_c (out, ']');
}

static void
write_pair (GString    *out,
            const char *name,
            const char *text)
{
  g_string_append_printf (out, ", \"%s\": ", name);
  vb_json_append_string (out, text);
}

static void
write_modifiers (GString          *out,
                 const VbMapValue *value)
{
  static const char * const orders[] = { NULL, "dmy", "mdy", "ymd" };

  if (value->html)
    g_string_append (out, ", \"html\": true");
  if (value->title_case)
    write_pair (out, "case", "title");
  if (value->decimal_comma)
    write_pair (out, "decimal", ",");
  if (value->date != VB_MAP_DATE_AS_IS)
    write_pair (out, "date", orders[value->date]);
  if (value->slice_length > 0)
    g_string_append_printf (out, ", \"slice\": [%u, %u]", value->slice_from, value->slice_length);
  if (value->otherwise != NULL)
    write_pair (out, "otherwise", value->otherwise);
  if (value->map == NULL)
    return;
  g_string_append (out, ", \"map\": {");
  for (guint i = 0; i + 1 < value->map->len; i += 2)
    {
      if (i > 0)
        g_string_append (out, ", ");
      vb_json_append_string (out, g_ptr_array_index (value->map, i));
      g_string_append (out, ": ");
      vb_json_append_string (out, g_ptr_array_index (value->map, i + 1));
    }
  g_string_append_c (out, '}');
}

static void
write_value (GString          *out,
             const VbMapValue *value)
{
  static const char * const names[] = { "column", "text", "template", "columns", "first", "record",
                                        "item" };
  gboolean plain = !value->html && !value->title_case && !value->decimal_comma
                   && value->date == VB_MAP_DATE_AS_IS && value->map == NULL
                   && value->otherwise == NULL && value->slice_length == 0;

  if (value->kind == VB_MAP_COLUMN && plain)
    {
      vb_json_append_string (out, value->text);
      return;
    }
  g_string_append_printf (out, "{\"%s\": ", names[value->kind]);
  if (value->kind == VB_MAP_ITEM)
    g_string_append (out, "true");
  else if (value->parts != NULL)
    write_parts (out, value);
  else
    vb_json_append_string (out, value->text);
  if (value->kind == VB_MAP_JOIN)
    write_pair (out, "join", value->text);
  write_modifiers (out, value);
  g_string_append_c (out, '}');
}

static void
write_conditions (GString    *out,
                  guint       depth,
                  const char *name,
                  GPtrArray  *conditions)
{
  if (conditions->len == 0)
    return;
  name_member (out, depth, name);
  g_string_append_c (out, '[');
  for (guint i = 0; i < conditions->len; i++)
    {
      VbMapCondition *condition = g_ptr_array_index (conditions, i);

      g_string_append (out, i > 0 ? ", {\"column\": " : "{\"column\": ");
      vb_json_append_string (out, condition->column);
      if (condition->test == VB_MAP_EMPTY || condition->test == VB_MAP_FILLED)
        g_string_append_printf (out, ", \"empty\": %s",
                                condition->test == VB_MAP_EMPTY ? "true" : "false");
      else
        g_string_append_printf (out, ", \"%s\": [", condition->test == VB_MAP_IN ? "in" : "not");
      for (guint j = 0; j < condition->values->len; j++)
        {
          if (j > 0)
            g_string_append (out, ", ");
          vb_json_append_string (out, g_ptr_array_index (condition->values, j));
        }
      if (condition->test == VB_MAP_IN || condition->test == VB_MAP_NOT_IN)
        g_string_append_c (out, ']');
      g_string_append_c (out, '}');
    }
  g_string_append_c (out, ']');
}

static void
write_record (GString           *out,
              const VbMapRecord *record)
{
  const VbTableSpec *spec = vb_schema_get (record->table);

  name_member (out, 2, NULL);
  g_string_append_c (out, '{');
  put_string (out, 3, "table", spec->name);
  put_string (out, 3, "as", record->name);
  if (record->key->len > 0)
    {
      name_member (out, 3, "key");
      g_string_append_c (out, '[');
      for (guint i = 0; i < record->key->len; i++)
        {
          if (i > 0)
            g_string_append (out, ", ");
          write_value (out, g_ptr_array_index (record->key, i));
        }
      g_string_append_c (out, ']');
    }
  write_conditions (out, 3, "when", record->when);
  if (record->each != NULL)
    {
      name_member (out, 3, "each");
      g_string_append (out, "{\"column\": ");
      vb_json_append_string (out, record->each);
      write_pair (out, "split", record->split);
      g_string_append_c (out, '}');
    }
  if (record->keep_first)
    put_string (out, 3, "repeat", "first");
  if (record->rest)
    {
      name_member (out, 3, "rest");
      g_string_append (out, "true");
    }
  name_member (out, 3, "fields");
  g_string_append_c (out, '{');
  for (guint i = 0; i < record->fields->len; i++)
    {
      VbMapField *field = g_ptr_array_index (record->fields, i);

      name_member (out, 4, spec->columns[field->column].name);
      write_value (out, field->value);
    }
  indent (out, 3);
  g_string_append_c (out, '}');
  indent (out, 2);
  g_string_append_c (out, '}');
}

static void
write_input (GString         *out,
             const VbMapping *self)
{
  const char delimiter[2] = { self->delimiter, '\0' };

  name_member (out, 1, "input");
  g_string_append_c (out, '{');
  put_string (out, 2, "kind", self->json ? "json" : "csv");
  put_string (out, 2, "charset", self->charset);
  put_string (out, 2, "delimiter", self->delimiter != 0 ? delimiter : NULL);
  if (!self->json)
    {
      name_member (out, 2, "header");
      g_string_append (out, self->header ? "true" : "false");
    }
  put_strings (out, 2, "columns", (const char * const *) self->columns);
  put_string (out, 2, "records", self->records_path);
  indent (out, 1);
  g_string_append_c (out, '}');
}

/**
 * vb_mapping_to_json:
 *
 * Returns: (transfer full): the text of its file
 */
char *
vb_mapping_to_json (const VbMapping *self)
{
  GString *out = g_string_new ("{");

  put_string (out, 1, "format", FORMAT);
  name_member (out, 1, "version");
  g_string_append (out, G_STRINGIFY (VERSION));
  put_string (out, 1, "name", self->name);
  put_string (out, 1, "description", self->description);
  put_string (out, 1, "source", self->source);
  write_input (out, self);
  put_strings (out, 1, "recognise", (const char * const *) self->recognise);
  put_strings (out, 1, "ignore", (const char * const *) self->ignore);
  write_conditions (out, 1, "skip", self->skip);
  name_member (out, 1, "records");
  g_string_append_c (out, '[');
  for (guint i = 0; i < self->records->len; i++)
    write_record (out, g_ptr_array_index (self->records, i));
  indent (out, 1);
  g_string_append (out, "]\n}\n");
  return g_string_free (out, FALSE);
}

/**
 * vb_mapping_save:
 *
 * Writes the mapping to @path, wholly or not at all.
 */
gboolean
vb_mapping_save (const VbMapping *self,
                 const char      *path,
                 GError         **error)
{
  g_autofree char *text = vb_mapping_to_json (self);

  return vb_write_file (path, text, strlen (text), error);
}
