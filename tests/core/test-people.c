/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Persons, consents and conversations in a store: found, opened with a trace, saved whole or not
 * at all, and gone with everything when a person goes. */

#include "config.h"

#include "store-fixture.h"

#include <signal.h>
#include <sys/wait.h>

#include "core/base/vb-time.h"
#include "core/store/vb-access-log.h"
#include "core/store/vb-consents.h"
#include "core/store/vb-conversations.h"
#include "core/store/vb-people.h"
#include "core/store/vb-referrals.h"

#define WEB "https://verbinder.nl/fhir/Questionnaire/health-web"

static char *
add_person (Fixture    *f,
            const char *given,
            const char *prefix,
            const char *family,
            const char *birth_date,
            const char *case_number)
{
  g_autoptr(VbPerson) person = vb_person_new ();
  g_autoptr(GError) error = NULL;

  person->given_name = g_strdup (given);
  person->prefix = g_strdup (prefix);
  person->family_name = g_strdup (family);
  person->birth_date = g_strdup (birth_date);
  person->case_number = g_strdup (case_number);
  person->postal_code = g_strdup ("3511 AB");
  g_assert_true (vb_people_save_sync (f->store, NULL, person, NULL, &error));
  g_assert_no_error (error);
  return g_strdup (person->id);
}

static VbPersonRecord *
open_person (Fixture    *f,
             const char *id)
{
  g_autoptr(GError) error = NULL;
  VbPersonRecord *record = vb_people_open_sync (f->store, id, "conversation", NULL, &error);

  g_assert_no_error (error);
  return record;
}

/* ------------------------------------------------------------------ the schema */

static const VbShape *const shapes[] = {
  &vb_person_shape, &vb_representative_shape, &vb_relation_shape, &vb_helper_shape,
  &vb_consent_shape, &vb_consent_scope_shape, &vb_conversation_shape, &vb_answer_shape,
  &vb_topic_shape, &vb_topic_link_shape, &vb_helping_shape, &vb_priority_shape,
  &vb_safety_step_shape,
  &vb_plan_shape, &vb_goal_shape, &vb_action_shape,
};

static gboolean
has_field (const VbShape *shape,
           const char    *column)
{
  for (guint i = 0; i < shape->n_fields; i++)
    if (g_str_equal (shape->fields[i].column, column))
      return TRUE;
  return FALSE;
}

static void
test_every_column_has_its_member (void)
{
  Fixture f = { 0 };

  fixture_open (&f);
  for (guint i = 0; i < G_N_ELEMENTS (shapes); i++)
    {
      g_autofree char *sql = g_strdup_printf (
          "SELECT group_concat (name, ' ') FROM pragma_table_info ('%s') WHERE name <> 'name_key'",
          shapes[i]->table);
      g_autofree char *columns = fixture_text (&f, sql);
      g_auto(GStrv) names = NULL;

      g_assert_nonnull (columns);
      names = g_strsplit (columns, " ", -1);
      for (guint k = 0; names[k] != NULL; k++)
        {
          g_test_message ("%s.%s", shapes[i]->table, names[k]);
          g_assert_true (has_field (shapes[i], names[k]));
        }
      g_assert_cmpuint (g_strv_length (names), ==, shapes[i]->n_fields);
    }
  fixture_close (&f);
}

static void
test_no_place_for_a_citizen_service_number (void)
{
  Fixture f = { 0 };

  fixture_open (&f);
  g_assert_cmpint (fixture_int (&f, "SELECT count (*) FROM sqlite_schema AS s, "
                                    "pragma_table_info (s.name) AS c WHERE s.type = 'table' "
                                    "AND (lower (c.name) LIKE '%bsn%' "
                                    "OR lower (c.name) LIKE '%citizen%')"), ==, 0);
  fixture_close (&f);
}

/* ------------------------------------------------------------------ finding */

static void
assert_found (Fixture    *f,
              const char *text,
              const char *names)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) lines = vb_people_find_sync (f->store, text, 20, NULL, &error);
  g_autoptr(GString) found = g_string_new (NULL);

  g_assert_no_error (error);
  for (guint i = 0; i < lines->len; i++)
    {
      const VbPersonLine *line = g_ptr_array_index (lines, i);

      g_string_append_printf (found, "%s%s", i > 0 ? "|" : "", line->name);
    }
  g_test_message ("%s", text);
  g_assert_cmpstr (found->str, ==, names);
}

static void
test_found_by_name_birth_date_and_case_number (void)
{
  Fixture f = { 0 };
  g_autofree char *greet = NULL, *other = NULL, *numbered = NULL, *renee = NULL;

  fixture_open (&f);
  greet = add_person (&f, "Greet", "van", "Dijk", "1943-04-03", "A-17");
  other = add_person (&f, "Piet", NULL, "Dijkstra", "1950-01-01", NULL);
  numbered = add_person (&f, NULL, NULL, NULL, NULL, "B 18");
  renee = add_person (&f, "Renée", "el", "Ouafi-Çelik", "1943-04-03", NULL);

  assert_found (&f, "dijk", "Greet van Dijk|Piet Dijkstra");
  assert_found (&f, "greet dijk", "Greet van Dijk");
  assert_found (&f, "Dijk, van Greet", "Greet van Dijk");
  assert_found (&f, "  RENEE celik ", "Renée el Ouafi-Çelik");
  assert_found (&f, "ijk", "");
  assert_found (&f, "3-4-1943", "Greet van Dijk|Renée el Ouafi-Çelik");
  assert_found (&f, "1943-04-03", "Greet van Dijk|Renée el Ouafi-Çelik");
  assert_found (&f, "03041943", "Greet van Dijk|Renée el Ouafi-Çelik");
  assert_found (&f, "31-2-1943", "");
  assert_found (&f, "a-17", "Greet van Dijk");
  assert_found (&f, "A-1", "");
  assert_found (&f, "b 18", "B 18");
  assert_found (&f, "%", "");
  assert_found (&f, "a b c d e f g h", "");
  /* Who was opened here last comes first when nothing was typed. */
  assert_found (&f, "", "");
  vb_person_record_free (open_person (&f, other));
  vb_person_record_free (open_person (&f, greet));
  assert_found (&f, "", "Greet van Dijk|Piet Dijkstra");
  fixture_close (&f);
}

static void
test_found_by_postcode_but_not_a_secret_one (void)
{
  Fixture f = { 0 };
  g_autofree char *greet = NULL, *secret = NULL;
  g_autofree char *sql = NULL;

  fixture_open (&f);
  greet = add_person (&f, "Greet", NULL, "Boersma", NULL, NULL);
  secret = add_person (&f, "Samira", NULL, "Tesfay", NULL, NULL);
  sql = g_strdup_printf ("UPDATE person SET postal_code = '1158 DE', "
                         "address_secret = id = '%s'", secret);
  fixture_exec (&f, sql);
  assert_found (&f, "1158DE", "Greet Boersma");
  assert_found (&f, "1158 de", "Greet Boersma");
  assert_found (&f, "1158", "");
  assert_found (&f, "1158 DF", "");
  fixture_close (&f);
}

static void
test_the_postcode_of_a_secret_address_is_not_listed (void)
{
  Fixture f = { 0 };
  g_autofree char *id = NULL;
  g_autoptr(VbPersonRecord) record = NULL;
  g_autoptr(VbPerson) changed = NULL;
  g_autoptr(GPtrArray) before = NULL, after = NULL;
  g_autoptr(GError) error = NULL;

  fixture_open (&f);
  id = add_person (&f, "Mevrouw", NULL, "Schouder", NULL, NULL);
  before = vb_people_find_sync (f.store, "schouder", 5, NULL, &error);
  g_assert_cmpstr (((VbPersonLine *) before->pdata[0])->postal_code, ==, "3511 AB");
  record = open_person (&f, id);
  changed = vb_person_copy (record->person);
  changed->address_secret = TRUE;
  g_assert_true (vb_people_save_sync (f.store, record->person, changed, NULL, &error));
  after = vb_people_find_sync (f.store, "schouder", 5, NULL, &error);
  g_assert_null (((VbPersonLine *) after->pdata[0])->postal_code);
  g_assert_no_error (error);
  fixture_close (&f);
}

/* ------------------------------------------------------------------ the trace */

static void
test_every_look_leaves_a_trace_without_content (void)
{
  Fixture f = { 0 };
  g_autofree char *id = NULL, *search = NULL, *read = NULL, *mine = NULL;
  g_autoptr(GPtrArray) lines = NULL, consents = NULL;

  fixture_open (&f);
  vb_store_set_actor (f.store, "u1", "Petra", "coach");
  id = add_person (&f, "Greet", "van", "Dijk", "1943-04-03", NULL);
  lines = vb_people_find_sync (f.store, "greet", 5, NULL, NULL);
  search = fixture_text (&f, "SELECT event || ' ' || action || ' ' || object_type || ' ' || detail "
                             "|| ' ' || user_name FROM access_log ORDER BY seq DESC LIMIT 1");
  g_assert_cmpstr (search, ==, "search R person by=name found=1 Petra");
  vb_person_record_free (open_person (&f, id));
  read = fixture_text (&f, "SELECT event || ' ' || purpose || ' ' || (person_id = object_id) "
                           "FROM access_log ORDER BY seq DESC LIMIT 1");
  g_assert_cmpstr (read, ==, "read conversation 1");
  consents = vb_consents_list_sync (f.store, id, NULL, NULL);
  mine = fixture_text (&f, "SELECT group_concat (event || ':' || object_type, ' ') FROM "
                           "(SELECT * FROM access_log WHERE person_id IS NOT NULL ORDER BY seq)");
  g_assert_cmpstr (mine, ==, "create:person read:person read:consent");
  g_assert_cmpint (fixture_int (&f, "SELECT count (*) FROM access_log WHERE "
                                    "ifnull (detail, '') LIKE '%greet%' "
                                    "OR ifnull (detail, '') LIKE '%1943%'"), ==, 0);
  fixture_close (&f);
}

static void
test_where_no_trace_can_be_left_nothing_is_shown (void)
{
  Fixture f = { 0 };
  g_autofree char *id = NULL;
  g_autoptr(GError) error = NULL;

  fixture_open (&f);
  id = add_person (&f, "Greet", NULL, "Dijk", NULL, NULL);
  g_assert_true (vb_store_close_sync (f.store, NULL));
  g_clear_object (&f.store);
  f.store = vb_store_open_sync (f.path, f.key, VB_STORE_READ_ONLY | VB_STORE_ALLOW_ANY_PLACE, NULL,
                                &error);
  g_assert_no_error (error);
  g_assert_null (vb_people_open_sync (f.store, id, NULL, NULL, &error));
  g_assert_error (error, VB_ERROR, VB_ERROR_READ_ONLY);
  g_clear_error (&error);
  g_assert_null (vb_people_find_sync (f.store, "greet", 5, NULL, &error));
  g_assert_error (error, VB_ERROR, VB_ERROR_READ_ONLY);
  fixture_close (&f);
}

/* ------------------------------------------------------------------ saving */

static void
test_a_person_comes_back_as_saved (void)
{
  Fixture f = { 0 };
  g_autoptr(VbPerson) person = vb_person_new ();
  g_autoptr(VbPersonRecord) record = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *today = vb_time_today ();
  VbHelper *helper = vb_person_add_helper (person);
  VbRepresentative *daughter = vb_person_add_representative (person);

  fixture_open (&f);
  person->family_name = g_strdup ("Dijk");
  person->no_voicemail = person->unsafe = TRUE;
  person->contact_from = g_strdup ("10:00");
  helper->name = g_strdup ("Psychiatrist");
  helper->useful = g_strdup ("sometimes");
  daughter->name = g_strdup ("Anja");
  daughter->kind = g_strdup ("mandatary");
  g_assert_true (vb_people_save_sync (f.store, NULL, person, NULL, &error));
  record = open_person (&f, person->id);
  g_assert_true (vb_shape_equal (&vb_person_shape, person, record->person));
  g_assert_cmpuint (record->person->helpers->len, ==, 1);
  g_assert_true (vb_shape_equal (&vb_helper_shape, helper, record->person->helpers->pdata[0]));
  g_assert_true (vb_shape_equal (&vb_representative_shape, daughter,
                                 record->person->representatives->pdata[0]));
  g_assert_cmpint (record->person->created_at, >, 0);
  g_assert_cmpstr (record->destroy_from, >, today);
  fixture_close (&f);
}

static void
test_two_who_change_one_person (void)
{
  Fixture f = { 0 };
  g_autofree char *id = NULL, *phone = NULL;
  g_autoptr(VbPersonRecord) record = NULL, after = NULL;
  g_autoptr(VbPerson) first = NULL, second = NULL, third = NULL;
  g_autoptr(GError) error = NULL;

  fixture_open (&f);
  id = add_person (&f, "Ron", NULL, "Smit", NULL, NULL);
  record = open_person (&f, id);
  first = vb_person_copy (record->person);
  second = vb_person_copy (record->person);
  third = vb_person_copy (record->person);
  first->phone = g_strdup ("06 11111111");
  second->email = g_strdup ("ron@example.org");
  third->phone = g_strdup ("06 22222222");
  third->city = g_strdup ("Utrecht");
  g_assert_true (vb_people_save_sync (f.store, record->person, first, NULL, &error));
  /* Another field goes beside it; the same field is a conflict, and then nothing is written. */
  g_assert_true (vb_people_save_sync (f.store, record->person, second, NULL, &error));
  g_assert_no_error (error);
  g_assert_false (vb_people_save_sync (f.store, record->person, third, NULL, &error));
  g_assert_error (error, VB_ERROR, VB_ERROR_CONFLICT);
  after = open_person (&f, id);
  g_assert_cmpstr (after->person->phone, ==, "06 11111111");
  g_assert_cmpstr (after->person->email, ==, "ron@example.org");
  g_assert_null (after->person->city);
  fixture_close (&f);
}

static void
test_what_is_wrong_is_not_half_saved (void)
{
  Fixture f = { 0 };
  g_autoptr(VbPerson) person = vb_person_new ();
  g_autoptr(GError) error = NULL;

  fixture_open (&f);
  person->family_name = g_strdup ("Dijk");
  person->case_number = g_strdup ("111222333");
  g_assert_false (vb_people_save_sync (f.store, NULL, person, NULL, &error));
  g_assert_error (error, VB_ERROR, VB_ERROR_INVALID_INPUT);
  g_assert_true (g_str_has_prefix (error->message, "person.case_number: "));
  g_assert_cmpint (fixture_int (&f, "SELECT count (*) FROM person"), ==, 0);
  fixture_close (&f);
}

static void
test_the_change_log_follows (void)
{
  Fixture f = { 0 };
  g_autofree char *id = NULL, *changes = NULL;
  g_autoptr(VbPersonRecord) record = NULL;
  g_autoptr(VbPerson) changed = NULL;

  fixture_open (&f);
  id = add_person (&f, "Ron", NULL, "Smit", NULL, NULL);
  record = open_person (&f, id);
  changed = vb_person_copy (record->person);
  changed->city = g_strdup ("Utrecht");
  g_assert_true (vb_people_save_sync (f.store, record->person, changed, NULL, NULL));
  changes = fixture_text (&f, "SELECT group_concat (action || ':' || "
                              "ifnull (column_name, ''), ' ') "
                              "FROM (SELECT * FROM change WHERE table_name = 'person' "
                              "AND ifnull (column_name, '') <> 'changed_at' ORDER BY seq)");
  g_assert_cmpstr (changes, ==, "insert: update:city");
  /* Whom somebody opened here is nobody else's business. */
  g_assert_cmpint (fixture_int (&f, "SELECT count (*) FROM change WHERE table_name LIKE 'local%'"),
                   ==, 0);
  fixture_close (&f);
}

/* ------------------------------------------------------------------ household */

static void
test_a_household_hides_who_did_not_agree (void)
{
  Fixture f = { 0 };
  g_autofree char *mother = NULL, *son = NULL, *daughter = NULL, *house = NULL, *same = NULL;
  g_autofree char *third = NULL;
  g_autoptr(VbPersonRecord) record = NULL, left = NULL;
  const VbHousemate *mate;
  g_autoptr(GError) error = NULL;

  fixture_open (&f);
  mother = add_person (&f, "Ada", NULL, "Bos", NULL, NULL);
  son = add_person (&f, "Bas", NULL, "Bos", NULL, NULL);
  daughter = add_person (&f, "Cor", NULL, "Bos", NULL, NULL);
  house = vb_people_join_sync (f.store, mother, NULL, "parent", TRUE, NULL, &error);
  same = vb_people_join_sync (f.store, son, house, "child", FALSE, NULL, &error);
  third = vb_people_join_sync (f.store, daughter, house, "child", TRUE, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (same, ==, house);
  record = open_person (&f, mother);
  g_assert_cmpuint (record->housemates->len, ==, 2);
  g_assert_true (record->shares);
  mate = record->housemates->pdata[0];
  g_assert_null (mate->name);
  g_assert_null (mate->person_id);
  mate = record->housemates->pdata[1];
  g_assert_cmpstr (mate->name, ==, "Cor Bos");
  g_assert_cmpstr (mate->person_id, ==, daughter);
  g_assert_true (vb_people_leave_sync (f.store, mother, NULL, &error));
  left = open_person (&f, mother);
  g_assert_null (left->household_id);
  g_assert_cmpuint (left->housemates->len, ==, 0);
  g_assert_true (vb_people_leave_sync (f.store, son, NULL, &error));
  g_assert_true (vb_people_leave_sync (f.store, daughter, NULL, &error));
  g_assert_cmpint (fixture_int (&f, "SELECT count (*) FROM household"), ==, 0);
  fixture_close (&f);
}

static void
test_who_left_a_household_sees_it_no_more (void)
{
  Fixture f = { 0 };
  g_autofree char *ada = NULL, *ex = NULL, *house = NULL, *again = NULL;
  g_autoptr(VbPersonRecord) gone = NULL, left_behind = NULL, back = NULL;

  fixture_open (&f);
  ada = add_person (&f, "Ada", NULL, "Bos", NULL, NULL);
  ex = add_person (&f, "Eef", NULL, "Bos", NULL, NULL);
  house = vb_people_join_sync (f.store, ada, NULL, "partner", TRUE, NULL, NULL);
  again = vb_people_join_sync (f.store, ex, house, "partner", TRUE, NULL, NULL);
  fixture_exec (&f, "UPDATE household_member SET valid_to = '2024-06-30' WHERE person_id = "
                    "(SELECT id FROM person WHERE given_name = 'Eef')");
  gone = open_person (&f, ex);
  g_assert_null (gone->household_id);
  left_behind = open_person (&f, ada);
  g_assert_cmpuint (left_behind->housemates->len, ==, 0);
  g_free (again);
  again = vb_people_join_sync (f.store, ex, house, "partner", TRUE, NULL, NULL);
  back = open_person (&f, ex);
  g_assert_cmpuint (back->housemates->len, ==, 1);
  fixture_close (&f);
}

/* ------------------------------------------------------------------ consents */

static VbConsent *
ask_consent (const char *person_id)
{
  g_autofree char *today = vb_time_today ();
  VbConsent *consent = vb_consent_new (person_id, today);

  consent->by_person = TRUE;
  consent->capacity = g_strdup ("yes");
  consent->form = g_strdup ("oral");
  consent->form_note = g_strdup ("Petra");
  consent->purpose = g_strdup ("referral");
  consent->recipient_id = g_strdup ("coach");
  consent->recipient_name = g_strdup ("Welzijnscoach");
  consent->explained = TRUE;
  vb_consent_add_scope (consent, "wish", NULL);
  vb_consent_add_scope (consent, "topic", "M02");
  return consent;
}

static void
test_a_consent_stays_as_it_was_given_until_withdrawn (void)
{
  Fixture f = { 0 };
  g_autofree char *id = NULL, *today = vb_time_today (), *day = NULL;
  g_autoptr(VbConsent) consent = NULL;
  g_autoptr(GPtrArray) kept = NULL, after = NULL;
  g_autoptr(GError) error = NULL;
  const VbConsent *one;

  fixture_open (&f);
  id = add_person (&f, "Ron", NULL, "Smit", NULL, NULL);
  consent = ask_consent (id);
  g_assert_true (vb_consents_save_sync (f.store, consent, NULL, &error));
  kept = vb_consents_list_sync (f.store, id, NULL, &error);
  one = kept->pdata[0];
  g_assert_true (vb_shape_equal (&vb_consent_shape, consent, one));
  g_assert_cmpuint (one->scope->len, ==, 2);
  g_assert_false (vb_consents_save_sync (f.store, consent, NULL, &error));
  g_assert_error (error, VB_ERROR, VB_ERROR_EXISTS);
  g_clear_error (&error);

  g_assert_true (vb_consents_withdraw_sync (f.store, consent->id, "person", "by phone", NULL,
                                            &error));
  /* Again does not move the day or the words. */
  g_assert_true (vb_consents_withdraw_sync (f.store, consent->id, "parent", "later", NULL, &error));
  after = vb_consents_list_sync (f.store, id, NULL, &error);
  one = after->pdata[0];
  g_assert_cmpstr (one->withdrawn_on, ==, today);
  g_assert_cmpstr (one->withdrawn_how, ==, "by phone");
  g_assert_true (vb_consents_note_told_sync (f.store, consent->id, NULL, &error));
  day = fixture_text (&f, "SELECT withdrawal_told_on FROM consent");
  g_assert_cmpstr (day, ==, today);
  g_assert_false (vb_consents_withdraw_sync (f.store, "none", "person", NULL, NULL, &error));
  g_assert_error (error, VB_ERROR, VB_ERROR_NOT_FOUND);
  fixture_close (&f);
}

static void
test_a_consent_that_says_too_little_is_refused (void)
{
  Fixture f = { 0 };
  g_autofree char *id = NULL;
  g_autoptr(VbConsent) consent = NULL, nobody = NULL;
  g_autoptr(GError) error = NULL;

  fixture_open (&f);
  id = add_person (&f, "Ron", NULL, "Smit", NULL, NULL);
  consent = ask_consent (id);
  g_ptr_array_set_size (consent->scope, 0);
  g_assert_false (vb_consents_save_sync (f.store, consent, NULL, &error));
  g_assert_error (error, VB_ERROR, VB_ERROR_INVALID_INPUT);
  g_clear_error (&error);
  nobody = ask_consent ("nobody");
  g_assert_false (vb_consents_save_sync (f.store, nobody, NULL, &error));
  g_assert_error (error, VB_ERROR, VB_ERROR_NOT_FOUND);
  g_assert_cmpint (fixture_int (&f, "SELECT count (*) FROM consent"), ==, 0);
  fixture_close (&f);
}

/* ------------------------------------------------------------------ conversations */

static VbConversation *
talk_with (const char *person_id)
{
  VbConversation *talk = vb_conversation_new (person_id, WEB, "1", "2026-03-12");
  VbTopic *debts = vb_conversation_add_topic (talk, "society", "M02");
  VbTopic *unrest = vb_conversation_add_topic (talk, "mind", "G02");

  vb_answer_set_mark (vb_conversation_get_answer (talk, "body"), 5);
  vb_answer_skip (vb_conversation_get_answer (talk, "meaning"), "rather-not");
  vb_conversation_get_answer (talk, "taking-part")->talk = TRUE;
  vb_conversation_link_topics (talk, debts->id, unrest->id, "worsens");
  vb_conversation_set_helped_topic (talk, "doctor", debts->id, TRUE);
  vb_conversation_set_helped_domain (talk, "doctor", "mind");
  vb_conversation_prefer (talk, "taking-part", NULL, 1);
  vb_conversation_prefer (talk, NULL, debts->id, 2);
  return talk;
}

static void
assert_same_talk (const VbConversation *a,
                  const VbConversation *b)
{
  g_assert_true (vb_shape_equal (&vb_conversation_shape, a, b));
  g_assert_cmpuint (a->answers->len, ==, b->answers->len);
  for (guint i = 0; i < a->answers->len; i++)
    {
      const VbAnswer *answer = a->answers->pdata[i];

      g_assert_true (vb_shape_equal (&vb_answer_shape, answer,
                                     vb_conversation_find_answer (b, answer->item)));
    }
  g_assert_cmpuint (a->topics->len, ==, b->topics->len);
  g_assert_cmpuint (a->links->len, ==, b->links->len);
  g_assert_cmpuint (a->helping->len, ==, b->helping->len);
  for (guint i = 0; i < a->helping->len; i++)
    {
      const VbHelping *helping = a->helping->pdata[i];

      if (helping->topic_id != NULL)
        g_assert_true (vb_conversation_is_helped_topic (b, helping->helper_id,
                                                        helping->topic_id));
      else
        g_assert_cmpstr (vb_conversation_get_helped_domain (b, helping->helper_id), ==,
                         helping->domain);
    }
  g_assert_cmpuint (a->priorities->len, ==, b->priorities->len);
}

static void
test_a_conversation_comes_back_as_saved (void)
{
  Fixture f = { 0 };
  g_autofree char *id = NULL;
  g_autoptr(VbConversation) talk = NULL, base = NULL, kept = NULL, changed = NULL;
  g_autoptr(GError) error = NULL;

  fixture_open (&f);
  id = add_person (&f, "Ron", NULL, "Smit", NULL, NULL);
  talk = talk_with (id);
  g_assert_true (vb_conversations_save_sync (f.store, NULL, talk, NULL, &error));
  g_assert_no_error (error);
  kept = vb_conversations_open_sync (f.store, talk->id, NULL, &error);
  assert_same_talk (talk, kept);

  base = vb_conversation_copy (talk);
  /* The order turned round, a topic gone with what pointed at it, a mark where there was none. */
  vb_conversation_prefer (talk, "taking-part", NULL, 2);
  vb_conversation_remove_topic (talk, ((VbTopic *) talk->topics->pdata[1])->id);
  vb_answer_set_mark (vb_conversation_get_answer (talk, "meaning"), 2);
  g_assert_true (vb_conversations_save_sync (f.store, base, talk, NULL, &error));
  g_assert_no_error (error);
  changed = vb_conversations_open_sync (f.store, talk->id, NULL, &error);
  assert_same_talk (talk, changed);
  g_assert_cmpuint (changed->links->len, ==, 0);
  g_assert_cmpuint (vb_conversation_get_rank (changed, "taking-part", NULL), ==, 2);
  fixture_close (&f);
}

/* As if they had never been written down: then they did not help with anything either. */
static void
test_who_is_removed_helps_with_nothing (void)
{
  Fixture f = { 0 };
  g_autofree char *id = NULL;
  g_autoptr(VbPersonRecord) record = NULL;
  g_autoptr(VbPerson) with = NULL, without = NULL;
  g_autoptr(VbConversation) talk = NULL, kept = NULL;
  g_autoptr(GError) error = NULL;
  VbHelper *helper;

  fixture_open (&f);
  id = add_person (&f, "Ron", NULL, "Smit", NULL, NULL);
  record = open_person (&f, id);
  with = vb_person_copy (record->person);
  helper = vb_person_add_helper (with);
  helper->name = g_strdup ("Psychiatrist");
  g_assert_true (vb_people_save_sync (f.store, record->person, with, NULL, &error));
  talk = talk_with (id);
  vb_conversation_set_helped_domain (talk, helper->id, "mind");
  g_assert_true (vb_conversations_save_sync (f.store, NULL, talk, NULL, &error));
  without = vb_person_copy (with);
  g_ptr_array_set_size (without->helpers, 0);
  g_assert_true (vb_people_save_sync (f.store, with, without, NULL, &error));
  g_assert_no_error (error);
  kept = vb_conversations_open_sync (f.store, talk->id, NULL, &error);
  g_assert_null (vb_conversation_get_helped_domain (kept, helper->id));
  g_assert_cmpstr (vb_conversation_get_helped_domain (kept, "doctor"), ==, "mind");
  fixture_close (&f);
}

static void
test_a_topic_that_was_removed_can_come_back (void)
{
  Fixture f = { 0 };
  g_autofree char *id = NULL;
  g_autoptr(VbConversation) talk = NULL, first = NULL, without = NULL, kept = NULL;
  g_autoptr(GError) error = NULL;

  fixture_open (&f);
  id = add_person (&f, "Ron", NULL, "Smit", NULL, NULL);
  talk = talk_with (id);
  g_assert_true (vb_conversations_save_sync (f.store, NULL, talk, NULL, &error));
  first = vb_conversation_copy (talk);
  vb_conversation_remove_topic (talk, ((VbTopic *) talk->topics->pdata[0])->id);
  without = vb_conversation_copy (talk);
  g_assert_true (vb_conversations_save_sync (f.store, first, talk, NULL, &error));
  vb_conversation_take_said (talk, first);
  g_assert_true (vb_conversations_save_sync (f.store, without, talk, NULL, &error));
  g_assert_no_error (error);
  kept = vb_conversations_open_sync (f.store, talk->id, NULL, &error);
  assert_same_talk (first, kept);
  fixture_close (&f);
}

static void
test_the_list_of_conversations_leaves_mistakes_out (void)
{
  Fixture f = { 0 };
  g_autofree char *id = NULL, *other = NULL;
  g_autoptr(VbConversation) wrong = NULL, first = NULL, last = NULL, foreign = NULL;
  g_autoptr(GPtrArray) list = NULL;
  g_autoptr(GError) error = NULL;
  gint64 logged;

  fixture_open (&f);
  id = add_person (&f, "Ron", NULL, "Smit", NULL, NULL);
  other = add_person (&f, "Greet", NULL, "Dijk", NULL, NULL);
  first = talk_with (id);
  wrong = talk_with (id);
  last = talk_with (id);
  foreign = talk_with (other);
  g_free (wrong->state);
  wrong->state = g_strdup ("entered-in-error");
  g_assert_true (vb_conversations_save_sync (f.store, NULL, first, NULL, &error));
  g_assert_true (vb_conversations_save_sync (f.store, NULL, wrong, NULL, &error));
  g_assert_true (vb_conversations_save_sync (f.store, NULL, last, NULL, &error));
  g_assert_true (vb_conversations_save_sync (f.store, NULL, foreign, NULL, &error));
  logged = fixture_int (&f, "SELECT count (*) FROM access_log");
  list = vb_conversations_list_sync (f.store, id, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (list->len, ==, 2);
  g_assert_cmpstr (((VbMoment *) list->pdata[0])->id, ==, last->id);
  g_assert_cmpstr (((VbMoment *) list->pdata[1])->id, ==, first->id);
  g_assert_cmpint (fixture_int (&f, "SELECT count (*) FROM access_log"), ==, logged + 1);
  fixture_close (&f);
}

static void
test_a_conversation_is_thrown_away_only_before_it_is_done (void)
{
  Fixture f = { 0 };
  g_autofree char *id = NULL, *state = NULL;
  g_autoptr(VbConversation) open = NULL, done = NULL;
  g_autoptr(GError) error = NULL;

  fixture_open (&f);
  id = add_person (&f, "Ron", NULL, "Smit", NULL, NULL);
  open = talk_with (NULL);
  done = talk_with (id);
  g_free (done->state);
  done->state = g_strdup ("completed");
  g_assert_true (vb_conversations_save_sync (f.store, NULL, open, NULL, &error));
  g_assert_true (vb_conversations_save_sync (f.store, NULL, done, NULL, &error));
  g_assert_true (vb_conversations_discard_sync (f.store, open->id, NULL, &error));
  g_assert_true (vb_conversations_discard_sync (f.store, done->id, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpint (fixture_int (&f, "SELECT count (*) FROM conversation"), ==, 1);
  g_assert_cmpint (fixture_int (&f, "SELECT count (*) FROM conversation_topic"), ==, 2);
  state = fixture_text (&f, "SELECT state FROM conversation");
  g_assert_cmpstr (state, ==, "entered-in-error");
  fixture_close (&f);
}

static void
test_the_timeline_shows_what_happened (void)
{
  Fixture f = { 0 };
  g_autofree char *id = NULL;
  g_autoptr(VbConversation) talk = NULL;
  g_autoptr(VbConsent) consent = NULL;
  g_autoptr(VbPlan) plan = NULL, kept = NULL;
  g_autoptr(VbPersonRecord) record = NULL;
  g_autoptr(GError) error = NULL;
  const VbMoment *moment;

  fixture_open (&f);
  id = add_person (&f, "Ron", NULL, "Smit", NULL, NULL);
  talk = talk_with (id);
  consent = ask_consent (id);
  plan = vb_plan_new (id, "2026-03-13");
  vb_plan_add_action (plan, vb_plan_add_goal (plan, "Do something useful"), "Visit on Tuesday",
                      "person")->first_step = TRUE;
  g_assert_true (vb_conversations_save_sync (f.store, NULL, talk, NULL, &error));
  g_assert_true (vb_plans_save_sync (f.store, NULL, plan, NULL, &error));
  g_assert_true (vb_consents_save_sync (f.store, consent, NULL, &error));
  g_assert_no_error (error);
  record = open_person (&f, id);
  g_assert_cmpuint (record->timeline->len, ==, 3);
  moment = record->timeline->pdata[2];
  g_assert_cmpint (moment->kind, ==, VB_MOMENT_CONVERSATION);
  g_assert_cmpstr (moment->title, ==, WEB);
  moment = record->timeline->pdata[1];
  g_assert_cmpstr (moment->title, ==, "Do something useful");
  kept = vb_plans_open_sync (f.store, moment->id, NULL, &error);
  g_assert_true (((VbAction *) kept->actions->pdata[0])->first_step);
  moment = record->timeline->pdata[0];
  g_assert_cmpstr (moment->state, ==, "consent");
  fixture_close (&f);
}

static void
send_about (Fixture    *f,
            const char *person_id,
            const char *recipient)
{
  g_autoptr(VbReferral) referral = vb_referral_new (VB_KIND_REFERRAL, NULL);
  g_autoptr(GError) error = NULL;

  referral->person_id = g_strdup (person_id);
  referral->recipient_name = g_strdup (recipient);
  g_assert_true (vb_referrals_save_sync (f->store, NULL, referral, NULL, &error));
  g_assert_no_error (error);
}

/* What came of it is where the person is; of a letter with both sides here it stands once. */
static void
test_the_timeline_shows_the_referrals (void)
{
  Fixture f = { 0 };
  g_autofree char *id = NULL, *other = NULL;
  g_autoptr(VbPersonRecord) record = NULL;
  const VbMoment *moment;

  fixture_open (&f);
  id = add_person (&f, "Ron", NULL, "Smit", NULL, NULL);
  other = add_person (&f, "Greet", NULL, "Boersma", NULL, NULL);
  send_about (&f, id, "Welfare coach");
  send_about (&f, id, "Debt helper");
  send_about (&f, other, "District nurse");
  fixture_exec (&f, "UPDATE referral SET sent_on = '2026-03-02', state = 'declined', "
                    "ended_on = '2026-03-04' WHERE recipient_name = 'Debt helper'");
  fixture_exec (&f, "INSERT INTO referral (id, letter_id, side, kind, state, code, person_id, "
                    "sender_name, sent_on, changed_at) SELECT 'theirs', letter_id, 'receiver', "
                    "kind, 'declined', code, person_id, 'Practice', sent_on, changed_at "
                    "FROM referral WHERE recipient_name = 'Debt helper'");
  record = open_person (&f, id);
  g_assert_cmpuint (record->timeline->len, ==, 2);
  moment = record->timeline->pdata[0];
  g_assert_cmpint (moment->kind, ==, VB_MOMENT_REFERRAL);
  g_assert_cmpstr (moment->title, ==, "Welfare coach");
  g_assert_cmpstr (moment->state, ==, "draft");
  g_assert_cmpstr (moment->sort, ==, "referral");
  g_assert_false (moment->received);
  moment = record->timeline->pdata[1];
  g_assert_cmpstr (moment->id, ==, "theirs");
  g_assert_cmpstr (moment->title, ==, "Practice");
  g_assert_cmpstr (moment->date, ==, "2026-03-02");
  g_assert_true (moment->received);
  fixture_close (&f);
}

static void
test_with_a_person_everything_goes (void)
{
  Fixture f = { 0 };
  g_autofree char *id = NULL, *house = NULL;
  g_autoptr(VbConversation) talk = NULL;
  g_autoptr(VbConsent) consent = NULL;
  g_autoptr(VbPlan) plan = NULL;

  fixture_open (&f);
  id = add_person (&f, "Ron", NULL, "Smit", NULL, NULL);
  talk = talk_with (id);
  consent = ask_consent (id);
  plan = vb_plan_new (id, "2026-03-13");
  vb_plan_add_action (plan, vb_plan_add_goal (plan, "Useful"), "Visit", "person");
  g_assert_true (vb_conversations_save_sync (f.store, NULL, talk, NULL, NULL));
  g_assert_true (vb_plans_save_sync (f.store, NULL, plan, NULL, NULL));
  g_assert_true (vb_consents_save_sync (f.store, consent, NULL, NULL));
  house = vb_people_join_sync (f.store, id, NULL, NULL, FALSE, NULL, NULL);
  vb_person_record_free (open_person (&f, id));
  fixture_exec (&f, "DELETE FROM person");
  for (guint i = 0; i < G_N_ELEMENTS (shapes); i++)
    {
      g_autofree char *sql = g_strdup_printf ("SELECT count (*) FROM %s", shapes[i]->table);

      g_test_message ("%s", shapes[i]->table);
      g_assert_cmpint (fixture_int (&f, sql), ==, 0);
    }
  g_assert_cmpint (fixture_int (&f, "SELECT count (*) FROM local_person_opened"), ==, 0);
  g_assert_cmpint (fixture_int (&f, "SELECT count (*) FROM household_member"), ==, 0);
  /* Who looked stays known. */
  g_assert_cmpint (fixture_int (&f, "SELECT count (*) > 0 FROM access_log WHERE person_id IS NOT "
                                    "NULL"), ==, 1);
  fixture_close (&f);
}

/* ------------------------------------------------------------------ sudden death */

/* Saves mark after mark, each in its own transaction, and says after each that it is kept. */
static G_GNUC_NORETURN void
write_until_killed (const char *path,
                    VbSecret   *key,
                    const char *person_id,
                    int         out)
{
  g_autoptr(VbStore) store = vb_store_open_sync (path, key, VB_STORE_ALLOW_ANY_PLACE, NULL, NULL);

  for (guint n = 0; store != NULL; n++)
    {
      g_autoptr(VbConversation) talk = talk_with (person_id);
      g_autoptr(VbConversation) base = NULL;
      guint8 said = 1;

      if (!vb_conversations_save_sync (store, NULL, talk, NULL, NULL))
        break;
      base = vb_conversation_copy (talk);
      vb_answer_set_mark (vb_conversation_get_answer (talk, "body"), n % 11);
      if (!vb_conversations_save_sync (store, base, talk, NULL, NULL)
          || write (out, &said, 1) != 1)
        break;
    }
  _exit (1);
}

static guint
kill_after (Fixture    *f,
            const char *id,
            guint       n_said)
{
  int ends[2], status;
  guint heard = 0;
  guint8 said;
  pid_t child;

  g_assert_cmpint (pipe (ends), ==, 0);
  child = fork ();
  g_assert_cmpint (child, >=, 0);
  if (child == 0)
    write_until_killed (f->path, f->key, id, ends[1]);
  close (ends[1]);
  while (heard < n_said && read (ends[0], &said, 1) == 1)
    heard++;
  kill (child, SIGKILL);
  waitpid (child, &status, 0);
  while (read (ends[0], &said, 1) == 1)
    heard++;
  close (ends[0]);
  return heard;
}

static void
test_what_was_saved_survives_a_kill (void)
{
  Fixture f = { 0 };
  g_autofree char *id = NULL;
  gint64 heard = 0;

  fixture_open (&f);
  id = add_person (&f, "Ron", NULL, "Smit", NULL, NULL);
  for (guint round = 0; round < 12; round++)
    {
      g_autoptr(GError) error = NULL;

      g_assert_true (vb_store_close_sync (f.store, NULL));
      g_clear_object (&f.store);
      heard += kill_after (&f, id, 1 + round % 4);
      f.store = vb_store_open_sync (f.path, f.key, VB_STORE_ALLOW_ANY_PLACE, NULL, &error);
      g_assert_no_error (error);
      /* All that was said to be kept is there, and nothing is there in part. */
      g_assert_cmpint (fixture_int (&f, "SELECT count (*) FROM conversation"), >=, heard);
      g_assert_cmpint (fixture_int (&f, "SELECT count (*) FROM conversation WHERE "
                                        "(SELECT count (*) FROM conversation_answer AS a WHERE "
                                        "a.conversation_id = conversation.id) <> 3 OR "
                                        "(SELECT count (*) FROM conversation_priority AS p WHERE "
                                        "p.conversation_id = conversation.id) <> 2"), ==, 0);
    }
  g_assert_cmpint (heard, >=, 12);
  g_test_message ("%d conversations said to be kept", (int) heard);
  fixture_close (&f);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  /* First, while this process has no threads of a store. */
  g_test_add_func ("/people/what was saved survives a kill", test_what_was_saved_survives_a_kill);
  g_test_add_func ("/people/every column has its member", test_every_column_has_its_member);
  g_test_add_func ("/people/no place for a citizen service number",
                   test_no_place_for_a_citizen_service_number);
  g_test_add_func ("/people/found by name, birth date and case number",
                   test_found_by_name_birth_date_and_case_number);
  g_test_add_func ("/people/found by postcode, but not a secret one",
                   test_found_by_postcode_but_not_a_secret_one);
  g_test_add_func ("/people/the postcode of a secret address is not listed",
                   test_the_postcode_of_a_secret_address_is_not_listed);
  g_test_add_func ("/people/every look leaves a trace without content",
                   test_every_look_leaves_a_trace_without_content);
  g_test_add_func ("/people/where no trace can be left nothing is shown",
                   test_where_no_trace_can_be_left_nothing_is_shown);
  g_test_add_func ("/people/a person comes back as saved", test_a_person_comes_back_as_saved);
  g_test_add_func ("/people/two who change one person", test_two_who_change_one_person);
  g_test_add_func ("/people/what is wrong is not half saved", test_what_is_wrong_is_not_half_saved);
  g_test_add_func ("/people/the change log follows", test_the_change_log_follows);
  g_test_add_func ("/people/a household hides who did not agree",
                   test_a_household_hides_who_did_not_agree);
  g_test_add_func ("/people/who left a household sees it no more",
                   test_who_left_a_household_sees_it_no_more);
  g_test_add_func ("/people/a consent stays as it was given until withdrawn",
                   test_a_consent_stays_as_it_was_given_until_withdrawn);
  g_test_add_func ("/people/a consent that says too little is refused",
                   test_a_consent_that_says_too_little_is_refused);
  g_test_add_func ("/people/a conversation comes back as saved",
                   test_a_conversation_comes_back_as_saved);
  g_test_add_func ("/people/who is removed helps with nothing",
                   test_who_is_removed_helps_with_nothing);
  g_test_add_func ("/people/a topic that was removed can come back",
                   test_a_topic_that_was_removed_can_come_back);
  g_test_add_func ("/people/the list of conversations leaves mistakes out",
                   test_the_list_of_conversations_leaves_mistakes_out);
  g_test_add_func ("/people/a conversation is thrown away only before it is done",
                   test_a_conversation_is_thrown_away_only_before_it_is_done);
  g_test_add_func ("/people/the timeline shows what happened",
                   test_the_timeline_shows_what_happened);
  g_test_add_func ("/people/the timeline shows the referrals",
                   test_the_timeline_shows_the_referrals);
  g_test_add_func ("/people/with a person everything goes", test_with_a_person_everything_goes);
  return g_test_run ();
}
