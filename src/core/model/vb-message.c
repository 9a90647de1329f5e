/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "core/model/vb-message.h"

#include <string.h>

#include "core/base/vb-time.h"
#include "core/base/vb-uuid.h"
#include "core/model/vb-bsn.h"

#define FIRST_TRY (30 * G_TIME_SPAN_SECOND)
#define LAST_TRY (6 * G_TIME_SPAN_HOUR)
#define FIRST_REMINDER (6 * G_TIME_SPAN_HOUR)
#define LAST_REMINDER (3 * G_TIME_SPAN_DAY)

#define TEXT(member) VB_SHAPE_TEXT_OF (VbMessage, member)
#define NUMBER(member) VB_SHAPE_NUMBER_OF (VbMessage, member)

static void
free_parts (gpointer record)
{
  vb_message_free (record);
}

static const VbShapeField fields[] = {
  TEXT (id), TEXT (kind), TEXT (in_reply_to), NUMBER (sequence), TEXT (previous),
  NUMBER (made_at), NUMBER (expires_at), TEXT (letter_id), TEXT (author), NUMBER (number),
  NUMBER (seen), TEXT (recipient_id), TEXT (recipient_name), TEXT (day), TEXT (outcome),
  TEXT (reason),
};

const VbShape vb_message_shape = { "message", sizeof (VbMessage), 1, G_N_ELEMENTS (fields), fields,
                                   free_parts };

static const char *const kinds[VB_N_MESSAGE_KINDS] = {
  [VB_MESSAGE_LETTER] = "letter",
  [VB_MESSAGE_EVENT] = "event",
  [VB_MESSAGE_CONSENT_WITHDRAWN] = "consent-withdrawn",
  [VB_MESSAGE_DESTROY] = "please-destroy",
  [VB_MESSAGE_RECEIPT] = "receipt",
};

const char *
vb_message_kind_get_code (VbMessageKind kind)
{
  g_return_val_if_fail (kind < VB_N_MESSAGE_KINDS, NULL);

  return kinds[kind];
}

VbMessageKind
vb_message_kind_find (const char *code)
{
  guint kind = 0;

  while (kind < VB_N_MESSAGE_KINDS && g_strcmp0 (kinds[kind], code) != 0)
    kind++;
  return kind;
}

VbMessage *
vb_message_new (VbMessageKind kind)
{
  VbMessage *self = vb_shape_new (&vb_message_shape);

  self->kind = g_strdup (vb_message_kind_get_code (kind));
  return self;
}

void
vb_message_free (VbMessage *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->referral, vb_referral_free);
  g_clear_pointer (&self->event, vb_referral_event_free);
  vb_shape_free (&vb_message_shape, self);
}

const VbReferralEvent *
vb_message_get_event (const VbMessage *self)
{
  if (self->referral != NULL && self->referral->events->len == 1)
    return g_ptr_array_index (self->referral->events, 0);
  return self->event;
}

/* ------------------------------------------------------------------ what may come in */

static gboolean
is_uuid_or_none (const char *text)
{
  return text == NULL || vb_uuid_is_valid (text);
}

static gboolean
is_one_of (const char *code,
           const char *a,
           const char *b)
{
  return g_strcmp0 (code, a) == 0 || g_strcmp0 (code, b) == 0;
}

static gboolean
fits (const VbShape *shape,
      gconstpointer  record)
{
  for (guint i = 0; i < shape->n_fields; i++)
    {
      g_autofree char *text = vb_shape_dup_text (shape, record, i);

      if (text != NULL
          && (strlen (text) > VB_MESSAGE_TEXT_MAX || !g_utf8_validate (text, -1, NULL)))
        return FALSE;
    }
  return TRUE;
}

/* What both sides know it by: which referral, whose step, and after what. */
static gboolean
has_place (const VbMessage *self)
{
  return self->letter_id != NULL && vb_uuid_is_valid (self->letter_id)
         && is_one_of (self->author, "sender", "receiver") && self->number > 0
         && self->number < G_MAXINT32 && self->seen >= 0 && self->seen < G_MAXINT32;
}

/* A side says what it did, or what the other side said by telephone or on paper. */
static gboolean
may_say (const VbMessage       *self,
         const VbReferralEvent *event)
{
  gboolean by_itself = event->on_behalf_of == NULL;

  if (g_strcmp0 (event->side, "clock") == 0)
    return by_itself && g_strcmp0 (self->author, "sender") == 0
           && vb_referral_step_find (event->step) == VB_STEP_EXPIRE;
  if (!is_one_of (event->side, "sender", "receiver"))
    return FALSE;
  return (g_strcmp0 (event->side, self->author) == 0) == by_itself;
}

static gboolean
has_codes (const VbReferralEvent *event)
{
  VbReferralStep step = vb_referral_step_find (event->step);

  return step < VB_N_STEPS && event->id != NULL && *event->id != '\0' && strlen (event->id) <= 64
         && event->at > 0 && vb_time_is_date (event->day != NULL ? event->day : "")
         && (event->way == NULL || is_one_of (event->way, "phone", "paper"))
         && (event->reason == NULL
             || g_strv_contains (vb_referral_reason_list (step), event->reason));
}

static const char *
check_step (const VbMessage       *self,
            const VbReferralEvent *event)
{
  if (!has_place (self) || !has_codes (event) || !may_say (self, event))
    return "malformed";
  if (!fits (&vb_referral_event_shape, event))
    return "too-large";
  return vb_bsn_get_refusal (event->words) != NULL ? "citizen-number" : NULL;
}

static const char *
check_content (const VbReferral *referral)
{
  g_autoptr(GArray) errors = NULL;

  if (referral->items->len > VB_MESSAGE_ITEMS_MAX || !fits (&vb_referral_shape, referral))
    return "too-large";
  for (guint i = 0; i < referral->items->len; i++)
    if (!fits (&vb_referral_item_shape, g_ptr_array_index (referral->items, i)))
      return "too-large";
  errors = vb_referral_validate (referral);
  for (guint i = 0; i < errors->len; i++)
    if (vb_bsn_is_refusal (g_array_index (errors, VbShapeError, i).message))
      return "citizen-number";
  return errors->len > 0 ? "content" : NULL;
}

static const char *
check_letter (const VbMessage *self)
{
  const VbReferralEvent *sent = vb_message_get_event (self);
  const char *reason;

  if (self->referral == NULL || sent == NULL || self->event != NULL
      || vb_referral_step_find (sent->step) != VB_STEP_SEND
      || g_strcmp0 (self->author, "sender") != 0 || self->number != 1 || self->seen != 0
      || g_strcmp0 (self->referral->letter_id, self->letter_id) != 0)
    return "malformed";
  reason = check_step (self, sent);
  return reason != NULL ? reason : check_content (self->referral);
}

static const char *
check_event (const VbMessage *self)
{
  VbReferralStep step;

  if (self->event == NULL || self->referral != NULL)
    return "malformed";
  step = vb_referral_step_find (self->event->step);
  if (step == VB_STEP_SEND
      || (step != VB_STEP_FORWARD && (self->recipient_id != NULL || self->recipient_name != NULL)))
    return "malformed";
  return check_step (self, self->event);
}

const char *
vb_message_check (const VbMessage *self)
{
  VbMessageKind kind = vb_message_kind_find (self->kind);
  gboolean numbered = self->sequence > 0 && self->sequence < G_MAXINT32;

  if (kind == VB_N_MESSAGE_KINDS)
    return "unknown-kind";
  if (!vb_uuid_is_valid (self->id) || !is_uuid_or_none (self->in_reply_to) || self->made_at <= 0
      || self->expires_at <= self->made_at || !fits (&vb_message_shape, self)
      || numbered == (kind == VB_MESSAGE_RECEIPT))
    return "malformed";
  switch (kind)
    {
    case VB_MESSAGE_LETTER:
      return check_letter (self);
    case VB_MESSAGE_EVENT:
      return check_event (self);
    case VB_MESSAGE_RECEIPT:
      return self->in_reply_to != NULL && is_one_of (self->outcome, "applied", "refused")
             && self->event == NULL && self->referral == NULL ? NULL : "malformed";
    default:
      return self->letter_id != NULL && vb_uuid_is_valid (self->letter_id) && self->event == NULL
             && self->referral == NULL && (self->day == NULL || vb_time_is_date (self->day))
             ? NULL : "malformed";
    }
}

/* ------------------------------------------------------------------ trying again */

static gint64
later (gint64 now,
       gint64 first,
       gint64 last,
       guint  tries)
{
  gint64 wait = first;

  for (guint i = 0; i < tries && wait < last; i++)
    wait *= 2;
  return now + MIN (wait, last);
}

gint64
vb_message_next_try (gint64 now,
                     guint  tries)
{
  return later (now, FIRST_TRY, LAST_TRY, tries);
}

gint64
vb_message_next_reminder (gint64 now,
                          guint  tries)
{
  return later (now, FIRST_REMINDER, LAST_REMINDER, tries);
}
