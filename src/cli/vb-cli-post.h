/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cli/vb-cli.h"
#include "exchange/desk/vb-desk.h"
#include "exchange/vb-carrier.h"

G_BEGIN_DECLS

/* Letters that leave, that come, and how it stands with them; each is a verb of "exchange". */

gboolean vb_cli_post_send    (VbCli *cli, VbDesk *desk, VbCarrier *carrier, GError **error);
gboolean vb_cli_post_receive (VbCli *cli, VbDesk *desk, VbCarrier *carrier, GError **error);
gboolean vb_cli_post_status  (VbCli *cli, VbDesk *desk, char **arguments, GError **error);
/* @letter: the id of one that waits, or the begin of it; @path: of a file that is made */
gboolean vb_cli_post_save    (VbCli *cli, VbDesk *desk, const char *letter, const char *path,
                              GError **error);
gboolean vb_cli_post_open    (VbCli *cli, VbDesk *desk, char **paths, GError **error);
/* @object_id: of an organization or a function of the social map: what is sent there goes to
 * @partner from now on */
gboolean vb_cli_post_link    (VbCli *cli, VbDesk *desk, const VbPartner *partner,
                              const char *object_id, GError **error);

G_END_DECLS
