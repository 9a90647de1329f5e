/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* What one side arranges among itself about its referrals. Nothing of it ever leaves. */

#include "core/store/vb-referrals.h"

G_BEGIN_DECLS

/* ------------------------------------------------------------------ notes */

typedef struct
{
  char *id;
  char *words;
  gint64 at; /* microseconds UTC */
  char *actor;
} VbReferralNote;

void       vb_referral_note_free (VbReferralNote *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VbReferralNote, vb_referral_note_free)

/* Returns: (transfer full) (element-type VbReferralNote): the newest first */
GPtrArray *vb_referrals_list_notes_sync   (VbStore *store, const char *id,
                                           GCancellable *cancellable, GError **error);
void       vb_referrals_list_notes_async  (VbStore *store, const char *id,
                                           GCancellable *cancellable,
                                           GAsyncReadyCallback callback, gpointer user_data);
GPtrArray *vb_referrals_list_notes_finish (VbStore *store, GAsyncResult *result, GError **error);

/* Errors: %VB_ERROR_INVALID_INPUT when it is empty or holds a citizen service number. */
gboolean   vb_referrals_add_note_sync   (VbStore *store, const char *id, const char *words,
                                         GCancellable *cancellable, GError **error);
void       vb_referrals_add_note_async  (VbStore *store, const char *id, const char *words,
                                         GCancellable *cancellable, GAsyncReadyCallback callback,
                                         gpointer user_data);
gboolean   vb_referrals_add_note_finish (VbStore *store, GAsyncResult *result, GError **error);

/* ------------------------------------------------------------------ who has it, and when to look
 *
 * One of what this side keeps beside the letter. */

typedef enum
{
  VB_REFERRAL_WORKER,    /* who has it; %NULL: nobody in person */
  VB_REFERRAL_REMIND_ON, /* on which day to look at it again; %NULL: no more */
  VB_REFERRAL_PERSON,    /* the record of the person, of who received it; %NULL: none */
  VB_N_REFERRAL_ARRANGEMENTS
} VbReferralArrangement;

/* Errors: %VB_ERROR_INVALID_INPUT for a day that is over or is none, and for the person of what was
 * sent from here; %VB_ERROR_NOT_FOUND, also for a person who is not there. The access log tells of
 * it under the person that it is linked to, and under the one that it was linked to before. */
gboolean   vb_referrals_arrange_sync   (VbStore *store, const char *id,
                                        VbReferralArrangement what, const char *value,
                                        GCancellable *cancellable, GError **error);
void       vb_referrals_arrange_async  (VbStore *store, const char *id,
                                        VbReferralArrangement what, const char *value,
                                        GCancellable *cancellable, GAsyncReadyCallback callback,
                                        gpointer user_data);
gboolean   vb_referrals_arrange_finish (VbStore *store, GAsyncResult *result, GError **error);

/* ------------------------------------------------------------------ once more
 *
 * A new draft with the words of one that was sent from here. One that nobody decided on yet is
 * replaced by it in the same transaction.
 *
 * Errors: %VB_ERROR_INVALID_INPUT for what came in, or runs and cannot be replaced any more;
 * %VB_ERROR_NOT_FOUND. Returns: (transfer full): the id of the draft */
char      *vb_referrals_begin_again_sync   (VbStore *store, const char *id,
                                            GCancellable *cancellable, GError **error);
void       vb_referrals_begin_again_async  (VbStore *store, const char *id,
                                            GCancellable *cancellable,
                                            GAsyncReadyCallback callback, gpointer user_data);
char      *vb_referrals_begin_again_finish (VbStore *store, GAsyncResult *result, GError **error);

/* ------------------------------------------------------------------ a caseload */

typedef struct
{
  char *name;
  guint n; /* referrals that run, of both sides */
} VbReferralWorker;

void       vb_referral_worker_free (VbReferralWorker *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VbReferralWorker, vb_referral_worker_free)

/* Returns: (transfer full) (element-type VbReferralWorker): by name */
GPtrArray *vb_referrals_list_workers_sync   (VbStore *store, GCancellable *cancellable,
                                             GError **error);
void       vb_referrals_list_workers_async  (VbStore *store, GCancellable *cancellable,
                                             GAsyncReadyCallback callback, gpointer user_data);
GPtrArray *vb_referrals_list_workers_finish (VbStore *store, GAsyncResult *result, GError **error);

/* Everything that runs and is with @from is with @to from now on; all of it or nothing.
 *
 * Returns: how many; -1 with an error */
int        vb_referrals_move_caseload_sync   (VbStore *store, const char *from, const char *to,
                                              GCancellable *cancellable, GError **error);
void       vb_referrals_move_caseload_async  (VbStore *store, const char *from, const char *to,
                                              GCancellable *cancellable,
                                              GAsyncReadyCallback callback, gpointer user_data);
int        vb_referrals_move_caseload_finish (VbStore *store, GAsyncResult *result,
                                              GError **error);

/* ------------------------------------------------------------------ whose letters arrive here */

typedef struct
{
  char *id; /* of the contact on the social map */
  char *name;
  char *organization; /* (nullable) */
  char *holder;       /* (nullable): who has it today */
  gboolean own;
} VbOwnFunction;

void       vb_own_function_free (VbOwnFunction *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VbOwnFunction, vb_own_function_free)

/* @text: (nullable): %NULL for those whose letters arrive here; otherwise the functions of the map
 * that have every word in their name, organization or holder, the own ones first, at most @limit.
 *
 * Returns: (transfer full) (element-type VbOwnFunction) */
GPtrArray *vb_referrals_list_functions_sync   (VbStore *store, const char *text, guint limit,
                                               GCancellable *cancellable, GError **error);
void       vb_referrals_list_functions_async  (VbStore *store, const char *text, guint limit,
                                               GCancellable *cancellable,
                                               GAsyncReadyCallback callback, gpointer user_data);
GPtrArray *vb_referrals_list_functions_finish (VbStore *store, GAsyncResult *result,
                                               GError **error);

G_END_DECLS
