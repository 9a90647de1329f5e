/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "core/model/vb-message.h"

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
