/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * VbComposeHandover:
 *
 * How somebody is handed over, the warmest way first, each with what one does: a part of a form.
 *
 * Property: "column".
 */
#define VB_TYPE_COMPOSE_HANDOVER (vb_compose_handover_get_type ())
G_DECLARE_FINAL_TYPE (VbComposeHandover, vb_compose_handover, VB, COMPOSE_HANDOVER, GtkBox)

G_END_DECLS
