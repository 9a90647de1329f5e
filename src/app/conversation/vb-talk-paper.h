/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "app/conversation/vb-talk.h"
#include "core/model/vb-entity.h"

G_BEGIN_DECLS

/* A window with what of a conversation can go on paper: the card, empty or as it was filled in, and
 * the plan. As it is now: what is said later is on the next one. */
GtkWindow *vb_talk_paper_new   (GtkWindow *parent, VbTalk *talk);
/* The same with something of the social map, for the person to take along. */
GtkWindow *vb_talk_handout_new (GtkWindow *parent, VbTalk *talk, VbEntity *service);

G_END_DECLS
