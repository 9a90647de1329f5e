/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib/gi18n.h>

#include "app/window/vb-window.h"

G_BEGIN_DECLS

/* (transfer full): in whose name something is about to be done that cannot be undone; "" where
 * @parent is not the window of the program. */
static inline char *
vb_working_dup_words (GtkWindow *parent)
{
  VbSession *session = VB_IS_WINDOW (parent) ? vb_window_get_session (VB_WINDOW (parent)) : NULL;
  const char *role = session != NULL ? vb_session_get_user_role (session) : NULL;
  g_autofree char *who = session == NULL ? NULL
                         : role != NULL ? g_strdup_printf ("%s, %s",
                                                           vb_session_get_user_name (session), role)
                                        : g_strdup (vb_session_get_user_name (session));

  if (who == NULL)
    return g_strdup ("");
  /* Translators: %s is the name of who is working, with their function */
  return g_strdup_printf (_("This is done, and stands in the access log, in the name of %s. If "
                            "that is not you, change first who is working."), who);
}

G_END_DECLS
