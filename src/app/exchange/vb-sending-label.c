/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/exchange/vb-sending-label.h"

#include "app/exchange/vb-letter-words.h"
#include "app/vb-call.h"
#include "app/window/vb-window.h"

struct _VbSendingLabel
{
  GtkBox parent_instance;

  GtkLabel *label;

  VbExchange *exchange; /* (nullable): it was not in a window yet */
  GCancellable *cancellable;
  char *function_id;
  char *letter_id;
  gboolean came;
};

G_DEFINE_FINAL_TYPE (VbSendingLabel, vb_sending_label, GTK_TYPE_BOX)

static void
say (VbSendingLabel *self,
     const char     *text)
{
  gtk_label_set_label (self->label, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self), text != NULL);
}

static char *
dup_words (VbSendingLabel    *self,
           const VbPostTrace *trace)
{
  gboolean on = vb_exchange_get_on (self->exchange);
  char *state = vb_trace_dup_state (trace);

  if (state != NULL)
    return state;
  if (self->came)
    return vb_trace_dup_back (trace);
  return on || trace->partner != NULL ? vb_trace_dup_way (trace, on) : NULL;
}

static void
traced_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(VbCall) call = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(VbPostTrace) trace = vb_post_trace_finish (result, &error);
  g_autofree char *words = NULL;

  if (vb_call_is_over (call))
    return;
  if (trace == NULL)
    g_debug ("Where a referral goes is not known: %s", error->message);
  else
    words = dup_words (call->owner, trace);
  say (call->owner, words);
}

static void
look (VbSendingLabel *self)
{
  VbStore *store = vb_exchange_get_store (self->exchange);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  if (store == NULL || (self->function_id == NULL && self->letter_id == NULL))
    say (self, NULL);
  else
    vb_post_trace_async (store, self->function_id, self->letter_id, self->cancellable, traced_cb,
                         vb_call_new (self, self->cancellable));
}

void
vb_sending_label_show (VbSendingLabel *self,
                       const char     *function_id,
                       const char     *letter_id,
                       gboolean        came)
{
  VbWindow *window;

  g_return_if_fail (VB_IS_SENDING_LABEL (self));

  g_free (self->function_id);
  self->function_id = g_strdup (function_id);
  g_free (self->letter_id);
  self->letter_id = g_strdup (letter_id);
  self->came = came;
  window = vb_window_of (self);
  if (self->exchange == NULL && window != NULL)
    {
      self->exchange = g_object_ref (vb_session_get_exchange (vb_window_get_session (window)));
      g_signal_connect_object (self->exchange, "changed", G_CALLBACK (look), self,
                               G_CONNECT_SWAPPED);
    }
  if (self->exchange != NULL)
    look (self);
}

static void
vb_sending_label_dispose (GObject *object)
{
  VbSendingLabel *self = VB_SENDING_LABEL (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  gtk_widget_dispose_template (GTK_WIDGET (self), VB_TYPE_SENDING_LABEL);
  g_clear_object (&self->exchange);

  G_OBJECT_CLASS (vb_sending_label_parent_class)->dispose (object);
}

static void
vb_sending_label_finalize (GObject *object)
{
  VbSendingLabel *self = VB_SENDING_LABEL (object);

  g_free (self->function_id);
  g_free (self->letter_id);

  G_OBJECT_CLASS (vb_sending_label_parent_class)->finalize (object);
}

static void
vb_sending_label_class_init (VbSendingLabelClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vb_sending_label_dispose;
  G_OBJECT_CLASS (klass)->finalize = vb_sending_label_finalize;
  gtk_widget_class_set_template_from_resource (
    widget_class, "/nl/verbinder/Verbinder/exchange/vb-sending-label.ui");
  gtk_widget_class_bind_template_child (widget_class, VbSendingLabel, label);
}

static void
vb_sending_label_init (VbSendingLabel *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
