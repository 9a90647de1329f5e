/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/model/vb-entity.h"

G_BEGIN_DECLS

/* The labels of a service: its attributes, by the taxonomy of their terms. */

gboolean vb_tags_has   (VbEntity *service, const char *taxonomy, const char *code);
/* @taxonomy: (nullable): %NULL for those of no taxonomy that the program knows.
 * (transfer full) (nullable): the names, one after the other */
char    *vb_tags_words (VbEntity *service, const char *taxonomy);

G_END_DECLS
