/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

/* A store that was put back to an older state is noticed. */

#include <gio/gio.h>
#include <string.h>

#include "core/store/vb-access-log.h"
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
  result = g_test_run ();
  remove_own_folders ();
  return result;
}
