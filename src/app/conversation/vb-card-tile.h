/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * VbCardTile:
 *
 * Something large to touch on the card: a pictogram, and one to three words.
 */
#define VB_TYPE_CARD_TILE (vb_card_tile_get_type ())
G_DECLARE_FINAL_TYPE (VbCardTile, vb_card_tile, VB, CARD_TILE, GtkToggleButton)

/* @icon: (nullable); @code: what it stands for */
GtkWidget  *vb_card_tile_new      (const char *code, const char *icon, const char *text);
const char *vb_card_tile_get_code (VbCardTile *self);
/* @rank: 1 to 3; 0: none */
void        vb_card_tile_set_rank (VbCardTile *self, guint rank);

G_END_DECLS
