/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/model/vb-entity.h"
#include "core/store/vb-store.h"

G_BEGIN_DECLS

/**
 * VbEditForm:
 *
 * What the parts of one form share: the record that is edited, what is wrong with it, and the names
 * of records it points at. Parts write into the record at once; the form checks it after every
 * change, together for changes that come together.
 *
 * Signals: "checked", after each check; "point-at" (VbEntity *, const char *column): the part that
 * shows this field takes the focus, and what hides it opens; "terms": the lists of terms are there.
 */
#define VB_TYPE_EDIT_FORM (vb_edit_form_get_type ())
G_DECLARE_FINAL_TYPE (VbEditForm, vb_edit_form, VB, EDIT_FORM, GObject)

VbEditForm *vb_edit_form_new             (VbStore *store, VbEntity *root);
VbStore    *vb_edit_form_get_store       (VbEditForm *self);
VbEntity   *vb_edit_form_get_root        (VbEditForm *self);

/* Checks now, instead of a moment later. */
void        vb_edit_form_check           (VbEditForm *self);
guint       vb_edit_form_count_errors    (VbEditForm *self);
guint       vb_edit_form_count_conflicts (VbEditForm *self);
/* (nullable): the msgid of what is wrong with this field */
const char *vb_edit_form_find_error      (VbEditForm *self, VbEntity *entity, const char *column);
/* Whether something is wrong with this record or one under it. */
gboolean    vb_edit_form_has_error_under (VbEditForm *self, VbEntity *entity);
/* From now on all that is wrong shows, also where nobody has been yet. */
void        vb_edit_form_reveal          (VbEditForm *self);
gboolean    vb_edit_form_is_revealed     (VbEditForm *self);
/* Goes to the first field that needs a decision or is wrong. Returns: whether there is one. */
gboolean    vb_edit_form_point_at_first  (VbEditForm *self);
/* Goes to a field of the record with this id. @column: (nullable): to the record. Returns: whether
 * the record is in the form */
gboolean    vb_edit_form_point_at        (VbEditForm *self, const char *id, const char *column);

/* What goes with the changes by itself, before they are written: the date of a capacity. */
void        vb_edit_form_complete        (VbEditForm *self);

/* (nullable): what to call the record with this id; taught by who chose it */
const char *vb_edit_form_find_name       (VbEditForm *self, const char *id);
void        vb_edit_form_take_name       (VbEditForm *self, const char *id, const char *name);

/* Whether the lists of terms were read; the signal "terms" says when. */
gboolean    vb_edit_form_has_terms       (VbEditForm *self);
/* (transfer container) (element-type VbName): those of one of the program's own taxonomies */
GPtrArray  *vb_edit_form_list_terms      (VbEditForm *self, const char *taxonomy);

G_END_DECLS
