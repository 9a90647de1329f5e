/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

/* A store that was put back to an older state is noticed. */

#include <gio/gio.h>
#include <sodium.h>
#include <string.h>

#include "core/store/vb-access-seal.h"
#include "core/store/vb-check.h"
#include "core/vault/vb-anchor.h"
#include "vault-fixture.h"

typedef struct
{
  Fixture base;
  char *store_path;
} Guarded;

static void
set_up_guarded (Guarded       *g,
                gconstpointer  data)
{
  set_up (&g->base, data);
  g->store_path = g_build_filename (g->base.folder, "verbinder.db", NULL);
}

static void
tear_down_guarded (Guarded       *g,
                   gconstpointer  data)
{
  g_free (g->store_path);
  tear_down (&g->base, data);
}

static VbStore *
open_store (Guarded      *g,
            VbStoreFlags  flags)
{
  g_autoptr(GError) error = NULL;
  VbStore *store = vb_store_open_sync (g->store_path, g->base.key,
                                       flags | VB_STORE_ALLOW_ANY_PLACE, NULL, &error);

  g_assert_no_error (error);
  return store;
}

static void
close_store (VbStore *store)
{
  g_autoptr(GError) error = NULL;

  vb_store_close_sync (store, &error);
  g_assert_no_error (error);
  g_object_unref (store);
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

static void
append (VbStore *store)
{
  g_autoptr(GError) error = NULL;

  vb_store_run_sync (store, VB_LANE_WRITE, append_job, NULL, NULL, &error);
  g_assert_no_error (error);
}

static void
assert_state (Guarded       *g,
              VbStore       *store,
              VbAnchorState  expected)
{
  g_autoptr(GError) error = NULL;
  VbAnchorState state = VB_ANCHOR_UNKNOWN;

  g_assert_true (vb_anchor_check_sync (g->base.vault, store, &state, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpint (state, ==, expected);
}

static void
note (Guarded *g,
      VbStore *store)
{
  g_autoptr(GError) error = NULL;

  g_assert_true (vb_anchor_note_sync (g->base.vault, store, &error));
  g_assert_no_error (error);
}

static void
test_holds_while_the_log_grows (Guarded       *g,
                                gconstpointer  data)
{
  VbStore *store = open_store (g, VB_STORE_CREATE);

  assert_state (g, store, VB_ANCHOR_UNKNOWN);
  for (int i = 0; i < 3; i++)
    {
      note (g, store);
      assert_state (g, store, VB_ANCHOR_HOLDS);
      append (store);
      assert_state (g, store, VB_ANCHOR_HOLDS);
    }
  close_store (store);
}

static void
test_older_file_is_noticed (Guarded       *g,
                            gconstpointer  data)
{
  VbStore *store = open_store (g, VB_STORE_CREATE);
  g_autofree char *yesterday = NULL;
  gsize length;

  append (store);
  note (g, store);
  close_store (store);
  g_assert_true (g_file_get_contents (g->store_path, &yesterday, &length, NULL));

  store = open_store (g, VB_STORE_OPEN_EXISTING);
  append (store);
  note (g, store);
  close_store (store);

  g_assert_true (g_file_set_contents (g->store_path, yesterday, length, NULL));
  store = open_store (g, VB_STORE_OPEN_EXISTING);
  assert_state (g, store, VB_ANCHOR_PUT_BACK);
  /* going on from there does not hide it */
  append (store);
  append (store);
  assert_state (g, store, VB_ANCHOR_PUT_BACK);
  note (g, store); /* somebody meant it */
  assert_state (g, store, VB_ANCHOR_HOLDS);
  close_store (store);
}

typedef struct
{
  GAsyncResult *result;
} Waiting;

static void
waiting_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  ((Waiting *) user_data)->result = g_object_ref (result);
}

/* As when the window is locked: the key goes and the store closes while it is being noted. */
static void
test_noted_while_locking (Guarded       *g,
                          gconstpointer  data)
{
  VbStore *store = open_store (g, VB_STORE_CREATE);
  g_autoptr(GError) error = NULL;
  g_autoptr(VbSecret) key = NULL;
  Waiting waiting = { NULL }, closing = { NULL };
  VbAnchorState state;

  append (store);
  vb_anchor_note_async (g->base.vault, store, waiting_cb, &waiting);
  vb_vault_lock (g->base.vault);
  vb_store_close_async (store, waiting_cb, &closing);
  while (waiting.result == NULL || closing.result == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_true (vb_store_close_finish (store, closing.result, &error));
  g_assert_no_error (error);
  g_object_unref (closing.result);
  g_object_unref (store);
  g_assert_true (vb_anchor_note_finish (g->base.vault, waiting.result, &error));
  g_assert_no_error (error);
  g_clear_object (&waiting.result);

  key = vb_vault_unlock_with_recovery_sync (g->base.vault, g->base.code, NULL, &error);
  g_assert_no_error (error);
  store = open_store (g, VB_STORE_OPEN_EXISTING);
  vb_anchor_check_async (g->base.vault, store, NULL, waiting_cb, &waiting);
  while (waiting.result == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_true (vb_anchor_check_finish (g->base.vault, waiting.result, &state, &error));
  g_assert_no_error (error);
  g_assert_cmpint (state, ==, VB_ANCHOR_HOLDS);
  g_object_unref (waiting.result);
  close_store (store);
}

static void
test_locked_vault_says_so (Guarded       *g,
                           gconstpointer  data)
{
  VbStore *store = open_store (g, VB_STORE_CREATE);
  g_autoptr(GError) error = NULL;
  VbAnchorState state;

  vb_vault_lock (g->base.vault);
  g_assert_false (vb_anchor_note_sync (g->base.vault, store, &error));
  g_assert_error (error, VB_ERROR, VB_ERROR_FAILED);
  g_clear_error (&error);
  g_assert_false (vb_anchor_check_sync (g->base.vault, store, &state, NULL, &error));
  g_assert_error (error, VB_ERROR, VB_ERROR_FAILED);
  close_store (store);
}

/* ---------------------------------------------------------------- signed */

static char *
note_path (Guarded *g)
{
  g_autofree char *name = g_strconcat (vb_vault_get_id (g->base.vault), ".anchor", NULL);

  return g_build_filename (g_get_user_state_dir (), "verbinder", name, NULL);
}

/* What somebody can write there who has the key of the store: authentic as far as that goes. */
static void
forge_note (Guarded      *g,
            const guint8 *body,
            gsize         length)
{
  g_autofree char *path = note_path (g);
  g_autoptr(VbSecret) key =
    vb_vault_derive (vb_vault_get_key (g->base.vault), VB_VAULT_PURPOSE_ANCHOR);
  guint8 value[512];

  memcpy (value, body, length);
  crypto_generichash (value + length, 32, body, length, vb_secret_peek (key), VB_KEY_SIZE);
  g_assert_true (g_file_set_contents (path, (const char *) value, length + 32, NULL));
}

static void
forge_unsigned_note (Guarded            *g,
                     const VbAccessHead *head)
{
  guint8 body[40];
  guint64 seq = GUINT64_TO_LE ((guint64) head->seq);

  memcpy (body, &seq, 8);
  memcpy (body + 8, head->hash, 32);
  forge_note (g, body, sizeof body);
}

static gpointer
log_head_job (VbDatabase    *db,
              gpointer       data,
              GCancellable  *cancellable,
              GError       **error)
{
  vb_access_log_get_head (db, data, error);
  return NULL;
}

static VbAccessHead
head_of (VbStore *store)
{
  g_autoptr(GError) error = NULL;
  VbAccessHead head;

  vb_store_run_sync (store, VB_LANE_READ, log_head_job, &head, NULL, &error);
  g_assert_no_error (error);
  return head;
}

/* As a program does that was just started. */
static void
start_again (Guarded *g)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(VbSecret) key = NULL;

  vb_vault_lock (g->base.vault);
  key = vb_vault_unlock_with_recovery_sync (g->base.vault, g->base.code, NULL, &error);
  g_assert_no_error (error);
}

static void
assert_refused (Guarded *g,
                VbStore *store)
{
  g_autoptr(GError) error = NULL;
  VbAnchorState state = VB_ANCHOR_HOLDS;

  start_again (g);
  g_assert_false (vb_anchor_check_sync (g->base.vault, store, &state, NULL, &error));
  g_assert_error (error, VB_ERROR, VB_ERROR_CORRUPT);
}

static gint64
n_signatures (VbStore *store,
              guint8  *by)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(VbCheckReport) report = vb_store_check_sync (store, NULL, &error);

  g_assert_no_error (error);
  g_assert_true (vb_check_report_is_clean (report));
  memcpy (by, report->log_sealed_by, VB_SIGN_KEY_SIZE);
  return report->n_log_seals;
}

static void
test_log_is_signed_by_this_device (Guarded       *g,
                                   gconstpointer  data)
{
  VbStore *store = open_store (g, VB_STORE_CREATE);
  guint8 own[VB_SIGN_KEY_SIZE], later[VB_SIGN_KEY_SIZE], by[VB_SIGN_KEY_SIZE];

  append (store);
  g_assert_false (vb_vault_get_device_key (g->base.vault, own));
  note (g, store);
  g_assert_true (vb_vault_get_device_key (g->base.vault, own));
  g_assert_cmpint (n_signatures (store, by), ==, 1);
  g_assert_cmpmem (by, sizeof by, own, sizeof own);

  /* the next time it is the same device */
  start_again (g);
  g_assert_false (vb_vault_get_device_key (g->base.vault, later));
  assert_state (g, store, VB_ANCHOR_HOLDS);
  append (store);
  note (g, store);
  g_assert_true (vb_vault_get_device_key (g->base.vault, later));
  g_assert_cmpmem (later, sizeof later, own, sizeof own);
  g_assert_cmpint (n_signatures (store, by), ==, 2);
  g_assert_cmpmem (by, sizeof by, own, sizeof own);
  close_store (store);
}

/* Without looking first what there is, as when the keyring did not answer at the start. */
static void
test_key_of_the_device_is_never_replaced (Guarded       *g,
                                          gconstpointer  data)
{
  VbStore *store = open_store (g, VB_STORE_CREATE);
  guint8 own[VB_SIGN_KEY_SIZE], later[VB_SIGN_KEY_SIZE];
  Waiting waiting = { NULL };
  g_autoptr(GError) error = NULL;

  append (store);
  note (g, store);
  g_assert_true (vb_vault_get_device_key (g->base.vault, own));
  start_again (g);
  append (store);
  vb_anchor_note_async (g->base.vault, store, waiting_cb, &waiting);
  while (waiting.result == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_true (vb_anchor_note_finish (g->base.vault, waiting.result, &error));
  g_assert_no_error (error);
  g_object_unref (waiting.result);
  g_assert_true (vb_vault_get_device_key (g->base.vault, later));
  g_assert_cmpmem (later, sizeof later, own, sizeof own);
  start_again (g);
  assert_state (g, store, VB_ANCHOR_HOLDS);
  close_store (store);
}

static void
test_note_of_an_earlier_version_is_taken_over (Guarded       *g,
                                               gconstpointer  data)
{
  VbStore *store = open_store (g, VB_STORE_CREATE);
  guint8 own[VB_SIGN_KEY_SIZE];
  VbAccessHead head;

  append (store);
  note (g, store); /* makes the folder */
  close_store (store);
  g_unlink (g->store_path);
  start_again (g);

  store = open_store (g, VB_STORE_CREATE);
  append (store);
  head = head_of (store);
  forge_unsigned_note (g, &head);
  append (store);
  assert_state (g, store, VB_ANCHOR_HOLDS);
  g_assert_false (vb_vault_get_device_key (g->base.vault, own));
  note (g, store);
  start_again (g);
  assert_state (g, store, VB_ANCHOR_HOLDS);
  g_assert_true (vb_vault_get_device_key (g->base.vault, own));
  close_store (store);
}

static void
test_unsigned_note_is_refused_once_signed (Guarded       *g,
                                           gconstpointer  data)
{
  VbStore *store = open_store (g, VB_STORE_CREATE);
  VbAccessHead head;

  append (store);
  note (g, store);
  head = head_of (store);
  forge_unsigned_note (g, &head);
  assert_refused (g, store);
  close_store (store);
}

/* Another head under the signature that was there, with everything else made to fit. */
static void
test_replaced_head_is_refused (Guarded       *g,
                               gconstpointer  data)
{
  VbStore *store = open_store (g, VB_STORE_CREATE);
  g_autofree char *path = note_path (g);
  g_autofree char *contents = NULL;
  VbAccessHead head;
  guint64 seq;
  gsize length;

  append (store);
  head = head_of (store);
  append (store);
  note (g, store);
  assert_state (g, store, VB_ANCHOR_HOLDS);
  g_assert_true (g_file_get_contents (path, &contents, &length, NULL));
  seq = GUINT64_TO_LE ((guint64) head.seq);
  memcpy (contents, &seq, 8);
  memcpy (contents + 8, head.hash, 32);
  forge_note (g, (const guint8 *) contents, length - 32);
  assert_refused (g, store);
  close_store (store);
}

#define ADD(name, func) \
  g_test_add ("/anchor/" name, Guarded, NULL, set_up_guarded, func, tear_down_guarded)

int
main (int   argc,
      char *argv[])
{
  int result;

  g_test_init (&argc, &argv, NULL);
  use_own_folders ();
  ADD ("holds-while-the-log-grows", test_holds_while_the_log_grows);
  ADD ("older-file-is-noticed", test_older_file_is_noticed);
  ADD ("noted-while-locking", test_noted_while_locking);
  ADD ("locked-vault-says-so", test_locked_vault_says_so);
  ADD ("log-is-signed-by-this-device", test_log_is_signed_by_this_device);
  ADD ("key-of-the-device-is-never-replaced", test_key_of_the_device_is_never_replaced);
  ADD ("note-of-an-earlier-version-is-taken-over", test_note_of_an_earlier_version_is_taken_over);
  ADD ("unsigned-note-is-refused-once-signed", test_unsigned_note_is_refused_once_signed);
  ADD ("replaced-head-is-refused", test_replaced_head_is_refused);
  result = g_test_run ();
  remove_own_folders ();
  return result;
}
