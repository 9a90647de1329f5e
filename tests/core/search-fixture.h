/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* A small neighbourhood to search in, written straight into the tables. */

#include "store-fixture.h"

#include "core/store/vb-search.h"
#include "core/store/vb-synonym.h"

/* A service; its organization has the id "o-NAME" and is made when it is not there. */
static inline void
search_add (Fixture *self, const char *id, const char *name, const char *organization,
            const char *description)
{
  char *sql = sqlite3_mprintf (
    "INSERT OR IGNORE INTO organization (id, name) VALUES ('o-' || %Q, %Q);"
    "INSERT INTO service (id, organization_id, name, description, status, name_key) "
    "VALUES (%Q, 'o-' || %Q, %Q, %Q, 'active', lower (%Q))",
    organization, organization, id, organization, name, description, name);

  fixture_exec (self, sql);
  sqlite3_free (sql);
}

/* Gives the service a term of one of Verbinder's taxonomies, which is made when it is not there. */
static inline void
search_tag (Fixture *self, const char *service, const char *taxonomy, const char *code,
            const char *name)
{
  char *sql = sqlite3_mprintf (
    "INSERT OR IGNORE INTO taxonomy_term (id, code, name, taxonomy) "
    "VALUES (%Q || ':' || %Q, %Q, %Q, %Q);"
    "INSERT INTO attribute (id, link_id, link_entity, taxonomy_term_id) "
    "VALUES (%Q || %Q || %Q, %Q, 'service', %Q || ':' || %Q)",
    taxonomy, code, code, name, taxonomy, service, taxonomy, code, service, taxonomy, code);

  fixture_exec (self, sql);
  sqlite3_free (sql);
}

static inline VbSearchResult *
search_run (Fixture *self, VbSearchQuery *query)
{
  g_autoptr(GError) error = NULL;
  VbSearchResult *result = vb_search_sync (self->store, query, NULL, &error);

  g_assert_no_error (error);
  g_assert_nonnull (result);
  return result;
}

/* The ids of what is found, in order, apart by spaces. */
static inline char *
search_ids (Fixture *self, VbSearchQuery *query)
{
  g_autoptr(VbSearchResult) result = search_run (self, query);
  GString *ids = g_string_new (NULL);
  guint i;

  for (i = 0; i < result->rows->len; i++)
    g_string_append_printf (ids, "%s%s", i > 0 ? " " : "",
                            vb_service_row_get_id (result->rows->pdata[i]));
  return g_string_free (ids, FALSE);
}

static inline char *
search_text (Fixture *self, const char *text)
{
  g_autoptr(VbSearchQuery) query = vb_search_query_new (text);

  return search_ids (self, query);
}

#define assert_finds(self, text, ids) \
  G_STMT_START { \
    g_autofree char *found_ = search_text (self, text); \
    g_assert_cmpstr (found_, ==, ids); \
  } G_STMT_END

#define assert_query(self, query, ids) \
  G_STMT_START { \
    g_autofree char *found_ = search_ids (self, query); \
    g_assert_cmpstr (found_, ==, ids); \
  } G_STMT_END

/* The first line that differs. */
static inline void
assert_same_lines (const char *before, const char *after)
{
  g_auto(GStrv) a = g_strsplit (before != NULL ? before : "", "\n", -1);
  g_auto(GStrv) b = g_strsplit (after != NULL ? after : "", "\n", -1);
  guint i;

  for (i = 0; a[i] != NULL && b[i] != NULL; i++)
    g_assert_cmpstr (a[i], ==, b[i]);
  g_assert_cmpstr (a[i], ==, b[i]);
}

/* The index made anew must say what the one that followed the changes says. Which number a document
 * has is of no matter; its kind and day, in the higher bits, are. */
static inline void
assert_in_step (Fixture *self)
{
  static const char *const sql[] = {
    "SELECT group_concat (record_id || ' ' || (docid >> 40) || ' ' || tokens, char (10)) FROM "
    "(SELECT * FROM search_doc ORDER BY record_id, kind)",
    "SELECT group_concat (word || ' ' || names || ' ' || services || ' ' || entries, char (10)) "
    "FROM (SELECT * FROM search_word ORDER BY word)",
    "SELECT group_concat (term || ' ' || doc, char (10)) FROM "
    "(SELECT * FROM search_token ORDER BY term)",
    "SELECT group_concat (id || name || coalesce (also, '-') || coalesce (organization, '-') "
    "|| tags || coalesce (places, '-') || coalesce (checked_at, '-'), char (10)) FROM "
    "(SELECT * FROM search_card WHERE docid < 1 << 56 ORDER BY id)",
    "SELECT group_concat (record_id || coalesce (opening, '-') || coalesce (reach, '-'), "
    "char (10)) FROM (SELECT * FROM search_hours JOIN search_doc USING (docid) ORDER BY "
    "record_id, kind)",
  };
  g_autoptr(GError) error = NULL;
  char *before[G_N_ELEMENTS (sql)];
  guint i;

  for (i = 0; i < G_N_ELEMENTS (sql); i++)
    before[i] = fixture_text (self, sql[i]);
  g_assert_true (vb_search_rebuild_sync (self->store, NULL, &error));
  g_assert_no_error (error);
  for (i = 0; i < G_N_ELEMENTS (sql); i++)
    {
      g_autofree char *after = fixture_text (self, sql[i]);

      assert_same_lines (before[i], after);
      g_free (before[i]);
    }
}
