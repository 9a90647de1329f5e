/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* What must go, and its going. One proposes it, with the reason; somebody else can confirm it from
 * that moment on, and whoever proposed it once %VB_DESTROY_WAIT_DAYS are over. Until then it can be
 * taken back. Then it is gone: from the tables, from forms that were being typed in and from the
 * change log. What stays is that it was done, by id, without content; so stay the entries in the
 * access log, which the law wants kept and which hold no content either.
 *
 * A backup that was made before still holds it, until it expires. When such a backup is put back
 * over this store, it is destroyed there again. */

#include "core/model/vb-retention.h"
#include "core/store/vb-store.h"

G_BEGIN_DECLS

/* What there is to destroy. */
#define VB_DESTROY_PERSON "person"             /* with all that hangs under it */
#define VB_DESTROY_CONVERSATION "conversation" /* one */
#define VB_DESTROY_LETTER "referral"           /* about somebody who is not written down here */
#define VB_DESTROY_CASE "meeting_case"         /* that was discussed without a name */

/* Something that is due, or that somebody proposed. */
typedef struct
{
  char *object_type;
  char *object_id;
  char *name;         /* (nullable): of the person, or whom a letter is about, or the number of a
                       * case; %NULL: a conversation without a name */
  char *birth_date;   /* (nullable) */
  char *held_on;      /* (nullable): of a conversation or a case; when a letter was sent */
  VbTerm term;        /* of a person, a letter or a case; no class: none, as for a conversation */
  gboolean due;       /* today, or earlier */
  /* once it is proposed */
  char *reason;       /* (nullable): a code; %NULL: nobody proposed it */
  char *note;         /* (nullable) */
  gint64 proposed_at; /* microseconds UTC */
  char *proposed_by;  /* (nullable) */
  gint64 confirm_at;  /* from when whoever is working now can confirm it; 0: at once */
} VbGoing;
void       vb_going_free (VbGoing *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VbGoing, vb_going_free)

/**
 * vb_destructions_list:
 * @within: what is due in so many days counts too
 *
 * Stands in the access log.
 *
 * Returns: (transfer full) (element-type VbGoing): what was proposed, then what is due, each the
 *   earliest first
 */
GPtrArray *vb_destructions_list_sync   (VbStore *store, guint within, GCancellable *cancellable,
                                        GError **error);
void       vb_destructions_list_async  (VbStore *store, guint within, GCancellable *cancellable,
                                        GAsyncReadyCallback callback, gpointer user_data);
GPtrArray *vb_destructions_list_finish (VbStore *store, GAsyncResult *result, GError **error);

/**
 * vb_destructions_propose:
 * @type: %VB_DESTROY_PERSON, %VB_DESTROY_CONVERSATION, %VB_DESTROY_LETTER or %VB_DESTROY_CASE
 * @reason: a code of vb_destroy_reason_list()
 * @note: (nullable): in words; goes with what it is about
 *
 * Errors: %VB_ERROR_NOT_FOUND; %VB_ERROR_EXISTS when it is proposed already;
 * %VB_ERROR_INVALID_INPUT when there is no such reason, or the term is not over.
 */
gboolean   vb_destructions_propose_sync   (VbStore *store, const char *type, const char *id,
                                           const char *reason, const char *note,
                                           GCancellable *cancellable, GError **error);
void       vb_destructions_propose_async  (VbStore *store, const char *type, const char *id,
                                           const char *reason, const char *note,
                                           GCancellable *cancellable,
                                           GAsyncReadyCallback callback, gpointer user_data);
gboolean   vb_destructions_propose_finish (VbStore *store, GAsyncResult *result, GError **error);

/* Takes a proposal back. Errors: %VB_ERROR_NOT_FOUND. */
gboolean   vb_destructions_take_back_sync   (VbStore *store, const char *id,
                                             GCancellable *cancellable, GError **error);
void       vb_destructions_take_back_async  (VbStore *store, const char *id,
                                             GCancellable *cancellable,
                                             GAsyncReadyCallback callback, gpointer user_data);
gboolean   vb_destructions_take_back_finish (VbStore *store, GAsyncResult *result,
                                             GError **error);

/**
 * vb_destructions_confirm:
 * @id: of what is to go
 *
 * It goes, in one transaction.
 *
 * Errors: %VB_ERROR_NOT_FOUND when nobody proposed it; %VB_ERROR_TOO_EARLY when whoever proposed it
 * still has to wait, or when the term was over and is not any more.
 */
gboolean   vb_destructions_confirm_sync   (VbStore *store, const char *id,
                                           GCancellable *cancellable, GError **error);
void       vb_destructions_confirm_async  (VbStore *store, const char *id,
                                           GCancellable *cancellable,
                                           GAsyncReadyCallback callback, gpointer user_data);
gboolean   vb_destructions_confirm_finish (VbStore *store, GAsyncResult *result, GError **error);

G_END_DECLS
