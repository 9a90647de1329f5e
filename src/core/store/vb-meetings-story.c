/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Case meetings that are told from the end: each is planned, closed and followed up as it would
 * have been. */

#define G_LOG_DOMAIN "vb-store"
#include "config.h"

#include "core/store/vb-meetings-story.h"

#include "core/store/vb-access-log.h"
#include "core/store/vb-meetings-private.h"

static void
replace (char       **text,
         const char  *value)
{
  char *copy = g_strdup (value); /* @value may be what stands there */

  g_free (*text);
  *text = copy;
}

static const VbMeetingAction *
find_action (const VbMeetingCase *item,
             const char          *id)
{
  for (guint i = 0; i < item->actions->len; i++)
    {
      const VbMeetingAction *action = g_ptr_array_index (item->actions, i);

      if (g_str_equal (action->id, id))
        return action;
    }
  return NULL;
}

/* (transfer full): as it was before anybody spoke */
static VbMeeting *
dup_planned (const VbMeeting *story)
{
  VbMeeting *self = vb_meeting_copy (story);

  replace (&self->state, "planned");
  for (guint i = 0; i < self->cases->len; i++)
    {
      VbMeetingCase *item = g_ptr_array_index (self->cases, i);

      replace (&item->state, "open");
      g_clear_pointer (&item->informed_on, g_free);
      g_clear_pointer (&item->evaluated_on, g_free);
      for (guint k = 0; k < item->actions->len; k++)
        replace (&((VbMeetingAction *) g_ptr_array_index (item->actions, k))->state, "open");
    }
  return self;
}

static gboolean
plan (VbDatabase       *db,
      const VbMeeting  *story,
      GError          **error)
{
  g_autoptr(VbMeeting) planned = dup_planned (story);
  guint n = 0;

  return _vb_shape_accept (vb_meeting_validate (planned), error)
         && _vb_meetings_write (db, NULL, planned, &n, error);
}

static gboolean
close_all (VbDatabase       *db,
           const VbMeeting  *story,
           GError          **error)
{
  for (guint i = 0; i < story->cases->len; i++)
    {
      const VbMeetingCase *item = g_ptr_array_index (story->cases, i);

      if (g_strcmp0 (item->state, "closed") == 0
          && !_vb_meetings_close (db, story->id, item->id, error))
        return FALSE;
    }
  return g_strcmp0 (story->state, "held") != 0 || _vb_meetings_close (db, story->id, NULL, error);
}

/* What was done since it was closed. */
static gboolean
follow_up (VbDatabase       *db,
           const VbMeeting  *story,
           GError          **error)
{
  g_autoptr(VbMeeting) base = _vb_meetings_read (db, story->id, error);
  g_autoptr(VbMeeting) mine = base != NULL ? vb_meeting_copy (base) : NULL;
  guint n = 0;

  for (guint i = 0; mine != NULL && i < mine->cases->len; i++)
    {
      VbMeetingCase *item = g_ptr_array_index (mine->cases, i);
      const VbMeetingCase *told = vb_meeting_find_case (story, item->id);

      replace (&item->informed_on, told->informed_on);
      replace (&item->evaluated_on, told->evaluated_on);
      for (guint k = 0; k < item->actions->len; k++)
        {
          VbMeetingAction *action = g_ptr_array_index (item->actions, k);

          replace (&action->state, find_action (told, action->id)->state);
        }
    }
  return mine != NULL && _vb_shape_accept (vb_meeting_validate (mine), error)
         && _vb_meetings_write (db, base, mine, &n, error);
}

static gpointer
retell_job (VbDatabase    *db,
            gpointer       data,
            GCancellable  *cancellable,
            GError       **error)
{
  const GPtrArray *stories = data;

  for (guint i = 0; i < stories->len; i++)
    {
      const VbMeeting *story = g_ptr_array_index (stories, i);

      if (!plan (db, story, error) || !close_all (db, story, error)
          || !follow_up (db, story, error)
          || !_vb_people_log (db, VB_EVENT_CREATE, 'C', "meeting", story->id, NULL, NULL, error))
        {
          g_prefix_error (error, "%s: ", story->title);
          return NULL;
        }
    }
  return VB_DONE;
}

static gpointer
copy_meeting (gconstpointer meeting,
              gpointer      data)
{
  return vb_meeting_copy (meeting);
}

/* (transfer full): its own, for another thread */
static GPtrArray *
dup_stories (GPtrArray *stories)
{
  GPtrArray *own = g_ptr_array_copy (stories, copy_meeting, NULL);

  g_ptr_array_set_free_func (own, (GDestroyNotify) vb_meeting_free);
  return own;
}

gboolean
vb_meetings_retell_sync (VbStore       *store,
                         GPtrArray     *stories,
                         GCancellable  *cancellable,
                         GError       **error)
{
  g_autoptr(GPtrArray) own = NULL;

  g_return_val_if_fail (VB_IS_STORE (store) && stories != NULL, FALSE);

  own = dup_stories (stories);
  return vb_store_run_sync (store, VB_LANE_WRITE, retell_job, own, cancellable, error) != NULL;
}

void
vb_meetings_retell_async (VbStore             *store,
                          GPtrArray           *stories,
                          GCancellable        *cancellable,
                          GAsyncReadyCallback  callback,
                          gpointer             user_data)
{
  g_return_if_fail (VB_IS_STORE (store) && stories != NULL);

  vb_store_run_async (store, VB_LANE_WRITE, retell_job, dup_stories (stories),
                      (GDestroyNotify) g_ptr_array_unref, NULL, cancellable, callback, user_data);
}

gboolean
vb_meetings_retell_finish (VbStore       *store,
                           GAsyncResult  *result,
                           GError       **error)
{
  return vb_store_run_finish (store, result, error) != NULL;
}
