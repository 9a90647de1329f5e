/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/store/vb-messages.h"
#include "core/store/vb-partners.h"
#include "core/store/vb-servers.h"

G_BEGIN_DECLS

#define VB_POST_BOOK_MOST_LINES 500

/* A partner, and what is compared with them. */
typedef struct
{
  VbPartner *partner;
  char *phrase; /* (nullable): twelve words, once this organization has a card */
  char *digits; /* (nullable) */
} VbPostPartner;

/**
 * VbPostBook:
 *
 * How it stands with the letters of this organization, read in one go, for a window to show. Times
 * are microseconds UTC.
 */
typedef struct
{
  char *id;          /* (nullable): of this organization: it has no card yet */
  char *name;        /* (nullable) */
  char *address;     /* (nullable), as those that follow */
  char *phone;
  char *email;
  gint64 expires_at; /* of its card; 0: none */
  gint64 version;
  GPtrArray *partners; /* of VbPostPartner, by name */
  GPtrArray *places;   /* of VbPartnerPlace */
  GPtrArray *servers;  /* of VbServer, by address */
  GPtrArray *lines;    /* of VbMessageLine, the newest first: what is not done yet */
  GPtrArray *statuses; /* of VbMessageStatus */
} VbPostBook;

void                 vb_post_book_free         (VbPostBook *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VbPostBook, vb_post_book_free)

void                 vb_post_book_read_async   (VbStore *store, GCancellable *cancellable,
                                                GAsyncReadyCallback callback, gpointer user_data);
VbPostBook          *vb_post_book_read_finish  (GAsyncResult *result, GError **error);

/* (nullable) (transfer none) */
const VbPostPartner *vb_post_book_find_partner (const VbPostBook *self, const char *id);

/* ------------------------------------------------------------------ one referral */

/* Where a referral goes, and where its letters are. */
typedef struct
{
  VbPartner *partner; /* (nullable): it stays on this desktop */
  GPtrArray *lines;   /* of VbMessageLine, the newest first */
} VbPostTrace;

void                 vb_post_trace_free        (VbPostTrace *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VbPostTrace, vb_post_trace_free)

/* @function_id: (nullable): whom it is for; @letter_id: (nullable): nothing left yet */
void                 vb_post_trace_async       (VbStore *store, const char *function_id,
                                                const char *letter_id, GCancellable *cancellable,
                                                GAsyncReadyCallback callback, gpointer user_data);
VbPostTrace         *vb_post_trace_finish      (GAsyncResult *result, GError **error);

G_END_DECLS
