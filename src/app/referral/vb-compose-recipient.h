/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "app/referral/vb-compose.h"

G_BEGIN_DECLS

/**
 * VbComposeRecipient:
 *
 * To which function a referral goes: who has it, when that is, and how to reach them. Where nobody
 * has it, who stands in is one press away.
 */
#define VB_TYPE_COMPOSE_RECIPIENT (vb_compose_recipient_get_type ())
G_DECLARE_FINAL_TYPE (VbComposeRecipient, vb_compose_recipient, VB, COMPOSE_RECIPIENT, GtkBox)

/* When the draft is ready. */
void vb_compose_recipient_set_compose (VbComposeRecipient *self, VbCompose *compose);
/* @message: (nullable): translated */
void vb_compose_recipient_set_error   (VbComposeRecipient *self, const char *message);

G_END_DECLS
