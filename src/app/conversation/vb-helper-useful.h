/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/conversation/vb-talk.h"

G_BEGIN_DECLS

/* What the person finds of somebody who helps: it stands in their record, not in the
 * conversation. */

/* Is kept at once, and shown when it is. @useful: (nullable): yes, sometimes, no; %NULL: not
 * known */
void vb_helper_set_useful (VbTalk *talk, const char *helper_id, const char *useful);
/* The record was changed elsewhere: what stands in it now is shown. */
void vb_helper_read_again (VbTalk *talk);

G_END_DECLS
