/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "core/vault/vb-daily-backup.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/statvfs.h>

#include "core/base/vb-error.h"
#include "core/base/vb-folder.h"
#include "core/store/vb-backup.h"
#include "core/store/vb-place.h"
#include "core/vault/vb-vault-file.h"

#define END " Verbinder.db"
#define DATE_LENGTH 10 /* of 2024-02-29 */
#define ANEW ".new"    /* after the name, until it takes the place of that of this morning */

char *
vb_daily_backup_folder (const char *store_path)
{
  g_autofree char *beside = NULL;

  g_return_val_if_fail (store_path != NULL, NULL);

  beside = g_path_get_dirname (store_path);
  return g_build_filename (beside, "backups", NULL);
}

/* ---------------------------------------------------------------- names and days */

static char *
name_of (const GDate *day)
{
  return g_strdup_printf ("%04d-%02d-%02d" END, g_date_get_year (day), g_date_get_month (day),
                          g_date_get_day (day));
}

/* FALSE for every name that is not exactly one of ours. */
static gboolean
day_of (const char *name,
        GDate      *day)
{
  int year, month, number;
  g_autofree char *again = NULL;

  if (strlen (name) != DATE_LENGTH + strlen (END) ||
      sscanf (name, "%4d-%2d-%2d", &year, &month, &number) != 3 || year < 1 ||
      !g_date_valid_dmy (number, month, year))
    return FALSE;
  g_date_clear (day, 1);
  g_date_set_dmy (day, number, month, year);
  again = name_of (day);
  return strcmp (again, name) == 0;
}

typedef struct
{
  const char *name;
  GDate day;
} Dated;

static int
newest_first (gconstpointer a,
              gconstpointer b)
{
  return g_date_compare (&((const Dated *) b)->day, &((const Dated *) a)->day);
}

/* What the newest of a kind are counted by: the day, its week from Monday, or its month. */
static guint
day_number (const GDate *day)
{
  return g_date_get_julian (day);
}

static guint
week_number (const GDate *day)
{
  return (g_date_get_julian (day) - 1) / 7; /* the first day of the count is a Monday */
}

static guint
month_number (const GDate *day)
{
  return g_date_get_year (day) * 12 + g_date_get_month (day);
}

/* Marks the newest one of each of the last @n periods that have any. */
static void
keep_newest (const GArray *dated,
             guint       (*period) (const GDate *day),
             guint         n,
             gboolean     *keep)
{
  guint last = 0;

  for (guint i = 0; i < dated->len && n > 0; i++)
    {
      guint now = period (&g_array_index (dated, Dated, i).day);

      if (i > 0 && now == last)
        continue;
      last = now;
      keep[i] = TRUE;
      n--;
    }
}

/**
 * vb_daily_backup_outdated:
 * @names: of everything in the folder
 * @today: backups of a later day, made when the clock was wrong, are left alone and do not count
 *
 * Returns: (transfer full) (element-type utf8): names that can go
 */
GPtrArray *
vb_daily_backup_outdated (const char *const *names,
                          const GDate       *today)
{
  GPtrArray *outdated = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(GArray) dated = g_array_new (FALSE, FALSE, sizeof (Dated));
  g_autofree gboolean *keep = NULL;

  g_return_val_if_fail (names != NULL && today != NULL, outdated);

  for (guint i = 0; names[i] != NULL; i++)
    {
      Dated one = { .name = names[i] };

      if (day_of (names[i], &one.day) && g_date_compare (&one.day, today) <= 0)
        g_array_append_val (dated, one);
    }
  g_array_sort (dated, newest_first);
  keep = g_new0 (gboolean, dated->len + 1);
  keep_newest (dated, day_number, VB_DAILY_BACKUP_DAYS, keep);
  keep_newest (dated, week_number, VB_DAILY_BACKUP_WEEKS, keep);
  keep_newest (dated, month_number, VB_DAILY_BACKUP_MONTHS, keep);
  for (guint i = 0; i < dated->len; i++)
    if (!keep[i])
      g_ptr_array_add (outdated, g_strdup (g_array_index (dated, Dated, i).name));
  return outdated;
}

/* ---------------------------------------------------------------- the folder */

/* What is nobody's wish must not fill the disk: the work of today goes before its copy. */
static gboolean
check_space (const char  *folder,
             const char  *store_path,
             GError     **error)
{
  struct statvfs space;
  GStatBuf status;

  if (statvfs (folder, &space) != 0 || g_stat (store_path, &status) != 0 ||
      (guint64) space.f_bavail * space.f_frsize >= 3 * (guint64) status.st_size)
    return TRUE;
  g_set_error_literal (error, VB_ERROR, VB_ERROR_DISK_FULL,
                       "There is too little space left for the backup of today");
  return FALSE;
}

/* What is left of one of ours whose making was broken off: “…db.part”, “…db.new” and so on. */
static gboolean
is_left_over (const char *name)
{
  static const char *const ends[] = { ".part", ".part-journal", ANEW, ANEW ".hdr", ANEW ".part",
                                      ANEW ".part-journal" };
  g_autofree char *whole = g_strndup (name, DATE_LENGTH + strlen (END));
  GDate day;

  if (!day_of (whole, &day))
    return FALSE;
  for (gsize i = 0; i < G_N_ELEMENTS (ends); i++)
    if (strcmp (name + strlen (whole), ends[i]) == 0)
      return TRUE;
  return FALSE;
}

/* A backup that stays although it could go does no harm, so failures are not told. */
static void
clear_away (const char  *folder,
            const GDate *today)
{
  g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(GPtrArray) outdated = NULL;
  g_autoptr(GDir) dir = g_dir_open (folder, 0, NULL);

  for (const char *name; dir != NULL && (name = g_dir_read_name (dir)) != NULL;)
    g_ptr_array_add (names, g_strdup (name));
  g_ptr_array_add (names, NULL);
  outdated = vb_daily_backup_outdated ((const char *const *) names->pdata, today);
  for (guint i = 0; i + 1 < names->len; i++)
    if (is_left_over (names->pdata[i]))
      g_ptr_array_add (outdated, g_strdup (names->pdata[i]));
  for (guint i = 0; i < outdated->len; i++)
    {
      g_autofree char *backup = g_build_filename (folder, outdated->pdata[i], NULL);
      g_autofree char *header = vb_vault_path_for_store (backup);

      if (g_unlink (backup) == 0)
        g_unlink (header);
    }
}

/* ---------------------------------------------------------------- making one */

typedef struct
{
  VbVault *vault; /* (nullable) */
  VbStore *store;
  char *folder;
  char *path;
  char *draft; /* (nullable): written here first, because that of today may be there */
  GDate today;
  gboolean made;
  gboolean pending; /* the key is being changed: which of the two the store has is not settled */
} Job;

static Job *
job_new (VbVault     *vault,
         VbStore     *store,
         const char  *folder,
         const GDate *today,
         gboolean     anew)
{
  g_autofree char *name = name_of (today);
  Job *self = g_new0 (Job, 1);

  g_set_object (&self->vault, vault);
  self->pending = vault != NULL && vb_vault_get_previous_key (vault) != NULL;
  self->store = g_object_ref (store);
  self->folder = g_strdup (folder);
  self->path = g_build_filename (folder, name, NULL);
  self->draft = anew ? g_strconcat (self->path, ANEW, NULL) : NULL;
  self->today = *today;
  return self;
}

static void
job_free (gpointer data)
{
  Job *self = data;

  g_clear_object (&self->vault);
  g_object_unref (self->store);
  g_free (self->folder);
  g_free (self->path);
  g_free (self->draft);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Job, job_free)

static void
remove_draft (Job *self)
{
  g_autofree char *header = vb_vault_path_for_store (self->draft);

  g_unlink (self->draft);
  g_unlink (header);
}

/* In any thread. Nothing old goes before the new one is there and was checked. */
static gboolean
make (Job           *self,
      GCancellable  *cancellable,
      GError       **error)
{
  const char *written = self->draft != NULL ? self->draft : self->path;

  /* Its header is written from the vault, and would have to lead to the key of this copy. */
  if (self->pending)
    {
      g_set_error_literal (error, VB_ERROR, VB_ERROR_CONFLICT,
                           "The key of the store is being changed; make the backup afterwards");
      return FALSE;
    }
  if (self->draft != NULL)
    remove_draft (self);
  else if (g_file_test (self->path, G_FILE_TEST_EXISTS))
    return TRUE;
  if (!vb_folder_make (self->folder, "The folder for the backups cannot be made", error) ||
      !check_space (self->folder, vb_store_get_path (self->store), error) ||
      !vb_store_backup_sync (self->store, written, NULL, NULL, cancellable, error))
    return FALSE;
  self->made = TRUE;
  if (self->draft == NULL)
    clear_away (self->folder, &self->today);
  return TRUE;
}

/* The two files that belong together take the place of those of this morning one after the other.
 * The key is nearly always the same; after a change of it, the first goes with the old key file
 * for the blink of an eye. */
static gboolean
take_place (Job     *self,
            GError **error)
{
  g_autofree char *header = vb_vault_path_for_store (self->path);
  g_autofree char *draft = vb_vault_path_for_store (self->draft);

  if ((self->vault == NULL || vb_vault_copy_to (self->vault, draft, error))
      && _vb_place_replace (self->draft, self->path, error)
      && (self->vault == NULL || _vb_place_replace (draft, header, error)))
    return TRUE;
  remove_draft (self);
  return FALSE;
}

/* In the thread of the vault. Also for a backup whose making was broken off just before this. */
static gboolean
add_header (Job     *self,
            GError **error)
{
  g_autofree char *header = vb_vault_path_for_store (self->path);

  if (self->draft != NULL)
    return take_place (self, error);
  return self->vault == NULL || vb_vault_file_exists (header) ||
         vb_vault_copy_to (self->vault, header, error);
}

static char *
dup_result (Job *self)
{
  return self->made ? g_strdup (self->path) : NULL;
}

char *
vb_daily_backup_sync (VbVault       *vault,
                      VbStore       *store,
                      const char    *folder,
                      const GDate   *today,
                      GCancellable  *cancellable,
                      GError       **error)
{
  g_autoptr(Job) self = NULL;

  g_return_val_if_fail (VB_IS_STORE (store) && folder != NULL, NULL);
  g_return_val_if_fail (today != NULL && g_date_valid (today), NULL);

  self = job_new (vault, store, folder, today, FALSE);
  if (!make (self, cancellable, error) || !add_header (self, error))
    return NULL;
  return dup_result (self);
}

static void
make_thread (GTask        *task,
             gpointer      source,
             gpointer      data,
             GCancellable *cancellable)
{
  GError *error = NULL;

  if (make (data, cancellable, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
made_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  Job *self = g_task_get_task_data (task);
  GError *error = NULL;

  if (g_task_propagate_boolean (G_TASK (result), &error) && add_header (self, &error))
    g_task_return_pointer (task, dup_result (self), g_free);
  else
    g_task_return_error (task, error);
}

static void
start (Job                 *self,
       GCancellable        *cancellable,
       gpointer             source_tag,
       GAsyncReadyCallback  callback,
       gpointer             user_data)
{
  g_autoptr(GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  g_autoptr(GTask) inner = NULL;

  g_task_set_source_tag (task, source_tag);
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, self, job_free);
  inner = g_task_new (NULL, cancellable, made_cb, g_object_ref (task));
  g_task_set_check_cancellable (inner, FALSE);
  g_task_set_task_data (inner, self, NULL);
  g_task_run_in_thread (inner, make_thread);
}

void
vb_daily_backup_async (VbVault             *vault,
                       VbStore             *store,
                       const char          *folder,
                       const GDate         *today,
                       GCancellable        *cancellable,
                       GAsyncReadyCallback  callback,
                       gpointer             user_data)
{
  g_return_if_fail (VB_IS_STORE (store) && folder != NULL);
  g_return_if_fail (today != NULL && g_date_valid (today));

  start (job_new (vault, store, folder, today, FALSE), cancellable, vb_daily_backup_async,
         callback, user_data);
}

void
vb_daily_backup_renew_async (VbVault             *vault,
                             VbStore             *store,
                             const char          *folder,
                             const GDate         *today,
                             GCancellable        *cancellable,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data)
{
  g_return_if_fail (VB_IS_STORE (store) && folder != NULL);
  g_return_if_fail (today != NULL && g_date_valid (today));

  start (job_new (vault, store, folder, today, TRUE), cancellable, vb_daily_backup_renew_async,
         callback, user_data);
}

char *
vb_daily_backup_finish (GAsyncResult  *result,
                        GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
