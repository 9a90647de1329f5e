/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/social-map/vb-recheck-item.h"

#include <glib/gi18n.h>

#include "app/social-map/vb-service-item.h"
#include "app/widgets/vb-accessible.h"
#include "app/widgets/vb-template.h"
#include "app/window/vb-window.h"
#include "core/store/vb-trust.h"

struct _VbRecheckItem
{
  GtkWidget parent_instance;

  VbServiceItem *item;
  GtkWidget *menu_button;

  VbServiceRow *row;
};

enum
{
  PROP_0,
  PROP_ROW,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (VbRecheckItem, vb_recheck_item, GTK_TYPE_WIDGET)

static void
checked_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(VbWindow) window = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(VbUndo) undo = vb_trust_verify_finish (VB_STORE (source), result, &error);

  if (undo == NULL)
    vb_window_say_error (window, _("The check was not kept"), error);
  else
    vb_window_say_undo (window, _("Marked as checked today"), undo);
}

static void
checked_action (GtkWidget  *widget,
                const char *name,
                GVariant   *parameter)
{
  VbRecheckItem *self = VB_RECHECK_ITEM (widget);
  VbWindow *window = vb_window_of (self);
  VbStore *store = vb_window_get_store (window);
  const char *id = self->row == NULL ? NULL : vb_service_row_get_id (self->row);

  if (store != NULL && id != NULL)
    vb_trust_verify_async (store, VB_TABLE_SERVICE, id, g_variant_get_string (parameter, NULL),
                           NULL, NULL, checked_cb, g_object_ref (window));
}

/* ------------------------------------------------------------------ object */

static void
placed_cb (VbRecheckItem *self)
{
  if (self->item != NULL)
    vb_service_item_update_label (self->item);
}

static void
vb_recheck_item_get_property (GObject    *object,
                              guint       id,
                              GValue     *value,
                              GParamSpec *pspec)
{
  switch (id)
    {
    case PROP_ROW:
      g_value_set_object (value, VB_RECHECK_ITEM (object)->row);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
vb_recheck_item_set_property (GObject      *object,
                              guint         id,
                              const GValue *value,
                              GParamSpec   *pspec)
{
  switch (id)
    {
    case PROP_ROW:
      if (g_set_object (&VB_RECHECK_ITEM (object)->row, g_value_get_object (value)))
        g_object_notify_by_pspec (object, properties[PROP_ROW]);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
vb_recheck_item_dispose (GObject *object)
{
  VbRecheckItem *self = VB_RECHECK_ITEM (object);

  vb_template_dispose (GTK_WIDGET (self), VB_TYPE_RECHECK_ITEM);
  g_clear_object (&self->row);

  G_OBJECT_CLASS (vb_recheck_item_parent_class)->dispose (object);
}

static void
vb_recheck_item_class_init (VbRecheckItemClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = vb_recheck_item_get_property;
  object_class->set_property = vb_recheck_item_set_property;
  object_class->dispose = vb_recheck_item_dispose;

  properties[PROP_ROW] = g_param_spec_object ("row", NULL, NULL, VB_TYPE_SERVICE_ROW,
                                              G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY |
                                                G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  g_type_ensure (VB_TYPE_SERVICE_ITEM);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/nl/verbinder/Verbinder/social-map/vb-recheck-item.ui");
  gtk_widget_class_bind_template_child (widget_class, VbRecheckItem, item);
  gtk_widget_class_bind_template_child (widget_class, VbRecheckItem, menu_button);
  gtk_widget_class_install_action (widget_class, "item.checked", "s", checked_action);
}

static void
vb_recheck_item_init (VbRecheckItem *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  vb_accessible_set_label (self->menu_button, _("Checked today"));
  g_signal_connect (self, "notify::parent", G_CALLBACK (placed_cb), NULL);
}
