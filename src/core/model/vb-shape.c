/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "core/model/vb-shape.h"

#include <string.h>

#include "core/base/vb-uuid.h"

static gboolean
is_text (VbShapeType type)
{
  return type == VB_SHAPE_TEXT || type == VB_SHAPE_AUTHOR;
}

static char **
text_of (const VbShapeField *field,
         gconstpointer       record)
{
  return (char **) ((char *) record + field->offset);
}

static gint64 *
number_of (const VbShapeField *field,
           gconstpointer       record)
{
  return (gint64 *) ((char *) record + field->offset);
}

static gboolean *
flag_of (const VbShapeField *field,
         gconstpointer       record)
{
  return (gboolean *) ((char *) record + field->offset);
}

gpointer
vb_shape_new (const VbShape *shape)
{
  gpointer record = g_malloc0 (shape->size);

  for (guint i = 0; i < shape->n_fields; i++)
    if (shape->fields[i].type == VB_SHAPE_NUMBER)
      *number_of (&shape->fields[i], record) = VB_NO_NUMBER;
  if (strcmp (shape->fields[0].column, "id") == 0)
    *text_of (&shape->fields[0], record) = vb_uuid_new ();
  return record;
}

gpointer
vb_shape_copy (const VbShape *shape,
               gconstpointer  record)
{
  gpointer copy = g_malloc0 (shape->size);

  for (guint i = 0; i < shape->n_fields; i++)
    {
      const VbShapeField *field = &shape->fields[i];

      if (is_text (field->type))
        *text_of (field, copy) = g_strdup (*text_of (field, record));
      else if (field->type == VB_SHAPE_FLAG)
        *flag_of (field, copy) = *flag_of (field, record);
      else
        *number_of (field, copy) = *number_of (field, record);
    }
  return copy;
}

void
vb_shape_clear (const VbShape *shape,
                gpointer       record)
{
  for (guint i = 0; i < shape->n_fields; i++)
    if (is_text (shape->fields[i].type))
      g_clear_pointer (text_of (&shape->fields[i], record), g_free);
}

void
vb_shape_free (const VbShape *shape,
               gpointer       record)
{
  if (record == NULL)
    return;
  vb_shape_clear (shape, record);
  g_free (record);
}

gboolean
vb_shape_is_own (const VbShape *shape,
                 guint          field)
{
  VbShapeType type = shape->fields[field].type;

  return type == VB_SHAPE_STAMP || type == VB_SHAPE_AUTHOR;
}

char *
vb_shape_dup_text (const VbShape *shape,
                   gconstpointer  record,
                   guint          index)
{
  const VbShapeField *field = &shape->fields[index];

  switch (field->type)
    {
    case VB_SHAPE_TEXT:
    case VB_SHAPE_AUTHOR:
      return g_strdup (*text_of (field, record));
    case VB_SHAPE_FLAG:
      return g_strdup (*flag_of (field, record) ? "1" : "0");
    case VB_SHAPE_NUMBER:
      if (*number_of (field, record) == VB_NO_NUMBER)
        return NULL;
      G_GNUC_FALLTHROUGH;
    case VB_SHAPE_STAMP:
      return g_strdup_printf ("%" G_GINT64_FORMAT, *number_of (field, record));
    default:
      g_assert_not_reached ();
    }
}

void
vb_shape_set_text (const VbShape *shape,
                   gpointer       record,
                   guint          index,
                   const char    *text)
{
  const VbShapeField *field = &shape->fields[index];

  if (is_text (field->type))
    {
      char *copy = g_strdup (text);

      g_free (*text_of (field, record));
      *text_of (field, record) = copy;
    }
  else if (field->type == VB_SHAPE_FLAG)
    *flag_of (field, record) = text != NULL && strcmp (text, "0") != 0;
  else if (text != NULL)
    *number_of (field, record) = g_ascii_strtoll (text, NULL, 10);
  else
    *number_of (field, record) = field->type == VB_SHAPE_NUMBER ? VB_NO_NUMBER : 0;
}

gboolean
vb_shape_equal (const VbShape *shape,
                gconstpointer  a,
                gconstpointer  b)
{
  for (guint i = 0; i < shape->n_fields; i++)
    {
      g_autofree char *left = NULL, *right = NULL;

      if (vb_shape_is_own (shape, i))
        continue;
      left = vb_shape_dup_text (shape, a, i);
      right = vb_shape_dup_text (shape, b, i);
      if (g_strcmp0 (left, right) != 0)
        return FALSE;
    }
  return TRUE;
}

const char *
vb_shape_get_key (const VbShape *shape,
                  gconstpointer  record,
                  guint          field)
{
  g_assert (field < shape->n_key && shape->fields[field].type == VB_SHAPE_TEXT);

  return *text_of (&shape->fields[field], record);
}

gboolean
vb_shape_same_key (const VbShape *shape,
                   gconstpointer  a,
                   gconstpointer  b)
{
  for (guint i = 0; i < shape->n_key; i++)
    if (g_strcmp0 (vb_shape_get_key (shape, a, i), vb_shape_get_key (shape, b, i)) != 0)
      return FALSE;
  return TRUE;
}

void
vb_shape_tidy (const VbShape *shape,
               gpointer       record)
{
  for (guint i = 0; i < shape->n_fields; i++)
    {
      char **text;

      if (shape->fields[i].type != VB_SHAPE_TEXT)
        continue;
      text = text_of (&shape->fields[i], record);
      if (*text == NULL)
        continue;
      g_strstrip (*text);
      /* In a key an empty text is a value. */
      if (**text == '\0' && i >= shape->n_key)
        g_clear_pointer (text, g_free);
    }
}

GPtrArray *
vb_shape_new_list (const VbShape *shape)
{
  return g_ptr_array_new_with_free_func (shape->free_record);
}

GPtrArray *
vb_shape_copy_list (const VbShape   *shape,
                    const GPtrArray *records)
{
  GPtrArray *copy = vb_shape_new_list (shape);

  for (guint i = 0; i < records->len; i++)
    g_ptr_array_add (copy, vb_shape_copy (shape, g_ptr_array_index (records, i)));
  return copy;
}

GArray *
vb_shape_errors_new (void)
{
  return g_array_new (FALSE, FALSE, sizeof (VbShapeError));
}

/* One message per value is enough: the first. */
void
vb_shape_errors_add (GArray        *errors,
                     const VbShape *shape,
                     guint          record,
                     const char    *column,
                     const char    *message)
{
  VbShapeError error = { shape, record, column, message };

  for (guint i = 0; i < errors->len; i++)
    {
      const VbShapeError *other = &g_array_index (errors, VbShapeError, i);

      if (other->shape == shape && other->record == record && g_str_equal (other->column, column))
        return;
    }
  g_array_append_val (errors, error);
}
