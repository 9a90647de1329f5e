/* SPDX-License-Identifier: GPL-3.0-or-later */

/* export-json PATH: reads a directory and writes it as HSDS JSON on standard output, for checks by
 * other programs. */

#include "config.h"

#include <stdio.h>

#include "interop/vb-package-reader.h"
#include "interop/vb-package-writer.h"

int
main (int   argc,
      char *argv[])
{
  g_autoptr(GError) error = NULL;
  g_autoptr(VbBatch) batch = NULL;
  g_autoptr(GBytes) bytes = NULL;
  gsize size;
  const char *data;

  if (argc != 2)
    return 2;
  batch = vb_package_read (argv[1], NULL, NULL, &error);
  if (batch != NULL)
    bytes = vb_package_write_bytes (batch, VB_PACKAGE_JSON, NULL, NULL, &error);
  if (bytes == NULL)
    {
      fprintf (stderr, "%s\n", error->message);
      return 1;
    }
  data = g_bytes_get_data (bytes, &size);
  return fwrite (data, 1, size, stdout) == size ? 0 : 1;
}
