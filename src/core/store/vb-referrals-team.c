/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "vb-store"
#include "config.h"

#include "core/store/vb-referrals-team.h"

#include <glib/gi18n.h>
#include <string.h>

#include "core/base/vb-time.h"
#include "core/base/vb-uuid.h"
#include "core/model/vb-bsn.h"
#include "core/model/vb-name-key.h"
#include "core/store/vb-access-log.h"
#include "core/store/vb-referrals-private.h"

/* (out) (nullable) @person_id: whose access log it stands in */
static gboolean
find_referral (VbDatabase  *db,
               const char  *id,
               char       **person_id,
               GError     **error)
{
  VbCell key = { "id", id };
  gboolean found;

  if (!_vb_rows_read (db, "referral", &key, 1, "person_id", &found, person_id, error))
    return FALSE;
  if (!found)
    g_set_error_literal (error, VB_ERROR, VB_ERROR_NOT_FOUND,
                         "There is no such referral any more");
  return found;
}

/* ------------------------------------------------------------------ notes */

void
vb_referral_note_free (VbReferralNote *self)
{
  g_free (self->id);
  g_free (self->words);
  g_free (self->actor);
  g_free (self);
}

/* The referral they are about was opened, and that stands in the log. */
static gpointer
list_notes_job (VbDatabase    *db,
                gpointer       data,
                GCancellable  *cancellable,
                GError       **error)
{
  VbArgs *args = data;
  g_autoptr(GPtrArray) notes =
    g_ptr_array_new_with_free_func ((GDestroyNotify) vb_referral_note_free);
  g_autoptr(VbStatement) statement = _vb_database_prepare (db,
    "SELECT id, words, at, actor FROM referral_note WHERE referral_id = ?1 "
    "ORDER BY at DESC, id DESC", error);
  int code;

  if (statement == NULL)
    return NULL;
  _vb_bind_text (statement, 1, args->text[0]);
  while ((code = _vb_database_step (db, statement, error)) == SQLITE_ROW)
    {
      VbReferralNote *note = g_new0 (VbReferralNote, 1);

      note->id = g_strdup (_vb_column_text (statement, 0));
      note->words = g_strdup (_vb_column_text (statement, 1));
      note->at = sqlite3_column_int64 (statement, 2);
      note->actor = g_strdup (_vb_column_text (statement, 3));
      g_ptr_array_add (notes, note);
    }
  return code == SQLITE_DONE ? g_steal_pointer (&notes) : NULL;
}

GPtrArray *
vb_referrals_list_notes_sync (VbStore       *store,
                              const char    *id,
                              GCancellable  *cancellable,
                              GError       **error)
{
  g_return_val_if_fail (VB_IS_STORE (store) && id != NULL, NULL);

  return _vb_args_run (store, VB_LANE_READ, list_notes_job, _vb_args_new (VB_N_TABLES, 1, id),
                       cancellable, error);
}

void
vb_referrals_list_notes_async (VbStore             *store,
                               const char          *id,
                               GCancellable        *cancellable,
                               GAsyncReadyCallback  callback,
                               gpointer             user_data)
{
  g_return_if_fail (VB_IS_STORE (store) && id != NULL);

  _vb_args_start (store, VB_LANE_READ, list_notes_job, _vb_args_new (VB_N_TABLES, 1, id),
                  (GDestroyNotify) g_ptr_array_unref, cancellable, callback, user_data);
}

GPtrArray *
vb_referrals_list_notes_finish (VbStore       *store,
                                GAsyncResult  *result,
                                GError       **error)
{
  return vb_store_run_finish (store, result, error);
}

static gpointer
add_note_job (VbDatabase    *db,
              gpointer       data,
              GCancellable  *cancellable,
              GError       **error)
{
  VbArgs *args = data;
  g_autofree char *person_id = NULL;
  g_autofree char *words = g_strstrip (g_strdup (args->text[1]));
  g_autofree char *id = vb_uuid_new ();
  g_autofree char *now = _vb_rows_now ();
  const char *refusal = vb_bsn_get_refusal (words);
  VbCell cells[] = { { "id", id }, { "referral_id", args->text[0] }, { "words", words },
                     { "at", now }, { "actor", _vb_rows_actor (db) } };

  if (*words == '\0')
    refusal = N_("Write something first.");
  if (refusal != NULL)
    return _vb_refuse_input (refusal, error);
  if (!find_referral (db, args->text[0], &person_id, error)
      || !_vb_rows_insert (db, NULL, "referral_note", 1, cells, G_N_ELEMENTS (cells), error)
      || !_vb_people_stamp (db, person_id, error)
      || !_vb_people_log (db, VB_EVENT_CHANGE, 'U', "referral", args->text[0], person_id, "note",
                          error))
    return NULL;
  _vb_database_touch (db, VB_CHANGED_PEOPLE);
  return VB_DONE;
}

gboolean
vb_referrals_add_note_sync (VbStore       *store,
                            const char    *id,
                            const char    *words,
                            GCancellable  *cancellable,
                            GError       **error)
{
  g_return_val_if_fail (VB_IS_STORE (store) && id != NULL && words != NULL, FALSE);

  return _vb_args_run (store, VB_LANE_WRITE, add_note_job, _vb_args_new (VB_N_TABLES, 2, id, words),
                       cancellable, error) != NULL;
}

void
vb_referrals_add_note_async (VbStore             *store,
                             const char          *id,
                             const char          *words,
                             GCancellable        *cancellable,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data)
{
  g_return_if_fail (VB_IS_STORE (store) && id != NULL && words != NULL);

  _vb_args_start (store, VB_LANE_WRITE, add_note_job, _vb_args_new (VB_N_TABLES, 2, id, words),
                  NULL, cancellable, callback, user_data);
}

gboolean
vb_referrals_add_note_finish (VbStore       *store,
                              GAsyncResult  *result,
                              GError       **error)
{
  return vb_store_run_finish (store, result, error) != NULL;
}

/* ------------------------------------------------------------------ arrangements */

/* (nullable): msgid: why not */
static const char *
check_arrangement (const VbReferral      *self,
                   VbReferralArrangement  what,
                   const char            *value)
{
  g_autofree char *today = vb_time_today ();

  switch (what)
    {
    case VB_REFERRAL_REMIND_ON:
      if (value == NULL)
        return NULL;
      if (!vb_time_is_date (value))
        return N_("Write the date as 2026-12-31");
      return g_strcmp0 (value, today) < 0
               ? N_("This day is over. Choose today or a later day.")
               : NULL;
    case VB_REFERRAL_PERSON:
      return g_str_equal (self->side, "sender")
               ? N_("Who it is about was chosen when it was written.")
               : NULL;
    default:
      return vb_bsn_get_refusal (value);
    }
}

static char **
place_of (VbReferral            *self,
          VbReferralArrangement  what)
{
  switch (what)
    {
    case VB_REFERRAL_REMIND_ON:
      return &self->remind_on;
    case VB_REFERRAL_PERSON:
      return &self->person_id;
    default:
      return &self->worker;
    }
}

/* Somebody who is not there (any more) is nobody to link it to. */
static gboolean
check_person (VbDatabase  *db,
              const char  *person_id,
              GError     **error)
{
  VbCell key = { "id", person_id };
  g_autofree char *id = NULL;
  gboolean found;

  if (person_id == NULL)
    return TRUE;
  if (!_vb_rows_read (db, "person", &key, 1, "id", &found, &id, error))
    return FALSE;
  if (!found)
    g_set_error_literal (error, VB_ERROR, VB_ERROR_NOT_FOUND, "There is no such person any more");
  return found;
}

/* Whoever it was linked to, and is no longer, finds that in their log too. */
static gboolean
log_person_before (VbDatabase        *db,
                   const VbReferral  *base,
                   const VbReferral  *mine,
                   GError           **error)
{
  if (base->person_id == NULL || g_strcmp0 (base->person_id, mine->person_id) == 0)
    return TRUE;
  return _vb_people_stamp (db, base->person_id, error)
         && _vb_people_log (db, VB_EVENT_CHANGE, 'U', "referral", base->id, base->person_id,
                            "person", error);
}

static gpointer
arrange_job (VbDatabase    *db,
             gpointer       data,
             GCancellable  *cancellable,
             GError       **error)
{
  static const char *const details[VB_N_REFERRAL_ARRANGEMENTS] = { "worker", "reminder",
                                                                   "person" };
  VbArgs *args = data;
  const char *value = _vb_text_is_blank (args->text[1]) ? NULL : g_strstrip (args->text[1]);
  g_autoptr(VbReferral) base = _vb_referrals_read (db, args->text[0], error);
  g_autoptr(VbReferral) mine = NULL;
  const char *refusal;
  guint n = 0;

  if (base == NULL)
    return NULL;
  refusal = check_arrangement (base, args->number, value);
  if (refusal != NULL)
    return _vb_refuse_input (refusal, error);
  if (args->number == VB_REFERRAL_PERSON && !check_person (db, value, error))
    return NULL;
  mine = vb_referral_copy (base);
  g_free (*place_of (mine, args->number));
  *place_of (mine, args->number) = g_strdup (value);
  if (!_vb_referrals_write (db, base, mine, &n, error))
    return NULL;
  if (n == 0)
    return VB_DONE;
  return _vb_people_stamp (db, mine->person_id, error)
         && _vb_people_log (db, VB_EVENT_CHANGE, 'U', "referral", mine->id, mine->person_id,
                            details[args->number], error)
         && log_person_before (db, base, mine, error)
         ? VB_DONE : NULL;
}

static VbArgs *
arrange_args (const char            *id,
              VbReferralArrangement  what,
              const char            *value)
{
  VbArgs *args = _vb_args_new (VB_N_TABLES, 2, id, value);

  args->number = what;
  return args;
}

gboolean
vb_referrals_arrange_sync (VbStore                *store,
                           const char             *id,
                           VbReferralArrangement   what,
                           const char             *value,
                           GCancellable           *cancellable,
                           GError                **error)
{
  g_return_val_if_fail (VB_IS_STORE (store) && id != NULL && what < VB_N_REFERRAL_ARRANGEMENTS,
                        FALSE);

  return _vb_args_run (store, VB_LANE_WRITE, arrange_job, arrange_args (id, what, value),
                       cancellable, error) != NULL;
}

void
vb_referrals_arrange_async (VbStore                *store,
                            const char             *id,
                            VbReferralArrangement   what,
                            const char             *value,
                            GCancellable           *cancellable,
                            GAsyncReadyCallback     callback,
                            gpointer                user_data)
{
  g_return_if_fail (VB_IS_STORE (store) && id != NULL && what < VB_N_REFERRAL_ARRANGEMENTS);

  _vb_args_start (store, VB_LANE_WRITE, arrange_job, arrange_args (id, what, value), NULL,
                  cancellable, callback, user_data);
}

gboolean
vb_referrals_arrange_finish (VbStore       *store,
                             GAsyncResult  *result,
                             GError       **error)
{
  return vb_store_run_finish (store, result, error) != NULL;
}

/* ------------------------------------------------------------------ once more */

/* What was taken changed the row: it is read again. */
static gboolean
note_replaced (VbDatabase  *db,
               const char  *id,
               const char  *by,
               GError     **error)
{
  VbReferralAct act = { .step = VB_STEP_REPLACE, .id = id };
  g_autoptr(VbReferral) base = NULL;
  g_autoptr(VbReferral) mine = NULL;
  guint n = 0;

  if (!_vb_referrals_take (db, &act, error))
    return FALSE;
  base = _vb_referrals_read (db, id, error);
  if (base == NULL)
    return FALSE;
  mine = vb_referral_copy (base);
  g_free (mine->replaced_by);
  mine->replaced_by = g_strdup (by);
  return _vb_referrals_write (db, base, mine, &n, error);
}

static gpointer
begin_again_job (VbDatabase    *db,
                 gpointer       data,
                 GCancellable  *cancellable,
                 GError       **error)
{
  VbArgs *args = data;
  g_autoptr(VbReferral) old = _vb_referrals_read (db, args->text[0], error);
  g_autoptr(VbReferral) draft = NULL;
  gboolean replaces;

  if (old == NULL)
    return NULL;
  replaces = vb_referral_move_find (vb_referral_get_kind (old), vb_referral_get_state (old),
                                    VB_STEP_REPLACE) != NULL;
  if (!g_str_equal (old->side, "sender"))
    return _vb_refuse_input (N_("Only the other side can do this. Send a message or call."), error);
  if (!replaces && !vb_referral_state_is_end (vb_referral_get_state (old)))
    return _vb_refuse_input (N_("This cannot be done now. Look at what happened last."), error);
  draft = vb_referral_dup_as_draft (old);
  if (!_vb_referrals_add (db, draft, error)
      || (replaces && !note_replaced (db, old->id, draft->id, error)))
    return NULL;
  return g_strdup (draft->id);
}

char *
vb_referrals_begin_again_sync (VbStore       *store,
                               const char    *id,
                               GCancellable  *cancellable,
                               GError       **error)
{
  g_return_val_if_fail (VB_IS_STORE (store) && id != NULL, NULL);

  return _vb_args_run (store, VB_LANE_WRITE, begin_again_job, _vb_args_new (VB_N_TABLES, 1, id),
                       cancellable, error);
}

void
vb_referrals_begin_again_async (VbStore             *store,
                                const char          *id,
                                GCancellable        *cancellable,
                                GAsyncReadyCallback  callback,
                                gpointer             user_data)
{
  g_return_if_fail (VB_IS_STORE (store) && id != NULL);

  _vb_args_start (store, VB_LANE_WRITE, begin_again_job, _vb_args_new (VB_N_TABLES, 1, id), g_free,
                  cancellable, callback, user_data);
}

char *
vb_referrals_begin_again_finish (VbStore       *store,
                                 GAsyncResult  *result,
                                 GError       **error)
{
  return vb_store_run_finish (store, result, error);
}

/* ------------------------------------------------------------------ a caseload */

void
vb_referral_worker_free (VbReferralWorker *self)
{
  g_free (self->name);
  g_free (self);
}

static gpointer
list_workers_job (VbDatabase    *db,
                  gpointer       data,
                  GCancellable  *cancellable,
                  GError       **error)
{
  g_autoptr(GPtrArray) workers =
    g_ptr_array_new_with_free_func ((GDestroyNotify) vb_referral_worker_free);
  g_autoptr(VbStatement) statement = _vb_database_prepare (db,
    "SELECT worker, count (*) FROM referral WHERE ended_on IS NULL AND worker IS NOT NULL "
    "GROUP BY worker ORDER BY worker COLLATE NOCASE", error);
  int code;

  if (statement == NULL)
    return NULL;
  while ((code = _vb_database_step (db, statement, error)) == SQLITE_ROW)
    {
      VbReferralWorker *worker = g_new0 (VbReferralWorker, 1);

      worker->name = g_strdup (_vb_column_text (statement, 0));
      worker->n = sqlite3_column_int (statement, 1);
      g_ptr_array_add (workers, worker);
    }
  return code == SQLITE_DONE ? g_steal_pointer (&workers) : NULL;
}

GPtrArray *
vb_referrals_list_workers_sync (VbStore       *store,
                                GCancellable  *cancellable,
                                GError       **error)
{
  g_return_val_if_fail (VB_IS_STORE (store), NULL);

  return _vb_args_run (store, VB_LANE_READ, list_workers_job, _vb_args_new (VB_N_TABLES, 0),
                       cancellable, error);
}

void
vb_referrals_list_workers_async (VbStore             *store,
                                 GCancellable        *cancellable,
                                 GAsyncReadyCallback  callback,
                                 gpointer             user_data)
{
  g_return_if_fail (VB_IS_STORE (store));

  _vb_args_start (store, VB_LANE_READ, list_workers_job, _vb_args_new (VB_N_TABLES, 0),
                  (GDestroyNotify) g_ptr_array_unref, cancellable, callback, user_data);
}

GPtrArray *
vb_referrals_list_workers_finish (VbStore       *store,
                                  GAsyncResult  *result,
                                  GError       **error)
{
  return vb_store_run_finish (store, result, error);
}

/* Of each referral it stands in the access log that it went to somebody else. */
static gboolean
log_moves (VbDatabase  *db,
           const char  *from,
           guint       *n,
           GError     **error)
{
  g_autoptr(VbStatement) statement = _vb_database_prepare (db,
    "SELECT id, person_id FROM referral WHERE worker = ?1 AND ended_on IS NULL", error);
  int code;

  if (statement == NULL)
    return FALSE;
  _vb_bind_text (statement, 1, from);
  while ((code = _vb_database_step (db, statement, error)) == SQLITE_ROW)
    {
      if (!_vb_people_log (db, VB_EVENT_CHANGE, 'U', "referral", _vb_column_text (statement, 0),
                           _vb_column_text (statement, 1), "caseload", error))
        return FALSE;
      (*n)++;
    }
  return code == SQLITE_DONE;
}

static gpointer
move_job (VbDatabase    *db,
          gpointer       data,
          GCancellable  *cancellable,
          GError       **error)
{
  VbArgs *args = data;
  const char *to = _vb_text_is_blank (args->text[1]) ? NULL : g_strstrip (args->text[1]);
  g_autoptr(VbStatement) statement = NULL;
  guint n = 0;

  if (to == NULL)
    return _vb_refuse_input (N_("Write who takes it over."), error);
  if (g_strcmp0 (to, args->text[0]) == 0)
    return _vb_refuse_input (N_("Choose somebody else."), error);
  if (vb_bsn_get_refusal (to) != NULL)
    return _vb_refuse_input (vb_bsn_get_refusal (to), error);
  if (!log_moves (db, args->text[0], &n, error))
    return NULL;
  statement = _vb_database_prepare (db,
    "UPDATE referral SET worker = ?2, changed_at = ?3 WHERE worker = ?1 AND ended_on IS NULL",
    error);
  if (statement == NULL)
    return NULL;
  _vb_bind_text (statement, 1, args->text[0]);
  _vb_bind_text (statement, 2, to);
  _vb_bind_int (statement, 3, g_get_real_time ());
  _vb_database_touch (db, VB_CHANGED_PEOPLE);
  if (!_vb_database_run (db, statement, error))
    return NULL;
  return GUINT_TO_POINTER (n + 1);
}

static int
count_moved (gpointer answer)
{
  return (int) GPOINTER_TO_UINT (answer) - 1;
}

int
vb_referrals_move_caseload_sync (VbStore       *store,
                                 const char    *from,
                                 const char    *to,
                                 GCancellable  *cancellable,
                                 GError       **error)
{
  g_return_val_if_fail (VB_IS_STORE (store) && from != NULL, -1);

  return count_moved (_vb_args_run (store, VB_LANE_WRITE, move_job,
                                    _vb_args_new (VB_N_TABLES, 2, from, to), cancellable, error));
}

void
vb_referrals_move_caseload_async (VbStore             *store,
                                  const char          *from,
                                  const char          *to,
                                  GCancellable        *cancellable,
                                  GAsyncReadyCallback  callback,
                                  gpointer             user_data)
{
  g_return_if_fail (VB_IS_STORE (store) && from != NULL);

  _vb_args_start (store, VB_LANE_WRITE, move_job, _vb_args_new (VB_N_TABLES, 2, from, to), NULL,
                  cancellable, callback, user_data);
}

int
vb_referrals_move_caseload_finish (VbStore       *store,
                                   GAsyncResult  *result,
                                   GError       **error)
{
  return count_moved (vb_store_run_finish (store, result, error));
}

/* ------------------------------------------------------------------ whose letters arrive here */

void
vb_own_function_free (VbOwnFunction *self)
{
  g_free (self->id);
  g_free (self->name);
  g_free (self->organization);
  g_free (self->holder);
  g_free (self);
}

static gboolean
has_words (const VbOwnFunction *function,
           const char          *folded)
{
  g_autofree char *all = g_strjoin (" ", function->name, function->organization != NULL
                                                           ? function->organization : "",
                                    function->holder != NULL ? function->holder : "", NULL);
  g_autofree char *text = vb_name_fold (all);
  g_auto(GStrv) words = g_strsplit (folded, " ", -1);

  for (guint i = 0; words[i] != NULL; i++)
    if (strstr (text, words[i]) == NULL)
      return FALSE;
  return TRUE;
}

static VbOwnFunction *
read_function (VbStatement *statement)
{
  VbOwnFunction *function = g_new0 (VbOwnFunction, 1);

  function->id = g_strdup (_vb_column_text (statement, 0));
  function->name = g_strdup (_vb_column_text (statement, 1));
  function->organization = g_strdup (_vb_column_text (statement, 2));
  function->holder = g_strdup (_vb_column_text (statement, 3));
  function->own = sqlite3_column_int (statement, 4) != 0;
  return function;
}

static gpointer
list_functions_job (VbDatabase    *db,
                    gpointer       data,
                    GCancellable  *cancellable,
                    GError       **error)
{
  VbArgs *args = data;
  g_autoptr(GPtrArray) functions =
    g_ptr_array_new_with_free_func ((GDestroyNotify) vb_own_function_free);
  g_autofree char *folded = args->text[0] != NULL ? vb_name_fold (args->text[0]) : NULL;
  g_autoptr(VbStatement) statement = _vb_database_prepare (db,
    "SELECT c.id, coalesce (c.title, c.name, ''), o.name, (SELECT h.name FROM holder AS h "
    "WHERE h.contact_id = c.id AND ifnull (h.valid_from, '') <= ?1 "
    "AND ifnull (h.valid_to, '9999') >= ?1 AND h.name IS NOT NULL LIMIT 1), w.since IS NOT NULL "
    "FROM contact AS c LEFT JOIN own_function AS w ON w.contact_id = c.id "
    "LEFT JOIN organization AS o ON o.id = coalesce (c.organization_id, "
    "(SELECT s.organization_id FROM service AS s WHERE s.id = c.service_id)) "
    "WHERE ?2 OR w.since IS NOT NULL ORDER BY w.since IS NULL, 2 COLLATE NOCASE, c.id", error);
  g_autofree char *today = vb_time_today ();
  int code = SQLITE_DONE;

  if (statement == NULL)
    return NULL;
  _vb_bind_text (statement, 1, today);
  _vb_bind_int (statement, 2, folded != NULL);
  while (functions->len < args->number
         && (code = _vb_database_step (db, statement, error)) == SQLITE_ROW)
    {
      g_autoptr(VbOwnFunction) function = read_function (statement);

      if (*function->name != '\0' && (folded == NULL || has_words (function, folded)))
        g_ptr_array_add (functions, g_steal_pointer (&function));
    }
  return code == SQLITE_DONE || code == SQLITE_ROW ? g_steal_pointer (&functions) : NULL;
}

static VbArgs *
functions_args (const char *text,
                guint       limit)
{
  VbArgs *args = _vb_args_new (VB_N_TABLES, 1, text);

  args->number = limit;
  return args;
}

GPtrArray *
vb_referrals_list_functions_sync (VbStore       *store,
                                  const char    *text,
                                  guint          limit,
                                  GCancellable  *cancellable,
                                  GError       **error)
{
  g_return_val_if_fail (VB_IS_STORE (store), NULL);

  return _vb_args_run (store, VB_LANE_READ, list_functions_job, functions_args (text, limit),
                       cancellable, error);
}

void
vb_referrals_list_functions_async (VbStore             *store,
                                   const char          *text,
                                   guint                limit,
                                   GCancellable        *cancellable,
                                   GAsyncReadyCallback  callback,
                                   gpointer             user_data)
{
  g_return_if_fail (VB_IS_STORE (store));

  _vb_args_start (store, VB_LANE_READ, list_functions_job, functions_args (text, limit),
                  (GDestroyNotify) g_ptr_array_unref, cancellable, callback, user_data);
}

GPtrArray *
vb_referrals_list_functions_finish (VbStore       *store,
                                    GAsyncResult  *result,
                                    GError       **error)
{
  return vb_store_run_finish (store, result, error);
}
