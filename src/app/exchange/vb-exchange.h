/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "post/vb-post-book.h"
#include "post/vb-post-task.h"

G_BEGIN_DECLS

/**
 * VbExchange:
 *
 * Exchanges letters by itself through a folder or a server while a store is open, when somebody
 * wants that: soon after something was sent, then every few minutes, later and later while it does
 * not work. Off until somebody turns it on. It ends with the store, and goes on where it was with
 * the next one.
 *
 * Signals: "changed": anything of what it tells; "came": letters came in (guint n).
 */
#define VB_TYPE_EXCHANGE (vb_exchange_get_type ())
G_DECLARE_FINAL_TYPE (VbExchange, vb_exchange, VB, EXCHANGE, GObject)

/* How it stands with the exchange itself. */
typedef enum
{
  VB_EXCHANGE_FINE,
  VB_EXCHANGE_NO_CARD,        /* this organization has none yet */
  VB_EXCHANGE_NO_FOLDER,      /* nobody chose one */
  VB_EXCHANGE_NO_SERVER,
  VB_EXCHANGE_NO_PASSWORD,    /* the keyring does not give that of the server */
  VB_EXCHANGE_SERVER,         /* it did not carry them: see vb_exchange_get_why() */
  VB_EXCHANGE_FOLDER_GONE,
  VB_EXCHANGE_FOLDER_CLOSED,  /* it cannot be written */
  VB_EXCHANGE_DISK_FULL,
  VB_EXCHANGE_FAILED,
  VB_N_EXCHANGE_TROUBLES
} VbExchangeTrouble;

VbExchange         *vb_exchange_new         (void);
/* (nullable): the one that is open; what is under way with another one is broken off */
void                vb_exchange_set_store   (VbExchange *self, VbStore *store);
VbStore            *vb_exchange_get_store   (VbExchange *self);

gboolean            vb_exchange_get_on      (VbExchange *self);
void                vb_exchange_set_on      (VbExchange *self, gboolean on);
/* What carries the letters: a server, or a folder. */
gboolean            vb_exchange_get_by_server (VbExchange *self);
void                vb_exchange_set_by_server (VbExchange *self, gboolean by_server);
/* (nullable): its address */
const char         *vb_exchange_get_server  (VbExchange *self);
void                vb_exchange_set_server  (VbExchange *self, const char *address);
/* (nullable) */
const char         *vb_exchange_get_folder  (VbExchange *self);
void                vb_exchange_set_folder  (VbExchange *self, const char *path);

/* Now, whatever was planned. */
void                vb_exchange_run         (VbExchange *self);
gboolean            vb_exchange_get_busy    (VbExchange *self);
/* Looks again how it stands. */
void                vb_exchange_refresh     (VbExchange *self);

/* (nullable): not known yet; until the edition is another one */
const VbPostBook   *vb_exchange_get_book    (VbExchange *self);
guint               vb_exchange_get_edition (VbExchange *self);
VbExchangeTrouble   vb_exchange_get_trouble (VbExchange *self);
/* (nullable) (transfer none): of the last time that it failed: the code of a carrier */
const char         *vb_exchange_get_why     (VbExchange *self);
/* (nullable): what the last one did that came to its end; @at: (out): when, microseconds UTC, also
 * of an earlier run of the program; 0: never */
const VbPostReport *vb_exchange_get_report  (VbExchange *self, gint64 *at);
/* How many letters wait to go, and how many things ask for somebody. */
void                vb_exchange_count       (VbExchange *self, guint *waiting, guint *asking);

/* For tests: seconds. */
void               _vb_exchange_set_pace    (VbExchange *self, guint soon, guint every);

G_END_DECLS
