/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Two organizations, each with its own store: cards, trust, and a letter from one to the other. */

#include "config.h"

#include "exchange/desk/vb-desk.h"
#include "exchange/vb-wire.h"

#include "../core/store-fixture.h"

#define NOW G_GINT64_CONSTANT (1780000000)
#define DAY VB_SECONDS_A_DAY
#define LETTER_ID "019e6ea1-7000-7abc-8def-0123456789ab"

typedef struct
{
  Fixture base;
  VbDesk *desk;
} Office;

typedef struct
{
  Office practice;
  Office team;
} Pair;

static void
set_up_office (Office     *self,
               const char *name)
{
  const VbDeskAbout about = { .name = name };
  g_autoptr(GError) error = NULL;

  fixture_open (&self->base);
  self->desk = vb_desk_load_sync (self->base.store, &error);
  g_assert_no_error (error);
  g_assert_null (self->desk->card);
  g_assert_true (vb_desk_start_sync (self->desk, &about, NOW, &error));
  g_assert_no_error (error);
}

static void
set_up (Pair          *pair,
        gconstpointer  data)
{
  set_up_office (&pair->practice, "Praktijk");
  set_up_office (&pair->team, "Buurtteam");
}

static void
tear_down (Pair          *pair,
           gconstpointer  data)
{
  vb_desk_free (pair->practice.desk);
  vb_desk_free (pair->team.desk);
  fixture_close (&pair->practice.base);
  fixture_close (&pair->team.base);
}

/* (transfer full): what the card of @from is at @to */
static VbPartner *
bring_card (Office        *from,
            Office        *to,
            VbCardVerdict  wanted)
{
  g_autoptr(GError) error = NULL;
  VbCardVerdict verdict;
  VbPartner *partner = vb_desk_take_card_sync (to->desk, from->desk->card->bytes, &verdict, &error);

  g_assert_no_error (error);
  g_assert_cmpint (verdict, ==, wanted);
  return partner;
}

static void
verify (Office          *at,
        const VbPartner *partner)
{
  g_autoptr(GError) error = NULL;

  g_assert_true (vb_partners_decide_sync (at->base.store, partner->id, VB_PARTNER_COMPARED,
                                          partner->root, "phone", NULL, &error));
  g_assert_no_error (error);
}

static VbPartner *
find_only_partner (Office *at)
{
  g_autoptr(GPtrArray) partners = vb_partners_list_sync (at->base.store, NULL, NULL);

  g_assert_cmpuint (partners->len, ==, 1);
  g_ptr_array_set_free_func (partners, NULL);
  return partners->pdata[0];
}

static VbEnvelope *
make_letter (gint64 now)
{
  VbEnvelope *letter = vb_envelope_new (VB_ENVELOPE_LETTER, LETTER_ID);
  g_autoptr(GBytes) body = g_bytes_new_static ("Kunt u?", 7);

  letter->made = now;
  letter->expires = now + VB_ENVELOPE_DAYS * DAY;
  vb_envelope_add_part (letter, "body", "application/json", body);
  return letter;
}

static GBytes *
seal (Office  *from,
      gint64   now,
      GError **error)
{
  g_autoptr(VbPartner) partner = find_only_partner (from);
  g_autoptr(VbEnvelope) letter = make_letter (now);

  return vb_desk_seal (from->desk, partner, letter, 1, NULL, now, error);
}

static VbEnvelope *
open_at (Office  *at,
         GBytes  *file,
         gint64   now,
         GError **error)
{
  g_autoptr(GPtrArray) partners = vb_partners_list_sync (at->base.store, NULL, NULL);

  return vb_desk_open (at->desk, partners, file, now, error);
}

static void
introduce (Pair *pair)
{
  g_autoptr(VbPartner) team = bring_card (&pair->team, &pair->practice, VB_CARD_FIRST);
  g_autoptr(VbPartner) practice = bring_card (&pair->practice, &pair->team, VB_CARD_FIRST);

  verify (&pair->practice, team);
  g_assert_cmpint (practice->state, ==, VB_PARTNER_NEW);
}

/* ---------------------------------------------------------------- */

static void
test_a_letter_goes_from_one_store_to_the_other (Pair          *pair,
                                                gconstpointer  data)
{
  g_autoptr(GBytes) file = NULL;
  g_autoptr(VbEnvelope) letter = NULL;
  g_autoptr(GError) error = NULL;

  introduce (pair);
  file = seal (&pair->practice, NOW, &error);
  g_assert_no_error (error);
  letter = open_at (&pair->team, file, NOW + 20 * DAY, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (letter->id, ==, LETTER_ID);
  g_assert_cmpmem (letter->from.organization, 32, pair->practice.desk->card->organization, 32);
  g_assert_null (open_at (&pair->practice, file, NOW, &error));
  g_assert_cmpstr (vb_exchange_error_get_code (error), ==, "age-no-match");
}

static void
test_nothing_is_sealed_for_who_was_not_verified (Pair          *pair,
                                                 gconstpointer  data)
{
  g_autoptr(VbPartner) team = bring_card (&pair->team, &pair->practice, VB_CARD_FIRST);
  g_autoptr(GBytes) file = NULL;
  g_autoptr(GError) error = NULL;

  g_assert_null (seal (&pair->practice, NOW, &error));
  g_assert_error (error, VB_EXCHANGE_ERROR, VB_EXCHANGE_ERROR_BLOCKED);
  g_clear_error (&error);
  verify (&pair->practice, team);
  file = seal (&pair->practice, NOW, &error);
  g_assert_no_error (error);
  /* the card of the practice was not brought to the team yet */
  g_assert_null (open_at (&pair->team, file, NOW, &error));
  g_assert_error (error, VB_EXCHANGE_ERROR, VB_EXCHANGE_ERROR_UNKNOWN_SENDER);
}

static void
test_nothing_is_taken_from_who_was_stopped (Pair          *pair,
                                            gconstpointer  data)
{
  g_autoptr(GBytes) file = NULL;
  g_autoptr(VbPartner) practice = NULL;
  g_autoptr(GError) error = NULL;

  introduce (pair);
  file = seal (&pair->practice, NOW, &error);
  practice = find_only_partner (&pair->team);
  g_assert_true (vb_partners_decide_sync (pair->team.base.store, practice->id, VB_PARTNER_STOPPED,
                                          practice->root, NULL, NULL, &error));
  g_assert_null (open_at (&pair->team, file, NOW, &error));
  g_assert_error (error, VB_EXCHANGE_ERROR, VB_EXCHANGE_ERROR_BLOCKED);
}

static void
test_a_card_that_ran_out_stops_what_is_sent (Pair          *pair,
                                             gconstpointer  data)
{
  g_autoptr(GError) error = NULL;

  introduce (pair);
  g_assert_null (seal (&pair->practice, NOW + 401 * DAY, &error));
  g_assert_error (error, VB_EXCHANGE_ERROR, VB_EXCHANGE_ERROR_EXPIRED);
}

static void
test_a_year_later_there_are_new_keys_and_late_letters_open (Pair          *pair,
                                                            gconstpointer  data)
{
  static const VbDeskAbout nothing = { NULL };
  const gint64 later = NOW + 390 * DAY;
  g_autoptr(GBytes) late = NULL;
  g_autoptr(GBytes) file = NULL;
  g_autoptr(VbPartner) team = NULL;
  g_autoptr(VbPartner) practice = NULL;
  g_autoptr(VbEnvelope) came_late = NULL;
  g_autoptr(VbEnvelope) came = NULL;
  g_autoptr(GError) error = NULL;

  introduce (pair);
  late = seal (&pair->practice, later - 20 * DAY, &error);
  g_assert_no_error (error);
  g_assert_false (vb_desk_needs_renewal (pair->team.desk, NOW));
  g_assert_true (vb_desk_needs_renewal (pair->team.desk, later));
  g_assert_true (vb_desk_renew_sync (pair->team.desk, &nothing, later, &error));
  g_assert_true (vb_desk_renew_sync (pair->practice.desk, &nothing, later, &error));
  g_assert_no_error (error);
  g_assert_false (vb_desk_needs_renewal (pair->team.desk, later));
  g_assert_cmpuint (pair->team.desk->card->keys->len, ==, 2);
  g_assert_cmpstr (pair->team.desk->card->name, ==, "Buurtteam");

  team = bring_card (&pair->team, &pair->practice, VB_CARD_NEWER);
  g_assert_cmpint (team->state, ==, VB_PARTNER_VERIFIED);
  practice = bring_card (&pair->practice, &pair->team, VB_CARD_NEWER);
  file = seal (&pair->practice, later, &error);
  g_assert_no_error (error);
  came = open_at (&pair->team, file, later, &error);
  g_assert_no_error (error);
  came_late = open_at (&pair->team, late, later, &error);
  g_assert_no_error (error);
}

/* The next card of @at says that @device was lost at @when. */
static void
lose_device (Office       *at,
             const guint8 *device,
             gint64        when)
{
  VbCard *card = at->desk->card;
  g_autoptr(GPtrArray) none = g_ptr_array_new ();
  g_autoptr(GError) error = NULL;
  VbSecret *root = NULL;

  for (guint i = 0; i < at->desk->keys->len; i++)
    {
      VbExchangeKey *key = at->desk->keys->pdata[i];

      if (key->kind == VB_EXCHANGE_KEY_ROOT)
        root = key->secret;
    }
  card->version++;
  card->has_previous = TRUE;
  memcpy (card->previous, card->hash, sizeof card->previous);
  vb_card_revoke (card, device, when);
  g_assert_true (vb_card_sign (card, root, &error));
  vb_exchange_keys_save_sync (at->base.store, none, card->bytes, card->version, NULL, &error);
  g_assert_no_error (error);
}

/* Whoever has the lost device dates a letter on the last day of its certificate, good for as long
 * as letters may be. */
static void
test_a_lost_device_stays_lost_as_long_as_its_letters_may_be_good (Pair          *pair,
                                                                  gconstpointer  data)
{
  static const VbDeskAbout nothing = { NULL };
  static const guint8 lost[VB_EXCHANGE_KEY_SIZE] = { 7 };
  static const gint64 days[] = { 1, 399, 401, 600, 801 };
  g_autoptr(GError) error = NULL;

  lose_device (&pair->practice, lost, NOW);
  for (guint i = 0; i < G_N_ELEMENTS (days); i++)
    {
      g_assert_true (vb_desk_renew_sync (pair->practice.desk, &nothing, NOW + days[i] * DAY,
                                         &error));
      g_assert_no_error (error);
      g_assert_true (vb_card_is_revoked (pair->practice.desk->card, lost));
    }
  g_assert_true (vb_desk_renew_sync (pair->practice.desk, &nothing, NOW + 803 * DAY, &error));
  g_assert_false (vb_card_is_revoked (pair->practice.desk->card, lost));
}

static void
test_what_cannot_stand_on_a_card_changes_nothing (Pair          *pair,
                                                  gconstpointer  data)
{
  const VbDeskAbout about = { .phone = "06\n12" };
  const VbDeskAbout nameless = { .name = "" };
  g_autoptr(VbDesk) again = NULL;
  g_autoptr(GError) error = NULL;

  g_assert_false (vb_desk_renew_sync (pair->team.desk, &about, NOW, &error));
  g_assert_error (error, VB_EXCHANGE_ERROR, VB_EXCHANGE_ERROR_VALUE);
  g_clear_error (&error);
  g_assert_false (vb_desk_renew_sync (pair->team.desk, &nameless, NOW, &error));
  g_assert_error (error, VB_ERROR, VB_ERROR_INVALID_INPUT);
  g_clear_error (&error);
  again = vb_desk_load_sync (pair->team.base.store, &error);
  g_assert_cmpint (again->card->version, ==, 1);
  g_assert_false (vb_desk_start_sync (pair->team.desk, &about, NOW, &error));
  g_assert_error (error, VB_ERROR, VB_ERROR_EXISTS);
}

static void
test_the_words_of_a_card_put_in_between_differ (Pair          *pair,
                                                gconstpointer  data)
{
  g_autoptr(VbPartner) team = bring_card (&pair->team, &pair->practice, VB_CARD_FIRST);
  g_autoptr(VbPartner) practice = bring_card (&pair->practice, &pair->team, VB_CARD_FIRST);
  g_autofree char *here = vb_desk_get_phrase (pair->practice.desk, team);
  g_autofree char *there = vb_desk_get_phrase (pair->team.desk, practice);
  g_autofree char *between = NULL;
  Office other;
  g_autoptr(VbPartner) false_team = NULL;

  set_up_office (&other, "Buurtteam");
  false_team = bring_card (&other, &pair->practice, VB_CARD_FIRST);
  between = vb_desk_get_phrase (pair->practice.desk, false_team);
  g_assert_cmpstr (here, ==, there);
  g_assert_cmpstr (between, !=, there);
  g_assert_true (vb_desk_compare (pair->practice.desk, team, there));
  g_assert_false (vb_desk_compare (pair->practice.desk, false_team, there));
  vb_desk_free (other.desk);
  fixture_close (&other.base);
}

#define ADD(path, function) g_test_add (path, Pair, NULL, set_up, function, tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/desk/a-letter-goes-from-one-store-to-the-other",
       test_a_letter_goes_from_one_store_to_the_other);
  ADD ("/desk/nothing-is-sealed-for-who-was-not-verified",
       test_nothing_is_sealed_for_who_was_not_verified);
  ADD ("/desk/nothing-is-taken-from-who-was-stopped", test_nothing_is_taken_from_who_was_stopped);
  ADD ("/desk/a-card-that-ran-out-stops-what-is-sent", test_a_card_that_ran_out_stops_what_is_sent);
  ADD ("/desk/a-year-later-there-are-new-keys-and-late-letters-open",
       test_a_year_later_there_are_new_keys_and_late_letters_open);
  ADD ("/desk/a-lost-device-stays-lost-as-long-as-its-letters-may-be-good",
       test_a_lost_device_stays_lost_as_long_as_its_letters_may_be_good);
  ADD ("/desk/what-cannot-stand-on-a-card-changes-nothing",
       test_what_cannot_stand_on_a_card_changes_nothing);
  ADD ("/desk/the-words-of-a-card-put-in-between-differ",
       test_the_words_of_a_card_put_in_between_differ);
  return g_test_run ();
}
