/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "core/model/vb-dossier.h"

G_BEGIN_DECLS

/* The invented people of the demonstration. Their file names the columns of each record; its dates
 * are counted from the day on which it is read, so that what is to happen next week always is. */

typedef struct
{
  char *query;
  char *remark;
} VbDemoGap;

typedef struct
{
  GPtrArray *dossiers; /* of VbDossier */
  GPtrArray *gaps;     /* of VbDemoGap: what a group of people misses, about nobody by name */
} VbDemoPeople;

void          vb_demo_people_free (VbDemoPeople *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VbDemoPeople, vb_demo_people_free)

/**
 * vb_demo_people_read:
 * @today: YYYY-MM-DD
 *
 * Errors: %VB_ERROR_INVALID_INPUT when the file is not what it should be.
 *
 * Returns: (transfer full) (nullable):
 */
VbDemoPeople *vb_demo_people_read (GBytes *bytes, const char *today, GError **error);

/* The same from the file that comes with the program. */
VbDemoPeople *vb_demo_people_read_shipped (GError **error);

G_END_DECLS
