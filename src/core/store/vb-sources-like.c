/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Recognising a source that comes again under another name. */

#define G_LOG_DOMAIN "vb-store"
#include "config.h"

#include "core/store/vb-sources.h"

#include "core/store/vb-rows-private.h"

#define ROWS_PER_LOOK 4096

/* What a service is known by, whatever its source calls it. */
static char *
key_of (const char *service,
        const char *organization)
{
  g_autofree char *both = g_strconcat (service, "\x1f", organization, NULL);

  return g_utf8_casefold (both, -1);
}

static GHashTable *
index_batch (const VbBatch *batch)
{
  g_autoptr(GHashTable) names = g_hash_table_new (g_str_hash, g_str_equal);
  GHashTable *keys = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  GPtrArray *organizations = batch->records[VB_TABLE_ORGANIZATION];
  GPtrArray *services = batch->records[VB_TABLE_SERVICE];

  for (guint i = 0; i < organizations->len; i++)
    {
      const VbRecord *record = g_ptr_array_index (organizations, i);
      const char *name = vb_record_get (record, "name");

      if (name != NULL)
        g_hash_table_insert (names, (gpointer) record->values[0], (gpointer) name);
    }
  for (guint i = 0; i < services->len; i++)
    {
      const VbRecord *record = g_ptr_array_index (services, i);
      const char *id = vb_record_get (record, "organization_id");
      const char *organization = id != NULL ? g_hash_table_lookup (names, id) : NULL;
      const char *name = vb_record_get (record, "name");

      if (name != NULL)
        g_hash_table_add (keys, key_of (name, organization != NULL ? organization : ""));
    }
  return keys;
}

/* How many of @keys each source has. */
static gboolean
count_sources (VbDatabase    *db,
               GHashTable    *keys,
               GHashTable    *counts,
               GCancellable  *cancellable,
               GError       **error)
{
  g_autoptr(VbStatement) statement =
    _vb_database_prepare (db, "SELECT s.source_id, s.name, coalesce (o.name, '') FROM service s "
                              "LEFT JOIN organization o ON o.id = s.organization_id "
                              "WHERE s.source_id IS NOT NULL AND s.name IS NOT NULL", error);
  guint n = 0;
  int code;

  if (statement == NULL)
    return FALSE;
  while ((code = _vb_database_step (db, statement, error)) == SQLITE_ROW)
    {
      g_autofree char *key = key_of (_vb_column_text (statement, 1),
                                     _vb_column_text (statement, 2));
      const char *source = _vb_column_text (statement, 0);
      guint before;

      if (n++ % ROWS_PER_LOOK == 0 && g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      if (!g_hash_table_contains (keys, key))
        continue;
      before = GPOINTER_TO_UINT (g_hash_table_lookup (counts, source));
      g_hash_table_insert (counts, g_strdup (source), GUINT_TO_POINTER (before + 1));
    }
  return code >= 0;
}

static const char *
find_most (GHashTable *counts,
           guint      *most)
{
  const char *found = NULL;
  GHashTableIter iter;
  gpointer source, n;

  *most = 0;
  g_hash_table_iter_init (&iter, counts);
  while (g_hash_table_iter_next (&iter, &source, &n))
    if (GPOINTER_TO_UINT (n) > *most)
      {
        *most = GPOINTER_TO_UINT (n);
        found = source;
      }
  return found;
}

static VbSource *
load (VbDatabase  *db,
      const char  *id,
      guint        n,
      GError     **error)
{
  g_autoptr(VbStatement) statement =
    _vb_database_prepare (db, "SELECT name, kind, location, revision, first_imported_at, "
                              "last_imported_at FROM source WHERE id = ?1", error);
  VbSource *source;

  if (statement == NULL)
    return NULL;
  _vb_bind_text (statement, 1, id);
  if (_vb_database_step (db, statement, error) != SQLITE_ROW)
    return NULL;
  source = g_new0 (VbSource, 1);
  source->id = g_strdup (id);
  source->name = g_strdup (_vb_column_text (statement, 0));
  source->kind = g_strdup (_vb_column_text (statement, 1));
  source->location = g_strdup (_vb_column_text (statement, 2));
  source->revision = g_strdup (_vb_column_text (statement, 3));
  source->first_imported_at = sqlite3_column_int64 (statement, 4);
  source->last_imported_at = sqlite3_column_int64 (statement, 5);
  source->n_services = n;
  return source;
}

static gpointer
like_job (VbDatabase    *db,
          gpointer       data,
          GCancellable  *cancellable,
          GError       **error)
{
  g_autoptr(GHashTable) keys = index_batch (data);
  g_autoptr(GHashTable) counts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  const char *found;
  guint most;

  if (g_hash_table_size (keys) == 0 || !count_sources (db, keys, counts, cancellable, error))
    return NULL;
  found = find_most (counts, &most);
  if (found == NULL || 2 * most < g_hash_table_size (keys))
    return NULL;
  return load (db, found, most, error);
}

VbSource *
vb_sources_find_like_sync (VbStore       *store,
                           VbBatch       *batch,
                           GCancellable  *cancellable,
                           GError       **error)
{
  g_return_val_if_fail (VB_IS_STORE (store), NULL);
  g_return_val_if_fail (batch != NULL, NULL);

  return vb_store_run_sync (store, VB_LANE_READ, like_job, batch, cancellable, error);
}

void
vb_sources_find_like_async (VbStore             *store,
                            VbBatch             *batch,
                            GCancellable        *cancellable,
                            GAsyncReadyCallback  callback,
                            gpointer             user_data)
{
  g_return_if_fail (VB_IS_STORE (store));
  g_return_if_fail (batch != NULL);

  vb_store_run_async (store, VB_LANE_READ, like_job, vb_batch_ref (batch),
                      (GDestroyNotify) vb_batch_unref, (GDestroyNotify) vb_source_free,
                      cancellable, callback, user_data);
}

VbSource *
vb_sources_find_like_finish (VbStore       *store,
                             GAsyncResult  *result,
                             GError       **error)
{
  return vb_store_run_finish (store, result, error);
}
