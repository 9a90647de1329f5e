/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What nobody answered for too long ends, and that is said to who sent it. */

#define G_LOG_DOMAIN "vb-store"
#include "config.h"

#include "core/store/vb-referrals-private.h"

#define BELIEVED 7 /* days without anybody at work */

/* (transfer full) (element-type utf8): what was sent, and not decided on since @before */
static GPtrArray *
list_unanswered (VbDatabase  *db,
                 gint64       before,
                 GError     **error)
{
  g_autoptr(GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(VbStatement) statement = _vb_database_prepare (
      db,
      "SELECT id FROM referral WHERE side = 'sender' AND ended_on IS NULL AND heard_at < ?1 "
      "AND state IN ('sent', 'received', 'asked') ORDER BY heard_at, id", error);
  int code;

  if (statement == NULL)
    return NULL;
  _vb_bind_int (statement, 1, before);
  while ((code = _vb_database_step (db, statement, error)) == SQLITE_ROW)
    g_ptr_array_add (ids, g_strdup (_vb_column_text (statement, 0)));
  return code == SQLITE_DONE ? g_steal_pointer (&ids) : NULL;
}

/* What ended does not come back, and the clock of the computer may be ahead. The access log knows
 * when somebody worked last, before today: it is no more than some days after that. */
static gboolean
find_now (VbDatabase  *db,
          gint64      *now,
          GError     **error)
{
  g_autoptr(VbStatement) statement = _vb_database_prepare (
      db, "SELECT max (at) FROM access_log WHERE at < ?1", error);
  gint64 worked = 0;
  int code;

  *now = g_get_real_time ();
  if (statement == NULL)
    return FALSE;
  _vb_bind_int (statement, 1, *now - G_TIME_SPAN_DAY);
  code = _vb_database_step (db, statement, error);
  if (code == SQLITE_ROW)
    worked = sqlite3_column_int64 (statement, 0);
  if (worked > 0)
    *now = MIN (*now, worked + BELIEVED * G_TIME_SPAN_DAY);
  return code >= 0;
}

static gpointer
expire_job (VbDatabase    *db,
            gpointer       data,
            GCancellable  *cancellable,
            GError       **error)
{
  gint64 now;
  g_autoptr(GPtrArray) ids = NULL;

  if (!find_now (db, &now, error))
    return NULL;
  ids = list_unanswered (db, now - VB_REFERRAL_EXPIRES_DAYS * G_TIME_SPAN_DAY, error);

  for (guint i = 0; ids != NULL && i < ids->len; i++)
    {
      VbReferralAct act = { .step = VB_STEP_EXPIRE, .id = g_ptr_array_index (ids, i) };

      if (!_vb_referrals_take (db, &act, error))
        return NULL;
    }
  return g_steal_pointer (&ids);
}

GPtrArray *
vb_referrals_expire_sync (VbStore       *store,
                          GCancellable  *cancellable,
                          GError       **error)
{
  g_return_val_if_fail (VB_IS_STORE (store), NULL);

  return vb_store_run_sync (store, VB_LANE_WRITE, expire_job, NULL, cancellable, error);
}

void
vb_referrals_expire_async (VbStore             *store,
                           GCancellable        *cancellable,
                           GAsyncReadyCallback  callback,
                           gpointer             user_data)
{
  g_return_if_fail (VB_IS_STORE (store));

  vb_store_run_async (store, VB_LANE_WRITE, expire_job, NULL, NULL,
                      (GDestroyNotify) g_ptr_array_unref, cancellable, callback, user_data);
}

GPtrArray *
vb_referrals_expire_finish (VbStore       *store,
                            GAsyncResult  *result,
                            GError       **error)
{
  return vb_store_run_finish (store, result, error);
}
