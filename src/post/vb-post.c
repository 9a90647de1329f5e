/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "post/vb-post.h"

#include <string.h>

#include "core/base/vb-error.h"
#include "core/base/vb-hex.h"
#include "core/store/vb-messages.h"
#include "core/store/vb-partners.h"
#include "exchange/vb-wire.h"
#include "interop/vb-fhir-message.h"
#include "post/vb-letter-file.h"
#include "post/vb-post-map.h"

struct _VbPost
{
  const VbDesk *desk;
  VbCarrier *carrier;
  GCancellable *cancellable; /* (nullable) */
  gint64 now;
  GPtrArray *partners; /* of VbPartner */
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

static gint64
seconds (gint64 microseconds)
{
  return microseconds / G_USEC_PER_SEC;
}

VbPost *
vb_post_new (const VbDesk  *desk,
             VbCarrier     *carrier,
             gint64         now,
             GError       **error)
{
  GPtrArray *partners;
  VbPost *self;

  if (desk->card == NULL)
    {
      g_set_error_literal (error, VB_ERROR, VB_ERROR_INVALID_INPUT,
                           "This organization has no card yet");
      return NULL;
    }
  partners = vb_partners_list_sync (desk->store, NULL, error);
  if (partners == NULL)
    return NULL;
  self = g_new0 (VbPost, 1);
  self->desk = desk;
  self->carrier = g_object_ref (carrier);
  self->now = now;
  self->partners = partners;
  return self;
}

/* What is under way stops when @cancellable does, and nothing is lost by that. */
void
vb_post_set_cancellable (VbPost       *self,
                         GCancellable *cancellable)
{
  g_set_object (&self->cancellable, cancellable);
}

void
vb_post_free (VbPost *self)
{
  if (self == NULL)
    return;
  g_clear_object (&self->carrier);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->partners, g_ptr_array_unref);
  g_free (self);
}

#define MAP_WAY(self) \
  { (self)->desk, (self)->carrier, (self)->partners, (self)->now, (self)->cancellable }

/* ------------------------------------------------------------------ sending */

/* (nullable) (transfer none) */
static const VbPartner *
find_partner (const VbPost *self,
              const char   *id)
{
  for (guint i = 0; i < self->partners->len; i++)
    {
      const VbPartner *partner = g_ptr_array_index (self->partners, i);

      if (g_str_equal (partner->id, id))
        return partner;
    }
  return NULL;
}

static GBytes *
seal (VbPost              *self,
      const VbPartner     *to,
      const VbMessageOut  *out,
      GError             **error)
{
  g_autoptr(VbEnvelope) envelope = vb_envelope_new (vb_envelope_kind_find (out->kind), out->id);
  guint8 previous[VB_EXCHANGE_KEY_SIZE];

  if (out->previous != NULL && !vb_wire_from_hex (out->previous, previous, sizeof previous))
    {
      g_set_error_literal (error, VB_ERROR, VB_ERROR_CORRUPT, "The row of messages is damaged");
      return NULL;
    }
  envelope->reply_to = g_strdup (out->in_reply_to);
  envelope->made = seconds (self->now);
  envelope->expires = seconds (MAX (out->expires_at, self->now + G_TIME_SPAN_DAY));
  vb_envelope_add_part (envelope, "message.json", "application/fhir+json", out->bytes);
  return vb_desk_seal (self->desk, to, envelope, MAX (out->sequence, 0),
                       out->previous != NULL ? previous : NULL, seconds (self->now), error);
}

/* (nullable): why nothing may go there now: a code; %NULL with an error for all else */
static const char *
why_not (const VbPartner *to,
         const GError    *error)
{
  if (to == NULL)
    return "partner-unknown";
  if (g_error_matches (error, VB_EXCHANGE_ERROR, VB_EXCHANGE_ERROR_BLOCKED))
    return "partner-not-trusted";
  return g_error_matches (error, VB_EXCHANGE_ERROR, VB_EXCHANGE_ERROR_EXPIRED) ? "card-expired"
                                                                               : NULL;
}

static gboolean
note_failed (VbPost              *self,
             const VbMessageOut  *out,
             const char          *why,
             VbPostReport        *report,
             GError             **error)
{
  note_why (report, why);
  return vb_messages_note_failed_sync (self->desk->store, out->partner_id, out->id, why, self->now,
                                       NULL, error);
}

/* Whether the carrier cannot have it. When a connection ends half way, nobody knows. */
static gboolean
was_not_taken (const GError *failure)
{
  switch (failure->domain == VB_CARRIER_ERROR ? failure->code : -1)
    {
    case VB_CARRIER_ERROR_UNREACHABLE:
    case VB_CARRIER_ERROR_CERTIFICATE:
    case VB_CARRIER_ERROR_LOGIN:
    case VB_CARRIER_ERROR_PROXY:
    case VB_CARRIER_ERROR_REFUSED:
    case VB_CARRIER_ERROR_MISSING:
    case VB_CARRIER_ERROR_ELSEWHERE:
    case VB_CARRIER_ERROR_FULL:
    case VB_CARRIER_ERROR_LOCKED:
      return TRUE;
    default:
      return failure->domain == VB_ERROR;
    }
}

/* A code. */
static const char *
why_not_put (const VbPost *self,
             const GError *failure)
{
  return g_str_equal (vb_carrier_get_code (self->carrier), VB_LETTER_FILE_CODE)
           ? "file-not-written" : vb_carrier_error_get_code (failure);
}

/* What may have left is told to nobody as failed: it counts as having left, and goes again. */
static gboolean
note_not_put (VbPost              *self,
              const VbMessageOut  *out,
              const GError        *failure,
              VbPostReport        *report,
              GError             **error)
{
  const char *why = why_not_put (self, failure);

  report->failed++;
  if (was_not_taken (failure))
    return note_failed (self, out, why, report, error);
  note_why (report, why);
  return TRUE;
}

static gboolean
hand_over (VbPost              *self,
           const VbPartner     *to,
           const VbMessageOut  *out,
           GBytes              *sealed,
           VbPostReport        *report,
           GError             **error)
{
  guint8 organization[VB_EXCHANGE_KEY_SIZE];
  g_autoptr(GError) failure = NULL;
  g_autofree char *name = NULL;

  if (!vb_wire_from_hex (to->id, organization, sizeof organization))
    {
      g_set_error_literal (error, VB_ERROR, VB_ERROR_CORRUPT, "A partner is damaged");
      return FALSE;
    }
  name = vb_carrier_put (self->carrier, organization, sealed, NULL, self->cancellable, &failure);
  if (name != NULL)
    {
      report->sent++;
      return vb_messages_note_handed_sync (self->desk->store, out->partner_id, out->id,
                                           vb_carrier_get_code (self->carrier), self->now, NULL,
                                           error);
    }
  if (note_not_put (self, out, failure, report, error))
    g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

/* FALSE with an error when going on makes no sense. */
static gboolean
send_one (VbPost              *self,
          const VbMessageOut  *out,
          VbPostReport        *report,
          GError             **error)
{
  const VbPartner *to = find_partner (self, out->partner_id);
  g_autoptr(GError) failure = NULL;
  g_autoptr(GBytes) sealed = to != NULL ? seal (self, to, out, &failure) : NULL;

  if (sealed != NULL)
    return hand_over (self, to, out, sealed, report, error);
  if (why_not (to, failure) != NULL)
    {
      report->blocked++;
      return note_failed (self, out, why_not (to, failure), report, error);
    }
  if (note_failed (self, out, "not-sealed", report, error))
    g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

gboolean
vb_post_send (VbPost        *self,
              VbPostReport  *report,
              GError       **error)
{
  gboolean more = TRUE;

  if (vb_messages_pack_sync (self->desk->store, self->now, NULL, error) < 0)
    return FALSE;
  while (more)
    {
      g_autoptr(VbMessageOut) out = NULL;

      if (!vb_messages_next_sync (self->desk->store, NULL, vb_fhir_write_message, self->now, &out,
                                  NULL, error)
          || (out != NULL && !send_one (self, out, report, error)))
        return FALSE;
      more = out != NULL;
    }
  return _vb_post_map_send (&(VbPostMapWay) MAP_WAY (self), report, error);
}

/* What may not go now is told by its row. */
gboolean
vb_post_send_this (VbPost        *self,
                   const char    *partner_id,
                   const char    *id,
                   VbPostReport  *report,
                   GError       **error)
{
  g_autoptr(VbMessageOut) out = NULL;

  if (vb_messages_pack_sync (self->desk->store, self->now, NULL, error) < 0
      || !vb_messages_this_sync (self->desk->store, partner_id, id, vb_fhir_write_message,
                                 self->now, &out, NULL, error))
    return FALSE;
  if (out != NULL)
    return send_one (self, out, report, error);
  report->blocked++;
  return TRUE;
}

/* ------------------------------------------------------------------ receiving */

/* What the seal says of it must be what it says itself. */
static gboolean
is_what_was_sealed (const VbEnvelope *envelope,
                    const VbMessage  *message)
{
  const VbAddressee *us = &g_array_index (envelope->to, VbAddressee, envelope->addressee);
  g_autofree char *previous = vb_hex_dup (us->previous, VB_EXCHANGE_KEY_SIZE);

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
  g_autofree char *partner = vb_hex_dup (envelope->from.organization, VB_EXCHANGE_KEY_SIZE);
  VbMessageMail mail = { partner, envelope->id, message, NULL, part->bytes };
  VbArrival arrival;

  if (message == NULL)
    mail.unreadable = vb_fhir_message_reason (unreadable);
  else if (!is_what_was_sealed (envelope, message))
    mail.unreadable = "not-what-was-sealed";
  if (!vb_messages_receive_sync (self->desk->store, &mail, vb_fhir_read_message, self->now,
                                 &arrival, NULL, NULL, error))
    return FALSE;
  count_arrival (report, arrival);
  return TRUE;
}

/* Our own box. */
static const guint8 *
own_box (const VbPost *self)
{
  return self->desk->card->organization;
}

/* A letter cannot be had now: is it about the letter, or will the next one go the same way? */
static gboolean
is_of_the_carrier (const GError *failure)
{
  return failure != NULL && (failure->domain == G_IO_ERROR
                             || (failure->domain == VB_CARRIER_ERROR
                                 && failure->code != VB_CARRIER_ERROR_TOO_MUCH
                                 && failure->code != VB_CARRIER_ERROR_REFUSED
                                 && failure->code != VB_CARRIER_ERROR_LOCKED));
}

/* What cannot be opened may be whole, or of somebody who is known, another time. */
static gboolean
receive_one (VbPost        *self,
             const char    *name,
             VbPostReport  *report,
             GError       **error)
{
  g_autoptr(GError) failure = NULL;
  g_autoptr(GBytes) file =
    vb_carrier_get (self->carrier, own_box (self), name, self->cancellable, &failure);
  g_autoptr(VbEnvelope) envelope = NULL;
  gboolean stays = FALSE;

  if (is_of_the_carrier (failure))
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  if (file != NULL)
    envelope = vb_desk_open (self->desk, self->partners, file, seconds (self->now), &failure);
  if (envelope == NULL)
    {
      report->unopened++;
      note_why (report, file == NULL ? "not-read" : vb_exchange_error_get_code (failure));
      g_debug ("A letter was not opened: %s", failure->message);
      return TRUE;
    }
  if (!(envelope->kind == VB_ENVELOPE_MAP
          ? _vb_post_map_receive (&(VbPostMapWay) MAP_WAY (self), envelope, report, &stays, error)
          : keep_letter (self, envelope, report, error)))
    return FALSE;
  return stays
         || vb_carrier_delete (self->carrier, own_box (self), name, self->cancellable, error);
}

/* One page of what lies there. @after: the last that was seen, and then the last of these; @n: how
 * many there were */
static gboolean
receive_page (VbPost        *self,
              char         **after,
              guint         *n,
              VbPostReport  *report,
              GError       **error)
{
  guint others;
  g_autoptr(GPtrArray) names =
    vb_carrier_list (self->carrier, own_box (self), *after, &others, self->cancellable, error);

  if (names == NULL)
    {
      note_why (report, "carrier-unreachable");
      return FALSE;
    }
  report->others = others; /* each time all of them */
  *n = names->len;
  for (guint i = 0; i < names->len; i++)
    if (!receive_one (self, g_ptr_array_index (names, i), report, error))
      return FALSE;
  g_free (*after);
  *after = *n > 0 ? g_strdup (g_ptr_array_index (names, *n - 1)) : NULL;
  return TRUE;
}

gboolean
vb_post_receive (VbPost        *self,
                 VbPostReport  *report,
                 GError       **error)
{
  g_autofree char *after = NULL;
  guint n = VB_CARRIER_MOST_NAMES;

  while (n == VB_CARRIER_MOST_NAMES)
    if (!receive_page (self, &after, &n, report, error))
      return FALSE;
  return TRUE;
}
