/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "core/store/vb-store.h"

G_BEGIN_DECLS

/**
 * VbAgreementsWindow:
 *
 * What the neighbourhood agreed about who refers whom when: to read, to change, to bring in and to
 * take out.
 */
#define VB_TYPE_AGREEMENTS_WINDOW (vb_agreements_window_get_type ())
G_DECLARE_FINAL_TYPE (VbAgreementsWindow, vb_agreements_window, VB, AGREEMENTS_WINDOW, AdwWindow)

GtkWindow *vb_agreements_window_new (GtkWindow *parent, VbStore *store);

G_END_DECLS
