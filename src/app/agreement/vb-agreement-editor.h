/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "core/store/vb-store.h"

G_BEGIN_DECLS

/**
 * VbAgreementEditor:
 *
 * Changes an agreement: what it is called and who keeps it, its questions and outcomes, whether it
 * is in force, and who changed what. What is in force is made a draft before it changes, so that
 * nobody reads half of it.
 */
#define VB_TYPE_AGREEMENT_EDITOR (vb_agreement_editor_get_type ())
G_DECLARE_FINAL_TYPE (VbAgreementEditor, vb_agreement_editor, VB, AGREEMENT_EDITOR, AdwWindow)

GtkWindow *vb_agreement_editor_new (GtkWindow *parent, VbStore *store, const char *id);

G_END_DECLS
