/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/paper/vb-paper-sheets.h"

#include <stdlib.h>
#include <string.h>

#include "app/conversation/vb-card-words.h"
#include "app/paper/vb-paper-words.h"
#include "app/vb-words.h"

#define HANDOUT_SIZE 14.0 /* points */
#define W(word) vb_paper_word (language, VB_PAPER_##word)

static const char *
words_of (const VbInstrument *instrument,
          GHashTable         *words,
          const char         *language)
{
  return words != NULL && g_hash_table_size (words) > 0
         ? vb_instrument_get_words (instrument, words, language) : NULL;
}

/* ------------------------------------------------------------------ the card */

static gboolean
has_three_marks (guint marks)
{
  guint n = 0;

  for (guint i = 0; i <= 10; i++)
    n += (marks & 1u << i) != 0;
  return n == 3;
}

/* (transfer full): what is asked, with the mark when no circle is there to be filled for it */
static char *
dup_question (const VbInstrument     *instrument,
              const VbInstrumentItem *item,
              const VbAnswer         *answer,
              const char             *language)
{
  const char *title = words_of (instrument, item->title, language);

  if (answer == NULL || answer->mark < 0 || (item->marks & 1u << answer->mark) != 0)
    return g_strdup (title);
  return g_strdup_printf ("%s: \u200e%d/10", title, (int) answer->mark);
}

static void
add_mark (VbPaper                *paper,
          const VbInstrument     *instrument,
          const VbInstrumentItem *item,
          const VbConversation   *talk,
          const char             *language)
{
  const VbAnswer *answer = talk != NULL ? vb_conversation_find_answer (talk, item->id) : NULL;
  g_autofree char *question = dup_question (instrument, item, answer, language);
  VbPaperMark mark = {
    .title = question,
    .help = words_of (instrument, item->help, language),
    .marks = item->marks,
    .mark = answer != NULL && answer->mark != VB_NO_NUMBER ? (int) answer->mark : -1,
    .skips = { vb_card_word (language, VB_CARD_UNKNOWN),
               vb_card_word (language, VB_CARD_RATHER_NOT) },
    .skipped = answer == NULL || answer->skipped == NULL ? -1
               : g_str_equal (answer->skipped, "unknown") ? 0 : 1,
    .talk = item->talk ? words_of (instrument, item->talk_words, language) : NULL,
    .wants_talk = answer != NULL && answer->talk,
    .rank = talk != NULL ? vb_conversation_get_rank (talk, item->id, NULL) : 0,
  };

  if (has_three_marks (item->marks))
    for (guint i = 0; i < 3; i++)
      mark.names[i] = vb_card_word (language, VB_CARD_BAD + i);
  vb_paper_add_mark (paper, &mark);
}

static int
tone_of (const VbTopic *topic)
{
  static const char *const tones[] = { "burden", "so-so", "strength" };

  for (guint i = 0; i < G_N_ELEMENTS (tones); i++)
    if (g_strcmp0 (topic->tone, tones[i]) == 0)
      return i;
  /* Chosen, and nothing said about it. */
  return 1;
}

/* (nullable): what the person said about a topic of the list; not what a professional put there */
static const VbTopic *
find_topic (const VbConversation *talk,
            const char           *code)
{
  const VbTopic *topic = talk != NULL ? vb_conversation_find_code (talk, code) : NULL;

  return topic != NULL && g_strcmp0 (topic->source, "professional") != 0 ? topic : NULL;
}

static void
add_own_topics (GArray               *topics,
                const VbConversation *talk,
                const char           *domain)
{
  for (guint i = 0; talk != NULL && i < talk->topics->len; i++)
    {
      const VbTopic *topic = g_ptr_array_index (talk->topics, i);
      VbPaperTopic own = { topic->words, tone_of (topic),
                           vb_conversation_get_rank (talk, NULL, topic->id) };

      if (topic->code == NULL && topic->words != NULL && g_strcmp0 (topic->domain, domain) == 0
          && g_strcmp0 (topic->source, "professional") != 0)
        g_array_append_val (topics, own);
    }
}

static void
add_domain (VbPaper                *paper,
            const VbInstrument     *instrument,
            const VbInstrumentItem *group,
            const VbConversation   *talk,
            const char             *language)
{
  g_autoptr(GArray) topics = g_array_new (FALSE, TRUE, sizeof (VbPaperTopic));

  vb_paper_add_heading (paper, words_of (instrument, group->title, language));
  for (guint i = 0; i < group->items->len; i++)
    {
      const VbInstrumentItem *item = g_ptr_array_index (group->items, i);
      const VbTopic *topic = find_topic (talk, item->id);
      VbPaperTopic line = { words_of (instrument, item->title, language), -1, 0 };

      if (item->kind != VB_ITEM_TOPIC)
        continue;
      if (topic != NULL)
        {
          line.tone = tone_of (topic);
          line.rank = vb_conversation_get_rank (talk, NULL, topic->id);
        }
      g_array_append_val (topics, line);
    }
  add_own_topics (topics, talk, group->domain);
  vb_paper_add_topics (paper, (VbPaperTopic *) (gpointer) topics->data, topics->len);
  if (talk == NULL)
    vb_paper_add_blanks (paper, W (OWN), "", NULL);
}

/* Who wrote what was put first already sees it marked above. */
static void
add_end (VbPaper              *paper,
         const VbConversation *talk,
         const char           *language)
{
  vb_paper_add_rule (paper);
  if (talk == NULL)
    {
      vb_paper_add_heading (paper, W (FIRST));
      vb_paper_add_blanks (paper, "1", "", "2", "", "3", "", NULL);
    }
  if (talk == NULL || talk->wants_different != NULL)
    vb_paper_add_lines (paper, W (DIFFERENT), talk != NULL ? talk->wants_different : NULL, 1);
  if (talk == NULL || talk->first_step != NULL)
    vb_paper_add_lines (paper, W (STEP), talk != NULL ? talk->first_step : NULL, 1);
}

static void
add_items (VbPaper              *paper,
           const VbInstrument   *instrument,
           const VbConversation *talk,
           const char           *language)
{
  gboolean web = g_strcmp0 (instrument->kind, "health-web") == 0;
  g_autoptr(GPtrArray) marks = vb_instrument_list_items (instrument, VB_ITEM_MARK);

  vb_paper_add_aside (paper, talk != NULL ? NULL : web ? W (CIRCLE) : W (CROSS));
  if (web)
    for (guint i = 0; i < marks->len; i++)
      add_mark (paper, instrument, g_ptr_array_index (marks, i), talk, language);
  else
    vb_paper_add_signs (paper, vb_card_word (language, VB_CARD_BURDEN),
                        vb_card_word (language, VB_CARD_OKAY),
                        vb_card_word (language, VB_CARD_STRENGTH));
  for (guint i = 0; !web && i < instrument->items->len; i++)
    {
      const VbInstrumentItem *group = g_ptr_array_index (instrument->items, i);

      if (group->kind == VB_ITEM_GROUP)
        add_domain (paper, instrument, group, talk, language);
    }
}

VbPaper *
vb_paper_card (const VbInstrument   *instrument,
               const VbConversation *talk,
               const char           *name,
               const char           *language,
               double                size)
{
  VbPaper *self = vb_paper_new (language, size);
  g_autofree char *date = talk != NULL ? vb_paper_dup_date (talk->held_on) : g_strdup ("");

  vb_paper_add_title (self, words_of (instrument, instrument->title, language));
  if (talk == NULL || name != NULL)
    vb_paper_add_blanks (self, W (NAME), talk != NULL ? name : "", W (DATE), date, NULL);
  else
    vb_paper_add_blanks (self, W (DATE), date, NULL);
  add_items (self, instrument, talk, language);
  add_end (self, talk, language);
  return self;
}

/* ------------------------------------------------------------------ the plan */

static const char *
by_words (const VbAction *action,
          const char     *language)
{
  return g_strcmp0 (action->by, "person") == 0 ? W (ME)
         : g_strcmp0 (action->by, "network") == 0 ? W (NETWORK) : W (HELPER);
}

/* Who did not do it, or decided not to, need not read it at home.
 * @named: with the names of who does it */
static void
add_action (VbPaper        *paper,
            const VbAction *action,
            gboolean        named,
            const char     *language)
{
  g_autoptr(GString) text = g_string_new (action->what);
  g_autofree char *due = vb_paper_dup_date (action->due_on);

  if (action->what == NULL || g_strcmp0 (action->state, "dropped") == 0)
    return;
  g_string_append_printf (text, "\n%s: %s", W (WHO), by_words (action, language));
  if (named && action->who != NULL)
    g_string_append_printf (text, ", %s", action->who);
  if (due != NULL)
    g_string_append_printf (text, ". %s: %s", W (BEFORE), due);
  vb_paper_add_tick (paper, text->str, g_strcmp0 (action->state, "done") == 0);
}

/* @conversation_id: (nullable): every goal is then the plan's own */
static gboolean
is_earlier (const VbGoal *goal,
            const char   *conversation_id)
{
  return conversation_id != NULL && g_strcmp0 (goal->conversation_id, conversation_id) != 0;
}

static gboolean
has_goal_of (const VbPlan *plan,
             const char   *conversation_id)
{
  for (guint i = 0; i < plan->goals->len; i++)
    if (!is_earlier (g_ptr_array_index (plan->goals, i), conversation_id))
      return TRUE;
  return FALSE;
}

/* Those of earlier conversations have a heading of their own. */
static void
add_goals (VbPaper      *paper,
           const VbPlan *plan,
           const char   *conversation_id,
           gboolean      earlier,
           const char   *language)
{
  gboolean any = FALSE;

  for (guint i = 0; i < plan->goals->len; i++)
    {
      const VbGoal *goal = g_ptr_array_index (plan->goals, i);

      if (g_strcmp0 (goal->state, "cancelled") == 0
          || is_earlier (goal, conversation_id) != earlier)
        continue;
      if (earlier && !any)
        vb_paper_add_heading (paper, W (EARLIER));
      any = TRUE;
      vb_paper_add_fact (paper, W (GOAL), goal->words);
      vb_paper_add_fact (paper, W (WANT), goal->wants);
      vb_paper_add_fact (paper, W (CAN), goal->can);
      vb_paper_add_fact (paper, W (NEED), goal->needs);
    }
}

VbPaper *
vb_paper_plan (const VbPlan *plan,
               const char   *conversation_id,
               const char   *name,
               const char   *language,
               double        size)
{
  VbPaper *self = vb_paper_new (language, size);
  g_autofree char *started = vb_paper_dup_date (plan->started_on);
  g_autofree char *evaluate = vb_paper_dup_date (plan->evaluate_on);

  vb_paper_add_title (self, W (PLAN));
  if (name != NULL)
    vb_paper_add_blanks (self, W (NAME), name, W (DATE), started, NULL);
  else
    vb_paper_add_blanks (self, W (DATE), started, NULL);
  /* Where the talk began no goal, the one that runs is its goal. */
  if (conversation_id != NULL && !has_goal_of (plan, conversation_id))
    conversation_id = NULL;
  add_goals (self, plan, conversation_id, FALSE, language);
  add_goals (self, plan, conversation_id, TRUE, language);
  vb_paper_add_heading (self, W (AGREED));
  for (guint i = 0; i < plan->actions->len; i++)
    add_action (self, g_ptr_array_index (plan->actions, i), name != NULL, language);
  vb_paper_add_rule (self);
  vb_paper_add_fact (self, W (DIRECTOR), name != NULL ? plan->director : NULL);
  vb_paper_add_fact (self, W (EVALUATE), evaluate);
  return self;
}

/* ------------------------------------------------------------------ what there is */

static const char *const day_codes[] = { "MO", "TU", "WE", "TH", "FR", "SA", "SU" };

/* (transfer full) (nullable): "maandag, dinsdag: 09:00–12:00" for what comes back every week; of
 * anything else the source's own words */
static char *
dup_hours (VbEntity   *schedule,
           const char *language)
{
  const char *days = vb_entity_get (schedule, "byday");
  const char *freq = vb_entity_get (schedule, "freq");
  const char *interval = vb_entity_get (schedule, "interval");
  const char *from = vb_entity_get (schedule, "opens_at");
  const char *until = vb_entity_get (schedule, "closes_at");
  const char *description = vb_entity_get (schedule, "description");
  g_auto(GStrv) codes = g_strsplit (days != NULL ? days : "", ",", -1);
  g_autoptr(GString) text = g_string_new (NULL);

  if (g_strcmp0 (freq, "WEEKLY") != 0 || from == NULL || until == NULL
      || (interval != NULL && atoi (interval) > 1))
    return description != NULL ? g_strdup (description) : vb_words_hours (schedule);
  for (guint i = 0; codes[i] != NULL; i++)
    for (guint day = 0; day < G_N_ELEMENTS (day_codes); day++)
      if (g_str_equal (day_codes[day], g_strstrip (codes[i])))
        g_string_append_printf (text, "%s%s", text->len > 0 ? ", " : "",
                                vb_paper_day (language, day));
  g_string_append_printf (text, "%s\u200e%.5s–%.5s\u200e", text->len > 0 ? ": " : "", from, until);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
append_hours (GString    *text,
              VbEntity   *parent,
              const char *language)
{
  GListModel *list = vb_entity_get_children (parent, VB_TABLE_SCHEDULE);

  for (guint i = 0; i < g_list_model_get_n_items (list); i++)
    {
      g_autoptr(VbEntity) schedule = g_list_model_get_item (list, i);
      g_autofree char *hours = dup_hours (schedule, language);

      if (hours != NULL)
        g_string_append_printf (text, "%s%s", text->len > 0 ? "\n" : "", hours);
    }
}

static gboolean
is_secret (VbEntity *place)
{
  return g_strcmp0 (vb_entity_get (place, "vb_confidential"), "1") == 0;
}

static void
append_place (GString  *text,
              VbEntity *place)
{
  GListModel *addresses = vb_entity_get_children (place, VB_TABLE_ADDRESS);
  g_autoptr(VbEntity) address = g_list_model_get_item (addresses, 0);
  g_autofree char *line = address != NULL ? vb_words_address (address) : NULL;
  const char *name = vb_entity_get_name (place), *way = vb_entity_get (place, "transportation");

  g_string_append_printf (text, "%s%s", text->len > 0 ? "\n" : "", name != NULL ? name : "");
  if (line != NULL)
    g_string_append_printf (text, "%s%s", name != NULL ? "\n" : "", line);
  if (way != NULL)
    g_string_append_printf (text, "\n%s", way);
}

static void
append_places (GString    *where,
               GString    *when,
               VbEntity   *service,
               const char *language)
{
  GListModel *list = vb_entity_get_children (service, VB_TABLE_SERVICE_AT_LOCATION);

  for (guint i = 0; i < g_list_model_get_n_items (list); i++)
    {
      g_autoptr(VbEntity) at = g_list_model_get_item (list, i);
      VbEntity *place = vb_entity_get_reference (at, "location_id");

      append_hours (when, at, language);
      if (place == NULL || is_secret (place))
        continue;
      append_place (where, place);
      if (when->len == 0)
        append_hours (when, place, language);
    }
}

/* What stands with a line for colleagues says so, in words. */
static gboolean
is_for_professionals (const char *text)
{
  static const char *const signs[] = { "professional", "collega", "overleg", "huisartsen",
                                       "verwijzers", "colleague" };
  g_autofree char *lower = text != NULL ? g_utf8_strdown (text, -1) : NULL;

  for (guint i = 0; lower != NULL && i < G_N_ELEMENTS (signs); i++)
    if (strstr (lower, signs[i]) != NULL)
      return TRUE;
  return FALSE;
}

/* (transfer full) (nullable) */
static char *
dup_phone_of (VbEntity *parent)
{
  GListModel *list = vb_entity_get_children (parent, VB_TABLE_PHONE);

  for (guint i = 0; i < g_list_model_get_n_items (list); i++)
    {
      g_autoptr(VbEntity) phone = g_list_model_get_item (list, i);
      const char *number = vb_entity_get (phone, "number");
      const char *type = vb_entity_get (phone, "type");

      if (number != NULL && g_strcmp0 (type, "fax") != 0
          && !is_for_professionals (vb_entity_get (phone, "description")))
        return g_strdup_printf ("\u200e%s\u200e", number);
    }
  return NULL;
}

static char *
dup_phone_of_contacts (VbEntity *parent)
{
  GListModel *list = vb_entity_get_children (parent, VB_TABLE_CONTACT);

  for (guint i = 0; i < g_list_model_get_n_items (list); i++)
    {
      g_autoptr(VbEntity) contact = g_list_model_get_item (list, i);
      char *number = is_for_professionals (vb_entity_get (contact, "title"))
                     ? NULL : dup_phone_of (contact);

      if (number != NULL)
        return number;
    }
  return NULL;
}

char *
vb_paper_dup_phone (VbEntity *service)
{
  VbEntity *organization = vb_entity_get_reference (service, "organization_id");
  char *number = dup_phone_of (service);

  if (number == NULL)
    number = dup_phone_of_contacts (service);
  if (number == NULL && organization != NULL)
    number = dup_phone_of (organization);
  if (number == NULL && organization != NULL)
    number = dup_phone_of_contacts (organization);
  return number;
}

/* (transfer full) (nullable) */
static char *
dup_costs (VbEntity   *service,
           const char *language)
{
  GListModel *list = vb_entity_get_children (service, VB_TABLE_COST_OPTION);
  const char *description = vb_entity_get (service, "fees_description");
  guint n = g_list_model_get_n_items (list), free_of_charge = 0;

  for (guint i = 0; i < n; i++)
    {
      g_autoptr(VbEntity) option = g_list_model_get_item (list, i);
      const char *amount = vb_entity_get (option, "amount");

      free_of_charge += amount != NULL && g_ascii_strtod (amount, NULL) == 0;
    }
  if (n > 0 && free_of_charge == n)
    return g_strdup (W (FREE));
  if (description != NULL || n == 0)
    return g_strdup (description);
  {
    g_autoptr(VbEntity) option = g_list_model_get_item (list, 0);

    return vb_words_cost (option);
  }
}

/* (transfer full) (nullable): the function that somebody asks for there: one for residents */
static char *
dup_whom_to_ask (VbEntity *service)
{
  GListModel *list = vb_entity_get_children (service, VB_TABLE_CONTACT);

  for (guint i = 0; i < g_list_model_get_n_items (list); i++)
    {
      g_autoptr(VbEntity) contact = g_list_model_get_item (list, i);
      const char *title = vb_entity_get (contact, "title");

      if (title != NULL && *title != '\0' && !is_for_professionals (title))
        return g_strdup (title);
    }
  return NULL;
}

/* Where anybody walks in, nobody has to call. */
static gboolean
is_walk_in (VbEntity *service)
{
  GListModel *list = vb_entity_get_children (service, VB_TABLE_ATTRIBUTE);

  for (guint i = 0; i < g_list_model_get_n_items (list); i++)
    {
      g_autoptr(VbEntity) attribute = g_list_model_get_item (list, i);
      VbEntity *term = vb_entity_get_reference (attribute, "taxonomy_term_id");

      if (term != NULL && g_strcmp0 (vb_entity_get (term, "taxonomy"), "verbinder-access") == 0
          && g_strcmp0 (vb_entity_get (term, "code"), "walk-in") == 0)
        return TRUE;
    }
  return FALSE;
}

VbPaper *
vb_paper_handout (VbEntity   *service,
                  const char *language,
                  double      size)
{
  /* Many who get it are old, or read with difficulty. */
  VbPaper *self = vb_paper_new (language, MAX (size, HANDOUT_SIZE));
  VbEntity *organization = vb_entity_get_reference (service, "organization_id");
  g_autofree char *whom = dup_whom_to_ask (service);
  g_autoptr(GString) when = g_string_new (NULL);
  g_autoptr(GString) where = g_string_new (NULL);
  g_autofree char *phone = vb_paper_dup_phone (service);
  g_autofree char *costs = dup_costs (service, language);

  append_hours (when, service, language);
  append_places (where, when, service, language);
  vb_paper_add_title (self, vb_entity_get_name (service));
  vb_paper_add_text (self, organization != NULL ? vb_entity_get_name (organization) : NULL);
  vb_paper_add_fact (self, W (WHAT), vb_entity_get (service, "description"));
  vb_paper_add_fact (self, W (WHEN), when->str);
  vb_paper_add_fact (self, W (WHERE), where->str);
  vb_paper_add_fact (self, W (ASK_FOR), whom);
  vb_paper_add_fact (self, W (PHONE), phone);
  vb_paper_add_fact (self, W (HOW), vb_entity_get (service, "application_process"));
  vb_paper_add_fact (self, W (COST), costs);
  vb_paper_add_rule (self);
  vb_paper_add_aside (self, phone != NULL && !is_walk_in (service) ? W (CALL_FIRST) : NULL);
  vb_paper_add_code (self, vb_entity_get (service, "url"));
  return self;
}
