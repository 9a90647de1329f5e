/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* What is being typed in a form, kept in the store (nowhere else, so never readable on the disk)
 * until it is saved or thrown away. One draft per record, and one per table for a new record. */

#include "core/model/vb-schema.h"
#include "core/store/vb-store.h"

G_BEGIN_DECLS

/**
 * vb_draft_keep:
 * @id: (nullable): the record; %NULL for a new one
 * @text: (nullable): the draft; %NULL throws away what was kept
 *
 * Returns: whether it was kept
 */
gboolean vb_draft_keep_sync   (VbStore *store, VbTable table, const char *id, const char *text,
                               GCancellable *cancellable, GError **error);
void     vb_draft_keep_async  (VbStore *store, VbTable table, const char *id, const char *text,
                               GCancellable *cancellable, GAsyncReadyCallback callback,
                               gpointer user_data);
gboolean vb_draft_keep_finish (VbStore *store, GAsyncResult *result, GError **error);

/**
 * vb_draft_find:
 *
 * Returns: (transfer full) (nullable): the draft; %NULL without an error when there is none
 */
char    *vb_draft_find_sync   (VbStore *store, VbTable table, const char *id,
                               GCancellable *cancellable, GError **error);
void     vb_draft_find_async  (VbStore *store, VbTable table, const char *id,
                               GCancellable *cancellable, GAsyncReadyCallback callback,
                               gpointer user_data);
char    *vb_draft_find_finish (VbStore *store, GAsyncResult *result, GError **error);

/* The same for a form that is no record of the social map: @form is its name. */
void     vb_draft_keep_form_async (VbStore *store, const char *form, const char *id,
                                   const char *text, GCancellable *cancellable,
                                   GAsyncReadyCallback callback, gpointer user_data);
void     vb_draft_find_form_async (VbStore *store, const char *form, const char *id,
                                   GCancellable *cancellable, GAsyncReadyCallback callback,
                                   gpointer user_data);

G_END_DECLS
