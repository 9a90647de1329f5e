/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* A store in a folder of its own, gone when the test ends. */

#include "core/store/vb-connection-private.h"
#include "core/store/vb-store.h"

typedef struct
{
  char *folder;
  char *path;
  VbSecret *key;
  VbStore *store; /* (nullable) */
} Fixture;

/* Makes and opens a store. */
void     fixture_set_up    (Fixture *self, gconstpointer unused);
/* Makes the folder and the key only. */
void     fixture_set_up_empty (Fixture *self, gconstpointer unused);
void     fixture_tear_down (Fixture *self, gconstpointer unused);

void     fixture_open      (Fixture *self);
void     fixture_close     (Fixture *self);
/* (transfer full): a file beside the store. */
char    *fixture_beside    (Fixture *self, const char *name);
void     fixture_remove_folder (const char *folder);

/* Runs fixed SQL as one write job and expects it to work. */
void     store_exec        (VbStore *store, const char *sql);
/* The same, and gives what went wrong. */
gboolean store_try_exec    (VbStore *store, const char *sql, GError **error);
/* The first column of the first row, read in the read lane; G_MININT64 when there is none. */
gint64   store_count       (VbStore *store, const char *sql);
char    *store_text        (VbStore *store, VbLane lane, const char *sql);
/* @n organizations with names and descriptions. */
void     store_fill        (VbStore *store, int n);

/* Skips the test, visibly, with a reason; TRUE so that it can stand in a condition. */
gboolean skip              (const char *why);
