/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

/* Whether the access log is whole: every entry follows from the one before, every signature fits,
 * and what was signed at an earlier time is still in it. */

#include <glib/gi18n.h>
#include <string.h>

#include "cli/vb-cli.h"
#include "core/base/vb-hex.h"
#include "core/store/vb-access-seal.h"

typedef struct
{
  VbSecret *device_key;       /* (nullable) */
  const VbAccessSeal *before; /* (nullable): an earlier receipt */
  gboolean has_before;
  VbAccessVerdict verdict;
  VbAccessHead head;
} Verifying;

/* That somebody looks at the log is in the log. */
static gpointer
log_job (VbDatabase    *db,
         gpointer       data,
         GCancellable  *cancellable,
         GError       **error)
{
  VbAccessEntry entry = { VB_EVENT_LOG_READ, 'R', VB_OUTCOME_SUCCESS,
                          .object_type = "access_log", .detail = "verify" };

  vb_access_log_append (db, &entry, error);
  return NULL;
}

static gpointer
verify_job (VbDatabase    *db,
            gpointer       data,
            GCancellable  *cancellable,
            GError       **error)
{
  Verifying *verifying = data;

  if (!vb_access_log_verify (db, &verifying->verdict, error)
      || !vb_access_log_get_head (db, &verifying->head, error))
    return NULL;
  if (verifying->before != NULL
      && !vb_access_log_contains (db, &verifying->before->head, &verifying->has_before, error))
    return NULL;
  return verifying;
}

/* ------------------------------------------------------------------ telling */

static gboolean
is_signed_here (VbCli                 *cli,
                const VbAccessVerdict *verdict)
{
  guint8 own[VB_SIGN_KEY_SIZE];

  return verdict->n_seals > 0 && cli->vault != NULL
         && vb_vault_get_device_key (cli->vault, own)
         && memcmp (own, verdict->sealed_by, sizeof own) == 0;
}

static void
tell_chain (VbCli                 *cli,
            const VbAccessVerdict *verdict)
{
  g_autofree char *why = verdict->why != NULL ? vb_cli_reason (verdict->why) : NULL;

  vb_cli_json_bool (cli->out, "whole", verdict->bad_seq == 0);
  vb_cli_json_int (cli->out, "entries", verdict->n_entries);
  vb_cli_json_int (cli->out, "first_entry", verdict->first_seq);
  if (verdict->bad_seq != 0)
    {
      vb_cli_json_int (cli->out, "bad_entry", verdict->bad_seq);
      vb_cli_json_string (cli->out, "why", verdict->why);
      /* Translators: %s is the reason. */
      vb_cli_say (cli, _("Entry %u of the access log is not right: %s. Keep the store as it is, "
                         "and ask whoever is responsible for privacy."),
                  (guint) verdict->bad_seq, why);
    }
  else
    vb_cli_say (cli, ngettext ("The access log has %u entry, and it is whole.",
                               "The access log has %u entries, and it is whole.",
                               (guint) verdict->n_entries), (guint) verdict->n_entries);
}

static void
tell_signature (VbCli                 *cli,
                const VbAccessVerdict *verdict)
{
  g_autofree char *by = vb_hex_dup (verdict->sealed_by, sizeof verdict->sealed_by);
  g_autofree char *when = vb_cli_moment (verdict->sealed_at);
  gboolean here = is_signed_here (cli, verdict);

  vb_cli_json_int (cli->out, "signatures", verdict->n_seals);
  if (verdict->n_seals == 0)
    {
      vb_cli_say (cli, "%s", _("No computer signed it yet. That is done when the store is locked "
                               "or closed, except with a --key-file."));
      return;
    }
  vb_cli_json_time (cli->out, "signed_at", verdict->sealed_at);
  vb_cli_json_string (cli->out, "signed_by", by);
  vb_cli_json_bool (cli->out, "signed_here", here);
  if (here)
    /* Translators: %s is a date and time. */
    vb_cli_say (cli, _("This computer signed it last on %s."), when);
  else
    /* Translators: %s is a date and time, and then the number of the key of a computer. */
    vb_cli_say (cli, _("It was signed last on %s, by another computer: key %.16s."), when, by);
}

/* A receipt of this moment, for whoever wants to be certain later. */
static void
tell_receipt (VbCli              *cli,
              const VbAccessHead *head,
              VbSecret           *device_key)
{
  VbAccessSeal seal;
  g_autofree char *text = NULL;

  if (device_key == NULL)
    return;
  vb_access_seal_make (&seal, head, device_key);
  text = vb_access_seal_to_text (&seal);
  vb_cli_json_string (cli->out, "receipt", text);
  vb_cli_say (cli, "%s\n  %s", _("Keep this receipt elsewhere, and give it later with --receipt:"),
              text);
}

static void
tell (VbCli           *cli,
      const Verifying *verifying)
{
  const VbAccessVerdict *verdict = &verifying->verdict;
  gboolean lacks = verifying->before != NULL && !verifying->has_before;

  tell_chain (cli, verdict);
  tell_signature (cli, verdict);
  vb_cli_json_bool (cli->out, "put_back", cli->put_back);
  if (verifying->before != NULL)
    {
      vb_cli_json_bool (cli->out, "has_receipt", verifying->has_before);
      vb_cli_say (cli, "%s", lacks
                  ? _("What the receipt says is not in the log: it is an older one, or it was "
                      "written anew.")
                  : _("Everything up to the receipt is still in the log."));
    }
  if (verdict->bad_seq == 0 && !cli->put_back && !lacks)
    tell_receipt (cli, &verifying->head, verifying->device_key);
  cli->refused = verdict->bad_seq != 0 || cli->put_back || lacks;
}

static gboolean
read_receipt (const char    *text,
              VbAccessSeal  *seal,
              GError       **error)
{
  g_autofree char *trimmed = g_strstrip (g_strdup (text));

  if (vb_access_seal_from_text (trimmed, seal) && vb_access_seal_is_valid (seal))
    return TRUE;
  g_set_error_literal (error, VB_ERROR, VB_ERROR_INVALID_INPUT,
                       _("That is no receipt of an access log, or not all of it."));
  return FALSE;
}

/**
 * vb_cli_verify_log:
 * @receipt: (nullable): what an earlier verification printed
 */
gboolean
vb_cli_verify_log (VbCli       *cli,
                   VbStore     *store,
                   const char  *receipt,
                   GError     **error)
{
  VbAccessSeal before;
  g_autoptr(VbSecret) device_key = NULL;
  g_autoptr(GError) failure = NULL;
  Verifying verifying = { .before = receipt != NULL ? &before : NULL };

  if (receipt != NULL && !read_receipt (receipt, &before, error))
    return FALSE;
  vb_store_run_sync (store, VB_LANE_WRITE, log_job, NULL, NULL, &failure);
  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  if (vb_store_run_sync (store, VB_LANE_READ, verify_job, &verifying, NULL, error) == NULL)
    return FALSE;
  if (cli->vault != NULL)
    device_key = vb_vault_dup_device_key (cli->vault);
  verifying.device_key = device_key;
  tell (cli, &verifying);
  return TRUE;
}
