/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What comes back to the sender, and what goes on to the next one: what the person wants, and
 * nothing else. */

#include "config.h"

#include "referral-fixture.h"

#include "core/store/vb-dossiers.h"
#include "core/store/vb-profile.h"

/* ------------------------------------------------------------------ what comes back */

/* One that was sent and taken on. Gives the id at the receiver's side. */
static char *
begin (Case        *c,
       const char  *feedback,
       char       **id)
{
  VbReferral *draft = make_draft (c, VB_KIND_REFERRAL);
  char *theirs;

  g_free (draft->feedback);
  draft->feedback = g_strdup (feedback);
  *id = save_draft (c, draft);
  must_take (c, (VbReferralAct) { .step = VB_STEP_SEND, .id = *id });
  theirs = id_at_receiver (c);
  must_take (c, (VbReferralAct) { .step = VB_STEP_ACCEPT, .id = theirs });
  return theirs;
}

static void
must_end (Case       *c,
          const char *theirs,
          const char *words)
{
  must_take (c, (VbReferralAct) { .step = VB_STEP_CONTACT, .id = theirs });
  must_take (c, (VbReferralAct) { .step = VB_STEP_FINISH, .id = theirs, .outcome = "helped",
                                  .words = words });
}

static void
nothing_comes_back_that_the_person_does_not_want (void)
{
  Case c = { 0 };
  g_autofree char *id = NULL;
  g_autofree char *theirs = NULL;
  g_autoptr(VbReferral) sender = NULL;
  g_autoptr(VbReferral) receiver = NULL;
  g_autoptr(VbReferral) shared = NULL;

  case_open (&c);
  own (&c, COACH);
  theirs = begin (&c, "none", &id);
  must_refuse (&c, (VbReferralAct) { .step = VB_STEP_REPORT, .id = theirs, .words = "She sings" });
  must_take (&c, (VbReferralAct) { .step = VB_STEP_REPORT, .id = theirs });
  must_refuse (&c, (VbReferralAct) { .step = VB_STEP_CONTACT, .id = theirs, .words = "Pale" });
  must_end (&c, theirs, NULL);
  sender = open_referral (&c, id);
  g_assert_cmpstr (sender->state, ==, "done"); /* that it ended is no secret */
  g_assert_null (sender->outcome);
  receiver = open_referral (&c, theirs);
  g_assert_cmpstr (receiver->outcome, ==, "helped"); /* in the receiver's own record */
  g_assert_cmpint (fixture_int (&c.base, "SELECT count (*) FROM referral_event AS e JOIN referral "
                                         "AS r ON r.id = e.referral_id WHERE r.side = 'sender' AND "
                                         "(e.words IS NOT NULL OR e.outcome IS NOT NULL)"), ==, 0);
  /* and on no paper or file */
  shared = vb_referral_dup_shared (receiver);
  g_assert_null (shared->outcome);
  g_assert_null (((VbReferralEvent *) g_ptr_array_index (shared->events,
                                                         shared->events->len - 1))->outcome);
  case_close (&c);
}

/* That there is no room is about the receiver; what the person wants is not. */
static void
a_question_and_no_room_may_be_said_and_a_wish_may_not (void)
{
  static const char *const reasons[] = { "no-capacity", "person-unwilling" };
  Case c = { 0 };

  case_open (&c);
  own (&c, COACH);
  for (guint i = 0; i < G_N_ELEMENTS (reasons); i++)
    {
      VbReferral *draft = make_draft (&c, VB_KIND_REFERRAL);
      g_autofree char *id = NULL;
      g_autofree char *theirs = NULL;
      g_autoptr(VbReferral) asked = NULL;
      g_autoptr(VbReferral) ended = NULL;

      g_free (draft->feedback);
      draft->feedback = g_strdup ("none");
      id = save_draft (&c, draft);
      must_take (&c, (VbReferralAct) { .step = VB_STEP_SEND, .id = id });
      theirs = fixture_text (&c.base, "SELECT id FROM referral WHERE side = 'receiver' "
                                      "AND ended_on IS NULL");
      must_take (&c, (VbReferralAct) { .step = VB_STEP_ASK, .id = theirs,
                                       .words = "Which phone?" });
      asked = open_referral (&c, id);
      g_assert_cmpstr (((VbReferralEvent *) g_ptr_array_index (asked->events, 1))->words, ==,
                       "Which phone?");
      must_take (&c, (VbReferralAct) { .step = VB_STEP_DECLINE, .id = theirs,
                                       .reason = reasons[i] });
      ended = open_referral (&c, id);
      g_assert_cmpstr (ended->state, ==, "declined");
      g_assert_cmpstr (ended->reason, ==, i == 0 ? "no-capacity" : NULL);
    }
  case_close (&c);
}

static void
what_is_said_by_telephone_has_the_same_limit (void)
{
  Case c = { 0 };
  g_autofree char *id = NULL;
  VbReferral *draft;
  VbReferralAct said = { .step = VB_STEP_STOP, .on_behalf_of = "Fatma Demir", .way = "phone" };

  case_open (&c);
  draft = make_draft (&c, VB_KIND_REFERRAL);
  g_free (draft->feedback);
  draft->feedback = g_strdup ("none");
  said.id = id = save_draft (&c, draft);
  must_take (&c, (VbReferralAct) { .step = VB_STEP_SEND, .id = id });
  must_take (&c, (VbReferralAct) { .step = VB_STEP_ACCEPT, .id = id, .on_behalf_of = "Fatma Demir",
                                   .way = "phone" });
  said.reason = "died";
  must_refuse (&c, said);
  said.reason = NULL;
  must_take (&c, said);
  case_close (&c);
}

static void
only_how_it_goes_still_tells_how_it_went (void)
{
  Case c = { 0 };
  g_autofree char *id = NULL;
  g_autofree char *theirs = NULL;
  g_autoptr(VbReferral) sender = NULL;

  case_open (&c);
  own (&c, COACH);
  theirs = begin (&c, "process", &id);
  must_refuse (&c, (VbReferralAct) { .step = VB_STEP_REPORT, .id = theirs });
  must_end (&c, theirs, "It went as agreed");
  sender = open_referral (&c, id);
  g_assert_cmpstr (sender->outcome, ==, "helped");
  case_close (&c);
}

/* (transfer full): by the person to whom the letter is about, recorded by the receiver */
static VbConsent *
feedback_consent (Case       *c,
                  const char *kind,
                  const char *category)
{
  VbConsent *consent = vb_consent_new (c->person_id, c->today);

  g_free (consent->kind);
  consent->kind = g_strdup (kind);
  consent->by_person = consent->explained = consent->given_freely = TRUE;
  consent->capacity = g_strdup ("yes");
  consent->form = g_strdup ("oral");
  consent->form_note = g_strdup ("the coach");
  consent->purpose = g_strdup ("feedback");
  consent->recipient_id = g_strdup (WALLY);
  if (category != NULL)
    vb_consent_add_scope (consent, category, NULL);
  return consent;
}

static void
what_the_person_told_the_receiver_counts_too (void)
{
  Case c = { 0 };
  g_autofree char *id = NULL;
  g_autofree char *theirs = NULL;
  g_autofree char *link = NULL;
  g_autoptr(VbConsent) refusal = NULL;
  g_autoptr(VbReferral) sender = NULL;
  g_autoptr(GError) error = NULL;

  case_open (&c);
  own (&c, COACH);
  add_function (&c.base, WALLY, "Practice nurse", "MO");
  theirs = begin (&c, "more", &id);
  link = g_strdup_printf ("UPDATE referral SET person_id = '%s', sender_id = '" WALLY "'",
                          c.person_id);
  fixture_exec (&c.base, link);
  must_take (&c, (VbReferralAct) { .step = VB_STEP_REPORT, .id = theirs, .words = "She sings" });
  refusal = feedback_consent (&c, "refusal", NULL);
  g_assert_true (vb_consents_save_sync (c.base.store, refusal, NULL, &error));
  g_assert_no_error (error);
  must_refuse (&c, (VbReferralAct) { .step = VB_STEP_REPORT, .id = theirs, .words = "And dances" });
  must_end (&c, theirs, NULL);
  sender = open_referral (&c, id);
  g_assert_cmpstr (sender->state, ==, "done");
  g_assert_null (sender->outcome);
  case_close (&c);
}

/* Who agreed that the sender hears how it goes did not agree to how it ended. */
static void
a_consent_to_a_part_is_a_consent_to_that_part (void)
{
  Case c = { 0 };
  g_autofree char *id = NULL;
  g_autofree char *theirs = NULL;
  g_autofree char *link = NULL;
  g_autoptr(VbConsent) consent = NULL;
  g_autoptr(VbReferral) sender = NULL;
  g_autoptr(GError) error = NULL;

  case_open (&c);
  own (&c, COACH);
  add_function (&c.base, WALLY, "Practice nurse", "MO");
  theirs = begin (&c, "more", &id);
  link = g_strdup_printf ("UPDATE referral SET person_id = '%s', sender_id = '" WALLY "'",
                          c.person_id);
  fixture_exec (&c.base, link);
  consent = feedback_consent (&c, "consent", "progress");
  g_assert_true (vb_consents_save_sync (c.base.store, consent, NULL, &error));
  g_assert_no_error (error);
  must_end (&c, theirs, "It has ended");
  sender = open_referral (&c, id);
  g_assert_null (sender->outcome);
  g_assert_cmpstr (((VbReferralEvent *) g_ptr_array_index (sender->events, 3))->words, ==,
                   "It has ended");
  case_close (&c);
}

/* What is told leaves, and that stands in the access log as such. */
static void
what_is_told_stands_in_the_log_as_leaving (void)
{
  Case c = { 0 };
  g_autofree char *id = NULL;
  g_autofree char *theirs = NULL;

  case_open (&c);
  own (&c, COACH);
  id = save_draft (&c, make_draft (&c, VB_KIND_REFERRAL));
  must_take (&c, (VbReferralAct) { .step = VB_STEP_SEND, .id = id });
  theirs = id_at_receiver (&c);
  must_take (&c, (VbReferralAct) { .step = VB_STEP_ASK, .id = theirs, .words = "Since when?" });
  must_take (&c, (VbReferralAct) { .step = VB_STEP_ANSWER, .id = id, .words = "Since spring" });
  must_take (&c, (VbReferralAct) { .step = VB_STEP_ACCEPT, .id = theirs });
  g_assert_cmpint (fixture_int (&c.base, "SELECT count (*) FROM access_log WHERE action = 'E' "
                                         "AND detail = 'answer'"), ==, 1);
  g_assert_cmpint (fixture_int (&c.base, "SELECT count (*) FROM access_log WHERE action = 'E' "
                                         "AND detail = 'ask'"), ==, 1);
  g_assert_cmpint (fixture_int (&c.base, "SELECT count (*) FROM access_log WHERE action = 'U' "
                                         "AND detail = 'accept'"), ==, 1);
  case_close (&c);
}

/* ------------------------------------------------------------------ what goes on */

static void
join_organization (Case       *c,
                   const char *function)
{
  g_autofree char *sql = g_strdup_printf ("UPDATE contact SET organization_id = '" WELFARE "' "
                                          "WHERE id = '%s'", function);

  fixture_exec (&c->base, "INSERT OR IGNORE INTO organization (id, name) VALUES ('" WELFARE
                          "', 'Welfare')");
  fixture_exec (&c->base, sql);
}

/* A letter that came in here, to be passed on to @WALLY. */
static void
forward_begin (Case           *c,
               VbReferralAct  *forward,
               char          **id,
               char          **theirs)
{
  case_open (c);
  add_function (&c->base, WALLY, "Buurtcoach", "MO");
  own (c, COACH);
  join_organization (c, COACH);
  *id = save_draft (c, make_draft (c, VB_KIND_REFERRAL));
  must_take (c, (VbReferralAct) { .step = VB_STEP_SEND, .id = *id });
  *theirs = id_at_receiver (c);
  *forward = (VbReferralAct) { .step = VB_STEP_FORWARD, .id = *theirs, .recipient_id = WALLY,
                               .recipient_name = "Buurtcoach", .agreed = TRUE };
}

static void
link_person (Case       *c,
             const char *id)
{
  g_autofree char *sql = g_strdup_printf ("UPDATE referral SET person_id = '%s' WHERE id = '%s'",
                                          c->person_id, id);

  fixture_exec (&c->base, sql);
}

/* (transfer full): to or against WALLY, as the receiver wrote it down */
static VbConsent *
make_consent (Case       *c,
              const char *kind)
{
  VbConsent *consent = feedback_consent (c, kind, NULL);

  g_free (consent->purpose);
  consent->purpose = g_strdup ("referral");
  return consent;
}

static void
keep_consent (Case      *c,
              VbConsent *consent)
{
  g_autoptr(VbConsent) mine = consent;
  g_autoptr(GError) error = NULL;

  g_assert_true (vb_consents_save_sync (c->base.store, mine, NULL, &error));
  g_assert_no_error (error);
}

static void
within_the_organization_it_goes_on_when_the_person_agreed (void)
{
  Case c = { 0 };
  g_autofree char *id = NULL;
  g_autofree char *theirs = NULL;
  g_autoptr(VbReferral) mine = NULL;
  VbReferralAct forward;

  forward_begin (&c, &forward, &id, &theirs);
  join_organization (&c, WALLY);
  forward.agreed = FALSE;
  must_refuse (&c, forward);
  forward.agreed = TRUE;
  forward.recipient_id = NULL;
  must_refuse (&c, forward);
  forward.recipient_id = "nobody";
  must_refuse (&c, forward);
  forward.recipient_id = WALLY;
  fixture_exec (&c.base, "UPDATE referral SET worker = 'Anneke van Dijk' WHERE side = 'sender';"
                         "UPDATE referral SET worker = 'Fatma Demir' WHERE side = 'receiver'");
  must_take (&c, forward);
  /* the next one has nothing yet */
  g_assert_cmpint (fixture_int (&c.base, "SELECT count (*) FROM outbox WHERE to_id = '" WALLY "' "
                                         "AND delivered_at IS NULL"), ==, 1);
  mine = open_referral (&c, id);
  g_assert_cmpstr (mine->recipient_name, ==, "Buurtcoach");
  g_assert_cmpstr (mine->state, ==, "sent");
  g_assert_cmpstr (mine->worker, ==, "Anneke van Dijk");
  g_assert_cmpint (fixture_int (&c.base, "SELECT count (worker) FROM referral"), ==, 1);
  /* that the person agreed stays with the step, at both sides */
  g_assert_cmpint (fixture_int (&c.base, "SELECT sum (agreed) FROM referral_event WHERE "
                                         "step = 'forward'"), ==, 2);
  case_close (&c);
}

static void
a_refusal_stops_it_within_the_organization_too (void)
{
  Case c = { 0 };
  g_autofree char *id = NULL;
  g_autofree char *theirs = NULL;
  VbReferralAct forward;

  forward_begin (&c, &forward, &id, &theirs);
  join_organization (&c, WALLY);
  link_person (&c, theirs);
  keep_consent (&c, make_consent (&c, "refusal"));
  must_refuse (&c, forward);
  case_close (&c);
}

static void
to_another_organization_each_item_needs_a_consent (void)
{
  Case c = { 0 };
  g_autofree char *id = NULL;
  g_autofree char *theirs = NULL;
  VbConsent *consent;
  VbReferralAct forward;

  forward_begin (&c, &forward, &id, &theirs);
  must_refuse (&c, forward); /* nobody knows here who it is, so nobody asked them */
  link_person (&c, theirs);
  must_refuse (&c, forward); /* that they agreed has to stand in their record */
  consent = make_consent (&c, "consent");
  vb_consent_add_scope (consent, "name", NULL);
  vb_consent_add_scope (consent, "contact", NULL);
  keep_consent (&c, consent);
  must_refuse (&c, forward); /* the wish is not in it */
  consent = make_consent (&c, "consent");
  vb_consent_add_scope (consent, "name", NULL);
  vb_consent_add_scope (consent, "contact", NULL);
  vb_consent_add_scope (consent, "wish", NULL);
  keep_consent (&c, consent);
  must_take (&c, forward);
  g_assert_cmpint (fixture_int (&c.base, "SELECT count (*) FROM access_log WHERE action = 'E' "
                                         "AND detail = 'forward'"), ==, 1);
  case_close (&c);
}

static void
advice_without_a_name_goes_on_to_anybody (void)
{
  Case c = { 0 };
  g_autofree char *id = NULL;
  g_autofree char *theirs = NULL;
  VbReferral *draft;

  case_open (&c);
  add_function (&c.base, WALLY, "Buurtcoach", "MO");
  own (&c, COACH);
  draft = make_draft (&c, VB_KIND_CONSULTATION);
  for (guint i = 0; i < draft->items->len; i++)
    ((VbReferralItem *) g_ptr_array_index (draft->items, i))->included = FALSE;
  id = save_draft (&c, draft);
  must_take (&c, (VbReferralAct) { .step = VB_STEP_SEND, .id = id });
  theirs = id_at_receiver (&c);
  must_take (&c, (VbReferralAct) { .step = VB_STEP_FORWARD, .id = theirs, .recipient_id = WALLY,
                                   .recipient_name = "Buurtcoach", .agreed = TRUE });
  case_close (&c);
}

/* What somebody elsewhere has now does not wait here, and does not come back to life here. */
static void
what_went_on_elsewhere_has_ended_here (void)
{
  Case c = { 0 };
  g_autofree char *id = NULL;
  g_autofree char *theirs = NULL;
  g_autoptr(VbReferral) gone = NULL;
  g_autoptr(VbReferral) sender = NULL;
  g_autoptr(VbReferral) after = NULL;
  VbReferralAct forward;

  forward_begin (&c, &forward, &id, &theirs);
  join_organization (&c, WALLY);
  must_take (&c, forward);
  gone = open_referral (&c, theirs);
  g_assert_cmpstr (gone->state, ==, "replaced");
  g_assert_cmpstr (gone->ended_on, ==, c.today);
  g_assert_null (gone->due_on);
  /* the next one says by telephone that they take it on */
  must_take (&c, (VbReferralAct) { .step = VB_STEP_ACCEPT, .id = id, .on_behalf_of = "Wally",
                                   .way = "phone" });
  sender = open_referral (&c, id);
  g_assert_cmpstr (sender->state, ==, "accepted");
  after = open_referral (&c, theirs);
  g_assert_cmpstr (after->state, ==, "replaced");
  g_assert_cmpuint (after->events->len, ==, gone->events->len);
  /* what the sender says now is for the next one, and waits to be delivered */
  must_take (&c, (VbReferralAct) { .step = VB_STEP_WITHDRAW, .id = id, .reason = "other" });
  g_assert_cmpint (fixture_int (&c.base, "SELECT count (*) FROM outbox AS o JOIN referral_event AS "
                                         "e ON e.id = o.event_id AND e.referral_id = o.referral_id "
                                         "WHERE e.step = 'withdraw' AND o.delivered_at IS NULL"),
                   ==, 1);
  case_close (&c);
}

/* Both functions are of this store: it is the same record that goes on. */
static void
what_goes_on_to_a_colleague_waits_there (void)
{
  Case c = { 0 };
  g_autofree char *id = NULL;
  g_autofree char *theirs = NULL;
  g_autoptr(VbReferral) next = NULL;
  VbReferralAct forward;

  forward_begin (&c, &forward, &id, &theirs);
  own (&c, WALLY);
  must_take (&c, forward);
  next = open_referral (&c, theirs);
  g_assert_cmpstr (next->state, ==, "sent");
  g_assert_cmpstr (next->recipient_id, ==, WALLY);
  must_take (&c, (VbReferralAct) { .step = VB_STEP_ACCEPT, .id = theirs });
  g_assert_cmpint (fixture_int (&c.base, "SELECT count (*) FROM referral WHERE state = 'accepted'"),
                   ==, 2);
  case_close (&c);
}

/* ------------------------------------------------------------------ names on paper */

/* Who said yes by telephone has it, and not who wrote that down. */
static void
who_said_yes_by_telephone_has_it (void)
{
  Case c = { 0 };
  g_autofree char *id = NULL;
  g_autofree char *theirs = NULL;
  g_autoptr(VbReferral) taken = NULL;

  case_open (&c);
  own (&c, COACH);
  id = save_draft (&c, make_draft (&c, VB_KIND_REFERRAL));
  must_take (&c, (VbReferralAct) { .step = VB_STEP_SEND, .id = id });
  must_take (&c, (VbReferralAct) { .step = VB_STEP_ACCEPT, .id = id, .on_behalf_of = "Fatma Demir",
                                   .way = "phone" });
  theirs = id_at_receiver (&c);
  taken = open_referral (&c, theirs);
  g_assert_cmpstr (taken->worker, ==, "Fatma Demir");
  case_close (&c);
}

/* ------------------------------------------------------------------ from another store */

/* (transfer full): with one letter, which has ended */
static VbDossier *
make_dossier (Case *c)
{
  g_autofree char *id = save_draft (c, make_draft (c, VB_KIND_REFERRAL));
  g_autoptr(GError) error = NULL;
  VbDossier *dossier;

  must_take (c, (VbReferralAct) { .step = VB_STEP_SEND, .id = id });
  must_take (c, (VbReferralAct) { .step = VB_STEP_WITHDRAW, .id = id, .reason = "other" });
  dossier = vb_dossiers_export_sync (c->base.store, c->person_id, "moves", NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (dossier->referrals->len, ==, 1);
  return dossier;
}

static guint
n_found (Fixture    *f,
         const char *text)
{
  VbReferralQuery query = { .box = VB_BOX_DONE, .today = "2026-11-22", .text = text, .limit = 10 };
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) lines = vb_referrals_list_sync (f->store, &query, NULL, &error);

  g_assert_no_error (error);
  return lines->len;
}

static void
what_was_taken_in_is_found (void)
{
  Case c = { 0 };
  Fixture other = { 0 };
  g_autoptr(GError) error = NULL;

  case_open (&c);
  fixture_open (&other);
  g_assert_true (vb_dossiers_import_sync (other.store, make_dossier (&c), NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (n_found (&other, "greet"), ==, 1);
  fixture_close (&other);
  case_close (&c);
}

/* Made by an older version, without the accents taken off. */
static void
what_was_here_before_is_found_as_what_is_new (void)
{
  Case c = { 0 };
  g_autofree char *id = NULL;
  g_autoptr(GError) error = NULL;

  case_open (&c);
  id = save_draft (&c, make_draft (&c, VB_KIND_REFERRAL));
  must_take (&c, (VbReferralAct) { .step = VB_STEP_SEND, .id = id });
  must_take (&c, (VbReferralAct) { .step = VB_STEP_WITHDRAW, .id = id, .reason = "other" });
  fixture_exec (&c.base, "UPDATE referral SET subject = 'José Ñ.', list_key = ' ' || "
                         "lower ('José Ñ.'); DELETE FROM setting WHERE name = 'referral-keys'");
  g_assert_cmpuint (n_found (&c.base, "jose"), ==, 0);
  g_assert_true (vb_store_close_sync (c.base.store, NULL));
  g_clear_object (&c.base.store);
  c.base.store = vb_store_open_sync (c.base.path, c.base.key, VB_STORE_ALLOW_ANY_PLACE, NULL,
                                     &error);
  g_assert_no_error (error);
  g_assert_cmpuint (n_found (&c.base, "jose"), ==, 1);
  case_close (&c);
}

/* The other side of a letter that runs here does not come in beside it; once both ended, it may. */
static void
no_second_side_comes_beside_what_runs (void)
{
  Case c = { 0 };
  Fixture other = { 0 };
  g_autoptr(GError) error = NULL;
  g_autofree char *sql = NULL;
  VbDossier *dossier;

  case_open (&c);
  fixture_open (&other);
  dossier = make_dossier (&c);
  sql = g_strdup_printf (
    "INSERT INTO referral (id, letter_id, side, kind, state, code, changed_at) VALUES ('r', '%s', "
    "'receiver', 'referral', 'accepted', 'BCD-2345', 1)",
    ((VbReferral *) g_ptr_array_index (dossier->referrals, 0))->letter_id);
  fixture_exec (&other, sql);
  g_assert_false (vb_dossiers_import_sync (other.store, dossier, NULL, &error));
  g_assert_error (error, VB_ERROR, VB_ERROR_EXISTS);
  g_clear_error (&error);
  fixture_exec (&other, "UPDATE referral SET state = 'done', ended_on = '2026-11-20'");
  dossier = vb_dossiers_export_sync (c.base.store, c.person_id, "moves", NULL, &error);
  g_assert_true (vb_dossiers_import_sync (other.store, dossier, NULL, &error));
  g_assert_no_error (error);
  fixture_close (&other);
  case_close (&c);
}

/* ------------------------------------------------------------------ what we are */

static void
party_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(GError) error = NULL;

  g_assert_true (vb_profile_save_finish (VB_STORE (source), result, &error));
  g_assert_no_error (error);
  g_main_loop_quit (user_data);
}

/* What may leave hangs on it, so it is known who said so. */
static void
who_said_what_we_are_stands_in_the_log (void)
{
  Fixture f = { 0 };
  g_autoptr(GMainLoop) loop = g_main_loop_new (NULL, FALSE);

  fixture_open (&f);
  for (guint i = 0; i < 3; i++)
    {
      vb_profile_save_party_async (f.store, i < 2 ? "care" : "municipality", NULL, party_cb, loop);
      g_main_loop_run (loop);
    }
  g_assert_cmpint (fixture_int (&f, "SELECT count (*) FROM access_log WHERE object_type = "
                                    "'profile' AND action = 'U'"), ==, 2);
  g_assert_cmpint (fixture_int (&f, "SELECT count (*) FROM access_log WHERE detail = "
                                    "'party=municipality before=care'"), ==, 1);
  fixture_close (&f);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name) g_test_add_func ("/referral-passed/" #name, name)
  ADD (nothing_comes_back_that_the_person_does_not_want);
  ADD (a_question_and_no_room_may_be_said_and_a_wish_may_not);
  ADD (what_is_said_by_telephone_has_the_same_limit);
  ADD (only_how_it_goes_still_tells_how_it_went);
  ADD (what_the_person_told_the_receiver_counts_too);
  ADD (a_consent_to_a_part_is_a_consent_to_that_part);
  ADD (what_is_told_stands_in_the_log_as_leaving);
  ADD (within_the_organization_it_goes_on_when_the_person_agreed);
  ADD (a_refusal_stops_it_within_the_organization_too);
  ADD (to_another_organization_each_item_needs_a_consent);
  ADD (advice_without_a_name_goes_on_to_anybody);
  ADD (what_went_on_elsewhere_has_ended_here);
  ADD (what_goes_on_to_a_colleague_waits_there);
  ADD (who_said_yes_by_telephone_has_it);
  ADD (what_was_taken_in_is_found);
  ADD (what_was_here_before_is_found_as_what_is_new);
  ADD (no_second_side_comes_beside_what_runs);
  ADD (who_said_what_we_are_stands_in_the_log);
  return g_test_run ();
}
