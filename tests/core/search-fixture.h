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
