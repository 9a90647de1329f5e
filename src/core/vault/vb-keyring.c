/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "core/vault/vb-keyring.h"

#define SECRET_API_SUBJECT_TO_CHANGE
#include <libsecret/secret.h>
#include <sodium.h>
#include <string.h>

#include "core/vault/vb-attempt-private.h"

#define MAX_VALUE 256 /* bytes of a secret */
#define PROMPT_INTERFACE "org.freedesktop.Secret.Prompt"

/* The name is not matched: a keyring that is locked and was never opened since it started only
 * knows hashes of the other attributes. They are ours alone by their names. */
static const SecretSchema schema = {
  "nl.verbinder.Verbinder.Vault", SECRET_SCHEMA_DONT_MATCH_NAME,
  {
    { "verbinder-vault", SECRET_SCHEMA_ATTRIBUTE_STRING },
    { "verbinder-item", SECRET_SCHEMA_ATTRIBUTE_STRING },
    { NULL, 0 },
  }
};

typedef enum
{
  CALL_LOOKUP,
  CALL_STORE,
  CALL_REMOVE
} CallKind;

typedef struct
{
  CallKind kind;
  VbKeyringFlags flags;
  GHashTable *attributes;
  char *label;
  VbSecret *secret; /* to store */
  SecretService *service;
  SecretItem *item;
  guint watch; /* of the service's name */
  gboolean asked; /* the desktop, to unlock */
  char *prompt; /* the question that is on the screen */
  guint subscription; /* to its answer */
} Call;

static void dismiss (Call *call);

static void
call_free (Call *call)
{
  if (call->subscription != 0)
    dismiss (call);
  if (call->watch != 0)
    g_bus_unwatch_name (call->watch);
  g_hash_table_unref (call->attributes);
  g_free (call->label);
  g_clear_pointer (&call->secret, vb_secret_unref);
  g_clear_object (&call->item);
  g_clear_object (&call->service);
  g_free (call);
}

/* Says in our terms what went wrong. */
static int
error_code (const GError *error)
{
  if (error->domain == SECRET_ERROR)
    {
      if (error->code == SECRET_ERROR_IS_LOCKED)
        return VB_ERROR_KEYRING_LOCKED;
      return error->code == SECRET_ERROR_NO_SUCH_OBJECT ? VB_ERROR_KEYRING_NO_ITEM
                                                        : VB_ERROR_KEYRING_WRONG_ITEM;
    }
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT)
      || g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_TIMEOUT)
      || g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_TIMED_OUT))
    return VB_ERROR_TIMED_OUT;
  if (g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_ACCESS_DENIED)
      || g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_AUTH_FAILED)
      || g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_FAILED)
      || g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_NOT_SUPPORTED)
      || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_DBUS_ERROR))
    return VB_ERROR_KEYRING_REFUSED;
  return VB_ERROR_KEYRING_UNAVAILABLE;
}

static const char *
error_text (int code)
{
  switch (code)
    {
    case VB_ERROR_KEYRING_LOCKED:
      return "The keyring is locked";
    case VB_ERROR_KEYRING_REFUSED:
      return "The keyring did not allow it";
    case VB_ERROR_KEYRING_NO_ITEM:
      return "The keyring has no key for this store";
    case VB_ERROR_KEYRING_WRONG_ITEM:
      return "What the keyring has is not a key for this store";
    case VB_ERROR_TIMED_OUT:
      return "The keyring does not answer";
    default:
      return "There is no keyring service";
    }
}

static void
fail (VbAttempt *attempt,
      int        code)
{
  _vb_attempt_return_error (attempt, g_error_new_literal (VB_ERROR, code, error_text (code)));
}

static void
fail_with (VbAttempt    *attempt,
           const GError *error)
{
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    _vb_attempt_return_error (attempt, g_error_copy (error));
  else
    fail (attempt, error_code (error));
}

/* Begins every callback: whether to go on, with the call that is still there then. */
static Call *
resume (VbAttempt *attempt)
{
  return _vb_attempt_is_over (attempt) ? NULL : _vb_attempt_get_data (attempt);
}

static void search (VbAttempt *attempt);
static void find_collection (VbAttempt *attempt);

/* Reading the value. */

static VbSecret *
decode (SecretValue *value)
{
  gsize length;
  const char *text = secret_value_get (value, &length);
  guint8 bytes[MAX_VALUE];
  gsize n = 0;
  VbSecret *secret = NULL;

  if (length > 0 && length <= 2 * MAX_VALUE
      && sodium_hex2bin (bytes, sizeof bytes, text, length, NULL, &n, NULL) == 0
      && n > 0 && 2 * n == length)
    secret = vb_secret_new (bytes, n);
  sodium_memzero (bytes, sizeof bytes);
  return secret;
}

static void
secret_loaded_cb (GObject      *source,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autoptr(VbAttempt) attempt = user_data;
  g_autoptr(GError) error = NULL;
  gboolean ok = secret_item_load_secret_finish (SECRET_ITEM (source), result, &error);
  g_autoptr(VbSecret) secret = NULL;
  SecretValue *value;

  if (resume (attempt) == NULL)
    return;
  if (!ok)
    {
      fail_with (attempt, error);
      return;
    }
  value = secret_item_get_secret (SECRET_ITEM (source));
  if (value == NULL)
    {
      fail (attempt, VB_ERROR_KEYRING_REFUSED);
      return;
    }
  secret = decode (value);
  secret_value_unref (value);
  if (secret == NULL)
    fail (attempt, VB_ERROR_KEYRING_WRONG_ITEM);
  else
    _vb_attempt_return (attempt, g_steal_pointer (&secret), (GDestroyNotify) vb_secret_unref);
}

static void
load_secret (VbAttempt *attempt)
{
  Call *call = _vb_attempt_get_data (attempt);

  secret_item_load_secret (call->item, _vb_attempt_get_cancellable (attempt), secret_loaded_cb,
                           _vb_attempt_ref (attempt));
}

/* Questions the service puts on the screen. libsecret's own way of waiting for the answer does not
 * survive the death of the service, so the waiting is done here. */

static void
dismiss (Call *call)
{
  GDBusProxy *proxy = G_DBUS_PROXY (call->service);
  GDBusConnection *bus = g_dbus_proxy_get_connection (proxy);

  g_dbus_connection_signal_unsubscribe (bus, call->subscription);
  call->subscription = 0;
  if (call->prompt == NULL)
    return;
  g_dbus_connection_call (bus, g_dbus_proxy_get_name (proxy), call->prompt, PROMPT_INTERFACE,
                          "Dismiss", NULL, NULL, G_DBUS_CALL_FLAGS_NO_AUTO_START, -1, NULL, NULL,
                          NULL);
  g_clear_pointer (&call->prompt, g_free);
}

/* The keyring was unlocked, or made: go on with what was asked. */
static void
answered_with_yes (VbAttempt *attempt,
                   Call      *call)
{
  if (call->kind == CALL_STORE)
    find_collection (attempt);
  else
    search (attempt);
}

static void
completed_cb (GDBusConnection *connection,
              const char      *sender,
              const char      *path,
              const char      *interface,
              const char      *signal,
              GVariant        *parameters,
              gpointer         user_data)
{
  g_autoptr(VbAttempt) attempt = _vb_attempt_ref (user_data);
  Call *call = resume (attempt);
  gboolean dismissed;

  if (call == NULL || !g_variant_is_of_type (parameters, G_VARIANT_TYPE ("(bv)")))
    return;
  g_clear_pointer (&call->prompt, g_free); /* it is gone by itself */
  dismiss (call);
  g_variant_get (parameters, "(bv)", &dismissed, NULL);
  if (dismissed)
    fail (attempt, VB_ERROR_KEYRING_REFUSED);
  else
    answered_with_yes (attempt, call);
}

static void
prompted_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(VbAttempt) attempt = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GVariant) answer = NULL;

  answer = g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, &error);
  if (answer == NULL && resume (attempt) != NULL)
    fail_with (attempt, error);
}

/* Takes @path, "/" when the service has no question. */
static void
wait_for_answer (VbAttempt *attempt,
                 Call      *call,
                 char      *path)
{
  GDBusProxy *proxy = G_DBUS_PROXY (call->service);
  GDBusConnection *bus = g_dbus_proxy_get_connection (proxy);

  if (g_str_equal (path, "/"))
    {
      g_free (path);
      answered_with_yes (attempt, call);
      return;
    }
  call->prompt = path;
  call->subscription =
    g_dbus_connection_signal_subscribe (bus, g_dbus_proxy_get_name (proxy), PROMPT_INTERFACE,
                                        "Completed", path, NULL, G_DBUS_SIGNAL_FLAGS_NONE,
                                        completed_cb, _vb_attempt_ref (attempt),
                                        (GDestroyNotify) _vb_attempt_unref);
  g_dbus_connection_call (bus, g_dbus_proxy_get_name (proxy), path, PROMPT_INTERFACE, "Prompt",
                          g_variant_new ("(s)", ""), NULL, G_DBUS_CALL_FLAGS_NONE, -1,
                          _vb_attempt_get_cancellable (attempt), prompted_cb,
                          _vb_attempt_ref (attempt));
}

/* The end of Unlock and CreateCollection, which both answer with the path of a question. */
static void
asked_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(VbAttempt) attempt = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GVariant) answer = g_dbus_proxy_call_finish (G_DBUS_PROXY (source), result, &error);
  Call *call = resume (attempt);
  g_autoptr(GVariant) prompt = NULL;

  if (call == NULL)
    return;
  if (answer == NULL)
    {
      fail_with (attempt, error);
      return;
    }
  if (!g_variant_is_of_type (answer, G_VARIANT_TYPE ("(*o)")))
    {
      fail (attempt, VB_ERROR_KEYRING_REFUSED);
      return;
    }
  prompt = g_variant_get_child_value (answer, 1);
  wait_for_answer (attempt, call, g_variant_dup_string (prompt, NULL));
}

/* Whether the desktop may be asked something; once. */
static gboolean
may_ask (VbAttempt *attempt,
         Call      *call,
         VbError    otherwise)
{
  if (!(call->flags & VB_KEYRING_MAY_PROMPT))
    {
      fail (attempt, otherwise);
      return FALSE;
    }
  if (call->asked)
    {
      /* it said yes, and it is as it was */
      fail (attempt, VB_ERROR_KEYRING_REFUSED);
      return FALSE;
    }
  call->asked = TRUE;
  _vb_attempt_set_timeout (attempt, VB_KEYRING_PROMPT_TIMEOUT_MS);
  return TRUE;
}

static void
unlock (VbAttempt  *attempt,
        GDBusProxy *object)
{
  Call *call = _vb_attempt_get_data (attempt);
  const char *paths[] = { g_dbus_proxy_get_object_path (object), NULL };

  if (may_ask (attempt, call, VB_ERROR_KEYRING_LOCKED))
    g_dbus_proxy_call (G_DBUS_PROXY (call->service), "Unlock", g_variant_new ("(^ao)", paths),
                       G_DBUS_CALL_FLAGS_NONE, -1, _vb_attempt_get_cancellable (attempt),
                       asked_cb, _vb_attempt_ref (attempt));
}

/* A desktop that never kept a secret has no keyring yet. */
static void
make_collection (VbAttempt *attempt)
{
  Call *call = _vb_attempt_get_data (attempt);
  GVariantBuilder properties;

  if (!may_ask (attempt, call, VB_ERROR_KEYRING_UNAVAILABLE))
    return;
  g_variant_builder_init (&properties, G_VARIANT_TYPE_VARDICT);
  g_variant_builder_add (&properties, "{sv}", "org.freedesktop.Secret.Collection.Label",
                         g_variant_new_string ("Default keyring"));
  g_dbus_proxy_call (G_DBUS_PROXY (call->service), "CreateCollection",
                     g_variant_new ("(a{sv}s)", &properties, SECRET_COLLECTION_DEFAULT),
                     G_DBUS_CALL_FLAGS_NONE, -1, _vb_attempt_get_cancellable (attempt), asked_cb,
                     _vb_attempt_ref (attempt));
}

/* Searching. */

static SecretItem *
choose_item (GList *items)
{
  SecretItem *best = NULL;

  /* an open one before a locked one, then the latest */
  for (GList *l = items; l != NULL; l = l->next)
    {
      SecretItem *item = l->data;
      gboolean locked = secret_item_get_locked (item);

      if (best == NULL
          || (!locked && secret_item_get_locked (best))
          || (locked == secret_item_get_locked (best)
              && secret_item_get_modified (item) > secret_item_get_modified (best)))
        best = item;
    }
  return best;
}

static void
found_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(VbAttempt) attempt = user_data;
  g_autoptr(GError) error = NULL;
  GList *items = secret_service_search_finish (SECRET_SERVICE (source), result, &error);
  Call *call = resume (attempt);

  if (call == NULL || error != NULL)
    {
      g_list_free_full (items, g_object_unref);
      if (call != NULL)
        fail_with (attempt, error);
      return;
    }
  g_set_object (&call->item, choose_item (items));
  g_list_free_full (items, g_object_unref);
  if (call->item == NULL)
    find_collection (attempt); /* a service may hide what is in a locked keyring */
  else if (secret_item_get_locked (call->item))
    unlock (attempt, G_DBUS_PROXY (call->item));
  else
    load_secret (attempt);
}

static void
search (VbAttempt *attempt)
{
  Call *call = _vb_attempt_get_data (attempt);

  secret_service_search (call->service, &schema, call->attributes, SECRET_SEARCH_ALL,
                         _vb_attempt_get_cancellable (attempt), found_cb,
                         _vb_attempt_ref (attempt));
}

/* Storing. */

static void
stored_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(VbAttempt) attempt = user_data;
  g_autoptr(GError) error = NULL;
  gboolean ok = secret_service_store_finish (SECRET_SERVICE (source), result, &error);

  if (resume (attempt) == NULL)
    return;
  if (error != NULL)
    fail_with (attempt, error);
  else if (!ok)
    fail (attempt, VB_ERROR_KEYRING_REFUSED); /* its question was answered with no */
  else
    _vb_attempt_return (attempt, GINT_TO_POINTER (TRUE), NULL);
}

static void
store (VbAttempt *attempt)
{
  Call *call = _vb_attempt_get_data (attempt);
  gsize length = vb_secret_get_length (call->secret);
  char text[2 * MAX_VALUE + 1];
  SecretValue *value;

  sodium_bin2hex (text, sizeof text, vb_secret_peek (call->secret), length);
  value = secret_value_new (text, 2 * length, "text/plain");
  sodium_memzero (text, sizeof text);
  secret_service_store (call->service, &schema, call->attributes, SECRET_COLLECTION_DEFAULT,
                        call->label, value, _vb_attempt_get_cancellable (attempt), stored_cb,
                        _vb_attempt_ref (attempt));
  secret_value_unref (value);
}

/* The keyring that items go to: is it there, is it open? */

static void
collection_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr(VbAttempt) attempt = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(SecretCollection) collection = secret_collection_for_alias_finish (result, &error);
  Call *call = resume (attempt);

  if (call == NULL)
    return;
  if (error != NULL)
    fail_with (attempt, error);
  else if (collection == NULL && call->kind == CALL_STORE)
    make_collection (attempt);
  else if (collection == NULL)
    fail (attempt, VB_ERROR_KEYRING_NO_ITEM);
  else if (secret_collection_get_locked (collection))
    unlock (attempt, G_DBUS_PROXY (collection));
  else if (call->kind == CALL_STORE)
    store (attempt);
  else
    fail (attempt, VB_ERROR_KEYRING_NO_ITEM);
}

static void
find_collection (VbAttempt *attempt)
{
  Call *call = _vb_attempt_get_data (attempt);

  secret_collection_for_alias (call->service, SECRET_COLLECTION_DEFAULT, SECRET_COLLECTION_NONE,
                               _vb_attempt_get_cancellable (attempt), collection_cb,
                               _vb_attempt_ref (attempt));
}

/* Removing. */

static void
removed_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(VbAttempt) attempt = user_data;
  g_autoptr(GError) error = NULL;

  secret_service_clear_finish (SECRET_SERVICE (source), result, &error);
  if (resume (attempt) == NULL)
    return;
  if (error != NULL)
    fail_with (attempt, error);
  else
    _vb_attempt_return (attempt, GINT_TO_POINTER (TRUE), NULL);
}

/* Opening a connection to the service, and noticing when it goes. */

static void
vanished_cb (GDBusConnection *connection,
             const char      *name,
             gpointer         user_data)
{
  fail (user_data, VB_ERROR_KEYRING_UNAVAILABLE);
}

static void
watch (VbAttempt *attempt,
       Call      *call)
{
  GDBusProxy *proxy = G_DBUS_PROXY (call->service);

  call->watch = g_bus_watch_name_on_connection (g_dbus_proxy_get_connection (proxy),
                                                g_dbus_proxy_get_name (proxy),
                                                G_BUS_NAME_WATCHER_FLAGS_NONE, NULL, vanished_cb,
                                                _vb_attempt_ref (attempt),
                                                (GDestroyNotify) _vb_attempt_unref);
}

static void
opened_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(VbAttempt) attempt = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(SecretService) service = secret_service_open_finish (result, &error);
  Call *call = resume (attempt);

  if (call == NULL)
    return;
  if (service == NULL)
    {
      fail_with (attempt, error);
      return;
    }
  call->service = g_steal_pointer (&service);
  watch (attempt, call);
  if (call->kind == CALL_LOOKUP)
    search (attempt);
  else if (call->kind == CALL_STORE)
    find_collection (attempt);
  else
    secret_service_clear (call->service, &schema, call->attributes,
                          _vb_attempt_get_cancellable (attempt), removed_cb,
                          _vb_attempt_ref (attempt));
}

static Call *
call_new (CallKind        kind,
          const char     *vault,
          const char     *item,
          VbKeyringFlags  flags)
{
  Call *call = g_new0 (Call, 1);

  call->kind = kind;
  call->flags = flags;
  call->attributes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_hash_table_insert (call->attributes, g_strdup ("verbinder-vault"), g_strdup (vault));
  g_hash_table_insert (call->attributes, g_strdup ("verbinder-item"), g_strdup (item));
  return call;
}

/* A connection of our own each time: the shared one of libsecret outlives a service that was
 * restarted and then fails. */
static void
start (Call                *call,
       gpointer             tag,
       guint                timeout_ms,
       GCancellable        *cancellable,
       GAsyncReadyCallback  callback,
       gpointer             user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);
  VbAttempt *attempt;

  g_task_set_source_tag (task, tag);
  g_task_set_task_data (task, call, (GDestroyNotify) call_free);
  attempt = _vb_attempt_new (task, timeout_ms, error_text (VB_ERROR_TIMED_OUT));
  secret_service_open (SECRET_TYPE_SERVICE, NULL, SECRET_SERVICE_OPEN_SESSION,
                       _vb_attempt_get_cancellable (attempt), opened_cb, attempt);
}

/**
 * vb_keyring_lookup_async:
 * @vault: the vault's id
 * @item: which of its secrets
 *
 * Looks for a secret. Only with %VB_KEYRING_MAY_PROMPT the desktop may ask to unlock.
 */
void
vb_keyring_lookup_async (const char          *vault,
                         const char          *item,
                         VbKeyringFlags       flags,
                         guint                timeout_ms,
                         GCancellable        *cancellable,
                         GAsyncReadyCallback  callback,
                         gpointer             user_data)
{
  g_return_if_fail (vault != NULL && item != NULL);

  start (call_new (CALL_LOOKUP, vault, item, flags), vb_keyring_lookup_async, timeout_ms,
         cancellable, callback, user_data);
}

/**
 * vb_keyring_lookup_finish:
 *
 * Returns: (transfer full): the secret, or %NULL with one of the errors above; never %NULL alone
 */
VbSecret *
vb_keyring_lookup_finish (GAsyncResult  *result,
                          GError       **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, vb_keyring_lookup_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * vb_keyring_store_async:
 * @label: what the person sees in a keyring program
 * @secret: at most 256 bytes
 *
 * Stores a secret, in the place of one with the same names.
 */
void
vb_keyring_store_async (const char          *vault,
                        const char          *item,
                        const char          *label,
                        VbSecret            *secret,
                        VbKeyringFlags       flags,
                        guint                timeout_ms,
                        GCancellable        *cancellable,
                        GAsyncReadyCallback  callback,
                        gpointer             user_data)
{
  Call *call;

  g_return_if_fail (vault != NULL && item != NULL && label != NULL);
  g_return_if_fail (secret != NULL && vb_secret_get_length (secret) <= MAX_VALUE);

  call = call_new (CALL_STORE, vault, item, flags);
  call->label = g_strdup (label);
  call->secret = vb_secret_ref (secret);
  start (call, vb_keyring_store_async, timeout_ms, cancellable, callback, user_data);
}

gboolean
vb_keyring_store_finish (GAsyncResult  *result,
                         GError       **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, vb_keyring_store_async), FALSE);

  return GPOINTER_TO_INT (g_task_propagate_pointer (G_TASK (result), error));
}

/**
 * vb_keyring_remove_async:
 *
 * Takes a secret out. One that is not there is no error.
 */
void
vb_keyring_remove_async (const char          *vault,
                         const char          *item,
                         guint                timeout_ms,
                         GCancellable        *cancellable,
                         GAsyncReadyCallback  callback,
                         gpointer             user_data)
{
  g_return_if_fail (vault != NULL && item != NULL);

  start (call_new (CALL_REMOVE, vault, item, VB_KEYRING_QUIET), vb_keyring_remove_async,
         timeout_ms, cancellable, callback, user_data);
}

gboolean
vb_keyring_remove_finish (GAsyncResult  *result,
                          GError       **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, vb_keyring_remove_async), FALSE);

  return GPOINTER_TO_INT (g_task_propagate_pointer (G_TASK (result), error));
}
