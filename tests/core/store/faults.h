/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Makes the n-th use of the disk or of memory by the database engine fail. */

#include <glib.h>

typedef enum
{
  FAULT_NONE,
  FAULT_DISK_ERROR, /* read, write, sync, open … gives an I/O error */
  FAULT_DISK_FULL,  /* writing gives "disk full" */
  FAULT_MEMORY
} FaultKind;

/* Before anything uses the engine. */
void     faults_install (void);
/* From now on the @nth use fails, and when @for_ever all that follow. */
void     faults_arm     (FaultKind kind, int nth, gboolean for_ever);
/* Stops it; how many uses failed. */
int      faults_disarm  (void);
/* Uses counted since faults_arm(). */
int      faults_count   (void);

/* Blocks of memory that the engine holds now. */
int faults_count_held (void);
