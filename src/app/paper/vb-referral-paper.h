/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "app/vb-session.h"
#include "core/model/vb-letter.h"

G_BEGIN_DECLS

/**
 * vb_referral_paper_open:
 * @which: the letter to begin with; the others that there are can be chosen
 *
 * Shows the letters of a referral as they will be on paper, to print or to keep as a PDF: that of
 * the sender with a reply form, the outside of the envelope, what the person gets and the form for
 * consent; at the receiver's side the feedback. What was not ticked is on none of them. Of a
 * draft, what was withdrawn or was a mistake, and where what was ticked may not go any more, there
 * is only the form for consent. When there is nothing to show, that is said in a window of its own.
 */
void vb_referral_paper_open (GtkWindow *parent, VbSession *session, const char *referral_id,
                             VbLetterKind which);

/* What a letter is called, in the language of the program. */
const char *vb_letter_kind_words (VbLetterKind kind);

G_END_DECLS
