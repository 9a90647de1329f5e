/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli/vb-post.h"

#include <string.h>

#include "core/base/vb-error.h"
#include "core/store/vb-exchange-keys.h"
#include "core/store/vb-messages.h"
#include "core/store/vb-partners.h"
#include "exchange/vb-drop-folder.h"
#include "exchange/vb-envelope.h"
#include "exchange/vb-wire.h"
#include "interop/vb-fhir-message.h"

#define AT_ONCE 500

/* A partner, and its card as it can be used. */
typedef struct
{
  guint8 organization[VB_EXCHANGE_KEY_SIZE];
  VbPartnerState state;
  VbCard *card;
} Correspondent;

struct _VbPost
{
  VbStore *store;
  VbDropFolder *folder;
  gint64 now;
  guint8 organization[VB_EXCHANGE_KEY_SIZE];
  gint64 card_version;
  VbSecret *device; /* (nullable): none that may be used now */
  VbCertificate certificate;
  GPtrArray *secrets;    /* of VbSecret: that letters to us are sealed with */
  GHashTable *partners;  /* id: Correspondent */
};

void
vb_post_report_clear (VbPostReport *self)
{
  g_clear_pointer (&self->why, g_free);
}

static void
note_why (VbPostReport *report,
          const char   *why)
{
  g_free (report->why);
  report->why = g_strdup (why);
}

/* ------------------------------------------------------------------ who we are, and they */

static void
correspondent_free (gpointer data)
{
  Correspondent *self = data;

  g_clear_pointer (&self->card, vb_card_free);
  g_free (self);
}

static gint64
seconds (gint64 microseconds)
{
  return microseconds / G_USEC_PER_SEC;
}

/* The newest comes first: the first that holds now is the one to use. */
static gboolean
use_key (VbPost               *self,
         const VbExchangeKey  *key,
         GError              **error)
{
  gsize length;
  const guint8 *bytes;

  if (key->kind == VB_EXCHANGE_KEY_ENCRYPTION)
    g_ptr_array_add (self->secrets, vb_secret_ref (key->secret));
  if (key->kind != VB_EXCHANGE_KEY_DEVICE || self->device != NULL || key->certificate == NULL
      || key->from > self->now || key->until <= self->now)
    return TRUE;
  bytes = g_bytes_get_data (key->certificate, &length);
  if (length != VB_CERTIFICATE_SIZE)
    {
      g_set_error_literal (error, VB_ERROR, VB_ERROR_CORRUPT, "A certificate is damaged");
      return FALSE;
    }
  self->device = vb_secret_ref (key->secret);
  return vb_certificate_read (&self->certificate, bytes, error);
}

static gboolean
load_identity (VbPost  *self,
               GError **error)
{
  g_autoptr(GBytes) bytes = NULL;
  g_autoptr(VbCard) card = NULL;
  g_autoptr(GPtrArray) keys =
    vb_exchange_keys_load_sync (self->store, &bytes, &self->card_version, NULL, error);

  if (keys == NULL)
    return FALSE;
  if (keys->len == 0 || bytes == NULL)
    {
      g_set_error_literal (error, VB_ERROR, VB_ERROR_NOT_FOUND,
                           "This organization has no card yet: make one with “verbinderctl "
                           "exchange identity --name NAME”");
      return FALSE;
    }
  card = vb_card_read (bytes, error);
  if (card == NULL)
    return FALSE;
  memcpy (self->organization, card->organization, VB_EXCHANGE_KEY_SIZE);
  for (guint i = 0; i < keys->len; i++)
    if (!use_key (self, g_ptr_array_index (keys, i), error))
      return FALSE;
  return TRUE;
}

static gboolean
load_partners (VbPost  *self,
               GError **error)
{
  g_autoptr(GPtrArray) partners = vb_partners_list_sync (self->store, NULL, error);

  for (guint i = 0; partners != NULL && i < partners->len; i++)
    {
      const VbPartner *partner = g_ptr_array_index (partners, i);
      Correspondent *one = g_new0 (Correspondent, 1);

      g_hash_table_insert (self->partners, g_strdup (partner->id), one);
      one->state = partner->state;
      one->card = vb_card_read (partner->card, error);
      if (one->card == NULL)
        return FALSE;
      memcpy (one->organization, one->card->organization, VB_EXCHANGE_KEY_SIZE);
    }
  return partners != NULL;
}

VbPost *
vb_post_new (VbStore     *store,
             const char  *folder,
             gint64       now,
             GError     **error)
{
  g_autoptr(VbPost) self = g_new0 (VbPost, 1);

  self->store = g_object_ref (store);
  self->folder = vb_drop_folder_new (folder);
  self->now = now;
  self->secrets = g_ptr_array_new_with_free_func ((GDestroyNotify) vb_secret_unref);
  self->partners = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, correspondent_free);
  if (!load_identity (self, error) || !load_partners (self, error))
    return NULL;
  return g_steal_pointer (&self);
}

void
vb_post_free (VbPost *self)
{
  if (self == NULL)
    return;
  g_clear_object (&self->store);
  g_clear_pointer (&self->folder, vb_drop_folder_free);
  g_clear_pointer (&self->device, vb_secret_unref);
  g_clear_pointer (&self->secrets, g_ptr_array_unref);
  g_clear_pointer (&self->partners, g_hash_table_unref);
  g_free (self);
}

/* ------------------------------------------------------------------ sending */

/* (nullable): why nothing may go there now; the code */
static const char *
why_not (const VbPost        *self,
         const Correspondent *to)
{
  if (to == NULL)
    return "partner-unknown";
  if (!vb_partner_may_send (to->state))
    return "partner-not-trusted";
  if (self->device == NULL)
    return "device-expired";
  return vb_card_find_key (to->card, seconds (self->now)) == NULL ? "card-expired" : NULL;
}

static GBytes *
seal (VbPost               *self,
      const Correspondent  *to,
      const VbMessageOut   *out,
      GError              **error)
{
  g_autoptr(VbEnvelope) envelope = vb_envelope_new (vb_envelope_kind_find (out->kind), out->id);
  const VbSealer sealer = { self->device, &self->certificate, self->card_version };
  const VbDatedKey *key = vb_card_find_key (to->card, seconds (self->now));
  guint8 previous[VB_EXCHANGE_KEY_SIZE] = { 0 };

  if (out->previous != NULL && !vb_wire_from_hex (out->previous, previous, sizeof previous))
    {
      g_set_error_literal (error, VB_ERROR, VB_ERROR_CORRUPT, "The row of messages is damaged");
      return NULL;
    }
  envelope->reply_to = g_strdup (out->in_reply_to);
  envelope->made = seconds (self->now);
  envelope->expires = seconds (MAX (out->expires_at, self->now + G_TIME_SPAN_DAY));
  vb_envelope_add_part (envelope, "message.json", "application/fhir+json", out->bytes);
  vb_envelope_address (envelope, to->organization, key->key, MAX (out->sequence, 0),
                       out->previous != NULL ? previous : NULL);
  return vb_envelope_seal (envelope, &sealer, NULL, error);
}

static gboolean
is_carrier_gone (const GError *error)
{
  return error->domain == VB_ERROR
         && (error->code == VB_ERROR_NOT_FOUND || error->code == VB_ERROR_READ_ONLY
             || error->code == VB_ERROR_DISK_FULL);
}

/* FALSE with an error when going on makes no sense. */
static gboolean
send_one (VbPost              *self,
          const VbMessageOut  *out,
          VbPostReport        *report,
          GError             **error)
{
  const Correspondent *to = g_hash_table_lookup (self->partners, out->partner_id);
  const char *why = why_not (self, to);
  g_autoptr(GBytes) sealed = NULL;
  g_autoptr(GError) failure = NULL;
  g_autofree char *name = NULL;

  if (why != NULL)
    {
      report->blocked++;
      note_why (report, why);
      return vb_messages_note_failed_sync (self->store, out->partner_id, out->id, why, self->now,
                                           NULL, error);
    }
  sealed = seal (self, to, out, error);
  if (sealed == NULL)
    return FALSE;
  name = vb_drop_folder_put (self->folder, to->organization, sealed, NULL, &failure);
  if (name != NULL)
    {
      report->sent++;
      return vb_messages_note_handed_sync (self->store, out->partner_id, out->id, "folder",
                                           self->now, NULL, error);
    }
  report->failed++;
  note_why (report, is_carrier_gone (failure) ? "carrier-unreachable" : "carrier-failed");
  if (!vb_messages_note_failed_sync (self->store, out->partner_id, out->id, report->why, self->now,
                                     NULL, error))
    return FALSE;
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

gboolean
vb_post_send (VbPost        *self,
              VbPostReport  *report,
              GError       **error)
{
  guint n = AT_ONCE;

  if (vb_messages_pack_sync (self->store, vb_fhir_write_message, self->now, NULL, error) < 0)
    return FALSE;
  while (n == AT_ONCE)
    {
      g_autoptr(GPtrArray) due =
        vb_messages_list_due_sync (self->store, NULL, self->now, AT_ONCE, NULL, error);

      if (due == NULL)
        return FALSE;
      n = due->len;
      for (guint i = 0; i < n; i++)
        if (!send_one (self, g_ptr_array_index (due, i), report, error))
          return FALSE;
    }
  return TRUE;
}

/* ------------------------------------------------------------------ receiving */

static const VbCard *
find_card (const guint8 *organization,
           gboolean     *blocked,
           gpointer      data)
{
  VbPost *self = data;
  char id[VB_WIRE_HEX (VB_EXCHANGE_KEY_SIZE)];
  const Correspondent *one;

  vb_wire_to_hex (organization, VB_EXCHANGE_KEY_SIZE, id);
  one = g_hash_table_lookup (self->partners, id);
  *blocked = one != NULL && !vb_partner_may_receive (one->state);
  return one != NULL ? one->card : NULL;
}

/* What the seal says of it must be what it says itself. */
static gboolean
is_what_was_sealed (const VbEnvelope *envelope,
                    const VbMessage  *message)
{
  const VbAddressee *us = &g_array_index (envelope->to, VbAddressee, envelope->addressee);
  char previous[VB_WIRE_HEX (VB_EXCHANGE_KEY_SIZE)];

  vb_wire_to_hex (us->previous, VB_EXCHANGE_KEY_SIZE, previous);
  return g_ascii_strcasecmp (envelope->id, message->id) == 0
         && g_str_equal (vb_envelope_kind_get_code (envelope->kind), message->kind)
         && us->number == MAX (message->sequence, 0)
         && (us->number < 2 || g_strcmp0 (previous, message->previous) == 0);
}

static void
count_arrival (VbPostReport *report,
               VbArrival     arrival)
{
  guint *counts[] = { [VB_ARRIVAL_APPLIED] = &report->applied, [VB_ARRIVAL_KNOWN] = &report->known,
                      [VB_ARRIVAL_HELD] = &report->held, [VB_ARRIVAL_REFUSED] = &report->refused };

  (*counts[arrival])++;
}

static gboolean
keep_letter (VbPost            *self,
             const VbEnvelope  *envelope,
             VbPostReport      *report,
             GError           **error)
{
  const VbPart *part = g_ptr_array_index (envelope->parts, 0);
  g_autoptr(GError) unreadable = NULL;
  g_autoptr(VbMessage) message = vb_fhir_read_message (part->bytes, &unreadable);
  char partner[VB_WIRE_HEX (VB_EXCHANGE_KEY_SIZE)];
  VbMessageMail mail = { partner, envelope->id, message, NULL, part->bytes };
  VbArrival arrival;

  vb_wire_to_hex (envelope->from.organization, VB_EXCHANGE_KEY_SIZE, partner);
  if (message == NULL)
    mail.unreadable = vb_fhir_message_reason (unreadable);
  else if (!is_what_was_sealed (envelope, message))
    mail.unreadable = "not-what-was-sealed";
  if (!vb_messages_receive_sync (self->store, &mail, vb_fhir_read_message, self->now, &arrival,
                                 NULL, NULL, error))
    return FALSE;
  count_arrival (report, arrival);
  return TRUE;
}

/* What cannot be opened may be whole, or of somebody who is known, another time. */
static gboolean
receive_one (VbPost        *self,
             const char    *name,
             VbPostReport  *report,
             GError       **error)
{
  const VbOpener template = { .keys = (VbSecret *const *) self->secrets->pdata,
                              .n_keys = self->secrets->len, .now = seconds (self->now),
                              .find_card = find_card, .data = self };
  VbOpener opener = template;
  g_autoptr(GError) failure = NULL;
  g_autoptr(GBytes) file = vb_drop_folder_get (self->folder, self->organization, name, &failure);
  g_autoptr(VbEnvelope) envelope = NULL;

  memcpy (opener.organization, self->organization, VB_EXCHANGE_KEY_SIZE);
  if (file != NULL)
    envelope = vb_envelope_open (file, &opener, &failure);
  if (envelope == NULL)
    {
      report->unopened++;
      note_why (report, failure->domain == VB_ERROR ? "not-read"
                                                    : vb_exchange_error_get_code (failure));
      g_debug ("A letter was not opened: %s", failure->message);
      return TRUE;
    }
  return keep_letter (self, envelope, report, error)
         && vb_drop_folder_delete (self->folder, self->organization, name, error);
}

gboolean
vb_post_receive (VbPost        *self,
                 VbPostReport  *report,
                 GError       **error)
{
  g_autoptr(GPtrArray) names =
    vb_drop_folder_list (self->folder, self->organization, &report->others, error);

  for (guint i = 0; names != NULL && i < names->len; i++)
    if (!receive_one (self, g_ptr_array_index (names, i), report, error))
      return FALSE;
  return names != NULL;
}
