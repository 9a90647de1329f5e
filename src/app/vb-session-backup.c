/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

/* How a session keeps backups of the person's own store, one a day, without being asked. */

#include "app/access/vb-device-paper.h"
#include "app/vb-session-private.h"
#include "core/base/vb-error.h"
#include "core/vault/vb-daily-backup.h"

/* Seconds. First whoever comes to look something up is helped; after that a computer that stays on
 * finds out that another day has begun. */
#define FIRST_AFTER 60
#define LOOK_EVERY (30 * 60)

static void
made_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr(VbSession) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autofree char *path = vb_daily_backup_finish (result, &error);

  if (path != NULL)
    {
      g_autofree char *folder = g_path_get_dirname (path);

      vb_device_paper_keep (self, folder);
    }
  /* Locked or closed meanwhile, or the key is being changed: it is made the next time. */
  if (error == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED)
      || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CLOSED)
      || g_error_matches (error, VB_ERROR, VB_ERROR_IN_USE)
      || g_error_matches (error, VB_ERROR, VB_ERROR_CONFLICT) || self->told_no_backup)
    return;
  self->told_no_backup = TRUE;
  _vb_session_tell_no_backup (self, error);
}

static void
back_up (VbSession *self,
         gboolean   anew)
{
  g_autoptr(GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *folder = NULL;
  int year, month, day;
  GDate today;

  if (self->store == NULL || self->vault == NULL || vb_store_is_read_only (self->store))
    return;
  g_date_time_get_ymd (now, &year, &month, &day);
  g_date_clear (&today, 1);
  g_date_set_dmy (&today, day, month, year);
  folder = vb_daily_backup_folder (self->path);
  if (anew)
    vb_daily_backup_renew_async (self->vault, self->store, folder, &today, self->cancellable,
                                 made_cb, g_object_ref (self));
  else
    vb_daily_backup_async (self->vault, self->store, folder, &today, self->cancellable, made_cb,
                           g_object_ref (self));
}

/**
 * vb_session_back_up:
 *
 * Makes the backup of today if it is not there yet. Goes on in the background; only when it cannot
 * be made is anything said, once.
 */
void
vb_session_back_up (VbSession *self)
{
  g_return_if_fail (VB_IS_SESSION (self));

  back_up (self, FALSE);
}

/**
 * vb_session_renew_backup:
 *
 * So much was added at once that the backup of this morning is not enough: it is made again. As
 * vb_session_back_up() in everything else.
 */
void
vb_session_renew_backup (VbSession *self)
{
  g_return_if_fail (VB_IS_SESSION (self));

  back_up (self, TRUE);
}

static gboolean
look_again_cb (gpointer data)
{
  vb_session_back_up (data);
  return G_SOURCE_CONTINUE;
}

static gboolean
first_cb (gpointer data)
{
  VbSession *self = data;

  self->backup_source = g_timeout_add_seconds (LOOK_EVERY, look_again_cb, self);
  vb_session_back_up (self);
  return G_SOURCE_REMOVE;
}

void
_vb_session_start_backups (VbSession *self)
{
  _vb_session_stop_backups (self);
  if (self->vault != NULL)
    self->backup_source = g_timeout_add_seconds (FIRST_AFTER, first_cb, self);
}

void
_vb_session_stop_backups (VbSession *self)
{
  g_clear_handle_id (&self->backup_source, g_source_remove);
}
