/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A practice and a team between whom nothing goes but files that somebody saved at the one and
 * opened at the other. */

#include "config.h"

#include "street.h"

#include "post/vb-letter-file.h"

/* The letter that is saved: the same for all calls of vb_post_send_this() of one test. */
static const VbMessageLine *saving;

static gboolean
save_this (VbPost        *post,
           VbPostReport  *report,
           GError       **error)
{
  return vb_post_send_this (post, saving->partner_id, saving->id, report, error);
}

static char *
file_path (Street *self,
           guint   number)
{
  g_autofree char *name = g_strdup_printf ("%u.vbz", number);

  return g_build_filename (self->folder, name, NULL);
}

static VbPostReport
save_as (Street              *self,
         Side                *side,
         const VbMessageLine *line,
         const char          *path)
{
  VbPostReport report;

  saving = line;
  self->carrier = vb_letter_file_new (path);
  report = at_post (self, side, save_this);
  g_clear_object (&self->carrier);
  return report;
}

static VbPostReport
open_file (Street     *self,
           Side       *side,
           const char *path)
{
  VbPostReport report;

  self->carrier = vb_letter_file_new (path);
  report = receive_at (self, side);
  g_clear_object (&self->carrier);
  return report;
}

static GPtrArray *
list_waiting (Street *self,
              Side   *side)
{
  g_autoptr(GError) error = NULL;
  GPtrArray *lines;

  vb_messages_pack_sync (side->base.store, self->now, NULL, &error);
  g_assert_no_error (error);
  lines = vb_messages_list_sync (side->base.store, NULL, 100, NULL, &error);
  g_assert_no_error (error);
  return lines;
}

static gboolean
is_to_go (const VbMessageLine *line)
{
  return !line->incoming && (g_str_equal (line->state, "waiting")
                             || g_str_equal (line->state, "failed"));
}

/* Saves all that waits, the oldest first as it must be, and opens it there with the newest first
 * and each twice. Returns: how many */
static guint
carry_over (Street *self,
            Side   *from,
            Side   *to)
{
  g_autoptr(GPtrArray) lines = list_waiting (self, from);
  guint n = 0;

  for (guint i = lines->len; i-- > 0;)
    if (is_to_go (g_ptr_array_index (lines, i)))
      {
        g_autofree char *path = file_path (self, n++);
        g_auto(VbPostReport) report =
          save_as (self, from, g_ptr_array_index (lines, i), path);

        g_assert_cmpuint (report.sent, ==, 1);
      }
  for (guint i = n; i-- > 0;)
    for (guint again = 0; again < 2; again++)
      {
        g_autofree char *path = file_path (self, i);
        g_auto(VbPostReport) report = open_file (self, to, path);

        g_assert_cmpuint (report.applied + report.held + report.known, ==, 1);
        g_assert_true (g_file_test (path, G_FILE_TEST_EXISTS)); /* it is whose it is */
      }
  return n;
}

static void
carry_all (Street *self)
{
  while (carry_over (self, &self->pair.practice, &self->pair.team)
         + carry_over (self, &self->pair.team, &self->pair.practice) > 0)
    ;
}

static char *
dup_state (Side *side)
{
  return fixture_text (&side->base, "SELECT group_concat (state || ' ' || coalesce (carrier, '-')) "
                                    "FROM message WHERE direction = 'out' AND kind <> 'receipt'");
}

/* ------------------------------------------------------------------ the tests */

static void
the_whole_journey_goes_as_files (void)
{
  Street s = { 0 };
  g_autofree char *id = NULL;
  g_autofree char *theirs = NULL;
  g_autofree char *open = NULL;
  g_autoptr(VbReferral) ended = NULL;

  street_open (&s, TRUE);
  id = send_one (&s.pair);
  carry_all (&s);
  theirs = id_at_team (&s.pair);
  must_take (&s.pair.team, (VbReferralAct) { .step = VB_STEP_ACCEPT, .id = theirs });
  must_take (&s.pair.team, (VbReferralAct) { .step = VB_STEP_CONTACT, .id = theirs });
  must_take (&s.pair.team, (VbReferralAct) { .step = VB_STEP_START, .id = theirs });
  must_take (&s.pair.team, (VbReferralAct) { .step = VB_STEP_FINISH, .id = theirs,
                                             .outcome = "helped", .words = "Coffee" });
  carry_all (&s);
  assert_same_history (&s.pair);
  ended = open_referral (&s.pair.practice, id);
  g_assert_cmpstr (ended->state, ==, "done");
  g_assert_cmpuint (ended->events->len, ==, 5);
  open = fixture_text (&s.pair.team.base, "SELECT count (*) FROM message WHERE state NOT IN "
                                          "('receipted', 'applied') AND kind <> 'receipt'");
  g_assert_cmpstr (open, ==, "0");
  street_close (&s);
}

/* Somebody who saves a letter may lose the stick: it is as gone as with any carrier. */
static void
what_was_saved_waits_until_they_have_it (void)
{
  Street s = { 0 };
  g_autofree char *id = NULL;
  g_autofree char *path = NULL;
  g_autofree char *saved = NULL;
  g_autofree char *came = NULL;
  g_autoptr(GPtrArray) lines = NULL;
  g_auto(VbPostReport) first = { 0 };
  g_auto(VbPostReport) second = { 0 };

  street_open (&s, TRUE);
  id = send_one (&s.pair);
  lines = list_waiting (&s, &s.pair.practice);
  g_assert_cmpuint (lines->len, ==, 1);
  path = file_path (&s, 0);
  first = save_as (&s, &s.pair.practice, lines->pdata[0], path);
  second = save_as (&s, &s.pair.practice, lines->pdata[0], path);
  g_assert_cmpuint (second.sent, ==, 1);
  saved = dup_state (&s.pair.practice);
  g_assert_cmpstr (saved, ==, "handed file");
  /* The stick is lost; when the receipt stays away it goes by the folder. */
  s.now += 3 * G_TIME_SPAN_DAY;
  fixture_at = s.now;
  bring_all (&s);
  came = dup_state (&s.pair.practice);
  g_assert_cmpstr (came, ==, "receipted folder");
  street_close (&s);
}

/* What comes after the referral may not be there before it left: whoever ends it before that, keeps
 * it at home. */
static void
nothing_is_saved_before_the_referral_itself (void)
{
  Street s = { 0 };
  g_autofree char *id = NULL;
  g_autofree char *event = NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(VbMessageOut) out = NULL;
  VbStore *store;

  street_open (&s, TRUE);
  store = s.pair.practice.base.store;
  id = send_one (&s.pair);
  carry_all (&s);
  must_take (&s.pair.practice, (VbReferralAct) { .step = VB_STEP_WITHDRAW, .id = id,
                                                 .reason = "elsewhere" });
  g_ptr_array_unref (list_waiting (&s, &s.pair.practice));
  event = fixture_text (&s.pair.practice.base, "SELECT id FROM message WHERE kind = 'event'");
  fixture_exec (&s.pair.practice.base, "UPDATE message SET handed_at = NULL WHERE kind = 'letter'");
  g_assert_false (vb_messages_this_sync (store, s.ids[1], event, vb_fhir_write_message, s.now,
                                         &out, NULL, &error));
  g_assert_error (error, VB_ERROR, VB_ERROR_NOT_FOUND);
  g_assert_null (out);
  fixture_exec (&s.pair.practice.base, "UPDATE message SET handed_at = 1 WHERE kind = 'letter'");
  carry_all (&s);
  assert_same_history (&s.pair);
  street_close (&s);
}

static void
nothing_is_saved_for_who_was_not_compared (void)
{
  Street s = { 0 };
  g_autofree char *id = NULL;
  g_autofree char *path = NULL;
  g_autoptr(GPtrArray) lines = NULL;
  g_auto(VbPostReport) report = { 0 };

  street_open (&s, FALSE);
  id = send_one (&s.pair);
  lines = list_waiting (&s, &s.pair.practice);
  path = file_path (&s, 0);
  report = save_as (&s, &s.pair.practice, lines->pdata[0], path);
  g_assert_cmpuint (report.sent, ==, 0);
  g_assert_cmpuint (report.blocked, ==, 1);
  g_assert_cmpstr (report.why, ==, "partner-not-trusted");
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
  street_close (&s);
}

/* Where it was not written, it never left: it can still stay at home, and leaves no hole. */
static void
what_cannot_be_written_did_not_leave (void)
{
  Street s = { 0 };
  g_autofree char *id = NULL;
  g_autofree char *path = NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) lines = NULL;
  g_autoptr(VbDesk) desk = NULL;
  g_autoptr(VbCarrier) carrier = NULL;
  g_autoptr(VbPost) post = NULL;
  g_auto(VbPostReport) report = { 0 };
  const VbMessageLine *line;

  street_open (&s, TRUE);
  id = send_one (&s.pair);
  lines = list_waiting (&s, &s.pair.practice);
  line = lines->pdata[0];
  path = g_build_filename (s.folder, "gone", "1.vbz", NULL);
  carrier = vb_letter_file_new (path);
  desk = vb_desk_load_sync (s.pair.practice.base.store, &error);
  post = vb_post_new (desk, carrier, s.now, &error);
  g_assert_no_error (error);
  g_assert_false (vb_post_send_this (post, line->partner_id, line->id, &report, &error));
  g_assert_error (error, VB_ERROR, VB_ERROR_NOT_FOUND);
  g_assert_cmpstr (report.why, ==, "file-not-written");
  g_clear_pointer (&post, vb_post_free);
  g_clear_pointer (&desk, vb_desk_free); /* before the store */
  g_assert_cmpint (fixture_int (&s.pair.practice.base, "SELECT count (*) FROM message WHERE "
                                "sequence IS NULL AND handed_at IS NULL"), ==, 1);
  s.now += G_TIME_SPAN_HOUR;
  carry_all (&s);
  assert_same_history (&s.pair);
  street_close (&s);
}

/* One file, changed or given to the wrong one, and what is said of it. */
static void
open_changed (Street     *self,
              Side       *side,
              const char *path,
              const char *text,
              gsize       length,
              const char *why)
{
  g_auto(VbPostReport) report = { 0 };

  g_assert_true (g_file_set_contents (path, text, length, NULL));
  report = open_file (self, side, path);
  g_assert_cmpuint (report.unopened, ==, 1);
  g_assert_cmpuint (report.applied + report.held + report.refused + report.known, ==, 0);
  g_assert_cmpstr (report.why, ==, why);
  g_assert_true (g_file_test (path, G_FILE_TEST_EXISTS));
}

static void
what_is_no_good_is_told_and_kept (void)
{
  Street s = { 0 };
  g_autofree char *id = NULL;
  g_autofree char *path = NULL;
  g_autofree char *text = NULL;
  g_autoptr(GPtrArray) lines = NULL;
  g_auto(VbPostReport) saved = { 0 };
  g_auto(VbPostReport) came = { 0 };
  gsize length;

  street_open (&s, TRUE);
  id = send_one (&s.pair);
  lines = list_waiting (&s, &s.pair.practice);
  path = file_path (&s, 0);
  saved = save_as (&s, &s.pair.practice, lines->pdata[0], path);
  g_assert_true (g_file_get_contents (path, &text, &length, NULL));
  /* It is for the team alone: not even who made it can open it. */
  open_changed (&s, &s.pair.practice, path, text, length, "age-no-match");
  open_changed (&s, &s.pair.team, path, "", 0, "age-header");
  open_changed (&s, &s.pair.team, path, text, length - 1, "age-payload");
  open_changed (&s, &s.pair.team, path, "Dear all", 8, "age-header");
  text[length / 2] ^= 1;
  open_changed (&s, &s.pair.team, path, text, length, "age-payload");
  text[length / 2] ^= 1;
  fixture_exec (&s.pair.team.base, "DELETE FROM partner");
  open_changed (&s, &s.pair.team, path, text, length, "unknown-sender");
  /* Once their card is here, the same file opens. */
  know (&s.pair.team, s.offices[0], TRUE);
  came = open_file (&s, &s.pair.team, path);
  g_assert_cmpuint (came.applied, ==, 1);
  street_close (&s);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/letter file/the whole journey goes as files",
                   the_whole_journey_goes_as_files);
  g_test_add_func ("/letter file/what was saved waits until they have it",
                   what_was_saved_waits_until_they_have_it);
  g_test_add_func ("/letter file/nothing is saved before the referral itself",
                   nothing_is_saved_before_the_referral_itself);
  g_test_add_func ("/letter file/nothing is saved for who was not compared",
                   nothing_is_saved_for_who_was_not_compared);
  g_test_add_func ("/letter file/what cannot be written did not leave",
                   what_cannot_be_written_did_not_leave);
  g_test_add_func ("/letter file/what is no good is told and kept",
                   what_is_no_good_is_told_and_kept);
  return g_test_run ();
}
