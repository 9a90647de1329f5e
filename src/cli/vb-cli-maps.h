/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cli/vb-cli.h"
#include "core/store/vb-partners.h"
#include "exchange/desk/vb-desk.h"

G_BEGIN_DECLS

/* What is given beside the arguments. */
typedef struct
{
  char *title;          /* (nullable) */
  char *output;         /* (nullable): a file for what would leave */
  gboolean checked;
  gboolean only_chosen;
  gboolean preview;
  gboolean remove;
  gboolean overwrite;
} VbCliMap;

/* The social map of partners, and the part of ours that they get; each is a verb of "exchange".
 * @id: (nullable): an organization or service */
gboolean vb_cli_maps_publish     (VbCli *cli, VbDesk *desk, const VbCliMap *map, const char *id,
                                  GError **error);
gboolean vb_cli_maps_withdraw    (VbCli *cli, VbDesk *desk, const char *id, GError **error);
gboolean vb_cli_maps_list        (VbCli *cli, VbDesk *desk, char **arguments, GError **error);
gboolean vb_cli_maps_subscribe   (VbCli *cli, VbDesk *desk, const VbPartner *partner,
                                  GError **error);
gboolean vb_cli_maps_unsubscribe (VbCli *cli, VbDesk *desk, const VbCliMap *map,
                                  const VbPartner *partner, GError **error);

G_END_DECLS
