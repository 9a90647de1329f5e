/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * VbFormPart:
 *
 * One value of a form, under the name of its column. Values are text, as they stand in the store:
 * "1" and "0" for yes and no, "" for nothing.
 *
 * Signal "edited": somebody changed it.
 */
#define VB_TYPE_FORM_PART (vb_form_part_get_type ())
G_DECLARE_INTERFACE (VbFormPart, vb_form_part, VB, FORM_PART, GtkWidget)

struct _VbFormPartInterface
{
  GTypeInterface parent_iface;

  const char *(*get_column) (VbFormPart *self);
  char       *(*dup_value)  (VbFormPart *self);
  void        (*set_value)  (VbFormPart *self, const char *value);
  /* (nullable): a part that cannot be wrong has none */
  void        (*set_error)  (VbFormPart *self, const char *message);
};

const char *vb_form_part_get_column (VbFormPart *self);
/* (transfer full): never %NULL */
char       *vb_form_part_dup_value  (VbFormPart *self);
void        vb_form_part_set_value  (VbFormPart *self, const char *value);
/* @message: (nullable): in the language of the person; %NULL when nothing is wrong */
void        vb_form_part_set_error  (VbFormPart *self, const char *message);

/* For those who implement it. */
void        vb_form_part_note_edited (VbFormPart *self);

G_END_DECLS
