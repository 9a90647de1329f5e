/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A server that does whatever a server should not, and a process of our own that does so too: there
 * is always an end, with a word for it, and no letter is lost or comes twice. */

#include "config.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <unistd.h>

#include "core/base/vb-error.h"
#include "exchange/webdav/vb-webdav.h"

#include "street.h"
#include "webdav-fixture.h"

static const guint8 team[VB_EXCHANGE_KEY_SIZE] = { 1 };

static Server server;
static char *fake_helper;

typedef enum
{
  PUT,
  LIST,
  GET,
  DELETE
} What;

typedef struct
{
  const char *name;   /* what the server does */
  What what;          /* we do */
  const char *expect; /* the code; "gone"; or "done" */
} Behaviour;

static const Behaviour behaviours[] = {
  /* it does not want us */
  { "login", LIST, "carrier-login" },
  { "login", PUT, "carrier-login" },
  { "login-again", LIST, "carrier-login" },
  { "login-otherwise", PUT, "carrier-login" },
  { "forbidden", LIST, "carrier-refused" },
  { "no-put", PUT, "carrier-refused" },
  { "no-webdav", LIST, "carrier-refused" },
  { "full", PUT, "carrier-full" },
  { "too-large", PUT, "carrier-full" },
  { "locked", PUT, "carrier-locked" },
  { "condition", PUT, "carrier-busy" },
  { "overloaded", LIST, "carrier-busy" },
  { "too-often", PUT, "carrier-busy" },
  { "nowhere", LIST, "carrier-missing" },
  { "nowhere", PUT, "carrier-missing" },
  { "no-new-boxes", PUT, "done" },
  /* it sends us elsewhere */
  { "elsewhere", LIST, "carrier-elsewhere" },
  { "elsewhere", PUT, "carrier-elsewhere" },
  { "to-a-file", LIST, "carrier-elsewhere" },
  { "round-and-round", PUT, "carrier-elsewhere" },
  { "in-the-open", LIST, "carrier-elsewhere" },
  /* it takes its time, or all of ours */
  { "drip", GET, "carrier-slow" },
  { "drip-headers", LIST, "carrier-slow" },
  { "silent", LIST, "carrier-slow" },
  { "silent", PUT, "carrier-slow" },
  { "endless", GET, "carrier-too-much" },
  { "enormous", GET, "carrier-too-much" },
  { "endless-refusal", LIST, "carrier-missing" },
  { "endless-headers", LIST, "carrier-too-much" },
  { "endless-hundreds", LIST, "carrier-too-much" },
  { "endless-list", LIST, "carrier-too-much" },
  { "endless-word", LIST, "carrier-nonsense" },
  /* it breaks off */
  { "hang-up", LIST, "carrier-broken-off" },
  { "hang-up", PUT, "carrier-broken-off" },
  { "hang-up-in-list", LIST, "carrier-broken-off" },
  { "shorter", GET, "carrier-broken-off" },
  { "bad-chunks", GET, "carrier-broken-off" },
  /* the seal tells: what came is not what was put */
  { "longer", GET, "done" },
  { "no-length", GET, "done" },
  { "packed", GET, "done" },
  /* it talks rubbish */
  { "two-lengths", GET, "carrier-nonsense" },
  { "part", GET, "carrier-nonsense" },
  { "nothing-in-it", GET, "carrier-nonsense" },
  { "other-number", GET, "carrier-nonsense" },
  { "no-http", LIST, "carrier-nonsense" },
  { "old-http", LIST, "carrier-nonsense" },
  { "bomb", LIST, "carrier-nonsense" },
  { "outside", LIST, "carrier-nonsense" },
  { "deep", LIST, "carrier-nonsense" },
  { "cut", LIST, "carrier-nonsense" },
  { "odd-bytes", LIST, "carrier-nonsense" },
  { "no-list", LIST, "carrier-nonsense" },
  { "empty", LIST, "carrier-nonsense" },
  { "page-to-log-in", LIST, "carrier-nonsense" },
  { "delete-in-part", DELETE, "carrier-busy" },
  { "stays", DELETE, "carrier-locked" },
  /* it does not do what it says */
  { "not-kept", PUT, "carrier-not-kept" },
  { "half-kept", PUT, "carrier-not-kept" },
};

static const VbWebdavPatience short_patience = { 1, 20 };

static VbCarrier *
carrier_at (const char *address)
{
  VbCarrier *carrier = server_carrier (&server, address, PASSWORD);

  vb_webdav_set_patience (VB_WEBDAV (carrier), short_patience);
  return carrier;
}

static VbCarrier *
carrier_for (const char *what)
{
  g_autofree char *address = g_strconcat (server.address, what, "/", NULL);

  return carrier_at (address);
}

/* @name: a letter that was put there before */
static gboolean
try (VbCarrier   *carrier,
     What         what,
     const char  *name,
     GError     **error)
{
  g_autoptr(GBytes) letter = g_bytes_new_static ("a letter", 8);
  g_autoptr(GPtrArray) names = NULL;
  g_autoptr(GBytes) bytes = NULL;
  g_autofree char *put = NULL;

  switch (what)
    {
    case PUT:
      put = vb_carrier_put (carrier, team, letter, NULL, NULL, error);
      return put != NULL;
    case LIST:
      names = vb_carrier_list (carrier, team, NULL, NULL, NULL, error);
      return names != NULL;
    case GET:
      bytes = vb_carrier_get (carrier, team, name, NULL, error);
      return bytes != NULL;
    case DELETE:
    default:
      return vb_carrier_delete (carrier, team, name, NULL, error);
    }
}

static void
whatever_a_server_does_has_an_end_and_a_word (gconstpointer data)
{
  const Behaviour *behaviour = data;
  g_autoptr(VbCarrier) carrier = carrier_for (behaviour->name);
  g_autoptr(GBytes) letter = g_bytes_new_static ("a letter", 8);
  g_autofree char *name = NULL;
  g_autoptr(GError) error = NULL;
  gboolean done;

  if (behaviour->what >= GET)
    {
      name = vb_carrier_put (carrier, team, letter, NULL, NULL, &error);
      g_assert_no_error (error);
    }
  done = try (carrier, behaviour->what, name, &error);
  g_assert_cmpstr (done ? "done" : vb_carrier_error_get_code (error), ==, behaviour->expect);
  if (error != NULL)
    g_test_message ("%s", error->message);
}

/* ------------------------------------------------------------------ what lies there */

static void
only_names_of_letters_are_told (void)
{
  g_autoptr(VbCarrier) carrier = carrier_for ("odd-names");
  g_autoptr(GError) error = NULL;
  guint others;
  g_autoptr(GPtrArray) names = vb_carrier_list (carrier, team, NULL, &others, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (names->len, ==, 1);
  g_assert_cmpstr (names->pdata[0], ==, "gggggggggggggggggggggggggg.vbz");
  g_assert_cmpuint (others, >=, 10);
}

static void
a_ghost_is_gone_when_it_is_looked_at (void)
{
  g_autoptr(VbCarrier) carrier = carrier_for ("ghosts");
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) names = vb_carrier_list (carrier, team, NULL, NULL, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (names->len, ==, 1);
  g_assert_null (vb_carrier_get (carrier, team, names->pdata[0], NULL, &error));
  g_assert_error (error, VB_ERROR, VB_ERROR_NOT_FOUND);
}

/* ------------------------------------------------------------------ before there is an answer */

static const struct
{
  const char *port;
  const char *expect;
} ports[] = {
  { "other-name", "carrier-certificate" }, { "unknown", "carrier-certificate" },
  { "run-out", "carrier-certificate" },    { "old", "carrier-certificate" },
  { "no-tls", "carrier-certificate" },     { "garbage", "carrier-certificate" },
  { "hang-up", "carrier-certificate" },    { "closed", "server-unreachable" },
};

static char *
address_of (const char *port)
{
  g_autofree char *path = g_build_filename (server.folder, "ports", NULL);
  g_autofree char *text = NULL;
  g_auto(GStrv) lines = NULL;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  lines = g_strsplit (text, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    if (g_str_has_prefix (lines[i], port) && lines[i][strlen (port)] == ' ')
      return g_strdup_printf ("https://localhost:%s/", lines[i] + strlen (port) + 1);
  g_assert_not_reached ();
}

static void
only_the_right_server_gets_a_word_of_us (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (ports); i++)
    {
      g_autofree char *address = address_of (ports[i].port);
      g_autoptr(VbCarrier) carrier = carrier_at (address);
      g_autoptr(GError) error = NULL;

      g_test_message ("%s", ports[i].port);
      g_assert_false (try (carrier, PUT, NULL, &error));
      g_assert_cmpstr (vb_carrier_error_get_code (error), ==, ports[i].expect);
    }
}

static void
a_server_that_is_nowhere_is_not_reached (void)
{
  g_autoptr(VbCarrier) carrier = carrier_at ("https://nowhere.invalid/letters/");
  g_autofree char *address = address_of ("never");
  g_autoptr(VbCarrier) silent = carrier_at (address);
  g_autoptr(GError) error = NULL;

  g_assert_false (try (carrier, LIST, NULL, &error));
  g_assert_cmpstr (vb_carrier_error_get_code (error), ==, "server-unreachable");
  g_clear_error (&error);
  vb_webdav_set_patience (VB_WEBDAV (silent), (VbWebdavPatience) { 1, 2 });
  g_assert_false (try (silent, LIST, NULL, &error));
  g_assert_cmpstr (vb_carrier_error_get_code (error), ==, "server-unreachable");
}

static void
the_proxy_of_the_network_is_used (void)
{
  g_autofree char *address = address_of ("proxy");
  g_autofree char *proxy = g_strconcat ("http", address + strlen ("https"), NULL);
  g_autoptr(VbCarrier) carrier = carrier_at ("https://dav.example.org/letters/");
  g_autoptr(GError) error = NULL;

  g_setenv ("https_proxy", proxy, TRUE);
  g_assert_false (try (carrier, LIST, NULL, &error));
  g_unsetenv ("https_proxy");
  g_assert_cmpstr (vb_carrier_error_get_code (error), ==, "carrier-proxy");
}

static void
only_addresses_of_folders_by_tls_are_taken (void)
{
  static const char *const wrong[] = {
    "", "x", "http://localhost/", "https://", "https:///x", "ftp://localhost/", "file:///etc",
    "https://nurse:geheim@localhost/", "https://nurse@localhost/", "https://localhost/?x=1",
    "https://localhost/#x", "https://local host/", "https://localhost/\n", "https://löcal/",
  };
  g_autofree char *address = vb_webdav_check_address ("HTTPS://dav.example.org/a%20b", NULL);

  g_assert_cmpstr (address, ==, "https://dav.example.org/a%20b/");
  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autoptr(GError) error = NULL;

      g_assert_null (vb_webdav_check_address (wrong[i], &error));
      g_assert_error (error, VB_ERROR, VB_ERROR_INVALID_INPUT);
    }
}

/* ------------------------------------------------------------------ our own process */

static const char *const faults[] = { "ends", "crashes", "says-nonsense", "says-too-much",
                                      "says-half", "says-other-names", "says-an-unknown-code" };

static void
whatever_our_own_process_does_has_an_end (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (faults); i++)
    {
      g_autofree char *program = g_build_filename (server.folder, faults[i], NULL);
      g_autoptr(VbCarrier) carrier = carrier_for ("right");

      g_test_message ("%s", faults[i]);
      g_assert_cmpint (symlink (fake_helper, program), ==, 0);
      vb_webdav_set_helper (VB_WEBDAV (carrier), program);
      for (guint again = 0; again < 2; again++)
        {
          g_autoptr(GError) error = NULL;

          g_assert_false (try (carrier, LIST, NULL, &error));
          g_assert_cmpstr (vb_carrier_error_get_code (error), ==, "carrier-helper");
        }
    }
}

static void
a_process_that_is_not_there_is_told (void)
{
  g_autoptr(VbCarrier) carrier = carrier_for ("right");
  g_autoptr(GError) error = NULL;

  vb_webdav_set_helper (VB_WEBDAV (carrier), "/nonexistent/verbinder-carrier");
  g_assert_false (try (carrier, LIST, NULL, &error));
  g_assert_cmpstr (vb_carrier_error_get_code (error), ==, "carrier-helper");
}

static gpointer
cancel_soon (gpointer cancellable)
{
  g_usleep (200000);
  g_cancellable_cancel (cancellable);
  return NULL;
}

/* Somebody closes the window, or the process hangs: nobody waits for a server. */
static void
it_can_be_broken_off_at_any_time (void)
{
  g_autofree char *program = g_build_filename (server.folder, "hangs", NULL);
  g_autoptr(VbCarrier) silent = carrier_for ("silent");
  g_autoptr(VbCarrier) hanging = carrier_for ("right");
  VbCarrier *carriers[] = { silent, hanging };

  g_assert_cmpint (symlink (fake_helper, program), ==, 0);
  vb_webdav_set_helper (VB_WEBDAV (carriers[1]), program);
  for (guint i = 0; i < G_N_ELEMENTS (carriers); i++)
    {
      g_autoptr(GCancellable) cancellable = g_cancellable_new ();
      g_autoptr(GError) error = NULL;
      GThread *thread = g_thread_new ("cancel", cancel_soon, cancellable);

      vb_webdav_set_patience (VB_WEBDAV (carriers[i]), (VbWebdavPatience) { 500, 500 });
      g_assert_null (vb_carrier_list (carriers[i], team, NULL, NULL, cancellable, &error));
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
      g_thread_join (thread);
    }
}

static void
after_it_failed_it_begins_again (void)
{
  g_autofree char *program = g_build_filename (server.folder, "fails", NULL);
  g_autoptr(VbCarrier) carrier = carrier_for ("right");
  g_autoptr(GError) error = NULL;

  g_assert_cmpint (symlink ("/bin/false", program), ==, 0);
  vb_webdav_set_helper (VB_WEBDAV (carrier), program);
  g_assert_false (try (carrier, PUT, NULL, &error));
  g_clear_error (&error);
  vb_webdav_set_helper (VB_WEBDAV (carrier), g_getenv ("VERBINDER_CARRIER"));
  g_assert_true (try (carrier, PUT, NULL, &error));
  g_assert_no_error (error);
}

/* ------------------------------------------------------------------ letters */

static void
note_steps (Street     *s,
            const char *id)
{
  must_take (&s->pair.team, (VbReferralAct) { .step = VB_STEP_ACCEPT, .id = id });
  must_take (&s->pair.team, (VbReferralAct) { .step = VB_STEP_CONTACT, .id = id });
  must_take (&s->pair.team, (VbReferralAct) { .step = VB_STEP_START, .id = id });
}

/* One round of both; what fails now is done another time. */
static void
try_round (Street *s)
{
  Side *sides[] = { &s->pair.practice, &s->pair.team };

  s->now += 31 * G_TIME_SPAN_DAY / 30; /* what was not taken is due again */
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(VbDesk) desk = vb_desk_load_sync (sides[i]->base.store, &error);
      g_autoptr(VbPost) post = NULL;
      g_auto(VbPostReport) report = { 0 };
      g_autoptr(GError) not_sent = NULL;
      g_autoptr(GError) not_received = NULL;

      g_assert_no_error (error);
      post = vb_post_new (desk, s->carrier, ++s->now, &error);
      g_assert_no_error (error);
      if (!vb_post_send (post, &report, &not_sent))
        g_assert_nonnull (vb_carrier_error_get_code (not_sent));
      if (!vb_post_receive (post, &report, &not_received))
        g_assert_nonnull (vb_carrier_error_get_code (not_received));
      g_assert_cmpuint (report.refused, ==, 0);
    }
}

/* Of a server that does a quarter of all wrong, in seven ways. */
static void
no_letter_is_lost_or_comes_twice (gconstpointer seed)
{
  Street s = { 0 };
  g_autofree char *what = g_strconcat ("flaky-", seed, NULL);
  g_autofree char *id = NULL;
  g_autofree char *theirs = NULL;

  street_open (&s, TRUE);
  s.carrier = carrier_for (what);
  id = send_one (&s.pair);
  for (guint i = 0; i < 12 && theirs == NULL; i++)
    {
      try_round (&s);
      theirs = id_at_team (&s.pair);
    }
  g_assert_nonnull (theirs);
  note_steps (&s, theirs);
  for (guint i = 0; i < 12; i++)
    try_round (&s);
  assert_same_history (&s.pair);
  g_assert_cmpint (fixture_int (&s.pair.team.base, "SELECT count (*) FROM referral"), ==, 1);
  g_assert_cmpint (fixture_int (&s.pair.practice.base,
                                "SELECT count (*) FROM referral_event WHERE step = 'accept'"),
                   ==, 1);
  street_close (&s);
}

static void
add_behaviours (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (behaviours); i++)
    {
      static const char *const verbs[] = { "put", "list", "get", "delete" };
      g_autofree char *path = g_strdup_printf ("/webdav-hostile/server/%s, %s", behaviours[i].name,
                                               verbs[behaviours[i].what]);

      g_test_add_data_func (path, &behaviours[i], whatever_a_server_does_has_an_end_and_a_word);
    }
}

int
main (int    argc,
      char **argv)
{
  static const char *const arguments[] = { "webdav-hostile.py", NULL };
  int failed;

  g_test_init (&argc, &argv, NULL);
  fake_helper = g_canonicalize_filename (argv[1], NULL);
  if (!server_open (&server, arguments))
    g_error ("The server does not start");
  add_behaviours ();
  g_test_add_func ("/webdav-hostile/only names of letters are told",
                   only_names_of_letters_are_told);
  g_test_add_func ("/webdav-hostile/a ghost is gone when it is looked at",
                   a_ghost_is_gone_when_it_is_looked_at);
  g_test_add_func ("/webdav-hostile/only the right server gets a word of us",
                   only_the_right_server_gets_a_word_of_us);
  g_test_add_func ("/webdav-hostile/a server that is nowhere is not reached",
                   a_server_that_is_nowhere_is_not_reached);
  g_test_add_func ("/webdav-hostile/the proxy of the network is used",
                   the_proxy_of_the_network_is_used);
  g_test_add_func ("/webdav-hostile/only addresses of folders by tls are taken",
                   only_addresses_of_folders_by_tls_are_taken);
  g_test_add_func ("/webdav-hostile/whatever our own process does has an end",
                   whatever_our_own_process_does_has_an_end);
  g_test_add_func ("/webdav-hostile/a process that is not there is told",
                   a_process_that_is_not_there_is_told);
  g_test_add_func ("/webdav-hostile/it can be broken off at any time",
                   it_can_be_broken_off_at_any_time);
  g_test_add_func ("/webdav-hostile/after it failed it begins again",
                   after_it_failed_it_begins_again);
  g_test_add_data_func ("/webdav-hostile/no letter is lost or comes twice, 1", "1",
                        no_letter_is_lost_or_comes_twice);
  g_test_add_data_func ("/webdav-hostile/no letter is lost or comes twice, 2", "2",
                        no_letter_is_lost_or_comes_twice);
  g_test_add_data_func ("/webdav-hostile/no letter is lost or comes twice, 3", "3",
                        no_letter_is_lost_or_comes_twice);
  failed = g_test_run ();
  server_close (&server);
  g_free (fake_helper);
  return failed;
}
