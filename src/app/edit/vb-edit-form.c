/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/edit/vb-edit-form.h"

#include "core/base/vb-uuid.h"
#include "core/store/vb-directory.h"

/* The ids of the program's own taxonomies are made from their names in this space. */
#define VB_TAXONOMY_SPACE "6f1d3a52-7c1e-5b0e-9a53-2f5f0d8a7c11"

struct _VbEditForm
{
  GObject parent_instance;

  VbStore *store;
  VbEntity *root;
  GPtrArray *errors; /* of VbFieldError */
  GPtrArray *terms;  /* (nullable) of VbName */
  GHashTable *names; /* id to name */
  GCancellable *cancellable;
  guint check_id;
  guint n_conflicts;
  gboolean revealed;
};

G_DEFINE_FINAL_TYPE (VbEditForm, vb_edit_form, G_TYPE_OBJECT)

enum
{
  CHECKED,
  POINT_AT,
  TERMS,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* One field, as the search for the first one that needs attention finds it. */
typedef struct
{
  guint n_conflicts;
  VbEntity *entity;   /* borrowed */
  const char *column; /* static */
} Search;

static void
look_for_conflicts (gpointer data,
                    gpointer user_data)
{
  VbEntity *entity = data;
  Search *search = user_data;
  const VbTableSpec *spec = vb_schema_get (vb_entity_get_table (entity));

  for (guint i = 0; i < spec->n_columns; i++)
    {
      if (!vb_entity_has_conflict (entity, spec->columns[i].name, NULL))
        continue;
      if (search->n_conflicts++ == 0)
        {
          search->entity = entity;
          search->column = spec->columns[i].name;
        }
    }
}

void
vb_edit_form_check (VbEditForm *self)
{
  Search search = { 0 };

  g_return_if_fail (VB_IS_EDIT_FORM (self));

  g_clear_handle_id (&self->check_id, g_source_remove);
  g_clear_pointer (&self->errors, g_ptr_array_unref);
  self->errors = vb_entity_validate (self->root);
  vb_entity_foreach (self->root, look_for_conflicts, &search);
  self->n_conflicts = search.n_conflicts;
  g_signal_emit (self, signals[CHECKED], 0);
}

static gboolean
check_cb (gpointer user_data)
{
  VbEditForm *self = user_data;

  self->check_id = 0;
  vb_edit_form_check (self);
  return G_SOURCE_REMOVE;
}

static void
edited_cb (VbEditForm *self)
{
  if (self->check_id == 0)
    self->check_id = g_idle_add (check_cb, self);
}

static void
terms_listed_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  g_autoptr(VbEditForm) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) terms = vb_directory_list_terms_finish (VB_STORE (source), result, &error);

  if (terms == NULL || self->terms != NULL)
    return;
  self->terms = g_steal_pointer (&terms);
  g_signal_emit (self, signals[TERMS], 0);
}

/* ------------------------------------------------------------------ object */

static void
vb_edit_form_dispose (GObject *object)
{
  VbEditForm *self = VB_EDIT_FORM (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->check_id, g_source_remove);
  g_clear_object (&self->root);
  g_clear_object (&self->store);
  g_clear_pointer (&self->errors, g_ptr_array_unref);
  g_clear_pointer (&self->terms, g_ptr_array_unref);

  G_OBJECT_CLASS (vb_edit_form_parent_class)->dispose (object);
}

static void
vb_edit_form_finalize (GObject *object)
{
  VbEditForm *self = VB_EDIT_FORM (object);

  g_hash_table_unref (self->names);
  g_object_unref (self->cancellable);

  G_OBJECT_CLASS (vb_edit_form_parent_class)->finalize (object);
}

static void
vb_edit_form_class_init (VbEditFormClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = vb_edit_form_dispose;
  object_class->finalize = vb_edit_form_finalize;

  signals[CHECKED] = g_signal_new ("checked", VB_TYPE_EDIT_FORM, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 0);
  signals[POINT_AT] = g_signal_new ("point-at", VB_TYPE_EDIT_FORM, G_SIGNAL_RUN_LAST, 0, NULL,
                                    NULL, NULL, G_TYPE_NONE, 2, VB_TYPE_ENTITY, G_TYPE_STRING);
  signals[TERMS] = g_signal_new ("terms", VB_TYPE_EDIT_FORM, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                 NULL, G_TYPE_NONE, 0);
}

static void
vb_edit_form_init (VbEditForm *self)
{
  self->names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->cancellable = g_cancellable_new ();
}

/**
 * vb_edit_form_new:
 * @root: a service or an organization
 *
 * Returns: (transfer full): a form; nothing is said to be wrong yet
 */
VbEditForm *
vb_edit_form_new (VbStore  *store,
                  VbEntity *root)
{
  VbEditForm *self;

  g_return_val_if_fail (VB_IS_STORE (store), NULL);
  g_return_val_if_fail (VB_IS_ENTITY (root), NULL);

  self = g_object_new (VB_TYPE_EDIT_FORM, NULL);
  self->store = g_object_ref (store);
  self->root = g_object_ref (root);
  self->errors = vb_entity_validate (root);
  g_signal_connect_object (root, "edited", G_CALLBACK (edited_cb), self, G_CONNECT_SWAPPED);
  vb_directory_list_terms_async (store, NULL, self->cancellable, terms_listed_cb,
                                 g_object_ref (self));
  return self;
}

VbStore *
vb_edit_form_get_store (VbEditForm *self)
{
  g_return_val_if_fail (VB_IS_EDIT_FORM (self), NULL);

  return self->store;
}

VbEntity *
vb_edit_form_get_root (VbEditForm *self)
{
  g_return_val_if_fail (VB_IS_EDIT_FORM (self), NULL);

  return self->root;
}

guint
vb_edit_form_count_errors (VbEditForm *self)
{
  g_return_val_if_fail (VB_IS_EDIT_FORM (self), 0);

  return self->errors->len;
}

guint
vb_edit_form_count_conflicts (VbEditForm *self)
{
  g_return_val_if_fail (VB_IS_EDIT_FORM (self), 0);

  return self->n_conflicts;
}

const char *
vb_edit_form_find_error (VbEditForm *self,
                         VbEntity   *entity,
                         const char *column)
{
  g_return_val_if_fail (VB_IS_EDIT_FORM (self), NULL);

  for (guint i = 0; i < self->errors->len; i++)
    {
      VbFieldError *error = g_ptr_array_index (self->errors, i);

      if (error->entity == entity && g_strcmp0 (error->column, column) == 0)
        return error->message;
    }
  return NULL;
}

gboolean
vb_edit_form_has_error_under (VbEditForm *self,
                              VbEntity   *entity)
{
  g_return_val_if_fail (VB_IS_EDIT_FORM (self), FALSE);

  for (guint i = 0; i < self->errors->len; i++)
    {
      VbFieldError *error = g_ptr_array_index (self->errors, i);

      for (VbEntity *e = error->entity; e != NULL; e = vb_entity_get_parent (e))
        if (e == entity)
          return TRUE;
    }
  return FALSE;
}

void
vb_edit_form_reveal (VbEditForm *self)
{
  g_return_if_fail (VB_IS_EDIT_FORM (self));

  self->revealed = TRUE;
  vb_edit_form_check (self);
}

gboolean
vb_edit_form_is_revealed (VbEditForm *self)
{
  g_return_val_if_fail (VB_IS_EDIT_FORM (self), FALSE);

  return self->revealed;
}

gboolean
vb_edit_form_point_at_first (VbEditForm *self)
{
  Search search = { 0 };

  g_return_val_if_fail (VB_IS_EDIT_FORM (self), FALSE);

  vb_entity_foreach (self->root, look_for_conflicts, &search);
  if (search.entity == NULL && self->errors->len > 0)
    {
      VbFieldError *error = g_ptr_array_index (self->errors, 0);

      search.entity = error->entity;
      search.column = error->column;
    }
  if (search.entity == NULL)
    return FALSE;
  g_signal_emit (self, signals[POINT_AT], 0, search.entity, search.column);
  return TRUE;
}

/* A record by its id, as the walk through the tree finds it. */
typedef struct
{
  const char *id;
  VbEntity *found; /* (nullable), borrowed */
} Wanted;

static void
look_for_record (gpointer data,
                 gpointer user_data)
{
  Wanted *wanted = user_data;

  if (g_strcmp0 (vb_entity_get_id (data), wanted->id) == 0)
    wanted->found = data;
}

gboolean
vb_edit_form_point_at (VbEditForm *self,
                       const char *id,
                       const char *column)
{
  Wanted wanted = { id, NULL };

  g_return_val_if_fail (VB_IS_EDIT_FORM (self), FALSE);
  g_return_val_if_fail (id != NULL, FALSE);

  vb_entity_foreach (self->root, look_for_record, &wanted);
  if (wanted.found != NULL)
    g_signal_emit (self, signals[POINT_AT], 0, wanted.found, column);
  return wanted.found != NULL;
}

static void
complete_record (gpointer data,
                 gpointer user_data)
{
  VbEntity *entity = data;

  if (vb_entity_get_table (entity) == VB_TABLE_SERVICE_CAPACITY
      && !vb_entity_is_untouched (entity) && vb_entity_is_changed (entity))
    vb_entity_set (entity, "updated", user_data);
}

void
vb_edit_form_complete (VbEditForm *self)
{
  g_autoptr(GDateTime) now = g_date_time_new_now_utc ();
  g_autofree char *text = g_date_time_format (now, "%Y-%m-%dT%H:%M:%SZ");

  g_return_if_fail (VB_IS_EDIT_FORM (self));

  vb_entity_foreach (self->root, complete_record, text);
}

const char *
vb_edit_form_find_name (VbEditForm *self,
                        const char *id)
{
  g_return_val_if_fail (VB_IS_EDIT_FORM (self), NULL);

  return id != NULL ? g_hash_table_lookup (self->names, id) : NULL;
}

void
vb_edit_form_take_name (VbEditForm *self,
                        const char *id,
                        const char *name)
{
  g_return_if_fail (VB_IS_EDIT_FORM (self));
  g_return_if_fail (id != NULL && name != NULL);

  g_hash_table_replace (self->names, g_strdup (id), g_strdup (name));
}

gboolean
vb_edit_form_has_terms (VbEditForm *self)
{
  g_return_val_if_fail (VB_IS_EDIT_FORM (self), FALSE);

  return self->terms != NULL;
}

/**
 * vb_edit_form_list_terms:
 * @taxonomy: "verbinder-need" and so on
 *
 * Returns: (transfer container) (element-type VbName): its terms by code; they belong to the form
 */
GPtrArray *
vb_edit_form_list_terms (VbEditForm *self,
                         const char *taxonomy)
{
  g_autofree char *id = vb_uuid_from_name (VB_TAXONOMY_SPACE, taxonomy);
  GPtrArray *terms = g_ptr_array_new ();

  g_return_val_if_fail (VB_IS_EDIT_FORM (self), terms);

  for (guint i = 0; self->terms != NULL && i < self->terms->len; i++)
    {
      VbName *term = g_ptr_array_index (self->terms, i);

      if (g_strcmp0 (term->group, id) == 0)
        g_ptr_array_add (terms, term);
    }
  return terms;
}
