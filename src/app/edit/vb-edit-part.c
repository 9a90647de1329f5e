/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/edit/vb-edit-part.h"

G_DEFINE_INTERFACE (VbEditPart, vb_edit_part, GTK_TYPE_WIDGET)

static void
vb_edit_part_default_init (VbEditPartInterface *iface)
{
}

void
vb_edit_part_bind (VbEditPart *self,
                   VbEditForm *form,
                   VbEntity   *entity)
{
  g_return_if_fail (VB_IS_EDIT_PART (self));
  g_return_if_fail (VB_IS_EDIT_FORM (form));
  g_return_if_fail (VB_IS_ENTITY (entity));

  VB_EDIT_PART_GET_IFACE (self)->bind (self, form, entity);
}

void
vb_edit_part_bind_all (GtkWidget  *widget,
                       VbEditForm *form,
                       VbEntity   *entity)
{
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      if (VB_IS_EDIT_PART (child))
        vb_edit_part_bind (VB_EDIT_PART (child), form, entity);
      else
        vb_edit_part_bind_all (child, form, entity);
    }
}
