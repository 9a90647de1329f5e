/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "exchange/vb-exchange-error.h"

#include "core/crypto/vb-age.h"

G_DEFINE_QUARK (vb-exchange-error-quark, vb_exchange_error)

static const char *const codes[VB_N_EXCHANGE_ERRORS] = {
  [VB_EXCHANGE_ERROR_TOO_LARGE] = "too-large",
  [VB_EXCHANGE_ERROR_MAGIC] = "magic",
  [VB_EXCHANGE_ERROR_VERSION] = "version",
  [VB_EXCHANGE_ERROR_SUITE] = "suite",
  [VB_EXCHANGE_ERROR_FLAGS] = "flags",
  [VB_EXCHANGE_ERROR_LENGTH] = "length",
  [VB_EXCHANGE_ERROR_PADDING] = "padding",
  [VB_EXCHANGE_ERROR_UNKNOWN_SENDER] = "unknown-sender",
  [VB_EXCHANGE_ERROR_BLOCKED] = "blocked",
  [VB_EXCHANGE_ERROR_CERTIFICATE] = "certificate",
  [VB_EXCHANGE_ERROR_OTHER_ROOT] = "other-root",
  [VB_EXCHANGE_ERROR_CERTIFICATE_SIGNATURE] = "certificate-signature",
  [VB_EXCHANGE_ERROR_RIGHTS] = "rights",
  [VB_EXCHANGE_ERROR_REVOKED] = "revoked",
  [VB_EXCHANGE_ERROR_SIGNATURE] = "signature",
  [VB_EXCHANGE_ERROR_JSON] = "json",
  [VB_EXCHANGE_ERROR_CANONICAL] = "canonical",
  [VB_EXCHANGE_ERROR_UNKNOWN_MEMBER] = "unknown-member",
  [VB_EXCHANGE_ERROR_MISSING_MEMBER] = "missing-member",
  [VB_EXCHANGE_ERROR_VALUE] = "value",
  [VB_EXCHANGE_ERROR_ID] = "id",
  [VB_EXCHANGE_ERROR_NOT_ADDRESSED] = "not-addressed",
  [VB_EXCHANGE_ERROR_OTHER_KEY] = "other-key",
  [VB_EXCHANGE_ERROR_EXPIRED] = "expired",
  [VB_EXCHANGE_ERROR_FUTURE] = "future",
  [VB_EXCHANGE_ERROR_DEVICE_EXPIRED] = "device-expired",
  [VB_EXCHANGE_ERROR_PART] = "part",
  [VB_EXCHANGE_ERROR_KIND] = "kind",
  [VB_EXCHANGE_ERROR_ROOTS] = "roots",
};

static const char *const age_codes[] = {
  [VB_AGE_ERROR_ARMOR] = "age-armor",
  [VB_AGE_ERROR_VERSION] = "age-version",
  [VB_AGE_ERROR_HEADER] = "age-header",
  [VB_AGE_ERROR_NO_MATCH] = "age-no-match",
  [VB_AGE_ERROR_MAC] = "age-mac",
  [VB_AGE_ERROR_PAYLOAD] = "age-payload",
  [VB_AGE_ERROR_TOO_LARGE] = "age-too-large",
  [VB_AGE_ERROR_RECIPIENT] = "age-recipient",
};

/**
 * vb_exchange_error_get_code:
 *
 * Returns: (transfer none) (nullable): one word for programs, which never changes; %NULL when
 *   @error is not about a card or a letter
 */
const char *
vb_exchange_error_get_code (const GError *error)
{
  if (error->domain == VB_EXCHANGE_ERROR)
    return codes[error->code];
  return error->domain == VB_AGE_ERROR ? age_codes[error->code] : NULL;
}

/* Always %FALSE, for a check to return. */
gboolean
vb_exchange_fail (VbExchangeError  code,
                  GError         **error,
                  const char      *format,
                  ...)
{
  va_list arguments;

  va_start (arguments, format);
  if (error != NULL)
    *error = g_error_new_valist (VB_EXCHANGE_ERROR, code, format, arguments);
  va_end (arguments);
  return FALSE;
}
