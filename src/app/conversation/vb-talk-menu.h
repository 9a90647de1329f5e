/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "app/conversation/vb-talk.h"

G_BEGIN_DECLS

/* What the menus of topics and of those who help have in common. */

/* Gives @widget the actions @entries under @prefix; each gets @widget as its data. */
void    vb_talk_menu_install     (GtkWidget *widget, VbTalk *talk, const char *prefix,
                                  const GActionEntry *entries, guint n_entries);
/* (transfer none): of the widget that an action of vb_talk_menu_install() gets as its data */
VbTalk *vb_talk_menu_get_talk    (gpointer widget);
/* @target: (transfer floating) */
void    vb_talk_menu_add_item    (GMenu *menu, const char *label, const char *action,
                                  GVariant *target);
/* @section: (transfer full): left out when nothing is in it */
void    vb_talk_menu_add_section (GMenu *menu, GMenu *section);

G_END_DECLS
