/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/referral/vb-compose-words.h"

#include <glib/gi18n.h>

#include "app/referral/vb-referral-words.h"
#include "app/vb-words.h"

static void
say (GString    *text,
     const char *sentence)
{
  if (sentence != NULL && *sentence != '\0')
    g_string_append_printf (text, "%s%s", text->len > 0 ? "\n" : "", sentence);
}

/* (nullable): the name, when it goes along and may */
static const char *
find_name (VbCompose *self)
{
  const VbReferral *draft = vb_compose_get (self);
  VbReferralFacts facts = vb_compose_get_facts (self);

  for (guint i = 0; i < draft->items->len; i++)
    {
      const VbReferralItem *item = g_ptr_array_index (draft->items, i);

      if (item->included && vb_data_category_find (item->category) == VB_DATA_NAME
          && vb_referral_decide_item (draft, item, &facts).allowed)
        return item->words;
    }
  return NULL;
}

static char *
dup_opening (const VbReferral *draft)
{
  return draft->sender_name != NULL
         /* Translators: somebody calls: a name */
         ? g_strdup_printf (_("Hello, this is %s."), draft->sender_name)
         : g_strdup (_("Hello."));
}

static char *
dup_about (VbCompose        *self,
           const VbReferral *draft)
{
  const char *name = find_name (self);

  if (name == NULL)
    return g_strdup (_("I call about somebody. I do not say the name yet."));
  if (g_strcmp0 (draft->handover, "together") == 0)
    /* Translators: %s is a name */
    return g_strdup_printf (_("I call about %s, who sits beside me and listens."), name);
  return g_strdup_printf (_("I call about %s, who knows that I call."), name);
}

char *
vb_compose_dup_script (VbCompose *self)
{
  const VbReferral *draft = vb_compose_get (self);
  GString *text = g_string_new (NULL);
  g_autofree char *opening = dup_opening (draft);
  g_autofree char *about = dup_about (self, draft);
  g_autofree char *phone = draft->sender_phone != NULL
    /* Translators: %s is a phone number */
    ? g_strdup_printf (_("You can call me back at %s."), draft->sender_phone) : NULL;
  /* Translators: %s is a short code */
  g_autofree char *code = g_strdup_printf (_("It comes in writing as well, with the code %s."),
                                           draft->code);

  say (text, opening);
  say (text, about);
  say (text, draft->question);
  say (text, _("Can you take this up? On which day is the first contact, and who calls whom?"));
  say (text, code);
  say (text, phone);
  return g_string_free (text, FALSE);
}

char *
vb_compose_dup_term (VbCompose *self)
{
  g_autofree char *due = vb_compose_dup_due (self);
  g_autofree char *day = due != NULL ? vb_words_day (due) : NULL;

  /* Translators: %s is a day, as "on Monday" */
  return day != NULL
         ? g_strdup_printf (_("Sent today, the receiver answers by %s: two of their working "
                              "days."), day)
         : NULL;
}

const char *
vb_compose_urgency_words (gint64 urgency)
{
  static const char *const words[] = { NULL, N_("can wait"), N_("within some weeks"),
                                       N_("this week"), N_("today") };

  return urgency >= 1 && urgency <= 4 ? _(words[urgency]) : NULL;
}

static void
append (GString    *text,
        const char *name,
        const char *value)
{
  if (value != NULL)
    g_string_append_printf (text, "%s%s: %s", text->len > 0 ? "; " : "", name, value);
}

char *
vb_compose_dup_triage (const VbReferral *draft)
{
  GString *text = g_string_new (NULL);

  append (text, _("Kind of problem"), vb_referral_nature_words (draft->triage_nature));
  append (text, _("How urgent the person finds it"),
          vb_compose_urgency_words (draft->urgency_felt));
  append (text, _("How urgent it is for health"),
          vb_compose_urgency_words (draft->urgency_medical));
  append (text, _("How urgent it is for the situation"),
          vb_compose_urgency_words (draft->urgency_social));
  return g_string_free (text, FALSE);
}
