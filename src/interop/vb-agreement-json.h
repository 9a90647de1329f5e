/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/model/vb-agreement.h"

G_BEGIN_DECLS

/* An agreement of a neighbourhood as a file, so that another one can begin with it. What is on the
 * social map of the one is not on that of the other: an outcome says its function in words, and the
 * kind of help as a need. */

/**
 * vb_agreement_read:
 * @bytes: JSON, see data/agreements/README.md
 *
 * Reads an agreement as a draft, with ids of its own. Refused is what the program would not take
 * from a person either: circles, answers to nothing, too much of anything.
 *
 * Errors: %VB_ERROR_INVALID_INPUT, %VB_ERROR_TOO_LARGE, %VB_ERROR_NEWER_SCHEMA.
 *
 * Returns: (transfer full) (nullable): the agreement
 */
VbAgreement *vb_agreement_read  (GBytes *bytes, GError **error);

/* (transfer full) */
GBytes      *vb_agreement_write (const VbAgreement *self);

/* (transfer full) (element-type VbAgreement): those that come with the program, as drafts */
GPtrArray   *vb_agreement_list_shipped (void);

G_END_DECLS
