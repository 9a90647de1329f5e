/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/conversation/vb-talk.h"

G_BEGIN_DECLS

/* Who helps the person already, as they stand in a conversation. */

/* (transfer container) (element-type VbHelper): who helps today; empty for a card without a name */
GPtrArray      *vb_helper_list      (VbTalk *talk);
/* (nullable) */
const VbHelper *vb_helper_find      (VbTalk *talk, const char *helper_id);
/* (transfer full): what they do, whether the person finds it useful, what they help with */
char           *vb_helper_dup_state (VbTalk *talk, const VbHelper *helper);
/* (nullable): the sign for what the person finds of it; %NULL when that is not known */
const char     *vb_helper_useful_sign (const VbHelper *helper);
/* (transfer full) (nullable): who helps with a topic: "GP, social worker" */
char           *vb_helper_dup_of_topic (VbTalk *talk, const char *topic_id);

G_END_DECLS
