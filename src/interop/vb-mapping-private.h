/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "interop/vb-mapping.h"

G_BEGIN_DECLS

#ifndef N_
#define N_(String) (String)
#endif

typedef enum
{
  VB_MAP_COLUMN,   /* text is its name */
  VB_MAP_TEXT,     /* always this */
  VB_MAP_TEMPLATE, /* text with {column} in it */
  VB_MAP_JOIN,     /* parts, with text between those that are not empty */
  VB_MAP_FIRST,    /* the first of the parts that is not empty */
  VB_MAP_RECORD,   /* id of the record of this row that is called text */
  VB_MAP_ITEM      /* the item at hand, in a record for each item of a list */
} VbMapKind;

typedef enum
{
  VB_MAP_DATE_AS_IS,
  VB_MAP_DATE_DMY,
  VB_MAP_DATE_MDY,
  VB_MAP_DATE_YMD
} VbMapDate;

typedef struct
{
  VbMapKind kind;
  char *text;
  GPtrArray *parts; /* (nullable): of VbMapValue */
  gboolean html;    /* take mark-up out */
  gboolean decimal_comma;
  gboolean title_case; /* "DEN HAAG" to "Den Haag" */
  guint slice_from;    /* of characters; slice_length 0 is all of it */
  guint slice_length;
  VbMapDate date;
  GPtrArray *map;   /* (nullable): of char *, from and to in turn */
  char *otherwise;  /* (nullable): for what is not in the map */
} VbMapValue;

typedef enum
{
  VB_MAP_IN,
  VB_MAP_NOT_IN,
  VB_MAP_EMPTY,
  VB_MAP_FILLED
} VbMapTest;

typedef struct
{
  char *column;
  VbMapTest test;
  GPtrArray *values; /* of char * */
} VbMapCondition;

typedef struct
{
  int column;
  VbMapValue *value;
} VbMapField;

typedef struct
{
  VbTable table;
  char *name;           /* (nullable): what other records of the row call it */
  GPtrArray *key;       /* of VbMapValue; empty: made from the key of the first record */
  GPtrArray *when;      /* of VbMapCondition: only if all are true */
  char *each;           /* (nullable): a column with a list */
  char *split;          /* characters that divide it */
  gboolean keep_first;
  gboolean rest;        /* takes the columns that nothing else uses */
  GPtrArray *fields;    /* of VbMapField */
} VbMapRecord;

struct _VbMapping
{
  int ref_count;
  char *name;
  char *description;
  char *source;
  gboolean json;
  gboolean by_name; /* keys follow from the columns that hold names */
  char *charset;   /* (nullable): guessed */
  char delimiter;  /* 0: guessed */
  gboolean header;
  char **columns;  /* (nullable): names, when there is no header */
  char *records_path; /* (nullable): member that holds the list, with dots between levels */
  char **recognise;
  char **ignore;   /* columns that are left out on purpose */
  GPtrArray *skip; /* of VbMapCondition: rows of which any is true */
  GPtrArray *records; /* of VbMapRecord */
};

VbMapValue     *vb_map_value_new      (VbMapKind kind, const char *text);
void            vb_map_value_free     (VbMapValue *self);
VbMapCondition *vb_map_condition_new  (const char *column, VbMapTest test);
VbMapRecord    *vb_map_record_new     (VbTable table, const char *name);
VbMapField     *vb_map_record_find    (const VbMapRecord *self, int column);
void            vb_map_record_set     (VbMapRecord *self, int column, VbMapValue *value);
VbMapRecord    *vb_mapping_find       (const VbMapping *self, const char *name);
VbMapRecord    *vb_mapping_find_table (const VbMapping *self, VbTable table);
GHashTable     *vb_mapping_list_used  (const VbMapping *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VbMapValue, vb_map_value_free)

/* vb-mapping-modify.c */
char           *vb_map_value_modify   (const VbMapValue *self, char *text);

/* vb-html.c */
char           *vb_html_to_text       (const char *html);

G_END_DECLS
