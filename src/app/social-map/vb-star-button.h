/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "core/store/vb-store.h"

G_BEGIN_DECLS

/**
 * VbStarButton:
 *
 * Whether a service is a favourite, and in which folder.
 */
#define VB_TYPE_STAR_BUTTON (vb_star_button_get_type ())
G_DECLARE_FINAL_TYPE (VbStarButton, vb_star_button, VB, STAR_BUTTON, AdwBin)

/* @store, @service_id: (nullable): %NULL for nothing */
void vb_star_button_show       (VbStarButton *self, VbStore *store, const char *service_id);
void vb_star_button_toggle     (VbStarButton *self);
/* Asks for the folder, and makes the service a favourite in it. */
void vb_star_button_ask_folder (VbStarButton *self);

G_END_DECLS
