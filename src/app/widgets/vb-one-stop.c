/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/widgets/vb-one-stop.h"

struct _VbOneStop
{
  GtkWidget parent_instance;

  GtkWidget *child; /* (nullable) */
};

enum
{
  PROP_0,
  PROP_CHILD,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (VbOneStop, vb_one_stop, GTK_TYPE_WIDGET)

static void
set_child (VbOneStop *self,
           GtkWidget *child)
{
  g_clear_pointer (&self->child, gtk_widget_unparent);
  self->child = child;
  if (child != NULL)
    gtk_widget_set_parent (child, GTK_WIDGET (self));
}

static gboolean
vb_one_stop_focus (GtkWidget        *widget,
                   GtkDirectionType  direction)
{
  VbOneStop *self = VB_ONE_STOP (widget);
  gboolean tab = direction == GTK_DIR_TAB_FORWARD || direction == GTK_DIR_TAB_BACKWARD;

  if (self->child == NULL || (tab && gtk_widget_get_focus_child (widget) != NULL))
    return FALSE;
  /* Back to the row where one was. */
  if (tab && GTK_IS_SCROLLED_WINDOW (self->child))
    {
      GtkWidget *list = gtk_scrolled_window_get_child (GTK_SCROLLED_WINDOW (self->child));

      if (list != NULL && gtk_widget_grab_focus (list))
        return TRUE;
    }
  return gtk_widget_child_focus (self->child, direction);
}

static void
vb_one_stop_get_property (GObject    *object,
                          guint       id,
                          GValue     *value,
                          GParamSpec *pspec)
{
  switch (id)
    {
    case PROP_CHILD:
      g_value_set_object (value, VB_ONE_STOP (object)->child);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
vb_one_stop_set_property (GObject      *object,
                          guint         id,
                          const GValue *value,
                          GParamSpec   *pspec)
{
  switch (id)
    {
    case PROP_CHILD:
      set_child (VB_ONE_STOP (object), g_value_get_object (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
vb_one_stop_dispose (GObject *object)
{
  set_child (VB_ONE_STOP (object), NULL);

  G_OBJECT_CLASS (vb_one_stop_parent_class)->dispose (object);
}

static void
vb_one_stop_class_init (VbOneStopClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = vb_one_stop_get_property;
  object_class->set_property = vb_one_stop_set_property;
  object_class->dispose = vb_one_stop_dispose;
  widget_class->focus = vb_one_stop_focus;

  properties[PROP_CHILD] = g_param_spec_object ("child", NULL, NULL, GTK_TYPE_WIDGET,
                                                G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
vb_one_stop_init (VbOneStop *self)
{
}
