/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "vb-store"
#include "config.h"

#include "core/store/vb-profile.h"

#include "core/store/vb-access-log.h"
#include "core/store/vb-rows-private.h"

#define NAME "profile-name"
#define ROLE "profile-role"
#define PARTY VB_SETTING_PARTY

void
vb_profile_free (VbProfile *self)
{
  g_free (self->name);
  g_free (self->role);
  g_free (self->party);
  g_free (self);
}

static gpointer
load_job (VbDatabase    *db,
          gpointer       data,
          GCancellable  *cancellable,
          GError       **error)
{
  g_autoptr(VbProfile) profile = g_new0 (VbProfile, 1);

  if (!_vb_database_get_setting (db, NAME, &profile->name, error) ||
      !_vb_database_get_setting (db, ROLE, &profile->role, error) ||
      !_vb_database_get_setting (db, PARTY, &profile->party, error))
    return NULL;
  return g_steal_pointer (&profile);
}

/**
 * vb_profile_load_async:
 *
 * Reads who usually works with @store.
 */
void
vb_profile_load_async (VbStore             *store,
                       GCancellable        *cancellable,
                       GAsyncReadyCallback  callback,
                       gpointer             user_data)
{
  vb_store_run_async (store, VB_LANE_READ, load_job, NULL, NULL, (GDestroyNotify) vb_profile_free,
                      cancellable, callback, user_data);
}

/**
 * vb_profile_load_finish:
 *
 * Returns: (transfer full): the profile, its fields %NULL when nobody said; %NULL with an error
 */
VbProfile *
vb_profile_load_finish (VbStore       *store,
                        GAsyncResult  *result,
                        GError       **error)
{
  return vb_store_run_finish (store, result, error);
}

static gpointer
save_job (VbDatabase    *db,
          gpointer       data,
          GCancellable  *cancellable,
          GError       **error)
{
  VbProfile *profile = data;

  if (_vb_database_set_setting (db, NAME, profile->name, error) &&
      _vb_database_set_setting (db, ROLE, profile->role, error))
    _vb_database_touch (db, VB_CHANGED_LOCAL);
  return NULL;
}

/**
 * vb_profile_save_async:
 * @name: (nullable): %NULL forgets it
 * @role: (nullable):
 */
void
vb_profile_save_async (VbStore             *store,
                       const char          *name,
                       const char          *role,
                       GCancellable        *cancellable,
                       GAsyncReadyCallback  callback,
                       gpointer             user_data)
{
  VbProfile *profile = g_new0 (VbProfile, 1);

  profile->name = g_strdup (name);
  profile->role = g_strdup (role);
  vb_store_run_async (store, VB_LANE_WRITE, save_job, profile, (GDestroyNotify) vb_profile_free,
                      NULL, cancellable, callback, user_data);
}

static gpointer
save_party_job (VbDatabase    *db,
                gpointer       data,
                GCancellable  *cancellable,
                GError       **error)
{
  const char *party = data;
  g_autofree char *before = NULL, *detail = NULL;

  if (!_vb_database_get_setting (db, PARTY, &before, error) || g_strcmp0 (before, party) == 0)
    return NULL;
  /* What may leave hangs on it: who said so stands in the log. */
  detail = g_strdup_printf ("party=%s before=%s", party != NULL ? party : "none",
                            before != NULL ? before : "none");
  if (_vb_database_set_setting (db, PARTY, party, error)
      && _vb_rows_log (db, VB_EVENT_CHANGE, 'U', "profile", "party", detail, error))
    _vb_database_touch (db, VB_CHANGED_LOCAL);
  return NULL;
}

/**
 * vb_profile_save_party_async:
 * @party: (nullable): what the organization is; %NULL forgets it
 */
void
vb_profile_save_party_async (VbStore             *store,
                             const char          *party,
                             GCancellable        *cancellable,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data)
{
  vb_store_run_async (store, VB_LANE_WRITE, save_party_job, g_strdup (party), g_free, NULL,
                      cancellable, callback, user_data);
}

gboolean
vb_profile_save_finish (VbStore       *store,
                        GAsyncResult  *result,
                        GError       **error)
{
  GError *failure = NULL;

  vb_store_run_finish (store, result, &failure);
  if (failure == NULL)
    return TRUE;
  g_propagate_error (error, failure);
  return FALSE;
}
