/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "core/base/vb-error.h"
#include "fhir-fixture.h"

#define ROUNDS 100

/* ------------------------------------------------------------------ comparing */

/* Every column, also what only the store sets. */
static void
assert_same (const VbShape *shape,
             gconstpointer  a,
             gconstpointer  b)
{
  for (guint i = 0; i < shape->n_fields; i++)
    {
      g_autofree char *left = vb_shape_dup_text (shape, a, i);
      g_autofree char *right = vb_shape_dup_text (shape, b, i);

      if (g_strcmp0 (left, right) != 0)
        g_error ("%s.%s: “%s” came back as “%s”", shape->table, shape->fields[i].column,
                 left != NULL ? left : "(nothing)", right != NULL ? right : "(nothing)");
    }
}

static void
assert_same_list (const VbShape   *shape,
                  const GPtrArray *a,
                  const GPtrArray *b)
{
  g_assert_cmpuint (a->len, ==, b->len);
  for (guint i = 0; i < a->len; i++)
    assert_same (shape, g_ptr_array_index (a, i), g_ptr_array_index (b, i));
}

static void
assert_same_conversation (const VbConversation *a,
                          const VbConversation *b)
{
  assert_same_list (&vb_answer_shape, a->answers, b->answers);
  assert_same_list (&vb_topic_shape, a->topics, b->topics);
  assert_same_list (&vb_topic_link_shape, a->links, b->links);
  assert_same_list (&vb_helping_shape, a->helping, b->helping);
  assert_same_list (&vb_priority_shape, a->priorities, b->priorities);
  assert_same_list (&vb_safety_step_shape, a->safety, b->safety);
}

static void
assert_same_referral (const VbReferral *a,
                      const VbReferral *b)
{
  assert_same (&vb_referral_shape, a, b);
  assert_same_list (&vb_referral_item_shape, a->items, b->items);
  assert_same_list (&vb_referral_event_shape, a->events, b->events);
}

static void
assert_same_case (const VbMeetingCase *a,
                  const VbMeetingCase *b)
{
  g_assert_cmpstr (a->held_on, ==, b->held_on);
  assert_same_list (&vb_meeting_seat_shape, a->seats, b->seats);
  assert_same_list (&vb_meeting_action_shape, a->actions, b->actions);
}

static void
assert_same_dossier (const VbDossier *a,
                     const VbDossier *b)
{
  assert_same (&vb_person_shape, a->person, b->person);
  assert_same_list (&vb_representative_shape, a->person->representatives,
                    b->person->representatives);
  assert_same_list (&vb_relation_shape, a->person->relations, b->person->relations);
  assert_same_list (&vb_helper_shape, a->person->helpers, b->person->helpers);
  assert_same_list (&vb_membership_shape, a->memberships, b->memberships);
  assert_same_list (&vb_consent_shape, a->consents, b->consents);
  assert_same_list (&vb_conversation_shape, a->conversations, b->conversations);
  assert_same_list (&vb_plan_shape, a->plans, b->plans);
  for (guint i = 0; i < a->consents->len; i++)
    assert_same_list (&vb_consent_scope_shape,
                      ((VbConsent *) g_ptr_array_index (a->consents, i))->scope,
                      ((VbConsent *) g_ptr_array_index (b->consents, i))->scope);
  for (guint i = 0; i < a->conversations->len; i++)
    assert_same_conversation (g_ptr_array_index (a->conversations, i),
                              g_ptr_array_index (b->conversations, i));
  g_assert_cmpuint (a->referrals->len, ==, b->referrals->len);
  for (guint i = 0; i < a->referrals->len; i++)
    assert_same_referral (g_ptr_array_index (a->referrals, i),
                          g_ptr_array_index (b->referrals, i));
  assert_same_list (&vb_meeting_case_shape, a->cases, b->cases);
  assert_same_list (&vb_meeting_shape, a->meetings, b->meetings);
  for (guint i = 0; i < a->cases->len; i++)
    assert_same_case (g_ptr_array_index (a->cases, i), g_ptr_array_index (b->cases, i));
  for (guint i = 0; i < a->meetings->len; i++)
    assert_same_list (&vb_meeting_member_shape,
                      ((VbMeeting *) g_ptr_array_index (a->meetings, i))->members,
                      ((VbMeeting *) g_ptr_array_index (b->meetings, i))->members);
  for (guint i = 0; i < a->plans->len; i++)
    {
      const VbPlan *left = g_ptr_array_index (a->plans, i);
      const VbPlan *right = g_ptr_array_index (b->plans, i);

      assert_same_list (&vb_goal_shape, left->goals, right->goals);
      assert_same_list (&vb_action_shape, left->actions, right->actions);
    }
}

/* ------------------------------------------------------------------ there and back */

static void
test_round_trip (void)
{
  for (guint32 seed = 0; seed < ROUNDS; seed++)
    {
      g_autoptr(VbDossier) before = random_dossier (seed), after = NULL;
      g_autoptr(GDateTime) now = g_date_time_new_now_local ();
      g_autoptr(GError) error = NULL;
      g_autoptr(GBytes) bytes = vb_fhir_write (before, now, &error);
      gboolean complete = FALSE;

      g_assert_no_error (error);
      after = vb_fhir_read (bytes, &complete, &error);
      g_assert_no_error (error);
      assert_same_dossier (before, after);
      g_assert_true (complete);
    }
}

/* What another program looks for stands where R4 has a place for it. */
static void
test_places (void)
{
  g_autoptr(VbDossier) dossier = vb_dossier_new ();
  g_autoptr(GBytes) bytes = NULL;
  g_autoptr(GError) error = NULL;
  VbPerson *person = vb_person_new ();
  VbPlan *plan = vb_plan_new (person->id, "2026-11-22");
  VbConversation *conversation =
    vb_conversation_new (person->id, "https://verbinder.nl/fhir/Questionnaire/health-web", "1",
                         "2026-11-22");
  g_autofree char *text = NULL;
  static const char *const wanted[] = {
    "\"family\": \"van Dijk\"", "\"birthDate\": \"1943-04-03\"", "\"valueInteger\": 7",
    "\"linkId\": \"body.talk\"", "\"authored\": \"2026-11-22\"", "\"status\": \"not-started\"",
    "\"questionnaire\": \"https://verbinder.nl/fhir/Questionnaire/health-web|1\"",
    "\"lifecycleStatus\": \"active\"", "\"text\": \"weer fietsen\"",
  };

  dossier->person = person;
  person->given_name = g_strdup ("Greet");
  person->prefix = g_strdup ("van");
  person->family_name = g_strdup ("Dijk");
  person->birth_date = g_strdup ("1943-04-03");
  vb_answer_set_mark (vb_conversation_get_answer (conversation, "body"), 7);
  vb_conversation_get_answer (conversation, "body")->talk = TRUE;
  vb_plan_add_action (plan, vb_plan_add_goal (plan, "weer fietsen"), "fiets laten maken",
                      "person");
  g_ptr_array_add (dossier->conversations, conversation);
  g_ptr_array_add (dossier->plans, plan);
  bytes = vb_fhir_write (dossier, NULL, &error);
  g_assert_no_error (error);
  text = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  for (guint i = 0; i < G_N_ELEMENTS (wanted); i++)
    if (strstr (text, wanted[i]) == NULL)
      g_error ("%s is not in %s", wanted[i], text);
  g_assert_null (strstr (text, "timestamp"));
}

static void
test_bad_id (void)
{
  g_autoptr(VbDossier) dossier = random_dossier (1);
  g_autoptr(GError) error = NULL;

  g_free (dossier->person->id);
  dossier->person->id = g_strdup ("../x");
  g_assert_null (vb_fhir_write (dossier, NULL, &error));
  g_assert_error (error, VB_ERROR, VB_ERROR_INVALID_INPUT);
}

/* ------------------------------------------------------------------ what does not leave */

static VbDossier *
hidden_dossier (gboolean secret,
                gboolean unsafe)
{
  VbDossier *self = vb_dossier_new ();
  VbPerson *person = vb_person_new ();

  person->address_1 = g_strdup ("Schuilhof 12");
  person->postal_code = g_strdup ("1234 AB");
  person->city = g_strdup ("Schuilstad");
  person->address_secret = secret;
  person->unsafe = unsafe;
  person->phone = g_strdup ("06-10000001");
  person->email = g_strdup ("schuil@example.org");
  person->contact_through = g_strdup ("tante Schuil");
  person->contact_note = g_strdup ("nooit als hij thuis is");
  vb_person_add_relation (person)->phone = g_strdup ("06-10000002");
  vb_person_add_representative (person)->email = g_strdup ("tante@example.org");
  self->person = person;
  return self;
}

static char *
write_text (const VbDossier *dossier)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) bytes = vb_fhir_write (dossier, NULL, &error);

  g_assert_no_error (error);
  return g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
}

static void
test_secret_address_stays (void)
{
  static const char *const address[] = { "Schuilhof", "1234 AB", "Schuilstad" };
  g_autoptr(VbDossier) dossier = hidden_dossier (TRUE, FALSE);
  g_autofree char *whole = write_text (dossier), *kept = NULL;

  g_assert_cmpint (vb_dossier_keep_back (dossier), ==, VB_KEPT_BACK_ADDRESS);
  kept = write_text (dossier);
  for (guint i = 0; i < G_N_ELEMENTS (address); i++)
    {
      g_assert_nonnull (strstr (whole, address[i]));
      g_assert_null (strstr (kept, address[i]));
    }
  g_assert_nonnull (strstr (kept, "06-10000001"));
  g_assert_nonnull (strstr (kept, "address_secret"));
  g_assert_cmpint (vb_dossier_keep_back (dossier), ==, VB_KEPT_BACK_NOTHING);
}

static void
test_unsafe_person_is_not_found (void)
{
  static const char *const traces[] = {
    "06-10000001", "06-10000002", "example.org", "tante", "thuis is", "unsafe",
  };
  g_autoptr(VbDossier) dossier = hidden_dossier (FALSE, TRUE);
  g_autofree char *whole = write_text (dossier), *kept = NULL;

  g_assert_cmpint (vb_dossier_keep_back (dossier), ==,
                   VB_KEPT_BACK_CONTACT | VB_KEPT_BACK_SAFETY);
  kept = write_text (dossier);
  for (guint i = 0; i < G_N_ELEMENTS (traces); i++)
    {
      g_assert_nonnull (strstr (whole, traces[i]));
      g_assert_null (strstr (kept, traces[i]));
    }
  g_assert_nonnull (strstr (kept, "Schuilhof"));
}

static void
test_nothing_is_kept_back_for_nothing (void)
{
  g_autoptr(VbDossier) dossier = hidden_dossier (FALSE, FALSE);
  g_autofree char *before = write_text (dossier), *after = NULL;

  g_assert_cmpint (vb_dossier_keep_back (dossier), ==, VB_KEPT_BACK_NOTHING);
  after = write_text (dossier);
  g_assert_cmpstr (before, ==, after);
}

/* ------------------------------------------------------------------ from elsewhere */

static VbConsent *
add_consent (VbDossier  *dossier,
             const char *kind,
             const char *sender_id)
{
  VbConsent *consent = vb_consent_new (dossier->person->id, "2026-11-22");

  g_free (consent->kind);
  consent->kind = g_strdup (kind);
  consent->sender_id = g_strdup (sender_id);
  g_ptr_array_add (dossier->consents, consent);
  return consent;
}

static void
test_consent_of_elsewhere_is_not_ours (void)
{
  static const char known[] = "018f3c5e-0000-7000-8000-00000000000a";
  g_autoptr(VbDossier) dossier = vb_dossier_new (), read = NULL;
  g_autoptr(GBytes) bytes = NULL;
  g_autoptr(GError) error = NULL;
  VbConsent *after;

  dossier->person = vb_person_new ();
  add_consent (dossier, "consent", NULL);
  add_consent (dossier, "refusal", NULL);
  add_consent (dossier, "consent", known);
  bytes = vb_fhir_write (dossier, NULL, &error);
  g_assert_no_error (error);
  read = vb_fhir_read (bytes, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (vb_dossier_disown_consents (read), ==, 1);
  after = g_ptr_array_index (read->consents, 0);
  g_assert_true (vb_uuid_is_valid (after->sender_id));
  after = g_ptr_array_index (read->consents, 1);
  g_assert_null (after->sender_id);
  after = g_ptr_array_index (read->consents, 2);
  g_assert_cmpstr (after->sender_id, ==, known);
  g_assert_cmpuint (vb_dossier_disown_consents (read), ==, 0);
}

#define ID "018f3c5e-0000-7000-8000-000000000001"
#define OTHER "018f3c5e-0000-7000-8000-000000000002"
#define THIRD "018f3c5e-0000-7000-8000-000000000003"
#define PATIENT "{\"resource\":{\"resourceType\":\"Patient\",\"id\":\"" ID "\"}}"
#define BUNDLE(entries)                                                                            \
  "{\"resourceType\":\"Bundle\",\"type\":\"collection\",\"entry\":[" entries "]}"
#define ABOUT(type, id, whom, more)                                                                \
  "{\"resource\":{\"resourceType\":\"" type "\",\"id\":\"" id "\",\"subject\":{"  \
  "\"reference\":\"urn:uuid:" whom "\"}" more "}}"

static VbDossier *
read_json (const char *text,
           gboolean   *complete,
           GError    **error)
{
  g_autoptr(GBytes) bytes = g_bytes_new (text, strlen (text));

  return vb_fhir_read (bytes, complete, error);
}

static void
test_refused (void)
{
  static const struct
  {
    const char *text;
    const char *reason;
  } cases[] = {
    { "", "nothing in it" },
    { "[]", "no FHIR Bundle" },
    { "{\"resourceType\":\"Patient\"}", "type collection" },
    { "{\"resourceType\":\"Bundle\",\"type\":\"transaction\",\"entry\":[]}", "type collection" },
    { BUNDLE (""), "no person" },
    { "{\"resourceType\":\"Bundle\",\"type\":\"collection\"}", "no person" },
    { BUNDLE ("7"), "no resource" },
    { BUNDLE (PATIENT "," PATIENT), "twice" },
    { BUNDLE ("{\"resource\":{\"resourceType\":\"Patient\",\"id\":\"1\"}}"), "not a UUID" },
    { BUNDLE ("{\"resource\":{\"resourceType\":\"Patient\",\"id\":\"" ID
              "\",\"modifierExtension\":[]}}"), "means something else" },
    { BUNDLE ("{\"resource\":{\"resourceType\":\"Patient\",\"id\":\"" ID
              "\",\"birthDate\":\"2026-13-01\"}}"), "person.birth_date" },
    { BUNDLE (PATIENT "," ABOUT ("Goal", OTHER, OTHER, "")), "somebody else" },
    { BUNDLE (PATIENT "," ABOUT ("CareTeam", THIRD, ID, "") ","
              ABOUT ("CarePlan", OTHER, OTHER, "")), "somebody else" },
    { BUNDLE (PATIENT "," ABOUT ("Goal", OTHER, ID, "")), "no plan" },
    { BUNDLE (PATIENT "," ABOUT ("Goal", OTHER, ID, ",\"lifecycleStatus\":\"great\"")),
      "goal.state" },
    { BUNDLE (PATIENT "," ABOUT ("CarePlan", OTHER, ID,
                                 ",\"goal\":[{\"reference\":\"urn:uuid:" ID "\"}]")),
      "goal is not there" },
    { BUNDLE (PATIENT "," ABOUT ("Observation", OTHER, ID, "")), "not read here" },
    { BUNDLE (PATIENT ",{\"resource\":{\"resourceType\":\"Goal\",\"id\":\"" OTHER "\"}}"),
      "about whom" },
    { BUNDLE (PATIENT "," ABOUT ("QuestionnaireResponse", OTHER, ID,
                                 ",\"item\":[{\"linkId\":\"a\",\"answer\":[{\"valueInteger\":"
                                 "7.5}]}]")), "conversation_answer.mark" },
    { BUNDLE (PATIENT "," ABOUT ("QuestionnaireResponse", OTHER, ID, ",\"item\":[7]")), "linkId" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(VbDossier) dossier = read_json (cases[i].text, NULL, &error);

      g_assert_null (dossier);
      g_assert_error (error, VB_ERROR, VB_ERROR_INVALID_INPUT);
      if (strstr (error->message, cases[i].reason) == NULL)
        g_error ("%s: not refused for “%s” but: %s", cases[i].text, cases[i].reason,
                 error->message);
    }
}

static void
test_bounded (void)
{
  g_autofree char *large = g_malloc (26 << 20);
  g_autoptr(GBytes) bytes = NULL;
  g_autoptr(GString) many = g_string_new (NULL);
  g_autoptr(GError) error = NULL;

  memset (large, ' ', 26 << 20);
  bytes = g_bytes_new_static (large, 26 << 20);
  g_assert_null (vb_fhir_read (bytes, NULL, &error));
  g_assert_error (error, VB_ERROR, VB_ERROR_TOO_LARGE);
  g_clear_error (&error);
  for (int i = 0; i < 100; i++)
    g_string_append (many, "{\"item\":[");
  g_assert_null (read_json (many->str, NULL, &error));
  g_assert_nonnull (error);
}

/* What is not understood is not passed over in silence. */
static void
test_incomplete (void)
{
  g_autoptr(GError) error = NULL;
  gboolean complete = FALSE;
  g_autoptr(VbDossier) plain = read_json (BUNDLE ("{\"fullUrl\":\"urn:uuid:" ID "\",\"resource\":"
    "{\"resourceType\":\"Patient\",\"id\":\"" ID "\"}}"), &complete, &error);
  g_autoptr(VbDossier) more = NULL;

  g_assert_no_error (error);
  g_assert_true (complete);
  more = read_json (BUNDLE ("{\"fullUrl\":\"urn:uuid:" ID "\",\"resource\":{\"resourceType\":"
    "\"Patient\",\"id\":\"" ID "\",\"gender\":\"female\",\"name\":[{\"family\":\"Dijk\"}]}}"),
                    &complete, &error);
  g_assert_no_error (error);
  g_assert_false (complete);
  g_assert_cmpstr (more->person->family_name, ==, "Dijk");
}

/* Cut off or changed anywhere, it is refused or read, and nothing else. */
static void
test_damaged (void)
{
  g_autoptr(VbDossier) dossier = random_dossier (5);
  g_autoptr(GBytes) bytes = vb_fhir_write (dossier, NULL, NULL);
  g_autoptr(GRand) rand = g_rand_new_with_seed (7);
  gsize size = g_bytes_get_size (bytes);

  for (int i = 0; i < 300; i++)
    {
      char *copy = g_memdup2 (g_bytes_get_data (bytes, NULL), size);
      gsize length = i % 2 == 0 ? size : (gsize) g_rand_int_range (rand, 0, size);
      g_autoptr(GBytes) damaged = NULL;
      g_autoptr(VbDossier) read = NULL;
      g_autoptr(GError) error = NULL;

      for (int n = 0; i % 2 == 0 && n < 3; n++)
        copy[g_rand_int_range (rand, 0, size)] = "\"{}[]:,0a "[g_rand_int_range (rand, 0, 10)];
      damaged = g_bytes_new_take (copy, length);
      read = vb_fhir_read (damaged, NULL, &error);
      g_assert_true ((read == NULL) == (error != NULL));
    }
}

/* ------------------------------------------------------------------ one referral */

/* As one really is: everything that can be in it is, and everything that must not leave is found
 * by the word "own". */
static VbReferral *
make_referral (VbReferralKind  kind,
               VbReferralState state)
{
  static const char person[] = "018f3c5e-0000-7000-8000-00000000000b";
  VbReferral *self = vb_referral_new (kind, person);
  VbReferralEvent *event = vb_shape_new (&vb_referral_event_shape);
  char **own[] = { &self->necessity, &self->proportionality, &self->subsidiarity,
                   &self->triage_words, &self->safe_contact, &self->worker, &self->subject };

  for (guint i = 0; i < G_N_ELEMENTS (own); i++)
    *own[i] = g_strdup_printf ("own %u", i);
  g_free (self->state);
  self->state = g_strdup (vb_referral_state_get_code (state));
  self->question = g_strdup ("Kunt u kennismaken?");
  self->sender_name = g_strdup ("Praktijk De Linde");
  self->recipient_name = g_strdup ("Welzijnscoach");
  self->sent_on = g_strdup ("2026-11-20");
  self->urgency_felt = 4;
  vb_referral_add_item (self, VB_DATA_NAME, NULL, "Name", "Greet van Dijk")->included = TRUE;
  vb_referral_add_item (self, VB_DATA_WISH, NULL, "Wish", "weer fietsen")->included = TRUE;
  vb_referral_add_item (self, VB_DATA_DIAGNOSIS, "B80", "Diagnosis", "own diagnosis");
  event->referral_id = g_strdup (self->id);
  event->id = vb_uuid_new ();
  event->number = 1;
  event->at = 1795000000000000;
  event->step = g_strdup ("send");
  event->state = g_strdup (self->state);
  event->side = g_strdup ("sender");
  event->words = g_strdup ("Dank!");
  g_ptr_array_add (self->events, event);
  return self;
}

static GBytes *
write_referral (const VbReferral *referral)
{
  g_autoptr(GError) error = NULL;
  GBytes *bytes = vb_fhir_write_referral (referral, NULL, &error);

  g_assert_no_error (error);
  return bytes;
}

static void
test_referral_round_trip (void)
{
  for (guint kind = 0; kind < VB_N_KINDS; kind++)
    for (guint state = 0; state < VB_N_REFERRAL_STATES; state++)
      {
        g_autoptr(VbReferral) before = make_referral (kind, state), shared = NULL, after = NULL;
        g_autoptr(GBytes) bytes = write_referral (before);
        g_autoptr(GError) error = NULL;
        gboolean complete = FALSE;

        after = vb_fhir_read_referral (bytes, &complete, &error);
        g_assert_no_error (error);
        g_assert_true (complete);
        shared = vb_referral_dup_shared (before);
        assert_same_referral (shared, after);
        g_assert_cmpint (vb_referral_get_state (after), ==, state);
        g_assert_cmpint (vb_referral_get_kind (after), ==, kind);
        g_assert_cmpuint (after->items->len, ==, 2);
        g_assert_cmpuint (after->events->len, ==, 1);
      }
}

static char *
dup_bytes (GBytes *bytes)
{
  return g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
}

static void
test_referral_keeps_to_what_was_ticked (void)
{
  g_autoptr(VbReferral) referral = make_referral (VB_KIND_REFERRAL, VB_REFERRAL_SENT);
  g_autoptr(GBytes) bytes = write_referral (referral);
  g_autofree char *text = dup_bytes (bytes), *anonymous = NULL;
  g_autoptr(GBytes) without = NULL;

  g_assert_nonnull (strstr (text, "weer fietsen"));
  g_assert_nonnull (strstr (text, "Greet van Dijk"));
  g_assert_null (strstr (text, "own "));
  g_assert_null (strstr (text, "B80"));
  g_assert_null (strstr (text, "00000000000b"));
  g_assert_null (strstr (text, "urgency_felt"));
  /* without the name only the code says who it is */
  ((VbReferralItem *) g_ptr_array_index (referral->items, 0))->included = FALSE;
  without = write_referral (referral);
  anonymous = dup_bytes (without);
  g_assert_null (strstr (anonymous, "Greet"));
  g_assert_nonnull (strstr (anonymous, referral->code));
}

static void
test_referral_places (void)
{
  static const char *const wanted[] = {
    "\"resourceType\": \"ServiceRequest\"", "\"resourceType\": \"Task\"",
    "\"resourceType\": \"Communication\"", "\"status\": \"on-hold\"", "\"code\": \"waiting\"",
    "\"authoredOn\": \"2026-11-20\"", "\"text\": \"Kunt u kennismaken?\"",
    "\"valueString\": \"weer fietsen\"", "\"contentString\": \"Dank!\"",
    "contacting-subject-prohibited",
  };
  g_autoptr(VbReferral) referral = make_referral (VB_KIND_REFERRAL, VB_REFERRAL_WAITING);
  g_autoptr(GBytes) bytes = NULL;
  g_autofree char *text = NULL;

  referral->no_contact = TRUE;
  bytes = write_referral (referral);
  text = dup_bytes (bytes);
  for (guint i = 0; i < G_N_ELEMENTS (wanted); i++)
    if (strstr (text, wanted[i]) == NULL)
      g_error ("%s is not in %s", wanted[i], text);
}

static void
test_referral_without_service_number (void)
{
  g_autoptr(VbReferral) referral = make_referral (VB_KIND_REFERRAL, VB_REFERRAL_SENT);
  g_autoptr(GBytes) fine = write_referral (referral);
  g_autofree char *text = dup_bytes (fine);
  g_auto(GStrv) parts = g_strsplit (text, "Dank!", 2);
  g_autofree char *changed = g_strjoinv ("bsn 123456782", parts);
  g_autoptr(GBytes) bytes = g_bytes_new (changed, strlen (changed));
  g_autoptr(GError) error = NULL;
  VbReferralItem *item = g_ptr_array_index (referral->items, 1);

  g_assert_null (vb_fhir_read_referral (bytes, NULL, &error));
  g_assert_error (error, VB_ERROR, VB_ERROR_INVALID_INPUT);
  g_assert_nonnull (strstr (error->message, "referral_event.words"));
  g_clear_error (&error);
  g_free (item->words);
  item->words = g_strdup ("bsn 123456782");
  g_assert_null (vb_fhir_write_referral (referral, NULL, &error));
  g_assert_error (error, VB_ERROR, VB_ERROR_INVALID_INPUT);
}

/* Each replaces something in a good one. */
static void
test_referral_refused (void)
{
  static const struct
  {
    const char *old;
    const char *new;
    const char *reason;
  } cases[] = {
    { "\"status\": \"accepted\"", "\"status\": \"ready\"", "no such state" },
    { "\"url\": \"side\"", "\"url\": \"slide\"", "of which side" },
    { "\"code\": \"information\"", "\"code\": \"rumour\"", "kind of referral" },
    { "\"resourceType\": \"ServiceRequest\"", "\"resourceType\": \"Appointment\"",
      "not read here" },
    { "\"resourceType\": \"Communication\"", "\"resourceType\": \"Task\"", "" },
    { "\"focus\"", "\"locus\"", "not there, or belongs" },
    { "\"about\"", "\"around\"", "belongs to no task" },
    { "\"topic\"", "\"tropic\"", "what happened" },
    { "\"authoredOn\": \"2026-11-20\"", "\"authoredOn\": \"soon\"", "referral.sent_on" },
    { "\"type\": \"collection\"", "\"type\": \"message\"", "type collection" },
    { "\"sent\": \"2026", "\"sent\": \"year 2026", "referral_event.at" },
    { "urn:ietf:rfc:3986", "urn:of:nobody", "UUID" },
  };
  g_autoptr(VbReferral) referral = make_referral (VB_KIND_INFORMATION, VB_REFERRAL_ACCEPTED);
  g_autoptr(GBytes) good = write_referral (referral);
  g_autofree char *text = dup_bytes (good);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto(GStrv) parts = g_strsplit (text, cases[i].old, -1);
      g_autofree char *changed = g_strjoinv (cases[i].new, parts);
      g_autoptr(GBytes) bytes = g_bytes_new (changed, strlen (changed));
      g_autoptr(GError) error = NULL;
      g_autoptr(VbReferral) read = vb_fhir_read_referral (bytes, NULL, &error);

      if (g_strv_length (parts) < 2)
        g_error ("%s is not in %s", cases[i].old, text);
      g_assert_null (read);
      g_assert_error (error, VB_ERROR, VB_ERROR_INVALID_INPUT);
      if (strstr (error->message, cases[i].reason) == NULL)
        g_error ("%s: not refused for “%s” but: %s", cases[i].new, cases[i].reason,
                 error->message);
    }
}

static void
test_referral_not_alone (void)
{
  static const char *const texts[] = { BUNDLE (""), BUNDLE (PATIENT),
                                       "{\"resourceType\":\"Bundle\",\"type\":\"collection\"}" };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr(GBytes) bytes = g_bytes_new (texts[i], strlen (texts[i]));
      g_autoptr(GError) error = NULL;

      g_assert_null (vb_fhir_read_referral (bytes, NULL, &error));
      g_assert_error (error, VB_ERROR, VB_ERROR_INVALID_INPUT);
    }
}

static void
test_referral_tells_what_is_new (void)
{
  g_autoptr(VbReferral) referral = make_referral (VB_KIND_REFERRAL, VB_REFERRAL_SENT);
  g_autoptr(GBytes) good = write_referral (referral);
  g_autofree char *text = dup_bytes (good);
  g_auto(GStrv) parts = g_strsplit (text, "\"intent\": \"order\"", 2);
  g_autofree char *changed = g_strjoinv ("\"priority\": \"stat\", \"intent\": \"order\"", parts);
  g_autoptr(GBytes) bytes = g_bytes_new (changed, strlen (changed));
  g_autoptr(GError) error = NULL;
  gboolean complete = TRUE;
  g_autoptr(VbReferral) read = vb_fhir_read_referral (bytes, &complete, &error);

  g_assert_no_error (error);
  g_assert_nonnull (read);
  g_assert_false (complete);
}

static void
test_referral_damaged (void)
{
  g_autoptr(VbReferral) referral = make_referral (VB_KIND_REFERRAL, VB_REFERRAL_STARTED);
  g_autoptr(GBytes) good = write_referral (referral);
  g_autoptr(GRand) rand = g_rand_new_with_seed (3);
  gsize size = g_bytes_get_size (good);

  for (int i = 0; i < 1000; i++)
    {
      char *copy = g_memdup2 (g_bytes_get_data (good, NULL), size);
      gsize length = i % 2 == 0 ? size : (gsize) g_rand_int_range (rand, 0, size);
      g_autoptr(GBytes) damaged = NULL;
      g_autoptr(VbReferral) read = NULL;
      g_autoptr(GError) error = NULL;

      for (int n = 0; i % 2 == 0 && n < 2; n++)
        copy[g_rand_int_range (rand, 0, size)] = "\"{}[]:,0a "[g_rand_int_range (rand, 0, 10)];
      damaged = g_bytes_new_take (copy, length);
      read = vb_fhir_read_referral (damaged, NULL, &error);
      g_assert_true ((read == NULL) == (error != NULL));
    }
}

/* What is protected stands in letters too. */
static void
test_referrals_keep_back (void)
{
  g_autoptr(VbDossier) dossier = hidden_dossier (TRUE, TRUE);
  VbReferral *referral = vb_referral_new (VB_KIND_REFERRAL, dossier->person->id);
  g_autofree char *kept = NULL;

  referral->safe_contact = g_strdup ("via tante");
  vb_referral_add_item (referral, VB_DATA_ADDRESS, NULL, "Address", "Schuilhof 12");
  vb_referral_add_item (referral, VB_DATA_CONTACT, NULL, "Phone", "06-10000001");
  vb_referral_add_item (referral, VB_DATA_SAFETY, NULL, "Safety", "thuis is het niet veilig");
  vb_referral_add_item (referral, VB_DATA_WISH, NULL, "Wish", "weer fietsen");
  g_ptr_array_add (dossier->referrals, referral);
  g_assert_cmpint (vb_dossier_keep_back (dossier), ==,
                   VB_KEPT_BACK_ADDRESS | VB_KEPT_BACK_CONTACT | VB_KEPT_BACK_SAFETY);
  kept = write_text (dossier);
  g_assert_null (strstr (kept, "Schuilhof"));
  g_assert_null (strstr (kept, "06-10000001"));
  g_assert_null (strstr (kept, "tante"));
  g_assert_null (strstr (kept, "niet veilig"));
  g_assert_nonnull (strstr (kept, "weer fietsen"));
}

static void
test_running_stays_where_it_runs (void)
{
  g_autoptr(VbDossier) dossier = hidden_dossier (FALSE, FALSE);

  for (guint state = 0; state < VB_N_REFERRAL_STATES; state++)
    g_ptr_array_add (dossier->referrals, make_referral (VB_KIND_REFERRAL, state));
  g_assert_cmpuint (vb_dossier_leave_running (dossier), ==, VB_REFERRAL_DONE);
  g_assert_cmpuint (dossier->referrals->len, ==, VB_N_REFERRAL_STATES - VB_REFERRAL_DONE);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/fhir/a person comes back unchanged", test_round_trip);
  g_test_add_func ("/fhir/things stand where R4 has a place", test_places);
  g_test_add_func ("/fhir/an id that is none is not written", test_bad_id);
  g_test_add_func ("/fhir/a secret address does not leave", test_secret_address_stays);
  g_test_add_func ("/fhir/who is not safe is not found by it", test_unsafe_person_is_not_found);
  g_test_add_func ("/fhir/of others nothing is left out", test_nothing_is_kept_back_for_nothing);
  g_test_add_func ("/fhir/consent of elsewhere is no consent here",
                   test_consent_of_elsewhere_is_not_ours);
  g_test_add_func ("/fhir/what is wrong is refused with the reason", test_refused);
  g_test_add_func ("/fhir/what is too large is refused", test_bounded);
  g_test_add_func ("/fhir/what is left out is told", test_incomplete);
  g_test_add_func ("/fhir/damaged files do no harm", test_damaged);
  g_test_add_func ("/fhir/referral/of every kind in every state comes back unchanged",
                   test_referral_round_trip);
  g_test_add_func ("/fhir/referral/what was not ticked does not leave",
                   test_referral_keeps_to_what_was_ticked);
  g_test_add_func ("/fhir/referral/things stand where R4 has a place", test_referral_places);
  g_test_add_func ("/fhir/referral/a service number is refused both ways",
                   test_referral_without_service_number);
  g_test_add_func ("/fhir/referral/what is wrong is refused with the reason",
                   test_referral_refused);
  g_test_add_func ("/fhir/referral/what holds no referral is refused", test_referral_not_alone);
  g_test_add_func ("/fhir/referral/what is left out is told", test_referral_tells_what_is_new);
  g_test_add_func ("/fhir/referral/damaged files do no harm", test_referral_damaged);
  g_test_add_func ("/fhir/referral/of a person what is protected does not leave",
                   test_referrals_keep_back);
  g_test_add_func ("/fhir/referral/what runs stays where it runs",
                   test_running_stays_where_it_runs);

  return g_test_run ();
}
