/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* What letters and boxes are called where they are carried. No keys, no store, no network: for the
 * program and for the process that alone has the network. */

#include <glib.h>

G_BEGIN_DECLS

#define VB_CARRIER_BOX_LENGTH 26 /* signs of five bits: more than anybody can guess or meet twice */
#define VB_CARRIER_SUFFIX ".vbz"
#define VB_CARRIER_NAME_LENGTH (VB_CARRIER_BOX_LENGTH + 4)
#define VB_CARRIER_MOST_NAMES 20000 /* that are told at once */
#define VB_CARRIER_SIGNS "abcdefghijklmnopqrstuvwxyz234567"

gboolean vb_carrier_is_name (const char *name);
gboolean vb_carrier_is_box  (const char *name);

/**
 * VbCarrierPage:
 *
 * The lowest so many of names that come in any order, and any number of times: however many
 * somebody puts in a box, whoever asks for page after page sees them all, and never has more than
 * two pages in memory.
 */
typedef struct
{
  GPtrArray *names;  /* of char* */
  const char *after; /* (nullable): only those behind it; stays as long as this does */
  guint most;
} VbCarrierPage;

void       vb_carrier_page_init   (VbCarrierPage *self, const char *after, guint most);
void       vb_carrier_page_add    (VbCarrierPage *self, const char *name);
/* (transfer full) (element-type utf8): in the order of their names; nothing is left in @self */
GPtrArray *vb_carrier_page_finish (VbCarrierPage *self);

G_END_DECLS
