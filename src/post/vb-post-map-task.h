/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* The social map between organizations, for a window: each call answers later, from a thread of its
 * own, and nobody waits for it. For the thread that opened the store. */

#include "post/vb-post-map.h"

G_BEGIN_DECLS

/* How it stands with the maps, read in one go. */
typedef struct
{
  VbMapChoice *choice;
  GPtrArray *services;   /* of VbMapService, by name: what goes with the next edition */
  VbMapEdition *edition; /* the last one */
  GPtrArray *maps;       /* of VbPartnerMap */
} VbPostMapBook;

void           vb_post_map_book_free        (VbPostMapBook *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VbPostMapBook, vb_post_map_book_free)

void           vb_post_map_book_read_async  (VbStore *store, GCancellable *cancellable,
                                             GAsyncReadyCallback callback, gpointer user_data);
VbPostMapBook *vb_post_map_book_read_finish (GAsyncResult *result, GError **error);

typedef enum
{
  VB_POST_MAP_CHOOSE,      /* an organization or service goes to partners */
  VB_POST_MAP_KEEP,        /* it does not */
  VB_POST_MAP_ALL_CHECKED, /* everything that was checked here goes too */
  VB_POST_MAP_CHOSEN_ONLY,
  VB_POST_MAP_PUBLISH,     /* an edition of what is chosen now */
  VB_POST_MAP_SUBSCRIBE,   /* to the map of a partner */
  VB_POST_MAP_UNSUBSCRIBE
} VbPostMapAct;

/* @id: (nullable): of what, or of whom, it is about */
void           vb_post_map_do_async         (VbStore *store, VbPostMapAct act, const char *id,
                                             GCancellable *cancellable,
                                             GAsyncReadyCallback callback, gpointer user_data);
/* @is_new: (out) (optional): of publishing: whether it differs from the last edition */
gboolean       vb_post_map_do_finish        (GAsyncResult *result, gboolean *is_new,
                                             GError **error);

G_END_DECLS
