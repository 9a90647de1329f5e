/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/vb-demo.h"

#include <glib/gi18n.h>

#include "core/base/vb-error.h"
#include "core/store/vb-import.h"
#include "interop/vb-package-reader.h"

typedef struct
{
  char *package;
  VbStore *store;
} Demo;

static void
demo_free (Demo *demo)
{
  g_free (demo->package);
  g_clear_object (&demo->store);
  g_free (demo);
}

/* Where the package lies: installed, or beside the source it was built from. */
static char *
dup_package (void)
{
  g_autofree char *installed = g_build_filename (PKGDATADIR, "demo", NULL);

  if (g_file_test (installed, G_FILE_TEST_IS_DIR))
    return g_steal_pointer (&installed);
  return g_build_filename (SOURCE_DATADIR, "demo", NULL);
}

static void
imported_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  g_autoptr(VbReport) report = NULL;
  Demo *demo = g_task_get_task_data (task);
  GError *error = NULL;

  report = vb_import_apply_finish (VB_STORE (source), result, &error);
  if (report == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, g_object_ref (demo->store), g_object_unref);
}

static void
read_thread (GTask        *task,
             gpointer      source,
             gpointer      data,
             GCancellable *cancellable)
{
  const VbReadOptions options = { .source = "demo" };
  GError *error = NULL;
  VbBatch *batch = vb_package_read (data, &options, cancellable, &error);

  if (batch == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, batch, (GDestroyNotify) vb_batch_free);
}

static void
read_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  Demo *demo = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr(VbBatch) batch = g_task_propagate_pointer (G_TASK (result), &error);
  const VbImportSource origin = {
    .name = _("Demonstration"), .kind = "hsds-tabular", .revision = PACKAGE_VERSION,
  };

  if (batch == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  vb_import_apply_async (demo->store, batch, &origin, NULL, NULL, g_task_get_cancellable (task),
                         imported_cb, g_object_ref (task));
}

static void
made_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  g_autoptr(GTask) read = NULL;
  Demo *demo = g_task_get_task_data (task);
  GError *error = NULL;

  demo->store = vb_store_open_finish (result, &error);
  if (demo->store == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  read = g_task_new (NULL, g_task_get_cancellable (task), read_cb, g_object_ref (task));
  g_task_set_source_tag (read, vb_demo_make_async);
  g_task_set_task_data (read, g_strdup (demo->package), g_free);
  g_task_run_in_thread (read, read_thread);
}

void
vb_demo_make_async (const char          *path,
                    const char          *package,
                    VbSecret            *key,
                    GCancellable        *cancellable,
                    GAsyncReadyCallback  callback,
                    gpointer             user_data)
{
  GTask *task;
  Demo *demo;

  g_return_if_fail (path != NULL && key != NULL);

  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, vb_demo_make_async);
  demo = g_new0 (Demo, 1);
  demo->package = package != NULL ? g_strdup (package) : dup_package ();
  g_task_set_task_data (task, demo, (GDestroyNotify) demo_free);
  vb_store_open_async (path, key, VB_STORE_CREATE | VB_STORE_ALLOW_ANY_PLACE, cancellable, made_cb,
                       task);
}

VbStore *
vb_demo_make_finish (GAsyncResult  *result,
                     GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
