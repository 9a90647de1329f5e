/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Taking a record away so that nothing of it is left in the file: neither its rows nor what the
 * change log and forms that are being typed in hold of them. Private to this folder. */

#include "core/store/vb-database-private.h"

G_BEGIN_DECLS

/**
 * _vb_destroy:
 * @table: "person", "conversation", "referral" or "meeting_case"
 * @n_rows: (out) (optional): how many rows went, 0 when there is no such record
 *
 * Inside a write job: it goes with all that hangs under it, or nothing goes. The change log keeps
 * that the record itself was deleted, for other devices.
 */
gboolean _vb_destroy (VbDatabase *db, const char *table, const char *id, gint64 *n_rows,
                      GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* What was destroyed in a store, for one that is older. Returns: (transfer full) (nullable)
 * (element-type utf8): the fields of the first, those of the next, … */
enum
{
  VB_DESTROYED_ID,
  VB_DESTROYED_TYPE,
  VB_DESTROYED_OBJECT,
  VB_DESTROYED_PERSON,
  VB_DESTROYED_REASON,
  VB_DESTROYED_PROPOSED_AT,
  VB_DESTROYED_PROPOSED_BY,
  VB_DESTROYED_PROPOSER,
  VB_DESTROYED_AT,
  VB_DESTROYED_BY,
  VB_DESTROYED_FIELDS
};
GPtrArray *_vb_destroy_list_done (VbDatabase *db, GError **error);

/* Keeps that it was done, and nothing else of it. */
gboolean _vb_destroy_keep_done (VbDatabase *db, const char *const *fields,
                                GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Destroys in @db whatever stands in @done and is there. Keeps that it was done. */
gboolean _vb_destroy_again (VbDatabase *db, const GPtrArray *done, guint *n,
                            GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
