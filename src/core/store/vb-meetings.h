/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/model/vb-meeting.h"
#include "core/store/vb-store.h"

G_BEGIN_DECLS

/* Case meetings. What is opened, changed, closed or printed stands in the access log of everybody
 * it is about. */

/* Opening gives each case who it is about and what they agreed to, as it is now. */
VbMeeting *vb_meetings_open_sync   (VbStore *store, const char *id, GCancellable *cancellable,
                                    GError **error);
void       vb_meetings_open_async  (VbStore *store, const char *id, GCancellable *cancellable,
                                    GAsyncReadyCallback callback, gpointer user_data);
VbMeeting *vb_meetings_open_finish (VbStore *store, GAsyncResult *result, GError **error);

/**
 * vb_meetings_save:
 * @base: (nullable): as it was opened; %NULL for a new one
 *
 * Errors: %VB_ERROR_INVALID_INPUT (vb_meeting_validate(), vb_meeting_check_change());
 * %VB_ERROR_CONFLICT; %VB_ERROR_NOT_FOUND.
 */
gboolean   vb_meetings_save_sync   (VbStore *store, const VbMeeting *base, const VbMeeting *meeting,
                                    GCancellable *cancellable, GError **error);
void       vb_meetings_save_async  (VbStore *store, const VbMeeting *base,
                                    const VbMeeting *meeting, GCancellable *cancellable,
                                    GAsyncReadyCallback callback, gpointer user_data);
gboolean   vb_meetings_save_finish (VbStore *store, GAsyncResult *result, GError **error);

/**
 * vb_meetings_close:
 * @case_id: (nullable): a case; %NULL closes the meeting
 *
 * Closes what vb_meeting_check_close_case() or vb_meeting_check_close() lets be closed, by what the
 * store knows at that moment, and keeps who heard it on what ground.
 *
 * Errors: %VB_ERROR_INVALID_INPUT with a msgid; %VB_ERROR_NOT_FOUND.
 */
gboolean   vb_meetings_close_sync   (VbStore *store, const char *id, const char *case_id,
                                     GCancellable *cancellable, GError **error);
void       vb_meetings_close_async  (VbStore *store, const char *id, const char *case_id,
                                     GCancellable *cancellable, GAsyncReadyCallback callback,
                                     gpointer user_data);
gboolean   vb_meetings_close_finish (VbStore *store, GAsyncResult *result, GError **error);

typedef struct
{
  char *id;
  char *title;
  char *held_on;
  char *starts_at; /* (nullable) */
  char *place;     /* (nullable) */
  char *state;
  guint n_cases;
  guint n_open;    /* cases */
  guint n_todo;    /* actions */
} VbMeetingLine;
void       vb_meeting_line_free (VbMeetingLine *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VbMeetingLine, vb_meeting_line_free)

/* (transfer full) (element-type VbMeetingLine): those that are planned, the first one first, then
 * the others, the latest first. Says nothing about anybody. @limit: 1 to 500 */
GPtrArray *vb_meetings_list_sync   (VbStore *store, guint limit, GCancellable *cancellable,
                                    GError **error);
void       vb_meetings_list_async  (VbStore *store, guint limit, GCancellable *cancellable,
                                    GAsyncReadyCallback callback, gpointer user_data);
GPtrArray *vb_meetings_list_finish (VbStore *store, GAsyncResult *result, GError **error);

/**
 * vb_meetings_log_paper:
 * @event: %VB_EVENT_PRINT or %VB_EVENT_EXPORT
 * @paper: as it goes out: the cases that are in it
 * @member_id: (nullable): whose report; %NULL for the agenda
 *
 * Tells the access log, of everybody whose case is in it. Nothing may go out when it fails, as it
 * does when the meeting or what somebody agreed to has changed since @paper was made.
 *
 * Errors: %VB_ERROR_CONFLICT; %VB_ERROR_NOT_FOUND.
 */
gboolean   vb_meetings_log_paper_sync   (VbStore *store, const char *event, const VbMeeting *paper,
                                         const char *member_id, GCancellable *cancellable,
                                         GError **error);
void       vb_meetings_log_paper_async  (VbStore *store, const char *event,
                                         const VbMeeting *paper, const char *member_id,
                                         GCancellable *cancellable, GAsyncReadyCallback callback,
                                         gpointer user_data);
gboolean   vb_meetings_log_paper_finish (VbStore *store, GAsyncResult *result, GError **error);

G_END_DECLS
