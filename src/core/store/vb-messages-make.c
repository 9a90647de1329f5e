/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a message says, its number, and its bytes. */

#define G_LOG_DOMAIN "vb-store"
#include "config.h"

#include "core/store/vb-messages-private.h"

/* The referral as it was when it was sent; what came later has messages of its own. */
static VbReferral *
dup_letter (const VbReferral      *self,
            const VbReferralEvent *sent,
            const VbReferralPlace *place)
{
  VbReferral *letter = vb_referral_dup_for_receiver (self);
  VbReferralEvent *event = vb_shape_copy (&vb_referral_event_shape, sent);
  char **later[] = { &letter->ended_on, &letter->outcome, &letter->reason, &letter->state,
                     &letter->sent_on, &letter->recipient_id, &letter->recipient_name };

  for (guint i = 0; i < G_N_ELEMENTS (later); i++)
    g_clear_pointer (later[i], g_free);
  letter->state = g_strdup (vb_referral_state_get_code (VB_REFERRAL_SENT));
  letter->sent_on = g_strdup (sent->day);
  letter->recipient_id = g_strdup (place->recipient_id);
  letter->recipient_name = g_strdup (place->recipient_name);
  letter->attempts = 0;
  letter->heard_at = letter->acknowledged_at = VB_NO_NUMBER;
  letter->changed_at = 0;
  g_free (event->referral_id);
  event->referral_id = g_strdup (letter->id);
  event->number = 1;
  g_ptr_array_add (letter->events, event);
  return letter;
}

/* Who passed it on hears where it stands, and neither what is said there nor by whom. */
static void
tell_bare (VbReferralEvent *event)
{
  char **texts[] = { &event->words, &event->reason, &event->outcome };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    g_clear_pointer (texts[i], g_free);
  if (event->on_behalf_of == NULL)
    return;
  g_free (event->on_behalf_of);
  event->on_behalf_of = g_strdup ("-");
}

/* Where it stands is worked out at the other side; that it went to somebody else is told. */
static VbReferralEvent *
dup_told (const VbReferral      *self,
          const VbReferralPlace *place)
{
  gboolean sends = g_str_equal (self->side, "sender");
  VbReferralEvent *copy = vb_shape_copy (&vb_referral_event_shape, place->event);

  g_clear_pointer (&copy->referral_id, g_free);
  copy->number = place->number;
  if ((place->withheld & VB_NEEDS_WORDS) != 0)
    g_clear_pointer (&copy->words, g_free);
  if ((place->withheld & VB_NEEDS_REASON) != 0)
    g_clear_pointer (&copy->reason, g_free);
  if ((place->withheld & VB_NEEDS_OUTCOME) != 0)
    g_clear_pointer (&copy->outcome, g_free);
  if (place->gone && sends)
    tell_bare (copy);
  if (place->gone && !sends)
    {
      g_free (copy->state);
      copy->state = g_strdup (vb_referral_state_get_code (VB_REFERRAL_REPLACED));
    }
  return copy;
}

VbMessage *
_vb_messages_make_step (const VbReferral      *self,
                        const VbReferralPlace *place)
{
  VbReferralStep step = vb_referral_step_find (place->event->step);
  VbMessage *message = vb_message_new (step == VB_STEP_SEND ? VB_MESSAGE_LETTER
                                                            : VB_MESSAGE_EVENT);

  message->letter_id = g_strdup (self->letter_id);
  message->author = g_strdup (self->side);
  message->number = place->number;
  message->seen = place->seen;
  if (step == VB_STEP_SEND)
    message->referral = dup_letter (self, place->event, place);
  else
    message->event = dup_told (self, place);
  if (step == VB_STEP_FORWARD && !(place->gone && g_str_equal (self->side, "sender")))
    {
      message->recipient_id = g_strdup (place->recipient_id);
      message->recipient_name = g_strdup (place->recipient_name);
    }
  return message;
}

/* ------------------------------------------------------------------ number and bytes */

/* What comes next to this partner, and after what. */
static gboolean
number_message (VbDatabase  *db,
                const char  *partner_id,
                VbMessage   *message,
                GError     **error)
{
  g_autoptr(VbStatement) statement = _vb_database_prepare (db,
    "SELECT sequence, hash FROM message WHERE direction = 'out' AND partner_id = ?1 "
    "AND sequence IS NOT NULL ORDER BY sequence DESC LIMIT 1", error);
  int code;

  if (statement == NULL)
    return FALSE;
  _vb_bind_text (statement, 1, partner_id);
  message->sequence = 1;
  code = _vb_database_step (db, statement, error);
  if (code == SQLITE_ROW)
    {
      message->sequence = sqlite3_column_int64 (statement, 0) + 1;
      message->previous = g_strdup (_vb_column_text (statement, 1));
    }
  return code >= 0;
}

/* The last that was heard about it from there. */
static gboolean
find_reply (VbDatabase  *db,
            const char  *partner_id,
            VbMessage   *message,
            GError     **error)
{
  g_autoptr(VbStatement) statement = _vb_database_prepare (db,
    "SELECT id FROM message WHERE letter_id = ?2 AND direction = 'in' AND partner_id = ?1 "
    "AND state = 'applied' ORDER BY sequence DESC LIMIT 1", error);
  int code;

  if (statement == NULL)
    return FALSE;
  _vb_bind_text (statement, 1, partner_id);
  _vb_bind_text (statement, 2, message->letter_id);
  code = _vb_database_step (db, statement, error);
  g_clear_pointer (&message->in_reply_to, g_free); /* of a try before */
  if (code == SQLITE_ROW)
    message->in_reply_to = g_strdup (_vb_column_text (statement, 0));
  return code >= 0;
}

static gboolean
note_made (VbDatabase       *db,
           const char       *partner_id,
           const VbMessage  *message,
           const char       *hash,
           GError          **error)
{
  g_autoptr(VbStatement) statement = _vb_database_prepare (db,
    "UPDATE message SET sequence = ?3, previous = ?4, hash = ?5, in_reply_to = ?6, given_at = ?7 "
    "WHERE direction = 'out' AND partner_id = ?1 AND id = ?2", error);

  if (statement == NULL)
    return FALSE;
  _vb_bind_text (statement, 1, partner_id);
  _vb_bind_text (statement, 2, message->id);
  if (message->sequence != VB_NO_NUMBER)
    _vb_bind_int (statement, 3, message->sequence);
  _vb_bind_text (statement, 4, message->previous);
  _vb_bind_text (statement, 5, hash);
  _vb_bind_text (statement, 6, message->in_reply_to);
  _vb_bind_int (statement, 7, message->made_at);
  return _vb_database_run (db, statement, error);
}

gboolean
_vb_messages_make (VbDatabase       *db,
                   const char       *partner_id,
                   const char       *referral_id,
                   VbMessage        *message,
                   VbMessageWriter   write,
                   GError          **error)
{
  gboolean receipt = vb_message_kind_find (message->kind) == VB_MESSAGE_RECEIPT;
  g_autoptr(GBytes) bytes = NULL;
  g_autofree char *hash = NULL;

  if (!receipt && (!number_message (db, partner_id, message, error)
                   || !find_reply (db, partner_id, message, error)))
    return FALSE;
  bytes = write (message, error);
  if (bytes == NULL)
    return FALSE;
  hash = _vb_messages_hash (bytes);
  return note_made (db, partner_id, message, hash, error)
         && _vb_messages_keep_body (db, "out", partner_id, message->id, referral_id, bytes, error);
}
