/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "exchange/webdav/vb-webdav-pipe.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

struct _VbWebdavPipe
{
  GSubprocess *process;
  int fd;
};

/* One transfer over the socket, and what ends it. */
typedef struct
{
  int fd;
  GCancellable *cancellable;
  gint64 deadline; /* monotonic */
} Transfer;

/* ------------------------------------------------------------------ beginning and end */

/* All else of our surroundings (the bus with the keyring, the display, the home) is none of its
 * business. */
static char **
make_surroundings (void)
{
  static const char *const names[] = {
    "http_proxy", "https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY", "no_proxy", "NO_PROXY",
    "LD_LIBRARY_PATH", "ASAN_OPTIONS", "UBSAN_OPTIONS", "LSAN_OPTIONS", "MALLOC_PERTURB_",
  };
  char **list = g_new0 (char *, 1);

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_getenv (names[i]) != NULL)
      list = g_environ_setenv (list, names[i], g_getenv (names[i]), TRUE);
  return list;
}

static gboolean
fail (GError     **error,
      const char  *what)
{
  g_set_error_literal (error, VB_CARRIER_ERROR, VB_CARRIER_ERROR_HELPER, what);
  return FALSE;
}

VbWebdavPipe *
_vb_webdav_pipe_new (const char  *program,
                     GError     **error)
{
  g_autoptr(GSubprocessLauncher) launcher =
    g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_SILENCE
                               | G_SUBPROCESS_FLAGS_STDERR_SILENCE);
  g_autoptr(GSubprocess) process = NULL;
  g_autoptr(GError) failure = NULL;
  g_auto(GStrv) surroundings = make_surroundings ();
  VbWebdavPipe *self;
  int fds[2];

  if (socketpair (AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, fds) < 0)
    {
      fail (error, "There is no way to talk to the program that has the network");
      return NULL;
    }
  g_subprocess_launcher_set_environ (launcher, surroundings);
  g_subprocess_launcher_set_cwd (launcher, "/");
  g_subprocess_launcher_take_stdin_fd (launcher, fds[1]);
  process = g_subprocess_launcher_spawn (launcher, &failure, program, NULL);
  g_subprocess_launcher_close (launcher);
  if (process == NULL)
    {
      close (fds[0]);
      g_debug ("%s", failure->message);
      fail (error, "The program that has the network cannot be started");
      return NULL;
    }
  if (fcntl (fds[0], F_SETFL, O_NONBLOCK) < 0)
    g_debug ("The socket waits: %s", g_strerror (errno));
  self = g_new0 (VbWebdavPipe, 1);
  self->process = g_steal_pointer (&process);
  self->fd = fds[0];
  return self;
}

void
_vb_webdav_pipe_free (VbWebdavPipe *self)
{
  if (self == NULL)
    return;
  close (self->fd);
  g_subprocess_force_exit (self->process);
  g_subprocess_wait (self->process, NULL, NULL);
  g_object_unref (self->process);
  g_free (self);
}

/* ------------------------------------------------------------------ to and fro */

/* Until the socket is ready for @events; FALSE with an error when it will not be. */
static gboolean
wait_for (const Transfer  *self,
          short            events,
          GError         **error)
{
  GPollFD fds[2] = { { self->fd, events, 0 } };
  gint64 left = (self->deadline - g_get_monotonic_time ()) / 1000;
  gboolean can_cancel;
  int n;

  if (g_cancellable_set_error_if_cancelled (self->cancellable, error))
    return FALSE;
  if (left <= 0)
    return fail (error, "The program that has the network does not answer");
  can_cancel = g_cancellable_make_pollfd (self->cancellable, &fds[1]);
  n = g_poll (fds, can_cancel ? 2 : 1, MIN (left, G_MAXINT));
  if (can_cancel)
    g_cancellable_release_fd (self->cancellable);
  if (n < 0 && errno != EINTR)
    return fail (error, "There is no way to talk to the program that has the network");
  return TRUE;
}

static gboolean
send_all (const Transfer  *self,
          const guint8    *bytes,
          gsize            length,
          GError         **error)
{
  while (length > 0)
    {
      gssize n = send (self->fd, bytes, length, MSG_NOSIGNAL);

      if (n > 0)
        {
          bytes += n;
          length -= n;
        }
      else if (n == 0 || (errno != EAGAIN && errno != EINTR))
        return fail (error, "The program that has the network stopped");
      else if (!wait_for (self, G_IO_OUT, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
receive_all (const Transfer  *self,
             guint8          *bytes,
             gsize            length,
             GError         **error)
{
  while (length > 0)
    {
      gssize n = recv (self->fd, bytes, length, 0);

      if (n > 0)
        {
          bytes += n;
          length -= n;
        }
      else if (n == 0 || (errno != EAGAIN && errno != EINTR))
        return fail (error, "The program that has the network stopped");
      else if (!wait_for (self, G_IO_IN, error))
        return FALSE;
    }
  return TRUE;
}

GBytes *
_vb_webdav_pipe_ask (VbWebdavPipe  *self,
                     GByteArray    *frame,
                     gsize          most,
                     guint          seconds,
                     GCancellable  *cancellable,
                     GError       **error)
{
  const Transfer transfer = { self->fd, cancellable,
                              g_get_monotonic_time () + seconds * G_TIME_SPAN_SECOND };
  g_autofree guint8 *bytes = NULL;
  guint8 head[4];
  guint32 length;

  if (!send_all (&transfer, frame->data, frame->len, error)
      || !receive_all (&transfer, head, sizeof head, error))
    return NULL;
  memcpy (&length, head, sizeof length);
  length = GUINT32_FROM_LE (length);
  if (length < 1 || length > most)
    {
      fail (error, "The program that has the network says something else");
      return NULL;
    }
  bytes = g_malloc (length);
  if (!receive_all (&transfer, bytes, length, error))
    return NULL;
  return g_bytes_new_take (g_steal_pointer (&bytes), length);
}
