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

/* Telephone numbers as one run of digits, however they are written: from the beginning, from behind
 * the area code, and with the country in the place of the nought. */
static void
add_numbers (VbTokens *tokens, const char *text)
{
  g_auto(GStrv) lines = g_strsplit (text != NULL ? text : "", "\n", -1);
  guint i;

  for (i = 0; lines[i] != NULL; i++)
    {
      char digits[VB_WORD_MAX + 1] = "31";
      guint n = 2, local = 0;
      const char *p;

      for (p = lines[i]; *p != '\0' && n < VB_WORD_MAX; p++)
        if (g_ascii_isdigit (*p))
          digits[n++] = *p;
        else if (local == 0 && n > 2)
          local = n;
      digits[n] = '\0';
      if (n < 2 + VB_NUMBER_MIN)
        continue;
      _vb_tokens_add_word (tokens, VB_TIER_WHOLE, digits + 2);
      if (g_str_has_prefix (digits + 2, "31") && strchr (lines[i], '+') != NULL)
        {
          digits[3] = '0';
          _vb_tokens_add_word (tokens, VB_TIER_WHOLE, digits + 3);
          digits[3] = '1';
        }
      else if (digits[2] == '0')
        {
          memmove (digits + 2, digits + 3, n - 2);
          _vb_tokens_add_word (tokens, VB_TIER_WHOLE, digits);
          local = local > 0 ? local - 1 : 0;
        }
      if (local > 0 && strlen (digits + local) >= VB_NUMBER_MIN)
        _vb_tokens_add_word (tokens, VB_TIER_WHOLE, digits + local);
    }
}

static void
add_tokens (VbTokens *tokens, const char *list)
{
  while (*list != '\0')
    {
      gsize n = strcspn (list, " ");

      if (n > 0)
        _vb_tokens_add_n (tokens, list, n);
      list += n + (list[n] != '\0');
    }
}

static void
add_facet (VbTokens *tokens, VbFacet facet, const char *value)
{
  g_autoptr(GString) token = g_string_new (NULL);

  if (!is_blank (value) && _vb_facet_append (token, facet, value))
    _vb_tokens_add (tokens, token->str);
}

static gboolean
is_tag (const char *text)
{
  return !is_blank (text) && strchr (text, '\n') == NULL;
}

/* A line of the card's tags, once. */
static void
add_line (GString *tags, const char *text)
{
  const char *found;
  gsize n = strlen (text);

  for (found = tags->str; (found = strstr (found, text)) != NULL; found += n)
    if ((found == tags->str || found[-1] == '\n') && (found[n] == '\n' || found[n] == '\0'))
      return;
  if (tags->len > 0)
    g_string_append_c (tags, '\n');
  g_string_append (tags, text);
}

static void
add_tag (VbTokens *tokens, GString *tags, const char *text)
{
  if (!is_tag (text))
    return;
  add_text (tokens, text, TRUE);
  add_line (tags, text);
}

/* The beginning of a description on one line, without the tags that web pages leave. */
static char *
make_summary (const char *text)
{
  GString *line = g_string_new (NULL);
  gboolean in_tag = FALSE, tags = TRUE;
  const char *p;

  for (p = text != NULL ? text : ""; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = (guchar) *p < 0x80 ? (guchar) *p : g_utf8_get_char (p);

      /* Where no tag ends any more, none begins; that is looked for once. */
      if (c == '<' && !in_tag && tags && (g_ascii_isalpha (p[1]) || p[1] == '/'))
        in_tag = tags = strchr (p, '>') != NULL;
      if (!in_tag && c > ' ' && c < 0x7f)
        g_string_append_c (line, (char) c);
      else if (!in_tag && !g_unichar_isspace (c) && !g_unichar_iscntrl (c))
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

/* What a term of a taxonomy stands for in the index. */
typedef struct
{
  char *tokens;
  char *name; /* (nullable): its line among the tags */
} Term;

/* The texts are used again for every record. */
struct _VbDocumentReader
{
  VbDatabase *db;
  VbTokens tokens;
  VbTokens scratch_tokens; /* of a term */
  GHashTable *terms; /* id to Term, those that were met */
  char *today;
  GString *tags;
  GString *places;
  GString *hours;
  GString *scratch;

  /* of the record at hand */
  VbDocument *document;
  char *city;
  char *area_names;
  guint n_places;
  gboolean free, costs;
  GError *failure;
};

typedef VbDocumentReader Reading;

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
term_free (gpointer data)
{
  Term *self = data;

  g_free (self->tokens);
  g_free (self->name);
  g_free (self);
}

static const char sql_term[] =
  "SELECT t.name, coalesce (t.taxonomy, x.name), t.code, coalesce (u.taxonomy, x.name), u.code, "
  "CASE WHEN json_valid (t.extra) THEN t.extra ->> '$.vb_domain_2' END, "
  "CASE WHEN json_valid (t.extra) THEN t.extra ->> '$.vb_health' END "
  "FROM taxonomy_term t LEFT JOIN taxonomy x ON x.id = t.taxonomy_id "
  "LEFT JOIN taxonomy_term u ON u.id = t.parent_id WHERE t.id = ?";

static Term *
read_term (Reading *self, const char *id, GError **error)
{
  g_autoptr(VbStatement) row = _vb_database_prepare (self->db, sql_term, error);
  Term *term;
  int code;

  if (row == NULL)
    return NULL;
  _vb_bind_text (row, 1, id);
  code = _vb_database_step (self->db, row, error);
  if (code < 0)
    return NULL;

  term = g_new0 (Term, 1);
  _vb_tokens_clear (&self->scratch_tokens);
  add_facet (&self->scratch_tokens, VB_FACET_TERM, id);
  if (code == SQLITE_ROW)
    {
      const char *name = _vb_column_text (row, 0);

      add_own_code (&self->scratch_tokens, _vb_column_text (row, 1), _vb_column_text (row, 2));
      /* A need belongs to a domain and a dimension, which it then also stands for. */
      add_own_code (&self->scratch_tokens, _vb_column_text (row, 3), _vb_column_text (row, 4));
      add_facet (&self->scratch_tokens, VB_FACET_DOMAIN, _vb_column_text (row, 5));
      add_facet (&self->scratch_tokens, VB_FACET_DIMENSION, _vb_column_text (row, 6));
      if (is_tag (name))
        {
          add_text (&self->scratch_tokens, name, TRUE);
          term->name = g_strdup (name);
        }
    }
  term->tokens = g_strdup (self->scratch_tokens.text->str);
  g_hash_table_insert (self->terms, g_strdup (id), term);
  return term;
}

/* Many attributes share few terms. */
static void
take_attribute (VbStatement *row, gpointer data)
{
  Reading *self = data;
  const char *id = _vb_column_text (row, 1);
  const Term *term = NULL;

  if (id != NULL && self->failure == NULL)
    {
      term = g_hash_table_lookup (self->terms, id);
      if (term == NULL)
        term = read_term (self, id, &self->failure);
    }
  if (term != NULL)
    {
      add_tokens (&self->tokens, term->tokens);
      if (term->name != NULL)
        add_line (self->tags, term->name);
    }
  add_tag (&self->tokens, self->tags, _vb_column_text (row, 2));
}

static void
take_place (VbStatement *row, gpointer data)
{
  Reading *self = data;
  const char *latitude = _vb_column_text (row, 3);
  const char *longitude = _vb_column_text (row, 4);
  const char *city = _vb_column_text (row, 6);

  add_text (&self->tokens, _vb_column_text (row, 1), TRUE);
  add_text (&self->tokens, _vb_column_text (row, 2), TRUE);
  add_text (&self->tokens, _vb_column_text (row, 5), FALSE);
  add_tag (&self->tokens, self->tags, city);
  add_text (&self->tokens, _vb_column_text (row, 7), FALSE);
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
      _vb_tokens_add (&self->tokens, self->scratch->str);
      self->n_places++;
    }
}

static void
take_area (VbStatement *row, gpointer data)
{
  Reading *self = data;
  const char *name = _vb_column_text (row, 1);
  const char *uri = _vb_column_text (row, 3);
  char code[16];
  gboolean known = _vb_area_normalize (_vb_column_text (row, 2), code);

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
      add_tokens (&self->tokens, self->scratch->str);
    }
  else if (g_strcmp0 (_vb_column_text (row, 2), "NL") == 0)
    _vb_tokens_add (&self->tokens, VB_TOKEN_NATIONAL);

  add_tag (&self->tokens, self->tags, name);
  if (!is_blank (name) && self->area_names == NULL)
    self->area_names = g_strdup (name);
}

static void
take_language (VbStatement *row, gpointer data)
{
  Reading *self = data;

  add_facet (&self->tokens, VB_FACET_LANGUAGE, _vb_column_text (row, 2));
  add_tag (&self->tokens, self->tags, _vb_column_text (row, 1));
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
  const char *option = _vb_column_text (row, 1);
  const char *amount = _vb_column_text (row, 2);
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

  _vb_hours_append_row (self->hours, row, 1, 14);
}

static void
take_capacity (VbStatement *row, gpointer data)
{
  Reading *self = data;

  if (sqlite3_column_double (row, 1) > 0)
    _vb_tokens_add (&self->tokens, VB_TOKEN_ROOM);
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
    add_facet (&self->tokens, VB_FACET_ACCESS, "wheelchair");
}

/* Whom one can ask there: a line of the tags as well, and known from them by its first letter. */
static void
add_function (Reading *self, const char *text)
{
  g_autofree char *line = is_blank (text) ? NULL : g_strconcat (VB_TAG_OF_FUNCTION, text, NULL);

  add_tag (&self->tokens, self->tags, line);
}

static void
take_function (VbStatement *row, gpointer data)
{
  add_function (data, _vb_column_text (row, 1));
  add_function (data, _vb_column_text (row, 2));
  add_function (data, _vb_column_text (row, 3));
}

static void
take_phone (VbStatement *row, gpointer data)
{
  add_numbers (&((Reading *) data)->tokens, _vb_column_text (row, 1));
}

static void
take_holder (VbStatement *row, gpointer data)
{
  add_function (data, _vb_column_text (row, 1));
}

/* ---------------------------------------------------------------- a service */

#define HOURS "s.valid_from, s.valid_to, s.dtstart, s.until, s.\"count\", s.wkst, s.freq, " \
              "s.\"interval\", s.byday, s.byweekno, s.bymonthday, s.byyearday, s.opens_at, " \
              "s.closes_at"
#define REACH "a.valid_from, a.valid_to, a.dtstart, NULL, NULL, NULL, a.freq, a.\"interval\", " \
              "a.byday, NULL, NULL, NULL, a.opens_at, a.closes_at"
#define OF_BATCH " FROM temp.search_batch b CROSS JOIN "
#define OF_PLACES " FROM temp.search_place b CROSS JOIN "
/* Of many tables a map has no rows, and then none is looked for. */
#define IF_ANY(table) " WHERE EXISTS (SELECT 1 FROM " table ")"
#define IN_ORDER " ORDER BY b.n"
#define IN_ORDER_OF_PLACES " ORDER BY b.place"

static const char sql_service[] =
  "SELECT b.n, s.seq, s.name, s.alternate_name, s.description, s.status, s.application_process, "
  "s.fees_description, s.fees, s.eligibility_description, s.minimum_age, s.maximum_age, "
  "s.assured_date, o.name, o.alternate_name, p.name, p.alternate_name, "
  "(SELECT max (v.checked_at) FROM verification v "
  " WHERE v.resource_id = s.id AND v.resource_type = 'service')"
  OF_BATCH "service s ON s.id = b.id LEFT JOIN organization o ON o.id = s.organization_id "
  "LEFT JOIN program p ON p.id = s.program_id" IN_ORDER;

/* What a service says besides, in this order. */
static const struct
{
  const char *sql;
  VbSweepTake take;
} parts[] = {
  { "SELECT b.n, a.taxonomy_term_id, a.label"
    OF_BATCH "attribute a ON a.link_id = b.id" IF_ANY ("attribute") IN_ORDER, take_attribute },
  { "SELECT b.n, a.taxonomy_term_id, a.label"
    OF_PLACES "attribute a ON a.link_id = b.id" IF_ANY ("attribute") IN_ORDER_OF_PLACES,
    take_attribute },
  { "SELECT b.n, l.name, l.alternate_name, l.latitude, l.longitude, d.address_1, d.city, d.region"
    OF_PLACES "location l ON l.id = b.location_id LEFT JOIN address d ON d.location_id = l.id "
    "WHERE coalesce (l.vb_confidential, '0') <> '1'" IN_ORDER_OF_PLACES, take_place },
  { "SELECT b.n, a.name, a.\"extent\", a.uri"
    OF_BATCH "service_area a ON a.service_id = b.id" IF_ANY ("service_area") IN_ORDER, take_area },
  { "SELECT b.n, a.name, a.\"extent\", a.uri"
    OF_PLACES "service_area a ON a.service_at_location_id = b.id" IF_ANY ("service_area")
    IN_ORDER_OF_PLACES, take_area },
  { "SELECT b.n, l.name, l.code"
    OF_BATCH "language l ON l.service_id = b.id" IF_ANY ("language") IN_ORDER, take_language },
  { "SELECT b.n, l.name, l.code"
    OF_PLACES "language l ON l.location_id = b.location_id" IF_ANY ("language") IN_ORDER_OF_PLACES,
    take_language },
  { "SELECT b.n, l.name, l.code"
    OF_BATCH "phone p ON p.service_id = b.id CROSS JOIN language l ON l.phone_id = p.id"
    IF_ANY ("language") IN_ORDER, take_language },
  { "SELECT b.n, c.\"option\", c.amount"
    OF_BATCH "cost_option c ON c.service_id = b.id" IF_ANY ("cost_option")
    " AND coalesce (c.valid_to, '9999') >= ?1" IN_ORDER, take_cost },
  { "SELECT b.n, CAST (c.available AS REAL)"
    OF_BATCH "service_capacity c ON c.service_id = b.id" IF_ANY ("service_capacity") IN_ORDER,
    take_capacity },
  { "SELECT b.n, a.description, a.details"
    OF_PLACES "accessibility a ON a.location_id = b.location_id" IF_ANY ("accessibility")
    IN_ORDER_OF_PLACES, take_accessibility },
  /* The name a source gave counts as long as nobody was entered as a holder here. */
  { "SELECT b.n, c.title, c.department, "
    "CASE WHEN NOT EXISTS (SELECT 1 FROM holder h WHERE h.contact_id = c.id) THEN c.name END"
    OF_BATCH "contact c ON c.service_id = b.id" IF_ANY ("contact") IN_ORDER, take_function },
  { "SELECT b.n, h.name"
    OF_BATCH "contact c ON c.service_id = b.id CROSS JOIN holder h ON h.contact_id = c.id"
    IF_ANY ("holder") " AND coalesce (h.valid_from, '') <= ?1 "
    "AND coalesce (h.valid_to, '9999') >= ?1" IN_ORDER, take_holder },
  { "SELECT b.n, p.number" OF_BATCH "phone p ON p.service_id = b.id" IF_ANY ("phone") IN_ORDER,
    take_phone },
  { "SELECT b.n, p.number"
    OF_BATCH "contact c ON c.service_id = b.id CROSS JOIN phone p ON p.contact_id = c.id"
    IF_ANY ("contact") IN_ORDER, take_phone },
};

/* Its own hours, else those of it at its places, else those of its places. */
static const char *const sql_hours[] = {
  "SELECT b.n, " HOURS OF_BATCH "schedule s ON s.service_id = b.id" IF_ANY ("schedule") IN_ORDER,
  "SELECT b.n, " HOURS OF_PLACES "schedule s ON s.service_at_location_id = b.id"
  IF_ANY ("schedule") IN_ORDER_OF_PLACES,
  "SELECT b.n, " HOURS OF_PLACES "schedule s ON s.location_id = b.location_id"
  IF_ANY ("schedule") IN_ORDER_OF_PLACES,
};

static const char *const sql_reach[] = {
  "SELECT b.n, " REACH OF_BATCH "contact c ON c.service_id = b.id "
  "CROSS JOIN availability a ON a.contact_id = c.id" IF_ANY ("availability") IN_ORDER,
  "SELECT b.n, " REACH OF_BATCH "service s ON s.id = b.id "
  "CROSS JOIN contact c ON c.organization_id = s.organization_id AND c.service_id IS NULL "
  "CROSS JOIN availability a ON a.contact_id = c.id" IF_ANY ("availability") IN_ORDER,
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
take_service (VbStatement *row, gpointer data)
{
  Reading *self = data;
  VbDocument *document = self->document;
  const char *name = _vb_column_text (row, 2);
  const char *status = _vb_column_text (row, 5);
  const char *fees = _vb_column_text (row, 7);

  document->gone = FALSE;
  document->checked_at = later_date (_vb_column_text (row, 12), _vb_column_text (row, 17));
  document->docid = _vb_docid (VB_FOUND_SERVICE, _vb_search_day (document->checked_at),
                               sqlite3_column_int64 (row, 1));
  document->name = g_strdup (name != NULL ? name : "");
  document->also = g_strdup (_vb_column_text (row, 3));
  document->organization = g_strdup (_vb_column_text (row, 13));
  document->status = g_strdup (status);
  document->summary = make_summary (_vb_column_text (row, 4));

  add_name (&self->tokens, name);
  add_name (&self->tokens, document->also);
  add_text (&self->tokens, document->organization, TRUE);
  add_text (&self->tokens, _vb_column_text (row, 14), TRUE);
  add_text (&self->tokens, _vb_column_text (row, 15), TRUE);
  add_text (&self->tokens, _vb_column_text (row, 16), TRUE);
  add_text (&self->tokens, _vb_column_text (row, 4), FALSE);
  add_text (&self->tokens, _vb_column_text (row, 6), FALSE);
  add_text (&self->tokens, fees, FALSE);
  add_text (&self->tokens, _vb_column_text (row, 9), FALSE);

  add_facet (&self->tokens, VB_FACET_STATUS, status);
  _vb_tokens_add (&self->tokens, is_listed (status) ? VB_TOKEN_LISTED : VB_TOKEN_UNLISTED);
  add_ages (&self->tokens, _vb_column_text (row, 10), _vb_column_text (row, 11));
  if (says_free (fees) || says_free (_vb_column_text (row, 8)))
    self->free = TRUE;
}

typedef struct
{
  VbSweep service;
  VbSweep parts[G_N_ELEMENTS (parts)];
  VbSweep hours[G_N_ELEMENTS (sql_hours)];
  VbSweep reach[G_N_ELEMENTS (sql_reach)];
} Sweeps;

static gboolean
start_sweeps (Sweeps *self, Reading *reading, GError **error)
{
  VbDatabase *db = reading->db;
  guint i;

  if (!_vb_sweep_start (&self->service, db, sql_service, reading->today, error))
    return FALSE;
  for (i = 0; i < G_N_ELEMENTS (parts); i++)
    if (!_vb_sweep_start (&self->parts[i], db, parts[i].sql, reading->today, error))
      return FALSE;
  for (i = 0; i < G_N_ELEMENTS (sql_hours); i++)
    if (!_vb_sweep_start (&self->hours[i], db, sql_hours[i], reading->today, error))
      return FALSE;
  for (i = 0; i < G_N_ELEMENTS (sql_reach); i++)
    if (!_vb_sweep_start (&self->reach[i], db, sql_reach[i], reading->today, error))
      return FALSE;
  return TRUE;
}

static void
end_sweeps (Sweeps *self)
{
  guint i;

  _vb_sweep_end (&self->service);
  for (i = 0; i < G_N_ELEMENTS (parts); i++)
    _vb_sweep_end (&self->parts[i]);
  for (i = 0; i < G_N_ELEMENTS (sql_hours); i++)
    _vb_sweep_end (&self->hours[i]);
  for (i = 0; i < G_N_ELEMENTS (sql_reach); i++)
    _vb_sweep_end (&self->reach[i]);
}

static gboolean
read_hours (Sweeps *sweeps, Reading *self, guint n, GError **error)
{
  VbDocument *document = self->document;
  guint i;

  g_string_truncate (self->hours, 0);
  for (i = 0; i < G_N_ELEMENTS (sql_hours); i++)
    if (!_vb_sweep_take (&sweeps->hours[i], n, self->hours->len == 0 ? take_hours : NULL, self,
                         error))
      return FALSE;
  if (self->hours->len > 0)
    document->opening = g_strdup (self->hours->str);

  g_string_truncate (self->hours, 0);
  for (i = 0; i < G_N_ELEMENTS (sql_reach); i++)
    if (!_vb_sweep_take (&sweeps->reach[i], n, take_hours, self, error))
      return FALSE;
  if (self->hours->len > 0)
    document->reach = g_strdup (self->hours->str);

  g_string_truncate (self->scratch, 0);
  if (document->opening != NULL)
    _vb_hours_append_parts (self->scratch, 'o', document->opening);
  if (document->reach != NULL)
    _vb_hours_append_parts (self->scratch, 'v', document->reach);
  add_tokens (&self->tokens, self->scratch->str);
  return TRUE;
}

static void
finish_service (Reading *self)
{
  VbDocument *document = self->document;

  if (self->free && !self->costs)
    _vb_tokens_add (&self->tokens, VB_TOKEN_FREE);
  document->area = g_strdup (self->area_names != NULL ? self->area_names : self->city);
  document->tags = g_strdup (self->tags->str);
  document->places = self->places->len > 0 ? g_strdup (self->places->str) : NULL;
}

static gboolean
read_service (Sweeps *sweeps, Reading *self, guint n, GError **error)
{
  guint i;

  if (!_vb_sweep_take (&sweeps->service, n, take_service, self, error))
    return FALSE;
  for (i = 0; i < G_N_ELEMENTS (parts); i++)
    if (!_vb_sweep_take (&sweeps->parts[i], n, parts[i].take, self, error))
      return FALSE;
  if (!read_hours (sweeps, self, n, error))
    return FALSE;
  finish_service (self);
  if (self->failure == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&self->failure));
  return FALSE;
}

/* ---------------------------------------------------------------- organizations, functions */

static const char sql_organization[] =
  "SELECT b.n, o.seq, o.name, o.alternate_name, o.description, "
  "(SELECT group_concat (p.number, char (10)) FROM phone p WHERE p.organization_id = o.id)"
  OF_BATCH "organization o ON o.id = b.id" IN_ORDER;

static void
take_organization (VbStatement *row, gpointer data)
{
  Reading *self = data;
  VbDocument *document = self->document;

  document->gone = FALSE;
  document->docid = _vb_docid (VB_FOUND_ORGANIZATION, 0, sqlite3_column_int64 (row, 1));
  document->name = g_strdup (_vb_column_text (row, 2));
  document->also = g_strdup (_vb_column_text (row, 3));
  document->summary = make_summary (_vb_column_text (row, 4));
  add_entry (&self->tokens, document->name);
  add_entry (&self->tokens, document->also);
  add_numbers (&self->tokens, _vb_column_text (row, 5));
}

static const char sql_contact[] =
  "SELECT b.n, c.title, c.department, c.name, o.name, "
  "(SELECT group_concat (h.name, char (10)) FROM holder h WHERE h.contact_id = c.id "
  " AND coalesce (h.valid_from, '') <= ?1 AND coalesce (h.valid_to, '9999') >= ?1), "
  "EXISTS (SELECT 1 FROM holder h WHERE h.contact_id = c.id), "
  "(SELECT group_concat (p.number, char (10)) FROM phone p WHERE p.contact_id = c.id)"
  OF_BATCH "contact c ON c.id = b.id LEFT JOIN service s ON s.id = c.service_id "
  "LEFT JOIN organization o ON o.id = coalesce (c.organization_id, s.organization_id)" IN_ORDER;

/* The name a source gave counts as long as nobody was entered as a holder here. The docid is given
 * when it is written. */
static void
take_contact (VbStatement *row, gpointer data)
{
  Reading *self = data;
  VbDocument *document = self->document;
  const char *title = _vb_column_text (row, 1);
  const char *holder = _vb_column_text (row, sqlite3_column_int (row, 6) ? 5 : 3);

  document->gone = FALSE;
  document->name = g_strdup (!is_blank (title) ? title : holder);
  document->also = g_strdup (_vb_column_text (row, 2));
  document->organization = g_strdup (is_blank (title) ? NULL : holder);
  document->tags = g_strdup (_vb_column_text (row, 4));
  add_entry (&self->tokens, title);
  add_entry (&self->tokens, document->also);
  add_entry (&self->tokens, holder);
  add_entry (&self->tokens, document->tags);
  add_numbers (&self->tokens, _vb_column_text (row, 7));
}

/* ---------------------------------------------------------------- a batch */

VbDocumentReader *
_vb_document_reader_new (VbDatabase *db)
{
  VbDocumentReader *self = g_new0 (VbDocumentReader, 1);

  self->db = db;
  _vb_tokens_init (&self->tokens);
  _vb_tokens_init (&self->scratch_tokens);
  self->terms = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, term_free);
  self->today = vb_time_today ();
  self->tags = g_string_new (NULL);
  self->places = g_string_new (NULL);
  self->hours = g_string_new (NULL);
  self->scratch = g_string_new (NULL);
  return self;
}

void
_vb_document_reader_free (VbDocumentReader *self)
{
  _vb_tokens_free (&self->tokens);
  _vb_tokens_free (&self->scratch_tokens);
  g_hash_table_unref (self->terms);
  g_free (self->today);
  g_string_free (self->tags, TRUE);
  g_string_free (self->places, TRUE);
  g_string_free (self->hours, TRUE);
  g_string_free (self->scratch, TRUE);
  g_free (self->city);
  g_free (self->area_names);
  g_clear_error (&self->failure);
  g_free (self);
}

static VbDocument *
begin_document (Reading *self, const char *id)
{
  VbDocument *document = g_new0 (VbDocument, 1);

  document->record_id = g_strdup (id);
  document->gone = TRUE; /* until a row turns up */
  _vb_tokens_clear (&self->tokens);
  g_string_truncate (self->tags, 0);
  g_string_truncate (self->places, 0);
  g_clear_pointer (&self->city, g_free);
  g_clear_pointer (&self->area_names, g_free);
  self->n_places = 0;
  self->free = self->costs = FALSE;
  self->document = document;
  return document;
}

static const char *const sql_old[] = {
  [VB_FOUND_SERVICE] = "SELECT b.n, d.docid, d.tokens"
    OF_BATCH "search_doc d ON d.record_id = b.id AND d.kind = 0" IN_ORDER,
  [VB_FOUND_ORGANIZATION] = "SELECT b.n, d.docid, d.tokens"
    OF_BATCH "search_doc d ON d.record_id = b.id AND d.kind = 1" IN_ORDER,
  [VB_FOUND_FUNCTION] = "SELECT b.n, d.docid, d.tokens"
    OF_BATCH "search_doc d ON d.record_id = b.id AND d.kind = 2" IN_ORDER,
};

static void
take_old (VbStatement *row, gpointer data)
{
  VbDocument *document = ((Reading *) data)->document;

  document->old_docid = sqlite3_column_int64 (row, 1);
  document->old_tokens = g_strdup (_vb_column_text (row, 2));
}

static gboolean
read_batch (Reading *self, VbFoundKind kind, const char *const *ids, guint n, VbSweep *old,
            Sweeps *sweeps, GPtrArray *documents, GError **error)
{
  guint i;

  for (i = 0; i < n; i++)
    {
      VbDocument *document = begin_document (self, ids[i]);

      g_ptr_array_add (documents, document);
      if (!_vb_sweep_take (old, i, take_old, self, error))
        return FALSE;
      if (kind == VB_FOUND_SERVICE
            ? !read_service (sweeps, self, i, error)
            : !_vb_sweep_take (&sweeps->service, i, kind == VB_FOUND_ORGANIZATION
                                 ? take_organization : take_contact, self, error))
        return FALSE;
      document->tokens = g_strdup (self->tokens.text->str);
    }
  return TRUE;
}

GPtrArray *
_vb_document_reader_read (VbDocumentReader *self, VbFoundKind kind, const char *const *ids,
                          guint n, GError **error)
{
  g_autoptr(GPtrArray) documents =
    g_ptr_array_new_full (n, (GDestroyNotify) _vb_document_free);
  VbSweep old = { NULL };
  Sweeps sweeps = { { NULL } };
  gboolean done;

  done = _vb_sweep_fill (self->db, kind, ids, n, error)
    && _vb_sweep_start (&old, self->db, sql_old[kind], NULL, error)
    && (kind == VB_FOUND_SERVICE
          ? start_sweeps (&sweeps, self, error)
          : _vb_sweep_start (&sweeps.service, self->db, kind == VB_FOUND_ORGANIZATION
                               ? sql_organization : sql_contact, self->today, error))
    && read_batch (self, kind, ids, n, &old, &sweeps, documents, error);
  _vb_sweep_end (&old);
  end_sweeps (&sweeps);
  return done ? g_steal_pointer (&documents) : NULL;
}
