/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "app/referral/vb-compose.h"

G_BEGIN_DECLS

/**
 * VbComposeItems:
 *
 * What may go along with a referral: each thing with a tick, what it says, and whether it may go
 * and why not.
 *
 * Signal "edited": something was ticked, or is not any more.
 */
#define VB_TYPE_COMPOSE_ITEMS (vb_compose_items_get_type ())
G_DECLARE_FINAL_TYPE (VbComposeItems, vb_compose_items, VB, COMPOSE_ITEMS, GtkBox)

/* When the draft is ready. */
void vb_compose_items_set_compose (VbComposeItems *self, VbCompose *compose);
/* The draft, or what it is checked against, is another. */
void vb_compose_items_update      (VbComposeItems *self);
/* @message: (nullable): translated: what is wrong with all of them together */
void vb_compose_items_set_error   (VbComposeItems *self, const char *message);

G_END_DECLS
