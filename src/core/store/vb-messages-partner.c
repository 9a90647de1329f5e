/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Who the other side of a referral is: which partner somebody of the social map belongs to. */

#define G_LOG_DOMAIN "vb-store"
#include "config.h"

#include "core/store/vb-access-log.h"
#include "core/store/vb-messages-private.h"

static gpointer
set_partner_job (VbDatabase    *db,
                 gpointer       data,
                 GCancellable  *cancellable,
                 GError       **error)
{
  VbArgs *args = data;
  g_autofree char *now = _vb_rows_now ();
  VbCell cells[] = { { "object_id", args->text[0] }, { "partner_id", args->text[1] },
                     { "since", now } };

  if (!_vb_rows_delete (db, NULL, "partner_contact", cells, 1, error)
      || (args->text[1] != NULL
          && !_vb_rows_insert (db, NULL, "partner_contact", 1, cells, G_N_ELEMENTS (cells), error))
      || !_vb_rows_log (db, VB_EVENT_CHANGE, 'U', "partner_contact", args->text[0],
                        args->text[1] != NULL ? "partner" : "no-partner", error))
    return NULL;
  return VB_DONE;
}

gboolean
vb_messages_set_partner_sync (VbStore       *store,
                              const char    *object_id,
                              const char    *partner_id,
                              GCancellable  *cancellable,
                              GError       **error)
{
  g_return_val_if_fail (VB_IS_STORE (store) && object_id != NULL, FALSE);

  return _vb_args_run (store, VB_LANE_WRITE, set_partner_job,
                       _vb_args_new (VB_N_TABLES, 2, object_id, partner_id), cancellable, error)
         != NULL;
}

gboolean
_vb_messages_find_partner (VbDatabase  *db,
                           const char  *referral_id,
                           char       **partner_id,
                           GError     **error)
{
  VbCell key = { "referral_id", referral_id };
  gboolean found;

  return _vb_rows_read (db, "referral_partner", &key, 1, "partner_id", &found, partner_id, error);
}

gboolean
_vb_messages_find_partner_of_function (VbDatabase  *db,
                                       const char  *function_id,
                                       char       **partner_id,
                                       GError     **error)
{
  VbCell function = { "object_id", function_id };
  g_autofree char *organization_id = NULL;
  gboolean found = FALSE;

  *partner_id = NULL;
  if (function_id == NULL)
    return TRUE;
  if (!_vb_rows_read (db, "partner_contact", &function, 1, "partner_id", &found, partner_id, error)
      || (!found && !_vb_function_find_organization (db, function_id, &organization_id, error)))
    return FALSE;
  if (organization_id != NULL)
    {
      VbCell organization = { "object_id", organization_id };

      return _vb_rows_read (db, "partner_contact", &organization, 1, "partner_id", &found,
                            partner_id, error);
    }
  return TRUE;
}
