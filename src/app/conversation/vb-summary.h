/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/conversation/vb-talk.h"

G_BEGIN_DECLS

/* (transfer full): a conversation and its plan in short lines, to be pasted in the record of the
 * person. Without a name: it goes where the name is. What the professional worries about stands
 * apart from what the person said. */
char *vb_summary_new (VbTalk *talk);

G_END_DECLS
