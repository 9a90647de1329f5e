/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Memory that is wiped with the last that holds it. */

#include "config.h"

#include <string.h>

#include "core/base/vb-wiped-bytes.h"

static char place[] = "what nobody is to find";
static gboolean was_empty;

static void
see (gpointer data)
{
  g_assert_true (data == place);
  was_empty = TRUE;
  for (gsize i = 0; i + 1 < sizeof place; i++)
    was_empty = was_empty && place[i] == 0;
}

static void
it_is_wiped_with_the_last_that_holds_a_part_of_it (void)
{
  GBytes *bytes = vb_wiped_bytes_new_take (place, sizeof place - 1, see);
  GBytes *part = g_bytes_new_from_bytes (bytes, 5, 6);

  g_bytes_unref (bytes);
  g_assert_cmpmem (g_bytes_get_data (part, NULL), 6, "nobody", 6);
  g_assert_false (was_empty);
  g_bytes_unref (part);
  g_assert_true (was_empty);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/wiped-bytes/it is wiped with the last that holds a part of it",
                   it_is_wiped_with_the_last_that_holds_a_part_of_it);
  return g_test_run ();
}
