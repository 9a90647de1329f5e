/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "interop/vb-instrument-reader.h"

/* Beside the sources when it runs from the build folder, else where it was installed. */
static char *
find_folder (void)
{
  const char *chosen = g_getenv ("VB_INSTRUMENTS");
  g_autofree char *installed = g_build_filename (PKGDATADIR, "instruments", NULL);

  if (chosen != NULL)
    return g_strdup (chosen);
  if (g_file_test (installed, G_FILE_TEST_IS_DIR))
    return g_steal_pointer (&installed);
  return g_build_filename (SOURCE_DATADIR, "instruments", NULL);
}

static VbInstrument *
load (const char *folder,
      const char *name)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) bytes = NULL;
  VbInstrument *instrument = NULL;
  char *text;
  gsize length;

  if (g_file_get_contents (path, &text, &length, &error))
    {
      bytes = g_bytes_new_take (text, length);
      instrument = vb_instrument_read (bytes, NULL, &error);
    }
  if (instrument == NULL)
    g_warning ("%s: %s", path, error->message);
  return instrument;
}

static int
compare_urls (gconstpointer a,
              gconstpointer b)
{
  const VbInstrument *const *left = a, *const *right = b;

  return g_strcmp0 ((*left)->url, (*right)->url);
}

/* Read once: they do not change while the program runs. */
static GPtrArray *
get_shipped (void)
{
  static GPtrArray *shipped;

  if (g_once_init_enter (&shipped))
    {
      GPtrArray *found = g_ptr_array_new_with_free_func ((GDestroyNotify) vb_instrument_unref);
      g_autofree char *folder = find_folder ();
      g_autoptr(GDir) dir = g_dir_open (folder, 0, NULL);
      const char *name;

      while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
        if (g_str_has_suffix (name, ".json"))
          {
            VbInstrument *instrument = load (folder, name);

            if (instrument != NULL)
              g_ptr_array_add (found, instrument);
          }
      g_ptr_array_sort (found, compare_urls);
      g_once_init_leave (&shipped, found);
    }
  return shipped;
}

static gpointer
ref_instrument (gconstpointer instrument,
                gpointer      unused)
{
  return vb_instrument_ref ((VbInstrument *) instrument);
}

GPtrArray *
vb_instrument_list_shipped (void)
{
  GPtrArray *copy = g_ptr_array_copy (get_shipped (), ref_instrument, NULL);

  g_ptr_array_set_free_func (copy, (GDestroyNotify) vb_instrument_unref);
  return copy;
}

VbInstrument *
vb_instrument_find_shipped (const char *url)
{
  GPtrArray *shipped = get_shipped ();

  for (guint i = 0; i < shipped->len; i++)
    {
      VbInstrument *instrument = g_ptr_array_index (shipped, i);

      if (g_strcmp0 (instrument->url, url) == 0)
        return vb_instrument_ref (instrument);
    }
  return NULL;
}
