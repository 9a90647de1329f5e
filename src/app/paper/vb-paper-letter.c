/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/paper/vb-paper-letter.h"

#include "app/paper/vb-paper-words.h"
#include "core/base/vb-time.h"

#define LARGE 1.35

/* ------------------------------------------------------------------ what is filled in */

static void
set_date (VbLetterValues *values,
          const char     *name,
          const char     *date)
{
  g_autofree char *text = vb_paper_dup_date (date);

  vb_letter_values_set (values, name, text);
}

static void
set_number (VbLetterValues *values,
            const char     *name,
            gint64          number)
{
  g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, number);

  vb_letter_values_set (values, name, number > 0 ? text : NULL);
}

static gboolean
has_name (const VbReferral *referral)
{
  for (guint i = 0; i < referral->items->len; i++)
    {
      const VbReferralItem *item = g_ptr_array_index (referral->items, i);

      if (vb_data_category_find (item->category) == VB_DATA_NAME)
        return TRUE;
    }
  return FALSE;
}

static void
set_items (VbLetterValues   *values,
           const VbReferral *referral)
{
  for (guint i = 0; i < referral->items->len; i++)
    {
      const VbReferralItem *item = g_ptr_array_index (referral->items, i);

      vb_letter_values_add_item (values, item->label, item->words);
    }
}

/* What the receiver said and did last. */
static void
set_events (VbLetterValues   *values,
            const VbReferral *referral)
{
  for (guint i = 0; i < referral->events->len; i++)
    {
      const VbReferralEvent *event = g_ptr_array_index (referral->events, i);
      VbReferralStep step = vb_referral_step_find (event->step);

      if (g_strcmp0 (event->side, "receiver") == 0)
        vb_letter_values_set (values, "words", event->words);
      if (step == VB_STEP_CONTACT)
        set_date (values, "contact_on", event->day);
      if (step == VB_STEP_START)
        set_date (values, "started_on", event->day);
    }
}

static void
set_texts (VbLetterValues   *values,
           const VbReferral *referral)
{
  const struct
  {
    const char *name;
    const char *value;
  } texts[] = {
    { "code", referral->code }, { "kind", referral->kind }, { "sender", referral->sender_name },
    { "sender_phone", referral->sender_phone }, { "recipient", referral->recipient_name },
    { "subject", referral->subject }, { "question", referral->question },
    { "safe_contact", referral->safe_contact }, { "handover", referral->handover },
    { "handover_words", referral->handover_words }, { "feedback", referral->feedback },
    { "ground", referral->ground }, { "law", referral->law },
    { "triage_nature", referral->triage_nature }, { "state", referral->state },
    { "outcome", referral->outcome }, { "reason", referral->reason },
    { "no_contact", referral->no_contact ? "1" : NULL },
    { "named", has_name (referral) ? "1" : NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    vb_letter_values_set (values, texts[i].name, texts[i].value);
}

VbLetterValues *
vb_paper_letter_values (const VbReferral *referral,
                        const char       *address)
{
  g_autoptr(VbReferral) shared = vb_referral_dup_shared (referral);
  g_autofree char *today = vb_time_today ();
  VbLetterValues *values = vb_letter_values_new ();

  set_texts (values, shared);
  vb_letter_values_set (values, "recipient_address", address);
  set_date (values, "today", today);
  set_date (values, "sent_on", shared->sent_on != NULL ? shared->sent_on : today);
  set_date (values, "handover_on", shared->handover_on);
  set_date (values, "ended_on", shared->ended_on);
  /* The day belongs to this side's own work, but that an answer is asked for before it does not. */
  if (g_strcmp0 (referral->due_side, "receiver") == 0)
    set_date (values, "due_on", referral->due_on);
  set_number (values, "urgency_felt", shared->urgency_felt);
  set_number (values, "urgency_medical", shared->urgency_medical);
  set_number (values, "urgency_social", shared->urgency_social);
  set_number (values, "attempts", shared->attempts);
  set_items (values, shared);
  set_events (values, shared);
  return values;
}

/* ------------------------------------------------------------------ of nobody */

static VbReferral *
make_example (VbLetterKind kind,
              gboolean     dutch)
{
  gboolean asks = kind == VB_LETTER_INFORMATION || kind == VB_LETTER_ANSWER;
  VbReferral *self = vb_referral_new (asks ? VB_KIND_INFORMATION : VB_KIND_REFERRAL, NULL);
  const struct
  {
    char **text;
    const char *in_dutch;
    const char *in_english;
  } texts[] = {
    { &self->sender_name, "Huisarts, Praktijk Voorbeeld", "GP, Example Practice" },
    { &self->sender_phone, "000 000 00 00", "000 000 00 00" },
    { &self->recipient_name, "Welzijnscoach, Welzijn Voorbeeld", "Wellbeing coach, Example" },
    { &self->question, asks ? "1. Is er een valrisico?\n2. Sinds wanneer?" : "Wilt u kennismaken?",
      asks ? "1. Is there a risk of falling?\n2. Since when?" : "Would you get acquainted?" },
    { &self->safe_contact, "Bel overdag", "Call by day" },
    { &self->handover, "called", "called" },
    { &self->handover_words, "U belt volgende week", "You call next week" },
    { &self->due_on, "2030-01-15", "2030-01-15" },
    { &self->due_side, "receiver", "receiver" },
    { &self->sent_on, "2030-01-11", "2030-01-11" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    *texts[i].text = g_strdup (dutch ? texts[i].in_dutch : texts[i].in_english);
  vb_referral_add_item (self, VB_DATA_NAME, NULL, dutch ? "Naam" : "Name",
                        dutch ? "Voorbeeld van een naam" : "A name as an example")->included = TRUE;
  vb_referral_add_item (self, VB_DATA_WISH, NULL, dutch ? "Wens" : "Wish",
                        dutch ? "Weer onder de mensen" : "Out among people")->included = TRUE;
  g_free (self->state);
  self->state = g_strdup ("accepted");
  return self;
}

VbLetterValues *
vb_paper_letter_example (VbLetterKind  kind,
                         const char   *language)
{
  gboolean dutch = g_strcmp0 (language, "en") != 0;
  g_autoptr(VbReferral) example = make_example (kind, dutch);
  VbLetterValues *values =
    vb_paper_letter_values (example, dutch ? "Voorbeeldstraat 1\n0000 AA Voorbeeldstad"
                                           : "1 Example Street\n0000 AA Exampletown");

  vb_letter_values_set (values, "code", "BCD-2345");
  vb_letter_values_set (values, "words", dutch ? "Wij hebben volgende week tijd."
                                               : "We have time next week.");
  return values;
}

/* ------------------------------------------------------------------ on paper */

static void
add_line (VbPaper            *paper,
          const VbLetterLine *line)
{
  switch (line->part)
    {
    case VB_LETTER_TITLE:
      vb_paper_add_title (paper, line->text);
      break;
    case VB_LETTER_HEADING:
      vb_paper_add_heading (paper, line->text);
      break;
    case VB_LETTER_SMALL:
      vb_paper_add_aside (paper, line->text);
      break;
    case VB_LETTER_RULE:
      vb_paper_add_rule (paper);
      break;
    case VB_LETTER_TICK:
      vb_paper_add_tick (paper, line->text, line->n == 1);
      break;
    case VB_LETTER_LINES:
      vb_paper_add_lines (paper, line->text, NULL, line->n);
      break;
    case VB_LETTER_FACT:
      vb_paper_add_fact (paper, line->name, line->text);
      break;
    case VB_LETTER_TEXT:
    case VB_LETTER_LIST:
    default:
      vb_paper_add_text (paper, line->text);
      break;
    }
}

VbPaper *
vb_paper_letter_new (const VbLetter       *letter,
                     const VbLetterValues *values,
                     const char           *language,
                     double                size,
                     gboolean              large)
{
  VbPaper *paper = vb_paper_new (language, large ? size * LARGE : size);
  g_autoptr(GPtrArray) lines = vb_letter_fill (letter, values);

  for (guint i = 0; i < lines->len; i++)
    add_line (paper, g_ptr_array_index (lines, i));
  return paper;
}
