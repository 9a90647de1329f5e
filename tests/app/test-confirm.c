/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

/* Before something is destroyed or everything about somebody goes out, whoever is at the screen is
 * asked once more who they are. */

#include "app-fixture.h"

#include "app/access/vb-confirm-window.h"
#include "core/vault/vb-recovery-code.h"

#define PASSPHRASE "een lange zin om te onthouden"

typedef struct
{
  char *folder;
  VbVault *vault;
  char *code; /* (nullable): on the recovery sheet */
  GtkWindow *window;
  guint confirmed;
} Fixture;

static const VbConfirmQuestion question = {
  "Destroy “Greet”?", "It is gone at once.", "Destroy", TRUE
};

static void
confirmed_cb (Fixture *f)
{
  f->confirmed++;
  f->window = NULL;
}

/* @passphrase: (nullable): %NULL for a vault that the keyring opens */
static void
make_vault (Fixture    *f,
            const char *passphrase)
{
  g_autofree char *path = g_build_filename (f->folder, "store.hdr", NULL);
  g_autoptr(GError) error = NULL;

  f->vault = vb_vault_new (path);
  f->code = vb_vault_create_sync (f->vault,
                                  passphrase != NULL ? VB_KEYRING_SKIP : VB_KEYRING_QUIET,
                                  passphrase, NULL, &error);
  g_assert_no_error (error);
}

/* @passphrase: (nullable): %NULL for a question without a vault, "" for one with a keyring only */
static void
fixture_open (Fixture    *f,
              const char *passphrase)
{
  memset (f, 0, sizeof *f);
  f->folder = g_dir_make_tmp ("vb-XXXXXX", NULL);
  if (passphrase != NULL)
    make_vault (f, *passphrase != '\0' ? passphrase : NULL);
  f->window = vb_confirm_window_new (NULL, f->vault, &question);
  g_signal_connect_swapped (f->window, "confirmed", G_CALLBACK (confirmed_cb), f);
  gtk_window_present (f->window);
  app_draw (f->window);
}

static void
empty_folder (Fixture *f)
{
  g_autoptr(GDir) dir = g_dir_open (f->folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (f->folder, name, NULL);

      g_unlink (path);
    }
}

static void
fixture_close (Fixture *f)
{
  if (f->window != NULL)
    gtk_window_destroy (f->window);
  g_clear_object (&f->vault);
  g_clear_pointer (&f->code, vb_recovery_code_free);
  empty_folder (f);
  g_rmdir (f->folder);
  g_free (f->folder);
}

static GObject *
child (Fixture    *f,
       const char *name)
{
  return G_OBJECT (app_child (f->window, VB_TYPE_CONFIRM_WINDOW, name));
}

static void
press (Fixture    *f,
       const char *passphrase)
{
  gtk_editable_set_text (GTK_EDITABLE (child (f, "passphrase_row")), passphrase);
  g_signal_emit_by_name (child (f, "accept_button"), "clicked");
}

static gboolean
has_answered (gpointer data)
{
  Fixture *f = data;

  return f->confirmed > 0 || gtk_widget_get_visible (GTK_WIDGET (child (f, "message")));
}

static void
test_right_passphrase_goes_on (void)
{
  Fixture f;

  fixture_open (&f, PASSPHRASE);
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (child (&f, "passphrase_group"))));
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (child (&f, "keyring_box"))));
  press (&f, PASSPHRASE);
  /* Twice pressed is once done. */
  g_signal_emit_by_name (child (&f, "accept_button"), "clicked");
  app_wait (has_answered, &f);
  app_idle (50);
  g_assert_cmpuint (f.confirmed, ==, 1);
  g_assert_null (f.window);
  /* The store's own vault is as open as it was. */
  g_assert_true (vb_vault_is_unlocked (f.vault));
  fixture_close (&f);
}

static void
test_wrong_passphrase_stops (void)
{
  Fixture f;

  fixture_open (&f, PASSPHRASE);
  press (&f, "een andere lange zin");
  app_wait (has_answered, &f);
  g_assert_cmpuint (f.confirmed, ==, 0);
  g_assert_cmpstr (gtk_label_get_label (GTK_LABEL (child (&f, "message"))), ==,
                   "That opens nothing here. Nothing was done.");
  /* It can be tried again. */
  press (&f, PASSPHRASE);
  app_wait (has_answered, &f);
  g_assert_cmpuint (f.confirmed, ==, 1);
  fixture_close (&f);
}

/* Who forgot the passphrase chooses another, and for that has the sheet. */
static void
test_the_sheet_does_as_well (void)
{
  g_autofree char *other = vb_recovery_code_new ();
  Fixture f;

  fixture_open (&f, PASSPHRASE);
  press (&f, other);
  app_wait (has_answered, &f);
  g_assert_cmpuint (f.confirmed, ==, 0);
  press (&f, f.code);
  app_wait (has_answered, &f);
  g_assert_cmpuint (f.confirmed, ==, 1);
  fixture_close (&f);
}

static void
test_nothing_typed_asks_for_it (void)
{
  Fixture f;

  fixture_open (&f, PASSPHRASE);
  press (&f, "");
  app_idle (50);
  g_assert_cmpuint (f.confirmed, ==, 0);
  g_assert_true (gtk_widget_get_sensitive (GTK_WIDGET (child (&f, "accept_button"))));
  fixture_close (&f);
}

static void
test_closing_it_is_no (void)
{
  Fixture f;

  fixture_open (&f, PASSPHRASE);
  press (&f, PASSPHRASE);
  gtk_window_destroy (f.window);
  f.window = NULL;
  app_idle (1500);
  g_assert_cmpuint (f.confirmed, ==, 0);
  fixture_close (&f);
}

static void
test_a_vault_that_is_gone_says_no (void)
{
  Fixture f;

  fixture_open (&f, PASSPHRASE);
  gtk_window_destroy (f.window);
  empty_folder (&f);
  f.window = vb_confirm_window_new (NULL, f.vault, &question);
  g_signal_connect_swapped (f.window, "confirmed", G_CALLBACK (confirmed_cb), &f);
  g_assert_false (gtk_widget_get_sensitive (GTK_WIDGET (child (&f, "accept_button"))));
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (child (&f, "message"))));
  fixture_close (&f);
}

/* A demonstration has no passphrase: there is only the question itself. */
static void
test_without_a_vault_it_is_a_question (void)
{
  Fixture f;

  fixture_open (&f, NULL);
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (child (&f, "passphrase_group"))));
  g_signal_emit_by_name (child (&f, "accept_button"), "clicked");
  g_assert_cmpuint (f.confirmed, ==, 1);
  fixture_close (&f);
}

/* A keyring that is open answers for whoever sits there: the window does not say that it asked. */
static void
test_without_a_passphrase_it_is_said_who_asks (void)
{
  Fixture f;
  g_autofree char *text = g_strdup_printf ("I am %s, and I ask for this", g_get_user_name ());

  fixture_open (&f, "");
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (child (&f, "passphrase_group"))));
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (child (&f, "keyring_box"))));
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (child (&f, "myself_check")),
                                       GTK_ACCESSIBLE_PROPERTY_LABEL, text);
  g_signal_emit_by_name (child (&f, "accept_button"), "clicked");
  app_wait (has_answered, &f);
  app_idle (100);
  g_assert_cmpuint (f.confirmed, ==, 0);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (child (&f, "myself_check")), TRUE);
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (child (&f, "message"))));
  g_signal_emit_by_name (child (&f, "accept_button"), "clicked");
  app_wait (has_answered, &f);
  g_assert_cmpuint (f.confirmed, ==, 1);
  fixture_close (&f);
}

/* Where there is nobody to ask for, only what cannot be undone is a question. */
static void
test_a_demonstration_is_held_up_by_what_destroys_alone (void)
{
  VbConfirmQuestion takes_out = { "A Copy?", "", "Go On", FALSE };
  g_autoptr(GListModel) windows = g_object_ref (gtk_window_get_toplevels ());
  guint n_windows = g_list_model_get_n_items (windows);
  g_autoptr(GCancellable) owner = g_cancellable_new ();
  g_autoptr(GtkWindow) asked = NULL;

  vb_confirm (NULL, &takes_out, G_CALLBACK (g_cancellable_cancel), owner);
  g_assert_true (g_cancellable_is_cancelled (owner));
  g_assert_cmpuint (g_list_model_get_n_items (windows), ==, n_windows);

  g_cancellable_reset (owner);
  vb_confirm (NULL, &question, G_CALLBACK (g_cancellable_cancel), owner);
  g_assert_false (g_cancellable_is_cancelled (owner));
  g_assert_cmpuint (g_list_model_get_n_items (windows), ==, n_windows + 1);
  asked = g_list_model_get_item (windows, n_windows);
  g_assert_true (VB_IS_CONFIRM_WINDOW (asked));
  gtk_window_destroy (asked);
}

#define ADD(name, test) g_test_add_func ("/confirm/" name, test)

int
main (int   argc,
      char *argv[])
{
  app_init (&argc, &argv);
  ADD ("the right passphrase goes on", test_right_passphrase_goes_on);
  ADD ("a wrong passphrase stops", test_wrong_passphrase_stops);
  ADD ("the sheet does as well", test_the_sheet_does_as_well);
  ADD ("a demonstration is held up by what destroys alone",
       test_a_demonstration_is_held_up_by_what_destroys_alone);
  ADD ("nothing typed asks for it", test_nothing_typed_asks_for_it);
  ADD ("closing it is no", test_closing_it_is_no);
  ADD ("a vault that is gone says no", test_a_vault_that_is_gone_says_no);
  ADD ("without a passphrase it is said who asks",
       test_without_a_passphrase_it_is_said_who_asks);
  ADD ("without a vault it is a question", test_without_a_vault_it_is_a_question);
  return g_test_run ();
}
