/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* How often a program is killed: as often as VB_TEST_KILLS says, or the @usual number of times. */
static inline guint
kills_wanted (guint usual)
{
  const char *wanted = g_getenv ("VB_TEST_KILLS");
  guint64 n = wanted != NULL ? g_ascii_strtoull (wanted, NULL, 10) : usual;

  return (guint) CLAMP (n, 1, 1000000);
}
