/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include <string.h>

G_BEGIN_DECLS

static inline gboolean
vb_header_alone_cb (gpointer header)
{
  adw_header_bar_set_decoration_layout (header, ":close");
  return G_SOURCE_REMOVE;
}

static inline gboolean
vb_header_alone_left_cb (gpointer header)
{
  adw_header_bar_set_decoration_layout (header, "close:");
  return G_SOURCE_REMOVE;
}

static inline gboolean
vb_header_beside_cb (gpointer header)
{
  adw_header_bar_set_decoration_layout (header, NULL);
  return G_SOURCE_REMOVE;
}

/* A header that stands alone on a narrow window keeps only the button that closes it: with large
 * text there is no room for three beside a title. On which side is up to the desktop. A window
 * folds in the middle of being measured, when buttons cannot come or go; hence a little later. */
static inline void
vb_header_alone (AdwHeaderBar *header,
                 gboolean      alone)
{
  g_autofree char *layout = NULL;
  const char *close, *colon;

  g_object_get (gtk_settings_get_default (), "gtk-decoration-layout", &layout, NULL);
  close = layout != NULL ? strstr (layout, "close") : NULL;
  colon = layout != NULL ? strchr (layout, ':') : NULL;
  g_idle_add_full (G_PRIORITY_DEFAULT_IDLE,
                   !alone || close == NULL ? vb_header_beside_cb
                   : colon != NULL && colon > close ? vb_header_alone_left_cb
                                                    : vb_header_alone_cb,
                   g_object_ref (header), g_object_unref);
}

G_END_DECLS
