/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "core/model/vb-bsn.h"

#include <glib/gi18n.h>

#include "core/model/vb-person.h"

static const char refusal_of_bsn[] =
  N_("This looks like a citizen service number (BSN), which is not kept here: leave it out");

const char *
vb_bsn_get_refusal (const char *text)
{
  return vb_text_has_bsn (text) ? refusal_of_bsn : NULL;
}

gboolean
vb_bsn_is_refusal (const char *message)
{
  return message == refusal_of_bsn;
}

void
vb_bsn_check (GArray            *errors,
              const VbShape     *shape,
              guint              index,
              gconstpointer      record,
              const char *const *others)
{
  for (guint i = shape->n_key; i < shape->n_fields; i++)
    {
      const char *column = shape->fields[i].column;
      g_autofree char *text = NULL;
      const char *refusal;

      if (shape->fields[i].type != VB_SHAPE_TEXT || g_str_has_suffix (column, "_id")
          || (others != NULL && g_strv_contains (others, column)))
        continue;
      text = vb_shape_dup_text (shape, record, i);
      refusal = vb_bsn_get_refusal (text);
      if (refusal != NULL)
        vb_shape_errors_add (errors, shape, index, column, refusal);
    }
}
