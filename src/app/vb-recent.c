/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/vb-recent.h"

#include <gtk/gtk.h>

/* Whether only this program put @info in the list: what others did as well is theirs. */
static gboolean
is_only_ours (GtkRecentInfo *info)
{
  gsize n;
  g_auto(GStrv) applications = gtk_recent_info_get_applications (info, &n);

  return n == 1 && g_str_equal (applications[0], g_get_application_name ());
}

static void
changed_cb (GtkRecentManager *manager)
{
  GList *items = gtk_recent_manager_get_items (manager);

  for (GList *i = items; i != NULL; i = i->next)
    if (is_only_ours (i->data))
      gtk_recent_manager_remove_item (manager, gtk_recent_info_get_uri (i->data), NULL);
  g_list_free_full (items, (GDestroyNotify) gtk_recent_info_unref);
}

/**
 * vb_recent_keep_out:
 *
 * Takes what this program opens or saves out of the desktop's list of recently used files, where
 * GTK's own file chooser puts it. To be called before one is shown.
 */
void
vb_recent_keep_out (void)
{
  static gboolean watching;

  if (!watching)
    g_signal_connect (gtk_recent_manager_get_default (), "changed", G_CALLBACK (changed_cb), NULL);
  watching = TRUE;
}
