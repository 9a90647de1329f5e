/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/store/vb-backup.h"
#include "core/store/vb-store.h"
#include "core/vault/vb-rotation.h"
#include "core/vault/vb-vault.h"

G_BEGIN_DECLS

/**
 * VbSession:
 *
 * What the windows of one run share: which store is open, or why none is. It owns the store and
 * lives as long as the application. Everything it does is asynchronous; the outcome is its state.
 */
#define VB_TYPE_SESSION (vb_session_get_type ())
G_DECLARE_FINAL_TYPE (VbSession, vb_session, VB, SESSION, GObject)

typedef struct _VbExchange VbExchange; /* app/exchange/vb-exchange.h */

typedef enum
{
  VB_SESSION_CLOSED,  /* nothing was asked yet */
  VB_SESSION_WELCOME, /* there is no store: first start */
  VB_SESSION_OPENING,
  VB_SESSION_OPEN,
  VB_SESSION_LOCKED,
  VB_SESSION_FAILED   /* see vb_session_get_error() */
} VbSessionState;

#define VB_TYPE_SESSION_STATE (vb_session_state_get_type ())
GType vb_session_state_get_type (void);

VbSession      *vb_session_new          (void);
VbSessionState  vb_session_get_state    (VbSession *self);
VbStore        *vb_session_get_store    (VbSession *self);
const GError   *vb_session_get_error    (VbSession *self);
const char     *vb_session_get_progress (VbSession *self);
gboolean        vb_session_is_demo      (VbSession *self);

void            vb_session_open         (VbSession *self, const char *path, VbSecret *key,
                                         VbStoreFlags flags);
void            vb_session_open_with_key_file (VbSession *self, const char *path,
                                               const char *key_file);
void            vb_session_open_demo    (VbSession *self);
void            vb_session_retry        (VbSession *self);
void            vb_session_lock         (VbSession *self);
void            vb_session_close        (VbSession *self);

/* Signal "put-back" (VbSession *self): the store that was opened is older than when it was last
 * closed on this device, or its access log was cut (vb-session-anchor.c). */
void            vb_session_accept_put_back (VbSession *self);

/* Signal "damaged" (VbSession *self): a check found that the store is not as it was written
 * (vb-session-health.c). */
void            vb_session_abandon_damaged (VbSession *self);

/* Signal "no-backup" (VbSession *self, GError *error): the backup of today could not be made
 * (vb-session-backup.c). */
void            vb_session_back_up      (VbSession *self);
void            vb_session_renew_backup (VbSession *self);

/* (transfer none): letters between organizations, of whatever store is open */
VbExchange     *vb_session_get_exchange  (VbSession *self);

const char     *vb_session_get_user_name (VbSession *self);
const char     *vb_session_get_user_role (VbSession *self);
void            vb_session_set_user     (VbSession *self, const char *name, const char *role);

/* The person's own store (vb-session-access.c) */
void            vb_session_open_own      (VbSession *self);
VbVault        *vb_session_get_vault     (VbSession *self);
gboolean        vb_session_is_starting   (VbSession *self);
void            vb_session_unlock        (VbSession *self, VbSecret *key, gboolean mend_keyring);
void            vb_session_create_async  (VbSession *self, gboolean keyring,
                                          const char *passphrase, GCancellable *cancellable,
                                          GAsyncReadyCallback callback, gpointer user_data);
char           *vb_session_create_finish (VbSession *self, GAsyncResult *result, GError **error);
void            vb_session_end_welcome   (VbSession *self);
gboolean        vb_session_can_restore   (VbSession *self);
/* Signal "restored" (VbSession *self, gint64 written_at): a backup that was put back is open. */
gboolean        vb_session_has_key_of    (VbSession *self, const char *id, guint number);
void            vb_session_restore_async (VbSession *self, const char *backup, const char *secret,
                                          gboolean even_unread, VbBackupProgress progress,
                                          gpointer progress_data,
                                          GCancellable *cancellable,
                                          GAsyncReadyCallback callback, gpointer user_data);
gboolean        vb_session_restore_finish (VbSession *self, GAsyncResult *result,
                                           GError **error);

/* Another key for the store (vb-session-key.c) */
void            vb_session_change_key_async (VbSession *self, const VbRotation *rotation,
                                             GAsyncReadyCallback callback, gpointer user_data);
gboolean        vb_session_change_key_finish (VbSession *self, GAsyncResult *result,
                                              GError **error);

G_END_DECLS
