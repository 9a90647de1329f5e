/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "vb-search"
#include "config.h"

#include "core/store/vb-search.h"

#include "core/model/vb-extra.h"
#include "core/store/vb-search-run.h"

void
vb_search_result_free (VbSearchResult *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_clear_pointer (&self->left_out, g_ptr_array_unref);
  g_free (self);
}

static gpointer
search_job (VbDatabase *db, gpointer data, GCancellable *cancellable, GError **error)
{
  return _vb_search_run (db, data, cancellable, error);
}

VbSearchResult *
vb_search_sync (VbStore *store, const VbSearchQuery *query, GCancellable *cancellable,
                GError **error)
{
  g_autoptr(VbSearchQuery) copy = NULL;

  g_return_val_if_fail (VB_IS_STORE (store), NULL);
  g_return_val_if_fail (query != NULL && query->text != NULL, NULL);

  copy = vb_search_query_copy (query);
  return vb_store_run_sync (store, VB_LANE_READ, search_job, copy, cancellable, error);
}

void
vb_search_async (VbStore *store, const VbSearchQuery *query, GCancellable *cancellable,
                 GAsyncReadyCallback callback, gpointer user_data)
{
  g_return_if_fail (VB_IS_STORE (store));
  g_return_if_fail (query != NULL && query->text != NULL);

  vb_store_run_async (store, VB_LANE_READ, search_job, vb_search_query_copy (query),
                      (GDestroyNotify) vb_search_query_free,
                      (GDestroyNotify) vb_search_result_free, cancellable, callback, user_data);
}

VbSearchResult *
vb_search_finish (VbStore *store, GAsyncResult *result, GError **error)
{
  return vb_store_run_finish (store, result, error);
}

/* ---------------------------------------------------------------- values of a facet */

void
vb_facet_value_free (VbFacetValue *self)
{
  if (self == NULL)
    return;
  g_free (self->value);
  g_free (self->name);
  g_free (self->name_en);
  g_free (self);
}

/* A code is one value, whatever several lists call it; what is beside it comes from the row of that
 * name. */
#define TERMS(taxonomy) \
  "SELECT code, max (name), extra FROM taxonomy_term WHERE taxonomy = '" taxonomy "' GROUP BY code"

/* What the records call it; tokens have lost hyphens and case. */
static const char *const sql_values[VB_N_FACETS] = {
  [VB_FACET_NEED] = TERMS ("verbinder-need"),
  [VB_FACET_DOMAIN] = TERMS ("verbinder-domain"),
  [VB_FACET_DIMENSION] = TERMS ("verbinder-health"),
  [VB_FACET_AUDIENCE] = TERMS ("verbinder-audience"),
  [VB_FACET_KIND] = TERMS ("verbinder-kind"),
  [VB_FACET_ACCESS] = TERMS ("verbinder-access"),
  [VB_FACET_LANGUAGE] = "SELECT lower (code), max (name), NULL FROM language WHERE code <> '' "
                        "GROUP BY lower (code)",
  [VB_FACET_AREA] = "SELECT upper (\"extent\"), max (name), NULL FROM service_area "
                    "WHERE \"extent\" <> '' GROUP BY upper (\"extent\")",
  [VB_FACET_STATUS] = "SELECT DISTINCT status, NULL, NULL FROM service WHERE status <> ''",
  [VB_FACET_TERM] = "SELECT id, name, extra FROM taxonomy_term",
};

static gboolean
count_token (VbDatabase *db, const char *token, guint *count, GError **error)
{
  g_autoptr(VbStatement) statement =
    _vb_database_prepare (db, "SELECT doc FROM search_token WHERE term = ?", error);
  int code;

  if (statement == NULL)
    return FALSE;
  _vb_bind_text (statement, 1, token);
  code = _vb_database_step (db, statement, error);
  *count = code == SQLITE_ROW ? sqlite3_column_int (statement, 0) : 0;
  return code >= 0;
}

static int
compare_values (gconstpointer a, gconstpointer b)
{
  return g_strcmp0 ((*(VbFacetValue *const *) a)->value, (*(VbFacetValue *const *) b)->value);
}

/* Beside the facet: those that no service carries too. */
#define UNUSED_TOO 0x100

static gpointer
facet_job (VbDatabase *db, gpointer data, GCancellable *cancellable, GError **error)
{
  VbFacet facet = GPOINTER_TO_UINT (data) & (UNUSED_TOO - 1);
  gboolean unused_too = (GPOINTER_TO_UINT (data) & UNUSED_TOO) != 0;
  g_autoptr (GPtrArray) values =
      g_ptr_array_new_with_free_func ((GDestroyNotify)vb_facet_value_free);
  g_autoptr(VbStatement) statement = _vb_database_prepare (db, sql_values[facet], error);
  int code;

  if (statement == NULL)
    return NULL;
  while ((code = _vb_database_step (db, statement, error)) == SQLITE_ROW)
    {
      g_autoptr(GString) token = g_string_new (NULL);
      const char *value = _vb_column_text (statement, 0);
      VbFacetValue *found;
      guint count;

      if (value == NULL || !_vb_facet_append (token, facet, value))
        continue;
      if (!count_token (db, token->str, &count, error))
        return NULL;
      if (count == 0 && !unused_too)
        continue;
      found = g_new0 (VbFacetValue, 1);
      found->value = g_strdup (value);
      found->name = g_strdup (_vb_column_text (statement, 1));
      found->name_en = vb_extra_dup_text (_vb_column_text (statement, 2), "name_en");
      found->count = count;
      g_ptr_array_add (values, found);
    }
  if (code < 0)
    return NULL;
  g_ptr_array_sort (values, compare_values);
  return g_steal_pointer (&values);
}

GPtrArray *
vb_search_list_facet_sync (VbStore *store, VbFacet facet, GCancellable *cancellable, GError **error)
{
  g_return_val_if_fail (VB_IS_STORE (store), NULL);
  g_return_val_if_fail (facet < VB_N_FACETS, NULL);

  return vb_store_run_sync (store, VB_LANE_READ, facet_job, GUINT_TO_POINTER (facet), cancellable,
                            error);
}

GPtrArray *
vb_search_list_known_sync (VbStore *store, VbFacet facet, GCancellable *cancellable, GError **error)
{
  g_return_val_if_fail (VB_IS_STORE (store), NULL);
  g_return_val_if_fail (facet < VB_N_FACETS, NULL);

  return vb_store_run_sync (store, VB_LANE_READ, facet_job, GUINT_TO_POINTER (facet | UNUSED_TOO),
                            cancellable, error);
}

void
vb_search_list_known_async (VbStore *store, VbFacet facet, GCancellable *cancellable,
                            GAsyncReadyCallback callback, gpointer user_data)
{
  g_return_if_fail (VB_IS_STORE (store));
  g_return_if_fail (facet < VB_N_FACETS);

  vb_store_run_async (store, VB_LANE_READ, facet_job, GUINT_TO_POINTER (facet | UNUSED_TOO), NULL,
                      (GDestroyNotify) g_ptr_array_unref, cancellable, callback, user_data);
}

void
vb_search_list_facet_async (VbStore *store, VbFacet facet, GCancellable *cancellable,
                            GAsyncReadyCallback callback, gpointer user_data)
{
  g_return_if_fail (VB_IS_STORE (store));
  g_return_if_fail (facet < VB_N_FACETS);

  vb_store_run_async (store, VB_LANE_READ, facet_job, GUINT_TO_POINTER (facet), NULL,
                      (GDestroyNotify) g_ptr_array_unref, cancellable, callback, user_data);
}

GPtrArray *
vb_search_list_facet_finish (VbStore *store, GAsyncResult *result, GError **error)
{
  return vb_store_run_finish (store, result, error);
}
