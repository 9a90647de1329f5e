/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* What was discussed about somebody in case meetings, in FHIR R4: each case a Communication, with
 * the meeting, who took part and what each of them could hear; what is to be done a Task. Private
 * to this folder. */

#include "core/model/vb-dossier.h"
#include "interop/vb-fhir-record.h"

G_BEGIN_DECLS

/* @entries: of a Bundle. @subject: urn:uuid: of the Patient in it. Ids were checked. */
void     vb_fhir_put_cases    (json_t *entries, const VbDossier *dossier, const char *subject);

/* Whether it is a case or something to do of one. */
gboolean vb_fhir_cases_want   (const json_t *resource);
/* Where such a resource says about whom it is. */
const char *vb_fhir_cases_get_subject (const char *type);
/* Into the cases and meetings of @dossier; what is to be done waits in @actions. */
gboolean vb_fhir_cases_read   (VbDossier *dossier, GPtrArray *actions, const json_t *resource,
                               VbFhirFault *fault);
/* Brings what is to be done to its case. */
gboolean vb_fhir_cases_finish (VbDossier *dossier, GPtrArray *actions, VbFhirFault *fault);

G_END_DECLS
