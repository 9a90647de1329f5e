/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "app/vb-session.h"

G_BEGIN_DECLS

/**
 * VbMapGroup:
 *
 * Which part of the social map goes to partners, and which maps of theirs stand here.
 */
#define VB_TYPE_MAP_GROUP (vb_map_group_get_type ())
G_DECLARE_FINAL_TYPE (VbMapGroup, vb_map_group, VB, MAP_GROUP, AdwPreferencesGroup)

void vb_map_group_set_session (VbMapGroup *self, VbSession *session);

G_END_DECLS
