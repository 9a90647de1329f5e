/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/conversation/vb-talk.h"

G_BEGIN_DECLS

/* How what lies on the four domains reads and looks. Borrowed where nothing else is said. */

#define VB_N_DOMAINS 4
extern const char *const vb_domains[VB_N_DOMAINS + 1];

const char *vb_topic_domain_icon (const char *domain);
/* @code: (nullable): of a topic, or of a question of the health web */
const char *vb_topic_icon        (const char *code);
/* In the language of the card */
const char *vb_topic_domain_name (VbTalk *talk, const char *domain);
/* (nullable): of "burden", "so-so", "strength" */
const char *vb_topic_tone_name   (const char *tone);
const char *vb_topic_tone_icon   (const char *tone);
/* Of "worsens", "caused-by", "sustains", "helps" */
#define VB_N_LINK_KINDS 4
extern const char *const vb_link_kinds[VB_N_LINK_KINDS + 1];
const char *vb_link_kind_name    (const char *kind);
/* (transfer full): "Debts makes Sleeping worse" */
char       *vb_link_dup_sentence (const char *kind, const char *from, const char *to);
/* The language of @instrument that is nearest to that of the program; borrowed. */
const char *vb_topic_find_language (const VbInstrument *instrument);
/* The sign that stands on the line. */
const char *vb_link_kind_sign    (const char *kind);
/* (transfer full): "Sleeping, burden, first, makes worse: Debts" */
char       *vb_topic_dup_summary (VbTalk *talk, const VbTopic *topic);
/* (transfer full): the same without the name; "" when there is nothing to say */
char       *vb_topic_dup_state   (VbTalk *talk, const VbTopic *topic);

G_END_DECLS
