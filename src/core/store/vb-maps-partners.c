/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The maps of partners: kept as they come, and brought in when somebody subscribed. */

#define G_LOG_DOMAIN "vb-store"
#include "config.h"

#include "core/store/vb-maps.h"

#include "core/base/vb-uuid.h"
#include "core/model/vb-map-cut.h"
#include "core/model/vb-partner.h"
#include "core/store/vb-access-log.h"
#include "core/store/vb-conflicts-private.h"
#include "core/store/vb-import-private.h"
#include "core/store/vb-maps-private.h"
#include "core/store/vb-rows-private.h"

#define ENDED "defunct"

static const char *const states[VB_N_MAP_STATES] = {
  [VB_MAP_OFFERED] = "offered",
  [VB_MAP_SUBSCRIBED] = "subscribed",
  [VB_MAP_DECLINED] = "declined",
};

const char *
vb_map_state_get_code (VbMapState state)
{
  g_return_val_if_fail (state < VB_N_MAP_STATES, NULL);

  return states[state];
}

/* The table takes no other. */
static VbMapState
find_state (const char *code)
{
  VbMapState state = 0;

  while (!g_str_equal (states[state], code))
    state++;
  return state;
}

void
vb_partner_map_free (VbPartnerMap *self)
{
  g_free (self->partner_id);
  g_free (self->partner_name);
  g_free (self->source_id);
  g_free (self->title);
  g_free (self);
}

/* ------------------------------------------------------------------ listing */

#define LIST                                                                                       \
  "SELECT m.partner_id, p.name, m.state, m.source_id, m.number, m.title, m.made_at, "              \
  "m.received_at, (SELECT count (*) FROM service AS s WHERE s.source_id = m.source_id), "          \
  "(SELECT count (*) FROM map_withdrawn AS w WHERE w.source_id = m.source_id) "                    \
  "FROM local_map_partner AS m LEFT JOIN partner AS p ON p.id = m.partner_id "                     \
  "ORDER BY p.name COLLATE NOCASE, m.partner_id"

static VbPartnerMap *
read_map (VbStatement *statement)
{
  VbPartnerMap *self = g_new0 (VbPartnerMap, 1);

  self->partner_id = g_strdup (_vb_column_text (statement, 0));
  self->partner_name = g_strdup (_vb_column_text (statement, 1));
  self->state = find_state (_vb_column_text (statement, 2));
  self->source_id = g_strdup (_vb_column_text (statement, 3));
  self->number = sqlite3_column_int64 (statement, 4);
  self->title = g_strdup (_vb_column_text (statement, 5));
  self->made_at = sqlite3_column_int64 (statement, 6);
  self->received_at = sqlite3_column_int64 (statement, 7);
  self->n_services = sqlite3_column_int64 (statement, 8);
  self->n_withdrawn = sqlite3_column_int64 (statement, 9);
  return self;
}

static guint
count_conflicts (GPtrArray  *conflicts,
                 const char *source_id)
{
  guint n = 0;

  for (guint i = 0; i < conflicts->len; i++)
    if (g_strcmp0 (((VbConflict *) conflicts->pdata[i])->source_id, source_id) == 0)
      n++;
  return n;
}

static gpointer
list_job (VbDatabase    *db,
          gpointer       data,
          GCancellable  *cancellable,
          GError       **error)
{
  g_autoptr(GPtrArray) list =
    g_ptr_array_new_with_free_func ((GDestroyNotify) vb_partner_map_free);
  g_autoptr(GPtrArray) conflicts = _vb_conflicts_list (db, NULL, error);
  g_autoptr(VbStatement) statement = NULL;
  int code;

  if (conflicts == NULL || (statement = _vb_database_prepare (db, LIST, error)) == NULL)
    return NULL;
  while ((code = _vb_database_step (db, statement, error)) == SQLITE_ROW)
    {
      VbPartnerMap *map = read_map (statement);

      map->n_conflicts = count_conflicts (conflicts, map->source_id);
      g_ptr_array_add (list, map);
    }
  return code < 0 ? NULL : g_steal_pointer (&list);
}

GPtrArray *
vb_maps_list_sync (VbStore       *store,
                   GCancellable  *cancellable,
                   GError       **error)
{
  g_return_val_if_fail (VB_IS_STORE (store), NULL);

  return vb_store_run_sync_full (store, VB_LANE_READ, list_job, NULL,
                                 (GDestroyNotify) g_ptr_array_unref, cancellable, error);
}

/* ------------------------------------------------------------------ the one of a partner */

/* How it stands with one partner. */
typedef struct
{
  VbMapState state;
  char *source_id;  /* (nullable): nothing came, and nobody asked */
  char *name;       /* (nullable): of the partner: there is none */
  gboolean trusted;
  gint64 number;
  gint64 made_at;
  GBytes *head;     /* (nullable) */
  GBytes *package;  /* (nullable) */
} Standing;

static void
standing_clear (Standing *self)
{
  g_free (self->source_id);
  g_free (self->name);
  g_clear_pointer (&self->head, g_bytes_unref);
  g_clear_pointer (&self->package, g_bytes_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Standing, standing_clear)

static GBytes *
read_bytes (VbStatement *statement,
            int          column)
{
  return sqlite3_column_type (statement, column) == SQLITE_NULL
           ? NULL : g_bytes_new (sqlite3_column_blob (statement, column),
                                 sqlite3_column_bytes (statement, column));
}

static gboolean
read_trust (VbDatabase  *db,
            const char  *partner_id,
            Standing    *self,
            GError     **error)
{
  VbCell key = { "id", partner_id };
  g_autofree char *state = NULL;
  gboolean found;

  if (!_vb_rows_read (db, "partner", &key, 1, "name", &found, &self->name, error)
      || !_vb_rows_read (db, "partner", &key, 1, "state", &found, &state, error))
    return FALSE;
  self->trusted = found && vb_partner_state_find (state) == VB_PARTNER_VERIFIED;
  return TRUE;
}

static gboolean
read_standing (VbDatabase  *db,
               const char  *partner_id,
               Standing    *self,
               GError     **error)
{
  g_autoptr(VbStatement) statement =
    _vb_database_prepare (db, "SELECT state, source_id, number, made_at, head, package "
                              "FROM local_map_partner WHERE partner_id = ?1", error);
  int code;

  if (statement == NULL || !read_trust (db, partner_id, self, error))
    return FALSE;
  _vb_bind_text (statement, 1, partner_id);
  code = _vb_database_step (db, statement, error);
  if (code == SQLITE_ROW)
    {
      self->state = find_state (_vb_column_text (statement, 0));
      self->source_id = g_strdup (_vb_column_text (statement, 1));
      self->number = sqlite3_column_int64 (statement, 2);
      self->made_at = sqlite3_column_int64 (statement, 3);
      self->head = read_bytes (statement, 4);
      self->package = read_bytes (statement, 5);
    }
  return code >= 0;
}

static gboolean
write_state (VbDatabase  *db,
             const char  *partner_id,
             Standing    *self,
             GError     **error)
{
  g_autoptr(VbStatement) statement =
    _vb_database_prepare (db, "INSERT INTO local_map_partner (partner_id, state, source_id, number)"
                              " VALUES (?1, ?2, ?3, 0) ON CONFLICT (partner_id) DO UPDATE SET "
                              "state = ?2", error);

  if (statement == NULL)
    return FALSE;
  if (self->source_id == NULL)
    self->source_id = vb_uuid_new ();
  _vb_bind_text (statement, 1, partner_id);
  _vb_bind_text (statement, 2, states[self->state]);
  _vb_bind_text (statement, 3, self->source_id);
  _vb_database_touch (db, VB_CHANGED_LOCAL);
  return _vb_database_run (db, statement, error);
}

static gpointer
subscribe_job (VbDatabase    *db,
               gpointer       data,
               GCancellable  *cancellable,
               GError       **error)
{
  const VbArgs *args = data;
  g_auto(Standing) standing = { 0 };

  if (!read_standing (db, args->text[0], &standing, error))
    return NULL;
  if (standing.name == NULL)
    {
      g_set_error_literal (error, VB_ERROR, VB_ERROR_NOT_FOUND, "There is no such partner");
      return NULL;
    }
  standing.state = args->flag ? VB_MAP_SUBSCRIBED : VB_MAP_DECLINED;
  return write_state (db, args->text[0], &standing, error)
         && _vb_rows_log (db, VB_EVENT_CHANGE, 'U', "partner", args->text[0],
                          args->flag ? "map=subscribed" : "map=declined", error) ? VB_DONE : NULL;
}

gboolean
vb_maps_subscribe_sync (VbStore       *store,
                        const char    *partner_id,
                        gboolean       subscribe,
                        GCancellable  *cancellable,
                        GError       **error)
{
  VbArgs *args;

  g_return_val_if_fail (VB_IS_STORE (store) && partner_id != NULL, FALSE);

  args = _vb_args_new (VB_N_TABLES, 1, partner_id);
  args->flag = subscribe;
  return _vb_args_run (store, VB_LANE_WRITE, subscribe_job, args, cancellable, error) != NULL;
}

/* ------------------------------------------------------------------ what came */

static gboolean
keep_package (VbDatabase       *db,
              const VbMapMail  *mail,
              gint64            now,
              GError          **error)
{
  g_autoptr(VbStatement) statement =
    _vb_database_prepare (db, "UPDATE local_map_partner SET number = ?2, title = ?3, made_at = ?4, "
                              "received_at = ?5, head = ?6, package = ?7 WHERE partner_id = ?1",
                          error);

  if (statement == NULL)
    return FALSE;
  _vb_bind_text (statement, 1, mail->partner_id);
  _vb_bind_int (statement, 2, mail->number);
  _vb_bind_text (statement, 3, mail->title);
  _vb_bind_int (statement, 4, mail->made_at);
  _vb_bind_int (statement, 5, now);
  sqlite3_bind_blob64 (statement, 6, g_bytes_get_data (mail->head, NULL),
                       g_bytes_get_size (mail->head), SQLITE_TRANSIENT);
  sqlite3_bind_blob64 (statement, 7, g_bytes_get_data (mail->package, NULL),
                       g_bytes_get_size (mail->package), SQLITE_TRANSIENT);
  return _vb_database_run (db, statement, error);
}

/* The source says that it ended. As with any column: what was corrected here goes on standing. */
static gboolean
end_service (VbDatabase  *db,
             const char  *id,
             GError     **error)
{
  VbCell key = { "id", id };
  VbCell correction[] = {
    { "record_table", "service" }, { "record_id", id }, { "column_name", "status" },
  };
  g_autofree char *said = NULL;
  gboolean corrected;

  if (!_vb_rows_read (db, "correction", correction, 3, "source_value", &corrected, &said, error))
    return FALSE;
  if (corrected)
    return g_strcmp0 (said, ENDED) == 0
           || (_vb_rows_update (db, NULL, "correction", correction, 3, "source_value", ENDED, error)
               && _vb_rows_update (db, NULL, "correction", correction, 3, "conflict", "1", error));
  /* without its hash it is compared when it comes back */
  return _vb_rows_update (db, NULL, "service", &key, 1, "status", ENDED, error)
         && _vb_rows_update (db, NULL, "service", &key, 1, "source_hash", NULL, error);
}

static gboolean
withdraw (VbDatabase          *db,
          const char          *source_id,
          const VbMapService  *service,
          GError             **error)
{
  g_autofree char *at = g_strdup_printf ("%" G_GINT64_FORMAT, service->withdrawn_at);
  g_autofree char *source = NULL;
  g_autofree char *status = NULL;
  VbCell key = { "id", service->id };
  VbCell cells[] = {
    { "service_id", service->id }, { "source_id", source_id }, { "withdrawn_at", at },
    { "status", NULL },
  };
  gboolean here, known;

  if (!_vb_rows_read (db, "service", &key, 1, "source_id", &here, &source, error)
      || !_vb_rows_read (db, "service", &key, 1, "status", &here, &status, error)
      || !_vb_rows_read (db, "map_withdrawn", cells, 1, "source_id", &known, NULL, error))
    return FALSE;
  if (!here || known || g_strcmp0 (source, source_id) != 0)
    return TRUE;
  cells[3].value = status;
  return _vb_rows_insert (db, NULL, "map_withdrawn", 1, cells, G_N_ELEMENTS (cells), error)
         && end_service (db, service->id, error);
}

/* What is in the map is not withdrawn, whatever else it says. */
static gboolean
bring_back (VbDatabase  *db,
            GHashTable  *services,
            const char  *source_id,
            GError     **error)
{
  GHashTableIter iter;
  gpointer id;

  g_hash_table_iter_init (&iter, services);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    {
      VbCell key[] = { { "service_id", id }, { "source_id", source_id } };

      if (!_vb_rows_delete (db, NULL, "map_withdrawn", key, 2, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
bring_in (VbDatabase       *db,
          const VbMapMail  *mail,
          const Standing   *standing,
          GCancellable     *cancellable,
          GError          **error)
{
  g_autofree char *revision = g_strdup_printf ("edition-%" G_GINT64_FORMAT, mail->number);
  VbImportSource source = {
    .id = standing->source_id, .name = standing->name, .kind = "hsds-json", .revision = revision,
  };
  g_autoptr(GHashTable) services = vb_map_list_services (mail->batch);
  g_autoptr(VbReport) report = NULL;

  if (!_vb_maps_drop_foreign (db, mail->batch, standing->source_id, error))
    return FALSE;
  report = _vb_import_write (db, mail->batch, &source, cancellable, error);
  if (report == NULL || !bring_back (db, services, standing->source_id, error))
    return FALSE;
  for (guint i = 0; i < mail->withdrawn->len; i++)
    {
      const VbMapService *service = g_ptr_array_index (mail->withdrawn, i);

      if (!g_hash_table_contains (services, service->id)
          && !withdraw (db, standing->source_id, service, error))
        return FALSE;
    }
  return TRUE;
}

/* What an edition is to the one that is here. */
static VbArrival
compare (const VbMapMail *mail,
         const Standing  *standing)
{
  if (!standing->trusted)
    return VB_ARRIVAL_HELD;
  if (mail->number > standing->number)
    return VB_ARRIVAL_APPLIED;
  if (mail->number < standing->number)
    return VB_ARRIVAL_KNOWN;
  if (!g_bytes_equal (mail->head, standing->head)
      || !g_bytes_equal (mail->package, standing->package))
    return VB_ARRIVAL_REFUSED;
  return mail->subscribe ? VB_ARRIVAL_APPLIED : VB_ARRIVAL_KNOWN;
}

typedef struct
{
  const VbMapMail *mail;
  gint64 now;
  VbArrival arrival;
} Taking;

static gpointer
take_job (VbDatabase    *db,
          gpointer       data,
          GCancellable  *cancellable,
          GError       **error)
{
  Taking *taking = data;
  const VbMapMail *mail = taking->mail;
  g_auto(Standing) standing = { 0 };

  if (!read_standing (db, mail->partner_id, &standing, error))
    return NULL;
  taking->arrival = compare (mail, &standing);
  if (taking->arrival != VB_ARRIVAL_APPLIED)
    return VB_DONE;
  if (mail->subscribe)
    standing.state = VB_MAP_SUBSCRIBED;
  return write_state (db, mail->partner_id, &standing, error)
         && keep_package (db, mail, taking->now, error)
         && (standing.state != VB_MAP_SUBSCRIBED
             || bring_in (db, mail, &standing, cancellable, error)) ? VB_DONE : NULL;
}

gboolean
vb_maps_take_sync (VbStore          *store,
                   const VbMapMail  *mail,
                   gint64            now,
                   VbArrival        *arrival,
                   GCancellable     *cancellable,
                   GError          **error)
{
  Taking taking = { mail, now, VB_ARRIVAL_REFUSED };
  gboolean done;

  g_return_val_if_fail (VB_IS_STORE (store) && mail != NULL && mail->partner_id != NULL, FALSE);

  done = vb_store_run_sync (store, VB_LANE_WRITE, take_job, &taking, cancellable, error) != NULL;
  *arrival = taking.arrival;
  return done;
}

typedef struct
{
  const char *partner_id;
  Standing standing;
} Question;

static gpointer
get_kept_job (VbDatabase    *db,
              gpointer       data,
              GCancellable  *cancellable,
              GError       **error)
{
  Question *question = data;

  return read_standing (db, question->partner_id, &question->standing, error) ? VB_DONE : NULL;
}

gboolean
vb_maps_get_kept_sync (VbStore       *store,
                       const char    *partner_id,
                       gint64        *number,
                       gint64        *made_at,
                       GBytes       **head,
                       GBytes       **package,
                       GCancellable  *cancellable,
                       GError       **error)
{
  Question question = { partner_id, { 0 } };
  gboolean done;

  g_return_val_if_fail (VB_IS_STORE (store) && partner_id != NULL, FALSE);

  done = vb_store_run_sync (store, VB_LANE_READ, get_kept_job, &question, cancellable, error)
         != NULL;
  *number = question.standing.number;
  *made_at = question.standing.made_at;
  *head = g_steal_pointer (&question.standing.head);
  *package = g_steal_pointer (&question.standing.package);
  standing_clear (&question.standing);
  return done;
}

/* ------------------------------------------------------------------ what was withdrawn */

static gpointer
find_withdrawn_job (VbDatabase    *db,
                    gpointer       data,
                    GCancellable  *cancellable,
                    GError       **error)
{
  const VbArgs *args = data;
  g_autoptr(VbStatement) statement =
    _vb_database_prepare (db, "SELECT w.service_id, s.name, w.withdrawn_at FROM map_withdrawn AS w "
                              "JOIN source AS s ON s.id = w.source_id WHERE w.service_id = ?1",
                          error);

  if (statement == NULL)
    return NULL;
  _vb_bind_text (statement, 1, args->text[0]);
  if (_vb_database_step (db, statement, error) != SQLITE_ROW)
    return NULL;
  return vb_map_service_new (_vb_column_text (statement, 0), _vb_column_text (statement, 1),
                             sqlite3_column_int64 (statement, 2));
}

void
vb_maps_find_withdrawn_async (VbStore             *store,
                              const char          *service_id,
                              GCancellable        *cancellable,
                              GAsyncReadyCallback  callback,
                              gpointer             user_data)
{
  g_return_if_fail (VB_IS_STORE (store) && service_id != NULL);

  _vb_args_start (store, VB_LANE_READ, find_withdrawn_job,
                  _vb_args_new (VB_TABLE_SERVICE, 1, service_id),
                  (GDestroyNotify) vb_map_service_free, cancellable, callback, user_data);
}

VbMapService *
vb_maps_find_withdrawn_finish (VbStore       *store,
                               GAsyncResult  *result,
                               GError       **error)
{
  return vb_store_run_finish (store, result, error);
}
