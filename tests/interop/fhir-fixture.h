/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <string.h>

#include "core/base/vb-uuid.h"
#include "interop/vb-fhir.h"
#include "interop/vb-instrument-reader.h"

/* Persons made up by chance: every column of every record gets something that fits, nothing, or
 * something that FHIR does not take as it is. */

static inline char *
random_text (GRand *rand)
{
  static const char *const texts[] = {
    "x", "Wil weer buiten komen", "", "  spaces around  ", "one\ntwo\r\n\tthree", "2026-02-29",
    "2026-02-28", "\xc2\xa0", "hard\xc2\xa0space", "bell\a", "مرحبا بالعالم \xe2\x80\x8f(نعم)",
    "שלום",
    "Ø😀\xf0\x9f\x91\xa9\xe2\x80\x8d\xf0\x9f\x91\xa9\xe2\x80\x8d\xf0\x9f\x91\xa7é",
    "日本語\xe3\x80\x80空白",
    "\"quoted\" \\ </script>&amp;", "urn:uuid:no", "a|b[c=d]", "e\xcc\x81",
    "\xef\xbb\xbfmark", "12",
    "empty", "-1", " ", "\x7f",
  };
  guint n = g_rand_int_range (rand, 0, G_N_ELEMENTS (texts) + 1);
  GString *text;

  if (n < G_N_ELEMENTS (texts))
    return g_strdup (texts[n]);
  text = g_string_new (NULL);
  while (text->len < 20000)
    g_string_append (text, "Lang verhaal, عربي, ქართული. ");
  return g_string_free (text, FALSE);
}

static inline char *
random_code (GRand *rand)
{
  static const char *const codes[] = {
    "in-progress", "completed", "amended", "entered-in-error", "draft", "active", "revoked",
    "proposed", "cancelled", "open", "busy", "done", "dropped", "consent", "refusal", "burden",
    "strength", "nl", "ar", "referral", "B01", "body", "partner",
  };

  return g_strdup (codes[g_rand_int_range (rand, 0, G_N_ELEMENTS (codes))]);
}

static inline char *
random_value (GRand      *rand,
              const char *column)
{
  gboolean is_date = g_str_has_suffix (column, "_on") || g_str_has_suffix (column, "_date")
                     || g_str_has_prefix (column, "valid_") || g_str_equal (column, "keep_until");

  if (g_rand_int_range (rand, 0, 4) == 0)
    return NULL;
  if (g_str_has_suffix (column, "_id") && g_rand_int_range (rand, 0, 4) > 0)
    return vb_uuid_new ();
  if (is_date && g_rand_int_range (rand, 0, 4) > 0)
    return g_strdup_printf ("%04d-%02d-%02d", g_rand_int_range (rand, 1901, 2100),
                            g_rand_int_range (rand, 1, 13), g_rand_int_range (rand, 1, 29));
  return g_rand_boolean (rand) ? random_code (rand) : random_text (rand);
}

static inline void
fill_field (GRand         *rand,
            const VbShape *shape,
            gpointer       record,
            guint          i)
{
  static const gint64 numbers[] = { 0, 1, 3, 10, -7, G_MAXINT32, G_MAXINT64 };
  g_autofree char *text = NULL;

  switch (shape->fields[i].type)
    {
    case VB_SHAPE_FLAG:
      text = g_strdup (g_rand_boolean (rand) ? "1" : "0");
      break;
    case VB_SHAPE_NUMBER:
      if (g_rand_boolean (rand))
        text = g_strdup_printf ("%" G_GINT64_FORMAT,
                                numbers[g_rand_int_range (rand, 0, G_N_ELEMENTS (numbers))]);
      break;
    case VB_SHAPE_STAMP:
      if (g_rand_boolean (rand))
        text = g_strdup_printf ("%" G_GINT64_FORMAT,
                                1700000000000000 + (gint64) g_rand_int (rand) * 1001);
      break;
    default:
      text = random_value (rand, shape->fields[i].column);
    }
  vb_shape_set_text (shape, record, i, text);
}

/* @owner_column: (nullable) */
static inline gpointer
random_record (GRand         *rand,
               const VbShape *shape,
               const char    *owner_column,
               const char    *owner)
{
  gpointer record = vb_shape_new (shape);

  for (guint i = 0; i < shape->n_fields; i++)
    if (g_strcmp0 (shape->fields[i].column, owner_column) == 0)
      vb_shape_set_text (shape, record, i, owner);
    else if (!g_str_equal (shape->fields[i].column, "id"))
      fill_field (rand, shape, record, i);
  return record;
}

static inline void
fill_list (GRand         *rand,
           const VbShape *shape,
           GPtrArray     *records,
           const char    *owner_column,
           const char    *owner)
{
  for (int n = g_rand_int_range (rand, 0, 4); n > 0; n--)
    g_ptr_array_add (records, random_record (rand, shape, owner_column, owner));
}

static inline int
compare_items (gconstpointer a,
               gconstpointer b)
{
  return strcmp ((*(VbAnswer *const *) a)->item, (*(VbAnswer *const *) b)->item);
}

static inline int
compare_topics (gconstpointer a,
                gconstpointer b)
{
  return strcmp ((*(VbTopic *const *) a)->id, (*(VbTopic *const *) b)->id);
}

static inline void
add_answer (GRand          *rand,
            VbConversation *conversation,
            const char     *item)
{
  VbAnswer *answer;

  if (vb_conversation_find_answer (conversation, item) != NULL)
    return;
  answer = random_record (rand, &vb_answer_shape, "conversation_id", conversation->id);
  g_free (answer->item);
  answer->item = g_strdup (item);
  g_ptr_array_add (conversation->answers, answer);
}

/* Of each kind of item some are answered, and some that the questionnaire does not have. */
static inline void
fill_said (GRand          *rand,
           VbConversation *conversation,
           const char     *url)
{
  g_autoptr(VbInstrument) instrument = vb_instrument_find_shipped (url);

  for (int kind = VB_ITEM_GROUP; instrument != NULL && kind <= VB_ITEM_TEXT; kind++)
    {
      g_autoptr(GPtrArray) items = vb_instrument_list_items (instrument, kind);

      for (guint i = 0; i < items->len; i++)
        {
          const VbInstrumentItem *item = g_ptr_array_index (items, i);
          VbTopic *topic;

          if (g_rand_int_range (rand, 0, 4) == 0)
            add_answer (rand, conversation, item->id);
          if (kind != VB_ITEM_TOPIC || g_rand_boolean (rand))
            continue;
          topic = random_record (rand, &vb_topic_shape, "conversation_id", conversation->id);
          g_free (topic->code);
          topic->code = g_strdup (item->id);
          g_ptr_array_add (conversation->topics, topic);
        }
    }
  add_answer (rand, conversation, "of-another-version");
  add_answer (rand, conversation, "hard\xc2\xa0space");
  add_answer (rand, conversation, "");
  fill_list (rand, &vb_topic_shape, conversation->topics, "conversation_id", conversation->id);
  g_ptr_array_sort (conversation->answers, compare_items);
  g_ptr_array_sort (conversation->topics, compare_topics);
}

static inline VbConversation *
random_conversation (GRand      *rand,
                     const char *person_id)
{
  static const char *const urls[] = {
    "https://verbinder.nl/fhir/Questionnaire/four-domains",
    "https://verbinder.nl/fhir/Questionnaire/health-web",
    "https://verbinder.nl/fhir/Questionnaire/health-web-aspects", "https://example.org/own",
    "not an address", "a|b",
  };
  const char *url = urls[g_rand_int_range (rand, 0, G_N_ELEMENTS (urls))];
  VbConversation *self = random_record (rand, &vb_conversation_shape, "person_id", person_id);
  const char *id = self->id;

  g_free (self->instrument);
  self->instrument = g_strdup (url);
  self->answers = vb_shape_new_list (&vb_answer_shape);
  self->topics = vb_shape_new_list (&vb_topic_shape);
  self->links = vb_shape_new_list (&vb_topic_link_shape);
  self->helping = vb_shape_new_list (&vb_helping_shape);
  self->priorities = vb_shape_new_list (&vb_priority_shape);
  self->safety = vb_shape_new_list (&vb_safety_step_shape);
  fill_said (rand, self, url);
  fill_list (rand, &vb_topic_link_shape, self->links, "conversation_id", id);
  fill_list (rand, &vb_helping_shape, self->helping, "conversation_id", id);
  fill_list (rand, &vb_priority_shape, self->priorities, "conversation_id", id);
  fill_list (rand, &vb_safety_step_shape, self->safety, "conversation_id", id);
  return self;
}

static inline VbConsent *
random_consent (GRand      *rand,
                const char *person_id)
{
  VbConsent *self = random_record (rand, &vb_consent_shape, "person_id", person_id);

  self->scope = vb_shape_new_list (&vb_consent_scope_shape);
  fill_list (rand, &vb_consent_scope_shape, self->scope, "consent_id", self->id);
  for (guint i = 0; i < self->scope->len; i++)
    {
      VbConsentScope *scope = g_ptr_array_index (self->scope, i);

      if (scope->category == NULL)
        scope->category = g_strdup ("topic");
      if (scope->detail == NULL)
        scope->detail = g_strdup ("");
    }
  return self;
}

static inline VbPlan *
random_plan (GRand      *rand,
             const char *person_id)
{
  VbPlan *self = random_record (rand, &vb_plan_shape, "person_id", person_id);

  self->goals = vb_shape_new_list (&vb_goal_shape);
  self->actions = vb_shape_new_list (&vb_action_shape);
  fill_list (rand, &vb_goal_shape, self->goals, "plan_id", self->id);
  fill_list (rand, &vb_action_shape, self->actions, "plan_id", self->id);
  return self;
}

static inline int
compare_positions (gconstpointer a,
                   gconstpointer b)
{
  const VbReferralItem *left = *(VbReferralItem *const *) a;
  const VbReferralItem *right = *(VbReferralItem *const *) b;

  return left->position != right->position
           ? (left->position > right->position) - (left->position < right->position)
           : strcmp (left->id, right->id);
}

static inline void
fill_events (GRand      *rand,
             VbReferral *self)
{
  fill_list (rand, &vb_referral_event_shape, self->events, "referral_id", self->id);
  for (guint i = 0; i < self->events->len; i++)
    {
      VbReferralEvent *event = g_ptr_array_index (self->events, i);
      char **codes[] = { &event->step, &event->state, &event->side };

      event->number = i + 1;
      g_free (event->id);
      event->id = vb_uuid_new ();
      event->at = 1700000000000000 + (gint64) g_rand_int (rand) * 1001;
      for (guint n = 0; n < G_N_ELEMENTS (codes); n++)
        if (*codes[n] == NULL)
          *codes[n] = g_strdup ("x");
    }
}

/* Of any kind, in any state, of either side. */
static inline VbReferral *
random_referral (GRand      *rand,
                 const char *person_id)
{
  VbReferral *self = random_record (rand, &vb_referral_shape, "person_id", person_id);

  self->items = vb_shape_new_list (&vb_referral_item_shape);
  self->events = vb_shape_new_list (&vb_referral_event_shape);
  g_free (self->letter_id);
  self->letter_id = vb_uuid_new ();
  g_free (self->kind);
  self->kind =
    g_strdup (vb_referral_kind_get_code (g_rand_int_range (rand, 0, VB_N_KINDS)));
  g_free (self->state);
  self->state =
    g_strdup (vb_referral_state_get_code (g_rand_int_range (rand, 0, VB_N_REFERRAL_STATES)));
  g_free (self->side);
  self->side = g_strdup (g_rand_boolean (rand) ? "sender" : "receiver");
  self->attempts = g_rand_int_range (rand, 0, 5);
  fill_list (rand, &vb_referral_item_shape, self->items, "referral_id", self->id);
  g_ptr_array_sort (self->items, compare_positions);
  fill_events (rand, self);
  return self;
}

/* Sometimes two cases of one meeting. */
static inline void
add_random_case (GRand      *rand,
                 VbDossier  *dossier,
                 const char *person_id)
{
  VbMeetingCase *item = vb_meeting_case_adopt (random_record (rand, &vb_meeting_case_shape,
                                                              "person_id", person_id));
  VbMeeting *meeting;

  if (dossier->meetings->len == 0 || g_rand_boolean (rand))
    {
      meeting = vb_meeting_adopt (random_record (rand, &vb_meeting_shape, NULL, NULL));
      fill_list (rand, &vb_meeting_member_shape, meeting->members, "meeting_id", meeting->id);
      g_ptr_array_add (dossier->meetings, meeting);
    }
  meeting = g_ptr_array_index (dossier->meetings, dossier->meetings->len - 1);
  g_free (item->meeting_id);
  item->meeting_id = g_strdup (meeting->id);
  item->held_on = g_strdup (meeting->held_on);
  fill_list (rand, &vb_meeting_seat_shape, item->seats, "case_id", item->id);
  fill_list (rand, &vb_meeting_action_shape, item->actions, "case_id", item->id);
  g_ptr_array_add (dossier->cases, item);
}

static inline VbDossier *
random_dossier (guint32 seed)
{
  g_autoptr(GRand) rand = g_rand_new_with_seed (seed);
  VbDossier *self = vb_dossier_new ();
  VbPerson *person = random_record (rand, &vb_person_shape, NULL, NULL);
  const char *id = person->id;

  self->person = person;
  person->representatives = vb_shape_new_list (&vb_representative_shape);
  person->relations = vb_shape_new_list (&vb_relation_shape);
  person->helpers = vb_shape_new_list (&vb_helper_shape);
  fill_list (rand, &vb_representative_shape, person->representatives, "person_id", id);
  fill_list (rand, &vb_relation_shape, person->relations, "person_id", id);
  fill_list (rand, &vb_helper_shape, person->helpers, "person_id", id);
  fill_list (rand, &vb_membership_shape, self->memberships, "person_id", id);
  for (int n = g_rand_int_range (rand, 0, 4); n > 0; n--)
    g_ptr_array_add (self->consents, random_consent (rand, id));
  for (int n = g_rand_int_range (rand, 0, 4); n > 0; n--)
    g_ptr_array_add (self->conversations, random_conversation (rand, id));
  for (int n = g_rand_int_range (rand, 0, 3); n > 0; n--)
    g_ptr_array_add (self->plans, random_plan (rand, id));
  for (int n = g_rand_int_range (rand, 0, 4); n > 0; n--)
    g_ptr_array_add (self->referrals, random_referral (rand, id));
  for (int n = g_rand_int_range (rand, 0, 4); n > 0; n--)
    add_random_case (rand, self, id);
  return self;
}
