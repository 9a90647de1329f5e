/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "vb-store"
#include "config.h"

#include "core/store/vb-partners.h"

#include "core/base/vb-uuid.h"
#include "core/store/vb-access-log.h"
#include "core/store/vb-rows-private.h"
#include "core/store/vb-shape-rows-private.h"

#define COLUMNS \
  "id, name, state, root, card_version, card_hash, card, expires_at, added_at, added_by, " \
  "verified_at, verified_by, verified_how"

/* What it was called when people compared, where it is called otherwise by now. */
#define FORMER_NAME \
  "(SELECT e.note FROM partner_event AS e WHERE e.partner_id = partner.id " \
  "AND e.event = 'renamed' AND e.at >= partner.verified_at ORDER BY e.at, e.rowid LIMIT 1)"
#define READ "SELECT " COLUMNS ", " FORMER_NAME " FROM partner "

/* ---------------------------------------------------------------- reading */

static VbPartner *
read_partner (VbStatement *statement)
{
  VbPartner *self = g_new0 (VbPartner, 1);
  guchar *card;
  gsize length;

  self->id = g_strdup (_vb_column_text (statement, 0));
  self->name = g_strdup (_vb_column_text (statement, 1));
  self->state = vb_partner_state_find (_vb_column_text (statement, 2));
  self->root = g_strdup (_vb_column_text (statement, 3));
  self->card_version = sqlite3_column_int64 (statement, 4);
  self->card_hash = g_strdup (_vb_column_text (statement, 5));
  card = g_base64_decode (_vb_column_text (statement, 6), &length);
  self->card = g_bytes_new_take (card, length);
  self->expires_at = sqlite3_column_int64 (statement, 7);
  self->added_at = sqlite3_column_int64 (statement, 8);
  self->added_by = g_strdup (_vb_column_text (statement, 9));
  self->verified_at = sqlite3_column_int64 (statement, 10);
  self->verified_by = g_strdup (_vb_column_text (statement, 11));
  self->verified_how = g_strdup (_vb_column_text (statement, 12));
  self->former_name = g_strdup (_vb_column_text (statement, 13));
  return self;
}

/* @partner is %NULL when there is none. */
static gboolean
find_partner (VbDatabase  *db,
              const char  *id,
              VbPartner  **partner,
              GError     **error)
{
  g_autoptr(VbStatement) statement =
    _vb_database_prepare (db, READ "WHERE id = ?1", error);
  int code;

  *partner = NULL;
  if (statement == NULL)
    return FALSE;
  _vb_bind_text (statement, 1, id);
  code = _vb_database_step (db, statement, error);
  if (code == SQLITE_ROW)
    *partner = read_partner (statement);
  return code >= 0;
}

static gpointer
list_job (VbDatabase    *db,
          gpointer       data,
          GCancellable  *cancellable,
          GError       **error)
{
  g_autoptr(GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify) vb_partner_free);
  g_autoptr(VbStatement) statement =
    _vb_database_prepare (db, READ "ORDER BY name, id", error);
  int code;

  if (statement == NULL)
    return NULL;
  while ((code = _vb_database_step (db, statement, error)) == SQLITE_ROW)
    g_ptr_array_add (list, read_partner (statement));
  return code < 0 ? NULL : g_steal_pointer (&list);
}

GPtrArray *
vb_partners_list_sync (VbStore       *store,
                       GCancellable  *cancellable,
                       GError       **error)
{
  g_return_val_if_fail (VB_IS_STORE (store), NULL);

  return vb_store_run_sync_full (store, VB_LANE_READ, list_job, NULL,
                                 (GDestroyNotify) g_ptr_array_unref, cancellable, error);
}

/* ---------------------------------------------------------------- where they are on the map */

void
vb_partner_place_free (VbPartnerPlace *self)
{
  g_free (self->object_id);
  g_free (self->partner_id);
  g_free (self->name);
  g_free (self);
}

static gpointer
places_job (VbDatabase    *db,
            gpointer       data,
            GCancellable  *cancellable,
            GError       **error)
{
  g_autoptr(GPtrArray) list =
    g_ptr_array_new_with_free_func ((GDestroyNotify) vb_partner_place_free);
  g_autoptr(VbStatement) statement =
    _vb_database_prepare (db, "SELECT p.object_id, p.partner_id, "
                              "coalesce (o.name, c.title, c.name) AS called "
                              "FROM partner_contact AS p "
                              "LEFT JOIN organization AS o ON o.id = p.object_id "
                              "LEFT JOIN contact AS c ON c.id = p.object_id "
                              "ORDER BY called, p.object_id", error);
  int code;

  if (statement == NULL)
    return NULL;
  while ((code = _vb_database_step (db, statement, error)) == SQLITE_ROW)
    {
      VbPartnerPlace *place = g_new0 (VbPartnerPlace, 1);

      place->object_id = g_strdup (_vb_column_text (statement, 0));
      place->partner_id = g_strdup (_vb_column_text (statement, 1));
      place->name = g_strdup (_vb_column_text (statement, 2));
      g_ptr_array_add (list, place);
    }
  return code < 0 ? NULL : g_steal_pointer (&list);
}

GPtrArray *
vb_partners_list_places_sync (VbStore       *store,
                              GCancellable  *cancellable,
                              GError       **error)
{
  g_return_val_if_fail (VB_IS_STORE (store), NULL);

  return vb_store_run_sync_full (store, VB_LANE_READ, places_job, NULL,
                                 (GDestroyNotify) g_ptr_array_unref, cancellable, error);
}

static gboolean
find_place (VbDatabase  *db,
            const char  *object_id,
            VbPartner  **partner,
            GError     **error)
{
  VbCell key = { "object_id", object_id };
  g_autofree char *id = NULL;
  gboolean found;

  *partner = NULL;
  return _vb_rows_read (db, "partner_contact", &key, 1, "partner_id", &found, &id, error)
         && (!found || find_partner (db, id, partner, error));
}

static gpointer
find_for_job (VbDatabase    *db,
              gpointer       data,
              GCancellable  *cancellable,
              GError       **error)
{
  VbArgs *args = data;
  g_autofree char *organization_id = NULL;
  VbPartner *partner;

  if (!find_place (db, args->text[0], &partner, error) || partner != NULL)
    return partner;
  if (!_vb_function_find_organization (db, args->text[0], &organization_id, error)
      || organization_id == NULL)
    return NULL;
  (void) find_place (db, organization_id, &partner, error);
  return partner;
}

VbPartner *
vb_partners_find_for_sync (VbStore       *store,
                           const char    *function_id,
                           GCancellable  *cancellable,
                           GError       **error)
{
  g_return_val_if_fail (VB_IS_STORE (store) && function_id != NULL, NULL);

  return _vb_args_run (store, VB_LANE_READ, find_for_job,
                       _vb_args_new (VB_N_TABLES, 1, function_id), cancellable, error);
}

/* ---------------------------------------------------------------- what happened */

/* @before is what the partner was, or %NULL; @after has what it is now. */
static gboolean
write_event (VbDatabase      *db,
             const VbPartner *before,
             const VbPartner *after,
             const char      *event,
             const char      *note,
             GError         **error)
{
  g_autoptr(VbStatement) statement =
    _vb_database_prepare (db, "INSERT INTO partner_event (id, partner_id, at, actor, event, "
                              "before, after, card_version, note) VALUES (?1, ?2, ?3, ?4, ?5, ?6, "
                              "?7, ?8, ?9)", error);
  g_autofree char *id = vb_uuid_new ();

  if (statement == NULL)
    return FALSE;
  _vb_bind_text (statement, 1, id);
  _vb_bind_text (statement, 2, after->id);
  _vb_bind_int (statement, 3, g_get_real_time ());
  _vb_bind_text (statement, 4, _vb_rows_actor (db));
  _vb_bind_text (statement, 5, event);
  _vb_bind_text (statement, 6, before != NULL ? vb_partner_state_get_code (before->state) : NULL);
  _vb_bind_text (statement, 7, vb_partner_state_get_code (after->state));
  _vb_bind_int (statement, 8, after->card_version);
  _vb_bind_text (statement, 9, note);
  _vb_database_touch (db, VB_CHANGED_LOCAL);
  return _vb_database_run (db, statement, error)
         && _vb_rows_log (db, before == NULL ? VB_EVENT_CREATE : VB_EVENT_CHANGE,
                          before == NULL ? 'C' : 'U', "partner", after->id, event, error);
}

static gboolean
write_partner (VbDatabase       *db,
               const VbPartner  *self,
               GError          **error)
{
  g_autoptr(VbStatement) statement =
    _vb_database_prepare (db, "INSERT INTO partner (" COLUMNS ") VALUES (?1, ?2, ?3, ?4, ?5, ?6, "
                              "?7, ?8, ?9, ?10, nullif (?11, 0), ?12, ?13) "
                              "ON CONFLICT (id) DO UPDATE SET name = ?2, state = ?3, root = ?4, "
                              "card_version = ?5, card_hash = ?6, card = ?7, expires_at = ?8, "
                              "verified_at = nullif (?11, 0), verified_by = ?12, "
                              "verified_how = ?13", error);
  gsize length;
  const guint8 *bytes = g_bytes_get_data (self->card, &length);
  g_autofree char *card = g_base64_encode (bytes, length);

  if (statement == NULL)
    return FALSE;
  _vb_bind_text (statement, 1, self->id);
  _vb_bind_text (statement, 2, self->name);
  _vb_bind_text (statement, 3, vb_partner_state_get_code (self->state));
  _vb_bind_text (statement, 4, self->root);
  _vb_bind_int (statement, 5, self->card_version);
  _vb_bind_text (statement, 6, self->card_hash);
  _vb_bind_text (statement, 7, card);
  _vb_bind_int (statement, 8, self->expires_at);
  _vb_bind_int (statement, 9, self->added_at);
  _vb_bind_text (statement, 10, self->added_by);
  _vb_bind_int (statement, 11, self->verified_at);
  _vb_bind_text (statement, 12, self->verified_by);
  _vb_bind_text (statement, 13, self->verified_how);
  return _vb_database_run (db, statement, error);
}

/* ---------------------------------------------------------------- cards */

typedef struct
{
  const VbPartnerCard *card;
  VbCardVerdict verdict;
} Taking;

static void
copy_card (VbPartner           *self,
           const VbPartnerCard *card)
{
  g_free (self->name);
  self->name = g_strdup (card->name);
  g_free (self->root);
  self->root = g_strdup (vb_partner_card_get_root (card));
  self->card_version = card->version;
  g_free (self->card_hash);
  self->card_hash = g_strdup (card->hash);
  g_clear_pointer (&self->card, g_bytes_unref);
  self->card = g_bytes_ref (card->bytes);
  self->expires_at = card->expires;
}

static VbPartner *
make_partner (VbDatabase          *db,
              const VbPartnerCard *card)
{
  VbPartner *self = g_new0 (VbPartner, 1);

  self->id = g_strdup (card->id);
  self->state = VB_PARTNER_NEW;
  self->added_at = g_get_real_time ();
  self->added_by = g_strdup (_vb_rows_actor (db));
  return self;
}

/* Gives the event a card is, and whether it is kept; %VB_N_PARTNER_EVENTS: none. */
static VbPartnerEvent
event_of (VbCardVerdict  verdict,
          gboolean      *is_kept)
{
  *is_kept = verdict != VB_CARD_CONTRADICTS;
  switch (verdict)
    {
    case VB_CARD_FIRST:
    case VB_CARD_NEWER:
      return VB_PARTNER_NEWER_CARD;
    case VB_CARD_NEXT_ROOT:
      return VB_PARTNER_NEXT_ROOT;
    case VB_CARD_ENDED:
      return VB_PARTNER_ENDED;
    case VB_CARD_CONTRADICTS:
      return VB_PARTNER_CONTRADICTED;
    case VB_CARD_SAME:
    case VB_CARD_OLDER:
    default:
      return VB_N_PARTNER_EVENTS;
    }
}

/* People compared under one name; another one in its place is not passed over in silence. */
static gboolean
note_renaming (VbDatabase       *db,
               const VbPartner  *before,
               const VbPartner  *after,
               GError          **error)
{
  if (before == NULL || g_str_equal (before->name, after->name))
    return TRUE;
  return write_event (db, before, after, "renamed", before->name, error);
}

static gpointer
take_job (VbDatabase    *db,
          gpointer       data,
          GCancellable  *cancellable,
          GError       **error)
{
  Taking *taking = data;
  g_autoptr(VbPartner) before = NULL;
  g_autoptr(VbPartner) after = NULL;
  VbPartnerEvent event;
  gboolean is_kept;

  if (!find_partner (db, taking->card->id, &before, error)
      || !find_partner (db, taking->card->id, &after, error))
    return NULL;
  taking->verdict = vb_partner_judge (before, taking->card);
  event = event_of (taking->verdict, &is_kept);
  if (event == VB_N_PARTNER_EVENTS)
    return g_steal_pointer (&after);
  if (after == NULL)
    after = make_partner (db, taking->card);
  if (is_kept)
    copy_card (after, taking->card);
  after->state = vb_partner_state_next (after->state, event);
  if (!write_partner (db, after, error)
      || !write_event (db, before, after, before == NULL ? "added"
                                                         : vb_partner_event_get_code (event),
                       NULL, error)
      || !note_renaming (db, before, after, error))
    return NULL;
  g_clear_pointer (&after, vb_partner_free);
  return find_partner (db, taking->card->id, &after, error) ? g_steal_pointer (&after) : NULL;
}

VbPartner *
vb_partners_take_card_sync (VbStore              *store,
                            const VbPartnerCard  *card,
                            VbCardVerdict        *verdict,
                            GCancellable         *cancellable,
                            GError              **error)
{
  Taking taking = { card, VB_CARD_SAME };
  VbPartner *partner;

  g_return_val_if_fail (VB_IS_STORE (store) && card != NULL, NULL);

  partner = vb_store_run_sync_full (store, VB_LANE_WRITE, take_job, &taking,
                                    (GDestroyNotify) vb_partner_free, cancellable, error);
  *verdict = taking.verdict;
  return partner;
}

/* ---------------------------------------------------------------- what people decide */

/* Whether the card that is here is the one that says it ended. */
static gboolean
has_ended (VbDatabase       *db,
           const VbPartner  *partner,
           gboolean         *ended,
           GError          **error)
{
  g_autoptr(VbStatement) statement =
    _vb_database_prepare (db, "SELECT 1 FROM partner_event WHERE partner_id = ?1 "
                              "AND card_version = ?2 AND (event = 'ended' "
                              "OR (event = 'added' AND after = 'revoked'))", error);
  int code;

  if (statement == NULL)
    return FALSE;
  _vb_bind_text (statement, 1, partner->id);
  _vb_bind_int (statement, 2, partner->card_version);
  code = _vb_database_step (db, statement, error);
  *ended = code == SQLITE_ROW;
  return code >= 0;
}

/* Starting anew with a card that says nothing counts any more would make all of it count again. */
static gboolean
check_resumed (VbDatabase       *db,
               const VbPartner  *partner,
               const VbArgs     *args,
               GError          **error)
{
  gboolean ended = FALSE;

  if (args->number != VB_PARTNER_RESUMED)
    return TRUE;
  return has_ended (db, partner, &ended, error)
         && (!ended || _vb_refuse_input ("Their card says that nothing of them counts any more: "
                                         "take a newer card first", error) != NULL);
}

static gboolean
check_decision (const VbPartner  *partner,
                const VbArgs     *args,
                GError          **error)
{
  if (partner == NULL)
    {
      g_set_error_literal (error, VB_ERROR, VB_ERROR_NOT_FOUND, "There is no such partner");
      return FALSE;
    }
  if (!g_str_equal (partner->root, args->text[1]))
    {
      g_set_error_literal (error, VB_ERROR, VB_ERROR_CONFLICT,
                           "The partner has another key by now");
      return FALSE;
    }
  if (vb_partner_state_next (partner->state, args->number) == VB_N_PARTNER_STATES)
    return _vb_refuse_input ("That cannot be done with a partner in this state", error) != NULL;
  if (args->number == VB_PARTNER_COMPARED && !vb_partner_is_way (args->text[2]))
    return _vb_refuse_input ("Partners compare by phone, in a meeting or by video", error) != NULL;
  return TRUE;
}

static gpointer
decide_job (VbDatabase    *db,
            gpointer       data,
            GCancellable  *cancellable,
            GError       **error)
{
  const VbArgs *args = data;
  g_autoptr(VbPartner) before = NULL;
  g_autoptr(VbPartner) after = NULL;

  if (!find_partner (db, args->text[0], &before, error)
      || !find_partner (db, args->text[0], &after, error)
      || !check_decision (before, args, error) || !check_resumed (db, before, args, error))
    return NULL;
  after->state = vb_partner_state_next (before->state, args->number);
  g_clear_pointer (&after->verified_by, g_free);
  g_clear_pointer (&after->verified_how, g_free);
  after->verified_at = 0;
  if (args->number == VB_PARTNER_COMPARED)
    {
      after->verified_at = g_get_real_time ();
      after->verified_by = g_strdup (_vb_rows_actor (db));
      after->verified_how = g_strdup (args->text[2]);
    }
  if (!write_partner (db, after, error)
      || !write_event (db, before, after, vb_partner_event_get_code (args->number), args->text[2],
                       error))
    return NULL;
  return VB_DONE;
}

gboolean
vb_partners_decide_sync (VbStore         *store,
                         const char      *id,
                         VbPartnerEvent   event,
                         const char      *root,
                         const char      *how,
                         GCancellable    *cancellable,
                         GError         **error)
{
  VbArgs *args;

  g_return_val_if_fail (VB_IS_STORE (store) && id != NULL && root != NULL, FALSE);
  g_return_val_if_fail (event == VB_PARTNER_COMPARED || event == VB_PARTNER_STOPPED
                        || event == VB_PARTNER_RESUMED, FALSE);

  args = _vb_args_new (VB_N_TABLES, 3, id, root, how);
  args->number = event;
  return _vb_args_run (store, VB_LANE_WRITE, decide_job, args, cancellable, error) != NULL;
}
