/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "core/base/vb-wiped-bytes.h"

#include <string.h>

typedef struct
{
  gpointer data;
  gsize length;
  GDestroyNotify free_func;
} Wiped;

static void
wipe (gpointer data)
{
  Wiped *self = data;

  explicit_bzero (self->data, self->length);
  self->free_func (self->data);
  g_free (self);
}

GBytes *
vb_wiped_bytes_new_take (gpointer        data,
                         gsize           length,
                         GDestroyNotify  free_func)
{
  Wiped *self = g_new (Wiped, 1);

  *self = (Wiped) { data, length, free_func };
  return g_bytes_new_with_free_func (data, length, wipe, self);
}
