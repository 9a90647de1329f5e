/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <X11/Xlib.h>
#include <X11/extensions/Xdamage.h>

/*
 * window-time [--settle MILLISECONDS] -- COMMAND [ARGUMENT...]
 *
 * Starts a program and says, as one line of JSON, when its window was on the screen, when the first
 * picture was in it, when the picture came to rest, and what memory and processor time that took.
 * It looks from outside, so that any program can be measured in the same way.
 */

#define GIVE_UP_AFTER 30000

typedef struct
{
  Display *display;
  int damage_event;
  Window window;
  gint64 started;      /* microseconds, monotonic */
  gint64 mapped;
  gint64 first_damage;
  gint64 last_damage;
} Watch;

static double
milliseconds (const Watch *watch,
              gint64       moment)
{
  return moment == 0 ? -1 : (moment - watch->started) / 1000.0;
}

/* A window that people see: not a tooltip or menu, and not a helper of a few pixels. */
static gboolean
is_real_window (Watch  *watch,
                Window  window)
{
  XWindowAttributes attributes;

  return XGetWindowAttributes (watch->display, window, &attributes) &&
         !attributes.override_redirect && attributes.width > 100 && attributes.height > 100;
}

static void
handle_event (Watch  *watch,
              XEvent *event)
{
  gint64 now = g_get_monotonic_time ();

  if (event->type == MapNotify && watch->window == None &&
      is_real_window (watch, event->xmap.window))
    {
      watch->window = event->xmap.window;
      watch->mapped = now;
      XDamageCreate (watch->display, watch->window, XDamageReportRawRectangles);
    }
  else if (event->type == watch->damage_event + XDamageNotify)
    {
      if (watch->first_damage == 0)
        watch->first_damage = now;
      watch->last_damage = now;
    }
}

/* Reads events until the window has been quiet for @settle milliseconds. */
static gboolean
watch_window (Watch *watch,
              GPid   pid,
              int    settle)
{
  gint64 give_up = watch->started + GIVE_UP_AFTER * G_GINT64_CONSTANT (1000);

  while (g_get_monotonic_time () < give_up)
    {
      struct pollfd source = { ConnectionNumber (watch->display), POLLIN, 0 };

      while (XPending (watch->display) > 0)
        {
          XEvent event;

          XNextEvent (watch->display, &event);
          handle_event (watch, &event);
        }
      if (watch->last_damage != 0 &&
          g_get_monotonic_time () - watch->last_damage > settle * G_GINT64_CONSTANT (1000))
        return TRUE;
      if (waitpid (pid, NULL, WNOHANG) == pid)
        {
          fprintf (stderr, "window-time: the program ended before its window was there\n");
          return FALSE;
        }
      poll (&source, 1, 20);
    }
  fprintf (stderr, "window-time: no quiet window within %d s\n", GIVE_UP_AFTER / 1000);
  return FALSE;
}

/* The number behind @key in a file of "Key:   number kB" lines, or -1. */
static long
read_kilobytes (GPid        pid,
                const char *name,
                const char *key)
{
  g_autofree char *path = g_strdup_printf ("/proc/%d/%s", (int) pid, name);
  g_autofree char *text = NULL;
  const char *place;

  if (!g_file_get_contents (path, &text, NULL, NULL))
    return -1;
  place = strstr (text, key);
  return place == NULL ? -1 : strtol (place + strlen (key), NULL, 10);
}

/* Processor time of @pid and its threads in milliseconds. */
static double
read_processor_time (GPid pid)
{
  g_autofree char *path = g_strdup_printf ("/proc/%d/stat", (int) pid);
  g_autofree char *text = NULL;
  unsigned long user, system;
  const char *after_name;

  if (!g_file_get_contents (path, &text, NULL, NULL))
    return -1;
  after_name = strrchr (text, ')');
  if (after_name == NULL ||
      sscanf (after_name + 2, "%*c %*d %*d %*d %*d %*d %*u %*u %*u %*u %*u %lu %lu",
              &user, &system) != 2)
    return -1;
  return (user + system) * 1000.0 / sysconf (_SC_CLK_TCK);
}

static void
stop (GPid pid)
{
  kill (pid, SIGTERM);
  for (int i = 0; i < 50; i++)
    {
      if (waitpid (pid, NULL, WNOHANG) == pid)
        return;
      g_usleep (20000);
    }
  kill (pid, SIGKILL);
  waitpid (pid, NULL, 0);
}

static void
report (const Watch *watch,
        GPid         pid)
{
  char numbers[6][G_ASCII_DTOSTR_BUF_SIZE];
  const double values[] = {
    milliseconds (watch, watch->mapped),
    milliseconds (watch, watch->first_damage),
    milliseconds (watch, watch->last_damage),
    read_kilobytes (pid, "status", "VmRSS:") / 1024.0,
    read_kilobytes (pid, "smaps_rollup", "Pss:") / 1024.0,
    read_processor_time (pid),
  };

  for (gsize i = 0; i < G_N_ELEMENTS (values); i++)
    g_ascii_formatd (numbers[i], sizeof numbers[i], "%.1f", values[i]);
  printf ("{\"mapped_ms\": %s, \"first_frame_ms\": %s, \"settled_ms\": %s, "
          "\"rss_mb\": %s, \"pss_mb\": %s, \"cpu_ms\": %s}\n",
          numbers[0], numbers[1], numbers[2], numbers[3], numbers[4], numbers[5]);
}

int
main (int   argc,
      char *argv[])
{
  Watch watch = { 0 };
  int settle = 400;
  int damage_error;
  GPid pid;
  g_autoptr(GError) error = NULL;
  g_auto(GStrv) command = NULL;
  const GOptionEntry options[] = {
    { "settle", 0, 0, G_OPTION_ARG_INT, &settle, "How long no change is rest", "MILLISECONDS" },
    { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &command, NULL, "COMMAND" },
    { NULL }
  };
  g_autoptr(GOptionContext) context = g_option_context_new (NULL);

  g_option_context_add_main_entries (context, options, NULL);
  if (!g_option_context_parse (context, &argc, &argv, &error) || command == NULL)
    {
      fprintf (stderr, "window-time: %s\n", error != NULL ? error->message : "no command");
      return 2;
    }

  watch.display = XOpenDisplay (NULL);
  if (watch.display == NULL ||
      !XDamageQueryExtension (watch.display, &watch.damage_event, &damage_error))
    {
      fprintf (stderr, "window-time: no display with the DAMAGE extension\n");
      return 1;
    }
  XSelectInput (watch.display, DefaultRootWindow (watch.display), SubstructureNotifyMask);
  XSync (watch.display, False);

  watch.started = g_get_monotonic_time ();
  if (!g_spawn_async (NULL, command, NULL,
                      G_SPAWN_SEARCH_PATH | G_SPAWN_DO_NOT_REAP_CHILD | G_SPAWN_STDOUT_TO_DEV_NULL,
                      NULL, NULL, &pid, &error))
    {
      fprintf (stderr, "window-time: %s\n", error->message);
      return 1;
    }
  if (!watch_window (&watch, pid, settle))
    {
      stop (pid);
      return 1;
    }
  report (&watch, pid);
  stop (pid);
  XCloseDisplay (watch.display);
  return 0;
}
