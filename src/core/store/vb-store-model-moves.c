/* SPDX-License-Identifier: GPL-3.0-or-later */

/* From the old list to the new: rows that stay among each other stay; of the others what is gone or
 * goes elsewhere is taken out, gaps become longer or shorter, and rows are put in. */

#define G_LOG_DOMAIN "vb-store"
#include "config.h"

#include "core/store/vb-store-model-rows.h"

/* A known row on its way. */
typedef struct
{
  VbServiceRow *row;     /* owned */
  const VbRowRead *read; /* (nullable): gone */
  guint before;
  guint after;
  gboolean stays;        /* keeps its place among the others that stay */
} Move;

static void
move_clear (gpointer data)
{
  g_object_unref (((Move *) data)->row);
}

/* Marks the longest run of moves, in their old order, whose new positions rise: those rows stay
 * where they are, the others are taken out and put in elsewhere. */
static void
mark_staying (GArray *moves)
{
  g_autofree guint *tails = g_new (guint, moves->len + 1);
  g_autofree int *previous = g_new (int, moves->len + 1);
  guint length = 0;
  int at;

  for (guint i = 0; i < moves->len; i++)
    {
      Move *move = &g_array_index (moves, Move, i);
      guint low = 0, high = length;

      if (move->after == G_MAXUINT)
        continue;
      while (low < high)
        {
          guint middle = low + (high - low) / 2;

          if (g_array_index (moves, Move, tails[middle]).after < move->after)
            low = middle + 1;
          else
            high = middle;
        }
      previous[i] = low > 0 ? (int) tails[low - 1] : -1;
      tails[low] = i;
      length = MAX (length, low + 1);
    }
  for (at = length > 0 ? (int) tails[length - 1] : -1; at >= 0; at = previous[at])
    g_array_index (moves, Move, at).stays = TRUE;
}

/* Takes out, from the end, what is gone or goes elsewhere; neighbours in one step. */
static void
take_out (VbStoreModel *self,
          GArray       *moves)
{
  for (guint i = moves->len; i > 0;)
    {
      guint last = i - 1;
      guint first = last;

      if (g_array_index (moves, Move, last).stays)
        {
          i--;
          continue;
        }
      while (first > 0 && !g_array_index (moves, Move, first - 1).stays
             && g_array_index (moves, Move, first - 1).before + 1
                == g_array_index (moves, Move, first).before)
        first--;
      _vb_list_remove_range (self, g_array_index (moves, Move, first).before, last - first + 1);
      i = first;
    }
}

static int
by_after (gconstpointer a,
          gconstpointer b)
{
  guint first = ((const Move *) a)->after;
  guint second = ((const Move *) b)->after;

  return (first > second) - (first < second);
}

/* Brings the gap that ends at @end to @want rows. */
static void
stretch_gap (VbStoreModel *self,
             guint         start,
             guint         end,
             guint         want)
{
  guint have = end - start;

  if (want > have)
    _vb_list_insert_range (self, end, want - have);
  else if (want < have)
    _vb_list_remove_range (self, start + want, have - want);
}

static guint
position_of (VbStoreModel *self,
             Move         *move)
{
  return ((VbListEntry *) g_hash_table_lookup (self->by_row, move->row))->position;
}

/* Makes every gap between rows that stay as long as it is to be, without the rows that come in by
 * name. @moves are in the new order. */
static void
stretch_gaps (VbStoreModel *self,
              GArray       *moves,
              guint         n_items)
{
  guint after_end = n_items;
  guint end = self->n_items;
  guint coming = 0;

  for (guint i = moves->len; i > 0; i--)
    {
      Move *move = &g_array_index (moves, Move, i - 1);
      guint at;

      if (move->after == G_MAXUINT)
        continue;
      if (!move->stays)
        {
          coming++;
          continue;
        }
      at = position_of (self, move);
      stretch_gap (self, at + 1, end, after_end - move->after - 1 - coming);
      end = at;
      after_end = move->after;
      coming = 0;
    }
  stretch_gap (self, 0, end, after_end - coming);
}

static void
put_in (VbStoreModel *self,
        GArray       *moves)
{
  for (guint i = 0; i < moves->len; i++)
    {
      Move *move = &g_array_index (moves, Move, i);

      if (move->after == G_MAXUINT)
        continue;
      if (!move->stays)
        _vb_list_insert_row (self, move->after, move->row, move->read);
      else
        _vb_list_fill (self, g_hash_table_lookup (self->by_row, move->row), move->read);
    }
}

static GArray *
collect_moves (VbStoreModel *self,
               VbLookAsk    *ask,
               VbLookAnswer *answer)
{
  GArray *moves = g_array_new (FALSE, TRUE, sizeof (Move));

  g_array_set_clear_func (moves, move_clear);
  for (guint i = 0; i < ask->ids->len; i++)
    {
      VbListEntry *entry = g_hash_table_lookup (self->by_id, ask->ids->pdata[i]);
      Move move = { 0 };

      /* Nobody holds it any more. */
      if (entry == NULL)
        continue;
      move.row = g_object_ref (entry->row);
      move.read = answer->rows->pdata[i];
      move.before = entry->position;
      move.after = answer->moved ? g_array_index (answer->positions, guint, i) : entry->position;
      g_array_append_val (moves, move);
    }
  return moves;
}

void
_vb_list_move (VbStoreModel *self,
               VbLookAsk    *ask,
               VbLookAnswer *answer)
{
  g_autoptr(GArray) moves = collect_moves (self, ask, answer);

  mark_staying (moves);
  take_out (self, moves);
  g_array_sort (moves, by_after);
  stretch_gaps (self, moves, answer->n_items);
  put_in (self, moves);
  g_assert (self->n_items == answer->n_items);
}
