/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Referrals in the store. A step is written with its event and with what has to reach the other
 * side in one transaction; where the other side works with this store too, it arrives in the same
 * transaction, and never twice. */

#include "core/model/vb-referral.h"
#include "core/store/vb-store.h"

G_BEGIN_DECLS

/* Keeps a draft. (nullable) @base: as it was read; %NULL for a new one.
 *
 * Errors: %VB_ERROR_INVALID_INPUT when vb_referral_validate() finds something or it is no draft any
 * more; %VB_ERROR_CONFLICT; %VB_ERROR_NOT_FOUND. */
gboolean    vb_referrals_save_sync   (VbStore *store, const VbReferral *base,
                                      const VbReferral *referral, GCancellable *cancellable,
                                      GError **error);
void        vb_referrals_save_async  (VbStore *store, const VbReferral *base,
                                      const VbReferral *referral, GCancellable *cancellable,
                                      GAsyncReadyCallback callback, gpointer user_data);
gboolean    vb_referrals_save_finish (VbStore *store, GAsyncResult *result, GError **error);

/* Returns: (transfer full): with items and events. It stands in the access log. */
VbReferral *vb_referrals_open_sync   (VbStore *store, const char *id, GCancellable *cancellable,
                                      GError **error);
void        vb_referrals_open_async  (VbStore *store, const char *id, GCancellable *cancellable,
                                      GAsyncReadyCallback callback, gpointer user_data);
VbReferral *vb_referrals_open_finish (VbStore *store, GAsyncResult *result, GError **error);

/* Whether it is another one than it was at @changed_at. Tells nothing of what stands in it, so it
 * is no reading and the access log says nothing. One that is gone has changed. */
gboolean    vb_referrals_has_changed_sync   (VbStore *store, const char *id, gint64 changed_at,
                                             GCancellable *cancellable, gboolean *changed,
                                             GError **error);
void        vb_referrals_has_changed_async  (VbStore *store, const char *id, gint64 changed_at,
                                             GCancellable *cancellable,
                                             GAsyncReadyCallback callback, gpointer user_data);
gboolean    vb_referrals_has_changed_finish (VbStore *store, GAsyncResult *result,
                                             gboolean *changed, GError **error);

/* As vb_referrals_open_sync(), to be taken out of the store: with @reason in the access log. */
VbReferral *vb_referrals_export_sync (VbStore *store, const char *id, const char *reason,
                                      GCancellable *cancellable, GError **error);

/**
 * VbReferralAct:
 *
 * A step to take. Texts are nullable.
 */
typedef struct
{
  VbReferralStep step;
  const char *id;            /* of the referral, at the side that takes it */
  const char *message_id;    /* of the step: the same again does nothing; %NULL: a new one */
  const char *words;
  const char *reason;
  const char *outcome;
  const char *day;           /* %NULL: today */
  const char *recipient_id;  /* of VB_STEP_FORWARD */
  const char *recipient_name;
  const char *on_behalf_of;  /* the other side answered by telephone or on paper: who */
  const char *way;           /* how: phone, paper */
  gint64 at;                 /* when, microseconds UTC; 0: now. What came before stays before. */
  const char *checksum;      /* of VB_STEP_SEND: of what was shown; %NULL: nobody looked */
  gboolean agreed;           /* of VB_STEP_FORWARD: the person agreed to the new recipient */
} VbReferralAct;

/**
 * vb_referrals_take:
 *
 * Takes a step: vb_referral_check_step() decides, sending goes by vb_referral_check_send() with
 * what the store knows at that moment (who has the function, what the person agreed to). A draft
 * that is withdrawn is gone, and nothing is kept of it.
 *
 * Errors: %VB_ERROR_INVALID_INPUT with a msgid when it may not be taken; %VB_ERROR_CONFLICT when
 * what would go is not what was shown; %VB_ERROR_NOT_FOUND.
 */
gboolean    vb_referrals_take_sync   (VbStore *store, const VbReferralAct *act,
                                      GCancellable *cancellable, GError **error);
void        vb_referrals_take_async  (VbStore *store, const VbReferralAct *act,
                                      GCancellable *cancellable, GAsyncReadyCallback callback,
                                      gpointer user_data);
gboolean    vb_referrals_take_finish (VbStore *store, GAsyncResult *result, GError **error);

/* Ends what nobody answered for VB_REFERRAL_EXPIRES_DAYS; to be called once a day.
 *
 * Returns: (transfer full) (element-type utf8): the ids of what ended at the side of the sender */
GPtrArray  *vb_referrals_expire_sync   (VbStore *store, GCancellable *cancellable,
                                        GError **error);
void        vb_referrals_expire_async  (VbStore *store, GCancellable *cancellable,
                                        GAsyncReadyCallback callback, gpointer user_data);
GPtrArray  *vb_referrals_expire_finish (VbStore *store, GAsyncResult *result, GError **error);

/* Whether letters to this function of the social map arrive in this store. */
gboolean    vb_referrals_set_own_function_sync   (VbStore *store, const char *contact_id,
                                                  gboolean own, GCancellable *cancellable,
                                                  GError **error);
void        vb_referrals_set_own_function_async  (VbStore *store, const char *contact_id,
                                                  gboolean own, GCancellable *cancellable,
                                                  GAsyncReadyCallback callback,
                                                  gpointer user_data);
gboolean    vb_referrals_set_own_function_finish (VbStore *store, GAsyncResult *result,
                                                  GError **error);

/* ------------------------------------------------------------------ lists */

typedef enum
{
  VB_BOX_NEW,     /* came in and not decided, or a question that came back; not late */
  VB_BOX_MINE,    /* came in, runs, and is with @worker */
  VB_BOX_TEAM,    /* came in and runs */
  VB_BOX_WAITING, /* on the waiting list */
  VB_BOX_OVERDUE, /* this side's turn, and the day is over; each letter once */
  VB_BOX_SENT,    /* went out and runs */
  VB_BOX_SILENT,  /* went out, and the other side is late or two weeks silent; not what stands here
                   * at the other side itself, as new, late or to do today */
  VB_BOX_ENDED_UNREAD, /* went out, ended, and not read yet */
  VB_BOX_DRAFTS,
  VB_BOX_DONE,
  VB_BOX_REMINDERS, /* this side wanted to look at it again by now */
  VB_N_BOXES
} VbReferralBox;

/* "new", "overdue", ...; %VB_N_BOXES when none is called so. */
VbReferralBox vb_referral_box_find (const char *code);

typedef struct
{
  char *id;
  VbReferralSide side;
  VbReferralKind kind;
  VbReferralState state;
  char *code;
  char *subject;
  char *other;    /* the function at the other side */
  char *question;
  char *worker;
  char *due_on;
  gboolean my_turn; /* of this side */
  gint64 urgency;   /* the highest of the three; VB_NO_NUMBER: none */
  gint64 heard_at;
  char *sent_on;
  char *other_id;  /* (nullable): of that function, where the map has it */
  char *remind_on; /* (nullable) */
  char *ended_on;  /* (nullable), as are how and why */
  char *outcome;
  char *reason;
} VbReferralLine;

void        vb_referral_line_free (VbReferralLine *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VbReferralLine, vb_referral_line_free)

typedef enum
{
  VB_REFERRALS_BY_BOX,     /* what is due first, of most boxes */
  VB_REFERRALS_BY_NEWEST,  /* sent last */
  VB_REFERRALS_BY_SILENCE, /* heard of longest ago */
  VB_N_REFERRAL_ORDERS
} VbReferralOrder;

/* All but the box, today and the limit may be zero. */
typedef struct
{
  VbReferralBox box;
  const char *today;
  const char *worker; /* (nullable): of VB_BOX_MINE */
  const char *text;   /* (nullable): every word begins one of subject, functions, question or code,
                       * whatever the case and accents */
  guint kinds;        /* bits 1 << VbReferralKind; 0: all */
  const char *function_id; /* (nullable): of this side: where it came in, or went out */
  VbReferralOrder order;
  guint offset;
  guint limit;        /* 1 to 500 */
} VbReferralQuery;

/* Returns: (transfer full) (element-type VbReferralLine): what is due first comes first. It stands
 * in the access log as one search. */
GPtrArray  *vb_referrals_list_sync   (VbStore *store, const VbReferralQuery *query,
                                      GCancellable *cancellable, GError **error);
void        vb_referrals_list_async  (VbStore *store, const VbReferralQuery *query,
                                      GCancellable *cancellable, GAsyncReadyCallback callback,
                                      gpointer user_data);
GPtrArray  *vb_referrals_list_finish (VbStore *store, GAsyncResult *result, GError **error);

/* How many there are in each box. */
typedef struct
{
  guint n[VB_N_BOXES];
} VbReferralCounts;

VbReferralCounts *vb_referrals_count_sync   (VbStore *store, const char *today,
                                             const char *worker, GCancellable *cancellable,
                                             GError **error);
void              vb_referrals_count_async  (VbStore *store, const char *today,
                                             const char *worker, GCancellable *cancellable,
                                             GAsyncReadyCallback callback, gpointer user_data);
VbReferralCounts *vb_referrals_count_finish (VbStore *store, GAsyncResult *result,
                                             GError **error);

G_END_DECLS
