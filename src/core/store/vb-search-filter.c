/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Filters as a part of the expression that FTS5 walks. */

#define G_LOG_DOMAIN "vb-search"
#include "config.h"

#include "core/store/vb-search-run.h"

#include <math.h>
#include <string.h>

#include "core/model/vb-distance.h"
#include "core/model/vb-entity.h"

void
_vb_now_read (VbNow *now, gint64 moment)
{
  g_autoptr(GDateTime) time = moment != 0 ? g_date_time_new_from_unix_local (moment)
                                          : g_date_time_new_now_local ();
  g_autofree char *date = g_date_time_format (time, "%Y-%m-%d");
  g_autofree char *limit = vb_fresh_limit (date);

  g_strlcpy (now->date, date, sizeof now->date);
  now->minute = g_date_time_get_hour (time) * 60 + g_date_time_get_minute (time);
  now->weekday = g_date_time_get_day_of_week (time) - 1;
  now->day = _vb_search_day (date);
  now->stale_before = _vb_search_day (limit);
}

static void
append_and (GString *match)
{
  if (match->len > 0)
    g_string_append (match, " AND ");
}

static void
append_quoted (GString *match, const char *token)
{
  g_string_append_printf (match, "\"%s\"", token);
}

/* What lies in the area, what covers it, and what is for the whole country. */
static void
append_area (GString *match, const char *value)
{
  g_autoptr(GString) token = g_string_new (NULL);
  char code[16];

  if (!_vb_area_normalize (value, code))
    {
      /* Nothing is known to be there. */
      append_quoted (match, "fxunknown");
      return;
    }
  _vb_area_append_in (token, code);
  append_quoted (match, token->str);
  g_string_append (match, " OR ");
  append_quoted (match, VB_TOKEN_NATIONAL);
  while (_vb_area_widen (code))
    {
      g_string_truncate (token, 0);
      _vb_area_append_exact (token, code);
      g_string_append (match, " OR ");
      append_quoted (match, token->str);
    }
}

static void
append_facet (GString *match, VbFacet facet, GPtrArray *values)
{
  gboolean all = facet == VB_FACET_ACCESS;
  guint i;

  if (values == NULL || values->len == 0)
    return;
  append_and (match);
  g_string_append_c (match, '(');
  for (i = 0; i < values->len; i++)
    {
      g_autoptr(GString) token = g_string_new (NULL);

      if (i > 0)
        g_string_append (match, all ? " AND " : " OR ");
      if (facet == VB_FACET_AREA)
        append_area (match, values->pdata[i]);
      else if (_vb_facet_append (token, facet, values->pdata[i]))
        append_quoted (match, token->str);
      else
        append_quoted (match, "fxunknown");
    }
  g_string_append_c (match, ')');
}

static void
append_part (GString *match, char kind, const VbNow *now)
{
  g_autoptr(GString) token = g_string_new (NULL);

  _vb_part_append (token, kind, now->weekday * 4 + now->minute / 360);
  append_and (match);
  append_quoted (match, token->str);
}

/* The squares that a circle can touch, when those are not too many. */
static void
append_circle (GString *match, const VbSearchQuery *query)
{
  double rows = query->within / 111000.0 / 0.05;
  double columns =
      query->within / (111000.0 * MAX (cos (query->latitude * G_PI / 180), 0.05)) / 0.08;
  int dy = (int) ceil (rows), dx = (int) ceil (columns);
  int x, y;
  gboolean first = TRUE;

  if ((2 * dx + 1) * (2 * dy + 1) > 400)
    return;
  append_and (match);
  g_string_append_c (match, '(');
  for (y = -dy; y <= dy; y++)
    for (x = -dx; x <= dx; x++)
      {
        g_string_append (match, first ? "\"" : " OR \"");
        _vb_cell_append (match, query->latitude, query->longitude, x, y);
        g_string_append_c (match, '"');
        first = FALSE;
      }
  g_string_append_c (match, ')');
}

void
_vb_filter_append (const VbSearchQuery *query, const VbNow *now, GString *include, GString *exclude)
{
  guint facet;

  for (facet = 0; facet < VB_N_FACETS; facet++)
    append_facet (include, facet, query->facets[facet]);
  if (query->age >= 0)
    {
      append_and (include);
      g_string_append (include, "(\"fynobody\"");
      _vb_age_append_blocks (include, query->age, " OR \"", "\"");
      g_string_append_c (include, ')');
    }
  if (query->flags & VB_SEARCH_FREE)
    {
      append_and (include);
      append_quoted (include, VB_TOKEN_FREE);
    }
  if (query->flags & VB_SEARCH_HAS_ROOM)
    {
      append_and (include);
      append_quoted (include, VB_TOKEN_ROOM);
    }
  if (query->flags & VB_SEARCH_OPEN_NOW)
    append_part (include, 'o', now);
  if (query->flags & VB_SEARCH_AVAILABLE_NOW)
    append_part (include, 'v', now);
  if (query->has_point && query->within > 0)
    append_circle (include, query);

  if (!(query->flags & VB_SEARCH_CLOSED_TOO)
      && (query->facets[VB_FACET_STATUS] == NULL || query->facets[VB_FACET_STATUS]->len == 0))
    append_quoted (exclude, VB_TOKEN_UNLISTED);
}

/* ---------------------------------------------------------------- distance */

double
_vb_places_distance (const char *places, double latitude, double longitude)
{
  double least = -1;
  const char *p = places;

  while (p != NULL && *p != '\0')
    {
      char *end;
      double y = g_ascii_strtod (p, &end);
      double x, d;

      if (end == p || *end != ',')
        break;
      p = end + 1;
      x = g_ascii_strtod (p, &end);
      if (end == p)
        break;
      d = vb_distance (latitude, longitude, y, x);
      if (least < 0 || d < least)
        least = d;
      p = *end == ' ' ? end + 1 : NULL;
    }
  return least;
}
