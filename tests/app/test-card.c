/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

/* The card shows one thing at a time, in its own language, and nothing of anybody else. */

#include "talk-fixture.h"

#include "app/conversation/vb-card-tile.h"
#include "app/conversation/vb-card-window.h"
#include "app/conversation/vb-card-words.h"
#include "app/conversation/vb-mark-row.h"
#include "app/conversation/vb-topic-actions.h"

static GtkWindow *
card_open (Talk *t)
{
  GtkWindow *card = vb_card_window_new (t->window, t->talk);

  gtk_window_present (card);
  app_idle (50);
  return card;
}

static GtkWidget *child_of (GtkWindow *card, const char *name);

static const char *
step_of (GtkWindow *card)
{
  return gtk_label_get_label (GTK_LABEL (child_of (card, "step_label")));
}

static GtkWidget *
child_of (GtkWindow  *card,
          const char *name)
{
  return GTK_WIDGET (app_child (card, VB_TYPE_CARD_WINDOW, name));
}

static const char *
title_of (GtkWindow *card)
{
  return gtk_label_get_label (GTK_LABEL (child_of (card, "title_label")));
}

static VbCardTile *
tile_of (GtkWindow  *card,
         const char *box,
         const char *code)
{
  for (GtkWidget *tile = gtk_widget_get_first_child (child_of (card, box)); tile != NULL;
       tile = gtk_widget_get_next_sibling (tile))
    if (g_strcmp0 (vb_card_tile_get_code (VB_CARD_TILE (tile)), code) == 0)
      return VB_CARD_TILE (tile);
  g_assert_not_reached ();
}

static void
touch (GtkWindow  *card,
       const char *box,
       const char *code)
{
  g_signal_emit_by_name (tile_of (card, box, code), "clicked");
}

static void
press (GtkWindow  *card,
       const char *button)
{
  g_signal_emit_by_name (child_of (card, button), "clicked");
}

static void
test_one_thing_at_a_time_to_a_first_step (void)
{
  Talk t;
  GtkWindow *card;
  VbConversation *talk;

  talk_open (&t, VB_HEALTH_WEB, NULL);
  talk = vb_talk_get (t.talk);
  card = card_open (&t);
  g_assert_cmpstr (title_of (card), ==, "Mijn lichaam");
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (tile_of (card, "tiles", "7")),
                                       GTK_ACCESSIBLE_PROPERTY_LABEL, "Mijn lichaam: 7 van 10");
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (tile_of (card, "tiles", "0")),
                                       GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "Mijn lichaam: 0 van 10, slecht");
  touch (card, "tiles", "0");
  g_assert_cmpint (vb_conversation_find_answer (talk, "body")->mark, ==, 0);
  g_assert_cmpstr (title_of (card), ==, "Mijn gedachten en gevoel");
  touch (card, "skips", "rather-not");
  g_assert_cmpstr (vb_conversation_find_answer (talk, "mind")->skipped, ==, "rather-not");
  /* Back, it shows what was said. */
  press (card, "back_button");
  g_assert_true (gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (tile_of (card, "skips",
                                                                           "rather-not"))));
  /* Nothing has to be answered. */
  for (guint i = 0; i < 5; i++)
    press (card, "next_button");
  g_assert_cmpstr (title_of (card), ==, "Wat wilt u eerst?");
  touch (card, "tiles", "taking-part");
  g_assert_cmpuint (vb_conversation_get_rank (talk, "taking-part", NULL), ==, 1);
  g_assert_cmpstr (step_of (card), ==, "7 van 8");
  press (card, "next_button");
  gtk_editable_set_text (GTK_EDITABLE (child_of (card, "step_entry")), "Kijken bij de eettafel");
  press (card, "next_button");
  app_until (g_strcmp0 (talk->first_step, "Kijken bij de eettafel") == 0);
  talk_close (&t);
}

static void
test_first_choice_leaves_room_for_a_second (void)
{
  Talk t;
  GtkWindow *card;
  VbConversation *talk;

  talk_open (&t, VB_HEALTH_WEB, NULL);
  talk = vb_talk_get (t.talk);
  card = card_open (&t);
  for (guint i = 0; i < 6; i++)
    press (card, "next_button");
  touch (card, "tiles", "body");
  touch (card, "tiles", "mind");
  g_assert_cmpuint (vb_conversation_get_rank (talk, "mind", NULL), ==, 2);
  g_assert_cmpstr (title_of (card), ==, "Wat wilt u eerst?");
  touch (card, "tiles", "body");
  g_assert_cmpuint (vb_conversation_get_rank (talk, "mind", NULL), ==, 1);
  gtk_window_destroy (card);
  talk_close (&t);
}

/* A digit turns the page, and Return after it is a habit. */
static void
test_return_after_a_digit_answers_nothing (void)
{
  Talk t;
  GtkWindow *card;
  GtkWidget *focus;

  talk_open (&t, VB_HEALTH_WEB, NULL);
  card = card_open (&t);
  touch (card, "tiles", "5");
  g_assert_cmpint (vb_conversation_get_answer (vb_talk_get (t.talk), "body")->mark, ==, 5);
  focus = gtk_root_get_focus (GTK_ROOT (card));
  g_assert_nonnull (focus);
  g_assert_false (GTK_IS_BUTTON (focus));
  g_assert_true (focus == GTK_WIDGET (app_child (card, VB_TYPE_CARD_WINDOW, "question")));
  gtk_window_destroy (card);
  talk_close (&t);
}

/* A card that was filled in starts where it was, and shows what is changed. */
static void
test_answer_is_not_written_over_unseen (void)
{
  Talk t;
  GtkWindow *card;
  VbConversation *talk;

  talk_open (&t, VB_HEALTH_WEB, NULL);
  talk = vb_talk_get (t.talk);
  vb_talk_will_say (t.talk);
  vb_answer_set_mark (vb_conversation_get_answer (talk, "body"), 5);
  vb_talk_say (t.talk);
  card = card_open (&t);
  g_assert_cmpstr (step_of (card), ==, "1 van 8");
  g_assert_true (gtk_root_get_focus (GTK_ROOT (card)) == GTK_WIDGET (tile_of (card, "tiles",
                                                                             "5")));
  touch (card, "tiles", "1");
  g_assert_cmpstr (title_of (card), ==, "Mijn lichaam");
  g_assert_true (gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (tile_of (card, "tiles", "1"))));
  g_assert_cmpint (vb_conversation_find_answer (talk, "body")->mark, ==, 1);
  /* The same once more is no change. */
  touch (card, "tiles", "1");
  g_assert_cmpint (vb_conversation_find_answer (talk, "body")->mark, ==, 1);
  g_assert_cmpstr (title_of (card), ==, "Mijn gedachten en gevoel");
  gtk_window_destroy (card);
  talk_close (&t);
}

static void
test_window_says_whose_conversation_it_is (void)
{
  Talk t;
  AdwWindowTitle *title;

  talk_open (&t, VB_HEALTH_WEB, NULL);
  title = ADW_WINDOW_TITLE (app_child (t.window, VB_TYPE_TALK_WINDOW, "title"));
  g_assert_cmpstr (adw_window_title_get_subtitle (title), ==, "Greet");
  talk_close (&t);
}

static void
test_four_domains_by_pictogram (void)
{
  Talk t;
  GtkWindow *card;
  VbConversation *talk;
  guint n = 0;

  talk_open (&t, VB_FOUR_DOMAINS, "tr");
  talk = vb_talk_get (t.talk);
  card = card_open (&t);
  g_assert_cmpstr (title_of (card), ==, "Beden");
  for (GtkWidget *tile = gtk_widget_get_first_child (child_of (card, "tiles")); tile != NULL;
       tile = gtk_widget_get_next_sibling (tile))
    n++;
  g_assert_cmpuint (n, ==, 9);
  touch (card, "tiles", "L04");
  g_assert_nonnull (vb_conversation_find_code (talk, "L04"));
  /* Touched again, it goes. */
  touch (card, "tiles", "L04");
  g_assert_null (vb_conversation_find_code (talk, "L04"));
  touch (card, "tiles", "L04");
  while (!g_str_equal (title_of (card), "Uyku"))
    press (card, "next_button");
  touch (card, "tiles", "burden");
  g_assert_cmpstr (vb_conversation_find_code (talk, "L04")->tone, ==, "burden");
  g_assert_cmpstr (title_of (card), ==, vb_card_word ("tr", VB_CARD_FIRST));
  gtk_window_destroy (card);
  talk_close (&t);
}

static gboolean
says (GtkWidget  *root,
      const char *text)
{
  if (GTK_IS_LABEL (root) && strstr (gtk_label_get_label (GTK_LABEL (root)), text) != NULL)
    return TRUE;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (says (child, text))
      return TRUE;
  return FALSE;
}

static void
test_nothing_of_others_is_on_the_card (void)
{
  Talk t;
  GtkWindow *card;
  VbTopic *drink;

  talk_open (&t, VB_FOUR_DOMAINS, NULL);
  vb_topic_add (t.talk, "mind", NULL, "Bipolair");
  drink = g_ptr_array_index (vb_talk_get (t.talk)->topics, 0);
  g_free (drink->source);
  drink->source = g_strdup ("professional");
  vb_conversation_set_worry (vb_talk_get (t.talk), drink->id, TRUE);
  vb_topic_add (t.talk, "body", "L04", NULL);
  vb_topic_set_words (vb_conversation_find_code (vb_talk_get (t.talk), "L04"),
                      "sinds de scheiding");
  card = card_open (&t);
  g_assert_cmpstr (gtk_window_get_title (card), ==, "Card");
  for (guint i = 0; i < 12 && gtk_widget_get_visible (child_of (card, "step_entry")) == FALSE; i++)
    {
      g_assert_false (says (GTK_WIDGET (card), "Bipolair"));
      g_assert_false (says (GTK_WIDGET (card), "scheiding"));
      g_assert_false (says (GTK_WIDGET (card), "Greet"));
      press (card, "next_button");
    }
  g_assert_true (gtk_widget_get_visible (child_of (card, "step_entry")));
  gtk_window_destroy (card);
  talk_close (&t);
}

static GtkLabel *
check_label (Talk *t)
{
  return GTK_LABEL (app_child (t->window, VB_TYPE_TALK_WINDOW, "check_label"));
}

/* Nobody has to check whether Dutch is Dutch. Easy words are to be tried by who they are for. */
static void
test_dutch_needs_no_speaker (void)
{
  Talk t;

  talk_open (&t, VB_HEALTH_WEB, NULL);
  g_assert_cmpstr (vb_talk_get_language (t.talk), ==, "nl");
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (check_label (&t))));
  vb_talk_set_language (t.talk, "nl-x-a2");
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (check_label (&t))));
  g_assert_nonnull (strstr (gtk_label_get_label (check_label (&t)), "finds reading hard"));
  vb_talk_set_language (t.talk, "pl");
  g_assert_nonnull (strstr (gtk_label_get_label (check_label (&t)), "speaks this language"));
  vb_talk_set_language (t.talk, "nl");
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (check_label (&t))));
  talk_close (&t);
}

static void
test_arabic_runs_from_right_to_left (void)
{
  Talk t;
  GtkWindow *card;

  talk_open (&t, VB_HEALTH_WEB, "ar");
  card = card_open (&t);
  g_assert_cmpint (gtk_widget_get_direction (child_of (card, "tiles")), ==, GTK_TEXT_DIR_RTL);
  g_assert_cmpint (gtk_widget_get_direction (gtk_widget_get_first_child (child_of (card, "tiles"))),
                   ==, GTK_TEXT_DIR_RTL);
  /* That nobody checked the words is for who works with the card, before it opens. */
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (app_child (t.window, VB_TYPE_TALK_WINDOW,
                                                                "check_label"))));
  g_assert_false (says (GTK_WIDGET (card), "has to check"));
  g_assert_cmpstr (gtk_button_get_label (GTK_BUTTON (child_of (card, "next_button"))), ==,
                   vb_card_word ("ar", VB_CARD_NEXT));
  gtk_window_destroy (card);
  talk_close (&t);
}

static void
test_back_where_one_was (void)
{
  Talk t;
  GtkWindow *card;
  GtkWidget *row;
  guint third = 2;

  talk_open (&t, VB_HEALTH_WEB, NULL);
  row = app_find_nth (GTK_WIDGET (t.window), VB_TYPE_MARK_ROW, &third);
  gtk_widget_grab_focus (row);
  card = card_open (&t);
  touch (card, "tiles", "7");
  gtk_window_close (card);
  app_until (gtk_root_get_focus (GTK_ROOT (t.window)) != NULL
             && gtk_widget_is_ancestor (gtk_root_get_focus (GTK_ROOT (t.window)), row));
  talk_close (&t);
}

static void
test_every_language_has_all_words (void)
{
  static const char *const languages[] = { "nl", "nl-x-a2", "en", "tr", "ar", "pl", "uk" };

  for (guint i = 0; i < G_N_ELEMENTS (languages); i++)
    for (guint word = 0; word < VB_N_CARD_WORDS; word++)
      g_assert_cmpuint (strlen (vb_card_word (languages[i], word)), >, 0);
  g_assert_cmpstr (vb_card_word ("xx", VB_CARD_NEXT), ==, "Verder");
}

int
main (int   argc,
      char *argv[])
{
  app_init (&argc, &argv);
  g_test_add_func ("/card/one thing at a time to a first step",
                   test_one_thing_at_a_time_to_a_first_step);
  g_test_add_func ("/card/the first choice leaves room for a second",
                   test_first_choice_leaves_room_for_a_second);
  g_test_add_func ("/card/Return after a digit answers nothing",
                   test_return_after_a_digit_answers_nothing);
  g_test_add_func ("/card/an answer is not written over unseen",
                   test_answer_is_not_written_over_unseen);
  g_test_add_func ("/card/the window says whose conversation it is",
                   test_window_says_whose_conversation_it_is);
  g_test_add_func ("/card/four domains by pictogram", test_four_domains_by_pictogram);
  g_test_add_func ("/card/nothing of others is on the card", test_nothing_of_others_is_on_the_card);
  g_test_add_func ("/card/dutch needs no speaker", test_dutch_needs_no_speaker);
  g_test_add_func ("/card/Arabic runs from right to left", test_arabic_runs_from_right_to_left);
  g_test_add_func ("/card/back where one was", test_back_where_one_was);
  g_test_add_func ("/card/every language has all words", test_every_language_has_all_words);
  return g_test_run ();
}
