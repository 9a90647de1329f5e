/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

/* Who stands around a person is added, changed, ended and removed; with whom somebody lives is
 * known by name only where they agreed. What makes somebody unsafe shows nowhere else. */

#include "form-fixture.h"

#include "app/people/vb-around-section.h"
#include "app/people/vb-function-field.h"
#include "app/people/vb-household-section.h"
#include "app/people/vb-household-window.h"
#include "app/people/vb-people-page.h"
#include "app/people/vb-person-pane.h"
#include "app/window/vb-sidebar.h"
#include "core/base/vb-time.h"
#include "core/store/vb-directory.h"
#include "core/store/vb-people.h"

typedef struct
{
  App app;
  VbStore *store;
  char *id;
  GtkWindow *window;
} Fixture;

static char *
add_person (VbStore        *store,
            const VbPerson *person)
{
  g_autoptr(GError) error = NULL;

  vb_people_save_sync (store, NULL, person, NULL, &error);
  g_assert_no_error (error);
  return g_strdup (person->id);
}

static char *
add_named (VbStore    *store,
           const char *name)
{
  g_autoptr(VbPerson) person = vb_person_new ();

  person->given_name = g_strdup (name);
  return add_person (store, person);
}

static void
fixture_open (Fixture *f)
{
  memset (f, 0, sizeof *f);
  app_open (&f->app);
  f->store = vb_session_get_store (f->app.session);
  f->id = add_named (f->store, "Greet");
}

static void
fixture_close (Fixture *f)
{
  if (f->window != NULL)
    gtk_window_destroy (f->window);
  g_free (f->id);
  app_close (&f->app);
}

static VbPersonRecord *
open_record (Fixture    *f,
             const char *id)
{
  g_autoptr(GError) error = NULL;
  VbPersonRecord *record = vb_people_open_sync (f->store, id, NULL, NULL, &error);

  g_assert_no_error (error);
  return record;
}

static void
show_window (Fixture   *f,
             GtkWindow *window)
{
  f->window = window;
  g_object_add_weak_pointer (G_OBJECT (window), (gpointer *) &f->window);
  gtk_window_present (window);
}

static void
open_window (Fixture    *f,
             VbAround    kind,
             const char *id)
{
  g_autoptr(VbPersonRecord) record = open_record (f, f->id);

  show_window (f, vb_around_window_new (GTK_WINDOW (f->app.window), f->store, record->person, kind,
                                        id));
}

static void
press (gpointer    window,
       GType       type,
       const char *name)
{
  g_signal_emit_by_name (app_child (window, type, name), "clicked");
}

static gboolean
is_gone (gpointer window)
{
  return *(GtkWindow **) window == NULL;
}

static void
save (Fixture *f)
{
  press (f->window, VB_TYPE_AROUND_WINDOW, "save_button");
}

static void
save_and_wait (Fixture *f)
{
  save (f);
  app_wait (is_gone, &f->window);
}

static AdwMessageDialog *
find_dialog (void)
{
  g_autoptr(GList) windows = gtk_window_list_toplevels ();

  for (GList *each = windows; each != NULL; each = each->next)
    if (ADW_IS_MESSAGE_DIALOG (each->data))
      return each->data;
  return NULL;
}

static void
test_a_representative_is_added_changed_ended_and_removed (void)
{
  Fixture f;
  g_autoptr(VbPersonRecord) record = NULL;
  g_autofree char *today = vb_time_today ();
  g_autofree char *id = NULL;
  VbRepresentative *one;
  AdwMessageDialog *dialog;

  fixture_open (&f);
  open_window (&f, VB_AROUND_REPRESENTATIVE, NULL);
  form_set (f.window, "valid_from", "soon");
  save (&f);
  form_assert_error (f.window, "name", "name");
  form_assert_error (f.window, "kind", "list");
  form_assert_error (f.window, "valid_from", "date");
  form_set (f.window, "name", "Anna");
  form_set (f.window, "kind", "mentor");
  form_set (f.window, "valid_from", "1-2-2026");
  save_and_wait (&f);

  record = open_record (&f, f.id);
  g_assert_cmpuint (record->person->representatives->len, ==, 1);
  one = g_ptr_array_index (record->person->representatives, 0);
  g_assert_cmpstr (one->kind, ==, "mentor");
  g_assert_cmpstr (one->valid_from, ==, "2026-02-01");
  id = g_strdup (one->id);

  open_window (&f, VB_AROUND_REPRESENTATIVE, id);
  g_assert_true (form_has (f.window, "name", "Anna"));
  press (f.window, VB_TYPE_AROUND_WINDOW, "end_button");
  app_wait (is_gone, &f.window);
  g_clear_pointer (&record, vb_person_record_free);
  record = open_record (&f, f.id);
  one = g_ptr_array_index (record->person->representatives, 0);
  g_assert_cmpstr (one->valid_to, ==, today);
  g_assert_cmpstr (one->id, ==, id);

  open_window (&f, VB_AROUND_REPRESENTATIVE, id);
  press (f.window, VB_TYPE_AROUND_WINDOW, "remove_button");
  dialog = g_object_ref (find_dialog ());
  adw_message_dialog_response (dialog, "remove");
  gtk_window_destroy (GTK_WINDOW (dialog));
  g_object_unref (dialog);
  app_wait (is_gone, &f.window);
  g_clear_pointer (&record, vb_person_record_free);
  record = open_record (&f, f.id);
  g_assert_cmpuint (record->person->representatives->len, ==, 0);
  fixture_close (&f);
}

static const char *
row_title (GtkWidget *section,
           GType      type,
           guint      position)
{
  return adw_preferences_row_get_title (ADW_PREFERENCES_ROW (gtk_list_box_get_row_at_index (
    GTK_LIST_BOX (app_child (section, type, "list")), position)));
}

static const char *
row_words (GtkWidget *section,
           GType      type,
           guint      position)
{
  return adw_action_row_get_subtitle (ADW_ACTION_ROW (gtk_list_box_get_row_at_index (
    GTK_LIST_BOX (app_child (section, type, "list")), position)));
}

static void
test_the_network_and_who_helps_stand_in_the_record (void)
{
  Fixture f;
  g_autoptr(VbPersonRecord) record = NULL;
  GtkWidget *section;

  fixture_open (&f);
  open_window (&f, VB_AROUND_HELPER, NULL);
  form_set (f.window, "name", "Psychiatrist");
  form_set (f.window, "purpose", "medicines");
  form_set (f.window, "role_clear", "yes");
  form_set (f.window, "useful", "sometimes");
  save_and_wait (&f);
  open_window (&f, VB_AROUND_RELATION, NULL);
  form_set (f.window, "name", "Zus");
  form_set (f.window, "kind", "family");
  form_set (f.window, "means", "calls");
  save_and_wait (&f);

  record = open_record (&f, f.id);
  section = g_object_ref_sink (g_object_new (VB_TYPE_AROUND_SECTION, "kind", VB_AROUND_HELPER,
                                             NULL));
  vb_around_section_show (VB_AROUND_SECTION (section), f.store, record->person);
  g_assert_cmpstr (row_title (section, VB_TYPE_AROUND_SECTION, 0), ==, "Psychiatrist");
  g_assert_cmpstr (row_words (section, VB_TYPE_AROUND_SECTION, 0), ==,
                   "medicines · role is clear · sometimes useful");
  g_object_set (section, "kind", VB_AROUND_RELATION, NULL);
  vb_around_section_show (VB_AROUND_SECTION (section), f.store, record->person);
  g_assert_cmpstr (row_words (section, VB_TYPE_AROUND_SECTION, 0), ==, "Family · calls");
  vb_around_section_show (VB_AROUND_SECTION (section), NULL, NULL);
  g_assert_null (gtk_list_box_get_row_at_index (
    GTK_LIST_BOX (app_child (section, VB_TYPE_AROUND_SECTION, "list")), 0));
  g_object_unref (section);
  fixture_close (&f);
}

static gboolean
knows_function (gpointer field)
{
  return gtk_widget_get_visible (GTK_WIDGET (app_child (field, VB_TYPE_FUNCTION_FIELD,
                                                        "about_label")));
}

typedef struct
{
  GtkWidget *section;
  char *about; /* the function: who has it, and the number */
} Tied;

static gboolean
says_about (gpointer data)
{
  Tied *tied = data;

  return g_strcmp0 (row_words (tied->section, VB_TYPE_AROUND_SECTION, 0), tied->about) == 0;
}

/* A name alone has no number; a function of the map has, and somebody who has it now. */
static void
test_who_helps_is_tied_to_a_function (void)
{
  Fixture f;
  g_autoptr(VbPersonRecord) record = NULL;
  g_autoptr(GPtrArray) names = NULL;
  g_autoptr(GError) error = NULL;
  const VbHelper *helper;
  const VbName *name;
  GtkWidget *section, *field;
  Tied tied;

  fixture_open (&f);
  names = vb_directory_find_names_sync (f.store, VB_TABLE_CONTACT, "wally", 5, NULL, &error);
  g_assert_no_error (error);
  name = g_ptr_array_index (names, 0);
  open_window (&f, VB_AROUND_HELPER, NULL);
  field = app_find (GTK_WIDGET (f.window), VB_TYPE_FUNCTION_FIELD);
  g_signal_emit_by_name (app_child (field, VB_TYPE_FUNCTION_FIELD, "chooser"), "chosen", name);
  app_wait (knows_function, field);
  tied.about = g_strdup (gtk_label_get_label (GTK_LABEL (app_child (
    field, VB_TYPE_FUNCTION_FIELD, "about_label"))));
  g_assert_nonnull (strpbrk (tied.about, "0123456789"));
  save_and_wait (&f);

  record = open_record (&f, f.id);
  helper = g_ptr_array_index (record->person->helpers, 0);
  g_assert_cmpstr (helper->name, ==, name->name);
  g_assert_cmpstr (helper->contact_id, ==, name->id);
  section = g_object_ref_sink (g_object_new (VB_TYPE_AROUND_SECTION, "kind", VB_AROUND_HELPER,
                                             NULL));
  vb_around_section_show (VB_AROUND_SECTION (section), f.store, record->person);
  tied.section = section;
  app_wait (says_about, &tied);
  g_object_unref (section);
  g_free (tied.about);

  /* Back to a name alone: what was typed stays. */
  open_window (&f, VB_AROUND_HELPER, helper->id);
  field = app_find (GTK_WIDGET (f.window), VB_TYPE_FUNCTION_FIELD);
  app_wait (knows_function, field);
  g_signal_emit_by_name (app_child (field, VB_TYPE_FUNCTION_FIELD, "none_button"), "clicked");
  save_and_wait (&f);
  vb_person_record_free (g_steal_pointer (&record));
  record = open_record (&f, f.id);
  helper = g_ptr_array_index (record->person->helpers, 0);
  g_assert_null (helper->contact_id);
  g_assert_cmpstr (helper->name, ==, name->name);
  fixture_close (&f);
}

/* ------------------------------------------------------------------ household */

static gboolean
found_somebody (gpointer window)
{
  return gtk_list_box_get_row_at_index (
           GTK_LIST_BOX (app_child (window, VB_TYPE_HOUSEHOLD_WINDOW, "list")), 0) != NULL;
}

static void
choose_ron (Fixture *f)
{
  GtkListBox *list = GTK_LIST_BOX (app_child (f->window, VB_TYPE_HOUSEHOLD_WINDOW, "list"));

  gtk_editable_set_text (GTK_EDITABLE (app_child (f->window, VB_TYPE_HOUSEHOLD_WINDOW, "entry")),
                         "ron");
  app_wait (found_somebody, f->window);
  g_signal_emit_by_name (list, "row-activated", gtk_list_box_get_row_at_index (list, 0));
}

static void
test_who_lives_together_is_named_only_where_they_agreed (void)
{
  Fixture f;
  g_autofree char *ron = NULL;
  g_autoptr(VbPersonRecord) hers = NULL;
  g_autoptr(VbPersonRecord) his = NULL;
  GtkWidget *section;

  fixture_open (&f);
  ron = add_named (f.store, "Ron");
  show_window (&f, vb_household_window_new_member (GTK_WINDOW (f.app.window), f.store, f.id, NULL));
  press (f.window, VB_TYPE_HOUSEHOLD_WINDOW, "save_button");
  g_assert_true (gtk_widget_has_css_class (GTK_WIDGET (app_child (f.window,
                                                                  VB_TYPE_HOUSEHOLD_WINDOW,
                                                                  "who_label")), "error"));
  choose_ron (&f);
  form_set (f.window, "role", "child");
  form_set (f.window, "own_role", "parent");
  form_set (f.window, "own_shares", "1");
  press (f.window, VB_TYPE_HOUSEHOLD_WINDOW, "save_button");
  app_wait (is_gone, &f.window);

  hers = open_record (&f, f.id);
  his = open_record (&f, ron);
  g_assert_cmpstr (hers->household_id, ==, his->household_id);
  g_assert_cmpstr (hers->role, ==, "parent");
  section = g_object_ref_sink (g_object_new (VB_TYPE_HOUSEHOLD_SECTION, NULL));
  vb_household_section_show (VB_HOUSEHOLD_SECTION (section), f.store, hers);
  g_assert_nonnull (strstr (row_title (section, VB_TYPE_HOUSEHOLD_SECTION, 1),
                            "does not want to be seen"));
  g_assert_cmpstr (row_words (section, VB_TYPE_HOUSEHOLD_SECTION, 1), ==, "Child");
  vb_household_section_show (VB_HOUSEHOLD_SECTION (section), f.store, his);
  g_assert_cmpstr (row_title (section, VB_TYPE_HOUSEHOLD_SECTION, 1), ==, "Greet");
  g_object_unref (section);

  show_window (&f, vb_household_window_new (GTK_WINDOW (f.app.window), f.store, f.id,
                                            hers->household_id, hers->role, hers->shares));
  press (f.window, VB_TYPE_HOUSEHOLD_WINDOW, "leave_button");
  app_wait (is_gone, &f.window);
  g_clear_pointer (&hers, vb_person_record_free);
  hers = open_record (&f, f.id);
  g_assert_null (hers->household_id);
  fixture_close (&f);
}

/* ------------------------------------------------------------------ what stays hidden */

static gboolean
holds_text (GtkWidget  *root,
            const char *text)
{
  if (GTK_IS_LABEL (root) && gtk_widget_get_mapped (root)
      && strstr (gtk_label_get_text (GTK_LABEL (root)), text) != NULL)
    return TRUE;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (holds_text (child, text))
      return TRUE;
  return FALSE;
}

static gboolean
shows_unsafe (gpointer root)
{
  return holds_text (root, "There was violence");
}

static gboolean
shows_street (gpointer root)
{
  return holds_text (root, "Vlierstraat");
}

static gboolean
shows_both (gpointer root)
{
  return holds_text (root, "Samira") && holds_text (root, "Housemate");
}

static gboolean
shows_nobody (gpointer root)
{
  return !holds_text (root, "Samira");
}

static char *
add_samira (Fixture *f)
{
  g_autoptr(VbPerson) person = vb_person_new ();

  person->given_name = g_strdup ("Samira");
  person->address_1 = g_strdup ("Vlierstraat 7");
  person->postal_code = g_strdup ("3561 AB");
  person->city = g_strdup ("Utrecht");
  person->phone = g_strdup ("06 12345678");
  person->address_secret = TRUE;
  person->unsafe = TRUE;
  person->no_voicemail = TRUE;
  return add_person (f->store, person);
}

static void
search (GtkWidget  *page,
        const char *text)
{
  gtk_editable_set_text (GTK_EDITABLE (app_child (page, VB_TYPE_PEOPLE_PAGE, "entry")), text);
}

/* In the list: neither the address nor that there was violence; and nobody is found by where a
 * secret address is. */
static void
test_a_list_tells_nothing_of_a_secret_address_or_violence (void)
{
  Fixture f;
  g_autofree char *samira = NULL;
  g_autofree char *mate = NULL;
  GtkWidget *page;

  fixture_open (&f);
  samira = add_samira (&f);
  mate = add_named (f.store, "Samira Housemate");
  g_object_set (app_find (GTK_WIDGET (f.app.window), VB_TYPE_SIDEBAR), "view", "people", NULL);
  page = app_find (GTK_WIDGET (f.app.window), VB_TYPE_PEOPLE_PAGE);
  search (page, "samira");
  app_wait (shows_both, page);
  g_assert_false (holds_text (page, "3561"));
  g_assert_false (holds_text (page, "Utrecht"));
  g_assert_false (holds_text (page, "iolence"));
  g_assert_false (holds_text (page, "06 1234"));
  search (page, "3561 AB");
  app_wait (shows_nobody, page);
  search (page, "samira");
  app_wait (shows_both, page);
  search (page, "Vlierstraat");
  app_wait (shows_nobody, page);
  fixture_close (&f);
}

static gboolean
offers_street (gpointer pane)
{
  return app_find (GTK_WIDGET (app_child (pane, VB_TYPE_PERSON_PANE, "facts")),
                   GTK_TYPE_BUTTON) != NULL;
}

static gboolean
shows_housemate (gpointer pane)
{
  return holds_text (pane, "Samira");
}

/* In her own record the flag shows and the address after a button; with a housemate neither. */
static void
test_only_her_own_record_says_that_she_is_unsafe (void)
{
  Fixture f;
  g_autofree char *samira = NULL;
  g_autofree char *household = NULL;
  GtkWidget *pane;
  GtkWindow *window;

  fixture_open (&f);
  samira = add_samira (&f);
  household = vb_people_join_sync (f.store, samira, NULL, "adult", TRUE, NULL, NULL);
  g_free (vb_people_join_sync (f.store, f.id, household, "adult", TRUE, NULL, NULL));
  pane = g_object_new (VB_TYPE_PERSON_PANE, "session", f.app.session, NULL);
  window = GTK_WINDOW (g_object_new (GTK_TYPE_WINDOW, "child", pane, NULL));
  gtk_window_present (window);
  vb_person_pane_show (VB_PERSON_PANE (pane), samira);
  app_wait (shows_unsafe, pane);
  app_wait (offers_street, pane);
  g_assert_false (shows_street (pane));
  g_signal_emit_by_name (app_find (GTK_WIDGET (app_child (pane, VB_TYPE_PERSON_PANE, "facts")),
                                   GTK_TYPE_BUTTON), "clicked");
  app_wait (shows_street, pane);

  vb_person_pane_show (VB_PERSON_PANE (pane), f.id);
  g_assert_false (shows_unsafe (pane));
  g_assert_false (shows_street (pane));
  app_wait (shows_housemate, pane);
  g_assert_false (shows_unsafe (pane));
  g_assert_false (shows_street (pane));
  g_assert_false (holds_text (pane, "3561"));
  gtk_window_destroy (window);
  fixture_close (&f);
}

int
main (int   argc,
      char *argv[])
{
  app_init (&argc, &argv);
#define ADD(name, test) g_test_add_func ("/around/" name, test)
  ADD ("a representative is added, changed, ended and removed",
       test_a_representative_is_added_changed_ended_and_removed);
  ADD ("the network and who helps stand in the record",
       test_the_network_and_who_helps_stand_in_the_record);
  ADD ("who helps is tied to a function", test_who_helps_is_tied_to_a_function);
  ADD ("who lives together is named only where they agreed",
       test_who_lives_together_is_named_only_where_they_agreed);
  ADD ("a list tells nothing of a secret address or violence",
       test_a_list_tells_nothing_of_a_secret_address_or_violence);
  ADD ("only her own record says that she is unsafe",
       test_only_her_own_record_says_that_she_is_unsafe);
#undef ADD
  return g_test_run ();
}
