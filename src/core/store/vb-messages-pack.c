/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What leaves: where a step stands among those of both sides, and the message made of it. */

#define G_LOG_DOMAIN "vb-store"
#include "config.h"

#include <glib/gi18n.h>

#include "core/base/vb-hex.h"
#include "core/base/vb-uuid.h"
#include "core/crypto/vb-hash.h"
#include "core/store/vb-access-log.h"
#include "core/store/vb-messages-private.h"

/* ------------------------------------------------------------------ who the other side is */

static gpointer
set_partner_job (VbDatabase    *db,
                 gpointer       data,
                 GCancellable  *cancellable,
                 GError       **error)
{
  VbArgs *args = data;
  g_autofree char *now = _vb_rows_now ();
  VbCell cells[] = { { "object_id", args->text[0] }, { "partner_id", args->text[1] },
                     { "since", now } };

  if (!_vb_rows_delete (db, NULL, "partner_contact", cells, 1, error)
      || (args->text[1] != NULL
          && !_vb_rows_insert (db, NULL, "partner_contact", 1, cells, G_N_ELEMENTS (cells), error))
      || !_vb_rows_log (db, VB_EVENT_CHANGE, 'U', "partner_contact", args->text[0],
                        args->text[1] != NULL ? "partner" : "no-partner", error))
    return NULL;
  return VB_DONE;
}

gboolean
vb_messages_set_partner_sync (VbStore       *store,
                              const char    *object_id,
                              const char    *partner_id,
                              GCancellable  *cancellable,
                              GError       **error)
{
  g_return_val_if_fail (VB_IS_STORE (store) && object_id != NULL, FALSE);

  return _vb_args_run (store, VB_LANE_WRITE, set_partner_job,
                       _vb_args_new (VB_N_TABLES, 2, object_id, partner_id), cancellable, error)
         != NULL;
}

gboolean
_vb_messages_find_partner (VbDatabase  *db,
                           const char  *referral_id,
                           char       **partner_id,
                           GError     **error)
{
  VbCell key = { "referral_id", referral_id };
  gboolean found;

  return _vb_rows_read (db, "referral_partner", &key, 1, "partner_id", &found, partner_id, error);
}

/* By itself, or by its organization. */
static gboolean
find_partner_of_function (VbDatabase  *db,
                          const char  *function_id,
                          char       **partner_id,
                          GError     **error)
{
  VbCell function = { "object_id", function_id };
  g_autofree char *organization_id = NULL;
  gboolean found = FALSE;

  *partner_id = NULL;
  if (function_id == NULL)
    return TRUE;
  if (!_vb_rows_read (db, "partner_contact", &function, 1, "partner_id", &found, partner_id, error)
      || (!found && !_vb_function_find_organization (db, function_id, &organization_id, error)))
    return FALSE;
  if (organization_id != NULL)
    {
      VbCell organization = { "object_id", organization_id };

      return _vb_rows_read (db, "partner_contact", &organization, 1, "partner_id", &found,
                            partner_id, error);
    }
  return TRUE;
}

/* ------------------------------------------------------------------ where a step stands */

gboolean
_vb_messages_insert_place (VbDatabase             *db,
                           const char             *referral_id,
                           const VbReferralPlace  *place,
                           GError                **error)
{
  g_autofree char *number = g_strdup_printf ("%" G_GINT64_FORMAT, place->number);
  g_autofree char *seen = g_strdup_printf ("%" G_GINT64_FORMAT, place->seen);
  g_autofree char *withheld = g_strdup_printf ("%u", place->withheld);
  VbCell cells[] = { { "referral_id", referral_id }, { "event_id", place->event->id },
                     { "author", place->author == VB_SIDE_SENDER ? "sender" : "receiver" },
                     { "number", number }, { "seen", seen },
                     { "recipient_id", place->recipient_id },
                     { "recipient_name", place->recipient_name }, { "withheld", withheld } };

  return _vb_rows_insert (db, NULL, "referral_event_place", 2, cells, G_N_ELEMENTS (cells), error);
}

static gboolean
count_places (VbDatabase        *db,
              const VbReferral  *self,
              VbReferralPlace   *place,
              GError           **error)
{
  g_autoptr(VbStatement) statement = _vb_database_prepare (db,
    "SELECT count (*) FILTER (WHERE author = ?2) + 1, count (*) FILTER (WHERE author <> ?2) "
    "FROM referral_event_place WHERE referral_id = ?1", error);

  if (statement == NULL)
    return FALSE;
  _vb_bind_text (statement, 1, self->id);
  _vb_bind_text (statement, 2, self->side);
  if (_vb_database_step (db, statement, error) != SQLITE_ROW)
    return FALSE;
  place->number = sqlite3_column_int64 (statement, 0);
  place->seen = sqlite3_column_int64 (statement, 1);
  return TRUE;
}

/* What this side wrote down and the other does not hear. @told: as it may be told */
static gboolean
find_withheld (VbDatabase             *db,
               const char             *referral_id,
               const VbReferralEvent  *told,
               guint                  *withheld,
               GError                **error)
{
  const struct
  {
    const char *told;
    guint bit;
  } parts[] = { { told->words, VB_NEEDS_WORDS },
                { told->reason, VB_NEEDS_REASON },
                { told->outcome, VB_NEEDS_OUTCOME } };
  g_autoptr(VbStatement) statement = _vb_database_prepare (db,
    "SELECT words, reason, outcome FROM referral_event WHERE referral_id = ?1 AND id = ?2", error);
  int code;

  *withheld = VB_NEEDS_NOTHING;
  if (statement == NULL)
    return FALSE;
  _vb_bind_text (statement, 1, referral_id);
  _vb_bind_text (statement, 2, told->id);
  code = _vb_database_step (db, statement, error);
  for (guint i = 0; code == SQLITE_ROW && i < G_N_ELEMENTS (parts); i++)
    if (_vb_column_text (statement, i) != NULL && parts[i].told == NULL)
      *withheld |= parts[i].bit;
  return code >= 0;
}

static gboolean
note_place (VbDatabase             *db,
            const VbReferral       *self,
            const VbReferralEvent  *event,
            const VbReferralAct    *act,
            GError                **error)
{
  gboolean sends = act->step == VB_STEP_SEND;
  VbReferralPlace place = {
    .event = (VbReferralEvent *) event,
    .author = g_str_equal (self->side, "sender") ? VB_SIDE_SENDER : VB_SIDE_RECEIVER,
    .recipient_id = (char *) (sends ? self->recipient_id : act->recipient_id),
    .recipient_name = (char *) (sends ? self->recipient_name : act->recipient_name),
  };

  return count_places (db, self, &place, error)
         && find_withheld (db, self->id, event, &place.withheld, error)
         && _vb_messages_insert_place (db, self->id, &place, error);
}

gboolean
_vb_messages_leave (VbDatabase             *db,
                    const VbReferral       *self,
                    const VbReferralEvent  *event,
                    const VbReferralAct    *act,
                    gboolean               *leaves,
                    GError                **error)
{
  g_autofree char *partner_id = NULL;

  *leaves = FALSE;
  if (!_vb_messages_find_partner (db, self->id, &partner_id, error))
    return FALSE;
  if (partner_id == NULL && act->step == VB_STEP_SEND)
    {
      VbCell cells[] = { { "referral_id", self->id }, { "partner_id", NULL } };

      if (!find_partner_of_function (db, self->recipient_id, &partner_id, error))
        return FALSE;
      cells[1].value = partner_id;
      if (partner_id != NULL
          && !_vb_rows_insert (db, NULL, "referral_partner", 1, cells, 2, error))
        return FALSE;
    }
  *leaves = partner_id != NULL;
  return partner_id == NULL || note_place (db, self, event, act, error);
}

/* ------------------------------------------------------------------ beside the steps */

static gboolean
queue (VbDatabase   *db,
       const char   *partner_id,
       VbMessageKind kind,
       const char   *letter_id,
       const char   *day,
       gint64        now,
       GError      **error)
{
  g_autofree char *id = vb_uuid_new ();
  g_autofree char *made_at = g_strdup_printf ("%" G_GINT64_FORMAT, now);
  VbCell cells[] = { { "direction", "out" }, { "partner_id", partner_id }, { "id", id },
                     { "kind", vb_message_kind_get_code (kind) }, { "letter_id", letter_id },
                     { "state", "new" }, { "day", day }, { "made_at", made_at } };

  return _vb_rows_insert (db, NULL, "message", 3, cells, G_N_ELEMENTS (cells), error);
}

gboolean
_vb_messages_tell_withdrawn (VbDatabase  *db,
                             const char  *consent_id,
                             GError     **error)
{
  g_autoptr(GPtrArray) found = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(VbStatement) statement = _vb_database_prepare (db,
    "SELECT p.partner_id, r.letter_id, c.withdrawn_on FROM consent AS c "
    "JOIN referral AS r ON r.person_id = c.person_id AND r.side = 'sender' "
    "AND c.recipient_id IN (r.recipient_id, r.recipient_organization_id) "
    "JOIN referral_partner AS p ON p.referral_id = r.id "
    "WHERE c.id = ?1 AND c.kind = 'consent' AND c.withdrawn_on IS NOT NULL "
    "AND EXISTS (SELECT 1 FROM message AS m WHERE m.letter_id = r.letter_id "
    "AND m.direction = 'out' AND m.kind = 'letter') "
    "AND NOT EXISTS (SELECT 1 FROM message AS m WHERE m.letter_id = r.letter_id "
    "AND m.direction = 'out' AND m.kind = 'consent-withdrawn')", error);
  int code;

  if (statement == NULL)
    return FALSE;
  _vb_bind_text (statement, 1, consent_id);
  while ((code = _vb_database_step (db, statement, error)) == SQLITE_ROW)
    for (int i = 0; i < 3; i++)
      g_ptr_array_add (found, g_strdup (_vb_column_text (statement, i)));
  for (guint i = 0; code == SQLITE_DONE && i < found->len; i += 3)
    if (!queue (db, found->pdata[i], VB_MESSAGE_CONSENT_WITHDRAWN, found->pdata[i + 1],
                found->pdata[i + 2], g_get_real_time (), error))
      return FALSE;
  return code == SQLITE_DONE;
}

typedef struct
{
  const char *id;
  gint64 now;
} Request;

static gpointer
ask_destroy_job (VbDatabase    *db,
                 gpointer       data,
                 GCancellable  *cancellable,
                 GError       **error)
{
  const Request *request = data;
  g_autoptr(VbReferral) self = _vb_referrals_read (db, request->id, error);
  g_autofree char *partner_id = NULL;

  if (self == NULL || !_vb_messages_find_partner (db, self->id, &partner_id, error))
    return NULL;
  if (partner_id == NULL || !g_str_equal (self->side, "sender"))
    return _vb_refuse_input (N_("This never left as a message. Ask the other side yourself."),
                             error);
  if (!queue (db, partner_id, VB_MESSAGE_DESTROY, self->letter_id, NULL, request->now, error)
      || !_vb_people_log (db, VB_EVENT_CHANGE, 'U', "referral", self->id, self->person_id,
                          "please-destroy", error))
    return NULL;
  return VB_DONE;
}

gboolean
vb_messages_ask_destroy_sync (VbStore       *store,
                              const char    *referral_id,
                              gint64         now,
                              GCancellable  *cancellable,
                              GError       **error)
{
  Request request = { referral_id, now };

  g_return_val_if_fail (VB_IS_STORE (store) && referral_id != NULL, FALSE);

  return vb_store_run_sync (store, VB_LANE_WRITE, ask_destroy_job, &request, cancellable, error)
         != NULL;
}

/* ------------------------------------------------------------------ what a message says */

/* The referral as it was when it was sent; what came later has messages of its own. */
static VbReferral *
dup_letter (const VbReferral       *self,
            const VbReferralEvent  *sent,
            const VbReferralPlace  *place)
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

/* Where it stands is worked out at the other side. */
static VbReferralEvent *
dup_told (const VbReferralPlace *place)
{
  VbReferralEvent *copy = vb_shape_copy (&vb_referral_event_shape, place->event);

  g_clear_pointer (&copy->referral_id, g_free);
  copy->number = place->number;
  if ((place->withheld & VB_NEEDS_WORDS) != 0)
    g_clear_pointer (&copy->words, g_free);
  if ((place->withheld & VB_NEEDS_REASON) != 0)
    g_clear_pointer (&copy->reason, g_free);
  if ((place->withheld & VB_NEEDS_OUTCOME) != 0)
    g_clear_pointer (&copy->outcome, g_free);
  return copy;
}

/* (transfer full) */
static VbMessage *
make_message (const VbReferral       *self,
              const VbReferralPlace  *place)
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
    message->event = dup_told (place);
  if (step == VB_STEP_FORWARD)
    {
      message->recipient_id = g_strdup (place->recipient_id);
      message->recipient_name = g_strdup (place->recipient_name);
    }
  return message;
}

/* ------------------------------------------------------------------ the row of a message */

char *
_vb_messages_hash (GBytes *bytes)
{
  guint8 digest[VB_HASH_SIZE];
  gsize length;
  const void *start = g_bytes_get_data (bytes, &length);
  VbHash hash;

  vb_hash_init (&hash, sizeof digest);
  vb_hash_update (&hash, start, length);
  vb_hash_finish (&hash, digest, sizeof digest);
  return vb_hex_dup (digest, sizeof digest);
}

gboolean
_vb_messages_keep_body (VbDatabase  *db,
                        const char  *direction,
                        const char  *partner_id,
                        const char  *id,
                        const char  *referral_id,
                        GBytes      *bytes,
                        GError     **error)
{
  g_autoptr(VbStatement) statement = _vb_database_prepare (db,
    "INSERT OR REPLACE INTO local_message_body (direction, partner_id, id, referral_id, bytes) "
    "VALUES (?1, ?2, ?3, ?4, ?5)", error);
  gsize length;
  const void *start = g_bytes_get_data (bytes, &length);

  if (statement == NULL)
    return FALSE;
  _vb_bind_text (statement, 1, direction);
  _vb_bind_text (statement, 2, partner_id);
  _vb_bind_text (statement, 3, id);
  _vb_bind_text (statement, 4, referral_id);
  sqlite3_bind_blob64 (statement, 5, start != NULL ? start : "", length, SQLITE_TRANSIENT);
  return _vb_database_run (db, statement, error);
}

gboolean
_vb_messages_run (VbDatabase  *db,
                  const char  *sql,
                  const char  *direction,
                  const char  *partner_id,
                  const char  *id,
                  gint64       now,
                  GError     **error)
{
  g_autoptr(VbStatement) statement = _vb_database_prepare (db, sql, error);

  if (statement == NULL)
    return FALSE;
  _vb_bind_text (statement, 1, direction);
  _vb_bind_text (statement, 2, partner_id);
  _vb_bind_text (statement, 3, id);
  if (sqlite3_bind_parameter_count (statement) > 3)
    _vb_bind_int (statement, 4, now);
  return _vb_database_run (db, statement, error);
}

gboolean
_vb_messages_drop_body (VbDatabase  *db,
                        const char  *direction,
                        const char  *partner_id,
                        const char  *id,
                        GError     **error)
{
  return _vb_messages_run (db, "DELETE FROM local_message_body WHERE direction = ?1 "
                               "AND partner_id = ?2 AND id = ?3", direction, partner_id, id, 0,
                           error);
}

/* ------------------------------------------------------------------ packing */

typedef struct
{
  VbMessageWriter write;
  gint64 now;
  int n;
} Packing;

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
  if (code == SQLITE_ROW)
    message->in_reply_to = g_strdup (_vb_column_text (statement, 0));
  return code >= 0;
}

static gboolean
update_packed (VbDatabase       *db,
               const char       *partner_id,
               const VbMessage  *message,
               const char       *hash,
               GError          **error)
{
  g_autoptr(VbStatement) statement = _vb_database_prepare (db,
    "UPDATE message SET state = 'waiting', sequence = ?3, previous = ?4, hash = ?5, "
    "expires_at = ?6, next_at = ?7, in_reply_to = ?8, tries = 0, reason = NULL "
    "WHERE direction = 'out' AND partner_id = ?1 AND id = ?2", error);

  if (statement == NULL)
    return FALSE;
  _vb_bind_text (statement, 1, partner_id);
  _vb_bind_text (statement, 2, message->id);
  if (message->sequence != VB_NO_NUMBER)
    _vb_bind_int (statement, 3, message->sequence);
  _vb_bind_text (statement, 4, message->previous);
  _vb_bind_text (statement, 5, hash);
  _vb_bind_int (statement, 6, message->expires_at);
  _vb_bind_int (statement, 7, message->made_at);
  _vb_bind_text (statement, 8, message->in_reply_to);
  return _vb_database_run (db, statement, error);
}

static gboolean
write_message (VbDatabase   *db,
               Packing      *packing,
               const char   *partner_id,
               const char   *referral_id,
               VbMessage    *message,
               GError      **error)
{
  gboolean receipt = vb_message_kind_find (message->kind) == VB_MESSAGE_RECEIPT;
  g_autoptr(GBytes) bytes = NULL;
  g_autofree char *hash = NULL;

  message->made_at = packing->now;
  message->expires_at = packing->now + VB_MESSAGE_LIFE;
  if (!receipt && (!number_message (db, partner_id, message, error)
                   || !find_reply (db, partner_id, message, error)))
    return FALSE;
  bytes = packing->write (message, error);
  if (bytes == NULL)
    return FALSE;
  hash = _vb_messages_hash (bytes);
  packing->n++;
  return update_packed (db, partner_id, message, hash, error)
         && _vb_messages_keep_body (db, "out", partner_id, message->id, referral_id, bytes, error);
}

/* ------------------------------------------------------------------ steps */

/* What is to be made of one row of the outbox. */
typedef struct
{
  char *outbox_id;
  char *referral_id;
  char *partner_id;
  VbReferralPlace *place; /* its event has an id only */
} Waiting;

static void
waiting_free (gpointer data)
{
  Waiting *self = data;

  g_free (self->outbox_id);
  g_free (self->referral_id);
  g_free (self->partner_id);
  vb_referral_place_free (self->place);
  g_free (self);
}

static Waiting *
waiting_new (VbStatement *statement)
{
  Waiting *self = g_new0 (Waiting, 1);
  VbReferralEvent *event = vb_shape_new (&vb_referral_event_shape);

  event->id = g_strdup (_vb_column_text (statement, 3));
  self->outbox_id = g_strdup (_vb_column_text (statement, 0));
  self->referral_id = g_strdup (_vb_column_text (statement, 1));
  self->partner_id = g_strdup (_vb_column_text (statement, 2));
  self->place = vb_referral_place_new (event);
  self->place->number = sqlite3_column_int64 (statement, 4);
  self->place->seen = sqlite3_column_int64 (statement, 5);
  self->place->recipient_id = g_strdup (_vb_column_text (statement, 6));
  self->place->recipient_name = g_strdup (_vb_column_text (statement, 7));
  self->place->withheld = sqlite3_column_int (statement, 8);
  return self;
}

/* SQL: what was agreed about the recipient of r is not agreed any more. */
#define CONSENT_GONE                                                                               \
  "(r.ground = 'toestemming' AND EXISTS (SELECT 1 FROM consent AS c "                              \
  "WHERE c.person_id = r.person_id AND c.kind = 'consent' AND c.withdrawn_on IS NOT NULL "         \
  "AND c.recipient_id IN (r.recipient_id, r.recipient_organization_id)) "                          \
  "AND NOT EXISTS (SELECT 1 FROM consent AS c WHERE c.person_id = r.person_id "                    \
  "AND c.kind = 'consent' AND c.withdrawn_on IS NULL "                                             \
  "AND c.recipient_id IN (r.recipient_id, r.recipient_organization_id)))"
/* SQL: the letter of r never left. */
#define NEVER_LEFT                                                                                 \
  "(r.side = 'sender' AND NOT EXISTS (SELECT 1 FROM message AS m WHERE m.letter_id = r.letter_id " \
  "AND m.direction = 'out' AND m.kind = 'letter'))"

/* (transfer full) (element-type Waiting) */
static GPtrArray *
list_waiting (VbDatabase  *db,
              GError     **error)
{
  g_autoptr(GPtrArray) list = g_ptr_array_new_with_free_func (waiting_free);
  g_autoptr(VbStatement) statement = _vb_database_prepare (db,
    "SELECT o.id, o.referral_id, p.partner_id, o.event_id, e.number, e.seen, e.recipient_id, "
    "e.recipient_name, e.withheld FROM outbox AS o "
    "JOIN referral AS r ON r.id = o.referral_id "
    "JOIN referral_partner AS p ON p.referral_id = o.referral_id "
    "JOIN referral_event_place AS e ON e.referral_id = o.referral_id AND e.event_id = o.event_id "
    "WHERE o.delivered_at IS NULL "
    "AND (o.to_id IS NULL OR (e.author = 'sender' AND e.number = 1)) "
    "AND NOT EXISTS (SELECT 1 FROM message AS m WHERE m.outbox_id = o.id) "
    "AND NOT (" NEVER_LEFT " AND " CONSENT_GONE ") "
    "ORDER BY o.made_at, e.author, e.number, o.id", error);
  int code;

  if (statement == NULL)
    return NULL;
  while ((code = _vb_database_step (db, statement, error)) == SQLITE_ROW)
    g_ptr_array_add (list, waiting_new (statement));
  return code == SQLITE_DONE ? g_steal_pointer (&list) : NULL;
}

/* What the sender ended before the letter left does not leave at all. */
static gboolean
keep_at_home (VbDatabase     *db,
              const Packing  *packing,
              GError        **error)
{
  g_autoptr(VbStatement) statement = _vb_database_prepare (db,
    "UPDATE outbox SET delivered_at = ?1, way = 'kept' WHERE delivered_at IS NULL "
    "AND referral_id IN (SELECT r.id FROM referral AS r "
    "JOIN referral_partner AS p ON p.referral_id = r.id "
    "WHERE r.state IN ('withdrawn', 'expired', 'replaced', 'mistaken') AND " NEVER_LEFT ")",
    error);

  if (statement == NULL)
    return FALSE;
  _vb_bind_int (statement, 1, packing->now);
  return _vb_database_run (db, statement, error);
}

static gboolean
insert_row (VbDatabase       *db,
            const Packing    *packing,
            const Waiting    *waiting,
            const VbMessage  *message,
            GError          **error)
{
  g_autofree char *made_at = g_strdup_printf ("%" G_GINT64_FORMAT, packing->now);
  VbCell cells[] = { { "direction", "out" }, { "partner_id", waiting->partner_id },
                     { "id", message->id }, { "kind", message->kind },
                     { "letter_id", message->letter_id },
                     { "event_id", waiting->place->event->id },
                     { "outbox_id", waiting->outbox_id }, { "state", "new" },
                     { "made_at", made_at } };

  return _vb_rows_insert (db, NULL, "message", 3, cells, G_N_ELEMENTS (cells), error);
}

/* The step itself, from the referral it is of. */
static gboolean
find_event (const VbReferral  *self,
            VbReferralPlace   *place,
            GError           **error)
{
  for (guint i = 0; i < self->events->len; i++)
    {
      const VbReferralEvent *event = g_ptr_array_index (self->events, i);

      if (!g_str_equal (event->id, place->event->id))
        continue;
      vb_referral_event_free (place->event);
      place->event = vb_shape_copy (&vb_referral_event_shape, event);
      return TRUE;
    }
  g_set_error_literal (error, VB_ERROR, VB_ERROR_CORRUPT, "A step that has to leave is not there");
  return FALSE;
}

static gboolean
pack_step (VbDatabase  *db,
           Packing     *packing,
           Waiting     *waiting,
           GError     **error)
{
  g_autoptr(VbReferral) self = _vb_referrals_read (db, waiting->referral_id, error);
  g_autoptr(VbMessage) message = NULL;

  if (self == NULL || !find_event (self, waiting->place, error))
    return FALSE;
  message = make_message (self, waiting->place);
  return insert_row (db, packing, waiting, message, error)
         && write_message (db, packing, waiting->partner_id, self->id, message, error);
}

/* ------------------------------------------------------------------ what was queued by itself */

typedef struct
{
  char *partner_id;
  VbMessage *message;
} Queued;

static void
queued_free (gpointer data)
{
  Queued *self = data;

  g_free (self->partner_id);
  vb_message_free (self->message);
  g_free (self);
}

static Queued *
queued_new (VbStatement *statement)
{
  Queued *self = g_new0 (Queued, 1);
  VbMessage *message = vb_message_new (vb_message_kind_find (_vb_column_text (statement, 2)));

  g_free (message->id);
  message->id = g_strdup (_vb_column_text (statement, 1));
  message->letter_id = g_strdup (_vb_column_text (statement, 3));
  message->in_reply_to = g_strdup (_vb_column_text (statement, 4));
  message->day = g_strdup (_vb_column_text (statement, 5));
  message->outcome = g_strdup (_vb_column_text (statement, 6));
  message->reason = g_strdup (_vb_column_text (statement, 7));
  self->partner_id = g_strdup (_vb_column_text (statement, 0));
  self->message = message;
  return self;
}

static GPtrArray *
list_queued (VbDatabase  *db,
             GError     **error)
{
  g_autoptr(GPtrArray) list = g_ptr_array_new_with_free_func (queued_free);
  g_autoptr(VbStatement) statement = _vb_database_prepare (db,
    "SELECT partner_id, id, kind, letter_id, in_reply_to, day, outcome, reason FROM message "
    "WHERE direction = 'out' AND state = 'new' ORDER BY made_at, id", error);
  int code;

  if (statement == NULL)
    return NULL;
  while ((code = _vb_database_step (db, statement, error)) == SQLITE_ROW)
    g_ptr_array_add (list, queued_new (statement));
  return code == SQLITE_DONE ? g_steal_pointer (&list) : NULL;
}

static gboolean
pack_queued (VbDatabase  *db,
             Packing     *packing,
             GError     **error)
{
  g_autoptr(GPtrArray) queued = list_queued (db, error);

  for (guint i = 0; queued != NULL && i < queued->len; i++)
    {
      Queued *one = g_ptr_array_index (queued, i);

      if (!write_message (db, packing, one->partner_id, NULL, one->message, error))
        return FALSE;
    }
  return queued != NULL;
}

static gpointer
pack_job (VbDatabase    *db,
          gpointer       data,
          GCancellable  *cancellable,
          GError       **error)
{
  Packing *packing = data;
  g_autoptr(GPtrArray) waiting = NULL;

  if (!keep_at_home (db, packing, error))
    return NULL;
  waiting = list_waiting (db, error);
  for (guint i = 0; waiting != NULL && i < waiting->len; i++)
    if (!pack_step (db, packing, g_ptr_array_index (waiting, i), error))
      return NULL;
  return waiting != NULL && pack_queued (db, packing, error) ? VB_DONE : NULL;
}

int
vb_messages_pack_sync (VbStore          *store,
                       VbMessageWriter   write,
                       gint64            now,
                       GCancellable     *cancellable,
                       GError          **error)
{
  Packing packing = { write, now, 0 };

  g_return_val_if_fail (VB_IS_STORE (store) && write != NULL, -1);

  return vb_store_run_sync (store, VB_LANE_WRITE, pack_job, &packing, cancellable, error) != NULL
           ? packing.n : -1;
}
