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

static GPtrArray *
list_files (const char *folder)
{
  GPtrArray *names = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    if (g_str_has_suffix (name, ".json"))
      g_ptr_array_add (names, g_build_filename (folder, name, NULL));
  g_ptr_array_sort (names, compare_names);
  return names;
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
  g_autofree char *folder = find_folder ();
  g_autoptr(GPtrArray) files = list_files (folder);

  for (guint i = 0; i < files->len; i++)
    {
      g_autoptr(GError) error = NULL;
      VbMapping *mapping = vb_mapping_load (g_ptr_array_index (files, i), &error);

      if (mapping != NULL)
        g_ptr_array_add (mappings, mapping);
      else
        g_warning ("%s: %s", (char *) g_ptr_array_index (files, i), error->message);
    }
  return mappings;
}

/* Read once: every file that is no table of the standard asks for them. */
static GPtrArray *
get_known (void)
{
  static GPtrArray *known;

  if (g_once_init_enter (&known))
    g_once_init_leave (&known, vb_mapping_list_shipped ());
  return known;
}

/**
 * vb_mapping_find_shipped:
 * @columns: of a file
 *
 * Returns: (transfer full) (nullable): the mapping that was written for such files; a copy, which
 *   may be changed
 */
VbMapping *
vb_mapping_find_shipped (const char * const *columns)
{
  GPtrArray *known = get_known ();

  for (guint i = 0; i < known->len; i++)
    if (vb_mapping_recognises (g_ptr_array_index (known, i), columns))
      {
        g_autofree char *text = vb_mapping_to_json (g_ptr_array_index (known, i));
        g_autoptr(GBytes) bytes = g_bytes_new (text, strlen (text));

        return vb_mapping_load_bytes (bytes, NULL);
      }
  return NULL;
}

static char *
name_of (const char *path)
{
  char *name = g_path_get_basename (path);

  name[strlen (name) - strlen (".json")] = '\0';
  return name;
}

/**
 * vb_mapping_list_names:
 *
 * Returns: (transfer full): the names of the mappings that come with the program
 */
char **
vb_mapping_list_names (void)
{
  g_autofree char *folder = find_folder ();
  g_autoptr(GPtrArray) files = list_files (folder);
  char **names = g_new0 (char *, files->len + 1);

  for (guint i = 0; i < files->len; i++)
    names[i] = name_of (g_ptr_array_index (files, i));
  return names;
}

/**
 * vb_mapping_load_named:
 * @name: as vb_mapping_list_names() has it; nothing else is looked for
 *
 * Returns: (transfer full) (nullable): that mapping
 */
VbMapping *
vb_mapping_load_named (const char *name)
{
  g_autofree char *folder = find_folder ();
  g_autoptr(GPtrArray) files = list_files (folder);

  for (guint i = 0; i < files->len; i++)
    {
      g_autofree char *known = name_of (g_ptr_array_index (files, i));

      if (strcmp (known, name) == 0)
        return vb_mapping_load (g_ptr_array_index (files, i), NULL);
    }
  return NULL;
}
