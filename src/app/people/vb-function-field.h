/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "core/model/vb-entity.h"
#include "core/store/vb-store.h"

G_BEGIN_DECLS

/**
 * VbFunctionField:
 *
 * A function of the social map, or none: a part of a form, with the id as its value. Who has it now
 * and the number stand below it.
 *
 * Properties: "title"; "column". Signal "chosen" (const char *name): somebody chose it.
 */
#define VB_TYPE_FUNCTION_FIELD (vb_function_field_get_type ())
G_DECLARE_FINAL_TYPE (VbFunctionField, vb_function_field, VB, FUNCTION_FIELD, GtkBox)

/* Where it looks for them; before it is given a value. */
void  vb_function_field_set_store (VbFunctionField *self, VbStore *store);

/* (transfer full): who has @contact today, and its numbers: "Fatma Yilmaz · 0199-000123" */
char *vb_function_dup_about       (VbEntity *contact);

G_END_DECLS
