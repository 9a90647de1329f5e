/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What stands in a referral before anybody typed: from the person, the conversation and the map. */

#include "config.h"

#include "app/referral/vb-compose-private.h"

#include <string.h>

#include <glib/gi18n.h>

#include "app/conversation/vb-topic-words.h"
#include "app/people/vb-contact-words.h"
#include "app/vb-words.h"
#include "interop/vb-instrument-reader.h"

/* ------------------------------------------------------------------ what the person said */

static const char *
item_name (const VbInstrument *instrument,
           const char         *id)
{
  const VbInstrumentItem *item = instrument != NULL && id != NULL
                                 ? vb_instrument_find_item (instrument, id) : NULL;

  return item != NULL
         ? vb_instrument_get_words (instrument, item->title, vb_topic_find_language (instrument))
         : NULL;
}

/* (nullable): the one that was chosen, or what comes first */
static const VbPriority *
find_priority (VbCompose *self)
{
  const VbConversation *said = vb_compose_get_conversation (self);
  const char *id = vb_compose_get (self)->priority_id;
  const VbPriority *first = NULL;

  for (guint i = 0; said != NULL && i < said->priorities->len; i++)
    {
      const VbPriority *priority = g_ptr_array_index (said->priorities, i);

      if (g_strcmp0 (priority->id, id) == 0)
        return priority;
      if (priority->rank == 1)
        first = priority;
    }
  return first;
}

static const char *
topic_name (const VbInstrument *instrument,
            const VbTopic      *topic)
{
  const char *name = topic != NULL ? item_name (instrument, topic->code) : NULL;

  return name != NULL || topic == NULL ? name : topic->words;
}

/* (transfer full) (nullable): "Being alone" */
static char *
dup_priority (VbCompose *self)
{
  const VbConversation *said = vb_compose_get_conversation (self);
  const VbPriority *priority = find_priority (self);
  g_autoptr(VbInstrument) instrument = NULL;
  const char *name;

  if (priority == NULL)
    return NULL;
  instrument = vb_instrument_find_shipped (said->instrument);
  name = priority->topic_id != NULL
         ? topic_name (instrument, vb_conversation_find_topic (said, priority->topic_id))
         : item_name (instrument, priority->item);
  return g_strdup (name != NULL ? name : priority->words);
}

/* (nullable): what they want, as they said it */
static const char *
find_wish (VbCompose *self)
{
  const VbConversation *said = vb_compose_get_conversation (self);
  const VbGoal *goal = vb_compose_get_goal (self);

  if (goal != NULL && goal->wants != NULL)
    return goal->wants;
  if (said != NULL && said->wants_different != NULL)
    return said->wants_different;
  return goal != NULL ? goal->words : NULL;
}

/* ------------------------------------------------------------------ the text */

static VbReferralItem *
find_item (VbReferral     *draft,
           VbDataCategory  category,
           const char     *detail)
{
  for (guint i = 0; i < draft->items->len; i++)
    {
      VbReferralItem *item = g_ptr_array_index (draft->items, i);

      if (vb_data_category_find (item->category) == category
          && g_strcmp0 (item->detail, detail) == 0)
        return item;
    }
  return NULL;
}

static void
fill_text (char **text,
           char  *value)
{
  if (*text == NULL)
    *text = value;
  else
    g_free (value);
}

static char *
dup_question (const char *wish,
              const char *priority)
{
  if (wish != NULL && priority != NULL && g_strcmp0 (wish, priority) != 0)
    /* Translators: what comes first for somebody, and what they said */
    return g_strdup_printf (_("%s comes first. In the person's own words: “%s”\nPlease look "
                              "together at what fits."), priority, wish);
  if (wish != NULL)
    return g_strdup_printf (_("In the person's own words: “%s”\nPlease look together at what "
                              "fits."), wish);
  if (priority != NULL)
    return g_strdup_printf (_("%s comes first. Please look together at what fits."), priority);
  return NULL;
}

static gboolean
is_ticked (VbCompose      *self,
           VbDataCategory  category,
           const char     *detail)
{
  const VbReferralItem *item = find_item (vb_compose_get (self), category, detail);

  return item != NULL && item->included;
}

/* The question always goes: what the person said is in it only while that is ticked. What somebody
 * wrote there stays. */
gboolean
_vb_compose_fill_question (VbCompose *self)
{
  VbReferral *draft = vb_compose_get (self);
  const char *wish = find_wish (self);
  g_autofree char *priority = dup_priority (self);
  g_autofree char *both = dup_question (wish, priority);
  g_autofree char *said = dup_question (wish, NULL);
  g_autofree char *topic = dup_question (NULL, priority);
  g_autofree char *now = dup_question (is_ticked (self, VB_DATA_WISH, NULL) ? wish : NULL,
                                       is_ticked (self, VB_DATA_TOPIC, priority) ? priority
                                                                                 : NULL);
  const char *question = draft->question;

  if ((question != NULL && g_strcmp0 (question, both) != 0 && g_strcmp0 (question, said) != 0
       && g_strcmp0 (question, topic) != 0)
      || g_strcmp0 (question, now) == 0)
    return FALSE;
  g_free (draft->question);
  draft->question = g_steal_pointer (&now);
  return TRUE;
}

/* The reasons somebody mostly has; whoever sends reads them, and changes what is not so. */
static void
fill_check (VbReferral *draft)
{
  if (draft->ground == NULL || vb_ground_find (draft->ground) == VB_GROUND_ANONYMOUS)
    return;
  fill_text (&draft->necessity, g_strdup (_("Without this the receiver cannot begin with the "
                                            "question.")));
  fill_text (&draft->proportionality, g_strdup (_("Only what is ticked goes along, for this one "
                                                  "question.")));
  fill_text (&draft->subsidiarity, g_strdup (_("We looked together whether the person can do it "
                                               "alone, or without a name. That does not work "
                                               "here.")));
}

/* A draft may be older than what the record says now: that stands first, and what somebody wrote
 * stays under it. */
static void
fill_contact (VbReferral     *draft,
              const VbPerson *person)
{
  g_autofree char *rules = vb_contact_dup_plain (person);
  g_autofree char *all = vb_contact_dup_rules (person);
  g_autofree char *written = g_steal_pointer (&draft->safe_contact);
  const char *none = _("No limits are known: every way is fine.");

  /* of before, when the note stood in it too */
  if (written == NULL || g_str_equal (written, none) || g_strcmp0 (written, all) == 0)
    draft->safe_contact = g_strdup (rules != NULL ? rules : none);
  else if (rules != NULL && strstr (written, rules) == NULL)
    draft->safe_contact = g_strdup_printf ("%s\n%s", rules, written);
  else
    draft->safe_contact = g_steal_pointer (&written);
}

void
_vb_compose_fill (VbCompose *self)
{
  VbReferral *draft = vb_compose_get (self);
  const VbPerson *person = vb_compose_get_person (self);
  VbReferralKind kind = vb_referral_get_kind (draft);

  fill_check (draft);
  if (person != NULL)
    {
      if (kind == VB_KIND_CONSULTATION)
        fill_text (&draft->subject, g_strdup (draft->code));
      fill_text (&draft->subject, vb_person_dup_name (person));
      fill_contact (draft, person);
    }
  _vb_compose_fill_items (self);
  _vb_compose_fill_question (self);
}

/* ------------------------------------------------------------------ what may go along */

/* @words: (nullable) (transfer full): %NULL when there is nothing to tell */
static void
offer (VbReferral     *draft,
       VbDataCategory  category,
       const char     *detail,
       const char     *label,
       char           *words,
       gboolean        ticked)
{
  VbReferralItem *item = find_item (draft, category, detail);

  if (words != NULL && *words != '\0')
    {
      if (item == NULL)
        {
          item = vb_referral_add_item (draft, category, detail, label, words);
          item->included = ticked;
        }
      else if (g_strcmp0 (item->words, words) != 0)
        {
          g_free (item->words);
          item->words = g_strdup (words);
        }
    }
  g_free (words);
}

static char *
join (const char *first,
      const char *second)
{
  if (first == NULL || second == NULL)
    return g_strdup (first != NULL ? first : second);
  return g_strdup_printf ("%s, %s", first, second);
}

static char *
dup_address (const VbPerson *person)
{
  g_autofree char *city = join (person->postal_code, person->city);

  return join (person->address_1, city);
}

static char *
dup_language (const VbPerson *person)
{
  g_autofree char *language = person->language != NULL
                              ? vb_words_language (person->language, NULL) : NULL;
  g_autofree char *both = join (language, person->interpreter ? _("needs an interpreter") : NULL);

  return join (both, person->easy_reading ? _("easy words, and pictures") : NULL);
}

/* What the record does not say any more does not go along from an older draft. */
static void
offer_of_record (VbReferral     *draft,
                 VbDataCategory  category,
                 const char     *detail,
                 const char     *label,
                 char           *words,
                 gboolean        ticked)
{
  VbReferralItem *item = find_item (draft, category, detail);

  if (item != NULL && (words == NULL || *words == '\0'))
    g_ptr_array_remove (draft->items, item);
  offer (draft, category, detail, label, words, ticked);
}

/* Name, number and wish are what it cannot do without; the rest is ticked by hand. */
static void
offer_person (VbCompose      *self,
              const VbPerson *person)
{
  VbReferral *draft = vb_compose_get (self);
  VbReferralKind kind = vb_referral_get_kind (draft);
  gboolean named = vb_ground_find (draft->ground) != VB_GROUND_ANONYMOUS;
  gboolean meets = named && (kind == VB_KIND_REFERRAL || kind == VB_KIND_PRESCRIPTION);

  offer_of_record (draft, VB_DATA_NAME, NULL, _("Name"), vb_person_dup_name (person), named);
  offer_of_record (draft, VB_DATA_CONTACT, NULL, _("Phone and e-mail"),
                   join (person->phone, person->email), meets);
  offer (draft, VB_DATA_WISH, NULL, _("Wish, in own words"), g_strdup (find_wish (self)), named);
  offer_of_record (draft, VB_DATA_BIRTH_DATE, NULL, _("Birth date"),
                   person->birth_date != NULL ? vb_words_date (person->birth_date) : NULL, FALSE);
  offer_of_record (draft, VB_DATA_ADDRESS, NULL, _("Address"), dup_address (person), FALSE);
  offer_of_record (draft, VB_DATA_LANGUAGE, NULL, _("Language"), dup_language (person), FALSE);
  offer_of_record (draft, VB_DATA_SAFETY, "contact", _("More about safe contact"),
                   vb_contact_dup_careful (person), FALSE);
  offer_of_record (draft, VB_DATA_SAFETY, NULL, _("Safety"),
                   person->unsafe ? g_strdup (_("There was violence. Be careful with whom you "
                                                "tell what.")) : NULL, FALSE);
}

/* (nullable): "burden", or what was said with it */
static char *
dup_topic_words (const VbTopic *topic)
{
  return join (vb_topic_tone_name (topic->tone), topic->code != NULL ? topic->words : NULL);
}

/* What the person put first, and the referral is about, is ticked; the rest is not. */
static void
offer_topics (VbCompose            *self,
              const VbConversation *said)
{
  VbReferral *draft = vb_compose_get (self);
  g_autoptr(VbInstrument) instrument = vb_instrument_find_shipped (said->instrument);
  g_autofree char *first = draft->ground != NULL
                           && vb_ground_find (draft->ground) != VB_GROUND_ANONYMOUS
                           ? dup_priority (self) : NULL;

  for (guint i = 0; i < said->topics->len; i++)
    {
      const VbTopic *topic = g_ptr_array_index (said->topics, i);
      const char *name = topic_name (instrument, topic);
      char *words = dup_topic_words (topic);

      if (name != NULL && g_strcmp0 (topic->source, "professional") != 0)
        offer (draft, VB_DATA_TOPIC, name, name, words != NULL ? words : g_strdup (name),
               g_strcmp0 (name, first) == 0);
      else
        g_free (words);
    }
  for (guint i = 0; i < said->answers->len; i++)
    {
      const VbAnswer *answer = g_ptr_array_index (said->answers, i);
      const char *name = item_name (instrument, answer->item);

      if (name == NULL || answer->mark == VB_NO_NUMBER)
        continue;
      offer (draft, VB_DATA_TOPIC, name, name,
             answer->words != NULL
             ? g_strdup_printf ("%d, %s", (int) answer->mark, answer->words)
             : g_strdup_printf ("%d", (int) answer->mark), g_strcmp0 (name, first) == 0);
    }
}

static void
offer_plan (VbReferral   *draft,
            const VbGoal *goal)
{
  offer (draft, VB_DATA_PLAN, "goal", _("Goal in the plan"), g_strdup (goal->words), FALSE);
  offer (draft, VB_DATA_PLAN, "can", _("What the person can do"), g_strdup (goal->can), FALSE);
  offer (draft, VB_DATA_PLAN, "needs", _("What the person needs"), g_strdup (goal->needs),
         FALSE);
}

void
_vb_compose_fill_items (VbCompose *self)
{
  VbReferral *draft = vb_compose_get (self);
  VbEntity *service = vb_compose_get_service (self);
  const VbPerson *person = vb_compose_get_person (self);

  if (person != NULL)
    offer_person (self, person);
  if (vb_compose_get_conversation (self) != NULL)
    offer_topics (self, vb_compose_get_conversation (self));
  if (vb_compose_get_goal (self) != NULL)
    offer_plan (draft, vb_compose_get_goal (self));
  if (service != NULL)
    offer (draft, VB_DATA_TOPIC, draft->service_id, _("Service"),
           g_strdup (vb_entity_get_name (service)), FALSE);
}
