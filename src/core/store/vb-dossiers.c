/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "vb-store"
#include "config.h"

#include "core/store/vb-dossiers.h"

#include "core/base/vb-time.h"
#include "core/store/vb-access-log.h"
#include "core/store/vb-referrals-private.h"
#include "core/store/vb-shape-rows-private.h"

/* What hangs under a record, and where it stands in the struct. */
typedef struct
{
  const VbShape *shape;
  const char *owner;
  const char *order;
  gsize offset;
} Part;

static const Part person_parts[] = {
  { &vb_representative_shape, "person_id", "id", G_STRUCT_OFFSET (VbPerson, representatives) },
  { &vb_relation_shape, "person_id", "id", G_STRUCT_OFFSET (VbPerson, relations) },
  { &vb_helper_shape, "person_id", "id", G_STRUCT_OFFSET (VbPerson, helpers) },
};

static const Part consent_parts[] = {
  { &vb_consent_scope_shape, "consent_id", "category, detail",
    G_STRUCT_OFFSET (VbConsent, scope) },
};

static const Part conversation_parts[] = {
  { &vb_answer_shape, "conversation_id", "item", G_STRUCT_OFFSET (VbConversation, answers) },
  { &vb_topic_shape, "conversation_id", "id", G_STRUCT_OFFSET (VbConversation, topics) },
  { &vb_topic_link_shape, "conversation_id", "id", G_STRUCT_OFFSET (VbConversation, links) },
  { &vb_helping_shape, "conversation_id", "id", G_STRUCT_OFFSET (VbConversation, helping) },
  { &vb_priority_shape, "conversation_id", "rank IS NULL, rank, id",
    G_STRUCT_OFFSET (VbConversation, priorities) },
  { &vb_safety_step_shape, "conversation_id", "id", G_STRUCT_OFFSET (VbConversation, safety) },
};

static const Part plan_parts[] = {
  { &vb_goal_shape, "plan_id", "id", G_STRUCT_OFFSET (VbPlan, goals) },
  { &vb_action_shape, "plan_id", "id", G_STRUCT_OFFSET (VbPlan, actions) },
};

static const Part referral_parts[] = {
  { &vb_referral_item_shape, "referral_id", "position, id",
    G_STRUCT_OFFSET (VbReferral, items) },
  { &vb_referral_event_shape, "referral_id", "number", G_STRUCT_OFFSET (VbReferral, events) },
};

static const Part case_parts[] = {
  { &vb_meeting_seat_shape, "case_id", "id", G_STRUCT_OFFSET (VbMeetingCase, seats) },
  { &vb_meeting_action_shape, "case_id", "position, id",
    G_STRUCT_OFFSET (VbMeetingCase, actions) },
};

/* All lists are made before one is read: what is freed half-way must be whole. */
static gboolean
load_parts (VbDatabase   *db,
            gpointer      record,
            const char   *id,
            const Part   *parts,
            guint         n_parts,
            GError      **error)
{
  for (guint i = 0; i < n_parts; i++)
    G_STRUCT_MEMBER (GPtrArray *, record, parts[i].offset) = vb_shape_new_list (parts[i].shape);
  for (guint i = 0; i < n_parts; i++)
    if (!_vb_shape_load (db, parts[i].shape, parts[i].owner, id, parts[i].order,
                         G_STRUCT_MEMBER (GPtrArray *, record, parts[i].offset), error))
      return FALSE;
  return TRUE;
}

static gboolean
load_list (VbDatabase     *db,
           const VbShape  *shape,
           const char     *person_id,
           const char     *order,
           const Part     *parts,
           guint           n_parts,
           GPtrArray      *records,
           GError        **error)
{
  if (!_vb_shape_load (db, shape, "person_id", person_id, order, records, error))
    return FALSE;
  for (guint i = 0; i < records->len; i++)
    {
      gpointer record = g_ptr_array_index (records, i);

      if (!load_parts (db, record, vb_shape_get_key (shape, record, 0), parts, n_parts, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
load_person (VbDatabase  *db,
             const char  *id,
             VbDossier   *dossier,
             GError     **error)
{
  gpointer found;

  if (!_vb_shape_find (db, &vb_person_shape, id, &found, error))
    return FALSE;
  if (found == NULL)
    {
      g_set_error_literal (error, VB_ERROR, VB_ERROR_NOT_FOUND, "There is no such person any more");
      return FALSE;
    }
  dossier->person = found;
  return load_parts (db, found, id, person_parts, G_N_ELEMENTS (person_parts), error)
         && _vb_shape_load (db, &vb_membership_shape, "person_id", id, "id", dossier->memberships,
                            error);
}

/* The meeting of a case, with who took part: they heard of it. */
static gboolean
load_meeting (VbDatabase     *db,
              VbDossier      *dossier,
              VbMeetingCase  *item,
              GError        **error)
{
  const VbMeeting *meeting = vb_dossier_find_meeting (dossier, item->meeting_id);
  gpointer found;

  if (meeting == NULL)
    {
      if (!_vb_shape_find (db, &vb_meeting_shape, item->meeting_id, &found, error))
        return FALSE;
      if (found == NULL)
        return TRUE;
      meeting = vb_meeting_adopt (found);
      g_ptr_array_add (dossier->meetings, found);
      if (!_vb_shape_load (db, &vb_meeting_member_shape, "meeting_id", item->meeting_id,
                           "position, id", meeting->members, error))
        return FALSE;
    }
  item->held_on = g_strdup (meeting->held_on);
  return TRUE;
}

static gboolean
load_cases (VbDatabase  *db,
            const char  *id,
            VbDossier   *dossier,
            GError     **error)
{
  if (!load_list (db, &vb_meeting_case_shape, id, "id", case_parts, G_N_ELEMENTS (case_parts),
                  dossier->cases, error))
    return FALSE;
  for (guint i = 0; i < dossier->cases->len; i++)
    if (!load_meeting (db, dossier, g_ptr_array_index (dossier->cases, i), error))
      return FALSE;
  return TRUE;
}

static gpointer
export_job (VbDatabase    *db,
            gpointer       data,
            GCancellable  *cancellable,
            GError       **error)
{
  VbArgs *args = data;
  const char *id = args->text[0];
  g_autoptr(VbDossier) self = vb_dossier_new ();
  VbAccessEntry entry = { VB_EVENT_EXPORT, 'E', VB_OUTCOME_SUCCESS, .purpose = args->text[1],
                          .object_type = "person", .object_id = id, .person_id = id,
                          .detail = "fhir" };

  if (!load_person (db, id, self, error)
      || !load_list (db, &vb_consent_shape, id, "given_on, id", consent_parts,
                     G_N_ELEMENTS (consent_parts), self->consents, error)
      || !load_list (db, &vb_conversation_shape, id, "held_on, id", conversation_parts,
                     G_N_ELEMENTS (conversation_parts), self->conversations, error)
      || !load_list (db, &vb_plan_shape, id, "started_on, id", plan_parts,
                     G_N_ELEMENTS (plan_parts), self->plans, error)
      || !load_list (db, &vb_referral_shape, id, "sent_on IS NULL, sent_on, id", referral_parts,
                     G_N_ELEMENTS (referral_parts), self->referrals, error)
      || !load_cases (db, id, self, error)
      || !vb_access_log_append (db, &entry, error))
    return NULL;
  return g_steal_pointer (&self);
}

VbDossier *
vb_dossiers_export_sync (VbStore       *store,
                         const char    *person_id,
                         const char    *reason,
                         GCancellable  *cancellable,
                         GError       **error)
{
  g_return_val_if_fail (VB_IS_STORE (store) && person_id != NULL && reason != NULL, NULL);

  return _vb_args_run (store, VB_LANE_WRITE, export_job,
                       _vb_args_new (VB_N_TABLES, 2, person_id, reason), cancellable, error);
}

void
vb_dossiers_export_async (VbStore             *store,
                          const char          *person_id,
                          const char          *reason,
                          GCancellable        *cancellable,
                          GAsyncReadyCallback  callback,
                          gpointer             user_data)
{
  g_return_if_fail (VB_IS_STORE (store) && person_id != NULL && reason != NULL);

  _vb_args_start (store, VB_LANE_WRITE, export_job,
                  _vb_args_new (VB_N_TABLES, 2, person_id, reason),
                  (GDestroyNotify) vb_dossier_free, cancellable, callback, user_data);
}

VbDossier *
vb_dossiers_export_finish (VbStore       *store,
                           GAsyncResult  *result,
                           GError       **error)
{
  return vb_store_run_finish (store, result, error);
}

/* ------------------------------------------------------------------ taking in */

/* What the store writes down itself of a new record of each kind. */
static gboolean
save_new (VbDatabase     *db,
          const VbShape  *shape,
          gconstpointer   record,
          const VbCell   *stamps,
          guint           n_stamps,
          const Part     *parts,
          guint           n_parts,
          GError        **error)
{
  const VbShapeStamps all = { stamps, n_stamps, NULL, 0 };
  guint n = 0;

  if (!_vb_shape_save (db, shape, NULL, record, &all, &n, error))
    return FALSE;
  for (guint i = 0; i < n_parts; i++)
    if (!_vb_shape_save_list (db, parts[i].shape, NULL,
                              G_STRUCT_MEMBER (GPtrArray *, record, parts[i].offset), &n, error))
      return FALSE;
  return TRUE;
}

static gboolean
save_all (VbDatabase       *db,
          const VbShape    *shape,
          const GPtrArray  *records,
          const VbCell     *stamps,
          guint             n_stamps,
          const Part       *parts,
          guint             n_parts,
          GError          **error)
{
  for (guint i = 0; i < records->len; i++)
    if (!save_new (db, shape, g_ptr_array_index (records, i), stamps, n_stamps, parts, n_parts,
                   error))
      return FALSE;
  return TRUE;
}

/* The others of the household may come later, or be here already. */
static gboolean
save_memberships (VbDatabase       *db,
                  const VbDossier  *dossier,
                  GError          **error)
{
  guint n = 0;

  for (guint i = 0; i < dossier->memberships->len; i++)
    {
      const VbMembership *membership = g_ptr_array_index (dossier->memberships, i);
      g_autoptr(VbStatement) statement =
        _vb_database_prepare (db, "INSERT OR IGNORE INTO household (id) VALUES (?1)", error);

      if (statement == NULL)
        return FALSE;
      _vb_bind_text (statement, 1, membership->household_id);
      if (!_vb_database_run (db, statement, error))
        return FALSE;
    }
  return _vb_shape_save_list (db, &vb_membership_shape, NULL, dossier->memberships, &n, error);
}

/* A plan of a household that is not here belongs to the person alone. */
static gboolean
save_plans (VbDatabase       *db,
            const VbDossier  *dossier,
            const VbCell     *changed,
            GError          **error)
{
  for (guint i = 0; i < dossier->plans->len; i++)
    {
      VbPlan *plan = g_ptr_array_index (dossier->plans, i);
      VbCell key = { "id", plan->household_id };
      gboolean found = TRUE;

      if (plan->household_id != NULL
          && !_vb_rows_read (db, "household", &key, 1, "id", &found, NULL, error))
        return FALSE;
      if (!found)
        g_clear_pointer (&plan->household_id, g_free);
    }
  return save_all (db, &vb_plan_shape, dossier->plans, changed, 1, plan_parts,
                   G_N_ELEMENTS (plan_parts), error);
}

/* Each with what lists search. */
static gboolean
save_referrals (VbDatabase       *db,
                const GPtrArray  *referrals,
                const char       *now,
                GError          **error)
{
  for (guint i = 0; i < referrals->len; i++)
    {
      const VbReferral *referral = g_ptr_array_index (referrals, i);
      g_autofree char *key = _vb_referrals_make_key (referral);
      const VbCell stamps[] = { { "changed_at", now }, { "list_key", key } };

      if (!save_new (db, &vb_referral_shape, referral, stamps, G_N_ELEMENTS (stamps),
                     referral_parts, G_N_ELEMENTS (referral_parts), error))
        return FALSE;
    }
  return TRUE;
}

/* A meeting may be here already, with the cases of others. */
static gboolean
save_if_new (VbDatabase           *db,
             const VbShape        *shape,
             gconstpointer         record,
             const VbShapeStamps  *stamps,
             GError              **error)
{
  VbCell key = { "id", vb_shape_get_key (shape, record, 0) };
  gboolean found;
  guint n = 0;

  return _vb_rows_read (db, shape->table, &key, 1, "id", &found, NULL, error)
         && (found || _vb_shape_save (db, shape, NULL, record, stamps, &n, error));
}

static gboolean
save_cases (VbDatabase       *db,
            const VbDossier  *dossier,
            const VbCell     *changed,
            GError          **error)
{
  const VbShapeStamps stamps = { changed, 1, NULL, 0 };

  for (guint i = 0; i < dossier->meetings->len; i++)
    {
      const VbMeeting *meeting = g_ptr_array_index (dossier->meetings, i);

      if (!save_if_new (db, &vb_meeting_shape, meeting, &stamps, error))
        return FALSE;
      for (guint n = 0; n < meeting->members->len; n++)
        if (!save_if_new (db, &vb_meeting_member_shape, g_ptr_array_index (meeting->members, n),
                          NULL, error))
          return FALSE;
    }
  return save_all (db, &vb_meeting_case_shape, dossier->cases, NULL, 0, case_parts,
                   G_N_ELEMENTS (case_parts), error);
}

static gboolean
save_dossier (VbDatabase       *db,
              const VbDossier  *dossier,
              GError          **error)
{
  g_autofree char *now = _vb_rows_now ();
  g_autofree char *key = vb_person_dup_key (dossier->person);
  const VbCell written[] = { { "created_at", now }, { "created_by", _vb_rows_actor (db) },
                             { "changed_at", now }, { "name_key", key } };
  const VbCell recorded[] = { { "recorded_at", now }, { "recorded_by", _vb_rows_actor (db) } };
  const VbCell changed[] = { { "changed_at", now } };

  return save_new (db, &vb_person_shape, dossier->person, written, G_N_ELEMENTS (written),
                   person_parts, G_N_ELEMENTS (person_parts), error)
         && save_memberships (db, dossier, error)
         && save_all (db, &vb_consent_shape, dossier->consents, recorded,
                      G_N_ELEMENTS (recorded), consent_parts, G_N_ELEMENTS (consent_parts), error)
         && save_all (db, &vb_conversation_shape, dossier->conversations, written, 3,
                      conversation_parts, G_N_ELEMENTS (conversation_parts), error)
         && save_plans (db, dossier, changed, error)
         && save_referrals (db, dossier->referrals, now, error)
         && save_cases (db, dossier, changed, error);
}

static gboolean
refuse_known (VbDatabase  *db,
              const char  *table,
              const char  *column,
              const char  *id,
              const char  *message,
              GError     **error)
{
  VbCell key = { column, id };
  gboolean found;

  if (!_vb_rows_read (db, table, &key, 1, "id", &found, NULL, error))
    return FALSE;
  if (found)
    g_set_error_literal (error, VB_ERROR, VB_ERROR_EXISTS, message);
  return !found;
}

static gboolean
refuse_known_records (VbDatabase       *db,
                      const VbShape    *shape,
                      const GPtrArray  *records,
                      GError          **error)
{
  for (guint i = 0; i < records->len; i++)
    if (!refuse_known (db, shape->table, "id",
                       vb_shape_get_key (shape, g_ptr_array_index (records, i), 0),
                       "One of the records is here already, with somebody else", error))
      return FALSE;
  return TRUE;
}

/* A letter has one record for each of its sides. The other one can come beside one that ended here;
 * beside one that runs it would follow steps that it has nothing to do with. */
static gboolean
refuse_known_letters (VbDatabase       *db,
                      const GPtrArray  *referrals,
                      GError          **error)
{
  for (guint i = 0; i < referrals->len; i++)
    {
      const VbReferral *referral = g_ptr_array_index (referrals, i);
      g_autoptr(VbStatement) statement = _vb_database_prepare (db,
        "SELECT 1 FROM referral WHERE letter_id = ?1 AND (side = ?2 OR ended_on IS NULL)", error);
      int code;

      if (statement == NULL)
        return FALSE;
      _vb_bind_text (statement, 1, referral->letter_id);
      _vb_bind_text (statement, 2, referral->side);
      code = _vb_database_step (db, statement, error);
      if (code == SQLITE_ROW)
        g_set_error_literal (error, VB_ERROR, VB_ERROR_EXISTS,
                             "One of the letters is here already");
      if (code != SQLITE_DONE)
        return FALSE;
    }
  return TRUE;
}

static gpointer
import_job (VbDatabase    *db,
            gpointer       data,
            GCancellable  *cancellable,
            GError       **error)
{
  VbArgs *args = data;
  const VbDossier *dossier = args->pointer;
  const char *id = dossier->person->id;
  g_autofree char *detail =
    g_strdup_printf ("conversations=%u consents=%u plans=%u referrals=%u cases=%u",
                     dossier->conversations->len, dossier->consents->len, dossier->plans->len,
                     dossier->referrals->len, dossier->cases->len);

  if (!refuse_known (db, "person", "id", id, "This person is here already", error)
      || !refuse_known (db, "destruction", "object_id", id,
                        "This person was here, and the record was destroyed", error)
      || !refuse_known_records (db, &vb_consent_shape, dossier->consents, error)
      || !refuse_known_records (db, &vb_conversation_shape, dossier->conversations, error)
      || !refuse_known_records (db, &vb_plan_shape, dossier->plans, error)
      || !refuse_known_records (db, &vb_referral_shape, dossier->referrals, error)
      || !refuse_known_records (db, &vb_meeting_case_shape, dossier->cases, error)
      || !refuse_known_letters (db, dossier->referrals, error)
      || !save_dossier (db, dossier, error))
    return NULL;
  _vb_database_touch (db, VB_CHANGED_PEOPLE);
  return _vb_people_log (db, VB_EVENT_IMPORT, 'C', "person", id, id, detail, error)
         ? VB_DONE : NULL;
}

static gboolean
check_records (const GPtrArray  *records,
               GArray         *(*validate) (gconstpointer record),
               GError          **error)
{
  for (guint i = 0; i < records->len; i++)
    if (!_vb_shape_accept (validate (g_ptr_array_index (records, i)), error))
      return FALSE;
  return TRUE;
}

static GArray *
validate_consent (gconstpointer record)
{
  return vb_consent_validate (record);
}

static GArray *
validate_conversation (gconstpointer record)
{
  return vb_conversation_validate (record);
}

static GArray *
validate_plan (gconstpointer record)
{
  return vb_plan_validate (record);
}

static GArray *
validate_referral (gconstpointer record)
{
  return vb_referral_validate (record);
}

/* Closing asks for more than keeping does. */
static gboolean
is_whole (const VbMeetingCase *item)
{
  return g_strcmp0 (item->state, "closed") != 0
         || (item->decision != NULL && item->director != NULL && item->evaluate_on != NULL
             && item->inform_by != NULL);
}

static gboolean
check_cases (const VbDossier  *dossier,
             const VbMeeting  *meeting,
             GError          **error)
{
  g_autoptr(GPtrArray) cases = g_ptr_array_new ();
  VbMeeting whole = *meeting;

  for (guint i = 0; i < dossier->cases->len; i++)
    {
      VbMeetingCase *item = g_ptr_array_index (dossier->cases, i);

      if (g_strcmp0 (item->meeting_id, meeting->id) != 0)
        continue;
      if (!is_whole (item))
        {
          _vb_refuse_input ("A case is closed without what belongs to it", error);
          return FALSE;
        }
      g_ptr_array_add (cases, item);
    }
  whole.cases = cases;
  return _vb_shape_accept (vb_meeting_validate (&whole), error);
}

static gboolean
check_meetings (const VbDossier  *dossier,
                GError          **error)
{
  for (guint i = 0; i < dossier->meetings->len; i++)
    if (!check_cases (dossier, g_ptr_array_index (dossier->meetings, i), error))
      return FALSE;
  for (guint i = 0; i < dossier->cases->len; i++)
    {
      const VbMeetingCase *item = g_ptr_array_index (dossier->cases, i);

      if (vb_dossier_find_meeting (dossier, item->meeting_id) != NULL)
        continue;
      _vb_refuse_input ("A case belongs to no meeting", error);
      return FALSE;
    }
  return TRUE;
}

static gboolean
check_dossier (const VbDossier  *dossier,
               GError          **error)
{
  g_autofree char *today = vb_time_today ();

  if (dossier->person == NULL)
    {
      _vb_refuse_input ("There is no person in it", error);
      return FALSE;
    }
  return _vb_shape_accept (vb_person_validate (dossier->person, today), error)
         && check_records (dossier->consents, validate_consent, error)
         && check_records (dossier->conversations, validate_conversation, error)
         && check_records (dossier->plans, validate_plan, error)
         && check_records (dossier->referrals, validate_referral, error)
         && check_meetings (dossier, error);
}

static void
free_dossier (gpointer dossier)
{
  vb_dossier_free (dossier);
}

static VbArgs *
import_args (VbDossier *dossier)
{
  VbArgs *args = _vb_args_new (VB_N_TABLES, 0);

  args->pointer = dossier;
  args->free_pointer = free_dossier;
  return args;
}

gboolean
vb_dossiers_import_sync (VbStore       *store,
                         VbDossier     *dossier,
                         GCancellable  *cancellable,
                         GError       **error)
{
  g_autoptr(VbDossier) owned = dossier;

  g_return_val_if_fail (VB_IS_STORE (store) && dossier != NULL, FALSE);

  return check_dossier (owned, error)
         && _vb_args_run (store, VB_LANE_WRITE, import_job,
                          import_args (g_steal_pointer (&owned)), cancellable, error) != NULL;
}

void
vb_dossiers_import_async (VbStore             *store,
                          VbDossier           *dossier,
                          GCancellable        *cancellable,
                          GAsyncReadyCallback  callback,
                          gpointer             user_data)
{
  g_autoptr(VbDossier) owned = dossier;
  GError *error = NULL;

  g_return_if_fail (VB_IS_STORE (store) && dossier != NULL);

  if (check_dossier (owned, &error))
    _vb_args_start (store, VB_LANE_WRITE, import_job, import_args (g_steal_pointer (&owned)), NULL,
                    cancellable, callback, user_data);
  else
    g_task_report_error (store, callback, user_data, vb_dossiers_import_async, error);
}

gboolean
vb_dossiers_import_finish (VbStore       *store,
                           GAsyncResult  *result,
                           GError       **error)
{
  return vb_store_run_finish (store, result, error) != NULL;
}
