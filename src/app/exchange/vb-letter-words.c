/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/exchange/vb-letter-words.h"

#include <glib/gi18n.h>

#include "app/exchange/vb-server-words.h"
#include "app/referral/vb-referral-words.h"
#include "app/vb-words.h"
#include "post/vb-letter-file.h"

/* ------------------------------------------------------------------ why */

/* What happened and what to do. What has no words of its own was damaged or made by something
 * else. */
static const struct
{
  const char *code;
  const char *words;
} reasons[] = {
  { "partner-unknown", N_("The card of this partner is not here any more. Ask for it and add it "
                          "under Preferences, Exchange.") },
  { "partner-not-trusted", N_("Nobody compared the words with this partner, or something about "
                              "their keys changed. Compare under Preferences, Exchange; then it "
                              "leaves by itself.") },
  { "card-expired", N_("Their card has run out. Ask them for a new one and add it under "
                       "Preferences, Exchange; then it leaves by itself.") },
  { "carrier-unreachable", N_("The folder could not be written. Is it there, and is there room? It "
                              "is tried again by itself.") },
  { "carrier-failed", N_("The folder did not take it. It is tried again by itself.") },
  { "consent-missing", N_("It rests on a consent that is not there any more, so it does not leave. "
                          "Record the consent again, or end the referral.") },
  { "ground-missing", N_("Nothing says any more why it may leave. Look at the referral, or end "
                         "it.") },
  { "person-refused", N_("The person refused this, so it does not leave.") },
  { "address-secret", N_("The address in it is secret by now, so it does not leave. Look at the "
                         "referral.") },
  { "tells-safety", N_("It tells how the person is safe, so it does not leave. Look at the "
                       "referral.") },
  { "cannot-be-made", N_("The letter could not be made. Look at the referral, and send it "
                         "again.") },
  { "consent-withdrawn", N_("The person took back the consent that it rests on, so it does not "
                            "leave.") },
  { "unknown-sender", N_("It is from an organisation whose card is not here. Ask for their card, "
                         "add it under Preferences, Exchange, and compare.") },
  { "blocked", N_("It is from a partner who was stopped, or whose keys changed. Look at them under "
                  "Preferences, Exchange.") },
  { "version", N_("It was made by a newer version of Verbinder. Update this one; then it opens by "
                  "itself.") },
  { "kind", N_("It was made by a newer version of Verbinder. Update this one; then it opens by "
               "itself.") },
  { "newer-version", N_("It was made by a newer version of Verbinder. Update this one, and ask "
                        "them to send it again.") },
  { "length", N_("It is not whole yet, or was cut off. When this stays so, ask them to send it "
                 "again.") },
  { "not-read", N_("The file could not be read. When this stays so, ask them to send it again.") },
  { "age-no-match", N_("It is sealed for somebody else, or with a key that is not here any more. "
                       "Give them your newest card and ask them to send it again.") },
  { "other-key", N_("It is sealed with a key that is not here any more. Give them your newest card "
                    "and ask them to send it again.") },
  { "not-addressed", N_("It was meant for somebody else. Tell whoever sent it.") },
  { "expired", N_("It is too old to be taken. Ask them to send it again.") },
  { "future", N_("It is dated later than today. Look at the clock of this computer, and ask them "
                 "to look at theirs.") },
  { "device-expired", N_("The computer that made it may not send letters any more. Ask them for "
                         "their newest card.") },
  { "revoked", N_("The computer that made it was reported lost. Call them.") },
  { "other-root", N_("It is signed with a key that is not on their card. Ask for their newest card "
                     "and compare again.") },
  { "citizen-number", N_("A citizen service number stands in it, and Verbinder keeps none. Ask "
                         "them to send it without.") },
  { "not-the-other-side", N_("It is about a referral that is not theirs. Call them.") },
  { "letter-missing", N_("The referral that it is about did not come yet. It waits for that.") },
  { "step-missing", N_("Something that happened before it did not come yet. It waits for that.") },
  { "own-step-missing", N_("It answers something that is not here. Was a backup put back? Call "
                           "them.") },
  { "letter-gone", N_("The referral that it is about was destroyed here.") },
  { "letter-unknown", N_("Nobody here sent the referral that it is about. Call them.") },
  { "message-unknown", N_("It is about a letter that nobody here sent. Call them.") },
  { "not-what-was-sealed", N_("What is in it is not what its seal says. Do not trust it, and call "
                              "them.") },
};

const char *
vb_letter_reason_words (const char *code)
{
  if (code == NULL || vb_server_words (code) != NULL)
    return code != NULL ? vb_server_words (code) : NULL;
  for (guint i = 0; i < G_N_ELEMENTS (reasons); i++)
    if (g_str_equal (reasons[i].code, code))
      return _(reasons[i].words);
  return _("It is damaged, or not made by Verbinder. Ask them to send it again.");
}

/* ------------------------------------------------------------------ one letter */

static const struct
{
  const char *state;
  VbLetterGroup group;
} states[] = {
  { "new", VB_LETTER_WAITS },      { "waiting", VB_LETTER_WAITS },
  { "failed", VB_LETTER_WAITS },   { "handed", VB_LETTER_GONE },
  { "receipted", VB_LETTER_DONE }, { "refused", VB_LETTER_ASKS },
  { "given-up", VB_LETTER_ASKS },  { "held", VB_LETTER_HELD },
  { "applied", VB_LETTER_DONE },
};

/* Waits until somebody has done something. */
static gboolean
needs_somebody (const char *reason)
{
  static const char *const all[] = { "partner-unknown", "partner-not-trusted", "card-expired",
                                     "consent-withdrawn", "own-step-missing", "consent-missing",
                                     "ground-missing", "person-refused", "address-secret",
                                     "tells-safety", "cannot-be-made", NULL };

  return reason != NULL && g_strv_contains (all, reason);
}

VbLetterGroup
vb_letter_get_group (const VbMessageLine *line)
{
  for (guint i = 0; i < G_N_ELEMENTS (states); i++)
    if (g_str_equal (states[i].state, line->state))
      return states[i].group != VB_LETTER_DONE && needs_somebody (line->reason)
               ? VB_LETTER_ASKS : states[i].group;
  return VB_LETTER_ASKS;
}

const char *
vb_letter_group_words (VbLetterGroup group)
{
  static const char *const words[VB_N_LETTER_GROUPS] = {
    [VB_LETTER_ASKS] = N_("Needs You"),
    [VB_LETTER_WAITS] = N_("Waits to Go"),
    [VB_LETTER_GONE] = N_("Handed Over, Not Received Yet"),
    [VB_LETTER_HELD] = N_("Came In, Waits for Another"),
    [VB_LETTER_DONE] = N_("Done"),
  };

  return _(words[group]);
}

static const char *
kind_words (const VbMessageLine *line)
{
  if (line->step != NULL)
    return vb_referral_step_words (line->step);
  switch (vb_message_kind_find (line->kind))
    {
    case VB_MESSAGE_LETTER: return _("Referral");
    case VB_MESSAGE_EVENT: return _("News about a referral");
    case VB_MESSAGE_CONSENT_WITHDRAWN: return _("Consent taken back");
    case VB_MESSAGE_DESTROY: return _("Please destroy");
    case VB_MESSAGE_RECEIPT: return _("Receipt");
    default: return _("Letter");
    }
}

char *
vb_letter_dup_title (const VbMessageLine *line,
                     const char          *partner)
{
  const char *name = partner != NULL ? partner : _("somebody who is not here any more");

  return line->incoming
    /* Translators: what a letter is ("Accepted"), and the organisation that it is from */
    ? g_strdup_printf (C_("letter", "%s, from %s"), kind_words (line), name)
    /* Translators: what a letter is ("Referral"), and the organisation that it goes to */
    : g_strdup_printf (C_("letter", "%s, to %s"), kind_words (line), name);
}

static char *
dup_with_moment (const char *format,
                 gint64      at)
{
  g_autofree char *moment = vb_words_moment_exactly (at);

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
  return g_strdup_printf (format, moment);
#pragma GCC diagnostic pop
}

char *
vb_letter_dup_state (const VbMessageLine *line)
{
  if (g_str_equal (line->state, "handed") && g_strcmp0 (line->carrier, VB_LETTER_FILE_CODE) == 0)
    /* Translators: %s is a date and a time */
    return dup_with_moment (_("Saved as a file on %s"), line->handed_at);
  if (g_str_equal (line->state, "handed"))
    /* Translators: %s is a date and a time */
    return dup_with_moment (_("Handed over on %s"), line->handed_at);
  if (g_str_equal (line->state, "receipted"))
    /* Translators: %s is a date and a time */
    return dup_with_moment (_("Received on %s"), line->done_at);
  if (g_str_equal (line->state, "applied"))
    /* Translators: %s is a date and a time */
    return dup_with_moment (_("Came in on %s"), line->done_at);
  if (g_str_equal (line->state, "given-up"))
    return g_strdup (_("Given up after a month"));
  if (g_str_equal (line->state, "refused"))
    return g_strdup (line->incoming ? _("Came in and was refused here") : _("They refused it"));
  if (g_str_equal (line->state, "held"))
    return g_strdup (_("Came in and waits"));
  if (g_str_equal (line->state, "failed") && line->next_at != VB_NO_NUMBER)
    /* Translators: %s is a date and a time */
    return dup_with_moment (_("Not gone yet; tried again on %s"), line->next_at);
  return g_strdup (_("Waits to go"));
}

static const char *
state_advice (const VbMessageLine *line)
{
  switch (vb_letter_get_group (line))
    {
    case VB_LETTER_WAITS:
      return _("You have nothing to do: it leaves with the next exchange.");
    case VB_LETTER_GONE:
      if (g_strcmp0 (line->carrier, VB_LETTER_FILE_CODE) == 0)
        return _("Give them the file: with your mail, or on a stick. When they do not answer, it "
                 "is sent again with the exchange.");
      return _("You have nothing to do: it is sent again until they have it. When it takes long, "
               "call them: perhaps they do not exchange.");
    case VB_LETTER_HELD:
      return _("You have nothing to do: it is taken in when the other one is here. When it takes "
               "long, ask them to send it again.");
    case VB_LETTER_DONE:
      return _("You have nothing to do.");
    default:
      return line->incoming ? _("Call them, and ask them to send it again.")
                            : _("Call them, then try it again.");
    }
}

const char *
vb_letter_advice (const VbMessageLine *line)
{
  const char *why = vb_letter_reason_words (line->reason);

  return why != NULL ? why : state_advice (line);
}

/* ------------------------------------------------------------------ the exchange */

static const struct
{
  const char *title;
  const char *advice;
} troubles[VB_N_EXCHANGE_TROUBLES] = {
  [VB_EXCHANGE_FINE] = { "", "" },
  [VB_EXCHANGE_NO_CARD] = {
    N_("Your Organisation Has No Card Yet"),
    N_("Give the name of your organisation under Preferences, Exchange.") },
  [VB_EXCHANGE_NO_FOLDER] = {
    N_("No Folder Is Chosen"),
    N_("Choose the folder that you share with your partners under Preferences, Exchange.") },
  [VB_EXCHANGE_NO_SERVER] = {
    N_("No Server Is Set"),
    N_("Give the address of the server, your name and your password under Preferences, "
       "Exchange.") },
  [VB_EXCHANGE_NO_PASSWORD] = {
    N_("The Password of the Server Is Not There"),
    N_("The keyring of this computer is locked, or does not know it. Unlock it, or give the "
       "password again under Preferences, Exchange.") },
  [VB_EXCHANGE_SERVER] = {
    N_("The Server Does Not Carry the Letters"),
    N_("It is tried again by itself; nothing is lost. When this stays so, try the server under "
       "Preferences, Exchange.") },
  [VB_EXCHANGE_FOLDER_GONE] = {
    N_("The Folder Is Not There"),
    N_("Plug in the stick, or connect to the shared disk. It is tried again by itself; nothing is "
       "lost.") },
  [VB_EXCHANGE_FOLDER_CLOSED] = {
    N_("The Folder Cannot Be Written"),
    N_("Ask whoever looks after the folder to let you write in it. It is tried again by itself; "
       "nothing is lost.") },
  [VB_EXCHANGE_DISK_FULL] = {
    N_("The Disk Is Full"),
    N_("Free some space. It is tried again by itself; nothing is lost.") },
  [VB_EXCHANGE_FAILED] = {
    N_("The Letters Were Not Exchanged"),
    N_("It is tried again by itself; nothing is lost. When this stays so, choose the folder again "
       "under Preferences, Exchange.") },
};

const char *
vb_exchange_trouble_title (VbExchangeTrouble trouble)
{
  return trouble == VB_EXCHANGE_FINE ? "" : _(troubles[trouble].title);
}

const char *
vb_exchange_trouble_advice (VbExchangeTrouble trouble)
{
  return trouble == VB_EXCHANGE_FINE ? "" : _(troubles[trouble].advice);
}

const char *
vb_exchange_get_advice (VbExchange *self)
{
  const char *why = vb_exchange_get_why (self);
  const char *words = why != NULL ? vb_server_words (why) : NULL;

  return words != NULL ? words : vb_exchange_trouble_advice (vb_exchange_get_trouble (self));
}

static void
append_count (GString    *text,
              guint       n,
              const char *words)
{
  if (n == 0)
    return;
  g_string_append_printf (text, "%s%u %s", text->len > 0 ? ", " : "", n, words);
}

static char *
dup_did (const VbPostReport *report)
{
  g_autoptr(GString) text = g_string_new (NULL);

  /* Translators: after a number of letters: "2 handed over, 1 came in" */
  append_count (text, report->sent, C_("letters", "handed over"));
  append_count (text, report->applied, C_("letters", "came in"));
  append_count (text, report->held, C_("letters", "wait for another"));
  append_count (text, report->refused, C_("letters", "refused"));
  append_count (text, report->blocked, C_("letters", "may not go yet"));
  if (text->len == 0)
    g_string_append (text, _("nothing to send, nothing new"));
  return g_string_free (g_steal_pointer (&text), FALSE);
}

char *
vb_letter_dup_opened (const VbPostReport *report)
{
  g_autoptr(GString) text = g_string_new (NULL);

  append_count (text, report->applied, C_("letters", "came in"));
  append_count (text, report->known, C_("letters", "here already"));
  append_count (text, report->held, C_("letters", "wait for another"));
  append_count (text, report->refused, C_("letters", "refused"));
  append_count (text, report->unopened, C_("letters", "not opened"));
  /* Translators: what came of files that were opened: "2 came in, 1 refused" */
  return g_strdup_printf (_("Letters from files: %s"), text->str);
}

char *
vb_exchange_dup_last (gint64              at,
                      const VbPostReport *report)
{
  g_autofree char *moment = at > 0 ? vb_words_moment_exactly (at) : NULL;
  g_autofree char *did = report != NULL ? dup_did (report) : NULL;

  if (moment == NULL)
    return g_strdup (_("Not exchanged yet"));
  if (did == NULL)
    /* Translators: %s is a date and a time */
    return g_strdup_printf (_("Last exchanged on %s"), moment);
  /* Translators: a date and a time, then what was done: "2 handed over, 1 came in" */
  return g_strdup_printf (_("Last exchanged on %s: %s"), moment, did);
}

char *
vb_exchange_dup_glance (VbExchange *self)
{
  guint waiting, asking;

  vb_exchange_count (self, &waiting, &asking);
  if (asking > 0)
    return g_strdup (_("Something needs you"));
  if (waiting > 0)
    return g_strdup_printf (ngettext ("%u letter waits", "%u letters wait", waiting), waiting);
  return g_strdup (_("Nothing waits"));
}

/* ------------------------------------------------------------------ partners */

const char *
vb_partner_state_words (const VbPartner *partner,
                        gint64           now)
{
  static const char *const words[VB_N_PARTNER_STATES] = {
    [VB_PARTNER_NEW] = N_("Not verified yet"),
    [VB_PARTNER_VERIFIED] = N_("Verified"),
    [VB_PARTNER_CHANGED] = N_("Changed: compare again"),
    [VB_PARTNER_REVOKED] = N_("Stopped"),
  };

  if (partner->state == VB_PARTNER_VERIFIED && partner->expires_at < now)
    return _("Card has run out");
  return _(words[partner->state]);
}

const char *
vb_partner_advice (const VbPartner *partner,
                   gint64           now)
{
  static const char *const advice[VB_N_PARTNER_STATES] = {
    [VB_PARTNER_NEW] = N_("No letters go there until you have compared the words with them."),
    [VB_PARTNER_VERIFIED] = N_("Letters go there and come from there."),
    [VB_PARTNER_CHANGED] = N_("Something about their keys changed. Call them with a number that "
                              "you know, and compare the words again. Until then no letters go "
                              "there."),
    [VB_PARTNER_REVOKED] = N_("No letters go there and none are taken. Resume only when you know "
                              "that all is well; then the words are compared again."),
  };

  if (partner->state == VB_PARTNER_VERIFIED && partner->expires_at < now)
    return _("Ask them for a new card, and add it here. Until then no letters go there.");
  return _(advice[partner->state]);
}

/* ------------------------------------------------------------------ one referral */

char *
vb_trace_dup_way (const VbPostTrace *trace,
                  gboolean           on)
{
  if (trace->partner == NULL)
    return g_strdup (_("Stays on this desktop. Tell them yourself, or give it on paper."));
  if (!on)
    /* Translators: %s is an organisation */
    return g_strdup_printf (_("Meant as a sealed letter to %s, but the exchange is off. Turn it on "
                              "under Preferences, Exchange, or give it on paper."),
                            trace->partner->name);
  if (!vb_partner_may_send (trace->partner->state))
    /* Translators: %s is an organisation */
    return g_strdup_printf (_("Goes as a sealed letter to %s once you have compared the words with "
                              "them, under Preferences, Exchange."), trace->partner->name);
  /* Translators: %s is an organisation */
  return g_strdup_printf (_("Goes as a sealed letter to %s, by itself."), trace->partner->name);
}

char *
vb_trace_dup_back (const VbPostTrace *trace)
{
  if (trace->partner == NULL)
    return NULL;
  /* Translators: %s is an organisation */
  return g_strdup_printf (_("Came as a sealed letter from %s. What you answer goes back by "
                            "itself."), trace->partner->name);
}

char *
vb_trace_dup_state (const VbPostTrace *trace)
{
  g_autofree char *state = NULL;
  const VbMessageLine *line;

  for (guint i = 0; i < trace->lines->len; i++)
    {
      line = g_ptr_array_index (trace->lines, i);
      if (line->incoming || vb_message_kind_find (line->kind) == VB_MESSAGE_RECEIPT)
        continue;
      state = vb_letter_dup_state (line);
      if (line->reason == NULL || vb_letter_get_group (line) == VB_LETTER_DONE)
        return g_steal_pointer (&state);
      return g_strdup_printf ("%s. %s", state, vb_letter_reason_words (line->reason));
    }
  return NULL;
}
