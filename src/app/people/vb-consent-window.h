/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "core/model/vb-person.h"
#include "core/store/vb-store.h"

G_BEGIN_DECLS

/**
 * VbConsentWindow:
 *
 * Records what a person agrees to, or refuses. What is wrong stands beside its field; what is typed
 * survives everything but giving up.
 */
#define VB_TYPE_CONSENT_WINDOW (vb_consent_window_get_type ())
G_DECLARE_FINAL_TYPE (VbConsentWindow, vb_consent_window, VB, CONSENT_WINDOW, AdwWindow)

GtkWindow *vb_consent_window_new (GtkWindow *parent, VbStore *store, const VbPerson *person);

G_END_DECLS
