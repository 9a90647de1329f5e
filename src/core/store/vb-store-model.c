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

#include "core/model/vb-schema.h"
#include "core/store/vb-store-model-rows.h"

#define MAX_WANTED 8 /* pages: what was asked for longer ago has scrolled by */

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
  VbListEntry *entry;

  if (position >= self->n_items)
    return NULL;
  entry = _vb_list_find (self, position);
  if (entry != NULL)
    {
      if (_vb_list_is_waiting (self, entry))
        want_page (self, position);
      return g_object_ref (entry->row);
    }
  row = vb_service_row_new ();
  _vb_list_add (self, position, row);
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

/* ------------------------------------------------------------------ what was found */

static void
apply_look (VbStoreModel *self,
            VbLookAsk    *ask,
            VbLookAnswer *answer)
{
  guint before = self->n_items;

  if (answer->stamp != self->stamp)
    g_array_set_size (self->anchors, 0);
  self->stamp = answer->stamp;
  _vb_list_move (self, ask, answer);
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

      _vb_list_fill (self, _vb_list_add (self, i, row), answer->first->pdata[i]);
      _vb_list_hold (self, row);
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
      VbListEntry *entry = g_ptr_array_index (self->entries, i);

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
      VbListEntry *entry = g_ptr_array_index (self->entries, i);

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
  VbListEntry *entry = _vb_list_find (self, position);
  VbListEntry *other = g_hash_table_lookup (self->by_id, read->data.id);
  g_autoptr(VbServiceRow) row = NULL;

  if (other != NULL && other != entry)
    {
      guint was = other->position;

      row = g_object_ref (other->row);
      _vb_list_forget (self, other);
      if (entry != NULL)
        _vb_list_forget (self, entry);
      _vb_list_fill (self, _vb_list_add (self, position, row), read);
      _vb_list_hold (self, row);
      g_list_model_items_changed (G_LIST_MODEL (self), was, 1, 1);
      g_list_model_items_changed (G_LIST_MODEL (self), position, 1, 1);
      return;
    }
  if (entry == NULL)
    {
      row = vb_service_row_new ();
      entry = _vb_list_add (self, position, row);
    }
  else
    row = g_object_ref (entry->row);
  _vb_list_fill (self, entry, read);
  _vb_list_hold (self, row);
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
  for (guint i = _vb_list_find_index (self, answer->position); i < self->entries->len; i++)
    {
      VbListEntry *entry = g_ptr_array_index (self->entries, i);

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
  for (guint i = _vb_list_find_index (self, position + 1); i > 0; i--)
    {
      VbListEntry *entry = g_ptr_array_index (self->entries, i - 1);

      if (entry->name_key == NULL)
        continue;
      if (ask->from.name_key == NULL || entry->position > ask->from.position)
        {
          vb_anchor_clear (&ask->from);
          ask->from = (VbAnchor) { entry->position, entry->seq, g_strdup (entry->name_key) };
        }
      break;
    }
  for (guint i = _vb_list_find_index (self, position + 1); i < self->entries->len; i++)
    {
      VbListEntry *entry = g_ptr_array_index (self->entries, i);

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
      VbListEntry *entry = g_ptr_array_index (self->entries, i - 1);

      if (_vb_list_is_waiting (self, entry))
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
  for (guint i = _vb_list_find_index (self, position); i < self->entries->len; i++)
    {
      VbListEntry *entry = g_ptr_array_index (self->entries, i);

      if (entry->position >= position + VB_PAGE_SIZE)
        break;
      if (_vb_list_is_waiting (self, entry))
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
    _vb_list_forget (self, g_ptr_array_index (self->entries, self->entries->len - 1));
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
