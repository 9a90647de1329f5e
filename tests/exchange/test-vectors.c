/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The files in fixtures/exchange: each is taken, or refused for the one thing that is wrong. */

#include "config.h"

#include "exchange-fixture.h"

static GPtrArray *cards;
static VbSecret *identity;
static VbOpener opener;

static char *
find_file (const char *name)
{
  return g_test_build_filename (G_TEST_DIST, "fixtures", "exchange", name, NULL);
}

static GBytes *
read_file (const char *name)
{
  g_autofree char *path = find_file (name);
  g_autoptr(GError) error = NULL;
  char *contents;
  gsize length;

  g_file_get_contents (path, &contents, &length, &error);
  g_assert_no_error (error);
  return g_bytes_new_take (contents, length);
}

static GStrv
read_lines (const char *name)
{
  g_autoptr(GBytes) bytes = read_file (name);
  g_autofree char *text = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));

  return g_strsplit (g_strchomp (text), "\n", -1);
}

static void
take_context (const char *line)
{
  g_auto(GStrv) words = g_strsplit (line, " ", 2);
  g_autoptr(GError) error = NULL;

  if (g_str_equal (words[0], "now"))
    opener.now = g_ascii_strtoll (words[1], NULL, 10);
  else if (g_str_equal (words[0], "organization"))
    g_assert_true (vb_wire_from_hex (words[1], opener.organization, VB_EXCHANGE_KEY_SIZE));
  else if (g_str_equal (words[0], "identity"))
    identity = vb_secret_from_hex (words[1], 32, &error);
  else if (g_str_equal (words[0], "card") || g_str_equal (words[0], "blocked"))
    {
      g_autoptr(GBytes) bytes = read_file (words[1]);

      g_ptr_array_add (cards, vb_card_read (bytes, &error));
    }
  g_assert_no_error (error);
}

static void
read_context (void)
{
  g_auto(GStrv) lines = read_lines ("context.txt");

  cards = g_ptr_array_new_with_free_func ((GDestroyNotify) vb_card_free);
  for (guint i = 0; lines[i] != NULL; i++)
    take_context (lines[i]);
  opener.keys = &identity;
  opener.n_keys = 1;
  opener.find_card = fixture_find_card;
  opener.data = cards;
}

static void
test_vector (gconstpointer data)
{
  g_auto(GStrv) words = g_strsplit (data, " ", 2);
  g_autoptr(GBytes) bytes = read_file (words[0]);
  g_autoptr(GError) error = NULL;
  gboolean taken;

  if (g_str_has_suffix (words[0], VB_CARD_SUFFIX))
    {
      g_autoptr(VbCard) card = vb_card_read (bytes, &error);

      taken = card != NULL;
    }
  else
    {
      g_autoptr(VbEnvelope) letter = vb_envelope_open (bytes, &opener, &error);

      taken = letter != NULL;
      if (taken)
        g_assert_cmpmem (g_bytes_get_data (vb_envelope_get_body (letter), NULL), 12,
                         "{\"question\":", 12);
    }
  g_assert_true (taken == (error == NULL));
  g_assert_cmpstr (error != NULL ? vb_exchange_error_get_code (error) : "ok", ==, words[1]);
}

/* What anybody can make anew must be what lies here. */
static void
test_made_again_they_are_the_same (gconstpointer program)
{
  g_autofree char *folder = g_dir_make_tmp ("verbinder-vectors-XXXXXX", NULL);
  g_autofree char *there = find_file (".");
  char *make[] = { (char *) program, folder, NULL };
  char *compare[] = { "diff", "-r", folder, there, NULL };
  char *clear[] = { "rm", "-r", folder, NULL };
  g_autoptr(GError) error = NULL;
  g_autofree char *differences = NULL;
  int status;

  g_spawn_sync (NULL, make, NULL, G_SPAWN_STDOUT_TO_DEV_NULL, NULL, NULL, NULL, NULL, &status,
                &error);
  g_assert_no_error (error);
  g_assert_cmpint (status, ==, 0);
  g_spawn_sync (NULL, compare, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, &differences, NULL, &status,
                &error);
  g_assert_no_error (error);
  g_assert_cmpstr (differences, ==, "");
  g_spawn_sync (NULL, clear, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL, &status, &error);
  g_assert_no_error (error);
}

int
main (int    argc,
      char **argv)
{
  g_auto(GStrv) lines = NULL;
  int result;

  g_test_init (&argc, &argv, NULL);
  g_assert_cmpint (argc, ==, 2);
  read_context ();
  lines = read_lines ("expect.txt");
  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_auto(GStrv) words = g_strsplit (lines[i], " ", 2);
      g_autofree char *test = g_strconcat ("/exchange/vector/", words[0], NULL);

      g_test_add_data_func (test, lines[i], test_vector);
    }
  g_test_add_data_func ("/exchange/made-again-they-are-the-same", argv[1],
                        test_made_again_they_are_the_same);
  result = g_test_run ();
  g_ptr_array_unref (cards);
  vb_secret_unref (identity);
  return result;
}
