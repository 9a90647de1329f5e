/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* What cards and letters are written in: little-endian numbers, hexadecimal digits, and JSON in the
 * one way in which it can be written (RFC 8785, without fractions). */

#include <jansson.h>

#include "exchange/vb-exchange-error.h"

G_BEGIN_DECLS

void     vb_wire_put_number (guint8 *at, guint64 value, guint size);
guint64  vb_wire_get_number (const guint8 *at, guint size);
gboolean vb_wire_from_hex   (const char *text, guint8 *bytes, gsize size);
gboolean vb_wire_is_zero    (const guint8 *bytes, gsize size);

/* Writing */
GBytes  *vb_wire_dump       (json_t *object);
void     vb_wire_set_text   (json_t *object, const char *name, const char *text);
void     vb_wire_set_number (json_t *object, const char *name, gint64 value);
void     vb_wire_set_hex    (json_t *object, const char *name, const guint8 *bytes, gsize size);

/**
 * VbWire:
 *
 * Reads the members of one object. The first that is wrong is kept as the error, and everything
 * asked afterwards gives nothing: whoever reads looks once, at the end.
 */
typedef struct
{
  const json_t *object;
  GError *error;
} VbWire;

json_t     *vb_wire_load    (const guint8 *bytes, gsize length, GError **error);
void        vb_wire_begin   (VbWire *self, const json_t *object, const char *const *names);
void        vb_wire_refuse  (VbWire *self, const char *name);
gboolean    vb_wire_has     (VbWire *self, const char *name);
gint64      vb_wire_number  (VbWire *self, const char *name, gint64 least, gint64 most);
const char *vb_wire_text    (VbWire *self, const char *name, gsize most);
void        vb_wire_bytes   (VbWire *self, const char *name, guint8 *bytes, gsize size);
json_t     *vb_wire_list    (VbWire *self, const char *name, gsize least, gsize most);
gboolean    vb_wire_finish  (VbWire *self, GError **error);

#define VB_WIRE_MOST_NUMBER G_GINT64_CONSTANT (9007199254740991) /* what every reader of JSON has */

G_END_DECLS
