/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

/* Vaults and gnome-keyring itself, stopped, frozen and killed. */

#include "keyring-fixture.h"

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
  g_test_add ("/gnome-keyring/" name, Real, NULL, set_up_real, func, tear_down_real)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("survives-a-restart", test_real_survives_a_restart);
  ADD ("locked", test_real_locked);
  ADD ("never-unlocked", test_real_never_unlocked);
  ADD ("stopped", test_real_stopped);
  ADD ("frozen", test_real_frozen);
  ADD ("killed-during-lookup", test_real_killed_during_lookup);
  ADD ("keyring-thrown-away", test_real_keyring_thrown_away);
  return run_on_own_bus ();
}
