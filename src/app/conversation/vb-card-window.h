/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "app/conversation/vb-talk.h"

G_BEGIN_DECLS

/**
 * VbCardWindow:
 *
 * The card between two people: the whole screen, one thing at a time, in the language of the card.
 * It shows nothing but the card: no name, nobody else, no notes, no worries, no time before.
 */
#define VB_TYPE_CARD_WINDOW (vb_card_window_get_type ())
G_DECLARE_FINAL_TYPE (VbCardWindow, vb_card_window, VB, CARD_WINDOW, GtkWindow)

GtkWindow *vb_card_window_new (GtkWindow *parent, VbTalk *talk);

G_END_DECLS
