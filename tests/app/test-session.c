/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

/* Opening, failing, locking and opening again. */

#include "app-fixture.h"

#include "app/vb-error-text.h"
#include "app/widgets/vb-secret-text.h"
#include "core/base/vb-error.h"
#include "core/vault/vb-daily-backup.h"
#include "core/vault/vb-recovery-code.h"

static gboolean
has_failed (gpointer data)
{
  return vb_session_get_state (data) == VB_SESSION_FAILED;
}

/* A store and the file with its key. */
typedef struct
{
  char *folder;
  char *store;
  char *key_file;
} Place;

static void
place_make (Place *self)
{
  g_autoptr(VbSecret) key = vb_secret_random (VB_KEY_SIZE);
  g_autoptr(GString) hex = g_string_new (NULL);
  g_autoptr(VbStore) store = NULL;
  g_autoptr(GError) error = NULL;

  self->folder = g_dir_make_tmp ("vb-XXXXXX", &error);
  g_assert_no_error (error);
  self->store = g_build_filename (self->folder, "store.db", NULL);
  self->key_file = g_build_filename (self->folder, "key", NULL);
  for (gsize i = 0; i < VB_KEY_SIZE; i++)
    g_string_append_printf (hex, "%02x", vb_secret_peek (key)[i]);
  g_file_set_contents_full (self->key_file, hex->str, -1, G_FILE_SET_CONTENTS_CONSISTENT, 0600,
                            &error);
  g_assert_no_error (error);
  store = vb_store_open_sync (self->store, key, VB_STORE_CREATE | VB_STORE_ALLOW_ANY_PLACE, NULL,
                              &error);
  g_assert_no_error (error);
  vb_store_close_sync (store, &error);
  g_assert_no_error (error);
}

static void
empty_folder (const char *folder)
{
  g_autoptr(GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      g_unlink (path);
    }
}

static void
place_remove (Place *self)
{
  empty_folder (self->folder);
  g_rmdir (self->folder);
  g_free (self->folder);
  g_free (self->store);
  g_free (self->key_file);
}

static void
test_open_and_lock (void)
{
  g_autoptr(VbSession) session = vb_session_new ();
  Place place;

  place_make (&place);
  vb_session_open_with_key_file (session, place.store, place.key_file);
  g_assert_cmpint (vb_session_get_state (session), ==, VB_SESSION_OPENING);
  app_wait (app_is_open, session);
  g_assert_nonnull (vb_session_get_store (session));

  vb_session_lock (session);
  g_assert_cmpint (vb_session_get_state (session), ==, VB_SESSION_LOCKED);
  g_assert_null (vb_session_get_store (session));
  /* At once, while the file is still being closed. */
  vb_session_retry (session);
  app_wait (app_is_open, session);
  vb_session_close (session);
  place_remove (&place);
}

static void
test_wrong_key (void)
{
  g_autoptr(VbSession) session = vb_session_new ();
  g_autoptr(GError) error = NULL;
  Place place, other;

  place_make (&place);
  place_make (&other);
  vb_session_open_with_key_file (session, place.store, other.key_file);
  app_wait (has_failed, session);
  g_assert_error (vb_session_get_error (session), VB_ERROR, VB_ERROR_WRONG_KEY);
  g_assert_cmpstr (vb_error_title (vb_session_get_error (session)), ==,
                   "This Key Does Not Open the Store");
  vb_session_open_with_key_file (session, place.store, place.key_file);
  app_wait (app_is_open, session);
  g_assert_null (vb_session_get_error (session));
  vb_session_close (session);
  place_remove (&place);
  place_remove (&other);
}

static void
test_missing_store (void)
{
  g_autoptr(VbSession) session = vb_session_new ();
  Place place;

  place_make (&place);
  g_assert_cmpint (g_unlink (place.store), ==, 0);
  vb_session_open_with_key_file (session, place.store, place.key_file);
  app_wait (has_failed, session);
  g_assert_false (g_file_test (place.store, G_FILE_TEST_EXISTS));
  place_remove (&place);
}

static void
test_readable_key (void)
{
  g_autoptr(VbSession) session = vb_session_new ();
  Place place;

  place_make (&place);
  g_assert_cmpint (g_chmod (place.key_file, 0644), ==, 0);
  vb_session_open_with_key_file (session, place.store, place.key_file);
  app_wait (has_failed, session);
  place_remove (&place);
}

static void
test_demo_goes_away (void)
{
  VbSession *session = vb_session_new ();
  g_autofree char *path = NULL;
  g_autofree char *folder = NULL;

  vb_session_open_demo (session);
  app_wait (app_is_open, session);
  g_assert_true (vb_session_is_demo (session));
  path = g_strdup (vb_store_get_path (vb_session_get_store (session)));
  folder = g_path_get_dirname (path);
  g_assert_true (g_file_test (path, G_FILE_TEST_EXISTS));
  vb_session_close (session);
  g_object_unref (session);
  g_assert_false (g_file_test (folder, G_FILE_TEST_EXISTS));
}

static void
test_failure_on_screen (void)
{
  g_autoptr(VbSession) session = vb_session_new ();
  VbWindow *window = vb_window_new (app_get_application (), session);
  GtkStack *pages = GTK_STACK (app_child (window, VB_TYPE_WINDOW, "pages"));

  gtk_window_present (GTK_WINDOW (window));
  vb_session_open_with_key_file (session, "/nonexistent/store.db", "/nonexistent/key");
  app_wait (has_failed, session);
  g_assert_cmpstr (gtk_stack_get_visible_child_name (pages), ==, "failed");
  gtk_window_destroy (GTK_WINDOW (window));
  app_idle (20);
}

/* ------------------------------------------------------------------ backups by themselves */

static gboolean
is_made (gpointer data)
{
  return g_file_test (data, G_FILE_TEST_EXISTS);
}

static gboolean
is_told (gpointer data)
{
  return *(guint *) data > 0;
}

static void
count_cb (VbSession *session,
          GError    *error,
          guint     *told)
{
  g_assert_nonnull (error);
  (*told)++;
}

/* A store takes its log away when it is closed, which takes a while. */
static gboolean
is_let_go (gpointer path)
{
  g_autofree char *log = g_strconcat (path, "-wal", NULL);

  return !g_file_test (log, G_FILE_TEST_EXISTS);
}

static void
count_alarm (guint *alarms)
{
  (*alarms)++;
}

static void
created_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(GError) error = NULL;
  char *code = vb_session_create_finish (VB_SESSION (source), result, &error);

  g_assert_no_error (error);
  vb_recovery_code_free (code);
  *(gboolean *) user_data = TRUE;
}

/* What an earlier test left. */
static void
forget_own (void)
{
  g_autofree char *path = vb_vault_default_store_path ();
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *backups = vb_daily_backup_folder (path);

  if (g_file_test (backups, G_FILE_TEST_IS_DIR))
    empty_folder (backups);
  g_remove (backups);
  if (g_file_test (folder, G_FILE_TEST_IS_DIR))
    empty_folder (folder);
}

/* A person's own store, not one with a key file. */
static VbSession *
begin_own (void)
{
  VbSession *session = vb_session_new ();
  gboolean created = FALSE;

  forget_own ();
  vb_session_open_own (session);
  g_assert_cmpint (vb_session_get_state (session), ==, VB_SESSION_WELCOME);
  vb_session_create_async (session, FALSE, "een lange zin om te onthouden", NULL, created_cb,
                           &created);
  while (!created)
    g_main_context_iteration (NULL, TRUE);
  vb_session_end_welcome (session);
  app_wait (app_is_open, session);
  return session;
}

static void
finished_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static char *
find_backup (const char *folder)
{
  g_autoptr(GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    if (g_str_has_suffix (name, ".db"))
      return g_build_filename (folder, name, NULL);
  return NULL;
}

/* The person's own store is damaged; the backup that was made by itself brings it back. */
static void
test_rescue (void)
{
  g_autoptr(VbSession) session = begin_own ();
  g_autoptr(VbSecret) key = vb_secret_ref (vb_vault_get_key (vb_session_get_vault (session)));
  g_autofree char *path = vb_vault_default_store_path ();
  g_autofree char *folder = vb_daily_backup_folder (path);
  g_autoptr(GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *name = g_date_time_format (now, "%Y-%m-%d Verbinder.hdr");
  g_autofree char *header = g_build_filename (folder, name, NULL);
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *backup = NULL;
  VbWindow *window = vb_window_new (app_get_application (), session);
  GtkStack *pages = GTK_STACK (app_child (window, VB_TYPE_WINDOW, "pages"));
  GtkWidget *button = GTK_WIDGET (app_child (window, VB_TYPE_WINDOW, "rescue_button"));
  guint alarms = 0;

  g_signal_connect_swapped (session, "put-back", G_CALLBACK (count_alarm), &alarms);
  vb_session_back_up (session);
  app_wait (is_made, header);
  backup = find_backup (folder);
  vb_session_lock (session);
  app_wait (is_let_go, path);
  g_assert_true (g_file_set_contents (path, "damaged", -1, &error));
  vb_session_unlock (session, key, FALSE);
  app_wait (has_failed, session);
  g_assert_true (vb_session_can_restore (session));
  g_assert_true (gtk_widget_get_visible (button));
  g_signal_emit_by_name (button, "clicked");
  g_assert_cmpstr (gtk_stack_get_visible_child_name (pages), ==, "rescue");
  gtk_widget_activate_action (GTK_WIDGET (window), "win.show-failure", NULL);
  g_assert_cmpstr (gtk_stack_get_visible_child_name (pages), ==, "failed");
  g_signal_emit_by_name (button, "clicked");

  vb_session_restore_async (session, backup, "een lange zin om te onthouden", FALSE, NULL, NULL,
                            NULL, finished_cb, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_true (vb_session_restore_finish (session, result, &error));
  g_assert_no_error (error);
  app_wait (app_is_open, session);
  g_assert_cmpstr (gtk_stack_get_visible_child_name (pages), ==, "main");
  app_idle (200);
  g_assert_cmpuint (alarms, ==, 0);
  gtk_window_destroy (GTK_WINDOW (window));
  vb_session_close (session);
  app_idle (20);
}

static void
restored_cb (gint64 *written_at,
             gint64  moment)
{
  *written_at = moment;
}

/* From within, the key at hand does; after that it can still be locked and changed. */
static void
test_put_back_while_open (void)
{
  g_autoptr(VbSession) session = begin_own ();
  VbVault *vault = vb_session_get_vault (session);
  g_autofree char *path = vb_vault_default_store_path ();
  g_autofree char *folder = vb_daily_backup_folder (path);
  g_autoptr(GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *name = g_date_time_format (now, "%Y-%m-%d Verbinder.hdr");
  g_autofree char *header = g_build_filename (folder, name, NULL);
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *backup = NULL;
  gint64 written_at = 0;

  g_signal_connect_swapped (session, "restored", G_CALLBACK (restored_cb), &written_at);
  vb_session_back_up (session);
  app_wait (is_made, header);
  backup = find_backup (folder);
  g_assert_true (vb_session_has_key_of (session, vb_vault_get_id (vault), 1));
  g_assert_false (vb_session_has_key_of (session, vb_vault_get_id (vault), 2));
  g_assert_false (vb_session_has_key_of (session, "of another store", 1));
  g_assert_false (vb_session_has_key_of (session, NULL, 0));

  vb_session_restore_async (session, backup, NULL, FALSE, NULL, NULL, NULL, finished_cb, &result);
  g_assert_cmpint (vb_session_get_state (session), ==, VB_SESSION_OPENING);
  g_assert_null (vb_session_get_store (session));
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_true (vb_session_restore_finish (session, result, &error));
  g_assert_no_error (error);
  app_wait (app_is_open, session);
  g_assert_cmpint (written_at, >, g_get_real_time () - G_TIME_SPAN_HOUR);
  g_assert_true (vb_vault_is_unlocked (vault));

  vb_session_lock (session);
  g_assert_false (vb_session_has_key_of (session, vb_vault_get_id (vault), 1));
  app_idle (200);
  vb_session_close (session);
}

static char *
make_backup (VbSession *session)
{
  g_autofree char *path = vb_vault_default_store_path ();
  g_autofree char *folder = vb_daily_backup_folder (path);
  g_autoptr(GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *name = g_date_time_format (now, "%Y-%m-%d Verbinder.hdr");
  g_autofree char *header = g_build_filename (folder, name, NULL);

  vb_session_back_up (session);
  app_wait (is_made, header);
  return find_backup (folder);
}

static GAsyncResult *
wait_for (GAsyncResult **result)
{
  while (*result == NULL)
    g_main_context_iteration (NULL, TRUE);
  return *result;
}

static gboolean
is_locked (gpointer data)
{
  return vb_session_get_state (data) == VB_SESSION_LOCKED;
}

/* The backup has the key of before; what stands there is opened with its own, to see what was
 * destroyed in it. It takes a while, and whoever waits for it may lock the screen and go. */
static void
test_put_back_from_before_another_key (void)
{
  g_autoptr(VbSession) session = begin_own ();
  g_autofree char *backup = make_backup (session);
  char *code = vb_recovery_code_new ();
  const char *passphrase = "een lange zin om te onthouden";
  VbRotation rotation = { .passphrase = passphrase, .code = code, .flags = VB_KEYRING_SKIP };
  g_autoptr(GAsyncResult) changed = NULL;
  g_autoptr(GAsyncResult) refused = NULL;
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;

  vb_session_change_key_async (session, &rotation, finished_cb, &changed);
  vb_session_restore_async (session, backup, passphrase, FALSE, NULL, NULL, NULL, finished_cb,
                            &refused);
  g_assert_false (vb_session_restore_finish (session, wait_for (&refused), &error));
  g_assert_error (error, VB_ERROR, VB_ERROR_CONFLICT);
  g_clear_error (&error);
  g_assert_true (vb_session_change_key_finish (session, wait_for (&changed), &error));
  g_assert_no_error (error);
  vb_recovery_code_free (code);

  vb_session_restore_async (session, backup, passphrase, FALSE, NULL, NULL, NULL, finished_cb,
                            &result);
  while (vb_session_get_state (session) != VB_SESSION_OPENING)
    g_main_context_iteration (NULL, TRUE);
  vb_session_lock (session);
  g_assert_true (vb_session_restore_finish (session, wait_for (&result), &error));
  g_assert_no_error (error);
  app_wait (is_locked, session);
  g_assert_null (vb_session_get_store (session));
  g_assert_false (vb_vault_is_unlocked (vb_session_get_vault (session)));
  app_idle (200);
  vb_session_close (session);
}

/* As after the power failed while a backup was put back, or a hand that slipped. */
static void
test_rescue_of_a_lost_vault (void)
{
  g_autoptr(VbSession) first = begin_own ();
  g_autoptr(VbSession) session = vb_session_new ();
  g_autofree char *backup = make_backup (first);
  g_autofree char *header = g_strdup (vb_vault_get_path (vb_session_get_vault (first)));
  g_autofree char *copy = g_strconcat (header, ".bak", NULL);
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;

  vb_session_close (first);
  g_remove (header);
  g_remove (copy);
  vb_session_open_own (session);
  g_assert_cmpint (vb_session_get_state (session), ==, VB_SESSION_FAILED);
  g_assert_true (vb_session_can_restore (session));
  vb_session_restore_async (session, backup, "een lange zin om te onthouden", FALSE, NULL, NULL,
                            NULL, finished_cb, &result);
  g_assert_true (vb_session_restore_finish (session, wait_for (&result), &error));
  g_assert_no_error (error);
  app_wait (app_is_open, session);
  g_assert_true (g_file_test (header, G_FILE_TEST_EXISTS));
  vb_session_close (session);
  app_idle (20);
}

/* What goes wrong with the vault file is found before the store is replaced. */
static void
test_nothing_is_replaced_without_room_for_the_vault (void)
{
  g_autoptr(VbSession) session = begin_own ();
  g_autofree char *backup = make_backup (session);
  g_autofree char *header = g_strdup (vb_vault_get_path (vb_session_get_vault (session)));
  g_autofree char *in_the_way = g_strconcat (header, ".coming", NULL);
  g_autofree char *path = vb_vault_default_store_path ();
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  gsize length = 0, length_after = 0;

  vb_session_lock (session);
  app_wait (is_let_go, path);
  g_assert_true (g_file_set_contents (path, "damaged", -1, &error));
  vb_session_open_own (session);
  g_assert_true (g_file_get_contents (path, &before, &length, NULL));
  g_assert_cmpint (g_mkdir (in_the_way, 0700), ==, 0);
  vb_session_restore_async (session, backup, "een lange zin om te onthouden", FALSE, NULL, NULL,
                            NULL, finished_cb, &result);
  g_assert_false (vb_session_restore_finish (session, wait_for (&result), &error));
  g_assert_nonnull (error);
  g_assert_true (g_file_get_contents (path, &after, &length_after, NULL));
  g_assert_cmpmem (after, length_after, before, length);
  g_assert_true (g_file_test (header, G_FILE_TEST_EXISTS));
  g_assert_cmpint (g_rmdir (in_the_way), ==, 0);
  vb_session_close (session);
  app_idle (20);
}

static void
test_daily_backup (void)
{
  g_autoptr(VbSession) session = begin_own ();
  g_autofree char *path = vb_vault_default_store_path ();
  g_autofree char *folder = vb_daily_backup_folder (path);
  g_autoptr(GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *name = g_date_time_format (now, "%Y-%m-%d Verbinder.hdr");
  g_autofree char *header = g_build_filename (folder, name, NULL);
  guint told = 0;

  g_signal_connect (session, "no-backup", G_CALLBACK (count_cb), &told);
  vb_session_back_up (session);
  app_wait (is_made, header);
  g_assert_cmpuint (told, ==, 0);

  /* What cannot be made is told once. */
  empty_folder (folder);
  g_assert_cmpint (g_rmdir (folder), ==, 0);
  g_assert_true (g_file_set_contents (folder, "in the way", -1, NULL));
  vb_session_back_up (session);
  app_wait (is_told, &told);
  vb_session_back_up (session);
  vb_session_close (session);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_cmpuint (told, ==, 1);
}

/* ------------------------------------------------------------------ a passphrase */

static void
put_down (GtkEditable *text,
          const char  *typed,
          int          length,
          int         *position,
          GString     *heard)
{
  g_string_append_len (heard, typed, length < 0 ? (gssize) strlen (typed) : length);
}

/* As another program has it over the accessibility bus: what an entry holds, what is put in. */
static void
test_passphrase_stays_here (void)
{
  GtkWidget *row = g_object_ref_sink (adw_password_entry_row_new ());
  GtkEditable *editable = GTK_EDITABLE (row);
  GtkText *text = GTK_TEXT (gtk_editable_get_delegate (editable));
  g_autoptr(GString) heard = g_string_new (NULL);
  int position = 2;

  vb_secret_text_guard (editable);
  g_signal_connect_after (text, "insert-text", G_CALLBACK (put_down), heard);
  gtk_editable_set_text (editable, "één zin");
  g_assert_cmpstr (gtk_editable_get_text (editable), ==, "●●●●●●●");
  g_assert_cmpstr (vb_secret_text_get (editable), ==, "één zin");
  gtk_editable_insert_text (editable, "ß!", -1, &position);
  g_assert_cmpint (position, ==, 4);
  g_assert_cmpstr (vb_secret_text_get (editable), ==, "ééß!n zin");
  gtk_editable_delete_text (editable, 2, 4);
  g_assert_cmpstr (vb_secret_text_get (editable), ==, "één zin");
  g_assert_cmpuint (gtk_text_get_text_length (text), ==, 7);
  g_assert_cmpstr (heard->str, ==, "●●●●●●●●●");

  /* Who lets it be seen sees it, and what is typed then as well. */
  gtk_text_set_visibility (text, TRUE);
  g_assert_cmpstr (gtk_editable_get_text (editable), ==, "één zin");
  position = -1;
  gtk_editable_insert_text (editable, ".", 1, &position);
  gtk_text_set_visibility (text, FALSE);
  g_assert_cmpstr (gtk_editable_get_text (editable), ==, "●●●●●●●●");
  g_assert_cmpstr (vb_secret_text_get (editable), ==, "één zin.");
  gtk_editable_set_text (editable, "");
  g_assert_cmpstr (vb_secret_text_get (editable), ==, "");
  g_assert_cmpstr (gtk_editable_get_text (editable), ==, "");
  g_object_unref (row);
}

int
main (int   argc,
      char *argv[])
{
  app_init (&argc, &argv);
  g_test_add_func ("/session/open-and-lock", test_open_and_lock);
  g_test_add_func ("/session/wrong-key", test_wrong_key);
  g_test_add_func ("/session/missing-store", test_missing_store);
  g_test_add_func ("/session/readable-key", test_readable_key);
  g_test_add_func ("/session/demo-goes-away", test_demo_goes_away);
  g_test_add_func ("/session/failure-on-screen", test_failure_on_screen);
  g_test_add_func ("/session/daily-backup", test_daily_backup);
  g_test_add_func ("/session/rescue", test_rescue);
  g_test_add_func ("/session/put-back-while-open", test_put_back_while_open);
  g_test_add_func ("/session/put-back-from-before-another-key",
                   test_put_back_from_before_another_key);
  g_test_add_func ("/session/rescue-of-a-lost-vault", test_rescue_of_a_lost_vault);
  g_test_add_func ("/session/nothing-is-replaced-without-room-for-the-vault",
                   test_nothing_is_replaced_without_room_for_the_vault);
  g_test_add_func ("/session/passphrase-stays-here", test_passphrase_stays_here);
  return g_test_run ();
}
