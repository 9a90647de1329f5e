/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "vb-store"
#include "config.h"

#include "core/store/vb-draft.h"

#include "core/store/vb-rows-private.h"

static VbArgs *
form_args (const char *form,
           const char *id,
           const char *text)
{
  g_autofree char *name = g_strdup_printf ("draft/%s/%s", form, id != NULL ? id : "new");

  return _vb_args_new (VB_N_TABLES, 2, name, text);
}

static VbArgs *
draft_args (VbTable     table,
            const char *id,
            const char *text)
{
  return form_args (vb_schema_get (table)->name, id, text);
}

static gpointer
keep_job (VbDatabase    *db,
          gpointer       data,
          GCancellable  *cancellable,
          GError       **error)
{
  VbArgs *args = data;

  return _vb_database_set_setting (db, args->text[0], args->text[1], error) ? VB_DONE : NULL;
}

static gpointer
find_job (VbDatabase    *db,
          gpointer       data,
          GCancellable  *cancellable,
          GError       **error)
{
  VbArgs *args = data;
  char *text = NULL;

  return _vb_database_get_setting (db, args->text[0], &text, error) ? text : NULL;
}

gboolean
vb_draft_keep_sync (VbStore       *store,
                    VbTable        table,
                    const char    *id,
                    const char    *text,
                    GCancellable  *cancellable,
                    GError       **error)
{
  g_return_val_if_fail (VB_IS_STORE (store) && table < VB_N_TABLES, FALSE);

  return _vb_args_run (store, VB_LANE_WRITE, keep_job, draft_args (table, id, text), cancellable,
                       error) != NULL;
}

void
vb_draft_keep_async (VbStore             *store,
                     VbTable              table,
                     const char          *id,
                     const char          *text,
                     GCancellable        *cancellable,
                     GAsyncReadyCallback  callback,
                     gpointer             user_data)
{
  g_return_if_fail (VB_IS_STORE (store) && table < VB_N_TABLES);

  _vb_args_start (store, VB_LANE_WRITE, keep_job, draft_args (table, id, text), NULL, cancellable,
                  callback, user_data);
}

gboolean
vb_draft_keep_finish (VbStore       *store,
                      GAsyncResult  *result,
                      GError       **error)
{
  return vb_store_run_finish (store, result, error) != NULL;
}

char *
vb_draft_find_sync (VbStore       *store,
                    VbTable        table,
                    const char    *id,
                    GCancellable  *cancellable,
                    GError       **error)
{
  g_return_val_if_fail (VB_IS_STORE (store) && table < VB_N_TABLES, NULL);

  return _vb_args_run (store, VB_LANE_READ, find_job, draft_args (table, id, NULL), cancellable,
                       error);
}

void
vb_draft_find_async (VbStore             *store,
                     VbTable              table,
                     const char          *id,
                     GCancellable        *cancellable,
                     GAsyncReadyCallback  callback,
                     gpointer             user_data)
{
  g_return_if_fail (VB_IS_STORE (store) && table < VB_N_TABLES);

  _vb_args_start (store, VB_LANE_READ, find_job, draft_args (table, id, NULL), g_free, cancellable,
                  callback, user_data);
}

char *
vb_draft_find_finish (VbStore       *store,
                      GAsyncResult  *result,
                      GError       **error)
{
  return vb_store_run_finish (store, result, error);
}

void
vb_draft_keep_form_async (VbStore             *store,
                          const char          *form,
                          const char          *id,
                          const char          *text,
                          GCancellable        *cancellable,
                          GAsyncReadyCallback  callback,
                          gpointer             user_data)
{
  g_return_if_fail (VB_IS_STORE (store) && form != NULL);

  _vb_args_start (store, VB_LANE_WRITE, keep_job, form_args (form, id, text), NULL, cancellable,
                  callback, user_data);
}

void
vb_draft_find_form_async (VbStore             *store,
                          const char          *form,
                          const char          *id,
                          GCancellable        *cancellable,
                          GAsyncReadyCallback  callback,
                          gpointer             user_data)
{
  g_return_if_fail (VB_IS_STORE (store) && form != NULL);

  /* In the lane that writes: what was kept a moment ago is found. */
  _vb_args_start (store, VB_LANE_WRITE, find_job, form_args (form, id, NULL), g_free, cancellable,
                  callback, user_data);
}
