/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/access/vb-auto-lock.h"

#include <time.h>

#include "app/vb-settings.h"

#define CHECK_SECONDS 5
#define SLEEP_US (30 * G_USEC_PER_SEC) /* asleep for longer than this counts as having been away */

struct _VbAutoLock
{
  GObject parent_instance;

  GtkApplication *application; /* borrowed: it owns us */
  VbSession *session;
  GSettings *settings;
  VbClocks clocks;
  gint64 touched; /* on the passing clock */
  gint64 slept;   /* how far the two clocks were apart at the last look */
  guint timer;
};

G_DEFINE_FINAL_TYPE (VbAutoLock, vb_auto_lock, G_TYPE_OBJECT)

static gint64
read_clock (clockid_t id)
{
  struct timespec now;

  clock_gettime (id, &now);
  return (gint64) now.tv_sec * G_USEC_PER_SEC + now.tv_nsec / 1000;
}

static gint64
running_clock (void)
{
  return read_clock (CLOCK_MONOTONIC);
}

static gint64
passing_clock (void)
{
  return read_clock (CLOCK_BOOTTIME);
}

void
vb_auto_lock_touch (VbAutoLock *self)
{
  g_return_if_fail (VB_IS_AUTO_LOCK (self));

  self->touched = self->clocks.passing ();
}

void
vb_auto_lock_check (VbAutoLock *self)
{
  gint64 now, slept, minutes;

  g_return_if_fail (VB_IS_AUTO_LOCK (self));

  now = self->clocks.passing ();
  slept = now - self->clocks.running ();
  minutes = g_settings_get_uint (self->settings, "auto-lock-minutes");
  if (slept - self->slept > SLEEP_US || now - self->touched >= minutes * 60 * G_USEC_PER_SEC)
    vb_session_lock (self->session);
  self->slept = slept;
}

static gboolean
timer_cb (gpointer user_data)
{
  vb_auto_lock_check (user_data);
  return G_SOURCE_CONTINUE;
}

/* Every event of every window passes here before anything handles it. Only what a person does
 * counts: a window also hears of the pointer entering because something moved under it. */
static gboolean
event_cb (GtkEventControllerLegacy *controller,
          GdkEvent                 *event,
          VbAutoLock               *self)
{
  switch (gdk_event_get_event_type (event))
    {
    case GDK_KEY_PRESS:
    case GDK_BUTTON_PRESS:
    case GDK_MOTION_NOTIFY:
    case GDK_SCROLL:
    case GDK_TOUCH_BEGIN:
    case GDK_TOUCH_UPDATE:
      vb_auto_lock_touch (self);
      break;
    default:
      break;
    }
  return GDK_EVENT_PROPAGATE;
}

static void
window_added_cb (VbAutoLock *self,
                 GtkWindow  *window)
{
  GtkEventController *controller = gtk_event_controller_legacy_new ();

  gtk_event_controller_set_propagation_phase (controller, GTK_PHASE_CAPTURE);
  g_signal_connect_object (controller, "event", G_CALLBACK (event_cb), self, 0);
  gtk_widget_add_controller (GTK_WIDGET (window), controller);
  vb_auto_lock_touch (self);
}

static void
screen_saver_cb (VbAutoLock *self)
{
  gboolean active;

  g_object_get (self->application, "screensaver-active", &active, NULL);
  if (active)
    vb_session_lock (self->session);
}

static void
state_cb (VbAutoLock *self)
{
  VbSessionState state = vb_session_get_state (self->session);
  gboolean open = state == VB_SESSION_OPEN;

  if (open && self->timer == 0)
    {
      vb_auto_lock_touch (self);
      self->slept = self->touched - self->clocks.running ();
      self->timer = g_timeout_add_seconds (CHECK_SECONDS, timer_cb, self);
    }
  /* while a backup is put back somebody may walk away, and it is open at the end */
  else if (!open && state != VB_SESSION_OPENING)
    g_clear_handle_id (&self->timer, g_source_remove);
}

static void
vb_auto_lock_dispose (GObject *object)
{
  VbAutoLock *self = VB_AUTO_LOCK (object);

  g_clear_handle_id (&self->timer, g_source_remove);
  g_clear_object (&self->session);
  g_clear_object (&self->settings);

  G_OBJECT_CLASS (vb_auto_lock_parent_class)->dispose (object);
}

static void
vb_auto_lock_class_init (VbAutoLockClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = vb_auto_lock_dispose;
}

static void
vb_auto_lock_init (VbAutoLock *self)
{
}

VbAutoLock *
vb_auto_lock_new (GtkApplication *application,
                  VbSession      *session,
                  const VbClocks *clocks)
{
  VbAutoLock *self = g_object_new (VB_TYPE_AUTO_LOCK, NULL);
  const VbClocks own = { running_clock, passing_clock };

  self->application = application;
  self->session = g_object_ref (session);
  self->settings = vb_settings_new ();
  self->clocks = clocks != NULL ? *clocks : own;
  g_signal_connect_object (application, "window-added", G_CALLBACK (window_added_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (application, "notify::screensaver-active",
                           G_CALLBACK (screen_saver_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::state", G_CALLBACK (state_cb), self,
                           G_CONNECT_SWAPPED);
  state_cb (self);
  return self;
}
