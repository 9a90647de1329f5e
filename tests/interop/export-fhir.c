/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

/* Writes persons made up by chance as FHIR Bundles, for a validator.
 *
 *     export-fhir FOLDER COUNT */

#include "fhir-fixture.h"

int
main (int    argc,
      char **argv)
{
  guint count = argc == 3 ? atoi (argv[2]) : 0;

  if (count == 0)
    return 2;
  for (guint seed = 0; seed < count; seed++)
    {
      g_autoptr(VbDossier) dossier = random_dossier (seed);
      g_autoptr(GDateTime) now = g_date_time_new_now_local ();
      g_autoptr(GError) error = NULL;
      g_autoptr(GBytes) bytes = vb_fhir_write (dossier, now, &error);
      g_autofree char *name = g_strdup_printf ("%u.json", seed);
      g_autofree char *path = g_build_filename (argv[1], name, NULL);

      g_assert_no_error (error);
      g_file_set_contents (path, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), &error);
      g_assert_no_error (error);
    }
  return 0;
}
