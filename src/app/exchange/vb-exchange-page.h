/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "app/vb-session.h"

G_BEGIN_DECLS

/**
 * VbExchangePage:
 *
 * The preferences of the exchange: on or off, the folder, the card of this organization, and the
 * partners.
 */
#define VB_TYPE_EXCHANGE_PAGE (vb_exchange_page_get_type ())
G_DECLARE_FINAL_TYPE (VbExchangePage, vb_exchange_page, VB, EXCHANGE_PAGE, AdwPreferencesPage)

void vb_exchange_page_set_session (VbExchangePage *self, VbSession *session);

G_END_DECLS
