/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "exchange/vb-carrier.h"

#include "core/crypto/vb-hash.h"
#include "exchange/vb-carrier-names.h"

#define BOX_LABEL "verbinder/box/v1"

G_DEFINE_INTERFACE (VbCarrier, vb_carrier, G_TYPE_OBJECT)

static void
vb_carrier_default_init (VbCarrierInterface *iface)
{
}

char *
vb_carrier_make_name (VbRandom *random)
{
  guint8 bytes[VB_CARRIER_BOX_LENGTH];
  char stem[VB_CARRIER_BOX_LENGTH + 1] = { 0 };

  vb_random_fill (random, bytes, sizeof bytes);
  for (guint i = 0; i < VB_CARRIER_BOX_LENGTH; i++)
    stem[i] = VB_CARRIER_SIGNS[bytes[i] % 32];
  return g_strconcat (stem, VB_CARRIER_SUFFIX, NULL);
}

/* The box of an organization does not say to others whose it is. */
static char *
make_box (const guint8 *organization)
{
  guint8 digest[VB_HASH_SIZE];
  char *name = g_malloc0 (VB_CARRIER_BOX_LENGTH + 1);
  VbHash hash;

  vb_hash_init (&hash, sizeof digest);
  vb_hash_update (&hash, BOX_LABEL, sizeof BOX_LABEL);
  vb_hash_update (&hash, organization, VB_EXCHANGE_KEY_SIZE);
  vb_hash_finish (&hash, digest, sizeof digest);
  for (guint i = 0; i < VB_CARRIER_BOX_LENGTH; i++)
    name[i] = VB_CARRIER_SIGNS[digest[i] % 32];
  return name;
}

const char *
vb_carrier_get_code (VbCarrier *self)
{
  g_return_val_if_fail (VB_IS_CARRIER (self), NULL);

  return VB_CARRIER_GET_IFACE (self)->code;
}

char *
vb_carrier_put (VbCarrier     *self,
                const guint8  *organization,
                GBytes        *bytes,
                VbRandom      *random,
                GCancellable  *cancellable,
                GError       **error)
{
  g_autofree char *box = NULL;

  g_return_val_if_fail (VB_IS_CARRIER (self) && organization != NULL && bytes != NULL, NULL);

  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;
  box = make_box (organization);
  return VB_CARRIER_GET_IFACE (self)->put (self, box, bytes, random, cancellable, error);
}

GPtrArray *
vb_carrier_list (VbCarrier     *self,
                 const guint8  *organization,
                 const char    *after,
                 guint         *n_others,
                 GCancellable  *cancellable,
                 GError       **error)
{
  g_autofree char *box = NULL;
  guint others = 0;

  g_return_val_if_fail (VB_IS_CARRIER (self) && organization != NULL, NULL);
  g_return_val_if_fail (after == NULL || vb_carrier_is_name (after), NULL);

  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;
  box = make_box (organization);
  return VB_CARRIER_GET_IFACE (self)->list (self, box, after, n_others != NULL ? n_others : &others,
                                            cancellable, error);
}

GBytes *
vb_carrier_get (VbCarrier     *self,
                const guint8  *organization,
                const char    *name,
                GCancellable  *cancellable,
                GError       **error)
{
  g_autofree char *box = NULL;

  g_return_val_if_fail (VB_IS_CARRIER (self) && organization != NULL, NULL);
  g_return_val_if_fail (vb_carrier_is_name (name), NULL);

  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;
  box = make_box (organization);
  return VB_CARRIER_GET_IFACE (self)->get (self, box, name, cancellable, error);
}

gboolean
vb_carrier_delete (VbCarrier     *self,
                   const guint8  *organization,
                   const char    *name,
                   GCancellable  *cancellable,
                   GError       **error)
{
  g_autofree char *box = NULL;

  g_return_val_if_fail (VB_IS_CARRIER (self) && organization != NULL, FALSE);
  g_return_val_if_fail (vb_carrier_is_name (name), FALSE);

  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return FALSE;
  box = make_box (organization);
  return VB_CARRIER_GET_IFACE (self)->delete (self, box, name, cancellable, error);
}
