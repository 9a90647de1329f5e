/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * VbContactLine:
 *
 * A phone number, mail address or web address, with what one does with it: copy it, or open it in
 * the program that is there for it.
 */
#define VB_TYPE_CONTACT_LINE (vb_contact_line_get_type ())
G_DECLARE_FINAL_TYPE (VbContactLine, vb_contact_line, VB, CONTACT_LINE, GtkWidget)

typedef enum
{
  VB_CONTACT_PHONE,
  VB_CONTACT_MAIL,
  VB_CONTACT_WEB
} VbContactKind;

/* @detail: (nullable): what the number is for */
GtkWidget *vb_contact_line_new (VbContactKind kind, const char *address, const char *detail);

G_END_DECLS
