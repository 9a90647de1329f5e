/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "vb-store"
#include "config.h"

#include "core/store/vb-letters.h"

#include "core/store/vb-access-log.h"
#include "core/store/vb-rows-private.h"

void
vb_own_letters_free (VbOwnLetters *self)
{
  if (self == NULL)
    return;
  for (guint i = 0; i < VB_N_LETTERS; i++)
    g_free (self->text[i]);
  g_free (self);
}

static char *
setting_of (VbLetterKind  kind,
            const char   *language)
{
  return g_strdup_printf ("letter/%s/%s", vb_letter_kind_get_code (kind), language);
}

/* ------------------------------------------------------------------ loading */

static gpointer
load_job (VbDatabase    *db,
          gpointer       data,
          GCancellable  *cancellable,
          GError       **error)
{
  const VbArgs *args = data;
  g_autoptr(VbOwnLetters) self = g_new0 (VbOwnLetters, 1);

  for (guint kind = 0; kind < VB_N_LETTERS; kind++)
    {
      g_autofree char *name = setting_of (kind, args->text[0]);

      if (!_vb_database_get_setting (db, name, &self->text[kind], error))
        return NULL;
    }
  return g_steal_pointer (&self);
}

static void
free_letters (gpointer letters)
{
  vb_own_letters_free (letters);
}

VbOwnLetters *
vb_letters_load_sync (VbStore       *store,
                      const char    *language,
                      GCancellable  *cancellable,
                      GError       **error)
{
  g_return_val_if_fail (VB_IS_STORE (store) && language != NULL, NULL);

  return _vb_args_run (store, VB_LANE_READ, load_job, _vb_args_new (VB_N_TABLES, 1, language),
                       cancellable, error);
}

void
vb_letters_load_async (VbStore             *store,
                       const char          *language,
                       GCancellable        *cancellable,
                       GAsyncReadyCallback  callback,
                       gpointer             user_data)
{
  g_return_if_fail (VB_IS_STORE (store) && language != NULL);

  _vb_args_start (store, VB_LANE_READ, load_job, _vb_args_new (VB_N_TABLES, 1, language),
                  free_letters, cancellable, callback, user_data);
}

VbOwnLetters *
vb_letters_load_finish (VbStore       *store,
                        GAsyncResult  *result,
                        GError       **error)
{
  return vb_store_run_finish (store, result, error);
}

/* ------------------------------------------------------------------ saving */

static gboolean
check_text (const VbArgs  *args,
            GError       **error)
{
  g_auto(VbLetterFault) fault = { 0, NULL, NULL };
  g_autoptr(VbLetter) letter = NULL;

  if (args->text[1] == NULL)
    return TRUE;
  letter = vb_letter_parse (args->number, args->text[1], &fault);
  if (letter == NULL)
    _vb_refuse_input (fault.reason, error);
  return letter != NULL;
}

static gpointer
save_job (VbDatabase    *db,
          gpointer       data,
          GCancellable  *cancellable,
          GError       **error)
{
  const VbArgs *args = data;
  g_autofree char *name = setting_of (args->number, args->text[0]);

  if (!check_text (args, error)
      || !_vb_database_set_setting (db, name, args->text[1], error)
      || !_vb_rows_log (db, VB_EVENT_CHANGE, 'U', "letter", name,
                        args->text[1] != NULL ? "own" : "shipped", error))
    return NULL;
  _vb_database_touch (db, VB_CHANGED_LOCAL);
  return VB_DONE;
}

static VbArgs *
save_args (VbLetterKind  kind,
           const char   *language,
           const char   *text)
{
  VbArgs *args = _vb_args_new (VB_N_TABLES, 2, language, text);

  args->number = kind;
  return args;
}

gboolean
vb_letters_save_sync (VbStore       *store,
                      VbLetterKind   kind,
                      const char    *language,
                      const char    *text,
                      GCancellable  *cancellable,
                      GError       **error)
{
  g_return_val_if_fail (VB_IS_STORE (store) && kind < VB_N_LETTERS && language != NULL, FALSE);

  return _vb_args_run (store, VB_LANE_WRITE, save_job, save_args (kind, language, text),
                       cancellable, error) != NULL;
}

void
vb_letters_save_async (VbStore             *store,
                       VbLetterKind         kind,
                       const char          *language,
                       const char          *text,
                       GCancellable        *cancellable,
                       GAsyncReadyCallback  callback,
                       gpointer             user_data)
{
  g_return_if_fail (VB_IS_STORE (store) && kind < VB_N_LETTERS && language != NULL);

  _vb_args_start (store, VB_LANE_WRITE, save_job, save_args (kind, language, text), NULL,
                  cancellable, callback, user_data);
}

gboolean
vb_letters_save_finish (VbStore       *store,
                        GAsyncResult  *result,
                        GError       **error)
{
  return vb_store_run_finish (store, result, error) != NULL;
}
