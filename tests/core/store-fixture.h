/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* A throw-away store for a test, and small ways to look into it. */

#include <glib/gstdio.h>
#include <string.h>

#include "core/base/vb-error.h"
#include "core/base/vb-uuid.h"
#include "core/model/vb-record.h"
#include "core/store/vb-database-private.h"
#include "core/store/vb-directory.h"
#include "core/store/vb-import.h"
#include "core/store/vb-store.h"
#include "store/empty-store.h"

typedef struct
{
  char *folder;
  char *path;
  VbSecret *key;
  VbStore *store;
} Fixture;

static inline void
fixture_make_folder (Fixture *self)
{
  g_autoptr(GError) error = NULL;

  self->folder = g_dir_make_tmp ("vb-XXXXXX", &error);
  g_assert_no_error (error);
  self->path = g_build_filename (self->folder, "store.db", NULL);
}

static inline void
fixture_open_with (Fixture      *self,
                   VbStoreFlags  flags)
{
  g_autoptr(GError) error = NULL;

  self->store = vb_store_open_sync (self->path, self->key, flags | VB_STORE_ALLOW_ANY_PLACE, NULL,
                                    &error);
  g_assert_no_error (error);
}

static inline void
fixture_open (Fixture *self)
{
  fixture_make_folder (self);
  self->key = empty_store_copy (self->path);
  fixture_open_with (self, 0);
}

/* Where there are several: a device, a user and a key of its own. */
static inline void
fixture_open_own (Fixture *self)
{
  fixture_make_folder (self);
  self->key = vb_secret_random (VB_KEY_SIZE);
  fixture_open_with (self, VB_STORE_CREATE);
}

/* Something was done that nobody takes back. */
static inline void
fixture_done (VbUndo *undo)
{
  g_assert_nonnull (undo);
  vb_undo_unref (undo);
}

static inline void
fixture_remove_folder (const char *folder)
{
  g_autoptr(GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      g_unlink (path);
    }
  g_rmdir (folder);
}

static inline void
fixture_close (Fixture *self)
{
  g_autoptr(GError) error = NULL;

  /* What is on its way to the main context still holds the store. */
  while (g_main_context_iteration (NULL, FALSE))
    ;
  if (self->store != NULL)
    {
      g_assert_true (vb_store_close_sync (self->store, &error));
      g_assert_no_error (error);
      g_clear_object (&self->store);
    }
  while (g_main_context_iteration (NULL, FALSE))
    ;
  fixture_remove_folder (self->folder);
  g_clear_pointer (&self->key, vb_secret_unref);
  g_clear_pointer (&self->path, g_free);
  g_clear_pointer (&self->folder, g_free);
}

static inline gpointer
fixture_query_job (VbDatabase    *db,
                   gpointer       data,
                   GCancellable  *cancellable,
                   GError       **error)
{
  char *value;

  return _vb_database_query_text (db, data, &value, error) ? value : NULL;
}

/* (transfer full) (nullable): the first column of the first row */
static inline char *
fixture_text (Fixture    *self,
              const char *sql)
{
  g_autoptr(GError) error = NULL;
  char *value = vb_store_run_sync (self->store, VB_LANE_READ, fixture_query_job, (gpointer) sql,
                                   NULL, &error);

  g_assert_no_error (error);
  return value;
}

static inline gint64
fixture_int (Fixture    *self,
             const char *sql)
{
  g_autofree char *value = fixture_text (self, sql);

  return value != NULL ? g_ascii_strtoll (value, NULL, 10) : 0;
}

static inline gpointer
fixture_exec_job (VbDatabase    *db,
                  gpointer       data,
                  GCancellable  *cancellable,
                  GError       **error)
{
  (void) !_vb_database_exec (db, data, error);
  return NULL;
}

static inline void
fixture_exec (Fixture    *self,
              const char *sql)
{
  g_autoptr(GError) error = NULL;

  vb_store_run_sync (self->store, VB_LANE_WRITE, fixture_exec_job, (gpointer) sql, NULL, &error);
  g_assert_no_error (error);
}

/* An id that is the same for the same word, so that tests can speak of records by name. */
static inline const char *
id_of (const char *word)
{
  static GStringChunk *ids;
  g_autofree char *id = vb_uuid_from_name ("2c1c6a5e-62c0-4a53-9d6b-5f6f4a4f1d10", word);

  if (ids == NULL)
    ids = g_string_chunk_new (64 * 1024);
  return g_string_chunk_insert_const (ids, id);
}

/* Adds a record to @batch: column, value, …, NULL. Columns that end in _id, and id and link_id,
 * take a word. */
static inline VbRecord *
add_record (VbBatch    *batch,
            VbTable     table,
            const char *column,
            ...)
{
  guint row = batch->records[table]->len + 1;
  VbRecord *record;
  va_list args;

  if (batch->report->files->len == 0)
    vb_report_add_file (batch->report, "test.json");
  record = vb_batch_add (batch, table, 0, row);
  batch->report->counts[table].read++;
  va_start (args, column);
  for (; column != NULL; column = va_arg (args, const char *))
    {
      const char *value = va_arg (args, const char *);
      gboolean word = value != NULL
                      && (g_str_equal (column, "id") || g_str_has_suffix (column, "_id"));

      vb_record_set (batch, record, column, word ? id_of (value) : value);
    }
  va_end (args);
  return record;
}

/* A small neighbourhood: two organizations, three services, one function with a phone. */
static inline VbBatch *
small_batch (void)
{
  VbBatch *batch = vb_batch_new ();

  add_record (batch, VB_TABLE_ORGANIZATION, "id", "huis", "name", "Huis van de Wijk",
              "description", "Ontmoeten", NULL);
  add_record (batch, VB_TABLE_ORGANIZATION, "id", "steun", "name", "Steunpunt",
              "description", "Hulp", NULL);
  add_record (batch, VB_TABLE_SERVICE, "id", "eten", "organization_id", "huis", "name",
              "Samen eten", "status", "active", "description", "Elke dinsdag", NULL);
  add_record (batch, VB_TABLE_SERVICE, "id", "post", "organization_id", "steun", "name",
              "Hulp bij post", "status", "active", "assured_date", "2020-01-01", NULL);
  add_record (batch, VB_TABLE_SERVICE, "id", "koffie", "organization_id", "huis", "name",
              "'t Koffie-uur", "status", "active", NULL);
  add_record (batch, VB_TABLE_LOCATION, "id", "zaal", "location_type", "physical", "name", "Zaal",
              "organization_id", "huis", NULL);
  add_record (batch, VB_TABLE_SERVICE_AT_LOCATION, "id", "eten-zaal", "service_id", "eten",
              "location_id", "zaal", NULL);
  add_record (batch, VB_TABLE_ADDRESS, "id", "adres", "location_id", "zaal", "address_1",
              "Dorpsstraat 1", "city", "Utrecht", "postal_code", "3511 AB", "country", "NL",
              "address_type", "physical", "state_province", "Utrecht", NULL);
  add_record (batch, VB_TABLE_CONTACT, "id", "coach", "service_id", "eten", "title",
              "Welzijnscoach", "name", "Fatma", NULL);
  add_record (batch, VB_TABLE_PHONE, "id", "tel", "contact_id", "coach", "number",
              "030 123 45 67", NULL);
  return batch;
}

static inline VbReport *
import_as (Fixture    *self,
           VbBatch    *batch,
           const char *name,
           const char *revision)
{
  VbImportSource source = { NULL, name, "hsds-json", "test.json", revision };
  g_autoptr(GError) error = NULL;
  VbReport *report = vb_import_apply_sync (self->store, batch, &source, NULL, NULL, NULL, &error);

  g_assert_no_error (error);
  g_assert_nonnull (report);
  return report;
}

static inline VbCounts
sum_counts (const VbReport *report)
{
  VbCounts sum = { 0 };

  for (VbTable table = 0; table < VB_N_TABLES; table++)
    {
      const VbCounts *c = &report->counts[table];

      sum.read += c->read;
      sum.refused += c->refused;
      sum.duplicate += c->duplicate;
      sum.added += c->added;
      sum.updated += c->updated;
      sum.unchanged += c->unchanged;
      sum.gone += c->gone;
      sum.conflict += c->conflict;
    }
  return sum;
}

static inline VbReport *
import_small (Fixture *self)
{
  g_autoptr(VbBatch) batch = small_batch ();

  return import_as (self, batch, "test", "r1");
}
