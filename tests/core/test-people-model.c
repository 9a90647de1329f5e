/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The rules about persons, conversations and plans, without a store. */

#include "config.h"

#include <string.h>

#include "core/model/vb-conversation.h"
#include "core/model/vb-person.h"
#include "core/model/vb-plan.h"
#include "core/model/vb-retention.h"

#define TODAY "2026-11-20"

static const char *
find_error (GArray     *errors,
            const char *column)
{
  for (guint i = 0; i < errors->len; i++)
    {
      const VbShapeError *error = &g_array_index (errors, VbShapeError, i);

      if (g_str_equal (error->column, column))
        return error->message;
    }
  return NULL;
}

/* ------------------------------------------------------------------ persons */

static VbPerson *
greet (void)
{
  VbPerson *self = vb_person_new ();

  self->given_name = g_strdup ("Greet");
  self->prefix = g_strdup ("van");
  self->family_name = g_strdup ("Dijk");
  self->birth_date = g_strdup ("1943-04-03");
  self->phone = g_strdup ("06 12345678");
  self->address_1 = g_strdup ("Lindelaan 3");
  self->postal_code = g_strdup ("3511 AB");
  return self;
}

static void
test_names (void)
{
  g_autoptr(VbPerson) person = greet ();
  g_autofree char *name = vb_person_dup_name (person);
  g_autofree char *key = vb_person_dup_key (person);

  g_assert_cmpstr (name, ==, "Greet van Dijk");
  g_assert_cmpstr (key, ==, "dijk van greet");
}

static void
test_age (void)
{
  g_assert_cmpint (vb_person_get_age ("1943-04-03", "2026-04-02"), ==, 82);
  g_assert_cmpint (vb_person_get_age ("1943-04-03", "2026-04-03"), ==, 83);
  g_assert_cmpint (vb_person_get_age ("2008-02-29", "2026-02-28"), ==, 17);
  g_assert_cmpint (vb_person_get_age ("2008-02-29", "2026-03-01"), ==, 18);
  g_assert_cmpint (vb_person_get_age (NULL, TODAY), ==, -1);
  g_assert_cmpint (vb_person_get_age ("2027-01-01", TODAY), ==, -1);
  g_assert_cmpint (vb_person_get_age ("yesterday", TODAY), ==, -1);
}

static const struct
{
  const char *column;
  gsize offset;
  const char *bad;
  const char *good;
} values[] = {
  { "birth_date", G_STRUCT_OFFSET (VbPerson, birth_date), "2026-11-21", "2026-11-20" },
  { "birth_date", G_STRUCT_OFFSET (VbPerson, birth_date), "31-2-1950", "31-12-1950" },
  { "birth_date", G_STRUCT_OFFSET (VbPerson, birth_date), "1850-01-01", "1926-01-01" },
  { "postal_code", G_STRUCT_OFFSET (VbPerson, postal_code), "0511 AB", "3511ab" },
  { "postal_code", G_STRUCT_OFFSET (VbPerson, postal_code), "3511 A", "3511 AB" },
  { "phone", G_STRUCT_OFFSET (VbPerson, phone), "ask her son", "+31 6 12345678" },
  { "email", G_STRUCT_OFFSET (VbPerson, email), "greet at home", "greet@example.org" },
  { "contact_from", G_STRUCT_OFFSET (VbPerson, contact_from), "ten", "10:00" },
  { "contact_until", G_STRUCT_OFFSET (VbPerson, contact_until), "25:00", "17:30" },
  { "language", G_STRUCT_OFFSET (VbPerson, language), "Tigrinya", "ti" },
  { "contact_way", G_STRUCT_OFFSET (VbPerson, contact_way), "smoke", "phone" },
  { "retention_class", G_STRUCT_OFFSET (VbPerson, retention_class), "ever", "wgbo_20" },
  { "case_number", G_STRUCT_OFFSET (VbPerson, case_number), "111222333", "2026-0117" },
  { "case_number", G_STRUCT_OFFSET (VbPerson, case_number), "1112.22.333", "111222334" },
  { "contact_note", G_STRUCT_OFFSET (VbPerson, contact_note), "bsn 111222333.", "0612345678" },
  { "closed_on", G_STRUCT_OFFSET (VbPerson, closed_on), "soon", "2026-01-01" },
};

static void
test_values (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    for (guint good = 0; good < 2; good++)
      {
        g_autoptr(VbPerson) person = greet ();
        g_autoptr(GArray) errors = NULL;
        char **member = G_STRUCT_MEMBER_P (person, values[i].offset);

        g_free (*member);
        *member = g_strdup (good ? values[i].good : values[i].bad);
        vb_person_tidy (person);
        errors = vb_person_validate (person, TODAY);
        g_test_message ("%s: %s", values[i].column, *member);
        g_assert_cmpuint (errors->len, ==, good ? 0 : 1);
        if (!good)
          g_assert_nonnull (find_error (errors, values[i].column));
      }
}

static void
test_a_person_without_anything (void)
{
  g_autoptr(VbPerson) person = vb_person_new ();
  g_autoptr(GArray) none = vb_person_validate (person, TODAY);
  g_autoptr(GArray) numbered = NULL;

  g_assert_nonnull (find_error (none, "family_name"));
  person->case_number = g_strdup ("17");
  numbered = vb_person_validate (person, TODAY);
  g_assert_cmpuint (numbered->len, ==, 0);
}

static void
test_who_stands_around_is_checked (void)
{
  g_autoptr(VbPerson) person = greet ();
  g_autoptr(GArray) errors = NULL;
  VbRepresentative *daughter = vb_person_add_representative (person);
  VbHelper *helper = vb_person_add_helper (person);
  VbRelation *relation = vb_person_add_relation (person);

  daughter->kind = g_strdup ("king");
  daughter->valid_from = g_strdup ("2026-02-01");
  daughter->valid_to = g_strdup ("2026-01-01");
  helper->name = g_strdup ("District nurse");
  helper->useful = g_strdup ("very");
  relation->name = g_strdup ("111222333");
  errors = vb_person_validate (person, TODAY);
  g_assert_nonnull (find_error (errors, "name"));
  g_assert_nonnull (find_error (errors, "kind"));
  g_assert_nonnull (find_error (errors, "valid_to"));
  g_assert_nonnull (find_error (errors, "useful"));
  g_assert_cmpuint (errors->len, ==, 5);
}

static void
test_citizen_service_numbers_are_recognised (void)
{
  g_assert_true (vb_text_has_bsn ("111222333"));
  g_assert_true (vb_text_has_bsn ("her number is 1112.22.333, she says"));
  g_assert_true (vb_text_has_bsn ("111 222 333"));
  g_assert_false (vb_text_has_bsn ("111222334"));
  g_assert_false (vb_text_has_bsn ("000000000"));
  g_assert_false (vb_text_has_bsn ("06-12345678"));
  g_assert_false (vb_text_has_bsn ("2026-11-20"));
  g_assert_false (vb_text_has_bsn ("since 1112-22-33 3 times a week"));
  g_assert_false (vb_text_has_bsn (NULL));
  /* Part of a longer number is no number of its own. */
  g_assert_false (vb_text_has_bsn ("1112223330"));
}

static void
test_safe_contact (void)
{
  g_autoptr(VbPerson) person = greet ();

  /* Only mobile, after ten, no voicemail, no letters. */
  person->contact_from = g_strdup ("10:00");
  person->no_voicemail = person->no_letter = TRUE;
  g_assert_cmpint (vb_person_may_contact (person, VB_WAY_PHONE, 9 * 60 + 59), ==,
                   VB_CONTACT_NOT_NOW);
  g_assert_cmpint (vb_person_may_contact (person, VB_WAY_PHONE, 10 * 60), ==, VB_CONTACT_FINE);
  g_assert_cmpint (vb_person_may_contact (person, VB_WAY_PHONE, -1), ==, VB_CONTACT_FINE);
  g_assert_cmpint (vb_person_may_contact (person, VB_WAY_VOICEMAIL, 11 * 60), ==,
                   VB_CONTACT_NOT_THIS_WAY);
  g_assert_cmpint (vb_person_may_contact (person, VB_WAY_LETTER, -1), ==,
                   VB_CONTACT_NOT_THIS_WAY);
  g_assert_cmpint (vb_person_may_contact (person, VB_WAY_EMAIL, 3 * 60), ==,
                   VB_CONTACT_NOTHING_KNOWN);
  person->email = g_strdup ("greet@example.org");
  g_assert_cmpint (vb_person_may_contact (person, VB_WAY_EMAIL, 3 * 60), ==, VB_CONTACT_FINE);
  person->contact_until = g_strdup ("17:00");
  g_assert_cmpint (vb_person_may_contact (person, VB_WAY_TEXT, 17 * 60), ==, VB_CONTACT_NOT_NOW);
  g_assert_cmpint (vb_person_may_contact (person, VB_WAY_VISIT, 17 * 60 - 1), ==, VB_CONTACT_FINE);
  /* Not called at all is not spoken to on a machine either. */
  person->no_voicemail = FALSE;
  person->no_phone = TRUE;
  g_assert_cmpint (vb_person_may_contact (person, VB_WAY_VOICEMAIL, -1), ==,
                   VB_CONTACT_NOT_THIS_WAY);
  person->contact_way = g_strdup ("through");
  for (VbWay way = 0; way < VB_N_WAYS; way++)
    g_assert_cmpint (vb_person_may_contact (person, way, 12 * 60), !=, VB_CONTACT_FINE);
}

static void
test_what_shows_where (void)
{
  g_autoptr(VbPerson) person = greet ();

  g_assert_cmpint (vb_person_shows (person, VB_PART_ADDRESS, VB_AUDIENCE_PRINT), ==, VB_SHOW_YES);
  person->address_secret = person->unsafe = TRUE;
  g_assert_cmpint (vb_person_shows (person, VB_PART_ADDRESS, VB_AUDIENCE_RECORD), ==,
                   VB_SHOW_ON_REQUEST);
  for (VbAudience audience = VB_AUDIENCE_LIST; audience < VB_N_AUDIENCES; audience++)
    {
      g_assert_cmpint (vb_person_shows (person, VB_PART_ADDRESS, audience), ==, VB_SHOW_NOT);
      g_assert_cmpint (vb_person_shows (person, VB_PART_SAFETY, audience), ==, VB_SHOW_NOT);
      g_assert_cmpint (vb_person_shows (person, VB_PART_CONTACT, audience), ==, VB_SHOW_NOT);
    }
  /* On the card between two people nobody has a name. */
  for (VbPersonPart part = 0; part < VB_N_PARTS; part++)
    g_assert_cmpint (vb_person_shows (person, part, VB_AUDIENCE_CARD), ==, VB_SHOW_NOT);
}

static void
assert_kept (const char *class,
             const char *closed_on,
             const char *changed_on,
             const char *keep_until,
             const char *expected)
{
  g_autofree char *until = vb_retention_compute (class, closed_on, changed_on, keep_until);

  g_assert_cmpstr (until, ==, expected);
}

static void
test_retention (void)
{
  assert_kept ("welzijn_2", NULL, "2026-03-01", NULL, "2028-03-01");
  assert_kept ("welzijn_2", "2025-12-31", "2026-03-01", NULL, "2027-12-31");
  assert_kept ("wgbo_20", NULL, "2024-02-29", NULL, "2044-02-29");
  assert_kept ("project_1", NULL, "2024-02-29", NULL, "2025-02-28");
  assert_kept ("wmo_15", NULL, "2026-03-01", "2042-01-01", "2042-01-01");
  assert_kept ("wmo_15", NULL, "2026-03-01", "2030-01-01", "2041-03-01");
  assert_kept ("nothing", NULL, "2026-03-01", NULL, NULL);
}

/* ------------------------------------------------------------------ conversations */

static VbConversation *
web (void)
{
  return vb_conversation_new ("p", "https://example.org/Questionnaire/web", "1", TODAY);
}

static void
test_a_mark_takes_the_place_of_a_skip (void)
{
  g_autoptr(VbConversation) talk = web ();
  VbAnswer *answer = vb_conversation_get_answer (talk, "body");

  g_assert_cmpint (answer->mark, ==, VB_NO_NUMBER);
  vb_answer_skip (answer, "rather-not");
  vb_answer_set_mark (answer, 0);
  g_assert_null (answer->skipped);
  g_assert_cmpint (answer->mark, ==, 0);
  vb_answer_skip (answer, "unknown");
  g_assert_cmpint (answer->mark, ==, VB_NO_NUMBER);
  g_assert_true (vb_conversation_get_answer (talk, "body") == answer);
  g_assert_cmpuint (talk->answers->len, ==, 1);
}

static void
assert_order (const VbConversation *talk,
              const char           *order)
{
  g_autoptr(GString) found = g_string_new (NULL);

  for (guint rank = 1; rank <= 3; rank++)
    for (guint i = 0; i < talk->priorities->len; i++)
      {
        const VbPriority *priority = g_ptr_array_index (talk->priorities, i);

        if (priority->rank == rank)
          g_string_append (found, priority->item);
      }
  g_assert_cmpstr (found->str, ==, order);
  g_assert_cmpuint (found->len, ==, talk->priorities->len);
}

static void
test_priorities (void)
{
  g_autoptr(VbConversation) talk = web ();

  /* There are no holes: the first comes first wherever it is put. */
  vb_conversation_prefer (talk, "a", NULL, 3);
  assert_order (talk, "a");
  vb_conversation_prefer (talk, "b", NULL, 1);
  assert_order (talk, "ba");
  vb_conversation_prefer (talk, "c", NULL, 2);
  assert_order (talk, "bca");
  /* What falls off the end is gone. */
  vb_conversation_prefer (talk, "d", NULL, 1);
  assert_order (talk, "dbc");
  g_assert_cmpuint (vb_conversation_get_rank (talk, "a", NULL), ==, 0);
  vb_conversation_prefer (talk, "d", NULL, 3);
  assert_order (talk, "bcd");
  vb_conversation_prefer (talk, "c", NULL, 0);
  assert_order (talk, "bd");
  vb_conversation_prefer (talk, "c", NULL, 0);
  assert_order (talk, "bd");
}

static void
test_a_worry_is_no_priority (void)
{
  g_autoptr(VbConversation) talk = web ();
  g_autoptr(GArray) fine = NULL;
  g_autoptr(GArray) wrong = NULL;
  VbPriority *worry = vb_shape_new (&vb_priority_shape);

  worry->conversation_id = g_strdup (talk->id);
  worry->chosen_by = g_strdup ("professional");
  worry->words = g_strdup ("Alcohol");
  g_ptr_array_add (talk->priorities, worry);
  vb_conversation_prefer (talk, "a", NULL, 1);
  fine = vb_conversation_validate (talk);
  g_assert_cmpuint (fine->len, ==, 0);
  worry->rank = 2;
  wrong = vb_conversation_validate (talk);
  g_assert_nonnull (find_error (wrong, "chosen_by"));
}

static void
test_topics_and_what_points_at_them (void)
{
  g_autoptr(VbConversation) talk = web ();
  g_autoptr(GArray) errors = NULL;
  VbTopic *debts = vb_conversation_add_topic (talk, "society", "M02");
  VbTopic *unrest = vb_conversation_add_topic (talk, "mind", "G02");

  g_assert_nonnull (vb_conversation_link_topics (talk, debts->id, unrest->id, "worsens"));
  g_assert_null (vb_conversation_link_topics (talk, debts->id, unrest->id, "worsens"));
  g_assert_nonnull (vb_conversation_link_topics (talk, unrest->id, debts->id, "worsens"));
  g_assert_null (vb_conversation_link_topics (talk, debts->id, debts->id, "helps"));
  vb_conversation_prefer (talk, NULL, debts->id, 1);
  vb_conversation_prefer (talk, NULL, unrest->id, 2);
  errors = vb_conversation_validate (talk);
  g_assert_cmpuint (errors->len, ==, 0);
  vb_conversation_remove_topic (talk, debts->id);
  g_assert_cmpuint (talk->topics->len, ==, 1);
  g_assert_cmpuint (talk->links->len, ==, 0);
  g_assert_cmpuint (vb_conversation_get_rank (talk, NULL, unrest->id), ==, 1);
}

/* The id goes with the topic, while there are others to look at after it. */
static void
test_a_topic_goes_by_its_own_id (void)
{
  g_autoptr(VbConversation) talk = web ();
  VbTopic *debts = vb_conversation_add_topic (talk, "society", "M02");
  VbTopic *unrest = vb_conversation_add_topic (talk, "mind", "G02");
  VbTopic *days = vb_conversation_add_topic (talk, "society", "M06");

  vb_conversation_remove_topic (talk, unrest->id);
  g_assert_cmpuint (talk->topics->len, ==, 2);
  g_assert_true (g_ptr_array_index (talk->topics, 0) == debts);
  g_assert_true (g_ptr_array_index (talk->topics, 1) == days);
}

static void
test_a_worry_goes_with_its_topic (void)
{
  g_autoptr(VbConversation) talk = web ();
  VbTopic *drink = vb_conversation_add_topic (talk, "body", "L08");
  g_autoptr(GArray) errors = NULL;

  vb_conversation_set_worry (talk, drink->id, TRUE);
  vb_conversation_set_worry (talk, drink->id, TRUE);
  g_assert_cmpuint (talk->priorities->len, ==, 1);
  g_assert_cmpuint (vb_conversation_get_rank (talk, NULL, drink->id), ==, 0);
  /* The person may choose it too: one does not take the other's place. */
  vb_conversation_prefer (talk, NULL, drink->id, 1);
  g_assert_true (vb_conversation_is_worry (talk, drink->id));
  g_assert_cmpuint (talk->priorities->len, ==, 2);
  vb_conversation_remove_topic (talk, drink->id);
  g_assert_cmpuint (talk->priorities->len, ==, 0);
  errors = vb_conversation_validate (talk);
  g_assert_cmpuint (errors->len, ==, 0);
}

static const VbDifference *
difference_of (GArray        *found,
               const VbShape *shape,
               const char    *code)
{
  for (guint i = 0; i < found->len; i++)
    {
      const VbDifference *each = &g_array_index (found, VbDifference, i);
      const VbTopic *topic = each->after != NULL ? each->after : each->before;

      if (each->shape == shape && shape == &vb_topic_shape && g_strcmp0 (topic->code, code) == 0)
        return each;
      if (each->shape == shape && shape != &vb_topic_shape)
        return each;
    }
  g_assert_not_reached ();
}

static void
test_compare_tells_what_is_different (void)
{
  g_autoptr(VbConversation) before = web (), after = web ();
  VbTopic *debts = vb_conversation_add_topic (before, "society", "M02");
  VbTopic *unrest = vb_conversation_add_topic (before, "mind", "G02");
  VbTopic *days = vb_conversation_add_topic (before, "society", "M06");
  VbTopic *debts_now, *days_now, *own;
  g_autoptr(GArray) found = NULL;

  vb_topic_set_tone (days, "burden");
  vb_conversation_link_topics (before, debts->id, unrest->id, "worsens");
  vb_conversation_prefer (before, NULL, days->id, 1);
  /* In another order, and lying elsewhere. */
  days_now = vb_conversation_add_topic (after, "society", "M06");
  vb_topic_set_tone (days_now, "strength");
  debts_now = vb_conversation_add_topic (after, "society", "M02");
  vb_topic_place (debts_now, "society", 900, 10);
  own = vb_conversation_add_topic (after, "social", NULL);
  vb_topic_set_words (own, "  Vrijwilliger  ");
  g_assert_cmpstr (own->words, ==, "Vrijwilliger");

  found = vb_conversation_compare (before, after);
  g_assert_cmpint (difference_of (found, &vb_topic_shape, "M02")->kind, ==, VB_DIFFERENCE_SAME);
  g_assert_cmpint (difference_of (found, &vb_topic_shape, "G02")->kind, ==, VB_DIFFERENCE_GONE);
  g_assert_cmpint (difference_of (found, &vb_topic_shape, NULL)->kind, ==, VB_DIFFERENCE_ADDED);
  g_assert_cmpint (difference_of (found, &vb_topic_shape, "M06")->kind, ==, VB_DIFFERENCE_CHANGED);
  g_assert_cmpuint (difference_of (found, &vb_topic_shape, "M06")->rank_before, ==, 1);
  g_assert_cmpuint (difference_of (found, &vb_topic_shape, "M06")->rank_after, ==, 0);
  /* One of its ends is gone, and so is the link. */
  g_assert_cmpint (difference_of (found, &vb_topic_link_shape, NULL)->kind, ==,
                   VB_DIFFERENCE_GONE);
  g_assert_cmpuint (found->len, ==, 5);
}

static void
test_compare_of_marks (void)
{
  g_autoptr(VbConversation) before = web (), after = web ();
  g_autoptr(GArray) found = NULL;

  vb_answer_set_mark (vb_conversation_get_answer (before, "body"), 5);
  vb_answer_skip (vb_conversation_get_answer (before, "mind"), "unknown");
  vb_answer_set_mark (vb_conversation_get_answer (after, "body"), 5);
  vb_answer_set_mark (vb_conversation_get_answer (after, "mind"), 0);
  /* Looked at, and nothing said. */
  vb_conversation_get_answer (after, "meaning");

  found = vb_conversation_compare (before, after);
  g_assert_cmpuint (found->len, ==, 2);
  g_assert_cmpint (g_array_index (found, VbDifference, 0).kind, ==, VB_DIFFERENCE_SAME);
  g_assert_cmpint (g_array_index (found, VbDifference, 1).kind, ==, VB_DIFFERENCE_CHANGED);
  g_array_unref (g_steal_pointer (&found));
  /* The same answer, now chosen to come first, is not the same. */
  vb_conversation_prefer (after, "body", NULL, 1);
  found = vb_conversation_compare (before, after);
  g_assert_cmpint (g_array_index (found, VbDifference, 0).kind, ==, VB_DIFFERENCE_CHANGED);
}

static void
test_compare_of_who_helps (void)
{
  g_autoptr(VbConversation) before = web (), after = web ();
  VbTopic *debts = vb_conversation_add_topic (before, "society", "M02");
  VbTopic *unrest = vb_conversation_add_topic (before, "mind", "G02");
  VbTopic *debts_now = vb_conversation_add_topic (after, "society", "M02");
  g_autoptr(GArray) found = NULL;
  const struct
  {
    const char *helper_id;
    VbDifferenceKind kind;
  } expected[] = { { "doctor", VB_DIFFERENCE_SAME }, { "coach", VB_DIFFERENCE_CHANGED },
                   { "nurse", VB_DIFFERENCE_CHANGED }, { "neighbour", VB_DIFFERENCE_ADDED },
                   { "friend", VB_DIFFERENCE_GONE } };

  vb_conversation_set_helped_domain (before, "doctor", "body");
  vb_conversation_set_helped_topic (before, "doctor", debts->id, TRUE);
  vb_conversation_set_helped_domain (before, "coach", "mind");
  vb_conversation_set_helped_topic (before, "nurse", debts->id, TRUE);
  vb_conversation_set_helped_topic (before, "nurse", unrest->id, TRUE);
  vb_conversation_set_helped_topic (before, "friend", unrest->id, TRUE);
  /* The same topic, in another order, and of another id. */
  vb_conversation_set_helped_topic (after, "doctor", debts_now->id, TRUE);
  vb_conversation_set_helped_domain (after, "doctor", "body");
  vb_conversation_set_helped_domain (after, "coach", "social");
  vb_conversation_set_helped_topic (after, "nurse", debts_now->id, TRUE);
  vb_conversation_set_helped_domain (after, "neighbour", "social");

  found = vb_conversation_compare (before, after);
  g_assert_cmpuint (found->len, ==, 2 + G_N_ELEMENTS (expected));
  for (guint i = 0; i < G_N_ELEMENTS (expected); i++)
    {
      const VbDifference *each = &g_array_index (found, VbDifference, 2 + i);
      const VbHelping *helping = each->after != NULL ? each->after : each->before;

      g_assert_true (each->shape == &vb_helping_shape);
      g_assert_cmpstr (helping->helper_id, ==, expected[i].helper_id);
      g_assert_cmpint (each->kind, ==, expected[i].kind);
    }
}

static void
test_who_helps_stands_with_what_they_help_with (void)
{
  g_autoptr(VbConversation) talk = web ();
  g_autoptr(VbConversation) copy = NULL;
  g_autoptr(GArray) fine = NULL, wrong = NULL;
  VbTopic *debts = vb_conversation_add_topic (talk, "society", "M02");
  g_autofree char *id = g_strdup (debts->id);

  g_assert_null (vb_conversation_get_helped_domain (talk, "doctor"));
  g_assert_true (vb_conversation_set_helped_topic (talk, "doctor", id, TRUE));
  g_assert_false (vb_conversation_set_helped_topic (talk, "doctor", id, TRUE));
  g_assert_false (vb_conversation_set_helped_topic (talk, "doctor", "no such topic", TRUE));
  g_assert_true (vb_conversation_is_helped_topic (talk, "doctor", id));
  g_assert_false (vb_conversation_is_helped_topic (talk, "nurse", id));
  /* Beside the first topic, until somebody chooses. */
  g_assert_cmpstr (vb_conversation_get_helped_domain (talk, "doctor"), ==, "society");
  vb_conversation_set_helped_domain (talk, "doctor", "body");
  vb_conversation_set_helped_domain (talk, "doctor", "mind");
  g_assert_cmpstr (vb_conversation_get_helped_domain (talk, "doctor"), ==, "mind");
  g_assert_cmpuint (talk->helping->len, ==, 2);
  fine = vb_conversation_validate (talk);
  g_assert_cmpuint (fine->len, ==, 0);
  copy = vb_conversation_copy (talk);
  /* A topic that goes leaves nobody helping with it. */
  vb_conversation_remove_topic (talk, id);
  vb_conversation_set_helped_domain (talk, "doctor", NULL);
  g_assert_cmpuint (talk->helping->len, ==, 0);
  vb_conversation_take_said (talk, copy);
  g_assert_true (vb_conversation_is_helped_topic (talk, "doctor", id));
  ((VbHelping *) talk->helping->pdata[0])->domain = g_strdup ("body");
  wrong = vb_conversation_validate (talk);
  g_assert_nonnull (find_error (wrong, "topic_id"));
}

static void
test_what_was_said_is_taken_back (void)
{
  g_autoptr(VbConversation) talk = web ();
  g_autoptr(VbConversation) copy = NULL;
  VbTopic *debts = vb_conversation_add_topic (talk, "society", "M02");
  g_autofree char *id = g_strdup (debts->id);

  vb_conversation_prefer (talk, NULL, id, 1);
  copy = vb_conversation_copy (talk);
  vb_conversation_remove_topic (talk, id);
  talk->first_step = g_strdup ("Bel zus");
  vb_conversation_take_said (talk, copy);
  g_assert_nonnull (vb_conversation_find_topic (talk, id));
  g_assert_cmpuint (vb_conversation_get_rank (talk, NULL, id), ==, 1);
  g_assert_cmpstr (talk->first_step, ==, "Bel zus");
}

static void
test_a_conversation_refuses (void)
{
  g_autoptr(VbConversation) talk = web ();
  g_autoptr(GArray) errors = NULL;
  VbTopic *own = vb_conversation_add_topic (talk, "body", NULL);
  VbAnswer *answer = vb_conversation_get_answer (talk, "body");

  own->words = g_strnfill (61, 'x');
  own->tone = g_strdup ("bad");
  answer->mark = 11;
  answer->words = g_strdup ("111222333");
  talk->teach_back = g_strdup ("not-done");
  errors = vb_conversation_validate (talk);
  g_assert_nonnull (find_error (errors, "tone"));
  g_assert_nonnull (find_error (errors, "mark"));
  g_assert_nonnull (find_error (errors, "teach_back_words"));
  g_assert_nonnull (find_error (errors, "words"));
  g_assert_cmpuint (errors->len, ==, 5);
}

/* ------------------------------------------------------------------ plans */

static void
test_a_plan_asks_for_an_own_action (void)
{
  g_autoptr(VbPlan) plan = vb_plan_new ("p", TODAY);
  g_autoptr(GArray) theirs = NULL;
  g_autoptr(GArray) why = NULL;
  g_autoptr(GArray) own = NULL;
  VbGoal *goal = vb_plan_add_goal (plan, "Eat together again");

  g_assert_cmpstr (plan->evaluate_on, ==, "2027-01-01");
  vb_plan_add_action (plan, goal, "Call the coach", "professional");
  theirs = vb_plan_validate (plan);
  g_assert_nonnull (find_error (theirs, "own_note"));
  plan->own_note = g_strdup ("First out of bed");
  why = vb_plan_validate (plan);
  g_assert_cmpuint (why->len, ==, 0);
  g_clear_pointer (&plan->own_note, g_free);
  vb_plan_add_action (plan, goal, "Go and look on Tuesday", "person");
  own = vb_plan_validate (plan);
  g_assert_cmpuint (own->len, ==, 0);
}

static void
test_a_household_sees_what_was_shared (void)
{
  g_autoptr(VbPlan) plan = vb_plan_new ("p", TODAY);
  g_autoptr(VbPlan) seen = NULL;
  g_autoptr(VbPlan) nothing = NULL;
  VbGoal *secret = vb_plan_add_goal (plan, "Be less afraid");
  VbGoal *open = vb_plan_add_goal (plan, "Keep the house");
  VbAction *action = vb_plan_add_action (plan, secret, "Fetch the post", "person");

  plan->own_note = g_strdup ("private");
  open->shared = action->shared = TRUE;
  open->wants = g_strdup ("private");
  seen = vb_plan_dup_for_household (plan, TRUE);
  g_assert_cmpuint (seen->goals->len, ==, 1);
  g_assert_cmpstr (((VbGoal *) seen->goals->pdata[0])->words, ==, "Keep the house");
  g_assert_null (((VbGoal *) seen->goals->pdata[0])->wants);
  g_assert_cmpuint (seen->actions->len, ==, 1);
  g_assert_null (((VbAction *) seen->actions->pdata[0])->goal_id);
  g_assert_null (seen->own_note);
  nothing = vb_plan_dup_for_household (plan, FALSE);
  g_assert_cmpuint (nothing->goals->len, ==, 0);
  g_assert_cmpuint (nothing->actions->len, ==, 0);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/person/names", test_names);
  g_test_add_func ("/person/age", test_age);
  g_test_add_func ("/person/values", test_values);
  g_test_add_func ("/person/without anything", test_a_person_without_anything);
  g_test_add_func ("/person/who stands around is checked", test_who_stands_around_is_checked);
  g_test_add_func ("/person/citizen service numbers are recognised",
                   test_citizen_service_numbers_are_recognised);
  g_test_add_func ("/person/safe contact", test_safe_contact);
  g_test_add_func ("/person/what shows where", test_what_shows_where);
  g_test_add_func ("/person/retention", test_retention);
  g_test_add_func ("/conversation/a mark takes the place of a skip",
                   test_a_mark_takes_the_place_of_a_skip);
  g_test_add_func ("/conversation/priorities", test_priorities);
  g_test_add_func ("/conversation/a worry is no priority", test_a_worry_is_no_priority);
  g_test_add_func ("/conversation/topics and what points at them",
                   test_topics_and_what_points_at_them);
  g_test_add_func ("/conversation/who helps stands with what they help with",
                   test_who_helps_stands_with_what_they_help_with);
  g_test_add_func ("/conversation/a topic goes by its own id", test_a_topic_goes_by_its_own_id);
  g_test_add_func ("/conversation/a worry goes with its topic", test_a_worry_goes_with_its_topic);
  g_test_add_func ("/conversation/compare tells what is different",
                   test_compare_tells_what_is_different);
  g_test_add_func ("/conversation/compare of marks", test_compare_of_marks);
  g_test_add_func ("/conversation/compare of who helps", test_compare_of_who_helps);
  g_test_add_func ("/conversation/what was said is taken back", test_what_was_said_is_taken_back);
  g_test_add_func ("/conversation/refuses", test_a_conversation_refuses);
  g_test_add_func ("/plan/asks for an own action", test_a_plan_asks_for_an_own_action);
  g_test_add_func ("/plan/a household sees what was shared",
                   test_a_household_sees_what_was_shared);
  return g_test_run ();
}
