/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "core/model/vb-map-cut.h"

/* What hangs under services, places and organizations and may leave, in the order of the schema. */
static const VbTable children[] = {
  VB_TABLE_ADDRESS, VB_TABLE_CONTACT, VB_TABLE_PHONE, VB_TABLE_SCHEDULE, VB_TABLE_SERVICE_AREA,
  VB_TABLE_LANGUAGE, VB_TABLE_ACCESSIBILITY, VB_TABLE_COST_OPTION, VB_TABLE_REQUIRED_DOCUMENT,
  VB_TABLE_ORGANIZATION_IDENTIFIER, VB_TABLE_URL, VB_TABLE_SERVICE_CAPACITY,
};

/* Columns of people, in tables that go along. */
static const struct
{
  VbTable table;
  const char *column;
} personal[] = {
  { VB_TABLE_CONTACT, "name" },
  { VB_TABLE_CONTACT, "email" },
  { VB_TABLE_ADDRESS, "attention" },
  { VB_TABLE_SERVICE, "assurer_email" },
};

typedef struct
{
  const VbBatch *all;
  GHashTable *kept; /* ids of every table; a UUID is of one record */
} Cut;

static gboolean
is_kept (const Cut  *self,
         const char *id)
{
  return id != NULL && g_hash_table_contains (self->kept, id);
}

static void
keep (Cut        *self,
      const char *id)
{
  if (id != NULL)
    g_hash_table_add (self->kept, (char *) id);
}

static const char *
get (const VbBatch *batch,
     VbTable        table,
     guint          i,
     const char    *column)
{
  return vb_record_get (g_ptr_array_index (batch->records[table], i), column);
}

#define EACH(table, i) guint i = 0; i < self->all->records[table]->len; i++

/* ------------------------------------------------------------------ what is taken along */

static void
keep_services (Cut        *self,
               GHashTable *services,
               GHashTable *organizations)
{
  g_autoptr(GHashTable) programs = g_hash_table_new (g_str_hash, g_str_equal);

  for (EACH (VB_TABLE_SERVICE, i))
    if (g_hash_table_contains (services, get (self->all, VB_TABLE_SERVICE, i, "id")))
      {
        keep (self, get (self->all, VB_TABLE_SERVICE, i, "id"));
        keep (self, get (self->all, VB_TABLE_SERVICE, i, "organization_id"));
        if (get (self->all, VB_TABLE_SERVICE, i, "program_id") != NULL)
          g_hash_table_add (programs, (char *) get (self->all, VB_TABLE_SERVICE, i, "program_id"));
      }
  for (EACH (VB_TABLE_ORGANIZATION, i))
    if (organizations != NULL
        && g_hash_table_contains (organizations, get (self->all, VB_TABLE_ORGANIZATION, i, "id")))
      keep (self, get (self->all, VB_TABLE_ORGANIZATION, i, "id"));
  /* a program goes along with a service of it, when its own organization does */
  for (EACH (VB_TABLE_PROGRAM, i))
    if (is_kept (self, get (self->all, VB_TABLE_PROGRAM, i, "organization_id"))
        && g_hash_table_contains (programs, get (self->all, VB_TABLE_PROGRAM, i, "id")))
      keep (self, get (self->all, VB_TABLE_PROGRAM, i, "id"));
}

static void
keep_places (Cut        *self,
             GHashTable *organizations)
{
  g_autoptr(GHashTable) there = g_hash_table_new (g_str_hash, g_str_equal);

  for (EACH (VB_TABLE_LOCATION, i))
    {
      const char *owner = get (self->all, VB_TABLE_LOCATION, i, "organization_id");

      g_hash_table_add (there, (char *) get (self->all, VB_TABLE_LOCATION, i, "id"));
      if (organizations != NULL && owner != NULL && g_hash_table_contains (organizations, owner))
        keep (self, get (self->all, VB_TABLE_LOCATION, i, "id"));
    }
  for (EACH (VB_TABLE_SERVICE_AT_LOCATION, i))
    {
      const char *place = get (self->all, VB_TABLE_SERVICE_AT_LOCATION, i, "location_id");

      if (is_kept (self, get (self->all, VB_TABLE_SERVICE_AT_LOCATION, i, "service_id"))
          && place != NULL && g_hash_table_contains (there, place))
        {
          keep (self, get (self->all, VB_TABLE_SERVICE_AT_LOCATION, i, "id"));
          keep (self, place);
        }
    }
}

/* Everything above it goes along, and nothing of a person is above it. */
static gboolean
hangs_under_kept (const Cut      *self,
                  const VbRecord *record)
{
  const VbTableSpec *spec = vb_schema_get (record->table);
  gboolean any = FALSE;

  for (guint i = 0; i < spec->n_columns; i++)
    {
      VbTable target = spec->columns[i].refers_to;

      if (target == VB_N_TABLES || target == VB_TABLE_UNIT || record->values[i] == NULL
          || (spec->columns[i].flags & VB_COLUMN_OWN) != 0)
        continue;
      if (!is_kept (self, record->values[i])
          || (record->table == VB_TABLE_PHONE && target == VB_TABLE_CONTACT))
        return FALSE;
      any = TRUE;
    }
  return any;
}

static gboolean
says_something (const VbRecord *record)
{
  return record->table != VB_TABLE_CONTACT || vb_record_get (record, "title") != NULL
         || vb_record_get (record, "department") != NULL;
}

static void
keep_children (Cut *self)
{
  for (guint t = 0; t < G_N_ELEMENTS (children); t++)
    for (EACH (children[t], i))
      {
        const VbRecord *record = g_ptr_array_index (self->all->records[children[t]], i);

        if (!hangs_under_kept (self, record) || !says_something (record))
          continue;
        keep (self, record->values[0]);
        if (record->table == VB_TABLE_SERVICE_CAPACITY)
          keep (self, vb_record_get (record, "unit_id"));
      }
}

/* With the terms above it, and the list they are of. */
static void
keep_term (Cut        *self,
           GHashTable *terms,
           const char *id)
{
  const VbRecord *term = id != NULL ? g_hash_table_lookup (terms, id) : NULL;

  while (term != NULL && !is_kept (self, term->values[0]))
    {
      const char *above = vb_record_get (term, "parent_id");

      keep (self, term->values[0]);
      keep (self, vb_record_get (term, "taxonomy_id"));
      term = above != NULL ? g_hash_table_lookup (terms, above) : NULL;
    }
}

static void
keep_attributes (Cut *self)
{
  g_autoptr(GHashTable) terms = g_hash_table_new (g_str_hash, g_str_equal);

  for (EACH (VB_TABLE_TAXONOMY_TERM, i))
    {
      VbRecord *term = g_ptr_array_index (self->all->records[VB_TABLE_TAXONOMY_TERM], i);

      if (term->values[0] != NULL)
        g_hash_table_insert (terms, (char *) term->values[0], term);
    }
  for (EACH (VB_TABLE_ATTRIBUTE, i))
    if (is_kept (self, get (self->all, VB_TABLE_ATTRIBUTE, i, "link_id")))
      {
        keep (self, get (self->all, VB_TABLE_ATTRIBUTE, i, "id"));
        keep_term (self, terms, get (self->all, VB_TABLE_ATTRIBUTE, i, "taxonomy_term_id"));
      }
}

/* ------------------------------------------------------------------ what it looks like then */

static gboolean
is_personal (VbTable     table,
             const char *column)
{
  for (guint i = 0; i < G_N_ELEMENTS (personal); i++)
    if (personal[i].table == table && g_str_equal (personal[i].column, column))
      return TRUE;
  return FALSE;
}

static void
copy_record (const Cut      *self,
             VbBatch        *batch,
             const VbRecord *record)
{
  const VbTableSpec *spec = vb_schema_get (record->table);
  VbRecord *copy = vb_batch_add (batch, record->table, record->file, record->row);

  for (guint i = 0; i < spec->n_columns; i++)
    {
      const VbColumn *column = &spec->columns[i];
      const char *value = record->values[i];

      if (value == NULL || (column->flags & VB_COLUMN_OWN) != 0
          || is_personal (record->table, column->name)
          || (column->refers_to < VB_N_TABLES && !is_kept (self, value)))
        continue;
      copy->values[i] = vb_batch_insert (batch, value, -1);
    }
}

static gboolean
may_leave (VbTable table)
{
  switch (table)
    {
    case VB_TABLE_FUNDING:
    case VB_TABLE_METADATA:
    case VB_TABLE_META_TABLE_DESCRIPTION:
      return FALSE;
    default:
      return !vb_schema_get (table)->own;
    }
}

VbBatch *
vb_map_cut (const VbBatch *all,
            GHashTable    *services,
            GHashTable    *organizations)
{
  VbBatch *batch = vb_batch_new ();
  Cut cut = { all, g_hash_table_new (g_str_hash, g_str_equal) };

  keep_services (&cut, services, organizations);
  keep_places (&cut, organizations);
  keep_children (&cut);
  keep_attributes (&cut);
  for (guint i = 0; i < all->report->files->len; i++)
    vb_report_add_file (batch->report, all->report->files->pdata[i]);
  for (VbTable table = 0; table < VB_N_TABLES; table++)
    {
      for (guint i = 0; may_leave (table) && i < all->records[table]->len; i++)
        {
          const VbRecord *record = g_ptr_array_index (all->records[table], i);

          if (is_kept (&cut, record->values[0]))
            copy_record (&cut, batch, record);
        }
      batch->report->counts[table].read = batch->records[table]->len;
    }
  g_hash_table_unref (cut.kept);
  return batch;
}

GHashTable *
vb_map_list_services (const VbBatch *batch)
{
  GHashTable *services = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < batch->records[VB_TABLE_SERVICE]->len; i++)
    {
      const char *id = get (batch, VB_TABLE_SERVICE, i, "id");

      if (id != NULL)
        g_hash_table_add (services, (char *) id);
    }
  return services;
}
