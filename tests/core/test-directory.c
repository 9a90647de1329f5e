/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store-fixture.h"

#include "core/base/vb-time.h"
#include "core/store/vb-directory.h"
#include "core/store/vb-personal.h"

static VbEntity *
load (Fixture    *f,
      VbTable     table,
      const char *word)
{
  g_autoptr(GError) error = NULL;
  VbEntity *entity = vb_directory_load_sync (f->store, table, id_of (word), NULL, &error);

  g_assert_no_error (error);
  return entity;
}

static VbUndo *
save (Fixture  *f,
      VbEntity *entity)
{
  g_autoptr(GError) error = NULL;
  VbUndo *undo = vb_directory_save_sync (f->store, entity, NULL, &error);

  g_assert_no_error (error);
  return undo;
}

static VbEntity *
first_child (VbEntity *entity,
             VbTable   table)
{
  g_autoptr(VbEntity) child = g_list_model_get_item (vb_entity_get_children (entity, table), 0);

  g_assert_nonnull (child);
  return child;
}

/* All rows of the social map as one text, to see that nothing at all is different. */
static char *
snapshot (Fixture *f)
{
  g_autoptr(GString) all = g_string_new (NULL);
  static const char *const beside[] = {
    "correction", "removal", "other_value", "note", "favourite", "field_report",
  };

  for (VbTable table = 0; table < VB_N_TABLES; table++)
    {
      const VbTableSpec *spec = vb_schema_get (table);
      g_autoptr(GString) sql = g_string_new ("SELECT group_concat (line, char (10)) FROM (SELECT ");
      g_autofree char *rows = NULL;

      for (guint i = 0; i < spec->n_columns; i++)
        g_string_append_printf (sql, "quote (\"%s\") || ',' || ", spec->columns[i].name);
      g_string_append_printf (sql,
                              "quote (extra) || quote (source_id) || quote (source_hash) AS line "
                              "FROM %s ORDER BY id)",
                              spec->name);
      rows = fixture_text (f, sql->str);
      g_string_append_printf (all, "%s\n%s\n", spec->name, rows != NULL ? rows : "");
    }
  for (guint i = 0; i < G_N_ELEMENTS (beside); i++)
    {
      g_autofree char *sql = g_strdup_printf ("SELECT count(*) FROM %s", beside[i]);

      g_string_append_printf (all, "%s %d\n", beside[i], (int) fixture_int (f, sql));
    }
  return g_string_free (g_steal_pointer (&all), FALSE);
}

/* ------------------------------------------------------------------ loading */

static void
test_load_service (void)
{
  Fixture f = { 0 };
  g_autoptr(VbReport) report = NULL;
  g_autoptr(VbEntity) service = NULL;
  VbEntity *organization, *place, *location, *contact;

  fixture_open (&f);
  report = import_small (&f);
  service = load (&f, VB_TABLE_SERVICE, "eten");
  g_assert_cmpstr (vb_entity_get (service, "name"), ==, "Samen eten");
  g_assert_false (vb_entity_is_changed (service));
  organization = vb_entity_get_reference (service, "organization_id");
  g_assert_cmpstr (vb_entity_get_name (organization), ==, "Huis van de Wijk");
  place = first_child (service, VB_TABLE_SERVICE_AT_LOCATION);
  location = vb_entity_get_reference (place, "location_id");
  g_assert_cmpstr (vb_entity_get (first_child (location, VB_TABLE_ADDRESS), "city"), ==, "Utrecht");
  contact = first_child (service, VB_TABLE_CONTACT);
  g_assert_cmpstr (vb_entity_get_name (contact), ==, "Welzijnscoach");
  g_assert_cmpstr (vb_entity_get (first_child (contact, VB_TABLE_PHONE), "number"), ==,
                   "030 123 45 67");
  g_clear_object (&service);
  fixture_close (&f);
}

static void
test_load_missing (void)
{
  Fixture f = { 0 };
  g_autoptr(GError) error = NULL;

  fixture_open (&f);
  g_assert_null (vb_directory_load_sync (f.store, VB_TABLE_SERVICE, id_of ("niets"), NULL, &error));
  g_assert_error (error, VB_ERROR, VB_ERROR_NOT_FOUND);
  fixture_close (&f);
}

/* ------------------------------------------------------------------ saving */

static void
test_add_service (void)
{
  Fixture f = { 0 };
  g_autoptr(VbEntity) service = vb_entity_new (VB_TABLE_SERVICE);
  g_autoptr(VbEntity) organization = vb_entity_new (VB_TABLE_ORGANIZATION);
  g_autoptr(VbEntity) location = vb_entity_new (VB_TABLE_LOCATION);
  g_autoptr(VbEntity) loaded = NULL;
  g_autoptr(VbUndo) undo = NULL;
  g_autoptr(VbUndo) redo = NULL;
  g_autoptr(VbUndo) again = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autofree char *now = NULL;
  VbEntity *contact, *phone, *address;

  fixture_open (&f);
  before = snapshot (&f);
  vb_entity_set (organization, "name", "Buurtkamer");
  vb_entity_set (service, "name", "  Breicafé ");
  vb_entity_set_reference (service, "organization_id", organization);
  contact = vb_entity_add_child (service, VB_TABLE_CONTACT);
  vb_entity_set (contact, "title", "Gastvrouw");
  phone = vb_entity_add_child (contact, VB_TABLE_PHONE);
  vb_entity_set (phone, "number", "06 12345678");
  /* A row that the form offered and nobody filled in. */
  vb_entity_add_child (service, VB_TABLE_PHONE);
  vb_entity_set_reference (vb_entity_add_child (service, VB_TABLE_SERVICE_AT_LOCATION),
                           "location_id", location);
  vb_entity_set (location, "name", "Kamer 1");
  address = vb_entity_add_child (location, VB_TABLE_ADDRESS);
  vb_entity_set (address, "address_1", "Plein 3");
  vb_entity_set (address, "city", "Zeist");
  vb_entity_set (address, "postal_code", "3701ab");

  undo = save (&f, service);
  g_assert_false (vb_entity_is_new (service));
  g_assert_false (vb_entity_is_changed (service));
  g_assert_cmpint (fixture_int (&f, "SELECT count(*) FROM phone"), ==, 1);
  g_assert_cmpint (fixture_int (&f, "SELECT count(*) FROM correction"), ==, 0);
  loaded = vb_directory_load_sync (f.store, VB_TABLE_SERVICE, vb_entity_get_id (service), NULL,
                                   &error);
  g_assert_no_error (error);
  g_assert_cmpstr (vb_entity_get (loaded, "name"), ==, "Breicafé");
  g_assert_cmpstr (vb_entity_get (loaded, "status"), ==, "active");
  now = fixture_text (&f, "SELECT postal_code FROM address");
  g_assert_cmpstr (now, ==, "3701 AB");
  after = snapshot (&f);

  redo = vb_directory_revert_sync (f.store, undo, NULL, &error);
  g_assert_no_error (error);
  g_free (now);
  now = snapshot (&f);
  g_assert_cmpstr (now, ==, before);
  again = vb_directory_revert_sync (f.store, redo, NULL, &error);
  g_assert_no_error (error);
  g_free (now);
  now = snapshot (&f);
  g_assert_cmpstr (now, ==, after);
  fixture_close (&f);
}

static void
test_edit_and_undo (void)
{
  Fixture f = { 0 };
  g_autoptr(VbReport) report = NULL;
  g_autoptr(VbEntity) service = NULL;
  g_autoptr(VbEntity) loaded = NULL;
  g_autoptr(VbUndo) undo = NULL;
  g_autoptr(VbUndo) redo = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  const VbCorrection *correction;
  VbEntity *contact;

  fixture_open (&f);
  report = import_small (&f);
  before = snapshot (&f);
  service = load (&f, VB_TABLE_SERVICE, "eten");
  vb_entity_set (service, "name", "Samen koken");
  contact = first_child (service, VB_TABLE_CONTACT);
  vb_entity_remove_child (contact, first_child (contact, VB_TABLE_PHONE));
  vb_entity_set (vb_entity_add_child (contact, VB_TABLE_PHONE), "number", "030 765 43 21");
  undo = save (&f, service);
  g_assert_cmpint (fixture_int (&f, "SELECT count(*) FROM phone"), ==, 1);
  g_assert_cmpint (fixture_int (&f, "SELECT count(*) FROM removal"), ==, 1);

  loaded = load (&f, VB_TABLE_SERVICE, "eten");
  correction = vb_entity_get_correction (loaded, "name");
  g_assert_nonnull (correction);
  g_assert_cmpstr (correction->source_value, ==, "Samen eten");
  g_assert_false (correction->conflict);
  g_assert_null (vb_entity_get_correction (loaded, "description"));

  redo = vb_directory_revert_sync (f.store, undo, NULL, &error);
  g_assert_no_error (error);
  after = snapshot (&f);
  g_assert_cmpstr (after, ==, before);
  fixture_close (&f);
}

static void
test_undo_too_late (void)
{
  Fixture f = { 0 };
  g_autoptr(VbReport) report = NULL;
  g_autoptr(VbEntity) first = NULL;
  g_autoptr(VbEntity) second = NULL;
  g_autoptr(VbUndo) undo = NULL;
  g_autoptr(VbUndo) other = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  fixture_open (&f);
  report = import_small (&f);
  first = load (&f, VB_TABLE_SERVICE, "eten");
  vb_entity_set (first, "name", "Eerst");
  undo = save (&f, first);
  second = load (&f, VB_TABLE_SERVICE, "eten");
  vb_entity_set (second, "name", "Later");
  other = save (&f, second);
  before = snapshot (&f);
  g_assert_null (vb_directory_revert_sync (f.store, undo, NULL, &error));
  g_assert_error (error, VB_ERROR, VB_ERROR_CONFLICT);
  after = snapshot (&f);
  g_assert_cmpstr (after, ==, before);
  fixture_close (&f);
}

static void
test_someone_was_faster (void)
{
  Fixture f = { 0 };
  g_autoptr(VbReport) report = NULL;
  g_autoptr(VbEntity) mine = NULL;
  g_autoptr(VbEntity) theirs = NULL;
  g_autoptr(VbUndo) first = NULL;
  g_autoptr(VbUndo) second = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autofree char *stored = NULL;
  const char *now = NULL;

  fixture_open (&f);
  report = import_small (&f);
  mine = load (&f, VB_TABLE_SERVICE, "eten");
  theirs = load (&f, VB_TABLE_SERVICE, "eten");
  vb_entity_set (theirs, "description", "Van een ander");
  vb_entity_set (theirs, "alert", "Let op");
  first = save (&f, theirs);
  before = snapshot (&f);

  vb_entity_set (mine, "description", "Van mij");
  vb_entity_set (mine, "url", "https://voorbeeld.nl");
  g_assert_null (vb_directory_save_sync (f.store, mine, NULL, &error));
  g_assert_error (error, VB_ERROR, VB_ERROR_CONFLICT);
  after = snapshot (&f);
  g_assert_cmpstr (after, ==, before);
  g_assert_true (vb_entity_has_conflict (mine, "description", &now));
  g_assert_cmpstr (now, ==, "Van een ander");
  g_assert_cmpstr (vb_entity_get (mine, "description"), ==, "Van mij");
  g_assert_false (vb_entity_has_conflict (mine, "url", NULL));

  vb_entity_settle (mine, "description", TRUE);
  second = save (&f, mine);
  stored = fixture_text (&f, "SELECT description || '|' || alert || '|' || url FROM service "
                             "WHERE name = 'Samen eten'");
  /* What the other changed and I did not touch stays. */
  g_assert_cmpstr (stored, ==, "Van mij|Let op|https://voorbeeld.nl");
  fixture_close (&f);
}

static void
test_invalid_is_refused (void)
{
  Fixture f = { 0 };
  g_autoptr(VbReport) report = NULL;
  g_autoptr(VbEntity) service = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  fixture_open (&f);
  report = import_small (&f);
  before = snapshot (&f);
  service = load (&f, VB_TABLE_SERVICE, "eten");
  vb_entity_set (service, "email", "geen adres");
  g_assert_null (vb_directory_save_sync (f.store, service, NULL, &error));
  g_assert_error (error, VB_ERROR, VB_ERROR_INVALID_INPUT);
  g_assert_cmpstr (vb_entity_get (service, "email"), ==, "geen adres");
  after = snapshot (&f);
  g_assert_cmpstr (after, ==, before);
  fixture_close (&f);
}

typedef struct
{
  GMainLoop *loop;
  VbUndo *undo;
  GError *error;
} Saving;

static void
saved_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      data)
{
  Saving *saving = data;

  saving->undo = vb_directory_save_finish (VB_STORE (object), result, &saving->error);
  g_main_loop_quit (saving->loop);
}

static void
test_typing_while_saving (void)
{
  Fixture f = { 0 };
  Saving saving = { 0 };
  g_autoptr(VbReport) report = NULL;
  g_autoptr(VbEntity) service = NULL;

  fixture_open (&f);
  report = import_small (&f);
  service = load (&f, VB_TABLE_SERVICE, "eten");
  saving.loop = g_main_loop_new (NULL, FALSE);
  vb_entity_set (service, "description", "Eerste");
  vb_directory_save_async (f.store, service, NULL, saved_cb, &saving);
  vb_entity_set (service, "description", "Eerste en meer");
  g_main_loop_run (saving.loop);
  g_assert_no_error (saving.error);
  g_assert_true (vb_entity_is_set_changed (service, "description"));
  g_assert_cmpstr (vb_entity_get_original (service, "description"), ==, "Eerste");
  vb_undo_unref (saving.undo);
  g_main_loop_unref (saving.loop);
  g_clear_object (&service);
  fixture_close (&f);
}

static void
test_delete_is_complete (void)
{
  Fixture f = { 0 };
  g_autoptr(VbReport) report = NULL;
  g_autoptr(VbUndo) undo = NULL;
  g_autoptr(VbUndo) redo = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  fixture_open (&f);
  report = import_small (&f);
  g_assert_true (vb_personal_save_note_sync (f.store, VB_TABLE_SERVICE, id_of ("eten"), NULL,
                                             "Vraag naar Fatma", NULL, &error));
  fixture_done (vb_personal_set_favourite_sync (f.store, id_of ("eten"), TRUE, NULL, NULL, &error));
  before = snapshot (&f);
  g_assert_null (vb_directory_delete_sync (f.store, VB_TABLE_ORGANIZATION, id_of ("huis"), NULL,
                                           &error));
  g_assert_error (error, VB_ERROR, VB_ERROR_INVALID_INPUT);
  g_clear_error (&error);

  undo = vb_directory_delete_sync (f.store, VB_TABLE_SERVICE, id_of ("eten"), NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (fixture_int (&f, "SELECT (SELECT count(*) FROM service_at_location) + "
                                    "(SELECT count(*) FROM contact) + (SELECT count(*) FROM phone) "
                                    "+ "
                                    "(SELECT count(*) FROM note) + (SELECT count(*) FROM "
                                    "favourite)"),
                   ==, 0);
  /* The building is the organization's. */
  g_assert_cmpint (fixture_int (&f, "SELECT count(*) FROM location"), ==, 1);
  redo = vb_directory_revert_sync (f.store, undo, NULL, &error);
  g_assert_no_error (error);
  after = snapshot (&f);
  g_assert_cmpstr (after, ==, before);
  fixture_close (&f);
}

/* ------------------------------------------------------------------ holders */

static void
test_holder_comes_and_goes (void)
{
  Fixture f = { 0 };
  g_autoptr(VbReport) report = NULL;
  g_autoptr(VbEntity) service = NULL;
  g_autoptr(VbUndo) undo = NULL;
  VbEntity *contact, *holder;
  const char *name;

  fixture_open (&f);
  report = import_small (&f);
  service = load (&f, VB_TABLE_SERVICE, "eten");
  contact = first_child (service, VB_TABLE_CONTACT);
  g_assert_cmpint (vb_entity_get_holder (contact, "2026-03-01", &name), ==, VB_HOLDER_PRESENT);
  g_assert_cmpstr (name, ==, "Fatma");

  g_assert_true (vb_entity_end_holder (contact, "2026-03-31"));
  g_assert_cmpint (vb_entity_get_holder (contact, "2026-03-31", &name), ==, VB_HOLDER_PRESENT);
  g_assert_cmpint (vb_entity_get_holder (contact, "2026-04-01", &name), ==, VB_HOLDER_VACANT);
  g_assert_null (name);
  g_assert_false (vb_entity_end_holder (contact, "2026-04-02"));

  holder = vb_entity_add_child (contact, VB_TABLE_HOLDER);
  vb_entity_set (holder, "name", "Ruben");
  vb_entity_set (holder, "valid_from", "2026-05-01");
  undo = save (&f, service);
  g_clear_object (&service);
  service = load (&f, VB_TABLE_SERVICE, "eten");
  contact = first_child (service, VB_TABLE_CONTACT);
  g_assert_cmpint (vb_entity_get_holder (contact, "2026-04-15", &name), ==, VB_HOLDER_VACANT);
  g_assert_cmpint (vb_entity_get_holder (contact, "2026-05-01", &name), ==, VB_HOLDER_PRESENT);
  g_assert_cmpstr (name, ==, "Ruben");
  g_clear_object (&service);
  fixture_close (&f);
}

/* ------------------------------------------------------------------ taking out */

/* Whoever begins with an empty map can say what an offer is for; the same list in a package is not
 * another one. */
static void
test_every_store_has_the_lists (void)
{
  Fixture self = { 0 };
  g_autoptr(VbBatch) shipped = NULL;
  g_autoptr(VbReport) report = NULL;
  g_autoptr(GError) error = NULL;
  VbCounts sum;

  fixture_open (&self);
  shipped = vb_directory_read_all_sync (self.store, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (shipped->records[VB_TABLE_TAXONOMY]->len, ==, 7);
  g_assert_cmpuint (shipped->records[VB_TABLE_TAXONOMY_TERM]->len, >, 100);
  report = import_as (&self, shipped, "package", "r1");
  sum = sum_counts (report);
  g_assert_cmpuint (sum.added + sum.updated + sum.conflict, ==, 0);
  fixture_close (&self);
}

static void
test_round_trip (void)
{
  Fixture first = { 0 };
  Fixture second = { 0 };
  g_autoptr(VbReport) report = NULL;
  g_autoptr(VbReport) again = NULL;
  g_autoptr(VbBatch) shipped = NULL;
  g_autoptr(VbBatch) all = NULL;
  g_autoptr(VbBatch) back = NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(VbBatch) batch = small_batch ();

  ((VbRecord *) batch->records[VB_TABLE_SERVICE]->pdata[0])->extra = "{\"kleur\":\"rood\"}";
  fixture_open (&first);
  fixture_open (&second);
  shipped = vb_directory_read_all_sync (first.store, NULL, &error);
  g_assert_no_error (error);
  report = import_as (&first, batch, "test", "r1");
  all = vb_directory_read_all_sync (first.store, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (vb_batch_count (all), ==, vb_batch_count (shipped) + 10);
  again = import_as (&second, all, "copy", "c1");
  g_assert_cmpuint (sum_counts (again).added, ==, 10);
  back = vb_directory_read_all_sync (second.store, NULL, &error);
  g_assert_no_error (error);
  for (VbTable table = 0; table < VB_N_TABLES; table++)
    {
      g_assert_cmpuint (all->records[table]->len, ==, back->records[table]->len);
      for (guint i = 0; i < all->records[table]->len; i++)
        {
          VbRecord *a = all->records[table]->pdata[i];
          VbRecord *b = back->records[table]->pdata[i];

          for (guint c = 0; c < vb_schema_get (table)->n_columns; c++)
            g_assert_cmpstr (a->values[c], ==, b->values[c]);
          g_assert_cmpstr (a->extra, ==, b->extra);
        }
    }
  fixture_close (&first);
  fixture_close (&second);
}

static gboolean
batch_holds (VbBatch    *batch,
             const char *text)
{
  for (VbTable table = 0; table < VB_N_TABLES; table++)
    for (guint i = 0; i < batch->records[table]->len; i++)
      {
        VbRecord *record = batch->records[table]->pdata[i];

        for (guint c = 0; c < vb_schema_get (table)->n_columns; c++)
          if (record->values[c] != NULL && strstr (record->values[c], text) != NULL)
            return TRUE;
      }
  return FALSE;
}

static void
test_confidential_stays (void)
{
  Fixture f = { 0 };
  g_autoptr(VbBatch) batch = small_batch ();
  g_autoptr(VbReport) report = NULL;
  g_autoptr(VbBatch) all = NULL;
  g_autoptr(GError) error = NULL;

  vb_record_set (batch, batch->records[VB_TABLE_LOCATION]->pdata[0], "vb_confidential", "1");
  vb_record_set (batch, batch->records[VB_TABLE_LOCATION]->pdata[0], "name", "GEHEIM huis");
  vb_record_set (batch, batch->records[VB_TABLE_ADDRESS]->pdata[0], "address_1", "GEHEIM 1");
  add_record (batch, VB_TABLE_PHONE, "id", "t2", "location_id", "zaal", "number", "GEHEIM 2", NULL);
  add_record (batch, VB_TABLE_CONTACT, "id", "c2", "location_id", "zaal", "title", "GEHEIM 3",
              NULL);
  add_record (batch, VB_TABLE_PHONE, "id", "t3", "contact_id", "c2", "number", "GEHEIM 4", NULL);
  add_record (batch, VB_TABLE_LANGUAGE, "id", "l1", "phone_id", "t3", "note", "GEHEIM 5", NULL);
  add_record (batch, VB_TABLE_SCHEDULE, "id", "s1", "service_at_location_id", "eten-zaal",
              "notes", "GEHEIM 6", NULL);
  add_record (batch, VB_TABLE_ACCESSIBILITY, "id", "a1", "location_id", "zaal", "details",
              "GEHEIM 7", NULL);
  add_record (batch, VB_TABLE_AVAILABILITY, "id", "v1", "contact_id", "coach", "location_id",
              "zaal", "place", "GEHEIM 8", NULL);
  add_record (batch, VB_TABLE_HOLDER, "id", "h1", "contact_id", "c2", "name", "GEHEIM 9", NULL);
  add_record (batch, VB_TABLE_METADATA, "id", "m1", "resource_id", "adres", "previous_value",
              "GEHEIM 10", NULL);
  add_record (batch, VB_TABLE_ATTRIBUTE, "id", "x1", "link_id", "zaal", "value", "GEHEIM 11", NULL);
  add_record (batch, VB_TABLE_SERVICE_AREA, "id", "g1", "service_at_location_id", "eten-zaal",
              "name", "GEHEIM 12", NULL);
  fixture_open (&f);
  report = import_as (&f, batch, "test", "r1");
  g_assert_true (vb_personal_save_note_sync (f.store, VB_TABLE_SERVICE, id_of ("eten"), NULL,
                                             "GEHEIM notitie", NULL, &error));
  all = vb_directory_read_all_sync (f.store, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (batch_holds (batch, "GEHEIM"));
  g_assert_false (batch_holds (all, "GEHEIM"));
  g_assert_true (batch_holds (all, "Samen eten"));
  g_assert_cmpuint (all->records[VB_TABLE_SERVICE_AT_LOCATION]->len, ==, 0);
  g_assert_cmpint (fixture_int (&f, "SELECT count(*) FROM access_log WHERE event = 'export'"), ==,
                   1);
  fixture_close (&f);
}

static void
test_names (void)
{
  Fixture f = { 0 };
  g_autoptr(VbReport) report = NULL;
  g_autoptr(GPtrArray) found = NULL;
  g_autoptr(GPtrArray) all = NULL;
  g_autoptr(GPtrArray) places = NULL;
  g_autoptr(GError) error = NULL;
  VbName *name;

  fixture_open (&f);
  report = import_small (&f);
  found = vb_directory_find_names_sync (f.store, VB_TABLE_ORGANIZATION, "WÏJK", 10, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (found->len, ==, 1);
  name = found->pdata[0];
  g_assert_cmpstr (name->name, ==, "Huis van de Wijk");
  all = vb_directory_find_names_sync (f.store, VB_TABLE_SERVICE, "", 2, NULL, &error);
  g_assert_cmpuint (all->len, ==, 2);
  name = all->pdata[1];
  /* 't Koffie-uur stands with the T, after Hulp and Samen. */
  g_assert_cmpstr (name->name, ==, "Samen eten");
  places = vb_directory_find_names_sync (f.store, VB_TABLE_LOCATION, "dorps", 5, NULL, &error);
  g_assert_cmpuint (places->len, ==, 1);
  fixture_close (&f);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/directory/load-service", test_load_service);
  g_test_add_func ("/directory/load-missing", test_load_missing);
  g_test_add_func ("/directory/add-service", test_add_service);
  g_test_add_func ("/directory/edit-and-undo", test_edit_and_undo);
  g_test_add_func ("/directory/undo-too-late", test_undo_too_late);
  g_test_add_func ("/directory/someone-was-faster", test_someone_was_faster);
  g_test_add_func ("/directory/invalid-is-refused", test_invalid_is_refused);
  g_test_add_func ("/directory/typing-while-saving", test_typing_while_saving);
  g_test_add_func ("/directory/delete-is-complete", test_delete_is_complete);
  g_test_add_func ("/directory/holder-comes-and-goes", test_holder_comes_and_goes);
  g_test_add_func ("/directory/every-store-has-the-lists", test_every_store_has_the_lists);
  g_test_add_func ("/directory/round-trip", test_round_trip);
  g_test_add_func ("/directory/confidential-stays", test_confidential_stays);
  g_test_add_func ("/directory/names", test_names);
  return g_test_run ();
}
