/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* A server that is started for a test, and ends with it: a program beside the tests that writes its
 * address, or that it cannot be had here. */

#include <gio/gio.h>
#include <glib/gstdio.h>

#include "exchange/webdav/vb-webdav.h"

#define USER "nurse"
#define PASSWORD "geheim: 123"

typedef struct
{
  char *folder;
  char *address;
  char *authority; /* (nullable): certificates */
  GSubprocess *process;
} Server;

static inline void
server_remove (const char *path)
{
  g_autoptr(GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      if (g_file_test (child, G_FILE_TEST_IS_DIR))
        server_remove (child);
      else
        g_unlink (child);
    }
  g_rmdir (path);
}

/* @arguments: the program, and what it gets before the folder. FALSE: it is not here, and the test
 * says so. */
static inline gboolean
server_open (Server            *self,
             const char *const *arguments)
{
  g_autoptr(GStrvBuilder) line = g_strv_builder_new ();
  g_auto(GStrv) words = NULL;
  g_autoptr(GDataInputStream) stream = NULL;
  g_autofree char *script = g_test_build_filename (G_TEST_DIST, "exchange", arguments[0], NULL);
  g_autofree char *answer = NULL;
  g_autofree char *path = NULL;
  g_autoptr(GError) error = NULL;

  self->folder = g_dir_make_tmp ("vb-XXXXXX", NULL);
  g_strv_builder_add_many (line, "/usr/bin/python3", script, NULL);
  for (guint i = 1; arguments[i] != NULL; i++)
    g_strv_builder_add (line, arguments[i]);
  g_strv_builder_add (line, self->folder);
  words = g_strv_builder_end (line);
  self->process = g_subprocess_newv ((const char *const *) words,
                                     G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE,
                                     &error);
  g_assert_no_error (error);
  stream = g_data_input_stream_new (g_subprocess_get_stdout_pipe (self->process));
  g_filter_input_stream_set_close_base_stream (G_FILTER_INPUT_STREAM (stream), FALSE);
  answer = g_data_input_stream_read_line (stream, NULL, NULL, NULL);
  if (answer == NULL || !g_str_has_prefix (answer, "https://"))
    {
      g_subprocess_wait (self->process, NULL, NULL);
      if (g_subprocess_get_exit_status (self->process) != 77)
        g_error ("%s: %s", arguments[0], answer);
      g_test_skip (answer);
      return FALSE;
    }
  self->address = g_steal_pointer (&answer);
  path = g_build_filename (self->folder, "authority.pem", NULL);
  g_assert_true (g_file_get_contents (path, &self->authority, NULL, NULL));
  return TRUE;
}

static inline void
server_close (Server *self)
{
  g_output_stream_close (g_subprocess_get_stdin_pipe (self->process), NULL, NULL);
  g_subprocess_wait (self->process, NULL, NULL);
  g_clear_object (&self->process);
  server_remove (self->folder);
  g_clear_pointer (&self->folder, g_free);
  g_clear_pointer (&self->address, g_free);
  g_clear_pointer (&self->authority, g_free);
}

static inline VbCarrier *
server_carrier (const Server *self,
                const char   *address,
                const char   *password)
{
  g_autoptr(VbSecret) secret = vb_secret_new (password, strlen (password));

  return vb_webdav_new (address, USER, secret, self->authority);
}
