/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The one search entry: services, organizations, and functions with their holders. */

#define G_LOG_DOMAIN "vb-search"
#include "config.h"

#include "core/store/vb-search.h"

#include <string.h>

#include "core/store/vb-search-run.h"

#define CANDIDATES 300
#define FEW 3

typedef struct
{
  char *text;
  guint limit;
} Request;

typedef struct
{
  VbFound *found;
  float score;
  guint place; /* of a service, in the order in which the map itself lists them */
} Scored;

static void
request_free (gpointer data)
{
  Request *self = data;

  g_free (self->text);
  g_free (self);
}

void
vb_found_free (VbFound *self)
{
  if (self == NULL)
    return;
  g_free (self->id);
  g_free (self->title);
  g_free (self->subtitle);
  g_free (self->markup);
  g_free (self);
}

static void
scored_clear (gpointer data)
{
  g_clear_pointer (&((Scored *) data)->found, vb_found_free);
}

static VbFound *
found_new (VbFoundKind kind, const char *id, const char *title, const char *subtitle,
           VbMatcher *matcher)
{
  VbFound *self = g_new0 (VbFound, 1);
  gboolean found;

  self->kind = kind;
  self->id = g_strdup (id);
  self->title = g_strdup (title != NULL ? title : "");
  self->subtitle = subtitle != NULL && *subtitle != '\0' ? g_strdup (subtitle) : NULL;
  self->markup = _vb_matcher_mark (matcher, self->title, 0, &found);
  return self;
}

/* ---------------------------------------------------------------- services */

static gboolean
add_services (VbDatabase *db, const Request *request, VbMatcher *matcher, GArray *all,
              GCancellable *cancellable, GError **error)
{
  g_autoptr(VbSearchQuery) query = vb_search_query_new (request->text);
  g_autoptr(VbSearchResult) result = NULL;
  guint i;

  query->limit = request->limit;
  result = _vb_search_run (db, query, cancellable, error);
  if (result == NULL)
    return FALSE;
  for (i = 0; i < result->rows->len; i++)
    {
      VbServiceRow *row = result->rows->pdata[i];
      VbCardTexts texts = { vb_service_row_get_name (row), NULL,
                            vb_service_row_get_organization_name (row), NULL };
      VbMatch match;
      Scored scored;

      _vb_matcher_match (matcher, &texts, FALSE, 0.3f, FALSE, &match);
      /* Their own order stays: later ones weigh no more than earlier ones. */
      scored.score = match.fit;
      scored.place = i;
      if (i > 0)
        scored.score = MIN (scored.score, g_array_index (all, Scored, all->len - 1).score);
      scored.found = found_new (VB_FOUND_SERVICE, vb_service_row_get_id (row), texts.name,
                                texts.organization, matcher);
      g_array_append_val (all, scored);
    }
  return TRUE;
}

/* ---------------------------------------------------------------- organizations, functions */

static char *
make_subtitle (const char *holder, const char *organization)
{
  if (holder != NULL && *holder != '\0' && organization != NULL && *organization != '\0')
    return g_strdup_printf ("%s · %s", holder, organization);
  return g_strdup (holder != NULL && *holder != '\0' ? holder : organization);
}

static gboolean
add_entry (VbDatabase *db, gint64 docid, VbMatcher *matcher, GArray *all, GError **error)
{
  g_autoptr(VbStatement) card =
    _vb_database_prepare (db, "SELECT id, name, also, organization, tags FROM search_card "
                              "WHERE docid = ?", error);
  VbFoundKind kind = docid >> VB_DOCID_KIND_SHIFT;
  g_autofree char *subtitle = NULL;
  g_autofree char *holders = NULL;
  VbCardTexts texts;
  VbMatch match;
  Scored scored;
  int code;

  if (card == NULL)
    return FALSE;
  _vb_bind_int (card, 1, docid);
  code = _vb_database_step (db, card, error);
  if (code != SQLITE_ROW)
    return code >= 0;

  texts.name = _vb_column_text (card, 1);
  texts.also = _vb_column_text (card, 3); /* a holder counts for more than a department */
  texts.organization = _vb_column_text (card, 4);
  texts.tags = _vb_column_text (card, 2);
  _vb_matcher_match (matcher, &texts, FALSE, 0.0f, FALSE, &match);
  scored.score = match.fit;
  scored.place = 0;
  /* A function nobody fills and an organization have none. */
  holders = texts.also != NULL ? g_strdelimit (g_strdup (texts.also), "\n", ',') : NULL;
  subtitle = make_subtitle (holders, texts.organization);
  scored.found = found_new (kind, _vb_column_text (card, 0), texts.name, subtitle, matcher);
  g_array_append_val (all, scored);
  return TRUE;
}

static gboolean
add_entries (VbDatabase *db, VbPlan *plan, VbUse use, VbMatcher *matcher, GArray *all,
             GCancellable *cancellable, GError **error)
{
  g_autoptr(GString) match = g_string_new (NULL);
  g_autoptr(VbStatement) statement = NULL;
  guint n = 0;
  int code;

  if (_vb_plan_is_number (plan) ? !_vb_plan_append_whole (plan, match)
                                : !_vb_plan_append_terms (plan, match, "e", use, 0))
    return TRUE;
  statement = _vb_database_prepare (db, "SELECT rowid FROM search_text WHERE search_text MATCH ?1 "
                                        "AND rowid >= ?2 LIMIT ?3", error);
  if (statement == NULL)
    return FALSE;
  _vb_bind_text (statement, 1, match->str);
  _vb_bind_int (statement, 2, _vb_docid_end (VB_FOUND_SERVICE));
  _vb_bind_int (statement, 3, CANDIDATES);
  while ((code = _vb_database_step (db, statement, error)) == SQLITE_ROW)
    {
      if (n++ % 64 == 0 && g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      if (!add_entry (db, sqlite3_column_int64 (statement, 0), matcher, all, error))
        return FALSE;
    }
  return code >= 0;
}

static int
compare_scored (gconstpointer a, gconstpointer b)
{
  const Scored *x = a, *y = b;

  if (x->score != y->score)
    return x->score > y->score ? -1 : 1;
  if (x->found->kind != y->found->kind)
    return x->found->kind < y->found->kind ? -1 : 1;
  if (x->place != y->place)
    return x->place < y->place ? -1 : 1;
  return g_utf8_collate (x->found->title, y->found->title);
}

/* Each kind keeps a place as long as it has something, so that one does not push out another. */
static GPtrArray *
choose (GArray *all, guint limit)
{
  GPtrArray *chosen = g_ptr_array_new_with_free_func ((GDestroyNotify) vb_found_free);
  guint taken[3] = { 0 };
  guint share = MAX (limit / 2, 1);
  guint round, i;

  for (round = 0; round < 2; round++)
    for (i = 0; i < all->len && chosen->len < limit; i++)
      {
        Scored *scored = &g_array_index (all, Scored, i);

        if (scored->found == NULL || (round == 0 && taken[scored->found->kind] >= share))
          continue;
        taken[scored->found->kind]++;
        g_ptr_array_add (chosen, g_steal_pointer (&scored->found));
      }
  return chosen;
}

static gpointer
everywhere_job (VbDatabase *db, gpointer data, GCancellable *cancellable, GError **error)
{
  const Request *request = data;
  g_autoptr(VbPlan) plan = _vb_plan_new (db, request->text, error);
  g_autoptr(VbMatcher) matcher = NULL;
  g_autoptr(GArray) entries = g_array_new (FALSE, FALSE, sizeof (Scored));
  gboolean more;

  g_array_set_clear_func (entries, scored_clear);
  if (plan == NULL || !_vb_plan_find_wide (plan, db, error))
    return NULL;
  if (plan->terms->len == 0)
    return g_ptr_array_new_with_free_func ((GDestroyNotify) vb_found_free);

  matcher = _vb_matcher_new (plan, 1000, TRUE);
  if (!add_entries (db, plan, VB_USE_DIRECT, matcher, entries, cancellable, error))
    return NULL;
  if (entries->len < FEW && entries->len == 0 && !_vb_plan_is_number (plan))
    {
      if (!_vb_plan_find_similar (plan, db, FALSE, &more, error))
        return NULL;
      g_clear_pointer (&matcher, _vb_matcher_free);
      matcher = _vb_matcher_new (plan, 1000, TRUE);
      if (more && !add_entries (db, plan, VB_USE_DIRECT | VB_USE_SIMILAR, matcher, entries,
                                cancellable, error))
        return NULL;
    }
  {
    g_autoptr(GArray) all = g_array_new (FALSE, FALSE, sizeof (Scored));

    g_array_set_clear_func (all, scored_clear);
    if (!add_services (db, request, matcher, all, cancellable, error))
      return NULL;
    g_array_append_vals (all, entries->data, entries->len);
    if (entries->len > 0)
      memset (entries->data, 0, entries->len * sizeof (Scored));
    g_array_sort (all, compare_scored);
    return choose (all, request->limit);
  }
}

static Request *
request_new (const char *text, guint limit)
{
  Request *self = g_new0 (Request, 1);

  self->text = g_strdup (text);
  self->limit = limit;
  return self;
}

GPtrArray *
vb_search_everywhere_sync (VbStore *store, const char *text, guint limit,
                           GCancellable *cancellable, GError **error)
{
  Request request = { (char *) text, limit };

  g_return_val_if_fail (VB_IS_STORE (store), NULL);
  g_return_val_if_fail (text != NULL, NULL);

  return vb_store_run_sync (store, VB_LANE_READ, everywhere_job, &request, cancellable, error);
}

void
vb_search_everywhere_async (VbStore *store, const char *text, guint limit,
                            GCancellable *cancellable, GAsyncReadyCallback callback,
                            gpointer user_data)
{
  g_return_if_fail (VB_IS_STORE (store));
  g_return_if_fail (text != NULL);

  vb_store_run_async (store, VB_LANE_READ, everywhere_job, request_new (text, limit), request_free,
                      (GDestroyNotify) g_ptr_array_unref, cancellable, callback, user_data);
}

GPtrArray *
vb_search_everywhere_finish (VbStore *store, GAsyncResult *result, GError **error)
{
  return vb_store_run_finish (store, result, error);
}
