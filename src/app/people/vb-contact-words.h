/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/model/vb-person.h"

G_BEGIN_DECLS

/* (transfer full) (nullable): how a person can be reached safely, a rule on each line; %NULL when
 * there are no rules */
char *vb_contact_dup_rules (const VbPerson *person);
/* (transfer full) (nullable): the same for who gets the phone number only: the plain rules, and
 * that there is more where that is so */
char *vb_contact_dup_plain (const VbPerson *person);
/* (transfer full) (nullable): the rest: by way of whom, and the note. It is about safety. */
char *vb_contact_dup_careful (const VbPerson *person);

G_END_DECLS
