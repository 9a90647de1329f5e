/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/paper/vb-paper-caution.h"

#include <glib/gi18n.h>

char *
vb_paper_dup_caution (const VbPerson *person)
{
  if (person == NULL)
    return NULL;
  if (person->unsafe)
    return g_strdup (_("There was violence. Somebody else may find this paper at home: ask first "
                       "whether it is safe to take it along."));
  if (person->no_letter)
    return g_strdup (_("This person wants no letters. Give it by hand, and ask whether others at "
                       "home may see it."));
  return NULL;
}
