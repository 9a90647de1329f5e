/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "app/people/vb-sharing.h"
#include "core/store/vb-store.h"

G_BEGIN_DECLS

/**
 * VbSharingWindow:
 *
 * Who may be told what now, and why: by consent, and by the other grounds that the law knows.
 */
#define VB_TYPE_SHARING_WINDOW (vb_sharing_window_get_type ())
G_DECLARE_FINAL_TYPE (VbSharingWindow, vb_sharing_window, VB, SHARING_WINDOW, AdwWindow)

/* @consents: all there are of @person. @chosen: which of vb_sharing_list() */
GtkWindow *vb_sharing_window_new (GtkWindow *parent, VbStore *store, const VbPerson *person,
                                  GPtrArray *consents, guint chosen);

G_END_DECLS
