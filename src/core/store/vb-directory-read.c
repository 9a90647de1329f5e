/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Reading many records: the whole map for an export, names and terms for choosers. */

#define G_LOG_DOMAIN "vb-store"
#include "config.h"

#include "core/store/vb-directory.h"

#include <string.h>

#include "core/model/vb-extra.h"
#include "core/model/vb-name-key.h"
#include "core/store/vb-access-log.h"
#include "core/store/vb-rows-private.h"

/* ------------------------------------------------------------------ everything */

/* What tells where a confidential location is. Everything that hangs under one stays here, and so
 * does what points at it. */
static const char *
confidential_filter (VbTable table)
{
#define HIDDEN "(SELECT id FROM location WHERE vb_confidential = '1')"
#define HIDDEN_PLACE "(SELECT id FROM service_at_location WHERE location_id IN " HIDDEN ")"
#define HIDDEN_CONTACT "(SELECT id FROM contact WHERE location_id IN " HIDDEN \
                       " OR service_at_location_id IN " HIDDEN_PLACE ")"
#define HIDDEN_PHONE "(SELECT id FROM phone WHERE location_id IN " HIDDEN \
                     " OR service_at_location_id IN " HIDDEN_PLACE \
                     " OR contact_id IN " HIDDEN_CONTACT ")"
  switch (table)
    {
    case VB_TABLE_LOCATION:
      return " WHERE vb_confidential IS NOT '1'";
    case VB_TABLE_SERVICE_AT_LOCATION:
    case VB_TABLE_ADDRESS:
    case VB_TABLE_ACCESSIBILITY:
    case VB_TABLE_AVAILABILITY:
      return " WHERE location_id IS NULL OR location_id NOT IN " HIDDEN;
    case VB_TABLE_SERVICE_AREA:
      return " WHERE service_at_location_id IS NULL OR service_at_location_id NOT IN " HIDDEN_PLACE;
    case VB_TABLE_CONTACT:
      return " WHERE id NOT IN " HIDDEN_CONTACT;
    case VB_TABLE_HOLDER:
      return " WHERE contact_id IS NULL OR contact_id NOT IN " HIDDEN_CONTACT;
    case VB_TABLE_PHONE:
      return " WHERE id NOT IN " HIDDEN_PHONE;
    case VB_TABLE_LANGUAGE:
      return " WHERE (location_id IS NULL OR location_id NOT IN " HIDDEN ")"
             " AND (phone_id IS NULL OR phone_id NOT IN " HIDDEN_PHONE ")";
    case VB_TABLE_SCHEDULE:
      return " WHERE (location_id IS NULL OR location_id NOT IN " HIDDEN ")"
             " AND (service_at_location_id IS NULL OR service_at_location_id NOT IN " HIDDEN_PLACE
             ")";
    case VB_TABLE_ATTRIBUTE:
      return " WHERE link_id IS NULL OR (link_id NOT IN " HIDDEN " AND link_id NOT IN " HIDDEN_PLACE
             " AND link_id NOT IN " HIDDEN_CONTACT " AND link_id NOT IN " HIDDEN_PHONE
             " AND link_id NOT IN (SELECT id FROM address WHERE location_id IN " HIDDEN "))";
    case VB_TABLE_METADATA:
    case VB_TABLE_VERIFICATION:
      return " WHERE resource_id IS NULL OR (resource_id NOT IN " HIDDEN
             " AND resource_id NOT IN " HIDDEN_PLACE " AND resource_id NOT IN " HIDDEN_CONTACT
             " AND resource_id NOT IN " HIDDEN_PHONE
             " AND resource_id NOT IN (SELECT id FROM address WHERE location_id IN " HIDDEN "))";
    default:
      return "";
    }
}

static const char *
insert (VbBatch     *batch,
        VbStatement *statement,
        int          column)
{
  const char *text = _vb_column_text (statement, column);

  return text != NULL ? vb_batch_insert (batch, text, sqlite3_column_bytes (statement, column))
                      : NULL;
}

static gboolean
read_table (VbDatabase  *db,
            VbBatch     *batch,
            VbTable      table,
            GError     **error)
{
  const VbTableSpec *spec = vb_schema_get (table);
  guint file = vb_report_add_file (batch->report, spec->file);
  guint row = 0;
  g_autoptr(VbStatement) statement =
    _vb_database_prepare (db, _vb_rows_sql ("SELECT %s, extra FROM %s%s ORDER BY rowid",
                                            _vb_rows_columns (table), spec->name,
                                            confidential_filter (table)), error);
  int code;

  if (statement == NULL)
    return FALSE;
  while ((code = _vb_database_step (db, statement, error)) == SQLITE_ROW)
    {
      VbRecord *record = vb_batch_add (batch, table, file, ++row);

      for (guint i = 0; i < spec->n_columns; i++)
        record->values[i] = insert (batch, statement, i);
      record->extra = insert (batch, statement, spec->n_columns);
    }
  batch->report->counts[table].read = row;
  return code == SQLITE_DONE;
}

static gpointer
read_all_job (VbDatabase    *db,
              gpointer       data,
              GCancellable  *cancellable,
              GError       **error)
{
  g_autoptr(VbBatch) batch = vb_batch_new ();

  for (VbTable table = 0; table < VB_N_TABLES; table++)
    if (!read_table (db, batch, table, error))
      return NULL;
  return g_steal_pointer (&batch);
}

/* No export without a line in the access log: it is written before the records are handed out. */
static gpointer
log_export_job (VbDatabase    *db,
                gpointer       data,
                GCancellable  *cancellable,
                GError       **error)
{
  VbBatch *batch = data;
  g_autofree char *detail = g_strdup_printf ("records=%u", vb_batch_count (batch));

  return _vb_rows_log (db, VB_EVENT_EXPORT, 'E', NULL, NULL, detail, error) ? VB_DONE : NULL;
}

VbBatch *
vb_directory_read_all_sync (VbStore       *store,
                            GCancellable  *cancellable,
                            GError       **error)
{
  g_autoptr(VbBatch) batch = NULL;

  g_return_val_if_fail (VB_IS_STORE (store), NULL);

  batch = vb_store_run_sync (store, VB_LANE_READ, read_all_job, NULL, cancellable, error);
  if (batch == NULL
      || (!vb_store_is_read_only (store)
          && vb_store_run_sync (store, VB_LANE_WRITE, log_export_job, batch, cancellable,
                                error) == NULL))
    return NULL;
  return g_steal_pointer (&batch);
}

static void
logged_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  GError *error = NULL;

  if (vb_store_run_finish (VB_STORE (object), result, &error) != NULL)
    g_task_return_pointer (task, vb_batch_ref (g_task_get_task_data (task)),
                           (GDestroyNotify) vb_batch_unref);
  else
    g_task_return_error (task, error);
}

static void
read_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  VbStore *store = VB_STORE (object);
  GError *error = NULL;
  VbBatch *batch = vb_store_run_finish (store, result, &error);

  if (batch == NULL)
    g_task_return_error (task, error);
  else if (vb_store_is_read_only (store))
    g_task_return_pointer (task, batch, (GDestroyNotify) vb_batch_unref);
  else
    {
      g_task_set_task_data (task, batch, (GDestroyNotify) vb_batch_unref);
      vb_store_run_async (store, VB_LANE_WRITE, log_export_job, vb_batch_ref (batch),
                          (GDestroyNotify) vb_batch_unref, NULL, g_task_get_cancellable (task),
                          logged_cb, g_object_ref (task));
    }
}

void
vb_directory_read_all_async (VbStore             *store,
                             GCancellable        *cancellable,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data)
{
  GTask *task;

  g_return_if_fail (VB_IS_STORE (store));

  task = g_task_new (store, cancellable, callback, user_data);
  g_task_set_source_tag (task, vb_directory_read_all_async);
  g_task_set_check_cancellable (task, FALSE);
  vb_store_run_async (store, VB_LANE_READ, read_all_job, NULL, NULL,
                      (GDestroyNotify) vb_batch_unref, cancellable, read_cb, task);
}

VbBatch *
vb_directory_read_all_finish (VbStore       *store,
                              GAsyncResult  *result,
                              GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, store), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/* ------------------------------------------------------------------ names */

void
vb_name_free (VbName *self)
{
  g_free (self->id);
  g_free (self->name);
  g_free (self->detail);
  g_free (self->parent_id);
  g_free (self->group);
  g_free (self->name_en);
  g_free (self);
}

/* id, name, detail */
static const char *
names_sql (VbTable table)
{
  switch (table)
    {
    case VB_TABLE_ORGANIZATION:
      return "SELECT id, name, alternate_name FROM organization ORDER BY name_key, seq";
    case VB_TABLE_SERVICE:
      return "SELECT s.id, s.name, o.name FROM service s "
             "LEFT JOIN organization o ON o.id = s.organization_id ORDER BY s.name_key, s.seq";
    case VB_TABLE_LOCATION:
      return "SELECT l.id, coalesce(l.name, a.address_1), "
             "CASE WHEN l.vb_confidential = '1' THEN NULL ELSE "
             "trim(coalesce(a.address_1, '') || ' ' || coalesce(a.city, '')) END "
             "FROM location l LEFT JOIN address a ON a.id = "
             "(SELECT id FROM address WHERE location_id = l.id ORDER BY rowid LIMIT 1) "
             "ORDER BY 2 COLLATE NOCASE, l.rowid";
    case VB_TABLE_PROGRAM:
      return "SELECT p.id, p.name, o.name FROM program p "
             "LEFT JOIN organization o ON o.id = p.organization_id ORDER BY p.name COLLATE NOCASE";
    case VB_TABLE_CONTACT:
      return "SELECT c.id, coalesce(c.title, c.name), o.name FROM contact c "
             "LEFT JOIN organization o ON o.id = c.organization_id "
             "ORDER BY 2 COLLATE NOCASE, c.rowid";
    case VB_TABLE_UNIT:
      return "SELECT id, name, scheme FROM unit ORDER BY name COLLATE NOCASE";
    default:
      return NULL;
    }
}

static gboolean
is_match (const char *name,
          const char *detail,
          const char *needle)
{
  g_autofree char *folded = NULL;
  g_autofree char *more = NULL;

  if (*needle == '\0')
    return TRUE;
  folded = vb_name_fold (name);
  if (strstr (folded, needle) != NULL)
    return TRUE;
  more = vb_name_fold (detail);
  return strstr (more, needle) != NULL;
}

static VbName *
read_name (VbStatement *statement)
{
  VbName *name = g_new0 (VbName, 1);

  name->id = g_strdup (_vb_column_text (statement, 0));
  name->name = g_strdup (_vb_column_text (statement, 1));
  name->detail = g_strdup (_vb_column_text (statement, 2));
  if (name->name == NULL)
    name->name = g_strdup ("");
  if (name->detail != NULL && *name->detail == '\0')
    g_clear_pointer (&name->detail, g_free);
  return name;
}

static gpointer
find_names_job (VbDatabase    *db,
                gpointer       data,
                GCancellable  *cancellable,
                GError       **error)
{
  VbArgs *args = data;
  g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func ((GDestroyNotify) vb_name_free);
  g_autofree char *needle = vb_name_fold (args->text[0]);
  g_autoptr(VbStatement) statement = _vb_database_prepare (db, names_sql (args->table), error);
  int code = SQLITE_DONE;

  if (statement == NULL)
    return NULL;
  while (names->len < args->number
         && (code = _vb_database_step (db, statement, error)) == SQLITE_ROW)
    if (is_match (_vb_column_text (statement, 1), _vb_column_text (statement, 2), needle))
      g_ptr_array_add (names, read_name (statement));
  return code >= 0 ? g_steal_pointer (&names) : NULL;
}

static VbArgs *
names_args (VbTable     table,
            const char *text,
            guint       limit)
{
  VbArgs *args = _vb_args_new (table, 1, text);

  args->number = limit;
  return args;
}

GPtrArray *
vb_directory_find_names_sync (VbStore       *store,
                              VbTable        table,
                              const char    *text,
                              guint          limit,
                              GCancellable  *cancellable,
                              GError       **error)
{
  g_return_val_if_fail (VB_IS_STORE (store) && names_sql (table) != NULL && text != NULL, NULL);

  return _vb_args_run (store, VB_LANE_READ, find_names_job, names_args (table, text, limit),
                       cancellable, error);
}

void
vb_directory_find_names_async (VbStore             *store,
                               VbTable              table,
                               const char          *text,
                               guint                limit,
                               GCancellable        *cancellable,
                               GAsyncReadyCallback  callback,
                               gpointer             user_data)
{
  g_return_if_fail (VB_IS_STORE (store) && names_sql (table) != NULL && text != NULL);

  _vb_args_start (store, VB_LANE_READ, find_names_job, names_args (table, text, limit),
                  (GDestroyNotify) g_ptr_array_unref, cancellable, callback, user_data);
}

GPtrArray *
vb_directory_find_names_finish (VbStore       *store,
                                GAsyncResult  *result,
                                GError       **error)
{
  return vb_store_run_finish (store, result, error);
}

/* ------------------------------------------------------------------ terms */

static gpointer
list_terms_job (VbDatabase    *db,
                gpointer       data,
                GCancellable  *cancellable,
                GError       **error)
{
  VbArgs *args = data;
  g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func ((GDestroyNotify) vb_name_free);
  g_autoptr (VbStatement) statement = _vb_database_prepare (db,
                                                            "SELECT id, name, code, parent_id, "
                                                            "taxonomy_id, extra FROM taxonomy_term "
                                                            "WHERE ?1 IS NULL OR taxonomy_id = ?1 "
                                                            "ORDER BY taxonomy_id, code, name",
                                                            error);
  int code;

  if (statement == NULL)
    return NULL;
  _vb_bind_text (statement, 1, args->text[0]);
  while ((code = _vb_database_step (db, statement, error)) == SQLITE_ROW)
    {
      VbName *name = read_name (statement);

      name->parent_id = g_strdup (_vb_column_text (statement, 3));
      name->group = g_strdup (_vb_column_text (statement, 4));
      name->name_en = vb_extra_dup_text (_vb_column_text (statement, 5), "name_en");
      g_ptr_array_add (names, name);
    }
  return code >= 0 ? g_steal_pointer (&names) : NULL;
}

GPtrArray *
vb_directory_list_terms_sync (VbStore       *store,
                              const char    *taxonomy_id,
                              GCancellable  *cancellable,
                              GError       **error)
{
  g_return_val_if_fail (VB_IS_STORE (store), NULL);

  return _vb_args_run (store, VB_LANE_READ, list_terms_job,
                       _vb_args_new (VB_TABLE_TAXONOMY_TERM, 1, taxonomy_id), cancellable, error);
}

void
vb_directory_list_terms_async (VbStore             *store,
                               const char          *taxonomy_id,
                               GCancellable        *cancellable,
                               GAsyncReadyCallback  callback,
                               gpointer             user_data)
{
  g_return_if_fail (VB_IS_STORE (store));

  _vb_args_start (store, VB_LANE_READ, list_terms_job,
                  _vb_args_new (VB_TABLE_TAXONOMY_TERM, 1, taxonomy_id),
                  (GDestroyNotify) g_ptr_array_unref, cancellable, callback, user_data);
}

GPtrArray *
vb_directory_list_terms_finish (VbStore       *store,
                                GAsyncResult  *result,
                                GError       **error)
{
  return vb_store_run_finish (store, result, error);
}
