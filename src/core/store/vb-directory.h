/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* The social map in the store: read a record with all that hangs under it, write it back, take a
 * write back. Every function comes as _async/_finish for the window and _sync for the command
 * line and tests. */

#include "core/model/vb-entity.h"
#include "core/model/vb-record.h"
#include "core/store/vb-store.h"

G_BEGIN_DECLS

/**
 * VbUndo:
 *
 * What takes a write back: the rows as they were. Good until the same fields are changed again;
 * reverting then fails with %VB_ERROR_CONFLICT and changes nothing. Reverting gives an undo of its
 * own (redo).
 */
typedef struct _VbUndo VbUndo;
VbUndo *vb_undo_ref  (VbUndo *self);
void    vb_undo_unref (VbUndo *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VbUndo, vb_undo_unref)
/* Takes over what @later takes back, so that both go together. Neither is in use elsewhere. */
void    vb_undo_join (VbUndo *self, VbUndo *later);

/**
 * vb_directory_load:
 *
 * Reads a service, organization, location or contact with all under it. A service brings its
 * organization (with its phones and functions) and its places as references; an organization
 * brings its services without what is under those.
 *
 * Errors: %VB_ERROR_NOT_FOUND.
 *
 * Returns: (transfer full): the record
 */
VbEntity *vb_directory_load_sync   (VbStore *store, VbTable table, const char *id,
                                    GCancellable *cancellable, GError **error);
void      vb_directory_load_async  (VbStore *store, VbTable table, const char *id,
                                    GCancellable *cancellable, GAsyncReadyCallback callback,
                                    gpointer user_data);
VbEntity *vb_directory_load_finish (VbStore *store, GAsyncResult *result, GError **error);

/**
 * vb_directory_save:
 * @entity: the top of what was edited; everything under it and its references are written too
 *
 * Writes what changed in @entity, in one transaction. A value of a record that came from a source
 * becomes a correction: it survives the next import, with the source's value kept beside it.
 *
 * Errors: %VB_ERROR_INVALID_INPUT when vb_entity_validate() finds something (call it for the
 * fields); %VB_ERROR_CONFLICT when someone else changed a field in the meantime: nothing is
 * written, vb_entity_has_conflict() tells per field what stands there now, and after
 * vb_entity_settle() the save goes through. On any error @entity keeps all that was typed.
 *
 * Returns: (transfer full): what takes it back
 */
VbUndo   *vb_directory_save_sync   (VbStore *store, VbEntity *entity,
                                    GCancellable *cancellable, GError **error);
void      vb_directory_save_async  (VbStore *store, VbEntity *entity,
                                    GCancellable *cancellable, GAsyncReadyCallback callback,
                                    gpointer user_data);
VbUndo   *vb_directory_save_finish (VbStore *store, GAsyncResult *result, GError **error);

/**
 * vb_directory_delete:
 *
 * Deletes a record and all that hangs only under it. What came from a source stays deleted when
 * the source is imported again.
 *
 * Errors: %VB_ERROR_NOT_FOUND; %VB_ERROR_INVALID_INPUT for an organization that has services.
 *
 * Returns: (transfer full): what takes it back
 */
VbUndo   *vb_directory_delete_sync   (VbStore *store, VbTable table, const char *id,
                                      GCancellable *cancellable, GError **error);
void      vb_directory_delete_async  (VbStore *store, VbTable table, const char *id,
                                      GCancellable *cancellable, GAsyncReadyCallback callback,
                                      gpointer user_data);
VbUndo   *vb_directory_delete_finish (VbStore *store, GAsyncResult *result, GError **error);

VbUndo   *vb_directory_revert_sync   (VbStore *store, VbUndo *undo,
                                      GCancellable *cancellable, GError **error);
void      vb_directory_revert_async  (VbStore *store, VbUndo *undo,
                                      GCancellable *cancellable, GAsyncReadyCallback callback,
                                      gpointer user_data);
VbUndo   *vb_directory_revert_finish (VbStore *store, GAsyncResult *result, GError **error);

/**
 * vb_directory_read_all:
 *
 * Reads the whole social map for an export: every record with its unknown fields. Left out are
 * confidential locations with all that says where they are, and what is kept here only (notes,
 * favourites, reports, gaps).
 *
 * Returns: (transfer full): the records; read counts in its report
 */
VbBatch  *vb_directory_read_all_sync   (VbStore *store, GCancellable *cancellable,
                                        GError **error);
void      vb_directory_read_all_async  (VbStore *store, GCancellable *cancellable,
                                        GAsyncReadyCallback callback, gpointer user_data);
VbBatch  *vb_directory_read_all_finish (VbStore *store, GAsyncResult *result, GError **error);

/* ------------------------------------------------------------------ choosing */

/* A record by its name, for choosers. @detail: the organization of a service, the address of a
 * location, the code of a term. */
typedef struct
{
  char *id;
  char *name;
  char *detail;    /* (nullable) */
  char *parent_id; /* (nullable): terms only */
  char *group;     /* (nullable): terms only: id of the taxonomy */
  char *name_en;   /* (nullable): terms only: the name in English */
} VbName;
void      vb_name_free (VbName *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VbName, vb_name_free)

/**
 * vb_directory_find_names:
 * @table: organization, service, location, program, unit or contact
 * @text: what the name holds, accents and case aside; "" for the first @limit by name
 *
 * Returns: (transfer full) (element-type VbName): at most @limit names
 */
GPtrArray *vb_directory_find_names_sync   (VbStore *store, VbTable table, const char *text,
                                           guint limit, GCancellable *cancellable, GError **error);
void       vb_directory_find_names_async  (VbStore *store, VbTable table, const char *text,
                                           guint limit, GCancellable *cancellable,
                                           GAsyncReadyCallback callback, gpointer user_data);
GPtrArray *vb_directory_find_names_finish (VbStore *store, GAsyncResult *result, GError **error);

/**
 * vb_directory_list_terms:
 * @taxonomy_id: (nullable): one taxonomy, or all
 *
 * Returns: (transfer full) (element-type VbName): the terms by code, then name
 */
GPtrArray *vb_directory_list_terms_sync   (VbStore *store, const char *taxonomy_id,
                                           GCancellable *cancellable, GError **error);
void       vb_directory_list_terms_async  (VbStore *store, const char *taxonomy_id,
                                           GCancellable *cancellable,
                                           GAsyncReadyCallback callback, gpointer user_data);
GPtrArray *vb_directory_list_terms_finish (VbStore *store, GAsyncResult *result, GError **error);

G_END_DECLS
