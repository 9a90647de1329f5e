/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "core/base/vb-hex.h"
#include "exchange/vb-wire.h"

#include <stdlib.h>
#include <string.h>

/* ---------------------------------------------------------------- bytes */

void
vb_wire_put_number (guint8  *at,
                    guint64  value,
                    guint    size)
{
  for (guint i = 0; i < size; i++)
    at[i] = value >> 8 * i;
}

guint64
vb_wire_get_number (const guint8 *at,
                    guint         size)
{
  guint64 value = 0;

  for (guint i = size; i > 0; i--)
    value = value << 8 | at[i - 1];
  return value;
}

/* Lower case only, so that there is one text for the same bytes. */
gboolean
vb_wire_from_hex (const char *text,
                  guint8     *bytes,
                  gsize       size)
{
  if (text == NULL || strlen (text) != 2 * size || strspn (text, "0123456789abcdef") != 2 * size)
    return FALSE;
  for (gsize i = 0; i < size; i++)
    bytes[i] = g_ascii_xdigit_value (text[2 * i]) << 4 | g_ascii_xdigit_value (text[2 * i + 1]);
  return TRUE;
}

gboolean
vb_wire_is_zero (const guint8 *bytes,
                 gsize         size)
{
  guint8 any = 0;

  for (gsize i = 0; i < size; i++)
    any |= bytes[i];
  return any == 0;
}

/* ---------------------------------------------------------------- writing */

/**
 * vb_wire_dump:
 *
 * Returns: (transfer full): @object in the one way it can be written: no space, names in the order
 *   of their bytes. Holds for objects without fractions, whose texts have no control characters and
 *   whose names are ASCII; there are no others here.
 */
GBytes *
vb_wire_dump (json_t *object)
{
  char *text = json_dumps (object, JSON_COMPACT | JSON_SORT_KEYS);
  GBytes *bytes;

  g_assert (text != NULL);
  bytes = g_bytes_new (text, strlen (text));
  free (text);
  return bytes;
}

/* @text: (nullable): no member then */
void
vb_wire_set_text (json_t     *object,
                  const char *name,
                  const char *text)
{
  if (text != NULL)
    json_object_set_new (object, name, json_string (text));
}

void
vb_wire_set_number (json_t     *object,
                    const char *name,
                    gint64      value)
{
  json_object_set_new (object, name, json_integer (value));
}

void
vb_wire_set_hex (json_t       *object,
                 const char   *name,
                 const guint8 *bytes,
                 gsize         size)
{
  g_autofree char *text = vb_hex_dup (bytes, size);

  vb_wire_set_text (object, name, text);
}

/* ---------------------------------------------------------------- reading */

/**
 * vb_wire_load:
 * @bytes: any bytes
 *
 * Returns: (transfer full): the object they are; %NULL with %VB_EXCHANGE_ERROR_JSON, or with
 *   %VB_EXCHANGE_ERROR_CANONICAL when the same object is to be written otherwise
 */
json_t *
vb_wire_load (const guint8  *bytes,
              gsize          length,
              GError       **error)
{
  json_error_t why;
  json_t *object = json_loadb ((const char *) bytes, length, JSON_REJECT_DUPLICATES, &why);
  g_autoptr(GBytes) again = NULL;

  if (!json_is_object (object))
    {
      vb_exchange_fail (VB_EXCHANGE_ERROR_JSON, error, "It is not a JSON object: %s",
                        object == NULL ? why.text : "another value");
      json_decref (object);
      return NULL;
    }
  again = vb_wire_dump (object);
  if (g_bytes_get_size (again) == length
      && memcmp (g_bytes_get_data (again, NULL), bytes, length) == 0)
    return object;
  json_decref (object);
  vb_exchange_fail (VB_EXCHANGE_ERROR_CANONICAL, error,
                    "The JSON is not written in the one way it can be");
  return NULL;
}

/**
 * vb_wire_begin:
 * @names: what may be in @object; anything else is refused
 */
void
vb_wire_begin (VbWire             *self,
               const json_t       *object,
               const char *const  *names)
{
  const char *name;
  json_t *value;

  self->object = object;
  self->error = NULL;
  if (!json_is_object (object))
    {
      vb_exchange_fail (VB_EXCHANGE_ERROR_VALUE, &self->error, "An object is missing");
      return;
    }
  json_object_foreach ((json_t *) object, name, value)
    if (self->error == NULL && !g_strv_contains (names, name))
      vb_exchange_fail (VB_EXCHANGE_ERROR_UNKNOWN_MEMBER, &self->error,
                        "There is a member that version 1 does not have");
}

void
vb_wire_refuse (VbWire     *self,
                const char *name)
{
  if (self->error == NULL)
    vb_exchange_fail (VB_EXCHANGE_ERROR_VALUE, &self->error,
                      "The member “%s” holds what it cannot", name);
}

gboolean
vb_wire_has (VbWire     *self,
             const char *name)
{
  return self->error == NULL && json_object_get (self->object, name) != NULL;
}

static const json_t *
require (VbWire     *self,
         const char *name)
{
  const json_t *value;

  if (self->error != NULL)
    return NULL;
  value = json_object_get (self->object, name);
  if (value == NULL)
    vb_exchange_fail (VB_EXCHANGE_ERROR_MISSING_MEMBER, &self->error,
                      "The member “%s” is missing", name);
  return value;
}

/* What was refused is given back as @least: what is reckoned with it stays within bounds. */
gint64
vb_wire_number (VbWire     *self,
                const char *name,
                gint64      least,
                gint64      most)
{
  const json_t *value = require (self, name);

  if (value == NULL)
    return least;
  if (json_is_integer (value) && json_integer_value (value) >= least
      && json_integer_value (value) <= most)
    return json_integer_value (value);
  vb_wire_refuse (self, name);
  return least;
}

/* What cannot be seen, or makes text look like other text, is in no name. */
static gboolean
is_plain (const char *text)
{
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (g_unichar_iscntrl (c) || g_unichar_type (c) == G_UNICODE_FORMAT
          || g_unichar_type (c) == G_UNICODE_LINE_SEPARATOR
          || g_unichar_type (c) == G_UNICODE_PARAGRAPH_SEPARATOR)
        return FALSE;
    }
  return TRUE;
}

/**
 * vb_wire_text:
 * @most: bytes
 *
 * Returns: (transfer none) (nullable): a text of one line that is not empty
 */
const char *
vb_wire_text (VbWire     *self,
              const char *name,
              gsize       most)
{
  const json_t *value = require (self, name);
  const char *text = json_string_value (value);

  if (value == NULL)
    return NULL;
  if (text == NULL || *text == '\0' || strlen (text) != json_string_length (value)
      || strlen (text) > most || !is_plain (text))
    {
      vb_wire_refuse (self, name);
      return NULL;
    }
  return text;
}

void
vb_wire_bytes (VbWire     *self,
               const char *name,
               guint8     *bytes,
               gsize       size)
{
  const json_t *value = require (self, name);

  if (value != NULL && !vb_wire_from_hex (json_string_value (value), bytes, size))
    vb_wire_refuse (self, name);
}

/* (transfer none) (nullable) */
json_t *
vb_wire_list (VbWire     *self,
              const char *name,
              gsize       least,
              gsize       most)
{
  const json_t *value = require (self, name);

  if (value == NULL)
    return NULL;
  if (!json_is_array (value) || json_array_size (value) < least || json_array_size (value) > most)
    vb_wire_refuse (self, name);
  return self->error == NULL ? (json_t *) value : NULL;
}

gboolean
vb_wire_finish (VbWire  *self,
                GError **error)
{
  gboolean is_right = self->error == NULL;

  self->object = NULL;
  if (!is_right)
    g_propagate_error (error, g_steal_pointer (&self->error));
  return is_right;
}
