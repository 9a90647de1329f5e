/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "core/model/vb-dossier.h"
#include "core/model/vb-meeting.h"
#include "core/model/vb-referral.h"

G_BEGIN_DECLS

/* The invented people of the demonstration. Their file names the columns of each record; its dates
 * are counted from the day on which it is read, so that what is to happen next week always is. */

typedef struct
{
  char *query;
  char *remark;
} VbDemoGap;

typedef struct
{
  GPtrArray *dossiers; /* of VbDossier */
  GPtrArray *gaps;     /* of VbDemoGap: what a group of people misses, about nobody by name */
  GPtrArray *own;       /* of char *: the functions whose letters arrive in the demonstration */
  GPtrArray *referrals; /* of VbReferral: drafts with the steps that are still to be told */
  GPtrArray *meetings;  /* of VbMeeting: as they are by now, still to be told */
} VbDemoPeople;

void          vb_demo_people_free (VbDemoPeople *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VbDemoPeople, vb_demo_people_free)

/**
 * vb_demo_people_read:
 * @today: YYYY-MM-DD
 *
 * Errors: %VB_ERROR_INVALID_INPUT when the file is not what it should be.
 *
 * Returns: (transfer full) (nullable):
 */
VbDemoPeople *vb_demo_people_read (GBytes *bytes, const char *today, GError **error);

/* The referrals of these people, from a file of their own. */
gboolean      vb_demo_people_read_referrals (VbDemoPeople *self, GBytes *bytes, const char *today,
                                             GError **error);

/* The case meetings about them, from a file of their own. */
gboolean      vb_demo_people_read_meetings (VbDemoPeople *self, GBytes *bytes, const char *today,
                                            GError **error);

/* The same from the files that come with the program. */
VbDemoPeople *vb_demo_people_read_shipped (GError **error);

G_END_DECLS
