/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a record says, as the search sees it. What is kept in confidence (the place of a shelter,
 * the home of a volunteer) is not read at all. */

#define G_LOG_DOMAIN "vb-search"
#include "config.h"

#include "core/store/vb-search-private.h"

#include <string.h>

#include "core/base/vb-time.h"

#define SUMMARY_BYTES 240
#define TEXT_BYTES 16384 /* of one field; what comes after it is not searched */
#define MAX_PLACES 12

void
_vb_document_free (VbDocument *self)
{
  if (self == NULL)
    return;
  g_free (self->record_id);
  g_free (self->tokens);
  g_free (self->name);
  g_free (self->also);
  g_free (self->organization);
  g_free (self->tags);
  g_free (self->summary);
  g_free (self->area);
  g_free (self->status);
  g_free (self->checked_at);
  g_free (self->places);
  g_free (self->opening);
  g_free (self->reach);
  g_free (self->old_tokens);
  g_free (self);
}

/* ---------------------------------------------------------------- text to tokens */

static gboolean
is_blank (const char *text)
{
  return text == NULL || *text == '\0';
}

static void
add_initials (VbTokens *tokens, const char *word)
{
  const char *end = word;
  guint i;

  for (i = 0; i < VB_INITIALS_MAX && *end != '\0'; i++)
    {
      char initials[4 * VB_INITIALS_MAX + 1];

      end = g_utf8_next_char (end);
      memcpy (initials, word, end - word);
      initials[end - word] = '\0';
      _vb_tokens_add_word (tokens, VB_TIER_INITIALS, initials);
    }
}

/* A word of one letter says nothing outside a name. */
static gboolean
is_worth_it (const VbTokenizer *word)
{
  return word->n > 0 && !vb_word_is_stop (word->word)
    && (word->n > 1 || g_ascii_isdigit (word->word[0]));
}

static void
add_text (VbTokens *tokens, const char *text, gboolean main)
{
  VbTokenizer word;

  if (is_blank (text))
    return;
  vb_tokenizer_init (&word, text, strnlen (text, TEXT_BYTES));
  word.join = TRUE;
  while (vb_tokenizer_next (&word))
    if (is_worth_it (&word))
      {
        if (main)
          _vb_tokens_add_word (tokens, VB_TIER_MAIN, word.word);
        _vb_tokens_add_word (tokens, VB_TIER_ANY, word.word);
      }
}

static gboolean
has_worth (const char *text)
{
  VbTokenizer word;

  vb_tokenizer_init (&word, text, -1);
  while (vb_tokenizer_next (&word))
    if (is_worth_it (&word))
      return TRUE;
  return FALSE;
}

/* A name of nothing but small words ("Bij Ons") is found by those. */
static void
add_name (VbTokens *tokens, const char *text)
{
  char whole[VB_WORD_MAX + 1] = "";
  gboolean first = TRUE;
  gboolean small;
  VbTokenizer word;

  if (is_blank (text))
    return;
  small = !has_worth (text);
  vb_tokenizer_init (&word, text, strnlen (text, TEXT_BYTES));
  word.join = TRUE;
  while (vb_tokenizer_next (&word))
    {
      gboolean worth = word.n > 0 && (small || !vb_word_is_stop (word.word));

      if (worth)
        {
          _vb_tokens_add_word (tokens, VB_TIER_NAME, word.word);
          _vb_tokens_add_word (tokens, VB_TIER_ANY, word.word);
        }
      if (word.n > 0 && (worth || first) && !word.joined)
        add_initials (tokens, word.word);
      if (!word.joined)
        _vb_word_run_on (whole, &word);
      first = FALSE;
    }
  if (*whole != '\0')
    _vb_tokens_add_word (tokens, VB_TIER_WHOLE, whole);
}

static void
add_entry (VbTokens *tokens, const char *text)
{
  VbTokenizer word;

  if (is_blank (text))
    return;
  vb_tokenizer_init (&word, text, strnlen (text, TEXT_BYTES));
  word.join = TRUE;
  while (vb_tokenizer_next (&word))
    if (word.n > 0)
      _vb_tokens_add_word (tokens, VB_TIER_ENTRY, word.word);
}

static void
add_tokens (VbTokens *tokens, const char *list)
{
  g_auto(GStrv) each = g_strsplit (list, " ", -1);
  char **token;

  for (token = each; *token != NULL; token++)
    if (**token != '\0')
      _vb_tokens_add (tokens, *token);
}

static void
add_facet (VbTokens *tokens, VbFacet facet, const char *value)
{
  g_autoptr(GString) token = g_string_new (NULL);

  if (!is_blank (value) && _vb_facet_append (token, facet, value))
    _vb_tokens_add (tokens, token->str);
}

/* A line of the card's tags, once. */
static void
add_tag (VbTokens *tokens, GString *tags, const char *text)
{
  const char *found;
  gsize n;

  if (is_blank (text) || strchr (text, '\n') != NULL)
    return;
  add_text (tokens, text, TRUE);
  n = strlen (text);
  for (found = tags->str; (found = strstr (found, text)) != NULL; found += n)
    if ((found == tags->str || found[-1] == '\n') && (found[n] == '\n' || found[n] == '\0'))
      return;
  if (tags->len > 0)
    g_string_append_c (tags, '\n');
  g_string_append (tags, text);
}

/* The beginning of a description on one line, without the tags that web pages leave. */
static char *
make_summary (const char *text)
{
  GString *line = g_string_new (NULL);
  gboolean in_tag = FALSE;
  const char *p;

  for (p = text != NULL ? text : ""; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (c == '<' && (g_ascii_isalpha (p[1]) || p[1] == '/'))
        in_tag = strchr (p, '>') != NULL;
      if (!in_tag && !g_unichar_isspace (c) && !g_unichar_iscntrl (c))
        g_string_append_unichar (line, c);
      else if (line->len > 0 && line->str[line->len - 1] != ' ')
        g_string_append_c (line, ' ');
      if (c == '>')
        in_tag = FALSE;
      if (line->len > SUMMARY_BYTES)
        {
          char *space = g_strrstr (line->str, " ");

          if (space != NULL && space > line->str + SUMMARY_BYTES / 2)
            g_string_truncate (line, space - line->str);
          g_string_append (line, "…");
          break;
        }
    }
  return g_strchomp (g_string_free (line, FALSE));
}

/* ---------------------------------------------------------------- parts of a service */

/* Runs @sql with @id as its value and gives each row to @take. */
typedef void (*TakeRow) (VbStatement *row, gpointer data);

static gboolean
each_row (VbDatabase *db, const char *sql, const char *id, TakeRow take, gpointer data,
          GError **error)
{
  g_autoptr(VbStatement) statement = _vb_database_prepare (db, sql, error);
  int code;

  if (statement == NULL)
    return FALSE;
  _vb_bind_text (statement, 1, id);
  while ((code = _vb_database_step (db, statement, error)) == SQLITE_ROW)
    take (statement, data);
  return code >= 0;
}

typedef struct
{
  VbTokens *tokens;
  VbDocument *document;
  GString *tags;
  GString *places;
  GString *hours;
  GString *scratch;
  char *city;
  char *area_names;
  guint n_places;
  guint n_rows;
  gboolean free, costs;
} Reading;

static const struct { const char *name; VbFacet facet; } own_taxonomies[] = {
  { "verbinder-need", VB_FACET_NEED },
  { "verbinder-domain", VB_FACET_DOMAIN },
  { "verbinder-health", VB_FACET_DIMENSION },
  { "verbinder-kind", VB_FACET_KIND },
  { "verbinder-access", VB_FACET_ACCESS },
  { "verbinder-audience", VB_FACET_AUDIENCE },
};

static void
add_own_code (VbTokens *tokens, const char *taxonomy, const char *code)
{
  guint i;

  if (taxonomy == NULL || code == NULL)
    return;
  for (i = 0; i < G_N_ELEMENTS (own_taxonomies); i++)
    if (strcmp (taxonomy, own_taxonomies[i].name) == 0)
      add_facet (tokens, own_taxonomies[i].facet, code);
}

static void
take_attribute (VbStatement *row, gpointer data)
{
  Reading *self = data;

  add_facet (self->tokens, VB_FACET_TERM, _vb_column_text (row, 0));
  add_own_code (self->tokens, _vb_column_text (row, 1), _vb_column_text (row, 2));
  /* A need belongs to a domain and a dimension, which it then also stands for. */
  add_own_code (self->tokens, _vb_column_text (row, 4), _vb_column_text (row, 5));
  add_facet (self->tokens, VB_FACET_DOMAIN, _vb_column_text (row, 6));
  add_facet (self->tokens, VB_FACET_DIMENSION, _vb_column_text (row, 7));
  add_tag (self->tokens, self->tags, _vb_column_text (row, 3));
  add_tag (self->tokens, self->tags, _vb_column_text (row, 8));
}

static void
take_place (VbStatement *row, gpointer data)
{
  Reading *self = data;
  const char *latitude = _vb_column_text (row, 2);
  const char *longitude = _vb_column_text (row, 3);
  const char *city = _vb_column_text (row, 5);

  add_text (self->tokens, _vb_column_text (row, 0), TRUE);
  add_text (self->tokens, _vb_column_text (row, 1), TRUE);
  add_text (self->tokens, _vb_column_text (row, 4), FALSE);
  add_tag (self->tokens, self->tags, city);
  add_text (self->tokens, _vb_column_text (row, 6), FALSE);
  if (self->city == NULL && !is_blank (city))
    self->city = g_strdup (city);

  if (!is_blank (latitude) && !is_blank (longitude) && self->n_places < MAX_PLACES)
    {
      double y = g_ascii_strtod (latitude, NULL);
      double x = g_ascii_strtod (longitude, NULL);
      char text[2][G_ASCII_DTOSTR_BUF_SIZE];

      if (!(y >= -90 && y <= 90 && x >= -180 && x <= 180) || (y == 0 && x == 0))
        return;
      g_string_append_printf (self->places, "%s%s,%s", self->places->len > 0 ? " " : "",
                              g_ascii_formatd (text[0], sizeof text[0], "%.5f", y),
                              g_ascii_formatd (text[1], sizeof text[1], "%.5f", x));
      g_string_truncate (self->scratch, 0);
      _vb_cell_append (self->scratch, y, x, 0, 0);
      _vb_tokens_add (self->tokens, self->scratch->str);
      self->n_places++;
    }
}

static void
take_area (VbStatement *row, gpointer data)
{
  Reading *self = data;
  const char *name = _vb_column_text (row, 0);
  const char *uri = _vb_column_text (row, 2);
  char code[16];
  gboolean known = _vb_area_normalize (_vb_column_text (row, 1), code);

  if (!known && uri != NULL && g_str_has_prefix (uri, "urn:cbs:"))
    known = _vb_area_normalize (strrchr (uri, ':') + 1, code);
  if (known)
    {
      g_string_truncate (self->scratch, 0);
      _vb_area_append_exact (self->scratch, code);
      do
        {
          g_string_append_c (self->scratch, ' ');
          _vb_area_append_in (self->scratch, code);
        }
      while (_vb_area_widen (code));
      add_tokens (self->tokens, self->scratch->str);
    }
  else if (g_strcmp0 (_vb_column_text (row, 1), "NL") == 0)
    _vb_tokens_add (self->tokens, VB_TOKEN_NATIONAL);

  add_tag (self->tokens, self->tags, name);
  if (!is_blank (name) && self->area_names == NULL)
    self->area_names = g_strdup (name);
}

static void
take_language (VbStatement *row, gpointer data)
{
  Reading *self = data;

  add_facet (self->tokens, VB_FACET_LANGUAGE, _vb_column_text (row, 1));
  add_tag (self->tokens, self->tags, _vb_column_text (row, 0));
}

static gboolean
says_free (const char *text)
{
  VbTokenizer word;

  vb_tokenizer_init (&word, text, -1);
  return vb_tokenizer_next (&word)
    && (strcmp (word.word, "gratis") == 0 || strcmp (word.word, "kosteloos") == 0
        || strcmp (word.word, "free") == 0);
}

static void
take_cost (VbStatement *row, gpointer data)
{
  Reading *self = data;
  const char *option = _vb_column_text (row, 0);
  const char *amount = _vb_column_text (row, 1);
  char *end = NULL;
  double value = is_blank (amount) ? 0 : g_ascii_strtod (amount, &end);

  if (!is_blank (amount) && end != amount)
    {
      if (value > 0)
        self->costs = TRUE;
      else
        self->free = TRUE;
    }
  else if (!is_blank (option) && says_free (option))
    self->free = TRUE;
}

static void
take_hours (VbStatement *row, gpointer data)
{
  Reading *self = data;

  _vb_hours_append_row (self->hours, row, 0, 14);
}

static void
take_capacity (VbStatement *row, gpointer data)
{
  Reading *self = data;

  if (sqlite3_column_double (row, 0) > 0)
    _vb_tokens_add (self->tokens, VB_TOKEN_ROOM);
}

/* "Rolstoeltoegankelijk", unless the same sentence denies it. */
static void
take_accessibility (VbStatement *row, gpointer data)
{
  Reading *self = data;
  gboolean wheelchair = FALSE, denied = FALSE;
  int i;

  for (i = 0; i < 2; i++)
    {
      VbTokenizer word;

      vb_tokenizer_init (&word, _vb_column_text (row, i), -1);
      while (vb_tokenizer_next (&word))
        {
          wheelchair |= g_str_has_prefix (word.word, "rolstoel")
                        || g_str_has_prefix (word.word, "wheelchair");
          denied |= strcmp (word.word, "niet") == 0 || strcmp (word.word, "geen") == 0
                    || strcmp (word.word, "not") == 0 || strcmp (word.word, "no") == 0;
        }
    }
  if (wheelchair && !denied)
    add_facet (self->tokens, VB_FACET_ACCESS, "wheelchair");
}

/* ---------------------------------------------------------------- a service */

#define HOURS "valid_from, valid_to, dtstart, until, \"count\", wkst, freq, \"interval\", byday, " \
              "byweekno, bymonthday, byyearday, opens_at, closes_at"
#define REACH "a.valid_from, a.valid_to, a.dtstart, NULL, NULL, NULL, a.freq, a.\"interval\", " \
              "a.byday, NULL, NULL, NULL, a.opens_at, a.closes_at"

static const char sql_service[] =
  "SELECT s.seq, s.name, s.alternate_name, s.description, s.status, s.application_process, "
  "s.fees_description, s.fees, s.eligibility_description, s.minimum_age, s.maximum_age, "
  "s.assured_date, s.organization_id, o.name, o.alternate_name, p.name, p.alternate_name, "
  "(SELECT max (v.checked_at) FROM verification v "
  " WHERE v.resource_id = s.id AND v.resource_type = 'service') "
  "FROM service s LEFT JOIN organization o ON o.id = s.organization_id "
  "LEFT JOIN program p ON p.id = s.program_id WHERE s.id = ?";

static const char sql_attributes[] =
  "SELECT a.taxonomy_term_id, coalesce (t.taxonomy, x.name), t.code, t.name, "
  "coalesce (u.taxonomy, x.name), u.code, "
  "CASE WHEN json_valid (t.extra) THEN t.extra ->> '$.vb_domain_2' END, "
  "CASE WHEN json_valid (t.extra) THEN t.extra ->> '$.vb_health' END, a.label "
  "FROM attribute a LEFT JOIN taxonomy_term t ON t.id = a.taxonomy_term_id "
  "LEFT JOIN taxonomy x ON x.id = t.taxonomy_id "
  "LEFT JOIN taxonomy_term u ON u.id = t.parent_id WHERE a.link_id IN "
  "(SELECT ?1 UNION ALL SELECT id FROM service_at_location WHERE service_id = ?1)";

static const char sql_places[] =
  "SELECT l.name, l.alternate_name, l.latitude, l.longitude, d.address_1, d.city, d.region "
  "FROM service_at_location p JOIN location l ON l.id = p.location_id "
  "LEFT JOIN address d ON d.location_id = l.id "
  "WHERE p.service_id = ? AND coalesce (l.vb_confidential, '0') <> '1'";

static const char sql_areas[] =
  "SELECT name, \"extent\", uri FROM service_area WHERE service_id = ?1 UNION ALL "
  "SELECT a.name, a.\"extent\", a.uri FROM service_at_location p "
  "JOIN service_area a ON a.service_at_location_id = p.id WHERE p.service_id = ?1";

static const char sql_languages[] =
  "SELECT name, code FROM language WHERE service_id = ?1 UNION ALL "
  "SELECT l.name, l.code FROM service_at_location p "
  "JOIN language l ON l.location_id = p.location_id WHERE p.service_id = ?1 UNION ALL "
  "SELECT l.name, l.code FROM phone p JOIN language l ON l.phone_id = p.id "
  "WHERE p.service_id = ?1";

static const char sql_costs[] =
  "SELECT \"option\", amount FROM cost_option WHERE service_id = ?1 "
  "AND coalesce (valid_to, '9999') >= date ('now')";

static const char sql_capacity[] =
  "SELECT max (CAST (available AS REAL)) FROM service_capacity WHERE service_id = ?1";

static const char sql_accessibility[] =
  "SELECT a.description, a.details FROM service_at_location p "
  "JOIN accessibility a ON a.location_id = p.location_id WHERE p.service_id = ?1";

/* Its own hours, else those of its places. */
static const char *const sql_hours[] = {
  "SELECT " HOURS " FROM schedule WHERE service_id = ?1",
  "SELECT " HOURS " FROM schedule WHERE service_at_location_id IN "
  "(SELECT id FROM service_at_location WHERE service_id = ?1)",
  "SELECT " HOURS " FROM schedule WHERE location_id IN "
  "(SELECT location_id FROM service_at_location WHERE service_id = ?1)",
};

static const char *const sql_reach[] = {
  "SELECT " REACH " FROM contact c JOIN availability a ON a.contact_id = c.id "
  "WHERE c.service_id = ?1",
  "SELECT " REACH " FROM contact c JOIN availability a ON a.contact_id = c.id "
  "WHERE c.organization_id = ?1 AND c.service_id IS NULL",
};

static void
add_ages (VbTokens *tokens, const char *minimum, const char *maximum)
{
  g_autoptr(GString) blocks = g_string_new (NULL);
  double from = is_blank (minimum) ? 0 : g_ascii_strtod (minimum, NULL);
  double to = is_blank (maximum) ? 127 : g_ascii_strtod (maximum, NULL);

  /* Some sources write 0 for no maximum. */
  if (to <= 0 || to < from)
    to = 127;
  _vb_age_append_range (blocks, (int) CLAMP (from, 0, 127), (int) CLAMP (to, 0, 127));
  add_tokens (tokens, blocks->str);
}

static gboolean
is_listed (const char *status)
{
  return g_strcmp0 (status, "inactive") != 0 && g_strcmp0 (status, "defunct") != 0;
}

static char *
later_date (const char *one, const char *other)
{
  guint day = _vb_search_day (one), other_day = _vb_search_day (other);

  if (day == 0 && other_day == 0)
    return NULL;
  return g_strndup (day >= other_day ? one : other, 10);
}

static void
take_service (Reading *self, VbStatement *row)
{
  VbDocument *document = self->document;
  const char *name = _vb_column_text (row, 1);
  const char *status = _vb_column_text (row, 4);
  const char *fees = _vb_column_text (row, 6);
  g_autofree char *also = NULL;

  document->checked_at = later_date (_vb_column_text (row, 11), _vb_column_text (row, 17));
  document->docid = _vb_docid (VB_FOUND_SERVICE, _vb_search_day (document->checked_at),
                               sqlite3_column_int64 (row, 0));
  document->name = g_strdup (name != NULL ? name : "");
  document->also = g_strdup (_vb_column_text (row, 2));
  document->organization = g_strdup (_vb_column_text (row, 13));
  document->status = g_strdup (status);
  document->summary = make_summary (_vb_column_text (row, 3));

  add_name (self->tokens, name);
  add_name (self->tokens, document->also);
  add_text (self->tokens, document->organization, TRUE);
  add_text (self->tokens, _vb_column_text (row, 14), TRUE);
  add_text (self->tokens, _vb_column_text (row, 15), TRUE);
  add_text (self->tokens, _vb_column_text (row, 16), TRUE);
  add_text (self->tokens, _vb_column_text (row, 3), FALSE);
  add_text (self->tokens, _vb_column_text (row, 5), FALSE);
  add_text (self->tokens, fees, FALSE);
  add_text (self->tokens, _vb_column_text (row, 8), FALSE);

  add_facet (self->tokens, VB_FACET_STATUS, status);
  _vb_tokens_add (self->tokens, is_listed (status) ? VB_TOKEN_LISTED : VB_TOKEN_UNLISTED);
  add_ages (self->tokens, _vb_column_text (row, 9), _vb_column_text (row, 10));
  if (says_free (fees) || says_free (_vb_column_text (row, 7)))
    self->free = TRUE;
}

static gboolean
read_hours (VbDatabase *db, Reading *self, const char *id, const char *organization_id,
            GError **error)
{
  VbDocument *document = self->document;
  guint i;

  for (i = 0; i < G_N_ELEMENTS (sql_hours) && self->hours->len == 0; i++)
    if (!each_row (db, sql_hours[i], id, take_hours, self, error))
      return FALSE;
  if (self->hours->len > 0)
    document->opening = g_strdup (self->hours->str);

  g_string_truncate (self->hours, 0);
  if (!each_row (db, sql_reach[0], id, take_hours, self, error))
    return FALSE;
  if (organization_id != NULL
      && !each_row (db, sql_reach[1], organization_id, take_hours, self, error))
    return FALSE;
  if (self->hours->len > 0)
    document->reach = g_strdup (self->hours->str);

  g_string_truncate (self->scratch, 0);
  if (document->opening != NULL)
    _vb_hours_append_parts (self->scratch, 'o', document->opening);
  if (document->reach != NULL)
    _vb_hours_append_parts (self->scratch, 'v', document->reach);
  add_tokens (self->tokens, self->scratch->str);
  return TRUE;
}

static gboolean
read_parts (VbDatabase *db, Reading *self, const char *id, const char *organization_id,
            GError **error)
{
  return each_row (db, sql_attributes, id, take_attribute, self, error)
      && each_row (db, sql_places, id, take_place, self, error)
      && each_row (db, sql_areas, id, take_area, self, error)
      && each_row (db, sql_languages, id, take_language, self, error)
      && each_row (db, sql_costs, id, take_cost, self, error)
      && each_row (db, sql_capacity, id, take_capacity, self, error)
      && each_row (db, sql_accessibility, id, take_accessibility, self, error)
      && read_hours (db, self, id, organization_id, error);
}

static void
finish_service (Reading *self)
{
  VbDocument *document = self->document;

  if (self->free && !self->costs)
    _vb_tokens_add (self->tokens, VB_TOKEN_FREE);
  document->area = g_strdup (self->area_names != NULL ? self->area_names : self->city);
  document->tags = g_strdup (self->tags->str);
  document->places = self->places->len > 0 ? g_strdup (self->places->str) : NULL;
  document->tokens = g_strdup (self->tokens->text->str);
}

static VbDocument *
document_new (const char *id)
{
  VbDocument *document = g_new0 (VbDocument, 1);

  document->record_id = g_strdup (id);
  return document;
}

VbDocument *
_vb_document_read_service (VbDatabase *db, VbTokens *tokens, const char *id, GError **error)
{
  g_autoptr(VbDocument) document = document_new (id);
  g_autoptr(VbStatement) service = _vb_database_prepare (db, sql_service, error);
  g_autofree char *organization_id = NULL;
  Reading reading = { .tokens = tokens, .document = document };
  gboolean ok;
  int code;

  if (service == NULL)
    return NULL;
  _vb_bind_text (service, 1, id);
  code = _vb_database_step (db, service, error);
  if (code < 0)
    return NULL;
  document->gone = code != SQLITE_ROW;
  if (document->gone)
    return g_steal_pointer (&document);

  _vb_tokens_clear (tokens);
  reading.tags = g_string_new (NULL);
  reading.places = g_string_new (NULL);
  reading.hours = g_string_new (NULL);
  reading.scratch = g_string_new (NULL);
  take_service (&reading, service);
  organization_id = g_strdup (_vb_column_text (service, 12));
  ok = read_parts (db, &reading, id, organization_id, error);
  if (ok)
    finish_service (&reading);

  g_string_free (reading.tags, TRUE);
  g_string_free (reading.places, TRUE);
  g_string_free (reading.hours, TRUE);
  g_string_free (reading.scratch, TRUE);
  g_free (reading.city);
  g_free (reading.area_names);
  return ok ? g_steal_pointer (&document) : NULL;
}

/* ---------------------------------------------------------------- organizations, functions */

static const char sql_organization[] =
  "SELECT seq, name, alternate_name, description FROM organization WHERE id = ?";

VbDocument *
_vb_document_read_organization (VbDatabase *db, VbTokens *tokens, const char *id, GError **error)
{
  g_autoptr(VbDocument) document = document_new (id);
  g_autoptr(VbStatement) row = _vb_database_prepare (db, sql_organization, error);
  int code;

  if (row == NULL)
    return NULL;
  _vb_bind_text (row, 1, id);
  code = _vb_database_step (db, row, error);
  if (code < 0)
    return NULL;
  document->gone = code != SQLITE_ROW;
  if (document->gone)
    return g_steal_pointer (&document);

  document->docid = _vb_docid (VB_FOUND_ORGANIZATION, 0, sqlite3_column_int64 (row, 0));
  document->name = g_strdup (_vb_column_text (row, 1));
  document->also = g_strdup (_vb_column_text (row, 2));
  document->summary = make_summary (_vb_column_text (row, 3));
  _vb_tokens_clear (tokens);
  add_entry (tokens, document->name);
  add_entry (tokens, document->also);
  document->tokens = g_strdup (tokens->text->str);
  return g_steal_pointer (&document);
}

static const char sql_contact[] =
  "SELECT c.title, c.department, c.name, o.name, "
  "(SELECT group_concat (h.name, char (10)) FROM holder h WHERE h.contact_id = c.id "
  " AND coalesce (h.valid_from, '') <= ?2 AND coalesce (h.valid_to, '9999') >= ?2), "
  "EXISTS (SELECT 1 FROM holder h WHERE h.contact_id = c.id) "
  "FROM contact c LEFT JOIN service s ON s.id = c.service_id "
  "LEFT JOIN organization o ON o.id = coalesce (c.organization_id, s.organization_id) "
  "WHERE c.id = ?1";

VbDocument *
_vb_document_read_contact (VbDatabase *db, VbTokens *tokens, const char *id, GError **error)
{
  g_autoptr(VbDocument) document = document_new (id);
  g_autoptr(VbStatement) row = _vb_database_prepare (db, sql_contact, error);
  g_autofree char *today = vb_time_today ();
  const char *title, *holder;
  int code;

  if (row == NULL)
    return NULL;
  _vb_bind_text (row, 1, id);
  _vb_bind_text (row, 2, today);
  code = _vb_database_step (db, row, error);
  if (code < 0)
    return NULL;
  document->gone = code != SQLITE_ROW;
  if (document->gone)
    return g_steal_pointer (&document);

  /* The name a source gave counts as long as nobody was entered as a holder here. */
  title = _vb_column_text (row, 0);
  holder = _vb_column_text (row, sqlite3_column_int (row, 5) ? 4 : 2);
  document->docid = 0; /* given when it is written */
  document->name = g_strdup (!is_blank (title) ? title : holder);
  document->also = g_strdup (_vb_column_text (row, 1));
  document->organization = g_strdup (is_blank (title) ? NULL : holder);
  document->tags = g_strdup (_vb_column_text (row, 3));
  _vb_tokens_clear (tokens);
  add_entry (tokens, title);
  add_entry (tokens, document->also);
  add_entry (tokens, holder);
  add_entry (tokens, document->tags);
  document->tokens = g_strdup (tokens->text->str);
  return g_steal_pointer (&document);
}
