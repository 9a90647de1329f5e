/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "app/referral/vb-compose.h"

G_BEGIN_DECLS

/**
 * VbComposeGround:
 *
 * Why a referral may be sent: the consent that there is, or that is recorded right here, or another
 * ground with what it asks for, and the check that comes before anything goes. Its fields are parts
 * of the form around it.
 */
#define VB_TYPE_COMPOSE_GROUND (vb_compose_ground_get_type ())
G_DECLARE_FINAL_TYPE (VbComposeGround, vb_compose_ground, VB, COMPOSE_GROUND, GtkBox)

/* When the draft is ready. */
void vb_compose_ground_set_compose (VbComposeGround *self, VbCompose *compose);
/* The draft, or what it is checked against, is another. */
void vb_compose_ground_update      (VbComposeGround *self);

G_END_DECLS
