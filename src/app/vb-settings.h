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
 * Returns: (transfer full) (nullable): the settings; %NULL where the program was not installed, in
 *   which case all stands at its default
 */
GSettings *vb_settings_new (void);

G_END_DECLS
