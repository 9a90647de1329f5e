/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "app/referral/vb-compose.h"

G_BEGIN_DECLS

/**
 * VbComposePerson:
 *
 * Who a referral is about. Who is chosen already only stands there.
 */
#define VB_TYPE_COMPOSE_PERSON (vb_compose_person_get_type ())
G_DECLARE_FINAL_TYPE (VbComposePerson, vb_compose_person, VB, COMPOSE_PERSON, GtkBox)

/* When the draft is ready. */
void vb_compose_person_set_compose (VbComposePerson *self, VbCompose *compose);
/* @message: (nullable): translated */
void vb_compose_person_set_error   (VbComposePerson *self, const char *message);

G_END_DECLS
