/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "exchange/webdav/vb-webdav-wire.h"

#include <string.h>

static void
put_length (guint8 *at,
            gsize   length)
{
  guint32 little = GUINT32_TO_LE ((guint32) length);

  memcpy (at, &little, sizeof little);
}

static gsize
get_length (const guint8 *at)
{
  guint32 little;

  memcpy (&little, at, sizeof little);
  return GUINT32_FROM_LE (little);
}

/* ------------------------------------------------------------------ reading */

void
vb_webdav_frame_clear (VbWebdavFrame *self)
{
  for (guint i = 0; i < self->n_fields; i++)
    g_bytes_unref (self->fields[i]);
  self->n_fields = 0;
}

gboolean
vb_webdav_frame_read (VbWebdavFrame *self,
                      GBytes        *bytes)
{
  gsize length;
  const guint8 *data = g_bytes_get_data (bytes, &length);
  gsize at = 1;

  *self = (VbWebdavFrame) { 0 };
  if (length < 1)
    return FALSE;
  self->code = data[0];
  while (at < length)
    {
      gsize size;

      if (self->n_fields == VB_WEBDAV_MOST_FIELDS || length - at < 4)
        return FALSE;
      size = get_length (data + at);
      at += 4;
      if (size > length - at)
        return FALSE;
      self->fields[self->n_fields++] = g_bytes_new_from_bytes (bytes, at, size);
      at += size;
    }
  return TRUE;
}

char *
vb_webdav_frame_text (const VbWebdavFrame *self,
                      guint                field,
                      gsize                most)
{
  gsize length;
  const char *text;

  if (field >= self->n_fields)
    return NULL;
  text = g_bytes_get_data (self->fields[field], &length);
  if (length > most || (length > 0 && memchr (text, '\0', length) != NULL))
    return NULL;
  return g_strndup (text != NULL ? text : "", length);
}

/* ------------------------------------------------------------------ writing */

GByteArray *
vb_webdav_frame_new (guint8 code)
{
  GByteArray *frame = g_byte_array_sized_new (256);

  g_byte_array_set_size (frame, 5);
  put_length (frame->data, 1);
  frame->data[4] = code;
  return frame;
}

/* Grows by hand, so that no copy of a password stays where the array was before. */
static void
grow (GByteArray *frame,
      gsize       length)
{
  g_autofree guint8 *copy = NULL;
  gsize before = frame->len;

  copy = g_memdup2 (frame->data, before);
  explicit_bzero (frame->data, before);
  g_byte_array_set_size (frame, before + length);
  memcpy (frame->data, copy, before);
  explicit_bzero (copy, before);
}

void
vb_webdav_frame_add (GByteArray    *frame,
                     gconstpointer  bytes,
                     gsize          length)
{
  gsize at = frame->len;

  grow (frame, 4 + length);
  put_length (frame->data + at, length);
  if (length > 0)
    memcpy (frame->data + at + 4, bytes, length);
  put_length (frame->data, frame->len - 4);
}

void
vb_webdav_frame_free (GByteArray *frame)
{
  if (frame == NULL)
    return;
  explicit_bzero (frame->data, frame->len);
  g_byte_array_unref (frame);
}
