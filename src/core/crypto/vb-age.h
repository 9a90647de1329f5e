/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/crypto/vb-random.h"

G_BEGIN_DECLS

/* The envelope of a letter: the public age format, version 1, binary, with X25519 recipients. The
 * ordinary age program opens what is written here, and the other way round. */

#define VB_AGE_KEY_SIZE 32         /* bytes, of an identity (secret) and of a recipient (public) */
#define VB_AGE_MOST_RECIPIENTS 32  /* that a file is written for, those that nobody is included */

typedef enum
{
  VB_AGE_ERROR_ARMOR,     /* it begins as text does, and is not well-formed text */
  VB_AGE_ERROR_VERSION,   /* an age file of another version */
  VB_AGE_ERROR_HEADER,    /* no age file, or its header is not as it should be */
  VB_AGE_ERROR_NO_MATCH,  /* for none of the keys that were tried */
  VB_AGE_ERROR_MAC,       /* the header was changed after it was written */
  VB_AGE_ERROR_PAYLOAD,   /* the contents were changed, cut off or added to */
  VB_AGE_ERROR_TOO_LARGE, /* more than the caller takes */
  VB_AGE_ERROR_RECIPIENT  /* nothing can be sealed for this key */
} VbAgeError;

#define VB_AGE_ERROR (vb_age_error_quark ())
GQuark vb_age_error_quark (void);

void     vb_age_get_recipient (VbSecret *identity, guint8 *recipient);
GBytes  *vb_age_encrypt       (GBytes *plain, const guint8 *recipients, guint n_recipients,
                               VbRandom *random, GError **error);
GBytes  *vb_age_decrypt       (GBytes *file, VbSecret *const *identities, guint n_identities,
                               gsize most, guint *opened_with, GError **error);
gboolean vb_age_is_armored    (GBytes *bytes);
GBytes  *vb_age_remove_armor  (GBytes *text, GError **error);

G_END_DECLS
