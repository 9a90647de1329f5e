/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* For tests of windows: the demo neighbourhood in a throw-away store, and small ways to look. */

#include <adwaita.h>

#include "../core/store-fixture.h"
#include "interop/vb-package-reader.h"

static inline void
edit_fixture_bring_in (Fixture    *self,
                      const char *name)
{
  g_autofree char *path = g_build_filename (SOURCE_DATADIR, name, NULL);
  g_autoptr(GError) error = NULL;
  g_autoptr(VbBatch) batch = vb_package_read (path, NULL, NULL, &error);
  g_autoptr(VbReport) report = NULL;
  VbImportSource source = { .name = name, .kind = "hsds-tabular", .revision = "00" };

  g_assert_no_error (error);
  report = vb_import_apply_sync (self->store, batch, &source, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
}

static inline void
edit_fixture_open (Fixture *self)
{
  fixture_open (self);
  edit_fixture_bring_in (self, "taxonomy");
  edit_fixture_bring_in (self, "demo");
}

static inline gboolean
edit_fixture_tick (gpointer user_data)
{
  gboolean *late = user_data;

  *late = TRUE;
  return G_SOURCE_REMOVE;
}

/* Runs the main loop until @check says so; fails after some seconds. */
static inline void
edit_fixture_wait (gboolean (*check) (gpointer data),
                  gpointer   data)
{
  gboolean late = FALSE;
  guint id = g_timeout_add_seconds (20, edit_fixture_tick, &late);

  while (!check (data))
    {
      g_assert_false (late);
      g_main_context_iteration (NULL, TRUE);
    }
  if (!late)
    g_source_remove (id);
}

static inline void
edit_fixture_settle (guint milliseconds)
{
  gboolean late = FALSE;

  g_timeout_add (milliseconds, edit_fixture_tick, &late);
  while (!late)
    g_main_context_iteration (NULL, TRUE);
  /* On a slow machine the time may be over before the work is. */
  for (guint i = 0; i < 1000 && g_main_context_pending (NULL); i++)
    g_main_context_iteration (NULL, FALSE);
}

/* (nullable): the first widget under @root, itself included, that @fits */
static inline GtkWidget *
edit_fixture_find (GtkWidget *root,
                  gboolean (*fits) (GtkWidget *widget, gconstpointer data),
                  gconstpointer data)
{
  if (fits (root, data))
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = edit_fixture_find (child, fits, data);

      if (found != NULL)
        return found;
    }
  return NULL;
}

/* Saves what @window shows, when the folder SCREENSHOTS is given: for people to look at. */
static inline void
edit_fixture_snap (GtkWidget  *window,
                  const char *name)
{
  const char *folder = g_getenv ("SCREENSHOTS");
  g_autoptr(GdkPaintable) paintable = NULL;
  g_autoptr(GdkTexture) texture = NULL;
  g_autofree char *path = NULL;
  GtkSnapshot *snapshot;
  GskRenderNode *node;
  int width, height;

  if (folder == NULL)
    return;
  edit_fixture_settle (500);
  width = gtk_widget_get_width (window);
  height = gtk_widget_get_height (window);
  paintable = gtk_widget_paintable_new (window);
  snapshot = gtk_snapshot_new ();
  gdk_paintable_snapshot (paintable, snapshot, width, height);
  node = gtk_snapshot_free_to_node (snapshot);
  g_assert_nonnull (node);
  texture = gsk_renderer_render_texture (gtk_native_get_renderer (gtk_widget_get_native (window)),
                                         node, &GRAPHENE_RECT_INIT (0, 0, width, height));
  path = g_strdup_printf ("%s/%s.png", folder, name);
  gdk_texture_save_to_png (texture, path);
  gsk_render_node_unref (node);
}
