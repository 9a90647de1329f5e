/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* A real, encrypted store with as many services as asked for, each with an organisation. */

#include <glib/gstdio.h>

#include "core/store/vb-database-private.h"
#include "core/store/vb-store.h"

typedef struct
{
  char *folder;
  char *path;
  VbSecret *key;
  VbStore *store;
} Place;

static inline gpointer
fill_job (VbDatabase    *db,
          gpointer       data,
          GCancellable  *cancellable,
          GError       **error)
{
  guint n = GPOINTER_TO_UINT (data);
  g_autofree char *sql = g_strdup_printf (
    "DROP TRIGGER service_tally_insert;"
    "WITH RECURSIVE n (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < %u) "
    "INSERT INTO organization (id, name, name_key) SELECT 'org-' || i, "
    "'Welzijn in de wijk ' || i, 'welzijn in de wijk ' || i FROM n;"
    "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < %u) "
    "INSERT INTO service (id, organization_id, name, description, name_key, status) "
    "SELECT 'id-' || i, 'org-' || (i / 10), 'Dienst ' || printf ('%%08d', i), "
    "substr ('Een dienst onder vele: koffie en een praatje, hulp met brieven en formulieren, "
    "samen eten of een wandeling door de buurt. Kom langs, alleen of met iemand anders.', 1, "
    "40 + i %% 120), 'dienst ' || printf ('%%08d', i), 'active' FROM n;"
    "UPDATE tally SET n = %u WHERE table_name = 'service';",
    n / 10, n, n);
  g_autofree char *trigger = NULL;

  /* The lists are measured, not the writing: nothing listens while the rows go in. */
  while (_vb_database_query_text (db, "SELECT name FROM sqlite_schema WHERE type = 'trigger' "
                                      "AND tbl_name IN ('service', 'organization') AND name NOT IN "
                                      "('service_tally_insert', 'organization_tally_insert') "
                                      "LIMIT 1", &trigger, error) && trigger != NULL)
    {
      g_autofree char *drop = g_strdup_printf ("DROP TRIGGER \"%s\"", trigger);

      if (!_vb_database_exec (db, drop, error))
        return NULL;
      g_clear_pointer (&trigger, g_free);
    }
  if (error == NULL || *error == NULL)
    (void) !_vb_database_exec (db, sql, error);
  return NULL;
}

static inline void
place_open (Place *self,
            guint  n)
{
  g_autoptr(GError) error = NULL;

  self->folder = g_dir_make_tmp ("vb-list-XXXXXX", NULL);
  self->path = g_build_filename (self->folder, "store.db", NULL);
  self->key = vb_secret_random (VB_KEY_SIZE);
  self->store = vb_store_open_sync (self->path, self->key,
                                    VB_STORE_CREATE | VB_STORE_ALLOW_ANY_PLACE, NULL, &error);
  if (self->store != NULL)
    vb_store_run_sync (self->store, VB_LANE_WRITE, fill_job, GUINT_TO_POINTER (n), NULL, &error);
  if (error != NULL)
    g_error ("%s", error->message);
  /* As after a start: nothing of the file is in memory. */
  vb_store_close_sync (self->store, NULL);
  g_object_unref (self->store);
}

static inline void
place_start (Place *self)
{
  g_autoptr(GError) error = NULL;

  self->store = vb_store_open_sync (self->path, self->key, VB_STORE_ALLOW_ANY_PLACE, NULL, &error);
  if (self->store == NULL)
    g_error ("%s", error->message);
}

static inline void
place_stop (Place *self)
{
  while (g_main_context_iteration (NULL, FALSE))
    ;
  vb_store_close_sync (self->store, NULL);
  g_clear_object (&self->store);
}

static inline void
place_remove (Place *self)
{
  g_unlink (self->path);
  g_rmdir (self->folder);
  vb_secret_unref (self->key);
  g_free (self->path);
  g_free (self->folder);
}
