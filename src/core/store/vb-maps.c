/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Which part of the social map partners get. */

#define G_LOG_DOMAIN "vb-store"
#include "config.h"

#include "core/store/vb-maps.h"

#include "core/store/vb-access-log.h"
#include "core/store/vb-rows-private.h"

#define CHECKED "map/checked"
#define TITLE "map/title"

void
vb_map_choice_free (VbMapChoice *self)
{
  g_clear_pointer (&self->services, g_hash_table_unref);
  g_clear_pointer (&self->organizations, g_hash_table_unref);
  g_free (self->title);
  g_free (self);
}

VbMapService *
vb_map_service_new (const char *id,
                    const char *name,
                    gint64      withdrawn_at)
{
  VbMapService *self = g_new0 (VbMapService, 1);

  self->id = g_strdup (id);
  self->name = g_strdup (name);
  self->withdrawn_at = withdrawn_at;
  return self;
}

void
vb_map_service_free (VbMapService *self)
{
  g_free (self->id);
  g_free (self->name);
  g_free (self);
}

void
vb_map_edition_free (VbMapEdition *self)
{
  g_free (self->title);
  g_clear_pointer (&self->package, g_bytes_unref);
  g_clear_pointer (&self->services, g_ptr_array_unref);
  g_clear_pointer (&self->receivers, g_ptr_array_unref);
  g_free (self);
}

/* ------------------------------------------------------------------ choosing */

static gboolean
find_table (VbDatabase  *db,
            const char  *id,
            VbTable     *table,
            GError     **error)
{
  static const VbTable tables[] = { VB_TABLE_ORGANIZATION, VB_TABLE_SERVICE };
  gboolean found = FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (tables) && !found; i++)
    {
      *table = tables[i];
      if (!_vb_rows_exists (db, tables[i], id, &found, NULL, error))
        return FALSE;
    }
  if (!found)
    g_set_error_literal (error, VB_ERROR, VB_ERROR_NOT_FOUND,
                         "There is no such organization or service");
  return found;
}

/* What is chosen as a whole takes no single service of it back in; a service that was kept at home
 * stays there until somebody chooses that one. */
static gpointer
choose_job (VbDatabase    *db,
            gpointer       data,
            GCancellable  *cancellable,
            GError       **error)
{
  const VbArgs *args = data;
  g_autofree char *now = _vb_rows_now ();
  VbCell cells[] = {
    { "record_table", NULL }, { "record_id", args->text[0] },
    { "state", args->flag ? "in" : "out" }, { "chosen_at", now },
    { "chosen_by", _vb_rows_actor (db) },
  };
  VbTable table;

  if (!find_table (db, args->text[0], &table, error))
    return NULL;
  cells[0].value = vb_schema_get (table)->name;
  if (!_vb_rows_delete (db, NULL, "map_choice", cells, 2, error))
    return NULL;
  if ((args->flag || table == VB_TABLE_SERVICE)
      && !_vb_rows_insert (db, NULL, "map_choice", 2, cells, G_N_ELEMENTS (cells), error))
    return NULL;
  _vb_database_touch (db, VB_CHANGED_LOCAL);
  return _vb_rows_log (db, VB_EVENT_CHANGE, 'U', cells[0].value, args->text[0],
                       args->flag ? "published" : "not-published", error) ? VB_DONE : NULL;
}

gboolean
vb_maps_choose_sync (VbStore       *store,
                     const char    *id,
                     gboolean       in,
                     GCancellable  *cancellable,
                     GError       **error)
{
  VbArgs *args;

  g_return_val_if_fail (VB_IS_STORE (store) && id != NULL, FALSE);

  args = _vb_args_new (VB_N_TABLES, 1, id);
  args->flag = in;
  return _vb_args_run (store, VB_LANE_WRITE, choose_job, args, cancellable, error) != NULL;
}

static gpointer
set_job (VbDatabase    *db,
         gpointer       data,
         GCancellable  *cancellable,
         GError       **error)
{
  const VbArgs *args = data;

  if (!_vb_database_set_setting (db, CHECKED, args->flag ? "1" : NULL, error)
      || (args->text[0] != NULL && !_vb_database_set_setting (db, TITLE, args->text[0], error)))
    return NULL;
  _vb_database_touch (db, VB_CHANGED_LOCAL);
  return _vb_rows_log (db, VB_EVENT_CHANGE, 'U', "map", NULL,
                       args->flag ? "checked=1" : "checked=0", error) ? VB_DONE : NULL;
}

gboolean
vb_maps_set_sync (VbStore       *store,
                  gboolean       checked,
                  const char    *title,
                  GCancellable  *cancellable,
                  GError       **error)
{
  VbArgs *args;

  g_return_val_if_fail (VB_IS_STORE (store), FALSE);

  args = _vb_args_new (VB_N_TABLES, 1, title);
  args->flag = checked;
  return _vb_args_run (store, VB_LANE_WRITE, set_job, args, cancellable, error) != NULL;
}

static gboolean
read_set (VbDatabase  *db,
          const char  *sql,
          const char  *extra,
          gboolean     checked,
          GHashTable **set,
          GError     **error)
{
  g_autoptr(VbStatement) statement = _vb_database_prepare (db, sql, error);
  int code;

  *set = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  if (statement == NULL)
    return FALSE;
  _vb_bind_text (statement, 1, extra);
  _vb_bind_int (statement, 2, checked);
  while ((code = _vb_database_step (db, statement, error)) == SQLITE_ROW)
    {
      const char *name = _vb_column_text (statement, 1);

      g_hash_table_insert (*set, g_strdup (_vb_column_text (statement, 0)),
                           g_strdup (name != NULL ? name : ""));
    }
  return code >= 0;
}

#define CHOSEN(table, state) "(SELECT record_id FROM map_choice WHERE record_table = '" table \
                             "' AND state = '" state "')"

static gpointer
read_choice_job (VbDatabase    *db,
                 gpointer       data,
                 GCancellable  *cancellable,
                 GError       **error)
{
  const VbArgs *args = data;
  const char *extra = args->text[0];
  g_autoptr(VbMapChoice) self = g_new0 (VbMapChoice, 1);
  g_autofree char *checked = NULL;

  if (!_vb_database_get_setting (db, CHECKED, &checked, error)
      || !_vb_database_get_setting (db, TITLE, &self->title, error))
    return NULL;
  self->checked = checked != NULL;
  /* What ended is not published: it is withdrawn. */
  if (!read_set (db, "SELECT id, name FROM service AS s WHERE s.status IS NOT 'defunct' "
                     "AND (id = ?1 OR (id NOT IN " CHOSEN ("service", "out") " AND (id IN "
                     CHOSEN ("service", "in") " OR organization_id = ?1 OR organization_id IN "
                     CHOSEN ("organization", "in") " OR (?2 AND EXISTS (SELECT 1 FROM verification "
                     "AS v WHERE v.resource_id = s.id AND v.source_id IS NULL)))))",
                 extra, self->checked, &self->services, error)
      || !read_set (db, "SELECT id, name FROM organization WHERE ?2 = 0 AND (id = ?1 OR id IN "
                        CHOSEN ("organization", "in") ")",
                    extra, FALSE, &self->organizations, error))
    return NULL;
  return g_steal_pointer (&self);
}

VbMapChoice *
vb_maps_read_choice_sync (VbStore       *store,
                          const char    *extra,
                          GCancellable  *cancellable,
                          GError       **error)
{
  g_return_val_if_fail (VB_IS_STORE (store), NULL);

  return _vb_args_run (store, VB_LANE_READ, read_choice_job, _vb_args_new (VB_N_TABLES, 1, extra),
                       cancellable, error);
}

/* ------------------------------------------------------------------ editions */

static gboolean
read_last (VbDatabase    *db,
           VbMapEdition  *self,
           GError       **error)
{
  g_autoptr(VbStatement) statement =
    _vb_database_prepare (db, "SELECT number, title, made_at, package FROM local_map_edition "
                              "ORDER BY number DESC LIMIT 1", error);
  int code;

  if (statement == NULL)
    return FALSE;
  code = _vb_database_step (db, statement, error);
  if (code == SQLITE_ROW)
    {
      const char *title = _vb_column_text (statement, 1);

      self->number = sqlite3_column_int64 (statement, 0);
      self->title = *title != '\0' ? g_strdup (title) : NULL;
      self->made_at = sqlite3_column_int64 (statement, 2);
      self->package = g_bytes_new (sqlite3_column_blob (statement, 3),
                                   sqlite3_column_bytes (statement, 3));
    }
  return code >= 0;
}

static gboolean
read_services (VbDatabase    *db,
               VbMapEdition  *self,
               GError       **error)
{
  g_autoptr(VbStatement) statement =
    _vb_database_prepare (db, "SELECT service_id, name, withdrawn_at FROM local_map_service "
                              "ORDER BY service_id", error);
  int code;

  if (statement == NULL)
    return FALSE;
  while ((code = _vb_database_step (db, statement, error)) == SQLITE_ROW)
    g_ptr_array_add (self->services, vb_map_service_new (_vb_column_text (statement, 0),
                                                         _vb_column_text (statement, 1),
                                                         sqlite3_column_int64 (statement, 2)));
  return code >= 0;
}

static gboolean
read_receivers (VbDatabase    *db,
                VbMapEdition  *self,
                GError       **error)
{
  g_autoptr(VbStatement) statement =
    _vb_database_prepare (db, "SELECT partner_id FROM local_map_sent WHERE number = ?1", error);
  int code;

  if (statement == NULL)
    return FALSE;
  _vb_bind_int (statement, 1, self->number);
  while ((code = _vb_database_step (db, statement, error)) == SQLITE_ROW)
    g_ptr_array_add (self->receivers, g_strdup (_vb_column_text (statement, 0)));
  return code >= 0;
}

static gpointer
get_edition_job (VbDatabase    *db,
                 gpointer       data,
                 GCancellable  *cancellable,
                 GError       **error)
{
  g_autoptr(VbMapEdition) self = g_new0 (VbMapEdition, 1);

  self->services = g_ptr_array_new_with_free_func ((GDestroyNotify) vb_map_service_free);
  self->receivers = g_ptr_array_new_with_free_func (g_free);
  return read_last (db, self, error) && read_services (db, self, error)
         && read_receivers (db, self, error) ? g_steal_pointer (&self) : NULL;
}

VbMapEdition *
vb_maps_get_edition_sync (VbStore       *store,
                          GCancellable  *cancellable,
                          GError       **error)
{
  g_return_val_if_fail (VB_IS_STORE (store), NULL);

  return vb_store_run_sync_full (store, VB_LANE_READ, get_edition_job, NULL,
                                 (GDestroyNotify) vb_map_edition_free, cancellable, error);
}

typedef struct
{
  const char *title; /* (nullable) */
  GBytes *package;
  GPtrArray *services;
  gint64 now;
  gboolean is_new;
} Publication;

/* Numbers follow the clock, so that they go on rising also when a backup is put back. */
static gboolean
write_edition (VbDatabase         *db,
               const Publication  *publication,
               gint64              last,
               GError            **error)
{
  g_autoptr(VbStatement) statement =
    _vb_database_prepare (db, "INSERT INTO local_map_edition (number, title, made_at, package) "
                              "VALUES (?1, ?2, ?3, ?4)", error);

  if (statement == NULL || !_vb_database_exec (db, "DELETE FROM local_map_edition", error))
    return FALSE;
  _vb_bind_int (statement, 1, MAX (publication->now / G_USEC_PER_SEC, last + 1));
  _vb_bind_text (statement, 2, publication->title != NULL ? publication->title : "");
  _vb_bind_int (statement, 3, publication->now);
  sqlite3_bind_blob64 (statement, 4, g_bytes_get_data (publication->package, NULL),
                       g_bytes_get_size (publication->package), SQLITE_TRANSIENT);
  return _vb_database_run (db, statement, error);
}

static gboolean
write_services (VbDatabase         *db,
                const Publication  *publication,
                GError            **error)
{
  g_autoptr(VbStatement) leave =
    _vb_database_prepare (db, "UPDATE local_map_service SET withdrawn_at = ?1 "
                              "WHERE withdrawn_at IS NULL", error);
  g_autoptr(VbStatement) stand =
    leave != NULL ? _vb_database_prepare (db, "INSERT INTO local_map_service (service_id, name) "
                                              "VALUES (?1, ?2) ON CONFLICT (service_id) DO UPDATE "
                                              "SET name = ?2, withdrawn_at = NULL", error) : NULL;

  if (stand == NULL)
    return FALSE;
  _vb_bind_int (leave, 1, publication->now);
  if (!_vb_database_run (db, leave, error))
    return FALSE;
  for (guint i = 0; i < publication->services->len; i++)
    {
      const VbMapService *service = g_ptr_array_index (publication->services, i);

      _vb_bind_text (stand, 1, service->id);
      _vb_bind_text (stand, 2, service->name != NULL ? service->name : "");
      if (!_vb_database_run (db, stand, error))
        return FALSE;
      sqlite3_reset (stand);
    }
  return TRUE;
}

static gpointer
publish_job (VbDatabase    *db,
             gpointer       data,
             GCancellable  *cancellable,
             GError       **error)
{
  Publication *publication = data;
  g_autoptr(VbMapEdition) last = g_new0 (VbMapEdition, 1);
  g_autofree char *detail = g_strdup_printf ("services=%u", publication->services->len);

  if (!read_last (db, last, error))
    return NULL;
  publication->is_new = last->package == NULL
                        || !g_bytes_equal (last->package, publication->package)
                        || g_strcmp0 (last->title, publication->title) != 0;
  if (!publication->is_new)
    return VB_DONE;
  _vb_database_touch (db, VB_CHANGED_LOCAL);
  return write_edition (db, publication, last->number, error)
         && write_services (db, publication, error)
         && _vb_rows_log (db, VB_EVENT_EXPORT, 'E', "map", NULL, detail, error) ? VB_DONE : NULL;
}

gboolean
vb_maps_publish_sync (VbStore       *store,
                      const char    *title,
                      GBytes        *package,
                      GPtrArray     *services,
                      gint64         now,
                      gboolean      *is_new,
                      GCancellable  *cancellable,
                      GError       **error)
{
  Publication publication = { title, package, services, now, FALSE };
  gboolean done;

  g_return_val_if_fail (VB_IS_STORE (store) && package != NULL && services != NULL, FALSE);

  done = vb_store_run_sync (store, VB_LANE_WRITE, publish_job, &publication, cancellable, error)
         != NULL;
  *is_new = publication.is_new;
  return done;
}

typedef struct
{
  const char *partner_id;
  gint64 number;
  gint64 now;
} Sending;

static gpointer
note_sent_job (VbDatabase    *db,
               gpointer       data,
               GCancellable  *cancellable,
               GError       **error)
{
  const Sending *sending = data;
  g_autofree char *detail = g_strdup_printf ("edition=%" G_GINT64_FORMAT, sending->number);
  g_autoptr(VbStatement) statement =
    _vb_database_prepare (db, "INSERT INTO local_map_sent (partner_id, number, sent_at) VALUES "
                              "(?1, ?2, ?3) ON CONFLICT (partner_id) DO UPDATE SET number = ?2, "
                              "sent_at = ?3", error);

  if (statement == NULL)
    return NULL;
  _vb_bind_text (statement, 1, sending->partner_id);
  _vb_bind_int (statement, 2, sending->number);
  _vb_bind_int (statement, 3, sending->now);
  _vb_database_touch (db, VB_CHANGED_LOCAL);
  return _vb_database_run (db, statement, error)
         && _vb_rows_log (db, VB_EVENT_EXPORT, 'E', "partner", sending->partner_id, detail, error)
         ? VB_DONE : NULL;
}

gboolean
vb_maps_note_sent_sync (VbStore       *store,
                        const char    *partner_id,
                        gint64         number,
                        gint64         now,
                        GCancellable  *cancellable,
                        GError       **error)
{
  Sending sending = { partner_id, number, now };

  g_return_val_if_fail (VB_IS_STORE (store) && partner_id != NULL, FALSE);

  return vb_store_run_sync (store, VB_LANE_WRITE, note_sent_job, &sending, cancellable, error)
         != NULL;
}
