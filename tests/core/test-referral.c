/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Referrals in a store: checked before they go, brought to the other side once, and nothing of the
 * sender's own with them. */

#include "config.h"

#include "referral-fixture.h"

#include <signal.h>
#include <sys/wait.h>

#include "core/model/vb-working-days.h"
#include "../harness/kills.h"

/* ------------------------------------------------------------------ the schema */

static void
every_column_has_its_member (void)
{
  const VbShape *shapes[] = { &vb_referral_shape, &vb_referral_item_shape,
                              &vb_referral_event_shape };
  Case c = { 0 };

  case_open (&c);
  for (guint i = 0; i < G_N_ELEMENTS (shapes); i++)
    {
      g_autofree char *sql = g_strdup_printf ("SELECT count (*) FROM pragma_table_info ('%s') "
                                              "WHERE name <> 'list_key'",
                                              shapes[i]->table);

      g_assert_cmpint (fixture_int (&c.base, sql), ==, shapes[i]->n_fields);
    }
  case_close (&c);
}

/* ------------------------------------------------------------------ before it goes */

static void
nothing_is_sent_that_may_not_go (void)
{
  Case c = { 0 };
  g_autofree char *id = NULL;
  VbReferral *draft;
  VbReferralAct send = { .step = VB_STEP_SEND };

  case_open (&c);

  draft = make_draft (&c, VB_KIND_REFERRAL);
  ((VbReferralItem *) g_ptr_array_index (draft->items, 3))->included = TRUE;
  send.id = id = save_draft (&c, draft);
  must_refuse (&c, send); /* the consent does not cover a diagnosis */
  g_free (id);

  draft = make_draft (&c, VB_KIND_REFERRAL);
  g_clear_pointer (&draft->question, g_free);
  send.id = id = save_draft (&c, draft);
  must_refuse (&c, send);
  g_free (id);

  draft = make_draft (&c, VB_KIND_REFERRAL);
  g_clear_pointer (&draft->subsidiarity, g_free);
  send.id = id = save_draft (&c, draft);
  must_refuse (&c, send);
  g_free (id);

  draft = make_draft (&c, VB_KIND_REFERRAL);
  g_clear_pointer (&draft->safe_contact, g_free);
  send.id = id = save_draft (&c, draft);
  must_refuse (&c, send);
  g_free (id);

  send.id = id = save_draft (&c, make_draft (&c, VB_KIND_REFERRAL));
  fixture_exec (&c.base, "UPDATE holder SET valid_to = '2021-01-01'");
  must_refuse (&c, send); /* nobody has the function */
  fixture_exec (&c.base, "UPDATE holder SET valid_to = NULL");
  g_assert_true (vb_consents_withdraw_sync (c.base.store, c.consent_id, "person", NULL, NULL,
                                            NULL));
  must_refuse (&c, send); /* she took her consent back */
  g_assert_cmpint (fixture_int (&c.base, "SELECT count (*) FROM outbox"), ==, 0);
  g_assert_cmpint (fixture_int (&c.base, "SELECT count (*) FROM referral WHERE state <> 'draft'"),
                   ==, 0);
  case_close (&c);
}

/* The law lets secrecy give way only when every step was taken, and each stands in the draft. */
static void
a_conflict_of_duties_needs_every_step (void)
{
  Case c = { 0 };
  g_autofree char *id = NULL;
  g_autofree char *receiver = NULL;
  g_autoptr(VbReferral) base = NULL;
  g_autoptr(VbReferral) complete = NULL;
  g_autoptr(VbReferral) copy = NULL;
  g_autoptr(GError) error = NULL;
  VbReferralAct send = { .step = VB_STEP_SEND };
  VbReferral *draft;

  case_open (&c);
  own (&c, COACH);
  vb_consents_withdraw_sync (c.base.store, c.consent_id, "person", NULL, NULL, NULL);
  draft = make_draft (&c, VB_KIND_SIGNAL);
  g_free (draft->ground);
  draft->ground = g_strdup (vb_ground_get_code (VB_GROUND_CONFLICT));
  draft->emergency = draft->no_other_way = draft->colleague_consulted = TRUE;
  draft->minimum_only = TRUE;
  draft->consent_tried = g_strdup ("she was not able to answer");
  id = save_draft (&c, draft);
  send.id = id;
  must_refuse (&c, send);

  base = open_referral (&c, id);
  complete = vb_referral_copy (base);
  complete->person_informed = g_strdup ("as soon as she is at home");
  g_assert_true (vb_referrals_save_sync (c.base.store, base, complete, NULL, &error));
  g_assert_no_error (error);
  must_take (&c, send);
  receiver = id_at_receiver (&c);
  copy = open_referral (&c, receiver);
  g_assert_null (copy->consent_tried);
  g_assert_null (copy->person_informed);
  g_assert_false (copy->emergency);
  case_close (&c);
}

/* What both are in law is said in the draft, and that counts. */
static void
consent_is_presumed_only_where_the_draft_says_care (void)
{
  Case c = { 0 };
  g_autofree char *id = NULL;
  g_autoptr(VbReferral) base = NULL;
  g_autoptr(VbReferral) care = NULL;
  VbReferralAct send = { .step = VB_STEP_SEND };
  VbReferral *draft;

  case_open (&c);
  fixture_exec (&c.base, "UPDATE consent SET purpose = 'plan'");
  draft = make_draft (&c, VB_KIND_REFERRAL);
  g_free (draft->ground);
  draft->ground = g_strdup (vb_ground_get_code (VB_GROUND_PRESUMED));
  g_clear_pointer (&draft->sender_party, g_free); /* who never said what they are is no care */
  g_free (draft->recipient_party);
  draft->recipient_party = g_strdup ("care");
  id = save_draft (&c, draft);
  send.id = id;
  must_refuse (&c, send);
  base = open_referral (&c, id);
  care = vb_referral_copy (base);
  care->sender_party = g_strdup ("care");
  g_assert_true (vb_referrals_save_sync (c.base.store, base, care, NULL, NULL));
  must_take (&c, send);
  g_free (care->recipient_party);
  care->recipient_party = g_strdup ("a friend");
  {
    g_autoptr(GArray) errors = vb_referral_validate (care);

    g_assert_cmpuint (errors->len, ==, 1);
  }
  case_close (&c);
}

/* Whoever did not say what they are may be a municipality, which may not just ask. */
static void
consent_does_not_count_before_the_sender_says_what_it_is (void)
{
  Case c = { 0 };
  g_autofree char *id = NULL;
  VbReferral *draft;

  case_open (&c);
  draft = make_draft (&c, VB_KIND_REFERRAL);
  g_clear_pointer (&draft->sender_party, g_free);
  id = save_draft (&c, draft);
  must_refuse (&c, (VbReferralAct) { .step = VB_STEP_SEND, .id = id });
  fixture_exec (&c.base, "UPDATE consent SET given_freely = 1");
  must_take (&c, (VbReferralAct) { .step = VB_STEP_SEND, .id = id });
  case_close (&c);
}

static void
advice_goes_without_a_name_and_with_one_it_does_not (void)
{
  Case c = { 0 };
  g_autofree char *named = NULL;
  g_autofree char *unnamed = NULL;
  VbReferral *draft;

  case_open (&c);
  draft = make_draft (&c, VB_KIND_CONSULTATION);
  named = save_draft (&c, draft);
  must_refuse (&c, (VbReferralAct) { .step = VB_STEP_SEND, .id = named });

  draft = make_draft (&c, VB_KIND_CONSULTATION);
  for (guint i = 0; i < draft->items->len; i++)
    ((VbReferralItem *) g_ptr_array_index (draft->items, i))->included = FALSE;
  unnamed = save_draft (&c, draft);
  must_take (&c, (VbReferralAct) { .step = VB_STEP_SEND, .id = unnamed });
  case_close (&c);
}

static void
refuse_organization (Case *self)
{
  g_autoptr(VbConsent) refusal = vb_consent_new (self->person_id, self->today);
  g_autoptr(GError) error = NULL;

  g_free (refusal->kind);
  refusal->kind = g_strdup ("refusal");
  refusal->by_person = TRUE;
  refusal->capacity = g_strdup ("yes");
  refusal->form = g_strdup ("oral");
  refusal->form_note = g_strdup ("the practice nurse");
  refusal->purpose = g_strdup ("referral");
  refusal->recipient_id = g_strdup (WELFARE);
  g_assert_true (vb_consents_save_sync (self->base.store, refusal, NULL, &error));
  g_assert_no_error (error);
}

static void
a_refusal_of_the_organization_holds_for_its_functions (void)
{
  Case c = { 0 };
  g_autofree char *id = NULL;

  case_open (&c);
  fixture_exec (&c.base, "INSERT INTO organization (id, name) VALUES ('" WELFARE "', 'Welfare');"
                         "INSERT INTO service (id, name, organization_id) VALUES ('s', 'Coach', '"
                         WELFARE "'); UPDATE contact SET service_id = 's'");
  refuse_organization (&c);
  id = save_draft (&c, make_draft (&c, VB_KIND_REFERRAL));
  must_refuse (&c, (VbReferralAct) { .step = VB_STEP_SEND, .id = id });
  case_close (&c);
}

static void
of_a_draft_that_was_withdrawn_nobody_hears (void)
{
  Case c = { 0 };
  g_autofree char *id = NULL;

  case_open (&c);
  id = save_draft (&c, make_draft (&c, VB_KIND_REFERRAL));
  must_take (&c, (VbReferralAct) { .step = VB_STEP_WITHDRAW, .id = id });
  g_assert_cmpint (fixture_int (&c.base, "SELECT count (*) FROM outbox"), ==, 0);
  /* and nothing of it is kept but that it was thrown away */
  g_assert_cmpint (fixture_int (&c.base, "SELECT (SELECT count (*) FROM referral) + "
                                         "(SELECT count (*) FROM referral_item)"), ==, 0);
  g_assert_cmpint (fixture_int (&c.base, "SELECT count (*) FROM change WHERE table_name LIKE "
                                         "'referral%' AND NOT (action = 'delete' AND table_name = "
                                         "'referral')"), ==, 0);
  g_assert_cmpint (fixture_int (&c.base, "SELECT count (*) FROM access_log WHERE action = 'D' "
                                         "AND object_type = 'referral'"), ==, 1);
  case_close (&c);
}

static void
a_signal_may_be_a_report_that_the_law_allows (void)
{
  Case c = { 0 };
  g_autofree char *id = NULL;
  VbReferral *draft;

  case_open (&c);
  g_assert_true (vb_consents_withdraw_sync (c.base.store, c.consent_id, "person", NULL, NULL,
                                            NULL));
  draft = make_draft (&c, VB_KIND_SIGNAL);
  g_free (draft->ground);
  draft->ground = g_strdup (vb_ground_get_code (VB_GROUND_REPORT));
  draft->law = g_strdup ("Wmo 2015, art. 5.2.6");
  id = save_draft (&c, draft);
  must_take (&c, (VbReferralAct) { .step = VB_STEP_SEND, .id = id });
  case_close (&c);
}

static void
no_citizen_service_number_is_kept (void)
{
  Case c = { 0 };
  g_autofree char *id = NULL;
  g_autoptr(VbConsent) consent = NULL;
  g_autoptr(GArray) errors = NULL;

  case_open (&c);
  id = save_draft (&c, make_draft (&c, VB_KIND_REFERRAL));
  must_take (&c, (VbReferralAct) { .step = VB_STEP_SEND, .id = id });
  must_refuse (&c, (VbReferralAct) { .step = VB_STEP_ASK, .id = id, .on_behalf_of = "Fatma",
                                     .words = "Is it 111222333?" });
  g_assert_false (vb_consents_withdraw_sync (c.base.store, c.consent_id, "person",
                                             "letter of 111222333", NULL, NULL));
  consent = vb_consent_new (c.person_id, c.today);
  consent->form_note = g_strdup ("number 111222333");
  errors = vb_consent_validate (consent);
  for (guint i = 0; i < errors->len; i++)
    if (g_str_equal (g_array_index (errors, VbShapeError, i).column, "form_note"))
      {
        case_close (&c);
        return;
      }
  g_assert_not_reached ();
}

/* ------------------------------------------------------------------ what arrives */

static void
the_receiver_gets_what_was_ticked_and_nothing_else (void)
{
  Case c = { 0 };
  g_autofree char *id = NULL;
  g_autofree char *theirs_id = NULL;
  g_autoptr(VbReferral) mine = NULL;
  g_autoptr(VbReferral) theirs = NULL;
  g_autoptr(VbReferral) preview = NULL;

  case_open (&c);
  own (&c, COACH);
  id = save_draft (&c, make_draft (&c, VB_KIND_REFERRAL));
  mine = open_referral (&c, id);
  preview = vb_referral_dup_for_receiver (mine);
  must_take (&c, (VbReferralAct) { .step = VB_STEP_SEND, .id = id });
  theirs_id = id_at_receiver (&c);
  theirs = open_referral (&c, theirs_id);

  g_assert_cmpstr (theirs->letter_id, ==, mine->letter_id);
  g_assert_cmpstr (theirs->subject, ==, "Greet Bos");
  g_assert_cmpstr (theirs->safe_contact, ==, "Mornings, never a message on the machine");
  g_assert_null (theirs->person_id);
  g_assert_null (theirs->triage_nature); /* not ticked */
  g_assert_null (theirs->triage_words);
  g_assert_cmpint (theirs->urgency_felt, ==, VB_NO_NUMBER);
  g_assert_null (theirs->necessity);
  g_assert_cmpuint (theirs->items->len, ==, 3);
  /* the preview is what arrived */
  g_assert_cmpuint (preview->items->len, ==, 3);
  for (guint i = 0; i < 3; i++)
    {
      const VbReferralItem *shown = g_ptr_array_index (preview->items, i);
      const VbReferralItem *came = g_ptr_array_index (theirs->items, i);

      g_assert_cmpstr (shown->label, ==, came->label);
      g_assert_cmpstr (shown->words, ==, came->words);
      g_assert_cmpstr (came->words, !=, "stays at the practice");
    }
  g_assert_cmpstr (preview->question, ==, theirs->question);
  case_close (&c);
}

/* The phone number goes with what everybody may know of it; what somebody is afraid of does not. */
static void
what_is_about_safety_does_not_go_with_the_phone_number (void)
{
  Case c = { 0 };
  g_autofree char *id = NULL;
  VbReferral *draft;
  VbReferralItem *safety;

  case_open (&c);
  fixture_exec (&c.base, "UPDATE person SET contact_note = 'her brother reads along', "
                         "contact_way = 'through', contact_through = 'An'");
  for (guint i = 0; i < 2; i++)
    {
      draft = make_draft (&c, VB_KIND_REFERRAL);
      g_free (draft->safe_contact);
      draft->safe_contact = g_strdup (i == 0 ? "Mornings; her brother reads along"
                                             : "Only by way of An");
      g_free (id);
      id = save_draft (&c, draft);
      must_refuse (&c, (VbReferralAct) { .step = VB_STEP_SEND, .id = id });
    }
  draft = make_draft (&c, VB_KIND_REFERRAL);
  g_free (draft->safe_contact);
  draft->safe_contact = g_strdup ("Only by way of An");
  safety = vb_referral_add_item (draft, VB_DATA_SAFETY, "contact", "Safe contact", "by An");
  safety->included = TRUE;
  g_free (id);
  id = save_draft (&c, draft);
  must_refuse (&c, (VbReferralAct) { .step = VB_STEP_SEND, .id = id }); /* no consent to that */
  fixture_exec (&c.base, "INSERT INTO consent_scope (consent_id, category, detail) "
                         "SELECT id, 'safety', '' FROM consent");
  must_take (&c, (VbReferralAct) { .step = VB_STEP_SEND, .id = id });
  g_free (id);
  draft = make_draft (&c, VB_KIND_REFERRAL); /* another word, and no more */
  g_free (draft->safe_contact);
  draft->safe_contact = g_strdup ("Answers in the mornings");
  id = save_draft (&c, draft);
  must_take (&c, (VbReferralAct) { .step = VB_STEP_SEND, .id = id });
  case_close (&c);
}

/* A code of the list of needs tells as much as its words do: addiction, violence at home. */
static void
a_need_goes_only_with_what_was_ticked_of_it (void)
{
  Case c = { 0 };
  g_autoptr(VbReferral) draft = NULL;
  g_autoptr(VbReferral) bare = NULL;
  g_autoptr(VbReferral) told = NULL;
  VbReferralItem *need;

  case_open (&c);
  draft = make_draft (&c, VB_KIND_REFERRAL);
  draft->need_code = g_strdup ("B16");
  draft->service_id = g_strdup (WELFARE);
  need = vb_referral_add_item (draft, VB_DATA_TOPIC, "B16", "Need", "Violence at home");
  bare = vb_referral_dup_for_receiver (draft);
  g_assert_true (bare->need_code == NULL && bare->service_id == NULL);
  need->included = TRUE;
  told = vb_referral_dup_for_receiver (draft);
  g_assert_cmpstr (told->need_code, ==, "B16");
  g_assert_null (told->service_id);
  case_close (&c);
}

static void
assert_both (Case       *c,
             const char *state,
             guint       events)
{
  g_autofree char *sql = g_strdup_printf ("SELECT count (*) FROM referral AS r WHERE state = '%s' "
                                          "AND (SELECT count (*) FROM referral_event WHERE "
                                          "referral_id = r.id) = %u", state, events);

  g_assert_cmpint (fixture_int (&c->base, sql), ==, 2);
}

static void
the_whole_journey_stands_at_both_sides (void)
{
  Case c = { 0 };
  g_autofree char *id = NULL;
  g_autofree char *theirs = NULL;
  g_autofree char *due = NULL;
  g_autoptr(VbReferral) ended = NULL;
  g_autoptr(VbReferral) sent = NULL;

  case_open (&c);
  own (&c, COACH);
  id = save_draft (&c, make_draft (&c, VB_KIND_REFERRAL));
  must_take (&c, (VbReferralAct) { .step = VB_STEP_SEND, .id = id });
  theirs = id_at_receiver (&c);
  sent = open_referral (&c, id);
  /* she works on Tuesdays and Thursdays */
  due = vb_working_days_add (c.today, 2, VB_WEEKDAY (G_DATE_TUESDAY)
                                           | VB_WEEKDAY (G_DATE_THURSDAY));
  g_assert_cmpstr (sent->due_on, ==, due);
  g_assert_cmpstr (sent->due_side, ==, "receiver");

  must_refuse (&c, (VbReferralAct) { .step = VB_STEP_ACCEPT, .id = id }); /* not the sender */
  must_take (&c, (VbReferralAct) { .step = VB_STEP_ASK, .id = theirs, .words = "Since when?" });
  assert_both (&c, "asked", 2);
  must_take (&c, (VbReferralAct) { .step = VB_STEP_ANSWER, .id = id, .words = "Since spring" });
  must_take (&c, (VbReferralAct) { .step = VB_STEP_ACCEPT, .id = theirs });
  must_take (&c, (VbReferralAct) { .step = VB_STEP_ATTEMPT, .id = theirs });
  must_refuse (&c, (VbReferralAct) { .step = VB_STEP_STOP, .id = theirs, .reason = "not-reached" });
  must_take (&c, (VbReferralAct) { .step = VB_STEP_CONTACT, .id = theirs });
  must_take (&c, (VbReferralAct) { .step = VB_STEP_START, .id = theirs });
  must_refuse (&c, (VbReferralAct) { .step = VB_STEP_FINISH, .id = theirs, .outcome = "helped" });
  must_take (&c, (VbReferralAct) { .step = VB_STEP_FINISH, .id = theirs, .outcome = "helped",
                                   .words = "Drinks coffee on Wednesdays" });
  assert_both (&c, "done", 8);
  must_refuse (&c, (VbReferralAct) { .step = VB_STEP_START, .id = theirs });
  must_take (&c, (VbReferralAct) { .step = VB_STEP_ACKNOWLEDGE, .id = id });
  assert_both (&c, "done", 9);
  ended = open_referral (&c, id);
  g_assert_cmpstr (ended->outcome, ==, "helped");
  g_assert_cmpstr (ended->ended_on, ==, c.today);
  g_assert_cmpint (ended->acknowledged_at, >, 0);
  g_assert_null (ended->due_on);
  g_assert_cmpint (ended->attempts, ==, 1);
  g_assert_cmpint (fixture_int (&c.base, "SELECT count (*) FROM outbox WHERE way = 'here' "
                                         "AND delivered_at IS NOT NULL"), ==, 9);
  /* each step stands in the access log of both, and Greet's overview shows it */
  g_assert_cmpint (fixture_int (&c.base, "SELECT count (*) FROM access_log WHERE "
                                         "object_type = 'referral'"), >=, 10);
  case_close (&c);
}

/* ------------------------------------------------------------------ wellbeing on prescription */

#define TUESDAY_THURSDAY (VB_WEEKDAY (G_DATE_TUESDAY) | VB_WEEKDAY (G_DATE_THURSDAY))

/* Takes a step as if it were that day: what the store does, without waiting for months. */
static void
walk (VbReferral     *self,
      VbReferralStep  step,
      const char     *on,
      const char     *day)
{
  const VbReferralMove *move =
    vb_referral_move_find (vb_referral_get_kind (self), vb_referral_get_state (self), step);
  VbReferralTry attempt = {
    .kind = vb_referral_get_kind (self), .state = vb_referral_get_state (self), .step = step,
    .words = "words", .outcome = "helped", .day = day, .today = on, .recipient_id = COACH,
    .grounded = TRUE,
  };
  VbReferralEvent *event = vb_shape_new (&vb_referral_event_shape);

  g_assert_nonnull (move);
  attempt.side = move->sides & -move->sides;
  g_assert_null (vb_referral_check_step (&attempt, NULL));
  event->number = self->events->len + 1;
  event->step = g_strdup (vb_referral_step_get_code (step));
  event->day = g_strdup (day);
  g_ptr_array_add (self->events, event);
  g_free (self->state);
  self->state = g_strdup (vb_referral_state_get_code (move->to));
  if (step == VB_STEP_SEND)
    self->sent_on = g_strdup (on);
  vb_referral_set_due (self, day, TUESDAY_THURSDAY);
}

static void
assert_moments (const VbReferral *self,
                const char       *expected)
{
  g_autoptr(GArray) moments = vb_referral_list_moments (self, TUESDAY_THURSDAY);
  g_autoptr(GString) seen = g_string_new (NULL);

  for (guint i = 0; i < moments->len; i++)
    {
      const VbReferralMoment *moment = &g_array_index (moments, VbReferralMoment, i);

      g_string_append_printf (seen, "%s%s %s%s", i > 0 ? ", " : "", moment->code, moment->day,
                              moment->done ? " done" : "");
    }
  g_assert_cmpstr (seen->str, ==, expected);
}

static void
a_prescription_is_followed_up_on_days_the_coach_works (void)
{
  g_autoptr(VbReferral) self = vb_referral_new (VB_KIND_PRESCRIPTION, "p");

  walk (self, VB_STEP_SEND, "2026-09-07", "2026-09-07"); /* a Monday */
  g_assert_cmpstr (self->due_on, ==, "2026-09-10");      /* two of her working days */
  walk (self, VB_STEP_ACCEPT, "2026-09-08", "2026-09-08");
  g_assert_cmpstr (self->due_on, ==, "2026-09-17"); /* within two weeks, not the Tuesday after */
  assert_moments (self, "contact 2026-09-17");
  walk (self, VB_STEP_CONTACT, "2026-09-15", "2026-09-15");
  g_assert_cmpstr (self->due_on, ==, "2026-10-01"); /* what came of it: five working days */

  /* she goes along the first time; that is planned, and moved once */
  walk (self, VB_STEP_PLAN_VISIT, "2026-09-15", "2026-09-22");
  g_assert_cmpstr (self->due_on, ==, "2026-09-22");
  walk (self, VB_STEP_PLAN_VISIT, "2026-09-22", "2026-09-29");
  g_assert_cmpstr (self->due_on, ==, "2026-09-29");
  g_assert_cmpstr (self->due_side, ==, "receiver");
  assert_moments (self, "contact 2026-09-17 done, visit 2026-09-29");

  walk (self, VB_STEP_START, "2026-09-29", "2026-09-29");
  g_assert_cmpstr (self->due_on, ==, "2026-11-10"); /* six weeks */
  walk (self, VB_STEP_REPORT, "2026-10-01", "2026-10-01");
  g_assert_cmpstr (self->due_on, ==, "2026-11-10"); /* a first word is not the follow-up */
  walk (self, VB_STEP_REPORT, "2026-11-05", "2026-11-05");
  g_assert_cmpstr (self->due_on, ==, "2026-12-29"); /* three months after the start */
  assert_moments (self, "contact 2026-09-17 done, visit 2026-09-29 done, "
                        "six-weeks 2026-11-10 done, three-months 2026-12-29");
  walk (self, VB_STEP_REPORT, "2026-12-29", "2026-12-29");
  g_assert_cmpstr (self->due_on, ==, "2027-03-30"); /* as long as it runs, each three months */
  walk (self, VB_STEP_FINISH, "2027-01-12", "2027-01-12");
  g_assert_cmpstr (self->due_side, ==, "sender"); /* to read how it ended */
}

/* The days that the receiver waited for an answer are not theirs. */
static void
an_answer_gives_the_receiver_new_days (void)
{
  g_autoptr(VbReferral) self = vb_referral_new (VB_KIND_REFERRAL, "p");

  walk (self, VB_STEP_SEND, "2026-09-07", "2026-09-07"); /* a Monday */
  g_assert_cmpstr (self->due_on, ==, "2026-09-10");
  walk (self, VB_STEP_ASK, "2026-09-10", "2026-09-10");
  walk (self, VB_STEP_ANSWER, "2026-09-14", "2026-09-14");
  g_assert_cmpstr (self->due_on, ==, "2026-09-17");
  g_assert_cmpstr (self->due_side, ==, "receiver");
}

static void
only_a_prescription_has_a_first_visit_to_plan (void)
{
  g_autoptr(VbReferral) other = vb_referral_new (VB_KIND_REFERRAL, "p");
  VbReferralTry attempt = { .kind = VB_KIND_PRESCRIPTION, .state = VB_REFERRAL_CONTACTED,
                            .step = VB_STEP_PLAN_VISIT, .side = VB_SIDE_RECEIVER,
                            .day = "2026-11-23", .today = "2026-11-22" };

  g_assert_null (vb_referral_check_step (&attempt, NULL));
  attempt.day = "2026-11-21"; /* a plan lies ahead */
  g_assert_nonnull (vb_referral_check_step (&attempt, NULL));
  attempt.day = "2026-11-23";
  attempt.kind = VB_KIND_REFERRAL;
  g_assert_nonnull (vb_referral_check_step (&attempt, NULL));

  walk (other, VB_STEP_SEND, "2026-09-07", "2026-09-07");
  walk (other, VB_STEP_ACCEPT, "2026-09-08", "2026-09-08");
  walk (other, VB_STEP_CONTACT, "2026-09-15", "2026-09-15");
  walk (other, VB_STEP_START, "2026-09-17", "2026-09-17");
  g_assert_cmpstr (other->due_on, ==, "2026-12-17");
  assert_moments (other, "");
}

static void
the_same_message_twice_is_once (void)
{
  Case c = { 0 };
  g_autofree char *id = NULL;
  g_autofree char *theirs = NULL;
  VbReferralAct accept = { .step = VB_STEP_ACCEPT, .message_id = "m-1" };

  case_open (&c);
  own (&c, COACH);
  id = save_draft (&c, make_draft (&c, VB_KIND_REFERRAL));
  must_take (&c, (VbReferralAct) { .step = VB_STEP_SEND, .id = id, .message_id = "m-0" });
  must_take (&c, (VbReferralAct) { .step = VB_STEP_SEND, .id = id, .message_id = "m-0" });
  accept.id = theirs = id_at_receiver (&c);
  must_take (&c, accept);
  must_take (&c, accept);
  assert_both (&c, "accepted", 2);
  case_close (&c);
}

static void
an_answer_by_telephone_is_booked_for_the_other_side (void)
{
  Case c = { 0 };
  g_autofree char *id = NULL;
  g_autoptr(VbReferral) referral = NULL;
  const VbReferralEvent *event;

  case_open (&c);
  id = save_draft (&c, make_draft (&c, VB_KIND_REFERRAL));
  must_take (&c, (VbReferralAct) { .step = VB_STEP_SEND, .id = id });
  g_assert_cmpint (fixture_int (&c.base, "SELECT count (*) FROM outbox WHERE delivered_at IS NULL"),
                   ==, 1);
  must_take (&c, (VbReferralAct) { .step = VB_STEP_ACCEPT, .id = id, .on_behalf_of = "Fatma Demir",
                                   .way = "phone" });
  referral = open_referral (&c, id);
  g_assert_cmpstr (referral->state, ==, "accepted");
  event = g_ptr_array_index (referral->events, 1);
  g_assert_cmpstr (event->side, ==, "receiver");
  g_assert_cmpstr (event->on_behalf_of, ==, "Fatma Demir");
  g_assert_cmpstr (event->way, ==, "phone");
  g_assert_nonnull (event->actor);
  /* she knows what she said */
  g_assert_cmpint (fixture_int (&c.base, "SELECT count (*) FROM outbox"), ==, 1);
  case_close (&c);
}

/* (transfer full): so many days before today */
static char *
days_ago (guint days)
{
  g_autoptr(GDateTime) now = g_date_time_new_now_local ();
  g_autoptr(GDateTime) then = g_date_time_add_days (now, -(int) days);

  return g_date_time_format (then, "%Y-%m-%d");
}

/* (transfer full): one that was made ready so many days ago */
static char *
send_ago (Case  *c,
          guint  days)
{
  char *id = save_draft (c, make_draft (c, VB_KIND_REFERRAL));

  fixture_exec (&c->base, "UPDATE consent SET valid_from = '2020-01-01'");
  must_take (c, (VbReferralAct) { .step = VB_STEP_SEND, .id = id,
                                  .at = g_get_real_time () - days * G_TIME_SPAN_DAY });
  return id;
}

static void
on_paper_all_days_count_from_when_it_left (void)
{
  Case c = { 0 };
  g_autofree char *id = NULL, *left = days_ago (15), *due = NULL, *late = NULL;
  g_autoptr(VbReferral) before = NULL;
  g_autoptr(VbReferral) after = NULL;
  VbReferralAct carry = { .step = VB_STEP_CARRY };

  case_open (&c);
  carry.id = id = send_ago (&c, 20);
  before = open_referral (&c, id);
  g_assert_true (before->on_paper);
  g_assert_cmpint (before->weekdays, ==, vb_working_days_read ("TU,TH"));
  carry.day = late = vb_working_days_shift (c.today, 1); /* it did not leave yet */
  must_refuse (&c, carry);
  carry.day = left;
  must_take (&c, carry);
  after = open_referral (&c, id);
  due = vb_working_days_add (left, 2, before->weekdays);
  g_assert_cmpstr (after->state, ==, "sent");
  g_assert_cmpstr (after->sent_on, ==, left);
  g_assert_cmpstr (after->due_on, ==, due);
  g_assert_cmpint (strcmp (before->due_on, due), <, 0);
  /* the two weeks of silence are over, although it was said only now */
  g_assert_cmpint (after->heard_at, <, g_get_real_time () - 14 * G_TIME_SPAN_DAY);
  g_assert_cmpint (after->heard_at, >, g_get_real_time () - 16 * G_TIME_SPAN_DAY);
  g_assert_cmpint (fixture_int (&c.base, "SELECT count (*) FROM outbox WHERE way = 'paper' "
                                         "AND delivered_at IS NOT NULL"), ==, 1);
  g_assert_cmpint (fixture_int (&c.base, "SELECT count (*) FROM outbox"), ==, 1);
  /* it was another day */
  carry.day = c.today;
  must_take (&c, carry);
  g_assert_cmpint (fixture_int (&c.base, "SELECT count (*) FROM referral_event WHERE step = "
                                         "'carry'"), ==, 2);
  must_take (&c, (VbReferralAct) { .step = VB_STEP_ACCEPT, .id = id, .way = "phone",
                                   .on_behalf_of = "Fatma Demir" });
  must_refuse (&c, carry); /* they have it */
  case_close (&c);
}

static void
what_goes_by_itself_is_not_carried (void)
{
  Case c = { 0 };
  g_autofree char *id = NULL;
  g_autofree char *theirs = NULL;
  g_autoptr(VbReferral) mine = NULL;
  g_autoptr(VbReferral) other = NULL;

  case_open (&c);
  own (&c, COACH);
  id = send_ago (&c, 0);
  theirs = id_at_receiver (&c);
  mine = open_referral (&c, id);
  other = open_referral (&c, theirs);
  g_assert_false (mine->on_paper);
  g_assert_false (other->on_paper);
  must_refuse (&c, (VbReferralAct) { .step = VB_STEP_CARRY, .id = id });
  case_close (&c);
}

static void
what_is_written_down_afterwards_keeps_its_order (void)
{
  Case c = { 0 };
  g_autofree char *id = NULL;
  g_autoptr(VbReferral) referral = NULL;
  gint64 now = g_get_real_time ();
  VbReferralAct said = { .step = VB_STEP_ACCEPT, .on_behalf_of = "Fatma Demir", .way = "phone" };

  case_open (&c);
  fixture_exec (&c.base, "UPDATE consent SET valid_from = '2020-01-01'");
  said.id = id = save_draft (&c, make_draft (&c, VB_KIND_REFERRAL));
  must_take (&c, (VbReferralAct) { .step = VB_STEP_SEND, .id = id,
                                   .at = now - 3 * G_TIME_SPAN_DAY });
  said.at = now + G_TIME_SPAN_HOUR;
  must_refuse (&c, said);
  said.at = now - 4 * G_TIME_SPAN_DAY;
  must_refuse (&c, said);
  said.at = now - 2 * G_TIME_SPAN_DAY;
  must_take (&c, said);
  referral = open_referral (&c, id);
  g_assert_cmpint (referral->heard_at, ==, said.at);
  g_assert_cmpstr (referral->sent_on, <, c.today);
  g_assert_cmpstr (((VbReferralEvent *) g_ptr_array_index (referral->events, 1))->day, <, c.today);
  case_close (&c);
}

static void
what_nobody_answered_ends_and_what_runs_does_not (void)
{
  Case c = { 0 };
  g_autofree char *silent = NULL;
  g_autofree char *running = NULL;
  g_autofree char *theirs = NULL;
  g_autoptr(GPtrArray) ended = NULL;
  g_autoptr(GPtrArray) again = NULL;
  g_autoptr(VbReferral) after = NULL;

  case_open (&c);
  own (&c, COACH);
  running = save_draft (&c, make_draft (&c, VB_KIND_REFERRAL));
  must_take (&c, (VbReferralAct) { .step = VB_STEP_SEND, .id = running });
  theirs = id_at_receiver (&c);
  must_take (&c, (VbReferralAct) { .step = VB_STEP_ACCEPT, .id = theirs });
  silent = save_draft (&c, make_draft (&c, VB_KIND_REFERRAL));
  must_take (&c, (VbReferralAct) { .step = VB_STEP_SEND, .id = silent });
  again = vb_referrals_expire_sync (c.base.store, NULL, NULL);
  g_assert_cmpuint (again->len, ==, 0);
  g_clear_pointer (&again, g_ptr_array_unref);

  fixture_exec (&c.base, "UPDATE referral SET heard_at = heard_at - 43 * 86400000000");
  /* Nobody worked since: the clock may as well be ahead. */
  fixture_exec (&c.base, "DROP TRIGGER access_log_no_update;"
                         "UPDATE access_log SET at = at - 43 * 86400000000");
  again = vb_referrals_expire_sync (c.base.store, NULL, NULL);
  g_assert_cmpuint (again->len, ==, 0);
  fixture_exec (&c.base, "UPDATE access_log SET at = at + 41 * 86400000000");
  ended = vb_referrals_expire_sync (c.base.store, NULL, NULL);
  g_assert_cmpuint (ended->len, ==, 1);
  g_assert_cmpstr (g_ptr_array_index (ended, 0), ==, silent);
  after = open_referral (&c, silent);
  g_assert_cmpstr (after->state, ==, "expired");
  g_assert_cmpstr (after->due_side, ==, "sender"); /* who sent it has to read that */
  g_assert_null (((VbReferralEvent *) g_ptr_array_index (after->events, 1))->actor);
  g_assert_cmpint (fixture_int (&c.base, "SELECT count (*) FROM referral WHERE ended_on IS NOT "
                                         "NULL"), ==, 2);
  g_ptr_array_unref (again);
  again = vb_referrals_expire_sync (c.base.store, NULL, NULL);
  g_assert_cmpuint (again->len, ==, 0);
  case_close (&c);
}

/* ------------------------------------------------------------------ history and boxes */

static void
what_happened_cannot_be_changed (void)
{
  Case c = { 0 };
  g_autofree char *id = NULL;
  g_autoptr(VbReferral) base = NULL;
  g_autoptr(VbReferral) mine = NULL;
  g_autoptr(GError) error = NULL;

  case_open (&c);
  id = save_draft (&c, make_draft (&c, VB_KIND_REFERRAL));
  must_take (&c, (VbReferralAct) { .step = VB_STEP_SEND, .id = id });
  vb_store_run_sync (c.base.store, VB_LANE_WRITE, fixture_exec_job,
                     (gpointer) "UPDATE referral_event SET at = 0", NULL, &error);
  g_assert_nonnull (error);
  g_clear_error (&error);
  /* and what was sent is no draft any more */
  base = open_referral (&c, id);
  mine = vb_referral_copy (base);
  g_free (mine->question);
  mine->question = g_strdup ("Something else");
  g_assert_false (vb_referrals_save_sync (c.base.store, base, mine, NULL, &error));
  g_assert_error (error, VB_ERROR, VB_ERROR_INVALID_INPUT);
  case_close (&c);
}

static guint
count_box (Case          *c,
           VbReferralBox  box,
           const char    *today,
           const char    *worker)
{
  VbReferralQuery query = { .box = box, .today = today, .worker = worker, .limit = 100 };
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) lines = vb_referrals_list_sync (c->base.store, &query, NULL, &error);
  g_autofree VbReferralCounts *counts = NULL;

  g_assert_no_error (error);
  counts = vb_referrals_count_sync (c->base.store, today, worker, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (counts->n[box], ==, lines->len);
  return lines->len;
}

static void
boxes_hold_what_their_names_say (void)
{
  Case c = { 0 };
  g_autofree char *id = NULL;
  g_autofree char *theirs = NULL;
  g_autoptr(VbReferral) accepted = NULL;

  case_open (&c);
  own (&c, COACH);
  id = save_draft (&c, make_draft (&c, VB_KIND_REFERRAL));
  g_assert_cmpuint (count_box (&c, VB_BOX_DRAFTS, c.today, NULL), ==, 1);
  g_assert_cmpuint (count_box (&c, VB_BOX_SENT, c.today, NULL), ==, 0);
  must_take (&c, (VbReferralAct) { .step = VB_STEP_SEND, .id = id });
  theirs = id_at_receiver (&c);
  g_assert_cmpuint (count_box (&c, VB_BOX_DRAFTS, c.today, NULL), ==, 0);
  g_assert_cmpuint (count_box (&c, VB_BOX_NEW, c.today, NULL), ==, 1);
  g_assert_cmpuint (count_box (&c, VB_BOX_SENT, c.today, NULL), ==, 1);
  g_assert_cmpuint (count_box (&c, VB_BOX_OVERDUE, c.today, NULL), ==, 0);
  g_assert_cmpuint (count_box (&c, VB_BOX_OVERDUE, "2099-01-01", NULL), ==, 1);
  g_assert_cmpuint (count_box (&c, VB_BOX_SILENT, c.today, NULL), ==, 0);
  fixture_exec (&c.base, "UPDATE referral SET heard_at = heard_at - 15 * 86400000000");
  g_assert_cmpuint (count_box (&c, VB_BOX_SILENT, c.today, NULL), ==, 0);

  must_take (&c, (VbReferralAct) { .step = VB_STEP_ACCEPT, .id = theirs });
  accepted = open_referral (&c, theirs);
  g_assert_nonnull (accepted->worker);
  g_assert_cmpuint (count_box (&c, VB_BOX_NEW, c.today, NULL), ==, 0);
  g_assert_cmpuint (count_box (&c, VB_BOX_SILENT, c.today, NULL), ==, 0);
  g_assert_cmpuint (count_box (&c, VB_BOX_MINE, c.today, accepted->worker), ==, 1);
  g_assert_cmpuint (count_box (&c, VB_BOX_MINE, c.today, "somebody else"), ==, 0);
  g_assert_cmpuint (count_box (&c, VB_BOX_TEAM, c.today, NULL), ==, 1);
  must_take (&c, (VbReferralAct) { .step = VB_STEP_WAIT, .id = theirs, .day = "2099-01-05",
                                   .words = "Full until then" });
  g_assert_cmpuint (count_box (&c, VB_BOX_WAITING, c.today, NULL), ==, 1);
  must_take (&c, (VbReferralAct) { .step = VB_STEP_STOP, .id = theirs, .reason = "moved" });
  g_assert_cmpuint (count_box (&c, VB_BOX_ENDED_UNREAD, c.today, NULL), ==, 1);
  g_assert_cmpuint (count_box (&c, VB_BOX_DONE, c.today, NULL), ==, 2);
  must_take (&c, (VbReferralAct) { .step = VB_STEP_ACKNOWLEDGE, .id = id });
  g_assert_cmpuint (count_box (&c, VB_BOX_ENDED_UNREAD, c.today, NULL), ==, 0);
  case_close (&c);
}

static void
a_referral_is_found_by_what_stands_in_it (void)
{
  Case c = { 0 };
  g_autofree char *id = NULL;
  VbReferralQuery query = { .box = VB_BOX_DRAFTS, .limit = 10 };

  case_open (&c);
  id = save_draft (&c, make_draft (&c, VB_KIND_REFERRAL));
  query.today = c.today;
  for (guint i = 0; i < 3; i++)
    {
      static const char *const words[] = { " GREET ", "welzijnscoach", "nobody like that" };
      g_autoptr(GPtrArray) lines = NULL;

      query.text = words[i];
      lines = vb_referrals_list_sync (c.base.store, &query, NULL, NULL);
      g_assert_cmpuint (lines->len, ==, i < 2 ? 1 : 0);
    }
  case_close (&c);
}

/* ------------------------------------------------------------------ killed at any moment */

/* The child: journeys without end; says each step that it was told is done. */
G_NORETURN static void
travel_until_killed (Case *c,
                     int   out)
{
  static const VbReferralStep on_the_way[] = { VB_STEP_ACCEPT, VB_STEP_CONTACT, VB_STEP_START };

  c->base.store = vb_store_open_sync (c->base.path, c->base.key, VB_STORE_ALLOW_ANY_PLACE, NULL,
                                      NULL);
  for (;;)
    {
      g_autofree char *id = save_draft (c, make_draft (c, VB_KIND_REFERRAL));
      g_autofree char *theirs = NULL, *sql = NULL;

      must_take (c, (VbReferralAct) { .step = VB_STEP_SEND, .id = id });
      g_assert_cmpint (write (out, "s", 1), ==, 1);
      sql = g_strdup_printf ("SELECT t.id FROM referral AS t JOIN referral AS m ON t.letter_id = "
                             "m.letter_id WHERE m.id = '%s' AND t.side = 'receiver'", id);
      theirs = fixture_text (&c->base, sql);
      for (guint i = 0; i < G_N_ELEMENTS (on_the_way); i++)
        {
          must_take (c, (VbReferralAct) { .step = on_the_way[i], .id = theirs });
          g_assert_cmpint (write (out, "s", 1), ==, 1);
        }
    }
}

static gint64
kill_after (Case *c,
            guint n_said)
{
  int ends[2], status;
  gint64 heard = 0;
  char said;
  pid_t child;

  g_assert_cmpint (pipe (ends), ==, 0);
  child = fork ();
  g_assert_cmpint (child, >=, 0);
  if (child == 0)
    travel_until_killed (c, ends[1]);
  close (ends[1]);
  while (heard < n_said && read (ends[0], &said, 1) == 1)
    heard++;
  kill (child, SIGKILL);
  waitpid (child, &status, 0);
  g_assert_true (WIFSIGNALED (status) && WTERMSIG (status) == SIGKILL);
  while (read (ends[0], &said, 1) == 1)
    heard++;
  close (ends[0]);
  return heard;
}

static void
a_kill_loses_no_step_and_doubles_none (void)
{
  guint n = kills_wanted (12);
  Case c = { 0 };
  gint64 heard = 0;

  case_open (&c);
  own (&c, COACH);
  for (guint round = 0; round < n; round++)
    {
      g_autoptr(GError) error = NULL;

      g_assert_true (vb_store_close_sync (c.base.store, NULL));
      g_clear_object (&c.base.store);
      heard += kill_after (&c, 1 + round % 6);
      c.base.store = vb_store_open_sync (c.base.path, c.base.key, VB_STORE_ALLOW_ANY_PLACE, NULL,
                                         &error);
      g_assert_no_error (error);
      g_assert_cmpint (fixture_int (&c.base, "SELECT count (*) FROM referral_event WHERE side = "
                                             "'sender' OR side = 'receiver'"), >=, 2 * heard);
      /* what one side knows the other knows, step by step, and no step stands there twice */
      g_assert_cmpint (fixture_int (&c.base,
        "SELECT count (*) FROM referral AS a LEFT JOIN referral AS b ON b.letter_id = a.letter_id "
        "AND b.side = 'receiver' WHERE a.side = 'sender' AND a.state <> 'draft' "
        "AND (b.state IS NOT a.state OR (SELECT group_concat (id || number || step) FROM "
        "referral_event WHERE referral_id = a.id) IS NOT (SELECT group_concat (id || number || "
        "step) FROM referral_event WHERE referral_id = b.id))"), ==, 0);
      g_assert_cmpint (fixture_int (&c.base,
        "SELECT count (*) FROM (SELECT 1 FROM referral_event GROUP BY referral_id, step "
        "HAVING count (*) > 1)"), ==, 0);
    }
  g_assert_cmpint (heard, >=, n);
  g_test_message ("%d steps said to be done in %u kills", (int) heard, n);
  case_close (&c);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name) g_test_add_func ("/referral/" #name, name)
  ADD (every_column_has_its_member);
  ADD (nothing_is_sent_that_may_not_go);
  ADD (advice_goes_without_a_name_and_with_one_it_does_not);
  ADD (a_refusal_of_the_organization_holds_for_its_functions);
  ADD (of_a_draft_that_was_withdrawn_nobody_hears);
  ADD (a_signal_may_be_a_report_that_the_law_allows);
  ADD (a_conflict_of_duties_needs_every_step);
  ADD (consent_is_presumed_only_where_the_draft_says_care);
  ADD (consent_does_not_count_before_the_sender_says_what_it_is);
  ADD (no_citizen_service_number_is_kept);
  ADD (the_receiver_gets_what_was_ticked_and_nothing_else);
  ADD (what_is_about_safety_does_not_go_with_the_phone_number);
  ADD (a_need_goes_only_with_what_was_ticked_of_it);
  ADD (the_whole_journey_stands_at_both_sides);
  ADD (the_same_message_twice_is_once);
  ADD (a_prescription_is_followed_up_on_days_the_coach_works);
  ADD (an_answer_gives_the_receiver_new_days);
  ADD (only_a_prescription_has_a_first_visit_to_plan);
  ADD (an_answer_by_telephone_is_booked_for_the_other_side);
  ADD (on_paper_all_days_count_from_when_it_left);
  ADD (what_goes_by_itself_is_not_carried);
  ADD (what_is_written_down_afterwards_keeps_its_order);
  ADD (what_nobody_answered_ends_and_what_runs_does_not);
  ADD (what_happened_cannot_be_changed);
  ADD (boxes_hold_what_their_names_say);
  ADD (a_referral_is_found_by_what_stands_in_it);
  ADD (a_kill_loses_no_step_and_doubles_none);
  return g_test_run ();
}
