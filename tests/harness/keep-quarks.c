/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Only in builds that look for leaks. GLib keeps its quarks in a table of 2048, makes a larger one
 * when that is full, and loses the old one on purpose: other threads may be reading it. A program
 * with a window comes past that number. GLib is built without frame pointers, so that the leak
 * cannot be told from others by its origin; the table is looked up and declared as meant. */

#define _GNU_SOURCE
#include "config.h"

#include <glib.h>
#include <link.h>
#include <string.h>

/* Of the sanitizer's own interface; the header that declares it does not come with every gcc. */
int    __sanitizer_get_ownership      (const volatile void *block);
size_t __sanitizer_get_allocated_size (const volatile void *block);
void   __lsan_ignore_object           (const void *block);

#define TABLE_BYTES (2048 * sizeof (char *))

static gboolean
is_table (const void *block)
{
  const char *const *table = block;

  return __sanitizer_get_ownership (block) &&
         __sanitizer_get_allocated_size (block) == TABLE_BYTES &&
         table[1] == g_quark_to_string (1);
}

__attribute__ ((no_sanitize ("address"))) static int
look_in (struct dl_phdr_info *object,
         size_t               size,
         void                *data)
{
  if (strstr (object->dlpi_name, "libglib-2.0") == NULL)
    return 0;
  for (int i = 0; i < object->dlpi_phnum; i++)
    {
      const ElfW (Phdr) *segment = &object->dlpi_phdr[i];
      void **word = (void **) (object->dlpi_addr + segment->p_vaddr);

      if (segment->p_type != PT_LOAD || (segment->p_flags & PF_W) == 0)
        continue;
      for (gsize n = segment->p_memsz / sizeof *word; n > 0; n--, word++)
        if (is_table (*word))
          __lsan_ignore_object (*word);
    }
  return 0;
}

__attribute__ ((constructor)) static void
keep_quarks (void)
{
  g_quark_from_static_string ("verbinder");
  dl_iterate_phdr (look_in, NULL);
}
