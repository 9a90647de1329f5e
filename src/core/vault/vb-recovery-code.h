/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define VB_RECOVERY_SIZE 20       /* bytes in a recovery code */
#define VB_RECOVERY_GROUPS 8      /* groups it is written in */
#define VB_RECOVERY_GROUP_CHARS 5 /* characters in a group; the last one checks the others */

/**
 * vb_recovery_code_format:
 * @bytes: %VB_RECOVERY_SIZE bytes
 *
 * Writes a recovery code for people: eight groups of four characters of Crockford's base 32 and a
 * check character, with hyphens between them.
 *
 * Returns: (transfer full): the text; free it with vb_recovery_code_free()
 */
char     *vb_recovery_code_format (const guint8 *bytes);

/**
 * vb_recovery_code_new:
 *
 * Returns: (transfer full): a code drawn by chance, as text; free it with vb_recovery_code_free()
 */
char     *vb_recovery_code_new    (void);

/**
 * vb_recovery_code_parse:
 * @text: what a person typed; case, spaces and hyphens do not matter, O is read as 0, I and L as 1
 * @bytes: (out caller-allocates): %VB_RECOVERY_SIZE bytes
 * @bad_group: (out) (optional): the first group, from 0, that has a mistake; -1 when the length is
 *   wrong or a character is not one of the alphabet's
 *
 * Returns: %FALSE with %VB_ERROR_WRONG_RECOVERY_CODE when it cannot be right: every wrong
 *   character and every two neighbours that changed places are noticed
 */
gboolean  vb_recovery_code_parse (const char *text, guint8 *bytes, int *bad_group, GError **error);

/* Whether @text is a whole code, so no passphrase that anybody chose. */
gboolean  vb_recovery_code_is_whole (const char *text);

/**
 * vb_recovery_code_check_group:
 * @text: one group as typed
 * @index: which of the eight, from 0
 *
 * Returns: whether @text is complete and its check character fits
 */
gboolean  vb_recovery_code_check_group (const char *text, int index);

/* Wipes the text before it frees it. (nullable) */
void      vb_recovery_code_free (char *text);

G_END_DECLS
