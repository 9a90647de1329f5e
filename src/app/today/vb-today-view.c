/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/today/vb-today-view.h"

#include <glib/gi18n.h>

#include "app/today/vb-today-page.h"
#include "app/today/vb-today-pane.h"
#include "app/vb-call.h"
#include "core/base/vb-time.h"
#include "core/store/vb-referrals.h"
#include "core/store/vb-today.h"

#define SETTLE_MS 1000 /* nobody waits for a number beside a row */
#define CLOCK_S 60     /* a computer that slept does not know that the day changed */

struct _VbTodayView
{
  VbView parent_instance;

  VbTodayPage *page; /* (nullable): not needed yet */
  VbTodayPane *pane;

  GSignalGroup *store_signals;
  GCancellable *cancellable;
  char *day;
  guint clock;
  guint settling;
};

G_DEFINE_FINAL_TYPE (VbTodayView, vb_today_view, VB_TYPE_VIEW)

/* ------------------------------------------------------------------ how much there is */

static void
counted_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(VbCall) call = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(VbToday) today = vb_today_read_finish (VB_STORE (source), result, &error);
  g_autofree char *words = NULL;
  guint n;

  /* What went wrong is said where one looks. */
  if (vb_call_is_over (call) || today == NULL)
    return;
  n = vb_today_get_waiting (today);
  words = n == 0 ? g_strdup (_("Today"))
                 /* Translators: the row of the navigation, and how much waits in it */
                 : g_strdup_printf (ngettext ("Today, %u thing asks for you",
                                              "Today, %u things ask for you", n), n);
  vb_view_set_waiting (call->owner, n, words);
}

static void
count (VbTodayView *self)
{
  VbStore *store = vb_session_get_store (vb_view_get_session (VB_VIEW (self)));

  if (store != NULL)
    vb_today_read_async (store, self->day, 0, self->cancellable, counted_cb,
                         vb_call_new (self, self->cancellable));
}

static gboolean
settled_cb (gpointer data)
{
  VbTodayView *self = data;

  self->settling = 0;
  count (self);
  return G_SOURCE_REMOVE;
}

static void
store_changed_cb (VbTodayView *self)
{
  if (self->settling == 0)
    self->settling = g_timeout_add (SETTLE_MS, settled_cb, self);
}

/* ------------------------------------------------------------------ the day */

static void
expired_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) ids = vb_referrals_expire_finish (VB_STORE (source), result, &error);

  if (ids == NULL)
    g_debug ("What nobody answered did not end: %s", error->message);
}

/* A new day, or a store that was not here before. */
static void
begin_day (VbTodayView *self)
{
  VbStore *store = vb_session_get_store (vb_view_get_session (VB_VIEW (self)));

  if (store == NULL)
    return;
  vb_referrals_expire_async (store, self->cancellable, expired_cb, NULL);
  count (self);
}

static void
set_day (VbTodayView *self,
         const char  *day)
{
  if (g_strcmp0 (self->day, day) == 0)
    return;
  g_free (self->day);
  self->day = g_strdup (day);
  begin_day (self);
  if (self->page == NULL)
    return;
  vb_today_page_set_day (self->page, day);
  vb_today_pane_set_day (self->pane, day);
}

static gboolean
clock_cb (gpointer data)
{
  g_autofree char *today = vb_time_today ();

  set_day (data, today);
  return G_SOURCE_CONTINUE;
}

static void
store_set_cb (VbTodayView *self)
{
  VbStore *store = vb_session_get_store (vb_view_get_session (VB_VIEW (self)));

  g_signal_group_set_target (self->store_signals, store);
  if (store != NULL)
    begin_day (self);
  else
    vb_view_set_waiting (VB_VIEW (self), 0, _("Today"));
}

/* ------------------------------------------------------------------ the view */

static void
attached (VbView *view)
{
  VbTodayView *self = VB_TODAY_VIEW (view);

  g_signal_connect_object (vb_view_get_session (view), "notify::store", G_CALLBACK (store_set_cb),
                           self, G_CONNECT_SWAPPED);
  self->clock = g_timeout_add_seconds (CLOCK_S, clock_cb, self);
  store_set_cb (self);
}

static void
make_panes (VbView     *view,
            VbSession  *session,
            GtkWidget **list,
            GtkWidget **content)
{
  VbTodayView *self = VB_TODAY_VIEW (view);

  self->page = g_object_new (VB_TYPE_TODAY_PAGE, "session", session, NULL);
  self->pane = g_object_new (VB_TYPE_TODAY_PANE, NULL);
  vb_today_page_set_day (self->page, self->day);
  vb_today_pane_set_day (self->pane, self->day);
  g_object_bind_property (self->page, "summary", self->pane, "summary", G_BINDING_SYNC_CREATE);
  *list = GTK_WIDGET (self->page);
  *content = GTK_WIDGET (self->pane);
}

static void
focus_search (VbView *view)
{
  vb_today_page_focus_first (VB_TODAY_VIEW (view)->page);
}

static void
vb_today_view_dispose (GObject *object)
{
  VbTodayView *self = VB_TODAY_VIEW (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->store_signals);
  g_clear_handle_id (&self->clock, g_source_remove);
  g_clear_handle_id (&self->settling, g_source_remove);

  G_OBJECT_CLASS (vb_today_view_parent_class)->dispose (object);
}

static void
vb_today_view_finalize (GObject *object)
{
  VbTodayView *self = VB_TODAY_VIEW (object);

  g_object_unref (self->cancellable);
  g_free (self->day);

  G_OBJECT_CLASS (vb_today_view_parent_class)->finalize (object);
}

static void
vb_today_view_class_init (VbTodayViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  VbViewClass *view_class = VB_VIEW_CLASS (klass);

  object_class->dispose = vb_today_view_dispose;
  object_class->finalize = vb_today_view_finalize;
  view_class->attached = attached;
  view_class->make_panes = make_panes;
  view_class->focus_search = focus_search;
}

static void
vb_today_view_init (VbTodayView *self)
{
  self->cancellable = g_cancellable_new ();
  self->day = vb_time_today ();
  self->store_signals = g_signal_group_new (VB_TYPE_STORE);
  g_signal_group_connect_swapped (self->store_signals, "changed", G_CALLBACK (store_changed_cb),
                                  self);
}

void
_vb_today_view_set_day (VbTodayView *self,
                        const char  *day)
{
  g_return_if_fail (VB_IS_TODAY_VIEW (self) && vb_time_is_date (day));

  set_day (self, day);
}
