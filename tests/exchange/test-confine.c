/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the process that has the network cannot do any more. */

#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <glib.h>
#include <glib/gstdio.h>
#include <linux/landlock.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "exchange/webdav/helper/vb-confine.h"

static char *secret; /* the path of a file of the user */

/* What @probe gives in a process that was confined: below 256. */
static int
confined (int (*probe) (void))
{
  pid_t pid = fork ();
  int status;

  if (pid == 0)
    {
      vb_confine ();
      _exit (probe ());
    }
  g_assert_cmpint (waitpid (pid, &status, 0), ==, pid);
  g_assert_true (WIFEXITED (status));
  return WEXITSTATUS (status);
}

static int
open_secret (void)
{
  return open (secret, O_RDONLY | O_CLOEXEC) < 0 ? errno : 0;
}

static int
make_file (void)
{
  g_autofree char *path = g_strconcat (secret, ".new", NULL);
  int fd = open (path, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);

  return fd < 0 || write (fd, "x", 1) < 0 ? errno : 0;
}

static int
open_certificates (void)
{
  return open ("/etc/passwd", O_RDONLY | O_CLOEXEC) < 0 ? errno : 0;
}

static int
connect_here (void)
{
  return socket (AF_UNIX, SOCK_STREAM, 0) < 0 ? errno : 0;
}

static int
connect_there (void)
{
  return socket (AF_INET, SOCK_STREAM, 0) < 0 || socket (AF_INET6, SOCK_DGRAM, 0) < 0 ? errno : 0;
}

static int
run_another (void)
{
  char *const arguments[] = { (char *) "/bin/true", NULL };

  execv (arguments[0], arguments);
  return errno;
}

static int
stop_parent (void)
{
  return kill (getppid (), 0) < 0 ? errno : 0;
}

static int
raise_limit (void)
{
  struct rlimit limit;

  if (getrlimit (RLIMIT_FSIZE, &limit) < 0 || limit.rlim_max != 0
      || getrlimit (RLIMIT_CORE, &limit) < 0 || limit.rlim_max != 0)
    return 1;
  return getrlimit (RLIMIT_NOFILE, &limit) < 0 || limit.rlim_max > 64 ? 2 : 0;
}

static void
no_file_of_the_user_is_there (void)
{
  if (syscall (SYS_landlock_create_ruleset, NULL, 0, LANDLOCK_CREATE_RULESET_VERSION) < 0)
    {
      g_test_skip ("This kernel does not take files away");
      return;
    }
  g_assert_cmpint (open_secret (), ==, 0);
  g_assert_cmpint (confined (open_secret), ==, EACCES);
  g_assert_cmpint (confined (make_file), ==, EACCES);
}

static void
nothing_can_be_written (void)
{
  g_assert_cmpint (confined (make_file), !=, 0);
  g_assert_cmpint (confined (raise_limit), ==, 0);
}

static void
the_network_is_there_and_the_desktop_is_not (void)
{
  g_assert_cmpint (confined (open_certificates), ==, 0);
  g_assert_cmpint (confined (connect_there), ==, 0);
#if defined(__x86_64__) || defined(__aarch64__)
  g_assert_cmpint (confined (connect_here), ==, EPERM);
  g_assert_cmpint (confined (run_another), ==, EPERM);
  g_assert_cmpint (confined (stop_parent), ==, EPERM);
#endif
}

int
main (int    argc,
      char **argv)
{
  int fd = g_file_open_tmp ("vb-XXXXXX", &secret, NULL);
  int failed;

  g_test_init (&argc, &argv, NULL);
  g_assert_cmpint (fd, >=, 0);
  close (fd);
  g_test_add_func ("/confine/no file of the user is there", no_file_of_the_user_is_there);
  g_test_add_func ("/confine/nothing can be written", nothing_can_be_written);
  g_test_add_func ("/confine/the network is there and the desktop is not",
                   the_network_is_there_and_the_desktop_is_not);
  failed = g_test_run ();
  g_unlink (secret);
  g_free (secret);
  return failed;
}
