/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/vb-demo.h"

#include <glib/gi18n.h>

#include "core/base/vb-error.h"
#include "core/store/vb-dossiers.h"
#include "core/store/vb-import.h"
#include "core/store/vb-meetings-story.h"
#include "core/store/vb-people.h"
#include "core/store/vb-personal.h"
#include "core/store/vb-referrals-story.h"
#include "interop/vb-demo-people.h"
#include "interop/vb-package-reader.h"

typedef struct
{
  char *package;
  VbStore *store;
  gboolean with_people; /* those that come with the program */
  VbDemoPeople *people; /* (nullable): those that are still to come */
  guint n_gaps;         /* that are there */
  char *person_id;      /* (nullable): of who came in last */
} Demo;

static void
demo_free (Demo *demo)
{
  g_free (demo->package);
  g_free (demo->person_id);
  g_clear_object (&demo->store);
  g_clear_pointer (&demo->people, vb_demo_people_free);
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

/* One after the other; the last one ends the task. */
static void add_next_person (GTask *task);

static void
person_opened_cb (GObject      *source,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  GError *error = NULL;
  VbPersonRecord *record = vb_people_open_finish (VB_STORE (source), result, &error);

  if (record == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  vb_person_record_free (record);
  add_next_person (task);
}

/* Once opened, somebody is listed among the people: who tries the demonstration cannot know their
 * names. */
static void
person_added_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  Demo *demo = g_task_get_task_data (task);
  GError *error = NULL;

  if (vb_dossiers_import_finish (VB_STORE (source), result, &error))
    vb_people_open_async (demo->store, demo->person_id, NULL, NULL, person_opened_cb,
                          g_object_ref (task));
  else
    g_task_return_error (task, error);
}

static void
retold_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  GError *error = NULL;

  if (vb_referrals_retell_finish (VB_STORE (source), result, &error))
    add_next_person (task);
  else
    g_task_return_error (task, error);
}

static void
held_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  GError *error = NULL;

  if (vb_meetings_retell_finish (VB_STORE (source), result, &error))
    add_next_person (task);
  else
    g_task_return_error (task, error);
}

static void
gap_added_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  GError *error = NULL;
  VbUndo *undo = vb_personal_add_gap_finish (VB_STORE (source), result, &error);

  if (undo == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  vb_undo_unref (undo);
  add_next_person (task);
}

static void
add_next_person (GTask *task)
{
  Demo *demo = g_task_get_task_data (task);
  VbDemoPeople *people = demo->people;

  if (people != NULL && people->dossiers->len > 0)
    {
      VbDossier *dossier = g_ptr_array_steal_index (people->dossiers, 0);

      g_free (demo->person_id);
      demo->person_id = g_strdup (dossier->person->id);
      vb_dossiers_import_async (demo->store, dossier, NULL, person_added_cb, g_object_ref (task));
    }
  else if (people != NULL && demo->n_gaps < people->gaps->len)
    {
      const VbDemoGap *gap = g_ptr_array_index (people->gaps, demo->n_gaps++);

      vb_personal_add_gap_async (demo->store, gap->query, NULL, NULL, NULL, gap->remark, NULL,
                                 gap_added_cb, g_object_ref (task));
    }
  else if (people != NULL && people->referrals->len > 0)
    {
      g_autoptr(GPtrArray) referrals = g_steal_pointer (&people->referrals);

      people->referrals = g_ptr_array_new ();
      vb_referrals_retell_async (demo->store, people->own, referrals, NULL, retold_cb,
                                 g_object_ref (task));
    }
  else if (people != NULL && people->meetings->len > 0)
    {
      g_autoptr(GPtrArray) meetings = g_steal_pointer (&people->meetings);

      people->meetings = g_ptr_array_new ();
      vb_meetings_retell_async (demo->store, meetings, NULL, held_cb, g_object_ref (task));
    }
  else
    g_task_return_pointer (task, g_object_ref (demo->store), g_object_unref);
}

static void
imported_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  g_autoptr(VbReport) report = NULL;
  GError *error = NULL;

  report = vb_import_apply_finish (VB_STORE (source), result, &error);
  if (report == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  add_next_person (task);
}

static void
read_thread (GTask        *task,
             gpointer      source,
             gpointer      data,
             GCancellable *cancellable)
{
  const VbReadOptions options = { .source = "demo" };
  GError *error = NULL;
  Demo *demo = data; /* nobody else looks at it until this is done */
  g_autoptr(VbBatch) batch = vb_package_read (demo->package, &options, cancellable, &error);

  if (batch != NULL && demo->with_people)
    demo->people = vb_demo_people_read_shipped (&error);
  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, g_steal_pointer (&batch), (GDestroyNotify) vb_batch_free);
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
  g_task_set_task_data (read, demo, NULL);
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
  demo->with_people = package == NULL;
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
