/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/store/vb-search-match.h"

G_BEGIN_DECLS

/* Why a service is among the results, and the text that shows it. @reason is static; @argument
 * and @snippet are (transfer full). @seq: of the service. */
gboolean _vb_reason_find (VbDatabase *db, VbMatcher *matcher, const VbPlan *plan,
                          const VbCardTexts *card, const char *summary, gint64 seq,
                          gboolean synonym, const char **reason, char **argument, char **snippet,
                          GError **error);

/* Whether it only stands somewhere in a long text, or only looks like what was asked. */
gboolean _vb_reason_is_weak (const char *reason);

/* Whether there is nothing in @text but space. */
gboolean vb_search_text_is_blank (const char *text);

G_END_DECLS
