/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* A window on a real, throw-away store with the demo neighbourhood in it. */

#include <adwaita.h>
#include <glib/gstdio.h>

#include "app/vb-application.h"
#include "app/vb-demo.h"
#include "app/vb-icon-guard.h"
#include "app/vb-session.h"
#include "app/vb-settings.h"
#include "app/window/vb-window.h"
#include "core/base/vb-hex.h"
#include "core/crypto/vb-secret.h"
#include "core/store/vb-personal.h"

typedef struct
{
  VbSession *session;
  VbWindow *window;
  char *folder; /* of its store */
} App;

typedef gboolean (*Condition) (gpointer data);

/* Lets the window work until @condition holds; a test that waits longer has failed. */
static inline void
app_wait (Condition  condition,
          gpointer   data)
{
  gint64 end = g_get_monotonic_time () + 60 * G_USEC_PER_SEC;

  while (!condition (data))
    {
      g_assert_cmpint (g_get_monotonic_time (), <, end);
      if (!g_main_context_iteration (NULL, FALSE))
        g_usleep (1000);
    }
}

/* The same for a condition that nothing else needs a name for. */
#define app_until(condition)                                                   \
  G_STMT_START                                                                 \
  {                                                                            \
    gint64 app_end_ = g_get_monotonic_time () + 60 * G_USEC_PER_SEC;           \
                                                                               \
    while (!(condition) && g_get_monotonic_time () < app_end_)                 \
      if (!g_main_context_iteration (NULL, FALSE))                             \
        g_usleep (1000);                                                       \
    g_assert_true (condition);                                                 \
  }                                                                            \
  G_STMT_END

/* Lets the window work for a while, to see that something does not happen. */
static inline void
app_idle (guint milliseconds)
{
  gint64 end = g_get_monotonic_time () + milliseconds * 1000;

  while (g_get_monotonic_time () < end)
    if (!g_main_context_iteration (NULL, FALSE))
      g_usleep (1000);
}

static inline gboolean
app_is_true (gpointer data)
{
  return *(gboolean *) data;
}

static inline void
app_drawn_cb (GdkFrameClock *clock,
              gboolean      *drawn)
{
  *drawn = TRUE;
}

/* Lets @window place and draw all that was done to it, however long that takes. */
static inline void
app_draw (GtkWindow *window)
{
  gboolean drawn = FALSE;
  GdkFrameClock *clock;
  gulong id;

  app_wait ((Condition) gtk_widget_get_mapped, window);
  clock = gtk_widget_get_frame_clock (GTK_WIDGET (window));
  id = g_signal_connect (clock, "after-paint", G_CALLBACK (app_drawn_cb), &drawn);
  gtk_widget_queue_draw (GTK_WIDGET (window));
  app_wait (app_is_true, &drawn);
  g_signal_handler_disconnect (clock, id);
}

/* From GTK 4.14 on the platform's own dialogs warn about labels that they make too narrow; what is
 * ours stays wrong from critical on. */
static inline void
app_let_warnings_of_gtk_pass (void)
{
  if (gtk_get_minor_version () >= 14)
    g_log_set_always_fatal (G_LOG_FATAL_MASK | G_LOG_LEVEL_CRITICAL);
}

static inline void
app_init (int    *argc,
          char ***argv)
{
  /* The session the test runs in has folders of its own; isolating them once more would take the
   * system's away as well, and with them the knowledge of what an SVG file is. */
  g_test_init (argc, argv, NULL);
  app_let_warnings_of_gtk_pass ();
  adw_init ();
  /* Half way a pane that slides nothing is where it will be, on a busy machine for long. */
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
  vb_icon_guard_start ();
}

/* One for the whole program: it stands on the bus until the end. */
static inline VbApplication *
app_get_application (void)
{
  static VbApplication *application;
  g_autoptr(GError) error = NULL;

  if (application != NULL)
    return application;
  application = vb_application_new ();
  g_application_set_flags (G_APPLICATION (application), G_APPLICATION_NON_UNIQUE);
  g_application_register (G_APPLICATION (application), NULL, &error);
  g_assert_no_error (error);
  return application;
}

static inline gboolean
app_is_open (gpointer data)
{
  return vb_session_get_state (data) == VB_SESSION_OPEN;
}

/* The demonstration has a gap of its own; what a test finds is what it added. */
static inline void
app_remove_gaps (VbStore *store)
{
  g_autoptr(GPtrArray) gaps = vb_personal_list_gaps_sync (store, NULL, NULL);

  for (guint i = 0; gaps != NULL && i < gaps->len; i++)
    {
      const VbGap *gap = g_ptr_array_index (gaps, i);

      vb_undo_unref (vb_personal_remove_gap_sync (store, gap->id, NULL, NULL));
    }
}

static inline void
app_demo_made_cb (GObject      *source,
                  GAsyncResult *result,
                  gpointer      data)
{
  g_autoptr(GError) error = NULL;
  VbStore *store = vb_demo_make_finish (result, &error);

  g_assert_no_error (error);
  *(VbStore **) data = store;
}

static inline gboolean
app_has_store (gpointer data)
{
  return *(VbStore **) data != NULL;
}

static inline void
app_remove_folder (const char *folder)
{
  g_autoptr(GDir) dir = g_dir_open (folder, 0, NULL);

  for (const char *name; dir != NULL && (name = g_dir_read_name (dir)) != NULL;)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      g_unlink (path);
    }
  g_rmdir (folder);
}

static inline GBytes *
app_make_demo (VbSecret *key)
{
  g_autofree char *folder = g_dir_make_tmp ("verbinder-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "demo.verbinder", NULL);
  g_autoptr(GError) error = NULL;
  g_autoptr(VbStore) store = NULL;
  char *bytes;
  gsize size;

  vb_demo_make_async (path, NULL, key, NULL, app_demo_made_cb, &store);
  app_wait (app_has_store, &store);
  app_remove_gaps (store);
  g_assert_true (vb_store_close_sync (store, &error));
  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (path, &bytes, &size, &error));
  app_remove_folder (folder);
  return g_bytes_new_take (bytes, size);
}

/* The demonstration takes longer to make than a window to open: it is made once in a program, and
 * every test gets a copy. (transfer full): the file with its key */
static inline char *
app_copy_demo (const char *folder,
               const char *path)
{
  static VbSecret *key;
  static GBytes *bytes;
  char *key_file = g_build_filename (folder, "demo.key", NULL);
  g_autofree char *hex = NULL;

  if (bytes == NULL)
    {
      key = vb_secret_random (VB_KEY_SIZE);
      bytes = app_make_demo (key);
    }
  hex = vb_hex_dup (vb_secret_peek (key), vb_secret_get_length (key));
  g_assert_true (g_file_set_contents_full (path, g_bytes_get_data (bytes, NULL),
                                           g_bytes_get_size (bytes), G_FILE_SET_CONTENTS_NONE,
                                           0600, NULL));
  g_assert_true (g_file_set_contents_full (key_file, hex, -1, G_FILE_SET_CONTENTS_NONE, 0600,
                                           NULL));
  return key_file;
}

static inline void
app_open (App *self)
{
  g_autoptr(GSettings) settings = vb_settings_new ();
  g_autofree char *path = NULL;
  g_autofree char *key_file = NULL;

  self->folder = g_dir_make_tmp ("verbinder-XXXXXX", NULL);
  path = g_build_filename (self->folder, "demo.verbinder", NULL);
  key_file = app_copy_demo (self->folder, path);
  /* The window before this one may have left another view. */
  g_settings_reset (settings, "last-view");
  self->session = vb_session_new ();
  self->window = vb_window_new (app_get_application (), self->session);
  gtk_window_present (GTK_WINDOW (self->window));
  vb_session_open_with_key_file (self->session, path, key_file);
  app_wait (app_is_open, self->session);
}

static inline void
app_close (App *self)
{
  gtk_window_destroy (GTK_WINDOW (self->window));
  vb_session_close (self->session);
  app_idle (20);
  g_clear_object (&self->session);
  if (self->folder != NULL) /* not of a store that the test made itself */
    app_remove_folder (self->folder);
  g_clear_pointer (&self->folder, g_free);
}

/* The first widget under @root of @type; with @nth, the one after so many. */
static inline GtkWidget *
app_find_nth (GtkWidget *root,
              GType      type,
              guint     *nth)
{
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found;

      if (G_TYPE_CHECK_INSTANCE_TYPE (child, type) && (*nth)-- == 0)
        return child;
      found = app_find_nth (child, type, nth);
      if (found != NULL)
        return found;
    }
  return NULL;
}

static inline GtkWidget *
app_find (GtkWidget *root,
          GType      type)
{
  guint nth = 0;

  return app_find_nth (root, type, &nth);
}

/* A named child of a template: what the class itself works with. */
#define app_child(widget, TYPE, name) \
  gtk_widget_get_template_child (GTK_WIDGET (widget), TYPE, name)
