/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What nobody answered for too long ends, and that is said to who sent it. */

#define G_LOG_DOMAIN "vb-store"
#include "config.h"

#include "core/store/vb-referrals-private.h"

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

static gpointer
expire_job (VbDatabase    *db,
            gpointer       data,
            GCancellable  *cancellable,
            GError       **error)
{
  gint64 before = g_get_real_time () - VB_REFERRAL_EXPIRES_DAYS * G_TIME_SPAN_DAY;
  g_autoptr(GPtrArray) ids = list_unanswered (db, before, error);

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
