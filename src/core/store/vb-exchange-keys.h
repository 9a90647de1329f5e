/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/store/vb-store.h"

G_BEGIN_DECLS

/* The keys with which this organization signs letters, and opens those that come, and its own card.
 * What is in them is the business of src/exchange. */

typedef enum
{
  VB_EXCHANGE_KEY_ROOT,
  VB_EXCHANGE_KEY_DEVICE,
  VB_EXCHANGE_KEY_ENCRYPTION,
  VB_N_EXCHANGE_KEYS
} VbExchangeKeyKind;

typedef struct
{
  char *id; /* the public key in hexadecimal digits */
  VbExchangeKeyKind kind;
  VbSecret *secret;
  gint64 from;  /* microseconds since 1970 UTC */
  gint64 until;
  GBytes *certificate; /* (nullable): of a device */
} VbExchangeKey;

VbExchangeKey *vb_exchange_key_new  (VbExchangeKeyKind kind, const char *id, VbSecret *secret,
                                     gint64 from, gint64 until);
void           vb_exchange_key_free (VbExchangeKey *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VbExchangeKey, vb_exchange_key_free)

/* (transfer full) (element-type VbExchangeKey): the newest first; none before the first use.
 * These block: for the command line and for threads. */
GPtrArray *vb_exchange_keys_load_sync (VbStore *store, GBytes **card, gint64 *card_version,
                                       GCancellable *cancellable, GError **error);

/**
 * vb_exchange_keys_save:
 * @keys: (element-type VbExchangeKey): those that are new, or have another certificate
 * @version: of @card: one more than of the card before
 *
 * Errors: %VB_ERROR_CONFLICT when there is a card of this version already: somebody else was first,
 * and nothing is kept.
 */
gboolean   vb_exchange_keys_save_sync (VbStore *store, GPtrArray *keys, GBytes *card,
                                       gint64 version, GCancellable *cancellable, GError **error);

G_END_DECLS
