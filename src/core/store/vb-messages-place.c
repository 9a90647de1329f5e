/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Where a step stands among those of both sides, and what of it the other side hears. */

#define G_LOG_DOMAIN "vb-store"
#include "config.h"

#include <glib/gi18n.h>

#include "core/store/vb-messages-private.h"

gboolean
_vb_messages_insert_place (VbDatabase             *db,
                           const char             *referral_id,
                           const VbReferralPlace  *place,
                           GError                **error)
{
  g_autofree char *number = g_strdup_printf ("%" G_GINT64_FORMAT, place->number);
  g_autofree char *seen = g_strdup_printf ("%" G_GINT64_FORMAT, place->seen);
  g_autofree char *withheld = g_strdup_printf ("%u", place->withheld);
  g_autofree char *gone = g_strdup_printf ("%d", place->gone != FALSE);
  VbCell cells[] = { { "referral_id", referral_id }, { "event_id", place->event->id },
                     { "author", place->author == VB_SIDE_SENDER ? "sender" : "receiver" },
                     { "number", number }, { "seen", seen },
                     { "recipient_id", place->recipient_id },
                     { "recipient_name", place->recipient_name }, { "withheld", withheld },
                     { "gone", gone } };

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

/* ------------------------------------------------------------------ after it went on elsewhere */

/* SQL: the partner said that they passed r on to the one that has it now, who is not theirs. */
#define PASSED_ON                                                                                  \
  "EXISTS (SELECT 1 FROM referral_event_place AS g WHERE g.referral_id = r.id "                    \
  "AND g.author = 'receiver' AND g.gone = 1 AND g.recipient_id IS r.recipient_id)"
/* SQL: whoever has r now is in our map. */
#define IS_KNOWN                                                                                   \
  "EXISTS (SELECT 1 FROM contact AS c WHERE c.id = r.recipient_id)"

typedef struct
{
  gboolean passed_on; /* they said so */
  gboolean outside;   /* that, or our map says so */
  gboolean heard;     /* the other side wrote something down */
  char *first_id;     /* (nullable): who it was sent to */
} Whereabouts;

static void
whereabouts_clear (Whereabouts *self)
{
  g_free (self->first_id);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Whereabouts, whereabouts_clear)

/* Whether it belongs to the partner: by itself, or as the one it was sent to does. */
static gboolean
is_inside (VbDatabase  *db,
           const char  *function_id,
           const char  *first_id,
           const char  *partner_id,
           gboolean    *inside,
           GError     **error)
{
  g_autofree char *theirs = NULL;
  g_autofree char *organization = NULL;
  g_autofree char *first = NULL;

  if (!_vb_messages_find_partner_of_function (db, function_id, &theirs, error)
      || !_vb_function_find_organization (db, function_id, &organization, error)
      || !_vb_function_find_organization (db, first_id, &first, error))
    return FALSE;
  *inside = g_strcmp0 (function_id, first_id) == 0 || g_strcmp0 (theirs, partner_id) == 0
            || (theirs == NULL && organization != NULL && g_strcmp0 (organization, first) == 0);
  return TRUE;
}

static gboolean
find_whereabouts (VbDatabase        *db,
                  const VbReferral  *self,
                  const char        *partner_id,
                  Whereabouts       *where,
                  GError           **error)
{
  g_autoptr(VbStatement) statement = _vb_database_prepare (db,
    "SELECT " PASSED_ON ", " IS_KNOWN ", EXISTS (SELECT 1 FROM referral_event_place AS e "
    "WHERE e.referral_id = r.id AND e.author <> r.side), (SELECT e.recipient_id "
    "FROM referral_event_place AS e WHERE e.referral_id = r.id AND e.author = 'sender' "
    "AND e.number = 1) FROM referral AS r WHERE r.id = ?1", error);
  gboolean known, inside = TRUE;

  if (statement == NULL)
    return FALSE;
  _vb_bind_text (statement, 1, self->id);
  if (_vb_database_step (db, statement, error) != SQLITE_ROW)
    return FALSE;
  where->passed_on = sqlite3_column_int (statement, 0) != 0;
  known = sqlite3_column_int (statement, 1) != 0;
  where->heard = sqlite3_column_int (statement, 2) != 0;
  where->first_id = g_strdup (_vb_column_text (statement, 3));
  if (known && !is_inside (db, self->recipient_id, where->first_id, partner_id, &inside, error))
    return FALSE;
  where->outside = where->passed_on || !inside;
  return TRUE;
}

/* What the other side does is said by them, as soon as they write it down themselves. */
static gboolean
check_retold (const VbReferral     *self,
              const VbReferralAct  *act,
              const Whereabouts    *where,
              GError              **error)
{
  gboolean sender = g_str_equal (self->side, "sender");

  if (act->on_behalf_of == NULL || (sender && where->passed_on)
      || (sender && !where->heard && act->step != VB_STEP_FORWARD && act->step != VB_STEP_FINISH))
    return TRUE;
  _vb_refuse_input (N_("They write down themselves what they do, and it comes here by itself. Ask "
                       "them to."), error);
  return FALSE;
}

/* ------------------------------------------------------------------ a step that leaves */

/* Of the receiver: whether it goes to somebody whose letters do not come in here. */
static gboolean
find_gone (VbDatabase           *db,
           const VbReferral     *self,
           const VbReferralAct  *act,
           const Whereabouts    *where,
           gboolean             *gone,
           GError              **error)
{
  VbCell key = { "contact_id", act->recipient_id };
  g_autofree char *since = NULL;
  gboolean own = FALSE;

  *gone = g_str_equal (self->side, "sender") && where->outside && act->step != VB_STEP_MISTAKE;
  if (!g_str_equal (self->side, "receiver") || act->step != VB_STEP_FORWARD)
    return TRUE;
  if (!_vb_rows_read (db, "own_function", &key, 1, "since", &own, &since, error))
    return FALSE;
  *gone = !own;
  return TRUE;
}

static gboolean
note_place (VbDatabase             *db,
            const VbReferral       *self,
            const VbReferralEvent  *event,
            const VbReferralAct    *act,
            const Whereabouts      *where,
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
         && find_gone (db, self, act, where, &place.gone, error)
         && _vb_messages_insert_place (db, self->id, &place, error);
}

/* Sending it, who the other side is. */
static gboolean
choose_partner (VbDatabase        *db,
                const VbReferral  *self,
                char             **partner_id,
                GError           **error)
{
  VbCell cells[] = { { "referral_id", self->id }, { "partner_id", NULL } };

  if (!_vb_messages_find_partner_of_function (db, self->recipient_id, partner_id, error))
    return FALSE;
  cells[1].value = *partner_id;
  return *partner_id == NULL
         || _vb_rows_insert (db, NULL, "referral_partner", 1, cells, 2, error);
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
  g_auto(Whereabouts) where = { FALSE };

  *leaves = FALSE;
  if (!_vb_messages_find_partner (db, self->id, &partner_id, error))
    return FALSE;
  if (partner_id == NULL && act->step == VB_STEP_SEND
      && !choose_partner (db, self, &partner_id, error))
    return FALSE;
  if (partner_id == NULL)
    return TRUE;
  *leaves = TRUE;
  return (act->step == VB_STEP_SEND
          || (find_whereabouts (db, self, partner_id, &where, error)
              && check_retold (self, act, &where, error)))
         && note_place (db, self, event, act, &where, error);
}
