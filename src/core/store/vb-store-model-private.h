/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* The questions that a list asks the store; plain values in and out, run in the reading lane. */

#include "core/store/vb-store-model.h"

G_BEGIN_DECLS

#define VB_PAGE_SIZE 64

/* A place in the list whose row is known. */
typedef struct
{
  guint position;
  gint64 seq;
  char *name_key;
} VbAnchor;

void vb_anchor_clear (gpointer anchor);

/* A row as it was read, with where it sorts. */
typedef struct
{
  gint64 seq;
  char *name_key;
  VbServiceRowData data; /* owned texts */
} VbRowRead;

/* What is listed; shared by the jobs of one list. */
typedef struct
{
  VbListKind kind;
  char *argument;
} VbListSpec;

/* A page, and the anchors found on the way to it. */
typedef struct
{
  VbListSpec spec;
  guint position;
  guint n_items;
  VbAnchor from;  /* the nearest known row at or before; name_key NULL: none */
  VbAnchor back;  /* the nearest known row after; name_key NULL: none */
} VbPageAsk;

typedef struct
{
  gint64 stamp;     /* of the store when this was read */
  guint position;
  GPtrArray *rows;  /* of VbRowRead */
  GArray *anchors;  /* of VbAnchor */
} VbPageAnswer;

VbPageAsk *_vb_page_ask_new    (const VbListSpec *spec, guint position, guint n_items);
void       _vb_page_ask_free   (gpointer ask);
void       _vb_page_answer_free (gpointer answer);
gpointer   _vb_page_job        (VbDatabase *db, gpointer ask, GCancellable *cancellable,
                                GError **error);

/* Where rows that were known stand now, and how long the list is. */
typedef struct
{
  VbListSpec spec;
  gint64 stamp;      /* of the last look; -1 the first time */
  guint n_items;     /* then */
  GPtrArray *ids;    /* of char *: rows that are known */
} VbLookAsk;

typedef struct
{
  gint64 stamp;
  guint n_items;
  gboolean moved;    /* FALSE: every row stands where it stood */
  GPtrArray *rows;   /* of VbRowRead, NULL where it is gone: by the order of ids */
  GArray *positions; /* of guint: when moved, where they stand now; G_MAXUINT where gone */
  GPtrArray *first;  /* (nullable): of VbRowRead: the first page, the first time */
} VbLookAnswer;

VbLookAsk *_vb_look_ask_new     (const VbListSpec *spec, gint64 stamp, guint n_items);
void       _vb_look_ask_free    (gpointer ask);
void       _vb_look_answer_free (gpointer answer);
gpointer   _vb_look_job         (VbDatabase *db, gpointer ask, GCancellable *cancellable,
                                 GError **error);

G_END_DECLS
