/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/window/vb-shell.h"

#include "app/widgets/vb-template.h"

struct _VbShell
{
  GtkWidget parent_instance;

  AdwLeaflet *outer;
  AdwLeaflet *inner;
  AdwLeafletPage *sidebar_page;
  AdwLeafletPage *rest_page;
  AdwLeafletPage *list_page;
  AdwLeafletPage *content_page;
  AdwBin *sidebar_bin;
  AdwBin *list_bin;
  AdwBin *content_bin;

  guint resize;
  gboolean on_content; /* what a fold that comes now is to show */
};

enum
{
  PROP_0,
  PROP_SIDEBAR,
  PROP_LIST,
  PROP_CONTENT,
  PROP_FOLDED,
  PROP_SIDEBAR_FOLDED,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (VbShell, vb_shell, GTK_TYPE_WIDGET)

/* Side by side, all panes are there, and telling the leaflet which one is meant would only pull
 * the focus into it; that is for when they fold. */
static void
follow_fold (VbShell *self)
{
  if (adw_leaflet_get_folded (self->inner))
    adw_leaflet_set_visible_child_name (self->inner, self->on_content ? "content" : "list");
}

static void
visible_cb (VbShell *self)
{
  if (adw_leaflet_get_folded (self->inner))
    self->on_content =
      g_strcmp0 (adw_leaflet_get_visible_child_name (self->inner), "content") == 0;
}

static gboolean
resize_cb (gpointer user_data)
{
  VbShell *self = user_data;

  self->resize = 0;
  gtk_widget_queue_resize (GTK_WIDGET (self->outer));
  return G_SOURCE_REMOVE;
}

/* A page that is wide for a moment, until its lines are broken, folds and unfolds the leaflet while
 * it is being laid out: the widths of halfway would stay. */
static void
folded_cb (VbShell *self)
{
  if (self->resize == 0)
    self->resize = g_idle_add (resize_cb, self);
  follow_fold (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FOLDED]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SIDEBAR_FOLDED]);
}

static AdwBin *
bin_of (VbShell *self,
        guint    id)
{
  switch (id)
    {
    case PROP_SIDEBAR:
      return self->sidebar_bin;
    case PROP_LIST:
      return self->list_bin;
    default:
      return self->content_bin;
    }
}

static void
vb_shell_get_property (GObject    *object,
                       guint       id,
                       GValue     *value,
                       GParamSpec *pspec)
{
  VbShell *self = VB_SHELL (object);

  switch (id)
    {
    case PROP_SIDEBAR:
    case PROP_LIST:
    case PROP_CONTENT:
      g_value_set_object (value, adw_bin_get_child (bin_of (self, id)));
      break;
    case PROP_FOLDED:
      g_value_set_boolean (value, adw_leaflet_get_folded (self->inner));
      break;
    case PROP_SIDEBAR_FOLDED:
      g_value_set_boolean (value, adw_leaflet_get_folded (self->outer));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
vb_shell_set_property (GObject      *object,
                       guint         id,
                       const GValue *value,
                       GParamSpec   *pspec)
{
  VbShell *self = VB_SHELL (object);

  switch (id)
    {
    case PROP_SIDEBAR:
    case PROP_LIST:
    case PROP_CONTENT:
      adw_bin_set_child (bin_of (self, id), g_value_get_object (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
vb_shell_dispose (GObject *object)
{
  g_clear_handle_id (&VB_SHELL (object)->resize, g_source_remove);
  vb_template_dispose (GTK_WIDGET (object), VB_TYPE_SHELL);

  G_OBJECT_CLASS (vb_shell_parent_class)->dispose (object);
}

static void
vb_shell_class_init (VbShellClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = vb_shell_get_property;
  object_class->set_property = vb_shell_set_property;
  object_class->dispose = vb_shell_dispose;

  properties[PROP_SIDEBAR] = g_param_spec_object ("sidebar", NULL, NULL, GTK_TYPE_WIDGET,
                                                  G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  properties[PROP_LIST] = g_param_spec_object ("list", NULL, NULL, GTK_TYPE_WIDGET,
                                               G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  properties[PROP_CONTENT] = g_param_spec_object ("content", NULL, NULL, GTK_TYPE_WIDGET,
                                                  G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  properties[PROP_FOLDED] = g_param_spec_boolean ("folded", NULL, NULL, FALSE,
                                                  G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_SIDEBAR_FOLDED] =
    g_param_spec_boolean ("sidebar-folded", NULL, NULL, FALSE,
                          G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/nl/verbinder/Verbinder/window/vb-shell.ui");
  gtk_widget_class_bind_template_child (widget_class, VbShell, outer);
  gtk_widget_class_bind_template_child (widget_class, VbShell, inner);
  gtk_widget_class_bind_template_child (widget_class, VbShell, sidebar_page);
  gtk_widget_class_bind_template_child (widget_class, VbShell, rest_page);
  gtk_widget_class_bind_template_child (widget_class, VbShell, list_page);
  gtk_widget_class_bind_template_child (widget_class, VbShell, content_page);
  gtk_widget_class_bind_template_child (widget_class, VbShell, sidebar_bin);
  gtk_widget_class_bind_template_child (widget_class, VbShell, list_bin);
  gtk_widget_class_bind_template_child (widget_class, VbShell, content_bin);
  gtk_widget_class_bind_template_callback (widget_class, folded_cb);
  gtk_widget_class_bind_template_callback (widget_class, visible_cb);
}

static void
vb_shell_init (VbShell *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  /* A narrow window starts with the list, which is what one came for. */
  adw_leaflet_set_visible_child_name (self->outer, "rest");
}

void
vb_shell_show_sidebar (VbShell *self)
{
  g_return_if_fail (VB_IS_SHELL (self));

  if (adw_leaflet_get_folded (self->outer))
    adw_leaflet_set_visible_child_name (self->outer, "sidebar");
}

static void
show_rest (VbShell  *self,
           gboolean  content)
{
  self->on_content = content;
  if (adw_leaflet_get_folded (self->outer))
    adw_leaflet_set_visible_child_name (self->outer, "rest");
  follow_fold (self);
}

void
vb_shell_show_list (VbShell *self)
{
  g_return_if_fail (VB_IS_SHELL (self));

  show_rest (self, FALSE);
}

void
vb_shell_show_content (VbShell *self)
{
  g_return_if_fail (VB_IS_SHELL (self));

  show_rest (self, TRUE);
}

gboolean
vb_shell_go_back (VbShell *self)
{
  g_return_val_if_fail (VB_IS_SHELL (self), FALSE);

  if (adw_leaflet_get_folded (self->inner) &&
      g_strcmp0 (adw_leaflet_get_visible_child_name (self->inner), "content") == 0)
    return adw_leaflet_navigate (self->inner, ADW_NAVIGATION_DIRECTION_BACK);
  if (adw_leaflet_get_folded (self->outer))
    return adw_leaflet_navigate (self->outer, ADW_NAVIGATION_DIRECTION_BACK);
  return FALSE;
}

gboolean
vb_shell_get_folded (VbShell *self)
{
  g_return_val_if_fail (VB_IS_SHELL (self), FALSE);

  return adw_leaflet_get_folded (self->inner);
}
