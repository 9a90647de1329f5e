/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/exchange/vb-organization-button.h"

#include <glib/gi18n.h>

#include "app/edit/vb-name-chooser.h"
#include "app/widgets/vb-accessible.h"
#include "app/widgets/vb-wrap-button.h"

#define SCROLL_MS 100

struct _VbOrganizationButton
{
  GtkBox parent_instance;

  GtkWidget *button;
  GtkPopover *popover;
  VbNameChooser *chooser;

  VbStore *store; /* (nullable) */
  char *label;
};

enum
{
  PROP_0,
  PROP_LABEL,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];
static guint chosen_signal;

G_DEFINE_FINAL_TYPE (VbOrganizationButton, vb_organization_button, GTK_TYPE_BOX)

static gboolean
open_cb (gpointer data)
{
  VbOrganizationButton *self = data;

  if (self->store != NULL && gtk_widget_get_mapped (self->button))
    {
      /* What the button stands in gives its own name to the lists in it. */
      vb_accessible_name_lists (GTK_WIDGET (self->chooser), _("What was found"));
      gtk_popover_popup (self->popover);
      vb_name_chooser_open (self->chooser, self->store, VB_TABLE_ORGANIZATION, NULL);
    }
  return G_SOURCE_REMOVE;
}

/* The page goes to what has the focus: what hangs on the button has to be seen. */
static void
clicked_cb (VbOrganizationButton *self)
{
  gtk_widget_grab_focus (self->button);
  g_timeout_add_full (G_PRIORITY_LOW, SCROLL_MS, open_cb, g_object_ref (self), g_object_unref);
}

/* What is done with it may take @name away. */
static void
chosen_cb (VbOrganizationButton *self,
           gpointer              name)
{
  g_signal_emit (self, chosen_signal, 0, name);
  gtk_popover_popdown (self->popover);
  gtk_widget_grab_focus (self->button);
}

/* ------------------------------------------------------------------ object */

static void
vb_organization_button_get_property (GObject    *object,
                                     guint       id,
                                     GValue     *value,
                                     GParamSpec *pspec)
{
  VbOrganizationButton *self = VB_ORGANIZATION_BUTTON (object);

  switch (id)
    {
    case PROP_LABEL:
      g_value_set_string (value, self->label);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
vb_organization_button_set_property (GObject      *object,
                                     guint         id,
                                     const GValue *value,
                                     GParamSpec   *pspec)
{
  VbOrganizationButton *self = VB_ORGANIZATION_BUTTON (object);

  switch (id)
    {
    case PROP_LABEL:
      g_free (self->label);
      self->label = g_value_dup_string (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
vb_organization_button_dispose (GObject *object)
{
  VbOrganizationButton *self = VB_ORGANIZATION_BUTTON (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), VB_TYPE_ORGANIZATION_BUTTON);
  g_clear_object (&self->store);

  G_OBJECT_CLASS (vb_organization_button_parent_class)->dispose (object);
}

static void
vb_organization_button_finalize (GObject *object)
{
  g_free (VB_ORGANIZATION_BUTTON (object)->label);

  G_OBJECT_CLASS (vb_organization_button_parent_class)->finalize (object);
}

static void
vb_organization_button_class_init (VbOrganizationButtonClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = vb_organization_button_get_property;
  object_class->set_property = vb_organization_button_set_property;
  object_class->dispose = vb_organization_button_dispose;
  object_class->finalize = vb_organization_button_finalize;
  properties[PROP_LABEL] = g_param_spec_string ("label", NULL, NULL, NULL,
                                                G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  chosen_signal = g_signal_new ("chosen", VB_TYPE_ORGANIZATION_BUTTON, G_SIGNAL_RUN_LAST, 0, NULL,
                                NULL, NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);

  g_type_ensure (VB_TYPE_NAME_CHOOSER);
  g_type_ensure (VB_TYPE_WRAP_BUTTON);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/nl/verbinder/Verbinder/exchange/vb-organization-button.ui");
  gtk_widget_class_bind_template_child (widget_class, VbOrganizationButton, button);
  gtk_widget_class_bind_template_child (widget_class, VbOrganizationButton, popover);
  gtk_widget_class_bind_template_child (widget_class, VbOrganizationButton, chooser);
  gtk_widget_class_bind_template_callback (widget_class, clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, chosen_cb);
}

static void
vb_organization_button_init (VbOrganizationButton *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
vb_organization_button_set_store (VbOrganizationButton *self,
                                  VbStore              *store)
{
  g_return_if_fail (VB_IS_ORGANIZATION_BUTTON (self));

  g_set_object (&self->store, store);
}

void
vb_organization_button_set_name (VbOrganizationButton *self,
                                 const char           *name)
{
  g_return_if_fail (VB_IS_ORGANIZATION_BUTTON (self));

  vb_accessible_set_label (self->button, name);
}
