/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "core/model/vb-dossier.h"

G_BEGIN_DECLS

/* Everything about one person as a FHIR R4 Bundle of type collection: Patient, RelatedPerson and
 * CareTeam, Consent, QuestionnaireResponse, Goal and CarePlan. */

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

G_END_DECLS
