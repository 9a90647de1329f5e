/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "app/edit/vb-edit-form.h"

G_BEGIN_DECLS

/**
 * VbEditPart:
 *
 * A widget that shows part of a record and changes it: one field, a list of what hangs under the
 * record, or something that speaks of the record as a whole. It is bound once more whenever it is
 * to show another record.
 */
#define VB_TYPE_EDIT_PART (vb_edit_part_get_type ())
G_DECLARE_INTERFACE (VbEditPart, vb_edit_part, VB, EDIT_PART, GtkWidget)

struct _VbEditPartInterface
{
  GTypeInterface parent_iface;

  void (*bind) (VbEditPart *self, VbEditForm *form, VbEntity *entity);
};

void vb_edit_part_bind     (VbEditPart *self, VbEditForm *form, VbEntity *entity);
/* Binds every part inside @widget; what is inside a part is that part's own business. */
void vb_edit_part_bind_all (GtkWidget *widget, VbEditForm *form, VbEntity *entity);

G_END_DECLS
