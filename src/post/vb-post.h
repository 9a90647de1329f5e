/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Brings together what the floors below do not know of each other: the messages of the store, their
 * form, the seal, and what they are carried by. */

#include "exchange/desk/vb-desk.h"
#include "exchange/vb-carrier.h"

G_BEGIN_DECLS

typedef struct _VbPost VbPost;

/* What was done. */
typedef struct
{
  guint sent;
  guint blocked;   /* partners that nothing may be sent to now have something waiting */
  guint failed;    /* the carrier did not take it; tried again later */
  guint applied;
  guint maps;      /* of partners, that came in */
  guint known;     /* came again */
  guint held;      /* waits for something before it */
  guint refused;   /* nothing of it is kept but the reason */
  guint unopened;  /* lies there and could not be opened yet: not whole, or of somebody unknown */
  guint others;    /* lies there and is no letter */
  char *why;       /* (nullable): the code of why the last was not opened or sent, or of why it
                    * broke off */
} VbPostReport;

void     vb_post_report_clear (VbPostReport *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (VbPostReport, vb_post_report_clear)

/* @desk: stays as long as this does; @carrier: a folder, or a server; @now: microseconds UTC
 *
 * Errors: %VB_ERROR_INVALID_INPUT when this organization has no card yet. */
VbPost  *vb_post_new          (const VbDesk *desk, VbCarrier *carrier, gint64 now,
                               GError **error);
void     vb_post_set_cancellable (VbPost *self, GCancellable *cancellable);
void     vb_post_free         (VbPost *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VbPost, vb_post_free)

/* Hands everything that is due to the carrier. Can be interrupted anywhere and done again.
 * Errors: those of vb_carrier_put(); those of the store. */
gboolean vb_post_send         (VbPost *self, VbPostReport *report, GError **error);
/* Hands one letter to the carrier, due or not: somebody takes it along. Without a receipt it goes
 * again with the others. When it may not go, it counts as blocked.
 * Errors: as above; those of vb_messages_this_sync(). */
gboolean vb_post_send_this    (VbPost *self, const char *partner_id, const char *id,
                               VbPostReport *report, GError **error);
/* Applies what came, and takes away what is in the store. What cannot be opened stays there. */
gboolean vb_post_receive      (VbPost *self, VbPostReport *report, GError **error);

G_END_DECLS
