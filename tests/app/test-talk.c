/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

/* What is said in a conversation can be taken back, and the web shows it and adds nothing up. */

#include "talk-fixture.h"

#include "app/conversation/vb-mark-page.h"
#include "app/conversation/vb-first-row.h"
#include "app/conversation/vb-mark-row.h"
#include "app/conversation/vb-web-axis.h"
#include "app/conversation/vb-web-chart.h"
#include "app/people/vb-person-field.h"

static GtkToggleButton *
skip_button (Talk *t)
{
  GtkWidget *row = app_find (GTK_WIDGET (t->window), VB_TYPE_MARK_ROW);

  return GTK_TOGGLE_BUTTON (app_child (row, VB_TYPE_MARK_ROW, "unknown_button"));
}

static void
mark (Talk       *t,
      const char *item,
      int         value)
{
  vb_talk_will_say (t->talk);
  vb_answer_set_mark (vb_conversation_get_answer (vb_talk_get (t->talk), item), value);
  vb_talk_say (t->talk);
}

static void
assert_axis (Talk       *t,
             guint       nth,
             const char *label)
{
  GtkWidget *axis = app_find_nth (GTK_WIDGET (t->window), VB_TYPE_WEB_AXIS, &nth);

  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (axis), GTK_ACCESSIBLE_PROPERTY_LABEL, label);
}

static void
test_what_was_said_is_taken_back (void)
{
  Talk t;

  talk_open (&t, VB_HEALTH_WEB, NULL);
  gtk_widget_activate_action (GTK_WIDGET (t.window), "talk.undo", NULL);
  gtk_toggle_button_set_active (skip_button (&t), TRUE);
  g_assert_cmpstr (vb_conversation_find_answer (vb_talk_get (t.talk), "body")->skipped, ==,
                   "unknown");
  vb_person_field_set_text (VB_PERSON_FIELD (app_child (t.window, VB_TYPE_TALK_WINDOW,
                                                        "step_field")), "Go and look");
  gtk_widget_activate_action (GTK_WIDGET (t.window), "talk.undo", NULL);
  g_assert_null (vb_conversation_find_answer (vb_talk_get (t.talk), "body"));
  g_assert_false (gtk_toggle_button_get_active (skip_button (&t)));
  /* What was typed is not an answer, and stays. */
  g_assert_cmpstr (vb_talk_get (t.talk)->first_step, ==, "Go and look");
  gtk_widget_activate_action (GTK_WIDGET (t.window), "talk.redo", NULL);
  g_assert_true (gtk_toggle_button_get_active (skip_button (&t)));
  talk_close (&t);
}

static void
stand_on (Talk  *t,
          guint  nth,
          int    button)
{
  GtkWidget *row = app_find_nth (GTK_WIDGET (t->window), VB_TYPE_FIRST_ROW, &nth);

  vb_first_row_grab_focus (VB_FIRST_ROW (row), button);
}

/* Presses what has the focus, as somebody with a keyboard does; gives where that leaves them. */
static const char *
press_on (Talk *t,
          int  *button)
{
  GtkWidget *row;

  g_signal_emit_by_name (gtk_window_get_focus (GTK_WINDOW (t->window)), "clicked");
  row = gtk_widget_get_ancestor (gtk_window_get_focus (GTK_WINDOW (t->window)),
                                 VB_TYPE_FIRST_ROW);
  g_assert_nonnull (row);
  *button = vb_first_row_get_focus (VB_FIRST_ROW (row));
  return vb_first_row_get_about (VB_FIRST_ROW (row));
}

static void
test_focus_goes_along_with_what_comes_first (void)
{
  static const char *const items[] = { "body", "mind", "taking-part" };
  Talk t;
  int button;

  talk_open (&t, VB_HEALTH_WEB, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (items); i++)
    {
      vb_talk_will_say (t.talk);
      vb_conversation_prefer (vb_talk_get (t.talk), items[i], NULL, i + 1);
      vb_talk_say (t.talk);
    }
  stand_on (&t, 2, 0);
  g_assert_cmpstr (press_on (&t, &button), ==, "taking-part");
  g_assert_cmpint (button, ==, 0);
  /* At the top there is no earlier; the way back is beside it. */
  g_assert_cmpstr (press_on (&t, &button), ==, "taking-part");
  g_assert_cmpint (button, ==, 1);
  g_assert_cmpuint (vb_conversation_get_rank (vb_talk_get (t.talk), "taking-part", NULL), ==, 1);
  stand_on (&t, 1, 2);
  g_assert_cmpstr (press_on (&t, &button), ==, "mind");
  g_assert_cmpint (button, ==, 2);
  talk_close (&t);
}

static void
test_web_says_what_was_said_in_words (void)
{
  Talk t;
  VbConversation *talk;

  talk_open (&t, VB_HEALTH_WEB, NULL);
  talk = vb_talk_get (t.talk);
  assert_axis (&t, 0, "Mijn lichaam: not said");
  mark (&t, "body", 0);
  assert_axis (&t, 0, "Mijn lichaam: 0");
  vb_conversation_get_answer (talk, "body")->talk = TRUE;
  vb_talk_say (t.talk);
  assert_axis (&t, 0, "Mijn lichaam: 0. Hier wil ik over praten");
  vb_answer_skip (vb_conversation_get_answer (talk, "mind"), "rather-not");
  vb_talk_say (t.talk);
  assert_axis (&t, 1, "Mijn gedachten en gevoel: rather not say");
  talk_close (&t);
}

static gboolean
is_locked (gpointer session)
{
  return vb_session_get_state (session) == VB_SESSION_LOCKED;
}

/* The conversation that is open now, ready, as a window that is there to be seen. */
static gboolean
finds_talk (gpointer data)
{
  GListModel *windows = gtk_window_get_toplevels ();
  Talk *t = data;

  t->window = NULL;
  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr(GtkWindow) window = g_list_model_get_item (windows, i);

      if (VB_IS_TALK_WINDOW (window) && gtk_widget_get_mapped (GTK_WIDGET (window)))
        t->window = window;
    }
  return t->window != NULL;
}

static void
lock (Talk *t)
{
  vb_session_lock (t->app.session);
  app_wait (is_locked, t->app.session);
  g_assert_false (finds_talk (t));
  vb_session_retry (t->app.session);
  app_wait (app_is_open, t->app.session);
  t->store = vb_session_get_store (t->app.session);
}

/* It locks by itself when somebody looks away for long: in the middle of a talk, too. */
static void
test_after_unlocking_the_talk_goes_on (void)
{
  Talk t;
  g_autofree char *id = NULL;

  talk_open (&t, VB_HEALTH_WEB, NULL);
  mark (&t, "body", 4);
  id = g_strdup (vb_talk_get (t.talk)->id);
  lock (&t);
  app_wait (finds_talk, &t);
  g_set_object (&t.talk, vb_talk_window_get_talk (VB_TALK_WINDOW (t.window)));
  g_assert_cmpstr (vb_talk_get (t.talk)->id, ==, id);
  g_assert_cmpint (vb_conversation_find_answer (vb_talk_get (t.talk), "body")->mark, ==, 4);
  talk_close (&t);
}

/* Nothing was said: there is nothing to go back to, and that is no failure. */
static void
test_after_unlocking_no_talk_comes_where_nothing_was_said (void)
{
  Talk t;

  talk_open (&t, VB_HEALTH_WEB, NULL);
  lock (&t);
  app_idle (300);
  g_assert_false (finds_talk (&t));
  talk_close (&t);
}

static gboolean
has_earlier (gpointer data)
{
  return vb_talk_get_earlier (((Talk *) data)->talk) != NULL;
}

static void
test_web_of_the_time_before_is_behind_it (void)
{
  Talk t;

  talk_open (&t, VB_HEALTH_WEB, NULL);
  mark (&t, "body", 4);
  talk_again (&t, VB_HEALTH_WEB);
  app_wait (has_earlier, &t);
  assert_axis (&t, 0, "Mijn lichaam: not said (before: 4)");
  mark (&t, "body", 7);
  assert_axis (&t, 0, "Mijn lichaam: 7 (before: 4)");
  g_assert_nonnull (vb_talk_get (t.talk)->previous_id);
  talk_close (&t);
}

static void
test_web_is_walked_around_with_arrows (void)
{
  Talk t;
  GtkWidget *chart, *axis, *row;
  guint second = 1;

  talk_open (&t, VB_HEALTH_WEB, NULL);
  chart = GTK_WIDGET (app_child (t.window, VB_TYPE_TALK_WINDOW, "chart"));
  axis = app_find (chart, VB_TYPE_WEB_AXIS);
  gtk_widget_grab_focus (axis);
  talk_key (chart, GDK_KEY_Right, 0);
  g_assert_true (talk_is_focus (&t, app_find_nth (chart, VB_TYPE_WEB_AXIS, &second)));
  /* Enter goes to the question. */
  talk_key (chart, GDK_KEY_Return, 0);
  second = 1;
  row = app_find_nth (GTK_WIDGET (t.window), VB_TYPE_MARK_ROW, &second);
  g_assert_true (gtk_widget_is_ancestor (gtk_root_get_focus (GTK_ROOT (t.window)), row));
  talk_close (&t);
}

/* No line but the last ends inside a word. */
static void
assert_whole_words (GtkLabel *label)
{
  PangoLayout *layout = gtk_label_get_layout (label);
  const char *text = pango_layout_get_text (layout);

  for (int i = 0; i + 1 < pango_layout_get_line_count (layout); i++)
    {
      const PangoLayoutLine *line = pango_layout_get_line_readonly (layout, i);
      const char *end = text + line->start_index + line->length;

      if (*end != ' ' && (end == text || end[-1] != ' '))
        g_error ("“%s” is broken inside a word", text);
    }
}

static void
assert_web_is_readable (GtkWidget *chart)
{
  graphene_rect_t boxes[6];
  graphene_rect_t all = GRAPHENE_RECT_INIT (-1, -1, gtk_widget_get_width (chart) + 2,
                                            gtk_widget_get_height (chart) + 2);

  for (guint i = 0; i < G_N_ELEMENTS (boxes); i++)
    {
      guint nth = i;
      GtkWidget *axis = app_find_nth (chart, VB_TYPE_WEB_AXIS, &nth);

      for (GtkWidget *label = gtk_widget_get_first_child (axis); label != NULL;
           label = gtk_widget_get_next_sibling (label))
        assert_whole_words (GTK_LABEL (label));
      g_assert_true (gtk_widget_compute_bounds (axis, chart, &boxes[i]));
      g_test_message ("%u: %.0f, %.0f, %.0f × %.0f in %.0f × %.0f", i, boxes[i].origin.x,
                      boxes[i].origin.y, boxes[i].size.width, boxes[i].size.height,
                      all.size.width, all.size.height);
      g_assert_true (graphene_rect_contains_rect (&all, &boxes[i]));
      for (guint k = 0; k < i; k++)
        g_assert_false (graphene_rect_intersection (&boxes[i], &boxes[k], NULL));
    }
}

/* In every language of the card, at the usual size and at twice that. */
static void
test_words_of_the_web_are_not_broken (void)
{
  static const char *const languages[] = { "nl", "en", "tr", "ar", "pl", "uk", "nl-x-a2" };
  int usual;

  g_object_get (gtk_settings_get_default (), "gtk-xft-dpi", &usual, NULL);
  for (guint large = 0; large < 2; large++)
    {
      Talk t;

      if (large)
        g_object_set (gtk_settings_get_default (), "gtk-xft-dpi", 2 * 96 * 1024, NULL);
      talk_open (&t, VB_HEALTH_WEB, NULL);
      mark (&t, "body", 7);
      for (guint i = 0; i < G_N_ELEMENTS (languages); i++)
        {
          g_test_message ("%s, %s", languages[i], large ? "large" : "usual");
          vb_talk_set_language (t.talk, languages[i]);
          app_draw (t.window);
          assert_web_is_readable (GTK_WIDGET (app_child (t.window, VB_TYPE_TALK_WINDOW, "chart")));
        }
      talk_close (&t);
    }
  g_object_set (gtk_settings_get_default (), "gtk-xft-dpi", usual, NULL);
}

static void
test_a_card_that_is_missing_says_so (void)
{
  Talk t;
  GtkStack *stack;

  talk_open (&t, "https://example.org/none", NULL);
  stack = GTK_STACK (app_child (t.window, VB_TYPE_TALK_WINDOW, "stack"));
  g_assert_cmpstr (gtk_stack_get_visible_child_name (stack), ==, "failed");
  talk_close (&t);
}

static void
test_nothing_is_kept_of_a_card_that_was_only_looked_at (void)
{
  Talk t;
  g_autoptr(GPtrArray) list = NULL;

  talk_open (&t, VB_HEALTH_WEB, NULL);
  vb_talk_set_language (t.talk, "ar");
  app_idle (100);
  gtk_window_close (t.window);
  app_idle (100);
  t.window = NULL;
  list = vb_conversations_list_sync (t.store, t.person->id, NULL, NULL);
  g_assert_cmpuint (list->len, ==, 0);
  talk_close (&t);
}

/* Comes back when all that was sent to the store before is there. */
static void
wait_for_store (Talk *t)
{
  g_autoptr(VbPerson) person = vb_person_new ();
  g_autoptr(GError) error = NULL;

  person->given_name = g_strdup ("Last");
  g_assert_true (vb_people_save_sync (t->store, NULL, person, NULL, &error));
  g_assert_no_error (error);
}

/* As when the program locks: nothing comes back from the store any more. */
static void
test_the_last_answer_is_kept_when_the_window_goes_at_once (void)
{
  Talk t;
  g_autoptr(VbConversation) kept = NULL;
  g_autoptr(GError) error = NULL;

  talk_open (&t, VB_HEALTH_WEB, NULL);
  mark (&t, "body", 4);
  mark (&t, "mind", 7);
  gtk_window_destroy (t.window);
  t.window = NULL;
  wait_for_store (&t);
  kept = vb_conversations_open_sync (t.store, vb_talk_get (t.talk)->id, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (vb_conversation_find_answer (kept, "body")->mark, ==, 4);
  g_assert_nonnull (vb_conversation_find_answer (kept, "mind"));
  g_assert_cmpint (vb_conversation_find_answer (kept, "mind")->mark, ==, 7);
  talk_close (&t);
}

static void
count_cb (guint *n)
{
  (*n)++;
}

static void
test_what_is_thrown_away_while_it_is_kept_stays_away (void)
{
  Talk t;
  g_autoptr(GPtrArray) list = NULL;
  guint failed = 0;

  talk_open (&t, VB_HEALTH_WEB, NULL);
  g_signal_connect_swapped (t.talk, "not-kept", G_CALLBACK (count_cb), &failed);
  mark (&t, "body", 4);
  mark (&t, "mind", 7);
  vb_talk_discard (t.talk);
  t.window = NULL;
  app_wait (talk_is_kept, &t);
  app_idle (100);
  g_assert_cmpuint (failed, ==, 0);
  list = vb_conversations_list_sync (t.store, t.person->id, NULL, NULL);
  g_assert_cmpuint (list->len, ==, 0);
  talk_close (&t);
}

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

static void
test_what_cannot_be_kept_is_not_closed_without_a_word (void)
{
  Talk t;
  GtkWindow *question = NULL;
  char *state;

  talk_open (&t, VB_HEALTH_WEB, NULL);
  mark (&t, "body", 4);
  app_wait (talk_is_kept, &t);
  /* The store refuses this. */
  state = vb_talk_get (t.talk)->state;
  vb_talk_get (t.talk)->state = g_strdup ("nonsense");
  mark (&t, "mind", 7);
  app_wait (talk_is_kept, &t);
  g_assert_true (vb_talk_has_failed (t.talk));
  gtk_window_close (t.window);
  app_wait (find_question, &question);
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (t.window)));
  adw_message_dialog_response (ADW_MESSAGE_DIALOG (question), "stay");
  app_idle (50);
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (t.window)));
  /* Once it can be kept, it is, and nothing is asked. */
  g_free (vb_talk_get (t.talk)->state);
  vb_talk_get (t.talk)->state = state;
  g_object_add_weak_pointer (G_OBJECT (t.window), (gpointer *) &t.window);
  gtk_window_close (t.window);
  app_wait (talk_is_kept, &t);
  app_until (t.window == NULL);
  g_assert_false (vb_talk_has_failed (t.talk));
  talk_close (&t);
}

int
main (int   argc,
      char *argv[])
{
  app_init (&argc, &argv);
  g_test_add_func ("/talk/what was said is taken back", test_what_was_said_is_taken_back);
  g_test_add_func ("/talk/focus goes along with what comes first",
                   test_focus_goes_along_with_what_comes_first);
  g_test_add_func ("/talk/the web says what was said in words",
                   test_web_says_what_was_said_in_words);
  g_test_add_func ("/talk/the web of the time before is behind it",
                   test_web_of_the_time_before_is_behind_it);
  g_test_add_func ("/talk/the web is walked around with arrows",
                   test_web_is_walked_around_with_arrows);
  g_test_add_func ("/talk/words of the web are not broken",
                   test_words_of_the_web_are_not_broken);
  g_test_add_func ("/talk/after unlocking the talk goes on", test_after_unlocking_the_talk_goes_on);
  g_test_add_func ("/talk/after unlocking no talk comes where nothing was said",
                   test_after_unlocking_no_talk_comes_where_nothing_was_said);
  g_test_add_func ("/talk/a card that is missing says so", test_a_card_that_is_missing_says_so);
  g_test_add_func ("/talk/nothing is kept of a card that was only looked at",
                   test_nothing_is_kept_of_a_card_that_was_only_looked_at);
  g_test_add_func ("/talk/the last answer is kept when the window goes at once",
                   test_the_last_answer_is_kept_when_the_window_goes_at_once);
  g_test_add_func ("/talk/what is thrown away while it is kept stays away",
                   test_what_is_thrown_away_while_it_is_kept_stays_away);
  g_test_add_func ("/talk/what cannot be kept is not closed without a word",
                   test_what_cannot_be_kept_is_not_closed_without_a_word);
  return g_test_run ();
}
