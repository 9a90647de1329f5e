/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/window/vb-view.h"

G_BEGIN_DECLS

/**
 * VbMailView:
 *
 * Letters between organizations: a list of where each is, and what to do about one.
 */
#define VB_TYPE_MAIL_VIEW (vb_mail_view_get_type ())
G_DECLARE_FINAL_TYPE (VbMailView, vb_mail_view, VB, MAIL_VIEW, VbView)

G_END_DECLS
