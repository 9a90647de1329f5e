/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The access log is signed: whoever writes it anew, with every hash made to fit, cannot sign it. */

#include "config.h"

#include <string.h>

#include "core/store/vb-access-seal.h"
#include "throwaway-store.h"

#define HOUR ((gint64) 3600 * G_USEC_PER_SEC)

typedef struct
{
  VbSecret *key;
  VbAccessHead head;
} Sealing;

static gpointer
seal_job (VbDatabase    *db,
          gpointer       data,
          GCancellable  *cancellable,
          GError       **error)
{
  Sealing *sealing = data;

  vb_access_log_seal (db, sealing->key, &sealing->head, error);
  return NULL;
}

static VbAccessHead
seal (VbStore  *store,
      VbSecret *key)
{
  Sealing sealing = { key, { 0 } };
  g_autoptr(GError) error = NULL;

  vb_store_run_sync (store, VB_LANE_WRITE, seal_job, &sealing, NULL, &error);
  g_assert_no_error (error);
  return sealing.head;
}

static gpointer
append_job (VbDatabase    *db,
            gpointer       data,
            GCancellable  *cancellable,
            GError       **error)
{
  VbAccessEntry entry = { VB_EVENT_READ, 'R', VB_OUTCOME_SUCCESS, .object_type = "person",
                          .person_id = "p1" };

  _vb_access_log_append_at (db, &entry, *(gint64 *) data, error);
  return NULL;
}

static void
append_at (VbStore *store,
           gint64   at)
{
  g_autoptr(GError) error = NULL;

  vb_store_run_sync (store, VB_LANE_WRITE, append_job, &at, NULL, &error);
  g_assert_no_error (error);
}

static void
append (VbStore *store)
{
  append_at (store, g_get_real_time ());
}

static gpointer
verify_job (VbDatabase    *db,
            gpointer       data,
            GCancellable  *cancellable,
            GError       **error)
{
  return GINT_TO_POINTER (vb_access_log_verify (db, data, error));
}

static VbAccessVerdict
verify (VbStore *store)
{
  g_autoptr(GError) error = NULL;
  VbAccessVerdict verdict;

  g_assert_nonnull (vb_store_run_sync (store, VB_LANE_READ, verify_job, &verdict, NULL, &error));
  g_assert_no_error (error);
  return verdict;
}

static void
assert_sealed_by (const VbAccessVerdict *verdict,
                  VbSecret              *key)
{
  guint8 public_key[VB_SIGN_KEY_SIZE];

  vb_sign_get_public_key (key, public_key);
  g_assert_cmpmem (verdict->sealed_by, sizeof verdict->sealed_by, public_key, sizeof public_key);
}

/* ---------------------------------------------------------------- signing */

static void
test_signs_what_stands_before_it (Fixture       *fixture,
                                  gconstpointer  unused)
{
  g_autoptr(VbSecret) key = vb_secret_random (VB_SIGN_KEY_SIZE);
  g_autoptr(VbSecret) other = vb_secret_random (VB_SIGN_KEY_SIZE);
  VbAccessVerdict verdict;

  /* of nothing there is nothing to say */
  g_assert_cmpint (seal (fixture->store, key).seq, ==, 0);
  for (int i = 0; i < 3; i++)
    append (fixture->store);
  g_assert_cmpint (seal (fixture->store, key).seq, ==, 4);
  verdict = verify (fixture->store);
  g_assert_cmpint (verdict.bad_seq, ==, 0);
  g_assert_cmpint (verdict.n_seals, ==, 1);
  g_assert_cmpint (verdict.sealed_seq, ==, 4);
  assert_sealed_by (&verdict, key);

  /* nothing happened since, for the same device */
  g_assert_cmpint (seal (fixture->store, key).seq, ==, 4);
  g_assert_cmpint (seal (fixture->store, other).seq, ==, 5);
  append (fixture->store);
  seal (fixture->store, key);
  verdict = verify (fixture->store);
  g_assert_cmpint (verdict.bad_seq, ==, 0);
  g_assert_cmpint (verdict.n_seals, ==, 3);
  g_assert_cmpint (verdict.n_entries, ==, 7);
}

static void
test_signs_behind_a_clock_put_back (Fixture       *fixture,
                                    gconstpointer  unused)
{
  g_autoptr(VbSecret) key = vb_secret_random (VB_SIGN_KEY_SIZE);
  VbAccessVerdict verdict;

  append_at (fixture->store, g_get_real_time () + HOUR);
  g_assert_cmpint (seal (fixture->store, key).seq, ==, 3);
  verdict = verify (fixture->store);
  g_assert_cmpint (verdict.bad_seq, ==, 0);
  g_assert_cmpint (verdict.n_seals, ==, 1);
}

static void
test_text_says_all_of_it (Fixture       *fixture,
                          gconstpointer  unused)
{
  g_autoptr(VbSecret) key = vb_secret_random (VB_SIGN_KEY_SIZE);
  VbAccessHead head = { 12345, { 1, 2, 3 } };
  VbAccessSeal made, found;
  g_autofree char *text = NULL;

  vb_access_seal_make (&made, &head, key);
  g_assert_true (vb_access_seal_is_valid (&made));
  text = vb_access_seal_to_text (&made);
  g_assert_true (vb_access_seal_from_text (text, &found));
  g_assert_cmpmem (&made, sizeof made, &found, sizeof found);
  /* any digit that is another gives no signature, or one that does not fit */
  for (gsize i = 0; text[i] != '\0'; i++)
    {
      char was = text[i];

      text[i] = was == '7' ? '8' : '7';
      if (vb_access_seal_from_text (text, &found) && vb_access_seal_is_valid (&found))
        g_error ("Still valid with another character at %d: %s", (int) i, text);
      text[i] = was;
    }
  text[strlen (text) - 1] = '\0';
  g_assert_false (vb_access_seal_from_text (text, &found));
  g_assert_false (vb_access_seal_from_text (NULL, &found));
  g_assert_false (vb_access_seal_from_text ("", &found));
  g_assert_false (vb_access_seal_from_text ("log key= signature=", &found));
}

/* ---------------------------------------------------------------- written anew */

/* What somebody does to the entries who has the key of the store and computes every hash again. */
typedef void (*Forge) (GPtrArray *records, VbSecret *own);

static gpointer
list_job (VbDatabase    *db,
          gpointer       data,
          GCancellable  *cancellable,
          GError       **error)
{
  VbAccessFilter all = { 0 };

  return vb_access_log_list (db, &all, 1000, error);
}

static gpointer
write_anew_job (VbDatabase    *db,
                gpointer       data,
                GCancellable  *cancellable,
                GError       **error)
{
  GPtrArray *records = data;

  for (guint i = records->len; i > 0; i--)
    {
      const VbAccessRecord *record = records->pdata[i - 1];
      VbAccessEntry entry = { record->event, record->action, record->outcome,
                              .object_type = record->object_type,
                              .person_id = record->person_id, .detail = record->detail };

      if (!_vb_access_log_append_at (db, &entry, record->at, error))
        break;
    }
  return NULL;
}

static void
write_anew (Fixture *fixture,
            Forge    forge,
            VbSecret *own)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) records = vb_store_run_sync (fixture->store, VB_LANE_READ, list_job, NULL,
                                                    NULL, &error);

  g_assert_no_error (error);
  forge (records, own);
  store_exec (fixture->store, "DROP TRIGGER IF EXISTS access_log_no_delete; "
                              "DELETE FROM access_log");
  vb_store_run_sync (fixture->store, VB_LANE_WRITE, write_anew_job, records, NULL, &error);
  g_assert_no_error (error);
}

static void
forge_nothing (GPtrArray *records,
               VbSecret  *own)
{
}

/* The newest comes first: entry 2 of five and a signature. */
static void
forge_one_out (GPtrArray *records,
               VbSecret  *own)
{
  g_ptr_array_remove_index (records, records->len - 2);
}

static void
forge_another_person (GPtrArray *records,
                      VbSecret  *own)
{
  VbAccessRecord *record = records->pdata[records->len - 2];

  g_free (record->person_id);
  record->person_id = g_strdup ("p2");
}

static void
forge_later (GPtrArray *records,
             VbSecret  *own)
{
  ((VbAccessRecord *) records->pdata[records->len - 1])->at++;
}

/* With the name of the device, and a signature of one's own. */
static void
forge_signature (GPtrArray *records,
                 VbSecret  *own)
{
  VbAccessRecord *record = records->pdata[0];
  VbAccessSeal was, made;

  g_assert_true (vb_access_seal_from_text (record->detail, &was));
  vb_access_seal_make (&made, &was.head, own);
  memcpy (made.device_key, was.device_key, sizeof made.device_key);
  g_free (record->detail);
  record->detail = vb_access_seal_to_text (&made);
}

static void
forge_no_signature (GPtrArray *records,
                    VbSecret  *own)
{
  VbAccessRecord *record = records->pdata[0];

  g_clear_pointer (&record->detail, g_free);
}

static void
test_written_anew_shows (Fixture       *fixture,
                         gconstpointer  unused)
{
  static const struct
  {
    const char *what;
    Forge forge;
    gint64 bad;
  } cases[] = {
    { "nothing changed", forge_nothing, 0 },
    { "one entry left out", forge_one_out, 5 },
    { "another person", forge_another_person, 6 },
    { "another time", forge_later, 6 },
    { "signed by somebody else", forge_signature, 6 },
    { "not signed", forge_no_signature, 6 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      Fixture one = { 0 };
      g_autoptr(VbSecret) key = vb_secret_random (VB_SIGN_KEY_SIZE);
      g_autoptr(VbSecret) own = vb_secret_random (VB_SIGN_KEY_SIZE);
      VbAccessVerdict verdict;

      fixture_set_up (&one, NULL);
      for (int j = 0; j < 5; j++)
        append (one.store);
      seal (one.store, key);
      write_anew (&one, cases[i].forge, own);
      verdict = verify (one.store);
      g_test_message ("%s: entry %d, %s", cases[i].what, (int) verdict.bad_seq,
                      verdict.why != NULL ? verdict.why : "sound");
      g_assert_cmpint (verdict.bad_seq, ==, cases[i].bad);
      fixture_tear_down (&one, NULL);
    }
}

/* A log that is cut and goes on under the key of another: every signature fits, but what was
 * signed before is not in it, and its owner kept that. */
static void
forge_all_signatures (GPtrArray *records,
                      VbSecret  *own)
{
  g_ptr_array_remove_index (records, records->len - 2);
  g_ptr_array_remove_index (records, 0);
}

typedef struct
{
  VbAccessHead head;
  gboolean contains;
} Looking;

static gpointer
contains_job (VbDatabase    *db,
              gpointer       data,
              GCancellable  *cancellable,
              GError       **error)
{
  Looking *looking = data;

  vb_access_log_contains (db, &looking->head, &looking->contains, error);
  return NULL;
}

static void
test_signed_by_another_lacks_what_was_kept (Fixture       *fixture,
                                            gconstpointer  unused)
{
  g_autoptr(VbSecret) key = vb_secret_random (VB_SIGN_KEY_SIZE);
  g_autoptr(VbSecret) own = vb_secret_random (VB_SIGN_KEY_SIZE);
  Looking looking = { 0 };
  VbAccessVerdict verdict;

  for (int i = 0; i < 5; i++)
    append (fixture->store);
  looking.head = seal (fixture->store, key);
  write_anew (fixture, forge_all_signatures, own);
  append (fixture->store);
  seal (fixture->store, own);
  append (fixture->store);
  verdict = verify (fixture->store);
  g_assert_cmpint (verdict.bad_seq, ==, 0);
  assert_sealed_by (&verdict, own);
  vb_store_run_sync (fixture->store, VB_LANE_READ, contains_job, &looking, NULL, NULL);
  g_assert_false (looking.contains);
}

#define ADD(name, func) \
  g_test_add ("/access-seal/" name, Fixture, NULL, fixture_set_up, func, fixture_tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("signs-what-stands-before-it", test_signs_what_stands_before_it);
  ADD ("signs-behind-a-clock-put-back", test_signs_behind_a_clock_put_back);
  ADD ("text-says-all-of-it", test_text_says_all_of_it);
  ADD ("written-anew-shows", test_written_anew_shows);
  ADD ("signed-by-another-lacks-what-was-kept", test_signed_by_another_lacks_what_was_kept);
  return g_test_run ();
}
