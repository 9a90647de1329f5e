/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Writes down what the database engine does to a store and its log, and makes from it what a disk
 * may hold after the power went: all that was synced, and of the rest whatever chance left. */

#include <glib.h>

/* Before anything uses the engine. */
void   power_install (void);
/* From now on what happens to @path and its log counts. The store is closed. */
void   power_record  (const char *path);
/* How much was done so far: a moment at which the power may go. */
guint  power_moment  (void);
void   power_stop    (void);
/* Takes what is known away. */
void   power_forget  (void);

typedef struct
{
  guint dropped; /* writes that were under way and are lost, */
  guint kept;    /* there, */
  guint torn;    /* or there in part */
} PowerCut;

/* Writes to @path and its log what is left when the power goes at @moment, which is never earlier
 * than the one before. */
PowerCut power_cut   (guint moment, GRand *chance, const char *path);
