/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/social-map/vb-gap.h"

#include <glib/gi18n.h>

#include "core/store/vb-personal.h"

static void
removed_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(VbWindow) window = user_data;
  g_autoptr(GError) error = NULL;

  if (!vb_personal_remove_gap_finish (VB_STORE (source), result, &error))
    vb_window_say_error (window, _("Could not be undone"), error);
}

static void
undo_cb (VbWindow   *window,
         VbStore    *store,
         const char *id)
{
  vb_personal_remove_gap_async (store, id, NULL, removed_cb, g_object_ref (window));
}

static void
kept_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr(VbWindow) window = user_data;
  g_autoptr(GError) error = NULL;
  g_autofree char *id = vb_personal_add_gap_finish (VB_STORE (source), result, &error);

  if (id == NULL)
    vb_window_say_error (window, _("The gap was not kept"), error);
  else
    vb_window_say_action (window, _("Kept as a gap in the neighbourhood"), _("Undo"), undo_cb, id);
}

void
vb_gap_keep (VbWindow   *window,
             VbStore    *store,
             const char *question,
             const char *need,
             const char *area)
{
  g_return_if_fail (VB_IS_WINDOW (window));
  g_return_if_fail (VB_IS_STORE (store));

  vb_personal_add_gap_async (store, question, need, area, NULL, NULL, kept_cb,
                             g_object_ref (window));
}
