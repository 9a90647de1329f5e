/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "vb-store"
#include "config.h"

#include "core/store/vb-agreements.h"

#include "core/store/vb-access-log.h"
#include "core/store/vb-shape-rows-private.h"

#define HISTORY "at DESC, id DESC LIMIT 500"

/* ------------------------------------------------------------------ reading */

/* All lists are made before one is read: what is freed half-way must be whole. */
static gboolean
read_nodes (VbDatabase   *db,
            VbAgreement  *self,
            GError      **error)
{
  if (!_vb_shape_load (db, &vb_agreement_node_shape, "agreement_id", self->id, "position, id",
                       self->nodes, error))
    return FALSE;
  for (guint i = 0; i < self->nodes->len; i++)
    vb_agreement_node_adopt (g_ptr_array_index (self->nodes, i));
  for (guint i = 0; i < self->nodes->len; i++)
    {
      VbAgreementNode *node = g_ptr_array_index (self->nodes, i);

      if (!_vb_shape_load (db, &vb_agreement_answer_shape, "node_id", node->id, "position, id",
                           node->answers, error))
        return FALSE;
    }
  return TRUE;
}

static VbAgreement *
read_agreement (VbDatabase  *db,
                const char  *id,
                GError     **error)
{
  g_autoptr(VbAgreement) self = NULL;
  gpointer found;

  if (!_vb_shape_find (db, &vb_agreement_shape, id, &found, error))
    return NULL;
  if (found == NULL)
    {
      g_set_error_literal (error, VB_ERROR, VB_ERROR_NOT_FOUND,
                           "There is no such agreement any more");
      return NULL;
    }
  self = vb_agreement_adopt (found);
  return read_nodes (db, self, error) ? g_steal_pointer (&self) : NULL;
}

static gpointer
open_job (VbDatabase    *db,
          gpointer       data,
          GCancellable  *cancellable,
          GError       **error)
{
  VbArgs *args = data;

  return read_agreement (db, args->text[0], error);
}

VbAgreement *
vb_agreements_open_sync (VbStore       *store,
                         const char    *id,
                         GCancellable  *cancellable,
                         GError       **error)
{
  g_return_val_if_fail (VB_IS_STORE (store) && id != NULL, NULL);

  return _vb_args_run (store, VB_LANE_READ, open_job, _vb_args_new (VB_N_TABLES, 1, id),
                       cancellable, error);
}

void
vb_agreements_open_async (VbStore             *store,
                          const char          *id,
                          GCancellable        *cancellable,
                          GAsyncReadyCallback  callback,
                          gpointer             user_data)
{
  g_return_if_fail (VB_IS_STORE (store) && id != NULL);

  _vb_args_start (store, VB_LANE_READ, open_job, _vb_args_new (VB_N_TABLES, 1, id),
                  (GDestroyNotify) vb_agreement_free, cancellable, callback, user_data);
}

VbAgreement *
vb_agreements_open_finish (VbStore       *store,
                           GAsyncResult  *result,
                           GError       **error)
{
  return vb_store_run_finish (store, result, error);
}

/* ------------------------------------------------------------------ writing */

/* Answers of a node that goes, go with it. */
static gboolean
write_answers (VbDatabase         *db,
               const VbAgreement  *base,
               const VbAgreement  *mine,
               guint              *n_changes,
               GError            **error)
{
  for (guint i = 0; i < mine->nodes->len; i++)
    {
      const VbAgreementNode *node = g_ptr_array_index (mine->nodes, i);
      const VbAgreementNode *was = base != NULL ? vb_agreement_find_node (base, node->id) : NULL;

      if (!_vb_shape_save_list (db, &vb_agreement_answer_shape, was != NULL ? was->answers : NULL,
                                node->answers, n_changes, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
write_history (VbDatabase         *db,
               const VbAgreement  *base,
               const VbAgreement  *mine,
               GError            **error)
{
  g_autoptr(GPtrArray) changes = vb_agreement_list_changes (base, mine);
  guint n = 0;

  for (guint i = 0; i < changes->len; i++)
    {
      VbAgreementChange *change = g_ptr_array_index (changes, i);

      change->agreement_id = g_strdup (mine->id);
      change->at = g_get_real_time ();
      change->actor = g_strdup (_vb_rows_actor (db));
    }
  return _vb_shape_save_list (db, &vb_agreement_change_shape, NULL, changes, &n, error);
}

static GArray *
check (const VbAgreement *agreement)
{
  return g_strcmp0 (agreement->state, "active") == 0 ? vb_agreement_check_active (agreement)
                                                      : vb_agreement_validate (agreement);
}

/* What two people made of it may each be right, and not be so together: one lets it be in force,
 * the other takes a question away. */
static gboolean
check_together (VbDatabase   *db,
                const char   *id,
                GError      **error)
{
  g_autoptr(VbAgreement) now = read_agreement (db, id, error);
  g_autoptr(GArray) errors = now != NULL ? check (now) : NULL;
  const VbShapeError *first;

  if (errors == NULL)
    return FALSE;
  if (errors->len == 0)
    return TRUE;
  first = &g_array_index (errors, VbShapeError, 0);
  g_set_error (error, VB_ERROR, VB_ERROR_CONFLICT,
               "With what somebody else changed, %s.%s is wrong: %s", first->shape->table,
               first->column, first->message);
  return FALSE;
}

static gpointer
save_job (VbDatabase    *db,
          gpointer       data,
          GCancellable  *cancellable,
          GError       **error)
{
  VbPair *pair = data;
  const VbAgreement *base = pair->base, *mine = pair->mine;
  g_autofree char *now = _vb_rows_now ();
  const VbCell stamp[] = { { "changed_at", now } };
  const VbShapeStamps stamps = { stamp, 1, stamp, 1 };
  guint n = 0;

  if (!_vb_shape_save (db, &vb_agreement_shape, base, mine, &stamps, &n, error)
      || !_vb_shape_save_list (db, &vb_agreement_node_shape, base != NULL ? base->nodes : NULL,
                               mine->nodes, &n, error)
      || !write_answers (db, base, mine, &n, error))
    return NULL;
  if (n == 0)
    return VB_DONE;
  if (!check_together (db, mine->id, error))
    return NULL;
  return write_history (db, base, mine, error)
         && _vb_rows_log (db, base == NULL ? VB_EVENT_CREATE : VB_EVENT_CHANGE,
                          base == NULL ? 'C' : 'U', "agreement", mine->id, mine->state, error)
           ? VB_DONE
           : NULL;
}

static gpointer
copy_agreement (gconstpointer agreement)
{
  return vb_agreement_copy (agreement);
}

static void
free_agreement (gpointer agreement)
{
  vb_agreement_free (agreement);
}

gboolean
vb_agreements_save_sync (VbStore            *store,
                         const VbAgreement  *base,
                         const VbAgreement  *agreement,
                         GCancellable       *cancellable,
                         GError            **error)
{
  g_return_val_if_fail (VB_IS_STORE (store) && agreement != NULL, FALSE);

  return _vb_pair_run (store, save_job, base, agreement, copy_agreement, free_agreement,
                       check (agreement), cancellable, error) != NULL;
}

void
vb_agreements_save_async (VbStore             *store,
                          const VbAgreement   *base,
                          const VbAgreement   *agreement,
                          GCancellable        *cancellable,
                          GAsyncReadyCallback  callback,
                          gpointer             user_data)
{
  g_return_if_fail (VB_IS_STORE (store) && agreement != NULL);

  _vb_pair_start (store, save_job, base, agreement, copy_agreement, free_agreement,
                  check (agreement), cancellable, callback, user_data);
}

gboolean
vb_agreements_save_finish (VbStore       *store,
                           GAsyncResult  *result,
                           GError       **error)
{
  return _vb_pair_finish (store, result, error);
}

/* ------------------------------------------------------------------ lists */

void
vb_agreement_line_free (VbAgreementLine *self)
{
  g_free (self->id);
  g_free (self->title);
  g_free (self->owner);
  g_free (self->agreed_on);
  g_free (self->review_on);
  g_free (self->state);
  g_free (self);
}

static VbAgreementLine *
read_line (VbStatement *statement)
{
  VbAgreementLine *line = g_new0 (VbAgreementLine, 1);

  line->id = g_strdup (_vb_column_text (statement, 0));
  line->title = g_strdup (_vb_column_text (statement, 1));
  line->owner = g_strdup (_vb_column_text (statement, 2));
  line->agreed_on = g_strdup (_vb_column_text (statement, 3));
  line->review_on = g_strdup (_vb_column_text (statement, 4));
  line->state = g_strdup (_vb_column_text (statement, 5));
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
    g_ptr_array_new_with_free_func ((GDestroyNotify) vb_agreement_line_free);
  g_autoptr(VbStatement) statement = _vb_database_prepare (db,
    "SELECT id, title, owner, agreed_on, review_on, state FROM agreement "
    "WHERE ?1 IS NULL OR (state = 'active' AND (about IS NULL "
    "OR instr (' ' || about || ' ', ' ' || ?1 || ' ') > 0)) "
    "ORDER BY state <> 'active', state <> 'draft', iif (?1 IS NULL, 0, about IS NULL), "
    "lower (title), id", error);
  int code;

  if (statement == NULL)
    return NULL;
  _vb_bind_text (statement, 1, args->text[0]);
  while ((code = _vb_database_step (db, statement, error)) == SQLITE_ROW)
    g_ptr_array_add (lines, read_line (statement));
  return code == SQLITE_DONE ? g_steal_pointer (&lines) : NULL;
}

GPtrArray *
vb_agreements_list_sync (VbStore       *store,
                         const char    *need,
                         GCancellable  *cancellable,
                         GError       **error)
{
  g_return_val_if_fail (VB_IS_STORE (store), NULL);

  return _vb_args_run (store, VB_LANE_READ, list_job, _vb_args_new (VB_N_TABLES, 1, need),
                       cancellable, error);
}

void
vb_agreements_list_async (VbStore             *store,
                          const char          *need,
                          GCancellable        *cancellable,
                          GAsyncReadyCallback  callback,
                          gpointer             user_data)
{
  g_return_if_fail (VB_IS_STORE (store));

  _vb_args_start (store, VB_LANE_READ, list_job, _vb_args_new (VB_N_TABLES, 1, need),
                  (GDestroyNotify) g_ptr_array_unref, cancellable, callback, user_data);
}

GPtrArray *
vb_agreements_list_finish (VbStore       *store,
                           GAsyncResult  *result,
                           GError       **error)
{
  return vb_store_run_finish (store, result, error);
}

static gpointer
history_job (VbDatabase    *db,
             gpointer       data,
             GCancellable  *cancellable,
             GError       **error)
{
  VbArgs *args = data;
  g_autoptr(GPtrArray) changes = vb_shape_new_list (&vb_agreement_change_shape);

  return _vb_shape_load (db, &vb_agreement_change_shape, "agreement_id", args->text[0], HISTORY,
                         changes, error)
           ? g_steal_pointer (&changes)
           : NULL;
}

GPtrArray *
vb_agreements_history_sync (VbStore       *store,
                            const char    *id,
                            GCancellable  *cancellable,
                            GError       **error)
{
  g_return_val_if_fail (VB_IS_STORE (store) && id != NULL, NULL);

  return _vb_args_run (store, VB_LANE_READ, history_job, _vb_args_new (VB_N_TABLES, 1, id),
                       cancellable, error);
}

void
vb_agreements_history_async (VbStore             *store,
                             const char          *id,
                             GCancellable        *cancellable,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data)
{
  g_return_if_fail (VB_IS_STORE (store) && id != NULL);

  _vb_args_start (store, VB_LANE_READ, history_job, _vb_args_new (VB_N_TABLES, 1, id),
                  (GDestroyNotify) g_ptr_array_unref, cancellable, callback, user_data);
}

GPtrArray *
vb_agreements_history_finish (VbStore       *store,
                              GAsyncResult  *result,
                              GError       **error)
{
  return vb_store_run_finish (store, result, error);
}
