/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A practice and a team, each with a store and keys of its own, and a folder between them: real
 * files, sealed and signed. */

#include "config.h"

#include "street.h"

/* (transfer full) (element-type utf8): the paths of all letters in the folder */
static GPtrArray *
list_files (Street *self)
{
  GPtrArray *files = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(GDir) boxes = g_dir_open (self->folder, 0, NULL);
  const char *box;

  while ((box = g_dir_read_name (boxes)) != NULL)
    {
      g_autofree char *path = g_build_filename (self->folder, box, NULL);
      g_autoptr(GDir) dir = g_dir_open (path, 0, NULL);
      const char *name;

      while ((name = g_dir_read_name (dir)) != NULL)
        g_ptr_array_add (files, g_build_filename (path, name, NULL));
    }
  return files;
}

/* ------------------------------------------------------------------ the tests */

static void
the_whole_journey_goes_through_the_folder (void)
{
  Street s = { 0 };
  g_autofree char *id = NULL;
  g_autofree char *theirs = NULL;
  g_autoptr(GPtrArray) files = NULL;
  g_autoptr(VbReferral) ended = NULL;

  street_open (&s, TRUE);
  id = send_one (&s.pair);
  bring_all (&s);
  theirs = id_at_team (&s.pair);
  must_take (&s.pair.team, (VbReferralAct) { .step = VB_STEP_ASK, .id = theirs,
                                             .words = "Since when?" });
  bring_all (&s);
  must_take (&s.pair.practice, (VbReferralAct) { .step = VB_STEP_ANSWER, .id = id,
                                                 .words = "Since spring" });
  bring_all (&s);
  must_take (&s.pair.team, (VbReferralAct) { .step = VB_STEP_ACCEPT, .id = theirs });
  must_take (&s.pair.team, (VbReferralAct) { .step = VB_STEP_CONTACT, .id = theirs });
  must_take (&s.pair.team, (VbReferralAct) { .step = VB_STEP_START, .id = theirs });
  must_take (&s.pair.team, (VbReferralAct) { .step = VB_STEP_FINISH, .id = theirs,
                                             .outcome = "helped", .words = "Coffee" });
  bring_all (&s);
  must_take (&s.pair.practice, (VbReferralAct) { .step = VB_STEP_ACKNOWLEDGE, .id = id });
  bring_all (&s);
  assert_same_history (&s.pair);
  ended = open_referral (&s.pair.practice, id);
  g_assert_cmpstr (ended->state, ==, "done");
  g_assert_cmpuint (ended->events->len, ==, 8);
  /* whatever arrived was taken away */
  files = list_files (&s);
  g_assert_cmpuint (files->len, ==, 0);
  street_close (&s);
}

/* Nothing of what is in it, nor of whose it is, stands in the open. */
static void
the_folder_tells_nothing (void)
{
  Street s = { 0 };
  g_autofree char *id = NULL;
  g_autoptr(GPtrArray) files = NULL;

  street_open (&s, TRUE);
  id = send_one (&s.pair);
  send_from (&s, &s.pair.practice);
  files = list_files (&s);
  g_assert_cmpuint (files->len, ==, 1);
  {
    static const char *const secrets[] = { "Greet", "coffee", "Welzijns", "practice", "referral",
                                           "letter" };
    g_autofree char *text = NULL;
    gsize length;

    g_assert_true (g_file_get_contents (files->pdata[0], &text, &length, NULL));
    g_assert_true (g_str_has_prefix (text, "age-encryption.org/v1\n"));
    for (guint i = 0; i < G_N_ELEMENTS (secrets); i++)
      g_assert_null (g_strstr_len (text, length, secrets[i]));
    for (guint i = 0; i < 2; i++)
      g_assert_null (strstr (files->pdata[0], s.ids[i]));
  }
  street_close (&s);
}

static void
nothing_goes_to_who_was_not_compared (void)
{
  Street s = { 0 };
  g_autofree char *id = NULL;
  g_autofree char *state = NULL;
  g_auto(VbPostReport) report = { 0 };

  street_open (&s, FALSE);
  id = send_one (&s.pair);
  report = send_from (&s, &s.pair.practice);
  g_assert_cmpuint (report.sent, ==, 0);
  g_assert_cmpuint (report.blocked, ==, 1);
  g_assert_cmpstr (report.why, ==, "partner-not-trusted");
  state = fixture_text (&s.pair.practice.base, "SELECT state || ' ' || reason FROM message");
  g_assert_cmpstr (state, ==, "failed partner-not-trusted");
  know (&s.pair.practice, s.offices[1], TRUE);
  s.now += G_TIME_SPAN_MINUTE;
  bring_all (&s);
  assert_same_history (&s.pair);
  street_close (&s);
}

/* Cut off, changed, of somebody else: it stays, changes nothing, and the right one still comes. */
static void
what_is_not_whole_waits_and_does_no_harm (void)
{
  Street s = { 0 };
  g_autofree char *id = NULL;
  g_autofree char *whole = NULL;
  g_autoptr(GPtrArray) files = NULL;
  const char *path;
  gsize length;

  street_open (&s, TRUE);
  id = send_one (&s.pair);
  send_from (&s, &s.pair.practice);
  files = list_files (&s);
  path = files->pdata[0];
  g_assert_true (g_file_get_contents (path, &whole, &length, NULL));
  for (gsize cut = 0; cut < length; cut += length / 7)
    {
      g_auto(VbPostReport) report = { 0 };

      g_assert_true (g_file_set_contents (path, whole, cut, NULL));
      report = receive_at (&s, &s.pair.team);
      g_assert_cmpuint (report.unopened, ==, 1);
      g_assert_nonnull (report.why);
    }
  for (guint i = 0; i < 24; i++)
    {
      g_autofree char *changed = g_memdup2 (whole, length);
      g_auto(VbPostReport) report = { 0 };

      changed[g_test_rand_int_range (0, length)] ^= 1 << g_test_rand_int_range (0, 8);
      g_assert_true (g_file_set_contents (path, changed, length, NULL));
      report = receive_at (&s, &s.pair.team);
      g_assert_cmpuint (report.unopened, ==, 1);
    }
  g_assert_cmpint (fixture_int (&s.pair.team.base, "SELECT count (*) FROM message"), ==, 0);
  g_assert_true (g_file_set_contents (path, whole, length, NULL));
  bring_all (&s);
  assert_same_history (&s.pair);
  street_close (&s);
}

/* A copy of a letter that was taken away comes back: by another program, or by somebody who means
 * harm. */
static void
an_old_letter_that_comes_back_changes_nothing (void)
{
  Street s = { 0 };
  g_autofree char *id = NULL;
  g_autofree char *theirs = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autofree char *text = NULL;
  g_autoptr(GPtrArray) files = NULL;
  g_auto(VbPostReport) report = { 0 };
  gsize length;

  street_open (&s, TRUE);
  id = send_one (&s.pair);
  send_from (&s, &s.pair.practice);
  files = list_files (&s);
  g_assert_true (g_file_get_contents (files->pdata[0], &text, &length, NULL));
  bring_all (&s);
  theirs = id_at_team (&s.pair);
  must_take (&s.pair.team, (VbReferralAct) { .step = VB_STEP_ACCEPT, .id = theirs });
  bring_all (&s);
  before = dup_history (&s.pair.team);
  g_assert_true (g_file_set_contents (files->pdata[0], text, length, NULL));
  report = receive_at (&s, &s.pair.team);
  g_assert_cmpuint (report.known, ==, 1);
  after = dup_history (&s.pair.team);
  g_assert_cmpstr (before, ==, after);
  bring_all (&s);
  assert_same_history (&s.pair);
  street_close (&s);
}

static void
a_stick_that_is_out_is_tried_again (void)
{
  Street s = { 0 };
  g_autofree char *id = NULL;
  g_autofree char *elsewhere = NULL;
  g_autoptr(VbCarrier) carrier = NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(VbDesk) desk = NULL;
  g_autoptr(VbPost) post = NULL;
  g_auto(VbPostReport) report = { 0 };

  street_open (&s, TRUE);
  id = send_one (&s.pair);
  desk = vb_desk_load_sync (s.pair.practice.base.store, &error);
  g_assert_no_error (error);
  elsewhere = g_build_filename (s.folder, "out", NULL);
  carrier = vb_drop_folder_new (elsewhere);
  post = vb_post_new (desk, carrier, s.now, &error);
  g_assert_no_error (error);
  g_assert_false (vb_post_send (post, &report, &error));
  g_assert_error (error, VB_ERROR, VB_ERROR_NOT_FOUND);
  g_assert_cmpint (fixture_int (&s.pair.practice.base, "SELECT count (*) FROM message WHERE state "
                                                       "= 'failed'"), ==, 1);
  g_clear_pointer (&post, vb_post_free);
  g_clear_pointer (&desk, vb_desk_free); /* before the store */
  s.now += G_TIME_SPAN_MINUTE;
  bring_all (&s);
  assert_same_history (&s.pair);
  street_close (&s);
}

/* A carrier that keeps the letter and is cut off before it can say so. */
#define CUT_TYPE_CARRIER (cut_carrier_get_type ())
G_DECLARE_FINAL_TYPE (CutCarrier, cut_carrier, CUT, CARRIER, GObject)

struct _CutCarrier
{
  GObject parent_instance;
  VbCarrier *folder;
};

static char *
cut_carrier_put (VbCarrier     *carrier,
                 const char    *box,
                 GBytes        *bytes,
                 VbRandom      *random,
                 GCancellable  *cancellable,
                 GError       **error)
{
  VbCarrier *folder = CUT_CARRIER (carrier)->folder;

  g_free (VB_CARRIER_GET_IFACE (folder)->put (folder, box, bytes, random, cancellable, NULL));
  g_set_error_literal (error, VB_CARRIER_ERROR, VB_CARRIER_ERROR_BROKEN_OFF, "Cut");
  return NULL;
}

static void
cut_carrier_iface_init (VbCarrierInterface *iface)
{
  iface->code = "cut";
  iface->put = cut_carrier_put;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (CutCarrier, cut_carrier, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (VB_TYPE_CARRIER, cut_carrier_iface_init))

static void
cut_carrier_class_init (CutCarrierClass *klass)
{
}

static void
cut_carrier_init (CutCarrier *self)
{
}

/* It may lie there: what is taken back afterwards must be told, and not kept at home. */
static void
what_was_cut_off_counts_as_having_left (void)
{
  Street s = { 0 };
  g_autofree char *id = NULL;
  g_autoptr(CutCarrier) carrier = g_object_new (CUT_TYPE_CARRIER, NULL);
  g_autoptr(GError) error = NULL;
  g_autoptr(VbDesk) desk = NULL;
  g_autoptr(VbPost) post = NULL;
  g_auto(VbPostReport) report = { 0 };

  street_open (&s, TRUE);
  id = send_one (&s.pair);
  desk = vb_desk_load_sync (s.pair.practice.base.store, &error);
  g_assert_no_error (error);
  carrier->folder = vb_drop_folder_new (s.folder);
  post = vb_post_new (desk, VB_CARRIER (carrier), s.now, &error);
  g_assert_no_error (error);
  g_assert_false (vb_post_send (post, &report, &error));
  g_assert_error (error, VB_CARRIER_ERROR, VB_CARRIER_ERROR_BROKEN_OFF);
  g_assert_cmpstr (report.why, ==, "carrier-broken-off");
  g_clear_pointer (&post, vb_post_free);
  g_clear_pointer (&desk, vb_desk_free); /* before the store */
  g_clear_object (&carrier->folder);

  must_take (&s.pair.practice, (VbReferralAct) { .step = VB_STEP_MISTAKE, .id = id,
                                                 .words = "Wrong person" });
  s.now += G_TIME_SPAN_HOUR;
  bring_all (&s);
  assert_same_history (&s.pair);
  street_close (&s);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/post/the whole journey goes through the folder",
                   the_whole_journey_goes_through_the_folder);
  g_test_add_func ("/post/the folder tells nothing", the_folder_tells_nothing);
  g_test_add_func ("/post/nothing goes to who was not compared",
                   nothing_goes_to_who_was_not_compared);
  g_test_add_func ("/post/what is not whole waits and does no harm",
                   what_is_not_whole_waits_and_does_no_harm);
  g_test_add_func ("/post/an old letter that comes back changes nothing",
                   an_old_letter_that_comes_back_changes_nothing);
  g_test_add_func ("/post/a stick that is out is tried again", a_stick_that_is_out_is_tried_again);
  g_test_add_func ("/post/what was cut off counts as having left",
                   what_was_cut_off_counts_as_having_left);
  return g_test_run ();
}
