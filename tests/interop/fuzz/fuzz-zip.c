/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Fuzz target for the reader of packages. */

#include "config.h"

#include "core/base/vb-error.h"
#include "interop/vb-package-reader.h"
#include "interop/vb-package-writer.h"

#include "fuzz.h"

/* What comes in must go out, and come in again. */
static void
write_again (const VbBatch  *batch,
             VbPackageFormat format)
{
  g_autoptr(GBytes) bytes = vb_package_write_bytes (batch, format, NULL, NULL, NULL);
  g_autoptr(GError) error = NULL;
  g_autoptr(VbBatch) again = NULL;

  g_assert_nonnull (bytes);
  if (vb_batch_count (batch) == 0)
    return;
  again = vb_package_read_bytes (format == VB_PACKAGE_JSON ? "x.json" : "x.zip", bytes, NULL,
                                 NULL, &error);
  if (again == NULL && !g_error_matches (error, VB_ERROR, VB_ERROR_TOO_LARGE))
    g_error ("what was written cannot be read: %s", error->message);
  if (again != NULL && vb_batch_count (again) != vb_batch_count (batch))
    g_error ("%u records became %u", vb_batch_count (batch), vb_batch_count (again));
}

static void
read_as (const char    *name,
         const uint8_t *data,
         size_t         size)
{
  g_autoptr(GBytes) bytes = g_bytes_new_static (data, size);
  g_autoptr(GError) error = NULL;
  g_autoptr(VbBatch) batch = vb_package_read_bytes (name, bytes, NULL, NULL, &error);

  g_assert_true ((batch == NULL) == (error != NULL));
  if (batch != NULL)
    write_again (batch, size % 4 == 0 ? VB_PACKAGE_TABULAR_ZIP : VB_PACKAGE_JSON);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  read_as ("map.zip", data, size);
  return 0;
}
