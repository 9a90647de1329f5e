/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "app/vb-session.h"
#include "core/vault/vb-device-sheet.h"

G_BEGIN_DECLS

/* What to do when this computer is lost, and what is known of it: as it goes on paper or in a PDF,
 * for @store. */
GtkWindow *vb_device_paper_new  (GtkWindow *parent, VbStore *store, VbDeviceSheet *sheet);

/* Puts the newest sheet beside a backup that was just made, in @folder. The sheet can be made again
 * at any time, so that nothing is said when it cannot be written there. */
void       vb_device_paper_keep (VbSession *session, const char *folder);

G_END_DECLS
