/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Fuzz target for mapping files: any text is a mapping or an error, and a mapping can be saved,
 * loaded again, edited and used. */

#include "config.h"

#include <string.h>

#include "interop/vb-package-reader.h"

#include "fuzz.h"

static void
use (VbMapping *mapping)
{
  static const char csv[] = "a,b,NAME,ID\n1,2,x,7\n,,\"y,z\",\n";
  static const char json[] = "{\"list\":[{\"a\":[1,\"x\"],\"NAME\":{\"b\":2}}]}";
  g_autoptr(GBytes) table = g_bytes_new_static (csv, strlen (csv));
  g_autoptr(GBytes) list = g_bytes_new_static (json, strlen (json));
  VbReadOptions options = { .mapping = mapping };
  g_autoptr(GPtrArray) problems = vb_mapping_validate (mapping, NULL);
  g_autoptr(VbBatch) a = vb_package_read_bytes ("a.csv", table, &options, NULL, NULL);
  g_autoptr(VbBatch) b = vb_package_read_bytes ("b.json", list, &options, NULL, NULL);

  g_assert_true (problems->len == 0 || (a == NULL && b == NULL));
  vb_mapping_get_target (mapping, "NAME");
  if (vb_mapping_set_target (mapping, "NAME", VB_TABLE_SERVICE, "name", NULL))
    vb_mapping_clear_target (mapping, "NAME");
}

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  g_autoptr(GBytes) bytes = g_bytes_new_static (data, size);
  g_autoptr(GError) error = NULL;
  g_autoptr(VbMapping) mapping = vb_mapping_load_bytes (bytes, &error);
  g_autofree char *text = NULL;
  g_autoptr(GBytes) saved = NULL;
  g_autoptr(VbMapping) again = NULL;
  g_autofree char *text_again = NULL;

  g_assert_true ((mapping == NULL) == (error != NULL));
  if (mapping == NULL)
    return 0;
  text = vb_mapping_to_json (mapping);
  saved = g_bytes_new (text, strlen (text));
  again = vb_mapping_load_bytes (saved, &error);
  g_assert_no_error (error);
  text_again = vb_mapping_to_json (again);
  g_assert_cmpstr (text, ==, text_again);
  use (mapping);
  return 0;
}
