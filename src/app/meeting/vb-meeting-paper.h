/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "app/paper/vb-paper.h"
#include "core/store/vb-meetings.h"

G_BEGIN_DECLS

/* The agenda, and for each who takes part a report with what they may see, on paper. */
GtkWindow *vb_meeting_paper_new (GtkWindow *parent, VbStore *store, const VbMeeting *meeting);

/* The sheets themselves; @paper: as vb_meeting_dup_agenda() or vb_meeting_dup_for_member() gives
 * it. */
VbPaper   *vb_meeting_paper_agenda (const VbMeeting *paper, double size);
VbPaper   *vb_meeting_paper_report (const VbMeeting *paper, const VbMeetingMember *reader,
                                    double size);

G_END_DECLS
