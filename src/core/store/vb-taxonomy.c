/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The lists of needs, domains, audiences and so on that every store begins with. Without them a
 * practice that starts with an empty map could not say what an offer is for. */

#define G_LOG_DOMAIN "vb-store"
#include "config.h"

#include "core/store/vb-taxonomy.h"
#include "vb-store-resources.h"

#define SHIPPED "/nl/verbinder/Verbinder/taxonomy/taxonomy.json"

static const char sql_taxonomy[] =
  "INSERT INTO taxonomy (id, name, description, uri, version, extra) "
  "SELECT value ->> 'id', value ->> 'name', value ->> 'description', value ->> 'uri', "
  "value ->> 'version', value ->> 'extra' FROM json_each (?1, '$.taxonomy') "
  "WHERE true ON CONFLICT DO NOTHING";

static const char sql_term[] =
  "INSERT INTO taxonomy_term (id, code, name, description, parent_id, taxonomy, language, "
  "taxonomy_id, term_uri, extra) "
  "SELECT value ->> 'id', value ->> 'code', value ->> 'name', value ->> 'description', "
  "value ->> 'parent_id', value ->> 'taxonomy', value ->> 'language', value ->> 'taxonomy_id', "
  "value ->> 'term_uri', value ->> 'extra' FROM json_each (?1, '$.taxonomy_term') "
  "WHERE true ON CONFLICT DO NOTHING";

static gboolean
add_rows (VbDatabase *db, const char *sql, const char *json, GError **error)
{
  g_autoptr(VbStatement) statement = _vb_database_prepare (db, sql, error);

  if (statement == NULL)
    return FALSE;
  _vb_bind_text (statement, 1, json);
  return _vb_database_run (db, statement, error);
}

gboolean
_vb_taxonomy_ship (VbDatabase *db, GError **error)
{
  g_autoptr(GBytes) bytes = g_resource_lookup_data (_vb_store_get_resource (), SHIPPED, 0, error);
  g_autofree char *json = NULL;
  g_autofree char *revision = NULL;
  g_autofree char *stored = NULL;

  if (bytes == NULL)
    return FALSE;
  json = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  revision = g_compute_checksum_for_string (G_CHECKSUM_SHA256, json, -1);
  if (!_vb_database_get_setting (db, "taxonomy", &stored, error))
    return FALSE;
  return g_strcmp0 (stored, revision) == 0
    || (add_rows (db, sql_taxonomy, json, error) && add_rows (db, sql_term, json, error)
        && _vb_database_set_setting (db, "taxonomy", revision, error));
}
