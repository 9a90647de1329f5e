/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/referral/vb-compose.h"

G_BEGIN_DECLS

/* What is known already, as it would be written (vb-compose-fill.c). Nothing that stands there is
 * overwritten. */
void _vb_compose_fill         (VbCompose *self);
/* Gives whether it is another question now. */
gboolean _vb_compose_fill_question (VbCompose *self);
/* What may go along, each thing once, the texts as the record says now. */
void _vb_compose_fill_items   (VbCompose *self);

G_END_DECLS
