/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "app/vb-session.h"

G_BEGIN_DECLS

/**
 * VbServerGroup:
 *
 * The server that carries letters: its address, the name and the password there, and whether it
 * works.
 */
#define VB_TYPE_SERVER_GROUP (vb_server_group_get_type ())
G_DECLARE_FINAL_TYPE (VbServerGroup, vb_server_group, VB, SERVER_GROUP, AdwPreferencesGroup)

void vb_server_group_set_session (VbServerGroup *self, VbSession *session);

G_END_DECLS
