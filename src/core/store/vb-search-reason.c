/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "vb-search"
#include "config.h"

#include "core/store/vb-search-reason.h"

#include <string.h>

#define SNIPPET_BYTES 180
/* Marks a text for translation where it is shown. */
#define N_(text) text

static const char in_name[] = N_("In the name");
static const char in_other_name[] = N_("Also called: %s");
static const char in_organization[] = N_("Organisation: %s");
static const char in_tag[] = N_("Tag: %s");
static const char in_function[] = N_("Whom to ask: %s");
static const char in_text[] = N_("In the description");
static const char by_synonym[] = N_("Means the same: %s");
static const char by_part[] = N_("Part of a word: %s");
static const char by_likeness[] = N_("Looks like: %s");
static const char by_number[] = N_("Has this telephone number");

const char *const *
vb_search_list_reasons (void)
{
  static const char *const reasons[] = {
    in_name, in_other_name, in_organization, in_tag, in_function, in_text, by_synonym, by_part,
    by_likeness, by_number, NULL
  };

  return reasons;
}

gboolean
_vb_reason_is_weak (const char *reason)
{
  return g_strcmp0 (reason, in_text) == 0 || g_strcmp0 (reason, by_likeness) == 0;
}

gboolean
vb_search_text_is_blank (const char *text)
{
  for (; *text != '\0'; text = g_utf8_next_char (text))
    {
      gunichar c = g_utf8_get_char_validated (text, -1);

      if (c == (gunichar) -1 || c == (gunichar) -2 || !g_unichar_isspace (c))
        return FALSE;
    }
  return TRUE;
}

/* How much a way of matching needs to be explained. */
static guint
strangeness (const VbMeeting *meeting)
{
  if (meeting->alternative >= 0)
    return 6;
  if (meeting->how == VB_HOW_SIMILAR)
    return 8;
  if (meeting->how == VB_HOW_PART)
    return 7;
  switch (meeting->field)
    {
    case VB_FIELD_TEXT:
      return 5;
    case VB_FIELD_ORGANIZATION:
      return 4;
    case VB_FIELD_TAGS:
      return 3;
    case VB_FIELD_ALSO:
      return 2;
    default:
      return 1;
    }
}

static const char *
field_text (const VbCardTexts *card, guint field)
{
  switch (field)
    {
    case VB_FIELD_NAME:
      return card->name;
    case VB_FIELD_ALSO:
      return card->also;
    case VB_FIELD_ORGANIZATION:
      return card->organization;
    case VB_FIELD_TAGS:
      return card->tags;
    default:
      return NULL;
    }
}

/* Names apart by commas or semicolons: the one that matches. */
static char *
find_other_name (VbMatcher *matcher, const char *also)
{
  g_autofree char *lines = g_strdelimit (g_strdup (also), ",;|", '\n');
  char *line = _vb_matcher_find_line (matcher, lines);

  return line != NULL ? g_strstrip (line) : g_strdup (also);
}

static const char *
explain_tag (VbMatcher *matcher, const VbCardTexts *card, char **argument)
{
  *argument = _vb_matcher_find_line (matcher, card->tags);
  if (*argument == NULL)
    return in_text;
  if (!g_str_has_prefix (*argument, VB_TAG_OF_FUNCTION))
    return in_tag;
  g_strchug (*argument);
  return in_function;
}

static const char *
explain (VbMatcher *matcher, const VbPlan *plan, const VbCardTexts *card, guint term,
         const VbMeeting *meeting, char **argument)
{
  if (meeting->alternative >= 0)
    {
      const VbAlternative *alternative = plan->alternatives->pdata[(guint) meeting->alternative];

      *argument = g_strdup_printf ("%s → %s", alternative->term, alternative->meaning);
      return by_synonym;
    }
  if (meeting->how == VB_HOW_SIMILAR || meeting->how == VB_HOW_PART)
    {
      *argument = _vb_matcher_find_word (matcher, field_text (card, meeting->field), term,
                                         meeting->how);
      if (*argument != NULL)
        return meeting->how == VB_HOW_SIMILAR ? by_likeness : by_part;
    }
  switch (meeting->field)
    {
    case VB_FIELD_ALSO:
      *argument = find_other_name (matcher, card->also);
      return in_other_name;
    case VB_FIELD_ORGANIZATION:
      *argument = g_strdup (card->organization);
      return in_organization;
    case VB_FIELD_TAGS:
      return explain_tag (matcher, card, argument);
    case VB_FIELD_NAME:
      return in_name;
    default:
      return in_text;
    }
}

/* The descriptions of a service, where words that the card does not show were found. */
static gboolean
read_texts (VbDatabase *db, gint64 seq, char **texts, GError **error)
{
  g_autoptr(VbStatement) statement =
    _vb_database_prepare (db, "SELECT description, eligibility_description, application_process, "
                              "fees_description FROM service WHERE seq = ?", error);
  int code, i;

  if (statement == NULL)
    return FALSE;
  _vb_bind_int (statement, 1, seq);
  code = _vb_database_step (db, statement, error);
  for (i = 0; code == SQLITE_ROW && i < 4; i++)
    texts[i] = g_strdup (_vb_column_text (statement, i));
  return code >= 0;
}

/* A word of @text that only looks like what was typed, or holds it, is worth naming. */
static void
name_odd_word (VbMatcher *matcher, const VbPlan *plan, const char *text, const char **reason,
               char **argument)
{
  guint term;

  for (term = 0; term < plan->terms->len && *argument == NULL; term++)
    {
      *argument = _vb_matcher_find_word (matcher, text, term, VB_HOW_SIMILAR);
      if (*argument != NULL)
        *reason = by_likeness;
      else if ((*argument = _vb_matcher_find_word (matcher, text, term, VB_HOW_PART)) != NULL)
        *reason = by_part;
    }
}

static gboolean
make_deep_snippet (VbDatabase *db, VbMatcher *matcher, const VbPlan *plan, gint64 seq,
                   const char **reason, char **argument, char **snippet, GError **error)
{
  char *texts[4] = { NULL };
  gboolean ok = read_texts (db, seq, texts, error);
  guint i;

  for (i = 0; ok && i < G_N_ELEMENTS (texts); i++)
    {
      gboolean found = FALSE;
      g_autofree char *markup = texts[i] == NULL ? NULL
        : _vb_matcher_mark (matcher, texts[i], SNIPPET_BYTES, &found);

      if (!found)
        continue;
      *snippet = g_strdelimit (g_steal_pointer (&markup), "\r\n\t", ' ');
      name_odd_word (matcher, plan, texts[i], reason, argument);
      break;
    }
  for (i = 0; i < G_N_ELEMENTS (texts); i++)
    g_free (texts[i]);
  return ok;
}

gboolean
_vb_reason_find (VbDatabase *db, VbMatcher *matcher, const VbPlan *plan, const VbCardTexts *card,
                 const char *summary, gint64 seq, gboolean synonym, const char **reason,
                 char **argument, char **snippet, GError **error)
{
  guint strangest = 0;
  gboolean found;
  VbMatch match;
  guint i;

  _vb_matcher_match (matcher, card, synonym, 0.3f, plan->loose, &match);
  for (i = 1; i < plan->terms->len; i++)
    if (strangeness (&match.terms[i]) > strangeness (&match.terms[strangest]))
      strangest = i;
  *reason = explain (matcher, plan, card, strangest, &match.terms[strangest], argument);
  if (_vb_plan_is_number (plan) && *reason == in_text)
    {
      *reason = by_number;
      *snippet = _vb_matcher_mark (matcher, summary, SNIPPET_BYTES, &found);
      return TRUE;
    }
  *snippet = _vb_matcher_mark (matcher, summary, SNIPPET_BYTES, &found);
  if (found && *reason == in_text)
    name_odd_word (matcher, plan, summary, reason, argument);

  for (i = 0; i < plan->terms->len && !found; i++)
    if (match.terms[i].field == VB_FIELD_TEXT)
      {
        g_clear_pointer (snippet, g_free);
        if (!make_deep_snippet (db, matcher, plan, seq, reason, argument, snippet, error))
          return FALSE;
        break;
      }
  if (*snippet == NULL)
    *snippet = _vb_matcher_mark (matcher, summary, SNIPPET_BYTES, &found);
  return TRUE;
}
