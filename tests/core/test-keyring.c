/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

/* Vaults and keyrings: a fake one that misbehaves in every way, and gnome-keyring itself, each on
 * a session bus of our own that starts nothing by itself. */

#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>

#include "core/vault/vb-keyring.h"
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

static GSubprocess *
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

static void
stop (GSubprocess **service)
{
  if (*service == NULL)
    return;
  g_subprocess_send_signal (*service, SIGCONT);
  g_subprocess_force_exit (*service);
  g_subprocess_wait (*service, NULL, NULL);
  g_clear_object (service);
}

static GVariant *
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

static void
set (const char *name,
     const char *value)
{
  g_variant_unref (ask_fake ("Set", g_variant_new ("(ss)", name, value)));
}

static guint
count_items (void)
{
  g_autoptr(GVariant) answer = ask_fake ("CountItems", NULL);
  guint n;

  g_variant_get (answer, "(u)", &n);
  return n;
}

static void
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

static VbVault *
vault_at (const char *path,
          VbSlotType  kind)
{
  VbVault *vault = vb_vault_new (path);

  _vb_vault_set_cost (vault, 1, 8 * 1024);
  _vb_vault_set_keyring_kind (vault, kind);
  _vb_vault_set_timeout (vault, LONG_MS);
  return vault;
}

static void
set_up_folder (Fixture    *f,
               VbSlotType  kind)
{
  f->folder = g_dir_make_tmp ("vb-keyring-XXXXXX", NULL);
  g_assert_nonnull (f->folder);
  f->path = g_build_filename (f->folder, "vault.hdr", NULL);
  f->vault = vault_at (f->path, kind);
}

static void
create (Fixture *f)
{
  g_autoptr(GError) error = NULL;
  char *code = vb_vault_create_sync (f->vault, VB_KEYRING_QUIET, NULL, NULL, &error);

  g_assert_no_error (error);
  g_assert_nonnull (code);
  vb_recovery_code_free (code);
}

/* With a fake keyring that holds the key of a vault */
static void
set_up (Fixture       *f,
        gconstpointer  kind)
{
  set_up_folder (f, kind != NULL ? GPOINTER_TO_INT (kind) : VB_SLOT_KEYRING);
  f->service = start_fake ();
  create (f);
}

/* With a fake keyring and no vault */
static void
set_up_empty (Fixture       *f,
              gconstpointer  kind)
{
  set_up_folder (f, kind != NULL ? GPOINTER_TO_INT (kind) : VB_SLOT_KEYRING);
  f->service = start_fake ();
}

static void
tear_down (Fixture       *f,
           gconstpointer  data)
{
  stop (&f->service);
  g_clear_object (&f->vault);
  remove_folder (f->folder);
  g_free (f->folder);
  g_free (f->path);
}

static VbSecret *
open_again (Fixture         *f,
            VbKeyringFlags   flags,
            guint            timeout_ms,
            GError         **error)
{
  g_autoptr(VbVault) vault = vault_at (f->path, f->vault->keyring_kind);

  _vb_vault_set_timeout (vault, timeout_ms);
  return vb_vault_unlock_with_keyring_sync (vault, flags, NULL, error);
}

static void
assert_opens (Fixture        *f,
              VbKeyringFlags  flags)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(VbSecret) key = open_again (f, flags, LONG_MS, &error);

  g_assert_no_error (error);
  g_assert_true (vb_secret_equal (key, vb_vault_get_key (f->vault)));
}

/* Whatever went wrong: the vault is as it was and no other is made in its place. */
static void
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

static void
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

static void
test_stored_and_found (Fixture       *f,
                       gconstpointer  data)
{
  g_autoptr(VbVault) vault = vault_at (f->path, f->vault->keyring_kind);

  g_assert_true (vb_vault_load (vault, NULL));
  g_assert_true (vb_vault_has_keyring (vault));
  g_assert_false (vb_vault_has_slot (vault, VB_SLOT_PASSPHRASE));
  assert_opens (f, VB_KEYRING_QUIET);
  assert_opens (f, VB_KEYRING_MAY_PROMPT);
}

static void
test_no_service (Fixture       *f,
                 gconstpointer  data)
{
  stop (&f->service);
  assert_fails (f, VB_KEYRING_QUIET, LONG_MS, VB_ERROR_KEYRING_UNAVAILABLE);
  assert_fails (f, VB_KEYRING_MAY_PROMPT, LONG_MS, VB_ERROR_KEYRING_UNAVAILABLE);
}

static void
test_service_comes_back (Fixture       *f,
                         gconstpointer  data)
{
  g_autoptr(GError) error = NULL;

  stop (&f->service);
  assert_fails (f, VB_KEYRING_QUIET, LONG_MS, VB_ERROR_KEYRING_UNAVAILABLE);
  f->service = start_fake (); /* which has forgotten everything */
  assert_fails (f, VB_KEYRING_QUIET, LONG_MS, VB_ERROR_KEYRING_NO_ITEM);
  g_assert_true (vb_vault_set_keyring_sync (f->vault, VB_KEYRING_QUIET, NULL, &error));
  g_assert_no_error (error);
  assert_opens (f, VB_KEYRING_QUIET);
}

static void
test_locked (Fixture       *f,
             gconstpointer  data)
{
  set ("locked", "1");
  assert_fails (f, VB_KEYRING_QUIET, LONG_MS, VB_ERROR_KEYRING_LOCKED);
  set ("hides", "1");
  assert_fails (f, VB_KEYRING_QUIET, LONG_MS, VB_ERROR_KEYRING_LOCKED);
}

static void
test_question_answered_with_no (Fixture       *f,
                                gconstpointer  data)
{
  set ("locked", "1");
  assert_fails (f, VB_KEYRING_MAY_PROMPT, LONG_MS, VB_ERROR_KEYRING_REFUSED);
  set ("hides", "1");
  assert_fails (f, VB_KEYRING_MAY_PROMPT, LONG_MS, VB_ERROR_KEYRING_REFUSED);
}

static void
test_question_answered_with_yes (Fixture       *f,
                                 gconstpointer  data)
{
  set ("prompt", "accept");
  set ("locked", "1");
  assert_opens (f, VB_KEYRING_MAY_PROMPT);
  set ("locked", "1");
  set ("hides", "1");
  assert_opens (f, VB_KEYRING_MAY_PROMPT);
}

static void
test_wrong_item (Fixture       *f,
                 gconstpointer  data)
{
  static const char *values[] = {
    "", "x", "geheim", "00", "\xff\xfe",
    "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f",
    "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f00",
  };
  g_autofree char *huge = g_strnfill (100000, 'a');

  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    {
      if (g_utf8_validate (values[i], -1, NULL))
        set ("value", values[i]);
      assert_fails (f, VB_KEYRING_QUIET, LONG_MS, VB_ERROR_KEYRING_WRONG_ITEM);
    }
  set ("value", huge);
  assert_fails (f, VB_KEYRING_QUIET, LONG_MS, VB_ERROR_KEYRING_WRONG_ITEM);
}

static void
test_hanging (Fixture       *f,
              gconstpointer  data)
{
  static const char *methods[] = { "OpenSession", "SearchItems", "GetSecret" };

  for (guint i = 0; i < G_N_ELEMENTS (methods); i++)
    {
      set ("hang", methods[i]);
      assert_fails (f, VB_KEYRING_QUIET, SHORT_MS, VB_ERROR_TIMED_OUT);
    }
  set ("locked", "1");
  set ("hides", "1");
  set ("hang", "ReadAlias");
  assert_fails (f, VB_KEYRING_QUIET, SHORT_MS, VB_ERROR_TIMED_OUT);
}

static void
test_stopped_meanwhile (Fixture       *f,
                        gconstpointer  data)
{
  static const char *methods[] = { "OpenSession", "SearchItems", "GetSecret", "Prompt" };

  for (guint i = 0; i < G_N_ELEMENTS (methods); i++)
    {
      VbError expected = VB_ERROR_KEYRING_UNAVAILABLE;

      if (f->service == NULL)
        {
          f->service = start_fake ();
          g_assert_true (vb_vault_set_keyring_sync (f->vault, VB_KEYRING_QUIET, NULL, NULL));
        }
      if (g_str_equal (methods[i], "Prompt"))
        set ("locked", "1");
      set ("die", methods[i]);
      assert_fails (f, VB_KEYRING_MAY_PROMPT, LONG_MS, expected);
      stop (&f->service);
    }
}

typedef struct
{
  GAsyncResult *result;
  guint ticks;
  GSubprocess *victim;
  GCancellable *cancellable;
} Waiting;

static void
waiting_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  ((Waiting *) user_data)->result = g_object_ref (result);
}

static gboolean
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
static void
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

static void
test_killed_during_the_question (Fixture       *f,
                                 gconstpointer  data)
{
  Waiting waiting = { NULL, 0, f->service, NULL };
  g_autoptr(GError) error = NULL;

  set ("locked", "1");
  set ("prompt", "never");
  open_while (f, VB_KEYRING_MAY_PROMPT, &waiting, &error);
  g_assert_error (error, VB_ERROR, VB_ERROR_KEYRING_UNAVAILABLE);
  g_assert_cmpuint (waiting.ticks, >=, 20);
}

static void
test_cancelled (Fixture       *f,
                gconstpointer  data)
{
  static const char *methods[] = { "OpenSession", "SearchItems", "GetSecret", "" };

  for (guint i = 0; i < G_N_ELEMENTS (methods); i++)
    {
      g_autoptr(GCancellable) cancellable = g_cancellable_new ();
      Waiting waiting = { NULL, 0, NULL, cancellable };
      g_autoptr(GError) error = NULL;

      set ("hang", methods[i]);
      if (*methods[i] == '\0')
        {
          set ("locked", "1");
          set ("prompt", "never");
        }
      open_while (f, VB_KEYRING_MAY_PROMPT, &waiting, &error);
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
      g_assert_cmpuint (waiting.ticks, >=, 20);
    }
}

static void
assert_not_created (Fixture        *f,
                    VbKeyringFlags  flags,
                    guint           timeout_ms,
                    VbError         code)
{
  g_autoptr(GError) error = NULL;

  _vb_vault_set_timeout (f->vault, timeout_ms);
  g_assert_null (vb_vault_create_sync (f->vault, flags, NULL, NULL, &error));
  g_assert_error (error, VB_ERROR, (int) code);
  g_assert_false (vb_vault_exists (f->vault));
  g_assert_false (vb_vault_is_unlocked (f->vault));
}

static void
test_not_created_when_it_cannot_be_kept (Fixture       *f,
                                         gconstpointer  data)
{
  set ("refuse", "1");
  assert_not_created (f, VB_KEYRING_QUIET, LONG_MS, VB_ERROR_KEYRING_REFUSED);
  set ("refuse", "0");
  set ("forget", "1");
  assert_not_created (f, VB_KEYRING_QUIET, LONG_MS, VB_ERROR_KEYRING_NO_ITEM);
  set ("forget", "0");
  set ("garble", "1");
  assert_not_created (f, VB_KEYRING_QUIET, LONG_MS, VB_ERROR_KEYRING_WRONG_ITEM);
  set ("garble", "0");
  set ("alias", "0");
  assert_not_created (f, VB_KEYRING_QUIET, LONG_MS, VB_ERROR_KEYRING_UNAVAILABLE);
  set ("alias", "1");
  set ("locked", "1");
  assert_not_created (f, VB_KEYRING_QUIET, LONG_MS, VB_ERROR_KEYRING_LOCKED);
  assert_not_created (f, VB_KEYRING_MAY_PROMPT, LONG_MS, VB_ERROR_KEYRING_REFUSED);
  set ("locked", "0");
  set ("hang", "CreateItem");
  assert_not_created (f, VB_KEYRING_QUIET, SHORT_MS, VB_ERROR_TIMED_OUT);
  set ("hang", "");
  set ("die", "CreateItem");
  assert_not_created (f, VB_KEYRING_QUIET, LONG_MS, VB_ERROR_KEYRING_UNAVAILABLE);
  stop (&f->service);
  assert_not_created (f, VB_KEYRING_QUIET, LONG_MS, VB_ERROR_KEYRING_UNAVAILABLE);
}

static void
test_created_with_passphrase_instead (Fixture       *f,
                                      gconstpointer  data)
{
  g_autoptr(GError) error = NULL;
  char *code;

  stop (&f->service);
  code = vb_vault_create_sync (f->vault, VB_KEYRING_SKIP, PASSPHRASE, NULL, &error);
  g_assert_no_error (error);
  g_assert_nonnull (code);
  vb_recovery_code_free (code);
  /* and the keyring later */
  f->service = start_fake ();
  g_assert_true (vb_vault_set_keyring_sync (f->vault, VB_KEYRING_QUIET, NULL, &error));
  g_assert_no_error (error);
  assert_opens (f, VB_KEYRING_QUIET);
}

static void
test_vault_without_keyring_says_so (Fixture       *f,
                                    gconstpointer  data)
{
  g_autoptr(GError) error = NULL;

  vb_recovery_code_free (vb_vault_create_sync (f->vault, VB_KEYRING_SKIP, PASSPHRASE, NULL,
                                               &error));
  g_assert_no_error (error);
  assert_fails (f, VB_KEYRING_QUIET, LONG_MS, VB_ERROR_NOT_FOUND);
}

static void
test_renewed_key_replaces_the_item (Fixture       *f,
                                    gconstpointer  data)
{
  g_autoptr(GError) error = NULL;
  guint8 before[VB_VAULT_ID_SIZE];

  g_assert_cmpuint (count_items (), ==, 1);
  memcpy (before, vb_vault_header_find (f->vault->header, VB_SLOT_KEYRING)->id, sizeof before);
  g_assert_true (vb_vault_set_keyring_sync (f->vault, VB_KEYRING_QUIET, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (count_items (), ==, 1);
  g_assert_false (vb_vault_header_has_slot_id (f->vault->header, before));
  assert_opens (f, VB_KEYRING_QUIET);
}

static void
test_failed_renewal_changes_nothing (Fixture       *f,
                                     gconstpointer  data)
{
  g_autofree char *blocked = g_strconcat (f->path, ".tmp", NULL);
  g_autoptr(GError) error = NULL;

  set ("refuse", "1");
  g_assert_false (vb_vault_set_keyring_sync (f->vault, VB_KEYRING_QUIET, NULL, &error));
  g_assert_error (error, VB_ERROR, VB_ERROR_KEYRING_REFUSED);
  g_clear_error (&error);
  set ("refuse", "0");
  assert_opens (f, VB_KEYRING_QUIET);
  /* the keyring takes it and the disk does not */
  g_assert_cmpint (g_mkdir (blocked, 0700), ==, 0);
  g_assert_false (vb_vault_set_keyring_sync (f->vault, VB_KEYRING_QUIET, NULL, &error));
  g_assert_nonnull (error);
  g_rmdir (blocked);
  g_assert_cmpuint (count_items (), ==, 1);
  assert_opens (f, VB_KEYRING_QUIET);
}

static void
test_removed_slot_removes_the_item (Fixture       *f,
                                    gconstpointer  data)
{
  g_autoptr(GError) error = NULL;

  g_assert_true (vb_vault_remove_slot_sync (f->vault, VB_SLOT_KEYRING, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (count_items (), ==, 0);
  assert_fails (f, VB_KEYRING_QUIET, LONG_MS, VB_ERROR_NOT_FOUND);
}

static void
test_two_vaults_share_a_keyring (Fixture       *f,
                                 gconstpointer  data)
{
  g_autofree char *path = g_build_filename (f->folder, "other.hdr", NULL);
  Fixture other = { f->folder, path, vault_at (path, VB_SLOT_KEYRING), NULL };

  create (&other);
  g_assert_cmpuint (count_items (), ==, 2);
  assert_opens (f, VB_KEYRING_QUIET);
  assert_opens (&other, VB_KEYRING_QUIET);
  g_assert_false (vb_secret_equal (vb_vault_get_key (f->vault), vb_vault_get_key (other.vault)));
  g_object_unref (other.vault);
}

static void
test_damaged_file_still_opens (Fixture       *f,
                               gconstpointer  data)
{
  g_autofree char *contents = NULL;
  gsize length;

  g_assert_true (g_file_get_contents (f->path, &contents, &length, NULL));
  for (gsize i = 16; i < length; i += 7) /* the id, the slots, the tail */
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(VbSecret) key = NULL;

      contents[i] ^= 0x21;
      g_assert_true (g_file_set_contents (f->path, contents, length, NULL));
      contents[i] ^= 0x21;
      key = open_again (f, VB_KEYRING_QUIET, LONG_MS, &error);
      g_assert_no_error (error);
      g_assert_true (vb_secret_equal (key, vb_vault_get_key (f->vault)));
    }
}

static void
test_anchor (Fixture       *f,
             gconstpointer  data)
{
  VbAnchor anchor = { G_GUINT64_CONSTANT (10000000000), { 9, 8, 7 } }, found = { 0 };
  g_autoptr(GError) error = NULL;

  g_assert_false (vb_vault_lookup_anchor_sync (f->vault, &found, NULL, &error));
  g_assert_error (error, VB_ERROR, VB_ERROR_NOT_FOUND);
  g_clear_error (&error);
  for (int i = 0; i < 3; i++)
    {
      anchor.sequence++;
      g_assert_true (vb_vault_store_anchor_sync (f->vault, &anchor, NULL, &error));
      g_assert_no_error (error);
      g_assert_cmpuint (count_items (), ==, 2);
      g_assert_true (vb_vault_lookup_anchor_sync (f->vault, &found, NULL, &error));
      g_assert_no_error (error);
      g_assert_cmpuint (found.sequence, ==, anchor.sequence);
      g_assert_cmpmem (found.head, 32, anchor.head, 32);
    }
  set ("value", "000102");
  g_assert_false (vb_vault_lookup_anchor_sync (f->vault, &found, NULL, &error));
  g_assert_error (error, VB_ERROR, VB_ERROR_CORRUPT);
  g_clear_error (&error);
  set ("locked", "1");
  g_assert_false (vb_vault_store_anchor_sync (f->vault, &anchor, NULL, &error));
  g_assert_error (error, VB_ERROR, VB_ERROR_KEYRING_LOCKED);
}

/* The portal. */

static void
test_portal_opens (Fixture       *f,
                   gconstpointer  data)
{
  g_autoptr(VbVault) vault = vault_at (f->path, VB_SLOT_PORTAL);

  g_assert_true (vb_vault_load (vault, NULL));
  g_assert_true (vb_vault_has_slot (vault, VB_SLOT_PORTAL));
  g_assert_false (vb_vault_has_slot (vault, VB_SLOT_KEYRING));
  g_assert_cmpuint (count_items (), ==, 0);
  assert_opens (f, VB_KEYRING_QUIET);
  assert_opens (f, VB_KEYRING_MAY_PROMPT);
}

static void
test_portal_answers_wrongly (Fixture       *f,
                             gconstpointer  data)
{
  static const struct
  {
    const char *bytes, *response;
    VbError expected;
  } cases[] = {
    { "0", "0", VB_ERROR_KEYRING_LOCKED },
    { "1", "0", VB_ERROR_KEYRING_WRONG_ITEM },
    { "63", "0", VB_ERROR_KEYRING_WRONG_ITEM },
    { "65", "0", VB_ERROR_KEYRING_WRONG_ITEM },
    { "4000", "0", VB_ERROR_KEYRING_WRONG_ITEM },
    { "64", "1", VB_ERROR_KEYRING_REFUSED },
    { "64", "2", VB_ERROR_KEYRING_REFUSED },
    { "0", "2", VB_ERROR_KEYRING_REFUSED },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      set ("bytes", cases[i].bytes);
      set ("response", cases[i].response);
      assert_fails (f, VB_KEYRING_QUIET, LONG_MS, cases[i].expected);
    }
  set ("bytes", "64");
  set ("response", "0");
  assert_opens (f, VB_KEYRING_QUIET);
  set ("seed", "2"); /* another machine's, or a keyring that was made anew */
  assert_fails (f, VB_KEYRING_QUIET, LONG_MS, VB_ERROR_KEYRING_WRONG_ITEM);
}

static void
test_portal_does_not_answer (Fixture       *f,
                             gconstpointer  data)
{
  set ("hang", "RetrieveSecret");
  assert_fails (f, VB_KEYRING_QUIET, SHORT_MS, VB_ERROR_TIMED_OUT);
  set ("hang", "Response");
  assert_fails (f, VB_KEYRING_QUIET, SHORT_MS, VB_ERROR_TIMED_OUT);
  set ("hang", "");
  set ("die", "Response");
  assert_fails (f, VB_KEYRING_QUIET, LONG_MS, VB_ERROR_KEYRING_UNAVAILABLE);
  stop (&f->service);
  assert_fails (f, VB_KEYRING_QUIET, LONG_MS, VB_ERROR_KEYRING_UNAVAILABLE);
}

static void
test_portal_cancelled (Fixture       *f,
                       gconstpointer  data)
{
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  Waiting waiting = { NULL, 0, NULL, cancellable };
  g_autoptr(GError) error = NULL;

  set ("hang", "Response");
  open_while (f, VB_KEYRING_QUIET, &waiting, &error);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
test_portal_refuses_a_new_vault (Fixture       *f,
                                 gconstpointer  data)
{
  set ("bytes", "0");
  assert_not_created (f, VB_KEYRING_QUIET, LONG_MS, VB_ERROR_KEYRING_LOCKED);
  set ("response", "1");
  assert_not_created (f, VB_KEYRING_QUIET, LONG_MS, VB_ERROR_KEYRING_REFUSED);
}

/* Without any session bus; in a process of its own, because a program has one bus for good. */
static void
test_no_bus (void)
{
  if (g_test_subprocess ())
    {
      g_autofree char *folder = g_dir_make_tmp ("vb-keyring-XXXXXX", NULL);
      g_autofree char *path = g_build_filename (folder, "vault.hdr", NULL);
      g_autoptr(VbVault) vault = vault_at (path, VB_SLOT_KEYRING);
      g_autoptr(VbVault) portal = vault_at (path, VB_SLOT_PORTAL);
      g_autoptr(GError) error = NULL;

      g_assert_null (vb_vault_create_sync (vault, VB_KEYRING_QUIET, NULL, NULL, &error));
      g_assert_error (error, VB_ERROR, VB_ERROR_KEYRING_UNAVAILABLE);
      g_clear_error (&error);
      g_assert_null (vb_vault_create_sync (portal, VB_KEYRING_QUIET, NULL, NULL, &error));
      g_assert_error (error, VB_ERROR, VB_ERROR_KEYRING_UNAVAILABLE);
      g_assert_false (vb_vault_exists (vault));
      remove_folder (folder);
      return;
    }
  g_autofree char *bus = g_strdup (g_getenv ("DBUS_SESSION_BUS_ADDRESS"));

  g_setenv ("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent/bus", TRUE);
  g_test_trap_subprocess (NULL, 60 * G_USEC_PER_SEC, G_TEST_SUBPROCESS_DEFAULT);
  g_setenv ("DBUS_SESSION_BUS_ADDRESS", bus, TRUE);
  g_test_trap_assert_passed ();
}

/* gnome-keyring itself. */

typedef struct
{
  Fixture base;
  char *home;
} Real;

/* Starts the daemon and waits for its name; with @password it opens or makes the login keyring. */
static GSubprocess *
start_real (Real       *r,
            const char *password)
{
  g_autoptr(GSubprocessLauncher) launcher = NULL;
  g_autoptr(GDBusConnection) bus = g_bus_get_sync (G_BUS_TYPE_SESSION, NULL, NULL);
  g_autoptr(GError) error = NULL;
  GSubprocess *daemon;

  launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDIN_PIPE
                                        | G_SUBPROCESS_FLAGS_STDOUT_SILENCE
                                        | G_SUBPROCESS_FLAGS_STDERR_SILENCE);
  g_subprocess_launcher_setenv (launcher, "HOME", r->home, TRUE);
  g_subprocess_launcher_setenv (launcher, "XDG_DATA_HOME", r->home, TRUE);
  g_subprocess_launcher_setenv (launcher, "XDG_RUNTIME_DIR", r->home, TRUE);
  g_subprocess_launcher_unsetenv (launcher, "G_DEBUG");
  g_subprocess_launcher_unsetenv (launcher, "DISPLAY");
  g_subprocess_launcher_unsetenv (launcher, "WAYLAND_DISPLAY");
  daemon = g_subprocess_launcher_spawn (launcher, &error, "gnome-keyring-daemon", "--foreground",
                                        "--components=secrets",
                                        password != NULL ? "--unlock" : "--start", NULL);
  g_assert_no_error (error);
  if (password != NULL)
    g_output_stream_write_all (g_subprocess_get_stdin_pipe (daemon), password, strlen (password),
                               NULL, NULL, NULL);
  g_output_stream_close (g_subprocess_get_stdin_pipe (daemon), NULL, NULL);
  for (int i = 0; i < 500; i++)
    {
      g_autoptr(GVariant) owner = NULL;

      owner = g_dbus_connection_call_sync (bus, "org.freedesktop.DBus", "/org/freedesktop/DBus",
                                           "org.freedesktop.DBus", "GetNameOwner",
                                           g_variant_new ("(s)", "org.freedesktop.secrets"), NULL,
                                           G_DBUS_CALL_FLAGS_NONE, -1, NULL, NULL);
      if (owner != NULL)
        return daemon;
      g_usleep (20000);
    }
  g_error ("gnome-keyring-daemon did not start");
  return NULL;
}

static void
restart_real (Real       *r,
              const char *password)
{
  stop (&r->base.service);
  r->base.service = start_real (r, password);
}

static gboolean
have_gnome_keyring (void)
{
  g_autofree char *program = g_find_program_in_path ("gnome-keyring-daemon");

  return program != NULL;
}

static void
set_up_real (Real          *r,
             gconstpointer  data)
{
  set_up_folder (&r->base, VB_SLOT_KEYRING);
  r->home = g_dir_make_tmp ("vb-keyring-home-XXXXXX", NULL);
  if (!have_gnome_keyring ())
    return;
  r->base.service = start_real (r, "wachtwoord");
  create (&r->base);
}

static void
tear_down_real (Real          *r,
                gconstpointer  data)
{
  tear_down (&r->base, data);
  remove_folder (r->home);
  g_free (r->home);
}

static gboolean
skip_real (void)
{
  if (have_gnome_keyring ())
    return FALSE;
  g_test_skip ("gnome-keyring is not installed");
  return TRUE;
}

static void
test_real_survives_a_restart (Real          *r,
                              gconstpointer  data)
{
  if (skip_real ())
    return;
  assert_opens (&r->base, VB_KEYRING_QUIET);
  restart_real (r, "wachtwoord");
  assert_opens (&r->base, VB_KEYRING_QUIET);
}

static void
lock_real (void)
{
  g_autoptr(GDBusConnection) bus = g_bus_get_sync (G_BUS_TYPE_SESSION, NULL, NULL);
  g_autoptr(GVariant) answer = NULL;
  g_autoptr(GError) error = NULL;
  const char *paths[] = { "/org/freedesktop/secrets/collection/login", NULL };

  answer = g_dbus_connection_call_sync (bus, "org.freedesktop.secrets",
                                        "/org/freedesktop/secrets",
                                        "org.freedesktop.Secret.Service", "Lock",
                                        g_variant_new ("(^ao)", paths), NULL,
                                        G_DBUS_CALL_FLAGS_NONE, -1, NULL, &error);
  g_assert_no_error (error);
}

static void
test_real_locked (Real          *r,
                  gconstpointer  data)
{
  if (skip_real ())
    return;
  lock_real ();
  assert_fails (&r->base, VB_KEYRING_QUIET, LONG_MS, VB_ERROR_KEYRING_LOCKED);
  /* there is no prompter on this bus, so the question cannot be put */
  assert_fails (&r->base, VB_KEYRING_MAY_PROMPT, LONG_MS, VB_ERROR_KEYRING_REFUSED);
}

static void
test_real_never_unlocked (Real          *r,
                          gconstpointer  data)
{
  if (skip_real ())
    return;
  restart_real (r, NULL);
  assert_fails (&r->base, VB_KEYRING_QUIET, LONG_MS, VB_ERROR_KEYRING_LOCKED);
  restart_real (r, "verkeerd");
  assert_fails (&r->base, VB_KEYRING_QUIET, LONG_MS, VB_ERROR_KEYRING_LOCKED);
}

static void
test_real_stopped (Real          *r,
                   gconstpointer  data)
{
  if (skip_real ())
    return;
  stop (&r->base.service);
  assert_fails (&r->base, VB_KEYRING_QUIET, LONG_MS, VB_ERROR_KEYRING_UNAVAILABLE);
}

static void
test_real_frozen (Real          *r,
                  gconstpointer  data)
{
  if (skip_real ())
    return;
  g_subprocess_send_signal (r->base.service, SIGSTOP);
  assert_fails (&r->base, VB_KEYRING_QUIET, SHORT_MS, VB_ERROR_TIMED_OUT);
  g_subprocess_send_signal (r->base.service, SIGCONT);
  assert_opens (&r->base, VB_KEYRING_QUIET);
}

static void
test_real_killed_during_lookup (Real          *r,
                                gconstpointer  data)
{
  Waiting waiting = { NULL, 0, r->base.service, NULL };
  g_autoptr(GError) error = NULL;

  if (skip_real ())
    return;
  g_subprocess_send_signal (r->base.service, SIGSTOP);
  open_while (&r->base, VB_KEYRING_QUIET, &waiting, &error);
  g_assert_error (error, VB_ERROR, VB_ERROR_KEYRING_UNAVAILABLE);
}

static void
test_real_keyring_thrown_away (Real          *r,
                               gconstpointer  data)
{
  g_autofree char *keyrings = NULL;

  if (skip_real ())
    return;
  stop (&r->base.service);
  keyrings = g_build_filename (r->home, "keyrings", NULL);
  remove_folder (keyrings);
  r->base.service = start_real (r, "wachtwoord");
  assert_fails (&r->base, VB_KEYRING_QUIET, LONG_MS, VB_ERROR_KEYRING_NO_ITEM);
}

#define ADD(name, func) \
  g_test_add ("/keyring/" name, Fixture, NULL, set_up, func, tear_down)
#define ADD_EMPTY(name, func) \
  g_test_add ("/keyring/" name, Fixture, NULL, set_up_empty, func, tear_down)
#define ADD_PORTAL(name, set, func) \
  g_test_add ("/portal/" name, Fixture, GINT_TO_POINTER (VB_SLOT_PORTAL), set, func, tear_down)
#define ADD_REAL(name, func) \
  g_test_add ("/gnome-keyring/" name, Real, NULL, set_up_real, func, tear_down_real)

static void
add_tests (void)
{
  ADD ("stored-and-found", test_stored_and_found);
  ADD ("no-service", test_no_service);
  ADD ("service-comes-back", test_service_comes_back);
  ADD ("locked", test_locked);
  ADD ("question-answered-with-no", test_question_answered_with_no);
  ADD ("question-answered-with-yes", test_question_answered_with_yes);
  ADD ("wrong-item", test_wrong_item);
  ADD ("hanging", test_hanging);
  ADD ("stopped-meanwhile", test_stopped_meanwhile);
  ADD ("killed-during-the-question", test_killed_during_the_question);
  ADD ("cancelled", test_cancelled);
  ADD_EMPTY ("not-created-when-it-cannot-be-kept", test_not_created_when_it_cannot_be_kept);
  ADD_EMPTY ("created-with-passphrase-instead", test_created_with_passphrase_instead);
  ADD_EMPTY ("vault-without-keyring-says-so", test_vault_without_keyring_says_so);
  ADD ("renewed-key-replaces-the-item", test_renewed_key_replaces_the_item);
  ADD ("failed-renewal-changes-nothing", test_failed_renewal_changes_nothing);
  ADD ("removed-slot-removes-the-item", test_removed_slot_removes_the_item);
  ADD ("two-vaults-share-a-keyring", test_two_vaults_share_a_keyring);
  ADD ("damaged-file-still-opens", test_damaged_file_still_opens);
  ADD ("anchor", test_anchor);
  ADD_PORTAL ("opens", set_up, test_portal_opens);
  ADD_PORTAL ("answers-wrongly", set_up, test_portal_answers_wrongly);
  ADD_PORTAL ("does-not-answer", set_up, test_portal_does_not_answer);
  ADD_PORTAL ("cancelled", set_up, test_portal_cancelled);
  ADD_PORTAL ("refuses-a-new-vault", set_up_empty, test_portal_refuses_a_new_vault);
  g_test_add_func ("/keyring/no-bus", test_no_bus);
  ADD_REAL ("survives-a-restart", test_real_survives_a_restart);
  ADD_REAL ("locked", test_real_locked);
  ADD_REAL ("never-unlocked", test_real_never_unlocked);
  ADD_REAL ("stopped", test_real_stopped);
  ADD_REAL ("frozen", test_real_frozen);
  ADD_REAL ("killed-during-lookup", test_real_killed_during_lookup);
  ADD_REAL ("keyring-thrown-away", test_real_keyring_thrown_away);
}

int
main (int   argc,
      char *argv[])
{
  static GTestDBus *bus; /* not freed: that waits for everybody to let go of the connection */
  int result;

  g_test_init (&argc, &argv, NULL);
  add_tests ();
  if (g_test_subprocess ())
    return g_test_run ();
  bus = g_test_dbus_new (G_TEST_DBUS_NONE);
  g_test_dbus_up (bus);
  result = g_test_run ();
  g_test_dbus_stop (bus);
  return result;
}
