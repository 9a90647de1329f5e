/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/social-map/vb-fact-group.h"

G_BEGIN_DECLS

/* When and where: the part of a service that hangs on its places. */

void  vb_place_show_hours    (VbFactGroup *group, VbEntity *service);
void  vb_place_show_places   (VbFactGroup *group, VbEntity *service);
/* One location, for an organization. */
void  vb_place_add_location  (VbFactGroup *group, VbEntity *location, const char *description);
/* (transfer full) (nullable) */
char *vb_place_dup_areas     (VbEntity *service);
char *vb_place_dup_languages (VbEntity *service);
/* (transfer full) (nullable): addresses and hours as lines of text, to copy */
char *vb_place_dup_text      (VbEntity *service);

G_END_DECLS
