/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Something that came in, on its way into the store. Private to this folder. */

#include "core/store/vb-messages-private.h"

G_BEGIN_DECLS

typedef struct
{
  const char *partner_id;
  const char *id;           /* (nullable): as the seal says */
  const VbMessage *message; /* (nullable) */
  const char *unreadable;   /* (nullable) */
  GBytes *bytes;
  VbMessageReader read;     /* of what waited */
  gint64 now;
  VbArrival arrival;
  char *reason;
} VbDelivery;

void     _vb_delivery_refuse (VbDelivery *self, const char *reason);
void     _vb_delivery_hold   (VbDelivery *self, const char *reason);
/* Applies it, or says in @self why not. What a partner sends that this store cannot hold is
 * refused; FALSE with an error is for what is wrong with the store itself. */
gboolean _vb_delivery_try    (VbDatabase *db, VbDelivery *self,
                              GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
