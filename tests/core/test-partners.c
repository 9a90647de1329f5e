/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Whom letters are exchanged with, and the keys of the organization itself. */

#include "config.h"

#include "core/store/vb-exchange-keys.h"
#include "core/store/vb-partners.h"
#include "core/store/vb-rekey.h"

#include "store-fixture.h"

#define ID "1111111111111111111111111111111111111111111111111111111111111111"

static VbPartnerCard *
make_card (gint64      version,
           const char *roots,
           const char *hash,
           const char *previous)
{
  VbPartnerCard *card = g_new0 (VbPartnerCard, 1);

  card->id = g_strdup (ID);
  card->name = g_strdup ("Buurtteam");
  card->roots = g_strsplit (roots, " ", -1);
  card->version = version;
  card->hash = g_strdup (hash);
  card->previous = g_strdup (previous);
  card->expires = 5000;
  card->bytes = g_bytes_new (hash, strlen (hash));
  return card;
}

static VbPartner *
take (Fixture       *f,
      VbPartnerCard *card,
      VbCardVerdict  wanted)
{
  g_autoptr(GError) error = NULL;
  VbCardVerdict verdict;
  VbPartner *partner = vb_partners_take_card_sync (f->store, card, &verdict, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpint (verdict, ==, wanted);
  vb_partner_card_free (card);
  return partner;
}

static void
assert_taken (Fixture        *f,
              VbPartnerCard  *card,
              VbCardVerdict   verdict,
              VbPartnerState  state,
              gint64          version)
{
  g_autoptr(VbPartner) partner = take (f, card, verdict);

  g_assert_cmpint (partner->state, ==, state);
  g_assert_cmpint (partner->card_version, ==, version);
}

static void
decide (Fixture        *f,
        VbPartnerEvent  event,
        const char     *root,
        const char     *how,
        int             wanted)
{
  g_autoptr(GError) error = NULL;
  gboolean done = vb_partners_decide_sync (f->store, ID, event, root, how, NULL, &error);

  g_assert_cmpint (done, ==, wanted < 0);
  if (wanted < 0)
    g_assert_no_error (error);
  else
    g_assert_error (error, VB_ERROR, wanted);
}

/* ---------------------------------------------------------------- the table */

static void
test_only_who_was_verified_gets_letters (void)
{
  for (VbPartnerState state = 0; state < VB_N_PARTNER_STATES; state++)
    {
      g_assert_true (vb_partner_may_send (state) == (state == VB_PARTNER_VERIFIED));
      g_assert_true (vb_partner_may_receive (state) == (state < VB_PARTNER_CHANGED));
      g_assert_cmpint (vb_partner_state_find (vb_partner_state_get_code (state)), ==, state);
    }
}

/* Nothing but two people makes anybody verified, and nothing undoes a revocation by itself. */
static void
test_no_card_makes_anybody_trusted (void)
{
  for (VbPartnerState state = 0; state < VB_N_PARTNER_STATES; state++)
    for (VbPartnerEvent event = 0; event < VB_N_PARTNER_EVENTS; event++)
      {
        VbPartnerState next = vb_partner_state_next (state, event);

        if (next == VB_PARTNER_VERIFIED && state != VB_PARTNER_VERIFIED)
          g_assert_cmpint (event, ==, VB_PARTNER_COMPARED);
        if (state == VB_PARTNER_REVOKED && next != VB_PARTNER_REVOKED
            && next != VB_N_PARTNER_STATES)
          g_assert_cmpint (event, ==, VB_PARTNER_RESUMED);
        if (state == VB_PARTNER_CHANGED)
          g_assert_cmpint (next, !=, VB_PARTNER_NEW);
      }
}

/* ---------------------------------------------------------------- cards */

static void
test_a_partner_is_new_until_people_compared (Fixture       *f,
                                             gconstpointer  data)
{
  g_autoptr(GPtrArray) list = NULL;
  const VbPartner *partner;

  assert_taken (f, make_card (1, "r1", "h1", NULL), VB_CARD_FIRST, VB_PARTNER_NEW, 1);
  decide (f, VB_PARTNER_COMPARED, "r1", "letter", VB_ERROR_INVALID_INPUT);
  decide (f, VB_PARTNER_COMPARED, "r1", NULL, VB_ERROR_INVALID_INPUT);
  decide (f, VB_PARTNER_COMPARED, "r0", "phone", VB_ERROR_CONFLICT);
  decide (f, VB_PARTNER_RESUMED, "r1", NULL, VB_ERROR_INVALID_INPUT);
  decide (f, VB_PARTNER_COMPARED, "r1", "phone", -1);
  list = vb_partners_list_sync (f->store, NULL, NULL);
  g_assert_cmpuint (list->len, ==, 1);
  partner = list->pdata[0];
  g_assert_cmpint (partner->state, ==, VB_PARTNER_VERIFIED);
  g_assert_cmpstr (partner->verified_how, ==, "phone");
  g_assert_cmpstr (partner->verified_by, !=, NULL);
  g_assert_cmpint (partner->verified_at, >, 0);
  g_assert_cmpmem (g_bytes_get_data (partner->card, NULL), 2, "h1", 2);
}

static void
test_a_newer_card_is_taken_and_an_older_one_is_not (Fixture       *f,
                                                    gconstpointer  data)
{
  assert_taken (f, make_card (1, "r1", "h1", NULL), VB_CARD_FIRST, VB_PARTNER_NEW, 1);
  decide (f, VB_PARTNER_COMPARED, "r1", "meeting", -1);
  assert_taken (f, make_card (1, "r1", "h1", NULL), VB_CARD_SAME, VB_PARTNER_VERIFIED, 1);
  assert_taken (f, make_card (2, "r1", "h2", "h1"), VB_CARD_NEWER, VB_PARTNER_VERIFIED, 2);
  assert_taken (f, make_card (5, "r1", "h5", "h4"), VB_CARD_NEWER, VB_PARTNER_VERIFIED, 5);
  assert_taken (f, make_card (2, "r1", "h2", "h1"), VB_CARD_OLDER, VB_PARTNER_VERIFIED, 5);
}

static void
test_the_next_root_key_must_be_compared_again (Fixture       *f,
                                               gconstpointer  data)
{
  assert_taken (f, make_card (1, "r1", "h1", NULL), VB_CARD_FIRST, VB_PARTNER_NEW, 1);
  decide (f, VB_PARTNER_COMPARED, "r1", "phone", -1);
  assert_taken (f, make_card (2, "r1 r2", "h2", "h1"), VB_CARD_NEXT_ROOT, VB_PARTNER_CHANGED, 2);
  assert_taken (f, make_card (3, "r1 r2", "h3", "h2"), VB_CARD_NEWER, VB_PARTNER_CHANGED, 3);
  decide (f, VB_PARTNER_COMPARED, "r1", "phone", VB_ERROR_CONFLICT);
  decide (f, VB_PARTNER_COMPARED, "r2", "phone", -1);
}

static void
test_cards_that_contradict_each_other_stop_everything (Fixture       *f,
                                                       gconstpointer  data)
{
  static const struct
  {
    gint64 version;
    const char *roots;
    const char *hash;
    const char *previous;
  } others[] = {
    { 2, "r1", "other", "h1" },    /* the same version, other bytes */
    { 3, "r1", "h3", "not-h2" },   /* the next one does not follow */
    { 4, "r1 stolen", "h4", "h3" } /* a row of root keys in which ours is not */
  };

  assert_taken (f, make_card (1, "r1", "h1", NULL), VB_CARD_FIRST, VB_PARTNER_NEW, 1);
  assert_taken (f, make_card (2, "r1 r2", "h2", "h1"), VB_CARD_NEXT_ROOT, VB_PARTNER_NEW, 2);
  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    {
      g_autofree char *roots = g_strdup (i < 2 ? "r1 r2" : others[i].roots);

      decide (f, VB_PARTNER_COMPARED, "r2", "phone", -1);
      assert_taken (f, make_card (others[i].version, roots, others[i].hash, others[i].previous),
                    VB_CARD_CONTRADICTS, VB_PARTNER_CHANGED, 2);
    }
}

static void
test_who_ended_or_was_stopped_stays_so (Fixture       *f,
                                        gconstpointer  data)
{
  VbPartnerCard *last = make_card (2, "r1", "h2", "h1");

  assert_taken (f, make_card (1, "r1", "h1", NULL), VB_CARD_FIRST, VB_PARTNER_NEW, 1);
  decide (f, VB_PARTNER_COMPARED, "r1", "video", -1);
  last->ended = TRUE;
  assert_taken (f, last, VB_CARD_ENDED, VB_PARTNER_REVOKED, 2);
  decide (f, VB_PARTNER_COMPARED, "r1", "phone", VB_ERROR_INVALID_INPUT);
  decide (f, VB_PARTNER_RESUMED, "r1", NULL, VB_ERROR_INVALID_INPUT);
  assert_taken (f, make_card (3, "r1", "h3", "h2"), VB_CARD_NEWER, VB_PARTNER_REVOKED, 3);
  decide (f, VB_PARTNER_RESUMED, "r1", NULL, -1);
  decide (f, VB_PARTNER_STOPPED, "r1", NULL, -1);
  decide (f, VB_PARTNER_STOPPED, "r1", NULL, VB_ERROR_INVALID_INPUT);
}

static void
test_who_ended_with_the_first_card_is_not_started_anew (Fixture       *f,
                                                        gconstpointer  data)
{
  VbPartnerCard *only = make_card (1, "r1", "h1", NULL);

  only->ended = TRUE;
  assert_taken (f, only, VB_CARD_ENDED, VB_PARTNER_REVOKED, 1);
  decide (f, VB_PARTNER_RESUMED, "r1", NULL, VB_ERROR_INVALID_INPUT);
  assert_taken (f, make_card (2, "r1", "h2", "h1"), VB_CARD_NEWER, VB_PARTNER_REVOKED, 2);
  decide (f, VB_PARTNER_RESUMED, "r1", NULL, -1);
}

static VbPartnerCard *
make_renamed (gint64      version,
              const char *hash,
              const char *previous,
              const char *name)
{
  VbPartnerCard *card = make_card (version, "r1", hash, previous);

  g_free (card->name);
  card->name = g_strdup (name);
  return card;
}

/* Two people compared “Buurtteam”; what is there now calls itself a hospital. */
static void
test_another_name_is_told_until_people_compare_again (Fixture       *f,
                                                      gconstpointer  data)
{
  g_autoptr(VbPartner) renamed = NULL;
  g_autoptr(VbPartner) again = NULL;
  g_autoptr(VbPartner) compared = NULL;

  assert_taken (f, make_card (1, "r1", "h1", NULL), VB_CARD_FIRST, VB_PARTNER_NEW, 1);
  vb_partner_free (take (f, make_renamed (2, "h2", "h1", "Wijkteam"), VB_CARD_NEWER));
  decide (f, VB_PARTNER_COMPARED, "r1", "phone", -1);
  renamed = take (f, make_renamed (3, "h3", "h2", "Ziekenhuis"), VB_CARD_NEWER);
  g_assert_cmpint (renamed->state, ==, VB_PARTNER_VERIFIED);
  g_assert_cmpstr (renamed->name, ==, "Ziekenhuis");
  g_assert_cmpstr (renamed->former_name, ==, "Wijkteam");
  again = take (f, make_renamed (4, "h4", "h3", "Groot Ziekenhuis"), VB_CARD_NEWER);
  g_assert_cmpstr (again->former_name, ==, "Wijkteam");
  decide (f, VB_PARTNER_COMPARED, "r1", "phone", -1);
  compared = take (f, make_renamed (5, "h5", "h4", "Groot Ziekenhuis"), VB_CARD_NEWER);
  g_assert_cmpstr (compared->former_name, ==, NULL);
  g_assert_cmpint (fixture_int (f, "SELECT count (*) FROM partner_event "
                                   "WHERE event = 'renamed'"), ==, 3);
}

/* ---------------------------------------------------------------- keys */

static GPtrArray *
load_keys (Fixture *f,
           gint64   version)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) card = NULL;
  gint64 found;
  GPtrArray *keys = vb_exchange_keys_load_sync (f->store, &card, &found, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpint (found, ==, version);
  g_assert_true ((card != NULL) == (version > 0));
  return keys;
}

static gboolean
save_key (Fixture  *f,
          VbSecret *secret,
          gint64    version,
          GError  **error)
{
  g_autoptr(GPtrArray) keys =
    g_ptr_array_new_with_free_func ((GDestroyNotify) vb_exchange_key_free);
  g_autoptr(GBytes) card = g_bytes_new_static ("card", 4);

  g_ptr_array_add (keys, vb_exchange_key_new (VB_EXCHANGE_KEY_ROOT, ID, secret, 5, 9));
  return vb_exchange_keys_save_sync (f->store, keys, card, version, NULL, error);
}

static void
assert_key (Fixture  *f,
            VbSecret *secret)
{
  g_autoptr(GPtrArray) keys = load_keys (f, 1);
  const VbExchangeKey *key = keys->pdata[0];

  g_assert_cmpuint (keys->len, ==, 1);
  g_assert_cmpstr (key->id, ==, ID);
  g_assert_cmpint (key->kind, ==, VB_EXCHANGE_KEY_ROOT);
  g_assert_cmpint (key->from, ==, 5);
  g_assert_cmpint (key->until, ==, 9);
  g_assert_true (vb_secret_equal (key->secret, secret));
}

static void
test_keys_come_back_and_lie_nowhere_in_the_open (Fixture       *f,
                                                 gconstpointer  data)
{
  g_autoptr(VbSecret) secret = vb_secret_random (32);
  g_autoptr(GPtrArray) none = load_keys (f, 0);
  g_autoptr(GString) hex = g_string_new (NULL);
  g_autofree char *found = NULL;
  g_autoptr(GError) error = NULL;

  g_assert_cmpuint (none->len, ==, 0);
  g_assert_true (save_key (f, secret, 1, &error));
  assert_key (f, secret);
  for (guint i = 0; i < 32; i++)
    g_string_append_printf (hex, "%02X", vb_secret_peek (secret)[i]);
  found = fixture_text (f, "SELECT hex (sealed) FROM local_exchange_key");
  g_assert_null (strstr (found, hex->str));
  g_clear_pointer (&found, g_free);
  found = fixture_text (f, "SELECT count (*) FROM change WHERE table_name LIKE 'local%'");
  g_assert_cmpstr (found, ==, "0");
}

static void
test_who_is_second_does_not_make_the_card_anew (Fixture       *f,
                                                gconstpointer  data)
{
  g_autoptr(VbSecret) secret = vb_secret_random (32);
  g_autoptr(VbSecret) other = vb_secret_random (32);
  g_autoptr(GError) error = NULL;

  g_assert_true (save_key (f, secret, 1, &error));
  g_assert_false (save_key (f, other, 1, &error));
  g_assert_error (error, VB_ERROR, VB_ERROR_CONFLICT);
  assert_key (f, secret);
}

static void
test_keys_open_after_the_store_got_another_key (Fixture       *f,
                                                gconstpointer  data)
{
  g_autoptr(VbSecret) secret = vb_secret_random (32);
  g_autoptr(VbSecret) next = vb_secret_random (VB_KEY_SIZE);
  const VbRekey rekey = { .key = next };
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autoptr(GError) error = NULL;

  g_assert_true (save_key (f, secret, 1, &error));
  before = fixture_text (f, "SELECT hex (sealed) FROM local_exchange_key");
  g_assert_true (vb_store_rekey_sync (f->store, &rekey, NULL, &error));
  g_assert_no_error (error);
  assert_key (f, secret);
  after = fixture_text (f, "SELECT hex (sealed) FROM local_exchange_key");
  g_assert_cmpstr (before, !=, after);
  g_assert_true (vb_store_close_sync (f->store, &error));
  g_clear_object (&f->store);
  f->store = vb_store_open_sync (f->path, next, VB_STORE_ALLOW_ANY_PLACE, NULL, &error);
  g_assert_no_error (error);
  assert_key (f, secret);
}

static void
set_up (Fixture       *f,
        gconstpointer  data)
{
  fixture_open (f);
}

static void
tear_down (Fixture       *f,
           gconstpointer  data)
{
  fixture_close (f);
}

#define ADD(path, function) g_test_add (path, Fixture, NULL, set_up, function, tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/partners/only-who-was-verified-gets-letters",
                   test_only_who_was_verified_gets_letters);
  g_test_add_func ("/partners/no-card-makes-anybody-trusted", test_no_card_makes_anybody_trusted);
  ADD ("/partners/a-partner-is-new-until-people-compared",
       test_a_partner_is_new_until_people_compared);
  ADD ("/partners/a-newer-card-is-taken-and-an-older-one-is-not",
       test_a_newer_card_is_taken_and_an_older_one_is_not);
  ADD ("/partners/the-next-root-key-must-be-compared-again",
       test_the_next_root_key_must_be_compared_again);
  ADD ("/partners/cards-that-contradict-each-other-stop-everything",
       test_cards_that_contradict_each_other_stop_everything);
  ADD ("/partners/who-ended-or-was-stopped-stays-so", test_who_ended_or_was_stopped_stays_so);
  ADD ("/partners/who-ended-with-the-first-card-is-not-started-anew",
       test_who_ended_with_the_first_card_is_not_started_anew);
  ADD ("/partners/another-name-is-told-until-people-compare-again",
       test_another_name_is_told_until_people_compare_again);
  ADD ("/partners/keys-come-back-and-lie-nowhere-in-the-open",
       test_keys_come_back_and_lie_nowhere_in_the_open);
  ADD ("/partners/who-is-second-does-not-make-the-card-anew",
       test_who_is_second_does_not_make_the_card_anew);
  ADD ("/partners/keys-open-after-the-store-got-another-key",
       test_keys_open_after_the_store_got_another_key);
  return g_test_run ();
}
