/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cli/vb-cli.h"
#include "exchange/desk/vb-desk.h"
#include "exchange/vb-carrier.h"

G_BEGIN_DECLS

/* What is given beside the arguments. */
typedef struct
{
  char *folder;        /* (nullable) */
  char *address;       /* (nullable): of a server */
  char *user;          /* (nullable) */
  char *password_file; /* (nullable): "-" for standard input */
  char *authority;     /* (nullable): a file */
} VbCliPlace;

/* Servers that letters are carried by; each is a verb of "exchange webdav". */
gboolean    vb_cli_server_set    (VbCli *cli, VbDesk *desk, const VbCliPlace *place,
                                  const char *address, GError **error);
gboolean    vb_cli_server_list   (VbCli *cli, VbDesk *desk, GError **error);
gboolean    vb_cli_server_remove (VbCli *cli, VbDesk *desk, const char *address, GError **error);

/* (transfer full): what @place says letters are carried by; @folder: (nullable): an argument */
VbCarrier  *vb_cli_find_carrier  (VbCli *cli, VbDesk *desk, const VbCliPlace *place,
                                  const char *folder, GError **error);

/* (transfer none) (nullable): what to do about the code of a carrier, in the person's language */
const char *vb_cli_carrier_words (const char *code);

G_END_DECLS
