/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "vb-store"
#include "config.h"

#include "core/store/vb-destruction-private.h"

#include <string.h>

#include "core/base/vb-time.h"
#include "core/base/vb-uuid.h"
#include "core/store/vb-access-log.h"
#include "core/store/vb-connection-private.h"
#include "core/store/vb-destroy-private.h"
#include "core/store/vb-shape-rows-private.h"

#define WAIT (VB_DESTROY_WAIT_DAYS * G_GINT64_CONSTANT (24 * 3600) * G_USEC_PER_SEC)

const char *
_vb_destruction_actor_id (VbDatabase *db)
{
  VbActor *actor = _vb_database_get_actor (db);

  return actor != NULL && actor->user_id != NULL ? actor->user_id : g_get_user_name ();
}

char *
_vb_destruction_day_of (gint64 at)
{
  g_autoptr(GDateTime) time = g_date_time_new_from_unix_local (at / G_USEC_PER_SEC);

  return g_date_time_format (time, "%Y-%m-%d");
}

/* Two people can stand behind one login, so the name counts as well. What is of nobody needs no
 * second look. */
gint64
_vb_destruction_confirm_at (VbDatabase *db,
                            const char *type,
                            const char *person_id,
                            gint64      proposed_at,
                            const char *proposed_by,
                            const char *proposer_id)
{
  gint64 from = proposed_at + WAIT;
  gboolean same = g_strcmp0 (proposer_id, _vb_destruction_actor_id (db)) == 0
                  && g_strcmp0 (proposed_by, _vb_rows_actor (db)) == 0;

  gboolean of_somebody = person_id != NULL || g_str_equal (type, VB_DESTROY_LETTER)
                         || g_str_equal (type, VB_DESTROY_CASE);

  return same && of_somebody && from > g_get_real_time () ? from : 0;
}

gboolean
_vb_destruction_letter_term (const char *ended_on,
                             gint64      changed_at,
                             VbTerm     *term)
{
  g_autofree char *changed = _vb_destruction_day_of (changed_at);

  return vb_retention_reckon (VB_RETENTION_DEFAULT, ended_on, changed, NULL, term);
}

gboolean
_vb_destruction_case_term (const char *held_on,
                           VbTerm     *term)
{
  return vb_retention_reckon (VB_RETENTION_DEFAULT, held_on, held_on, NULL, term);
}

/* ------------------------------------------------------------------ what it is about */

/* What can go, in words for when it does not. */
static const struct
{
  const char *type; /* and its table */
  const char *column; /* of the person */
  const char *missing;
  const char *of_person; /* (nullable): it has no term of its own then, and goes with the person */
} kinds[] = {
  { VB_DESTROY_PERSON, "id", "There is no such person any more", NULL },
  { VB_DESTROY_CONVERSATION, "person_id", "There is no such conversation or plan any more", NULL },
  { VB_DESTROY_LETTER, "person_id", "There is no such referral any more",
    "This letter belongs to a person, and goes with them" },
  { VB_DESTROY_CASE, "person_id", "There is no such case any more",
    "This case belongs to a person, and goes with them" },
};

static gboolean
find_person_of (VbDatabase  *db,
                const char  *type,
                const char  *id,
                char       **person_id,
                GError     **error)
{
  VbCell key = { "id", id };
  gboolean found;
  guint i = 0;

  while (i < G_N_ELEMENTS (kinds) && !g_str_equal (kinds[i].type, type))
    i++;
  g_return_val_if_fail (i < G_N_ELEMENTS (kinds), FALSE);

  if (!_vb_rows_read (db, type, &key, 1, kinds[i].column, &found, person_id, error))
    return FALSE;
  if (found && kinds[i].of_person != NULL && *person_id != NULL)
    return _vb_refuse_input (kinds[i].of_person, error) != NULL;
  if (!found)
    g_set_error_literal (error, VB_ERROR, VB_ERROR_NOT_FOUND, kinds[i].missing);
  return found;
}

static gboolean
refuse_term (int      code,
             GError **error)
{
  g_set_error_literal (error, VB_ERROR, code, "The time for keeping it is not over");
  return FALSE;
}

static gboolean
check_letter_term (VbDatabase  *db,
                   const char  *id,
                   int          code,
                   GError     **error)
{
  g_autoptr(VbStatement) statement =
    _vb_database_prepare (db, "SELECT ended_on, changed_at FROM referral WHERE id = ?1", error);
  g_autofree char *today = vb_time_today ();
  VbTerm term;

  if (statement == NULL)
    return FALSE;
  _vb_bind_text (statement, 1, id);
  if (_vb_database_step (db, statement, error) < 0)
    return FALSE;
  return (_vb_destruction_letter_term (_vb_column_text (statement, 0),
                                       sqlite3_column_int64 (statement, 1), &term)
          && strcmp (term.until, today) <= 0)
         || refuse_term (code, error);
}

static gboolean
check_case_term (VbDatabase  *db,
                 const char  *id,
                 int          code,
                 GError     **error)
{
  g_autoptr(VbStatement) statement =
    _vb_database_prepare (db, "SELECT m.held_on FROM meeting_case AS c JOIN meeting AS m "
                              "ON m.id = c.meeting_id WHERE c.id = ?1", error);
  g_autofree char *today = vb_time_today ();
  VbTerm term;

  if (statement == NULL)
    return FALSE;
  _vb_bind_text (statement, 1, id);
  if (_vb_database_step (db, statement, error) < 0)
    return FALSE;
  return (_vb_destruction_case_term (_vb_column_text (statement, 0), &term)
          && strcmp (term.until, today) <= 0)
         || refuse_term (code, error);
}

/* Whether the term of this person is over. A conversation by itself has none, unless it is without
 * a name: those are not kept. */
static gboolean
check_term (VbDatabase  *db,
            const char  *type,
            const char  *id,
            const char  *person_id,
            int          code,
            GError     **error)
{
  g_autoptr(VbStatement) statement = NULL;
  g_autofree char *changed = NULL;
  g_autofree char *today = vb_time_today ();
  VbTerm term;

  if (g_str_equal (type, VB_DESTROY_LETTER))
    return check_letter_term (db, id, code, error);
  if (g_str_equal (type, VB_DESTROY_CASE))
    return check_case_term (db, id, code, error);
  if (person_id == NULL)
    return TRUE;
  statement = _vb_database_prepare (db, "SELECT retention_class, closed_on, changed_at, keep_until "
                                        "FROM person WHERE id = ?1", error);
  if (statement == NULL)
    return FALSE;
  _vb_bind_text (statement, 1, person_id);
  if (_vb_database_step (db, statement, error) < 0)
    return FALSE;
  changed = _vb_destruction_day_of (sqlite3_column_int64 (statement, 2));
  if (g_str_equal (type, VB_DESTROY_PERSON)
      && vb_retention_reckon (_vb_column_text (statement, 0), _vb_column_text (statement, 1),
                              changed, _vb_column_text (statement, 3), &term)
      && strcmp (term.until, today) <= 0)
    return TRUE;
  return refuse_term (code, error);
}

/* What the other side waits for does not go without a word to them, unless its time is over or they
 * asked for it themselves. @proposer_id: (nullable) */
static gboolean
check_over (VbDatabase  *db,
            const char  *type,
            const char  *id,
            const char  *reason,
            const char  *proposer_id,
            GError     **error)
{
  g_autoptr(VbStatement) statement = NULL;
  int code;

  if (!g_str_equal (type, VB_DESTROY_LETTER) || g_strcmp0 (reason, VB_DESTROY_TERM) == 0)
    return TRUE;
  statement = _vb_database_prepare (db,
    "SELECT 1 FROM referral WHERE id = ?1 AND ended_on IS NULL AND state <> 'draft' AND NOT EXISTS "
    "(SELECT 1 FROM referral_partner WHERE referral_id = ?1 AND partner_id = ?2)", error);
  if (statement == NULL)
    return FALSE;
  _vb_bind_text (statement, 1, id);
  _vb_bind_text (statement, 2, proposer_id);
  code = _vb_database_step (db, statement, error);
  if (code == SQLITE_ROW)
    _vb_refuse_input ("This still runs. Decline it, stop it or call it back first, so that the "
                      "other side hears it.", error);
  return code == SQLITE_DONE;
}

/* ------------------------------------------------------------------ proposing */

/* The fields as they will be kept; whoever is working now stands as the one who does it. */
static GPtrArray *
read_proposal (VbDatabase  *db,
               const char  *id,
               GError     **error)
{
  g_autoptr(GPtrArray) fields = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(VbStatement) statement = _vb_database_prepare (db,
    "SELECT id, object_type, object_id, person_id, reason, proposed_at, proposed_by, proposer_id "
    "FROM destruction WHERE object_id = ?1 AND done_at IS NULL", error);
  int code;

  if (statement == NULL)
    return NULL;
  _vb_bind_text (statement, 1, id);
  code = _vb_database_step (db, statement, error);
  if (code == SQLITE_DONE)
    g_set_error_literal (error, VB_ERROR, VB_ERROR_NOT_FOUND, "Nobody proposed to destroy it");
  if (code != SQLITE_ROW)
    return NULL;
  for (int i = 0; i < VB_DESTROYED_AT; i++)
    g_ptr_array_add (fields, g_strdup (_vb_column_text (statement, i)));
  g_ptr_array_add (fields, _vb_rows_now ());
  g_ptr_array_add (fields, g_strdup (_vb_rows_actor (db)));
  return g_steal_pointer (&fields);
}

static gboolean
check_proposal (VbDatabase    *db,
                const VbArgs  *args,
                char         **person_id,
                GError       **error)
{
  g_autoptr(GPtrArray) open = NULL;
  g_autoptr(GError) none = NULL;

  if (!find_person_of (db, args->text[0], args->text[1], person_id, error))
    return FALSE;
  if (vb_destroy_reason_find (args->text[2]) == NULL)
    {
      _vb_refuse_input ("Say why it goes", error);
      return FALSE;
    }
  open = read_proposal (db, args->text[1], &none);
  if (open == NULL && !g_error_matches (none, VB_ERROR, VB_ERROR_NOT_FOUND))
    {
      g_propagate_error (error, g_steal_pointer (&none));
      return FALSE;
    }
  if (open != NULL)
    {
      g_set_error_literal (error, VB_ERROR, VB_ERROR_EXISTS, "It was proposed already");
      return FALSE;
    }
  if (!check_over (db, args->text[0], args->text[1], args->text[2], NULL, error))
    return FALSE;
  return !g_str_equal (args->text[2], VB_DESTROY_TERM)
         || check_term (db, args->text[0], args->text[1], *person_id, VB_ERROR_INVALID_INPUT,
                        error);
}

static gboolean
insert_proposal (VbDatabase    *db,
                 const VbArgs  *args,
                 const char    *person_id,
                 GError       **error)
{
  g_autofree char *id = vb_uuid_new ();
  g_autofree char *now = _vb_rows_now ();
  const VbCell cells[] = {
    { "id", id }, { "object_type", args->text[0] }, { "object_id", args->text[1] },
    { "person_id", person_id }, { "reason", args->text[2] },
    { "note", _vb_text_is_blank (args->text[3]) ? NULL : args->text[3] },
    { "proposed_at", now }, { "proposed_by", _vb_rows_actor (db) },
    { "proposer_id", _vb_destruction_actor_id (db) },
  };

  _vb_database_touch (db, VB_CHANGED_PEOPLE);
  return _vb_rows_insert (db, NULL, "destruction", 1, cells, G_N_ELEMENTS (cells), error);
}

static gpointer
propose_job (VbDatabase    *db,
             gpointer       data,
             GCancellable  *cancellable,
             GError       **error)
{
  VbArgs *args = data;
  g_autofree char *person_id = NULL;
  g_autofree char *detail = NULL;

  if (!check_proposal (db, args, &person_id, error)
      || !insert_proposal (db, args, person_id, error))
    return NULL;
  detail = g_strdup_printf ("destruction=proposed reason=%s", args->text[2]);
  return _vb_people_log (db, VB_EVENT_CHANGE, 'U', args->text[0], args->text[1], person_id,
                         detail, error) ? VB_DONE : NULL;
}

gboolean
vb_destructions_propose_sync (VbStore       *store,
                              const char    *type,
                              const char    *id,
                              const char    *reason,
                              const char    *note,
                              GCancellable  *cancellable,
                              GError       **error)
{
  g_return_val_if_fail (VB_IS_STORE (store) && type != NULL && id != NULL, FALSE);

  return _vb_args_run (store, VB_LANE_WRITE, propose_job,
                       _vb_args_new (VB_N_TABLES, 4, type, id, reason, note), cancellable, error)
         != NULL;
}

void
vb_destructions_propose_async (VbStore             *store,
                               const char          *type,
                               const char          *id,
                               const char          *reason,
                               const char          *note,
                               GCancellable        *cancellable,
                               GAsyncReadyCallback  callback,
                               gpointer             user_data)
{
  g_return_if_fail (VB_IS_STORE (store) && type != NULL && id != NULL);

  _vb_args_start (store, VB_LANE_WRITE, propose_job,
                  _vb_args_new (VB_N_TABLES, 4, type, id, reason, note), NULL, cancellable,
                  callback, user_data);
}

gboolean
vb_destructions_propose_finish (VbStore       *store,
                                GAsyncResult  *result,
                                GError       **error)
{
  return vb_store_run_finish (store, result, error) != NULL;
}

static gboolean
log_end (VbDatabase         *db,
         const char *const  *fields,
         const char         *event,
         char                action,
         const char         *detail,
         GError            **error)
{
  return _vb_people_log (db, event, action, fields[VB_DESTROYED_TYPE], fields[VB_DESTROYED_OBJECT],
                         fields[VB_DESTROYED_PERSON], detail, error);
}

/* ------------------------------------------------------------------ taking back */

static gpointer
take_back_job (VbDatabase    *db,
               gpointer       data,
               GCancellable  *cancellable,
               GError       **error)
{
  VbArgs *args = data;
  g_autoptr(GPtrArray) fields = read_proposal (db, args->text[0], error);
  VbCell key = { "id", fields != NULL ? fields->pdata[VB_DESTROYED_ID] : NULL };

  if (fields == NULL)
    return NULL;
  _vb_database_touch (db, VB_CHANGED_PEOPLE);
  return _vb_rows_delete (db, NULL, "destruction", &key, 1, error)
         && log_end (db, (const char *const *) fields->pdata, VB_EVENT_CHANGE, 'U',
                     "destruction=taken-back", error)
         ? VB_DONE : NULL;
}

gboolean
vb_destructions_take_back_sync (VbStore       *store,
                                const char    *id,
                                GCancellable  *cancellable,
                                GError       **error)
{
  g_return_val_if_fail (VB_IS_STORE (store) && id != NULL, FALSE);

  return _vb_args_run (store, VB_LANE_WRITE, take_back_job, _vb_args_new (VB_N_TABLES, 1, id),
                       cancellable, error) != NULL;
}

void
vb_destructions_take_back_async (VbStore             *store,
                                 const char          *id,
                                 GCancellable        *cancellable,
                                 GAsyncReadyCallback  callback,
                                 gpointer             user_data)
{
  g_return_if_fail (VB_IS_STORE (store) && id != NULL);

  _vb_args_start (store, VB_LANE_WRITE, take_back_job, _vb_args_new (VB_N_TABLES, 1, id), NULL,
                  cancellable, callback, user_data);
}

gboolean
vb_destructions_take_back_finish (VbStore       *store,
                                  GAsyncResult  *result,
                                  GError       **error)
{
  return vb_store_run_finish (store, result, error) != NULL;
}

/* ------------------------------------------------------------------ confirming */

static gboolean
check_moment (VbDatabase         *db,
              const char *const  *fields,
              GError            **error)
{
  gint64 at = g_ascii_strtoll (fields[VB_DESTROYED_PROPOSED_AT], NULL, 10);

  if (_vb_destruction_confirm_at (db, fields[VB_DESTROYED_TYPE], fields[VB_DESTROYED_PERSON], at,
                                  fields[VB_DESTROYED_PROPOSED_BY],
                                  fields[VB_DESTROYED_PROPOSER]) == 0)
    return !g_str_equal (fields[VB_DESTROYED_REASON], VB_DESTROY_TERM)
           || check_term (db, fields[VB_DESTROYED_TYPE], fields[VB_DESTROYED_OBJECT],
                          fields[VB_DESTROYED_PERSON], VB_ERROR_TOO_EARLY, error);
  g_set_error (error, VB_ERROR, VB_ERROR_TOO_EARLY,
               "You proposed it yourself: somebody else can confirm it now, you after %d days",
               VB_DESTROY_WAIT_DAYS);
  return FALSE;
}

static gboolean
destroy (VbDatabase         *db,
         const char *const  *fields,
         GError            **error)
{
  g_autofree char *detail = NULL;
  gint64 n_rows;

  if (!_vb_destroy (db, fields[VB_DESTROYED_TYPE], fields[VB_DESTROYED_OBJECT], &n_rows, error)
      || !_vb_destroy_keep_done (db, fields, error))
    return FALSE;
  detail = g_strdup_printf ("destruction=done reason=%s rows=%" G_GINT64_FORMAT,
                            fields[VB_DESTROYED_REASON], n_rows);
  return log_end (db, fields, VB_EVENT_DELETE, 'D', detail, error);
}

/* What was proposed may belong to a person by now, or run again. */
static gboolean
check_again (VbDatabase         *db,
             const char *const  *fields,
             GError            **error)
{
  g_autofree char *person_id = NULL;

  return find_person_of (db, fields[VB_DESTROYED_TYPE], fields[VB_DESTROYED_OBJECT], &person_id,
                         error)
         && check_over (db, fields[VB_DESTROYED_TYPE], fields[VB_DESTROYED_OBJECT],
                        fields[VB_DESTROYED_REASON], fields[VB_DESTROYED_PROPOSER], error);
}

static gpointer
confirm_job (VbDatabase    *db,
             gpointer       data,
             GCancellable  *cancellable,
             GError       **error)
{
  VbArgs *args = data;
  g_autoptr(GPtrArray) fields = read_proposal (db, args->text[0], error);

  return fields != NULL && check_again (db, (const char *const *) fields->pdata, error)
         && check_moment (db, (const char *const *) fields->pdata, error)
         && destroy (db, (const char *const *) fields->pdata, error) ? VB_DONE : NULL;
}

gboolean
vb_destructions_confirm_sync (VbStore       *store,
                              const char    *id,
                              GCancellable  *cancellable,
                              GError       **error)
{
  g_return_val_if_fail (VB_IS_STORE (store) && id != NULL, FALSE);

  return _vb_args_run (store, VB_LANE_WRITE, confirm_job, _vb_args_new (VB_N_TABLES, 1, id),
                       cancellable, error) != NULL;
}

void
vb_destructions_confirm_async (VbStore             *store,
                               const char          *id,
                               GCancellable        *cancellable,
                               GAsyncReadyCallback  callback,
                               gpointer             user_data)
{
  g_return_if_fail (VB_IS_STORE (store) && id != NULL);

  _vb_args_start (store, VB_LANE_WRITE, confirm_job, _vb_args_new (VB_N_TABLES, 1, id), NULL,
                  cancellable, callback, user_data);
}

gboolean
vb_destructions_confirm_finish (VbStore       *store,
                                GAsyncResult  *result,
                                GError       **error)
{
  return vb_store_run_finish (store, result, error) != NULL;
}
