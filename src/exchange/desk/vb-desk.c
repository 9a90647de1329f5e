/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "core/base/vb-hex.h"
#include "exchange/desk/vb-desk.h"

#include <string.h>

#include "core/base/vb-error.h"
#include "core/crypto/vb-age.h"
#include "exchange/vb-fingerprint.h"
#include "exchange/vb-wire.h"

#define CARD_DAYS VB_CARD_MOST_DAYS
#define KEY_DAYS 400
#define OLD_KEY_DAYS 730  /* that a key is kept to open what comes late */
#define RENEWAL_DAYS 60   /* before something runs out */
#define SKEW_DAYS 1       /* that the clocks of others may be behind */
/* that a lost device stands on the card: as long as a letter may be good that is dated on the last
 * day of its certificate, with what clocks may differ on both sides */
#define LOST_DAYS (VB_CERTIFICATE_MOST_DAYS + VB_ENVELOPE_MOST_DAYS + 2 * SKEW_DAYS)
#define DAY VB_SECONDS_A_DAY

void
vb_desk_free (VbDesk *self)
{
  g_clear_object (&self->store);
  g_clear_pointer (&self->keys, g_ptr_array_unref);
  g_clear_pointer (&self->card, vb_card_free);
  g_free (self);
}

/**
 * vb_desk_load_sync:
 *
 * Returns: (transfer full): without a card before the first use
 */
VbDesk *
vb_desk_load_sync (VbStore  *store,
                   GError  **error)
{
  g_autoptr(VbDesk) self = g_new0 (VbDesk, 1);
  g_autoptr(GBytes) card = NULL;
  gint64 version;

  self->store = g_object_ref (store);
  self->keys = vb_exchange_keys_load_sync (store, &card, &version, NULL, error);
  if (self->keys == NULL)
    return NULL;
  if (card != NULL)
    {
      self->card = vb_card_read (card, error);
      if (self->card == NULL)
        return NULL;
    }
  return g_steal_pointer (&self);
}

/* ---------------------------------------------------------------- keys */

/* (transfer full): as it will stand in the store; @days 0: without an end */
static VbExchangeKey *
make_key (VbExchangeKeyKind  kind,
          gint64             now,
          gint64             days)
{
  g_autoptr(VbSecret) secret = vb_secret_random (VB_EXCHANGE_KEY_SIZE);
  guint8 public_key[VB_EXCHANGE_KEY_SIZE];
  g_autofree char *id = NULL;

  if (kind == VB_EXCHANGE_KEY_ENCRYPTION)
    vb_age_get_recipient (secret, public_key);
  else
    vb_sign_get_public_key (secret, public_key);
  id = vb_hex_dup (public_key, sizeof public_key);
  return vb_exchange_key_new (kind, id, secret, (now - SKEW_DAYS * DAY) * G_USEC_PER_SEC,
                              days > 0 ? (now + days * DAY) * G_USEC_PER_SEC : 0);
}

/* (transfer none) (nullable): the newest of its kind; they come in this order */
static VbExchangeKey *
find_key (const VbDesk      *self,
          VbExchangeKeyKind  kind)
{
  for (guint i = 0; i < self->keys->len; i++)
    {
      VbExchangeKey *key = self->keys->pdata[i];

      if (key->kind == kind)
        return key;
    }
  return NULL;
}

static gboolean
runs_out (const VbExchangeKey *key,
          gint64               now)
{
  return key->until < (now + RENEWAL_DAYS * DAY) * G_USEC_PER_SEC;
}

static void
certify (VbExchangeKey *device,
         const VbCard  *card,
         VbSecret      *root,
         gint64         now)
{
  VbCertificate certificate = {
    .rights = VB_RIGHT_SEND | VB_RIGHT_RECEIVE | VB_RIGHT_ADMIN,
    .from = now - SKEW_DAYS * DAY,
    .until = now - SKEW_DAYS * DAY + (gint64) VB_CERTIFICATE_MOST_DAYS * DAY
  };

  memcpy (certificate.organization, card->organization, VB_EXCHANGE_KEY_SIZE);
  vb_wire_from_hex (device->id, certificate.device, VB_EXCHANGE_KEY_SIZE);
  vb_certificate_make (&certificate, root);
  device->from = certificate.from * G_USEC_PER_SEC;
  device->until = certificate.until * G_USEC_PER_SEC;
  g_clear_pointer (&device->certificate, g_bytes_unref);
  device->certificate = g_bytes_new (certificate.bytes, sizeof certificate.bytes);
}

static void
put_key (VbCard              *card,
         const VbExchangeKey *key)
{
  guint8 public_key[VB_EXCHANGE_KEY_SIZE];

  vb_wire_from_hex (key->id, public_key, sizeof public_key);
  vb_card_add_key (card, public_key, key->from / G_USEC_PER_SEC, key->until / G_USEC_PER_SEC);
}

/* ---------------------------------------------------------------- the own card */

/* Empty takes away; NULL leaves it. */
static void
say (char       **into,
     const char  *text)
{
  if (text == NULL)
    return;
  g_free (*into);
  *into = *text != '\0' ? g_strdup (text) : NULL;
}

static gboolean
fill_in (VbCard             *card,
         const VbDeskAbout  *about,
         gint64              now,
         GError            **error)
{
  say (&card->name, about->name);
  say (&card->address, about->address);
  say (&card->phone, about->phone);
  say (&card->email, about->email);
  say (&card->kvk, about->kvk);
  say (&card->agb, about->agb);
  card->made = now;
  card->expires = now + (gint64) CARD_DAYS * DAY;
  if (card->name != NULL)
    return TRUE;
  g_set_error_literal (error, VB_ERROR, VB_ERROR_INVALID_INPUT,
                       "The card needs the name of the organization");
  return FALSE;
}

/* Both are read again from what was kept. */
static gboolean
keep (VbDesk     *self,
      VbCard     *card,
      VbSecret   *root,
      GPtrArray  *changed,
      GError    **error)
{
  g_autoptr(VbDesk) again = NULL;

  if (!vb_card_sign (card, root, error)
      || !vb_exchange_keys_save_sync (self->store, changed, card->bytes, card->version, NULL,
                                      error))
    return FALSE;
  again = vb_desk_load_sync (self->store, error);
  if (again == NULL)
    return FALSE;
  g_clear_pointer (&self->card, vb_card_free);
  self->card = g_steal_pointer (&again->card);
  g_ptr_array_unref (self->keys);
  self->keys = g_steal_pointer (&again->keys);
  return TRUE;
}

/**
 * vb_desk_start_sync:
 *
 * Makes the keys of this organization, and its first card.
 *
 * Errors: %VB_ERROR_EXISTS; %VB_ERROR_INVALID_INPUT without a name; a %VB_EXCHANGE_ERROR for what
 * cannot stand on a card; %VB_ERROR_CONFLICT when somebody else just did.
 */
gboolean
vb_desk_start_sync (VbDesk             *self,
                    const VbDeskAbout  *about,
                    gint64              now,
                    GError            **error)
{
  g_autoptr(GPtrArray) keys =
    g_ptr_array_new_with_free_func ((GDestroyNotify) vb_exchange_key_free);
  g_autoptr(VbCard) card = vb_card_new ();
  VbExchangeKey *root = make_key (VB_EXCHANGE_KEY_ROOT, now, 0);
  VbExchangeKey *device = make_key (VB_EXCHANGE_KEY_DEVICE, now, 0);
  VbExchangeKey *encryption = make_key (VB_EXCHANGE_KEY_ENCRYPTION, now, KEY_DAYS);

  g_ptr_array_add (keys, root);
  g_ptr_array_add (keys, device);
  g_ptr_array_add (keys, encryption);
  if (self->card != NULL)
    {
      g_set_error_literal (error, VB_ERROR, VB_ERROR_EXISTS,
                           "This organization has a card already");
      return FALSE;
    }
  if (!fill_in (card, about, now, error))
    return FALSE;
  card->version = 1;
  vb_card_add_root (card, root->secret, NULL);
  put_key (card, encryption);
  certify (device, card, root->secret, now);
  return keep (self, card, root->secret, keys, error);
}

/* The card before it with everything in it; what ran out is left. */
static VbCard *
make_next_card (const VbCard *before,
                gint64        now)
{
  g_autoptr(GError) error = NULL;
  VbCard *card = vb_card_read (before->bytes, &error);

  g_assert_no_error (error); /* it was read before */
  card->version++;
  card->has_previous = TRUE;
  memcpy (card->previous, before->hash, sizeof card->previous);
  for (guint i = card->keys->len; i > 0; i--)
    if (g_array_index (card->keys, VbDatedKey, i - 1).until <= now)
      g_array_remove_index (card->keys, i - 1);
  for (guint i = card->revoked->len; i > 0; i--)
    if (g_array_index (card->revoked, VbDatedKey, i - 1).from
        + (gint64) LOST_DAYS * DAY < now)
      g_array_remove_index (card->revoked, i - 1);
  return card;
}

/**
 * vb_desk_renew_sync:
 *
 * Makes the next card, with what @about says otherwise; where the key that letters are sealed with
 * or the certificate of this device runs out, new ones too. Partners need the new card.
 */
gboolean
vb_desk_renew_sync (VbDesk             *self,
                    const VbDeskAbout  *about,
                    gint64              now,
                    GError            **error)
{
  g_autoptr(GPtrArray) changed = g_ptr_array_new ();
  g_autoptr(VbExchangeKey) made = NULL;
  g_autoptr(VbCard) card = NULL;
  VbExchangeKey *root = find_key (self, VB_EXCHANGE_KEY_ROOT);
  VbExchangeKey *device = find_key (self, VB_EXCHANGE_KEY_DEVICE);
  const VbExchangeKey *encryption = find_key (self, VB_EXCHANGE_KEY_ENCRYPTION);

  g_return_val_if_fail (self->card != NULL, FALSE);
  g_return_val_if_fail (root != NULL && device != NULL && encryption != NULL, FALSE);

  card = make_next_card (self->card, now);
  if (!fill_in (card, about, now, error))
    return FALSE;
  if (runs_out (encryption, now))
    {
      made = make_key (VB_EXCHANGE_KEY_ENCRYPTION, now, KEY_DAYS);
      put_key (card, made);
      g_ptr_array_add (changed, made);
    }
  if (runs_out (device, now))
    {
      certify (device, card, root->secret, now);
      g_ptr_array_add (changed, device);
    }
  return keep (self, card, root->secret, changed, error);
}

/* Whether the card, the key letters are sealed with or the certificate runs out soon. */
gboolean
vb_desk_needs_renewal (const VbDesk *self,
                       gint64        now)
{
  g_return_val_if_fail (self->card != NULL, FALSE);

  return self->card->expires < now + RENEWAL_DAYS * DAY
         || runs_out (find_key (self, VB_EXCHANGE_KEY_ENCRYPTION), now)
         || runs_out (find_key (self, VB_EXCHANGE_KEY_DEVICE), now);
}

/* ---------------------------------------------------------------- partners */

static VbPartnerCard *
make_partner_card (const VbCard *card)
{
  VbPartnerCard *self = g_new0 (VbPartnerCard, 1);

  self->id = vb_hex_dup (card->organization, VB_EXCHANGE_KEY_SIZE);
  self->name = g_strdup (card->name);
  self->roots = g_new0 (char *, card->roots->len + 1);
  for (guint i = 0; i < card->roots->len; i++)
    self->roots[i] = vb_hex_dup (g_array_index (card->roots, VbRoot, i).key,
                                 VB_EXCHANGE_KEY_SIZE);
  self->version = card->version;
  self->hash = vb_hex_dup (card->hash, VB_EXCHANGE_KEY_SIZE);
  self->previous = card->has_previous ? vb_hex_dup (card->previous, VB_EXCHANGE_KEY_SIZE) : NULL;
  self->expires = card->expires * G_USEC_PER_SEC;
  self->ended = card->ended != 0;
  self->bytes = g_bytes_ref (card->bytes);
  return self;
}

/**
 * vb_desk_take_card_sync:
 * @bytes: any bytes
 * @verdict: (out): what was done with the card
 *
 * Errors: a %VB_EXCHANGE_ERROR when it is no card; %VB_ERROR_INVALID_INPUT when it is our own.
 *
 * Returns: (transfer full): the partner whose card it is, as it is now
 */
VbPartner *
vb_desk_take_card_sync (VbDesk         *self,
                        GBytes         *bytes,
                        VbCardVerdict  *verdict,
                        GError        **error)
{
  g_autoptr(VbCard) card = vb_card_read (bytes, error);
  g_autoptr(VbPartnerCard) facts = NULL;

  if (card == NULL)
    return NULL;
  if (self->card != NULL && memcmp (card->organization, self->card->organization,
                                    VB_EXCHANGE_KEY_SIZE) == 0)
    {
      g_set_error_literal (error, VB_ERROR, VB_ERROR_INVALID_INPUT,
                           "This is the card of your own organization");
      return NULL;
    }
  facts = make_partner_card (card);
  return vb_partners_take_card_sync (self->store, facts, verdict, NULL, error);
}

static void
make_fingerprints (const VbDesk    *self,
                   const VbPartner *partner,
                   guint8          *ours,
                   guint8          *theirs)
{
  guint8 root[VB_EXCHANGE_KEY_SIZE] = { 0 };
  guint8 organization[VB_EXCHANGE_KEY_SIZE] = { 0 };

  vb_wire_from_hex (partner->root, root, sizeof root);
  vb_wire_from_hex (partner->id, organization, sizeof organization);
  vb_fingerprint_make (vb_card_get_root (self->card), self->card->organization, ours);
  vb_fingerprint_make (root, organization, theirs);
}

/* (transfer full): the words that both sides see */
char *
vb_desk_get_phrase (const VbDesk    *self,
                    const VbPartner *partner)
{
  guint8 ours[VB_FINGERPRINT_SIZE], theirs[VB_FINGERPRINT_SIZE];

  g_return_val_if_fail (self->card != NULL, NULL);

  make_fingerprints (self, partner, ours, theirs);
  return vb_fingerprint_phrase (ours, theirs);
}

/* (transfer full): the digits that both sides see */
char *
vb_desk_get_digits (const VbDesk    *self,
                    const VbPartner *partner)
{
  guint8 ours[VB_FINGERPRINT_SIZE], theirs[VB_FINGERPRINT_SIZE];

  g_return_val_if_fail (self->card != NULL, NULL);

  make_fingerprints (self, partner, ours, theirs);
  return vb_fingerprint_digits (ours, theirs);
}

/* Whether @heard is what the other side sees when both have the true cards. */
gboolean
vb_desk_compare (const VbDesk    *self,
                 const VbPartner *partner,
                 const char      *heard)
{
  guint8 ours[VB_FINGERPRINT_SIZE], theirs[VB_FINGERPRINT_SIZE];

  g_return_val_if_fail (self->card != NULL, FALSE);

  make_fingerprints (self, partner, ours, theirs);
  return vb_fingerprint_matches (ours, theirs, heard);
}

/* ---------------------------------------------------------------- letters */

/**
 * vb_desk_seal:
 * @letter: without anybody it is for
 * @number: its place in the row of letters to them; 0 outside the row
 * @previous: (nullable): hash of the one before
 *
 * The one place where a letter is sealed: only for who was verified, and whose card still counts.
 *
 * Errors: %VB_EXCHANGE_ERROR_BLOCKED, %VB_EXCHANGE_ERROR_EXPIRED (their card ran out), and those of
 * vb_envelope_seal().
 *
 * Returns: (transfer full): the file
 */
GBytes *
vb_desk_seal (const VbDesk     *self,
              const VbPartner  *to,
              VbEnvelope       *letter,
              gint64            number,
              const guint8     *previous,
              gint64            now,
              GError          **error)
{
  VbExchangeKey *device = find_key (self, VB_EXCHANGE_KEY_DEVICE);
  g_autoptr(VbCard) card = NULL;
  VbCertificate certificate;
  VbSealer sealer = { NULL, &certificate, 0 };
  const VbDatedKey *key;

  g_return_val_if_fail (self->card != NULL && device != NULL, NULL);

  if (!vb_partner_may_send (to->state))
    {
      vb_exchange_fail (VB_EXCHANGE_ERROR_BLOCKED, error,
                        "Nothing is sent to an organization that was not verified");
      return NULL;
    }
  card = vb_card_read (to->card, error);
  if (card == NULL || !vb_certificate_read (&certificate,
                                            g_bytes_get_data (device->certificate, NULL), error))
    return NULL;
  key = vb_card_find_key (card, now);
  if (key == NULL)
    {
      vb_exchange_fail (VB_EXCHANGE_ERROR_EXPIRED, error,
                        "Their card ran out; ask for a new one");
      return NULL;
    }
  vb_envelope_address (letter, card->organization, key->key, number, previous);
  sealer.device = device->secret;
  sealer.card_version = self->card->version;
  return vb_envelope_seal (letter, &sealer, NULL, error);
}

typedef struct
{
  GPtrArray *partners;
  VbCard *card; /* (nullable): the one that was found */
} Search;

static const VbCard *
find_card_cb (const guint8 *organization,
              gboolean     *blocked,
              gpointer      data)
{
  Search *search = data;
  g_autofree char *id = vb_hex_dup (organization, VB_EXCHANGE_KEY_SIZE);

  for (guint i = 0; i < search->partners->len; i++)
    {
      const VbPartner *partner = search->partners->pdata[i];

      if (!g_str_equal (partner->id, id))
        continue;
      *blocked = !vb_partner_may_receive (partner->state);
      search->card = vb_card_read (partner->card, NULL);
      return search->card;
    }
  return NULL;
}

/**
 * vb_desk_open:
 * @partners: (element-type VbPartner)
 * @file: any bytes
 *
 * Returns: (transfer full): the letter, or %NULL as vb_envelope_open() says
 */
VbEnvelope *
vb_desk_open (const VbDesk  *self,
              GPtrArray     *partners,
              GBytes        *file,
              gint64         now,
              GError       **error)
{
  g_autoptr(GPtrArray) keys = g_ptr_array_new ();
  Search search = { partners, NULL };
  VbOpener opener = { .now = now, .find_card = find_card_cb, .data = &search };
  VbEnvelope *letter;

  g_return_val_if_fail (self->card != NULL, NULL);

  for (guint i = 0; i < self->keys->len; i++)
    {
      const VbExchangeKey *key = self->keys->pdata[i];

      if (key->kind == VB_EXCHANGE_KEY_ENCRYPTION
          && key->until + (gint64) OLD_KEY_DAYS * DAY * G_USEC_PER_SEC > now * G_USEC_PER_SEC)
        g_ptr_array_add (keys, key->secret);
    }
  memcpy (opener.organization, self->card->organization, VB_EXCHANGE_KEY_SIZE);
  opener.keys = (VbSecret *const *) keys->pdata;
  opener.n_keys = keys->len;
  letter = vb_envelope_open (file, &opener, error);
  g_clear_pointer (&search.card, vb_card_free);
  return letter;
}
