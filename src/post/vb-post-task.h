/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* What the post does, for a window: each call answers later, from a thread of its own, and nobody
 * waits for it. For the thread that opened the store. */

#include "core/store/vb-partners.h"
#include "exchange/desk/vb-desk.h"
#include "post/vb-post.h"

G_BEGIN_DECLS

/**
 * vb_post_exchange_async:
 * @carrier: what letters are carried by; nobody else uses it until this is done
 *
 * Takes what came in and hands over what waits. One at a time: a second one for the same store
 * fails with %VB_ERROR_IN_USE. Breaking it off loses nothing, and the next one goes on from there.
 */
void       vb_post_exchange_async   (VbStore *store, VbCarrier *carrier,
                                     GCancellable *cancellable, GAsyncReadyCallback callback,
                                     gpointer user_data);
/* @report: (out caller-allocates): what was done, also when it broke off half way */
gboolean   vb_post_exchange_finish  (GAsyncResult *result, VbPostReport *report, GError **error);

/* ------------------------------------------------------------------ letters as files */

/* Writes one letter to @path, for somebody to take along. When it may not go, it counts as
 * blocked. */
void       vb_post_save_letter_async  (VbStore *store, const char *partner_id, const char *id,
                                       const char *path, GCancellable *cancellable,
                                       GAsyncReadyCallback callback, gpointer user_data);
/* @paths: of files that somebody got; they stay as they are */
void       vb_post_open_letters_async (VbStore *store, const char *const *paths,
                                       GCancellable *cancellable, GAsyncReadyCallback callback,
                                       gpointer user_data);
/* @report: (out caller-allocates): what was done, also when it broke off half way */
gboolean   vb_post_letters_finish     (GAsyncResult *result, VbPostReport *report, GError **error);

/* ------------------------------------------------------------------ this organization */

/* The card is made, or made anew with what is given; %NULL stays as it was. */
void       vb_post_name_async       (VbStore *store, const VbDeskAbout *about,
                                     GCancellable *cancellable, GAsyncReadyCallback callback,
                                     gpointer user_data);
/* Writes the card to @path for a partner; renews it first when it runs out soon. */
void       vb_post_save_card_async  (VbStore *store, const char *path, GCancellable *cancellable,
                                     GAsyncReadyCallback callback, gpointer user_data);

/* ------------------------------------------------------------------ partners */

/* @card: a file that somebody gave */
void       vb_post_take_card_async  (VbStore *store, GBytes *card, GCancellable *cancellable,
                                     GAsyncReadyCallback callback, gpointer user_data);
/* @verdict: (out): what was done with it. Errors: %VB_EXCHANGE_ERROR when it is no card, or a
 * damaged one. Returns: (transfer full): whose it is */
VbPartner *vb_post_take_card_finish (GAsyncResult *result, VbCardVerdict *verdict,
                                     GError **error);

/* What the other side read out is compared, and when it is the same they are verified. @how: phone,
 * meeting or video. Errors: %VB_ERROR_INVALID_INPUT when it is not the same. */
void       vb_post_verify_async     (VbStore *store, const VbPartner *partner, const char *heard,
                                     const char *how, GCancellable *cancellable,
                                     GAsyncReadyCallback callback, gpointer user_data);
/* @event: %VB_PARTNER_STOPPED or %VB_PARTNER_RESUMED */
void       vb_post_decide_async     (VbStore *store, const VbPartner *partner,
                                     VbPartnerEvent event, GCancellable *cancellable,
                                     GAsyncReadyCallback callback, gpointer user_data);
/* @partner_id: (nullable): as vb_messages_set_partner_sync() */
void       vb_post_link_async       (VbStore *store, const char *object_id,
                                     const char *partner_id, GCancellable *cancellable,
                                     GAsyncReadyCallback callback, gpointer user_data);
/* The letter is tried again, from now on. */
void       vb_post_try_again_async  (VbStore *store, const char *partner_id, const char *id,
                                     GCancellable *cancellable, GAsyncReadyCallback callback,
                                     gpointer user_data);

/* Of all of these that say nothing but whether it was done. */
gboolean   vb_post_change_finish    (GAsyncResult *result, GError **error);

G_END_DECLS
