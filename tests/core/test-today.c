/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What needs somebody now: each thing in one group, the most urgent that it belongs to. */

#include "config.h"

#include "store-fixture.h"

#include "core/store/vb-connection-private.h"
#include "core/store/vb-consents.h"
#include "core/store/vb-referrals-private.h"
#include "core/store/vb-today.h"

#define TODAY "2026-03-10"

static void
add_referral (Fixture    *f,
              const char *id,
              const char *side,
              const char *state,
              const char *due_on,
              const char *due_side)
{
  g_autofree char *sql = g_strdup_printf (
      "INSERT INTO referral (id, letter_id, side, kind, state, code, subject, sender_name, "
      "recipient_name, due_on, due_side, sent_on, heard_at, changed_at) VALUES ('%s', '%s', '%s', "
      "'referral', '%s', '%s', 'About %s', 'Sender', 'Receiver', '%s', '%s', '2026-03-01', %"
      G_GINT64_FORMAT ", 1)", id, id, side, state, id, id, due_on, due_side, g_get_real_time ());

  fixture_exec (f, sql);
}

static VbToday *
read_today (Fixture *f,
            guint    limit)
{
  g_autoptr(GError) error = NULL;
  VbToday *today = vb_today_read_sync (f->store, TODAY, limit, NULL, &error);

  g_assert_no_error (error);
  return today;
}

/* The ids of a group, in order, with a space between. */
static void
assert_group (const VbToday *today,
              VbTodayGroup   group,
              const char    *expected)
{
  g_autoptr(GString) ids = g_string_new (NULL);

  for (guint i = 0; i < today->items->len; i++)
    {
      const VbTodayItem *item = g_ptr_array_index (today->items, i);

      if (item->group == group)
        g_string_append_printf (ids, "%s%s", ids->len > 0 ? " " : "", item->id);
    }
  g_assert_cmpstr (ids->str, ==, expected);
}

static void
a_day_with_nothing_is_empty (void)
{
  g_autoptr(VbToday) today = NULL;
  Fixture f;

  fixture_open (&f);
  today = read_today (&f, 5);
  g_assert_cmpuint (today->items->len, ==, 0);
  g_assert_cmpuint (vb_today_get_waiting (today), ==, 0);
  for (VbTodayGroup group = 0; group < VB_N_TODAY; group++)
    g_assert_cmpuint (today->n[group], ==, 0);
  fixture_close (&f);
}

static void
a_referral_stands_in_the_most_urgent_group_only (void)
{
  g_autoptr(VbToday) today = NULL;
  Fixture f;

  fixture_open (&f);
  add_referral (&f, "late", "receiver", "accepted", "2026-03-09", "receiver");
  add_referral (&f, "later", "receiver", "received", "2026-03-08", "receiver");
  add_referral (&f, "answer", "sender", "asked", "2026-03-09", "sender");
  add_referral (&f, "new", "receiver", "sent", "2026-03-10", "receiver");
  add_referral (&f, "back", "sender", "asked", "2026-03-11", "sender");
  add_referral (&f, "meet", "receiver", "handover-planned", TODAY, "receiver");
  add_referral (&f, "due", "receiver", "contacted", TODAY, "receiver");
  add_referral (&f, "theirs", "sender", "contacted", TODAY, "receiver");
  add_referral (&f, "slow", "sender", "sent", "2026-03-09", "receiver");
  add_referral (&f, "quiet", "sender", "started", "2026-05-09", "receiver");
  add_referral (&f, "queue", "sender", "waiting", "2026-05-09", "receiver");
  add_referral (&f, "fine", "receiver", "started", "2026-05-09", "receiver");
  add_referral (&f, "again", "receiver", "started", "2026-05-09", "receiver");
  add_referral (&f, "ended", "sender", "done", "2026-03-12", "sender");
  fixture_exec (&f, "UPDATE referral SET heard_at = heard_at - 15 * 86400000000 WHERE id IN "
                    "('quiet', 'queue');"
                    "UPDATE referral SET remind_on = '2026-03-10' WHERE id IN ('again', 'late');"
                    "UPDATE referral SET remind_on = '2026-03-11' WHERE id = 'fine';"
                    "UPDATE referral SET ended_on = '2026-03-05' WHERE id = 'ended'");
  today = read_today (&f, 20);
  assert_group (today, VB_TODAY_OVERDUE, "later answer late");
  assert_group (today, VB_TODAY_NEW, "new back");
  assert_group (today, VB_TODAY_MEETING, "meet");
  assert_group (today, VB_TODAY_DUE, "due");
  assert_group (today, VB_TODAY_REMINDER, "again");
  assert_group (today, VB_TODAY_SILENT, "quiet slow");
  assert_group (today, VB_TODAY_UNREAD, "ended");
  g_assert_cmpuint (vb_today_get_waiting (today), ==, 11);
  fixture_close (&f);
}

static void
who_is_handed_over_within_this_store_is_met_once (void)
{
  g_autoptr(VbToday) today = NULL;
  const VbTodayItem *item;
  Fixture f;

  fixture_open (&f);
  add_referral (&f, "mine", "sender", "handover-planned", TODAY, "receiver");
  add_referral (&f, "theirs", "receiver", "handover-planned", TODAY, "receiver");
  fixture_exec (&f, "UPDATE referral SET letter_id = 'one'");
  today = read_today (&f, 5);
  assert_group (today, VB_TODAY_MEETING, "theirs");
  item = g_ptr_array_index (today->items, 0);
  g_assert_cmpstr (item->title, ==, "About theirs");
  g_assert_cmpstr (item->other, ==, "Sender");
  g_assert_cmpint (item->side, ==, VB_SIDE_RECEIVER);
  g_assert_cmpint (item->state, ==, VB_REFERRAL_HANDOVER_PLANNED);
  fixture_close (&f);
}

static guint
count_of (Fixture       *f,
          VbReferralBox  box)
{
  VbReferralQuery query = { .box = box, .today = TODAY, .limit = 100 };
  g_autofree VbReferralCounts *counts = vb_referrals_count_sync (f->store, TODAY, NULL, NULL,
                                                                 NULL);
  g_autoptr(GPtrArray) lines = vb_referrals_list_sync (f->store, &query, NULL, NULL);

  g_assert_cmpuint (counts->n[box], ==, lines->len);
  return lines->len;
}

/* A practice and a team on one computer have each letter twice; to do it is one thing. */
static void
what_both_sides_have_here_is_one_thing_to_do (void)
{
  static const struct
  {
    VbTodayGroup group;
    VbReferralBox box;
    const char *expected;
  } alike[] = {
    { VB_TODAY_OVERDUE, VB_BOX_OVERDUE, "late-r asked-s" },
    { VB_TODAY_NEW, VB_BOX_NEW, "new-r" },
    { VB_TODAY_SILENT, VB_BOX_SILENT, "quiet-s alone-s" },
  };
  g_autoptr(VbToday) today = NULL;
  Fixture f;

  fixture_open (&f);
  add_referral (&f, "late-s", "sender", "accepted", "2026-03-07", "receiver");
  add_referral (&f, "late-r", "receiver", "accepted", "2026-03-07", "receiver");
  add_referral (&f, "asked-s", "sender", "asked", "2026-03-08", "sender");
  add_referral (&f, "asked-r", "receiver", "asked", "2026-03-08", "sender");
  add_referral (&f, "new-s", "sender", "sent", "2026-03-12", "receiver");
  add_referral (&f, "new-r", "receiver", "sent", "2026-03-12", "receiver");
  add_referral (&f, "quiet-s", "sender", "started", "2026-05-09", "receiver");
  add_referral (&f, "quiet-r", "receiver", "started", "2026-05-09", "receiver");
  add_referral (&f, "alone-s", "sender", "sent", "2026-03-06", "receiver");
  fixture_exec (&f, "UPDATE referral SET letter_id = substr (id, 1, length (id) - 2);"
                    "UPDATE referral SET heard_at = heard_at - 15 * 86400000000 "
                    "WHERE letter_id IN ('quiet', 'new')");
  today = read_today (&f, 20);
  for (guint i = 0; i < G_N_ELEMENTS (alike); i++)
    {
      assert_group (today, alike[i].group, alike[i].expected);
      g_assert_cmpuint (count_of (&f, alike[i].box), ==, today->n[alike[i].group]);
    }
  g_assert_cmpuint (vb_today_get_waiting (today), ==, 5);
  fixture_close (&f);
}

static void
add_meeting (Fixture    *f,
             const char *id,
             const char *held_on,
             const char *state)
{
  g_autofree char *sql = g_strdup_printf (
      "INSERT INTO meeting (id, title, held_on, starts_at, place, state, changed_at) VALUES ('%s', "
      "'Meeting %s', '%s', '13:30', 'Hall', '%s', 1);"
      "INSERT INTO meeting_member (id, meeting_id, function, holder, own) VALUES ('%s-1', '%s', "
      "'GP', 'Anna', 1), ('%s-2', '%s', 'District nurse', 'Bea', 0);"
      "INSERT INTO meeting_case (id, meeting_id, number, state, decision, director, evaluate_on, "
      "inform_by) VALUES ('%s', '%s', 'AB-1', 'closed', 'd', 'GP', '2099-01-01', 'GP')",
      id, id, held_on, state, id, id, id, id, id, id);

  fixture_exec (f, sql);
}

static void
add_action (Fixture    *f,
            const char *meeting_id,
            const char *what,
            const char *who,
            const char *due_on)
{
  g_autofree char *sql = g_strdup_printf (
      "INSERT INTO meeting_action (id, case_id, what, who, due_on) VALUES ('%s', '%s', '%s', '%s', "
      "'%s')", what, meeting_id, what, who, due_on);

  fixture_exec (f, sql);
}

static void
assert_titles (const VbToday *today,
               VbTodayGroup   group,
               const char    *expected)
{
  g_autoptr(GString) titles = g_string_new (NULL);

  for (guint i = 0; i < today->items->len; i++)
    {
      const VbTodayItem *item = g_ptr_array_index (today->items, i);

      if (item->group == group)
        g_string_append_printf (titles, "%s%s", titles->len > 0 ? ", " : "",
                                item->title != NULL ? item->title : "tell");
    }
  g_assert_cmpstr (titles->str, ==, expected);
}

static void
case_meetings_come_with_what_was_agreed_in_them (void)
{
  g_autoptr(VbToday) today = NULL;
  const VbTodayItem *item;
  Fixture f;

  fixture_open (&f);
  add_meeting (&f, "now", TODAY, "planned");
  add_meeting (&f, "left", "2026-02-10", "planned");
  add_meeting (&f, "soon", "2026-03-17", "planned");
  add_meeting (&f, "later", "2026-03-18", "planned");
  add_meeting (&f, "held", "2026-02-01", "held");
  add_meeting (&f, "off", TODAY, "cancelled");
  fixture_exec (&f, "UPDATE meeting_case SET informed_on = '2026-02-02' WHERE id <> 'held'");
  add_action (&f, "held", "ours", "gp", "2026-03-09");
  add_action (&f, "held", "by name", "Anna", TODAY);
  add_action (&f, "held", "somebody", "the neighbour", TODAY);
  add_action (&f, "held", "theirs", "District nurse", "2026-03-09");
  add_action (&f, "held", "theirs too", "District nurse (Bea)", "2026-03-09");
  add_action (&f, "held", "not yet", "GP", "2026-03-11");
  add_action (&f, "held", "did it", "GP", "2026-03-01");
  fixture_exec (&f, "UPDATE meeting_action SET state = 'done' WHERE id = 'did it'");
  today = read_today (&f, 20);
  assert_group (today, VB_TODAY_CASES, "left now");
  assert_group (today, VB_TODAY_COMING, "soon");
  assert_titles (today, VB_TODAY_AGREED, "tell, ours, by name, somebody");
  item = g_ptr_array_index (today->items, 0);
  g_assert_cmpstr (item->other, ==, "13:30 · Hall");
  /* what is coming does not ask for anybody yet */
  g_assert_cmpuint (vb_today_get_waiting (today), ==, 6);
  g_clear_pointer (&today, vb_today_free);

  /* who works here is who this store says it is */
  fixture_exec (&f, "INSERT INTO setting (name, value) VALUES ('profile-role', 'district nurse');"
                    "UPDATE meeting_case SET informed_on = '2026-02-02'");
  today = read_today (&f, 20);
  assert_titles (today, VB_TODAY_AGREED, "ours, theirs, by name, somebody");
  fixture_close (&f);
}

/* Until somebody said that they looked back. */
static void
a_case_comes_back_on_the_day_that_was_set_to_look_back (void)
{
  g_autoptr(VbToday) today = NULL;
  const VbTodayItem *item;
  Fixture f;

  fixture_open (&f);
  add_meeting (&f, "late", "2026-01-05", "held");
  add_meeting (&f, "now", "2026-01-12", "held");
  add_meeting (&f, "later", "2026-01-19", "held");
  add_meeting (&f, "done", "2026-01-05", "held");
  add_meeting (&f, "open", "2026-03-16", "planned");
  fixture_exec (&f,
    "UPDATE meeting_case SET informed_on = '2026-02-02', number = upper (id) || '-1';"
    "UPDATE meeting_case SET evaluate_on = '2026-03-01' WHERE id IN ('late', 'done', 'open');"
    "UPDATE meeting_case SET evaluate_on = '" TODAY "' WHERE id = 'now';"
    "UPDATE meeting_case SET evaluate_on = '2026-03-11' WHERE id = 'later';"
    "UPDATE meeting_case SET evaluated_on = '2026-03-02' WHERE id = 'done';"
    "UPDATE meeting_case SET state = 'open' WHERE id = 'open'");
  today = read_today (&f, 20);
  assert_group (today, VB_TODAY_LOOK_BACK, "late now");
  assert_titles (today, VB_TODAY_LOOK_BACK, "LATE-1, NOW-1");
  g_assert_cmpuint (vb_today_get_waiting (today), ==, 2);
  item = g_ptr_array_index (today->items, 0);
  g_assert_cmpstr (item->other, ==, "GP");
  g_assert_cmpstr (item->day, ==, "2026-03-01");
  fixture_close (&f);
}

static void
add_person (Fixture *f)
{
  fixture_exec (f, "INSERT INTO person (id, given_name, family_name, name_key, created_at, "
                   "created_by, changed_at) VALUES ('p', 'Greet', 'Bos', 'bos greet', 1, 'a', "
                   "9000000000000000)");
}

static void
plans_and_consents_come_when_their_day_is_near (void)
{
  g_autoptr(VbToday) today = NULL;
  const VbTodayItem *item;
  Fixture f;

  fixture_open (&f);
  add_person (&f);
  fixture_exec (&f,
    "INSERT INTO plan (id, person_id, state, director, started_on, evaluate_on, changed_at) VALUES "
    "('a', 'p', 'active', 'Coach', '2026-01-01', '2026-03-10', 1), "
    "('b', 'p', 'active', 'Coach', '2026-01-01', '2026-03-11', 1), "
    "('c', 'p', 'completed', 'Coach', '2026-01-01', '2026-03-01', 1);"
    "INSERT INTO consent (id, person_id, kind, given_on, capacity, form, purpose, recipient_id, "
    "recipient_name, valid_from, valid_until, recorded_at, recorded_by) VALUES "
    "('soon', 'p', 'consent', '2026-01-01', 'yes', 'oral', 'referral', 'r1', 'Coach', "
    "'2026-01-01', '2026-03-24', 1, 'a'), "
    "('later', 'p', 'consent', '2026-01-01', 'yes', 'oral', 'referral', 'r2', 'Wally', "
    "'2026-01-01', '2026-03-25', 1, 'a'), "
    "('over', 'p', 'consent', '2026-01-01', 'yes', 'oral', 'referral', 'r3', 'Nurse', "
    "'2026-01-01', '2026-03-09', 1, 'a'), "
    "('refused', 'p', 'refusal', '2026-01-01', 'yes', 'oral', 'referral', 'r4', 'Bank', "
    "'2026-01-01', '2026-03-12', 1, 'a'), "
    "('renewed', 'p', 'consent', '2026-01-01', 'yes', 'oral', 'plan', 'r1', 'Coach', "
    "'2026-01-01', '2026-03-12', 1, 'a'), "
    "('renewal', 'p', 'consent', '2026-03-01', 'yes', 'oral', 'plan', 'r1', 'Coach', "
    "'2026-03-01', '2026-09-12', 1, 'a')");
  today = read_today (&f, 20);
  g_assert_cmpuint (today->n[VB_TODAY_EVALUATION], ==, 1);
  g_assert_cmpuint (today->n[VB_TODAY_CONSENT], ==, 1);
  item = g_ptr_array_index (today->items, 0);
  g_assert_cmpint (item->group, ==, VB_TODAY_EVALUATION);
  g_assert_cmpstr (item->id, ==, "p");
  g_assert_cmpstr (item->title, ==, "Greet Bos");
  g_assert_cmpstr (item->other, ==, "Coach");
  item = g_ptr_array_index (today->items, 1);
  g_assert_cmpstr (item->day, ==, "2026-03-24");
  fixture_close (&f);
}

/* Until they are told they go on with what they know: that stands high, the longest first. */
static void
who_was_not_told_that_consent_was_withdrawn_is_named (void)
{
  g_autoptr(VbToday) today = NULL;
  const VbTodayItem *item;
  Fixture f;

  fixture_open (&f);
  add_person (&f);
  fixture_exec (&f,
    "INSERT INTO consent (id, person_id, kind, given_on, capacity, form, purpose, recipient_id, "
    "recipient_name, valid_from, valid_until, recorded_at, recorded_by, withdrawn_on, "
    "withdrawal_told_on) VALUES "
    "('short', 'p', 'consent', '2026-01-01', 'yes', 'oral', 'referral', 'r1', 'Coach', "
    "'2026-01-01', '2026-03-24', 1, 'a', '2026-03-10', NULL), "
    "('long', 'p', 'consent', '2025-01-01', 'yes', 'oral', 'referral', 'r2', 'Wally', "
    "'2025-01-01', '2025-12-31', 1, 'a', '2025-02-03', NULL), "
    "('told', 'p', 'consent', '2026-01-01', 'yes', 'oral', 'referral', 'r3', 'Nurse', "
    "'2026-01-01', '2026-03-24', 1, 'a', '2026-03-01', '2026-03-02'), "
    "('holds', 'p', 'consent', '2026-01-01', 'yes', 'oral', 'referral', 'r4', 'Doctor', "
    "'2026-01-01', '2027-03-24', 1, 'a', NULL, NULL), "
    "('refusal', 'p', 'refusal', '2026-01-01', 'yes', 'oral', 'referral', 'r5', 'Bank', "
    "'2026-01-01', '2026-03-24', 1, 'a', '2026-03-01', NULL)");
  add_referral (&f, "late", "receiver", "accepted", "2026-03-09", "receiver");
  today = read_today (&f, 20);
  assert_group (today, VB_TODAY_WITHDRAWN, "p p");
  g_assert_cmpuint (today->n[VB_TODAY_WITHDRAWN], ==, 2);
  g_assert_cmpuint (vb_today_get_waiting (today), ==, 3);
  item = g_ptr_array_index (today->items, 1);
  g_assert_cmpstr (item->title, ==, "Greet Bos");
  g_assert_cmpstr (item->other, ==, "Wally");
  g_assert_cmpstr (item->day, ==, "2025-02-03");
  g_assert_true (vb_consents_note_told_sync (f.store, "long", NULL, NULL));
  g_clear_pointer (&today, vb_today_free);
  today = read_today (&f, 20);
  g_assert_cmpuint (today->n[VB_TODAY_WITHDRAWN], ==, 1);
  fixture_close (&f);
}

static void
a_function_is_news_when_its_last_holder_left_and_none_came (void)
{
  g_autoptr(VbToday) today = NULL;
  const VbTodayItem *item;
  Fixture f;

  fixture_open (&f);
  fixture_exec (&f,
    "INSERT INTO organization (id, name) VALUES ('o', 'Team');"
    "INSERT INTO contact (id, title, organization_id) VALUES ('left', 'Coach', 'o'), "
    "('filled', 'Wally', 'o'), ('long', 'Nurse', 'o'), ('never', 'Host', 'o');"
    "INSERT INTO holder (id, contact_id, name, valid_from, valid_to) VALUES "
    "('1', 'left', 'Bo', '2020-01-01', '2026-02-28'), "
    "('2', 'left', 'Cas', '2026-04-01', NULL), "
    "('3', 'filled', 'Dee', '2020-01-01', '2026-02-28'), "
    "('4', 'filled', 'Evi', '2026-03-01', NULL), "
    "('5', 'long', 'Fin', '2020-01-01', '2025-01-01')");
  today = read_today (&f, 20);
  assert_group (today, VB_TODAY_VACANT, "left");
  item = g_ptr_array_index (today->items, 0);
  g_assert_cmpstr (item->title, ==, "Coach");
  g_assert_cmpstr (item->other, ==, "Team");
  g_assert_cmpstr (item->day, ==, "2026-02-28");
  g_assert_cmpuint (vb_today_get_waiting (today), ==, 0);
  fixture_close (&f);
}

static void
what_must_go_is_counted (void)
{
  g_autoptr(VbToday) today = NULL;
  Fixture f;

  fixture_open (&f);
  add_person (&f);
  today = read_today (&f, 20);
  g_assert_cmpuint (today->n[VB_TODAY_RETENTION], ==, 0);
  g_clear_pointer (&today, vb_today_free);
  fixture_exec (&f, "UPDATE person SET changed_at = 1");
  today = read_today (&f, 20);
  g_assert_cmpuint (today->n[VB_TODAY_RETENTION], ==, 1);
  g_assert_cmpuint (today->items->len, ==, 0);
  fixture_close (&f);
}

static void
more_than_are_shown_are_counted_all (void)
{
  g_autoptr(VbToday) today = NULL;
  Fixture f;

  fixture_open (&f);
  for (guint i = 0; i < 12; i++)
    {
      g_autofree char *id = g_strdup_printf ("r%02u", i);

      add_referral (&f, id, "receiver", "received", "2026-03-01", "receiver");
    }
  today = read_today (&f, 3);
  g_assert_cmpuint (today->items->len, ==, 3);
  g_assert_cmpuint (today->n[VB_TODAY_OVERDUE], ==, 12);
  assert_group (today, VB_TODAY_OVERDUE, "r00 r01 r02");
  /* somebody looked who is about whom: once in the log */
  g_assert_cmpint (fixture_int (&f, "SELECT count (*) FROM access_log WHERE event = 'search' "
                                    "AND detail LIKE 'by=today%'"), ==, 1);
  g_clear_pointer (&today, vb_today_free);
  /* how many there are says nothing about anybody */
  today = read_today (&f, 0);
  g_assert_cmpuint (today->n[VB_TODAY_OVERDUE], ==, 12);
  g_assert_cmpuint (today->items->len, ==, 0);
  g_assert_cmpint (fixture_int (&f, "SELECT count (*) FROM access_log WHERE event = 'search' "
                                    "AND detail LIKE 'by=today%'"), ==, 1);
  fixture_close (&f);
}

static gpointer
plan_job (VbDatabase    *db,
          gpointer       data,
          GCancellable  *cancellable,
          GError       **error)
{
  VbStatement *statement = _vb_database_prepare_once (db, data, error);
  GString *plan = g_string_new (NULL);

  g_assert_no_error (*error);
  while (_vb_database_step (db, statement, error) == SQLITE_ROW)
    g_string_append_printf (plan, "%s\n", _vb_column_text (statement, 3));
  sqlite3_finalize (statement);
  return g_string_free (plan, FALSE);
}

/* Of tens of thousands that run, each would have to be read and decrypted. */
static void
who_is_silent_is_counted_without_reading_a_referral (void)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *plan = NULL;
  Fixture f;

  fixture_open (&f);
  plan = vb_store_run_sync (f.store, VB_LANE_READ, plan_job,
                            "EXPLAIN QUERY PLAN SELECT count (*) FROM referral INDEXED BY "
                            "referral_turn WHERE " _VB_REFERRAL_SILENT ("?2"), NULL, &error);
  g_assert_no_error (error);
  g_test_message ("%s", plan);
  g_assert_nonnull (strstr (plan, "referral USING COVERING INDEX referral_turn"));
  g_assert_nonnull (strstr (plan, "SEARCH t USING COVERING INDEX"));
  fixture_close (&f);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name) g_test_add_func ("/today/" #name, name)
  ADD (a_day_with_nothing_is_empty);
  ADD (a_referral_stands_in_the_most_urgent_group_only);
  ADD (who_is_handed_over_within_this_store_is_met_once);
  ADD (what_both_sides_have_here_is_one_thing_to_do);
  ADD (case_meetings_come_with_what_was_agreed_in_them);
  ADD (a_case_comes_back_on_the_day_that_was_set_to_look_back);
  ADD (plans_and_consents_come_when_their_day_is_near);
  ADD (who_was_not_told_that_consent_was_withdrawn_is_named);
  ADD (a_function_is_news_when_its_last_holder_left_and_none_came);
  ADD (what_must_go_is_counted);
  ADD (more_than_are_shown_are_counted_all);
  ADD (who_is_silent_is_counted_without_reading_a_referral);
  return g_test_run ();
}
