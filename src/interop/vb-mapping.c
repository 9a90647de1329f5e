/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "interop/vb-mapping-private.h"

#include <string.h>

static gpointer
list_new (GDestroyNotify free_item)
{
  return g_ptr_array_new_with_free_func (free_item);
}

VbMapValue *
vb_map_value_new (VbMapKind   kind,
                  const char *text)
{
  VbMapValue *self = g_new0 (VbMapValue, 1);

  self->kind = kind;
  self->text = g_strdup (text);
  return self;
}

void
vb_map_value_free (VbMapValue *self)
{
  g_free (self->text);
  g_free (self->otherwise);
  g_clear_pointer (&self->parts, g_ptr_array_unref);
  g_clear_pointer (&self->map, g_ptr_array_unref);
  g_free (self);
}

VbMapCondition *
vb_map_condition_new (const char *column,
                      VbMapTest   test)
{
  VbMapCondition *self = g_new0 (VbMapCondition, 1);

  self->column = g_strdup (column);
  self->test = test;
  self->values = list_new (g_free);
  return self;
}

static void
condition_free (gpointer data)
{
  VbMapCondition *self = data;

  g_free (self->column);
  g_ptr_array_unref (self->values);
  g_free (self);
}

static void
field_free (gpointer data)
{
  VbMapField *self = data;

  vb_map_value_free (self->value);
  g_free (self);
}

VbMapRecord *
vb_map_record_new (VbTable     table,
                   const char *name)
{
  VbMapRecord *self = g_new0 (VbMapRecord, 1);

  self->table = table;
  self->name = g_strdup (name);
  self->key = list_new ((GDestroyNotify) vb_map_value_free);
  self->when = list_new (condition_free);
  self->fields = list_new (field_free);
  return self;
}

static void
record_free (gpointer data)
{
  VbMapRecord *self = data;

  g_free (self->name);
  g_free (self->each);
  g_free (self->split);
  g_ptr_array_unref (self->key);
  g_ptr_array_unref (self->when);
  g_ptr_array_unref (self->fields);
  g_free (self);
}

VbMapField *
vb_map_record_find (const VbMapRecord *self,
                    int                column)
{
  for (guint i = 0; i < self->fields->len; i++)
    {
      VbMapField *field = g_ptr_array_index (self->fields, i);

      if (field->column == column)
        return field;
    }
  return NULL;
}

/* Takes @value; %NULL takes the field away. */
void
vb_map_record_set (VbMapRecord *self,
                   int          column,
                   VbMapValue  *value)
{
  VbMapField *field = vb_map_record_find (self, column);

  if (field != NULL)
    g_ptr_array_remove (self->fields, field);
  if (value == NULL)
    return;
  field = g_new0 (VbMapField, 1);
  field->column = column;
  field->value = value;
  g_ptr_array_add (self->fields, field);
}

VbMapping *
vb_mapping_new (void)
{
  VbMapping *self = g_new0 (VbMapping, 1);

  self->ref_count = 1;
  self->header = TRUE;
  self->skip = list_new (condition_free);
  self->records = list_new (record_free);
  return self;
}

VbMapping *
vb_mapping_ref (VbMapping *self)
{
  g_atomic_int_inc (&self->ref_count);
  return self;
}

void
vb_mapping_unref (VbMapping *self)
{
  if (!g_atomic_int_dec_and_test (&self->ref_count))
    return;
  g_free (self->name);
  g_free (self->description);
  g_free (self->source);
  g_free (self->charset);
  g_strfreev (self->columns);
  g_free (self->records_path);
  g_strfreev (self->recognise);
  g_strfreev (self->ignore);
  g_ptr_array_unref (self->skip);
  g_ptr_array_unref (self->records);
  g_free (self);
}

VbMapRecord *
vb_mapping_find (const VbMapping *self,
                 const char      *name)
{
  for (guint i = 0; i < self->records->len; i++)
    {
      VbMapRecord *record = g_ptr_array_index (self->records, i);

      if (g_strcmp0 (record->name, name) == 0)
        return record;
    }
  return NULL;
}

VbMapRecord *
vb_mapping_find_table (const VbMapping *self,
                       VbTable          table)
{
  for (guint i = 0; i < self->records->len; i++)
    {
      VbMapRecord *record = g_ptr_array_index (self->records, i);

      if (record->table == table)
        return record;
    }
  return NULL;
}

static void
add_template_columns (GHashTable *used,
                      const char *template)
{
  for (const char *p = strchr (template, '{'); p != NULL; p = strchr (p + 1, '{'))
    {
      const char *end = strchr (p, '}');

      if (end == NULL)
        return;
      g_hash_table_add (used, g_strndup (p + 1, end - p - 1));
    }
}

static void
add_value_columns (GHashTable       *used,
                   const VbMapValue *value)
{
  if (value->kind == VB_MAP_COLUMN)
    g_hash_table_add (used, g_strdup (value->text));
  else if (value->kind == VB_MAP_TEMPLATE)
    add_template_columns (used, value->text);
  for (guint i = 0; value->parts != NULL && i < value->parts->len; i++)
    add_value_columns (used, g_ptr_array_index (value->parts, i));
}

static void
add_condition_columns (GHashTable *used,
                       GPtrArray  *conditions)
{
  for (guint i = 0; i < conditions->len; i++)
    {
      VbMapCondition *condition = g_ptr_array_index (conditions, i);

      g_hash_table_add (used, g_strdup (condition->column));
    }
}

/**
 * vb_mapping_list_used:
 *
 * Returns: (transfer full): the names of the columns that the mapping reads
 */
GHashTable *
vb_mapping_list_used (const VbMapping *self)
{
  GHashTable *used = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  add_condition_columns (used, self->skip);
  for (guint i = 0; i < self->records->len; i++)
    {
      VbMapRecord *record = g_ptr_array_index (self->records, i);

      add_condition_columns (used, record->when);
      if (record->each != NULL)
        g_hash_table_add (used, g_strdup (record->each));
      for (guint j = 0; j < record->key->len; j++)
        add_value_columns (used, g_ptr_array_index (record->key, j));
      for (guint j = 0; j < record->fields->len; j++)
        add_value_columns (used, ((VbMapField *) g_ptr_array_index (record->fields, j))->value);
    }
  return used;
}

static void
problem_free (gpointer data)
{
  VbMappingProblem *problem = data;

  g_free (problem->detail);
  g_free (problem);
}

static void
add_problem (GPtrArray  *problems,
             const char *reason,
             const char *detail)
{
  VbMappingProblem *problem = g_new0 (VbMappingProblem, 1);

  problem->reason = reason;
  problem->detail = g_strdup (detail);
  g_ptr_array_add (problems, problem);
}

static void
check_value (const VbMapping   *self,
             const VbMapRecord *record,
             guint              place,
             const VbMapValue  *value,
             GPtrArray         *problems)
{
  if (value->kind == VB_MAP_ITEM && record->each == NULL)
    add_problem (problems, N_("There is no list whose items it could take"),
                 vb_schema_get (record->table)->name);
  if (value->kind == VB_MAP_RECORD)
    {
      guint i = 0;

      while (i < place && g_strcmp0 (((VbMapRecord *) g_ptr_array_index (self->records, i))->name,
                                     value->text) != 0)
        i++;
      if (i == place)
        add_problem (problems, N_("Points at a record that does not come before it"), value->text);
    }
  for (guint i = 0; value->parts != NULL && i < value->parts->len; i++)
    check_value (self, record, place, g_ptr_array_index (value->parts, i), problems);
}

static gboolean
values_equal (const VbMapValue *a,
              const VbMapValue *b)
{
  guint n = a->parts != NULL ? a->parts->len : 0;

  if (a->kind != b->kind || a->slice_from != b->slice_from || a->slice_length != b->slice_length
      || g_strcmp0 (a->text, b->text) != 0
      || n != (b->parts != NULL ? b->parts->len : 0))
    return FALSE;
  for (guint i = 0; i < n; i++)
    if (!values_equal (g_ptr_array_index (a->parts, i), g_ptr_array_index (b->parts, i)))
      return FALSE;
  return TRUE;
}

static gboolean
keys_equal (const VbMapRecord *a,
            const VbMapRecord *b)
{
  if (a->key->len == 0 || a->key->len != b->key->len)
    return FALSE;
  for (guint i = 0; i < a->key->len; i++)
    if (!values_equal (g_ptr_array_index (a->key, i), g_ptr_array_index (b->key, i)))
      return FALSE;
  return TRUE;
}

static void
check_record (const VbMapping *self,
              guint            place,
              GPtrArray       *problems)
{
  VbMapRecord *record = g_ptr_array_index (self->records, place);

  if (record->fields->len == 0)
    add_problem (problems, N_("No field of it is filled"), vb_schema_get (record->table)->name);
  for (guint i = 0; i < record->fields->len; i++)
    check_value (self, record, place,
                 ((VbMapField *) g_ptr_array_index (record->fields, i))->value, problems);
  for (guint i = 0; i < record->key->len; i++)
    check_value (self, record, place, g_ptr_array_index (record->key, i), problems);
  for (guint i = 0; i < place; i++)
    {
      VbMapRecord *other = g_ptr_array_index (self->records, i);

      if (other->table == record->table && keys_equal (record, other) && record->each == NULL)
        add_problem (problems, N_("Two records of one kind would get the same key"),
                     vb_schema_get (record->table)->name);
    }
}

static gboolean
has_name (const VbMapping *self)
{
  static const VbTable tables[] = { VB_TABLE_ORGANIZATION, VB_TABLE_SERVICE, VB_TABLE_LOCATION,
                                    VB_TABLE_TAXONOMY_TERM, VB_TABLE_SERVICE_AREA,
                                    VB_TABLE_CONTACT };

  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    for (guint j = 0; j < self->records->len; j++)
      {
        VbMapRecord *record = g_ptr_array_index (self->records, j);

        if (record->table == tables[i]
            && vb_map_record_find (record, vb_schema_find_column (record->table, "name")) != NULL)
          return TRUE;
      }
  return FALSE;
}

/**
 * vb_mapping_validate:
 * @columns: (nullable): of the file it is to be used for
 *
 * Returns: (transfer full) (element-type VbMappingProblem): what is wrong with it; empty when it
 *   can be used
 */
GPtrArray *
vb_mapping_validate (const VbMapping    *self,
                     const char * const *columns)
{
  GPtrArray *problems = list_new (problem_free);
  g_autoptr(GHashTable) used = NULL;
  GHashTableIter iter;
  gpointer name;

  if (!has_name (self))
    add_problem (problems,
                 N_("No column is used as the name of an organisation, a service or a place"),
                 NULL);
  for (guint i = 0; i < self->records->len; i++)
    check_record (self, i, problems);
  if (columns == NULL || self->json)
    return problems;
  used = vb_mapping_list_used (self);
  g_hash_table_iter_init (&iter, used);
  while (g_hash_table_iter_next (&iter, &name, NULL))
    if (!g_strv_contains (columns, name))
      add_problem (problems, N_("The file has no such column"), name);
  return problems;
}

/**
 * vb_mapping_recognises:
 *
 * Returns: whether @columns are those of the files that the mapping was written for
 */
gboolean
vb_mapping_recognises (const VbMapping    *self,
                       const char * const *columns)
{
  if (self->recognise == NULL || self->recognise[0] == NULL)
    return FALSE;
  for (guint i = 0; self->recognise[i] != NULL; i++)
    if (!g_strv_contains (columns, self->recognise[i]))
      return FALSE;
  return TRUE;
}

const char *
vb_mapping_get_name (const VbMapping *self)
{
  return self->name;
}

void
vb_mapping_set_name (VbMapping  *self,
                     const char *name)
{
  g_free (self->name);
  self->name = g_strdup (name);
}

const char *
vb_mapping_get_description (const VbMapping *self)
{
  return self->description;
}

const char *
vb_mapping_get_source (const VbMapping *self)
{
  return self->source;
}

void
vb_mapping_set_source (VbMapping  *self,
                       const char *source)
{
  g_free (self->source);
  self->source = g_strdup (source);
}

const char *
vb_mapping_get_charset (const VbMapping *self)
{
  return self->charset;
}

/**
 * vb_mapping_set_charset:
 * @charset: (nullable): %NULL to find out from the file
 */
void
vb_mapping_set_charset (VbMapping  *self,
                        const char *charset)
{
  g_free (self->charset);
  self->charset = g_strdup (charset);
}

char
vb_mapping_get_delimiter (const VbMapping *self)
{
  return self->delimiter;
}

/**
 * vb_mapping_set_delimiter:
 * @delimiter: 0 to find out from the file
 */
void
vb_mapping_set_delimiter (VbMapping *self,
                          char       delimiter)
{
  self->delimiter = delimiter;
}

gboolean
vb_mapping_get_header (const VbMapping *self)
{
  return self->header;
}

/**
 * vb_mapping_set_header:
 * @header: whether the first line names the columns
 * @columns: (nullable): their names when it does not; otherwise they are called 1, 2, 3
 */
void
vb_mapping_set_header (VbMapping          *self,
                       gboolean            header,
                       const char * const *columns)
{
  self->header = header;
  g_strfreev (self->columns);
  self->columns = g_strdupv ((char **) columns);
}
