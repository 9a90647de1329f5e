/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "post/vb-post-task.h"

#include "core/base/vb-error.h"
#include "core/store/vb-messages.h"
#include "interop/vb-write-file.h"
#include "post/vb-letter-file.h"

#define BUSY "vb-post-busy"

typedef struct _Job Job;

/* What a call does in a thread. */
typedef gboolean (*Work) (Job           *job,
                          GCancellable  *cancellable,
                          GError       **error);

/* What one call carries; which of it is set is up to the call. */
struct _Job
{
  Work work;
  VbStore *store;
  char *text[4]; /* each nullable */
  char **paths;  /* (nullable) */
  VbDeskAbout about;
  GBytes *bytes; /* (nullable) */
  VbCarrier *carrier; /* (nullable) */
  VbPartner *partner; /* (nullable) */
  VbPartnerEvent event;
  VbCardVerdict verdict;
  VbPostReport report;
};

static Job *
job_new (VbStore *store,
         Work     work)
{
  Job *self = g_new0 (Job, 1);

  self->work = work;
  self->store = g_object_ref (store);
  return self;
}

static void
job_free (Job *self)
{
  const char *about[] = { self->about.name, self->about.address, self->about.phone,
                          self->about.email, self->about.kvk, self->about.agb };

  for (guint i = 0; i < G_N_ELEMENTS (self->text); i++)
    g_free (self->text[i]);
  for (guint i = 0; i < G_N_ELEMENTS (about); i++)
    g_free ((char *) about[i]);
  g_strfreev (self->paths);
  g_clear_pointer (&self->bytes, g_bytes_unref);
  g_clear_object (&self->carrier);
  g_clear_pointer (&self->partner, vb_partner_free);
  vb_post_report_clear (&self->report);
  g_object_unref (self->store);
  g_free (self);
}

static gint64
seconds_now (void)
{
  return g_get_real_time () / G_USEC_PER_SEC;
}

static void
work_thread (GTask        *task,
             gpointer      source,
             gpointer      data,
             GCancellable *cancellable)
{
  Job *job = data;
  GError *error = NULL;

  if (job->work (job, cancellable, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
start (Job                 *job,
       gpointer             tag,
       GCancellable        *cancellable,
       GAsyncReadyCallback  callback,
       gpointer             user_data)
{
  g_autoptr(GTask) task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_source_tag (task, tag);
  g_task_set_task_data (task, job, (GDestroyNotify) job_free);
  g_task_run_in_thread (task, work_thread);
}

gboolean
vb_post_change_finish (GAsyncResult  *result,
                       GError       **error)
{
  g_return_val_if_fail (G_IS_TASK (result), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/* ------------------------------------------------------------------ to and fro */

/* What came in goes first: its receipts leave in the same go. */
static gboolean
exchange (Job           *job,
          GCancellable  *cancellable,
          GError       **error)
{
  g_autoptr(VbDesk) desk = vb_desk_load_sync (job->store, error);
  g_autoptr(VbPost) post = NULL;

  if (desk == NULL)
    return FALSE;
  post = vb_post_new (desk, job->carrier, g_get_real_time (), error);
  if (post == NULL)
    return FALSE;
  vb_post_set_cancellable (post, cancellable);
  return vb_post_receive (post, &job->report, error) && vb_post_send (post, &job->report, error);
}

static void
ended_cb (GTask      *task,
          GParamSpec *pspec,
          VbStore    *store)
{
  g_object_set_data (G_OBJECT (store), BUSY, NULL);
}

void
vb_post_exchange_async (VbStore             *store,
                        VbCarrier           *carrier,
                        GCancellable        *cancellable,
                        GAsyncReadyCallback  callback,
                        gpointer             user_data)
{
  g_autoptr(GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Job *job;

  g_return_if_fail (VB_IS_STORE (store) && VB_IS_CARRIER (carrier));

  job = job_new (store, exchange);
  job->carrier = g_object_ref (carrier);
  g_task_set_source_tag (task, vb_post_exchange_async);
  g_task_set_task_data (task, job, (GDestroyNotify) job_free);
  if (g_object_get_data (G_OBJECT (store), BUSY) != NULL)
    {
      g_task_return_new_error (task, VB_ERROR, VB_ERROR_IN_USE, "Letters are under way already");
      return;
    }
  g_object_set_data (G_OBJECT (store), BUSY, store);
  g_signal_connect_object (task, "notify::completed", G_CALLBACK (ended_cb), store, 0);
  g_task_run_in_thread (task, work_thread);
}

gboolean
vb_post_exchange_finish (GAsyncResult  *result,
                         VbPostReport  *report,
                         GError       **error)
{
  Job *job;

  g_return_val_if_fail (g_async_result_is_tagged (result, vb_post_exchange_async), FALSE);

  job = g_task_get_task_data (G_TASK (result));
  *report = job->report;
  job->report = (VbPostReport) { 0 };
  return g_task_propagate_boolean (G_TASK (result), error);
}

/* ------------------------------------------------------------------ letters as files */

/* @desk: stays as long as what is returned */
static VbPost *
open_post (Job           *job,
           const VbDesk  *desk,
           const char    *path,
           GCancellable  *cancellable,
           GError       **error)
{
  g_autoptr(VbCarrier) carrier = vb_letter_file_new (path);
  VbPost *post = vb_post_new (desk, carrier, g_get_real_time (), error);

  if (post != NULL)
    vb_post_set_cancellable (post, cancellable);
  return post;
}

static gboolean
save_letter (Job           *job,
             GCancellable  *cancellable,
             GError       **error)
{
  g_autoptr(VbDesk) desk = vb_desk_load_sync (job->store, error);
  g_autoptr(VbPost) post =
    desk != NULL ? open_post (job, desk, job->text[2], cancellable, error) : NULL;

  return post != NULL
         && vb_post_send_this (post, job->text[0], job->text[1], &job->report, error);
}

void
vb_post_save_letter_async (VbStore             *store,
                           const char          *partner_id,
                           const char          *id,
                           const char          *path,
                           GCancellable        *cancellable,
                           GAsyncReadyCallback  callback,
                           gpointer             user_data)
{
  Job *job;

  g_return_if_fail (VB_IS_STORE (store) && partner_id != NULL && id != NULL && path != NULL);

  job = job_new (store, save_letter);
  job->text[0] = g_strdup (partner_id);
  job->text[1] = g_strdup (id);
  job->text[2] = g_strdup (path);
  start (job, vb_post_save_letter_async, cancellable, callback, user_data);
}

static gboolean
open_letters (Job           *job,
              GCancellable  *cancellable,
              GError       **error)
{
  g_autoptr(VbDesk) desk = vb_desk_load_sync (job->store, error);

  if (desk == NULL)
    return FALSE;
  for (guint i = 0; job->paths[i] != NULL; i++)
    {
      g_autoptr(VbPost) post = open_post (job, desk, job->paths[i], cancellable, error);

      if (post == NULL || !vb_post_receive (post, &job->report, error))
        return FALSE;
    }
  return TRUE;
}

void
vb_post_open_letters_async (VbStore             *store,
                            const char *const   *paths,
                            GCancellable        *cancellable,
                            GAsyncReadyCallback  callback,
                            gpointer             user_data)
{
  Job *job;

  g_return_if_fail (VB_IS_STORE (store) && paths != NULL);

  job = job_new (store, open_letters);
  job->paths = g_strdupv ((char **) paths);
  start (job, vb_post_open_letters_async, cancellable, callback, user_data);
}

gboolean
vb_post_letters_finish (GAsyncResult  *result,
                        VbPostReport  *report,
                        GError       **error)
{
  Job *job;

  g_return_val_if_fail (g_async_result_is_tagged (result, vb_post_save_letter_async)
                        || g_async_result_is_tagged (result, vb_post_open_letters_async), FALSE);

  job = g_task_get_task_data (G_TASK (result));
  *report = job->report;
  job->report = (VbPostReport) { 0 };
  return g_task_propagate_boolean (G_TASK (result), error);
}

/* ------------------------------------------------------------------ this organization */

static gboolean
name (Job           *job,
      GCancellable  *cancellable,
      GError       **error)
{
  g_autoptr(VbDesk) desk = vb_desk_load_sync (job->store, error);

  return desk != NULL
         && (desk->card == NULL
               ? vb_desk_start_sync (desk, &job->about, seconds_now (), error)
               : vb_desk_renew_sync (desk, &job->about, seconds_now (), error));
}

void
vb_post_name_async (VbStore             *store,
                    const VbDeskAbout   *about,
                    GCancellable        *cancellable,
                    GAsyncReadyCallback  callback,
                    gpointer             user_data)
{
  Job *job;

  g_return_if_fail (VB_IS_STORE (store) && about != NULL);

  job = job_new (store, name);
  job->about = (VbDeskAbout) { g_strdup (about->name), g_strdup (about->address),
                               g_strdup (about->phone), g_strdup (about->email),
                               g_strdup (about->kvk), g_strdup (about->agb) };
  start (job, vb_post_name_async, cancellable, callback, user_data);
}

static gboolean
save_card (Job           *job,
           GCancellable  *cancellable,
           GError       **error)
{
  static const VbDeskAbout as_it_was = { NULL };
  g_autoptr(VbDesk) desk = vb_desk_load_sync (job->store, error);

  if (desk == NULL)
    return FALSE;
  if (desk->card == NULL)
    {
      g_set_error_literal (error, VB_ERROR, VB_ERROR_INVALID_INPUT,
                           "This organization has no card yet");
      return FALSE;
    }
  if (vb_desk_needs_renewal (desk, seconds_now ())
      && !vb_desk_renew_sync (desk, &as_it_was, seconds_now (), error))
    return FALSE;
  return vb_write_file (job->text[0], g_bytes_get_data (desk->card->bytes, NULL),
                        g_bytes_get_size (desk->card->bytes), error);
}

void
vb_post_save_card_async (VbStore             *store,
                         const char          *path,
                         GCancellable        *cancellable,
                         GAsyncReadyCallback  callback,
                         gpointer             user_data)
{
  Job *job;

  g_return_if_fail (VB_IS_STORE (store) && path != NULL);

  job = job_new (store, save_card);
  job->text[0] = g_strdup (path);
  start (job, vb_post_save_card_async, cancellable, callback, user_data);
}

/* ------------------------------------------------------------------ partners */

static gboolean
take_card (Job           *job,
           GCancellable  *cancellable,
           GError       **error)
{
  g_autoptr(VbDesk) desk = vb_desk_load_sync (job->store, error);

  job->partner = desk != NULL
                   ? vb_desk_take_card_sync (desk, job->bytes, &job->verdict, error) : NULL;
  return job->partner != NULL;
}

void
vb_post_take_card_async (VbStore             *store,
                         GBytes              *card,
                         GCancellable        *cancellable,
                         GAsyncReadyCallback  callback,
                         gpointer             user_data)
{
  Job *job;

  g_return_if_fail (VB_IS_STORE (store) && card != NULL);

  job = job_new (store, take_card);
  job->bytes = g_bytes_ref (card);
  start (job, vb_post_take_card_async, cancellable, callback, user_data);
}

VbPartner *
vb_post_take_card_finish (GAsyncResult   *result,
                          VbCardVerdict  *verdict,
                          GError        **error)
{
  Job *job;

  g_return_val_if_fail (g_async_result_is_tagged (result, vb_post_take_card_async), NULL);

  job = g_task_get_task_data (G_TASK (result));
  *verdict = job->verdict;
  return g_task_propagate_boolean (G_TASK (result), error) ? g_steal_pointer (&job->partner) : NULL;
}

/* (transfer full): as it is now: what is compared is what stands in the store */
static VbPartner *
find_partner (Job     *job,
              GError **error)
{
  g_autoptr(GPtrArray) partners = vb_partners_list_sync (job->store, NULL, error);

  for (guint i = 0; partners != NULL && i < partners->len; i++)
    {
      VbPartner *partner = g_ptr_array_index (partners, i);

      if (g_str_equal (partner->id, job->text[0]))
        return g_ptr_array_steal_index (partners, i);
    }
  if (partners != NULL)
    g_set_error_literal (error, VB_ERROR, VB_ERROR_NOT_FOUND, "There is no such partner");
  return NULL;
}

static gboolean
verify (Job           *job,
        GCancellable  *cancellable,
        GError       **error)
{
  g_autoptr(VbDesk) desk = vb_desk_load_sync (job->store, error);
  g_autoptr(VbPartner) partner = desk != NULL ? find_partner (job, error) : NULL;

  if (partner == NULL)
    return FALSE;
  if (desk->card == NULL || !vb_desk_compare (desk, partner, job->text[2]))
    {
      g_set_error_literal (error, VB_ERROR, VB_ERROR_INVALID_INPUT, "It is not the same");
      return FALSE;
    }
  return vb_partners_decide_sync (job->store, job->text[0], VB_PARTNER_COMPARED, job->text[1],
                                  job->text[3], NULL, error);
}

void
vb_post_verify_async (VbStore             *store,
                      const VbPartner     *partner,
                      const char          *heard,
                      const char          *how,
                      GCancellable        *cancellable,
                      GAsyncReadyCallback  callback,
                      gpointer             user_data)
{
  Job *job;

  g_return_if_fail (VB_IS_STORE (store) && partner != NULL && heard != NULL && how != NULL);

  job = job_new (store, verify);
  job->text[0] = g_strdup (partner->id);
  job->text[1] = g_strdup (partner->root);
  job->text[2] = g_strdup (heard);
  job->text[3] = g_strdup (how);
  start (job, vb_post_verify_async, cancellable, callback, user_data);
}

static gboolean
decide (Job           *job,
        GCancellable  *cancellable,
        GError       **error)
{
  return vb_partners_decide_sync (job->store, job->text[0], job->event, job->text[1], NULL,
                                  cancellable, error);
}

void
vb_post_decide_async (VbStore             *store,
                      const VbPartner     *partner,
                      VbPartnerEvent       event,
                      GCancellable        *cancellable,
                      GAsyncReadyCallback  callback,
                      gpointer             user_data)
{
  Job *job;

  g_return_if_fail (VB_IS_STORE (store) && partner != NULL);

  job = job_new (store, decide);
  job->text[0] = g_strdup (partner->id);
  job->text[1] = g_strdup (partner->root);
  job->event = event;
  start (job, vb_post_decide_async, cancellable, callback, user_data);
}

static gboolean
link_partner (Job           *job,
              GCancellable  *cancellable,
              GError       **error)
{
  return vb_messages_set_partner_sync (job->store, job->text[0], job->text[1], cancellable, error);
}

void
vb_post_link_async (VbStore             *store,
                    const char          *object_id,
                    const char          *partner_id,
                    GCancellable        *cancellable,
                    GAsyncReadyCallback  callback,
                    gpointer             user_data)
{
  Job *job;

  g_return_if_fail (VB_IS_STORE (store) && object_id != NULL);

  job = job_new (store, link_partner);
  job->text[0] = g_strdup (object_id);
  job->text[1] = g_strdup (partner_id);
  start (job, vb_post_link_async, cancellable, callback, user_data);
}

static gboolean
try_again (Job           *job,
           GCancellable  *cancellable,
           GError       **error)
{
  return vb_messages_try_again_sync (job->store, job->text[0], job->text[1], g_get_real_time (),
                                     cancellable, error);
}

void
vb_post_try_again_async (VbStore             *store,
                         const char          *partner_id,
                         const char          *id,
                         GCancellable        *cancellable,
                         GAsyncReadyCallback  callback,
                         gpointer             user_data)
{
  Job *job;

  g_return_if_fail (VB_IS_STORE (store) && partner_id != NULL && id != NULL);

  job = job_new (store, try_again);
  job->text[0] = g_strdup (partner_id);
  job->text[1] = g_strdup (id);
  start (job, vb_post_try_again_async, cancellable, callback, user_data);
}
