/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "vb-store"
#include "config.h"

#include "core/store/vb-plans.h"

#include "core/store/vb-access-log.h"
#include "core/store/vb-shape-rows-private.h"

void
vb_plans_at_hand_free (VbPlansAtHand *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->own, vb_plan_free);
  g_free (self->household_id);
  g_clear_pointer (&self->others, g_ptr_array_unref);
  g_free (self);
}

static gboolean
load_plan (VbDatabase  *db,
           const char  *id,
           VbPlan     **plan,
           GError     **error)
{
  gpointer found;

  *plan = NULL;
  if (!_vb_shape_find (db, &vb_plan_shape, id, &found, error))
    return FALSE;
  *plan = found;
  if (found == NULL)
    return TRUE;
  (*plan)->goals = vb_shape_new_list (&vb_goal_shape);
  (*plan)->actions = vb_shape_new_list (&vb_action_shape);
  return _vb_shape_load (db, &vb_goal_shape, "plan_id", id, "id", (*plan)->goals, error)
         && _vb_shape_load (db, &vb_action_shape, "plan_id", id, "id", (*plan)->actions, error);
}

/* (transfer full) (nullable) in @value: the first column of the first row */
static gboolean
read_one (VbDatabase  *db,
          const char  *sql,
          const char  *argument,
          char       **value,
          GError     **error)
{
  g_autoptr(VbStatement) statement = _vb_database_prepare (db, sql, error);
  int code;

  *value = NULL;
  if (statement == NULL)
    return FALSE;
  _vb_bind_text (statement, 1, argument);
  code = _vb_database_step (db, statement, error);
  if (code == SQLITE_ROW)
    *value = g_strdup (_vb_column_text (statement, 0));
  return code >= 0;
}

static gboolean
log_read (VbDatabase    *db,
          const VbPlan  *plan,
          const char    *detail,
          GError       **error)
{
  return _vb_people_log (db, VB_EVENT_READ, 'R', "plan", plan->id, plan->person_id, detail, error);
}

static gboolean
find_own (VbDatabase     *db,
          const char     *person_id,
          VbPlansAtHand  *self,
          GError        **error)
{
  g_autofree char *id = NULL;

  if (!read_one (db,
                 "SELECT id FROM plan WHERE person_id = ?1 AND state IN ('draft', 'active') "
                 "ORDER BY started_on DESC, id DESC LIMIT 1", person_id, &id, error)
      || !read_one (db,
                    "SELECT household_id FROM household_member WHERE person_id = ?1 AND "
                    VB_STILL_MEMBER (household_member) " ORDER BY id LIMIT 1", person_id,
                    &self->household_id, error))
    return FALSE;
  if (id == NULL)
    return TRUE;
  return load_plan (db, id, &self->own, error)
         && (self->own == NULL || log_read (db, self->own, NULL, error));
}

/* Of each plan which, and whether its person agreed that the others see them take part. */
static gboolean
find_others (VbDatabase     *db,
             const char     *person_id,
             VbPlansAtHand  *self,
             GError        **error)
{
  g_autoptr(VbStatement) statement = _vb_database_prepare (db,
    "SELECT p.id FROM plan AS p JOIN household_member AS m ON m.person_id = p.person_id "
    "WHERE m.household_id = ?1 AND m.person_id <> ?2 AND m.shares = 1 AND p.household_id = ?1 "
    "AND " VB_STILL_MEMBER (m) " AND p.state IN ('draft', 'active') "
    "ORDER BY p.started_on, p.id", error);
  g_autoptr(GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  int code;

  if (statement == NULL)
    return FALSE;
  _vb_bind_text (statement, 1, self->household_id);
  _vb_bind_text (statement, 2, person_id);
  while ((code = _vb_database_step (db, statement, error)) == SQLITE_ROW)
    g_ptr_array_add (ids, g_strdup (_vb_column_text (statement, 0)));
  for (guint i = 0; code >= 0 && i < ids->len; i++)
    {
      g_autoptr(VbPlan) plan = NULL;

      if (!load_plan (db, g_ptr_array_index (ids, i), &plan, error)
          || (plan != NULL && !log_read (db, plan, "household", error)))
        return FALSE;
      if (plan != NULL)
        g_ptr_array_add (self->others, vb_plan_dup_for_household (plan, TRUE));
    }
  return code >= 0;
}

static gpointer
look_up_job (VbDatabase    *db,
             gpointer       data,
             GCancellable  *cancellable,
             GError       **error)
{
  VbArgs *args = data;
  g_autoptr(VbPlansAtHand) self = g_new0 (VbPlansAtHand, 1);

  self->others = g_ptr_array_new_with_free_func ((GDestroyNotify) vb_plan_free);
  if (!find_own (db, args->text[0], self, error)
      || (self->household_id != NULL && !find_others (db, args->text[0], self, error)))
    return NULL;
  return g_steal_pointer (&self);
}

VbPlansAtHand *
vb_plans_look_up_sync (VbStore       *store,
                       const char    *person_id,
                       GCancellable  *cancellable,
                       GError       **error)
{
  g_return_val_if_fail (VB_IS_STORE (store) && person_id != NULL, NULL);

  return _vb_args_run (store, VB_LANE_WRITE, look_up_job, _vb_args_new (VB_N_TABLES, 1, person_id),
                       cancellable, error);
}

void
vb_plans_look_up_async (VbStore             *store,
                        const char          *person_id,
                        GCancellable        *cancellable,
                        GAsyncReadyCallback  callback,
                        gpointer             user_data)
{
  g_return_if_fail (VB_IS_STORE (store) && person_id != NULL);

  _vb_args_start (store, VB_LANE_WRITE, look_up_job, _vb_args_new (VB_N_TABLES, 1, person_id),
                  (GDestroyNotify) vb_plans_at_hand_free, cancellable, callback, user_data);
}

VbPlansAtHand *
vb_plans_look_up_finish (VbStore       *store,
                         GAsyncResult  *result,
                         GError       **error)
{
  return vb_store_run_finish (store, result, error);
}

/* ------------------------------------------------------------------ what goes out */

static gpointer
log_paper_job (VbDatabase    *db,
               gpointer       data,
               GCancellable  *cancellable,
               GError       **error)
{
  VbArgs *args = data;

  return _vb_people_log (db, args->text[0], 'E', args->text[1], args->text[2], args->text[3],
                         args->text[4], error) ? VB_DONE : NULL;
}

static VbArgs *
paper_args (const char *event,
            const char *type,
            const char *id,
            const char *person_id,
            const char *detail)
{
  return _vb_args_new (VB_N_TABLES, 5, event, type, id, person_id, detail);
}

gboolean
vb_plans_log_paper_sync (VbStore       *store,
                         const char    *event,
                         const char    *type,
                         const char    *id,
                         const char    *person_id,
                         const char    *detail,
                         GCancellable  *cancellable,
                         GError       **error)
{
  g_return_val_if_fail (VB_IS_STORE (store) && event != NULL && type != NULL, FALSE);

  return _vb_args_run (store, VB_LANE_WRITE, log_paper_job,
                       paper_args (event, type, id, person_id, detail), cancellable, error)
         != NULL;
}

void
vb_plans_log_paper_async (VbStore             *store,
                          const char          *event,
                          const char          *type,
                          const char          *id,
                          const char          *person_id,
                          const char          *detail,
                          GCancellable        *cancellable,
                          GAsyncReadyCallback  callback,
                          gpointer             user_data)
{
  g_return_if_fail (VB_IS_STORE (store) && event != NULL && type != NULL);

  _vb_args_start (store, VB_LANE_WRITE, log_paper_job,
                  paper_args (event, type, id, person_id, detail), NULL, cancellable, callback,
                  user_data);
}

gboolean
vb_plans_log_paper_finish (VbStore       *store,
                           GAsyncResult  *result,
                           GError       **error)
{
  return vb_store_run_finish (store, result, error) != NULL;
}
