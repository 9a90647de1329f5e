/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "core/model/vb-instrument.h"

static GHashTable *
words_new (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
}

VbInstrument *
vb_instrument_new (void)
{
  VbInstrument *self = g_new0 (VbInstrument, 1);

  g_atomic_ref_count_init (&self->refs);
  self->title = words_new ();
  self->description = words_new ();
  self->states = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->items = g_ptr_array_new_with_free_func ((GDestroyNotify) vb_instrument_item_free);
  return self;
}

VbInstrument *
vb_instrument_ref (VbInstrument *self)
{
  g_atomic_ref_count_inc (&self->refs);
  return self;
}

void
vb_instrument_unref (VbInstrument *self)
{
  if (!g_atomic_ref_count_dec (&self->refs))
    return;
  g_free (self->url);
  g_free (self->version);
  g_free (self->kind);
  g_free (self->language);
  g_hash_table_unref (self->title);
  g_hash_table_unref (self->description);
  g_hash_table_unref (self->states);
  g_ptr_array_unref (self->items);
  g_free (self);
}

VbInstrumentItem *
vb_instrument_item_new (const char *id,
                        VbItemKind  kind)
{
  VbInstrumentItem *self = g_new0 (VbInstrumentItem, 1);

  self->id = g_strdup (id);
  self->kind = kind;
  self->title = words_new ();
  self->help = words_new ();
  self->talk_words = words_new ();
  self->items = g_ptr_array_new_with_free_func ((GDestroyNotify) vb_instrument_item_free);
  return self;
}

void
vb_instrument_item_free (VbInstrumentItem *self)
{
  g_free (self->id);
  g_free (self->domain);
  g_hash_table_unref (self->title);
  g_hash_table_unref (self->help);
  g_hash_table_unref (self->talk_words);
  g_ptr_array_unref (self->items);
  g_free (self);
}

static const VbInstrumentItem *
find_in (const GPtrArray *items,
         const char      *id)
{
  for (guint i = 0; i < items->len; i++)
    {
      const VbInstrumentItem *item = g_ptr_array_index (items, i);
      const VbInstrumentItem *found =
        g_str_equal (item->id, id) ? item : find_in (item->items, id);

      if (found != NULL)
        return found;
    }
  return NULL;
}

const VbInstrumentItem *
vb_instrument_find_item (const VbInstrument *self,
                         const char         *id)
{
  return find_in (self->items, id);
}

static void
collect (const GPtrArray *items,
         VbItemKind       kind,
         GPtrArray       *found)
{
  for (guint i = 0; i < items->len; i++)
    {
      VbInstrumentItem *item = g_ptr_array_index (items, i);

      if (item->kind == kind)
        g_ptr_array_add (found, item);
      collect (item->items, kind, found);
    }
}

GPtrArray *
vb_instrument_list_items (const VbInstrument *self,
                          VbItemKind          kind)
{
  GPtrArray *found = g_ptr_array_new ();

  collect (self->items, kind, found);
  return found;
}

char **
vb_instrument_list_languages (const VbInstrument *self)
{
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();
  g_autoptr(GList) languages = g_hash_table_get_keys (self->states);

  g_strv_builder_add (builder, self->language);
  languages = g_list_sort (languages, (GCompareFunc) g_strcmp0);
  for (GList *l = languages; l != NULL; l = l->next)
    if (!g_str_equal (l->data, self->language))
      g_strv_builder_add (builder, l->data);
  return g_strv_builder_end (builder);
}

VbWordsState
vb_instrument_get_state (const VbInstrument *self,
                         const char         *language)
{
  /* What it was written in is no translation. */
  if (g_strcmp0 (language, self->language) == 0)
    return VB_WORDS_APPROVED;
  return GPOINTER_TO_INT (g_hash_table_lookup (self->states, language));
}

const char *
vb_instrument_get_words (const VbInstrument *self,
                         GHashTable         *words,
                         const char         *language)
{
  const char *found = language != NULL ? g_hash_table_lookup (words, language) : NULL;

  return found != NULL ? found : g_hash_table_lookup (words, self->language);
}
