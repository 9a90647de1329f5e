/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "core/store/vb-store.h"

G_BEGIN_DECLS

/**
 * VbLetterPage:
 *
 * The standard letters in each language, with which of them are the practice's own; choosing one
 * opens it.
 */
#define VB_TYPE_LETTER_PAGE (vb_letter_page_get_type ())
G_DECLARE_FINAL_TYPE (VbLetterPage, vb_letter_page, VB, LETTER_PAGE, AdwPreferencesPage)

void vb_letter_page_set_store (VbLetterPage *self, VbStore *store);

G_END_DECLS
