/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A program that changes the key of a store, and that dies where it is told: rotation-writer FOLDER
 * N kills itself in the place of the N-th step that another program could see on the disk; 0 lets
 * it live. Linked so that those steps come by here first. */

#include "config.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "core/store/vb-access-log.h"
#include "core/vault/vb-anchor.h"
#include "core/vault/vb-recovery-code.h"
#include "core/vault/vb-rotation.h"
#include "vault-fixture.h"

static gint steps;
static int last_step;

static void
count_step (void)
{
  if (g_atomic_int_add (&steps, 1) + 1 == last_step)
    kill (getpid (), SIGKILL);
}

#define WRAP(type, name, parameters, arguments)                                                    \
  type __real_##name parameters;                                                                   \
  type __wrap_##name parameters;                                                                   \
  type __wrap_##name parameters                                                                    \
  {                                                                                                \
    count_step ();                                                                                 \
    return __real_##name arguments;                                                                \
  }

WRAP (int, fsync, (int fd), (fd))
WRAP (int, fdatasync, (int fd), (fd))
WRAP (int, unlink, (const char *path), (path))
WRAP (int, g_unlink, (const char *path), (path))
WRAP (int, g_rename, (const char *from, const char *to), (from, to))
WRAP (int, renameat2, (int a, const char *from, int b, const char *to, unsigned int flags),
      (a, from, b, to, flags))

static void
expect (GError *error)
{
  if (error == NULL)
    return;
  printf ("error %s\n", error->message);
  exit (1);
}

static VbStore *
open_store (const char *path,
            VbVault    *vault)
{
  GError *error = NULL;
  VbStore *store = vb_store_open_sync (path, vb_vault_get_key (vault), VB_STORE_ALLOW_ANY_PLACE,
                                       NULL, &error);

  if (vb_vault_get_previous_key (vault) != NULL
      && g_error_matches (error, VB_ERROR, VB_ERROR_WRONG_KEY))
    {
      g_clear_error (&error);
      store = vb_store_open_sync (path, vb_vault_get_previous_key (vault),
                                  VB_STORE_ALLOW_ANY_PLACE, NULL, &error);
    }
  expect (error);
  return store;
}

static gpointer
append_job (VbDatabase    *db,
            gpointer       data,
            GCancellable  *cancellable,
            GError       **error)
{
  VbAccessEntry entry = { .event = VB_EVENT_READ, .action = 'R', .object_type = "service" };
  VbAccessHead head;

  if (!vb_access_log_append (db, &entry, error) || !vb_access_log_get_head (db, &head, error))
    return NULL;
  return GINT_TO_POINTER (head.seq);
}

static void
append (VbStore *store)
{
  GError *error = NULL;
  gpointer seq = vb_store_run_sync (store, VB_LANE_WRITE, append_job, NULL, NULL, &error);

  expect (error);
  printf ("ack %d\n", GPOINTER_TO_INT (seq));
  fflush (stdout);
}

int
main (int   argc,
      char *argv[])
{
  g_autofree char *header = g_build_filename (argv[1], "vault.hdr", NULL);
  g_autofree char *path = g_build_filename (argv[1], "verbinder.db", NULL);
  g_autoptr(VbVault) vault = vault_at (header);
  g_autoptr(VbStore) store = NULL;
  char *code = vb_recovery_code_new ();
  VbRotation rotation = { .passphrase = PASSPHRASE, .code = code };
  GError *error = NULL;

  last_step = atoi (argv[2]);
  vb_secret_unref (vb_vault_unlock_with_passphrase_sync (vault, PASSPHRASE, NULL, &error));
  expect (error);
  store = open_store (path, vault);
  append (store);
  vb_anchor_note_sync (vault, store, &error);
  expect (error);
  vb_rotation_settle_sync (vault, store, NULL, &error);
  expect (error);
  append (store);
  vb_rotation_run_sync (vault, store, &rotation, NULL, &error);
  expect (error);
  append (store);
  vb_store_close_sync (store, &error);
  expect (error);
  printf ("steps %d\n", g_atomic_int_get (&steps));
  vb_recovery_code_free (code);
  return 0;
}
