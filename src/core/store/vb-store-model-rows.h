/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* The list is one object in three files: what it tells and asks (vb-store-model.c), which rows are
 * known and where they stand (vb-store-model-rows.c), and how the list that was becomes the list
 * that is (vb-store-model-moves.c). */

#include "core/store/vb-store-model-private.h"

G_BEGIN_DECLS

/* A row that somebody holds or looked at lately. */
typedef struct
{
  guint position;
  VbServiceRow *row; /* weak */
  char *id;          /* (nullable): not read yet */
  char *name_key;    /* (nullable): likewise */
  gint64 seq;
  gint64 tried;      /* stamp at which its page was read, and it was not on it */
} VbListEntry;

struct _VbStoreModel
{
  GObject parent_instance;

  VbStore *store;
  VbListSpec spec;
  GCancellable *cancellable;
  gulong changed_id;

  guint n_items;
  gboolean ready;
  GError *error;

  GPtrArray *entries;   /* of VbListEntry, by position */
  GHashTable *by_row;   /* VbServiceRow to VbListEntry */
  GHashTable *by_id;    /* id to VbListEntry, of those that were read */
  GQueue held;          /* of VbServiceRow, owned; the latest first */
  GArray *anchors;      /* of VbAnchor, by position */
  gint64 stamp;         /* of the store as the list shows it; -1: not looked yet */

  GQueue wanted;        /* pages to read, as position + 1; the latest first */
  gboolean reading;     /* a page is on its way */
  gboolean looking;     /* a look at the whole is on its way */
  gboolean look_again;
};

/* The index among the known rows of the first one at @position or after. */
guint        _vb_list_find_index   (VbStoreModel *self, guint position);
/* (nullable): the known row at @position */
VbListEntry *_vb_list_find         (VbStoreModel *self, guint position);
VbListEntry *_vb_list_add          (VbStoreModel *self, guint position, VbServiceRow *row);
void         _vb_list_forget       (VbStoreModel *self, VbListEntry *entry);
void         _vb_list_hold         (VbStoreModel *self, VbServiceRow *row);
void         _vb_list_fill         (VbStoreModel *self, VbListEntry *entry, const VbRowRead *read);
/* Whether its page is still to be read. */
gboolean     _vb_list_is_waiting   (VbStoreModel *self, VbListEntry *entry);

/* Steps; each is told by items-changed. */
void         _vb_list_remove_range (VbStoreModel *self, guint position, guint n);
void         _vb_list_insert_range (VbStoreModel *self, guint position, guint n);
void         _vb_list_insert_row   (VbStoreModel *self, guint position, VbServiceRow *row,
                                    const VbRowRead *read);

/* Takes the steps that lead to what @answer says. */
void         _vb_list_move         (VbStoreModel *self, VbLookAsk *ask, VbLookAnswer *answer);

G_END_DECLS
