/* SPDX-License-Identifier: GPL-3.0-or-later */

/* expect-engine accepted|refused: whether the guard lets the engine pass that this program was
 * linked with. Built several times, rightly and wrongly. */

#include "config.h"

#include <stdio.h>
#include <string.h>

#include "core/base/vb-error.h"
#include "core/store/vb-engine.h"

int
main (int   argc,
      char *argv[])
{
  g_autoptr(GError) error = NULL;
  gboolean accepted = _vb_engine_start (&error);

  printf ("%s\n", accepted ? "accepted" : error->message);
  if (!accepted && !g_error_matches (error, VB_ERROR, VB_ERROR_UNSAFE_ENGINE))
    return 2;
  return argc == 2 && strcmp (argv[1], accepted ? "accepted" : "refused") == 0 ? 0 : 1;
}
