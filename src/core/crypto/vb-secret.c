/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "core/crypto/vb-secret.h"

#include <sodium.h>
#include <string.h>

#include "core/base/vb-error.h"

struct _VbSecret
{
  gatomicrefcount refs;
  gsize length;
  guint8 *bytes;
};

G_DEFINE_BOXED_TYPE (VbSecret, vb_secret, vb_secret_ref, vb_secret_unref)

static VbSecret *
allocate (gsize length)
{
  VbSecret *self = g_new0 (VbSecret, 1);

  if (sodium_init () < 0)
    g_error ("libsodium does not start");
  g_atomic_ref_count_init (&self->refs);
  self->length = length;
  self->bytes = sodium_malloc (length);
  if (self->bytes == NULL)
    g_error ("No memory for a secret of %" G_GSIZE_FORMAT " bytes", length);
  return self;
}

/* The memory is made read-only once it is filled: a secret never changes. */
static VbSecret *
seal (VbSecret *self)
{
  sodium_mprotect_readonly (self->bytes);
  return self;
}

/**
 * vb_secret_new:
 * @bytes: @length bytes; the caller still has to wipe its own copy
 *
 * Returns: (transfer full): a secret with the same bytes
 */
VbSecret *
vb_secret_new (const void *bytes,
               gsize       length)
{
  VbSecret *self;

  g_return_val_if_fail (bytes != NULL && length > 0, NULL);

  self = allocate (length);
  memcpy (self->bytes, bytes, length);
  return seal (self);
}

/**
 * vb_secret_random:
 *
 * Returns: (transfer full): @length bytes from the system's random source
 */
VbSecret *
vb_secret_random (gsize length)
{
  VbSecret *self;

  g_return_val_if_fail (length > 0, NULL);

  self = allocate (length);
  randombytes_buf (self->bytes, length);
  return seal (self);
}

/**
 * vb_secret_from_hex:
 * @hex: exactly 2 × @length hexadecimal digits
 *
 * Returns: (transfer full): the secret, or %NULL with %VB_ERROR_INVALID_INPUT
 */
VbSecret *
vb_secret_from_hex (const char  *hex,
                    gsize        length,
                    GError     **error)
{
  g_autoptr(VbSecret) self = NULL;

  g_return_val_if_fail (hex != NULL && length > 0, NULL);

  if (strlen (hex) != 2 * length || strspn (hex, "0123456789abcdefABCDEF") != 2 * length)
    {
      g_set_error (error, VB_ERROR, VB_ERROR_INVALID_INPUT,
                   "A key is exactly %" G_GSIZE_FORMAT " hexadecimal digits", 2 * length);
      return NULL;
    }
  self = allocate (length);
  for (gsize i = 0; i < length; i++)
    self->bytes[i] = g_ascii_xdigit_value (hex[2 * i]) << 4 | g_ascii_xdigit_value (hex[2 * i + 1]);
  return seal (g_steal_pointer (&self));
}

VbSecret *
vb_secret_ref (VbSecret *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->refs);
  return self;
}

void
vb_secret_unref (VbSecret *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->refs))
    return;
  sodium_free (self->bytes); /* wipes first */
  g_free (self);
}

/**
 * vb_secret_peek:
 *
 * Returns: (transfer none): the bytes, valid as long as @self
 */
const guint8 *
vb_secret_peek (const VbSecret *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->bytes;
}

gsize
vb_secret_get_length (const VbSecret *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->length;
}

/**
 * vb_secret_equal:
 *
 * Returns: whether both hold the same bytes, compared in constant time
 */
gboolean
vb_secret_equal (const VbSecret *a,
                 const VbSecret *b)
{
  g_return_val_if_fail (a != NULL && b != NULL, FALSE);

  return a->length == b->length && sodium_memcmp (a->bytes, b->bytes, a->length) == 0;
}
