/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * vb_settings_new:
 *
 * How the window looks and behaves. Not encrypted: nothing about a person, a search or a service
 * is ever kept here.
 *
 * Returns: (transfer full): the settings
 */
GSettings *vb_settings_new (void);

/**
 * vb_settings_keep_nothing:
 *
 * For a demonstration, before anything else asks for the settings: what is set holds until the
 * program ends, and what was kept before is not looked at.
 */
void vb_settings_keep_nothing (void);

G_END_DECLS
