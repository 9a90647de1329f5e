/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * VbExchangeError:
 *
 * Why a card or a letter is refused; each reason has a code of its own. What the envelope itself
 * finds is a %VB_AGE_ERROR.
 */
typedef enum
{
  VB_EXCHANGE_ERROR_TOO_LARGE,
  VB_EXCHANGE_ERROR_MAGIC,          /* not one of ours */
  VB_EXCHANGE_ERROR_VERSION,        /* of a later version: update, and try again */
  VB_EXCHANGE_ERROR_SUITE,          /* signed in a way that this version does not know */
  VB_EXCHANGE_ERROR_FLAGS,
  VB_EXCHANGE_ERROR_LENGTH,         /* cut off, added to, or lengths that do not fit each other */
  VB_EXCHANGE_ERROR_PADDING,        /* something is hidden behind the end */
  VB_EXCHANGE_ERROR_UNKNOWN_SENDER, /* nobody brought their card yet */
  VB_EXCHANGE_ERROR_BLOCKED,        /* the sender is not trusted (any more) */
  VB_EXCHANGE_ERROR_CERTIFICATE,    /* of the device: not well-formed */
  VB_EXCHANGE_ERROR_OTHER_ROOT,     /* given out with another root key than we know */
  VB_EXCHANGE_ERROR_CERTIFICATE_SIGNATURE,
  VB_EXCHANGE_ERROR_RIGHTS,         /* this device may not send */
  VB_EXCHANGE_ERROR_REVOKED,        /* lost or taken out of use */
  VB_EXCHANGE_ERROR_SIGNATURE,
  VB_EXCHANGE_ERROR_JSON,           /* not JSON, or a member stands twice */
  VB_EXCHANGE_ERROR_CANONICAL,      /* JSON, written in another way than the one way */
  VB_EXCHANGE_ERROR_UNKNOWN_MEMBER,
  VB_EXCHANGE_ERROR_MISSING_MEMBER,
  VB_EXCHANGE_ERROR_VALUE,          /* a member holds what it cannot */
  VB_EXCHANGE_ERROR_ID,             /* of the letter: no version 7 UUID */
  VB_EXCHANGE_ERROR_NOT_ADDRESSED,  /* signed for others, and sealed once more for us */
  VB_EXCHANGE_ERROR_OTHER_KEY,      /* for us, but sealed with another key than was signed */
  VB_EXCHANGE_ERROR_EXPIRED,
  VB_EXCHANGE_ERROR_FUTURE,         /* made later than now */
  VB_EXCHANGE_ERROR_DEVICE_EXPIRED, /* the device was not allowed any more when it was made */
  VB_EXCHANGE_ERROR_PART,           /* a part is not the one that was signed */
  VB_EXCHANGE_ERROR_KIND,           /* of a kind that a later version knows: keep it, update */
  VB_EXCHANGE_ERROR_ROOTS,          /* of a card: the root keys do not follow each other */
  VB_N_EXCHANGE_ERRORS
} VbExchangeError;

#define VB_EXCHANGE_ERROR (vb_exchange_error_quark ())
GQuark      vb_exchange_error_quark    (void);
const char *vb_exchange_error_get_code (const GError *error);
gboolean    vb_exchange_fail           (VbExchangeError code, GError **error, const char *format,
                                        ...) G_GNUC_PRINTF (3, 4);

G_END_DECLS
