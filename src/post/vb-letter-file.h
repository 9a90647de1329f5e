/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "exchange/vb-carrier.h"

G_BEGIN_DECLS

#define VB_LETTER_FILE_CODE "file"

/**
 * VbLetterFile:
 *
 * One letter as a file that people hand over themselves: with their mail, or on a stick. Putting
 * writes the file; what is got is the file, whatever it is called. It belongs to whoever chose it,
 * and is never taken away.
 */
#define VB_TYPE_LETTER_FILE (vb_letter_file_get_type ())
G_DECLARE_FINAL_TYPE (VbLetterFile, vb_letter_file, VB, LETTER_FILE, GObject)

/* @path: that somebody chose; a letter that is put goes in the place of what is there */
VbCarrier *vb_letter_file_new (const char *path);

G_END_DECLS
