/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/store/vb-store.h"
#include "core/vault/vb-vault.h"

G_BEGIN_DECLS

/**
 * VbDeviceSheet:
 *
 * What is known of this computer for the day it is lost or stolen: how the store is encrypted, what
 * opens it, when it was last used and locked, and what is to be done then. It names nobody and
 * opens nothing, so that a copy can lie beside every backup: when the computer is gone, that is
 * where it is read.
 */
typedef struct
{
  char *store_id;       /* (nullable): a store with a key file has none */
  char *device;         /* the number under which this computer stands in the access log */
  gboolean has_keyring; /* whoever is logged in to the desktop opens it */
  gboolean has_passphrase;
  gboolean has_recovery;
  guint lock_minutes;   /* without use before it locks; 0: not known here */
  gboolean disk_is_encrypted; /* as far as can be seen: the disk below the store */
  gint64 used_at;       /* microseconds UTC: the last entry of the access log; 0: none */
  gint64 locked_at;     /* when it was last locked or closed; 0: not in the log */
  gint64 made_at;
} VbDeviceSheet;

/* The name of the copy in a folder with backups: one, always the newest. */
#define VB_DEVICE_SHEET_NAME "Verbinder device sheet.txt"

/* @vault: (nullable): of the store */
VbDeviceSheet *vb_device_sheet_make_sync   (VbStore *store, VbVault *vault, guint lock_minutes,
                                            GCancellable *cancellable, GError **error);
void           vb_device_sheet_make_async  (VbStore *store, VbVault *vault, guint lock_minutes,
                                            GCancellable *cancellable,
                                            GAsyncReadyCallback callback, gpointer user_data);
VbDeviceSheet *vb_device_sheet_make_finish (GAsyncResult *result, GError **error);
void           vb_device_sheet_free        (VbDeviceSheet *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VbDeviceSheet, vb_device_sheet_free)

typedef enum
{
  VB_SHEET_TITLE,
  VB_SHEET_HEADING,
  VB_SHEET_TEXT,
  VB_SHEET_FACT, /* a name and what it is */
  VB_SHEET_BLANK /* a name, and room to write */
} VbSheetKind;

/* One piece of the sheet after the other, in the language of the person. */
typedef void (*VbSheetFunc) (VbSheetKind kind, const char *name, const char *value, gpointer data);
void           vb_device_sheet_foreach     (const VbDeviceSheet *self, VbSheetFunc func,
                                            gpointer data);
char          *vb_device_sheet_to_text     (const VbDeviceSheet *self);
/* Puts it in @folder under its name; that of before goes only when the new one is there. */
gboolean       vb_device_sheet_save        (const VbDeviceSheet *self, const char *folder,
                                            GError **error);

G_END_DECLS
