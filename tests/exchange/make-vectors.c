/* SPDX-License-Identifier: GPL-3.0-or-later */

/* make-vectors FOLDER: writes the test vectors of cards and letters, the same bytes every time.
 *
 * Each file has one thing wrong with it, or nothing. expect.txt says what a reader must say of it,
 * context.txt who reads it, with which key, and when. */

#include "config.h"

#include <glib/gstdio.h>

#include "core/base/vb-hex.h"
#include "core/crypto/vb-hash.h"
#include "exchange/vb-envelope-private.h"

#include "exchange-fixture.h"

#define WORDS "{\"question\":\"Kunt u met haar naar de markt?\"}"

typedef enum
{
  RIGHT,      /* nothing is wrong */
  SAY,        /* in the JSON: find, replaced by put; signed as it should be */
  SET,        /* one byte before it is signed */
  FLIP,       /* one bit after it was signed; from the end when negative */
  CUT,        /* so many bytes of what is signed */
  ADD,        /* so many zeros to what is signed */
  FLIP_FILE,  /* the same three, of the file */
  CUT_FILE,
  ADD_FILE,
  BY_HAND     /* see make_by_hand () */
} Change;

typedef struct
{
  const char *name;
  const char *expect;
  Change change;
  const char *find;
  const char *put;
  int at;
  int value;
} Vector;

static const Vector letters[] = {
  { "right", "ok", RIGHT },
  { "right-two-recipients", "ok", BY_HAND },
  { "right-attachment", "ok", BY_HAND },
  { "right-armored", "ok", BY_HAND },
  { "right-later-in-the-row", "ok", BY_HAND },
  { "right-large", "ok", BY_HAND },
  { "right-outside-the-row", "ok", SAY, "\"number\":1,", "" },
  /* the envelope */
  { "seal-empty", "age-header", CUT_FILE, .at = -1 },
  { "seal-first-line", "age-header", FLIP_FILE, .at = 0 },
  { "seal-other-version", "age-version", FLIP_FILE, .at = 20 },
  { "seal-header-changed", "age-mac", BY_HAND },
  { "seal-for-somebody-else", "age-no-match", BY_HAND },
  { "seal-contents-changed", "age-payload", FLIP_FILE, .at = -1 },
  { "seal-contents-cut", "age-payload", CUT_FILE, .at = 1 },
  { "seal-contents-added-to", "age-payload", ADD_FILE, .at = 1 },
  { "seal-armor", "age-armor", BY_HAND },
  /* the container */
  { "container-short", "length", CUT, .at = 3809 },
  { "container-cut", "length", CUT, .at = 1 },
  { "container-added-to", "length", ADD, .at = 1 },
  { "container-one-more-block", "length", ADD, .at = 4096 },
  { "container-magic", "magic", SET, .at = 0, .value = 'v' },
  { "container-version-2", "version", SET, .at = 8, .value = 2 },
  { "container-version-0", "version", SET, .at = 8, .value = 0 },
  { "container-version-257", "version", SET, .at = 9, .value = 1 },
  { "container-suite", "suite", SET, .at = 10, .value = 2 },
  { "container-flags", "flags", SET, .at = 11, .value = 1 },
  { "container-manifest-longer-than-all", "length", SET, .at = 13, .value = 0xff },
  { "container-manifest-over-the-limit", "length", SET, .at = 15, .value = 1 },
  { "container-body-over-the-limit", "length", SET, .at = 20, .value = 1 },
  { "container-body-longer-than-all", "length", SET, .at = 18, .value = 1 },
  { "container-first-pad-byte", "padding", BY_HAND },
  { "container-last-pad-byte", "padding", FLIP, .at = -1 },
  /* the device */
  { "device-certificate-version", "certificate", SET, .at = 40, .value = 2 },
  { "device-certificate-rights", "certificate", SET, .at = 42, .value = 9 },
  { "device-certificate-zero", "certificate", SET, .at = 44, .value = 1 },
  { "device-certificate-no-time", "certificate", BY_HAND },
  { "device-certificate-too-long", "certificate", BY_HAND },
  { "device-unknown-organization", "unknown-sender", BY_HAND },
  { "device-blocked-organization", "blocked", BY_HAND },
  { "device-other-root", "other-root", BY_HAND },
  { "device-certificate-signature", "certificate-signature", FLIP, .at = 160 },
  { "device-certificate-changed", "certificate-signature", FLIP, .at = 112 },
  { "device-may-not-send", "rights", BY_HAND },
  { "device-revoked", "revoked", BY_HAND },
  /* the signature */
  { "signature-changed", "signature", FLIP, .at = 230 },
  { "signature-of-another-device", "signature", BY_HAND },
  { "signature-id-changed", "signature", FLIP, .at = 39 },
  { "signature-manifest-changed", "signature", FLIP, .at = 300 },
  { "signature-body-changed", "signature", BY_HAND },
  { "signature-without-label", "signature", BY_HAND },
  /* the manifest */
  { "id-of-version-4", "id", SET, .at = 30, .value = 0x4a },
  { "id-of-another-variant", "id", SET, .at = 32, .value = 0x0d },
  { "manifest-no-json", "json", SAY, "{\"card\"", "[\"card\"" },
  { "manifest-list", "json", BY_HAND },
  { "manifest-member-twice", "json", SAY, "\"kind\"", "\"kind\":\"letter\",\"kind\"" },
  { "manifest-something-behind", "json", SAY, "}]}", "}]} x" },
  { "manifest-invalid-utf-8", "json", SAY, "\"letter\"", "\"lett\xff\"" },
  { "manifest-space", "canonical", SAY, ":1,", ": 1," },
  { "manifest-order", "canonical", BY_HAND },
  { "manifest-escape", "canonical", SAY, "\"letter\"", "\"\\u006cetter\"" },
  { "manifest-slash", "canonical", SAY, "application/json", "application\\/json" },
  { "manifest-line-end", "canonical", SAY, "}]}", "}]}\n" },
  { "manifest-unknown-member", "unknown-member", SAY, "\"kind\"", "\"hint\":1,\"kind\"" },
  { "manifest-no-card", "missing-member", SAY, "\"card\":1,", "" },
  { "manifest-no-kind", "missing-member", SAY, "\"kind\":\"letter\",", "" },
  { "manifest-no-expires", "missing-member", SAY, "\"expires\":1782592000,", "" },
  { "manifest-no-made", "missing-member", SAY, "\"made\":1780000000,", "" },
  { "manifest-card-0", "value", SAY, "\"card\":1,", "\"card\":0," },
  { "manifest-card-fraction", "value", SAY, "\"card\":1,", "\"card\":1.0," },
  { "manifest-card-text", "value", SAY, "\"card\":1,", "\"card\":\"1\"," },
  { "manifest-expires-before-made", "value", SAY, "1782592000", "1780000000" },
  { "manifest-expires-too-late", "value", SAY, "1782592000", "1814560001" },
  { "manifest-made-beyond-all", "value", SAY, "\"made\":1780000000",
    "\"made\":9223372036854775807" },
  { "manifest-kind-capitals", "value", SAY, "\"letter\"", "\"Letter\"" },
  { "manifest-kind-empty", "value", SAY, "\"letter\"", "\"\"" },
  { "manifest-kind-of-later", "kind", SAY, "\"letter\"", "\"invoice\"" },
  { "manifest-reply-to-nothing", "value", SAY, "\"to\"", "\"reply_to\":\"none\",\"to\"" },
  { "manifest-reply-to-null", "value", SAY, "\"to\"", "\"reply_to\":null,\"to\"" },
  { "parts-none", "value", BY_HAND },
  { "parts-too-many", "value", BY_HAND },
  { "parts-too-short", "value", SAY, "\"length\":45", "\"length\":44" },
  { "parts-too-long", "value", SAY, "\"length\":45", "\"length\":46" },
  { "parts-negative", "value", SAY, "\"length\":45", "\"length\":-1" },
  { "parts-hash", "part", BY_HAND },
  { "parts-name-with-slash", "value", SAY, "\"body\"", "\"../body\"" },
  { "parts-unknown-member", "unknown-member", SAY, "\"length\"", "\"inline\":true,\"length\"" },
  { "parts-no-type", "missing-member", SAY, ",\"type\":\"application/json\"", "" },
  { "to-nobody", "value", BY_HAND },
  { "to-number-0", "value", SAY, "\"number\":1", "\"number\":0" },
  { "to-previous-missing", "value", SAY, "\"number\":1", "\"number\":2" },
  { "to-previous-without-number", "value", BY_HAND },
  { "to-key-capitals", "value", BY_HAND },
  { "to-somebody-else", "not-addressed", BY_HAND },
  { "to-another-key-of-ours", "other-key", BY_HAND },
  { "time-expired", "expired", BY_HAND },
  { "time-future", "future", BY_HAND },
  { "time-device-not-yet", "device-expired", BY_HAND },
  { "time-device-no-more", "device-expired", BY_HAND },
};

static const Vector cards[] = {
  { "right", "ok", RIGHT },
  { "right-everything", "ok", BY_HAND },
  { "right-second-root", "ok", BY_HAND },
  { "right-ended", "ok", BY_HAND },
  { "empty", "magic", CUT_FILE, .at = -1 },
  { "magic", "magic", FLIP_FILE, .at = 5 },
  { "head-only", "length", BY_HAND },
  { "version-2", "version", SET, .at = 8, .value = 2 },
  { "suite", "suite", SET, .at = 10, .value = 2 },
  { "flags", "flags", SET, .at = 11, .value = 1 },
  { "length", "length", SET, .at = 12, .value = 1 },
  { "cut", "length", CUT_FILE, .at = 1 },
  { "added-to", "length", ADD_FILE, .at = 1 },
  { "too-large", "too-large", ADD_FILE, .at = 40000 },
  { "signature", "signature", FLIP_FILE, .at = 50 },
  { "root-changed", "signature", FLIP_FILE, .at = 20 },
  { "changed", "signature", FLIP_FILE, .at = 130 },
  { "no-json", "json", SAY, "{\"expires\"", "\"expires\"" },
  { "member-twice", "json", SAY, "\"name\"", "\"name\":\"a\",\"name\"" },
  { "space", "canonical", SAY, "\"suite\":1", "\"suite\": 1" },
  { "unknown-member", "unknown-member", SAY, "\"name\"", "\"mission\":\"x\",\"name\"" },
  { "no-name", "missing-member", SAY, "\"name\":\"Sender\",", "" },
  { "no-roots", "missing-member", BY_HAND },
  { "suite-member", "value", SAY, "\"suite\":1", "\"suite\":2" },
  { "version-member-0", "value", SAY, "\"version\":1", "\"version\":0" },
  { "version-2-without-previous", "value", SAY, "\"version\":1", "\"version\":2" },
  { "version-1-with-previous", "value", BY_HAND },
  { "expires-too-late", "value", SAY, "\"expires\":1781000000", "\"expires\":1826600000" },
  { "expires-before-made", "value", SAY, "\"expires\":1781000000", "\"expires\":1778000000" },
  { "made-beyond-all", "value", SAY, "\"made\":1779000000", "\"made\":9223372036854775807" },
  { "key-from-beyond-all", "value", SAY, "\"from\":1779000000", "\"from\":9223372036854775807" },
  { "name-empty", "value", SAY, "\"Sender\"", "\"\"" },
  { "name-two-lines", "value", SAY, "\"Sender\"", "\"Sen\\nder\"" },
  { "name-turns-around", "value", SAY, "\"Sender\"", "\"Sen\xe2\x80\xae" "der\"" },
  { "name-too-long", "value", BY_HAND },
  { "key-without-end", "missing-member", SAY, ",\"until\":1782000000", "" },
  { "key-ends-first", "value", SAY, "\"until\":1782000000", "\"until\":1770000000" },
  { "no-keys", "value", BY_HAND },
  { "too-many-revoked", "value", BY_HAND },
  { "roots-none", "value", BY_HAND },
  { "roots-not-signed", "roots", BY_HAND },
  { "roots-signed-by-another", "roots", BY_HAND },
  { "roots-not-the-last", "roots", BY_HAND },
};

/* ---------------------------------------------------------------- by hand */

/* A letter in the making: what a change may touch before it is signed and sealed. */
typedef struct
{
  FixtureOffice *sender;
  VbEnvelope *envelope;
  VbSecret *signer;
  GString *manifest;
  const guint8 *recipients;
  guint n_recipients;
  gboolean without_label;
  gboolean armored;
  GArray *both; /* for two recipients */
} Draft;

static FixtureOffice *receiver;
static FixtureOffice *receiver_before; /* the same organization, with the key it had before */

static void
replace (GString    *text,
         const char *find,
         const char *put)
{
  g_assert_cmpuint (g_string_replace (text, find, put, 1), ==, 1);
}

static void
cut_list (GString    *text,
          const char *name,
          const char *put)
{
  g_autofree char *start = g_strdup_printf ("\"%s\":[", name);
  char *at = strstr (text->str, start);
  char *end = strstr (at, "}]");

  g_string_erase (text, at + strlen (start) - text->str, end + 1 - at - strlen (start));
  g_string_insert (text, at + strlen (start) - text->str, put);
}

static void
change_sender (Draft      *draft,
               const char *name)
{
  fixture_office_free (draft->sender);
  draft->sender = fixture_office_new (name);
  vb_secret_unref (draft->signer);
  draft->signer = vb_secret_ref (draft->sender->device);
}

/* What is to be done before the manifest is written. */
static void
prepare_by_hand (Draft      *draft,
                 const char *name)
{
  FixtureOffice *sender = draft->sender;
  VbEnvelope *envelope = draft->envelope;
  VbAddressee *addressee = &g_array_index (envelope->to, VbAddressee, 0);

  if (g_str_has_suffix (name, "unknown-organization"))
    change_sender (draft, "Unknown");
  else if (g_str_has_suffix (name, "blocked-organization"))
    change_sender (draft, "Blocked");
  else if (g_str_has_suffix (name, "no-time"))
    fixture_certify (sender, VB_RIGHT_SEND, FIXTURE_NOW, FIXTURE_NOW);
  else if (g_str_has_suffix (name, "certificate-too-long"))
    fixture_certify (sender, VB_RIGHT_SEND, FIXTURE_NOW, FIXTURE_NOW + 401 * VB_SECONDS_A_DAY);
  else if (g_str_has_suffix (name, "may-not-send"))
    fixture_certify (sender, VB_RIGHT_RECEIVE, FIXTURE_NOW - 1000, FIXTURE_NOW + 1000000);
  else if (g_str_has_suffix (name, "device-not-yet"))
    fixture_certify (sender, VB_RIGHT_SEND, FIXTURE_NOW + 2 * VB_SECONDS_A_DAY,
                     FIXTURE_NOW + 1000000);
  else if (g_str_has_suffix (name, "device-no-more"))
    fixture_certify (sender, VB_RIGHT_SEND, FIXTURE_NOW - 1000000,
                     FIXTURE_NOW - 2 * VB_SECONDS_A_DAY);
  else if (g_str_has_suffix (name, "other-root"))
    {
      VbSecret *kept = sender->root;

      sender->root = fixture_secret ("Sender", "another root");
      fixture_certify (sender, VB_RIGHT_SEND, FIXTURE_NOW - 1000, FIXTURE_NOW + 1000000);
      vb_secret_unref (sender->root);
      sender->root = kept;
    }
  else if (g_str_has_suffix (name, "device-revoked") || g_str_has_suffix (name, "another-device"))
    {
      vb_secret_unref (draft->signer);
      draft->signer = fixture_secret ("Sender", "lost device");
      if (g_str_has_suffix (name, "device-revoked"))
        {
          vb_secret_unref (sender->device);
          sender->device = vb_secret_ref (draft->signer);
          fixture_certify (sender, VB_RIGHT_SEND, FIXTURE_NOW - 1000, FIXTURE_NOW + 1000000);
        }
    }
  else if (g_str_has_suffix (name, "somebody-else"))
    {
      /* to-: signed for another and sealed for us; seal-: the other way round */
      if (g_str_has_prefix (name, "to-"))
        memset (addressee->organization, 7, VB_EXCHANGE_KEY_SIZE);
      else
        draft->recipients = sender->recipient;
    }
  else if (g_str_has_suffix (name, "another-key-of-ours"))
    memcpy (addressee->key, receiver_before->recipient, VB_EXCHANGE_KEY_SIZE);
  else if (g_str_has_suffix (name, "time-expired"))
    {
      envelope->made = FIXTURE_NOW - 500000;
      envelope->expires = FIXTURE_NOW - VB_SECONDS_A_DAY - 1;
    }
  else if (g_str_has_suffix (name, "time-future"))
    envelope->made = FIXTURE_NOW + VB_SECONDS_A_DAY + 1;
  else if (g_str_has_suffix (name, "later-in-the-row"))
    {
      addressee->number = 17;
      memset (addressee->previous, 0xab, VB_EXCHANGE_KEY_SIZE);
      envelope->reply_to = g_strdup ("019e6ea1-6fff-7000-9000-000000000001");
    }
  else if (g_str_has_suffix (name, "two-recipients"))
    {
      vb_envelope_address (envelope, sender->card->organization, sender->recipient, 1, NULL);
      draft->both = g_array_new (FALSE, FALSE, VB_EXCHANGE_KEY_SIZE);
      g_array_append_vals (draft->both, sender->recipient, 1);
      g_array_append_vals (draft->both, receiver->recipient, 1);
      draft->recipients = (const guint8 *) draft->both->data;
      draft->n_recipients = 2;
    }
  else if (g_str_has_suffix (name, "attachment") || g_str_has_suffix (name, "parts-too-many"))
    {
      g_autoptr(GBytes) bytes = g_bytes_new_static ("%PDF-", 5);
      guint n = g_str_has_suffix (name, "attachment") ? 1 : VB_ENVELOPE_MOST_PARTS;

      for (guint i = 0; i < n; i++)
        vb_envelope_add_part (envelope, "paper.pdf", "application/pdf", bytes);
    }
  else if (g_str_has_suffix (name, "right-large"))
    {
      g_autoptr(GBytes) bytes = g_bytes_new_take (g_strnfill (70000, 'a'), 70000);

      vb_envelope_add_part (envelope, "long.txt", "text/plain", bytes);
    }
  draft->without_label = g_str_has_suffix (name, "without-label");
  draft->armored = g_str_has_suffix (name, "armor") || g_str_has_suffix (name, "armored");
}

/* What is to be done to the manifest before it is signed. */
static void
say_by_hand (Draft      *draft,
             const char *name)
{
  GString *text = draft->manifest;

  if (g_str_has_suffix (name, "manifest-list"))
    g_string_assign (text, "[]");
  else if (g_str_has_suffix (name, "manifest-order"))
    {
      replace (text, "\"card\":1,", "");
      replace (text, "\"kind\"", "\"card\":1,\"kind\"");
    }
  else if (g_str_has_suffix (name, "previous-without-number"))
    {
      g_autofree char *hash = g_strnfill (64, 'a');
      g_autofree char *end = g_strdup_printf ("\",\"previous\":\"%s\"}]}", hash);

      replace (text, "\"number\":1,", "");
      replace (text, "\"}]}", end);
    }
  else if (g_str_has_suffix (name, "parts-none"))
    cut_list (text, "parts", "");
  else if (g_str_has_suffix (name, "to-nobody"))
    cut_list (text, "to", "");
  else if (g_str_has_suffix (name, "parts-hash"))
    {
      char *at = strstr (text->str, "\"hash\":\"") + strlen ("\"hash\":\"");

      *at = *at == '0' ? '1' : '0';
    }
  else if (g_str_has_suffix (name, "to-key-capitals"))
    {
      char *at = strstr (text->str, "\"key\":\"") + strlen ("\"key\":\"");

      for (guint i = 0; i < 64; i++)
        at[i] = g_ascii_toupper (at[i]);
    }
}

/* ---------------------------------------------------------------- letters */

static GByteArray *
make_container (Draft        *draft,
                const Vector *vector)
{
  VbEnvelope *envelope = draft->envelope;
  gsize manifest = draft->manifest->len;
  GByteArray *bytes = g_byte_array_new ();
  guint8 head[VB_CONTAINER_HEAD] = { 0 };
  guint8 message[VB_CONTAINER_MESSAGE];
  gsize body = 0;

  memcpy (head, VB_CONTAINER_MAGIC, sizeof VB_CONTAINER_MAGIC);
  head[VB_CONTAINER_AT_VERSION] = 1;
  head[VB_CONTAINER_AT_SUITE] = 1;
  _vb_envelope_id_to_bytes (envelope->id, head + VB_CONTAINER_AT_ID);
  memcpy (head + VB_CONTAINER_AT_CERTIFICATE, draft->sender->certificate.bytes,
          VB_CERTIFICATE_SIZE);
  g_byte_array_append (bytes, head, sizeof head);
  g_byte_array_append (bytes, (const guint8 *) draft->manifest->str, manifest);
  for (guint i = 0; i < envelope->parts->len; i++)
    {
      const VbPart *part = envelope->parts->pdata[i];

      g_byte_array_append (bytes, g_bytes_get_data (part->bytes, NULL),
                           g_bytes_get_size (part->bytes));
      body += g_bytes_get_size (part->bytes);
    }
  vb_wire_put_number (bytes->data + VB_CONTAINER_AT_MANIFEST, manifest, 4);
  vb_wire_put_number (bytes->data + VB_CONTAINER_AT_BODY, body, 8);
  if (vector->change == SET)
    bytes->data[vector->at] = vector->value;
  _vb_container_digest (bytes->data, manifest, body, message);
  vb_sign_make (draft->signer, message + (draft->without_label ? sizeof VB_CONTAINER_LABEL : 0),
                sizeof message - (draft->without_label ? sizeof VB_CONTAINER_LABEL : 0),
                bytes->data + VB_CONTAINER_AT_SIGNATURE);
  while (bytes->len < _vb_container_pad (VB_CONTAINER_HEAD + manifest + body))
    g_byte_array_append (bytes, (const guint8 *) "", 1);
  if (g_str_has_suffix (vector->name, "first-pad-byte"))
    bytes->data[VB_CONTAINER_HEAD + manifest + body] = 1;
  if (g_str_has_suffix (vector->name, "body-changed"))
    bytes->data[VB_CONTAINER_HEAD + manifest] ^= 1;
  return bytes;
}

static void
edit (GByteArray   *bytes,
      Change        kind,
      const Vector *vector)
{
  guint at = vector->at < 0 ? bytes->len + vector->at : (guint) vector->at;

  if (kind == FLIP)
    bytes->data[at] ^= 1;
  else if (kind == CUT)
    g_byte_array_set_size (bytes, vector->at < 0 ? 0 : bytes->len - at);
  else if (kind == ADD)
    for (guint i = 0; i < at; i++)
      g_byte_array_append (bytes, (const guint8 *) "", 1);
}

static void
armor (GByteArray *file)
{
  g_autofree char *text = g_base64_encode (file->data, file->len);
  GString *lines = g_string_new ("-----BEGIN AGE ENCRYPTED FILE-----\n");

  for (gsize i = 0; i < strlen (text); i += 64)
    g_string_append_printf (lines, "%.64s\n", text + i);
  g_string_append (lines, "-----END AGE ENCRYPTED FILE-----\n");
  g_byte_array_set_size (file, 0);
  g_byte_array_append (file, (const guint8 *) lines->str, lines->len);
  g_string_free (lines, TRUE);
}

static GByteArray *
seal (Draft        *draft,
      GByteArray   *container,
      const Vector *vector)
{
  g_autoptr(VbSecret) seed = fixture_secret ("seed", vector->name);
  g_autoptr(VbRandom) random = vb_random_new_from_seed (seed);
  g_autoptr(GBytes) plain = g_bytes_new (container->data, container->len);
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) file = vb_age_encrypt (plain, draft->recipients, draft->n_recipients, random,
                                           &error);

  g_assert_no_error (error);
  return g_bytes_unref_to_array (g_steal_pointer (&file));
}

static GByteArray *
make_letter (const Vector *vector)
{
  Draft draft = { .sender = fixture_office_new ("Sender"), .recipients = receiver->recipient,
                  .n_recipients = 1 };
  g_autoptr(GByteArray) container = NULL;
  g_autoptr(GBytes) manifest = NULL;
  GByteArray *file;

  draft.signer = vb_secret_ref (draft.sender->device);
  draft.envelope = fixture_letter (WORDS);
  draft.envelope->card_version = 1;
  vb_envelope_address (draft.envelope, receiver->card->organization, receiver->recipient, 1, NULL);
  if (vector->change == BY_HAND)
    prepare_by_hand (&draft, vector->name);
  manifest = _vb_manifest_write (draft.envelope);
  draft.manifest = g_string_new_len (g_bytes_get_data (manifest, NULL),
                                     g_bytes_get_size (manifest));
  if (vector->change == BY_HAND)
    say_by_hand (&draft, vector->name);
  if (vector->change == SAY)
    replace (draft.manifest, vector->find, vector->put);
  container = make_container (&draft, vector);
  if (vector->change >= FLIP && vector->change <= ADD)
    edit (container, vector->change, vector);
  file = seal (&draft, container, vector);
  if (vector->change >= FLIP_FILE && vector->change <= ADD_FILE)
    edit (file, vector->change - FLIP_FILE + FLIP, vector);
  if (g_str_has_suffix (vector->name, "header-changed"))
    {
      /* a fifth, for whom the key of the file was not meant */
      static const char more[] = "-> other x\n\n";
      g_autofree guint8 *rest = g_memdup2 (file->data + 22, file->len - 22);
      gsize length = file->len - 22;

      g_byte_array_set_size (file, 22);
      g_byte_array_append (file, (const guint8 *) more, strlen (more));
      g_byte_array_append (file, rest, length);
    }
  if (draft.armored)
    armor (file);
  if (g_str_has_suffix (vector->name, "seal-armor"))
    file->data[100] = '!';
  g_string_free (draft.manifest, TRUE);
  g_clear_pointer (&draft.both, g_array_unref);
  vb_envelope_free (draft.envelope);
  vb_secret_unref (draft.signer);
  fixture_office_free (draft.sender);
  return file;
}

/* ---------------------------------------------------------------- cards */

/* Gives the root key that the card is to be signed with. */
static VbSecret *
prepare_card (VbCard        *card,
              FixtureOffice *sender,
              const char    *name)
{
  g_autoptr(VbSecret) next = fixture_secret ("Sender", "second root");
  g_autoptr(VbSecret) stranger = fixture_secret ("Stranger", "root");

  if (g_str_equal (name, "right-everything"))
    {
      card->version = 3;
      card->has_previous = TRUE;
      memset (card->previous, 0x5a, sizeof card->previous);
      card->address = g_strdup ("Dorpsstraat 1, Zonnedorp");
      card->phone = g_strdup ("+31 20 1234567");
      card->email = g_strdup ("post@example.org");
      card->kvk = g_strdup ("12345678");
      card->agb = g_strdup ("01234567");
      vb_card_add_key (card, receiver->recipient, FIXTURE_NOW, FIXTURE_NOW + 3000000);
      vb_card_revoke (card, receiver->certificate.device, FIXTURE_NOW - 5);
    }
  else if (g_str_equal (name, "right-ended"))
    {
      card->ended = FIXTURE_NOW;
      g_array_set_size (card->keys, 0);
    }
  else if (g_str_equal (name, "right-second-root") || g_str_has_prefix (name, "roots-not"))
    vb_card_add_root (card, next, sender->root);
  else if (g_str_equal (name, "roots-signed-by-another"))
    vb_card_add_root (card, next, stranger);
  else if (g_str_equal (name, "version-1-with-previous"))
    card->has_previous = TRUE;
  else if (g_str_equal (name, "no-keys"))
    g_array_set_size (card->keys, 0);
  else if (g_str_equal (name, "name-too-long"))
    {
      g_free (card->name);
      card->name = g_strnfill (201, 'x');
    }
  else if (g_str_equal (name, "too-many-revoked"))
    for (guint i = 0; i <= VB_CARD_MOST_REVOKED; i++)
      vb_card_revoke (card, receiver->certificate.device, FIXTURE_NOW);
  if (g_str_equal (name, "roots-not-signed"))
    memset (g_array_index (card->roots, VbRoot, 1).signature, 0, VB_SIGNATURE_SIZE);
  return vb_secret_ref (card->roots->len > 1 && !g_str_equal (name, "roots-not-the-last")
                        ? next : sender->root);
}

static void
sign_card (GByteArray *file,
           VbSecret   *root)
{
  static const char label[] = "verbinder/card/v1";
  guint8 message[sizeof label + 64];
  VbHash hash;

  memcpy (message, label, sizeof label);
  vb_hash_init (&hash, 64);
  vb_hash_update (&hash, file->data, 48);
  vb_hash_update (&hash, file->data + 112, file->len - 112);
  vb_hash_finish (&hash, message + sizeof label, 64);
  vb_sign_make (root, message, sizeof message, file->data + 48);
}

static GByteArray *
make_card (const Vector *vector)
{
  g_autoptr(FixtureOffice) sender = fixture_office_new ("Sender");
  VbCard *card = sender->card;
  g_autoptr(VbSecret) root = prepare_card (card, sender, vector->name);
  GByteArray *file = g_byte_array_new ();
  GString *text;

  vb_card_sign (card, root, NULL); /* what is wrong in it is said, and it is written all the same */
  text = g_string_new_len ((const char *) g_bytes_get_data (card->bytes, NULL) + 112,
                           g_bytes_get_size (card->bytes) - 112);
  if (vector->change == SAY)
    replace (text, vector->find, vector->put);
  if (g_str_equal (vector->name, "roots-none") || g_str_equal (vector->name, "no-roots"))
    cut_list (text, "roots", "");
  if (g_str_equal (vector->name, "no-roots"))
    replace (text, "\"roots\":[],", "");
  g_byte_array_append (file, g_bytes_get_data (card->bytes, NULL), 112);
  g_byte_array_append (file, (const guint8 *) text->str, text->len);
  vb_wire_put_number (file->data + 12, text->len, 4);
  if (vector->change == SET)
    file->data[vector->at] = vector->value;
  sign_card (file, root);
  if (vector->change >= FLIP_FILE && vector->change <= ADD_FILE)
    edit (file, vector->change - FLIP_FILE + FLIP, vector);
  if (g_str_equal (vector->name, "head-only"))
    g_byte_array_set_size (file, 111);
  g_string_free (text, TRUE);
  return file;
}

/* ---------------------------------------------------------------- files */

static void
write_file (const char *folder,
            const char *name,
            const void *bytes,
            gssize      length)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autoptr(GError) error = NULL;

  g_file_set_contents (path, bytes, length, &error);
  g_assert_no_error (error);
}

static void
write_all (const char   *folder,
           const char   *suffix,
           const Vector *vectors,
           guint         n,
           GByteArray *(*make) (const Vector *vector),
           GString      *expect)
{
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *name = g_strconcat (vectors[i].name, suffix, NULL);
      g_autoptr(GByteArray) file = make (&vectors[i]);

      write_file (folder, name, file->data, file->len);
      g_string_append_printf (expect, "%s %s\n", name, vectors[i].expect);
    }
}

static void
write_context (const char *folder)
{
  static const char *const names[] = { "Sender", "Blocked" };
  GString *text = g_string_new ("# Who reads the letters: every value is known to everybody.\n");
  g_autofree char *organization = vb_hex_dup (receiver->card->organization, VB_EXCHANGE_KEY_SIZE);
  g_autofree char *identity = vb_hex_dup (vb_secret_peek (receiver->identity),
                                          VB_EXCHANGE_KEY_SIZE);

  g_string_append_printf (text, "now %" G_GINT64_FORMAT "\n", FIXTURE_NOW);
  g_string_append_printf (text, "organization %s\n", organization);
  g_string_append_printf (text, "identity %s\n", identity);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr(FixtureOffice) office = fixture_office_new (names[i]);
      g_autoptr(VbSecret) lost = fixture_secret (names[i], "lost device");
      g_autofree char *name = g_strconcat ("known-", names[i], VB_CARD_SUFFIX, NULL);
      guint8 device[VB_EXCHANGE_KEY_SIZE];

      vb_sign_get_public_key (lost, device);
      vb_card_revoke (office->card, device, FIXTURE_NOW - 100);
      vb_card_sign (office->card, office->root, NULL);
      write_file (folder, name, g_bytes_get_data (office->card->bytes, NULL),
                  g_bytes_get_size (office->card->bytes));
      g_string_append_printf (text, "%s %s\n", i == 0 ? "card" : "blocked", name);
    }
  write_file (folder, "context.txt", text->str, text->len);
  g_string_free (text, TRUE);
}

int
main (int    argc,
      char **argv)
{
  GString *expect = g_string_new (NULL);

  if (argc != 2)
    {
      g_printerr ("make-vectors FOLDER\n");
      return 2;
    }
  g_mkdir_with_parents (argv[1], 0755);
  receiver = fixture_office_new ("Receiver");
  receiver_before = fixture_office_new ("Receiver before");
  write_context (argv[1]);
  write_all (argv[1], VB_ENVELOPE_SUFFIX, letters, G_N_ELEMENTS (letters), make_letter, expect);
  write_all (argv[1], VB_CARD_SUFFIX, cards, G_N_ELEMENTS (cards), make_card, expect);
  write_file (argv[1], "expect.txt", expect->str, expect->len);
  g_print ("%zu letters, %zu cards\n", G_N_ELEMENTS (letters), G_N_ELEMENTS (cards));
  g_string_free (expect, TRUE);
  fixture_office_free (receiver);
  fixture_office_free (receiver_before);
  return 0;
}
