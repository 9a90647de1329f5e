/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "core/model/vb-row-list.h"

struct _VbRowList
{
  GObject parent_instance;

  GPtrArray *rows; /* of VbServiceRow, one per service */
};

static void list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (VbRowList, vb_row_list, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

enum
{
  PROP_0,
  PROP_N_ITEMS,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static GType
get_item_type (GListModel *model)
{
  return VB_TYPE_SERVICE_ROW;
}

static guint
get_n_items (GListModel *model)
{
  return VB_ROW_LIST (model)->rows->len;
}

static gpointer
get_item (GListModel *model,
          guint       position)
{
  VbRowList *self = VB_ROW_LIST (model);

  return position < self->rows->len
         ? g_object_ref (g_ptr_array_index (self->rows, position)) : NULL;
}

static void
list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

static void
vb_row_list_get_property (GObject    *object,
                          guint       prop_id,
                          GValue     *value,
                          GParamSpec *pspec)
{
  switch (prop_id)
    {
    case PROP_N_ITEMS:
      g_value_set_uint (value, VB_ROW_LIST (object)->rows->len);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
vb_row_list_finalize (GObject *object)
{
  g_ptr_array_unref (VB_ROW_LIST (object)->rows);

  G_OBJECT_CLASS (vb_row_list_parent_class)->finalize (object);
}

static void
vb_row_list_class_init (VbRowListClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = vb_row_list_get_property;
  object_class->finalize = vb_row_list_finalize;

  properties[PROP_N_ITEMS] =
    g_param_spec_uint ("n-items", NULL, NULL, 0, G_MAXUINT, 0,
                       G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
vb_row_list_init (VbRowList *self)
{
  self->rows = g_ptr_array_new_with_free_func (g_object_unref);
}

VbRowList *
vb_row_list_new (void)
{
  return g_object_new (VB_TYPE_ROW_LIST, NULL);
}

/* The rows to show: the object that is there for a service, brought up to date, or the new one.
 * The first of two rows with one id counts. */
static GPtrArray *
adopt_rows (VbRowList *self,
            GPtrArray *rows)
{
  g_autoptr(GHashTable) known = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr(GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  GPtrArray *next = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < self->rows->len; i++)
    {
      VbServiceRow *row = g_ptr_array_index (self->rows, i);

      g_hash_table_insert (known, (char *) vb_service_row_get_id (row), row);
    }
  for (guint i = 0; rows != NULL && i < rows->len; i++)
    {
      VbServiceRow *row = g_ptr_array_index (rows, i);
      const char *id = vb_service_row_get_id (row);
      VbServiceRow *old = g_hash_table_lookup (known, id);

      if (!g_hash_table_add (seen, (char *) id))
        continue;
      if (old != NULL && old != row)
        vb_service_row_copy (old, row);
      g_ptr_array_add (next, g_object_ref (old != NULL ? old : row));
    }
  return next;
}

void
vb_row_list_set_rows (VbRowList *self,
                      GPtrArray *rows)
{
  g_autoptr(GPtrArray) old = NULL;
  guint before, after, same_start = 0, same_end = 0;

  g_return_if_fail (VB_IS_ROW_LIST (self));

  old = self->rows;
  self->rows = adopt_rows (self, rows);
  before = old->len;
  after = self->rows->len;

  while (same_start < MIN (before, after)
         && old->pdata[same_start] == self->rows->pdata[same_start])
    same_start++;
  while (same_end < MIN (before, after) - same_start
         && old->pdata[before - 1 - same_end] == self->rows->pdata[after - 1 - same_end])
    same_end++;

  if (before - same_start - same_end > 0 || after - same_start - same_end > 0)
    g_list_model_items_changed (G_LIST_MODEL (self), same_start, before - same_start - same_end,
                                after - same_start - same_end);
  if (before != after)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_ITEMS]);
}
