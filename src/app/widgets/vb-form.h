/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "core/model/vb-shape.h"
#include "core/store/vb-store.h"

G_BEGIN_DECLS

/**
 * VbForm:
 *
 * The parts of a form together: between them and a record, with what is being typed kept as a draft
 * in the store within half a second, until it is saved or given up. Who closes the window with
 * something typed in it is asked first; locking does not ask, and keeps it.
 *
 * Signals: "edited"; "recalled", what was typed before is there again; "save", from the question at
 * closing.
 */
#define VB_TYPE_FORM (vb_form_get_type ())
G_DECLARE_FINAL_TYPE (VbForm, vb_form, VB, FORM, GObject)

/* @name (nullable): of the draft; %NULL for a form that keeps none. @id (nullable): the record.
 * @root: what holds the parts */
VbForm  *vb_form_new         (VbStore *store, const char *name, const char *id, GtkWidget *root);

/* A record in the parts and back: those that are a column of it. */
void     vb_form_show        (VbForm *self, const VbShape *shape, gconstpointer record);
void     vb_form_collect     (VbForm *self, const VbShape *shape, gpointer record);
/* One part. (transfer full): "" where there is none */
char    *vb_form_dup_value   (VbForm *self, const char *column);
gboolean vb_form_has_value   (VbForm *self, const char *column, const char *value);
void     vb_form_set_value   (VbForm *self, const char *column, const char *value);
/* What the parts hold now is how the form began. */
void     vb_form_begin       (VbForm *self);
gboolean vb_form_has_changes (VbForm *self);
/* Looks whether something was typed here before. */
void     vb_form_find_draft  (VbForm *self);

/* Puts what is wrong beside the parts, and the focus on the first; gives whether anything is. */
gboolean vb_form_show_errors (VbForm *self, const VbShape *shape, guint record,
                              const GArray *errors);
/* @message: (nullable) */
void     vb_form_set_error   (VbForm *self, const char *column, const char *message);

/* Keeps what is typed now, before it is saved: what is left of a draft when the program ends in
 * between is never older than what was saved. What is typed after this is not what is saved. */
void     vb_form_keep        (VbForm *self);
/* What was kept last is saved now, and somebody goes on. The draft goes and the next one begins,
 * with what was typed in the meantime. */
void     vb_form_settle      (VbForm *self);
/* Saved or given up: nothing is kept any more. */
void     vb_form_forget      (VbForm *self);
/* The window goes: what was typed last is kept, when it was not forgotten. */
void     vb_form_leave       (VbForm *self);
/* For close-request. FALSE: somebody is asked, and the window goes by itself when it may. */
gboolean vb_form_may_close   (VbForm *self, GtkWindow *window);

G_END_DECLS
