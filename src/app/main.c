/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>
#include <locale.h>
#include <malloc.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>

#include "app/vb-application.h"
#include "app/vb-spool.h"

int
main (int   argc,
      char *argv[])
{
  /* A crash must not leave the database key on the disk. */
  const struct rlimit none = { 0, 0 };
  /* Where the translations are before they are installed. */
  const char *translations = g_getenv ("TEXTDOMAINDIR");
  g_autoptr(VbApplication) application = NULL;

  setrlimit (RLIMIT_CORE, &none);
  /* A file that may not grow is a full disk, not the end. */
  signal (SIGXFSZ, SIG_IGN);
  /* The threads of the store take turns with the window more than they work at once; a heap for
   * each would keep some megabytes apart. */
  mallopt (M_ARENA_MAX, 1);
  /* What is written here is nobody else's to read. */
  umask (077);
  vb_spool_use ();
  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, translations != NULL ? translations : LOCALEDIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);

  application = vb_application_new ();
  return g_application_run (G_APPLICATION (application), argc, argv);
}
