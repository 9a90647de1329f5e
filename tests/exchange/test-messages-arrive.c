/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a partner can do here, and what they cannot: who is heard and for whom, what is read and
 * what is kept of it, whatever program made it. */

#include "config.h"

#include "two-stores.h"

/* ------------------------------------------------------------------ who may say what */

/* (transfer full): the message, to be changed and written anew */
static VbMessage *
reread (const Letter *letter)
{
  g_autoptr(GError) error = NULL;
  VbMessage *message = vb_fhir_read_message (letter->bytes, &error);

  g_assert_no_error (error);
  g_free (message->id);
  message->id = vb_uuid_new ();
  return message;
}

static void
assert_refused (Pair       *p,
                Side       *to,
                const char *from,
                VbMessage  *message,
                const char *expected)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) bytes = vb_fhir_write_message (message, &error);
  g_autofree char *reason = NULL;
  g_autofree char *before = dup_history (to);
  g_autofree char *after = NULL;
  g_autofree char *sql = g_strdup_printf ("SELECT count (*) FROM message AS m WHERE id = '%s' "
                                          "AND state = 'refused' AND reason = '%s' "
                                          "AND hash IS NOT NULL AND NOT EXISTS (SELECT 1 FROM "
                                          "local_message_body AS b WHERE b.id = m.id)",
                                          message->id, expected);

  g_assert_no_error (error);
  g_assert_cmpint (receive_bytes (p, to, from, bytes, &reason), ==, VB_ARRIVAL_REFUSED);
  g_assert_cmpstr (reason, ==, expected);
  after = dup_history (to);
  g_assert_cmpstr (before, ==, after);
  g_assert_cmpint (fixture_int (&to->base, sql), ==, 1);
}

static void
nobody_but_the_other_side_is_heard (void)
{
  Pair p = { 0 };
  g_autofree char *id = NULL;
  g_autofree char *theirs = NULL;
  g_autoptr(VbMessage) step = NULL;
  g_autoptr(VbMessage) letter = NULL;
  g_autoptr(VbMessage) receipt = NULL;

  pair_open (&p);
  id = send_one (&p);
  exchange (&p);
  theirs = id_at_team (&p);
  must_take (&p.team, (VbReferralAct) { .step = VB_STEP_ACCEPT, .id = theirs });
  post (&p, &p.team);
  step = reread (find_out (&p.team, "event"));
  assert_refused (&p, &p.practice, "somebody-else", step, "not-the-other-side");
  /* who sent it does not answer it, in their own name or the other's */
  assert_refused (&p, &p.team, "practice", step, "not-the-other-side");
  letter = reread (find_out (&p.practice, "letter"));
  assert_refused (&p, &p.team, "somebody-else", letter, "not-the-other-side");
  assert_refused (&p, &p.practice, "team", letter, "not-the-other-side");
  g_free (letter->id);
  letter->id = vb_uuid_new ();
  assert_refused (&p, &p.team, "practice", letter, "letter-known");
  receipt = reread (find_out (&p.team, "receipt"));
  assert_refused (&p, &p.practice, "somebody-else", receipt, "message-unknown");
  pair_close (&p);
}

/* The id of a message is the affair of who made it: nobody can use it up for somebody else. */
static void
an_id_of_somebody_else_stops_nothing (void)
{
  Pair p = { 0 };
  g_autofree char *id = NULL;
  g_autofree char *reason = NULL;
  const Letter *letter;

  pair_open (&p);
  id = send_one (&p);
  post (&p, &p.practice);
  letter = g_ptr_array_index (p.practice.out, 0);
  {
    g_autoptr(VbMessage) message = vb_fhir_read_message (letter->bytes, NULL);
    g_autoptr(GBytes) bytes = NULL;

    g_free (message->letter_id);
    message->letter_id = vb_uuid_new ();
    g_free (message->referral->letter_id);
    message->referral->letter_id = g_strdup (message->letter_id);
    bytes = vb_fhir_write_message (message, NULL);
    g_assert_cmpint (receive_bytes (&p, &p.team, "somebody-else", bytes, &reason), ==,
                     VB_ARRIVAL_APPLIED);
  }
  g_assert_cmpint (receive (&p, &p.practice, 0), ==, VB_ARRIVAL_APPLIED);
  g_assert_cmpint (fixture_int (&p.team.base, "SELECT count (*) FROM referral"), ==, 2);
  pair_close (&p);
}

/* What stands in the bytes cannot tie the letter to anything that is here. */
static void
a_letter_brings_nothing_of_its_own_in (void)
{
  Pair p = { 0 };
  g_autofree char *id = NULL;
  g_autofree char *theirs = NULL;
  g_autofree char *reason = NULL;
  g_autoptr(VbMessage) message = NULL;
  g_autoptr(GBytes) bytes = NULL;
  g_autoptr(VbReferral) came = NULL;
  VbReferral *letter;

  pair_open (&p);
  id = send_one (&p);
  post (&p, &p.practice);
  message = reread (find_out (&p.practice, "letter"));
  letter = message->referral;
  letter->person_id = g_strdup (p.person_id);
  letter->worker = g_strdup ("Fatma Demir");
  letter->necessity = g_strdup ("x");
  letter->conversation_id = vb_uuid_new ();
  letter->attempts = 9;
  g_free (letter->recipient_id);
  letter->recipient_id = vb_uuid_new ();
  bytes = vb_fhir_write_message (message, NULL);
  g_assert_cmpint (receive_bytes (&p, &p.team, "practice", bytes, &reason), ==,
                   VB_ARRIVAL_APPLIED);
  theirs = id_at_team (&p);
  came = open_referral (&p.team, theirs);
  g_assert_null (came->person_id);
  g_assert_null (came->worker);
  g_assert_null (came->necessity);
  g_assert_null (came->conversation_id);
  g_assert_null (came->recipient_id);
  g_assert_cmpstr (came->recipient_name, ==, "Welzijnscoach");
  g_assert_cmpint (came->attempts, ==, 0);
  pair_close (&p);
}

/* ------------------------------------------------------------------ passed on to somebody else */

#define ELSEWHERE "00000000-0000-7000-8000-0000000e15e0"

/* (transfer full): a letter that the team passed on to somebody who is not theirs */
static char *
send_and_pass_on (Pair  *p,
                  char **theirs)
{
  g_autoptr(VbPerson) person = vb_person_new ();
  char *id;

  add_function (&p->practice.base, ELSEWHERE, "Elsewhere");
  add_function (&p->team.base, ELSEWHERE, "Elsewhere");
  id = send_one (p);
  exchange (p);
  *theirs = id_at_team (p);
  /* whom they know, and of whom they tell nothing */
  person->given_name = g_strdup ("Greet");
  g_assert_true (vb_people_save_sync (p->team.base.store, NULL, person, NULL, NULL));
  fixture_exec (&p->team.base, "DELETE FROM referral_item; UPDATE referral SET person_id = "
                               "(SELECT id FROM person)");
  must_take (&p->team, (VbReferralAct) { .step = VB_STEP_FORWARD, .id = *theirs, .agreed = TRUE,
                                         .recipient_id = ELSEWHERE,
                                         .recipient_name = "Elsewhere" });
  exchange (p);
  return id;
}

static void
who_passed_it_on_hears_where_it_stands_and_nothing_else (void)
{
  Pair p = { 0 };
  g_autofree char *theirs = NULL;
  g_autofree char *id = NULL;
  g_autofree char *text = NULL;
  g_autofree char *state = NULL;
  const Letter *letter;

  pair_open (&p);
  id = send_and_pass_on (&p, &theirs);
  fixture_exec (&p.practice.base, "UPDATE consent SET recipient_id = '" ELSEWHERE "'");
  must_take (&p.practice, (VbReferralAct) { .step = VB_STEP_ASK, .id = id, .words = "How long?",
                                            .on_behalf_of = "Anna of Elsewhere",
                                            .way = "phone" });
  must_take (&p.practice, (VbReferralAct) { .step = VB_STEP_ANSWER, .id = id,
                                            .words = "FOR ELSEWHERE ONLY" });
  exchange (&p);
  for (guint i = 1; i < p.practice.out->len; i++)
    {
      g_clear_pointer (&text, g_free);
      letter = g_ptr_array_index (p.practice.out, i);
      text = g_strndup (g_bytes_get_data (letter->bytes, NULL), g_bytes_get_size (letter->bytes));
      g_assert_null (strstr (text, "FOR ELSEWHERE ONLY"));
      g_assert_null (strstr (text, "How long?"));
      g_assert_null (strstr (text, "Anna of Elsewhere"));
    }
  g_assert_cmpint (fixture_int (&p.team.base, "SELECT count (*) FROM referral_event WHERE step IN "
                                              "('ask', 'answer') AND words IS NULL"), ==, 2);
  state = fixture_text (&p.team.base, "SELECT state || ' ' || (ended_on IS NOT NULL) FROM "
                                      "referral");
  g_assert_cmpstr (state, ==, "replaced 1");
  /* but that it should never have been there they hear, and why */
  must_take (&p.practice, (VbReferralAct) { .step = VB_STEP_MISTAKE, .id = id,
                                            .words = "Wrong person" });
  exchange (&p);
  g_assert_cmpint (fixture_int (&p.team.base, "SELECT count (*) FROM referral AS r JOIN "
                                              "referral_event AS e ON e.referral_id = r.id "
                                              "WHERE r.state = 'mistaken' AND e.words = "
                                              "'Wrong person'"), ==, 1);
  pair_close (&p);
}

/* Our map knows better than a partner who says that it stays with them. */
static void
a_partner_does_not_hear_what_is_for_somebody_of_the_map (void)
{
  Pair p = { 0 };
  g_autofree char *theirs = NULL;
  g_autofree char *id = NULL;
  g_autofree char *text = NULL;
  g_autofree char *reason = NULL;
  g_autoptr(VbMessage) message = NULL;
  g_autoptr(GBytes) bytes = NULL;
  const Letter *letter;

  pair_open (&p);
  add_function (&p.practice.base, ELSEWHERE, "Elsewhere");
  id = send_one (&p);
  exchange (&p);
  theirs = id_at_team (&p);
  must_take (&p.team, (VbReferralAct) { .step = VB_STEP_FORWARD, .id = theirs,
                                        .recipient_id = WALLY, .recipient_name = "Buurtcoach",
                                        .agreed = TRUE });
  must_take (&p.team, (VbReferralAct) { .step = VB_STEP_ASK, .id = theirs, .words = "Why?" });
  post (&p, &p.team);
  message = vb_fhir_read_message (((Letter *) p.team.out->pdata[1])->bytes, NULL);
  g_free (message->recipient_id);
  message->recipient_id = g_strdup (ELSEWHERE);
  bytes = vb_fhir_write_message (message, NULL);
  g_assert_cmpint (receive_bytes (&p, &p.practice, "team", bytes, &reason), ==,
                   VB_ARRIVAL_APPLIED);
  g_assert_cmpint (receive (&p, &p.team, 2), ==, VB_ARRIVAL_APPLIED);
  fixture_exec (&p.practice.base, "UPDATE consent SET recipient_id = '" ELSEWHERE "'");
  must_take (&p.practice, (VbReferralAct) { .step = VB_STEP_ANSWER, .id = id,
                                            .words = "FOR ELSEWHERE ONLY" });
  post (&p, &p.practice);
  letter = find_out (&p.practice, "event");
  text = g_strndup (g_bytes_get_data (letter->bytes, NULL), g_bytes_get_size (letter->bytes));
  g_assert_nonnull (strstr (text, "answer"));
  g_assert_null (strstr (text, "FOR ELSEWHERE ONLY"));
  pair_close (&p);
}

static void
who_passed_it_on_hears_that_the_consent_was_withdrawn (void)
{
  Pair p = { 0 };
  g_autofree char *theirs = NULL;
  g_autofree char *id = NULL;

  pair_open (&p);
  id = send_and_pass_on (&p, &theirs);
  g_assert_true (vb_consents_withdraw_sync (p.practice.base.store, p.consent_id, "person", NULL,
                                            NULL, NULL));
  exchange (&p);
  g_assert_nonnull (find_out (&p.practice, "consent-withdrawn"));
  g_assert_cmpint (fixture_int (&p.team.base, "SELECT count (*) FROM message WHERE kind = "
                                              "'consent-withdrawn' AND state = 'applied'"), ==, 1);
  pair_close (&p);
}

/* ------------------------------------------------------------------ said for the other side */

static void
assert_not_taken (Side          *side,
                  VbReferralAct  act)
{
  g_autoptr(GError) error = NULL;

  g_assert_false (vb_referrals_take_sync (side->base.store, &act, NULL, &error));
  g_assert_error (error, VB_ERROR, VB_ERROR_INVALID_INPUT);
}

static void
who_writes_down_themselves_what_they_do_is_not_spoken_for (void)
{
  Pair p = { 0 };
  g_autofree char *id = NULL;
  g_autofree char *theirs = NULL;
  VbReferralAct act;

  pair_open (&p);
  id = send_one (&p);
  exchange (&p);
  theirs = id_at_team (&p);
  act = (VbReferralAct) { .id = id, .on_behalf_of = "Fatma Demir", .way = "phone" };
  act.step = VB_STEP_ACCEPT;
  must_take (&p.practice, act);
  exchange (&p);
  assert_same_history (&p);
  g_assert_cmpint (fixture_int (&p.team.base, "SELECT count (*) FROM referral WHERE state = "
                                              "'accepted'"), ==, 1);
  act.step = VB_STEP_FORWARD;
  act.recipient_id = WALLY;
  act.agreed = TRUE;
  assert_not_taken (&p.practice, act);
  must_take (&p.team, (VbReferralAct) { .step = VB_STEP_CONTACT, .id = theirs });
  exchange (&p);
  act.step = VB_STEP_STOP;
  act.reason = "died";
  assert_not_taken (&p.practice, act);
  /* nor does the team speak for the practice, who has a program */
  act = (VbReferralAct) { .step = VB_STEP_WITHDRAW, .id = theirs, .on_behalf_of = "Anneke",
                          .way = "phone", .reason = "elsewhere" };
  assert_not_taken (&p.team, act);
  assert_same_history (&p);
  pair_close (&p);
}

/* Whatever program made it: what is said for us stands there, and changes nothing. */
static void
what_a_partner_says_for_us_ends_nothing_here (void)
{
  static const struct
  {
    VbReferralAct step; /* of the practice, and what is made of it */
    const char *as;
    const char *reason;
  } cases[] = {
    { { .step = VB_STEP_WITHDRAW, .reason = "elsewhere" }, "stop", "died" },
    { { .step = VB_STEP_WITHDRAW, .reason = "elsewhere" }, "decline", "no-capacity" },
    { { .step = VB_STEP_WITHDRAW, .reason = "elsewhere" }, "finish", NULL },
    { { .step = VB_STEP_WITHDRAW, .reason = "elsewhere" }, "forward", NULL },
  };
  Pair p = { 0 };

  pair_open (&p);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *id = send_one (&p);
      g_autofree char *theirs = NULL;
      g_autofree char *reason = NULL;
      g_autoptr(VbReferral) there = NULL;
      g_autoptr(VbMessage) message = NULL;
      g_autoptr(GBytes) bytes = NULL;
      VbReferralAct act = cases[i].step;

      exchange (&p);
      theirs = id_at_team (&p);
      must_take (&p.team, (VbReferralAct) { .step = VB_STEP_ACCEPT, .id = theirs });
      exchange (&p);
      act.id = id;
      must_take (&p.practice, act);
      post (&p, &p.practice);
      message = vb_fhir_read_message (find_out (&p.practice, "event")->bytes, NULL);
      g_free (message->event->step);
      message->event->step = g_strdup (cases[i].as);
      g_free (message->event->reason);
      message->event->reason = g_strdup (cases[i].reason);
      g_free (message->event->side);
      message->event->side = g_strdup ("receiver");
      message->event->on_behalf_of = g_strdup ("Fatma Demir");
      bytes = vb_fhir_write_message (message, NULL);
      g_assert_cmpint (receive_bytes (&p, &p.team, "practice", bytes, &reason), ==,
                       VB_ARRIVAL_APPLIED);
      there = open_referral (&p.team, theirs);
      g_assert_cmpstr (there->state, ==, "accepted");
      g_assert_null (there->ended_on);
      g_assert_nonnull (there->worker);
      g_assert_cmpuint (there->events->len, ==, 3);
    }
  pair_close (&p);
}

/* ------------------------------------------------------------------ foreign bytes */

static void
assert_unreadable (Pair       *p,
                   const char *text,
                   gssize      length,
                   const char *expected)
{
  g_autoptr(GBytes) bytes = g_bytes_new (text, length < 0 ? strlen (text) : (gsize) length);
  g_autofree char *reason = NULL;
  VbArrival arrival = receive_bytes (p, &p->team, "practice", bytes, &reason);

  if (g_str_equal (expected, "newer-version"))
    g_assert_cmpint (arrival, ==, VB_ARRIVAL_HELD);
  else
    g_assert_true (arrival == VB_ARRIVAL_REFUSED || arrival == VB_ARRIVAL_KNOWN);
  if (arrival != VB_ARRIVAL_KNOWN)
    g_assert_cmpstr (reason, ==, expected);
}

static char *
replace_text (const char *text,
              const char *what,
              const char *with)
{
  g_auto(GStrv) parts = g_strsplit (text, what, 2);

  g_assert_nonnull (parts[1]);
  return g_strjoinv (with, parts);
}

static char *
replace_ids (const char *text,
             const char *id,
             const char *with)
{
  g_auto(GStrv) parts = g_strsplit (text, id, -1);

  return g_strjoinv (with, parts);
}

static void
what_cannot_be_read_is_refused_and_nothing_of_it_kept (void)
{
  static const struct
  {
    const char *what;
    const char *with;
    const char *reason;
  } changes[] = {
    { "message|1", "message|2", "newer-version" },
    { "\"type\":\"message\"", "\"type\":\"message\",\"x\":1", "unreadable" },
    { "\"type\":\"message\"", "\"type\":\"message\" ", "unreadable" },
    { "\"type\":\"message\"", "\"type\":\"message\",\"type\":\"message\"", "unreadable" },
    { "\"code\":\"send\"", "\"code\":\"accept\"", "malformed" },
    { "\"code\":\"letter\"", "\"code\":\"event\"", "malformed" },
    { "\"code\":\"letter\"", "\"code\":\"gift\"", "unknown-kind" },
    { "\"valueInteger\":1", "\"valueInteger\":0", "malformed" },
    { "Bundle", "Bungle", "unreadable" },
    { "ServiceRequest", "Patient", "unreadable" },
  };
  Pair p = { 0 };
  g_autofree char *id = NULL;
  g_autofree char *text = NULL;
  g_autofree char *changed = NULL;
  g_autofree char *large = g_strnfill (VB_MESSAGE_BYTES_MAX + 1, ' ');
  const Letter *letter;
  const char *message_id;
  gsize length;

  pair_open (&p);
  id = send_one (&p);
  post (&p, &p.practice);
  letter = p.practice.out->pdata[0];
  message_id = letter->id;
  length = g_bytes_get_size (letter->bytes);
  text = g_strndup (g_bytes_get_data (letter->bytes, NULL), length);
  for (guint i = 0; i < G_N_ELEMENTS (changes); i++)
    {
      g_autofree char *other = replace_text (text, changes[i].what, changes[i].with);
      g_autofree char *id_of_its_own = vb_uuid_new ();
      g_autofree char *own = replace_ids (other, message_id, id_of_its_own);

      assert_unreadable (&p, own, -1, changes[i].reason);
    }
  changed = replace_text (text, "Drink coffee", "Drink\\u0000 coffee");
  assert_unreadable (&p, changed, -1, "unreadable");
  for (gsize cut = 0; cut < length; cut += 397)
    assert_unreadable (&p, text, cut, "unreadable");
  assert_unreadable (&p, large, -1, "too-large");
  g_assert_cmpint (fixture_int (&p.team.base, "SELECT count (*) FROM referral"), ==, 0);
  g_assert_cmpint (fixture_int (&p.team.base, "SELECT count (*) FROM message WHERE state <> "
                                              "'refused' AND direction = 'in'"), ==, 1);
  g_assert_cmpint (fixture_int (&p.team.base, "SELECT count (*) FROM local_message_body"), ==, 0);
  /* and the right one still comes in */
  g_assert_cmpint (receive (&p, &p.practice, 0), ==, VB_ARRIVAL_APPLIED);
  pair_close (&p);
}

static void
a_number_of_a_citizen_is_not_kept (void)
{
  Pair p = { 0 };
  g_autofree char *id = NULL;
  g_autofree char *reason = NULL;
  g_autofree char *changed = NULL;
  g_autoptr(GBytes) bytes = NULL;
  const Letter *letter;

  pair_open (&p);
  id = send_one (&p);
  post (&p, &p.practice);
  letter = p.practice.out->pdata[0];
  {
    g_autofree char *text = g_strndup (g_bytes_get_data (letter->bytes, NULL),
                                       g_bytes_get_size (letter->bytes));

    changed = replace_text (text, "Drink coffee with somebody", "BSN 111222333");
  }
  bytes = g_bytes_new (changed, strlen (changed));
  g_assert_cmpint (receive_bytes (&p, &p.team, "practice", bytes, &reason), ==,
                   VB_ARRIVAL_REFUSED);
  g_assert_cmpstr (reason, ==, "citizen-number");
  g_assert_cmpint (fixture_int (&p.team.base, "SELECT count (*) FROM local_message_body "
                                              "WHERE instr (bytes, '111222333')"), ==, 0);
  pair_close (&p);
}

static void
what_a_newer_version_made_is_read_once_it_can_be (void)
{
  Pair p = { 0 };
  g_autofree char *id = NULL;
  const Letter *letter;
  VbArrival arrival;

  pair_open (&p);
  id = send_one (&p);
  post (&p, &p.practice);
  letter = p.practice.out->pdata[0];
  {
    VbMessageMail mail = { "practice", letter->id, NULL, "newer-version", letter->bytes };

    g_assert_true (vb_messages_receive_sync (p.team.base.store, &mail, vb_fhir_read_message, p.now,
                                             &arrival, NULL, NULL, NULL));
  }
  g_assert_cmpint (arrival, ==, VB_ARRIVAL_HELD);
  /* nobody is told that it came to nothing, so it comes again */
  g_assert_cmpuint (post (&p, &p.team), ==, 0);
  p.now += 3 * G_TIME_SPAN_DAY;
  exchange (&p);
  assert_same_history (&p);
  g_assert_cmpint (fixture_int (&p.team.base, "SELECT count (*) FROM referral"), ==, 1);
  pair_close (&p);
}

static void
what_waits_too_long_is_not_kept_and_still_read_when_it_comes_again (void)
{
  Pair p = { 0 };
  g_autofree char *id = NULL;

  pair_open (&p);
  id = send_one (&p);
  post (&p, &p.practice);
  must_take (&p.practice, (VbReferralAct) { .step = VB_STEP_WITHDRAW, .id = id,
                                            .reason = "no-longer-needed" });
  post (&p, &p.practice);
  g_assert_cmpint (receive (&p, &p.practice, 1), ==, VB_ARRIVAL_HELD);
  g_assert_cmpint (fixture_int (&p.team.base, "SELECT count (*) FROM local_message_body"), ==, 1);
  p.now += VB_MESSAGE_LIFE;
  post (&p, &p.team);
  g_assert_cmpint (fixture_int (&p.team.base, "SELECT count (*) FROM local_message_body"), ==, 0);
  g_assert_cmpint (receive (&p, &p.practice, 1), ==, VB_ARRIVAL_HELD);
  g_assert_cmpint (receive (&p, &p.practice, 0), ==, VB_ARRIVAL_APPLIED);
  assert_same_history (&p);
  g_assert_cmpint (fixture_int (&p.team.base, "SELECT count (*) FROM local_message_body"), ==, 0);
  pair_close (&p);
}

/* ------------------------------------------------------------------ one text in another place */

/* A step of the practice that the team has not seen yet; (transfer full) */
static VbMessage *
make_withdrawal (Pair *p)
{
  g_autofree char *id = send_one (p);

  exchange (p);
  must_take (&p->practice, (VbReferralAct) { .step = VB_STEP_WITHDRAW, .id = id,
                                             .reason = "no-longer-needed" });
  post (p, &p->practice);
  return reread (find_out (&p->practice, "event"));
}

static void
days_that_cannot_be_right_are_refused (void)
{
  static const char *const days[] = { "9999-12-31", "0001-01-01", "1999-12-31", "2090-01-01" };
  Pair p = { 0 };
  g_autoptr(VbMessage) message = NULL;
  g_autofree char *day = NULL;

  pair_open (&p);
  message = make_withdrawal (&p);
  day = g_strdup (message->event->day);
  for (guint i = 0; i < G_N_ELEMENTS (days); i++)
    {
      g_free (message->id);
      message->id = vb_uuid_new ();
      g_free (message->event->day);
      message->event->day = g_strdup (days[i]);
      assert_refused (&p, &p.team, "practice", message, "wrong-time");
    }
  g_free (message->event->day);
  message->event->day = g_steal_pointer (&day);
  g_free (message->id);
  message->id = vb_uuid_new ();
  message->event->at = p.now + 2 * G_TIME_SPAN_DAY;
  assert_refused (&p, &p.team, "practice", message, "wrong-time");
  g_free (message->id);
  message->id = vb_uuid_new ();
  message->event->at = 1;
  assert_refused (&p, &p.team, "practice", message, "wrong-time");
  pair_close (&p);
}

/* Not written by this program: another would not find its receipt. */
static void
an_id_is_written_in_one_way (void)
{
  Pair p = { 0 };
  g_autoptr(VbMessage) message = NULL;

  pair_open (&p);
  message = make_withdrawal (&p);
  g_assert_null (vb_message_check (message));
  for (char *c = message->id; *c != '\0'; c++)
    *c = g_ascii_toupper (*c);
  g_assert_cmpstr (vb_message_check (message), ==, "malformed");
  g_free (message->id);
  message->id = vb_uuid_new ();
  g_free (message->letter_id);
  message->letter_id = g_strdup ("01234567-89AB-7DEF-8123-456789ABCDEF");
  g_assert_cmpstr (vb_message_check (message), ==, "malformed");
  pair_close (&p);
}

static void
set_text (char      **text,
          const char *value)
{
  g_free (*text);
  *text = g_strdup (value);
}

static void
assert_check (VbMessage  *message,
              char      **text,
              const char *value,
              const char *expected)
{
  g_autofree char *before = g_strdup (*text);

  set_text (text, value);
  g_assert_cmpstr (vb_message_check (message), ==, expected);
  set_text (text, before);
  g_assert_null (vb_message_check (message));
}

static void
no_text_makes_itself_read_as_another (void)
{
  Pair p = { 0 };
  g_autoptr(VbMessage) step = NULL;
  g_autoptr(VbMessage) letter = NULL;
  g_autoptr(VbMessage) receipt = NULL;
  VbReferral *about;

  pair_open (&p);
  step = make_withdrawal (&p);
  letter = reread (find_out (&p.practice, "letter"));
  receipt = reread (find_out (&p.team, "receipt"));
  about = letter->referral;
  assert_check (step, &step->event->words, "so\xe2\x80\xae drawkcab", "hidden-marks");
  assert_check (step, &step->event->words, "bell\a", "hidden-marks");
  assert_check (step, &step->event->words, "two\nlines\tof it", NULL);
  assert_check (step, &step->event->actor, "two\nlines", "hidden-marks");
  assert_check (step, &step->event->actor, "\xe2\x80\x8fx", "hidden-marks");
  assert_check (step, &step->event->actor, "BSN 111222333", "citizen-number");
  assert_check (step, &step->event->outcome, "what ever", "malformed");
  assert_check (letter, &about->sender_name, "GP \xe2\x80\xaenesnaJ", "hidden-marks");
  assert_check (letter, &about->recipient_name, "two\nlines", "hidden-marks");
  assert_check (letter, &about->question, "two\nlines", NULL);
  assert_check (letter, &about->question, "\xe2\x81\xa6x", "hidden-marks");
  assert_check (receipt, &receipt->reason, "Please call 06 12345678", "malformed");
  assert_check (receipt, &receipt->reason, "letter-gone", NULL);
  pair_close (&p);
}

/* ------------------------------------------------------------------ who it was */

static void
who_sent_it_is_who_signed_it (void)
{
  Pair p = { 0 };
  g_autofree char *id = NULL;
  g_autofree char *theirs = NULL;
  g_autoptr(VbReferral) came = NULL;
  g_autoptr(GError) error = NULL;
  VbReferral *draft;

  pair_open (&p);
  fixture_exec (&p.team.base,
    "INSERT INTO organization (id, name) VALUES ('linde', 'De Linde'), ('bron', 'De Bron');"
    "INSERT INTO contact (id, title, organization_id) VALUES ('nurse', 'Nurse', 'linde'),"
    "('gp', 'GP', 'bron');"
    "INSERT INTO partner (id, name, state, root, card, card_version, card_hash, expires_at, "
    "added_at, added_by) VALUES ('practice', 'De Linde', 'verified', '', '', 1, '', 0, 0, '')");
  g_assert_true (vb_messages_set_partner_sync (p.team.base.store, "linde", "practice", NULL,
                                               &error));
  draft = make_draft (&p, VB_KIND_REFERRAL);
  g_free (draft->sender_name);
  draft->sender_name = g_strdup ("GP Jansen, De Bron");
  draft->sender_id = g_strdup ("gp");
  draft->sender_organization_id = g_strdup ("bron");
  id = save_draft (&p, draft);
  must_take (&p.practice, (VbReferralAct) { .step = VB_STEP_SEND, .id = id });
  exchange (&p);
  theirs = id_at_team (&p);
  came = open_referral (&p.team, theirs);
  g_assert_cmpstr (came->sender_name, ==, "GP Jansen, De Bron (De Linde)");
  g_assert_cmpstr (came->sender_organization_id, ==, "linde");
  g_assert_null (came->sender_id);
  g_clear_pointer (&id, g_free);
  g_clear_pointer (&theirs, g_free);
  g_clear_pointer (&came, vb_referral_free);
  /* one of their own stays */
  draft = make_draft (&p, VB_KIND_REFERRAL);
  draft->sender_id = g_strdup ("nurse");
  id = save_draft (&p, draft);
  must_take (&p.practice, (VbReferralAct) { .step = VB_STEP_SEND, .id = id });
  exchange (&p);
  theirs = id_at_team (&p);
  came = open_referral (&p.team, theirs);
  g_assert_cmpstr (came->sender_name, ==, "Practice nurse, De Linde");
  g_assert_cmpstr (came->sender_id, ==, "nurse");
  g_assert_cmpstr (came->sender_organization_id, ==, "linde");
  pair_close (&p);
}

static void
what_came_and_went_is_logged_with_partner_and_person (void)
{
  Pair p = { 0 };
  g_autofree char *id = NULL;
  g_autofree char *theirs = NULL;
  g_autoptr(VbPerson) person = vb_person_new ();

  pair_open (&p);
  id = send_one (&p);
  exchange (&p);
  theirs = id_at_team (&p);
  person->given_name = g_strdup ("Greet");
  g_assert_true (vb_people_save_sync (p.team.base.store, NULL, person, NULL, NULL));
  fixture_exec (&p.team.base, "UPDATE referral SET person_id = (SELECT id FROM person)");
  must_take (&p.practice, (VbReferralAct) { .step = VB_STEP_WITHDRAW, .id = id,
                                            .reason = "elsewhere" });
  g_assert_true (vb_consents_withdraw_sync (p.practice.base.store, p.consent_id, "person", NULL,
                                            NULL, NULL));
  exchange (&p);
  g_assert_cmpint (fixture_int (&p.team.base,
                                "SELECT count (*) FROM access_log WHERE detail LIKE "
                                "'% partner=practice' AND object_type = 'referral' AND event = "
                                "'change' AND person_id = (SELECT id FROM person)"), ==, 2);
  g_assert_cmpint (fixture_int (&p.practice.base,
                                "SELECT count (*) FROM access_log WHERE event = 'export' AND "
                                "detail LIKE 'message=% partner=team' AND person_id = "
                                "(SELECT id FROM person)"), ==, 3);
  /* receipts say nothing of anybody */
  g_assert_cmpint (fixture_int (&p.team.base, "SELECT count (*) FROM access_log WHERE event = "
                                              "'export'"), ==, 0);
  pair_close (&p);
}

/* ------------------------------------------------------------------ what else is told */

static void
who_got_it_hears_that_the_consent_was_withdrawn (void)
{
  Pair p = { 0 };
  g_autofree char *id = NULL;
  g_autofree char *day = NULL;

  pair_open (&p);
  id = send_one (&p);
  exchange (&p);
  g_assert_true (vb_consents_withdraw_sync (p.practice.base.store, p.consent_id, "person", NULL,
                                            NULL, NULL));
  exchange (&p);
  g_assert_nonnull (find_out (&p.practice, "consent-withdrawn"));
  day = fixture_text (&p.team.base, "SELECT m.day || r.remind_on FROM message AS m JOIN referral "
                                    "AS r USING (letter_id) WHERE m.kind = 'consent-withdrawn' "
                                    "AND m.state = 'applied'");
  g_assert_true (g_str_has_prefix (day, p.today));
  g_assert_true (g_str_has_suffix (day, p.today));
  g_assert_cmpint (fixture_int (&p.practice.base, "SELECT count (*) FROM message WHERE kind = "
                                                  "'consent-withdrawn' AND state = 'receipted'"),
                   ==, 1);
  pair_close (&p);
}

/* A person decides; and what is gone does not come back with an old message. */
static void
please_destroy_is_proposed_and_what_is_gone_stays_gone (void)
{
  Pair p = { 0 };
  g_autofree char *id = NULL;
  g_autofree char *theirs = NULL;
  g_autoptr(VbMessage) step = NULL;
  g_autoptr(VbMessage) letter = NULL;
  g_autoptr(GError) error = NULL;

  pair_open (&p);
  id = send_one (&p);
  exchange (&p);
  theirs = id_at_team (&p);
  g_assert_true (vb_messages_ask_destroy_sync (p.practice.base.store, id, p.now, NULL, &error));
  g_assert_no_error (error);
  exchange (&p);
  g_assert_cmpint (fixture_int (&p.team.base, "SELECT count (*) FROM destruction WHERE done_at IS "
                                              "NULL AND reason = 'request' AND proposed_by = "
                                              "'Practice nurse, De Linde'"), ==, 1);
  g_assert_true (vb_destructions_confirm_sync (p.team.base.store, theirs, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpint (fixture_int (&p.team.base, "SELECT count (*) FROM referral"), ==, 0);
  g_assert_cmpint (receive (&p, &p.practice, 0), ==, VB_ARRIVAL_KNOWN);
  letter = reread (p.practice.out->pdata[0]);
  assert_refused (&p, &p.team, "practice", letter, "letter-known");
  must_take (&p.practice, (VbReferralAct) { .step = VB_STEP_WITHDRAW, .id = id,
                                            .reason = "elsewhere" });
  post (&p, &p.practice);
  step = reread (find_out (&p.practice, "event"));
  assert_refused (&p, &p.team, "practice", step, "letter-gone");
  pair_close (&p);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/messages/nobody but the other side is heard",
                   nobody_but_the_other_side_is_heard);
  g_test_add_func ("/messages/an id of somebody else stops nothing",
                   an_id_of_somebody_else_stops_nothing);
  g_test_add_func ("/messages/a letter brings nothing of its own in",
                   a_letter_brings_nothing_of_its_own_in);
  g_test_add_func ("/messages/who passed it on hears where it stands and nothing else",
                   who_passed_it_on_hears_where_it_stands_and_nothing_else);
  g_test_add_func ("/messages/a partner does not hear what is for somebody of the map",
                   a_partner_does_not_hear_what_is_for_somebody_of_the_map);
  g_test_add_func ("/messages/who passed it on hears that the consent was withdrawn",
                   who_passed_it_on_hears_that_the_consent_was_withdrawn);
  g_test_add_func ("/messages/who writes down themselves what they do is not spoken for",
                   who_writes_down_themselves_what_they_do_is_not_spoken_for);
  g_test_add_func ("/messages/what a partner says for us ends nothing here",
                   what_a_partner_says_for_us_ends_nothing_here);
  g_test_add_func ("/messages/what cannot be read is refused and nothing of it kept",
                   what_cannot_be_read_is_refused_and_nothing_of_it_kept);
  g_test_add_func ("/messages/what a newer version made is read once it can be",
                   what_a_newer_version_made_is_read_once_it_can_be);
  g_test_add_func ("/messages/what waits too long is not kept and still read when it comes again",
                   what_waits_too_long_is_not_kept_and_still_read_when_it_comes_again);
  g_test_add_func ("/messages/days that cannot be right are refused",
                   days_that_cannot_be_right_are_refused);
  g_test_add_func ("/messages/an id is written in one way", an_id_is_written_in_one_way);
  g_test_add_func ("/messages/no text makes itself read as another",
                   no_text_makes_itself_read_as_another);
  g_test_add_func ("/messages/who sent it is who signed it", who_sent_it_is_who_signed_it);
  g_test_add_func ("/messages/what came and went is logged with partner and person",
                   what_came_and_went_is_logged_with_partner_and_person);
  g_test_add_func ("/messages/a number of a citizen is not kept",
                   a_number_of_a_citizen_is_not_kept);
  g_test_add_func ("/messages/who got it hears that the consent was withdrawn",
                   who_got_it_hears_that_the_consent_was_withdrawn);
  g_test_add_func ("/messages/please destroy is proposed and what is gone stays gone",
                   please_destroy_is_proposed_and_what_is_gone_stays_gone);
  return g_test_run ();
}
