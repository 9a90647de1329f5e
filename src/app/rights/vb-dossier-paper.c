/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/rights/vb-dossier-paper.h"

#include <glib/gi18n.h>
#include <string.h>

#include "app/meeting/vb-meeting-words.h"
#include "app/people/vb-consent-words.h"
#include "app/referral/vb-referral-words.h"
#include "app/vb-words.h"
#include "core/base/vb-time.h"
#include "core/model/vb-retention.h"
#include "interop/vb-instrument-reader.h"

#define SIZE 10.5

/* ------------------------------------------------------------------ names of columns */

/* The first that fits; @table NULL fits every one. A column without a title is left out. */
static const struct
{
  const char *table;
  const char *column;
  const char *title;
} columns[] = {
  { "referral", "side", N_("Sent from here, or came in") },
  { "referral", "code", N_("Code on paper") },
  { "referral", "subject", N_("About") },
  { "referral", "sender_name", N_("From whom") },
  { "referral", "sender_phone", N_("Phone of the sender") },
  { "referral", "recipient_name", N_("To whom") },
  { "referral", "worker", N_("Who has it") },
  { "referral", "question", N_("What was asked") },
  { "referral", "triage_nature", N_("Nature") },
  { "referral", "triage_words", N_("About that") },
  { "referral", "urgency_felt", N_("Felt urgency, 1 to 4") },
  { "referral", "urgency_medical", N_("Medical urgency, 1 to 4") },
  { "referral", "urgency_social", N_("Social urgency, 1 to 4") },
  { "referral", "handover", N_("How it was handed over") },
  { "referral", "handover_on", N_("Handed over on") },
  { "referral", "handover_words", N_("What was agreed about it") },
  { "referral", "ground", N_("On what ground") },
  { "referral", "law", N_("Law") },
  { "referral", "necessity", N_("Why it was needed") },
  { "referral", "proportionality", N_("Why this much") },
  { "referral", "subsidiarity", N_("Why not with less") },
  { "referral", "sender_party", N_("What the sender is in law") },
  { "referral", "recipient_party", N_("What the receiver is in law") },
  { "referral", "emergency", N_("There is an emergency") },
  { "referral", "no_other_way", N_("There was no other way") },
  { "referral", "colleague_consulted", N_("A colleague was consulted") },
  { "referral", "minimum_only", N_("No more went than was needed") },
  { "referral", "consent_tried", N_("Whether you were asked") },
  { "referral", "person_informed", N_("When you were told") },
  { "referral", "safe_contact", N_("How to reach you safely") },
  { "referral", "no_contact", N_("You call, they do not") },
  { "referral", "feedback", N_("What may come back") },
  { "referral", "due_on", N_("To be heard before") },
  { "referral", "due_side", N_("Whose turn it is") },
  { "referral", "sent_on", N_("Sent on") },
  { "referral", "ended_on", N_("Ended on") },
  { "referral", "outcome", N_("What came of it") },
  { "referral", "reason", N_("Why it ended") },
  { "referral", "attempts", N_("How often they tried to reach you") },
  { "referral", "heard_at", N_("Last heard on") },
  { "referral", "acknowledged_at", N_("Read by the sender on") },
  { "referral", "replaced_by", NULL },
  { "referral", "remind_on", N_("To be reminded on") },
  { "referral_item", "position", NULL },
  { "referral_item", "label", N_("Named as") },
  { "referral_item", "included", N_("Goes along") },
  { "referral_event", "number", NULL },
  { "referral_event", "side", N_("At the side of") },
  { "referral_event", "at", N_("When") },
  { "referral_event", "actor", N_("By whom") },
  { "referral_event", "on_behalf_of", N_("On behalf of") },
  { "referral_event", "way", N_("How it came") },
  { "referral_event", "day", N_("Day") },
  { "referral_event", "reason", N_("Reason") },
  { "referral_event", "outcome", N_("What came of it") },
  { "referral_event", "agreed", N_("You agreed that it goes there") },
  { "meeting_case", "position", NULL },
  { "meeting_case", "number", N_("Number on the agenda") },
  { "meeting_case", "state", N_("State") },
  { "meeting_case", "drop_note", N_("Why it was not discussed") },
  { "meeting_case", "brought_by", N_("Who brought it in") },
  { "meeting_case", "question", N_("What was asked") },
  { "meeting_case", "minutes", N_("Minutes") },
  { "meeting_case", "mode", N_("How it was discussed") },
  { "meeting_case", "ground", N_("On what ground") },
  { "meeting_case", "law", N_("Law") },
  { "meeting_case", "necessity", N_("Why it was needed") },
  { "meeting_case", "proportionality", N_("Why this much") },
  { "meeting_case", "subsidiarity", N_("Why not with less") },
  { "meeting_case", "informed", N_("You knew that it would be discussed") },
  { "meeting_case", "informed_note", N_("About that") },
  { "meeting_case", "presence", N_("You were there") },
  { "meeting_case", "presence_note", N_("About that") },
  { "meeting_case", "own_view", N_("What you said about it") },
  { "meeting_case", "medical_view", N_("What the medical side said") },
  { "meeting_case", "social_view", N_("What the social side said") },
  { "meeting_case", "decision", N_("What was decided") },
  { "meeting_case", "director", N_("Who keeps the overview") },
  { "meeting_case", "evaluate_on", N_("To look back on it") },
  { "meeting_case", "inform_by", N_("Who tells you") },
  { "meeting_case", "informed_on", N_("You were told on") },
  { "meeting_case", "evaluated_on", N_("Looked back on") },
  { "meeting_case", "begun_at", NULL },
  { "meeting_action", "position", NULL },
  { "meeting_action", "who", N_("By whom") },
  { NULL, "case_number", N_("Case number") },
  { NULL, "given_name", N_("Given name") },
  { NULL, "prefix", N_("Prefix") },
  { NULL, "family_name", N_("Family name") },
  { NULL, "birth_date", N_("Birth date") },
  { NULL, "address_1", N_("Street and number") },
  { NULL, "postal_code", N_("Postcode") },
  { NULL, "city", N_("Town") },
  { NULL, "address_secret", N_("Secret address") },
  { NULL, "phone", N_("Phone") },
  { NULL, "email", N_("E-mail") },
  { NULL, "contact_way", N_("How to reach you") },
  { NULL, "contact_from", N_("Not before") },
  { NULL, "contact_until", N_("Not after") },
  { NULL, "contact_through", N_("By way of") },
  { NULL, "no_phone", N_("Do not call") },
  { NULL, "no_voicemail", N_("Leave no voicemail") },
  { NULL, "no_text", N_("Send no text messages") },
  { NULL, "no_email", N_("Send no e-mail") },
  { NULL, "no_letter", N_("Send no letters") },
  { NULL, "no_visit", N_("Do not visit") },
  { NULL, "contact_note", N_("What else to keep in mind") },
  { NULL, "language", N_("Language") },
  { NULL, "interpreter", N_("Interpreter") },
  { NULL, "easy_reading", N_("Easy words, and pictures") },
  { NULL, "unsafe", N_("There was violence") },
  { NULL, "retention_class", N_("How long it is kept") },
  { NULL, "closed_on", N_("Closed on") },
  { NULL, "keep_until", N_("Kept longer, until") },
  { NULL, "created_at", N_("Written down on") },
  { NULL, "created_by", N_("Written down by") },
  { NULL, "recorded_at", N_("Written down on") },
  { NULL, "recorded_by", N_("Written down by") },
  { NULL, "changed_at", N_("Changed on") },
  { NULL, "role", N_("Place in the household") },
  { NULL, "shares", N_("The others see that you take part") },
  { NULL, "name", N_("Name") },
  { NULL, "authority", N_("Has authority as a parent") },
  { NULL, "mandate", N_("Where the mandate is") },
  { "conversation_link", "kind", N_("How they belong together") },
  { "conversation_safety", "kind", N_("What was asked about") },
  { NULL, "kind", N_("Kind") },
  { NULL, "means", N_("What they do for you") },
  { "helper", "purpose", N_("For what") },
  { NULL, "frequency", N_("How often") },
  { NULL, "role_clear", N_("Clear to you what they do") },
  { NULL, "useful", N_("Useful to you") },
  { NULL, "given_on", N_("Said on") },
  { NULL, "by_person", N_("Said by yourself") },
  { NULL, "by_parents", N_("How many parents agreed") },
  { NULL, "parents_with_authority", N_("How many parents have authority") },
  { NULL, "by_representative", N_("Said by a representative") },
  { NULL, "capacity", N_("Could decide about this") },
  { NULL, "capacity_note", N_("About that") },
  { NULL, "form_note", N_("Who heard it, or where the paper is") },
  { NULL, "form", N_("How it was said") },
  { NULL, "purpose_note", N_("What for, in words") },
  { NULL, "purpose", N_("What for") },
  { NULL, "recipient_name", N_("To whom") },
  { NULL, "direction", N_("Which way") },
  { NULL, "explained", N_("It was explained") },
  { NULL, "explained_language", N_("Explained in") },
  { NULL, "explained_by", N_("Explained by") },
  { "consent", "teach_back", N_("You said it again in your own words") },
  { NULL, "given_freely", N_("Asked by yourself, for yourself") },
  { NULL, "valid_from", N_("From") },
  { NULL, "valid_until", N_("Until") },
  { NULL, "valid_to", N_("Until") },
  { NULL, "withdrawn_on", N_("Taken back on") },
  { NULL, "withdrawn_by", N_("Taken back by") },
  { NULL, "withdrawn_how", N_("How it was taken back") },
  { NULL, "withdrawal_told_on", N_("They were told on") },
  { NULL, "alternative", N_("What was agreed instead") },
  { NULL, "category", N_("What") },
  { NULL, "detail", N_("Of which") },
  { NULL, "instrument_version", NULL },
  { NULL, "instrument", N_("The card") },
  { NULL, "state_note", N_("Why") },
  { NULL, "state", N_("State") },
  { NULL, "held_on", N_("Held on") },
  { NULL, "minutes", N_("Minutes") },
  { NULL, "setting", N_("Where") },
  { NULL, "professional", N_("With whom") },
  { NULL, "present", N_("Who was there") },
  { NULL, "card_language", N_("Language of the card") },
  { NULL, "spoken_language", N_("Spoken") },
  { NULL, "reason", N_("Why you came") },
  { NULL, "expects_of_me", N_("What you expect of the professional") },
  { NULL, "expects_of_person", N_("What the professional expects of you") },
  { NULL, "stands_out", N_("What stands out") },
  { NULL, "glad_about", N_("What you are glad about") },
  { NULL, "wants_different", N_("What you want different") },
  { "plan_action", "first_step", N_("First step") },
  { NULL, "first_step", N_("Your first step") },
  { NULL, "teach_back_words", N_("Said again in your own words") },
  { NULL, "teach_back", N_("Said again in your own words") },
  { NULL, "copy_given", N_("What you took along") },
  { NULL, "poverty", N_("Trouble to make ends meet") },
  { NULL, "item", N_("Question") },
  { NULL, "mark", N_("Mark") },
  { NULL, "skipped", N_("Skipped") },
  { NULL, "talk", N_("You wanted to talk about it") },
  { NULL, "domain", N_("Domain") },
  { NULL, "code", N_("Topic") },
  { NULL, "tone", N_("How it was") },
  { NULL, "weight", N_("How heavy") },
  { NULL, "since", N_("Since") },
  { NULL, "involved", N_("Who is involved") },
  { NULL, "source", N_("Brought up by") },
  { NULL, "rank", N_("Place") },
  { NULL, "chosen_by", N_("Chosen by") },
  { NULL, "step", N_("What was done") },
  { NULL, "taken_on", N_("Done on") },
  { NULL, "note", N_("In words") },
  { NULL, "words", N_("In words") },
  { NULL, "wants", N_("What you want") },
  { NULL, "can", N_("What you can") },
  { NULL, "needs", N_("What you need") },
  { NULL, "dimension", N_("Dimension") },
  { NULL, "need_code", NULL },
  { NULL, "shared", N_("The household may see it") },
  { NULL, "what", N_("What") },
  { NULL, "by", N_("By whom") },
  { NULL, "who", N_("Name") },
  { NULL, "due_on", N_("Before") },
  { NULL, "director", N_("Who keeps the overview") },
  { NULL, "directors_note", N_("Why two keep the overview") },
  { NULL, "started_on", N_("Begun on") },
  { NULL, "evaluate_on", N_("To look back on it") },
  { NULL, "own_note", N_("Why nobody of your own side does anything") },
  { NULL, "place_x", NULL },
  { NULL, "place_y", NULL },
};

static int
find_column (const char *table,
             const char *column)
{
  for (int i = 0; i < (int) G_N_ELEMENTS (columns); i++)
    if (g_str_equal (columns[i].column, column)
        && (columns[i].table == NULL || g_str_equal (columns[i].table, table)))
      return i;
  return -1;
}

gboolean
vb_paper_dossier_knows (const char *table,
                        const char *column)
{
  return g_str_has_suffix (column, "id") || find_column (table, column) >= 0;
}

/* ------------------------------------------------------------------ words for codes */

static const struct
{
  const char *column;
  const char *code;
  const char *words;
} codes[] = {
  { "mode", "named", N_("with your name") },
  { "mode", "anonymous", N_("without your name") },
  { "informed", "yes", N_("yes") },
  { "informed", "no", N_("no") },
  { "presence", "present", N_("yes") },
  { "presence", "represented", N_("somebody spoke for you") },
  { "presence", "absent", N_("no") },
  { "contact_way", "phone", N_("by phone") },
  { "contact_way", "text", N_("by text message") },
  { "contact_way", "email", N_("by e-mail") },
  { "contact_way", "letter", N_("by letter") },
  { "contact_way", "visit", N_("by a visit") },
  { "contact_way", "through", N_("by way of somebody") },
  { "way", "phone", N_("by phone") },
  { "way", "paper", N_("on paper") },
  { "kind", "consent", N_("agreed") },
  { "kind", "refusal", N_("refused") },
  { "kind", "curator", N_("guardian appointed by the court") },
  { "kind", "mentor", N_("mentor") },
  { "kind", "mandatary", N_("somebody you authorised") },
  { "kind", "parent", N_("parent") },
  { "kind", "guardian", N_("guardian") },
  { "kind", "partner", N_("partner") },
  { "kind", "family", N_("family") },
  { "kind", "child", N_("child") },
  { "kind", "friend", N_("friend") },
  { "kind", "neighbour", N_("neighbour") },
  { "kind", "carer", N_("carer") },
  { "kind", "volunteer", N_("volunteer") },
  { "kind", "other", N_("other") },
  { "kind", "worsens", N_("makes worse") },
  { "kind", "caused-by", N_("comes from") },
  { "kind", "sustains", N_("keeps going") },
  { "kind", "helps", N_("helps") },
  { "kind", "life", N_("zest for life") },
  { "kind", "violence", N_("safety") },
  { "kind", "capacity", N_("deciding for yourself") },
  { "role", "adult", N_("adult") },
  { "role", "partner", N_("partner") },
  { "role", "parent", N_("parent") },
  { "role", "child", N_("child") },
  { "role", "other", N_("other") },
  { NULL, "yes", N_("yes") },
  { NULL, "no", N_("no") },
  { NULL, "sometimes", N_("sometimes") },
  { NULL, "doubt", N_("in doubt") },
  { NULL, "rather-not", N_("rather not say") },
  { NULL, "unknown", N_("not known") },
  { "form", "oral", N_("spoken") },
  { "form", "written", N_("written") },
  { "form", "digital", N_("digital") },
  { "direction", "send", N_("from here to them") },
  { "direction", "receive", N_("from them to here") },
  { "direction", "both", N_("both ways") },
  { NULL, "interpreter", N_("interpreter") },
  { NULL, "self", N_("the professional") },
  { NULL, "colleague", N_("colleague") },
  { NULL, "relative", N_("relative") },
  { NULL, "supporter", N_("supporter") },
  { NULL, "app", N_("an app") },
  { NULL, "professional", N_("the professional") },
  { NULL, "person", N_("yourself") },
  { NULL, "network", N_("your own people") },
  { NULL, "representative", N_("representative") },
  { "state", "in-progress", N_("not finished yet") },
  { "state", "completed", N_("finished") },
  { "state", "amended", N_("finished, later added to") },
  { "state", "entered-in-error", N_("entered by mistake") },
  { "state", "draft", N_("being made") },
  { "state", "active", N_("running") },
  { "state", "revoked", N_("stopped") },
  { "state", "proposed", N_("proposed") },
  { "state", "cancelled", N_("stopped") },
  { "state", "open", N_("open") },
  { "state", "closed", N_("discussed") },
  { "state", "busy", N_("busy") },
  { "state", "done", N_("done") },
  { "state", "dropped", N_("dropped") },
  { "setting", "practice", N_("at the practice") },
  { "setting", "home", N_("at home") },
  { "setting", "neighbourhood", N_("in the neighbourhood") },
  { "setting", "phone", N_("by phone") },
  { "setting", "other", N_("elsewhere") },
  { "teach_back", "done", N_("yes") },
  { "teach_back", "not-done", N_("no") },
  { "copy_given", "none", N_("nothing") },
  { "copy_given", "print", N_("on paper") },
  { "copy_given", "by-person", N_("made by yourself") },
  { "domain", "body", N_("body") },
  { "domain", "mind", N_("mind") },
  { "domain", "society", N_("society") },
  { "domain", "social", N_("social") },
  { "tone", "burden", N_("a burden") },
  { "tone", "so-so", N_("so-so") },
  { "tone", "strength", N_("a strength") },
};

static const char *
find_code (const char *column,
           const char *code)
{
  for (guint i = 0; i < G_N_ELEMENTS (codes); i++)
    if (g_str_equal (codes[i].code, code)
        && (codes[i].column == NULL || g_str_equal (codes[i].column, column)))
      return _(codes[i].words);
  return NULL;
}

/* ------------------------------------------------------------------ values */

typedef struct
{
  VbPaper *paper;
  const VbPerson *person;
  const VbInstrument *instrument; /* (nullable): of the conversation that is written */
} Writer;

static const char *
item_words (const Writer *writer,
            const char   *item)
{
  const VbInstrumentItem *found =
    writer->instrument != NULL ? vb_instrument_find_item (writer->instrument, item) : NULL;

  return found != NULL ? vb_instrument_get_words (writer->instrument, found->title, NULL) : NULL;
}

static char *
dup_instrument (const char *url)
{
  g_autoptr(VbInstrument) instrument = vb_instrument_find_shipped (url);

  return g_strdup (instrument != NULL
                   ? vb_instrument_get_words (instrument, instrument->title, NULL) : url);
}

static char *
dup_class (const char *code)
{
  const VbRetentionClass *class = vb_retention_find (code);

  return g_strdup (class != NULL ? _(class->title) : code);
}

static const struct
{
  const char *column;
  const char *(*words) (const char *code);
} referral_words[] = {
  { "kind", vb_referral_kind_words }, { "state", vb_referral_state_words },
  { "step", vb_referral_step_words }, { "reason", vb_referral_reason_words },
  { "outcome", vb_referral_outcome_words }, { "handover", vb_referral_handover_words },
  { "feedback", vb_referral_feedback_words }, { "triage_nature", vb_referral_nature_words },
  { "side", vb_referral_side_words }, { "due_side", vb_referral_side_words },
  { "law", vb_law_words },
};

/* (nullable): when it is no code of a referral */
static const char *
find_referral_words (const VbShape *shape,
                     const char    *column,
                     const char    *text)
{
  if (shape != &vb_referral_shape && shape != &vb_referral_event_shape)
    return NULL;
  if (g_str_equal (column, "ground"))
    return vb_ground_find (text) < VB_N_GROUNDS ? vb_ground_words (vb_ground_find (text)) : NULL;
  if (g_str_has_suffix (column, "_party"))
    return vb_party_find (text) < VB_N_PARTIES ? vb_party_words (vb_party_find (text)) : NULL;
  for (guint i = 0; i < G_N_ELEMENTS (referral_words); i++)
    if (g_str_equal (referral_words[i].column, column))
      return referral_words[i].words (text);
  return NULL;
}

/* What a column of text says, to whom it is about. */
static char *
dup_text (const Writer  *writer,
          const VbShape *shape,
          const char    *column,
          const char    *text)
{
  const char *found = find_referral_words (shape, column, text);

  if (found != NULL)
    return g_strdup (found);
  if (vb_time_is_date (text))
    return vb_words_date (text);
  if (g_str_has_suffix (column, "language"))
    return vb_words_language (text, NULL);
  if (g_str_equal (column, "instrument"))
    return dup_instrument (text);
  if (g_str_equal (column, "retention_class"))
    return dup_class (text);
  if (g_str_equal (column, "item") || g_str_equal (column, "code"))
    found = item_words (writer, text);
  else if (g_str_equal (column, "purpose") && shape == &vb_consent_shape)
    found = vb_purpose_find (text) < VB_N_PURPOSES ? vb_purpose_words (vb_purpose_find (text))
                                                   : NULL;
  else if (g_str_equal (column, "category"))
    found = vb_data_category_find (text) < VB_N_DATA
            ? vb_data_category_words (vb_data_category_find (text)) : NULL;
  else
    found = find_code (column, text);
  return g_strdup (found != NULL ? found : text);
}

static char *
dup_value (const Writer  *writer,
           const VbShape *shape,
           gconstpointer  record,
           guint          field)
{
  g_autofree char *text = vb_shape_dup_text (shape, record, field);

  if (text == NULL || *text == '\0')
    return NULL;
  switch (shape->fields[field].type)
    {
    case VB_SHAPE_FLAG:
      return g_str_equal (text, "1") ? g_strdup (_("yes")) : NULL;
    case VB_SHAPE_STAMP:
      return vb_words_moment (g_ascii_strtoll (text, NULL, 10));
    case VB_SHAPE_NUMBER:
      return g_str_has_suffix (shape->fields[field].column, "_at")
                 || g_str_equal (shape->fields[field].column, "at")
               ? vb_words_moment (g_ascii_strtoll (text, NULL, 10))
               : g_steal_pointer (&text);
    case VB_SHAPE_TEXT:
    case VB_SHAPE_AUTHOR:
    default:
      return dup_text (writer, shape, shape->fields[field].column, text);
    }
}

/* ------------------------------------------------------------------ records */

static void
add_record (const Writer  *writer,
            const VbShape *shape,
            gconstpointer  record)
{
  for (guint i = 0; i < shape->n_fields; i++)
    {
      int column = find_column (shape->table, shape->fields[i].column);
      g_autofree char *value = NULL;

      if (column < 0 || columns[column].title == NULL
          || g_str_has_suffix (shape->fields[i].column, "_id"))
        continue;
      value = dup_value (writer, shape, record, i);
      vb_paper_add_fact (writer->paper, _(columns[column].title), value);
    }
}

/* One line for each: what is short reads better so. */
static void
add_short (const Writer    *writer,
           const char      *title,
           const VbShape   *shape,
           const GPtrArray *records)
{
  g_autoptr(GString) text = g_string_new (NULL);

  for (guint i = 0; i < records->len; i++)
    {
      gconstpointer record = g_ptr_array_index (records, i);
      gboolean first = TRUE;

      g_string_append (text, i > 0 ? "\n• " : "• ");
      for (guint k = 0; k < shape->n_fields; k++)
        {
          int column = find_column (shape->table, shape->fields[k].column);
          g_autofree char *value = NULL;

          if (column < 0 || columns[column].title == NULL
              || g_str_has_suffix (shape->fields[k].column, "_id"))
            continue;
          value = dup_value (writer, shape, record, k);
          if (value != NULL)
            g_string_append_printf (text, "%s%s: %s", first ? "" : "; ",
                                    _(columns[column].title), value);
          first = first && value == NULL;
        }
    }
  if (records->len > 0)
    vb_paper_add_fact (writer->paper, title, text->str);
}

/* Between which cards a line was drawn: a link itself only has their ids. */
static const char *
topic_words (const Writer         *writer,
             const VbConversation *talk,
             const char           *id)
{
  for (guint i = 0; i < talk->topics->len; i++)
    {
      const VbTopic *topic = g_ptr_array_index (talk->topics, i);
      const char *words = topic->code != NULL ? item_words (writer, topic->code) : NULL;

      if (g_strcmp0 (topic->id, id) == 0)
        return topic->words != NULL ? topic->words : words != NULL ? words : "?";
    }
  return "?";
}

static void
add_links (const Writer         *writer,
           const VbConversation *talk)
{
  g_autoptr(GString) text = g_string_new (NULL);

  for (guint i = 0; i < talk->links->len; i++)
    {
      const VbTopicLink *link = g_ptr_array_index (talk->links, i);
      const char *kind = find_code ("kind", link->kind);

      g_string_append_printf (text, "%s• %s: %s: %s", i > 0 ? "\n" : "",
                              topic_words (writer, talk, link->from_topic_id),
                              kind != NULL ? kind : link->kind,
                              topic_words (writer, talk, link->to_topic_id));
    }
  vb_paper_add_fact (writer->paper, _("What belongs together"), text->len > 0 ? text->str : NULL);
}

/* (nullable): who was removed since is not named any more */
static const char *
helper_name (const Writer *writer,
             const char   *id)
{
  for (guint i = 0; i < writer->person->helpers->len; i++)
    {
      const VbHelper *helper = g_ptr_array_index (writer->person->helpers, i);

      if (g_strcmp0 (helper->id, id) == 0)
        return helper->name;
    }
  return NULL;
}

static void
add_helping (const Writer         *writer,
             const VbConversation *talk)
{
  g_autoptr(GString) text = g_string_new (NULL);

  for (guint i = 0; i < talk->helping->len; i++)
    {
      const VbHelping *helping = g_ptr_array_index (talk->helping, i);
      const char *name = helper_name (writer, helping->helper_id);
      const char *domain = helping->domain != NULL ? find_code ("domain", helping->domain)
                                                  : NULL;

      if (name == NULL)
        continue;
      g_string_append_printf (text, "%s• %s: %s", text->len > 0 ? "\n" : "", name,
                              helping->topic_id != NULL
                              ? topic_words (writer, talk, helping->topic_id)
                              : domain != NULL ? domain : helping->domain);
    }
  vb_paper_add_fact (writer->paper, _("Who helps with what"), text->len > 0 ? text->str : NULL);
}

/* ------------------------------------------------------------------ in the order of the card */

/* Gives whether @id stands among @items; @place counts those before it. */
static gboolean
count_to (const GPtrArray *items,
          const char      *id,
          guint           *place)
{
  for (guint i = 0; i < items->len; i++)
    {
      const VbInstrumentItem *item = g_ptr_array_index (items, i);

      if (g_strcmp0 (item->id, id) == 0)
        return TRUE;
      (*place)++;
      if (count_to (item->items, id, place))
        return TRUE;
    }
  return FALSE;
}

/* What is not on the card comes after what is. */
static guint
place_of (const VbInstrument *instrument,
          const char         *id)
{
  guint place = 0;

  if (instrument == NULL || id == NULL)
    return G_MAXUINT;
  return count_to (instrument->items, id, &place) ? place : G_MAXUINT;
}

static int
compare_places (guint       a,
                guint       b,
                const char *a_id,
                const char *b_id)
{
  return a != b ? (a > b) - (a < b) : g_strcmp0 (a_id, b_id);
}

static int
compare_answers (gconstpointer a,
                 gconstpointer b,
                 gpointer      instrument)
{
  const VbAnswer *left = *(VbAnswer *const *) a, *right = *(VbAnswer *const *) b;

  return compare_places (place_of (instrument, left->item), place_of (instrument, right->item),
                         left->item, right->item);
}

static int
compare_topics (gconstpointer a,
                gconstpointer b,
                gpointer      instrument)
{
  const VbTopic *left = *(VbTopic *const *) a, *right = *(VbTopic *const *) b;

  return compare_places (place_of (instrument, left->code), place_of (instrument, right->code),
                         left->id, right->id);
}

/* (transfer container): the store gives them by their code */
static GPtrArray *
sorted (const Writer     *writer,
        const GPtrArray  *records,
        GCompareDataFunc  compare)
{
  GPtrArray *list = g_ptr_array_new ();

  for (guint i = 0; i < records->len; i++)
    g_ptr_array_add (list, g_ptr_array_index (records, i));
  g_ptr_array_sort_with_data (list, compare, (gpointer) writer->instrument);
  return list;
}

static void
add_heading (const Writer *writer,
             const char   *title,
             const char   *date)
{
  g_autofree char *day = vb_words_date (date);
  /* Translators: what it is, then a date */
  g_autofree char *text = g_strdup_printf (_("%s, %s"), title, day);

  vb_paper_add_rule (writer->paper);
  vb_paper_add_heading (writer->paper, text);
}

static void
add_conversation (Writer               *writer,
                  const VbConversation *talk)
{
  g_autoptr(VbInstrument) instrument = vb_instrument_find_shipped (talk->instrument);
  g_autoptr(GPtrArray) answers = NULL, topics = NULL;

  writer->instrument = instrument;
  answers = sorted (writer, talk->answers, compare_answers);
  topics = sorted (writer, talk->topics, compare_topics);
  add_heading (writer, _("Conversation"), talk->held_on);
  add_record (writer, &vb_conversation_shape, talk);
  add_short (writer, _("Answers"), &vb_answer_shape, answers);
  add_short (writer, _("Topics"), &vb_topic_shape, topics);
  add_links (writer, talk);
  add_helping (writer, talk);
  add_short (writer, _("What comes first"), &vb_priority_shape, talk->priorities);
  add_short (writer, _("Safety"), &vb_safety_step_shape, talk->safety);
  writer->instrument = NULL;
}

/* Parents decide for who is younger than 16; of anybody else nothing is said about them. */
static void
add_consent (const Writer    *writer,
             const VbPerson  *person,
             const VbConsent *consent)
{
  g_autoptr(VbConsent) shown = vb_consent_copy (consent);
  int age = vb_person_get_age (person->birth_date, consent->given_on);

  if (consent->by_parents <= 0 && (age < 0 || age >= 16))
    shown->by_parents = shown->parents_with_authority = VB_NO_NUMBER;
  add_record (writer, &vb_consent_shape, shown);
}

/* What did not go along is kept too, and so it is told. */
static void
add_items (const Writer     *writer,
           const VbReferral *referral)
{
  g_autoptr(GPtrArray) sent = g_ptr_array_new (), kept = g_ptr_array_new ();

  for (guint i = 0; i < referral->items->len; i++)
    {
      VbReferralItem *item = g_ptr_array_index (referral->items, i);

      g_ptr_array_add (item->included ? sent : kept, item);
    }
  add_short (writer, _("What goes along"), &vb_referral_item_shape, sent);
  add_short (writer, _("Written down, and does not go along"), &vb_referral_item_shape, kept);
}

static void
add_referral (const Writer     *writer,
              const VbReferral *referral)
{
  const char *title = vb_referral_kind_words (referral->kind);

  if (referral->sent_on != NULL)
    add_heading (writer, title, referral->sent_on);
  else
    {
      vb_paper_add_rule (writer->paper);
      vb_paper_add_heading (writer->paper, title);
    }
  add_record (writer, &vb_referral_shape, referral);
  add_items (writer, referral);
  add_short (writer, _("What happened"), &vb_referral_event_shape, referral->events);
}

/* Whoever was in the room heard of it, by name or without one. */
static void
add_hearers (const Writer        *writer,
             const VbMeeting     *meeting,
             const VbMeetingCase *item)
{
  g_autoptr(GString) names = g_string_new (NULL);

  for (guint i = 0; meeting != NULL && i < meeting->members->len; i++)
    {
      const VbMeetingMember *member = g_ptr_array_index (meeting->members, i);
      const VbMeetingSeat *seat = vb_meeting_find_seat (item, member);
      VbStanding standing = seat != NULL ? vb_standing_find (seat->standing) : VB_N_STANDINGS;
      g_autofree char *who = vb_meeting_member_dup_words (member);
      g_autofree char *unnamed = standing == VB_STANDING_ANONYMOUS
                                   /* Translators: who was in the room */
                                   ? g_strdup_printf (_("%s, without your name"), who)
                                   : NULL;

      if (unnamed != NULL || standing == VB_STANDING_COVERED)
        g_string_append_printf (names, "%s%s", names->len > 0 ? "; " : "",
                                unnamed != NULL ? unnamed : who);
    }
  vb_paper_add_fact (writer->paper, _("Who heard it"), names->str);
}

static void
add_case (const Writer        *writer,
          const VbDossier     *dossier,
          const VbMeetingCase *item)
{
  add_heading (writer, _("Discussed in a case meeting"), item->held_on);
  add_record (writer, &vb_meeting_case_shape, item);
  add_hearers (writer, vb_dossier_find_meeting (dossier, item->meeting_id), item);
  add_short (writer, _("What was agreed"), &vb_meeting_action_shape, item->actions);
}

static void
add_person (const Writer    *writer,
            const VbDossier *dossier)
{
  const VbPerson *person = dossier->person;

  vb_paper_add_heading (writer->paper, _("About you"));
  add_record (writer, &vb_person_shape, person);
  add_short (writer, _("Household"), &vb_membership_shape, dossier->memberships);
  add_short (writer, _("Representatives"), &vb_representative_shape, person->representatives);
  add_short (writer, _("Your own people"), &vb_relation_shape, person->relations);
  add_short (writer, _("Who is involved already"), &vb_helper_shape, person->helpers);
}

VbPaper *
vb_paper_dossier (const VbDossier *dossier)
{
  g_autofree char *name = vb_person_dup_name (dossier->person);
  g_autofree char *today = vb_time_today ();
  g_autofree char *day = vb_words_date (today);
  g_autofree char *title = g_strdup_printf (_("Everything we keep about %s"), name);
  g_autofree char *made = g_strdup_printf (_("Made on %s. You may ask to have it corrected, added "
                                             "to, or destroyed. Who looked at it stands in the "
                                             "access log; you may ask for that too."), day);
  Writer writer = { vb_paper_new ("nl", SIZE), dossier->person, NULL };

  vb_paper_add_title (writer.paper, title);
  vb_paper_add_text (writer.paper, made);
  add_person (&writer, dossier);
  for (guint i = 0; i < dossier->consents->len; i++)
    {
      const VbConsent *consent = g_ptr_array_index (dossier->consents, i);

      add_heading (&writer, g_strcmp0 (consent->kind, "refusal") == 0 ? _("Refusal")
                                                                      : _("Consent"),
                   consent->given_on);
      add_consent (&writer, dossier->person, consent);
      add_short (&writer, _("What may be told"), &vb_consent_scope_shape, consent->scope);
    }
  for (guint i = 0; i < dossier->conversations->len; i++)
    add_conversation (&writer, g_ptr_array_index (dossier->conversations, i));
  for (guint i = 0; i < dossier->plans->len; i++)
    {
      const VbPlan *plan = g_ptr_array_index (dossier->plans, i);

      add_heading (&writer, _("Plan"), plan->started_on);
      add_record (&writer, &vb_plan_shape, plan);
      add_short (&writer, _("Goals"), &vb_goal_shape, plan->goals);
      add_short (&writer, _("What was agreed"), &vb_action_shape, plan->actions);
    }
  for (guint i = 0; i < dossier->referrals->len; i++)
    add_referral (&writer, g_ptr_array_index (dossier->referrals, i));
  for (guint i = 0; i < dossier->cases->len; i++)
    add_case (&writer, dossier, g_ptr_array_index (dossier->cases, i));
  return writer.paper;
}
