/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What must go, and what somebody proposed to destroy. */

#define G_LOG_DOMAIN "vb-store"
#include "config.h"

#include "core/store/vb-destruction-private.h"

#include <string.h>

#include "core/base/vb-time.h"
#include "core/model/vb-person.h"
#include "core/store/vb-access-log.h"
#include "core/store/vb-shape-rows-private.h"

void
vb_going_free (VbGoing *self)
{
  g_free (self->object_type);
  g_free (self->object_id);
  g_free (self->name);
  g_free (self->birth_date);
  g_free (self->held_on);
  g_free (self->reason);
  g_free (self->note);
  g_free (self->proposed_by);
  g_free (self);
}

/* ------------------------------------------------------------------ a line */

/* The columns every list here gives, of a person p; and which of them begins the rest. */
#define PERSON                                                                                     \
  "p.id, p.given_name, p.prefix, p.family_name, p.case_number, p.birth_date, p.retention_class, "  \
  "p.closed_on, p.changed_at, p.keep_until "
#define REST 10

static VbGoing *
read_going (VbStatement *statement,
            const char  *type,
            const char  *id,
            const char  *today)
{
  VbGoing *self = g_new0 (VbGoing, 1);
  VbPerson person = { NULL };

  self->object_type = g_strdup (type);
  self->object_id = g_strdup (id);
  if (_vb_column_text (statement, 0) == NULL)
    {
      self->due = TRUE;
      return self;
    }
  person.given_name = (char *) _vb_column_text (statement, 1);
  person.prefix = (char *) _vb_column_text (statement, 2);
  person.family_name = (char *) _vb_column_text (statement, 3);
  person.case_number = (char *) _vb_column_text (statement, 4);
  self->name = vb_person_dup_name (&person);
  self->birth_date = g_strdup (_vb_column_text (statement, 5));
  if (g_str_equal (type, VB_DESTROY_PERSON))
    {
      g_autofree char *changed = _vb_destruction_day_of (sqlite3_column_int64 (statement, 8));

      self->due = vb_retention_reckon (_vb_column_text (statement, 6),
                                       _vb_column_text (statement, 7), changed,
                                       _vb_column_text (statement, 9), &self->term)
                  && strcmp (self->term.until, today) <= 0;
    }
  return self;
}

/* Of a letter: subject, code, ended_on, changed_at, from column @first on. */
static void
read_letter (VbGoing     *self,
             VbStatement *statement,
             int          first,
             const char  *today)
{
  const char *subject = _vb_column_text (statement, first);

  g_free (self->name);
  self->name = g_strdup (subject != NULL ? subject : _vb_column_text (statement, first + 1));
  self->due = _vb_destruction_letter_term (_vb_column_text (statement, first + 2),
                                           sqlite3_column_int64 (statement, first + 3),
                                           &self->term)
              && strcmp (self->term.until, today) <= 0;
}

/* Of a case: its number, and the day of the meeting. */
static void
read_case (VbGoing    *self,
           const char *number,
           const char *today)
{
  g_free (self->name);
  self->name = g_strdup (number);
  self->due = _vb_destruction_case_term (self->held_on, &self->term)
              && strcmp (self->term.until, today) <= 0;
}

/* ------------------------------------------------------------------ proposed */

static gboolean
list_proposed (VbDatabase  *db,
               const char  *today,
               GPtrArray   *list,
               GError     **error)
{
  g_autoptr(VbStatement) statement = _vb_database_prepare (db,
    "SELECT " PERSON ", d.object_type, d.object_id, coalesce (c.held_on, r.sent_on, "
    "m.held_on), d.reason, "
    "d.note, d.proposed_at, d.proposed_by, d.proposer_id, d.person_id, r.subject, r.code, "
    "r.ended_on, r.changed_at, k.number FROM destruction AS d "
    "LEFT JOIN meeting_case AS k ON d.object_type = 'meeting_case' AND k.id = d.object_id "
    "LEFT JOIN meeting AS m ON m.id = k.meeting_id "
    "LEFT JOIN referral AS r ON d.object_type = 'referral' AND r.id = d.object_id "
    "LEFT JOIN person AS p ON p.id = d.person_id "
    "LEFT JOIN conversation AS c ON d.object_type = 'conversation' AND c.id = d.object_id "
    "WHERE d.done_at IS NULL ORDER BY d.proposed_at, d.id", error);
  int code;

  if (statement == NULL)
    return FALSE;
  while ((code = _vb_database_step (db, statement, error)) == SQLITE_ROW)
    {
      VbGoing *going = read_going (statement, _vb_column_text (statement, REST),
                                   _vb_column_text (statement, REST + 1), today);

      going->held_on = g_strdup (_vb_column_text (statement, REST + 2));
      going->reason = g_strdup (_vb_column_text (statement, REST + 3));
      going->note = g_strdup (_vb_column_text (statement, REST + 4));
      going->proposed_at = sqlite3_column_int64 (statement, REST + 5);
      going->proposed_by = g_strdup (_vb_column_text (statement, REST + 6));
      going->confirm_at =
        _vb_destruction_confirm_at (db, going->object_type, _vb_column_text (statement, REST + 8),
                                    going->proposed_at, going->proposed_by,
                                    _vb_column_text (statement, REST + 7));
      if (g_str_equal (going->object_type, VB_DESTROY_LETTER))
        read_letter (going, statement, REST + 9, today);
      if (g_str_equal (going->object_type, VB_DESTROY_CASE) && going->held_on != NULL)
        read_case (going, _vb_column_text (statement, REST + 13), today);
      g_ptr_array_add (list, going);
    }
  return code == SQLITE_DONE;
}

/* ------------------------------------------------------------------ due */

static int
by_until (gconstpointer a,
          gconstpointer b)
{
  const VbGoing *first = *(VbGoing *const *) a, *second = *(VbGoing *const *) b;
  int order = strcmp (first->term.until, second->term.until);

  return order != 0 ? order : strcmp (first->object_id, second->object_id);
}

/* (transfer full): so many years before the last day that is asked for: what changed or was closed
 * after that is not due, and is not looked at */
static GDateTime *
begin_of (guint within,
          guint years)
{
  g_autoptr(GDateTime) now = g_date_time_new_now_local ();
  g_autoptr(GDateTime) last = g_date_time_add_days (now, within + 1);

  return g_date_time_add_years (last, -(int) years);
}

static char *
day_within (guint within)
{
  g_autoptr(GDateTime) now = g_date_time_new_now_local ();
  g_autoptr(GDateTime) last = g_date_time_add_days (now, within);

  return g_date_time_format (last, "%Y-%m-%d");
}

/* Takes @going, when it is due on @last. */
static void
add_due (GPtrArray  *due,
         VbGoing    *going,
         const char *last)
{
  if (going->term.class != NULL && strcmp (going->term.until, last) <= 0)
    g_ptr_array_add (due, going);
  else
    vb_going_free (going);
}

/* Letters about somebody who is not written down here, and about nobody in person. One that was
 * sent from here too goes with the person it was sent about. */
static gboolean
list_letters (VbDatabase  *db,
              guint        within,
              const char  *today,
              GPtrArray   *due,
              GError     **error)
{
  g_autofree char *last = day_within (within);
  g_autoptr(GDateTime) begin = begin_of (within, vb_retention_find (VB_RETENTION_DEFAULT)->years);
  g_autofree char *ended = g_date_time_format (begin, "%Y-%m-%d");
  g_autoptr(VbStatement) statement = _vb_database_prepare (db,
    "SELECT r.id, r.sent_on, r.subject, r.code, r.ended_on, r.changed_at FROM referral AS r "
    "WHERE r.rowid IN (SELECT rowid FROM referral INDEXED BY referral_nobody WHERE person_id IS "
    "NULL AND ended_on IS NULL AND changed_at < ?1 UNION SELECT rowid FROM referral INDEXED BY "
    "referral_nobody_ended WHERE person_id IS NULL AND ended_on <= ?2) "
    "AND NOT EXISTS (SELECT 1 FROM referral AS s WHERE s.letter_id = r.letter_id "
    "AND s.person_id IS NOT NULL) "
    "AND NOT EXISTS (SELECT 1 FROM destruction AS d WHERE d.object_id = r.id "
    "AND d.done_at IS NULL)", error);
  int code;

  if (statement == NULL)
    return FALSE;
  _vb_bind_int (statement, 1, g_date_time_to_unix (begin) * G_USEC_PER_SEC);
  _vb_bind_text (statement, 2, ended);
  while ((code = _vb_database_step (db, statement, error)) == SQLITE_ROW)
    {
      VbGoing *going = g_new0 (VbGoing, 1);

      going->object_type = g_strdup (VB_DESTROY_LETTER);
      going->object_id = g_strdup (_vb_column_text (statement, 0));
      going->held_on = g_strdup (_vb_column_text (statement, 1));
      read_letter (going, statement, 2, today);
      add_due (due, going, last);
    }
  return code == SQLITE_DONE;
}

/* What was discussed about somebody whom nobody knows by name. */
static gboolean
list_cases (VbDatabase  *db,
            guint        within,
            const char  *today,
            GPtrArray   *due,
            GError     **error)
{
  g_autofree char *last = day_within (within);
  g_autoptr(GDateTime) begin = begin_of (within, vb_retention_find (VB_RETENTION_DEFAULT)->years);
  g_autofree char *held = g_date_time_format (begin, "%Y-%m-%d");
  g_autoptr(VbStatement) statement = _vb_database_prepare (db,
    "SELECT c.id, c.number, m.held_on FROM meeting_case AS c INDEXED BY meeting_case_nobody "
    "JOIN meeting AS m ON m.id = c.meeting_id WHERE c.person_id IS NULL AND m.held_on <= ?1 "
    "AND NOT EXISTS (SELECT 1 FROM destruction AS d WHERE d.object_id = c.id "
    "AND d.done_at IS NULL)", error);
  int code;

  if (statement == NULL)
    return FALSE;
  _vb_bind_text (statement, 1, held);
  while ((code = _vb_database_step (db, statement, error)) == SQLITE_ROW)
    {
      VbGoing *going = g_new0 (VbGoing, 1);

      going->object_type = g_strdup (VB_DESTROY_CASE);
      going->object_id = g_strdup (_vb_column_text (statement, 0));
      going->held_on = g_strdup (_vb_column_text (statement, 2));
      read_case (going, _vb_column_text (statement, 1), today);
      add_due (due, going, last);
    }
  return code == SQLITE_DONE;
}

static gboolean
list_due_of (VbDatabase              *db,
             const VbRetentionClass  *class,
             guint                    within,
             const char              *today,
             GPtrArray               *due,
             GError                 **error)
{
  g_autofree char *last = day_within (within);
  g_autoptr(GDateTime) begin = begin_of (within, class->years);
  g_autofree char *closed = g_date_time_format (begin, "%Y-%m-%d");
  g_autoptr(VbStatement) statement = _vb_database_prepare (db,
    "SELECT " PERSON "FROM person AS p WHERE p.rowid IN (SELECT rowid FROM person INDEXED BY "
    "person_changed WHERE retention_class = ?1 AND changed_at < ?2 UNION SELECT rowid FROM person "
    "INDEXED BY person_closed WHERE retention_class = ?1 AND closed_on <= ?3) AND NOT EXISTS "
    "(SELECT 1 FROM destruction AS d WHERE d.object_id = p.id AND d.done_at IS NULL)", error);
  int code;

  if (statement == NULL)
    return FALSE;
  _vb_bind_text (statement, 1, class->code);
  _vb_bind_int (statement, 2, g_date_time_to_unix (begin) * G_USEC_PER_SEC);
  _vb_bind_text (statement, 3, closed);
  while ((code = _vb_database_step (db, statement, error)) == SQLITE_ROW)
    add_due (due, read_going (statement, VB_DESTROY_PERSON, _vb_column_text (statement, 0), today),
             last);
  return code == SQLITE_DONE;
}

static gboolean
list_due (VbDatabase  *db,
          guint        within,
          const char  *today,
          GPtrArray   *list,
          GError     **error)
{
  g_autoptr(GPtrArray) due = g_ptr_array_new_with_free_func ((GDestroyNotify) vb_going_free);
  const VbRetentionClass *classes;
  guint n;

  classes = vb_retention_list (&n);
  for (guint i = 0; i < n; i++)
    if (!list_due_of (db, &classes[i], within, today, due, error))
      return FALSE;
  if (!list_letters (db, within, today, due, error) || !list_cases (db, within, today, due, error))
    return FALSE;
  g_ptr_array_sort (due, by_until);
  g_ptr_array_extend_and_steal (list, g_steal_pointer (&due));
  return TRUE;
}

/* A conversation without a name is not kept; that of today may still be going on. */
static gboolean
list_unnamed (VbDatabase  *db,
              const char  *today,
              GPtrArray   *list,
              GError     **error)
{
  g_autoptr(VbStatement) statement = _vb_database_prepare (db,
    "SELECT NULL, c.id, c.held_on FROM conversation AS c WHERE c.person_id IS NULL "
    "AND c.held_on < ?1 AND NOT EXISTS (SELECT 1 FROM destruction AS d "
    "WHERE d.object_id = c.id AND d.done_at IS NULL) ORDER BY c.held_on, c.id LIMIT 500", error);
  int code;

  if (statement == NULL)
    return FALSE;
  _vb_bind_text (statement, 1, today);
  while ((code = _vb_database_step (db, statement, error)) == SQLITE_ROW)
    {
      VbGoing *going = read_going (statement, VB_DESTROY_CONVERSATION,
                                   _vb_column_text (statement, 1), today);

      going->held_on = g_strdup (_vb_column_text (statement, 2));
      g_ptr_array_add (list, going);
    }
  return code == SQLITE_DONE;
}

gboolean
_vb_destruction_count (VbDatabase  *db,
                       const char  *today,
                       guint       *n,
                       GError     **error)
{
  g_autoptr(GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify) vb_going_free);

  if (!list_proposed (db, today, list, error)
      || !list_unnamed (db, today, list, error)
      || !list_due (db, 0, today, list, error))
    return FALSE;
  *n = list->len;
  return TRUE;
}

static gpointer
list_job (VbDatabase    *db,
          gpointer       data,
          GCancellable  *cancellable,
          GError       **error)
{
  VbArgs *args = data;
  g_autoptr(GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify) vb_going_free);
  g_autofree char *today = vb_time_today ();
  g_autofree char *detail = NULL;

  if (!list_proposed (db, today, list, error)
      || !list_unnamed (db, today, list, error)
      || !list_due (db, args->number, today, list, error))
    return NULL;
  detail = g_strdup_printf ("by=retention found=%u", list->len);
  return _vb_people_log (db, VB_EVENT_SEARCH, 'R', "person", NULL, NULL, detail, error)
         ? g_steal_pointer (&list) : NULL;
}

static VbArgs *
list_args (guint within)
{
  VbArgs *args = _vb_args_new (VB_N_TABLES, 0);

  args->number = within;
  return args;
}

GPtrArray *
vb_destructions_list_sync (VbStore       *store,
                           guint          within,
                           GCancellable  *cancellable,
                           GError       **error)
{
  g_return_val_if_fail (VB_IS_STORE (store), NULL);

  return _vb_args_run (store, VB_LANE_WRITE, list_job, list_args (within), cancellable, error);
}

void
vb_destructions_list_async (VbStore             *store,
                            guint                within,
                            GCancellable        *cancellable,
                            GAsyncReadyCallback  callback,
                            gpointer             user_data)
{
  g_return_if_fail (VB_IS_STORE (store));

  _vb_args_start (store, VB_LANE_WRITE, list_job, list_args (within),
                  (GDestroyNotify) g_ptr_array_unref, cancellable, callback, user_data);
}

GPtrArray *
vb_destructions_list_finish (VbStore       *store,
                             GAsyncResult  *result,
                             GError       **error)
{
  return vb_store_run_finish (store, result, error);
}
