/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "app/conversation/vb-talk.h"

G_BEGIN_DECLS

/* What can be done with somebody who helps already: on the canvas, in the list, with keys. */

/* Puts the actions on @widget, in the group "helper". */
void        vb_helper_actions_install (GtkWidget *widget, VbTalk *talk);
/* (transfer full): the menu of one of them */
GMenuModel *vb_helper_menu_new        (VbTalk *talk, const VbHelper *helper);

/* The same by name, for keys. @domain: (nullable): none in particular */
void        vb_helper_set_domain (VbTalk *talk, const char *helper_id, const char *domain);
void        vb_helper_set_topic  (VbTalk *talk, const char *helper_id, const char *topic_id,
                                  gboolean helps);
/* Back to the person: with nothing in particular. */
void        vb_helper_release    (VbTalk *talk, const char *helper_id);
void        vb_helper_ask_topics (GtkWidget *widget, VbTalk *talk, const char *helper_id);
/* @helper_id: (nullable): %NULL for somebody new */
void        vb_helper_change     (GtkWidget *widget, VbTalk *talk, const char *helper_id);

G_END_DECLS
