/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "core/vault/vb-secret-portal.h"

#include <errno.h>
#include <gio/gunixfdlist.h>
#include <glib-unix.h>
#include <sodium.h>
#include <string.h>
#include <unistd.h>

#include "core/vault/vb-attempt-private.h"

#define PORTAL_NAME "org.freedesktop.portal.Desktop"
#define PORTAL_PATH "/org/freedesktop/portal/desktop"
#define GRACE_MS 1000

/* The answer comes in two halves: the secret through a pipe, and then, in a signal, whether it is
 * to be believed. */
typedef struct
{
  GDBusConnection *connection;
  guint subscription;
  guint watch;
  int fd; /* our end of the pipe */
  GSource *readable;
  GSource *grace;
  gboolean have_response;
  gsize length;
  guint8 bytes[VB_PORTAL_SECRET_SIZE + 1]; /* one more shows that there is too much */
} Retrieval;

static void
clear_source (GSource **source)
{
  if (*source == NULL)
    return;
  g_source_destroy (*source);
  g_clear_pointer (source, g_source_unref);
}

static void
retrieval_free (Retrieval *self)
{
  clear_source (&self->readable);
  clear_source (&self->grace);
  if (self->fd >= 0)
    close (self->fd);
  if (self->watch != 0)
    g_bus_unwatch_name (self->watch);
  if (self->subscription != 0)
    g_dbus_connection_signal_unsubscribe (self->connection, self->subscription);
  g_clear_object (&self->connection);
  sodium_memzero (self->bytes, sizeof self->bytes);
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
  if (self->length == VB_PORTAL_SECRET_SIZE)
    _vb_attempt_return (attempt, vb_secret_new (self->bytes, VB_PORTAL_SECRET_SIZE),
                        (GDestroyNotify) vb_secret_unref);
  else if (self->length == 0)
    fail (attempt, VB_ERROR_KEYRING_LOCKED, "The keyring is locked");
  else
    fail (attempt, VB_ERROR_KEYRING_WRONG_ITEM, "The desktop's answer is not a secret");
}

/* Reads what is there: TRUE when that is all. The other end need not be closed for it, because a
 * portal may hold it open for longer. */
static gboolean
read_pipe (Retrieval *self)
{
  while (self->length < sizeof self->bytes)
    {
      gssize n = read (self->fd, self->bytes + self->length, sizeof self->bytes - self->length);

      if (n < 0 && errno == EINTR)
        continue;
      if (n < 0 && errno == EAGAIN)
        return self->length >= VB_PORTAL_SECRET_SIZE;
      if (n <= 0)
        return TRUE;
      self->length += n;
    }
  return TRUE;
}

static gboolean
readable_cb (int          fd,
             GIOCondition condition,
             gpointer     user_data)
{
  g_autoptr(VbAttempt) attempt = _vb_attempt_ref (user_data);

  if (_vb_attempt_is_over (attempt))
    return G_SOURCE_REMOVE;
  if (!read_pipe (_vb_attempt_get_data (attempt)))
    return G_SOURCE_CONTINUE;
  complete (attempt, _vb_attempt_get_data (attempt));
  return G_SOURCE_REMOVE;
}

static gboolean
grace_cb (gpointer user_data)
{
  g_autoptr(VbAttempt) attempt = _vb_attempt_ref (user_data);

  if (!_vb_attempt_is_over (attempt))
    complete (attempt, _vb_attempt_get_data (attempt));
  return G_SOURCE_REMOVE;
}

/* The portal says that the secret is in the pipe. What is not there now comes soon or never. */
static void
read_secret (VbAttempt *attempt,
             Retrieval *self)
{
  if (read_pipe (self))
    {
      complete (attempt, self);
      return;
    }
  self->readable = g_unix_fd_source_new (self->fd, G_IO_IN | G_IO_HUP);
  g_source_set_callback (self->readable, G_SOURCE_FUNC (readable_cb), _vb_attempt_ref (attempt),
                         (GDestroyNotify) _vb_attempt_unref);
  g_source_attach (self->readable, g_main_context_get_thread_default ());
  self->grace = g_timeout_source_new (GRACE_MS);
  g_source_set_callback (self->grace, grace_cb, _vb_attempt_ref (attempt),
                         (GDestroyNotify) _vb_attempt_unref);
  g_source_attach (self->grace, g_main_context_get_thread_default ());
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
      || ((Retrieval *) _vb_attempt_get_data (attempt))->have_response
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
  read_secret (attempt, self);
}

static void
vanished_cb (GDBusConnection *connection,
             const char      *name,
             gpointer         user_data)
{
  VbAttempt *attempt = user_data;

  if (_vb_attempt_is_over (attempt)
      || ((Retrieval *) _vb_attempt_get_data (attempt))->have_response)
    return; /* the rest is in the pipe already */
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
  g_unix_set_fd_nonblocking (pipe_fds[0], TRUE, NULL);
  self->fd = pipe_fds[0];
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
  Retrieval *self = g_new0 (Retrieval, 1);
  VbAttempt *attempt;

  self->fd = -1;
  g_task_set_source_tag (task, vb_secret_portal_retrieve_async);
  g_task_set_task_data (task, self, (GDestroyNotify) retrieval_free);
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
