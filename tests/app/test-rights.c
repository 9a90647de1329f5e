/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

/* What somebody may ask for: a copy of everything, and that it goes. */

#include "app-fixture.h"

#include <glib/gstdio.h>

#include "app/people/vb-people-page.h"
#include "app/people/vb-person-pane.h"
#include "app/access/vb-confirm-window.h"
#include "app/rights/vb-bring-in-window.h"
#include "app/rights/vb-copy-window.h"
#include "app/rights/vb-destroy-dialog.h"
#include "app/rights/vb-dossier-paper.h"
#include "app/rights/vb-going-row.h"
#include "app/rights/vb-retention-window.h"
#include "app/window/vb-sidebar.h"
#include "core/store/vb-destruction.h"
#include "core/store/vb-dossiers.h"
#include "core/store/vb-people.h"
#include "interop/vb-fhir.h"

/* ------------------------------------------------------------------ what is on paper */

static void
test_no_column_is_forgotten_on_paper (void)
{
  const VbShape *const shapes[] = {
    &vb_person_shape, &vb_membership_shape, &vb_representative_shape, &vb_relation_shape,
    &vb_helper_shape, &vb_consent_shape, &vb_consent_scope_shape, &vb_conversation_shape,
    &vb_answer_shape, &vb_topic_shape, &vb_topic_link_shape, &vb_helping_shape,
    &vb_priority_shape, &vb_safety_step_shape, &vb_plan_shape, &vb_goal_shape, &vb_action_shape,
    &vb_referral_shape, &vb_referral_item_shape, &vb_referral_event_shape,
    &vb_meeting_case_shape, &vb_meeting_action_shape,
  };

  for (guint i = 0; i < G_N_ELEMENTS (shapes); i++)
    for (guint k = 0; k < shapes[i]->n_fields; k++)
      {
        g_test_message ("%s.%s", shapes[i]->table, shapes[i]->fields[k].column);
        g_assert_true (vb_paper_dossier_knows (shapes[i]->table, shapes[i]->fields[k].column));
      }
}

static char *
find_person (VbStore    *store,
             const char *name)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) found = vb_people_find_sync (store, name, 5, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (found->len, ==, 1);
  return g_strdup (((VbPersonLine *) found->pdata[0])->id);
}

static void
test_paper_tells_referrals (void)
{
  static const char *const said[] = {
    "Referral, ", "On the waiting list", "Kunt u met Ron kennismaken?", "weer werken",
    "Together with the person", "wachttijd acht weken", "Put on the waiting list",
    "What goes along", "does not go along", "On what ground", "the receiver",
  };
  g_autoptr(VbDossier) dossier = vb_dossier_new ();
  g_autoptr(VbPaper) paper = NULL;
  g_autofree char *text = NULL;
  VbReferral *referral;
  VbReferralEvent *event = vb_shape_new (&vb_referral_event_shape);

  dossier->person = vb_person_new ();
  referral = vb_referral_new (VB_KIND_REFERRAL, dossier->person->id);
  referral->question = g_strdup ("Kunt u met Ron kennismaken?");
  referral->sent_on = g_strdup ("2026-11-20");
  referral->handover = g_strdup ("together");
  g_free (referral->state);
  referral->state = g_strdup ("waiting");
  vb_referral_add_item (referral, VB_DATA_WISH, NULL, "Wish", "weer werken")->included = TRUE;
  vb_referral_add_item (referral, VB_DATA_LIMITS, NULL, "Limits", "slecht ter been");
  event->step = g_strdup ("wait");
  event->state = g_strdup ("waiting");
  event->side = g_strdup ("receiver");
  event->at = 1795000000000000;
  event->words = g_strdup ("wachttijd acht weken");
  g_ptr_array_add (referral->events, event);
  g_ptr_array_add (dossier->referrals, referral);
  paper = vb_paper_dossier (dossier);
  text = vb_paper_dup_text (paper);
  for (guint i = 0; i < G_N_ELEMENTS (said); i++)
    {
      g_test_message ("%s", said[i]);
      if (strstr (text, said[i]) == NULL)
        g_error ("“%s” is not in: %s", said[i], text);
    }
  g_assert_null (strstr (text, "1795000000"));
}

static void
test_paper_tells_all_in_words (void)
{
  static const char *const said[] = {
    "Ron Wiersma", "Anke", "zus, belt elke zondag", "zus belt", "post in de la",
    "meedoen, iets nuttigs doen", "blijft tussen Ron en de praktijk", "Ergens bij horen",
    "Bij drie nachten slecht slapen de POH bellen", "refused", "a burden", "makes worse",
    "Wellbeing: 2 years",
  };
  App app;
  VbStore *store;
  g_autofree char *id = NULL, *text = NULL;
  g_autoptr(VbDossier) dossier = NULL;
  g_autoptr(VbPaper) paper = NULL;
  g_autoptr(GError) error = NULL;

  app_open (&app);
  store = vb_session_get_store (app.session);
  id = find_person (store, "Ron Wiersma");
  dossier = vb_dossiers_export_sync (store, id, "copy-for-person", NULL, &error);
  g_assert_no_error (error);
  paper = vb_paper_dossier (dossier);
  text = vb_paper_dup_text (paper);
  /* In the order of the card, whatever their codes are. */
  g_assert_true (strstr (text, "drinkt te veel") < strstr (text, "onrust"));
  g_assert_true (strstr (text, "onrust") < strstr (text, "post in de la"));
  g_assert_nonnull (strstr (text, "Psychiater: bipolair, de dokter weet ervan"));
  /* An adult has no parents who decide. */
  g_assert_null (strstr (text, "How many parents"));
  for (guint i = 0; i < G_N_ELEMENTS (said); i++)
    {
      g_test_message ("%s", said[i]);
      g_assert_nonnull (strstr (text, said[i]));
    }
  g_assert_null (strstr (text, id));
  g_assert_null (strstr (text, "so-so\n• Domain: social; Topic: S04"));
  app_close (&app);
}

/* ------------------------------------------------------------------ a copy */

static gboolean
has_file (gpointer path)
{
  return g_file_test (path, G_FILE_TEST_EXISTS);
}

static void
assert_written (GtkWindow  *window,
                const char *path,
                const char *begin)
{
  g_autofree char *text = NULL;
  GStatBuf status;

  vb_copy_window_write (VB_COPY_WINDOW (window), path);
  app_wait (has_file, (gpointer) path);
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_true (g_str_has_prefix (text, begin));
  g_assert_cmpint (g_stat (path, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 0777, ==, 0600);
}

static gboolean
says_failure (gpointer window)
{
  GtkLabel *message = GTK_LABEL (app_child (window, VB_TYPE_COPY_WINDOW, "message"));

  return *gtk_label_get_label (message) != '\0';
}

static void
test_copy_is_for_its_owner_only_and_logged (void)
{
  App app;
  VbStore *store;
  GtkWindow *window;
  g_autofree char *id = NULL, *folder = g_dir_make_tmp ("vb-XXXXXX", NULL);
  g_autofree char *pdf = g_build_filename (folder, "a.pdf", NULL);
  g_autofree char *json = g_build_filename (folder, "a.json", NULL);
  g_autofree char *nowhere = g_build_filename (folder, "none", "a.json", NULL);

  app_open (&app);
  store = vb_session_get_store (app.session);
  id = find_person (store, "Samira Tesfay");
  window = vb_copy_window_new (GTK_WINDOW (app.window), store, id, "Samira Tesfay");
  /* In whose name it is done is said before it is done. */
  g_assert_nonnull (strstr (adw_preferences_group_get_description (
                              ADW_PREFERENCES_GROUP (app_child (window, VB_TYPE_COPY_WINDOW,
                                                                "formats"))),
                            vb_session_get_user_name (app.session)));
  gtk_test_accessible_assert_property (app_child (window, VB_TYPE_COPY_WINDOW, "pdf"),
                                       GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "For the Person, to Read: PDF");
  gtk_test_accessible_assert_property (app_child (window, VB_TYPE_COPY_WINDOW, "fhir"),
                                       GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "For Another System: FHIR");
  assert_written (window, pdf, "%PDF-");
  gtk_check_button_set_active (
    GTK_CHECK_BUTTON (app_child (window, VB_TYPE_COPY_WINDOW, "fhir")), TRUE);
  assert_written (window, json, "{");
  app_idle (20);
  gtk_label_set_label (GTK_LABEL (app_child (window, VB_TYPE_COPY_WINDOW, "message")), "");
  vb_copy_window_write (VB_COPY_WINDOW (window), nowhere);
  app_wait (says_failure, window);
  gtk_window_destroy (window);
  g_unlink (pdf);
  g_unlink (json);
  g_rmdir (folder);
  app_close (&app);
}

static gboolean
says_written (gpointer window)
{
  GtkLabel *message = GTK_LABEL (app_child (window, VB_TYPE_COPY_WINDOW, "message"));

  return g_str_has_prefix (gtk_label_get_label (message), "Written");
}

static char *
write_and_read (GtkWindow  *window,
                const char *path,
                gboolean    with_protected)
{
  char *text = NULL;

  gtk_switch_set_active (
    GTK_SWITCH (app_child (window, VB_TYPE_COPY_WINDOW, "protected_switch")), with_protected);
  vb_copy_window_write (VB_COPY_WINDOW (window), path);
  app_wait (says_written, window);
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_unlink (path);
  return text;
}

static void
test_secret_address_goes_along_only_when_asked (void)
{
  App app;
  GtkWindow *window;
  GtkLabel *message;
  g_autofree char *id = NULL, *without = NULL, *with = NULL;
  g_autofree char *folder = g_dir_make_tmp ("vb-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "a.json", NULL);

  app_open (&app);
  id = find_person (vb_session_get_store (app.session), "Marga Verhulst");
  window = vb_copy_window_new (GTK_WINDOW (app.window), vb_session_get_store (app.session), id,
                               "Marga Verhulst");
  message = GTK_LABEL (app_child (window, VB_TYPE_COPY_WINDOW, "message"));
  gtk_check_button_set_active (
    GTK_CHECK_BUTTON (app_child (window, VB_TYPE_COPY_WINDOW, "fhir")), TRUE);
  without = write_and_read (window, path, FALSE);
  g_assert_null (strstr (without, "Wilgendreef"));
  g_assert_null (strstr (without, "06-00161803"));
  g_assert_nonnull (strstr (gtk_label_get_label (message), "without what is protected"));
  with = write_and_read (window, path, TRUE);
  g_assert_nonnull (strstr (with, "Wilgendreef"));
  g_assert_nonnull (strstr (with, "06-00161803"));
  g_assert_null (strstr (gtk_label_get_label (message), "without"));
  gtk_window_destroy (window);
  g_rmdir (folder);
  app_close (&app);
}

/* ------------------------------------------------------------------ what must go */

static gboolean
has_row (gpointer window)
{
  return app_find (window, VB_TYPE_GOING_ROW) != NULL;
}

static gboolean
has_no_row (gpointer window)
{
  return app_find (window, VB_TYPE_GOING_ROW) == NULL;
}

static AdwMessageDialog *
find_question (void)
{
  g_autoptr(GList) windows = gtk_window_list_toplevels ();

  for (GList *each = windows; each != NULL; each = each->next)
    if (ADW_IS_MESSAGE_DIALOG (each->data))
      return each->data;
  return NULL;
}

static GtkWidget *
find_confirm (void)
{
  g_autoptr(GList) windows = gtk_window_list_toplevels ();

  for (GList *each = windows; each != NULL; each = each->next)
    if (VB_IS_CONFIRM_WINDOW (each->data))
      return each->data;
  g_assert_not_reached ();
}

static void
answer (const char *response)
{
  AdwMessageDialog *question = g_object_ref (find_question ());

  adw_message_dialog_response (question, response);
  gtk_window_destroy (GTK_WINDOW (question));
  g_object_unref (question);
}

static gboolean
is_gone (gpointer data)
{
  g_autoptr(GPtrArray) found = vb_people_find_sync (data, "Samira Tesfay", 5, NULL, NULL);

  return found->len == 0;
}

static gboolean
is_sensitive (GtkWidget  *row,
              const char *button)
{
  return gtk_widget_get_sensitive (GTK_WIDGET (app_child (row, VB_TYPE_GOING_ROW, button)));
}

static void
test_one_proposes_and_another_destroys (void)
{
  App app;
  VbStore *store;
  GtkWindow *window;
  GtkWidget *row;
  g_autofree char *id = NULL;

  app_open (&app);
  store = vb_session_get_store (app.session);
  id = find_person (store, "Samira Tesfay");
  gtk_window_present (GTK_WINDOW (vb_destroy_dialog_new (GTK_WINDOW (app.window), store, id,
                                                         "Samira Tesfay", FALSE)));
  answer ("propose");
  window = vb_retention_window_new (GTK_WINDOW (app.window), store);
  gtk_window_present (window);
  app_wait (has_row, window);
  row = app_find (GTK_WIDGET (window), VB_TYPE_GOING_ROW);
  g_assert_cmpstr (vb_going_row_get_name (VB_GOING_ROW (row)), ==, "Samira Tesfay");
  g_assert_false (is_sensitive (row, "confirm_button"));
  g_assert_true (is_sensitive (row, "take_back_button"));
  gtk_window_destroy (window);

  vb_store_set_actor (store, "bram", "Bram", NULL);
  window = vb_retention_window_new (GTK_WINDOW (app.window), store);
  gtk_window_present (window);
  app_wait (has_row, window);
  row = app_find (GTK_WIDGET (window), VB_TYPE_GOING_ROW);
  g_assert_true (is_sensitive (row, "confirm_button"));
  g_signal_emit_by_name (app_child (row, VB_TYPE_GOING_ROW, "confirm_button"), "clicked");
  /* Not at once: who it is is asked first, and there it can still be left. */
  g_assert_false (is_gone (store));
  g_signal_emit_by_name (app_child (find_confirm (), VB_TYPE_CONFIRM_WINDOW, "accept_button"),
                         "clicked");
  app_wait (has_no_row, window);
  g_assert_true (is_gone (store));
  gtk_window_destroy (window);
  app_close (&app);
}

static void
test_proposal_is_taken_back (void)
{
  App app;
  VbStore *store;
  GtkWindow *window;
  g_autofree char *id = NULL;
  g_autoptr(GError) error = NULL;

  app_open (&app);
  store = vb_session_get_store (app.session);
  id = find_person (store, "Samira Tesfay");
  g_assert_true (vb_destructions_propose_sync (store, VB_DESTROY_PERSON, id, "mistake", NULL, NULL,
                                               &error));
  window = vb_retention_window_new (GTK_WINDOW (app.window), store);
  gtk_window_present (window);
  app_wait (has_row, window);
  g_signal_emit_by_name (app_child (app_find (GTK_WIDGET (window), VB_TYPE_GOING_ROW),
                                    VB_TYPE_GOING_ROW, "take_back_button"), "clicked");
  app_wait (has_no_row, window);
  g_assert_false (is_gone (store));
  gtk_window_destroy (window);
  app_close (&app);
}

/* ------------------------------------------------------------------ from elsewhere */

static GFile *
write_bundle (const char *folder)
{
  g_autoptr(VbDossier) dossier = vb_dossier_new ();
  g_autoptr(GDateTime) now = g_date_time_new_utc (2026, 11, 16, 10, 0, 0);
  g_autofree char *path = g_build_filename (folder, "greet.json", NULL);
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) bytes = NULL;

  dossier->person = vb_person_new ();
  dossier->person->given_name = g_strdup ("Geertje");
  dossier->person->family_name = g_strdup ("Vanelders");
  g_ptr_array_add (dossier->conversations,
                   vb_conversation_new (dossier->person->id,
                                        "https://verbinder.nl/fhir/Questionnaire/health-web", "1",
                                        "2026-03-01"));
  bytes = vb_fhir_write (dossier, now, &error);
  g_assert_no_error (error);
  g_file_set_contents (path, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), &error);
  g_assert_no_error (error);
  return g_file_new_for_path (path);
}

static gboolean
shows_what_is_in_it (gpointer window)
{
  return gtk_widget_get_visible (GTK_WIDGET (app_child (window, VB_TYPE_BRING_IN_WINDOW,
                                                        "keep_button")));
}

static gboolean
says_what_is_wrong (gpointer window)
{
  return gtk_widget_has_css_class (GTK_WIDGET (app_child (window, VB_TYPE_BRING_IN_WINDOW,
                                                          "state_label")), "error");
}

static void
note_id (char       **id,
         const char  *brought_in)
{
  *id = g_strdup (brought_in);
}

static gboolean
has_id (gpointer id)
{
  return *(char **) id != NULL;
}

static void
test_somebody_comes_in_after_a_look_and_once (void)
{
  App app;
  VbStore *store;
  GtkWindow *window;
  g_autofree char *folder = g_dir_make_tmp ("verbinder-XXXXXX", NULL);
  g_autoptr(GFile) file = write_bundle (folder);
  g_autofree char *id = NULL;
  g_autofree char *found = NULL;
  g_autoptr(GPtrArray) nobody = NULL;

  app_open (&app);
  store = vb_session_get_store (app.session);
  window = vb_bring_in_window_new (GTK_WINDOW (app.window), store);
  gtk_window_present (window);
  vb_bring_in_window_read (VB_BRING_IN_WINDOW (window), file);
  app_wait (shows_what_is_in_it, window);
  /* Looked at only: nothing is kept. */
  nobody = vb_people_find_sync (store, "Vanelders", 5, NULL, NULL);
  g_assert_cmpuint (nobody->len, ==, 0);
  g_signal_connect_swapped (window, "brought-in", G_CALLBACK (note_id), &id);
  g_signal_emit_by_name (app_child (window, VB_TYPE_BRING_IN_WINDOW, "keep_button"), "clicked");
  app_wait (has_id, &id);
  found = find_person (store, "Vanelders");
  g_assert_cmpstr (found, ==, id);

  /* Once more: what is here stays, and it is said. */
  window = vb_bring_in_window_new (GTK_WINDOW (app.window), store);
  gtk_window_present (window);
  vb_bring_in_window_read (VB_BRING_IN_WINDOW (window), file);
  app_wait (shows_what_is_in_it, window);
  g_signal_emit_by_name (app_child (window, VB_TYPE_BRING_IN_WINDOW, "keep_button"), "clicked");
  app_wait (says_what_is_wrong, window);
  g_assert_false (shows_what_is_in_it (window));

  /* A file that is none is refused with the reason. */
  g_file_replace_contents (file, "{ \"resourceType\": \"Bundle\"", 26, NULL, FALSE, 0, NULL,
                           NULL, NULL);
  vb_bring_in_window_read (VB_BRING_IN_WINDOW (window), file);
  g_assert_false (says_what_is_wrong (window));
  app_wait (says_what_is_wrong, window);
  gtk_window_destroy (window);
  g_file_delete (file, NULL, NULL);
  g_rmdir (folder);
  app_close (&app);
}

int
main (int   argc,
      char *argv[])
{
  app_init (&argc, &argv);
  g_test_add_func ("/rights/paper/columns", test_no_column_is_forgotten_on_paper);
  g_test_add_func ("/rights/paper/words", test_paper_tells_all_in_words);
  g_test_add_func ("/rights/paper tells what was referred, and what happened",
                   test_paper_tells_referrals);
  g_test_add_func ("/rights/copy", test_copy_is_for_its_owner_only_and_logged);
  g_test_add_func ("/rights/a secret address goes along only when asked",
                   test_secret_address_goes_along_only_when_asked);
  g_test_add_func ("/rights/two-steps", test_one_proposes_and_another_destroys);
  g_test_add_func ("/rights/taken-back", test_proposal_is_taken_back);
  g_test_add_func ("/rights/somebody comes in after a look, and once",
                   test_somebody_comes_in_after_a_look_and_once);
  return g_test_run ();
}
