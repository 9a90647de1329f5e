/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A search goes from narrow to wide: services with all words in the name, then in the name, the
 * organization or the tags, then anywhere, then by what means the same; and when that gives next
 * to nothing, parts of words, words that look alike, and some of the words. It stops as soon as
 * there are enough candidates, which come freshest first; those few are then weighed by what their
 * cards say. So a keystroke costs about the same in a map of any size. */

#define G_LOG_DOMAIN "vb-search"
#include "config.h"

#include "core/store/vb-search-run.h"

#include <string.h>

#include "core/model/vb-name-key.h"
#include "core/store/vb-search-reason.h"

#define CANDIDATES 240      /* weighed at most, unless more rows are asked for */
#define WHOLE_CANDIDATES 60 /* names that begin with what was typed */
#define FORM_CANDIDATES 100 /* names with the very words */
#define SYNONYM_CANDIDATES 100
#define NEAR_CANDIDATES 120
#define FEW 6               /* fewer results than this, and the search looks further */
#define MAX_SORTED 4000     /* sorted as a whole by something else than fit */
#define SPOKEN 0.06f        /* as much as a year of not being checked */
#define CLOSER 40           /* of the best, what they say in their descriptions is weighed too */
#define MAX_SCANNED 40000   /* looked at one by one, where the index cannot tell */

/* How far the search had gone when it found a candidate. */
typedef enum
{
  STAGE_WORDS,
  STAGE_SYNONYM,
  STAGE_PART,
  STAGE_SIMILAR,
  STAGE_PARTIAL
} Stage;

/* What a word is worth that the card does not show: it stands somewhere in the texts. */
static const float stage_weight[] = {
  [STAGE_WORDS] = 0.3f,
  [STAGE_SYNONYM] = 0.0f,
  [STAGE_PART] = 0.22f,
  [STAGE_SIMILAR] = 0.16f,
  [STAGE_PARTIAL] = 0.1f,
};

typedef struct
{
  gint64 docid;
  float score;
  float distance;     /* metres; negative when unknown */
  guint8 stage;
  gboolean loose;     /* found without the words that say little */
  gboolean shut;      /* closed, for a time or for good, and not asked for by its name */
  char *key;          /* (nullable): for sorting by name */
  VbServiceRow *row;  /* (nullable): made already */
} Candidate;

typedef struct
{
  VbDatabase *db;
  const VbSearchQuery *query;
  GCancellable *cancellable;
  VbNow now;
  VbPlan *plan;             /* (nullable): no words */
  VbMatcher *matcher;       /* (nullable) */
  GString *include, *exclude;
  gint64 first, last;       /* docids: range */
  GHashTable *favourites;   /* (nullable): set of docids */
  GHashTable *seen;         /* set of docids */
  GArray *candidates;       /* of Candidate */
  gint64 documents;
  guint wanted;
  gboolean more;
  gboolean any_favourite;
} Search;

static void
candidate_clear (gpointer data)
{
  Candidate *self = data;

  g_clear_pointer (&self->key, g_free);
  g_clear_object (&self->row);
}

static guint
hash_docid (gconstpointer key)
{
  return g_int64_hash (key);
}

/* ---------------------------------------------------------------- candidates */

static gboolean
hours_fit (Search *self, gint64 docid, gboolean *fits, GError **error)
{
  g_autoptr(VbStatement) statement = NULL;
  gboolean opening = (self->query->flags & VB_SEARCH_OPEN_NOW) != 0;
  gboolean reach = (self->query->flags & VB_SEARCH_AVAILABLE_NOW) != 0;
  int code;

  *fits = TRUE;
  if (!opening && !reach)
    return TRUE;
  statement = _vb_database_prepare (self->db, "SELECT opening, reach FROM search_hours "
                                              "WHERE docid = ?", error);
  if (statement == NULL)
    return FALSE;
  _vb_bind_int (statement, 1, docid);
  code = _vb_database_step (self->db, statement, error);
  if (code < 0)
    return FALSE;
  *fits = code == SQLITE_ROW;
  if (*fits && opening)
    {
      g_autofree char *hours = g_strdup (_vb_column_text (statement, 0));

      *fits = hours != NULL && _vb_hours_are_on (hours, self->now.date, self->now.minute);
    }
  if (*fits && reach)
    {
      g_autofree char *hours = g_strdup (_vb_column_text (statement, 1));

      *fits = hours != NULL && _vb_hours_are_on (hours, self->now.date, self->now.minute);
    }
  return TRUE;
}

static gboolean
is_within (Search *self, gint64 docid, gboolean *fits, GError **error)
{
  g_autoptr(VbStatement) statement = NULL;
  int code;

  *fits = TRUE;
  if (!self->query->has_point || self->query->within <= 0)
    return TRUE;
  statement = _vb_database_prepare (self->db, "SELECT places FROM search_card WHERE docid = ?",
                                    error);
  if (statement == NULL)
    return FALSE;
  _vb_bind_int (statement, 1, docid);
  code = _vb_database_step (self->db, statement, error);
  if (code == SQLITE_ROW)
    {
      double d = _vb_places_distance (_vb_column_text (statement, 0), self->query->latitude,
                                      self->query->longitude);

      *fits = d >= 0 && d <= self->query->within;
    }
  return code >= 0;
}

static gboolean
fits (Search *self, gint64 docid, gboolean *fit, GError **error)
{
  return is_within (self, docid, fit, error) && (!*fit || hours_fit (self, docid, fit, error));
}

static void
add_candidate (Search *self, gint64 docid, Stage stage)
{
  Candidate candidate = { .docid = docid, .distance = -1, .stage = stage,
                          .loose = self->plan != NULL && self->plan->loose };

  /* The keys lie in the array's elements, which move; the set has copies. */
  g_hash_table_add (self->seen, g_memdup2 (&docid, sizeof docid));
  g_array_append_val (self->candidates, candidate);
}

static gboolean
is_full (Search *self)
{
  return self->candidates->len >= self->wanted;
}

/* Walks the rows of @statement until @limit new candidates are there. */
static gboolean
collect (Search *self, VbStatement *statement, guint limit, Stage stage, GError **error)
{
  guint64 enough = (guint64) self->candidates->len + limit;
  guint scanned = 0;
  int code;

  while ((code = _vb_database_step (self->db, statement, error)) == SQLITE_ROW)
    {
      gint64 docid = sqlite3_column_int64 (statement, 0);
      gboolean fit;

      if (++scanned > MAX_SCANNED)
        {
          self->more = TRUE;
          break;
        }
      if (g_hash_table_contains (self->seen, &docid))
        continue;
      if (self->candidates->len >= enough)
        {
          /* Of the words themselves a later stream may bring the others. */
          self->more |= stage != STAGE_WORDS || is_full (self);
          break;
        }
      if (!fits (self, docid, &fit, error))
        return FALSE;
      if (fit)
        add_candidate (self, docid, stage);
    }
  return code >= 0;
}

/* The words of a stream with all filters around them. */
static char *
make_match (Search *self, const char *words, const char *near)
{
  GString *match = g_string_new (NULL);

  if (words != NULL && *words != '\0')
    g_string_append_printf (match, "(%s)", words);
  if (self->include->len > 0)
    g_string_append_printf (match, "%s%s", match->len > 0 ? " AND " : "", self->include->str);
  if (near != NULL)
    g_string_append_printf (match, "%s%s", match->len > 0 ? " AND " : "", near);
  if (match->len == 0)
    {
      g_string_append (match, self->exclude->len > 0 ? "\"" VB_TOKEN_LISTED "\""
                              : "\"" VB_TOKEN_LISTED "\" OR \"" VB_TOKEN_UNLISTED "\"");
      return g_string_free (match, FALSE);
    }
  if (self->exclude->len > 0)
    {
      g_string_prepend_c (match, '(');
      g_string_append_printf (match, ") NOT %s", self->exclude->str);
    }
  return g_string_free (match, FALSE);
}

/* Favourites are few: each is held against the expression by itself. */
static gboolean
stream_favourites (Search *self, const char *match, Stage stage, GError **error)
{
  g_autoptr(VbStatement) statement =
    _vb_database_prepare (self->db, "SELECT rowid FROM search_text WHERE search_text MATCH ?1 "
                                    "AND rowid = ?2 AND rowid >= ?3 AND rowid < ?4", error);
  GHashTableIter iter;
  gpointer docid;

  if (statement == NULL)
    return FALSE;
  g_hash_table_iter_init (&iter, self->favourites);
  while (g_hash_table_iter_next (&iter, &docid, NULL))
    {
      _vb_bind_text (statement, 1, match);
      _vb_bind_int (statement, 2, *(gint64 *) docid);
      _vb_bind_int (statement, 3, self->first);
      _vb_bind_int (statement, 4, self->last);
      if (!collect (self, statement, G_MAXUINT / 2, stage, error))
        return FALSE;
      sqlite3_reset (statement);
    }
  return TRUE;
}

static gboolean
stream (Search *self, const char *words, const char *near, guint limit, Stage stage,
        GError **error)
{
  g_autofree char *match = make_match (self, words, near);
  g_autoptr(VbStatement) statement = NULL;

  if (self->favourites != NULL)
    return stream_favourites (self, match, stage, error);
  statement =
    _vb_database_prepare (self->db, "SELECT rowid FROM search_text WHERE search_text MATCH ?1 "
                                    "AND rowid >= ?2 AND rowid < ?3", error);

  if (statement == NULL)
    return FALSE;
  _vb_bind_text (statement, 1, match);
  _vb_bind_int (statement, 2, self->first);
  _vb_bind_int (statement, 3, self->last);
  return collect (self, statement, limit, stage, error);
}

static guint
room (Search *self, guint most)
{
  guint left = self->wanted > self->candidates->len ? self->wanted - self->candidates->len : 0;

  return MIN (left, most);
}

/* ---------------------------------------------------------------- streams */

/* Squares around the person, in rings: 1 is 3 by 3. */
static char *
make_near (const VbSearchQuery *query, int ring)
{
  GString *match = g_string_new ("(");
  int x, y;

  for (y = -ring; y <= ring; y++)
    for (x = -ring; x <= ring; x++)
      {
        g_string_append (match, match->len > 1 ? " OR \"" : "\"");
        _vb_cell_append (match, query->latitude, query->longitude, x, y);
        g_string_append_c (match, '"');
      }
  g_string_append_c (match, ')');
  return g_string_free (match, FALSE);
}

static gboolean
stream_terms (Search *self, const char *tiers, VbUse use, const char *near, guint limit,
              Stage stage, GError **error)
{
  g_autoptr(GString) words = g_string_new (NULL);

  if (limit == 0 || !_vb_plan_append_terms (self->plan, words, tiers, use, 0))
    return TRUE;
  return stream (self, words->str, near, limit, stage, error);
}

static gboolean
stream_synonyms (Search *self, const char *tiers, gboolean loose, guint limit, GError **error)
{
  g_autoptr(GString) words = g_string_new (NULL);

  if (limit == 0 || self->plan->alternatives->len == 0
      || !_vb_plan_append_synonyms (self->plan, words, tiers, loose))
    return TRUE;
  return stream (self, words->str, NULL, limit, STAGE_SYNONYM, error);
}

/* Candidates come freshest first; these must not be missed because they are not fresh. */
static gboolean
stream_best (Search *self, GError **error)
{
  g_autoptr(GString) words = g_string_new (NULL);

  if (_vb_plan_append_whole (self->plan, words)
      && !stream (self, words->str, NULL, WHOLE_CANDIDATES, STAGE_WORDS, error))
    return FALSE;
  return stream_terms (self, "n", VB_USE_FORMS, NULL, room (self, FORM_CANDIDATES), STAGE_WORDS,
                       error);
}

static gboolean
stream_narrow_to_wide (Search *self, GError **error)
{
  static const char *const tiers[] = { "n", "nm", "a" };
  gboolean broad = _vb_plan_estimate (self->plan) > self->wanted;
  guint i;

  /* What few have needs no order of streams: "anywhere" holds all of them. */
  if (!broad)
    return stream_terms (self, "a", VB_USE_DIRECT, NULL, G_MAXUINT, STAGE_WORDS, error)
        && stream_synonyms (self, "nm", FALSE, SYNONYM_CANDIDATES, error)
        && (self->candidates->len >= FEW
            || stream_synonyms (self, "a", FALSE, SYNONYM_CANDIDATES, error));

  if (!stream_best (self, error))
    return FALSE;
  for (i = 0; i < G_N_ELEMENTS (tiers) && !is_full (self); i++)
    {
      if (i > 0 && !_vb_plan_find_wide (self->plan, self->db, error))
        return FALSE;
      if (self->query->has_point)
        {
          g_autofree char *near = make_near (self->query, 1);

          if (!stream_terms (self, tiers[i], VB_USE_DIRECT, near, room (self, NEAR_CANDIDATES),
                             STAGE_WORDS, error))
            return FALSE;
        }
      if (!stream_terms (self, tiers[i], VB_USE_DIRECT, NULL, room (self, G_MAXUINT),
                         STAGE_WORDS, error))
        return FALSE;
      /* A synonym in the name counts more than the word itself in a description. */
      if (i == 0 && !stream_synonyms (self, "nm", FALSE, SYNONYM_CANDIDATES, error))
        return FALSE;
    }
  return is_full (self)
    || stream_synonyms (self, "a", FALSE, room (self, SYNONYM_CANDIDATES), error);
}

/* What looks like the words that nothing has, or with @all like any long word. */
static gboolean
stream_similar (Search *self, gboolean all, GError **error)
{
  gboolean more = FALSE;

  return _vb_plan_find_similar (self->plan, self->db, all, &more, error)
         && (!more || stream_terms (self, "a", VB_USE_ALL, NULL, room (self, SYNONYM_CANDIDATES),
                                    STAGE_SIMILAR, error));
}

/* All but one of the words, or when @single any of them. */
static gboolean
stream_some (Search *self, gboolean single, GError **error)
{
  g_autoptr(GString) words = g_string_new (NULL);

  return !_vb_plan_append_some (self->plan, words, single)
         || stream (self, words->str, NULL, self->wanted, STAGE_PARTIAL, error);
}

static gboolean
stream_further (Search *self, GError **error)
{
  gboolean more = FALSE;

  if (!_vb_plan_find_parts (self->plan, self->db, &more, error))
    return FALSE;
  if (more && !stream_terms (self, "a", VB_USE_DIRECT | VB_USE_PARTS, NULL,
                             room (self, SYNONYM_CANDIDATES), STAGE_PART, error))
    return FALSE;
  /* What gives something is not misspelt. */
  if (self->candidates->len > 0)
    return TRUE;

  return stream_similar (self, FALSE, error);
}

/* Next to nothing has all the words: what means the same as some of them, then what has all but one
 * of three or more; and when there is nothing at all, what looks like them, what has any, and what
 * has the first part of a compound. */
static gboolean
stream_partial (Search *self, GError **error)
{
  guint n = self->plan->terms->len;

  if (n > 1 && !stream_synonyms (self, "a", TRUE, SYNONYM_CANDIDATES, error))
    return FALSE;
  if (self->candidates->len == 0 && !stream_similar (self, TRUE, error))
    return FALSE;
  if (n > 1 && self->candidates->len < (n > 2 ? FEW : 1) && !stream_some (self, FALSE, error))
    return FALSE;
  if (n > 1 && self->candidates->len == 0 && !stream_some (self, TRUE, error))
    return FALSE;
  return self->candidates->len > 0 || !_vb_plan_take_apart (self->plan)
         || stream_some (self, TRUE, error);
}

/* A telephone number. Where nobody has it, what looks like it is of no use. */
static gboolean
gather_number (Search *self, GError **error)
{
  g_autoptr(GString) words = g_string_new (NULL);

  if (_vb_plan_append_whole (self->plan, words)
      && !stream (self, words->str, NULL, WHOLE_CANDIDATES, STAGE_WORDS, error))
    return FALSE;
  return self->candidates->len > 0 || stream_narrow_to_wide (self, error);
}

static gboolean
gather (Search *self, GError **error)
{
  if (self->plan == NULL || self->plan->terms->len == 0)
    {
      if (self->query->order == VB_SEARCH_BY_DISTANCE && self->query->has_point)
        {
          int ring;

          for (ring = 1; ring <= 4 && !is_full (self); ring *= 2)
            {
              g_autofree char *near = make_near (self->query, ring);

              if (!stream (self, NULL, near, room (self, G_MAXUINT), STAGE_WORDS, error))
                return FALSE;
            }
        }
      return is_full (self)
        || stream (self, NULL, NULL, room (self, G_MAXUINT), STAGE_WORDS, error);
    }

  if (_vb_plan_is_number (self->plan))
    return gather_number (self, error);
  if (!stream_narrow_to_wide (self, error))
    return FALSE;
  if (self->candidates->len == 0 && _vb_plan_drop_fleeting (self->plan)
      && !stream_narrow_to_wide (self, error))
    return FALSE;
  if (!is_full (self) && _vb_plan_loosen (self->plan) && !stream_narrow_to_wide (self, error))
    return FALSE;
  if (self->candidates->len < FEW && !stream_further (self, error))
    return FALSE;
  return self->candidates->len >= FEW || stream_partial (self, error);
}

/* ---------------------------------------------------------------- weighing */

static float
freshness (Search *self, gint64 docid)
{
  guint day = VB_DOCID_DAY_MAX - (guint) ((docid >> VB_DOCID_DAY_SHIFT) & VB_DOCID_DAY_MAX);
  float age = day >= self->now.day ? 0.0f : (float) (self->now.day - day);

  /* Checked this quarter is as good as today; after two years it makes no difference. */
  return day == 0 ? 0.0f : CLAMP (1.0f - (age - 90.0f) / 640.0f, 0.0f, 1.0f);
}

static float
nearness (float distance)
{
  return distance < 0 ? 0.0f : 1.0f / (1.0f + distance / 3000.0f);
}

/* Whether nobody can go there now. */
static gboolean
is_closed (const char *status)
{
  return status != NULL && *status != '\0' && strcmp (status, "active") != 0;
}

static void
weigh_card (Search *self, Candidate *candidate, VbStatement *card)
{
  gboolean named = FALSE;
  float fit = 0.0f;

  if (self->query->has_point)
    candidate->distance = (float) _vb_places_distance (_vb_column_text (card, 5),
                                                       self->query->latitude,
                                                       self->query->longitude);
  if (self->matcher != NULL)
    {
      VbCardTexts texts = { _vb_column_text (card, 1), _vb_column_text (card, 2),
                            _vb_column_text (card, 3), _vb_column_text (card, 4) };
      VbMatch match;

      _vb_matcher_match (self->matcher, &texts, candidate->stage == STAGE_SYNONYM,
                         stage_weight[candidate->stage], candidate->loose, &match);
      fit = match.fit;
      named = match.named;
    }
  candidate->shut = self->matcher != NULL && !named && is_closed (_vb_column_text (card, 8));
  if (self->query->order == VB_SEARCH_BY_NAME)
    candidate->key = vb_name_key (_vb_column_text (card, 1));
  candidate->score = fit + 0.2f * nearness (candidate->distance)
                     + 0.1f * freshness (self, candidate->docid);
}

static int
compare_docids (const Candidate *x, const Candidate *y)
{
  return x->docid < y->docid ? -1 : x->docid > y->docid;
}

static int
compare_by_fit (gconstpointer a, gconstpointer b)
{
  const Candidate *x = a, *y = b;

  if (x->shut != y->shut)
    return x->shut ? 1 : -1;
  if (x->score != y->score)
    return x->score > y->score ? -1 : 1;
  return compare_docids (x, y);
}

static int
compare_by_distance (gconstpointer a, gconstpointer b)
{
  const Candidate *x = a, *y = b;

  if ((x->distance < 0) != (y->distance < 0))
    return x->distance < 0 ? 1 : -1;
  if (x->distance != y->distance)
    return x->distance < y->distance ? -1 : 1;
  return compare_by_fit (a, b);
}

static int
compare_by_freshness (gconstpointer a, gconstpointer b)
{
  const Candidate *x = a, *y = b;
  gint64 day = (x->docid >> VB_DOCID_DAY_SHIFT) - (y->docid >> VB_DOCID_DAY_SHIFT);

  return day != 0 ? (day < 0 ? -1 : 1) : compare_by_fit (a, b);
}

static int
compare_by_name (gconstpointer a, gconstpointer b)
{
  const Candidate *x = a, *y = b;
  int order = g_strcmp0 (x->key, y->key);

  return order != 0 ? order : compare_docids (x, y);
}

static void
sort (Search *self)
{
  static const GCompareFunc orders[] = {
    [VB_SEARCH_BY_FIT] = compare_by_fit,
    [VB_SEARCH_BY_DISTANCE] = compare_by_distance,
    [VB_SEARCH_BY_FRESHNESS] = compare_by_freshness,
    [VB_SEARCH_BY_NAME] = compare_by_name,
  };
  VbSearchOrder order = self->query->order;

  /* Without words or a place there is no fit; fresh is then best, which is the docids' order. */
  if (order == VB_SEARCH_BY_FIT && self->plan == NULL && !self->query->has_point)
    order = VB_SEARCH_BY_FRESHNESS;
  if (self->candidates->len < 2)
    return;
  qsort (self->candidates->data, self->candidates->len, sizeof (Candidate), orders[order]);
}

/* ---------------------------------------------------------------- rows */

static gboolean
has_favourites (VbDatabase *db, gboolean *any, GError **error)
{
  g_autoptr(VbStatement) statement =
    _vb_database_prepare (db, "SELECT 1 FROM favourite LIMIT 1", error);
  int code = statement != NULL ? _vb_database_step (db, statement, error) : -1;

  *any = code == SQLITE_ROW;
  return code >= 0;
}

static gboolean
is_favourite (Search *self, const char *id, gboolean *favourite, GError **error)
{
  g_autoptr(VbStatement) statement = NULL;
  int code;

  *favourite = FALSE;
  if (!self->any_favourite)
    return TRUE;
  statement = _vb_database_prepare (self->db, "SELECT 1 FROM favourite WHERE service_id = ?",
                                    error);
  if (statement == NULL)
    return FALSE;
  _vb_bind_borrowed (statement, 1, id);
  code = _vb_database_step (self->db, statement, error);
  *favourite = code == SQLITE_ROW;
  return code >= 0;
}

static gboolean
fill_row (Search *self, const Candidate *candidate, VbStatement *card, VbServiceRow *row,
          GError **error)
{
  VbServiceRowData data = VB_SERVICE_ROW_DATA_INIT;
  g_autofree char *name_markup = NULL;
  g_autofree char *snippet = NULL;
  g_autofree char *argument = NULL;
  gboolean marked;

  data.seq = candidate->docid & VB_DOCID_NUMBER_MASK;
  data.id = _vb_column_text (card, 0);
  data.name = _vb_column_text (card, 1);
  data.organization_name = _vb_column_text (card, 3);
  data.summary = _vb_column_text (card, 6);
  data.area = _vb_column_text (card, 7);
  data.status = _vb_column_text (card, 8);
  data.checked_at = _vb_column_text (card, 9);
  data.stale = _vb_search_day (data.checked_at) < self->now.stale_before;
  data.distance = candidate->distance;
  if (!is_favourite (self, data.id, &data.favourite, error))
    return FALSE;
  if (self->matcher != NULL)
    {
      VbCardTexts texts = { data.name, _vb_column_text (card, 2), data.organization_name,
                            _vb_column_text (card, 4) };

      if (!_vb_reason_find (self->db, self->matcher, self->plan, &texts, data.summary, data.seq,
                            candidate->stage == STAGE_SYNONYM, &data.reason, &argument, &snippet,
                            error))
        return FALSE;
      data.reason_arg = argument;
      data.snippet = snippet;
      name_markup = _vb_matcher_mark (self->matcher, data.name, 0, &marked);
      data.name_markup = name_markup;
    }
  vb_service_row_update (row, &data);
  return TRUE;
}

#define CARD "SELECT id, name, also, organization, tags, places, summary, area, status, " \
             "checked_at FROM search_card WHERE docid = ?"

/* Where all that was found is shown, a card is read once and becomes a row at once. */
static gboolean
weigh (Search *self, GError **error)
{
  gboolean all_shown = self->candidates->len <= self->query->limit;
  g_autoptr(VbStatement) card = _vb_database_prepare (self->db, CARD, error);
  guint i;

  if (card == NULL)
    return FALSE;
  for (i = 0; i < self->candidates->len; i++)
    {
      Candidate *candidate = &g_array_index (self->candidates, Candidate, i);
      int code;

      /* SQLite looks for a cancel now and then while it works; what is done here is not its
       * work. */
      if (i % 64 == 0 && g_cancellable_set_error_if_cancelled (self->cancellable, error))
        return FALSE;
      sqlite3_bind_int64 (card, 1, candidate->docid);
      code = _vb_database_step (self->db, card, error);
      if (code < 0)
        return FALSE;
      if (code == SQLITE_ROW)
        weigh_card (self, candidate, card);
      if (code == SQLITE_ROW && all_shown)
        {
          candidate->row = vb_service_row_new ();
          if (!fill_row (self, candidate, card, candidate->row, error))
            return FALSE;
        }
      sqlite3_reset (card);
    }
  return TRUE;
}

/* The row of a candidate that was weighed without one. */
static gboolean
read_row (Search *self, Candidate *candidate, GError **error)
{
  g_autoptr(VbStatement) card = _vb_database_prepare (self->db, CARD, error);
  int code;

  if (card == NULL)
    return FALSE;
  sqlite3_bind_int64 (card, 1, candidate->docid);
  code = _vb_database_step (self->db, card, error);
  if (code != SQLITE_ROW)
    return code >= 0;
  candidate->row = vb_service_row_new ();
  return fill_row (self, candidate, card, candidate->row, error);
}

static gboolean
is_worth_a_closer_look (Search *self)
{
  guint i;

  if (self->matcher == NULL || self->query->order != VB_SEARCH_BY_FIT || !self->query->closer)
    return FALSE;
  /* A few letters stand in every description. */
  for (i = 0; i < self->plan->terms->len; i++)
    if (((VbTerm *) self->plan->terms->pdata[i])->wide)
      return FALSE;
  return TRUE;
}

/* Many have the same tag. Of those that fit best, the ones that speak of it come before the ones
 * that were checked last. They are shown, so their rows are made here. */
static gboolean
look_closer (Search *self, GError **error)
{
  guint n = MIN (MIN (self->candidates->len, CLOSER), self->query->limit);
  guint i;

  if (n < 2 || !is_worth_a_closer_look (self))
    return TRUE;
  for (i = 0; i < n; i++)
    {
      Candidate *candidate = &g_array_index (self->candidates, Candidate, i);
      const char *summary;

      if (i % 16 == 0 && g_cancellable_set_error_if_cancelled (self->cancellable, error))
        return FALSE;
      if (candidate->row == NULL && !read_row (self, candidate, error))
        return FALSE;
      summary = candidate->row != NULL ? vb_service_row_get_summary (candidate->row) : NULL;
      candidate->score += SPOKEN * _vb_matcher_weigh_text (self->matcher, summary);
    }
  qsort (self->candidates->data, n, sizeof (Candidate), compare_by_fit);
  return TRUE;
}

static gboolean
make_rows (Search *self, GPtrArray *rows, GError **error)
{
  guint n = MIN (self->candidates->len, self->query->limit);
  guint i;

  for (i = 0; i < n; i++)
    {
      Candidate *candidate = &g_array_index (self->candidates, Candidate, i);

      if (i % 16 == 0 && g_cancellable_set_error_if_cancelled (self->cancellable, error))
        return FALSE;
      if (candidate->row == NULL && !read_row (self, candidate, error))
        return FALSE;
      if (candidate->row != NULL)
        g_ptr_array_add (rows, g_steal_pointer (&candidate->row));
    }
  return TRUE;
}

/* ---------------------------------------------------------------- all of it */

static gboolean
read_favourites (Search *self, GError **error)
{
  g_autoptr(VbStatement) statement = NULL;
  int code;

  if (!(self->query->flags & VB_SEARCH_FAVOURITES) && self->query->folder == NULL)
    return TRUE;
  self->favourites = g_hash_table_new_full (hash_docid, g_int64_equal, g_free, NULL);
  statement = _vb_database_prepare (self->db,
                                    "SELECT d.docid FROM favourite f JOIN search_doc d "
                                    "ON d.record_id = f.service_id AND d.kind = 0 "
                                    "WHERE ?1 IS NULL OR f.folder = ?1",
                                    error);
  if (statement == NULL)
    return FALSE;
  _vb_bind_text (statement, 1, self->query->folder);
  while ((code = _vb_database_step (self->db, statement, error)) == SQLITE_ROW)
    {
      gint64 docid = sqlite3_column_int64 (statement, 0);

      g_hash_table_add (self->favourites, g_memdup2 (&docid, sizeof docid));
    }
  return code >= 0;
}

static gboolean
read_documents (Search *self, GError **error)
{
  g_autoptr(VbStatement) statement =
    _vb_database_prepare (self->db, "SELECT n FROM tally WHERE table_name = 'service'", error);
  int code;

  if (statement == NULL)
    return FALSE;
  code = _vb_database_step (self->db, statement, error);
  self->documents = code == SQLITE_ROW ? sqlite3_column_int64 (statement, 0) : 0;
  return code >= 0;
}

static void
set_range (Search *self)
{
  /* Docids rise from fresh to stale. */
  gint64 limit = _vb_docid (VB_FOUND_SERVICE, self->now.stale_before, 0)
                 + (G_GINT64_CONSTANT (1) << VB_DOCID_DAY_SHIFT);

  self->first = self->query->flags & VB_SEARCH_STALE ? limit : 0;
  self->last = self->query->flags & VB_SEARCH_FRESH ? limit : _vb_docid_end (VB_FOUND_SERVICE);
}

static gboolean
prepare (Search *self, GError **error)
{
  _vb_now_read (&self->now, self->query->moment);
  self->include = g_string_new (NULL);
  self->exclude = g_string_new (NULL);
  self->seen = g_hash_table_new_full (hash_docid, g_int64_equal, g_free, NULL);
  self->candidates = g_array_new (FALSE, FALSE, sizeof (Candidate));
  g_array_set_clear_func (self->candidates, candidate_clear);
  self->wanted = MAX (CANDIDATES, self->query->limit);
  if (self->query->order != VB_SEARCH_BY_FIT)
    self->wanted = MAX (self->wanted, MAX_SORTED);
  _vb_filter_append (self->query, &self->now, self->include, self->exclude);
  set_range (self);
  if (!read_favourites (self, error) || !read_documents (self, error))
    return FALSE;

  self->plan = _vb_plan_new (self->db, self->query->text, error);
  return self->plan != NULL;
}

static void
search_clear (Search *self)
{
  g_clear_pointer (&self->matcher, _vb_matcher_free);
  g_clear_pointer (&self->plan, _vb_plan_free);
  g_clear_pointer (&self->favourites, g_hash_table_unref);
  g_clear_pointer (&self->seen, g_hash_table_unref);
  g_clear_pointer (&self->candidates, g_array_unref);
  g_string_free (self->include, TRUE);
  g_string_free (self->exclude, TRUE);
}

static void
note_left_out (Search *self, GPtrArray *left_out)
{
  guint i;

  if (self->plan == NULL || self->candidates->len == 0
      || g_array_index (self->candidates, Candidate, 0).stage != STAGE_PARTIAL)
    return;
  for (i = 0; i < self->plan->terms->len; i++)
    {
      const VbTerm *term = self->plan->terms->pdata[i];

      if (term->services + term->prefix.services == 0 && term->similar->len == 0
          && term->parts->len == 0 && term->left == NULL)
        g_ptr_array_add (left_out, g_strdup (term->text));
    }
}

static gboolean
search (Search *self, VbSearchResult *result, GError **error)
{
  gboolean blank;

  if (!prepare (self, error))
    return FALSE;
  blank = self->plan->terms->len == 0;
  if (blank)
    g_clear_pointer (&self->plan, _vb_plan_free);
  if (blank && *self->query->text != '\0' && !vb_search_text_is_blank (self->query->text))
    return TRUE; /* signs without a letter or digit: nothing can match */

  if (!gather (self, error))
    return FALSE;
  if (self->plan != NULL)
    self->matcher = _vb_matcher_new (self->plan, self->documents, self->query->closer);
  if (!has_favourites (self->db, &self->any_favourite, error) || !weigh (self, error))
    return FALSE;
  sort (self);
  if (!look_closer (self, error))
    return FALSE;
  result->total = self->candidates->len;
  result->more = self->more || (self->plan != NULL && self->plan->truncated);
  note_left_out (self, result->left_out);
  return make_rows (self, result->rows, error);
}

VbSearchResult *
_vb_search_run (VbDatabase *db, const VbSearchQuery *query, GCancellable *cancellable,
                GError **error)
{
  g_autoptr(VbSearchResult) result = g_new0 (VbSearchResult, 1);
  Search self = { .db = db, .query = query, .cancellable = cancellable };
  gint64 start = g_get_monotonic_time ();
  gboolean ok;

  result->rows = g_ptr_array_new_with_free_func (g_object_unref);
  result->left_out = g_ptr_array_new_with_free_func (g_free);
  ok = search (&self, result, error);
  search_clear (&self);
  if (!ok)
    return NULL;
  result->milliseconds = (double) (g_get_monotonic_time () - start) / 1000.0;
  return g_steal_pointer (&result);
}
