/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "core/model/vb-dossier.h"

G_BEGIN_DECLS

/* Everything about one person as a FHIR R4 Bundle of type collection: Patient, RelatedPerson and
 * CareTeam, Consent, QuestionnaireResponse, Goal and CarePlan, and of each referral ServiceRequest,
 * Task and Communication, and of each case meeting Communication and Task. */

/**
 * vb_fhir_write:
 * @written_at: (nullable): when, for the receiver
 *
 * Errors: %VB_ERROR_INVALID_INPUT when an id is not a UUID.
 *
 * Returns: (transfer full) (nullable): JSON
 */
GBytes    *vb_fhir_write (const VbDossier *dossier, GDateTime *written_at, GError **error);

/**
 * vb_fhir_read:
 * @bytes: from anywhere
 * @complete: (out) (optional): whether all that stands in it was taken in
 *
 * Reads what vb_fhir_write() wrote, unchanged. The records still have to be validated before they
 * are kept.
 *
 * Errors: %VB_ERROR_INVALID_INPUT, with where it went wrong and why; %VB_ERROR_TOO_LARGE.
 */
VbDossier *vb_fhir_read  (GBytes *bytes, gboolean *complete, GError **error);

/**
 * vb_fhir_write_referral:
 *
 * One referral by itself, with nothing in it but what the other side has or may have: see
 * vb_referral_dup_shared().
 *
 * Errors: %VB_ERROR_INVALID_INPUT when an id is not a UUID or something in it may not leave.
 *
 * Returns: (transfer full) (nullable): JSON
 */
GBytes     *vb_fhir_write_referral (const VbReferral *referral, GDateTime *written_at,
                                    GError **error);

/* Reads what vb_fhir_write_referral() wrote, unchanged, and checks it.
 * The rest as vb_fhir_read(). */
VbReferral *vb_fhir_read_referral  (GBytes *bytes, gboolean *complete, GError **error);

G_END_DECLS
