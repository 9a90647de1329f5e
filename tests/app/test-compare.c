/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

/* Two conversations side by side: by a sign and a word, and never by which is better. */

#include "talk-fixture.h"

#include "app/conversation/vb-compare-row.h"
#include "app/conversation/vb-compare-window.h"
#include "app/conversation/vb-helper-actions.h"
#include "app/conversation/vb-topic-actions.h"

typedef struct
{
  GtkWindow *window;
  const char *page;
} Shown;

static gboolean
is_shown (gpointer data)
{
  Shown *shown = data;

  return g_strcmp0 (gtk_stack_get_visible_child_name (GTK_STACK (
                      app_child (shown->window, VB_TYPE_COMPARE_WINDOW, "stack"))),
                    shown->page) == 0;
}

static GtkWindow *
compare_open (Talk       *t,
              const char *page)
{
  Shown shown = { vb_compare_window_new (t->window, t->talk), page };

  gtk_window_present (shown.window);
  app_wait (is_shown, &shown);
  return shown.window;
}

static void
assert_row (GtkWindow  *window,
            guint       nth,
            const char *label)
{
  GtkWidget *row = app_find_nth (GTK_WIDGET (window), VB_TYPE_COMPARE_ROW, &nth);

  g_assert_nonnull (row);
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, label);
}

static void
test_what_is_different_is_said_in_words (void)
{
  Talk t;
  GtkWindow *window;
  VbConversation *talk;

  talk_open (&t, VB_FOUR_DOMAINS, NULL);
  vb_topic_add (t.talk, "society", "M06", NULL);
  vb_topic_add (t.talk, "mind", "G02", NULL);
  vb_topic_add (t.talk, "body", "L04", NULL);
  talk = vb_talk_get (t.talk);
  vb_topic_set_tone_of (t.talk, vb_conversation_find_code (talk, "M06")->id, "burden");
  talk_again (&t, VB_FOUR_DOMAINS);
  vb_topic_add (t.talk, "society", "M06", NULL);
  vb_topic_add (t.talk, "body", "L04", NULL);
  vb_topic_add (t.talk, "social", "S04", NULL);
  talk = vb_talk_get (t.talk);
  vb_topic_set_tone_of (t.talk, vb_conversation_find_code (talk, "M06")->id, "strength");
  app_wait (talk_is_kept, &t);
  /* The program is in English here, and so is every word, whatever the card speaks. */
  vb_talk_set_language (t.talk, "ar");
  app_wait (talk_is_kept, &t);
  window = compare_open (&t, "both");
  assert_row (window, 0, "Having something to do, changed. "
                         "Then: Society, burden. Now: Society, strength.");
  assert_row (window, 1, "Sleep, the same. Then: Body. Now: Body.");
  assert_row (window, 2, "Family, added. Then: –. Now: Social.");
  assert_row (window, 3, "Afraid or restless, gone. Then: Mind. Now: –.");
  gtk_window_destroy (window);
  talk_close (&t);
}

/* Who helps with what stands beside each other, by the name they have in the record. */
static void
test_who_helps_is_compared_too (void)
{
  Talk t;
  GtkWindow *window;
  g_autoptr(GError) error = NULL;
  g_autoptr(VbPerson) before = NULL;
  VbHelper *doctor, *gone;

  talk_open (&t, VB_FOUR_DOMAINS, NULL);
  before = vb_person_copy (t.person);
  doctor = vb_person_add_helper (t.person);
  doctor->name = g_strdup ("Huisarts");
  gone = vb_person_add_helper (t.person);
  gone->name = g_strdup ("Buurman");
  g_assert_true (vb_people_save_sync (t.store, before, t.person, NULL, &error));
  g_assert_no_error (error);
  vb_talk_note_person (t.talk, t.person, NULL);
  vb_topic_add (t.talk, "body", "L04", NULL);
  vb_helper_set_domain (t.talk, doctor->id, "body");
  vb_helper_set_domain (t.talk, gone->id, "social");
  talk_again (&t, VB_FOUR_DOMAINS);
  vb_topic_add (t.talk, "body", "L04", NULL);
  vb_helper_set_domain (t.talk, doctor->id, "body");
  vb_helper_set_topic (t.talk, doctor->id,
                       vb_conversation_find_code (vb_talk_get (t.talk), "L04")->id, TRUE);
  app_wait (talk_is_kept, &t);
  window = compare_open (&t, "both");
  assert_row (window, 1, "Helps already: Huisarts, changed. Then: Body. Now: Body, Sleep.");
  assert_row (window, 2, "Helps already: Buurman, gone. Then: Social. Now: –.");
  /* Somebody who was taken out of the record has no name any more. */
  g_ptr_array_remove (t.person->helpers, gone);
  vb_talk_note_person (t.talk, t.person, NULL);
  assert_row (window, 2, "Somebody who helped, and is not in the record any more, gone. "
                         "Then: Social. Now: –.");
  gtk_window_destroy (window);
  talk_close (&t);
}

static void
test_where_there_is_no_other_it_says_so (void)
{
  Talk t;
  GtkWindow *window;

  talk_open (&t, VB_HEALTH_WEB, NULL);
  window = compare_open (&t, "message");
  gtk_window_destroy (window);
  /* One by another kind of card is no other one. */
  vb_talk_will_say (t.talk);
  vb_answer_set_mark (vb_conversation_get_answer (vb_talk_get (t.talk), "body"), 3);
  vb_talk_say (t.talk);
  talk_again (&t, VB_FOUR_DOMAINS);
  window = compare_open (&t, "message");
  gtk_window_destroy (window);
  talk_close (&t);
}

int
main (int   argc,
      char *argv[])
{
  app_init (&argc, &argv);
  g_test_add_func ("/compare/what is different is said in words",
                   test_what_is_different_is_said_in_words);
  g_test_add_func ("/compare/who helps is compared too", test_who_helps_is_compared_too);
  g_test_add_func ("/compare/where there is no other it says so",
                   test_where_there_is_no_other_it_says_so);
  return g_test_run ();
}
