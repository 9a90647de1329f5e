/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include <jansson.h>

#include "interop/vb-read-limits.h"

G_BEGIN_DECLS

/**
 * VbJsonMember:
 *
 * A member of the object at the root of a document: where its value stands in the text.
 */
typedef struct
{
  char *name;
  gsize start;
  gsize end;
  char type; /* first character of the value */
} VbJsonMember;

/**
 * VbJsonIndex:
 *
 * The outline of a JSON text that was found to be strict RFC 8259 from end to end. Objects divided
 * by line ends (NDJSON) are one text of type 'l'.
 */
typedef struct
{
  const char *text;
  gsize start; /* of the root */
  gsize end;
  char type;       /* '{', '[', 'l', or the first character of any other value */
  GArray *members; /* of VbJsonMember: of a root object */
  VbReadLimits limits;
} VbJsonIndex;

typedef struct
{
  const VbJsonIndex *index;
  gsize position;
  gsize end;
  guint record; /* of the item last read; the first is 1 */
} VbJsonList;

VbJsonIndex        *vb_json_index_new         (const char *text, gsize length,
                                               const VbReadLimits *limits, GError **error);
void                vb_json_index_free        (VbJsonIndex *self);
const VbJsonMember *vb_json_index_find        (const VbJsonIndex *self, const char *name);
json_t             *vb_json_index_load        (const VbJsonIndex *self, gsize start, gsize end,
                                               GError **error);
void                vb_json_list_init         (VbJsonList *self, const VbJsonIndex *index,
                                               const VbJsonMember *member);
json_t             *vb_json_list_next         (VbJsonList *self, GError **error);

json_t             *vb_json_load              (const char *text, gsize length,
                                               const VbReadLimits *limits, GError **error);
gboolean            vb_json_is_number         (const json_t *value);
const char         *vb_json_get_text          (const json_t *value);
void                vb_json_dump              (GString *out, const json_t *value);
char               *vb_json_merge_objects     (const char *a, const char *b);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VbJsonIndex, vb_json_index_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (json_t, json_decref)

G_END_DECLS
