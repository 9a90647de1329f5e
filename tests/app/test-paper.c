/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

/* What goes on paper: what is on it and what is not, in black and white, from the side where
 * reading begins; and nothing leaves without a word. */

#include "talk-fixture.h"


#include "app/conversation/vb-mark-row.h"
#include "app/conversation/vb-talk-paper.h"
#include "app/paper/vb-paper-sheets.h"
#include "app/paper/vb-paper-window.h"
#include "app/paper/vb-paper-words.h"
#include "app/vb-spool.h"
#include "interop/vb-demo-people.h"
#include "interop/vb-instrument-reader.h"

#define A4 595, 842, 45
#define A5 420, 595, 28

static const char *const languages[] = { "nl", "nl-x-a2", "en", "tr", "ar", "pl", "uk" };

static void
test_every_word_is_there_in_every_language (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (languages); i++)
    {
      for (VbPaperWord word = 0; word < VB_N_PAPER_WORDS; word++)
        {
          g_assert_nonnull (vb_paper_word (languages[i], word));
          g_assert_cmpstr (vb_paper_word (languages[i], word), !=, "");
        }
      for (guint day = 0; day < 7; day++)
        g_assert_nonnull (vb_paper_day (languages[i], day));
    }
  g_assert_cmpstr (vb_paper_word ("tlh", VB_PAPER_NAME), ==, "Naam");
}

/* How much ink is on a page, in which half, and whether it is grey at most. */
static void
measure (VbPaper *paper,
         double   width,
         double   height,
         double   margin,
         guint64 *left,
         guint64 *right)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, width, height);
  cairo_t *cr = cairo_create (surface);
  const guint8 *data;
  int stride;

  vb_paper_draw_sheet (paper, cr, width, height, margin, 0);
  cairo_destroy (cr);
  cairo_surface_flush (surface);
  data = cairo_image_surface_get_data (surface);
  stride = cairo_image_surface_get_stride (surface);
  *left = *right = 0;
  for (int y = 0; y < (int) height; y++)
    for (int x = 0; x < (int) width; x++)
      {
        const guint8 *pixel = data + y * stride + 4 * x;

        g_assert_cmpint (abs (pixel[0] - pixel[1]) + abs (pixel[1] - pixel[2]), ==, 0);
        /* Nothing comes in the margin. */
        if (x < margin - 3 || x > width - margin + 3 || y < margin - 3)
          g_assert_cmpint (pixel[0], ==, 255);
        *(x < width / 2 ? left : right) += 255 - pixel[0];
      }
  cairo_surface_destroy (surface);
}

static void
test_cards_fit_and_are_black_and_white (void)
{
  static const char *const urls[] = { VB_HEALTH_WEB, VB_FOUR_DOMAINS };

  for (guint card = 0; card < G_N_ELEMENTS (urls); card++)
    for (guint i = 0; i < G_N_ELEMENTS (languages); i++)
      {
        g_autoptr(VbInstrument) instrument = vb_instrument_find_shipped (urls[card]);
        g_autoptr(VbPaper) large = vb_paper_card (instrument, NULL, NULL, languages[i], 11);
        g_autoptr(VbPaper) small = vb_paper_card (instrument, NULL, NULL, languages[i], 8.7);
        guint64 left, right;

        measure (large, A4, &left, &right);
        g_assert_cmpuint (left + right, >, 100000);
        if (g_str_equal (languages[i], "ar"))
          g_assert_cmpuint (right, >, left);
        else
          g_assert_cmpuint (left, >, right);
        measure (small, A5, &left, &right);
      }
}

/* The number of pages, as the PDF itself says. */
static int
count_pages (GBytes *pdf)
{
  gsize size;
  const char *data = g_bytes_get_data (pdf, &size);

  g_assert_true (g_str_has_prefix (data, "%PDF-"));
  for (gsize i = 0; i + 10 < size; i++)
    if (memcmp (data + i, "/Count ", 7) == 0)
      return atoi (data + i + 7);
  g_assert_not_reached ();
}

static void
test_long_papers_go_on_on_the_next_page (void)
{
  g_autoptr(VbPaper) paper = vb_paper_new ("nl", 12);
  g_autoptr(GBytes) pdf = NULL;

  for (guint i = 0; i < 40; i++)
    {
      vb_paper_add_heading (paper, "Kop");
      vb_paper_add_text (paper, "Tekst die hier staat om ruimte in te nemen.");
    }
  pdf = vb_paper_to_pdf (paper, A4);
  g_assert_cmpint (count_pages (pdf), ==, 3);
}

/* ------------------------------------------------------------------ what is on it */

static void
assert_has (VbPaper    *paper,
            const char *text)
{
  g_autofree char *words = vb_paper_dup_text (paper);

  g_assert_nonnull (strstr (words, text));
}

static void
assert_has_not (VbPaper    *paper,
                const char *text)
{
  g_autofree char *words = vb_paper_dup_text (paper);

  g_assert_null (strstr (words, text));
}

static void
test_worry_of_the_professional_is_not_on_the_card (void)
{
  g_autoptr(VbInstrument) instrument = vb_instrument_find_shipped (VB_FOUR_DOMAINS);
  g_autoptr(VbConversation) talk = vb_conversation_new (NULL, instrument->url, "1", "2026-11-16");
  g_autoptr(VbPaper) paper = NULL;
  VbTopic *topic = vb_conversation_add_topic (talk, "social", NULL);

  vb_topic_set_words (topic, "Weer samen eten");
  topic = vb_conversation_add_topic (talk, "mind", NULL);
  vb_topic_set_words (topic, "Drinkt te veel");
  g_free (topic->source);
  topic->source = g_strdup ("professional");
  paper = vb_paper_card (instrument, talk, NULL, "nl", 12);
  assert_has (paper, "Weer samen eten");
  assert_has_not (paper, "Drinkt te veel");
  assert_has_not (paper, "Naam");
}

#define SIMPLE_WEB VB_HEALTH_WEB "-simple"

/* What was said on a finer scale is said in words where no circle is there for it. */
static void
test_mark_between_the_steps_is_said (void)
{
  g_autoptr(VbInstrument) instrument = vb_instrument_find_shipped (SIMPLE_WEB);
  g_autoptr(VbConversation) talk = vb_conversation_new (NULL, instrument->url, "1", "2026-11-16");
  g_autoptr(VbPaper) paper = NULL;

  vb_answer_set_mark (vb_conversation_get_answer (talk, "body"), 4);
  vb_answer_set_mark (vb_conversation_get_answer (talk, "mind"), 5);
  paper = vb_paper_card (instrument, talk, NULL, "nl", 12);
  assert_has (paper, ": \u200e4/10");
  assert_has_not (paper, "5/10");
}

static void
test_form_says_it_and_keeps_it (void)
{
  Talk t;
  GtkWidget *row;
  GtkLabel *title;
  VbAnswer *answer;

  talk_open (&t, SIMPLE_WEB, NULL);
  row = app_find (GTK_WIDGET (t.window), VB_TYPE_MARK_ROW);
  title = GTK_LABEL (app_child (row, VB_TYPE_MARK_ROW, "title_label"));
  vb_talk_will_say (t.talk);
  answer = vb_conversation_get_answer (vb_talk_get (t.talk), "body");
  vb_answer_set_mark (answer, 4);
  vb_talk_say (t.talk);
  g_assert_nonnull (strstr (gtk_label_get_label (title), "4/10"));
  gtk_check_button_set_active (GTK_CHECK_BUTTON (app_child (row, VB_TYPE_MARK_ROW, "talk_check")),
                               TRUE);
  answer = vb_conversation_find_answer (vb_talk_get (t.talk), "body");
  g_assert_true (answer->talk);
  g_assert_cmpint (answer->mark, ==, 4);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (app_child (row, VB_TYPE_MARK_ROW,
                                                              "unknown_button")), TRUE);
  g_assert_cmpint (vb_conversation_find_answer (vb_talk_get (t.talk), "body")->mark, ==,
                   VB_NO_NUMBER);
  g_assert_null (strstr (gtk_label_get_label (title), "4/10"));
  talk_close (&t);
}

static void
test_people_of_the_demo_gave_marks_that_are_there (void)
{
  g_autoptr(VbDemoPeople) people = vb_demo_people_read_shipped (NULL);
  guint n = 0;

  for (guint i = 0; i < people->dossiers->len; i++)
    {
      GPtrArray *talks = ((VbDossier *) g_ptr_array_index (people->dossiers, i))->conversations;

      for (guint k = 0; k < talks->len; k++)
        {
          const VbConversation *talk = g_ptr_array_index (talks, k);
          g_autoptr(VbInstrument) instrument = vb_instrument_find_shipped (talk->instrument);

          for (guint a = 0; a < talk->answers->len; a++, n++)
            {
              const VbAnswer *answer = g_ptr_array_index (talk->answers, a);
              const VbInstrumentItem *item = vb_instrument_find_item (instrument, answer->item);

              g_assert_cmpuint (item->marks & 1u << answer->mark, !=, 0);
            }
        }
    }
  g_assert_cmpuint (n, ==, 6);
}

static void
test_plan_says_who_does_what (void)
{
  g_autoptr(VbPlan) plan = vb_plan_new ("p", "2026-11-16");
  VbGoal *goal = vb_plan_add_goal (plan, "Weer samen eten");
  g_autoptr(VbPaper) paper = NULL;
  g_autoptr(VbPaper) arabic = NULL;
  VbAction *action = vb_plan_add_action (plan, goal, "Kijken bij de eettafel", "person");

  goal->can = g_strdup ("Koken");
  action->due_on = g_strdup ("2026-11-20");
  action = vb_plan_add_action (plan, goal, "Meegaan", "network");
  action->who = g_strdup ("Dochter");
  action = vb_plan_add_action (plan, goal, "Vervallen afspraak", "professional");
  g_free (action->state);
  action->state = g_strdup ("dropped");
  plan->director = g_strdup ("Wijkverpleegkundige");
  paper = vb_paper_plan (plan, NULL, "Greet", "nl", 12);
  assert_has (paper, "Weer samen eten");
  assert_has (paper, "Koken");
  assert_has (paper, "Kijken bij de eettafel\nWie: Ik zelf. Vóór: \u200e20-11-2026");
  assert_has (paper, "Mijn familie of vrienden, Dochter");
  assert_has (paper, "Wijkverpleegkundige");
  assert_has (paper, "28-12-2026");
  assert_has (paper, "Greet");
  assert_has_not (paper, "Vervallen afspraak");
  arabic = vb_paper_plan (plan, NULL, NULL, "ar", 12);
  assert_has (arabic, "خطتي");
  assert_has_not (arabic, "Greet");
  /* Without the name nobody is named. */
  assert_has_not (arabic, "Dochter");
  assert_has_not (arabic, "Wijkverpleegkundige");
}

/* What was agreed in an earlier talk goes on, and is not taken for what comes first now. */
static void
test_plan_tells_earlier_goals_apart (void)
{
  g_autoptr(VbPlan) plan = vb_plan_new ("p", "2026-11-16");
  g_autoptr(VbPaper) paper = NULL;
  g_autoptr(VbPaper) goes_on = NULL;
  g_autofree char *words = NULL;
  const char *heading;

  vb_plan_add_goal (plan, "Weer samen eten")->conversation_id = g_strdup ("before");
  vb_plan_add_goal (plan, "Beter slapen")->conversation_id = g_strdup ("now");
  paper = vb_paper_plan (plan, "now", "Greet", "nl", 12);
  words = vb_paper_dup_text (paper);
  heading = strstr (words, "Dit liep al");
  g_assert_nonnull (heading);
  g_assert_nonnull (strstr (heading, "Weer samen eten"));
  g_assert_null (strstr (heading, "Beter slapen"));
  assert_has (paper, "Beter slapen");
  /* A talk that began none goes on with what there was. */
  goes_on = vb_paper_plan (plan, "later", "Greet", "nl", 12);
  assert_has (goes_on, "Weer samen eten");
  assert_has_not (goes_on, "Dit liep al");
}

static VbEntity *
make_service (void)
{
  VbEntity *service = vb_entity_new (VB_TABLE_SERVICE);
  VbEntity *at = vb_entity_add_child (service, VB_TABLE_SERVICE_AT_LOCATION);
  VbEntity *hours = vb_entity_add_child (service, VB_TABLE_SCHEDULE);
  VbEntity *phone = vb_entity_add_child (service, VB_TABLE_PHONE);
  g_autoptr(VbEntity) place = vb_entity_new (VB_TABLE_LOCATION);

  vb_entity_set (service, "name", "Eettafel");
  vb_entity_set (service, "description", "Samen eten.");
  vb_entity_set (hours, "freq", "WEEKLY");
  vb_entity_set (hours, "byday", "TU,TH");
  vb_entity_set (hours, "opens_at", "12:00:00");
  vb_entity_set (hours, "closes_at", "13:30:00");
  vb_entity_set (phone, "number", "0199-000001");
  vb_entity_set (phone, "description", "Alleen voor professionals");
  phone = vb_entity_add_child (service, VB_TABLE_PHONE);
  vb_entity_set (phone, "number", "0199-000002");
  vb_entity_set (place, "name", "Buurthuis");
  vb_entity_set (vb_entity_add_child (place, VB_TABLE_ADDRESS), "address_1", "Kerkstraat 1");
  vb_entity_set_reference (at, "location_id", place);
  return service;
}

static void
test_handout_says_what_when_where_and_whom_to_call (void)
{
  g_autoptr(VbEntity) service = make_service ();
  g_autoptr(VbPaper) paper = vb_paper_handout (service, "nl", 12);
  g_autoptr(VbPaper) turkish = vb_paper_handout (service, "tr", 12);

  assert_has (paper, "Eettafel");
  assert_has (paper, "dinsdag, donderdag: \u200e12:00–13:30");
  assert_has (paper, "Buurthuis\nKerkstraat 1");
  assert_has (paper, "0199-000002");
  assert_has_not (paper, "0199-000001");
  assert_has (turkish, "salı, perşembe");
  assert_has (paper, "Bel eerst");
}

/* It does not say both that one may just come, and that one has to call first. */
static void
test_handout_of_a_walk_in_says_whom_to_ask_for (void)
{
  g_autoptr(VbEntity) service = make_service ();
  VbEntity *attribute = vb_entity_add_child (service, VB_TABLE_ATTRIBUTE);
  g_autoptr(VbEntity) term = vb_entity_new (VB_TABLE_TAXONOMY_TERM);
  VbEntity *host = vb_entity_add_child (service, VB_TABLE_CONTACT);
  g_autoptr(VbPaper) paper = NULL;

  vb_entity_set (term, "taxonomy", "verbinder-access");
  vb_entity_set (term, "code", "walk-in");
  vb_entity_set_reference (attribute, "taxonomy_term_id", term);
  vb_entity_set (host, "title", "Gastvrouw");
  paper = vb_paper_handout (service, "nl", 12);
  assert_has (paper, "Gastvrouw");
  assert_has_not (paper, "Bel eerst");
}

static void
test_secret_place_has_no_address_on_paper (void)
{
  g_autoptr(VbEntity) service = make_service ();
  GListModel *places = vb_entity_get_children (service, VB_TABLE_SERVICE_AT_LOCATION);
  g_autoptr(VbEntity) at = g_list_model_get_item (places, 0);
  g_autoptr(VbPaper) paper = NULL;

  vb_entity_set (vb_entity_get_reference (at, "location_id"), "vb_confidential", "1");
  paper = vb_paper_handout (service, "nl", 12);
  assert_has_not (paper, "Kerkstraat");
  assert_has_not (paper, "Buurthuis");
  assert_has (paper, "0199-000002");
}

/* ------------------------------------------------------------------ the window */

static gboolean
find_question (gpointer data)
{
  g_autoptr(GList) windows = gtk_window_list_toplevels ();
  GtkWindow **question = data;

  for (GList *l = windows; l != NULL; l = l->next)
    if (ADW_IS_MESSAGE_DIALOG (l->data))
      *question = l->data;
  return *question != NULL;
}

static GtkWindow *
open_paper (Talk *t)
{
  GtkWindow *window;

  vb_talk_will_say (t->talk);
  vb_answer_set_mark (vb_conversation_get_answer (vb_talk_get (t->talk), "body"), 4);
  vb_talk_say (t->talk);
  app_wait (talk_is_kept, t);
  window = vb_talk_paper_new (t->window, t->talk);
  gtk_window_present (window);
  app_idle (50);
  return window;
}

static void
test_pdf_of_a_person_is_asked_about_first (void)
{
  Talk t;
  GtkWindow *window, *question = NULL;

  talk_open (&t, VB_HEALTH_WEB, "ar");
  window = open_paper (&t);
  gtk_widget_activate_action (GTK_WIDGET (window), "paper.save", NULL);
  app_wait (find_question, &question);
  adw_message_dialog_response (ADW_MESSAGE_DIALOG (question), "cancel");
  app_idle (50);
  gtk_window_destroy (window);
  talk_close (&t);
}

static void
test_who_is_not_safe_is_thought_of (void)
{
  Talk t;
  GtkWindow *window;
  GtkLabel *caution;
  g_autoptr(VbPerson) person = NULL;
  g_autoptr(GError) error = NULL;

  talk_open (&t, VB_HEALTH_WEB, NULL);
  gtk_window_destroy (t.window);
  person = vb_person_copy (t.person);
  person->unsafe = TRUE;
  talk_show (&t, vb_talk_window_new (GTK_WINDOW (t.app.window), t.store, person, VB_HEALTH_WEB));
  window = open_paper (&t);
  caution = GTK_LABEL (app_child (window, VB_TYPE_PAPER_WINDOW, "caution_label"));
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (caution)));
  g_assert_nonnull (strstr (gtk_label_get_label (caution), "There was violence"));
  gtk_window_destroy (window);
  talk_close (&t);
}

static void
test_printer_gets_what_the_screen_shows (void)
{
  g_autoptr(VbInstrument) instrument = vb_instrument_find_shipped (VB_FOUR_DOMAINS);
  g_autoptr(VbPaper) paper = vb_paper_card (instrument, NULL, NULL, "ar", 8.7);
  g_autoptr(GtkPrintOperation) operation = vb_paper_print_new (paper, TRUE);
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) direct = vb_paper_to_pdf (paper, A5);
  g_autofree char *path = g_build_filename (g_get_user_cache_dir (), "printed.pdf", NULL);
  g_autofree char *data = NULL;
  g_autoptr(GBytes) printed = NULL;
  gsize size;

  g_mkdir_with_parents (g_get_user_cache_dir (), 0700);
  gtk_print_operation_set_export_filename (operation, path);
  gtk_print_operation_run (operation, GTK_PRINT_OPERATION_ACTION_EXPORT, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (path, &data, &size, NULL));
  g_unlink (path);
  printed = g_bytes_new (data, size);
  g_assert_cmpint (count_pages (printed), ==, count_pages (direct));
}

/* The program that shows a preview gets a file: not on the disk, and not for others. */
static void
test_preview_stays_in_memory (void)
{
  g_autoptr(VbInstrument) instrument = vb_instrument_find_shipped (VB_FOUR_DOMAINS);
  g_autoptr(VbPaper) paper = vb_paper_card (instrument, NULL, NULL, "nl", 8.7);
  g_autoptr(GtkPrintOperation) operation = vb_paper_print_new (paper, FALSE);
  g_autoptr(GError) error = NULL;
  g_autofree char *folder = g_build_filename (g_getenv ("XDG_RUNTIME_DIR"), "app", APP_ID, NULL);
  g_autofree char *shown = g_build_filename (g_get_user_cache_dir (), "shown", NULL);
  g_autofree char *command = g_strdup_printf ("sh -c 'echo \"$0\" > %s.part; mv %s.part %s' %%f",
                                              shown, shown, shown);
  g_autofree char *path = NULL;
  GStatBuf status;

  g_mkdir_with_parents (g_get_user_cache_dir (), 0700);
  g_object_set (gtk_settings_get_default (), "gtk-print-preview-command", command, NULL);
  gtk_print_operation_run (operation, GTK_PRINT_OPERATION_ACTION_PREVIEW, NULL, &error);
  g_assert_no_error (error);
  while (!g_file_get_contents (shown, &path, NULL, NULL))
    g_main_context_iteration (NULL, FALSE);
  g_strchomp (path);
  g_test_message ("The preview is %s", path);
  g_assert_true (g_str_has_prefix (path, folder));
  g_assert_cmpint (g_stat (folder, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 0777, ==, 0700);
  g_assert_cmpint (g_stat (path, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 0077, ==, 0);

  vb_spool_sweep ();
  g_assert_cmpint (g_stat (path, &status), ==, -1);
  g_unlink (shown);
}

int
main (int   argc,
      char *argv[])
{
  vb_spool_use ();
  app_init (&argc, &argv);
  g_test_add_func ("/paper/every word is there in every language",
                   test_every_word_is_there_in_every_language);
  g_test_add_func ("/paper/cards fit, and are black and white",
                   test_cards_fit_and_are_black_and_white);
  g_test_add_func ("/paper/long papers go on on the next page",
                   test_long_papers_go_on_on_the_next_page);
  g_test_add_func ("/paper/the worry of the professional is not on the card",
                   test_worry_of_the_professional_is_not_on_the_card);
  g_test_add_func ("/paper/a mark between the steps is said", test_mark_between_the_steps_is_said);
  g_test_add_func ("/paper/the form says it and keeps it", test_form_says_it_and_keeps_it);
  g_test_add_func ("/paper/people of the demo gave marks that are there",
                   test_people_of_the_demo_gave_marks_that_are_there);
  g_test_add_func ("/paper/the plan says who does what", test_plan_says_who_does_what);
  g_test_add_func ("/paper/the plan tells earlier goals apart",
                   test_plan_tells_earlier_goals_apart);
  g_test_add_func ("/paper/the hand-out says what, when, where and whom to call",
                   test_handout_says_what_when_where_and_whom_to_call);
  g_test_add_func ("/paper/a secret place has no address on paper",
                   test_secret_place_has_no_address_on_paper);
  g_test_add_func ("/paper/a PDF of a person is asked about first",
                   test_pdf_of_a_person_is_asked_about_first);
  g_test_add_func ("/paper/who is not safe is thought of", test_who_is_not_safe_is_thought_of);
  g_test_add_func ("/paper/the printer gets what the screen shows",
                   test_printer_gets_what_the_screen_shows);
  g_test_add_func ("/paper/a preview stays in memory", test_preview_stays_in_memory);
  g_test_add_func ("/paper/the hand-out of a walk-in says whom to ask for",
                   test_handout_of_a_walk_in_says_whom_to_ask_for);
  return g_test_run ();
}
