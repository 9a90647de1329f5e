/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A practice and a team that work, send and receive without end are killed at a random moment,
 * again and again. Every step that was said to be done is there, everything that was sent is
 * applied once, and both tell the same history. VB_TEST_KILLS says how often; fifty for
 * every day. */

#include "config.h"

#include "two-stores.h"
#include "../harness/kills.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#define RUNNING 6 /* referrals that run at the same time */

/* ------------------------------------------------------------------ the world on the disk */

/* Each side has a folder with its store, its key and what came for it. */
static void
side_reopen (Side       *self,
             const char *folder,
             const char *name)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *key_path = g_build_filename (folder, "key", NULL);
  g_autofree char *key = NULL;
  gsize length;

  self->name = name;
  self->out = g_ptr_array_new_with_free_func (letter_free);
  self->base.folder = g_strdup (folder);
  self->base.path = g_build_filename (folder, "store.db", NULL);
  g_assert_true (g_file_get_contents (key_path, &key, &length, &error));
  self->base.key = vb_secret_new (key, length);
  self->base.store = vb_store_open_sync (self->base.path, self->base.key,
                                         VB_STORE_ALLOW_ANY_PLACE, NULL, &error);
  g_assert_no_error (error);
}

/* Closes it, and leaves everything on the disk. */
static void
side_leave (Side *self)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *key_path = g_build_filename (self->base.folder, "key", NULL);

  g_assert_true (g_file_set_contents_full (key_path, (char *) vb_secret_peek (self->base.key),
                                           vb_secret_get_length (self->base.key),
                                           G_FILE_SET_CONTENTS_DURABLE, 0600, &error));
  g_assert_true (vb_store_close_sync (self->base.store, &error));
  g_assert_no_error (error);
  g_clear_object (&self->base.store);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  vb_secret_unref (self->base.key);
  g_free (self->base.path);
  g_free (self->base.folder);
  g_ptr_array_unref (self->out);
}

/* Written whole or not at all, under a name that nothing else has. */
static void
put_in_folder (const char         *folder,
               const VbMessageOut *out)
{
  g_autofree char *name = g_strconcat (out->id, ".letter", NULL);
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autoptr(GError) error = NULL;

  g_assert_true (g_file_set_contents_full (path, g_bytes_get_data (out->bytes, NULL),
                                           g_bytes_get_size (out->bytes),
                                           G_FILE_SET_CONTENTS_CONSISTENT, 0600, &error));
}

static void
send_all (Pair *self,
          Side *side)
{
  g_autoptr(GError) error = NULL;
  gboolean more = TRUE;

  self->now = MAX (self->now + 1, g_get_real_time ());
  vb_messages_pack_sync (side->base.store, self->now, NULL, &error);
  g_assert_no_error (error);
  while (more)
    {
      g_autoptr(VbMessageOut) out = take_next (side, self->now);

      more = out != NULL;
      if (!more)
        return;
      put_in_folder (other_side (self, side)->base.folder, out);
      vb_messages_note_handed_sync (side->base.store, out->partner_id, out->id, "folder",
                                    self->now, NULL, &error);
      g_assert_no_error (error);
    }
}

static guint
take_all (Pair *self,
          Side *side)
{
  g_autoptr(GDir) dir = g_dir_open (side->base.folder, 0, NULL);
  const char *name;
  guint n = 0;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (side->base.folder, name, NULL);
      g_autofree char *text = NULL;
      g_autoptr(GBytes) bytes = NULL;
      gsize length;

      if (!g_str_has_suffix (name, ".letter"))
        continue;
      g_assert_true (g_file_get_contents (path, &text, &length, NULL));
      bytes = g_bytes_new (text, length);
      g_assert_cmpint (receive_bytes (self, side, other_side (self, side)->name, bytes, NULL), !=,
                       VB_ARRIVAL_REFUSED);
      g_unlink (path);
      n++;
    }
  return n;
}

/* ------------------------------------------------------------------ the program that is killed */

static void
say (const char *word)
{
  g_autofree char *line = g_strconcat (word, "\n", NULL);

  if (write (STDOUT_FILENO, line, strlen (line)) < 0)
    _exit (3);
}

/* A step is acknowledged by its id once it is done. */
static gboolean
step (Side           *side,
      const char     *id,
      VbReferralStep  which)
{
  g_autofree char *message_id = vb_uuid_new ();
  VbReferralAct act = { .step = which, .id = id, .message_id = message_id, .words = "Some words",
                        .outcome = which == VB_STEP_FINISH ? "helped" : NULL,
                        .reason = which == VB_STEP_WITHDRAW ? "elsewhere" : NULL };

  if (!vb_referrals_take_sync (side->base.store, &act, NULL, NULL))
    return FALSE;
  say (message_id);
  return TRUE;
}

static void
work_at (Side       *side,
         const char *sql)
{
  static const VbReferralStep steps[] = { VB_STEP_ASK, VB_STEP_ANSWER, VB_STEP_ACCEPT,
                                          VB_STEP_ATTEMPT, VB_STEP_CONTACT, VB_STEP_START,
                                          VB_STEP_REPORT, VB_STEP_FINISH, VB_STEP_WITHDRAW,
                                          VB_STEP_ACKNOWLEDGE };
  g_autofree char *id = fixture_text (&side->base, sql);

  for (guint i = 0; id != NULL && i < 4; i++)
    if (step (side, id, steps[g_random_int_range (0, G_N_ELEMENTS (steps))]))
      return;
}

/* A draft that the one before was killed over; thrown away, it would be gone without a trace. */
static void
send_left (Side *side)
{
  g_autofree char *id = fixture_text (&side->base, "SELECT id FROM referral WHERE state = 'draft' "
                                                   "LIMIT 1");

  if (id != NULL)
    step (side, id, VB_STEP_SEND);
}

static void G_GNUC_NORETURN
be_killed (const char *folder,
           const char *person_id)
{
  Pair p = { .today = vb_time_today (), .person_id = g_strdup (person_id) };
  g_autofree char *practice = g_build_filename (folder, "practice", NULL);
  g_autofree char *team = g_build_filename (folder, "team", NULL);

  side_reopen (&p.practice, practice, "practice");
  side_reopen (&p.team, team, "team");
  say ("open");
  for (;;)
    {
      if (fixture_int (&p.practice.base, "SELECT count (*) FROM referral WHERE ended_on IS NULL")
          < RUNNING)
        {
          g_autofree char *id = save_draft (&p, make_draft (&p, VB_KIND_REFERRAL));

          step (&p.practice, id, VB_STEP_SEND);
        }
      send_left (&p.practice);
      work_at (&p.practice, "SELECT id FROM referral WHERE state <> 'draft' ORDER BY random () "
                            "LIMIT 1");
      send_all (&p, &p.practice);
      take_all (&p, &p.team);
      work_at (&p.team, "SELECT id FROM referral WHERE ended_on IS NULL ORDER BY random () "
                        "LIMIT 1");
      send_all (&p, &p.team);
      take_all (&p, &p.practice);
    }
}

/* ------------------------------------------------------------------ the one who kills */

typedef struct
{
  char *folder;
  char *person_id;
  GPtrArray *done; /* ids of steps that were acknowledged */
} Killing;

/* What it said until it was killed; a word that was cut off was never said. */
static void
listen_to (Killing *self,
           int      fd,
           GPid     pid)
{
  g_autoptr(GString) heard = g_string_new (NULL);
  gint64 end = 0;
  char buffer[4096];
  gssize n;

  while ((n = read (fd, buffer, sizeof buffer)) > 0 || (n < 0 && errno == EINTR))
    {
      if (n > 0)
        g_string_append_len (heard, buffer, n);
      if (end == 0 && heard->len > 0)
        {
          end = g_get_monotonic_time () + g_random_int_range (0, 400) * 1000;
          while (g_get_monotonic_time () < end)
            g_usleep (500);
          kill (pid, SIGKILL);
        }
    }
  {
    g_auto(GStrv) words = g_strsplit (heard->str, "\n", -1);

    for (guint i = 0; words[i] != NULL && words[i + 1] != NULL; i++)
      if (vb_uuid_is_valid (words[i]))
        g_ptr_array_add (self->done, g_strdup (words[i]));
  }
}

static void
kill_once (Killing *self)
{
  const char *const argv[] = { "/proc/self/exe", "--be-killed", self->folder, self->person_id,
                               NULL };
  g_autoptr(GError) error = NULL;
  GPid pid;
  int out, status;

  g_assert_true (g_spawn_async_with_pipes (NULL, (char **) argv, NULL,
                                           G_SPAWN_DO_NOT_REAP_CHILD, NULL, NULL, &pid, NULL,
                                           &out, NULL, &error));
  g_assert_no_error (error);
  listen_to (self, out, pid);
  close (out);
  g_assert_cmpint (waitpid (pid, &status, 0), ==, pid);
  g_assert_true (WIFSIGNALED (status));
  g_assert_cmpint (WTERMSIG (status), ==, SIGKILL);
}

static void
settle (Pair *p)
{
  guint n = 1;

  p->now = g_get_real_time ();
  for (guint i = 0; i < 3; i++, p->now += 3 * G_TIME_SPAN_DAY)
    for (n = 1; n > 0;)
      {
        send_all (p, &p->practice);
        n = take_all (p, &p->team);
        send_all (p, &p->team);
        n += take_all (p, &p->practice);
      }
}

static void
assert_done (Pair      *p,
             GPtrArray *done)
{
  for (guint i = 0; i < done->len; i++)
    {
      g_autofree char *sql = g_strdup_printf ("SELECT count (*) FROM referral_event WHERE id = "
                                              "'%s'", (char *) done->pdata[i]);

      /* kept at home when it ended before it left */
      g_assert_cmpint (fixture_int (&p->practice.base, sql), ==, 1);
      g_assert_cmpint (fixture_int (&p->team.base, sql), <=, 1);
    }
}

static void
assert_all_applied (Side *side)
{
  g_assert_cmpint (fixture_int (&side->base, "SELECT count (*) FROM message WHERE NOT (state IN "
                                             "('receipted', 'applied') OR (kind = 'receipt' AND "
                                             "state = 'handed'))"), ==, 0);
  g_assert_cmpint (fixture_int (&side->base, "SELECT count (*) FROM outbox JOIN referral_partner "
                                             "USING (referral_id) WHERE delivered_at IS NULL"),
                   ==, 0);
  g_assert_cmpint (fixture_int (&side->base, "SELECT count (*) FROM local_message_body"), ==, 0);
}

static void
remove_world (Killing *self)
{
  static const char *const names[] = { "practice", "team" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = g_build_filename (self->folder, names[i], NULL);

      fixture_remove_folder (path);
    }
  g_rmdir (self->folder);
}

/* A world of two sides, on the disk and closed. */
static void
make_world (Killing *self)
{
  g_autoptr(GError) error = NULL;
  Pair p = { 0 };
  Side *sides[] = { &p.practice, &p.team };

  self->folder = g_dir_make_tmp ("vb-XXXXXX", &error);
  pair_open (&p);
  self->person_id = g_strdup (p.person_id);
  for (guint i = 0; i < G_N_ELEMENTS (sides); i++)
    {
      g_autofree char *from = g_strdup (sides[i]->base.folder);
      g_autofree char *to = g_build_filename (self->folder, sides[i]->name, NULL);

      side_leave (sides[i]);
      g_assert_cmpint (g_rename (from, to), ==, 0);
    }
  g_free (p.today);
  g_free (p.person_id);
  g_free (p.consent_id);
}

static void
every_letter_is_applied_once_whenever_either_is_killed (void)
{
  guint n = kills_wanted (50);
  Killing k = { .done = g_ptr_array_new_with_free_func (g_free) };
  g_autofree char *practice = NULL;
  g_autofree char *team = NULL;
  Pair p = { 0 };

  make_world (&k);
  for (guint i = 0; i < n; i++)
    kill_once (&k);
  practice = g_build_filename (k.folder, "practice", NULL);
  team = g_build_filename (k.folder, "team", NULL);
  side_reopen (&p.practice, practice, "practice");
  side_reopen (&p.team, team, "team");
  settle (&p);
  assert_same_history (&p);
  assert_done (&p, k.done);
  assert_all_applied (&p.practice);
  assert_all_applied (&p.team);
  g_test_message ("%u kills, %u acknowledged steps, %" G_GINT64_FORMAT " messages applied once", n,
                  k.done->len,
                  fixture_int (&p.team.base, "SELECT count (*) FROM message WHERE direction = "
                                             "'in' AND kind <> 'receipt'")
                  + fixture_int (&p.practice.base, "SELECT count (*) FROM message WHERE "
                                                   "direction = 'in' AND kind <> 'receipt'"));
  side_leave (&p.practice);
  side_leave (&p.team);
  remove_world (&k);
  g_ptr_array_unref (k.done);
  g_free (k.folder);
  g_free (k.person_id);
}

int
main (int    argc,
      char **argv)
{
  if (argc == 4 && g_str_equal (argv[1], "--be-killed"))
    be_killed (argv[2], argv[3]);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/messages/every letter is applied once whenever either is killed",
                   every_letter_is_applied_once_whenever_either_is_killed);
  return g_test_run ();
}
