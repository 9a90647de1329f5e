/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/transfer/vb-import-job.h"

#include <string.h>

#include "core/base/vb-error.h"
#include "interop/vb-package-reader.h"

struct _VbImportJob
{
  GObject parent_instance;

  VbStore *store;
  VbImportStep step;
  double fraction;
  GError *error;

  char *path;
  char *name;
  char *revision;
  char **columns;
  GPtrArray *samples;
  VbMapping *mapping; /* (nullable): the package explains itself */
  VbBatch *batch;
  VbReport *report;
  VbSource *like; /* (nullable): a source of another name that the package seems to be */

  GCancellable *cancellable; /* of what runs */
};

enum
{
  PROP_0,
  PROP_STEP,
  PROP_FRACTION,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (VbImportJob, vb_import_job, G_TYPE_OBJECT)
G_DEFINE_ENUM_TYPE (VbImportStep, vb_import_step,
                    G_DEFINE_ENUM_VALUE (VB_IMPORT_CHOOSING, "choosing"),
                    G_DEFINE_ENUM_VALUE (VB_IMPORT_MAPPING, "mapping"),
                    G_DEFINE_ENUM_VALUE (VB_IMPORT_READING, "reading"),
                    G_DEFINE_ENUM_VALUE (VB_IMPORT_PREVIEW, "preview"),
                    G_DEFINE_ENUM_VALUE (VB_IMPORT_APPLYING, "applying"),
                    G_DEFINE_ENUM_VALUE (VB_IMPORT_DONE, "done"),
                    G_DEFINE_ENUM_VALUE (VB_IMPORT_FAILED, "failed"))

/* ------------------------------------------------------------------ steps */

static void
set_fraction (VbImportJob *self,
              double       fraction)
{
  self->fraction = fraction;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FRACTION]);
}

static void
set_step (VbImportJob  *self,
          VbImportStep  step)
{
  self->step = step;
  set_fraction (self, 0);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STEP]);
}

static void
fail (VbImportJob *self,
      GError      *error)
{
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_error_free (error);
      return;
    }
  g_clear_error (&self->error);
  self->error = error;
  set_step (self, VB_IMPORT_FAILED);
}

static GCancellable *
begin (VbImportJob  *self,
       VbImportStep  step)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  set_step (self, step);
  return self->cancellable;
}

static void
forget (VbImportJob *self)
{
  g_clear_error (&self->error);
  g_clear_pointer (&self->path, g_free);
  g_clear_pointer (&self->name, g_free);
  g_clear_pointer (&self->revision, g_free);
  g_clear_pointer (&self->columns, g_strfreev);
  g_clear_pointer (&self->samples, g_ptr_array_unref);
  g_clear_pointer (&self->mapping, vb_mapping_unref);
  g_clear_pointer (&self->batch, vb_batch_unref);
  g_clear_pointer (&self->report, vb_report_free);
  g_clear_pointer (&self->like, vb_source_free);
}

/* The store says what it found also when somebody stopped, or chose another file, meanwhile. */
static gboolean
is_too_late (GAsyncResult *result)
{
  return g_cancellable_is_cancelled (g_task_get_cancellable (G_TASK (result)));
}

/* ------------------------------------------------------------------ looking at the package */

static gboolean
is_plain_list (const char *path)
{
  g_autofree char *lower = g_ascii_strdown (path, -1);

  return g_file_test (path, G_FILE_TEST_IS_REGULAR) &&
         (g_str_has_suffix (lower, ".csv") || g_str_has_suffix (lower, ".tsv") ||
          g_str_has_suffix (lower, ".txt"));
}

static char *
name_of (const char *path)
{
  g_autofree char *base = g_path_get_basename (path);
  g_autofree char *name = g_filename_display_name (base);
  char *dot = strrchr (name, '.');

  if (dot != NULL && dot != name)
    *dot = '\0';
  return g_steal_pointer (&name);
}

typedef struct
{
  char *path;
  char **columns;
  GPtrArray *samples;
  VbMapping *mapping;
} Peek;

static void
peek_free (gpointer data)
{
  Peek *peek = data;

  g_free (peek->path);
  g_strfreev (peek->columns);
  g_clear_pointer (&peek->samples, g_ptr_array_unref);
  g_clear_pointer (&peek->mapping, vb_mapping_unref);
  g_free (peek);
}

/* One of the shipped mappings knows this list, or its header speaks for itself, or a person has
 * to say everything. */
static void
peek_thread (GTask        *task,
             gpointer      source,
             gpointer      data,
             GCancellable *cancellable)
{
  Peek *peek = data;
  GError *error = NULL;

  peek->columns = vb_package_peek_columns (peek->path, NULL, &peek->samples, &error);
  if (peek->columns == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  peek->mapping = vb_mapping_find_shipped ((const char *const *) peek->columns);
  if (peek->mapping == NULL)
    peek->mapping = vb_mapping_guess ((const char *const *) peek->columns);
  if (peek->mapping == NULL)
    peek->mapping = vb_mapping_new ();
  g_task_return_boolean (task, TRUE);
}

static void
peeked_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(VbImportJob) self = user_data;
  Peek *peek = g_task_get_task_data (G_TASK (result));
  GError *error = NULL;

  if (!g_task_propagate_boolean (G_TASK (result), &error))
    {
      fail (self, error);
      return;
    }
  g_strfreev (self->columns);
  self->columns = g_steal_pointer (&peek->columns);
  g_clear_pointer (&self->samples, g_ptr_array_unref);
  self->samples = g_steal_pointer (&peek->samples);
  g_clear_pointer (&self->mapping, vb_mapping_unref);
  self->mapping = g_steal_pointer (&peek->mapping);
  set_step (self, VB_IMPORT_MAPPING);
}

void
vb_import_job_choose (VbImportJob *self,
                      const char  *path)
{
  g_autoptr(GTask) task = NULL;
  Peek *peek;

  g_return_if_fail (VB_IS_IMPORT_JOB (self));
  g_return_if_fail (path != NULL);
  g_return_if_fail (self->step != VB_IMPORT_APPLYING);

  forget (self);
  self->path = g_strdup (path);
  self->name = name_of (path);
  if (!is_plain_list (path))
    {
      vb_import_job_read (self);
      return;
    }
  peek = g_new0 (Peek, 1);
  peek->path = g_strdup (path);
  task = g_task_new (NULL, begin (self, VB_IMPORT_READING), peeked_cb, g_object_ref (self));
  g_task_set_source_tag (task, vb_import_job_choose);
  g_task_set_task_data (task, peek, peek_free);
  g_task_run_in_thread (task, peek_thread);
}

/* ------------------------------------------------------------------ reading */

typedef struct
{
  VbImportJob *job; /* only for telling how far it is, in the main thread */
  char *path;
  char *name;
  VbMapping *mapping;
  char *revision;
  GTask *task;
  int percent;
} Reading;

static void
reading_free (gpointer data)
{
  Reading *reading = data;

  g_object_unref (reading->job);
  g_free (reading->path);
  g_free (reading->name);
  g_free (reading->revision);
  g_clear_pointer (&reading->mapping, vb_mapping_unref);
  g_free (reading);
}

typedef struct
{
  VbImportJob *job;
  GCancellable *cancellable;
  double fraction;
} Notice;

static gboolean
notice_cb (gpointer data)
{
  Notice *notice = data;

  if (!g_cancellable_is_cancelled (notice->cancellable))
    set_fraction (notice->job, notice->fraction);
  return G_SOURCE_REMOVE;
}

static void
notice_free (gpointer data)
{
  Notice *notice = data;

  g_object_unref (notice->job);
  g_object_unref (notice->cancellable);
  g_free (notice);
}

/* On the reading thread; one message for each per cent at most. */
static void
read_progress_cb (double   fraction,
                  gpointer data)
{
  Reading *reading = data;
  Notice *notice;

  if ((int) (fraction * 100) == reading->percent)
    return;
  reading->percent = fraction * 100;
  notice = g_new0 (Notice, 1);
  notice->job = g_object_ref (reading->job);
  notice->cancellable = g_object_ref (g_task_get_cancellable (reading->task));
  notice->fraction = fraction;
  g_main_context_invoke_full (g_task_get_context (reading->task), G_PRIORITY_DEFAULT, notice_cb,
                              notice, notice_free);
}

/* The hash that tells one version of a source from the next. A folder has no bytes of its own. */
static char *
hash_of (const char *path)
{
  g_autoptr(GMappedFile) file = g_mapped_file_new (path, FALSE, NULL);
  g_autoptr(GBytes) bytes = file != NULL ? g_mapped_file_get_bytes (file) : NULL;

  return bytes != NULL ? g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, bytes)
                       : g_strdup ("folder");
}

static void
read_thread (GTask        *task,
             gpointer      source,
             gpointer      data,
             GCancellable *cancellable)
{
  Reading *reading = data;
  VbReadOptions options = { reading->name, reading->mapping, NULL, read_progress_cb, reading };
  GError *error = NULL;
  VbBatch *batch;

  reading->task = task;
  batch = vb_package_read (reading->path, &options, cancellable, &error);
  if (batch == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  reading->revision = hash_of (reading->path);
  g_task_return_pointer (task, batch, (GDestroyNotify) vb_batch_unref);
}

static VbImportSource
describe (VbImportJob *self,
          char       **location)
{
  g_autofree char *lower = g_ascii_strdown (self->path, -1);
  const char *kind = self->mapping != NULL ? "csv"
                     : g_str_has_suffix (lower, "json") ? "hsds-json" : "hsds-tabular";
  VbImportSource source = { NULL, self->name, kind, NULL, self->revision };

  *location = g_path_get_basename (self->path);
  source.location = *location;
  return source;
}

static void
set_report (VbImportJob *self,
            VbReport    *report)
{
  g_clear_pointer (&self->report, vb_report_free);
  self->report = report;
}

static void
previewed_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr(VbImportJob) self = user_data;
  GError *error = NULL;
  VbReport *report = vb_import_preview_finish (VB_STORE (source), result, &error);

  if (report == NULL)
    {
      fail (self, error);
      return;
    }
  if (is_too_late (result))
    {
      vb_report_free (report);
      return;
    }
  set_report (self, report);
  set_step (self, VB_IMPORT_PREVIEW);
}

static void
preview (VbImportJob *self)
{
  g_autofree char *location = NULL;
  VbImportSource source = describe (self, &location);

  vb_import_preview_async (self->store, self->batch, &source, self->cancellable, previewed_cb,
                           g_object_ref (self));
}

/* Whether it is like another source is good to know, and no reason to stop when it is not known. */
static void
likened_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(VbImportJob) self = user_data;
  g_autoptr(VbSource) like = vb_sources_find_like_finish (VB_STORE (source), result, NULL);

  if (is_too_late (result))
    return;
  g_clear_pointer (&self->like, vb_source_free);
  if (like != NULL && g_strcmp0 (like->name, self->name) != 0)
    self->like = g_steal_pointer (&like);
  preview (self);
}

static void
read_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr(VbImportJob) self = user_data;
  Reading *reading = g_task_get_task_data (G_TASK (result));
  GError *error = NULL;
  VbBatch *batch = g_task_propagate_pointer (G_TASK (result), &error);

  if (batch == NULL)
    {
      fail (self, error);
      return;
    }
  g_clear_pointer (&self->batch, vb_batch_unref);
  self->batch = batch;
  g_free (self->revision);
  self->revision = g_steal_pointer (&reading->revision);
  vb_sources_find_like_async (self->store, batch, self->cancellable, likened_cb,
                              g_object_ref (self));
}

void
vb_import_job_read (VbImportJob *self)
{
  g_autoptr(GTask) task = NULL;
  Reading *reading;

  g_return_if_fail (VB_IS_IMPORT_JOB (self));
  g_return_if_fail (self->path != NULL);

  reading = g_new0 (Reading, 1);
  reading->job = g_object_ref (self);
  reading->path = g_strdup (self->path);
  reading->name = g_strdup (self->name);
  reading->mapping = self->mapping != NULL ? vb_mapping_ref (self->mapping) : NULL;
  reading->percent = -1;
  task = g_task_new (NULL, begin (self, VB_IMPORT_READING), read_cb, g_object_ref (self));
  g_task_set_source_tag (task, vb_import_job_read);
  g_task_set_task_data (task, reading, reading_free);
  g_task_run_in_thread (task, read_thread);
}

/* ------------------------------------------------------------------ applying */

static void
go_back (VbImportJob *self)
{
  forget (self);
  set_step (self, VB_IMPORT_CHOOSING);
}

/* Who stops while the last of it is written is too late: then it came in, and that is what one
 * sees. */
static void
applied_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(VbImportJob) self = user_data;
  GError *error = NULL;
  VbReport *report = vb_import_apply_finish (VB_STORE (source), result, &error);

  if (report == NULL)
    {
      if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        go_back (self);
      fail (self, error);
      return;
    }
  set_report (self, report);
  set_step (self, VB_IMPORT_DONE);
}

static void
apply_progress_cb (double   fraction,
                   gpointer user_data)
{
  VbImportJob *self = user_data;

  if (self->step == VB_IMPORT_APPLYING)
    set_fraction (self, fraction);
}

void
vb_import_job_apply (VbImportJob *self)
{
  g_autofree char *location = NULL;
  VbImportSource source;

  g_return_if_fail (VB_IS_IMPORT_JOB (self));
  g_return_if_fail (self->step == VB_IMPORT_PREVIEW);

  source = describe (self, &location);
  vb_import_apply_async (self->store, self->batch, &source, apply_progress_cb, self,
                         begin (self, VB_IMPORT_APPLYING), applied_cb, g_object_ref (self));
}

void
vb_import_job_stop (VbImportJob *self)
{
  g_return_if_fail (VB_IS_IMPORT_JOB (self));

  g_cancellable_cancel (self->cancellable);
  if (self->step != VB_IMPORT_APPLYING)
    go_back (self);
}

/* ------------------------------------------------------------------ object */

static void
vb_import_job_get_property (GObject    *object,
                            guint       id,
                            GValue     *value,
                            GParamSpec *pspec)
{
  VbImportJob *self = VB_IMPORT_JOB (object);

  switch (id)
    {
    case PROP_STEP:
      g_value_set_enum (value, self->step);
      break;
    case PROP_FRACTION:
      g_value_set_double (value, self->fraction);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
vb_import_job_finalize (GObject *object)
{
  VbImportJob *self = VB_IMPORT_JOB (object);

  forget (self);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->store);

  G_OBJECT_CLASS (vb_import_job_parent_class)->finalize (object);
}

static void
vb_import_job_class_init (VbImportJobClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = vb_import_job_get_property;
  object_class->finalize = vb_import_job_finalize;
  properties[PROP_STEP] = g_param_spec_enum ("step", NULL, NULL, VB_TYPE_IMPORT_STEP,
                                             VB_IMPORT_CHOOSING, flags);
  properties[PROP_FRACTION] = g_param_spec_double ("fraction", NULL, NULL, 0, 1, 0, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
vb_import_job_init (VbImportJob *self)
{
}

VbImportJob *
vb_import_job_new (VbStore *store)
{
  VbImportJob *self;

  g_return_val_if_fail (VB_IS_STORE (store), NULL);

  self = g_object_new (VB_TYPE_IMPORT_JOB, NULL);
  self->store = g_object_ref (store);
  return self;
}

VbImportStep
vb_import_job_get_step (VbImportJob *self)
{
  g_return_val_if_fail (VB_IS_IMPORT_JOB (self), VB_IMPORT_CHOOSING);

  return self->step;
}

double
vb_import_job_get_fraction (VbImportJob *self)
{
  g_return_val_if_fail (VB_IS_IMPORT_JOB (self), 0);

  return self->fraction;
}

/**
 * vb_import_job_get_error:
 *
 * Returns: (transfer none) (nullable): why it failed, in step %VB_IMPORT_FAILED
 */
const GError *
vb_import_job_get_error (VbImportJob *self)
{
  g_return_val_if_fail (VB_IS_IMPORT_JOB (self), NULL);

  return self->error;
}

/**
 * vb_import_job_get_report:
 *
 * Returns: (transfer none) (nullable): what would happen in %VB_IMPORT_PREVIEW, what happened in
 *   %VB_IMPORT_DONE
 */
const VbReport *
vb_import_job_get_report (VbImportJob *self)
{
  g_return_val_if_fail (VB_IS_IMPORT_JOB (self), NULL);

  return self->report;
}

VbMapping *
vb_import_job_get_mapping (VbImportJob *self)
{
  g_return_val_if_fail (VB_IS_IMPORT_JOB (self), NULL);

  return self->mapping;
}

const char *const *
vb_import_job_get_columns (VbImportJob *self)
{
  g_return_val_if_fail (VB_IS_IMPORT_JOB (self), NULL);

  return (const char *const *) self->columns;
}

GPtrArray *
vb_import_job_get_samples (VbImportJob *self)
{
  g_return_val_if_fail (VB_IS_IMPORT_JOB (self), NULL);

  return self->samples;
}

const char *
vb_import_job_get_name (VbImportJob *self)
{
  g_return_val_if_fail (VB_IS_IMPORT_JOB (self), NULL);

  return self->name;
}

void
vb_import_job_set_name (VbImportJob *self,
                        const char  *name)
{
  g_return_if_fail (VB_IS_IMPORT_JOB (self));
  g_return_if_fail (name != NULL);

  g_free (self->name);
  self->name = g_strdup (name);
}

/**
 * vb_import_job_get_like:
 *
 * Returns: (transfer none) (nullable): in %VB_IMPORT_PREVIEW, a source of another name that has
 *   most of what is in the package already
 */
const VbSource *
vb_import_job_get_like (VbImportJob *self)
{
  g_return_val_if_fail (VB_IS_IMPORT_JOB (self), NULL);

  return self->like;
}
