/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "core/store/vb-store.h"

G_BEGIN_DECLS

/**
 * VbAgreementReader:
 *
 * An agreement, one question at a time, with the way back. It shows what was agreed and decides
 * nothing; nothing of what is answered here is kept.
 */
#define VB_TYPE_AGREEMENT_READER (vb_agreement_reader_get_type ())
G_DECLARE_FINAL_TYPE (VbAgreementReader, vb_agreement_reader, VB, AGREEMENT_READER, AdwWindow)

GtkWindow *vb_agreement_reader_new (GtkWindow *parent, VbStore *store, const char *id);

G_END_DECLS
