/* SPDX-License-Identifier: GPL-3.0-or-later */

/* replay FILE_OR_FOLDER…: runs a target over inputs that are kept, where libFuzzer is not at hand.
 * With a number as first argument it also runs that many random changes of each. */

#include "config.h"

#include <glib.h>
#include <stdlib.h>
#include <string.h>

#include "fuzz.h"

static guint n_run;

static void
run (const char *data,
     gsize       size)
{
  /* A copy of its own, so that reading one byte too far is noticed. */
  uint8_t *copy = g_memdup2 (data, size);

  LLVMFuzzerTestOneInput (copy, size);
  g_free (copy);
  n_run++;
}

static void
change (GByteArray *bytes,
        GRand      *random)
{
  guint at = bytes->len > 0 ? g_rand_int_range (random, 0, bytes->len) : 0;
  guint8 byte = g_rand_int_range (random, 0, 256);
  static const char marks[] = "\"'{}[],;:\\\n\r\t\0/<>&=+-@0aZ\xff";

  switch (g_rand_int_range (random, 0, 6))
    {
    case 0:
      if (bytes->len > 0)
        bytes->data[at] = byte;
      break;
    case 1:
      if (bytes->len > 0)
        bytes->data[at] ^= 1 << (byte % 8);
      break;
    case 2:
      g_byte_array_set_size (bytes, at);
      break;
    case 3:
      if (bytes->len > 0)
        g_byte_array_remove_range (bytes, at, MIN (bytes->len - at, byte % 16u));
      break;
    case 4:
      if (bytes->len > 0)
        bytes->data[at] = marks[byte % (sizeof marks - 1)];
      break;
    default:
      {
        g_autofree guint8 *piece = g_memdup2 (bytes->data + at, MIN (bytes->len - at, 32u));

        g_byte_array_append (bytes, piece, MIN (bytes->len - at, 32u));
        break;
      }
    }
}

static void
run_changed (const char *data,
             gsize       size,
             guint       times)
{
  g_autoptr(GRand) random = g_rand_new_with_seed (size + 1);

  for (guint i = 0; i < times; i++)
    {
      g_autoptr(GByteArray) bytes = g_byte_array_new ();

      g_byte_array_append (bytes, (const guint8 *) data, size);
      for (guint j = 0; j <= i % 4; j++)
        change (bytes, random);
      run ((const char *) bytes->data, bytes->len);
    }
}

static void
visit (const char *path,
       guint       times)
{
  g_autoptr(GDir) dir = g_dir_open (path, 0, NULL);
  g_autofree char *data = NULL;
  const char *name;
  gsize size;

  if (dir == NULL)
    {
      if (!g_file_get_contents (path, &data, &size, NULL))
        g_error ("%s cannot be read", path);
      run (data, size);
      run_changed (data, size, times);
      return;
    }
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      visit (child, times);
    }
}

int
main (int   argc,
      char *argv[])
{
  guint times = argc > 1 ? strtoul (argv[1], NULL, 10) : 0;

  for (int i = 1; i < argc; i++)
    if (!(i == 1 && g_ascii_isdigit (argv[1][0])))
      visit (argv[i], times);
  g_print ("%u inputs\n", n_run);
  return n_run > 0 ? 0 : 1;
}
