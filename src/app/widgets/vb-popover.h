/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* From libadwaita 1.4 on what a clamp lets through grows with the text. A popover that grows so
 * does not fit in a narrow window any more: the clamp in @popover counts in pixels, as before. */
static inline void
vb_popover_keep_narrow (GtkPopover *popover)
{
  GtkWidget *clamp = gtk_popover_get_child (popover);
  const int pixels = 0;

  if (g_object_class_find_property (G_OBJECT_GET_CLASS (clamp), "unit") != NULL)
    g_object_set (clamp, "unit", pixels, NULL);
}

G_END_DECLS
