/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cli/vb-cli.h"

G_BEGIN_DECLS

/* Each in the file of its name. */
extern const VbCliCommand vb_cli_backup;
extern const VbCliCommand vb_cli_check;
extern const VbCliCommand vb_cli_conversation;
extern const VbCliCommand vb_cli_demo;
extern const VbCliCommand vb_cli_device;
extern const VbCliCommand vb_cli_exchange;
extern const VbCliCommand vb_cli_export;
extern const VbCliCommand vb_cli_export_person;
extern const VbCliCommand vb_cli_import;
extern const VbCliCommand vb_cli_import_person;
extern const VbCliCommand vb_cli_init;
extern const VbCliCommand vb_cli_key;
extern const VbCliCommand vb_cli_log;
extern const VbCliCommand vb_cli_person;
extern const VbCliCommand vb_cli_referrals;
extern const VbCliCommand vb_cli_restore;
extern const VbCliCommand vb_cli_retention;
extern const VbCliCommand vb_cli_search;
extern const VbCliCommand vb_cli_show;
extern const VbCliCommand vb_cli_source;
extern const VbCliCommand vb_cli_synonym;

G_END_DECLS
