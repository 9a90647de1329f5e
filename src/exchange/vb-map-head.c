/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "exchange/vb-map-head.h"

#include <string.h>

#include "core/base/vb-uuid.h"
#include "exchange/vb-wire.h"

#define MOST_TITLE 200
#define ID_LENGTH 36
#define MOST_TIME (VB_WIRE_MOST_NUMBER / 2)

static void
withdrawal_free (gpointer data)
{
  VbMapWithdrawal *self = data;

  g_free (self->id);
  g_free (self);
}

VbMapHead *
vb_map_head_new (gint64      number,
                 const char *title)
{
  VbMapHead *self = g_new0 (VbMapHead, 1);

  self->number = number;
  self->title = g_strdup (title);
  self->withdrawn = g_ptr_array_new_with_free_func (withdrawal_free);
  return self;
}

void
vb_map_head_free (VbMapHead *self)
{
  if (self == NULL)
    return;
  g_free (self->title);
  g_ptr_array_unref (self->withdrawn);
  g_free (self);
}

void
vb_map_head_withdraw (VbMapHead  *self,
                      const char *id,
                      gint64      at)
{
  VbMapWithdrawal *withdrawal = g_new0 (VbMapWithdrawal, 1);

  withdrawal->id = g_strdup (id);
  withdrawal->at = at;
  g_ptr_array_add (self->withdrawn, withdrawal);
}

GBytes *
vb_map_head_write (const VbMapHead *self)
{
  json_t *object = json_object ();
  json_t *list = json_array ();
  GBytes *bytes;

  for (guint i = 0; i < self->withdrawn->len; i++)
    {
      const VbMapWithdrawal *withdrawal = g_ptr_array_index (self->withdrawn, i);
      json_t *item = json_object ();

      vb_wire_set_number (item, "at", withdrawal->at);
      vb_wire_set_text (item, "id", withdrawal->id);
      json_array_append_new (list, item);
    }
  vb_wire_set_number (object, "number", self->number);
  vb_wire_set_text (object, "title", self->title);
  json_object_set_new (object, "withdrawn", list);
  bytes = vb_wire_dump (object);
  json_decref (object);
  return bytes;
}

/* Each id once, so that there is one text for one list. */
static gboolean
is_next_id (const VbMapHead *self,
            const char      *id)
{
  const VbMapWithdrawal *last =
    self->withdrawn->len > 0 ? self->withdrawn->pdata[self->withdrawn->len - 1] : NULL;

  return strlen (id) == ID_LENGTH && vb_uuid_is_valid (id)
         && (last == NULL || strcmp (last->id, id) < 0);
}

static void
read_withdrawn (VbWire    *head,
                VbMapHead *self)
{
  static const char *const names[] = { "at", "id", NULL };
  json_t *list = vb_wire_list (head, "withdrawn", 0, VB_MAP_MOST_WITHDRAWN);

  for (gsize i = 0; i < json_array_size (list) && head->error == NULL; i++)
    {
      const char *id;
      gint64 at;
      VbWire wire;

      vb_wire_begin (&wire, json_array_get (list, i), names);
      at = vb_wire_number (&wire, "at", 0, MOST_TIME);
      id = vb_wire_text (&wire, "id", ID_LENGTH);
      if (id != NULL && !is_next_id (self, id))
        vb_wire_refuse (&wire, "id");
      if (vb_wire_finish (&wire, &head->error))
        vb_map_head_withdraw (self, id, at);
    }
}

VbMapHead *
vb_map_head_read (GBytes  *bytes,
                  GError **error)
{
  static const char *const names[] = { "number", "title", "withdrawn", NULL };
  gsize length;
  const guint8 *data = g_bytes_get_data (bytes, &length);
  json_t *object = vb_wire_load (data, length, error);
  g_autoptr(VbMapHead) self = NULL;
  gboolean is_right;
  VbWire wire;

  if (object == NULL)
    return NULL;
  self = vb_map_head_new (0, NULL);
  vb_wire_begin (&wire, object, names);
  self->number = vb_wire_number (&wire, "number", 1, VB_WIRE_MOST_NUMBER);
  if (vb_wire_has (&wire, "title"))
    self->title = g_strdup (vb_wire_text (&wire, "title", MOST_TITLE));
  read_withdrawn (&wire, self);
  is_right = vb_wire_finish (&wire, error);
  json_decref (object);
  return is_right ? g_steal_pointer (&self) : NULL;
}
