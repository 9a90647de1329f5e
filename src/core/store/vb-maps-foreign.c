/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A map of a partner comes in without anybody looking at each entry. It may say something else of
 * an entry that is ours, or another partner's: that stands beside it. It may not put a telephone or
 * an opening hour under one. */

#define G_LOG_DOMAIN "vb-store"
#include "config.h"

#include "core/store/vb-maps-private.h"

#include "core/store/vb-rows-private.h"

typedef struct
{
  VbDatabase *db;
  const char *source_id;
  GHashTable *foreign; /* ids of records that somebody else has here */
} Search;

/* @foreign: it is here, of somebody else */
static gboolean
look_up (const Search    *self,
         const VbRecord  *record,
         gboolean        *here,
         gboolean        *foreign,
         GError         **error)
{
  VbCell key = { "id", record->values[0] };
  g_autofree char *source = NULL;

  if (!_vb_rows_read (self->db, vb_schema_get (record->table)->name, &key, 1, "source_id", here,
                      &source, error))
    return FALSE;
  *foreign = *here && g_strcmp0 (source, self->source_id) != 0;
  return TRUE;
}

/* Services, places and organizations are entries; what comes after them hangs under them. */
static gboolean
is_entry (VbTable table)
{
  return table <= VB_TABLE_SERVICE_AT_LOCATION;
}

static gboolean
hangs_under_foreign (const Search   *self,
                     const VbRecord *record)
{
  const VbTableSpec *spec = vb_schema_get (record->table);

  for (guint i = 1; i < spec->n_columns; i++)
    if (record->values[i] != NULL
        && (spec->columns[i].refers_to < VB_N_TABLES
            || g_str_equal (spec->columns[i].name, "link_id"))
        && g_hash_table_contains (self->foreign, record->values[i]))
      return TRUE;
  return FALSE;
}

static gboolean
go_through (const Search  *self,
            GPtrArray     *records,
            GError       **error)
{
  for (guint i = records->len; i > 0; i--)
    {
      const VbRecord *record = g_ptr_array_index (records, i - 1);
      gboolean here, foreign;

      if (record->values[0] == NULL)
        continue;
      if (!look_up (self, record, &here, &foreign, error))
        return FALSE;
      if (foreign)
        g_hash_table_add (self->foreign, (char *) record->values[0]);
      else if (!here && !is_entry (record->table) && hangs_under_foreign (self, record))
        g_ptr_array_remove_index (records, i - 1);
    }
  return TRUE;
}

gboolean
_vb_maps_drop_foreign (VbDatabase  *db,
                       VbBatch     *batch,
                       const char  *source_id,
                       GError     **error)
{
  g_autoptr(GHashTable) foreign = g_hash_table_new (g_str_hash, g_str_equal);
  Search search = { db, source_id, foreign };

  for (VbTable table = 0; table < VB_N_TABLES; table++)
    if (table != VB_TABLE_TAXONOMY && table != VB_TABLE_TAXONOMY_TERM && table != VB_TABLE_UNIT
        && !go_through (&search, batch->records[table], error))
      return FALSE;
  return TRUE;
}
