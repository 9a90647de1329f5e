/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "app/vb-session.h"
#include "post/vb-post-book.h"

G_BEGIN_DECLS

/**
 * VbVerifyWindow:
 *
 * Two people read the same words to each other, and so know that the cards they have are the true
 * ones. Who did that, how, and when is kept. Signal "verified".
 */
#define VB_TYPE_VERIFY_WINDOW (vb_verify_window_get_type ())
G_DECLARE_FINAL_TYPE (VbVerifyWindow, vb_verify_window, VB, VERIFY_WINDOW, AdwWindow)

GtkWindow *vb_verify_window_new (GtkWindow *parent, VbSession *session,
                                 const VbPostPartner *partner);

G_END_DECLS
