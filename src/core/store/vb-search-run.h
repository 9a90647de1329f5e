/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* One search, in a lane. */

#include "core/store/vb-search-match.h"

G_BEGIN_DECLS

/* The moment that counts as now, in local terms. */
typedef struct
{
  char date[11];
  int minute;   /* since midnight */
  int weekday;  /* 0 is Monday */
  guint day;    /* since 1970 */
  guint stale_before; /* day */
} VbNow;

void            _vb_now_read      (VbNow *now, gint64 moment);

/* Everything but words, as an expression. @positive tells whether there is something that must be
 * there; what must not be there stands in @exclude. */
void            _vb_filter_append (const VbSearchQuery *query, const VbNow *now, GString *include,
                                   GString *exclude);

VbSearchResult *_vb_search_run    (VbDatabase *db, const VbSearchQuery *query,
                                   GCancellable *cancellable, GError **error);

/* Metres; negative when nothing of @places can be read. */
double          _vb_places_distance (const char *places, double latitude, double longitude);

G_END_DECLS
