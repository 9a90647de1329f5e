/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/window/vb-toasts.h"

G_BEGIN_DECLS

/* Says @text in a notice at the bottom of the preferences that @widget is, or stands in. */
static inline void
vb_preferences_say (gpointer    widget,
                    const char *text)
{
  g_autofree char *markup = g_markup_escape_text (text, -1);
  GtkWidget *window = gtk_widget_get_ancestor (GTK_WIDGET (widget), ADW_TYPE_PREFERENCES_WINDOW);

  /* The answer may come when the window is gone. */
  if (window != NULL)
    {
      AdwToast *toast = adw_toast_new (markup);

      vb_toast_fit (toast, window);
      adw_preferences_window_add_toast (ADW_PREFERENCES_WINDOW (window), toast);
    }
}

G_END_DECLS
