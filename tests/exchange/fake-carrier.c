/* SPDX-License-Identifier: GPL-3.0-or-later */

/* In the place of the process that has the network: does what its name says. */

#include "config.h"

#include <glib.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static void
say (const void *bytes,
     gsize       length)
{
  if (send (STDIN_FILENO, bytes, length, MSG_NOSIGNAL) < 0)
    _exit (1);
}

/* A frame that was asked for is read, and one is given. */
static void
listen_once (void)
{
  char bytes[65536];

  if (recv (STDIN_FILENO, bytes, sizeof bytes, 0) <= 0)
    _exit (0);
}

static void
answer (const char *name)
{
  static const char done[] = { 1, 0, 0, 0, 0 };
  static const char unknown[] = { 1, 0, 0, 0, (char) 200 };
  static const char half[] = { 50, 0, 0, 0, 0, 1 };
  /* a list of one name that is none, and a number */
  static const char names[] = "\x2b\0\0\0" "\0" "\x1e\0\0\0" "../../../../../etc/passwd.vbzx"
                              "\4\0\0\0" "\0\0\0\0";

  if (g_str_equal (name, "says-nonsense"))
    say ("{\"hello\": \"there\"}\n", 19);
  else if (g_str_equal (name, "says-too-much"))
    for (;;)
      say ("\xff\xff\xff\x7f" "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", 36);
  else if (g_str_equal (name, "says-half"))
    {
      say (half, sizeof half);
      _exit (0);
    }
  else if (g_str_equal (name, "says-an-unknown-code"))
    say (unknown, sizeof unknown);
  else
    {
      say (done, sizeof done);
      listen_once ();
      say (names, sizeof names - 1);
    }
}

int
main (int    argc,
      char **argv)
{
  g_autofree char *name = g_path_get_basename (argv[0]);

  listen_once ();
  if (g_str_equal (name, "ends"))
    return 0;
  if (g_str_equal (name, "crashes"))
    {
      signal (SIGABRT, SIG_DFL);
      abort ();
    }
  if (!g_str_equal (name, "hangs"))
    answer (name);
  for (;;)
    pause ();
}
