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

      if (!_vb_messages_find_partner_of_function (db, self->recipient_id, &partner_id, error))
        return FALSE;
      cells[1].value = partner_id;
      if (partner_id != NULL
          && !_vb_rows_insert (db, NULL, "referral_partner", 1, cells, 2, error))
        return FALSE;
    }
  *leaves = partner_id != NULL;
  return partner_id == NULL || note_place (db, self, event, act, error);
}
