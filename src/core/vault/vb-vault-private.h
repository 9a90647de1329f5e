/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/vault/vb-vault-header.h"

G_BEGIN_DECLS

struct _VbVault
{
  GObject parent_instance;

  char *path;
  char *id; /* of header, as text */
  VbVaultHeader *header; /* what is in the file; authentic once the key is there */
  VbSecret *key; /* while unlocked */
  VbSecret *previous; /* (nullable): what the store may still have, while its key is changed */
  VbSecret *device; /* (nullable): with which this device signs; known with the anchor */
  gboolean used_backup;

  VbSlotType keyring_kind; /* VB_SLOT_KEYRING or VB_SLOT_PORTAL */
  guint timeout_ms;
  guint32 argon_ops;
  guint32 argon_kib;
};

/* Tests */
void _vb_vault_set_keyring_kind (VbVault *self, VbSlotType kind);
void _vb_vault_set_timeout      (VbVault *self, guint timeout_ms);
void _vb_vault_set_cost         (VbVault *self, guint32 ops, guint32 kib);

/* What is on the disk: at least one of the two is there. */
typedef struct
{
  VbVaultHeader *main;
  VbVaultHeader *backup; /* of the same vault */
} VbVaultFiles;

VbVaultFiles  *_vb_vault_files_read  (const char *path, GError **error);
void           _vb_vault_files_free  (VbVaultFiles *files);
VbVaultHeader *_vb_vault_files_choose (const VbVaultFiles *files, VbSecret *dek,
                                       GError **error);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VbVaultFiles, _vb_vault_files_free)

/* Takes both: the vault is open from now on. */
void      _vb_vault_set_open       (VbVault *self, VbVaultHeader *header, VbSecret *key,
                                    gboolean used_backup);
/* (transfer full): another vault on the same file, as open as this one. */
VbVault  *_vb_vault_dup            (VbVault *self);
/* The other way round: @self becomes as @other, which was changed in another thread meanwhile,
 * as far as it is still open. */
void      _vb_vault_follow         (VbVault *self, VbVault *other);
/* @self gets to know the key with which this device signs, when @other does. */
void      _vb_vault_share_device   (VbVault *self, VbVault *other);

/* Changing the key of the store. Begin makes the file list both keys, with @key as the one to be
 * and all ways in made anew; end forgets the one before. They block. */
gboolean  _vb_vault_begin_rotation (VbVault *self, VbSecret *key, VbKeyringFlags flags,
                                    const char *passphrase, const char *code, GError **error);
gboolean  _vb_vault_end_rotation   (VbVault *self, GError **error);
/* Nothing is known of the file any more. */
void      _vb_vault_forget         (VbVault *self);
/* (transfer full): the passphrase as bytes, the same however it was typed in. */
VbSecret *_vb_vault_passphrase     (const char *passphrase, GError **error);
char     *_vb_vault_slot_item      (const char *slot_id);
gboolean  _vb_vault_check_unlocked (VbVault *self, GTask *task);

/* Waits in a main context of its own for one asynchronous call. */
typedef struct
{
  GMainContext *context;
  GAsyncResult *result;
} VbVaultWait;

void          _vb_vault_wait_begin (VbVaultWait *wait);
void          _vb_vault_wait_cb    (GObject *source, GAsyncResult *result, gpointer user_data);
GAsyncResult *_vb_vault_wait       (VbVaultWait *wait);
void          _vb_vault_wait_end   (VbVaultWait *wait);

G_END_DECLS
