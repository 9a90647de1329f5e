/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "app/vb-error-text.h"

G_BEGIN_DECLS

/* Says on @page what went wrong and what to do. The icon comes with it: GTK loads the icon of a
 * page that is not shown as well, and most are never shown. */
static inline void
vb_error_page_show (AdwStatusPage *page,
                    const GError  *error)
{
  adw_status_page_set_icon_name (page, "dialog-warning-symbolic");
  adw_status_page_set_title (page, vb_error_title (error));
  adw_status_page_set_description (page, vb_error_advice (error));
}

G_END_DECLS
