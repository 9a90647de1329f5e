/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* What on the social map fits what a person put first. */

#include "core/model/vb-fit.h"
#include "core/store/vb-store.h"

G_BEGIN_DECLS

typedef struct
{
  GPtrArray *fits; /* of VbFit: the offers, what fits best first */
  guint more;      /* offers that fit too, and were asked for no more */
  guint left_out;  /* that are about the right thing, but closed, full or for another age */
} VbFits;

void    vb_fits_free   (VbFits *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VbFits, vb_fits_free)

/**
 * vb_fits_find:
 * @wish: where its postal code lies is looked up on the map
 * @limit: at most so many
 *
 * Runs in the store's reading lane. Cancelled, it stops at once with %G_IO_ERROR_CANCELLED.
 *
 * Returns: (transfer full): the offers, each with the reasons why
 */
VbFits *vb_fits_find_sync   (VbStore *store, const VbWish *wish, guint limit,
                             GCancellable *cancellable, GError **error);
void    vb_fits_find_async  (VbStore *store, const VbWish *wish, guint limit,
                             GCancellable *cancellable, GAsyncReadyCallback callback,
                             gpointer user_data);
VbFits *vb_fits_find_finish (VbStore *store, GAsyncResult *result, GError **error);

/**
 * vb_fits_judge:
 *
 * Holds one service against @wish, whatever it is about: whether it takes somebody like that, and
 * what to mind.
 *
 * Errors: %VB_ERROR_NOT_FOUND.
 *
 * Returns: (transfer full): the service, with what was found
 */
VbFit  *vb_fits_judge_sync   (VbStore *store, const VbWish *wish, const char *service_id,
                              GCancellable *cancellable, GError **error);
void    vb_fits_judge_async  (VbStore *store, const VbWish *wish, const char *service_id,
                              GCancellable *cancellable, GAsyncReadyCallback callback,
                              gpointer user_data);
VbFit  *vb_fits_judge_finish (VbStore *store, GAsyncResult *result, GError **error);

G_END_DECLS
