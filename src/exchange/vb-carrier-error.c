/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "exchange/vb-carrier-error.h"

#include "core/base/vb-error.h"

G_DEFINE_QUARK (vb-carrier-error-quark, vb_carrier_error)

static const char *const codes[VB_N_CARRIER_ERRORS] = {
  [VB_CARRIER_ERROR_UNREACHABLE] = "server-unreachable",
  [VB_CARRIER_ERROR_CERTIFICATE] = "carrier-certificate",
  [VB_CARRIER_ERROR_LOGIN] = "carrier-login",
  [VB_CARRIER_ERROR_PROXY] = "carrier-proxy",
  [VB_CARRIER_ERROR_REFUSED] = "carrier-refused",
  [VB_CARRIER_ERROR_MISSING] = "carrier-missing",
  [VB_CARRIER_ERROR_ELSEWHERE] = "carrier-elsewhere",
  [VB_CARRIER_ERROR_FULL] = "carrier-full",
  [VB_CARRIER_ERROR_LOCKED] = "carrier-locked",
  [VB_CARRIER_ERROR_BUSY] = "carrier-busy",
  [VB_CARRIER_ERROR_SLOW] = "carrier-slow",
  [VB_CARRIER_ERROR_BROKEN_OFF] = "carrier-broken-off",
  [VB_CARRIER_ERROR_NONSENSE] = "carrier-nonsense",
  [VB_CARRIER_ERROR_TOO_MUCH] = "carrier-too-much",
  [VB_CARRIER_ERROR_NOT_KEPT] = "carrier-not-kept",
  [VB_CARRIER_ERROR_HELPER] = "carrier-helper",
};

const char *
vb_carrier_error_get_code (const GError *error)
{
  if (error->domain == VB_CARRIER_ERROR)
    return codes[error->code];
  if (error->domain == VB_ERROR && (error->code == VB_ERROR_NOT_FOUND
                                    || error->code == VB_ERROR_READ_ONLY
                                    || error->code == VB_ERROR_DISK_FULL))
    return "carrier-unreachable";
  return "carrier-failed";
}
