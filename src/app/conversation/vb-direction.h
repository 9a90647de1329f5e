/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>
#include <string.h>

G_BEGIN_DECLS

static inline void
vb_direction_set (GtkWidget        *widget,
                  GtkTextDirection  direction)
{
  gtk_widget_set_direction (widget, direction);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    vb_direction_set (child, direction);
}

/* Words of the card and what stands around them run in the direction of their language, whatever
 * that of the program is. */
static inline void
vb_direction_follow (GtkWidget  *widget,
                     const char *language)
{
  g_autofree char *base = g_strndup (language, strcspn (language, "-"));
  static const char *const leftwards[] = { "ar", "fa", "he", "ps", "ur", "prs", "ckb", NULL };
  static const char *const rightwards[] = { "nl", "en", "tr", "pl", "uk", NULL };

  vb_direction_set (widget, g_strv_contains (leftwards, base) ? GTK_TEXT_DIR_RTL
                            : g_strv_contains (rightwards, base) ? GTK_TEXT_DIR_LTR
                            : gtk_widget_get_default_direction ());
}

G_END_DECLS
