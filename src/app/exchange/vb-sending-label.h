/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * VbSendingLabel:
 *
 * Whether a referral goes as a sealed letter, to whom, and how far that is; or that it stays on
 * this desktop. Says nothing to who does not exchange letters.
 */
#define VB_TYPE_SENDING_LABEL (vb_sending_label_get_type ())
G_DECLARE_FINAL_TYPE (VbSendingLabel, vb_sending_label, VB, SENDING_LABEL, GtkBox)

/* @function_id: (nullable): whom it is for; @letter_id: (nullable): it did not leave yet; @came: it
 * came in, and what is answered goes back */
void vb_sending_label_show (VbSendingLabel *self, const char *function_id, const char *letter_id,
                            gboolean came);

G_END_DECLS
