/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

/* Years of use in random order: versions of two sources that share records, imports that are
 * stopped or end badly, edits, deletions, merges, and all of that taken back again. Whatever came
 * before, the store is sound, the search index says what one made anew says, and the same version
 * once more changes nothing. */

#include "search-fixture.h"

#include "core/store/vb-check.h"
#include "core/store/vb-duplicates.h"
#include "core/store/vb-sources.h"

#define N_ORGANIZATIONS 4
#define N_SERVICES 14
#define N_UNDOS 5

typedef struct
{
  Fixture fixture;
  GRand *chance;
  VbUndo *undos[N_UNDOS]; /* the latest ones */
  guint n_undos;
} Life;

static const char *const words[] = {
  "taal", "café", "wandelen", "schuldhulp", "inloop", "jeugd", "eetclub", "muziek", "fietsles",
  "mantelzorg", "spreekuur", "thuisadministratie"
};

static guint
below (Life  *self,
       guint  n)
{
  return g_rand_int_range (self->chance, 0, n);
}

/* ---------------------------------------------------------------- sources */

static char *
any_text (Life *self)
{
  return g_strdup_printf ("%s %s %u", words[below (self, G_N_ELEMENTS (words))],
                          words[below (self, G_N_ELEMENTS (words))], below (self, 3));
}

static void
add_service (Life       *self,
             VbBatch    *batch,
             const char *source,
             guint       n)
{
  g_autofree char *name = any_text (self);
  g_autofree char *description = any_text (self);
  /* The first ones are in both sources. */
  g_autofree char *id = g_strdup_printf ("%s-service-%u", n < 4 ? "both" : source, n);
  g_autofree char *organization =
    g_strdup_printf ("%s-organization-%u", source, below (self, N_ORGANIZATIONS));
  g_autofree char *contact = g_strconcat (id, "-contact", NULL);
  g_autofree char *phone = g_strconcat (id, "-phone", NULL);
  g_autofree char *location = g_strdup_printf ("%s-location-%u", source, below (self, 3));
  g_autofree char *link = g_strconcat (id, "-", location, NULL);
  g_autofree char *number = g_strdup_printf ("030 123 4%u", 100 + below (self, 3));

  add_record (batch, VB_TABLE_SERVICE, "id", id, "organization_id", organization, "name", name,
              "description", description, "status", below (self, 9) == 0 ? "inactive" : "active",
              NULL);
  if (below (self, 2) == 0)
    add_record (batch, VB_TABLE_SERVICE_AT_LOCATION, "id", link, "service_id", id, "location_id",
                location, NULL);
  if (below (self, 2) == 0)
    {
      add_record (batch, VB_TABLE_CONTACT, "id", contact, "service_id", id, "title", description,
                  "name", name, NULL);
      add_record (batch, VB_TABLE_PHONE, "id", phone, "contact_id", contact, "number", number,
                  NULL);
    }
}

static VbBatch *
make_version (Life       *self,
              const char *source)
{
  VbBatch *batch = vb_batch_new ();

  for (guint i = 0; i < N_ORGANIZATIONS; i++)
    {
      g_autofree char *id = g_strdup_printf ("%s-organization-%u", source, i);
      g_autofree char *name = any_text (self);

      add_record (batch, VB_TABLE_ORGANIZATION, "id", id, "name", name, NULL);
    }
  for (guint i = 0; i < 3; i++)
    {
      g_autofree char *id = g_strdup_printf ("%s-location-%u", source, i);
      g_autofree char *name = any_text (self);

      add_record (batch, VB_TABLE_LOCATION, "id", id, "location_type", "physical", "name", name,
                  "latitude", "52.1", "longitude", "5.1", NULL);
    }
  for (guint i = 0; i < N_SERVICES; i++)
    if (below (self, 8) != 0)
      add_service (self, batch, source, i);
  return batch;
}

/* Every change of a record is in the change log, in the transaction of that change. */
static char *
dup_state (Life *self)
{
  return fixture_text (&self->fixture, "SELECT count(*) || ' ' || coalesce (max (seq), 0) || ' ' "
                                       "|| (SELECT count(*) FROM source) || ' ' || (SELECT "
                                       "count(*) FROM correction) FROM change");
}

static void
bring_in (Life       *self,
          const char *source)
{
  g_autofree char *revision = g_strdup_printf ("%u", below (self, G_MAXINT));
  g_autoptr(VbBatch) batch = make_version (self, source);
  g_autoptr(VbReport) report = import_as (&self->fixture, batch, source, revision);
  g_autoptr(VbReport) again = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  VbCounts counts;

  before = dup_state (self);
  again = import_as (&self->fixture, batch, source, revision);
  after = dup_state (self);
  counts = sum_counts (again);
  g_assert_cmpint (counts.added, ==, 0);
  g_assert_cmpint (counts.updated, ==, 0);
  g_assert_cmpstr (before, ==, after);
}

typedef struct
{
  GCancellable *cancellable;
  guint left;
} Stop;

static void
stop_cb (double   fraction,
         gpointer data)
{
  Stop *stop = data;

  if (stop->left-- == 0)
    g_cancellable_cancel (stop->cancellable);
}

static void
bring_in_half (Life       *self,
               const char *source)
{
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  Stop stop = { cancellable, below (self, 3) };
  VbImportSource from = { NULL, source, "csv", NULL, "half" };
  g_autoptr(VbBatch) batch = make_version (self, source);
  g_autofree char *before = dup_state (self);
  g_autofree char *after = NULL;
  g_autoptr(VbReport) report = NULL;
  g_autoptr(GError) error = NULL;

  report = vb_import_apply_sync (self->fixture.store, batch, &from, stop_cb, &stop, cancellable,
                                 &error);
  if (report != NULL)
    return; /* it was faster */
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  after = dup_state (self);
  g_assert_cmpstr (before, ==, after);
}

/* The last row of all is the one that cannot be. */
static void
bring_in_badly (Life       *self,
                const char *source)
{
  VbImportSource from = { NULL, source, "csv", NULL, "bad" };
  g_autoptr(VbBatch) batch = make_version (self, source);
  VbTable last = VB_N_TABLES - 1;
  g_autofree char *before = dup_state (self);
  g_autofree char *after = NULL;
  g_autoptr(GError) error = NULL;

  vb_record_set (batch, vb_batch_add (batch, last, 0, 1), "id", "not an id");
  g_assert_null (vb_import_apply_sync (self->fixture.store, batch, &from, NULL, NULL, NULL,
                                       &error));
  g_assert_error (error, VB_ERROR, VB_ERROR_INVALID_INPUT);
  after = dup_state (self);
  g_assert_cmpstr (before, ==, after);
}

/* ---------------------------------------------------------------- people */

static void
keep_undo (Life   *self,
           VbUndo *undo)
{
  guint at = self->n_undos++ % N_UNDOS;

  g_clear_pointer (&self->undos[at], vb_undo_unref);
  self->undos[at] = undo;
}

/* (nullable) */
static char *
any_id (Life       *self,
        const char *table)
{
  g_autofree char *sql = g_strdup_printf ("SELECT id FROM %s ORDER BY id LIMIT 1 OFFSET %u %% max "
                                          "(1, (SELECT count(*) FROM %s))", table,
                                          below (self, 1000), table);

  return fixture_text (&self->fixture, sql);
}

static void
edit (Life    *self,
      VbTable  table)
{
  g_autofree char *id = any_id (self, vb_schema_get (table)->name);
  g_autofree char *text = any_text (self);
  g_autoptr(VbEntity) entity = NULL;
  g_autoptr(GError) error = NULL;
  VbUndo *undo;

  if (id == NULL)
    return;
  entity = vb_directory_load_sync (self->fixture.store, table, id, NULL, &error);
  g_assert_no_error (error);
  vb_entity_set (entity, below (self, 2) == 0 ? "name" : "description", text);
  undo = vb_directory_save_sync (self->fixture.store, entity, NULL, &error);
  if (undo != NULL)
    keep_undo (self, undo);
  else
    g_assert_error (error, VB_ERROR, VB_ERROR_INVALID_INPUT);
}

static void
delete (Life *self)
{
  g_autofree char *id = any_id (self, "service");
  g_autoptr(GError) error = NULL;
  VbUndo *undo;

  if (id == NULL)
    return;
  undo = vb_directory_delete_sync (self->fixture.store, VB_TABLE_SERVICE, id, NULL, &error);
  g_assert_no_error (error);
  keep_undo (self, undo);
}

static void
merge (Life    *self,
       VbTable  table)
{
  const char *name = vb_schema_get (table)->name;
  g_autofree char *one = any_id (self, name);
  g_autofree char *other = any_id (self, name);
  g_autoptr(GError) error = NULL;
  VbUndo *undo;

  if (one == NULL || g_strcmp0 (one, other) == 0)
    return;
  undo = vb_duplicates_merge_sync (self->fixture.store, table, one, other, NULL, NULL, &error);
  g_assert_no_error (error);
  keep_undo (self, undo);
}

static void
take_back (Life *self)
{
  guint at = below (self, N_UNDOS);
  g_autoptr(VbUndo) undo = g_steal_pointer (&self->undos[at]);
  g_autofree char *before = dup_state (self);
  g_autofree char *after = NULL;
  g_autoptr(GError) error = NULL;
  VbUndo *redo;

  if (undo == NULL)
    return;
  redo = vb_directory_revert_sync (self->fixture.store, undo, NULL, &error);
  if (redo != NULL)
    {
      self->undos[at] = redo;
      return;
    }
  /* Too late, or what it hung under is gone: then nothing was done. */
  if (!g_error_matches (error, VB_ERROR, VB_ERROR_CONFLICT))
    g_error ("taking back: %s", error->message);
  after = dup_state (self);
  g_assert_cmpstr (before, ==, after);
}

static void
take_source_back (Life *self)
{
  g_autofree char *id = any_id (self, "source");
  g_autoptr(GError) error = NULL;

  if (id == NULL)
    return;
  g_assert_cmpint (vb_sources_remove_sync (self->fixture.store, id, NULL, &error), >=, 0);
  g_assert_no_error (error);
}

static void
reopen (Life *self)
{
  Fixture *f = &self->fixture;
  g_autoptr(GError) error = NULL;

  g_assert_true (vb_store_close_sync (f->store, &error));
  g_clear_object (&f->store);
  f->store = vb_store_open_sync (f->path, f->key, VB_STORE_ALLOW_ANY_PLACE, NULL, &error);
  g_assert_no_error (error);
}

/* ---------------------------------------------------------------- a life */

static const char *
do_something (Life *self)
{
  const char *source = below (self, 2) == 0 ? "a" : "b";

  switch (below (self, 14))
    {
    case 0:
    case 1:
      bring_in (self, source);
      return "import";
    case 2:
      bring_in_half (self, source);
      return "stopped import";
    case 3:
      bring_in_badly (self, source);
      return "bad import";
    case 4:
    case 5:
      edit (self, VB_TABLE_SERVICE);
      return "edit of a service";
    case 6:
      edit (self, VB_TABLE_ORGANIZATION);
      return "edit of an organization";
    case 7:
      delete (self);
      return "delete";
    case 8:
      merge (self, VB_TABLE_SERVICE);
      return "merge of services";
    case 9:
      merge (self, VB_TABLE_ORGANIZATION);
      return "merge of organizations";
    case 10:
      reopen (self);
      return "reopen";
    case 11:
      if (below (self, 3) == 0)
        take_source_back (self);
      return "source back";
    default:
      take_back (self);
      return "take back";
    }
}

static void
expect_sound (Life *self)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(VbCheckReport) report = vb_store_check_sync (self->fixture.store, NULL, &error);

  g_assert_no_error (error);
  if (!vb_check_report_is_clean (report))
    g_error ("not sound: %s", (char *) report->messages->pdata[0]);
  assert_in_step (&self->fixture);
}

static void
test_life (void)
{
  guint n = g_test_slow () ? 3000 : 120;
  Life self = { .chance = g_rand_new_with_seed (g_test_rand_int ()) };

  fixture_open (&self.fixture);
  for (guint i = 0; i < n; i++)
    {
      const char *what = do_something (&self);

      g_test_message ("%u: %s", i, what);
      if (i % 4 == 0 || i == n - 1)
        expect_sound (&self);
    }
  g_assert_cmpint (fixture_int (&self.fixture, "SELECT count(*) FROM change"), >, 0);
  for (guint i = 0; i < N_UNDOS; i++)
    g_clear_pointer (&self.undos[i], vb_undo_unref);
  g_rand_free (self.chance);
  fixture_close (&self.fixture);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/life/random", test_life);
  return g_test_run ();
}
