/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Bringing a package in: one job, one transaction. */

#define G_LOG_DOMAIN "vb-store"
#include "config.h"

#include "core/store/vb-import.h"

#include "core/base/vb-uuid.h"
#include "core/store/vb-access-log.h"
#include "core/store/vb-import-private.h"
#include "core/store/vb-rows-private.h"
#include "core/store/vb-search-private.h"

/* Progress is told at most this often. */
#define PROGRESS_US (33 * 1000)
/* What writing the records is of the whole; the search index and the disk take the rest. */
#define SHARE_OF_RECORDS 0.9
/* Records for which it pays to tell the search index beforehand that everything is new. */
#define MANY 1000

/* ------------------------------------------------------------------ progress */

/* Between the lane and the caller's main context. */
typedef struct
{
  gatomicrefcount refs;
  VbImportProgress func;
  gpointer data;
  GMainContext *context; /* (nullable): call in the lane itself */
  GMutex lock;           /* guards what follows */
  double fraction;
  gboolean queued;
  gboolean over;         /* only touched in the caller's thread */
} Progress;

static void
progress_unref (gpointer data)
{
  Progress *self = data;

  if (!g_atomic_ref_count_dec (&self->refs))
    return;
  g_clear_pointer (&self->context, g_main_context_unref);
  g_mutex_clear (&self->lock);
  g_free (self);
}

static Progress *
progress_new (VbImportProgress func,
              gpointer         data,
              GMainContext    *context)
{
  Progress *self = g_new0 (Progress, 1);

  g_atomic_ref_count_init (&self->refs);
  g_mutex_init (&self->lock);
  self->func = func;
  self->data = data;
  self->context = context;
  return self;
}

static gboolean
tell_cb (gpointer data)
{
  Progress *self = data;
  double fraction;

  g_mutex_lock (&self->lock);
  fraction = self->fraction;
  self->queued = FALSE;
  g_mutex_unlock (&self->lock);
  if (!self->over)
    self->func (fraction, self->data);
  return G_SOURCE_REMOVE;
}

static void
progress_tell (Progress *self,
               double    fraction)
{
  gboolean queued;

  if (self->func == NULL)
    return;
  if (self->context == NULL)
    {
      self->func (fraction, self->data);
      return;
    }
  g_mutex_lock (&self->lock);
  self->fraction = fraction;
  queued = self->queued;
  self->queued = TRUE;
  g_mutex_unlock (&self->lock);
  if (!queued)
    {
      g_autoptr(GSource) source = g_idle_source_new ();

      g_atomic_ref_count_inc (&self->refs);
      g_source_set_callback (source, tell_cb, self, progress_unref);
      g_source_attach (source, self->context);
    }
}

/* ------------------------------------------------------------------ the job */

typedef struct
{
  VbBatch *batch;
  char *id;
  char *name;
  char *kind;
  char *location;
  char *revision;
  gboolean dry;
  Progress *progress;
  guint n_records;
  gint64 last_told;
} Import;

static void
import_free (gpointer data)
{
  Import *self = data;

  vb_batch_unref (self->batch);
  g_free (self->id);
  g_free (self->name);
  g_free (self->kind);
  g_free (self->location);
  g_free (self->revision);
  progress_unref (self->progress);
  g_free (self);
}

static Import *
import_new (VbBatch              *batch,
            const VbImportSource *source,
            gboolean              dry,
            Progress             *progress)
{
  Import *self = g_new0 (Import, 1);

  self->batch = vb_batch_ref (batch);
  self->id = g_strdup (source->id);
  self->name = g_strdup (source->name);
  self->kind = g_strdup (source->kind);
  self->location = g_strdup (source->location);
  self->revision = g_strdup (source->revision != NULL ? source->revision : "");
  self->dry = dry;
  self->progress = progress;
  self->n_records = vb_batch_count (batch);
  return self;
}

static void
tick (guint    n_done,
      gpointer data)
{
  Import *self = data;
  gint64 now = g_get_monotonic_time ();

  if (now - self->last_told < PROGRESS_US)
    return;
  self->last_told = now;
  progress_tell (self->progress, SHARE_OF_RECORDS * n_done / MAX (self->n_records, 1));
}

/* Finds the source by id, else by name; a file that is called as a partner is does not pass for
 * the map of that partner. @is_new: there is none yet; then it gets an id. */
static char *
find_source (VbDatabase  *db,
             Import      *self,
             gboolean    *is_new,
             char       **revision,
             GError     **error)
{
  g_autoptr (VbStatement) statement = _vb_database_prepare (db,
                                                            "SELECT id, revision FROM source WHERE "
                                                            "id = ?1 OR (?1 IS NULL AND name = ?2 "
                                                            "AND id NOT IN (SELECT source_id FROM "
                                                            "local_map_partner)) "
                                                            "ORDER BY last_imported_at DESC LIMIT "
                                                            "1",
                                                            error);
  int code;

  if (statement == NULL)
    return NULL;
  _vb_bind_text (statement, 1, self->id);
  _vb_bind_text (statement, 2, self->name);
  code = _vb_database_step (db, statement, error);
  if (code < 0)
    return NULL;
  *is_new = code == SQLITE_DONE;
  if (*is_new)
    return self->id != NULL ? g_strdup (self->id) : vb_uuid_new ();
  *revision = g_strdup (_vb_column_text (statement, 1));
  return g_strdup (_vb_column_text (statement, 0));
}

static gboolean
write_source (VbDatabase  *db,
              Import      *self,
              const char  *id,
              gboolean     is_new,
              GError     **error)
{
  g_autofree char *now = _vb_rows_now ();
  VbCell cells[] = {
    { "id", id }, { "name", self->name }, { "kind", self->kind }, { "location", self->location },
    { "revision", self->revision }, { "last_imported_at", now }, { "first_imported_at", now },
  };

  if (is_new)
    return _vb_rows_insert (db, NULL, "source", 1, cells, G_N_ELEMENTS (cells), error);
  for (guint i = 2; i < G_N_ELEMENTS (cells) - 1; i++)
    if (!_vb_rows_update (db, NULL, "source", cells, 1, cells[i].column, cells[i].value, error))
      return FALSE;
  return TRUE;
}

static gboolean
log_import (VbDatabase      *db,
            const char      *source_id,
            const VbReport  *report,
            GError         **error)
{
  g_autofree char *detail = NULL;
  VbCounts sum = { 0 };

  for (VbTable table = 0; table < VB_N_TABLES; table++)
    {
      sum.added += report->counts[table].added;
      sum.updated += report->counts[table].updated;
      sum.unchanged += report->counts[table].unchanged;
    }
  detail = g_strdup_printf ("added=%u updated=%u unchanged=%u", sum.added, sum.updated,
                            sum.unchanged);
  return _vb_rows_log (db, VB_EVENT_IMPORT, 'C', "source", source_id, detail, error);
}

static gboolean
check_source (Import  *self,
              GError **error)
{
  static const char *const kinds[] = { "hsds-json", "hsds-tabular", "oruk", "csv", NULL };

  if (self->name != NULL && *self->name != '\0' && self->kind != NULL
      && g_strv_contains (kinds, self->kind))
    return TRUE;
  g_set_error_literal (error, VB_ERROR, VB_ERROR_INVALID_INPUT,
                       "A package needs a name and a known kind");
  return FALSE;
}

static gpointer
import_job (VbDatabase    *db,
            gpointer       data,
            GCancellable  *cancellable,
            GError       **error)
{
  Import *self = data;
  g_autoptr(VbReport) report = vb_report_copy (self->batch->report);
  g_autofree char *revision = NULL;
  g_autofree char *source_id = NULL;
  VbImportRun run = {
    .db = db,
    .batch = self->batch,
    .report = report,
    .dry = self->dry,
    .cancellable = cancellable,
    .tick = tick,
    .tick_data = self,
  };
  gboolean done;

  if (!check_source (self, error))
    return NULL;
  source_id = find_source (db, self, &run.source_is_new, &revision, error);
  if (source_id == NULL)
    return NULL;
  run.source_id = source_id;
  if (!self->dry)
    {
      _vb_database_enlarge_cache (db);
      if (vb_batch_count (self->batch) >= MANY && !_vb_search_mark_all (db, error))
        return NULL;
    }
  done = _vb_import_run (&run, error);
  _vb_import_clear (&run);
  if (!done)
    return NULL;
  if (self->dry)
    return g_steal_pointer (&report);

  /* The same again leaves no trace but in the access log. */
  if ((run.source_is_new || run.n_written > 0 || g_strcmp0 (revision, self->revision) != 0)
      && !write_source (db, self, source_id, run.source_is_new, error))
    return NULL;
  if (!log_import (db, source_id, report, error))
    return NULL;
  progress_tell (self->progress, SHARE_OF_RECORDS);
  return g_steal_pointer (&report);
}

VbReport *
_vb_import_write (VbDatabase            *db,
                  VbBatch               *batch,
                  const VbImportSource  *source,
                  GCancellable          *cancellable,
                  GError               **error)
{
  Import *import = import_new (batch, source, FALSE, progress_new (NULL, NULL, NULL));
  VbReport *report = import_job (db, import, cancellable, error);

  import_free (import);
  return report;
}

/* ------------------------------------------------------------------ for callers */

VbReport *
vb_import_preview_sync (VbStore               *store,
                        VbBatch               *batch,
                        const VbImportSource  *source,
                        GCancellable          *cancellable,
                        GError               **error)
{
  VbReport *report;
  Import *import;

  g_return_val_if_fail (VB_IS_STORE (store) && batch != NULL && source != NULL, NULL);

  import = import_new (batch, source, TRUE, progress_new (NULL, NULL, NULL));
  report = vb_store_run_sync_full (store, VB_LANE_READ, import_job, import,
                                   (GDestroyNotify) vb_report_free, cancellable, error);
  import_free (import);
  return report;
}

void
vb_import_preview_async (VbStore              *store,
                         VbBatch              *batch,
                         const VbImportSource *source,
                         GCancellable         *cancellable,
                         GAsyncReadyCallback   callback,
                         gpointer              user_data)
{
  g_return_if_fail (VB_IS_STORE (store) && batch != NULL && source != NULL);

  vb_store_run_async (store, VB_LANE_READ, import_job,
                      import_new (batch, source, TRUE, progress_new (NULL, NULL, NULL)),
                      import_free, (GDestroyNotify) vb_report_free, cancellable, callback,
                      user_data);
}

VbReport *
vb_import_preview_finish (VbStore       *store,
                          GAsyncResult  *result,
                          GError       **error)
{
  return vb_store_run_finish (store, result, error);
}

VbReport *
vb_import_apply_sync (VbStore               *store,
                      VbBatch               *batch,
                      const VbImportSource  *source,
                      VbImportProgress       progress,
                      gpointer               progress_data,
                      GCancellable          *cancellable,
                      GError               **error)
{
  VbReport *report;
  Import *import;

  g_return_val_if_fail (VB_IS_STORE (store) && batch != NULL && source != NULL, NULL);

  import = import_new (batch, source, FALSE, progress_new (progress, progress_data, NULL));
  report = vb_store_run_sync_full (store, VB_LANE_WRITE, import_job, import,
                                   (GDestroyNotify) vb_report_free, cancellable, error);
  if (report != NULL && progress != NULL)
    progress (1.0, progress_data);
  import_free (import);
  return report;
}

static void
applied_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  Progress *progress = g_task_get_task_data (task);
  GError *error = NULL;
  VbReport *report = vb_store_run_finish (VB_STORE (object), result, &error);

  if (report != NULL && progress->func != NULL)
    progress->func (1.0, progress->data);
  progress->over = TRUE;
  if (report != NULL)
    g_task_return_pointer (task, report, (GDestroyNotify) vb_report_free);
  else
    g_task_return_error (task, error);
}

void
vb_import_apply_async (VbStore              *store,
                       VbBatch              *batch,
                       const VbImportSource *source,
                       VbImportProgress      progress,
                       gpointer              progress_data,
                       GCancellable         *cancellable,
                       GAsyncReadyCallback   callback,
                       gpointer              user_data)
{
  Progress *shared;
  GTask *task;

  g_return_if_fail (VB_IS_STORE (store) && batch != NULL && source != NULL);

  shared = progress_new (progress, progress_data, g_main_context_ref_thread_default ());
  g_atomic_ref_count_inc (&shared->refs);
  task = g_task_new (store, NULL, callback, user_data);
  g_task_set_source_tag (task, vb_import_apply_async);
  g_task_set_task_data (task, shared, progress_unref);
  vb_store_run_async (store, VB_LANE_WRITE, import_job,
                      import_new (batch, source, FALSE, shared), import_free,
                      (GDestroyNotify) vb_report_free, cancellable, applied_cb, task);
}

VbReport *
vb_import_apply_finish (VbStore       *store,
                        GAsyncResult  *result,
                        GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, store), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
