/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * VbWebAxis:
 *
 * The end of one line of the health web: what it is about, what was said now and the time before.
 * It can be walked to with the keyboard, and says all of it.
 */
#define VB_TYPE_WEB_AXIS (vb_web_axis_get_type ())
G_DECLARE_FINAL_TYPE (VbWebAxis, vb_web_axis, VB, WEB_AXIS, GtkWidget)

GtkWidget  *vb_web_axis_new      (const char *item);
const char *vb_web_axis_get_item (VbWebAxis *self);
/* @value, @earlier: (nullable): what was said; @talk: (nullable): that it is to be talked about */
void        vb_web_axis_show     (VbWebAxis *self, const char *title, const char *value,
                                  const char *earlier, const char *talk);

G_END_DECLS
