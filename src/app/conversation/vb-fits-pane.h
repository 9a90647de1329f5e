/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "app/conversation/vb-talk.h"
#include "core/model/vb-fit.h"

G_BEGIN_DECLS

/**
 * VbFitsPane:
 *
 * What there is on the social map for what the person put first, beside it. It follows the
 * conversation: a new first thing is looked for at once, and what is being looked for stops.
 *
 * Signals: "given" (VbEntity): the person gets a service on paper; "referred" (VbEntity, const char
 * *priority_id): the person is referred to one, for what they put first.
 */
#define VB_TYPE_FITS_PANE (vb_fits_pane_get_type ())
G_DECLARE_FINAL_TYPE (VbFitsPane, vb_fits_pane, VB, FITS_PANE, GtkBox)

/* When the conversation is ready. */
void vb_fits_pane_set_talk (VbFitsPane *self, VbTalk *talk);

G_END_DECLS
