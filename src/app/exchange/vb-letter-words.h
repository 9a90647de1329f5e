/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/exchange/vb-exchange.h"

G_BEGIN_DECLS

/* How letters between organizations read to a person. */

/* Where a letter is, as the page sorts them. */
typedef enum
{
  VB_LETTER_ASKS,   /* somebody has to do something */
  VB_LETTER_WAITS,  /* goes by itself */
  VB_LETTER_GONE,   /* handed over; nothing was heard yet */
  VB_LETTER_HELD,   /* came in, and waits for another one */
  VB_LETTER_DONE,
  VB_N_LETTER_GROUPS
} VbLetterGroup;

VbLetterGroup vb_letter_get_group     (const VbMessageLine *line);
const char   *vb_letter_group_words   (VbLetterGroup group);
/* "Referral to Buurtteam Oost"; @partner: (nullable): the name */
char         *vb_letter_dup_title     (const VbMessageLine *line, const char *partner);
/* "Handed over on 3 May 2026, 14:05" */
char         *vb_letter_dup_state     (const VbMessageLine *line);
/* (nullable) (transfer none): what happened and what to do, of a code */
const char   *vb_letter_reason_words  (const char *code);
/* What to do about a letter now, for whoever looks at it. */
const char   *vb_letter_advice        (const VbMessageLine *line);

/* Of the exchange as a whole. */
const char   *vb_exchange_trouble_title  (VbExchangeTrouble trouble);
const char   *vb_exchange_trouble_advice (VbExchangeTrouble trouble);
/* What to do about it now; a server says more than that it does not work. */
const char   *vb_exchange_get_advice     (VbExchange *self);
/* "Last exchanged today at 14:05: 2 sent, 1 came in"; @report: (nullable) */
char         *vb_exchange_dup_last       (gint64 at, const VbPostReport *report);
/* "Nothing waits", "2 letters wait", "Something needs you" */
char         *vb_exchange_dup_glance     (VbExchange *self);

/* Of a partner: "Not verified yet: ..." */
const char   *vb_partner_state_words     (const VbPartner *partner, gint64 now);
const char   *vb_partner_advice          (const VbPartner *partner, gint64 now);
/* Where something goes: "Goes as a sealed letter to Buurtteam Oost" */
char         *vb_trace_dup_way           (const VbPostTrace *trace, gboolean on);
/* (nullable): of what came in */
char         *vb_trace_dup_back          (const VbPostTrace *trace);
/* (nullable): how far the last letter is */
char         *vb_trace_dup_state         (const VbPostTrace *trace);

/* What came of files that somebody opened. */
char         *vb_letter_dup_opened       (const VbPostReport *report);

G_END_DECLS
