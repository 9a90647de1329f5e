/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * vb_recovery_sheet_print:
 * @parent: (nullable): the window that asks
 * @code: the recovery code, eight groups with hyphens
 * @vault_id: which store it belongs to
 *
 * Prints the recovery sheet on one A4 page, through the desktop's print dialog: what it is for,
 * the groups in large type, the same as a QR code, and the date. It is never written to a file by
 * itself.
 *
 * Returns: %FALSE with an error when printing failed; closing the dialog is no error
 */
gboolean vb_recovery_sheet_print (GtkWindow *parent, const char *code, const char *vault_id,
                                  GError **error);

/* Draws the sheet on @cr, a page of @width by @height points; for printing and for tests. */
void     vb_recovery_sheet_draw  (cairo_t *cr, PangoContext *context, double width, double height,
                                  const char *code, const char *vault_id);

G_END_DECLS
