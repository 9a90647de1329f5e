/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What we ship comes in through the ordinary reader and import, whole and without a remark. */

#include "config.h"

#include <string.h>

#include "core/base/vb-time.h"
#include "core/store/vb-dossiers.h"
#include "core/store/vb-meetings-story.h"
#include "core/store/vb-referrals-story.h"
#include "core/store/vb-today.h"
#include "interop/vb-demo-people.h"
#include "interop/vb-package-reader.h"

#include "../core/store-fixture.h"

static void
say_issues (const VbReport *report)
{
  for (guint i = 0; i < report->issues->len; i++)
    {
      const VbIssue *issue = &g_array_index (report->issues, VbIssue, i);

      g_test_message ("%s:%u: %s: %s (%s)",
                      (const char *) g_ptr_array_index (report->files, issue->file), issue->row,
                      issue->field != NULL ? issue->field : "-", issue->reason,
                      issue->detail != NULL ? issue->detail : "");
    }
}

static VbBatch *
read_shipped (const char *name)
{
  g_autofree char *path = g_build_filename (SOURCE_DATADIR, name, NULL);
  g_autoptr(GError) error = NULL;
  VbBatch *batch = vb_package_read (path, NULL, NULL, &error);

  g_assert_no_error (error);
  say_issues (batch->report);
  return batch;
}

static void
test_taxonomies_come_in (void)
{
  g_autoptr(VbBatch) batch = read_shipped ("taxonomy");
  GPtrArray *terms = batch->records[VB_TABLE_TAXONOMY_TERM];
  guint translated = 0;

  g_assert_cmpuint (batch->report->issues->len, ==, 0);
  g_assert_cmpuint (batch->records[VB_TABLE_TAXONOMY]->len, ==, 7);
  for (guint i = 0; i < terms->len; i++)
    {
      const VbRecord *term = g_ptr_array_index (terms, i);

      /* The English name is no column of the standard: it must not get lost. */
      translated += term->extra != NULL && strstr (term->extra, "name_en") != NULL;
    }
  g_assert_cmpuint (terms->len, >, 100);
  g_assert_cmpuint (translated, ==, terms->len);
}

static void
test_demo_comes_in (void)
{
  g_autoptr(VbBatch) batch = read_shipped ("demo");

  g_assert_cmpuint (batch->report->issues->len, ==, 0);
  for (VbTable table = 0; table < VB_N_TABLES; table++)
    g_assert_cmpuint (batch->records[table]->len, ==, batch->report->counts[table].read);
  g_assert_cmpuint (batch->records[VB_TABLE_SERVICE]->len, >=, 180);
  g_assert_cmpuint (batch->records[VB_TABLE_HOLDER]->len, >=, 200);
  g_assert_cmpuint (batch->records[VB_TABLE_AVAILABILITY]->len, >=, 100);
  g_assert_cmpuint (batch->records[VB_TABLE_VERIFICATION]->len, >=, 180);
}

static VbCounts
bring_in (Fixture    *f,
          const char *name)
{
  g_autoptr(VbBatch) batch = read_shipped (name);
  g_autoptr(VbReport) report = NULL;
  g_autoptr(GError) error = NULL;
  VbImportSource source = { .name = name, .kind = "hsds-tabular", .revision = "00" };
  VbCounts sum = { 0 };

  report = vb_import_apply_sync (f->store, batch, &source, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  for (VbTable table = 0; table < VB_N_TABLES; table++)
    {
      sum.read += report->counts[table].read;
      sum.added += report->counts[table].added;
      sum.updated += report->counts[table].updated;
      sum.unchanged += report->counts[table].unchanged;
      sum.conflict += report->counts[table].conflict;
    }
  return sum;
}

static void
test_demo_goes_into_a_store (void)
{
  Fixture f;
  VbCounts lists;
  VbCounts demo;
  VbCounts again;

  fixture_open (&f);
  /* The lists are in every store already; being the same, they are no conflict. */
  lists = bring_in (&f, "taxonomy");
  g_assert_cmpuint (lists.read, >, 100);
  g_assert_cmpuint (lists.unchanged, ==, lists.read);

  demo = bring_in (&f, "demo");
  g_assert_cmpuint (demo.conflict, ==, 0);
  g_assert_cmpuint (demo.updated, ==, 0);
  g_assert_cmpuint (demo.added, ==, demo.read - lists.read);

  again = bring_in (&f, "demo");
  g_assert_cmpuint (again.unchanged, ==, demo.read);
  g_assert_cmpuint (again.added + again.updated + again.conflict, ==, 0);

  g_assert_cmpint (fixture_int (&f, "SELECT count(*) FROM service s WHERE NOT EXISTS"
                                    " (SELECT 1 FROM attribute a JOIN taxonomy_term t"
                                    "  ON t.id = a.taxonomy_term_id"
                                    "  WHERE a.link_id = s.id AND t.taxonomy = 'verbinder-need')"),
                   ==, 0);
  fixture_close (&f);
}

/* ------------------------------------------------------------------ the caseload */

static void
bring_in_people (Fixture      *f,
                 VbDemoPeople *people)
{
  g_autoptr(GError) error = NULL;

  while (people->dossiers->len > 0)
    {
      vb_dossiers_import_sync (f->store, g_ptr_array_steal_index (people->dossiers, 0), NULL,
                               &error);
      g_assert_no_error (error);
    }
  vb_referrals_retell_sync (f->store, people->own, people->referrals, NULL, &error);
  g_assert_no_error (error);
  vb_meetings_retell_sync (f->store, people->meetings, NULL, &error);
  g_assert_no_error (error);
}

static guint
count_state (Fixture         *f,
             VbReferralState  state)
{
  g_autofree char *sql =
    g_strdup_printf ("SELECT count (*) FROM referral WHERE side = 'sender' AND state = '%s'",
                     vb_referral_state_get_code (state));

  return fixture_int (f, sql);
}

static void
test_demo_shows_every_state_and_fills_every_box (void)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(VbDemoPeople) people = NULL;
  g_autofree VbReferralCounts *counts = NULL;
  g_autofree char *today = vb_time_today ();
  g_autofree char *handed = NULL;
  g_autoptr(VbToday) shown = NULL;
  Fixture f;

  fixture_open (&f);
  bring_in (&f, "demo");
  people = vb_demo_people_read_shipped (&error);
  g_assert_no_error (error);
  bring_in_people (&f, people);

  for (VbReferralState state = 0; state < VB_N_REFERRAL_STATES; state++)
    {
      g_test_message ("%s: %u", vb_referral_state_get_code (state), count_state (&f, state));
      g_assert_cmpuint (count_state (&f, state), >=, 1);
    }
  counts = vb_referrals_count_sync (f.store, today, g_get_user_name (), NULL, &error);
  g_assert_no_error (error);
  for (guint box = 0; box < VB_N_BOXES; box++)
    {
      g_test_message ("box %u: %u", box, counts->n[box]);
      if (box == VB_BOX_REMINDERS) /* is what one wants oneself */
        continue;
      g_assert_cmpuint (counts->n[box], >=, 1);
    }
  g_assert_cmpuint (counts->n[VB_BOX_DRAFTS], ==, 2);
  g_assert_cmpuint (counts->n[VB_BOX_WAITING], ==, 1);
  /* what is late at a receiver who is in the demonstration too stands there */
  g_assert_cmpuint (counts->n[VB_BOX_SILENT], ==, 1);
  g_assert_cmpuint (counts->n[VB_BOX_ENDED_UNREAD], ==, 3);
  /* somebody is met today, whenever the demonstration is made */
  g_assert_cmpint (fixture_int (&f, "SELECT count (*) FROM referral WHERE side = 'sender' AND "
                                    "state = 'handover-planned' AND due_on = date ('now', "
                                    "'localtime')"), ==, 1);
  /* both sides of what arrives here, and one side of what goes to a food bank */
  g_assert_cmpint (fixture_int (&f, "SELECT count (*) FROM referral WHERE side = 'receiver'"), ==,
                   19);
  handed = fixture_text (&f, "SELECT actor FROM referral_event WHERE step = 'accept' AND "
                             "actor = 'Soraya Pinas' LIMIT 1");
  g_assert_cmpstr (handed, ==, "Soraya Pinas");
  shown = vb_today_read_sync (f.store, today, 5, NULL, &error);
  g_assert_no_error (error);
  for (VbTodayGroup group = 0; group < VB_N_TODAY; group++)
    {
      g_test_message ("today %u: %u", group, shown->n[group]);
      /* when functions are vacant and who is to look again does not follow the day */
      if (group != VB_TODAY_CASES && group != VB_TODAY_COMING && group != VB_TODAY_LOOK_BACK
          && group != VB_TODAY_VACANT && group != VB_TODAY_REMINDER && group != VB_TODAY_DUE
          && group != VB_TODAY_RETENTION && group != VB_TODAY_WITHDRAWN)
        g_assert_cmpuint (shown->n[group], >=, 1);
    }
  fixture_close (&f);
}

/* Discussed without a name, with all that has to be there before it may be closed. */
static void
test_demo_has_a_case_meeting_with_agreements (void)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(VbDemoPeople) people = NULL;
  g_autoptr(GPtrArray) lines = NULL;
  g_autoptr(VbMeeting) meeting = NULL;
  const VbMeetingLine *line;
  const VbMeetingCase *item;
  Fixture f;

  fixture_open (&f);
  bring_in (&f, "demo");
  people = vb_demo_people_read_shipped (&error);
  g_assert_no_error (error);
  bring_in_people (&f, people);
  lines = vb_meetings_list_sync (f.store, 10, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (lines->len, ==, 1);
  line = g_ptr_array_index (lines, 0);
  g_assert_cmpstr (line->state, ==, "held");
  g_assert_cmpuint (line->n_open, ==, 0);
  g_assert_cmpuint (line->n_todo, ==, 2);
  meeting = vb_meetings_open_sync (f.store, line->id, NULL, &error);
  g_assert_no_error (error);
  item = g_ptr_array_index (meeting->cases, 0);
  g_assert_cmpstr (item->state, ==, "closed");
  g_assert_nonnull (item->informed_on);
  g_assert_false (vb_meeting_case_tells_name (item));
  /* what everybody heard of it was kept when it was closed */
  g_assert_cmpuint (item->seats->len, ==, meeting->members->len);
  fixture_close (&f);
}

static void
test_a_story_that_may_not_be_is_not_told_at_all (void)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(VbDemoPeople) people = NULL;
  VbReferral *last;
  Fixture f;

  fixture_open (&f);
  bring_in (&f, "demo");
  people = vb_demo_people_read_shipped (&error);
  g_assert_no_error (error);
  last = g_ptr_array_index (people->referrals, people->referrals->len - 1);
  ((VbReferralEvent *) g_ptr_array_index (last->events, 2))->at = 1; /* before it was sent */
  while (people->dossiers->len > 0)
    g_assert_true (vb_dossiers_import_sync (f.store,
                                            g_ptr_array_steal_index (people->dossiers, 0), NULL,
                                            NULL));
  g_assert_false (vb_referrals_retell_sync (f.store, people->own, people->referrals, NULL,
                                            &error));
  g_assert_error (error, VB_ERROR, VB_ERROR_INVALID_INPUT);
  g_assert_nonnull (strstr (error->message, last->id));
  g_assert_cmpint (fixture_int (&f, "SELECT count (*) FROM referral"), ==, 0);
  g_assert_cmpint (fixture_int (&f, "SELECT count (*) FROM own_function"), ==, 0);
  fixture_close (&f);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/shipped-data/taxonomies-come-in", test_taxonomies_come_in);
  g_test_add_func ("/shipped-data/demo-comes-in", test_demo_comes_in);
  g_test_add_func ("/shipped-data/demo-goes-into-a-store", test_demo_goes_into_a_store);
  g_test_add_func ("/shipped-data/demo-shows-every-state-and-fills-every-box",
                   test_demo_shows_every_state_and_fills_every_box);
  g_test_add_func ("/shipped-data/demo-has-a-case-meeting-with-agreements",
                   test_demo_has_a_case_meeting_with_agreements);
  g_test_add_func ("/shipped-data/a-story-that-may-not-be-is-not-told-at-all",
                   test_a_story_that_may_not_be_is_not_told_at_all);
  return g_test_run ();
}
