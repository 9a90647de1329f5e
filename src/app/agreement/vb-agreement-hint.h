/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "core/store/vb-store.h"

G_BEGIN_DECLS

/**
 * VbAgreementHint:
 *
 * Where somebody chooses: what the neighbourhood agreed about this, to be read with one press. It
 * is not there when nothing was agreed.
 */
#define VB_TYPE_AGREEMENT_HINT (vb_agreement_hint_get_type ())
G_DECLARE_FINAL_TYPE (VbAgreementHint, vb_agreement_hint, VB, AGREEMENT_HINT, GtkBox)

/* @need: (nullable): a code of the list of needs */
void vb_agreement_hint_show_for (VbAgreementHint *self, VbStore *store, const char *need);

G_END_DECLS
