/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/crypto/vb-sign.h"
#include "core/store/vb-access-log.h"

G_BEGIN_DECLS

/**
 * VbAccessSeal:
 *
 * A head of the access log that a device signed. It needs no secret to be checked: an auditor who
 * kept one can tell later whether the log was written anew since.
 */
typedef struct
{
  VbAccessHead head;
  guint8 device_key[VB_SIGN_KEY_SIZE]; /* public */
  guint8 signature[VB_SIGNATURE_SIZE];
} VbAccessSeal;

void     vb_access_seal_make      (VbAccessSeal *self, const VbAccessHead *head,
                                   VbSecret *device_key);
gboolean vb_access_seal_is_valid  (const VbAccessSeal *self);

/* "<seq>:<64 hexadecimal digits> key=<64> signature=<128>" */
char    *vb_access_seal_to_text   (const VbAccessSeal *self);
gboolean vb_access_seal_from_text (const char *text, VbAccessSeal *self);

gboolean vb_access_log_has_seal   (VbDatabase *db, gboolean *has_seal, GError **error);
/* In a write job: signs how far the log is, as an entry of the log. */
gboolean vb_access_log_seal       (VbDatabase *db, VbSecret *device_key, VbAccessHead *head,
                                   GError **error);

G_END_DECLS
