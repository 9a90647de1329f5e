/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

/* Vaults and a keyring, or a portal, that misbehaves in every way. */

#include "keyring-fixture.h"

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

#define ADD(name, func) \
  g_test_add ("/keyring/" name, Fixture, NULL, set_up, func, tear_down)
#define ADD_EMPTY(name, func) \
  g_test_add ("/keyring/" name, Fixture, NULL, set_up_empty, func, tear_down)
#define ADD_PORTAL(name, set, func) \
  g_test_add ("/portal/" name, Fixture, GINT_TO_POINTER (VB_SLOT_PORTAL), set, func, tear_down)
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
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  add_tests ();
  return run_on_own_bus ();
}
