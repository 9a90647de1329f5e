/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/edit/vb-service-form.h"

#include "app/edit/vb-edit-types.h"

struct _VbServiceForm
{
  GtkBox parent_instance;
};

G_DEFINE_FINAL_TYPE (VbServiceForm, vb_service_form, GTK_TYPE_BOX)

static void
vb_service_form_class_init (VbServiceFormClass *klass)
{
  _vb_edit_ensure_types ();
  gtk_widget_class_set_template_from_resource (GTK_WIDGET_CLASS (klass),
                                               "/nl/verbinder/Verbinder/edit/vb-service-form.ui");
}

static void
vb_service_form_init (VbServiceForm *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
