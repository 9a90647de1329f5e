/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a neighbourhood agreed: what may be kept, what may be in force, and who changed what. */

#include "config.h"

#include "store-fixture.h"

#include "core/store/vb-access-log.h"
#include "core/store/vb-agreements.h"

static void
set (char       **text,
     const char  *value)
{
  g_free (*text);
  *text = g_strdup (value);
}

/* Is it money? Yes: debt help. No: is there company? Yes, no: the coach. */
static VbAgreement *
make (void)
{
  VbAgreement *self = vb_agreement_new ("Who helps with what");
  VbAgreementNode *money = vb_agreement_add_node (self, "question", "Is it money?");
  VbAgreementNode *company = vb_agreement_add_node (self, "question", "Is there company?");
  VbAgreementNode *debts = vb_agreement_add_node (self, "outcome", "Call debt help");
  VbAgreementNode *coach = vb_agreement_add_node (self, "outcome", "The coach calls");

  vb_agreement_add_answer (money, "Yes", debts);
  vb_agreement_add_answer (money, "No", company);
  vb_agreement_add_answer (company, "Yes", coach);
  vb_agreement_add_answer (company, "No", coach);
  debts->need_code = g_strdup ("B17");
  coach->function = g_strdup ("Wellbeing coach");
  self->owner = g_strdup ("Coordinator");
  self->agreed_on = g_strdup ("2026-11-01");
  return self;
}

static VbAgreementNode *
node (VbAgreement *self,
      guint        index)
{
  return g_ptr_array_index (self->nodes, index);
}

static VbAgreementAnswer *
answer (VbAgreement *self,
        guint        index,
        guint        which)
{
  return g_ptr_array_index (node (self, index)->answers, which);
}

static void
assert_found (GArray     *errors,
              const char *column,
              guint       record)
{
  gboolean found = FALSE;

  for (guint i = 0; i < errors->len; i++)
    {
      const VbShapeError *error = &g_array_index (errors, VbShapeError, i);

      found = found || (g_str_equal (error->column, column) && error->record == record);
    }
  g_array_unref (errors);
  g_assert_true (found);
}

static void
assert_fine (GArray *errors)
{
  g_assert_cmpuint (errors->len, ==, 0);
  g_array_unref (errors);
}

/* ------------------------------------------------------------------ the tree */

static void
a_circle_is_refused_and_shared_branches_are_not (void)
{
  g_autoptr(VbAgreement) self = make ();

  assert_fine (vb_agreement_validate (self));
  set (&answer (self, 1, 0)->next_id, node (self, 0)->id); /* back to the first */
  assert_found (vb_agreement_validate (self), "answers", 0);
  set (&answer (self, 1, 0)->next_id, node (self, 1)->id); /* to itself */
  assert_found (vb_agreement_validate (self), "answers", 0);
  set (&answer (self, 1, 0)->next_id, node (self, 3)->id);
  assert_fine (vb_agreement_validate (self));
}

static void
a_circle_that_nothing_leads_to_is_found_too (void)
{
  g_autoptr(VbAgreement) self = make ();
  VbAgreementNode *a = vb_agreement_add_node (self, "question", "A?");
  VbAgreementNode *b = vb_agreement_add_node (self, "question", "B?");

  vb_agreement_add_answer (a, "on", b);
  vb_agreement_add_answer (b, "back", a);
  assert_found (vb_agreement_validate (self), "answers", 4);
}

static void
every_way_ends_at_an_outcome_before_it_is_in_force (void)
{
  g_autoptr(VbAgreement) self = make ();

  assert_fine (vb_agreement_check_active (self));
  g_clear_pointer (&answer (self, 1, 1)->next_id, g_free);
  assert_fine (vb_agreement_validate (self)); /* it may be kept while it is made */
  assert_found (vb_agreement_check_active (self), "answers", 1);
  set (&answer (self, 1, 1)->next_id, node (self, 3)->id);

  g_ptr_array_remove_index (node (self, 1)->answers, 1);
  assert_found (vb_agreement_check_active (self), "answers", 1); /* one answer is no question */
  vb_agreement_add_answer (node (self, 1), "No", node (self, 3));

  g_clear_pointer (&node (self, 3)->function, g_free);
  assert_found (vb_agreement_check_active (self), "function", 3); /* to whom? */
  node (self, 3)->function = g_strdup ("Wellbeing coach");

  vb_agreement_add_node (self, "outcome", "Nobody comes here")->function = g_strdup ("GP");
  assert_found (vb_agreement_check_active (self), "words", 4);
  vb_agreement_remove_node (self, node (self, 4));

  set (&self->review_on, "2026-10-01");
  assert_found (vb_agreement_check_active (self), "review_on", 0);
  g_clear_pointer (&self->review_on, g_free);
  g_clear_pointer (&self->owner, g_free);
  assert_found (vb_agreement_check_active (self), "owner", 0);
}

static void
what_is_removed_leaves_no_answer_that_leads_to_it (void)
{
  g_autoptr(VbAgreement) self = make ();

  vb_agreement_remove_node (self, node (self, 2));
  g_assert_null (answer (self, 0, 0)->next_id);
  assert_fine (vb_agreement_validate (self));
  vb_agreement_remove_node (self, node (self, 0));
  assert_found (vb_agreement_check_active (self), "start_id", 0);
  /* one that came from elsewhere, and is not there */
  set (&answer (self, 0, 0)->next_id, "gone");
  assert_found (vb_agreement_validate (self), "answers", 0);
}

static void
there_is_an_end_to_how_much_it_holds (void)
{
  g_autoptr(VbAgreement) self = make ();
  g_autofree char *long_text = g_strnfill (VB_AGREEMENT_WORDS_MAX + 1, 'x');
  VbAgreementNode *last;

  for (guint i = 0; i < 5; i++)
    vb_agreement_add_answer (node (self, 0), "more", node (self, 3));
  assert_found (vb_agreement_validate (self), "answers", 0);
  g_ptr_array_set_size (node (self, 0)->answers, 2);
  set (&node (self, 0)->words, long_text);
  assert_found (vb_agreement_validate (self), "words", 0);
  set (&node (self, 0)->words, "Is it money?");

  last = node (self, 1);
  for (guint i = 0; i < VB_AGREEMENT_DEPTH_MAX; i++)
    {
      VbAgreementNode *next = vb_agreement_add_node (self, "question", "And now?");

      set (&((VbAgreementAnswer *) g_ptr_array_index (last->answers, 0))->next_id, next->id);
      vb_agreement_add_answer (next, "Yes", node (self, 3));
      vb_agreement_add_answer (next, "No", node (self, 3));
      last = next;
    }
  assert_found (vb_agreement_check_active (self), "nodes", 0);
  while (self->nodes->len <= VB_AGREEMENT_NODES_MAX)
    vb_agreement_add_node (self, "outcome", "One more");
  assert_found (vb_agreement_validate (self), "nodes", 0);
  assert_found (vb_agreement_check_active (self), "nodes", 0);
}

/* Two hundred questions, each of which leads to all the next ones: walked once each. */
static void
shared_branches_are_walked_once (void)
{
  g_autoptr(VbAgreement) self = vb_agreement_new ("Wide");

  for (guint i = 0; i < VB_AGREEMENT_NODES_MAX; i++)
    vb_agreement_add_node (self, "question", "?");
  for (guint i = 0; i < VB_AGREEMENT_NODES_MAX; i++)
    for (guint k = 1; k <= VB_AGREEMENT_ANSWERS_MAX && i + k < VB_AGREEMENT_NODES_MAX; k++)
      vb_agreement_add_answer (node (self, i), "on", node (self, i + k));
  assert_fine (vb_agreement_validate (self));
}

static void
a_number_of_a_citizen_is_not_kept (void)
{
  g_autoptr(VbAgreement) self = make ();

  set (&node (self, 2)->note, "as with 111222333");
  assert_found (vb_agreement_validate (self), "note", 2);
  g_clear_pointer (&node (self, 2)->note, g_free);
  set (&answer (self, 0, 0)->words, "111222333");
  assert_found (vb_agreement_validate (self), "answers", 0);
}

/* ------------------------------------------------------------------ kept */

static VbAgreement *
open_agreement (Fixture    *f,
                const char *id)
{
  g_autoptr(GError) error = NULL;
  VbAgreement *self = vb_agreements_open_sync (f->store, id, NULL, &error);

  g_assert_no_error (error);
  return self;
}

static void
save (Fixture           *f,
      const VbAgreement *base,
      const VbAgreement *mine)
{
  g_autoptr(GError) error = NULL;

  g_assert_true (vb_agreements_save_sync (f->store, base, mine, NULL, &error));
  g_assert_no_error (error);
}

static void
every_column_has_its_member (void)
{
  const VbShape *shapes[] = { &vb_agreement_shape, &vb_agreement_node_shape,
                              &vb_agreement_answer_shape, &vb_agreement_change_shape };
  Fixture f;

  fixture_open (&f);
  for (guint i = 0; i < G_N_ELEMENTS (shapes); i++)
    {
      g_autofree char *sql = g_strdup_printf ("SELECT count (*) FROM pragma_table_info ('%s')",
                                              shapes[i]->table);

      g_assert_cmpint (fixture_int (&f, sql), ==, shapes[i]->n_fields);
    }
  fixture_close (&f);
}

static void
who_changed_what_can_be_read (void)
{
  Fixture f;
  g_autoptr(VbAgreement) self = make (), base = NULL, mine = NULL;
  g_autoptr(GPtrArray) history = NULL;
  g_autoptr(GString) seen = g_string_new (NULL);

  fixture_open (&f);
  vb_store_set_actor (f.store, "awit", "Anna de Wit", NULL);
  save (&f, NULL, self);
  vb_store_set_actor (f.store, "bram", "Bram", NULL);
  base = open_agreement (&f, self->id);
  mine = vb_agreement_copy (base);
  set (&node (mine, 0)->words, "Is it about money?");
  set (&answer (mine, 1, 1)->next_id, node (mine, 2)->id);
  set (&mine->state, "active");
  save (&f, base, mine);
  save (&f, mine, mine); /* nothing changed */

  history = vb_agreements_history_sync (f.store, self->id, NULL, NULL);
  for (guint i = 0; i < history->len; i++)
    {
      const VbAgreementChange *change = g_ptr_array_index (history, i);

      g_string_append_printf (seen, "%s %s: %s > %s\n", change->actor, change->what,
                              change->before, change->after);
    }
  g_assert_cmpuint (history->len, ==, 4);
  g_assert_nonnull (strstr (seen->str, "Anna de Wit made: (null) > Who helps with what\n"));
  g_assert_nonnull (strstr (seen->str, "Bram words: Is it money? > Is it about money?\n"));
  g_assert_nonnull (strstr (seen->str, "Bram answers: Yes → The coach calls; No → The coach "
                                       "calls > Yes → The coach calls; No → Call debt help\n"));
  g_assert_nonnull (strstr (seen->str, "Bram state: draft > active\n"));
  g_assert_cmpint (fixture_int (&f, "SELECT count(*) FROM access_log WHERE object_type = "
                                    "'agreement'"), ==, 2);
  fixture_close (&f);
}

static void
what_is_not_complete_is_not_in_force (void)
{
  Fixture f;
  g_autoptr(VbAgreement) self = make ();
  g_autoptr(GError) error = NULL;

  fixture_open (&f);
  g_clear_pointer (&answer (self, 0, 1)->next_id, g_free);
  set (&self->state, "active");
  g_assert_false (vb_agreements_save_sync (f.store, NULL, self, NULL, &error));
  g_assert_error (error, VB_ERROR, VB_ERROR_INVALID_INPUT);
  g_assert_cmpint (fixture_int (&f, "SELECT count(*) FROM agreement"), ==, 0);
  set (&self->state, "draft");
  save (&f, NULL, self);
  fixture_close (&f);
}

static guint
count_for (Fixture    *f,
           const char *need)
{
  g_autoptr(GPtrArray) lines = vb_agreements_list_sync (f->store, need, NULL, NULL);

  return lines->len;
}

static void
what_is_in_force_is_found_by_what_it_is_about (void)
{
  Fixture f;
  g_autoptr(VbAgreement) money = make (), all = make (), draft = make ();
  g_autoptr(GPtrArray) lines = NULL;

  fixture_open (&f);
  set (&money->about, "B17 B18");
  set (&money->state, "active");
  set (&all->state, "active");
  set (&draft->title, "A draft");
  save (&f, NULL, money);
  save (&f, NULL, all);
  save (&f, NULL, draft);
  g_assert_cmpuint (count_for (&f, "B18"), ==, 2);
  g_assert_cmpuint (count_for (&f, "B1"), ==, 1); /* not a part of a code */
  lines = vb_agreements_list_sync (f.store, NULL, NULL, NULL);
  g_assert_cmpuint (lines->len, ==, 3);
  g_assert_cmpstr (((VbAgreementLine *) g_ptr_array_index (lines, 2))->title, ==, "A draft");
  g_assert_true (vb_agreement_is_about (money, "B17"));
  g_assert_false (vb_agreement_is_about (money, "B1"));
  g_assert_true (vb_agreement_is_about (all, NULL));
  fixture_close (&f);
}

static void
what_somebody_else_changed_is_not_written_over (void)
{
  Fixture f;
  g_autoptr(VbAgreement) self = make (), one = NULL, two = NULL;
  g_autoptr(GError) error = NULL;

  fixture_open (&f);
  save (&f, NULL, self);
  one = vb_agreement_copy (self);
  two = vb_agreement_copy (self);
  set (&node (one, 0)->words, "Mine?");
  set (&node (two, 0)->words, "Yours?");
  save (&f, self, one);
  g_assert_false (vb_agreements_save_sync (f.store, self, two, NULL, &error));
  g_assert_error (error, VB_ERROR, VB_ERROR_CONFLICT);
  fixture_close (&f);
}

/* Each of the two is right by itself; together they leave an answer that leads nowhere. */
static void
what_two_people_make_of_it_is_complete_together (void)
{
  Fixture f;
  g_autoptr(VbAgreement) self = make (), active = NULL, less = NULL, now = NULL;
  g_autoptr(GError) error = NULL;

  fixture_open (&f);
  save (&f, NULL, self);
  active = vb_agreement_copy (self);
  less = vb_agreement_copy (self);
  set (&active->state, "active");
  vb_agreement_remove_node (less, node (less, 2));
  save (&f, self, active);
  g_assert_false (vb_agreements_save_sync (f.store, self, less, NULL, &error));
  g_assert_error (error, VB_ERROR, VB_ERROR_CONFLICT);
  g_clear_error (&error);
  now = vb_agreements_open_sync (f.store, self->id, NULL, NULL);
  assert_fine (vb_agreement_check_active (now));
  g_assert_cmpstr (now->state, ==, "active");

  /* the other way round */
  set (&active->state, "draft");
  save (&f, now, active);
  save (&f, self, less);
  set (&active->state, "active");
  g_assert_false (vb_agreements_save_sync (f.store, self, active, NULL, &error));
  g_assert_error (error, VB_ERROR, VB_ERROR_CONFLICT);
  g_assert_cmpint (fixture_int (&f, "SELECT count(*) FROM agreement WHERE state = 'active'"), ==,
                   0);
  fixture_close (&f);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name) g_test_add_func ("/agreements/" #name, name)
  ADD (a_circle_is_refused_and_shared_branches_are_not);
  ADD (a_circle_that_nothing_leads_to_is_found_too);
  ADD (every_way_ends_at_an_outcome_before_it_is_in_force);
  ADD (what_is_removed_leaves_no_answer_that_leads_to_it);
  ADD (there_is_an_end_to_how_much_it_holds);
  ADD (shared_branches_are_walked_once);
  ADD (a_number_of_a_citizen_is_not_kept);
  ADD (every_column_has_its_member);
  ADD (who_changed_what_can_be_read);
  ADD (what_is_not_complete_is_not_in_force);
  ADD (what_is_in_force_is_found_by_what_it_is_about);
  ADD (what_somebody_else_changed_is_not_written_over);
  ADD (what_two_people_make_of_it_is_complete_together);
  return g_test_run ();
}
