/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "core/model/vb-retention.h"

#include <glib/gi18n.h>
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

const char *
vb_retention_of_party (const char *party)
{
  if (g_strcmp0 (party, "care") == 0)
    return "wgbo_20";
  if (g_strcmp0 (party, "municipality") == 0)
    return "wmo_15";
  return VB_RETENTION_DEFAULT;
}

static char *
add_years (const char *date,
           guint       years)
{
  GDate day;

  g_return_val_if_fail (vb_time_read_date (date, &day), NULL);

  g_date_add_years (&day, years);
  return vb_time_write_date (&day);
}

gboolean
vb_retention_reckon (const char *code,
                     const char *closed_on,
                     const char *changed_on,
                     const char *keep_until,
                     VbTerm     *term)
{
  const VbRetentionClass *class = vb_retention_find (code);
  gboolean closed = vb_time_is_date (closed_on);
  g_autofree char *until = NULL;

  g_return_val_if_fail (vb_time_is_date (changed_on), FALSE);

  *term = (VbTerm) { .class = class, .from = closed ? VB_TERM_CLOSED : VB_TERM_CHANGED };
  if (class == NULL)
    return FALSE;
  g_strlcpy (term->day, closed ? closed_on : changed_on, sizeof term->day);
  until = add_years (term->day, class->years);
  if (keep_until != NULL && strcmp (keep_until, until) > 0)
    {
      term->from = VB_TERM_WISH;
      g_strlcpy (term->day, keep_until, sizeof term->day);
      g_strlcpy (term->until, keep_until, sizeof term->until);
    }
  else
    g_strlcpy (term->until, until, sizeof term->until);
  return TRUE;
}

char *
vb_retention_compute (const char *code,
                      const char *closed_on,
                      const char *changed_on,
                      const char *keep_until)
{
  VbTerm term;

  return vb_retention_reckon (code, closed_on, changed_on, keep_until, &term)
         ? g_strdup (term.until) : NULL;
}

const char *
vb_retention_get_rule (const VbTerm *term)
{
  switch (term->from)
    {
    case VB_TERM_CLOSED:
      /* Translators: a retention class, then a date */
      return N_("%s, after it was closed on %s");
    case VB_TERM_CHANGED:
      /* Translators: a retention class, then a date */
      return N_("%s, after the last change on %s");
    case VB_TERM_WISH:
    default:
      return N_("Kept longer on the person’s wish, until %s");
    }
}

static const VbDestroyReason reasons[] = {
  { VB_DESTROY_TERM, N_("The time for keeping it is over") },
  { "request", N_("The person asked for it") },
  { "mistake", N_("It was recorded by mistake") },
  { "elsewhere", N_("It is kept in another record system") },
};

const VbDestroyReason *
vb_destroy_reason_list (guint *n)
{
  *n = G_N_ELEMENTS (reasons);
  return reasons;
}

const VbDestroyReason *
vb_destroy_reason_find (const char *code)
{
  for (guint i = 0; i < G_N_ELEMENTS (reasons); i++)
    if (g_strcmp0 (code, reasons[i].code) == 0)
      return &reasons[i];
  return NULL;
}
