/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* What needs somebody now, of everything in the store, in one call. */

#include "core/model/vb-referral-state.h"
#include "core/store/vb-store.h"

G_BEGIN_DECLS

/* What is most urgent comes first. A referral stands in the first of them that it belongs to. */
typedef enum
{
  VB_TODAY_OVERDUE,    /* referrals: this side's turn, and the day is over */
  VB_TODAY_WITHDRAWN,  /* consents that were withdrawn, and whose recipient was not told */
  VB_TODAY_NEW,        /* referrals: came in and not decided; a question that came back */
  VB_TODAY_MEETING,    /* referrals: somebody is handed over today */
  VB_TODAY_CASES,      /* case meetings: today, or before and not closed yet */
  VB_TODAY_DUE,        /* referrals: this side's turn, today: feedback to give, a list to look at */
  VB_TODAY_AGREED,     /* case meetings: what somebody here was to do by today, and whom to tell */
  VB_TODAY_REMINDER,   /* referrals: that somebody wanted to look at again by today */
  VB_TODAY_EVALUATION, /* plans: to look back on today, or before */
  VB_TODAY_LOOK_BACK,  /* case meetings: cases to look back on today, or before */
  VB_TODAY_SILENT,     /* referrals: the other side is late, or two weeks silent; who is on a
                          waiting list until a day to come is not */
  VB_TODAY_UNREAD,     /* referrals: went out, ended, and not read yet */
  VB_TODAY_COMING,     /* case meetings: within a week */
  VB_TODAY_CONSENT,    /* consents that end soon, and were not asked again */
  VB_TODAY_VACANT,     /* functions of the social map that nobody has any more */
  VB_TODAY_RETENTION,  /* what must be destroyed; has no items */
  VB_N_TODAY
} VbTodayGroup;

/* A consent is asked again this many days before it ends. */
#define VB_TODAY_CONSENT_DAYS 14
/* A case meeting is coming this many days before it. */
#define VB_TODAY_COMING_DAYS 7
/* A function that nobody has is news for this many days. */
#define VB_TODAY_VACANT_DAYS 90
/* So much is counted; what is more is "more than". */
#define VB_TODAY_MOST 999

typedef struct
{
  VbTodayGroup group;
  char *id;      /* what to open: a referral, a person, a function, a case meeting */
  char *title;   /* (nullable): who or what it is about; of what was agreed in a case meeting, what
                  * is to be done: %NULL, that the person is told */
  char *code;    /* (nullable): of a referral, for paper */
  char *other;   /* (nullable): the function at the other side, the director, the organization,
                  * when and where of a meeting, the number of a case; of a case to look back on,
                  * who keeps the overview, its number being the title */
  char *day;     /* (nullable): YYYY-MM-DD: since when, until when */
  char *worker;  /* (nullable): who has it */
  VbReferralSide side;
  VbReferralKind kind;
  VbReferralState state;
  gint64 heard_at;
} VbTodayItem;

typedef struct
{
  guint n[VB_N_TODAY]; /* how many there are, at most VB_TODAY_MOST + 1 */
  GPtrArray *items;    /* of VbTodayItem: of each group those that waited longest */
} VbToday;

void     vb_today_free        (VbToday *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VbToday, vb_today_free)
/* How much of it needs somebody: what only is good to know is not counted. */
guint    vb_today_get_waiting (const VbToday *self);

/**
 * vb_today_read:
 * @today: YYYY-MM-DD
 * @limit: how many items of each group, at most; 0: only how many there are
 *
 * Returns: (transfer full): with items it stands in the access log as one search
 */
VbToday *vb_today_read_sync   (VbStore *store, const char *today, guint limit,
                               GCancellable *cancellable, GError **error);
void     vb_today_read_async  (VbStore *store, const char *today, guint limit,
                               GCancellable *cancellable, GAsyncReadyCallback callback,
                               gpointer user_data);
VbToday *vb_today_read_finish (VbStore *store, GAsyncResult *result, GError **error);

G_END_DECLS
