/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "core/crypto/vb-random.h"
#include "exchange/vb-carrier-error.h"
#include "exchange/vb-carrier-names.h"
#include "exchange/vb-certificate.h"

G_BEGIN_DECLS

/**
 * VbCarrier:
 *
 * What letters are carried by: a folder, or a WebDAV server. In it is a box for each organization
 * that letters are for. A letter has a name that says nothing, is written once by one writer,
 * appears whole, and is never changed; who got it takes it away. Nothing relies on times, locks,
 * conditions or the order of names, and a carrier may lose, double, delay and change what it
 * carries: the seal, the row and the receipts of the letters tell.
 *
 * What else lies there is left alone. Belongs to one thread at a time; every call blocks.
 */
#define VB_TYPE_CARRIER (vb_carrier_get_type ())
G_DECLARE_INTERFACE (VbCarrier, vb_carrier, VB, CARRIER, GObject)

#define VB_CARRIER_MOST_BYTES (64 * 1024 * 1024)

struct _VbCarrierInterface
{
  GTypeInterface parent_iface;

  const char *code; /* as it is noted of a letter that was handed over */

  char      *(*put)    (VbCarrier *self, const char *box, GBytes *bytes, VbRandom *random,
                        GCancellable *cancellable, GError **error);
  GPtrArray *(*list)   (VbCarrier *self, const char *box, const char *after, guint *n_others,
                        GCancellable *cancellable, GError **error);
  GBytes    *(*get)    (VbCarrier *self, const char *box, const char *name,
                        GCancellable *cancellable, GError **error);
  gboolean   (*delete) (VbCarrier *self, const char *box, const char *name,
                        GCancellable *cancellable, GError **error);
};

/* (transfer none) */
const char *vb_carrier_get_code  (VbCarrier *self);

/**
 * vb_carrier_put:
 * @organization: who it is for, %VB_EXCHANGE_KEY_SIZE bytes
 * @random: (nullable): where the name comes from
 *
 * Once this returns a name the letter lies there whole. After an error it may lie there all the
 * same: it is put there once more then, and whoever gets it twice sees that.
 *
 * Errors: a %VB_CARRIER_ERROR; of a folder %VB_ERROR_NOT_FOUND (the stick is out),
 * %VB_ERROR_DISK_FULL, %VB_ERROR_READ_ONLY, %VB_ERROR_FAILED.
 *
 * Returns: (transfer full) (nullable): its name
 */
char       *vb_carrier_put       (VbCarrier *self, const guint8 *organization, GBytes *bytes,
                                  VbRandom *random, GCancellable *cancellable, GError **error);

/**
 * vb_carrier_list:
 * @after: (nullable): only names behind this one
 * @n_others: (out) (optional): how much lies there that is no letter
 *
 * Returns: (transfer full) (element-type utf8): names of what may be letters for @organization, in
 *   the order of their names; none when there is no box yet. When there are
 *   %VB_CARRIER_MOST_NAMES of them there may be more behind the last.
 */
GPtrArray  *vb_carrier_list      (VbCarrier *self, const guint8 *organization, const char *after,
                                  guint *n_others, GCancellable *cancellable, GError **error);

/* What lies there by that name now; it may not be whole yet, which the seal shows.
 * Errors: also %VB_ERROR_NOT_FOUND when it went; %VB_ERROR_TOO_LARGE. */
GBytes     *vb_carrier_get       (VbCarrier *self, const guint8 *organization, const char *name,
                                  GCancellable *cancellable, GError **error);

/* It arrived. What is not there any more is fine. */
gboolean    vb_carrier_delete    (VbCarrier *self, const guint8 *organization, const char *name,
                                  GCancellable *cancellable, GError **error);

/* For those that carry. (transfer full) */
char       *vb_carrier_make_name (VbRandom *random);

G_END_DECLS
