/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "vb-store"
#include "config.h"

#include "core/store/vb-conversations.h"

#include "core/store/vb-access-log.h"
#include "core/store/vb-shape-rows-private.h"

/* What hangs under a conversation, and where it stands in the struct. Topics come before what
 * points at them. */
static const struct
{
  const VbShape *shape;
  gsize offset;
  const char *order;
} parts[] = {
  { &vb_answer_shape, G_STRUCT_OFFSET (VbConversation, answers), "item" },
  { &vb_topic_shape, G_STRUCT_OFFSET (VbConversation, topics), "id" },
  { &vb_topic_link_shape, G_STRUCT_OFFSET (VbConversation, links), "id" },
  { &vb_helping_shape, G_STRUCT_OFFSET (VbConversation, helping), "id" },
  { &vb_priority_shape, G_STRUCT_OFFSET (VbConversation, priorities), "rank IS NULL, rank, id" },
  { &vb_safety_step_shape, G_STRUCT_OFFSET (VbConversation, safety), "id" },
};

static GPtrArray **
part_of (const VbConversation *conversation,
         guint                 part)
{
  return G_STRUCT_MEMBER_P (conversation, parts[part].offset);
}

/* ------------------------------------------------------------------ opening */

static gpointer
set_not_found (GError **error)
{
  g_set_error_literal (error, VB_ERROR, VB_ERROR_NOT_FOUND,
                       "There is no such conversation or plan any more");
  return NULL;
}

static gpointer
open_job (VbDatabase    *db,
          gpointer       data,
          GCancellable  *cancellable,
          GError       **error)
{
  VbArgs *args = data;
  g_autoptr(VbConversation) self = NULL;
  gpointer found;

  if (!_vb_shape_find (db, &vb_conversation_shape, args->text[0], &found, error))
    return NULL;
  if (found == NULL)
    return set_not_found (error);
  self = found;
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    *part_of (self, i) = vb_shape_new_list (parts[i].shape);
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    if (!_vb_shape_load (db, parts[i].shape, "conversation_id", self->id, parts[i].order,
                         *part_of (self, i), error))
      return NULL;
  if (!_vb_people_log (db, VB_EVENT_READ, 'R', "conversation", self->id, self->person_id, NULL,
                       error))
    return NULL;
  return g_steal_pointer (&self);
}

VbConversation *
vb_conversations_open_sync (VbStore       *store,
                            const char    *id,
                            GCancellable  *cancellable,
                            GError       **error)
{
  g_return_val_if_fail (VB_IS_STORE (store) && id != NULL, NULL);

  return _vb_args_run (store, VB_LANE_WRITE, open_job, _vb_args_new (VB_N_TABLES, 1, id),
                       cancellable, error);
}

void
vb_conversations_open_async (VbStore             *store,
                             const char          *id,
                             GCancellable        *cancellable,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data)
{
  g_return_if_fail (VB_IS_STORE (store) && id != NULL);

  _vb_args_start (store, VB_LANE_WRITE, open_job, _vb_args_new (VB_N_TABLES, 1, id),
                  (GDestroyNotify) vb_conversation_free, cancellable, callback, user_data);
}

VbConversation *
vb_conversations_open_finish (VbStore       *store,
                              GAsyncResult  *result,
                              GError       **error)
{
  return vb_store_run_finish (store, result, error);
}

/* ------------------------------------------------------------------ saving */

static gboolean
log_save (VbDatabase  *db,
          const char  *type,
          gboolean     is_new,
          const char  *id,
          const char  *person_id,
          guint        n,
          GError     **error)
{
  g_autofree char *detail = g_strdup_printf ("changes=%u", n);

  return _vb_people_log (db, is_new ? VB_EVENT_CREATE : VB_EVENT_CHANGE, is_new ? 'C' : 'U', type,
                         id, person_id, detail, error);
}

static gpointer
save_job (VbDatabase    *db,
          gpointer       data,
          GCancellable  *cancellable,
          GError       **error)
{
  VbPair *pair = data;
  const VbConversation *base = pair->base, *mine = pair->mine;
  g_autofree char *now = _vb_rows_now ();
  const VbCell added[] = { { "created_at", now }, { "created_by", _vb_rows_actor (db) },
                           { "changed_at", now } };
  const VbCell changed[] = { { "changed_at", now } };
  const VbShapeStamps stamps = { added, G_N_ELEMENTS (added), changed, G_N_ELEMENTS (changed) };
  guint n = 0;

  if (!_vb_shape_save (db, &vb_conversation_shape, base, mine, &stamps, &n, error))
    return NULL;
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    if (!_vb_shape_save_list (db, parts[i].shape, base != NULL ? *part_of (base, i) : NULL,
                              *part_of (mine, i), &n, error))
      return NULL;
  if (n == 0)
    return VB_DONE;
  return _vb_people_stamp (db, mine->person_id, error)
         && log_save (db, "conversation", base == NULL, mine->id, mine->person_id, n, error)
         ? VB_DONE : NULL;
}

static gpointer
copy_conversation (gconstpointer conversation)
{
  return vb_conversation_copy (conversation);
}

static void
free_conversation (gpointer conversation)
{
  vb_conversation_free (conversation);
}

gboolean
vb_conversations_save_sync (VbStore               *store,
                            const VbConversation  *base,
                            const VbConversation  *conversation,
                            GCancellable          *cancellable,
                            GError               **error)
{
  g_return_val_if_fail (VB_IS_STORE (store) && conversation != NULL, FALSE);

  return _vb_pair_run (store, save_job, base, conversation, copy_conversation, free_conversation,
                       vb_conversation_validate (conversation), cancellable, error) != NULL;
}

void
vb_conversations_save_async (VbStore               *store,
                             const VbConversation  *base,
                             const VbConversation  *conversation,
                             GCancellable          *cancellable,
                             GAsyncReadyCallback    callback,
                             gpointer               user_data)
{
  g_return_if_fail (VB_IS_STORE (store) && conversation != NULL);

  _vb_pair_start (store, save_job, base, conversation, copy_conversation, free_conversation,
                  vb_conversation_validate (conversation), cancellable, callback, user_data);
}

gboolean
vb_conversations_save_finish (VbStore       *store,
                              GAsyncResult  *result,
                              GError       **error)
{
  return _vb_pair_finish (store, result, error);
}

/* ------------------------------------------------------------------ which there were */

static gpointer
list_job (VbDatabase    *db,
          gpointer       data,
          GCancellable  *cancellable,
          GError       **error)
{
  VbArgs *args = data;
  g_autoptr(GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify) vb_moment_free);
  g_autoptr(VbStatement) statement = _vb_database_prepare (db,
    "SELECT id, held_on, state, instrument FROM conversation WHERE person_id = ?1 "
    "AND state <> 'entered-in-error' "
    "ORDER BY held_on DESC, created_at DESC, id DESC LIMIT 500",
    error);
  int code;

  if (statement == NULL)
    return NULL;
  _vb_bind_text (statement, 1, args->text[0]);
  while ((code = _vb_database_step (db, statement, error)) == SQLITE_ROW)
    {
      VbMoment *moment = g_new0 (VbMoment, 1);

      moment->kind = VB_MOMENT_CONVERSATION;
      moment->id = g_strdup (_vb_column_text (statement, 0));
      moment->date = g_strdup (_vb_column_text (statement, 1));
      moment->state = g_strdup (_vb_column_text (statement, 2));
      moment->title = g_strdup (_vb_column_text (statement, 3));
      g_ptr_array_add (list, moment);
    }
  if (code != SQLITE_DONE
      || !_vb_people_log (db, VB_EVENT_READ, 'R', "person", args->text[0], args->text[0], NULL,
                          error))
    return NULL;
  return g_steal_pointer (&list);
}

GPtrArray *
vb_conversations_list_sync (VbStore       *store,
                            const char    *person_id,
                            GCancellable  *cancellable,
                            GError       **error)
{
  g_return_val_if_fail (VB_IS_STORE (store) && person_id != NULL, NULL);

  return _vb_args_run (store, VB_LANE_WRITE, list_job, _vb_args_new (VB_N_TABLES, 1, person_id),
                       cancellable, error);
}

void
vb_conversations_list_async (VbStore             *store,
                             const char          *person_id,
                             GCancellable        *cancellable,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data)
{
  g_return_if_fail (VB_IS_STORE (store) && person_id != NULL);

  _vb_args_start (store, VB_LANE_WRITE, list_job, _vb_args_new (VB_N_TABLES, 1, person_id),
                  (GDestroyNotify) g_ptr_array_unref, cancellable, callback, user_data);
}

GPtrArray *
vb_conversations_list_finish (VbStore       *store,
                              GAsyncResult  *result,
                              GError       **error)
{
  return vb_store_run_finish (store, result, error);
}

/* ------------------------------------------------------------------ throwing away */

static gboolean
run_on (VbDatabase  *db,
        const char  *sql,
        const char  *id,
        GError     **error)
{
  g_autoptr(VbStatement) statement = _vb_database_prepare (db, sql, error);

  if (statement == NULL)
    return FALSE;
  _vb_bind_text (statement, 1, id);
  _vb_database_touch (db, VB_CHANGED_PEOPLE);
  return _vb_database_run (db, statement, error);
}

static gpointer
discard_job (VbDatabase    *db,
             gpointer       data,
             GCancellable  *cancellable,
             GError       **error)
{
  VbArgs *args = data;
  g_autoptr(VbConversation) self = NULL;
  gpointer found;
  gboolean open;

  if (!_vb_shape_find (db, &vb_conversation_shape, args->text[0], &found, error))
    return NULL;
  if (found == NULL)
    return set_not_found (error);
  self = found;
  open = g_str_equal (self->state, "in-progress");
  if (!run_on (db, open ? "DELETE FROM conversation WHERE id = ?1"
                        : "UPDATE conversation SET state = 'entered-in-error' WHERE id = ?1",
               self->id, error)
      || !_vb_people_log (db, open ? VB_EVENT_DELETE : VB_EVENT_CHANGE, open ? 'D' : 'U',
                          "conversation", self->id, self->person_id, NULL, error))
    return NULL;
  return VB_DONE;
}

gboolean
vb_conversations_discard_sync (VbStore       *store,
                               const char    *id,
                               GCancellable  *cancellable,
                               GError       **error)
{
  g_return_val_if_fail (VB_IS_STORE (store) && id != NULL, FALSE);

  return _vb_args_run (store, VB_LANE_WRITE, discard_job, _vb_args_new (VB_N_TABLES, 1, id),
                       cancellable, error) != NULL;
}

void
vb_conversations_discard_async (VbStore             *store,
                                const char          *id,
                                GCancellable        *cancellable,
                                GAsyncReadyCallback  callback,
                                gpointer             user_data)
{
  g_return_if_fail (VB_IS_STORE (store) && id != NULL);

  _vb_args_start (store, VB_LANE_WRITE, discard_job, _vb_args_new (VB_N_TABLES, 1, id), NULL,
                  cancellable, callback, user_data);
}

gboolean
vb_conversations_discard_finish (VbStore       *store,
                                 GAsyncResult  *result,
                                 GError       **error)
{
  return vb_store_run_finish (store, result, error) != NULL;
}

/* ------------------------------------------------------------------ plans */

static gpointer
open_plan_job (VbDatabase    *db,
               gpointer       data,
               GCancellable  *cancellable,
               GError       **error)
{
  VbArgs *args = data;
  g_autoptr(VbPlan) self = NULL;
  gpointer found;

  if (!_vb_shape_find (db, &vb_plan_shape, args->text[0], &found, error))
    return NULL;
  if (found == NULL)
    return set_not_found (error);
  self = found;
  self->goals = vb_shape_new_list (&vb_goal_shape);
  self->actions = vb_shape_new_list (&vb_action_shape);
  if (!_vb_shape_load (db, &vb_goal_shape, "plan_id", self->id, "id", self->goals, error)
      || !_vb_shape_load (db, &vb_action_shape, "plan_id", self->id, "id", self->actions, error)
      || !_vb_people_log (db, VB_EVENT_READ, 'R', "plan", self->id, self->person_id, NULL, error))
    return NULL;
  return g_steal_pointer (&self);
}

static gpointer
save_plan_job (VbDatabase    *db,
               gpointer       data,
               GCancellable  *cancellable,
               GError       **error)
{
  VbPair *pair = data;
  const VbPlan *base = pair->base, *mine = pair->mine;
  g_autofree char *now = _vb_rows_now ();
  const VbCell changed[] = { { "changed_at", now } };
  const VbShapeStamps stamps = { changed, 1, changed, 1 };
  guint n = 0;

  if (!_vb_shape_save (db, &vb_plan_shape, base, mine, &stamps, &n, error)
      || !_vb_shape_save_list (db, &vb_goal_shape, base != NULL ? base->goals : NULL,
                               mine->goals, &n, error)
      || !_vb_shape_save_list (db, &vb_action_shape, base != NULL ? base->actions : NULL,
                               mine->actions, &n, error))
    return NULL;
  if (n == 0)
    return VB_DONE;
  return _vb_people_stamp (db, mine->person_id, error)
         && log_save (db, "plan", base == NULL, mine->id, mine->person_id, n, error)
         ? VB_DONE : NULL;
}

/* ------------------------------------------------------------------ one who keeps the overview */

typedef struct
{
  char *id;
  char *person_id;
} OtherPlan;

static void
other_plan_free (gpointer data)
{
  OtherPlan *self = data;

  g_free (self->id);
  g_free (self->person_id);
  g_free (self);
}

/* Of those who share, as vb_plans_look_up() gives them: of the others nothing is known here. */
static GPtrArray *
find_others (VbDatabase    *db,
             const VbPlan  *mine,
             GError       **error)
{
  g_autoptr(GPtrArray) list = g_ptr_array_new_with_free_func (other_plan_free);
  g_autoptr(VbStatement) statement = _vb_database_prepare (db,
    "SELECT p.id, p.person_id FROM plan AS p "
    "JOIN household_member AS m ON m.person_id = p.person_id AND m.household_id = p.household_id "
    "JOIN household_member AS own ON own.household_id = m.household_id "
    "WHERE own.person_id = ?1 AND " VB_STILL_MEMBER (own) " AND m.person_id <> ?1 AND m.shares = 1 "
    "AND " VB_STILL_MEMBER (m) " AND p.state IN ('draft', 'active') AND p.director IS NOT ?2 "
    "ORDER BY p.id", error);
  int code;

  if (statement == NULL)
    return NULL;
  _vb_bind_text (statement, 1, mine->person_id);
  _vb_bind_text (statement, 2, mine->director);
  while ((code = _vb_database_step (db, statement, error)) == SQLITE_ROW)
    {
      OtherPlan *other = g_new0 (OtherPlan, 1);

      other->id = g_strdup (_vb_column_text (statement, 0));
      other->person_id = g_strdup (_vb_column_text (statement, 1));
      g_ptr_array_add (list, other);
    }
  return code >= 0 ? g_steal_pointer (&list) : NULL;
}

static gboolean
end_director (VbDatabase       *db,
              const OtherPlan  *other,
              const VbPlan     *mine,
              GError          **error)
{
  g_autofree char *now = _vb_rows_now ();
  g_autoptr(VbStatement) statement = _vb_database_prepare (db,
    "UPDATE plan SET director = ?2, director_id = ?3, directors_note = NULL, changed_at = ?4 "
    "WHERE id = ?1", error);

  if (statement == NULL)
    return FALSE;
  _vb_bind_text (statement, 1, other->id);
  _vb_bind_text (statement, 2, mine->director);
  _vb_bind_text (statement, 3, mine->director_id);
  _vb_bind_text (statement, 4, now);
  _vb_database_touch (db, VB_CHANGED_PEOPLE);
  return _vb_database_run (db, statement, error)
         && _vb_people_stamp (db, other->person_id, error)
         && _vb_people_log (db, VB_EVENT_CHANGE, 'U', "plan", other->id, other->person_id,
                            "director", error);
}

static gpointer
save_as_one_job (VbDatabase    *db,
                 gpointer       data,
                 GCancellable  *cancellable,
                 GError       **error)
{
  const VbPlan *mine = ((VbPair *) data)->mine;
  g_autoptr(GPtrArray) others = NULL;

  if (save_plan_job (db, data, cancellable, error) == NULL)
    return NULL;
  others = find_others (db, mine, error);
  for (guint i = 0; others != NULL && i < others->len; i++)
    if (!end_director (db, g_ptr_array_index (others, i), mine, error))
      return NULL;
  return others != NULL ? VB_DONE : NULL;
}

static gpointer
copy_plan (gconstpointer plan)
{
  return vb_plan_copy (plan);
}

static void
free_plan (gpointer plan)
{
  vb_plan_free (plan);
}

VbPlan *
vb_plans_open_sync (VbStore       *store,
                    const char    *id,
                    GCancellable  *cancellable,
                    GError       **error)
{
  g_return_val_if_fail (VB_IS_STORE (store) && id != NULL, NULL);

  return _vb_args_run (store, VB_LANE_WRITE, open_plan_job, _vb_args_new (VB_N_TABLES, 1, id),
                       cancellable, error);
}

void
vb_plans_open_async (VbStore             *store,
                     const char          *id,
                     GCancellable        *cancellable,
                     GAsyncReadyCallback  callback,
                     gpointer             user_data)
{
  g_return_if_fail (VB_IS_STORE (store) && id != NULL);

  _vb_args_start (store, VB_LANE_WRITE, open_plan_job, _vb_args_new (VB_N_TABLES, 1, id),
                  (GDestroyNotify) vb_plan_free, cancellable, callback, user_data);
}

VbPlan *
vb_plans_open_finish (VbStore       *store,
                      GAsyncResult  *result,
                      GError       **error)
{
  return vb_store_run_finish (store, result, error);
}

gboolean
vb_plans_save_sync (VbStore       *store,
                    const VbPlan  *base,
                    const VbPlan  *plan,
                    GCancellable  *cancellable,
                    GError       **error)
{
  g_return_val_if_fail (VB_IS_STORE (store) && plan != NULL, FALSE);

  return _vb_pair_run (store, save_plan_job, base, plan, copy_plan, free_plan,
                       vb_plan_validate (plan), cancellable, error) != NULL;
}

void
vb_plans_save_async (VbStore             *store,
                     const VbPlan        *base,
                     const VbPlan        *plan,
                     GCancellable        *cancellable,
                     GAsyncReadyCallback  callback,
                     gpointer             user_data)
{
  g_return_if_fail (VB_IS_STORE (store) && plan != NULL);

  _vb_pair_start (store, save_plan_job, base, plan, copy_plan, free_plan, vb_plan_validate (plan),
                  cancellable, callback, user_data);
}

gboolean
vb_plans_save_as_one_sync (VbStore       *store,
                           const VbPlan  *base,
                           const VbPlan  *plan,
                           GCancellable  *cancellable,
                           GError       **error)
{
  g_return_val_if_fail (VB_IS_STORE (store) && plan != NULL, FALSE);

  return _vb_pair_run (store, save_as_one_job, base, plan, copy_plan, free_plan,
                       vb_plan_validate (plan), cancellable, error) != NULL;
}

void
vb_plans_save_as_one_async (VbStore             *store,
                            const VbPlan        *base,
                            const VbPlan        *plan,
                            GCancellable        *cancellable,
                            GAsyncReadyCallback  callback,
                            gpointer             user_data)
{
  g_return_if_fail (VB_IS_STORE (store) && plan != NULL);

  _vb_pair_start (store, save_as_one_job, base, plan, copy_plan, free_plan,
                  vb_plan_validate (plan), cancellable, callback, user_data);
}

gboolean
vb_plans_save_finish (VbStore       *store,
                      GAsyncResult  *result,
                      GError       **error)
{
  return _vb_pair_finish (store, result, error);
}
