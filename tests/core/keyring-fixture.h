/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* A vault in a folder of its own, and a keyring service that does as it is told. */

#include <gio/gio.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>

#include "core/vault/vb-recovery-code.h"
#include "core/vault/vb-vault-private.h"

#define PASSPHRASE "een lange zin om te onthouden"
/* How long a keyring that does not answer is waited for here, and what that may become on a busy
 * machine */
#define SHORT_MS 400
#define PATIENCE_MS 15000
/* For a keyring that does answer */
#define LONG_MS 20000

typedef struct
{
  char *folder;
  char *path;
  VbVault *vault;
  GSubprocess *service;
} Fixture;

static inline GSubprocess *
start_fake (void)
{
  g_autofree char *program = g_test_build_filename (G_TEST_DIST, "core", "fake-keyring.py", NULL);
  g_autoptr(GError) error = NULL;
  GSubprocess *service;
  char ready[16];

  service = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error, program, NULL);
  g_assert_no_error (error);
  g_assert_cmpint (g_input_stream_read (g_subprocess_get_stdout_pipe (service), ready,
                                        sizeof ready, NULL, &error), >, 0);
  g_assert_no_error (error);
  return service;
}

static inline void
stop (GSubprocess **service)
{
  if (*service == NULL)
    return;
  g_subprocess_send_signal (*service, SIGCONT);
  g_subprocess_force_exit (*service);
  g_subprocess_wait (*service, NULL, NULL);
  g_clear_object (service);
}

static inline GVariant *
ask_fake (const char *method,
          GVariant   *parameters)
{
  g_autoptr(GDBusConnection) bus = g_bus_get_sync (G_BUS_TYPE_SESSION, NULL, NULL);
  g_autoptr(GError) error = NULL;
  GVariant *answer;

  answer = g_dbus_connection_call_sync (bus, "org.freedesktop.secrets", "/nl/verbinder/Fake",
                                        "nl.verbinder.Fake", method, parameters, NULL,
                                        G_DBUS_CALL_FLAGS_NONE, -1, NULL, &error);
  g_assert_no_error (error);
  return answer;
}

static inline void
set (const char *name,
     const char *value)
{
  g_variant_unref (ask_fake ("Set", g_variant_new ("(ss)", name, value)));
}

static inline guint
count_items (void)
{
  g_autoptr(GVariant) answer = ask_fake ("CountItems", NULL);
  guint n;

  g_variant_get (answer, "(u)", &n);
  return n;
}

static inline void
remove_folder (const char *folder)
{
  g_autoptr(GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      if (g_file_test (path, G_FILE_TEST_IS_DIR))
        remove_folder (path);
      else
        g_unlink (path);
    }
  g_rmdir (folder);
}

static inline VbVault *
vault_at (const char *path,
          VbSlotType  kind)
{
  VbVault *vault = vb_vault_new (path);

  _vb_vault_set_cost (vault, 1, 8 * 1024);
  _vb_vault_set_keyring_kind (vault, kind);
  _vb_vault_set_timeout (vault, LONG_MS);
  return vault;
}

static inline void
set_up_folder (Fixture    *f,
               VbSlotType  kind)
{
  f->folder = g_dir_make_tmp ("vb-keyring-XXXXXX", NULL);
  g_assert_nonnull (f->folder);
  f->path = g_build_filename (f->folder, "vault.hdr", NULL);
  f->vault = vault_at (f->path, kind);
}

static inline void
create (Fixture *f)
{
  g_autoptr(GError) error = NULL;
  char *code = vb_vault_create_sync (f->vault, VB_KEYRING_QUIET, NULL, NULL, &error);

  g_assert_no_error (error);
  g_assert_nonnull (code);
  vb_recovery_code_free (code);
}

/* With a fake keyring that holds the key of a vault */
static inline void
set_up (Fixture       *f,
        gconstpointer  kind)
{
  set_up_folder (f, kind != NULL ? GPOINTER_TO_INT (kind) : VB_SLOT_KEYRING);
  f->service = start_fake ();
  create (f);
}

/* With a fake keyring and no vault */
static inline void
set_up_empty (Fixture       *f,
              gconstpointer  kind)
{
  set_up_folder (f, kind != NULL ? GPOINTER_TO_INT (kind) : VB_SLOT_KEYRING);
  f->service = start_fake ();
}

static inline void
tear_down (Fixture       *f,
           gconstpointer  data)
{
  stop (&f->service);
  g_clear_object (&f->vault);
  remove_folder (f->folder);
  g_free (f->folder);
  g_free (f->path);
}

static inline VbSecret *
open_again (Fixture         *f,
            VbKeyringFlags   flags,
            guint            timeout_ms,
            GError         **error)
{
  g_autoptr(VbVault) vault = vault_at (f->path, f->vault->keyring_kind);

  _vb_vault_set_timeout (vault, timeout_ms);
  return vb_vault_unlock_with_keyring_sync (vault, flags, NULL, error);
}

static inline void
assert_opens (Fixture        *f,
              VbKeyringFlags  flags)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(VbSecret) key = open_again (f, flags, LONG_MS, &error);

  g_assert_no_error (error);
  g_assert_true (vb_secret_equal (key, vb_vault_get_key (f->vault)));
}

/* Whatever went wrong: the vault is as it was and no other is made in its place. */
static inline void
assert_nothing_made (Fixture    *f,
                     const char *before,
                     gsize       length)
{
  g_autoptr(VbVault) vault = vault_at (f->path, f->vault->keyring_kind);
  g_autofree char *after = NULL;
  g_autoptr(GError) error = NULL;
  gsize after_length;

  g_assert_true (g_file_get_contents (f->path, &after, &after_length, NULL));
  g_assert_cmpmem (before, length, after, after_length);
  g_assert_null (vb_vault_create_sync (vault, VB_KEYRING_QUIET, NULL, NULL, &error));
  g_assert_error (error, VB_ERROR, VB_ERROR_EXISTS);
}

static inline void
assert_fails (Fixture        *f,
              VbKeyringFlags  flags,
              guint           timeout_ms,
              VbError         code)
{
  g_autofree char *before = NULL;
  g_autoptr(GError) error = NULL;
  gsize length;
  gint64 began = g_get_monotonic_time ();

  g_assert_true (g_file_get_contents (f->path, &before, &length, NULL));
  g_assert_null (open_again (f, flags, timeout_ms, &error));
  g_assert_error (error, VB_ERROR, (int) code);
  g_assert_cmpint (g_get_monotonic_time () - began, <, PATIENCE_MS * 1000);
  assert_nothing_made (f, before, length);
}

typedef struct
{
  GAsyncResult *result;
  guint ticks;
  GSubprocess *victim;
  GCancellable *cancellable;
} Waiting;

static inline void
waiting_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  ((Waiting *) user_data)->result = g_object_ref (result);
}

static inline gboolean
tick_cb (gpointer user_data)
{
  Waiting *waiting = user_data;

  if (++waiting->ticks == 20)
    {
      if (waiting->victim != NULL)
        g_subprocess_force_exit (waiting->victim);
      if (waiting->cancellable != NULL)
        g_cancellable_cancel (waiting->cancellable);
    }
  return G_SOURCE_CONTINUE;
}

/* Opens from the main loop, which goes on; after a tenth of a second something happens. */
static inline void
open_while (Fixture        *f,
            VbKeyringFlags  flags,
            Waiting        *waiting,
            GError        **error)
{
  g_autoptr(VbVault) vault = vault_at (f->path, f->vault->keyring_kind);
  guint source = g_timeout_add (5, tick_cb, waiting);

  vb_vault_unlock_with_keyring_async (vault, flags, waiting->cancellable, waiting_cb, waiting);
  while (waiting->result == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_null (vb_vault_unlock_finish (vault, waiting->result, error));
  g_object_unref (waiting->result);
  g_source_remove (source);
}

/* Runs the tests on a session bus of our own that starts nothing by itself. */
static inline int
run_on_own_bus (void)
{
  static GTestDBus *bus; /* not freed: that waits for everybody to let go of the connection */
  int result;

  if (g_test_subprocess ())
    return g_test_run ();
  bus = g_test_dbus_new (G_TEST_DBUS_NONE);
  g_test_dbus_up (bus);
  result = g_test_run ();
  g_test_dbus_stop (bus);
  return result;
}
