/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* A practice's own versions of the standard letters, kept with the rest of its data. */

#include "core/model/vb-letter.h"
#include "core/store/vb-store.h"

G_BEGIN_DECLS

/* The own text of each letter in one language; %NULL where the shipped one is used. */
typedef struct
{
  char *text[VB_N_LETTERS];
} VbOwnLetters;

void          vb_own_letters_free (VbOwnLetters *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VbOwnLetters, vb_own_letters_free)

/* @language: of two letters */
VbOwnLetters *vb_letters_load_sync   (VbStore *store, const char *language,
                                      GCancellable *cancellable, GError **error);
void          vb_letters_load_async  (VbStore *store, const char *language,
                                      GCancellable *cancellable, GAsyncReadyCallback callback,
                                      gpointer user_data);
VbOwnLetters *vb_letters_load_finish (VbStore *store, GAsyncResult *result, GError **error);

/**
 * vb_letters_save:
 * @text: (nullable): %NULL: back to the shipped version
 *
 * Errors: %VB_ERROR_INVALID_INPUT when vb_letter_parse() refuses it: nothing is kept.
 */
gboolean      vb_letters_save_sync   (VbStore *store, VbLetterKind kind, const char *language,
                                      const char *text, GCancellable *cancellable,
                                      GError **error);
void          vb_letters_save_async  (VbStore *store, VbLetterKind kind, const char *language,
                                      const char *text, GCancellable *cancellable,
                                      GAsyncReadyCallback callback, gpointer user_data);
gboolean      vb_letters_save_finish (VbStore *store, GAsyncResult *result, GError **error);

G_END_DECLS
