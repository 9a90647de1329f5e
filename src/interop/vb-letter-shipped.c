/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "interop/vb-letter-shipped.h"

static const char *const languages[] = { "nl", "en", NULL };

/* Beside the sources when it runs from the build folder, else where it was installed. */
static char *
find_folder (void)
{
  const char *chosen = g_getenv ("VB_LETTERS");
  g_autofree char *installed = g_build_filename (PKGDATADIR, "letters", NULL);

  if (chosen != NULL)
    return g_strdup (chosen);
  if (g_file_test (installed, G_FILE_TEST_IS_DIR))
    return g_steal_pointer (&installed);
  return g_build_filename (SOURCE_DATADIR, "letters", NULL);
}

const char *const *
vb_letter_shipped_languages (void)
{
  return languages;
}

char *
vb_letter_shipped_load (VbLetterKind   kind,
                        const char    *language,
                        GError       **error)
{
  gboolean known = language != NULL && g_strv_contains (languages, language);
  g_autofree char *folder = find_folder ();
  g_autofree char *name = g_strdup_printf ("%s.%s.txt", vb_letter_kind_get_code (kind),
                                           known ? language : languages[0]);
  g_autofree char *path = g_build_filename (folder, name, NULL);
  char *text = NULL;

  if (!g_file_get_contents (path, &text, NULL, error))
    return NULL;
  return text;
}
