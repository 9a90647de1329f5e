/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/access/vb-rescue-view.h"

#include "app/access/vb-restore-view.h"
#include "app/widgets/vb-template.h"

struct _VbRescueView
{
  GtkWidget parent_instance;

  VbSession *session;
};

enum
{
  PROP_0,
  PROP_SESSION,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (VbRescueView, vb_rescue_view, GTK_TYPE_WIDGET)

static void
vb_rescue_view_get_property (GObject    *object,
                             guint       id,
                             GValue     *value,
                             GParamSpec *pspec)
{
  if (id == PROP_SESSION)
    g_value_set_object (value, VB_RESCUE_VIEW (object)->session);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
vb_rescue_view_set_property (GObject      *object,
                             guint         id,
                             const GValue *value,
                             GParamSpec   *pspec)
{
  if (id != PROP_SESSION)
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  else if (g_set_object (&VB_RESCUE_VIEW (object)->session, g_value_get_object (value)))
    g_object_notify_by_pspec (object, pspec);
}

static void
vb_rescue_view_dispose (GObject *object)
{
  VbRescueView *self = VB_RESCUE_VIEW (object);

  vb_template_dispose (GTK_WIDGET (self), VB_TYPE_RESCUE_VIEW);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (vb_rescue_view_parent_class)->dispose (object);
}

static void
vb_rescue_view_class_init (VbRescueViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = vb_rescue_view_get_property;
  object_class->set_property = vb_rescue_view_set_property;
  object_class->dispose = vb_rescue_view_dispose;

  properties[PROP_SESSION] =
    g_param_spec_object ("session", NULL, NULL, VB_TYPE_SESSION,
                         G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  g_type_ensure (VB_TYPE_RESTORE_VIEW);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/nl/verbinder/Verbinder/access/vb-rescue-view.ui");
}

static void
vb_rescue_view_init (VbRescueView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
