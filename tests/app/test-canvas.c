/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

/* Whatever can be done on the canvas can be done with the mouse, with keys and in the list. */

#include "talk-fixture.h"

#include "app/conversation/vb-canvas-private.h"
#include "app/conversation/vb-link-window.h"
#include "app/conversation/vb-domain-head.h"
#include "app/conversation/vb-topic-actions.h"
#include "app/conversation/vb-topic-chooser.h"
#include "app/conversation/vb-topic-list.h"
#include "app/conversation/vb-topic-row.h"
#include "app/conversation/vb-canvas-page.h"

static VbCanvas *
canvas_of (Talk *t)
{
  return VB_CANVAS (app_find (GTK_WIDGET (t->window), VB_TYPE_CANVAS));
}

static VbTopic *
topic_of (Talk       *t,
          const char *code)
{
  return vb_conversation_find_code (vb_talk_get (t->talk), code);
}

static GtkWidget *
card_of (Talk       *t,
         const char *code)
{
  return vb_canvas_find_card (canvas_of (t), topic_of (t, code)->id);
}

static void
canvas_open (Talk       *t,
             const char *language)
{
  talk_open (t, VB_FOUR_DOMAINS, language);
  vb_topic_add (t->talk, "body", "L04", NULL);
  vb_topic_add (t->talk, "mind", "G02", NULL);
  vb_topic_add (t->talk, "society", "M02", NULL);
  app_draw (t->window);
}

static void
test_keys_do_what_the_menu_does (void)
{
  Talk t;
  GtkWidget *canvas;

  canvas_open (&t, NULL);
  canvas = GTK_WIDGET (canvas_of (&t));
  gtk_widget_grab_focus (card_of (&t, "L04"));
  talk_key (canvas, GDK_KEY_minus, 0);
  g_assert_cmpstr (topic_of (&t, "L04")->tone, ==, "burden");
  talk_key (canvas, GDK_KEY_plus, 0);
  g_assert_cmpstr (topic_of (&t, "L04")->tone, ==, "strength");
  talk_key (canvas, GDK_KEY_2, GDK_ALT_MASK);
  /* There are no holes: alone on the list, it is the first. */
  g_assert_cmpuint (vb_conversation_get_rank (vb_talk_get (t.talk), NULL, topic_of (&t, "L04")->id),
                    ==, 1);
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (card_of (&t, "L04")),
                                       GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "Lichaam: Slapen, strength, first");
  talk_key (canvas, GDK_KEY_0, GDK_ALT_MASK);
  g_assert_cmpuint (vb_talk_get (t.talk)->priorities->len, ==, 0);
  talk_key (canvas, GDK_KEY_Delete, 0);
  g_assert_null (topic_of (&t, "L04"));
  gtk_widget_activate_action (GTK_WIDGET (t.window), "talk.undo", NULL);
  g_assert_nonnull (topic_of (&t, "L04"));
  g_assert_nonnull (card_of (&t, "L04"));
  talk_close (&t);
}

static void
test_arrows_walk_and_move (void)
{
  Talk t;
  GtkWidget *canvas;
  guint steps = 0;

  canvas_open (&t, NULL);
  canvas = GTK_WIDGET (canvas_of (&t));
  gtk_widget_grab_focus (card_of (&t, "L04"));
  talk_key (canvas, GDK_KEY_Down, 0);
  g_assert_true (talk_is_focus (&t, card_of (&t, "M02")));
  talk_key (canvas, GDK_KEY_Up, 0);
  g_assert_true (talk_is_focus (&t, card_of (&t, "L04")));
  /* To the right, across the border. */
  while (g_str_equal (topic_of (&t, "L04")->domain, "body") && steps++ < 60)
    {
      talk_key (canvas, GDK_KEY_Right, GDK_CONTROL_MASK);
      app_draw (t.window);
    }
  g_assert_cmpstr (topic_of (&t, "L04")->domain, ==, "mind");
  g_assert_true (talk_is_focus (&t, card_of (&t, "L04")));
  talk_close (&t);
}

/* In Arabic the first domain is on the right. */
/* The card goes to another language during the talk: each domain keeps its color and its line. */
static void
test_what_is_drawn_turns_with_the_language (void)
{
  Talk t;
  VbCanvas *canvas;

  canvas_open (&t, NULL);
  canvas = canvas_of (&t);
  g_assert_nonnull (canvas->ground);
  gtk_widget_set_direction (GTK_WIDGET (canvas), GTK_TEXT_DIR_RTL);
  g_assert_null (canvas->ground);
  app_draw (t.window);
  g_assert_nonnull (canvas->ground);
  talk_close (&t);
}

typedef struct
{
  Talk *talk;
  GtkWidget *topics;
} Choosing;

static gboolean
first_has_focus (gpointer data)
{
  Choosing *choosing = data;
  GtkWidget *first = gtk_widget_get_first_child (choosing->topics);

  return first != NULL && talk_is_focus (choosing->talk, first);
}

/* Without a mouse: the arrows begin at the first topic, and go on after the one that was chosen. */
static void
test_the_keyboard_walks_what_can_be_added (void)
{
  Talk t;
  Choosing choosing = { &t, NULL };
  GtkWidget *chooser, *first, *next;
  GtkMenuButton *button;

  canvas_open (&t, NULL);
  chooser = GTK_WIDGET (app_child (canvas_of (&t)->heads[0], VB_TYPE_DOMAIN_HEAD, "chooser"));
  choosing.topics = GTK_WIDGET (app_child (chooser, VB_TYPE_TOPIC_CHOOSER, "topics"));
  button = GTK_MENU_BUTTON (app_child (chooser, VB_TYPE_TOPIC_CHOOSER, "button"));
  gtk_menu_button_popup (button);
  app_wait (first_has_focus, &choosing);
  first = gtk_widget_get_first_child (choosing.topics);
  next = gtk_widget_get_next_sibling (first);
  g_signal_emit_by_name (first, "clicked");
  app_draw (t.window);
  g_assert_false (gtk_widget_get_visible (first));
  g_assert_true (talk_is_focus (&t, next));
  gtk_menu_button_popdown (button);
  app_draw (t.window);
  talk_close (&t);
}

static void
test_right_to_left_is_mirrored (void)
{
  Talk t;
  VbCanvas *canvas;
  GdkRectangle body, mind;
  guint steps = 0;

  canvas_open (&t, "ar");
  canvas = canvas_of (&t);
  _vb_canvas_get_area (canvas, 0, &body);
  _vb_canvas_get_area (canvas, 1, &mind);
  g_assert_cmpint (body.x, >, mind.x);
  gtk_widget_grab_focus (card_of (&t, "L04"));
  while (g_str_equal (topic_of (&t, "L04")->domain, "body") && steps++ < 60)
    {
      talk_key (GTK_WIDGET (canvas), GDK_KEY_Left, GDK_CONTROL_MASK);
      app_draw (t.window);
    }
  g_assert_cmpstr (topic_of (&t, "L04")->domain, ==, "mind");
  talk_close (&t);
}

/* ------------------------------------------------------------------ the mouse */

static GtkGesture *
drag_of (VbCanvas *canvas)
{
  g_autoptr(GListModel) controllers = gtk_widget_observe_controllers (GTK_WIDGET (canvas));

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr(GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (GTK_IS_GESTURE_DRAG (controller))
        return GTK_GESTURE (controller);
    }
  g_assert_not_reached ();
}

static GdkRectangle
box_of (Talk       *t,
        const char *code)
{
  VbCanvasCard *card = g_hash_table_lookup (canvas_of (t)->cards, topic_of (t, code)->id);

  return card->box;
}

static void
test_a_dragged_card_lies_where_it_was_let_go (void)
{
  Talk t;
  VbCanvas *canvas;
  GtkGesture *drag;
  GdkRectangle from, to;

  canvas_open (&t, NULL);
  canvas = canvas_of (&t);
  drag = drag_of (canvas);
  from = box_of (&t, "L04");
  _vb_canvas_get_area (canvas, 3, &to);
  g_signal_emit_by_name (drag, "drag-begin", from.x + 10.0, from.y + 10.0);
  g_assert_nonnull (canvas->held);
  canvas->moved = TRUE;
  canvas->held->box.x = to.x + to.width / 2;
  canvas->held->box.y = to.y + to.height / 2;
  g_signal_emit_by_name (drag, "drag-end", 0.0, 0.0);
  app_draw (t.window);
  g_assert_cmpstr (topic_of (&t, "L04")->domain, ==, "social");
  g_assert_cmpint (ABS (box_of (&t, "L04").x - (to.x + to.width / 2)), <=, 2);
  g_assert_cmpint (ABS (box_of (&t, "L04").y - (to.y + to.height / 2)), <=, 2);
  gtk_widget_activate_action (GTK_WIDGET (t.window), "talk.undo", NULL);
  app_draw (t.window);
  g_assert_cmpstr (topic_of (&t, "L04")->domain, ==, "body");
  g_assert_cmpint (box_of (&t, "L04").x, ==, from.x);
  talk_close (&t);
}

static void
test_a_card_that_goes_while_it_is_held_is_let_go (void)
{
  Talk t;
  VbCanvas *canvas;
  GdkRectangle from;

  canvas_open (&t, NULL);
  canvas = canvas_of (&t);
  from = box_of (&t, "L04");
  g_signal_emit_by_name (drag_of (canvas), "drag-begin", from.x + 10.0, from.y + 10.0);
  vb_topic_remove (t.talk, topic_of (&t, "L04")->id);
  g_assert_null (canvas->held);
  g_signal_emit_by_name (drag_of (canvas), "drag-end", 40.0, 40.0);
  app_draw (t.window);
  talk_close (&t);
}

/* ------------------------------------------------------------------ links, list */

static void
test_links_are_made_and_taken_away_by_name (void)
{
  Talk t;
  GtkWidget *link_window, *list;
  VbConversation *talk;
  g_autoptr(GVariant) link = NULL;

  canvas_open (&t, NULL);
  talk = vb_talk_get (t.talk);
  link_window = GTK_WIDGET (vb_link_window_new (t.window, t.talk, topic_of (&t, "M02")->id));
  gtk_window_present (GTK_WINDOW (link_window));
  app_draw (t.window);
  gtk_drop_down_set_selected (GTK_DROP_DOWN (app_child (link_window, VB_TYPE_LINK_WINDOW,
                                                        "kind_drop")), 2);
  list = GTK_WIDGET (app_child (link_window, VB_TYPE_LINK_WINDOW, "list"));
  g_signal_emit_by_name (list, "row-activated",
                         gtk_list_box_get_row_at_index (GTK_LIST_BOX (list), 1));
  g_assert_cmpuint (talk->links->len, ==, 1);
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (card_of (&t, "M02")),
                                       GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "Maatschappelijk: Schulden en post, "
                                       "keeps going: Bang of onrustig");
  link = g_variant_ref_sink (g_variant_new_string (((VbTopicLink *) talk->links->pdata[0])->id));
  gtk_widget_activate_action_variant (GTK_WIDGET (canvas_of (&t)), "topic.unlink", link);
  g_assert_cmpuint (talk->links->len, ==, 0);
  talk_close (&t);
}

static void
test_the_list_says_and_does_the_same (void)
{
  Talk t;
  GtkWidget *list, *row;

  canvas_open (&t, NULL);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (app_child (
    app_find (GTK_WIDGET (t.window), VB_TYPE_CANVAS_PAGE), VB_TYPE_CANVAS_PAGE, "list_button")),
    TRUE);
  app_until (!gtk_widget_get_mapped (GTK_WIDGET (canvas_of (&t))));
  list = app_find (GTK_WIDGET (t.window), VB_TYPE_TOPIC_LIST);
  app_until (gtk_widget_get_mapped (list));
  row = app_find (list, VB_TYPE_TOPIC_ROW);
  gtk_test_accessible_assert_property (
    GTK_ACCESSIBLE (app_child (row, VB_TYPE_TOPIC_ROW, "tone_drop")),
    GTK_ACCESSIBLE_PROPERTY_LABEL, "Tone of Slapen");
  gtk_drop_down_set_selected (GTK_DROP_DOWN (app_child (row, VB_TYPE_TOPIC_ROW, "tone_drop")), 1);
  g_assert_cmpstr (topic_of (&t, "L04")->tone, ==, "burden");
  gtk_drop_down_set_selected (GTK_DROP_DOWN (app_child (row, VB_TYPE_TOPIC_ROW, "rank_drop")), 1);
  g_assert_cmpuint (vb_conversation_get_rank (vb_talk_get (t.talk), NULL, topic_of (&t, "L04")->id),
                    ==, 1);
  gtk_widget_activate_action (list, "topic.worry", "s", topic_of (&t, "G02")->id);
  g_assert_true (vb_conversation_is_worry (vb_talk_get (t.talk), topic_of (&t, "G02")->id));
  /* The worry is no choice of the person. */
  g_assert_cmpuint (vb_conversation_get_rank (vb_talk_get (t.talk), NULL, topic_of (&t, "G02")->id),
                    ==, 0);
  gtk_widget_activate_action (list, "topic.move", "(ss)", topic_of (&t, "L04")->id, "social");
  g_assert_cmpstr (topic_of (&t, "L04")->domain, ==, "social");
  talk_close (&t);
}

static gboolean
is_list (gpointer data)
{
  Talk *t = data;

  return !gtk_widget_get_mapped (GTK_WIDGET (canvas_of (t)))
         && gtk_widget_get_mapped (app_find (GTK_WIDGET (t->window), VB_TYPE_TOPIC_LIST));
}

static void
test_where_it_is_narrow_there_is_a_list (void)
{
  Talk t;

  canvas_open (&t, NULL);
  g_assert_true (gtk_widget_get_mapped (GTK_WIDGET (canvas_of (&t))));
  gtk_window_set_default_size (t.window, 420, 700);
  app_wait (is_list, &t);
  talk_close (&t);
}

static void
test_a_card_that_goes_aside_keeps_its_height (void)
{
  Talk t;
  GdkRectangle before, after;

  canvas_open (&t, NULL);
  vb_topic_move (t.talk, topic_of (&t, "L04")->id, "body", 7, 333);
  app_draw (t.window);
  before = box_of (&t, "L04");
  gtk_widget_grab_focus (card_of (&t, "L04"));
  for (guint i = 0; i < 4; i++)
    {
      talk_key (GTK_WIDGET (canvas_of (&t)), GDK_KEY_Right, GDK_CONTROL_MASK);
      app_draw (t.window);
    }
  after = box_of (&t, "L04");
  g_assert_cmpint (after.x, >, before.x);
  g_assert_cmpint (after.y, ==, before.y);
  talk_close (&t);
}

static gboolean
has_four_topics (gpointer data)
{
  VbConversation *conversation = vb_talk_get (((Talk *) data)->talk);

  return conversation != NULL && conversation->topics->len == 4;
}

typedef struct
{
  Talk *talk;
  GdkRectangle box;
} Place;

static gboolean
is_there (gpointer data)
{
  Place *place = data;
  GdkRectangle box = box_of (place->talk, "M02");

  return box.x == place->box.x && box.y == place->box.y;
}

static void
test_what_was_put_on_the_canvas_is_there_again (void)
{
  Talk t;
  Place place = { &t };
  g_autofree char *id = NULL;

  canvas_open (&t, NULL);
  vb_topic_add (t.talk, "social", NULL, "Mijn duiven");
  vb_topic_move (t.talk, topic_of (&t, "M02")->id, "society", 800, 300);
  app_draw (t.window);
  place.box = box_of (&t, "M02");
  g_assert_cmpint (place.box.x, >, 0);
  app_wait (talk_is_kept, &t);
  id = g_strdup (vb_talk_get (t.talk)->id);
  gtk_window_destroy (t.window);
  talk_show (&t, vb_talk_window_open (GTK_WINDOW (t.app.window), t.store, id));
  app_wait (has_four_topics, &t);
  app_wait (is_there, &place);
  talk_close (&t);
}

int
main (int   argc,
      char *argv[])
{
  app_init (&argc, &argv);
  g_test_add_func ("/canvas/keys do what the menu does", test_keys_do_what_the_menu_does);
  g_test_add_func ("/canvas/arrows walk and move", test_arrows_walk_and_move);
  g_test_add_func ("/canvas/what is drawn turns with the language",
                   test_what_is_drawn_turns_with_the_language);
  g_test_add_func ("/canvas/the keyboard walks what can be added",
                   test_the_keyboard_walks_what_can_be_added);
  g_test_add_func ("/canvas/right to left is mirrored", test_right_to_left_is_mirrored);
  g_test_add_func ("/canvas/a dragged card lies where it was let go",
                   test_a_dragged_card_lies_where_it_was_let_go);
  g_test_add_func ("/canvas/a card that goes while it is held is let go",
                   test_a_card_that_goes_while_it_is_held_is_let_go);
  g_test_add_func ("/canvas/links are made and taken away by name",
                   test_links_are_made_and_taken_away_by_name);
  g_test_add_func ("/canvas/the list says and does the same",
                   test_the_list_says_and_does_the_same);
  g_test_add_func ("/canvas/where it is narrow there is a list",
                   test_where_it_is_narrow_there_is_a_list);
  g_test_add_func ("/canvas/a card that goes aside keeps its height",
                   test_a_card_that_goes_aside_keeps_its_height);
  g_test_add_func ("/canvas/what was put on the canvas is there again",
                   test_what_was_put_on_the_canvas_is_there_again);
  return g_test_run ();
}
