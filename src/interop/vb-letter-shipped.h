/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/model/vb-letter.h"

G_BEGIN_DECLS

/* The languages there are letters in, %NULL at the end. */
const char *const *vb_letter_shipped_languages (void);

/* (transfer full) (nullable): the text that comes with the program; %NULL with an error when it
 * cannot be read. A language there is none in reads Dutch. */
char *vb_letter_shipped_load (VbLetterKind kind, const char *language, GError **error);

G_END_DECLS
