/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/store/vb-meetings.h"

G_BEGIN_DECLS

/* How a case meeting reads to a person. All return text that the caller frees. */

/* "on Tuesday, 13:30 · Room 2 · 3 cases, 1 still open" */
char *vb_meeting_line_dup_words   (const VbMeetingLine *line);
/* "Planned" ... of a meeting or a case; static */
const char *vb_meeting_state_words (const char *state);
/* "Hears it with the name: there is consent for this." */
char *vb_meeting_seat_dup_words   (const VbMeetingCase *item, const VbMeetingMember *member,
                                   VbParty sender, const char *today);
/* "District nurse (Bea), Home Care" */
char *vb_meeting_member_dup_words (const VbMeetingMember *member);
/* Who a case is about: the name, or "Somebody of 80 to 89 years" */
char *vb_meeting_case_dup_who     (const VbMeetingCase *item, gboolean named, const char *today);
/* How it stands with the time, in words, for who looks: "About 4 minutes left." @now, @begun_at:
 * microseconds UTC */
char *vb_meeting_time_dup_words   (gint64 begun_at, gint64 minutes, gint64 now);

G_END_DECLS
