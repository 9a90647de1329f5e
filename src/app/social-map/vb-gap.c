/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/social-map/vb-gap.h"

#include <glib/gi18n.h>

#include "core/store/vb-personal.h"

static void
kept_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr(VbWindow) window = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(VbUndo) undo = vb_personal_add_gap_finish (VB_STORE (source), result, &error);

  if (undo == NULL)
    vb_window_say_error (window, _("The gap was not kept"), error);
  else
    vb_window_say_undo (window, _("Kept as a gap in the neighbourhood"), undo);
}

static const char *
first_value (const VbSearchQuery *query,
             VbFacet              facet)
{
  GPtrArray *values = query->facets[facet];

  return values != NULL && values->len > 0 ? values->pdata[0] : NULL;
}

void
vb_gap_keep (VbWindow            *window,
             VbStore             *store,
             const char          *question,
             const VbSearchQuery *query)
{
  g_autofree char *search = vb_search_query_to_string (query);

  g_return_if_fail (VB_IS_WINDOW (window));
  g_return_if_fail (VB_IS_STORE (store));

  vb_personal_add_gap_async (store, question, search, first_value (query, VB_FACET_NEED),
                             first_value (query, VB_FACET_AREA), NULL, NULL, kept_cb,
                             g_object_ref (window));
}
