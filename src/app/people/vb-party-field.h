/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "core/store/vb-store.h"

G_BEGIN_DECLS

/**
 * VbPartyField:
 *
 * A function or an organisation of the social map: a part of a form. As a value it is the id, a tab
 * and the name.
 *
 * Properties: "title"; "column"; "hint".
 */
#define VB_TYPE_PARTY_FIELD (vb_party_field_get_type ())
G_DECLARE_FINAL_TYPE (VbPartyField, vb_party_field, VB, PARTY_FIELD, GtkBox)

/* Where it looks for them. */
void  vb_party_field_set_store (VbPartyField *self, VbStore *store);

/* (transfer full) (nullable): %NULL when none is chosen */
char *vb_party_field_dup_id    (VbPartyField *self);
char *vb_party_field_dup_name  (VbPartyField *self);

G_END_DECLS
