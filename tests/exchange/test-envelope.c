/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Letters between organizations: what goes in comes out, for whom it is for and nobody else. */

#include "config.h"

#include "exchange/vb-envelope-private.h"
#include "exchange/vb-fingerprint.h"

#include "exchange-fixture.h"

#define PHRASE "hooi vlag matroos beuk herfst karton poes dolfijn kameel blad poes karton"
#define DIGITS "83610 46294 14151 35626 05635 13564 47090 11416 25961 94616 98519 27431"

typedef struct
{
  FixtureOffice *practice;
  FixtureOffice *team;
  FixtureOffice *other;
  GPtrArray *cards; /* that the team has */
  guint n_asked;    /* for a card */
} Office;

static Office *
office_new (void)
{
  Office *self = g_new0 (Office, 1);

  self->practice = fixture_office_new ("Practice");
  self->team = fixture_office_new ("Team");
  self->other = fixture_office_new ("Other");
  self->cards = g_ptr_array_new ();
  g_ptr_array_add (self->cards, self->practice->card);
  return self;
}

static void
office_free (Office *self)
{
  fixture_office_free (self->practice);
  fixture_office_free (self->team);
  fixture_office_free (self->other);
  g_ptr_array_unref (self->cards);
  g_free (self);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Office, office_free)

static const VbCard *
find_card (const guint8 *organization,
           gboolean     *blocked,
           gpointer      data)
{
  Office *self = data;

  self->n_asked++;
  return fixture_find_card (organization, blocked, self->cards);
}

static GBytes *
send_letter (Office     *self,
             VbEnvelope *letter)
{
  const VbSealer sealer = { self->practice->device, &self->practice->certificate, 1 };
  g_autoptr(GError) error = NULL;
  GBytes *file = vb_envelope_seal (letter, &sealer, NULL, &error);

  g_assert_no_error (error);
  return file;
}

static VbEnvelope *
read_as (Office         *self,
         FixtureOffice  *reader,
         GBytes         *file,
         GError        **error)
{
  VbOpener opener = { .keys = &reader->identity, .n_keys = 1, .now = FIXTURE_NOW + 60,
                      .find_card = find_card, .data = self };

  memcpy (opener.organization, reader->card->organization, VB_EXCHANGE_KEY_SIZE);
  return vb_envelope_open (file, &opener, error);
}

static void
address (VbEnvelope    *letter,
         FixtureOffice *to)
{
  vb_envelope_address (letter, to->card->organization, to->recipient, 1, NULL);
}

/* ---------------------------------------------------------------- letters */

static void
test_what_goes_in_comes_out (void)
{
  g_autoptr(Office) office = office_new ();
  g_autoptr(VbEnvelope) sent = fixture_letter ("Kunt u met haar naar de markt?");
  g_autoptr(GBytes) paper = g_bytes_new_static ("%PDF", 4);
  g_autoptr(GBytes) file = NULL;
  g_autoptr(VbEnvelope) came = NULL;
  g_autoptr(GError) error = NULL;
  const VbPart *part;

  sent->kind = VB_ENVELOPE_ANSWER;
  sent->reply_to = g_strdup ("019e6ea1-6fff-7000-9000-000000000001");
  vb_envelope_add_part (sent, "paper.pdf", "application/pdf", paper);
  address (sent, office->team);
  file = send_letter (office, sent);
  came = read_as (office, office->team, file, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (came->id, ==, sent->id);
  g_assert_cmpint (came->kind, ==, VB_ENVELOPE_ANSWER);
  g_assert_cmpstr (came->reply_to, ==, sent->reply_to);
  g_assert_cmpint (came->made, ==, sent->made);
  g_assert_cmpint (came->expires, ==, sent->expires);
  g_assert_cmpint (came->card_version, ==, 1);
  g_assert_cmpuint (came->parts->len, ==, 2);
  g_assert_true (g_bytes_equal (vb_envelope_get_body (came), vb_envelope_get_body (sent)));
  part = came->parts->pdata[1];
  g_assert_cmpstr (part->name, ==, "paper.pdf");
  g_assert_cmpstr (part->type, ==, "application/pdf");
  g_assert_true (g_bytes_equal (part->bytes, paper));
  g_assert_cmpmem (came->hash, 32, sent->hash, 32);
  g_assert_cmpmem (came->from.organization, 32, office->practice->card->organization, 32);
}

static void
test_each_of_several_reads_it (void)
{
  g_autoptr(Office) office = office_new ();
  g_autoptr(VbEnvelope) sent = fixture_letter ("Voor twee");
  g_autoptr(GBytes) file = NULL;
  g_autoptr(VbEnvelope) first = NULL;
  g_autoptr(VbEnvelope) second = NULL;
  g_autoptr(GError) error = NULL;

  address (sent, office->team);
  address (sent, office->other);
  file = send_letter (office, sent);
  first = read_as (office, office->team, file, &error);
  g_assert_no_error (error);
  second = read_as (office, office->other, file, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (first->addressee, ==, 0);
  g_assert_cmpuint (second->addressee, ==, 1);
}

static void
test_nobody_is_asked_about_a_letter_for_somebody_else (void)
{
  g_autoptr(Office) office = office_new ();
  g_autoptr(VbEnvelope) sent = fixture_letter ("Niet voor u");
  g_autoptr(GBytes) file = NULL;
  g_autoptr(GError) error = NULL;

  address (sent, office->team);
  file = send_letter (office, sent);
  g_assert_null (read_as (office, office->other, file, &error));
  g_assert_cmpstr (vb_exchange_error_get_code (error), ==, "age-no-match");
  g_assert_cmpuint (office->n_asked, ==, 0);
}

static void
test_an_old_key_still_opens_what_was_sealed_with_it (void)
{
  g_autoptr(Office) office = office_new ();
  g_autoptr(VbEnvelope) sent = fixture_letter ("Laat bezorgd");
  g_autoptr(VbSecret) newer = vb_secret_random (32);
  VbSecret *keys[] = { newer, office->team->identity };
  VbOpener opener = { .keys = keys, .n_keys = 2, .now = FIXTURE_NOW, .find_card = find_card,
                      .data = office };
  g_autoptr(GBytes) file = NULL;
  g_autoptr(VbEnvelope) came = NULL;
  g_autoptr(GError) error = NULL;

  address (sent, office->team);
  file = send_letter (office, sent);
  memcpy (opener.organization, office->team->card->organization, VB_EXCHANGE_KEY_SIZE);
  came = vb_envelope_open (file, &opener, &error);
  g_assert_no_error (error);
}

static void
test_what_a_reader_refuses_is_not_sent (void)
{
  g_autoptr(Office) office = office_new ();
  const VbSealer sealer = { office->practice->device, &office->practice->certificate, 1 };
  g_autoptr(VbEnvelope) late = fixture_letter ("x");
  g_autoptr(VbEnvelope) name = fixture_letter ("x");
  g_autoptr(VbEnvelope) id = fixture_letter ("x");
  g_autoptr(GBytes) nothing = g_bytes_new (NULL, 0);
  g_autoptr(GError) error = NULL;

  address (late, office->team);
  late->expires = late->made + (VB_ENVELOPE_MOST_DAYS + 1) * VB_SECONDS_A_DAY;
  g_assert_null (vb_envelope_seal (late, &sealer, NULL, &error));
  g_assert_error (error, VB_EXCHANGE_ERROR, VB_EXCHANGE_ERROR_VALUE);
  g_clear_error (&error);
  address (name, office->team);
  vb_envelope_add_part (name, "../paper", "text/plain", nothing);
  g_assert_null (vb_envelope_seal (name, &sealer, NULL, &error));
  g_assert_error (error, VB_EXCHANGE_ERROR, VB_EXCHANGE_ERROR_VALUE);
  g_clear_error (&error);
  address (id, office->team);
  id->id[14] = '4';
  g_assert_null (vb_envelope_seal (id, &sealer, NULL, &error));
  g_assert_error (error, VB_EXCHANGE_ERROR, VB_EXCHANGE_ERROR_ID);
}

static gsize
size_of_letter (Office *office,
                gsize   length)
{
  g_autofree char *words = g_strnfill (length, 'x');
  g_autoptr(VbEnvelope) sent = fixture_letter (words);
  g_autoptr(GBytes) file = NULL;

  address (sent, office->team);
  file = send_letter (office, sent);
  return g_bytes_get_size (file);
}

static void
test_the_size_says_little (void)
{
  g_autoptr(Office) office = office_new ();
  gsize before = 0;
  guint n_sizes = 0;

  g_assert_cmpuint (size_of_letter (office, 1), ==, size_of_letter (office, 3000));
  for (gsize length = 1; length < 60000; length += 101)
    {
      gsize size = size_of_letter (office, length);

      /* never so much that it hurts: the header of four, and an eighth */
      g_assert_cmpuint (size, <, 6000 + length + length / 8);
      n_sizes += size != before;
      before = size;
    }
  g_assert_cmpuint (n_sizes, <=, 64); /* of 594 lengths: sixteen each time it doubles */
}

static void
test_the_largest_fits_and_one_byte_more_does_not (void)
{
  g_autoptr(Office) office = office_new ();
  const VbSealer sealer = { office->practice->device, &office->practice->certificate, 1 };

  for (gsize more = 0; more < 2; more++)
    {
      gsize size = VB_ENVELOPE_MOST_BODY - 1 + more;
      g_autoptr(VbEnvelope) letter = fixture_letter ("x");
      g_autoptr(GBytes) paper = g_bytes_new_take (g_malloc0 (size), size);
      g_autoptr(GBytes) file = NULL;
      g_autoptr(VbEnvelope) came = NULL;
      g_autoptr(GError) error = NULL;

      address (letter, office->team);
      vb_envelope_add_part (letter, "paper", "application/pdf", paper);
      file = vb_envelope_seal (letter, &sealer, NULL, &error);
      if (more == 0)
        {
          g_assert_no_error (error);
          came = read_as (office, office->team, file, &error);
          g_assert_no_error (error);
        }
      else
        g_assert_error (error, VB_EXCHANGE_ERROR, VB_EXCHANGE_ERROR_TOO_LARGE);
    }
}

static void
test_every_flipped_bit_inside_is_refused (void)
{
  g_autoptr(Office) office = office_new ();
  g_autoptr(VbEnvelope) sent = fixture_letter ("Kort");
  g_autoptr(GBytes) file = NULL;
  g_autoptr(GBytes) plain = NULL;
  g_autofree guint8 *copy = NULL;
  gsize length;

  address (sent, office->team);
  file = send_letter (office, sent);
  plain = vb_age_decrypt (file, &office->team->identity, 1, 1000000, NULL, NULL);
  length = g_bytes_get_size (plain);
  copy = g_memdup2 (g_bytes_get_data (plain, NULL), length);
  /* by somebody who may open it, and seals it anew */
  for (gsize i = 0; i < 8 * length; i += i < 8 * 800 ? 7 : 97)
    {
      g_autoptr(GBytes) changed = NULL;
      g_autoptr(GBytes) sealed = NULL;
      g_autoptr(GError) error = NULL;

      copy[i / 8] ^= 1 << i % 8;
      changed = g_bytes_new_static (copy, length);
      sealed = vb_age_encrypt (changed, office->team->recipient, 1, NULL, NULL);
      g_assert_null (read_as (office, office->team, sealed, &error));
      g_assert_nonnull (error);
      copy[i / 8] ^= 1 << i % 8;
    }
}

static void
test_the_next_letter_names_the_one_before (void)
{
  g_autoptr(Office) office = office_new ();
  g_autoptr(VbEnvelope) first = fixture_letter ("Een");
  g_autoptr(VbEnvelope) second = fixture_letter ("Twee");
  g_autoptr(GBytes) file = NULL;
  g_autoptr(GBytes) next = NULL;
  g_autoptr(VbEnvelope) came = NULL;
  g_autoptr(VbEnvelope) came_next = NULL;
  const VbAddressee *to;

  address (first, office->team);
  file = send_letter (office, first);
  vb_envelope_address (second, office->team->card->organization, office->team->recipient, 2,
                       first->hash);
  next = send_letter (office, second);
  came = read_as (office, office->team, file, NULL);
  came_next = read_as (office, office->team, next, NULL);
  to = &g_array_index (came_next->to, VbAddressee, came_next->addressee);
  g_assert_cmpint (to->number, ==, 2);
  g_assert_cmpmem (to->previous, 32, came->hash, 32);
  g_assert_cmpint (memcmp (came->hash, came_next->hash, 32), !=, 0);
}

/* ---------------------------------------------------------------- cards */

static void
test_a_card_tells_which_key_to_seal_with (void)
{
  g_autoptr(FixtureOffice) office = fixture_office_new ("Practice");
  VbCard *card = office->card;
  guint8 next[VB_EXCHANGE_KEY_SIZE] = { 9 };
  g_autoptr(GError) error = NULL;

  vb_card_add_key (card, next, FIXTURE_NOW + 100, FIXTURE_NOW + 3000000);
  g_assert_true (vb_card_sign (card, office->root, &error));
  g_assert_cmpmem (vb_card_find_key (card, FIXTURE_NOW)->key, 32, office->recipient, 32);
  g_assert_cmpmem (vb_card_find_key (card, FIXTURE_NOW + 100)->key, 32, next, 32);
  g_assert_null (vb_card_find_key (card, FIXTURE_NOW - 2000000));
  g_assert_null (vb_card_find_key (card, card->expires));
  card->ended = FIXTURE_NOW;
  g_assert_null (vb_card_find_key (card, FIXTURE_NOW + 100));
}

/* Also when somebody here thinks that they may be trusted again. */
static void
test_nothing_counts_of_who_ended (void)
{
  g_autoptr(Office) office = office_new ();
  g_autoptr(VbEnvelope) letter = fixture_letter ("Nog een brief");
  g_autoptr(VbEnvelope) came = NULL;
  g_autoptr(GBytes) file = NULL;
  g_autoptr(GError) error = NULL;

  address (letter, office->team);
  file = send_letter (office, letter);
  office->practice->card->ended = FIXTURE_NOW + 3600; /* not yet */
  came = read_as (office, office->team, file, &error);
  g_assert_no_error (error);
  office->practice->card->ended = FIXTURE_NOW;
  g_assert_null (read_as (office, office->team, file, &error));
  g_assert_error (error, VB_EXCHANGE_ERROR, VB_EXCHANGE_ERROR_BLOCKED);
}

static void
test_a_card_stays_that_of_its_first_root (void)
{
  g_autoptr(FixtureOffice) office = fixture_office_new ("Practice");
  VbCard *card = office->card;
  g_autoptr(VbSecret) second = vb_secret_random (32);
  g_autoptr(VbSecret) third = vb_secret_random (32);
  g_autoptr(VbCard) again = NULL;
  g_autoptr(GError) error = NULL;

  vb_card_add_root (card, second, office->root);
  vb_card_add_root (card, third, second);
  g_assert_false (vb_card_sign (card, second, &error));
  g_assert_error (error, VB_EXCHANGE_ERROR, VB_EXCHANGE_ERROR_ROOTS);
  g_clear_error (&error);
  g_assert_true (vb_card_sign (card, third, &error));
  again = vb_card_read (card->bytes, &error);
  g_assert_no_error (error);
  g_assert_cmpmem (again->organization, 32, office->certificate.organization, 32);
  g_assert_cmpmem (again->hash, 32, card->hash, 32);
}

/* ---------------------------------------------------------------- fingerprints */

static void
test_both_sides_read_the_same (void)
{
  g_autoptr(FixtureOffice) practice = fixture_office_new ("Practice");
  g_autoptr(FixtureOffice) team = fixture_office_new ("Team");
  guint8 a[VB_FINGERPRINT_SIZE], b[VB_FINGERPRINT_SIZE], c[VB_FINGERPRINT_SIZE];
  guint8 changed[VB_EXCHANGE_KEY_SIZE];
  g_autofree char *here = NULL;
  g_autofree char *there = NULL;
  g_autofree char *other = NULL;
  g_autofree char *digits = NULL;
  g_autofree char *loud = NULL;

  vb_fingerprint_make (vb_card_get_root (practice->card), practice->card->organization, a);
  vb_fingerprint_make (vb_card_get_root (team->card), team->card->organization, b);
  here = vb_fingerprint_phrase (a, b);
  there = vb_fingerprint_phrase (b, a);
  digits = vb_fingerprint_digits (a, b);
  g_assert_cmpstr (here, ==, there);
  g_assert_cmpuint (strlen (digits), ==, 12 * 5 + 11);
  /* as they are in FORMAT.md */
  g_assert_cmpstr (here, ==, PHRASE);
  g_assert_cmpstr (digits, ==, DIGITS);

  memcpy (changed, team->card->organization, sizeof changed);
  changed[0] ^= 1;
  vb_fingerprint_make (vb_card_get_root (team->card), changed, c);
  other = vb_fingerprint_phrase (a, c);
  g_assert_cmpstr (here, !=, other);

  loud = g_ascii_strup (here, -1);
  g_assert_true (vb_fingerprint_matches (a, b, loud));
  g_assert_true (vb_fingerprint_matches (b, a, digits));
  g_assert_false (vb_fingerprint_matches (a, b, other));
  g_assert_false (vb_fingerprint_matches (a, b, ""));
  *strrchr (here, ' ') = '\0';
  g_assert_false (vb_fingerprint_matches (a, b, here)); /* eleven are not enough */
  digits[0] = digits[0] == '9' ? '8' : '9';
  g_assert_false (vb_fingerprint_matches (a, b, digits));
}

static gboolean
differ_in_one (const char *a,
               const char *b)
{
  gsize n = 0;

  if (strlen (a) != strlen (b))
    return FALSE;
  for (gsize i = 0; a[i] != '\0'; i++)
    n += a[i] != b[i];
  return n < 2;
}

static void
test_no_word_is_taken_for_another (void)
{
  for (guint i = 0; i < 256; i++)
    {
      g_assert_cmpuint (strspn (vb_fingerprint_words[i], "abcdefghijklmnopqrstuvwxyz"), ==,
                        strlen (vb_fingerprint_words[i]));
      for (guint j = 0; j < 256; j++)
        if (i != j)
          {
            g_assert_false (differ_in_one (vb_fingerprint_words[i], vb_fingerprint_words[j]));
            g_assert_false (g_str_has_prefix (vb_fingerprint_words[i], vb_fingerprint_words[j]));
          }
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/exchange/what-goes-in-comes-out", test_what_goes_in_comes_out);
  g_test_add_func ("/exchange/each-of-several-reads-it", test_each_of_several_reads_it);
  g_test_add_func ("/exchange/nobody-is-asked-about-a-letter-for-somebody-else",
                   test_nobody_is_asked_about_a_letter_for_somebody_else);
  g_test_add_func ("/exchange/an-old-key-still-opens-what-was-sealed-with-it",
                   test_an_old_key_still_opens_what_was_sealed_with_it);
  g_test_add_func ("/exchange/what-a-reader-refuses-is-not-sent",
                   test_what_a_reader_refuses_is_not_sent);
  g_test_add_func ("/exchange/the-size-says-little", test_the_size_says_little);
  g_test_add_func ("/exchange/the-largest-fits-and-one-byte-more-does-not",
                   test_the_largest_fits_and_one_byte_more_does_not);
  g_test_add_func ("/exchange/every-flipped-bit-inside-is-refused",
                   test_every_flipped_bit_inside_is_refused);
  g_test_add_func ("/exchange/the-next-letter-names-the-one-before",
                   test_the_next_letter_names_the_one_before);
  g_test_add_func ("/exchange/a-card-tells-which-key-to-seal-with",
                   test_a_card_tells_which_key_to_seal_with);
  g_test_add_func ("/exchange/nothing-counts-of-who-ended", test_nothing_counts_of_who_ended);
  g_test_add_func ("/exchange/a-card-stays-that-of-its-first-root",
                   test_a_card_stays_that_of_its_first_root);
  g_test_add_func ("/exchange/both-sides-read-the-same", test_both_sides_read_the_same);
  g_test_add_func ("/exchange/no-word-is-taken-for-another", test_no_word_is_taken_for_another);
  return g_test_run ();
}
