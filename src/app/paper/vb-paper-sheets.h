/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/paper/vb-paper.h"
#include "core/model/vb-conversation.h"
#include "core/model/vb-entity.h"
#include "core/model/vb-instrument.h"
#include "core/model/vb-plan.h"

G_BEGIN_DECLS

/* The sheets there are. @size: of the text in points; all in @language, the one of the card. */

/* A card to fill in by pen, or with what was said. @talk: (nullable): empty. What the professional
 * worries about is never on it, and only the answers and the words of the person are.
 * @name: (nullable): left out */
VbPaper *vb_paper_card    (const VbInstrument *instrument, const VbConversation *talk,
                           const char *name, const char *language, double size);

/* What was agreed, for the person to take along. @conversation_id: (nullable): that which it comes
 * from: the goals of earlier ones stand under a heading of their own; @name: (nullable): left out,
 * and with it the names of all who do something */
VbPaper *vb_paper_plan    (const VbPlan *plan, const char *conversation_id, const char *name,
                           const char *language, double size);

/* What, when, where and whom to call. Nothing of the person is on it, and no reason why they got
 * it: whoever finds it reads what anybody may read on the social map. A secret place has no
 * address here, and a number that is for professionals is not given. */
VbPaper *vb_paper_handout (VbEntity *service, const char *language, double size);

/* (transfer full) (nullable): a number for people who look for help themselves */
char    *vb_paper_dup_phone (VbEntity *service);

G_END_DECLS
