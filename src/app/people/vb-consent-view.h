/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "core/store/vb-store.h"

G_BEGIN_DECLS

/**
 * VbConsentView:
 *
 * One consent or refusal: what was said, by whom and for what, how it stands today, and taking it
 * back. It cannot be changed: another agreement is another consent.
 */
#define VB_TYPE_CONSENT_VIEW (vb_consent_view_get_type ())
G_DECLARE_FINAL_TYPE (VbConsentView, vb_consent_view, VB, CONSENT_VIEW, AdwWindow)

/* @birth_date: (nullable): of the person */
GtkWindow *vb_consent_view_new (GtkWindow *parent, VbStore *store, const char *person_id,
                                const char *birth_date, const char *consent_id);

G_END_DECLS
