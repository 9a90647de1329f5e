/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/paper/vb-paper.h"
#include "core/model/vb-letter.h"
#include "core/model/vb-referral.h"

G_BEGIN_DECLS

/* (transfer full): what of @referral can come in a letter: what the other side has or may have, and
 * nothing else, whatever a letter asks for.
 * @address: (nullable): of the receiver */
VbLetterValues *vb_paper_letter_values (const VbReferral *referral, const char *address);
/* (transfer full): of nobody, to look at a letter with */
VbLetterValues *vb_paper_letter_example (VbLetterKind kind, const char *language);

/* (transfer full): @letter on paper. @large: for the outside */
VbPaper        *vb_paper_letter_new (const VbLetter *letter, const VbLetterValues *values,
                                     const char *language, double size, gboolean large);

G_END_DECLS
