/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/model/vb-person.h"

G_BEGIN_DECLS

/* (transfer full) (nullable): what to mind before this person (nullable) gets paper
 * along */
char *vb_paper_dup_caution (const VbPerson *person);

G_END_DECLS
