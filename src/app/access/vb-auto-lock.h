/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "app/vb-session.h"

G_BEGIN_DECLS

/**
 * VbAutoLock:
 *
 * Locks the session when nobody has touched its windows for the number of minutes of the setting
 * "auto-lock-minutes", when the screen is locked, and when the computer has slept.
 */
#define VB_TYPE_AUTO_LOCK (vb_auto_lock_get_type ())
G_DECLARE_FINAL_TYPE (VbAutoLock, vb_auto_lock, VB, AUTO_LOCK, GObject)

/* What a clock says, in microseconds; given so that a test can turn it. */
typedef struct
{
  gint64 (*running) (void); /* stands still while the computer sleeps */
  gint64 (*passing) (void); /* goes on while it sleeps */
} VbClocks;

/* @clocks: (nullable): the machine's own when %NULL */
VbAutoLock *vb_auto_lock_new   (GtkApplication *application, VbSession *session,
                                const VbClocks *clocks);
/* Looks whether it is time; called by a timer of its own, and by tests. */
void        vb_auto_lock_check (VbAutoLock *self);
/* Somebody is there. */
void        vb_auto_lock_touch (VbAutoLock *self);

G_END_DECLS
