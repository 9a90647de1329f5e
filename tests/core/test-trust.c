/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store-fixture.h"

#include "core/base/vb-time.h"
#include "core/base/vb-uuid.h"
#include "core/store/vb-directory.h"
#include "core/store/vb-duplicates.h"
#include "core/store/vb-personal.h"
#include "core/store/vb-sources.h"
#include "core/store/vb-trust.h"

static VbEntity *
load (Fixture    *f,
      const char *word)
{
  g_autoptr(GError) error = NULL;
  VbEntity *entity = vb_directory_load_sync (f->store, VB_TABLE_SERVICE, id_of (word), NULL,
                                             &error);

  g_assert_no_error (error);
  return entity;
}

static void
correct (Fixture    *f,
         const char *word,
         const char *column,
         const char *value)
{
  g_autoptr(VbEntity) service = load (f, word);
  g_autoptr(GError) error = NULL;
  g_autoptr(VbUndo) undo = NULL;

  vb_entity_set (service, column, value);
  undo = vb_directory_save_sync (f->store, service, NULL, &error);
  g_assert_no_error (error);
}

/* ------------------------------------------------------------------ checked today */

static void
test_checked_today (void)
{
  Fixture f = { 0 };
  g_autoptr(VbReport) report = NULL;
  g_autoptr(VbEntity) before = NULL;
  g_autoptr(VbEntity) after = NULL;
  g_autoptr(VbUndo) undo = NULL;
  g_autoptr(VbUndo) redo = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *today = vb_time_today ();
  g_autofree char *old = NULL;
  g_autofree char *now = NULL;
  g_autofree char *who = NULL;

  fixture_open (&f);
  vb_store_set_actor (f.store, "p1", "Petra", "coach");
  report = import_small (&f);
  before = load (&f, "post");
  old = vb_entity_dup_checked_at (before);
  g_assert_cmpstr (old, ==, "2020-01-01");
  g_assert_true (vb_checked_is_stale (old, today));
  g_assert_true (vb_checked_is_stale (NULL, today));

  undo = vb_trust_verify_sync (f.store, VB_TABLE_SERVICE, id_of ("post"), "phone", "Gebeld", NULL,
                               &error);
  g_assert_no_error (error);
  after = load (&f, "post");
  now = vb_entity_dup_checked_at (after);
  g_assert_cmpstr (now, ==, today);
  g_assert_false (vb_checked_is_stale (now, today));
  who = fixture_text (&f, "SELECT checked_by FROM verification");
  g_assert_cmpstr (who, ==, "Petra");
  redo = vb_directory_revert_sync (f.store, undo, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (fixture_int (&f, "SELECT count(*) FROM verification"), ==, 0);

  g_assert_null (vb_trust_verify_sync (f.store, VB_TABLE_SERVICE, id_of ("post"), "gok", NULL, NULL,
                                       &error));
  g_assert_error (error, VB_ERROR, VB_ERROR_INVALID_INPUT);
  g_clear_error (&error);
  g_assert_null (vb_trust_verify_sync (f.store, VB_TABLE_SERVICE, id_of ("niets"), "mail", NULL,
                                       NULL, &error));
  g_assert_error (error, VB_ERROR, VB_ERROR_NOT_FOUND);
  fixture_close (&f);
}

static void
test_fresh_limit (void)
{
  g_assert_true (vb_checked_is_stale ("2025-02-27", "2026-02-28"));
  g_assert_false (vb_checked_is_stale ("2025-02-28", "2026-02-28"));
  /* There is no 29 February 2023: the day before is the limit. */
  g_assert_false (vb_checked_is_stale ("2023-02-28", "2024-02-29"));
  g_assert_true (vb_checked_is_stale ("2023-02-27", "2024-02-29"));
}

/* ------------------------------------------------------------------ reports */

static void
test_report_and_decide (void)
{
  Fixture f = { 0 };
  g_autoptr(VbReport) report = NULL;
  g_autoptr(GPtrArray) open = NULL;
  g_autoptr(GPtrArray) left = NULL;
  g_autoptr(VbUndo) accepted = NULL;
  g_autoptr(VbUndo) rejected = NULL;
  g_autoptr(VbUndo) redo = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *now = NULL;
  VbFieldReport *first, *second;

  fixture_open (&f);
  report = import_small (&f);
  g_assert_true (vb_trust_report_sync (f.store, VB_TABLE_SERVICE, id_of ("eten"), "description",
                                       " Elke vrijdag ", "Verplaatst", NULL, &error));
  g_assert_true (vb_trust_report_sync (f.store, VB_TABLE_SERVICE, id_of ("eten"), NULL, NULL,
                                       "Bestaat niet meer", NULL, &error));
  g_assert_no_error (error);
  open = vb_trust_list_reports_sync (f.store, NULL, NULL, &error);
  g_assert_cmpuint (open->len, ==, 2);
  first = open->pdata[0];
  second = open->pdata[1];
  g_assert_cmpstr (first->column, ==, "description");
  g_assert_cmpstr (first->current, ==, "Elke dinsdag");
  g_assert_cmpstr (first->suggestion, ==, "Elke vrijdag");
  g_assert_cmpstr (first->record_name, ==, "Samen eten");

  accepted = vb_trust_decide_report_sync (f.store, first->id, TRUE, NULL, &error);
  rejected = vb_trust_decide_report_sync (f.store, second->id, FALSE, NULL, &error);
  g_assert_no_error (error);
  now = fixture_text (&f, "SELECT description FROM service WHERE name = 'Samen eten'");
  g_assert_cmpstr (now, ==, "Elke vrijdag");
  g_assert_cmpint (fixture_int (&f, "SELECT count(*) FROM correction"), ==, 1);
  left = vb_trust_list_reports_sync (f.store, id_of ("eten"), NULL, &error);
  g_assert_cmpuint (left->len, ==, 0);

  g_assert_null (vb_trust_decide_report_sync (f.store, first->id, TRUE, NULL, &error));
  g_assert_error (error, VB_ERROR, VB_ERROR_NOT_FOUND);
  g_clear_error (&error);
  redo = vb_directory_revert_sync (f.store, accepted, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (fixture_int (&f, "SELECT count(*) FROM field_report WHERE state = 'open'"), ==,
                   1);
  g_assert_cmpint (fixture_int (&f, "SELECT count(*) FROM correction"), ==, 0);
  fixture_close (&f);
}

static void
test_bad_reports (void)
{
  static const struct
  {
    const char *word, *column, *suggestion, *remark;
    int code;
  } cases[] = {
    { "eten", NULL, NULL, "  ", VB_ERROR_INVALID_INPUT },
    { "eten", NULL, "iets", NULL, VB_ERROR_INVALID_INPUT },
    { "eten", "kleur", "rood", NULL, VB_ERROR_INVALID_INPUT },
    { "eten", "id", "rood", NULL, VB_ERROR_INVALID_INPUT },
    { "eten", "email", "geen adres", NULL, VB_ERROR_INVALID_INPUT },
    { "niets", "name", "rood", NULL, VB_ERROR_NOT_FOUND },
  };
  Fixture f = { 0 };
  g_autoptr(VbReport) report = NULL;

  fixture_open (&f);
  report = import_small (&f);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GError) error = NULL;

      g_assert_false (vb_trust_report_sync (f.store, VB_TABLE_SERVICE, id_of (cases[i].word),
                                            cases[i].column, cases[i].suggestion, cases[i].remark,
                                            NULL, &error));
      g_assert_error (error, VB_ERROR, cases[i].code);
    }
  g_assert_cmpint (fixture_int (&f, "SELECT count(*) FROM field_report"), ==, 0);
  fixture_close (&f);
}

/* ------------------------------------------------------------------ conflicts */

static VbReport *
import_changed (Fixture    *f,
                const char *name,
                const char *description)
{
  g_autoptr(VbBatch) batch = small_batch ();

  vb_record_set (batch, batch->records[VB_TABLE_SERVICE]->pdata[0], "description", description);
  return import_as (f, batch, name, description);
}

static void
test_source_against_correction (void)
{
  Fixture f = { 0 };
  g_autoptr(VbReport) first = NULL;
  g_autoptr(VbReport) second = NULL;
  g_autoptr(VbReport) third = NULL;
  g_autoptr(GPtrArray) conflicts = NULL;
  g_autoptr(GPtrArray) none = NULL;
  g_autoptr(GPtrArray) back = NULL;
  g_autoptr(VbUndo) kept = NULL;
  g_autoptr(VbUndo) taken = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *now = NULL;
  VbConflict *conflict;

  fixture_open (&f);
  first = import_small (&f);
  correct (&f, "eten", "description", "Van ons");
  second = import_changed (&f, "test", "Van hen");
  conflicts = vb_trust_list_conflicts_sync (f.store, NULL, NULL, &error);
  g_assert_cmpuint (conflicts->len, ==, 1);
  conflict = conflicts->pdata[0];
  g_assert_cmpstr (conflict->here, ==, "Van ons");
  g_assert_cmpstr (conflict->theirs, ==, "Van hen");
  g_assert_cmpstr (conflict->source_name, ==, "test");

  kept = vb_trust_choose_sync (f.store, conflict, FALSE, NULL, &error);
  g_assert_no_error (error);
  none = vb_trust_list_conflicts_sync (f.store, id_of ("eten"), NULL, &error);
  g_assert_cmpuint (none->len, ==, 0);

  /* It comes back when the source says something new. */
  third = import_changed (&f, "test", "Van hen, nieuw");
  back = vb_trust_list_conflicts_sync (f.store, id_of ("eten"), NULL, &error);
  g_assert_cmpuint (back->len, ==, 1);
  taken = vb_trust_choose_sync (f.store, back->pdata[0], TRUE, NULL, &error);
  g_assert_no_error (error);
  now = fixture_text (&f, "SELECT description FROM service WHERE name = 'Samen eten'");
  g_assert_cmpstr (now, ==, "Van hen, nieuw");
  g_assert_cmpint (fixture_int (&f, "SELECT count(*) FROM correction"), ==, 0);

  /* What was listed is no longer what is there. */
  g_assert_null (vb_trust_choose_sync (f.store, back->pdata[0], FALSE, NULL, &error));
  g_assert_error (error, VB_ERROR, VB_ERROR_CONFLICT);
  fixture_close (&f);
}

static void
test_source_against_source (void)
{
  Fixture f = { 0 };
  g_autoptr(VbReport) first = NULL;
  g_autoptr(VbReport) second = NULL;
  g_autoptr(VbReport) third = NULL;
  g_autoptr(GPtrArray) conflicts = NULL;
  g_autoptr(GPtrArray) none = NULL;
  g_autoptr(VbUndo) taken = NULL;
  g_autoptr(VbUndo) undone = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *now = NULL;

  fixture_open (&f);
  first = import_small (&f);
  second = import_changed (&f, "ander", "Anders");
  conflicts = vb_trust_list_conflicts_sync (f.store, NULL, NULL, &error);
  g_assert_cmpuint (conflicts->len, ==, 1);
  taken = vb_trust_choose_sync (f.store, conflicts->pdata[0], TRUE, NULL, &error);
  g_assert_no_error (error);
  now = fixture_text (&f, "SELECT description FROM service WHERE name = 'Samen eten'");
  g_assert_cmpstr (now, ==, "Anders");
  /* The first source still says what it said. */
  g_assert_cmpint (fixture_int (&f, "SELECT count(*) FROM correction "
                                    "WHERE source_value = 'Elke dinsdag'"), ==, 1);
  third = import_changed (&f, "ander", "Anders");
  none = vb_trust_list_conflicts_sync (f.store, NULL, NULL, &error);
  g_assert_cmpuint (none->len, ==, 0);
  undone = vb_directory_revert_sync (f.store, taken, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (fixture_int (&f, "SELECT count(*) FROM other_value WHERE state = 'open'"), ==,
                   1);
  fixture_close (&f);
}

/* A function is asked for by what it does, not by who has it; a number has no name of its own. */
static void
test_report_names_what_it_is_about (void)
{
  Fixture f = { 0 };
  g_autoptr(VbReport) report = NULL;
  g_autoptr(GPtrArray) open = NULL;
  g_autoptr(GError) error = NULL;
  VbFieldReport *first, *second;

  fixture_open (&f);
  report = import_small (&f);
  g_assert_true (vb_trust_report_sync (f.store, VB_TABLE_CONTACT, id_of ("coach"), NULL, NULL,
                                       "Werkt hier niet meer", NULL, &error));
  g_assert_true (vb_trust_report_sync (f.store, VB_TABLE_PHONE, id_of ("tel"), "number",
                                       "030 765 43 21", NULL, NULL, &error));
  g_assert_no_error (error);
  open = vb_trust_list_reports_sync (f.store, NULL, NULL, &error);
  g_assert_cmpuint (open->len, ==, 2);
  first = open->pdata[0];
  second = open->pdata[1];
  g_assert_cmpstr (first->record_name, ==, "Welzijnscoach");
  g_assert_cmpstr (second->record_name, ==, "Samen eten");
  fixture_close (&f);
}

/* ------------------------------------------------------------------ for ourselves */

static void
test_notes (void)
{
  Fixture f = { 0 };
  g_autoptr(VbReport) report = NULL;
  g_autoptr(GPtrArray) notes = NULL;
  g_autoptr(GPtrArray) none = NULL;
  g_autoptr(GError) error = NULL;
  VbNote *note;

  fixture_open (&f);
  vb_store_set_actor (f.store, "p1", "Petra", NULL);
  report = import_small (&f);
  g_assert_true (vb_personal_save_note_sync (f.store, VB_TABLE_SERVICE, id_of ("eten"), NULL,
                                             "Eerst bellen", NULL, &error));
  notes = vb_personal_list_notes_sync (f.store, id_of ("eten"), NULL, &error);
  g_assert_cmpuint (notes->len, ==, 1);
  note = notes->pdata[0];
  g_assert_cmpstr (note->body, ==, "Eerst bellen");
  g_assert_cmpstr (note->written_by, ==, "Petra");
  g_assert_false (vb_personal_save_note_sync (f.store, VB_TABLE_SERVICE, id_of ("eten"), NULL,
                                              " \n", NULL, &error));
  g_assert_error (error, VB_ERROR, VB_ERROR_INVALID_INPUT);
  g_clear_error (&error);
  g_assert_false (vb_personal_save_note_sync (f.store, VB_TABLE_SERVICE, id_of ("eten"), "weg",
                                              "x", NULL, &error));
  g_assert_error (error, VB_ERROR, VB_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_true (vb_personal_save_note_sync (f.store, VB_TABLE_SERVICE, id_of ("eten"), note->id,
                                             "", NULL, &error));
  none = vb_personal_list_notes_sync (f.store, id_of ("eten"), NULL, &error);
  g_assert_cmpuint (none->len, ==, 0);
  fixture_close (&f);
}

/* Who writes does not wait for the first save to hear what the note is called. */
static void
test_note_under_an_id_of_ones_own (void)
{
  Fixture f = { 0 };
  g_autoptr(VbReport) report = NULL;
  g_autoptr(GPtrArray) notes = NULL;
  g_autofree char *id = vb_uuid_new ();
  const char *const texts[] = { "", "Eerst", "Eerst bellen", "", "Niet bellen" };
  g_autoptr(GError) error = NULL;

  fixture_open (&f);
  report = import_small (&f);
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_assert_true (vb_personal_save_note_sync (f.store, VB_TABLE_SERVICE, id_of ("eten"), id,
                                                 texts[i], NULL, &error));
      g_assert_no_error (error);
      g_clear_pointer (&notes, g_ptr_array_unref);
      notes = vb_personal_list_notes_sync (f.store, id_of ("eten"), NULL, &error);
      g_assert_cmpuint (notes->len, ==, texts[i][0] != '\0');
      if (notes->len == 1)
        {
          g_assert_cmpstr (((VbNote *) notes->pdata[0])->id, ==, id);
          g_assert_cmpstr (((VbNote *) notes->pdata[0])->body, ==, texts[i]);
        }
    }
  fixture_close (&f);
}

static void
star (Fixture    *f,
      const char *id,
      const char *folder)
{
  g_autoptr(GError) error = NULL;

  fixture_done (vb_personal_set_favourite_sync (f->store, id_of (id), TRUE, folder, NULL,
                                                &error));
  g_assert_no_error (error);
}

static void
test_favourites (void)
{
  Fixture f = { 0 };
  g_autoptr(VbReport) report = NULL;
  g_auto(GStrv) folders = NULL;
  g_autoptr(VbUndo) gone = NULL;
  g_autoptr(VbUndo) redo = NULL;
  g_autoptr(GError) error = NULL;

  fixture_open (&f);
  report = import_small (&f);
  star (&f, "eten", "Vaak");
  star (&f, "eten", "Altijd");
  star (&f, "post", NULL);
  folders = vb_personal_list_folders_sync (f.store, NULL, &error);
  g_assert_cmpuint (g_strv_length (folders), ==, 1);
  g_assert_cmpstr (folders[0], ==, "Altijd");
  gone = vb_personal_set_favourite_sync (f.store, id_of ("eten"), FALSE, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (fixture_int (&f, "SELECT count(*) FROM favourite"), ==, 1);
  redo = vb_directory_revert_sync (f.store, gone, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (fixture_int (&f, "SELECT count(*) FROM favourite WHERE folder = 'Altijd'"), ==,
                   1);
  g_assert_null (vb_personal_set_favourite_sync (f.store, id_of ("niets"), TRUE, NULL, NULL,
                                                 &error));
  g_assert_error (error, VB_ERROR, VB_ERROR_NOT_FOUND);
  fixture_close (&f);
}

static void
test_rename_folder (void)
{
  Fixture f = { 0 };
  g_autoptr(VbReport) report = NULL;
  g_autoptr(VbUndo) renamed = NULL;
  g_autoptr(VbUndo) redo = NULL;
  g_autoptr(GError) error = NULL;

  fixture_open (&f);
  report = import_small (&f);
  star (&f, "eten", "Vaak");
  star (&f, "post", "Vaak");
  renamed = vb_personal_rename_folder_sync (f.store, "Vaak", " Elke week ", NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (fixture_int (&f, "SELECT count(*) FROM favourite WHERE folder = 'Elke week'"),
                   ==, 2);
  redo = vb_directory_revert_sync (f.store, renamed, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (fixture_int (&f, "SELECT count(*) FROM favourite WHERE folder = 'Vaak'"), ==,
                   2);
  /* Without the folder they are favourites still. */
  fixture_done (vb_personal_rename_folder_sync (f.store, "Vaak", NULL, NULL, &error));
  g_assert_cmpint (fixture_int (&f, "SELECT count(*) FROM favourite WHERE folder = ''"), ==, 2);
  g_assert_null (vb_personal_rename_folder_sync (f.store, "Vaak", "Nooit", NULL, &error));
  g_assert_error (error, VB_ERROR, VB_ERROR_NOT_FOUND);
  fixture_close (&f);
}

static void
test_searches (void)
{
  Fixture f = { 0 };
  g_autoptr(GPtrArray) searches = NULL;
  g_autoptr(VbUndo) deleted = NULL;
  g_autoptr(VbUndo) redo = NULL;
  g_autoptr(GError) error = NULL;
  VbSavedSearch *search;

  fixture_open (&f);
  fixture_done (vb_personal_save_search_sync (f.store, NULL, "Eten", "text=eten%20met%20anderen",
                                              NULL, &error));
  g_assert_null (vb_personal_save_search_sync (f.store, NULL, " ", "text=x", NULL, &error));
  g_assert_error (error, VB_ERROR, VB_ERROR_INVALID_INPUT);
  g_clear_error (&error);
  searches = vb_personal_list_searches_sync (f.store, NULL, &error);
  g_assert_cmpuint (searches->len, ==, 1);
  search = searches->pdata[0];
  fixture_done (vb_personal_save_search_sync (f.store, search->id, "Samen eten", NULL, NULL,
                                              &error));
  g_assert_cmpint (fixture_int (&f, "SELECT count(*) FROM saved_search WHERE name = 'Samen eten' "
                                    "AND query = 'text=eten%20met%20anderen'"), ==, 1);
  deleted = vb_personal_save_search_sync (f.store, search->id, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (fixture_int (&f, "SELECT count(*) FROM saved_search"), ==, 0);
  redo = vb_directory_revert_sync (f.store, deleted, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (fixture_int (&f, "SELECT count(*) FROM saved_search WHERE name = 'Samen eten'"),
                   ==, 1);
  g_assert_null (vb_personal_save_search_sync (f.store, "weg", "Naam", NULL, NULL, &error));
  g_assert_error (error, VB_ERROR, VB_ERROR_NOT_FOUND);
  fixture_close (&f);
}

static VbGap *
only_gap (Fixture    *f,
          GPtrArray **gaps)
{
  g_autoptr(GError) error = NULL;

  g_clear_pointer (gaps, g_ptr_array_unref);
  *gaps = vb_personal_list_gaps_sync (f->store, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint ((*gaps)->len, ==, 1);
  return (*gaps)->pdata[0];
}

static void
test_gaps (void)
{
  Fixture f = { 0 };
  g_autoptr(GPtrArray) gaps = NULL;
  g_autoptr(VbUndo) closed = NULL;
  g_autoptr(VbUndo) removed = NULL;
  g_autoptr(VbUndo) opened = NULL;
  g_autoptr(VbUndo) back = NULL;
  g_autoptr(GError) error = NULL;
  VbGap *gap;

  fixture_open (&f);
  fixture_done (vb_personal_add_gap_sync (f.store, "hulp bij verhuizen", "text=verhuizen", "B17",
                                          "BU03441234", NULL, NULL, &error));
  g_assert_null (vb_personal_add_gap_sync (f.store, " ", NULL, NULL, NULL, NULL, NULL, &error));
  g_assert_error (error, VB_ERROR, VB_ERROR_INVALID_INPUT);
  g_clear_error (&error);
  gap = only_gap (&f, &gaps);
  g_assert_cmpstr (gap->need_code, ==, "B17");
  g_assert_cmpstr (gap->search, ==, "text=verhuizen");
  g_assert_null (gap->outcome);

  g_assert_null (vb_personal_close_gap_sync (f.store, gap->id, "  ", NULL, &error));
  g_assert_error (error, VB_ERROR, VB_ERROR_INVALID_INPUT);
  g_clear_error (&error);
  closed = vb_personal_close_gap_sync (f.store, gap->id, "Er is nu een klusdienst", NULL, &error);
  g_assert_no_error (error);
  gap = only_gap (&f, &gaps);
  g_assert_cmpstr (gap->outcome, ==, "Er is nu een klusdienst");
  g_assert_cmpstr (gap->closed_by, ==, gap->noted_by);
  g_assert_cmpint (gap->closed_at, >=, gap->noted_at);
  opened = vb_directory_revert_sync (f.store, closed, NULL, &error);
  g_assert_no_error (error);
  gap = only_gap (&f, &gaps);
  g_assert_null (gap->outcome);
  g_assert_null (gap->closed_by);

  removed = vb_personal_remove_gap_sync (f.store, gap->id, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (fixture_int (&f, "SELECT count(*) FROM gap"), ==, 0);
  g_assert_null (vb_personal_close_gap_sync (f.store, gap->id, "x", NULL, &error));
  g_assert_error (error, VB_ERROR, VB_ERROR_NOT_FOUND);
  g_clear_error (&error);
  back = vb_directory_revert_sync (f.store, removed, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (only_gap (&f, &gaps)->query, ==, "hulp bij verhuizen");
  fixture_close (&f);
}

/* Whoever looks for the same again and again has one line to close, and not three. */
static void
test_same_gap_stands_once (void)
{
  static const char *const words[] = { "hulp bij verhuizen", "zwemmen", "Hulp bij verhuizen" };
  Fixture f = { 0 };
  g_autoptr(GPtrArray) gaps = NULL;
  g_autoptr(GPtrArray) left = NULL;
  g_autoptr(VbUndo) closed = NULL;
  g_autoptr(VbUndo) opened = NULL;
  g_autoptr(GError) error = NULL;
  VbGap *gap;

  fixture_open (&f);
  for (gsize i = 0; i < G_N_ELEMENTS (words); i++)
    fixture_done (vb_personal_add_gap_sync (f.store, words[i], NULL, NULL, NULL, NULL, NULL,
                                            &error));
  gaps = vb_personal_list_gaps_sync (f.store, NULL, &error);
  g_assert_cmpuint (gaps->len, ==, 2);
  gap = gaps->pdata[g_strcmp0 (((VbGap *) gaps->pdata[0])->query, "zwemmen") == 0 ? 1 : 0];
  g_assert_cmpuint (gap->times, ==, 2);

  closed = vb_personal_close_gap_sync (f.store, gap->id, "Found elsewhere", NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (fixture_int (&f, "SELECT count(*) FROM gap WHERE outcome IS NULL"), ==, 1);
  opened = vb_directory_revert_sync (f.store, closed, NULL, &error);
  g_assert_cmpint (fixture_int (&f, "SELECT count(*) FROM gap WHERE outcome IS NULL"), ==, 3);
  fixture_done (vb_personal_remove_gap_sync (f.store, gap->id, NULL, &error));
  left = vb_personal_list_gaps_sync (f.store, NULL, &error);
  g_assert_cmpuint (left->len, ==, 1);
  g_assert_cmpstr (((VbGap *) left->pdata[0])->query, ==, "zwemmen");
  fixture_close (&f);
}

/* ------------------------------------------------------------------ sources */

static void
test_take_import_back (void)
{
  Fixture f = { 0 };
  g_autoptr(VbReport) report = NULL;
  g_autoptr(GPtrArray) sources = NULL;
  g_autoptr(GError) error = NULL;
  VbSource *source;

  fixture_open (&f);
  report = import_small (&f);
  correct (&f, "koffie", "description", "Met taart");
  sources = vb_sources_list_sync (f.store, NULL, &error);
  g_assert_cmpuint (sources->len, ==, 1);
  source = sources->pdata[0];
  g_assert_cmpstr (source->name, ==, "test");
  g_assert_cmpuint (source->n_services, ==, 3);

  g_assert_cmpint (vb_sources_remove_sync (f.store, source->id, NULL, &error), ==, 8);
  g_assert_no_error (error);
  /* What was corrected here stays, with its organization, as ours. */
  g_assert_cmpint (fixture_int (&f, "SELECT count(*) FROM service"), ==, 1);
  g_assert_cmpint (fixture_int (&f, "SELECT count(*) FROM organization"), ==, 1);
  g_assert_cmpint (fixture_int (&f, "SELECT count(*) FROM service WHERE source_id IS NOT NULL"), ==,
                   0);
  g_assert_cmpint (fixture_int (&f, "SELECT count(*) FROM correction"), ==, 0);
  g_assert_cmpint (fixture_int (&f, "SELECT n FROM tally WHERE table_name = 'service'"), ==, 1);
  g_assert_cmpint (vb_sources_remove_sync (f.store, source->id, NULL, &error), ==, -1);
  g_assert_error (error, VB_ERROR, VB_ERROR_NOT_FOUND);
  fixture_close (&f);
}

/* ------------------------------------------------------------------ duplicates */

static VbBatch *
double_batch (void)
{
  VbBatch *batch = vb_batch_new ();

  add_record (batch, VB_TABLE_ORGANIZATION, "id", "twee", "name", "Huis v.d. Wijk", NULL);
  add_record (batch, VB_TABLE_SERVICE, "id", "dubbel", "organization_id", "twee", "name",
              "Sámen éten!", "status", "active", "description", "Warme maaltijd", "url",
              "https://eten.nl", "assured_date", "2026-01-05", NULL);
  add_record (batch, VB_TABLE_CONTACT, "id", "kok", "service_id", "dubbel", "title", "Kok", NULL);
  add_record (batch, VB_TABLE_PHONE, "id", "koktel", "contact_id", "kok", "number",
              "+31301234567", NULL);
  add_record (batch, VB_TABLE_LANGUAGE, "id", "nl1", "service_id", "dubbel", "code", "nl", NULL);
  return batch;
}

static void
test_find_and_merge (void)
{
  Fixture f = { 0 };
  g_autoptr(VbReport) first = NULL;
  g_autoptr(VbReport) second = NULL;
  g_autoptr(VbReport) again = NULL;
  g_autoptr(VbBatch) batch = double_batch ();
  g_autoptr(GPtrArray) pairs = NULL;
  g_autoptr(GPtrArray) none = NULL;
  g_autoptr(VbUndo) undo = NULL;
  g_autoptr(VbUndo) redo = NULL;
  g_autoptr(VbEntity) merged = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *note = NULL;
  VbDuplicate *pair;

  fixture_open (&f);
  first = import_small (&f);
  second = import_as (&f, batch, "ander", "a1");
  star (&f, "dubbel", "Vaak");
  pairs = vb_duplicates_find_sync (f.store, VB_TABLE_SERVICE, 10, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (pairs->len, ==, 1);
  pair = pairs->pdata[0];
  /* Written differently, but one number. */
  g_assert_cmpint (pair->why, ==, VB_ALIKE_NAME_PHONE);
  g_assert_cmpstr (pair->second_detail, ==, "Huis v.d. Wijk");

  undo = vb_duplicates_merge_sync (f.store, VB_TABLE_SERVICE, id_of ("eten"), id_of ("dubbel"),
                                   NULL, NULL, &error);
  g_assert_no_error (error);
  merged = load (&f, "eten");
  g_assert_cmpstr (vb_entity_get (merged, "alternate_name"), ==, "Sámen éten!");
  g_assert_cmpstr (vb_entity_get (merged, "url"), ==, "https://eten.nl");
  g_assert_cmpstr (vb_entity_get (merged, "assured_date"), ==, "2026-01-05");
  g_assert_cmpstr (vb_entity_get (merged, "description"), ==, "Elke dinsdag");
  note = fixture_text (&f, "SELECT body FROM note");
  g_assert_nonnull (strstr (note, "Warme maaltijd"));
  g_assert_nonnull (strstr (note, "Huis v.d. Wijk"));
  g_assert_cmpuint (g_list_model_get_n_items (vb_entity_get_children (merged, VB_TABLE_CONTACT)),
                    ==, 2);
  g_assert_cmpint (fixture_int (&f, "SELECT count(*) FROM favourite"), ==, 1);
  none = vb_duplicates_find_sync (f.store, VB_TABLE_SERVICE, 10, NULL, &error);
  g_assert_cmpuint (none->len, ==, 0);

  /* The other's source does not bring it back, and what it adds comes to the one that stayed. */
  add_record (batch, VB_TABLE_LANGUAGE, "id", "ar1", "service_id", "dubbel", "code", "ar", NULL);
  again = import_as (&f, batch, "ander", "a2");
  g_assert_cmpuint (sum_counts (again).added, ==, 1);
  g_assert_cmpint (fixture_int (&f, "SELECT count(*) FROM service WHERE description = 'Warme "
                                    "maaltijd'"),
                   ==, 0);
  g_assert_cmpint (fixture_int (&f, "SELECT count(*) FROM language l JOIN service s "
                                    "ON s.id = l.service_id WHERE s.name = 'Samen eten'"), ==, 2);

  redo = vb_directory_revert_sync (f.store, undo, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (fixture_int (&f, "SELECT count(*) FROM service WHERE description = 'Warme "
                                    "maaltijd'"),
                   ==, 1);
  g_assert_cmpint (fixture_int (&f, "SELECT count(*) FROM note"), ==, 0);
  g_assert_cmpint (fixture_int (&f, "SELECT count(*) FROM removal"), ==, 0);
  fixture_close (&f);
}

/* Of each field that differs, one value is chosen; the other stays as a note. */
static void
test_merge_takes_what_is_chosen (void)
{
  static const char *const take[] = { "name", "description", NULL };
  Fixture f = { 0 };
  g_autoptr(VbReport) first = NULL;
  g_autoptr(VbReport) second = NULL;
  g_autoptr(VbBatch) batch = double_batch ();
  g_autoptr(VbUndo) undo = NULL;
  g_autoptr(VbUndo) redo = NULL;
  g_autoptr(VbEntity) merged = NULL;
  g_autoptr(VbEntity) before = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *note = NULL;

  fixture_open (&f);
  first = import_small (&f);
  second = import_as (&f, batch, "ander", "a1");
  undo = vb_duplicates_merge_sync (f.store, VB_TABLE_SERVICE, id_of ("eten"), id_of ("dubbel"),
                                   take, NULL, &error);
  g_assert_no_error (error);
  merged = load (&f, "eten");
  g_assert_cmpstr (vb_entity_get_name (merged), ==, "Sámen éten!");
  g_assert_cmpstr (vb_entity_get (merged, "alternate_name"), ==, "Samen eten");
  g_assert_cmpstr (vb_entity_get (merged, "description"), ==, "Warme maaltijd");
  note = fixture_text (&f, "SELECT body FROM note");
  g_assert_nonnull (strstr (note, "Elke dinsdag"));
  g_assert_null (strstr (note, "Warme maaltijd"));

  redo = vb_directory_revert_sync (f.store, undo, NULL, &error);
  g_assert_no_error (error);
  before = load (&f, "eten");
  g_assert_cmpstr (vb_entity_get_name (before), ==, "Samen eten");
  g_assert_null (vb_entity_get (before, "alternate_name"));
  g_assert_cmpstr (vb_entity_get (before, "description"), ==, "Elke dinsdag");
  fixture_close (&f);
}

static void
test_they_are_two (void)
{
  Fixture f = { 0 };
  g_autoptr(VbReport) first = NULL;
  g_autoptr(VbReport) second = NULL;
  g_autoptr(VbBatch) batch = double_batch ();
  g_autoptr(GPtrArray) pairs = NULL;
  g_autoptr(GPtrArray) again = NULL;
  g_autoptr(VbUndo) undo = NULL;
  g_autoptr(VbUndo) redo = NULL;
  g_autoptr(GError) error = NULL;

  fixture_open (&f);
  first = import_small (&f);
  second = import_as (&f, batch, "ander", "a1");
  undo = vb_duplicates_dismiss_sync (f.store, id_of ("dubbel"), id_of ("eten"), NULL, &error);
  g_assert_no_error (error);
  fixture_done (vb_duplicates_dismiss_sync (f.store, id_of ("eten"), id_of ("dubbel"), NULL,
                                            &error));
  pairs = vb_duplicates_find_sync (f.store, VB_TABLE_SERVICE, 10, NULL, &error);
  g_assert_cmpuint (pairs->len, ==, 0);
  redo = vb_directory_revert_sync (f.store, undo, NULL, &error);
  g_assert_no_error (error);
  again = vb_duplicates_find_sync (f.store, VB_TABLE_SERVICE, 10, NULL, &error);
  g_assert_cmpuint (again->len, ==, 1);
  g_assert_null (vb_duplicates_merge_sync (f.store, VB_TABLE_SERVICE, id_of ("eten"),
                                           id_of ("eten"), NULL, NULL, &error));
  g_assert_error (error, VB_ERROR, VB_ERROR_INVALID_INPUT);
  fixture_close (&f);
}

static void
test_merge_organizations (void)
{
  Fixture f = { 0 };
  g_autoptr(VbReport) first = NULL;
  g_autoptr(VbReport) second = NULL;
  g_autoptr(VbBatch) batch = double_batch ();
  g_autoptr(VbUndo) undo = NULL;
  g_autoptr(GError) error = NULL;

  fixture_open (&f);
  first = import_small (&f);
  second = import_as (&f, batch, "ander", "a1");
  undo = vb_duplicates_merge_sync (f.store, VB_TABLE_ORGANIZATION, id_of ("huis"), id_of ("twee"),
                                   NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (fixture_int (&f, "SELECT count(*) FROM organization"), ==, 2);
  g_assert_cmpint (fixture_int (&f, "SELECT count(*) FROM service s JOIN organization o "
                                    "ON o.id = s.organization_id WHERE o.name = 'Huis van de "
                                    "Wijk'"),
                   ==, 3);
  fixture_close (&f);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/trust/checked-today", test_checked_today);
  g_test_add_func ("/trust/fresh-limit", test_fresh_limit);
  g_test_add_func ("/trust/report-and-decide", test_report_and_decide);
  g_test_add_func ("/trust/report-names-what-it-is-about", test_report_names_what_it_is_about);
  g_test_add_func ("/trust/bad-reports", test_bad_reports);
  g_test_add_func ("/trust/source-against-correction", test_source_against_correction);
  g_test_add_func ("/trust/source-against-source", test_source_against_source);
  g_test_add_func ("/personal/notes", test_notes);
  g_test_add_func ("/personal/note-under-an-id-of-ones-own", test_note_under_an_id_of_ones_own);
  g_test_add_func ("/personal/favourites", test_favourites);
  g_test_add_func ("/personal/rename-folder", test_rename_folder);
  g_test_add_func ("/personal/searches", test_searches);
  g_test_add_func ("/personal/gaps", test_gaps);
  g_test_add_func ("/personal/same-gap-stands-once", test_same_gap_stands_once);
  g_test_add_func ("/sources/take-import-back", test_take_import_back);
  g_test_add_func ("/duplicates/find-and-merge", test_find_and_merge);
  g_test_add_func ("/duplicates/takes-what-is-chosen", test_merge_takes_what_is_chosen);
  g_test_add_func ("/duplicates/they-are-two", test_they_are_two);
  g_test_add_func ("/duplicates/organizations", test_merge_organizations);
  return g_test_run ();
}
