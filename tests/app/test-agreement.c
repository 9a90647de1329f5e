/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

/* An agreement of the neighbourhood: read one question at a time, changed, and shown where somebody
 * chooses. */

#include "form-fixture.h"

#include "app/agreement/vb-agreement-editor.h"
#include "app/agreement/vb-agreement-hint.h"
#include "app/agreement/vb-agreement-reader.h"
#include "app/agreement/vb-agreements-window.h"
#include "app/agreement/vb-node-window.h"
#include "core/store/vb-agreements.h"

typedef struct
{
  App app;
  VbStore *store;
  VbAgreement *agreement;
  GtkWindow *window;
} Fixture;

static void
fixture_open (Fixture *f)
{
  VbAgreementNode *money, *debts, *coach;
  g_autoptr(GError) error = NULL;

  memset (f, 0, sizeof *f);
  app_open (&f->app);
  f->store = vb_session_get_store (f->app.session);
  f->agreement = vb_agreement_new ("Who helps");
  money = vb_agreement_add_node (f->agreement, "question", "Is it money?");
  debts = vb_agreement_add_node (f->agreement, "outcome", "Call debt help");
  coach = vb_agreement_add_node (f->agreement, "outcome", "The coach calls");
  vb_agreement_add_answer (money, "Yes", debts);
  vb_agreement_add_answer (money, "No", coach);
  debts->function = g_strdup ("Debt help");
  coach->function = g_strdup ("Wellbeing coach");
  coach->referral_kind = g_strdup ("prescription");
  f->agreement->owner = g_strdup ("Coordinator");
  f->agreement->agreed_on = g_strdup ("2026-11-01");
  f->agreement->about = g_strdup ("B17");
  f->agreement->state = (g_free (f->agreement->state), g_strdup ("active"));
  vb_agreements_save_sync (f->store, NULL, f->agreement, NULL, &error);
  g_assert_no_error (error);
}

static gboolean
is_gone (gpointer window)
{
  return *(GtkWindow **) window == NULL;
}

static void
fixture_close (Fixture *f)
{
  /* What it asked the store holds it until the answer. */
  if (f->window != NULL)
    gtk_window_destroy (f->window);
  app_wait (is_gone, &f->window);
  vb_agreement_free (f->agreement);
  app_close (&f->app);
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
press (gpointer    window,
       GType       type,
       const char *name)
{
  g_signal_emit_by_name (app_child (window, type, name), "clicked");
}

static gboolean
has_answers (gpointer window)
{
  GtkWidget *box = GTK_WIDGET (app_child (window, VB_TYPE_AGREEMENT_READER, "answers"));

  return gtk_widget_get_first_child (box) != NULL;
}

static gboolean
has_nodes (gpointer window)
{
  GtkWidget *list = GTK_WIDGET (app_child (window, VB_TYPE_AGREEMENT_EDITOR, "nodes"));

  return gtk_widget_get_first_child (list) != NULL;
}

static gboolean
can_save (gpointer window)
{
  return gtk_widget_get_sensitive (GTK_WIDGET (app_child (window, VB_TYPE_NODE_WINDOW,
                                                          "save_button")));
}

static const char *
words_of (Fixture *f)
{
  return gtk_label_get_label (GTK_LABEL (app_child (f->window, VB_TYPE_AGREEMENT_READER,
                                                    "words_label")));
}

static void
it_is_read_question_by_question_and_back (void)
{
  Fixture f;
  GtkWidget *answers, *refer;

  fixture_open (&f);
  show_window (&f, vb_agreement_reader_new (GTK_WINDOW (f.app.window), f.store, f.agreement->id));
  app_wait (has_answers, f.window);
  answers = GTK_WIDGET (app_child (f.window, VB_TYPE_AGREEMENT_READER, "answers"));
  refer = GTK_WIDGET (app_child (f.window, VB_TYPE_AGREEMENT_READER, "refer_button"));
  g_assert_cmpstr (words_of (&f), ==, "Is it money?");
  g_assert_false (gtk_widget_get_visible (refer));
  g_signal_emit_by_name (gtk_widget_get_last_child (answers), "clicked");
  g_assert_cmpstr (words_of (&f), ==, "The coach calls");
  g_assert_true (gtk_widget_get_visible (refer));
  press (f.window, VB_TYPE_AGREEMENT_READER, "back_button");
  g_assert_cmpstr (words_of (&f), ==, "Is it money?");
  g_signal_emit_by_name (gtk_widget_get_first_child (answers), "clicked");
  g_assert_cmpstr (words_of (&f), ==, "Call debt help");
  g_assert_false (gtk_widget_get_visible (refer)); /* calling is no referral */
  fixture_close (&f);
}

static char *
state_of (Fixture *f)
{
  g_autoptr(VbAgreement) kept = vb_agreements_open_sync (f->store, f->agreement->id, NULL, NULL);

  return g_strdup (kept->state);
}

static gboolean
is_draft (gpointer data)
{
  g_autofree char *state = state_of (data);

  return g_str_equal (state, "draft");
}

static void
what_is_in_force_is_a_draft_before_it_changes (void)
{
  Fixture f;

  fixture_open (&f);
  show_window (&f, vb_agreement_editor_new (GTK_WINDOW (f.app.window), f.store, f.agreement->id));
  app_wait (has_nodes, f.window);
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (app_child (f.window,
                                                                 VB_TYPE_AGREEMENT_EDITOR,
                                                                 "add_part"))));
  press (f.window, VB_TYPE_AGREEMENT_EDITOR, "draft_button");
  app_wait (is_draft, &f);
  fixture_close (&f);
}

static void
an_answer_can_lead_to_a_new_question (void)
{
  Fixture f;
  g_autoptr(VbAgreement) base = NULL, draft = NULL, kept = NULL;
  const VbAgreementNode *first;
  const VbAgreementAnswer *answer;

  fixture_open (&f);
  base = vb_agreements_open_sync (f.store, f.agreement->id, NULL, NULL);
  draft = vb_agreement_copy (base);
  g_free (draft->state);
  draft->state = g_strdup ("draft");
  g_assert_true (vb_agreements_save_sync (f.store, base, draft, NULL, NULL));

  show_window (&f, vb_node_window_new (GTK_WINDOW (f.app.window), f.store, f.agreement->id,
                                       draft->start_id));
  app_wait (can_save, f.window);
  g_assert_true (form_has (f.window, "answer_2", "No"));
  form_set (f.window, "answer_3", "I do not know");
  form_set (f.window, "next_3", "+question");
  press (f.window, VB_TYPE_NODE_WINDOW, "save_button");
  app_wait (is_gone, &f.window);

  kept = vb_agreements_open_sync (f.store, f.agreement->id, NULL, NULL);
  first = vb_agreement_find_node (kept, kept->start_id);
  g_assert_cmpuint (kept->nodes->len, ==, 4);
  g_assert_cmpuint (first->answers->len, ==, 3);
  answer = g_ptr_array_index (first->answers, 2);
  g_assert_nonnull (vb_agreement_find_node (kept, answer->next_id));
  fixture_close (&f);
}

static gboolean
is_shown (gpointer widget)
{
  return gtk_widget_get_visible (widget);
}

static gboolean
is_hidden (gpointer widget)
{
  return !gtk_widget_get_visible (widget);
}

static void
it_is_there_where_somebody_chooses (void)
{
  Fixture f;
  VbAgreementHint *hint;

  fixture_open (&f);
  hint = g_object_ref_sink (g_object_new (VB_TYPE_AGREEMENT_HINT, NULL));
  vb_agreement_hint_show_for (hint, f.store, "B17");
  app_wait (is_shown, hint);
  vb_agreement_hint_show_for (hint, f.store, "B03"); /* nothing was agreed about that */
  app_wait (is_hidden, hint);
  g_object_unref (hint);
  fixture_close (&f);
}

static void
the_list_lets_go (void)
{
  Fixture f;
  gpointer alive;

  fixture_open (&f);
  alive = vb_agreements_window_new (GTK_WINDOW (f.app.window), f.store);
  g_object_add_weak_pointer (alive, &alive);
  gtk_window_present (alive);
  app_idle (50);
  gtk_window_destroy (alive);
  app_wait (is_gone, &alive); /* what it asked the store holds it until the answer */
  fixture_close (&f);
}

int
main (int    argc,
      char **argv)
{
  app_init (&argc, &argv);
#define ADD(name) g_test_add_func ("/agreement/" #name, name)
  ADD (it_is_read_question_by_question_and_back);
  ADD (what_is_in_force_is_a_draft_before_it_changes);
  ADD (an_answer_can_lead_to_a_new_question);
  ADD (it_is_there_where_somebody_chooses);
  ADD (the_list_lets_go);
  return g_test_run ();
}
