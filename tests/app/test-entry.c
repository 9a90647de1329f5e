/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

/* A card that was filled in by pen is typed in with one key for each mark. */

#include "talk-fixture.h"

#include "app/conversation/vb-entry-window.h"

static void
keys (GtkWindow  *window,
      const char *text)
{
  for (; *text != '\0'; text++)
    talk_key (GTK_WIDGET (window), gdk_unicode_to_keyval (*text), 0);
}

static gint64
mark_of (Talk       *t,
         const char *item)
{
  const VbAnswer *answer = vb_conversation_find_answer (vb_talk_get (t->talk), item);

  return answer != NULL ? answer->mark : VB_NO_NUMBER;
}

static void
test_one_key_for_each_mark (void)
{
  Talk t;
  GtkWindow *window;
  const VbConversation *talk;

  talk_open (&t, VB_HEALTH_WEB, "ar");
  talk = vb_talk_get (t.talk);
  window = vb_entry_window_new (t.window, t.talk);
  gtk_window_present (window);
  keys (window, "5t?0 ");
  g_assert_cmpint (mark_of (&t, "body"), ==, 5);
  g_assert_cmpint (mark_of (&t, "mind"), ==, 10);
  g_assert_cmpstr (vb_conversation_find_answer (talk, "meaning")->skipped, ==, "unknown");
  g_assert_cmpint (mark_of (&t, "good-life"), ==, 0);
  g_assert_cmpint (mark_of (&t, "taking-part"), ==, VB_NO_NUMBER);
  /* On the last: to be talked about, and first. */
  keys (window, "p");
  talk_key (GTK_WIDGET (window), GDK_KEY_1, GDK_ALT_MASK);
  g_assert_true (vb_conversation_find_answer (talk, "daily-life")->talk);
  g_assert_cmpuint (vb_conversation_get_rank (talk, "daily-life", NULL), ==, 1);
  gtk_window_destroy (window);
  talk_close (&t);
}

static void
test_a_slip_is_taken_back (void)
{
  Talk t;
  GtkWindow *window;

  talk_open (&t, VB_HEALTH_WEB, NULL);
  window = vb_entry_window_new (t.window, t.talk);
  gtk_window_present (window);
  keys (window, "7");
  talk_key (GTK_WIDGET (window), GDK_KEY_BackSpace, 0);
  talk_key (GTK_WIDGET (window), GDK_KEY_BackSpace, 0);
  g_assert_cmpint (mark_of (&t, "body"), ==, VB_NO_NUMBER);
  keys (window, "4");
  g_assert_cmpint (mark_of (&t, "body"), ==, 4);
  gtk_window_destroy (window);
  talk_close (&t);
}

static void
test_topics_get_the_signs_of_the_paper (void)
{
  Talk t;
  GtkWindow *window;
  const VbConversation *talk;

  talk_open (&t, VB_FOUR_DOMAINS, NULL);
  talk = vb_talk_get (t.talk);
  window = vb_entry_window_new (t.window, t.talk);
  gtk_window_present (window);
  keys (window, "- o+");
  g_assert_cmpstr (vb_conversation_find_code (talk, "L01")->tone, ==, "burden");
  g_assert_null (vb_conversation_find_code (talk, "L02"));
  g_assert_cmpstr (vb_conversation_find_code (talk, "L03")->tone, ==, "so-so");
  g_assert_cmpstr (vb_conversation_find_code (talk, "L04")->tone, ==, "strength");
  g_assert_cmpstr (vb_conversation_find_code (talk, "L04")->domain, ==, "body");
  gtk_window_destroy (window);
  talk_close (&t);
}

int
main (int   argc,
      char *argv[])
{
  app_init (&argc, &argv);
  g_test_add_func ("/entry/one key for each mark", test_one_key_for_each_mark);
  g_test_add_func ("/entry/a slip is taken back", test_a_slip_is_taken_back);
  g_test_add_func ("/entry/topics get the signs of the paper",
                   test_topics_get_the_signs_of_the_paper);
  return g_test_run ();
}
