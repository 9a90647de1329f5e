/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * VbShape:
 *
 * What a plain record of the people's side looks like: which columns of which table stand in which
 * members of a struct. Copying, comparing, reading and writing go by it, so that no member can be
 * forgotten in one of them.
 *
 * Text members are owned, %NULL where there is nothing. The first @n_key fields are the key, and
 * are text.
 */
typedef enum
{
  VB_SHAPE_TEXT,   /* char * */
  VB_SHAPE_NUMBER, /* gint64, VB_NO_NUMBER where there is nothing */
  VB_SHAPE_FLAG,   /* gboolean */
  VB_SHAPE_STAMP,  /* gint64: when, microseconds UTC; only the store sets it */
  VB_SHAPE_AUTHOR  /* char *: who; only the store sets it */
} VbShapeType;

#define VB_NO_NUMBER G_GINT64_CONSTANT (-1)

typedef struct
{
  const char *column;
  VbShapeType type;
  gsize offset;
} VbShapeField;

typedef struct
{
  const char *table;
  gsize size;
  guint n_key;
  guint n_fields;
  const VbShapeField *fields;
  GDestroyNotify free_record;
} VbShape;

#define VB_SHAPE_FIELD(Struct, member, TYPE)                                                       \
  { #member, VB_SHAPE_##TYPE, G_STRUCT_OFFSET (Struct, member) }
#define VB_SHAPE_TEXT_OF(Struct, member) VB_SHAPE_FIELD (Struct, member, TEXT)
#define VB_SHAPE_NUMBER_OF(Struct, member) VB_SHAPE_FIELD (Struct, member, NUMBER)
#define VB_SHAPE_FLAG_OF(Struct, member) VB_SHAPE_FIELD (Struct, member, FLAG)
#define VB_SHAPE_STAMP_OF(Struct, member) VB_SHAPE_FIELD (Struct, member, STAMP)
#define VB_SHAPE_AUTHOR_OF(Struct, member) VB_SHAPE_FIELD (Struct, member, AUTHOR)

/* Defines what a record looks like, and the function that frees one. */
#define VB_SHAPE_DEFINE(prefix, Struct, table_name, key_fields, ...)                               \
  static const VbShapeField prefix##_fields[] = { __VA_ARGS__ };                                   \
  static void prefix##_free_record (gpointer record)                                               \
  {                                                                                                \
    prefix##_free (record);                                                                        \
  }                                                                                                \
  const VbShape prefix##_shape = { table_name, sizeof (Struct), key_fields,                        \
                                   G_N_ELEMENTS (prefix##_fields), prefix##_fields,                \
                                   prefix##_free_record };
/* The same for a record that holds nothing but its fields. */
#define VB_SHAPE_DEFINE_PLAIN(prefix, Struct, table_name, key_fields, ...)                         \
  VB_SHAPE_DEFINE (prefix, Struct, table_name, key_fields, __VA_ARGS__)                            \
  void prefix##_free (Struct *self)                                                                \
  {                                                                                                \
    vb_shape_free (&prefix##_shape, self);                                                         \
  }

/* All numbers VB_NO_NUMBER; a first key column called "id" gets a new id. */
gpointer    vb_shape_new      (const VbShape *shape);
gpointer    vb_shape_copy     (const VbShape *shape, gconstpointer record);
void        vb_shape_free     (const VbShape *shape, gpointer record);
/* Empties the members, which stay usable. */
void        vb_shape_clear    (const VbShape *shape, gpointer record);
/* What the store sets itself does not count. */
gboolean    vb_shape_equal    (const VbShape *shape, gconstpointer a, gconstpointer b);
/* (transfer full) (nullable): as it stands in the store */
char       *vb_shape_dup_text (const VbShape *shape, gconstpointer record, guint field);
/* @text: (nullable): as it stands in the store */
void        vb_shape_set_text (const VbShape *shape, gpointer record, guint field,
                               const char *text);
gboolean    vb_shape_is_own   (const VbShape *shape, guint field);
/* (transfer none) */
const char *vb_shape_get_key  (const VbShape *shape, gconstpointer record, guint field);
gboolean    vb_shape_same_key (const VbShape *shape, gconstpointer a, gconstpointer b);
/* No spaces around texts, and no empty ones. */
void        vb_shape_tidy     (const VbShape *shape, gpointer record);

GPtrArray  *vb_shape_new_list  (const VbShape *shape);
GPtrArray  *vb_shape_copy_list (const VbShape *shape, const GPtrArray *records);

/**
 * VbShapeError:
 *
 * What is wrong with one value. @message is a msgid, translated when shown.
 */
typedef struct
{
  const VbShape *shape;
  guint record;        /* its place in its list; 0 for what is no list */
  const char *column;  /* static */
  const char *message; /* static */
} VbShapeError;

/* (element-type VbShapeError): an empty list, and adding to one */
GArray     *vb_shape_errors_new (void);
void        vb_shape_errors_add (GArray *errors, const VbShape *shape, guint record,
                                 const char *column, const char *message);

G_END_DECLS
