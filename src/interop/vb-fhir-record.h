/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* How one record of the people's side stands in an element of a FHIR resource. Whatever R4 has no
 * place for, or does not allow where it would stand, goes into an extension of our own that is
 * named after the table; so no column can be forgotten, and everything can be read back. */

#include <jansson.h>

#include "core/model/vb-shape.h"

G_BEGIN_DECLS

#define VB_FHIR_BASE "https://verbinder.nl/fhir/"
#define VB_FHIR_CODES VB_FHIR_BASE "CodeSystem/"
#define VB_FHIR_OWN VB_FHIR_BASE "StructureDefinition/"
#define VB_FHIR_CORE "http://hl7.org/fhir/StructureDefinition/"
#define VB_FHIR_UUID "urn:uuid:"

typedef enum
{
  VB_FHIR_TEXT,
  VB_FHIR_CODE,    /* no spaces; one of @codes when there are */
  VB_FHIR_DATE,
  VB_FHIR_INSTANT,
  VB_FHIR_INTEGER,
  VB_FHIR_BOOLEAN,
  VB_FHIR_UUID_URI,   /* an id, as urn:uuid: */
  VB_FHIR_ELSEWHERE   /* whoever writes the record sees to it */
} VbFhirKind;

typedef struct
{
  const char *ours;
  const char *theirs;
} VbFhirCode;

/* @path: members apart by "|"; name[0] is the first of a list, name[system=x] the one with that
 * member, name[coding=x] the one whose first coding is of that system. */
typedef struct
{
  const char *column;
  VbFhirKind kind;
  const char *path;
  const VbFhirCode *codes; /* (nullable): ends with an empty one */
} VbFhirRule;

/* Why a bundle was refused, and where. */
typedef struct
{
  char *where;        /* (nullable): resource and member */
  const char *reason; /* static msgid, translated when shown */
} VbFhirFault;

/* @rules end with one without a column. */
void          vb_fhir_put_record (json_t *element, const VbShape *shape, gconstpointer record,
                                  const VbFhirRule *rules);
gboolean      vb_fhir_get_record (const json_t *element, const VbShape *shape, gpointer record,
                                  const VbFhirRule *rules, VbFhirFault *fault);
/* Records that have no place at all: as extensions of @element. */
void          vb_fhir_put_list   (json_t *element, const VbShape *shape, const GPtrArray *records,
                                  const VbFhirRule *rules);
gboolean      vb_fhir_get_list   (const json_t *element, const VbShape *shape, GPtrArray *records,
                                  const VbFhirRule *rules, VbFhirFault *fault);

gboolean      vb_fhir_has_own    (const json_t *element, const VbShape *shape);
void          vb_fhir_put_flag   (json_t *element, const VbShape *shape, const char *column);
/* R4 wants a state; where the record has none that R4 knows, there is @instead. */
void          vb_fhir_put_state  (json_t *element, const VbShape *shape, const char *column,
                                  const char *path, const char *instead);
/* @value is taken, and added where @path ends in a list */
void          vb_fhir_set        (json_t *element, const char *path, json_t *value);
/* (nullable) */
const json_t *vb_fhir_find       (const json_t *element, const char *path);
/* (nullable): a string; %NULL for all else */
const char   *vb_fhir_find_text  (const json_t *element, const char *path);
/* Whether it can stand in a FHIR string as it is. */
gboolean      vb_fhir_is_plain   (const char *text);
gboolean      vb_fhir_refuse     (VbFhirFault *fault, const char *where, const char *reason);

G_END_DECLS
