/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "interop/vb-charset.h"
#include "interop/vb-json.h"
#include "interop/vb-mapping-json.h"
#include "interop/vb-mapping-private.h"
#include "interop/vb-read-job.h"

#include "core/base/vb-error.h"

/* Text or number as it is, a list as lines, an object as JSON. Free it. */
char *
vb_mapping_json_text (const json_t *value)
{
  const char *text = vb_json_get_text (value);
  GString *out;

  if (text != NULL)
    return g_strdup (text);
  if (value == NULL || json_is_null (value))
    return NULL;
  out = g_string_new (NULL);
  if (!json_is_array (value))
    vb_json_dump (out, value);
  for (gsize i = 0; i < json_array_size (value); i++)
    {
      g_autofree char *item = vb_mapping_json_text (json_array_get (value, i));

      if (item == NULL)
        continue;
      if (out->len > 0)
        g_string_append_c (out, '\n');
      g_string_append (out, item);
    }
  return g_string_free (out, FALSE);
}

static char **
peek_item (json_t             *item,
           const char * const *columns)
{
  GPtrArray *row = g_ptr_array_new ();

  for (guint i = 0; columns[i] != NULL; i++)
    {
      char *text = vb_mapping_json_text (json_object_get (item, columns[i]));

      g_ptr_array_add (row, text != NULL ? text : g_strdup (""));
    }
  g_ptr_array_add (row, NULL);
  return (char **) g_ptr_array_free (row, FALSE);
}

static const VbJsonMember *
find_list (const VbMapping   *mapping,
           const VbJsonIndex *index)
{
  if (mapping != NULL && mapping->records_path != NULL)
    return vb_json_index_find (index, mapping->records_path);
  /* The one list that is in it, if there is one. */
  for (guint i = 0; i < index->members->len; i++)
    if (g_array_index (index->members, VbJsonMember, i).type == '[')
      return &g_array_index (index->members, VbJsonMember, i);
  return NULL;
}

/* The members of the first items of a list of JSON records. */
char **
vb_mapping_peek_json (const VbMapping  *mapping,
                      GBytes           *bytes,
                      GPtrArray        *samples,
                      guint             n_samples,
                      GError          **error)
{
  g_autoptr(GBytes) text = vb_charset_to_utf8 (bytes, "utf-8", NULL, error);
  g_autoptr(GPtrArray) items = g_ptr_array_new_with_free_func ((GDestroyNotify) json_decref);
  g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(VbJsonIndex) index = NULL;
  const VbJsonMember *member;
  VbJsonList list;
  const char *data;
  json_t *item;
  gsize size;

  if (text == NULL)
    return NULL;
  data = g_bytes_get_data (text, &size);
  index = vb_json_index_new (data != NULL ? data : "", size, vb_read_limits_default (), error);
  if (index == NULL)
    return NULL;
  member = find_list (mapping, index);
  if (member == NULL && index->type == '{')
    {
      g_set_error (error, VB_ERROR, VB_ERROR_UNSUPPORTED, "there is no list of records in it");
      return NULL;
    }
  vb_json_list_init (&list, index, member);
  while (items->len < n_samples && (item = vb_json_list_next (&list, NULL)) != NULL)
    {
      const char *name;
      json_t *value;

      json_object_foreach (item, name, value)
        if (!g_ptr_array_find_with_equal_func (names, name, g_str_equal, NULL))
          g_ptr_array_add (names, g_strdup (name));
      g_ptr_array_add (items, item);
    }
  g_ptr_array_add (names, NULL);
  for (guint i = 0; samples != NULL && i < items->len; i++)
    g_ptr_array_add (samples, peek_item (g_ptr_array_index (items, i),
                                         (const char * const *) names->pdata));
  return (char **) g_ptr_array_free (g_steal_pointer (&names), FALSE);
}
