/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "exchange/vb-carrier-names.h"

#include <string.h>

/* Only what is made here: no copies, no halves, no way out of the box. */
gboolean
vb_carrier_is_name (const char *name)
{
  return name != NULL && strlen (name) == VB_CARRIER_NAME_LENGTH
         && strspn (name, VB_CARRIER_SIGNS) == VB_CARRIER_BOX_LENGTH
         && g_str_equal (name + VB_CARRIER_BOX_LENGTH, VB_CARRIER_SUFFIX);
}

gboolean
vb_carrier_is_box (const char *name)
{
  return name != NULL && strlen (name) == VB_CARRIER_BOX_LENGTH
         && strspn (name, VB_CARRIER_SIGNS) == VB_CARRIER_BOX_LENGTH;
}

/* ------------------------------------------------------------------ one page */

static int
by_name (gconstpointer a,
         gconstpointer b)
{
  return strcmp (*(char *const *) a, *(char *const *) b);
}

void
vb_carrier_page_init (VbCarrierPage *self,
                      const char    *after,
                      guint          most)
{
  self->names = g_ptr_array_new_with_free_func (g_free);
  self->after = after;
  self->most = most;
}

/* In order, each once, and no more than are asked for. */
static void
settle (VbCarrierPage *self)
{
  GPtrArray *names = self->names;
  guint n_kept = 0;

  g_ptr_array_sort (names, by_name);
  for (guint i = 0; i < names->len; i++)
    {
      char *name = g_steal_pointer (&names->pdata[i]);

      if (n_kept == self->most || (n_kept > 0 && g_str_equal (name, names->pdata[n_kept - 1])))
        g_free (name);
      else
        names->pdata[n_kept++] = name;
    }
  g_ptr_array_set_size (names, n_kept);
}

void
vb_carrier_page_add (VbCarrierPage *self,
                     const char    *name)
{
  if (self->after != NULL && strcmp (name, self->after) <= 0)
    return;
  g_ptr_array_add (self->names, g_strdup (name));
  if (self->names->len >= 2 * self->most)
    settle (self);
}

GPtrArray *
vb_carrier_page_finish (VbCarrierPage *self)
{
  settle (self);
  return g_steal_pointer (&self->names);
}
