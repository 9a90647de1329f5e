/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "core/model/vb-record.h"

#include <string.h>

/* Strings of a package come in bursts and go all at once. */
#define CHUNK_SIZE (64 * 1024)

VbBatch *
vb_batch_new (void)
{
  VbBatch *self = g_new0 (VbBatch, 1);

  g_atomic_ref_count_init (&self->refs);
  self->text = g_string_chunk_new (CHUNK_SIZE);
  self->report = vb_report_new ();
  for (VbTable table = 0; table < VB_N_TABLES; table++)
    self->records[table] = g_ptr_array_new_with_free_func (g_free);
  return self;
}

VbBatch *
vb_batch_ref (VbBatch *self)
{
  g_atomic_ref_count_inc (&self->refs);
  return self;
}

void
vb_batch_free (VbBatch *self)
{
  vb_batch_unref (self);
}

void
vb_batch_unref (VbBatch *self)
{
  if (!g_atomic_ref_count_dec (&self->refs))
    return;
  for (VbTable table = 0; table < VB_N_TABLES; table++)
    g_ptr_array_unref (self->records[table]);
  vb_report_free (self->report);
  g_string_chunk_free (self->text);
  g_free (self);
}

/**
 * vb_batch_add:
 *
 * Returns: (transfer none): a new record with no values yet, owned by @self
 */
VbRecord *
vb_batch_add (VbBatch *self,
              VbTable  table,
              guint    file,
              guint    row)
{
  gsize n = vb_schema_get (table)->n_columns;
  VbRecord *record = g_malloc0 (sizeof (VbRecord) + n * sizeof (char *));

  record->table = table;
  record->file = file;
  record->row = row;
  g_ptr_array_add (self->records[table], record);
  return record;
}

/**
 * vb_batch_insert:
 * @length: in bytes, or -1 when @text ends in a NUL
 *
 * Returns: (transfer none): a copy of @text that lives as long as @self
 */
const char *
vb_batch_insert (VbBatch    *self,
                 const char *text,
                 gssize      length)
{
  return g_string_chunk_insert_len (self->text, text, length);
}

guint
vb_batch_count (const VbBatch *self)
{
  guint n = 0;

  for (VbTable table = 0; table < VB_N_TABLES; table++)
    n += self->records[table]->len;
  return n;
}

/**
 * vb_record_set:
 * @column: a column of the record's table
 * @value: (nullable): copied
 */
void
vb_record_set (VbBatch    *batch,
               VbRecord   *record,
               const char *column,
               const char *value)
{
  int i = vb_schema_find_column (record->table, column);

  g_return_if_fail (i >= 0);

  record->values[i] = value != NULL ? vb_batch_insert (batch, value, -1) : NULL;
}

/**
 * vb_record_get:
 *
 * Returns: (transfer none) (nullable): the value of @column
 */
const char *
vb_record_get (const VbRecord *record,
               const char     *column)
{
  int i = vb_schema_find_column (record->table, column);

  g_return_val_if_fail (i >= 0, NULL);

  return record->values[i];
}
