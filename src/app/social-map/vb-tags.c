/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/social-map/vb-tags.h"

#include <string.h>

#include "app/social-map/vb-map-filter.h"
#include "app/vb-words.h"
#include "core/model/vb-extra.h"

static const struct
{
  const char *taxonomy;
  VbFacet facet;
} known[] = {
  { "verbinder-need", VB_FACET_NEED },         { "verbinder-domain", VB_FACET_DOMAIN },
  { "verbinder-health", VB_FACET_DIMENSION },  { "verbinder-audience", VB_FACET_AUDIENCE },
  { "verbinder-kind", VB_FACET_KIND },         { "verbinder-access", VB_FACET_ACCESS },
};

static int
find_known (const char *taxonomy)
{
  for (int i = 0; i < (int) G_N_ELEMENTS (known); i++)
    if (g_strcmp0 (known[i].taxonomy, taxonomy) == 0)
      return i;
  return -1;
}

gboolean
vb_tags_has (VbEntity   *service,
             const char *taxonomy,
             const char *code)
{
  GListModel *list = vb_entity_get_children (service, VB_TABLE_ATTRIBUTE);

  for (guint i = 0; i < g_list_model_get_n_items (list); i++)
    {
      g_autoptr(VbEntity) attribute = g_list_model_get_item (list, i);
      VbEntity *term = vb_entity_get_reference (attribute, "taxonomy_term_id");

      if (term != NULL && g_strcmp0 (vb_entity_get (term, "taxonomy"), taxonomy) == 0 &&
          g_strcmp0 (vb_entity_get (term, "code"), code) == 0)
        return TRUE;
    }
  return FALSE;
}

/* (nullable): what @attribute is called, when it belongs to @taxonomy */
static char *
dup_name (VbEntity   *attribute,
          const char *taxonomy)
{
  VbEntity *term = vb_entity_get_reference (attribute, "taxonomy_term_id");
  const char *own = term == NULL ? NULL : vb_entity_get (term, "taxonomy");
  const char *label = vb_entity_get (attribute, "label");
  g_autofree char *english = term == NULL ? NULL : vb_extra_dup_text (vb_entity_get_extra (term),
                                                                       "name_en");
  const char *name = term == NULL ? NULL : vb_words_term (vb_entity_get (term, "name"), english);
  int i = find_known (own);

  if (taxonomy == NULL)
    {
      if (i >= 0)
        return NULL;
      return g_strdup (name != NULL    ? name
                       : label != NULL ? label
                                       : vb_entity_get (attribute, "value"));
    }
  if (i < 0 || strcmp (own, taxonomy) != 0)
    return NULL;
  return vb_facet_value_words (known[i].facet, vb_entity_get (term, "code"), name);
}

char *
vb_tags_words (VbEntity   *service,
               const char *taxonomy)
{
  GListModel *list = vb_entity_get_children (service, VB_TABLE_ATTRIBUTE);
  g_autoptr(GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr(GString) text = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (list); i++)
    {
      g_autoptr(VbEntity) attribute = g_list_model_get_item (list, i);
      char *name = dup_name (attribute, taxonomy);

      if (name == NULL)
        continue;
      if (!g_hash_table_contains (seen, name))
        g_string_append_printf (text, "%s%s", text->len > 0 ? " · " : "", name);
      g_hash_table_add (seen, name);
    }
  return text->len > 0 ? g_string_free (g_steal_pointer (&text), FALSE) : NULL;
}
