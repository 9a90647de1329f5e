/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "core/vault/vb-secret-portal.h"

#include <gio/gunixfdlist.h>
#include <gio/gunixinputstream.h>
#include <glib-unix.h>
#include <sodium.h>
#include <string.h>
#include <unistd.h>

#include "core/vault/vb-attempt-private.h"

#define PORTAL_NAME "org.freedesktop.portal.Desktop"
#define PORTAL_PATH "/org/freedesktop/portal/desktop"

/* The answer comes in two halves, in either order: the secret through a pipe, and whether it is
 * to be believed in a signal. */
typedef struct
{
  GDBusConnection *connection;
  guint subscription;
  guint watch;
  gboolean have_response;
  gboolean have_bytes;
  gsize length;
  VbSecret *secret;
} Retrieval;

/* Lives as long as the reading, which may be longer than the attempt. */
typedef struct
{
  VbAttempt *attempt;
  guint8 bytes[VB_PORTAL_SECRET_SIZE + 1];
} Reading;

static void
retrieval_free (Retrieval *self)
{
  if (self->watch != 0)
    g_bus_unwatch_name (self->watch);
  if (self->subscription != 0)
    g_dbus_connection_signal_unsubscribe (self->connection, self->subscription);
  g_clear_pointer (&self->secret, vb_secret_unref);
  g_clear_object (&self->connection);
  g_free (self);
}

static void
fail (VbAttempt  *attempt,
      int         code,
      const char *message)
{
  _vb_attempt_return_error (attempt, g_error_new_literal (VB_ERROR, code, message));
}

static void
complete (VbAttempt *attempt,
          Retrieval *self)
{
  if (!self->have_response || !self->have_bytes)
    return;
  if (self->length == VB_PORTAL_SECRET_SIZE)
    _vb_attempt_return (attempt, g_steal_pointer (&self->secret),
                        (GDestroyNotify) vb_secret_unref);
  else if (self->length == 0)
    fail (attempt, VB_ERROR_KEYRING_LOCKED, "The keyring is locked");
  else
    fail (attempt, VB_ERROR_KEYRING_WRONG_ITEM, "The desktop's answer is not a secret");
}

static void
read_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  Reading *reading = user_data;
  g_autoptr(VbAttempt) attempt = reading->attempt;
  g_autoptr(GError) error = NULL;
  gsize length = 0;
  gboolean ok = g_input_stream_read_all_finish (G_INPUT_STREAM (source), result, &length, &error);

  if (!_vb_attempt_is_over (attempt))
    {
      Retrieval *self = _vb_attempt_get_data (attempt);

      self->have_bytes = TRUE;
      self->length = ok ? length : 0;
      if (self->length == VB_PORTAL_SECRET_SIZE)
        self->secret = vb_secret_new (reading->bytes, VB_PORTAL_SECRET_SIZE);
      complete (attempt, self);
    }
  sodium_memzero (reading->bytes, sizeof reading->bytes);
  g_free (reading);
}

static void
response_cb (GDBusConnection *connection,
             const char      *sender,
             const char      *path,
             const char      *interface,
             const char      *signal,
             GVariant        *parameters,
             gpointer         user_data)
{
  VbAttempt *attempt = user_data;
  Retrieval *self;
  guint32 response;

  if (_vb_attempt_is_over (attempt)
      || !g_variant_is_of_type (parameters, G_VARIANT_TYPE ("(ua{sv})")))
    return;
  self = _vb_attempt_get_data (attempt);
  g_variant_get (parameters, "(ua{sv})", &response, NULL);
  if (response != 0)
    {
      fail (attempt, VB_ERROR_KEYRING_REFUSED, "The keyring did not allow it");
      return;
    }
  self->have_response = TRUE;
  complete (attempt, self);
}

static void
vanished_cb (GDBusConnection *connection,
             const char      *name,
             gpointer         user_data)
{
  VbAttempt *attempt = user_data;

  if (_vb_attempt_is_over (attempt)
      || ((Retrieval *) _vb_attempt_get_data (attempt))->have_response)
    return; /* the rest is in the pipe, which ends with the portal */
  fail (attempt, VB_ERROR_KEYRING_UNAVAILABLE, "The portal for secrets stopped");
}

/* Once the portal took the request, its going away means that no answer comes. */
static void
watch (VbAttempt *attempt,
       Retrieval *self)
{
  self->watch = g_bus_watch_name_on_connection (self->connection, PORTAL_NAME,
                                                G_BUS_NAME_WATCHER_FLAGS_NONE, NULL, vanished_cb,
                                                _vb_attempt_ref (attempt),
                                                (GDestroyNotify) _vb_attempt_unref);
}

static void
called_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(VbAttempt) attempt = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GVariant) answer = NULL;

  answer = g_dbus_connection_call_with_unix_fd_list_finish (G_DBUS_CONNECTION (source), NULL,
                                                            result, &error);
  if (_vb_attempt_is_over (attempt))
    return;
  if (answer != NULL)
    watch (attempt, _vb_attempt_get_data (attempt));
  else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT))
    fail (attempt, VB_ERROR_TIMED_OUT, "The keyring does not answer");
  else if (g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_ACCESS_DENIED))
    fail (attempt, VB_ERROR_KEYRING_REFUSED, "The keyring did not allow it");
  else
    fail (attempt, VB_ERROR_KEYRING_UNAVAILABLE, "The desktop has no portal for secrets");
}

static char *
request_path (GDBusConnection *connection,
              const char      *token)
{
  g_autofree char *sender = g_strdup (g_dbus_connection_get_unique_name (connection) + 1);

  return g_strdup_printf (PORTAL_PATH "/request/%s/%s", g_strdelimit (sender, ".", '_'), token);
}

/* Listens before asking, so that no answer is too quick. */
static void
subscribe (VbAttempt  *attempt,
           Retrieval  *self,
           const char *token)
{
  g_autofree char *path = request_path (self->connection, token);

  self->subscription =
    g_dbus_connection_signal_subscribe (self->connection, PORTAL_NAME,
                                        "org.freedesktop.portal.Request", "Response", path, NULL,
                                        G_DBUS_SIGNAL_FLAGS_NONE, response_cb,
                                        _vb_attempt_ref (attempt),
                                        (GDestroyNotify) _vb_attempt_unref);
}

static void
start_reading (VbAttempt *attempt,
               int        fd)
{
  g_autoptr(GInputStream) stream = g_unix_input_stream_new (fd, TRUE);
  Reading *reading = g_new0 (Reading, 1);

  g_unix_set_fd_nonblocking (fd, TRUE, NULL);
  reading->attempt = _vb_attempt_ref (attempt);
  g_input_stream_read_all_async (stream, reading->bytes, sizeof reading->bytes,
                                 G_PRIORITY_DEFAULT, _vb_attempt_get_cancellable (attempt),
                                 read_cb, reading);
}

static void
ask (VbAttempt *attempt,
     Retrieval *self)
{
  g_autoptr(GUnixFDList) fds = g_unix_fd_list_new ();
  g_autofree char *token = g_strdup_printf ("verbinder%08x", g_random_int ());
  GVariantBuilder options;
  int pipe_fds[2];
  int handle;

  if (!g_unix_open_pipe (pipe_fds, FD_CLOEXEC, NULL))
    {
      fail (attempt, VB_ERROR_FAILED, "There are too many files open");
      return;
    }
  handle = g_unix_fd_list_append (fds, pipe_fds[1], NULL); /* a copy */
  close (pipe_fds[1]);
  start_reading (attempt, pipe_fds[0]);
  subscribe (attempt, self, token);
  g_variant_builder_init (&options, G_VARIANT_TYPE_VARDICT);
  g_variant_builder_add (&options, "{sv}", "handle_token", g_variant_new_string (token));
  g_dbus_connection_call_with_unix_fd_list (self->connection, PORTAL_NAME, PORTAL_PATH,
                                            "org.freedesktop.portal.Secret", "RetrieveSecret",
                                            g_variant_new ("(ha{sv})", handle, &options),
                                            G_VARIANT_TYPE ("(o)"), G_DBUS_CALL_FLAGS_NONE, -1,
                                            fds, _vb_attempt_get_cancellable (attempt), called_cb,
                                            _vb_attempt_ref (attempt));
}

static void
connected_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr(VbAttempt) attempt = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GDBusConnection) connection = g_bus_get_finish (result, &error);
  Retrieval *self;

  if (_vb_attempt_is_over (attempt))
    return;
  if (connection == NULL)
    {
      fail (attempt, VB_ERROR_KEYRING_UNAVAILABLE, "There is no session bus");
      return;
    }
  self = _vb_attempt_get_data (attempt);
  self->connection = g_steal_pointer (&connection);
  ask (attempt, self);
}

/**
 * vb_secret_portal_retrieve_async:
 *
 * Asks for the application's secret: %VB_PORTAL_SECRET_SIZE bytes, the same every time.
 */
void
vb_secret_portal_retrieve_async (guint                timeout_ms,
                                 GCancellable        *cancellable,
                                 GAsyncReadyCallback  callback,
                                 gpointer             user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);
  VbAttempt *attempt;

  g_task_set_source_tag (task, vb_secret_portal_retrieve_async);
  g_task_set_task_data (task, g_new0 (Retrieval, 1), (GDestroyNotify) retrieval_free);
  attempt = _vb_attempt_new (task, timeout_ms, "The keyring does not answer");
  g_bus_get (G_BUS_TYPE_SESSION, _vb_attempt_get_cancellable (attempt), connected_cb, attempt);
}

/**
 * vb_secret_portal_retrieve_finish:
 *
 * Returns: (transfer full): the secret, or %NULL with an error; anything but exactly
 *   %VB_PORTAL_SECRET_SIZE bytes and a good response is an error
 */
VbSecret *
vb_secret_portal_retrieve_finish (GAsyncResult  *result,
                                  GError       **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, vb_secret_portal_retrieve_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
