/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "vb-search"
#include "config.h"

#include "core/store/vb-search.h"

#include <string.h>

#include "core/base/vb-error.h"

#define DEFAULT_LIMIT 100

/* The names under which filters are kept in a saved search. */
static const char *const facet_names[VB_N_FACETS] = {
  [VB_FACET_NEED] = "need",
  [VB_FACET_DOMAIN] = "domain",
  [VB_FACET_DIMENSION] = "dimension",
  [VB_FACET_AUDIENCE] = "audience",
  [VB_FACET_KIND] = "kind",
  [VB_FACET_ACCESS] = "access",
  [VB_FACET_LANGUAGE] = "language",
  [VB_FACET_AREA] = "area",
  [VB_FACET_STATUS] = "status",
  [VB_FACET_TERM] = "term",
};

static const char *const flag_names[] = {
  "free", "open-now", "available-now", "has-room", "favourites", "stale", "fresh", "closed-too"
};

static const char *const order_names[] = { "fit", "distance", "freshness", "name" };

VbSearchQuery *
vb_search_query_new (const char *text)
{
  VbSearchQuery *self = g_new0 (VbSearchQuery, 1);

  self->text = g_strdup (text != NULL ? text : "");
  self->age = -1;
  self->closer = TRUE;
  self->limit = DEFAULT_LIMIT;
  return self;
}

VbSearchQuery *
vb_search_query_copy (const VbSearchQuery *self)
{
  VbSearchQuery *copy;
  guint facet, i;

  g_return_val_if_fail (self != NULL, NULL);

  copy = g_memdup2 (self, sizeof *self);
  copy->text = g_strdup (self->text != NULL ? self->text : "");
  copy->folder = g_strdup (self->folder);
  memset (copy->facets, 0, sizeof copy->facets);
  for (facet = 0; facet < VB_N_FACETS; facet++)
    for (i = 0; self->facets[facet] != NULL && i < self->facets[facet]->len; i++)
      vb_search_query_add (copy, facet, self->facets[facet]->pdata[i]);
  return copy;
}

void
vb_search_query_free (VbSearchQuery *self)
{
  guint facet;

  if (self == NULL)
    return;
  for (facet = 0; facet < VB_N_FACETS; facet++)
    g_clear_pointer (&self->facets[facet], g_ptr_array_unref);
  g_free (self->text);
  g_free (self->folder);
  g_free (self);
}

static gboolean
same_values (const VbSearchQuery *self, const VbSearchQuery *other, VbFacet facet)
{
  GPtrArray *values = self->facets[facet];
  guint n = values != NULL ? values->len : 0;
  guint n_other = other->facets[facet] != NULL ? other->facets[facet]->len : 0;
  guint i;

  if (n != n_other)
    return FALSE;
  for (i = 0; i < n; i++)
    if (!vb_search_query_has (other, facet, values->pdata[i]))
      return FALSE;
  return TRUE;
}

gboolean
vb_search_query_equal (const VbSearchQuery *self, const VbSearchQuery *other)
{
  guint facet;

  g_return_val_if_fail (self != NULL && other != NULL, FALSE);

  for (facet = 0; facet < VB_N_FACETS; facet++)
    if (!same_values (self, other, facet))
      return FALSE;
  return g_strcmp0 (self->text, other->text) == 0 && g_strcmp0 (self->folder, other->folder) == 0
    && self->flags == other->flags && self->order == other->order && self->age == other->age
    && self->closer == other->closer && self->has_point == other->has_point
    && (!self->has_point || (self->latitude == other->latitude
                             && self->longitude == other->longitude
                             && self->within == other->within))
    && self->limit == other->limit && self->moment == other->moment;
}

static gboolean
find_value (const VbSearchQuery *self, VbFacet facet, const char *value, guint *index)
{
  return self->facets[facet] != NULL
    && g_ptr_array_find_with_equal_func (self->facets[facet], value, g_str_equal, index);
}

void
vb_search_query_add (VbSearchQuery *self, VbFacet facet, const char *value)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (facet < VB_N_FACETS);
  g_return_if_fail (value != NULL);

  if (find_value (self, facet, value, NULL))
    return;
  if (self->facets[facet] == NULL)
    self->facets[facet] = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_add (self->facets[facet], g_strdup (value));
}

void
vb_search_query_remove (VbSearchQuery *self, VbFacet facet, const char *value)
{
  guint index;

  g_return_if_fail (self != NULL);
  g_return_if_fail (facet < VB_N_FACETS);
  g_return_if_fail (value != NULL);

  if (find_value (self, facet, value, &index))
    g_ptr_array_remove_index (self->facets[facet], index);
}

gboolean
vb_search_query_has (const VbSearchQuery *self, VbFacet facet, const char *value)
{
  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (facet < VB_N_FACETS, FALSE);
  g_return_val_if_fail (value != NULL, FALSE);

  return find_value (self, facet, value, NULL);
}

gboolean
vb_search_query_has_filter (const VbSearchQuery *self)
{
  guint facet;

  g_return_val_if_fail (self != NULL, FALSE);

  for (facet = 0; facet < VB_N_FACETS; facet++)
    if (self->facets[facet] != NULL && self->facets[facet]->len > 0)
      return TRUE;
  return self->flags != 0 || self->folder != NULL || self->age >= 0
    || (self->has_point && self->within > 0);
}

/* ---------------------------------------------------------------- as one line */

static void
append_pair (GString *line, const char *name, const char *value)
{
  if (line->len > 0)
    g_string_append_c (line, '&');
  g_string_append_printf (line, "%s=", name);
  g_string_append_uri_escaped (line, value, NULL, TRUE);
}

char *
vb_search_query_to_string (const VbSearchQuery *self)
{
  GString *line;
  guint facet, i;

  g_return_val_if_fail (self != NULL, NULL);

  line = g_string_new (NULL);
  append_pair (line, "text", self->text);
  for (facet = 0; facet < VB_N_FACETS; facet++)
    for (i = 0; self->facets[facet] != NULL && i < self->facets[facet]->len; i++)
      append_pair (line, facet_names[facet], self->facets[facet]->pdata[i]);
  for (i = 0; i < G_N_ELEMENTS (flag_names); i++)
    if (self->flags & (1u << i))
      append_pair (line, "flag", flag_names[i]);
  if (self->folder != NULL)
    append_pair (line, "folder", self->folder);
  if (self->age >= 0)
    g_string_append_printf (line, "&age=%d", self->age);
  if (self->order != VB_SEARCH_BY_FIT)
    append_pair (line, "order", order_names[self->order]);
  return g_string_free (line, FALSE);
}

static void
take_pair (VbSearchQuery *self, const char *name, const char *value)
{
  guint i;

  for (i = 0; i < VB_N_FACETS; i++)
    if (strcmp (name, facet_names[i]) == 0 && *value != '\0')
      vb_search_query_add (self, i, value);
  if (strcmp (name, "text") == 0)
    {
      g_free (self->text);
      self->text = g_strdup (value);
    }
  else if (strcmp (name, "folder") == 0 && *value != '\0')
    {
      g_free (self->folder);
      self->folder = g_strdup (value);
    }
  else if (strcmp (name, "age") == 0)
    self->age = (int) CLAMP (g_ascii_strtoll (value, NULL, 10), 0, 150);
  else if (strcmp (name, "flag") == 0)
    {
      for (i = 0; i < G_N_ELEMENTS (flag_names); i++)
        if (strcmp (value, flag_names[i]) == 0)
          self->flags |= 1u << i;
    }
  else if (strcmp (name, "order") == 0)
    {
      for (i = 0; i < G_N_ELEMENTS (order_names); i++)
        if (strcmp (value, order_names[i]) == 0)
          self->order = i;
    }
}

VbSearchQuery *
vb_search_query_from_string (const char *text, GError **error)
{
  g_autoptr(VbSearchQuery) self = NULL;
  g_auto(GStrv) pairs = NULL;
  char **pair;

  g_return_val_if_fail (text != NULL, NULL);

  self = vb_search_query_new (NULL);
  pairs = g_strsplit (text, "&", -1);
  for (pair = pairs; *pair != NULL; pair++)
    {
      char *equals = strchr (*pair, '=');
      g_autofree char *value = equals != NULL ? g_uri_unescape_string (equals + 1, NULL) : NULL;

      if (value == NULL || !g_utf8_validate (value, -1, NULL))
        {
          g_set_error_literal (error, VB_ERROR, VB_ERROR_INVALID_INPUT,
                               "A saved search cannot be read");
          return NULL;
        }
      *equals = '\0';
      take_pair (self, *pair, value);
    }
  return g_steal_pointer (&self);
}
