/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The list knows two things: how long it is, and which of its rows somebody holds or looked at
 * lately ("known"). A known row is an entry: an object and the position it stands at. All else is
 * a gap, of which only the length counts. What the store says after a change is turned into steps
 * (rows out, gaps longer or shorter, rows in), each told by items-changed before the next begins.
 *
 * Jobs carry the stamp of the store as they saw it. A page that was read from a later state than
 * the list shows is thrown away; the look at the new state that follows asks for it again. */

#define G_LOG_DOMAIN "vb-store"
#include "config.h"

#include "core/store/vb-store-model.h"

#include <string.h>

#include "core/model/vb-schema.h"
#include "core/store/vb-store-model-private.h"

#define MAX_HELD 768 /* rows kept alive for scrolling back */
#define MAX_WANTED 8 /* pages: what was asked for longer ago has scrolled by */

typedef struct
{
  guint position;
  VbServiceRow *row; /* weak */
  char *id;          /* (nullable): not read yet */
  char *name_key;    /* (nullable): likewise */
  gint64 seq;
  gint64 tried;      /* stamp at which its page was read, and it was not on it */
} Entry;

struct _VbStoreModel
{
  GObject parent_instance;

  VbStore *store;
  VbListSpec spec;
  GCancellable *cancellable;
  gulong changed_id;

  guint n_items;
  gboolean ready;
  GError *error;

  GPtrArray *entries;   /* of Entry, by position */
  GHashTable *by_row;   /* VbServiceRow to Entry */
  GHashTable *by_id;    /* id to Entry, of those that were read */
  GQueue held;          /* of VbServiceRow, owned; the latest first */
  GArray *anchors;      /* of VbAnchor, by position */
  gint64 stamp;         /* of the store as the list shows it; -1: not looked yet */

  GQueue wanted;        /* pages to read, as position + 1; the latest first */
  gboolean reading;     /* a page is on its way */
  gboolean looking;     /* a look at the whole is on its way */
  gboolean look_again;
};

static void list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (VbStoreModel, vb_store_model, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

enum
{
  PROP_0,
  PROP_N_ITEMS,
  PROP_READY,
  PROP_ERROR,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static void read_next (VbStoreModel *self);
static void look (VbStoreModel *self);

/* ------------------------------------------------------------------ entries */

/* The index of the first entry at @position or after. */
static guint
find_index (VbStoreModel *self,
            guint         position)
{
  guint low = 0, high = self->entries->len;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;
      Entry *entry = g_ptr_array_index (self->entries, middle);

      if (entry->position < position)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

static Entry *
find_entry (VbStoreModel *self,
            guint         position)
{
  guint i = find_index (self, position);
  Entry *entry = i < self->entries->len ? g_ptr_array_index (self->entries, i) : NULL;

  return entry != NULL && entry->position == position ? entry : NULL;
}

static void
drop_entry (VbStoreModel *self,
            Entry        *entry)
{
  guint i = find_index (self, entry->position);

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

static Entry *
add_entry (VbStoreModel *self,
           guint         position,
           VbServiceRow *row)
{
  Entry *entry = g_new0 (Entry, 1);

  entry->position = position;
  entry->row = row;
  entry->tried = -1;
  g_ptr_array_insert (self->entries, find_index (self, position), entry);
  g_hash_table_insert (self->by_row, row, entry);
  g_object_weak_ref (G_OBJECT (row), row_gone_cb, self);
  return entry;
}

/* Forgets @entry; its row may live on, held by someone else. */
static void
forget_entry (VbStoreModel *self,
              Entry        *entry)
{
  g_object_weak_unref (G_OBJECT (entry->row), row_gone_cb, self);
  drop_entry (self, entry);
}

/* Keeps @row alive until enough others were read after it. */
static void
hold (VbStoreModel *self,
      VbServiceRow *row)
{
  g_queue_push_head (&self->held, g_object_ref (row));
  while (self->held.length > MAX_HELD)
    g_object_unref (g_queue_pop_tail (&self->held));
}

static void
fill_entry (VbStoreModel    *self,
            Entry           *entry,
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

static gboolean
is_waiting (VbStoreModel *self,
            Entry        *entry)
{
  return entry->id == NULL && entry->tried != self->stamp;
}

/* ------------------------------------------------------------------ list model */

static void
want_page (VbStoreModel *self,
           guint         position)
{
  gpointer page = GUINT_TO_POINTER (position / VB_PAGE_SIZE * VB_PAGE_SIZE + 1);

  g_queue_remove (&self->wanted, page);
  g_queue_push_head (&self->wanted, page);
  while (self->wanted.length > MAX_WANTED)
    g_queue_pop_tail (&self->wanted);
  read_next (self);
}

static GType
get_item_type (GListModel *model)
{
  return VB_TYPE_SERVICE_ROW;
}

static guint
get_n_items (GListModel *model)
{
  return VB_STORE_MODEL (model)->n_items;
}

static gpointer
get_item (GListModel *model,
          guint       position)
{
  VbStoreModel *self = VB_STORE_MODEL (model);
  VbServiceRow *row;
  Entry *entry;

  if (position >= self->n_items)
    return NULL;
  entry = find_entry (self, position);
  if (entry != NULL)
    {
      if (is_waiting (self, entry))
        want_page (self, position);
      return g_object_ref (entry->row);
    }
  row = vb_service_row_new ();
  add_entry (self, position, row);
  want_page (self, position);
  return row;
}

static void
list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

/* ------------------------------------------------------------------ steps */

static void
shift_entries (VbStoreModel *self,
               guint         from,
               int           by)
{
  for (guint i = find_index (self, from); i < self->entries->len; i++)
    ((Entry *) g_ptr_array_index (self->entries, i))->position += by;
}

static void
remove_range (VbStoreModel *self,
              guint         position,
              guint         n)
{
  guint i = find_index (self, position);

  while (i < self->entries->len
         && ((Entry *) g_ptr_array_index (self->entries, i))->position < position + n)
    forget_entry (self, g_ptr_array_index (self->entries, i));
  shift_entries (self, position + n, -(int) n);
  self->n_items -= n;
  g_list_model_items_changed (G_LIST_MODEL (self), position, n, 0);
}

static void
insert_range (VbStoreModel *self,
              guint         position,
              guint         n)
{
  shift_entries (self, position, n);
  self->n_items += n;
  g_list_model_items_changed (G_LIST_MODEL (self), position, 0, n);
}

/* A row that was known before and stands at @position now. */
static void
insert_row (VbStoreModel    *self,
            guint            position,
            VbServiceRow    *row,
            const VbRowRead *read)
{
  Entry *entry;

  shift_entries (self, position, 1);
  self->n_items++;
  entry = add_entry (self, position, row);
  fill_entry (self, entry, read);
  g_list_model_items_changed (G_LIST_MODEL (self), position, 0, 1);
}

/* ------------------------------------------------------------------ from the old list to the new
 */

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
      remove_range (self, g_array_index (moves, Move, first).before, last - first + 1);
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
    insert_range (self, end, want - have);
  else if (want < have)
    remove_range (self, start + want, have - want);
}

static guint
position_of (VbStoreModel *self,
             Move         *move)
{
  return ((Entry *) g_hash_table_lookup (self->by_row, move->row))->position;
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
        insert_row (self, move->after, move->row, move->read);
      else
        fill_entry (self, g_hash_table_lookup (self->by_row, move->row), move->read);
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
      Entry *entry = g_hash_table_lookup (self->by_id, ask->ids->pdata[i]);
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

static void
apply_look (VbStoreModel *self,
            VbLookAsk    *ask,
            VbLookAnswer *answer)
{
  g_autoptr(GArray) moves = collect_moves (self, ask, answer);
  guint before = self->n_items;

  if (answer->stamp != self->stamp)
    g_array_set_size (self->anchors, 0);
  self->stamp = answer->stamp;
  mark_staying (moves);
  take_out (self, moves);
  g_array_sort (moves, by_after);
  stretch_gaps (self, moves, answer->n_items);
  put_in (self, moves);
  g_assert (self->n_items == answer->n_items);
  if (before != self->n_items)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_ITEMS]);
}

/* The first time: the first page comes along, so that nothing shows empty rows. */
static void
apply_first (VbStoreModel *self,
             VbLookAnswer *answer)
{
  self->stamp = answer->stamp;
  self->n_items = answer->n_items;
  for (guint i = 0; i < answer->first->len && i < answer->n_items; i++)
    {
      g_autoptr(VbServiceRow) row = vb_service_row_new ();

      fill_entry (self, add_entry (self, i, row), answer->first->pdata[i]);
      hold (self, row);
    }
  self->ready = TRUE;
  if (self->n_items > 0)
    {
      g_list_model_items_changed (G_LIST_MODEL (self), 0, 0, self->n_items);
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_ITEMS]);
    }
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_READY]);
}

/* ------------------------------------------------------------------ jobs */

/* A job on its way: it does not keep the list alive. */
typedef struct
{
  GWeakRef model;
  VbLookAsk *ask; /* (nullable): a copy of what was asked */
} Pending;

static Pending *
pending_new (VbStoreModel *self)
{
  Pending *pending = g_new0 (Pending, 1);

  g_weak_ref_init (&pending->model, self);
  return pending;
}

static void
pending_free (Pending *pending)
{
  g_weak_ref_clear (&pending->model);
  if (pending->ask != NULL)
    _vb_look_ask_free (pending->ask);
  g_free (pending);
}

static void
set_error (VbStoreModel *self,
           GError       *error)
{
  if (self->error == NULL && error == NULL)
    return;
  g_clear_error (&self->error);
  self->error = error;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ERROR]);
}

/* Whether a page came in after @ask: its rows are known now, and the answer does not tell of them.
 */
static gboolean
is_outdated (VbStoreModel *self,
             VbLookAsk    *ask)
{
  g_autoptr(GHashTable) asked = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < ask->ids->len; i++)
    g_hash_table_add (asked, ask->ids->pdata[i]);
  for (guint i = 0; i < self->entries->len; i++)
    {
      Entry *entry = g_ptr_array_index (self->entries, i);

      if (entry->id != NULL && !g_hash_table_contains (asked, entry->id))
        return TRUE;
    }
  return FALSE;
}

/* While it is applied no page is asked for: positions are on the move. */
static void
apply_answer (VbStoreModel *self,
              VbLookAsk    *ask,
              VbLookAnswer *answer)
{
  if (answer->first != NULL)
    apply_first (self, answer);
  else if (answer->moved && is_outdated (self, ask))
    self->look_again = TRUE;
  else
    apply_look (self, ask, answer);
}

static void
looked_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  Pending *pending = user_data;
  g_autoptr(VbStoreModel) self = g_weak_ref_get (&pending->model);
  GError *error = NULL;
  VbLookAnswer *answer = vb_store_run_finish (VB_STORE (object), result, &error);

  if (self == NULL || self->cancellable == NULL)
    g_clear_error (&error);
  else
    {
      set_error (self, error);
      if (answer != NULL)
        apply_answer (self, pending->ask, answer);
      self->looking = FALSE;
      if (answer != NULL && self->look_again)
        look (self);
      else if (answer != NULL)
        read_next (self);
    }
  g_clear_pointer (&answer, _vb_look_answer_free);
  pending_free (pending);
}

static VbLookAsk *
make_look_ask (VbStoreModel *self)
{
  VbLookAsk *ask = _vb_look_ask_new (&self->spec, self->stamp, self->n_items);

  for (guint i = 0; i < self->entries->len; i++)
    {
      Entry *entry = g_ptr_array_index (self->entries, i);

      if (entry->id == NULL)
        continue;
      g_ptr_array_add (ask->ids, g_strdup (entry->id));
    }
  return ask;
}

/* Asks where everything stands now. One at a time; what changes meanwhile is looked at after. */
static void
look (VbStoreModel *self)
{
  Pending *pending;

  if (self->looking)
    {
      self->look_again = TRUE;
      return;
    }
  self->looking = TRUE;
  self->look_again = FALSE;
  pending = pending_new (self);
  pending->ask = make_look_ask (self);
  vb_store_run_async (self->store, VB_LANE_READ, _vb_look_job, make_look_ask (self),
                      _vb_look_ask_free, _vb_look_answer_free, self->cancellable, looked_cb,
                      pending);
}

static int
compare_anchors (gconstpointer a,
                 gconstpointer b)
{
  guint first = ((const VbAnchor *) a)->position;
  guint second = ((const VbAnchor *) b)->position;

  return (first > second) - (first < second);
}

static void
take_anchors (VbStoreModel *self,
              GArray       *anchors)
{
  for (guint i = 0; i < anchors->len; i++)
    {
      VbAnchor *anchor = &g_array_index (anchors, VbAnchor, i);
      VbAnchor own = { anchor->position, anchor->seq, g_steal_pointer (&anchor->name_key) };

      g_array_append_val (self->anchors, own);
    }
  g_array_sort (self->anchors, compare_anchors);
}

/* Gives the object that stands at @position the values that were read for it. When the row has an
 * object elsewhere already, that one moves here: a row has one object. */
static void
fill_position (VbStoreModel    *self,
               guint            position,
               const VbRowRead *read)
{
  Entry *entry = find_entry (self, position);
  Entry *other = g_hash_table_lookup (self->by_id, read->data.id);
  g_autoptr(VbServiceRow) row = NULL;

  if (other != NULL && other != entry)
    {
      guint was = other->position;

      row = g_object_ref (other->row);
      forget_entry (self, other);
      if (entry != NULL)
        forget_entry (self, entry);
      fill_entry (self, add_entry (self, position, row), read);
      hold (self, row);
      g_list_model_items_changed (G_LIST_MODEL (self), was, 1, 1);
      g_list_model_items_changed (G_LIST_MODEL (self), position, 1, 1);
      return;
    }
  if (entry == NULL)
    {
      row = vb_service_row_new ();
      entry = add_entry (self, position, row);
    }
  else
    row = g_object_ref (entry->row);
  fill_entry (self, entry, read);
  hold (self, row);
}

static void
apply_page (VbStoreModel *self,
            VbPageAnswer *answer)
{
  if (answer->stamp != self->stamp)
    {
      /* The store is ahead of the list. */
      look (self);
      return;
    }
  take_anchors (self, answer->anchors);
  for (guint i = 0; i < answer->rows->len && answer->position + i < self->n_items; i++)
    fill_position (self, answer->position + i, answer->rows->pdata[i]);
  for (guint i = find_index (self, answer->position); i < self->entries->len; i++)
    {
      Entry *entry = g_ptr_array_index (self->entries, i);

      if (entry->position >= answer->position + VB_PAGE_SIZE)
        break;
      entry->tried = self->stamp;
    }
}

static void
page_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  Pending *pending = user_data;
  g_autoptr(VbStoreModel) self = g_weak_ref_get (&pending->model);
  GError *error = NULL;
  VbPageAnswer *answer = vb_store_run_finish (VB_STORE (object), result, &error);

  if (self == NULL || self->cancellable == NULL)
    g_clear_error (&error);
  else
    {
      self->reading = FALSE;
      if (error != NULL)
        {
          g_queue_clear (&self->wanted);
          set_error (self, error);
        }
      else
        apply_page (self, answer);
      read_next (self);
    }
  g_clear_pointer (&answer, _vb_page_answer_free);
  pending_free (pending);
}

/* The nearest rows on both sides of @position whose keys are known. */
static void
find_anchors (VbStoreModel *self,
              guint         position,
              VbPageAsk    *ask)
{
  for (guint i = 0; i < self->anchors->len; i++)
    {
      VbAnchor *anchor = &g_array_index (self->anchors, VbAnchor, i);

      if (anchor->position <= position)
        {
          vb_anchor_clear (&ask->from);
          ask->from = (VbAnchor) { anchor->position, anchor->seq, g_strdup (anchor->name_key) };
        }
      else
        {
          ask->back = (VbAnchor) { anchor->position, anchor->seq, g_strdup (anchor->name_key) };
          break;
        }
    }
  for (guint i = find_index (self, position + 1); i > 0; i--)
    {
      Entry *entry = g_ptr_array_index (self->entries, i - 1);

      if (entry->name_key == NULL)
        continue;
      if (ask->from.name_key == NULL || entry->position > ask->from.position)
        {
          vb_anchor_clear (&ask->from);
          ask->from = (VbAnchor) { entry->position, entry->seq, g_strdup (entry->name_key) };
        }
      break;
    }
  for (guint i = find_index (self, position + 1); i < self->entries->len; i++)
    {
      Entry *entry = g_ptr_array_index (self->entries, i);

      if (entry->name_key == NULL)
        continue;
      if (ask->back.name_key == NULL || entry->position < ask->back.position)
        {
          vb_anchor_clear (&ask->back);
          ask->back = (VbAnchor) { entry->position, entry->seq, g_strdup (entry->name_key) };
        }
      break;
    }
}

/* The page of a row that somebody holds and that was not read yet; FALSE when there is none. */
static gboolean
find_waiting (VbStoreModel *self,
              guint        *position)
{
  for (guint i = self->entries->len; i > 0; i--)
    {
      Entry *entry = g_ptr_array_index (self->entries, i - 1);

      if (is_waiting (self, entry))
        {
          *position = entry->position / VB_PAGE_SIZE * VB_PAGE_SIZE;
          return TRUE;
        }
    }
  return FALSE;
}

/* Whether anybody still waits for a row of the page at @position. */
static gboolean
is_waited_for (VbStoreModel *self,
               guint         position)
{
  for (guint i = find_index (self, position); i < self->entries->len; i++)
    {
      Entry *entry = g_ptr_array_index (self->entries, i);

      if (entry->position >= position + VB_PAGE_SIZE)
        break;
      if (is_waiting (self, entry))
        return TRUE;
    }
  return FALSE;
}

static void
read_next (VbStoreModel *self)
{
  VbPageAsk *ask;
  guint position;

  if (self->reading || self->looking || self->error != NULL)
    return;
  /* What was asked for last comes first; then whatever is held and still empty. */
  do
    {
      if (self->wanted.length == 0 && !find_waiting (self, &position))
        return;
      if (self->wanted.length > 0)
        position = GPOINTER_TO_UINT (g_queue_pop_head (&self->wanted)) - 1;
    }
  while (position >= self->n_items || !is_waited_for (self, position));

  self->reading = TRUE;
  ask = _vb_page_ask_new (&self->spec, position, self->n_items);
  find_anchors (self, position, ask);
  vb_store_run_async (self->store, VB_LANE_READ, _vb_page_job, ask, _vb_page_ask_free,
                      _vb_page_answer_free, self->cancellable, page_cb, pending_new (self));
}

/* ------------------------------------------------------------------ object */

static void
changed_cb (VbStore      *store,
            guint64       tables,
            VbStoreModel *self)
{
  static const VbTable shown[] = {
    VB_TABLE_SERVICE, VB_TABLE_ORGANIZATION, VB_TABLE_VERIFICATION, VB_TABLE_SERVICE_AREA,
    VB_TABLE_SERVICE_AT_LOCATION, VB_TABLE_LOCATION, VB_TABLE_ADDRESS,
  };
  guint64 mask = VB_CHANGED_LOCAL;

  for (guint i = 0; i < G_N_ELEMENTS (shown); i++)
    mask |= G_GUINT64_CONSTANT (1) << shown[i];
  if (tables & mask)
    look (self);
}

static void
vb_store_model_get_property (GObject    *object,
                             guint       prop_id,
                             GValue     *value,
                             GParamSpec *pspec)
{
  VbStoreModel *self = VB_STORE_MODEL (object);

  switch (prop_id)
    {
    case PROP_N_ITEMS:
      g_value_set_uint (value, self->n_items);
      break;
    case PROP_READY:
      g_value_set_boolean (value, self->ready);
      break;
    case PROP_ERROR:
      g_value_set_boxed (value, self->error);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
vb_store_model_dispose (GObject *object)
{
  VbStoreModel *self = VB_STORE_MODEL (object);

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  if (self->store != NULL)
    g_clear_signal_handler (&self->changed_id, self->store);
  g_clear_object (&self->store);
  while (self->entries != NULL && self->entries->len > 0)
    forget_entry (self, g_ptr_array_index (self->entries, self->entries->len - 1));
  g_queue_clear_full (&self->held, g_object_unref);
  g_queue_clear (&self->wanted);

  G_OBJECT_CLASS (vb_store_model_parent_class)->dispose (object);
}

static void
vb_store_model_finalize (GObject *object)
{
  VbStoreModel *self = VB_STORE_MODEL (object);

  g_ptr_array_unref (self->entries);
  g_hash_table_unref (self->by_row);
  g_hash_table_unref (self->by_id);
  g_array_unref (self->anchors);
  g_clear_error (&self->error);
  g_free (self->spec.argument);

  G_OBJECT_CLASS (vb_store_model_parent_class)->finalize (object);
}

static void
vb_store_model_class_init (VbStoreModelClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags =
    G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = vb_store_model_get_property;
  object_class->dispose = vb_store_model_dispose;
  object_class->finalize = vb_store_model_finalize;

  properties[PROP_N_ITEMS] =
    g_param_spec_uint ("n-items", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[PROP_READY] = g_param_spec_boolean ("ready", NULL, NULL, FALSE, flags);
  properties[PROP_ERROR] = g_param_spec_boxed ("error", NULL, NULL, G_TYPE_ERROR, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
vb_store_model_init (VbStoreModel *self)
{
  self->entries = g_ptr_array_new ();
  self->by_row = g_hash_table_new (NULL, NULL);
  self->by_id = g_hash_table_new (g_str_hash, g_str_equal);
  self->anchors = g_array_new (FALSE, FALSE, sizeof (VbAnchor));
  g_array_set_clear_func (self->anchors, vb_anchor_clear);
  g_queue_init (&self->held);
  g_queue_init (&self->wanted);
  self->cancellable = g_cancellable_new ();
  self->stamp = -1;
}

/**
 * vb_store_model_new:
 * @argument: (nullable): what the kind of list says
 *
 * Returns: (transfer full): a list that fills in by itself; follow "ready" for its length
 */
VbStoreModel *
vb_store_model_new (VbStore    *store,
                    VbListKind  kind,
                    const char *argument)
{
  VbStoreModel *self;

  g_return_val_if_fail (VB_IS_STORE (store), NULL);

  self = g_object_new (VB_TYPE_STORE_MODEL, NULL);
  self->store = g_object_ref (store);
  self->spec.kind = kind;
  self->spec.argument = g_strdup (argument);
  self->changed_id = g_signal_connect (store, "changed", G_CALLBACK (changed_cb), self);
  look (self);
  return self;
}

gboolean
vb_store_model_get_ready (VbStoreModel *self)
{
  g_return_val_if_fail (VB_IS_STORE_MODEL (self), FALSE);

  return self->ready;
}

/**
 * vb_store_model_get_error:
 *
 * Returns: (transfer none) (nullable): why rows could not be read
 */
const GError *
vb_store_model_get_error (VbStoreModel *self)
{
  g_return_val_if_fail (VB_IS_STORE_MODEL (self), NULL);

  return self->error;
}

void
vb_store_model_retry (VbStoreModel *self)
{
  g_return_if_fail (VB_IS_STORE_MODEL (self));

  set_error (self, NULL);
  look (self);
}
