/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/referral/vb-compose.h"

G_BEGIN_DECLS

/* (transfer full): what one may say on the telephone to the receiver, made of the referral. The
 * name is in it only when it may go along. */
char *vb_compose_dup_script (VbCompose *self);
/* (transfer full): the kind of problem and how urgent it is, apart; "" when nothing was said */
char *vb_compose_dup_triage (const VbReferral *draft);
/* (nullable): how urgent; %NULL when it was not said */
const char *vb_compose_urgency_words (gint64 urgency);
/* (transfer full) (nullable): until when something is heard back, in one sentence */
char *vb_compose_dup_term   (VbCompose *self);

G_END_DECLS
