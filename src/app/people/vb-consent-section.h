/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "core/model/vb-person.h"
#include "core/store/vb-store.h"

G_BEGIN_DECLS

/**
 * VbConsentSection:
 *
 * What a person agreed to and refused, by recipient, with what may be told now. Reading it stands
 * in the access log.
 */
#define VB_TYPE_CONSENT_SECTION (vb_consent_section_get_type ())
G_DECLARE_FINAL_TYPE (VbConsentSection, vb_consent_section, VB, CONSENT_SECTION, GtkBox)

/* @person: (nullable): %NULL forgets who was shown */
void vb_consent_section_show (VbConsentSection *self, VbStore *store, const VbPerson *person);

G_END_DECLS
