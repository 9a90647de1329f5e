/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What must go, when, and that it is really gone: the pages of the file and of its log are
 * decrypted here by themselves, and searched for what was written. */

#define _GNU_SOURCE /* memmem */
#include "config.h"

#include "store-fixture.h"

#include <openssl/evp.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "core/base/vb-time.h"
#include "core/store/vb-backup.h"
#include "core/store/vb-check.h"
#include "core/store/vb-destruction.h"
#include "core/store/vb-people.h"
#include "core/store/vb-rekey.h"

#define MARK "Zwanenhals"
#define PAGE 4096
#define RESERVE 80 /* of SQLCipher 4: 16 bytes to begin with, 64 to check */
#define SALT 16
#define WAL_HEADER 32
#define FRAME_HEADER 24

#define DAY (G_GINT64_CONSTANT (24 * 3600) * G_USEC_PER_SEC)

/* ------------------------------------------------------------------ looking into the file */

static void
decrypt_page (Fixture      *f,
              const guint8 *page,
              gboolean      first,
              guint8       *out)
{
  gsize skip = first ? SALT : 0;
  EVP_CIPHER_CTX *context = EVP_CIPHER_CTX_new ();
  int n = 0;

  memset (out, 0, PAGE);
  g_assert_cmpint (EVP_DecryptInit_ex (context, EVP_aes_256_cbc (), NULL,
                                       vb_secret_peek (f->key), page + PAGE - RESERVE), ==, 1);
  EVP_CIPHER_CTX_set_padding (context, 0);
  g_assert_cmpint (EVP_DecryptUpdate (context, out + skip, &n, page + skip,
                                      PAGE - RESERVE - skip), ==, 1);
  EVP_CIPHER_CTX_free (context);
}

static guint
count_in (const guint8 *bytes,
          gsize         length,
          const char   *text)
{
  const guint8 *end = bytes + length, *at = bytes;
  guint n = 0;

  while ((at = memmem (at, end - at, text, strlen (text))) != NULL)
    {
      n++;
      at++;
    }
  return n;
}

/* How often @text stands in the file and in its log, whatever part of it is in use. */
static guint
count_bytes (Fixture    *f,
             const char *text)
{
  g_autofree char *log_path = g_strconcat (f->path, "-wal", NULL);
  g_autofree char *file = NULL, *log = NULL;
  gsize length = 0, log_length = 0;
  g_autofree guint8 *plain = g_malloc (PAGE);
  guint n = 0;

  g_assert_true (g_file_get_contents (f->path, &file, &length, NULL));
  (void) g_file_get_contents (log_path, &log, &log_length, NULL);
  for (gsize at = 0; at + PAGE <= length; at += PAGE)
    {
      decrypt_page (f, (guint8 *) file + at, at == 0, plain);
      n += count_in (plain, PAGE, text);
    }
  for (gsize at = WAL_HEADER; at + FRAME_HEADER + PAGE <= log_length; at += FRAME_HEADER + PAGE)
    {
      const guint8 *header = (guint8 *) log + at;
      guint32 number = (guint32) header[0] << 24 | header[1] << 16 | header[2] << 8 | header[3];

      decrypt_page (f, header + FRAME_HEADER, number == 1, plain);
      n += count_in (plain, PAGE, text);
    }
  return n;
}

static void
close_store (Fixture *f)
{
  g_autoptr(GError) error = NULL;

  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_true (vb_store_close_sync (f->store, &error));
  g_assert_no_error (error);
  g_clear_object (&f->store);
}

static void
open_store (Fixture *f)
{
  g_autoptr(GError) error = NULL;

  f->store = vb_store_open_sync (f->path, f->key, VB_STORE_ALLOW_ANY_PLACE, NULL, &error);
  g_assert_no_error (error);
}

static void
reopen (Fixture *f)
{
  close_store (f);
  open_store (f);
}

/* ------------------------------------------------------------------ somebody */

/* Everything a record can hold, with the mark in it, and each of it changed once so that the change
 * log holds it too. @days: since the last change. */
static void
add_everything (Fixture    *f,
                const char *who,
                gint64      days)
{
  const char *p = id_of (who);
  g_autofree char *talk = g_strdup_printf ("talk of %s", who);
  g_autofree char *sql = g_strdup_printf (
    "INSERT INTO person (id, given_name, family_name, birth_date, phone, created_at, created_by, "
    "changed_at, name_key) VALUES ('%1$s', '" MARK "', '" MARK "', '1943-04-03', '" MARK "', 1, "
    "'x', %2$" G_GINT64_FORMAT ", 'zwanenhals');"
    "INSERT INTO household (id, name) VALUES ('h%1$s', '" MARK "');"
    "INSERT INTO household_member (id, household_id, person_id) VALUES ('m%1$s', 'h%1$s', '%1$s');"
    "INSERT INTO representative (id, person_id, kind, name) "
    "VALUES ('r%1$s', '%1$s', 'mentor', '" MARK "');"
    "INSERT INTO relation (id, person_id, name) VALUES ('n%1$s', '%1$s', '" MARK "');"
    "INSERT INTO helper (id, person_id, name) VALUES ('e%1$s', '%1$s', '" MARK "');"
    "INSERT INTO consent (id, person_id, kind, given_on, capacity, form, purpose, recipient_id, "
    "valid_from, valid_until, recorded_at, recorded_by) VALUES ('c%1$s', '%1$s', 'consent', "
    "'2024-01-01', 'yes', 'oral', '" MARK "', 'x', '2024-01-01', '2024-07-01', 1, 'x');"
    "INSERT INTO consent_scope (consent_id, category, detail) "
    "VALUES ('c%1$s', 'diagnosis', '" MARK "');"
    "INSERT INTO conversation (id, person_id, instrument, instrument_version, held_on, reason, "
    "created_at, created_by, changed_at) VALUES ('%3$s', '%1$s', 'x', '1', '2024-01-01', "
    "'" MARK "', 1, 'x', 1);"
    "INSERT INTO conversation_answer (conversation_id, item, words) "
    "VALUES ('%3$s', '" MARK "', '" MARK "');"
    "INSERT INTO conversation_topic (id, conversation_id, domain, words) "
    "VALUES ('t%1$s', '%3$s', 'body', '" MARK "'), ('u%1$s', '%3$s', 'mind', '" MARK "');"
    "INSERT INTO conversation_link (id, conversation_id, from_topic_id, to_topic_id, kind) "
    "VALUES ('l%1$s', '%3$s', 't%1$s', 'u%1$s', 'helps');"
    "INSERT INTO conversation_helping (id, conversation_id, helper_id, topic_id) "
    "VALUES ('h%1$s', '%3$s', 'e%1$s', 't%1$s');"
    "INSERT INTO conversation_priority (id, conversation_id, rank, words, chosen_by) "
    "VALUES ('o%1$s', '%3$s', 1, '" MARK "', 'person');"
    "INSERT INTO conversation_safety (id, conversation_id, kind, step, note) "
    "VALUES ('s%1$s', '%3$s', 'life', 'asked', '" MARK "');"
    "INSERT INTO plan (id, person_id, household_id, started_on, evaluate_on, director, changed_at) "
    "VALUES ('a%1$s', '%1$s', 'h%1$s', '2024-01-01', '2024-02-01', '" MARK "', 1);"
    "INSERT INTO goal (id, plan_id, conversation_id, words) "
    "VALUES ('g%1$s', 'a%1$s', '%3$s', '" MARK "');"
    "INSERT INTO plan_action (id, plan_id, goal_id, what, by) "
    "VALUES ('i%1$s', 'a%1$s', 'g%1$s', '" MARK "', 'person');"
    "INSERT INTO referral (id, letter_id, side, kind, state, code, person_id, question, "
    "changed_at) VALUES ('f%1$s', 'b%1$s', 'sender', 'referral', 'sent', 'ABC', '%1$s', "
    "'" MARK "', 1);"
    "INSERT INTO referral (id, letter_id, side, kind, state, code, subject, changed_at) "
    "VALUES ('q%1$s', 'b%1$s', 'receiver', 'referral', 'received', 'ABC', '" MARK "', 1);"
    "INSERT INTO referral_item (id, referral_id, category, words) "
    "VALUES ('j%1$s', 'q%1$s', 'wish', '" MARK "');"
    "INSERT INTO referral_event (referral_id, id, number, step, state, side, at, words) "
    "VALUES ('f%1$s', 'k%1$s', 1, 'send', 'sent', 'sender', 1, '" MARK "');"
    "INSERT INTO referral_note (id, referral_id, words, at) "
    "VALUES ('v%1$s', 'q%1$s', '" MARK "', 1);"
    "INSERT INTO outbox (id, referral_id, event_id, made_at) "
    "VALUES ('w%1$s', 'f%1$s', 'k%1$s', 1);"
    "INSERT INTO meeting (id, title, held_on, changed_at) "
    "VALUES ('x%1$s', 'Monthly meeting', '2024-01-01', 1);"
    "INSERT INTO meeting_member (id, meeting_id, function) VALUES ('y%1$s', 'x%1$s', 'GP');"
    "INSERT INTO meeting_case (id, meeting_id, number, person_id, question) "
    "VALUES ('z%1$s', 'x%1$s', 'AB-1', '%1$s', '" MARK "');"
    "INSERT INTO meeting_seat (id, case_id, member_id, consent_id) "
    "VALUES ('aa%1$s', 'z%1$s', 'y%1$s', '" MARK "');"
    "INSERT INTO meeting_action (id, case_id, what, who, due_on) "
    "VALUES ('bb%1$s', 'z%1$s', '" MARK "', '" MARK "', '2024-02-01');"
    "INSERT INTO local_person_opened VALUES ('%1$s', 1);"
    "INSERT INTO setting VALUES ('draft/person/%1$s', '" MARK "'), "
    "('draft/consent/new', '{\"person_id\": \"%1$s\", \"purpose\": \"" MARK "\"}');"
    "UPDATE person SET city = '" MARK "' WHERE id = '%1$s';"
    "UPDATE household SET name = name || ' " MARK "' WHERE id = 'h%1$s';"
    "UPDATE relation SET means = '" MARK "' WHERE person_id = '%1$s';"
    "UPDATE consent SET purpose_note = '" MARK "' WHERE person_id = '%1$s';"
    "UPDATE conversation SET stands_out = '" MARK "' WHERE person_id = '%1$s';"
    "UPDATE conversation_answer SET words = words || ' " MARK "' WHERE conversation_id = '%3$s';"
    "UPDATE conversation_topic SET words = words || ' " MARK "' WHERE conversation_id = '%3$s';"
    "UPDATE goal SET wants = '" MARK "' WHERE plan_id = 'a%1$s';"
    "UPDATE plan_action SET who = '" MARK "' WHERE plan_id = 'a%1$s';"
    "UPDATE meeting_case SET decision = '" MARK "' WHERE id = 'z%1$s';",
    p, g_get_real_time () - days * DAY, id_of (talk));

  fixture_exec (f, sql);
}

/* Somebody of whom nothing is to be found back by the mark. */
static void
add_other (Fixture    *f,
           const char *who,
           gint64      days)
{
  g_autofree char *sql = g_strdup_printf (
    "INSERT INTO person (id, given_name, family_name, created_at, created_by, changed_at, "
    "name_key) VALUES ('%s', '%s', 'Kraanvogel', 1, 'x', %" G_GINT64_FORMAT ", 'kraanvogel');",
    id_of (who), who, g_get_real_time () - days * DAY);

  fixture_exec (f, sql);
}

/* The tables in which something of this person stands, apart by spaces. */
static char *
tables_with (Fixture    *f,
             const char *who)
{
  static const char *const tables[] = {
    "person", "household", "household_member", "representative", "relation", "helper", "consent",
    "consent_scope", "conversation", "conversation_answer", "conversation_topic",
    "conversation_link", "conversation_helping", "conversation_priority", "conversation_safety",
    "plan", "goal", "plan_action", "referral", "referral_item", "referral_event", "referral_note",
    "outbox", "meeting_case", "meeting_seat", "meeting_action", "local_person_opened",
  };
  g_autoptr(GString) found = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    {
      g_autofree char *sql = g_strdup_printf ("SELECT count(*) FROM %s", tables[i]);

      if (fixture_int (f, sql) > 0)
        g_string_append_printf (found, "%s%s", found->len > 0 ? " " : "", tables[i]);
    }
  return g_string_free (g_steal_pointer (&found), FALSE);
}

static void
propose (Fixture    *f,
         const char *who,
         const char *reason)
{
  g_autoptr(GError) error = NULL;

  g_assert_true (vb_destructions_propose_sync (f->store, VB_DESTROY_PERSON, id_of (who), reason,
                                               "want " MARK " wil het", NULL, &error));
  g_assert_no_error (error);
}

static void
confirm (Fixture    *f,
         const char *who)
{
  g_autoptr(GError) error = NULL;

  g_assert_true (vb_destructions_confirm_sync (f->store, id_of (who), NULL, &error));
  g_assert_no_error (error);
}

/* ------------------------------------------------------------------ what must go */

static const VbGoing *
find_going (const GPtrArray *list,
            const char      *who)
{
  for (guint i = 0; i < list->len; i++)
    {
      const VbGoing *going = g_ptr_array_index (list, i);

      if (g_str_equal (going->object_id, id_of (who)))
        return going;
    }
  return NULL;
}

static GPtrArray *
list (Fixture *f,
      guint    within)
{
  g_autoptr(GError) error = NULL;
  GPtrArray *found = vb_destructions_list_sync (f->store, within, NULL, &error);

  g_assert_no_error (error);
  return found;
}

static void
test_list_is_what_is_due_with_its_rule (void)
{
  Fixture f = { 0 };
  g_autoptr(GPtrArray) now = NULL, soon = NULL;
  const VbGoing *going;

  fixture_open (&f);
  add_other (&f, "lang geleden", 900);
  add_other (&f, "bijna", 720);
  add_other (&f, "vorig jaar", 400);
  add_other (&f, "wens", 900);
  add_other (&f, "twintig jaar", 900);
  add_other (&f, "project", 400);
  add_other (&f, "gesloten", 10);
  fixture_exec (&f, "UPDATE person SET keep_until = '2999-01-01' WHERE given_name = 'wens';"
                    "UPDATE person SET retention_class = 'wgbo_20' WHERE given_name = "
                    "'twintig jaar';"
                    "UPDATE person SET retention_class = 'project_1' WHERE given_name = 'project';"
                    "UPDATE person SET closed_on = '2020-02-29' WHERE given_name = 'gesloten';");
  now = list (&f, 0);
  g_assert_cmpuint (now->len, ==, 3);
  going = g_ptr_array_index (now, 0);
  g_assert_cmpstr (going->name, ==, "gesloten Kraanvogel");
  g_assert_cmpint (going->term.from, ==, VB_TERM_CLOSED);
  g_assert_cmpstr (going->term.day, ==, "2020-02-29");
  g_assert_cmpstr (going->term.until, ==, "2022-02-28");
  g_assert_true (going->due);
  g_assert_nonnull (find_going (now, "lang geleden"));
  g_assert_cmpint (find_going (now, "lang geleden")->term.from, ==, VB_TERM_CHANGED);
  g_assert_cmpstr (find_going (now, "project")->term.class->code, ==, "project_1");
  soon = list (&f, 31);
  g_assert_cmpuint (soon->len, ==, 4);
  g_assert_false (find_going (soon, "bijna")->due);
  g_assert_cmpint (fixture_int (&f, "SELECT count(*) FROM access_log WHERE event = 'search' AND "
                                    "detail LIKE 'by=retention found=%'"), ==, 2);
  fixture_close (&f);
}

static void
test_conversation_without_a_name_is_due_the_day_after (void)
{
  Fixture f = { 0 };
  g_autoptr(GPtrArray) before = NULL, after = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *today = vb_time_today ();
  g_autofree char *sql = g_strdup_printf (
    "INSERT INTO conversation (id, instrument, instrument_version, held_on, reason, created_at, "
    "created_by, changed_at) VALUES ('%s', 'x', '1', '2026-01-02', '" MARK "', 1, 'x', 1), "
    "('%s', 'x', '1', '%s', 'nu', 1, 'x', 1)", id_of ("los"), id_of ("vandaag"), today);

  fixture_open (&f);
  fixture_exec (&f, sql);
  before = list (&f, 0);
  g_assert_cmpuint (before->len, ==, 1);
  g_assert_cmpstr (find_going (before, "los")->held_on, ==, "2026-01-02");
  g_assert_null (find_going (before, "los")->name);

  /* It is nobody's: no second look is needed. */
  g_assert_true (vb_destructions_propose_sync (f.store, VB_DESTROY_CONVERSATION, id_of ("los"),
                                               VB_DESTROY_TERM, NULL, NULL, &error));
  g_assert_no_error (error);
  confirm (&f, "los");
  after = list (&f, 0);
  g_assert_cmpuint (after->len, ==, 0);
  reopen (&f);
  g_assert_cmpuint (count_bytes (&f, MARK), ==, 0);
  g_assert_cmpint (fixture_int (&f, "SELECT count(*) FROM conversation"), ==, 1);
  fixture_close (&f);
}

/* ------------------------------------------------------------------ two steps */

static void
test_who_proposed_it_waits_and_another_need_not (void)
{
  Fixture f = { 0 };
  g_autoptr(GPtrArray) mine = NULL, hers = NULL, later = NULL;
  g_autoptr(GError) error = NULL;

  fixture_open (&f);
  vb_store_set_actor (f.store, "anja", "Anja", NULL);
  add_everything (&f, "greet", 10);
  propose (&f, "greet", "request");
  mine = list (&f, 0);
  g_assert_cmpstr (find_going (mine, "greet")->reason, ==, "request");
  g_assert_cmpstr (find_going (mine, "greet")->proposed_by, ==, "Anja");
  g_assert_cmpint (find_going (mine, "greet")->confirm_at, >, g_get_real_time () + 6 * DAY);
  g_assert_false (vb_destructions_confirm_sync (f.store, id_of ("greet"), NULL, &error));
  g_assert_error (error, VB_ERROR, VB_ERROR_TOO_EARLY);
  g_clear_error (&error);
  g_assert_cmpint (fixture_int (&f, "SELECT count(*) FROM person"), ==, 1);

  vb_store_set_actor (f.store, "bram", "Bram", NULL);
  hers = list (&f, 0);
  g_assert_cmpint (find_going (hers, "greet")->confirm_at, ==, 0);

  /* A week later. */
  vb_store_set_actor (f.store, "anja", "Anja", NULL);
  fixture_exec (&f, "UPDATE destruction SET proposed_at = proposed_at - 8 * 86400000000");
  later = list (&f, 0);
  g_assert_cmpint (find_going (later, "greet")->confirm_at, ==, 0);
  confirm (&f, "greet");
  g_assert_cmpint (fixture_int (&f, "SELECT count(*) FROM person"), ==, 0);
  fixture_close (&f);
}

static void
assert_refused (Fixture    *f,
                const char *who,
                const char *reason,
                int         code)
{
  g_autoptr(GError) error = NULL;

  g_assert_false (vb_destructions_propose_sync (f->store, VB_DESTROY_PERSON, id_of (who), reason,
                                                NULL, NULL, &error));
  g_assert_error (error, VB_ERROR, code);
}

static void
test_only_with_a_reason_that_holds (void)
{
  Fixture f = { 0 };
  g_autoptr(GError) error = NULL;

  fixture_open (&f);
  add_other (&f, "greet", 10);
  assert_refused (&f, "greet", NULL, VB_ERROR_INVALID_INPUT);
  assert_refused (&f, "greet", "zomaar", VB_ERROR_INVALID_INPUT);
  assert_refused (&f, "greet", VB_DESTROY_TERM, VB_ERROR_INVALID_INPUT);
  assert_refused (&f, "niemand", "request", VB_ERROR_NOT_FOUND);
  g_assert_false (vb_destructions_confirm_sync (f.store, id_of ("greet"), NULL, &error));
  g_assert_error (error, VB_ERROR, VB_ERROR_NOT_FOUND);
  propose (&f, "greet", "mistake");
  assert_refused (&f, "greet", "mistake", VB_ERROR_EXISTS);
  g_assert_cmpint (fixture_int (&f, "SELECT count(*) FROM destruction"), ==, 1);
  fixture_close (&f);
}

static void
test_taken_back_is_as_before (void)
{
  Fixture f = { 0 };
  g_autoptr(GPtrArray) after = NULL;
  g_autoptr(GError) error = NULL;

  fixture_open (&f);
  add_everything (&f, "greet", 10);
  propose (&f, "greet", "request");
  g_assert_true (vb_destructions_take_back_sync (f.store, id_of ("greet"), NULL, &error));
  g_assert_no_error (error);
  after = list (&f, 0);
  g_assert_cmpuint (after->len, ==, 0);
  g_assert_cmpint (fixture_int (&f, "SELECT count(*) FROM person"), ==, 1);
  g_assert_false (vb_destructions_take_back_sync (f.store, id_of ("greet"), NULL, &error));
  g_assert_error (error, VB_ERROR, VB_ERROR_NOT_FOUND);
  fixture_close (&f);
}

static void
test_what_is_not_due_any_more_stays (void)
{
  Fixture f = { 0 };
  g_autoptr(GError) error = NULL;

  fixture_open (&f);
  add_other (&f, "greet", 900);
  propose (&f, "greet", VB_DESTROY_TERM);
  /* Somebody spoke with her again. */
  fixture_exec (&f, "UPDATE person SET changed_at = unixepoch () * 1000000;"
                    "UPDATE destruction SET proposed_at = 0");
  g_assert_false (vb_destructions_confirm_sync (f.store, id_of ("greet"), NULL, &error));
  g_assert_error (error, VB_ERROR, VB_ERROR_TOO_EARLY);
  g_assert_cmpint (fixture_int (&f, "SELECT count(*) FROM person"), ==, 1);
  fixture_close (&f);
}

/* ------------------------------------------------------------------ really gone */

static void
test_nothing_of_it_is_left_in_the_file (void)
{
  Fixture f = { 0 };
  g_autofree char *before = NULL, *after = NULL;
  g_autofree char *entry = NULL;

  fixture_open (&f);
  add_everything (&f, "greet", 10);
  add_other (&f, "ron", 10);
  propose (&f, "greet", "request");
  reopen (&f);
  g_assert_cmpuint (count_bytes (&f, MARK), >, 20);
  before = tables_with (&f, "greet");
  g_assert_cmpstr (before, ==,
                   "person household household_member representative relation helper consent "
                   "consent_scope conversation conversation_answer conversation_topic "
                   "conversation_link conversation_helping conversation_priority "
                   "conversation_safety plan goal "
                   "plan_action referral referral_item referral_event referral_note outbox "
                   "meeting_case meeting_seat meeting_action local_person_opened");

  vb_store_set_actor (f.store, "bram", "Bram", NULL);
  confirm (&f, "greet");
  after = tables_with (&f, "greet");
  g_assert_cmpstr (after, ==, "person");
  g_assert_cmpint (fixture_int (&f, "SELECT count(*) FROM setting WHERE name GLOB 'draft/*'"), ==,
                   0);
  entry = fixture_text (&f, "SELECT event || ' ' || action || ' ' || user_name || ' ' || detail "
                            "FROM access_log WHERE object_type = 'person' AND event = 'delete'");
  g_assert_true (g_str_has_prefix (entry, "delete D Bram destruction=done reason=request rows="));
  reopen (&f);
  g_assert_cmpuint (count_bytes (&f, MARK), ==, 0);
  g_assert_cmpuint (count_bytes (&f, "zwanenhals"), ==, 0);
  g_assert_cmpuint (count_bytes (&f, "Kraanvogel"), >, 0);
  /* What other devices need to know: that the record went, and nothing else of it. */
  g_assert_cmpint (fixture_int (&f, "SELECT count(*) FROM change WHERE table_name IN ('person', "
                                    "'conversation', 'consent_scope', 'goal', 'household') "
                                    "AND action <> 'insert'"), ==, 1);
  fixture_close (&f);
}

/* While somebody else still lives there, the household stays. */
static void
test_household_of_others_stays (void)
{
  Fixture f = { 0 };
  g_autofree char *sql = NULL;

  fixture_open (&f);
  add_everything (&f, "greet", 10);
  add_other (&f, "ron", 10);
  sql = g_strdup_printf ("INSERT INTO household_member (id, household_id, person_id) "
                         "VALUES ('mr', 'h%s', '%s')", id_of ("greet"), id_of ("ron"));
  fixture_exec (&f, sql);
  propose (&f, "greet", "request");
  vb_store_set_actor (f.store, "bram", "Bram", NULL);
  confirm (&f, "greet");
  g_assert_cmpint (fixture_int (&f, "SELECT count(*) FROM household"), ==, 1);
  g_assert_cmpint (fixture_int (&f, "SELECT count(*) FROM household_member"), ==, 1);
  fixture_close (&f);
}

static void
test_one_conversation_goes_and_the_rest_stays (void)
{
  Fixture f = { 0 };
  g_autoptr(GError) error = NULL;

  fixture_open (&f);
  add_everything (&f, "greet", 10);
  g_assert_true (vb_destructions_propose_sync (f.store, VB_DESTROY_CONVERSATION,
                                               id_of ("talk of greet"), "request", NULL, NULL,
                                               &error));
  g_assert_no_error (error);
  g_assert_false (vb_destructions_confirm_sync (f.store, id_of ("talk of greet"), NULL, &error));
  g_assert_error (error, VB_ERROR, VB_ERROR_TOO_EARLY);
  vb_store_set_actor (f.store, "bram", "Bram", NULL);
  confirm (&f, "talk of greet");
  g_assert_cmpint (fixture_int (&f, "SELECT count(*) FROM conversation"), ==, 0);
  g_assert_cmpint (fixture_int (&f, "SELECT count(*) FROM conversation_topic"), ==, 0);
  g_assert_cmpint (fixture_int (&f, "SELECT count(*) FROM goal"), ==, 1);
  g_assert_cmpint (fixture_int (&f, "SELECT count(*) FROM person"), ==, 1);
  fixture_close (&f);
}

/* ------------------------------------------------------------------ letters */

/* A letter that came in, about somebody who is not written down here. @days: since the last change
 * @ended: (nullable) */
static void
add_letter (Fixture    *f,
            const char *which,
            gint64      days,
            const char *ended)
{
  const char *id = id_of (which);
  g_autofree char *end = ended != NULL ? g_strdup_printf ("'%s'", ended) : g_strdup ("NULL");
  g_autofree char *sql = g_strdup_printf (
    "INSERT INTO referral (id, letter_id, side, kind, state, code, subject, question, sent_on, "
    "ended_on, changed_at) VALUES ('%1$s', 'l-%1$s', 'receiver', 'referral', 'accepted', "
    "'BCD-2345', '" MARK "', '" MARK "', '2019-01-02', %2$s, %3$" G_GINT64_FORMAT ");"
    "INSERT INTO referral_item (id, referral_id, category, words, included) VALUES ('i-%1$s', "
    "'%1$s', 'name', '" MARK "', 1);"
    "INSERT INTO referral_event (referral_id, id, number, step, state, side, at, words) VALUES "
    "('%1$s', 'e-%1$s', 1, 'send', 'sent', 'sender', 1, '" MARK "');"
    "UPDATE referral SET question = '" MARK " nog eens' WHERE id = '%1$s'",
    id, end, g_get_real_time () - days * DAY);

  fixture_exec (f, sql);
}

static void
test_letter_has_a_term_of_its_own (void)
{
  Fixture f = { 0 };
  g_autoptr(GPtrArray) now = NULL;
  const VbGoing *going;

  fixture_open (&f);
  add_letter (&f, "oud", 900, NULL);
  add_letter (&f, "afgerond", 10, "2020-02-29");
  add_letter (&f, "loopt", 10, NULL);
  add_other (&f, "ron", 10);
  add_letter (&f, "van ron", 900, NULL);
  {
    g_autofree char *sql = g_strdup_printf ("UPDATE referral SET person_id = '%s' WHERE letter_id "
                                            "= 'l-%s'", id_of ("ron"), id_of ("van ron"));

    fixture_exec (&f, sql);
  }
  now = list (&f, 0);
  g_assert_cmpuint (now->len, ==, 2);
  going = find_going (now, "afgerond");
  g_assert_cmpstr (going->object_type, ==, VB_DESTROY_LETTER);
  g_assert_cmpstr (going->name, ==, MARK);
  g_assert_cmpstr (going->held_on, ==, "2019-01-02");
  g_assert_cmpstr (going->term.until, ==, "2022-02-28");
  g_assert_true (going->due);
  g_assert_cmpint (find_going (now, "oud")->term.from, ==, VB_TERM_CHANGED);
  fixture_close (&f);
}

static void
test_letter_goes_in_two_steps_and_wholly (void)
{
  Fixture f = { 0 };
  g_autoptr(GPtrArray) mine = NULL, after = NULL;
  g_autoptr(GError) error = NULL;

  fixture_open (&f);
  add_letter (&f, "oud", 900, NULL);
  add_letter (&f, "loopt", 10, NULL);
  vb_store_set_actor (f.store, "anja", "Anja", NULL);
  g_assert_false (vb_destructions_propose_sync (f.store, VB_DESTROY_LETTER, id_of ("loopt"),
                                                VB_DESTROY_TERM, NULL, NULL, &error));
  g_assert_error (error, VB_ERROR, VB_ERROR_INVALID_INPUT);
  g_clear_error (&error);
  g_assert_false (vb_destructions_propose_sync (f.store, VB_DESTROY_LETTER, id_of ("niemand"),
                                                VB_DESTROY_TERM, NULL, NULL, &error));
  g_assert_error (error, VB_ERROR, VB_ERROR_NOT_FOUND);
  g_clear_error (&error);
  vb_destructions_propose_sync (f.store, VB_DESTROY_LETTER, id_of ("oud"), VB_DESTROY_TERM, NULL,
                                NULL, &error);
  g_assert_no_error (error);
  /* Somebody can be named in it, so it takes two. */
  g_assert_false (vb_destructions_confirm_sync (f.store, id_of ("oud"), NULL, &error));
  g_assert_error (error, VB_ERROR, VB_ERROR_TOO_EARLY);
  g_clear_error (&error);
  mine = list (&f, 0);
  g_assert_cmpint (find_going (mine, "oud")->confirm_at, >, 0);
  g_assert_cmpstr (find_going (mine, "oud")->name, ==, MARK);
  vb_store_set_actor (f.store, "bram", "Bram", NULL);
  confirm (&f, "oud");
  after = list (&f, 0);
  g_assert_cmpuint (after->len, ==, 0);
  g_assert_cmpint (fixture_int (&f, "SELECT count(*) FROM referral"), ==, 1);
  g_assert_cmpint (fixture_int (&f, "SELECT count(*) FROM referral_item"), ==, 1);
  g_assert_cmpint (fixture_int (&f, "SELECT count(*) FROM destruction WHERE object_type = "
                                    "'referral' AND done_by = 'Bram'"), ==, 1);
  fixture_exec (&f, "DELETE FROM referral; DELETE FROM change WHERE table_name LIKE 'referral%'");
  reopen (&f);
  g_assert_cmpuint (count_bytes (&f, MARK), ==, 0);
  fixture_close (&f);
}

static void
test_letter_of_a_person_goes_with_the_person (void)
{
  Fixture f = { 0 };
  g_autoptr(GError) error = NULL;
  g_autofree char *sql = NULL;

  fixture_open (&f);
  add_other (&f, "ron", 10);
  add_letter (&f, "brief", 900, NULL);
  sql = g_strdup_printf ("UPDATE referral SET person_id = '%s'", id_of ("ron"));
  fixture_exec (&f, sql);
  g_assert_false (vb_destructions_propose_sync (f.store, VB_DESTROY_LETTER, id_of ("brief"),
                                                "request", NULL, NULL, &error));
  g_assert_error (error, VB_ERROR, VB_ERROR_INVALID_INPUT);
  fixture_close (&f);
}

/* What was written down meanwhile counts: a person keeps what is about them. */
static void
test_letter_that_got_a_person_stays (void)
{
  Fixture f = { 0 };
  g_autoptr(GError) error = NULL;
  g_autofree char *sql = NULL;

  fixture_open (&f);
  add_other (&f, "ron", 10);
  add_letter (&f, "brief", 10, "2020-02-29");
  vb_store_set_actor (f.store, "anja", "Anja", NULL);
  vb_destructions_propose_sync (f.store, VB_DESTROY_LETTER, id_of ("brief"), "mistake", NULL, NULL,
                                &error);
  g_assert_no_error (error);
  sql = g_strdup_printf ("UPDATE referral SET person_id = '%s'", id_of ("ron"));
  fixture_exec (&f, sql);
  vb_store_set_actor (f.store, "bram", "Bram", NULL);
  g_assert_false (vb_destructions_confirm_sync (f.store, id_of ("brief"), NULL, &error));
  g_assert_error (error, VB_ERROR, VB_ERROR_INVALID_INPUT);
  g_assert_cmpint (fixture_int (&f, "SELECT count(*) FROM referral"), ==, 1);
  fixture_close (&f);
}

/* The other side waits for an answer. */
static void
test_letter_that_runs_stays (void)
{
  Fixture f = { 0 };
  g_autoptr(GError) error = NULL;

  fixture_open (&f);
  add_letter (&f, "loopt", 10, NULL);
  g_assert_false (vb_destructions_propose_sync (f.store, VB_DESTROY_LETTER, id_of ("loopt"),
                                                "mistake", NULL, NULL, &error));
  g_assert_error (error, VB_ERROR, VB_ERROR_INVALID_INPUT);
  g_clear_error (&error);
  fixture_exec (&f, "UPDATE referral SET state = 'declined', ended_on = '2026-11-20'");
  vb_destructions_propose_sync (f.store, VB_DESTROY_LETTER, id_of ("loopt"), "mistake", NULL, NULL,
                                &error);
  g_assert_no_error (error);
  fixture_close (&f);
}

/* @held: the day of the meeting; nobody knows who it is about. */
static void
add_case (Fixture    *f,
          const char *which,
          const char *held)
{
  const char *id = id_of (which);
  g_autofree char *sql = g_strdup_printf (
    "INSERT INTO meeting (id, title, held_on, changed_at) VALUES ('m-%1$s', 'Overleg', '%2$s', 1);"
    "INSERT INTO meeting_case (id, meeting_id, number, question) VALUES ('%1$s', 'm-%1$s', '7-A', "
    "'" MARK "');"
    "INSERT INTO meeting_action (id, case_id, what, who, due_on) VALUES ('a-%1$s', '%1$s', '" MARK
    "', '" MARK "', '2019-02-01');"
    "UPDATE meeting_case SET decision = '" MARK " besloten' WHERE id = '%1$s'", id, held);

  fixture_exec (f, sql);
}

static void
test_case_without_a_name_has_a_term_and_goes (void)
{
  Fixture f = { 0 };
  g_autoptr(GPtrArray) now = NULL, proposed = NULL;
  g_autoptr(GError) error = NULL;
  const VbGoing *going;

  fixture_open (&f);
  add_case (&f, "oud", "2019-01-02");
  add_case (&f, "nieuw", "2999-01-02");
  now = list (&f, 0);
  g_assert_cmpuint (now->len, ==, 1);
  going = find_going (now, "oud");
  g_assert_cmpstr (going->object_type, ==, VB_DESTROY_CASE);
  g_assert_cmpstr (going->name, ==, "7-A");
  g_assert_cmpstr (going->term.until, ==, "2021-01-02");
  vb_store_set_actor (f.store, "anja", "Anja", NULL);
  g_assert_false (vb_destructions_propose_sync (f.store, VB_DESTROY_CASE, id_of ("nieuw"),
                                                VB_DESTROY_TERM, NULL, NULL, &error));
  g_assert_error (error, VB_ERROR, VB_ERROR_INVALID_INPUT);
  g_clear_error (&error);
  vb_destructions_propose_sync (f.store, VB_DESTROY_CASE, id_of ("oud"), VB_DESTROY_TERM, NULL,
                                NULL, &error);
  g_assert_no_error (error);
  /* Somebody can be known by what was said, so it takes two. */
  g_assert_false (vb_destructions_confirm_sync (f.store, id_of ("oud"), NULL, &error));
  g_assert_error (error, VB_ERROR, VB_ERROR_TOO_EARLY);
  proposed = list (&f, 0);
  g_assert_cmpstr (find_going (proposed, "oud")->name, ==, "7-A");
  vb_store_set_actor (f.store, "bram", "Bram", NULL);
  confirm (&f, "oud");
  g_assert_cmpint (fixture_int (&f, "SELECT count(*) FROM meeting_case"), ==, 1);
  g_assert_cmpint (fixture_int (&f, "SELECT count(*) FROM meeting_action"), ==, 1);
  g_assert_cmpint (fixture_int (&f, "SELECT count(*) FROM destruction WHERE object_type = "
                                    "'meeting_case' AND done_by = 'Bram'"), ==, 1);
  fixture_exec (&f, "DELETE FROM meeting; DELETE FROM change WHERE table_name LIKE 'meeting%'");
  reopen (&f);
  g_assert_cmpuint (count_bytes (&f, MARK), ==, 0);
  fixture_close (&f);
}

/* A table that is added later, with something of a person in it, must go along too. */
static void
test_every_table_about_a_person_goes_with_them (void)
{
  Fixture f = { 0 };
  g_autofree char *forgotten = NULL;

  fixture_open (&f);
  forgotten = fixture_text (&f,
    "SELECT group_concat (t.name || '.' || c.name, ' ') FROM pragma_table_list AS t, "
    "pragma_table_info (t.name) AS c WHERE t.schema = 'main' AND t.type = 'table' "
    "AND c.name IN ('person_id', 'conversation_id', 'consent_id', 'plan_id', 'referral_id') "
    "AND t.name NOT IN ('access_log', 'destruction') "
    "AND NOT EXISTS (SELECT 1 FROM pragma_foreign_key_list (t.name) AS f "
    "WHERE f.on_delete = 'CASCADE')");
  g_assert_cmpstr (forgotten, ==, NULL);
  fixture_close (&f);
}

/* ------------------------------------------------------------------ backups and kills */

static void
test_a_backup_that_is_put_back_does_not_bring_them_back (void)
{
  Fixture f = { 0 };
  g_autofree char *backup = NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(VbRestored) restored = NULL;

  fixture_open (&f);
  add_everything (&f, "greet", 10);
  add_other (&f, "ron", 10);
  backup = g_build_filename (f.folder, "backup.db", NULL);
  vb_store_backup_sync (f.store, backup, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  propose (&f, "greet", "request");
  vb_store_set_actor (f.store, "bram", "Bram", NULL);
  confirm (&f, "greet");

  close_store (&f);
  restored = vb_backup_restore_sync (backup, f.path, f.key, NULL, VB_STORE_ALLOW_ANY_PLACE, NULL,
                                     NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (restored->n_destroyed, ==, 1);
  open_store (&f);
  g_assert_cmpint (fixture_int (&f, "SELECT count(*) FROM person"), ==, 1);
  g_assert_cmpint (fixture_int (&f, "SELECT count(*) FROM destruction WHERE done_by = 'Bram'"), ==,
                   1);
  g_assert_cmpuint (count_bytes (&f, MARK), ==, 0);
  fixture_close (&f);
}

/* The store that stood there has another key by then; what was destroyed stands only in that. */
static void
test_nor_does_one_from_before_another_key (void)
{
  Fixture f = { 0 };
  g_autofree char *backup = NULL;
  g_autoptr(VbSecret) key = vb_secret_random (VB_KEY_SIZE);
  VbRekey rekey = { .key = key };
  g_autoptr(GError) error = NULL;
  g_autoptr(VbRestored) restored = NULL;

  fixture_open (&f);
  add_everything (&f, "greet", 10);
  add_other (&f, "ron", 10);
  backup = g_build_filename (f.folder, "backup.db", NULL);
  vb_store_backup_sync (f.store, backup, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  vb_store_rekey_sync (f.store, &rekey, NULL, &error);
  g_assert_no_error (error);
  propose (&f, "greet", "request");
  vb_store_set_actor (f.store, "bram", "Bram", NULL);
  confirm (&f, "greet");
  close_store (&f);

  g_assert_null (vb_backup_restore_sync (backup, f.path, f.key, NULL, VB_STORE_ALLOW_ANY_PLACE,
                                         NULL, NULL, NULL, &error));
  g_assert_error (error, VB_RESTORE_ERROR, VB_RESTORE_ERROR_OLD_UNREAD);
  g_clear_error (&error);
  restored = vb_backup_restore_sync (backup, f.path, f.key, key, VB_STORE_ALLOW_ANY_PLACE, NULL,
                                     NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_false (restored->is_old_unread);
  g_assert_cmpuint (restored->n_destroyed, ==, 1);
  open_store (&f);
  g_assert_cmpint (fixture_int (&f, "SELECT count(*) FROM person"), ==, 1);
  fixture_close (&f);
}

#define MANY 24

static const char *
name_number (guint i)
{
  g_autofree char *who = g_strdup_printf ("persoon %u", i);

  return g_intern_string (who);
}

/* The program that is killed: destroys one after the other. */
static void G_GNUC_NORETURN
be_killed (const char *path,
           const char *key_path)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *bytes = NULL;
  g_autoptr(VbSecret) key = NULL;
  VbStore *store;
  gsize length;

  g_assert_true (g_file_get_contents (key_path, &bytes, &length, &error));
  key = vb_secret_new (bytes, length);
  store = vb_store_open_sync (path, key, VB_STORE_ALLOW_ANY_PLACE, NULL, &error);
  g_assert_no_error (error);
  vb_store_set_actor (store, "bram", "Bram", NULL);
  g_assert_cmpint (write (STDOUT_FILENO, "o", 1), ==, 1);
  for (guint i = 0;; i = (i + 1) % MANY)
    {
      if (!vb_destructions_confirm_sync (store, id_of (name_number (i)), NULL, &error))
        g_assert_error (error, VB_ERROR, VB_ERROR_NOT_FOUND);
      else if (write (STDOUT_FILENO, "d", 1) < 0)
        _exit (3);
      g_clear_error (&error);
    }
}

static void
kill_once (Fixture    *f,
           const char *key_path,
           guint       n_said,
           guint       delay_us)
{
  g_autofree char *self = g_file_read_link ("/proc/self/exe", NULL);
  const char *argv[] = { self, "--be-killed", f->path, key_path, NULL };
  g_autoptr(GError) error = NULL;
  char said;
  GPid pid;
  int fd, status;

  g_spawn_async_with_pipes (NULL, (char **) argv, NULL, G_SPAWN_DO_NOT_REAP_CHILD, NULL, NULL, &pid,
                            NULL, &fd, NULL, &error);
  g_assert_no_error (error);
  /* That it is open, and a few that are gone; the next one is under way then. */
  for (guint i = 0; i < 1 + n_said; i++)
    g_assert_cmpint (read (fd, &said, 1), ==, 1);
  g_usleep (delay_us);
  kill (pid, SIGKILL);
  g_assert_cmpint (waitpid (pid, &status, 0), ==, pid);
  g_assert_true (WIFSIGNALED (status) && WTERMSIG (status) == SIGKILL);
  g_spawn_close_pid (pid);
  close (fd);
}

/* Everybody is there with all there was of them, or is gone with all of it. */
static gint64
check_whole (Fixture *f)
{
  static const char *const tables[] = { "household", "relation", "consent_scope", "conversation",
                                        "conversation_answer", "conversation_safety", "goal",
                                        "plan_action",
                                        "setting WHERE name GLOB 'draft/person/*'",
                                        "destruction WHERE done_at IS NULL" };
  gint64 n = fixture_int (f, "SELECT count(*) FROM person");
  g_autoptr(GError) error = NULL;
  g_autoptr(VbCheckReport) report = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    {
      g_autofree char *sql = g_strdup_printf ("SELECT count(*) FROM %s", tables[i]);

      g_assert_cmpint (fixture_int (f, sql), ==, n);
    }
  g_assert_cmpint (fixture_int (f, "SELECT count(*) FROM destruction"), ==, MANY);
  report = vb_store_check_sync (f->store, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (vb_check_report_is_clean (report));
  return n;
}

static void
add_many (Fixture *f)
{
  for (guint i = 0; i < MANY; i++)
    {
      add_everything (f, name_number (i), 10);
      fixture_exec (f, "DELETE FROM setting WHERE name = 'draft/consent/new'");
      propose (f, name_number (i), "request");
    }
}

static void
test_killed_at_any_moment_nothing_is_half_gone (void)
{
  Fixture f = { 0 };
  g_autofree char *key_path = NULL;
  guint n_half_way = 0, n_kills = 0;
  gint64 left = MANY;

  fixture_open (&f);
  key_path = g_build_filename (f.folder, "key", NULL);
  g_assert_true (g_file_set_contents (key_path, (const char *) vb_secret_peek (f.key),
                                      VB_KEY_SIZE, NULL));
  add_many (&f);
  for (; left > 0; n_kills++)
    {
      guint n = MIN (g_test_rand_int_range (1, g_test_slow () ? 2 : 4), left);

      close_store (&f);
      kill_once (&f, key_path, n, g_test_rand_int_range (0, 8000));
      open_store (&f);
      left = check_whole (&f);
      n_half_way += left > 0 && left < MANY;
    }
  g_test_message ("%u kills, %u with some gone and some not, nothing half", n_kills, n_half_way);
  g_assert_cmpuint (n_half_way, >, 0);
  g_assert_cmpint (left, ==, 0);
  close_store (&f);
  g_assert_cmpuint (count_bytes (&f, MARK), ==, 0);
  open_store (&f);
  fixture_close (&f);
}

int
main (int   argc,
      char *argv[])
{
  if (argc == 4 && g_str_equal (argv[1], "--be-killed"))
    be_killed (argv[2], argv[3]);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/destruction/list", test_list_is_what_is_due_with_its_rule);
  g_test_add_func ("/destruction/without-a-name",
                   test_conversation_without_a_name_is_due_the_day_after);
  g_test_add_func ("/destruction/two-steps", test_who_proposed_it_waits_and_another_need_not);
  g_test_add_func ("/destruction/reason", test_only_with_a_reason_that_holds);
  g_test_add_func ("/destruction/taken-back", test_taken_back_is_as_before);
  g_test_add_func ("/destruction/not-due-any-more", test_what_is_not_due_any_more_stays);
  g_test_add_func ("/destruction/nothing-left", test_nothing_of_it_is_left_in_the_file);
  g_test_add_func ("/destruction/household", test_household_of_others_stays);
  g_test_add_func ("/destruction/one-conversation", test_one_conversation_goes_and_the_rest_stays);
  g_test_add_func ("/destruction/letter-term", test_letter_has_a_term_of_its_own);
  g_test_add_func ("/destruction/letter", test_letter_goes_in_two_steps_and_wholly);
  g_test_add_func ("/destruction/letter-of-a-person",
                   test_letter_of_a_person_goes_with_the_person);
  g_test_add_func ("/destruction/letter-got-a-person", test_letter_that_got_a_person_stays);
  g_test_add_func ("/destruction/letter-runs", test_letter_that_runs_stays);
  g_test_add_func ("/destruction/case", test_case_without_a_name_has_a_term_and_goes);
  g_test_add_func ("/destruction/every-table", test_every_table_about_a_person_goes_with_them);
  g_test_add_func ("/destruction/backup", test_a_backup_that_is_put_back_does_not_bring_them_back);
  g_test_add_func ("/destruction/backup-with-another-key",
                   test_nor_does_one_from_before_another_key);
  g_test_add_func ("/destruction/kill", test_killed_at_any_moment_nothing_is_half_gone);
  return g_test_run ();
}
