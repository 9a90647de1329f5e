/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "core/store/vb-store.h"

G_BEGIN_DECLS

/**
 * VbSynonym:
 *
 * A word or a few words that people use, and what they mean in the field's own words: whoever
 * types "post niet openmaken" also finds what says "schuldhulp". The meaning may be a need: "#B17"
 * finds what carries that need. It works in one direction.
 */
typedef struct
{
  char *id;
  char *term;
  char *meaning;
  gboolean shipped; /* came with the program; it may be removed, and stays away then */
} VbSynonym;

void vb_synonym_free (VbSynonym *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VbSynonym, vb_synonym_free)

/* (transfer full) (element-type VbSynonym): by term, then meaning */
GPtrArray *vb_synonym_list_sync    (VbStore *store, GCancellable *cancellable, GError **error);
void       vb_synonym_list_async   (VbStore *store, GCancellable *cancellable,
                                    GAsyncReadyCallback callback, gpointer user_data);
GPtrArray *vb_synonym_list_finish  (VbStore *store, GAsyncResult *result, GError **error);

/* Errors: %VB_ERROR_INVALID_INPUT (nothing searchable in @term or @meaning, too long, or a
 * code that no need has),
 * %VB_ERROR_EXISTS.
 * Returns: (transfer full): the id */
char      *vb_synonym_add_sync     (VbStore *store, const char *term, const char *meaning,
                                    GCancellable *cancellable, GError **error);
void       vb_synonym_add_async    (VbStore *store, const char *term, const char *meaning,
                                    GCancellable *cancellable, GAsyncReadyCallback callback,
                                    gpointer user_data);
char      *vb_synonym_add_finish   (VbStore *store, GAsyncResult *result, GError **error);

/* Errors: %VB_ERROR_NOT_FOUND. */
gboolean   vb_synonym_remove_sync   (VbStore *store, const char *id, GCancellable *cancellable,
                                     GError **error);
void       vb_synonym_remove_async  (VbStore *store, const char *id, GCancellable *cancellable,
                                     GAsyncReadyCallback callback, gpointer user_data);
gboolean   vb_synonym_remove_finish (VbStore *store, GAsyncResult *result, GError **error);

G_END_DECLS
