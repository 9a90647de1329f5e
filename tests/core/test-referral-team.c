/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Lists of referrals narrowed and sorted, and what one side arranges among itself. */

#include "config.h"

#include "store-fixture.h"

#include "core/base/vb-time.h"
#include "core/store/vb-people.h"
#include "core/store/vb-referrals-team.h"

#define COACH "00000000-0000-7000-8000-00000000c0ac"
#define WALLY "00000000-0000-7000-8000-00000000a11c"

/* A referral that came in, as if it had been here for a while. */
static void
add_row (Fixture    *f,
         const char *id,
         const char *kind,
         const char *recipient,
         const char *due,
         const char *sent,
         gint64      heard,
         const char *worker)
{
  g_autofree char *sql = g_strdup_printf (
      "INSERT INTO referral (id, letter_id, side, kind, state, code, subject, recipient_id, "
      "due_on, due_side, sent_on, heard_at, worker, changed_at, list_key) VALUES ('%s', 'l%s', "
      "'receiver', '%s', 'accepted', 'BCD-%s', 'Somebody', '%s', '%s', 'receiver', '%s', "
      "%" G_GINT64_FORMAT ", %s%s%s, 1, ' somebody')", id, id, kind, id, recipient, due, sent,
      heard, worker != NULL ? "'" : "", worker != NULL ? worker : "NULL",
      worker != NULL ? "'" : "");

  fixture_exec (f, sql);
}

static void
open_with_four (Fixture *f)
{
  fixture_open (f);
  fixture_exec (f, "INSERT INTO contact (id, title) VALUES ('" COACH "', 'Welzijnscoach'), "
                   "('" WALLY "', 'Wally'); INSERT INTO holder (id, contact_id, name, valid_from) "
                   "VALUES ('h', '" COACH "', 'Fatma Demir', '2020-01-01')");
  add_row (f, "a", "referral", COACH, "2026-03-01", "2026-02-01", 400, "An");
  add_row (f, "b", "signal", COACH, "2026-02-01", "2026-01-20", 300, "An");
  add_row (f, "c", "prescription", WALLY, "2026-04-01", "2026-02-20", 100, "Bo");
  add_row (f, "d", "referral", WALLY, "2026-05-01", "2026-01-01", 200, NULL);
}

/* (transfer full): the ids, as they are listed */
static char *
list (Fixture         *f,
      VbReferralQuery  query)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) lines = NULL;
  GString *ids = g_string_new (NULL);

  query.limit = query.limit != 0 ? query.limit : 10;
  query.today = query.today != NULL ? query.today : "2026-03-10";
  lines = vb_referrals_list_sync (f->store, &query, NULL, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < lines->len; i++)
    g_string_append (ids, ((VbReferralLine *) lines->pdata[i])->id);
  return g_string_free (ids, FALSE);
}

#define assert_lists(f, expected, ...)                                                             \
  G_STMT_START                                                                                     \
    {                                                                                              \
      g_autofree char *found = list (f, (VbReferralQuery) { __VA_ARGS__ });                        \
      g_assert_cmpstr (found, ==, expected);                                                       \
    }                                                                                              \
  G_STMT_END

static void
a_list_is_narrowed_by_kind_and_function (void)
{
  Fixture f = { 0 };

  open_with_four (&f);
  assert_lists (&f, "bacd", .box = VB_BOX_TEAM);
  assert_lists (&f, "ad", .box = VB_BOX_TEAM, .kinds = 1u << VB_KIND_REFERRAL);
  assert_lists (&f, "bc", .box = VB_BOX_TEAM,
                .kinds = 1u << VB_KIND_SIGNAL | 1u << VB_KIND_PRESCRIPTION);
  assert_lists (&f, "cd", .box = VB_BOX_TEAM, .function_id = WALLY);
  assert_lists (&f, "d", .box = VB_BOX_TEAM, .function_id = WALLY,
                .kinds = 1u << VB_KIND_REFERRAL);
  assert_lists (&f, "b", .box = VB_BOX_OVERDUE, .kinds = 1u << VB_KIND_SIGNAL);
  assert_lists (&f, "a", .box = VB_BOX_MINE, .worker = "An", .kinds = 1u << VB_KIND_REFERRAL);
  fixture_close (&f);
}

static void
a_list_is_sorted_as_asked (void)
{
  Fixture f = { 0 };

  open_with_four (&f);
  assert_lists (&f, "cabd", .box = VB_BOX_TEAM, .order = VB_REFERRALS_BY_NEWEST);
  assert_lists (&f, "cdba", .box = VB_BOX_TEAM, .order = VB_REFERRALS_BY_SILENCE);
  assert_lists (&f, "db", .box = VB_BOX_TEAM, .order = VB_REFERRALS_BY_SILENCE, .offset = 1,
                .limit = 2);
  fixture_exec (&f, "UPDATE referral SET ended_on = sent_on, state = 'done' "
                    "WHERE id IN ('a', 'd')");
  assert_lists (&f, "ad", .box = VB_BOX_DONE);
  assert_lists (&f, "ad", .box = VB_BOX_DONE, .order = VB_REFERRALS_BY_NEWEST);
  assert_lists (&f, "da", .box = VB_BOX_DONE, .order = VB_REFERRALS_BY_SILENCE);
  fixture_close (&f);
}

/* ------------------------------------------------------------------ searching */

static void
save_about (Fixture    *f,
            const char *subject,
            const char *question)
{
  g_autoptr(VbReferral) draft = vb_referral_new (VB_KIND_REFERRAL, NULL);
  g_autoptr(GError) error = NULL;

  draft->subject = g_strdup (subject);
  draft->question = g_strdup (question);
  draft->recipient_name = g_strdup ("Wijkteam Zuilen");
  g_assert_true (vb_referrals_save_sync (f->store, NULL, draft, NULL, &error));
  g_assert_no_error (error);
}

static guint
n_found (Fixture    *f,
         const char *text)
{
  VbReferralQuery query = { .box = VB_BOX_DRAFTS, .today = "2026-03-10", .text = text,
                            .limit = 10 };
  g_autoptr(GPtrArray) lines = vb_referrals_list_sync (f->store, &query, NULL, NULL);

  return lines->len;
}

static void
a_search_minds_neither_case_nor_accents (void)
{
  Fixture f = { 0 };

  fixture_open (&f);
  save_about (&f, "Zoë Çelik", "Kan ze mee-eten?");
  save_about (&f, "ÉMILE de Groot", NULL);
  g_assert_cmpuint (n_found (&f, "zoe celik"), ==, 1);
  g_assert_cmpuint (n_found (&f, "ÇELIK"), ==, 1);
  g_assert_cmpuint (n_found (&f, "émile"), ==, 1);
  g_assert_cmpuint (n_found (&f, "groot emi"), ==, 1);
  g_assert_cmpuint (n_found (&f, "ZUIL wijk"), ==, 2);
  g_assert_cmpuint (n_found (&f, "mee eten"), ==, 1);
  /* the beginning of a word, not its middle; and nothing but signs is nobody */
  g_assert_cmpuint (n_found (&f, "root"), ==, 0);
  g_assert_cmpuint (n_found (&f, "?!"), ==, 0);
  g_assert_cmpuint (n_found (&f, "  "), ==, 2);
  fixture_close (&f);
}

static void
what_changed_is_found_by_what_it_says_now (void)
{
  Fixture f = { 0 };
  g_autoptr(VbReferral) base = vb_referral_new (VB_KIND_REFERRAL, NULL);
  g_autoptr(VbReferral) mine = NULL;

  fixture_open (&f);
  base->subject = g_strdup ("Jansen");
  g_assert_true (vb_referrals_save_sync (f.store, NULL, base, NULL, NULL));
  mine = vb_referral_copy (base);
  g_free (mine->subject);
  mine->subject = g_strdup ("Pietersen");
  g_assert_true (vb_referrals_save_sync (f.store, base, mine, NULL, NULL));
  g_assert_cmpuint (n_found (&f, "jansen"), ==, 0);
  g_assert_cmpuint (n_found (&f, "pieter"), ==, 1);
  fixture_close (&f);
}

/* ------------------------------------------------------------------ among colleagues */

static void
notes_stay_on_this_side (void)
{
  Fixture f = { 0 };
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) notes = NULL;

  open_with_four (&f);
  g_assert_true (vb_referrals_add_note_sync (f.store, "a", " Call in the morning ", NULL, &error));
  g_assert_true (vb_referrals_add_note_sync (f.store, "a", "She called back", NULL, &error));
  g_assert_false (vb_referrals_add_note_sync (f.store, "a", "  ", NULL, NULL));
  g_assert_false (vb_referrals_add_note_sync (f.store, "a", "It is 111222333", NULL, &error));
  g_assert_error (error, VB_ERROR, VB_ERROR_INVALID_INPUT);
  g_clear_error (&error);
  g_assert_false (vb_referrals_add_note_sync (f.store, "nobody", "x", NULL, &error));
  g_assert_error (error, VB_ERROR, VB_ERROR_NOT_FOUND);
  notes = vb_referrals_list_notes_sync (f.store, "a", NULL, NULL);
  g_assert_cmpuint (notes->len, ==, 2);
  g_assert_cmpstr (((VbReferralNote *) notes->pdata[0])->words, ==, "She called back");
  g_assert_cmpstr (((VbReferralNote *) notes->pdata[1])->words, ==, "Call in the morning");
  g_assert_nonnull (((VbReferralNote *) notes->pdata[0])->actor);
  g_assert_cmpint (fixture_int (&f, "SELECT count (*) FROM outbox"), ==, 0);
  g_assert_cmpint (fixture_int (&f, "SELECT count (*) FROM referral_event"), ==, 0);
  fixture_close (&f);
}

static void
a_reminder_comes_up_on_its_day (void)
{
  Fixture f = { 0 };
  g_autofree char *today = vb_time_today ();
  g_autoptr(GError) error = NULL;

  open_with_four (&f);
  g_assert_true (vb_referrals_arrange_sync (f.store, "d", VB_REFERRAL_REMIND_ON, "2099-06-01", NULL,
                                            &error));
  g_assert_no_error (error);
  assert_lists (&f, "", .box = VB_BOX_REMINDERS, .today = today);
  assert_lists (&f, "d", .box = VB_BOX_REMINDERS, .today = "2099-06-01");
  g_assert_false (vb_referrals_arrange_sync (f.store, "d", VB_REFERRAL_REMIND_ON, "2020-01-01",
                                             NULL, &error));
  g_assert_error (error, VB_ERROR, VB_ERROR_INVALID_INPUT);
  g_clear_error (&error);
  g_assert_false (vb_referrals_arrange_sync (f.store, "d", VB_REFERRAL_REMIND_ON, "tomorrow", NULL,
                                             NULL));
  g_assert_true (vb_referrals_arrange_sync (f.store, "d", VB_REFERRAL_REMIND_ON, NULL, NULL,
                                            &error));
  assert_lists (&f, "", .box = VB_BOX_REMINDERS, .today = "2099-06-01");
  fixture_close (&f);
}

static void
a_referral_is_taken_over (void)
{
  Fixture f = { 0 };

  open_with_four (&f);
  g_assert_true (vb_referrals_arrange_sync (f.store, "d", VB_REFERRAL_WORKER, " Bo ", NULL, NULL));
  assert_lists (&f, "cd", .box = VB_BOX_MINE, .worker = "Bo");
  g_assert_true (vb_referrals_arrange_sync (f.store, "d", VB_REFERRAL_WORKER, NULL, NULL, NULL));
  assert_lists (&f, "c", .box = VB_BOX_MINE, .worker = "Bo");
  fixture_close (&f);
}

/* Who leaves hands over everything that runs, at once; what ended stays under the old name. */
static void
a_caseload_goes_over_as_a_whole (void)
{
  Fixture f = { 0 };
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) workers = NULL;
  gint64 logged;

  open_with_four (&f);
  add_row (&f, "e", "referral", COACH, "2026-01-01", "2026-01-01", 1, "An");
  fixture_exec (&f, "UPDATE referral SET ended_on = '2026-01-02', state = 'done' WHERE id = 'e'");
  logged = fixture_int (&f, "SELECT count (*) FROM access_log");
  g_assert_cmpint (vb_referrals_move_caseload_sync (f.store, "An", "Bo", NULL, &error), ==, 2);
  g_assert_no_error (error);
  assert_lists (&f, "bac", .box = VB_BOX_MINE, .worker = "Bo");
  assert_lists (&f, "", .box = VB_BOX_MINE, .worker = "An");
  g_assert_cmpint (fixture_int (&f, "SELECT count (*) FROM referral WHERE worker = 'An'"), ==, 1);
  g_assert_cmpint (fixture_int (&f, "SELECT count (*) FROM access_log"), >=, logged + 2);
  g_assert_cmpint (vb_referrals_move_caseload_sync (f.store, "An", "Bo", NULL, NULL), ==, 0);
  g_assert_cmpint (vb_referrals_move_caseload_sync (f.store, "Bo", " ", NULL, &error), ==, -1);
  g_assert_error (error, VB_ERROR, VB_ERROR_INVALID_INPUT);
  g_clear_error (&error);
  g_assert_cmpint (vb_referrals_move_caseload_sync (f.store, "Bo", "Bo", NULL, NULL), ==, -1);
  workers = vb_referrals_list_workers_sync (f.store, NULL, NULL);
  g_assert_cmpuint (workers->len, ==, 1);
  g_assert_cmpstr (((VbReferralWorker *) workers->pdata[0])->name, ==, "Bo");
  g_assert_cmpuint (((VbReferralWorker *) workers->pdata[0])->n, ==, 3);
  fixture_close (&f);
}

static void
make_sent (Fixture    *f,
           const char *id,
           const char *state)
{
  g_autofree char *sql = g_strdup_printf (
      "UPDATE referral SET side = 'sender', state = '%s', question = 'Would you call her?', "
      "ended_on = iif ('%s' = 'declined', '2026-03-01', NULL) WHERE id = '%s'", state, state, id);

  fixture_exec (f, sql);
}

/* What nobody decided on yet is replaced; what ended stays as it ended. */
static void
a_referral_begins_again_with_the_same_words (void)
{
  Fixture f = { 0 };
  g_autoptr(GError) error = NULL;
  g_autofree char *anew = NULL, *elsewhere = NULL;
  g_autoptr(VbReferral) old = NULL, draft = NULL, declined = NULL;

  open_with_four (&f);
  make_sent (&f, "a", "sent");
  make_sent (&f, "b", "declined");
  make_sent (&f, "c", "accepted");
  anew = vb_referrals_begin_again_sync (f.store, "a", NULL, &error);
  g_assert_no_error (error);
  old = vb_referrals_open_sync (f.store, "a", NULL, NULL);
  draft = vb_referrals_open_sync (f.store, anew, NULL, NULL);
  g_assert_cmpstr (old->state, ==, "replaced");
  g_assert_cmpstr (old->replaced_by, ==, anew);
  g_assert_cmpstr (draft->state, ==, "draft");
  g_assert_cmpstr (draft->question, ==, "Would you call her?");
  g_assert_cmpstr (draft->code, !=, old->code);
  g_assert_cmpstr (draft->letter_id, !=, old->letter_id);
  g_assert_null (draft->sent_on);
  g_assert_cmpuint (draft->events->len, ==, 0);
  elsewhere = vb_referrals_begin_again_sync (f.store, "b", NULL, &error);
  g_assert_no_error (error);
  g_assert_nonnull (elsewhere);
  declined = vb_referrals_open_sync (f.store, "b", NULL, NULL);
  g_assert_cmpstr (declined->state, ==, "declined");
  /* What runs is called back first; what came in is not ours to send again. */
  g_assert_null (vb_referrals_begin_again_sync (f.store, "c", NULL, &error));
  g_assert_error (error, VB_ERROR, VB_ERROR_INVALID_INPUT);
  g_clear_error (&error);
  g_assert_null (vb_referrals_begin_again_sync (f.store, "d", NULL, &error));
  g_assert_error (error, VB_ERROR, VB_ERROR_INVALID_INPUT);
  fixture_close (&f);
}

static void
a_receiver_writes_the_person_down (void)
{
  Fixture f = { 0 };
  g_autoptr(VbPerson) person = vb_person_new ();
  g_autoptr(VbReferral) kept = NULL;
  g_autoptr(GError) error = NULL;

  open_with_four (&f);
  person->given_name = g_strdup ("Greet");
  g_assert_true (vb_people_save_sync (f.store, NULL, person, NULL, NULL));
  g_assert_true (vb_referrals_arrange_sync (f.store, "a", VB_REFERRAL_PERSON, person->id, NULL,
                                            &error));
  g_assert_no_error (error);
  kept = vb_referrals_open_sync (f.store, "a", NULL, NULL);
  g_assert_cmpstr (kept->person_id, ==, person->id);
  fixture_exec (&f, "UPDATE referral SET side = 'sender' WHERE id = 'b'");
  g_assert_false (vb_referrals_arrange_sync (f.store, "b", VB_REFERRAL_PERSON, person->id, NULL,
                                             NULL));
  fixture_close (&f);
}

static gint64
n_logged (Fixture    *f,
          const char *person_id)
{
  g_autofree char *sql = g_strdup_printf (
      "SELECT count (*) FROM access_log WHERE person_id = '%s' AND object_type = 'referral' "
      "AND action = 'U' AND detail = 'person'", person_id);

  return fixture_int (f, sql);
}

/* (transfer full): the id */
static char *
add_person (Fixture    *f,
            const char *name)
{
  g_autoptr(VbPerson) person = vb_person_new ();

  person->given_name = g_strdup (name);
  g_assert_true (vb_people_save_sync (f->store, NULL, person, NULL, NULL));
  return g_strdup (person->id);
}

/* The log is what a person may ask for: who it was linked to wrongly finds it there as well. */
static void
a_link_stands_in_the_log_of_both_persons (void)
{
  Fixture f = { 0 };
  g_autoptr(GError) error = NULL;
  g_autofree char *wrong = NULL, *right = NULL;

  open_with_four (&f);
  wrong = add_person (&f, "Greta");
  right = add_person (&f, "Greet");
  g_assert_true (vb_referrals_arrange_sync (f.store, "a", VB_REFERRAL_PERSON, wrong, NULL, NULL));
  g_assert_cmpint (n_logged (&f, wrong), ==, 1);
  g_assert_true (vb_referrals_arrange_sync (f.store, "a", VB_REFERRAL_PERSON, right, NULL, NULL));
  g_assert_cmpint (n_logged (&f, wrong), ==, 2);
  g_assert_cmpint (n_logged (&f, right), ==, 1);
  g_assert_true (vb_referrals_arrange_sync (f.store, "a", VB_REFERRAL_PERSON, NULL, NULL, NULL));
  g_assert_cmpint (n_logged (&f, right), ==, 2);
  g_assert_false (vb_referrals_arrange_sync (f.store, "a", VB_REFERRAL_PERSON, "nobody", NULL,
                                             &error));
  g_assert_error (error, VB_ERROR, VB_ERROR_NOT_FOUND);
  fixture_close (&f);
}

/* A page that is shown looks whether to read again without reading. */
static void
whether_it_changed_is_no_reading (void)
{
  Fixture f = { 0 };
  g_autoptr(VbReferral) referral = NULL;
  gboolean changed;
  gint64 logged;

  open_with_four (&f);
  referral = vb_referrals_open_sync (f.store, "a", NULL, NULL);
  logged = fixture_int (&f, "SELECT count (*) FROM access_log");
  g_assert_true (vb_referrals_has_changed_sync (f.store, "a", referral->changed_at, NULL, &changed,
                                                NULL));
  g_assert_false (changed);
  g_assert_cmpint (fixture_int (&f, "SELECT count (*) FROM access_log"), ==, logged);
  g_assert_true (vb_referrals_arrange_sync (f.store, "b", VB_REFERRAL_WORKER, "Bo", NULL, NULL));
  g_assert_true (vb_referrals_has_changed_sync (f.store, "a", referral->changed_at, NULL, &changed,
                                                NULL));
  g_assert_false (changed);
  g_assert_true (vb_referrals_arrange_sync (f.store, "a", VB_REFERRAL_WORKER, "Bo", NULL, NULL));
  g_assert_true (vb_referrals_has_changed_sync (f.store, "a", referral->changed_at, NULL, &changed,
                                                NULL));
  g_assert_true (changed);
  g_assert_true (vb_referrals_has_changed_sync (f.store, "gone", 1, NULL, &changed, NULL));
  g_assert_true (changed);
  fixture_close (&f);
}

/* Whoever looked at a preview sends that, and not what the draft became meanwhile. */
static void
what_goes_is_what_was_shown (void)
{
  Fixture f = { 0 };
  g_autoptr(GError) error = NULL;
  g_autoptr(VbReferral) draft = vb_referral_new (VB_KIND_COLLECTIVE, NULL);
  g_autoptr(VbReferral) theirs = NULL;
  g_autofree char *shown = NULL, *same = NULL;
  VbReferralAct act = { .step = VB_STEP_SEND, .id = draft->id };

  open_with_four (&f);
  draft->recipient_id = g_strdup (COACH);
  draft->recipient_name = g_strdup ("Welzijnscoach");
  draft->question = g_strdup ("Many men of fifty have nobody to talk to.");
  g_assert_true (vb_referrals_save_sync (f.store, NULL, draft, NULL, NULL));
  act.checksum = shown = vb_referral_dup_checksum (draft);
  theirs = vb_referral_copy (draft);
  g_free (theirs->question);
  theirs->question = g_strdup ("Something else.");
  g_assert_true (vb_referrals_save_sync (f.store, draft, theirs, NULL, NULL));
  g_assert_false (vb_referrals_take_sync (f.store, &act, NULL, &error));
  g_assert_error (error, VB_ERROR, VB_ERROR_CONFLICT);
  g_clear_error (&error);
  g_assert_true (vb_referrals_save_sync (f.store, theirs, draft, NULL, NULL));
  g_assert_true (vb_referrals_take_sync (f.store, &act, NULL, &error));
  g_assert_no_error (error);
  /* What stays at home does not count. */
  same = g_strdup (shown);
  g_free (draft->triage_words);
  draft->triage_words = g_strdup ("my own thoughts");
  g_free (shown);
  shown = vb_referral_dup_checksum (draft);
  g_assert_cmpstr (shown, ==, same);
  vb_referral_add_item (draft, VB_DATA_LIMITS, NULL, "Limits", "a stick")->included = TRUE;
  g_free (shown);
  shown = vb_referral_dup_checksum (draft);
  g_assert_cmpstr (shown, !=, same);
  fixture_close (&f);
}

static void
functions_are_found_by_name_and_holder (void)
{
  Fixture f = { 0 };
  g_autoptr(GPtrArray) none = NULL, found = NULL, own = NULL;
  const VbOwnFunction *coach;

  open_with_four (&f);
  none = vb_referrals_list_functions_sync (f.store, NULL, 10, NULL, NULL);
  g_assert_cmpuint (none->len, ==, 0);
  found = vb_referrals_list_functions_sync (f.store, "fatma wélzijn", 10, NULL, NULL);
  g_assert_cmpuint (found->len, ==, 1);
  coach = found->pdata[0];
  g_assert_cmpstr (coach->id, ==, COACH);
  g_assert_cmpstr (coach->holder, ==, "Fatma Demir");
  g_assert_false (coach->own);
  g_assert_true (vb_referrals_set_own_function_sync (f.store, COACH, TRUE, NULL, NULL));
  own = vb_referrals_list_functions_sync (f.store, NULL, 10, NULL, NULL);
  g_assert_cmpuint (own->len, ==, 1);
  g_assert_true (((VbOwnFunction *) own->pdata[0])->own);
  fixture_close (&f);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(name) g_test_add_func ("/referral-team/" #name, name)
  ADD (a_list_is_narrowed_by_kind_and_function);
  ADD (a_list_is_sorted_as_asked);
  ADD (a_search_minds_neither_case_nor_accents);
  ADD (what_changed_is_found_by_what_it_says_now);
  ADD (notes_stay_on_this_side);
  ADD (a_reminder_comes_up_on_its_day);
  ADD (a_referral_is_taken_over);
  ADD (a_caseload_goes_over_as_a_whole);
  ADD (a_referral_begins_again_with_the_same_words);
  ADD (a_receiver_writes_the_person_down);
  ADD (a_link_stands_in_the_log_of_both_persons);
  ADD (whether_it_changed_is_no_reading);
  ADD (what_goes_is_what_was_shown);
  ADD (functions_are_found_by_name_and_holder);
  return g_test_run ();
}
