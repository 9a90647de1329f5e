/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* The bytes of a vault file, as a value: no files, no keyring, no clock. FORMAT.md says what the
 * fields mean; the two are to be changed together. */

#include <glib.h>

#include "core/crypto/vb-secret.h"
#include "core/vault/vb-vault.h"

G_BEGIN_DECLS

#define VB_VAULT_ID_SIZE 16
#define VB_VAULT_SALT_SIZE 32
#define VB_VAULT_NONCE_SIZE 24
#define VB_VAULT_SEALED_SIZE (VB_KEY_SIZE + 16)
#define VB_VAULT_MAX_SLOTS 8
#define VB_VAULT_MAX_FILE 4096 /* bytes; a header never gets near it */

/* What argon2id costs when a passphrase is set */
#define VB_VAULT_ARGON_OPS 3
#define VB_VAULT_ARGON_KIB (256 * 1024)
/* What is tried on a machine that has not that much memory */
#define VB_VAULT_ARGON_SMALL_KIB (64 * 1024)
/* What a file may ask for: more would let a forged file stop the machine, less is not ours */
#define VB_VAULT_ARGON_MAX_OPS 16
#define VB_VAULT_ARGON_MIN_KIB (8 * 1024)
#define VB_VAULT_ARGON_MAX_KIB (1024 * 1024)

typedef struct
{
  guint16 type; /* VbSlotType, or of a later version */
  guint16 version;
  guint8 id[VB_VAULT_ID_SIZE];
  gint64 created; /* microseconds since 1970, UTC */
  guint8 salt[VB_VAULT_SALT_SIZE];
  guint32 ops; /* passphrase slots only, as is kib */
  guint32 kib;
  guint8 nonce[VB_VAULT_NONCE_SIZE];
  guint8 sealed[VB_VAULT_SEALED_SIZE];
} VbVaultSlot;

typedef struct
{
  guint8 id[VB_VAULT_ID_SIZE];
  gint64 created;
  guint32 generation; /* how often the file was written */
  guint32 epoch;      /* which key of the store, from 1 */
  guint n_slots;
  VbVaultSlot slots[VB_VAULT_MAX_SLOTS];
  guint8 mac[32]; /* as read; vb_vault_header_write() makes a new one */
} VbVaultHeader;

VbVaultHeader *vb_vault_header_parse    (const guint8 *bytes, gsize length, GError **error);
GBytes        *vb_vault_header_write    (VbVaultHeader *self, VbSecret *dek);
GBytes        *vb_vault_header_to_bytes (const VbVaultHeader *self);
gboolean       vb_vault_header_verify   (const VbVaultHeader *self, VbSecret *dek);
VbVaultHeader *vb_vault_header_copy     (const VbVaultHeader *self);
void           vb_vault_header_free     (VbVaultHeader *self);
char          *vb_vault_header_dup_id   (const VbVaultHeader *self);
const VbVaultSlot *vb_vault_header_find (const VbVaultHeader *self, guint16 type);
gboolean       vb_vault_header_has_slot_id (const VbVaultHeader *self, const guint8 *slot_id);
guint          vb_vault_header_remove   (VbVaultHeader *self, guint16 type);
VbVaultSlot   *vb_vault_header_add      (VbVaultHeader *self, VbSlotType type, gint64 now);

VbSecret *vb_vault_slot_kek_from_passphrase (const VbVaultHeader *header, const VbVaultSlot *slot,
                                             VbSecret *passphrase, GError **error);
VbSecret *vb_vault_slot_kek_from_recovery   (const VbVaultHeader *header, const VbVaultSlot *slot,
                                             const guint8 *code);
VbSecret *vb_vault_slot_kek_from_portal     (const VbVaultHeader *header, const VbVaultSlot *slot,
                                             VbSecret *secret);
char     *vb_vault_slot_dup_id              (const VbVaultSlot *slot);
void      vb_vault_slot_seal                (const VbVaultHeader *header, VbVaultSlot *slot,
                                             VbSecret *kek, VbSecret *dek);
VbSecret *vb_vault_slot_open                (const VbVaultHeader *header, const VbVaultSlot *slot,
                                             VbSecret *kek);
VbSecret *vb_vault_derive                   (VbSecret *dek, guint64 purpose);

/* Purposes of vb_vault_derive() */
#define VB_VAULT_PURPOSE_HEADER 1
#define VB_VAULT_PURPOSE_ANCHOR 2
#define VB_VAULT_PURPOSE_PREVIOUS 3
#define VB_VAULT_PURPOSE_DEVICE 4

/* Not a way in: the key that the store had, sealed with the one that it is getting. It is there
 * while the key of the store is being changed, and no longer. */
#define VB_SLOT_PREVIOUS 5

VbSecret *vb_vault_header_open_previous (const VbVaultHeader *self, VbSecret *dek);
gboolean  vb_vault_header_add_previous  (VbVaultHeader *self, VbSecret *dek, VbSecret *previous,
                                         gint64 now);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VbVaultHeader, vb_vault_header_free)

G_END_DECLS
