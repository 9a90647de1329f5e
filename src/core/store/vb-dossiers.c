/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "vb-store"
#include "config.h"

#include "core/store/vb-dossiers.h"

#include "core/store/vb-access-log.h"
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
  { &vb_priority_shape, "conversation_id", "rank IS NULL, rank, id",
    G_STRUCT_OFFSET (VbConversation, priorities) },
  { &vb_safety_step_shape, "conversation_id", "id", G_STRUCT_OFFSET (VbConversation, safety) },
};

static const Part plan_parts[] = {
  { &vb_goal_shape, "plan_id", "id", G_STRUCT_OFFSET (VbPlan, goals) },
  { &vb_action_shape, "plan_id", "id", G_STRUCT_OFFSET (VbPlan, actions) },
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
