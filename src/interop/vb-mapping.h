/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#include "core/model/vb-schema.h"

G_BEGIN_DECLS

/**
 * VbMapping:
 *
 * How the columns of a plain CSV file, or the members of a list of JSON records, become records
 * of the social map. The file format is described in data/mappings/README.md.
 */
typedef struct _VbMapping VbMapping;

/**
 * VbMappingTarget:
 *
 * A field that a column can be given to. @label is a msgid.
 */
typedef struct
{
  VbTable table;
  const char *column;
  const char *label;
} VbMappingTarget;

/**
 * VbMappingProblem:
 *
 * @reason is a msgid; @detail says which column, field or record it is about.
 */
typedef struct
{
  const char *reason;
  char *detail; /* (nullable) */
} VbMappingProblem;

VbMapping  *vb_mapping_new          (void);
VbMapping  *vb_mapping_ref          (VbMapping *self);
void        vb_mapping_unref        (VbMapping *self);

VbMapping  *vb_mapping_load         (const char *path, GError **error);
VbMapping  *vb_mapping_load_bytes   (GBytes *bytes, GError **error);
gboolean    vb_mapping_save         (const VbMapping *self, const char *path, GError **error);
char       *vb_mapping_to_json      (const VbMapping *self);

GPtrArray  *vb_mapping_validate     (const VbMapping *self, const char * const *columns);
gboolean    vb_mapping_recognises   (const VbMapping *self, const char * const *columns);
VbMapping  *vb_mapping_guess        (const char * const *columns);
VbMapping  *vb_mapping_find_shipped (const char * const *columns);
GPtrArray  *vb_mapping_list_shipped (void);
char      **vb_mapping_list_names   (void);
VbMapping  *vb_mapping_load_named   (const char *name);

const char *vb_mapping_get_name        (const VbMapping *self);
void        vb_mapping_set_name        (VbMapping *self, const char *name);
const char *vb_mapping_get_description (const VbMapping *self);
const char *vb_mapping_get_source      (const VbMapping *self);
void        vb_mapping_set_source      (VbMapping *self, const char *source);
const char *vb_mapping_get_charset     (const VbMapping *self);
void        vb_mapping_set_charset     (VbMapping *self, const char *charset);
char        vb_mapping_get_delimiter   (const VbMapping *self);
void        vb_mapping_set_delimiter   (VbMapping *self, char delimiter);
gboolean    vb_mapping_get_header      (const VbMapping *self);
void        vb_mapping_set_header      (VbMapping *self, gboolean header,
                                        const char * const *columns);

const VbMappingTarget *vb_mapping_list_targets (guint *n);
const VbMappingTarget *vb_mapping_get_target (const VbMapping *self, const char *column);
gboolean    vb_mapping_set_target   (VbMapping *self, const char *column, VbTable table,
                                     const char *field, GError **error);
void        vb_mapping_clear_target (VbMapping *self, const char *column);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VbMapping, vb_mapping_unref)

G_END_DECLS
