/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "app/vb-session.h"

G_BEGIN_DECLS

/**
 * VbKeyGroup:
 *
 * The preferences in which the store gets another key: first the new recovery sheet goes on paper,
 * then the passphrase is asked if there is one, then the store is written once more while it stays
 * in use.
 *
 * Property "busy": while it is. The ways to open must not be changed meanwhile.
 */
#define VB_TYPE_KEY_GROUP (vb_key_group_get_type ())
G_DECLARE_FINAL_TYPE (VbKeyGroup, vb_key_group, VB, KEY_GROUP, AdwPreferencesGroup)

void     vb_key_group_set_session (VbKeyGroup *self, VbSession *session);
gboolean vb_key_group_get_busy    (VbKeyGroup *self);

G_END_DECLS
