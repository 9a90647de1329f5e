/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

/* Who saw the record of a person is shown in words, and that it was shown is seen the next time. */

#include "form-fixture.h"

#include "app/paper/vb-paper-window.h"
#include "app/people/vb-access-section.h"
#include "app/people/vb-access-window.h"
#include "core/store/vb-access-log.h"
#include "core/store/vb-people.h"
#include "core/store/vb-plans.h"

typedef struct
{
  App app;
  VbStore *store;
  VbPerson *person;
  GtkWindow *window;
} Fixture;

static void
look_at_record (Fixture    *f,
                const char *purpose)
{
  g_autoptr(GError) error = NULL;

  vb_person_record_free (vb_people_open_sync (f->store, f->person->id, purpose, NULL, &error));
  g_assert_no_error (error);
}

static void
fixture_open (Fixture *f)
{
  g_autoptr(GError) error = NULL;

  memset (f, 0, sizeof *f);
  app_open (&f->app);
  f->store = vb_session_get_store (f->app.session);
  vb_store_set_actor (f->store, "awit", "Anna de Wit", "poh");
  f->person = vb_person_new ();
  f->person->given_name = g_strdup ("Greet");
  vb_people_save_sync (f->store, NULL, f->person, NULL, &error);
  g_assert_no_error (error);
}

static void
fixture_close (Fixture *f)
{
  if (f->window != NULL)
    gtk_window_destroy (f->window);
  vb_person_free (f->person);
  app_close (&f->app);
}

static AdwActionRow *
row_at (gpointer window,
        int      i)
{
  gpointer list = app_child (window, VB_TYPE_ACCESS_WINDOW, "list");

  return (AdwActionRow *) gtk_list_box_get_row_at_index (GTK_LIST_BOX (list), i);
}

static gboolean
is_filled (gpointer window)
{
  return row_at (window, 0) != NULL;
}

static void
show (Fixture *f)
{
  if (f->window != NULL)
    gtk_window_destroy (f->window);
  f->window = vb_access_window_new (GTK_WINDOW (f->app.window), f->store, f->person);
  gtk_window_present (f->window);
  app_wait (is_filled, f->window);
}

static void
assert_row (Fixture    *f,
            int         i,
            const char *title,
            const char *subtitle)
{
  AdwActionRow *row = row_at (f->window, i);

  g_assert_nonnull (row);
  g_assert_cmpstr (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)), ==, title);
  if (strstr (adw_action_row_get_subtitle (row), subtitle) == NULL)
    g_error ("%s: not %s", adw_action_row_get_subtitle (row), subtitle);
}

static void
test_says_who_did_what_and_why (void)
{
  Fixture f;
  g_autoptr(VbPerson) other = vb_person_new ();

  fixture_open (&f);
  vb_people_save_sync (f.store, NULL, other, NULL, NULL);
  look_at_record (&f, "conversation");
  vb_store_set_actor (f.store, "hb", "Henk <b>Bos</b>", NULL);
  look_at_record (&f, NULL);
  look_at_record (&f, NULL);
  look_at_record (&f, "bezwaar & klacht");
  show (&f);
  assert_row (&f, 0, "Henk <b>Bos</b> read this log", "");
  assert_row (&f, 1, "Henk <b>Bos</b> opened the record of a person: bezwaar & klacht", "");
  assert_row (&f, 2, "Henk <b>Bos</b> opened the record of a person", "2 times that day");
  assert_row (&f, 3, "Anna de Wit (poh) opened the record of a person: for a conversation", "");
  assert_row (&f, 4, "Anna de Wit (poh) wrote down a new person", "");
  g_assert_null (row_at (f.window, 5));
  /* that it was looked at is in it the next time */
  show (&f);
  assert_row (&f, 0, "Henk <b>Bos</b> read this log", "2 times that day");
  fixture_close (&f);
}

typedef struct
{
  GtkWindow *window;
  int n;
} Rows;

static gboolean
has_rows (gpointer data)
{
  Rows *rows = data;

  return row_at (rows->window, rows->n - 1) != NULL;
}

static gpointer
many_job (VbDatabase    *db,
          gpointer       data,
          GCancellable  *cancellable,
          GError       **error)
{
  VbAccessEntry entry = { VB_EVENT_READ, 'R', VB_OUTCOME_SUCCESS, .object_type = "person",
                          .person_id = data };

  for (int i = 0; i < 250; i++)
    {
      entry.purpose = i % 2 == 0 ? "care" : "request";
      if (!vb_access_log_append (db, &entry, error))
        break;
    }
  return NULL;
}

static void
test_goes_back_as_far_as_one_likes (void)
{
  Fixture f;
  Rows rows = { NULL, 200 };
  GtkWidget *more;

  fixture_open (&f);
  vb_store_run_sync (f.store, VB_LANE_WRITE, many_job, f.person->id, NULL, NULL);
  show (&f);
  rows.window = f.window;
  app_wait (has_rows, &rows);
  g_assert_null (row_at (f.window, 200));
  more = GTK_WIDGET (app_child (f.window, VB_TYPE_ACCESS_WINDOW, "more_button"));
  g_assert_true (gtk_widget_get_visible (more));
  g_signal_emit_by_name (more, "clicked");
  /* 250, the first two, and that it was made */
  rows.n = 252;
  app_wait (has_rows, &rows);
  g_assert_null (row_at (f.window, 252));
  g_assert_false (gtk_widget_get_visible (more));
  fixture_close (&f);
}

static gboolean
find_paper (gpointer data)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr(GtkWidget) window = g_list_model_get_item (windows, i);

      if (VB_IS_PAPER_WINDOW (window))
        *(GtkWidget **) data = window;
    }
  return *(GtkWidget **) data != NULL;
}

/* Also what is not shown yet; who is at the screen of a demonstration is not asked. */
static void
test_all_of_it_goes_on_paper (void)
{
  Fixture f;
  GtkWidget *paper = NULL;
  g_autofree char *words = NULL;

  fixture_open (&f);
  vb_store_run_sync (f.store, VB_LANE_WRITE, many_job, f.person->id, NULL, NULL);
  show (&f);
  g_signal_emit_by_name (app_child (f.window, VB_TYPE_ACCESS_WINDOW, "paper_button"), "clicked");
  app_wait (find_paper, &paper);
  /* not this: what it is comes instead */
  words = gtk_test_accessible_check_property (
    GTK_ACCESSIBLE (app_child (paper, VB_TYPE_PAPER_WINDOW, "picture")),
    GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, "");
  g_assert_nonnull (strstr (words, "Who Saw This Record"));
  g_assert_nonnull (strstr (words, "what is kept of Greet on this computer"));
  g_assert_nonnull (strstr (words, "opened the record of a person: to give help"));
  g_assert_nonnull (strstr (words, "Anna de Wit (poh) wrote down a new person"));
  gtk_window_destroy (GTK_WINDOW (paper));
  fixture_close (&f);
}

static void
test_that_it_went_out_is_in_it (void)
{
  Fixture f;

  fixture_open (&f);
  g_assert_true (vb_plans_log_paper_sync (f.store, VB_EVENT_PRINT, "access_log", f.person->id,
                                          f.person->id, "paper", NULL, NULL));
  g_assert_true (vb_plans_log_paper_sync (f.store, VB_EVENT_EXPORT, "access_log", f.person->id,
                                          f.person->id, "pdf", NULL, NULL));
  show (&f);
  assert_row (&f, 1, "Anna de Wit (poh) saved this log outside the store", "");
  assert_row (&f, 2, "Anna de Wit (poh) printed this log", "");
  fixture_close (&f);
}

static void
test_record_alone_reads_nothing_of_the_log (void)
{
  Fixture f;
  GtkWidget *section;

  fixture_open (&f);
  section = g_object_ref_sink (g_object_new (VB_TYPE_ACCESS_SECTION, NULL));
  vb_access_section_show (VB_ACCESS_SECTION (section), f.store, f.person);
  app_idle (50);
  vb_access_section_show (VB_ACCESS_SECTION (section), NULL, NULL);
  g_signal_emit_by_name (app_child (section, VB_TYPE_ACCESS_SECTION, "button"), "clicked");
  g_object_unref (section);
  show (&f);
  assert_row (&f, 0, "Anna de Wit (poh) read this log", "");
  assert_row (&f, 1, "Anna de Wit (poh) wrote down a new person", "");
  fixture_close (&f);
}

int
main (int   argc,
      char *argv[])
{
  app_init (&argc, &argv);
#define ADD(name, test) g_test_add_func ("/access/" name, test)
  ADD ("says who did what and why", test_says_who_did_what_and_why);
  ADD ("goes back as far as one likes", test_goes_back_as_far_as_one_likes);
  ADD ("all of it goes on paper", test_all_of_it_goes_on_paper);
  ADD ("that it went out is in it", test_that_it_went_out_is_in_it);
  ADD ("record alone reads nothing of the log", test_record_alone_reads_nothing_of_the_log);
#undef ADD
  return g_test_run ();
}
