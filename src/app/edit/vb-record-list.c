/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/edit/vb-record-list.h"

#include "app/edit/vb-record-row.h"
#include "app/widgets/vb-accessible.h"

struct _VbRecordList
{
  GtkBox parent_instance;

  GtkLabel *title_label;
  GtkLabel *hint_label;
  GtkWidget *rows;
  GtkWidget *add_button;
  GtkLabel *add_label;

  VbEditForm *form;
  VbEntity *entity;
  GListModel *records;
  gulong changed_id;
  VbTable table;
  guint skip; /* the first so many have their fields elsewhere */
  char *row;
  gboolean adding;
};

enum
{
  PROP_0,
  PROP_TABLE,
  PROP_ROW,
  PROP_SKIP,
  PROP_TITLE,
  PROP_ADD_LABEL,
  PROP_HINT,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static void vb_record_list_part_init (VbEditPartInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (VbRecordList, vb_record_list, GTK_TYPE_BOX,
                               G_IMPLEMENT_INTERFACE (VB_TYPE_EDIT_PART, vb_record_list_part_init))

static GtkWidget *
make_row (VbRecordList *self,
          VbEntity     *record)
{
  g_autofree char *path = g_strdup_printf ("/nl/verbinder/Verbinder/edit/%s.ui", self->row);
  g_autoptr(GtkBuilder) builder = gtk_builder_new_from_resource (path);
  GtkWidget *row = GTK_WIDGET (gtk_builder_get_object (builder, "row"));

  g_assert (VB_IS_RECORD_ROW (row));
  vb_edit_part_bind (VB_EDIT_PART (row), self->form, record);
  vb_record_row_set_expanded (VB_RECORD_ROW (row), self->adding);
  return g_object_ref (row);
}

static GtkWidget *
get_row (VbRecordList *self,
         guint         position)
{
  GtkWidget *row = gtk_widget_get_first_child (self->rows);

  while (row != NULL && position-- > 0)
    row = gtk_widget_get_next_sibling (row);
  return row;
}

static void
changed_cb (VbRecordList *self,
            guint         position,
            guint         removed,
            guint         added)
{
  GtkWidget *before = position > 0 ? get_row (self, position - 1) : NULL;

  for (guint i = 0; i < removed; i++)
    gtk_box_remove (GTK_BOX (self->rows), get_row (self, position));
  for (guint i = 0; i < added; i++)
    {
      g_autoptr(VbEntity) record = g_list_model_get_item (self->records, position + i);
      g_autoptr(GtkWidget) row = make_row (self, record);

      gtk_box_insert_child_after (GTK_BOX (self->rows), row, before);
      before = row;
    }
  gtk_widget_set_visible (self->rows, g_list_model_get_n_items (self->records) > 0);
  gtk_widget_set_visible (GTK_WIDGET (self->hint_label),
                          g_list_model_get_n_items (self->records) == 0
                          && *gtk_label_get_label (self->hint_label) != '\0');
}

static void
add_cb (VbRecordList *self)
{
  GtkWidget *row;

  if (self->entity == NULL)
    return;
  self->adding = TRUE;
  vb_entity_add_child (self->entity, self->table);
  self->adding = FALSE;
  row = gtk_widget_get_last_child (self->rows);
  if (row == NULL)
    return;
  /* Past the line itself, into its first field. */
  gtk_widget_child_focus (row, GTK_DIR_TAB_FORWARD);
  gtk_widget_child_focus (row, GTK_DIR_TAB_FORWARD);
}

/* ------------------------------------------------------------------ part */

static void
unbind (VbRecordList *self)
{
  g_clear_signal_handler (&self->changed_id, self->records);
  g_clear_object (&self->records);
  g_clear_object (&self->entity);
  g_clear_object (&self->form);
}

static void
vb_record_list_bind (VbEditPart *part,
                     VbEditForm *form,
                     VbEntity   *entity)
{
  VbRecordList *self = VB_RECORD_LIST (part);
  GtkWidget *row;

  g_return_if_fail (self->row != NULL);
  unbind (self);
  while ((row = gtk_widget_get_first_child (self->rows)) != NULL)
    gtk_box_remove (GTK_BOX (self->rows), row);
  self->form = g_object_ref (form);
  self->entity = g_object_ref (entity);
  self->records = G_LIST_MODEL (
    gtk_slice_list_model_new (g_object_ref (vb_entity_get_children (entity, self->table)),
                              self->skip, G_MAXUINT - self->skip));
  self->changed_id = g_signal_connect_swapped (self->records, "items-changed",
                                               G_CALLBACK (changed_cb), self);
  changed_cb (self, 0, 0, g_list_model_get_n_items (self->records));
}

static void
vb_record_list_part_init (VbEditPartInterface *iface)
{
  iface->bind = vb_record_list_bind;
}

/* ------------------------------------------------------------------ object */

static void
set_title (VbRecordList *self,
           const char   *title)
{
  gtk_label_set_label (self->title_label, title != NULL ? title : "");
  gtk_widget_set_visible (GTK_WIDGET (self->title_label), title != NULL);
  vb_accessible_set_label (GTK_WIDGET (self->rows), title != NULL ? title : "");
}

static void
set_add_label (VbRecordList *self,
               const char   *label)
{
  gtk_label_set_label (self->add_label, label != NULL ? label : "");
  gtk_widget_set_visible (self->add_button, label != NULL);
  vb_accessible_set_label (GTK_WIDGET (self->add_button), label != NULL ? label : "");
}

static void
vb_record_list_set_property (GObject      *object,
                             guint         prop_id,
                             const GValue *value,
                             GParamSpec   *pspec)
{
  VbRecordList *self = VB_RECORD_LIST (object);

  switch (prop_id)
    {
    case PROP_TABLE:
      self->table = vb_schema_find (g_value_get_string (value));
      g_assert (self->table < VB_N_TABLES);
      break;
    case PROP_ROW:
      g_free (self->row);
      self->row = g_value_dup_string (value);
      break;
    case PROP_SKIP:
      self->skip = g_value_get_uint (value);
      break;
    case PROP_TITLE:
      set_title (self, g_value_get_string (value));
      break;
    case PROP_ADD_LABEL:
      set_add_label (self, g_value_get_string (value));
      break;
    case PROP_HINT:
      gtk_label_set_label (self->hint_label, g_value_get_string (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
vb_record_list_dispose (GObject *object)
{
  VbRecordList *self = VB_RECORD_LIST (object);

  unbind (self);
  gtk_widget_dispose_template (GTK_WIDGET (self), VB_TYPE_RECORD_LIST);

  G_OBJECT_CLASS (vb_record_list_parent_class)->dispose (object);
}

static void
vb_record_list_finalize (GObject *object)
{
  g_free (VB_RECORD_LIST (object)->row);

  G_OBJECT_CLASS (vb_record_list_parent_class)->finalize (object);
}

static void
vb_record_list_class_init (VbRecordListClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags flags = G_PARAM_WRITABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->set_property = vb_record_list_set_property;
  object_class->dispose = vb_record_list_dispose;
  object_class->finalize = vb_record_list_finalize;

  properties[PROP_TABLE] = g_param_spec_string ("table", NULL, NULL, NULL, flags);
  properties[PROP_ROW] = g_param_spec_string ("row", NULL, NULL, NULL, flags);
  properties[PROP_SKIP] = g_param_spec_uint ("skip", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, NULL, flags);
  properties[PROP_ADD_LABEL] = g_param_spec_string ("add-label", NULL, NULL, NULL, flags);
  properties[PROP_HINT] = g_param_spec_string ("hint", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/nl/verbinder/Verbinder/edit/vb-record-list.ui");
  gtk_widget_class_bind_template_child (widget_class, VbRecordList, title_label);
  gtk_widget_class_bind_template_child (widget_class, VbRecordList, hint_label);
  gtk_widget_class_bind_template_child (widget_class, VbRecordList, rows);
  gtk_widget_class_bind_template_child (widget_class, VbRecordList, add_button);
  gtk_widget_class_bind_template_child (widget_class, VbRecordList, add_label);
  gtk_widget_class_bind_template_callback (widget_class, add_cb);
}

static void
vb_record_list_init (VbRecordList *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->table = VB_N_TABLES;
}
