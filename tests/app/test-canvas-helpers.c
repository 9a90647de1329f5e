/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

/* Who helps already stands on the canvas, and is tied to what they help with by mouse, by keys and
 * in the list. */

#include "talk-fixture.h"

#include "app/conversation/vb-canvas-page.h"
#include "app/conversation/vb-canvas-private.h"
#include "app/conversation/vb-helper-actions.h"
#include "app/conversation/vb-helper-row.h"
#include "app/conversation/vb-helper-useful.h"
#include "app/conversation/vb-helper-words.h"
#include "app/conversation/vb-helps-window.h"
#include "app/conversation/vb-topic-actions.h"
#include "app/conversation/vb-topic-list.h"
#include "app/people/vb-around-window.h"
#include "app/people/vb-person-field.h"
#include "app/widgets/vb-check-row.h"

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

static VbHelper *
add_helper (Talk       *t,
            const char *name,
            const char *purpose,
            const char *useful)
{
  VbHelper *helper = vb_person_add_helper (t->person);

  helper->name = g_strdup (name);
  helper->purpose = g_strdup (purpose);
  helper->useful = g_strdup (useful);
  return helper;
}

static gboolean
has_chip (gpointer data)
{
  Talk *t = data;

  return canvas_of (t)->helpers->len == t->person->helpers->len;
}

/* With a doctor who does not help with anything in particular yet. */
static void
canvas_open (Talk       *t,
             const char *language)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(VbPerson) before = NULL;

  talk_open (t, VB_FOUR_DOMAINS, language);
  before = vb_person_copy (t->person);
  add_helper (t, "Huisarts", "klachten", "sometimes");
  g_assert_true (vb_people_save_sync (t->store, before, t->person, NULL, &error));
  g_assert_no_error (error);
  vb_talk_note_person (t->talk, t->person, NULL);
  vb_topic_add (t->talk, "body", "L04", NULL);
  vb_topic_add (t->talk, "society", "M02", NULL);
  app_wait (has_chip, t);
  app_draw (t->window);
}

static const char *
doctor (Talk *t)
{
  return ((VbHelper *) g_ptr_array_index (t->person->helpers, 0))->id;
}

static VbCanvasHelper *
chip (Talk *t)
{
  VbCanvasHelper *helper = _vb_canvas_find_helper (canvas_of (t), doctor (t));

  g_assert_nonnull (helper);
  return helper;
}

static const char *
domain_of (Talk *t)
{
  return vb_conversation_get_helped_domain (vb_talk_get (t->talk), doctor (t));
}

static void
assert_says (Talk       *t,
             const char *label)
{
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (chip (t)->chip),
                                       GTK_ACCESSIBLE_PROPERTY_LABEL, label);
}

/* ------------------------------------------------------------------ where they stand */

static void
test_who_helps_stands_around_the_person (void)
{
  Talk t;
  GdkRectangle body, social;

  canvas_open (&t, NULL);
  assert_says (&t, "Helps already: Huisarts · klachten · sometimes useful");
  g_assert_true (gtk_widget_get_focusable (GTK_WIDGET (chip (&t)->chip)));
  g_assert_true (gtk_widget_get_mapped (GTK_WIDGET (chip (&t)->chip)));
  /* Between the domains: no card lies under it. */
  _vb_canvas_get_area (canvas_of (&t), 0, &body);
  _vb_canvas_get_area (canvas_of (&t), 3, &social);
  g_assert_cmpint (chip (&t)->box.y, >=, body.y + body.height);
  g_assert_cmpint (chip (&t)->box.y + chip (&t)->box.height, <=, social.y);
  talk_close (&t);
}

static gboolean
is_beside_mind (gpointer data)
{
  Talk *t = data;
  GdkRectangle mind;

  _vb_canvas_get_area (canvas_of (t), 1, &mind);
  return chip (t)->strip == 1 && chip (t)->box.y >= mind.y + mind.height
         && chip (t)->box.x > mind.x - 30 && chip (t)->box.x < mind.x + mind.width;
}

static void
test_who_helps_stands_beside_their_domain (void)
{
  Talk t;

  canvas_open (&t, NULL);
  vb_helper_set_domain (t.talk, doctor (&t), "mind");
  app_wait (is_beside_mind, &t);
  assert_says (&t, "Helps already: Huisarts · klachten · sometimes useful · helps with: Geest");
  gtk_widget_activate_action (GTK_WIDGET (t.window), "talk.undo", NULL);
  g_assert_null (domain_of (&t));
  talk_close (&t);
}

static void
test_in_arabic_domains_are_mirrored (void)
{
  Talk t;

  canvas_open (&t, "ar");
  vb_helper_set_domain (t.talk, doctor (&t), "body");
  app_draw (t.window);
  g_assert_cmpint (chip (&t)->box.x, >, gtk_widget_get_width (GTK_WIDGET (canvas_of (&t))) / 2);
  talk_close (&t);
}

static void
test_many_helpers_do_not_lie_on_each_other (void)
{
  Talk t;
  VbCanvas *canvas;
  int width, height;
  static const char *const names[] = { "Wijkverpleegkundige", "Psychiater", "Sociaal werker",
                                       "Welzijnscoach van de buurt", "Vrijwilliger", "POH" };

  canvas_open (&t, NULL);
  canvas = canvas_of (&t);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    add_helper (&t, names[i], NULL, NULL);
  vb_talk_note_person (t.talk, t.person, NULL);
  for (guint i = 1; i < 5; i++)
    vb_helper_set_domain (t.talk, ((VbHelper *) t.person->helpers->pdata[i])->id, "body");
  app_draw (t.window);
  width = gtk_widget_get_width (GTK_WIDGET (canvas));
  height = gtk_widget_get_height (GTK_WIDGET (canvas));
  for (guint i = 0; i < canvas->helpers->len; i++)
    {
      const VbCanvasHelper *one = g_ptr_array_index (canvas->helpers, i);

      g_assert_cmpint (one->box.x, >=, 0);
      g_assert_cmpint (one->box.y, >=, 0);
      g_assert_cmpint (one->box.x + one->box.width, <=, width);
      g_assert_cmpint (one->box.y + one->box.height, <=, height);
      for (guint k = 0; k < i; k++)
        g_assert_false (gdk_rectangle_intersect (
          &one->box, &((VbCanvasHelper *) canvas->helpers->pdata[k])->box, NULL));
    }
  talk_close (&t);
}

/* ------------------------------------------------------------------ keys */

static gboolean
is_useful (gpointer data)
{
  Talk *t = data;

  return g_strcmp0 (vb_helper_find (t->talk, doctor (t))->useful, "yes") == 0;
}

static void
test_keys_do_what_the_mouse_does (void)
{
  Talk t;
  GtkWidget *canvas;
  g_autoptr(VbPersonRecord) kept = NULL;
  g_autoptr(GError) error = NULL;

  canvas_open (&t, NULL);
  canvas = GTK_WIDGET (canvas_of (&t));
  gtk_widget_grab_focus (GTK_WIDGET (chip (&t)->chip));
  talk_key (canvas, GDK_KEY_Right, GDK_CONTROL_MASK);
  g_assert_cmpstr (domain_of (&t), ==, "mind");
  talk_key (canvas, GDK_KEY_Down, GDK_CONTROL_MASK);
  g_assert_cmpstr (domain_of (&t), ==, "social");
  talk_key (canvas, GDK_KEY_Left, GDK_CONTROL_MASK);
  g_assert_cmpstr (domain_of (&t), ==, "society");
  g_assert_true (talk_is_focus (&t, GTK_WIDGET (chip (&t)->chip)));
  talk_key (canvas, GDK_KEY_Delete, 0);
  g_assert_null (domain_of (&t));
  talk_key (canvas, GDK_KEY_plus, 0);
  app_wait (is_useful, &t);
  kept = vb_people_open_sync (t.store, t.person->id, "conversation", NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (((VbHelper *) kept->person->helpers->pdata[0])->useful, ==, "yes");
  assert_says (&t, "Helps already: Huisarts · klachten · useful");
  /* From who helps to a card, and back. */
  app_draw (t.window);
  talk_key (canvas, GDK_KEY_Down, 0);
  g_assert_true (talk_is_focus (&t, vb_canvas_find_card (canvas_of (&t),
                                                         topic_of (&t, "M02")->id)));
  talk_close (&t);
}

static void
count_cb (guint *n)
{
  (*n)++;
}

static gboolean
are_two (gpointer data)
{
  return *(guint *) data == 2;
}

/* A second helper, beside the doctor. */
static const char *
add_coach (Talk *t)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(VbPerson) before = vb_person_copy (t->person);
  const char *id = add_helper (t, "Welzijnscoach", NULL, NULL)->id;

  g_assert_true (vb_people_save_sync (t->store, before, t->person, NULL, &error));
  g_assert_no_error (error);
  vb_talk_note_person (t->talk, t->person, NULL);
  return id;
}

static const char *
useful_of (const VbPerson *person,
           guint           nth)
{
  return ((VbHelper *) g_ptr_array_index (person->helpers, nth))->useful;
}

static void
assert_useful (Talk       *t,
               const char *doctor,
               const char *coach)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(VbPersonRecord) kept = vb_people_open_sync (t->store, t->person->id, "conversation",
                                                        NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (useful_of (kept->person, 0), ==, doctor);
  g_assert_cmpstr (useful_of (kept->person, 1), ==, coach);
  g_assert_cmpstr (useful_of (vb_talk_get_person (t->talk), 0), ==, doctor);
  g_assert_cmpstr (useful_of (vb_talk_get_person (t->talk), 1), ==, coach);
}

/* Keys come faster than the store answers. */
static void
test_two_quick_answers_are_both_kept_and_shown (void)
{
  Talk t;
  const char *coach;
  guint n_shown = 0, n_refused = 0;

  canvas_open (&t, NULL);
  coach = add_coach (&t);
  g_signal_connect_swapped (t.talk, "not-kept", G_CALLBACK (count_cb), &n_refused);
  g_signal_connect_swapped (t.talk, "person", G_CALLBACK (count_cb), &n_shown);
  vb_helper_set_useful (t.talk, doctor (&t), "yes");
  vb_helper_set_useful (t.talk, coach, "no");
  app_wait (are_two, &n_shown);
  assert_useful (&t, "yes", "no");
  /* About the same one, and back to how it is still shown. */
  n_shown = 0;
  vb_helper_set_useful (t.talk, coach, "sometimes");
  vb_helper_set_useful (t.talk, coach, "no");
  app_wait (are_two, &n_shown);
  assert_useful (&t, "yes", "no");
  g_assert_cmpuint (n_refused, ==, 0);
  g_signal_handlers_disconnect_by_data (t.talk, &n_shown);
  g_signal_handlers_disconnect_by_data (t.talk, &n_refused);
  talk_close (&t);
}

static gboolean
is_told (gpointer data)
{
  return *(guint *) data > 0;
}

static gboolean
is_as_elsewhere (gpointer data)
{
  Talk *t = data;

  return g_strcmp0 (useful_of (vb_talk_get_person (t->talk), 0), "no") == 0;
}

/* It says so, and then it shows what stands there, so that the next answer is kept. */
static void
test_what_was_answered_elsewhere_is_not_overwritten (void)
{
  Talk t;
  guint n_refused = 0;
  g_autoptr(VbPerson) elsewhere = NULL;
  g_autoptr(GError) error = NULL;

  canvas_open (&t, NULL);
  add_coach (&t);
  elsewhere = vb_person_copy (t.person);
  g_free (((VbHelper *) elsewhere->helpers->pdata[0])->useful);
  ((VbHelper *) elsewhere->helpers->pdata[0])->useful = g_strdup ("no");
  g_assert_true (vb_people_save_sync (t.store, t.person, elsewhere, NULL, &error));
  g_signal_connect_swapped (t.talk, "not-kept", G_CALLBACK (count_cb), &n_refused);
  vb_helper_set_useful (t.talk, doctor (&t), "yes");
  app_wait (is_told, &n_refused);
  app_wait (is_as_elsewhere, &t);
  vb_helper_set_useful (t.talk, doctor (&t), "yes");
  app_wait (is_useful, &t);
  assert_useful (&t, "yes", NULL);
  g_assert_cmpuint (n_refused, ==, 1);
  g_signal_handlers_disconnect_by_data (t.talk, &n_refused);
  talk_close (&t);
}

static void
test_topics_are_ticked_in_a_list (void)
{
  Talk t;
  GtkWidget *window, *list;
  VbCheckRow *row;

  canvas_open (&t, NULL);
  window = GTK_WIDGET (vb_helps_window_new (t.window, t.talk, doctor (&t)));
  gtk_window_present (GTK_WINDOW (window));
  app_draw (t.window);
  list = GTK_WIDGET (app_child (window, VB_TYPE_HELPS_WINDOW, "list"));
  row = VB_CHECK_ROW (gtk_list_box_get_row_at_index (GTK_LIST_BOX (list), 1));
  vb_check_row_set_active (row, TRUE);
  g_assert_true (vb_conversation_is_helped_topic (vb_talk_get (t.talk), doctor (&t),
                                                  topic_of (&t, "M02")->id));
  /* Beside the domain of the first topic, as long as nobody chose another. */
  g_assert_cmpstr (domain_of (&t), ==, "society");
  gtk_test_accessible_assert_property (
    GTK_ACCESSIBLE (vb_canvas_find_card (canvas_of (&t), topic_of (&t, "M02")->id)),
    GTK_ACCESSIBLE_PROPERTY_LABEL, "Maatschappelijk: Schulden en post, helped by: Huisarts");
  vb_check_row_set_active (row, FALSE);
  g_assert_null (domain_of (&t));
  gtk_window_destroy (GTK_WINDOW (window));
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

static void
drop_at (Talk  *t,
         double x,
         double y)
{
  VbCanvas *canvas = canvas_of (t);
  const GdkRectangle from = chip (t)->box;

  g_signal_emit_by_name (drag_of (canvas), "drag-begin", from.x + 5.0, from.y + 5.0);
  g_assert_true (canvas->held_helper == chip (t));
  g_assert_null (canvas->held);
  _vb_canvas_drag_helper (canvas, x, y, x - from.x, y - from.y);
  g_assert_true (canvas->moved);
  app_draw (t->window);
  _vb_canvas_let_go_of_helper (canvas);
  canvas->moved = FALSE;
  _vb_canvas_drop_helper (canvas, chip (t), x, y);
  app_draw (t->window);
}

static void
test_who_is_dragged_helps_where_they_are_let_go (void)
{
  Talk t;
  VbCanvas *canvas;
  VbCanvasCard *card;
  GdkRectangle social;

  canvas_open (&t, NULL);
  canvas = canvas_of (&t);
  _vb_canvas_get_area (canvas, 3, &social);
  drop_at (&t, social.x + social.width / 2, social.y + social.height / 2);
  g_assert_cmpstr (domain_of (&t), ==, "social");
  card = g_hash_table_lookup (canvas->cards, topic_of (&t, "L04")->id);
  drop_at (&t, card->box.x + 10, card->box.y + 10);
  g_assert_true (vb_conversation_is_helped_topic (vb_talk_get (t.talk), doctor (&t),
                                                  topic_of (&t, "L04")->id));
  g_assert_false (gtk_widget_has_css_class (GTK_WIDGET (card->card), "target"));
  /* The chosen domain stays. */
  g_assert_cmpstr (domain_of (&t), ==, "social");
  /* Back to the person: with nothing in particular. */
  drop_at (&t, gtk_widget_get_width (GTK_WIDGET (canvas)) / 2.0,
           gtk_widget_get_height (GTK_WIDGET (canvas)) / 2.0);
  g_assert_null (domain_of (&t));
  gtk_widget_activate_action (GTK_WIDGET (t.window), "talk.undo", NULL);
  g_assert_cmpstr (domain_of (&t), ==, "social");
  talk_close (&t);
}

static void
test_who_goes_while_held_is_let_go (void)
{
  Talk t;
  VbCanvas *canvas;
  const GdkRectangle *box;
  g_autoptr(VbPerson) nobody = NULL;

  canvas_open (&t, NULL);
  canvas = canvas_of (&t);
  box = &chip (&t)->box;
  g_signal_emit_by_name (drag_of (canvas), "drag-begin", box->x + 5.0, box->y + 5.0);
  nobody = vb_person_copy (t.person);
  g_ptr_array_set_size (nobody->helpers, 0);
  vb_talk_note_person (t.talk, nobody, NULL);
  g_assert_null (canvas->held_helper);
  g_signal_emit_by_name (drag_of (canvas), "drag-end", 40.0, 40.0);
  app_draw (t.window);
  g_assert_cmpuint (canvas->helpers->len, ==, 0);
  talk_close (&t);
}

/* ------------------------------------------------------------------ list, form */

static void
test_the_list_says_and_does_the_same (void)
{
  Talk t;
  GtkWidget *list, *row;

  canvas_open (&t, NULL);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (app_child (
    app_find (GTK_WIDGET (t.window), VB_TYPE_CANVAS_PAGE), VB_TYPE_CANVAS_PAGE, "list_button")),
    TRUE);
  list = app_find (GTK_WIDGET (t.window), VB_TYPE_TOPIC_LIST);
  row = app_find (list, VB_TYPE_HELPER_ROW);
  g_assert_nonnull (row);
  gtk_drop_down_set_selected (GTK_DROP_DOWN (app_child (row, VB_TYPE_HELPER_ROW, "useful_drop")),
                              1);
  app_wait (is_useful, &t);
  gtk_widget_activate_action (list, "helper.domain", "(ss)", doctor (&t), "body");
  g_assert_cmpstr (domain_of (&t), ==, "body");
  gtk_widget_activate_action (list, "helper.topic", "(ssb)", doctor (&t),
                              topic_of (&t, "M02")->id, TRUE);
  g_assert_cmpstr (gtk_label_get_label (GTK_LABEL (app_child (row, VB_TYPE_HELPER_ROW,
                                                              "state_label"))), ==,
                   "klachten · useful · helps with: Lichaam, Schulden en post");
  talk_close (&t);
}

static gboolean
has_two (gpointer data)
{
  return canvas_of (data)->helpers->len == 2;
}

static GtkWindow *
find_form (void)
{
  g_autoptr(GList) windows = gtk_window_list_toplevels ();

  for (GList *each = windows; each != NULL; each = each->next)
    if (VB_IS_AROUND_WINDOW (each->data))
      return each->data;
  return NULL;
}

static void
test_somebody_new_comes_from_the_canvas (void)
{
  Talk t;
  GtkWidget *button;
  guint nth = 0;

  canvas_open (&t, NULL);
  button = GTK_WIDGET (app_child (app_find (GTK_WIDGET (t.window), VB_TYPE_CANVAS_PAGE),
                                  VB_TYPE_CANVAS_PAGE, "add_button"));
  g_assert_true (gtk_widget_is_sensitive (button));
  g_signal_emit_by_name (button, "clicked");
  g_assert_nonnull (find_form ());
  vb_person_field_set_text (VB_PERSON_FIELD (app_find_nth (GTK_WIDGET (find_form ()),
                                                           VB_TYPE_PERSON_FIELD, &nth)),
                            "Buurvrouw");
  g_signal_emit_by_name (app_child (find_form (), VB_TYPE_AROUND_WINDOW, "save_button"),
                         "clicked");
  app_wait (has_two, &t);
  talk_close (&t);
}

static void
test_who_ended_is_not_there (void)
{
  Talk t;

  canvas_open (&t, NULL);
  ((VbHelper *) t.person->helpers->pdata[0])->valid_to = g_strdup ("2020-01-01");
  vb_talk_note_person (t.talk, t.person, NULL);
  g_assert_cmpuint (canvas_of (&t)->helpers->len, ==, 0);
  g_assert_null (app_find (app_find (GTK_WIDGET (t.window), VB_TYPE_TOPIC_LIST),
                           VB_TYPE_HELPER_ROW));
  talk_close (&t);
}

static gboolean
is_kept_and_there (gpointer data)
{
  Talk *t = data;

  return talk_is_kept (t) && vb_talk_get (t->talk) != NULL
         && vb_talk_get_person (t->talk) != NULL && canvas_of (t)->helpers->len == 1;
}

static void
test_what_they_help_with_is_there_again (void)
{
  Talk t;
  g_autofree char *id = NULL;

  canvas_open (&t, NULL);
  vb_helper_set_topic (t.talk, doctor (&t), topic_of (&t, "M02")->id, TRUE);
  app_wait (talk_is_kept, &t);
  id = g_strdup (vb_talk_get (t.talk)->id);
  gtk_window_destroy (t.window);
  talk_show (&t, vb_talk_window_open (GTK_WINDOW (t.app.window), t.store, id));
  app_wait (is_kept_and_there, &t);
  g_assert_cmpstr (domain_of (&t), ==, "society");
  g_assert_cmpuint (chip (&t)->strip, ==, 2);
  talk_close (&t);
}

#define ADD(name, test) g_test_add_func ("/canvas-helpers/" name, test)

int
main (int   argc,
      char *argv[])
{
  app_init (&argc, &argv);
  ADD ("who helps stands around the person", test_who_helps_stands_around_the_person);
  ADD ("who helps stands beside their domain", test_who_helps_stands_beside_their_domain);
  ADD ("in Arabic domains are mirrored", test_in_arabic_domains_are_mirrored);
  ADD ("many helpers do not lie on each other", test_many_helpers_do_not_lie_on_each_other);
  ADD ("keys do what the mouse does", test_keys_do_what_the_mouse_does);
  ADD ("two quick answers are both kept and shown",
       test_two_quick_answers_are_both_kept_and_shown);
  ADD ("what was answered elsewhere is not overwritten",
       test_what_was_answered_elsewhere_is_not_overwritten);
  ADD ("topics are ticked in a list", test_topics_are_ticked_in_a_list);
  ADD ("who is dragged helps where they are let go",
       test_who_is_dragged_helps_where_they_are_let_go);
  ADD ("who goes while held is let go", test_who_goes_while_held_is_let_go);
  ADD ("the list says and does the same", test_the_list_says_and_does_the_same);
  ADD ("somebody new comes from the canvas", test_somebody_new_comes_from_the_canvas);
  ADD ("who ended is not there", test_who_ended_is_not_there);
  ADD ("what they help with is there again", test_what_they_help_with_is_there_again);
  return g_test_run ();
}
