/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/referral/vb-referrals-view.h"

#include <glib/gi18n.h>

#include "app/referral/vb-referrals-page.h"
#include "app/referral/vb-referrals-pane.h"
#include "app/vb-call.h"
#include "core/base/vb-time.h"

struct _VbReferralsView
{
  VbView parent_instance;

  VbReferralsPage *page; /* (nullable): not needed yet */
  VbReferralsPane *pane;
  GSignalGroup *store_signals;
  GCancellable *counting;
  VbReferralCounts *counts; /* (nullable): not known yet */
  guint recount;
};

G_DEFINE_FINAL_TYPE (VbReferralsView, vb_referrals_view, VB_TYPE_VIEW)

/* ------------------------------------------------------------------ how many wait */

static void
show_counts (VbReferralsView *self)
{
  guint n_new = self->counts != NULL ? self->counts->n[VB_BOX_NEW] : 0;
  guint n_late = self->counts != NULL ? self->counts->n[VB_BOX_OVERDUE] : 0;
  g_autofree char *new_words = g_strdup_printf (ngettext ("%u new", "%u new", n_new), n_new);
  g_autofree char *late_words = g_strdup_printf (ngettext ("%u overdue", "%u overdue", n_late),
                                                 n_late);
  g_autofree char *words = NULL;

  if (n_new + n_late == 0)
    words = g_strdup (_("Referrals"));
  else
    /* Translators: the row of the navigation, as in "Referrals, 3 new, 1 overdue" */
    words = g_strdup_printf (_("Referrals, %s, %s"), new_words, late_words);
  vb_view_set_waiting (VB_VIEW (self), n_new + n_late, words);
  if (self->page != NULL && self->counts != NULL)
    vb_referrals_page_set_counts (self->page, self->counts);
}

static void
counted_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(VbCall) call = user_data;
  VbReferralsView *self = call->owner;
  VbReferralCounts *counts = vb_referrals_count_finish (VB_STORE (source), result, NULL);

  if (vb_call_is_over (call) || counts == NULL)
    {
      g_free (counts);
      return;
    }
  g_clear_object (&self->counting);
  g_free (self->counts);
  self->counts = counts;
  show_counts (self);
}

static void
count (VbReferralsView *self)
{
  VbSession *session = vb_view_get_session (VB_VIEW (self));
  VbStore *store = vb_session_get_store (session);
  g_autofree char *today = vb_time_today ();

  g_cancellable_cancel (self->counting);
  g_clear_object (&self->counting);
  if (store == NULL)
    return;
  self->counting = g_cancellable_new ();
  vb_referrals_count_async (store, today, vb_session_get_user_name (session), self->counting,
                            counted_cb, vb_call_new (self, self->counting));
}

static gboolean
recount_cb (gpointer data)
{
  VbReferralsView *self = data;

  self->recount = 0;
  count (self);
  return G_SOURCE_REMOVE;
}

static void
store_changed_cb (VbReferralsView *self,
                  guint64          tables)
{
  if ((tables & VB_CHANGED_PEOPLE) != 0 && self->recount == 0)
    self->recount = g_idle_add (recount_cb, self);
}

static void
store_set_cb (VbReferralsView *self)
{
  VbStore *store = vb_session_get_store (vb_view_get_session (VB_VIEW (self)));

  g_signal_group_set_target (self->store_signals, store);
  g_clear_pointer (&self->counts, g_free);
  show_counts (self);
  count (self);
}

/* ------------------------------------------------------------------ view */

static void
attached (VbView *view)
{
  VbSession *session = vb_view_get_session (view);

  g_signal_connect_object (session, "notify::store", G_CALLBACK (store_set_cb), view,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::user-name", G_CALLBACK (count), view,
                           G_CONNECT_SWAPPED);
  store_set_cb (VB_REFERRALS_VIEW (view));
}

static void
show_referral (VbView     *view,
               const char *id)
{
  vb_referrals_pane_show (VB_REFERRALS_VIEW (view)->pane, id);
  vb_view_show_content (view);
}

static void
make_panes (VbView     *view,
            VbSession  *session,
            GtkWidget **list,
            GtkWidget **content)
{
  VbReferralsView *self = VB_REFERRALS_VIEW (view);

  self->page = g_object_new (VB_TYPE_REFERRALS_PAGE, "session", session, NULL);
  self->pane = g_object_new (VB_TYPE_REFERRALS_PANE, "session", session, NULL);
  g_signal_connect_object (self->page, "chosen", G_CALLBACK (show_referral), self,
                           G_CONNECT_SWAPPED);
  *list = GTK_WIDGET (self->page);
  *content = GTK_WIDGET (self->pane);
  show_counts (self);
  /* Since it was counted a day may have begun. */
  count (self);
}

static void
focus_search (VbView *view)
{
  vb_referrals_page_focus_search (VB_REFERRALS_VIEW (view)->page);
}

static void
show_part (VbView     *view,
           const char *name)
{
  VbReferralBox box = vb_referral_box_find (name);

  if (box < VB_N_BOXES)
    vb_referrals_page_show_box (VB_REFERRALS_VIEW (view)->page, box);
}

static void
vb_referrals_view_dispose (GObject *object)
{
  VbReferralsView *self = VB_REFERRALS_VIEW (object);

  g_cancellable_cancel (self->counting);
  g_clear_object (&self->counting);
  g_clear_object (&self->store_signals);
  g_clear_handle_id (&self->recount, g_source_remove);

  G_OBJECT_CLASS (vb_referrals_view_parent_class)->dispose (object);
}

static void
vb_referrals_view_finalize (GObject *object)
{
  g_free (VB_REFERRALS_VIEW (object)->counts);

  G_OBJECT_CLASS (vb_referrals_view_parent_class)->finalize (object);
}

static void
vb_referrals_view_class_init (VbReferralsViewClass *klass)
{
  VbViewClass *view_class = VB_VIEW_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vb_referrals_view_dispose;
  G_OBJECT_CLASS (klass)->finalize = vb_referrals_view_finalize;
  view_class->attached = attached;
  view_class->make_panes = make_panes;
  view_class->focus_search = focus_search;
  view_class->show_item = show_referral;
  view_class->show_part = show_part;
}

static void
vb_referrals_view_init (VbReferralsView *self)
{
  self->store_signals = g_signal_group_new (VB_TYPE_STORE);
  g_signal_group_connect_swapped (self->store_signals, "changed", G_CALLBACK (store_changed_cb),
                                  self);
}
