/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/social-map/vb-fact-group.h"

#include "app/social-map/vb-function-row.h"
#include "app/widgets/vb-accessible.h"

#define ABOVE 48 /* pixels that stay in view above a row that is gone to */

struct _VbFactGroup
{
  AdwBin parent_instance;

  GtkListBox *list;

  char *title;
  guint n;
};

enum
{
  PROP_0,
  PROP_TITLE,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (VbFactGroup, vb_fact_group, ADW_TYPE_BIN)

static void
vb_fact_group_get_property (GObject    *object,
                            guint       id,
                            GValue     *value,
                            GParamSpec *pspec)
{
  switch (id)
    {
    case PROP_TITLE:
      g_value_set_string (value, VB_FACT_GROUP (object)->title);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
vb_fact_group_set_property (GObject      *object,
                            guint         id,
                            const GValue *value,
                            GParamSpec   *pspec)
{
  VbFactGroup *self = VB_FACT_GROUP (object);

  switch (id)
    {
    case PROP_TITLE:
      g_free (self->title);
      self->title = g_value_dup_string (value);
      vb_accessible_set_label (GTK_WIDGET (self->list), self->title == NULL ? "" : self->title);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
vb_fact_group_finalize (GObject *object)
{
  g_free (VB_FACT_GROUP (object)->title);

  G_OBJECT_CLASS (vb_fact_group_parent_class)->finalize (object);
}

static void
vb_fact_group_class_init (VbFactGroupClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = vb_fact_group_get_property;
  object_class->set_property = vb_fact_group_set_property;
  object_class->finalize = vb_fact_group_finalize;

  properties[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, NULL,
                                                G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_template_from_resource (
    widget_class, "/nl/verbinder/Verbinder/social-map/vb-fact-group.ui");
  gtk_widget_class_bind_template_child (widget_class, VbFactGroup, list);
}

static void
vb_fact_group_init (VbFactGroup *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
vb_fact_group_clear (VbFactGroup *self)
{
  GtkWidget *row;

  g_return_if_fail (VB_IS_FACT_GROUP (self));

  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL)
    gtk_list_box_remove (self->list, row);
  self->n = 0;
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

void
vb_fact_group_append (VbFactGroup *self,
                      GtkWidget   *row)
{
  g_return_if_fail (VB_IS_FACT_GROUP (self));

  gtk_list_box_append (self->list, row);
  self->n++;
  gtk_widget_set_visible (GTK_WIDGET (self), TRUE);
}

VbFactRow *
vb_fact_group_add (VbFactGroup *self,
                   const char  *icon_name,
                   const char  *title,
                   const char  *value,
                   VbEntity    *entity,
                   const char  *column)
{
  GtkWidget *row;

  g_return_val_if_fail (VB_IS_FACT_GROUP (self), NULL);

  if (value == NULL || value[0] == '\0')
    return NULL;
  row = vb_fact_row_new (icon_name, title, value);
  if (entity != NULL)
    vb_fact_row_set_source (VB_FACT_ROW (row), entity, column);
  vb_fact_group_append (self, row);
  return VB_FACT_ROW (row);
}

VbFactRow *
vb_fact_group_add_column (VbFactGroup *self,
                          const char  *icon_name,
                          const char  *title,
                          VbEntity    *entity,
                          const char  *column)
{
  return vb_fact_group_add (self, icon_name, title, vb_entity_get (entity, column), entity, column);
}

guint
vb_fact_group_get_n (VbFactGroup *self)
{
  g_return_val_if_fail (VB_IS_FACT_GROUP (self), 0);

  return self->n;
}

gboolean
vb_fact_group_is_busy (VbFactGroup *self)
{
  g_return_val_if_fail (VB_IS_FACT_GROUP (self), FALSE);

  for (GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (self->list)); row != NULL;
       row = gtk_widget_get_next_sibling (row))
    if ((VB_IS_FACT_ROW (row) && vb_fact_row_is_busy (VB_FACT_ROW (row))) ||
        (VB_IS_FUNCTION_ROW (row) && vb_function_row_is_busy (VB_FUNCTION_ROW (row))))
      return TRUE;
  return FALSE;
}

void
vb_fact_group_mark (VbFactGroup *self,
                    GPtrArray   *reports)
{
  g_return_if_fail (VB_IS_FACT_GROUP (self));

  for (GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (self->list)); row != NULL;
       row = gtk_widget_get_next_sibling (row))
    {
      if (VB_IS_FACT_ROW (row))
        vb_fact_row_mark (VB_FACT_ROW (row), reports);
      else if (VB_IS_FUNCTION_ROW (row))
        vb_function_row_mark (VB_FUNCTION_ROW (row), reports);
    }
}

/* Puts the row near the top, where it is seen to be the one. */
static void
scroll_to (GtkWidget *row)
{
  GtkWidget *viewport = gtk_widget_get_ancestor (row, GTK_TYPE_VIEWPORT);
  GtkWidget *page = viewport == NULL ? NULL : gtk_viewport_get_child (GTK_VIEWPORT (viewport));
  double y;

  if (page != NULL && gtk_widget_translate_coordinates (row, page, 0, 0, NULL, &y))
    gtk_adjustment_set_value (gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (viewport)),
                              y - ABOVE);
}

/* A row that was just added has no place yet that one could scroll to. */
static gboolean
point_cb (GtkWidget     *row,
          GdkFrameClock *clock,
          gpointer       user_data)
{
  if (gtk_widget_get_height (row) == 0)
    return G_SOURCE_CONTINUE;
  vb_function_row_point (VB_FUNCTION_ROW (row));
  scroll_to (row);
  return G_SOURCE_REMOVE;
}

void
vb_fact_group_point_at (VbFactGroup *self,
                        const char  *contact_id)
{
  g_return_if_fail (VB_IS_FACT_GROUP (self));

  for (GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (self->list)); row != NULL;
       row = gtk_widget_get_next_sibling (row))
    if (VB_IS_FUNCTION_ROW (row) &&
        g_strcmp0 (vb_function_row_get_id (VB_FUNCTION_ROW (row)), contact_id) == 0)
      {
        gtk_widget_add_tick_callback (row, point_cb, NULL, NULL);
        return;
      }
}
