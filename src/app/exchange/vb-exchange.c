/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/exchange/vb-exchange.h"

#include "app/exchange/vb-letter-words.h"
#include "app/vb-call.h"
#include "app/vb-settings.h"
#include "core/base/vb-error.h"
#include "exchange/vb-drop-folder.h"
#include "post/vb-post-server.h"

/* Seconds. First whoever comes to look something up is helped. */
#define FIRST_AFTER 15
#define SOON 4              /* after something was sent, or stopped being typed */
#define EVERY (5 * 60)
#define AGAIN_FIRST 60      /* after a failure; twice as long after each that follows */
#define AGAIN_LAST (60 * 60)
#define SETTLE_MS 500       /* nobody waits for a number beside a row */

struct _VbExchange
{
  GObject parent_instance;

  GSettings *settings;
  VbStore *store; /* (nullable) */
  gulong changed_handler;
  GCancellable *cancellable; /* (nullable): of all that is asked of this store */

  VbPostBook *book; /* (nullable) */
  guint edition;    /* of it: another one may lie in the same place */
  VbPostReport report;
  gboolean has_report;
  VbExchangeTrouble trouble;
  const char *why;  /* (nullable): the code of a carrier, with the trouble */

  gboolean busy;
  gboolean again;  /* something changed while it was busy */
  gboolean wanted; /* as soon as what is missing is there */
  guint failures;  /* one after the other */
  guint timer;
  gint64 timer_at; /* monotonic microseconds */
  guint settling;
  guint soon;
  guint every;
};

enum
{
  CHANGED,
  CAME,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (VbExchange, vb_exchange, G_TYPE_OBJECT)

static void
tell (VbExchange *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
}

/* ------------------------------------------------------------------ when */

static gboolean
timer_cb (gpointer data)
{
  VbExchange *self = data;

  self->timer = 0;
  vb_exchange_run (self);
  return G_SOURCE_REMOVE;
}

/* What was planned for earlier stays. */
static void
plan (VbExchange *self,
      guint       seconds)
{
  gint64 at = g_get_monotonic_time () + (gint64) seconds * G_USEC_PER_SEC;

  if (self->store == NULL || !vb_exchange_get_on (self)
      || (self->timer != 0 && self->timer_at <= at))
    return;
  g_clear_handle_id (&self->timer, g_source_remove);
  self->timer_at = at;
  self->timer = g_timeout_add_seconds_full (G_PRIORITY_LOW, seconds, timer_cb, self, NULL);
}

static guint
get_pause (VbExchange *self)
{
  if (self->failures == 0)
    return self->every;
  return MIN (AGAIN_FIRST << MIN (self->failures - 1, 6), AGAIN_LAST);
}

/* ------------------------------------------------------------------ how it stands */

/* What has to be chosen first. */
static VbExchangeTrouble
find_missing (VbExchange *self)
{
  if (self->book != NULL && self->book->id == NULL)
    return VB_EXCHANGE_NO_CARD;
  if (vb_exchange_get_by_server (self))
    return vb_exchange_get_server (self) == NULL ? VB_EXCHANGE_NO_SERVER : VB_EXCHANGE_FINE;
  return vb_exchange_get_folder (self) == NULL ? VB_EXCHANGE_NO_FOLDER : VB_EXCHANGE_FINE;
}

static void
read_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr(VbCall) call = user_data;
  VbExchange *self = call->owner;
  g_autoptr(GError) error = NULL;
  VbPostBook *book = vb_post_book_read_finish (result, &error);

  if (vb_call_is_over (call) || book == NULL)
    {
      if (book == NULL && !vb_call_is_over (call))
        g_warning ("The letters were not read: %s", error->message);
      g_clear_pointer (&book, vb_post_book_free);
      return;
    }
  g_clear_pointer (&self->book, vb_post_book_free);
  self->book = book;
  self->edition++;
  tell (self);
  if (self->wanted && find_missing (self) == VB_EXCHANGE_FINE && vb_exchange_get_on (self))
    vb_exchange_run (self);
}

void
vb_exchange_refresh (VbExchange *self)
{
  g_return_if_fail (VB_IS_EXCHANGE (self));

  if (self->store != NULL)
    vb_post_book_read_async (self->store, self->cancellable, read_cb,
                             vb_call_new (self, self->cancellable));
}

static gboolean
settled_cb (gpointer data)
{
  VbExchange *self = data;

  self->settling = 0;
  vb_exchange_refresh (self);
  return G_SOURCE_REMOVE;
}

/* What the exchange writes itself comes while it is busy. While it does not work, what was sent
 * waits for the next try like everything else. */
static void
store_changed_cb (VbExchange *self)
{
  if (!vb_exchange_get_on (self) && self->book == NULL)
    return;
  if (self->settling == 0)
    self->settling = g_timeout_add (SETTLE_MS, settled_cb, self);
  if (self->busy)
    self->again = TRUE;
  else if (self->failures == 0)
    plan (self, self->soon);
}

/* ------------------------------------------------------------------ to and fro */

static VbExchangeTrouble
find_trouble (const GError       *error,
              const VbPostReport *report)
{
  if (error->domain == VB_CARRIER_ERROR)
    return VB_EXCHANGE_SERVER;
  if (g_strcmp0 (report->why, "carrier-unreachable") == 0 && error->domain == VB_ERROR)
    {
      if (error->code == VB_ERROR_NOT_FOUND)
        return VB_EXCHANGE_FOLDER_GONE;
      if (error->code == VB_ERROR_READ_ONLY)
        return VB_EXCHANGE_FOLDER_CLOSED;
    }
  return g_error_matches (error, VB_ERROR, VB_ERROR_DISK_FULL) ? VB_EXCHANGE_DISK_FULL
                                                               : VB_EXCHANGE_FAILED;
}

static gboolean
is_over (const GError *error)
{
  return g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED)
         || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CLOSED);
}

static void
note_done (VbExchange   *self,
           VbPostReport *report)
{
  vb_post_report_clear (&self->report);
  self->report = *report;
  *report = (VbPostReport) { 0 };
  self->has_report = TRUE;
  self->failures = 0;
  self->trouble = VB_EXCHANGE_FINE;
  g_settings_set_int64 (self->settings, "exchange-last", g_get_real_time ());
  plan (self, self->again ? self->soon : get_pause (self));
  if (self->report.applied > 0)
    g_signal_emit (self, signals[CAME], 0, self->report.applied);
}

static void
note_failed (VbExchange         *self,
             const GError       *error,
             const VbPostReport *report)
{
  self->why = vb_carrier_error_get_code (error);
  self->trouble = find_trouble (error, report);
  self->failures++;
  g_debug ("Letters were not exchanged: %s", error->message);
  plan (self, get_pause (self));
}

static void
exchanged_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr(VbCall) call = user_data;
  VbExchange *self = call->owner;
  g_auto(VbPostReport) report = { 0 };
  g_autoptr(GError) error = NULL;
  gboolean done = vb_post_exchange_finish (result, &report, &error);

  /* Of a store that is not open any more: the next one says for itself. */
  if (vb_call_is_over (call))
    return;
  self->busy = FALSE;
  if (done)
    note_done (self, &report);
  else if (!is_over (error))
    note_failed (self, error, &report);
  self->again = FALSE;
  vb_exchange_refresh (self);
  tell (self);
}

static void
carry (VbExchange *self,
       VbCarrier  *carrier)
{
  vb_post_exchange_async (self->store, carrier, self->cancellable, exchanged_cb,
                          vb_call_new (self, self->cancellable));
}

/* No letter was touched: there is nothing to carry them. */
static VbExchangeTrouble
find_closed (const GError *error)
{
  switch (error->domain == VB_ERROR ? error->code : -1)
    {
    case VB_ERROR_NOT_FOUND:
      return VB_EXCHANGE_NO_SERVER;
    case VB_ERROR_KEYRING_LOCKED:
    case VB_ERROR_KEYRING_REFUSED:
    case VB_ERROR_KEYRING_UNAVAILABLE:
    case VB_ERROR_KEYRING_NO_ITEM:
    case VB_ERROR_KEYRING_WRONG_ITEM:
    case VB_ERROR_TIMED_OUT:
      return VB_EXCHANGE_NO_PASSWORD;
    default:
      return VB_EXCHANGE_FAILED;
    }
}

static void
opened_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(VbCall) call = user_data;
  VbExchange *self = call->owner;
  g_autoptr(GError) error = NULL;
  g_autoptr(VbCarrier) carrier = vb_post_server_open_finish (result, &error);

  if (vb_call_is_over (call))
    return;
  if (carrier != NULL)
    {
      carry (self, carrier);
      return;
    }
  self->busy = FALSE;
  self->again = FALSE;
  self->trouble = find_closed (error);
  self->failures++;
  g_debug ("The server was not opened: %s", error->message);
  plan (self, get_pause (self));
  tell (self);
}

/* The password comes from the keyring, which may take its time. */
static void
start (VbExchange *self)
{
  g_autoptr(VbCarrier) folder = NULL;

  self->busy = TRUE;
  if (vb_exchange_get_by_server (self))
    {
      vb_post_server_open_async (self->store, vb_exchange_get_server (self), self->cancellable,
                                 opened_cb, vb_call_new (self, self->cancellable));
      return;
    }
  folder = vb_drop_folder_new (vb_exchange_get_folder (self));
  carry (self, folder);
}

void
vb_exchange_run (VbExchange *self)
{
  g_return_if_fail (VB_IS_EXCHANGE (self));

  g_clear_handle_id (&self->timer, g_source_remove);
  if (self->store == NULL || self->busy || vb_store_is_read_only (self->store))
    return;
  self->trouble = VB_EXCHANGE_FINE;
  self->wanted = self->book == NULL || find_missing (self) != VB_EXCHANGE_FINE;
  if (self->book == NULL)
    vb_exchange_refresh (self);
  if (!self->wanted)
    start (self);
  tell (self);
}

/* ------------------------------------------------------------------ what was chosen */

gboolean
vb_exchange_get_on (VbExchange *self)
{
  g_return_val_if_fail (VB_IS_EXCHANGE (self), FALSE);

  return g_settings_get_boolean (self->settings, "exchange-on");
}

void
vb_exchange_set_on (VbExchange *self,
                    gboolean    on)
{
  g_return_if_fail (VB_IS_EXCHANGE (self));

  g_settings_set_boolean (self->settings, "exchange-on", on);
}

gboolean
vb_exchange_get_by_server (VbExchange *self)
{
  g_return_val_if_fail (VB_IS_EXCHANGE (self), FALSE);

  return g_settings_get_boolean (self->settings, "exchange-by-server");
}

void
vb_exchange_set_by_server (VbExchange *self,
                           gboolean    by_server)
{
  g_return_if_fail (VB_IS_EXCHANGE (self));

  g_settings_set_boolean (self->settings, "exchange-by-server", by_server);
}

/* (nullable): belongs to the quark table: there are few of them in a run */
static const char *
get_text (VbExchange *self,
          const char *key)
{
  g_autofree char *text = g_settings_get_string (self->settings, key);

  return text[0] != '\0' ? g_intern_string (text) : NULL;
}

const char *
vb_exchange_get_server (VbExchange *self)
{
  g_return_val_if_fail (VB_IS_EXCHANGE (self), NULL);

  return get_text (self, "exchange-server");
}

void
vb_exchange_set_server (VbExchange *self,
                        const char *address)
{
  g_return_if_fail (VB_IS_EXCHANGE (self) && address != NULL);

  g_settings_set_string (self->settings, "exchange-server", address);
}

const char *
vb_exchange_get_folder (VbExchange *self)
{
  g_return_val_if_fail (VB_IS_EXCHANGE (self), NULL);

  return get_text (self, "exchange-folder");
}

void
vb_exchange_set_folder (VbExchange *self,
                        const char *path)
{
  g_return_if_fail (VB_IS_EXCHANGE (self) && path != NULL);

  g_settings_set_string (self->settings, "exchange-folder", path);
}

/* Another choice: what went wrong with the one before says nothing. */
static void
chosen_cb (VbExchange *self)
{
  self->failures = 0;
  self->trouble = VB_EXCHANGE_FINE;
  g_clear_handle_id (&self->timer, g_source_remove);
  if (vb_exchange_get_on (self))
    {
      vb_exchange_refresh (self);
      plan (self, self->soon);
    }
  tell (self);
}

/* ------------------------------------------------------------------ what it tells */

VbStore *
vb_exchange_get_store (VbExchange *self)
{
  g_return_val_if_fail (VB_IS_EXCHANGE (self), NULL);

  return self->store;
}

gboolean
vb_exchange_get_busy (VbExchange *self)
{
  g_return_val_if_fail (VB_IS_EXCHANGE (self), FALSE);

  return self->busy;
}

const VbPostBook *
vb_exchange_get_book (VbExchange *self)
{
  g_return_val_if_fail (VB_IS_EXCHANGE (self), NULL);

  return self->book;
}

guint
vb_exchange_get_edition (VbExchange *self)
{
  g_return_val_if_fail (VB_IS_EXCHANGE (self), 0);

  return self->edition;
}

VbExchangeTrouble
vb_exchange_get_trouble (VbExchange *self)
{
  g_return_val_if_fail (VB_IS_EXCHANGE (self), VB_EXCHANGE_FINE);

  return self->trouble != VB_EXCHANGE_FINE ? self->trouble : find_missing (self);
}

const char *
vb_exchange_get_why (VbExchange *self)
{
  g_return_val_if_fail (VB_IS_EXCHANGE (self), NULL);

  return self->trouble == VB_EXCHANGE_SERVER ? self->why : NULL;
}

const VbPostReport *
vb_exchange_get_report (VbExchange *self,
                        gint64     *at)
{
  g_return_val_if_fail (VB_IS_EXCHANGE (self), NULL);

  *at = g_settings_get_int64 (self->settings, "exchange-last");
  return self->has_report ? &self->report : NULL;
}

void
vb_exchange_count (VbExchange *self,
                   guint      *waiting,
                   guint      *asking)
{
  g_return_if_fail (VB_IS_EXCHANGE (self));

  *waiting = 0;
  *asking = vb_exchange_get_trouble (self) != VB_EXCHANGE_FINE ? 1 : 0;
  for (guint i = 0; self->book != NULL && i < self->book->lines->len; i++)
    switch (vb_letter_get_group (g_ptr_array_index (self->book->lines, i)))
      {
      case VB_LETTER_ASKS: (*asking)++; break;
      case VB_LETTER_WAITS: (*waiting)++; break;
      default: break;
      }
}

void
_vb_exchange_set_pace (VbExchange *self,
                       guint       soon,
                       guint       every)
{
  self->soon = soon;
  self->every = every;
}

/* ------------------------------------------------------------------ object */

static void
let_go (VbExchange *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_handle_id (&self->timer, g_source_remove);
  g_clear_handle_id (&self->settling, g_source_remove);
  if (self->store != NULL)
    g_clear_signal_handler (&self->changed_handler, self->store);
  g_clear_object (&self->store);
  g_clear_pointer (&self->book, vb_post_book_free);
  self->edition++;
  vb_post_report_clear (&self->report);
  self->report = (VbPostReport) { 0 };
  self->has_report = FALSE;
  self->trouble = VB_EXCHANGE_FINE;
  self->busy = FALSE;
  self->again = FALSE;
  self->wanted = FALSE;
  self->failures = 0;
}

void
vb_exchange_set_store (VbExchange *self,
                       VbStore    *store)
{
  g_return_if_fail (VB_IS_EXCHANGE (self));

  if (self->store == store)
    return;
  let_go (self);
  if (store != NULL)
    {
      self->store = g_object_ref (store);
      self->cancellable = g_cancellable_new ();
      self->changed_handler = g_signal_connect_object (store, "changed",
                                                       G_CALLBACK (store_changed_cb), self,
                                                       G_CONNECT_SWAPPED);
      if (vb_exchange_get_on (self))
        vb_exchange_refresh (self);
      plan (self, MIN (FIRST_AFTER, self->every));
    }
  tell (self);
}

static void
vb_exchange_dispose (GObject *object)
{
  VbExchange *self = VB_EXCHANGE (object);

  let_go (self);
  g_clear_object (&self->settings);

  G_OBJECT_CLASS (vb_exchange_parent_class)->dispose (object);
}

static void
vb_exchange_class_init (VbExchangeClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = vb_exchange_dispose;
  signals[CHANGED] = g_signal_new ("changed", VB_TYPE_EXCHANGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 0);
  signals[CAME] = g_signal_new ("came", VB_TYPE_EXCHANGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                G_TYPE_NONE, 1, G_TYPE_UINT);
}

static void
vb_exchange_init (VbExchange *self)
{
  static const char *const choices[] = {
    "changed::exchange-on", "changed::exchange-folder", "changed::exchange-by-server",
    "changed::exchange-server",
  };

  self->soon = SOON;
  self->every = EVERY;
  self->settings = vb_settings_new ();
  for (guint i = 0; i < G_N_ELEMENTS (choices); i++)
    g_signal_connect_object (self->settings, choices[i], G_CALLBACK (chosen_cb), self,
                             G_CONNECT_SWAPPED);
}

VbExchange *
vb_exchange_new (void)
{
  return g_object_new (VB_TYPE_EXCHANGE, NULL);
}
