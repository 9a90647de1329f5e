/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/access/vb-backup-item.h"

#include <stdio.h>

#include "app/vb-words.h"
#include "core/vault/vb-vault.h"

struct _VbBackupItem
{
  GObject parent_instance;

  char *label;
  char *name;
  char *path;
  char *vault_id;
  guint key_number;
};

enum
{
  PROP_0,
  PROP_LABEL,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (VbBackupItem, vb_backup_item, G_TYPE_OBJECT)

/* ------------------------------------------------------------------ when it was made */

/* The names that Verbinder gives begin with the date, and those that were asked for with the time.
 * The time of the file itself says more about the daily ones, unless copying it changed that. */
static char *
dup_label (const char *name,
           GDateTime  *changed)
{
  int year, month, day, hour, minute, second;
  int n = sscanf (name, "%4d-%2d-%2d %2d.%2d.%2d", &year, &month, &day, &hour, &minute, &second);
  g_autoptr(GDateTime) named = NULL;

  if (n == 6)
    named = g_date_time_new_local (year, month, day, hour, minute, second);
  else if (n >= 3 && changed != NULL && g_date_time_get_year (changed) == year
           && g_date_time_get_month (changed) == month
           && g_date_time_get_day_of_month (changed) == day)
    named = g_date_time_ref (changed);
  if (named != NULL)
    return vb_words_moment_exactly (g_date_time_to_unix (named) * G_USEC_PER_SEC);
  return n >= 3 && g_date_valid_dmy (day, month, year) ? vb_words_date (name) : g_strdup (name);
}

/* ------------------------------------------------------------------ object */

static void
vb_backup_item_get_property (GObject    *object,
                             guint       id,
                             GValue     *value,
                             GParamSpec *pspec)
{
  if (id == PROP_LABEL)
    g_value_set_string (value, VB_BACKUP_ITEM (object)->label);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
vb_backup_item_finalize (GObject *object)
{
  VbBackupItem *self = VB_BACKUP_ITEM (object);

  g_free (self->label);
  g_free (self->name);
  g_free (self->path);
  g_free (self->vault_id);

  G_OBJECT_CLASS (vb_backup_item_parent_class)->finalize (object);
}

static void
vb_backup_item_class_init (VbBackupItemClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = vb_backup_item_get_property;
  object_class->finalize = vb_backup_item_finalize;

  properties[PROP_LABEL] =
    g_param_spec_string ("label", NULL, NULL, NULL,
                         G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
vb_backup_item_init (VbBackupItem *self)
{
}

const char *
vb_backup_item_get_label (VbBackupItem *self)
{
  g_return_val_if_fail (VB_IS_BACKUP_ITEM (self), NULL);

  return self->label;
}

const char *
vb_backup_item_get_path (VbBackupItem *self)
{
  g_return_val_if_fail (VB_IS_BACKUP_ITEM (self), NULL);

  return self->path;
}

const char *
vb_backup_item_get_vault_id (VbBackupItem *self)
{
  g_return_val_if_fail (VB_IS_BACKUP_ITEM (self), NULL);

  return self->vault_id;
}

guint
vb_backup_item_get_key_number (VbBackupItem *self)
{
  g_return_val_if_fail (VB_IS_BACKUP_ITEM (self), 0);

  return self->key_number;
}

/* ------------------------------------------------------------------ a folder of them */

static VbBackupItem *
read_item (GFile     *folder,
           GFileInfo *info)
{
  VbBackupItem *self = g_object_new (VB_TYPE_BACKUP_ITEM, NULL);
  g_autoptr(GFile) file = g_file_get_child (folder, g_file_info_get_name (info));
  g_autoptr(GDateTime) utc = g_file_info_get_modification_date_time (info);
  g_autoptr(GDateTime) changed = utc != NULL ? g_date_time_to_local (utc) : NULL;
  g_autofree char *header = NULL;
  g_autoptr(VbVault) vault = NULL;

  self->name = g_strdup (g_file_info_get_name (info));
  self->label = dup_label (self->name, changed);
  self->path = g_file_get_path (file);
  header = vb_vault_path_for_store (self->path);
  vault = vb_vault_new (header);
  if (vb_vault_load (vault, NULL))
    {
      self->vault_id = g_strdup (vb_vault_get_id (vault));
      self->key_number = vb_vault_get_key_number (vault);
    }
  return self;
}

static int
newest_first (gconstpointer a,
              gconstpointer b)
{
  return -g_strcmp0 ((*(VbBackupItem *const *) a)->name, (*(VbBackupItem *const *) b)->name);
}

static gboolean
is_backup (GFile     *folder,
           GFileInfo *info)
{
  return g_str_has_suffix (g_file_info_get_name (info), ".db")
         && g_utf8_validate (g_file_info_get_name (info), -1, NULL)
         && g_file_peek_path (folder) != NULL;
}

static void
list_thread (GTask        *task,
             gpointer      source,
             gpointer      data,
             GCancellable *cancellable)
{
  g_autoptr(GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr(GFileEnumerator) files = NULL;
  GListStore *list;
  GError *error = NULL;
  GFileInfo *info;

  files = g_file_enumerate_children (data, G_FILE_ATTRIBUTE_STANDARD_NAME ","
                                     G_FILE_ATTRIBUTE_TIME_MODIFIED, G_FILE_QUERY_INFO_NONE,
                                     cancellable, &error);
  while (files != NULL && g_file_enumerator_iterate (files, &info, NULL, cancellable, &error) &&
         info != NULL)
    if (is_backup (data, info))
      g_ptr_array_add (items, read_item (data, info));
  if (error != NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  g_ptr_array_sort (items, newest_first);
  list = g_list_store_new (VB_TYPE_BACKUP_ITEM);
  g_list_store_splice (list, 0, 0, items->pdata, items->len);
  g_task_return_pointer (task, list, g_object_unref);
}

void
vb_backup_item_list_async (GFile               *folder,
                           GCancellable        *cancellable,
                           GAsyncReadyCallback  callback,
                           gpointer             user_data)
{
  g_autoptr(GTask) task = g_task_new (NULL, cancellable, callback, user_data);

  g_return_if_fail (G_IS_FILE (folder));

  g_task_set_source_tag (task, vb_backup_item_list_async);
  g_task_set_task_data (task, g_object_ref (folder), g_object_unref);
  g_task_run_in_thread (task, list_thread);
}

GListModel *
vb_backup_item_list_finish (GAsyncResult  *result,
                            GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
