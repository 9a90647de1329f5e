/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/vb-spool.h"

#include <glib/gstdio.h>

/* As the toolkit calls them: pages to look at, how they are to be printed, pages to print. */
static const char *const leftovers[] = { "preview", "settings", "gtkprint_" };

/* Of the session only, in memory; a sandbox shares this very folder with the desktop. Without a
 * session it is on the disk, but where nobody else looks and where it is swept. */
static char *
dup_folder (void)
{
  const char *runtime = g_getenv ("XDG_RUNTIME_DIR");

  return runtime != NULL && g_path_is_absolute (runtime)
           ? g_build_filename (runtime, "app", APP_ID, NULL)
           : g_build_filename (g_get_user_cache_dir (), APP_ID, "spool", NULL);
}

void
vb_spool_use (void)
{
  g_autofree char *folder = dup_folder ();

  if (g_mkdir_with_parents (folder, 0700) == 0)
    g_setenv ("TMPDIR", folder, TRUE);
}

void
vb_spool_sweep (void)
{
  g_autofree char *path = dup_folder ();
  g_autoptr(GDir) folder = g_dir_open (path, 0, NULL);
  const char *name;

  while (folder != NULL && (name = g_dir_read_name (folder)) != NULL)
    for (gsize i = 0; i < G_N_ELEMENTS (leftovers); i++)
      if (g_str_has_prefix (name, leftovers[i]))
        {
          g_autofree char *file = g_build_filename (path, name, NULL);

          g_unlink (file);
        }
}
