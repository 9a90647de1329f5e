/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* The social map between organizations: the part of ours that is chosen goes to partners as a
 * signed and sealed letter with an HSDS package in it, and theirs come in as sources of their own.
 * These block: for the command line and for threads. */

#include "core/store/vb-maps.h"
#include "post/vb-post.h"

G_BEGIN_DECLS

/* What would leave now. */
typedef struct
{
  char *title;     /* (nullable) */
  VbBatch *batch;
  GBytes *package; /* the very bytes */
} VbPostMap;

void       vb_post_map_free           (VbPostMap *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VbPostMap, vb_post_map_free)

/* @extra: (nullable): an organization or service, as if it were chosen too
 *
 * Errors: %VB_ERROR_TOO_LARGE: more than a letter holds; those of the store. */
VbPostMap *vb_post_map_preview_sync   (VbStore *store, const char *extra,
                                       GCancellable *cancellable, GError **error);

/* Whether everything that was checked here goes too, and what the map is called. @title:
 * (nullable): as it was. Errors: %VB_ERROR_INVALID_INPUT: it is no line of at most 200 bytes. */
gboolean   vb_post_map_set_sync       (VbStore *store, gboolean checked, const char *title,
                                       GCancellable *cancellable, GError **error);

/**
 * vb_post_map_publish_sync:
 * @now: microseconds UTC
 * @is_new: (out): whether it differs from the last edition; otherwise that one stays
 *
 * Makes an edition of what is chosen: partners get it the next time letters are sent.
 *
 * Errors: %VB_ERROR_INVALID_INPUT: nothing is chosen, and nothing ever was; %VB_ERROR_TOO_LARGE;
 * those of the store.
 */
gboolean   vb_post_map_publish_sync   (VbStore *store, gint64 now, gboolean *is_new,
                                       GCancellable *cancellable, GError **error);

/**
 * vb_post_map_subscribe_sync:
 *
 * From now on the map of that partner stands on the map here and is kept up to date; what came
 * already is brought in at once.
 *
 * Errors: %VB_ERROR_NOT_FOUND; %VB_ERROR_INVALID_INPUT: the partner is not verified, or what came
 * cannot be read; those of the store.
 */
gboolean   vb_post_map_subscribe_sync (VbStore *store, const char *partner_id, gint64 now,
                                       GCancellable *cancellable, GError **error);
/* It is not kept up to date any more. @remove: what came of it goes, but for what somebody here
 * corrected, noted or marked. */
gboolean   vb_post_map_unsubscribe_sync (VbStore *store, const char *partner_id, gboolean remove,
                                         GCancellable *cancellable, GError **error);

/* ------------------------------------------------------------------ for the post */

typedef struct
{
  const VbDesk *desk;
  VbCarrier *carrier;
  GPtrArray *partners; /* of VbPartner */
  gint64 now;
  GCancellable *cancellable; /* (nullable) */
} VbPostMapWay;

/* The last edition goes to every verified partner who does not have it. */
gboolean   _vb_post_map_send          (const VbPostMapWay *way, VbPostReport *report,
                                       GError **error);
/* @stays: (out): it is left where it lies, for another time */
gboolean   _vb_post_map_receive       (const VbPostMapWay *way, const VbEnvelope *envelope,
                                       VbPostReport *report, gboolean *stays, GError **error);

G_END_DECLS
