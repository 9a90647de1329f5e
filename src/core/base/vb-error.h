/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * VbError:
 *
 * One error domain for the whole program. A code says what the caller can do about it, not where
 * it happened. The message is plain English without personal data; it is translated once, at the
 * edge (app and cli), from the code.
 */
typedef enum
{
  VB_ERROR_FAILED,        /* nothing more precise is known */
  VB_ERROR_WRONG_KEY,     /* the key does not open this file */
  VB_ERROR_NEWER_SCHEMA,  /* written by a newer version: update the program */
  VB_ERROR_CORRUPT,       /* damaged: restore a backup */
  VB_ERROR_NOT_A_STORE,   /* missing, empty or foreign file where a store should be */
  VB_ERROR_DISK_FULL,     /* free some space and try again */
  VB_ERROR_READ_ONLY,     /* the file or folder cannot be written */
  VB_ERROR_IN_USE,        /* another copy of the program has it open */
  VB_ERROR_UNSAFE_PLACE,  /* network file system, document portal, synchronised folder */
  VB_ERROR_UNSAFE_ENGINE, /* the database engine is not the one that encrypts */
  VB_ERROR_NOT_FOUND,
  VB_ERROR_EXISTS,
  VB_ERROR_INVALID_INPUT,   /* the text given is not valid; the message says which field and why */
  VB_ERROR_CONFLICT,        /* changed by someone else in the meantime */
  VB_ERROR_UNSUPPORTED,     /* a format or version this program does not read */
  VB_ERROR_TOO_LARGE,       /* over one of the limits for foreign input */
  VB_ERROR_KEYRING_LOCKED,  /* the keyring is there but locked */
  VB_ERROR_KEYRING_REFUSED, /* the person or the keyring said no */
  VB_ERROR_KEYRING_UNAVAILABLE, /* there is no keyring service */
  VB_ERROR_KEYRING_NO_ITEM,     /* the keyring is open, our item is not in it */
  VB_ERROR_KEYRING_WRONG_ITEM,  /* the item does not open this vault */
  VB_ERROR_TIMED_OUT,
  VB_ERROR_WRONG_PASSPHRASE,
  VB_ERROR_WRONG_RECOVERY_CODE,
  VB_ERROR_TOO_EARLY,           /* allowed later, or to somebody else; the message says which */
  VB_ERROR_OWN_FILE             /* the store or its keys stand where something would be written */
} VbError;

#define VB_ERROR (vb_error_quark ())
GQuark vb_error_quark (void);

G_END_DECLS
