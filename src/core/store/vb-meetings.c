/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "vb-store"
#include "config.h"

#include "core/store/vb-meetings.h"

#include "core/store/vb-access-log.h"
#include "core/store/vb-meetings-private.h"

#define LONGEST 500

/* ------------------------------------------------------------------ reading */

/* (out) (nullable) @person: %NULL when there is no such person */
static gboolean
read_person (VbDatabase       *db,
             const char       *id,
             VbMeetingPerson **person,
             GError          **error)
{
  g_autoptr(VbStatement) statement = _vb_database_prepare (db,
    "SELECT given_name, prefix, family_name, birth_date, postal_code, address_secret "
    "FROM person WHERE id = ?1", error);
  g_autoptr(VbMeetingPerson) found = NULL;
  int code;

  *person = NULL;
  if (statement == NULL)
    return FALSE;
  _vb_bind_text (statement, 1, id);
  code = _vb_database_step (db, statement, error);
  if (code != SQLITE_ROW)
    return code >= 0;
  found = g_new0 (VbMeetingPerson, 1);
  found->given_name = g_strdup (_vb_column_text (statement, 0));
  found->prefix = g_strdup (_vb_column_text (statement, 1));
  found->family_name = g_strdup (_vb_column_text (statement, 2));
  found->birth_date = g_strdup (_vb_column_text (statement, 3));
  found->postal_code = g_strdup (_vb_column_text (statement, 4));
  found->address_secret = sqlite3_column_int (statement, 5) != 0;
  found->consents = vb_shape_new_list (&vb_consent_shape);
  if (!_vb_consents_load (db, id, found->consents, error))
    return FALSE;
  *person = g_steal_pointer (&found);
  return TRUE;
}

static gboolean
read_case (VbDatabase     *db,
           VbMeetingCase  *item,
           GError        **error)
{
  return _vb_shape_load (db, &vb_meeting_seat_shape, "case_id", item->id, "id", item->seats, error)
         && _vb_shape_load (db, &vb_meeting_action_shape, "case_id", item->id, "position, id",
                            item->actions, error)
         && (item->person_id == NULL || read_person (db, item->person_id, &item->person, error));
}

/* All lists are made before one is read: what is freed half-way must be whole. */
static gboolean
read_cases (VbDatabase  *db,
            VbMeeting   *self,
            GError     **error)
{
  if (!_vb_shape_load (db, &vb_meeting_case_shape, "meeting_id", self->id, "position, id",
                       self->cases, error))
    return FALSE;
  for (guint i = 0; i < self->cases->len; i++)
    vb_meeting_case_adopt (g_ptr_array_index (self->cases, i));
  for (guint i = 0; i < self->cases->len; i++)
    if (!read_case (db, g_ptr_array_index (self->cases, i), error))
      return FALSE;
  return TRUE;
}

static gboolean
read_members (VbDatabase  *db,
              VbMeeting   *self,
              GError     **error)
{
  if (!_vb_shape_load (db, &vb_meeting_member_shape, "meeting_id", self->id, "position, id",
                       self->members, error))
    return FALSE;
  for (guint i = 0; i < self->members->len; i++)
    {
      VbMeetingMember *member = g_ptr_array_index (self->members, i);

      if (member->contact_id != NULL
          && !_vb_function_find_organization (db, member->contact_id, &member->organization_id,
                                              error))
        return FALSE;
    }
  return TRUE;
}

VbMeeting *
_vb_meetings_read (VbDatabase  *db,
                   const char  *id,
                   GError     **error)
{
  g_autoptr(VbMeeting) self = NULL;
  g_autofree char *party = NULL;
  gpointer found;

  if (!_vb_shape_find (db, &vb_meeting_shape, id, &found, error))
    return NULL;
  if (found == NULL)
    {
      g_set_error_literal (error, VB_ERROR, VB_ERROR_NOT_FOUND,
                           "There is no such meeting any more");
      return NULL;
    }
  self = vb_meeting_adopt (found);
  if (!_vb_database_get_setting (db, VB_SETTING_PARTY, &party, error))
    return NULL;
  self->sender = vb_party_find (party);
  return read_members (db, self, error) && read_cases (db, self, error) ? g_steal_pointer (&self)
                                                                         : NULL;
}

gboolean
_vb_meetings_log (VbDatabase       *db,
                  const char       *event,
                  char              action,
                  const VbMeeting  *meeting,
                  const char       *detail,
                  GError          **error)
{
  if (meeting->cases->len == 0)
    return _vb_people_log (db, event, action, "meeting", meeting->id, NULL, detail, error);
  for (guint i = 0; i < meeting->cases->len; i++)
    {
      const VbMeetingCase *item = g_ptr_array_index (meeting->cases, i);

      if (!_vb_people_log (db, event, action, "meeting_case", item->id, item->person_id, detail,
                           error))
        return FALSE;
    }
  return TRUE;
}

static gpointer
open_job (VbDatabase    *db,
          gpointer       data,
          GCancellable  *cancellable,
          GError       **error)
{
  VbArgs *args = data;
  g_autoptr(VbMeeting) self = _vb_meetings_read (db, args->text[0], error);

  if (self == NULL || !_vb_meetings_log (db, VB_EVENT_READ, 'R', self, NULL, error))
    return NULL;
  return g_steal_pointer (&self);
}

VbMeeting *
vb_meetings_open_sync (VbStore       *store,
                       const char    *id,
                       GCancellable  *cancellable,
                       GError       **error)
{
  g_return_val_if_fail (VB_IS_STORE (store) && id != NULL, NULL);

  return _vb_args_run (store, VB_LANE_WRITE, open_job, _vb_args_new (VB_N_TABLES, 1, id),
                       cancellable, error);
}

void
vb_meetings_open_async (VbStore             *store,
                        const char          *id,
                        GCancellable        *cancellable,
                        GAsyncReadyCallback  callback,
                        gpointer             user_data)
{
  g_return_if_fail (VB_IS_STORE (store) && id != NULL);

  _vb_args_start (store, VB_LANE_WRITE, open_job, _vb_args_new (VB_N_TABLES, 1, id),
                  (GDestroyNotify) vb_meeting_free, cancellable, callback, user_data);
}

VbMeeting *
vb_meetings_open_finish (VbStore       *store,
                         GAsyncResult  *result,
                         GError       **error)
{
  return vb_store_run_finish (store, result, error);
}

/* ------------------------------------------------------------------ writing */

static gboolean
write_case (VbDatabase           *db,
            const VbMeetingCase  *base,
            const VbMeetingCase  *mine,
            guint                *n_changes,
            GError              **error)
{
  return _vb_shape_save (db, &vb_meeting_case_shape, base, mine, NULL, n_changes, error)
         && _vb_shape_save_list (db, &vb_meeting_seat_shape, base != NULL ? base->seats : NULL,
                                 mine->seats, n_changes, error)
         && _vb_shape_save_list (db, &vb_meeting_action_shape, base != NULL ? base->actions : NULL,
                                 mine->actions, n_changes, error);
}

/* Of a case that changed, the person did too, and the log says of whom. */
static gboolean
save_case (VbDatabase           *db,
           const VbMeetingCase  *base,
           const VbMeetingCase  *mine,
           guint                *n_changes,
           GError              **error)
{
  const VbMeetingCase *item = mine != NULL ? mine : base;
  guint n = 0;

  if (mine != NULL ? !write_case (db, base, mine, &n, error)
                   : !_vb_shape_save (db, &vb_meeting_case_shape, base, NULL, NULL, &n, error))
    return FALSE;
  *n_changes += n;
  return n == 0
         || (_vb_people_stamp (db, item->person_id, error)
             && _vb_people_log (db, base == NULL   ? VB_EVENT_CREATE
                                    : mine == NULL ? VB_EVENT_DELETE
                                                   : VB_EVENT_CHANGE,
                                base == NULL ? 'C' : mine == NULL ? 'D' : 'U', "meeting_case",
                                item->id, item->person_id, NULL, error));
}

/* What is gone goes first: a number may be used again. */
static gboolean
save_cases (VbDatabase       *db,
            const VbMeeting  *base,
            const VbMeeting  *mine,
            guint            *n_changes,
            GError          **error)
{
  for (guint i = 0; base != NULL && i < base->cases->len; i++)
    {
      const VbMeetingCase *was = g_ptr_array_index (base->cases, i);

      if (vb_meeting_find_case (mine, was->id) == NULL
          && !save_case (db, was, NULL, n_changes, error))
        return FALSE;
    }
  for (guint i = 0; i < mine->cases->len; i++)
    {
      const VbMeetingCase *item = g_ptr_array_index (mine->cases, i);
      const VbMeetingCase *was = base != NULL ? vb_meeting_find_case (base, item->id) : NULL;

      if (!save_case (db, was, item, n_changes, error))
        return FALSE;
    }
  return TRUE;
}

gboolean
_vb_meetings_write (VbDatabase       *db,
                    const VbMeeting  *base,
                    const VbMeeting  *mine,
                    guint            *n_changes,
                    GError          **error)
{
  g_autofree char *now = _vb_rows_now ();
  const VbCell stamp[] = { { "changed_at", now } };
  const VbShapeStamps stamps = { stamp, 1, stamp, 1 };

  return _vb_shape_save (db, &vb_meeting_shape, base, mine, &stamps, n_changes, error)
         && _vb_shape_save_list (db, &vb_meeting_member_shape,
                                 base != NULL ? base->members : NULL, mine->members, n_changes,
                                 error)
         && save_cases (db, base, mine, n_changes, error);
}

/* What somebody else closed in the meantime is not changed from what was open. */
static gboolean
check_since (VbDatabase       *db,
             const VbMeeting  *base,
             const VbMeeting  *mine,
             GError          **error)
{
  g_autoptr(VbMeeting) now = _vb_meetings_read (db, base->id, error);
  const char *refusal;

  if (now == NULL)
    return FALSE;
  for (guint i = 0; i < now->cases->len; i++)
    {
      const VbMeetingCase *is = g_ptr_array_index (now->cases, i);
      const VbMeetingCase *was = vb_meeting_find_case (base, is->id);

      if (was != NULL && g_str_equal (is->state, "closed") && !g_str_equal (was->state, "closed"))
        {
          g_set_error_literal (error, VB_ERROR, VB_ERROR_CONFLICT,
                               "Somebody closed this case in the meantime");
          return FALSE;
        }
    }
  refusal = g_str_equal (now->state, base->state)
              ? vb_meeting_check_change (base, mine)
              : "This meeting was closed and does not change any more";
  if (refusal != NULL)
    _vb_refuse_input (refusal, error);
  return refusal == NULL;
}

static gpointer
save_job (VbDatabase    *db,
          gpointer       data,
          GCancellable  *cancellable,
          GError       **error)
{
  VbPair *pair = data;
  const VbMeeting *base = pair->base, *mine = pair->mine;
  const char *refusal = base == NULL ? vb_meeting_check_change (NULL, mine) : NULL;
  guint n = 0;

  if (refusal != NULL)
    return _vb_refuse_input (refusal, error);
  if ((base != NULL && !check_since (db, base, mine, error))
      || !_vb_meetings_write (db, base, mine, &n, error))
    return NULL;
  if (n == 0)
    return VB_DONE;
  return _vb_people_log (db, base == NULL ? VB_EVENT_CREATE : VB_EVENT_CHANGE,
                         base == NULL ? 'C' : 'U', "meeting", mine->id, NULL, NULL, error)
           ? VB_DONE
           : NULL;
}

static gpointer
copy_meeting (gconstpointer meeting)
{
  return vb_meeting_copy (meeting);
}

static void
free_meeting (gpointer meeting)
{
  vb_meeting_free (meeting);
}

gboolean
vb_meetings_save_sync (VbStore          *store,
                       const VbMeeting  *base,
                       const VbMeeting  *meeting,
                       GCancellable     *cancellable,
                       GError          **error)
{
  g_return_val_if_fail (VB_IS_STORE (store) && meeting != NULL, FALSE);

  return _vb_pair_run (store, save_job, base, meeting, copy_meeting, free_meeting,
                       vb_meeting_validate (meeting), cancellable, error) != NULL;
}

void
vb_meetings_save_async (VbStore             *store,
                        const VbMeeting     *base,
                        const VbMeeting     *meeting,
                        GCancellable        *cancellable,
                        GAsyncReadyCallback  callback,
                        gpointer             user_data)
{
  g_return_if_fail (VB_IS_STORE (store) && meeting != NULL);

  _vb_pair_start (store, save_job, base, meeting, copy_meeting, free_meeting,
                  vb_meeting_validate (meeting), cancellable, callback, user_data);
}

gboolean
vb_meetings_save_finish (VbStore       *store,
                         GAsyncResult  *result,
                         GError       **error)
{
  return _vb_pair_finish (store, result, error);
}

/* ------------------------------------------------------------------ a list */

void
vb_meeting_line_free (VbMeetingLine *self)
{
  g_free (self->id);
  g_free (self->title);
  g_free (self->held_on);
  g_free (self->starts_at);
  g_free (self->place);
  g_free (self->state);
  g_free (self);
}

static VbMeetingLine *
read_line (VbStatement *statement)
{
  VbMeetingLine *line = g_new0 (VbMeetingLine, 1);

  line->id = g_strdup (_vb_column_text (statement, 0));
  line->title = g_strdup (_vb_column_text (statement, 1));
  line->held_on = g_strdup (_vb_column_text (statement, 2));
  line->starts_at = g_strdup (_vb_column_text (statement, 3));
  line->place = g_strdup (_vb_column_text (statement, 4));
  line->state = g_strdup (_vb_column_text (statement, 5));
  line->n_cases = sqlite3_column_int (statement, 6);
  line->n_open = sqlite3_column_int (statement, 7);
  line->n_todo = sqlite3_column_int (statement, 8);
  return line;
}

static gpointer
list_job (VbDatabase    *db,
          gpointer       data,
          GCancellable  *cancellable,
          GError       **error)
{
  VbArgs *args = data;
  g_autoptr(GPtrArray) lines =
    g_ptr_array_new_with_free_func ((GDestroyNotify) vb_meeting_line_free);
  g_autoptr(VbStatement) statement = _vb_database_prepare (db,
    "SELECT m.id, m.title, m.held_on, m.starts_at, m.place, m.state, "
    "(SELECT count(*) FROM meeting_case AS c WHERE c.meeting_id = m.id), "
    "(SELECT count(*) FROM meeting_case AS c WHERE c.meeting_id = m.id AND c.state = 'open'), "
    "(SELECT count(*) FROM meeting_case AS c JOIN meeting_action AS a ON a.case_id = c.id "
    "WHERE c.meeting_id = m.id AND a.state = 'open') "
    "FROM meeting AS m ORDER BY m.state <> 'planned', "
    "iif (m.state = 'planned', m.held_on, NULL), m.held_on DESC, m.id LIMIT ?1", error);
  int code;

  if (statement == NULL)
    return NULL;
  _vb_bind_int (statement, 1, CLAMP (args->number, 1, LONGEST));
  while ((code = _vb_database_step (db, statement, error)) == SQLITE_ROW)
    g_ptr_array_add (lines, read_line (statement));
  return code == SQLITE_DONE ? g_steal_pointer (&lines) : NULL;
}

static VbArgs *
list_args (guint limit)
{
  VbArgs *args = _vb_args_new (VB_N_TABLES, 0);

  args->number = limit;
  return args;
}

GPtrArray *
vb_meetings_list_sync (VbStore       *store,
                       guint          limit,
                       GCancellable  *cancellable,
                       GError       **error)
{
  g_return_val_if_fail (VB_IS_STORE (store), NULL);

  return _vb_args_run (store, VB_LANE_READ, list_job, list_args (limit), cancellable, error);
}

void
vb_meetings_list_async (VbStore             *store,
                        guint                limit,
                        GCancellable        *cancellable,
                        GAsyncReadyCallback  callback,
                        gpointer             user_data)
{
  g_return_if_fail (VB_IS_STORE (store));

  _vb_args_start (store, VB_LANE_READ, list_job, list_args (limit),
                  (GDestroyNotify) g_ptr_array_unref, cancellable, callback, user_data);
}

GPtrArray *
vb_meetings_list_finish (VbStore       *store,
                         GAsyncResult  *result,
                         GError       **error)
{
  return vb_store_run_finish (store, result, error);
}
