/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/store/vb-database-private.h"
#include "core/store/vb-import.h"

G_BEGIN_DECLS

/* One run over a batch; the same for a preview, which writes nothing. */
typedef struct
{
  VbDatabase *db;
  const VbBatch *batch;
  VbReport *report;
  const char *source_id;
  gboolean source_is_new;
  gboolean dry;
  GCancellable *cancellable;

  /* called now and then with the number of records that are done */
  void (*tick) (guint n_done, gpointer data);
  gpointer tick_data;
  guint n_done;
  guint n_written; /* rows of any table that were changed */

  GHashTable *corrected; /* ids with a correction; NULL when there are none */
  GHashTable *disputed;  /* ids of which another source says something else */
  GByteArray *message;   /* what the hash of a record is made of */
  GHashTable *removed;   /* ids that were removed here, to the one they went up in or to "" */
} VbImportRun;

gboolean _vb_import_run   (VbImportRun *self, GError **error) G_GNUC_WARN_UNUSED_RESULT;
void     _vb_import_clear (VbImportRun *self);

/* vb_import_apply() inside a job that does more. (transfer full): the report */
VbReport *_vb_import_write (VbDatabase *db, VbBatch *batch, const VbImportSource *source,
                            GCancellable *cancellable, GError **error);

/* (transfer full) (element-type utf8): takes the indexes of @table away; what makes them again. */
GPtrArray *_vb_indexes_pause  (VbDatabase *db, const char *table, GError **error);
gboolean   _vb_indexes_resume (VbDatabase *db, GPtrArray *indexes,
                               GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
