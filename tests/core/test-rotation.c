/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

/* The store gets another key: broken off wherever it may be, exactly one of the keys that the
 * vault lists opens it, and nothing is lost. VB_TEST_KILLS sets how often a program is killed at
 * a moment drawn by chance, beside once at every step. */

#include <gio/gio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

#include "core/store/vb-access-log.h"
#include "core/store/vb-check.h"
#include "core/vault/vb-anchor.h"
#include "core/vault/vb-rotation.h"
#include "vault-fixture.h"
#include "../harness/kills.h"

static const char *writer;

typedef struct
{
  Fixture base;
  char *path;
  VbStore *store; /* (nullable) */
} Kept;

static VbStore *
open_with (Kept         *k,
           VbSecret     *key,
           VbStoreFlags  flags,
           GError      **error)
{
  return vb_store_open_sync (k->path, key, flags | VB_STORE_ALLOW_ANY_PLACE, NULL, error);
}

static void
set_up_kept (Kept          *k,
             gconstpointer  data)
{
  g_autoptr(GError) error = NULL;

  set_up (&k->base, data);
  k->path = g_build_filename (k->base.folder, "verbinder.db", NULL);
  k->store = open_with (k, k->base.key, VB_STORE_CREATE, &error);
  g_assert_no_error (error);
}

static void
close_kept (Kept *k)
{
  g_autoptr(GError) error = NULL;

  if (k->store == NULL)
    return;
  vb_store_close_sync (k->store, &error);
  g_assert_no_error (error);
  g_clear_object (&k->store);
}

static void
tear_down_kept (Kept          *k,
                gconstpointer  data)
{
  g_autofree char *backups = g_build_filename (k->base.folder, "backups", NULL);

  close_kept (k);
  g_free (k->path);
  remove_folder (backups);
  tear_down (&k->base, data);
}

static gpointer
append_job (VbDatabase    *db,
            gpointer       data,
            GCancellable  *cancellable,
            GError       **error)
{
  VbAccessEntry entry = { .event = VB_EVENT_READ, .action = 'R', .object_type = "service" };

  vb_access_log_append (db, &entry, error);
  return NULL;
}

static gpointer
head_job (VbDatabase    *db,
          gpointer       data,
          GCancellable  *cancellable,
          GError       **error)
{
  vb_access_log_get_head (db, data, error);
  return NULL;
}

static gint64
last_entry (VbStore *store)
{
  g_autoptr(GError) error = NULL;
  VbAccessHead head;

  vb_store_run_sync (store, VB_LANE_READ, head_job, &head, NULL, &error);
  g_assert_no_error (error);
  return head.seq;
}

static void
append (VbStore *store)
{
  g_autoptr(GError) error = NULL;

  vb_store_run_sync (store, VB_LANE_WRITE, append_job, NULL, NULL, &error);
  g_assert_no_error (error);
}

static void
expect_sound (VbStore *store)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(VbCheckReport) report = vb_store_check_sync (store, NULL, &error);

  g_assert_no_error (error);
  if (!vb_check_report_is_clean (report))
    g_error ("Not sound: %s", (char *) report->messages->pdata[0]);
}

static void
rotate (Kept       *k,
        const char *code)
{
  g_autoptr(GError) error = NULL;
  VbRotation rotation = { .passphrase = PASSPHRASE, .code = code };

  g_assert_true (vb_rotation_run_sync (k->base.vault, k->store, &rotation, NULL, &error));
  g_assert_no_error (error);
}

static void
expect_no_way_in (Kept       *k,
                  const char *code,
                  VbError     code_of_error)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(VbSecret) key = open_with_code (&k->base, code, &error);

  g_assert_null (key);
  g_assert_error (error, VB_ERROR, (int) code_of_error);
}

static void
test_only_the_new_key_and_sheet_open (Kept          *k,
                                      gconstpointer  data)
{
  g_autofree char *code = vb_recovery_code_new ();
  g_autoptr(GError) error = NULL;
  g_autoptr(VbSecret) from_sheet = NULL;
  g_autoptr(VbSecret) from_passphrase = NULL;
  gint64 before;

  append (k->store);
  before = last_entry (k->store);
  rotate (k, code);

  /* the store stayed open: it is read and written as before */
  append (k->store);
  g_assert_cmpint (last_entry (k->store), >=, before + 2);
  expect_sound (k->store);
  g_assert_false (vb_secret_equal (vb_vault_get_key (k->base.vault), k->base.key));
  g_assert_cmpuint (vb_vault_get_key_number (k->base.vault), ==, 2);
  g_assert_null (vb_vault_get_previous_key (k->base.vault));
  close_kept (k);

  g_assert_null (open_with (k, k->base.key, VB_STORE_OPEN_EXISTING, &error));
  g_assert_error (error, VB_ERROR, VB_ERROR_WRONG_KEY);
  g_clear_error (&error);
  expect_no_way_in (k, k->base.code, VB_ERROR_WRONG_RECOVERY_CODE);

  from_sheet = open_with_code (&k->base, code, &error);
  g_assert_no_error (error);
  from_passphrase = open_with_passphrase (&k->base, PASSPHRASE, &error);
  g_assert_no_error (error);
  g_assert_true (vb_secret_equal (from_sheet, from_passphrase));
  k->store = open_with (k, from_sheet, VB_STORE_OPEN_EXISTING, &error);
  g_assert_no_error (error);
  g_assert_cmpint (last_entry (k->store), >=, before + 2);
}

static void
test_wrong_passphrase_changes_nothing (Kept          *k,
                                       gconstpointer  data)
{
  static const char *const wrong[] = { "niet de goede zin", NULL };
  g_autofree char *code = vb_recovery_code_new ();
  gint64 before = last_entry (k->store);

  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autoptr(GError) error = NULL;
      VbRotation rotation = { .passphrase = wrong[i], .code = code };

      g_assert_false (vb_rotation_run_sync (k->base.vault, k->store, &rotation, NULL, &error));
      g_assert_error (error, VB_ERROR, VB_ERROR_WRONG_PASSPHRASE);
    }
  g_assert_cmpint (last_entry (k->store), ==, before);
  g_assert_true (vb_secret_equal (vb_vault_get_key (k->base.vault), k->base.key));
  expect_no_way_in (k, code, VB_ERROR_WRONG_RECOVERY_CODE);
}

/* What the header listing both is written to cannot be written. */
static void
test_failure_before_the_exchange_is_undone (Kept          *k,
                                            gconstpointer  data)
{
  g_autofree char *code = vb_recovery_code_new ();
  g_autofree char *in_the_way = g_strconcat (k->base.path, ".tmp", NULL);
  g_autoptr(GError) error = NULL;
  VbRotation rotation = { .passphrase = PASSPHRASE, .code = code };
  gint64 before = last_entry (k->store);

  g_assert_cmpint (g_mkdir (in_the_way, 0700), ==, 0);
  g_assert_false (vb_rotation_run_sync (k->base.vault, k->store, &rotation, NULL, &error));
  g_assert_nonnull (error);
  g_clear_error (&error);
  g_rmdir (in_the_way);

  g_assert_true (vb_secret_equal (vb_vault_get_key (k->base.vault), k->base.key));
  /* that it was begun, and that it failed */
  g_assert_cmpint (last_entry (k->store), ==, before + 2);
  close_kept (k);
  k->store = open_with (k, k->base.key, VB_STORE_OPEN_EXISTING, &error);
  g_assert_no_error (error);
  expect_sound (k->store);
  rotate (k, code);
  expect_sound (k->store);
}

/* The file that has the other key vanishes at the last moment. */
static gboolean
take_draft_away_cb (gpointer   data,
                    GError   **error)
{
  Kept *k = data;
  g_autofree char *draft = g_strconcat (vb_store_get_path (k->store), ".rekeyed", NULL);

  g_assert_cmpint (g_unlink (draft), ==, 0);
  return TRUE;
}

static gpointer
outcome_job (VbDatabase    *db,
             gpointer       data,
             GCancellable  *cancellable,
             GError       **error)
{
  VbAccessFilter all = { 0 };
  g_autoptr(GPtrArray) records = vb_access_log_list (db, &all, 1, error);
  const VbAccessRecord *last = records != NULL && records->len > 0 ? records->pdata[0] : NULL;

  g_assert_nonnull (last);
  g_assert_cmpstr (last->event, ==, VB_EVENT_REKEY);
  return GINT_TO_POINTER (1 + last->outcome);
}

static void
test_failed_exchange_is_in_the_log (Kept          *k,
                                    gconstpointer  data)
{
  g_autoptr(VbSecret) key = vb_secret_random (VB_KEY_SIZE);
  g_autoptr(GError) error = NULL;
  VbRekey rekey = { .key = key, .commit = take_draft_away_cb, .commit_data = k };
  gint64 before = last_entry (k->store);

  g_assert_false (vb_store_rekey_sync (k->store, &rekey, NULL, &error));
  g_assert_nonnull (error);
  g_clear_error (&error);
  g_assert_true (vb_store_has_key (k->store, k->base.key));
  g_assert_cmpint (last_entry (k->store), ==, before + 2);
  g_assert_cmpint (GPOINTER_TO_INT (vb_store_run_sync (k->store, VB_LANE_READ, outcome_job, NULL,
                                                       NULL, &error)), ==,
                   1 + VB_OUTCOME_SERIOUS);
  g_assert_no_error (error);
  expect_sound (k->store);
}

static char *
note_path (Kept *k)
{
  g_autofree char *name = g_strconcat (vb_vault_get_id (k->base.vault), ".anchor", NULL);

  return g_build_filename (g_get_user_state_dir (), "verbinder", name, NULL);
}

static void
expect_anchor_holds (Kept *k)
{
  g_autoptr(GError) error = NULL;
  VbAnchorState state = VB_ANCHOR_UNKNOWN;

  g_assert_true (vb_anchor_check_sync (k->base.vault, k->store, &state, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpint (state, ==, VB_ANCHOR_HOLDS);
}

/* What is noted outside the store cannot be read just then: it is not left behind under a key that
 * is forgotten. */
static void
test_unreachable_note_keeps_both_keys (Kept          *k,
                                       gconstpointer  data)
{
  g_autofree char *code = vb_recovery_code_new ();
  g_autofree char *path = note_path (k);
  g_autofree char *aside = g_strconcat (path, "-aside", NULL);
  guint8 before[32], after[32];
  g_autoptr(GError) error = NULL;
  VbRotation rotation = { .passphrase = PASSPHRASE, .code = code };

  append (k->store);
  g_assert_true (vb_anchor_note_sync (k->base.vault, k->store, &error));
  g_assert_true (vb_vault_get_device_key (k->base.vault, before));
  g_assert_cmpint (g_rename (path, aside), ==, 0);
  g_assert_cmpint (g_mkdir (path, 0700), ==, 0);
  g_assert_false (vb_rotation_run_sync (k->base.vault, k->store, &rotation, NULL, &error));
  g_assert_nonnull (error);
  g_clear_error (&error);
  g_assert_nonnull (vb_vault_get_previous_key (k->base.vault));

  g_assert_cmpint (g_rmdir (path), ==, 0);
  g_assert_cmpint (g_rename (aside, path), ==, 0);
  expect_anchor_holds (k);
  g_assert_true (vb_rotation_settle_sync (k->base.vault, k->store, NULL, &error));
  g_assert_no_error (error);
  g_assert_null (vb_vault_get_previous_key (k->base.vault));
  expect_anchor_holds (k);
  /* and it is the same device that signs */
  g_assert_true (vb_vault_get_device_key (k->base.vault, after));
  g_assert_cmpmem (before, sizeof before, after, sizeof after);
}

/* A change of the key changes nothing about who signs. */
static void
test_same_device_signs_afterwards (Kept          *k,
                                   gconstpointer  data)
{
  g_autofree char *code = vb_recovery_code_new ();
  g_autoptr(GError) error = NULL;
  g_autoptr(VbCheckReport) report = NULL;
  guint8 before[32], after[32];

  append (k->store);
  g_assert_true (vb_anchor_note_sync (k->base.vault, k->store, &error));
  g_assert_true (vb_vault_get_device_key (k->base.vault, before));
  rotate (k, code);
  vb_vault_lock (k->base.vault);
  vb_secret_unref (vb_vault_unlock_with_recovery_sync (k->base.vault, code, NULL, &error));
  g_assert_no_error (error);
  expect_anchor_holds (k);
  g_assert_true (vb_anchor_note_sync (k->base.vault, k->store, &error));
  g_assert_no_error (error);
  g_assert_true (vb_vault_get_device_key (k->base.vault, after));
  g_assert_cmpmem (before, sizeof before, after, sizeof after);
  report = vb_store_check_sync (k->store, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (vb_check_report_is_clean (report));
  g_assert_cmpint (report->n_log_seals, ==, 2);
  g_assert_cmpmem (before, sizeof before, report->log_sealed_by, sizeof report->log_sealed_by);
}

static void
expect_opens_with (const char *path,
                   const char *code)
{
  g_autofree char *header = vb_vault_path_for_store (path);
  g_autoptr(VbVault) vault = vault_at (header);
  g_autoptr(VbSecret) key = NULL;
  g_autoptr(VbCheckReport) report = NULL;
  g_autoptr(GError) error = NULL;

  key = vb_vault_unlock_with_recovery_sync (vault, code, NULL, &error);
  g_assert_no_error (error);
  report = vb_check_file_sync (path, key, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (vb_check_report_is_clean (report));
}

/* Backups that were made with the key before, and what a restore put aside, still open with what
 * opened them then. */
static void
test_older_copies_keep_their_way_in (Kept          *k,
                                     gconstpointer  data)
{
  g_autofree char *folder = g_build_filename (k->base.folder, "backups", NULL);
  g_autofree char *path = g_build_filename (folder, "verbinder-2026-03-01.db", NULL);
  g_autofree char *name = g_path_get_basename (vb_store_get_path (k->store));
  g_autofree char *stem = g_strndup (name, strlen (name) - strlen (".db"));
  g_autofree char *aside_name = g_strconcat (stem, "-replaced-20260301T101500.db", NULL);
  g_autofree char *aside = g_build_filename (k->base.folder, aside_name, NULL);
  g_autofree char *aside_header = vb_vault_path_for_store (aside);
  g_autofree char *code = vb_recovery_code_new ();
  g_autoptr(GError) error = NULL;

  /* its making was broken off before it got its key file */
  g_assert_cmpint (g_mkdir (folder, 0700), ==, 0);
  g_assert_true (vb_store_backup_sync (k->store, path, NULL, NULL, NULL, &error));
  g_assert_no_error (error);
  g_assert_true (vb_store_backup_sync (k->store, aside, NULL, NULL, NULL, &error));
  g_assert_no_error (error);
  rotate (k, code);

  expect_opens_with (path, k->base.code);
  expect_opens_with (aside, k->base.code);
  g_unlink (aside);
  g_unlink (aside_header);
}

typedef struct
{
  GMainLoop *loop;
  gboolean done;
  double fraction;
  guint n_reports;
  guint n_reads;
} Busy;

static void
progress_cb (double   fraction,
             gpointer user_data)
{
  Busy *busy = user_data;

  g_assert_cmpfloat (fraction, >=, busy->fraction);
  g_assert_false (busy->done);
  busy->fraction = fraction;
  busy->n_reports++;
}

static void
rotated_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  Busy *busy = user_data;
  g_autoptr(GError) error = NULL;

  g_assert_true (vb_rotation_run_finish (VB_VAULT (source), result, &error));
  g_assert_no_error (error);
  busy->done = TRUE;
}

static void
read_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  Busy *busy = user_data;
  g_autoptr(GError) error = NULL;

  vb_store_run_finish (VB_STORE (source), result, &error);
  g_assert_no_error (error);
  busy->n_reads++;
}

/* The main loop turns, and what is read and written in the meantime comes through. */
static void
test_store_is_used_meanwhile (Kept          *k,
                              gconstpointer  data)
{
  g_autofree char *code = vb_recovery_code_new ();
  VbRotation rotation = { .passphrase = PASSPHRASE, .code = code };
  VbAccessHead head;
  Busy busy = { 0 };
  guint n_asked = 0, n_turns = 0;
  gint64 before = last_entry (k->store);

  rotation.progress = progress_cb;
  rotation.progress_data = &busy;
  vb_rotation_run_async (k->base.vault, k->store, &rotation, NULL, rotated_cb, &busy);
  while (!busy.done || busy.n_reads < n_asked)
    {
      if (!busy.done && n_asked == busy.n_reads)
        {
          vb_store_run_async (k->store, VB_LANE_READ, head_job, &head, NULL, NULL, NULL, read_cb,
                              &busy);
          vb_store_run_async (k->store, VB_LANE_WRITE, append_job, NULL, NULL, NULL, NULL, read_cb,
                              &busy);
          n_asked += 2;
        }
      g_main_context_iteration (NULL, TRUE);
      n_turns++;
    }
  g_assert_cmpuint (n_turns, >, 2);
  g_assert_cmpuint (busy.n_reports, >, 0);
  g_assert_cmpint (last_entry (k->store), ==, before + 1 + n_asked / 2);
  expect_sound (k->store);
}

static void
checked_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(VbCheckReport) report = vb_store_check_finish (VB_STORE (source), result, &error);

  /* either it was first, or it is told to come back */
  if (report == NULL)
    g_assert_error (error, VB_ERROR, VB_ERROR_IN_USE);
  else
    g_assert_true (vb_check_report_is_clean (report));
  ((Busy *) user_data)->n_reads++;
}

static void
tried_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(GError) error = NULL;

  if (!vb_rotation_run_finish (VB_VAULT (source), result, &error))
    g_assert_error (error, VB_ERROR, VB_ERROR_IN_USE);
  ((Busy *) user_data)->done = TRUE;
}

/* A check has connections of its own, which know the key before. */
static void
test_never_beside_a_check (Kept          *k,
                           gconstpointer  data)
{
  g_autofree char *code = vb_recovery_code_new ();
  VbRotation rotation = { .passphrase = PASSPHRASE, .code = code };
  Busy busy = { 0 };

  vb_store_check_async (k->store, NULL, checked_cb, &busy);
  vb_rotation_run_async (k->base.vault, k->store, &rotation, NULL, tried_cb, &busy);
  vb_store_check_async (k->store, NULL, checked_cb, &busy);
  while (!busy.done || busy.n_reads < 2)
    g_main_context_iteration (NULL, TRUE);
  expect_sound (k->store);
}

/* ---------------------------------------------------------------- killed */

/* Lets the writer run, for @us microseconds or (negative) until it ends; what it said last is done.
 */
static int
let_write (Kept   *k,
           int     step,
           gint64  us,
           int    *n_steps)
{
  g_autofree char *number = g_strdup_printf ("%d", step);
  const char *argv[] = { writer, k->base.folder, number, NULL };
  g_autoptr(GError) error = NULL;
  g_autofree char *said = NULL;
  g_autoptr(GSubprocess) process =
    g_subprocess_newv (argv, G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error);
  char *last;

  g_assert_no_error (error);
  if (us >= 0)
    {
      g_usleep (us);
      g_subprocess_force_exit (process);
    }
  g_subprocess_communicate_utf8 (process, NULL, NULL, &said, NULL, &error);
  g_assert_no_error (error);
  if (strstr (said, "error") != NULL)
    g_error ("%s", said);
  last = strstr (said, "steps ");
  if (n_steps != NULL)
    *n_steps = last != NULL ? atoi (last + 6) : 0;
  last = strrchr (said, '\n');
  if (last == NULL)
    return 0;
  *last = '\0';
  last = g_strrstr (said, "ack ");
  return last != NULL ? atoi (last + 4) : 0;
}

/* Exactly one of the listed keys opens the store, and everything that was said to be done is in it.
 */
static void
expect_one_key (Kept *k,
                int   acknowledged)
{
  g_autoptr(VbVault) vault = vault_at (k->base.path);
  g_autoptr(GError) error = NULL;
  VbAnchorState state;
  VbSecret *keys[2];
  guint n_opened = 0;

  vb_secret_unref (vb_vault_unlock_with_passphrase_sync (vault, PASSPHRASE, NULL, &error));
  g_assert_no_error (error);
  keys[0] = vb_vault_get_key (vault);
  keys[1] = vb_vault_get_previous_key (vault);
  for (guint i = 0; i < G_N_ELEMENTS (keys) && keys[i] != NULL; i++)
    {
      k->store = open_with (k, keys[i], VB_STORE_OPEN_EXISTING, &error);
      if (k->store == NULL)
        {
          g_assert_error (error, VB_ERROR, VB_ERROR_WRONG_KEY);
          g_clear_error (&error);
          continue;
        }
      n_opened++;
      g_assert_cmpint (last_entry (k->store), >=, acknowledged);
      expect_sound (k->store);
      g_assert_true (vb_anchor_check_sync (vault, k->store, &state, NULL, &error));
      g_assert_no_error (error);
      g_assert_cmpint (state, !=, VB_ANCHOR_PUT_BACK);
      close_kept (k);
    }
  g_assert_cmpuint (n_opened, ==, 1);
}

static void
test_killed_at_every_step (Kept          *k,
                           gconstpointer  data)
{
  int n_steps, n = 0, acknowledged;

  close_kept (k);
  acknowledged = let_write (k, 0, -1, &n_steps);
  g_assert_cmpint (n_steps, >, 20);
  expect_one_key (k, acknowledged);
  for (int step = 1; step <= n_steps; step++, n++)
    {
      int heard = let_write (k, step, -1, NULL);

      acknowledged = MAX (heard, acknowledged);
      expect_one_key (k, acknowledged);
    }
  /* and whatever was left lying about, the next one goes through */
  acknowledged = let_write (k, 0, -1, &n_steps);
  g_assert_cmpint (n_steps, >, 0);
  expect_one_key (k, acknowledged);
  g_test_message ("%d kills, one at each step; %d entries acknowledged and found", n,
                  acknowledged);
}

static void
test_killed_at_any_moment (Kept          *k,
                           gconstpointer  data)
{
  int n = (int) kills_wanted (20), acknowledged;
  gint64 begin, usual;

  close_kept (k);
  begin = g_get_monotonic_time ();
  acknowledged = let_write (k, 0, -1, NULL);
  usual = g_get_monotonic_time () - begin;
  for (int i = 0; i < n; i++)
    {
      int heard = let_write (k, 0, g_random_int_range (0, usual), NULL);

      acknowledged = MAX (heard, acknowledged);
      expect_one_key (k, acknowledged);
    }
  g_test_message ("%d kills; %d entries acknowledged and found", n, acknowledged);
}

int
main (int   argc,
      char *argv[])
{
  int result;

  g_test_init (&argc, &argv, NULL);
  g_assert_cmpint (argc, >, 1);
  writer = argv[1];
  use_own_folders ();

#define ADD(name, func) \
  g_test_add ("/rotation/" name, Kept, NULL, set_up_kept, func, tear_down_kept)
  ADD ("only-the-new-key-and-sheet-open", test_only_the_new_key_and_sheet_open);
  ADD ("wrong-passphrase-changes-nothing", test_wrong_passphrase_changes_nothing);
  ADD ("failure-before-the-exchange-is-undone", test_failure_before_the_exchange_is_undone);
  ADD ("failed-exchange-is-in-the-log", test_failed_exchange_is_in_the_log);
  ADD ("unreachable-note-keeps-both-keys", test_unreachable_note_keeps_both_keys);
  ADD ("same-device-signs-afterwards", test_same_device_signs_afterwards);
  ADD ("older-copies-keep-their-way-in", test_older_copies_keep_their_way_in);
  ADD ("store-is-used-meanwhile", test_store_is_used_meanwhile);
  ADD ("never-beside-a-check", test_never_beside_a_check);
  ADD ("killed-at-every-step", test_killed_at_every_step);
  ADD ("killed-at-any-moment", test_killed_at_any_moment);

  result = g_test_run ();
  remove_own_folders ();
  return result;
}
