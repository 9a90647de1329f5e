/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <errno.h>
#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#include "cli/vb-cli-commands.h"
#include "core/store/vb-search.h"

static char **facet_values[VB_N_FACETS];
static gboolean is_free, open_now, available_now, has_room, favourites, stale, fresh, closed_too;
static int age = -1;
static int limit = 20;
static char *near_text;
static double within;
static char *order_name;

#define FACET(name, facet, text, value) \
  { name, 0, 0, G_OPTION_ARG_STRING_ARRAY, &facet_values[facet], text, value }
#define FLAG(name, variable, text) \
  { name, 0, 0, G_OPTION_ARG_NONE, &variable, text, NULL }

static const GOptionEntry options[] = {
  FACET ("need", VB_FACET_NEED, N_("For this need: B01 to B30"), N_("CODE")),
  FACET ("domain", VB_FACET_DOMAIN, N_("body, mind, society or social"), N_("CODE")),
  FACET ("dimension", VB_FACET_DIMENSION, N_("A dimension of positive health"), N_("CODE")),
  FACET ("audience", VB_FACET_AUDIENCE, N_("For these people: children, older-people, …"),
         N_("CODE")),
  FACET ("kind", VB_FACET_KIND, N_("formal, informal or residents-initiative"), N_("CODE")),
  FACET ("access", VB_FACET_ACCESS,
         N_("walk-in, no-indication, low-literacy, wheelchair, group or peer; all that are given"),
         N_("CODE")),
  FACET ("language", VB_FACET_LANGUAGE, N_("In this language, for instance ar"), N_("CODE")),
  FACET ("area", VB_FACET_AREA, N_("For this municipality, district or neighbourhood (CBS code)"),
         N_("CODE")),
  FACET ("status", VB_FACET_STATUS, N_("active, inactive, defunct or temporarily closed"),
         N_("STATUS")),
  FACET ("term", VB_FACET_TERM, N_("With this term of a taxonomy"), N_("ID")),
  FLAG ("free", is_free, N_("That costs nothing")),
  FLAG ("open-now", open_now, N_("That is open now")),
  FLAG ("available-now", available_now, N_("Where somebody can be reached or visited now")),
  FLAG ("has-room", has_room, N_("That has free places")),
  FLAG ("favourites", favourites, N_("Only favourites")),
  FLAG ("stale", stale, N_("Not checked for a year, or never")),
  FLAG ("fresh", fresh, N_("Checked in the last year")),
  FLAG ("closed-too", closed_too, N_("Also what is closed for good")),
  { "age", 0, 0, G_OPTION_ARG_INT, &age, N_("For somebody of this age"), N_("YEARS") },
  { "near", 0, 0, G_OPTION_ARG_STRING, &near_text, N_("Near this place, in degrees"),
    N_("LATITUDE,LONGITUDE") },
  { "within", 0, 0, G_OPTION_ARG_DOUBLE, &within, N_("At most so far from there"), N_("METRES") },
  { "order", 'o', 0, G_OPTION_ARG_STRING, &order_name, N_("fit, distance, freshness or name"),
    N_("ORDER") },
  { "limit", 'l', 0, G_OPTION_ARG_INT, &limit, N_("At most so many (20)"), N_("NUMBER") },
  { NULL }
};

static gboolean
set_order (VbSearchQuery  *query,
           GError        **error)
{
  static const char *const names[] = { "fit", "distance", "freshness", "name" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (order_name == NULL || g_str_equal (order_name, names[i]))
      {
        query->order = (VbSearchOrder) i;
        return TRUE;
      }
  vb_cli_set_wrong_use (error, _("The order is fit, distance, freshness or name."));
  return FALSE;
}

/* Degrees with a point in every language. */
static gboolean
set_place (VbSearchQuery  *query,
           GError        **error)
{
  char *end;

  if (near_text == NULL)
    {
      if (within == 0 && query->order != VB_SEARCH_BY_DISTANCE)
        return TRUE;
      vb_cli_set_wrong_use (error, _("Distance needs a place: --near LATITUDE,LONGITUDE."));
      return FALSE;
    }
  query->latitude = g_ascii_strtod (near_text, &end);
  if (end != near_text && *end == ',')
    {
      char *start = end + 1;

      query->longitude = g_ascii_strtod (start, &end);
      query->has_point = end != start && *end == '\0'
        && fabs (query->latitude) <= 90 && fabs (query->longitude) <= 180;
    }
  query->within = within;
  if (query->has_point && within >= 0 && isfinite (within))
    return TRUE;
  vb_cli_set_wrong_use (error, _("A place is written as 52.0907,5.1214."));
  return FALSE;
}

static VbSearchFlags
find_flags (void)
{
  return (is_free ? VB_SEARCH_FREE : 0) | (open_now ? VB_SEARCH_OPEN_NOW : 0)
    | (available_now ? VB_SEARCH_AVAILABLE_NOW : 0) | (has_room ? VB_SEARCH_HAS_ROOM : 0)
    | (favourites ? VB_SEARCH_FAVOURITES : 0) | (stale ? VB_SEARCH_STALE : 0)
    | (fresh ? VB_SEARCH_FRESH : 0) | (closed_too ? VB_SEARCH_CLOSED_TOO : 0);
}

static VbSearchQuery *
make_query (char   **words,
            GError **error)
{
  g_autofree char *text = g_strjoinv (" ", words);
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  g_autoptr(VbSearchQuery) query = vb_search_query_new (valid);

  for (int facet = 0; facet < VB_N_FACETS; facet++)
    for (guint i = 0; facet_values[facet] != NULL && facet_values[facet][i] != NULL; i++)
      vb_search_query_add (query, facet, facet_values[facet][i]);
  query->flags = find_flags ();
  if (limit < 1 || limit > 10000 || age < -1 || age > 150)
    {
      vb_cli_set_wrong_use (error, _("That number is not possible."));
      return NULL;
    }
  query->limit = limit;
  query->age = age;
  if (!set_order (query, error) || !set_place (query, error))
    return NULL;
  return g_steal_pointer (&query);
}

static char *
reason_of (VbServiceRow *row)
{
  const char *reason = vb_service_row_get_reason (row);

  if (reason == NULL || *reason == '\0')
    return NULL;
  return vb_cli_fill_in (_(reason), vb_service_row_get_reason_arg (row));
}

static void
answer_row (VbCli        *cli,
            VbServiceRow *row)
{
  g_autofree char *reason = reason_of (row);
  double distance = vb_service_row_get_distance (row);

  vb_cli_json_begin_object (cli->out, NULL);
  vb_cli_json_string (cli->out, "id", vb_service_row_get_id (row));
  vb_cli_json_string (cli->out, "name", vb_service_row_get_name (row));
  vb_cli_json_string (cli->out, "organization", vb_service_row_get_organization_name (row));
  vb_cli_json_string (cli->out, "summary", vb_service_row_get_summary (row));
  vb_cli_json_string (cli->out, "area", vb_service_row_get_area (row));
  vb_cli_json_string (cli->out, "status", vb_service_row_get_status (row));
  vb_cli_json_string (cli->out, "checked_at", vb_service_row_get_checked_at (row));
  vb_cli_json_bool (cli->out, "stale", vb_service_row_get_stale (row));
  vb_cli_json_bool (cli->out, "favourite", vb_service_row_get_favourite (row));
  vb_cli_json_double (cli->out, "distance", distance >= 0 ? distance : NAN);
  vb_cli_json_string (cli->out, "reason", reason);
  vb_cli_json_end_object (cli->out);
}

static void
say_row (VbCli        *cli,
         VbServiceRow *row)
{
  const char *organization = vb_service_row_get_organization_name (row);
  const char *area = vb_service_row_get_area (row);
  g_autofree char *reason = reason_of (row);
  g_autoptr(GString) text = g_string_new (vb_service_row_get_name (row));
  g_autofree char *clean = NULL;

  if (organization != NULL && *organization != '\0')
    g_string_append_printf (text, " — %s", organization);
  g_string_append_printf (text, "\n  %s", vb_service_row_get_id (row));
  if (area != NULL && *area != '\0')
    g_string_append_printf (text, " · %s", area);
  if (reason != NULL)
    g_string_append_printf (text, " · %s", reason);
  clean = vb_cli_clean (text->str);
  vb_cli_say (cli, "%s", clean);
}

static void
tell (VbCli                *cli,
      const VbSearchResult *result)
{
  vb_cli_json_int (cli->out, "total", result->total);
  vb_cli_json_bool (cli->out, "more", result->more);
  vb_cli_json_begin_array (cli->out, "left_out");
  for (guint i = 0; result->left_out != NULL && i < result->left_out->len; i++)
    vb_cli_json_string (cli->out, NULL, result->left_out->pdata[i]);
  vb_cli_json_end_array (cli->out);
  vb_cli_json_double (cli->out, "milliseconds", result->milliseconds);
  vb_cli_json_begin_array (cli->out, "services");
  for (guint i = 0; i < result->rows->len; i++)
    {
      answer_row (cli, result->rows->pdata[i]);
      say_row (cli, result->rows->pdata[i]);
    }
  vb_cli_json_end_array (cli->out);
  if (result->rows->len == 0)
    vb_cli_say (cli, "%s", _("Nothing was found."));
  else if (result->more)
    /* Translators: so many are shown of at least so many that were found. */
    vb_cli_say (cli, _("%u of more than %u; --limit shows more"), result->rows->len,
                result->total);
  else if (result->total > result->rows->len)
    /* Translators: so many are shown of so many that were found. */
    vb_cli_say (cli, _("%u of %u; --limit shows more"), result->rows->len, result->total);
}

/* Codes that do not exist: a typing error in a script must not look like a neighbourhood where
 * nobody helps. */

static const struct
{
  VbFacet facet;
  const char *option;
} listed[] = {
  { VB_FACET_NEED, "--need" },         { VB_FACET_DOMAIN, "--domain" },
  { VB_FACET_DIMENSION, "--dimension" }, { VB_FACET_AUDIENCE, "--audience" },
  { VB_FACET_KIND, "--kind" },         { VB_FACET_ACCESS, "--access" },
};

static gboolean
is_in (GPtrArray  *values,
       const char *wanted)
{
  for (guint i = 0; i < values->len; i++)
    if (g_ascii_strcasecmp (((VbFacetValue *) values->pdata[i])->value, wanted) == 0)
      return TRUE;
  return FALSE;
}

static void
refuse_code (const char *option,
             const char *wanted,
             const char *known,
             GError    **error)
{
  g_autofree char *text = NULL;

  text = g_strdup_printf (/* Translators: an option, what was given with it, and a list of codes. */
                          _("%s knows no “%s”. There are: %s"), option, wanted, known);
  vb_cli_set_wrong_use (error, text);
}

static gboolean
check_listed (VbStore                   *store,
              VbFacet                    facet,
              const char                *option,
              GError                   **error)
{
  g_autoptr(GPtrArray) values = NULL;
  g_autoptr(GString) known = g_string_new (NULL);

  if (facet_values[facet] == NULL)
    return TRUE;
  values = vb_search_list_known_sync (store, facet, NULL, error);
  if (values == NULL)
    return FALSE;
  for (guint i = 0; i < values->len; i++)
    g_string_append_printf (known, "%s%s", i > 0 ? ", " : "",
                            ((VbFacetValue *) values->pdata[i])->value);
  for (guint i = 0; facet_values[facet][i] != NULL; i++)
    if (!is_in (values, facet_values[facet][i]))
      {
        refuse_code (option, facet_values[facet][i], known->str, error);
        return FALSE;
      }
  return TRUE;
}

static gboolean
check_words (VbFacet             facet,
             const char         *option,
             gboolean          (*is_right) (const char *),
             const char         *known,
             GError            **error)
{
  for (guint i = 0; facet_values[facet] != NULL && facet_values[facet][i] != NULL; i++)
    if (!is_right (facet_values[facet][i]))
      {
        refuse_code (option, facet_values[facet][i], known, error);
        return FALSE;
      }
  return TRUE;
}

static gboolean
is_area (const char *text)
{
  static const struct { const char *kind; guint length; } kinds[] = {
    { "GM", 6 }, { "WK", 8 }, { "BU", 10 }
  };

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (g_ascii_strncasecmp (text, kinds[i].kind, 2) == 0 && strlen (text) == kinds[i].length)
      return TRUE;
  return FALSE;
}

static gboolean
is_language (const char *text)
{
  gsize n = strspn (text, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ");

  return (n == 2 || n == 3) && (text[n] == '\0' || text[n] == '-');
}

static gboolean
is_status (const char *text)
{
  return g_str_equal (text, "active") || g_str_equal (text, "inactive")
         || g_str_equal (text, "defunct") || g_str_equal (text, "temporarily closed");
}

static gboolean
check_codes (VbStore  *store,
             GError  **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (listed); i++)
    if (!check_listed (store, listed[i].facet, listed[i].option, error))
      return FALSE;
  return check_words (VB_FACET_AREA, "--area", is_area,
                      _("GM and 4 digits (municipality), WK and 6 (district), BU and 8 "
                        "(neighbourhood)"), error)
         && check_words (VB_FACET_LANGUAGE, "--language", is_language,
                         _("codes of ISO 639, such as nl, ar, tr, pl and uk"), error)
         && check_words (VB_FACET_STATUS, "--status", is_status,
                         "active, inactive, defunct, temporarily closed", error);
}

static gboolean
search (VbCli   *cli,
        char   **arguments,
        GError **error)
{
  g_autoptr(VbSearchQuery) query = make_query (arguments, error);
  g_autoptr(VbSearchResult) result = NULL;
  VbStore *store;

  if (query == NULL)
    return FALSE;
  store = vb_cli_open_store (cli, error);
  if (store == NULL)
    return FALSE;
  if (check_codes (store, error))
    result = vb_search_sync (store, query, NULL, error);
  if (result != NULL)
    tell (cli, result);
  return vb_cli_close_store (cli, store, result != NULL ? error : NULL) && result != NULL;
}

const VbCliCommand vb_cli_search = {
  .name = "search",
  .arguments = N_("[WORD…]"),
  .summary = N_("Find services"),
  .example = "  verbinderctl search schulden\n"
             "  verbinderctl search --need B17 --access walk-in --free --near 52.0907,5.1214",
  .options = options,
  .max_arguments = G_MAXUINT,
  .run = search,
};
