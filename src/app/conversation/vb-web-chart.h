/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "app/conversation/vb-talk.h"

G_BEGIN_DECLS

/**
 * VbWebChart:
 *
 * The health web: a list of what was said, drawn around a middle, with the web of the time before
 * behind it. The drawing only shows what the list says. It adds nothing up: the surface stands for
 * nothing, and a line is only drawn between neighbours that both have a mark.
 *
 * Signal "chosen" (char *item): somebody wants to go to that question.
 */
#define VB_TYPE_WEB_CHART (vb_web_chart_get_type ())
G_DECLARE_FINAL_TYPE (VbWebChart, vb_web_chart, VB, WEB_CHART, GtkWidget)

/* @talk: that is there */
void vb_web_chart_set_talk (VbWebChart *self, VbTalk *talk);

G_END_DECLS
