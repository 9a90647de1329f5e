/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

/* Before the first include: the place settings are kept in can be chosen only then. */
#define G_SETTINGS_ENABLE_BACKEND
#include <gio/gsettingsbackend.h>

#include "app/vb-settings.h"

/* (nullable): where settings live until the program ends, instead of on the desktop */
static GSettingsBackend *passing;

GSettings *
vb_settings_new (void)
{
  return passing == NULL ? g_settings_new (APP_ID) : g_settings_new_with_backend (APP_ID, passing);
}

void
vb_settings_keep_nothing (void)
{
  if (passing == NULL)
    passing = g_memory_settings_backend_new ();
}
