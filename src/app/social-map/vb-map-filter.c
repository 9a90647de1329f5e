/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/social-map/vb-map-filter.h"

#include <glib/gi18n.h>

#include "app/vb-words.h"

struct _VbMapFilter
{
  GObject parent_instance;

  VbSearchQuery *query; /* its text stays empty */
  GHashTable *names;    /* "facet:value" to what people call it */
};

enum
{
  CHANGED,
  NAMED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (VbMapFilter, vb_map_filter, G_TYPE_OBJECT)

/* ------------------------------------------------------------------ words */

static const struct
{
  VbSearchFlags flag;
  const char *label;
} flag_words[] = {
  { VB_SEARCH_OPEN_NOW, N_("Open now") },
  { VB_SEARCH_AVAILABLE_NOW, N_("Reachable now") },
  { VB_SEARCH_HAS_ROOM, N_("Has room") },
  { VB_SEARCH_FREE, N_("Free") },
  { VB_SEARCH_FAVOURITES, N_("Favourites") },
  { VB_SEARCH_STALE, N_("To check again") },
  { VB_SEARCH_FRESH, N_("Checked this year") },
  { VB_SEARCH_CLOSED_TOO, N_("Closed ones too") },
};

static const struct
{
  VbFacet facet;
  const char *value;
  const char *label;
} value_words[] = {
  { VB_FACET_DOMAIN, "body", N_("Body") },
  { VB_FACET_DOMAIN, "mind", N_("Mind") },
  { VB_FACET_DOMAIN, "society", N_("Society") },
  { VB_FACET_DOMAIN, "social", N_("Social") },
  { VB_FACET_DIMENSION, "bodily-functions", N_("Bodily functions") },
  { VB_FACET_DIMENSION, "mental-wellbeing", N_("Mental wellbeing") },
  { VB_FACET_DIMENSION, "meaning", N_("Meaning") },
  { VB_FACET_DIMENSION, "quality-of-life", N_("Quality of life") },
  { VB_FACET_DIMENSION, "participation", N_("Participation") },
  { VB_FACET_DIMENSION, "daily-functioning", N_("Daily functioning") },
  { VB_FACET_KIND, "formal", N_("Professional") },
  { VB_FACET_KIND, "informal", N_("Volunteers") },
  { VB_FACET_KIND, "residents-initiative", N_("Residents’ initiative") },
  { VB_FACET_ACCESS, "walk-in", N_("Walk-in") },
  { VB_FACET_ACCESS, "no-indication", N_("No referral needed") },
  { VB_FACET_ACCESS, "low-literacy", N_("Easy to read") },
  { VB_FACET_ACCESS, "wheelchair", N_("Wheelchair accessible") },
  { VB_FACET_ACCESS, "group", N_("In a group") },
  { VB_FACET_ACCESS, "peer", N_("Peer support") },
  { VB_FACET_AUDIENCE, "children", N_("Children") },
  { VB_FACET_AUDIENCE, "youth", N_("Young people") },
  { VB_FACET_AUDIENCE, "adults", N_("Adults") },
  { VB_FACET_AUDIENCE, "older-people", N_("Older people") },
  { VB_FACET_AUDIENCE, "carers", N_("Carers") },
  { VB_FACET_AUDIENCE, "parents", N_("Parents") },
  { VB_FACET_AUDIENCE, "newcomers", N_("Newcomers") },
  { VB_FACET_AUDIENCE, "low-income", N_("People with a low income") },
};

char *
vb_facet_value_words (VbFacet     facet,
                      const char *value,
                      const char *name)
{
  for (gsize i = 0; i < G_N_ELEMENTS (value_words); i++)
    if (value_words[i].facet == facet && g_strcmp0 (value_words[i].value, value) == 0)
      return g_strdup (_(value_words[i].label));
  if (facet == VB_FACET_LANGUAGE)
    return vb_words_language (value, name);
  return g_strdup (name != NULL ? name : value);
}

/* ------------------------------------------------------------------ parts */

static char *
key_of (VbFacet     facet,
        const char *value)
{
  return g_strdup_printf ("%d:%s", facet, value);
}

static void
changed (VbMapFilter *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
}

gboolean
vb_map_filter_get_flag (VbMapFilter   *self,
                        VbSearchFlags  flag)
{
  g_return_val_if_fail (VB_IS_MAP_FILTER (self), FALSE);

  return (self->query->flags & flag) != 0;
}

void
vb_map_filter_set_flag (VbMapFilter   *self,
                        VbSearchFlags  flag,
                        gboolean       on)
{
  g_return_if_fail (VB_IS_MAP_FILTER (self));

  if (vb_map_filter_get_flag (self, flag) == !!on)
    return;
  if (on)
    self->query->flags |= flag;
  else
    self->query->flags &= ~flag;
  changed (self);
}

gboolean
vb_map_filter_get_value (VbMapFilter *self,
                         VbFacet      facet,
                         const char  *value)
{
  g_return_val_if_fail (VB_IS_MAP_FILTER (self), FALSE);

  return vb_search_query_has (self->query, facet, value);
}

void
vb_map_filter_set_value (VbMapFilter *self,
                         VbFacet      facet,
                         const char  *value,
                         const char  *name,
                         gboolean     on)
{
  g_return_if_fail (VB_IS_MAP_FILTER (self));
  g_return_if_fail (value != NULL);

  if (vb_map_filter_get_value (self, facet, value) == !!on)
    return;
  if (on)
    {
      vb_search_query_add (self->query, facet, value);
      g_hash_table_replace (self->names, key_of (facet, value),
                            vb_facet_value_words (facet, value, name));
    }
  else
    vb_search_query_remove (self->query, facet, value);
  changed (self);
}

int
vb_map_filter_get_age (VbMapFilter *self)
{
  g_return_val_if_fail (VB_IS_MAP_FILTER (self), -1);

  return self->query->age;
}

/**
 * vb_map_filter_set_age:
 * @age: in years, -1 for any
 */
void
vb_map_filter_set_age (VbMapFilter *self,
                       int          age)
{
  g_return_if_fail (VB_IS_MAP_FILTER (self));

  if (self->query->age == age)
    return;
  self->query->age = age;
  changed (self);
}

void
vb_map_filter_set_folder (VbMapFilter *self,
                          const char  *folder)
{
  g_return_if_fail (VB_IS_MAP_FILTER (self));

  if (g_strcmp0 (self->query->folder, folder) == 0)
    return;
  g_free (self->query->folder);
  self->query->folder = g_strdup (folder);
  changed (self);
}

/* ------------------------------------------------------------------ a whole question */

typedef struct
{
  VbMapFilter *filter;
  VbFacet facet;
} Naming;

static void
named_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autofree Naming *naming = user_data;
  g_autoptr(VbMapFilter) self = naming->filter;
  g_autoptr(GPtrArray) values = vb_search_list_facet_finish (VB_STORE (source), result, NULL);
  gboolean some = FALSE;

  /* Without the names the codes stand there; the search itself goes by the codes. */
  for (guint i = 0; values != NULL && i < values->len; i++)
    {
      VbFacetValue *value = values->pdata[i];

      if (!vb_map_filter_get_value (self, naming->facet, value->value))
        continue;
      g_hash_table_replace (self->names, key_of (naming->facet, value->value),
                            vb_facet_value_words (naming->facet, value->value,
                                                  vb_words_term (value->name, value->name_en)));
      some = TRUE;
    }
  if (some)
    g_signal_emit (self, signals[NAMED], 0);
}

static void
name_facet (VbMapFilter *self,
            VbFacet      facet,
            VbStore     *store)
{
  GPtrArray *values = self->query->facets[facet];
  Naming *naming;

  if (values == NULL || values->len == 0)
    return;
  for (guint i = 0; i < values->len; i++)
    g_hash_table_replace (self->names, key_of (facet, values->pdata[i]),
                          vb_facet_value_words (facet, values->pdata[i], NULL));
  if (store == NULL)
    return;
  naming = g_new0 (Naming, 1);
  naming->filter = g_object_ref (self);
  naming->facet = facet;
  vb_search_list_facet_async (store, facet, NULL, named_cb, naming);
}

void
vb_map_filter_set_query (VbMapFilter         *self,
                         const VbSearchQuery *query,
                         VbStore             *store)
{
  g_autoptr(VbSearchQuery) before = NULL;

  g_return_if_fail (VB_IS_MAP_FILTER (self));
  g_return_if_fail (query != NULL);

  before = g_steal_pointer (&self->query);
  self->query = vb_search_query_copy (query);
  g_free (self->query->text);
  self->query->text = g_strdup ("");
  g_hash_table_remove_all (self->names);
  for (VbFacet facet = 0; facet < VB_N_FACETS; facet++)
    name_facet (self, facet, store);
  if (!vb_search_query_equal (before, self->query))
    changed (self);
}

gboolean
vb_map_filter_is_empty (VbMapFilter *self)
{
  g_return_val_if_fail (VB_IS_MAP_FILTER (self), TRUE);

  return !vb_search_query_has_filter (self->query);
}

void
vb_map_filter_clear (VbMapFilter *self)
{
  g_return_if_fail (VB_IS_MAP_FILTER (self));

  if (vb_map_filter_is_empty (self))
    return;
  vb_search_query_free (self->query);
  self->query = vb_search_query_new ("");
  g_hash_table_remove_all (self->names);
  changed (self);
}

void
vb_map_filter_remove (VbMapFilter           *self,
                      const VbMapFilterPart *part)
{
  if (part->age)
    vb_map_filter_set_age (self, -1);
  else if (part->folder)
    vb_map_filter_set_folder (self, NULL);
  else if (part->value != NULL)
    vb_map_filter_set_value (self, part->facet, part->value, NULL, FALSE);
  else
    vb_map_filter_set_flag (self, part->flag, FALSE);
}

static VbMapFilterPart *
add_part (GPtrArray *parts,
          char      *label)
{
  VbMapFilterPart *part = g_new0 (VbMapFilterPart, 1);

  part->label = label;
  g_ptr_array_add (parts, part);
  return part;
}

static void
list_values (VbMapFilter *self,
             VbFacet      facet,
             GPtrArray   *parts)
{
  GPtrArray *values = self->query->facets[facet];

  for (guint i = 0; values != NULL && i < values->len; i++)
    {
      g_autofree char *key = key_of (facet, values->pdata[i]);
      VbMapFilterPart *part = add_part (parts, g_strdup (g_hash_table_lookup (self->names, key)));

      part->facet = facet;
      part->value = g_strdup (values->pdata[i]);
    }
}

/**
 * vb_map_filter_list_parts:
 *
 * Returns: (transfer full) (element-type VbMapFilterPart): all that narrows the list
 */
GPtrArray *
vb_map_filter_list_parts (VbMapFilter *self)
{
  GPtrArray *parts = g_ptr_array_new_with_free_func ((GDestroyNotify) vb_map_filter_part_free);

  g_return_val_if_fail (VB_IS_MAP_FILTER (self), parts);

  for (gsize i = 0; i < G_N_ELEMENTS (flag_words); i++)
    if (vb_map_filter_get_flag (self, flag_words[i].flag))
      add_part (parts, g_strdup (_(flag_words[i].label)))->flag = flag_words[i].flag;
  if (self->query->folder != NULL)
    /* Translators: the name of a folder of favourites */
    add_part (parts, g_strdup_printf (_("Folder “%s”"), self->query->folder))->folder = TRUE;
  if (self->query->age >= 0)
    add_part (parts, g_strdup_printf (ngettext ("%d year old", "%d years old", self->query->age),
                                      self->query->age))->age = TRUE;
  for (VbFacet facet = 0; facet < VB_N_FACETS; facet++)
    list_values (self, facet, parts);
  return parts;
}

VbSearchQuery *
vb_map_filter_dup_query (VbMapFilter *self,
                         const char  *text)
{
  VbSearchQuery *query;

  g_return_val_if_fail (VB_IS_MAP_FILTER (self), NULL);

  query = vb_search_query_copy (self->query);
  g_free (query->text);
  query->text = g_strdup (text);
  return query;
}

void
vb_map_filter_part_free (VbMapFilterPart *part)
{
  if (part == NULL)
    return;
  g_free (part->label);
  g_free (part->value);
  g_free (part);
}

/* ------------------------------------------------------------------ object */

static void
vb_map_filter_finalize (GObject *object)
{
  VbMapFilter *self = VB_MAP_FILTER (object);

  g_clear_pointer (&self->query, vb_search_query_free);
  g_clear_pointer (&self->names, g_hash_table_unref);

  G_OBJECT_CLASS (vb_map_filter_parent_class)->finalize (object);
}

static void
vb_map_filter_class_init (VbMapFilterClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = vb_map_filter_finalize;

  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                   NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[NAMED] = g_signal_new ("named", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                 NULL, NULL, G_TYPE_NONE, 0);
}

static void
vb_map_filter_init (VbMapFilter *self)
{
  self->query = vb_search_query_new ("");
  self->names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
}

VbMapFilter *
vb_map_filter_new (void)
{
  return g_object_new (VB_TYPE_MAP_FILTER, NULL);
}
