/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/store/vb-search.h"

G_BEGIN_DECLS

/**
 * VbMapFilter:
 *
 * What the list of services is narrowed to. The filter panel changes it, the chips above the list
 * show it and take parts away, the list searches with it. Signals: "changed"; "named", when only
 * the words for its parts are others.
 */
#define VB_TYPE_MAP_FILTER (vb_map_filter_get_type ())
G_DECLARE_FINAL_TYPE (VbMapFilter, vb_map_filter, VB, MAP_FILTER, GObject)

/* One part, as a chip shows it. */
typedef struct
{
  char *label;
  VbSearchFlags flag; /* or 0 */
  VbFacet facet;      /* when @value is there */
  char *value;        /* (nullable) */
  gboolean age;
  gboolean folder;
} VbMapFilterPart;

void        vb_map_filter_part_free (VbMapFilterPart *part);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VbMapFilterPart, vb_map_filter_part_free)

VbMapFilter *vb_map_filter_new       (void);
gboolean     vb_map_filter_get_flag  (VbMapFilter *self, VbSearchFlags flag);
void         vb_map_filter_set_flag  (VbMapFilter *self, VbSearchFlags flag, gboolean on);
gboolean     vb_map_filter_get_value (VbMapFilter *self, VbFacet facet, const char *value);
/* @name: (nullable): what people call @value, when it is not a code of the program's own */
void         vb_map_filter_set_value (VbMapFilter *self, VbFacet facet, const char *value,
                                      const char *name, gboolean on);
int          vb_map_filter_get_age   (VbMapFilter *self);
void         vb_map_filter_set_age   (VbMapFilter *self, int age);
/* @folder: (nullable): only the favourites in it */
void         vb_map_filter_set_folder (VbMapFilter *self, const char *folder);
/* Takes the filters of @query in place of its own, and reads from @store what people call them. */
void         vb_map_filter_set_query (VbMapFilter *self, const VbSearchQuery *query,
                                      VbStore *store);
gboolean     vb_map_filter_is_empty  (VbMapFilter *self);
void         vb_map_filter_clear     (VbMapFilter *self);
void         vb_map_filter_remove    (VbMapFilter *self, const VbMapFilterPart *part);
GPtrArray   *vb_map_filter_list_parts (VbMapFilter *self);
/* (transfer full): a search for @text with this filter */
VbSearchQuery *vb_map_filter_dup_query (VbMapFilter *self, const char *text);

/* (transfer full): what people call @value of @facet; @name: (nullable): its source's name */
char        *vb_facet_value_words    (VbFacet facet, const char *value, const char *name);

G_END_DECLS
