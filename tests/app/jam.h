/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/store/vb-store.h"

/* Keeps the writing lane of the store busy until it is told to go on. */
typedef struct
{
  GMutex lock;
  GCond changed;
  gboolean begun;
  gboolean may_go_on;
} Jam;

static inline gpointer
jam_job (VbDatabase    *db,
         gpointer       data,
         GCancellable  *cancellable,
         GError       **error)
{
  Jam *jam = data;

  g_mutex_lock (&jam->lock);
  jam->begun = TRUE;
  g_cond_signal (&jam->changed);
  while (!jam->may_go_on)
    g_cond_wait (&jam->changed, &jam->lock);
  g_mutex_unlock (&jam->lock);
  return NULL;
}

static inline void
jam_begin (Jam     *jam,
           VbStore *store)
{
  vb_store_run_async (store, VB_LANE_WRITE, jam_job, jam, NULL, NULL, NULL, NULL, NULL);
  g_mutex_lock (&jam->lock);
  while (!jam->begun)
    g_cond_wait (&jam->changed, &jam->lock);
  g_mutex_unlock (&jam->lock);
}

static inline void
jam_end (Jam *jam)
{
  g_mutex_lock (&jam->lock);
  jam->may_go_on = TRUE;
  g_cond_signal (&jam->changed);
  g_mutex_unlock (&jam->lock);
}
