/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* The frame of verbinderctl: what every command gets and gives. A command is one file with one
 * VbCliCommand; vb-cli-commands.c lists them. */

#include <gio/gio.h>

#include "cli/vb-cli-json.h"
#include "core/base/vb-error.h"
#include "core/crypto/vb-secret.h"
#include "core/store/vb-store.h"
#include "core/vault/vb-vault.h"

G_BEGIN_DECLS

/* The shape of what --json writes; a change that could break a reader raises it. */
#define VB_CLI_JSON_VERSION 1

typedef enum
{
  VB_CLI_DONE = 0,
  VB_CLI_REFUSED = 1,  /* with the reason */
  VB_CLI_WRONG_USE = 2
} VbCliStatus;

/**
 * VbCli:
 *
 * One run of the program.
 */
typedef struct
{
  /* options that every command has */
  char *store;           /* path; never NULL once a command runs */
  gboolean store_given;
  char *key_file;        /* (nullable) */
  char *passphrase_file; /* (nullable): "-" for standard input */
  char *recovery_file;   /* (nullable): "-" for standard input */
  gboolean any_place;
  gboolean json;
  /* what a command may use */
  VbCliJson *out;        /* the answer; only written with --json */
  gboolean refused;      /* the command answered, and the answer is no */
  /* while a store is open */
  VbVault *vault;        /* (nullable): where its key came from */
  gboolean put_back;     /* it is older than this device remembers */
  char *secret;          /* (nullable): what opened it, for opening once more; wiped at the end */
  int write_errno;       /* why standard output did not take all of it; 0 when it did */
} VbCli;

typedef struct
{
  const char *name;
  const char *arguments;     /* (nullable): msgid, after the options in the usage line */
  const char *summary;       /* msgid */
  const char *missing;       /* (nullable): msgid, when there are too few arguments */
  const char *example;       /* one or more lines, not translated */
  const GOptionEntry *options; /* (nullable) */
  guint min_arguments;
  guint max_arguments;       /* G_MAXUINT for any number */
  gboolean (*run) (VbCli *cli, char **arguments, GError **error);
} VbCliCommand;

/* (transfer none): ends with a command without a name */
const VbCliCommand *const *vb_cli_list_commands (void);

/* Wrong use, for when the options cannot see it themselves: status 2. */
void        vb_cli_set_wrong_use   (GError **error, const char *message);

/* vb-cli-open.c */
VbSecret   *vb_cli_unlock          (VbCli *cli, VbVault *vault, GError **error);
VbSecret   *vb_cli_unlock_with_text (VbVault *vault, const char *text, GError **error);
VbSecret   *vb_cli_read_key        (VbCli *cli, GError **error);
VbSecret   *vb_cli_find_key        (VbCli *cli, GError **error);
VbStore    *vb_cli_open_store      (VbCli *cli, GError **error);
gboolean    vb_cli_confirm         (VbCli *cli, GError **error);
gboolean    vb_cli_close_store     (VbCli *cli, VbStore *store, GError **error);
void        vb_cli_watch_store     (VbCli *cli, VbVault *vault);
VbStoreFlags vb_cli_store_flags    (VbCli *cli);
char       *vb_cli_read_secret     (const char *path, GError **error);
char       *vb_cli_ask_secret      (const char *question);
gboolean    vb_cli_can_ask         (VbCli *cli);
void        vb_cli_free_secret     (char *text);
VbVault    *vb_cli_vault_for       (const char *store_path);
gboolean    vb_cli_check_target    (VbCli *cli, const char *path, gboolean overwrite,
                                    GError **error);

/* vb-cli-import.c, for the demo too */
gboolean    vb_cli_import_package  (VbCli *cli, VbStore *store, const char *path,
                                    const char *mapping, const char *source, gboolean preview,
                                    gboolean details, GError **error);

/* vb-cli-init.c, for the demo too */
VbStore    *vb_cli_create_store    (VbCli *cli, VbSecret *key, GError **error);

/* vb-cli-print.c: to standard output, for a person; nothing with --json */
void        vb_cli_say             (VbCli *cli, const char *format, ...) G_GNUC_PRINTF (2, 3);
void        vb_cli_progress        (double fraction, gpointer cli);
void        vb_cli_progress_end    (VbCli *cli);
char       *vb_cli_clean           (const char *text);
char       *vb_cli_date            (gint64 microseconds);
char       *vb_cli_moment          (gint64 microseconds);
char       *vb_cli_fill_in         (const char *message, const char *argument);

/* vb-cli-error.c */
const char *vb_cli_error_code      (const GError *error);
char       *vb_cli_error_text      (const GError *error);
char       *vb_cli_error_detail    (const GError *error);

/* vb-cli-log-prune.c */
gboolean    vb_cli_prune_log       (VbCli *cli, VbStore *store, int years, GError **error);

/* vb-cli-log-verify.c */
gboolean    vb_cli_verify_log      (VbCli *cli, VbStore *store, const char *receipt,
                                    GError **error);

/* vb-cli-reasons.c */
char       *vb_cli_reason          (const char *message);

G_END_DECLS
