/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Closing a case or a meeting, and what goes out of one. */

#define G_LOG_DOMAIN "vb-store"
#include "config.h"

#include "core/base/vb-time.h"
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

/* What everybody may hear of it now stays with it. */
static void
freeze_seats (const VbMeeting *self,
              VbMeetingCase   *item,
              const char      *today)
{
  for (guint i = 0; i < self->members->len; i++)
    {
      const VbMeetingMember *member = g_ptr_array_index (self->members, i);
      const VbMeetingSeat *seat = vb_meeting_find_seat (item, member);
      VbDisclosure why;
      VbStanding standing = vb_meeting_decide_seat (item, member, self->sender, today, &why);
      VbMeetingSeat *kept;

      vb_meeting_choose_seat (item, member, seat != NULL ? seat->choice : NULL);
      kept = (VbMeetingSeat *) vb_meeting_find_seat (item, member);
      replace (&kept->standing, vb_standing_get_code (standing));
      replace (&kept->consent_id, standing == VB_STANDING_COVERED && why.consent != NULL
                                    ? why.consent->id
                                    : NULL);
    }
}

static gboolean
close_case (VbMeeting      *mine,
            VbMeetingCase  *item,
            GError        **error)
{
  g_autofree char *today = vb_time_today ();

  if (!_vb_shape_accept (vb_meeting_check_close_case (mine, item, mine->sender, today), error))
    return FALSE;
  freeze_seats (mine, item, today);
  replace (&item->state, "closed");
  return TRUE;
}

static gboolean
close_meeting (VbMeeting  *mine,
               GError    **error)
{
  if (!_vb_shape_accept (vb_meeting_check_close (mine), error))
    return FALSE;
  replace (&mine->state, "held");
  return TRUE;
}

gboolean
_vb_meetings_close (VbDatabase  *db,
                    const char  *id,
                    const char  *case_id,
                    GError     **error)
{
  g_autoptr(VbMeeting) base = _vb_meetings_read (db, id, error);
  g_autoptr(VbMeeting) mine = base != NULL ? vb_meeting_copy (base) : NULL;
  VbMeetingCase *item = NULL;
  guint n = 0;

  if (mine == NULL)
    return FALSE;
  if (case_id != NULL)
    {
      item = vb_meeting_find_case (mine, case_id);
      if (item == NULL)
        {
          g_set_error_literal (error, VB_ERROR, VB_ERROR_NOT_FOUND,
                               "There is no such case any more");
          return FALSE;
        }
    }
  return (item != NULL ? close_case (mine, item, error) : close_meeting (mine, error))
         && _vb_meetings_write (db, base, mine, &n, error)
         && _vb_people_log (db, VB_EVENT_CHANGE, 'U', "meeting", mine->id, NULL, "closed", error);
}

static gpointer
close_job (VbDatabase    *db,
           gpointer       data,
           GCancellable  *cancellable,
           GError       **error)
{
  VbArgs *args = data;

  return _vb_meetings_close (db, args->text[0], args->text[1], error) ? VB_DONE : NULL;
}

gboolean
vb_meetings_close_sync (VbStore       *store,
                        const char    *id,
                        const char    *case_id,
                        GCancellable  *cancellable,
                        GError       **error)
{
  g_return_val_if_fail (VB_IS_STORE (store) && id != NULL, FALSE);

  return _vb_args_run (store, VB_LANE_WRITE, close_job,
                       _vb_args_new (VB_N_TABLES, 2, id, case_id), cancellable, error) != NULL;
}

void
vb_meetings_close_async (VbStore             *store,
                         const char          *id,
                         const char          *case_id,
                         GCancellable        *cancellable,
                         GAsyncReadyCallback  callback,
                         gpointer             user_data)
{
  g_return_if_fail (VB_IS_STORE (store) && id != NULL);

  _vb_args_start (store, VB_LANE_WRITE, close_job,
                  _vb_args_new (VB_N_TABLES, 2, id, case_id), NULL, cancellable, callback,
                  user_data);
}

gboolean
vb_meetings_close_finish (VbStore       *store,
                          GAsyncResult  *result,
                          GError       **error)
{
  return vb_store_run_finish (store, result, error) != NULL;
}

/* ------------------------------------------------------------------ what goes out */

/* Between making a paper and printing it somebody may take consent back, or change a case. */
static gboolean
check_paper (const VbMeeting  *paper,
             const VbMeeting  *whole,
             const char       *member_id,
             GError          **error)
{
  g_autofree char *today = vb_time_today ();
  const VbMeetingMember *member = member_id != NULL ? vb_meeting_find_member (whole, member_id)
                                                    : NULL;
  g_autoptr(VbMeeting) now = NULL;

  if (member_id == NULL)
    now = vb_meeting_dup_agenda (whole);
  else if (member != NULL)
    now = vb_meeting_dup_for_member (whole, member, whole->sender, today);
  if (now != NULL && vb_meeting_is_same_paper (now, paper))
    return TRUE;
  g_set_error_literal (error, VB_ERROR, VB_ERROR_CONFLICT,
                       "What may be on this paper has changed in the meantime");
  return FALSE;
}

/* The paper may not say who a case is about; the log does, by what the store knows. */
static gpointer
log_paper_job (VbDatabase    *db,
               gpointer       data,
               GCancellable  *cancellable,
               GError       **error)
{
  VbArgs *args = data;
  const VbMeeting *paper = args->pointer;
  g_autoptr(VbMeeting) whole = _vb_meetings_read (db, paper->id, error);
  g_autofree char *detail = args->text[1] != NULL ? g_strconcat ("report=", args->text[1], NULL)
                                                  : g_strdup ("agenda");

  if (whole == NULL || !check_paper (paper, whole, args->text[1], error))
    return NULL;
  for (guint i = whole->cases->len; i > 0; i--)
    {
      const VbMeetingCase *item = g_ptr_array_index (whole->cases, i - 1);

      if (vb_meeting_find_case (paper, item->id) == NULL)
        g_ptr_array_remove_index (whole->cases, i - 1);
    }
  return _vb_meetings_log (db, args->text[0], 'E', whole, detail, error) ? VB_DONE : NULL;
}

static void
free_meeting (gpointer meeting)
{
  vb_meeting_free (meeting);
}

static VbArgs *
paper_args (const char      *event,
            const VbMeeting *paper,
            const char      *member_id)
{
  VbArgs *args = _vb_args_new (VB_N_TABLES, 2, event, member_id);

  args->pointer = vb_meeting_copy (paper);
  args->free_pointer = free_meeting;
  return args;
}

gboolean
vb_meetings_log_paper_sync (VbStore          *store,
                            const char       *event,
                            const VbMeeting  *paper,
                            const char       *member_id,
                            GCancellable     *cancellable,
                            GError          **error)
{
  g_return_val_if_fail (VB_IS_STORE (store) && event != NULL && paper != NULL, FALSE);

  return _vb_args_run (store, VB_LANE_WRITE, log_paper_job, paper_args (event, paper, member_id),
                       cancellable, error) != NULL;
}

void
vb_meetings_log_paper_async (VbStore             *store,
                             const char          *event,
                             const VbMeeting     *paper,
                             const char          *member_id,
                             GCancellable        *cancellable,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data)
{
  g_return_if_fail (VB_IS_STORE (store) && event != NULL && paper != NULL);

  _vb_args_start (store, VB_LANE_WRITE, log_paper_job, paper_args (event, paper, member_id), NULL,
                  cancellable, callback, user_data);
}

gboolean
vb_meetings_log_paper_finish (VbStore       *store,
                              GAsyncResult  *result,
                              GError       **error)
{
  return vb_store_run_finish (store, result, error) != NULL;
}
