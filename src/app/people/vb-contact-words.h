/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/model/vb-person.h"

G_BEGIN_DECLS

/* (transfer full) (nullable): how a person can be reached safely, a rule on each line; %NULL when
 * there are no rules */
char *vb_contact_dup_rules (const VbPerson *person);

G_END_DECLS
