/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "core/base/vb-error.h"
#include "core/crypto/vb-secret.h"

G_BEGIN_DECLS

/**
 * VbVault:
 *
 * Keeps the key of one store in a small file beside it. The key is wrapped, independently, in one
 * slot per way of opening: the desktop's keyring, a passphrase, the recovery sheet. FORMAT.md
 * describes the file.
 *
 * A vault belongs to the thread that made it. Asynchronous calls come back in the thread-default
 * main context they were started in; the ones ending in _sync block and are for the command line
 * and for tests. Whatever a keyring answers, no call but vb_vault_create_async() makes a new key,
 * and that one refuses when there is a vault already.
 */
#define VB_TYPE_VAULT (vb_vault_get_type ())
G_DECLARE_FINAL_TYPE (VbVault, vb_vault, VB, VAULT, GObject)

/* The ways in. A file may hold others, of a later version; they are kept and not used. */
typedef enum
{
  VB_SLOT_KEYRING = 1,    /* an item in the Secret Service of the desktop */
  VB_SLOT_PORTAL = 2,     /* the Secret portal, inside a Flatpak */
  VB_SLOT_PASSPHRASE = 3,
  VB_SLOT_RECOVERY = 4    /* the code on the recovery sheet */
} VbSlotType;

typedef enum
{
  VB_KEYRING_QUIET = 0,           /* never make the desktop ask anything */
  VB_KEYRING_MAY_PROMPT = 1 << 0, /* the desktop may ask to unlock the keyring */
  VB_KEYRING_SKIP = 1 << 1        /* vb_vault_create_async() only: no keyring slot */
} VbKeyringFlags;

/**
 * VbAnchor:
 *
 * The head of the access log as this device last saw it and signed it, kept outside the database
 * so that a database that was put back to an older state is noticed.
 */
typedef struct
{
  guint64 sequence;
  guint8 head[32];
  gboolean is_unsigned; /* when found: noted by a version that did not sign yet */
} VbAnchor;

/* Reading (no secrets) */
char       *vb_vault_default_store_path  (void);
char       *vb_vault_path_for_store      (const char *store_path);
VbVault    *vb_vault_new                 (const char *path);
const char *vb_vault_get_path            (VbVault *self);
gboolean    vb_vault_exists              (VbVault *self);
gboolean    vb_vault_load                (VbVault *self, GError **error);
const char *vb_vault_get_id              (VbVault *self);
gboolean    vb_vault_has_slot            (VbVault *self, VbSlotType type);
gboolean    vb_vault_has_keyring         (VbVault *self);
gint64      vb_vault_get_slot_created    (VbVault *self, VbSlotType type);
gboolean    vb_vault_has_reduced_passphrase (VbVault *self);
gboolean    vb_vault_used_backup         (VbVault *self);
gboolean    vb_vault_check_passphrase    (const char *passphrase, GError **error);

/* Making one. The finish function returns the recovery code, which exists nowhere else and is
 * shown once; free it with vb_recovery_code_free(). The vault is unlocked afterwards. */
void        vb_vault_create_async        (VbVault *self, VbKeyringFlags flags,
                                          const char *passphrase, GCancellable *cancellable,
                                          GAsyncReadyCallback callback, gpointer user_data);
char       *vb_vault_create_finish       (VbVault *self, GAsyncResult *result, GError **error);
char       *vb_vault_create_sync         (VbVault *self, VbKeyringFlags flags,
                                          const char *passphrase, GCancellable *cancellable,
                                          GError **error);

/* Opening. All three end in vb_vault_unlock_finish(), which returns the key of the store. */
void        vb_vault_unlock_with_keyring_async    (VbVault *self, VbKeyringFlags flags,
                                                   GCancellable *cancellable,
                                                   GAsyncReadyCallback callback,
                                                   gpointer user_data);
void        vb_vault_unlock_with_passphrase_async (VbVault *self, const char *passphrase,
                                                   GCancellable *cancellable,
                                                   GAsyncReadyCallback callback,
                                                   gpointer user_data);
void        vb_vault_unlock_with_recovery_async   (VbVault *self, const char *code,
                                                   GCancellable *cancellable,
                                                   GAsyncReadyCallback callback,
                                                   gpointer user_data);
VbSecret   *vb_vault_unlock_finish                (VbVault *self, GAsyncResult *result,
                                                   GError **error);
VbSecret   *vb_vault_unlock_with_keyring_sync     (VbVault *self, VbKeyringFlags flags,
                                                   GCancellable *cancellable, GError **error);
VbSecret   *vb_vault_unlock_with_passphrase_sync  (VbVault *self, const char *passphrase,
                                                   GCancellable *cancellable, GError **error);
VbSecret   *vb_vault_unlock_with_recovery_sync    (VbVault *self, const char *code,
                                                   GCancellable *cancellable, GError **error);
gboolean    vb_vault_is_unlocked                  (VbVault *self);
VbSecret   *vb_vault_get_key                      (VbVault *self);
VbSecret   *vb_vault_get_previous_key             (VbVault *self);
guint       vb_vault_get_key_number               (VbVault *self);
void        vb_vault_lock                         (VbVault *self);

/* Changing the ways in, on an unlocked vault. Setting one that exists replaces it. */
void        vb_vault_set_keyring_async    (VbVault *self, VbKeyringFlags flags,
                                           GCancellable *cancellable,
                                           GAsyncReadyCallback callback, gpointer user_data);
void        vb_vault_set_passphrase_async (VbVault *self, const char *passphrase,
                                           GCancellable *cancellable,
                                           GAsyncReadyCallback callback, gpointer user_data);
void        vb_vault_remove_slot_async    (VbVault *self, VbSlotType type,
                                           GCancellable *cancellable,
                                           GAsyncReadyCallback callback, gpointer user_data);
gboolean    vb_vault_change_finish        (VbVault *self, GAsyncResult *result, GError **error);
void        vb_vault_renew_recovery_async (VbVault *self, GCancellable *cancellable,
                                           GAsyncReadyCallback callback, gpointer user_data);
char       *vb_vault_renew_recovery_finish (VbVault *self, GAsyncResult *result, GError **error);
gboolean    vb_vault_set_keyring_sync     (VbVault *self, VbKeyringFlags flags,
                                           GCancellable *cancellable, GError **error);
gboolean    vb_vault_set_passphrase_sync  (VbVault *self, const char *passphrase,
                                           GCancellable *cancellable, GError **error);
gboolean    vb_vault_remove_slot_sync     (VbVault *self, VbSlotType type,
                                           GCancellable *cancellable, GError **error);
char       *vb_vault_renew_recovery_sync  (VbVault *self, GCancellable *cancellable,
                                           GError **error);

/* Files. These block, for a moment. */
gboolean    vb_vault_copy_to              (VbVault *self, const char *path, GError **error);
gboolean    vb_vault_put_aside            (VbVault *self, GError **error);
gboolean    vb_vault_prepare_replace      (VbVault *self, VbVault *from, GError **error);
void        vb_vault_abandon_replace      (VbVault *self);
gboolean    vb_vault_replace              (VbVault *self, VbVault *from, const char *store,
                                           const char *kept, GError **error);

/* The anchor of the access log, on an unlocked vault. The key with which this device signs is kept
 * with it: whoever stores one looks first whether there is one. */
void        vb_vault_store_anchor_async   (VbVault *self, const VbAnchor *anchor,
                                           GCancellable *cancellable,
                                           GAsyncReadyCallback callback, gpointer user_data);
gboolean    vb_vault_store_anchor_finish  (VbVault *self, GAsyncResult *result, GError **error);
gboolean    vb_vault_store_anchor_sync    (VbVault *self, const VbAnchor *anchor,
                                           GCancellable *cancellable, GError **error);
void        vb_vault_lookup_anchor_async  (VbVault *self, GCancellable *cancellable,
                                           GAsyncReadyCallback callback, gpointer user_data);
gboolean    vb_vault_lookup_anchor_finish (VbVault *self, GAsyncResult *result, VbAnchor *anchor,
                                           GError **error);
gboolean    vb_vault_lookup_anchor_sync   (VbVault *self, VbAnchor *anchor,
                                           GCancellable *cancellable, GError **error);

gboolean    vb_vault_get_device_key       (VbVault *self, guint8 *public_key);
VbSecret   *vb_vault_dup_device_key       (VbVault *self);

/* Unattended use: a key in a file, without a vault */
VbSecret   *vb_vault_key_from_file        (const char *path, GError **error);

G_END_DECLS
