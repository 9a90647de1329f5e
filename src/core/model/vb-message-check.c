/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What may come in of what partners send, and leave of what is sent to them. */

#include "config.h"

#include "core/model/vb-message.h"

#include <string.h>

#include "core/base/vb-time.h"
#include "core/base/vb-uuid.h"
#include "core/model/vb-bsn.h"
#include "core/model/vb-plain.h"

/* Nothing of what is exchanged happened before it, or is planned so far ahead. */
#define FIRST_DAY "2000-01-01"
#define FIRST_MOMENT (G_GINT64_CONSTANT (946684800) * G_USEC_PER_SEC)
#define YEARS_AHEAD 100

/* ------------------------------------------------------------------ codes */

/* Ids are compared as they are written, so there is one way to write them. */
static gboolean
is_uuid (const char *text)
{
  for (const char *p = text; p != NULL && *p != '\0'; p++)
    if (g_ascii_isupper (*p))
      return FALSE;
  return text != NULL && vb_uuid_is_valid (text);
}

static gboolean
is_uuid_or_none (const char *text)
{
  return text == NULL || is_uuid (text);
}

/* (nullable) @code: as codes are written */
static gboolean
is_code_or_none (const char *code)
{
  return code == NULL
         || (*code != '\0' && strlen (code) <= 64
             && strspn (code, "abcdefghijklmnopqrstuvwxyz0123456789-") == strlen (code));
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
  return is_uuid (self->letter_id) && is_one_of (self->author, "sender", "receiver")
         && self->number > 0 && self->number < G_MAXINT32 && self->seen >= 0
         && self->seen < G_MAXINT32;
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

/* Of any kind: which one it is stands with the letter. */
static gboolean
is_outcome (const char *code)
{
  for (guint kind = 0; kind < VB_N_KINDS; kind++)
    if (g_strv_contains (vb_referral_outcome_list (kind), code))
      return TRUE;
  return FALSE;
}

static gboolean
has_codes (const VbReferralEvent *event)
{
  VbReferralStep step = vb_referral_step_find (event->step);

  return step < VB_N_STEPS && event->id != NULL && *event->id != '\0' && strlen (event->id) <= 64
         && event->at > 0 && vb_time_is_date (event->day != NULL ? event->day : "")
         && (event->way == NULL || is_one_of (event->way, "phone", "paper"))
         && (event->reason == NULL
             || g_strv_contains (vb_referral_reason_list (step), event->reason))
         && (event->outcome == NULL || is_outcome (event->outcome));
}

/* ------------------------------------------------------------------ texts */

static const char *
check_words (const VbReferralEvent *event)
{
  static const char *const names[] = { "actor", "on_behalf_of", NULL };
  const char *texts[] = { event->words, event->actor, event->on_behalf_of };
  g_autoptr(GArray) errors = vb_shape_errors_new ();

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    if (vb_bsn_get_refusal (texts[i]) != NULL)
      return "citizen-number";
  vb_plain_check (errors, &vb_referral_event_shape, 0, event, names);
  return errors->len > 0 ? "hidden-marks" : NULL;
}

static const char *
check_recipient (const VbMessage *self)
{
  if (vb_bsn_get_refusal (self->recipient_name) != NULL)
    return "citizen-number";
  return vb_plain_get_refusal_of_name (self->recipient_name) != NULL ? "hidden-marks" : NULL;
}

static const char *
check_step (const VbMessage       *self,
            const VbReferralEvent *event)
{
  if (!has_place (self) || !has_codes (event) || !may_say (self, event))
    return "malformed";
  if (!fits (&vb_referral_event_shape, event))
    return "too-large";
  return check_words (event);
}

/* ------------------------------------------------------------------ what each kind says */

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
  for (guint i = 0; i < errors->len; i++)
    if (vb_plain_is_refusal (g_array_index (errors, VbShapeError, i).message))
      return "hidden-marks";
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
  const char *reason;

  if (self->event == NULL || self->referral != NULL)
    return "malformed";
  step = vb_referral_step_find (self->event->step);
  if (step == VB_STEP_SEND
      || (step != VB_STEP_FORWARD && (self->recipient_id != NULL || self->recipient_name != NULL)))
    return "malformed";
  reason = check_recipient (self);
  return reason != NULL ? reason : check_step (self, self->event);
}

const char *
vb_message_check (const VbMessage *self)
{
  VbMessageKind kind = vb_message_kind_find (self->kind);
  gboolean numbered = self->sequence > 0 && self->sequence < G_MAXINT32;

  if (kind == VB_N_MESSAGE_KINDS)
    return "unknown-kind";
  if (!is_uuid (self->id) || !is_uuid_or_none (self->in_reply_to) || self->made_at <= 0
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
             && is_code_or_none (self->reason) && self->event == NULL && self->referral == NULL
             ? NULL : "malformed";
    default:
      return is_uuid (self->letter_id) && self->event == NULL && self->referral == NULL
             && (self->day == NULL || vb_time_is_date (self->day))
             ? NULL : "malformed";
    }
}

/* ------------------------------------------------------------------ days and moments */

/* (transfer full): the day of a moment, and so many days and years later */
static char *
day_after (gint64 at,
           int    days,
           int    years)
{
  g_autoptr(GDateTime) moment = g_date_time_new_from_unix_utc (at / G_USEC_PER_SEC);
  g_autoptr(GDateTime) later = moment != NULL ? g_date_time_add_full (moment, years, 0, days, 0,
                                                                      0, 0) : NULL;

  return later != NULL ? g_date_time_format (later, "%Y-%m-%d") : g_strdup (FIRST_DAY);
}

/* (nullable) @day */
static gboolean
lies_within (const char *day,
             const char *last)
{
  return day == NULL || (strcmp (day, FIRST_DAY) >= 0 && strcmp (day, last) <= 0);
}

static gboolean
is_planned (const VbReferralEvent *event)
{
  VbReferralStep step = vb_referral_step_find (event->step);

  return step == VB_STEP_PLAN_HANDOVER || step == VB_STEP_WAIT || step == VB_STEP_PLAN_VISIT;
}

/* What was done lies before it was said, what is planned not beyond all measure. A day more or
 * less: it is not the same day everywhere. */
static gboolean
has_days (const VbMessage *self,
          const char      *tomorrow,
          const char      *far)
{
  const VbReferralEvent *event = vb_message_get_event (self);
  g_autofree char *after = event != NULL ? day_after (event->at, 1, 0) : NULL;

  return lies_within (self->day, tomorrow)
         && (event == NULL || lies_within (event->day, is_planned (event) ? far : after))
         && (self->referral == NULL || lies_within (self->referral->handover_on, far));
}

const char *
vb_message_check_time (const VbMessage *self,
                       gint64           now)
{
  const VbReferralEvent *event = vb_message_get_event (self);
  g_autofree char *tomorrow = day_after (now, 1, 0);
  g_autofree char *far = day_after (now, 0, YEARS_AHEAD);

  if (event != NULL && (event->at < FIRST_MOMENT || event->at > now + G_TIME_SPAN_DAY))
    return "wrong-time";
  return has_days (self, tomorrow, far) ? NULL : "wrong-time";
}
