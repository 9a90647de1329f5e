/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <gio/gio.h>
#include <string.h>

#include "interop/vb-mapping-private.h"

/* Beside the sources when it runs from the build folder, else where it was installed. */
static char *
find_folder (void)
{
  const char *chosen = g_getenv ("VB_MAPPINGS");
  g_autofree char *installed = g_build_filename (PKGDATADIR, "mappings", NULL);

  if (chosen != NULL)
    return g_strdup (chosen);
  if (g_file_test (installed, G_FILE_TEST_IS_DIR))
    return g_steal_pointer (&installed);
  return g_build_filename (SOURCE_DATADIR, "mappings", NULL);
}

static int
compare_names (gconstpointer a,
               gconstpointer b)
{
  return g_strcmp0 (*(const char * const *) a, *(const char * const *) b);
}

/**
 * vb_mapping_list_shipped:
 *
 * Returns: (transfer full) (element-type VbMapping): the mappings that come with the program, by
 *   file name
 */
GPtrArray *
vb_mapping_list_shipped (void)
{
  GPtrArray *mappings = g_ptr_array_new_with_free_func ((GDestroyNotify) vb_mapping_unref);
  g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *folder = find_folder ();
  g_autoptr(GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    if (g_str_has_suffix (name, ".json"))
      g_ptr_array_add (names, g_strdup (name));
  g_ptr_array_sort (names, compare_names);
  for (guint i = 0; i < names->len; i++)
    {
      g_autofree char *path = g_build_filename (folder, g_ptr_array_index (names, i), NULL);
      g_autoptr(GError) error = NULL;
      VbMapping *mapping = vb_mapping_load (path, &error);

      if (mapping != NULL)
        g_ptr_array_add (mappings, mapping);
      else
        g_warning ("%s: %s", (char *) g_ptr_array_index (names, i), error->message);
    }
  return mappings;
}

/**
 * vb_mapping_find_shipped:
 * @columns: of a file
 *
 * Returns: (transfer full) (nullable): the mapping that was written for such files
 */
VbMapping *
vb_mapping_find_shipped (const char * const *columns)
{
  g_autoptr(GPtrArray) mappings = vb_mapping_list_shipped ();

  for (guint i = 0; i < mappings->len; i++)
    if (vb_mapping_recognises (g_ptr_array_index (mappings, i), columns))
      return vb_mapping_ref (g_ptr_array_index (mappings, i));
  return NULL;
}
