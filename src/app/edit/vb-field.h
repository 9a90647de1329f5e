/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/edit/vb-edit-part.h"

G_BEGIN_DECLS

/**
 * VbField:
 *
 * One value of a record with its name, and beside it what there is to say about it: what is wrong,
 * what the source says where it was corrected here, what someone else made of it in the meantime.
 * Subclasses bring the control.
 *
 * Properties: "column"; "title"; "hint", a line of help; "control"; "holder", set
 * before it: what the control stands in, when it does not stand by itself.
 */
#define VB_TYPE_FIELD (vb_field_get_type ())
G_DECLARE_DERIVABLE_TYPE (VbField, vb_field, VB, FIELD, GtkBox)

struct _VbFieldClass
{
  GtkBoxClass parent_class;

  /* Puts @value (nullable) in the control. */
  void  (*show_value) (VbField *self, const char *value);
  /* How @value (not NULL) reads to a person; the default is as it is. */
  char *(*dup_words)  (VbField *self, const char *value);
  /* What a screen reader calls the control; the default is @title. A control that does not say
   * what it holds says it here. */
  void  (*name_control) (VbField *self, GtkWidget *control, const char *title);
};

/* For subclasses: what was typed or chosen. */
void        vb_field_store      (VbField *self, const char *value);
VbEntity   *vb_field_get_entity (VbField *self);
VbEditForm *vb_field_get_form   (VbField *self);
const char *vb_field_get_column (VbField *self);

/* What stands beside it now, for who looks: (nullable) */
const char *vb_field_get_error  (VbField *self);

G_END_DECLS
