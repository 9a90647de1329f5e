/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Organizations whose keys anybody can know: for tests, and for the files in fixtures/exchange. */

#include <string.h>

#include "core/crypto/vb-age.h"
#include "exchange/vb-envelope.h"
#include "exchange/vb-wire.h"

#define FIXTURE_NOW G_GINT64_CONSTANT (1780000000) /* a day in May 2026 */
#define FIXTURE_ID "019e6ea1-7000-7abc-8def-0123456789ab"

typedef struct
{
  VbSecret *root;
  VbSecret *device;
  VbSecret *identity;                        /* opens what is sealed for it */
  guint8 recipient[VB_EXCHANGE_KEY_SIZE];    /* seals for it */
  VbCertificate certificate;
  VbCard *card;
} FixtureOffice;

static inline VbSecret *
fixture_secret (const char *name,
                const char *what)
{
  g_autofree char *text = g_strconcat (name, "/", what, NULL);
  g_autofree char *sum = g_compute_checksum_for_string (G_CHECKSUM_SHA256, text, -1);

  return vb_secret_from_hex (sum, 32, NULL);
}

static inline void
fixture_certify (FixtureOffice *self,
                 VbDeviceRights rights,
                 gint64         from,
                 gint64         until)
{
  self->certificate.rights = rights;
  self->certificate.from = from;
  self->certificate.until = until;
  memcpy (self->certificate.organization, self->card->organization, VB_EXCHANGE_KEY_SIZE);
  vb_sign_get_public_key (self->device, self->certificate.device);
  vb_certificate_make (&self->certificate, self->root);
}

static inline FixtureOffice *
fixture_office_new (const char *name)
{
  FixtureOffice *self = g_new0 (FixtureOffice, 1);
  g_autoptr(GError) error = NULL;

  self->root = fixture_secret (name, "root");
  self->device = fixture_secret (name, "device");
  self->identity = fixture_secret (name, "identity");
  vb_age_get_recipient (self->identity, self->recipient);
  self->card = vb_card_new ();
  self->card->version = 1;
  self->card->made = FIXTURE_NOW - 1000000;
  self->card->expires = FIXTURE_NOW + 1000000;
  self->card->name = g_strdup (name);
  vb_card_add_root (self->card, self->root, NULL);
  vb_card_add_key (self->card, self->recipient, FIXTURE_NOW - 1000000, FIXTURE_NOW + 2000000);
  vb_card_sign (self->card, self->root, &error);
  g_assert_no_error (error);
  fixture_certify (self, VB_RIGHT_SEND | VB_RIGHT_RECEIVE, FIXTURE_NOW - 1000000,
                   FIXTURE_NOW + 1000000);
  return self;
}

static inline void
fixture_office_free (FixtureOffice *self)
{
  vb_secret_unref (self->root);
  vb_secret_unref (self->device);
  vb_secret_unref (self->identity);
  vb_card_free (self->card);
  g_free (self);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FixtureOffice, fixture_office_free)

static inline VbEnvelope *
fixture_letter (const char *words)
{
  VbEnvelope *letter = vb_envelope_new (VB_ENVELOPE_LETTER, FIXTURE_ID);
  g_autoptr(GBytes) body = g_bytes_new (words, strlen (words));

  letter->made = FIXTURE_NOW;
  letter->expires = FIXTURE_NOW + VB_ENVELOPE_DAYS * VB_SECONDS_A_DAY;
  vb_envelope_add_part (letter, "body", "application/json", body);
  return letter;
}

/* The card of whoever stands in the list. */
static inline const VbCard *
fixture_find_card (const guint8 *organization,
                   gboolean     *blocked,
                   gpointer      cards)
{
  GPtrArray *list = cards;

  *blocked = FALSE;
  for (guint i = 0; i < list->len; i++)
    {
      const VbCard *card = list->pdata[i];

      if (memcmp (card->organization, organization, VB_EXCHANGE_KEY_SIZE) == 0)
        {
          *blocked = g_str_has_prefix (card->name, "Blocked");
          return card;
        }
    }
  return NULL;
}
