/* SPDX-License-Identifier: GPL-3.0-or-later */

/* May this go to this recipient for this purpose now: every reason reached, every age, capacity
 * and giver counted out, and what must never be allowed tried with everything else. */

#include "config.h"

#include <string.h>

#include "core/model/vb-disclosure.h"
#include "core/model/vb-person.h"

#define TODAY "2026-11-20"

/* ------------------------------------------------------------------ a case that is allowed */

typedef struct
{
  GPtrArray *consents;
  VbConsent *consent; /* the first */
  VbDisclosureCase question;
} Case;

static void
case_init (Case *self)
{
  self->consents = g_ptr_array_new_with_free_func ((GDestroyNotify) vb_consent_free);
  self->consent = vb_consent_new ("person", "2026-10-01");
  self->consent->by_person = TRUE;
  self->consent->capacity = g_strdup ("yes");
  self->consent->form = g_strdup ("oral");
  self->consent->form_note = g_strdup ("the practice nurse");
  self->consent->purpose = g_strdup ("referral");
  self->consent->recipient_id = g_strdup ("coach");
  self->consent->explained = TRUE;
  vb_consent_add_scope (self->consent, "name", NULL);
  vb_consent_add_scope (self->consent, "topic", "M02");
  g_ptr_array_add (self->consents, self->consent);
  self->question = (VbDisclosureCase) {
    .category = VB_DATA_NAME, .purpose = VB_PURPOSE_REFERRAL, .sender = VB_PARTY_CARE,
    .recipient = VB_PARTY_SOCIAL_WORK, .recipient_id = "coach", .today = TODAY,
    .birth_date = "1980-01-01", .consents = self->consents, .ground = VB_GROUND_CONSENT,
    .question = "Help with debts", .necessity = "To begin", .proportionality = "Name only",
    .subsidiarity = "Cannot call by himself",
  };
}

static void
case_clear (Case *self)
{
  g_ptr_array_unref (self->consents);
}

static void
replace (char       **text,
         const char  *value)
{
  g_free (*text);
  *text = g_strdup (value);
}

static void
assert_reason (const Case *self,
               VbReason    reason)
{
  VbDisclosure decision = vb_disclosure_decide (&self->question);

  g_assert_cmpint (decision.reason, ==, reason);
  g_assert_cmpint (decision.allowed, ==, reason <= VB_REASON_LAST_ALLOWED);
}

/* ------------------------------------------------------------------ one thing at a time */

static void change_none (Case *c) { }
static void no_consents (Case *c) { c->question.consents = NULL; }
static void other_recipient (Case *c) { c->question.recipient_id = "somebody"; }
static void other_sender (Case *c) { c->question.sender_id = "another practice"; }
static void other_purpose (Case *c) { c->question.purpose = VB_PURPOSE_DEBT; }
static void only_asking (Case *c) { replace (&c->consent->direction, "receive"); }
static void both_ways (Case *c) { replace (&c->consent->direction, "both"); }
static void other_category (Case *c) { c->question.category = VB_DATA_WISH; }
static void withdrawn_today (Case *c) { replace (&c->consent->withdrawn_on, TODAY); }
static void withdrawn_later (Case *c) { replace (&c->consent->withdrawn_on, "2026-11-21"); }
static void last_day (Case *c) { replace (&c->consent->valid_until, TODAY); }
static void ended (Case *c) { replace (&c->consent->valid_until, "2026-11-19"); }
static void first_day (Case *c) { replace (&c->consent->valid_from, TODAY); }
static void begins_later (Case *c) { replace (&c->consent->valid_from, "2026-11-21"); }
static void not_explained (Case *c) { c->consent->explained = FALSE; }

static void
in_doubt (Case *c)
{
  replace (&c->consent->capacity, "doubt");
  replace (&c->consent->capacity_note, NULL);
}

static void
in_doubt_and_said (Case *c)
{
  in_doubt (c);
  replace (&c->consent->capacity_note, "For this, yes");
}

static void
cannot_decide (Case *c)
{
  replace (&c->consent->capacity, "no");
  replace (&c->consent->capacity_note, "Advanced dementia");
}

static void no_birth_date (Case *c) { c->question.birth_date = NULL; }
static void is_eleven (Case *c) { c->question.birth_date = "2014-11-21"; }
static void is_twelve (Case *c) { c->question.birth_date = "2014-11-20"; }

static void
parents_only (Case *c)
{
  is_twelve (c);
  c->consent->by_person = FALSE;
  c->consent->by_parents = 2;
}

static void nobody_asked (Case *c) { c->consent->by_person = FALSE; }
static void by_nobody_knows (Case *c) { c->question.sender = VB_PARTY_UNKNOWN; }
static void by_municipality (Case *c) { c->question.sender = VB_PARTY_MUNICIPALITY; }
static void four_answers_missing (Case *c) { c->question.necessity = "  "; }

static void
known_topic (Case *c)
{
  c->question.category = VB_DATA_TOPIC;
  c->question.detail = "M02";
}

static void
other_topic (Case *c)
{
  c->question.category = VB_DATA_TOPIC;
  c->question.detail = "L08";
}

static void
by_organization (Case *c)
{
  c->question.recipient_id = "a function of it";
  c->question.recipient_organization_id = "coach";
}

static void
given_freely (Case *c)
{
  by_municipality (c);
  c->consent->given_freely = TRUE;
}

static void
all_diagnoses (Case *c)
{
  vb_consent_add_scope (c->consent, "diagnosis", NULL);
  c->question.category = VB_DATA_DIAGNOSIS;
  c->question.detail = "P76";
}

static void
named_diagnosis (Case *c)
{
  vb_consent_add_scope (c->consent, "diagnosis", "P76");
  c->question.category = VB_DATA_DIAGNOSIS;
  c->question.detail = "P76";
}

static void
open_address (Case *c)
{
  vb_consent_add_scope (c->consent, "address", NULL);
  c->question.category = VB_DATA_ADDRESS;
}

static void
secret_address (Case *c)
{
  open_address (c);
  c->question.address_secret = TRUE;
}

static void
ticked_address (Case *c)
{
  secret_address (c);
  vb_consent_add_scope (c->consent, "address", VB_SCOPE_SECRET);
}

static void wams (Case *c) { c->question.ground = VB_GROUND_WAMS; c->question.law = "wams"; }
static void anonymous (Case *c) { c->question.ground = VB_GROUND_ANONYMOUS; }
static void anonymous_wish (Case *c) { anonymous (c); c->question.category = VB_DATA_WISH; }

static void
to_person (Case *c)
{
  c->question.recipient = VB_PARTY_PERSON;
  c->question.consents = NULL;
}

static void to_child (Case *c) { to_person (c); is_eleven (c); }

static void
presumed (Case *c)
{
  c->question.ground = VB_GROUND_PRESUMED;
  c->question.recipient = VB_PARTY_CARE;
}

static void
presumed_outside (Case *c)
{
  presumed (c);
  c->question.recipient = VB_PARTY_SOCIAL_WORK;
}

static void presumed_purpose (Case *c) { presumed (c); c->question.purpose = VB_PURPOSE_MEETING; }
static void presumed_safety (Case *c) { presumed (c); c->question.category = VB_DATA_SAFETY; }
static void presumed_withdrawn (Case *c) { presumed (c); withdrawn_today (c); }

static void
presumed_address (Case *c)
{
  presumed (c);
  c->question.category = VB_DATA_ADDRESS;
  c->question.address_secret = TRUE;
}

static void duty (Case *c) { c->question.ground = VB_GROUND_DUTY; c->question.law = "Article 1"; }
static void duty_unnamed (Case *c) { duty (c); c->question.law = NULL; }

static void
report (Case *c)
{
  c->question.ground = VB_GROUND_REPORT;
  c->question.law = "Wmo 2015, 5.2.6";
  c->question.purpose = VB_PURPOSE_REPORT;
}

static void report_unnamed (Case *c) { report (c); c->question.law = ""; }
static void report_other (Case *c) { report (c); c->question.purpose = VB_PURPOSE_REFERRAL; }

static void
conflict (Case *c)
{
  c->question.ground = VB_GROUND_CONFLICT;
  c->question.emergency = c->question.no_other_way = TRUE;
  c->question.colleague_consulted = c->question.minimum_only = TRUE;
  c->question.consent_tried = "She did not open the door";
  c->question.person_informed = "Tomorrow, by phone";
}

static void conflict_calm (Case *c) { conflict (c); c->question.emergency = FALSE; }
static void conflict_easy (Case *c) { conflict (c); c->question.no_other_way = FALSE; }
static void conflict_alone (Case *c) { conflict (c); c->question.colleague_consulted = FALSE; }
static void conflict_much (Case *c) { conflict (c); c->question.minimum_only = FALSE; }
static void conflict_unasked (Case *c) { conflict (c); c->question.consent_tried = NULL; }
static void conflict_untold (Case *c) { conflict (c); c->question.person_informed = " "; }

static void
public_task (Case *c)
{
  by_municipality (c);
  c->question.ground = VB_GROUND_PUBLIC_TASK;
  c->question.law = "wmo2015";
  c->question.purpose = VB_PURPOSE_PROVISION;
}

static void task_of_practice (Case *c) { public_task (c); c->question.sender = VB_PARTY_CARE; }
static void task_unknown (Case *c) { public_task (c); c->question.law = "wams"; }
static void task_other (Case *c) { public_task (c); c->question.law = "wgs"; }
static void task_diagnosis (Case *c) { public_task (c); c->question.category = VB_DATA_DIAGNOSIS; }

static void
task_medication (Case *c)
{
  public_task (c);
  c->question.category = VB_DATA_MEDICATION;
}

static void task_safety (Case *c) { public_task (c); c->question.category = VB_DATA_SAFETY; }

static void
task_address (Case *c)
{
  public_task (c);
  c->question.category = VB_DATA_ADDRESS;
  c->question.address_secret = TRUE;
}

static VbConsent *
add_refusal (Case       *c,
             const char *category,
             const char *detail)
{
  VbConsent *refusal = vb_consent_new ("person", "2026-10-02");

  replace (&refusal->kind, "refusal");
  replace (&refusal->recipient_id, "coach");
  replace (&refusal->purpose, vb_purpose_get_code (c->question.purpose));
  /* That half a year went by does not make it a yes. */
  replace (&refusal->valid_until, "2026-10-03");
  if (category != NULL)
    vb_consent_add_scope (refusal, category, detail);
  g_ptr_array_add (c->consents, refusal);
  return refusal;
}

static void refused (Case *c) { add_refusal (c, NULL, NULL); }
static void refused_name (Case *c) { add_refusal (c, "name", NULL); }
static void refused_other (Case *c) { add_refusal (c, "wish", NULL); }

static void
refused_taken_back (Case *c)
{
  replace (&add_refusal (c, NULL, NULL)->withdrawn_on, TODAY);
}

static void refused_purpose (Case *c) { replace (&add_refusal (c, NULL, NULL)->purpose, "debt"); }

static void
refused_elsewhere (Case *c)
{
  replace (&add_refusal (c, NULL, NULL)->recipient_id, "x");
}

static void refused_presumed (Case *c) { presumed (c); refused (c); }
static void refused_task (Case *c) { public_task (c); refused (c); }
static void refused_duty (Case *c) { duty (c); refused (c); }

static void
refused_topic (Case *c)
{
  known_topic (c);
  add_refusal (c, "topic", "M02");
}

static void
refused_other_topic (Case *c)
{
  known_topic (c);
  add_refusal (c, "topic", "L08");
}

static const struct
{
  const char *name;
  void (*change) (Case *c);
  VbReason reason;
} rows[] = {
  { "all is well", change_none, VB_REASON_CONSENT },
  { "nobody said anything", no_consents, VB_REASON_NO_CONSENT },
  { "another recipient", other_recipient, VB_REASON_OTHER_RECIPIENT },
  { "another sender", other_sender, VB_REASON_OTHER_RECIPIENT },
  { "the organization of the function", by_organization, VB_REASON_CONSENT },
  { "another purpose", other_purpose, VB_REASON_OTHER_PURPOSE },
  { "for asking only", only_asking, VB_REASON_OTHER_DIRECTION },
  { "both ways", both_ways, VB_REASON_CONSENT },
  { "another kind of data", other_category, VB_REASON_OUT_OF_SCOPE },
  { "a named topic", known_topic, VB_REASON_CONSENT },
  { "another topic", other_topic, VB_REASON_OUT_OF_SCOPE },
  { "all diagnoses at once", all_diagnoses, VB_REASON_OUT_OF_SCOPE },
  { "a named diagnosis", named_diagnosis, VB_REASON_CONSENT },
  { "an address", open_address, VB_REASON_CONSENT },
  { "a secret address", secret_address, VB_REASON_OUT_OF_SCOPE },
  { "a secret address that was ticked", ticked_address, VB_REASON_CONSENT },
  { "withdrawn today", withdrawn_today, VB_REASON_WITHDRAWN },
  { "withdrawn tomorrow", withdrawn_later, VB_REASON_CONSENT },
  { "on its last day", last_day, VB_REASON_CONSENT },
  { "the day after", ended, VB_REASON_EXPIRED },
  { "on its first day", first_day, VB_REASON_CONSENT },
  { "the day before", begins_later, VB_REASON_NOT_YET },
  { "not explained", not_explained, VB_REASON_NOT_EXPLAINED },
  { "capacity in doubt", in_doubt, VB_REASON_CAPACITY_DOUBT },
  { "capacity in doubt, and said why it counts", in_doubt_and_said, VB_REASON_CONSENT },
  { "cannot decide, agreed alone", cannot_decide, VB_REASON_REPRESENTATIVE_MISSING },
  { "no birth date", no_birth_date, VB_REASON_AGE_UNKNOWN },
  { "eleven, agreed alone", is_eleven, VB_REASON_PARENTS_MISSING },
  { "twelve, agreed alone", is_twelve, VB_REASON_PARENTS_MISSING },
  { "twelve, parents only", parents_only, VB_REASON_CHILD_MISSING },
  { "nobody agreed", nobody_asked, VB_REASON_PERSON_MISSING },
  { "somebody asks who never said what they are", by_nobody_knows, VB_REASON_PARTY_UNKNOWN },
  { "a municipality asks", by_municipality, VB_REASON_NOT_FREE },
  { "a municipality is asked", given_freely, VB_REASON_CONSENT },
  { "four answers missing", four_answers_missing, VB_REASON_CHECK_INCOMPLETE },
  { "wams", wams, VB_REASON_WAMS_OFF },
  { "anonymous, with the name", anonymous, VB_REASON_IDENTIFIES },
  { "anonymous, a wish", anonymous_wish, VB_REASON_ANONYMOUS },
  { "to the person", to_person, VB_REASON_TO_PERSON },
  { "to a child of eleven", to_child, VB_REASON_CHILD_NOT_ALONE },
  { "presumed", presumed, VB_REASON_PRESUMED },
  { "presumed outside care", presumed_outside, VB_REASON_NOT_WITHIN_CARE },
  { "presumed for a meeting", presumed_purpose, VB_REASON_NOT_FOR_PURPOSE },
  { "presumed, safety", presumed_safety, VB_REASON_SAFETY_NEEDS_CONSENT },
  { "presumed, secret address", presumed_address, VB_REASON_ADDRESS_SECRET },
  { "presumed, after it was withdrawn", presumed_withdrawn, VB_REASON_WITHDRAWN },
  { "duty", duty, VB_REASON_DUTY },
  { "duty without the law", duty_unnamed, VB_REASON_LAW_MISSING },
  { "report", report, VB_REASON_REPORT },
  { "report without the law", report_unnamed, VB_REASON_LAW_MISSING },
  { "report for a referral", report_other, VB_REASON_NOT_FOR_PURPOSE },
  { "conflict of duties", conflict, VB_REASON_CONFLICT },
  { "conflict without an emergency", conflict_calm, VB_REASON_CONFLICT_INCOMPLETE },
  { "conflict with another way", conflict_easy, VB_REASON_CONFLICT_INCOMPLETE },
  { "conflict without a colleague", conflict_alone, VB_REASON_CONFLICT_INCOMPLETE },
  { "conflict with more than needed", conflict_much, VB_REASON_CONFLICT_INCOMPLETE },
  { "conflict without having asked", conflict_unasked, VB_REASON_CONFLICT_INCOMPLETE },
  { "conflict without telling", conflict_untold, VB_REASON_CONFLICT_INCOMPLETE },
  { "public task", public_task, VB_REASON_PUBLIC_TASK },
  { "public task of a practice", task_of_practice, VB_REASON_NOT_A_MUNICIPALITY },
  { "public task without a law", task_unknown, VB_REASON_LAW_MISSING },
  { "public task of another law", task_other, VB_REASON_NOT_FOR_PURPOSE },
  { "public task, diagnosis", task_diagnosis, VB_REASON_HEALTH_NEEDS_CONSENT },
  { "public task, medication", task_medication, VB_REASON_HEALTH_NEEDS_CONSENT },
  { "public task, safety", task_safety, VB_REASON_SAFETY_NEEDS_CONSENT },
  { "public task, secret address", task_address, VB_REASON_ADDRESS_SECRET },
  { "refused", refused, VB_REASON_REFUSED },
  { "refused this", refused_name, VB_REASON_REFUSED },
  { "refused something else", refused_other, VB_REASON_CONSENT },
  { "refused, and taken back", refused_taken_back, VB_REASON_CONSENT },
  { "refused for another purpose", refused_purpose, VB_REASON_CONSENT },
  { "refused to another", refused_elsewhere, VB_REASON_CONSENT },
  { "refused this topic", refused_topic, VB_REASON_REFUSED },
  { "refused another topic", refused_other_topic, VB_REASON_CONSENT },
  { "refused and presumed", refused_presumed, VB_REASON_REFUSED },
  { "refused and public task", refused_task, VB_REASON_REFUSED },
  { "refused and duty", refused_duty, VB_REASON_DUTY },
};

static void
test_each_reason (void)
{
  gboolean seen[VB_N_REASONS] = { FALSE };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      Case c;

      g_test_message ("%s", rows[i].name);
      case_init (&c);
      rows[i].change (&c);
      assert_reason (&c, rows[i].reason);
      seen[rows[i].reason] = TRUE;
      case_clear (&c);
    }
  for (guint i = 0; i < VB_N_REASONS; i++)
    {
      g_test_message ("reason %u", i);
      g_assert_true (seen[i]);
      g_assert_nonnull (vb_reason_get_message (i));
    }
}

/* ------------------------------------------------------------------ who may agree */

/* The rules again, as plain sentences about who has to be there. */
static gboolean
may_agree (int         age,
           const char *capacity,
           gboolean    note,
           gboolean    person,
           int         parents,
           int         authority,
           const char *by)
{
  gboolean all_parents = parents >= authority;

  if (age < 0 || (g_str_equal (capacity, "doubt") && !note))
    return FALSE;
  if (age <= 11)
    return all_parents;
  if (age <= 15)
    return all_parents && (person || g_str_equal (capacity, "no"));
  if (g_str_equal (capacity, "no"))
    return by != NULL || (age <= 17 && all_parents);
  return person || (by != NULL && g_str_equal (by, "mandatary"));
}

static guint
try_givers (int         age,
            const char *capacity,
            gboolean    note)
{
  static const char *const representatives[] = { NULL, "curator", "mentor", "mandatary", "partner",
                                                 "family" };
  guint n = 0;

  for (guint bits = 0; bits < 2 * 3 * 2 * G_N_ELEMENTS (representatives); bits++, n++)
    {
      gboolean person = bits % 2 != 0;
      int parents = bits / 2 % 3;
      int authority = 1 + bits / 6 % 2;
      const char *by = representatives[bits / 12];
      VbConsent consent = { .by_person = person, .by_parents = parents,
                            .parents_with_authority = authority, .capacity = (char *) capacity,
                            .capacity_note = note ? (char *) "why" : NULL,
                            .by_representative = (char *) by };
      VbReason reason = vb_disclosure_check_giver (&consent, age);

      if ((reason == VB_REASON_CONSENT)
          != may_agree (age, capacity, note, person, parents, authority, by))
        g_error ("age %d, capacity %s, note %d, person %d, parents %d of %d, %s", age, capacity,
                 note, person, parents, authority, by != NULL ? by : "nobody");
    }
  return n;
}

static void
test_who_may_agree (void)
{
  static const char *const capacities[] = { "yes", "no", "doubt" };
  guint n = 0;

  for (int age = -1; age <= 100; age++)
    for (guint i = 0; i < G_N_ELEMENTS (capacities); i++)
      n += try_givers (age, capacities[i], FALSE) + try_givers (age, capacities[i], TRUE);
  g_test_message ("%u combinations", n);
  g_assert_cmpuint (n, ==, 102 * 3 * 2 * 72);
}

static void
test_a_birthday_changes_who_must_agree (void)
{
  Case c;

  case_init (&c);
  c.question.birth_date = "2010-11-21";
  c.consent->by_person = FALSE;
  c.consent->by_parents = 2;
  assert_reason (&c, VB_REASON_CHILD_MISSING);
  c.consent->by_person = TRUE;
  assert_reason (&c, VB_REASON_CONSENT);
  /* Sixteen the next day: what the parents said does not count any more. */
  c.question.today = "2026-11-21";
  assert_reason (&c, VB_REASON_CONSENT);
  c.consent->by_person = FALSE;
  assert_reason (&c, VB_REASON_PERSON_MISSING);
  case_clear (&c);
}

/* ------------------------------------------------------------------ what must never be */

typedef void (*TryFunc) (const VbDisclosureCase *question, VbDisclosure decision);

static guint
try_purposes (Case    *c,
              TryFunc  try)
{
  for (c->question.purpose = 0; c->question.purpose < VB_N_PURPOSES; c->question.purpose++)
    try (&c->question, vb_disclosure_decide (&c->question));
  return VB_N_PURPOSES;
}

/* Every ground with every sender, recipient, category and purpose. */
static guint
try_everything (void    (*change) (Case *c),
                TryFunc   try)
{
  guint n = 0;
  Case c;

  case_init (&c);
  conflict (&c);
  change (&c);
  c.question.law = "wmo2015";
  for (VbDataCategory category = 0; category < VB_N_DATA; category++)
    if (category != VB_DATA_NAME && category != VB_DATA_TOPIC)
      vb_consent_add_scope (c.consent, vb_data_category_get_code (category), NULL);
  for (c.question.ground = 0; c.question.ground < VB_N_GROUNDS; c.question.ground++)
    for (c.question.sender = 0; c.question.sender < VB_PARTY_PERSON; c.question.sender++)
      for (c.question.recipient = 0; c.question.recipient < VB_PARTY_PERSON;
           c.question.recipient++)
        for (c.question.category = 0; c.question.category < VB_N_DATA; c.question.category++)
          n += try_purposes (&c, try);
  case_clear (&c);
  return n;
}

static void
assert_by_law_only (const VbDisclosureCase *question,
                    VbDisclosure            decision)
{
  if (!decision.allowed || question->purpose != VB_PURPOSE_REFERRAL)
    return;
  g_assert_true (question->ground == VB_GROUND_DUTY || question->ground == VB_GROUND_CONFLICT
                 || question->ground == VB_GROUND_ANONYMOUS);
  if (question->ground != VB_GROUND_ANONYMOUS)
    g_assert_true (decision.despite_refusal);
}

static void
assert_address_hidden (const VbDisclosureCase *question,
                       VbDisclosure            decision)
{
  if (decision.allowed && question->category == VB_DATA_ADDRESS)
    g_assert_true (question->ground == VB_GROUND_DUTY || question->ground == VB_GROUND_REPORT
                   || question->ground == VB_GROUND_CONFLICT);
}

static void
assert_not_by_wams (const VbDisclosureCase *question,
                    VbDisclosure            decision)
{
  if (question->ground == VB_GROUND_WAMS)
    g_assert_cmpint (decision.reason, ==, VB_REASON_WAMS_OFF);
}

static void
assert_anonymous_only (const VbDisclosureCase *question,
                       VbDisclosure            decision)
{
  if (decision.allowed)
    g_assert_cmpint (question->ground, ==, VB_GROUND_ANONYMOUS);
}

static void
assert_agrees_with_reason (const VbDisclosureCase *question,
                           VbDisclosure            decision)
{
  g_assert_cmpint (decision.allowed, ==, decision.reason <= VB_REASON_LAST_ALLOWED);
  g_assert_cmpint (decision.reason, <, VB_N_REASONS);
  if (decision.allowed && question->ground == VB_GROUND_CONSENT)
    g_assert_nonnull (decision.consent);
}

static void unchecked (Case *c) { c->question.subsidiarity = NULL; }
static void hide_address (Case *c) { c->question.address_secret = TRUE; }

static void
test_never (void)
{
  const guint all = VB_N_GROUNDS * VB_PARTY_PERSON * VB_PARTY_PERSON * VB_N_DATA * VB_N_PURPOSES;

  g_assert_cmpuint (try_everything (refused, assert_by_law_only), ==, all);
  g_assert_cmpuint (try_everything (hide_address, assert_address_hidden), ==, all);
  g_assert_cmpuint (try_everything (change_none, assert_not_by_wams), ==, all);
  g_assert_cmpuint (try_everything (unchecked, assert_anonymous_only), ==, all);
  g_assert_cmpuint (try_everything (change_none, assert_agrees_with_reason), ==, all);
}

/* One fault does not make up for another. */
static void
test_two_faults_stay_refused (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    for (guint k = 0; k < G_N_ELEMENTS (rows); k++)
      {
        VbReason alone = rows[i].reason, other = rows[k].reason;
        VbDisclosure decision;
        Case c;

        /* Only faults of the consent itself: another ground is another question. Parents may
         * decide for a younger child, or for one who cannot: two such faults can be none. */
        if (rows[i].change == parents_only || rows[k].change == parents_only
            || alone < VB_REASON_NO_CONSENT || alone > VB_REASON_NOT_FREE
            || other < VB_REASON_NO_CONSENT
            || other > VB_REASON_NOT_FREE
            || g_strrstr (rows[i].name, "presumed") || g_strrstr (rows[k].name, "presumed"))
          continue;
        case_init (&c);
        rows[i].change (&c);
        rows[k].change (&c);
        decision = vb_disclosure_decide (&c.question);
        g_test_message ("%s, %s: %d", rows[i].name, rows[k].name, decision.reason);
        g_assert_false (decision.allowed);
        case_clear (&c);
      }
}

static void
test_of_several_consents_the_one_that_counts_is_found (void)
{
  VbDisclosure decision;
  VbConsent *good;
  Case c;

  case_init (&c);
  good = vb_consent_copy (c.consent);
  ended (&c);
  g_ptr_array_add (c.consents, good);
  decision = vb_disclosure_decide (&c.question);
  g_assert_true (decision.allowed);
  g_assert_true (decision.consent == good);

  /* None counts: the one that came nearest tells what to do. */
  replace (&good->purpose, "debt");
  decision = vb_disclosure_decide (&c.question);
  g_assert_cmpint (decision.reason, ==, VB_REASON_EXPIRED);
  g_assert_true (decision.consent == c.consent);
  case_clear (&c);
}

static void
test_codes_go_both_ways (void)
{
  for (guint i = 0; i < VB_N_DATA; i++)
    g_assert_cmpint (vb_data_category_find (vb_data_category_get_code (i)), ==, i);
  for (guint i = 0; i < VB_N_PURPOSES; i++)
    g_assert_cmpint (vb_purpose_find (vb_purpose_get_code (i)), ==, i);
  for (guint i = 0; i < VB_N_GROUNDS; i++)
    g_assert_cmpint (vb_ground_find (vb_ground_get_code (i)), ==, i);
  g_assert_cmpint (vb_data_category_find ("bsn"), ==, VB_N_DATA);
  g_assert_cmpint (vb_purpose_find (NULL), ==, VB_N_PURPOSES);
  g_assert_false (g_strv_contains (vb_law_list (), "wams"));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/disclosure/each reason", test_each_reason);
  g_test_add_func ("/disclosure/who may agree", test_who_may_agree);
  g_test_add_func ("/disclosure/a birthday changes who must agree",
                   test_a_birthday_changes_who_must_agree);
  g_test_add_func ("/disclosure/never", test_never);
  g_test_add_func ("/disclosure/two faults stay refused", test_two_faults_stay_refused);
  g_test_add_func ("/disclosure/of several consents the one that counts is found",
                   test_of_several_consents_the_one_that_counts_is_found);
  g_test_add_func ("/disclosure/codes go both ways", test_codes_go_both_ways);
  return g_test_run ();
}
