/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/vb-session-private.h"

#include <glib/gi18n.h>
#include <glib/gstdio.h>

#include "app/exchange/vb-exchange.h"
#include "app/vb-demo.h"
#include "core/base/vb-error.h"
#include "core/store/vb-profile.h"
#include "core/vault/vb-rotation.h"

enum
{
  PROP_0,
  PROP_STATE,
  PROP_STORE,
  PROP_PROGRESS,
  PROP_USER_NAME,
  PROP_USER_ROLE,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];
static guint put_back_signal;
static guint no_backup_signal;
static guint damaged_signal;
static guint restored_signal;

G_DEFINE_FINAL_TYPE (VbSession, vb_session, G_TYPE_OBJECT)
G_DEFINE_ENUM_TYPE (VbSessionState, vb_session_state,
                    G_DEFINE_ENUM_VALUE (VB_SESSION_CLOSED, "closed"),
                    G_DEFINE_ENUM_VALUE (VB_SESSION_WELCOME, "welcome"),
                    G_DEFINE_ENUM_VALUE (VB_SESSION_OPENING, "opening"),
                    G_DEFINE_ENUM_VALUE (VB_SESSION_OPEN, "open"),
                    G_DEFINE_ENUM_VALUE (VB_SESSION_LOCKED, "locked"),
                    G_DEFINE_ENUM_VALUE (VB_SESSION_FAILED, "failed"))

/* ------------------------------------------------------------------ state */

void
_vb_session_set_state (VbSession      *self,
                       VbSessionState  state)
{
  if (self->state == state)
    return;
  self->state = state;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
}

static void
set_progress (VbSession  *self,
              const char *text)
{
  if (g_strcmp0 (self->progress, text) == 0)
    return;
  g_free (self->progress);
  self->progress = g_strdup (text);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PROGRESS]);
}

void
_vb_session_set_store (VbSession *self,
                       VbStore   *store)
{
  if (!g_set_object (&self->store, store))
    return;
  if (store != NULL)
    vb_store_set_actor (store, g_get_user_name (), self->user_name, self->user_role);
  if (self->exchange != NULL)
    vb_exchange_set_store (self->exchange, store);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STORE]);
}

void
_vb_session_fail (VbSession    *self,
                  const GError *error)
{
  g_clear_error (&self->error);
  self->error = g_error_copy (error);
  set_progress (self, NULL);
  _vb_session_set_state (self, VB_SESSION_FAILED);
}

void
_vb_session_tell_put_back (VbSession *self)
{
  g_signal_emit (self, put_back_signal, 0);
}

void
_vb_session_tell_damaged (VbSession *self)
{
  g_signal_emit (self, damaged_signal, 0);
}

void
_vb_session_tell_no_backup (VbSession    *self,
                            const GError *error)
{
  g_signal_emit (self, no_backup_signal, 0, error);
}

/* ------------------------------------------------------------------ opening */

/* What one attempt to open carries, so that a late answer cannot disturb a newer attempt. */
typedef struct
{
  VbSession *session;
  guint number;
  gboolean with_previous; /* key, the one before the change that was broken off */
} Attempt;

static Attempt *
attempt_begin (VbSession *self)
{
  Attempt *attempt = g_new0 (Attempt, 1);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  attempt->session = g_object_ref (self);
  attempt->number = ++self->opening;
  g_clear_error (&self->error);
  _vb_session_set_state (self, VB_SESSION_OPENING);
  return attempt;
}

static void
attempt_free (Attempt *attempt)
{
  g_object_unref (attempt->session);
  g_free (attempt);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Attempt, attempt_free)

static gboolean
attempt_is_current (Attempt *attempt)
{
  return attempt->number == attempt->session->opening;
}

static void
use_name (VbSession  *self,
          const char *name,
          const char *role)
{
  g_free (self->user_name);
  self->user_name = g_strdup (name);
  g_free (self->user_role);
  self->user_role = role != NULL && *role != '\0' ? g_strdup (role) : NULL;
  if (self->store != NULL)
    vb_store_set_actor (self->store, g_get_user_name (), self->user_name, self->user_role);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_USER_NAME]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_USER_ROLE]);
}

/* Without a profile the name of the login stands. */
static void
profile_loaded_cb (GObject      *source,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  g_autoptr(VbSession) self = user_data;
  g_autoptr(VbProfile) profile = vb_profile_load_finish (VB_STORE (source), result, NULL);

  if (profile != NULL && profile->name != NULL && self->store == VB_STORE (source))
    use_name (self, profile->name, profile->role);
}

static void
settled_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(GError) error = NULL;

  /* It opens all the same, and the next time it is tried again. */
  if (!vb_rotation_settle_finish (VB_VAULT (source), result, &error))
    g_info ("A change of the key is still not finished (%d)", error->code);
}

static void
finish_opening (Attempt *attempt,
                VbStore *store,
                GError  *error)
{
  VbSession *self = attempt->session;
  gboolean restored;

  if (!attempt_is_current (attempt))
    return;
  restored = self->restored;
  self->restored = FALSE;
  if (store == NULL)
    {
      self->lock_when_open = FALSE;
      _vb_session_fail (self, error);
      return;
    }
  g_clear_pointer (&self->damaged_key, vb_secret_unref);
  set_progress (self, NULL);
  _vb_session_set_store (self, store);
  if (self->vault != NULL)
    vb_profile_load_async (store, self->cancellable, profile_loaded_cb, g_object_ref (self));
  _vb_session_set_state (self, VB_SESSION_OPEN);
  /* What was put back on purpose is older, and nothing to be warned of. */
  if (restored)
    {
      self->put_back = FALSE;
      _vb_session_note_anchor (self);
      g_signal_emit (self, restored_signal, 0, self->restored_at);
    }
  else
    _vb_session_check_anchor (self);
  if (self->vault != NULL && vb_vault_get_previous_key (self->vault) != NULL)
    vb_rotation_settle_async (self->vault, store, NULL, settled_cb, NULL);
  _vb_session_start_backups (self);
  _vb_session_start_health (self);
  _vb_session_start_notes (self);
  if (self->lock_when_open)
    vb_session_lock (self);
}

/* While the key was being changed, the store may have the one before. */
static VbSecret *
other_key (Attempt      *attempt,
           const GError *error)
{
  VbVault *vault = attempt->session->vault;

  if (attempt->with_previous || vault == NULL || !attempt_is_current (attempt)
      || !g_error_matches (error, VB_ERROR, VB_ERROR_WRONG_KEY))
    return NULL;
  return vb_vault_get_previous_key (vault);
}

static void
opened_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(Attempt) attempt = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(VbStore) store = vb_store_open_finish (result, &error);
  VbSession *self = attempt->session;
  VbSecret *previous = store == NULL ? other_key (attempt, error) : NULL;

  if (previous == NULL)
    {
      finish_opening (attempt, store, error);
      return;
    }
  attempt->with_previous = TRUE;
  vb_store_open_async (self->path, previous, self->flags, self->cancellable, opened_cb,
                       g_steal_pointer (&attempt));
}

static void
demo_made_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr(Attempt) attempt = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(VbStore) store = vb_demo_make_finish (result, &error);

  finish_opening (attempt, store, error);
}

void
vb_session_open (VbSession    *self,
                 const char   *path,
                 VbSecret     *key,
                 VbStoreFlags  flags)
{
  Attempt *attempt;

  g_return_if_fail (VB_IS_SESSION (self));
  g_return_if_fail (path != NULL && key != NULL);

  if (self->path != path)
    {
      g_free (self->path);
      self->path = g_strdup (path);
    }
  self->flags = flags;
  attempt = attempt_begin (self);
  vb_store_open_async (path, key, flags, self->cancellable, opened_cb, attempt);
}

static void
read_key_thread (GTask        *task,
                 gpointer      source,
                 gpointer      data,
                 GCancellable *cancellable)
{
  GError *error = NULL;
  VbSecret *key = vb_vault_key_from_file (data, &error);

  if (key == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, key, (GDestroyNotify) vb_secret_unref);
}

static void
key_read_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(Attempt) attempt = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(VbSecret) key = g_task_propagate_pointer (G_TASK (result), &error);
  VbSession *self = attempt->session;

  if (!attempt_is_current (attempt))
    return;
  if (key == NULL)
    _vb_session_fail (self, error);
  else
    vb_store_open_async (self->path, key, self->flags, self->cancellable, opened_cb,
                         g_steal_pointer (&attempt));
}

/**
 * vb_session_open_with_key_file:
 *
 * For unattended use: opens the store at @path with the key in @key_file.
 */
void
vb_session_open_with_key_file (VbSession  *self,
                               const char *path,
                               const char *key_file)
{
  g_autoptr(GTask) task = NULL;
  Attempt *attempt;

  g_return_if_fail (VB_IS_SESSION (self));
  g_return_if_fail (path != NULL && key_file != NULL);

  if (self->path != path)
    {
      g_free (self->path);
      self->path = g_strdup (path);
    }
  if (self->key_file != key_file)
    {
      g_free (self->key_file);
      self->key_file = g_strdup (key_file);
    }
  self->flags = VB_STORE_OPEN_EXISTING | VB_STORE_ALLOW_ANY_PLACE;
  attempt = attempt_begin (self);
  task = g_task_new (NULL, self->cancellable, key_read_cb, attempt);
  g_task_set_source_tag (task, vb_session_open_with_key_file);
  g_task_set_task_data (task, g_strdup (key_file), g_free);
  g_task_run_in_thread (task, read_key_thread);
}

/**
 * vb_session_open_demo:
 *
 * Makes a store that is thrown away afterwards and brings the fictional neighbourhood into it, the
 * way any directory comes in.
 */
void
vb_session_open_demo (VbSession *self)
{
  g_autoptr(GError) error = NULL;
  Attempt *attempt;

  g_return_if_fail (VB_IS_SESSION (self));
  g_return_if_fail (self->path == NULL);

  self->demo_folder = g_dir_make_tmp ("verbinder-XXXXXX", &error);
  if (self->demo_folder == NULL)
    {
      _vb_session_fail (self, error);
      return;
    }
  self->demo_key = vb_secret_random (VB_KEY_SIZE);
  self->path = g_build_filename (self->demo_folder, "demo.verbinder", NULL);
  set_progress (self, _("Making the fictional neighbourhood…"));
  attempt = attempt_begin (self);
  vb_demo_make_async (self->path, NULL, self->demo_key, self->cancellable, demo_made_cb, attempt);
}

/**
 * vb_session_retry:
 *
 * Tries again what failed, or opens again what was locked, in the way it was opened before.
 */
void
vb_session_retry (VbSession *self)
{
  g_return_if_fail (VB_IS_SESSION (self));

  if (self->closing)
    self->retry_when_closed = TRUE;
  else if (self->key_file != NULL)
    vb_session_open_with_key_file (self, self->path, self->key_file);
  else if (self->demo_key != NULL)
    vb_session_open (self, self->path, self->demo_key, VB_STORE_ALLOW_ANY_PLACE);
  else if (self->vault != NULL)
    vb_session_open_own (self);
}

/* ------------------------------------------------------------------ closing */

static void
closed_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(VbSession) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(VbSecret) key = g_steal_pointer (&self->waiting_key);

  self->closing = FALSE;
  if (!vb_store_close_finish (VB_STORE (source), result, &error))
    _vb_session_fail (self, error);
  if (key != NULL)
    vb_session_open (self, self->path, key, self->flags);
  else if (self->retry_when_closed)
    {
      self->retry_when_closed = FALSE;
      vb_session_retry (self);
    }
}

/**
 * vb_session_lock:
 *
 * Closes the store and forgets its key. What is on the screen goes at once; the file is closed
 * when the work that was queued is done. A store that is still being opened, which takes minutes
 * when a backup is put back, is locked as soon as it is open.
 */
void
vb_session_lock (VbSession *self)
{
  g_autoptr(VbStore) store = NULL;

  g_return_if_fail (VB_IS_SESSION (self));

  self->lock_when_open = self->state == VB_SESSION_OPENING;
  if (self->state != VB_SESSION_OPEN)
    return;
  store = g_object_ref (self->store);
  self->closing = TRUE;
  _vb_session_stop_backups (self);
  _vb_session_stop_health (self);
  _vb_session_stop_notes (self);
  _vb_session_note_anchor (self);
  if (self->vault != NULL)
    vb_vault_lock (self->vault);
  _vb_session_set_state (self, VB_SESSION_LOCKED);
  _vb_session_set_store (self, NULL);
  vb_store_close_async (store, closed_cb, g_object_ref (self));
}

static void
remove_demo (VbSession *self)
{
  g_autoptr(GDir) dir = NULL;
  const char *name;

  if (self->demo_folder == NULL)
    return;
  dir = g_dir_open (self->demo_folder, 0, NULL);
  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (self->demo_folder, name, NULL);

      g_unlink (path);
    }
  g_rmdir (self->demo_folder);
  g_clear_pointer (&self->demo_folder, g_free);
}

/**
 * vb_session_close:
 *
 * For the end of the program, when there is no window left that could stop answering: finishes
 * what is queued, closes the store, and throws a demonstration away.
 */
void
vb_session_close (VbSession *self)
{
  g_autoptr(VbStore) store = NULL;
  g_autoptr(GError) error = NULL;

  g_return_if_fail (VB_IS_SESSION (self));

  self->opening++;
  g_cancellable_cancel (self->cancellable);
  _vb_session_stop_backups (self);
  _vb_session_stop_health (self);
  _vb_session_stop_notes (self);
  if (self->store != NULL)
    {
      store = g_object_ref (self->store);
      _vb_session_note_anchor_sync (self);
      _vb_session_set_store (self, NULL);
      _vb_session_set_state (self, VB_SESSION_CLOSED);
      if (!vb_store_close_sync (store, &error))
        g_printerr ("%s\n", error->message);
    }
  remove_demo (self);
}

/* ------------------------------------------------------------------ who is working */

static void
profile_saved_cb (GObject      *source,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autoptr(GError) error = NULL;

  /* The name holds until the program ends; the next start asks the login again. */
  if (!vb_profile_save_finish (VB_STORE (source), result, &error))
    g_info ("The profile was not saved: %s", error->message);
}

/**
 * vb_session_set_user:
 * @name: who is working
 * @role: (nullable): as what
 *
 * Is kept in the store when it is the person's own.
 */
void
vb_session_set_user (VbSession  *self,
                     const char *name,
                     const char *role)
{
  g_return_if_fail (VB_IS_SESSION (self));
  g_return_if_fail (name != NULL);

  use_name (self, name, role);
  if (self->store != NULL && self->vault != NULL)
    vb_profile_save_async (self->store, name, role, NULL, profile_saved_cb, NULL);
}

/* ------------------------------------------------------------------ object */

static void
vb_session_get_property (GObject    *object,
                         guint       id,
                         GValue     *value,
                         GParamSpec *pspec)
{
  VbSession *self = VB_SESSION (object);

  switch (id)
    {
    case PROP_STATE:
      g_value_set_enum (value, self->state);
      break;
    case PROP_STORE:
      g_value_set_object (value, self->store);
      break;
    case PROP_PROGRESS:
      g_value_set_string (value, self->progress);
      break;
    case PROP_USER_NAME:
      g_value_set_string (value, self->user_name);
      break;
    case PROP_USER_ROLE:
      g_value_set_string (value, self->user_role);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
vb_session_finalize (GObject *object)
{
  VbSession *self = VB_SESSION (object);

  _vb_session_stop_backups (self);
  _vb_session_stop_health (self);
  _vb_session_stop_notes (self);

  if (self->exchange != NULL)
    vb_exchange_set_store (self->exchange, NULL);
  g_clear_object (&self->exchange);
  g_clear_object (&self->store);
  g_clear_object (&self->cancellable);
  g_clear_error (&self->error);
  g_clear_object (&self->vault);
  g_clear_pointer (&self->demo_key, vb_secret_unref);
  g_clear_pointer (&self->waiting_key, vb_secret_unref);
  g_clear_pointer (&self->damaged_key, vb_secret_unref);
  g_free (self->progress);
  g_free (self->path);
  g_free (self->key_file);
  g_free (self->demo_folder);
  g_free (self->user_name);
  g_free (self->user_role);

  G_OBJECT_CLASS (vb_session_parent_class)->finalize (object);
}

static void
vb_session_class_init (VbSessionClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = vb_session_get_property;
  object_class->finalize = vb_session_finalize;

  properties[PROP_STATE] = g_param_spec_enum ("state", NULL, NULL, VB_TYPE_SESSION_STATE,
                                              VB_SESSION_CLOSED, flags);
  properties[PROP_STORE] = g_param_spec_object ("store", NULL, NULL, VB_TYPE_STORE, flags);
  properties[PROP_PROGRESS] = g_param_spec_string ("progress", NULL, NULL, NULL, flags);
  properties[PROP_USER_NAME] = g_param_spec_string ("user-name", NULL, NULL, NULL, flags);
  properties[PROP_USER_ROLE] = g_param_spec_string ("user-role", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  put_back_signal = g_signal_new ("put-back", VB_TYPE_SESSION, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                  NULL, G_TYPE_NONE, 0);
  damaged_signal = g_signal_new ("damaged", VB_TYPE_SESSION, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                 NULL, G_TYPE_NONE, 0);
  restored_signal = g_signal_new ("restored", VB_TYPE_SESSION, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                  NULL, G_TYPE_NONE, 1, G_TYPE_INT64);
  no_backup_signal = g_signal_new ("no-backup", VB_TYPE_SESSION, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 1, G_TYPE_ERROR);
}

static void
vb_session_init (VbSession *self)
{
  const char *name = g_get_real_name ();

  self->user_name = g_strdup (g_strcmp0 (name, "Unknown") == 0 || name[0] == '\0'
                                ? g_get_user_name () : name);
}

VbSession *
vb_session_new (void)
{
  return g_object_new (VB_TYPE_SESSION, NULL);
}

VbSessionState
vb_session_get_state (VbSession *self)
{
  g_return_val_if_fail (VB_IS_SESSION (self), VB_SESSION_CLOSED);

  return self->state;
}

/**
 * vb_session_get_store:
 *
 * Returns: (transfer none) (nullable): the open store
 */
VbStore *
vb_session_get_store (VbSession *self)
{
  g_return_val_if_fail (VB_IS_SESSION (self), NULL);

  return self->store;
}

VbExchange *
vb_session_get_exchange (VbSession *self)
{
  g_return_val_if_fail (VB_IS_SESSION (self), NULL);

  if (self->exchange == NULL)
    {
      self->exchange = vb_exchange_new ();
      vb_exchange_set_store (self->exchange, self->store);
    }
  return self->exchange;
}

/**
 * vb_session_get_error:
 *
 * Returns: (transfer none) (nullable): why the store is not open, in state %VB_SESSION_FAILED
 */
const GError *
vb_session_get_error (VbSession *self)
{
  g_return_val_if_fail (VB_IS_SESSION (self), NULL);

  return self->error;
}

/**
 * vb_session_get_progress:
 *
 * Returns: (transfer none) (nullable): what opening is busy with, in the person's language
 */
const char *
vb_session_get_progress (VbSession *self)
{
  g_return_val_if_fail (VB_IS_SESSION (self), NULL);

  return self->progress;
}

gboolean
vb_session_is_demo (VbSession *self)
{
  g_return_val_if_fail (VB_IS_SESSION (self), FALSE);

  return self->demo_key != NULL;
}

const char *
vb_session_get_user_name (VbSession *self)
{
  g_return_val_if_fail (VB_IS_SESSION (self), NULL);

  return self->user_name;
}

const char *
vb_session_get_user_role (VbSession *self)
{
  g_return_val_if_fail (VB_IS_SESSION (self), NULL);

  return self->user_role;
}
