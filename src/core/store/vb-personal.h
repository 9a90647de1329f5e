/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* What a practice keeps beside the social map for itself: notes, favourites, saved searches, gaps.
 * None of it ever leaves in an export. */

#include "core/model/vb-schema.h"
#include "core/store/vb-directory.h"
#include "core/store/vb-store.h"

G_BEGIN_DECLS

/* ------------------------------------------------------------------ notes */

typedef struct
{
  char *id;
  VbTable table;
  char *record_id;
  char *body;
  gint64 written_at; /* microseconds UTC */
  char *written_by;
} VbNote;
void       vb_note_free (VbNote *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VbNote, vb_note_free)

GPtrArray *vb_personal_list_notes_sync   (VbStore *store, const char *record_id,
                                          GCancellable *cancellable, GError **error);
void       vb_personal_list_notes_async  (VbStore *store, const char *record_id,
                                          GCancellable *cancellable, GAsyncReadyCallback callback,
                                          gpointer user_data);
GPtrArray *vb_personal_list_notes_finish (VbStore *store, GAsyncResult *result, GError **error);

/**
 * vb_personal_save_note:
 * @note_id: (nullable): an existing note, or a UUID for one that is made when it is not there, so
 *   that who writes can go on before it is; %NULL writes a new one on the record
 * @body: blank deletes the note
 *
 * Errors: %VB_ERROR_NOT_FOUND (the record, or a note under something that is not a UUID),
 * %VB_ERROR_INVALID_INPUT (a new note without id and text).
 *
 * Returns: whether it was kept
 */
gboolean   vb_personal_save_note_sync   (VbStore *store, VbTable table, const char *record_id,
                                         const char *note_id, const char *body,
                                         GCancellable *cancellable, GError **error);
void       vb_personal_save_note_async  (VbStore *store, VbTable table, const char *record_id,
                                         const char *note_id, const char *body,
                                         GCancellable *cancellable, GAsyncReadyCallback callback,
                                         gpointer user_data);
gboolean   vb_personal_save_note_finish (VbStore *store, GAsyncResult *result, GError **error);

/* ------------------------------------------------------------------ favourites */

/**
 * vb_personal_set_favourite:
 * @folder: (nullable): "" or %NULL for no folder
 *
 * Errors: %VB_ERROR_NOT_FOUND (no such service).
 *
 * Returns: (transfer full): what takes it back
 */
VbUndo    *vb_personal_set_favourite_sync   (VbStore *store, const char *service_id,
                                             gboolean favourite, const char *folder,
                                             GCancellable *cancellable, GError **error);
void       vb_personal_set_favourite_async  (VbStore *store, const char *service_id,
                                             gboolean favourite, const char *folder,
                                             GCancellable *cancellable,
                                             GAsyncReadyCallback callback, gpointer user_data);
VbUndo    *vb_personal_set_favourite_finish (VbStore *store, GAsyncResult *result,
                                             GError **error);

/* (transfer full) (nullable): the folder of a favourite, "" for none; %NULL without an error when
 * the service is no favourite */
char      *vb_personal_find_favourite_sync   (VbStore *store, const char *service_id,
                                              GCancellable *cancellable, GError **error);
void       vb_personal_find_favourite_async  (VbStore *store, const char *service_id,
                                              GCancellable *cancellable,
                                              GAsyncReadyCallback callback, gpointer user_data);
char      *vb_personal_find_favourite_finish (VbStore *store, GAsyncResult *result,
                                              GError **error);

/* (transfer full): the names of the folders in use, sorted; the list of what is in one is a
 * VbStoreModel of kind VB_LIST_FAVOURITES */
char     **vb_personal_list_folders_sync   (VbStore *store, GCancellable *cancellable,
                                            GError **error);
void       vb_personal_list_folders_async  (VbStore *store, GCancellable *cancellable,
                                            GAsyncReadyCallback callback, gpointer user_data);
char     **vb_personal_list_folders_finish (VbStore *store, GAsyncResult *result, GError **error);

/**
 * vb_personal_rename_folder:
 * @name: (nullable): %NULL or blank takes the favourites out of the folder and leaves them there
 *
 * Gives a folder another name; with the name of another folder, the two become one.
 *
 * Errors: %VB_ERROR_NOT_FOUND (no favourite is in @folder).
 *
 * Returns: (transfer full): what takes it back
 */
VbUndo    *vb_personal_rename_folder_sync   (VbStore *store, const char *folder, const char *name,
                                             GCancellable *cancellable, GError **error);
void       vb_personal_rename_folder_async  (VbStore *store, const char *folder, const char *name,
                                             GCancellable *cancellable,
                                             GAsyncReadyCallback callback, gpointer user_data);
VbUndo    *vb_personal_rename_folder_finish (VbStore *store, GAsyncResult *result,
                                             GError **error);

/* ------------------------------------------------------------------ saved searches */

typedef struct
{
  char *id;
  char *name;
  char *query; /* as the search gives it: text and filters */
  gint64 saved_at;
} VbSavedSearch;
void       vb_saved_search_free (VbSavedSearch *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VbSavedSearch, vb_saved_search_free)

GPtrArray *vb_personal_list_searches_sync   (VbStore *store, GCancellable *cancellable,
                                             GError **error);
void       vb_personal_list_searches_async  (VbStore *store, GCancellable *cancellable,
                                             GAsyncReadyCallback callback, gpointer user_data);
GPtrArray *vb_personal_list_searches_finish (VbStore *store, GAsyncResult *result,
                                             GError **error);

/* @id: (nullable): replaces that one. @name: (nullable): %NULL deletes it.
 * Errors: %VB_ERROR_NOT_FOUND, %VB_ERROR_INVALID_INPUT (a blank name).
 * Returns: (transfer full): what takes it back */
VbUndo    *vb_personal_save_search_sync   (VbStore *store, const char *id, const char *name,
                                           const char *query, GCancellable *cancellable,
                                           GError **error);
void       vb_personal_save_search_async  (VbStore *store, const char *id, const char *name,
                                           const char *query, GCancellable *cancellable,
                                           GAsyncReadyCallback callback, gpointer user_data);
VbUndo    *vb_personal_save_search_finish (VbStore *store, GAsyncResult *result, GError **error);

/* ------------------------------------------------------------------ gaps */

/* "Nothing fits here": what was looked for and not found. Open until somebody says what became of
 * it. */
typedef struct
{
  char *id;
  char *query;     /* the words, without anything about a person */
  char *search;    /* (nullable): as vb_search_query_from_string() reads it */
  char *need_code; /* (nullable) */
  char *area_code; /* (nullable) */
  char *remark;    /* (nullable) */
  gint64 noted_at; /* microseconds UTC */
  char *noted_by;
  char *outcome;   /* (nullable): why it is closed; open as long as this is %NULL */
  gint64 closed_at;
  char *closed_by; /* (nullable) */
  guint times;     /* that the same was looked for; the rest is of the last time */
} VbGap;
void       vb_gap_free (VbGap *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VbGap, vb_gap_free)

/* @search: (nullable): the question itself, to ask it again.
 * Errors: %VB_ERROR_INVALID_INPUT (neither words, need nor remark).
 * Returns: (transfer full): what takes it back */
VbUndo    *vb_personal_add_gap_sync   (VbStore *store, const char *query, const char *search,
                                       const char *need_code, const char *area_code,
                                       const char *remark, GCancellable *cancellable,
                                       GError **error);
void       vb_personal_add_gap_async  (VbStore *store, const char *query, const char *search,
                                       const char *need_code, const char *area_code,
                                       const char *remark, GCancellable *cancellable,
                                       GAsyncReadyCallback callback, gpointer user_data);
VbUndo    *vb_personal_add_gap_finish (VbStore *store, GAsyncResult *result, GError **error);

/* (transfer full) (element-type VbGap): open ones first, newest first; the same question once */
GPtrArray *vb_personal_list_gaps_sync   (VbStore *store, GCancellable *cancellable,
                                         GError **error);
void       vb_personal_list_gaps_async  (VbStore *store, GCancellable *cancellable,
                                         GAsyncReadyCallback callback, gpointer user_data);
GPtrArray *vb_personal_list_gaps_finish (VbStore *store, GAsyncResult *result, GError **error);

/**
 * vb_personal_close_gap:
 * @outcome: (nullable): what became of it, in words; %NULL opens it again
 *
 * Errors: %VB_ERROR_NOT_FOUND, %VB_ERROR_INVALID_INPUT (a blank outcome).
 *
 * Returns: (transfer full): what takes it back
 */
VbUndo    *vb_personal_close_gap_sync   (VbStore *store, const char *id, const char *outcome,
                                         GCancellable *cancellable, GError **error);
void       vb_personal_close_gap_async  (VbStore *store, const char *id, const char *outcome,
                                         GCancellable *cancellable, GAsyncReadyCallback callback,
                                         gpointer user_data);
VbUndo    *vb_personal_close_gap_finish (VbStore *store, GAsyncResult *result, GError **error);

/* Returns: (transfer full): what takes it back */
VbUndo    *vb_personal_remove_gap_sync   (VbStore *store, const char *id,
                                          GCancellable *cancellable, GError **error);
void       vb_personal_remove_gap_async  (VbStore *store, const char *id,
                                          GCancellable *cancellable, GAsyncReadyCallback callback,
                                          gpointer user_data);
VbUndo    *vb_personal_remove_gap_finish (VbStore *store, GAsyncResult *result, GError **error);

G_END_DECLS
