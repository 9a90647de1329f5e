/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/edit/vb-rhythm.h"

#include <stdlib.h>

static const char *const codes[] = { "MO", "TU", "WE", "TH", "FR", "SA", "SU" };
static const int nth_numbers[] = { 1, 2, 3, 4, -1 };

/* "2TU" is bit 1 of @nth and bit 1 of @day; a plain "TU" gives no nth. */
static gboolean
read_day (const char *text,
          guint      *nth,
          guint      *day)
{
  char *end;
  gint64 n = g_ascii_strtoll (text, &end, 10);

  *nth = *day = 0;
  for (guint i = 0; i < G_N_ELEMENTS (codes); i++)
    if (g_ascii_strcasecmp (end, codes[i]) == 0)
      *day = 1u << i;
  for (guint i = 0; n != 0 && i < G_N_ELEMENTS (nth_numbers); i++)
    if (n == nth_numbers[i])
      *nth = 1u << i;
  return *day != 0 && (n == 0 || *nth != 0);
}

static guint
count_bits (guint bits)
{
  guint n = 0;

  for (; bits != 0; bits &= bits - 1)
    n++;
  return n;
}

/* FALSE when the days are no plain list, and no "all of these nths of all of these days". */
static gboolean
read_days (const char *byday,
           guint      *days,
           guint      *nths)
{
  g_auto(GStrv) parts = g_strsplit_set (byday != NULL ? byday : "", ", ", -1);
  guint n = 0, plain = 0;

  *days = *nths = 0;
  for (char **part = parts; *part != NULL; part++)
    {
      guint nth, day;

      if (**part == '\0')
        continue;
      if (!read_day (*part, &nth, &day))
        return FALSE;
      *days |= day;
      *nths |= nth;
      plain += nth == 0;
      n++;
    }
  return *nths == 0 ? TRUE : plain == 0 && n == count_bits (*days) * count_bits (*nths);
}

static gboolean
has_column (VbEntity   *entity,
            const char *column)
{
  return vb_schema_find_column (vb_entity_get_table (entity), column) >= 0;
}

static const char *
get (VbEntity   *entity,
     const char *column)
{
  return has_column (entity, column) ? vb_entity_get (entity, column) : NULL;
}

VbRhythm
vb_rhythm_read (VbEntity *entity)
{
  VbRhythm self = { VB_RHYTHM_OTHER, 0, 0, 1 };
  const char *freq = get (entity, "freq");
  const char *interval = get (entity, "interval");

  g_return_val_if_fail (VB_IS_ENTITY (entity), self);

  self.weeks = interval != NULL ? (guint) MAX (atoi (interval), 1) : 1;
  if (get (entity, "byweekno") != NULL || get (entity, "bymonthday") != NULL
      || get (entity, "byyearday") != NULL || get (entity, "count") != NULL
      || !read_days (get (entity, "byday"), &self.days, &self.nths))
    return self;
  if (freq == NULL && get (entity, "byday") == NULL && get (entity, "opens_at") == NULL
      && get (entity, "dtstart") == NULL && get (entity, "valid_from") != NULL
      && has_column (entity, "until"))
    self.kind = VB_RHYTHM_CLOSED;
  else if (g_strcmp0 (freq, "WEEKLY") == 0 && self.nths == 0)
    self.kind = self.weeks > 1 ? VB_RHYTHM_EVERY_WEEKS : VB_RHYTHM_WEEKLY;
  else if (g_strcmp0 (freq, "MONTHLY") == 0 && self.nths != 0 && self.weeks == 1)
    self.kind = VB_RHYTHM_MONTHLY;
  return self;
}

static char *
write_days (const VbRhythm *self)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (codes); i++)
    {
      if ((self->days & 1u << i) == 0)
        continue;
      if (self->kind != VB_RHYTHM_MONTHLY)
        g_string_append_printf (text, "%s%s", text->len > 0 ? "," : "", codes[i]);
      for (guint n = 0; self->kind == VB_RHYTHM_MONTHLY && n < G_N_ELEMENTS (nth_numbers); n++)
        if ((self->nths & 1u << n) != 0)
          g_string_append_printf (text, "%s%d%s", text->len > 0 ? "," : "", nth_numbers[n],
                                  codes[i]);
    }
  return g_string_free (text, FALSE);
}

void
vb_rhythm_write (const VbRhythm *self,
                 VbEntity       *entity)
{
  g_autofree char *days = NULL;
  g_autofree char *weeks = NULL;

  g_return_if_fail (VB_IS_ENTITY (entity));

  if (self->kind == VB_RHYTHM_OTHER)
    return;
  if (self->kind == VB_RHYTHM_CLOSED)
    {
      static const char *const gone[] = { "freq", "interval", "byday", "opens_at", "closes_at",
                                          "dtstart", "until" };

      for (guint i = 0; i < G_N_ELEMENTS (gone); i++)
        vb_entity_set (entity, gone[i], NULL);
      return;
    }
  days = write_days (self);
  weeks = self->kind == VB_RHYTHM_EVERY_WEEKS ? g_strdup_printf ("%u", self->weeks) : NULL;
  vb_entity_set (entity, "freq", self->kind == VB_RHYTHM_MONTHLY ? "MONTHLY" : "WEEKLY");
  /* One is what nothing means too: what a source wrote there stays. */
  if (weeks != NULL || g_strcmp0 (vb_entity_get (entity, "interval"), "1") != 0)
    vb_entity_set (entity, "interval", weeks);
  vb_entity_set (entity, "byday", days);
}
