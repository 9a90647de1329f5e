/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Locking by itself, with clocks that the test turns. */

#include "config.h"

#include "app-fixture.h"

#include "app/access/vb-auto-lock.h"
#include "app/vb-settings.h"

#define SECOND ((gint64) G_USEC_PER_SEC)
#define MINUTE (60 * SECOND)

typedef struct
{
  App app;
  VbAutoLock *lock;
} Fixture;

static gint64 running, passing;

static gint64
get_running (void)
{
  return running;
}

static gint64
get_passing (void)
{
  return passing;
}

/* The computer is on for so long. */
static void
pass (gint64 time)
{
  running += time;
  passing += time;
}

static void
set_up (Fixture       *self,
        gconstpointer  data)
{
  const VbClocks clocks = { get_running, get_passing };

  running = 100 * MINUTE;
  passing = 500 * MINUTE;
  app_open (&self->app);
  self->lock = vb_auto_lock_new (GTK_APPLICATION (app_get_application ()), self->app.session,
                                 &clocks);
}

static void
tear_down (Fixture       *self,
           gconstpointer  data)
{
  g_clear_object (&self->lock);
  app_close (&self->app);
}

static gboolean
looks_locked (Fixture *self)
{
  vb_auto_lock_check (self->lock);
  return vb_session_get_state (self->app.session) == VB_SESSION_LOCKED;
}

static void
test_locks_after_the_minutes_of_the_setting (Fixture       *self,
                                             gconstpointer  data)
{
  g_autoptr(GSettings) settings = vb_settings_new ();
  guint minutes = g_settings_get_uint (settings, "auto-lock-minutes");

  pass (minutes * MINUTE - 1);
  g_assert_false (looks_locked (self));
  pass (1);
  g_assert_true (looks_locked (self));
  g_assert_null (vb_session_get_store (self->app.session));
}

static void
test_follows_the_setting_at_once (Fixture       *self,
                                  gconstpointer  data)
{
  g_autoptr(GSettings) settings = vb_settings_new ();
  gboolean locked;

  pass (3 * MINUTE);
  g_assert_false (looks_locked (self));
  g_settings_set_uint (settings, "auto-lock-minutes", 2);
  locked = looks_locked (self);
  g_settings_reset (settings, "auto-lock-minutes");
  g_assert_true (locked);
}

static void
test_stays_open_while_somebody_is_there (Fixture       *self,
                                         gconstpointer  data)
{
  for (guint i = 0; i < 20; i++)
    {
      pass (4 * MINUTE);
      g_assert_false (looks_locked (self));
      vb_auto_lock_touch (self->lock);
    }
}

static void
test_locks_when_the_computer_has_slept (Fixture       *self,
                                        gconstpointer  data)
{
  pass (SECOND);
  passing += 31 * SECOND;
  g_assert_true (looks_locked (self));
}

/* Looks come late on a busy machine; only time asleep counts, and a wink of it does not. */
static void
test_late_look_or_short_sleep_does_not_lock (Fixture       *self,
                                             gconstpointer  data)
{
  pass (40 * SECOND);
  g_assert_false (looks_locked (self));
  passing += 29 * SECOND;
  g_assert_false (looks_locked (self));
  passing += 29 * SECOND;
  g_assert_false (looks_locked (self));
}

static void
test_begins_to_count_when_it_is_opened (Fixture       *self,
                                        gconstpointer  data)
{
  vb_session_lock (self->app.session);
  pass (60 * MINUTE);
  passing += 60 * MINUTE;
  vb_session_retry (self->app.session);
  app_wait (app_is_open, self->app.session);
  g_assert_false (looks_locked (self));
  pass (4 * MINUTE);
  g_assert_false (looks_locked (self));
}

#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)

int
main (int   argc,
      char *argv[])
{
  app_init (&argc, &argv);
  ADD ("/auto-lock/after-the-minutes-of-the-setting", test_locks_after_the_minutes_of_the_setting);
  ADD ("/auto-lock/follows-the-setting", test_follows_the_setting_at_once);
  ADD ("/auto-lock/stays-open", test_stays_open_while_somebody_is_there);
  ADD ("/auto-lock/slept", test_locks_when_the_computer_has_slept);
  ADD ("/auto-lock/late-look", test_late_look_or_short_sleep_does_not_lock);
  ADD ("/auto-lock/begins-when-opened", test_begins_to_count_when_it_is_opened);
  return g_test_run ();
}
