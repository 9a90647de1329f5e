/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

/* Bringing a directory in: what one sees when the file is not what it should be, when somebody
 * stops, and when the store is locked meanwhile. */

#include "app-fixture.h"

#include <string.h>

#include "app/transfer/vb-import-window.h"
#include "core/store/vb-directory.h"

typedef struct
{
  App app;
  char *folder;
  VbImportWindow *window;
} Import;

static const char *
get_step (Import *self)
{
  return gtk_stack_get_visible_child_name (
    GTK_STACK (app_child (self->window, VB_TYPE_IMPORT_WINDOW, "steps")));
}

static gboolean
has_failed (gpointer data)
{
  return g_str_equal (get_step (data), "failed");
}

static gboolean
asks_for_mapping (gpointer data)
{
  return g_str_equal (get_step (data), "mapping");
}

static gboolean
shows_report (gpointer data)
{
  return g_str_equal (get_step (data), "report");
}

static gboolean
is_done (gpointer data)
{
  Import *self = data;

  return shows_report (self) &&
         gtk_widget_get_visible (GTK_WIDGET (app_child (self->window, VB_TYPE_IMPORT_WINDOW,
                                                        "done_button")));
}

static void
open_window (Import *self)
{
  self->window = VB_IMPORT_WINDOW (
    vb_import_window_new (GTK_WINDOW (self->app.window),
                          vb_session_get_store (self->app.session)));
  g_object_add_weak_pointer (G_OBJECT (self->window), (gpointer *) &self->window);
  gtk_window_present (GTK_WINDOW (self->window));
}

static void
import_open (Import        *self,
             gconstpointer  data)
{
  app_open (&self->app);
  self->folder = g_dir_make_tmp (NULL, NULL);
  open_window (self);
}

static void
import_close (Import        *self,
              gconstpointer  data)
{
  g_autoptr(GDir) dir = g_dir_open (self->folder, 0, NULL);
  const char *name;

  app_close (&self->app);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (self->folder, name, NULL);

      g_unlink (path);
    }
  g_rmdir (self->folder);
  g_free (self->folder);
}

static char *
write_file (Import     *self,
            const char *name,
            const char *text)
{
  char *path = g_build_filename (self->folder, name, NULL);

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  return path;
}

static char *
dup_words (Import     *self,
           const char *child,
           const char *property)
{
  char *words;

  g_object_get (app_child (self->window, VB_TYPE_IMPORT_WINDOW, child), property, &words, NULL);
  return words;
}

static void
check_advice (Import     *self,
              const char *path,
              const char *advice)
{
  g_autofree char *words = NULL;

  vb_import_window_open (self->window, path);
  app_wait (has_failed, self);
  words = dup_words (self, "failed_page", "description");
  if (strstr (words, advice) == NULL)
    g_test_message ("%s: %s", path, words);
  g_assert_nonnull (strstr (words, advice));
}

static guint
count_services (Import *self)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) names =
    vb_directory_find_names_sync (vb_session_get_store (self->app.session), VB_TABLE_SERVICE,
                                  "Proefdienst", 20, NULL, &error);

  g_assert_no_error (error);
  return names->len;
}

/* What is wrong is in the file, so what to do is about the file. */
static void
test_says_what_to_do_about_a_file (Import        *self,
                                   gconstpointer  data)
{
  static const struct
  {
    const char *name;
    const char *text;
    const char *advice;
  } files[] = {
    { "leeg.json", "", "damaged or not complete" },
    { "kapot.json", "{\"services\": [", "damaged or not complete" },
    { "kapot.zip", "PK\003\004rommel", "damaged or not complete" },
    { "leeg.csv", "", "damaged or not complete" },
    { "anders.json", "[1, 2]", "not a directory that Verbinder can read" },
    { "foto.png", "\211PNG\r\n\032\n", "not a directory that Verbinder can read" },
  };
  g_autofree char *missing = g_build_filename (self->folder, "weg.json", NULL);

  check_advice (self, missing, "not there any more");
  for (gsize i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autofree char *path = write_file (self, files[i].name, files[i].text);

      check_advice (self, path, files[i].advice);
    }
}

/* A list in which nothing names a service: one is told before anything is read. */
static void
test_mapping_that_cannot_work_does_not_go_on (Import        *self,
                                              gconstpointer  data)
{
  g_autofree char *path = write_file (self, "lijst.csv",
                                      "kolom een,kolom twee\nwaarde een,waarde twee\n");
  g_autofree char *message = NULL;
  GtkWidget *button;

  vb_import_window_open (self->window, path);
  app_wait (asks_for_mapping, self);
  button = GTK_WIDGET (app_child (self->window, VB_TYPE_IMPORT_WINDOW, "mapping_button"));
  message = dup_words (self, "mapping_message", "label");
  g_assert_cmpstr (message, !=, "");
  g_assert_false (gtk_widget_get_sensitive (button));
}

static const char directory[] =
  "[{\"id\": \"11111111-1111-4111-8111-111111111111\", \"name\": \"Proefdienst\", "
  "\"status\": \"active\", \"organization\": {\"id\": "
  "\"22222222-2222-4222-8222-222222222222\", \"name\": \"Proefhuis\", "
  "\"description\": \"Proef\"}}]";

static void
test_comes_in_after_a_preview (Import        *self,
                               gconstpointer  data)
{
  g_autofree char *path = write_file (self, "gids.json", directory);

  vb_import_window_open (self->window, path);
  app_wait (shows_report, self);
  g_assert_cmpuint (count_services (self), ==, 0);
  g_signal_emit_by_name (app_child (self->window, VB_TYPE_IMPORT_WINDOW, "apply_button"),
                         "clicked");
  app_wait (is_done, self);
  g_assert_cmpuint (count_services (self), ==, 1);
  /* a demonstration has no backups, and none is promised */
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (app_child (self->window,
                                                                 VB_TYPE_IMPORT_WINDOW,
                                                                 "backup_note"))));
}

/* Another file while the first is still being read: only the last one counts. */
static void
test_second_file_replaces_the_first (Import        *self,
                                     gconstpointer  data)
{
  g_autofree char *broken = write_file (self, "kapot.json", "{\"services\": [");
  g_autofree char *path = write_file (self, "gids.json", directory);

  vb_import_window_open (self->window, broken);
  vb_import_window_open (self->window, path);
  app_wait (shows_report, self);
  app_idle (200);
  g_assert_cmpstr (get_step (self), ==, "report");
}

static const char own_list[] =
  "Organisatie,Aanbod\nBuurthuis,Proefdienst een\nBuurthuis,Proefdienst twee\n"
  "Moestuin,Proefdienst drie\n";

static void
press (Import     *self,
       const char *button)
{
  g_signal_emit_by_name (app_child (self->window, VB_TYPE_IMPORT_WINDOW, button), "clicked");
}

static void
open_another (Import *self)
{
  g_object_remove_weak_pointer (G_OBJECT (self->window), (gpointer *) &self->window);
  gtk_window_destroy (GTK_WINDOW (self->window));
  open_window (self);
}

static gboolean
looks_like_another (gpointer data)
{
  Import *self = data;

  return shows_report (self)
         && gtk_widget_get_visible (GTK_WIDGET (app_child (self->window, VB_TYPE_IMPORT_WINDOW,
                                                           "like_group")));
}

static gboolean
looks_like_none (gpointer data)
{
  return shows_report (data) && !looks_like_another (data);
}

/* The list of next month has another file name, and one more line. */
static void
test_next_version_is_recognised (Import        *self,
                                 gconstpointer  data)
{
  g_autofree char *more = g_strconcat (own_list, "Moestuin,Proefdienst vier\n", NULL);
  g_autofree char *first = write_file (self, "eigen.csv", own_list);
  g_autofree char *second = write_file (self, "eigen2.csv", more);
  g_autofree char *words = NULL;
  g_autofree char *name = NULL;

  vb_import_window_open (self->window, first);
  app_wait (asks_for_mapping, self);
  press (self, "mapping_button");
  app_wait (shows_report, self);
  g_assert_true (looks_like_none (self));
  press (self, "apply_button");
  app_wait (is_done, self);
  open_another (self);
  vb_import_window_open (self->window, second);
  app_wait (asks_for_mapping, self);
  press (self, "mapping_button");
  app_wait (looks_like_another, self);
  words = dup_words (self, "like_row", "title");
  g_assert_nonnull (strstr (words, "eigen"));
  press (self, "like_button");
  app_wait (looks_like_none, self);
  name = dup_words (self, "name_row", "text");
  g_assert_cmpstr (name, ==, "eigen");
  press (self, "apply_button");
  app_wait (is_done, self);
  g_assert_cmpuint (count_services (self), ==, 4);
}

/* Where "eigen" stands among the sources to choose from; 0 when it does not. */
static guint
find_source (Import *self)
{
  GtkStringList *sources = GTK_STRING_LIST (app_child (self->window, VB_TYPE_IMPORT_WINDOW,
                                                       "sources"));

  for (guint i = 1; i < g_list_model_get_n_items (G_LIST_MODEL (sources)); i++)
    if (g_str_equal (gtk_string_list_get_string (sources, i), "eigen"))
      return i;
  return 0;
}

static gboolean
has_source (gpointer data)
{
  return find_source (data) > 0;
}

/* Nothing in it is alike, and yet somebody knows what it is a new version of. */
static void
test_source_of_before_can_be_chosen (Import        *self,
                                     gconstpointer  data)
{
  g_autofree char *first = write_file (self, "eigen.csv", own_list);
  g_autofree char *second = write_file (self, "anders.csv",
                                        "Organisatie,Aanbod\nKerk,Proefdienst vijf\n");
  g_autofree char *name = NULL;

  vb_import_window_open (self->window, first);
  app_wait (asks_for_mapping, self);
  press (self, "mapping_button");
  app_wait (shows_report, self);
  press (self, "apply_button");
  app_wait (is_done, self);
  open_another (self);
  app_wait (has_source, self);
  vb_import_window_open (self->window, second);
  app_wait (asks_for_mapping, self);
  g_object_set (app_child (self->window, VB_TYPE_IMPORT_WINDOW, "mapping_source_row"),
                "selected", find_source (self), NULL);
  name = dup_words (self, "mapping_name_row", "text");
  g_assert_cmpstr (name, ==, "eigen");
}

/* However long the report: what one has to press is in sight. */
static void
test_buttons_are_in_sight (Import        *self,
                           gconstpointer  data)
{
  g_autofree char *path = write_file (self, "eigen.csv", own_list);
  GtkWidget *button;
  double x, y;

  gtk_window_set_default_size (GTK_WINDOW (self->window), 640, 560);
  vb_import_window_open (self->window, path);
  app_wait (asks_for_mapping, self);
  button = GTK_WIDGET (app_child (self->window, VB_TYPE_IMPORT_WINDOW, "mapping_button"));
  app_draw (GTK_WINDOW (self->window));
  app_until (gtk_widget_get_height (button) > 0);
  g_assert_true (gtk_widget_translate_coordinates (button, GTK_WIDGET (self->window), 0,
                                                   gtk_widget_get_height (button), &x, &y));
  g_assert_cmpfloat (y, <=, gtk_widget_get_height (GTK_WIDGET (self->window)));
  g_assert_null (gtk_widget_get_ancestor (button, GTK_TYPE_SCROLLED_WINDOW));
  button = GTK_WIDGET (app_child (self->window, VB_TYPE_IMPORT_WINDOW, "apply_button"));
  g_assert_null (gtk_widget_get_ancestor (button, GTK_TYPE_SCROLLED_WINDOW));
}

static gboolean
is_chosen_again (gpointer data)
{
  return g_str_equal (get_step (data), "choose");
}

static gboolean
is_said (GtkWidget  *widget,
         const char *words)
{
  if (GTK_IS_LABEL (widget) && g_str_equal (gtk_label_get_text (GTK_LABEL (widget)), words))
    return TRUE;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (is_said (child, words))
      return TRUE;
  return FALSE;
}

/* While the file is read: what comes of it after that is nobody's any more. */
static void
test_stopping_is_said (Import        *self,
                       gconstpointer  data)
{
  g_autofree char *path = write_file (self, "gids.json", directory);

  vb_import_window_open (self->window, path);
  g_assert_cmpstr (get_step (self), ==, "busy");
  press (self, "stop_button");
  g_assert_true (is_chosen_again (self));
  g_assert_true (is_said (GTK_WIDGET (self->window), "Stopped. Nothing changed."));
  app_idle (200);
  g_assert_true (is_chosen_again (self));
  g_assert_cmpuint (count_services (self), ==, 0);
}

/* The store has it in already when the button is pressed, and the window has not heard yet. */
static void
test_stopping_too_late_is_said (Import        *self,
                                gconstpointer  data)
{
  g_autofree char *path = write_file (self, "gids.json", directory);

  vb_import_window_open (self->window, path);
  app_wait (shows_report, self);
  press (self, "apply_button");
  while (count_services (self) == 0)
    g_thread_yield ();
  press (self, "stop_button");
  app_wait (is_done, self);
  g_assert_false (is_said (GTK_WIDGET (self->window), "Stopped. Nothing changed."));
}

/* Locking while it comes in: the window goes, the store is whole, and one is told. */
static void
test_lock_in_the_middle (Import        *self,
                         gconstpointer  data)
{
  g_autofree char *path = write_file (self, "gids.json", directory);

  vb_import_window_open (self->window, path);
  app_wait (shows_report, self);
  g_signal_emit_by_name (app_child (self->window, VB_TYPE_IMPORT_WINDOW, "apply_button"),
                         "clicked");
  vb_session_lock (self->app.session);
  g_assert_null (self->window);
  app_idle (300);
  vb_session_retry (self->app.session);
  app_wait (app_is_open, self->app.session);
  g_assert_cmpuint (count_services (self), <=, 1);
}

int
main (int   argc,
      char *argv[])
{
  app_init (&argc, &argv);
#define ADD(path, func) g_test_add (path, Import, NULL, import_open, func, import_close)
  ADD ("/import/says-what-to-do-about-a-file", test_says_what_to_do_about_a_file);
  ADD ("/import/mapping-that-cannot-work-does-not-go-on",
       test_mapping_that_cannot_work_does_not_go_on);
  ADD ("/import/comes-in-after-a-preview", test_comes_in_after_a_preview);
  ADD ("/import/second-file-replaces-the-first", test_second_file_replaces_the_first);
  ADD ("/import/next-version-is-recognised", test_next_version_is_recognised);
  ADD ("/import/source-of-before-can-be-chosen", test_source_of_before_can_be_chosen);
  ADD ("/import/buttons-are-in-sight", test_buttons_are_in_sight);
  ADD ("/import/stopping-is-said", test_stopping_is_said);
  ADD ("/import/stopping-too-late-is-said", test_stopping_too_late_is_said);
  ADD ("/import/lock-in-the-middle", test_lock_in_the_middle);
#undef ADD
  return g_test_run ();
}
