/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "vb-store"
#include "config.h"

#include "core/store/vb-today.h"

#include "core/base/vb-time.h"
#include "core/model/vb-person.h"
#include "core/model/vb-referral.h"
#include "core/store/vb-access-log.h"
#include "core/store/vb-destruction-private.h"
#include "core/store/vb-referrals-private.h"

/* ------------------------------------------------------------------ where it is found */

/* ?1 is today, ?2 how many at most, ?3 a day of the group's own, ?4 the moment before which nothing
 * was heard. Each group of referrals is found in one index, and excludes what stands in a group
 * before it. */
#define RUNS _VB_REFERRAL_RUNS
#define MY_TURN "due_side IS side"
#define BOTH "side IN ('sender', 'receiver')"
/* By what waits longest; counting stops at the most that is counted, and needs no order. */
typedef struct
{
  const char *from;  /* index and condition */
  const char *order; /* of the group */
} Where;

#define IN_LIST "referral INDEXED BY referral_list WHERE " BOTH " AND "
#define IN_TURN "referral INDEXED BY referral_turn WHERE "

static const Where referrals[VB_N_TODAY] = {
  [VB_TODAY_OVERDUE] = { "referral INDEXED BY referral_list WHERE " _VB_REFERRAL_LATE,
                         "due_on, id" },
  [VB_TODAY_NEW] = { IN_TURN "(side, state) IN (VALUES ('receiver', 'sent'), ('receiver', "
                     "'received'), ('sender', 'asked')) AND due_on >= ?1 AND ended_on IS NULL",
                     "due_on, id" },
  /* of somebody who is at both sides once, as the receiver */
  [VB_TODAY_MEETING] = { IN_LIST "due_on = ?1 AND state = 'handover-planned' AND ended_on IS NULL "
                         "AND (side = 'receiver' OR NOT EXISTS (SELECT 1 FROM referral AS t "
                         "WHERE t.letter_id = referral.letter_id AND t.side = 'receiver'))",
                         "id" },
  [VB_TODAY_DUE] = { IN_LIST "due_on = ?1 AND " MY_TURN " AND " RUNS " AND state NOT IN ('sent', "
                     "'received', 'asked', 'handover-planned')", "id" },
  [VB_TODAY_REMINDER] = { "referral INDEXED BY referral_remind WHERE remind_on <= ?1 AND remind_on "
                          "IS NOT NULL AND ended_on IS NULL AND NOT (" MY_TURN " AND due_on <= ?1)",
                          "remind_on, id" },
  [VB_TODAY_SILENT] = { IN_TURN _VB_REFERRAL_SILENT ("?4"), "heard_at" },
  [VB_TODAY_UNREAD] = { "referral INDEXED BY referral_unread WHERE side = 'sender' AND ended_on IS "
                        "NOT NULL AND due_on IS NOT NULL", "due_on, id" },
};

#define REFERRAL_COLUMNS                                                                           \
  "id, subject, iif (side = 'sender', recipient_name, sender_name), "                              \
  "iif (ended_on IS NULL, due_on, ended_on), worker, side, kind, state, heard_at, code"

/* A name is made of its four parts, which come last. */
#define NAME "p.given_name, p.prefix, p.family_name, p.case_number"
#define REST 10

#define NO_NAME "NULL, NULL, NULL, NULL, 0, NULL, NULL, NULL, NULL, NULL"
#define MEETINGS                                                                                   \
  "SELECT id, title, CASE WHEN starts_at IS NULL THEN place WHEN place IS NULL THEN starts_at "    \
  "ELSE starts_at || ' · ' || place END, held_on, " NO_NAME " FROM meeting "                       \
  "WHERE state = 'planned' AND "
/* Whoever is named as somebody of another organization does it there; all else is done here. */
#define DONE_HERE(who)                                                                             \
  "NOT EXISTS (SELECT 1 FROM meeting_member AS b WHERE b.meeting_id = m.id AND b.own = 0 AND "     \
  "lower (trim (" who ")) IN (lower (b.function), lower (b.holder), "                              \
  "lower (b.function || ' (' || b.holder || ')')) AND NOT EXISTS (SELECT 1 FROM setting "          \
  "WHERE name IN ('profile-name', 'profile-role') AND lower (value) = lower (trim (" who "))))"

static const char *const others[VB_N_TODAY] = {
  [VB_TODAY_CASES] = MEETINGS "held_on <= ?1 ORDER BY held_on, starts_at, id LIMIT ?2",
  [VB_TODAY_COMING] =
      MEETINGS "held_on > ?1 AND held_on <= ?3 ORDER BY held_on, starts_at, id LIMIT ?2",
  [VB_TODAY_AGREED] =
      "SELECT * FROM (SELECT m.id, a.what, c.number, a.due_on, " NO_NAME " FROM meeting_action "
      "AS a JOIN meeting_case AS c ON c.id = a.case_id JOIN meeting AS m ON m.id = c.meeting_id "
      "WHERE a.state = 'open' AND a.due_on <= ?1 AND c.state = 'closed' AND " DONE_HERE ("a.who")
      " UNION ALL SELECT m.id, NULL, c.number, m.held_on, " NO_NAME " FROM meeting_case AS c "
      "JOIN meeting AS m ON m.id = c.meeting_id WHERE c.state = 'closed' AND c.informed_on IS NULL "
      "AND " DONE_HERE ("c.inform_by") ") ORDER BY 4, 3, 2 LIMIT ?2",
  [VB_TODAY_EVALUATION] =
      "SELECT p.id, NULL, l.director, l.evaluate_on, NULL, NULL, NULL, NULL, 0, NULL, " NAME
      " FROM plan AS l JOIN person AS p ON p.id = l.person_id WHERE l.state = 'active' "
      "AND l.evaluate_on <= ?1 ORDER BY l.evaluate_on, l.id LIMIT ?2",
  [VB_TODAY_LOOK_BACK] =
      "SELECT m.id, c.number, c.director, c.evaluate_on, " NO_NAME " FROM meeting_case AS c "
      "INDEXED BY meeting_case_evaluate JOIN meeting AS m ON m.id = c.meeting_id "
      "WHERE c.state = 'closed' AND c.evaluated_on IS NULL AND c.evaluate_on <= ?1 "
      "ORDER BY c.evaluate_on, c.id LIMIT ?2",
  /* until they are told they go on with what they know */
  [VB_TODAY_WITHDRAWN] =
      "SELECT p.id, NULL, c.recipient_name, c.withdrawn_on, NULL, NULL, NULL, NULL, 0, NULL, " NAME
      " FROM consent AS c INDEXED BY consent_untold JOIN person AS p ON p.id = c.person_id "
      "WHERE c.withdrawn_on IS NOT NULL AND c.withdrawal_told_on IS NULL AND c.withdrawn_on <= ?1 "
      "AND c.kind = 'consent' ORDER BY c.withdrawn_on, c.id LIMIT ?2",
  [VB_TODAY_CONSENT] =
      "SELECT p.id, NULL, c.recipient_name, c.valid_until, NULL, NULL, NULL, NULL, 0, NULL, " NAME
      " FROM consent AS c JOIN person AS p ON p.id = c.person_id WHERE c.withdrawn_on IS NULL "
      "AND c.kind = 'consent' AND c.valid_until BETWEEN ?1 AND ?3 AND NOT EXISTS (SELECT 1 FROM "
      "consent AS n WHERE n.person_id = c.person_id AND n.recipient_id = c.recipient_id "
      "AND n.purpose = c.purpose AND n.withdrawn_on IS NULL AND n.valid_until > c.valid_until) "
      "ORDER BY c.valid_until, c.id LIMIT ?2",
  [VB_TODAY_VACANT] =
      "SELECT f.id, ifnull (f.title, f.name), coalesce (o.name, (SELECT g.name FROM service AS s "
      "JOIN organization AS g ON g.id = s.organization_id WHERE s.id = f.service_id)), "
      "max (h.valid_to), NULL, NULL, NULL, NULL, 0, NULL, NULL, NULL, NULL, NULL "
      "FROM holder AS h JOIN contact AS f ON f.id = h.contact_id "
      "LEFT JOIN organization AS o ON o.id = f.organization_id "
      "WHERE h.valid_to < ?1 AND h.valid_to >= ?3 AND f.name IS NULL AND NOT EXISTS (SELECT 1 "
      "FROM holder AS k WHERE k.contact_id = h.contact_id AND (k.valid_from IS NULL "
      "OR k.valid_from <= ?1) AND (k.valid_to IS NULL OR k.valid_to >= ?1)) "
      "GROUP BY f.id ORDER BY 4 DESC, f.id LIMIT ?2",
};

/* The rows of a group, all of its columns. */
static const char *
rows_sql (VbTodayGroup group)
{
  const Where *where = &referrals[group];

  if (where->from == NULL)
    return others[group];
  return _vb_rows_sql ("SELECT " REFERRAL_COLUMNS ", NULL, NULL, NULL, NULL FROM referral "
                       "WHERE rowid IN (SELECT rowid FROM %s ORDER BY %s LIMIT ?2) ORDER BY %s",
                       where->from, where->order, where->order);
}

static const char *
count_sql (VbTodayGroup group)
{
  const Where *where = &referrals[group];

  if (where->from == NULL)
    return _vb_rows_sql ("SELECT count (*) FROM (%s)", others[group]);
  return _vb_rows_sql ("SELECT count (*) FROM (SELECT 1 FROM %s LIMIT ?2)", where->from);
}

/* ------------------------------------------------------------------ what was found */

static void
item_free (gpointer data)
{
  VbTodayItem *self = data;

  g_free (self->id);
  g_free (self->title);
  g_free (self->code);
  g_free (self->other);
  g_free (self->day);
  g_free (self->worker);
  g_free (self);
}

void
vb_today_free (VbToday *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->items);
  g_free (self);
}

guint
vb_today_get_waiting (const VbToday *self)
{
  guint n = 0;

  for (VbTodayGroup group = 0; group <= VB_TODAY_UNREAD; group++)
    n += self->n[group];
  return n;
}

static char *
dup_name (VbStatement *statement)
{
  VbPerson person = {
    .given_name = (char *) _vb_column_text (statement, REST),
    .prefix = (char *) _vb_column_text (statement, REST + 1),
    .family_name = (char *) _vb_column_text (statement, REST + 2),
    .case_number = (char *) _vb_column_text (statement, REST + 3),
  };

  return vb_person_dup_name (&person);
}

static VbTodayItem *
read_item (VbStatement  *statement,
           VbTodayGroup  group)
{
  VbTodayItem *self = g_new0 (VbTodayItem, 1);
  gboolean of_person = group == VB_TODAY_EVALUATION || group == VB_TODAY_CONSENT
                       || group == VB_TODAY_WITHDRAWN;

  self->group = group;
  self->id = g_strdup (_vb_column_text (statement, 0));
  self->title = of_person ? dup_name (statement) : g_strdup (_vb_column_text (statement, 1));
  self->other = g_strdup (_vb_column_text (statement, 2));
  self->day = g_strdup (_vb_column_text (statement, 3));
  self->worker = g_strdup (_vb_column_text (statement, 4));
  self->side = g_strcmp0 (_vb_column_text (statement, 5), "receiver") == 0 ? VB_SIDE_RECEIVER
                                                                           : VB_SIDE_SENDER;
  self->kind = vb_referral_kind_find (_vb_column_text (statement, 6));
  self->state = vb_referral_state_find (_vb_column_text (statement, 7));
  self->heard_at = sqlite3_column_int64 (statement, 8);
  self->code = g_strdup (_vb_column_text (statement, 9));
  return self;
}

/* ------------------------------------------------------------------ reading */

typedef struct
{
  char *today;
  char *soon;     /* consents that end before it are asked again */
  char *week;     /* meetings until then are coming */
  char *lately;   /* functions that fell vacant since then are news */
  gint64 silent;  /* microseconds UTC */
  guint limit;
} Ask;

static char *
day_from (const char *today,
          int         days)
{
  GDate day;
  char text[16];

  if (!vb_time_read_date (today, &day))
    return g_strdup (today);
  if (days < 0)
    g_date_subtract_days (&day, -days);
  else
    g_date_add_days (&day, days);
  g_date_strftime (text, sizeof text, "%Y-%m-%d", &day);
  return g_strdup (text);
}

static Ask *
ask_new (const char *today,
         guint       limit)
{
  Ask *self = g_new0 (Ask, 1);

  self->today = g_strdup (today);
  self->soon = day_from (today, VB_TODAY_CONSENT_DAYS);
  self->week = day_from (today, VB_TODAY_COMING_DAYS);
  self->lately = day_from (today, -VB_TODAY_VACANT_DAYS);
  self->silent = g_get_real_time () - VB_REFERRAL_SILENT_DAYS * G_TIME_SPAN_DAY;
  self->limit = MIN (limit, VB_TODAY_MOST);
  return self;
}

static void
ask_free (gpointer data)
{
  Ask *self = data;

  g_free (self->today);
  g_free (self->soon);
  g_free (self->week);
  g_free (self->lately);
  g_free (self);
}

/* (nullable): @sql with all that it asks for bound */
static VbStatement *
prepare (VbDatabase    *db,
         const char    *sql,
         const Ask     *ask,
         VbTodayGroup   group,
         guint          limit,
         GError       **error)
{
  VbStatement *statement = _vb_database_prepare (db, sql, error);
  int n = statement != NULL ? sqlite3_bind_parameter_count (statement) : 0;

  if (n >= 1)
    _vb_bind_text (statement, 1, ask->today);
  if (n >= 2)
    _vb_bind_int (statement, 2, limit);
  if (n >= 3)
    _vb_bind_text (statement, 3, group == VB_TODAY_CONSENT ? ask->soon
                                 : group == VB_TODAY_COMING ? ask->week
                                                            : ask->lately);
  if (n >= 4)
    _vb_bind_int (statement, 4, ask->silent);
  return statement;
}

static gboolean
read_group (VbDatabase    *db,
            const Ask     *ask,
            VbTodayGroup   group,
            VbToday       *today,
            GError       **error)
{
  g_autoptr(VbStatement) rows = NULL;
  guint before = today->items->len;
  int code;

  if (ask->limit == 0)
    return TRUE;
  rows = prepare (db, rows_sql (group), ask, group, ask->limit, error);
  if (rows == NULL)
    return FALSE;
  while ((code = _vb_database_step (db, rows, error)) == SQLITE_ROW)
    g_ptr_array_add (today->items, read_item (rows, group));
  today->n[group] = today->items->len - before;
  return code == SQLITE_DONE;
}

/* Only where there are more than are shown. */
static gboolean
count_group (VbDatabase    *db,
             const Ask     *ask,
             VbTodayGroup   group,
             VbToday       *today,
             GError       **error)
{
  g_autoptr(VbStatement) count = NULL;

  if (today->n[group] < ask->limit)
    return TRUE;
  count = prepare (db, count_sql (group), ask, group, VB_TODAY_MOST + 1, error);
  if (count == NULL || _vb_database_step (db, count, error) != SQLITE_ROW)
    return FALSE;
  today->n[group] = sqlite3_column_int (count, 0);
  return TRUE;
}

static gpointer
read_job (VbDatabase    *db,
          gpointer       data,
          GCancellable  *cancellable,
          GError       **error)
{
  const Ask *ask = data;
  g_autoptr(VbToday) today = g_new0 (VbToday, 1);
  g_autofree char *detail = NULL;

  today->items = g_ptr_array_new_with_free_func (item_free);
  for (VbTodayGroup group = 0; group < VB_TODAY_RETENTION; group++)
    if (!read_group (db, ask, group, today, error)
        || !count_group (db, ask, group, today, error))
      return NULL;
  if (!_vb_destruction_count (db, ask->today, &today->n[VB_TODAY_RETENTION], error))
    return NULL;
  if (ask->limit == 0)
    return g_steal_pointer (&today);
  detail = g_strdup_printf ("by=today found=%u", today->items->len);
  return _vb_people_log (db, VB_EVENT_SEARCH, 'E', "referral", NULL, NULL, detail, error)
         ? g_steal_pointer (&today) : NULL;
}

/* Who is shown stands in the access log. */
static VbLane
lane_of (const Ask *ask)
{
  return ask->limit > 0 ? VB_LANE_WRITE : VB_LANE_READ;
}

static void
free_today (gpointer today)
{
  vb_today_free (today);
}

VbToday *
vb_today_read_sync (VbStore       *store,
                    const char    *today,
                    guint          limit,
                    GCancellable  *cancellable,
                    GError       **error)
{
  Ask *ask;
  VbToday *found;

  g_return_val_if_fail (VB_IS_STORE (store) && vb_time_is_date (today), NULL);

  ask = ask_new (today, limit);
  found = vb_store_run_sync (store, lane_of (ask), read_job, ask, cancellable, error);
  ask_free (ask);
  return found;
}

void
vb_today_read_async (VbStore             *store,
                     const char          *today,
                     guint                limit,
                     GCancellable        *cancellable,
                     GAsyncReadyCallback  callback,
                     gpointer             user_data)
{
  Ask *ask;

  g_return_if_fail (VB_IS_STORE (store) && vb_time_is_date (today));

  ask = ask_new (today, limit);
  vb_store_run_async (store, lane_of (ask), read_job, ask, ask_free, free_today, cancellable,
                      callback, user_data);
}

VbToday *
vb_today_read_finish (VbStore       *store,
                      GAsyncResult  *result,
                      GError       **error)
{
  return vb_store_run_finish (store, result, error);
}
