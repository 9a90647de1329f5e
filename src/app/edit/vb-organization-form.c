/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/edit/vb-organization-form.h"

#include "app/edit/vb-edit-types.h"

struct _VbOrganizationForm
{
  GtkBox parent_instance;
};

G_DEFINE_FINAL_TYPE (VbOrganizationForm, vb_organization_form, GTK_TYPE_BOX)

static void
vb_organization_form_class_init (VbOrganizationFormClass *klass)
{
  _vb_edit_ensure_types ();
  gtk_widget_class_set_template_from_resource (GTK_WIDGET_CLASS (klass), "/nl/verbinder/Verbinder/"
                                                                         "edit/"
                                                                         "vb-organization-form.ui");
}

static void
vb_organization_form_init (VbOrganizationForm *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
