/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * VbTable:
 *
 * The kinds of record in the social map: every table of HSDS 3.1/3.2 (the data model of both is
 * the same), then Verbinder's own. Names are those of the standard.
 *
 * A contact is what the field calls a *function*: its title is the name of the function, its
 * phone numbers hang on it, and the people who fill it are its holders. The name column of a
 * contact is what a source gave; holders, once there, take its place.
 */
typedef enum
{
  VB_TABLE_ORGANIZATION,
  VB_TABLE_PROGRAM,
  VB_TABLE_SERVICE,
  VB_TABLE_LOCATION,
  VB_TABLE_SERVICE_AT_LOCATION,
  VB_TABLE_ADDRESS,
  VB_TABLE_CONTACT,
  VB_TABLE_PHONE,
  VB_TABLE_SCHEDULE,
  VB_TABLE_SERVICE_AREA,
  VB_TABLE_LANGUAGE,
  VB_TABLE_ACCESSIBILITY,
  VB_TABLE_COST_OPTION,
  VB_TABLE_REQUIRED_DOCUMENT,
  VB_TABLE_FUNDING,
  VB_TABLE_ORGANIZATION_IDENTIFIER,
  VB_TABLE_TAXONOMY,
  VB_TABLE_TAXONOMY_TERM,
  VB_TABLE_ATTRIBUTE,
  VB_TABLE_METADATA,
  VB_TABLE_URL,
  VB_TABLE_UNIT,
  VB_TABLE_SERVICE_CAPACITY,
  VB_TABLE_META_TABLE_DESCRIPTION,
  VB_TABLE_HOLDER,
  VB_TABLE_AVAILABILITY,
  VB_TABLE_VERIFICATION,
  VB_N_TABLES
} VbTable;

typedef enum
{
  VB_TYPE_TEXT,
  VB_TYPE_NUMBER,   /* decimal text, kept as written */
  VB_TYPE_BOOLEAN,  /* "1", "0" or absent */
  VB_TYPE_DATE,     /* YYYY-MM-DD */
  VB_TYPE_DATETIME, /* RFC 3339 */
  VB_TYPE_TIME      /* HH:MM:SS, no zone */
} VbColumnType;

typedef enum
{
  VB_COLUMN_REQUIRED = 1 << 0, /* the standard wants a value */
  VB_COLUMN_OWN = 1 << 1       /* not in HSDS: Verbinder's own extension */
} VbColumnFlags;

typedef struct
{
  const char *name;
  VbColumnType type;
  VbTable refers_to; /* VB_N_TABLES when it is no reference */
  VbColumnFlags flags;
} VbColumn;

typedef struct
{
  const char *name; /* of the table, in HSDS and in the store */
  const char *file; /* in a tabular package */
  gboolean own;     /* not in HSDS: Verbinder's own extension */
  const VbColumn *columns; /* the first is always "id" */
  guint n_columns;
} VbTableSpec;

/**
 * vb_schema_get:
 *
 * Returns: (transfer none): what the standard says of @table
 */
const VbTableSpec *vb_schema_get (VbTable table);

/**
 * vb_schema_find:
 *
 * Returns: the table called @name, or %VB_N_TABLES
 */
VbTable vb_schema_find (const char *name);

/**
 * vb_schema_find_column:
 *
 * Returns: the index of column @name in @table, or -1
 */
int vb_schema_find_column (VbTable table, const char *name);

G_END_DECLS
