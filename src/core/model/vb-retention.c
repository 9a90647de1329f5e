/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "core/model/vb-retention.h"

#include <glib/gi18n.h>
#include <stdlib.h>
#include <string.h>

#include "core/base/vb-time.h"

static const VbRetentionClass classes[] = {
  { "welzijn_2", 2, N_("Wellbeing: 2 years") },
  { "project_1", 1, N_("Project: 1 year") },
  { "wmo_afgewezen_5", 5, N_("Wmo request without provision: 5 years") },
  { "wmo_15", 15, N_("Wmo client record: 15 years") },
  { "wgbo_20", 20, N_("Medical record: 20 years") },
  { "jeugd_20", 20, N_("Youth record: 20 years") },
};

const VbRetentionClass *
vb_retention_list (guint *n)
{
  *n = G_N_ELEMENTS (classes);
  return classes;
}

const VbRetentionClass *
vb_retention_find (const char *code)
{
  for (guint i = 0; i < G_N_ELEMENTS (classes); i++)
    if (g_strcmp0 (code, classes[i].code) == 0)
      return &classes[i];
  return NULL;
}

static char *
add_years (const char *date,
           guint       years)
{
  GDate day;
  char text[16];

  g_date_clear (&day, 1);
  g_date_set_dmy (&day, atoi (date + 8), atoi (date + 5), atoi (date));
  g_date_add_years (&day, years);
  g_date_strftime (text, sizeof text, "%Y-%m-%d", &day);
  return g_strdup (text);
}

char *
vb_retention_compute (const char *code,
                      const char *closed_on,
                      const char *changed_on,
                      const char *keep_until)
{
  const VbRetentionClass *class = vb_retention_find (code);
  g_autofree char *until = NULL;

  g_return_val_if_fail (vb_time_is_date (changed_on), NULL);

  if (class == NULL)
    return NULL;
  until = add_years (vb_time_is_date (closed_on) ? closed_on : changed_on, class->years);
  if (keep_until != NULL && strcmp (keep_until, until) > 0)
    return g_strdup (keep_until);
  return g_steal_pointer (&until);
}
