/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What leaves a practice for a team: what the preview showed and nothing else, no more than may go
 * when it goes, tried until somebody has it. */

#include "config.h"

#include "two-stores.h"

/* ------------------------------------------------------------------ what leaves */

static void
assert_same_fields (const VbShape     *shape,
                    gconstpointer      a,
                    gconstpointer      b,
                    const char *const *except)
{
  for (guint i = 0; i < shape->n_fields; i++)
    {
      g_autofree char *left = vb_shape_dup_text (shape, a, i);
      g_autofree char *right = vb_shape_dup_text (shape, b, i);

      if (g_strv_contains (except, shape->fields[i].column))
        continue;
      if (g_strcmp0 (left, right) != 0)
        g_error ("%s.%s: \"%s\" in the preview, \"%s\" in what left", shape->table,
                 shape->fields[i].column, left, right);
    }
}

/* Field by field, and no text of what stays at home anywhere in the bytes. */
static void
what_leaves_is_what_the_preview_showed (void)
{
  static const char *const made_new[] = { "id", "referral_id", NULL };
  static const char *const of_sending[] = { "id", "state", "sent_on", "heard_at", "changed_at",
                                            NULL };
  Pair p = { 0 };
  g_autofree char *id = NULL;
  g_autofree char *text = NULL;
  g_autoptr(VbReferral) draft = NULL;
  g_autoptr(VbReferral) preview = NULL;
  g_autoptr(VbMessage) message = NULL;
  g_autoptr(GError) error = NULL;
  const Letter *letter;

  pair_open (&p);
  id = save_draft (&p, make_draft (&p, VB_KIND_REFERRAL));
  draft = open_referral (&p.practice, id);
  preview = vb_referral_dup_for_receiver (draft);
  must_take (&p.practice, (VbReferralAct) { .step = VB_STEP_SEND, .id = id });
  g_assert_cmpuint (post (&p, &p.practice), ==, 1);
  letter = find_out (&p.practice, "letter");
  message = vb_fhir_read_message (letter->bytes, &error);
  g_assert_no_error (error);
  assert_same_fields (&vb_referral_shape, preview, message->referral, of_sending);
  g_assert_cmpuint (message->referral->items->len, ==, preview->items->len);
  for (guint i = 0; i < preview->items->len; i++)
    assert_same_fields (&vb_referral_item_shape, preview->items->pdata[i],
                        message->referral->items->pdata[i], made_new);

  text = g_strndup (g_bytes_get_data (letter->bytes, NULL), g_bytes_get_size (letter->bytes));
  g_assert_nonnull (strstr (text, "Drink coffee with somebody"));
  g_assert_null (strstr (text, "UNSHARED"));
  g_assert_null (strstr (text, p.person_id));
  g_assert_null (strstr (text, p.consent_id));
  g_assert_null (strstr (text, id));
  g_assert_null (strstr (text, "Anneke"));
  pair_close (&p);
}

static void
a_step_says_nothing_but_the_step (void)
{
  Pair p = { 0 };
  g_autofree char *id = NULL;
  g_autofree char *theirs = NULL;
  g_autofree char *text = NULL;
  const Letter *letter;

  pair_open (&p);
  id = send_one (&p);
  exchange (&p);
  theirs = id_at_team (&p);
  must_take (&p.team, (VbReferralAct) { .step = VB_STEP_ASK, .id = theirs,
                                        .words = "Since when?" });
  post (&p, &p.team);
  letter = find_out (&p.team, "event");
  text = g_strndup (g_bytes_get_data (letter->bytes, NULL), g_bytes_get_size (letter->bytes));
  g_assert_nonnull (strstr (text, "Since when?"));
  g_assert_null (strstr (text, "Greet"));
  g_assert_null (strstr (text, "coffee"));
  g_assert_null (strstr (text, theirs));
  pair_close (&p);
}

/* Where the person wants nothing told, the words stay at the team; where it stands is told. */
static void
what_may_not_be_told_does_not_leave (void)
{
  Pair p = { 0 };
  g_autofree char *id = NULL;
  g_autofree char *theirs = NULL;
  g_autofree char *here = NULL;
  g_autofree char *text = NULL;
  VbReferral *draft;
  const Letter *letter;

  pair_open (&p);
  draft = make_draft (&p, VB_KIND_REFERRAL);
  g_free (draft->feedback);
  draft->feedback = g_strdup ("none");
  id = save_draft (&p, draft);
  must_take (&p.practice, (VbReferralAct) { .step = VB_STEP_SEND, .id = id });
  exchange (&p);
  theirs = id_at_team (&p);
  must_take (&p.team, (VbReferralAct) { .step = VB_STEP_ACCEPT, .id = theirs });
  must_take (&p.team, (VbReferralAct) { .step = VB_STEP_CONTACT, .id = theirs });
  must_take (&p.team, (VbReferralAct) { .step = VB_STEP_START, .id = theirs });
  must_take (&p.team, (VbReferralAct) { .step = VB_STEP_FINISH, .id = theirs,
                                        .outcome = "partly" });
  post (&p, &p.team);
  letter = find_out (&p.team, "event");
  text = g_strndup (g_bytes_get_data (letter->bytes, NULL), g_bytes_get_size (letter->bytes));
  g_assert_nonnull (strstr (text, "finish"));
  g_assert_null (strstr (text, "partly"));
  here = fixture_text (&p.team.base, "SELECT outcome FROM referral_event WHERE step = 'finish'");
  g_assert_cmpstr (here, ==, "partly");
  for (guint i = 0; i < p.team.out->len; i++)
    receive (&p, &p.team, i);
  assert_same_history (&p);
  g_assert_cmpint (fixture_int (&p.practice.base, "SELECT count (*) FROM referral WHERE state = "
                                                  "'done' AND outcome IS NULL"), ==, 1);
  pair_close (&p);
}

/* Each step is one message: made once, numbered, and each knows the one before. */
static void
each_step_is_exactly_one_message (void)
{
  Pair p = { 0 };
  g_autofree char *id = NULL;
  g_autofree char *theirs = NULL;

  pair_open (&p);
  id = send_one (&p);
  exchange (&p);
  theirs = id_at_team (&p);
  must_take (&p.team, (VbReferralAct) { .step = VB_STEP_ACCEPT, .id = theirs });
  must_take (&p.team, (VbReferralAct) { .step = VB_STEP_ATTEMPT, .id = theirs });
  must_take (&p.team, (VbReferralAct) { .step = VB_STEP_CONTACT, .id = theirs });
  exchange (&p);
  post (&p, &p.team);
  g_assert_cmpint (fixture_int (&p.team.base, "SELECT count (*) FROM message WHERE direction = "
                                              "'out' AND kind = 'event'"), ==, 3);
  g_assert_cmpint (fixture_int (&p.team.base, "SELECT max (sequence) FROM message WHERE direction "
                                              "= 'out'"), ==, 3);
  g_assert_cmpint (fixture_int (&p.team.base,
                                "SELECT count (*) FROM message AS a JOIN message AS b "
                                "ON b.direction = 'out' AND b.sequence = a.sequence + 1 "
                                "AND b.previous = a.hash WHERE a.direction = 'out'"), ==, 2);
  /* what both have is not kept twice */
  g_assert_cmpint (fixture_int (&p.team.base, "SELECT count (*) FROM local_message_body"), ==, 0);
  g_assert_cmpint (fixture_int (&p.practice.base, "SELECT count (*) FROM local_message_body"), ==,
                   0);
  pair_close (&p);
}

static void
what_ended_before_it_left_does_not_leave (void)
{
  Pair p = { 0 };
  g_autofree char *id = NULL;

  pair_open (&p);
  id = send_one (&p);
  must_take (&p.practice, (VbReferralAct) { .step = VB_STEP_WITHDRAW, .id = id,
                                            .reason = "no-longer-needed" });
  g_assert_cmpuint (post (&p, &p.practice), ==, 0);
  g_assert_cmpint (fixture_int (&p.practice.base, "SELECT count (*) FROM outbox WHERE way = "
                                                  "'kept'"), ==, 2);
  pair_close (&p);
}

/* What no carrier had did not leave, however often it was tried. */
static void
what_no_carrier_had_can_stay_at_home (void)
{
  Pair p = { 0 };
  g_autofree char *id = NULL;
  g_autofree char *next = NULL;
  g_autoptr(GError) error = NULL;

  pair_open (&p);
  id = send_one (&p);
  g_assert_cmpuint (fail_to_post (&p, &p.practice), ==, 1);
  g_assert_false (vb_messages_ask_destroy_sync (p.practice.base.store, id, p.now, NULL, &error));
  g_assert_error (error, VB_ERROR, VB_ERROR_INVALID_INPUT);
  must_take (&p.practice, (VbReferralAct) { .step = VB_STEP_MISTAKE, .id = id,
                                            .words = "Wrong person" });
  p.now += G_TIME_SPAN_DAY;
  g_assert_cmpuint (post (&p, &p.practice), ==, 0);
  g_assert_cmpint (fixture_int (&p.practice.base, "SELECT count (*) FROM message"), ==, 0);
  g_assert_cmpint (fixture_int (&p.practice.base, "SELECT count (*) FROM local_message_body"), ==,
                   0);
  g_assert_cmpint (fixture_int (&p.practice.base, "SELECT count (*) FROM outbox WHERE way = "
                                                  "'kept'"), ==, 2);
  /* and nobody misses anything in the row */
  next = send_one (&p);
  exchange (&p);
  assert_same_history (&p);
  g_assert_cmpint (fixture_int (&p.team.base, "SELECT sequence FROM message WHERE direction = "
                                              "'in'"), ==, 1);
  pair_close (&p);
}

static void
what_no_carrier_had_does_not_tell_of_a_withdrawn_consent (void)
{
  Pair p = { 0 };
  g_autofree char *id = NULL;

  pair_open (&p);
  id = send_one (&p);
  g_assert_cmpuint (fail_to_post (&p, &p.practice), ==, 1);
  g_assert_true (vb_consents_withdraw_sync (p.practice.base.store, p.consent_id, "person", NULL,
                                            NULL, NULL));
  p.now += G_TIME_SPAN_DAY;
  g_assert_cmpuint (post (&p, &p.practice), ==, 0);
  g_assert_cmpint (fixture_int (&p.practice.base, "SELECT count (*) FROM message WHERE kind = "
                                                  "'consent-withdrawn'"), ==, 0);
  pair_close (&p);
}

/* Killed between the carrier and the note of it: it may have been brought. */
static void
what_a_carrier_may_have_counts_as_having_left (void)
{
  Pair p = { 0 };
  g_autofree char *id = NULL;
  g_autoptr(VbMessageOut) out = NULL;
  g_autoptr(VbMessageOut) again = NULL;

  pair_open (&p);
  id = send_one (&p);
  pack (&p, &p.practice);
  out = take_next (&p.practice, p.now);
  must_take (&p.practice, (VbReferralAct) { .step = VB_STEP_MISTAKE, .id = id,
                                            .words = "Wrong person" });
  pack (&p, &p.practice);
  again = take_next (&p.practice, p.now);
  g_assert_cmpstr (again->id, ==, out->id);
  g_assert_cmpint (again->sequence, ==, out->sequence);
  g_assert_true (g_bytes_equal (again->bytes, out->bytes));
  /* not this time either, which says nothing of the first */
  g_assert_true (vb_messages_note_failed_sync (p.practice.base.store, "team", again->id, "x",
                                               p.now, NULL, NULL));
  p.now += G_TIME_SPAN_DAY;
  exchange (&p);
  assert_same_history (&p);
  g_assert_cmpint (fixture_int (&p.team.base, "SELECT count (*) FROM referral WHERE state = "
                                              "'mistaken'"), ==, 1);
  pair_close (&p);
}

/* ------------------------------------------------------------------ what may not leave any more */

static void
assert_waits (Pair       *p,
              const char *reason)
{
  g_autoptr(GPtrArray) lines = NULL;
  const VbMessageLine *line;

  g_assert_cmpuint (post (p, &p->practice), ==, 0);
  g_assert_cmpint (fixture_int (&p->practice.base, "SELECT count (*) FROM local_message_body"), ==,
                   0);
  lines = vb_messages_list_sync (p->practice.base.store, NULL, 10, NULL, NULL);
  g_assert_cmpuint (lines->len, ==, 1);
  line = g_ptr_array_index (lines, 0);
  g_assert_cmpstr (line->state, ==, "waiting");
  g_assert_cmpstr (line->reason, ==, reason);
}

static void
nothing_leaves_on_a_consent_that_was_withdrawn (void)
{
  Pair p = { 0 };
  g_autofree char *id = NULL;

  pair_open (&p);
  id = send_one (&p);
  g_assert_true (vb_consents_withdraw_sync (p.practice.base.store, p.consent_id, "person", NULL,
                                            NULL, NULL));
  assert_waits (&p, "consent-missing");
  /* another one, for something else */
  fixture_exec (&p.practice.base, "UPDATE consent SET withdrawn_on = NULL, purpose = 'plan'");
  p.now += G_TIME_SPAN_DAY;
  assert_waits (&p, "consent-missing");
  fixture_exec (&p.practice.base, "UPDATE consent SET purpose = 'referral'; "
                                  "DELETE FROM consent_scope WHERE category = 'wish'");
  p.now += G_TIME_SPAN_DAY;
  assert_waits (&p, "consent-missing");
  /* and it goes as soon as it may */
  fixture_exec (&p.practice.base, "UPDATE referral_item SET included = 0 WHERE category = 'wish'");
  p.now += G_TIME_SPAN_DAY;
  g_assert_cmpuint (post (&p, &p.practice), ==, 1);
  pair_close (&p);
}

static void
nothing_leaves_that_the_person_refused_since (void)
{
  Pair p = { 0 };
  g_autofree char *id = NULL;
  g_autoptr(VbConsent) refusal = NULL;
  g_autoptr(GError) error = NULL;

  pair_open (&p);
  id = send_one (&p);
  g_assert_cmpuint (fail_to_post (&p, &p.practice), ==, 1);
  refusal = vb_consent_new (p.person_id, p.today);
  g_free (refusal->kind);
  refusal->kind = g_strdup ("refusal");
  refusal->by_person = TRUE;
  refusal->capacity = g_strdup ("yes");
  refusal->form = g_strdup ("oral");
  refusal->form_note = g_strdup ("the practice nurse");
  refusal->purpose = g_strdup ("referral");
  refusal->recipient_id = g_strdup (COACH);
  g_assert_true (vb_consents_save_sync (p.practice.base.store, refusal, NULL, &error));
  g_assert_no_error (error);
  p.now += G_TIME_SPAN_DAY;
  assert_waits (&p, "person-refused");
  pair_close (&p);
}

static void
an_address_that_became_secret_does_not_leave (void)
{
  Pair p = { 0 };
  g_autofree char *id = NULL;
  VbReferral *draft;

  pair_open (&p);
  fixture_exec (&p.practice.base, "INSERT INTO consent_scope (consent_id, category, detail) "
                                  "SELECT id, 'address', '' FROM consent");
  draft = make_draft (&p, VB_KIND_REFERRAL);
  vb_referral_add_item (draft, VB_DATA_ADDRESS, NULL, "Address", "Linde 1")->included = TRUE;
  id = save_draft (&p, draft);
  must_take (&p.practice, (VbReferralAct) { .step = VB_STEP_SEND, .id = id });
  fixture_exec (&p.practice.base, "UPDATE person SET address_secret = 1");
  assert_waits (&p, "address-secret");
  pair_close (&p);
}

static void
an_answer_does_not_leave_on_a_consent_that_is_over (void)
{
  Pair p = { 0 };
  g_autofree char *id = NULL;
  g_autofree char *theirs = NULL;

  pair_open (&p);
  id = send_one (&p);
  exchange (&p);
  theirs = id_at_team (&p);
  must_take (&p.team, (VbReferralAct) { .step = VB_STEP_ASK, .id = theirs,
                                        .words = "Since when?" });
  exchange (&p);
  must_take (&p.practice, (VbReferralAct) { .step = VB_STEP_ANSWER, .id = id,
                                            .words = "Since spring" });
  g_assert_true (vb_consents_withdraw_sync (p.practice.base.store, p.consent_id, "person", NULL,
                                            NULL, NULL));
  g_assert_cmpuint (post (&p, &p.practice), ==, 1);
  g_assert_cmpstr (((Letter *) p.practice.out->pdata[p.practice.out->len - 1])->kind, ==,
                   "consent-withdrawn");
  g_assert_cmpint (fixture_int (&p.practice.base, "SELECT count (*) FROM message WHERE kind = "
                                                  "'event' AND state = 'waiting' AND reason = "
                                                  "'consent-missing'"), ==, 1);
  pair_close (&p);
}

/* Said to the team after it was written down, and before it left. */
static void
what_the_person_does_not_want_told_any_more_is_taken_out (void)
{
  Pair p = { 0 };
  g_autofree char *id = NULL;
  g_autofree char *theirs = NULL;
  g_autofree char *text = NULL;
  const Letter *letter;

  pair_open (&p);
  id = send_one (&p);
  exchange (&p);
  theirs = id_at_team (&p);
  must_take (&p.team, (VbReferralAct) { .step = VB_STEP_ACCEPT, .id = theirs });
  must_take (&p.team, (VbReferralAct) { .step = VB_STEP_CONTACT, .id = theirs });
  must_take (&p.team, (VbReferralAct) { .step = VB_STEP_START, .id = theirs });
  must_take (&p.team, (VbReferralAct) { .step = VB_STEP_FINISH, .id = theirs,
                                        .outcome = "partly", .words = "SECRET words" });
  g_assert_cmpuint (fail_to_post (&p, &p.team), ==, 4);
  fixture_exec (&p.team.base, "UPDATE referral SET feedback = 'none'");
  p.now += G_TIME_SPAN_DAY;
  post (&p, &p.team);
  letter = find_out (&p.team, "event");
  text = g_strndup (g_bytes_get_data (letter->bytes, NULL), g_bytes_get_size (letter->bytes));
  g_assert_nonnull (strstr (text, "finish"));
  g_assert_null (strstr (text, "SECRET"));
  g_assert_null (strstr (text, "partly"));
  pair_close (&p);
}

/* ------------------------------------------------------------------ on its way */

static void
assert_line (Pair       *p,
             const char *state,
             const char *reason,
             gint64      next_at)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) lines = vb_messages_list_sync (p->practice.base.store, NULL, 10, NULL,
                                                      &error);
  const VbMessageLine *line;

  g_assert_no_error (error);
  g_assert_cmpuint (lines->len, ==, 1);
  line = g_ptr_array_index (lines, 0);
  g_assert_cmpstr (line->state, ==, state);
  g_assert_cmpstr (line->reason, ==, reason);
  g_assert_cmpint (line->next_at, ==, next_at);
  g_assert_cmpstr (line->step, ==, "send");
  g_assert_nonnull (line->code);
}

static void
what_failed_is_tried_again_ever_later_and_given_up (void)
{
  Pair p = { 0 };
  g_autofree char *id = NULL;
  g_autofree char *message = NULL;
  VbMessageOut *out;
  VbStore *store;
  gint64 start, now, last = 0;
  guint tries = 0;

  pair_open (&p);
  store = p.practice.base.store;
  id = send_one (&p);
  start = now = p.now;
  vb_messages_pack_sync (store, now, NULL, NULL);
  message = fixture_text (&p.practice.base, "SELECT id FROM message");
  assert_line (&p, "waiting", NULL, now);
  while ((out = take_next (&p.practice, now)) != NULL)
    {
      gint64 next = vb_message_next_try (now, tries);

      g_assert_cmpstr (out->id, ==, message);
      g_assert_cmpint (out->sequence, ==, 1);
      vb_message_out_free (out);
      g_assert_true (vb_messages_note_failed_sync (store, "team", message, "unreachable", now,
                                                   NULL, NULL));
      assert_line (&p, "failed", "unreachable", next);
      g_assert_null (take_next (&p.practice, next - 1));
      g_assert_cmpint (next - now, >=, last);
      g_assert_cmpint (next - now, <=, 6 * G_TIME_SPAN_HOUR);
      last = next - now;
      now = next;
      tries++;
    }
  g_assert_cmpint (now - start, >=, VB_MESSAGE_LIFE);
  g_assert_cmpuint (tries, >, 100);
  g_assert_cmpint (last, ==, 6 * G_TIME_SPAN_HOUR);
  assert_line (&p, "given-up", "unreachable", VB_NO_NUMBER);
  /* somebody wants it after all */
  g_assert_true (vb_messages_try_again_sync (store, "team", message, now, NULL, NULL));
  assert_line (&p, "waiting", NULL, now);
  p.now = now;
  exchange (&p);
  assert_same_history (&p);
  g_assert_false (vb_messages_try_again_sync (store, "team", message, now, NULL, NULL));
  pair_close (&p);
}

static void
what_got_no_receipt_goes_again_with_the_same_bytes (void)
{
  Pair p = { 0 };
  g_autofree char *id = NULL;
  gint64 now;

  pair_open (&p);
  id = send_one (&p);
  g_assert_cmpuint (post (&p, &p.practice), ==, 1);
  now = p.now;
  assert_line (&p, "handed", NULL, vb_message_next_reminder (now, 0));
  g_assert_cmpuint (post (&p, &p.practice), ==, 0);
  p.now = vb_message_next_reminder (now, 0);
  g_assert_cmpuint (post (&p, &p.practice), ==, 1);
  g_assert_true (g_bytes_equal (((Letter *) p.practice.out->pdata[0])->bytes,
                                ((Letter *) p.practice.out->pdata[1])->bytes));
  g_assert_cmpint (receive (&p, &p.practice, 1), ==, VB_ARRIVAL_APPLIED);
  exchange (&p);
  p.now += VB_MESSAGE_LIFE;
  g_assert_cmpuint (post (&p, &p.practice), ==, 0);
  pair_close (&p);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/messages/what leaves is what the preview showed",
                   what_leaves_is_what_the_preview_showed);
  g_test_add_func ("/messages/a step says nothing but the step", a_step_says_nothing_but_the_step);
  g_test_add_func ("/messages/what may not be told does not leave",
                   what_may_not_be_told_does_not_leave);
  g_test_add_func ("/messages/each step is exactly one message", each_step_is_exactly_one_message);
  g_test_add_func ("/messages/what ended before it left does not leave",
                   what_ended_before_it_left_does_not_leave);
  g_test_add_func ("/messages/what no carrier had can stay at home",
                   what_no_carrier_had_can_stay_at_home);
  g_test_add_func ("/messages/what no carrier had does not tell of a withdrawn consent",
                   what_no_carrier_had_does_not_tell_of_a_withdrawn_consent);
  g_test_add_func ("/messages/what a carrier may have counts as having left",
                   what_a_carrier_may_have_counts_as_having_left);
  g_test_add_func ("/messages/nothing leaves on a consent that was withdrawn",
                   nothing_leaves_on_a_consent_that_was_withdrawn);
  g_test_add_func ("/messages/nothing leaves that the person refused since",
                   nothing_leaves_that_the_person_refused_since);
  g_test_add_func ("/messages/an address that became secret does not leave",
                   an_address_that_became_secret_does_not_leave);
  g_test_add_func ("/messages/an answer does not leave on a consent that is over",
                   an_answer_does_not_leave_on_a_consent_that_is_over);
  g_test_add_func ("/messages/what the person does not want told any more is taken out",
                   what_the_person_does_not_want_told_any_more_is_taken_out);
  g_test_add_func ("/messages/what failed is tried again ever later and given up",
                   what_failed_is_tried_again_ever_later_and_given_up);
  g_test_add_func ("/messages/what got no receipt goes again with the same bytes",
                   what_got_no_receipt_goes_again_with_the_same_bytes);
  return g_test_run ();
}
