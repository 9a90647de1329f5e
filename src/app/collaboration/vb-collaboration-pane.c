/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/collaboration/vb-collaboration-pane.h"

#include "app/widgets/vb-header-alone.h"
#include "app/widgets/vb-template.h"

struct _VbCollaborationPane
{
  GtkWidget parent_instance;

  AdwHeaderBar *header;

  gboolean folded;
};

enum
{
  PROP_0,
  PROP_FOLDED,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (VbCollaborationPane, vb_collaboration_pane, GTK_TYPE_WIDGET)

static void
vb_collaboration_pane_get_property (GObject    *object,
                                    guint       id,
                                    GValue     *value,
                                    GParamSpec *pspec)
{
  VbCollaborationPane *self = VB_COLLABORATION_PANE (object);

  switch (id)
    {
    case PROP_FOLDED:
      g_value_set_boolean (value, self->folded);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
vb_collaboration_pane_set_property (GObject      *object,
                                    guint         id,
                                    const GValue *value,
                                    GParamSpec   *pspec)
{
  VbCollaborationPane *self = VB_COLLABORATION_PANE (object);

  switch (id)
    {
    case PROP_FOLDED:
      self->folded = g_value_get_boolean (value);
      vb_header_alone (self->header, self->folded);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
vb_collaboration_pane_dispose (GObject *object)
{
  vb_template_dispose (GTK_WIDGET (object), VB_TYPE_COLLABORATION_PANE);

  G_OBJECT_CLASS (vb_collaboration_pane_parent_class)->dispose (object);
}

static void
vb_collaboration_pane_class_init (VbCollaborationPaneClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = vb_collaboration_pane_get_property;
  object_class->set_property = vb_collaboration_pane_set_property;
  object_class->dispose = vb_collaboration_pane_dispose;

  properties[PROP_FOLDED] = g_param_spec_boolean ("folded", NULL, NULL, FALSE,
                                                  G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/nl/verbinder/Verbinder/collaboration/vb-collaboration-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, VbCollaborationPane, header);
}

static void
vb_collaboration_pane_init (VbCollaborationPane *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
