/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What is told beside the steps: that a consent was withdrawn, and please destroy. */

#define G_LOG_DOMAIN "vb-store"
#include "config.h"

#include <glib/gi18n.h>

#include "core/base/vb-uuid.h"
#include "core/store/vb-access-log.h"
#include "core/store/vb-messages-private.h"

/* ------------------------------------------------------------------ a consent is over */

static gboolean
queue (VbDatabase     *db,
       const char     *partner_id,
       VbMessageKind   kind,
       const char     *letter_id,
       const char     *day,
       gint64          now,
       GError        **error)
{
  g_autofree char *id = vb_uuid_new ();
  g_autofree char *made_at = g_strdup_printf ("%" G_GINT64_FORMAT, now);
  VbCell cells[] = { { "direction", "out" }, { "partner_id", partner_id }, { "id", id },
                     { "kind", vb_message_kind_get_code (kind) }, { "letter_id", letter_id },
                     { "state", "new" }, { "day", day }, { "made_at", made_at } };

  return _vb_rows_insert (db, NULL, "message", 3, cells, G_N_ELEMENTS (cells), error);
}

/* Whoever was sent the letter, whoever has it now; and where it went on to within the partner. */
gboolean
_vb_messages_tell_withdrawn (VbDatabase  *db,
                             const char  *consent_id,
                             GError     **error)
{
  g_autoptr(GPtrArray) found = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(VbStatement) statement = _vb_database_prepare (db,
    "SELECT DISTINCT p.partner_id, r.letter_id, c.withdrawn_on FROM consent AS c "
    "JOIN referral AS r ON r.person_id = c.person_id AND r.side = 'sender' "
    "JOIN referral_partner AS p ON p.referral_id = r.id "
    "JOIN referral_event_place AS e ON e.referral_id = r.id AND e.author = 'sender' "
    "AND e.number = 1 LEFT JOIN contact AS k ON k.id = e.recipient_id "
    "LEFT JOIN service AS s ON s.id = k.service_id "
    "WHERE c.id = ?1 AND c.kind = 'consent' AND c.withdrawn_on IS NOT NULL "
    "AND (c.recipient_id IN (e.recipient_id, coalesce (k.organization_id, s.organization_id)) "
    "OR (c.recipient_id IN (r.recipient_id, r.recipient_organization_id) "
    "AND NOT EXISTS (SELECT 1 FROM referral_event_place AS g WHERE g.referral_id = r.id "
    "AND g.author = 'receiver' AND g.gone = 1))) "
    "AND " _VB_MESSAGES_LEFT " "
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

/* ------------------------------------------------------------------ please destroy */

typedef struct
{
  const char *id;
  gint64 now;
} Request;

static gboolean
find_left (VbDatabase  *db,
           const char  *referral_id,
           gboolean    *left,
           GError     **error)
{
  g_autoptr(VbStatement) statement = _vb_database_prepare (db,
    "SELECT 1 FROM referral AS r WHERE r.id = ?1 AND r.side = 'sender' AND " _VB_MESSAGES_LEFT,
    error);
  int code;

  if (statement == NULL)
    return FALSE;
  _vb_bind_text (statement, 1, referral_id);
  code = _vb_database_step (db, statement, error);
  *left = code == SQLITE_ROW;
  return code >= 0;
}

static gpointer
ask_destroy_job (VbDatabase    *db,
                 gpointer       data,
                 GCancellable  *cancellable,
                 GError       **error)
{
  const Request *request = data;
  g_autoptr(VbReferral) self = _vb_referrals_read (db, request->id, error);
  g_autofree char *partner_id = NULL;
  gboolean left;

  if (self == NULL || !_vb_messages_find_partner (db, self->id, &partner_id, error)
      || !find_left (db, self->id, &left, error))
    return NULL;
  if (partner_id == NULL || !left)
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
