/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <jansson.h>

#include "interop/vb-intake.h"

G_BEGIN_DECLS

/**
 * VbKind:
 *
 * A kind of row in HSDS data: the tables of 3.x (with the numbers of #VbTable), and what 1.1 and
 * 2.0 had instead.
 */
typedef guint VbKind;
enum
{
  VB_KIND_PHYSICAL_ADDRESS = VB_N_TABLES,
  VB_KIND_POSTAL_ADDRESS,
  VB_KIND_REGULAR_SCHEDULE,
  VB_KIND_HOLIDAY_SCHEDULE,
  VB_KIND_SERVICE_TAXONOMY,
  VB_KIND_OTHER_ATTRIBUTE,
  VB_KIND_ELIGIBILITY,
  VB_KIND_PAYMENT_ACCEPTED,
  VB_N_KINDS
};

/* Fields of older formats and vendors that are no column here: they become something else. */
typedef enum
{
  VB_SPECIAL_WEEKDAY,
  VB_SPECIAL_CLOSED,
  VB_SPECIAL_LANGUAGES,
  VB_SPECIAL_PHONE_NUMBER,
  VB_SPECIAL_PHONE_AREACODE,
  VB_SPECIAL_PHONE_EXTENSION,
  VB_SPECIAL_SERVICE_AREAS,
  VB_SPECIAL_REQUIRED_DOCUMENTS,
  VB_SPECIAL_FUNDING,
  VB_SPECIAL_TAXONOMY_IDS,
  VB_SPECIAL_LOCATION_ID,
  VB_SPECIAL_ORGANIZATION_ID,
  VB_SPECIAL_SERVICE_ID,
  VB_SPECIAL_ACCESSIBILITY,
  VB_SPECIAL_VIRTUAL,
  VB_SPECIAL_TEXT,
  VB_SPECIAL_MINIMUM_AGE,
  VB_SPECIAL_MAXIMUM_AGE,
  VB_N_SPECIALS
} VbSpecial;

typedef struct
{
  enum
  {
    VB_FIELD_EXTRA,
    VB_FIELD_COLUMN,
    VB_FIELD_SPECIAL
  } action;
  int column; /* or the special */
} VbHsdsField;

typedef struct
{
  VbIntake *intake;
  VbKind kind;
  VbDraft draft;
  gboolean nested; /* below another record: no row of the file by itself */
  const char *specials[VB_N_SPECIALS];
} VbHsdsRow;

VbKind      vb_hsds_find_kind  (const char *name);
VbTable     vb_hsds_get_table  (VbKind kind);
const char *vb_hsds_get_id_table (VbKind kind);
guint       vb_hsds_get_order  (VbKind kind);
VbHsdsField vb_hsds_find_field (VbKind kind, const char *name);

void        vb_hsds_row_begin  (VbHsdsRow *row, VbIntake *intake, VbKind kind, guint file, guint n);
void        vb_hsds_row_set    (VbHsdsRow *row, VbHsdsField field, const char *name,
                                const char *text, gssize length);
void        vb_hsds_row_set_extras (VbHsdsRow *row, const json_t *object);
void        vb_hsds_row_set_parent (VbHsdsRow *row, const VbRecord *parent);
VbRecord   *vb_hsds_row_end    (VbHsdsRow *row);

G_END_DECLS
