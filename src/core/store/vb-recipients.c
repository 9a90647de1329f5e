/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "vb-store"
#include "config.h"

#include "core/store/vb-recipients.h"

#include "core/base/vb-time.h"
#include "core/store/vb-referrals-private.h"
#include "core/store/vb-search-run.h"

#define MOST 24     /* functions that are offered */
#define LOOKED_AT 500 /* referrals, the newest, for where things went before */
#define SERVICES 8  /* that are about the need */

void
vb_recipient_free (VbRecipient *self)
{
  if (self == NULL)
    return;
  g_clear_object (&self->contact);
  g_free (self->service_id);
  g_free (self->service_name);
  g_free (self->organization_id);
  g_free (self->organization_name);
  g_free (self->front_door_id);
  g_free (self->front_door_name);
  g_free (self->front_door_phone);
  g_free (self);
}

void
vb_recipients_free (VbRecipients *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->recipients);
  g_free (self->sender_id);
  g_free (self->sender_phone);
  g_free (self);
}

/* ------------------------------------------------------------------ one function */

/* Who opens the door of an organization: the function that is one, else its fixed contact, else
 * any other that somebody has today. */
static const char sql_front_door[] =
  "SELECT c.id, ifnull (c.title, c.name), "
  "(SELECT p.number FROM phone p WHERE p.organization_id = ?1 AND p.number IS NOT NULL LIMIT 1) "
  "FROM organization o LEFT JOIN contact c ON c.organization_id = o.id AND c.id <> ?2 "
  "AND (EXISTS (SELECT 1 FROM holder h WHERE h.contact_id = c.id AND h.name IS NOT NULL "
  "AND ifnull (h.valid_from, '') <= ?3 AND ifnull (h.valid_to, '9') >= ?3) "
  "OR (c.name IS NOT NULL AND NOT EXISTS (SELECT 1 FROM holder h WHERE h.contact_id = c.id))) "
  "WHERE o.id = ?1 "
  "ORDER BY c.id IS NULL, c.vb_type = 'front-door' DESC, c.vb_fixed_contact = '1' DESC, c.title, "
  "c.id LIMIT 1";

static gboolean
find_front_door (VbDatabase   *db,
                 VbRecipient  *self,
                 GError      **error)
{
  g_autofree char *today = vb_time_today ();
  g_autoptr(VbStatement) statement = _vb_database_prepare (db, sql_front_door, error);
  int code;

  if (statement == NULL)
    return FALSE;
  _vb_bind_text (statement, 1, self->organization_id);
  _vb_bind_text (statement, 2, vb_entity_get_id (self->contact));
  _vb_bind_text (statement, 3, today);
  code = _vb_database_step (db, statement, error);
  if (code != SQLITE_ROW)
    return code == SQLITE_DONE;
  self->front_door_id = g_strdup (_vb_column_text (statement, 0));
  self->front_door_name = g_strdup (_vb_column_text (statement, 1));
  self->front_door_phone = g_strdup (_vb_column_text (statement, 2));
  return TRUE;
}

static gboolean
find_organization (VbDatabase   *db,
                   VbRecipient  *self,
                   GError      **error)
{
  gboolean exists;

  if (!_vb_function_find_organization (db, vb_entity_get_id (self->contact),
                                       &self->organization_id, error))
    return FALSE;
  return self->organization_id == NULL
         || (_vb_rows_exists (db, VB_TABLE_ORGANIZATION, self->organization_id, &exists,
                              &self->organization_name, error)
             && find_front_door (db, self, error));
}

static gboolean
is_there (const VbRecipients *self,
          const char         *id)
{
  for (guint i = 0; i < self->recipients->len; i++)
    {
      VbRecipient *recipient = g_ptr_array_index (self->recipients, i);

      if (g_str_equal (vb_entity_get_id (recipient->contact), id))
        return TRUE;
    }
  return FALSE;
}

/* What left the map in the meantime is not offered. */
static gboolean
add (VbDatabase      *db,
     VbRecipients    *self,
     const char      *id,
     VbRecipientWhy   why,
     GError         **error)
{
  g_autoptr(VbRecipient) recipient = g_new0 (VbRecipient, 1);
  g_autoptr(GError) missing = NULL;

  if (self->recipients->len >= MOST || is_there (self, id))
    return TRUE;
  recipient->why = why;
  recipient->contact = _vb_directory_load (db, VB_TABLE_CONTACT, id, &missing);
  if (g_error_matches (missing, VB_ERROR, VB_ERROR_NOT_FOUND))
    return TRUE;
  if (recipient->contact == NULL)
    {
      g_propagate_error (error, g_steal_pointer (&missing));
      return FALSE;
    }
  if (!find_organization (db, recipient, error))
    return FALSE;
  g_ptr_array_add (self->recipients, g_steal_pointer (&recipient));
  return TRUE;
}

/* ------------------------------------------------------------------ where to look */

static const char sql_service[] =
  "SELECT id FROM contact WHERE service_id = ?1 OR service_at_location_id IN "
  "(SELECT id FROM service_at_location WHERE service_id = ?1) "
  "ORDER BY vb_fixed_contact = '1' DESC, title, id";

static const char sql_organization[] =
  "SELECT id FROM contact WHERE organization_id = "
  "(SELECT organization_id FROM service WHERE id = ?1) "
  "ORDER BY vb_fixed_contact = '1' DESC, vb_type = 'front-door' DESC, title, id";

static const char sql_used[] =
  "SELECT recipient_id FROM (SELECT recipient_id, need_code, sent_on FROM referral "
  "WHERE side = 'sender' AND sent_on IS NOT NULL AND recipient_id IS NOT NULL "
  "ORDER BY rowid DESC LIMIT " G_STRINGIFY (LOOKED_AT) ") "
  "GROUP BY recipient_id ORDER BY sum (need_code IS ?1) DESC, count (*) DESC, max (sent_on) DESC "
  "LIMIT 8";

static gboolean
add_from (VbDatabase      *db,
          VbRecipients    *self,
          const char      *sql,
          const char      *value,
          VbRecipientWhy   why,
          GError         **error)
{
  g_autoptr(VbStatement) statement = _vb_database_prepare (db, sql, error);
  g_autoptr(GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  int code;

  if (statement == NULL)
    return FALSE;
  _vb_bind_text (statement, 1, value);
  while ((code = _vb_database_step (db, statement, error)) == SQLITE_ROW)
    g_ptr_array_add (ids, g_strdup (_vb_column_text (statement, 0)));
  if (code < 0)
    return FALSE;
  for (guint i = 0; i < ids->len; i++)
    if (!add (db, self, g_ptr_array_index (ids, i), why, error))
      return FALSE;
  return TRUE;
}

/* Who is asked about it, or else who is the first to be asked in its organization. */
static const char sql_fit[] =
  "SELECT id FROM (SELECT id, 1 AS way, vb_fixed_contact, vb_type, title FROM contact "
  "WHERE service_id = ?1 OR service_at_location_id IN "
  "(SELECT id FROM service_at_location WHERE service_id = ?1) UNION ALL "
  "SELECT id, 2, vb_fixed_contact, vb_type, title FROM contact WHERE organization_id = "
  "(SELECT organization_id FROM service WHERE id = ?1)) "
  "ORDER BY way, vb_fixed_contact = '1' DESC, vb_type = 'front-door' DESC, title, id LIMIT 1";

static gboolean
add_fit (VbDatabase    *db,
         VbRecipients  *self,
         const char    *service_id,
         GError       **error)
{
  guint before = self->recipients->len;
  VbRecipient *added;
  gboolean exists;

  if (!add_from (db, self, sql_fit, service_id, VB_RECIPIENT_FITS, error))
    return FALSE;
  if (self->recipients->len == before)
    return TRUE;
  added = g_ptr_array_index (self->recipients, before);
  added->service_id = g_strdup (service_id);
  return _vb_rows_exists (db, VB_TABLE_SERVICE, service_id, &exists, &added->service_name, error);
}

/* @fits: (nullable) */
static gboolean
add_fits (VbDatabase    *db,
          VbRecipients  *self,
          const char    *fits,
          GError       **error)
{
  g_auto(GStrv) ids = g_strsplit (fits != NULL ? fits : "", " ", -1);

  for (guint i = 0; ids[i] != NULL; i++)
    if (!add_fit (db, self, ids[i], error))
      return FALSE;
  return TRUE;
}

static gboolean
add_for_need (VbDatabase     *db,
              VbRecipients   *self,
              const char     *need,
              GCancellable   *cancellable,
              GError        **error)
{
  g_autoptr(VbSearchQuery) query = vb_search_query_new ("");
  g_autoptr(VbSearchResult) found = NULL;

  vb_search_query_add (query, VB_FACET_NEED, need);
  query->limit = SERVICES;
  found = _vb_search_run (db, query, cancellable, error);
  if (found == NULL)
    return FALSE;
  for (guint i = 0; i < found->rows->len; i++)
    if (!add_from (db, self, sql_service,
                   vb_service_row_get_id (g_ptr_array_index (found->rows, i)), VB_RECIPIENT_NEED,
                   error))
      return FALSE;
  return TRUE;
}

/* As it was the last time; somebody who never sent anything has perhaps said who they are. */
static gboolean
find_sender (VbDatabase    *db,
             VbRecipients  *self,
             GError       **error)
{
  g_autoptr(VbStatement) statement = _vb_database_prepare (
    db, "SELECT sender_id, sender_phone FROM referral WHERE side = 'sender' "
        "AND sent_on IS NOT NULL ORDER BY rowid DESC LIMIT 1", error);
  g_autoptr(VbStatement) own = _vb_database_prepare (
    db, "SELECT min (contact_id) FROM own_function HAVING count (*) = 1", error);
  int code;

  if (statement == NULL || own == NULL)
    return FALSE;
  code = _vb_database_step (db, statement, error);
  if (code < 0)
    return FALSE;
  if (code == SQLITE_ROW)
    {
      self->sender_id = g_strdup (_vb_column_text (statement, 0));
      self->sender_phone = g_strdup (_vb_column_text (statement, 1));
      return TRUE;
    }
  code = _vb_database_step (db, own, error);
  if (code == SQLITE_ROW)
    self->sender_id = g_strdup (_vb_column_text (own, 0));
  return code >= 0;
}

/* ------------------------------------------------------------------ the job */

static gpointer
suggest_job (VbDatabase    *db,
             gpointer       data,
             GCancellable  *cancellable,
             GError       **error)
{
  VbArgs *args = data;
  const char *contact = args->text[0], *service = args->text[1], *need = args->text[2];
  g_autoptr(VbRecipients) self = g_new0 (VbRecipients, 1);

  self->recipients = g_ptr_array_new_with_free_func ((GDestroyNotify) vb_recipient_free);
  if ((contact != NULL && !add (db, self, contact, VB_RECIPIENT_CHOSEN, error))
      || (service != NULL
          && (!add_from (db, self, sql_service, service, VB_RECIPIENT_SERVICE, error)
              || !add_from (db, self, sql_organization, service, VB_RECIPIENT_ORGANIZATION,
                            error)))
      || !add_fits (db, self, args->text[3], error)
      || !add_from (db, self, sql_used, need, VB_RECIPIENT_USED, error)
      || (need != NULL && !add_for_need (db, self, need, cancellable, error))
      || !find_sender (db, self, error))
    return NULL;
  return g_steal_pointer (&self);
}

static VbArgs *
make_args (const VbRecipientWish *wish)
{
  return _vb_args_new (VB_N_TABLES, 4, wish->contact_id, wish->service_id, wish->need_code,
                       wish->fits);
}

VbRecipients *
vb_recipients_suggest_sync (VbStore                *store,
                            const VbRecipientWish  *wish,
                            GCancellable           *cancellable,
                            GError                **error)
{
  g_return_val_if_fail (VB_IS_STORE (store) && wish != NULL, NULL);

  return _vb_args_run (store, VB_LANE_READ, suggest_job, make_args (wish), cancellable, error);
}

void
vb_recipients_suggest_async (VbStore               *store,
                             const VbRecipientWish *wish,
                             GCancellable          *cancellable,
                             GAsyncReadyCallback    callback,
                             gpointer               user_data)
{
  g_return_if_fail (VB_IS_STORE (store) && wish != NULL);

  _vb_args_start (store, VB_LANE_READ, suggest_job, make_args (wish),
                  (GDestroyNotify) vb_recipients_free, cancellable, callback, user_data);
}

VbRecipients *
vb_recipients_suggest_finish (VbStore       *store,
                              GAsyncResult  *result,
                              GError       **error)
{
  return vb_store_run_finish (store, result, error);
}
