/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/paper/vb-paper.h"
#include "core/model/vb-dossier.h"

G_BEGIN_DECLS

/* Everything about one person, as they read it: all there is, in plain words. What only this
 * program needs (ids, places on the screen) is left out. */
VbPaper  *vb_paper_dossier (const VbDossier *dossier);

/* Whether @column of the records of @table is on it: for a test that none is forgotten. */
gboolean  vb_paper_dossier_knows (const char *table, const char *column);

G_END_DECLS
