/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * VbCarrierError:
 *
 * Why something that carries letters over a network did not do it. Named after what a person can do
 * about it; the numbers go through a pipe, so new ones come at the end.
 */
typedef enum
{
  VB_CARRIER_ERROR_UNREACHABLE,  /* no such server, or it does not answer */
  VB_CARRIER_ERROR_CERTIFICATE,  /* not who it says, run out, or no proper TLS */
  VB_CARRIER_ERROR_LOGIN,        /* the name or the password is wrong */
  VB_CARRIER_ERROR_PROXY,        /* the way out of this network does not work */
  VB_CARRIER_ERROR_REFUSED,      /* we may not do that there, or it is no WebDAV */
  VB_CARRIER_ERROR_MISSING,      /* there is no such folder */
  VB_CARRIER_ERROR_ELSEWHERE,    /* it sends us to another address, which is not followed */
  VB_CARRIER_ERROR_FULL,
  VB_CARRIER_ERROR_LOCKED,
  VB_CARRIER_ERROR_BUSY,         /* it could not do it now */
  VB_CARRIER_ERROR_SLOW,
  VB_CARRIER_ERROR_BROKEN_OFF,   /* the connection ended half way */
  VB_CARRIER_ERROR_NONSENSE,     /* what it answers cannot be understood */
  VB_CARRIER_ERROR_TOO_MUCH,     /* it answers more than is taken in */
  VB_CARRIER_ERROR_NOT_KEPT,     /* it said that it kept a letter, and did not */
  VB_CARRIER_ERROR_HELPER,       /* our own process that has the network stopped or hung */
  VB_N_CARRIER_ERRORS
} VbCarrierError;

#define VB_CARRIER_ERROR (vb_carrier_error_quark ())
GQuark      vb_carrier_error_quark    (void);
/* (transfer none): one word for programs, which never changes; also of the errors of a folder */
const char *vb_carrier_error_get_code (const GError *error);

G_END_DECLS
