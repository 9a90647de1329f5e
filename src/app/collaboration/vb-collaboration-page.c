/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/collaboration/vb-collaboration-page.h"

#include "app/widgets/vb-template.h"

struct _VbCollaborationPage
{
  GtkWidget parent_instance;

  gboolean folded;
  gboolean sidebar_folded;
};

enum
{
  PROP_0,
  PROP_FOLDED,
  PROP_SIDEBAR_FOLDED,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (VbCollaborationPage, vb_collaboration_page, GTK_TYPE_WIDGET)

static void
vb_collaboration_page_get_property (GObject    *object,
                                    guint       id,
                                    GValue     *value,
                                    GParamSpec *pspec)
{
  VbCollaborationPage *self = VB_COLLABORATION_PAGE (object);

  switch (id)
    {
    case PROP_FOLDED:
      g_value_set_boolean (value, self->folded);
      break;
    case PROP_SIDEBAR_FOLDED:
      g_value_set_boolean (value, self->sidebar_folded);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
vb_collaboration_page_set_property (GObject      *object,
                                    guint         id,
                                    const GValue *value,
                                    GParamSpec   *pspec)
{
  VbCollaborationPage *self = VB_COLLABORATION_PAGE (object);

  switch (id)
    {
    case PROP_FOLDED:
      self->folded = g_value_get_boolean (value);
      break;
    case PROP_SIDEBAR_FOLDED:
      self->sidebar_folded = g_value_get_boolean (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
vb_collaboration_page_dispose (GObject *object)
{
  vb_template_dispose (GTK_WIDGET (object), VB_TYPE_COLLABORATION_PAGE);

  G_OBJECT_CLASS (vb_collaboration_page_parent_class)->dispose (object);
}

static void
vb_collaboration_page_class_init (VbCollaborationPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = vb_collaboration_page_get_property;
  object_class->set_property = vb_collaboration_page_set_property;
  object_class->dispose = vb_collaboration_page_dispose;

  properties[PROP_FOLDED] = g_param_spec_boolean ("folded", NULL, NULL, FALSE,
                                                  G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  properties[PROP_SIDEBAR_FOLDED] =
    g_param_spec_boolean ("sidebar-folded", NULL, NULL, FALSE,
                          G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/nl/verbinder/Verbinder/collaboration/vb-collaboration-page.ui");
}

static void
vb_collaboration_page_init (VbCollaborationPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
