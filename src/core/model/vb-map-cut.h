/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/model/vb-record.h"

G_BEGIN_DECLS

/**
 * vb_map_cut:
 * @all: a social map
 * @services: set of ids
 * @organizations: (nullable): set of ids: these come along also when they offer none of @services,
 *   and so do their own locations
 *
 * The part of a map that may go from one organization to another: @services, and what belongs to
 * them. Of what hangs under them it takes what the standard knows and everybody may see. Left out
 * are: who holds a function, with name, mail, telephone and presence; who checked or changed an
 * entry; funding; and every field that the standard does not know. The same is cut from what comes
 * in, whatever the sender put in it.
 *
 * Returns: (transfer full): a map of its own
 */
VbBatch *vb_map_cut (const VbBatch *all, GHashTable *services, GHashTable *organizations);

/* (transfer full) (element-type utf8): the ids of all services of @batch; lives as long as it */
GHashTable *vb_map_list_services (const VbBatch *batch);

G_END_DECLS
