/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/model/vb-message.h"

G_BEGIN_DECLS

/* What one organization tells another as a FHIR R4 Bundle of type message: a MessageHeader with
 * what the message is and where it stands, and after it the referral itself (ServiceRequest, Task
 * and the Communication that sent it), one Communication of a later step, or nothing more. */

/* Errors: %VB_ERROR_INVALID_INPUT when vb_message_check() finds something.
 *
 * Returns: (transfer full) (nullable): JSON; the same message gives the same bytes */
GBytes    *vb_fhir_write_message (const VbMessage *message, GError **error);

/**
 * vb_fhir_read_message:
 * @bytes: from anywhere
 *
 * Reads what vb_fhir_write_message() wrote. What holds anything else than a message of this version
 * is refused as a whole: nothing that a partner wrote is left out without anybody knowing. What it
 * says is for vb_message_check().
 *
 * Errors: %VB_ERROR_UNSUPPORTED for a message of another version; %VB_ERROR_TOO_LARGE;
 * %VB_ERROR_INVALID_INPUT for all else.
 */
VbMessage *vb_fhir_read_message  (GBytes *bytes, GError **error);

/* The code that stands for such an error in the store: "unreadable", "newer-version",
 * "too-large". */
const char *vb_fhir_message_reason (const GError *error);

G_END_DECLS
