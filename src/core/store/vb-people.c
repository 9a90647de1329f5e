/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Opening and saving persons; finding them is in vb-people-find.c. */

#define G_LOG_DOMAIN "vb-store"
#include "config.h"

#include "core/store/vb-people.h"

#include "core/base/vb-time.h"
#include "core/base/vb-uuid.h"
#include "core/model/vb-retention.h"
#include "core/store/vb-access-log.h"
#include "core/store/vb-shape-rows-private.h"

void
vb_moment_free (VbMoment *self)
{
  g_free (self->id);
  g_free (self->date);
  g_free (self->state);
  g_free (self->title);
  g_free (self->conversation_id);
  g_free (self->sort);
  g_free (self);
}

void
vb_housemate_free (VbHousemate *self)
{
  g_free (self->household_id);
  g_free (self->person_id);
  g_free (self->name);
  g_free (self->role);
  g_free (self);
}

void
vb_person_record_free (VbPersonRecord *self)
{
  vb_person_free (self->person);
  g_free (self->household_id);
  g_free (self->role);
  g_ptr_array_unref (self->housemates);
  g_ptr_array_unref (self->timeline);
  g_free (self->destroy_from);
  g_free (self);
}

/* ------------------------------------------------------------------ opening */

static gboolean
load_person (VbDatabase  *db,
             const char  *id,
             VbPerson   **person,
             GError     **error)
{
  gpointer found;
  VbPerson *self;

  if (!_vb_shape_find (db, &vb_person_shape, id, &found, error))
    return FALSE;
  if (found == NULL)
    {
      g_set_error_literal (error, VB_ERROR, VB_ERROR_NOT_FOUND, "There is no such person any more");
      return FALSE;
    }
  self = found;
  self->representatives = vb_shape_new_list (&vb_representative_shape);
  self->relations = vb_shape_new_list (&vb_relation_shape);
  self->helpers = vb_shape_new_list (&vb_helper_shape);
  *person = self;
  return _vb_shape_load (db, &vb_representative_shape, "person_id", id, "id",
                         self->representatives, error)
         && _vb_shape_load (db, &vb_relation_shape, "person_id", id, "id", self->relations, error)
         && _vb_shape_load (db, &vb_helper_shape, "person_id", id, "id", self->helpers, error);
}

static gboolean
load_timeline (VbDatabase  *db,
               const char  *id,
               const char  *today,
               GPtrArray   *timeline,
               GError     **error)
{
  g_autoptr(VbStatement) statement = _vb_database_prepare (db,
    "SELECT 0 AS kind, id, held_on AS date, state, instrument AS title, NULL, NULL, 0, 0 "
    "FROM conversation WHERE person_id = ?1 "
    "UNION ALL SELECT 1, id, given_on, "
    "CASE WHEN withdrawn_on <= ?2 THEN 'withdrawn' ELSE kind END, recipient_name, NULL, "
    "NULL, 0, 0 FROM consent WHERE person_id = ?1 "
    "UNION ALL SELECT 2, id, started_on, state, "
    "(SELECT words FROM goal WHERE plan_id = plan.id ORDER BY id LIMIT 1), "
    "(SELECT conversation_id FROM goal WHERE plan_id = plan.id AND conversation_id IS NOT NULL "
    "ORDER BY id LIMIT 1), NULL, 0, 0 FROM plan WHERE person_id = ?1 "
    /* Of a letter with both sides here it is the receiver who acts. */
    "UNION ALL SELECT 3, id, coalesce (sent_on, date (changed_at / 1000000, 'unixepoch', "
    "'localtime')), state, iif (side = 'sender', recipient_name, sender_name), NULL, kind, "
    "side = 'receiver', ended_on IS NOT NULL FROM referral AS r "
    "WHERE person_id = ?1 AND state <> 'mistaken' AND (side = 'receiver' OR NOT EXISTS (SELECT 1 "
    "FROM referral AS o WHERE o.letter_id = r.letter_id AND o.side = 'receiver' "
    "AND o.person_id = r.person_id)) ORDER BY date DESC, id DESC LIMIT 500", error);
  int code;

  if (statement == NULL)
    return FALSE;
  _vb_bind_text (statement, 1, id);
  _vb_bind_text (statement, 2, today);
  while ((code = _vb_database_step (db, statement, error)) == SQLITE_ROW)
    {
      VbMoment *moment = g_new0 (VbMoment, 1);

      moment->kind = sqlite3_column_int (statement, 0);
      moment->id = g_strdup (_vb_column_text (statement, 1));
      moment->date = g_strdup (_vb_column_text (statement, 2));
      moment->state = g_strdup (_vb_column_text (statement, 3));
      moment->title = g_strdup (_vb_column_text (statement, 4));
      moment->conversation_id = g_strdup (_vb_column_text (statement, 5));
      moment->sort = g_strdup (_vb_column_text (statement, 6));
      moment->received = sqlite3_column_int (statement, 7) != 0;
      moment->ended = sqlite3_column_int (statement, 8) != 0;
      g_ptr_array_add (timeline, moment);
    }
  return code == SQLITE_DONE;
}

static gboolean
load_own_household (VbDatabase      *db,
                    VbPersonRecord  *record,
                    GError         **error)
{
  g_autoptr(VbStatement) statement = _vb_database_prepare (db,
    "SELECT household_id, shares, role FROM household_member WHERE person_id = ?1 "
    "AND " VB_STILL_MEMBER (household_member) " ORDER BY id LIMIT 1", error);
  int code;

  if (statement == NULL)
    return FALSE;
  _vb_bind_text (statement, 1, record->person->id);
  code = _vb_database_step (db, statement, error);
  if (code == SQLITE_ROW)
    {
      record->household_id = g_strdup (_vb_column_text (statement, 0));
      record->shares = sqlite3_column_int (statement, 1) != 0;
      record->role = g_strdup (_vb_column_text (statement, 2));
    }
  return code >= 0;
}

/* The others: with a name only when they agreed to be seen. */
static gboolean
load_housemates (VbDatabase      *db,
                 VbPersonRecord  *record,
                 GError         **error)
{
  g_autoptr(VbStatement) statement = NULL;
  int code;

  if (!load_own_household (db, record, error))
    return FALSE;
  statement = _vb_database_prepare (db,
    "SELECT m.household_id, m.role, m.shares, p.id, p.given_name, p.prefix, p.family_name, "
    "p.case_number FROM household_member AS m JOIN person AS p ON p.id = m.person_id "
    "WHERE m.household_id = ?1 AND m.person_id <> ?2 AND "
    VB_STILL_MEMBER (m) " ORDER BY p.name_key, p.id", error);
  if (statement == NULL)
    return FALSE;
  _vb_bind_text (statement, 1, record->household_id);
  _vb_bind_text (statement, 2, record->person->id);
  while ((code = _vb_database_step (db, statement, error)) == SQLITE_ROW)
    {
      VbHousemate *mate = g_new0 (VbHousemate, 1);
      VbPerson other = { NULL };

      mate->household_id = g_strdup (_vb_column_text (statement, 0));
      mate->role = g_strdup (_vb_column_text (statement, 1));
      g_ptr_array_add (record->housemates, mate);
      if (sqlite3_column_int (statement, 2) == 0)
        continue;
      other.given_name = (char *) _vb_column_text (statement, 4);
      other.prefix = (char *) _vb_column_text (statement, 5);
      other.family_name = (char *) _vb_column_text (statement, 6);
      other.case_number = (char *) _vb_column_text (statement, 7);
      mate->person_id = g_strdup (_vb_column_text (statement, 3));
      mate->name = vb_person_dup_name (&other);
    }
  return code == SQLITE_DONE;
}

static char *
day_of (gint64 at)
{
  g_autoptr(GDateTime) time = g_date_time_new_from_unix_local (at / G_USEC_PER_SEC);

  return g_date_time_format (time, "%Y-%m-%d");
}

static gboolean
remember_opened (VbDatabase  *db,
                 const char  *id,
                 GError     **error)
{
  g_autoptr(VbStatement) statement = _vb_database_prepare (db,
    "INSERT INTO local_person_opened (person_id, opened_at) VALUES (?1, ?2) "
    "ON CONFLICT (person_id) DO UPDATE SET opened_at = excluded.opened_at", error);

  if (statement == NULL)
    return FALSE;
  _vb_bind_text (statement, 1, id);
  _vb_bind_int (statement, 2, g_get_real_time ());
  return _vb_database_run (db, statement, error);
}

static gpointer
open_job (VbDatabase    *db,
          gpointer       data,
          GCancellable  *cancellable,
          GError       **error)
{
  VbArgs *args = data;
  const char *id = args->text[0];
  g_autoptr(VbPersonRecord) record = g_new0 (VbPersonRecord, 1);
  g_autofree char *today = vb_time_today ();
  g_autofree char *changed = NULL;
  VbAccessEntry entry = { VB_EVENT_READ, 'R', VB_OUTCOME_SUCCESS, .purpose = args->text[1],
                          .object_type = "person", .object_id = id, .person_id = id };

  record->housemates = g_ptr_array_new_with_free_func ((GDestroyNotify) vb_housemate_free);
  record->timeline = g_ptr_array_new_with_free_func ((GDestroyNotify) vb_moment_free);
  if (!load_person (db, id, &record->person, error)
      || !load_housemates (db, record, error)
      || !load_timeline (db, id, today, record->timeline, error)
      || !remember_opened (db, id, error)
      || !vb_access_log_append (db, &entry, error))
    return NULL;
  changed = day_of (record->person->changed_at);
  record->destroy_from = vb_retention_compute (record->person->retention_class,
                                               record->person->closed_on, changed,
                                               record->person->keep_until);
  return g_steal_pointer (&record);
}

VbPersonRecord *
vb_people_open_sync (VbStore       *store,
                     const char    *id,
                     const char    *purpose,
                     GCancellable  *cancellable,
                     GError       **error)
{
  g_return_val_if_fail (VB_IS_STORE (store) && id != NULL, NULL);

  return _vb_args_run (store, VB_LANE_WRITE, open_job, _vb_args_new (VB_N_TABLES, 2, id, purpose),
                       cancellable, error);
}

void
vb_people_open_async (VbStore             *store,
                      const char          *id,
                      const char          *purpose,
                      GCancellable        *cancellable,
                      GAsyncReadyCallback  callback,
                      gpointer             user_data)
{
  g_return_if_fail (VB_IS_STORE (store) && id != NULL);

  _vb_args_start (store, VB_LANE_WRITE, open_job, _vb_args_new (VB_N_TABLES, 2, id, purpose),
                  (GDestroyNotify) vb_person_record_free, cancellable, callback, user_data);
}

VbPersonRecord *
vb_people_open_finish (VbStore       *store,
                       GAsyncResult  *result,
                       GError       **error)
{
  return vb_store_run_finish (store, result, error);
}

/* ------------------------------------------------------------------ saving */

static gboolean
save_row (VbDatabase      *db,
          const VbPerson  *base,
          const VbPerson  *mine,
          guint           *n_changes,
          GError         **error)
{
  g_autofree char *now = _vb_rows_now ();
  g_autofree char *key = vb_person_dup_key (mine);
  const VbCell added[] = { { "created_at", now }, { "created_by", _vb_rows_actor (db) },
                           { "changed_at", now }, { "name_key", key } };
  const VbCell changed[] = { { "name_key", key } };
  const VbShapeStamps stamps = { added, G_N_ELEMENTS (added), changed, G_N_ELEMENTS (changed) };

  return _vb_shape_save (db, &vb_person_shape, base, mine, &stamps, n_changes, error);
}

static gpointer
save_job (VbDatabase    *db,
          gpointer       data,
          GCancellable  *cancellable,
          GError       **error)
{
  VbPair *pair = data;
  const VbPerson *base = pair->base, *mine = pair->mine;
  g_autofree char *detail = NULL;
  guint n = 0;

  if (!save_row (db, base, mine, &n, error)
      || !_vb_shape_save_list (db, &vb_representative_shape,
                               base != NULL ? base->representatives : NULL,
                               mine->representatives, &n, error)
      || !_vb_shape_save_list (db, &vb_relation_shape, base != NULL ? base->relations : NULL,
                               mine->relations, &n, error)
      || !_vb_shape_save_list (db, &vb_helper_shape, base != NULL ? base->helpers : NULL,
                               mine->helpers, &n, error))
    return NULL;
  if (n == 0)
    return VB_DONE;
  detail = g_strdup_printf ("changes=%u", n);
  return _vb_people_stamp (db, mine->id, error)
         && _vb_people_log (db, base == NULL ? VB_EVENT_CREATE : VB_EVENT_CHANGE,
                            base == NULL ? 'C' : 'U', "person", mine->id, mine->id, detail, error)
         ? VB_DONE : NULL;
}

static gpointer
copy_person (gconstpointer person)
{
  return vb_person_copy (person);
}

static void
free_person (gpointer person)
{
  vb_person_free (person);
}

static GArray *
check (const VbPerson *person)
{
  g_autofree char *today = vb_time_today ();

  return vb_person_validate (person, today);
}

gboolean
vb_people_save_sync (VbStore         *store,
                     const VbPerson  *base,
                     const VbPerson  *person,
                     GCancellable    *cancellable,
                     GError         **error)
{
  g_return_val_if_fail (VB_IS_STORE (store) && person != NULL, FALSE);

  return _vb_pair_run (store, save_job, base, person, copy_person, free_person, check (person),
                       cancellable, error) != NULL;
}

void
vb_people_save_async (VbStore             *store,
                      const VbPerson      *base,
                      const VbPerson      *person,
                      GCancellable        *cancellable,
                      GAsyncReadyCallback  callback,
                      gpointer             user_data)
{
  g_return_if_fail (VB_IS_STORE (store) && person != NULL);

  _vb_pair_start (store, save_job, base, person, copy_person, free_person, check (person),
                  cancellable, callback, user_data);
}

gboolean
vb_people_save_finish (VbStore       *store,
                       GAsyncResult  *result,
                       GError       **error)
{
  return _vb_pair_finish (store, result, error);
}

/* ------------------------------------------------------------------ household */

static gboolean
run_with (VbDatabase   *db,
          const char   *sql,
          const char   *first,
          const char   *second,
          GError      **error)
{
  g_autoptr(VbStatement) statement = _vb_database_prepare (db, sql, error);

  if (statement == NULL)
    return FALSE;
  _vb_bind_text (statement, 1, first);
  if (second != NULL)
    _vb_bind_text (statement, 2, second);
  _vb_database_touch (db, VB_CHANGED_PEOPLE);
  return _vb_database_run (db, statement, error);
}

#define LEAVE_OTHERS                                                                               \
  "DELETE FROM household_member WHERE person_id = ?1 AND household_id <> ifnull (?2, '')"
#define DROP_EMPTY                                                                                 \
  "DELETE FROM household WHERE id NOT IN (SELECT household_id FROM household_member) AND id <> ?1"

static gboolean
put_member (VbDatabase  *db,
            const VbArgs *args,
            const char  *household,
            GError     **error)
{
  g_autoptr(VbStatement) statement = _vb_database_prepare (db,
    "INSERT INTO household_member (id, household_id, person_id, role, shares) "
    "VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT (household_id, person_id) "
    "DO UPDATE SET role = excluded.role, shares = excluded.shares, valid_to = NULL", error);
  g_autofree char *id = vb_uuid_new ();

  if (statement == NULL)
    return FALSE;
  _vb_bind_text (statement, 1, id);
  _vb_bind_text (statement, 2, household);
  _vb_bind_text (statement, 3, args->text[0]);
  _vb_bind_text (statement, 4, args->text[2]);
  _vb_bind_int (statement, 5, args->flag);
  return _vb_database_run (db, statement, error);
}

static gpointer
join_job (VbDatabase    *db,
          gpointer       data,
          GCancellable  *cancellable,
          GError       **error)
{
  VbArgs *args = data;
  g_autofree char *household = args->text[1] != NULL ? g_strdup (args->text[1]) : vb_uuid_new ();

  if (!_vb_people_stamp (db, args->text[0], error))
    return NULL;
  if (args->text[1] == NULL
      && !run_with (db, "INSERT INTO household (id) VALUES (?1)", household, NULL, error))
    return NULL;
  if (!run_with (db, LEAVE_OTHERS, args->text[0], household, error)
      || !put_member (db, args, household, error)
      || !run_with (db, DROP_EMPTY, household, NULL, error)
      || !_vb_people_log (db, VB_EVENT_CHANGE, 'U', "household", household, args->text[0],
                          args->flag ? "shares" : NULL, error))
    return NULL;
  return g_steal_pointer (&household);
}

static gpointer
leave_job (VbDatabase    *db,
           gpointer       data,
           GCancellable  *cancellable,
           GError       **error)
{
  VbArgs *args = data;

  return _vb_people_stamp (db, args->text[0], error)
         && run_with (db, LEAVE_OTHERS, args->text[0], NULL, error)
         && run_with (db, DROP_EMPTY, "", NULL, error)
         && _vb_people_log (db, VB_EVENT_CHANGE, 'U', "household", NULL, args->text[0], "left",
                            error)
         ? VB_DONE : NULL;
}

static VbArgs *
join_args (const char *person_id,
           const char *household_id,
           const char *role,
           gboolean    shares)
{
  VbArgs *args = _vb_args_new (VB_N_TABLES, 3, person_id, household_id, role);

  args->flag = shares;
  return args;
}

char *
vb_people_join_sync (VbStore       *store,
                     const char    *person_id,
                     const char    *household_id,
                     const char    *role,
                     gboolean       shares,
                     GCancellable  *cancellable,
                     GError       **error)
{
  g_return_val_if_fail (VB_IS_STORE (store) && person_id != NULL, NULL);

  return _vb_args_run (store, VB_LANE_WRITE, join_job,
                       join_args (person_id, household_id, role, shares), cancellable, error);
}

void
vb_people_join_async (VbStore             *store,
                      const char          *person_id,
                      const char          *household_id,
                      const char          *role,
                      gboolean             shares,
                      GCancellable        *cancellable,
                      GAsyncReadyCallback  callback,
                      gpointer             user_data)
{
  g_return_if_fail (VB_IS_STORE (store) && person_id != NULL);

  _vb_args_start (store, VB_LANE_WRITE, join_job,
                  join_args (person_id, household_id, role, shares), g_free, cancellable,
                  callback, user_data);
}

char *
vb_people_join_finish (VbStore       *store,
                       GAsyncResult  *result,
                       GError       **error)
{
  return vb_store_run_finish (store, result, error);
}

gboolean
vb_people_leave_sync (VbStore       *store,
                      const char    *person_id,
                      GCancellable  *cancellable,
                      GError       **error)
{
  g_return_val_if_fail (VB_IS_STORE (store) && person_id != NULL, FALSE);

  return _vb_args_run (store, VB_LANE_WRITE, leave_job, _vb_args_new (VB_N_TABLES, 1, person_id),
                       cancellable, error) != NULL;
}

void
vb_people_leave_async (VbStore             *store,
                       const char          *person_id,
                       GCancellable        *cancellable,
                       GAsyncReadyCallback  callback,
                       gpointer             user_data)
{
  g_return_if_fail (VB_IS_STORE (store) && person_id != NULL);

  _vb_args_start (store, VB_LANE_WRITE, leave_job, _vb_args_new (VB_N_TABLES, 1, person_id), NULL,
                  cancellable, callback, user_data);
}

gboolean
vb_people_leave_finish (VbStore       *store,
                        GAsyncResult  *result,
                        GError       **error)
{
  return vb_store_run_finish (store, result, error) != NULL;
}
