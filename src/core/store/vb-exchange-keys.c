/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "vb-store"
#include "config.h"

#include "core/store/vb-exchange-keys.h"

#include "core/crypto/vb-box.h"
#include "core/store/vb-access-log.h"
#include "core/store/vb-connection-private.h"
#include "core/store/vb-rows-private.h"

static const char *const kinds[VB_N_EXCHANGE_KEYS] = {
  [VB_EXCHANGE_KEY_ROOT] = "root",
  [VB_EXCHANGE_KEY_DEVICE] = "device",
  [VB_EXCHANGE_KEY_ENCRYPTION] = "encryption",
};

VbExchangeKey *
vb_exchange_key_new (VbExchangeKeyKind  kind,
                     const char        *id,
                     VbSecret          *secret,
                     gint64             from,
                     gint64             until)
{
  VbExchangeKey *self = g_new0 (VbExchangeKey, 1);

  self->kind = kind;
  self->id = g_strdup (id);
  self->secret = vb_secret_ref (secret);
  self->from = from;
  self->until = until;
  return self;
}

void
vb_exchange_key_free (VbExchangeKey *self)
{
  g_free (self->id);
  g_clear_pointer (&self->secret, vb_secret_unref);
  g_clear_pointer (&self->certificate, g_bytes_unref);
  g_free (self);
}

/* What a box is of: it opens for this key only. */
static char *
make_label (const char *kind,
            const char *id)
{
  return g_strconcat ("verbinder/exchange-key/v1/", kind, "/", id, NULL);
}

static VbSecret *
open_box (VbDatabase   *db,
          VbStatement  *statement,
          int           column,
          const char   *kind,
          const char   *id,
          GError      **error)
{
  g_autofree char *label = make_label (kind, id);

  return vb_box_open (_vb_database_get_seal_key (db), sqlite3_column_blob (statement, column),
                      sqlite3_column_bytes (statement, column), label, error);
}

/* ---------------------------------------------------------------- loading */

static VbExchangeKey *
read_key (VbDatabase   *db,
          VbStatement  *statement,
          GError      **error)
{
  const char *id = _vb_column_text (statement, 0);
  const char *kind = _vb_column_text (statement, 1);
  g_autoptr(VbSecret) secret = open_box (db, statement, 2, kind, id, error);
  VbExchangeKey *key;

  if (secret == NULL)
    return NULL;
  key = vb_exchange_key_new (0, id, secret, sqlite3_column_int64 (statement, 3),
                             sqlite3_column_int64 (statement, 4));
  while (!g_str_equal (kinds[key->kind], kind)) /* the table takes no other */
    key->kind++;
  if (sqlite3_column_type (statement, 5) != SQLITE_NULL)
    key->certificate = g_bytes_new (sqlite3_column_blob (statement, 5),
                                    sqlite3_column_bytes (statement, 5));
  return key;
}

typedef struct
{
  GPtrArray *keys;
  GBytes *card;
  gint64 version;
} Saved;

static gboolean
load_card (VbDatabase  *db,
           Saved       *saved,
           GError     **error)
{
  g_autoptr(VbStatement) statement =
    _vb_database_prepare (db, "SELECT card, version FROM local_exchange_card "
                              "ORDER BY version DESC LIMIT 1", error);
  int code;

  if (statement == NULL)
    return FALSE;
  code = _vb_database_step (db, statement, error);
  if (code == SQLITE_ROW)
    {
      saved->card = g_bytes_new (sqlite3_column_blob (statement, 0),
                                 sqlite3_column_bytes (statement, 0));
      saved->version = sqlite3_column_int64 (statement, 1);
    }
  return code >= 0;
}

static gpointer
load_job (VbDatabase    *db,
          gpointer       data,
          GCancellable  *cancellable,
          GError       **error)
{
  Saved *saved = data;
  g_autoptr(GPtrArray) keys =
    g_ptr_array_new_with_free_func ((GDestroyNotify) vb_exchange_key_free);
  g_autoptr(VbStatement) statement =
    _vb_database_prepare (db, "SELECT id, kind, sealed, valid_from, valid_until, certificate "
                              "FROM local_exchange_key ORDER BY valid_from DESC, id", error);
  int code;

  if (statement == NULL)
    return NULL;
  while ((code = _vb_database_step (db, statement, error)) == SQLITE_ROW)
    {
      VbExchangeKey *key = read_key (db, statement, error);

      if (key == NULL)
        return NULL;
      g_ptr_array_add (keys, key);
    }
  if (code < 0 || !load_card (db, saved, error))
    return NULL;
  return g_steal_pointer (&keys);
}

/**
 * vb_exchange_keys_load_sync:
 * @card: (out) (nullable): the organization's own card, %NULL before the first use
 * @card_version: (out): 0 then
 */
GPtrArray *
vb_exchange_keys_load_sync (VbStore       *store,
                            GBytes       **card,
                            gint64        *card_version,
                            GCancellable  *cancellable,
                            GError       **error)
{
  Saved saved = { NULL };
  GPtrArray *keys;

  g_return_val_if_fail (VB_IS_STORE (store) && card != NULL && card_version != NULL, NULL);

  keys = vb_store_run_sync (store, VB_LANE_READ, load_job, &saved, cancellable, error);
  *card = saved.card;
  *card_version = saved.version;
  if (keys == NULL)
    g_clear_pointer (card, g_bytes_unref);
  return keys;
}

/* ---------------------------------------------------------------- saving */

static gboolean
save_key (VbDatabase           *db,
          const VbExchangeKey  *key,
          GError              **error)
{
  g_autoptr(VbStatement) statement =
    _vb_database_prepare (db, "INSERT INTO local_exchange_key (id, kind, sealed, made_at, "
                              "valid_from, valid_until, certificate) VALUES (?1, ?2, ?3, ?4, ?5, "
                              "?6, ?7) ON CONFLICT (id) DO UPDATE SET valid_from = ?5, "
                              "valid_until = ?6, certificate = ?7", error);
  g_autofree char *label = make_label (kinds[key->kind], key->id);
  g_autoptr(GBytes) box = vb_box_seal (_vb_database_get_seal_key (db), key->secret, label);

  if (statement == NULL)
    return FALSE;
  _vb_bind_text (statement, 1, key->id);
  _vb_bind_text (statement, 2, kinds[key->kind]);
  sqlite3_bind_blob (statement, 3, g_bytes_get_data (box, NULL), g_bytes_get_size (box),
                     SQLITE_TRANSIENT);
  _vb_bind_int (statement, 4, g_get_real_time ());
  _vb_bind_int (statement, 5, key->from);
  _vb_bind_int (statement, 6, key->until);
  if (key->certificate != NULL)
    sqlite3_bind_blob (statement, 7, g_bytes_get_data (key->certificate, NULL),
                       g_bytes_get_size (key->certificate), SQLITE_TRANSIENT);
  return _vb_database_run (db, statement, error)
         && _vb_rows_log (db, VB_EVENT_CREATE, 'C', "exchange-key", key->id, kinds[key->kind],
                          error);
}

static gboolean
save_card (VbDatabase   *db,
           const Saved  *saved,
           GError      **error)
{
  g_autoptr(VbStatement) statement = NULL;
  gint64 last;

  if (!_vb_database_query_int (db, "SELECT ifnull (max (version), 0) FROM local_exchange_card",
                               &last, error))
    return FALSE;
  if (last + 1 != saved->version)
    {
      g_set_error_literal (error, VB_ERROR, VB_ERROR_CONFLICT,
                           "The card was made anew by somebody else");
      return FALSE;
    }
  statement = _vb_database_prepare (db, "INSERT INTO local_exchange_card (version, card, made_at) "
                                        "VALUES (?1, ?2, ?3)", error);
  if (statement == NULL)
    return FALSE;
  _vb_bind_int (statement, 1, saved->version);
  sqlite3_bind_blob (statement, 2, g_bytes_get_data (saved->card, NULL),
                     g_bytes_get_size (saved->card), SQLITE_TRANSIENT);
  _vb_bind_int (statement, 3, g_get_real_time ());
  return _vb_database_run (db, statement, error);
}

static gpointer
save_job (VbDatabase    *db,
          gpointer       data,
          GCancellable  *cancellable,
          GError       **error)
{
  const Saved *saved = data;

  if (!save_card (db, saved, error))
    return NULL;
  for (guint i = 0; i < saved->keys->len; i++)
    if (!save_key (db, saved->keys->pdata[i], error))
      return NULL;
  _vb_database_touch (db, VB_CHANGED_LOCAL);
  return VB_DONE;
}

gboolean
vb_exchange_keys_save_sync (VbStore       *store,
                            GPtrArray     *keys,
                            GBytes        *card,
                            gint64         version,
                            GCancellable  *cancellable,
                            GError       **error)
{
  Saved saved = { keys, card, version };

  g_return_val_if_fail (VB_IS_STORE (store) && keys != NULL && card != NULL, FALSE);

  return vb_store_run_sync (store, VB_LANE_WRITE, save_job, &saved, cancellable, error) != NULL;
}

/* ---------------------------------------------------------------- another key of the store */

static gboolean
reseal_one (VbDatabase  *to,
            const char  *id,
            const char  *kind,
            VbSecret    *secret,
            GError     **error)
{
  g_autofree char *label = make_label (kind, id);
  g_autoptr(GBytes) box = vb_box_seal (_vb_database_get_seal_key (to), secret, label);
  g_autoptr(VbStatement) update =
    _vb_database_prepare (to, "UPDATE local_exchange_key SET sealed = ?2 WHERE id = ?1", error);

  if (update == NULL)
    return FALSE;
  _vb_bind_text (update, 1, id);
  sqlite3_bind_blob (update, 2, g_bytes_get_data (box, NULL), g_bytes_get_size (box),
                     SQLITE_TRANSIENT);
  return _vb_database_run (to, update, error);
}

/* @to is a copy of @from: what is sealed in it must open with the key that the copy has. */
gboolean
_vb_exchange_keys_reseal (VbDatabase  *from,
                          VbDatabase  *to,
                          GError     **error)
{
  g_autoptr(VbStatement) statement = NULL;
  int code;

  if (vb_secret_equal (_vb_database_get_seal_key (from), _vb_database_get_seal_key (to)))
    return TRUE;
  statement = _vb_database_prepare (from, "SELECT id, kind, sealed FROM local_exchange_key", error);
  if (statement == NULL)
    return FALSE;
  while ((code = _vb_database_step (from, statement, error)) == SQLITE_ROW)
    {
      const char *id = _vb_column_text (statement, 0);
      const char *kind = _vb_column_text (statement, 1);
      g_autoptr(VbSecret) secret = open_box (from, statement, 2, kind, id, error);

      if (secret == NULL || !reseal_one (to, id, kind, secret, error))
        return FALSE;
    }
  return code == SQLITE_DONE;
}
