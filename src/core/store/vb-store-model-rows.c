/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "vb-store"
#include "config.h"

#include "core/store/vb-store-model-rows.h"

#define MAX_HELD 768 /* rows kept alive for scrolling back */

/* ------------------------------------------------------------------ entries */

/* The index of the first entry at @position or after. */
guint
_vb_list_find_index (VbStoreModel *self,
                     guint         position)
{
  guint low = 0, high = self->entries->len;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;
      VbListEntry *entry = g_ptr_array_index (self->entries, middle);

      if (entry->position < position)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

VbListEntry *
_vb_list_find (VbStoreModel *self,
               guint         position)
{
  guint i = _vb_list_find_index (self, position);
  VbListEntry *entry = i < self->entries->len ? g_ptr_array_index (self->entries, i) : NULL;

  return entry != NULL && entry->position == position ? entry : NULL;
}

static void
drop_entry (VbStoreModel *self,
            VbListEntry  *entry)
{
  guint i = _vb_list_find_index (self, entry->position);

  g_assert (g_ptr_array_index (self->entries, i) == entry);
  g_ptr_array_remove_index (self->entries, i);
  g_hash_table_remove (self->by_row, entry->row);
  if (entry->id != NULL)
    g_hash_table_remove (self->by_id, entry->id);
  g_free (entry->id);
  g_free (entry->name_key);
  g_free (entry);
}

static void
row_gone_cb (gpointer  data,
             GObject  *where)
{
  VbStoreModel *self = data;

  drop_entry (self, g_hash_table_lookup (self->by_row, where));
}

VbListEntry *
_vb_list_add (VbStoreModel *self,
              guint         position,
              VbServiceRow *row)
{
  VbListEntry *entry = g_new0 (VbListEntry, 1);

  entry->position = position;
  entry->row = row;
  entry->tried = -1;
  g_ptr_array_insert (self->entries, _vb_list_find_index (self, position), entry);
  g_hash_table_insert (self->by_row, row, entry);
  g_object_weak_ref (G_OBJECT (row), row_gone_cb, self);
  return entry;
}

/* Forgets @entry; its row may live on, held by someone else. */
void
_vb_list_forget (VbStoreModel *self,
                 VbListEntry  *entry)
{
  g_object_weak_unref (G_OBJECT (entry->row), row_gone_cb, self);
  drop_entry (self, entry);
}

/* Keeps @row alive until enough others were read after it. */
void
_vb_list_hold (VbStoreModel *self,
               VbServiceRow *row)
{
  g_queue_push_head (&self->held, g_object_ref (row));
  while (self->held.length > MAX_HELD)
    g_object_unref (g_queue_pop_tail (&self->held));
}

void
_vb_list_fill (VbStoreModel    *self,
               VbListEntry     *entry,
               const VbRowRead *read)
{
  if (entry->id != NULL)
    g_hash_table_remove (self->by_id, entry->id);
  g_free (entry->id);
  g_free (entry->name_key);
  entry->id = g_strdup (read->data.id);
  entry->name_key = g_strdup (read->name_key);
  entry->seq = read->seq;
  g_hash_table_insert (self->by_id, entry->id, entry);
  vb_service_row_update (entry->row, &read->data);
}

gboolean
_vb_list_is_waiting (VbStoreModel *self,
                     VbListEntry  *entry)
{
  return entry->id == NULL && entry->tried != self->stamp;
}

/* ------------------------------------------------------------------ steps */

static void
shift_entries (VbStoreModel *self,
               guint         from,
               int           by)
{
  for (guint i = _vb_list_find_index (self, from); i < self->entries->len; i++)
    ((VbListEntry *) g_ptr_array_index (self->entries, i))->position += by;
}

void
_vb_list_remove_range (VbStoreModel *self,
                       guint         position,
                       guint         n)
{
  guint i = _vb_list_find_index (self, position);

  while (i < self->entries->len
         && ((VbListEntry *) g_ptr_array_index (self->entries, i))->position < position + n)
    _vb_list_forget (self, g_ptr_array_index (self->entries, i));
  shift_entries (self, position + n, -(int) n);
  self->n_items -= n;
  g_list_model_items_changed (G_LIST_MODEL (self), position, n, 0);
}

void
_vb_list_insert_range (VbStoreModel *self,
                       guint         position,
                       guint         n)
{
  shift_entries (self, position, n);
  self->n_items += n;
  g_list_model_items_changed (G_LIST_MODEL (self), position, 0, n);
}

/* A row that was known before and stands at @position now. */
void
_vb_list_insert_row (VbStoreModel    *self,
                     guint            position,
                     VbServiceRow    *row,
                     const VbRowRead *read)
{
  VbListEntry *entry;

  shift_entries (self, position, 1);
  self->n_items++;
  entry = _vb_list_add (self, position, row);
  _vb_list_fill (self, entry, read);
  g_list_model_items_changed (G_LIST_MODEL (self), position, 0, 1);
}
