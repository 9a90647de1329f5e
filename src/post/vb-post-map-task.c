/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "post/vb-post-map-task.h"

/* ------------------------------------------------------------------ how it stands */

void
vb_post_map_book_free (VbPostMapBook *self)
{
  g_clear_pointer (&self->choice, vb_map_choice_free);
  g_clear_pointer (&self->services, g_ptr_array_unref);
  g_clear_pointer (&self->edition, vb_map_edition_free);
  g_clear_pointer (&self->maps, g_ptr_array_unref);
  g_free (self);
}

static int
by_name (gconstpointer a,
         gconstpointer b)
{
  const VbMapService *const *one = a;
  const VbMapService *const *other = b;
  int order = g_utf8_collate ((*one)->name, (*other)->name);

  return order != 0 ? order : g_strcmp0 ((*one)->id, (*other)->id);
}

static GPtrArray *
list_services (const VbMapChoice *choice)
{
  GPtrArray *services = g_ptr_array_new_with_free_func ((GDestroyNotify) vb_map_service_free);
  GHashTableIter iter;
  gpointer id, name;

  g_hash_table_iter_init (&iter, choice->services);
  while (g_hash_table_iter_next (&iter, &id, &name))
    g_ptr_array_add (services, vb_map_service_new (id, name, 0));
  g_ptr_array_sort (services, by_name);
  return services;
}

static void
read_thread (GTask        *task,
             gpointer      source,
             gpointer      data,
             GCancellable *cancellable)
{
  g_autoptr(VbPostMapBook) self = g_new0 (VbPostMapBook, 1);
  VbStore *store = data;
  GError *error = NULL;

  self->choice = vb_maps_read_choice_sync (store, NULL, cancellable, &error);
  if (self->choice != NULL)
    self->edition = vb_maps_get_edition_sync (store, cancellable, &error);
  if (self->edition != NULL)
    self->maps = vb_maps_list_sync (store, cancellable, &error);
  if (self->maps == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  self->services = list_services (self->choice);
  g_task_return_pointer (task, g_steal_pointer (&self), (GDestroyNotify) vb_post_map_book_free);
}

void
vb_post_map_book_read_async (VbStore             *store,
                             GCancellable        *cancellable,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data)
{
  g_autoptr(GTask) task = g_task_new (NULL, cancellable, callback, user_data);

  g_return_if_fail (VB_IS_STORE (store));

  g_task_set_source_tag (task, vb_post_map_book_read_async);
  g_task_set_task_data (task, g_object_ref (store), g_object_unref);
  g_task_run_in_thread (task, read_thread);
}

VbPostMapBook *
vb_post_map_book_read_finish (GAsyncResult  *result,
                              GError       **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, vb_post_map_book_read_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/* ------------------------------------------------------------------ what somebody does */

typedef struct
{
  VbStore *store;
  VbPostMapAct act;
  char *id; /* (nullable) */
  gboolean is_new;
} Job;

static void
job_free (gpointer data)
{
  Job *self = data;

  g_object_unref (self->store);
  g_free (self->id);
  g_free (self);
}

static gboolean
run (Job           *job,
     GCancellable  *cancellable,
     GError       **error)
{
  gint64 now = g_get_real_time ();

  switch (job->act)
    {
    case VB_POST_MAP_CHOOSE:
    case VB_POST_MAP_KEEP:
      return vb_maps_choose_sync (job->store, job->id, job->act == VB_POST_MAP_CHOOSE, cancellable,
                                  error);
    case VB_POST_MAP_ALL_CHECKED:
    case VB_POST_MAP_CHOSEN_ONLY:
      return vb_maps_set_sync (job->store, job->act == VB_POST_MAP_ALL_CHECKED, NULL, cancellable,
                               error);
    case VB_POST_MAP_PUBLISH:
      return vb_post_map_publish_sync (job->store, now, &job->is_new, cancellable, error);
    case VB_POST_MAP_SUBSCRIBE:
      return vb_post_map_subscribe_sync (job->store, job->id, now, cancellable, error);
    case VB_POST_MAP_UNSUBSCRIBE:
    default:
      return vb_post_map_unsubscribe_sync (job->store, job->id, FALSE, cancellable, error);
    }
}

static void
do_thread (GTask        *task,
           gpointer      source,
           gpointer      data,
           GCancellable *cancellable)
{
  GError *error = NULL;

  if (run (data, cancellable, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

void
vb_post_map_do_async (VbStore             *store,
                      VbPostMapAct         act,
                      const char          *id,
                      GCancellable        *cancellable,
                      GAsyncReadyCallback  callback,
                      gpointer             user_data)
{
  g_autoptr(GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Job *job;

  g_return_if_fail (VB_IS_STORE (store));

  job = g_new0 (Job, 1);
  job->store = g_object_ref (store);
  job->act = act;
  job->id = g_strdup (id);
  g_task_set_source_tag (task, vb_post_map_do_async);
  g_task_set_task_data (task, job, job_free);
  g_task_run_in_thread (task, do_thread);
}

gboolean
vb_post_map_do_finish (GAsyncResult  *result,
                       gboolean      *is_new,
                       GError       **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, vb_post_map_do_async), FALSE);

  if (is_new != NULL)
    *is_new = ((Job *) g_task_get_task_data (G_TASK (result)))->is_new;
  return g_task_propagate_boolean (G_TASK (result), error);
}
