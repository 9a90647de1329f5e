/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/store/vb-destruction.h"
#include "core/store/vb-rows-private.h"

G_BEGIN_DECLS

/* From when whoever is working now can confirm what somebody proposed; 0: at once.
 * @person_id: (nullable) */
gint64 _vb_destruction_confirm_at (VbDatabase *db, const char *type, const char *person_id,
                                   gint64 proposed_at, const char *proposed_by,
                                   const char *proposer_id);

/* The term of a letter: of wellbeing, from the day it ended. */
gboolean _vb_destruction_letter_term (const char *ended_on, gint64 changed_at, VbTerm *term);

/* The term of a case that was discussed without a name: of wellbeing, from the day of the
 * meeting. */
gboolean _vb_destruction_case_term (const char *held_on, VbTerm *term);

/* Who is working, by id. Never NULL. */
const char *_vb_destruction_actor_id (VbDatabase *db);

/* The day of @at where this program runs. */
char *_vb_destruction_day_of (gint64 at);

/* How much must go by @today, and was proposed. */
gboolean _vb_destruction_count (VbDatabase *db, const char *today, guint *n,
                                GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
