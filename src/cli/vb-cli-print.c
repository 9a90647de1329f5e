/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <errno.h>
#include <glib/gi18n.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "cli/vb-cli.h"

/**
 * vb_cli_say:
 *
 * Prints a line for a person. With --json the answer is for a program, and this is left out.
 */
void
vb_cli_say (VbCli      *cli,
            const char *format,
            ...)
{
  g_autofree char *text = NULL;
  va_list arguments;

  if (cli->json)
    return;
  va_start (arguments, format);
  text = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_print ("%s\n", text);
  if (cli->write_errno == 0 && ferror (stdout))
    cli->write_errno = errno != 0 ? errno : EIO;
}

/* Fits the progress callbacks of reading, importing, writing and backing up; any thread. */
void
vb_cli_progress (double   fraction,
                 gpointer data)
{
  VbCli *cli = data;

  if (!cli->json && isatty (STDERR_FILENO))
    fprintf (stderr, "\r%3d %%", (int) (CLAMP (fraction, 0, 1) * 100));
}

void
vb_cli_progress_end (VbCli *cli)
{
  if (!cli->json && isatty (STDERR_FILENO))
    fputs ("\r     \r", stderr);
}

/* Characters that would move the cursor, change the colours or turn the reading direction. */
static gboolean
is_harmless (gunichar c)
{
  if (c == '\n' || c == '\t')
    return TRUE;
  return !g_unichar_iscntrl (c) && !(c >= 0x202a && c <= 0x202e) && !(c >= 0x2066 && c <= 0x2069);
}

/**
 * vb_cli_clean:
 * @text: (nullable): from a foreign file
 *
 * Returns: (transfer full): what can be shown on a terminal
 */
char *
vb_cli_clean (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text != NULL ? text : "", -1);
  GString *out = g_string_new (NULL);

  for (const char *p = valid; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      g_string_append_unichar (out, is_harmless (c) ? c : 0xfffd);
    }
  return g_string_free (out, FALSE);
}

static char *
format_time (gint64      microseconds,
             const char *format)
{
  g_autoptr(GDateTime) time = NULL;

  if (microseconds != 0)
    time = g_date_time_new_from_unix_local (microseconds / G_USEC_PER_SEC);
  return time != NULL ? g_date_time_format (time, format) : NULL;
}

/**
 * vb_cli_date:
 *
 * Returns: (transfer full) (nullable): the day in full; %NULL for 0
 */
char *
vb_cli_date (gint64 microseconds)
{
  /* Translators: a date, as g_date_time_format() takes it: 3 May 2025 */
  return format_time (microseconds, _("%-e %B %Y"));
}

/**
 * vb_cli_moment:
 *
 * Returns: (transfer full) (nullable): the day in full and the time; %NULL for 0
 */
char *
vb_cli_moment (gint64 microseconds)
{
  /* Translators: a date and time, as g_date_time_format() takes it: 3 May 2025 at 14:30 */
  return format_time (microseconds, _("%-e %B %Y at %H:%M"));
}

/**
 * vb_cli_fill_in:
 * @message: translated, with at most one %%s
 * @argument: (nullable):
 *
 * Returns: (transfer full):
 */
char *
vb_cli_fill_in (const char *message,
                const char *argument)
{
  g_auto(GStrv) parts = g_strsplit (message, "%s", 2);

  if (parts[0] == NULL || parts[1] == NULL)
    return g_strdup (message);
  return g_strconcat (parts[0], argument != NULL ? argument : "", parts[1], NULL);
}
