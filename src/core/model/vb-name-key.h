/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * vb_name_key:
 * @name: (nullable): the name of an organization or service
 *
 * Makes the text by which names are sorted in Dutch lists when compared byte by byte: case and
 * accents do not count, punctuation is a space and none at the front ("'t Trefpunt" stands with
 * the T), numbers stand in order of their value ("Wijk 9" before "Wijk 10"). What has no name
 * comes last.
 *
 * Returns: (transfer full): the key
 */
char *vb_name_key  (const char *name);

/**
 * vb_name_fold:
 *
 * Returns: (transfer full): @text in lower case without accents and punctuation, words apart by
 *   one space; "" when nothing is left
 */
char *vb_name_fold (const char *text);

G_END_DECLS
