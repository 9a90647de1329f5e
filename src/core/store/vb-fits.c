/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The search brings those that are about the right thing, the nearest or freshest; each of them is
 * then read and held against the wish. */

#define G_LOG_DOMAIN "vb-search"
#include "config.h"

#include "core/store/vb-fits.h"

#include "core/store/vb-rows-private.h"
#include "core/store/vb-search-reason.h"
#include "core/store/vb-search-run.h"

#define JUDGED 60 /* services read in one go, at most */
#define FEW 4     /* offers; with fewer, what is in the same part of life is looked at too */
#define BEST 10   /* of what is found by the person's own words, so many count */
#define RARE 6    /* services that have a word which says what is meant by itself */
#define PHRASES 6 /* of the person's own that are looked for, at most */

typedef struct
{
  VbWish *wish;
  guint limit;
  char *service_id; /* (nullable): of one that is judged */
} Question;

static Question *
question_new (const VbWish *wish,
              guint         limit)
{
  Question *self = g_new0 (Question, 1);

  self->wish = vb_wish_copy (wish);
  self->limit = limit;
  return self;
}

static void
question_free (gpointer data)
{
  Question *self = data;

  vb_wish_free (self->wish);
  g_free (self->service_id);
  g_free (self);
}

void
vb_fits_free (VbFits *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->fits);
  g_free (self);
}

/* ------------------------------------------------------------------ where the person lives */

/* Places of which the address is known, and of which the address may be known. */
static const char sql_point[] =
  "SELECT avg (CAST (l.latitude AS REAL)), avg (CAST (l.longitude AS REAL)) "
  "FROM address a JOIN location l ON l.id = a.location_id "
  "WHERE replace (upper (a.postal_code), ' ', '') LIKE ?1 || '%' AND l.latitude <> '' "
  "AND l.longitude <> '' AND coalesce (l.vb_confidential, '') <> '1'";

static const char sql_areas[] =
  "SELECT DISTINCT coalesce (a.region, ''), coalesce (a.city, '') "
  "FROM address a JOIN location l ON l.id = a.location_id "
  "WHERE replace (upper (a.postal_code), ' ', '') LIKE ?1 || '%' "
  "AND coalesce (l.vb_confidential, '') <> '1'";

static const char sql_code[] =
  "SELECT \"extent\" FROM service_area WHERE name = ?1 COLLATE NOCASE AND \"extent\" <> '' LIMIT 1";

static void
add_area (VbWish     *wish,
          const char *area)
{
  for (guint i = 0; i < wish->areas->len; i++)
    if (g_str_equal (g_ptr_array_index (wish->areas, i), area))
      return;
  g_ptr_array_add (wish->areas, g_strdup (area));
}

/* An area lies in larger ones. */
static gboolean
add_code_of (VbDatabase  *db,
             VbWish      *wish,
             const char  *name,
             GError     **error)
{
  g_autoptr(VbStatement) statement = _vb_database_prepare (db, sql_code, error);
  char code[16];
  int found;

  if (statement == NULL)
    return FALSE;
  _vb_bind_text (statement, 1, name);
  found = _vb_database_step (db, statement, error);
  if (found != SQLITE_ROW || !_vb_area_normalize (_vb_column_text (statement, 0), code))
    return found >= 0;
  do
    add_area (wish, code);
  while (_vb_area_widen (code));
  return TRUE;
}

static gboolean
find_areas (VbDatabase  *db,
            VbWish      *wish,
            const char  *postal_code,
            GError     **error)
{
  g_autoptr(VbStatement) statement = _vb_database_prepare (db, sql_areas, error);
  g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  int code;

  if (statement == NULL)
    return FALSE;
  _vb_bind_text (statement, 1, postal_code);
  while ((code = _vb_database_step (db, statement, error)) == SQLITE_ROW)
    for (int column = 0; column < 2; column++)
      if (*_vb_column_text (statement, column) != '\0')
        g_ptr_array_add (names, g_strdup (_vb_column_text (statement, column)));
  if (code < 0)
    return FALSE;
  for (guint i = 0; i < names->len; i++)
    {
      const char *name = g_ptr_array_index (names, i);

      add_area (wish, name);
      if (!add_code_of (db, wish, name, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
find_point (VbDatabase  *db,
            VbWish      *wish,
            const char  *postal_code,
            GError     **error)
{
  g_autoptr(VbStatement) statement = _vb_database_prepare (db, sql_point, error);
  int code;

  if (statement == NULL)
    return FALSE;
  _vb_bind_text (statement, 1, postal_code);
  code = _vb_database_step (db, statement, error);
  if (code != SQLITE_ROW)
    return code >= 0;
  wish->has_point = sqlite3_column_type (statement, 0) != SQLITE_NULL;
  wish->latitude = sqlite3_column_double (statement, 0);
  wish->longitude = sqlite3_column_double (statement, 1);
  return TRUE;
}

/* The map has no list of postal codes, but it has places with an address: those in the same street
 * or around the corner are near enough. Four digits alone are a whole neighbourhood, too large for
 * a point. */
static gboolean
find_home (VbDatabase  *db,
           VbWish      *wish,
           GError     **error)
{
  gsize length = wish->postal_code != NULL ? strlen (wish->postal_code) : 0;

  for (gsize n = length; length == 6 && n >= 5 && !wish->has_point; n--)
    {
      g_autofree char *start = g_strndup (wish->postal_code, n);

      if (!find_point (db, wish, start, error))
        return FALSE;
      if (wish->has_point && !find_areas (db, wish, start, error))
        return FALSE;
    }
  return TRUE;
}

/* ------------------------------------------------------------------ looking */

static VbSearchQuery *
make_query (const VbWish *wish,
            const char   *text)
{
  VbSearchQuery *query = vb_search_query_new (text);

  query->limit = JUDGED;
  /* The words are a whole wish, and a description that has one of them is not about it. */
  query->closer = FALSE;
  query->has_point = wish->has_point;
  query->latitude = wish->latitude;
  query->longitude = wish->longitude;
  if (wish->has_point && *text == '\0')
    query->order = VB_SEARCH_BY_DISTANCE;
  return query;
}

typedef struct
{
  VbDatabase *db;
  VbWish *wish;
  VbFits *result;
  GHashTable *seen; /* ids */
  GHashTable *by_words; /* id to how well the person's own words led to it */
  GCancellable *cancellable;
} Finding;

static gboolean
judge (Finding     *self,
       const char  *id,
       GError     **error)
{
  g_autoptr(VbEntity) service = NULL;
  g_autoptr(VbFit) fit = NULL;

  if (!g_hash_table_add (self->seen, g_strdup (id)))
    return TRUE;
  if (g_cancellable_set_error_if_cancelled (self->cancellable, error))
    return FALSE;
  service = _vb_directory_load (self->db, VB_TABLE_SERVICE, id, error);
  if (service == NULL)
    return FALSE;
  fit = vb_fit_judge (self->wish, service,
                      GPOINTER_TO_INT (g_hash_table_lookup (self->by_words, id)));
  if (fit->outcome == VB_FIT_OFFERED)
    g_ptr_array_add (self->result->fits, g_steal_pointer (&fit));
  else
    self->result->left_out += fit->outcome != VB_FIT_BESIDE;
  return TRUE;
}

static gboolean
look (Finding              *self,
      const VbSearchQuery  *query,
      GError              **error)
{
  g_autoptr(VbSearchResult) found = _vb_search_run (self->db, query, self->cancellable, error);

  if (found == NULL)
    return FALSE;
  for (guint i = 0; i < found->rows->len; i++)
    if (!judge (self, vb_service_row_get_id (g_ptr_array_index (found->rows, i)), error))
      return FALSE;
  return TRUE;
}

static gboolean
look_for_needs (Finding  *self,
                GError  **error)
{
  g_autoptr(VbSearchQuery) query = make_query (self->wish, "");

  if (self->wish->needs[0] == NULL)
    return TRUE;
  for (guint i = 0; self->wish->needs[i] != NULL; i++)
    vb_search_query_add (query, VB_FACET_NEED, self->wish->needs[i]);
  return look (self, query, error);
}

/* Adds to how well the words fit: @best to the first, and less to those after it. */
static gboolean
weigh_words (Finding     *self,
             const char  *words,
             guint        at_most,
             int          best,
             GError     **error)
{
  /* A space after the last word: nobody is still typing it. */
  g_autofree char *text = g_strconcat (words, " ", NULL);
  g_autoptr(VbSearchQuery) query = make_query (self->wish, text);
  g_autoptr(VbSearchResult) found = _vb_search_run (self->db, query, self->cancellable, error);

  if (found == NULL)
    return FALSE;
  if (at_most > 0 && (found->total > at_most || found->more))
    return TRUE;
  /* Words that were passed over may be what it was about. */
  if (found->left_out->len > 0)
    best /= 2;
  for (guint i = 0; i < MIN (found->rows->len, BEST); i++)
    {
      VbServiceRow *row = g_ptr_array_index (found->rows, i);
      const char *id = vb_service_row_get_id (row);
      int before = GPOINTER_TO_INT (g_hash_table_lookup (self->by_words, id));
      int points = best - best * (int) i / BEST;

      /* Somewhere in a long text, or a word that only looks like it: that says less. */
      if (_vb_reason_is_weak (vb_service_row_get_reason (row)))
        points /= 2;
      g_hash_table_insert (self->by_words, g_strdup (id), GINT_TO_POINTER (before + points));
    }
  return TRUE;
}

/* "Een keer kijken bij de eettafel": nothing is about all of it, and one word says it. */
static gboolean
weigh_rare_words (Finding     *self,
                  const char  *words,
                  GError     **error)
{
  g_auto(GStrv) parts = g_strsplit_set (words, " \t\n,.;:!?()", -1);

  if (g_strv_length (parts) < 2)
    return TRUE;
  for (char **word = parts; *word != NULL; word++)
    if (g_utf8_strlen (*word, -1) >= 5 && !weigh_words (self, *word, RARE, 18, error))
      return FALSE;
  return TRUE;
}

static gboolean
look_for_words (Finding  *self,
                GError  **error)
{
  const GPtrArray *words = self->wish->words;
  GHashTableIter iter;
  gpointer id;

  for (guint i = 0; i < MIN (words->len, PHRASES); i++)
    if (!weigh_words (self, g_ptr_array_index (words, i), 0, 30, error)
        || !weigh_rare_words (self, g_ptr_array_index (words, i), error))
      return FALSE;
  g_hash_table_iter_init (&iter, self->by_words);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    if (!judge (self, id, error))
      return FALSE;
  return TRUE;
}

static gboolean
look_for_part_of_life (Finding  *self,
                       GError  **error)
{
  g_autoptr(VbSearchQuery) query = make_query (self->wish, "");

  /* What the words brought is not all that there is for a part of life without needs. */
  if ((self->result->fits->len >= FEW && self->wish->needs[0] != NULL)
      || (self->wish->dimension == NULL && self->wish->domain == NULL))
    return TRUE;
  if (self->wish->dimension != NULL)
    vb_search_query_add (query, VB_FACET_DIMENSION, self->wish->dimension);
  else
    vb_search_query_add (query, VB_FACET_DOMAIN, self->wish->domain);
  return look (self, query, error);
}

static gpointer
find_job (VbDatabase    *db,
          gpointer       data,
          GCancellable  *cancellable,
          GError       **error)
{
  Question *question = data;
  g_autoptr(VbFits) result = g_new0 (VbFits, 1);
  g_autoptr(GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr(GHashTable) by_words = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  Finding self = { db, question->wish, result, seen, by_words, cancellable };

  result->fits = g_ptr_array_new_with_free_func ((GDestroyNotify) vb_fit_free);
  if (!find_home (db, question->wish, error) || !look_for_words (&self, error)
      || !look_for_needs (&self, error) || !look_for_part_of_life (&self, error))
    return NULL;
  g_ptr_array_sort (result->fits, vb_fit_compare);
  if (result->fits->len > question->limit)
    {
      result->more = result->fits->len - question->limit;
      g_ptr_array_set_size (result->fits, question->limit);
    }
  return g_steal_pointer (&result);
}

VbFits *
vb_fits_find_sync (VbStore       *store,
                   const VbWish  *wish,
                   guint          limit,
                   GCancellable  *cancellable,
                   GError       **error)
{
  Question *question;
  VbFits *result;

  g_return_val_if_fail (VB_IS_STORE (store) && wish != NULL, NULL);

  question = question_new (wish, limit);
  result = vb_store_run_sync (store, VB_LANE_READ, find_job, question, cancellable, error);
  question_free (question);
  return result;
}

void
vb_fits_find_async (VbStore             *store,
                    const VbWish        *wish,
                    guint                limit,
                    GCancellable        *cancellable,
                    GAsyncReadyCallback  callback,
                    gpointer             user_data)
{
  g_return_if_fail (VB_IS_STORE (store) && wish != NULL);

  vb_store_run_async (store, VB_LANE_READ, find_job, question_new (wish, limit), question_free,
                      (GDestroyNotify) vb_fits_free, cancellable, callback, user_data);
}

VbFits *
vb_fits_find_finish (VbStore       *store,
                     GAsyncResult  *result,
                     GError       **error)
{
  return vb_store_run_finish (store, result, error);
}

/* ------------------------------------------------------------------ one service */

static gpointer
judge_job (VbDatabase    *db,
           gpointer       data,
           GCancellable  *cancellable,
           GError       **error)
{
  Question *question = data;
  g_autoptr(VbEntity) service = NULL;

  if (!find_home (db, question->wish, error))
    return NULL;
  service = _vb_directory_load (db, VB_TABLE_SERVICE, question->service_id, error);
  return service != NULL ? vb_fit_judge (question->wish, service, 0) : NULL;
}

static Question *
question_new_for (const VbWish *wish,
                  const char   *service_id)
{
  Question *self = question_new (wish, 1);

  self->service_id = g_strdup (service_id);
  return self;
}

VbFit *
vb_fits_judge_sync (VbStore       *store,
                    const VbWish  *wish,
                    const char    *service_id,
                    GCancellable  *cancellable,
                    GError       **error)
{
  Question *question;
  VbFit *fit;

  g_return_val_if_fail (VB_IS_STORE (store) && wish != NULL && service_id != NULL, NULL);

  question = question_new_for (wish, service_id);
  fit = vb_store_run_sync (store, VB_LANE_READ, judge_job, question, cancellable, error);
  question_free (question);
  return fit;
}

void
vb_fits_judge_async (VbStore             *store,
                     const VbWish        *wish,
                     const char          *service_id,
                     GCancellable        *cancellable,
                     GAsyncReadyCallback  callback,
                     gpointer             user_data)
{
  g_return_if_fail (VB_IS_STORE (store) && wish != NULL && service_id != NULL);

  vb_store_run_async (store, VB_LANE_READ, judge_job, question_new_for (wish, service_id),
                      question_free, (GDestroyNotify) vb_fit_free, cancellable, callback,
                      user_data);
}

VbFit *
vb_fits_judge_finish (VbStore       *store,
                      GAsyncResult  *result,
                      GError       **error)
{
  return vb_store_run_finish (store, result, error);
}
